/* column.c - one key of all observations, for bindings that would pay too much for a call for each. */
#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "doc/result.h"
#include "write/text.h"

enum kind { INTEGER, PLACE, TEXT, TEXT_OR_NONE, DECIMAL };
#define KEY(member, kind) { offsetof(zb_observation, member), kind, 0 }

static const struct { size_t offset; enum kind kind; unsigned bit; } keys[ZB_KEYS] = {
  KEY(line, INTEGER), KEY(column, INTEGER), KEY(start, PLACE), KEY(end, PLACE), KEY(text, TEXT), KEY(quote, TEXT),
  KEY(subject, TEXT), KEY(indicator, TEXT_OR_NONE), KEY(name, TEXT_OR_NONE), KEY(measure, TEXT), KEY(basis, TEXT),
  { offsetof(zb_observation, value), DECIMAL, ZB_VALUE }, { offsetof(zb_observation, lower), DECIMAL, ZB_LOWER },
  { offsetof(zb_observation, upper), DECIMAL, ZB_UPPER }, KEY(bound, TEXT), KEY(unit, TEXT), KEY(unit_base, TEXT),
  KEY(unit_mult, INTEGER), KEY(status, TEXT), KEY(period, TEXT), KEY(area, TEXT), KEY(area_code, TEXT), KEY(section, TEXT),
  KEY(rule, TEXT), KEY(numeral, TEXT), KEY(place, TEXT)
};

static const void *member(const zb_observation *o, size_t key) { return (const char *)o + keys[key].offset; }

/* What was numbered lately, by where it stands (a string) or what it is (a decimal): most are used again and again. */
enum { RECENT = 256 };
typedef struct recent { const char *p; uint64_t n; uint32_t number; } recent;

static recent *look(recent *known, const char *p, uint64_t n) {
  uint64_t h = ((uint64_t)(uintptr_t)p ^ n << 7) * 0x9E3779B97F4A7C15u;
  return &known[h >> 56];
}

static int add(zb_mem *mem, zb_column_store *s, zb_column *c, zb_str x) {
  size_t n = c->strings, from = s->at[n];
  if (x.n >= UINT32_MAX - from) return ZB_ELIMIT;
  if (ZB_COLUMN__ROOM(mem, s, text, from + x.n + 1) || ZB_COLUMN__ROOM(mem, s, at, n + 2)) return ZB_ENOMEM;
  if (x.p && x.n) memcpy(s->text + from, x.p, x.n);
  s->text[from + x.n] = '\0';
  s->at[n + 1] = (uint32_t)(from + x.n + 1);
  c->strings++;
  return 0;
}

static int put_text(zb_mem *mem, zb_column_store *s, zb_column *c, recent *known, size_t i, zb_str x) {
  recent *r = look(known, x.p, x.n);
  int e = 0;
  if (r->p != x.p || r->n != x.n || !r->number) {
    *r = (recent){ x.p, x.n, (uint32_t)c->strings };
    e = add(mem, s, c, x);
  }
  s->cell[i] = r->number;
  return e;
}

static int put_decimal(zb_mem *mem, zb_column_store *s, zb_column *c, recent *known, size_t i, zb_decimal d) {
  char text[ZB_DECIMAL_MAX];
  const char *mantissa = (const char *)(uintptr_t)d.mantissa;      /* only to be compared */
  recent *r = look(known, mantissa, (uint64_t)d.scale);
  int e = 0;
  if (r->p != mantissa || r->n != (uint64_t)d.scale || !r->number) {
    *r = (recent){ mantissa, (uint64_t)d.scale, (uint32_t)c->strings };
    e = add(mem, s, c, (zb_str){ text, (size_t)(zb_text__decimal(text, d) - text) });
  }
  s->cell[i] = r->number;
  return e;
}

static int put_strings(zb_result *r, zb_column_store *s, size_t key, zb_column *c) {
  recent known[RECENT];
  int e = 0;
  memset(known, 0, sizeof known);
  if (ZB_COLUMN__ROOM(r->mem, s, cell, c->rows + 1) || ZB_COLUMN__ROOM(r->mem, s, at, 2) || ZB_COLUMN__ROOM(r->mem, s, text, 1))
    return ZB_ENOMEM;
  s->at[0] = s->at[1] = 0;
  c->strings = 1;                        /* number 0: none */
  for (size_t i = 0; i < c->rows && !e; i++) {
    const zb_observation *o = &r->obs[i];
    const zb_str *x = member(o, key);
    if (keys[key].kind == DECIMAL) {
      if (o->has & keys[key].bit) e = put_decimal(r->mem, s, c, known, i, *(const zb_decimal *)member(o, key));
      else s->cell[i] = 0;
    } else if (!x->p && keys[key].kind == TEXT_OR_NONE) {
      s->cell[i] = 0;
    } else {
      e = put_text(r->mem, s, c, known, i, *x);
    }
  }
  c->cell = s->cell;
  c->at = s->at;
  c->text = (zb_str){ s->text, s->at[c->strings] };
  return e;
}

static int put_numbers(zb_result *r, zb_column_store *s, size_t key, zb_column *c) {
  if (ZB_COLUMN__ROOM(r->mem, s, number, c->rows + 1)) return ZB_ENOMEM;
  for (size_t i = 0; i < c->rows; i++) {
    const void *x = member(&r->obs[i], key);
    s->number[i] = keys[key].kind == INTEGER ? *(const int *)x : (int64_t)*(const size_t *)x;
  }
  c->number = s->number;
  return 0;
}

int zb_result_column(zb_result *r, zb_key key, zb_column *out, zb_error *err) {
  int e;
  if (out) memset(out, 0, sizeof *out);
  if (!r || !out || (unsigned)key >= ZB_KEYS)
    return zb_error__set(err, ZB_EARG, "no result, no such key, or no place for the column");
  out->rows = r->obs_n;
  if (keys[key].kind == INTEGER || keys[key].kind == PLACE) e = put_numbers(r, &r->column, key, out);
  else e = put_strings(r, &r->column, key, out);
  if (!e) return 0;
  memset(out, 0, sizeof *out);
  return zb_error__set(err, e, e == ZB_ENOMEM ? "not enough memory for a column" : "more than 4 GiB of text in a column");
}
