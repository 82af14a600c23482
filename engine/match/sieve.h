/* sieve.h - where words may start, by one look at a small table that stays in the nearest cache.
 *
 * A sieve lets a place of a text through where one of its words may start, and hardly any other: it knows the first two
 * characters of each word by a hash, which with 8,000 words lets one place in twenty through for nothing, and the characters
 * that alone are enough. It speaks of ideographs only (lead bytes E4 to E9); any other place must be looked at.
 */
#ifndef ZB_SIEVE_H
#define ZB_SIEVE_H

#include <stdint.h>
#include <string.h>

enum {
  ZB_SIEVE_BITS = 17, ZB_SIEVE_LONE_BITS = 16,
  ZB_SIEVE_LONE = (1 << ZB_SIEVE_BITS) / 32,       /* from here on the bits of single characters */
  ZB_SIEVE_ITEMS = ZB_SIEVE_LONE + (1 << ZB_SIEVE_LONE_BITS) / 32      /* of uint32_t */
};

static inline int zb_sieve__ideograph(unsigned char c) { return (unsigned)c - 0xE4u < 6u; }

/* The first n bytes at p, of eight that may be read, as one number that no other bytes have. */
static inline uint64_t zb_sieve__bytes(const unsigned char *p, int n) {
  uint64_t x;
  memcpy(&x, p, sizeof x);
  return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? x << (64 - 8 * n) : x >> (64 - 8 * n);
}

/* The bit of two characters of three bytes each; the same for all on one machine, where an image is made and read. */
static inline uint32_t zb_sieve__pair(const unsigned char *p) {
  return (uint32_t)(zb_sieve__bytes(p, 6) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - ZB_SIEVE_BITS));
}

/* The bit of the ideograph at p that is enough alone. */
static inline uint32_t zb_sieve__lone(const unsigned char *p) {
  return (uint32_t)(zb_sieve__bytes(p, 3) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - ZB_SIEVE_LONE_BITS)) + ZB_SIEVE_LONE * 32u;
}

static inline void zb_sieve__set(uint32_t *sieve, uint32_t bit) { sieve[bit >> 5] |= 1u << (bit & 31); }

static inline uint32_t zb_sieve__has(const uint32_t *sieve, uint32_t bit) { return sieve[bit >> 5] >> (bit & 31) & 1; }

/* Whether one of the words of a sieve of ends may end the n bytes at p, as far as their last two characters tell; it is not told
 * of ends that are no ideographs. */
static inline int zb_sieve__ends(const uint32_t *sieve, const char *p, size_t n) {
  unsigned char two[8] = { 0 }, one[8] = { 0 };
  if (n < 6) return 1;
  memcpy(two, p + n - 6, 6);
  memcpy(one, p + n - 3, 3);
  if (!zb_sieve__ideograph(*two) || !zb_sieve__ideograph(*one)) return 1;
  return (zb_sieve__has(sieve, zb_sieve__pair(two)) | zb_sieve__has(sieve, zb_sieve__lone(one))) != 0;
}

/* Passes over the ideographs at which no word starts. At most to the last eight bytes before end. */
static inline const unsigned char *zb_sieve__skip(const uint32_t *sieve, const unsigned char *p, const unsigned char *end) {
  for (; end - p >= 8 && zb_sieve__ideograph(*p); p += 3) {
    if (zb_sieve__has(sieve, zb_sieve__pair(p)) | zb_sieve__has(sieve, zb_sieve__lone(p))) break;
  }
  return p;
}

#endif
