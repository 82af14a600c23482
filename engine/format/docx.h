/* docx.h - what a Word document's styles and lists say of a paragraph. */
#ifndef ZB_DOCX_H
#define ZB_DOCX_H

#include "base/mem.h"
#include "zhibiao.h"

enum { ZB_DOCX_LEVELS = 9 };

typedef struct zb_docx_lists zb_docx_lists;

/* Reads numbering.xml and styles.xml (n 0: not there). Owner: the caller, zb_docx_lists__free. Errors: as zb_xml__read. */
int zb_docx_lists__new(zb_mem *mem, const char *numbering, size_t numbering_n, const char *styles, size_t styles_n,
                       zb_docx_lists **out, zb_error *err);
void zb_docx_lists__free(zb_docx_lists *l);
/* Counts a paragraph in. id: of its style, "" none; number, at: the list and the level that the paragraph itself names, -1
 * none. Returns: the bytes of its number as it is shown (一、, （1）), written to out; 0 where it has none. */
size_t zb_docx_lists__next(zb_docx_lists *l, const char *id, int number, int at, char out[64]);
/* A style of a table of contents. */
int zb_docx_lists__contents(const zb_docx_lists *l, const char *style);
/* The level of the heading that a style makes, from 1; 0 for none. */
int zb_docx_lists__heading(const zb_docx_lists *l, const char *style);

#endif
