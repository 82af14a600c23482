#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

double progress_seconds(const progress *p) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - p->since.tv_sec) + (double)(now.tv_nsec - p->since.tv_nsec) / 1e9;
}

void progress_begin(progress *p, size_t all) {
  p->all = all;
  p->done = p->read = p->left_out = p->failed = 0;
  p->terminal = isatty(STDERR_FILENO) && !p->json && !p->quiet;
  p->shown = 0;
  clock_gettime(CLOCK_MONOTONIC, &p->since);
}

void progress_clear(progress *p) {
  if (p->shown) fputs("\r\033[K", stderr);
  p->shown = 0;
}

void progress_show(progress *p) {
  double took = progress_seconds(p), rate = took > 0 ? (double)p->done / took : 0;
  long left = rate > 0 ? (long)((double)(p->all - p->done) / rate + 0.5) : 0;
  if (!p->terminal) return;
  fprintf(stderr, "\r\033[K%zu/%zu documents, %.0f/s, %ld:%02ld left", p->done, p->all, rate, left / 60, left % 60);
  if (p->failed) fprintf(stderr, ", %zu failed", p->failed);
  fflush(stderr);
  p->shown = 1;
}

static void put_json(const char *key, const char *s) {
  fprintf(stderr, ",\"%s\":", key);
  cli_json_string(stderr, (zb_str){ s, strlen(s) });
}

void progress_document(progress *p, const char *outcome, const char *doc, size_t observations, const char *why, const char *code,
                       const char *message) {
  int failed = *code != '\0';
  p->done += strcmp(outcome, "removed") != 0;
  p->read += strcmp(outcome, "read") == 0;
  p->left_out += strcmp(outcome, "left_out") == 0 && !failed;
  p->failed += (size_t)failed;
  if (p->json) {
    fprintf(stderr, "{\"event\":\"document\",\"outcome\":\"%s\"", outcome);
    put_json("doc", doc);
    fprintf(stderr, ",\"observations\":%zu", observations);
    if (*why) put_json("why", why);
    if (failed) put_json("code", code), put_json("message", message);
    fputs("}\n", stderr);
  } else if ((failed && !p->quiet) || p->verbose) {
    progress_clear(p);
    if (failed) fprintf(stderr, "%s: error[%s]: %s%s\n", doc, code, message, strcmp(outcome, "left_out") ? "" : " (on record)");
    else if (strcmp(outcome, "read") == 0) fprintf(stderr, "%s: %zu observations (%s)\n", doc, observations, why);
    else fprintf(stderr, "%s: %s\n", doc, strcmp(outcome, "removed") == 0 ? "removed" : "unchanged");
  }
}

void progress_report(progress *p, const char *name, int left_out, int status) {
  if (p->json) {
    fprintf(stderr, "{\"event\":\"report\",\"outcome\":\"%s\"", left_out ? "left_out" : status ? "failed" : "written");
    put_json("report", name);
    fputs("}\n", stderr);
  } else if (p->verbose) {
    fprintf(stderr, "report %s: %s\n", name, left_out ? "unchanged" : status ? "failed" : "written");
  }
}
