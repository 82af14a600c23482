/* batch_report.c - the reports of a batch: written by zhibiao report, when something that they are made of has changed. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "cli.h"

static int newer(const struct stat *a, const struct stat *b) {
  return a->st_mtim.tv_sec != b->st_mtim.tv_sec ? a->st_mtim.tv_sec > b->st_mtim.tv_sec : a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

/* Whether a report is as it would be written: nothing that it is made of is newer than what it wrote. */
static int is_current(const batch *b, size_t i) {
  struct stat out, from[3];
  const char *word, *name = zb_job_report_word(b->job, i, 0);
  size_t n = 0, outputs = 0;
  if (stat(b->info->store, &from[n++]) || stat(b->name, &from[n++])) return 0;
  if (strchr(name, '/') && stat(name, &from[n++])) return 0;
  for (size_t k = 1; (word = zb_job_report_word(b->job, i, k)) != NULL; k++) {
    if (strncmp(word, "--output=", 9) != 0) continue;
    outputs++;
    if (stat(word + 9, &out)) return 0;
    for (size_t m = 0; m < n; m++) if (newer(&from[m], &out)) return 0;
  }
  return outputs > 0;
}

/* Starts zhibiao report, this very program, on the store. Returns: its process, or -1. */
static pid_t start_report(const batch *b, size_t i) {
  const char *word, *argv[128] = { "zhibiao", "report" };
  char store[4110], rules[4110];
  int n = 2;
  pid_t pid;
  for (size_t k = 0; n < 120 && (word = zb_job_report_word(b->job, i, k)) != NULL; k++) {
    argv[n++] = word;
    if (strncmp(word, "--output=", 9) == 0) cli_make_folders(word + 9);
  }
  snprintf(store, sizeof store, "--store=%s", b->info->store);
  argv[n++] = store;
  argv[n++] = "--quiet";
  if (b->info->rules) {
    snprintf(rules, sizeof rules, "--rules=%s", b->info->rules);
    argv[n++] = rules;
  }
  argv[n] = NULL;
  fflush(stdout);
  fflush(stderr);
  pid = fork();
  if (pid == 0) {
    execv("/proc/self/exe", (char *const *)(uintptr_t)argv);
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(CLI_INTERNAL);
  }
  return pid;
}

/* A report on its way. */
typedef struct writing { size_t report; pid_t pid; int current; } writing;

/* Waits for the one that was begun first, so that they are told of in their order. Returns: its exit status. */
static int end_report(batch *b, const writing *w) {
  int status = 0, one;
  while (w->pid > 0 && waitpid(w->pid, &status, 0) < 0 && errno == EINTR) {}
  one = w->current ? 0 : w->pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : CLI_INTERNAL;
  if (one == CLI_FINDINGS) one = 0;            /* documents of the store that failed: told already */
  progress_report(&b->progress, zb_job_report_word(b->job, w->report, 0), w->current, one);
  return one;
}

int batch_write_reports(batch *b) {
  enum { MOST = 64 };      /* processes never gives more */
  writing on_way[MOST] = { { 0, 0, 0 } };
  size_t next = 0, first = 0;
  int status = 0, one;
  while (first < next || zb_job_report_word(b->job, next, 0)) {
    while (next - first < (size_t)b->processes && zb_job_report_word(b->job, next, 0)) {
      int current = !b->force && !b->progress.read && !b->removed && is_current(b, next);
      on_way[next % MOST] = (writing){ next, current ? 0 : start_report(b, next), current };
      next++;
    }
    one = end_report(b, &on_way[first++ % MOST]);
    if (one > status) status = one;
  }
  return status;
}
