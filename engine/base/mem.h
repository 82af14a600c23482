/* mem.h - the one allocator: what all memory of the library is taken from, with a cap. */
#ifndef ZB_MEM_H
#define ZB_MEM_H

#include <stddef.h>
#include <stdint.h>

typedef struct zb_mem {
  size_t used;        /* bytes held now */
  size_t cap;         /* 0: none */
  void *(*resize)(void *ud, void *block, size_t old, size_t n);   /* of the program (zb_host); NULL: realloc and free */
  void *ud;
  int refused;        /* the last request failed, and not because of the cap */
} zb_mem;

#define ZB_MEM_INIT { 0, 0, NULL, NULL, 0 }

/* One of the same allocator, that holds nothing yet. */
zb_mem zb_mem__like(const zb_mem *mem, size_t cap);

/* realloc with its old size known: n 0 frees. Returns: the block, or NULL with the old one untouched; never NULL where n is not
 * above old. */
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
