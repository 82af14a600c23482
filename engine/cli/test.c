/* zhibiao test: examples of rules, cases, labelled documents. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
  "usage: zhibiao test [options] [RULES…]\n\n"
  "Runs the examples that stand in rule files, files of cases, and documents that were labelled, and tells what differs,\n"
  "wanted beside got. RULES: a directory of rules, laid over the built-in ones, or files of one; without them, the directory of\n"
  "--rules or $ZHIBIAO_RULES, else the built-in rules. docs/workbench.md tells how examples and cases are written,\n"
  "docs/labels.md how documents are labelled.\n\n"
  "  --rules DIR       the directory of rules; with --cases or --labels no examples are run unless RULES are named, too\n"
  "  --cases PATH      a file of cases, or a directory of such; may be given several times\n"
  "  --labels PATH     a file of labels (TSV), or a directory of such: scored; may be given several times\n"
  "  --docs DIR        where the labelled documents are; else beside their labels\n"
  "  --draft FILE      write labels of a document as it is read, to be gone through; --type, --year and --area are of it\n"
  "  --least S=N,…     scores that all labelled documents together must reach: figures=0.95,row=0.9\n"
  "  --only NAME       only rules, cases and documents that have NAME in their name\n"
  "  --all             the built-in rules' examples, too, where there are rules of your own\n"
  "  --update          write what came into the files, where it differs from what was expected, after showing it\n"
  "  --dry-run         with --update: only show it\n"
  "  --tap             the results in the Test Anything Protocol\n"
  "  --junit FILE      the results as JUnit's XML, too\n"
  "  --format F        text (default) or json: a record for each example, case and labelled document\n"
  "  -v, --verbose     what passed, too, and all that was expected; of labelled documents what is wrong, figure by figure\n\n"
  "exit: 0 all passed, 1 something failed, 2 usage or I/O, 3 rules, cases or labels are invalid, 5 internal\n"
  "example: zhibiao test my-rules\n";

enum { PATHS = 64, FILE_MAX = 1 << 28 };

typedef struct job {
  cli_rules given;
  const char *cases[PATHS], *labels[PATHS];
  const char *draft, *type, *year, *area;
  const char *dir, *docs, *least, *only, *all, *update, *dry, *tap, *junit, *format, *verbose;
  zb_rules *rules;
  zb_tests *tests;
  int status;                    /* the worst so far */
} job;

static int worse(job *j, int status) {
  if (status > j->status) j->status = status;
  return status;
}

static int failed(job *j, const char *path, zb_error *err) {
  int status;
  if (!err->file[0]) snprintf(err->file, sizeof err->file, "%s", path);
  cli_error_at(path, err);
  status = cli_status_of(err->code);
  return worse(j, status);
}

static int run_cases(void *ud, const char *path) {
  job *j = ud;
  zb_error err;
  char *text = NULL;
  size_t n;
  int status = cli_read_file(path, FILE_MAX, &text, &n);
  memset(&err, 0, sizeof err);
  if (status) worse(j, status);
  else if (zb_tests_cases(j->tests, path, text, n, &err)) failed(j, path, &err);
  free(text);
  return 0;
}

/* Reads the document that labels are of, with what beside them stands in NAME.args. */
static int score(job *j, const cli_labelled *d) {
  zb_labels labels = { d->name, { d->labels, d->labels_n }, { d->places, d->places_n } };
  zb_document doc = ZB_DOCUMENT_INIT;
  char type[64];
  zb_error err;
  int status;
  memset(&err, 0, sizeof err);
  doc.name = d->document;
  doc.area = d->area;
  if (d->year && (status = cli_read_year(d->year, &doc.year))) return worse(j, status);
  if (d->type && (status = cli_read_type(j->rules, d->type, &doc.type, type))) return worse(j, status);
  if (zb_tests_labels(j->tests, &labels, d->text, d->text_n, &doc, &err) == 0) return 0;
  if (strcmp(err.file, d->name) == 0) err.file[0] = '\0';       /* it is the labels that are wrong */
  return failed(j, d->path, &err);
}

static int run_labels(void *ud, const char *path) {
  job *j = ud;
  cli_labelled d;
  int status = cli_labelled_open(&d, path, j->docs);
  if (status) worse(j, status);
  else score(j, &d);
  cli_labelled_close(&d);
  return 0;
}

/* Calls visit for a file, or for each file of a directory that ends so. */
static void each(job *j, const char *path, const char *ending, int (*visit)(void *, const char *)) {
  int status = cli_each_file(path, ending, visit, j);
  if (status) worse(j, status);
}

static int load(job *j, int count, char **argv) {
  zb_rules_options with = ZB_RULES_OPTIONS_INIT;
  zb_tests_options options = ZB_TESTS_OPTIONS_INIT;
  zb_error err;
  int status = cli_rules_open(&j->given, j->dir, count, argv), code;
  if (status) return worse(j, status);
  memset(&err, 0, sizeof err);
  with.dir = j->given.dir;
  with.files = j->given.files;
  with.file_n = j->given.file_n;
  if ((code = zb_rules_new(&with, &j->rules, &err)) != 0) {
    zb_str name = cli_rules_name(&j->given, (zb_str){ err.file, strlen(err.file) });
    if (name.p != err.file) snprintf(err.file, sizeof err.file, "%.*s", (int)name.n, name.p);
    cli_error_at(j->given.dir ? j->given.dir : "zhibiao", &err);
    if (code == ZB_ERULE) fputs("  (zhibiao check tells all mistakes)\n", stderr);
    return worse(j, cli_status_of(code));
  }
  options.only = j->only;
  options.verbose = j->verbose != NULL;
  options.width = cli_columns();
  options.least = j->least;
  if (zb_tests_new(j->rules, &options, &j->tests, &err)) return failed(j, "zhibiao", &err);
  return 0;
}

static void run_examples(job *j) {
  zb_error err;
  memset(&err, 0, sizeof err);
  if (j->given.asked_n == 0 && zb_tests_examples(j->tests, NULL, j->all != NULL, &err)) failed(j, "zhibiao", &err);
  for (size_t i = 0; i < j->given.asked_n; i++) {
    char *name = cli_rules_inside(&j->given, i);
    if (!name || zb_tests_examples(j->tests, name, 0, &err)) failed(j, j->given.asked[i], &err);
    free(name);
  }
}

static int write_as(job *j, const char *format, const char *path) {
  cli_output out;
  zb_error err;
  int code, status = cli_output_open(&out, path), closed;
  if (status) return worse(j, status);
  memset(&err, 0, sizeof err);
  code = zb_tests_write(j->tests, format, cli_output_sink, &out, &err);
  closed = cli_output_close(&out, code == 0);
  if (closed) worse(j, closed);
  else if (code && !out.error) failed(j, path ? path : "stdout", &err);
  return 0;
}

static void save(job *j) {
  zb_str file, text;
  for (size_t i = 0; zb_tests_update(j->tests, i, &file, &text); i++) {
    zb_str name = cli_rules_name(&j->given, file);
    char path[1024];
    cli_output out;
    int status;
    snprintf(path, sizeof path, "%.*s", (int)name.n, name.p);
    if ((status = cli_output_open(&out, path)) == 0) {
      cli_output_sink(&out, text.p, text.n);
      status = cli_output_close(&out, 1);
    }
    if (status) worse(j, status);
    else fprintf(stderr, "zhibiao: %s written\n", path);
  }
}

static void tell(job *j) {
  zb_tests_count n;
  int json = j->format && strcmp(j->format, "json") == 0;
  zb_tests_counts(j->tests, &n);
  if (!n.passed && !n.failed && !n.todo && !n.documents && !j->status) {
    if (j->only) cli_error("usage", "no rule, case or document has '%s' in its name", j->only);
    else fputs("zhibiao: there is nothing to run: no rule has an example\n", stderr);
    worse(j, j->only ? CLI_USAGE : CLI_DONE);
    return;
  }
  write_as(j, j->tap ? "tap" : json ? "json" : "text", NULL);
  if (!j->tap && !json) write_as(j, "scores", NULL);
  if (j->junit) write_as(j, "junit", j->junit);
  if (j->update) {
    if (!j->tap && !json) write_as(j, "diff", NULL);
    if (!j->dry) save(j);
  }
  if (n.failed > (j->update && !j->dry ? n.changed : 0)) worse(j, CLI_FINDINGS);
}

static void make_draft(job *j) {
  zb_document doc = ZB_DOCUMENT_INIT;
  char type[64], *text = NULL;
  size_t n;
  cli_output out;
  zb_error err;
  int code, status;
  memset(&err, 0, sizeof err);
  doc.name = j->draft;
  doc.area = j->area;
  if ((status = j->year ? cli_read_year(j->year, &doc.year) : 0) != 0 ||
      (status = j->type ? cli_read_type(j->rules, j->type, &doc.type, type) : 0) != 0 ||
      (status = cli_read_file(j->draft, FILE_MAX, &text, &n)) != 0 || (status = cli_output_open(&out, NULL)) != 0) {
    worse(j, status);
  } else {
    code = zb_tests_draft(j->tests, text, n, &doc, cli_output_sink, &out, &err);
    status = cli_output_close(&out, code == 0);
    if (code && !out.error) failed(j, j->draft, &err);
    else worse(j, status);
  }
  free(text);
}

static int run(const cli_command *self, int argc, char **argv) {
  static const char *const formats[] = { "text", "json" };
  job j;
  const cli_option options[] = {
    { "rules", 0, 1, &j.dir }, { "cases", 0, PATHS, j.cases }, { "labels", 0, PATHS, j.labels }, { "docs", 0, 1, &j.docs },
    { "draft", 0, 1, &j.draft }, { "type", 't', 1, &j.type }, { "year", 'y', 1, &j.year }, { "area", 'a', 1, &j.area },
    { "least", 0, 1, &j.least }, { "only", 0, 1, &j.only }, { "all", 0, 0, &j.all }, { "update", 0, 0, &j.update },
    { "dry-run", 0, 0, &j.dry }, { "tap", 0, 0, &j.tap }, { "junit", 0, 1, &j.junit }, { "format", 'f', 1, &j.format },
    { "verbose", 'v', 0, &j.verbose }, { NULL, 0, 0, NULL }
  };
  int count;
  memset(&j, 0, sizeof j);
  if ((count = cli_parse(self, options, argc, argv)) < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  if (j.format && cli_choice("format", j.format, strlen(j.format), formats, 2) < 0) return CLI_USAGE;
  if (load(&j, count, argv) == 0 && j.draft) {
    make_draft(&j);
  } else if (!j.status) {
    if (count || (!j.cases[0] && !j.labels[0])) run_examples(&j);
    for (int i = 0; i < PATHS && j.cases[i]; i++) each(&j, j.cases[i], ".lua", run_cases);
    for (int i = 0; i < PATHS && j.labels[i]; i++) each(&j, j.labels[i], ".tsv", run_labels);
    tell(&j);
  }
  zb_tests_free(j.tests);
  zb_rules_free(j.rules);
  cli_rules_close(&j.given);
  return j.status;
}

const cli_command cli_test = { "test", "examples of rules, cases and labelled documents", help, run };
