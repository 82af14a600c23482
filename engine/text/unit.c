#include "text/unit.h"

#include <string.h>

#define LOOK 24            /* characters that a unit's name may have */

/* How far from s[at] the automaton may look: as far as a name is long, and near the end of the text no further than it is
 * well-formed, since a character is read whole. */
static size_t window(const char *s, size_t n, size_t at) {
  int left = LOOK;
  uint32_t c;
  size_t k;
  if (n - at > 4 * LOOK + 4) return at + 4 * LOOK;
  while (left-- > 0 && (k = zb_char__at(s, n, at, &c)) != 0 && c != 0xFFFD) at += k;
  return at;
}

int32_t zb_unit__at(const zb_units *units, const char *s, size_t n, size_t at, uint32_t *len) {
  size_t end = at < n ? window(s, n, at) : at;
  int32_t i = at < end ? zb_trie__longest(&units->trie, s + at, s + end, len) : -1;
  if (i >= 0 && zb_char__letter((unsigned char)s[at + *len - 1]) && at + *len < n) {
    unsigned char next = (unsigned char)s[at + *len];
    if (zb_char__letter(next) || zb_char__digit(next)) return -1;
  }
  return i;
}

static void append(zb_tail *t, const char *p, size_t k) {
  if (t->unit_n + k >= sizeof t->unit) return;
  memcpy(t->unit + t->unit_n, p, k);
  t->unit_n = (uint8_t)(t->unit_n + k);
  t->unit[t->unit_n] = 0;
}

static void take(zb_tail *t, const zb_units *units, int32_t i, const char *p, uint32_t len) {
  const zb_unit *u = &units->unit[i];
  t->base_at = t->unit_n;
  append(t, p, len);
  t->index = i;
  t->kind = (uint8_t)u->kind;
  t->mult += u->mult;
}

static int counts(const zb_units *units, int32_t i) {
  return i >= 0 && units->unit[i].kind != ZB_KIND_SKIP && units->unit[i].kind != ZB_KIND_BARE;
}

/* /亩, /万元 behind a unit: a ratio that the table does not list. */
static void ratio(const zb_units *units, const char *s, size_t n, zb_tail *t) {
  uint32_t len, c;
  size_t at = t->end, k;
  int32_t i;
  if (at >= n || s[at] != '/') return;
  for (at++; (k = zb_char__at(s, n, at, &c)) != 0 && zb_char__place(c) >= 2 && zb_unit__at(units, s, n, at, &len) < 0;) at += k;
  i = zb_unit__at(units, s, n, at, &len);
  if (!counts(units, i)) return;
  append(t, s + t->end, at + len - t->end);
  t->end = at + len;
  t->index = -1;
}

/* 套（间）, 台（件）: another unit of counting in brackets. */
static void other_name(const zb_units *units, const char *s, size_t n, zb_tail *t) {
  uint32_t len, c;
  size_t k = zb_char__at(s, n, t->end, &c), close;
  int32_t i = c == 0xFF08 || c == '(' ? zb_unit__at(units, s, n, t->end + k, &len) : -1;
  if (t->kind != ZB_KIND_COUNT || i < 0 || units->unit[i].kind != ZB_KIND_COUNT) return;
  close = zb_char__at(s, n, t->end + k + len, &c);
  if (c != 0xFF09 && c != ')') return;
  append(t, s + t->end, k + len + close);
  t->end += k + len + close;
}

/* 余 behind a unit, 多 that no noun follows (3年多, 12公里多的), and 半 (三成半; 3个半月 is a unit of the table). */
static void behind(const char *s, size_t n, zb_tail *t) {
  uint32_t c, next;
  size_t k = zb_char__at(s, n, t->end, &c), after = zb_char__at(s, n, t->end + k, &next);
  int more = c == 0x4F59 ||
      (c == 0x591A && (!after || !zb_char__han(next) || next == 0x7684 || next == 0x6765 || next == 0x4EE5));
  if (t->kind != ZB_KIND_TIME && t->kind != ZB_KIND_MEASURE && t->kind != ZB_KIND_RATE && t->kind != ZB_KIND_MULTIPLE) return;
  if (c == 0x534A && (t->kind != ZB_KIND_MEASURE || !zb_char__han(next))) {
    t->half = 1;
    t->end += k;
  } else if (more) {
    t->flags |= ZB_FIGURE_MORE;
    t->end += k;
  }
}

/* 1个多月, 3个多百分点: 多 or 余 inside a unit of more than 个, which begins at s[t->end]. Returns: whether it is one. */
static int split_by_more(const zb_units *units, const char *s, size_t n, zb_tail *t) {
  char name[3 + LOOK];
  uint32_t c, len;
  size_t k = zb_char__at(s, n, t->end, &c), more = k ? zb_char__at(s, n, t->end + k, &c) : 0, rest;
  int32_t i;
  if (!more || (c != 0x591A && c != 0x4F59)) return 0;
  rest = n - t->end - k - more;
  if (rest > LOOK) rest = LOOK;
  memcpy(name, s + t->end, k);
  memcpy(name + k, s + t->end + k + more, rest);
  i = zb_trie__longest(&units->trie, name, name + k + rest, &len);
  if (i < 0 || len <= k || (units->unit[i].kind != ZB_KIND_TIME && units->unit[i].kind != ZB_KIND_POINT)) return 0;
  take(t, units, i, name, len);
  t->flags |= ZB_FIGURE_MORE;
  t->end += more + len;
  return 1;
}

/* Whether 余, 多 or 来 (c, of k bytes at s[at]) belongs to the number. */
static int particle(const zb_units *units, const char *s, size_t n, size_t at, size_t k, uint32_t c) {
  uint32_t next, len;
  int32_t i;
  zb_char__at(s, n, at + k, &next);
  if (c == 0x4F59 || c == 0x9918) return next != 0x989D && next != 0x4E0B;      /* not 余额, 余下 */
  i = zb_unit__at(units, s, n, at + k, &len);
  if (c == 0x6765) return zb_char__place(next) >= 4 || counts(units, i);
  return i >= 0 || (next != 0x6837 && next != 0x5143 && next != 0x5F69 && next != 0x5C42 && next != 0x5F0F);   /* 样元彩层式 */
}

void zb_tail__read(const zb_units *units, const char *s, size_t n, size_t at, zb_tail *t) {
  int steps, places = 0;
  uint32_t c, len;
  memset(t, 0, sizeof *t);
  t->end = at;
  t->index = -1;
  for (steps = 0; steps < 8; steps++) {
    size_t k = zb_char__at(s, n, t->end, &c);
    int32_t i = zb_unit__at(units, s, n, t->end, &len);
    int place = zb_char__place(c);
    if (k == 0) return;
    if (c == ' ' && steps == 0 && (i = zb_unit__at(units, s, n, at + 1, &len)) >= 0 && (unsigned char)s[at + 1] < 0xE0) {
      t->end++;
    } else if (i < 0 && place > 0 && places < 4 && t->mult + place <= 20) {
      append(t, s + t->end, k);
      t->base_at = t->unit_n;
      t->mult += place;
      t->places = t->mult;
      places++;
      t->end += k;
      continue;
    } else if (i < 0 && !(t->flags & (ZB_FIGURE_MORE | ZB_FIGURE_ABOUT)) &&
               (c == 0x4F59 || c == 0x9918 || c == 0x591A || c == 0x6765) && particle(units, s, n, t->end, k, c)) {
      t->flags |= c == 0x6765 ? ZB_FIGURE_ABOUT : ZB_FIGURE_MORE;
      t->end += k;
      continue;
    }
    if (i >= 0 && c == 0x4E2A && len == 3 && split_by_more(units, s, n, t)) return;
    if (i < 0 || units->unit[i].kind == ZB_KIND_BARE) return;
    t->skip = units->unit[i].kind == ZB_KIND_SKIP;
    if (!t->skip) take(t, units, i, s + t->end, len);
    t->end += len;
    if (!t->skip) {
      other_name(units, s, n, t);
      ratio(units, s, n, t);
      behind(s, n, t);
    }
    return;
  }
}
