/* explain_json.c - an explanation for programs: an object for each figure. */
#include <string.h>

#include "cli.h"
#include "compare.h"
#include "explain.h"

static void key(FILE *to, const char *name, zb_str value) {
  fprintf(to, ",\"%s\":", name);
  cli_json_string(to, value);
}

static zb_str text(const char *s) { return (zb_str){ s, strlen(s) }; }

static void put_rule(FILE *to, const explanation *x, const zb_step *s) {
  char place[160];
  explain_rule_place(x->rules, s->name, place, sizeof place);
  fputs("{\"rule\":", to);
  cli_json_string(to, s->name);
  key(to, "place", text(place));
  fprintf(to, ",\"priority\":%d", s->priority);
  key(to, "outcome", s->why);
  if (s->why.n == 6 && memcmp(s->why.p, "failed", 6) == 0 && s->side) {
    fprintf(to, ",\"side\":\"%s\",\"element\":%u,\"elements\":%u", s->side == 'l' ? "left" : "right", s->element, s->elements);
    key(to, "expected", s->classes);
    if (s->at == SIZE_MAX) fputs(",\"token\":null", to);
    else fprintf(to, ",\"token\":%zu", s->at);
  } else if (s->to > s->from) {
    fprintf(to, ",\"from\":%zu,\"to\":%zu", s->from, s->to);
  } else if (s->classes.n) {
    key(to, "expected", s->classes);
  }
  fputc('}', to);
}

static void put_observation(FILE *to, const explanation *x, const explain_figure *f) {
  const zb_observation *o = zb_result_at(x->result, f->observation);
  char room[COMPARE_ROOM];
  fputs(",\"observation\":{", to);
  for (int k = 0; k < COMPARE_FIELDS; k++) {
    const char *name = compare_name((enum compare_field)k);
    const zb_step *cause = explain_cause(f, name);
    zb_str value = compare_said(o, (enum compare_field)k, room);
    fprintf(to, "%s\"%s\":{\"value\":", k ? "," : "", name);
    cli_json_string(to, value);
    if (!cause) cause = explain_cause(f, "");
    if (cause) key(to, "why", cause->why), key(to, "word", cause->text);
    fputc('}', to);
  }
  fputc('}', to);
}

void explain_write_json(FILE *to, const explanation *x, const explain_figure *f) {
  const explain_sentence *s = &x->sentence[f->sentence];
  const explain_step *rule;
  fputs("{\"doc\":", to);
  cli_json_string(to, text(x->path));
  fprintf(to, ",\"line\":%d,\"column\":%d", f->step.line, f->step.column);
  key(to, "text", f->step.text);
  key(to, "kind", f->step.name);
  key(to, "sentence", s->text);
  key(to, "section", s->section);
  key(to, "headings", s->headings);
  fprintf(to, ",\"token\":%zu,\"clause\":[%zu,%zu],\"tokens\":[", f->step.at, f->step.from, f->step.to);
  for (size_t i = 0; i < s->n; i++) {
    fputs(i ? ",{\"text\":" : "{\"text\":", to);
    cli_json_string(to, s->token[i].text);
    key(to, "classes", s->token[i].classes);
    fprintf(to, ",\"line\":%d,\"column\":%d}", s->token[i].line, s->token[i].column);
  }
  fputs("],\"rules\":[", to);
  for (rule = f->rules; rule; rule = rule->next) {
    if (rule != f->rules) fputc(',', to);
    put_rule(to, x, &rule->step);
  }
  fputc(']', to);
  if (f->observation != SIZE_MAX) put_observation(to, x, f);
  else fputs(",\"observation\":null", to), key(to, "none", f->none);
  fputs("}\n", to);
}

void explain_write_nothing(FILE *to, const explanation *x, int line, int column, zb_str words, zb_str classes, const char *why,
                           int json) {
  if (json) {
    fputs("{\"doc\":", to);
    cli_json_string(to, text(x->path));
    fprintf(to, ",\"line\":%d,\"column\":%d", line, column);
    key(to, "text", words);
    key(to, "classes", classes);
    fputs(",\"observation\":null", to);
    key(to, "none", text(why));
    fputs("}\n", to);
    return;
  }
  fputs(x->path, to);
  if (line) fprintf(to, ":%d", line);
  if (column) fprintf(to, ":%d", column);
  if (words.n) fprintf(to, "  %.*s (%.*s)", (int)words.n, words.p, (int)classes.n, classes.p);
  fprintf(to, "\n  no figure: %s\n", why);
}
