/* table.c - rows of cells: subject, unit, period and status from the heads of row and column and from the caption. */
#include "read/reader.h"

enum { COLUMNS = 24, HEAD_ROWS = 4 };

/* What a head says of the cells below or beside it. */
typedef struct head {
  zb_str text;               /* without what stands in brackets */
  zb_str unit;               /* of the brackets or of 单位： */
  uint8_t measure, basis, status;
  int has_when, figures;     /* figures: some cell of the column holds one */
  zb_when when;
} head;

typedef struct grid {
  size_t first, last, body;  /* blocks; body: the first row with figures */
  head column[COLUMNS];
  size_t columns;
  head caption;
  size_t units;              /* the column that holds each row's unit; 0 none */
} grid;

static zb_str cell_text(const zb_reader *r, const zb_block *b, size_t i) {
  zb_cell c = r->layout.cell[b->cell + i];
  return zb_slice(r, c.at, c.end);
}

static int scan_cell(zb_reader *r, zb_str s) {
  size_t at = (size_t)(s.p - r->text);
  if (s.n == 0) {
    r->s.n = 0;
    return 1;
  }
  if (!zb_scan__sentence(r->rules, r->text, at, at + s.n, &r->s)) r->failed = 1;
  return !r->failed;
}

/* A cell of figures: it begins with one, and hardly anything else stands in it. Returns: the figure's token + 1, or 0. */
static size_t numeric(zb_reader *r, zb_str s) {
  size_t i, text = 0;
  if (s.n == 0 || s.n > 120 || !scan_cell(r, s)) return 0;
  for (i = 0; i < r->s.n; i++) {
    if (zb_class_at(r, i) & BIT(FIGURE)) return text <= 6 ? i + 1 : 0;
    if (zb_class_at(r, i) & (BIT(TEXT) | BIT(INDICATOR) | BIT(DATE)))
      text += r->s.token[i].end - r->s.token[i].at;
  }
  return 0;
}

/* A unit with its multiplier: 万元. Returns: the unit, or NULL; *mult: power of ten of both. */
static const zb_unit *unit_of(const zb_reader *r, zb_str s, int *mult) {
  static const struct { const char *word; int power; } by[] = { { "十", 1 }, { "百", 2 }, { "千", 3 }, { "万", 4 }, { "亿", 8 } };
  uint32_t len;
  size_t i;
  *mult = 0;
  for (;;) {
    int32_t u = zb_trie__longest(&r->rules->units.trie, s.p, s.p + s.n, &len);
    if (u >= 0 && len == s.n) {
      *mult += r->rules->units.unit[u].mult;
      return &r->rules->units.unit[u];
    }
    for (i = 0; i < 5 && !(s.n > 3 && memcmp(s.p, by[i].word, 3) == 0); i++) {}
    if (i == 5) return NULL;
    *mult += by[i].power;
    s.p += 3;
    s.n -= 3;
  }
}

/* The unit in the last brackets of a head, or behind 单位：. Cuts it off *s. */
static zb_str unit_in(const zb_reader *r, zb_str *s) {
  size_t i;
  uint32_t len;
  int mult;
  for (i = 0; i + 6 <= s->n; i++) {
    if (memcmp(s->p + i, "单位", 6) == 0) {
      zb_str u = { s->p + i + 6, s->n - i - 6 };
      while (u.n && (*u.p == ':' || (u.n >= 3 && memcmp(u.p, "：", 3) == 0))) { size_t k = *u.p == ':' ? 1
          : 3; u.p += k; u.n -= k; }
      for (len = 0; len < u.n &&
           !(u.n - len >= 3 && (memcmp(u.p + len, "、", 3) == 0 || memcmp(u.p + len, "）", 3) == 0 ||
                                memcmp(u.p + len, "，", 3) == 0)) && u.p[len] != ')' && u.p[len] != ',' &&
                                    u.p[len] != ' '; len++) {}
      u.n = len;
      return u;
    }
  }
  for (i = s->n; i-- > 0;) {
    size_t open = s->p[i] == '(' ? 1 : s->n - i >= 3 && memcmp(s->p + i, "（", 3) == 0 ? 3 : 0, close;
    if (!open) continue;
    {
      zb_str u = { s->p + i + open, s->n - i - open };
      for (close = 0; close < u.n && u.p[close] != ')' && !(u.n - close >= 3 && memcmp(u.p + close, "）", 3) == 0); close++) {}
      u.n = close;
      s->n = i;
      if (u.n && u.n <= 40 && (*u.p == '%' || unit_of(r, u, &mult) || memchr(u.p, '/', u.n))) return u;
      return (zb_str){ "", 0 };
    }
  }
  return (zb_str){ "", 0 };
}

static int ends_in_percent(zb_str u) { return u.n && u.p[u.n - 1] == '%'; }

/* What the words of a head say. */
static head read_head(zb_reader *r, zb_str s) {
  head h;
  size_t i;
  memset(&h, 0, sizeof h);
  h.unit = unit_in(r, &s);
  while (s.n && (*s.p == '#' || *s.p == '-')) s.p++, s.n--;
  h.text = s;
  if (!scan_cell(r, s)) return h;
  for (i = 0; i < r->s.n; i++) {
    const zb_token *t = &r->s.token[i];
    const zb_word *w = t->word >= 0 ? &r->rules->word[t->word] : NULL;
    if (t->classes & BIT(DATE)) {
      const zb_figure *f = &r->s.figure[t->figure];
      if (f->year || f->month) h.when = zb_when__date(r, f), h.has_when = 1;
    }
    if (!w) continue;
    if (t->classes & (BIT(RISE) | BIT(FALL)) && !(t->classes & BIT(INDICATOR))) h.measure = ZB_M_GROWTH;
    if (t->classes & BIT(RATIO)) h.measure = ZB_M_SHARE;
    if (t->classes & BIT(TIME) && w->period) h.when = zb_when__relative(r, w->period, w->years), h.has_when = 1;
    if (t->classes & BIT(PLAN)) h.has_when = 0;
    if (w->basis) h.basis = w->basis, h.measure = h.measure ? h.measure : ZB_M_GROWTH;
    if (w->status) h.status = w->status;
  }
  {
    static const struct { const char *word; uint8_t measure, status; } say[] = {
      { "增幅", ZB_M_GROWTH, 0 }, { "增速", ZB_M_GROWTH, 0 }, { "增长", ZB_M_GROWTH, 0 }, { "±", ZB_M_GROWTH, 0 },
          { "增减额", ZB_M_CHANGE, 0 },
      { "增减", ZB_M_CHANGE, 0 }, { "增加额", ZB_M_CHANGE, 0 }, { "占", ZB_M_SHARE, 0 }, { "计划", 0, ZB_S_TARGET },
          { "目标", 0, ZB_S_TARGET },
      { "预期", 0, ZB_S_TARGET }, { "预计", 0, ZB_S_ESTIMATE }, { "完成", 0, ZB_S_ACTUAL }, { "实际", 0, ZB_S_ACTUAL },
          { "执行", 0, ZB_S_ACTUAL },
      { "预算数", 0, ZB_S_TARGET }, { "决算", 0, ZB_S_ACTUAL },
    };
    size_t k;
    for (k = 0; k < sizeof say / sizeof *say; k++) {
      size_t n = strlen(say[k].word);
      for (i = 0; i + n <= s.n; i++) {
        if (s.p[i + 1] != say[k].word[1] || memcmp(s.p + i, say[k].word, n)) continue;
        if (say[k].measure && !(h.measure == ZB_M_CHANGE && say[k].measure == ZB_M_GROWTH)) h.measure = say[k].measure;
        if (say[k].status && !h.status) h.status = say[k].status;
      }
    }
  }
  return h;
}

/* 绝对数, 增长（%）, 2025年完成: a head that says how or when, not what. */
static int says_what(const head *h) {
  static const char *const bare[] = { "绝对数", "绝对值", "总量", "数值", "指标值", "实绩", "本期", "本月", "累计", "金额", "数量" };
  size_t i;
  if (h->measure || h->has_when || h->status) return 0;
  for (i = 0; i < sizeof bare / sizeof *bare; i++)
    if (h->text.n == strlen(bare[i]) && memcmp(h->text.p, bare[i], h->text.n) == 0) return 0;
  return 1;
}

static void merge(zb_reader *r, head *into, const head *h) {
  if (h->text.n && !says_what(h)) {}
  else if (h->text.n && into->text.n && h->text.p != into->text.p) into->text = zb_subject__cat(r, into->text, h->text);
  else if (h->text.n) into->text = h->text;
  if (h->unit.n) into->unit = h->unit;
  if (h->measure) into->measure = h->measure;
  if (h->basis) into->basis = h->basis;
  if (h->status) into->status = h->status;
  if (h->has_when) into->when = h->when, into->has_when = 1;
}

static int row_has_figures(zb_reader *r, const zb_block *b) {
  size_t i;
  for (i = 1; i < b->cell_n; i++) if (numeric(r, cell_text(r, b, i))) return 1;
  return 0;
}

static size_t filled(const zb_reader *r, const zb_block *b) {
  size_t i, n = 0;
  for (i = 0; i < b->cell_n; i++) n += cell_text(r, b, i).n > 0;
  return n;
}

/* Reads the rows above the first figures: heads of columns, and the caption's unit. A head that spans columns holds for
 * those to its right up to the next one. */
static void read_heads(zb_reader *r, grid *g) {
  size_t row, i;
  g->body = g->first;
  while (g->body < g->last && g->body - g->first < HEAD_ROWS + 2 && !row_has_figures(r, &r->layout.block[g->body])) g->body++;
  for (row = g->first; row < g->body; row++) {
    const zb_block *b = &r->layout.block[row];
    head over;
    memset(&over, 0, sizeof over);
    if (filled(r, b) == 1) {
      for (i = 0; i < b->cell_n; i++) {
        zb_str s = cell_text(r, b, i);
        if (s.n) {
          head h = read_head(r, s);
          h.text.n = 0;
          merge(r, &g->caption, &h);
        }
      }
      continue;
    }
    if (b->cell_n > g->columns) g->columns = b->cell_n < COLUMNS ? b->cell_n : COLUMNS;
    for (i = 0; i < b->cell_n && i < COLUMNS; i++) {
      zb_str s = cell_text(r, b, i);
      if (i > 0 && s.n <= 12 && s.n >= 6 && memcmp(s.p + s.n - 6, "单位", 6) == 0) g->units = i;
      if (!s.n && row + 1 == g->body) continue;
      if (s.n) over = read_head(r, s);
      merge(r, &g->column[i], &over);
    }
  }
}

/* The block before a table may hold its unit: 单位：亿元. */
static void read_caption(zb_reader *r, grid *g) {
  size_t k;
  for (k = 1; k <= 2 && g->first >= k; k++) {
    const zb_block *b = &r->layout.block[g->first - k];
    zb_str s = zb_slice(r, b->at, b->end);
    head h;
    if (b->kind != ZB_BLOCK_TEXT || s.n > 180) break;
    h = read_head(r, s);
    h.text.n = 0;
    if (k > 1 || !h.unit.n) h.unit.n = h.unit.n && memcmp(s.p, "单位", 6) == 0 ? h.unit.n : 0;
    h.measure = h.basis = 0;
    merge(r, &g->caption, &h);
  }
}

/* The unit of a cell: its own, else of its row, its column, the caption. */
static void put_cell_unit(zb_reader *r, zb_str unit, zb_observation *o) {
  const zb_unit *u;
  int mult = 0;
  if (o->unit.n || !unit.n) return;
  o->unit = unit;
  u = unit_of(r, unit, &mult);
  if (u) o->unit_base = (zb_str){ r->rules->units.pool + u->base, u->base_n };
  o->unit_mult = u ? mult : 0;
}

static zb_str strip_item(zb_str s) {
  static const char *const lead[] = { "其中：", "其中:", "其中", "#", "　", "：", ":" };
  size_t i, len;
  for (i = 0; i < sizeof lead / sizeof *lead; i++) {
    size_t k = strlen(lead[i]);
    if (s.n > k && memcmp(s.p, lead[i], k) == 0) s.p += k, s.n -= k;
  }
  if (zb_layout__marker(s.p, s.n, &len) && len < s.n) s.p += len, s.n -= len;
  return s;
}

static zb_phrase cell_subject(zb_reader *r, const grid *g, zb_str label, size_t column) {
  const head *col = column < COLUMNS ? &g->column[column] : &g->caption;
  zb_phrase p;
  /* growth of what the column on its left tells */
  while (!col->text.n && col->measure && column-- > 1 && column < COLUMNS) {
    if (g->column[column].text.n) col = &g->column[column];
  }
  if (scan_cell(r, label) && r->s.n) p = zb_subject__left(r, 0, r->s.n);
  else p = zb_subject__join(r, (zb_str){ "", 0 }, label, 0);
  if (!p.text.n || !p.noun.n) p = zb_subject__join(r, (zb_str){ "", 0 }, label, 0);
  if (p.indicator < 0 && col->text.n && col->text.n < 60) {
    zb_phrase q = zb_subject__join(r, (zb_str){ "", 0 }, zb_subject__cat(r, label, col->text), 0);
    zb_phrase own = zb_subject__join(r, (zb_str){ "", 0 }, col->text, 0);
    zb_phrase turned = zb_subject__join(r, (zb_str){ "", 0 }, zb_subject__cat(r, col->text, label), 0);
    if (q.indicator >= 0) return q;
    if (turned.indicator >= 0) return turned;
    if (own.indicator >= 0 || zb_code__relational(r, col->text)) return q;
  }
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

static void read_cell(zb_reader *r, const grid *g, zb_str label, const head *row, size_t column, zb_str s) {
  const head *col = column < COLUMNS ? &g->column[column] : &g->caption;
  zb_phrase p = cell_subject(r, g, label, column);
  zb_carry c;
  zb_str unit = row->unit.n ? row->unit : (zb_str){ "", 0 };
  size_t f = numeric(r, s), i;
  const head *col_when = col;
  const zb_figure *fig;
  memset(&c, 0, sizeof c);
  if (!f--) return;
  fig = &r->s.figure[r->s.token[f].figure];
  c.kind = fig->kind;
  c.rule = -1;
  c.bound = fig->flags & ZB_FIGURE_RANGE ? ZB_O_RANGE : ZB_O_EQ;
  c.measure = col->measure ? col->measure : row->measure ? row->measure : ZB_M_LEVEL;
  c.basis = col->basis ? col->basis : row->basis ? row->basis : c.measure == ZB_M_GROWTH || c.measure == ZB_M_CHANGE ? ZB_B_YOY
      : 0;
  c.status = col->status ? col->status : row->status ? row->status : zb_section__status(r) ? zb_section__status(r) : ZB_S_ACTUAL;
  if (!col->has_when && col->measure) {        /* 1—3月 | 增长（%）: of the column on its left */
    for (i = column; i-- > 0 && i < COLUMNS && !g->column[i].has_when;) {}
    if (i < COLUMNS && g->column[i].has_when) col_when = &g->column[i];
  }
  c.when = col_when->has_when ? col_when->when : row->has_when ? row->when : g->caption.has_when ? g->caption.when : r->when;
  for (i = 0; i < r->s.n; i++) {
    const zb_word *w = r->s.token[i].word >= 0 ? &r->rules->word[r->s.token[i].word] : NULL;
    if (!w) continue;
    if (i > f && w->bound && r->s.token[i].classes & BIT(AFTER)) c.bound = w->bound;
    if (i < f && w->bound && r->s.token[i].classes & BIT(BOUND)) c.bound = w->bound;
    if (w->status) c.status = w->status;
  }
  c.status = status_in(r, s, c.status);
  if (col->measure == ZB_M_GROWTH || col->measure == ZB_M_SHARE) unit = col->unit.n ? col->unit : (zb_str){ "%", 1 };
  if (!unit.n)
    unit = col->unit.n ? col->unit : !col->measure || col->measure == ZB_M_CHANGE ? g->caption.unit : (zb_str){ "", 0 };
  if (c.measure == ZB_M_GROWTH && (fig->kind != ZB_KIND_RATE && !ends_in_percent(unit)) && (fig->unit_n || unit.n))
    c.measure = ZB_M_CHANGE;
  if (c.measure == ZB_M_CHANGE && (fig->kind == ZB_KIND_RATE || ends_in_percent(col->unit))) c.measure = ZB_M_GROWTH;
  if (c.measure != ZB_M_GROWTH && c.measure != ZB_M_CHANGE) c.basis = 0;
  if (c.measure == ZB_M_GROWTH && !unit.n && !fig->unit_n && ends_in_percent(g->caption.unit)) unit = g->caption.unit;
  if (unit.n && ends_in_percent(unit)) unit = (zb_str){ "%", 1 };
  zb_claim__emit(r, f, 0, r->s.n, &p, &c);
  if (!r->failed) {
    zb_observation *o = &r->result->obs[r->result->obs_n - 1];
    put_cell_unit(r, unit, o);
    o->rule = zb_name("table/cell");
  }
}

void zb_table__read(zb_reader *r, size_t first, size_t last) {
  grid g;
  size_t row, i;
  memset(&g, 0, sizeof g);
  g.first = first;
  g.last = last;
  r->govern = (zb_govern){ 0, 0, 0, 0, { 0, 0, 0, 0, 0 } };
  read_caption(r, &g);
  read_heads(r, &g);
  for (row = g.body; row < last && !r->failed; row++) {
    const zb_block *b = &r->layout.block[row];
    zb_str label = { "", 0 };
    size_t from = 0;
    head h;
    while (from < b->cell_n && !(label = cell_text(r, b, from)).n) from++;
    if (from == b->cell_n) continue;
    if (filled(r, b) > 1 && !row_has_figures(r, b) && row + 1 < last && filled(r, b) >= 3) {   /* new heads below */
      grid next;
      memset(&next, 0, sizeof next);
      next.first = row;
      next.last = last;
      next.caption = g.caption;
      read_heads(r, &next);
      for (i = 0; i < next.columns && !next.column[i].has_when && !next.column[i].unit.n; i++) {}
      if (next.body > row && next.body < last && i < next.columns) {
        g = next;
        row = g.body - 1;
        continue;
      }
    }
    r->row = zb_slice(r, b->at, b->end);
    h = read_head(r, label);
    label = strip_item(h.text.n ? h.text : label);
    if (g.units && g.units < b->cell_n && !h.unit.n) h.unit = cell_text(r, b, g.units);
    for (i = from + 1; i < b->cell_n && !r->failed; i++) {
      zb_str s = cell_text(r, b, i);
      if (s.n) read_cell(r, &g, label, &h, i, s);
    }
    r->row.n = 0;
  }
}
