#include <string.h>

#include "text/unit.h"

static int opener(uint32_t c) { return c == 0x201C || c == 0x2018 || c == 0x300C || c == 0x300E || c == '"'; }
static int closer(uint32_t c) { return c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F || c == '"' || c == 0x300B; }
static int glue(uint32_t c) { return zb_char__letter(c) || zb_char__digit(c); }

size_t zb_name__chain(const char *s, size_t n, size_t at) {
  for (; at < n; at++) {
    unsigned char c = (unsigned char)s[at];
    if (glue(c)) continue;
    if ((c != '.' && c != '+' && c != '-' && c != '&') || at + 1 >= n || !glue((unsigned char)s[at + 1])) break;
  }
  return at;
}

int zb_name__signed(const char *s, size_t n, size_t i) {
  static const uint32_t words[] = { 0x957F, 0x4E3A, 0x662F, 0x7387, 0x901F, 0x5E45, 0x503C, 0x81F3, 0x5230, 0x5728,
                                    0x7EA6, 0x589E, 0x964D, 0x6BD4, 0x989D, 0x6570, 0x8FBE, 0x8DCC,
                                    0x7531, 0x4ECE, 0x6DA6, 0x91CF, 0x5DEE, 0xFF0C, 0x3001, 0xFF1B };
  /* 长为是率速幅值至到在约增降比额数达跌由从润量差，、； */
  uint32_t c;
  size_t k;
  if (!zb_char__before(s, n, i, &c) || c <= ' ' || c == '|' || c == '(' || c == 0xFF08 || c == 0xFF1A || c == ':') return 1;
  for (k = 0; k < sizeof words / sizeof *words; k++)
    if (c == words[k]) return 1;
  return 0;
}

/* Whether what follows a number makes it a quantity even behind three letters: GDP50亿元, PPI102.3, but AAA5, USB3.0. */
static int measured(const char *s, size_t n, const zb_number *number) {
  static const char *const units[] = { "%", "个百分点", "亿", "万" };
  size_t i;
  if (number->form & ZB_NUMBER_POINT && number->chars > 1) return 1;
  for (i = 0; i < sizeof units / sizeof *units; i++)
    if (zb_text__has(s, n, number->end, units[i])) return 1;
  return 0;
}

size_t zb_name__before(const char *s, size_t n, size_t at, const zb_number *number) {
  uint32_t c, b;
  size_t k = zb_char__before(s, n, at, &c), chain = zb_name__chain(s, n, number->end);
  if (k == 0 || c <= ' ') return 0;
  if (zb_char__letter(c)) {                          /* 占GDP2.5% is a figure, PM2.5 is none */
    size_t letters = at;
    while (letters > 0 && at - letters < 3 && zb_char__letter((unsigned char)s[letters - 1])) letters--;
    return at - letters == 3 && measured(s, n, number) ? 0 : chain;
  }
  zb_char__before(s, n, at - k, &b);
  switch (c) {
  case '+': case '&':
    return glue(b) ? chain : 0;
  case '-': case '.': case '_':
    return zb_char__letter(b) || (c == '.' && zb_char__digit(b)) ? chain : 0;
  case '#': case 0x2116: case 0x3014:                /* № 〔 */
    return chain;
  case '[':
    return number->end < n && s[number->end] == ']' ? number->end : 0;
  case 0xFF3B:                                       /* ［12］ */
    return zb_text__has(s, n, number->end, "］") ? number->end : 0;
  case 0x6BCF:                                       /* 每10万人 */
    return number->end;
  default:
    zb_char__at(s, n, number->end, &b);              /* 二0一一年 */
    return zb_char__numeral(c) >= 0 && zb_char__numeral(b) >= 0 ? number->end : 0;
  }
}

/* Whether nothing but marks of a list or heading stands before s[at] on its line. */
static int leads(const char *s, size_t at) {
  while (at > 0 && (s[at - 1] == ' ' || s[at - 1] == '#' || s[at - 1] == '*' || s[at - 1] == '>')) at--;
  return at == 0 || s[at - 1] == '\n' || s[at - 1] == '\r';
}

size_t zb_name__after(const char *s, size_t n, size_t at, const zb_number *number) {
  size_t e = number->end, k;
  uint32_t c, next, before;
  int small = !(number->form & (ZB_NUMBER_POINT | ZB_NUMBER_COMMAS)) && number->chars <= 3;
  k = zb_char__at(s, n, e, &c);
  zb_char__at(s, n, e + k, &next);
  switch (c) {
  case '+':
    return zb_name__chain(s, n, e);
  case 0xD7: case '*':                               /* the 2 of 2×66 */
    return zb_char__digit(next) ? e : 0;
  case 0xB7:                                         /* 5·12 */
    return zb_char__digit(next) ? zb_name__chain(s, n, e + k) : 0;
  case '.':
    if (number->form & ZB_NUMBER_POINT) return zb_char__digit(next) ? zb_name__chain(s, n, e) : 0;
    return small && next > ' ' ? e : small && leads(s, at) ? e : 0;
  case 0x3001:                                       /* 2、 before an item */
    return small && leads(s, at) ? e : 0;
  case ')': case 0xFF09:
    if (!small) return 0;
    zb_char__before(s, n, at, &before);
    return leads(s, at) || before == '(' || before == 0xFF08 ? e : 0;
  default:
    return 0;
  }
}

/* Numbers that only name something, by the word before them. */
static int labelled(const char *s, size_t n, size_t at) {
  static const char *const labels[] = { "附件", "附表", "附录", "附图", "专栏", "表", "图", "注", "尼龙", "国道", "省道", "县道", "高速",
                                        "电话", "邮编", "编号", "代码", "批准文号" };
  static const char *const nouns[] = { "代表", "外表", "报表", "仪表", "意图", "版图", "企图", "蓝图", "关注", "备注" };
  size_t i, j;
  for (i = 0; i < sizeof labels / sizeof *labels; i++) {
    if (!zb_text__ends(s, n, at, labels[i])) continue;
    for (j = 0; j < sizeof nouns / sizeof *nouns; j++)
      if (zb_text__ends(s, n, at, nouns[j])) return 0;
    return 1;
  }
  return 0;
}

static int hotline(const char *s, size_t at, const zb_number *number) {
  static const char *const lines[] = { "12345", "12333", "12338", "12355", "12356", "12315", "12319", "12328", "12329", "12348",
      "12358", "12366",
                                       "12369", "12371", "12377", "12380", "12388", "12389", "12393" };
  size_t i;
  if (number->end - at != 5) return 0;
  for (i = 0; i < sizeof lines / sizeof *lines; i++)
    if (memcmp(s + at, lines[i], 5) == 0) return 1;
  return 0;
}

size_t zb_name__bare(const char *s, size_t n, size_t at, const zb_number *number) {
  size_t e = number->end;
  uint32_t before, after, next;
  size_t k = zb_char__before(s, n, at, &before), j = zb_char__at(s, n, e, &after);
  int point = number->form & ZB_NUMBER_POINT;
  zb_char__at(s, n, e + j, &next);
  if (after == '-' && (zb_char__digit(next) || zb_char__letter(next))) {   /* telephone numbers, codes, 1-2-3 */
    size_t chain = zb_name__chain(s, n, e);
    if (number->form & ZB_NUMBER_ZERO || number->chars > 6 || !point) return chain;
  }
  if (number->form & ZB_NUMBER_ZERO || labelled(s, n, at)) return e;
  if (before == '-' && k == 1 && !zb_name__signed(s, n, at - 1)) return e;  /* 歼-35 */
  if (number->chars >= 10 && !(number->form & (ZB_NUMBER_COMMAS | ZB_NUMBER_POINT))) return e;
  if (closer(after) || (opener(before) && !point)) return e;
  if (zb_char__han(after) && hotline(s, at, number)) return e;
  if (point && number->chars == 1 && number->value.scale == 1 && number->value.mantissa % 10 == 0 &&
      !zb_name__signed(s, n, at) && (zb_char__han(before) || closer(before)) && k)
    return e;                                        /* 工业互联网2.0 */
  return 0;
}

int zb_name__slogan(const char *s, size_t n, size_t at, size_t end) {
  uint32_t c;
  size_t i = at, k;
  int left;
  if (zb_text__ends(s, n, end, "条") && zb_text__ends(s, n, at, "新政")) return 1;
  zb_char__before(s, n, at, &c);
  if (opener(c)) {
    for (i = end, left = 6; left-- > 0 && (k = zb_char__at(s, n, i, &c)) != 0 && c > ' '; i += k)
      if (closer(c)) return 1;
    return 0;
  }
  zb_char__at(s, n, end, &c);
  if (!closer(c)) return 0;
  for (left = 12; left-- > 0 && (k = zb_char__before(s, n, i, &c)) != 0 && c > ' ' && !closer(c); i -= k)
    if (opener(c)) return 1;
  return 0;
}
