/* table.c - rows of cells: subject, unit, period and status from the heads of row and column and from the caption. */
#include "read/table.h"
#include "text/number.h"

enum { HEAD_ROWS = 6 };

static zb_str cell_text(const zb_reader *r, const zb_block *b, size_t i) {
  zb_cell c = r->layout.cell[b->cell + i];
  zb_str s = zb_slice(r, c.at, c.end);
  while (s.n && (*s.p == ' ' || *s.p == '\n')) s.p++, s.n--;
  while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\n')) s.n--;
  return s;
}

static size_t filled(const zb_reader *r, const zb_block *b) {
  size_t i, n = 0;
  for (i = 0; i < b->cell_n; i++) n += cell_text(r, b, i).n > 0;
  return n;
}

/* Whether a cell right of the first one holds figures. A row of years is a head. */
static int row_has_figures(zb_reader *r, const zb_block *b) {
  size_t i;
  for (i = 1; i < b->cell_n; i++) {
    zb_str s = cell_text(r, b, i);
    if (!zb_table__year(s) && zb_table__numeric(r, s)) return 1;
  }
  return 0;
}

/* The caption's words: all but what it names. */
static void add_caption(zb_reader *r, zb_table *g, zb_str s) {
  zb_table_head h = zb_table__head(r, s, 0);
  h.what.n = h.progress.n = 0;
  zb_table__merge(r, &g->caption, &h);
}

/* The blocks before a table may hold its title and its unit: 表2 居民消费价格涨跌幅度, 单位：%. */
static void read_caption(zb_reader *r, zb_table *g) {
  size_t k;
  for (k = g->first >= 2 ? 2 : g->first; k >= 1; k--) {
    const zb_block *b = &r->layout.block[g->first - k];
    zb_str s = zb_slice(r, b->at, b->end);
    zb_table_head h;
    if (b->kind != ZB_BLOCK_TEXT || s.n > 180) {
      memset(&g->caption, 0, sizeof g->caption);
      continue;
    }
    h = zb_table__head(r, s, 0);
    if (k > 1 && h.unit.n && h.unit.p > s.p && !zb_table__word(r, s, ZB_H_UNIT, 0)) h.unit.n = 0;
    h.what.n = h.progress.n = 0;
    zb_table__merge(r, &g->caption, &h);
  }
}

static void read_head_row(zb_reader *r, zb_table *g, const zb_block *b, int bottom) {
  zb_table_head over;
  size_t i;
  memset(&over, 0, sizeof over);
  if (b->cell_n > g->columns) g->columns = b->cell_n < ZB_TABLE_COLUMNS ? b->cell_n : ZB_TABLE_COLUMNS;
  for (i = 0; i < b->cell_n && i < ZB_TABLE_COLUMNS; i++) {
    zb_str s = cell_text(r, b, i);
    zb_table_column *c = &g->column[i];
    if (!s.n && bottom) continue;            /* one that spans columns holds for those to its right up to the next */
    if (s.n) over = zb_table__head(r, s, 0);
    if (s.n && zb_table__is(r, s, ZB_H_ASIDE)) c->kind = ZB_COLUMN_ASIDE;
    if (s.n && zb_table__is(r, s, ZB_H_UNIT)) c->kind = ZB_COLUMN_UNITS;
    zb_table__merge(r, &c->head, &over);
  }
}

/* Reads the rows above the first figures. */
static void read_heads(zb_reader *r, zb_table *g) {
  size_t row, i;
  g->body = g->first;
  while (g->body < g->last && g->body - g->first < HEAD_ROWS && !row_has_figures(r, &r->layout.block[g->body])) g->body++;
  if (g->body == g->last || g->body - g->first == HEAD_ROWS) g->body = g->first + 1;    /* hardly a figure in it */
  for (row = g->first; row < g->body; row++) {
    const zb_block *b = &r->layout.block[row];
    if (filled(r, b) > 1) {
      read_head_row(r, g, b, row + 1 == g->body);
      continue;
    }
    for (i = 0; i < b->cell_n; i++)
      if (cell_text(r, b, i).n) add_caption(r, g, cell_text(r, b, i));
  }
}

/* A row of heads in the middle of a table begins another one. */
static int new_heads(zb_reader *r, const zb_table *g, size_t row) {
  const zb_block *b = &r->layout.block[row];
  zb_table next;
  size_t i;
  uint32_t c;
  if (filled(r, b) < 3 || row + 1 >= g->last || row_has_figures(r, b)) return 0;
  for (i = 1; i < b->cell_n; i++) {          /* —: a cell of figures that is empty */
    zb_str s = cell_text(r, b, i);
    if (s.n && s.n <= 6 && zb_char__at(s.p, s.n, 0, &c) && !zb_char__han(c) && !zb_char__digit(c)) return 0;
  }
  memset(&next, 0, sizeof next);
  next.first = row;
  next.last = g->last;
  read_heads(r, &next);
  for (i = 1; i < next.columns; i++)
    if (next.column[i].head.has_when || next.column[i].head.unit.n || next.column[i].head.measure) return 1;
  return 0;
}

/* Which columns name the rows and which hold figures, by their heads and by what most of their cells hold. */
static void sort_columns(zb_reader *r, zb_table *g) {
  uint32_t cells[ZB_TABLE_COLUMNS] = { 0 }, figures[ZB_TABLE_COLUMNS] = { 0 }, counted[ZB_TABLE_COLUMNS] = { 0 };
  size_t row, i;
  int named = 0;
  for (row = g->body; row < g->last; row++) {
    const zb_block *b = &r->layout.block[row];
    for (i = 0; i < b->cell_n && i < ZB_TABLE_COLUMNS; i++) {
      zb_str s = cell_text(r, b, i);
      size_t f = zb_table__numeric(r, s);
      uint32_t c;
      if (i >= g->columns) g->columns = i + 1;
      cells[i] += f || (s.n && zb_char__han((zb_char__at(s.p, s.n, 0, &c), c)));
      figures[i] += f > 0;
      counted[i] += f && zb_figure_at(r, f - 1)->value.scale == 0 && zb_figure_at(r, f - 1)->unit_n == 0 &&
                    zb_figure_at(r, f - 1)->value.mantissa == (int64_t)figures[i];
    }
  }
  for (i = 0; i < g->columns; i++) {
    zb_table_column *c = &g->column[i];
    const zb_table_head *h = &c->head;
    int told = h->measure || h->has_when || h->status || h->unit.n;
    if (c->kind != ZB_COLUMN_FIGURES) continue;
    if (!named && figures[i] && counted[i] == figures[i] && figures[i] == cells[i]) c->kind = ZB_COLUMN_ASIDE;   /* 1, 2, 3 … */
    else if (!named || !figures[i] || (!told && figures[i] * 2 < cells[i])) c->kind = ZB_COLUMN_LABEL, named = 1;
  }
}

/* What the columns say of each other: the years they lie between, whether they measure different things. */
static void compare_columns(zb_table *g) {
  zb_str first = { "", 0 };
  size_t i;
  for (i = 0; i < g->columns; i++) {
    const zb_table_head *h = &g->column[i].head;
    if (g->column[i].kind != ZB_COLUMN_FIGURES) continue;
    if (h->has_when && h->when.from && h->when.from == h->when.to) {
      if (!g->from || h->when.from < g->from) g->from = h->when.from;
      if (h->when.from > g->to) g->to = h->when.from;
    }
    if (h->what.n && first.n && (h->what.n != first.n || memcmp(h->what.p, first.p, first.n))) g->distinct = 1;
    if (h->what.n) first = h->what;
  }
}

/* The name of a row without 其中 and its number, and without 合计 at its end where that leaves a name (but 收入合计). */
static zb_str strip_item(const zb_reader *r, zb_str s) {
  const zb_headword *w;
  size_t len;
  while ((w = zb_table__word(r, s, ZB_H_PART, 0)) != NULL && w->word.n < s.n) s.p += w->word.n, s.n -= w->word.n;
  if (s.n && zb_layout__marker(s.p, s.n, &len) && len < s.n) s.p += len, s.n -= len;
  w = zb_table__word(r, s, ZB_H_TOTAL, 1);
  if (w && w->word.n + 12 <= s.n) s.n -= w->word.n;
  while (s.n && *s.p == ' ') s.p++, s.n--;
  return s;
}

/* A cell of words is read as prose. */
static void read_prose(zb_reader *r, zb_str s) {
  size_t at = (size_t)(s.p - r->text), end = at + s.n;
  r->carry.valid = 0;
  while (at < end && !r->failed) {
    size_t len = 0, next;
    r->marker = zb_layout__marker(r->text + at, end - at, &len);
    r->marker_at = at;
    if (at + len >= end) break;
    next = zb_scan__sentence(r->rules, r->text, at + len, end, &r->s);
    if (!next) { r->failed = 1; return; }
    if (r->trace) zb_trace__sentence(r, at + len, next);
    zb_stage__enter(r->clock, ZB_STAGE_MEANING);
    if (r->s.figure_n) zb_sentence__read(r);
    zb_stage__leave(r->clock, ZB_STAGE_TABLES);
    at = next;
  }
}

/* The figures of a row's name (65岁以上人口) only tell what the row is of. */
static void read_name(zb_reader *r, zb_str s) {
  size_t i = r->result->obs_n;
  read_prose(r, s);
  for (; i < r->result->obs_n; i++) {
    zb_observation *o = &r->result->obs[i];
    if (o->measure.n) continue;              /* prose after all */
    o->status = zb_name(zb_status_names[ZB_S_REFERENCE]);
    o->measure = zb_name(zb_measure_names[ZB_M_LEVEL]);
    o->subject = strip_item(r, s);
    o->rule = zb_name("table/name");
  }
}

static void add_label(zb_reader *r, zb_table *g, size_t at, zb_str s, zb_table_row *row) {
  zb_table_head h;
  zb_str name;
  size_t i;
  if (s.n) {
    g->column[at].above = s;
    for (i = at + 1; i < g->columns && g->column[i].kind != ZB_COLUMN_FIGURES; i++) g->column[i].above.n = 0;
  }
  if (!g->column[at].above.n) return;
  h = zb_table__head(r, g->column[at].above, 1);
  name = strip_item(r, h.what);
  h.what.n = 0;
  zb_table__merge(r, &row->head, &h);
  if (!name.n) return;
  row->group = row->label;
  row->label = name;
}

static void read_row(zb_reader *r, zb_table *g, const zb_block *b) {
  zb_table_row row;
  size_t i;
  int behind = 1;            /* a figure stands on the left: a label begins another panel */
  memset(&row, 0, sizeof row);
  r->row = zb_slice(r, b->at, b->end);
  for (i = 0; i < b->cell_n && i < ZB_TABLE_COLUMNS && !r->failed; i++) {
    zb_str s = cell_text(r, b, i);
    zb_table_column *c = &g->column[i];
    if (c->kind == ZB_COLUMN_LABEL) {
      if (behind) memset(&row, 0, sizeof row);
      behind = 0;
      add_label(r, g, i, s, &row);
      if (s.n && zb_table__scan(r, s) && r->s.figure_n && !zb_table__year(s)) read_name(r, s);
    } else if (c->kind == ZB_COLUMN_UNITS) row.head.unit = s.n ? s : row.head.unit;
    else if (c->kind == ZB_COLUMN_FIGURES && s.n) {
      if (!behind || !row.settled) row.phrase = row.label.n ? zb_table__label(r, g, &row) : row.phrase, row.settled = 1;
      behind = 1;
      if (zb_table__numeric(r, s)) zb_table__cell(r, g, &row, i, s);
      else if (r->s.figure_n) read_prose(r, s);
    }
  }
  r->row.n = 0;
}

/* One set of heads and the rows under it. Returns: the row behind it. */
static size_t read_grid(zb_reader *r, zb_table *g) {
  size_t row, i;
  read_heads(r, g);
  for (row = g->body; row < g->last && !(row > g->body && new_heads(r, g, row)); row++) {}
  g->last = row;
  sort_columns(r, g);
  compare_columns(g);
  for (row = g->body; row < g->last && !r->failed; row++) {
    const zb_block *b = &r->layout.block[row];
    if (filled(r, b) == 1 && !row_has_figures(r, b)) {
      for (i = 0; i < b->cell_n; i++)
        if (cell_text(r, b, i).n && cell_text(r, b, i).n < 180) add_caption(r, g, cell_text(r, b, i));
    }
    read_row(r, g, b);
  }
  return g->last;
}

void zb_table__read(zb_reader *r, size_t first, size_t last) {
  zb_table g;
  memset(&g, 0, sizeof g);
  if (!r->headword[ZB_H_SAYS].to) zb_table__begin(r);
  memset(&r->govern, 0, sizeof r->govern);
  g.first = first;
  read_caption(r, &g);
  while (first < last && !r->failed) {
    zb_table_head caption = g.caption;
    memset(&g, 0, sizeof g);
    g.caption = caption;
    g.first = first;
    g.last = last;
    first = read_grid(r, &g);
  }
}
