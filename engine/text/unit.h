/* unit.h - what stands behind a number: 余, multipliers, unit, and what makes the number a name. */
#ifndef ZB_UNIT_H
#define ZB_UNIT_H

#include "text/number.h"

typedef struct zb_tail {
  size_t end;            /* behind the unit, or where the number ended */
  char unit[48];         /* multipliers and unit; "" none */
  uint8_t unit_n, base_at;
  uint8_t kind, flags;   /* zb_kind; ZB_FIGURE_MORE, ZB_FIGURE_ABOUT */
  int mult;              /* power of ten, of all of it */
  int places;            /* power of ten of the multipliers alone */
  int half;              /* 半 stands behind it: 三成半 */
  int skip;              /* a unit of kind skip: the number is a name */
  int32_t index;         /* of zb_units, or -1 */
} zb_tail;

/* Reads from s[at], where a number ended. Always succeeds; a tail may be empty. */
void zb_tail__read(const zb_units *units, const char *s, size_t n, size_t at, zb_tail *out);

/* The longest unit at s[at] that is not cut out of a Latin word. Returns: its index, -1 if there is none. */
int32_t zb_unit__at(const zb_units *units, const char *s, size_t n, size_t at, uint32_t *len);

/* Names. Each returns the end of the name, 0 if it is none.
 * zb_name__before looks at what stands before the number, zb_name__after at what is glued to its end, zb_name__bare at
 * both for a number that has neither unit nor multiplier. */
size_t zb_name__before(const char *s, size_t n, size_t at, const zb_number *number);
size_t zb_name__after(const char *s, size_t n, size_t at, const zb_number *number);
size_t zb_name__bare(const char *s, size_t n, size_t at, const zb_number *number);
/* The end of a run of letters, digits and the signs between them. */
size_t zb_name__chain(const char *s, size_t n, size_t at);
/* Whether a count is the name of a policy: “4个3”, “稳经济49条”, 人才新政35条. end: behind the unit. */
int zb_name__slogan(const char *s, size_t n, size_t at, size_t end);
/* Whether the word that ends before s[i] can have a signed number behind it: 增长-3.2%, or nothing stands before. */
int zb_name__signed(const char *s, size_t n, size_t i);

#endif
