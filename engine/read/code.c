/* code.c - from a phrase to its indicator: the phrase less what the catalogue's names go without. */
#include "base/find.h"
#include "match/sieve.h"
#include "read/reader.h"

int32_t zb_code__word(const zb_reader *r, const char *p, size_t n) {
  uint32_t len;
  int32_t w = zb_trie__longest(&r->rules->words, p, p + n, &len);
  return w >= 0 && len == n ? w : -1;
}

/* The longest known word that a phrase begins with and that is no name of the catalogue. */
static int32_t longest_but_names(const zb_reader *r, zb_str s, uint32_t *len) {
  zb_trie_walk walk = { (const unsigned char *)s.p, 0 };
  int32_t w, found = -1;
  while ((w = zb_trie__next(&r->rules->words, &walk, s.p + s.n)) >= 0) {
    if (r->rules->word[w].classes & BIT(INDICATOR) || (size_t)((const char *)walk.s - s.p) >= s.n) continue;
    found = w;
    *len = (uint32_t)((const char *)walk.s - s.p);
  }
  return found;
}

/* 投资500万元以上技术改造项目: bytes up to and with 以上, where figures stand before it. */
static uint32_t threshold_bytes(zb_str s) {
  int digits = 0;
  size_t i;
  if (!zb_has_digit(s.p, s.p + (s.n < 48 ? s.n : 48))) return 0;
  for (i = 0; i + 9 < s.n && i < 48; i++) {
    digits |= s.p[i] >= '0' && s.p[i] <= '9';
    if (digits && (memcmp(s.p + i, "以上", 6) == 0 || memcmp(s.p + i, "以下", 6) == 0)) {
      return (uint32_t)(memcmp(s.p + i + 6, "的", 3) == 0 ? i + 9 : i + 6);
    }
  }
  return 0;
}

/* Bytes of the known word that a phrase begins with and that the catalogue's names go without; 0 for none. */
static size_t cut_front(const zb_reader *r, zb_str s) {
  const uint64_t cut = BIT(MAKE) | BIT(ADD) | BIT(DO) | BIT(SCOPE) | BIT(TIME) | BIT(REACH) | BIT(FILLER) | BIT(PER);
  uint32_t len;
  int32_t w;
  if (s.n > 6 && (memcmp(s.p, "“", 3) == 0 || memcmp(s.p, "‘", 3) == 0)) return 3;
  if ((len = threshold_bytes(s)) != 0) return len;
  w = longest_but_names(r, s, &len);
  if (w < 0) return 0;
  if (r->rules->word[w].classes & BIT(AREA)) {        /* 某某市级 */
    zb_str rest = { s.p + len, s.n - len };
    uint32_t more;
    int32_t v = zb_trie__longest(&r->rules->words, rest.p, rest.p + rest.n, &more);
    if (v >= 0 && more < rest.n && r->rules->word[v].roles & ZB_R_GRADED) return len + more;
  }
  if (r->rules->word[w].classes & BIT(WIDER) && r->area >= 0 && !strcmp(r->rules->area[r->area].code, "000000")) return len;
  return r->rules->word[w].classes & cut || r->rules->word[w].roles & ZB_R_GRADE ? len : 0;
}

int zb_code__has_tail(const zb_reader *r, zb_str s) { return zb_sieve__ends(r->rules->tail_sieve, s.p, s.n); }

/* The same for the word that it ends with. */
static size_t cut_back(const zb_reader *r, zb_str s) {
  size_t k, most = s.n > 12 ? 12 : s.n;
  if (s.n > 6 && (memcmp(s.p + s.n - 3, "”", 3) == 0 || memcmp(s.p + s.n - 3, "’", 3) == 0)) return 3;
  if (!zb_code__has_tail(r, s)) return 0;
  for (k = most - most % 3; k >= 3; k -= 3) {
    int32_t w = k < s.n ? zb_code__word(r, s.p + s.n - k, k) : -1;
    if (w >= 0 && r->rules->word[w].roles & ZB_R_EXTENT) return k;
  }
  return 0;
}

int32_t zb_code__indicator(const zb_reader *r, zb_str s) {
  zb_str from;
  size_t k;
  for (;;) {
    for (from = s;; from.n -= k) {
      int32_t w = zb_code__word(r, from.p, from.n);
      if (w >= 0 && r->rules->word[w].classes & BIT(INDICATOR)) return r->rules->word[w].ref;
      if ((k = cut_back(r, from)) == 0) break;
    }
    if ((k = cut_front(r, s)) == 0) return -1;
    s.p += k;
    s.n -= k;
  }
}

int zb_code__relational(const zb_reader *r, zb_str noun) {
  int32_t w = noun.n ? zb_code__word(r, noun.p, noun.n) : -1;
  return w >= 0 && r->rules->word[w].classes & BIT(RELATION);
}

size_t zb_code__relation_at_end(const zb_reader *r, zb_str noun) {
  size_t k, found = 0;
  if (!zb_code__has_tail(r, noun)) return 0;
  for (k = 6; k <= 24 && k + 6 <= noun.n; k += 3) {
    const char *p = noun.p + noun.n - k;
    int32_t w = ((unsigned char)*p & 0xC0) == 0x80 ? -1 : zb_code__word(r, p, k);
    if (w < 0) continue;
    if (r->rules->word[w].classes & BIT(RELATION)) found = k;
  }
  return found;
}

int zb_code__flow(const zb_reader *r, int32_t indicator) {
  return indicator >= 0 && zb_is(zb_rule_str(r->rules, r->rules->indicator[indicator].kind), "flow");
}

int zb_code__is_name(const zb_reader *r, zb_str s) {
  int32_t w = zb_code__word(r, s.p, s.n);
  return w >= 0 && r->rules->word[w].classes & BIT(INDICATOR) ? 1 : 0;
}

int zb_code__has_role(const zb_reader *r, zb_str s, uint32_t role) {
  int32_t w = s.n ? zb_code__word(r, s.p, s.n) : -1;
  return w >= 0 && r->rules->word[w].roles & role ? 1 : 0;
}

zb_str zb_code__behind_role(const zb_reader *r, zb_str s, uint32_t role) {
  size_t k;
  uint32_t len;
  for (k = 0; k + 3 < s.n; k += 3) {
    int32_t w = zb_trie__longest(&r->rules->words, s.p + k, s.p + s.n, &len);
    if (w >= 0 && r->rules->word[w].roles & role && k + len < s.n) return (zb_str){ s.p + k + len, s.n - k - len };
  }
  return (zb_str){ "", 0 };
}

size_t zb_code__role_at_end(const zb_reader *r, zb_str s, uint32_t role) {
  size_t k;
  if (!zb_code__has_tail(r, s)) return 0;
  for (k = s.n < 15 ? s.n - s.n % 3 : 15; k >= 3; k -= 3) {
    if (k < s.n && zb_code__has_role(r, (zb_str){ s.p + s.n - k, k }, role)) return k;
  }
  return 0;
}

int zb_code__affects(const zb_reader *r, zb_str verb) {
  uint32_t len;
  int32_t w = verb.n ? zb_trie__longest(&r->rules->words, verb.p, verb.p + verb.n, &len) : -1;
  return w >= 0 && r->rules->word[w].roles & ZB_R_AFFECT ? 1 : 0;
}

