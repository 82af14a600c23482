/* out.h - bytes on their way to a sink: one growing buffer, handed over in large pieces. */
#ifndef ZB_OUT_H
#define ZB_OUT_H

#include <string.h>

#include "base/mem.h"
#include "zhibiao.h"

typedef struct zb_out {
  zb_mem mem;
  char *p;
  size_t n, cap;
  zb_sink sink;      /* NULL: keep everything */
  void *ud;
  int code;          /* the first failure; from then on nothing is added */
} zb_out;

/* like: whose allocator it takes. */
void zb_out__init(zb_out *o, const zb_mem *like, zb_sink sink, void *ud);
void zb_out__free(zb_out *o);

/* Makes room. Returns: where up to n bytes may be written (then add their number to o->n), or NULL after a failure. */
char *zb_out__room(zb_out *o, size_t n);

void zb_out__add(zb_out *o, const char *p, size_t n);

/* Hands over what is held once it is worth a call; call it between records. */
void zb_out__drain(zb_out *o);

/* Hands over everything. Returns: the first failure of all that went before, or 0. */
int zb_out__flush(zb_out *o);

#define ZB_OUT__ADD(o, literal) zb_out__add((o), (literal), sizeof(literal) - 1)

#endif
