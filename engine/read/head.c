/* head.c - what the head of a document says: type, title, date, speaker, area, year. */
#include <stdio.h>

#include "base/error.h"
#include "read/head.h"

enum {
  LONG_SENTENCE = 240, TITLE_BYTES = 240, HEAD_BYTES = 6000, NEAR_BYTES = 2400, BEHIND_BYTES = 60, SHORT_LINE = 90
};

static zb_str block_text(const zb_reader *r, const zb_block *b) { return zb_slice(r, b->at, b->end); }

const zb_cue *zb_cue__in(const zb_rules *rules, zb_str s, enum zb_cue_kind kind) {
  uint32_t i;
  size_t at;
  for (i = 0; i < rules->cue_n; i++) {
    zb_str w = zb_rule_str(rules, rules->cue[i].word);
    if (rules->cue[i].kind != kind) continue;
    for (at = 0; at + w.n <= s.n; at++) if (s.p[at] == *w.p && memcmp(s.p + at, w.p, w.n) == 0) return &rules->cue[i];
  }
  return NULL;
}

const zb_cue *zb_cue__before(const zb_rules *rules, zb_str s, enum zb_cue_kind kind) {
  uint32_t i;
  for (i = 0; i < rules->cue_n; i++) {
    zb_str w = zb_rule_str(rules, rules->cue[i].word);
    if (rules->cue[i].kind == kind && s.n >= w.n && memcmp(s.p + s.n - w.n, w.p, w.n) == 0) return &rules->cue[i];
  }
  return NULL;
}

int zb_cue__weight(const zb_rules *rules, enum zb_cue_kind kind) {
  uint32_t i;
  for (i = 0; i < rules->cue_n; i++) if (rules->cue[i].kind == kind) return rules->cue[i].weight;
  return 0;
}

/* A heavy mark is one of titles and formulas: in a long sentence it is only mentioned. */
static void hear_mark(const zb_reader *r, zb_findings *x, int32_t word, int mentioned) {
  const zb_word *w = &r->rules->word[word];
  size_t i;
  for (i = 0; i < x->marks; i++) if (x->mark[i] == word) return;
  if (x->marks < ZB_HEAD_MARKS) x->mark[x->marks++] = word;
  for (i = 0; i < w->marks_n; i++) {
    const zb_typemark *m = &r->rules->typemark[w->marks + i];
    zb_str s = zb_rule_str(r->rules, w->text);
    size_t n;
    x->weight[m->type] += mentioned && m->weight >= ZB_HEAD_TITLE ? m->weight / 4 : m->weight;
    n = strlen(x->reason[m->type]);
    if (n + s.n + 8 < sizeof x->reason[0]) {
      snprintf(x->reason[m->type] + n, sizeof x->reason[0] - n, "%s%.*s %d", n ? ", " : "", (int)s.n, s.p, m->weight);
    }
  }
}

static int mark_weight(const zb_reader *r, int32_t word) {
  const zb_word *w = &r->rules->word[word];
  int most = 0;
  size_t i;
  for (i = 0; i < w->marks_n; i++)
    if (r->rules->typemark[w->marks + i].weight > most) most = r->rules->typemark[w->marks + i].weight;
  return most;
}

static void hear_date(zb_reader *r, zb_findings *x, const zb_block *b, const zb_figure *f) {
  zb_str s = block_text(r, b), before = { r->text + b->at, f->start - b->at };
  int against = zb_cue__before(r->rules, before, ZB_Q_AGAINST) != NULL;
  if (s.n > HEAD_BYTES) s.n = HEAD_BYTES;
  if (f->year && f->month && f->day && !x->meeting_year && zb_cue__in(r->rules, s, ZB_Q_MEETING)) {
    x->meeting_year = f->year;
    x->meeting_month = f->month;
    x->date = zb_slice(r, f->start, f->end);
  }
  if (f->year && f->month && (f->day || s.n < SHORT_LINE) && !x->dated_year) {
    x->dated_year = f->year;
    x->dated_month = f->month;
    if (!x->date.n) x->date = zb_slice(r, f->start, f->end);
  }
  if (f->year && !f->month && !f->to_year && !against && !x->first_year && !zb_cue__before(r->rules, before, ZB_Q_SINCE))
    x->first_year = f->year;
  if (f->year && against && !x->compared_year) x->compared_year = f->year;
  if (f->year && f->to_year == f->year + 4 && !x->plan_year) x->plan_year = f->year;
  if (f->month == 1 && f->to_month > 1 && !f->day && !x->part) {
    x->part = f->to_month == 3 ? ZB_P_Q1 : f->to_month == 6 ? ZB_P_H1 : f->to_month == 9 ? ZB_P_Q1_3 : 0;
    x->part_month = f->to_month;
  }
}

/* 赵紫阳总理: two characters of an area's name inside a person's. */
static int names_person(const zb_reader *r, size_t i) {
  const zb_token *t = &r->s.token[i], *next = i + 1 < r->s.n ? t + 1 : NULL, *last = i > 0 ? t - 1 : NULL;
  return next && last && t->end - t->at == 6 && next->word >= 0 && r->rules->word[next->word].roles & ZB_R_OFFICE &&
         last->end == t->at && last->classes & BIT(TEXT);
}

/* A sentence that says what is reported, or a numbered heading, is no title. */
static int is_title(const zb_reader *r, zb_str s) {
  size_t length;
  return r->s.n && !(zb_class_at(r, r->s.n - 1) & BIT(STOP)) && !zb_layout__marker(s.p, s.n, &length);
}

/* The heaviest line tells the year; of equals the first that names one. The heaviest that is a title is told. */
static void hear_title(const zb_reader *r, zb_findings *x, const zb_block *b, int weight) {
  int year = 0;
  zb_str s = block_text(r, b);
  size_t i;
  for (i = 0; i < r->s.n; i++) {
    const zb_figure *f = zb_class_at(r, i) & BIT(DATE) ? &r->s.figure[r->s.token[i].figure] : NULL;
    int pair = f && f->year > year && !f->month ? zb_year__paired(r->text, f->start) : 0;
    if (pair) year = pair;
    else if (f && f->year > year && !f->month) year = f->year;
  }
  if (is_title(r, s) && (weight > x->name_weight || (weight == x->name_weight && !x->name_year && year))) {
    x->name = s;
    x->name_weight = weight;
    x->name_year = year;
  }
  if (weight < x->title_weight || (weight == x->title_weight && (x->title_year || !year))) return;
  x->title = s;
  x->title_weight = weight;
  x->title_year = year;
}

/* An area counts by where it stands. */
static void hear_area(zb_reader *r, zb_findings *x, const zb_block *b, size_t i, int titled, int top) {
  const zb_token *t = &r->s.token[i], *next = i + 1 < r->s.n ? t + 1 : NULL;
  int32_t area = r->rules->word[t->word].ref;
  zb_area_hit *hit = names_person(r, i) ? NULL : zb_area__hit(x, area);
  zb_str rest = zb_slice(r, t->end, b->end);
  const zb_cue *own;
  if (!hit) return;
  if (t->at >= NEAR_BYTES) {
    hit->far++;
    return;
  }
  hit->weight++;
  if (next && next->at == t->end && next->classes & BIT(AREA) && zb_area__holds(r, area, r->rules->word[next->word].ref))
    return;
  hit->titled |= titled;
  if (rest.n > BEHIND_BYTES) rest.n = BEHIND_BYTES;
  if (titled) hit->weight += zb_cue__weight(r->rules, ZB_Q_TITLE);
  if (top) hit->weight += zb_cue__weight(r->rules, ZB_Q_TOP);
  if ((own = zb_cue__in(r->rules, rest, ZB_Q_OWN)) != NULL) hit->weight += own->weight;
  if (next && next->word >= 0 && r->rules->word[next->word].roles & ZB_R_OFFICE)
    hit->weight += zb_cue__weight(r->rules, ZB_Q_OFFICE);
}

/* 省长 罗东川: the name behind an office, up to the line's end, a sign or a date; a place or a single word may lie in it. */
static zb_str name_behind(const zb_reader *r, size_t i) {
  const uint64_t edge = BIT(COMMA) | BIT(PAUSE) | BIT(STOP) | BIT(COLON) | BIT(CLOSE) | BIT(MARK) | BIT(DATE) |
                        BIT(FIGURE);
  size_t k = i + 1, at = r->s.token[i].end;
  for (; k < r->s.n && !(zb_class_at(r, k) & edge); k++) {
    const zb_token *t = &r->s.token[k];
    if (!(t->classes & (BIT(TEXT) | BIT(AREA))) && t->end - t->at > 3) break;
  }
  if (k < r->s.n && !(zb_class_at(r, k) & (BIT(DATE) | BIT(CLOSE) | BIT(MARK)))) return (zb_str){ "", 0 };
  return r->s.token[k - 1].end >= at + 6 && r->s.token[k - 1].end <= at + 12 ? zb_slice(r, at, r->s.token[k - 1].end)
                                                                            : (zb_str){ "", 0 };
}

/* One token of the head. */
static void hear_token(zb_reader *r, zb_findings *x, const zb_block *b, size_t i, int titled, int first) {
  const zb_token *t = &r->s.token[i];
  const zb_word *w = t->word >= 0 ? &r->rules->word[t->word] : NULL;
  size_t length = b->end - b->at;
  if (t->classes & BIT(DATE)) hear_date(r, x, b, &r->s.figure[t->figure]);
  if (!w) return;
  if (t->classes & BIT(PLAN) && first && !x->plan_year && length <= TITLE_BYTES) {
    x->plan_year = zb_when__plan(w->years).from;
    x->plan_past = zb_cue__in(r->rules, block_text(r, b), ZB_Q_PAST) != NULL;
  }
  if (t->classes & BIT(TIME) && !x->part && !x->part_month && w->period >= ZB_P_H1 && w->period <= ZB_P_Q1_3)
    x->part = w->period;
  if (t->classes & BIT(AREA)) hear_area(r, x, b, i, titled, first && length < 300);
  if (w->roles & ZB_R_OFFICE && !x->speaker.n && length <= TITLE_BYTES) x->speaker = name_behind(r, i);
}

/* What one block of the head says. */
static void hear_block(zb_reader *r, zb_findings *x, const zb_block *b, int first) {
  size_t at = b->at, i;
  while (at < b->end && at < HEAD_BYTES) {
    int marked = 0, speech, mentioned;
    size_t next = zb_scan__sentence(r->rules, r->text, at, b->end, &r->s);
    zb_str s = zb_slice(r, at, next < b->end ? next : b->end);
    if (!next) { r->failed = 1; return; }
    speech = zb_cue__in(r->rules, s, ZB_Q_SPEECH) != NULL;
    mentioned = s.n > LONG_SENTENCE && !speech;
    if (speech && !x->congress_year) x->congress_year = zb_year__congress(r->rules, s);
    if (!x->nation) x->nation = zb_cue__in(r->rules, s, ZB_Q_NATION) != NULL;
    if (!x->below) x->below = zb_cue__in(r->rules, s, ZB_Q_LOCAL) != NULL;
    for (i = 0; i < r->s.mark_n; i++) {
      int w = mark_weight(r, r->s.mark[i].word);
      hear_mark(r, x, r->s.mark[i].word, mentioned);
      if (w > marked) marked = w;
    }
    if (marked >= ZB_HEAD_TITLE && b->end - b->at <= TITLE_BYTES) hear_title(r, x, b, marked);
    for (i = 0; i < r->s.n; i++) hear_token(r, x, b, i, marked >= ZB_HEAD_TITLE, first);
    at = next;
  }
}

static zb_str keep(zb_reader *r, zb_str s) { return s.n ? zb_result__keep(r->result, s.p, s.n) : (zb_str){ "", 0 }; }

static int type_by_name(const zb_rules *rules, const char *name) {
  uint32_t i;
  for (i = 0; i < rules->type_n; i++) {
    zb_str s = zb_rule_str(rules, rules->type[i].name);
    if (strlen(name) == s.n && memcmp(name, s.p, s.n) == 0) return (int)i;
  }
  return -1;
}

static int choose_type(zb_reader *r, zb_findings *x, const zb_document *doc, zb_error *err) {
  char reason[256];
  uint32_t i;
  int best = -1;
  if (doc->type && *doc->type) {
    if ((r->type = type_by_name(r->rules, doc->type)) < 0)
      return zb_error__set(err, ZB_EARG, "there is no report type '%s'; `zhibiao types` lists them", doc->type);
    r->result->head.type_reason = zb_name("as asked");
    return 0;
  }
  for (i = 0; i < r->rules->type_n; i++) {      /* the heaviest; one with less than its threshold only if none has it */
    int enough = x->weight[i] >= r->rules->type[i].threshold;
    int had = best >= 0 && x->weight[best] >= r->rules->type[best].threshold;
    if (x->weight[i] * 2 < r->rules->type[i].threshold || had > enough) continue;
    if (best < 0 || enough > had || x->weight[i] > x->weight[best]) best = (int)i;
  }
  if (best >= 0) {
    snprintf(reason, sizeof reason, "marks in the head: %s", x->reason[best]);
    r->type = best;
    if (x->weight[best] < r->rules->type[best].threshold) {
      zb_str name = zb_rule_str(r->rules, r->rules->type[best].name);
      zb_result__note(r->result, "type-guessed", 0, 0, "the type %.*s is guessed from few %s; --type says it", (int)name.n,
                      name.p, reason);
    }
  } else {
    snprintf(reason, sizeof reason, "no type has marks enough in the head");
    if ((r->type = type_by_name(r->rules, "other")) < 0) r->type = 0;
  }
  r->result->head.type_reason = zb_result__keep(r->result, reason, strlen(reason));
  return 0;
}

/* The area that a caller names, by name or code; -1 none. */
static int32_t area_asked(const zb_reader *r, const char *name) {
  uint32_t len, i;
  size_t n = strlen(name);
  int32_t w = zb_trie__longest(&r->rules->words, name, name + n, &len);
  if (w >= 0 && len == n && r->rules->word[w].classes & BIT(AREA)) return r->rules->word[w].ref;
  for (i = 0; i < r->rules->area_n; i++) if (strcmp(r->rules->area[i].code, name) == 0) return (int32_t)i;
  return -1;
}

static int choose_area(zb_reader *r, const zb_findings *x, const zb_document *doc, zb_error *err) {
  if (doc->area && *doc->area) {
    if ((r->area = area_asked(r, doc->area)) < 0)
      return zb_error__set(err, ZB_EARG, "there is no area '%s'; give a name or a code of GB/T 2260", doc->area);
  } else {
    r->area = zb_area__choose(r, x);
  }
  if (r->area >= 0) {
    r->area_name = zb_rule_str(r->rules, r->rules->area[r->area].name);
    r->area_code = zb_name(r->rules->area[r->area].code);
  }
  return 0;
}

int zb_head__read(zb_reader *r, const zb_document *doc, zb_error *err) {
  zb_findings x;
  zb_head *h = &r->result->head;
  size_t i;
  int e;
  memset(&x, 0, sizeof x);
  for (i = 0; i < r->layout.block_n && r->layout.block[i].at < HEAD_BYTES && !r->failed; i++) {
    if (r->layout.block[i].kind == ZB_BLOCK_TEXT) hear_block(r, &x, &r->layout.block[i], i < 16);
  }
  if (r->failed) return ZB_ENOMEM;
  if ((e = choose_type(r, &x, doc, err)) != 0 || (e = choose_area(r, &x, doc, err)) != 0) return e;
  if (doc->year) r->year = doc->year;
  else zb_year__choose(r, &x);
  if (r->year && (x.part || x.part_month)) {
    r->part = zb_when__year(r->year);
    r->part.part = (uint8_t)x.part;
    if (!x.part) r->part.month = 1, r->part.to_month = (uint8_t)x.part_month;
  }
  r->type_name = zb_rule_str(r->rules, r->rules->type[r->type].name);
  h->type = r->type_name;
  h->title = keep(r, x.name);
  h->date = keep(r, x.date);
  h->speaker = keep(r, x.speaker);
  h->area = r->area_name;
  h->area_code = r->area_code;
  h->year = r->year;
  return 0;
}
