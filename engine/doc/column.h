/* column.h - what zb_result_column gives stands in here until the next column is asked for. */
#ifndef ZB_COLUMN_H
#define ZB_COLUMN_H

#include "base/mem.h"

typedef struct zb_column_store {
  uint32_t *cell, *at;
  int64_t *number;
  char *text;
  size_t cell_cap, at_cap, number_cap, text_cap;
} zb_column_store;

/* Grows one of the store's vectors. Returns: 0 or ZB_ENOMEM. */
#define ZB_COLUMN__ROOM(mem, s, vector, need) \
  zb_column__room((mem), (void **)(void *)&(s)->vector, &(s)->vector##_cap, (need), sizeof *(s)->vector)
int zb_column__room(zb_mem *mem, void **vector, size_t *cap, size_t need, size_t item);
void zb_column_store__free(zb_mem *mem, zb_column_store *s);

#endif
