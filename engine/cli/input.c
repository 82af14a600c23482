#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int cli_read_file(const char *path, size_t most, char **text, size_t *n) {
  FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
  size_t cap = 1 << 16;
  int failed = !f, reason = errno;
  *n = 0;
  *text = malloc(cap);
  while (f && *text) {
    *n += fread(*text + *n, 1, cap - *n, f);
    if (*n < cap || cap >= most) break;
    cap *= 2;
    char *more = realloc(*text, cap);
    if (!more) free(*text);
    *text = more;
  }
  if (f && ferror(f)) failed = 1, reason = errno;
  if (f && f != stdin) fclose(f);
  if (failed) {
    cli_error("io", "%s: %s", path, strerror(reason));
    return CLI_USAGE;
  }
  if (!*text) {
    cli_error("memory", "out of memory");
    return CLI_INTERNAL;
  }
  if (*n < cap) return 0;
  cli_error("io", "%s: too large (more than %zu MiB)", path, most >> 20);
  return CLI_USAGE;
}
