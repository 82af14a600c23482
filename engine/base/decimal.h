/* decimal.h - arithmetic on exact decimals.
 *
 * Sums, differences and products are exact as long as they need no more than 18 digits; what needs more, and a quotient that
 * does not end, is rounded half to even at its 18th significant digit, as IEEE 754 decimals are at their last.
 */
#ifndef ZB_DECIMAL_H
#define ZB_DECIMAL_H

#include "zhibiao.h"

#define ZB_DECIMAL_DIGITS 18
#define ZB_DECIMAL_SCALE 40     /* most digits behind the point, or zeros before it, that an operation gives or takes */

/* Returns: 0, or ZB_ELIMIT where the result is too large (or a divisor is zero: ZB_EARG); *out is then left alone. */
int zb_decimal__add(zb_decimal a, zb_decimal b, zb_decimal *out);
int zb_decimal__multiply(zb_decimal a, zb_decimal b, zb_decimal *out);
int zb_decimal__divide(zb_decimal a, zb_decimal b, zb_decimal *out);

/* -a */
zb_decimal zb_decimal__negate(zb_decimal a);

/* a at `places` digits behind the point (from -18), rounded half to even: 2.345 at 2 is 2.34; zeros are put behind where it
 * has fewer. Errors: ZB_ELIMIT. */
int zb_decimal__round(zb_decimal a, int places, zb_decimal *out);

/* a times ten to the power: exact. Errors: ZB_ELIMIT. */
int zb_decimal__shift(zb_decimal a, int power, zb_decimal *out);

/* Returns: -1, 0 or 1, exactly: 4.50 equals 4.5. */
int zb_decimal__compare(zb_decimal a, zb_decimal b);

/* Reads all of n bytes as -?digits[.digits]. Errors: ZB_EARG where they are no number, ZB_ELIMIT of more than 18 digits. */
int zb_decimal__read(const char *p, size_t n, zb_decimal *out);

#endif
