/* area.c - whose document it is, and which of the areas that share a name. */
#include "read/head.h"

zb_area_hit *zb_area__hit(zb_findings *x, int32_t area) {
  size_t i;
  for (i = 0; i < x->areas && x->area[i].area != area; i++) {}
  if (i == ZB_HEAD_AREAS) return NULL;
  if (i == x->areas) x->area[x->areas++] = (zb_area_hit){ area, 0, 0, 0 };
  return &x->area[i];
}

static const zb_area *entry(const zb_reader *r, int32_t area) { return &r->rules->area[area]; }

static int same_name(const zb_reader *r, int32_t a, int32_t b) {
  zb_str x = zb_rule_str(r->rules, entry(r, a)->name), y = zb_rule_str(r->rules, entry(r, b)->name);
  return x.n == y.n && memcmp(x.p, y.p, x.n) == 0;
}

/* A name that several areas bear: their entries follow. */
static int shared(const zb_reader *r, int32_t area) {
  return !entry(r, area)->code[0] && (uint32_t)area + 1 < r->rules->area_n && same_name(r, area, area + 1);
}

static int is_nation(const zb_reader *r, int32_t area) { return !entry(r, area)->code[0] && !shared(r, area); }

/* Bytes of its code that say where an area lies: 2 a province, 4 a prefecture, 6 a county. */
static size_t told(const char *code) { return memcmp(code + 2, "0000", 4) == 0 ? 2 : memcmp(code + 4, "00", 2) == 0 ? 4 : 6; }

/* How many of the two codes agree: 0 not even the province, 2, 4, 6. */
static size_t kinship(const char *a, const char *b) {
  size_t n = 0;
  while (a[0] && b[0] && n < 6 && memcmp(a + n, b + n, 2) == 0) n += 2;
  return n;
}

int zb_area__holds(const zb_reader *r, int32_t a, int32_t b) {
  const char *code = entry(r, a)->code;
  b = zb_area__nearest(r, b, code);
  return a != b && code[0] && kinship(code, entry(r, b)->code) >= told(code);
}

int32_t zb_area__nearest(const zb_reader *r, int32_t area, const char *code) {
  size_t most = 0, n, many = 0;
  int32_t i, best = area;
  if (area < 0 || !shared(r, area)) return area;
  for (i = area + 1; (uint32_t)i < r->rules->area_n && same_name(r, area, i); i++) {
    n = kinship(entry(r, i)->code, code);
    if (n < most || n == 0) continue;
    many = n == most ? many + 1 : 1;
    most = n;
    best = i;
  }
  return many == 1 ? best : area;
}

/* The weight of a hit; of a place that speaks for itself also with what is told later, and of the areas in it. */
static int weight_of(const zb_reader *r, const zb_findings *x, size_t hit, int with_parts) {
  const char *code = entry(r, x->area[hit].area)->code;
  int w = x->area[hit].weight;
  size_t i;
  if (is_nation(r, x->area[hit].area)) return x->below && !x->nation && !x->area[hit].titled ? 0 : w;
  if (!with_parts || !x->below || !x->area[hit].weight) return w;
  w += x->area[hit].far;
  for (i = 0; i < x->areas; i++) {
    const char *other = entry(r, x->area[i].area)->code;
    if (i != hit && kinship(code, other) >= told(code)) w += x->area[i].weight + x->area[i].far;
  }
  return w;
}

int32_t zb_area__choose(const zb_reader *r, const zb_findings *x) {
  int32_t best = -1;
  int with_parts, weight = zb_cue__weight(r->rules, ZB_Q_ENOUGH) - 1, w;
  size_t i;
  for (with_parts = 0; with_parts < 2 && best < 0; with_parts++) {
    for (i = 0; i < x->areas; i++) {
      if ((w = weight_of(r, x, i, with_parts)) > weight) weight = w, best = x->area[i].area;
    }
  }
  for (i = 0; best >= 0 && shared(r, best) && i < x->areas; i++) {
    best = zb_area__nearest(r, best, entry(r, x->area[i].area)->code);
  }
  return best;
}
