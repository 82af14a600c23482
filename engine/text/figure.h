/* figure.h - quantities and dates as a text writes them: 3.2万亿元, 一万五千亿元, 2—3个, 1万余个, 2022年, 1—9月.
 *
 * Works on normalised text (text/normalise.h): UTF-8, ASCII digits and signs, no spaces or line breaks inside Chinese
 * text. Knows nothing of words around a figure (超过, 以上): those are the lexicon's.
 */
#ifndef ZB_FIGURE_H
#define ZB_FIGURE_H

#include "match/trie.h"
#include "zhibiao.h"

/* Kinds of unit; rules/units.lua names them by these words. */
typedef enum zb_kind {
  ZB_KIND_BARE,      /* bare: no unit (an index, a composite) */
  ZB_KIND_COUNT,     /* count: 个 家 户 人 项 … */
  ZB_KIND_MONEY,     /* money: 元 美元 … */
  ZB_KIND_MEASURE,   /* measure: 公里 亩 吨 千瓦时 平方米 … */
  ZB_KIND_RATE,      /* rate: % ‰ 成 */
  ZB_KIND_POINT,     /* point: 个百分点 个千分点 */
  ZB_KIND_MULTIPLE,  /* multiple: 倍 番 */
  ZB_KIND_RANK,      /* rank: 位 名 after 第, 前, 后; 个位次 */
  ZB_KIND_TIME,      /* time: 年 个月 天 小时 分钟 秒 */
  ZB_KIND_AGE,       /* age: 岁 周岁 */
  ZB_KIND_RATING,    /* rating: 千伏 英寸 纳米, what only describes a thing */
  ZB_KIND_SKIP,      /* skip: what follows makes the number a name: 号线 届 强 周年 … */
  ZB_KINDS
} zb_kind;

/* One unit of rules/units.lua. name and base are offsets into pool. */
typedef struct zb_unit {
  uint32_t name, name_n, base, base_n;
  int16_t mult;      /* power of ten to base: 公顷 to 亩 is none, 万元 to 元 is 4 */
  uint16_t kind;     /* zb_kind */
} zb_unit;

typedef struct zb_units {
  zb_trie trie;      /* name to index */
  const zb_unit *unit;
  uint32_t count;
  const char *pool;
} zb_units;

typedef enum zb_figure_what {
  ZB_FIGURE_NONE,    /* nothing starts here: go on with the next character */
  ZB_FIGURE_YES,     /* a quantity */
  ZB_FIGURE_DATE,    /* a year, month, day, or span of them; see the date fields */
  ZB_FIGURE_NAME     /* digits that are part of a name or number something: skip to end */
} zb_figure_what;

enum {
  ZB_FIGURE_CHINESE = 1,  /* written in Chinese numerals */
  ZB_FIGURE_RANGE = 2,    /* value to upper */
  ZB_FIGURE_ORDINAL = 4,  /* 第 stands before it */
  ZB_FIGURE_MORE = 8,     /* 余, 多 inside: 1万余个 */
  ZB_FIGURE_SIGNED = 16,  /* written with a minus sign */
  ZB_FIGURE_FRACTION = 32,/* 1/4, 三分之一 */
  ZB_FIGURE_ABOUT = 64    /* 十五六万, 数十, 来, 几: approximate by its form */
};

typedef struct zb_figure {
  uint32_t start, end;        /* bytes of the text: from the first digit (or sign, or numeral) to the end of the unit */
  uint32_t number_end;        /* end of the bare number (of the last one of a range), before multiplier and unit */
  zb_decimal value, upper;    /* as written, before the multiplier (3.2 of 3.2万亿元) */
  char unit[48];              /* as written with its multiplier and without 余: 万亿元; "" none */
  uint8_t unit_n;
  uint8_t mult;               /* power of ten of multiplier and unit together: 万亿元 12, 万亩 4 */
  uint8_t kind;               /* zb_kind */
  uint8_t flags;
  uint8_t base_at;            /* where in unit the part behind the multiplier begins: 6 of 万亿元 */
  int32_t unit_index;         /* of zb_units; -1 none, only a multiplier, or a ratio of two units (元/亩) not listed */
  int16_t year, month, day;            /* of a date; 0 not stated. 2—3月: month 2, to_month 3 */
  int16_t to_year, to_month, to_day;   /* of a span */
} zb_figure;

/* A year that stands without its 年 (a bare 2022) is a DATE that keeps value and kind, so that the caller may still take
 * it for a quantity where that is what the place says (a cell of a table). A minus sign before at that is one moves
 * start before at. Of a DATE that only tells a time of day (09:20) all date fields are 0.
 *
 * Reads what starts at text[at], an ASCII digit or a Chinese numeral (or 百分之, 千分之, 翻, 数, 几 before one).
 * Looks behind at for 第, letters, signs (-, +, ., ×, :) and a range or list that began before.
 * Returns: what it is; out is filled and out->end > at unless ZB_FIGURE_NONE. Never fails. */
zb_figure_what zb_figure__read(const zb_units *units, const char *text, size_t n, size_t at, zb_figure *out);

/* The characters that a figure in Chinese numerals may start with, each in a slot of its own. Slot 0 is taken, so that
 * the end of a text, 0, is none of them. */
typedef struct zb_numeral { uint16_t c; int8_t digit, place; } zb_numeral;   /* a digit, or a power of ten; -1: none */
extern const zb_numeral zb_numerals[64];
#define ZB_NUMERAL_SLOT(c) ((uint32_t)(c) * 0xF4B7931Bu >> 26)

/* Non-zero where a figure may start with this character: a fast test for the scanning loop. */
static inline int zb_figure__may_start(uint32_t c) {
  return c - '0' < 10u || zb_numerals[ZB_NUMERAL_SLOT(c)].c == c;
}

#endif
