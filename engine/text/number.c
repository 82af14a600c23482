#include "text/number.h"

#include <string.h>

#define DIGITS 18          /* what an int64_t holds for certain */

size_t zb_char__rare(const char *s, size_t n, size_t i, uint32_t *c) {
  const unsigned char *p = (const unsigned char *)s + i;
  size_t k, len;
  if (i >= n) {
    *c = 0;
    return 0;
  }
  len = p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
  if (len == 0 || len > n - i) {
    *c = 0xFFFD;
    return 1;
  }
  *c = p[0] & (0xFFu >> (len + 1));
  for (k = 1; k < len; k++) {
    if ((p[k] & 0xC0) != 0x80) {
      *c = 0xFFFD;
      return 1;
    }
    *c = *c << 6 | (p[k] & 0x3Fu);
  }
  return len;
}

size_t zb_char__before(const char *s, size_t n, size_t i, uint32_t *c) {
  size_t k = 1;
  *c = 0;
  if (i == 0 || i > n) return 0;
  while (k < 4 && k < i && ((unsigned char)s[i - k] & 0xC0) == 0x80) k++;
  if (zb_char__at(s, i, i - k, c) == k) return k;
  *c = 0xFFFD;
  return 1;
}

#define DIGIT(c, d) [ZB_NUMERAL_SLOT(c)] = { c, d, -1 }
#define PLACE(c, p) [ZB_NUMERAL_SLOT(c)] = { c, -1, p }
const zb_numeral zb_numerals[64] = {
  DIGIT(0x3007, 0), DIGIT(0x25CB, 0), DIGIT(0x96F6, 0),                      /* 〇 ○ 零 */
  DIGIT(0x4E00, 1), DIGIT(0x4E8C, 2), DIGIT(0x4E24, 2), DIGIT(0x5169, 2),    /* 一 二 两 兩 */
  DIGIT(0x4E09, 3), DIGIT(0x56DB, 4), DIGIT(0x4E94, 5), DIGIT(0x516D, 6),    /* 三 四 五 六 */
  DIGIT(0x4E03, 7), DIGIT(0x516B, 8), DIGIT(0x4E5D, 9),                      /* 七 八 九 */
  PLACE(0x5341, 1), PLACE(0x767E, 2), PLACE(0x5343, 3),                      /* 十 百 千 */
  PLACE(0x4E07, 4), PLACE(0x842C, 4), PLACE(0x4EBF, 8), PLACE(0x5104, 8),    /* 万 萬 亿 億 */
  PLACE(0x5146, 12),                                                         /* 兆 */
  DIGIT(0x7FFB, -1), DIGIT(0x6570, -1), DIGIT(0x51E0, -1),                   /* 翻 数 几: only begin a figure */
};

int64_t zb_number__power(int exponent) {
  int64_t p = 1;
  while (exponent-- > 0) p *= 10;
  return p;
}

/* Bytes of the comma of a group ,ddd or ，ddd (old prints) that stands at s[i] and that no digit follows; 0 for none. */
static size_t group(const char *s, size_t n, size_t i) {
  size_t comma = s[i] == ',' ? 1 : n - i > 3 && memcmp(s + i, "，", 3) == 0 ? 3 : 0, k;
  if (!comma || n - i < comma + 3) return 0;
  for (k = comma; k < comma + 3; k++) if (!zb_char__digit((unsigned char)s[i + k])) return 0;
  return n - i > comma + 3 && zb_char__digit((unsigned char)s[i + comma + 3]) ? 0 : comma;
}

void zb_number__arabic(const char *s, size_t n, size_t at, zb_number *out) {
  size_t i = at;
  int64_t value = 0;
  int whole = 0, scale = 0, kept = 0;
  memset(out, 0, sizeof *out);
  for (; i < n; i++) {
    if (!zb_char__digit((unsigned char)s[i])) {
      size_t comma = whole <= 3 + 4 * DIGITS && (whole <= 3 || out->form & ZB_NUMBER_COMMAS) && s[at] != '0' ? group(s, n, i) : 0;
      if (!comma) break;
      out->form |= ZB_NUMBER_COMMAS;
      i += comma - 1;
      continue;
    }
    whole++;
    if (kept || s[i] != '0') kept++;
    if (kept <= DIGITS) value = value * 10 + (s[i] - '0');
  }
  if (whole > 1 && s[at] == '0') out->form |= ZB_NUMBER_ZERO;
  out->chars = whole;
  if (n - i > 1 && s[i] == '.' && zb_char__digit((unsigned char)s[i + 1])) {
    out->form |= ZB_NUMBER_POINT;
    for (i++; i < n && zb_char__digit((unsigned char)s[i]); i++, scale++) {
      if (kept || s[i] != '0') kept++;
      if (kept <= DIGITS) value = value * 10 + (s[i] - '0');
    }
  }
  if (kept > DIGITS || scale > DIGITS) out->form |= ZB_NUMBER_LONG;
  else out->value = (zb_decimal){ value, scale };
  out->end = i;
}

/* A stretch below 万: 三百二十五, 十五六, 数十, 一九五七. */
typedef struct section {
  int64_t lo, hi;
  size_t end;
  int chars, place;        /* place: the lowest one said */
  uint8_t flags, form;
} section;

#define SOME 10            /* 数 and 几 as a digit */

static int digit_or_some(uint32_t c) { return c == 0x6570 || c == 0x51E0 ? SOME : zb_char__numeral(c); }

/* The digits at s[i], at most DIGITS; 两 goes on with no number but 一: 一两个, but 一九八二 两个. Returns: how many. */
static int digits(const char *s, size_t n, size_t i, int *digit, size_t *end) {
  uint32_t c;
  size_t k;
  int m = 0, d;
  while (m < DIGITS && (k = zb_char__at(s, n, i, &c)) != 0 && (d = digit_or_some(c)) >= 0) {
    if ((c == 0x4E24 || c == 0x5169) && m > 0 && (m > 1 || digit[0] != 1)) break;
    digit[m++] = d;
    i += k;
  }
  *end = i;
  return m;
}

/* Length of a decimal point with a digit behind it at s[i]: 点 and ·. */
static size_t point(const char *s, size_t n, size_t i) {
  uint32_t c, next;
  size_t k = zb_char__at(s, n, i, &c);
  zb_char__at(s, n, i + k, &next);
  return (c == 0x70B9 || c == 0x9EDE || c == 0xB7) && zb_char__numeral(next) >= 0 ? k : 0;
}

/* What one place holds: 五, 五六 (a range, but not in 五六·三), 零五. Returns: 0 if the digits are none such. */
static int slot(section *o, const int *d, int m, int decimals, int64_t *lo, int64_t *hi) {
  if (m > 1 && d[0] == 0 && o->place < 18) {
    d++;
    m--;
  }
  if (m == 1 && d[0] == SOME) {
    *lo = o->place < 18 ? 1 : 2;
    *hi = 9;
    o->flags |= ZB_FIGURE_RANGE | ZB_FIGURE_ABOUT;
    return 1;
  }
  if (m == 2 && !decimals && d[0] > 0 && d[1] < SOME && (d[1] == d[0] + 1 || (d[0] == 3 && d[1] == 5 && o->place == 18))) {
    *lo = d[0];
    *hi = d[1];
    o->flags |= ZB_FIGURE_RANGE | ZB_FIGURE_ABOUT;
    return 1;
  }
  *lo = *hi = d[0];
  return m == 1;
}

/* Whether 、 and just three digits, written out one by one, stand at s[i]. */
static int thousands(const char *s, size_t n, size_t i) {
  int d[DIGITS];
  size_t end;
  uint32_t c;
  if (!zb_text__has(s, n, i, "、") || digits(s, n, i + 3, d, &end) != 3) return 0;
  zb_char__at(s, n, end, &c);
  return zb_char__place(c) < 0 || zb_char__place(c) > 3;
}

/* Digit by digit: 一九五七; a 、 before three more digits parts thousands, as old plans write: 一二、八○○. */
static int run(const char *s, size_t n, section *o, const int *d, int m, size_t end) {
  int next[DIGITS], k;
  size_t past;
  o->lo = 0;
  if (d[0] == 0 && m > 1) return 0;
  for (k = 0; k < m; k++) {
    if (d[k] == SOME) return 0;
    o->lo = o->lo * 10 + d[k];
  }
  if (m <= 3 && thousands(s, n, end)) {
    digits(s, n, end + 3, next, &past);
    for (k = 0; k < 3; k++) o->lo = o->lo * 10 + next[k] % SOME;
    m += 3;
    end = past;
  }
  o->hi = o->lo;
  o->chars = m;
  o->end = end;
  o->form = ZB_NUMBER_RUN;
  return 1;
}

static int read_section(const char *s, size_t n, size_t i, section *o) {
  memset(o, 0, sizeof *o);
  o->place = 18;
  for (;;) {
    int d[DIGITS], place, low = o->place;
    size_t at = i, k;
    int64_t lo = 1, hi = 1;
    uint32_t c;
    int m = digits(s, n, i, d, &at);
    k = zb_char__at(s, n, at, &c);
    place = zb_char__place(c);
    if (place > 3) place = -1;
    if (m > 0 && o->chars == 0 && m <= 3 && place < 0 && thousands(s, n, at)) return run(s, n, o, d, m, at);
    if (m > 0 && !slot(o, d, m, point(s, n, at) != 0, &lo, &hi)) return o->chars == 0 && place < 0 ? run(s, n, o, d, m, at) : 0;
    if (m == 1 && d[0] == SOME && place < 0 && o->place == 18) {     /* 几个 says nothing; 几万 does */
      if (zb_char__place(c) < 0) return 0;
    }
    if (m == 0 && place < 0) return o->chars > 0;
    if (place >= low) return 0;
    if (m == 0 && o->chars == 0 && place > 1) o->form |= ZB_NUMBER_OPEN;
    if (m == 0 && o->chars > 0 && place > 1) return 0;
    if (place < 0) place = low >= 2 && low < 18 && d[0] != 0 && m == 1 && d[0] != SOME ? low - 1 : 0;   /* 三千五 */
    o->lo += lo * zb_number__power(place);
    o->hi += hi * zb_number__power(place);
    o->chars += m + (place > 0);
    o->place = place;
    i = o->end = at + (zb_char__place(c) == place && place > 0 ? k : 0);
    if (o->end == at) return 1;
    if (lo != hi && o->flags & ZB_FIGURE_RANGE && zb_char__at(s, n, i, &c) && digit_or_some(c) >= 0) return 0;
  }
}

/* 万, 亿 and 万亿 at s[i], behind 余, 多, 来 or 几 if need be. Returns: the power of ten, 0 for none. */
static int large(const char *s, size_t n, size_t i, size_t *end, int *more) {
  uint32_t c;
  size_t k = zb_char__at(s, n, i, &c);
  int mult = 0, p;
  *more = c == 0x4F59 || c == 0x591A || c == 0x9918;
  if (*more || c == 0x6765) k = zb_char__at(s, n, i += k, &c);
  while (mult < 12 && (p = zb_char__place(c)) >= 4) {
    mult += p;
    k = zb_char__at(s, n, i += k, &c);
  }
  *end = i;
  return mult > 16 ? 0 : mult;
}

/* .3 of 五点三 and 一三三·四 at s[o->end]. */
static void fraction(const char *s, size_t n, zb_number *o) {
  size_t k = point(s, n, o->end), end;
  int d[DIGITS], m, j;
  if (!k || o->flags & ZB_FIGURE_RANGE) return;
  m = digits(s, n, o->end + k, d, &end);
  if (m == 0 || m > 6 || o->value.mantissa > zb_number__power(DIGITS - 6)) return;
  for (j = 0; j < m; j++)
    if (d[j] == SOME) return;
  for (j = 0; j < m; j++) o->value.mantissa = o->value.mantissa * 10 + d[j];
  o->value.scale = m;
  o->chars += m + 1;
  o->end = end;
  o->form |= ZB_NUMBER_POINT;
}

/* Whether a lower part of the same number begins at s[i]: 五千 of 一万五千, 零三百 of 一万零三百. */
static int goes_on(const char *s, size_t n, size_t *i, section *part) {
  uint32_t c;
  size_t k = zb_char__at(s, n, *i, &c);
  int zero = zb_char__numeral(c) == 0;
  if (zero) *i += k;
  return read_section(s, n, *i, part) && part->form == 0 && part->hi < 10000 && (zero || part->chars > 1);
}

int zb_number__chinese(const char *s, size_t n, size_t at, zb_number *out) {
  section part, next;
  size_t behind, from;
  int64_t sum = 0;
  int mult, more, last = 0;
  uint32_t c;
  memset(out, 0, sizeof *out);
  zb_char__at(s, n, at, &c);
  if (zb_char__place(c) >= 4) {                      /* 万余, 万亿 */
    out->value.mantissa = 1;
    out->end = at;
    out->form = ZB_NUMBER_OPEN;
    return 1;
  }
  if (!read_section(s, n, at, &part)) return 0;
  for (;;) {
    if (part.lo > INT64_C(1000000000000)) return 0;
    mult = large(s, n, part.end, &behind, &more);
    from = behind;
    if (!mult || mult > 12 || more || part.flags || part.form & ZB_NUMBER_OPEN || part.lo > 99999 || last > 4 + mult ||
        !goes_on(s, n, &from, &next))
      break;
    sum += part.lo * zb_number__power(mult);
    last = mult;
    out->chars += part.chars + 1;
    part = next;
  }
  if (mult && last >= mult) sum /= zb_number__power(mult);
  out->value.mantissa = sum + part.lo;
  out->upper.mantissa = sum + part.hi;
  out->flags = part.flags;
  out->form = part.form;
  out->chars += part.chars;
  out->end = part.end;
  fraction(s, n, out);
  return 1;
}
