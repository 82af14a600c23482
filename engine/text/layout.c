#include "text/layout.h"

#include <string.h>

#include "base/error.h"
#include "text/grid.h"
#include "text/line.h"

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* A line is full where the lines about it are hardly wider: it was broken for want of room. */
static int full(const zb_lines *t, size_t i) {
  size_t from = i > 12 ? i - 12 : 0, to = i + 13 < t->n ? i + 13 : t->n, k;
  int widest = 0;
  for (k = from; k < to; k++) {
    if (!(t->l[k].flags & (ZB_LINE_DROP | ZB_LINE_TABLE)) && t->l[k].width > widest) widest = t->l[k].width;
  }
  return widest < 160 ? t->l[i].width >= widest * 8 / 10 : t->l[i].width >= 90;
}

/* Whether a sentence was cut between two lines of a text whose paragraphs blank lines part, as a page's links are when it is
 * copied: nothing stands between them. Two numbers are not made one. */
static int cut_by_links(const char *source, const zb_lines *t, size_t a, size_t b) {
  size_t i = a;
  if (!t->parted) return 0;
  while (++i < b && t->l[i].flags & ZB_LINE_DROP) {}
  return i == b && !(is_digit(source[t->l[a].end - 1]) && is_digit(source[t->l[b].at]));
}

/* Whether line b goes on with the text of line a. titled: their block opened with a marker and is no prose yet; prose: some
 * line of the block has a comma or a full stop. */
static int joins(const char *source, const zb_lines *t, size_t a, size_t b, int titled, int prose) {
  const zb_line *x = &t->l[a], *y = &t->l[b];
  if ((x->flags | y->flags) & ZB_LINE_TABLE) return 0;
  if (y->flags & ZB_LINE_LEADS) return 1;
  if (x->flags & ZB_LINE_TERMINAL || y->flags & ZB_LINE_DASHED) return 0;
  if (t->unstopped) return (x->flags & ZB_LINE_OPEN_END) != 0;
  if (x->flags & ZB_LINE_OPEN_END) return !(y->level == 2 || y->level == 1) || full(t, a);
  if (full(t, a) && (t->wrapped || x->width >= 90)) return y->level == 0 || y->level >= 4 || (x->flags & ZB_LINE_PUNCT) != 0;
  if (y->level || titled || !prose) return 0;
  if (cut_by_links(source, t, a, b)) return 1;
  return t->wrapped || (x->flags & ZB_LINE_PUNCT && x->width >= 60);
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
static int find_columns(const char *source, const zb_lines *t, size_t first, size_t last, zb_grid_count how, zb_grid *g) {
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
static int add_drawn(zb_layout *l, zb_mem *mem, const char *source, const zb_lines *t, size_t first, size_t last) {
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
static int add_row(zb_layout *l, zb_mem *mem, const char *source, const zb_line *x, zb_block *b) {
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

static int lay(zb_layout *l, zb_mem *mem, const char *source, const zb_lines *t) {
  size_t i = 0;
  while (i < t->n) {
    zb_block b = { ZB_BLOCK_TEXT, 0, (uint32_t)l->text.n, 0, 0, 0 };
    size_t last = i;
    if (t->l[i].at == t->l[i].end || (t->l[i].flags & ZB_LINE_DROP)) { i++; continue; }
    if (t->l[i].gaps == ZB_LINE_ROW_OF_GAPS) {
      for (last = i + 1; last < t->n && t->l[last].gaps == ZB_LINE_ROW_OF_GAPS; last++) {}
      if (add_drawn(l, mem, source, t, i, last)) return ZB_ENOMEM;
      i = last;
      continue;
    }
    if (t->l[i].flags & ZB_LINE_TABLE) {
      if (add_row(l, mem, source, &t->l[i], &b)) return ZB_ENOMEM;
      i++;
    } else {
      int titled = t->l[i].level > 0 && !(t->l[i].flags & ZB_LINE_PUNCT), prose = t->l[i].flags & ZB_LINE_PUNCT;
      zb_normal__append(&l->text, source, t->l[i].at, t->l[i].end);
      for (i++; i < t->n; i++) {
        if (t->l[i].at == t->l[i].end || (t->l[i].flags & ZB_LINE_DROP)) continue;
        if (!joins(source, t, last, i, titled, prose)) break;
        zb_normal__append(&l->text, source, t->l[i].at, t->l[i].end);
        if (t->l[i].flags & ZB_LINE_PUNCT) titled = 0, prose = 1;
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
  zb_lines t = { mem, NULL, 0, 0, 0, 0, 0, 0 };
  int e;
  memset(out, 0, sizeof *out);
  out->text.mem = mem;
  if (n > UINT32_MAX - 16) return zb_error__set(err, ZB_ELIMIT, "the document is larger than 4 GiB");
  if ((e = zb_lines__read(&t, source, n)) != 0) goto out;
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
