/* input.c - documents from files and in pieces. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "api/engine.h"
#include "base/error.h"
#include "base/options.h"
#include "format/archive.h"

static int too_large(const zb_engine *e, zb_error *err) {
  return zb_error__set(err, ZB_ELIMIT, "more than the limit of %zu bytes for one document", e->limits.document_limit);
}

static int read_all(zb_engine *e, FILE *f, char **bytes, size_t *n, size_t *cap, zb_error *err) {
  void *p;
  for (;;) {
    if (*n == *cap) {
      if (*cap > e->limits.document_limit) return too_large(e, err);
      p = *bytes;
      if (zb_mem__grow(&e->mem, &p, cap, *cap ? *cap + 1 : 1 << 16, 1))
        return zb_error__set(err, ZB_ENOMEM, "no memory to read the file");
      *bytes = p;
    }
    *n += fread(*bytes + *n, 1, *cap - *n, f);
    if (ferror(f)) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
    if (feof(f)) return 0;
  }
}

typedef struct taken { zb_engine *e; char *bytes; size_t n, cap; zb_error *err; } taken;

static int take(void *ud, const void *p, size_t n) {
  taken *t = ud;
  void *block = t->bytes;
  if (n > t->e->limits.document_limit - t->n) return too_large(t->e, t->err);
  if (zb_mem__grow(&t->e->mem, &block, &t->cap, t->n + n, 1)) return zb_error__set(t->err, ZB_ENOMEM, "no memory to unpack it");
  t->bytes = block;
  memcpy(t->bytes + t->n, p, n);
  t->n += n;
  return 0;
}

/* Opens the file and makes room for it. */
static int open_file(zb_engine *e, const char *path, const struct stat *st, FILE **f, taken *t, zb_error *err) {
  size_t want;
  if (S_ISDIR(st->st_mode)) return zb_error__set(err, ZB_EIO, "is a directory; name the files in it");
  if ((*f = fopen(path, "rb")) == NULL) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
  if (!S_ISREG(st->st_mode) || st->st_size <= 0) return 0;
  want = (size_t)st->st_size + 1;
  if (want - 1 > e->limits.document_limit)
    return zb_error__set(err, ZB_ELIMIT, "%zu bytes are more than the limit of %zu for one document", want - 1,
                         e->limits.document_limit);
  t->bytes = zb_mem__resize(&e->mem, NULL, 0, want);
  if (t->bytes) t->cap = want;
  return 0;
}

static int read_path(zb_engine *e, const char *path, taken *t, zb_error *err) {
  FILE *f = strcmp(path, "-") == 0 ? stdin : NULL;
  struct stat st;
  int code = 0;
  if (!f && stat(path, &st)) {
    int reason = errno;
    code = ZB_ENONE;
    if (reason == ENOTDIR || reason == ENAMETOOLONG)
      code = zb_archive__member(&e->mem, path, e->limits.document_limit, take, t, err);
    return code == ZB_ENONE ? zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(reason)) : code;
  }
  if (!f) code = open_file(e, path, &st, &f, t, err);
  if (!code) code = read_all(e, f, &t->bytes, &t->n, &t->cap, err);
  if (f && f != stdin) fclose(f);
  return code;
}

/* Why a file that begins as ZIP files do was not read: it is a folder, or should be one. Returns: ZB_ENONE where neither. */
static int tell_archive(const char *path, zb_error *err) {
  zb_archive *a;
  zb_error why;
  size_t i = 0;
  int code = zb_archive_open(path, &a, &why);
  if (code == ZB_EIO || code == ZB_ENONE) return ZB_ENONE;
  if (code) return zb_error__set(err, code, "%s", why.message);
  while (i < a->n && a->item[i].picture) i++;
  if (i < a->n) code = zb_error__set(err, ZB_EIO, "is a zip file of documents; name them, such as %.300s", a->item[i].path);
  else code = zb_error__set(err, ZB_EENCODING, "a zip file with no documents in it");
  zb_archive_free(a);
  return code;
}

int zb_extract_file(zb_engine *e, const char *path, const zb_document *doc, zb_result **out, zb_error *err) {
  zb_document named = ZB_DOCUMENT_INIT;
  taken t = { e, NULL, 0, 0, err };
  int code;
  if (out) *out = NULL;
  if (!e || !out || !path || zb_options__take(&named, sizeof named, doc))
    return zb_error__set(err, ZB_EARG, "no engine, no path, no place for the result, or a document of an unknown size");
  if (!named.name) named.name = path;
  if (e->profile) zb_clock__begin(&e->clock, e->profile, ZB_STAGE_FILE);
  code = read_path(e, path, &t, err);
  if (!code) code = zb_extract(e, t.bytes, t.n, &named, out, err);
  if (code == ZB_EENCODING && t.n >= 4 && memcmp(t.bytes, "PK", 2) == 0) {
    int why = tell_archive(path, err);
    if (why != ZB_ENONE) code = why;
  }
  if (t.bytes) zb_mem__resize(&e->mem, t.bytes, t.cap, 0);
  return code;
}

int zb_feed(zb_engine *e, const void *bytes, size_t n, zb_error *err) {
  void *p;
  if (!e || (!bytes && n)) return zb_error__set(err, ZB_EARG, "no engine or no bytes");
  if (n > e->limits.document_limit - e->fed_n) return too_large(e, err);
  p = e->fed;
  if (zb_mem__grow(&e->mem, &p, &e->fed_cap, e->fed_n + n, 1)) return zb_error__set(err, ZB_ENOMEM, "no memory for the document");
  e->fed = p;
  if (n) memcpy(e->fed + e->fed_n, bytes, n);
  e->fed_n += n;
  return 0;
}

int zb_feed_end(zb_engine *e, const zb_document *doc, zb_result **out, zb_error *err) {
  int code = zb_extract(e, e ? e->fed : NULL, e ? e->fed_n : 0, doc, out, err);
  if (e) zb_feed_drop(e);
  return code;
}

void zb_feed_drop(zb_engine *e) {
  if (!e) return;
  if (e->fed) zb_mem__resize(&e->mem, e->fed, e->fed_cap, 0);
  e->fed = NULL;
  e->fed_n = e->fed_cap = 0;
}
