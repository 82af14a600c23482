/* claim.c - one figure: the rule that claims it, the subject that it finds, and what it hands to the next. */
#include "read/reader.h"

/* Tokens that a pattern may ask for beside a figure and that still belong to its subject. */
#define NAMES (BIT(TEXT) | BIT(INDICATOR) | BIT(RELATION) | BIT(QUOTED) | BIT(AREA) | BIT(NUMBER))

static int is_figure(const zb_reader *r, size_t i) { return (zb_class_at(r, i) & BIT(FIGURE)) != 0; }

/* The bound word behind the last figure of a list holds for that one only, unless 分别 or 均 spreads it. */
static uint8_t bound_behind(const zb_reader *r, size_t f, size_t hi) {
  const zb_token *t = f + 1 < hi ? &r->s.token[f + 1] : NULL;
  return t && t->word >= 0 && t->classes & BIT(AFTER) ? r->rules->word[t->word].bound : 0;
}

/* 改善 13.7%、提高 4.2 个百分点 may share a list. */
static int same_kind(int a, int b) {
  return a == b || a == ZB_KIND_BARE || b == ZB_KIND_BARE || (a == ZB_KIND_RATE && b == ZB_KIND_POINT) ||
      (a == ZB_KIND_POINT && b == ZB_KIND_RATE);
}

/* How many figures of one kind stand side by side from f on, joined by 、 and 和 (and 下降 …). */
static size_t beside(const zb_reader *r, size_t f, size_t hi, size_t *last) {
  const uint64_t turn = BIT(RISE) | BIT(FALL);
  size_t n = 1, i = f;
  for (;;) {
    *last = i;
    size_t k = i + 1, joined = 0;
    while (k < hi && zb_class_at(r, k) & (BETWEEN | turn) && !(zb_class_at(r, k) & BIT(INDICATOR))) {
      joined |= (zb_class_at(r, k) & (BIT(PAUSE) | BIT(AND))) != 0;
      k++;
    }
    if (k >= hi || !joined || !is_figure(r, k) || !same_kind(zb_figure_at(r, k)->kind, zb_figure_at(r, f)->kind)) return n;
    i = k;
    n++;
  }
}

static size_t side_by_side(const zb_reader *r, size_t f, size_t hi) {
  size_t last;
  return beside(r, f, hi, &last);
}

static size_t last_beside(const zb_reader *r, size_t f, size_t hi) {
  size_t last;
  beside(r, f, hi, &last);
  return last;
}

/* 增长 7% 以上、力争 8%: what is aimed at goes on with the growth told. Returns: the word that aims; -1 none. */
static int32_t aims_on(const zb_reader *r, size_t f, size_t lo) {
  const uint64_t may = BIT(PAUSE) | BIT(COMMA) | BIT(REACH) | BIT(BOUND) | BIT(FILLER) | BIT(DO) | BIT(MODAL);
  int32_t aim = -1;
  size_t i;
  if (!r->carry.valid || r->carry.right || r->carry.measure != ZB_M_GROWTH || zb_figure_at(r, f)->kind != ZB_KIND_RATE) return -1;
  for (i = lo; i < f; i++) {
    if (!(zb_class_at(r, i) & may) || zb_class_at(r, i) & BIT(TEXT)) return -1;
    if (zb_class_at(r, i) & BIT(MODAL) && r->rules->word[r->s.token[i].word].status) aim = r->s.token[i].word;
  }
  return aim;
}

/* Whether figure f only goes on with the list of the figure before: nothing but joints between them. */
static int goes_on(const zb_reader *r, size_t f, size_t lo) {
  size_t i, joined = 0;
  if (!r->carry.valid || r->carry.right || lo < 2 || lo > f || r->carry.rule < 0) return 0;
  for (i = lo; i < f; i++) {
    if (!(zb_class_at(r, i) & BETWEEN)) return 0;
    joined |= (zb_class_at(r, i) & (BIT(PAUSE) | BIT(AND))) != 0;
  }
  return joined && is_figure(r, lo - 1 - ((zb_class_at(r, lo - 1) & BIT(AFTER)) != 0)) &&
      same_kind(zb_figure_at(r, f)->kind, r->carry.kind);
}

/* A clause that only names things after one that counted things: 新增 A 5 家，B 3 家. */
static int only_names(const zb_reader *r, size_t lo, size_t f) {
  size_t i;
  if (!(zb_class_at(r, lo - 1) & BIT(COMMA)) || lo < 2 || r->carry.right || zb_figure_at(r, f)->kind != r->carry.kind)
    return 0;
  if (r->carry.kind != ZB_KIND_COUNT || r->carry.measure != ZB_M_INCREMENT || !is_figure(r, lo - 2)) return 0;
  for (i = lo; i < f; i++) {
    if (!(zb_class_at(r, i) & (BIT(TEXT) | BIT(QUOTED) | BIT(INDICATOR)))) return 0;
  }
  return 1;
}

static int joins_nouns(const zb_reader *r, size_t i) {
  int32_t w = r->s.token[i].word;
  return zb_class_at(r, i) & (BIT(PAUSE) | BIT(AND)) && !(w >= 0 && r->rules->word[w].roles & ZB_R_VERBAL);
}

/* The words before a figure of a list take the verb that opened the list: 新增 A 5 家、B 3 家. */
static zb_phrase inherit_verb(zb_reader *r, zb_phrase p, size_t lo, size_t f) {
  size_t i;
  int joined = lo > 0 && lo < f && (joins_nouns(r, lo) || only_names(r, lo, f));
  zb_phrase q;
  if (joined && !joins_nouns(r, lo) && zb_code__flow(r, p.indicator)) return p;      /* 新增就业 6 人，失业人员再就业 2 人 */
  if (!joined || p.verb.n || !r->carry.valid || !r->carry.phrase.verb.n || !p.noun.n) return p;
  for (i = lo; i < f; i++) {
    if (zb_class_at(r, i) & (BIT(REACH) | BIT(BOUND) | BIT(DO)) &&
        !(zb_class_at(r, i) & BIT(TEXT)))
      return p;
  }
  q = zb_subject__join(r, r->carry.phrase.verb, p.noun, r->carry.phrase.add);
  q.area = p.area;
  return q;
}

/* 压减一般性支出 10%: what changes may stand between its verb and the figure. */
static void object_of(const zb_reader *r, size_t left, size_t f, size_t *lo, size_t *to) {
  size_t k = f, i;
  while (k > left && !(zb_class_at(r, k - 1) & (BIT(RISE) | BIT(FALL)))) k--;
  if (k == left || k == f) return;
  for (i = k; i < f; i++) {
    if (zb_class_at(r, i) & NAMES && !(zb_class_at(r, i) & BIT(REACH))) {
      *lo = k;
      *to = f;
      return;
    }
  }
}

/* 每年, 累计 before a figure: over all years of a span. */
static uint8_t total(const zb_reader *r, size_t lo, size_t f) {
  for (; lo < f; lo++) if (r->s.token[lo].word >= 0 && r->rules->word[r->s.token[lo].word].flags & ZB_W_TOTAL) return 1;
  return 0;
}

/* A 10 万，B 20 亿元，分别增长 5% 和 6%: the subjects told before, one each. */
static zb_phrase list_of_recent(zb_reader *r, size_t n) {
  memcpy(r->list.item, r->recent + r->recent_n - n, n * sizeof *r->list.item);
  r->list.n = n;
  r->list.next = 1;
  return r->list.item[0];
}

static int bare_verb(const zb_reader *r, zb_str s) {
  int32_t w = s.n ? zb_code__word(r, s.p, s.n) : -1;
  return w >= 0 && r->rules->word[w].classes & BIT(MAKE) ? 1 : 0;
}

static int apiece(const zb_reader *r, size_t lo, size_t f) {
  for (; lo < f; lo++) if (zb_class_at(r, lo) & BIT(APIECE)) return 1;
  return 0;
}

/* The subject of a figure whose rule looks before it. */
static zb_phrase subject_left(zb_reader *r, const zb_rule *rule, const zb_claim *c, size_t f, size_t lo, size_t hi) {
  size_t n = side_by_side(r, f, hi), to = c->left, i;
  zb_phrase p;
  while (to < f && zb_class_at(r, to) & NAMES && !(zb_class_at(r, to) & (BIT(RISE) | BIT(FALL) | BIT(WIDER)))) to++;
  for (i = to; i < f; i++) if (zb_class_at(r, i) & BIT(INDICATOR) && zb_class_at(r, i) & BIT(RISE)) to = i + 1;      /* 经济增长 5% */
  object_of(r, c->left, f, &lo, &to);
  /* 分别增长 1%、2% 和下降 3%: on with the list */
  if (r->list.next < r->list.n && r->list.n - r->list.next == n && lo < f && zb_class_at(r, lo) & BETWEEN &&
      !zb_subject__left(r, lo, to).text.n)
    return r->list.item[r->list.next++];
  /* 由 a:b:c 调整为 d:e:f: the same items again */
  if (n > 1 && r->list.n == n && !zb_subject__left(r, lo, to).text.n) r->list.next = 0;
  else if (n > 1) zb_list__split(r, lo, to, n);
  else r->list.n = 0;
  if (r->list.n) {
    if (r->list.n != n) {
      r->list.n = 0;
    } else {
      r->list.next = 1;
      return inherit_verb(r, r->list.item[0], lo, f);
    }
  }
  p = zb_subject__left(r, lo, to);
  if (p.text.n == 0) {
    if (n > 1 && r->recent_n >= n && apiece(r, lo, f)) return list_of_recent(r, n);
    if (lo == r->clause && zb_sentence__topic(r)) return zb_list__of_topic(r, n);
    if (zb_figure_at(r, f)->kind == ZB_KIND_POINT && r->carry.valid && r->carry.measure == ZB_M_SHARE) return r->shown;
    return r->carry.valid ? r->carry.phrase : p;
  }
  if (!p.verb.n && lo < f && zb_class_at(r, lo) & BIT(PAUSE) && bare_verb(r, p.noun) && r->carry.valid &&
      r->carry.phrase.verb.n) {
    return zb_subject__join(r, p.noun, r->carry.phrase.noun, 0);      /* 新开工棚改 9 套、基本建成 8 套 */
  }
  if (!p.noun.n && p.verb.n && r->carry.valid && zb_code__affects(r, p.verb)) {        /* 改造小区 9 个、惠及 8 户 */
    p.text = zb_subject__cat(r, r->carry.phrase.text, p.verb);
    return p;
  }
  if (!p.noun.n && zb_code__has_role(r, p.verb, ZB_R_SPEND)) return zb_antecedent__complete(r, p, f, lo);      /* 投入 2 亿元办好… */
  if (!p.noun.n && p.verb.n && zb_sentence__topic(r)) return zb_subject__join(r, p.verb, r->topic.noun, p.add);
  /* 开工棚改 9 套、基本建成 8 套 */
  if (!p.noun.n && p.verb.n && r->carry.valid)
    return zb_subject__join(r, p.verb, zb_antecedent__thing(r, &r->carry.phrase), p.add);
  /* 改造小区 9 个、惠及居民 8 户 */
  if (lo < f && zb_class_at(r, lo) & BIT(PAUSE) && zb_code__affects(r, p.verb) && r->carry.valid) {
    p.text = zb_subject__cat(r, r->carry.phrase.text, p.text);
    return p;
  }
  p = inherit_verb(r, p, lo, f);
  if (rule->subject == ZB_SUBJECT_LEFT) p = zb_antecedent__complete(r, p, f, lo);
  if (rule->subject == ZB_SUBJECT_OWNER && r->carry.valid && p.noun.n)
    p = zb_subject__join(r, p.verb, zb_subject__cat(r, r->carry.phrase.noun, p.noun), p.add);
  return p;
}

static void note_unequal(zb_reader *r, size_t f, size_t lo, size_t hi) {
  size_t n = side_by_side(r, f, hi), i;
  for (i = lo; i < f; i++) {
    if (zb_class_at(r, i) & BIT(APIECE) && !(zb_class_at(r, i) & BIT(TEXT)) && n > 1 && r->list.n == 0) {
      const zb_observation *o = &r->result->obs[r->result->obs_n - 1];
      zb_str w = zb_slice(r, r->s.token[i].at, r->s.token[i].end);
      if (w.n >= 6) zb_result__note(r->result, "unequal-list", o->line, o->column,
                                    "%.*s shares out %zu figures, but their subjects cannot be counted to %zu", (int)w.n, w.p,
                                        n, n);
      return;
    }
  }
}

static void note_over(zb_reader *r, int32_t rule) {
  const zb_observation *o = &r->result->obs[r->result->obs_n - 1];
  zb_str name = zb_rule_str(r->rules, r->rules->rule[rule].name);
  zb_result__note(r->result, "match-limit", o->line, o->column, "rule %.*s: too many steps of matching; it was passed over here",
                  (int)name.n, name.p);
}

static void remember(zb_reader *r, const zb_phrase *p) {
  if (r->recent_n && r->recent[r->recent_n - 1].text.p == p->text.p) return;
  if (r->recent_n == ZB_ITEMS) memmove(r->recent, r->recent + 1, --r->recent_n * sizeof *p);
  r->recent[r->recent_n++] = *p;
}

/* A figure that only goes on with a list takes all but its subject from the figure before. */
static size_t follow(zb_reader *r, size_t f, size_t lo, size_t hi) {
  zb_carry c = r->carry;
  zb_phrase p = r->carry.phrase, item;
  uint8_t behind = bound_behind(r, f, hi);
  const zb_figure *fig = zb_figure_at(r, f);
  if (r->list.n && r->list.next < r->list.n) {
    p = r->list.item[r->list.next++];
    BECAUSE(r, "subject", "its item of the list that is shared out", p.text);
  }
  item = p;
  if (behind) c.bound = behind;
  else if (fig->flags & ZB_FIGURE_MORE) c.bound = ZB_O_GT;
  if (fig->flags & ZB_FIGURE_RANGE) c.bound = ZB_O_RANGE;
  if (fig->kind != c.kind && (c.measure == ZB_M_GROWTH || c.measure == ZB_M_CHANGE))
    c.measure = fig->kind == ZB_KIND_POINT ? ZB_M_CHANGE : ZB_M_GROWTH;
  if (behind) BECAUSE(r, "bound", "the word behind it", zb_said_by(r, f + 1));
  c.kind = fig->kind;
  c.unit = zb_list__unit(r, f, hi);
  if (c.measure == ZB_M_SHARE) {
    zb_phrase q = r->shown;
    size_t own = r->carry.phrase.text.n;
    if (q.text.n > own && p.text.p != q.text.p) {
      zb_str rest = { q.text.p + own, q.text.n - own };
      p.text = zb_subject__cat(r, p.text, rest);
    }
  }
  zb_claim__emit(r, f, lo, hi, &p, &c);
  r->shown = p;
  if (p.text.n) remember(r, &item);
  c.phrase = item;
  c.bound = c.bound == behind && behind ? r->carry.bound : c.bound;
  r->carry = c;
  return behind ? f + 2 : f + 1;
}

static int dropped(const zb_reader *r, const zb_figure *f, const zb_claim *c) {
  return c->rule >= 0 && r->rules->rule[c->rule].unclaimed &&
      (f->kind == ZB_KIND_TIME || f->kind == ZB_KIND_AGE || f->kind == ZB_KIND_COUNT);
}

/* 5 个乡镇收入超过 5,000 万元, 营业收入超 10 亿元的 6 户: the amount only says which ones are counted. */
static int only_threshold(const zb_reader *r, const zb_figure *fig, const zb_claim *c, size_t f, size_t lo, size_t hi,
                          uint8_t bound) {
  int begins = lo > 0;
  size_t i;
  for (i = lo; i < c->left; i++)
    begins &= (zb_class_at(r, i) & (BIT(AMONG) | BIT(PAUSE) | BIT(AND))) != 0;
  if (fig->kind != ZB_KIND_MONEY || !bound || !begins) return 0;
  if (f + 2 < hi && zb_class_at(r, f + 1) & BIT(OF) && is_figure(r, f + 2) &&
      zb_figure_at(r, f + 2)->kind == ZB_KIND_COUNT)
    return 1;
  return r->carry.valid && r->carry.some && r->carry.kind != ZB_KIND_MONEY &&
         !(zb_class_at(r, lo - 1) & (BIT(COMMA) | BIT(SEMICOLON) | BIT(STOP)));
}

/* 10 大类 55 项实事: two counts of one noun. */
static int counted_again(const zb_reader *r, size_t f, size_t hi) {
  return f + 1 < hi && is_figure(r, f + 1) && zb_figure_at(r, f)->kind == ZB_KIND_COUNT &&
      zb_figure_at(r, f + 1)->kind == ZB_KIND_COUNT;
}

/* 高龄津贴惠及 130 万老年人: with what affects it. */
static zb_phrase affecting(zb_reader *r, zb_phrase p, size_t f, size_t lo) {
  zb_phrase by = zb_subject__left(r, lo, f);
  if (by.noun.n <= p.verb.n || !by.text.n || by.text.p + by.text.n != p.verb.p + p.verb.n) return p;
  p.text = zb_subject__cat(r, by.text, p.noun);
  p.indicator = -1;
  return p;
}

/* The noun behind the figure; an item of a list takes the verb of the item before. */
static zb_phrase subject_right(zb_reader *r, size_t f, size_t lo, size_t hi, size_t *next) {
  const uint64_t joint = BIT(PAUSE) | BIT(AND);
  size_t at = f + 1;
  zb_phrase p;
  if (counted_again(r, f, hi)) at++;
  while (at < hi && zb_class_at(r, at) & (BIT(AFTER) | BIT(OF)) && !(zb_class_at(r, at) & BIT(TEXT)))
    at++;
  p = zb_subject__right(r, f, at, hi, lo, next);
  if (counted_again(r, f, hi)) *next = f + 1;
  if (!p.verb.n && lo > 0 && f == lo + 1 && zb_class_at(r, lo) & joint && r->carry.valid && r->carry.right) {
    uint8_t flow = p.flow;
    p = zb_subject__join(r, r->carry.phrase.verb, p.noun, r->carry.phrase.add);
    if (!p.flow) p.flow = flow;
  }
  r->list.n = 0;
  if (zb_code__affects(r, p.verb)) return affecting(r, p, f, lo);
  return zb_antecedent__of_told(r, p, lo, f);
}

static int goes_on_right(const zb_reader *r, const zb_figure *fig, const zb_rule *rule, size_t f, size_t lo) {
  return fig->kind == ZB_KIND_MEASURE && rule->status == ZB_S_REFERENCE && rule->subject == ZB_SUBJECT_RIGHT && lo > 0 &&
      f == lo + 1 &&
         zb_class_at(r, lo) & (BIT(PAUSE) | BIT(AND)) && r->carry.valid && r->carry.right &&
             r->carry.phrase.verb.n;
}

/* What the next figures hear of this one. A threshold or an earlier value only stands aside.
 * Returns: where the words of the next figure begin. */
static size_t hand_on(zb_reader *r, const zb_phrase *p, zb_carry *now, size_t f, size_t lo, size_t next) {
  if (now->status == ZB_S_REFERENCE && !now->earlier && zb_section__status(r) != ZB_S_REFERENCE) {
    return !now->right ? next : lo < f ? lo : f + 1;      /* 过10亿元项目 17个, 15岁以上人口…9年: its noun is of the next one, too */
  }
  now->phrase = *p;
  now->valid = p->text.n > 0;
  if (now->valid) r->carry = *now;
  if (now->valid && (r->topic_lo < r->topic_hi || p->text.p != r->topic.text.p)) zb_sentence__forget(r);
  if (now->valid) remember(r, p);
  return next;
}

/* What was added, all of it: 5G基站 of 新增5G基站. */
static zb_phrase all_of(zb_phrase p) {
  if (!p.add || !p.noun.n) return p;
  p.text = p.noun;
  p.verb.n = 0;
  p.add = p.flow = 0;
  return p;
}

/* Whether the noun does not stand in the words [lo, f). */
static int told_before(const zb_reader *r, const zb_phrase *p, size_t lo, size_t f) {
  return p->noun.p < r->text + r->s.token[lo].at || p->noun.p >= r->text + r->s.token[f].at;
}

/* 至少建成 20 个: a bound before the verb. */
static uint8_t bound_of_verb(const zb_reader *r, size_t lo, size_t f) {
  size_t i = lo;
  if (i >= f || !(zb_class_at(r, lo) & BIT(BOUND)) || zb_class_at(r, lo) & BIT(TEXT)) return 0;
  for (i = lo + 1; i < f; i++) if (!(zb_class_at(r, i) & (BIT(MAKE) | BIT(ADD) | BIT(DO)))) return 0;
  return f > lo + 1 ? r->rules->word[r->s.token[lo].word].bound : 0;
}

/* 进口总额 1990 年比 1985 年增长 40%, 全国人口 2000 年要控制在 13 亿以内: the year behind a name is that of its figure. What
 * stands between such a year and the figure is the name (the head of a paragraph before it). Returns: where the name begins. */
static size_t dated_name(zb_reader *r, size_t lo, zb_claim *c) {
  const uint64_t noun = BIT(TEXT) | BIT(INDICATOR) | BIT(RELATION);
  const uint64_t leads = BIT(FROM) | BIT(IS) | BIT(BASIS) | BIT(GAP) | BIT(SHARE) | BIT(BOUND) | BIT(LITERAL) | BIT(QUOTED);
  size_t i = c->left, last, k, name;
  const zb_figure *date;
  while (i > lo + 1 && !(zb_class_at(r, i - 1) & (BIT(DATE) | BIT(COMMA)))) i--;
  if (i <= lo + 1 || !(zb_class_at(r, --i) & BIT(DATE))) return lo;
  date = zb_figure_at(r, i);
  name = i;
  /* 在 */
  if (name > lo + 1 && zb_class_at(r, name - 1) & BIT(REACH) && r->s.token[name - 1].end - r->s.token[name - 1].at <= 3) name--;
  if (!date->year || date->month || date->day || !(zb_class_at(r, name - 1) & noun) ||
      zb_class_at(r, name - 1) & (leads | BIT(REACH)))
    return lo;
  /* 按 1990 年价格 */
  if (r->s.token[name - 1].end - r->s.token[name - 1].at <= 3 || zb_class_at(r, c->left) & BIT(OF)) return lo;
  for (last = i + 1; last < c->left && zb_class_at(r, last) & (BIT(MODAL) | BIT(FILLER) | BIT(TIME) | BIT(REACH)); last++) {}
  if (last + 1 == c->left && r->s.token[last].end - r->s.token[last].at <= 3) last++;      /* 2000 年底 */
  if (last < c->left && (last > i + 1 || !(zb_class_at(r, c->left - 1) & (BIT(INDICATOR) | BIT(RELATION))))) return lo;
  for (k = last; k < c->left; k++) if (zb_class_at(r, k) & BIT(OF)) return lo;
  r->govern.when = zb_when__date(r, date);
  r->govern.when_word = zb_said_by(r, i);
  r->govern.has_when = 1;
  r->govern.by = name != i;
  r->govern.total = 0;
  if (last < c->left) return i + 1;
  c->left = (uint32_t)name;
  return lo;
}

/* The rule that claims figure f. */
static zb_claim claim_of(zb_reader *r, size_t f, size_t lo, size_t hi) {
  zb_stage outer = zb_stage__enter(r->clock, ZB_STAGE_RULES);
  zb_claim c = zb_rule__claim(r->rules, r->index, &r->s, f, lo, hi, r->match_steps, r->clock ? r->clock->profile : NULL), again;
  zb_stage__leave(r->clock, outer);
  if (!counted_again(r, f, hi)) return c;
  again = zb_rule__claim(r->rules, r->index, &r->s, f + 1, f + 1, hi, r->match_steps, NULL);
  if (again.rule < 0 || r->rules->rule[again.rule].subject != ZB_SUBJECT_RIGHT) return c;
  BECAUSE(r, "rule", "of two counts of one noun that of the second", zb_rule_str(r->rules, r->rules->rule[again.rule].name));
  return (zb_claim){ again.rule, f, f + 1, again.over };
}

/* What figure f measures; *next: the first token that the noun behind it does not use. */
static zb_phrase subject_of(zb_reader *r, const zb_rule *rule, const zb_claim *c, size_t f, size_t lo, size_t hi, zb_carry *now,
                            size_t *next) {
  zb_phrase p;
  if (rule && rule->subject == ZB_SUBJECT_RIGHT) {
    p = subject_right(r, f, lo, hi, next);
    BECAUSE(r, "subject", "the noun behind the figure", p.text);
    now->right = 1;
    now->some = rule->measure == ZB_M_SHARE ||
        (f > lo && zb_class_at(r, f - 1) & (BIT(DO) | BIT(REACH)) &&
         zb_code__has_role(r, (zb_str){ r->text + r->s.token[f - 1].at, r->s.token[f - 1].end - r->s.token[f - 1].at },
                           ZB_R_STATE));
  } else if (rule && rule->subject == ZB_SUBJECT_CARRY) {
    p = zb_sentence__topic(r) ? r->topic : r->carry.phrase;
    BECAUSE(r, "subject", p.text.p == r->topic.text.p ? "what the clause before names" : "that of the figure before", p.text);
  } else {
    p = rule ? subject_left(r, rule, c, f, lo, hi) : zb_subject__left(r, lo, f);
    BECAUSE(r, "subject", zb_trace__left(r, &p, lo, f), p.text);
  }
  return p;
}

size_t zb_claim__figure(zb_reader *r, size_t f, size_t lo, size_t hi) {
  const zb_figure *fig = zb_figure_at(r, f);
  const zb_rule *rule;
  zb_rule counted;
  uint8_t behind;
  zb_carry now;
  zb_claim c;
  zb_phrase p, shown;
  zb_said w;
  zb_govern outside = r->govern;
  size_t next = f + 1, i, from = lo;
  int told;
  int32_t aim;
  zb_list__points(r, f, hi);
  if (r->trace) zb_trace__figure(r, f, lo, hi, 1);
  if (goes_on(r, f, lo)) {
    BECAUSE(r, "", "a list goes on, so that what is not told here is as of the figure before", r->carry.phrase.text);
    return follow(r, f, lo, hi);
  }
  if ((aim = aims_on(r, f, lo)) >= 0) {
    r->carry.status = r->rules->word[aim].status;
    r->carry.bound = ZB_O_EQ;
    r->list.n = 0;
    BECAUSE(r, "", "what is aimed at goes on with the growth before", zb_rule_str(r->rules, r->rules->word[aim].text));
    return follow(r, f, lo, hi);
  }
  c = claim_of(r, f, lo, hi);
  if (dropped(r, fig, &c)) {
    if (r->trace) zb_trace__none(r, "a span of time, an age or a count that measures nothing");
    return next;
  }
  rule = c.rule >= 0 ? &r->rules->rule[c.rule] : NULL;
  if (rule && goes_on_right(r, fig, rule, f, lo)) {       /* 新建 5 条道路、12 公里管网: a member of the list, no capacity */
    counted = *rule;
    counted.status = 0;
    rule = &counted;
  }
  memset(&now, 0, sizeof now);
  if (rule && rule->subject == ZB_SUBJECT_LEFT && c.left < f) lo = dated_name(r, lo, &c);
  behind = bound_behind(r, f, hi);
  if (!behind && apiece(r, lo, f)) behind = bound_behind(r, last_beside(r, f, hi), hi);
  w = zb_meaning__listen(r, c.left, f, c.right);
  if (!w.bound) w.bound = bound_of_verb(r, lo, f), w.bound_at = UINT32_MAX;
  w.total |= total(r, lo, f) || (lo < f && zb_class_at(r, lo) & BIT(PAUSE) && r->carry.valid && r->carry.total && rule &&
                                rule->measure == ZB_M_LEVEL && r->carry.measure == ZB_M_LEVEL);
  now.total = w.total;
  p = subject_of(r, rule, &c, f, lo, hi, &now, &next);
  if (rule && p.add && rule->measure == ZB_M_LEVEL && r->carry.measure == ZB_M_INCREMENT &&
      rule->subject == ZB_SUBJECT_LEFT && c.left < f && fig->kind == r->carry.kind &&
      p.noun.n && told_before(r, &p, lo, f)) {      /* 新增 300 个、达到 1,200 个 */
    p = all_of(p);
    w.total = 0;
    for (i = 0; i < r->list.n; i++) r->list.item[i] = all_of(r->list.item[i]);
  }
  told = r->carry.valid && p.text.p == r->carry.phrase.text.p && rule && rule->subject == ZB_SUBJECT_LEFT && c.left < f;
  zb_meaning__settle(r, f, rule, &c, &w, behind, &p, told, &now, &r->from_year_start);
  if (now.right && now.measure == ZB_M_SHARE) p.indicator = -1;      /* 58% 的幼儿园开设托班 */
  if (p.indicator >= 0 && now.measure == ZB_M_LEVEL && zb_code__affects(r, p.verb)) p.indicator = -1;      /* 惠及经营主体 6 万户 */
  now.unit = zb_list__unit(r, f, hi);
  if (only_threshold(r, fig, &c, f, lo, hi, w.bound)) {
    now.status = ZB_S_REFERENCE;
    BECAUSE(r, "status", "the amount only says which ones are counted", zb_name(""));
  }
  shown = w.series ? zb_shown__run(r, p, &c, f, lo, hi) : rule ? zb_shown__phrase(r, p, rule, &c, f, lo, &now) : p;
  zb_claim__emit(r, f, lo, hi, &shown, &now);
  r->shown = shown;
  if (lo > from) r->govern = outside;      /* a year behind the head of a paragraph is of its name alone */
  if (r->failed) return next;
  if (c.over >= 0) note_over(r, c.over);
  if (rule && c.left < f && !now.right) note_unequal(r, f, lo, hi);
  if (bound_behind(r, f, hi) && next == f + 1) next = f + 2;
  return hand_on(r, &p, &now, f, lo, next);
}
