/* series.c - one name, two series: in a document that tells 工业增加值 beside 规模以上工业增加值, with another value for the
 * same period, the shorter name is the wider series, which has no indicator of its own. */
#include "read/reader.h"

enum { NARROW = 64 };        /* figures of narrower series that are kept to compare with */

static int same(zb_str a, zb_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }

static int ends_with(zb_str s, zb_str end) { return s.n > end.n && end.n && memcmp(s.p + s.n - end.n, end.p, end.n) == 0; }

static int other_value(const zb_observation *a, const zb_observation *b) {
  return a->has & b->has & ZB_VALUE && (a->value.mantissa != b->value.mantissa || a->value.scale != b->value.scale);
}

static int contradicts(const zb_observation *wide, const zb_observation *narrow) {
  return same(wide->indicator, narrow->indicator) && ends_with(narrow->subject, wide->subject) && other_value(wide, narrow) &&
         same(wide->measure, narrow->measure) && same(wide->basis, narrow->basis) && same(wide->period, narrow->period) &&
         same(wide->area, narrow->area) && same(wide->status, narrow->status);
}

static void withhold(zb_result *d, zb_str indicator, zb_str subject) {
  size_t i;
  for (i = 0; i < d->obs_n; i++) {
    zb_observation *o = &d->obs[i];
    if (!o->indicator.n || !same(o->indicator, indicator) || !same(o->subject, subject)) continue;
    o->indicator = o->name = (zb_str){ NULL, 0 };
  }
}

void zb_series__part(zb_result *d) {
  const zb_observation *narrow[NARROW];
  size_t n = 0, i, k;
  for (i = 0; i < d->obs_n && n < NARROW; i++) {
    const zb_observation *o = &d->obs[i];
    if (o->indicator.n && (same(o->subject, o->name) || ends_with(o->subject, o->name))) narrow[n++] = o;
  }
  for (i = 0; n && i < d->obs_n; i++) {
    zb_observation *o = &d->obs[i];
    if (!o->indicator.n || !ends_with(o->name, o->subject)) continue;
    for (k = 0; k < n; k++) {
      if (!contradicts(o, narrow[k])) continue;
      withhold(d, o->indicator, o->subject);
      break;
    }
  }
}
