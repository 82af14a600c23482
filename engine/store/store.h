/* store.h - what the files of the store share beside its connection. */
#ifndef ZB_STORE_H
#define ZB_STORE_H

#include "store/sql.h"

/* The columns of an observation in the order in which they are written and read. */
#define ZB_STORE_COLUMNS \
  "line, \"column\", start, \"end\", text_start, text_end, text, quote, subject, indicator, name, measure, basis, value, " \
  "lower, upper, bound, unit, unit_base, unit_mult, status, period, area, area_code, section, rule, numeral, " \
  "place"

extern const char *const zb_store__kinds[3];      /* of paragraphs, by zb_paragraph_kind */

/* begin, commit and roll back one document's change. Returns: 0, or the error told. */
int zb_store__begin(zb_store *s, zb_error *err);
int zb_store__end(zb_store *s, int code, zb_error *err);

#endif
