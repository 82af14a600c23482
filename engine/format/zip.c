#include "format/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "base/library.h"

#define FUNCTIONS(X) X(archive_entry_pathname) X(archive_error_string) X(archive_read_data) X(archive_read_free) \
  X(archive_read_new) X(archive_read_next_header) X(archive_read_open) X(archive_read_open_memory) \
  X(archive_read_support_format_zip) X(archive_read_support_format_zip_streamable)
ZB_LIBRARY(la, FUNCTIONS, ZB_LIBARCHIVE, "libarchive", "libarchive-dev", "Word documents and zip files")

/* What the parts may have together, or a member alone: text is seldom packed to less than a thirtieth. */
enum { FREE = 8 << 20, RATIO = 120, ENTRIES = 20000 };

static size_t room_for(uint64_t packed) {
  return FREE + (packed < SIZE_MAX / RATIO / 2 ? (size_t)packed * RATIO : SIZE_MAX / 2);
}

static int broken(struct archive *a, zb_error *err) {
  const char *why = a ? la.archive_error_string(a) : NULL;
  return zb_error__set(err, ZB_EENCODING, "a zip file (a Word document is one) that is broken or cut off: %s",
                       why ? why : "it cannot be read");
}

static int open_archive(const void *bytes, size_t n, struct archive **out, zb_error *err) {
  int code = zb_library__load(&la_library, err);
  struct archive *a = code ? NULL : la.archive_read_new();
  *out = a;
  if (code) return code;
  if (!a) return zb_error__set(err, ZB_ENOMEM, "no memory to read the zip file");
  la.archive_read_support_format_zip(a);
  return la.archive_read_open_memory(a, bytes, n) == ARCHIVE_OK ? 0 : broken(a, err);
}

/* The next entry. Returns: 1 with *entry, 0 at the end, or an error. */
static int next_entry(struct archive *a, size_t *count, struct archive_entry **entry, zb_error *err) {
  int code = la.archive_read_next_header(a, entry);
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
    const char *path = la.archive_entry_pathname(entry);
    *found = path && strcmp(path, name) == 0;
    e = 0;
  }
  if (a) la.archive_read_free(a);
  return e < 0 ? e : 0;
}

static int take(zb_mem *mem, struct archive *a, zb_zip_part *part, size_t *room, zb_error *err) {
  char piece[16384];
  for (;;) {
    la_ssize_t k = la.archive_read_data(a, piece, sizeof piece);
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
  size_t count = 0, room = room_for(n), i;
  int e = open_archive(bytes, n, &a, err);
  while (!e && (e = next_entry(a, &count, &entry, err)) > 0) {
    const char *path = la.archive_entry_pathname(entry);
    for (i = 0; i < parts && !(path && strcmp(path, part[i].name) == 0); i++) {}
    e = 0;
    if (i < parts && part[i].n == 0) e = take(mem, a, &part[i], &room, err);
  }
  if (a) la.archive_read_free(a);
  return e < 0 ? e : 0;
}

void zb_zip__free(zb_mem *mem, zb_zip_part *part, size_t parts) {
  size_t i;
  for (i = 0; i < parts; i++) {
    if (part[i].bytes) zb_mem__resize(mem, part[i].bytes, part[i].cap, 0);
    part[i].bytes = NULL;
  }
}

/* ---- one entry of a list ---- */

/* An entry as a file of its own: a local header that says what the list says, and its data. */
typedef struct feed {
  zb_zip_list *list;
  uint64_t left;
  int begun;
  unsigned char head[31], piece[16384];
} feed;

static unsigned char *put(unsigned char *to, uint64_t v, int bytes) {
  for (; bytes > 0; bytes--, v >>= 8) *to++ = (unsigned char)v;
  return to;
}

static la_ssize_t give(struct archive *a, void *ud, const void **piece) {
  feed *f = ud;
  size_t n = f->left < sizeof f->piece ? (size_t)f->left : sizeof f->piece;
  (void)a;
  *piece = f->begun ? f->piece : f->head;
  if (!f->begun) return f->begun = 1, (la_ssize_t)sizeof f->head;
  if (n && fread(f->piece, 1, n, f->list->f) != n) return -1;
  f->left -= n;
  return (la_ssize_t)n;
}

/* Goes to the data of an entry. Returns: non-zero where it is not there. */
static int seek_data(zb_zip_list *list, const zb_zip_entry *e) {
  unsigned char head[30];
  uint64_t at = e->at + list->shift;
  if (at < e->at || fseeko(list->f, (off_t)at, SEEK_SET) || fread(head, 1, sizeof head, list->f) != sizeof head) return -1;
  at += sizeof head + (head[26] | (uint64_t)head[27] << 8) + (head[28] | (uint64_t)head[29] << 8);
  if (memcmp(head, "PK\3\4", 4) != 0 || at > list->whole || e->packed > list->whole - at) return -1;
  return fseeko(list->f, (off_t)at, SEEK_SET);
}

static int hand_on(struct archive *a, size_t room, int (*hand)(void *, const void *, size_t), void *ud, zb_error *err) {
  char piece[16384];
  la_ssize_t k;
  int e = 0;
  while (!e && (k = la.archive_read_data(a, piece, sizeof piece)) != 0) {
    if (k < 0) return zb_error__set(err, ZB_EENCODING, "in a zip file, and cannot be unpacked: %s", la.archive_error_string(a));
    if ((size_t)k > room) return zb_error__set(err, ZB_ELIMIT, "in a zip file, and unpacks to far more than a document would");
    room -= (size_t)k;
    e = hand(ud, piece, (size_t)k);
  }
  return e;
}

int zb_zip__unpack(zb_zip_list *list, const zb_zip_entry *entry, size_t limit, int (*hand)(void *ud, const void *p, size_t n),
                   void *ud, zb_error *err) {
  enum { PLAIN = 0xFFFF & ~(8 | ZB_ZIP_UTF8) };          /* flags: sizes stand in front, no name in UTF-8 */
  feed f = { list, entry->packed, 0, { 0 }, { 0 } };
  size_t room = room_for(entry->packed);
  struct archive_entry *found;
  struct archive *a;
  unsigned char *to = f.head;
  int e;
  if (entry->flags & ZB_ZIP_ENCRYPTED)
    return zb_error__set(err, ZB_EENCODING, "in a zip file, and encrypted; unpack it with its password (7z x FILE)");
  if (entry->size > limit || entry->packed > limit)
    return zb_error__set(err, ZB_ELIMIT, "%llu bytes are more than the limit of %zu for one document",
                         (unsigned long long)entry->size, limit);
  if (seek_data(list, entry)) return broken(NULL, err);
  to = put(put(put(put(to, 0x04034B50, 4), 20, 2), entry->flags & PLAIN, 2), entry->method, 2);
  to = put(put(put(put(to, 0, 4), entry->crc, 4), entry->packed, 4), entry->size, 4);
  put(put(put(to, 1, 2), 0, 2), 'm', 1);
  if ((e = zb_library__load(&la_library, err)) != 0) return e;
  if ((a = la.archive_read_new()) == NULL) return zb_error__set(err, ZB_ENOMEM, "no memory to read the zip file");
  la.archive_read_support_format_zip_streamable(a);
  e = la.archive_read_open(a, &f, NULL, give, NULL) == ARCHIVE_OK && la.archive_read_next_header(a, &found) >= ARCHIVE_WARN
      ? hand_on(a, room < entry->size ? room : (size_t)entry->size, hand, ud, err) : broken(a, err);
  la.archive_read_free(a);
  return e;
}
