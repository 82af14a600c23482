#include "format/zip_list.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"

enum { END = 22, COMMENT = 65535, END64 = 56, POINTER64 = 20, ENTRY = 46, LIST_MOST = 64 << 20 };

static unsigned two(const unsigned char *p) { return p[0] | (unsigned)p[1] << 8; }
static uint32_t four(const unsigned char *p) { return two(p) | (uint32_t)two(p + 2) << 16; }
static uint64_t eight(const unsigned char *p) { return four(p) | (uint64_t)four(p + 4) << 32; }

static int broken(zb_error *err) {
  return zb_error__set(err, ZB_EENCODING, "a zip file (a Word document is one) that is broken or cut off: its list of members "
                                          "cannot be read; get it once more, or mend it with zip -FF FILE --out MENDED.zip");
}

static int read_at(zb_zip_list *list, uint64_t at, void *to, size_t n) {
  return at > list->whole || n > list->whole - at || fseeko(list->f, (off_t)at, SEEK_SET) || fread(to, 1, n, list->f) != n;
}

/* The record at the end, behind which a comment may stand: from behind. Returns: its place in the n bytes, or -1. */
static int64_t find_end(const unsigned char *p, size_t n) {
  for (size_t i = n - END + 1; i-- > 0;)
    if (memcmp(p + i, "PK\5\6", 4) == 0 && two(p + i + 20) <= n - i - END) return (int64_t)i;
  return -1;
}

/* Where the list stands and how long it is. stated: where the file says that it stands. */
static int find_list(zb_zip_list *list, uint64_t *at, uint64_t *n, uint64_t *stated) {
  unsigned char end[END], pointer[POINTER64], end64[END64];
  size_t look = list->whole < END + COMMENT ? (size_t)list->whole : END + COMMENT;
  unsigned char *tail = zb_mem__resize(list->mem, NULL, 0, look);
  int64_t found;
  uint64_t place;
  if (!tail) return ZB_ENOMEM;
  found = read_at(list, list->whole - look, tail, look) ? -1 : find_end(tail, look);
  if (found >= 0) memcpy(end, tail + found, END);
  zb_mem__resize(list->mem, tail, look, 0);
  if (found < 0) return ZB_EENCODING;
  *at = list->whole - look + (uint64_t)found;
  *n = four(end + 12);
  *stated = four(end + 16);
  if (*at >= POINTER64 && read_at(list, *at - POINTER64, pointer, POINTER64) == 0 && memcmp(pointer, "PK\6\7", 4) == 0) {
    place = eight(pointer + 8);
    if (read_at(list, place, end64, END64) || memcmp(end64, "PK\6\6", 4) != 0) return ZB_EENCODING;
    *at = place;
    *n = eight(end64 + 40);
    *stated = eight(end64 + 48);
  }
  if (*n > *at || *stated > *at - *n) return ZB_EENCODING;
  *at -= *n;
  return 0;
}

int zb_zip_list__open(zb_mem *mem, const char *path, zb_zip_list *out, zb_error *err) {
  unsigned char sign[4] = "";
  uint64_t at = 0, n = 0, stated = 0;
  struct stat st;
  off_t whole;
  int code;
  memset(out, 0, sizeof *out);
  out->mem = mem;
  if (stat(path, &st)) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
  if (!S_ISREG(st.st_mode)) return ZB_ENONE;           /* what is read of a pipe is gone */
  if ((out->f = fopen(path, "rb")) == NULL) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
  if (fread(sign, 1, 4, out->f) != 4 || (memcmp(sign, "PK\3\4", 4) != 0 && memcmp(sign, "PK\5\6", 4) != 0)) return ZB_ENONE;
  whole = fseeko(out->f, 0, SEEK_END) ? -1 : ftello(out->f);
  if (whole < END) return broken(err);
  out->whole = (uint64_t)whole;
  code = find_list(out, &at, &n, &stated);
  if (code == ZB_ENOMEM) return zb_error__set(err, ZB_ENOMEM, "no memory to read the zip file");
  if (code) return broken(err);
  if (n > LIST_MOST) return zb_error__set(err, ZB_ELIMIT, "a zip file whose list of members alone has %llu bytes",
                                          (unsigned long long)n);
  out->shift = at - stated;
  if (n == 0) return 0;
  out->bytes = zb_mem__resize(mem, NULL, 0, (size_t)n);
  if (!out->bytes) return zb_error__set(err, ZB_ENOMEM, "no memory to read the zip file");
  out->n = (size_t)n;
  return read_at(out, at, out->bytes, out->n) ? broken(err) : 0;
}

void zb_zip_list__close(zb_zip_list *list) {
  if (list->f) fclose(list->f);
  if (list->bytes) zb_mem__resize(list->mem, list->bytes, list->n, 0);
  list->f = NULL;
  list->bytes = NULL;
}

/* Sizes and places of 64 bits stand in an extra field, those only that the entry has no room for. */
static int read_large(zb_zip_entry *e) {
  uint64_t *const fields[] = { &e->size, &e->packed, &e->at };
  const unsigned char *p = e->extra, *end = p + e->extra_n;
  while (end - p >= 4) {
    size_t n = two(p + 2);
    if (n > (size_t)(end - p) - 4) return 0;           /* what others put there is theirs to get right */
    if (two(p) == 1) {
      const unsigned char *value = p + 4;
      for (int i = 0; i < 3; i++) {
        if (*fields[i] != 0xFFFFFFFF) continue;
        if (p + 4 + n - value < 8) return -1;
        *fields[i] = eight(value);
        value += 8;
      }
      return 0;
    }
    p += 4 + n;
  }
  return 0;
}

int zb_zip_list__next(zb_zip_list *list, zb_zip_entry *out, zb_error *err) {
  size_t left = list->n - list->next;
  const unsigned char *p;
  if (left == 0) return list->next = 0, 0;
  p = list->bytes + list->next;
  if (left < ENTRY || memcmp(p, "PK\1\2", 4) != 0) return broken(err);
  *out = (zb_zip_entry){ .flags = two(p + 8), .method = two(p + 10),
                         .crc = four(p + 16), .packed = four(p + 20), .size = four(p + 24),
                         .name_n = two(p + 28), .extra_n = two(p + 30), .at = four(p + 42) };
  if (out->name_n + out->extra_n + two(p + 32) > left - ENTRY) return broken(err);
  out->name = p + ENTRY;
  out->extra = out->name + out->name_n;
  list->next += ENTRY + out->name_n + out->extra_n + two(p + 32);
  return read_large(out) ? broken(err) : 1;
}
