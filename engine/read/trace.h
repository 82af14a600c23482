/* trace.h - telling somebody who follows what is made of a document: sentences, tokens, rules, causes (zb_engine_follow).
 *
 * Nobody follows mostly: then reader.trace is NULL, and BECAUSE is one test. What is told never changes what is read.
 */
#ifndef ZB_TRACE_H
#define ZB_TRACE_H

#include "match/scan.h"
#include "text/source.h"

struct zb_reader;

typedef struct zb_tracer {
  zb_follow follow;
  void *ud;
  zb_place place;            /* rises with what is told */
  size_t hint;
  zb_sentence whole;         /* a sentence with all its words, where the reader makes do with less */
  int quiet;                 /* nobody wants to know of the figure that is looked at */
} zb_tracer;

/* Tells of the sentence text[at, end) and its tokens. */
void zb_trace__sentence(struct zb_reader *r, size_t at, size_t end);
/* Tells of figure token f of the clause [lo, hi), and with rules set of every rule on it. */
void zb_trace__figure(struct zb_reader *r, size_t f, size_t lo, size_t hi, int rules);
/* Tells what sets a key of the observation to come; word: what stands there, "" where nothing does. why: static. */
void zb_trace__cause(const struct zb_reader *r, const char *key, const char *why, zb_str word);
struct zb_phrase;
/* Where a phrase that was found to the left of figure f comes from. */
const char *zb_trace__left(const struct zb_reader *r, const struct zb_phrase *p, size_t lo, size_t f);
/* Tells that the observation is made, the last one of the result. */
void zb_trace__done(const struct zb_reader *r);
/* Tells that there is none. */
void zb_trace__none(const struct zb_reader *r, const char *why);

/* word is not worked out where nobody follows. */
#define BECAUSE(r, key, why, word) ((r)->trace ? zb_trace__cause((r), (key), (why), (word)) : (void)0)

#endif
