/* build.h - collects the parts of a rule set and makes its image.
 *
 * Checks nothing of what the records mean: that is done in Lua (scripts/zb) and where Lua hands them over.
 */
#ifndef ZB_BUILD_H
#define ZB_BUILD_H

#include "rules/image.h"

typedef struct zb_build {
  zb_mem *mem;
  struct { void *p; size_t n, cap; } part[ZB_PARTS];
} zb_build;

void zb_build__init(zb_build *b, zb_mem *mem);
void zb_build__free(zb_build *b);

/* Appends n items to a part. Returns: 0 or ZB_ENOMEM. */
int zb_build__add(zb_build *b, enum zb_part part, const void *items, size_t n);

/* Keeps a string in the pool. Returns: 0, ZB_ENOMEM, or ZB_ELIMIT past 2 GiB. */
int zb_build__string(zb_build *b, const char *p, size_t n, zb_rstr *out);

/* The record added last, or NULL: to be filled further. Good until the next one is added. */
void *zb_build__last(zb_build *b, enum zb_part part);

/* Sorts words, builds the automata and makes the image. The parts stay to be freed.
 * Owner: *out (one block of sizeof(zb_rules), its image in another) the caller, zb_rules_free. */
int zb_build__finish(zb_build *b, zb_rules **out);

#endif
