/* year.c - the year of a document: said in its head, or guessed from the years that its text names. */
#include "read/head.h"

#include "base/find.h"
#include "text/number.h"

enum { FIRST = 1900, YEARS = 200 };

/* How often the text names each year. */
typedef struct mention { int told, aimed; } mention;      /* aimed: behind 到, 自, …, and ends of spans */

typedef struct tally {
  mention year[YEARS];
  int first;                          /* told first; 0 none */
  int any;
} tally;

/* A type that begins with the years to come, or with a scene of today before them. */
static int plans_ahead(const zb_reader *r) {
  const zb_type *t = &r->rules->type[r->type];
  uint8_t first = t->fallback ? r->rules->section[t->section + t->fallback - 1u].period : 0;
  size_t i;
  if (first != ZB_P_YEAR || t->year_is) return first == ZB_P_SPAN_AHEAD;
  for (i = 0; i < t->section_n; i++) if (r->rules->section[t->section + i].period == ZB_P_SPAN_AHEAD) return 1;
  return 0;
}

/* The four digits, of either kind, that end at at. Returns: the year, and where it begins; 0 for none. */
static int year_ending(zb_str s, size_t at, size_t *begin) {
  int year = 0, unit = 1, arabic = -1, i;
  uint32_t c;
  for (i = 0; i < 4; i++, unit *= 10) {
    size_t k = zb_char__before(s.p, s.n, at, &c);
    int digit = !k ? -1 : zb_char__digit(c) ? (int)c - '0' : zb_char__numeral(c);
    if (digit < 0 || digit > 9 || (arabic >= 0 && arabic != zb_char__digit(c))) return 0;
    arabic = zb_char__digit(c);
    year += digit * unit;
    at -= k;
  }
  *begin = at;
  return zb_char__before(s.p, s.n, at, &c) && zb_char__digit(c) ? 0 : year >= FIRST && year < FIRST + YEARS ? year : 0;
}

int zb_year__paired(const char *text, size_t at) {
  size_t begin;
  return at > 3 && memcmp(text + at - 3, "、", 3) == 0 ? year_ending((zb_str){ text, at }, at - 3, &begin) : 0;
}

/* Whether the year that begins at at is one to count from or to aim at. */
static int counted_from(const zb_reader *r, zb_str s, size_t at) {
  zb_str before = { s.p, at };
  uint32_t c;
  size_t k = zb_char__before(s.p, s.n, at, &c);
  int word;
  if (zb_cue__before(r->rules, before, ZB_Q_UNTIL)) return 0;
  return zb_cue__before(r->rules, before, ZB_Q_SINCE) || zb_cue__before(r->rules, before, ZB_Q_AGAINST) ||
         (k && zb_range__join(s.p, s.n, at - k, &word) == k);
}

static void count(const zb_reader *r, tally *t) {
  zb_str s = { r->text, r->layout.text.n };
  size_t at = 0, begin;
  const char *p;
  int year;
  memset(t, 0, sizeof *t);
  for (; (p = zb_find(s.p + at, s.p + s.n, "年", 3)) != NULL; at += 3) {
    at = (size_t)(p - s.p);
    if (!(year = year_ending(s, at, &begin))) continue;
    int aimed = counted_from(r, s, begin);
    if (aimed) t->year[year - FIRST].aimed++;
    else t->year[year - FIRST].told++;
    t->any = 1;
    if (!aimed && !t->first) t->first = year;
  }
}

static int told(const tally *t, int year) {
  return year >= FIRST && year < FIRST + YEARS ? t->year[year - FIRST].told : 0;
}

/* A meeting's report names the year before and its own more than any other two, and mostly begins with the year before. */
static int year_of_meeting(const tally *t) {
  int best = 0, most = 0, i;
  for (i = 0; i + 1 < YEARS; i++) {
    const mention *last = &t->year[i], *now = last + 1;
    int score = 6 * last->told - 3 * last->aimed + 6 * (t->first == FIRST + i) + 4 * now->told + 5 * (now->told > 0);
    if (last->told && score >= most) most = score, best = FIRST + i + 1;
  }
  return best;
}

/* Goals end in the last of the years that are named about as often as any. */
static int last_aim(const tally *t) {
  int most = 1, last = 0, i;
  for (i = 0; i < YEARS; i++) if (t->year[i].told + t->year[i].aimed > most) most = t->year[i].told + t->year[i].aimed;
  for (i = 0; i < YEARS; i++) if ((t->year[i].told + t->year[i].aimed) * 2 >= most) last = FIRST + i;
  return last;
}

/* Of equals the one told first. */
static int most_told(const tally *t) {
  int best = t->first ? t->first - FIRST : 0, i;
  for (i = 0; i < YEARS; i++) if (t->year[i].told > t->year[best].told) best = i;
  return t->first ? FIRST + best : 0;
}

/* 第五届 that ends at at. Returns: 5, 0 for none. */
static int term_before(zb_str s, size_t at) {
  size_t begin = at > 15 ? at - 15 : 0;
  zb_number n;
  for (; begin + 6 < at; begin++) {
    if (zb_text__has(s.p, s.n, begin, "第") && zb_number__chinese(s.p, s.n, begin + 3, &n) &&
        zb_text__has(s.p, s.n, n.end, "届") && n.end + 3 == at)
      return (int)n.value.mantissa;
  }
  return 0;
}

/* Terms are counted from 1, and a term's sessions are yearly. */
int zb_year__congress(const zb_rules *rules, zb_str s) {
  uint32_t first, k;
  size_t at;
  for (first = 0; first < rules->cue_n && rules->cue[first].kind != ZB_Q_CONGRESS; first++) {}
  for (k = first; k < rules->cue_n && rules->cue[k].kind == ZB_Q_CONGRESS; k++) {
    zb_str name = zb_rule_str(rules, rules->cue[k].word);
    int term = 0;
    zb_number session;
    if (k > first && rules->cue[k].word.at == rules->cue[k - 1].word.at) continue;
    for (at = 0; at + name.n <= s.n && !term; at++)
      if (memcmp(s.p + at, name.p, name.n) == 0) term = term_before(s, at);
    if (term < 1 || k + (uint32_t)term > rules->cue_n) continue;
    at += name.n - 1;
    k += (uint32_t)term - 1;
    if (rules->cue[k].kind != ZB_Q_CONGRESS) return 0;
    if (!zb_text__has(s.p, s.n, at, "第") || !zb_number__chinese(s.p, s.n, at + 3, &session)) session.value.mantissa = 1;
    return rules->cue[k].weight + (int)session.value.mantissa - 1;
  }
  return 0;
}

/* A year that only a line of the page tells (published on …) must be one that the text can be of. */
static int fits(const tally *t, int year) { return !t->any || told(t, year) || told(t, year - 1); }

/* The year that a date in the head gives to what was reported: of the year before, if the part reported is not over yet. */
static int reported_by(const zb_findings *x) {
  int last = x->part_month ? x->part_month : x->part == ZB_P_Q1 ? 3 : x->part == ZB_P_H1 ? 6 : x->part == ZB_P_Q1_3 ? 9 : 0;
  return x->dated_year - (x->dated_month <= (last ? last : 6));
}

/* 2019年预算执行情况: a title that names only the year looked back on. */
static int looks_back(const zb_rules *rules, zb_str title) {
  return zb_cue__in(rules, title, ZB_Q_DONE) && !zb_cue__in(rules, title, ZB_Q_DRAFT);
}

static int of_meeting(const zb_reader *r, const zb_findings *x, const tally *t, const char **why) {
  *why = NULL;
  if (x->meeting_year) return x->meeting_year + (x->meeting_month >= 11);
  if (x->title_year) return x->title_year + looks_back(r->rules, x->title);
  if (x->congress_year) return x->congress_year;
  if (x->dated_year && fits(t, x->dated_year)) return *why = "a date in the head", x->dated_year;
  if (x->plan_past) return *why = "the plan looked back on", x->plan_year + 5;
  return *why = "the years that the text names", year_of_meeting(t);
}

static int of_aims(const zb_findings *x, const tally *t, const char **why) {
  int last = last_aim(t);
  *why = NULL;
  if (x->plan_year) return x->plan_year;
  if (x->title_year) return x->title_year;
  return *why = "the last year named, in which five years end", last ? last - 4 : 0;
}

static int of_report(const zb_findings *x, const tally *t, const char **why) {
  *why = NULL;
  if (x->title_year) return x->title_year;
  if (x->congress_year) return x->congress_year;
  if (x->meeting_year && 2 * told(t, reported_by(x)) >= told(t, x->first_year))
    return *why = "the meeting's date", reported_by(x);
  if (x->compared_year && x->compared_year >= x->first_year) return *why = "the year compared with", x->compared_year + 1;
  if (x->first_year && (!x->dated_year || (x->first_year <= x->dated_year && x->dated_year - x->first_year < 3)))
    return *why = "the first year named", x->first_year;
  if (x->dated_year) return *why = "a date in the head", reported_by(x);
  return *why = "the one named most often", most_told(t);
}

void zb_year__choose(zb_reader *r, const zb_findings *x) {
  const char *why;
  tally t;
  count(r, &t);
  if (plans_ahead(r)) r->year = of_aims(x, &t, &why);
  else r->year = r->rules->type[r->type].year_is ? of_report(x, &t, &why) : of_meeting(r, x, &t, &why);
  if (!r->year)
    zb_result__note(r->result, "year-unknown", 0, 0, "the text names no year; periods are left empty, --year says it");
  else if (why)
    zb_result__note(r->result, "year-guessed", 0, 0, "the year %d is guessed from %s; --year says it", r->year, why);
}
