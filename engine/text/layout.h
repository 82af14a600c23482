/* layout.h - lines to blocks: page furniture dropped, wrapped lines joined, table rows cut into cells.
 *
 * Knows only shapes (widths, line ends, markers), no words.
 */
#ifndef ZB_LAYOUT_H
#define ZB_LAYOUT_H

#include "text/normalise.h"
#include "zhibiao.h"

typedef enum zb_block_kind { ZB_BLOCK_TEXT, ZB_BLOCK_ROW } zb_block_kind;

typedef struct zb_cell { uint32_t at, end; } zb_cell;

typedef struct zb_block {
  uint8_t kind;            /* zb_block_kind */
  uint8_t lines;           /* source lines it was joined from, at most 255 */
  uint32_t at, end;        /* bytes of the normalised text; a '\n' follows */
  uint32_t cell, cell_n;   /* of a row: its cells, empty ones included */
} zb_block;

typedef struct zb_layout {
  zb_normal text;
  zb_block *block;
  size_t block_n, block_cap;
  zb_cell *cell;
  size_t cell_n, cell_cap;
} zb_layout;

/* Lays out valid UTF-8. Owner: the caller, zb_layout__free. Errors: ZB_ENOMEM, ZB_ELIMIT (4 GiB). */
int zb_layout__make(zb_mem *mem, const char *source, size_t n, zb_layout *out, zb_error *err);
void zb_layout__free(zb_mem *mem, zb_layout *l);

/* The marker that opens a heading or a list item at p: 第一章 and # 1, 一、 2, （一） 3, 1. 4, （1） ① 5.
 * Returns: its level, its length in *len; 0 for none. */
int zb_layout__marker(const char *p, size_t n, size_t *len);

#endif
