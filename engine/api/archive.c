/* archive.c - a ZIP file as a folder of documents. */
#include "format/archive.h"

#include "base/error.h"

int zb_archive_open(const char *path, zb_archive **out, zb_error *err) {
  zb_mem first = ZB_MEM_INIT;
  zb_archive *a;
  int code;
  if (out) *out = NULL;
  if (!path || !out) return zb_error__set(err, ZB_EARG, "no path, or no place for the archive");
  if ((a = zb_mem__resize(&first, NULL, 0, sizeof *a)) == NULL) return zb_error__set(err, ZB_ENOMEM, "no memory for an archive");
  a->mem = first;
  code = zb_archive__read(a, path, err);
  if (code == ZB_ENONE) zb_error__set(err, code, "is no ZIP file, or one that is a document itself");
  if (code) zb_archive_free(a);
  else *out = a;
  return code;
}

void zb_archive_free(zb_archive *a) {
  zb_mem last;
  if (!a) return;
  zb_archive__free(a);
  last = a->mem;
  zb_mem__resize(&last, a, sizeof *a, 0);
}

const char *zb_archive_member(const zb_archive *a, size_t i, int *document) {
  if (!a || i >= a->n) return NULL;
  if (document) *document = !a->item[i].picture;
  return a->item[i].path;
}
