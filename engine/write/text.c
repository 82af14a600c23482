#include "write/text.h"

#include <string.h>

#define ZEROS 64   /* most zeros that a scale may add before an exponent says it */

char *zb_text__integer(char *to, uint64_t v) {
  static const char pairs[] =
      "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354"
      "55565758596061626364656667686970717273747576777879808182838485868788899091929394959697989900";
  char digits[ZB_INTEGER_MAX], *p = digits + sizeof digits;
  size_t n;
  for (; v >= 100; v /= 100) memcpy(p -= 2, pairs + v % 100 * 2, 2);
  if (v >= 10) memcpy(p -= 2, pairs + v * 2, 2);
  else *--p = (char)('0' + v);
  n = (size_t)(digits + sizeof digits - p);
  memcpy(to, p, n);
  return to + n;
}

static char *zeros(char *to, int n) {
  memset(to, '0', (size_t)n);
  return to + n;
}

char *zb_text__decimal(char *to, zb_decimal d) {
  uint64_t m = d.mantissa < 0 ? 0 - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
  char digits[ZB_INTEGER_MAX];
  int n = (int)(zb_text__integer(digits, m) - digits), whole;
  if (d.mantissa < 0) *to++ = '-';
  if (d.scale > ZEROS || d.scale < -ZEROS) {
    int64_t e = -(int64_t)d.scale;
    memcpy(to, digits, (size_t)n);
    to += n;
    *to++ = 'e';
    if (e < 0) *to++ = '-';
    return zb_text__integer(to, (uint64_t)(e < 0 ? -e : e));
  }
  whole = n - d.scale;
  if (d.scale <= 0) {
    memcpy(to, digits, (size_t)n);
    return m ? zeros(to + n, -d.scale) : to + n;
  }
  if (whole > 0) {
    memcpy(to, digits, (size_t)whole);
    to += whole;
    *to++ = '.';
    memcpy(to, digits + whole, (size_t)d.scale);
    return to + d.scale;
  }
  *to++ = '0';
  *to++ = '.';
  to = zeros(to, -whole);
  memcpy(to, digits, (size_t)n);
  return to + n;
}

int zb_text__read_decimal(const char *p, size_t n, zb_decimal *out) {
  uint64_t m = 0, most = (uint64_t)INT64_MAX;
  int64_t scale = 0, exponent = 0;
  size_t i = n && *p == '-', first = i;
  int point = 0, minus = 0;
  for (; i < n && p[i] != 'e'; i++) {
    unsigned digit = (unsigned)(p[i] - '0');
    if (p[i] == '.' && !point && i > first) point = 1;
    else if (digit > 9) return ZB_EARG;
    else if (m <= (most - digit) / 10) m = m * 10 + digit, scale += point;
    else if (digit || point) return ZB_EARG;
    else scale--;
  }
  if (i == first) return ZB_EARG;
  if (i + 1 < n && p[i] == 'e') {
    minus = p[++i] == '-';
    for (i += (size_t)minus; i < n && p[i] >= '0' && p[i] <= '9' && exponent < INT32_MAX; i++)
      exponent = exponent * 10 + (p[i] - '0');
  }
  if (i < n || exponent > INT32_MAX / 2) return ZB_EARG;
  *out = (zb_decimal){ *p == '-' ? -(int64_t)m : (int64_t)m, (int32_t)(scale - (minus ? -exponent : exponent)) };
  return 0;
}

size_t zb_text__char(const char *text, const char *end, uint32_t *c) {
  static const uint32_t least[4] = { 0, 0x80, 0x800, 0x10000 };
  const unsigned char *p = (const unsigned char *)text;
  size_t more = p[0] < 0x80 ? 0 : p[0] < 0xC2 ? 9 : p[0] < 0xE0 ? 1 : p[0] < 0xF0 ? 2 : p[0] < 0xF5 ? 3 : 9;
  uint32_t v;
  *c = 0xFFFD;
  if (more == 9 || more >= (size_t)(end - text)) return 1;
  v = more ? p[0] & (0x3Fu >> more) : p[0];
  for (size_t i = 1; i <= more; i++) {
    if ((p[i] & 0xC0) != 0x80) return 1;
    v = v << 6 | (p[i] & 0x3Fu);
  }
  if (v < least[more] || v > 0x10FFFF || (v >= 0xD800 && v < 0xE000)) return 1;
  *c = v;
  return more + 1;
}
