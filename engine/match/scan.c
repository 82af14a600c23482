#include "match/scan.h"

#include <string.h>

#include "base/block.h"
#include "base/find.h"
#include "match/sieve.h"

enum {
  LONG_SENTENCE = 600,     /* tokens after which a sentence may be cut at a comma */
  LONGEST_SENTENCE = 4000, /* … and is cut anywhere */
  QUOTE = 120,             /* bytes inside “…” that still are a name */
  NAME = 36,               /* … when there are digits in it */
  BOOK = 240,              /* … inside 《…》 */
  ASIDE = 180,             /* … inside （…） without figures */
  HEAD = 150,              /* … of a sentence, in which marks may begin inside other words */
  LONG = 600               /* … in which a sentence without figures ends with 。 */
};

/* Tokens that end a chain of known words next to a figure. */
#define BREAKS (ZB_BIT(ZB_C_TEXT) | ZB_BIT(ZB_C_COMMA) | ZB_BIT(ZB_C_PAUSE) | ZB_BIT(ZB_C_SEMICOLON) | ZB_BIT(ZB_C_STOP) | \
                ZB_BIT(ZB_C_COLON) | ZB_BIT(ZB_C_MARK) | ZB_BIT(ZB_C_QUOTED))

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* The punctuation at p: its class, ZB_C_TEXT (0) where it is none, and its length. */
static enum zb_class punctuation(const char *p, const char *end, uint32_t *len) {
  static const uint8_t ascii[128] = {
    [','] = ZB_C_COMMA, [';'] = ZB_C_SEMICOLON, [':'] = ZB_C_COLON, ['('] = ZB_C_OPEN, [')'] = ZB_C_CLOSE, ['!'] = ZB_C_STOP,
    ['?'] = ZB_C_STOP, ['\t'] = ZB_C_MARK, ['|'] = ZB_C_MARK, ['"'] = ZB_C_MARK
  };
  static const uint8_t general[64] = {     /* of U+2000 on: — – ‘ ’ “ ” • … */
    [0x14] = ZB_C_MARK, [0x13] = ZB_C_MARK, [0x18] = ZB_C_MARK, [0x19] = ZB_C_MARK, [0x1C] = ZB_C_MARK, [0x1D] = ZB_C_MARK,
    [0x22] = ZB_C_MARK, [0x26] = ZB_C_MARK
  };
  static const uint8_t chinese[64] = {     /* of U+3000 on: 、。《》「」【】 */
    [0x01] = ZB_C_PAUSE, [0x02] = ZB_C_STOP, [0x0A] = ZB_C_MARK, [0x0B] = ZB_C_MARK, [0x0C] = ZB_C_MARK, [0x0D] = ZB_C_MARK,
    [0x10] = ZB_C_MARK, [0x11] = ZB_C_MARK
  };
  static const uint8_t wide[64] = {        /* of U+FF00 on: ，；：（）！？ */
    [0x0C] = ZB_C_COMMA, [0x1B] = ZB_C_SEMICOLON, [0x1A] = ZB_C_COLON, [0x08] = ZB_C_OPEN, [0x09] = ZB_C_CLOSE,
    [0x01] = ZB_C_STOP, [0x1F] = ZB_C_STOP
  };
  const unsigned char *u = (const unsigned char *)p;
  *len = 1;
  if (u[0] < 0x80) return ascii[u[0]];
  if (end - p < 3) return ZB_C_TEXT;
  *len = 3;
  switch (u[0] << 8 | u[1]) {
    case 0xEFBC: return wide[u[2] & 63];
    case 0xE380: return chinese[u[2] & 63];
    case 0xE280: return general[u[2] & 63];
    case 0xE288: return u[2] == 0xB6 ? ZB_C_COLON : ZB_C_TEXT;   /* ∶ U+2236 */
    default: return ZB_C_TEXT;
  }
}

static int keep_figure(zb_sentence *s, const zb_figure *f) {
  void *p = s->figure;
  if (zb_mem__grow(s->mem, &p, &s->figure_cap, s->figure_n + 1, sizeof *s->figure)) return -1;
  s->figure = p;
  s->figure[s->figure_n++] = *f;
  return 0;
}

/* A quotation that states figures is no name: “三个100%”, “1个枢纽、4个园区”. */
static int states(const char *p, size_t n) {
  size_t i;
  int digits = 0;
  for (i = 0; i < n; i++) {
    if (p[i] == '%' && digits) return 1;
    digits |= is_digit(p[i]);
  }
  return digits && n > NAME;
}

static int stands(const char *p, const char *end, const char *word, size_t n) {
  return *p == *word && (size_t)(end - p) >= n && memcmp(p, word, n) == 0;
}

/* The end of a quotation that opens at at, when it is short enough to be a name; else 0. */
static size_t quotation(const char *text, size_t at, size_t end) {
  static const struct { const char *open, *close; size_t most; } pair[] = {
    { "“", "”", QUOTE }, { "《", "》", BOOK }, { "‘", "’", QUOTE }, { "「", "」", QUOTE }, { "【", "】", QUOTE }, { "\"", "\"", QUOTE },
  };
  const char *stop = text + end;
  size_t i, p;
  for (i = 0; i < sizeof pair / sizeof *pair; i++) {
    size_t n = strlen(pair[i].open), nc = strlen(pair[i].close);
    if (!stands(text + at, stop, pair[i].open, n)) continue;
    for (p = at + n; p < end && p <= at + n + pair[i].most; p++) {
      if (stands(text + p, stop, pair[i].close, nc)) return states(text + at, p - at) ? 0 : p + nc;
      if (stands(text + p, stop, "。", 3)) break;
    }
  }
  return 0;
}

/* （公安局提供）: brackets without figures are passed over as one token. */
static size_t aside(const char *text, size_t at, size_t end, uint32_t open) {
  size_t p;
  for (p = at + open; p < end && p - at <= ASIDE; p++) {
    size_t close = text[p] == ')' ? 1 : stands(text + p, text + end, "）", 3) ? 3 : 0;
    if (close) return zb_has_digit(text + at, text + p) ? 0 : p + close;
  }
  return 0;
}

static int add_mark(zb_sentence *s, size_t at, size_t end, int32_t w) {
  void *p = s->mark;
  if (zb_mem__grow(s->mem, &p, &s->mark_cap, s->mark_n + 1, sizeof *s->mark)) return -1;
  s->mark = p;
  s->mark[s->mark_n++] = (zb_mark){ (uint32_t)at, (uint32_t)end, w };
  return 0;
}

/* Adds the marks that start at at. */
static int add_marks(const zb_rules *rules, const char *text, size_t at, size_t end, zb_sentence *s) {
  zb_trie_walk walk = { (const unsigned char *)text + at, 0 };
  int32_t found;
  if (end - at >= 7 && zb_trie__miss(&rules->marks, walk.s)) return 0;
  while ((found = zb_trie__next(&rules->marks, &walk, text + end)) >= 0) {
    if (add_mark(s, at, (size_t)((const char *)walk.s - text), found)) return -1;
  }
  return 0;
}

static zb_token word_token(const zb_rules *rules, size_t at, uint32_t len, int32_t w) {
  uint64_t classes = rules->word[w].classes & ~ZB_BIT(ZB_C_OPAQUE);
  return (zb_token){ (uint32_t)at, (uint32_t)at + len, classes ? classes : ZB_BIT(ZB_C_TEXT), classes || rules->word[w].roles
      ? w : -1, -1 };
}

/* 8.7:48.5: a colon between two numbers joins the parts of a proportion. */
static int proportion(const char *text, size_t at, size_t n, size_t end) {
  return at > 0 && is_digit(text[at - 1]) && at + n < end && is_digit(text[at + n]);
}

/* 2.04:1 is the figure 2.04. Returns: the end of :1 behind a number that ends at at, or at. */
static size_t ratio_end(const char *text, size_t at, size_t end) {
  uint32_t len, behind;
  size_t p;
  if (at >= end || punctuation(text + at, text + end, &len) != ZB_C_COLON) return at;
  p = at + len;
  if (p >= end || text[p] != '1') return at;
  p++;
  if (p < end && (is_digit(text[p]) || text[p] == '.' || punctuation(text + p, text + end, &behind) == ZB_C_COLON)) return at;
  return p;
}

/* Passes over ideographs at which no word and no figure starts; those near the end are left. */
static size_t skip_plain(const uint32_t *sieve, const char *text, size_t at, size_t end) {
  const unsigned char *p = (const unsigned char *)text;
  return (size_t)(zb_sieve__skip(sieve, p + at, p + end) - p);
}

/* Marks that begin inside the token [at, to): 五年计划纲要 behind 第十个五年. They tell only near a sentence's head. */
static int find_inner_marks(const zb_rules *rules, const char *text, size_t at, size_t to, size_t end, zb_sentence *s) {
  size_t reach = end - to < 4 ? end : to + 4;      /* the last character inside, and the one behind it */
  uint32_t c;
  at += (size_t)zb_trie__char((const unsigned char *)text + at, &c);
  while ((at = skip_plain(rules->mark_sieve, text, at, reach)) < to) {
    if (add_marks(rules, text, at, end, s)) return -1;
    at += (size_t)zb_trie__char((const unsigned char *)text + at, &c);
  }
  return 0;
}

/* A sign, or what it opens where that is one token. */
static zb_token sign_token(const char *text, size_t at, size_t end) {
  uint32_t len;
  enum zb_class class = punctuation(text + at, text + end, &len);
  zb_token t = { (uint32_t)at, (uint32_t)at + (class ? len : 0), ZB_BIT(class), -1, -1 };
  size_t to;
  if (class == ZB_C_COLON && proportion(text, at, len, end)) {
    t.classes |= ZB_BIT(ZB_C_PAUSE);
  } else if (class == ZB_C_MARK && (to = quotation(text, at, end)) != 0) {
    t.end = (uint32_t)to;
    t.classes = ZB_BIT(ZB_C_QUOTED) | ZB_BIT(ZB_C_TEXT);
  } else if (class == ZB_C_OPEN && (to = aside(text, at, end, len)) != 0) {
    t.end = (uint32_t)to;
    t.classes = ZB_BIT(ZB_C_OPEN) | ZB_BIT(ZB_C_CLOSE);
  }
  return t;
}

/* What stands at at: the token in *t, which is empty (its end is at) where it is plain text. Returns: 0, or -1. */
static int read_token(const zb_rules *rules, const char *text, size_t at, size_t end, zb_sentence *s, zb_token *t) {
  uint32_t c, len = 0, traits;
  int32_t w = zb_trie__longest_with(&rules->words, ZB_T_TOKEN, text + at, text + end, &len, &traits);
  if (traits & ZB_T_MARK && add_marks(rules, text, at, end, s)) return -1;
  zb_trie__char((const unsigned char *)text + at, &c);
  if (w >= 0 && c < 0x80 && is_digit(text[at]) && at > 0 && is_digit(text[at - 1])) w = -1;
  if ((w < 0 || len <= 9) && zb_figure__may_start(c)) {
    zb_figure f;
    zb_figure_what what = zb_figure__read(&rules->units, text, end, at, &f);
    if (what != ZB_FIGURE_NONE && f.end - at > len) {
      if (what == ZB_FIGURE_YES && f.kind == ZB_KIND_BARE) f.end = (uint32_t)ratio_end(text, f.end, end);
      *t = (zb_token){ f.start, f.end, ZB_BIT(ZB_C_NUMBER) | ZB_BIT(ZB_C_TEXT), -1, -1 };
      if (what == ZB_FIGURE_NAME) {
        t->at = (uint32_t)at;
        return 0;
      }
      t->classes = ZB_BIT(what == ZB_FIGURE_YES ? ZB_C_FIGURE : ZB_C_DATE);
      t->figure = (int32_t)s->figure_n;
      return keep_figure(s, &f);
    }
  }
  *t = w >= 0 ? word_token(rules, at, len, w) : sign_token(text, at, end);
  return 0;
}

static int room_for_two(zb_sentence *s) {
  void *p = s->token;
  if (s->n + 2 <= s->cap) return 0;
  if (zb_mem__grow(s->mem, &p, &s->cap, s->n + 2, sizeof *s->token)) return -1;
  s->token = p;
  return 0;
}

/* Adds a token; there is room. Neighbouring stretches of plain text become one, but not with a word that has only a role. */
static inline void put(zb_sentence *s, zb_token t) {
  zb_token *last = &s->token[s->n] - (s->n > 0);
  if (t.classes == ZB_BIT(ZB_C_TEXT) && t.word < 0 && s->n > 0 && last->classes == ZB_BIT(ZB_C_TEXT) && last->word < 0 &&
      last->end == t.at)
    last->end = t.end;
  else s->token[s->n++] = t;
}

/* Words from token `from` on that count only beside a figure are plain text after all: none came. */
static void drop_near(const zb_rules *rules, zb_sentence *s, size_t from) {
  size_t i, n = s->n;
  for (i = s->n = from; i < n; i++) {
    zb_token t = s->token[i];
    if (t.word >= 0 && rules->word[t.word].flags & ZB_W_NEAR && !(t.classes & BREAKS)) {
      if (s->n > 0 && s->token[s->n - 1].classes & ZB_BIT(ZB_C_FIGURE) && t.classes & ZB_BIT(ZB_C_AFTER)) {
        t.classes &= ZB_BIT(ZB_C_AFTER);
      } else {
        t.classes = ZB_BIT(ZB_C_TEXT);
        t.word = -1;
      }
    }
    put(s, t);
  }
}

/* Before a token is added: settles the words that count only in an unbroken chain of known words next to a figure.
 * *near: the first of these that waits; SIZE_MAX none. */
static inline void settle_near(const zb_rules *rules, zb_sentence *s, const zb_token *t, size_t *near) {
  if (t->classes & (ZB_BIT(ZB_C_FIGURE) | ZB_BIT(ZB_C_DATE))) {
    *near = SIZE_MAX;
  } else if (t->classes & BREAKS) {
    if (*near != SIZE_MAX) drop_near(rules, s, *near);
    *near = SIZE_MAX;
  } else if (*near == SIZE_MAX && t->word >= 0 && rules->word[t->word].flags & ZB_W_NEAR) {
    *near = s->n;
  }
}

static inline zb_token plain_token(size_t at, size_t end) {
  return (zb_token){ (uint32_t)at, (uint32_t)end, ZB_BIT(ZB_C_TEXT), -1, -1 };
}

size_t zb_scan__sentence(const zb_rules *rules, const char *text, size_t at, size_t end, zb_sentence *s) {
  size_t run = at;             /* start of the plain text not yet added */
  size_t near = SIZE_MAX, pieces = 0;
  zb_token t;
  s->n = s->figure_n = s->mark_n = 0;
  while (at < end && (text[at] == ' ' || text[at] == '\n')) run = ++at;
  while ((at = skip_plain(rules->word_sieve, text, at, end)) < end) {
    if (room_for_two(s) || read_token(rules, text, at, end, s, &t)) return 0;
    if (t.end <= at) {         /* plain after all */
      uint32_t c;
      at += (size_t)zb_trie__char((const unsigned char *)text + at, &c);
      if (at > end) at = end;
      continue;
    }
    if (t.at < at) at = t.at;    /* a sign read as plain text belongs to its figure */
    if (at > run) {
      zb_token plain = plain_token(run, at);
      settle_near(rules, s, &plain, &near);
      put(s, plain);
      pieces++;
    }
    settle_near(rules, s, &t, &near);
    put(s, t);
    pieces++;
    if (at - s->token[0].at <= HEAD && !(t.classes & ZB_BIT(ZB_C_QUOTED)) && find_inner_marks(rules, text, at, t.end, end, s))
      return 0;
    run = at = t.end;
    if (t.classes & ZB_BIT(ZB_C_STOP)) break;
    if (pieces > LONG_SENTENCE && (t.classes & ZB_BIT(ZB_C_COMMA) || pieces > LONGEST_SENTENCE)) break;
  }
  if (room_for_two(s)) return 0;
  if (near != SIZE_MAX) drop_near(rules, s, near);
  if (run < at) put(s, plain_token(run, at));
  return at;
}

/* Whether a mark that opens a section of the type starts at p. */
static int opens_section(const zb_rules *rules, int type, const char *p, const char *end) {
  zb_trie_walk walk = { (const unsigned char *)p, 0 };
  int32_t w;
  uint32_t k;
  while ((w = zb_trie__next(&rules->marks, &walk, end)) >= 0) {
    const zb_word *x = &rules->word[w];
    for (k = 0; k < x->opens_n; k++) if (rules->opening[x->opens + k].type == type) return 1;
  }
  return 0;
}

/* Where the first 。 of text[at..end) stands; 0 for none, and where a digit stands before it. */
static size_t stop_before_digit(const char *text, size_t at, size_t end) {
  for (; end - at >= 18; at += 16) {
    zb_block16 x = zb_block__load(text + at), y = zb_block__load(text + at + 1), z = zb_block__load(text + at + 2);
    if (zb_block__any((ZB_IS(x >= '0') & ZB_IS(x <= '9')) | (ZB_IS(x == 0xE3) & ZB_IS(y == 0x80) & ZB_IS(z == 0x82)))) break;
  }
  for (; at < end && !is_digit(text[at]); at++) if (stands(text + at, text + end, "。", 3)) return at;
  return 0;
}

/* Where the 。 stands that ends a sentence at at which surely has neither figures nor marks of the type; 0 where it may have
 * some, and where another sign may end it or keep a 。 from doing so. */
static size_t plain_stop(const zb_rules *rules, int type, const char *text, size_t at, size_t end) {
  size_t stop = stop_before_digit(text, at, end - at < LONG ? end : at + LONG);
  while ((at = skip_plain(rules->mark_sieve, text, at, end)) < stop) {
    uint32_t c, len;
    int k = zb_trie__char((const unsigned char *)text + at, &c);
    enum zb_class class = punctuation(text + at, text + end, &len);
    if (class == ZB_C_STOP || class == ZB_C_OPEN || opens_section(rules, type, text + at, text + end)) return 0;
    if (zb_figure__may_start(c)) {
      zb_figure f;
      if (zb_figure__read(&rules->units, text, end, at, &f) != ZB_FIGURE_NONE) return 0;
    }
    at += (size_t)k;
  }
  return stop;
}

size_t zb_scan__lightly(const zb_rules *rules, int type, const char *text, size_t at, size_t end, zb_sentence *s) {
  size_t stop;
  while (at < end && (text[at] == ' ' || text[at] == '\n')) at++;
  if ((stop = plain_stop(rules, type, text, at, end)) == 0) return zb_scan__sentence(rules, text, at, end, s);
  s->n = s->figure_n = s->mark_n = 0;
  if (room_for_two(s)) return 0;
  if (stop > at) put(s, plain_token(at, stop));
  put(s, (zb_token){ (uint32_t)stop, (uint32_t)stop + 3, ZB_BIT(ZB_C_STOP), -1, -1 });
  return stop + 3;
}

void zb_scan__free(zb_sentence *s) {
  if (s->token) zb_mem__resize(s->mem, s->token, s->cap * sizeof *s->token, 0);
  if (s->mark) zb_mem__resize(s->mem, s->mark, s->mark_cap * sizeof *s->mark, 0);
  if (s->figure) zb_mem__resize(s->mem, s->figure, s->figure_cap * sizeof *s->figure, 0);
}
