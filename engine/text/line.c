#include "text/line.h"

#include <string.h>

#include "base/block.h"
#include "base/find.h"
#include "text/layout.h"
#include "text/number.h"
#include "text/white.h"

int zb_line__is(const char *p, const char *end, const char *utf8) {
  size_t k = strlen(utf8);
  return (size_t)(end - p) >= k && memcmp(p, utf8, k) == 0;
}

/* A numeral of markers, of three bytes: 一 to 九, 十, 百, 零 and 〇, but not 两, 兩 and ○. */
static int marker_numeral(const char *p, const char *end) {
  uint32_t c;
  zb_char__at(p, (size_t)(end - p), 0, &c);
  if (zb_char__numeral(c) >= 0) return c != 0x4E24 && c != 0x5169 && c != 0x25CB;
  return zb_char__place(c) == 1 || zb_char__place(c) == 2;
}

static size_t chinese_number(const char *p, const char *end) {
  const char *s = p;
  while (s < end && marker_numeral(s, end)) s += 3;
  return (size_t)(s - p);
}

static size_t ascii_number(const char *p, const char *end) {
  const char *s = p;
  while (s < end && *s >= '0' && *s <= '9') s++;
  return (size_t)(s - p);
}

static int bracketed(const char *p, const char *end, size_t *len) {
  size_t open = zb_line__is(p, end, "（") ? 3 : zb_line__is(p, end, "(") ? 1 : 0, k, close;
  if (!open) return 0;
  k = chinese_number(p + open, end);
  if (!k) k = ascii_number(p + open, end);
  if (!k || k > 12) return 0;
  close = zb_line__is(p + open + k, end, "）") ? 3 : zb_line__is(p + open + k, end, ")") ? 1 : 0;
  if (!close) return 0;
  *len = open + k + close;
  return p[open] >= '0' && p[open] <= '9' ? 5 : 3;
}

int zb_layout__marker(const char *p, size_t n, size_t *len) {
  const char *end = p + n;
  size_t k;
  int level;
  if (n == 0) return 0;
  if (*p == '#') {
    for (k = 1; k < n && p[k] == '#'; k++) {}
    if (k < n && k < 7) {
      *len = k;
      return k < 3 ? 1 : k < 5 ? (int)k - 1 : 4;
    }
    return 0;
  }
  if ((level = bracketed(p, end, len)) != 0) return level;
  if ((k = chinese_number(p, end)) != 0 && k <= 9) {
    size_t next = zb_line__is(p + k, end, "、") ? chinese_number(p + k + 3, end) : 0;
    if (next && zb_line__is(p + k + 3 + next, end, "、")) return 0;      /* 一、二、三产业增加值 */
    if (zb_line__is(p + k, end, "、") || zb_line__is(p + k, end, "．")) { *len = k + 3; return 2; }
    return 0;
  }
  if (zb_line__is(p, end, "第") && (k = chinese_number(p + 3, end)) != 0 && k <= 12) {
    const char *s = p + 3 + k;
    if (zb_line__is(s, end, "章") || zb_line__is(s, end, "篇") || zb_line__is(s, end, "部分")) { *len = k + 6; return 1; }
    if (zb_line__is(p + 3 + k, end, "节")) { *len = k + 6; return 2; }
    return 0;
  }
  if ((k = ascii_number(p, end)) != 0 && k <= 3 && k < n) {
    if (zb_line__is(p + k, end, "、") || zb_line__is(p + k, end, "．")) { *len = k + 3; return 4; }
    if (p[k] == '.' && (k + 1 == n || p[k + 1] < '0' || p[k + 1] > '9')) { *len = k + 1; return 4; }
    return 0;
  }
  if (zb_line__is(p, end, "①") || (n >= 3 && (unsigned char)p[0] == 0xE2 && (unsigned char)p[1] == 0x91)) { *len = 3; return 5; }
  return 0;
}

static size_t space_before(const char *start, const char *p) {
  if (p > start && ((unsigned char)p[-1] <= ' ' || p[-1] == 0x7F)) return 1;
  if (p - start >= 3 && zb_white__at(p - 3, p) == 3) return 3;
  if (p - start >= 2 && zb_white__at(p - 2, p) == 2) return 2;
  return 0;
}

/* Bytes of the character that begins with c. */
static size_t length_of(char c) {
  unsigned char u = (unsigned char)c;
  return u < 0x80 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

/* Length of the character at p if it is one of set, else 0. */
static size_t one_of(const char *p, const char *end, const char *set) {
  for (; p < end && *set; set += length_of(*set)) {
    if (*set == *p && memcmp(set, p, length_of(*p)) == 0) return length_of(*p);
  }
  return 0;
}

/* The same for the character before end. */
static size_t ends_with(const char *p, const char *end, const char *set) {
  const char *last = end;
  while (last > p && ((unsigned char)*--last & 0xC0) == 0x80) {}
  return one_of(last, end, set);
}

/* - 13 -, — 5 —, 13, 第 5 页: nothing but a page number. */
static int page_number(const char *p, const char *end) {
  int digits = 0, dashes = 0;
  for (; p < end; p++) {
    if (*p >= '0' && *p <= '9') digits++;
    else if (*p == '-' || *p == '/' || *p == '|') dashes++;
    else if (zb_line__is(p, end, "—") || zb_line__is(p, end, "－") || zb_line__is(p, end, "–")) dashes++, p += 2;
    else if (zb_line__is(p, end, "·")) dashes++, p += 1;
    else if (zb_line__is(p, end, "第") || zb_line__is(p, end, "页") || zb_line__is(p, end, "共")) dashes++, p += 2;
    else if (!zb_white__at(p, end)) return 0;
  }
  return digits > 0 && digits <= 3 * (1 + (dashes > 2));
}

/* The foot of a printed page or of an archive's scan: an address in a line that is mostly of letters and digits. */
static int page_foot(const char *p, const char *end, int width) {
  if (width < 12 || (end - p) * 7 > width * 8) return 0;
  return zb_find(p, end, "://", 3) || zb_find(p, end, "www.", 4);
}

/* How many cells tabs, pipes or wide gaps cut a line into; numbers: how many of them hold digits. */
static int count_cells(const char *p, const char *end, char how, int *numbers) {
  int cells = 0, filled = 0, number = 0;
  *numbers = 0;
  for (; p <= end; p++) {
    int cut;
    while (p < end && (unsigned char)*p >= 0xE4 && (unsigned char)*p < 0xEF) p += 3, filled = 1;   /* ideographs */
    cut = p == end || (how == ' ' ? zb_white__gap(p, end) : *p == how);
    if (cut) {
      cells += filled;
      *numbers += filled && number;
      filled = number = 0;
    } else if (!zb_white__at(p, end)) {
      filled = 1;
      number |= *p >= '0' && *p <= '9';
    }
  }
  return cells;
}

/* Sentences with wide gaps between them; a comma between digits (5，000) makes none. */
static int has_sentences(const char *p, const char *end) {
  for (; p < end; p++) {
    if (zb_line__is(p, end, "。") || zb_line__is(p, end, "；")) return 1;
    if (zb_line__is(p, end, "，") && !(p + 3 < end && p[3] >= '0' && p[3] <= '9')) return 1;
  }
  return 0;
}

/* The sign that parts the cells of the line raw..stop, 0 where it is no row; p, end: without white space about it; gaps:
 * whether it has a wide gap. One cell with tabs beside it is a row if it is short: 单位：亿元 over the last column. */
static char table_sign(const char *raw, const char *stop, const char *p, const char *end, int gaps, int width) {
  int numbers, cells;
  int alone = width < 40 && !ends_with(p, end, "。；！？，");
  if (memchr(raw, '\t', (size_t)(stop - raw)) && (alone || count_cells(p, end, '\t', &numbers) >= 2)) return '\t';
  if (memchr(p, '|', (size_t)(end - p)) && (cells = count_cells(p, end, '|', &numbers)) >= 2 && (*p == '|' || cells > 2))
    return '|';
  if (gaps && count_cells(p, end, ' ', &numbers) >= 3 && numbers >= 2 && !has_sentences(p, end)) return ' ';
  return 0;
}

/* Whether a text surely holds no white character: by blocks, the rest is taken for white where it is short. */
static int no_white(const char *p, const char *end) {
  zb_block16 bad = { 0 };
  for (; end - p >= 18; p += 16) {
    zb_block16 x = zb_block__load(p), y = zb_block__load(p + 1), z = zb_block__load(p + 2);
    bad |= ZB_IS(x <= ' ') | ZB_IS(x == 0x7F) | ZB_IS(x == 0xC2) | (ZB_IS(x == 0xE3) & ZB_IS(y == 0x80) & ZB_IS(z == 0x80)) |
           (ZB_IS(x == 0xE2) & ZB_IS(z == 0x8B)) | (ZB_IS(x == 0xEF) & ZB_IS(y == 0xBB));
  }
  if (zb_block__any(bad)) return 0;
  for (; p < end; p++) if (zb_white__at(p, end)) return 0;
  return 1;
}

/* Width in half-width columns of a text: eight bytes at a time, each that goes on with a character counts nothing. */
static size_t columns(const char *p, const char *end) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  size_t w = (size_t)(end - p);
  uint64_t x;
  for (; end - p >= 8; p += 8) {
    memcpy(&x, p, sizeof x);
    w += (((x >> 7) & ones) * ones) >> 56;                      /* a byte of a wide character: 2 columns, */
    w -= ((((x >> 7) & ~(x >> 6) & ones) * ones) >> 56) * 2;    /* if it begins one */
  }
  for (; p < end; p++) {
    unsigned char u = (unsigned char)*p;
    w += u >= 0x80;
    w -= (u & 0xC0) == 0x80 ? 2 : 0;
  }
  return w;
}

/* Width in half-width columns; *gaps tells whether there is a wide gap. */
static int width_of(const char *p, const char *end, int *gaps) {
  size_t w = 0;
  *gaps = 0;
  if (no_white(p, end)) {
    w = columns(p, end);
    p = end;
  }
  while (p < end) {
    while (p < end && (unsigned char)*p >= 0xE4 && (unsigned char)*p < 0xEF) p += 3, w += 2;   /* ideographs */
    if (p == end) break;
    if (zb_white__gap(p, end)) *gaps = 1;
    w += (unsigned char)*p < 0x80 ? 1 : 2;
    p += length_of(*p);
  }
  return w > 65535 ? 65535 : (int)w;
}

static void measure(const char *source, const char *raw, const char *stop, zb_line *l) {
  const char *p = raw, *end = stop, *tail;
  size_t k;
  int gaps;
  char sign = 0;
  memset(l, 0, sizeof *l);
  while (p < end && (k = zb_white__at(p, end)) != 0) p += k;
  while (end > p && (k = space_before(p, end)) != 0) end -= k;
  l->at = (uint32_t)(p - source);
  l->end = (uint32_t)(end - source);
  if (p == end) {
    if (stop - raw == 3 && memcmp(raw, "\xE2\x80\x8B", 3) == 0) l->flags = ZB_LINE_DROP;   /* is no blank line */
    return;
  }
  l->width = (uint16_t)width_of(p, end, &gaps);
  if (page_number(p, end) || page_foot(p, end, l->width)) { l->flags = ZB_LINE_DROP; return; }
  if (l->width < 2000 && (sign = table_sign(raw, stop, p, end, gaps, l->width)) != 0) l->flags |= ZB_LINE_TABLE;
  l->sign = sign;
  l->gaps = sign == ' ' ? ZB_LINE_ROW_OF_GAPS : gaps && !sign ? ZB_LINE_SOME_GAP : ZB_LINE_NO_GAP;
  if (one_of(p, end, "，。、；：）”》！？,%％")) l->flags |= ZB_LINE_LEADS;
  for (tail = end; (k = ends_with(p, tail, "”’）)》」\"*")) != 0; tail -= k) l->flags |= ZB_LINE_CLOSES;
  if (ends_with(p, tail, "。！？；：…!?;:")) l->flags |= ZB_LINE_TERMINAL;
  if (tail == end && ends_with(p, tail, "，、（(“《,和及与的")) l->flags |= ZB_LINE_OPEN_END;
  if (zb_line__is(p, end, "——") || zb_line__is(p, end, "--")) l->flags |= ZB_LINE_DASHED;
  l->level = (uint8_t)zb_layout__marker(p, (size_t)(end - p), &k);
  if (l->level) p += k;
  for (; p < end; p += 3) {     /* steps of one ideograph: finds most commas, which is enough to tell prose */
    if (zb_line__is(p, end, "，") || zb_line__is(p, end, "。") || zb_line__is(p, end, "、")) { l->flags |= ZB_LINE_PUNCT; break; }
    if ((unsigned char)*p < 0xE0) p -= 2;
  }
}

/* Whether a line without figures may be a row of the table drawn with spaces that it stands in. */
static int may_be_row(const zb_line *l, int between) {
  if (l->flags & (ZB_LINE_TABLE | ZB_LINE_DROP | ZB_LINE_PUNCT | ZB_LINE_TERMINAL | ZB_LINE_LEADS) || l->end == l->at) return 0;
  return l->gaps || (between && l->width < 40);
}

/* Heads above a row that spaces part, and names between and below such rows, are rows, too. */
static void spread_rows(zb_lines *t) {
  size_t i, k;
  for (i = 0; i < t->n; i++) {
    if (t->l[i].gaps != ZB_LINE_ROW_OF_GAPS) continue;
    for (k = i; k-- > 0 && may_be_row(&t->l[k], 0);) t->l[k].gaps = ZB_LINE_ROW_OF_GAPS, t->l[k].flags |= ZB_LINE_TABLE;
    while (i + 1 < t->n && (t->l[i + 1].gaps == ZB_LINE_ROW_OF_GAPS ||
                            may_be_row(&t->l[i + 1], i + 2 < t->n && t->l[i + 2].gaps == ZB_LINE_ROW_OF_GAPS)))
      i++, t->l[i].gaps = ZB_LINE_ROW_OF_GAPS, t->l[i].flags |= ZB_LINE_TABLE;
  }
}

/* Whether each line is a sentence without its 。: there are commas in most, and hardly any 。 anywhere. long_ones: lines of
 * some length, full: how many of them end as a sentence does. */
static int without_stops(const zb_lines *t, const char *source, size_t n, size_t long_ones, size_t full) {
  const char *p = source, *end = source + n;
  size_t commas = 0, i;
  if (long_ones < 20 || full * 20 > long_ones) return 0;
  for (i = 0; i < t->n; i++) commas += t->l[i].width >= 20 && t->l[i].flags & ZB_LINE_PUNCT;
  if (commas * 2 < long_ones) return 0;
  for (i = 0; i * 20 <= long_ones && (p = zb_find(p, end, "。", 3)) != NULL; i++) p += 3;
  return i * 20 <= long_ones;
}

int zb_lines__read(zb_lines *t, const char *source, size_t n) {
  size_t at = 0, middle = 0, long_ones = 0, full = 0, ends = 0, parted = 0, i;
  while (at < n) {
    const char *nl = memchr(source + at, '\n', n - at);
    size_t end = nl ? (size_t)(nl - source) : n;
    void *p = t->l;
    if (zb_mem__grow(t->mem, &p, &t->cap, t->n + 1, sizeof *t->l)) return ZB_ENOMEM;
    t->l = p;
    measure(source, source + at, source + end, &t->l[t->n++]);
    at = end + 1;
  }
  spread_rows(t);
  for (i = 0; i < t->n; i++) t->drawn += t->l[i].gaps == ZB_LINE_ROW_OF_GAPS;
  for (i = 0; i < t->n; i++) {
    if (t->l[i].width < 20 || (t->l[i].flags & (ZB_LINE_DROP | ZB_LINE_TABLE))) continue;
    long_ones++;
    full += (t->l[i].flags & ZB_LINE_TERMINAL) != 0;
    middle += !(t->l[i].flags & ZB_LINE_TERMINAL) && (t->l[i].level == 0 || t->l[i].flags & ZB_LINE_PUNCT);
  }
  for (i = 0; i + 1 < t->n; i++) {
    if (t->l[i].width < 60 || !(t->l[i].flags & ZB_LINE_TERMINAL)) continue;
    ends++;
    parted += t->l[i + 1].at == t->l[i + 1].end && !(t->l[i + 1].flags & ZB_LINE_DROP);
  }
  t->parted = ends > 8 && parted * 10 >= ends * 7;
  t->unstopped = without_stops(t, source, n, long_ones, full);
  t->wrapped = long_ones > 4 && middle * 10 >= long_ones * 4;
  return 0;
}
