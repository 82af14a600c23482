/* input.c - documents from files and in pieces. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "api/engine.h"
#include "base/error.h"
#include "base/options.h"

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

int zb_extract_file(zb_engine *e, const char *path, const zb_document *doc, zb_result **out, zb_error *err) {
  zb_document named = ZB_DOCUMENT_INIT;
  char *bytes = NULL;
  size_t n = 0, cap = 0;
  struct stat st;
  FILE *f = NULL;
  int code;
  if (out) *out = NULL;
  if (!e || !out || !path || zb_options__take(&named, sizeof named, doc))
    return zb_error__set(err, ZB_EARG, "no engine, no path, no place for the result, or a document of an unknown size");
  if (!named.name) named.name = path;
  if (strcmp(path, "-") == 0) {
    f = stdin;
  } else {
    if (stat(path, &st)) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
    if (S_ISDIR(st.st_mode)) return zb_error__set(err, ZB_EIO, "is a directory; name the files in it");
    f = fopen(path, "rb");
    if (!f) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
    if (S_ISREG(st.st_mode) && st.st_size > 0) {
      size_t want = (size_t)st.st_size + 1;
      if (want - 1 > e->limits.document_limit) {
        fclose(f);
        return zb_error__set(err, ZB_ELIMIT, "%zu bytes are more than the limit of %zu for one document", want - 1,
                             e->limits.document_limit);
      }
      bytes = zb_mem__resize(&e->mem, NULL, 0, want);
      if (bytes) cap = want;
    }
  }
  code = read_all(e, f, &bytes, &n, &cap, err);
  if (f != stdin) fclose(f);
  if (!code) code = zb_extract(e, bytes, n, &named, out, err);
  if (bytes) zb_mem__resize(&e->mem, bytes, cap, 0);
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
