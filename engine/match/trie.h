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
} zb_trie_node;

typedef struct zb_trie {
  const uint16_t *alphabet;   /* 65,536 entries: a character's number; 0: in no word */
  const zb_trie_node *node;
  uint32_t count;
} zb_trie;

typedef struct zb_trie_key { const char *p; uint32_t n; int32_t value; } zb_trie_key;

/* Builds from keys sorted by bytes, without doubles, valid UTF-8. Returns: 0, ZB_ENOMEM, ZB_ELIMIT, or ZB_EARG where a key
 * holds a character past the basic plane.
 * Owner: the caller; free alphabet (65,536 * 2 bytes) and node (count items) with zb_mem__resize. */
int zb_trie__build(zb_mem *mem, const zb_trie_key *keys, size_t n, zb_trie *out);
void zb_trie__free(zb_mem *mem, zb_trie *trie);

/* Reads one character of valid UTF-8. Returns: its length in bytes; *c is 0xFFFF past the basic plane. */
static inline int zb_trie__char(const unsigned char *p, uint32_t *c) {
  if (p[0] < 0x80) { *c = p[0]; return 1; }
  if (p[0] >= 0xE0 && p[0] < 0xF0) { *c = (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63u); return 3; }
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

/* Whether the character at s ends before end. */
static inline int zb_trie__whole(const unsigned char *s, const unsigned char *end) {
  return end - s >= 4 || end - s >= (s[0] < 0x80 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4);
}

/* The longest word that starts at p. Returns: its value, its length in *len; -1 if there is none. Bytes that are no
 * UTF-8 may be taken for a character, but nothing from end on is read. */
static inline int32_t zb_trie__longest(const zb_trie *t, const char *p, const char *end, uint32_t *len) {
  const unsigned char *s = (const unsigned char *)p, *stop = (const unsigned char *)end;
  int32_t found = -1;
  uint32_t at = 0;
  if (end - p >= 7 && zb_trie__miss(t, s)) return -1;
  while (s < stop && zb_trie__whole(s, stop)) {
    uint32_t c, next;
    s += zb_trie__char(s, &c);
    next = (uint32_t)t->node[at].base + t->alphabet[c];
    if (t->node[next].check != at + 1) break;
    at = next;
    if (t->node[at].value >= 0) {
      found = t->node[at].value;
      *len = (uint32_t)(s - (const unsigned char *)p);
    }
  }
  return found;
}

/* All words that start at one place, shortest first: set s to the place and at to 0, then call until -1. */
typedef struct zb_trie_walk { const unsigned char *s; uint32_t at; } zb_trie_walk;

/* Returns: the value of the next word, w->s its end; -1 when there is no further one. */
static inline int32_t zb_trie__next(const zb_trie *t, zb_trie_walk *w, const char *end) {
  const unsigned char *stop = (const unsigned char *)end;
  while (w->s < stop && zb_trie__whole(w->s, stop)) {
    uint32_t c, next;
    w->s += zb_trie__char(w->s, &c);
    next = (uint32_t)t->node[w->at].base + t->alphabet[c];
    if (t->node[next].check != w->at + 1) return -1;
    w->at = next;
    if (t->node[next].value >= 0) return t->node[next].value;
  }
  return -1;
}

#endif
