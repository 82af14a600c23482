/* apply.c - corrections applied to a result.
 *
 * A correction finds its figure by its place where the document's bytes are those that it was made of, else by its quote, the
 * figure's text and the how many-eth of that text it is in the quote; where the document has that more than once, the nearest
 * to its old place. The last correction of a figure holds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "correct/corrections.h"
#include "text/unit.h"

typedef struct spot {
  const zb_observation *o;
  size_t index, run;         /* run: figures that follow each other with one quote */
  int ordinal;
} spot;

static int equal(zb_str a, zb_str b) { return a.n == b.n && (a.p == b.p || memcmp(a.p, b.p, a.n) == 0); }

static int compare(zb_str a, zb_str b) {
  int d = a.p == b.p ? 0 : memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
  return d ? d : (a.n > b.n) - (a.n < b.n);
}

static int compare_size(size_t a, size_t b) { return (a > b) - (a < b); }

static int order_of_run(const void *x, const void *y) {
  const spot *a = x, *b = y;
  int d = compare(a->o->text, b->o->text);
  if (!d) d = compare_size(a->run, b->run);
  return d ? d : compare_size(a->index, b->index);
}

static int order_of_place(const void *x, const void *y) {
  const spot *a = x, *b = y;
  int d = compare_size(a->o->start, b->o->start);
  return d ? d : compare_size(a->index, b->index);
}

/* What a correction knows a figure by. */
static int compare_key(const zb_observation *o, int ordinal, zb_str text, zb_str quote, int wanted) {
  int d = compare(o->text, text);
  if (!d) d = compare(o->quote, quote);
  return d ? d : (ordinal > wanted) - (ordinal < wanted);
}

static int order_of_key(const void *x, const void *y) {
  const spot *a = x, *b = y;
  int d = compare_key(a->o, a->ordinal, b->o->text, b->o->quote, b->ordinal);
  return d ? d : order_of_place(x, y);
}

/* Numbers the figures of each run: those of one text count from 1. Leaves the spots in the order of their keys. */
static void number(const zb_result *r, spot *spots) {
  size_t run = 0;
  for (size_t i = 0; i < r->obs_n; i++) {
    if (i && !equal(r->obs[i].quote, r->obs[i - 1].quote)) run++;
    spots[i] = (spot){ &r->obs[i], i, run, 1 };
  }
  qsort(spots, r->obs_n, sizeof *spots, order_of_run);
  for (size_t i = 1; i < r->obs_n; i++)
    if (spots[i].run == spots[i - 1].run && equal(spots[i].o->text, spots[i - 1].o->text))
      spots[i].ordinal = spots[i - 1].ordinal + 1;
  qsort(spots, r->obs_n, sizeof *spots, order_of_key);
}

static zb_str base_name(zb_str path) {
  size_t i = path.n;
  while (i > 0 && path.p[i - 1] != '/' && path.p[i - 1] != '\\') i--;
  return (zb_str){ path.p + i, path.n - i };
}

static int same_bytes(const zb_correction *c, const zb_result *r) {
  return c->sha256.n == 64 && memcmp(c->sha256.p, r->head.sha256, 64) == 0;
}

int zb_correction__meant(const zb_correction *c, const zb_result *r) {
  return same_bytes(c, r) || equal(base_name(c->doc), base_name(r->head.doc));
}

/* The first of spots [low, high), in the order of their places, that does not stand before a place. */
static size_t place_bound(const spot *spots, size_t low, size_t high, size_t start) {
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (spots[middle].o->start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* The first spot that does not come before the correction's key; with its ordinal's successor, behind its last. */
static size_t key_bound(const spot *spots, size_t n, const zb_correction *c, int ordinal) {
  size_t low = 0;
  while (low < n) {
    size_t middle = low + (n - low) / 2;
    if (compare_key(spots[middle].o, spots[middle].ordinal, c->text, c->quote, ordinal) < 0) low = middle + 1;
    else n = middle;
  }
  return low;
}

/* The observation that a correction is of; SIZE_MAX where there is none. */
static size_t find(const zb_result *r, const spot *by_key, const spot *by_place, const zb_correction *c) {
  size_t n = r->obs_n, first, last, at;
  if (same_bytes(c, r) && c->start != SIZE_MAX) {
    at = place_bound(by_place, 0, n, c->start);
    if (at < n && by_place[at].o->start == c->start && equal(by_place[at].o->text, c->text)) return by_place[at].index;
  }
  first = key_bound(by_key, n, c, c->ordinal);
  last = key_bound(by_key, n, c, c->ordinal + 1);
  if (first == last) return SIZE_MAX;
  if (c->start == SIZE_MAX) return by_key[first].index;
  at = place_bound(by_key, first, last, c->start);
  if (at == last || (at > first && c->start - by_key[at - 1].o->start < by_key[at].o->start - c->start)) at--;
  return by_key[at].index;
}

static zb_str pool(const zb_rules *rules, zb_rstr s) { return (zb_str){ rules->pool + s.at, s.n }; }

/* The ends that a bound gives a value: of one that falls they change sides. */
static void set_bound(zb_observation *o) {
  int least = o->bound.n == 2 && o->bound.p[0] == 'g', most = o->bound.n == 2 && o->bound.p[0] == 'l';
  int falls = o->value.mantissa < 0;
  if (!(o->has & ZB_VALUE)) return;
  o->has = ZB_VALUE | (least ? (falls ? ZB_UPPER : ZB_LOWER) : most ? (falls ? ZB_LOWER : ZB_UPPER) : 0);
  o->lower = o->upper = o->value;
}

static void set_unit(const zb_rules *rules, zb_observation *o, zb_str unit) {
  zb_tail tail;
  zb_tail__read(&rules->units, unit.p, unit.n, 0, &tail);
  o->unit = unit;
  o->unit_base = (zb_str){ "", 0 };
  o->unit_mult = 0;
  if (tail.end != unit.n) return;
  o->unit_mult = tail.mult;
  if (tail.index < 0) return;
  o->unit_base = (zb_str){ rules->units.pool + rules->units.unit[tail.index].base, rules->units.unit[tail.index].base_n };
}

static zb_str kept(zb_result *r, zb_str s) { return zb_result__keep(r, s.p, s.n); }

static void set_words(zb_result *r, const zb_rules *rules, const zb_correction *c, zb_observation *o) {
  zb_str *const plain[ZB_K_WORDS] = {
    [ZB_K_SUBJECT] = &o->subject, [ZB_K_MEASURE] = &o->measure, [ZB_K_BASIS] = &o->basis, [ZB_K_BOUND] = &o->bound,
    [ZB_K_STATUS] = &o->status, [ZB_K_PERIOD] = &o->period
  };
  for (int k = 0; k < ZB_K_WORDS; k++)
    if (plain[k] && c->given & 1u << k) *plain[k] = kept(r, c->word[k]);
  if (c->given & 1u << ZB_K_UNIT) set_unit(rules, o, kept(r, c->word[ZB_K_UNIT]));
  if (c->given & 1u << ZB_K_INDICATOR) {
    int has = c->indicator >= 0;
    o->indicator = has ? kept(r, pool(rules, rules->indicator[c->indicator].code)) : (zb_str){ NULL, 0 };
    o->name = has ? kept(r, pool(rules, rules->indicator[c->indicator].name)) : (zb_str){ NULL, 0 };
  }
}

/* The beginning of a text, whole characters of it, that a message has room for. */
static zb_str brief(zb_str s) {
  size_t n = s.n < 60 ? s.n : 60;
  while (n < s.n && n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80) n--;
  return (zb_str){ n ? s.p : "", n };
}

/* Corrects an observation; the diagnostic tells what it was. */
static void correct(zb_result *r, const zb_rules *rules, const zb_correction *c, zb_observation *o) {
  const zb_str was[ZB_K_WORDS] = { o->subject, o->indicator, o->measure, o->basis, o->bound, o->unit, o->status, o->period };
  char changes[1024] = "";       /* room for all of them */
  size_t n = 0;
  zb_str rule = o->rule;
  for (int k = 0; k < ZB_K_WORDS; k++) {
    zb_str old = brief(was[k]);
    if (c->given & 1u << k)
      n += (size_t)snprintf(changes + n, sizeof changes - n, "%s%s was '%.*s'", n ? ", " : ": ", zb_corrected_names[k],
                            (int)old.n, old.p);
  }
  if (c->given & ZB_K_VALUE) {
    if (!(o->has & ZB_VALUE)) o->bound = (zb_str){ "eq", 2 };
    o->has |= ZB_VALUE;
    o->value = c->value;
  }
  set_words(r, rules, c, o);
  set_bound(o);
  o->rule = (zb_str){ "corrected", 9 };
  zb_result__note(r, "corrected", o->line, o->column, "%.*s: a reader corrected %s%s; %.*s had made it%s%.*s",
                  (int)o->text.n, o->text.p, c->given & ZB_K_VALUE ? "its value" : "it", changes, (int)rule.n, rule.p,
                  c->note.n ? "; " : "", (int)c->note.n, c->note.p);
}

/* Returns: whether the observation stays. */
static int apply(zb_result *r, const zb_rules *rules, const zb_correction *c, zb_observation *o) {
  const char *part = c->note.n ? ": " : "";
  if (c->verdict == ZB_VERDICT_RIGHT) return 1;
  if (c->verdict == ZB_VERDICT_NONE) {
    zb_result__note(r, "left-out", o->line, o->column, "%.*s: no figure, a reader says%s%.*s", (int)o->text.n, o->text.p, part,
                    (int)c->note.n, c->note.p);
    return 0;
  }
  if (c->given) correct(r, rules, c, o);
  else zb_result__note(r, "disputed", o->line, o->column, "%.*s: wrong, a reader says%s%.*s", (int)o->text.n, o->text.p, part,
                       (int)c->note.n, c->note.p);
  return 1;
}

/* Which correction each figure takes (its number + 1 in taken), and what finds none. */
static void match(zb_result *r, const zb_corrections *all, spot *by_key, spot *by_place, size_t *taken) {
  number(r, by_key);
  memcpy(by_place, by_key, r->obs_n * sizeof *by_key);
  qsort(by_place, r->obs_n, sizeof *by_place, order_of_place);
  for (size_t i = 0; i < all->n; i++) {
    const zb_correction *c = &all->item[i];
    size_t at;
    if (!zb_correction__meant(c, r)) continue;
    at = find(r, by_key, by_place, c);
    if (at != SIZE_MAX) taken[at] = i + 1;
    else zb_result__note(r, "correction-lost", 0, 0, "line %d of the corrections finds no figure %.*s (number %d of its quote) "
                         "any more: %.*s", c->line, (int)c->text.n, c->text.p, c->ordinal, (int)c->quote.n, c->quote.p);
  }
}

int zb_result_correct(zb_result *r, const zb_corrections *all, zb_error *err) {
  size_t n, size, kept_n = 0;
  spot *spots;
  size_t *taken;
  if (!r || !all) return zb_error__set(err, ZB_EARG, "no result or no corrections");
  n = r->obs_n;
  if (n > SIZE_MAX / 256) return zb_error__set(err, ZB_ELIMIT, "too many observations");
  size = (n + 1) * (2 * sizeof *spots + sizeof *taken);
  spots = zb_mem__resize(r->mem, NULL, 0, size);
  if (!spots) return zb_error__set(err, ZB_ENOMEM, "not enough memory to apply the corrections");
  taken = (size_t *)(void *)(spots + 2 * n);
  memset(taken, 0, (n + 1) * sizeof *taken);
  match(r, all, spots, spots + n, taken);
  for (size_t i = 0; i < n; i++) {
    int stays = !taken[i] || apply(r, all->rules, &all->item[taken[i] - 1], &r->obs[i]);
    if (stays) r->obs[kept_n++] = r->obs[i];
  }
  r->obs_n = kept_n;
  zb_mem__resize(r->mem, spots, size, 0);
  return r->failed ? zb_error__set(err, ZB_ENOMEM, "not enough memory to apply the corrections") : 0;
}

size_t zb_corrections_count(const zb_corrections *all) { return all ? all->n : 0; }

zb_str zb_corrections_document(const zb_corrections *all, size_t i) {
  return i < all->n ? all->item[i].doc : (zb_str){ "", 0 };
}

int zb_corrections_meant(const zb_corrections *all, size_t i, const zb_result *r) {
  return i < all->n && zb_correction__meant(&all->item[i], r);
}
