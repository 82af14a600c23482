/* zhibiao explain: how a figure was read, and why so. */
#include "explain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
  "usage: zhibiao explain [options] FILE[:LINE[:COLUMN]]\n\n"
  "Tells of each figure of a place, a line or a whole document how it was read: the sentence, its tokens by class, the rule\n"
  "that claimed it and how near the others came, and what set each key of the observation. Of a place that is no figure: why\n"
  "not. "
  "LINE and COLUMN are those that zhibiao extract tells.\n\n"
  "  --rule NAME       how far this rule came, such as common/growth or only growth\n"
  "  --all             how far every rule came, not only those that came nearest\n"
  "  --json            a JSON object for each figure\n"
  "  --type T, --area A, --year Y, --codes C, --rules DIR   as for zhibiao extract\n\n"
  "exit: 0 done, 1 the document cannot be read as text, 2 usage or I/O, 3 a rule is invalid, 5 internal\n"
  "example: zhibiao explain report.txt:23:20\n";

typedef struct job {
  const char *rule, *all, *json, *type, *area, *year, *codes, *rules_dir;
  char type_name[64];
  zb_document document;
  zb_rules *rules;
  zb_engine *engine;
  zb_result *result;
  explanation x;
  int column;            /* asked for; 0: any */
} job;

/* ---- the place ---- */

/* Splits FILE:LINE:COLUMN, where the whole is no file. Returns: 0, or CLI_USAGE, told. */
static int read_place(job *j, char *path) {
  long number[2];
  int n = 0;
  while (n < 2 && access(path, F_OK) != 0) {
    char *colon = strrchr(path, ':'), *end;
    if (!colon || colon == path) break;
    errno = 0;
    number[n] = strtol(colon + 1, &end, 10);
    if (end == colon + 1 || *end || errno || number[n] < 1 || number[n] > INT32_MAX) break;
    *colon = '\0';
    n++;
  }
  if (n) j->x.line = (int)number[n - 1];
  if (n == 2) j->column = (int)number[0];
  return 0;
}

/* Lines of a text, and characters of the line asked for. */
static void measure(zb_str text, int line, int *lines, int *columns) {
  *lines = 1;
  *columns = 0;
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] == '\n') {
      if (i + 1 < text.n) ++*lines;
    } else if (*lines == line && ((unsigned char)text.p[i] & 0xC0) != 0x80) {
      ++*columns;
    }
  }
}

static int digits(zb_str s) {
  for (size_t i = 0; i < s.n; i++) if (s.p[i] >= '0' && s.p[i] <= '9') return 1;
  return 0;
}

static const char *why_none(const explain_token *t) {
  if (explain_has(t->classes, "date")) return "a date or a year: it tells when, and measures nothing";
  if (explain_has(t->classes, "number")) return "digits that are part of a name, such as of a road, a line, a model or a hotline";
  if (explain_has(t->classes, "quoted")) return "a quotation that is read as a name; digits in it belong to the name";
  if (explain_has(t->classes, "open") && explain_has(t->classes, "close"))
    return "a bracket without figures, which is passed over";
  if (digits(t->text)) return "digits that make no figure here";
  return "no number stands here";
}

/* The token at a column of the line; *s: its sentence. */
static const explain_token *token_at(const explanation *x, int line, int column, const explain_sentence **s) {
  const explain_token *found = NULL;
  for (size_t i = 0; i < x->sentence_n; i++) {
    const explain_sentence *sentence = &x->sentence[i];
    for (size_t k = 0; k < sentence->n; k++) {
      const explain_token *t = &sentence->token[k];
      if (t->line > line || (t->line == line && t->column > column)) break;
      *s = sentence;
      found = t;
    }
  }
  return found;
}

/* Columns from a token's first character to the place, in the source's text; -1 where the place is behind the token's end. */
static int inside(const job *j, const explain_token *t, int line, int column) {
  zb_str text = zb_result_text(j->result);
  int l = t->line, c = t->column;
  for (size_t i = t->text_start; i < t->text_end && i < text.n; i++) {
    if (((unsigned char)text.p[i] & 0xC0) == 0x80) continue;
    if (l == line && c == column) return 1;
    if (text.p[i] == '\n') l++, c = 1;
    else c++;
  }
  return 0;
}

static int explain_place(job *j) {
  const explain_sentence *s = NULL;
  const explain_token *t = token_at(&j->x, j->x.line, j->column, &s);
  if (t && inside(j, t, j->x.line, j->column)) {
    explain_write_nothing(stdout, &j->x, j->x.line, j->column, t->text, t->classes, why_none(t), j->json != NULL);
  } else {
    explain_write_nothing(stdout, &j->x, j->x.line, j->column, (zb_str){ "", 0 }, (zb_str){ "", 0 },
                          "no sentence is read here: the number of a list, a heading or a page, a running head, or the room "
                          "between sentences", j->json != NULL);
  }
  return CLI_DONE;
}

static int write_all(job *j) {
  int lines, columns;
  size_t told = 0;
  measure(zb_result_text(j->result), j->x.line, &lines, &columns);
  if (j->x.line > lines || (j->column > columns && j->column > 1)) {
    if (j->x.line > lines) cli_error("usage", "%s has %d lines, no line %d", j->x.path, lines, j->x.line);
    else cli_error("usage", "line %d of %s has %d columns, no column %d", j->x.line, j->x.path, columns, j->column);
    return CLI_USAGE;
  }
  for (size_t i = 0; i < j->x.figure_n; i++) {
    const explain_figure *f = &j->x.figure[i];
    if (j->column) {
      const explain_token t = { f->step.text, { "", 0 }, f->step.line, f->step.column, f->step.text_start, f->step.text_end };
      if (!inside(j, &t, j->x.line, j->column)) continue;
    }
    if (j->json) explain_write_json(stdout, &j->x, f);
    else explain_write_text(stdout, &j->x, f);
    told++;
  }
  if (told) return CLI_DONE;
  if (j->column) return explain_place(j);
  explain_write_nothing(stdout, &j->x, j->x.line, 0, (zb_str){ "", 0 }, (zb_str){ "", 0 },
                        j->x.line ? "no figure stands in this line; with a column it is told what does"
                                  : "no figure stands in this document",
                        j->json != NULL);
  return CLI_DONE;
}

static int known_rule(const job *j) {
  cli_nearest near = cli_nearest_to(j->rule, strlen(j->rule));
  zb_rule_info info;
  for (size_t i = 0; zb_rules_rule(j->rules, i, &info); i++) {
    const char *slash = memchr(info.name.p, '/', info.name.n);
    if (explain_is_rule(info.name, j->rule)) return 1;
    cli_nearest_offer(&near, info.name);
    if (slash) cli_nearest_offer(&near, (zb_str){ slash + 1, info.name.n - (size_t)(slash + 1 - info.name.p) });
  }
  if (near.best.p) cli_error("usage", "--rule has no '%s'; did you mean '%.*s'?", j->rule, (int)near.best.n, near.best.p);
  else cli_error("usage", "--rule has no '%s'; a figure's observation tells its rule's name", j->rule);
  return 0;
}

static int work(job *j, char *place) {
  static const char *const codes[] = { "headline", "all" };
  zb_error err;
  int status, code, all = 0;
  memset(&err, 0, sizeof err);
  if (j->codes && (all = cli_choice("codes", j->codes, strlen(j->codes), codes, 2)) < 0) return CLI_USAGE;
  if (j->year && (status = cli_read_year(j->year, &j->document.year))) return status;
  if ((status = read_place(j, place))) return status;
  if ((status = cli_load_rules(j->rules_dir, &j->rules))) return status;
  if (j->type && (status = cli_read_type(j->rules, j->type, &j->document.type, j->type_name))) return status;
  if (j->rule && !known_rule(j)) return CLI_USAGE;
  if ((status = cli_open_engine(j->rules, &j->engine))) return status;
  j->document.name = place;
  j->document.area = j->area;
  j->document.all_codes = all;
  j->document.keep_text = 1;
  j->x.path = place;
  j->x.rules = j->rules;
  j->x.all = j->all != NULL;
  j->x.rule = j->rule;
  zb_engine_follow(j->engine, explain_hear, &j->x);
  code = zb_extract_file(j->engine, place, &j->document, &j->result, &err);
  if (code == ZB_EARG) cli_error("usage", "%s", err.message);
  else if (code) cli_error_at(place, &err);
  if (code) return cli_status_of(code);
  if (j->x.failed) {
    cli_error("memory", "out of memory; ask about one line: %s:LINE", place);
    return CLI_INTERNAL;
  }
  j->x.result = j->result;
  return write_all(j);
}

static int run(const cli_command *self, int argc, char **argv) {
  static const zb_document document = ZB_DOCUMENT_INIT;
  job j;
  const cli_option options[] = {
    { "rule", 0, 1, &j.rule }, { "all", 0, 0, &j.all }, { "json", 0, 0, &j.json }, { "type", 't', 1, &j.type },
    { "area", 'a', 1, &j.area }, { "year", 'y', 1, &j.year }, { "codes", 0, 1, &j.codes }, { "rules", 0, 1, &j.rules_dir },
    { NULL, 0, 0, NULL }
  };
  int count, status;
  memset(&j, 0, sizeof j);
  j.document = document;
  count = cli_parse(self, options, argc, argv);
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  if (count != 1) {
    cli_error("usage", "give one place: zhibiao explain FILE, FILE:LINE or FILE:LINE:COLUMN");
    return CLI_USAGE;
  }
  status = work(&j, argv[0]);
  explain_free(&j.x);
  zb_result_free(j.result);
  zb_engine_free(j.engine);
  zb_rules_free(j.rules);
  return status;
}

const cli_command cli_explain = { "explain", "how a figure was read, and why so", help, run };
