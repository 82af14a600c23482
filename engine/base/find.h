/* find.h - where a word stands in a text, by blocks of bytes. */
#ifndef ZB_FIND_H
#define ZB_FIND_H

#include <stddef.h>

/* The first place of the n bytes (one or more) of word in p..end; NULL where it does not stand there. */
const char *zb_find(const char *p, const char *end, const char *word, size_t n);
/* Whether an ASCII digit stands in p..end. */
int zb_has_digit(const char *p, const char *end);

#endif
