/* text.h - numbers as text, and UTF-8 that is not to be trusted. */
#ifndef ZB_WRITE_TEXT_H
#define ZB_WRITE_TEXT_H

#include "zhibiao.h"

#define ZB_DECIMAL_MAX 96   /* bytes that a decimal may take */
#define ZB_INTEGER_MAX 20

/* Each writes at `to`, without a NUL. Returns: the end of what it wrote. */
char *zb_text__integer(char *to, uint64_t v);
/* As exact as it came: {450, 2} is 4.50. Exponents only where more than 64 digits would be zeros. */
char *zb_text__decimal(char *to, zb_decimal d);
/* Reads all of n bytes that zb_text__decimal wrote. Returns: 0, or ZB_EARG where they are something else. */
int zb_text__read_decimal(const char *p, size_t n, zb_decimal *out);

/* Reads one character. Returns: its bytes, from 1; *c is 0xFFFD for a byte that is not part of valid UTF-8. */
size_t zb_text__char(const char *p, const char *end, uint32_t *c);

/* Columns that a character takes on a terminal: 0 combining and invisible, 1, or 2 East Asian wide. */
int zb_width__char(uint32_t c);

#endif
