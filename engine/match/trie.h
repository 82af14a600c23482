/* trie.h - many words at once: the longest that starts at a place.
 *
 * A double array over numbered characters, so that a step costs two loads whatever the number of words. A built trie is
 * two flat arrays, which a rule image holds as they are. Every base lies so that base + any character's number is a node
 * of the array: a step tests no bounds, and a character or node that leads nowhere fails at the check.
 */
#ifndef ZB_TRIE_H
#define ZB_TRIE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

typedef struct zb_trie_node {
  int32_t base;      /* the child by character number k is node base + k */
  uint32_t check;    /* number of the parent node + 1; 0: free */
  int32_t value;     /* of the word that ends here; -1: none */
  uint32_t traits;   /* of that word: ZB_TRIE_TRAITS bits of the owner's, then its length in bytes; 0: none */
} zb_trie_node;

enum { ZB_TRIE_TRAITS = 8 };

typedef struct zb_trie {
  const uint16_t *alphabet;   /* 65,536 entries: a character's number; 0: in no word */
  const zb_trie_node *node;
  uint32_t count;
} zb_trie;

typedef struct zb_trie_key { const char *p; uint32_t n; int32_t value; uint32_t traits; } zb_trie_key;

/* Builds from keys sorted by bytes, without doubles, valid UTF-8. Returns: 0, ZB_ENOMEM, ZB_ELIMIT, or ZB_EARG where a key
 * holds a character past the basic plane.
 * Owner: the caller; free alphabet (65,536 * 2 bytes) and node (count items) with zb_mem__resize. */
int zb_trie__build(zb_mem *mem, const zb_trie_key *keys, size_t n, zb_trie *out);
void zb_trie__free(zb_mem *mem, zb_trie *trie);

/* Reads one character of valid UTF-8. Returns: its length in bytes; *c is 0xFFFF past the basic plane. */
static inline int zb_trie__char(const unsigned char *p, uint32_t *c) {
  if (p[0] < 0x80) { *c = p[0]; return 1; }
  if (p[0] >= 0xE0 && p[0] < 0xF0) { *c = ((p[0] * 64u + p[1]) * 64u + p[2] - 0x2080u) & 0xFFFF; return 3; }
  if (p[0] < 0xE0) { *c = (uint32_t)(p[0] & 31) << 6 | (p[1] & 63u); return 2; }
  *c = 0xFFFF;
  return 4;
}

/* Whether a word begins with the character. */
static inline int zb_trie__begins(const zb_trie *t, uint32_t c) {
  return c < 0xFFFF && t->node[(uint32_t)t->node[0].base + t->alphabet[c]].check == 1;
}

/* Zero only where a word of one character begins with the character number a, or the first two of a longer one are
 * numbers a and b. Nearly all places of a text end here, none by a branch that could be guessed wrong. */
static inline uint32_t zb_trie__misses(const zb_trie *t, uint32_t a, uint32_t b) {
  uint32_t first = (uint32_t)t->node[0].base + a, second = (uint32_t)t->node[first].base + b;
  return (t->node[first].check ^ 1) | ((t->node[second].check ^ (first + 1)) & (uint32_t)(t->node[first].value >> 31));
}

/* The same of the characters at s; 7 bytes may be read. */
static inline uint32_t zb_trie__miss(const zb_trie *t, const unsigned char *s) {
  uint32_t a, b;
  s += zb_trie__char(s, &a);
  zb_trie__char(s, &b);
  return zb_trie__misses(t, t->alphabet[a], t->alphabet[b]);
}

/* The same where the text ends at end. Returns: 0 at the end, and where the character would go past it. */
static inline size_t zb_trie__read(const unsigned char *p, const unsigned char *end, uint32_t *c) {
  size_t k;
  if (p >= end) return 0;
  k = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
  if (k > (size_t)(end - p)) return 0;
  zb_trie__char(p, c);
  return k;
}

/* All words that start at one place, shortest first: set s to the place and at to 0, then call until -1. */
typedef struct zb_trie_walk { const unsigned char *s; uint32_t at; } zb_trie_walk;

/* One character down the trie. Returns: the node, NULL where no word goes on so. */
static inline const zb_trie_node *zb_trie__step(const zb_trie *t, zb_trie_walk *w, const unsigned char *end) {
  uint32_t c, next;
  size_t k = zb_trie__read(w->s, end, &c);
  if (k == 0) return NULL;
  next = (uint32_t)t->node[w->at].base + t->alphabet[c];
  if (t->node[next].check != w->at + 1) return NULL;
  w->s += k;
  w->at = next;
  return &t->node[next];
}

/* Returns: the value of the next word, w->s its end; -1 when there is no further one. */
static inline int32_t zb_trie__next(const zb_trie *t, zb_trie_walk *w, const char *end) {
  const zb_trie_node *node;
  while ((node = zb_trie__step(t, w, (const unsigned char *)end)) != NULL) if (node->value >= 0) return node->value;
  return -1;
}

/* The longest word that starts at p. Returns: its value, its length in *len; -1 if there is none. Bytes that are no
 * UTF-8 may be taken for a character, but nothing from end on is read. */
static inline int32_t zb_trie__longest(const zb_trie *t, const char *p, const char *end, uint32_t *len) {
  zb_trie_walk w = { (const unsigned char *)p, 0 };
  const zb_trie_node *node;
  int32_t found = -1;
  if (end - p >= 7 && zb_trie__miss(t, w.s)) return -1;
  while ((node = zb_trie__step(t, &w, (const unsigned char *)end)) != NULL) {
    if (node->value < 0) continue;
    found = node->value;
    *len = (uint32_t)((const char *)w.s - p);
  }
  return found;
}

/* The longest of the words with the trait that start at p; *traits: those of all words that start there. */
static inline int32_t zb_trie__longest_with(const zb_trie *t, uint32_t trait, const char *p, const char *end, uint32_t *len,
                                            uint32_t *traits) {
  zb_trie_walk w = { (const unsigned char *)p, 0 };
  const zb_trie_node *node;
  uint32_t best = 0;           /* the node of a word has its length, the root has none */
  *traits = 0;
  while ((node = zb_trie__step(t, &w, (const unsigned char *)end)) != NULL) {
    *traits |= node->traits;
    best = node->traits & trait ? w.at : best;
  }
  *len = t->node[best].traits >> ZB_TRIE_TRAITS;
  return t->node[best].value;
}

#endif
