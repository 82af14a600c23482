/* head.c - what the head of a document says: type, title, date, speaker, area, year. */
#include <stdio.h>

#include "base/error.h"
#include "read/reader.h"

enum { LONG_SENTENCE = 240, HEAD_BYTES = 6000, NEAR_BYTES = 2400, TITLE_MARK = 8, MOST_AREAS = 24, MOST_MARKS = 64 };

typedef struct area_hit { int32_t area; int weight; } area_hit;

/* What one pass over the head finds. */
typedef struct findings {
  int weight[ZB_TYPES];
  int32_t mark[MOST_MARKS];
  size_t marks;
  size_t reason_n;
  char reason[ZB_TYPES][160];
  area_hit area[MOST_AREAS];
  size_t areas;
  int meeting_year, meeting_month, any_year, any_month, plain_year, compared_year, title_year, plan_year, plan_past;
  int part, part_month;      /* the first part of a year named: ZB_P_H1 …, or months from January to part_month */
  zb_str date, title, speaker;
  int title_weight;
} findings;

static zb_str block_text(const zb_reader *r, const zb_block *b) { return zb_slice(r, b->at, b->end); }

static int contains(zb_str s, const char *word) {
  size_t k = strlen(word), i;
  for (i = 0; i + k <= s.n; i++) if (memcmp(s.p + i, word, k) == 0) return 1;
  return 0;
}

/* A heavy mark is one of titles and formulas: in a long sentence it is only mentioned. */
static void hear_mark(const zb_reader *r, findings *x, int32_t word, int mentioned) {
  const zb_word *w = &r->rules->word[word];
  size_t i;
  for (i = 0; i < x->marks; i++) if (x->mark[i] == word) return;
  if (x->marks < MOST_MARKS) x->mark[x->marks++] = word;
  for (i = 0; i < w->marks_n; i++) {
    const zb_typemark *m = &r->rules->typemark[w->marks + i];
    zb_str s = zb_rule_str(r->rules, w->text);
    size_t n;
    x->weight[m->type] += mentioned && m->weight >= TITLE_MARK ? m->weight / 4 : m->weight;
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

static void hear_area(findings *x, int32_t area, int weight) {
  size_t i;
  for (i = 0; i < x->areas && x->area[i].area != area; i++) {}
  if (i == MOST_AREAS) return;
  if (i == x->areas) x->area[x->areas++] = (area_hit){ area, 0 };
  x->area[i].weight += weight;
}

/* 比 2016年, 自 2012年: a year named to compare with, or to count from. */
static int points_back(const zb_reader *r, size_t i) {
  static const char *const word[] = { "比", "较", "自", "从", "由", "同", "与", "到", "至", "“" };
  const zb_token *t = i > 0 ? &r->s.token[i - 1] : NULL;
  size_t k;
  if (!t || t->end != r->s.token[i].at) return 0;
  if (t->end - t->at < 3) return 0;
  for (k = 0; k < sizeof word / sizeof *word; k++) if (memcmp(r->text + t->end - 3, word[k], 3) == 0) return k < 2 ? 2 : 1;
  return 0;
}

static void hear_date(zb_reader *r, findings *x, const zb_block *b, const zb_figure *f, int back) {
  zb_str s = block_text(r, b);
  if (s.n > HEAD_BYTES) s.n = HEAD_BYTES;
  if (f->year && f->month && f->day && !x->meeting_year) {
    if (contains(s, "会议") || contains(s, "——") || contains(s, "--")) {
      x->meeting_year = f->year;
      x->meeting_month = f->month;
      x->date = zb_slice(r, f->start, f->end);
    }
  }
  if (f->year && f->month && (f->day || s.n < 90) && !x->any_year) {
    x->any_year = f->year;
    x->any_month = f->month;
    if (!x->date.n) x->date = zb_slice(r, f->start, f->end);
  }
  if (f->year && !f->month && !f->to_year && !back && !x->plain_year) x->plain_year = f->year;
  if (f->year && back == 2 && !x->compared_year) x->compared_year = f->year;
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

/* The heaviest line is the title; of equals the first that names a year. */
static void hear_title(const zb_reader *r, findings *x, const zb_block *b, int weight) {
  int year = 0;
  size_t i;
  for (i = 0; i < r->s.n; i++) {
    const zb_figure *f = zb_class_at(r, i) & BIT(DATE) ? &r->s.figure[r->s.token[i].figure] : NULL;
    if (f && f->year > year && !f->month) year = f->year;
  }
  if (weight < x->title_weight || (weight == x->title_weight && (x->title_year || !year))) return;
  x->title = block_text(r, b);
  x->title_weight = weight;
  x->title_year = year;
}

/* What one block of the head says. */
static void hear_block(zb_reader *r, findings *x, const zb_block *b, int first) {
  size_t at = b->at, i;
  while (at < b->end && at < HEAD_BYTES) {
    int marked = 0;
    size_t next = zb_scan__sentence(r->rules, r->text, at, b->end, &r->s);
    if (!next) { r->failed = 1; return; }
    for (i = 0; i < r->s.mark_n; i++) {
      int w = mark_weight(r, r->s.mark[i].word);
      hear_mark(r, x, r->s.mark[i].word, r->s.token[r->s.n - 1].end - r->s.token[0].at > LONG_SENTENCE);
      if (w > marked) marked = w;
    }
    if (marked >= TITLE_MARK && b->end - b->at <= 240) hear_title(r, x, b, marked);
    for (i = 0; i < r->s.n; i++) {
      const zb_token *t = &r->s.token[i];
      if (t->classes & BIT(DATE)) hear_date(r, x, b, &r->s.figure[t->figure], points_back(r, i));
      if (t->classes & BIT(PLAN) && t->word >= 0 && first && !x->plan_year)
        x->plan_year = zb_when__plan(r->rules->word[t->word].years).from, x->plan_past = b->end - b->at < 120 &&
            contains(block_text(r, b), "回顾");
      if (t->classes & BIT(TIME) && t->word >= 0 && !x->part && !x->part_month) {
        uint8_t period = r->rules->word[t->word].period;
        if (period >= ZB_P_H1 && period <= ZB_P_Q1_3) x->part = period;
      }
      if (t->classes & BIT(AREA) && t->word >= 0 && t->at < NEAR_BYTES && !names_person(r, i)) {
        zb_str rest = zb_slice(r, t->end, b->end);
        int weight = 1 + (marked >= TITLE_MARK ? 6 : 0) + (first && b->end - b->at < 300 ? 2 : 0);
        if (rest.n > 60) rest.n = 60;
        if (contains(rest, "人民代表大会") || contains(rest, "人民政府") || contains(rest, "统计局")) weight += 4;
        if (i + 1 < r->s.n && r->s.token[i + 1].word >= 0 && r->rules->word[r->s.token[i + 1].word].roles & ZB_R_OFFICE)
          weight += 6;
        hear_area(x, r->rules->word[t->word].ref, weight);
      }
      if (t->word >= 0 && r->rules->word[t->word].roles & ZB_R_OFFICE && !x->speaker.n && b->end - b->at <= 90 &&
          b->end - t->end >= 6 && b->end - t->end <= 12) {
        x->speaker = zb_slice(r, t->end, b->end);
      }
    }
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

static int choose_type(zb_reader *r, findings *x, const zb_document *doc, zb_error *err) {
  char reason[256];
  uint32_t i;
  int best = -1;
  if (doc->type && *doc->type) {
    if ((r->type = type_by_name(r->rules, doc->type)) < 0)
      return zb_error__set(err, ZB_EARG, "there is no report type '%s'; `zhibiao types` lists them", doc->type);
    r->result->head.type_reason = zb_name("as asked");
    return 0;
  }
  for (i = 0; i < r->rules->type_n; i++) {
    if (x->weight[i] < r->rules->type[i].threshold || !r->rules->type[i].threshold) continue;
    if (best < 0 || x->weight[i] > x->weight[best]) best = (int)i;
  }
  if (best >= 0) {
    snprintf(reason, sizeof reason, "marks in the head: %s", x->reason[best]);
    r->type = best;
  } else {
    snprintf(reason, sizeof reason, "no type has marks enough in the head");
    if ((r->type = type_by_name(r->rules, "other")) < 0) r->type = 0;
  }
  r->result->head.type_reason = zb_result__keep(r->result, reason, strlen(reason));
  return 0;
}

static int choose_area(zb_reader *r, findings *x, const zb_document *doc, zb_error *err) {
  int32_t best = -1;
  int weight = 0;
  size_t i;
  r->area = -1;
  if (doc->area && *doc->area) {
    uint32_t len;
    size_t n = strlen(doc->area);
    int32_t w = zb_trie__longest(&r->rules->words, doc->area, doc->area + n, &len);
    if (w >= 0 && len == n && r->rules->word[w].classes & BIT(AREA)) best = r->rules->word[w].ref;
    for (i = 0; best < 0 && i < r->rules->area_n; i++) if (strcmp(r->rules->area[i].code, doc->area) == 0) best = (int32_t)i;
    if (best < 0) return zb_error__set(err, ZB_EARG, "there is no area '%s'; give a name or a code of GB/T 2260", doc->area);
  }
  for (i = 0; best < 0 && i < x->areas; i++) {
    if (x->area[i].weight > weight) weight = x->area[i].weight, r->area = x->area[i].area;
  }
  if (best >= 0) r->area = best;
  else if (weight < 3) r->area = -1;
  if (r->area >= 0) {
    r->area_name = zb_rule_str(r->rules, r->rules->area[r->area].name);
    r->area_code = zb_name(r->rules->area[r->area].code);
  }
  return 0;
}

/* A type that begins with the years to come, or with a scene of today before them. */
static int plans_ahead(const zb_reader *r) {
  const zb_type *t = &r->rules->type[r->type];
  uint8_t first = t->fallback ? r->rules->section[t->section + t->fallback - 1u].period : 0;
  size_t i;
  if (first != ZB_P_YEAR || r->rules->type[r->type].year_is) return first == ZB_P_SPAN_AHEAD;
  for (i = 0; i < t->section_n; i++) if (r->rules->section[t->section + i].period == ZB_P_SPAN_AHEAD) return 1;
  return 0;
}

/* The meeting's year, or the year reported on, and why it is that one. */
static void choose_year(zb_reader *r, const findings *x, const zb_document *doc) {
  int reported = r->rules->type[r->type].year_is;
  const char *why = NULL;
  if (doc->year) {
    r->year = doc->year;
    return;
  }
  if (plans_ahead(r) && x->plan_year) r->year = x->plan_year;
  else if (!reported && x->meeting_year && !plans_ahead(r)) r->year = x->meeting_year + (x->meeting_month >= 11);
  else if (x->title_year) r->year = x->title_year + (!reported && contains(x->title, "执行情况") && !contains(x->title, "草案"));
  else if (plans_ahead(r)) r->year = 0;
  else if (reported && x->compared_year >= x->plain_year && x->compared_year)
    r->year = x->compared_year + 1, why = "the year compared with";
  else if (reported && x->plain_year && (!x->any_year || x->any_year - x->plain_year < 3))
    r->year = x->plain_year, why = "the first year named";
  else if (x->any_year) r->year = reported ? x->any_year - (x->any_month <= 6) : x->any_year, why = "a date in the head";
  else if (!reported && x->plan_past) r->year = x->plan_year + 5, why = "the plan looked back on";
  else if (!reported && x->plain_year) r->year = x->plain_year + 1, why = "the first year named, taken for the one reviewed";
  else r->year = 0;
  if (why) zb_result__note(r->result, "year-guessed", 0, 0, "the year %d is guessed from %s; --year says it", r->year, why);
}

/* A head without a date: goals of five years end in the last year named (到 2026 年); elsewhere the year named most often is
 * the one reviewed. */
static void year_from_text(zb_reader *r) {
  enum { FIRST = 1949, YEARS = 120 };
  int count[YEARS] = { 0 }, last = 0, most = 0, ahead = plans_ahead(r);
  size_t at = 0, n = r->layout.text.n, i;
  while (at < n) {
    at = zb_scan__sentence(r->rules, r->text, at, n, &r->s);
    if (!at) { r->failed = 1; return; }
    for (i = 0; i < r->s.n; i++) {
      int y = zb_class_at(r, i) & BIT(DATE) ? r->s.figure[r->s.token[i].figure].year : 0;
      if (y < FIRST || y >= FIRST + YEARS) continue;
      if (y > last) last = y;
      if (++count[y - FIRST] > count[most]) most = y - FIRST;
    }
  }
  if (!last) {
    zb_result__note(r->result, "year-unknown", 0, 0, "the text names no year; periods are left empty, --year says it");
    return;
  }
  r->year = ahead ? last - 4 : FIRST + most + !r->rules->type[r->type].year_is;
  zb_result__note(r->result, "year-guessed", 0, 0, "the year %d is guessed from %s; --year says it", r->year,
                  ahead ? "the last year named, in which five years end" : "the one named most often");
}

int zb_head__read(zb_reader *r, const zb_document *doc, zb_error *err) {
  findings x;
  zb_head *h = &r->result->head;
  size_t i;
  int e;
  memset(&x, 0, sizeof x);
  for (i = 0; i < r->layout.block_n && r->layout.block[i].at < HEAD_BYTES && !r->failed; i++) {
    if (r->layout.block[i].kind == ZB_BLOCK_TEXT) hear_block(r, &x, &r->layout.block[i], i < 16);
  }
  if (r->failed) return ZB_ENOMEM;
  if ((e = choose_type(r, &x, doc, err)) != 0 || (e = choose_area(r, &x, doc, err)) != 0) return e;
  choose_year(r, &x, doc);
  if (!r->year) year_from_text(r);
  if (r->year && (x.part || x.part_month)) {
    r->part = zb_when__year(r->year);
    r->part.part = (uint8_t)x.part;
    if (!x.part) r->part.month = 1, r->part.to_month = (uint8_t)x.part_month;
  }
  r->type_name = zb_rule_str(r->rules, r->rules->type[r->type].name);
  h->type = r->type_name;
  h->title = keep(r, x.title);
  h->date = keep(r, x.date);
  h->speaker = keep(r, x.speaker);
  h->area = r->area_name;
  h->area_code = r->area_code;
  h->year = r->year;
  return 0;
}
