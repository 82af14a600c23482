#include "text/layout.h"

#include <string.h>

#include "base/block.h"
#include "base/error.h"
#include "text/grid.h"
#include "text/number.h"
#include "text/white.h"

enum { TERMINAL = 1, OPEN_END = 2, TABLE = 4, DROP = 8, LEADS = 16, PUNCT = 32, CLOSES = 64, DASHED = 128 };

typedef struct line {
  uint32_t at, end;       /* trimmed, bytes of the source */
  uint16_t width;         /* in half-width columns, at most 65535 */
  uint8_t level;          /* of its marker */
  uint8_t flags;
  uint8_t gaps;           /* enum gapped */
  char sign;              /* that parts its cells; 0 where it is no row */
} line;

enum gapped { NO_GAP, SOME_GAP, ROW_OF_GAPS };   /* ROW_OF_GAPS: surely a row of cells that spaces part, with two numbers */

typedef struct lines {
  zb_mem *mem;
  line *l;
  size_t n, cap;
  int wrapped;            /* most lines end in mid-sentence */
  size_t drawn;           /* rows of tables drawn with spaces */
} lines;

static int is(const char *p, const char *end, const char *utf8) {
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
  size_t open = is(p, end, "（") ? 3 : is(p, end, "(") ? 1 : 0, k, close;
  if (!open) return 0;
  k = chinese_number(p + open, end);
  if (!k) k = ascii_number(p + open, end);
  if (!k || k > 12) return 0;
  close = is(p + open + k, end, "）") ? 3 : is(p + open + k, end, ")") ? 1 : 0;
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
    size_t next = is(p + k, end, "、") ? chinese_number(p + k + 3, end) : 0;
    if (next && is(p + k + 3 + next, end, "、")) return 0;      /* 一、二、三产业增加值 */
    if (is(p + k, end, "、") || is(p + k, end, "．")) { *len = k + 3; return 2; }
    return 0;
  }
  if (is(p, end, "第") && (k = chinese_number(p + 3, end)) != 0 && k <= 12) {
    if (is(p + 3 + k, end, "章") || is(p + 3 + k, end, "篇") || is(p + 3 + k, end, "部分")) { *len = k + 6; return 1; }
    if (is(p + 3 + k, end, "节")) { *len = k + 6; return 2; }
    return 0;
  }
  if ((k = ascii_number(p, end)) != 0 && k <= 3 && k < n) {
    if (is(p + k, end, "、") || is(p + k, end, "．")) { *len = k + 3; return 4; }
    if (p[k] == '.' && (k + 1 == n || p[k + 1] < '0' || p[k + 1] > '9')) { *len = k + 1; return 4; }
    return 0;
  }
  if (is(p, end, "①") || (n >= 3 && (unsigned char)p[0] == 0xE2 && (unsigned char)p[1] == 0x91)) { *len = 3; return 5; }
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
    else if (is(p, end, "—") || is(p, end, "－") || is(p, end, "–")) dashes++, p += 2;
    else if (is(p, end, "·")) dashes++, p += 1;
    else if (is(p, end, "第") || is(p, end, "页") || is(p, end, "共")) dashes++, p += 2;
    else if (!zb_white__at(p, end)) return 0;
  }
  return digits > 0 && digits <= 3 * (1 + (dashes > 2));
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
    if (is(p, end, "。") || is(p, end, "；")) return 1;
    if (is(p, end, "，") && !(p + 3 < end && p[3] >= '0' && p[3] <= '9')) return 1;
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

static void measure(const char *source, const char *raw, const char *stop, line *l) {
  const char *p = raw, *end = stop, *tail;
  size_t k;
  int gaps;
  char sign = 0;
  memset(l, 0, sizeof *l);
  while (p < end && (k = zb_white__at(p, end)) != 0) p += k;
  while (end > p && (k = space_before(p, end)) != 0) end -= k;
  l->at = (uint32_t)(p - source);
  l->end = (uint32_t)(end - source);
  if (p == end) return;
  l->width = (uint16_t)width_of(p, end, &gaps);
  if (page_number(p, end)) { l->flags = DROP; return; }
  if (l->width < 2000 && (sign = table_sign(raw, stop, p, end, gaps, l->width)) != 0) l->flags |= TABLE;
  l->sign = sign;
  l->gaps = sign == ' ' ? ROW_OF_GAPS : gaps && !sign ? SOME_GAP : NO_GAP;
  if (one_of(p, end, "，。、；：）”》！？,%％")) l->flags |= LEADS;
  for (tail = end; (k = ends_with(p, tail, "”’）)》」\"*")) != 0; tail -= k) l->flags |= CLOSES;
  if (ends_with(p, tail, "。！？；：…!?;:")) l->flags |= TERMINAL;
  if (tail == end && ends_with(p, tail, "，、（(“《,和及与的")) l->flags |= OPEN_END;
  if (is(p, end, "——") || is(p, end, "--")) l->flags |= DASHED;
  l->level = (uint8_t)zb_layout__marker(p, (size_t)(end - p), &k);
  if (l->level) p += k;
  for (; p < end; p += 3) {     /* steps of one ideograph: finds most commas, which is enough to tell prose */
    if (is(p, end, "，") || is(p, end, "。") || is(p, end, "、")) { l->flags |= PUNCT; break; }
    if ((unsigned char)*p < 0xE0) p -= 2;
  }
}

/* Whether a line without figures may be a row of the table drawn with spaces that it stands in. */
static int may_be_row(const line *l, int between) {
  return !(l->flags & (TABLE | DROP | PUNCT | TERMINAL | LEADS)) && l->end > l->at && (l->gaps || (between && l->width < 40));
}

/* Heads above a row that spaces part, and names between and below such rows, are rows, too. */
static void spread_rows(lines *t) {
  size_t i, k;
  for (i = 0; i < t->n; i++) {
    if (t->l[i].gaps != ROW_OF_GAPS) continue;
    for (k = i; k-- > 0 && may_be_row(&t->l[k], 0);) t->l[k].gaps = ROW_OF_GAPS, t->l[k].flags |= TABLE;
    while (i + 1 < t->n && (t->l[i + 1].gaps == ROW_OF_GAPS ||
                            may_be_row(&t->l[i + 1], i + 2 < t->n && t->l[i + 2].gaps == ROW_OF_GAPS)))
      i++, t->l[i].gaps = ROW_OF_GAPS, t->l[i].flags |= TABLE;
  }
}

static int collect(lines *t, const char *source, size_t n) {
  size_t at = 0, middle = 0, long_ones = 0, i;
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
  for (i = 0; i < t->n; i++) t->drawn += t->l[i].gaps == ROW_OF_GAPS;
  for (i = 0; i < t->n; i++) {
    if (t->l[i].width < 20 || (t->l[i].flags & (DROP | TABLE))) continue;
    long_ones++;
    middle += !(t->l[i].flags & TERMINAL) && (t->l[i].level == 0 || t->l[i].flags & PUNCT);
  }
  t->wrapped = long_ones > 4 && middle * 10 >= long_ones * 4;
  return 0;
}

/* A line is full where the lines about it are hardly wider: it was broken for want of room. */
static int full(const lines *t, size_t i) {
  size_t from = i > 12 ? i - 12 : 0, to = i + 13 < t->n ? i + 13 : t->n, k;
  int widest = 0;
  for (k = from; k < to; k++) {
    if (!(t->l[k].flags & (DROP | TABLE)) && t->l[k].width > widest) widest = t->l[k].width;
  }
  return widest < 160 ? t->l[i].width >= widest * 8 / 10 : t->l[i].width >= 90;
}

/* Whether line b goes on with the text of line a. titled: their block opened with a marker and is no prose yet; prose: some
 * line of the block has a comma or a full stop. */
static int joins(const lines *t, size_t a, size_t b, int titled, int prose) {
  const line *x = &t->l[a], *y = &t->l[b];
  if ((x->flags | y->flags) & TABLE) return 0;
  if (y->flags & LEADS) return 1;
  if (x->flags & TERMINAL || y->flags & DASHED) return 0;
  if (x->flags & OPEN_END) return !(y->level == 2 || y->level == 1) || full(t, a);
  if (full(t, a) && (t->wrapped || x->width >= 90)) return y->level == 0 || y->level >= 4 || (x->flags & PUNCT) != 0;
  if (y->level || titled || !prose) return 0;
  return t->wrapped || (x->flags & PUNCT && x->width >= 60);
}

static int add_cell(zb_layout *l, zb_mem *mem, uint32_t at, uint32_t end) {
  void *p = l->cell;
  if (zb_mem__grow(mem, &p, &l->cell_cap, l->cell_n + 1, sizeof *l->cell)) return ZB_ENOMEM;
  l->cell = p;
  l->cell[l->cell_n++] = (zb_cell){ at, end };
  return 0;
}

static int add_block(zb_layout *l, zb_mem *mem, const zb_block *b) {
  void *p = l->block;
  if (zb_mem__grow(mem, &p, &l->block_cap, l->block_n + 1, sizeof *l->block)) return ZB_ENOMEM;
  l->block = p;
  l->block[l->block_n++] = *b;
  return 0;
}

static size_t line_start(const char *source, size_t at) {
  while (at > 0 && source[at - 1] != '\n') at--;
  return at;
}

/* Nothing but a number: 1,234.5, -3.2%. */
static int is_number(const char *p, const char *end) {
  const char *s = p;
  while (s < end && strchr("0123456789.,%+-", *s)) s++;
  return s == end && s > p;
}

/* The columns of the rows [first, last) that spaces part, by those that hold numbers. Returns: 0 where they stand in none. */
static int find_columns(const char *source, const lines *t, size_t first, size_t last, zb_grid_count how, zb_grid *g) {
  zb_span cell[ZB_GRID_COLUMNS];
  uint8_t column[ZB_GRID_COLUMNS];
  size_t i, k, n;
  int pass;
  memset(g, 0, sizeof *g);
  for (pass = 0; pass < 2; pass++) {
    for (i = first; i < last; i++) {
      n = zb_grid__cut(source, line_start(source, t->l[i].at), t->l[i].end, how, cell);
      for (k = 1; k < n && !is_number(source + cell[k].at, source + cell[k].end); k++) {}
      if (k >= n) continue;
      if (pass == 0) zb_grid__add(g, cell, n);
      else if (!zb_grid__place(g, cell, n, column)) return 0;
    }
    if (pass == 0) zb_grid__close(g);
  }
  return g->n > 1;
}

/* The rows [first, last), which spaces part: each cell in the column that it stands under. */
static int add_drawn(zb_layout *l, zb_mem *mem, const char *source, const lines *t, size_t first, size_t last) {
  zb_span cell[ZB_GRID_COLUMNS];
  uint8_t column[ZB_GRID_COLUMNS];
  zb_grid g;
  zb_grid_count how = ZB_GRID_SEEN;
  int found = find_columns(source, t, first, last, how, &g);
  size_t i, k, n, c;
  if (!found) found = find_columns(source, t, first, last, how = ZB_GRID_COUNTED, &g);
  for (i = first; i < last; i++) {
    zb_block b = { ZB_BLOCK_ROW, 1, (uint32_t)l->text.n, 0, (uint32_t)l->cell_n, 0 };
    n = zb_grid__cut(source, line_start(source, t->l[i].at), t->l[i].end, how, cell);
    if (n == 0) {
      if (t->l[i].at == t->l[i].end) continue;
      cell[n++] = (zb_span){ t->l[i].at, t->l[i].end, 0, 0 };
    }
    if (!found || !zb_grid__place(&g, cell, n, column)) for (k = 0; k < n; k++) column[k] = (uint8_t)k;
    for (k = c = 0; k < n; k++) {
      for (; c < column[k]; c++) {
        if (add_cell(l, mem, (uint32_t)l->text.n, (uint32_t)l->text.n)) return ZB_ENOMEM;
        zb_normal__byte(&l->text, '\t', cell[k].at);
      }
      if (add_cell(l, mem, (uint32_t)l->text.n, 0)) return ZB_ENOMEM;
      zb_normal__append(&l->text, source, cell[k].at, cell[k].end);
      l->cell[l->cell_n - 1].end = (uint32_t)l->text.n;
      if (++c, k + 1 < n) zb_normal__byte(&l->text, '\t', cell[k].end);
    }
    b.cell_n = (uint32_t)l->cell_n - b.cell;
    b.end = (uint32_t)l->text.n;
    if (b.end == b.at) continue;
    if (add_block(l, mem, &b)) return ZB_ENOMEM;
    zb_normal__byte(&l->text, '\n', t->l[i].end);
  }
  return 0;
}

/* A row's cells, cut where its sign stands; a Markdown rule (|---|) is no row. */
static int add_row(zb_layout *l, zb_mem *mem, const char *source, const line *x, zb_block *b) {
  char sign = x->sign;
  size_t end = x->end, at = sign == '\t' ? line_start(source, x->at) : x->at;
  if (sign == '|') {
    size_t k = at;
    while (k < end && strchr("|-: \t", source[k])) k++;
    if (k == end) return 0;
    if (source[at] == '|') at++;
    if (source[end - 1] == '|') end--;
  }
  b->kind = ZB_BLOCK_ROW;
  b->cell = (uint32_t)l->cell_n;
  while (at <= end) {
    size_t to = at;
    uint32_t from = (uint32_t)l->text.n;
    while (to < end && source[to] != sign) to++;
    zb_normal__append(&l->text, source, at, to);
    if (add_cell(l, mem, from, (uint32_t)l->text.n)) return ZB_ENOMEM;
    if (to < end) zb_normal__byte(&l->text, '\t', to);
    at = to + 1;
  }
  b->cell_n = (uint32_t)l->cell_n - b->cell;
  return 0;
}

static int lay(zb_layout *l, zb_mem *mem, const char *source, const lines *t) {
  size_t i = 0;
  while (i < t->n) {
    zb_block b = { ZB_BLOCK_TEXT, 0, (uint32_t)l->text.n, 0, 0, 0 };
    size_t last = i;
    if (t->l[i].at == t->l[i].end || (t->l[i].flags & DROP)) { i++; continue; }
    if (t->l[i].gaps == ROW_OF_GAPS) {
      for (last = i + 1; last < t->n && t->l[last].gaps == ROW_OF_GAPS; last++) {}
      if (add_drawn(l, mem, source, t, i, last)) return ZB_ENOMEM;
      i = last;
      continue;
    }
    if (t->l[i].flags & TABLE) {
      if (add_row(l, mem, source, &t->l[i], &b)) return ZB_ENOMEM;
      i++;
    } else {
      int titled = t->l[i].level > 0 && !(t->l[i].flags & PUNCT), prose = t->l[i].flags & PUNCT;
      zb_normal__append(&l->text, source, t->l[i].at, t->l[i].end);
      for (i++; i < t->n; i++) {
        if (t->l[i].at == t->l[i].end || (t->l[i].flags & DROP)) continue;
        if (!joins(t, last, i, titled, prose)) break;
        zb_normal__append(&l->text, source, t->l[i].at, t->l[i].end);
        if (t->l[i].flags & PUNCT) titled = 0, prose = 1;
        last = i;
        if (b.lines < 254) b.lines++;
      }
    }
    b.lines++;
    b.end = (uint32_t)l->text.n;
    if (b.end == b.at) continue;
    if (add_block(l, mem, &b)) return ZB_ENOMEM;
    zb_normal__byte(&l->text, '\n', t->l[last].end);
  }
  return l->text.failed ? ZB_ENOMEM : 0;
}

int zb_layout__make(zb_mem *mem, const char *source, size_t n, zb_layout *out, zb_error *err) {
  lines t = { mem, NULL, 0, 0, 0, 0 };
  int e;
  memset(out, 0, sizeof *out);
  out->text.mem = mem;
  if (n > UINT32_MAX - 16) return zb_error__set(err, ZB_ELIMIT, "the document is larger than 4 GiB");
  if ((e = collect(&t, source, n)) != 0) goto out;
  out->text.cap = n + t.n + t.drawn * ZB_GRID_COLUMNS + 2;     /* a tab for each cell */
  out->text.text = zb_mem__resize(mem, NULL, 0, out->text.cap);
  if (!out->text.text) out->text.cap = 0;
  e = out->text.text ? lay(out, mem, source, &t) : ZB_ENOMEM;
out:
  if (t.l) zb_mem__resize(mem, t.l, t.cap * sizeof *t.l, 0);
  if (e) {
    zb_layout__free(mem, out);
    zb_error__set(err, e, "no memory to lay out the document");
  }
  return e;
}

void zb_layout__free(zb_mem *mem, zb_layout *l) {
  if (l->text.text) zb_mem__resize(mem, l->text.text, l->text.cap, 0);
  if (l->text.piece) zb_mem__resize(mem, l->text.piece, l->text.piece_cap * sizeof *l->text.piece, 0);
  if (l->block) zb_mem__resize(mem, l->block, l->block_cap * sizeof *l->block, 0);
  if (l->cell) zb_mem__resize(mem, l->cell, l->cell_cap * sizeof *l->cell, 0);
  memset(l, 0, sizeof *l);
}
