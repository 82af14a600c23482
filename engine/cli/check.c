/* zhibiao check: everything that can be wrong with rules before they run. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
  "usage: zhibiao check [options] [RULES…]\n\n"
  "Tells every mistake of rules in one run: each with its place, the line, a caret, and what would be right. RULES: a directory\n"
  "of rules, laid over the built-in ones, or files of rules: a file that stands in such a directory is checked with it. Without\n"
  "RULES, the directory of --rules or $ZHIBIAO_RULES, else the built-in rules.\n\n"
  "  --rules DIR    the directory of rules that files of rules belong to\n"
  "  --format F     text (default), or json: one record for each mistake, for editors\n"
  "  -q, --quiet    no line that sums up\n\n"
  "exit: 0 no errors (there may be warnings), 2 usage or I/O, 3 there are errors, 5 internal\n"
  "example: zhibiao check my-rules\n";

typedef struct job {
  cli_rules rules;
  int json;
  size_t errors, warnings, elsewhere;   /* elsewhere: mistakes of files that were not asked for */
} job;

static void put_json(const zb_mistake *m, zb_str file) {
  fputs("{\"severity\":", stdout);
  fputs(m->warning ? "\"warning\"" : "\"error\"", stdout);
  fputs(",\"code\":", stdout);
  cli_json_string(stdout, m->code);
  fputs(",\"file\":", stdout);
  cli_json_string(stdout, file);
  printf(",\"line\":%d,\"column\":%d,\"message\":", m->line, m->column);
  cli_json_string(stdout, m->message);
  fputs(",\"source\":", stdout);
  cli_json_string(stdout, m->source);
  fputs("}\n", stdout);
}

static void put_text(const zb_mistake *m, zb_str file) {
  printf("%.*s", (int)file.n, file.p);
  if (m->line > 0) printf(":%d", m->line);
  if (m->line > 0 && m->column > 0) printf(":%d", m->column);
  printf(": %s[%.*s]: %.*s\n", m->warning ? "warning" : "error", (int)m->code.n, m->code.p, (int)m->message.n, m->message.p);
  if (m->source.n) cli_show_source(stdout, m->source, m->column);
}

static void tell(void *ud, const zb_mistake *m) {
  job *j = ud;
  if (!cli_rules_ask_for(&j->rules, m->file)) {
    if (!m->warning) j->elsewhere++;
    return;
  }
  if (m->warning) j->warnings++;
  else j->errors++;
  if (j->json) put_json(m, cli_rules_name(&j->rules, m->file));
  else put_text(m, cli_rules_name(&j->rules, m->file));
}

static const char *s(size_t n) { return n == 1 ? "" : "s"; }

static void sum_up(const job *j, const zb_checked *all) {
  fprintf(stderr, "%zu rule%s in %zu file%s: ", all->rules, s(all->rules), all->files, s(all->files));
  if (j->errors) fprintf(stderr, "%zu mistake%s", j->errors, s(j->errors));
  else fputs("no mistake", stderr);
  if (j->warnings) fprintf(stderr, ", %zu warning%s", j->warnings, s(j->warnings));
  if (j->elsewhere) fprintf(stderr, "; %zu in other files of %s", j->elsewhere, j->rules.dir);
  fputc('\n', stderr);
}

static int run(const cli_command *self, int argc, char **argv) {
  static const char *const formats[] = { "text", "json" };
  const char *format = "text", *dir = NULL, *quiet = NULL;
  const cli_option options[] = {
    { "rules", 0, 1, &dir }, { "format", 'f', 1, &format }, { "quiet", 'q', 0, &quiet }, { NULL, 0, 0, NULL }
  };
  zb_rules_options with = ZB_RULES_OPTIONS_INIT;
  zb_checked all;
  zb_error err;
  job j;
  int count = cli_parse(self, options, argc, argv), chosen, status, code;
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  memset(&j, 0, sizeof j);
  memset(&err, 0, sizeof err);
  if ((chosen = cli_choice("format", format, strlen(format), formats, 2)) < 0) return CLI_USAGE;
  j.json = chosen == 1;
  if ((status = cli_rules_open(&j.rules, dir, count, argv)) == 0) {
    with.dir = j.rules.dir;
    with.files = j.rules.files;
    with.file_n = j.rules.file_n;
    code = zb_rules_check(&with, tell, &j, &all, &err);
    if (code) {
      cli_error_at(j.rules.dir ? j.rules.dir : "zhibiao", &err);
      status = cli_status_of(code);
      if (status == CLI_FINDINGS) status = CLI_INTERNAL;
    } else {
      if (!quiet) sum_up(&j, &all);
      status = j.errors ? CLI_RULE : CLI_DONE;
    }
  }
  cli_rules_close(&j.rules);
  return status;
}

const cli_command cli_check = { "check", "everything that can be wrong with rules, before they run", help, run };
