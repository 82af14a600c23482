#include "match/trie.h"

#include <string.h>

#include "zhibiao.h"

#define ALPHABET 65536
#define BEYOND 0xFFFF      /* zb_trie__char of the characters that no word may hold */
#define TIMES 1024         /* a character used more often counts as used so often */
#define RING 1             /* a node that no word uses */
#define TRIES 64           /* free nodes tried for a family before it goes to the end; more saves little room */

/* A node whose children are still to be placed: its keys are from..to, which share their first depth bytes. */
typedef struct span {
  size_t from, to;
  uint32_t depth;
  uint32_t node;           /* of a child not yet placed: its letter */
} span;

/* While building, the free nodes are a ring through node RING: base is the one before, value the one behind. */
typedef struct builder {
  zb_mem *mem;
  const zb_trie_key *key;
  uint16_t *alphabet;
  uint32_t letters;
  zb_trie_node *node;
  size_t count, cap;
  span *todo;              /* a stack, so that a long word costs memory and not the C stack */
  size_t todo_n, todo_cap;
} builder;

static uint32_t read_char(const zb_trie_key *k, uint32_t *at) {
  uint32_t c;
  *at += (uint32_t)zb_trie__char((const unsigned char *)k->p + *at, &c);
  return c;
}

/* Numbers the characters, those in many words first: what is used much then lies near each other among the nodes. */
static int number_letters(builder *b, size_t n) {
  uint32_t at, c, rank, most = 0, *start;
  uint16_t *times = b->alphabet;
  size_t i;
  for (i = 0; i < n; i++) {
    for (at = 0; at < b->key[i].n;) {
      c = read_char(&b->key[i], &at);
      if (times[c] < TIMES - 1) times[c]++;
    }
  }
  if (times[BEYOND]) return ZB_EARG;
  start = zb_mem__resize(b->mem, NULL, 0, TIMES * sizeof *start);      /* the first number of those so often used */
  if (!start) return ZB_ENOMEM;
  memset(start, 0, TIMES * sizeof *start);
  for (c = 0; c < ALPHABET; c++) start[times[c]] += times[c] > 0;
  for (rank = TIMES; rank-- > 1;) {
    uint32_t how_many = start[rank];
    start[rank] = most + 1;
    most += how_many;
  }
  for (c = 0; c < ALPHABET; c++) if (times[c]) b->alphabet[c] = (uint16_t)start[times[c]]++;
  b->letters = most;
  zb_mem__resize(b->mem, start, TIMES * sizeof *start, 0);
  return 0;
}

/* Makes room for the nodes below count; the new ones are free. */
static int extend(builder *b, size_t count) {
  void *p = b->node;
  if (count > INT32_MAX) return ZB_ELIMIT;
  if (zb_mem__grow(b->mem, &p, &b->cap, count, sizeof *b->node)) return ZB_ENOMEM;
  b->node = p;
  for (; b->count < count; b->count++) {
    int32_t i = (int32_t)b->count, last = b->node[RING].base;
    b->node[i] = (zb_trie_node){ last, 0, RING, 0 };
    b->node[last].value = i;
    b->node[RING].base = i;
  }
  return 0;
}

static void take(builder *b, uint32_t i, uint32_t parent) {
  zb_trie_node *f = &b->node[i];
  b->node[f->base].value = f->value;
  b->node[f->value].base = f->base;
  *f = (zb_trie_node){ 0, parent + 1, -1, 0 };
}

/* Pushes the children of s. Returns: 0 with their number in *n, or ZB_ENOMEM. */
static int push_children(builder *b, const span *s, size_t *n) {
  size_t i, first = b->todo_n;
  for (i = s->from; i < s->to; i++) {
    uint32_t depth = s->depth, code = b->alphabet[read_char(&b->key[i], &depth)];
    void *p = b->todo;
    if (b->todo_n > first && b->todo[b->todo_n - 1].node == code) {
      b->todo[b->todo_n - 1].to = i + 1;
      continue;
    }
    if (zb_mem__grow(b->mem, &p, &b->todo_cap, b->todo_n + 1, sizeof *b->todo)) return ZB_ENOMEM;
    b->todo = p;
    b->todo[b->todo_n++] = (span){ i, i + 1, depth, code };
  }
  *n = b->todo_n - first;
  return 0;
}

static int fits(const builder *b, uint32_t base, const span *child, size_t n) {
  size_t k;
  for (k = 0; k < n; k++) {
    size_t i = (size_t)base + child[k].node;
    if (i < b->count && b->node[i].check) return 0;
  }
  return 1;
}

/* Gives the n children on top of the stack their nodes. */
static int place(builder *b, uint32_t parent, size_t n) {
  span *child = b->todo + b->todo_n - n;
  uint32_t low = child[0].node, high = low, base, tries = 0;
  int32_t at;
  size_t k;
  int e;
  for (k = 1; k < n; k++) {
    if (child[k].node < low) low = child[k].node;
    if (child[k].node > high) high = child[k].node;
  }
  for (at = b->node[RING].value; at != RING && tries < TRIES; at = b->node[at].value, tries++) {
    if (fits(b, (uint32_t)at - low, child, n)) break;
  }
  base = (at != RING && tries < TRIES ? (uint32_t)at : (uint32_t)b->count) - low;
  if ((e = extend(b, (size_t)base + high + 1)) != 0) return e;
  b->node[parent].base = (int32_t)base;
  for (k = 0; k < n; k++) take(b, child[k].node += base, parent);
  return 0;
}

static int place_all(builder *b, size_t n) {
  void *p = b->todo;
  if (zb_mem__grow(b->mem, &p, &b->todo_cap, 1, sizeof *b->todo)) return ZB_ENOMEM;
  b->todo = p;
  b->todo[b->todo_n++] = (span){ 0, n, 0, 0 };
  while (b->todo_n) {
    span s = b->todo[--b->todo_n];
    size_t children;
    int e;
    if (s.from < s.to && b->key[s.from].n <= s.depth) {
      b->node[s.node].traits = b->key[s.from].traits | b->key[s.from].n << ZB_TRIE_TRAITS;
      b->node[s.node].value = b->key[s.from++].value;
    }
    if ((e = push_children(b, &s, &children)) != 0) return e;
    if (children && (e = place(b, s.node, children)) != 0) return e;
  }
  return 0;
}

/* The nodes below the first base stay empty, and as many behind the last one: a step needs no test of its bounds. */
static int build(builder *b, size_t n) {
  size_t used, i, reserved;
  void *p = NULL;
  int e;
  if ((e = number_letters(b, n)) != 0) return e;
  reserved = (size_t)b->letters + 2;
  if (zb_mem__grow(b->mem, &p, &b->cap, reserved, sizeof *b->node)) return ZB_ENOMEM;
  b->node = p;
  b->count = reserved;
  for (i = 0; i < reserved; i++) b->node[i] = (zb_trie_node){ 0, 0, -1, 0 };
  b->node[0].check = UINT32_MAX;
  b->node[RING] = (zb_trie_node){ RING, 0, RING, 0 };
  if ((e = place_all(b, n)) != 0) return e;
  used = b->count;
  if ((e = extend(b, used + b->letters)) != 0) return e;
  for (i = RING; i < b->count; i++) {
    if (!b->node[i].check) b->node[i] = (zb_trie_node){ 0, 0, -1, 0 };
  }
  return 0;
}

int zb_trie__build(zb_mem *mem, const zb_trie_key *keys, size_t n, zb_trie *out) {
  builder b = { mem, keys, NULL, 0, NULL, 0, 0, NULL, 0, 0 };
  int e = ZB_ENOMEM;
  memset(out, 0, sizeof *out);
  b.alphabet = zb_mem__resize(mem, NULL, 0, ALPHABET * sizeof *b.alphabet);
  if (!b.alphabet) goto out;
  memset(b.alphabet, 0, ALPHABET * sizeof *b.alphabet);
  e = build(&b, n);
  if (e == 0) {
    zb_trie_node *exact = zb_mem__resize(mem, b.node, b.cap * sizeof *b.node, b.count * sizeof *b.node);
    if (!exact) { e = ZB_ENOMEM; goto out; }
    *out = (zb_trie){ b.alphabet, exact, (uint32_t)b.count };
    b.alphabet = NULL;
    b.node = NULL;
  }
out:
  if (b.alphabet) zb_mem__resize(mem, b.alphabet, ALPHABET * sizeof *b.alphabet, 0);
  if (b.node) zb_mem__resize(mem, b.node, b.cap * sizeof *b.node, 0);
  if (b.todo) zb_mem__resize(mem, b.todo, b.todo_cap * sizeof *b.todo, 0);
  return e;
}

void zb_trie__free(zb_mem *mem, zb_trie *t) {
  if (t->alphabet) zb_mem__resize(mem, (void *)t->alphabet, ALPHABET * sizeof *t->alphabet, 0);
  if (t->node) zb_mem__resize(mem, (void *)t->node, t->count * sizeof *t->node, 0);
  memset(t, 0, sizeof *t);
}
