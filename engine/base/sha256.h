/* sha256.h - the SHA-256 of bytes that come in any number of pieces (FIPS 180-4). */
#ifndef ZB_SHA256_H
#define ZB_SHA256_H

#include <stddef.h>
#include <stdint.h>

typedef struct zb_sha256 {
  uint32_t h[8];
  uint64_t n;               /* bytes taken so far */
  unsigned char block[64];  /* the first n % 64 of them wait for the rest of a block */
} zb_sha256;

void zb_sha256__init(zb_sha256 *s);
void zb_sha256__add(zb_sha256 *s, const void *bytes, size_t n);
/* Writes the digest as 64 lower-case hexadecimal digits and a NUL. The state is spent: init before using it again. */
void zb_sha256__end(zb_sha256 *s, char hex[65]);

#endif
