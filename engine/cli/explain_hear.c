/* explain_hear.c - keeping what is heard of the reading of a document, as far as the place asked for needs it. */
#include <stdlib.h>
#include <string.h>

#include "explain.h"

enum { NEAREST = 5 };    /* failed rules that are kept of a figure where not all are asked for */

static int equal(zb_str s, const char *word) { return s.n == strlen(word) && memcmp(s.p, word, s.n) == 0; }

static int grow(void **block, size_t *cap, size_t need, size_t item) {
  size_t n = *cap ? *cap : 16;
  void *p;
  if (need <= *cap) return 0;
  while (n < need) n *= 2;
  if (!(p = realloc(*block, n * item))) return -1;
  *block = p;
  *cap = n;
  return 0;
}

static zb_str copy(explanation *x, zb_str s) {
  char *p = malloc(s.n + 1);
  if (!p) {
    x->failed = 1;
    return (zb_str){ "", 0 };
  }
  if (s.n) memcpy(p, s.p, s.n);
  p[s.n] = '\0';
  return (zb_str){ p, s.n };
}

static void drop(zb_str s) { free((void *)(uintptr_t)s.p); }

static void drop_steps(explain_step *s) {
  while (s) {
    explain_step *next = s->next;
    drop(s->step.text), drop(s->step.name), drop(s->step.why), drop(s->step.classes);
    free(s);
    s = next;
  }
}

/* ---- hearing ---- */

static void begin_sentence(explanation *x, const zb_step *s) {
  void *p = x->sentence;
  explain_sentence *now;
  x->wanted = 1;
  if (grow(&p, &x->sentence_cap, x->sentence_n + 1, sizeof *x->sentence)) { x->failed = 1; return; }
  x->sentence = p;
  now = &x->sentence[x->sentence_n];
  memset(now, 0, sizeof *now);
  now->text = copy(x, s->text);
  now->section = copy(x, s->name);
  now->headings = copy(x, s->why);
  now->line = s->line;
  now->last = s->last_line;
  x->sentence_n++;
}

static void hear_token(explanation *x, const zb_step *s) {
  explain_sentence *now = &x->sentence[x->sentence_n - 1];
  void *p = now->token;
  if (grow(&p, &now->cap, now->n + 1, sizeof *now->token)) { x->failed = 1; return; }
  now->token = p;
  now->token[now->n++] = (explain_token){ copy(x, s->text), copy(x, s->classes), s->line, s->column, s->text_start, s->text_end };
}

static void forget_sentence(explanation *x) {
  explain_sentence *s;
  if (!x->sentence_n) return;
  s = &x->sentence[--x->sentence_n];
  for (size_t i = 0; i < s->n; i++) drop(s->token[i].text), drop(s->token[i].classes);
  free(s->token);
  drop(s->text), drop(s->section), drop(s->headings);
}

static void add_step(explanation *x, explain_step **list, const zb_step *s) {
  explain_step *new = malloc(sizeof *new);
  if (!new) { x->failed = 1; return; }
  new->step = *s;
  new->step.text = copy(x, s->text);
  new->step.name = copy(x, s->name);
  new->step.why = copy(x, s->why);
  new->step.classes = copy(x, s->classes);
  new->next = NULL;
  while (*list) list = &(*list)->next;
  *list = new;
}

int explain_is_rule(zb_str rule, const char *name) {
  const char *slash = memchr(rule.p, '/', rule.n);
  size_t behind = slash ? (size_t)(slash + 1 - rule.p) : 0;
  return equal(rule, name) || equal((zb_str){ rule.p + behind, rule.n - behind }, name);
}

/* How near a failed rule came; 0: not at all. */
static unsigned reach(const zb_step *s) { return s->matched ? s->matched * 1000 + (s->side == 'r' ? 500 : 0) + s->element : 0; }

/* Of the failed rules of a figure only the nearest are kept, where not all are asked for. */
static void keep_nearest(explain_figure *f) {
  explain_step **worst = NULL, **p;
  size_t n = 0;
  for (p = &f->rules; *p; p = &(*p)->next) {
    if (!equal((*p)->step.why, "failed")) continue;
    n++;
    if (!worst || reach(&(*p)->step) <= reach(&(*worst)->step)) worst = p;
  }
  if (n <= NEAREST || !worst) return;
  explain_step *gone = *worst;
  *worst = gone->next;
  gone->next = NULL;
  drop_steps(gone);
}

static void hear_rule(explanation *x, const zb_step *s) {
  explain_figure *f = &x->figure[x->figure_n - 1];
  if (x->rule) {
    if (explain_is_rule(s->name, x->rule) || equal(s->why, "won")) add_step(x, &f->rules, s);
    return;
  }
  if (equal(s->why, "kind") || equal(s->why, "type")) return;
  f->rules_n++;
  add_step(x, &f->rules, s);
  if (!x->all) keep_nearest(f);
}

static void hear_figure(explanation *x, const zb_step *s) {
  void *p = x->figure;
  explain_figure *f;
  if (grow(&p, &x->figure_cap, x->figure_n + 1, sizeof *x->figure)) { x->failed = 1; return; }
  x->figure = p;
  f = &x->figure[x->figure_n++];
  memset(f, 0, sizeof *f);
  f->sentence = x->sentence_n - 1;
  f->step = *s;
  f->step.text = copy(x, s->text);
  f->step.name = copy(x, s->name);
  f->observation = SIZE_MAX;
}

static int may_hold(const explanation *x, const explain_sentence *s) {
  return !x->line || (s->line <= x->line && x->line <= s->last);
}

/* Whether the last sentence is still needed: its figures are told, or the place may be in it. */
static int is_needed(const explanation *x) {
  if (x->every) return 1;
  if (x->line) return may_hold(x, &x->sentence[x->sentence_n - 1]);
  return x->figure_n && x->figure[x->figure_n - 1].sentence == x->sentence_n - 1;
}

int explain_hear(void *ud, const zb_step *s) {
  explanation *x = ud;
  explain_figure *f = x->figure_n ? &x->figure[x->figure_n - 1] : NULL;
  if (x->failed) return 1;
  switch (s->kind) {
    case ZB_STEP_SENTENCE:
      if (x->sentence_n && !is_needed(x)) forget_sentence(x);
      begin_sentence(x, s);
      return !may_hold(x, &x->sentence[x->sentence_n - 1]);
    case ZB_STEP_TOKEN: hear_token(x, s); return 0;
    case ZB_STEP_FIGURE:
      x->wanted = (!x->line || s->line == x->line) && may_hold(x, &x->sentence[x->sentence_n - 1]);
      if (x->wanted) hear_figure(x, s);
      return !x->wanted;
    default: break;
  }
  if (!x->wanted || !f) return 1;
  if (s->kind == ZB_STEP_RULE) hear_rule(x, s);
  else if (s->kind == ZB_STEP_CAUSE) add_step(x, &f->causes, s);
  else if (s->kind == ZB_STEP_OBSERVATION) f->observation = s->at;
  else if (s->kind == ZB_STEP_NONE) f->none = copy(x, s->why);
  return 0;
}

/* ---- what the writers ask ---- */

const explain_token *explain_token_at(const explanation *x, const explain_figure *f, size_t i) {
  const explain_sentence *s = &x->sentence[f->sentence];
  return i < s->n ? &s->token[i] : NULL;
}

const zb_step *explain_cause(const explain_figure *f, const char *key) {
  const zb_step *found = NULL;
  for (const explain_step *s = f->causes; s; s = s->next) if (equal(s->step.name, key)) found = &s->step;
  return found;
}

const zb_step *explain_winner(const explain_figure *f) {
  for (const explain_step *s = f->rules; s; s = s->next) if (equal(s->step.why, "won")) return &s->step;
  return NULL;
}

static int further(const void *a, const void *b) {
  unsigned x = reach(*(const zb_step *const *)a), y = reach(*(const zb_step *const *)b);
  return x < y ? 1 : x > y ? -1 : 0;
}

size_t explain_nearest(const explain_figure *f, const zb_step **list, size_t most, size_t *left) {
  size_t n = 0;
  for (const explain_step *s = f->rules; s; s = s->next) {
    if (!equal(s->step.why, "failed")) continue;
    if (n < most && reach(&s->step)) list[n++] = &s->step;
  }
  qsort(list, n, sizeof *list, further);
  *left = f->rules_n > n ? f->rules_n - n : 0;
  for (const explain_step *s = f->rules; s; s = s->next) if (*left && !equal(s->step.why, "failed")) --*left;
  return n;
}

void explain_rule_place(const zb_rules *rules, zb_str rule, char *place, size_t size) {
  const char *slash = memchr(rule.p, '/', rule.n);
  zb_str path, file, text;
  char want[96], folder[64];
  *place = '\0';
  if (!slash) return;
  snprintf(want, sizeof want, "name = \"%.*s\"", (int)(rule.p + rule.n - slash - 1), slash + 1);
  snprintf(folder, sizeof folder, "rules/%.*s/", (int)(slash - rule.p), rule.p);
  for (size_t i = 0; zb_rules_source_at(rules, i, &path, &file, &text); i++) {
    int line = 1;
    if (strncmp(path.p, folder, strlen(folder)) != 0) continue;
    for (size_t at = 0; at + strlen(want) <= text.n; at++) {
      if (text.p[at] == '\n') line++;
      else if (memcmp(text.p + at, want, strlen(want)) == 0) snprintf(place, size, "%.*s:%d", (int)file.n, file.p, line);
    }
  }
}

void explain_free(explanation *x) {
  for (size_t i = 0; i < x->figure_n; i++) {
    drop_steps(x->figure[i].rules);
    drop_steps(x->figure[i].causes);
    drop(x->figure[i].step.text), drop(x->figure[i].step.name), drop(x->figure[i].none);
  }
  while (x->sentence_n) forget_sentence(x);
  free(x->figure);
  free(x->sentence);
}

int explain_has(zb_str classes, const char *name) {
  size_t n = strlen(name);
  for (size_t at = 0; at + n <= classes.n; at++)
    if (memcmp(classes.p + at, name, n) == 0 && (at == 0 || classes.p[at - 1] == '|') &&
        (at + n == classes.n || classes.p[at + n] == '|'))
      return 1;
  return 0;
}
