#include "format/zip_name.h"

#include <iconv.h>
#include <string.h>

#include "text/source.h"

/* CRC-32 of ISO 3309, by which the field for Unicode tells which name it was made for. */
static uint32_t crc_of(const unsigned char *p, size_t n) {
  uint32_t crc = 0xFFFFFFFF;
  for (size_t i = 0; i < n; i++) {
    crc ^= p[i];
    for (int k = 0; k < 8; k++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

/* Info-ZIP's Unicode path: version 1, the CRC of the name in the entry, the name in UTF-8. NULL: none that holds. */
static const unsigned char *unicode_path(const zb_zip_entry *e, size_t *n) {
  const unsigned char *p = e->extra, *end = p + e->extra_n;
  while (end - p >= 4) {
    size_t k = p[2] | (size_t)p[3] << 8;
    if (k > (size_t)(end - p) - 4) return NULL;
    if (p[0] == 0x75 && p[1] == 0x70 && k > 5 && p[4] == 1) {
      uint32_t crc = p[5] | (uint32_t)p[6] << 8 | (uint32_t)p[7] << 16 | (uint32_t)p[8] << 24;
      *n = k - 5;
      return crc == crc_of(e->name, e->name_n) && zb_utf8__fault((const char *)p + 9, *n) == *n ? p + 9 : NULL;
    }
    p += 4 + k;
  }
  return NULL;
}

/* Returns: the bytes written to `to`, 0 where they are no GB18030 or have no room. */
static size_t convert(const char *to_code, const char *from_code, const void *p, size_t n, char *to, size_t room) {
  iconv_t cd = iconv_open(to_code, from_code);
  char *in = (char *)(uintptr_t)p, *out = to;
  int failed;
  if (cd == (iconv_t)-1) return 0;
  failed = iconv(cd, &in, &n, &out, &room) == (size_t)-1;
  iconv_close(cd);
  return failed ? 0 : (size_t)(out - to);
}

static size_t percent(const unsigned char *p, size_t n, char *to) {
  static const char digit[] = "0123456789ABCDEF";
  size_t k = 0;
  for (size_t i = 0; i < n; i++) {
    if (p[i] < 0x80) to[k++] = (char)p[i];
    else to[k++] = '%', to[k++] = digit[p[i] >> 4], to[k++] = digit[p[i] & 15];
  }
  return k;
}

static int is_end(char c) { return c == '/' || c == '\\'; }

/* In its place. Returns: its new length. */
static size_t clean(char *p, size_t n) {
  size_t k = 0, i = 0, part;
  while (i < n) {
    for (part = i; i < n && !is_end(p[i]); i++) if ((unsigned char)p[i] < 0x20 || p[i] == 0x7F) p[i] = '_';
    size_t size = i - part;
    int drive = part == 0 && size == 2 && p[1] == ':';
    int dots = size <= 2 && memcmp(p + part, "..", size) == 0;        /* nothing, too */
    i++;
    if (dots || drive) continue;
    if (k) p[k++] = '/';
    memmove(p + k, p + part, size);
    k += size;
  }
  return k;
}

int zb_zip_names__read(zb_zip_names *names, const zb_zip_entry *e) {
  void *block = names->text;
  const unsigned char *p = e->name, *unicode;
  size_t n = e->name_n;
  if (zb_mem__grow(names->mem, &block, &names->cap, 3 * n + e->extra_n + 1, 1)) return ZB_ENOMEM;
  names->text = block;
  if ((unicode = unicode_path(e, &names->n)) != NULL) {
    memcpy(names->text, unicode, names->n);
  } else if (zb_utf8__fault((const char *)p, n) == n) {
    memcpy(names->text, p, n);
    names->n = n;
  } else if ((names->n = convert("UTF-8", "GB18030", p, n, names->text, names->cap - 1)) == 0) {
    names->n = percent(p, n, names->text);
  }
  names->n = clean(names->text, names->n);
  names->text[names->n] = '\0';
  return 0;
}

void zb_zip_names__free(zb_zip_names *names) {
  if (names->text) zb_mem__resize(names->mem, names->text, names->cap, 0);
  names->text = NULL;
}

/* Whether a name is one of a list, whatever the case of its ASCII letters. */
static int is_one_of(const char *name, const char *const *list, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const char *a = name, *b = list[i];
    for (; *a && *b && (*a >= 'A' && *a <= 'Z' ? *a + 'a' - 'A' : *a) == *b; a++, b++) {}
    if (!*a && !*b) return 1;
  }
  return 0;
}

enum zb_zip_kind zb_zip_names__kind(const zb_zip_names *names, const zb_zip_entry *e) {
  static const char *const system[] = { "thumbs.db", "desktop.ini" };
  static const char *const pictures[] = {
    "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "svg", "ico", "emf", "wmf", "psd", "heic", "mp3", "wav", "m4a",
    "mp4", "avi", "mov", "wmv", "css", "js", "woff", "woff2", "ttf", "otf", "exe", "dll", "lnk", "url"
  };
  const char *slash = strrchr(names->text, '/'), *last = slash ? slash + 1 : names->text, *dot = strrchr(last, '.');
  if (names->n == 0 || is_end((char)e->name[e->name_n - 1])) return ZB_ZIP_NOTHING;
  if (names->text[0] == '.' || strstr(names->text, "/.") || strncmp(names->text, "__MACOSX/", 9) == 0) return ZB_ZIP_NOTHING;
  if (is_one_of(last, system, sizeof system / sizeof *system)) return ZB_ZIP_NOTHING;
  return dot && is_one_of(dot + 1, pictures, sizeof pictures / sizeof *pictures) ? ZB_ZIP_PICTURE : ZB_ZIP_DOCUMENT;
}

void zb_zip_wanted__set(zb_zip_wanted *w, const char *name) {
  const char *slash = strrchr(name, '/');
  w->name = name;
  w->last = slash ? slash + 1 : name;
  w->last_n = strlen(w->last);
  w->gb_n = convert("GB18030", "UTF-8", w->last, w->last_n, w->gb, sizeof w->gb);
  w->plain = w->gb_n > 0 && !strpbrk(w->last, "%_");
}

static int ends_with(const zb_zip_entry *e, const char *p, size_t n) {
  return n <= e->name_n && memcmp(e->name + e->name_n - n, p, n) == 0;
}

int zb_zip_wanted__may_be(const zb_zip_wanted *w, const zb_zip_entry *e) {
  if (!w->plain || ends_with(e, w->last, w->last_n) || ends_with(e, w->gb, w->gb_n)) return 1;
  for (size_t i = 0; i + 4 <= e->extra_n; i += 4 + (e->extra[i + 2] | (size_t)e->extra[i + 3] << 8))
    if (e->extra[i] == 0x75 && e->extra[i + 1] == 0x70) return 1;
  return 0;
}
