#include "format/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"

/* What the parts may have together: XML is seldom packed to less than a thirtieth. */
enum { FREE = 8 << 20, RATIO = 120, ENTRIES = 20000 };

static int broken(struct archive *a, zb_error *err) {
  const char *why = a ? archive_error_string(a) : NULL;
  return zb_error__set(err, ZB_EENCODING, "a zip file (a Word document is one) that is broken or cut off: %s",
                       why ? why : "it cannot be read");
}

static int open_archive(const void *bytes, size_t n, struct archive **out, zb_error *err) {
  struct archive *a = archive_read_new();
  *out = a;
  if (!a) return zb_error__set(err, ZB_ENOMEM, "no memory to read the zip file");
  archive_read_support_format_zip(a);
  return archive_read_open_memory(a, bytes, n) == ARCHIVE_OK ? 0 : broken(a, err);
}

/* The next entry. Returns: 1 with *entry, 0 at the end, or an error. */
static int next_entry(struct archive *a, size_t *count, struct archive_entry **entry, zb_error *err) {
  int code = archive_read_next_header(a, entry);
  if (code == ARCHIVE_EOF) return 0;
  if (code < ARCHIVE_WARN) return broken(a, err);
  if (++*count > ENTRIES) return zb_error__set(err, ZB_ELIMIT, "a zip file with more than %d entries", ENTRIES);
  return 1;
}

int zb_zip__has(const void *bytes, size_t n, const char *name, int *found, zb_error *err) {
  struct archive *a;
  struct archive_entry *entry;
  size_t count = 0;
  int e = open_archive(bytes, n, &a, err);
  *found = 0;
  while (!e && !*found && (e = next_entry(a, &count, &entry, err)) > 0) {
    const char *path = archive_entry_pathname(entry);
    *found = path && strcmp(path, name) == 0;
    e = 0;
  }
  if (a) archive_read_free(a);
  return e < 0 ? e : 0;
}

static int take(zb_mem *mem, struct archive *a, zb_zip_part *part, size_t *room, zb_error *err) {
  char piece[16384];
  for (;;) {
    la_ssize_t k = archive_read_data(a, piece, sizeof piece);
    void *p = part->bytes;
    if (k == 0) return 0;
    if (k < 0) return broken(a, err);
    if ((size_t)k > *room) return zb_error__set(err, ZB_ELIMIT, "%s unpacks to far more than a document would", part->name);
    *room -= (size_t)k;
    if (zb_mem__grow(mem, &p, &part->cap, part->n + (size_t)k, 1)) return zb_error__set(err, ZB_ENOMEM, "no memory to unpack it");
    part->bytes = p;
    memcpy(part->bytes + part->n, piece, (size_t)k);
    part->n += (size_t)k;
  }
}

int zb_zip__take(zb_mem *mem, const void *bytes, size_t n, zb_zip_part *part, size_t parts, zb_error *err) {
  struct archive *a;
  struct archive_entry *entry;
  size_t count = 0, room = FREE + (n < SIZE_MAX / RATIO / 2 ? n * RATIO : SIZE_MAX / 2), i;
  int e = open_archive(bytes, n, &a, err);
  while (!e && (e = next_entry(a, &count, &entry, err)) > 0) {
    const char *path = archive_entry_pathname(entry);
    for (i = 0; i < parts && !(path && strcmp(path, part[i].name) == 0); i++) {}
    e = 0;
    if (i < parts && part[i].n == 0) e = take(mem, a, &part[i], &room, err);
  }
  if (a) archive_read_free(a);
  return e < 0 ? e : 0;
}

void zb_zip__free(zb_mem *mem, zb_zip_part *part, size_t parts) {
  size_t i;
  for (i = 0; i < parts; i++) {
    if (part[i].bytes) zb_mem__resize(mem, part[i].bytes, part[i].cap, 0);
    part[i].bytes = NULL;
  }
}
