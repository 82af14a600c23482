/* reader.h - reading one document: what all parts of engine/read share.
 *
 * The way: head.c tells type, year and area; reader.c walks the blocks; section.c keeps the headings and the section;
 * sentence.c cuts a sentence into clauses and follows words that govern what comes after them; claim.c takes one figure
 * and its rule to an observation; subject.c finds and trims the phrase that is measured, antecedent.c completes it,
 * shown.c makes it what is told; list.c shares lists out; table.c, table_head.c and table_cell.c read rows of cells;
 * period.c turns periods into text.
 */
#ifndef ZB_READER_H
#define ZB_READER_H

#include <string.h>

#include "base/stage.h"
#include "base/watch.h"
#include "doc/result.h"
#include "format/format.h"
#include "match/ahead.h"
#include "match/rule.h"
#include "match/scan.h"
#include "read/trace.h"
#include "text/layout.h"
#include "text/source.h"

/* A period: years, or months or a part of one year. */
typedef struct zb_when {
  int16_t from, to;          /* years; 0 unknown */
  uint8_t part;              /* ZB_P_H1 … ZB_P_Q1_3; 0 the whole */
  uint8_t month, to_month;   /* 0 none */
} zb_when;

/* How a phrase tells of its thing: done over the period, with a verb that was dropped or stands inside, or with its own. */
enum zb_telling { ZB_TOLD_PLAIN, ZB_TOLD_DROPPED, ZB_TOLD_DONE };

/* A phrase that is measured. */
typedef struct zb_phrase {
  zb_str text;               /* as the observation tells it; n 0: none */
  zb_str verb;               /* the kept verb that it begins with */
  zb_str noun;               /* text without the verb */
  int32_t indicator;         /* of the catalogue; -1 none */
  int32_t area;              /* told with it; -1 the document's own */
  uint8_t add;               /* the verb is one of increment */
  uint32_t first, last;      /* tokens [first, last) of its noun; equal where it is not of this sentence */
  uint8_t flow;              /* enum zb_telling */
  uint32_t object;           /* bytes of noun before what a verb that was dropped works on: 5个县开展X试点, X试点; 0 none */
} zb_phrase;

enum { ZB_ITEMS = 24, ZB_HEADINGS = 5 };

/* What one figure hands to the next. */
typedef struct zb_carry {
  zb_phrase phrase;
  int valid;
  uint8_t kind, measure, basis, bound, status;
  uint8_t right;             /* its subject stood behind it */
  uint8_t earlier;           /* a value of before, told to compare with */
  uint8_t some;              /* … of some that there are: 有 5 个乡镇 */
  uint8_t total;             /* told as the sum of all years of a span */
  int8_t sign;
  int16_t base;              /* the year of its value of before: 由2012年的5万增加到8万; 0 none */
  int32_t rule;
  zb_when when;
  zb_str unit;
  int32_t unit_index;        /* of the figure's own unit; -1 none */
} zb_carry;

/* A list that is being shared out: A、B、C 分别 1、2、3. */
typedef struct zb_list {
  zb_phrase item[ZB_ITEMS];
  size_t n, next;            /* next: the item that the next figure takes; n 0: no list */
} zb_list;

/* What holds from a word on to the end of the sentence (or the semicolon). */
typedef struct zb_govern {
  uint8_t status;            /* of 预计, 力争 */
  uint8_t has_when, by;      /* has_when 2: a date; by: 到 2026 年, the end of a span */
  uint8_t total;             /* 五年: over all years of the span */
  uint32_t total_at;         /* first token of the clause that says so */
  zb_str status_word, when_word;   /* the words that said so, for those who follow */
  uint8_t since;             /* 2012年以来: growth is from the year after it on */
  int16_t base;              /* 相比2012年: the year compared with; 0 none */
  zb_when when;
} zb_govern;

typedef struct zb_reader {
  zb_mem *mem;
  const zb_rules *rules;
  const zb_rule_index *index;    /* of the report type */
  struct zb_hooks *hooks;        /* NULL where no rule has one */
  zb_watch *watch;               /* whether reading must end */
  unsigned match_steps;          /* of one figure against one rule */
  const zb_source *source;
  const zb_reading *reading;     /* NULL where the source is the document itself */
  zb_tracer *trace;              /* tells somebody who follows; NULL: nobody does */
  zb_clock *clock;               /* NULL: nobody asks where the time goes */
  zb_layout layout;
  zb_result *result;
  const char *text;              /* normalised */
  zb_ahead *ahead;               /* where sentences come from; NULL: they are scanned when it is their turn */
  zb_sentence s;
  int marker;                    /* level of the marker that stands before the sentence (一、 1.), which is no part of it; 0 none */
  size_t marker_at;
  zb_place place;                /* rises with the figures */
  size_t hint;
  int failed;                    /* memory ran out, or the watch says that it is over */

  int chapter;                   /* number of the last chapter numbered 01, 02, …; 0 none */
  int opened;                    /* a heading or a formula has opened a section */
  int type, year;
  int all_codes;                 /* detail indicators are told, too */
  zb_when part;                  /* the part of the year that the head names; from 0 none */
  int32_t area;                  /* own; -1 unknown */
  zb_str doc_name, type_name, area_name, area_code;

  int section;                   /* of rules->section; -1 none */
  zb_when when;                  /* the section's */
  zb_str heading[ZB_HEADINGS];   /* by level, empty where there is none */
  zb_str path;                   /* the headings joined */
  int path_old;                  /* it must be joined again */

  zb_when told_when;             /* the period told last, and its text */
  zb_str told_period;

  zb_carry carry;
  zb_phrase shown;               /* of the figure before, as told: with its share of what */
  zb_phrase whole;               /* what 其中 divides */
  zb_phrase divided;             /* what was divided last, and all through (分行业看) */
  int all_parts;                 /* whole is divided by a classification: each name is a part */
  zb_phrase topic;               /* of the clause before, which had no figure; see zb_sentence__topic */
  size_t topic_lo, topic_hi;     /* tokens of the clauses without figures that it is still to be found in; none where lo >= hi */
  zb_list list;
  zb_phrase recent[ZB_ITEMS];    /* subjects told in this sentence, each once, the last one last */
  size_t recent_n;
  size_t clause;                 /* first token of the clause */
  int top;                       /* section that the last heading of the first levels opened; -1 none */
  zb_govern govern;
  int aside;                     /* inside a bracket */
  zb_str before;                 /* the clause before, which had no figure; n 0: it had one */
  zb_str zone;                   /* a part of the own area that the sentence speaks of: 某某都市圈; n 0 none */
  int from_year_start;           /* sentences for which it still holds that a stock was compared with the year's start */
  zb_when dated;                 /* of a year before the section's, told at the head of the sentence before; from 0 none */
  struct { uint32_t from, to; } headword[ZB_HEADWORDS];   /* of rules->headword, by kind; to 0 before the first table */
  zb_str row;                    /* the table row being read; n 0 outside tables */
} zb_reader;

/* head.c */
int zb_head__read(zb_reader *r, const zb_document *doc, zb_error *err);
/* area.c: of the areas that share a name, the one nearest to the area of that code; area itself where none is. */
int32_t zb_area__nearest(const zb_reader *r, int32_t area, const char *code);
/* series.c: takes the indicator from figures of a wider series of a like name. */
void zb_series__part(zb_result *d);

/* verb.c: a known name may begin with a verb of increment (新增市场主体). Returns: the verb's bytes; 0 where there is none or where the
 * indicator's own name has it (城镇新增就业 is a flow). */
size_t zb_verb__added(const zb_reader *r, const zb_token *t);
/* A verb, and none that tells what there is. */
int zb_verb__acts(const zb_reader *r, size_t i);
/* How words [a, b) tell of their thing: as done with a verb that they end with or one of increment. */
uint8_t zb_verb__telling(const zb_reader *r, size_t a, size_t b);
/* Where mixed work that ends with the verb of building at i begins: 改造和新建, 改造新建; i where it is none. */
size_t zb_verb__mixed(const zb_reader *r, size_t a, size_t i);

/* antecedent.c: the subject before figure f, completed; lo: first token of its words. */
zb_phrase zb_antecedent__complete(zb_reader *r, zb_phrase p, size_t f, size_t lo);
/* What a phrase is about, without what was done with it: 试点 of 县开展试点, 棚改 of 棚改开工. */
zb_str zb_antecedent__thing(const zb_reader *r, const zb_phrase *told);
/* 参保 of 1334万人参保: with what it is said of, in the words [lo, f) or told before; of 4个千亿台阶, what took them. */
zb_phrase zb_antecedent__of_told(zb_reader *r, zb_phrase p, size_t lo, size_t f);

/* section.c: at the start of a sentence; block: the sentence begins a block; whole: it is all of it. */
void zb_section__enter(zb_reader *r, int block, int whole);
void zb_section__begin(zb_reader *r);
zb_str zb_section__path(zb_reader *r);
uint8_t zb_section__status(const zb_reader *r);
/* sentence.c */
void zb_sentence__read(zb_reader *r);
/* What the clauses before, which have no figures, name. It is found when it is asked for: mostly it never is. Returns: NULL for
 * nothing. */
const zb_phrase *zb_sentence__topic(zb_reader *r);
void zb_sentence__forget(zb_reader *r);
void zb_sentence__silent(zb_reader *r);      /* one without figures */
/* meaning.c: what the words that a rule matched say; 0 where they say nothing. */
typedef struct zb_said {
  uint8_t basis, bound, status, years, plan, part, from, series, total, has_basis;
  int8_t sign;
  uint32_t basis_at, bound_at, status_at, sign_at, years_at;   /* the token that said it; UINT32_MAX: the subject's last words */
  const zb_figure *date;     /* a date among them */
} zb_said;

zb_said zb_meaning__listen(const zb_reader *r, size_t lo, size_t f, size_t hi);
/* Fills all of *now but phrase, unit and right (read). behind: bound of the word behind the figure; told: the subject was only
 * carried over. */
void zb_meaning__settle(const zb_reader *r, size_t f, const zb_rule *rule, const zb_claim *c, zb_said *w, uint8_t behind,
                        const zb_phrase *p, int told, zb_carry *now, int *year_start);
/* claim.c: one figure token of the clause [lo, hi), the words before it from lo on. Returns: the first token not used. */
size_t zb_claim__figure(zb_reader *r, size_t f, size_t lo, size_t hi);
/* observe.c: makes the observation of figure token f of the clause [lo, hi). */
void zb_claim__emit(zb_reader *r, size_t f, size_t lo, size_t hi, const zb_phrase *p, const zb_carry *c);
/* observe.c: value, lower and upper of a figure with its sign and bound. */
void zb_observe__value(const zb_figure *f, int sign, uint8_t bound, zb_observation *o);
/* shown.c: the phrase of figure f as its observation tells it; *now: what was made of the figure. */
zb_phrase zb_shown__phrase(zb_reader *r, zb_phrase p, const zb_rule *rule, const zb_claim *c, size_t f, size_t lo,
                           const zb_carry *now);
/* 粮食产量连续 6 年增长: the claim behind a run of years belongs to its subject. */
zb_phrase zb_shown__run(zb_reader *r, zb_phrase p, const zb_claim *c, size_t f, size_t lo, size_t hi);
/* hooked.c: the hook of the rule that claimed a figure; lo, hi: the clause. */
void zb_hooked__apply(zb_reader *r, const zb_figure *fig, const zb_carry *c, size_t lo, size_t hi, zb_observation *o);
/* table.c: rows [first, last) of blocks. */
void zb_table__read(zb_reader *r, size_t first, size_t last);

/* subject.c */
zb_phrase zb_subject__left(zb_reader *r, size_t lo, size_t hi);
/* 某某都市圈经济总量, 某某新片区形成案例: notes the zone that tokens [a, b) begin with. Returns: where the subject begins, behind a
 * zone that acts, at one that owns. */
size_t zb_subject__zone(zb_reader *r, size_t a, size_t b);
zb_phrase zb_subject__right(zb_reader *r, size_t f, size_t at, size_t hi, size_t lo, size_t *end);
zb_phrase zb_subject__join(zb_reader *r, zb_str verb, zb_str noun, int add);
zb_str zb_subject__cat(zb_reader *r, zb_str a, zb_str b);
/* The text of tokens [a, b) without bracketed asides and verbs of reaching (X完成投资 is X投资). */
zb_str zb_subject__text(zb_reader *r, size_t a, size_t b);

/* code.c */
/* The word that all of p is; -1 for none. */
int32_t zb_code__word(const zb_reader *r, const char *p, size_t n);
/* The catalogue's indicator that a phrase names; -1 for none. */
int32_t zb_code__indicator(const zb_reader *r, zb_str phrase);
/* Whether an indicator (-1 none) is a flow of its period. */
int zb_code__flow(const zb_reader *r, int32_t indicator);
/* Whether a noun is a relation (营业收入); the bytes of one that a longer noun ends with, 0 for none. */
int zb_code__relational(const zb_reader *r, zb_str noun);
size_t zb_code__relation_at_end(const zb_reader *r, zb_str noun);
/* Whether a word with a role, a relation or a ratio may stand at the end of s; nearly never so where none does. */
int zb_code__has_tail(const zb_reader *r, zb_str s);
/* Whether s as a whole is a name of the catalogue or of terms.lua. */
int zb_code__is_name(const zb_reader *r, zb_str s);
/* Whether s is a word of that role; the bytes of the longest one that a longer s ends with, 0 for none. */
int zb_code__has_role(const zb_reader *r, zb_str s, uint32_t role);
size_t zb_code__role_at_end(const zb_reader *r, zb_str s, uint32_t role);
/* What stands behind the first word of that role in s; "" for none. */
zb_str zb_code__behind_role(const zb_reader *r, zb_str s, uint32_t role);
/* 带动旅游收入, 惠及游客: whether a verb is one of effect, which makes another thing of its object. */
int zb_code__affects(const zb_reader *r, zb_str verb);

/* list.c */
void zb_list__split(zb_reader *r, size_t lo, size_t hi, size_t figures);
/* What the clause before names, for so many figures: shared out where it can be. Returns: what the first of them measures. */
zb_phrase zb_list__of_topic(zb_reader *r, size_t figures);
/* 提高 3 个和 4 个百分点: makes the figures of the list of f what its end says. */
void zb_list__points(zb_reader *r, size_t f, size_t hi);
/* The unit of figure f that the end of its list gives; "" where it has one of its own, or none. */
zb_str zb_list__unit(zb_reader *r, size_t f, size_t hi);

/* period.c */
zb_when zb_when__relative(const zb_reader *r, uint8_t period, uint8_t years);
zb_when zb_when__date(const zb_reader *r, const zb_figure *f);
zb_when zb_when__year(int year);
/* A five-year plan by the number of its word: 145 is the 14th, 2021-2025. */
zb_when zb_when__plan(int number);
zb_str zb_when__text(zb_reader *r, zb_when w);

static inline int zb_is(zb_str s, const char *word) { return s.n == strlen(word) && memcmp(s.p, word, s.n) == 0; }
static inline zb_str zb_name(const char *s) { return (zb_str){ s, strlen(s) }; }
#define BIT(name) ZB_BIT(ZB_C_##name)      /* of a class, for masks: BIT(TEXT) | BIT(AREA) */

/* Between the figures of a shared list: 增长 1%、2% 和 3%; 第 5、第 6 位. */
#define BETWEEN (BIT(PAUSE) | BIT(AND) | BIT(AFTER) | BIT(FIRST) | BIT(APIECE))

static inline uint64_t zb_class_at(const zb_reader *r, size_t i) { return r->s.token[i].classes; }
static inline const zb_figure *zb_figure_at(const zb_reader *r, size_t i) { return &r->s.figure[r->s.token[i].figure]; }
static inline zb_str zb_slice(const zb_reader *r, size_t at, size_t end) { return (zb_str){ r->text + at, end - at }; }
static inline zb_str zb_said_by(const zb_reader *r, size_t i) { return zb_slice(r, r->s.token[i].at, r->s.token[i].end); }
static inline zb_str zb_rule_str(const zb_rules *rules, zb_rstr s) { return (zb_str){ rules->pool + s.at, s.n }; }

#endif
