/* claim.c - one figure: the rule that claims it, what its words say, and the observation made of both. */
#include <string.h>

#include "read/reader.h"

/* Between the figures of a shared list: 增长 1%、2% 和 3%; 第 5、第 6 位. */
#define BETWEEN (ZB_BIT(ZB_C_PAUSE) | ZB_BIT(ZB_C_AND) | ZB_BIT(ZB_C_AFTER) | ZB_BIT(ZB_C_FIRST) | ZB_BIT(ZB_C_APIECE))

/* Tokens that a pattern may ask for beside a figure and that still belong to its subject. */
#define NAMES (ZB_BIT(ZB_C_TEXT) | ZB_BIT(ZB_C_INDICATOR) | ZB_BIT(ZB_C_RELATION) | ZB_BIT(ZB_C_QUOTED) | ZB_BIT(ZB_C_AREA) | ZB_BIT(ZB_C_NUMBER))

enum { STEPS = 20000 };      /* of matching one figure against all rules */

/* What the words that a rule matched say; 0 where they say nothing. */
typedef struct said {
  uint8_t basis, bound, status, measure, share, from, estimate;
  int8_t sign;
  int has_basis;
} said;

static const zb_figure *figure_at(const zb_reader *r, size_t i) { return &r->s.figure[r->s.token[i].figure]; }
static int is_figure(const zb_reader *r, size_t i) { return (zb_class_at(r, i) & ZB_BIT(ZB_C_FIGURE)) != 0; }

static said listen(const zb_reader *r, size_t lo, size_t f, size_t hi) {
  said w = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  size_t i;
  for (i = lo; i < hi; i++) {
    const zb_token *t = &r->s.token[i];
    const zb_word *x;
    if (i == f || t->word < 0) continue;
    x = &r->rules->word[t->word];
    if (t->classes & ZB_BIT(ZB_C_INDICATOR)) continue;
    if (x->bound && t->classes & (ZB_BIT(ZB_C_BOUND) | ZB_BIT(ZB_C_MODAL) | ZB_BIT(ZB_C_FIRST)) && i < f) w.bound = x->bound;
    if (x->bound && t->classes & ZB_BIT(ZB_C_AFTER) && i > f) w.bound = x->bound;
    if (i > f) continue;
    if (t->classes & ZB_BIT(ZB_C_BASIS) && x->basis && !(w.has_basis && x->basis == ZB_B_YOY)) w.basis = x->basis, w.has_basis = 1;
    else if (x->basis && !w.has_basis) w.basis = x->basis;
    if (x->status) w.status = x->status;
    if (x->sign && t->classes & (ZB_BIT(ZB_C_RISE) | ZB_BIT(ZB_C_FALL) | ZB_BIT(ZB_C_MODAL))) w.sign = x->sign;
    if (t->classes & (ZB_BIT(ZB_C_SHARE) | ZB_BIT(ZB_C_RATIO))) w.share = 1;
    if (t->classes & ZB_BIT(ZB_C_FROM)) w.from = 1;
  }
  return w;
}

/* The bound word behind the last figure of a list holds for that one only, unless 分别 or 均 spreads it. */
static uint8_t bound_behind(const zb_reader *r, size_t f, size_t hi) {
  const zb_token *t = f + 1 < hi ? &r->s.token[f + 1] : NULL;
  return t && t->word >= 0 && t->classes & ZB_BIT(ZB_C_AFTER) ? r->rules->word[t->word].bound : 0;
}

/* How many figures of one kind stand side by side from f on, joined by 、 and 和 (and 下降 …). */
static size_t side_by_side(const zb_reader *r, size_t f, size_t hi) {
  const uint64_t turn = ZB_BIT(ZB_C_RISE) | ZB_BIT(ZB_C_FALL);
  size_t n = 1, i = f;
  for (;;) {
    size_t k = i + 1, joined = 0;
    while (k < hi && zb_class_at(r, k) & (BETWEEN | turn) && !(zb_class_at(r, k) & ZB_BIT(ZB_C_INDICATOR))) {
      joined |= (zb_class_at(r, k) & (ZB_BIT(ZB_C_PAUSE) | ZB_BIT(ZB_C_AND))) != 0;
      k++;
    }
    if (k >= hi || !joined || !is_figure(r, k) || figure_at(r, k)->kind != figure_at(r, f)->kind) return n;
    i = k;
    n++;
  }
}

/* Whether figure f only goes on with the list of the figure before: nothing but joints between them. */
static int goes_on(const zb_reader *r, size_t f, size_t lo) {
  size_t i, joined = 0;
  if (!r->carry.valid || r->carry.right || lo == 0 || lo > f || r->carry.rule < 0) return 0;
  for (i = lo; i < f; i++) {
    if (!(zb_class_at(r, i) & BETWEEN)) return 0;
    joined |= (zb_class_at(r, i) & (ZB_BIT(ZB_C_PAUSE) | ZB_BIT(ZB_C_AND))) != 0;
  }
  return joined && is_figure(r, lo - 1 - ((zb_class_at(r, lo - 1) & ZB_BIT(ZB_C_AFTER)) != 0)) && figure_at(r, f)->kind == r->carry.kind;
}

static zb_str clause_text(const zb_reader *r, size_t lo, size_t hi) {
  const uint64_t edge = ZB_BIT(ZB_C_STOP) | ZB_BIT(ZB_C_SEMICOLON);
  size_t a = lo, b = hi, at, end;
  while (a > 0 && !(zb_class_at(r, a - 1) & edge) && hi - a < 60) a--;
  while (b < r->s.n && !(zb_class_at(r, b) & edge) && b - lo < 60) b++;
  if (a >= b) return (zb_str){ "", 0 };
  at = r->s.token[a].at;
  end = r->s.token[b - 1].end;
  if (end - at > 360) {            /* a window of whole clauses about the figure */
    a = lo;
    b = hi;
    at = r->s.token[a].at;
    end = r->s.token[b > a ? b - 1 : a].end;
  }
  return zb_slice(r, at, end);
}

/* The place of the figure in the source. */
static void locate(zb_reader *r, const zb_figure *f, zb_observation *o) {
  size_t digit = f->start + (r->text[f->start] == '-' || r->text[f->start] == '+');
  size_t from = zb_normal__source(&r->layout.text, digit, &r->hint), hint = r->hint;
  size_t last = zb_normal__source(&r->layout.text, f->end - 1, &hint);
  zb_place end;
  while (last + 1 < r->source->text_n && ((unsigned char)r->source->text[last + 1] & 0xC0) == 0x80) last++;
  if (from < r->place.text) zb_place__start(r->source, &r->place);
  zb_place__move(r->source, &r->place, from);
  o->line = (int)r->place.line;
  o->column = (int)r->place.column;
  o->start = r->place.byte;
  end = r->place;
  zb_place__move(r->source, &end, last + 1);
  o->end = end.byte;
}

static zb_decimal signed_value(zb_decimal d, int sign) {
  if (sign < 0 && d.mantissa > 0) d.mantissa = -d.mantissa;
  return d;
}

static void put_value(const zb_figure *f, int sign, uint8_t bound, zb_observation *o) {
  zb_decimal v = signed_value(f->value, sign);
  if (f->flags & ZB_FIGURE_RANGE) {
    zb_decimal u = signed_value(f->upper, sign);
    o->has = ZB_LOWER | ZB_UPPER;
    o->lower = sign < 0 ? u : v;
    o->upper = sign < 0 ? v : u;
    return;
  }
  o->has = ZB_VALUE;
  o->value = v;
  if (bound == ZB_O_GE || bound == ZB_O_GT) o->has |= sign < 0 ? ZB_UPPER : ZB_LOWER;
  if (bound == ZB_O_LE || bound == ZB_O_LT) o->has |= sign < 0 ? ZB_LOWER : ZB_UPPER;
  o->lower = o->upper = v;
}

static void put_unit(zb_reader *r, const zb_figure *f, zb_str inherited, zb_observation *o) {
  o->unit = f->unit_n ? zb_result__keep(r->result, f->unit, f->unit_n) : inherited;
  o->unit_base = (zb_str){ "", 0 };
  if (f->unit_index >= 0) {
    const zb_unit *u = &r->rules->units.unit[f->unit_index];
    o->unit_base = (zb_str){ r->rules->units.pool + u->base, u->base_n };
  }
  o->unit_mult = f->mult;
}

static void put_meaning(zb_reader *r, const zb_phrase *p, const zb_carry *c, zb_observation *o) {
  int32_t area = p->area >= 0 ? p->area : r->govern.area;
  o->subject = p->text;
  if (p->indicator >= 0 && c->status != ZB_S_REFERENCE + 10) {
    o->indicator = zb_rule_str(r->rules, r->rules->indicator[p->indicator].code);
    o->name = zb_rule_str(r->rules, r->rules->indicator[p->indicator].name);
  }
  o->measure = zb_name(zb_measure_names[c->measure]);
  o->basis = zb_name(zb_basis_names[c->basis]);
  o->bound = zb_name(zb_bound_names[c->bound]);
  o->status = zb_name(zb_status_names[c->status]);
  o->period = zb_when__text(r, c->when);
  o->area = area >= 0 ? zb_rule_str(r->rules, r->rules->area[area].name) : r->area_name;
  o->area_code = area >= 0 ? zb_name(r->rules->area[area].code) : r->area_code;
  o->rule = c->rule >= 0 ? zb_rule_str(r->rules, r->rules->rule[c->rule].name) : zb_name("unclaimed");
}

void zb_claim__emit(zb_reader *r, size_t f, size_t lo, size_t hi, const zb_phrase *p, const zb_carry *c) {
  const zb_figure *fig = figure_at(r, f);
  zb_observation *o = zb_result__add(r->result);
  if (!o) {
    r->failed = 1;
    return;
  }
  o->text = zb_slice(r, fig->start, fig->end);
  o->quote = r->row.n ? r->row : clause_text(r, lo, hi);
  o->section = zb_section__path(r);
  o->numeral = zb_name(fig->flags & ZB_FIGURE_CHINESE ? "chinese" : "arabic");
  locate(r, fig, o);
  put_value(fig, c->sign, c->bound, o);
  put_unit(r, fig, c->unit, o);
  put_meaning(r, p, c, o);
  if (c->rule >= 0 && r->rules->rule[c->rule].hook >= 0) zb_hooked__apply(r, c->rule, lo, hi, o);
  if (c->measure == ZB_M_SHARE && fig->kind == ZB_KIND_RATE && fig->value.mantissa > 0) {
    int64_t hundred = 100;
    int32_t k;
    for (k = 0; k < fig->value.scale && k < 16; k++) hundred *= 10;
    if (fig->value.mantissa > hundred && fig->unit[0] == '%') {
      zb_result__note(r->result, "impossible-share", o->line, o->column, "a share over 100%%: %.*s", (int)o->text.n, o->text.p);
    }
  }
}

/* The period of a figure: the one that governs, else the section's; a recap's flows take its whole span. */
static zb_when period_of(const zb_reader *r, const zb_carry *c, const zb_phrase *p, int reached) {
  zb_when w = r->govern.has_when ? r->govern.when : r->when;
  int recap = r->section >= 0 && r->rules->section[r->section].flags & ZB_SEC_RECAP;
  if (r->govern.has_when && r->govern.when.from == 0) w = r->when;
  if (r->govern.by && (p->add || p->verb.n) && r->when.from != r->when.to) w = r->when;    /* a flow is not of the last year alone */
  if (w.from == w.to) return w;
  if (c->measure == ZB_M_GROWTH || c->measure == ZB_M_CHANGE || c->measure == ZB_M_INCREMENT) return w;
  if (reached || (c->measure != ZB_M_LEVEL && c->measure != ZB_M_MULTIPLE)) return zb_when__year(w.to);
  if (recap && !p->verb.n && !r->govern.has_when && !c->right) return zb_when__year(w.to);
  return w;
}

static uint8_t status_of(const zb_reader *r, const zb_rule *rule, const said *w, zb_when when) {
  uint8_t section = zb_section__status(r);
  if (rule && rule->status) return rule->status;
  if (section == ZB_S_REFERENCE) return section;
  if (w->status == ZB_S_ESTIMATE || (!w->status && r->govern.status == ZB_S_ESTIMATE)) {
    return section == ZB_S_TARGET ? ZB_S_TARGET : ZB_S_ESTIMATE;
  }
  if (w->status == ZB_S_TARGET) return ZB_S_TARGET;
  if (w->status) return w->status;
  if (r->govern.status == ZB_S_TARGET) return ZB_S_TARGET;
  if (section == ZB_S_ACTUAL && when.from && r->when.from && when.from == when.to && when.to < r->when.from) return ZB_S_REFERENCE;
  if (section == ZB_S_ACTUAL && when.to && r->when.to && when.to > r->when.to && when.to >= r->year && !r->rules->type[r->type].year_is) return ZB_S_TARGET;
  return section ? section : ZB_S_ACTUAL;
}

/* What the last words of a subject make of a level: 消费价格涨幅 3% is growth, 产值占比 46% a share. */
static uint8_t measure_of_name(const zb_reader *r, zb_str noun, int8_t *sign) {
  size_t k;
  for (k = 6; k <= 12 && k < noun.n; k += 3) {
    uint32_t len;
    const char *p = noun.p + noun.n - k;
    int32_t w = zb_trie__longest(&r->rules->words, p, p + k, &len);
    if (w < 0 || len != k) continue;
    if (r->rules->word[w].classes & ZB_BIT(ZB_C_RATIO)) return ZB_M_SHARE;
    if (r->rules->word[w].classes & (ZB_BIT(ZB_C_RISE) | ZB_BIT(ZB_C_FALL)) && r->rules->word[w].classes & ZB_BIT(ZB_C_RELATION)) {
      *sign = r->rules->word[w].sign;
      return ZB_M_GROWTH;
    }
  }
  return ZB_M_LEVEL;
}

/* A relation (总投资) belongs to what was told before: X总投资. */
static zb_phrase owned(zb_reader *r, zb_phrase p, int joined) {
  const zb_phrase *owner = r->topic.text.n ? &r->topic : r->carry.valid ? &r->carry.phrase : NULL;
  zb_phrase q;
  if (p.indicator >= 0 && !joined) return p;
  if (!owner || !owner->noun.n || !zb_subject__relational(r, p.noun) || zb_subject__relational(r, owner->noun)) return p;
  q = zb_subject__join(r, p.verb, zb_subject__cat(r, owner->noun, p.noun), p.add);
  q.area = p.area;
  return q;
}

/* 国家级 28 个 after 各级人才平台 154 个: a bare grade is completed with the noun before. */
static zb_phrase completed(zb_reader *r, zb_phrase p) {
  static const char *const ends[] = { "级", "以上", "型", "类" };
  size_t i;
  if (!r->carry.valid || !p.noun.n || p.noun.n > 18) return p;
  for (i = 0; i < sizeof ends / sizeof *ends; i++) {
    size_t k = strlen(ends[i]);
    if (p.noun.n >= k && memcmp(p.noun.p + p.noun.n - k, ends[i], k) == 0) {
      return zb_subject__join(r, p.verb, zb_subject__cat(r, p.noun, r->carry.phrase.noun), p.add);
    }
  }
  return p;
}

/* The words before a figure of a list take the verb that opened the list: 新增 A 5 家、B 3 家. */
static zb_phrase inherit_verb(zb_reader *r, zb_phrase p, size_t lo, size_t f) {
  size_t i;
  int joined = lo > 0 && lo < f && zb_class_at(r, lo) & (ZB_BIT(ZB_C_PAUSE) | ZB_BIT(ZB_C_AND));
  zb_phrase q;
  if (!joined || p.verb.n || !r->carry.valid || !r->carry.phrase.verb.n || !p.noun.n) return p;
  for (i = lo; i < f; i++) {
    if (zb_class_at(r, i) & (ZB_BIT(ZB_C_REACH) | ZB_BIT(ZB_C_BOUND) | ZB_BIT(ZB_C_DO)) && !(zb_class_at(r, i) & ZB_BIT(ZB_C_TEXT))) return p;
  }
  q = zb_subject__join(r, r->carry.phrase.verb, p.noun, r->carry.phrase.add);
  q.area = p.area;
  return q;
}

static void share_phrase(zb_reader *r, zb_phrase *p, size_t lo, size_t f) {
  size_t a = f, b;
  int32_t code = p->indicator;
  while (a > lo && !(zb_class_at(r, a - 1) & ZB_BIT(ZB_C_SHARE))) a--;
  if (a > lo) a--;
  else for (a = f; a > lo && !(zb_class_at(r, a - 1) & ZB_BIT(ZB_C_RATIO));) a--;
  if (a > lo && !(zb_class_at(r, a) & ZB_BIT(ZB_C_SHARE))) a--;
  for (b = f; b > a && !(zb_class_at(r, b - 1) & (ZB_BIT(ZB_C_RATIO) | ZB_BIT(ZB_C_INDICATOR) | ZB_BIT(ZB_C_TEXT)));) b--;
  if (b <= a) return;
  p->text = zb_subject__cat(r, p->text, zb_slice(r, r->s.token[a].at, r->s.token[b - 1].end));
  p->indicator = code;
}

/* The subject of a figure whose rule looks before it. */
static zb_phrase subject_left(zb_reader *r, const zb_rule *rule, const zb_claim *c, size_t f, size_t lo, size_t hi, zb_carry *now) {
  size_t n = side_by_side(r, f, hi), to = c->left;
  zb_phrase p;
  while (to < f && zb_class_at(r, to) & NAMES && !(zb_class_at(r, to) & (ZB_BIT(ZB_C_RISE) | ZB_BIT(ZB_C_FALL)))) to++;
  if (n > 1) zb_list__split(r, lo, to, n);
  else r->list.n = 0;
  if (r->list.n) {
    if (r->list.n != n) {
      if (r->list.n > 1 && n > 1) now->tail = (zb_str){ "", 0 };
      r->list.n = 0;
    } else {
      r->list.next = 1;
      return inherit_verb(r, r->list.item[0], lo, f);
    }
  }
  p = zb_subject__left(r, lo, to);
  if (p.text.n == 0) return r->topic.text.n ? r->topic : r->carry.valid ? r->carry.phrase : p;
  p = inherit_verb(r, p, lo, f);
  if (rule->subject == ZB_SUBJECT_LEFT) p = completed(r, owned(r, p, lo < f && zb_class_at(r, lo) & ZB_BIT(ZB_C_PAUSE)));
  return p;
}

static void note_unequal(zb_reader *r, size_t f, size_t lo, size_t hi) {
  size_t n = side_by_side(r, f, hi), i;
  for (i = lo; i < f; i++) {
    if (zb_class_at(r, i) & ZB_BIT(ZB_C_APIECE) && !(zb_class_at(r, i) & ZB_BIT(ZB_C_TEXT)) && n > 1 && r->list.n == 0) {
      const zb_observation *o = &r->result->obs[r->result->obs_n - 1];
      zb_str w = zb_slice(r, r->s.token[i].at, r->s.token[i].end);
      if (w.n >= 6) zb_result__note(r->result, "unequal-list", o->line, o->column,
                                    "%.*s shares out %zu figures, but their subjects cannot be counted to %zu", (int)w.n, w.p, n, n);
      return;
    }
  }
}

/* A figure that only goes on with a list takes all but its subject from the figure before. */
static size_t follow(zb_reader *r, size_t f, size_t lo, size_t hi) {
  zb_carry c = r->carry;
  zb_phrase p = r->carry.phrase;
  uint8_t behind = bound_behind(r, f, hi);
  const zb_figure *fig = figure_at(r, f);
  if (r->list.n && r->list.next < r->list.n) p = r->list.item[r->list.next++];
  if (behind) c.bound = behind;
  else if (fig->flags & ZB_FIGURE_MORE) c.bound = ZB_O_GT;
  if (fig->flags & ZB_FIGURE_RANGE) c.bound = ZB_O_RANGE;
  if (c.measure == ZB_M_SHARE) {
    zb_phrase q = r->carry.phrase;
    if (q.text.n > q.noun.n + q.verb.n && p.text.p != q.text.p) {
      zb_str rest = { q.text.p + q.noun.n + q.verb.n, q.text.n - q.noun.n - q.verb.n };
      p.text = zb_subject__cat(r, p.text, rest);
    }
  }
  zb_claim__emit(r, f, lo, hi, &p, &c);
  c.phrase = p;
  c.bound = c.bound == behind && behind ? r->carry.bound : c.bound;
  r->carry = c;
  return behind ? f + 2 : f + 1;
}

/* A unit at the end of a list spreads back: 422 万、562 万人; 第 5、第 6 位. */
static zb_str spread_unit(zb_reader *r, size_t f, size_t hi) {
  size_t i;
  for (i = f + 1; i < hi && zb_class_at(r, i) & BETWEEN; i++) {}
  if (i < hi && i > f + 1 && is_figure(r, i)) {
    const zb_figure *a = figure_at(r, f), *b = figure_at(r, i);
    if (a->unit_index < 0 && b->unit_index >= 0 && b->kind != ZB_KIND_RATE && b->unit_n >= a->unit_n) {
      return zb_result__keep(r->result, b->unit, b->unit_n);
    }
  }
  return (zb_str){ "", 0 };
}

/* 5 个乡镇收入超过 5,000 万元: the amount only says which ones were counted. */
static int threshold_of_counted(const zb_reader *r, const zb_figure *fig, size_t lo, size_t left, uint8_t bound) {
  return r->carry.valid && r->carry.right && fig->kind == ZB_KIND_MONEY && bound && left == lo && lo > 0 && r->carry.kind != ZB_KIND_MONEY &&
         !(zb_class_at(r, lo - 1) & (ZB_BIT(ZB_C_COMMA) | ZB_BIT(ZB_C_SEMICOLON) | ZB_BIT(ZB_C_STOP)));
}

static int dropped(const zb_reader *r, const zb_figure *f, const zb_claim *c) {
  return c->rule >= 0 && r->rules->rule[c->rule].unclaimed && (f->kind == ZB_KIND_TIME || f->kind == ZB_KIND_AGE || f->kind == ZB_KIND_COUNT);
}

size_t zb_claim__figure(zb_reader *r, size_t f, size_t lo, size_t hi) {
  unsigned steps = STEPS;
  const zb_figure *fig = figure_at(r, f);
  const zb_rule *rule = NULL;
  zb_carry now;
  zb_claim c;
  zb_phrase p;
  said w;
  size_t next, start = lo;
  int reached;
  if (goes_on(r, f, lo)) return follow(r, f, lo, hi);
  c = zb_rule__claim(r->rules, r->index, &r->s, f, lo, hi, &steps);
  if (dropped(r, fig, &c)) return f + 1;
  memset(&now, 0, sizeof now);
  w = listen(r, c.left, f, c.right);
  if (c.rule >= 0) rule = &r->rules->rule[c.rule];
  next = c.right > f + 1 ? c.right : f + 1;
  if (rule && rule->subject == ZB_SUBJECT_RIGHT) {
    size_t at = f + 1;
    while (at < hi && zb_class_at(r, at) & (ZB_BIT(ZB_C_AFTER) | ZB_BIT(ZB_C_OF)) && !(zb_class_at(r, at) & ZB_BIT(ZB_C_TEXT))) at++;
    p = zb_subject__right(r, f, at, hi, lo, &next);
    if (!p.verb.n && lo < f && lo > 0 && zb_class_at(r, lo) & (ZB_BIT(ZB_C_PAUSE) | ZB_BIT(ZB_C_AND)) && f == lo + 1 && r->carry.valid && r->carry.right) {
      p = zb_subject__join(r, r->carry.phrase.verb, p.noun, r->carry.phrase.add);
    }
    now.right = 1;
    r->list.n = 0;
  } else if (rule && rule->subject == ZB_SUBJECT_CARRY) {
    p = r->topic.text.n ? r->topic : r->carry.phrase;
  } else if (rule) {
    p = subject_left(r, rule, &c, f, lo, hi, &now);
  } else {
    p = zb_subject__left(r, lo, f);
  }
  if (rule && rule->measure == ZB_M_SHARE && rule->subject == ZB_SUBJECT_LEFT) share_phrase(r, &p, c.left, f);
  now.rule = c.rule;
  now.kind = fig->kind;
  now.measure = rule ? rule->measure : 0;
  if (now.measure == ZB_M_LEVEL && p.add && !(rule->subject == ZB_SUBJECT_LEFT && r->carry.valid && p.text.p == r->carry.phrase.text.p && c.left < f)) now.measure = ZB_M_INCREMENT;
  if (now.measure == ZB_M_LEVEL && fig->kind == ZB_KIND_RATE && !now.right) {
    now.measure = measure_of_name(r, p.noun, &w.sign);
    if (now.measure == ZB_M_GROWTH && !w.basis) w.basis = ZB_B_YOY;
  }
  if (now.measure == ZB_M_GAP) w.bound = 0;
  now.basis = w.basis ? w.basis : rule ? rule->basis : 0;
  if (now.measure != ZB_M_GROWTH && now.measure != ZB_M_CHANGE) now.basis = 0;
  now.sign = w.sign ? w.sign : rule ? rule->sign : 0;
  if (now.measure != ZB_M_GROWTH && now.measure != ZB_M_CHANGE && now.measure != ZB_M_GAP) now.sign = 0;
  now.bound = bound_behind(r, f, hi);
  if (!now.bound) now.bound = w.bound ? w.bound : fig->flags & ZB_FIGURE_MORE ? ZB_O_GT : fig->flags & ZB_FIGURE_ABOUT ? ZB_O_APPROX : rule && rule->bound ? rule->bound : ZB_O_EQ;
  if (fig->flags & ZB_FIGURE_RANGE) now.bound = ZB_O_RANGE;
  now.unit = spread_unit(r, f, hi);
  reached = w.bound == ZB_O_GT || (rule && c.left < f && now.measure == ZB_M_LEVEL && !p.verb.n);
  if (now.measure == ZB_M_MULTIPLE) reached = !w.sign;
  now.when = period_of(r, &now, &p, reached);
  if (now.when.from != now.when.to && now.basis == ZB_B_YOY && !w.has_basis) now.basis = ZB_B_CUMULATIVE;
  now.status = status_of(r, rule, &w, now.when);
  if (threshold_of_counted(r, fig, lo, c.left, w.bound)) now.status = ZB_S_REFERENCE;
  if (w.from && now.measure == ZB_M_LEVEL) {
    now.status = ZB_S_REFERENCE;
    if (now.when.from) now.when = zb_when__year(now.when.from == now.when.to ? now.when.from - 1 : now.when.from - 1);
  }
  zb_claim__emit(r, f, start, hi, &p, &now);
  if (rule && c.left < f && !now.right) note_unequal(r, f, lo, hi);
  if (now.status != ZB_S_REFERENCE || w.from || zb_section__status(r) == ZB_S_REFERENCE) {
    now.phrase = p;
    now.valid = p.text.n > 0;
    if (now.valid) r->carry = now;
  } else if (now.right) {
    return lo < f ? lo : f + 1;
  }
  if (bound_behind(r, f, hi) && next == f + 1) next = f + 2;
  return next;
}
