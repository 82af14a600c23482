/* ahead.h - the sentences of a document, one after the other: each with its marker, scanned when it is asked for, or ahead of
 * that by a helper while the one before is read. What is given is the same. */
#ifndef ZB_AHEAD_H
#define ZB_AHEAD_H

#include "base/helper.h"
#include "match/scan.h"
#include "text/layout.h"

typedef struct zb_scanned {
  zb_sentence s;
  size_t block;            /* of the layout */
  size_t at, from;         /* of the marker that stands before it, and behind that; equal where there is none */
  size_t next;             /* where the next one starts; 0: memory ran out, and s is nothing */
  int marker;              /* its level; 0 none */
} zb_scanned;

/* Scans the sentence of text that starts at at. Returns: 0 where nothing but a marker stands before end. */
int zb_scanned__read(const zb_rules *rules, int type, const char *text, size_t at, size_t end, zb_scanned *out);

typedef struct zb_ahead zb_ahead;

/* mem: only the calls to come take from it; what the helper takes is counted for itself, under the same cap.
 * Owner: the caller, zb_ahead__free. Errors: ZB_ENOMEM. */
int zb_ahead__new(zb_mem *mem, zb_helper *helper, zb_ahead **out);
void zb_ahead__free(zb_ahead *a);

/* Sets the helper to work on all text blocks. rules, text and layout must stay as they are until zb_ahead__end. */
void zb_ahead__begin(zb_ahead *a, const zb_rules *rules, int type, const char *text, const zb_layout *layout);
/* The next sentence of that block; what is left of the blocks before is passed over. It holds until the next call, its tokens
 * may be changed. Returns: NULL where there is none. */
const zb_scanned *zb_ahead__next(zb_ahead *a, size_t block);
/* Ends the helper's work, done or not. */
void zb_ahead__end(zb_ahead *a);

#endif
