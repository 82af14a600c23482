#define _XOPEN_SOURCE 700   /* nftw */
#include "plan.h"

#include <errno.h>
#include <fnmatch.h>
#include <ftw.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

enum { OPEN_FOLDERS = 32 };

static int out_of_memory(void) {
  cli_error("memory", "out of memory");
  return CLI_INTERNAL;
}

static int add_one(plan *p, const char *path, size_t source) {
  while (path[0] == '.' && path[1] == '/') for (path += 2; *path == '/'; path++) {}
  if (p->n == p->cap) {
    size_t cap = p->cap ? 2 * p->cap : 64;
    plan_item *more = realloc(p->item, cap * sizeof *more);
    if (!more) return -1;
    p->item = more;
    p->cap = cap;
  }
  memset(&p->item[p->n], 0, sizeof *p->item);
  p->item[p->n].source = source;
  p->item[p->n].path = strdup(path);
  return p->item[p->n].path ? (p->n++, 0) : -1;
}

/* A file, or where it is a ZIP file the documents in it: all of them where its own name fits match, else those that do. */
static int add(plan *p, const char *path, const char *match, size_t source) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *member;
  int fits = fnmatch(match, base, 0) == 0, document, failed = 0;
  size_t before = p->n;
  zb_archive *a;
  int code = zb_archive_open(path, &a, NULL);
  for (size_t i = 0; !code && !failed && (member = zb_archive_member(a, i, &document)) != NULL; i++) {
    base = strrchr(member, '/') + 1;
    if (document && (fits || fnmatch(match, base, 0) == 0)) failed = add_one(p, member, source);
  }
  zb_archive_free(a);
  if (fits && !failed && p->n == before) failed = add_one(p, path, source);
  return failed;
}

/* The members of ZIP files that a pattern names, reports-*.zip/2024/?*.docx: as many as there are. */
static int add_members(plan *p, const zb_job_source *s, size_t source) {
  char *above = strdup(s->pattern), *slash;
  size_t before = p->n;
  int failed = !above, document;
  while (!failed && p->n == before && (slash = strrchr(above, '/')) != NULL && slash > above) {
    glob_t files = { 0 };
    *slash = '\0';
    failed = glob(above, GLOB_NOSORT, NULL, &files) == GLOB_NOSPACE;
    for (size_t i = 0; i < files.gl_pathc && !failed; i++) {
      const char *member;
      zb_archive *a = NULL;
      zb_archive_open(files.gl_pathv[i], &a, NULL);
      for (size_t k = 0; !failed && (member = zb_archive_member(a, k, &document)) != NULL; k++)
        if (document && fnmatch(s->pattern, member, FNM_PATHNAME) == 0) failed = add_one(p, member, source);
      zb_archive_free(a);
    }
    globfree(&files);
  }
  free(above);
  return failed ? -1 : 0;
}

/* Every file that a pattern of the shell names; without a wildcard the path itself, which may not be there. */
static int add_files(plan *p, const zb_job_source *s, size_t source, size_t *told) {
  size_t before = p->n;
  glob_t found;
  int code = glob(s->pattern, GLOB_NOSORT, NULL, &found), failed = 0;
  if (code == GLOB_NOMATCH && !strpbrk(s->pattern, "*?[")) return add(p, s->pattern, "*", source);
  if (code == GLOB_NOMATCH && add_members(p, s, source)) return -1;
  if (code == GLOB_NOMATCH && p->n > before) return 0;
  if (code == GLOB_NOMATCH) {
    if (told && ++*told) cli_error("none", "the job's files '%s' are none", s->pattern);
    return 0;
  }
  if (code == GLOB_NOSPACE) return -1;
  for (size_t i = 0; i < found.gl_pathc && !failed; i++) failed = add(p, found.gl_pathv[i], "*", source);
  globfree(&found);
  return failed;
}

/* nftw has no room for a caller's data. */
static struct { plan *to; const char *match; size_t source; } walk;

static int take_file(const char *path, const struct stat *st, int type, struct FTW *at) {
  (void)st;
  if (type != FTW_F || path[at->base] == '.' || strstr(path, "/.")) return 0;
  return add(walk.to, path, walk.match, walk.source);
}

static int add_folder(plan *p, const zb_job_source *s, size_t source, size_t *told) {
  walk.to = p;
  walk.match = s->match;
  walk.source = source;
  errno = 0;
  if (nftw(s->pattern, take_file, OPEN_FOLDERS, FTW_PHYS) == 0) return 0;
  if (errno == ENOMEM || errno == 0) return -1;
  if (told && ++*told) cli_error("io", "the job's folder '%s': %s", s->pattern, strerror(errno));
  return 0;
}

static int add_list(plan *p, const zb_job_source *s, size_t source, size_t *told) {
  FILE *f = fopen(s->pattern, "rb");
  char *line = NULL;
  size_t cap = 0;
  ssize_t n;
  int failed = 0;
  if (!f) {
    if (told && ++*told) cli_error("io", "the job's list '%s': %s", s->pattern, strerror(errno));
    return 0;
  }
  while (!failed && (n = getline(&line, &cap, f)) > 0) {
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r')) line[--n] = '\0';
    if (n) failed = add(p, line, "*", source);
  }
  free(line);
  fclose(f);
  return failed;
}

static int by_path(const void *a, const void *b) {
  const plan_item *x = a, *y = b;
  int d = strcmp(x->path, y->path);
  return d ? d : (x->source > y->source) - (x->source < y->source);
}

static void drop(plan_item *item) {
  free(item->path);
  free(item->type);
  free(item->area);
}

/* A document that several sources name is the first one's. */
static void drop_repeated(plan *p) {
  size_t k = 0;
  if (p->n) qsort(p->item, p->n, sizeof *p->item, by_path);
  for (size_t i = 0; i < p->n; i++) {
    if (k && strcmp(p->item[k - 1].path, p->item[i].path) == 0) drop(&p->item[i]);
    else p->item[k++] = p->item[i];
  }
  p->n = k;
}

static int describe(zb_job *job, plan_item *item) {
  zb_document d = ZB_DOCUMENT_INIT;
  zb_error err;
  memset(&err, 0, sizeof err);
  if (zb_job_describe(job, item->source, item->path, &d, &err)) {
    cli_error_at("job", &err);
    return cli_status_of(err.code);
  }
  item->year = d.year;
  item->type = d.type ? strdup(d.type) : NULL;
  item->area = d.area ? strdup(d.area) : NULL;
  return (d.type && !item->type) || (d.area && !item->area) ? out_of_memory() : 0;
}

int plan_make(zb_job *job, plan *p, size_t *told) {
  const zb_job_source *s;
  int status = 0;
  memset(p, 0, sizeof *p);
  for (size_t i = 0; (s = zb_job_source_at(job, i)) != NULL; i++) {
    int (*find)(plan *, const zb_job_source *, size_t, size_t *) =
        strcmp(s->kind, "files") == 0 ? add_files : strcmp(s->kind, "folder") == 0 ? add_folder : add_list;
    if (find(p, s, i, told)) return out_of_memory();
  }
  drop_repeated(p);
  for (size_t i = 0; i < p->n && !status; i++) status = describe(job, &p->item[i]);
  return status;
}

/* What a file takes to read, as far as can be told from outside: Word files and PDFs are packed. */
static off_t size_of(const char *path) {
  const char *dot = strrchr(path, '.');
  struct stat st;
  if (stat(path, &st)) return 0;
  return dot && (cli_same_ending(dot, ".docx") || cli_same_ending(dot, ".pdf")) ? 5 * st.st_size : st.st_size;
}

typedef struct sized { off_t size; size_t item; } sized;

static int by_size(const void *a, const void *b) {
  const sized *x = a, *y = b;
  int d = (x->size < y->size) - (x->size > y->size);
  return d ? d : (x->item > y->item) - (x->item < y->item);
}

size_t *plan_by_size(const plan *p) {
  sized *all = malloc((p->n + 1) * sizeof *all);
  size_t *order = malloc((p->n + 1) * sizeof *order);
  if (!all || !order) {
    free(all);
    free(order);
    return NULL;
  }
  for (size_t i = 0; i < p->n; i++) all[i] = (sized){ size_of(p->item[i].path), i };
  qsort(all, p->n, sizeof *all, by_size);
  for (size_t i = 0; i < p->n; i++) order[i] = all[i].item;
  free(all);
  return order;
}

void plan_free(plan *p) {
  for (size_t i = 0; i < p->n; i++) drop(&p->item[i]);
  free(p->item);
  memset(p, 0, sizeof *p);
}
