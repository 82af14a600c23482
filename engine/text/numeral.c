#include <string.h>

#include "text/reader.h"

#define HAN_BAI 0x767E
#define HAN_QIAN 0x5343
#define HAN_WAN 0x4E07
#define HAN_SHU 0x6570     /* 数 */
#define HAN_FAN 0x7FFB     /* 翻 */

/* 翻一番, 翻了两番, 翻番. */
static zb_figure_what read_doubling(zb_reader *r) {
  zb_figure *o = r->out;
  uint32_t c;
  size_t i = r->at + 3, k;
  int times = 1;
  if (zb_text__has(r->s, r->n, i, "了")) i += 3;
  o->start = (uint32_t)r->at;
  k = zb_char__at(r->s, r->n, i, &c);
  if (zb_char__numeral(c) > 0) times = zb_char__numeral(c);
  else if (zb_char__digit(c)) times = (int)c - '0';
  else k = 0;
  i += k;
  if (!zb_text__has(r->s, r->n, i, "番") || times < 1 || times > 9) return ZB_FIGURE_NONE;
  zb_reader__unit(r, "倍", ZB_KIND_MULTIPLE);
  o->value = (zb_decimal){ (int64_t)1 << times, 0 };
  o->flags = zb_char__digit(c) ? 0 : ZB_FIGURE_CHINESE;
  o->number_end = (uint32_t)i;
  o->end = (uint32_t)i + 3;
  return ZB_FIGURE_YES;
}

/* 百分之五点三, 千分之三, 百分之五至百分之六 at their 百 or 千. */
static zb_figure_what read_percent(zb_reader *r, const char *unit) {
  zb_figure *o = r->out;
  zb_number v;
  zb_tail t = { 0 };
  uint32_t c;
  size_t i = r->at + 9, k;
  int digits;
  k = zb_char__at(r->s, r->n, i, &c);
  digits = zb_char__digit(c);
  if (digits) {
    zb_number__arabic(r->s, r->n, i, &v);
    if (v.form & ZB_NUMBER_LONG) return ZB_FIGURE_NONE;
  } else if (c == HAN_BAI) {
    v = (zb_number){ .value = { 100, 0 }, .end = i + k };
  } else if (!zb_number__chinese(r->s, r->n, i, &v) || v.form & ZB_NUMBER_OPEN) {
    return ZB_FIGURE_NONE;
  }
  o->value = v.value;
  o->upper = v.upper;
  o->flags = (uint8_t)(v.flags | (digits ? 0 : ZB_FIGURE_CHINESE));
  t.end = v.end;
  o->number_end = o->end = (uint32_t)v.end;
  zb_reader__unit(r, unit, ZB_KIND_RATE);
  zb_reader__range(r, &v, &t, 1);
  if (zb_text__has(r->s, r->n, o->end, "多") || zb_text__has(r->s, r->n, o->end, "余")) {
    o->flags |= ZB_FIGURE_MORE;
    o->end += 3;
  }
  return ZB_FIGURE_YES;
}

/* Units that are also parts of common words, so that one numeral alone before them says nothing. */
#define WEAK "度 方 分 点 米 克 吨级"

/* Whether a number in Chinese numerals is a quantity and not a word of prose (统一, 两会, 十四五). */
static int is_quantity(const zb_reader *r, const zb_number *v, const zb_tail *t) {
  uint32_t before, next;
  int more = (t->flags & (ZB_FIGURE_MORE | ZB_FIGURE_ABOUT)) != 0 || (v->flags & ZB_FIGURE_RANGE) != 0;
  zb_char__before(r->s, r->n, r->at, &before);
  zb_char__at(r->s, r->n, t->end, &next);
  /* 每 “ */
  if (t->skip || zb_tail__is(t, "月 日") || before == 0x6BCF || (before == 0x201C && (v->chars < 2 || !t->unit_n))) return 0;
  if (t->kind == ZB_KIND_COUNT && zb_name__slogan(r->s, r->n, r->at, t->end)) return 0;
  if (v->form & ZB_NUMBER_OPEN)                      /* 百余项, 数百家; 百亿元 */
    return (more && (t->unit_n || v->chars > 0)) || (t->kind == ZB_KIND_MONEY && t->places >= (v->chars ? 8 : 12));
  if (v->value.mantissa == 14 && v->upper.mantissa == 15 && !t->places) return 0;   /* 十四五 */
  if (t->unit_n == 0) return v->chars > 1 && t->flags & ZB_FIGURE_MORE;
  if (t->unit_n == t->base_at && t->index < 0) return 1;                 /* 三万 */
  if (v->chars > 1 || t->places || (more && t->kind != ZB_KIND_TIME)) return 1;
  if (zb_text__ends(r->s, r->n, r->at, "最后") || zb_text__ends(r->s, r->n, r->at, "最初")) return 0;   /* 最后一公里 */
  if (zb_char__numeral(next) == 1 || zb_tail__is(t, WEAK)) return 0;                                   /* 一户一策 */
  switch (t->kind) {
  case ZB_KIND_MONEY: case ZB_KIND_MEASURE: case ZB_KIND_RATE: case ZB_KIND_POINT: case ZB_KIND_MULTIPLE: case ZB_KIND_AGE:
  case ZB_KIND_RANK:
    return 1;
  default:
    return zb_tail__is(t, "户");
  }
}

/* Whether the numeral c at r->at stands alone before an ideograph that goes on with no number, begins no unit and joins
 * nothing: 统一, 进一步, 十分. Most numerals of a text do. 万 and above may begin a unit themselves. */
static int alone(const zb_reader *r, uint32_t c) {
  uint32_t next;
  zb_char__at(r->s, r->n, r->at + 3, &next);
  if (!zb_char__han(next) || zb_figure__may_start(next) || zb_char__place(c) >= 4) return 0;
  switch (next) {
  case 0x5206: case 0x6708: case 0x70B9: case 0x9EDE: case 0x81F3: case 0x5230:      /* 分月点點至到 */
  case 0x4F59: case 0x9918: case 0x591A: case 0x6765:                                /* 余餘多来 */
    return 0;
  default:
    return !zb_trie__begins(&r->units->trie, next);
  }
}

static zb_figure_what read_chinese(zb_reader *r, uint32_t c) {
  zb_figure *o = r->out;
  zb_number v, under;
  zb_tail t;
  uint32_t before;
  int first = zb_reader__ordinal(r), range_like;
  zb_char__before(r->s, r->n, r->at, &before);
  if (zb_char__numeral(before) >= 0 || zb_char__place(before) >= 0 || zb_char__digit(before)) return ZB_FIGURE_NONE;
  if (zb_text__has(r->s, r->n, r->at + 3, "分之")) {
    if (c == HAN_BAI) return read_percent(r, "%");
    if (c == HAN_QIAN) return read_percent(r, "‰");
    if (c == HAN_WAN) return read_percent(r, "‱");
  }
  if (c == HAN_SHU && zb_name__signed(r->s, r->n, r->at + 3)) {   /* 户数十万: 数 of a word */
    static const char *const heads[] = { "人", "户", "件", "次", "额", "指", "参", "总", "基", "天", "倍", "系" };
    size_t i;
    for (i = 0; i < sizeof heads / sizeof *heads; i++)
      if (zb_text__ends(r->s, r->n, r->at, heads[i])) return ZB_FIGURE_NONE;
  }
  if (!zb_number__chinese(r->s, r->n, r->at, &v)) return ZB_FIGURE_NONE;
  if (first != 1 && v.form != ZB_NUMBER_OPEN && !(v.flags & ZB_FIGURE_RANGE) &&
      zb_date__read(r->s, r->n, r->at, &v, o))
    return ZB_FIGURE_DATE;
  if (v.form == ZB_NUMBER_RUN && v.chars == 4 && zb_date__year(v.value.mantissa)) {
    o->year = (int16_t)v.value.mantissa;
    o->end = (uint32_t)v.end;
    return ZB_FIGURE_DATE;
  }
  if (zb_text__has(r->s, r->n, v.end, "分之") && v.form == 0 && v.flags == 0 &&
      zb_number__chinese(r->s, r->n, v.end + 6, &under) && under.form == 0 && under.flags == 0) {
    o->flags = ZB_FIGURE_CHINESE;
    return zb_reader__fraction(r, under.value.mantissa, v.value.mantissa, under.end) ? ZB_FIGURE_YES : ZB_FIGURE_NONE;
  }
  zb_tail__read(r->units, r->s, r->n, v.end, &t);
  o->value = v.value;
  o->upper = v.upper;
  o->flags = v.flags | ZB_FIGURE_CHINESE;
  o->number_end = (uint32_t)v.end;
  zb_reader__tail(r, &t);
  if (first == 1) {                                  /* 第十一位; 第一位 is mostly a figure of speech */
    if (!zb_tail__is(&t, "位 名") || (v.chars == 1 && v.value.mantissa == 1)) return ZB_FIGURE_NONE;
    return zb_reader__rank(r, &t, first);
  }
  if (t.half) zb_decimal__half(&o->value);
  range_like = v.form != ZB_NUMBER_OPEN && zb_reader__range(r, &v, &t, 1);
  if (!range_like && !is_quantity(r, &v, &t)) return ZB_FIGURE_NONE;
  if (range_like && o->unit_n == 0) return ZB_FIGURE_NONE;
  return ZB_FIGURE_YES;
}

zb_figure_what zb_numeral__read(zb_reader *r, uint32_t c) {
  if (c == HAN_FAN) return read_doubling(r);
  return alone(r, c) ? ZB_FIGURE_NONE : read_chinese(r, c);
}
