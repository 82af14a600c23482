/* zhibiao missing: where an indicator is named and no observation came of it. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "explain.h"

static const char help[] =
  "usage: zhibiao missing --indicator I,… [options] FILE…\n\n"
  "Tells each place where an indicator is named, by its name or one of its other names, in a sentence of which no observation\n"
  "of it came, and the nearest miss: what the figures of the clause were taken for, by which rule, or why there is none.\n\n"
  "  --indicator I,…   indicators by code or name (zhibiao indicators)\n"
  "  --figures         only places with a figure in the same clause\n"
  "  --format F        text (default) or json, an object for each place\n"
  "  --type T, --area A, --year Y, --rules DIR   as for zhibiao extract\n\n"
  "exit: 0 nothing is missing, 1 something is or a document failed, 2 usage or I/O, 3 a rule is invalid, 5 internal\n"
  "example: zhibiao missing --indicator gdp,常住人口 reports/*.txt\n";

enum { MOST = 32 };          /* indicators asked for */

typedef struct wanted {
  zb_str code, name, aliases;
  size_t found, named, missing;      /* observations; sentences that name it; of these without one */
} wanted;

typedef struct job {
  const char *indicators, *figures, *format, *type, *area, *year, *rules_dir;
  char type_name[64];
  zb_document document;
  zb_rules *rules;
  zb_engine *engine;
  wanted want[MOST];
  size_t want_n;
  int json;
  size_t told;
} job;

static int same(zb_str a, zb_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }

/* Whether one of the names joined by | is s; all: or s is the code. */
static int is_named(const wanted *w, zb_str s) {
  if (same(w->name, s)) return 1;
  for (size_t at = 0; at < w->aliases.n;) {
    const char *p = w->aliases.p + at, *bar = memchr(p, '|', w->aliases.n - at);
    size_t n = bar ? (size_t)(bar - p) : w->aliases.n - at;
    if (same((zb_str){ p, n }, s)) return 1;
    at += n + 1;
  }
  return 0;
}

/* Returns: 0, or CLI_USAGE, told. */
static int read_wanted(job *j) {
  const char *list = j->indicators;
  while (*list) {
    zb_str item = { list, strcspn(list, ",") };
    cli_nearest near = cli_nearest_to(item.p, item.n);
    zb_indicator_info info;
    int found = 0;
    list += item.n + (list[item.n] == ',');
    if (!item.n) continue;
    for (size_t i = 0; !found && zb_rules_indicator(j->rules, i, &info); i++) {
      wanted w = { info.code, info.name, info.aliases, 0, 0, 0 };
      cli_nearest_offer(&near, info.code);
      cli_nearest_offer(&near, info.name);
      if (!same(info.code, item) && !is_named(&w, item)) continue;
      if (j->want_n == MOST) {
        cli_error("usage", "--indicator takes %d at most", MOST);
        return CLI_USAGE;
      }
      j->want[j->want_n++] = w;
      j->document.all_codes |= info.detail;
      found = 1;
    }
    if (found) continue;
    if (near.best.p)
      cli_error("usage", "--indicator has no '%.*s'; did you mean '%.*s'?", (int)item.n, item.p, (int)near.best.n, near.best.p);
    else cli_error("usage", "--indicator has no '%.*s'; zhibiao indicators lists them", (int)item.n, item.p);
    return CLI_USAGE;
  }
  if (j->want_n) return 0;
  cli_error("usage", "--indicator I,… says which: zhibiao missing --indicator gdp report.txt");
  return CLI_USAGE;
}

static int holds(zb_str s, zb_str word) {
  for (size_t i = 0; word.n && i + word.n <= s.n; i++) if (memcmp(s.p + i, word.p, word.n) == 0) return 1;
  return 0;
}

/* Whether a token is one of the names, or holds it: *inside. */
static int names_it(const wanted *w, const explain_token *t, int *inside) {
  *inside = 0;
  if (is_named(w, t->text)) return 1;
  if (explain_has(t->classes, "indicator") || explain_has(t->classes, "quoted")) *inside = holds(t->text, w->name);
  return *inside;
}

static int ends_clause(const explain_token *t) {
  return explain_has(t->classes, "comma") || explain_has(t->classes, "semicolon") || explain_has(t->classes, "stop") ||
         explain_has(t->classes, "colon");
}

/* The miss nearest to token k of sentence s: a figure of its clause, else of its sentence. *near: whether of its clause. */
static const explain_figure *nearest_figure(const explanation *x, size_t s, size_t k, int *near) {
  const explain_figure *best = NULL;
  size_t lo = k, hi = k, distance = SIZE_MAX;
  const explain_sentence *sentence = &x->sentence[s];
  while (lo > 0 && !ends_clause(&sentence->token[lo - 1])) lo--;
  while (hi < sentence->n && !ends_clause(&sentence->token[hi])) hi++;
  for (size_t i = 0; i < x->figure_n; i++) {
    const explain_figure *f = &x->figure[i];
    size_t d = f->step.at > k ? f->step.at - k : 2 * (k - f->step.at);      /* rather one behind it */
    if (f->sentence != s || d >= distance) continue;
    distance = d;
    best = f;
  }
  *near = best && best->step.at >= lo && best->step.at < hi;
  return best;
}

/* Why no observation of w came of the token. */
static void tell_why(FILE *to, const explanation *x, const wanted *w, const explain_token *t, int inside, const explain_figure *f,
                     int near) {
  const zb_observation *o = f && f->observation != SIZE_MAX ? zb_result_at(x->result, f->observation) : NULL;
  const zb_step *why = f ? explain_cause(f, "indicator") : NULL, *best[1];
  size_t left;
  if (inside) fprintf(to, "the name stands inside a longer one, %.*s; ", (int)t->text.n, t->text.p);
  if (!f) {
    fputs("no figure stands in this sentence", to);
    return;
  }
  if (!near) fputs("no figure stands in its clause; the nearest, ", to);
  fprintf(to, "%.*s, ", (int)f->step.text.n, f->step.text.p);
  if (!o) {
    fprintf(to, "gives no observation: %.*s", (int)f->none.n, f->none.p);
    return;
  }
  fprintf(to, "was taken for '%.*s'", (int)o->subject.n, o->subject.p);
  if (o->indicator.p) fprintf(to, ", indicator %.*s", (int)o->indicator.n, o->indicator.p);
  fprintf(to, ", by %.*s", (int)o->rule.n, o->rule.p);
  if (!o->indicator.p && why && why->text.n && is_named(w, why->text))
    fprintf(to, "; its indicator is not told: %.*s", (int)why->why.n, why->why.p);
  if (o->rule.n == 9 && memcmp(o->rule.p, "unclaimed", 9) == 0 && explain_nearest(f, best, 1, &left))
    fprintf(to, "; the rule that came nearest, %.*s, wants %.*s %s of it", (int)best[0]->name.n, best[0]->name.p,
            (int)best[0]->classes.n, best[0]->classes.p, best[0]->side == 'l' ? "left" : "right");
}

static int width_of(zb_str s) {
  int width = 0;
  for (size_t i = 0, n; i < s.n; i += n) width += cli_char_width(s.p + i, s.n - i, &n);
  return width;
}

/* The words around token k. */
static void put_words(const explain_sentence *s, size_t k) {
  enum { BEFORE = 60, BEHIND = 60 };
  size_t from = k, last = k + 1;
  int width = 0;
  while (from > 0 && (width += width_of(s->token[from - 1].text)) < BEFORE) from--;
  width = 0;
  while (last < s->n && (width += width_of(s->token[last].text)) < BEHIND) last++;
  fputs(from ? "    …" : "    ", stdout);
  for (; from < last; from++) fwrite(s->token[from].text.p, 1, s->token[from].text.n, stdout);
  puts(last < s->n ? "…" : "");
}

static void tell(job *j, const explanation *x, const wanted *w, size_t s, size_t k, int inside) {
  const explain_token *t = &x->sentence[s].token[k];
  int near;
  const explain_figure *f = nearest_figure(x, s, k, &near);
  char why[1024] = "";
  FILE *room;
  if (j->figures && !near) return;
  if (!(room = fmemopen(why, sizeof why - 1, "w"))) return;
  tell_why(room, x, w, t, inside, f, near);
  fclose(room);
  j->told++;
  if (!j->json) {
    printf("%s:%d:%d  %.*s (%.*s)\n    %s\n", x->path, t->line, t->column, (int)t->text.n, t->text.p, (int)w->code.n, w->code.p,
           why);
    put_words(&x->sentence[s], k);
    return;
  }
  fputs("{\"doc\":", stdout);
  cli_json_string(stdout, (zb_str){ x->path, strlen(x->path) });
  printf(",\"line\":%d,\"column\":%d,\"indicator\":", t->line, t->column);
  cli_json_string(stdout, w->code);
  fputs(",\"name\":", stdout);
  cli_json_string(stdout, t->text);
  fputs(",\"sentence\":", stdout);
  cli_json_string(stdout, x->sentence[s].text);
  fputs(",\"why\":", stdout);
  cli_json_string(stdout, (zb_str){ why, strlen(why) });
  fputs("}\n", stdout);
}

/* How many observations of w came of a sentence. */
static size_t observed(const explanation *x, size_t s, const wanted *w) {
  size_t n = 0;
  for (size_t i = 0; i < x->figure_n; i++) {
    const explain_figure *f = &x->figure[i];
    const zb_observation *o = f->sentence == s && f->observation != SIZE_MAX ? zb_result_at(x->result, f->observation) : NULL;
    n += o && o->indicator.p && same(o->indicator, w->code);
  }
  return n;
}

static void look_for(job *j, const explanation *x, wanted *w) {
  const zb_observation *o;
  for (size_t i = 0; (o = zb_result_at(x->result, i)) != NULL; i++) w->found += o->indicator.p && same(o->indicator, w->code);
  for (size_t s = 0; s < x->sentence_n; s++) {
    size_t n = 0, had = SIZE_MAX;
    for (size_t k = 0; k < x->sentence[s].n; k++) {
      int inside;
      if (!names_it(w, &x->sentence[s].token[k], &inside)) continue;
      if (had == SIZE_MAX) had = observed(x, s, w);
      n++;
      if (!had) tell(j, x, w, s, k, inside);
    }
    w->named += n;
    w->missing += had ? 0 : n;
  }
}

static int run_one(job *j, const char *path) {
  explanation x;
  zb_result *result = NULL;
  zb_error err;
  int code;
  memset(&x, 0, sizeof x);
  memset(&err, 0, sizeof err);
  x.path = path;
  x.rules = j->rules;
  x.every = 1;
  j->document.name = path;
  zb_engine_follow(j->engine, explain_hear, &x);
  code = zb_extract_file(j->engine, path, &j->document, &result, &err);
  if (code == ZB_EARG) cli_error("usage", "%s", err.message);
  else if (code) cli_error_at(path, &err);
  x.result = result;
  if (!code && !x.failed) for (size_t i = 0; i < j->want_n; i++) look_for(j, &x, &j->want[i]);
  if (x.failed) cli_error("memory", "%s: out of memory", path);
  explain_free(&x);
  zb_result_free(result);
  return code ? cli_status_of(code) : x.failed ? CLI_INTERNAL : CLI_DONE;
}

static void sum_up(const job *j) {
  if (j->json) return;
  printf("%s%-32s %12s %12s %12s\n", j->told ? "\n" : "", "indicator", "observations", "named", "missing");
  for (size_t i = 0; i < j->want_n; i++)
    printf("%-32.*s %12zu %12zu %12zu\n", (int)j->want[i].code.n, j->want[i].code.p, j->want[i].found, j->want[i].named,
           j->want[i].missing);
}

static int work(job *j, int count, char **files) {
  static const char *const formats[] = { "text", "json" };
  int status;
  if (j->format && (j->json = cli_choice("format", j->format, strlen(j->format), formats, 2)) < 0) return CLI_USAGE;
  if (j->year && (status = cli_read_year(j->year, &j->document.year))) return status;
  if (!j->indicators) j->indicators = "";
  if ((status = cli_load_rules(j->rules_dir, &j->rules)) || (status = read_wanted(j))) return status;
  if (count == 0) {
    cli_error("usage", "no documents; zhibiao missing --indicator %s FILE…", j->indicators);
    return CLI_USAGE;
  }
  if (j->type && (status = cli_read_type(j->rules, j->type, &j->document.type, j->type_name))) return status;
  j->document.area = j->area;
  if ((status = cli_open_engine(j->rules, &j->engine))) return status;
  for (int i = 0; i < count; i++) {
    int one = run_one(j, files[i]);
    if (one > status) status = one;
  }
  sum_up(j);
  return j->told && status == CLI_DONE ? CLI_FINDINGS : status;
}

static int run(const cli_command *self, int argc, char **argv) {
  static const zb_document document = ZB_DOCUMENT_INIT;
  job j;
  const cli_option options[] = {
    { "indicator", 'i', 1, &j.indicators }, { "figures", 0, 0, &j.figures }, { "format", 'f', 1, &j.format },
    { "type", 't', 1, &j.type }, { "area", 'a', 1, &j.area }, { "year", 'y', 1, &j.year }, { "rules", 0, 1, &j.rules_dir },
    { NULL, 0, 0, NULL }
  };
  int count, status;
  memset(&j, 0, sizeof j);
  j.document = document;
  count = cli_parse(self, options, argc, argv);
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  status = work(&j, count, argv);
  zb_engine_free(j.engine);
  zb_rules_free(j.rules);
  return status;
}

const cli_command cli_missing = { "missing", "where an indicator is named and not observed, and why", help, run };
