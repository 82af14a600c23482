/* corrections.c - --corrections FILE: what readers say of figures, applied to each document. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 28 };

int cli_corrections_open(cli_corrections *c, const zb_rules *rules, const char *path) {
  char *text = NULL;
  size_t n;
  zb_error err;
  int status, code;
  memset(&err, 0, sizeof err);
  c->path = path;
  if ((status = cli_read_file(path, FILE_MAX, &text, &n)) == 0) {
    code = zb_corrections_read(rules, text, n, &c->all, &err);
    if (code) {
      cli_error_at(path, &err);
      status = cli_status_of(code);
    } else if (!(c->met = calloc(zb_corrections_count(c->all) + 1, 1))) {
      cli_error("memory", "out of memory");
      status = CLI_INTERNAL;
    }
  }
  free(text);
  return status;
}

int cli_corrections_apply(cli_corrections *c, zb_result *result, int quiet) {
  const char *path = zb_result_head(result)->doc.p;
  int n = (int)zb_result_head(result)->doc.n, status = CLI_DONE;
  zb_error err;
  if (!c->all) return CLI_DONE;
  memset(&err, 0, sizeof err);
  if (zb_result_correct(result, c->all, &err)) {
    cli_error_at(c->path, &err);
    return cli_status_of(err.code);
  }
  for (size_t i = 0; i < zb_corrections_count(c->all); i++) c->met[i] |= zb_corrections_meant(c->all, i, result) != 0;
  for (size_t i = 0; i < zb_result_diagnostics(result); i++) {
    const zb_diagnostic *d = zb_result_diagnostic(result, i);
    if (strcmp(d->code, "correction-lost") != 0) continue;
    if (!quiet) fprintf(stderr, "%.*s: error[%s]: %.*s\n", n, path, d->code, (int)d->message.n, d->message.p);
    status = CLI_FINDINGS;
  }
  return status;
}

int cli_corrections_close(cli_corrections *c, int quiet) {
  size_t missed = 0, n = zb_corrections_count(c->all);
  zb_str first = { "", 0 };
  for (size_t i = 0; c->met && i < n; i++)
    if (!c->met[i] && !missed++) first = zb_corrections_document(c->all, i);
  if (missed && !quiet)
    fprintf(stderr, "%s: note[correction-unused]: %zu of %zu corrections are of documents that were not given, such as %.*s\n",
            c->path, missed, n, (int)first.n, first.p);
  zb_corrections_free(c->all);
  free(c->met);
  memset(c, 0, sizeof *c);
  return missed ? CLI_FINDINGS : CLI_DONE;
}
