/* compare.c - two readings of a document side by side. */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

typedef struct figure {
  const zb_observation *o;
  size_t i;              /* its number in the result, which parts those at one place */
} figure;

static int by_place(const void *x, const void *y) {
  const figure *a = x, *b = y;
  if (a->o->text_start != b->o->text_start) return a->o->text_start < b->o->text_start ? -1 : 1;
  return a->i < b->i ? -1 : a->i > b->i;
}

static int at_place(const figure *a, const figure *b) {
  figure same = *b;
  same.i = a->i;
  return by_place(a, &same);
}

static figure *in_order(const zb_result *r) {
  size_t n = zb_result_count(r);
  figure *list = malloc((n + 1) * sizeof *list);
  for (size_t i = 0; list && i < n; i++) list[i] = (figure){ zb_result_at(r, i), i };
  if (list) qsort(list, n, sizeof *list, by_place);
  return list;
}

static const char *const names[COMPARE_FIELDS] = {
  "value", "unit", "bound", "indicator", "subject", "measure", "basis", "status", "period", "area", "section", "rule"
};

const char *compare_name(enum compare_field field) { return names[field]; }

zb_str compare_word(const zb_observation *o, enum compare_field field) {
  switch (field) {
    case COMPARE_UNIT: return o->unit;
    case COMPARE_BOUND: return o->bound;
    case COMPARE_INDICATOR: return o->indicator;
    case COMPARE_SUBJECT: return o->subject;
    case COMPARE_MEASURE: return o->measure;
    case COMPARE_BASIS: return o->basis;
    case COMPARE_STATUS: return o->status;
    case COMPARE_PERIOD: return o->period;
    case COMPARE_AREA: return o->area;
    case COMPARE_SECTION: return o->section;
    default: return o->rule;
  }
}

static int same_decimal(zb_decimal a, zb_decimal b) { return a.mantissa == b.mantissa && a.scale == b.scale; }

static int same_value(const zb_observation *a, const zb_observation *b) {
  return a->has == b->has && (!(a->has & ZB_VALUE) || same_decimal(a->value, b->value)) &&
         (!(a->has & ZB_LOWER) || same_decimal(a->lower, b->lower)) && (!(a->has & ZB_UPPER) || same_decimal(a->upper, b->upper));
}

static unsigned differing(const zb_observation *a, const zb_observation *b) {
  unsigned fields = same_value(a, b) ? 0 : 1u << COMPARE_VALUE;
  for (int f = COMPARE_UNIT; f < COMPARE_FIELDS; f++) {
    zb_str x = compare_word(a, (enum compare_field)f), y = compare_word(b, (enum compare_field)f);
    if (x.n != y.n || (x.n && memcmp(x.p, y.p, x.n) != 0)) fields |= 1u << f;
  }
  return fields;
}

long compare_results(const zb_result *before, const zb_result *after, compare_tell tell, void *ud) {
  size_t i = 0, k = 0, n = zb_result_count(before), m = zb_result_count(after);
  figure *a = in_order(before), *b = in_order(after);
  long found = 0;
  if (!a || !b) found = -1;
  while (found >= 0 && (i < n || k < m)) {
    int side = i == n ? 1 : k == m ? -1 : at_place(&a[i], &b[k]);
    compare_difference d = { side <= 0 ? a[i++].o : NULL, side >= 0 ? b[k++].o : NULL, 0 };
    if (side == 0 && (d.fields = differing(d.before, d.after)) == 0) continue;
    found++;
    tell(ud, &d);
  }
  free(a);
  free(b);
  return found;
}

/* ---- totals ---- */

static compare_rule *rule_of(compare_total *t, zb_str name) {
  for (size_t i = 0; i < t->rule_n; i++)
    if (strlen(t->rule[i].name) == name.n && memcmp(t->rule[i].name, name.p, name.n) == 0) return &t->rule[i];
  if (t->rule_n == t->rule_cap) {
    size_t cap = t->rule_cap ? t->rule_cap * 2 : 32;
    void *p = realloc(t->rule, cap * sizeof *t->rule);
    if (!p) return NULL;
    t->rule = p;
    t->rule_cap = cap;
  }
  memset(&t->rule[t->rule_n], 0, sizeof *t->rule);
  snprintf(t->rule[t->rule_n].name, sizeof t->rule->name, "%.*s", (int)name.n, name.p);
  return &t->rule[t->rule_n++];
}

int compare_add(compare_total *t, const compare_difference *d) {
  const zb_observation *o = d->after ? d->after : d->before;
  zb_str name = o->rule;
  compare_rule *r;
  if (name.n >= sizeof r->name) name.n = sizeof r->name - 1;
  if (!(r = rule_of(t, name))) return -1;
  if (!d->before) r->added++, t->added++;
  else if (!d->after) r->removed++, t->removed++;
  else r->changed++, t->changed++;
  for (int f = 0; f < COMPARE_FIELDS; f++) t->field[f] += d->fields >> f & 1;
  return 0;
}

void compare_free(compare_total *t) { free(t->rule); }

static const char *plural(size_t n) { return n == 1 ? "" : "s"; }

static int by_weight(const void *x, const void *y) {
  const compare_rule *a = x, *b = y;
  size_t m = a->added + a->removed + a->changed, n = b->added + b->removed + b->changed;
  return m != n ? (m < n ? 1 : -1) : strcmp(a->name, b->name);
}

void compare_write_total(FILE *to, const compare_total *t) {
  int first = 1;
  fprintf(to, "%zu document%s: %zu added, %zu removed, %zu changed, %zu alike\n", t->documents, plural(t->documents), t->added,
          t->removed, t->changed, t->alike);
  for (int f = 0; f < COMPARE_FIELDS; f++) {
    if (!t->field[f]) continue;
    fprintf(to, "%s%s %zu", first ? "changed fields: " : ", ", names[f], t->field[f]);
    first = 0;
  }
  if (!first) fputc('\n', to);
  if (!t->rule_n) return;
  qsort(t->rule, t->rule_n, sizeof *t->rule, by_weight);
  fprintf(to, "%-32s %7s %7s %7s\n", "by rule", "added", "removed", "changed");
  for (size_t i = 0; i < t->rule_n; i++)
    fprintf(to, "%-32s %7zu %7zu %7zu\n", t->rule[i].name, t->rule[i].added, t->rule[i].removed, t->rule[i].changed);
}
