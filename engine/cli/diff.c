/* zhibiao diff: what other rules make of the same documents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "compare.h"

static const char help[] =
  "usage: zhibiao diff [options] RULES_A RULES_B FILE…\n"
  "       zhibiao diff [options] --store DB RULES\n\n"
  "Reads each document with either rules and tells the observations that B adds (+), removes (-) or changes (~), each with its\n"
  "place, its rule and its words; how much there was of each, by field and by rule, comes last. RULES is a directory laid over\n"
  "the built-in rules, or the word shipped for these alone. A built-in rule that a copy of them lacks still counts; only one of\n"
  "its name in the same directory takes its place. Figures that begin at the same place are the same figure.\n\n"
  "  --store DB        A is what the store (zhibiao store) has; its documents are read again with RULES, with what was told of\n"
  "                    them then (type, area, year, codes)\n"
  "  --format F        text (default), ndjson or csv; only text has the totals\n"
  "  -o, --output FILE write FILE, whole or not at all, instead of stdout\n"
  "  --stat            the totals alone\n"
  "  --type T, --area A, --year Y, --codes C   as for zhibiao extract\n\n"
  "exit: 0 no difference, 1 differences, 2 usage, I/O or a document that cannot be read, 3 a rule is invalid, 5 internal\n"
  "example: zhibiao diff shipped my-rules reports/*.txt\n";

typedef struct job {
  const char *format, *output, *store_path, *stat, *type, *area, *year, *codes;
  char type_name[64];
  zb_document document;
  zb_rules *rules[2];
  zb_engine *engine[2];
  zb_store *store;
  cli_output out;
  FILE *to;
  compare_format as;
  compare_total total;
  zb_str doc;            /* that is being compared */
  int named, short_of_memory;
} job;

static int load(job *j, int side, const char *rules) {
  zb_error err;
  int code;
  memset(&err, 0, sizeof err);
  code = zb_rules_load(strcmp(rules, "shipped") == 0 ? NULL : rules, &j->rules[side], &err);
  if (!code) code = zb_engine_new(j->rules[side], NULL, &j->engine[side], &err);
  if (!code) return 0;
  cli_error_at(rules, &err);
  return code == ZB_EIO ? CLI_USAGE : code == ZB_ERULE ? CLI_RULE : CLI_INTERNAL;
}

static void tell(void *ud, const compare_difference *d) {
  job *j = ud;
  if (compare_add(&j->total, d)) j->short_of_memory = 1;
  if (j->stat) return;
  if (j->as == COMPARE_TEXT && !j->named) fprintf(j->to, "%.*s\n", (int)j->doc.n, j->doc.p);
  j->named = 1;
  compare_write(j->to, j->as, j->doc, d);
}

/* Returns: the exit status. */
static int compare(job *j, const char *name, const zb_result *before, const zb_result *after) {
  size_t n = zb_result_count(before);
  size_t gone = j->total.removed, changed = j->total.changed;
  long found;
  j->doc = (zb_str){ name, strlen(name) };
  j->named = 0;
  found = compare_results(before, after, tell, j);
  if (found < 0 || j->short_of_memory) {
    cli_error("memory", "out of memory");
    return CLI_INTERNAL;
  }
  j->total.documents++;
  j->total.alike += n - (j->total.removed - gone) - (j->total.changed - changed);
  return found ? CLI_FINDINGS : CLI_DONE;
}

/* Reads a document with the rules of a side. Returns: 0, or the exit status, told. */
static int read_document(job *j, int side, const char *path, zb_document *document, zb_result **result) {
  zb_error err;
  int code;
  memset(&err, 0, sizeof err);
  document->name = path;
  code = zb_extract_file(j->engine[side], path, document, result, &err);
  if (code == ZB_EARG) cli_error("usage", "%s", err.message);
  else if (code) cli_error_at(path, &err);
  return code == 0 ? 0 : code == ZB_EINTERNAL ? CLI_INTERNAL : CLI_USAGE;
}

static int diff_files(job *j, int count, char **files) {
  cli_documents found;
  int status = cli_documents_find(&found, count, files, 0);
  for (int i = 0; i < found.n && status != CLI_INTERNAL; i++) {
    zb_result *before = NULL, *after = NULL;
    int one = read_document(j, 0, found.path[i], &j->document, &before);
    if (!one) one = read_document(j, 1, found.path[i], &j->document, &after);
    if (!one) one = compare(j, found.path[i], before, after);
    zb_result_free(before);
    zb_result_free(after);
    if (one > status) status = one;
  }
  cli_documents_free(&found);
  return status;
}

static int diff_stored(job *j, const zb_stored *stored) {
  zb_document told = ZB_DOCUMENT_INIT;
  zb_result *before = NULL, *after = NULL;
  zb_error err;
  char room[256];
  int status;
  memset(&err, 0, sizeof err);
  if (stored->failure[0]) return CLI_DONE;      /* there was nothing that could differ */
  if (zb_stamp_told(&stored->stamp, &told, room)) {
    cli_error("store", "%s: what was told of it is not known; read it into the store again", stored->doc.p);
    return CLI_USAGE;
  }
  if ((status = read_document(j, 1, stored->doc.p, &told, &after))) return status;
  if (strcmp(zb_result_head(after)->sha256, stored->sha256) != 0) {
    cli_error("store", "%s: its bytes have changed since it was read into the store, so that places cannot be compared",
              stored->doc.p);
    status = CLI_USAGE;
  } else if (zb_store_get(j->store, stored->doc.p, &before, &err)) {
    cli_error_at(j->store_path, &err);
    status = CLI_USAGE;
  } else {
    status = compare(j, stored->doc.p, before, after);
  }
  zb_result_free(before);
  zb_result_free(after);
  return status;
}

static int diff_store(job *j) {
  zb_stored stored;
  zb_error err;
  int code, status = CLI_DONE;
  memset(&err, 0, sizeof err);
  if (zb_store_open(j->store_path, ZB_STORE_READ, &j->store, &err)) {
    cli_error_at("zhibiao", &err);
    return CLI_USAGE;
  }
  stored.doc.p = NULL;
  while ((code = zb_store_next(j->store, stored.doc.p, &stored, &err)) == 0) {
    int one = diff_stored(j, &stored);
    if (one > status) status = one;
    if (one == CLI_INTERNAL) return status;
  }
  if (code == ZB_ENONE) return status;
  cli_error_at(j->store_path, &err);
  return CLI_USAGE;
}

/* Returns: 0, or the exit status of what is told. */
static int check(job *j, int count) {
  static const char *const formats[] = { "text", "ndjson", "csv" };
  static const char *const codes[] = { "headline", "all" };
  int as = 0, all = 0, status;
  if (j->format && (as = cli_choice("format", j->format, strlen(j->format), formats, 3)) < 0) return CLI_USAGE;
  if (j->codes && (all = cli_choice("codes", j->codes, strlen(j->codes), codes, 2)) < 0) return CLI_USAGE;
  if (j->year && (status = cli_read_year(j->year, &j->document.year))) return status;
  if (j->store_path && (j->type || j->area || j->year || j->codes)) {
    cli_error("usage", "--store knows what was told of its documents; --type, --area, --year and --codes go with files");
    return CLI_USAGE;
  }
  if (j->store_path ? count != 1 : count < 3) {
    cli_error("usage", "%s", j->store_path ? "--store DB wants one RULES: zhibiao diff --store city.db my-rules"
                                           : "give two RULES and the documents: zhibiao diff shipped my-rules report.txt");
    return CLI_USAGE;
  }
  if (j->stat && as != COMPARE_TEXT) {
    cli_error("usage", "--stat is text; leave --format out");
    return CLI_USAGE;
  }
  j->as = (compare_format)as;
  j->document.area = j->area;
  j->document.all_codes = all;
  return 0;
}

/* Opens what is written to. Returns: 0 or the exit status. */
static int open_output(job *j) {
  int status = cli_output_open(&j->out, j->output);
  if (status) return status;
  j->to = j->out.path ? fdopen(dup(j->out.fd), "w") : stdout;
  if (j->to) return 0;
  cli_error("io", "%s: cannot be written", j->output);
  cli_output_close(&j->out, 0);
  return CLI_USAGE;
}

static int close_output(job *j, int status) {
  int closed, bad = fflush(j->to) || ferror(j->to);
  if (j->to != stdout) bad |= fclose(j->to);
  if (bad && j->to != stdout) cli_error("io", "%s: cannot be written", j->output);
  closed = cli_output_close(&j->out, !bad);
  if (bad && j->to != stdout) closed = CLI_USAGE;
  return closed > status ? closed : status;
}

static int work(job *j, int count, char **operands) {
  int status, files = j->store_path ? 0 : count - 2;
  if (!j->store_path && (status = load(j, 0, operands[0]))) return status;
  if ((status = load(j, 1, operands[j->store_path ? 0 : 1]))) return status;
  if (j->type && (status = cli_read_type(j->rules[1], j->type, &j->document.type, j->type_name))) return status;
  if ((status = open_output(j))) return status;
  if (j->as == COMPARE_CSV) fputs("doc,line,column,change,field,before,after,text,rule,quote\r\n", j->to);
  status = j->store_path ? diff_store(j) : diff_files(j, files, operands + 2);
  if (j->as == COMPARE_TEXT) {
    if (!j->stat && (j->total.added || j->total.removed || j->total.changed)) fputc('\n', j->to);
    compare_write_total(j->to, &j->total);
  }
  return close_output(j, status);
}

static int run(const cli_command *self, int argc, char **argv) {
  static const zb_document document = ZB_DOCUMENT_INIT;
  job j;
  const cli_option options[] = {
    { "store", 0, 1, &j.store_path }, { "format", 'f', 1, &j.format }, { "output", 'o', 1, &j.output }, { "stat", 0, 0, &j.stat },
    { "type", 't', 1, &j.type }, { "area", 'a', 1, &j.area }, { "year", 'y', 1, &j.year }, { "codes", 0, 1, &j.codes },
    { NULL, 0, 0, NULL }
  };
  int status, count;
  memset(&j, 0, sizeof j);
  j.document = document;
  count = cli_parse(self, options, argc, argv);
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  status = check(&j, count);
  if (!status) status = work(&j, count, argv);
  compare_free(&j.total);
  zb_store_close(j.store);
  for (int side = 0; side < 2; side++) {
    zb_engine_free(j.engine[side]);
    zb_rules_free(j.rules[side]);
  }
  return status;
}

const cli_command cli_diff = { "diff", "what other rules make of the same documents", help, run };
