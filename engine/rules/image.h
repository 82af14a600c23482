/* image.h - a rule set as one block of bytes: written once, then only pointed into.
 *
 * An image holds no addresses, so that it may lie anywhere that is aligned to 8. It is read by the build that wrote it
 * (the header tells byte order and record sizes); it is no format for exchange.
 */
#ifndef ZB_IMAGE_H
#define ZB_IMAGE_H

#include "rules/ruleset.h"

enum zb_part {
  ZB_PART_POOL, ZB_PART_ALPHABET, ZB_PART_NODE, ZB_PART_WORD_SIEVE, ZB_PART_WORD,
  ZB_PART_MARK_ALPHABET, ZB_PART_MARK_NODE, ZB_PART_MARK_SIEVE, ZB_PART_TAIL_SIEVE,
  ZB_PART_UNIT_ALPHABET, ZB_PART_UNIT_NODE, ZB_PART_UNIT,
  ZB_PART_INDICATOR, ZB_PART_AREA, ZB_PART_TYPE, ZB_PART_SECTION, ZB_PART_ELEMENT, ZB_PART_LITERAL, ZB_PART_RULE, ZB_PART_CLASS,
  ZB_PART_OPENING, ZB_PART_TYPEMARK, ZB_PART_CUE, ZB_PART_HEADWORD, ZB_PART_HOOK, ZB_PART_HOOKS, ZB_PART_SOURCES, ZB_PARTS
};

extern const uint32_t zb_part_size[ZB_PARTS];   /* bytes of one item */

typedef struct zb_items { const void *p; size_t n; } zb_items;   /* n items */

/* Lays the parts out. Owner: the caller; free *image (of *n bytes) with zb_mem__resize.
 * Returns: 0, ZB_ENOMEM, or ZB_ELIMIT where a part or the whole passes 2 GiB. */
int zb_image__write(zb_mem *mem, const zb_items part[ZB_PARTS], void **image, size_t *n);

/* Sets the arrays of out to point into the image, which must outlive it; leaves out->mem and out->image_n alone.
 * Returns: 0, or ZB_EINTERNAL where the image is none of this build's. */
int zb_image__open(const void *image, size_t n, zb_rules *out);

/* The image that is built into the library; of length 0 in the program that makes it. */
extern const unsigned char zb_image__built_in[];
extern const unsigned char zb_image__built_in_end[];

#endif
