/* cell.h - text in columns of a terminal. */
#ifndef ZB_CELL_H
#define ZB_CELL_H

#include "write/out.h"

typedef enum zb_style {
  ZB_PLAIN, ZB_BOLD, ZB_DIM, ZB_GREEN, ZB_YELLOW, ZB_BLUE
} zb_style;

/* A line being written: blanks wait until something follows them, so that no line ends in any. */
typedef struct zb_line {
  zb_out *out;
  int color;       /* non-zero: styles show */
  int blanks;
} zb_line;

/* Columns that s takes once its control characters are made harmless. */
int zb_cell__width(zb_str s);

/* Adds s cut to at most `room` columns, with … where something was cut. Returns: the columns it took. */
int zb_cell__add(zb_line *line, zb_str s, int room, zb_style style);

/* Adds s in a column of `width`, to its left or right edge. */
void zb_cell__left(zb_line *line, zb_str s, int width, zb_style style);
void zb_cell__right(zb_line *line, zb_str s, int width, zb_style style);

void zb_cell__end(zb_line *line);

#endif
