/* corrections.h - what readers say of figures: a file of it (file.c) and a result that it is applied to (apply.c). */
#ifndef ZB_CORRECTIONS_H
#define ZB_CORRECTIONS_H

#include "doc/result.h"
#include "rules/ruleset.h"

typedef enum zb_verdict { ZB_VERDICT_RIGHT, ZB_VERDICT_WRONG, ZB_VERDICT_NONE } zb_verdict;   /* none: it is no figure */

/* The words that a correction may give, by number. */
enum zb_corrected {
  ZB_K_SUBJECT, ZB_K_INDICATOR, ZB_K_MEASURE, ZB_K_BASIS, ZB_K_BOUND, ZB_K_UNIT, ZB_K_STATUS, ZB_K_PERIOD, ZB_K_WORDS
};

typedef struct zb_correction {
  int line;                  /* of the file, from 1 */
  zb_verdict verdict;
  zb_str doc, sha256;        /* the document as it was read then */
  zb_str quote, text;        /* of the figure */
  int ordinal;               /* which one of those in the quote with that text, from 1 */
  size_t start;              /* its first byte then */
  unsigned given;            /* bits of what is corrected: 1 << ZB_K_…, and ZB_K_VALUE */
  zb_str word[ZB_K_WORDS];
  zb_decimal value;
  int32_t indicator;         /* number in the rule set; -1 none */
  zb_str note;
} zb_correction;
#define ZB_K_VALUE (1u << ZB_K_WORDS)

struct zb_corrections {
  zb_mem mem;
  zb_arena arena;
  const zb_rules *rules;
  zb_correction *item;
  size_t n, cap;
};

extern const char *const zb_corrected_names[ZB_K_WORDS];

/* Whether a correction was made of the document that a result is of. */
int zb_correction__meant(const zb_correction *c, const zb_result *r);

#endif
