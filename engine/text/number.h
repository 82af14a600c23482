/* number.h - characters and bare numbers, below figures and dates.
 *
 * Every function takes a text s of n bytes that need not be valid UTF-8 nor be terminated.
 */
#ifndef ZB_NUMBER_H
#define ZB_NUMBER_H

#include <string.h>

#include "text/figure.h"

/* zb_char__at of the characters that are not written in 1 or 3 bytes, and of the end. */
size_t zb_char__rare(const char *s, size_t n, size_t i, uint32_t *c);
/* The character at s[i]. Returns: its length in bytes, 0 at the end; *c is 0xFFFD for a byte that is none, and 0 at the
 * end. */
static inline size_t zb_char__at(const char *s, size_t n, size_t i, uint32_t *c) {
  const unsigned char *p = (const unsigned char *)s + i;
  if (i < n && p[0] < 0x80) {
    *c = p[0];
    return 1;
  }
  /* nearly all text */
  if (i < n && n - i > 2 && p[0] >= 0xE1 && p[0] < 0xF0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
    *c = (p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
    return 3;
  }
  return zb_char__rare(s, n, i, c);
}
/* The character that ends before s[i]. Returns: the same. */
size_t zb_char__before(const char *s, size_t n, size_t i, uint32_t *c);

static inline int zb_char__digit(uint32_t c) { return c - '0' < 10u; }
static inline int zb_char__letter(uint32_t c) { return (c | 32u) - 'a' < 26u; }
static inline int zb_char__han(uint32_t c) { return c >= 0x3400 && c <= 0x9FFF; }

/* Of a Chinese numeral: its digit, or its power of ten. Returns: -1 if it is none (两 is 2; 十 百 千 万 亿 兆 are places). */
static inline int zb_char__numeral(uint32_t c) {
  const zb_numeral *e = &zb_numerals[ZB_NUMERAL_SLOT(c)];
  return e->c == c ? e->digit : -1;
}
static inline int zb_char__place(uint32_t c) {
  const zb_numeral *e = &zb_numerals[ZB_NUMERAL_SLOT(c)];
  return e->c == c ? e->place : -1;
}

/* Whether s has the characters of word at i. */
static inline int zb_text__has(const char *s, size_t n, size_t i, const char *word) {
  size_t k = strlen(word);
  return i <= n && k <= n - i && memcmp(s + i, word, k) == 0;
}
/* Whether word ends before s[i]. */
static inline int zb_text__ends(const char *s, size_t n, size_t i, const char *word) {
  size_t k = strlen(word);
  return i <= n && k <= i && memcmp(s + i - k, word, k) == 0;
}

enum {                  /* zb_number.form */
  ZB_NUMBER_LONG = 1,   /* more than 18 digits: the value is not set */
  ZB_NUMBER_POINT = 2,  /* has decimals */
  ZB_NUMBER_ZERO = 4,   /* 007: begins with zeros that say nothing */
  ZB_NUMBER_COMMAS = 8,
  ZB_NUMBER_RUN = 16,   /* digit by digit: 一九五七 */
  ZB_NUMBER_OPEN = 32   /* begins with a place, so that no count is said: 百(亿), 千(余), 万(余); not 十 */
};

typedef struct zb_number {
  zb_decimal value, upper;  /* upper only with ZB_FIGURE_RANGE */
  size_t end;
  int chars;                /* digits or numerals */
  uint8_t flags;            /* ZB_FIGURE_… */
  uint8_t form;
} zb_number;

/* 1,234.5 at an ASCII digit. Groups count only where they are right. Always succeeds; without a sign. */
void zb_number__arabic(const char *s, size_t n, size_t at, zb_number *out);

/* 一百二十五, 十五六, 数十, 一九五七, 五点三 at a numeral, 数 or 几. 万 and 亿 behind the last numeral are left to the
 * unit: of 一万五千亿 the value is 15000 and the end is before 亿. Returns: non-zero if it is a number. */
int zb_number__chinese(const char *s, size_t n, size_t at, zb_number *out);

int64_t zb_number__power(int exponent);   /* 10^exponent, 0..18 */

/* Reads a date or a span of dates, in either kind of digits: 2022年1月8日, 1—9月, 2022-2026, 09:20, 二〇三五年.
 * Fills the date fields and end. Returns: 0 if it is none, 2 for two bare years (2022-2026), which a unit behind them
 * makes a range after all, else 1. */
int zb_date__read(const char *s, size_t n, size_t at, const zb_number *number, zb_figure *out);

/* 1900..2099, the years that stand alone. */
static inline int zb_date__year(int64_t y) { return y >= 1900 && y < 2100; }

/* What joins the ends of a range at s[i]: a dash, a tilde, 至, 到. Returns: its length, 0 if there is none;
 * *word is non-zero for 至 and 到. */
size_t zb_range__join(const char *s, size_t n, size_t i, int *word);

#endif
