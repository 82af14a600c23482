/* block.h - sixteen bytes at a time, by the vectors that gcc and clang offer for any processor. A comparison gives a block
 * whose bytes are 0xFF where it holds and 0 where not. */
#ifndef ZB_BLOCK_H
#define ZB_BLOCK_H

#include <stdint.h>
#include <string.h>

typedef unsigned char zb_block16 __attribute__((vector_size(16)));

#define ZB_IS(condition) ((zb_block16)(condition))

static inline zb_block16 zb_block__load(const void *p) {
  zb_block16 x;
  memcpy(&x, p, sizeof x);
  return x;
}

static inline int zb_block__any(zb_block16 x) {
  uint64_t half[2];
  memcpy(half, &x, sizeof half);
  return (half[0] | half[1]) != 0;
}

#endif
