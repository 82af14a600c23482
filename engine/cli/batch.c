/* zhibiao batch: what a job script names, read into its store by several processes, and its reports. */
#define _XOPEN_SOURCE 700
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch.h"
#include "workers.h"

static const char help[] =
  "usage: zhibiao batch [options] JOB.lua\n\n"
  "Reads the documents that a job script names into its store and writes its reports. A document is read again only when its\n"
  "bytes, the rules, or what the job says of it have changed; what was interrupted goes on where it stopped. A document that\n"
  "fails, or takes too long, is kept in the store as such and costs nothing else.\n\n"
  "  -j N              so many processes at work, while one more waits to write; else one for each processor\n"
  "  --dry-run         tell what would be done and why, and do nothing\n"
  "  --watch           stay, and run again whenever a document, the job or the rules change; ended by Ctrl-C\n"
  "  --force           read all documents again\n"
  "  --explain-skip    tell of each document why it was read or left out (as -v)\n"
  "  --log-format F    text (default), or json: an object a line on stderr for each thing that happens\n"
  "  -v, --verbose     tell of each document what it gave\n"
  "  -q, --quiet       tell nothing but the summary\n\n"
  "A job is a Lua file that returns a table; its paths are taken from the folder that it stands in:\n"
  "  return { store = \"city.db\", documents = { { files = \"reports/*.txt\", area = \"临清市\" } },\n"
  "           reports = { { \"brief\", output = \"brief.html\" } } }\n"
  "examples/batch has jobs for the usual cases.\n\n"
  "exit: 0 done, 1 a document failed, 2 usage or I/O, 3 the job, a report or a rule is invalid, 5 internal\n"
  "example: zhibiao batch -j 4 examples/batch/city.lua\n";

enum {
  SCRIPT_MAX = 1 << 24,
  LOG_PART = 1 << 23,    /* bytes of the store's log that are worth a wait for the disk */
  LOOK = 2               /* seconds between two looks of --watch */
};

static int told(const char *path, const zb_error *err) {
  cli_error_at(path, err);
  return cli_status_of(err->code);
}

/* ---- the job ---- */

static int read_script(batch *b) {
  struct stat st;
  FILE *f = fopen(b->name, "rb");
  int failed;
  if (!f || fstat(fileno(f), &st) || !S_ISREG(st.st_mode) || st.st_size > SCRIPT_MAX) {
    cli_error("io", "%s: %s", b->name, !f ? strerror(errno) : "no file of a batch job");
    if (f) fclose(f);
    return CLI_USAGE;
  }
  free(b->script);
  b->script_n = (size_t)st.st_size;
  b->script = malloc(b->script_n + 1);
  failed = !b->script || fread(b->script, 1, b->script_n, f) != b->script_n;
  fclose(f);
  if (!failed) return 0;
  cli_error("io", "%s: cannot be read", b->name);
  return CLI_USAGE;
}

/* The job's script is run with the built-in rules, because it names its own. */
static int open_job(batch *b) {
  zb_error err;
  zb_document d = ZB_DOCUMENT_INIT;
  int status;
  memset(&err, 0, sizeof err);
  if ((status = read_script(b))) return status;
  if (!b->built_in && zb_rules_load(NULL, &b->built_in, &err)) return told("zhibiao", &err);
  if (zb_job_load(b->built_in, b->name, b->script, b->script_n, &b->job, &err)) return told(b->name, &err);
  b->info = zb_job_about(b->job);
  if ((status = cli_load_rules(b->info->rules, &b->rules))) return status;
  zb_stamp_make(b->rules, &d, &b->base);
  return 0;
}

static void close_job(batch *b) {
  plan_free(&b->plan);
  zb_job_free(b->job);
  zb_rules_free(b->rules);
  b->job = NULL;
  b->rules = NULL;
}

static zb_document document_of(const batch *b, const plan_item *item) {
  zb_document d = ZB_DOCUMENT_INIT;
  d.name = item->path;
  d.type = item->type;
  d.area = item->area;
  d.year = item->year;
  d.all_codes = b->info->all_codes;
  d.keep_text = b->info->keep_text;
  return d;
}

static zb_stamp stamp_of(const batch *b, const plan_item *item) {
  zb_document d = document_of(b, item);
  zb_stamp s;
  zb_stamp_options(&d, &s);
  memcpy(s.rules, b->base.rules, sizeof s.rules);
  return s;
}

/* ---- one document, in a worker ---- */

static int begin(void *ud) {
  batch *b = ud;
  zb_error err;
  memset(&err, 0, sizeof err);
  if (zb_engine_new(b->rules, NULL, &b->engine, &err) || zb_store_open(b->info->store, ZB_STORE_WRITE, &b->store, &err)) {
    told("zhibiao", &err);
    return -1;
  }
  return 0;
}

static void end(void *ud) { zb_store_close(((batch *)ud)->store); }

static void fail(worker_reply *reply, const zb_error *err) {
  reply->outcome = WORKER_FAILED;
  snprintf(reply->code, sizeof reply->code, "%s", zb_error_name(err->code));
  snprintf(reply->message, sizeof reply->message, "%s", err->message);
}

/* A document that is left out and had failed is still one that failed. */
static void recall(batch *b, const char *path, worker_reply *reply) {
  zb_error failure;
  reply->outcome = WORKER_LEFT_OUT;
  if (zb_store_failure(b->store, path, &failure, NULL)) return;
  snprintf(reply->code, sizeof reply->code, "%s", zb_error_name(failure.code));
  snprintf(reply->message, sizeof reply->message, "%s", failure.message);
}

static void work(void *ud, size_t i, worker_reply *reply) {
  batch *b = ud;
  const plan_item *item = &b->plan.item[i];
  zb_document d = document_of(b, item);
  zb_stamp stamp = stamp_of(b, item);
  zb_result *result = NULL;
  zb_error err, failure;
  char digest[65] = "";
  const char *why;
  int code;
  memset(&err, 0, sizeof err);
  memset(&failure, 0, sizeof failure);
  why = b->force ? "asked for" : cli_why_read(b->store, item->path, &stamp, d.keep_text);
  if (!why) {
    recall(b, item->path, reply);
    return;
  }
  snprintf(reply->why, sizeof reply->why, "%s", why);
  code = zb_extract_file(b->engine, item->path, &d, &result, &failure);
  if (code) fail(reply, &failure), zb_digest_file(item->path, digest, NULL);
  else reply->count = zb_result_count(result);
  workers_enter();
  code = result ? zb_store_put(b->store, result, &stamp, &err)
                : zb_store_put_failure(b->store, item->path, digest, &stamp, &failure, &err);
  workers_leave();
  zb_store_settle(b->store, LOG_PART);
  zb_result_free(result);
  if (!code) return;
  fail(reply, &err);
  snprintf(reply->why, sizeof reply->why, "store");
}

/* ---- in the parent ---- */

/* A worker that died has kept nothing of its document. */
static void keep_death(batch *b, const worker_reply *reply, const char *message) {
  const plan_item *item = &b->plan.item[reply->item];
  zb_stamp stamp = stamp_of(b, item);
  zb_store *store = NULL;
  zb_error failure, err;
  char digest[65] = "";
  memset(&failure, 0, sizeof failure);
  failure.code = reply->outcome == WORKER_STOPPED ? ZB_ELIMIT : ZB_EINTERNAL;
  snprintf(failure.message, sizeof failure.message, "%s", message);
  zb_digest_file(item->path, digest, NULL);
  if (zb_store_open(b->info->store, ZB_STORE_WRITE, &store, &err) ||
      zb_store_put_failure(store, item->path, digest, &stamp, &failure, &err)) {
    told(b->info->store, &err);
    b->store_failed = 1;
  }
  zb_store_close(store);
}

static void done(void *ud, const worker_reply *reply) {
  batch *b = ud;
  const char *path = b->plan.item[reply->item].path;
  const char *outcome = reply->outcome == WORKER_DONE ? "read" : reply->outcome == WORKER_LEFT_OUT ? "left_out" : "failed";
  char message[sizeof reply->message];
  snprintf(message, sizeof message, "%s", reply->message);
  if (reply->outcome == WORKER_DIED) snprintf(message, sizeof message, "the process that read it died: %.400s", reply->message);
  if (reply->outcome == WORKER_STOPPED) snprintf(message, sizeof message, "it took longer than %d s", b->info->timeout);
  if (reply->outcome == WORKER_DIED || reply->outcome == WORKER_STOPPED) {
    keep_death(b, reply, message);
    progress_document(&b->progress, outcome, path, 0, "", reply->outcome == WORKER_DIED ? "internal" : "limit", message);
    return;
  }
  b->observations += reply->count;
  b->store_failed |= reply->outcome == WORKER_FAILED && strcmp(reply->why, "store") == 0;
  progress_document(&b->progress, outcome, path, reply->count, reply->why, reply->code, message);
}

static void tick(void *ud) { progress_show(&((batch *)ud)->progress); }

/* Makes the store whole when all are in. Closed by the last who has it, it takes in its log: here, not by a report, which would
 * make it newer than another one. */
static int complete(const batch *b) {
  zb_store *store = NULL;
  zb_error err;
  int code;
  memset(&err, 0, sizeof err);
  if (zb_store_open(b->info->store, ZB_STORE_WRITE, &store, &err)) return told("zhibiao", &err);
  code = zb_store_complete(store, &err);
  zb_store_close(store);
  return code ? told(b->info->store, &err) : CLI_DONE;
}

/* Takes out of the store what the job does not name; only tells of it in a dry run. */
static int prune(batch *b) {
  zb_store *store = NULL;
  zb_stored stored;
  zb_error err;
  size_t i = 0;
  int code;
  memset(&err, 0, sizeof err);
  if (!b->info->prune || access(b->info->store, F_OK) != 0) return 0;
  if (zb_store_open(b->info->store, b->dry_run ? ZB_STORE_READ : ZB_STORE_WRITE, &store, &err)) return told("zhibiao", &err);
  stored.doc.p = NULL;
  while ((code = zb_store_next(store, stored.doc.p, &stored, &err)) == 0) {
    while (i < b->plan.n && strcmp(b->plan.item[i].path, stored.doc.p) < 0) i++;
    if (i < b->plan.n && strcmp(b->plan.item[i].path, stored.doc.p) == 0) continue;
    if (b->dry_run) printf("remove %s\n", stored.doc.p);
    else if ((code = zb_store_remove(store, stored.doc.p, &err)) != 0) break;
    else progress_document(&b->progress, "removed", stored.doc.p, 0, "", "", "");
    b->removed++;
  }
  zb_store_close(store);
  return code == ZB_ENONE ? 0 : told(b->info->store, &err);
}

static int dry_run(batch *b) {
  zb_store *store = NULL;
  zb_error err;
  const char *word;
  int status;
  memset(&err, 0, sizeof err);
  if (access(b->info->store, F_OK) == 0 && zb_store_open(b->info->store, ZB_STORE_READ, &store, &err))
    return told("zhibiao", &err);
  for (size_t i = 0; i < b->plan.n; i++) {
    const plan_item *item = &b->plan.item[i];
    zb_stamp stamp = stamp_of(b, item);
    const char *why;
    why = b->force ? "asked for" : cli_why_read(store, item->path, &stamp, b->info->keep_text);
    if (why) printf("read %s: %s\n", item->path, why);
    else printf("leave %s: unchanged\n", item->path);
  }
  zb_store_close(store);
  status = prune(b);
  for (size_t i = 0; zb_job_report_word(b->job, i, 0); i++) {
    printf("report");
    for (size_t k = 0; (word = zb_job_report_word(b->job, i, k)) != NULL; k++) printf(" %s", word);
    putchar('\n');
  }
  return status;
}

static void summary(batch *b) {
  const progress *p = &b->progress;
  double took = progress_seconds(p);
  progress_clear(&b->progress);
  if (p->json) {
    fprintf(stderr, "{\"event\":\"end\",\"documents\":%zu,\"read\":%zu,\"left_out\":%zu,\"failed\":%zu,\"removed\":%zu,"
                    "\"observations\":%zu,\"seconds\":%.3f}\n", p->all, p->read, p->left_out, p->failed, b->removed,
            b->observations, took);
    return;
  }
  printf("%zu documents: %zu read, %zu unchanged, %zu failed", p->all, p->read, p->left_out, p->failed);
  if (b->removed) printf(", %zu removed", b->removed);
  printf("; %zu observations; %.1f s\n", b->observations, took);
}

/* The failures of the store that the job's documents have, for the end of a run. */
static int list_failures(batch *b) {
  zb_store *store = NULL;
  zb_error err;
  int status = CLI_DONE;
  memset(&err, 0, sizeof err);
  if (!b->progress.failed) return CLI_DONE;
  if (zb_store_open(b->info->store, ZB_STORE_READ, &store, &err)) return told("zhibiao", &err);
  for (size_t i = 0; i < b->plan.n; i++) {
    zb_error failure;
    if (zb_store_failure(store, b->plan.item[i].path, &failure, NULL)) continue;
    status = CLI_FINDINGS;
    if (!b->progress.json) printf("failed %s: [%s] %s\n", b->plan.item[i].path, zb_error_name(failure.code), failure.message);
  }
  zb_store_close(store);
  return status;
}

static int processes(const batch *b) {
  long n = b->jobs ? strtol(b->jobs, NULL, 10) : sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > 64 ? 64 : (int)n;
}

/* ---- --watch ---- */

/* What a plan's documents, the job and the rules look like from outside: names, sizes, times, the rules' fingerprint. */
static uint64_t look(batch *b, const plan *p) {
  uint64_t h = cli_look_file(CLI_LOOK, b->name);
  zb_rules *rules = NULL;
  zb_stamp stamp;
  if (b->info->rules && zb_rules_load(b->info->rules, &rules, NULL) == 0 && zb_stamp_make(rules, NULL, &stamp) == 0)
    h = cli_look_bytes(h, stamp.rules, sizeof stamp.rules);
  zb_rules_free(rules);
  for (size_t i = 0; i < p->n; i++) h = cli_look_file(h, p->item[i].path);
  return h;
}

/* Whether something has changed since the run began. */
static int has_changed(batch *b) {
  plan now;
  int changed = !b->job || plan_make(b->job, &now, NULL) != 0;
  if (changed) return cli_look_file(CLI_LOOK, b->name) != b->seen;      /* only another job can help */
  changed = look(b, &now) != b->seen;
  plan_free(&now);
  return changed;
}

/* ---- a run ---- */

/* One run of the job. Returns: its exit status. */
static int run_once(batch *b) {
  static const worker_calls calls = { begin, work, end, done, tick };
  zb_store *store = NULL;
  zb_error err;
  size_t missing = 0, *order = NULL;
  int status, more, failed;
  memset(&err, 0, sizeof err);
  b->observations = b->removed = 0;
  b->store_failed = 0;
  b->seen = cli_look_file(CLI_LOOK, b->name);
  if ((status = open_job(b)) || (status = plan_make(b->job, &b->plan, &missing))) return status;
  if (b->watch) b->seen = look(b, &b->plan);
  progress_begin(&b->progress, b->plan.n);
  if (b->dry_run) return dry_run(b);
  cli_make_folders(b->info->store);
  if (zb_store_open(b->info->store, ZB_STORE_CREATE, &store, &err)) return told("zhibiao", &err);
  failed = zb_store_expect(store, b->plan.n, b->force ? NULL : &b->base, &err);
  zb_store_close(store);
  if (failed) return told(b->info->store, &err);
  b->processes = processes(b);
  if (b->processes > 1) order = plan_by_size(&b->plan);
  /* One process writes at a time: one more than are to be at work keeps them so while others wait for their turn. */
  failed = workers_run(b->plan.n, order, b->processes > 1 ? b->processes + 1 : 1, b->info->timeout, &calls, b);
  free(order);
  if (failed) return CLI_INTERNAL;
  if ((status = complete(b)) == 0) status = prune(b);
  progress_clear(&b->progress);
  if (!status && !b->store_failed) status = batch_write_reports(b);
  summary(b);
  more = b->store_failed ? CLI_USAGE : list_failures(b);
  if (more > status) status = more;
  return missing && status < CLI_FINDINGS ? CLI_FINDINGS : status;
}

static int run_and_watch(batch *b) {
  for (;;) {
    int status = run_once(b);
    fflush(stdout);
    if (!b->watch) return status;
    while (!has_changed(b)) sleep(LOOK);
    close_job(b);
  }
}

static int run(const cli_command *self, int argc, char **argv) {
  static const char *const logs[] = { "text", "json" };
  batch b;
  const cli_option options[] = {
    { "jobs", 'j', 1, &b.jobs }, { "dry-run", 'n', 0, &b.dry_run }, { "watch", 0, 0, &b.watch }, { "force", 0, 0, &b.force },
    { "explain-skip", 0, 0, &b.explain }, { "log-format", 0, 1, &b.log }, { "verbose", 'v', 0, &b.verbose },
    { "quiet", 'q', 0, &b.quiet }, { NULL, 0, 0, NULL }
  };
  int count, log = 0, status;
  char *folder, *end;
  memset(&b, 0, sizeof b);
  count = cli_parse(self, options, argc, argv);
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  if (count != 1) {
    cli_error("usage", count ? "batch runs one job at a time" : "no job; zhibiao batch JOB.lua");
    return CLI_USAGE;
  }
  if (b.log && (log = cli_choice("log-format", b.log, strlen(b.log), logs, 2)) < 0) return CLI_USAGE;
  if (b.jobs && (strtol(b.jobs, &end, 10) < 1 || *end)) {
    cli_error("usage", "-j wants a number of processes from 1 to 64, not '%s'", b.jobs);
    return CLI_USAGE;
  }
  b.progress = (progress){ .json = log, .verbose = b.verbose || b.explain, .quiet = b.quiet != NULL };
  folder = strdup(argv[0]);
  snprintf(b.name, sizeof b.name, "%s", basename(argv[0]));
  if (!folder || chdir(dirname(folder))) {
    cli_error("io", "%s: %s", argv[0], strerror(errno));
    free(folder);
    return CLI_USAGE;
  }
  free(folder);
  status = run_and_watch(&b);
  close_job(&b);
  zb_rules_free(b.built_in);
  free(b.script);
  return status;
}

const cli_command cli_batch = { "batch", "the documents and reports of a job script, by several processes", help, run };
