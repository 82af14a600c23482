/* file.c - a file of corrections: JSON lines, one object for each figure (docs/corrections.md). */
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/error.h"
#include "correct/corrections.h"
#include "text/json.h"
#include "text/source.h"

const char *const zb_corrected_names[ZB_K_WORDS] = {
  "subject", "indicator", "measure", "basis", "bound", "unit", "status", "period"
};

typedef struct line {
  zb_corrections *all;
  zb_correction *c;
  zb_json json;
  zb_json_member m;
  char wrong[192];
} line;

static int same(zb_str a, const char *b) { return a.n == strlen(b) && memcmp(a.p, b, a.n) == 0; }

static int wrong(line *l, const char *message) {
  snprintf(l->wrong, sizeof l->wrong, "%s", message);
  return -1;
}

static int refused(line *l, const char *what) {
  snprintf(l->wrong, sizeof l->wrong, "%.*s has no '%.*s'; %s", (int)l->m.key.n, l->m.key.p,
           (int)(l->m.value.n < 60 ? l->m.value.n : 60), l->m.value.p, what);
  return -1;
}

/* One of names[1 … last]; "" where that is asked for by empty. The word then lives as long as the program. */
static int one_of(line *l, const char *const *names, int last, int empty, zb_str *word) {
  char list[128] = "it is one of";
  for (int i = 1; i <= last; i++) {
    if (same(l->m.value, names[i])) {
      *word = (zb_str){ names[i], strlen(names[i]) };
      return 0;
    }
    snprintf(list + strlen(list), sizeof list - strlen(list), " %s", names[i]);
  }
  if (empty && l->m.value.n == 0) {
    *word = (zb_str){ "", 0 };
    return 0;
  }
  return refused(l, list);
}

/* 2025, 2021-2025, 2025-S1, 2025-Q1, 2025-06, 2025-01..2025-09, or nothing: # is a digit. */
static int is_period(zb_str s) {
  static const char *const forms[] = { "", "####", "####-####", "####-S#", "####-Q#", "####-##", "####-##..####-##" };
  for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
    size_t i = 0;
    if (strlen(forms[f]) != s.n) continue;
    while (i < s.n && (forms[f][i] == '#' ? s.p[i] >= '0' && s.p[i] <= '9' : s.p[i] == forms[f][i])) i++;
    if (i == s.n) return 1;
  }
  return 0;
}

static int find_indicator(line *l) {
  const zb_rules *rules = l->all->rules;
  l->c->indicator = -1;
  if (l->m.kind == ZB_JSON_NULL || l->m.value.n == 0) return 0;
  for (uint32_t i = 0; i < rules->indicator_n; i++) {
    zb_rstr code = rules->indicator[i].code;
    if (code.n != l->m.value.n || memcmp(rules->pool + code.at, l->m.value.p, code.n) != 0) continue;
    l->c->indicator = (int32_t)i;
    return 0;
  }
  return refused(l, "zhibiao indicators lists the codes");
}

/* A key of what is corrected. */
static int take_word(line *l, int key) {
  zb_correction *c = l->c;
  c->given |= 1u << key;
  c->word[key] = l->m.value;
  if (key == ZB_K_INDICATOR) return find_indicator(l);
  if (l->m.kind != ZB_JSON_STRING) return wrong(l, "it wants a string");
  switch (key) {
    case ZB_K_MEASURE: return one_of(l, zb_measure_names, ZB_M_GAP, 0, &c->word[key]);
    case ZB_K_BASIS: return one_of(l, zb_basis_names, ZB_B_CUMULATIVE, 1, &c->word[key]);
    case ZB_K_BOUND: return one_of(l, zb_bound_names, ZB_O_APPROX, 0, &c->word[key]);
    case ZB_K_STATUS: return one_of(l, zb_status_names, ZB_S_REFERENCE, 0, &c->word[key]);
    case ZB_K_PERIOD: return is_period(l->m.value) ? 0 : refused(l, "periods are 2025, 2021-2025, 2025-S1, 2025-Q1, 2025-06");
    default: return 0;
  }
}

static int take_value(line *l) {
  if (l->m.kind > ZB_JSON_NUMBER || zb_decimal__read(l->m.value.p, l->m.value.n, &l->c->value))
    return refused(l, "it is a number of at most 18 digits, as a number or a string");
  l->c->given |= ZB_K_VALUE;
  return 0;
}

static int take_count(line *l, size_t *out) {
  zb_decimal d;
  if (l->m.kind != ZB_JSON_NUMBER || zb_decimal__read(l->m.value.p, l->m.value.n, &d) || d.scale || d.mantissa < 0)
    return refused(l, "it is a whole number");
  *out = (size_t)d.mantissa;
  return 0;
}

static int take_verdict(line *l) {
  static const char *const verdicts[] = { "right", "wrong", "none" };
  for (int i = 0; i < 3; i++) {
    if (!same(l->m.value, verdicts[i])) continue;
    l->c->verdict = (zb_verdict)i;
    return 0;
  }
  return refused(l, "it is right, wrong or none (no figure)");
}

static int take(line *l) {
  zb_correction *c = l->c;
  const struct { const char *key; zb_str *to; } texts[] = {
    { "doc", &c->doc }, { "sha256", &c->sha256 }, { "quote", &c->quote }, { "text", &c->text }, { "note", &c->note }
  };
  size_t count;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (!same(l->m.key, texts[i].key)) continue;
    if (l->m.kind != ZB_JSON_STRING) return wrong(l, "it wants a string");
    *texts[i].to = l->m.value;
    return 0;
  }
  for (int i = 0; i < ZB_K_WORDS; i++)
    if (same(l->m.key, zb_corrected_names[i])) return take_word(l, i);
  if (same(l->m.key, "value")) return take_value(l);
  if (same(l->m.key, "verdict")) return take_verdict(l);
  if (same(l->m.key, "start")) return take_count(l, &c->start);
  if (same(l->m.key, "ordinal")) {
    if (take_count(l, &count) || count < 1 || count > INT32_MAX) return refused(l, "it is a whole number from 1 on");
    c->ordinal = (int)count;
    return 0;
  }
  return wrong(l, "an unknown key; those are doc, sha256, quote, text, ordinal, start, verdict, note and what is corrected: "
                  "value, subject, indicator, measure, basis, bound, unit, status, period");
}

static int read_line(line *l, char *p, size_t n) {
  int more = zb_json__open(&l->json, p, n) ? -1 : 1;
  zb_correction *c = l->c;
  while (more > 0 && (more = zb_json__next(&l->json, &l->m)) > 0)
    if (take(l)) {
      l->json.at = l->m.at;
      return -1;
    }
  if (more < 0) return wrong(l, l->json.fault);
  if (c->doc.n == 0 || c->quote.n == 0 || c->text.n == 0) return wrong(l, "a correction has doc, quote and the figure's text");
  if (c->verdict != ZB_VERDICT_WRONG && c->given) return wrong(l, "what is corrected has the verdict wrong");
  return 0;
}

static int fault(const line *l, size_t n, zb_error *err) {
  int column = 1;
  for (size_t i = 0; i < l->json.at && i < n; i++) column += ((unsigned char)l->json.p[i] & 0xC0) != 0x80;
  zb_error__set(err, ZB_ECORRECTION, "%s", l->wrong);
  if (!err) return ZB_ECORRECTION;
  err->line = l->c->line;
  err->column = column;
  return ZB_ECORRECTION;
}

/* The lines of text, which is decoded where it stands. */
static int read_lines(zb_corrections *all, char *p, size_t n, zb_error *err) {
  char *end = p + n, *stop;
  for (int number = 1; p < end; p = stop + (stop < end), number++) {
    void *block = all->item;
    line l = { all, NULL, { NULL, 0, 0, 0, NULL }, { { NULL, 0 }, { NULL, 0 }, ZB_JSON_NULL, 0 }, "" };
    size_t blank = 0, size;
    stop = memchr(p, '\n', (size_t)(end - p));
    if (!stop) stop = end;
    size = (size_t)(stop - p);
    while (blank < size && memchr(" \t\r", p[blank], 3)) blank++;
    if (blank == size) continue;
    if (zb_mem__grow(&all->mem, &block, &all->cap, all->n + 1, sizeof *all->item))
      return zb_error__set(err, ZB_ENOMEM, "not enough memory for the corrections");
    all->item = block;
    l.c = &all->item[all->n++];
    *l.c = (zb_correction){ .line = number, .verdict = ZB_VERDICT_WRONG, .sha256 = { "", 0 }, .note = { "", 0 }, .ordinal = 1,
                            .start = SIZE_MAX, .indicator = -1 };
    if (read_line(&l, p, size)) return fault(&l, size, err);
  }
  return 0;
}

int zb_corrections_read(const zb_rules *rules, const void *bytes, size_t n, zb_corrections **out, zb_error *err) {
  zb_mem mem;
  zb_corrections *all;
  zb_source source;
  char *text;
  int code;
  if (out) *out = NULL;
  if (!rules || !out || (!bytes && n)) return zb_error__set(err, ZB_EARG, "no rules, no place for the corrections, or no bytes");
  mem = zb_mem__like(&rules->mem, (size_t)1 << 30);
  if (!(all = zb_mem__resize(&mem, NULL, 0, sizeof *all))) return zb_error__set(err, ZB_ENOMEM, "not enough memory");
  *all = (zb_corrections){ .mem = mem, .rules = rules };
  zb_arena__init(&all->arena, &all->mem);
  code = zb_source__open(&all->mem, bytes ? bytes : "", n, &source, err);
  if (!code) {
    text = zb_arena__bytes(&all->arena, source.text_n ? source.text_n : 1);
    if (text) {
      memcpy(text, source.text, source.text_n);
      code = read_lines(all, text, source.text_n, err);
    } else {
      code = zb_error__set(err, ZB_ENOMEM, "not enough memory for the corrections");
    }
    zb_source__free(&all->mem, &source);
  }
  if (code) zb_corrections_free(all);
  else *out = all;
  return code;
}

void zb_corrections_free(zb_corrections *all) {
  zb_mem last;
  if (!all) return;
  zb_arena__free(&all->arena);
  if (all->item) zb_mem__resize(&all->mem, all->item, all->cap * sizeof *all->item, 0);
  last = all->mem;
  zb_mem__resize(&last, all, sizeof *all, 0);
}
