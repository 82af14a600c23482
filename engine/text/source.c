#include "text/source.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/block.h"
#include "base/error.h"

/* Whether 48 bytes are sixteen characters of three bytes, as Chinese text is for long; E0 and ED are left to the slow way. */
static inline int sixteen(const unsigned char *p) {
  static const unsigned char bits[48] = {
#define FOUR(a, b) a, b, b, a, b, b, a, b, b, a, b, b
    FOUR(0xF0, 0xC0), FOUR(0xF0, 0xC0), FOUR(0xF0, 0xC0), FOUR(0xF0, 0xC0)
  };
  static const unsigned char wanted[48] = { FOUR(0xE0, 0x80), FOUR(0xE0, 0x80), FOUR(0xE0, 0x80), FOUR(0xE0, 0x80) };
#undef FOUR
  zb_block16 bad = { 0 };
  int i;
  for (i = 0; i < 48; i += 16) {
    zb_block16 x = zb_block__load(p + i);
    bad |= ZB_IS((x & zb_block__load(bits + i)) != zb_block__load(wanted + i)) | ZB_IS(x == 0xE0) | ZB_IS(x == 0xED);
  }
  return !zb_block__any(bad);
}

/* Unicode 15, table 3-7. */
size_t zb_utf8__fault(const char *bytes, size_t n) {
  const unsigned char *p = (const unsigned char *)bytes;
  size_t i = 0, slow = 0;            /* slow: up to where no sixteen are looked for */
  while (i < n) {
    unsigned char c = p[i];
    if (i >= slow) {
      while (n - i >= 48 && sixteen(p + i)) i += 48;
      slow = i + 32;
      if (i == n) break;
      c = p[i];
    }
    if (c < 0x80) {
      i++;
    } else if (c >= 0xE1 && c < 0xF0 && c != 0xED) {
      if (n - i < 3 || (p[i + 1] & 0xC0) != 0x80 || (p[i + 2] & 0xC0) != 0x80) return i;
      i += 3;
    } else if (c >= 0xC2 && c < 0xE0) {
      if (n - i < 2 || (p[i + 1] & 0xC0) != 0x80) return i;
      i += 2;
    } else if (c == 0xE0 || c == 0xED) {
      if (n - i < 3 || (p[i + 1] & 0xC0) != 0x80 || (p[i + 2] & 0xC0) != 0x80) return i;
      if (c == 0xE0 ? p[i + 1] < 0xA0 : p[i + 1] > 0x9F) return i;
      i += 3;
    } else if (c >= 0xF0 && c < 0xF5) {
      if (n - i < 4 || (p[i + 1] & 0xC0) != 0x80 || (p[i + 2] & 0xC0) != 0x80 || (p[i + 3] & 0xC0) != 0x80) return i;
      if (c == 0xF0 ? p[i + 1] < 0x90 : c == 0xF4 && p[i + 1] > 0x8F) return i;
      i += 4;
    } else {
      return i;
    }
  }
  return n;
}

/* Returns: the length of the GB18030 character at p, 0 if there is none. */
static size_t gb_char(const unsigned char *p, size_t n) {
  if (p[0] < 0x80) return 1;
  if (p[0] == 0x80 || p[0] == 0xFF || n < 2) return 0;
  if ((p[1] >= 0x40 && p[1] <= 0xFE) && p[1] != 0x7F) return 2;
  if (n >= 4 && p[1] >= 0x30 && p[1] <= 0x39 && p[2] >= 0x81 && p[2] <= 0xFE && p[3] >= 0x30 && p[3] <= 0x39) return 4;
  return 0;
}

/* Chinese text in GB18030 lies almost wholly in the block of GB 2312 (both bytes from A1 on). */
static int looks_gb(const unsigned char *p, size_t n) {
  size_t i = 0, common = 0, other = 0;
  while (i < n) {
    size_t k = gb_char(p + i, n - i);
    if (k == 0) return 0;
    if (k == 2 && p[i] >= 0xA1 && p[i] <= 0xF7 && p[i + 1] >= 0xA1) common++;
    else if (k > 1) other++;
    i += k;
  }
  return common > 9 * other;
}

static int looks_utf16(const unsigned char *p, size_t n, int big) {
  size_t i, hits = 0, units = n / 2 < 2000 ? n / 2 : 2000;
  if (n < 4 || n % 2) return 0;
  for (i = 0; i < units; i++) {
    unsigned hi = p[2 * i + (big ? 0 : 1)], lo = p[2 * i + (big ? 1 : 0)];
    if ((hi >= 0x4E && hi <= 0x9F) || hi == 0x30 || hi == 0xFF || (hi == 0 && lo < 0x80 && lo != 0)) hits++;
  }
  return hits * 10 > units * 9;
}

/* Whether bytes are the beginning of a file that is surely no text: zip (Word, Excel), PDF, old Word. */
static int is_no_text(const void *bytes, size_t n) {
  static const char *const starts[] = { "PK\x03\x04", "%PDF", "\xD0\xCF\x11\xE0" };
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (n >= 4 && memcmp(bytes, starts[i], 4) == 0) return 1;
  return 0;
}

static int convert(zb_mem *mem, const char *from, zb_source *s, zb_error *err) {
  iconv_t cd = iconv_open("UTF-8", from);
  char *in = (char *)s->bytes + s->bom, *out;
  size_t in_n = s->n - s->bom, out_n;
  if (cd == (iconv_t)-1) return zb_error__set(err, ZB_EENCODING, "iconv knows no %s here", from);
  s->owned_cap = in_n * 2 + 16;      /* 2 bytes of GB18030 or UTF-16 make at most 3 or 4 of UTF-8 */
  s->owned = zb_mem__resize(mem, NULL, 0, s->owned_cap);
  if (!s->owned) {
    iconv_close(cd);
    return zb_error__set(err, ZB_ENOMEM, "no memory for the decoded text");
  }
  out = s->owned;
  out_n = s->owned_cap;
  if (iconv(cd, &in, &in_n, &out, &out_n) == (size_t)-1) {
    iconv_close(cd);
    return zb_error__set(err, ZB_EENCODING, "taken for %s, but byte %zu is not", from, s->n - in_n);
  }
  iconv_close(cd);
  s->text = s->owned;
  s->text_n = (size_t)(out - s->owned);
  return 0;
}

int zb_source__open(zb_mem *mem, const void *bytes, size_t n, zb_source *s, zb_error *err) {
  const unsigned char *p = bytes;
  size_t fault, i, wide = 0;
  int e;
  memset(s, 0, sizeof *s);
  if (is_no_text(bytes, n)) return zb_error__set(err, ZB_EENCODING, "a zip file, a PDF or an old Word or Excel file, not text");
  s->bytes = bytes;
  s->n = n;
  if (n >= 2 && p[0] == 0xFF && p[1] == 0xFE) s->encoding = ZB_ENC_UTF16LE, s->bom = 2;
  else if (n >= 2 && p[0] == 0xFE && p[1] == 0xFF) s->encoding = ZB_ENC_UTF16BE, s->bom = 2;
  else if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) s->encoding = ZB_ENC_UTF8_BOM, s->bom = 3;
  if (s->bom != 2) {
    fault = s->bom + zb_utf8__fault(s->bytes + s->bom, n - s->bom);
    if (fault == n && !memchr(p, 0, n < 4096 ? n : 4096)) {
      s->text = s->bytes + s->bom;
      s->text_n = n - s->bom;
      return 0;
    }
    for (i = 0; i < fault && wide < 8; i++) wide += p[i] >= 0xE0;
    if (looks_utf16(p, n, 0)) {
      s->encoding = ZB_ENC_UTF16LE;
    } else if (looks_utf16(p, n, 1)) {
      s->encoding = ZB_ENC_UTF16BE;
    } else if (fault == n) {           /* UTF-8 with NUL bytes */
      s->text = s->bytes + s->bom;
      s->text_n = n - s->bom;
      return 0;
    } else if (!s->bom && wide < 8 && looks_gb(p, n)) {
      s->encoding = ZB_ENC_GB18030;
    } else {
      return zb_error__set(err, ZB_EENCODING,
                           "byte %zu (0x%02X) is no UTF-8, and the whole is no GB18030 or UTF-16; convert it to UTF-8",
                           fault, p[fault]);
    }
  }
  e = convert(mem, s->encoding == ZB_ENC_GB18030 ? "GB18030" : s->encoding == ZB_ENC_UTF16LE ? "UTF-16LE" : "UTF-16BE",
              s, err);
  if (e) zb_source__free(mem, s);
  return e;
}

void zb_source__free(zb_mem *mem, zb_source *s) {
  if (s->owned) zb_mem__resize(mem, s->owned, s->owned_cap, 0);
  s->owned = NULL;
}

const char *zb_source__encoding_name(zb_encoding e) {
  static const char *const name[] = { "UTF-8", "UTF-8 with BOM", "GB18030", "UTF-16LE", "UTF-16BE" };
  return name[e];
}

void zb_place__start(const zb_source *s, zb_place *p) {
  p->text = 0;
  p->byte = s->bom;
  p->line = p->column = 1;
}

/* Characters that begin in n bytes: eight bytes at a time, each that goes on with one (10xxxxxx) leaves a 1 in its place. */
static size_t characters(const unsigned char *p, size_t n) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  size_t i, count = n;
  uint64_t x;
  for (i = 0; n - i >= sizeof x; i += sizeof x) {
    memcpy(&x, p + i, sizeof x);
    count -= (((x >> 7) & ~(x >> 6) & ones) * ones) >> 56;
  }
  for (; i < n; i++) count -= (p[i] & 0xC0) == 0x80;
  return count;
}

void zb_place__move(const zb_source *s, zb_place *p, size_t to) {
  const unsigned char *t = (const unsigned char *)s->text, *b = (const unsigned char *)s->bytes;
  size_t i = p->text;
  if (s->encoding == ZB_ENC_UTF8 || s->encoding == ZB_ENC_UTF8_BOM) {
    const unsigned char *nl;
    p->byte += to - i;
    while ((nl = memchr(t + i, '\n', to - i)) != NULL) {
      p->line++;
      p->column = 1;
      i = (size_t)(nl - t) + 1;
    }
    p->column += characters(t + i, to - i);
  } else {
    while (i < to) {
      size_t k = t[i] < 0x80 ? 1 : t[i] < 0xE0 ? 2 : t[i] < 0xF0 ? 3 : 4;
      p->byte += s->encoding == ZB_ENC_GB18030 ? gb_char(b + p->byte, s->n - p->byte) : k == 4 ? 4 : 2;
      if (t[i] == '\n') p->line++, p->column = 1;
      else p->column++;
      i += k;
    }
  }
  p->text = to;
}
