/* progress.h - how a batch goes on, told on stderr: a line that is written over on a terminal, else a line for each thing that
 * happens, in words or as JSON. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stddef.h>
#include <time.h>

typedef struct progress {
  int json, verbose, quiet, terminal;
  size_t all, done, read, left_out, failed;      /* documents */
  struct timespec since;
  int shown;             /* the line on the terminal has to be cleared */
} progress;

void progress_begin(progress *p, size_t all);

/* outcome: read, left_out, failed, removed. why and message: "" for none; code: of a failure. */
void progress_document(progress *p, const char *outcome, const char *doc, size_t observations, const char *why, const char *code,
                       const char *message);
void progress_report(progress *p, const char *name, int left_out, int status);
/* The line on a terminal; call it now and then. */
void progress_show(progress *p);
void progress_clear(progress *p);
double progress_seconds(const progress *p);

#endif
