#include "base/decimal.h"

__extension__ typedef __int128 wide;    /* gcc and clang have it on every 64-bit machine */

static const int64_t MANTISSA_MAX = 999999999999999999;   /* 18 digits */

static wide magnitude(wide v) { return v < 0 ? -v : v; }

/* v / 10^drop, half to even. */
static wide drop_digits(wide v, int drop) {
  wide unit = 1, m = magnitude(v), q, rest;
  if (drop > 38) return 0;
  for (int i = 0; i < drop; i++) unit *= 10;
  q = m / unit;
  rest = m % unit;
  if (rest > unit - rest || (rest == unit - rest && q % 2)) q++;
  return v < 0 ? -q : q;
}

/* v * 10^-scale as a decimal of at most 18 digits. */
static int settle(wide v, int scale, zb_decimal *out) {
  int drop = 0;
  for (wide m = magnitude(v); m > MANTISSA_MAX; m /= 10) drop++;
  if (drop) {
    v = drop_digits(v, drop);
    scale -= drop;
    if (magnitude(v) > MANTISSA_MAX) {     /* 999…9.5 became 10^18 */
      v /= 10;
      scale--;
    }
  }
  for (; scale < 0 && v && magnitude(v) * 10 <= MANTISSA_MAX; scale++) v *= 10;
  if (v == 0 && scale < 0) scale = 0;
  if (scale < -ZB_DECIMAL_SCALE) return ZB_ELIMIT;
  if (scale > ZB_DECIMAL_SCALE) {
    v = drop_digits(v, scale - ZB_DECIMAL_SCALE);
    scale = ZB_DECIMAL_SCALE;
  }
  *out = (zb_decimal){ (int64_t)v, scale };
  return 0;
}

/* The wide mantissa of a at a finer scale; 0 where it does not fit. */
static int rescale(zb_decimal a, int scale, wide *out) {
  wide v = a.mantissa;
  for (int i = a.scale; i < scale && v; i++) {
    if (magnitude(v) > ((wide)1 << 126) / 10) return 0;
    v *= 10;
  }
  *out = v;
  return 1;
}

int zb_decimal__add(zb_decimal a, zb_decimal b, zb_decimal *out) {
  int scale = a.scale > b.scale ? a.scale : b.scale;
  wide x, y;
  if (rescale(a, scale, &x) && rescale(b, scale, &y) && magnitude(x) < (wide)1 << 125 && magnitude(y) < (wide)1 << 125)
    return settle(x + y, scale, out);
  /* so far apart that the smaller one is below the 18th digit of the larger */
  *out = zb_decimal__compare(a.mantissa < 0 ? zb_decimal__negate(a) : a, b.mantissa < 0 ? zb_decimal__negate(b) : b) > 0 ? a : b;
  return 0;
}

int zb_decimal__multiply(zb_decimal a, zb_decimal b, zb_decimal *out) {
  return settle((wide)a.mantissa * b.mantissa, a.scale + b.scale, out);
}

int zb_decimal__divide(zb_decimal a, zb_decimal b, zb_decimal *out) {
  wide v = a.mantissa;
  int scale = a.scale - b.scale, ideal = scale;
  wide q, rest, m;
  if (b.mantissa == 0) return ZB_EARG;
  if (v == 0) return settle(0, 0, out);
  while (magnitude(v) <= ((wide)1 << 126) / 10) {
    v *= 10;
    scale++;
  }
  m = magnitude((wide)b.mantissa);
  q = magnitude(v) / m;
  rest = magnitude(v) % m;
  if (rest && q % 5 == 0) q++;         /* sticky: settle must not take what is just above a half for a half */
  if (!rest) for (; scale > ideal && scale > 0 && q % 10 == 0; scale--) q /= 10;
  return settle((a.mantissa < 0) != (b.mantissa < 0) ? -q : q, scale, out);
}

zb_decimal zb_decimal__negate(zb_decimal a) { return (zb_decimal){ -a.mantissa, a.scale }; }

int zb_decimal__round(zb_decimal a, int places, zb_decimal *out) {
  wide v;
  if (places > ZB_DECIMAL_SCALE || places < -ZB_DECIMAL_DIGITS) return ZB_ELIMIT;
  if (a.scale > places) {
    v = drop_digits(a.mantissa, a.scale - places);
    if (places < 0) return settle(v, places, out);
    *out = (zb_decimal){ (int64_t)v, places };
    return 0;
  }
  if (!rescale(a, places, &v) || magnitude(v) > INT64_MAX) {
    *out = a;                          /* it needs no rounding; there is no room for the zeros */
    return 0;
  }
  *out = (zb_decimal){ (int64_t)v, places < 0 ? 0 : places };
  return 0;
}

int zb_decimal__shift(zb_decimal a, int power, zb_decimal *out) {
  if (power > 2 * ZB_DECIMAL_SCALE || power < -2 * ZB_DECIMAL_SCALE) return ZB_ELIMIT;
  return settle(a.mantissa, a.scale - power, out);
}

int zb_decimal__compare(zb_decimal a, zb_decimal b) {
  wide x, y;
  int scale = a.scale > b.scale ? a.scale : b.scale;
  int sa = (a.mantissa > 0) - (a.mantissa < 0), sb = (b.mantissa > 0) - (b.mantissa < 0);
  if (sa != sb || sa == 0) return sa < sb ? -1 : sa > sb;
  if (!rescale(a, scale, &x)) return sa;       /* a is beyond all that a decimal of b's scale can be */
  if (!rescale(b, scale, &y)) return -sa;
  return x < y ? -1 : x > y;
}

int zb_decimal__read(const char *p, size_t n, zb_decimal *out) {
  int64_t m = 0;
  int negative = n && p[0] == '-', digits = 0, scale = 0, point = 0;
  for (size_t i = (size_t)negative; i < n; i++) {
    if (p[i] == '.' && !point && digits) {
      point = 1;
      continue;
    }
    if (p[i] < '0' || p[i] > '9') return ZB_EARG;
    if (m > MANTISSA_MAX / 10) return ZB_ELIMIT;
    m = m * 10 + (p[i] - '0');
    digits++;
    scale += point;
    if (scale > ZB_DECIMAL_SCALE) return ZB_ELIMIT;
  }
  if (!digits || (point && !scale)) return ZB_EARG;
  *out = (zb_decimal){ negative ? -m : m, scale };
  return 0;
}
