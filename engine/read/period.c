#include <stdio.h>

#include "read/reader.h"

zb_when zb_when__year(int year) { return (zb_when){ (int16_t)year, (int16_t)year, 0, 0, 0 }; }

static zb_when span(int from, int to) { return (zb_when){ (int16_t)from, (int16_t)to, 0, 0, 0 }; }

zb_when zb_when__plan(int number) {
  int n = number / 10, from = 1953 + (n - 1) * 5 + (n >= 3 ? 3 : 0);      /* the third plan began in 1966 */
  return span(from, from + 4);
}

zb_when zb_when__relative(const zb_reader *r, uint8_t period, uint8_t years) {
  int y = r->year, reported = r->rules->type[r->type].year_is, last = reported ? y : y - 1, n = years ? years : 5;
  zb_when w;
  if (!y) return zb_when__year(0);
  switch (period) {
    case ZB_P_YEAR: return zb_when__year(y);
    case ZB_P_LAST: return zb_when__year(y - 1);
    case ZB_P_BEFORE_LAST: return zb_when__year(y - 2);
    case ZB_P_YEAR_ONE_ON: return zb_when__year(y + 1);
    case ZB_P_SPAN_BACK: return span(last - n + 1, last);
    case ZB_P_SPAN_AHEAD: return reported ? span(y + 1, y + n) : span(y, y + n - 1);
    case ZB_P_PART: return r->part.from ? r->part : zb_when__year(y);
    default: break;
  }
  w = r->govern.has_when && r->govern.when.from ? r->govern.when : r->when;
  if (!w.from || w.from != w.to) w = zb_when__year(last);
  if (period >= ZB_P_H1) w.part = period, w.month = w.to_month = 0;
  return w;
}

/* A date's period: 2022年, 2022—2026年, 2017年5月, 1—9月 (of the section's year). */
zb_when zb_when__date(const zb_reader *r, const zb_figure *f) {
  int from = f->year ? f->year : r->govern.has_when && r->govern.when.from ? r->govern.when.from : r->when.from;
  zb_when w = span(from, f->to_year ? f->to_year : from);
  if (w.from != w.to && (f->month || f->to_month)) {      /* 2021年至2022年6月 */
    w.month = (uint8_t)(f->month ? f->month : 1);
    w.to_month = (uint8_t)(f->to_month ? f->to_month : 12);
  } else if (f->month) {
    w.month = (uint8_t)f->month;
    w.to_month = (uint8_t)(f->to_month ? f->to_month : f->month);
    if (w.month == 1 && !f->day) {
      uint8_t part = w.to_month == 3 ? ZB_P_Q1 : w.to_month == 6 ? ZB_P_H1 : 0;
      if (w.to_month == 12) w.month = w.to_month = 0;
      if (part) w.part = part, w.month = w.to_month = 0;
    }
  }
  return w;
}

static zb_str text_of(zb_reader *r, zb_when w) {
  static const char *const part[] = { "S1", "S2", "Q1", "Q2", "Q3", "Q4" };
  char b[64];
  int n;
  if (!w.from) return (zb_str){ "", 0 };
  if (w.month && w.from != w.to) n = snprintf(b, sizeof b, "%d-%02d..%d-%02d", w.from, w.month, w.to, w.to_month);
  else if (w.from != w.to) n = snprintf(b, sizeof b, "%d-%d", w.from, w.to);
  else if (w.part == ZB_P_Q1_3) n = snprintf(b, sizeof b, "%d-01..%d-09", w.from, w.from);
  else if (w.part >= ZB_P_H1 && w.part < ZB_P_H1 + (int)(sizeof part / sizeof *part))
    n = snprintf(b, sizeof b, "%d-%s", w.from, part[w.part - ZB_P_H1]);
  else if (w.month && w.month != w.to_month) n = snprintf(b, sizeof b, "%d-%02d..%d-%02d", w.from, w.month, w.from, w.to_month);
  else if (w.month) n = snprintf(b, sizeof b, "%d-%02d", w.from, w.month);
  else n = snprintf(b, sizeof b, "%d", w.from);
  return zb_result__keep(r->result, b, n > 0 ? (size_t)n : 0);
}

static int same(zb_when a, zb_when b) {
  return a.from == b.from && a.to == b.to && a.part == b.part && a.month == b.month && a.to_month == b.to_month;
}

/* Most figures are of the period of the figure before. */
zb_str zb_when__text(zb_reader *r, zb_when w) {
  if (!same(w, r->told_when)) {
    r->told_when = w;
    r->told_period = text_of(r, w);
  }
  return r->told_period;
}
