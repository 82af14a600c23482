/* explain.h - what was heard of the reading of a place, to be written as text or JSON. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include <stdio.h>

#include "zhibiao.h"

/* A step that was heard, its strings copied; of a rule or a cause. */
typedef struct explain_step {
  zb_step step;
  struct explain_step *next;
} explain_step;

typedef struct explain_token {
  zb_str text, classes;
  int line, column;
  size_t text_start, text_end;
} explain_token;

typedef struct explain_sentence {
  zb_str text, section, headings;
  int line, last;        /* its first line in the source, and that of its last token */
  explain_token *token;
  size_t n, cap;
} explain_sentence;

typedef struct explain_figure {
  size_t sentence;       /* its number */
  zb_step step;          /* ZB_STEP_FIGURE */
  explain_step *rules, *causes;      /* in the order in which they came */
  size_t rules_n;
  size_t observation;    /* its number in the result; SIZE_MAX none */
  zb_str none;           /* … and why */
} explain_figure;

typedef struct explanation {
  const char *path;
  const zb_rules *rules;
  const zb_result *result;
  int line;              /* asked for; 0: all */
  int every;             /* sentences without figures are kept, too */
  int all;               /* every rule is told, not only those that came near */
  const char *rule;      /* only of this one; NULL: of all */
  int wanted;            /* the figure that is being heard of is asked for */
  int failed;            /* out of memory */
  explain_sentence *sentence;
  size_t sentence_n, sentence_cap;
  explain_figure *figure;
  size_t figure_n, figure_cap;
} explanation;

/* Hears a step; x is the ud of zb_engine_follow, with path, rules and what is asked for set and all else zero. */
int explain_hear(void *x, const zb_step *s);
void explain_free(explanation *x);
/* Whether a rule has that name, with or without its type: common/growth, growth. */
int explain_is_rule(zb_str rule, const char *name);
/* Whether a class is among those joined by |. */
int explain_has(zb_str classes, const char *name);
/* The figure's text: that of its token. token: of the sentence, NULL past its end. */
const explain_token *explain_token_at(const explanation *x, const explain_figure *f, size_t i);
/* Where a rule is written: its file and line in place (of size bytes), "" where that is not found. */
void explain_rule_place(const zb_rules *rules, zb_str rule, char *place, size_t size);
/* The last cause told of a key; NULL for none. */
const zb_step *explain_cause(const explain_figure *f, const char *key);
/* The rule whose claim became the observation; NULL for none. */
const zb_step *explain_winner(const explain_figure *f);
/* The failed rules that came furthest, best first, at most most; *left: how many more there are. Returns: how many. */
size_t explain_nearest(const explain_figure *f, const zb_step **list, size_t most, size_t *left);

void explain_write_text(FILE *to, const explanation *x, const explain_figure *f);
void explain_write_json(FILE *to, const explanation *x, const explain_figure *f);
/* Of a place that gave no figure. */
void explain_write_nothing(FILE *to, const explanation *x, int line, int column, zb_str text, zb_str classes, const char *why,
                           int json);

#endif
