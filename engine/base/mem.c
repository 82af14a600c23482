#define _DEFAULT_SOURCE   /* madvise */
#include "base/mem.h"

#include <stdalign.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "zhibiao.h"

enum { PAGE = 4096, LARGE = 1 << 20, HUGE = 4 << 20 };

/* Asks for the pages of a large new block at once, for a huge one as large pages: that costs half, and a tenth, of what it costs
 * to fault them in one by one. (Not for one that grows: it could no longer be moved without a copy.) Where the system knows no
 * such call, or pages of another size, nothing is lost. */
static void populate(char *p, size_t n) {
  size_t skip = (PAGE - (uintptr_t)p % PAGE) % PAGE, whole = (n - skip) / PAGE * PAGE;
  if (n < LARGE) return;
#ifdef MADV_HUGEPAGE
  if (n >= HUGE) (void)madvise(p + skip, whole, MADV_HUGEPAGE);
#endif
#ifdef MADV_POPULATE_WRITE
  (void)madvise(p + skip, whole, MADV_POPULATE_WRITE);
#endif
  (void)p, (void)whole;
}

zb_mem zb_mem__like(const zb_mem *mem, size_t cap) { return (zb_mem){ 0, cap, mem->resize, mem->ud, 0 }; }

void *zb_mem__resize(zb_mem *mem, void *block, size_t old, size_t n) {
  void *p;
  if (n == 0) {
    if (mem->resize && block) mem->resize(mem->ud, block, old, 0);
    else free(block);
    mem->used -= old;
    return NULL;
  }
  mem->refused = 0;
  if (mem->cap && n > old && n - old > mem->cap - (mem->used < mem->cap ? mem->used : mem->cap)) return NULL;
  p = mem->resize ? mem->resize(mem->ud, block, old, n) : realloc(block, n);
  if (!p && n > old) {
    mem->refused = 1;
    return NULL;
  }
  mem->used += n - old;
  if (old == 0 && !mem->resize) populate(p, n);
  return p ? p : block;
}

int zb_mem__grow(zb_mem *mem, void **block, size_t *cap, size_t need, size_t item) {
  size_t n = *cap ? *cap : 16;
  void *p;
  if (need <= *cap) return 0;
  while (n < need) {
    if (n > SIZE_MAX / 2 / item) return ZB_ENOMEM;
    n *= 2;
  }
  p = zb_mem__resize(mem, *block, *cap * item, n * item);
  if (!p) return ZB_ENOMEM;
  *block = p;
  *cap = n;
  return 0;
}

struct zb_arena_chunk {
  zb_arena_chunk *next;
  size_t size;
};

#define CHUNK ((size_t)1 << 16)
#define HEADER ((sizeof(zb_arena_chunk) + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t))

void zb_arena__init(zb_arena *a, zb_mem *mem) {
  a->mem = mem;
  a->chunk = NULL;
  a->at = a->end = NULL;
}

static int more(zb_arena *a, size_t n) {
  size_t size = HEADER + (n > CHUNK - HEADER ? n : CHUNK - HEADER);
  zb_arena_chunk *c = zb_mem__resize(a->mem, NULL, 0, size);
  if (!c) return ZB_ENOMEM;
  c->next = a->chunk;
  c->size = size;
  a->chunk = c;
  a->at = (char *)c + HEADER;
  a->end = (char *)c + size;
  return 0;
}

char *zb_arena__bytes(zb_arena *a, size_t n) {
  char *p;
  if (n > (size_t)(a->end - a->at) && more(a, n)) return NULL;
  p = a->at;
  a->at += n;
  return p;
}

void zb_arena__free(zb_arena *a) {
  while (a->chunk) {
    zb_arena_chunk *c = a->chunk;
    a->chunk = c->next;
    zb_mem__resize(a->mem, c, c->size, 0);
  }
  a->at = a->end = NULL;
}
