#include "rules/build.h"

#include <stdlib.h>
#include <string.h>

#include "match/sieve.h"

void zb_build__init(zb_build *b, zb_mem *mem) {
  memset(b, 0, sizeof *b);
  b->mem = mem;
}

void zb_build__free(zb_build *b) {
  int i;
  for (i = 0; i < ZB_PARTS; i++) {
    if (b->part[i].p) zb_mem__resize(b->mem, b->part[i].p, b->part[i].cap * zb_part_size[i], 0);
  }
  memset(b->part, 0, sizeof b->part);
}

int zb_build__add(zb_build *b, enum zb_part part, const void *items, size_t n) {
  size_t size = zb_part_size[part];
  if (n == 0) return 0;
  if (zb_mem__grow(b->mem, &b->part[part].p, &b->part[part].cap, b->part[part].n + n, size)) return ZB_ENOMEM;
  memcpy((char *)b->part[part].p + b->part[part].n * size, items, n * size);
  b->part[part].n += n;
  return 0;
}

int zb_build__string(zb_build *b, const char *p, size_t n, zb_rstr *out) {
  size_t at = b->part[ZB_PART_POOL].n;
  if (n > INT32_MAX || at > INT32_MAX - n) return ZB_ELIMIT;
  out->at = (uint32_t)at;
  out->n = (uint32_t)n;
  return zb_build__add(b, ZB_PART_POOL, p, n);
}

void *zb_build__last(zb_build *b, enum zb_part part) {
  if (b->part[part].n == 0) return NULL;
  return (char *)b->part[part].p + (b->part[part].n - 1) * zb_part_size[part];
}

static int by_bytes(const void *a, const void *b) {
  const zb_trie_key *x = a, *y = b;
  int d = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);
  return d ? d : (x->n > y->n) - (x->n < y->n);
}

/* Builds a trie of n keys (sorted here) and hands its arrays over as two parts. */
static int automaton(zb_build *b, zb_trie_key *key, size_t n, enum zb_part alphabet, enum zb_part node) {
  zb_trie t;
  int e;
  if (n) qsort(key, n, sizeof *key, by_bytes);
  if ((e = zb_trie__build(b->mem, key, n, &t)) != 0) return e;
  if ((e = zb_build__add(b, alphabet, t.alphabet, 65536)) == 0) e = zb_build__add(b, node, t.node, t.count);
  zb_trie__free(b->mem, &t);
  return e;
}

/* Makes a sieve of words and, where figures is set, of the characters that a figure may start with. */
static int sieve(zb_build *b, const zb_trie_key *key, size_t n, int figures, enum zb_part part) {
  size_t size = ZB_SIEVE_ITEMS * sizeof(uint32_t), i;
  uint32_t *s = zb_mem__resize(b->mem, NULL, 0, size), c;
  int e;
  if (!s) return ZB_ENOMEM;
  memset(s, 0, size);
  for (c = 0x4000; figures && c < 0xA000; c++) {
    const unsigned char p[8] = { (unsigned char)(0xE0 | c >> 12), (unsigned char)(0x80 | (c >> 6 & 63)),
                                 (unsigned char)(0x80 | (c & 63)) };
    if (zb_figure__may_start(c)) zb_sieve__set(s, zb_sieve__lone(p));
  }
  for (i = 0; i < n; i++) {
    unsigned char p[8] = { 0 };
    memcpy(p, key[i].p, key[i].n < sizeof p ? key[i].n : sizeof p);
    if (zb_sieve__ideograph(*p)) zb_sieve__set(s, (p[3] & 0xF0) == 0xE0 ? zb_sieve__pair(p) : zb_sieve__lone(p));
  }
  e = zb_build__add(b, part, s, ZB_SIEVE_ITEMS);
  zb_mem__resize(b->mem, s, size, 0);
  return e;
}

static uint32_t traits(const zb_word *w) {
  return (w->classes || w->roles & (ZB_R_OFFICE | ZB_R_OPENER) ? ZB_T_TOKEN : 0) | (w->opens_n || w->marks_n ? ZB_T_MARK : 0);
}

static int automata(zb_build *b) {
  const zb_word *word = b->part[ZB_PART_WORD].p;
  const zb_unit *unit = b->part[ZB_PART_UNIT].p;
  const char *pool = b->part[ZB_PART_POOL].p;
  size_t words = b->part[ZB_PART_WORD].n, units = b->part[ZB_PART_UNIT].n, i, n;
  size_t size = ((words > units ? words : units) + 1) * sizeof(zb_trie_key);
  zb_trie_key *key = zb_mem__resize(b->mem, NULL, 0, size);
  int e;
  if (!key) return ZB_ENOMEM;
  for (i = 0; i < words; i++) key[i] = (zb_trie_key){ pool + word[i].text.at, word[i].text.n, (int32_t)i, traits(&word[i]) };
  e = automaton(b, key, words, ZB_PART_ALPHABET, ZB_PART_NODE);
  if (e == 0) e = sieve(b, key, words, 1, ZB_PART_WORD_SIEVE);
  for (i = n = 0; i < words; i++) {
    if (traits(&word[i]) & ZB_T_MARK)
      key[n++] = (zb_trie_key){ pool + word[i].text.at, word[i].text.n, (int32_t)i, ZB_T_MARK };
  }
  if (e == 0) e = automaton(b, key, n, ZB_PART_MARK_ALPHABET, ZB_PART_MARK_NODE);
  if (e == 0) e = sieve(b, key, n, 1, ZB_PART_MARK_SIEVE);
  for (i = n = 0; i < words; i++) {
    uint32_t k = word[i].text.n >= 6 ? 6 : 3;      /* the last two characters, or the only one */
    if (word[i].text.n >= k && (word[i].roles || word[i].classes & (ZB_BIT(ZB_C_RELATION) | ZB_BIT(ZB_C_RATIO))))
      key[n++] = (zb_trie_key){ pool + word[i].text.at + word[i].text.n - k, k, (int32_t)i, 0 };
  }
  if (e == 0) e = sieve(b, key, n, 0, ZB_PART_TAIL_SIEVE);
  for (i = 0; e == 0 && i < units; i++) key[i] = (zb_trie_key){ pool + unit[i].name, unit[i].name_n, (int32_t)i, 0 };
  if (e == 0) e = automaton(b, key, units, ZB_PART_UNIT_ALPHABET, ZB_PART_UNIT_NODE);
  zb_mem__resize(b->mem, key, size, 0);
  return e;
}

static void count_rules(zb_build *b) {
  zb_type *type = b->part[ZB_PART_TYPE].p;
  const zb_rule *rule = b->part[ZB_PART_RULE].p;
  size_t t, i;
  for (t = 0; t < b->part[ZB_PART_TYPE].n; t++) {
    type[t].rules = 0;
    for (i = 0; i < b->part[ZB_PART_RULE].n; i++) type[t].rules += rule[i].types >> t & 1;
  }
}

int zb_build__finish(zb_build *b, zb_rules **out) {
  zb_items span[ZB_PARTS];
  zb_rules *r = NULL;
  void *image = NULL;
  size_t n = 0;
  int e, i;
  *out = NULL;
  if ((e = automata(b)) != 0) goto out;
  count_rules(b);
  for (i = 0; i < ZB_PARTS; i++) span[i] = (zb_items){ b->part[i].p, b->part[i].n };
  if ((e = zb_image__write(b->mem, span, &image, &n)) != 0) goto out;
  r = zb_mem__resize(b->mem, NULL, 0, sizeof *r);
  if (!r) { e = ZB_ENOMEM; goto out; }
  memset(r, 0, sizeof *r);
  if ((e = zb_image__open(image, n, r)) != 0) goto out;
  r->image_n = n;
  *out = r;
  return 0;
out:
  if (image) zb_mem__resize(b->mem, image, n, 0);
  if (r) zb_mem__resize(b->mem, r, sizeof *r, 0);
  return e;
}
