#include "write/out.h"

#define PIECE ((size_t)256 << 10)   /* bytes to a call of the sink */

void zb_out__init(zb_out *o, const zb_mem *like, zb_sink sink, void *ud) {
  memset(o, 0, sizeof *o);
  o->mem = zb_mem__like(like, 0);
  o->sink = sink;
  o->ud = ud;
}

void zb_out__free(zb_out *o) {
  zb_mem__resize(&o->mem, o->p, o->cap, 0);
  o->p = NULL;
  o->n = o->cap = 0;
}

char *zb_out__room(zb_out *o, size_t n) {
  if (o->code) return NULL;
  if (n > o->cap - o->n) {
    void *block = o->p;
    if (n > SIZE_MAX / 4 - o->n || zb_mem__grow(&o->mem, &block, &o->cap, o->n + n, 1)) {
      o->code = ZB_ENOMEM;
      return NULL;
    }
    o->p = block;
  }
  return o->p + o->n;
}

void zb_out__add(zb_out *o, const char *p, size_t n) {
  char *to = n ? zb_out__room(o, n) : NULL;
  if (!to) return;
  memcpy(to, p, n);
  o->n += n;
}

int zb_out__flush(zb_out *o) {
  if (!o->code && o->n && o->sink && o->sink(o->ud, o->p, o->n)) o->code = ZB_EIO;
  o->n = 0;
  return o->code;
}

void zb_out__drain(zb_out *o) {
  if (o->sink && o->n >= PIECE) zb_out__flush(o);
}
