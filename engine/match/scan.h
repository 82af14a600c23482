/* scan.h - a sentence as tokens: figures, dates, known words, signs, and the text between them, in one pass. */
#ifndef ZB_SCAN_H
#define ZB_SCAN_H

#include "base/mem.h"
#include "rules/ruleset.h"

typedef struct zb_token {
  uint32_t at, end;        /* bytes of the normalised text */
  uint64_t classes;        /* bits of enum zb_class */
  int32_t word;            /* of the rule set; -1 none */
  int32_t figure;          /* of zb_sentence.figure, for figures and dates; -1 none */
} zb_token;

/* A phrase that opens a section or tells a type. It may lie over any tokens. */
typedef struct zb_mark { uint32_t at, end; int32_t word; } zb_mark;

typedef struct zb_sentence {
  zb_mem *mem;
  zb_token *token;
  size_t n, cap;
  zb_figure *figure;
  size_t figure_n, figure_cap;
  zb_mark *mark;
  size_t mark_n, mark_cap;
} zb_sentence;

/* Reads one sentence of text[at..end): up to and with its 。！？ or the end; a very long one is cut at a comma.
 * The tokens replace those of the last call. Returns: where the next sentence starts, or 0 when out of memory. */
size_t zb_scan__sentence(const zb_rules *rules, const char *text, size_t at, size_t end, zb_sentence *out);
/* The same for a caller to whom the words of a sentence say nothing that has no figures and no marks that open a section of
 * the report type: such a sentence, where it ends with 。, is given as a stretch of text and its stop, at a fraction of the
 * cost. */
size_t zb_scan__lightly(const zb_rules *rules, int type, const char *text, size_t at, size_t end, zb_sentence *out);
void zb_scan__free(zb_sentence *s);

#endif
