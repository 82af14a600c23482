#define _POSIX_C_SOURCE 200809L
#include "match/ahead.h"

#include <pthread.h>
#include <string.h>

enum { BATCH = 32, BATCHES = 8 };      /* handed over by batches: one at a time would cost more than its scan */

typedef struct batch {
  size_t n;
  zb_scanned item[BATCH];
} batch;

struct zb_ahead {
  zb_mem *home;            /* what this was taken from */
  zb_mem mem;              /* what the sentences are taken from: the helper's alone */
  zb_helper *helper;
  const zb_rules *rules;
  int type;
  const char *text;
  const zb_layout *layout;
  size_t at;               /* the reader's item of the batch it has */
  int has;                 /* the reader has batch `taken` */
  pthread_mutex_t lock;    /* of what follows, but for the batches: [taken, filled) are the reader's, the next one the helper's */
  pthread_cond_t room, more;
  size_t filled, taken;
  int ended, stop;
  batch ring[BATCHES];
};

int zb_scanned__read(const zb_rules *rules, int type, const char *text, size_t at, size_t end, zb_scanned *out) {
  enum { LIST_ITEM = 4 };
  size_t len = 0;
  out->marker = zb_layout__marker(text + at, end - at, &len);
  out->at = at;
  out->from = at + len;
  if (out->from >= end) return 0;
  out->next = out->marker == LIST_ITEM ? zb_scan__sentence(rules, text, out->from, end, &out->s)
                                       : zb_scan__lightly(rules, type, text, out->from, end, &out->s);
  return 1;
}

/* ---- the helper's ---- */

/* Hands a batch over. Returns: the next one to fill, or NULL where the reader wants no more. */
static batch *hand_over(zb_ahead *a, batch *b, size_t n, int last) {
  int stop;
  b->n = n;
  pthread_mutex_lock(&a->lock);
  a->filled++;
  a->ended = last;
  pthread_cond_signal(&a->more);
  if (!last && a->filled - a->taken == BATCHES)
    while (!a->stop && a->filled - a->taken > BATCHES / 2) pthread_cond_wait(&a->room, &a->lock);
  stop = a->stop;
  b = &a->ring[a->filled % BATCHES];
  pthread_mutex_unlock(&a->lock);
  return last || stop ? NULL : b;
}

static void scan_all(void *ud) {
  zb_ahead *a = ud;
  batch *b = &a->ring[0];
  size_t i, n = 0;
  for (i = 0; i < a->layout->block_n; i++) {
    const zb_block *block = &a->layout->block[i];
    size_t at = block->at;
    while (block->kind == ZB_BLOCK_TEXT && at < block->end) {
      zb_scanned *item = &b->item[n];
      item->s.mem = &a->mem;
      item->block = i;
      if (!zb_scanned__read(a->rules, a->type, a->text, at, block->end, item)) break;
      at = item->next;
      n++;
      if (!at) {
        hand_over(a, b, n, 1);
        return;
      }
      if (n < BATCH) continue;
      if ((b = hand_over(a, b, n, 0)) == NULL) return;
      n = 0;
    }
  }
  hand_over(a, b, n, 1);
}

/* ---- the reader's ---- */

/* Gives its batch back and waits for the next. Returns: 0 where none comes. */
static int take(zb_ahead *a) {
  pthread_mutex_lock(&a->lock);
  if (a->has) {
    a->taken++;
    if (a->filled - a->taken <= BATCHES / 2) pthread_cond_signal(&a->room);
  }
  while (a->taken == a->filled && !a->ended) pthread_cond_wait(&a->more, &a->lock);
  a->has = a->taken < a->filled;
  pthread_mutex_unlock(&a->lock);
  a->at = 0;
  return a->has;
}

const zb_scanned *zb_ahead__next(zb_ahead *a, size_t block) {
  for (;;) {
    const batch *b = &a->ring[a->taken % BATCHES];
    if (!a->has || a->at == b->n) {
      if (!take(a)) return NULL;
      continue;
    }
    if (b->item[a->at].block > block) return NULL;
    if (b->item[a->at++].block == block) return &b->item[a->at - 1];
  }
}

void zb_ahead__begin(zb_ahead *a, const zb_rules *rules, int type, const char *text, const zb_layout *layout) {
  zb_helper__wait(a->helper);
  a->rules = rules;
  a->type = type;
  a->text = text;
  a->layout = layout;
  a->at = a->filled = a->taken = 0;
  a->has = a->ended = a->stop = 0;
  zb_helper__begin(a->helper, scan_all, a);
}

void zb_ahead__end(zb_ahead *a) {
  pthread_mutex_lock(&a->lock);
  a->stop = 1;
  pthread_cond_signal(&a->room);
  pthread_mutex_unlock(&a->lock);
  zb_helper__wait(a->helper);
}

int zb_ahead__new(zb_mem *mem, zb_helper *helper, zb_ahead **out) {
  zb_ahead *a = zb_mem__resize(mem, NULL, 0, sizeof *a);
  *out = a;
  if (!a) return ZB_ENOMEM;
  memset(a, 0, sizeof *a);
  a->home = mem;
  a->mem = zb_mem__like(mem, mem->cap);
  a->helper = helper;
  pthread_mutex_init(&a->lock, NULL);
  pthread_cond_init(&a->room, NULL);
  pthread_cond_init(&a->more, NULL);
  return 0;
}

void zb_ahead__free(zb_ahead *a) {
  size_t i, k;
  if (!a) return;
  for (i = 0; i < BATCHES; i++)
    for (k = 0; k < BATCH; k++) zb_scan__free(&a->ring[i].item[k].s);
  pthread_cond_destroy(&a->more);
  pthread_cond_destroy(&a->room);
  pthread_mutex_destroy(&a->lock);
  zb_mem__resize(a->home, a, sizeof *a, 0);
}
