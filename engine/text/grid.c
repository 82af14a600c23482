#include "text/grid.h"

#include <string.h>

#include "text/white.h"

static size_t length_of(char c) {
  unsigned char u = (unsigned char)c;
  return u < 0x80 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

static size_t places_of(char c, zb_grid_count how) { return how == ZB_GRID_SEEN && (unsigned char)c >= 0x80 ? 2 : 1; }

size_t zb_grid__cut(const char *source, size_t at, size_t end, zb_grid_count how, zb_span out[ZB_GRID_COLUMNS]) {
  const char *p = source + at, *stop = source + end;
  size_t x = 0, n = 0, k;
  while (p < stop) {
    if ((k = zb_white__at(p, stop)) != 0) {
      x += places_of(*p, how);
      p += k;
      continue;
    }
    if (n == ZB_GRID_COLUMNS) return 0;
    out[n].at = (uint32_t)(p - source);
    out[n].left = (uint16_t)x;
    while (p < stop && !zb_white__gap(p, stop)) {
      k = length_of(*p);
      x += places_of(*p, how);
      p += (size_t)(stop - p) < k ? (size_t)(stop - p) : k;
    }
    out[n].end = (uint32_t)(p - source);
    out[n++].right = (uint16_t)x;
    if (x >= ZB_GRID_WIDTH) return 0;
  }
  return n;
}

void zb_grid__add(zb_grid *g, const zb_span *cell, size_t n) {
  size_t i;
  for (i = 0; i < n; i++) memset(g->taken + cell[i].left, 1, (size_t)(cell[i].right - cell[i].left));
}

void zb_grid__close(zb_grid *g) {
  size_t x;
  for (x = 0; x < ZB_GRID_WIDTH; x++) {
    if (!g->taken[x]) continue;
    if (g->n == ZB_GRID_COLUMNS) {
      g->n = 0;
      return;
    }
    g->left[g->n] = (uint16_t)x;
    while (x < ZB_GRID_WIDTH && g->taken[x]) x++;
    g->right[g->n++] = (uint16_t)x;
  }
}

/* The first column that a cell lies over; else the nearest one. */
static size_t column_of(const zb_grid *g, const zb_span *c) {
  size_t i, best = 0, least = ZB_GRID_WIDTH;
  for (i = 0; i < g->n; i++) {
    size_t away = c->left >= g->right[i] ? (size_t)(c->left - g->right[i]) + 1
                  : g->left[i] >= c->right ? (size_t)(g->left[i] - c->right) + 1 : 0;
    if (away == 0) return i;
    if (away < least) least = away, best = i;
  }
  return best;
}

int zb_grid__place(const zb_grid *g, const zb_span *cell, size_t n, uint8_t column[ZB_GRID_COLUMNS]) {
  size_t i;
  for (i = 0; i < n; i++) {
    column[i] = (uint8_t)column_of(g, &cell[i]);
    if (i > 0 && column[i] <= column[i - 1]) return 0;
  }
  return g->n > 0;
}
