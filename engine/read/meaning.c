/* meaning.c - what the words about a figure make of it: measure, basis, bound, sign, status, period. */
#include "read/reader.h"

enum { REMEMBERED = 4 };     /* sentences for which a comparison with the start of the year holds for stocks that tell none */

zb_said zb_meaning__listen(const zb_reader *r, size_t lo, size_t f, size_t hi) {
  const uint64_t binds = BIT(BOUND) | BIT(MODAL) | BIT(FIRST) | BIT(APIECE) | BIT(REACH);
  zb_said w;
  size_t i;
  memset(&w, 0, sizeof w);
  for (i = lo; i < hi; i++) {
    const zb_token *t = &r->s.token[i];
    const zb_word *x = t->word >= 0 ? &r->rules->word[t->word] : NULL;
    if (i == f) continue;
    if (i < f && t->classes & BIT(DATE)) w.date = &r->s.figure[t->figure];
    if (!x || t->classes & BIT(INDICATOR)) continue;
    if (i > f) {
      if (x->bound && t->classes & BIT(AFTER)) w.bound = x->bound, w.bound_at = (uint32_t)i;
      continue;
    }
    if (x->bound && t->classes & binds) w.bound = x->bound, w.bound_at = (uint32_t)i;
    if (x->basis && (t->classes & BIT(BASIS) ? !(w.has_basis && x->basis == ZB_B_YOY) : !w.has_basis))
      w.basis = x->basis, w.basis_at = (uint32_t)i;
    if (x->basis && t->classes & BIT(BASIS)) w.has_basis = 1;
    if (x->years && (x->basis || (t->classes & BIT(TIME) && i > 0 && zb_class_at(r, i - 1) & BIT(SERIES))))
      w.years = x->years, w.years_at = (uint32_t)i;
    if (x->flags & ZB_W_TOTAL) w.total = 1;
    if (t->classes & BIT(TIME) && x->period >= ZB_P_H1) w.part = 1;
    if (t->classes & BIT(PLAN)) w.plan = x->years;
    if (x->status) w.status = x->status, w.status_at = (uint32_t)i;
    if (x->sign && t->classes & (BIT(RISE) | BIT(FALL) | BIT(MODAL) | BIT(GAP))) w.sign = x->sign, w.sign_at = (uint32_t)i;
    if (t->classes & BIT(FROM)) w.from = 1;
    if (t->classes & BIT(SERIES) && i + 1 == f) w.series = 1;
    /* 连续两年超过 */
    if (x->years > 1 && t->classes & BIT(TIME) && i > 0 && zb_class_at(r, i - 1) & BIT(SERIES))
      w.years = x->years, w.years_at = (uint32_t)i;
  }
  return w;
}

/* What the last words of a subject make of a level: 消费价格涨幅 3% is growth, 产值占比 46% a share. */
static uint8_t measure_of_name(const zb_reader *r, zb_str noun, int8_t *sign) {
  size_t k;
  if (!zb_code__has_tail(r, noun)) return ZB_M_LEVEL;
  for (k = 6; k <= 12 && k <= noun.n; k += 3) {
    uint32_t len;
    const char *p = noun.p + noun.n - k;
    int32_t w = zb_trie__longest(&r->rules->words, p, p + k, &len);
    if (w < 0 || len != k) continue;
    if (r->rules->word[w].classes & BIT(RATIO)) return ZB_M_SHARE;
    if (r->rules->word[w].classes & (BIT(RISE) | BIT(FALL)) &&
        r->rules->word[w].classes & BIT(RELATION)) {
      *sign = r->rules->word[w].sign;
      return ZB_M_GROWTH;
    }
  }
  return ZB_M_LEVEL;
}

static int is_span(zb_when w) { return w.from != w.to; }

/* The last year of a span, or its last month where it is told to the month. */
static zb_when end_of(zb_when w) {
  w.from = w.to;
  if (w.month) w.month = w.to_month;
  return w;
}

/* The years from the document's to w, where w is the end that 到 2026 年 names. */
static zb_when up_to(const zb_reader *r, zb_when w) {
  if (is_span(r->when)) return r->when;
  if (r->year && w.to > r->year) w.from = (int16_t)r->year;
  return w;
}

static zb_when governing(const zb_reader *r) {
  return r->govern.has_when && r->govern.when.from ? r->govern.when : r->when;
}

/* Whether a level is of all that was done: 建成超300公里, but 建成道路达到300公里 is what there is. */
static int done_over(const zb_phrase *p, int reached) {
  return p->flow == ZB_TOLD_DONE ? reached < 2 : p->flow == ZB_TOLD_DROPPED && !reached;
}

static zb_str section_name(const zb_reader *r) {
  return r->section >= 0 ? zb_rule_str(r->rules, r->rules->section[r->section].name) : (zb_str){ "", 0 };
}

/* The period w, with the reason for those who follow. */
static zb_when in_time(const zb_reader *r, zb_when w, const char *why) {
  int governed = r->govern.has_when && r->govern.when.from;
  BECAUSE(r, "period", why ? why : governed ? "the words before it that name a period" : "the section's period",
          governed ? r->govern.when_word : section_name(r));
  return w;
}

/* The period of a figure: the one that governs, else the section's. Over several years flows and changes take the span,
 * levels its last year (SPEC: recap of several years). */
static zb_when period_of(const zb_reader *r, const zb_carry *c, const zb_phrase *p, const zb_said *said, int reached) {
  zb_when w = governing(r);
  int recap = r->section >= 0 && r->rules->section[r->section].flags & ZB_SEC_RECAP;
  int moves = c->measure == ZB_M_GROWTH || c->measure == ZB_M_CHANGE;
  /* 五年新建铁路 3,000 公里，电话总容量达到 1 亿门: what a later clause tells as reached is of the end */
  int later = r->govern.total_at != UINT32_MAX && r->govern.total_at != r->clause;
  int total = r->govern.total && !(later && reached && (!p->flow || c->kind == ZB_KIND_RATE) &&
      !zb_code__flow(r, p->indicator));
  if (r->govern.by && !is_span(w) &&
      (done_over(p, reached) || (moves && (c->basis == ZB_B_ANNUAL || c->basis == ZB_B_CUMULATIVE || is_span(r->when))))) {
    w = up_to(r, w);
  }
  if (c->basis == ZB_B_ANNUAL && !is_span(w) && is_span(r->when)) w = r->when;
  if (r->govern.since && is_span(w) && moves) w.from++;
  if (total && !is_span(w) && is_span(r->when)) w = r->when;
  if (!is_span(w)) return in_time(r, w, NULL);
  if (moves || c->measure == ZB_M_INCREMENT) return in_time(r, w, "a change is over all years of the span");
  if (total || said->total || (c->measure == ZB_M_MULTIPLE && !reached))
    return in_time(r, w, "told as the total of all years of the span");
  if (c->measure != ZB_M_LEVEL) return in_time(r, end_of(w), "what it was at the end of the span");
  if (c->kind != ZB_KIND_RATE && done_over(p, reached)) return in_time(r, w, "done over all years of the span");
  if (reached) return in_time(r, end_of(w), "what was reached at the end of the span");
  if (recap && !r->govern.has_when && !(c->right && p->flow)) return in_time(r, end_of(w), "a level in a recap is of its end");
  return in_time(r, w, NULL);
}

/* The status, with the reason for those who follow. */
static uint8_t as(const zb_reader *r, uint8_t status, const char *why, zb_str word) {
  BECAUSE(r, "status", why, word);
  return status;
}

static zb_str status_word(const zb_reader *r, const zb_said *w) {
  return w->status && w->status_at != UINT32_MAX ? zb_said_by(r, w->status_at) : (zb_str){ "", 0 };
}

static uint8_t status_of(const zb_reader *r, const zb_rule *rule, const zb_said *w, zb_when when) {
  uint8_t section = zb_section__status(r);
  if (rule && rule->status) return as(r, rule->status, "the rule says so", zb_rule_str(r->rules, rule->name));
  if (section == ZB_S_REFERENCE) return as(r, section, "the section explains or compares", section_name(r));
  if (w->status == ZB_S_ESTIMATE || (!w->status && r->govern.status == ZB_S_ESTIMATE)) {
    zb_str word = w->status ? status_word(r, w) : r->govern.status_word;
    if (section == ZB_S_TARGET) return as(r, ZB_S_TARGET, "what is expected in a section of tasks is a target", word);
    return as(r, ZB_S_ESTIMATE, "a word of expecting", word);
  }
  if (w->status) return as(r, w->status, w->status_at == UINT32_MAX ? "the last words of the subject" : "a word beside it",
                           status_word(r, w));
  if (r->govern.status == ZB_S_TARGET)
    return as(r, ZB_S_TARGET, "a word before it, to the next semicolon", r->govern.status_word);
  /* （2015和2016年同期分别为3.3%、0.5%） */
  if (r->aside && section == ZB_S_ACTUAL && when.from && !is_span(when) && when.to < r->when.from)
    return as(r, ZB_S_REFERENCE, "a year of before, in brackets", section_name(r));
  if (section == ZB_S_ACTUAL && when.to && r->when.to && when.to > r->when.to && !r->rules->type[r->type].year_is &&
      (when.to > r->year || (when.to == r->year && !when.part && !when.month)))
    return as(r, ZB_S_TARGET, "its period lies ahead of what the section reports on", section_name(r));
  if (section == ZB_S_TARGET && when.to && when.to < r->when.from && when.to < r->year &&
      (w->date || !r->carry.earlier || r->govern.has_when == 2))
    return as(r, ZB_S_ACTUAL, "a year of before, a fact told among tasks", section_name(r));
  return section ? as(r, section, "the section", section_name(r))
                 : as(r, ZB_S_ACTUAL, "no section says otherwise", (zb_str){ "", 0 });
}

/* Against 2010年 the basis is the span, against the year before yoy, against another part of the year none. */
static uint8_t basis_since(const zb_said *w, zb_when when) {
  if (w->part || (w->date && (w->date->month || !w->date->year))) return ZB_B_NONE;
  if (w->date && w->date->year && w->date->year == when.to - 1) return ZB_B_YOY;
  return ZB_B_CUMULATIVE;
}

/* 新增专项债券额度, 新增减税降费, 新增落地资金: the new of a sum that is a flow is all of it. */
static int sum_of_year(const zb_reader *r, const zb_figure *fig, const zb_phrase *p) {
  int newly = zb_code__has_role(r, p->verb, ZB_R_NEWLY);
  if (newly && zb_code__has_role(r, p->noun, ZB_R_SUM)) return 1;                       /* 新增就业 */
  return fig->kind == ZB_KIND_MONEY && (zb_code__flow(r, p->indicator) || (newly && zb_code__role_at_end(r, p->noun, ZB_R_SUM)));
}

/* 计划投资 179 亿元: the last words of a subject may say how far a figure is settled. */
static uint8_t status_of_name(const zb_reader *r, zb_str noun) {
  size_t k;
  if (!zb_code__has_tail(r, noun)) return 0;
  for (k = 9; k <= 15 && k <= noun.n; k += 3) {
    uint32_t len;
    const char *p = noun.p + noun.n - k;
    int32_t w = zb_trie__longest(&r->rules->words, p, p + k, &len);
    if (w >= 0 && len == k && r->rules->word[w].classes & BIT(RELATION) && r->rules->word[w].status)
      return r->rules->word[w].status;
  }
  return 0;
}

/* 连续 7 年, 连续 13 个月, 连续 10 个季度: the run that ends with the period told. */
static void run_of(const zb_reader *r, const zb_figure *fig, zb_when *w) {
  const zb_unit *u = fig->unit_index >= 0 ? &r->rules->units.unit[fig->unit_index] : NULL;
  zb_str base = { u ? r->rules->units.pool + u->base : "", u ? u->base_n : 0 };
  int64_t n = fig->value.mantissa, last;
  int each = zb_is(base, "个月") ? 1 : zb_is(base, "个季度") ? 3 : zb_is(base, "年") ? 12 : 0;
  if (n < 1 || !each || n * each > 1200) return;
  if (each == 12) {
    w->from = (int16_t)(w->to - n + 1);
    return;
  }
  last = w->to_month ? w->to_month : w->part == ZB_P_Q1 ? 3 : w->part == ZB_P_H1 || w->part == ZB_P_Q2 ? 6 :
      w->part == ZB_P_Q3 || w->part == ZB_P_Q1_3 ? 9 : 12;
  w->to_month = (uint8_t)last;
  w->part = 0;
  last += w->to * 12 - n * each;      /* months from year 0 on before the run begins */
  w->from = (int16_t)(last / 12);
  w->month = (uint8_t)(last % 12 + 1);
}

/* Whether a figure tells what was reached: 2 with 达到, 增至 before it, or 拓展至 before the noun of a count; 1 with 超过 or 完成. */
static int tells_state(const zb_reader *r, size_t f, const zb_claim *c, int right) {
  int reached = 0;
  size_t i;
  for (i = c->left; i < f; i++) {
    uint64_t k = zb_class_at(r, i);
    if (right && k & BIT(BOUND)) return 2;
    if (k & (BIT(REACH) | BIT(IS)) && !(k & BIT(DO))) reached = 2;
    else if (!reached && (k & BIT(REACH) || (k & BIT(BOUND) && r->rules->word[r->s.token[i].word].bound == ZB_O_GT))) reached = 1;
  }
  if (!right) return reached;
  for (i = c->left > 0 ? c->left - 1 : 0; i < f; i++) {
    const zb_token *t = &r->s.token[i];
    const zb_word *x = t->classes & BIT(REACH) && !(t->classes & BIT(DO)) ? &r->rules->word[t->word] : NULL;
    if (x && !(x->flags & ZB_W_NEAR) && !(x->roles & ZB_R_SPEND)) return 2;
  }
  return 0;
}

/* 相比2012年, 由2012年的5万增加到8万、增长60%: a change since a year named before it. */
static void settle_base(const zb_reader *r, const zb_said *w, int told, zb_carry *now) {
  int moves = now->measure == ZB_M_GROWTH || now->measure == ZB_M_CHANGE || (now->measure == ZB_M_MULTIPLE && w->sign);
  int base = r->govern.base, to = now->when.to;
  if (w->from && w->date) {
    now->base = w->date->year;
    return;
  }
  if (told && r->carry.base) {
    now->base = r->carry.base;
    base = r->carry.base;
    to = r->carry.when.to;
  }
  if (!base || !moves || base >= to || (w->has_basis && now->basis != ZB_B_ANNUAL)) return;
  now->when = (zb_when){ (int16_t)(base + 1), (int16_t)to, 0, 0, 0 };
  BECAUSE(r, "period", "since the year that it is compared with, named before", zb_name(""));
  if (now->measure != ZB_M_MULTIPLE && now->basis != ZB_B_ANNUAL) now->basis = base + 1 < to ? ZB_B_CUMULATIVE : ZB_B_YOY;
}

static void settle_measure(const zb_reader *r, const zb_figure *fig, const zb_rule *rule, const zb_phrase *p, int told,
                           zb_said *w, zb_carry *now) {
  now->measure = rule ? rule->measure : 0;
  if (rule && !p->text.n && (now->measure == ZB_M_LEVEL || now->measure == ZB_M_INCREMENT)) {     /* an amount of nothing */
    now->rule = -1;
    now->measure = 0;
    BECAUSE(r, "rule", "an amount of nothing that is named, which no rule keeps", zb_name(""));
  }
  BECAUSE(r, "measure", now->rule >= 0 ? "the rule" : "no rule claims the figure",
          now->rule >= 0 ? zb_rule_str(r->rules, r->rules->rule[now->rule].name) : zb_name(""));
  if (now->measure == ZB_M_LEVEL && p->add && !told && !w->series && fig->kind != ZB_KIND_RATE &&
      rule->status != ZB_S_REFERENCE && !sum_of_year(r, fig, p)) {
    now->measure = ZB_M_INCREMENT;
    BECAUSE(r, "measure", "a verb of adding", p->verb);
  }
  if (now->measure == ZB_M_LEVEL && fig->kind == ZB_KIND_RATE && !now->right && !rule->phrase) {
    now->measure = measure_of_name(r, p->noun, &w->sign);
    if (now->measure == ZB_M_GROWTH && !w->basis) w->basis = ZB_B_YOY;
    if (now->measure != ZB_M_LEVEL) BECAUSE(r, "measure", "the last words of the subject", p->noun);
  }
  if (fig->flags & ZB_FIGURE_FRACTION && fig->kind != ZB_KIND_RATE) {      /* 减少三分之一, 三分之二的公园, 占比近 1/3 */
    int8_t sign = 0;
    if (now->measure == ZB_M_CHANGE) now->measure = ZB_M_GROWTH;
    else if (now->measure == ZB_M_LEVEL && (now->right || measure_of_name(r, p->noun, &sign) == ZB_M_SHARE))
      now->measure = ZB_M_SHARE;
    BECAUSE(r, "measure", "a fraction", zb_name(""));
  }
  if (now->measure == ZB_M_SHARE && now->right && fig->kind == ZB_KIND_RATE &&
      measure_of_name(r, p->noun, &w->sign) == ZB_M_GROWTH) {
    now->measure = ZB_M_GROWTH;      /* 8% 左右的经济增长目标 */
    if (!w->basis) w->basis = ZB_B_YOY;
    BECAUSE(r, "measure", "the last words of the subject", p->noun);
  }
}

static void settle_bound(const zb_reader *r, size_t f, const zb_figure *fig, const zb_rule *rule, uint8_t behind,
                         const zb_said *w, zb_carry *now) {
  now->bound = behind ? behind : now->measure == ZB_M_GAP ? 0 : w->bound;
  if (!now->bound)
    now->bound = fig->flags & ZB_FIGURE_MORE ? ZB_O_GT : fig->flags & ZB_FIGURE_ABOUT ? ZB_O_APPROX : rule && rule->bound
        ? rule->bound : ZB_O_EQ;
  if (fig->flags & ZB_FIGURE_RANGE) now->bound = ZB_O_RANGE;
  if (!r->trace) return;
  if (fig->flags & ZB_FIGURE_RANGE) BECAUSE(r, "bound", "the figure is a range", zb_name(""));
  else if (behind) BECAUSE(r, "bound", "the word behind it", zb_said_by(r, f + 1));
  else if (w->bound && now->measure != ZB_M_GAP)
    BECAUSE(r, "bound", "a word beside it", w->bound_at == UINT32_MAX ? zb_name("") : zb_said_by(r, w->bound_at));
  else if (fig->flags & (ZB_FIGURE_MORE | ZB_FIGURE_ABOUT)) BECAUSE(r, "bound", "the figure's own words", zb_said_by(r, f));
  else if (rule && rule->bound) BECAUSE(r, "bound", "the rule", zb_rule_str(r->rules, rule->name));
  else BECAUSE(r, "bound", "no word says otherwise", zb_name(""));
}

/* 户数, 余额 and the like: what a growth is measured on from year's end to year's end. */
static int is_stock(const zb_reader *r, const zb_phrase *p) {
  zb_str kind = p->indicator >= 0 ? zb_rule_str(r->rules, r->rules->indicator[p->indicator].kind) : (zb_str){ "", 0 };
  int told = r->carry.valid && r->carry.phrase.text.p == p->text.p && r->carry.measure == ZB_M_LEVEL;
  return kind.n ? zb_is(kind, "stock") : told && (r->carry.kind == ZB_KIND_COUNT || r->carry.kind == ZB_KIND_MEASURE);
}

static void tell_basis(const zb_reader *r, const zb_rule *rule, const zb_said *w, const zb_carry *now, int year_start) {
  const zb_str none = { "", 0 };
  if (!r->trace) return;
  if (!now->basis && (w->basis || (rule && rule->basis))) BECAUSE(r, "basis", "only growth and change have one", none);
  else if (now->basis == ZB_B_YEAR_START && !w->has_basis && year_start)
    BECAUSE(r, "basis", "a stock, where a sentence before compares with the year's start", none);
  else if (w->has_basis) BECAUSE(r, "basis", "a word beside it", zb_said_by(r, w->basis_at));
  else if (now->basis && rule && rule->basis == now->basis) BECAUSE(r, "basis", "the rule", zb_rule_str(r->rules, rule->name));
  else if (now->basis) BECAUSE(r, "basis", "a growth without words of its basis is against the year before", none);
  if (w->sign) {
    BECAUSE(r, "value", w->sign < 0 ? "a word of falling makes it negative" : "a word of rising", zb_said_by(r, w->sign_at));
  } else if (rule && rule->sign < 0) {
    BECAUSE(r, "value", "the rule makes it negative", zb_rule_str(r->rules, rule->name));
  }
}

void zb_meaning__settle(const zb_reader *r, size_t f, const zb_rule *rule, const zb_claim *c, zb_said *w, uint8_t behind,
                        const zb_phrase *p,
                        int told, zb_carry *now, int *year_start) {
  const zb_figure *fig = &r->s.figure[r->s.token[f].figure];
  int reached;
  now->rule = c->rule;
  now->kind = fig->kind;
  now->unit_index = fig->unit_index;
  settle_measure(r, fig, rule, p, told, w, now);
  settle_bound(r, f, fig, rule, behind, w, now);
  now->basis = w->basis ? w->basis : rule ? rule->basis : 0;
  if (now->measure != ZB_M_GROWTH && now->measure != ZB_M_CHANGE) now->basis = 0;
  else if (w->has_basis || !now->basis) *year_start = now->basis == ZB_B_YEAR_START ? REMEMBERED : 0;
  else if (*year_start && now->basis == ZB_B_YOY && is_stock(r, p)) now->basis = ZB_B_YEAR_START, *year_start = REMEMBERED;
  tell_basis(r, rule, w, now, *year_start);
  now->sign = w->sign ? w->sign : rule ? rule->sign : 0;
  if (!now->basis && now->measure != ZB_M_GROWTH && now->measure != ZB_M_CHANGE) now->sign = 0;
  reached = now->measure == ZB_M_MULTIPLE ? !w->sign : now->measure == ZB_M_LEVEL ? rule && tells_state(r, f, c, now->right)
      : w->bound == ZB_O_GT;
  now->when = period_of(r, now, p, w, reached);
  if (w->years && now->when.to) {
    now->when.from = (int16_t)(now->when.to - w->years + 1);
    BECAUSE(r, "period", "so many years that end with it", zb_said_by(r, w->years_at));
  }
  if (rule && rule->basis == ZB_B_CUMULATIVE && now->basis == ZB_B_CUMULATIVE && !w->has_basis)
    now->basis = basis_since(w, now->when);
  if (w->date && w->date->year && !w->date->month && now->basis == ZB_B_CUMULATIVE && rule && rule->basis == ZB_B_CUMULATIVE &&
      w->date->year < now->when.to) {
    now->when = (zb_when){ (int16_t)(w->date->year + 1), now->when.to, 0, 0, 0 };
    BECAUSE(r, "period", "since the year that it is compared with", zb_slice(r, w->date->start, w->date->end));
  }
  settle_base(r, w, told, now);
  if (is_span(now->when) && now->basis == ZB_B_YOY && !w->has_basis) {
    now->basis = ZB_B_CUMULATIVE;
    BECAUSE(r, "basis", "a growth over several years", zb_name(""));
  }
  if (w->series && fig->kind == ZB_KIND_TIME && now->when.to && fig->value.scale == 0) {
    run_of(r, fig, &now->when);
    BECAUSE(r, "period", "a run of so long that ends with it", zb_said_by(r, f));
  }
  if (!w->status && (w->status = status_of_name(r, p->noun)) != 0) w->status_at = UINT32_MAX;
  now->status = status_of(r, rule, w, now->when);
  if (w->date && w->date->year && !w->from && now->measure == ZB_M_LEVEL && rule && c->left < f)
    now->when = in_time(r, zb_when__date(r, w->date), "the date beside it");
  now->earlier = w->from ||
      (now->status == ZB_S_REFERENCE && (!rule || !rule->status) && zb_section__status(r) != ZB_S_REFERENCE);
  if (w->from && now->status == ZB_S_REFERENCE) {
    zb_when governs = governing(r);
    if (w->date && w->date->year) now->when = zb_when__year(w->date->year);
    else if (w->plan) now->when = zb_when__year(zb_when__plan(w->plan).to);
    else if (governs.from) now->when = zb_when__year(governs.from - 1);
    BECAUSE(r, "period", "a value of before, that it is compared with", zb_name(""));
  }
}
