/* result.h - what a document gave: head, observations, diagnostics, with the memory that they live in. */
#ifndef ZB_RESULT_H
#define ZB_RESULT_H

#include "base/mem.h"
#include "doc/column.h"
#include "zhibiao.h"

struct zb_result {
  zb_mem *mem;               /* the engine's */
  const zb_host *host;       /* hears diagnostics; NULL: nobody */
  zb_arena arena;            /* strings of observations and diagnostics */
  char *text;                /* the normalised text that many of them are slices of */
  size_t text_cap;
  zb_head head;
  zb_observation *obs;
  size_t obs_n, obs_cap;
  zb_diagnostic *diag;
  size_t diag_n, diag_cap;
  zb_str source_text;        /* decoded, in the arena; p NULL unless it is kept */
  zb_paragraph *paragraph;
  size_t paragraph_n, paragraph_cap;
  zb_column_store column;    /* the one that was asked for last */
  int failed;                /* memory ran out; the result is not to be given out */
};

int zb_result__new(zb_mem *mem, zb_result **out);
/* Returns: a new observation, all zero, or NULL. */
zb_observation *zb_result__add(zb_result *r);
/* Returns: 0 or ZB_ENOMEM. */
int zb_result__add_paragraph(zb_result *r, zb_paragraph p);
/* Adds a diagnostic with a printf message. code must be static. Returns: 0 or ZB_ENOMEM. */
int zb_result__note(zb_result *r, const char *code, int line, int column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* A copy of n bytes in the result's arena; empty, and the result failed, when out of memory. */
zb_str zb_result__keep(zb_result *r, const char *p, size_t n);

#endif
