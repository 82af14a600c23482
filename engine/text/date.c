#include "text/number.h"

size_t zb_range__join(const char *s, size_t n, size_t i, int *word) {
  uint32_t c, next;
  size_t k = zb_char__at(s, n, i, &c), more;
  *word = 0;
  switch (c) {
  case '-': case '~': case 0x2013: case 0x2015: case 0x2500: case 0x301C: case 0xFF0D: case 0xFF5E:
    return k;
  case 0x2014:                                       /* — and —— */
    more = zb_char__at(s, n, i + k, &next);
    return next == 0x2014 ? k + more : k;
  case 0x4E00:                                       /* 一 for a dash: 2021一2025年 */
    return i > 0 && i + k < n && zb_char__digit((unsigned char)s[i - 1]) && zb_char__digit((unsigned char)s[i + k]) ? k : 0;
  case 0x81F3: case 0x5230:                          /* 至 到 */
    *word = 1;
    return k;
  default:
    return 0;
  }
}

/* A whole number in either kind of digits. Returns: the count of its digits, 0 if there is none. */
static int whole(const char *s, size_t n, size_t i, int *value, size_t *end) {
  zb_number v;
  uint32_t c;
  size_t k = zb_char__at(s, n, i, &c);
  if (k == 0) return 0;
  if (zb_char__digit(c)) {
    int m = 0;
    for (*value = 0; i < n && m < 5 && zb_char__digit((unsigned char)s[i]); i++, m++) *value = *value * 10 + (s[i] - '0');
    *end = i;
    return m < 5 ? m : 0;
  }
  if (zb_char__numeral(c) < 0 && c != 0x5341) return 0;
  if (!zb_number__chinese(s, n, i, &v) || v.flags || v.form & ~ZB_NUMBER_RUN || v.value.mantissa > 9999) return 0;
  *value = (int)v.value.mantissa;
  *end = v.end;
  return v.form & ZB_NUMBER_RUN ? v.chars : v.value.mantissa > 99 ? 0 : v.chars > 1 ? 2 : 1;
}

static size_t sign(const char *s, size_t n, size_t i, uint32_t want) {
  uint32_t c;
  size_t k = zb_char__at(s, n, i, &c);
  return c == want ? k : 0;
}

#define YEAR 0x5E74        /* 年 */
#define MONTH 0x6708       /* 月 */
#define DAY 0x65E5         /* 日 */

typedef struct point { int y, m, d; size_t end; } point;

static int is_month(const char *s, size_t n, size_t i, int v, size_t *k) {
  *k = sign(s, n, i, MONTH);
  return *k && v >= 1 && v <= 12 && !zb_text__has(s, n, i, "月龄") && !zb_text__has(s, n, i, "月嫂");
}

/* 2022年, 2022年1月, 2022年1月8日, 1月, 1月8日; 8日 only where day is non-zero. */
static int read_point(const char *s, size_t n, size_t i, int day, point *p) {
  int v, m;
  size_t end, k;
  *p = (point){ 0 };
  if ((m = whole(s, n, i, &v, &end)) == 0) return 0;
  if (m == 4 && v >= 1800 && v < 2100 && (k = sign(s, n, end, YEAR)) != 0) {
    p->y = v;
    p->end = i = end + k;
    if (!whole(s, n, i, &v, &end)) return 1;
  }
  if (is_month(s, n, end, v, &k)) {
    p->m = v;
    p->end = i = end + k;
    if (!whole(s, n, i, &v, &end) || v > 31) return 1;
    if ((k = sign(s, n, end, DAY)) == 0 && (k = sign(s, n, end, 0x53F7)) == 0) return 1;   /* 号 */
    p->d = v;
    p->end = end + k;
  } else if (day && !p->y && v >= 1 && v <= 31 && (k = sign(s, n, end, DAY)) != 0 && !zb_text__has(s, n, end, "日均")) {
    p->d = v;
    p->end = end + k;
  }
  return p->end != 0;
}

static void take(const point *p, zb_figure *o) {
  o->year = (int16_t)p->y;
  o->month = (int16_t)p->m;
  o->day = (int16_t)p->d;
  o->end = (uint32_t)p->end;
}

static void take_to(const point *p, zb_figure *o) {
  o->to_year = (int16_t)p->y;
  o->to_month = (int16_t)p->m;
  o->to_day = (int16_t)p->d;
  o->end = (uint32_t)p->end;
}

/* 09:20, and 8:30—17:30 where to is non-zero, at s[i]. Returns: where it ends, 0 if it is none. */
static size_t clock_time(const char *s, size_t n, size_t i, int to) {
  int h, m, k, word;
  size_t end, join, again;
  if ((k = whole(s, n, i, &h, &end)) == 0 || k > 2 || h > 24) return 0;
  join = sign(s, n, end, ':');
  if (!join) join = sign(s, n, end, 0xFF1A);
  if (!join || whole(s, n, end + join, &m, &again) != 2 || m > 59) return 0;
  join = sign(s, n, again, ':');
  if (!join) join = sign(s, n, again, 0xFF1A);
  if (join || sign(s, n, again, '.')) {              /* a proportion: 20:30:50 */
    if (whole(s, n, again + join, &m, &end) != 2 || m > 59 || !sign(s, n, i, '0')) return 0;
    again = end;
  }
  join = to ? zb_range__join(s, n, again, &word) : 0;
  end = join ? clock_time(s, n, again + join, 0) : 0;
  return end ? end : k == 2 || !to ? again : 0;
}

/* 9时30分, 9时 at s[i]. Returns: the same. */
static size_t spoken_time(const char *s, size_t n, size_t i) {
  int h, m, k;
  size_t end, join, again, last;
  if ((k = whole(s, n, i, &h, &end)) == 0 || k > 2 || h > 24 || (join = sign(s, n, end, 0x65F6)) == 0) return 0;
  if (!whole(s, n, end + join, &m, &again) || m > 59 || (last = sign(s, n, again, 0x5206)) == 0) return end + join;
  return again + last;
}

/* 2026-02-02, 2026/2/2, 2026.2.2, 2026-02, with a time behind if there is one. */
static int iso(const char *s, size_t n, size_t at, zb_figure *o) {
  int y, m, d, digits;
  size_t end, again, time;
  char mark;
  if (whole(s, n, at, &y, &end) != 4 || !zb_date__year(y) || end >= n) return 0;
  mark = s[end];
  if (mark != '-' && mark != '/' && mark != '.') return 0;
  digits = whole(s, n, end + 1, &m, &end);
  if (digits < 1 || digits > 2 || m < 1 || m > 12) return 0;
  if (end < n && s[end] == mark && (digits = whole(s, n, end + 1, &d, &again)) > 0 && digits < 3 && d >= 1 && d <= 31) {
    take(&(point){ y, m, d, again }, o);
    if (again < n && (s[again] == ' ' || s[again] == 'T') && (time = clock_time(s, n, again + 1, 1)) != 0)
      o->end = (uint32_t)time;
    return 1;
  }
  if (mark != '-' || s[end - 2] == '-') return 0;
  take(&(point){ y, m, 0, end }, o);
  return 1;
}

/* 2021—2025年, 1—9月, 8—10日, 2022-2026: the first end without its word. */
static int span(const char *s, size_t n, size_t at, zb_figure *o) {
  int v, w, m, word;
  size_t end, join, k, again;
  point to;
  if ((m = whole(s, n, at, &v, &end)) == 0 || (join = zb_range__join(s, n, end, &word)) == 0) return 0;
  if (read_point(s, n, end + join, m < 3, &to)) {
    if (to.y && m == 4 && zb_date__year(v) && v <= to.y) take(&(point){ v, 0, 0, end }, o);
    else if (!to.y && to.m && !to.d && v >= 1 && v <= 12) take(&(point){ 0, v, 0, end }, o);
    else if (!to.y && !to.m && to.d && v >= 1 && v <= to.d) take(&(point){ 0, 0, v, end }, o);
    else return 0;
    take_to(&to, o);
    return 1;
  }
  if (m != 4 || word || !zb_date__year(v) || (m = whole(s, n, end + join, &w, &again)) == 0) return 0;
  k = sign(s, n, again, YEAR);
  if (m == 2 && w > v % 100 && k) w += v - v % 100;  /* 2021-25年 */
  else if (m != 4 || !zb_date__year(w) || w < v) return 0;
  take(&(point){ v, 0, 0, end }, o);
  take_to(&(point){ w, 0, 0, again + k }, o);
  return k ? 1 : 2;
}

/* Whether a date may go on with this character behind its first number, or with the decimals that the number has taken
 * (2026.2.2). Most numbers are no date for want of it. */
static int goes_on(const char *s, size_t n, const zb_number *number) {
  uint32_t c;
  int word;
  if (number->form & ZB_NUMBER_POINT) return 1;
  zb_char__at(s, n, number->end, &c);
  return c == YEAR || c == MONTH || c == DAY || c == 0x65F6 || c == ':' || c == 0xFF1A || c == '/' || c == '.' ||   /* 时 ： */
         zb_range__join(s, n, number->end, &word) != 0;
}

int zb_date__read(const char *s, size_t n, size_t at, const zb_number *number, zb_figure *out) {
  point from, to;
  size_t end;
  int word, arabic = zb_char__digit((unsigned char)s[at]);
  if (number->form & (ZB_NUMBER_LONG | ZB_NUMBER_COMMAS) || number->chars > 4 || !goes_on(s, n, number)) return 0;
  if (arabic && ((end = clock_time(s, n, at, 1)) != 0 || (end = spoken_time(s, n, at)) != 0)) {
    out->end = (uint32_t)end;
    return 1;
  }
  if (arabic && iso(s, n, at, out)) return 1;
  if (!(number->form & ZB_NUMBER_POINT)) {
    int found = span(s, n, at, out);
    if (found) return found;
  }
  if (!read_point(s, n, at, arabic, &from)) return 0;
  take(&from, out);
  end = zb_range__join(s, n, from.end, &word);
  if (end && read_point(s, n, from.end + end, from.d != 0, &to)) {
    take_to(&to, out);
  } else if (from.y && !from.m) {                    /* 2022年1—9月 */
    zb_figure months = { 0 };
    if (span(s, n, from.end, &months) == 1 && months.month && !months.year) {
      out->month = months.month;
      out->to_year = out->year;
      out->to_month = months.to_month;
      out->end = months.end;
    }
  } else if (from.m && from.d == 0) {                /* 1月8—10日 */
    zb_figure days = { 0 };
    if (span(s, n, from.end, &days) == 1 && days.day && !days.month) {
      out->day = days.day;
      out->to_month = out->month;
      out->to_day = days.to_day;
      out->to_year = out->year;
      out->end = days.end;
    }
  }
  if (out->to_year == 0 && (out->to_month || out->to_day)) out->to_year = out->year;
  if (out->to_day && !out->to_month) out->to_month = out->month;
  return 1;
}
