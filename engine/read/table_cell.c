/* table_cell.c - one cell of figures: its subject, measure, unit, period and status by row, column and caption. */
#include "read/table.h"
#include "text/number.h"

size_t zb_table__numeric(zb_reader *r, zb_str s) {
  size_t i, text = 0;
  if (s.n == 0 || s.n > 120 || !zb_table__scan(r, s)) return 0;
  for (i = 0; i < r->s.n; i++) {
    uint64_t c = r->s.token[i].classes;
    if (c & BIT(FIGURE) || (c & BIT(DATE) && zb_table__year(s))) return text <= 6 ? i + 1 : 0;
    if (c & (BIT(TEXT) | BIT(INDICATOR) | BIT(DATE))) text += r->s.token[i].end - r->s.token[i].at;
  }
  return 0;
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

static zb_phrase named(zb_reader *r, zb_str a, zb_str b) {
  zb_str noun = zb_subject__cat(r, a, b);
  return zb_subject__join(r, (zb_str){ "", 0 }, noun.n ? noun : (zb_str){ "", 0 }, 0);
}

static int is_scope(const zb_reader *r, zb_str s) {
  int32_t w = s.n ? zb_code__word(r, s.p, s.n) : -1;
  return w >= 0 && r->rules->word[w].classes & BIT(SCOPE) ? 1 : 0;
}

/* An area, or the document's own: a head that says where, not what. 全省 in a city's report is not its own. Returns: 1 with
 * *area, else 0. */
static int place_of(const zb_reader *r, zb_str s, int32_t *area) {
  int32_t w = s.n ? zb_code__word(r, s.p, s.n) : -1;
  if (w < 0 || !(r->rules->word[w].classes & (BIT(AREA) | BIT(SCOPE)))) return 0;
  if (!(r->rules->word[w].classes & BIT(AREA)) && s.n == 6 && r->area_name.n > 3 &&
      memcmp(s.p + 3, r->area_name.p + r->area_name.n - 3, 3) != 0)
    return 0;
  *area = r->rules->word[w].classes & BIT(AREA) ? r->rules->word[w].ref : -1;
  if (*area == r->area) *area = -1;
  return 1;
}

zb_phrase zb_table__label(zb_reader *r, zb_table *g, const zb_table_row *row) {
  zb_phrase p, q;
  size_t i;
  if (zb_table__word(r, row->label, ZB_H_TOTAL, 1)) return named(r, (zb_str){ "", 0 }, row->label);   /* 收入合计 */
  if (zb_table__scan(r, row->label) && r->s.n) p = zb_subject__left(r, 0, r->s.n);
  else p = named(r, (zb_str){ "", 0 }, row->label);
  if (!p.text.n || !p.noun.n) p = named(r, (zb_str){ "", 0 }, row->label);
  if (p.indicator >= 0) {
    g->parent = p.text;
    return p;
  }
  for (i = 0; i < row->label.n && !zb_char__digit((unsigned char)row->label.p[i]); i++) {}   /* 65岁以上 is no 常住人口 */
  if (i == row->label.n && g->parent.n && (q = named(r, row->label, g->parent)).indicator >= 0) return q;   /* 社会消费品零售总额, 其中：城镇 */
  if (row->group.n && (q = named(r, row->group, row->label)).indicator >= 0) return q;
  return p;
}

static zb_phrase cell_subject(zb_reader *r, const zb_table *g, const zb_table_row *row, size_t at) {
  const zb_table_head *col = &g->column[at].head;
  zb_str label = row->label, what = col->what;
  int32_t area = -1, a;
  zb_phrase p, q, turned;
  int elsewhere;
  while (!what.n && !col->progress.n && col->measure && at-- > 1 && g->column[at].kind == ZB_COLUMN_FIGURES)
    what = g->column[at].head.what;          /* growth of what the column on its left tells */
  if (place_of(r, what, &a)) area = a, what.n = 0;
  elsewhere = is_scope(r, what);
  if (place_of(r, label, &a)) area = a, label.n = what.n ? 0 : label.n;
  else if (what.n && zb_table__is(r, label, ZB_H_TOTAL)) label.n = 0;       /* 合计 | 人口（万人） */
  if (!label.n) {
    p = named(r, (zb_str){ "", 0 }, what);
  } else {
    p = row->phrase;
    q = named(r, label, what);
    turned = named(r, what, label);
    if (!what.n || what.n >= 60) {}
    else if (elsewhere) p = turned, p.indicator = -1;
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
static const zb_table_head *head_of_time(const zb_table *g, size_t at) {
  const zb_table_head *h = &g->column[at].head, *best = NULL;
  size_t i;
  if (h->has_when || !h->measure || h->basis == ZB_B_ANNUAL || h->basis == ZB_B_CUMULATIVE) return h;
  for (i = at; i-- > 0 && g->column[i].kind == ZB_COLUMN_FIGURES;) {
    const zb_table_head *left = &g->column[i].head;
    if (best && left->measure) break;
    if (!(left->has_when || left->status)) continue;
    if (!best || (best->has_when && left->has_when && left->when.to > best->when.to)) best = left;
  }
  return best ? best : h;
}

/* Period and status. total: over the years between the columns (年均增长, 〔13.5〕). */
static void put_time(zb_reader *r, const zb_table *g, const zb_table_row *row, size_t at, int total, zb_carry *c) {
  const zb_table_head *col = &g->column[at].head, *time = head_of_time(g, at);
  int plans = !r->rules->type[r->type].year_is, own = 1;
  const char *from = "the section's period";
  if (total && !(col->has_when && col->when.from != col->when.to) && g->from < g->to) {
    c->when = (zb_when){ (int16_t)(g->from + 1), (int16_t)g->to, 0, 0, 0 };
    from = "the years between the columns";
  } else if (time->has_when) c->when = time->when, from = time == col ? "the column's head" : "the head of a column on its left";
  else if (row->head.has_when) c->when = row->head.when, from = "the row's name";
  else if (g->caption.has_when) c->when = g->caption.when, from = "the caption";
  else c->when = r->when, own = 0;
  BECAUSE(r, "period", from, zb_name(""));
  c->status = col->status ? col->status : row->head.status ? row->head.status : time->status;
  from = col->status ? "the column's head" : row->head.status ? "the row's name" : "the head of a column on its left";
  if (!c->status && own && plans && r->year && c->when.to && c->when.to < r->year)
    c->status = ZB_S_ACTUAL, from = "its year is before that of the report";
  if (!c->status) c->status = g->caption.status, from = "the caption";
  if (!c->status && own && plans && r->year && c->when.to >= r->year)
    c->status = ZB_S_TARGET, from = "its year is not over when the report is made";
  if (!c->status) c->status = zb_section__status(r) ? zb_section__status(r) : ZB_S_ACTUAL, from = "the section";
  BECAUSE(r, "status", from, zb_name(""));
}

/* Measure, basis and the unit that the cell inherits. */
static zb_str put_measure(const zb_table *g, const zb_table_row *row, size_t at, const zb_figure *fig, int sum, zb_carry *c) {
  static const zb_str percent = { "%", 1 };
  const zb_table_head *cap = &g->caption, none = { { "", 0 }, { "", 0 }, { "", 0 }, 0, 0, 0, 0, 0, { 0, 0, 0, 0, 0 } };
  const zb_table_head *col = sum ? &none : &g->column[at].head;
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
  if (sum && c->measure == ZB_M_LEVEL && row->levels) c->measure = ZB_M_CHANGE;   /* 79.6, 80.5, 〔0.9〕 */
  if (c->measure != ZB_M_GROWTH && c->measure != ZB_M_CHANGE) c->basis = 0;
  else if (sum) c->basis = ZB_B_CUMULATIVE;
  else if (!c->basis) c->basis = ZB_B_YOY;
  return unit;
}

void zb_table__cell(zb_reader *r, const zb_table *g, zb_table_row *row, size_t at, zb_str s) {
  zb_phrase p = cell_subject(r, g, row, at);
  size_t f = zb_table__numeric(r, s), i, from;
  const zb_figure *fig;
  const zb_headword *w;
  zb_observation *o;
  zb_carry c;
  zb_str unit;
  int sum;
  if (!f--) return;
  if (r->trace) {
    zb_trace__sentence(r, (size_t)(s.p - r->text), (size_t)(s.p - r->text) + s.n);
    zb_trace__figure(r, f, 0, r->s.n, 0);
  }
  BECAUSE(r, "rule", "a cell of a table, whose row, column and caption say what it is", g->column[at].head.what);
  memset(&c, 0, sizeof c);
  fig = zb_figure_at(r, f);
  c.kind = fig->kind;
  c.rule = -1;
  c.bound = fig->flags & ZB_FIGURE_RANGE ? ZB_O_RANGE : ZB_O_EQ;
  sum = zb_table__word(r, s, ZB_H_SUM, 0) != NULL;
  unit = put_measure(g, row, at, fig, sum, &c);
  BECAUSE(r, "subject", "the row, with its column and the rows above it where it needs them", row->label);
  BECAUSE(r, "measure", g->column[at].head.measure ? "the column's head" : row->head.measure ? "the row's name"
          : c.measure == ZB_M_LEVEL ? "nothing in column or row says otherwise" : "caption and unit", zb_name(""));
  row->levels += c.measure == ZB_M_LEVEL;
  put_time(r, g, row, at, sum || c.basis == ZB_B_ANNUAL || c.basis == ZB_B_CUMULATIVE, &c);
  for (i = 0; i < r->s.n; i++) {
    const zb_word *word = r->s.token[i].word >= 0 ? &r->rules->word[r->s.token[i].word] : NULL;
    if (word && word->bound && r->s.token[i].classes & (i > f ? BIT(AFTER) : BIT(BOUND))) c.bound = word->bound;
  }
  from = (size_t)(s.p - r->text);
  w = fig->start > from ? zb_table__word(r, (zb_str){ s.p, fig->start - from }, ZB_H_BOUND, 1) : NULL;
  if (w) c.bound = w->bound;
  c.status = status_in(r, s, c.status);
  zb_claim__emit(r, f, 0, r->s.n, &p, &c);
  if (r->failed) return;
  o = &r->result->obs[r->result->obs_n - 1];
  put_cell_unit(r, unit, o);
  if (!fig->unit_n) BECAUSE(r, "unit", unit.n ? "the row's name, the column's head or the caption" : "no unit is told", unit);
  o->rule = zb_name("table/cell");
}
