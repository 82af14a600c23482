#include "cli.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void cli_error(const char *code, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  fprintf(stderr, "zhibiao: error[%s]: ", code);
  vfprintf(stderr, format, ap);
  fputc('\n', stderr);
  va_end(ap);
}

enum { BEFORE = 50, BEHIND = 60 };   /* columns of a long line that are shown on each side of the caret */

/* Passes over characters of s from *at on, up to the to-th (from 1), while they take no more than most columns.
 * Returns: the columns. */
static int pass(zb_str s, size_t *at, int *character, int to, int most) {
  int columns = 0;
  while (*character < to && *at < s.n) {
    size_t length;
    int width = cli_char_width(s.p + *at, s.n - *at, &length);
    if (columns + width > most) break;
    columns += width;
    *at += length;
    ++*character;
  }
  return columns;
}

void cli_show_source(FILE *to, zb_str source, int column) {
  size_t from = 0, caret = 0, end;
  int character = 1, columns = pass(source, &caret, &character, column, INT_MAX), cut = 0, start = 1;
  if (columns > BEFORE + BEHIND) {
    pass(source, &from, &start, column, columns - BEFORE);
    cut = 1;
  }
  end = caret;
  pass(source, &end, &character, INT_MAX, cut ? BEHIND : BEFORE + 2 * BEHIND - columns);
  fprintf(to, "  %s%.*s%s\n", cut ? "… " : "", (int)(end - from), source.p + from, end < source.n ? " …" : "");
  if (column <= 0) return;
  fprintf(to, "  %s", cut ? "  " : "");
  for (size_t at = from, length; at < caret; at += length) {
    int width = cli_char_width(source.p + at, source.n - at, &length);
    if (source.p[at] == '\t') fputc('\t', to);
    else fprintf(to, "%*s", width, "");
  }
  fputs("^\n", to);
}

void cli_error_at(const char *path, const zb_error *err) {
  const char *message = err->message;
  size_t n = strlen(err->file);
  if (n && strncmp(message, err->file, n) == 0 && strncmp(message + n, ": ", 2) == 0) message += n + 2;   /* it is said */
  fprintf(stderr, "%s", err->file[0] ? err->file : path);
  if (err->line > 0) fprintf(stderr, ":%d", err->line);
  if (err->line > 0 && err->column > 0) fprintf(stderr, ":%d", err->column);
  fprintf(stderr, ": error[%s]: %s\n", zb_error_name(err->code), message);
  if (err->source[0]) cli_show_source(stderr, (zb_str){ err->source, strlen(err->source) }, err->column);
}

int cli_status_of(int code) {
  switch (code) {
    case ZB_OK: return CLI_DONE;
    case ZB_EARG:
    case ZB_ENONE:
    case ZB_EIO: return CLI_USAGE;
    case ZB_ECORRECTION:
    case ZB_ERULE: return CLI_RULE;
    case ZB_EENCODING:
    case ZB_ELIMIT:
    case ZB_ENOMEM: return CLI_FINDINGS;
    default: return CLI_INTERNAL;
  }
}
