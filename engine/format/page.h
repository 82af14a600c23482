/* page.h - a web page as blocks of text, and which of them are its document. */
#ifndef ZB_PAGE_H
#define ZB_PAGE_H

#include "format/format.h"

/* A paragraph, heading, line, or part of a table's cell. */
typedef struct zb_page_block {
  size_t at, n;              /* bytes of the page's text */
  uint32_t number;           /* its element is the number-th of its name in the page */
  uint32_t linked;           /* bytes inside links */
  uint32_t row;              /* of a table, counted through the page; 0 none */
  uint16_t column, columns;  /* of its cell; of the row */
  uint8_t heading;           /* h1 … h4, or a title by its class */
  char name[12];
} zb_page_block;

/* An element that holds others: blocks [first, last). */
typedef struct zb_page_part { uint32_t first, last; uint64_t prose; } zb_page_part;

typedef struct zb_page {
  zb_mem *mem;
  char *text;
  size_t n, cap;
  zb_page_block *block;
  size_t block_n, block_cap;
  zb_page_part *part;
  size_t part_n, part_cap;
  zb_str title;              /* of <title>, in text */
} zb_page;

/* Bytes of a block that are prose or figures of a table, outside links. */
size_t zb_page__prose(const zb_page *page, const zb_page_block *b);
/* Writes the document of the page: the smallest part that holds nearly all its prose, its title before it. */
int zb_page__write(const zb_page *page, zb_reading *out);
void zb_page__free(zb_page *page);

#endif
