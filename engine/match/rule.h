/* rule.h - trying rules on one figure of a sentence. */
#ifndef ZB_RULE_H
#define ZB_RULE_H

#include "match/scan.h"

/* The rules that can claim a figure of one kind in one report type, best first. */
typedef struct zb_rule_try {
  int32_t rule;
  uint64_t left, right;      /* classes that must stand beside the figure; 0: any or nothing */
} zb_rule_try;

typedef struct zb_rule_index {
  zb_mem *mem;
  zb_rule_try *tries;
  size_t n;
  uint32_t from[ZB_KINDS + 1];
} zb_rule_index;

int zb_rule_index__make(zb_mem *mem, const zb_rules *rules, int type, zb_rule_index *out);
void zb_rule_index__free(zb_rule_index *ix);

typedef struct zb_claim {
  int32_t rule;              /* -1: none */
  size_t left, right;        /* tokens [left, figure) and (figure, right) were matched */
  int32_t over;              /* a rule whose match steps ran out, so that it was passed over; -1: none */
} zb_claim;

/* Tries the rules on figure token f; the pattern may reach from token lo up to token hi (exclusive).
 * steps: how many match steps each rule may take. profile: NULL, or what counts what each took. */
zb_claim zb_rule__claim(const zb_rules *rules, const zb_rule_index *ix, const zb_sentence *s, size_t f, size_t lo, size_t hi,
                        unsigned steps, zb_profile *profile);

/* How far a rule came that does not match: the first element that found no token, of the attempt that came furthest. */
typedef struct zb_reach {
  char side;                 /* 'l', 'r'; 0: none failed */
  uint32_t element, elements;   /* from 0, outwards, of that side's */
  size_t at;                 /* the token that it did not take; SIZE_MAX: none was left */
} zb_reach;

/* One rule on figure token f, whatever its type and kinds: whether it matches, with the tokens in *c, else how far it came.
 * Returns: 1, 0, or -1 where its steps ran out. */
int zb_rule__try(const zb_rules *rules, int32_t rule, const zb_sentence *s, size_t f, size_t lo, size_t hi, unsigned steps,
                 zb_claim *c, zb_reach *reach);

/* The match steps that a row of n elements takes on tokens, read from the first one on; it ends at `most`. literal: the words of
 * the elements, numbers that the tokens have, too. */
unsigned zb_rule__steps(const zb_element *e, uint32_t n, const uint32_t *literal, const zb_token *token, size_t tokens,
                        unsigned most);

#endif
