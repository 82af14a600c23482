/* zhibiao extract: documents to observations. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char help[] =
  "usage: zhibiao extract [options] FILE…\n\n"
  "Writes what each document states in figures, in the order of the text. FILE - is standard input; a ZIP file stands for the\n"
  "documents in it, and reports.zip/2024/a.docx for one of them.\n\n"
  "  --format F        table, ndjson, csv or json; else by the name of -o, else table\n"
  "  -o, --output FILE write FILE, whole or not at all, instead of stdout\n"
  "  --excel           begin CSV with the UTF-8 byte order mark, by which Excel knows that it is UTF-8\n"
  "  --type T          the report type, by name or title (zhibiao types); else found in the text\n"
  "  --area A          the area reported on: a name or code; else found in the text\n"
  "  --year Y          1949 to 2100: of the meeting for a work or plan report, the year reported on\n"
  "                    for a communiqué; else found in the text\n"
  "  --rules DIR       a directory of rules laid over the built-in ones; else $ZHIBIAO_RULES\n"
  "  --only I,…        only these indicators: codes or names (zhibiao indicators)\n"
  "  --codes C         headline (default): codes of headline indicators only; all: of detail ones, too.\n"
  "                    A detail indicator named by --only means all\n"
  "  --status S,…      only actual, estimate, target, reference (完成, 预计, 目标, 参考)\n"
  "  --corrections FILE   what readers corrected (docs/corrections.md), such as the page of zhibiao report review saves\n"
  "  --lang L          words of the table: zh (default) or en\n"
  "  -v, --verbose     tell on stderr what was found in each head, counts and diagnostics\n"
  "  -q, --quiet       do not tell on stderr which documents failed\n\n"
  "exit: 0 done, 1 a document or a rule's hook failed or a correction found no figure, 2 usage or I/O, 3 a rule or a\n"
  "correction is invalid, 5 internal\n"
  "example: zhibiao extract --status target --format csv -o targets.csv report-2023.txt report-2024.txt\n";

static const char *const statuses[] = { "actual", "estimate", "target", "reference" };
static const char *const statuses_zh[] = { "完成", "预计", "目标", "参考" };   /* as the table says them */

#define STATUSES (sizeof statuses / sizeof *statuses)

/* What is kept. */
typedef struct filter {
  zb_str *codes;         /* of the rule set; NULL: any */
  size_t count;
  unsigned status;       /* bits of statuses; 0: any */
} filter;

typedef struct job {
  const char *format, *output, *type, *area, *year, *rules_dir, *only, *codes, *status, *lang, *excel, *verbose, *quiet;
  const char *corrected;
  char type_name[64];    /* of the type that was given by its title */
  zb_document document;
  filter keep;
  zb_rules *rules;
  zb_engine *engine;
  zb_writer *writer;
  cli_corrections corrections;
  cli_output out;
} job;

static int same(zb_str a, const char *p, size_t n) {
  return a.n == n && memcmp(a.p, p, n) == 0;
}

static int keeps(const zb_observation *o, void *ud) {
  const filter *f = ud;
  int ok = f->status == 0;
  for (size_t i = 0; i < STATUSES && !ok; i++)
    ok = (f->status >> i & 1) && same(o->status, statuses[i], strlen(statuses[i]));
  if (!ok || !f->codes) return ok;
  if (!o->indicator.p) return 0;
  for (size_t i = 0; i < f->count; i++)
    if (same(o->indicator, f->codes[i].p, f->codes[i].n)) return 1;
  return 0;
}

/* The next of "a,b,c". Returns: 0 past the end. */
static int next_item(const char **list, zb_str *item) {
  while (**list == ',') (*list)++;
  item->p = *list;
  item->n = strcspn(*list, ",");
  *list += item->n;
  return item->n > 0;
}

static int read_status(job *j) {
  const char *list = j->status;
  zb_str item;
  while (next_item(&list, &item)) {
    int i = (int)STATUSES - 1;
    while (i >= 0 && !same(item, statuses_zh[i], strlen(statuses_zh[i]))) i--;
    if (i < 0 && (i = cli_choice("status", item.p, item.n, statuses, STATUSES)) < 0) return CLI_USAGE;
    j->keep.status |= 1u << i;
  }
  if (j->keep.status) return 0;
  cli_error("usage", "--status names none");
  return CLI_USAGE;
}

/* The indicator that is given by code, name or alias. Returns: 0 if there is none, which is told. */
static int find_indicator(const zb_rules *rules, zb_str word, zb_indicator_info *found) {
  cli_nearest near = cli_nearest_to(word.p, word.n);
  zb_indicator_info info;
  for (size_t i = 0; zb_rules_indicator(rules, i, &info); i++) {
    *found = info;
    if (same(info.code, word.p, word.n) || same(info.name, word.p, word.n)) return 1;
    cli_nearest_offer(&near, info.code);
    cli_nearest_offer(&near, info.name);
    for (size_t at = 0; at < info.aliases.n;) {
      const char *p = info.aliases.p + at, *bar = memchr(p, '|', info.aliases.n - at);
      size_t n = bar ? (size_t)(bar - p) : info.aliases.n - at;
      if (same(word, p, n)) return 1;
      at += n + 1;
    }
  }
  if (near.best.p)
    cli_error("usage", "--only has no indicator '%.*s'; did you mean '%.*s'?", (int)word.n, word.p, (int)near.best.n,
              near.best.p);
  else cli_error("usage", "--only has no indicator '%.*s'; zhibiao indicators lists them", (int)word.n, word.p);
  return 0;
}

static int read_only(job *j) {
  const char *list = j->only;
  zb_indicator_info info;
  zb_str item;
  j->keep.codes = calloc(strlen(list) + 1, sizeof *j->keep.codes);
  if (!j->keep.codes) {
    cli_error("memory", "out of memory");
    return CLI_INTERNAL;
  }
  while (next_item(&list, &item)) {
    if (!find_indicator(j->rules, item, &info)) return CLI_USAGE;
    j->keep.codes[j->keep.count++] = info.code;
    j->document.all_codes |= info.detail;
  }
  if (j->keep.count) return 0;
  cli_error("usage", "--only names no indicator");
  return CLI_USAGE;
}

/* Endings of files that other programs write and zhibiao does not. */
static int is_foreign(const char *ending) {
  static const char *const foreign[] = { "xlsx", "xls", "ods", "et", "docx", "doc", "wps", "pdf" };
  for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
    if (cli_same_ending(ending, foreign[i])) return 1;
  return 0;
}

static int read_format(const job *j, zb_format *format) {
  static const char *const names[] = { "ndjson", "json", "csv", "table", "jsonl" };
  static const zb_format formats[] = { ZB_NDJSON, ZB_JSON, ZB_CSV, ZB_TABLE, ZB_NDJSON };
  const char *dot = j->output ? strrchr(j->output, '.') : NULL;
  int i;
  *format = ZB_TABLE;
  if (j->format) {
    if ((i = cli_choice("format", j->format, strlen(j->format), names, 4)) < 0) return CLI_USAGE;
    *format = formats[i];
  } else if (dot) {
    for (i = 0; i < 5; i++)
      if (cli_same_ending(dot + 1, names[i])) *format = formats[i];
    if (is_foreign(dot + 1)) {
      cli_error("usage", "-o %s: no %s is written here; the formats are csv (which Excel opens; --excel), json, ndjson and table",
                j->output, dot);
      return CLI_USAGE;
    }
  }
  if (j->excel && *format != ZB_CSV) {
    cli_error("usage", "--excel goes with CSV: --format csv, or -o with a name that ends with .csv");
    return CLI_USAGE;
  }
  return 0;
}

/* Checks what needs no rules. Returns: 0 or the exit status. */
static int check_options(job *j, int count, zb_format *format, int *english) {
  static const char *const languages[] = { "zh", "en" };
  static const char *const codes[] = { "headline", "all" };
  int status = read_format(j, format), language = 0, all = 0;
  if (!status && j->lang && (language = cli_choice("lang", j->lang, strlen(j->lang), languages, 2)) < 0)
    status = CLI_USAGE;
  if (!status && j->codes && (all = cli_choice("codes", j->codes, strlen(j->codes), codes, 2)) < 0) status = CLI_USAGE;
  if (!status && j->status) status = read_status(j);
  if (!status && j->year) status = cli_read_year(j->year, &j->document.year);
  if (!status && count == 0) {
    cli_error("usage", "no documents; give files, or - for standard input");
    status = CLI_USAGE;
  }
  *english = language;
  j->document.type = j->type;
  j->document.area = j->area;
  j->document.all_codes = all;
  return status;
}

/* Writing over a document would lose it. */
static int check_output(const char *output, int count, char **files) {
  struct stat to, from;
  if (!output || stat(output, &to) != 0 || !S_ISREG(to.st_mode)) return 0;
  for (int i = 0; i < count; i++)
    if (cli_stat(files[i], &from) == 0 && from.st_dev == to.st_dev && from.st_ino == to.st_ino) {
      cli_error("usage", "-o %s is one of the documents", output);
      return CLI_USAGE;
    }
  return 0;
}

static void tell(const char *label, zb_str s) {
  if (s.n) fprintf(stderr, "  %-12s%.*s\n", label, (int)s.n, s.p);
}

static void tell_result(const char *path, const zb_result *r) {
  const zb_head *h = zb_result_head(r);
  size_t n = zb_result_count(r), claimed = 0, coded = 0;
  for (size_t i = 0; i < n; i++) {
    const zb_observation *o = zb_result_at(r, i);
    claimed += !same(o->rule, "unclaimed", 9);
    coded += o->indicator.p != NULL;
  }
  fprintf(stderr, "%s\n", path);
  tell("type", h->type);
  tell("because", h->type_reason);
  tell("title", h->title);
  tell("area", h->area);
  tell("area code", h->area_code);
  if (h->year) fprintf(stderr, "  %-12s%d\n", "year", h->year);
  tell("date", h->date);
  tell("speaker", h->speaker);
  tell("encoding", h->encoding);
  tell("format", h->format);
  fprintf(stderr, "  %-12s%s\n", "sha256", h->sha256);
  fprintf(stderr, "  %-12s%zu observations, %zu claimed by a rule, %zu with an indicator\n", "counts", n, claimed, coded);
  for (size_t i = 0; i < zb_result_diagnostics(r); i++) {
    const zb_diagnostic *d = zb_result_diagnostic(r, i);
    fprintf(stderr, "%s", path);
    if (d->line > 0) fprintf(stderr, ":%d:%d", d->line, d->column);
    fprintf(stderr, ": note[%s]: %.*s\n", d->code, (int)d->message.n, d->message.p);
  }
}

/* What went wrong in rules while a document was read is told without -v, too: the first of it. Returns: how much it was. */
static size_t tell_faults(const job *j, const char *path, const zb_result *r) {
  const zb_diagnostic *first = NULL;
  size_t count = 0;
  for (size_t i = 0; i < zb_result_diagnostics(r); i++) {
    const zb_diagnostic *d = zb_result_diagnostic(r, i);
    if (strncmp(d->code, "hook-", 5) != 0 && strncmp(d->code, "match-", 6) != 0) continue;
    if (!count++) first = d;
  }
  if (!count || j->quiet || j->verbose) return count;
  fprintf(stderr, "%s:%d:%d: error[%s]: %.*s", path, first->line, first->column, first->code, (int)first->message.n,
          first->message.p);
  if (count > 1) fprintf(stderr, " (and %zu more; -v tells all)", count - 1);
  fputc('\n', stderr);
  return count;
}

enum { GO_ON, STOP_TOLD, STOP_WRITER };

/* Reads one document and hands it to the writer. *stop: why there is no use in going on. Returns: its exit status. */
static int run_one(job *j, const char *path, int *stop) {
  zb_result *result = NULL;
  zb_error err;
  int code, status;
  memset(&err, 0, sizeof err);
  j->document.name = path;
  code = zb_extract_file(j->engine, path, &j->document, &result, &err);
  if (code == ZB_EARG) {   /* an area that is unknown here is unknown in every document */
    cli_error("usage", "%s", err.message);
    *stop = STOP_TOLD;
    return CLI_USAGE;
  }
  if (code) {
    if (!j->quiet) cli_error_at(path, &err);
    if (zb_writer_failure(j->writer, path, &err)) *stop = STOP_WRITER;
    return cli_status_of(code);
  }
  status = cli_corrections_apply(&j->corrections, result, j->quiet || j->verbose);
  if (j->keep.codes || j->keep.status) zb_result_filter(result, keeps, &j->keep);
  if (j->verbose) tell_result(path, result);
  if (tell_faults(j, path, result) && status == CLI_DONE) status = CLI_FINDINGS;
  if (zb_writer_result(j->writer, result)) *stop = STOP_WRITER;
  zb_result_free(result);
  return status;
}

/* Opens everything. Returns: 0 or the exit status. */
static int prepare(job *j, zb_format format, int english) {
  zb_write_options options = ZB_WRITE_OPTIONS_INIT;
  int status = cli_load_rules(j->rules_dir, &j->rules);
  if (status) return status;
  if (j->type && (status = cli_read_type(j->rules, j->type, &j->document.type, j->type_name))) return status;
  if (j->only && (status = read_only(j))) return status;
  if (j->corrected && (status = cli_corrections_open(&j->corrections, j->rules, j->corrected))) return status;
  if ((status = cli_open_engine(j->rules, &j->engine))) return status;
  if ((status = cli_output_open(&j->out, j->output))) return status;
  options.width = j->out.path ? 0 : cli_columns();
  options.color = cli_color(j->out.fd);
  options.english = english;
  if (j->excel) cli_output_sink(&j->out, "\xEF\xBB\xBF", 3);   /* a failure is told when the output is closed */
  if (zb_writer_new(format, &options, cli_output_sink, &j->out, &j->writer)) {
    cli_error("memory", "out of memory");
    cli_output_close(&j->out, 0);
    return CLI_INTERNAL;
  }
  return 0;
}

static int work(job *j, int count, char **files) {
  int status = CLI_DONE, stop = GO_ON, closed;
  for (int i = 0; i < count && !stop; i++) {
    int one = run_one(j, files[i], &stop);
    if (one > status) status = one;
  }
  if (cli_corrections_close(&j->corrections, j->quiet != NULL) && status == CLI_DONE) status = CLI_FINDINGS;
  if (!stop && zb_writer_end(j->writer)) stop = STOP_WRITER;
  if (stop == STOP_WRITER && !j->out.error) {
    cli_error("memory", "out of memory while writing");
    status = CLI_INTERNAL;
  }
  closed = cli_output_close(&j->out, stop == GO_ON);
  return closed > status ? closed : status;
}

static int run(const cli_command *self, int argc, char **argv) {
  job j;
  zb_document document = ZB_DOCUMENT_INIT;
  const cli_option options[] = {
    { "format", 'f', 1, &j.format }, { "output", 'o', 1, &j.output }, { "type", 't', 1, &j.type },
    { "area", 'a', 1, &j.area }, { "year", 'y', 1, &j.year }, { "rules", 0, 1, &j.rules_dir },
    { "only", 0, 1, &j.only }, { "codes", 0, 1, &j.codes }, { "status", 0, 1, &j.status }, { "lang", 0, 1, &j.lang },
    { "excel", 0, 0, &j.excel }, { "corrections", 0, 1, &j.corrected },
    { "verbose", 'v', 0, &j.verbose }, { "quiet", 'q', 0, &j.quiet }, { NULL, 0, 0, NULL }
  };
  zb_format format;
  cli_documents found = { NULL, 0, 0 };
  int english, status, count;
  memset(&j, 0, sizeof j);
  j.document = document;
  count = cli_parse(self, options, argc, argv);
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  status = check_options(&j, count, &format, &english);
  if (!status) status = check_output(j.output, count, argv);
  if (!status) status = cli_documents_find(&found, count, argv, j.quiet != NULL);
  if (!status) status = prepare(&j, format, english);
  if (!status) status = work(&j, found.n, found.path);
  cli_documents_free(&found);
  zb_writer_free(j.writer);
  zb_corrections_free(j.corrections.all);
  free(j.corrections.met);
  zb_engine_free(j.engine);
  zb_rules_free(j.rules);
  free(j.keep.codes);
  return status;
}

const cli_command cli_extract = { "extract", "the figures of documents, as a table, NDJSON, CSV or JSON", help, run };
