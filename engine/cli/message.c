#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cli_error(const char *code, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  fprintf(stderr, "zhibiao: error[%s]: ", code);
  vfprintf(stderr, format, ap);
  fputc('\n', stderr);
  va_end(ap);
}

/* The offending line, and a caret under its column: blanks as wide as what stands before it. */
static void show_source(const char *source, int column) {
  size_t n = strlen(source), at = 0;
  fprintf(stderr, "  %s\n", source);
  if (column <= 0) return;
  fputs("  ", stderr);
  for (int i = 1; i < column && at < n; i++) {
    size_t length;
    int width = cli_char_width(source + at, n - at, &length);
    if (source[at] == '\t') fputc('\t', stderr);
    else fprintf(stderr, "%*s", width, "");
    at += length;
  }
  fputs("^\n", stderr);
}

void cli_error_at(const char *path, const zb_error *err) {
  const char *message = err->message;
  size_t n = strlen(err->file);
  if (n && strncmp(message, err->file, n) == 0 && strncmp(message + n, ": ", 2) == 0) message += n + 2;   /* it is said */
  fprintf(stderr, "%s", err->file[0] ? err->file : path);
  if (err->line > 0) fprintf(stderr, ":%d", err->line);
  if (err->line > 0 && err->column > 0) fprintf(stderr, ":%d", err->column);
  fprintf(stderr, ": error[%s]: %s\n", zb_error_name(err->code), message);
  if (err->source[0]) show_source(err->source, err->column);
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

int cli_load_rules(const char *dir, zb_rules **out) {
  static const char variable[] = "ZHIBIAO_RULES";
  const char *said = dir;
  zb_error err;
  int code, status;
  if (dir && !*dir) {
    cli_error("usage", "--rules wants a directory, not ''; without --rules the built-in rules are read");
    return CLI_USAGE;
  }
  if (!dir) dir = getenv(variable);
  if (dir && !*dir) dir = NULL;
  memset(&err, 0, sizeof err);
  code = zb_rules_load(dir, out, &err);
  if (code == 0) return 0;
  cli_error_at(dir ? dir : "zhibiao", &err);
  if (dir && !said && code == ZB_EIO)
    fprintf(stderr, "  (the directory of rules is from the environment: %s=%s)\n", variable, dir);
  status = cli_status_of(code);
  return status == CLI_FINDINGS ? CLI_INTERNAL : status;   /* no document has failed yet */
}
