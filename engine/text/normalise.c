#include "text/normalise.h"

#include <string.h>

#include "base/block.h"
#include "zhibiao.h"

static int alnum(unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static int digit(unsigned char c) { return c >= '0' && c <= '9'; }

/* Length of the character at p if it is copied as it is, 0 for one to be looked at: 1 ASCII, 3 ideographs and the marks
 * of Chinese text. */
static inline size_t plain(const unsigned char *p) {
  unsigned char c = p[0];
  if (c >= 0xE4 && c <= 0xE9) return 3;
  if (c < 0x80) return c > ' ' && c < 0x7F && c != '*' && c != '[' && c != '^';
  if (c == 0xE3) return p[1] == 0x80 && p[2] > 0x80 ? 3 : 0;                /* 、。《》 */
  return c == 0xEF && p[1] == 0xBC && (p[2] == 0x8C || p[2] == 0x9A || p[2] == 0x9B) ? 3 : 0;   /* ，：； */
}

/* The end of the plain characters at p, found by blocks: it may lie too early. end: behind the text. */
static const unsigned char *plain_run(const unsigned char *p, const unsigned char *end) {
  const unsigned char *from = p;
  for (; end - p >= 18; p += 16) {
    zb_block16 x = zb_block__load(p), y = zb_block__load(p + 1), z = zb_block__load(p + 2);
    zb_block16 bad = ZB_IS(x <= ' ') | ZB_IS(x == 0x7F) | ZB_IS(x == '*') | ZB_IS(x == '[') | ZB_IS(x == '^') |
                     (ZB_IS(x >= 0xC0) & ZB_IS(x < 0xE3)) | (ZB_IS(x > 0xE9) & ZB_IS(x != 0xEF)) |
                     (ZB_IS(x == 0xE3) & ~(ZB_IS(y == 0x80) & ZB_IS(z > 0x80))) |
                     (ZB_IS(x == 0xEF) & ~(ZB_IS(y == 0xBC) & (ZB_IS(z == 0x8C) | ZB_IS(z == 0x9A) | ZB_IS(z == 0x9B))));
    if (zb_block__any(bad)) break;
  }
  while (p > from && p < end && (*p & 0xC0) == 0x80) p++;     /* the rest of the last character */
  return p;
}

static void mark(zb_normal *t, size_t src) {
  void *p = t->piece;
  if (t->piece_n) {
    zb_piece last = t->piece[t->piece_n - 1];
    if (last.src + (t->n - last.norm) == src) return;
    if (last.norm == t->n) {
      t->piece[t->piece_n - 1].src = (uint32_t)src;
      return;
    }
  }
  if (zb_mem__grow(t->mem, &p, &t->piece_cap, t->piece_n + 1, sizeof *t->piece)) {
    t->failed = 1;
    return;
  }
  t->piece = p;
  t->piece[t->piece_n++] = (zb_piece){ (uint32_t)t->n, (uint32_t)src };
}

static void copy(zb_normal *t, const char *source, size_t at, size_t n) {
  mark(t, at);
  memcpy(t->text + t->n, source + at, n);
  t->n += n;
}

void zb_normal__byte(zb_normal *t, char c, size_t src) {
  mark(t, src);
  t->text[t->n++] = c;
}

/* Length of a white character at p, 0 if it is none. */
static size_t white(const unsigned char *p, size_t n) {
  if (*p <= ' ' || *p == 0x7F) return 1;
  if (n >= 2 && p[0] == 0xC2 && (p[1] == 0xA0 || p[1] == 0xAD)) return 2;
  if (n < 3) return 0;
  if (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80) return 3;
  if (p[0] == 0xE2 && p[1] == 0x80 && (p[2] <= 0x8F || p[2] == 0xA8 || p[2] == 0xA9 || p[2] == 0xAF)) return 3;
  if (p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF) return 3;
  return 0;
}

/* A space stays between two Latin words or numbers; 2 0 0 1 is one number. */
static void space(zb_normal *t, const unsigned char *p, size_t at, size_t next, size_t end) {
  unsigned char before = t->n ? (unsigned char)t->text[t->n - 1] : 0, after = next < end ? p[next] : 0;
  if (!alnum(before) || !alnum(after)) return;
  if (digit(before) && digit(after) && (next + 1 == end || !digit(p[next + 1])) && next - at == 1 &&
      (t->spaced || t->n < 2 || !alnum((unsigned char)t->text[t->n - 2]))) {
    t->spaced = 1;
    return;
  }
  zb_normal__byte(t, ' ', at);
}

/* Length of a footnote mark [12] or ^[12] at p, 0 if there is none. */
static size_t footnote(const unsigned char *p, size_t n) {
  size_t i = p[0] == '^', d;
  if (n < i + 3 || p[i] != '[') return 0;
  for (d = i + 1; d < n && d < i + 4 && digit(p[d]); d++) {}
  return d > i + 1 && d < n && p[d] == ']' ? d + 1 : 0;
}

/* The ASCII of a full-width form EF BC/BD xx, 0 for the marks of Chinese text, which stay. */
static char narrow(const unsigned char *p) {
  unsigned c;
  if (p[0] != 0xEF || (p[1] != 0xBC && p[1] != 0xBD)) return 0;
  c = (p[1] == 0xBC ? 0x20u : 0x60u) + (p[2] & 0x3Fu);
  if (c >= 0x7F || c <= ' ') return 0;
  return alnum((unsigned char)c) || strchr("%+-./=~$", (int)c) ? (char)c : 0;
}

static size_t special(zb_normal *t, const char *source, size_t at, size_t end) {
  const unsigned char *p = (const unsigned char *)source + at;
  size_t n = end - at, k;
  char c;
  if ((k = white(p, n)) != 0) {
    size_t next = at + k, w;
    while (next < end && (w = white((const unsigned char *)source + next, end - next)) != 0) next += w;
    space(t, (const unsigned char *)source, at, next, end);
    return next;
  }
  if (*p == '*') {
    if (n > 1 && p[1] == '*') return at + 2;
  } else if (*p == '[' || *p == '^') {
    if (t->n && t->text[t->n - 1] != '\n' && t->text[t->n - 1] != '\t' && (k = footnote(p, n)) != 0) return at + k;
  } else if (*p == 0xEF && (c = narrow(p)) != 0) {
    zb_normal__byte(t, c, at);
    return at + 3;
  } else if (*p == 0xE2 && p[1] == 0x88 && p[2] == 0x92) {   /* U+2212 minus */
    zb_normal__byte(t, '-', at);
    return at + 3;
  }
  k = *p < 0x80 ? 1 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;
  copy(t, source, at, k);
  return at + k;
}

void zb_normal__append(zb_normal *t, const char *source, size_t at, size_t end) {
  /* 2 0 0 1 may be cut by the end of a line. */
  t->spaced = t->n && digit((unsigned char)t->text[t->n - 1]) &&
              (t->spaced || t->n < 2 || !alnum((unsigned char)t->text[t->n - 2]));
  while (at < end) {
    size_t to = (size_t)(plain_run((const unsigned char *)source + at, (const unsigned char *)source + end) -
                         (const unsigned char *)source);
    size_t k;
    while (to < end && (k = plain((const unsigned char *)source + to)) != 0) to += k;
    if (to > at) {
      if (t->spaced && (to - at > 1 || !digit((unsigned char)source[at]))) t->spaced = 0;
      copy(t, source, at, to - at);
    }
    at = to < end ? special(t, source, to, end) : to;
  }
}

size_t zb_normal__source(const zb_normal *t, size_t at, size_t *hint) {
  size_t lo = *hint, hi = t->piece_n;
  if (t->piece_n == 0) return at;
  if (lo >= hi || t->piece[lo].norm > at) lo = 0;
  while (lo + 1 < hi && lo < *hint + 8 && t->piece[lo + 1].norm <= at) lo++;
  while (lo + 1 < hi && t->piece[lo + 1].norm <= at) {      /* last piece that begins at or before at */
    size_t mid = lo + (hi - lo) / 2;
    if (t->piece[mid].norm <= at) lo = mid;
    else hi = mid;
  }
  *hint = lo;
  return t->piece[lo].src + (at - t->piece[lo].norm);
}
