/* sentence.c - a sentence clause by clause: what governs, what is measured, and each figure in turn. */
#include "read/reader.h"

#define BOUNDARY (BIT(COMMA) | BIT(SEMICOLON) | BIT(STOP) | BIT(COLON))
#define LEAD (BIT(TIME) | BIT(SCOPE) | BIT(MODAL) | BIT(FILLER) | BIT(DATE) | \
              BIT(REACH) | BIT(FROM) | BIT(IS) | BIT(AMONG) | BIT(PLAN) | \
              BIT(AREA) | BIT(BASIS) | BIT(WIDER) | BIT(PAUSE) | BIT(DO) | \
              BIT(AFTER) | BIT(OF) | BIT(APIECE))

/* A bracket with figures is a clause of its own; one without is part of its clause (a single aside token). */
static int ends_clause(uint64_t c) {
  const uint64_t aside = BIT(OPEN) | BIT(CLOSE);
  if (c & BIT(PAUSE)) return 0;      /* the colon of a proportion is none */
  return c & BOUNDARY || (c & aside && (c & aside) != aside);
}

static void govern_when(zb_reader *r, zb_when w, zb_str word) {
  r->govern.by = r->govern.total = r->govern.since = 0;
  r->govern.when = w;
  r->govern.when_word = word;
  r->govern.has_when = 1;
}

/* 2022年度中小企业集群: a date that only qualifies a name sets nothing. */
static int qualifies(const zb_reader *r, size_t i, size_t hi) {
  zb_str next;
  if (i + 1 >= hi || !(zb_class_at(r, i + 1) & BIT(TEXT))) return 0;
  next = zb_slice(r, r->s.token[i + 1].at, r->s.token[i + 1].end);
  return next.n >= 3 && (next.p[0] == '\xE5' && next.p[1] == '\xBA' && next.p[2] == '\xA6');   /* 度 */
}

/* 其中 divides what was told last, 分行业看 what was measured last: 分行业看，A业增长5%。分门类看，B业增长6%. */
static void divide(zb_reader *r, const zb_word *w) {
  const zb_phrase *told = &r->carry.phrase;
  if (!r->carry.valid) return;
  r->all_parts = (w->flags & ZB_W_START) != 0;
  r->whole = r->all_parts && r->divided.noun.n && told->indicator < 0 && !zb_code__relation_at_end(r, told->noun) ? r->divided
      : *told;
  if (r->all_parts) r->divided = r->whole;
}

static int figures_in(const zb_reader *r, size_t lo, size_t hi) {
  for (; lo < hi; lo++) if (zb_class_at(r, lo) & BIT(FIGURE)) return 1;
  return 0;
}

/* 五年内 in a recap is of the years that it tells. */
static uint8_t backward(const zb_reader *r, uint8_t period) {
  int recap = r->section >= 0 && r->rules->section[r->section].flags & ZB_SEC_RECAP;
  return recap && period == ZB_P_SPAN_AHEAD ? ZB_P_SPAN_BACK : period;
}

static uint8_t period_at(const zb_reader *r, size_t i) {
  const zb_token *t = &r->s.token[i];
  return t->word >= 0 && t->classes & BIT(TIME) ? r->rules->word[t->word].period : 0;
}

/* 2012年以来, 相比2012年, 与2012年相比. Returns: whether date i of [lo, hi) stands so. */
static int counts_from(zb_reader *r, size_t lo, size_t i, size_t hi) {
  int year = zb_figure_at(r, i)->year;
  int last = r->when.to ? r->when.to : r->year;
  if (!year) return 0;
  if ((i > lo && period_at(r, i - 1) == ZB_P_AGAINST) || (i + 1 < hi && period_at(r, i + 1) == ZB_P_AGAINST)) {
    r->govern.base = (int16_t)year;
    return 1;
  }
  if (i + 1 == hi || period_at(r, i + 1) != ZB_P_SINCE || year > last) return 0;
  govern_when(r, (zb_when){ (int16_t)year, (int16_t)last, 0, 0, 0 }, zb_said_by(r, i));
  r->govern.since = 1;
  return 1;
}

/* Words at the head of a clause that hold for what follows: a period. */
static void lead(zb_reader *r, size_t lo, size_t hi) {
  size_t i;
  for (i = lo; i < hi; i++) {
    const zb_token *t = &r->s.token[i];
    const zb_word *w = t->word >= 0 ? &r->rules->word[t->word] : NULL;
    if (w && t->classes & BIT(AMONG)) divide(r, w);
    if (t->classes & BIT(AND) && i + 2 < hi && zb_class_at(r, i + 1) & BIT(DATE) && period_at(r, i + 2) == ZB_P_AGAINST) continue;
    if (!(t->classes & LEAD) || t->classes & BIT(INDICATOR)) break;
    /* 上年的1.3倍 */
    int owner = i + 2 < hi && zb_class_at(r, i + 1) & BIT(OF) && zb_class_at(r, i + 2) & BIT(FIGURE);
    int equals = i > lo && zb_class_at(r, i - 1) & BIT(IS) && !(zb_class_at(r, i - 1) & BIT(TEXT));     /* 是1950年到1997年总和的1.7倍 */
    int other = owner || equals || (i > lo && zb_class_at(r, i - 1) & BIT(FROM) && !(zb_class_at(r, i - 1) & BIT(TEXT)));
    if (t->classes & BIT(DATE)) {
      const zb_figure *f = &r->s.figure[t->figure];
      if (!counts_from(r, lo, i, hi) && (f->year || f->month) && !f->day && !qualifies(r, i, hi) &&
          (!other || (f->to_year && !owner && !equals))) {
        govern_when(r, zb_when__date(r, f), zb_said_by(r, i));
        r->govern.has_when = 2;
        r->govern.by = i > 0 && zb_class_at(r, i - 1) & BIT(REACH);
      }
    } else if (w && t->classes & BIT(PLAN)) {
      if (!other) govern_when(r, zb_when__plan(w->years), zb_said_by(r, i));
    } else if (w && t->classes & BIT(TIME) && w->period && w->period != ZB_P_SINCE && w->period != ZB_P_AGAINST) {
      if (!other) govern_when(r, zb_when__relative(r, backward(r, w->period), w->years), zb_said_by(r, i));
    } else if (w && t->classes & BIT(TIME) && w->years == 1) {       /* 全年: the whole of it */
      zb_when whole = r->govern.has_when ? r->govern.when : r->when;
      if (whole.part || whole.month) govern_when(r, zb_when__year(whole.to), zb_said_by(r, i));
    } else if (w && w->years && (t->classes & BIT(TIME) || (t->classes & BIT(BASIS) && w->flags & ZB_W_TOTAL))) {
      /* 五年, 五年累计 */
      r->govern.total = 1;
      r->govern.total_at = figures_in(r, lo, hi) ? (uint32_t)lo : UINT32_MAX;      /* 五年来，…: all that follows */
    }
  }
}

/* Whether only words of the lead stand before token i of the clause. */
static int heads(const zb_reader *r, size_t lo, size_t i) {
  for (; lo < i; lo++) if (!(zb_class_at(r, lo) & LEAD)) return 0;
  return 1;
}

/* 预计, 力争: hold to the next semicolon. Words that only work beside a figure are taken with it. What a review tells as
 * ensured (确保) was done, unless it names a year to come. */
static void modal(zb_reader *r, size_t lo, size_t hi) {
  int past = zb_section__status(r) == ZB_S_ACTUAL && !(r->govern.has_when && r->govern.when.to >= r->year);
  size_t i;
  for (i = lo; i < hi; i++) {
    const zb_token *t = &r->s.token[i];
    if (t->word < 0 || !(t->classes & BIT(MODAL)) || r->rules->word[t->word].flags & ZB_W_NEAR) continue;
    if (r->rules->word[t->word].flags & ZB_W_START ? !heads(r, lo, i) : r->rules->word[t->word].status == ZB_S_TARGET && past)
      continue;
    if (!r->rules->word[t->word].status) continue;
    r->govern.status = r->rules->word[t->word].status;
    r->govern.status_word = zb_said_by(r, i);
  }
}

/* 职工的平均工资，由 600 元提高到 800 元: a clause that is a noun, before one that begins with what became of it. */
static int only_named(const zb_reader *r, size_t lo, size_t hi) {
  const uint64_t noun = BIT(TEXT) | BIT(RELATION) | BIT(QUOTED) | BIT(OF) | BIT(AND) | BIT(AREA) | BIT(SCOPE) | BIT(WIDER) |
                        BIT(TIME) |
                        BIT(DATE) | BIT(PER) | BIT(NUMBER) | BIT(AFTER) | BIT(RATIO);
  size_t i;
  if (hi + 1 >= r->s.n || !(zb_class_at(r, hi) & BIT(COMMA)) || r->s.token[hi - 1].end - r->s.token[lo].at > 75) return 0;
  for (i = lo; i < hi; i++) if (!(zb_class_at(r, i) & noun)) return 0;
  if (zb_class_at(r, hi + 1) & BIT(FROM) && !(zb_class_at(r, hi + 1) & BIT(TEXT))) return 1;
  return (zb_class_at(r, hi - 1) & BIT(RELATION)) != 0;
}

/* 的学生 of 高等学校的学生 */
static int owns(const zb_reader *r, size_t i) {
  return zb_class_at(r, i) & BIT(OF) && !(zb_class_at(r, i) & BIT(TEXT)) && zb_class_at(r, i + 1) & BIT(TEXT) &&
         r->s.token[i + 1].end - r->s.token[i + 1].at <= 12 &&
         !zb_code__has_role(r, zb_slice(r, r->s.token[i + 1].at, r->s.token[i + 1].end), ZB_R_CIRCUMSTANCE);
}

/* A clause without figures may name what the next one measures: 全省进出口总值创新高，达到 5,000 亿元. */
static void set_topic(zb_reader *r, size_t lo, size_t hi) {
  size_t i, j;
  if (zb_class_at(r, lo) & BIT(FILLER) && r->topic.text.n) return;      /* 扣除价格因素，… */
  if (r->topic.text.n && zb_code__role_at_end(r, zb_slice(r, r->s.token[lo].at, r->s.token[hi - 1].end), ZB_R_CIRCUMSTANCE))
    return;                                                               /* 在确保质量的前提下，… */
  r->topic = (zb_phrase){ { "", 0 }, { "", 0 }, { "", 0 }, -1, -1, 0, 0, 0, 0, 0 };
  for (i = hi; i-- > lo;) {
    if (zb_class_at(r, i) & BIT(INDICATOR)) {
      for (j = i; j > lo && zb_class_at(r, j - 1) & (BIT(TEXT) | BIT(QUOTED)) &&
           !(zb_class_at(r, j - 1) & BIT(RISE)); j--) {}
      r->topic = zb_subject__left(r, j, i + 3 == hi && owns(r, i + 1) ? hi : i + 1);
      return;
    }
  }
  if (only_named(r, lo, hi)) {
    r->topic = zb_subject__left(r, lo, hi);
    return;
  }
  for (i = lo; i + 1 < hi && zb_class_at(r, i) & BIT(FILLER);) i++;
  if (!(zb_class_at(r, i) & (BIT(DO) | BIT(MAKE) | BIT(ADD)))) return;
  r->topic = zb_subject__left(r, lo, hi);
  if (r->topic.noun.n > 60) r->topic.text.n = 0;
}

const zb_phrase *zb_sentence__topic(zb_reader *r) {
  size_t hi;
  for (; r->topic_lo < r->topic_hi; r->topic_lo = hi + 1) {
    for (hi = r->topic_lo; hi < r->topic_hi && !ends_clause(zb_class_at(r, hi)); hi++) {}
    if (r->topic_lo < hi) set_topic(r, r->topic_lo, hi);
  }
  return r->topic.text.n ? &r->topic : NULL;
}

void zb_sentence__forget(zb_reader *r) {
  r->topic.text.n = 0;
  r->topic_lo = r->topic_hi;
}

/* A topic that may note a zone is found at once. */
static int names_zone(const zb_reader *r, size_t lo, size_t hi) {
  for (; lo < hi; lo++) if (r->s.token[lo].word >= 0 && r->rules->word[r->s.token[lo].word].roles & ZB_R_ZONE) return 1;
  return 0;
}

/* classes: of all tokens of the clause. */
static void clause(zb_reader *r, size_t lo, size_t hi, uint64_t classes) {
  size_t i = lo, from = lo;
  if (lo == hi) return;
  lead(r, lo, hi);
  if (!(classes & BIT(FIGURE))) {
    if (classes & BIT(MODAL)) modal(r, lo, hi);
    if (r->topic_lo >= r->topic_hi) r->topic_lo = lo;
    r->topic_hi = hi;
    if (names_zone(r, lo, hi)) zb_sentence__topic(r);
    zb_subject__zone(r, lo, hi);
    while (lo + 1 < hi && zb_class_at(r, lo) & (BIT(DO) | BIT(FILLER) | BIT(MAKE)) &&
        !(zb_class_at(r, lo) & BIT(INDICATOR))) lo++;
    r->before = zb_slice(r, r->s.token[lo].at, r->s.token[hi - 1].end);
    return;
  }
  r->clause = lo;
  while (i < hi) {
    if (zb_class_at(r, i) & BIT(FIGURE)) {
      if (zb_watch__over(r->watch)) r->failed = 1;
      if (r->failed) return;
      if (classes & BIT(MODAL)) modal(r, from, i);
      from = zb_claim__figure(r, i, from, hi);
      i = from > i ? from : i + 1;
    } else {
      i++;
    }
  }
  zb_sentence__forget(r);
  r->before.n = 0;
}

/* 1979年产粮 3 亿吨。油料 600 万吨。: the year that a sentence begins with, where it is one before the section's, goes on
 * to sentences that begin with none. */
static void remember_date(zb_reader *r) {
  const zb_when *w = &r->govern.when;
  int past = zb_section__status(r) == ZB_S_ACTUAL && r->when.from && r->when.from == r->when.to;
  r->dated.from = 0;
  if (past && r->govern.has_when == 2 && w->from == w->to && !w->part && !w->month && w->to && w->to < r->when.from)
    r->dated = *w;
}

/* 过去一年，成绩很大。财政收入增长 5%。 among tasks: a sentence without figures that sets the year of the next. */
void zb_sentence__silent(zb_reader *r) {
  const zb_word *w = r->s.n > 1 && r->s.token[0].word >= 0 ? &r->rules->word[r->s.token[0].word] : NULL;
  r->dated.from = 0;
  if (w && w->period == ZB_P_LAST && zb_class_at(r, 0) & BIT(TIME) && zb_class_at(r, 1) & BIT(COMMA) &&
      zb_section__status(r) == ZB_S_TARGET)
    r->dated = zb_when__relative(r, w->period, w->years);
}

void zb_sentence__read(zb_reader *r) {
  zb_govern outside;
  uint64_t classes = 0;
  size_t lo = 0, i;
  memset(&outside, 0, sizeof outside);
  r->govern = outside;
  r->topic_hi = 0;
  zb_sentence__forget(r);
  r->recent_n = 0;
  r->whole.noun.n = 0;
  r->all_parts = r->aside = 0;
  r->list.n = r->zone.n = r->before.n = 0;
  if (r->from_year_start) r->from_year_start--;
  if (r->dated.from) govern_when(r, r->dated, zb_name("")), r->govern.has_when = 2;
  for (i = 0; i <= r->s.n; i++) {
    uint64_t c = i < r->s.n ? zb_class_at(r, i) : BIT(STOP);
    if (i < r->s.n && !ends_clause(c)) {
      classes |= c;
      continue;
    }
    clause(r, lo, i, classes);
    classes = 0;
    if (c & BIT(OPEN)) outside = r->govern, r->aside = 1;          /* what a bracket says holds to its end */
    else if (c & BIT(CLOSE)) r->govern = outside, r->aside = 0;
    if (c & BIT(SEMICOLON)) r->govern.status = 0, r->zone.n = 0;
    if (lo == 0) remember_date(r);
    lo = i + 1;
  }
  if (r->dated.from && (r->govern.when.from != r->dated.from || r->govern.when.to != r->dated.to)) r->dated.from = 0;
}
