/* compare.h - what two readings of a document tell otherwise, and how that is written. */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include <stdio.h>

#include "zhibiao.h"

enum compare_field {
  COMPARE_VALUE, COMPARE_UNIT, COMPARE_BOUND, COMPARE_INDICATOR, COMPARE_SUBJECT, COMPARE_MEASURE, COMPARE_BASIS, COMPARE_STATUS,
  COMPARE_PERIOD, COMPARE_AREA, COMPARE_SECTION, COMPARE_RULE, COMPARE_FIELDS
};

/* before NULL: the figure was added; after NULL: it was removed; else fields has a bit for each field that differs. */
typedef struct compare_difference {
  const zb_observation *before, *after;
  unsigned fields;
} compare_difference;

/* The rule that stands for a difference, with what came of it. */
typedef struct compare_rule {
  char name[64];
  size_t added, removed, changed;
} compare_rule;

typedef struct compare_total {
  size_t documents, alike, added, removed, changed, field[COMPARE_FIELDS];
  compare_rule *rule;    /* in the order in which they came; freed by compare_free */
  size_t rule_n, rule_cap;
} compare_total;

typedef enum compare_format { COMPARE_TEXT, COMPARE_NDJSON, COMPARE_CSV } compare_format;

/* The name of a field, as the key of an observation has it. */
const char *compare_name(enum compare_field field);

/* What an observation says in the field; of COMPARE_VALUE made in room, of the others not. */
enum { COMPARE_ROOM = 512 };
zb_str compare_said(const zb_observation *o, enum compare_field field, char room[COMPARE_ROOM]);
/* The same of any field but COMPARE_VALUE. */
zb_str compare_word(const zb_observation *o, enum compare_field field);

/* Compares figure by figure: those that begin at the same place of the text are the same figure. tell: called for each
 * difference in the order of the text. Returns: how many there are; -1 out of memory. */
typedef void (*compare_tell)(void *ud, const compare_difference *d);
long compare_results(const zb_result *before, const zb_result *after, compare_tell tell, void *ud);

/* Adds to the total. Returns: 0, or -1 out of memory. */
int compare_add(compare_total *total, const compare_difference *d);
void compare_free(compare_total *total);

/* Writes one difference; doc: the document's name. */
void compare_write(FILE *to, compare_format format, zb_str doc, const compare_difference *d);
/* Writes how much there was, by field and by rule. */
void compare_write_total(FILE *to, const compare_total *total);

#endif
