/* zhibiao watch: documents read again on each save of a rule, and what it changed. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "compare.h"

static const char help[] =
  "usage: zhibiao watch [options] FILE…\n\n"
  "Shows the figures of the documents, then stays: whenever a file of the rules is saved, they are read again, and what came,\n"
  "went or changed since the last good reading is told as zhibiao diff tells it. A mistake in a rule is shown where it stands,\n"
  "and the rules before it go on to count. A document that is saved is shown anew. Ctrl-C ends it.\n\n"
  "  --rules DIR       the directory of rules that is being edited; else $ZHIBIAO_RULES\n"
  "  --type T, --area A, --year Y, --codes C   as for zhibiao extract\n"
  "  --lang L          words of the table: zh (default) or en\n"
  "  -q, --quiet       do not show the figures at the beginning\n\n"
  "exit: 0 ended by Ctrl-C, 2 usage or I/O, 3 a rule is invalid when it begins, 5 internal\n"
  "example: zhibiao watch --rules my-rules report.txt\n";

enum { LOOK_MS = 150 };  /* between two looks; a file that is still being written looks otherwise at the second one */

/* What one set of rules made of the documents. */
typedef struct reading {
  zb_rules *rules;
  zb_engine *engine;
  zb_result **result;    /* of each document; NULL where it cannot be read */
} reading;

typedef struct job {
  const char *rules_dir, *type, *area, *year, *codes, *lang, *quiet;
  char type_name[64];
  zb_document document;
  int english, count;
  char **files;
  uint64_t rules_seen, *file_seen;
  reading last;
} job;

static volatile sig_atomic_t ended;

static void on_signal(int number) {
  (void)number;
  ended = 1;
}

static void drop(const job *j, reading *r) {
  for (int i = 0; r->result && i < j->count; i++) zb_result_free(r->result[i]);
  free(r->result);
  zb_engine_free(r->engine);
  zb_rules_free(r->rules);
  memset(r, 0, sizeof *r);
}

/* Reads the i'th document into r. A failure is told; what was there stays until then. Returns: 0, or the exit status. */
static int read_one(job *j, reading *r, int i) {
  zb_result *result = NULL;
  zb_error err;
  int code;
  memset(&err, 0, sizeof err);
  j->document.name = j->files[i];
  code = zb_extract_file(r->engine, j->files[i], &j->document, &result, &err);
  if (code == ZB_EARG) cli_error("usage", "%s", err.message);
  else if (code) cli_error_at(j->files[i], &err);
  zb_result_free(r->result[i]);
  r->result[i] = result;
  return code == 0 ? 0 : code == ZB_EARG ? CLI_USAGE : cli_status_of(code);
}

/* Loads the rules and reads all documents by them. Returns: 0, or the exit status of a failure of the rules, told. */
static int read_all(job *j, reading *r) {
  int status = cli_load_rules(j->rules_dir, &r->rules);
  if (status) return status;
  if (j->type && (status = cli_read_type(r->rules, j->type, &j->document.type, j->type_name))) return status;
  if ((status = cli_open_engine(r->rules, &r->engine))) return status;
  if (!(r->result = calloc((size_t)j->count, sizeof *r->result))) {
    cli_error("memory", "out of memory");
    return CLI_INTERNAL;
  }
  for (int i = 0; i < j->count; i++) if (read_one(j, r, i) == CLI_USAGE && !r->result[i]) status = CLI_USAGE;
  return status;
}

static int to_stdout(void *ud, const void *bytes, size_t n) {
  (void)ud;
  return fwrite(bytes, 1, n, stdout) == n ? 0 : -1;
}

static void show(const job *j, const zb_result *result) {
  zb_write_options options = ZB_WRITE_OPTIONS_INIT;
  zb_writer *writer = NULL;
  options.width = cli_columns();
  options.color = cli_color(STDOUT_FILENO);
  options.english = j->english;
  if (result && zb_writer_new(ZB_TABLE, &options, to_stdout, NULL, &writer) == 0 && zb_writer_result(writer, result) == 0)
    zb_writer_end(writer);
  zb_writer_free(writer);
}

static void clock_line(const char *what) {
  char now[16] = "";
  time_t t = time(NULL);
  struct tm local;
  if (localtime_r(&t, &local)) strftime(now, sizeof now, "%H:%M:%S", &local);
  printf("\n%s %s\n", now, what);
}

typedef struct telling {
  compare_total total;
  zb_str doc;
  int named;
} telling;

static void tell(void *ud, const compare_difference *d) {
  telling *t = ud;
  if (!t->named++) printf("%.*s\n", (int)t->doc.n, t->doc.p);
  compare_write(stdout, COMPARE_TEXT, t->doc, d);
  (void)compare_add(&t->total, d);
}

/* The rules have been saved: reads by the new ones, tells what they changed, and keeps them where they are good. */
static void take_rules(job *j) {
  reading now = { NULL, NULL, NULL };
  telling t = { { 0, 0, 0, 0, 0, { 0 }, NULL, 0, 0 }, { "", 0 }, 0 };
  clock_line("rules saved");
  fflush(stdout);
  if (read_all(j, &now)) {
    drop(j, &now);
    fputs("  the rules before this save still count\n", stderr);
    return;
  }
  for (int i = 0; i < j->count; i++) {
    size_t before = t.total.removed + t.total.changed;
    if (!now.result[i] || !j->last.result[i]) continue;
    t.doc = (zb_str){ j->files[i], strlen(j->files[i]) };
    t.named = 0;
    if (compare_results(j->last.result[i], now.result[i], tell, &t) < 0) cli_error("memory", "out of memory");
    t.total.documents++;
    t.total.alike += zb_result_count(j->last.result[i]) - (t.total.removed + t.total.changed - before);
  }
  compare_write_total(stdout, &t.total);
  compare_free(&t.total);
  drop(j, &j->last);
  j->last = now;
}

static uint64_t look_at_rules(const job *j) {
  const char *dir = j->rules_dir ? j->rules_dir : getenv("ZHIBIAO_RULES");
  return dir && *dir ? cli_look_rules(CLI_LOOK, dir) : 0;
}

static void rest(void) {
  const struct timespec t = { 0, LOOK_MS * 1000000L };
  nanosleep(&t, NULL);
}

/* Waits until the rules look otherwise than they did and stay so for one look. Returns: whether they do. */
static int rules_changed(job *j) {
  uint64_t now = look_at_rules(j), again;
  if (now == j->rules_seen) return 0;
  for (; !ended; now = again) {
    rest();
    if ((again = look_at_rules(j)) == now) break;
  }
  j->rules_seen = now;
  return !ended;
}

static void stay(job *j) {
  while (!ended) {
    for (int i = 0; i < j->count && !ended; i++) {
      uint64_t now = cli_look_file(CLI_LOOK, j->files[i]);
      if (now == j->file_seen[i]) continue;
      j->file_seen[i] = now;
      clock_line("document saved");
      fflush(stdout);
      if (read_one(j, &j->last, i) == 0) show(j, j->last.result[i]);
    }
    if (rules_changed(j)) take_rules(j);
    fflush(stdout);
    if (ferror(stdout)) return;
    if (!ended) rest();
  }
}

static int check(job *j) {
  static const char *const languages[] = { "zh", "en" };
  static const char *const codes[] = { "headline", "all" };
  const char *dir = j->rules_dir ? j->rules_dir : getenv("ZHIBIAO_RULES");
  int all = 0, status;
  if (j->lang && (j->english = cli_choice("lang", j->lang, strlen(j->lang), languages, 2)) < 0) return CLI_USAGE;
  if (j->codes && (all = cli_choice("codes", j->codes, strlen(j->codes), codes, 2)) < 0) return CLI_USAGE;
  if (j->year && (status = cli_read_year(j->year, &j->document.year))) return status;
  if (j->count == 0) {
    cli_error("usage", "no documents; zhibiao watch --rules DIR FILE…");
    return CLI_USAGE;
  }
  for (int i = 0; i < j->count; i++)
    if (strcmp(j->files[i], "-") == 0) {
      cli_error("usage", "standard input cannot be read again; give files");
      return CLI_USAGE;
    }
  if (!dir || !*dir) {
    cli_error("usage", "no rules to watch; --rules DIR, with a directory of your own (zhibiao new makes one)");
    return CLI_USAGE;
  }
  j->document.area = j->area;
  j->document.all_codes = all;
  return 0;
}

static void catch_signals(void) {
  struct sigaction act;
  memset(&act, 0, sizeof act);
  act.sa_handler = on_signal;
  sigemptyset(&act.sa_mask);
  sigaction(SIGINT, &act, NULL);
  sigaction(SIGTERM, &act, NULL);
}

static int work(job *j) {
  int status;
  if (!(j->file_seen = calloc((size_t)j->count, sizeof *j->file_seen))) {
    cli_error("memory", "out of memory");
    return CLI_INTERNAL;
  }
  j->rules_seen = look_at_rules(j);
  for (int i = 0; i < j->count; i++) j->file_seen[i] = cli_look_file(CLI_LOOK, j->files[i]);
  if ((status = read_all(j, &j->last))) return status;
  if (!j->quiet) for (int i = 0; i < j->count; i++) show(j, j->last.result[i]);
  catch_signals();
  clock_line("watching; Ctrl-C ends");
  fflush(stdout);
  stay(j);
  return CLI_DONE;
}

static int run(const cli_command *self, int argc, char **argv) {
  static const zb_document document = ZB_DOCUMENT_INIT;
  cli_documents found = { NULL, 0, 0 };
  job j;
  const cli_option options[] = {
    { "rules", 0, 1, &j.rules_dir }, { "type", 't', 1, &j.type }, { "area", 'a', 1, &j.area }, { "year", 'y', 1, &j.year },
    { "codes", 0, 1, &j.codes }, { "lang", 0, 1, &j.lang }, { "quiet", 'q', 0, &j.quiet }, { NULL, 0, 0, NULL }
  };
  int status;
  memset(&j, 0, sizeof j);
  j.document = document;
  j.count = cli_parse(self, options, argc, argv);
  if (j.count < 0) return j.count == -1 ? CLI_DONE : CLI_USAGE;
  j.files = argv;
  status = check(&j);
  if (!status) status = cli_documents_find(&found, j.count, argv, 0);
  j.files = found.path;
  j.count = found.n;
  if (!status) status = work(&j);
  drop(&j, &j.last);
  free(j.file_seen);
  cli_documents_free(&found);
  return status;
}

const cli_command cli_watch = { "watch", "documents again on each save of a rule, and what it changed", help, run };
