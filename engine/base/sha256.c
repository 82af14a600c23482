#include "base/sha256.h"

#include <string.h>

static const uint32_t K[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static inline uint32_t turn(uint32_t x, int n) { return x >> n | x << (32 - n); }

static inline uint32_t load(const unsigned char *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void blocks_plain(uint32_t h[8], const unsigned char *p, size_t count) {
  for (; count; count--, p += 64) {
    uint32_t w[64], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
    int i;
    for (i = 0; i < 16; i++) w[i] = load(p + (size_t)i * 4);
    for (; i < 64; i++) {
      uint32_t s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3;
      uint32_t s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    for (i = 0; i < 64; i++) {
      uint32_t t1 = k + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
      uint32_t t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      k = g; g = f; f = e; e = d + t1;
      d = c; c = b; b = a; a = t1 + t2;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d;
    h[4] += e; h[5] += f; h[6] += g; h[7] += k;
  }
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#include <stdatomic.h>

/* Whether this processor has the SHA instructions. The answer is kept, since cpuid costs microseconds in a virtual
 * machine; it never changes, so threads that race to it all store the same. */
static int has_sha(void) {
  static atomic_int known;   /* 0: not asked yet; 1: no; 2: yes */
  int k = atomic_load_explicit(&known, memory_order_relaxed);
  if (k == 0) {
    unsigned a, b, c, d, leaf7 = 0;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) leaf7 = b;
    if (!__get_cpuid(1, &a, &b, &c, &d)) c = 0;
    k = (leaf7 & 1u << 29) && (c & 1u << 9) && (c & 1u << 19) ? 2 : 1;   /* SHA, SSSE3, SSE4.1 */
    atomic_store_explicit(&known, k, memory_order_relaxed);
  }
  return k == 2;
}

#define SHA __attribute__((target("sha,sse4.1,ssse3")))

/* The instructions want the state as two vectors, ABEF and CDGH, and do four rounds for four words of the schedule. */
SHA static void blocks_sha(uint32_t h[8], const unsigned char *p, size_t count) {
  const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i low = _mm_loadu_si128((const __m128i *)(const void *)h);
  __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(h + 4));
  __m128i abef, cdgh;
  low = _mm_shuffle_epi32(low, 0xB1);
  high = _mm_shuffle_epi32(high, 0x1B);
  abef = _mm_alignr_epi8(low, high, 8);
  cdgh = _mm_blend_epi16(high, low, 0xF0);
  for (; count; count--, p += 64) {
    const __m128i abef_was = abef, cdgh_was = cdgh;
    __m128i w[4];
    for (int i = 0; i < 16; i++) {
      __m128i m, k = _mm_loadu_si128((const __m128i *)(const void *)(K + 4 * i));
      if (i < 4) {
        m = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i)), order);
      } else {   /* w[i & 3] still holds the words of 16 before; the next ones are in the others, oldest first */
        m = _mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]);
        m = _mm_add_epi32(m, _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
        m = _mm_sha256msg2_epu32(m, w[(i + 3) & 3]);
      }
      w[i & 3] = m;
      m = _mm_add_epi32(m, k);
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, m);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(m, 0x0E));
    }
    abef = _mm_add_epi32(abef, abef_was);
    cdgh = _mm_add_epi32(cdgh, cdgh_was);
  }
  low = _mm_shuffle_epi32(abef, 0x1B);
  high = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)(void *)h, _mm_blend_epi16(low, high, 0xF0));
  _mm_storeu_si128((__m128i *)(void *)(h + 4), _mm_alignr_epi8(high, low, 8));
}

static void blocks(uint32_t h[8], const unsigned char *p, size_t count) {
  if (has_sha()) blocks_sha(h, p, count);
  else blocks_plain(h, p, count);
}
#else
#define blocks blocks_plain
#endif

void zb_sha256__init(zb_sha256 *s) {
  static const uint32_t start[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };
  memcpy(s->h, start, sizeof start);
  s->n = 0;
}

void zb_sha256__add(zb_sha256 *s, const void *bytes, size_t n) {
  const unsigned char *p = bytes;
  size_t held = s->n % 64;
  if (n == 0) return;
  s->n += n;
  if (held) {
    size_t part = n < 64 - held ? n : 64 - held;
    memcpy(s->block + held, p, part);
    p += part;
    n -= part;
    if (held + part < 64) return;
    blocks(s->h, s->block, 1);
  }
  blocks(s->h, p, n / 64);
  memcpy(s->block, p + n / 64 * 64, n % 64);
}

void zb_sha256__end(zb_sha256 *s, char hex[65]) {
  static const char digits[] = "0123456789abcdef";
  static const unsigned char pad[64] = { 0x80 };
  unsigned char tail[8];
  uint64_t bits = s->n * 8;
  for (int i = 0; i < 8; i++) tail[i] = (unsigned char)(bits >> (56 - 8 * i));
  zb_sha256__add(s, pad, 1 + (119 - s->n % 64) % 64);
  zb_sha256__add(s, tail, 8);
  for (int i = 0; i < 64; i++) hex[i] = digits[s->h[i / 8] >> (28 - 4 * (i % 8)) & 15];
  hex[64] = 0;
}
