/* ruleset.h - a compiled rule set: what rules/ says, as flat arrays.
 *
 * Immutable after building and free of pointers inside its records (strings are offsets into one pool), so that it is
 * one image (rules/image.h), built into the binary or made at run time, and shared by threads.
 */
#ifndef ZB_RULESET_H
#define ZB_RULESET_H

#include "match/trie.h"
#include "text/figure.h"
#include "zhibiao.h"

typedef struct zb_rstr { uint32_t at, n; } zb_rstr;   /* a string of the pool */

/* Token classes: one bit each. The engine knows these by their place; rules/lexicon.lua names them by the words of
 * zb_class_names (ruleset.c) and may add more of its own from ZB_CLASS_USER on. */
enum zb_class {
  /* made by the engine */
  ZB_C_TEXT,       /* text: a stretch without a known word */
  ZB_C_FIGURE,     /* figure */
  ZB_C_DATE,       /* date: 2022年, 1—9月 */
  ZB_C_NUMBER,     /* number: digits that are a name (G514, 12345热线) */
  ZB_C_COMMA, ZB_C_PAUSE, ZB_C_SEMICOLON, ZB_C_STOP, ZB_C_COLON, ZB_C_OPEN, ZB_C_CLOSE, ZB_C_MARK,
                   /* comma ， pause 、 semicolon ； stop 。！？ and the end of a block, colon ： open （ close ） mark: other signs */
  ZB_C_QUOTED,     /* quoted: “…” as one token */
  ZB_C_INDICATOR,  /* indicator: a name of the catalogue */
  ZB_C_AREA,       /* area: a name of areas.lua */
  /* of the lexicon */
  ZB_C_RISE,       /* rise: 增长 提高 */
  ZB_C_FALL,       /* fall: 下降 减少 */
  ZB_C_BASIS,      /* basis: 同比 比上年 较年初 年均 */
  ZB_C_REACH,      /* reach: 达到 完成 实现 为 */
  ZB_C_BOUND,      /* bound: 超过 突破 不低于 近 约, before the figure */
  ZB_C_AFTER,      /* after: 以上 左右 以内, behind the figure */
  ZB_C_MODAL,      /* modal: 预计 力争 确保 */
  ZB_C_SCOPE,      /* scope: 全市 全省 我市 */
  ZB_C_TIME,       /* time: 全年 年末 累计 上年 五年来 到 … */
  ZB_C_AMONG,      /* among: 其中 */
  ZB_C_APIECE,     /* apiece: 分别 均 各 */
  ZB_C_MAKE,       /* make: verbs kept in the subject: 建成 改造 引进 */
  ZB_C_ADD,        /* add: verbs of increment: 新增 净增 新建 */
  ZB_C_DO,         /* do: verbs dropped from the subject: 实施 开展 推进 */
  ZB_C_SHARE,      /* share: 占 */
  ZB_C_RANK,       /* rank: 居 列 位居 */
  ZB_C_GAP,        /* gap: 高于 低于 快于 */
  ZB_C_FROM,       /* from: 由 从 */
  ZB_C_AND,        /* and: 和 及 与 以及 */
  ZB_C_ETC,        /* etc: 等 */
  ZB_C_OF,         /* of: 的 */
  ZB_C_PER,        /* per: 每 人均 平均 */
  ZB_C_SERIES,     /* series: 连续 */
  ZB_C_FIRST,      /* first: 第 前 后, before a rank */
  ZB_C_IS,         /* is: 是 为 系 */
  ZB_C_FILLER,     /* filler: words that say nothing of the figure: 同时 此外 实际 累计 */
  ZB_C_RELATION,   /* relation: nouns that need an owner: 总投资 总量 产值 营收 增速 */
  ZB_C_WIDER,      /* wider: 全国 全球, another area than the document's */
  ZB_C_PLAN,       /* plan: “十四五”, a five-year plan by name; years = 145 */
  ZB_C_RATIO,      /* ratio: 比重 占比 比例 */
  ZB_C_WHOLE,      /* whole: 全部 均 超额完成, of all that were counted: what follows is no part of their name */
  ZB_C_OPAQUE,     /* opaque: longer words that only keep a shorter one inside from being seen: 普及 和美 千瓦 */
  ZB_C_LITERAL,    /* literal: a word that stands quoted in the match of a rule */
  ZB_CLASS_USER,
  ZB_CLASSES = 64
};

/* Roles: classes of the lexicon whose words make no token of their own; they are looked up where they matter. */
enum zb_role {
  ZB_R_OFFICE = 1,     /* office: 市长 省长, before the speaker's name */
  ZB_R_GRADE = 2,      /* grade: 国家级 各类, that no catalogue name needs before it */
  ZB_R_EXTENT = 4,     /* extent: 总量 占比, that no catalogue name needs behind it */
  ZB_R_AFFECT = 8,     /* affect: 带动 惠及, verbs whose object is not the series of its name */
  ZB_R_OPENER = 16,    /* opener: 各位代表 回首, before words that open a section */
  ZB_R_PARTICLE = 64,  /* particle: 共 将 但 末, left at the front of a subject by what was cut before it */
  ZB_R_SPEND = 128,    /* spend: 投资 投入, money whose use may stand behind it */
  ZB_R_COMPOUND = 32,  /* compound: 存贷款 for 存款 and 贷款 */
  ZB_R_VERBAL = 256,   /* verbal: 并 且, that join verbs, not nouns */
  ZB_R_CIRCUMSTANCE = 512,   /* circumstance: 情况下 基础上, the end of what began with 在 and is no part of a subject */
  ZB_R_PREDICATE = 1024,     /* predicate: 参保 受益, said of what was named before */
  ZB_R_GRADED = 2048,  /* graded: 级 以上, ends of a name that the noun before completes */
  ZB_R_ZONE = 4096,    /* zone: 经济圈 新片区, ends of names of places that are no areas */
  ZB_R_KIND = 8192,    /* kind: 类 业, ends of names of kinds that share what is measured */
  ZB_R_OUTPUT = 16384, /* output: 产量, told once for a row of goods */
  ZB_R_BODY = 32768,   /* body: 企业, 合作社, what counted things are, whole names by themselves */
  ZB_R_UNDER = 131072, /* under: 在, what a circumstance begins with */
  ZB_R_NEWLY = 262144, /* newly: 新增, in a name of what is added */
  ZB_R_STATE = 65536,  /* state: 拥有 覆盖, verbs that tell what there is, not what was done */
  ZB_R_STEP = 524288,  /* step: 台阶 大关, ends of what is counted of the name before, not by itself */
  ZB_R_WORLD = 2097152,   /* world: 全球 世界, whose figures are no series of the area's */
  ZB_R_SUM = 1048576   /* sum: 资金 投资, ends of names of money of a year, which is no stock: what is new of it is all of it */
};
enum { ZB_ROLES = 22 };

#define ZB_BIT(c) ((uint64_t)1 << (c))

/* Values that words and rules give; 0 is "says nothing". Names: zb_measure_names and so on in ruleset.c. */
enum zb_measure {
  ZB_M_NONE, ZB_M_LEVEL, ZB_M_INCREMENT, ZB_M_GROWTH, ZB_M_CHANGE, ZB_M_SHARE, ZB_M_MULTIPLE, ZB_M_RANK, ZB_M_GAP
};
enum zb_basis { ZB_B_NONE, ZB_B_YOY, ZB_B_COMPARABLE, ZB_B_YEAR_START, ZB_B_ANNUAL, ZB_B_CUMULATIVE, ZB_B_EMPTY };
enum zb_bound { ZB_O_NONE, ZB_O_EQ, ZB_O_GE, ZB_O_GT, ZB_O_LE, ZB_O_LT, ZB_O_APPROX, ZB_O_RANGE };
enum zb_status { ZB_S_NONE, ZB_S_ACTUAL, ZB_S_ESTIMATE, ZB_S_TARGET, ZB_S_REFERENCE };

/* Periods, relative to the document's year Y (of the meeting, or reported on). */
enum zb_period {
  ZB_P_NONE,
  ZB_P_YEAR,          /* Y */
  ZB_P_LAST,          /* Y-1 */
  ZB_P_BEFORE_LAST,   /* Y-2 */
  ZB_P_SPAN_BACK,     /* the years of the last five-year term or plan that end before Y, or with Y for a communiqué */
  ZB_P_SPAN_AHEAD,    /* the five years from Y on */
  ZB_P_YEAR_ONE_ON,   /* Y+1 */
  ZB_P_SINCE,         /* behind a year: from it on */
  ZB_P_AGAINST,       /* beside a year: compared with it */
  ZB_P_H1, ZB_P_H2, ZB_P_Q1, ZB_P_Q2, ZB_P_Q3, ZB_P_Q4, ZB_P_Q1_3,   /* parts of the section's year */
  ZB_P_PART           /* the part of the year that the head names (上半年, 1—9月), else Y */
};

enum { /* zb_word.flags; START and HEADING also of zb_opening */
  ZB_W_NEAR = 1,      /* its lexicon classes count only in an unbroken chain of known words next to a figure */
  ZB_W_START = 2,     /* only at the start of a sentence or in a heading */
  ZB_W_HEADING = 4,   /* only in a heading */
  ZB_W_TOTAL = 8      /* 累计, 每年: over all years of a span */
};

typedef struct zb_word {
  uint64_t classes;
  zb_rstr text;
  int32_t ref;          /* indicator or area number; -1 none (class indicator: a name without a code, of terms.lua) */
  uint32_t opens, marks;     /* first of the sections that it opens, of the types that it marks */
  uint16_t opens_n, marks_n;
  int8_t sign;          /* rise +1, fall -1 */
  uint8_t basis, bound, status, period;
  uint8_t flags;
  uint8_t years;        /* a span's length: 五年 5 */
  uint32_t roles;       /* bits of enum zb_role */
  zb_rstr parts;        /* role compound: what it stands for, joined by |: 存贷款 is 存款|贷款 */
} zb_word;

enum {                  /* traits of words in the automata */
  ZB_T_TOKEN = 1,     /* it makes a token */
  ZB_T_MARK = 2       /* it opens a section or tells a type */
};

/* One section that a word opens: a phrase may open different sections in different types. */
typedef struct zb_opening {
  uint8_t type;
  uint8_t section;      /* number within its type: zb_type.section + section */
  uint8_t flags;        /* ZB_W_START, ZB_W_HEADING; 0 anywhere */
} zb_opening;

/* One type that a word speaks for. */
typedef struct zb_typemark { uint8_t type, weight; } zb_typemark;

/* What the head of a document is read by (rules/head.lua): words, and weights without a word. */
enum zb_cue_kind {
  ZB_Q_OWN, ZB_Q_LOCAL, ZB_Q_NATION, ZB_Q_MEETING, ZB_Q_SINCE, ZB_Q_UNTIL, ZB_Q_AGAINST, ZB_Q_DONE, ZB_Q_DRAFT, ZB_Q_PAST,
  ZB_Q_SPEECH,
  ZB_Q_CONGRESS,        /* one cue for each term, in their order; weight: the year in which it begins */
  ZB_Q_TITLE, ZB_Q_TOP, ZB_Q_OFFICE, ZB_Q_ENOUGH,
  ZB_CUES
};
typedef struct zb_cue { zb_rstr word; uint16_t kind, weight; } zb_cue;

/* What a table is read by (rules/table.lua). */
enum zb_headword_kind {
  ZB_H_SAYS, ZB_H_PROGRESS, ZB_H_AGAINST, ZB_H_BARE, ZB_H_UNIT, ZB_H_PART, ZB_H_TOTAL, ZB_H_ASIDE, ZB_H_BOUND, ZB_H_SUM,
  ZB_HEADWORDS
};
typedef struct zb_headword {
  zb_rstr word;
  uint8_t kind, measure, basis, bound, status;
  int8_t sign;
} zb_headword;

typedef struct zb_indicator {
  zb_rstr code, name, aliases, unit, english, group, kind, source;   /* aliases joined by | */
  uint32_t detail;      /* 1: its code is told only where all codes are asked for */
} zb_indicator;

/* Sorted by name, then code. A name that several areas bear has first an entry with code "", which is the one that the
 * word refers to; the areas that bear it follow. */
typedef struct zb_area {
  char code[8];         /* GB/T 2260, "" for 全国 */
  zb_rstr name;
} zb_area;

/* A section of a report: what it says of the figures in it. */
typedef struct zb_section {
  zb_rstr name;
  uint8_t status, period, order;   /* order: sections only follow ones of the same or a lower order; 0 any */
  uint8_t flags;
} zb_section;
enum { ZB_SEC_GLOSSARY = 2, ZB_SEC_GOALS = 4, ZB_SEC_RECAP = 8, ZB_SEC_CLOSING = 16 };

/* A rule's pattern is a row of elements, read outwards from the figure: left ones from right to left. */
typedef struct zb_element {
  uint64_t mask;        /* classes it takes */
  uint8_t min, max;     /* how often; max 255: any */
  uint8_t flags;
  uint32_t literal, literal_n;   /* words that it takes besides */
} zb_element;
enum { ZB_E_EDGE = 1 }; /* takes no token (mask, min and max 0): the clause must begin (left) or end (right) here */

enum zb_subject {       /* where a rule finds its subject */
  ZB_SUBJECT_LEFT,      /* left: what stands before the matched words in the clause, else the carried one */
  ZB_SUBJECT_RIGHT,     /* right: the noun behind the figure, with a kept verb before it */
  ZB_SUBJECT_CARRY,     /* carry: the one told before */
  ZB_SUBJECT_OWNER      /* owner: the carried one and the words before the figure: X总投资 */
};

typedef struct zb_rule {
  zb_rstr name;         /* type/rule */
  uint32_t kinds;       /* bits of zb_kind */
  uint32_t left, left_n, right, right_n;   /* elements */
  uint32_t types;       /* bits of report types in which it works */
  uint8_t measure, basis, bound, status, subject, unclaimed;
  uint8_t phrase;       /* its subject keeps the words that it matched, and takes no code: 完成预算的97.8% */
  int8_t sign;          /* 0: of the words */
  int32_t priority;     /* higher first; then the order of the files */
  int32_t hook;         /* number of the Lua hook; -1 none */
} zb_rule;

enum { ZB_TYPES = 32 };   /* at most: bits of zb_rule.types */

typedef struct zb_type {
  zb_rstr name, title;
  uint32_t section, section_n;
  uint8_t year_is;      /* 0: of the meeting (the plan's year); 1: reported on */
  uint8_t fallback;     /* section to begin with: number within the type + 1; 0 none */
  uint8_t threshold;    /* weight of marks that it takes */
  uint32_t rules;       /* how many rules work in it */
} zb_type;

/* One Lua hook: the function `hook` of the index'th (from 1) rule that its file returns. */
typedef struct zb_hook {
  zb_rstr file;         /* name for messages */
  uint32_t at, n;       /* the file's text in hooks */
  uint32_t index;
} zb_hook;

struct zb_rules {
  zb_mem mem;
  zb_host host;         /* of the program that loaded them */
  const void *image;    /* holds everything below */
  size_t image_n;       /* bytes of image where it is owned; 0: built into the program */
  const char *pool; uint32_t pool_n;
  zb_trie words; const zb_word *word; uint32_t word_n;
  zb_trie marks;        /* of the words that open a section or tell a type */
  const uint32_t *word_sieve, *mark_sieve;   /* where words (marks) or figures may start */
  const uint32_t *tail_sieve;   /* the ends of words that are looked for at the end of a phrase: relations, ratios, roles */
  zb_units units;
  const zb_indicator *indicator; uint32_t indicator_n;
  const zb_area *area; uint32_t area_n;
  const zb_type *type; uint32_t type_n;
  const zb_section *section; uint32_t section_n;
  const zb_element *element; uint32_t element_n;
  const uint32_t *literal; uint32_t literal_n;        /* numbers of words */
  const zb_rule *rule; uint32_t rule_n;
  const zb_rstr *user_class; uint32_t user_class_n;   /* names of the classes from ZB_CLASS_USER on */
  const zb_opening *opening; uint32_t opening_n;
  const zb_typemark *typemark; uint32_t typemark_n;
  const zb_cue *cue; uint32_t cue_n;
  const zb_headword *headword; uint32_t headword_n;
  const zb_hook *hook; uint32_t hook_n;
  const char *hooks; uint32_t hooks_n;       /* text of the files that hold hooks */
  const char *sources; uint32_t sources_n;   /* the Lua files that it was made of (rules/scripts.h) */
};

/* Names by number, as rules and observations write them; "" for 0 (and for ZB_B_EMPTY, which rules call empty). */
extern const char *const zb_class_names[ZB_CLASS_USER];
extern const char *const zb_role_names[ZB_ROLES];
extern const char *const zb_cue_names[ZB_CUES];
extern const char *const zb_headword_names[ZB_HEADWORDS];
extern const char *const zb_kind_names[ZB_KINDS];
extern const char *const zb_measure_names[ZB_M_GAP + 1];
extern const char *const zb_basis_names[ZB_B_EMPTY + 1];
extern const char *const zb_bound_names[ZB_O_RANGE + 1];
extern const char *const zb_status_names[ZB_S_REFERENCE + 1];
extern const char *const zb_period_names[ZB_P_PART + 1];

/* The number of a class by name, the engine's or a user's (a literal word of a pattern is no class here); -1 none. */
int zb_rules__class(const zb_rules *rules, const char *name);

#endif
