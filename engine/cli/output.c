#define _XOPEN_SOURCE 700   /* realpath */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file that a signal must not leave behind. Set while it exists. */
static const char *volatile unfinished;

static void on_signal(int signal_number) {
  const char *path = unfinished;
  if (path) unlink(path);
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static void guard(const char *temp) {
  static const int fatal[] = { SIGINT, SIGTERM, SIGHUP };
  struct sigaction act, was;
  unfinished = temp;
  memset(&act, 0, sizeof act);
  act.sa_handler = on_signal;
  sigemptyset(&act.sa_mask);
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++)
    if (sigaction(fatal[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN) sigaction(fatal[i], &act, NULL);
}

/* The mode of the file that is replaced, else what umask leaves of 0666. */
static mode_t mode_for(const struct stat *old) {
  mode_t mask;
  if (old) return old->st_mode & 07777;
  mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

static int fail(cli_output *out, const char *path) {
  cli_error("io", "%s: %s", path, strerror(errno));
  free(out->path);
  free(out->temp);
  out->path = out->temp = NULL;
  return CLI_USAGE;
}

int cli_output_open(cli_output *out, const char *path) {
  struct stat old;
  int exists;
  memset(out, 0, sizeof *out);
  out->fd = STDOUT_FILENO;
  if (!path || strcmp(path, "-") == 0) return CLI_DONE;
  exists = stat(path, &old) == 0;
  if (exists && !S_ISREG(old.st_mode)) {   /* a pipe or device is written in place */
    out->fd = open(path, O_WRONLY | O_CLOEXEC);
    return out->fd < 0 ? fail(out, path) : CLI_DONE;
  }
  if (exists) {
    if (access(path, W_OK) != 0) return fail(out, path);
    out->path = realpath(path, NULL);      /* a link stays a link */
  } else {
    out->path = strdup(path);
  }
  out->temp = out->path ? malloc(strlen(out->path) + 8) : NULL;
  if (!out->temp) return fail(out, path);
  sprintf(out->temp, "%s.XXXXXX", out->path);
  out->fd = mkstemp(out->temp);
  if (out->fd < 0) return fail(out, path);
  guard(out->temp);
  fchmod(out->fd, mode_for(exists ? &old : NULL));
  return CLI_DONE;
}

int cli_output_sink(void *ud, const void *bytes, size_t n) {
  cli_output *out = ud;
  const char *p = bytes;
  while (n > 0) {
    ssize_t done = write(out->fd, p, n);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) {
      out->error = errno;
      return -1;
    }
    p += done;
    n -= (size_t)done;
  }
  return 0;
}

int cli_output_close(cli_output *out, int keep) {
  int status = CLI_DONE;
  if (out->fd != STDOUT_FILENO && close(out->fd) != 0 && !out->error) out->error = errno;
  if (out->error == EPIPE) status = CLI_PIPE;
  else if (out->error) {
    cli_error("io", "%s: %s", out->path ? out->path : "output", strerror(out->error));
    status = CLI_USAGE;
  }
  if (out->temp) {
    if (status != CLI_DONE || !keep) unlink(out->temp);
    else if (rename(out->temp, out->path) != 0) {
      cli_error("io", "%s: %s", out->path, strerror(errno));
      unlink(out->temp);
      status = CLI_USAGE;
    }
    unfinished = NULL;
  }
  free(out->temp);
  free(out->path);
  return status;
}

void cli_make_folders(const char *path) {
  char *copy = strdup(path), *slash;
  for (slash = copy ? strchr(copy + 1, '/') : NULL; slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(copy, 0777);
    *slash = '/';
  }
  free(copy);
}
