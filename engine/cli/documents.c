/* documents.c - the documents that paths name: a ZIP file stands for those in it. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int add(cli_documents *d, const char *path) {
  if (d->n == d->cap) {
    int cap = d->cap ? 2 * d->cap : 64;
    char **more = realloc(d->path, (size_t)cap * sizeof *more);
    if (!more) return -1;
    d->path = more;
    d->cap = cap;
  }
  d->path[d->n] = strdup(path);
  return d->path[d->n] ? (d->n++, 0) : -1;
}

/* The members of an archive; one that gives none is left to be told by who reads it. */
static int add_members(cli_documents *d, const char *path, const zb_archive *a, int quiet) {
  const char *member, *passed = NULL;
  int document, before = d->n, others = 0;
  for (size_t i = 0; (member = zb_archive_member(a, i, &document)) != NULL; i++) {
    if (document && add(d, member)) return -1;
    if (!document && !others++) passed = member + strlen(path) + 1;
  }
  if (others && !quiet)
    fprintf(stderr, "%s: note[archive]: %d that %s by %s no document left out: %s%s\n", path, others, others > 1 ? "are" : "is",
            others > 1 ? "their names" : "its name", passed, others > 1 ? ", …" : "");
  return d->n == before ? add(d, path) : 0;
}

int cli_documents_find(cli_documents *d, int count, char **given, int quiet) {
  int failed = 0;
  memset(d, 0, sizeof *d);
  for (int i = 0; i < count && !failed; i++) {
    zb_archive *a = NULL;
    int code = strcmp(given[i], "-") == 0 ? ZB_ENONE : zb_archive_open(given[i], &a, NULL);
    failed = code ? add(d, given[i]) : add_members(d, given[i], a, quiet);
    zb_archive_free(a);
  }
  if (!failed) return 0;
  cli_error("memory", "out of memory");
  return CLI_INTERNAL;
}

void cli_documents_free(cli_documents *d) {
  for (int i = 0; i < d->n; i++) free(d->path[i]);
  free(d->path);
  memset(d, 0, sizeof *d);
}
