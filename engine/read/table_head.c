/* table_head.c - the head of a column or a row: what its figures measure, how, in which unit, when, and how settled. */
#include "read/table.h"
#include "text/number.h"

enum { LONGEST = 300 };      /* bytes of a head; a longer cell is no head */

static int starts(zb_str s, const char *utf8) { return s.n >= strlen(utf8) && memcmp(s.p, utf8, strlen(utf8)) == 0; }
static int begins_character(char c) { return ((unsigned char)c & 0xC0) != 0x80; }
static zb_str rest_of(zb_str s, size_t k) { return (zb_str){ s.p + k, s.n - k }; }

const zb_headword *zb_table__word(const zb_reader *r, zb_str s, enum zb_headword_kind kind, int end) {
  const zb_headword *w = r->rules->headword + r->headword[kind].from, *best = NULL;
  const zb_headword *last = r->rules->headword + r->headword[kind].to;
  for (; w < last; w++) {
    const char *word = r->rules->pool + w->word.at, *at = s.p;
    if (w->word.n > s.n || (best && w->word.n <= best->word.n)) continue;
    if (end) at += s.n - w->word.n;
    if (*at == *word && memcmp(at, word, w->word.n) == 0) best = w;
  }
  return best;
}

void zb_table__begin(zb_reader *r) {
  uint32_t i;
  for (i = 0; i < r->rules->headword_n; i++) {      /* the words of a kind stand together */
    uint8_t kind = r->rules->headword[i].kind;
    if (!r->headword[kind].to) r->headword[kind].from = i;
    r->headword[kind].to = i + 1;
  }
}

/* 〔13.5〕: read as if the brackets were not there, which elsewhere make a name of a number. */
static int scan_enclosed(zb_reader *r, zb_str s) {
  uint32_t shift = (uint32_t)(s.p - r->text);
  size_t i;
  while (s.n && ((unsigned char)s.p[s.n - 1] >= 0x80 || s.p[s.n - 1] == ']')) s.n--;
  if (s.n && !zb_scan__sentence(r->rules, s.p, 0, s.n, &r->s)) return 0;
  for (i = 0; i < r->s.n; i++) r->s.token[i].at += shift, r->s.token[i].end += shift;
  for (i = 0; i < r->s.figure_n; i++) {
    r->s.figure[i].start += shift;
    r->s.figure[i].end += shift;
    r->s.figure[i].number_end += shift;
  }
  return 1;
}

int zb_table__scan(zb_reader *r, zb_str s) {
  const zb_headword *sum = zb_table__word(r, s, ZB_H_SUM, 0);
  size_t at = (size_t)(s.p - r->text);
  r->s.n = r->s.figure_n = 0;
  if (sum && !scan_enclosed(r, rest_of(s, sum->word.n))) r->failed = 1;
  else if (!sum && s.n && !zb_scan__sentence(r->rules, r->text, at, at + s.n, &r->s)) r->failed = 1;
  return !r->failed;
}

int zb_table__is(const zb_reader *r, zb_str s, enum zb_headword_kind kind) {
  const zb_headword *w = zb_table__word(r, s, kind, 0);
  return w && w->word.n == s.n;
}

int zb_table__year(zb_str s) {
  int year = 0;
  size_t i;
  if (s.n != 4) return 0;
  for (i = 0; i < 4 && s.p[i] >= '0' && s.p[i] <= '9'; i++) year = year * 10 + (s.p[i] - '0');
  return i == 4 && year >= ZB_YEAR_FIRST && year <= ZB_YEAR_LAST ? year : 0;
}

const zb_unit *zb_table__unit(const zb_reader *r, zb_str s, int *mult) {
  uint32_t len, c;
  *mult = 0;
  while (s.n) {
    int32_t u = zb_trie__longest(&r->rules->units.trie, s.p, s.p + s.n, &len);
    if (u >= 0 && len == s.n) {
      *mult += r->rules->units.unit[u].mult;
      return &r->rules->units.unit[u];
    }
    len = (uint32_t)zb_char__at(s.p, s.n, 0, &c);
    if (len != 3 || zb_char__place(c) <= 0) return NULL;
    *mult += zb_char__place(c);
    s = rest_of(s, 3);
  }
  return NULL;
}

/* Bytes of the sign at the front (end: at the end) of s that stands between words of a head; 0 for none. */
static size_t sign_at(zb_str s, int end) {
  static const char *const sign[] = { " ", "（", "）", "(", ")", "：", ":", "，", ",", "、", "/", "\"", "“", "”", "*" };
  size_t i;
  for (i = 0; i < sizeof sign / sizeof *sign; i++) {
    size_t k = strlen(sign[i]);
    if (s.n >= k && memcmp(end ? s.p + s.n - k : s.p, sign[i], k) == 0) return k;
  }
  return 0;
}

/* The unit behind 单位：, up to the next sign. */
static zb_str unit_behind(zb_str s) {
  size_t k, n;
  while ((k = sign_at(s, 0)) != 0) s = rest_of(s, k);
  for (n = 0; n < s.n && (s.p[n] == '/' || !sign_at(rest_of(s, n), 0)); n++) {}
  s.n = n;
  return s;
}

/* The unit of a head: behind 单位：, in brackets at its end, or a % there. Cuts it off *s. */
static zb_str take_unit(const zb_reader *r, zb_str *s) {
  const zb_str none = { "", 0 };
  size_t i, open = 0, close = 0;
  int mult;
  zb_str u;
  for (i = 0; i < s->n; i++) {
    const zb_headword *w = begins_character(s->p[i]) ? zb_table__word(r, rest_of(*s, i), ZB_H_UNIT, 0) : NULL;
    zb_str behind = w ? rest_of(*s, i + w->word.n) : none;
    if (!w || !behind.n || !(starts(behind, ":") || starts(behind, "："))) continue;
    s->n = i;
    return unit_behind(behind);
  }
  if (s->n && s->p[s->n - 1] == '%') {
    s->n--;
    return (zb_str){ "%", 1 };
  }
  close = s->n && s->p[s->n - 1] == ')' ? 1 : s->n >= 3 && memcmp(s->p + s->n - 3, "）", 3) == 0 ? 3 : 0;
  for (i = s->n - close; close && i-- > 0;) {
    open = s->p[i] == '(' ? 1 : starts(rest_of(*s, i), "（") ? 3 : 0;
    if (open) break;
  }
  if (!open) return none;
  u = (zb_str){ s->p + i + open, s->n - i - open - close };
  if (u.n == 0 || u.n > 40) return none;
  if (u.p[u.n - 1] == '%') {
    s->n = i + (u.n == 1 ? 0 : open + u.n - 1);    /* （±%）: the rest is part of the head */
    return (zb_str){ "%", 1 };
  }
  if (!zb_table__unit(r, u, &mult) && !memchr(u.p, '/', u.n)) return none;
  s->n = i;
  return u;
}

/* The token that ends (end 0: begins) where s does; -1 for none. */
static int token_at(const zb_reader *r, zb_str s, int end) {
  size_t i, at = (size_t)(s.p - r->text);
  for (i = 0; i < r->s.n; i++) {
    const zb_token *t = &r->s.token[i];
    if (end ? t->end == at + s.n && t->at >= at : t->at == at && t->end <= at + s.n) return (int)i;
  }
  return -1;
}

/* Takes in what a date or a word of time, basis, change or plan says. Returns: whether it is one. */
static int listen(zb_reader *r, const zb_token *t, zb_table_head *h) {
  const uint64_t manner = BIT(TIME) | BIT(BASIS) | BIT(RISE) | BIT(FALL) | BIT(MODAL) | BIT(PLAN) | BIT(SCOPE);
  const zb_word *w = t->word >= 0 ? &r->rules->word[t->word] : NULL;
  if (t->classes & BIT(DATE)) {
    const zb_figure *f = &r->s.figure[t->figure];
    uint8_t part = h->has_when && !f->month ? h->when.part : 0;      /* 2025年上半年 */
    if (f->year || f->month) h->when = zb_when__date(r, f), h->has_when = 1;
    if (part && h->when.from == h->when.to) h->when.part = part;
    return 1;
  }
  if (t->classes & BIT(INDICATOR) || !w || !(t->classes & manner)) return 0;
  if (t->classes & (BIT(RISE) | BIT(FALL)) && !h->measure) h->measure = ZB_M_GROWTH, h->sign = t->classes & BIT(FALL) ? -1 : 0;
  if (t->classes & BIT(TIME) && w->period) h->when = zb_when__relative(r, w->period, w->years), h->has_when = 1;
  if (w->basis && !h->basis) h->basis = w->basis;
  if (w->basis && !h->measure) h->measure = ZB_M_GROWTH;
  if (w->status && !h->status) h->status = w->status;
  return 1;
}

static void take_word(zb_table_head *h, const zb_headword *w) {
  if (w->measure && !h->measure) h->measure = w->measure, h->sign = w->sign;
  if (w->basis && !h->basis) h->basis = w->basis;
  if (w->status && !h->status) h->status = w->status;
}

/* Where 比上年执行数 in front of a word of change begins: what is only compared with. Returns: its offset in s; s.n for none. */
static size_t compared(const zb_reader *r, zb_str s) {
  size_t i, k, at = (size_t)(s.p - r->text);
  for (i = 0; i < s.n; i++) {
    const zb_headword *w = begins_character(s.p[i]) ? zb_table__word(r, rest_of(s, i), ZB_H_AGAINST, 0) : NULL;
    if (!w || zb_table__word(r, rest_of(s, i), ZB_H_SAYS, 0)) continue;
    for (k = 0; k < r->s.n; k++) {
      const zb_token *t = &r->s.token[k];
      if (t->at < at + i && t->end > at + i) break;               /* inside a word: 占比, 收入比重 */
      if (t->at == at + i && t->word >= 0 && !(t->classes & BIT(BASIS)) && t->classes & BIT(INDICATOR)) break;
    }
    if (k == r->s.n) return i;
  }
  return s.n;
}

/* Strips what says how and when from both ends. named: words of status belong to the name. Returns: what is left. */
static zb_str strip(zb_reader *r, zb_str s, int named, zb_table_head *h) {
  const zb_headword *w;
  size_t k, from;
  int t;
  for (;;) {
    if ((t = token_at(r, s, 1)) >= 0 && r->s.token[t].classes & BIT(SCOPE) && t == token_at(r, s, 0)) return s;   /* 全市 */
    if ((k = sign_at(s, 1)) != 0) s.n -= k;
    else if ((k = sign_at(s, 0)) != 0) s = rest_of(s, k);
    else if (s.n == 0 || zb_table__is(r, s, ZB_H_BARE)) return rest_of(s, s.n);
    else if (zb_table__word(r, s, ZB_H_PROGRESS, 0)) return s;
    else if ((t = token_at(r, s, 1)) >= 0 && r->s.token[t].classes & BIT(INDICATOR)) return s;
    else if ((w = zb_table__word(r, s, ZB_H_SAYS, 1)) != NULL && !(named && !w->measure)) {
      s.n -= w->word.n;
      take_word(h, w);
      if (w->measure && (from = compared(r, s)) < s.n) {          /* 比上年执行数增长 */
        t = token_at(r, (zb_str){ s.p + from, s.n - from }, 0);
        if (t >= 0) h->basis = h->basis ? h->basis : r->s.token[t].word >= 0 ? r->rules->word[r->s.token[t].word].basis : 0;
        s.n = from;
      }
    } else if (t >= 0 && listen(r, &r->s.token[t], h)) s.n = r->s.token[t].at - (size_t)(s.p - r->text);
    else if ((t = token_at(r, s, 0)) >= 0 && r->s.token[t].classes & (BIT(DATE) | BIT(TIME) | BIT(BASIS) | BIT(SCOPE)) &&
             listen(r, &r->s.token[t], h))
      s = rest_of(s, r->s.token[t].end - (size_t)(s.p - r->text));
    else return s;
  }
}

/* 居民消费价格涨幅: what the end of a known name says. */
static void end_of_name(const zb_reader *r, zb_str s, zb_table_head *h) {
  const zb_headword *w = zb_table__word(r, s, ZB_H_SAYS, 1);
  if (w && w->measure && !h->measure) h->measure = w->measure, h->sign = w->sign;
}

zb_table_head zb_table__head(zb_reader *r, zb_str s, int row) {
  zb_table_head h, plain;
  zb_str left;
  memset(&h, 0, sizeof h);
  if (s.n > LONGEST) {
    h.what = s;
    return h;
  }
  h.unit = take_unit(r, &s);
  if (zb_table__year(s)) {
    h.when = zb_when__year(zb_table__year(s));
    h.has_when = 1;
    return h;
  }
  if (!zb_table__scan(r, s)) return h;
  plain = h;
  left = strip(r, s, 0, &h);
  if (row && left.n && h.status) {
    h = plain;
    left = strip(r, s, 1, &h);
  }
  if (left.n && zb_table__word(r, left, ZB_H_PROGRESS, 0)) {
    const zb_headword *w = zb_table__word(r, left, ZB_H_PROGRESS, 0);
    h.progress = left;
    h.measure = ZB_M_LEVEL;
    h.basis = h.sign = 0;
    h.status = w->status;
    left.n = 0;
    while (h.progress.n > 3 && memcmp(h.progress.p + h.progress.n - 3, "的", 3) == 0) h.progress.n -= 3;
  } else if (left.n && h.measure == ZB_M_SHARE) {      /* 占GDP比重, 第三产业占GDP比重: the denominator is told */
    if (row || zb_table__word(r, left, ZB_H_SAYS, 0)) left.n = (size_t)(s.p + s.n - left.p);
    if (!row && zb_table__word(r, left, ZB_H_SAYS, 0)) h.progress = left, left.n = 0;
  } else if (left.n) end_of_name(r, left, &h);
  h.what = left;
  return h;
}

void zb_table__merge(zb_reader *r, zb_table_head *into, const zb_table_head *h) {
  if (h->what.n && into->what.n && h->what.p != into->what.p) into->what = zb_subject__cat(r, into->what, h->what);
  else if (h->what.n) into->what = h->what;
  if (h->unit.n) into->unit = h->unit;
  if (h->progress.n) into->progress = h->progress;
  if (h->measure) into->measure = h->measure, into->sign = h->sign;
  if (h->basis) into->basis = h->basis;
  if (h->status) into->status = h->status;
  if (h->has_when) into->when = h->when, into->has_when = 1;
}
