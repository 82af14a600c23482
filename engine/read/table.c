/* table.c - rows of cells: subject, unit, period and status from the heads of row and column and from the caption. */
#include "read/table.h"
#include "text/number.h"

enum { COLUMNS = 64, HEAD_ROWS = 6 };

typedef enum column_kind { C_FIGURES, C_LABEL, C_ASIDE, C_UNITS } column_kind;

typedef struct column {
  zb_table_head head;
  column_kind kind;
  zb_str label, above;       /* of a label column: the row's own or the one above it that spans rows; above: as written there */
} column;

typedef struct grid {
  size_t first, body, last;  /* blocks; body: the first row with figures; last: behind the last row under these heads */
  column column[COLUMNS];
  size_t columns;
  int distinct;              /* its columns measure different things */
  zb_table_head caption;
  int from, to;              /* the first and the last year that a column tells of */
  zb_str parent;             /* the last row that is no part of another */
} grid;

/* What the labels of a row say together. */
typedef struct row_head {
  zb_table_head head;
  zb_str group, label;       /* the last label that names something, and the one before it */
  int part;
} row_head;

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

/* A cell of figures: it begins with one, and hardly anything else stands in it. A bare year is one where the heads say so.
 * Returns: the figure's token + 1, or 0. */
static size_t numeric(zb_reader *r, zb_str s) {
  size_t i, text = 0;
  if (s.n == 0 || s.n > 120 || !zb_table__scan(r, s)) return 0;
  for (i = 0; i < r->s.n; i++) {
    uint64_t c = r->s.token[i].classes;
    if (c & BIT(FIGURE) || (c & BIT(DATE) && zb_table__year(s))) return text <= 6 ? i + 1 : 0;
    if (c & (BIT(TEXT) | BIT(INDICATOR) | BIT(DATE))) text += r->s.token[i].end - r->s.token[i].at;
  }
  return 0;
}

/* Whether a cell right of the first one holds figures. A row of years is a head. */
static int row_has_figures(zb_reader *r, const zb_block *b) {
  size_t i;
  for (i = 1; i < b->cell_n; i++) {
    zb_str s = cell_text(r, b, i);
    if (!zb_table__year(s) && numeric(r, s)) return 1;
  }
  return 0;
}

/* The caption's words: all but what it names. */
static void add_caption(zb_reader *r, grid *g, zb_str s) {
  zb_table_head h = zb_table__head(r, s, 0);
  h.what.n = h.progress.n = 0;
  zb_table__merge(r, &g->caption, &h);
}

/* The blocks before a table may hold its title and its unit: 表2 居民消费价格涨跌幅度, 单位：%. */
static void read_caption(zb_reader *r, grid *g) {
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
    if (k > 1 && h.unit.n && h.unit.p > s.p && !zb_table__word(r->rules, s, ZB_H_UNIT, 0)) h.unit.n = 0;
    h.what.n = h.progress.n = 0;
    zb_table__merge(r, &g->caption, &h);
  }
}

static void read_head_row(zb_reader *r, grid *g, const zb_block *b, int bottom) {
  zb_table_head over;
  size_t i;
  memset(&over, 0, sizeof over);
  if (b->cell_n > g->columns) g->columns = b->cell_n < COLUMNS ? b->cell_n : COLUMNS;
  for (i = 0; i < b->cell_n && i < COLUMNS; i++) {
    zb_str s = cell_text(r, b, i);
    column *c = &g->column[i];
    if (!s.n && bottom) continue;            /* one that spans columns holds for those to its right up to the next */
    if (s.n) over = zb_table__head(r, s, 0);
    if (s.n && zb_table__is(r->rules, s, ZB_H_ASIDE)) c->kind = C_ASIDE;
    if (s.n && zb_table__is(r->rules, s, ZB_H_UNIT)) c->kind = C_UNITS;
    zb_table__merge(r, &c->head, &over);
  }
}

/* Reads the rows above the first figures. */
static void read_heads(zb_reader *r, grid *g) {
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
static int new_heads(zb_reader *r, const grid *g, size_t row) {
  const zb_block *b = &r->layout.block[row];
  grid next;
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
static void sort_columns(zb_reader *r, grid *g) {
  uint32_t cells[COLUMNS] = { 0 }, figures[COLUMNS] = { 0 }, counted[COLUMNS] = { 0 };
  size_t row, i;
  int named = 0;
  for (row = g->body; row < g->last; row++) {
    const zb_block *b = &r->layout.block[row];
    for (i = 0; i < b->cell_n && i < COLUMNS; i++) {
      zb_str s = cell_text(r, b, i);
      size_t f = numeric(r, s);
      uint32_t c;
      if (i >= g->columns) g->columns = i + 1;
      cells[i] += f || (s.n && zb_char__han((zb_char__at(s.p, s.n, 0, &c), c)));
      figures[i] += f > 0;
      counted[i] += f && zb_figure_at(r, f - 1)->value.scale == 0 && zb_figure_at(r, f - 1)->unit_n == 0 &&
                    zb_figure_at(r, f - 1)->value.mantissa == (int64_t)figures[i];
    }
  }
  for (i = 0; i < g->columns; i++) {
    column *c = &g->column[i];
    const zb_table_head *h = &c->head;
    int told = h->measure || h->has_when || h->status || h->unit.n;
    if (c->kind != C_FIGURES) continue;
    if (!named && figures[i] && counted[i] == figures[i] && figures[i] == cells[i]) c->kind = C_ASIDE;   /* 1, 2, 3 … */
    else if (!named || !figures[i] || (!told && figures[i] * 2 < cells[i])) c->kind = C_LABEL, named = 1;
  }
}

/* What the columns say of each other: the years they lie between, whether they measure different things. */
static void compare_columns(grid *g) {
  zb_str first = { "", 0 };
  size_t i;
  for (i = 0; i < g->columns; i++) {
    const zb_table_head *h = &g->column[i].head;
    if (g->column[i].kind != C_FIGURES) continue;
    if (h->has_when && h->when.from && h->when.from == h->when.to) {
      if (!g->from || h->when.from < g->from) g->from = h->when.from;
      if (h->when.from > g->to) g->to = h->when.from;
    }
    if (h->what.n && first.n && (h->what.n != first.n || memcmp(h->what.p, first.p, first.n))) g->distinct = 1;
    if (h->what.n) first = h->what;
  }
}

/* The unit of a cell: its own, else of its row, its column, the caption. */
static void put_cell_unit(zb_reader *r, zb_str unit, zb_observation *o) {
  const zb_unit *u;
  int mult = 0;
  if (o->unit.n || !unit.n) return;
  o->unit = unit;
  u = zb_table__unit(r, unit, &mult);
  if (u) o->unit_base = (zb_str){ r->rules->units.pool + u->base, u->base_n };
  o->unit_mult = u ? mult : 0;
}

/* The name of a row without 其中 and its number, and without 合计 at its end. */
static zb_str strip_item(const zb_reader *r, zb_str s, int *part) {
  const zb_headword *w;
  size_t len;
  while ((w = zb_table__word(r->rules, s, ZB_H_PART, 0)) != NULL && w->word.n < s.n) {
    s.p += w->word.n, s.n -= w->word.n;
    *part = 1;
  }
  if (zb_layout__marker(s.p, s.n, &len) && len < s.n) s.p += len, s.n -= len;
  w = zb_table__word(r->rules, s, ZB_H_TOTAL, 1);
  if (w && w->word.n < s.n) s.n -= w->word.n;
  while (s.n && *s.p == ' ') s.p++, s.n--;
  return s;
}

static zb_phrase named(zb_reader *r, zb_str a, zb_str b) {
  zb_str noun = zb_subject__cat(r, a, b);
  return zb_subject__join(r, (zb_str){ "", 0 }, noun.n ? noun : (zb_str){ "", 0 }, 0);
}

/* An area, or the document's own: a head that says where, not what. Returns: 1 with *area, else 0. */
static int place_of(const zb_reader *r, zb_str s, int32_t *area) {
  int32_t w = s.n ? zb_code__word(r, s.p, s.n) : -1;
  if (w < 0 || !(r->rules->word[w].classes & (BIT(AREA) | BIT(SCOPE)))) return 0;
  *area = r->rules->word[w].classes & BIT(AREA) ? r->rules->word[w].ref : -1;
  if (*area == r->area) *area = -1;
  return 1;
}

/* The phrase of a row's label alone. */
static zb_phrase label_phrase(zb_reader *r, const grid *g, const row_head *row) {
  zb_phrase p, q;
  if (zb_table__scan(r, row->label) && r->s.n) p = zb_subject__left(r, 0, r->s.n);
  else p = named(r, (zb_str){ "", 0 }, row->label);
  if (!p.text.n || !p.noun.n) p = named(r, (zb_str){ "", 0 }, row->label);
  if (p.indicator >= 0) return p;
  if (row->part && g->parent.n) {            /* 社会消费品零售总额, 其中：城镇 */
    if ((q = named(r, row->label, g->parent)).indicator >= 0) return q;
  }
  if (row->group.n && (q = named(r, row->group, row->label)).indicator >= 0) return q;
  return p;
}

static zb_phrase cell_subject(zb_reader *r, const grid *g, const row_head *row, size_t at) {
  const zb_table_head *col = &g->column[at].head;
  zb_str label = row->label, what = col->what;
  int32_t area = -1, a;
  zb_phrase p, q, turned;
  while (!what.n && !col->progress.n && col->measure && at-- > 1 && g->column[at].kind == C_FIGURES)
    what = g->column[at].head.what;          /* growth of what the column on its left tells */
  if (place_of(r, what, &a)) area = a, what.n = 0;
  if (place_of(r, label, &a)) area = a, label.n = what.n ? 0 : label.n;
  if (!label.n) {
    p = named(r, (zb_str){ "", 0 }, what);
  } else {
    p = label_phrase(r, g, row);
    q = named(r, label, what);
    turned = named(r, what, label);
    if (!what.n || what.n >= 60) {}
    else if (p.indicator < 0 && q.indicator >= 0) p = q;
    else if (turned.indicator >= 0 && turned.indicator != p.indicator) p = turned;
    else if (g->distinct || (p.indicator < 0 && zb_code__relational(r, what)) ||
             named(r, (zb_str){ "", 0 }, what).indicator >= 0) {
      p = q;
      p.indicator = -1;
    }
  }
  if (col->progress.n) {
    p.text = zb_subject__cat(r, p.text, col->progress);
    if (col->measure != ZB_M_SHARE) p.indicator = -1;
  }
  if (area >= 0) p.area = area;
  return p;
}

/* A word such as 预计 anywhere in the cell, in brackets too. */
static uint8_t status_in(const zb_reader *r, zb_str s, uint8_t status) {
  size_t i;
  uint32_t len;
  for (i = 0; i < s.n; i++) {
    int32_t w = ((unsigned char)s.p[i] & 0xC0) == 0x80 ? -1 : zb_trie__longest(&r->rules->words, s.p + i, s.p + s.n, &len);
    if (w >= 0 && r->rules->word[w].status && !(r->rules->word[w].flags & ZB_W_NEAR)) return r->rules->word[w].status;
  }
  return status;
}

/* The head whose period and status hold for column at: a column of growth without its own has those of the amounts on its
 * left, of the later year where they are of two (2024年 | 2023年 | 增长). */
static const zb_table_head *head_of_time(const grid *g, size_t at) {
  const zb_table_head *h = &g->column[at].head, *best = NULL;
  size_t i;
  if (h->has_when || !h->measure || h->basis == ZB_B_ANNUAL || h->basis == ZB_B_CUMULATIVE) return h;
  for (i = at; i-- > 0 && g->column[i].kind == C_FIGURES;) {
    const zb_table_head *left = &g->column[i].head;
    if (best && left->measure) break;
    if (!(left->has_when || left->status)) continue;
    if (!best || (best->has_when && left->has_when && left->when.to > best->when.to)) best = left;
  }
  return best ? best : h;
}

/* Period and status. total: over the years between the columns (年均增长, 〔13.5〕). */
static void put_time(zb_reader *r, const grid *g, const row_head *row, size_t at, int total, zb_carry *c) {
  const zb_table_head *col = &g->column[at].head, *time = head_of_time(g, at);
  int plans = !r->rules->type[r->type].year_is, own = 1;
  if (total && !(col->has_when && col->when.from != col->when.to) && g->from < g->to) {
    c->when = (zb_when){ (int16_t)(g->from + 1), (int16_t)g->to, 0, 0, 0 };
  } else if (time->has_when) c->when = time->when;
  else if (row->head.has_when) c->when = row->head.when;
  else if (g->caption.has_when) c->when = g->caption.when;
  else c->when = r->when, own = 0;
  c->status = col->status ? col->status : row->head.status ? row->head.status : time->status;
  if (!c->status && own && plans && r->year && c->when.to && c->when.to < r->year) c->status = ZB_S_ACTUAL;
  if (!c->status) c->status = g->caption.status;
  if (!c->status && own && plans && r->year && c->when.to >= r->year) c->status = ZB_S_TARGET;
  if (!c->status) c->status = zb_section__status(r) ? zb_section__status(r) : ZB_S_ACTUAL;
}

/* Measure, basis and the unit that the cell inherits. */
static zb_str put_measure(const grid *g, const row_head *row, size_t at, const zb_figure *fig, zb_carry *c) {
  static const zb_str percent = { "%", 1 };
  const zb_table_head *col = &g->column[at].head, *cap = &g->caption;
  zb_str unit = row->head.unit.n ? row->head.unit : col->unit.n ? col->unit : cap->unit;
  int rate = fig->kind == ZB_KIND_RATE;
  c->measure = col->measure ? col->measure : row->head.measure ? row->head.measure : ZB_M_LEVEL;
  c->basis = col->basis ? col->basis : row->head.basis;
  c->sign = col->sign ? col->sign : row->head.sign;
  if (!col->measure && !row->head.measure && cap->measure && unit.n == 1 && *unit.p == '%' && unit.p == cap->unit.p)
    c->measure = cap->measure, c->basis = cap->basis;
  if (col->measure == ZB_M_GROWTH || col->measure == ZB_M_SHARE || (col->progress.n && col->measure == ZB_M_LEVEL))
    unit = col->unit.n || fig->unit_n ? col->unit : percent;
  else if (c->measure == ZB_M_GROWTH && !unit.n && !fig->unit_n) unit = percent;
  if (unit.n && unit.p[unit.n - 1] == '%') unit = percent, rate = rate || !fig->unit_n;
  if (c->measure == ZB_M_GROWTH && !rate && (fig->unit_n || unit.n)) c->measure = ZB_M_CHANGE;
  else if (c->measure == ZB_M_CHANGE && rate) c->measure = ZB_M_GROWTH;
  if (c->measure != ZB_M_GROWTH && c->measure != ZB_M_CHANGE) c->basis = 0;
  else if (!c->basis) c->basis = ZB_B_YOY;
  return unit;
}

static void read_figure(zb_reader *r, const grid *g, const row_head *row, size_t at, zb_str s) {
  zb_phrase p = cell_subject(r, g, row, at);
  size_t f = numeric(r, s), i, from;
  const zb_figure *fig;
  const zb_headword *w;
  zb_observation *o;
  zb_carry c;
  zb_str unit;
  int sum;
  if (!f--) return;
  memset(&c, 0, sizeof c);
  fig = zb_figure_at(r, f);
  c.kind = fig->kind;
  c.rule = -1;
  c.bound = fig->flags & ZB_FIGURE_RANGE ? ZB_O_RANGE : ZB_O_EQ;
  unit = put_measure(g, row, at, fig, &c);
  sum = zb_table__word(r->rules, s, ZB_H_SUM, 0) != NULL;
  if (sum && c.basis) c.basis = ZB_B_CUMULATIVE;
  put_time(r, g, row, at, sum || c.basis == ZB_B_ANNUAL || c.basis == ZB_B_CUMULATIVE, &c);
  for (i = 0; i < r->s.n; i++) {
    const zb_word *word = r->s.token[i].word >= 0 ? &r->rules->word[r->s.token[i].word] : NULL;
    if (word && word->bound && r->s.token[i].classes & (i > f ? BIT(AFTER) : BIT(BOUND))) c.bound = word->bound;
  }
  from = (size_t)(s.p - r->text);
  w = fig->start > from ? zb_table__word(r->rules, (zb_str){ s.p, fig->start - from }, ZB_H_BOUND, 1) : NULL;
  if (w) c.bound = w->bound;
  c.status = status_in(r, s, c.status);
  zb_claim__emit(r, f, 0, r->s.n, &p, &c);
  if (r->failed) return;
  o = &r->result->obs[r->result->obs_n - 1];
  put_cell_unit(r, unit, o);
  o->rule = zb_name("table/cell");
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
    if (r->s.figure_n) zb_sentence__read(r);
    at = next;
  }
}

static void add_label(zb_reader *r, grid *g, size_t at, zb_str s, row_head *row) {
  zb_table_head h;
  zb_str name;
  size_t i;
  if (s.n) {
    g->column[at].above = s;
    for (i = at + 1; i < g->columns && g->column[i].kind != C_FIGURES; i++) g->column[i].above.n = 0;
  }
  if (!g->column[at].above.n) return;
  h = zb_table__head(r, g->column[at].above, 1);
  row->part = 0;
  name = strip_item(r, h.what, &row->part);
  h.what.n = 0;
  zb_table__merge(r, &row->head, &h);
  if (!name.n) return;
  row->group = row->label;
  row->label = name;
}

static void read_row(zb_reader *r, grid *g, const zb_block *b) {
  row_head row;
  size_t i;
  int behind = 1;            /* a figure stands on the left: a label begins another panel */
  memset(&row, 0, sizeof row);
  r->row = zb_slice(r, b->at, b->end);
  for (i = 0; i < b->cell_n && i < COLUMNS && !r->failed; i++) {
    zb_str s = cell_text(r, b, i);
    column *c = &g->column[i];
    if (c->kind == C_LABEL) {
      if (behind) memset(&row, 0, sizeof row);
      behind = 0;
      add_label(r, g, i, s, &row);
      if (s.n && zb_table__scan(r, s) && r->s.figure_n && !zb_table__year(s)) read_prose(r, s);
    } else if (c->kind == C_UNITS) row.head.unit = s.n ? s : row.head.unit;
    else if (c->kind == C_FIGURES && s.n) {
      if (!behind && row.label.n && !row.part) g->parent = row.label;
      behind = 1;
      if (numeric(r, s)) read_figure(r, g, &row, i, s);
      else if (r->s.figure_n) read_prose(r, s);
    }
  }
  r->row.n = 0;
}

/* One set of heads and the rows under it. Returns: the row behind it. */
static size_t read_grid(zb_reader *r, grid *g) {
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
  grid g;
  memset(&g, 0, sizeof g);
  r->govern = (zb_govern){ 0, 0, 0, 0, { 0, 0, 0, 0, 0 } };
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
