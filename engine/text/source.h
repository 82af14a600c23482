/* source.h - from bytes to UTF-8: which encoding a document is in, and where each character stood in its bytes. */
#ifndef ZB_SOURCE_H
#define ZB_SOURCE_H

#include "base/mem.h"
#include "zhibiao.h"

typedef enum zb_encoding { ZB_ENC_UTF8, ZB_ENC_UTF8_BOM, ZB_ENC_GB18030, ZB_ENC_UTF16LE, ZB_ENC_UTF16BE } zb_encoding;

typedef struct zb_source {
  const char *bytes;      /* as given; owned by the caller */
  size_t n;
  zb_encoding encoding;
  size_t bom;             /* bytes of a byte order mark at the start */
  const char *text;       /* valid UTF-8 without the mark */
  size_t text_n;
  char *owned;            /* text where it had to be converted */
  size_t owned_cap;
} zb_source;

/* Tells the encoding from the bytes and decodes.
 * Errors: ZB_EENCODING names the offset of the first fault; ZB_ENOMEM.
 * Owner: the caller, zb_source__free. */
int zb_source__open(zb_mem *mem, const void *bytes, size_t n, zb_source *out, zb_error *err);
void zb_source__free(zb_mem *mem, zb_source *s);
const char *zb_source__encoding_name(zb_encoding e);

/* Walks a source forwards: turns offsets of the decoded text into places of the bytes. */
typedef struct zb_place {
  size_t text;            /* offset in source.text */
  size_t byte;            /* offset in source.bytes */
  size_t line, column;    /* from 1; columns in characters */
} zb_place;

void zb_place__start(const zb_source *s, zb_place *p);
/* Moves p forwards to offset to (>= p->text, a character's first byte). Cost: the distance. */
void zb_place__move(const zb_source *s, zb_place *p, size_t to);

/* Returns: the offset of the first byte that is no UTF-8, or n. */
size_t zb_utf8__fault(const char *bytes, size_t n);

#endif
