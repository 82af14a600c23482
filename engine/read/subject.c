/* subject.c - the phrase that names what is measured: cut out of the clause, trimmed, joined with its verb. */
#include <string.h>

#include "read/reader.h"

/* Words that lead up to a subject, and words that stand between it and its figure. */
#define LEADING (BIT(TIME) | BIT(SCOPE) | BIT(MODAL) | BIT(FILLER) | BIT(AMONG) | \
                 BIT(COMMA) | BIT(PAUSE) | BIT(AND) | BIT(DATE) | BIT(COLON) | \
                 BIT(APIECE) | BIT(BASIS) | BIT(DO) | BIT(REACH) | BIT(AFTER) | \
                 BIT(CLOSE) | BIT(OPEN) | BIT(OF) | BIT(IS) | BIT(PLAN) | BIT(MARK) | \
                 BIT(SEMICOLON) | BIT(FROM) | BIT(WIDER))
#define TRAILING (BIT(REACH) | BIT(IS) | BIT(BASIS) | BIT(MODAL) | BIT(APIECE) | \
                  BIT(TIME) | BIT(FILLER) | BIT(BOUND) | BIT(OPEN) | BIT(CLOSE) | \
                  BIT(OF) | BIT(FROM) | BIT(DO) | BIT(COLON) | BIT(PAUSE) | \
                  BIT(AND) | BIT(COMMA) | BIT(RANK) | BIT(PER) | BIT(SCOPE) | BIT(MARK))
#define VERB (BIT(MAKE) | BIT(ADD))
/* What may stand behind the name of the area that it is of; a university's name and 某某市级 are names. */
#define OWNED (BIT(INDICATOR) | BIT(RELATION) | VERB | BIT(REACH) | BIT(TIME) | BIT(COMMA) | BIT(OF))
#define TEXTUAL (BIT(TEXT) | BIT(INDICATOR) | BIT(QUOTED) | BIT(AREA) | BIT(NUMBER) | \
                 BIT(RELATION))

enum { LONGEST = 1200 };     /* bytes of a subject put together of pieces */

zb_str zb_subject__cat(zb_reader *r, zb_str a, zb_str b) {
  char *p;
  if (a.n == 0) return b;
  if (a.n > LONGEST) return a;
  if (b.n == 0 || a.p + a.n == b.p) return (zb_str){ a.p, a.n + b.n };
  p = zb_arena__bytes(&r->result->arena, a.n + b.n);
  if (!p) {
    r->failed = 1;
    return b;
  }
  memcpy(p, a.p, a.n);
  memcpy(p + a.n, b.p, b.n);
  return (zb_str){ p, a.n + b.n };
}

/* A verb of reaching and nothing else. */
static int reaches(const zb_reader *r, size_t i) {
  uint64_t c = r->s.token[i].classes;
  return c & BIT(REACH) && !(c & (BIT(TEXT) | BIT(INDICATOR) | BIT(MAKE)));
}

zb_str zb_subject__text(zb_reader *r, size_t a, size_t b) {
  const uint64_t aside = BIT(OPEN) | BIT(CLOSE);
  zb_str out = { "", 0 };
  size_t i, from;
  if (a >= b) return out;
  for (i = a, from = a; i <= b; i++) {
    if (i < b && (r->s.token[i].classes & aside) != aside && !reaches(r, i)) continue;
    if (i > from) out = zb_subject__cat(r, out, zb_slice(r, r->s.token[from].at, r->s.token[i - 1].end));
    from = i + 1;
  }
  while (out.n && out.p[out.n - 1] == ' ') out.n--;
  while (out.n && *out.p == ' ') out.p++, out.n--;
  return out;
}

zb_phrase zb_subject__join(zb_reader *r, zb_str verb, zb_str noun, int add) {
  zb_phrase p = { zb_subject__cat(r, verb, noun), verb, noun, -1, -1, (uint8_t)add, 0, 0, verb.n > 0 ? ZB_TOLD_DONE : 0, 0 };
  if (zb_code__affects(r, verb)) return p;
  p.indicator = zb_code__indicator(r, noun);
  if (p.indicator < 0 && verb.n) p.indicator = zb_code__indicator(r, p.text);
  return p;
}

static int textual(const zb_reader *r, size_t i) { return (r->s.token[i].classes & TEXTUAL) != 0; }

/* 研发与转化功能型平台: the joint i of two nouns, if no verb stands before it. */
static int coordinates(const zb_reader *r, size_t a, size_t i) {
  if (!(r->s.token[i].classes & BIT(AND)) || i == a) return 0;
  for (; a < i; a++) if (r->s.token[a].classes & (VERB | BIT(DO) | BIT(REACH))) return 0;
  return 1;
}

/* 中央财政全年用于社会保障的资金: a verb i behind a noun, before a 的. */
static int in_attribute(const zb_reader *r, size_t a, size_t i, size_t b) {
  if (!textual(r, a)) return 0;
  for (i++; i + 1 < b; i++) if (r->s.token[i].classes & BIT(OF) && !(r->s.token[i].classes & BIT(TEXT))) return 1;
  return 0;
}

/* Where the last verb of [a, b) starts a new phrase; a where none does. */
static size_t last_verb(const zb_reader *r, size_t a, size_t b) {
  size_t i;
  for (i = b; i-- > a + 1;) {
    uint64_t c = r->s.token[i].classes;
    if (i + 1 >= b || c & BIT(INDICATOR)) continue;
    if (c & BIT(ADD)) return zb_verb__mixed(r, a, i);
    if (c & (BIT(MAKE) | BIT(DO) | BIT(REACH)) && !textual(r, i - 1) && !coordinates(r, a, i - 1) && !in_attribute(r, a, i, b) &&
        !(r->s.token[i - 1].classes & (BIT(SHARE) | BIT(PER) | VERB))) {
      while (i > a + 1 && r->s.token[i - 1].classes & (BIT(PAUSE) | BIT(AND)) && r->s.token[i - 2].classes & VERB &&
             !(r->s.token[i - 2].classes & BIT(INDICATOR)))
        i -= 2;                /* 新建、改造 */
      return i;
    }
  }
  return a;
}

/* X占Y比重, X在Y中的比重: the code of a share is that of X. */
static int32_t numerator(const zb_reader *r, size_t a, size_t b) {
  zb_str s = a < b ? zb_slice(r, r->s.token[a].at, r->s.token[b - 1].end) : (zb_str){ "", 0 };
  size_t i;
  for (i = a + 1; i < b; i++) {
    if (r->s.token[i].classes & BIT(SHARE))
      return zb_code__indicator(r, zb_slice(r, r->s.token[a].at, r->s.token[i - 1].end));
  }
  if (b <= a + 1 || !(r->s.token[b - 1].classes & BIT(RATIO))) return -1;
  for (i = 6; i + 12 < s.n; i += 3)
    if (zb_code__has_role(r, (zb_str){ s.p + i, 3 }, ZB_R_UNDER)) return zb_code__indicator(r, (zb_str){ s.p, i });
  return -1;
}

/* 完成造林: a known name with a verb that adds nothing. */
static int done(const zb_reader *r, zb_str s) {
  int32_t w = zb_code__word(r, s.p, 6);
  return w >= 0 && r->rules->word[w].classes & BIT(DO) && r->rules->word[w].classes & BIT(REACH) ? 1 : 0;
}

/* 共装备纺锭, 末存款余额: what was cut before a subject may leave a particle at its front. */
static void trim_front(const zb_reader *r, zb_phrase *p) {
  uint32_t len;
  int32_t w;
  while (p->text.n > 6 && p->text.p == p->noun.p &&
         (w = zb_trie__longest(&r->rules->words, p->text.p, p->text.p + p->text.n, &len)) >= 0 &&
         r->rules->word[w].roles & ZB_R_PARTICLE && !(r->rules->word[w].classes & BIT(INDICATOR))) {
    p->text.p += len;
    p->text.n -= len;
    p->noun = p->text;
    if (p->indicator < 0) p->indicator = zb_code__indicator(r, p->noun);
  }
}

static int from_word(const zb_reader *r, const char *p) {
  int32_t w = zb_code__word(r, p, 3);
  return w >= 0 && r->rules->word[w].classes & BIT(FROM);
}

/* 能耗由前 of 能耗由前三年分别上升…: what leads to the years before its figure. */
static void trim_back(const zb_reader *r, zb_phrase *p) {
  zb_str *n = &p->noun;
  const char *end = n->p + n->n;
  int32_t w = n->n > 9 ? zb_code__word(r, end - 3, 3) : -1;
  int cut = w < 0 || p->text.p + p->text.n != end ? 0 : from_word(r, end - 3) ? 3
          : r->rules->word[w].classes & BIT(FIRST) && from_word(r, end - 6) ? 6 : 0;
  if (!cut || (cut == 3 && zb_code__word(r, end - 6, 6) >= 0)) return;      /* 自由 */
  n->n -= cut;
  p->text.n -= cut;
  if (p->indicator < 0) p->indicator = zb_code__indicator(r, *n);
}

/* 间 of 十年间增长5%, 前 of 5年前1.5个百分点. */
static int only_particle(const zb_reader *r, zb_str noun) {
  int32_t w = noun.n && noun.n <= 6 ? zb_code__word(r, noun.p, noun.n) : -1;
  return w >= 0 && (r->rules->word[w].roles & ZB_R_PARTICLE || r->rules->word[w].classes & (BIT(FIRST) | BIT(REACH)));
}

static int after_etc(const zb_reader *r, size_t i) { return i > 0 && r->s.token[i - 1].classes & BIT(ETC) ? 1 : 0; }

/* Where the noun itself begins: behind 等 (轴承、纺织等农业项目) and behind a long attribute (功能完善、环境优美的公园). */
static size_t core(const zb_reader *r, size_t a, size_t b) {
  size_t i, at = a;
  int named = 0;
  for (i = a; i + 1 < b; i++) {
    uint64_t c = r->s.token[i].classes;
    size_t rest = r->s.token[b - 1].end - r->s.token[i].end, before = r->s.token[i].at - r->s.token[a].at;
    if (c & (BIT(SHARE) | BIT(BOUND) | BIT(FIGURE))) return a;
    if (c & BIT(ETC) && rest >= 15) at = i + 1;
    named |= (c & (BIT(INDICATOR) | BIT(RELATION))) != 0;
    if (c & BIT(OF) && !(c & BIT(TEXT)) && rest >= 9 && before >= 15 && !named) at = i + 1;
  }
  return at;
}

/* Where what stands between a subject and its figure begins: 城镇化率 of 城镇化率连续三年达到, of 总量突破千亿、达到. */
static size_t cut_trailing(const zb_reader *r, size_t a, size_t b) {
  uint64_t cut = b < r->s.n ? r->s.token[b].classes & (BIT(BOUND) | BIT(TIME)) : 0;      /* 总值连续跨越 */
  size_t i;
  while (b > a && r->s.token[b - 1].classes & (TRAILING | (cut & (BIT(TIME) | BIT(BOUND)) ? BIT(SERIES) : 0)) &&
         !(r->s.token[b - 1].classes & (BIT(INDICATOR) | BIT(RELATION))))
    cut |= r->s.token[--b].classes;
  if (b > a + 2 && r->s.token[b - 1].classes == BIT(TEXT) && r->s.token[b - 1].end - r->s.token[b - 1].at <= 6 &&
      r->s.token[b - 2].classes & BIT(BOUND) && !(r->s.token[b - 2].classes & TEXTUAL)) {
    b -= 2;                    /* 总量连续跨过两个万亿元大关 */
    return b > a + 1 && r->s.token[b - 1].classes & (BIT(SERIES) | BIT(TIME)) && !textual(r, b - 1) ? b - 1 : b;
  }
  if (!(cut & BIT(PAUSE))) return b;
  for (i = a + 1; i < b; i++) {
    if (r->s.token[i].classes & BIT(BOUND) && !(r->s.token[i].classes & TEXTUAL)) return i;
  }
  return b;
}

/* 收入在更大规模减税的情况下: the words from 在 on up to such an end say nothing of what is measured. */
static zb_str without_circumstance(zb_reader *r, zb_str s) {
  size_t at = 0, i, k;
  zb_str head;
  for (i = 3; i + 6 <= s.n; i += 3) {
    if (zb_code__has_role(r, (zb_str){ s.p + i, 3 }, ZB_R_UNDER)) at = i;
    for (k = 9; k >= 6 && at; k -= 3) {
      if (i + k > s.n || !zb_code__has_role(r, (zb_str){ s.p + i, k }, ZB_R_CIRCUMSTANCE)) continue;
      head = (zb_str){ s.p, at };
      return zb_subject__cat(r, head, (zb_str){ s.p + i + k, s.n - i - k });
    }
  }
  return s;
}

/* 吞吐量再次破亿、入境游客: behind the last 、 where what stands before it tells something of its own. */
static size_t behind_clause(const zb_reader *r, size_t a, size_t b) {
  size_t i, last = a;
  int told = 0;
  if (a >= b || r->s.token[a].classes & (VERB | BIT(DO) | BIT(REACH))) return a;
  for (i = a + 1; i + 1 < b; i++) {
    uint64_t c = r->s.token[i].classes;
    if (c & BIT(PAUSE) && told) last = i + 1;
    if (c & BIT(PAUSE)) told = 0;
    else if (c & (VERB | BIT(DO) | BIT(REACH)) && !(c & BIT(INDICATOR))) return last;
    else told |= c & BIT(FILLER) && !(c & TEXTUAL) && r->s.token[i + 1].classes & BIT(TEXT);
  }
  return last;
}

size_t zb_subject__zone(zb_reader *r, size_t a, size_t b) {
  size_t i, last = a;
  for (i = a; i < b && r->s.token[i].classes & (BIT(TEXT) | BIT(AREA)) &&
       !(r->s.token[i].classes & (BIT(INDICATOR) | VERB)); i++) {
    int32_t w = r->s.token[i].word;
    if (i > a && w >= 0 && r->rules->word[w].roles & ZB_R_ZONE) last = i + 1;
  }
  if (last == a || last >= b || r->s.token[last].classes & (BIT(OF) | BIT(PAUSE) | BIT(AND))) return a;
  r->zone = zb_slice(r, r->s.token[a].at, r->s.token[last - 1].end);
  return r->s.token[last].classes & (VERB | BIT(DO)) ? last : a;
}

static int shares(const zb_reader *r, size_t a, size_t b) {
  for (; a < b; a++) if (r->s.token[a].classes & BIT(SHARE)) return 1;
  return 0;
}

/* 占总人口的比重（城镇化率）为 62%: the name in brackets, where it is one of the catalogue. */
static zb_str name_in_brackets(const zb_reader *r, size_t b, size_t end) {
  const uint64_t aside = BIT(OPEN) | BIT(CLOSE);
  const zb_token *t = &r->s.token[b];
  uint32_t open, close, c;
  zb_str s;
  if (b >= end || (t->classes & aside) != aside) return (zb_str){ "", 0 };
  open = (uint32_t)zb_trie__char((const unsigned char *)r->text + t->at, &c);
  close = r->text[t->end - 1] == ')' ? 1 : 3;
  s = zb_slice(r, t->at + open, t->end - close);
  return zb_code__is_name(r, s) ? s : (zb_str){ "", 0 };
}

/* 航运服务集聚区 of 航运服务集聚区新增企业: whose the things are that verb v adds. n 0: nobody is told. */
static zb_str owner_of_added(const zb_reader *r, size_t a, size_t v, size_t b) {
  enum { SHORTEST = 9, LONG = 36 };
  size_t i, n;
  if (v == a || v + 1 >= b || !(r->s.token[v].classes & BIT(ADD)) || !textual(r, v + 1)) return (zb_str){ "", 0 };
  while (a < v && r->s.token[a].classes & LEADING && !(r->s.token[a].classes & TEXTUAL)) a++;
  for (i = a; i < v && (r->s.token[i].classes == BIT(TEXT) || r->s.token[i].classes & BIT(QUOTED)); i++) {}
  if (i < v) return (zb_str){ "", 0 };
  n = a < v ? r->s.token[v - 1].end - r->s.token[a].at : 0;
  if (n && (from_word(r, r->text + r->s.token[a].at) || zb_code__has_role(r, zb_slice(r, r->s.token[a].at, r->s.token[a].at + 3),
                                                                          ZB_R_UNDER)))
    return (zb_str){ "", 0 };      /* 由某某部新建 */
  return n >= SHORTEST && n <= LONG ? zb_slice(r, r->s.token[a].at, r->s.token[v].at) : (zb_str){ "", 0 };
}

zb_phrase zb_subject__left(zb_reader *r, size_t a, size_t b) {
  zb_phrase none = { { "", 0 }, { "", 0 }, { "", 0 }, -1, -1, 0, 0, 0, 0, 0 }, p;
  size_t v, cut, noun;
  const zb_token *tail = NULL;
  zb_str named, owner;
  int add = 0, flow = 0, world = 0;
  int32_t area = -1;
  v = b;
  b = cut_trailing(r, a, b);
  named = name_in_brackets(r, b, v);
  v = last_verb(r, a, b);
  owner = owner_of_added(r, a, v, b);
  for (; a < v; a++) flow |= zb_verb__acts(r, a);
  while (a < b) {
    uint64_t c = r->s.token[a].classes;
    if (c & (BIT(INDICATOR) | VERB) || !(c & (LEADING | BIT(AREA)))) break;
    if (c & BIT(RELATION) && !(c & (BIT(SCOPE) | BIT(TIME)))) break;
    if (c & BIT(AREA)) {
      if (a + 1 == b || !(r->s.token[a + 1].classes & OWNED)) break;
      if (r->s.token[a].word >= 0) area = r->rules->word[r->s.token[a].word].ref;
      if (area == r->area) area = -1;
    }
    world |= r->s.token[a].word >= 0 && r->rules->word[r->s.token[a].word].roles & ZB_R_WORLD;
    flow |= zb_verb__acts(r, a);
    a++;
  }
  a = behind_clause(r, a, b);
  a = zb_subject__zone(r, a, b);
  if (a < b && b - a > 1 && r->s.token[b - 1].classes & BIT(ADD)) {
    tail = &r->s.token[b - 1];
    b = cut_trailing(r, a, b - 1);
  }
  if (a >= b) return none;
  for (v = a; v < b && r->s.token[v].classes & (VERB | BIT(AND) | BIT(PAUSE)) &&
       !(r->s.token[v].classes & BIT(INDICATOR)); v++) {
    if (v > a && v + 1 < b && r->s.token[v + 1].classes & BIT(RELATION)) break;      /* 新增绿化面积 */
    add = (r->s.token[v].classes & BIT(ADD)) && v == a;
  }
  if (v - a > 1) add = 0;
  noun = core(r, v, b);

  if (noun > v && r->s.token[noun - 1].classes & BIT(OF) && zb_code__relational(r, zb_subject__text(r, noun, b)))
    noun = v;
  if (noun < v) noun = v;
  p = zb_subject__join(r, zb_subject__text(r, a, noun > v && after_etc(r, noun) && !add ? a : v),
                       without_circumstance(r, zb_subject__text(r, noun, b)), add);
  p.first = (uint32_t)noun;
  p.last = (uint32_t)b;
  v = noun > v ? noun : v;
  if (named.n && shares(r, a, b)) p = zb_subject__join(r, (zb_str){ "", 0 }, named, 0);
  if (tail) {
    p.verb = zb_slice(r, tail->at, tail->end);
    p.text = zb_subject__cat(r, p.verb, p.noun);
    p.add = 1;
  }
  if (v == a && r->s.token[v].word >= 0 && (cut = zb_verb__added(r, &r->s.token[v])) != 0) {
    int32_t code = p.indicator;
    p.verb = (zb_str){ p.noun.p, cut };
    p.noun = (zb_str){ p.noun.p + cut, p.noun.n - cut };
    p.add = 1;
    p.indicator = code;
  }
  if (v == a && p.text.n > 9 && p.text.p == p.noun.p && done(r, p.text)) p.text.p += 6, p.text.n -= 6, p.noun = p.text;
  trim_back(r, &p);
  if (!p.verb.n) trim_front(r, &p);
  if (!p.verb.n && p.indicator < 0 && only_particle(r, p.noun)) return none;
  p.flow = p.verb.n && !zb_code__has_role(r, p.verb, ZB_R_STATE) ? ZB_TOLD_DONE : zb_verb__telling(r, v, b);
  if (!p.flow && flow) p.flow = ZB_TOLD_DROPPED;
  if (v < b && b - v == 1 && r->s.token[v].word >= 0 && r->rules->word[r->s.token[v].word].classes & BIT(INDICATOR)) {
    p.indicator = r->rules->word[r->s.token[v].word].ref;
  }
  if (p.indicator < 0) p.indicator = numerator(r, v, b);
  p.area = area;
  if (world) p.indicator = -1;
  if (owner.n && owner.p + owner.n == p.text.p) {
    p.text = zb_subject__cat(r, owner, p.text);
    p.indicator = -1;
  }
  return p;
}

/* The indicator that the noun behind a figure begins with, where only a predicate follows (重点项目 of 重点项目超额完成). */
static int32_t head_indicator(const zb_reader *r, size_t at, size_t end) {
  size_t i = at;
  while (i < end && r->s.token[i].classes & (BIT(TEXT) | BIT(AREA)) && r->s.token[i].end - r->s.token[i].at <= 9)
    i++;
  if (i >= end || !(r->s.token[i].classes & BIT(INDICATOR)) || r->s.token[i].word < 0) return -1;
  if (i + 1 < end && r->s.token[i + 1].classes & (BIT(TEXT) | BIT(INDICATOR) | BIT(RELATION)) &&
      !(r->s.token[i + 1].classes & (BIT(DO) | BIT(REACH)))) return -1;
  return zb_code__indicator(r, zb_slice(r, r->s.token[at].at, r->s.token[i].end));
}

/* 20 个省级、61 个市级美丽乡村: a bare grade takes the noun of the next item. */
static zb_str shared_noun(const zb_reader *r, zb_str noun, size_t end, size_t next) {
  static const zb_str none = { "", 0 };
  size_t i, from;
  if (!zb_code__role_at_end(r, noun, ZB_R_GRADED) || next >= r->s.n || end >= next ||
      !(r->s.token[end].classes & BIT(PAUSE)))
    return none;
  for (i = from = next + 1; i < r->s.n &&
       !(r->s.token[i].classes & (BIT(COMMA) | BIT(STOP) | BIT(SEMICOLON) | BIT(FIGURE))); i++) {}
  if (i == from) return none;
  return zb_code__behind_role(r, zb_slice(r, r->s.token[from].at, r->s.token[i - 1].end), ZB_R_GRADED);
}

/* 66 个产能提升重点县…20 万亩: what rises is no predicate where a noun goes on behind it. */
static int inside_noun(const zb_reader *r, size_t i, size_t next) {
  const uint64_t moves = BIT(RISE) | BIT(FALL);
  size_t k;
  if (!(r->s.token[i].classes & moves) || r->s.token[i].classes & BIT(BASIS)) return 0;
  for (k = i + 1; k < next; k++) if (r->s.token[k].classes & TEXTUAL) return 1;
  return 0;
}

/* 整治提升 of 整治提升国贸桥等49座桥下空间, 维修改造 of 维修改造机场大道、友谊路等58条道路: the verbs that the words before a
 * figure behind 等 begin with. Returns: where they end; at *from, where they begin; 0 where there are none. */
static size_t verb_of_examples(const zb_reader *r, size_t lo, size_t f, size_t *from) {
  enum { SHORT = 6 };
  size_t i = lo, v;
  if (f == lo || !(zb_class_at(r, f - 1) & BIT(ETC))) return 0;
  while (i < f && zb_class_at(r, i) & LEADING && !(zb_class_at(r, i) & (VERB | TEXTUAL))) i++;
  *from = i;
  if (i + 1 < f && zb_class_at(r, i) == BIT(TEXT) && r->s.token[i].end - r->s.token[i].at <= SHORT) i++;
  for (v = i; v < f && zb_class_at(r, v) & VERB && !(zb_class_at(r, v) & BIT(INDICATOR)); v++) {}
  return v > i && v + 1 < f && zb_class_at(r, v) & TEXTUAL ? v : 0;
}

/* The noun behind figure token f, from token at on, and what is said of it; lo: where the words before the figure begin. */
zb_phrase zb_subject__right(zb_reader *r, size_t f, size_t at, size_t hi, size_t lo, size_t *end) {
  const uint64_t over = BIT(COMMA) | BIT(SEMICOLON) | BIT(STOP) | BIT(COLON) | BIT(FIGURE);
  const uint64_t silent = BIT(DO) | BIT(REACH) | BIT(SCOPE) | BIT(MODAL) | BIT(FILLER);
  const uint64_t predicate = BIT(RISE) | BIT(FALL) | BIT(REACH) | BIT(MODAL) | BIT(BASIS) |
                             BIT(BOUND) | BIT(SHARE) | BIT(RANK) | BIT(GAP);
  zb_str noun = { "", 0 }, verb = { "", 0 };
  size_t i, next = hi, from;
  uint32_t object = 0;
  int add = 0, stands = 0;
  for (i = at; i < hi; i++) {
    if (r->s.token[i].classes & over) break;
  }
  if (i < hi && r->s.token[i].classes & BIT(FIGURE)) next = i;      /* another figure in the clause */
  *end = i;
  for (i = at, from = at; i <= *end; i++) {
    uint64_t c = i < *end ? r->s.token[i].classes : 0;
    int stop = i == *end, skip = 0;
    stands |= (c & BIT(RANK)) != 0;
    if (!stop && i > at && c & (BIT(WHOLE) | BIT(ETC)) && !(c & (BIT(INDICATOR) | VERB))) stop = 1;
    if (!stop && i > at && c & BIT(PAUSE) && r->s.token[i].at - r->s.token[at].at > 60) stop = 1;
    if (!stop && i > at && c & BIT(OF) && !(c & BIT(TEXT)) && r->s.token[i].at - r->s.token[at].at >= 15 &&
        i + 1 < *end) {
      noun.n = 0;                /* 业态先进、拉动效应强的项目 */
      from = i + 1;
      continue;
    }
    if (!stop && next < hi && i > at && !(c & BIT(INDICATOR)) &&
        ((c & (predicate | BIT(PAUSE)) && !inside_noun(r, i, next)) ||
         (c & (VERB | BIT(AND) | BIT(DO)) && !(c & BIT(RELATION)) && i + 1 == next))) stop = 1;
    if (!stop && c & silent && !(c & (BIT(INDICATOR) | VERB))) skip = 1;
    if (!stop && (c & BIT(OPEN)) && i > at) skip = 1;
    if (stop || skip) {
      if (i > from) noun = zb_subject__cat(r, noun, zb_slice(r, r->s.token[from].at, r->s.token[i - 1].end));
      from = i + 1;
      if (c & BIT(DO)) object = (uint32_t)noun.n;
    }
    if (stop) {
      *end = i;
      break;
    }
  }
  for (i = f; i > lo && zb_class_at(r, f - 1) & (BIT(ETC) | BIT(AREA)); i--) {
    uint64_t c = r->s.token[i - 1].classes;
    if (c & BIT(ADD) && !(c & (BIT(INDICATOR) | BIT(TEXT)))) {
      verb = zb_slice(r, r->s.token[i - 1].at, r->s.token[i - 1].end);
      add = (c & BIT(ADD)) != 0;
      break;
    }
    if (!(c & (TEXTUAL | BIT(PAUSE) | BIT(AND) | BIT(ETC)))) break;
  }
  if (!verb.n && (i = verb_of_examples(r, lo, f, &from)) != 0) verb = zb_subject__text(r, from, i);
  for (i = verb.n ? lo : f; i > lo; i--) {
    uint64_t c = r->s.token[i - 1].classes;
    if (c & VERB && !(c & BIT(INDICATOR))) {
      verb = verb.n ? zb_slice(r, r->s.token[i - 1].at, r->s.token[f - 1].end)
          : zb_slice(r, r->s.token[i - 1].at, r->s.token[i - 1].end);
      add = (c & BIT(ADD)) != 0;
      break;
    }
    if (!(c & (BIT(BOUND) | BIT(APIECE) | BIT(FILLER) | BIT(TIME) | BIT(MODAL) | BIT(SCOPE) | BIT(QUOTED))))
      break;
  }
  noun = zb_subject__cat(r, noun, shared_noun(r, noun, *end, next));
  {
    zb_phrase p = zb_subject__join(r, verb, noun, add);
    if (p.indicator < 0) p.indicator = head_indicator(r, at, *end);
    if (object < noun.n) p.object = object;
    if (!p.flow && !stands) p.flow = ZB_TOLD_DROPPED;      /* what 14 kinds rank is how it stands at the end */
    return p;
  }
}
