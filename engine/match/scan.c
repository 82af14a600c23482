#include "match/scan.h"

#include <string.h>

enum {
  LONG_SENTENCE = 600,     /* tokens after which a sentence may be cut at a comma */
  LONGEST_SENTENCE = 4000, /* … and is cut anywhere */
  QUOTE = 120,             /* bytes inside “…” that still are a name */
  NAME = 36,               /* … when there are digits in it */
  BOOK = 240,              /* … inside 《…》 */
  ASIDE = 180,             /* … inside （…） without figures */
  HEAD = 150               /* … of a sentence, in which marks may begin inside other words */
};

typedef struct sign { uint64_t classes; int length; } sign;


static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* The punctuation at p. Returns: its class and length; length 0 for none. */
static sign punctuation(const char *p, const char *end) {
  const unsigned char *u = (const unsigned char *)p;
  switch (u[0]) {
    case ',': return (sign){ ZB_BIT(ZB_C_COMMA), 1 };
    case ';': return (sign){ ZB_BIT(ZB_C_SEMICOLON), 1 };
    case ':': return (sign){ ZB_BIT(ZB_C_COLON), 1 };
    case '(': return (sign){ ZB_BIT(ZB_C_OPEN), 1 };
    case ')': return (sign){ ZB_BIT(ZB_C_CLOSE), 1 };
    case '!': case '?': return (sign){ ZB_BIT(ZB_C_STOP), 1 };
    case '\t': case '|': case '"': return (sign){ ZB_BIT(ZB_C_MARK), 1 };
    default: break;
  }
  if (end - p < 3) return (sign){ 0, 0 };
  if (u[0] == 0xEF && u[1] == 0xBC) {
    switch (u[2]) {
      case 0x8C: return (sign){ ZB_BIT(ZB_C_COMMA), 3 };
      case 0x9B: return (sign){ ZB_BIT(ZB_C_SEMICOLON), 3 };
      case 0x9A: return (sign){ ZB_BIT(ZB_C_COLON), 3 };
      case 0x88: return (sign){ ZB_BIT(ZB_C_OPEN), 3 };
      case 0x89: return (sign){ ZB_BIT(ZB_C_CLOSE), 3 };
      case 0x81: case 0x9F: return (sign){ ZB_BIT(ZB_C_STOP), 3 };
      default: break;
    }
  } else if (u[0] == 0xE3 && u[1] == 0x80) {
    switch (u[2]) {
      case 0x81: return (sign){ ZB_BIT(ZB_C_PAUSE), 3 };
      case 0x82: return (sign){ ZB_BIT(ZB_C_STOP), 3 };
      case 0x8A: case 0x8B: case 0x8C: case 0x8D: case 0x90: case 0x91: return (sign){ ZB_BIT(ZB_C_MARK), 3 };
      default: break;
    }
  } else if (u[0] == 0xE2 && u[1] == 0x88 && u[2] == 0xB6) {   /* ∶ U+2236 */
    return (sign){ ZB_BIT(ZB_C_COLON), 3 };
  } else if (u[0] == 0xE2 && u[1] == 0x80) {
    switch (u[2]) {
      case 0x94: case 0x93: case 0x98: case 0x99: case 0x9C: case 0x9D: case 0xA2: case 0xA6: return (sign){ ZB_BIT(ZB_C_MARK), 3 };
      default: break;
    }
  }
  return (sign){ 0, 0 };
}

static zb_token *add(zb_sentence *s, size_t at, size_t end, uint64_t classes) {
  void *p = s->token;
  if (s->n == s->cap) {
    if (zb_mem__grow(s->mem, &p, &s->cap, s->n + 1, sizeof *s->token)) return NULL;
    s->token = p;
  }
  s->token[s->n] = (zb_token){ (uint32_t)at, (uint32_t)end, classes, -1, -1 };
  return &s->token[s->n++];
}

static int add_figure(zb_sentence *s, const zb_figure *f, uint64_t classes) {
  void *p = s->figure;
  zb_token *t;
  if (zb_mem__grow(s->mem, &p, &s->figure_cap, s->figure_n + 1, sizeof *s->figure)) return -1;
  s->figure = p;
  if (!(t = add(s, f->start, f->end, classes))) return -1;
  t->figure = (int32_t)s->figure_n;
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

/* The end of a quotation that opens at at, when it is short enough to be a name; else 0. */
static size_t quotation(const char *text, size_t at, size_t end) {
  static const struct { const char *open, *close; size_t most; } pair[] = {
    { "“", "”", QUOTE }, { "《", "》", BOOK }, { "‘", "’", QUOTE }, { "「", "」", QUOTE }, { "【", "】", QUOTE }, { "\"", "\"", QUOTE },
  };
  size_t i, k, p;
  for (i = 0; i < sizeof pair / sizeof *pair; i++) {
    size_t no = strlen(pair[i].open), nc = strlen(pair[i].close);
    if (end - at < no || memcmp(text + at, pair[i].open, no)) continue;
    for (p = at + no, k = 0; p + nc <= end && k <= pair[i].most; p++, k++) {
      if (memcmp(text + p, pair[i].close, nc) == 0) return states(text + at, p - at) ? 0 : p + nc;
      if (end - p >= 3 && memcmp(text + p, "。", 3) == 0) break;
    }
  }
  return 0;
}

static int has_figure(const char *p, size_t n) {
  size_t i;
  for (i = 0; i < n; i++) if (p[i] >= '0' && p[i] <= '9') return 1;
  return 0;
}

/* （公安局提供）: brackets without figures are passed over as one token. */
static size_t aside(const char *text, size_t at, size_t end, int open) {
  size_t p;
  for (p = at + (size_t)open; p < end && p - at <= ASIDE; p++) {
    if (text[p] == ')') return has_figure(text + at, p - at) ? 0 : p + 1;
    if (end - p >= 3 && memcmp(text + p, "）", 3) == 0) return has_figure(text + at, p - at) ? 0 : p + 3;
  }
  return 0;
}

/* Words that count only beside a figure become text elsewhere. */
static void settle_near(const zb_rules *rules, zb_sentence *s) {
  const uint64_t breaks = ZB_BIT(ZB_C_TEXT) | ZB_BIT(ZB_C_COMMA) | ZB_BIT(ZB_C_PAUSE) | ZB_BIT(ZB_C_SEMICOLON) | ZB_BIT(ZB_C_STOP) |
                          ZB_BIT(ZB_C_COLON) | ZB_BIT(ZB_C_MARK) | ZB_BIT(ZB_C_QUOTED);
  size_t i, k = 0;
  int chain = 0;
  for (i = s->n; i-- > 0;) {
    zb_token *t = &s->token[i];
    if (t->classes & (ZB_BIT(ZB_C_FIGURE) | ZB_BIT(ZB_C_DATE))) {
      chain = 1;
    } else if (t->classes & breaks) {
      chain = 0;
    } else if (t->word >= 0 && rules->word[t->word].flags & ZB_W_NEAR) {
      int behind = i > 0 && s->token[i - 1].classes & ZB_BIT(ZB_C_FIGURE) && t->classes & ZB_BIT(ZB_C_AFTER);
      if (!chain && !behind) {
        t->classes = ZB_BIT(ZB_C_TEXT);
        t->word = -1;
      } else if (!chain && behind) {
        t->classes &= ZB_BIT(ZB_C_AFTER);
      }
    }
  }
  for (i = 0; i < s->n; i++) {     /* neighbouring stretches of plain text are one */
    if (k && s->token[i].classes == ZB_BIT(ZB_C_TEXT) && s->token[k - 1].classes == ZB_BIT(ZB_C_TEXT) &&
        s->token[k - 1].end == s->token[i].at) {
      s->token[k - 1].end = s->token[i].end;
    } else {
      s->token[k++] = s->token[i];
    }
  }
  s->n = k;
}

static int makes_token(const zb_word *w) { return w->classes != 0 || w->roles & (ZB_R_OFFICE | ZB_R_OPENER); }

static int is_mark(const zb_word *w) { return w->opens_n || w->marks_n; }

static int add_word(const zb_rules *rules, zb_sentence *s, size_t at, size_t end, int32_t w) {
  uint64_t classes = rules->word[w].classes & ~ZB_BIT(ZB_C_OPAQUE);
  zb_token *t = add(s, at, end, classes ? classes : ZB_BIT(ZB_C_TEXT));
  if (!t) return -1;
  if (classes || rules->word[w].roles) t->word = w;
  return 0;
}

static int add_mark(zb_sentence *s, size_t at, size_t end, int32_t w) {
  void *p = s->mark;
  if (zb_mem__grow(s->mem, &p, &s->mark_cap, s->mark_n + 1, sizeof *s->mark)) return -1;
  s->mark = p;
  s->mark[s->mark_n++] = (zb_mark){ (uint32_t)at, (uint32_t)end, w };
  return 0;
}

/* The longest word at at that makes a token; the marks that start there are added. Returns: 0 with the word in *w (-1:
 * none) and its length in *len, or -1 when out of memory. */
static int find_word(const zb_rules *rules, const char *text, size_t at, size_t end, zb_sentence *s, int32_t *w, uint32_t *len) {
  zb_trie_walk walk = { (const unsigned char *)text + at, 0 };
  int32_t found;
  *w = -1;
  *len = 0;
  if (end - at >= 7 && zb_trie__miss(&rules->words, walk.s)) return 0;
  while ((found = zb_trie__next(&rules->words, &walk, text + end)) >= 0) {
    const zb_word *x = &rules->word[found];
    size_t stop = (size_t)((const char *)walk.s - text);
    if (is_mark(x) && add_mark(s, at, stop, found)) return -1;
    if (makes_token(x)) *w = found, *len = (uint32_t)(stop - at);
  }
  return 0;
}


/* 8.7:48.5: a colon between two numbers joins the parts of a proportion. */
static int proportion(const char *text, size_t at, size_t n, size_t end) {
  return at > 0 && is_digit(text[at - 1]) && at + n < end && is_digit(text[at + n]);
}

/* 2.04:1 is the figure 2.04. Returns: the end of :1 behind a number that ends at at, or at. */
static size_t ratio_end(const char *text, size_t at, size_t end) {
  sign s = at < end ? punctuation(text + at, text + end) : (sign){ 0, 0 };
  size_t p = at + (size_t)s.length;
  if (!(s.classes & ZB_BIT(ZB_C_COLON)) || p >= end || text[p] != '1') return at;
  if (p + 1 < end && (is_digit(text[p + 1]) || text[p + 1] == '.' || punctuation(text + p + 1, text + end).classes & ZB_BIT(ZB_C_COLON))) return at;
  return p + 1;
}

/* Marks that begin inside the token [at, to): 五年计划纲要 behind 第十个五年. They tell only near a sentence's head. */
static int find_inner_marks(const zb_rules *rules, const char *text, size_t at, size_t to, size_t end, zb_sentence *s) {
  zb_trie_walk walk;
  int32_t found;
  uint32_t c;
  size_t head = s->n ? s->token[0].at : at;
  if (at - head > HEAD) return 0;
  for (at += (size_t)zb_trie__char((const unsigned char *)text + at, &c); at < to; at += (size_t)zb_trie__char((const unsigned char *)text + at, &c)) {
    walk = (zb_trie_walk){ (const unsigned char *)text + at, 0 };
    while ((found = zb_trie__next(&rules->words, &walk, text + end)) >= 0) {
      if (is_mark(&rules->word[found]) && add_mark(s, at, (size_t)((const char *)walk.s - text), found)) return -1;
    }
  }
  return 0;
}

/* What stands at at: *next is its end; the token is added, or nothing where it is plain text. Returns: 0, or -1. */
static int step(const zb_rules *rules, const char *text, size_t at, size_t end, zb_sentence *s, size_t *next, int *plain) {
  uint32_t c, len;
  size_t to;
  int32_t w;
  sign mark;
  int k = zb_trie__char((const unsigned char *)text + at, &c);
  *plain = 0;
  if (find_word(rules, text, at, end, s, &w, &len)) return -1;
  if (w >= 0 && c < 0x80 && is_digit(text[at]) && at > 0 && is_digit(text[at - 1])) w = -1;
  if ((w < 0 || len <= 9) && zb_figure__may_start(c)) {
    zb_figure f;
    zb_figure_what what = zb_figure__read(&rules->units, text, end, at, &f);
    if (what != ZB_FIGURE_NONE && f.end - at > len) {
      *next = f.end;
      if (what == ZB_FIGURE_YES && f.kind == ZB_KIND_BARE) *next = f.end = (uint32_t)ratio_end(text, f.end, end);
      if (what == ZB_FIGURE_NAME) return add(s, at, f.end, ZB_BIT(ZB_C_NUMBER) | ZB_BIT(ZB_C_TEXT)) ? 0 : -1;
      return add_figure(s, &f, ZB_BIT(what == ZB_FIGURE_YES ? ZB_C_FIGURE : ZB_C_DATE));
    }
  }
  if (w >= 0) {
    *next = at + len;
    return add_word(rules, s, at, at + len, w);
  }
  mark = punctuation(text + at, text + end);
  if (mark.length) {
    if (mark.classes & ZB_BIT(ZB_C_COLON) && proportion(text, at, (size_t)mark.length, end)) mark.classes |= ZB_BIT(ZB_C_PAUSE);
    if (mark.classes & ZB_BIT(ZB_C_MARK) && (to = quotation(text, at, end)) != 0) {
      *next = to;
      return add(s, at, to, ZB_BIT(ZB_C_QUOTED) | ZB_BIT(ZB_C_TEXT)) ? 0 : -1;
    }
    if (mark.classes & ZB_BIT(ZB_C_OPEN) && (to = aside(text, at, end, mark.length)) != 0) {
      *next = to;
      return add(s, at, to, ZB_BIT(ZB_C_OPEN) | ZB_BIT(ZB_C_CLOSE)) ? 0 : -1;
    }
    *next = at + (size_t)mark.length;
    return add(s, at, *next, mark.classes) ? 0 : -1;
  }
  *plain = 1;
  *next = at + (size_t)k < end ? at + (size_t)k : end;
  return 0;
}

size_t zb_scan__sentence(const zb_rules *rules, const char *text, size_t at, size_t end, zb_sentence *s) {
  size_t run = at;             /* start of the plain text not yet added */
  s->n = s->figure_n = s->mark_n = 0;
  while (at < end) {
    size_t next, before = s->n;
    int plain;
    if (run == at && s->n == 0 && (text[at] == ' ' || text[at] == '\n')) { run = ++at; continue; }
    if (at > run) {            /* plain text goes in only when something follows it */
      size_t n = s->n;
      if (step(rules, text, at, end, s, &next, &plain)) return 0;
      if (!plain) {
        size_t added = s->n - n;
        if (!add(s, 0, 0, 0)) return 0;
        memmove(&s->token[n + 1], &s->token[n], added * sizeof *s->token);
        s->token[n] = (zb_token){ (uint32_t)run, (uint32_t)at, ZB_BIT(ZB_C_TEXT), -1, -1 };
      }
    } else if (step(rules, text, at, end, s, &next, &plain)) {
      return 0;
    }
    if (!plain && !(s->n && s->token[s->n - 1].classes & ZB_BIT(ZB_C_QUOTED)) && find_inner_marks(rules, text, at, next, end, s)) return 0;
    at = next;
    if (plain) continue;
    run = at;
    if (s->n > before && s->token[s->n - 1].classes & ZB_BIT(ZB_C_STOP)) break;
    if (s->n > LONG_SENTENCE && (s->token[s->n - 1].classes & ZB_BIT(ZB_C_COMMA) || s->n > LONGEST_SENTENCE)) break;
  }
  if (run < at && !add(s, run, at, ZB_BIT(ZB_C_TEXT))) return 0;
  settle_near(rules, s);
  return at;
}

void zb_scan__free(zb_sentence *s) {
  if (s->token) zb_mem__resize(s->mem, s->token, s->cap * sizeof *s->token, 0);
  if (s->mark) zb_mem__resize(s->mem, s->mark, s->mark_cap * sizeof *s->mark, 0);
  if (s->figure) zb_mem__resize(s->mem, s->figure, s->figure_cap * sizeof *s->figure, 0);
}
