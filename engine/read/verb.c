/* verb.c - verbs of work and of increment: what they tell of the noun they stand with. */
#include <string.h>

#include "read/reader.h"

#define VERB (BIT(MAKE) | BIT(ADD))

/* 新建和改造, 新建、改扩建: mixed work. */
static int joins_verbs(const zb_reader *r, const char *p) {
  int32_t w = zb_code__word(r, p, 3);
  return memcmp(p, "、", 3) == 0 || (w >= 0 && r->rules->word[w].classes & BIT(AND));
}

/* A name of what is added: 城镇新增就业. */
static int tells_addition(const zb_reader *r, zb_str s) {
  size_t i;
  for (i = 0; i + 6 <= s.n; i += 3) {
    if (zb_code__has_role(r, (zb_str){ s.p + i, 6 }, ZB_R_NEWLY)) return 1;
  }
  return 0;
}

size_t zb_verb__added(const zb_reader *r, const zb_token *t) {
  const zb_word *w = &r->rules->word[t->word];
  uint32_t len;
  int32_t v;
  if (!(w->classes & BIT(INDICATOR)) || t->end - t->at < 12) return 0;
  if (joins_verbs(r, r->text + t->at + 6)) return 0;
  v = zb_trie__longest(&r->rules->words, r->text + t->at, r->text + t->at + (t->end - t->at > 12 ? 12 : 9), &len);
  if (v >= 0 && len > 6 && r->rules->word[v].classes & BIT(MAKE)) return 0;      /* 新建改建 */
  if (v < 0 || !(r->rules->word[v].classes & BIT(ADD))) {
    v = zb_trie__longest(&r->rules->words, r->text + t->at, r->text + t->at + 6, &len);
    if (v < 0 || !(r->rules->word[v].classes & BIT(ADD))) return 0;
  }
  return w->ref >= 0 && tells_addition(r, zb_rule_str(r->rules, r->rules->indicator[w->ref].name)) ? 0 : len;
}

static int is_verb(const zb_reader *r, int32_t w) {
  return w >= 0 && r->rules->word[w].classes & (VERB | BIT(DO)) && !(r->rules->word[w].roles & ZB_R_STATE) ? 1 : 0;
}

/* A known name that is itself told with a verb: 改造老旧小区, 老旧小区改造, 城镇新增就业. */
static int flows(const zb_reader *r, const zb_token *t) {
  zb_str s = { r->text + t->at, t->end - t->at };
  size_t k;
  if (!(t->classes & BIT(INDICATOR))) return 0;
  for (k = 6; k <= 15 && k <= s.n; k += 3) {
    if (is_verb(r, zb_code__word(r, s.p, k)) && (k == s.n || zb_code__is_name(r, (zb_str){ s.p + k, s.n - k }))) return 1;
    if (is_verb(r, zb_code__word(r, s.p + s.n - k, k))) return 1;
  }
  return tells_addition(r, s);
}

int zb_verb__acts(const zb_reader *r, size_t i) {
  return r->s.token[i].classes & (VERB | BIT(DO)) && is_verb(r, r->s.token[i].word);
}

uint8_t zb_verb__telling(const zb_reader *r, size_t a, size_t b) {
  uint8_t flow = ZB_TOLD_PLAIN;
  size_t i;
  for (i = a; i < b; i++) {
    const zb_token *t = &r->s.token[i];
    if (flows(r, t)) return ZB_TOLD_DONE;
    if (!zb_verb__acts(r, i) || t->classes & (BIT(TEXT) | BIT(INDICATOR) | BIT(RELATION))) continue;
    if (i + 1 == b || t->classes & BIT(ADD)) return ZB_TOLD_DONE;
    flow = ZB_TOLD_DROPPED;
  }
  return flow;
}

size_t zb_verb__mixed(const zb_reader *r, size_t a, size_t i) {
  size_t k = i > a + 1 && r->s.token[i - 1].classes & (BIT(AND) | BIT(PAUSE)) ? i - 2 : i > a ? i - 1 : i;
  uint64_t c = r->s.token[k].classes;
  int32_t w = r->s.token[i].word;
  return c & BIT(MAKE) && !(c & BIT(INDICATOR)) && w >= 0 && !(r->rules->word[w].roles & ZB_R_NEWLY) ? k : i;
}
