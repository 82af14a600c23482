/* white.h - white characters in the source, as layout.c and grid.c see them. */
#ifndef ZB_WHITE_H
#define ZB_WHITE_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the white character at p; 0 where it is none. */
static inline size_t zb_white__at(const char *p, const char *end) {
  const unsigned char *u = (const unsigned char *)p;
  if (p >= end) return 0;
  if (u[0] < 0x80) return u[0] <= ' ' || u[0] == 0x7F;
  if (end - p >= 3) {
    uint32_t c = (uint32_t)u[0] << 16 | (uint32_t)u[1] << 8 | u[2];
    if (c == 0xE38080 || c == 0xEFBBBF || c == 0xE2808B) return 3;   /* U+3000, U+FEFF, U+200B */
  }
  return end - p >= 2 && u[0] == 0xC2 && u[1] == 0xA0 ? 2 : 0;
}

/* Whether a wide gap begins at p: two white characters or more. */
static inline int zb_white__gap(const char *p, const char *end) {
  size_t k = zb_white__at(p, end);
  return k && zb_white__at(p + k, end);
}

#endif
