/* reader.h - one figure being read: what figure.c (Arabic) and numeral.c (Chinese numerals) share. */
#ifndef ZB_READER_H
#define ZB_READER_H

#include "text/unit.h"

typedef struct zb_reader {
  const zb_units *units;
  const char *s;
  size_t n, at;
  zb_figure *out;
} zb_reader;

/* Copies a tail to the figure. */
void zb_reader__tail(zb_reader *r, const zb_tail *t);
/* Gives the figure a unit of its own by name (百分之五: %). */
void zb_reader__unit(zb_reader *r, const char *name, zb_kind kind);
/* Makes a range of the figure whose number is v and whose tail is t, if one goes on behind. Returns: non-zero if so. */
int zb_reader__range(zb_reader *r, const zb_number *v, const zb_tail *t, int chinese);
/* over/under as a decimal: exact where that ends, else four digits. Returns: 0 if it is no part of a whole. */
int zb_reader__fraction(zb_reader *r, int64_t over, int64_t under, size_t end);
/* 第, 前 and 后 before the number. Returns: 1 第, 2 前 or 后 (but not 以前, 之后), else 0. */
int zb_reader__ordinal(const zb_reader *r);
/* A number for which zb_reader__ordinal gave first: a rank, or the number of something. */
zb_figure_what zb_reader__rank(zb_reader *r, const zb_tail *t, int first);
/* Whether the unit is one of a list parted by spaces. */
int zb_tail__is(const zb_tail *t, const char *list);
/* Adds 半, half of a unit. */
void zb_decimal__half(zb_decimal *d);

/* A quantity or date at a Chinese numeral, 翻, 数 or 几. */
zb_figure_what zb_numeral__read(zb_reader *r, uint32_t c);

#endif
