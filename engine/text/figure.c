#include "text/figure.h"

#include <string.h>

#include "text/reader.h"

#define HAN_DI 0x7B2C      /* 第 */

static zb_figure_what name(zb_reader *r, size_t end) {
  r->out->end = (uint32_t)end;
  return ZB_FIGURE_NAME;
}

void zb_reader__tail(zb_reader *r, const zb_tail *t) {
  zb_figure *o = r->out;
  memcpy(o->unit, t->unit, sizeof o->unit);
  o->unit_n = t->unit_n;
  o->base_at = t->base_at;
  o->mult = (uint8_t)t->mult;
  o->kind = t->kind;
  o->flags |= t->flags;
  o->unit_index = t->index;
  o->end = (uint32_t)t->end;
}

void zb_decimal__half(zb_decimal *d) {
  if (d->scale > 0 || d->mantissa > zb_number__power(17) || d->mantissa < 0) return;
  d->mantissa = d->mantissa * 10 + 5;
  d->scale = 1;
}

/* a < b of two decimals that are not negative. */
static int less(zb_decimal a, zb_decimal b) {
  while (a.scale < b.scale && a.mantissa < zb_number__power(17)) a.mantissa *= 10, a.scale++;
  while (b.scale < a.scale && b.mantissa < zb_number__power(17)) b.mantissa *= 10, b.scale++;
  return a.scale == b.scale ? a.mantissa < b.mantissa : a.scale > b.scale;
}

void zb_reader__unit(zb_reader *r, const char *name, zb_kind kind) {
  zb_figure *o = r->out;
  uint32_t len;
  size_t n = strlen(name);
  memcpy(o->unit, name, n + 1);
  o->unit_n = (uint8_t)n;
  o->base_at = o->mult = 0;
  o->kind = (uint8_t)kind;
  o->unit_index = zb_unit__at(r->units, name, n, 0, &len);
}

/* Whether 由 or 从 begins a from-to before the figure, so that 至 and 到 make no range. */
static int from_before(const zb_reader *r) {
  size_t i = r->at, k;
  uint32_t c;
  int left = 10;
  while (left-- > 0 && (k = zb_char__before(r->s, r->n, i, &c)) != 0) {
    if (c == 0x7531 || c == 0x4ECE) return 1;
    if (c <= ' ' || c == 0xFF0C || c == 0x3002 || c == 0xFF1B || c == 0x3001) return 0;
    i -= k;
  }
  return 0;
}

/* The second end of a range at s[at], in the digits of the first. Returns: 0 if it is none. */
static int second(const zb_reader *r, size_t at, int chinese, zb_number *v, zb_tail *t) {
  size_t digits = at;
  uint32_t c;
  size_t k = zb_char__at(r->s, r->n, digits, &c);
  int minus = c == '-';
  if (minus) k = zb_char__at(r->s, r->n, digits += k, &c);
  if (k == 0) return 0;
  if (chinese && (zb_text__has(r->s, r->n, digits, "百分之") || zb_text__has(r->s, r->n, digits, "千分之")))
    digits += 9;
  if (zb_char__at(r->s, r->n, digits, &c) == 0) return 0;
  if (zb_char__digit(c)) {
    zb_number__arabic(r->s, r->n, digits, v);
    if (v->form & (ZB_NUMBER_LONG | ZB_NUMBER_ZERO) || zb_name__after(r->s, r->n, digits, v)) return 0;
  } else if (!chinese || (zb_char__numeral(c) < 0 && zb_char__place(c) != 1) ||
             !zb_number__chinese(r->s, r->n, digits, v) || v->flags) {
    return 0;
  }
  zb_tail__read(r->units, r->s, r->n, v->end, t);
  if (minus) v->value.mantissa = -v->value.mantissa;
  return !t->skip && !(t->end < r->n && t->unit_n == 0 && zb_char__letter((unsigned char)r->s[t->end]));
}

/* Brings value to the multiplier of the second end: 8千-1万元 is 0.8 to 1 万元. Returns: 0 if the two do not agree. */
static int agree(const zb_tail *a, const zb_tail *b, zb_decimal *value, zb_decimal upper) {
  int shift = b->places - a->places;
  int same = a->unit_n - a->base_at == b->unit_n - b->base_at &&
             memcmp(a->unit + a->base_at, b->unit + b->base_at, (size_t)(b->unit_n - b->base_at)) == 0;
  if (a->unit_n > a->base_at && !same) return 0;
  if (a->unit_n == 0 && !less(upper, *value)) return 1;    /* 5-10万元 */
  if (shift == 0) return 1;
  if (shift > 0) {
    value->scale += shift;
  } else {
    int64_t most = shift < -18 ? 0 : zb_number__power(18 + shift);
    if (value->mantissa > most || value->mantissa < -most) return 0;
    value->mantissa *= zb_number__power(-shift);
  }
  while (value->scale > 0 && value->mantissa % 10 == 0) {
    value->mantissa /= 10;
    value->scale--;
  }
  return 1;
}

int zb_reader__range(zb_reader *r, const zb_number *v, const zb_tail *t, int chinese) {
  zb_figure *o = r->out;
  zb_tail other;
  zb_number upper;
  zb_decimal low = o->value;
  int word, bare;
  size_t at = t->end, join = zb_range__join(r->s, r->n, at, &word);
  if (!join || t->half || (word && from_before(r)) || v->flags & ZB_FIGURE_RANGE) return 0;
  if (!second(r, at + join, chinese, &upper, &other)) return 0;
  if (o->unit_n && !t->unit_n && other.unit_n) return 0;   /* 百分之五到六个 */
  bare = t->unit_n == 0 && other.unit_n == 0 && o->unit_n == 0;
  if (word && bare) return 0;
  if (bare && !(v->form & upper.form & ZB_NUMBER_POINT)) {
    size_t next = zb_range__join(r->s, r->n, other.end, &word);
    if (next || v->chars > 4 || upper.chars > 4) return 0;
  }
  if (t->unit_n && other.unit_n == 0 && !chinese) return 0;
  if (other.unit_n && !agree(t, &other, &low, upper.value)) return 0;
  if (upper.value.mantissa < 0 && !(o->flags & ZB_FIGURE_SIGNED)) return 0;
  if (!(o->flags & ZB_FIGURE_SIGNED) && !less(low, upper.value)) {
    if (less(upper.value, low) && other.unit_n && !word) {          /* 110-35千伏 */
      o->upper = low;
      o->value = upper.value;
    } else {
      return 0;
    }
  } else {
    o->value = low;
    o->upper = upper.value;
  }
  o->flags |= ZB_FIGURE_RANGE;
  o->number_end = (uint32_t)upper.end;
  if (other.unit_n) zb_reader__tail(r, &other);
  o->end = (uint32_t)other.end;
  return 1;
}

/* 25万6千: a number whose parts have multipliers of their own, written out. */
static void compose(zb_reader *r, zb_number *v, zb_tail *t) {
  int parts = 0;
  while (t->places > 0 && t->unit_n == t->base_at && t->index < 0 && !t->flags && !(v->form & ZB_NUMBER_POINT) && parts++ < 3) {
    zb_number low;
    zb_tail rest;
    if (t->end >= r->n || !zb_char__digit((unsigned char)r->s[t->end])) return;
    zb_number__arabic(r->s, r->n, t->end, &low);
    zb_tail__read(r->units, r->s, r->n, low.end, &rest);
    if (low.form & (ZB_NUMBER_LONG | ZB_NUMBER_POINT | ZB_NUMBER_ZERO) || rest.skip || rest.unit_n == 0) return;
    if (rest.places >= t->places || low.chars + rest.places > t->places) return;
    if (v->chars + t->places > 18) return;
    v->value.mantissa *= zb_number__power(t->places);
    v->value.mantissa += low.value.mantissa * zb_number__power(rest.places);
    v->chars += t->places;
    v->end = low.end;
    if (rest.places > 0) {                           /* 6千 is in the value now: its multiplier leaves the unit */
      rest.unit_n = (uint8_t)(rest.unit_n - rest.base_at);
      memmove(rest.unit, rest.unit + rest.base_at, rest.unit_n + 1u);
      rest.mult -= rest.places;
      rest.base_at = 0;
      rest.places = 0;
    }
    *t = rest;
  }
}

int zb_reader__fraction(zb_reader *r, int64_t over, int64_t under, size_t end) {
  zb_figure *o = r->out;
  int64_t mantissa = over;
  int scale = 0;
  if (over < 1 || over >= under || under > 1000) return 0;
  while (mantissa % under && scale < 4) {
    mantissa *= 10;
    scale++;
  }
  o->value = (zb_decimal){ (mantissa + under / 2) / under, scale };
  o->flags |= ZB_FIGURE_FRACTION;
  o->kind = ZB_KIND_BARE;
  o->end = o->number_end = (uint32_t)end;
  return 1;
}

int zb_reader__ordinal(const zb_reader *r) {
  static const char *const others[] = { "以前", "之前", "此前", "目前", "年前", "日前", "提前", "空前", "会前", "当前", "生前", "以后",
                                        "之后", "此后", "最后", "然后", "先后", "年后", "日后", "会后", "背后", "售后", "产后", "落后" };
  uint32_t c;
  size_t i;
  zb_char__before(r->s, r->n, r->at, &c);
  if (c == HAN_DI) return 1;
  if (c != 0x524D && c != 0x540E) return 0;
  for (i = 0; i < sizeof others / sizeof *others; i++)
    if (zb_text__ends(r->s, r->n, r->at, others[i])) return 0;
  return 2;
}

static int ends_phrase(uint32_t c) {
  return c <= ' ' || c == 0xFF0C || c == 0x3002 || c == 0xFF1B || c == 0xFF09 || c == ')' || c == ',' || c == ';' ||
      c == 0x7684 ||
         c == 0x5927;                                /* 的 大 */
}

int zb_tail__is(const zb_tail *t, const char *list) {
  const char *p = t->unit_n ? strstr(list, t->unit) : NULL;
  return p && (p == list || p[-1] == ' ') && (p[t->unit_n] == ' ' || !p[t->unit_n]);
}

/* Whether a rank ends the row 第5、第6位 that goes on behind a bare ordinal at s[i]. */
static int row_of_ranks(const zb_reader *r, size_t i) {
  int left = 6;
  for (;;) {
    uint32_t c;
    zb_number v;
    zb_tail t;
    size_t k = zb_char__at(r->s, r->n, i, &c);
    if (c != 0x3001 && c != 0x548C && c != 0x53CA) return ends_phrase(c);    /* 、和及 */
    i += k;
    if (zb_text__has(r->s, r->n, i, "第")) i += 3;
    if (--left == 0 || i >= r->n || !zb_char__digit((unsigned char)r->s[i])) return 0;
    zb_number__arabic(r->s, r->n, i, &v);
    zb_tail__read(r->units, r->s, r->n, v.end, &t);
    if (t.unit_n || t.skip) return !t.skip && zb_tail__is(&t, "位 名");
    i = v.end;
  }
}

zb_figure_what zb_reader__rank(zb_reader *r, const zb_tail *t, int first) {
  zb_figure *o = r->out;
  uint32_t c;
  zb_char__at(r->s, r->n, o->end, &c);
  if (first == 2) {
    if (t->unit_n ? zb_tail__is(t, "位 名") : ends_phrase(c) || row_of_ranks(r, o->end)) o->kind = ZB_KIND_RANK;
    return ZB_FIGURE_YES;
  }
  if (!(t->unit_n ? zb_tail__is(t, "位 名 个 家 座") : row_of_ranks(r, o->end))) return name(r, o->end);
  o->kind = ZB_KIND_RANK;
  o->flags |= ZB_FIGURE_ORDINAL;
  return ZB_FIGURE_YES;
}

/* The end of a row whose last number is a name: 1、2号机组, 1—5号泊位. Returns: 0 if the row ends otherwise. */
static size_t row_of_names(const zb_reader *r, size_t i) {
  int left = 6, word;
  while (left-- > 0) {
    uint32_t c;
    zb_number v;
    zb_tail t;
    size_t k = zb_char__at(r->s, r->n, i, &c);
    if (c != 0x3001 && c != 0x548C && c != 0x53CA && (k = zb_range__join(r->s, r->n, i, &word)) == 0) return 0;
    i += k;
    if (i >= r->n || !zb_char__digit((unsigned char)r->s[i])) return 0;
    zb_number__arabic(r->s, r->n, i, &v);
    zb_tail__read(r->units, r->s, r->n, v.end, &t);
    if (t.skip || t.unit_n || t.end != v.end) return t.skip ? t.end : 0;
    i = v.end;
  }
  return 0;
}

/* 6·1亿吨, as old texts write decimals; 5·12 without a unit is a day. */
static void middle_dot(const zb_reader *r, zb_number *v) {
  zb_number low;
  zb_tail t;
  uint32_t c;
  size_t k = zb_char__at(r->s, r->n, v->end, &c);
  if ((c != 0xB7 && c != 0x2022) || v->form || v->chars > 9 || v->end + k >= r->n) return;
  if (!zb_char__digit((unsigned char)r->s[v->end + k])) return;
  zb_number__arabic(r->s, r->n, v->end + k, &low);
  if (low.form & ~ZB_NUMBER_ZERO || low.chars > 6) return;
  zb_tail__read(r->units, r->s, r->n, low.end, &t);
  if (!t.unit_n || t.skip) return;
  v->value.mantissa = v->value.mantissa * zb_number__power(low.chars) + low.value.mantissa;
  v->value.scale = low.chars;
  v->form |= ZB_NUMBER_POINT;
  v->end = low.end;
}

/* The start of a minus sign before s[at] that is one, else at. */
static size_t minus_sign(const char *s, size_t n, size_t at) {
  uint32_t c;
  size_t k = zb_char__before(s, n, at, &c);
  return (c == '-' || c == 0x2212 || c == 0xFF0D) && zb_name__signed(s, n, at - k) ? at - k : at;
}

static zb_figure_what read_arabic(zb_reader *r) {
  zb_figure *o = r->out;
  zb_number v;
  zb_tail t;
  size_t end;
  int date, first = zb_reader__ordinal(r);
  zb_number__arabic(r->s, r->n, r->at, &v);
  if (v.form & ZB_NUMBER_LONG) return name(r, v.end);
  middle_dot(r, &v);
  if ((end = zb_name__before(r->s, r->n, r->at, &v)) != 0) return name(r, end);
  date = first == 1 ? 0 : zb_date__read(r->s, r->n, r->at, &v, o);
  if (date == 1) return ZB_FIGURE_DATE;
  if (!date && (end = zb_name__after(r->s, r->n, r->at, &v)) != 0) return name(r, end);
  o->value = v.value;
  if (v.end < r->n && r->s[v.end] == '/' && v.end + 1 < r->n && zb_char__digit((unsigned char)r->s[v.end + 1])) {
    zb_number under;
    zb_number__arabic(r->s, r->n, v.end + 1, &under);
    if ((v.form | under.form) == 0 && zb_reader__fraction(r, v.value.mantissa, under.value.mantissa, under.end))
      return ZB_FIGURE_YES;
    return name(r, under.end);
  }
  zb_tail__read(r->units, r->s, r->n, v.end, &t);
  if (!t.unit_n && !t.skip && t.end < r->n && zb_char__letter((unsigned char)r->s[t.end]))
    return name(r, zb_name__chain(r->s, r->n, t.end));                 /* 5G */
  if (t.skip) return name(r, t.end);
  compose(r, &v, &t);
  o->value = v.value;
  o->number_end = (uint32_t)v.end;
  if ((end = minus_sign(r->s, r->n, r->at)) != r->at) {
    o->start = (uint32_t)end;
    o->value.mantissa = -o->value.mantissa;
    o->flags |= ZB_FIGURE_SIGNED;
  }
  if (date == 2) {                                   /* 2000-2500元 */
    zb_figure years = *o;
    if (zb_reader__range(r, &v, &t, 0) && o->unit_n) return ZB_FIGURE_YES;
    *o = years;
    o->flags = 0;
    return ZB_FIGURE_DATE;
  }
  zb_reader__tail(r, &t);
  if (!zb_reader__range(r, &v, &t, 0)) {
    if (t.half) zb_decimal__half(&o->value);
    if (first) return zb_reader__rank(r, &t, first);
  }
  if (o->kind == ZB_KIND_COUNT && zb_name__slogan(r->s, r->n, r->at, o->end)) return name(r, o->end);
  if (o->unit_n || o->flags & ~ZB_FIGURE_SIGNED) return ZB_FIGURE_YES;
  if (v.form == 0 && v.chars == 4 && !(o->flags & ZB_FIGURE_SIGNED) && zb_date__year(v.value.mantissa)) {
    o->year = (int16_t)v.value.mantissa;
    return ZB_FIGURE_DATE;
  }
  if ((end = row_of_names(r, v.end)) != 0 || (end = zb_name__bare(r->s, r->n, r->at, &v)) != 0) return name(r, end);
  return ZB_FIGURE_YES;
}

zb_figure_what zb_figure__read(const zb_units *units, const char *text, size_t n, size_t at, zb_figure *out) {
  zb_reader r = { units, text, n, at, out };
  uint32_t c;
  memset(out, 0, sizeof *out);
  out->unit_index = -1;
  out->start = (uint32_t)at;
  zb_char__at(text, n, at, &c);
  if (zb_char__digit(c)) return read_arabic(&r);
  return zb_figure__may_start(c) ? zb_numeral__read(&r, c) : ZB_FIGURE_NONE;
}
