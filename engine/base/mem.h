/* mem.h - the one allocator: a cap, and a failure after N allocations for tests. */
#ifndef ZB_MEM_H
#define ZB_MEM_H

#include <stddef.h>
#include <stdint.h>

typedef struct zb_mem {
  size_t used;        /* bytes held now */
  size_t cap;         /* 0: none */
  long fail_after;    /* < 0: never; else the number of allocations that still succeed */
} zb_mem;

#define ZB_MEM_INIT { 0, 0, -1 }

/* realloc with its old size known: n 0 frees. Returns: the block, or NULL with the old one untouched. */
void *zb_mem__resize(zb_mem *mem, void *block, size_t old, size_t n);

/* An arena: many small pieces, freed together. Pieces never move. */
typedef struct zb_arena_chunk zb_arena_chunk;
typedef struct zb_arena {
  zb_mem *mem;
  zb_arena_chunk *chunk;
  char *at, *end;
} zb_arena;

void zb_arena__init(zb_arena *a, zb_mem *mem);
/* Returns: n bytes without alignment (text), or NULL. */
char *zb_arena__bytes(zb_arena *a, size_t n);
void zb_arena__free(zb_arena *a);

/* A vector's growth: doubles *cap until it holds need. Returns: 0 or ZB_ENOMEM; the block is untouched on failure. */
int zb_mem__grow(zb_mem *mem, void **block, size_t *cap, size_t need, size_t item);

#endif
