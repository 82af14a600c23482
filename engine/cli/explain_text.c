/* explain_text.c - an explanation for reading. */
#include "explain.h"

#include <string.h>

#include "cli.h"
#include "compare.h"

enum { NEAREST = 5, LABEL = 12, VALUE = 26, MOST = 512 };

static int equal(zb_str s, const char *word) { return s.n == strlen(word) && memcmp(s.p, word, s.n) == 0; }

static int width_of(zb_str s) {
  int width = 0;
  for (size_t i = 0, n; i < s.n; i += n) width += cli_char_width(s.p + i, s.n - i, &n);
  return width;
}

static void put(FILE *to, zb_str s) {
  for (size_t i = 0; i < s.n; i++) fputc((unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i], to);
}

/* s, then blanks up to so many columns, at least two. */
static void put_column(FILE *to, zb_str s, int columns) {
  int width = width_of(s);
  put(to, s);
  fprintf(to, "%*s", width + 2 > columns ? 2 : columns - width, "");
}

/* The sentence, with the figure underlined. A long one is cut around it. */
static void put_sentence(FILE *to, const explanation *x, const explain_figure *f) {
  enum { BEFORE = 56, BEHIND = 40 };
  const explain_sentence *s = &x->sentence[f->sentence];
  size_t spelled = 0;
  int before = 0, width = 0, cut = 0;
  size_t from = f->step.at, last = f->step.at + 1;
  while (from > 0 && (before += width_of(s->token[from - 1].text)) < BEFORE) from--;
  while (last < s->n && (width += width_of(s->token[last].text)) < BEHIND) last++;
  cut = from > 0;
  for (size_t i = 0; i < s->n; i++) spelled += s->token[i].text.n;
  if (spelled < s->text.n / 2) {      /* a cell, which is told with its row */
    fprintf(to, "  %-*s", LABEL, "row");
    put(to, s->text);
    fputc('\n', to);
    return;
  }
  fprintf(to, "  %-*s%s", LABEL, "sentence", cut ? "…" : "");
  for (size_t i = from; i < last; i++) put(to, s->token[i].text);
  fprintf(to, "%s\n  %*s", last < s->n ? "…" : "", LABEL + cut, "");
  for (size_t i = from; i < f->step.at; i++) fprintf(to, "%*s", width_of(s->token[i].text), "");
  for (int i = width_of(f->step.text); i > 0; i--) fputc('^', to);
  fputc('\n', to);
}

static void put_tokens(FILE *to, const explanation *x, const explain_figure *f) {
  const char *label = "tokens";
  for (size_t i = f->step.from; i < f->step.to; i++) {
    const explain_token *t = explain_token_at(x, f, i);
    if (!t) break;
    fprintf(to, "  %-*s", LABEL, label);
    put_column(to, t->text, VALUE);
    put(to, t->classes);
    if (i == f->step.at) fprintf(to, " (%.*s)", (int)f->step.name.n, f->step.name.p);
    fputc('\n', to);
    label = "";
  }
}

static void put_rule_name(FILE *to, const explanation *x, zb_str name) {
  char place[160];
  explain_rule_place(x->rules, name, place, sizeof place);
  fprintf(to, "%.*s", (int)name.n, name.p);
  if (*place) fprintf(to, " (%s)", place);
}

/* What a failed rule wanted, and what stands there. */
static void put_failure(FILE *to, const explanation *x, const explain_figure *f, const zb_step *s) {
  const explain_token *t = s->at == SIZE_MAX ? NULL : explain_token_at(x, f, s->at);
  if (!s->side) {
    fputs("matches nothing here", to);
    return;
  }
  fprintf(to, "%s of the figure, element %u of %u wants %.*s", s->side == 'l' ? "left" : "right", s->element, s->elements,
          (int)s->classes.n, s->classes.p);
  if (!t) fprintf(to, "; there the clause %s", s->side == 'l' ? "begins" : "ends");
  else fprintf(to, "; there stands %.*s (%.*s)", (int)t->text.n, t->text.p, (int)t->classes.n, t->classes.p);
}

static void put_matched(FILE *to, const explanation *x, const explain_figure *f, const zb_step *s) {
  for (size_t i = s->from; i < s->to; i++) {
    const explain_token *t = explain_token_at(x, f, i);
    if (i == f->step.at) fputs(i > s->from ? " [" : "[", to);
    if (t) put(to, t->text);
    if (i == f->step.at) fputs(i + 1 < s->to ? "] " : "]", to);
  }
}

static void put_outcome(FILE *to, const explanation *x, const explain_figure *f, const zb_step *s) {
  fprintf(to, "  %-*s", LABEL, "");
  put_rule_name(to, x, s->name);
  fprintf(to, ", priority %d: ", s->priority);
  if (equal(s->why, "won")) fputs("is the first that matches: ", to), put_matched(to, x, f, s);
  else if (equal(s->why, "later")) fputs("matches too, but is tried later: ", to), put_matched(to, x, f, s);
  else if (equal(s->why, "steps")) fputs("took too many steps of matching and was passed over", to);
  else if (equal(s->why, "type")) fputs("is not of this type of report", to);
  else if (equal(s->why, "kind"))
    fprintf(to, "takes figures of %.*s; this one is %.*s", (int)s->classes.n, s->classes.p, (int)f->step.name.n, f->step.name.p);
  else put_failure(to, x, f, s);
  fputc('\n', to);
}

static void put_rules(FILE *to, const explanation *x, const explain_figure *f) {
  const zb_step *won = explain_winner(f), *near[MOST];
  size_t left, n = explain_nearest(f, near, x->all ? MOST : NEAREST, &left);
  fprintf(to, "  %-*s", LABEL, "rule");
  if (won) {
    put_rule_name(to, x, won->name);
    fprintf(to, ", priority %d, is the first that matches: ", won->priority);
    put_matched(to, x, f, won);
    fputc('\n', to);
  } else {
    fputs(x->rule ? "" : "none matches\n", to);
  }
  for (const explain_step *s = f->rules; s; s = s->next) {
    if (&s->step == won || (!x->rule && equal(s->step.why, "failed"))) continue;
    if (x->rule && !won && s == f->rules) fputc('\n', to);
    put_outcome(to, x, f, &s->step);
  }
  if (x->rule) return;
  if (n) fprintf(to, "  %-*sthose that came nearest:\n", LABEL, "");
  for (size_t i = 0; i < n; i++) put_outcome(to, x, f, near[i]);
  if (left) fprintf(to, "  %-*sand %zu that did not come so far (--all)\n", LABEL, "", left);
}

static void put_attribute(FILE *to, const char *key, zb_str value, const zb_step *cause, const char *otherwise) {
  fprintf(to, "  %-*s", LABEL, key);
  put_column(to, value.n ? value : (zb_str){ "-", 1 }, VALUE);
  if (cause) {
    put(to, cause->why);
    if (cause->text.n && (cause->text.n != value.n || memcmp(cause->text.p, value.p, value.n) != 0))
      fputs(": ", to), put(to, cause->text);
  } else {
    fputs(otherwise, to);
  }
  fputc('\n', to);
}

static void put_observation(FILE *to, const explanation *x, const explain_figure *f) {
  const zb_observation *o = zb_result_at(x->result, f->observation);
  const zb_step *all = explain_cause(f, ""), *list = NULL;
  char room[COMPARE_ROOM];
  for (const explain_step *s = f->causes; s; s = s->next) if (!s->step.name.n && !list) list = &s->step;
  if (all) {
    fprintf(to, "  %-*s", LABEL, "as a whole");
    put(to, all->why);
    if (all->text.n) fputs(": ", to), put(to, all->text);
    fputc('\n', to);
  }
  for (int k = 0; k < COMPARE_FIELDS; k++) {
    const char *key = compare_name((enum compare_field)k);
    zb_str value = compare_said(o, (enum compare_field)k, room);
    const zb_step *cause = explain_cause(f, key), *won = explain_winner(f);
    if (!value.n && !cause) continue;
    if (k == COMPARE_RULE && (!cause || !value.n) && won && value.n == won->name.n &&
        memcmp(value.p, won->name.p, value.n) == 0)
      continue;
    put_attribute(to, key, value, cause, list && k != COMPARE_VALUE ? "as of the figure before" : "as it stands");
  }
}

void explain_write_text(FILE *to, const explanation *x, const explain_figure *f) {
  const explain_sentence *s = &x->sentence[f->sentence];
  fprintf(to, "%s:%d:%d  %.*s\n", x->path, f->step.line, f->step.column, (int)f->step.text.n, f->step.text.p);
  put_sentence(to, x, f);
  if (s->section.n) {
    fprintf(to, "  %-*s%.*s", LABEL, "stands in", (int)s->section.n, s->section.p);
    if (s->headings.n) fputs(", below ", to), put(to, s->headings);
    fputc('\n', to);
  }
  put_tokens(to, x, f);
  put_rules(to, x, f);
  if (f->observation != SIZE_MAX) put_observation(to, x, f);
  else fprintf(to, "  %-*snone: %.*s\n", LABEL, "observation", (int)f->none.n, f->none.n ? f->none.p : "");
  fputc('\n', to);
}
