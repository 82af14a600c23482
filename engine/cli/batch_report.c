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
  struct stat out, from[4];
  const char *word, *name = zb_job_report_word(b->job, i, 0);
  char log[4110];
  size_t n = 0, outputs = 0;
  snprintf(log, sizeof log, "%s-wal", b->info->store);     /* has what was put while somebody had the store open */
  if (stat(log, &from[n]) == 0 && from[n].st_size > 0) n++;
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
typedef struct writing {
  pid_t pid;             /* 0: it has ended, or was never begun */
  int current, status;   /* its exit status */
} writing;

static int exit_status(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : CLI_INTERNAL; }

/* Waits until any of them ends: batch has no other child by now. */
static void wait_for_one(writing *w, size_t n) {
  int status = 0;
  pid_t pid;
  while ((pid = wait(&status)) < 0 && errno == EINTR) {}
  for (size_t i = 0; i < n; i++) {
    if (w[i].pid <= 0 || (pid >= 0 && w[i].pid != pid)) continue;
    w[i].pid = 0;
    w[i].status = pid < 0 ? CLI_INTERNAL : exit_status(status);
  }
}

static size_t at_work(const writing *w, size_t n) {
  size_t k = 0;
  for (size_t i = 0; i < n; i++) k += w[i].pid > 0;
  return k;
}

static writing begin_report(const batch *b, size_t i) {
  writing w = { 0, !b->force && !b->progress.read && !b->removed && is_current(b, i), 0 };
  if (w.current) return w;
  w.pid = start_report(b, i);
  if (w.pid < 0) w.status = CLI_INTERNAL;
  return w;
}

/* As many at once as there are processes; they are told of in their order. */
int batch_write_reports(batch *b) {
  size_t n = 0, next = 0, told = 0;
  int status = 0;
  writing *all;
  while (zb_job_report_word(b->job, n, 0)) n++;
  if ((all = calloc(n + 1, sizeof *all)) == NULL) {
    cli_error("memory", "out of memory");
    return CLI_INTERNAL;
  }
  while (told < n) {
    for (; next < n && at_work(all, next) < (size_t)b->processes; next++) all[next] = begin_report(b, next);
    if (all[told].pid > 0) wait_for_one(all, next);
    for (; told < next && all[told].pid <= 0; told++) {
      int one = all[told].status == CLI_FINDINGS ? 0 : all[told].status;      /* documents that failed: told already */
      progress_report(&b->progress, zb_job_report_word(b->job, told, 0), all[told].current, one);
      if (one > status) status = one;
    }
  }
  free(all);
  return status;
}
