/* series.c - one name, two series, in a document that tells both with other values for the same period: 工业增加值 beside
 * 规模以上工业增加值 is the wider series, which has no indicator of its own; 实物商品网上零售额 beside 网上零售额 a part of it, which
 * has none. The name of the catalogue says which it means. */
#include "read/reader.h"

enum {
  NARROW = 64,         /* figures of narrower series that are kept to compare with */
  SUM = 8,             /* power of ten of a unit in which sums of money are told: 亿元 */
  NEAR = 12            /* figures before a part among which its whole is looked for */
};

static int same(zb_str a, zb_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }

static int ends_with(zb_str s, zb_str end) { return s.n > end.n && end.n && memcmp(s.p + s.n - end.n, end.p, end.n) == 0; }

static int other_value(const zb_observation *a, const zb_observation *b) {
  return a->has & b->has & ZB_VALUE && (a->value.mantissa != b->value.mantissa || a->value.scale != b->value.scale);
}

/* Of one measure, period, area and status, with other values. */
static int told_alike(const zb_observation *a, const zb_observation *b) {
  return other_value(a, b) && same(a->measure, b->measure) && same(a->basis, b->basis) && same(a->period, b->period) &&
         same(a->area, b->area) && same(a->status, b->status);
}

static int contradicts(const zb_observation *wide, const zb_observation *narrow) {
  return same(wide->indicator, narrow->indicator) && ends_with(narrow->subject, wide->subject) && told_alike(wide, narrow);
}

static void withhold(zb_result *d, zb_str indicator, zb_str subject) {
  size_t i;
  for (i = 0; i < d->obs_n; i++) {
    zb_observation *o = &d->obs[i];
    if (!o->indicator.n || !same(o->indicator, indicator) || !same(o->subject, subject)) continue;
    o->indicator = o->name = (zb_str){ NULL, 0 };
  }
}

/* 实物商品网上零售额: a longer name that is not the catalogue's own. */
static void drop_parts(zb_result *d) {
  size_t i, k;
  for (i = 1; i < d->obs_n; i++) {
    zb_observation *o = &d->obs[i];
    if (!o->indicator.n || ends_with(o->name, o->subject) || same(o->name, o->subject) ||
        ends_with(o->subject, o->name)) continue;
    for (k = i > NEAR ? i - NEAR : 0; k < i; k++) {
      if (ends_with(o->name, d->obs[k].subject) || !contradicts(&d->obs[k], o)) continue;
      withhold(d, o->indicator, o->subject);
      break;
    }
  }
}

/* How many characters of name stand in s. */
static size_t shared_characters(zb_str s, zb_str name) {
  size_t i, k, n = 0;
  for (i = 0; i + 3 <= name.n; i += 3) {
    for (k = 0; k + 3 <= s.n && memcmp(s.p + k, name.p + i, 3); k += 3) {}
    n += k + 3 <= s.n;
  }
  return n;
}

/* 地方财政收入 beside 公共财政预算收入, with another sum of one period: the name that is less like the catalogue's is another
 * series. Rates and standards are told of parts by names of their own (城市低保标准, 城镇登记失业率). */
static void drop_other_names(zb_result *d) {
  size_t i, k;
  for (i = 1; i < d->obs_n; i++) {
    zb_observation *o = &d->obs[i];
    if (!o->indicator.n || o->unit_mult < SUM) continue;
    for (k = i > NEAR ? i - NEAR : 0; k < i; k++) {
      zb_observation *other = &d->obs[k], *less = o;
      size_t a, b;
      if (!same(o->indicator, other->indicator) || same(o->subject, other->subject) || !same(o->unit, other->unit)) continue;
      if (ends_with(o->subject, other->subject) || ends_with(other->subject, o->subject) || !told_alike(o, other)) continue;
      a = shared_characters(o->subject, o->name);
      b = shared_characters(other->subject, o->name);
      if (a == b) continue;
      if (a > b) less = other;
      withhold(d, less->indicator, less->subject);
      break;
    }
  }
}

void zb_series__part(zb_result *d) {
  const zb_observation *narrow[NARROW];
  size_t n = 0, i, k;
  for (i = 0; i < d->obs_n && n < NARROW; i++) {
    const zb_observation *o = &d->obs[i];
    if (o->indicator.n && (same(o->subject, o->name) || ends_with(o->subject, o->name))) narrow[n++] = o;
  }
  drop_parts(d);
  drop_other_names(d);
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
