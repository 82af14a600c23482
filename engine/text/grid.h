/* grid.h - a table that is drawn with spaces: which column a cell stands in, by where it stands on its line. */
#ifndef ZB_GRID_H
#define ZB_GRID_H

#include <stddef.h>
#include <stdint.h>

enum { ZB_GRID_COLUMNS = 32, ZB_GRID_WIDTH = 400 };

/* A cell of a line: its bytes of the source, and the places [left, right) that it takes. */
typedef struct zb_span { uint32_t at, end; uint16_t left, right; } zb_span;

/* How places are counted: by a full-width character as two, as it is seen, or as one, as some programs write. */
typedef enum zb_grid_count { ZB_GRID_SEEN, ZB_GRID_COUNTED } zb_grid_count;

/* Cuts the line source[at..end) at its wide gaps. Returns: how many cells; 0 where they are too many or too far out. */
size_t zb_grid__cut(const char *source, size_t at, size_t end, zb_grid_count how, zb_span out[ZB_GRID_COLUMNS]);

typedef struct zb_grid {
  uint8_t taken[ZB_GRID_WIDTH];                     /* by a cell of some row with figures */
  uint16_t left[ZB_GRID_COLUMNS], right[ZB_GRID_COLUMNS];
  size_t n;                                         /* columns; 0 before zb_grid__close, and where there are too many */
} zb_grid;

/* grid begins as zeros. */
void zb_grid__add(zb_grid *grid, const zb_span *cell, size_t n);
void zb_grid__close(zb_grid *grid);
/* The column of each cell, rising; a head that spans columns stands in its first. Returns: 0 where two cells are in one. */
int zb_grid__place(const zb_grid *grid, const zb_span *cell, size_t n, uint8_t column[ZB_GRID_COLUMNS]);

#endif
