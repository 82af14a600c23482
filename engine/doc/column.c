#include "doc/column.h"

#include <string.h>

int zb_column__room(zb_mem *mem, void **vector, size_t *cap, size_t need, size_t item) {
  void *p;
  int e;
  memcpy(&p, vector, sizeof p);          /* it may point to a pointer of another type */
  e = zb_mem__grow(mem, &p, cap, need, item);
  memcpy(vector, &p, sizeof p);
  return e;
}

static void drop(zb_mem *mem, void *block, size_t bytes) {
  if (block) zb_mem__resize(mem, block, bytes, 0);
}

void zb_column_store__free(zb_mem *mem, zb_column_store *s) {
  drop(mem, s->cell, s->cell_cap * sizeof *s->cell);
  drop(mem, s->at, s->at_cap * sizeof *s->at);
  drop(mem, s->number, s->number_cap * sizeof *s->number);
  drop(mem, s->text, s->text_cap);
}
