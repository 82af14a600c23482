/* pipe.c - any bytes as the standard input of zhibiao pipe, for libFuzzer. */
#include "cli/cli.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* A file in the place of a standard stream. */
static int put_at(int fd) {
  FILE *f = tmpfile();
  if (!f || dup2(fileno(f), fd) < 0) abort();
  return fd;
}

static void fill(int fd, const uint8_t *bytes, size_t n) {
  if (ftruncate(fd, 0) || pwrite(fd, bytes, n, 0) != (ssize_t)n || lseek(fd, 0, SEEK_SET)) abort();
}

static size_t lines(const uint8_t *bytes, size_t n) {
  size_t count = 0;
  int blank = 1;
  for (size_t i = 0; i < n; i++) {
    if (bytes[i] == '\n') blank = 1;
    else if (blank && !(bytes[i] && strchr(" \t\r", bytes[i]))) blank = 0, count++;
  }
  return count;
}

/* How many records of documents and of failures were written, and how many of failures alone. */
static size_t records(int fd, size_t *failures) {
  static const char done[] = "{\"record\":\"document\"", failed[] = "{\"record\":\"failure\"";
  off_t n = lseek(fd, 0, SEEK_CUR);
  char *text = malloc((size_t)n + 1), *next;
  size_t count = 0;
  *failures = 0;
  if (!text || pread(fd, text, (size_t)n, 0) != n) abort();
  text[n] = '\0';
  for (char *line = text; (next = strchr(line, '\n')) != NULL; line = next + 1) {
    int bad = strncmp(line, failed, sizeof failed - 1) == 0;
    *failures += bad;
    count += bad || strncmp(line, done, sizeof done - 1) == 0;
  }
  free(text);
  return count;
}

/* Each line that is not blank is answered by one record, and the exit status tells whether there was a failure. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static int ready;
  char *none[] = { NULL };
  size_t failures;
  int status;
  if (!ready) {
    put_at(STDIN_FILENO);
    put_at(STDOUT_FILENO);
    setvbuf(stdin, NULL, _IONBF, 0);
    ready = 1;
  }
  fill(STDIN_FILENO, bytes, n);
  fill(STDOUT_FILENO, bytes, 0);
  clearerr(stdin);
  status = cli_pipe.run(&cli_pipe, 0, none);
  if (records(STDOUT_FILENO, &failures) != lines(bytes, n)) abort();
  if (status != (failures ? CLI_FINDINGS : CLI_DONE)) abort();
  return 0;
}
