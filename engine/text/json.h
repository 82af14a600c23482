/* json.h - reading one flat JSON object: strings, numbers, true, false and null, no object or list within (RFC 8259).
 * Numbers stay text, so that decimals stay exact; strings are decoded where they stand. */
#ifndef ZB_TEXT_JSON_H
#define ZB_TEXT_JSON_H

#include "zhibiao.h"

typedef enum zb_json_kind { ZB_JSON_STRING, ZB_JSON_NUMBER, ZB_JSON_TRUE, ZB_JSON_FALSE, ZB_JSON_NULL } zb_json_kind;

typedef struct zb_json_member {
  zb_str key, value;     /* value: of a string its characters, else as written */
  zb_json_kind kind;
  size_t at;             /* where the value began */
} zb_json_member;

typedef struct zb_json {
  char *p;               /* valid UTF-8 */
  size_t n, at;
  int members;
  const char *fault;     /* what is wrong at p[at] */
} zb_json;

/* Begins to read n bytes, which are overwritten. Returns: 0, or non-zero with fault set. */
int zb_json__open(zb_json *j, char *p, size_t n);
/* Returns: 1 with the next member, 0 when the object has ended and nothing follows, -1 with fault set. */
int zb_json__next(zb_json *j, zb_json_member *out);

#endif
