/* format.h - documents that are no plain text: what they are, told by their content; their text, and where it came from.
 *
 * The way: format.c tells what the bytes are and calls a reader; html.c, docx.c and pdf.c make the text; xml.c runs
 * libxml2 within limits and in silence, zip.c takes parts out of an archive, child.c runs another program. archive.c lists a zip
 * file that is a folder of documents; zip_list.c reads its list and zip_name.c the names in it.
 */
#ifndef ZB_FORMAT_H
#define ZB_FORMAT_H

#include "base/mem.h"
#include "text/source.h"
#include "zhibiao.h"

typedef enum zb_format_kind { ZB_TEXT_FILE, ZB_HTML_FILE, ZB_DOCX_FILE, ZB_PDF_FILE } zb_format_kind;

/* From a place of the text on, up to the next stop: where it stands in the document. */
typedef struct zb_stop {
  size_t at;
  uint32_t number, row;      /* of the page, paragraph, element, table; row: of a table, else 0 */
  char what[12];             /* "page", "paragraph", "table", or an element's name */
} zb_stop;

/* A document's text as read. */
typedef struct zb_reading {
  zb_mem *mem;
  zb_format_kind kind;
  char *text;                /* UTF-8; lines end with \n, cells of a row are parted by \t */
  size_t n, cap;
  zb_stop *stop;             /* rising */
  size_t stop_n, stop_cap;
  const char *encoding;      /* of the document's bytes */
  size_t limit;              /* bytes that the text may have */
} zb_reading;

/* Reads a document of a kind that is no plain text: out->kind is ZB_TEXT_FILE, and nothing read, where it is text.
 * Owner: the caller, zb_reading__free. Errors: ZB_EENCODING (a file that cannot be read here: what it is and what to do; one
 * that is broken), ZB_ELIMIT (too large, too deep, too long), ZB_EIO (a program that is not there), ZB_ENOMEM. */
int zb_format__read(zb_mem *mem, const void *bytes, size_t n, size_t limit, zb_reading *out, zb_error *err);
void zb_reading__free(zb_reading *r);
const char *zb_format__name(zb_format_kind kind);
/* The stop that holds for an offset of the text; NULL where there is none. */
const zb_stop *zb_reading__stop(const zb_reading *r, size_t at);

/* For readers. Each returns 0, ZB_ENOMEM or ZB_ELIMIT. */
int zb_reading__add(zb_reading *r, const char *p, size_t n);
int zb_reading__stop_here(zb_reading *r, const char *what, uint32_t number, uint32_t row);
/* Reads HTML in UTF-8. */
int zb_html__read(zb_reading *r, const char *text, size_t n, zb_error *err);
int zb_docx__read(zb_reading *r, const void *bytes, size_t n, zb_error *err);
int zb_pdf__read(zb_reading *r, const void *bytes, size_t n, zb_error *err);
/* Whether a text begins as HTML does. */
int zb_html__is(const char *text, size_t n);

/* Whether a zip file is a document because it has a part of this name. */
int zb_format__is_part(const void *name, size_t n);

#endif
