/* zhibiao store: documents and their observations kept in an SQLite file. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
  "usage: zhibiao store init DB\n"
  "       zhibiao store add [options] DB FILE…\n"
  "       zhibiao store remove DB DOCUMENT…\n"
  "       zhibiao store verify DB\n"
  "       zhibiao store export [--format F] [-o FILE] DB\n\n"
  "Keeps what documents state in DB, an SQLite file: tables document, observation, diagnostic, paragraph, run, and the views\n"
  "headline, targets_and_results, latest and passage, to be asked with the sqlite3 shell; zhibiao report --store DB\n"
  "reports on it.\n\n"
  "  init      makes DB where it is not there\n"
  "  add       reads documents into DB, a ZIP file's, too; one whose bytes, rules and options are as before is left out\n"
  "  remove    takes documents out, by the names that they were added with; all of a folder's or a ZIP file's by its name\n"
  "  verify    reads each source again and tells every figure that does not stand where DB says\n"
  "  export    writes all documents in the order of their names, as extract writes them\n\n"
  "  --type T, --area A, --year Y, --codes C, --rules DIR   as for extract, of the documents added\n"
  "  --no-text         do not keep the documents' text: briefs and reviews cannot be made from the store then\n"
  "  --force           read documents again that have not changed\n"
  "  --format F        ndjson (default), csv or json\n"
  "  -o, --output FILE write FILE, whole or not at all, instead of stdout\n"
  "  -v, --verbose     tell what was read and what was left out\n"
  "  -q, --quiet       do not tell on stderr which documents failed\n\n"
  "exit: 0 done, 1 a document failed or a figure is not where it should be, 2 usage or I/O, 3 a rule is invalid, 5 internal\n"
  "example: zhibiao store init city.db && zhibiao store add city.db reports/*.txt &&\n"
  "         sqlite3 city.db \"SELECT period, value, unit FROM latest WHERE indicator = 'gdp'\"\n";

typedef struct job {
  const char *format, *output, *type, *area, *year, *codes, *rules_dir, *no_text, *force, *verbose, *quiet;
  char type_name[64];
  zb_document document;
  zb_rules *rules;
  zb_engine *engine;
  zb_store *store;
  const char *path;      /* of the store */
} job;

/* What the store or the engine says went wrong. Returns: the exit status. */
static int told(const char *path, const zb_error *err) {
  cli_error_at(path, err);
  return err->code == ZB_EIO || err->code == ZB_ENONE ? CLI_USAGE : cli_status_of(err->code);
}

static int open_store(job *j, zb_store_mode mode) {
  zb_error err;
  memset(&err, 0, sizeof err);
  return zb_store_open(j->path, mode, &j->store, &err) ? told("zhibiao", &err) : 0;
}

/* Rules and an engine, and what is told of all documents. Returns: 0 or the exit status. */
static int open_engine(job *j) {
  static const char *const codes[] = { "headline", "all" };
  int status, all = 0;
  if (j->codes && (all = cli_choice("codes", j->codes, strlen(j->codes), codes, 2)) < 0) return CLI_USAGE;
  if (j->year && (status = cli_read_year(j->year, &j->document.year))) return status;
  if ((status = cli_load_rules(j->rules_dir, &j->rules))) return status;
  if (j->type && (status = cli_read_type(j->rules, j->type, &j->document.type, j->type_name))) return status;
  j->document.area = j->area;
  j->document.all_codes = all;
  j->document.keep_text = !j->no_text;
  return cli_open_engine(j->rules, &j->engine);
}

/* Reads one document into the store; one that cannot be read is kept as such. *stop where there is no use in going on.
 * Returns: its exit status. */
static int add_one(job *j, const char *path, const zb_stamp *stamp, int *stop) {
  zb_result *result = NULL;
  zb_error err, failed;
  char digest[65] = "";
  int code, status = CLI_DONE;
  memset(&err, 0, sizeof err);
  memset(&failed, 0, sizeof failed);
  if (!j->force && !cli_why_read(j->store, path, stamp, j->document.keep_text)) {
    if (j->verbose) fprintf(stderr, "%s: unchanged\n", path);
    return CLI_DONE;
  }
  j->document.name = path;
  code = zb_extract_file(j->engine, path, &j->document, &result, &failed);
  if (code == ZB_EARG) {
    cli_error("usage", "%s", failed.message);
    *stop = 1;
    return CLI_USAGE;
  }
  if (code) {
    if (!j->quiet) cli_error_at(path, &failed);
    status = cli_status_of(code);
    zb_digest_file(path, digest, NULL);
    code = zb_store_put_failure(j->store, path, digest, stamp, &failed, &err);
  } else {
    if (j->verbose) fprintf(stderr, "%s: %zu observations\n", path, zb_result_count(result));
    code = zb_store_put(j->store, result, stamp, &err);
  }
  zb_result_free(result);
  if (!code) return status;
  *stop = 1;
  return told(j->path, &err);
}

static int add(job *j, int count, char **files) {
  cli_documents found;
  zb_stamp stamp;
  zb_error err;
  int status, stop = 0;
  memset(&err, 0, sizeof err);
  if (count == 0) {
    cli_error("usage", "no documents; zhibiao store add %s FILE…", j->path);
    return CLI_USAGE;
  }
  for (int i = 0; i < count; i++)
    if (strcmp(files[i], "-") == 0) {
      cli_error("usage", "standard input has no name to be kept under; give files");
      return CLI_USAGE;
    }
  if ((status = open_engine(j)) || (status = open_store(j, ZB_STORE_WRITE))) return status;
  zb_stamp_make(j->rules, &j->document, &stamp);
  status = cli_documents_find(&found, count, files, j->quiet != NULL);
  if (zb_store_expect(j->store, (size_t)found.n, j->force ? NULL : &stamp, &err)) status = told(j->path, &err), stop = 1;
  for (int i = 0; i < found.n && !stop; i++) {
    int one = add_one(j, found.path[i], &stamp, &stop);
    if (one > status) status = one;
  }
  cli_documents_free(&found);
  if (!stop && zb_store_complete(j->store, &err)) status = told(j->path, &err);
  return status;
}

/* What stands below a folder or a ZIP file. Returns: as zb_store_remove. */
static int drop_below(job *j, const char *folder, zb_error *err) {
  size_t n = strlen(folder);
  zb_stored stored;
  int code, dropped = 0;
  char *below = malloc(n + 2);
  if (!below) return ZB_ENOMEM;
  memcpy(below, folder, n + 1);
  if (n && folder[n - 1] != '/') memcpy(below + n++, "/", 2);
  stored.doc.p = below;
  while ((code = zb_store_next(j->store, stored.doc.p, &stored, err)) == 0 && strncmp(stored.doc.p, below, n) == 0) {
    if ((code = zb_store_remove(j->store, stored.doc.p, err)) != 0) break;
    dropped++;
  }
  free(below);
  return code == 0 || code == ZB_ENONE ? (dropped ? 0 : ZB_ENONE) : code;
}

static int drop(job *j, int count, char **documents) {
  zb_error err;
  int code, status = open_store(j, ZB_STORE_WRITE);
  if (!status && count == 0) {
    cli_error("usage", "no documents; zhibiao store remove %s DOCUMENT…", j->path);
    status = CLI_USAGE;
  }
  for (int i = 0; i < count && !status; i++) {
    memset(&err, 0, sizeof err);
    code = zb_store_remove(j->store, documents[i], &err);
    if (code == ZB_ENONE) code = drop_below(j, documents[i], &err);
    if (code == ZB_ENONE) {
      cli_error("none", "%s: the store has no such document", documents[i]);
      status = CLI_FINDINGS;
    } else if (code) {
      status = told(j->path, &err);
    }
  }
  return status;
}

static void tell_finding(void *ud, int line, int column, const char *what, zb_str text) {
  printf("%s", (const char *)ud);
  if (line > 0) printf(":%d:%d", line, column);
  printf(": %s%s%.*s\n", what, text.n ? ": " : "", (int)text.n, text.p);
}

/* Each document of the store in the order of their names: call returns an exit status and *stop. */
static int each(job *j, int (*call)(job *j, const zb_stored *stored, void *ud, int *stop), void *ud) {
  zb_stored stored;
  zb_error err;
  int code, status = CLI_DONE, stop = 0;
  memset(&err, 0, sizeof err);
  stored.doc.p = NULL;
  while (!stop && (code = zb_store_next(j->store, stored.doc.p, &stored, &err)) == 0) {
    int one = call(j, &stored, ud, &stop);
    if (one > status) status = one;
  }
  return !stop && code != ZB_ENONE ? told(j->path, &err) : status;
}

static int verify_one(job *j, const zb_stored *stored, void *ud, int *stop) {
  zb_error err;
  int found;
  size_t *counts = ud;
  memset(&err, 0, sizeof err);
  if (stored->failure[0]) return CLI_DONE;
  found = zb_store_verify(j->store, j->engine, stored->doc.p, tell_finding, (void *)(uintptr_t)stored->doc.p, &err);
  if (found < 0) {
    *stop = 1;
    return told(j->path, &err);
  }
  counts[0]++;
  counts[1] += found > 0;
  return found ? CLI_FINDINGS : CLI_DONE;
}

static int verify(job *j, int count, char **rest) {
  size_t counts[2] = { 0, 0 };
  int status;
  (void)rest;
  if (count) {
    cli_error("usage", "zhibiao store verify takes the store alone");
    return CLI_USAGE;
  }
  if ((status = open_engine(j)) || (status = open_store(j, ZB_STORE_READ))) return status;
  status = each(j, verify_one, counts);
  printf("%zu documents verified, %zu with findings\n", counts[0], counts[1]);
  return status;
}

static int export_one(job *j, const zb_stored *stored, void *ud, int *stop) {
  zb_writer *writer = ud;
  zb_result *result = NULL;
  zb_error err;
  int code;
  memset(&err, 0, sizeof err);
  if (stored->failure[0]) {
    zb_error failure;
    code = zb_store_failure(j->store, stored->doc.p, &failure, &err);
    *stop = code || zb_writer_failure(writer, stored->doc.p, &failure);
    return code ? told(j->path, &err) : CLI_DONE;
  }
  code = zb_store_get(j->store, stored->doc.p, &result, &err);
  if (code) {
    *stop = 1;
    return told(j->path, &err);
  }
  *stop = zb_writer_result(writer, result) != 0;
  zb_result_free(result);
  return CLI_DONE;
}

static int export(job *j, int count, char **rest) {
  static const char *const names[] = { "ndjson", "json", "csv" };
  static const zb_format formats[] = { ZB_NDJSON, ZB_JSON, ZB_CSV };
  const char *dot = j->output ? strrchr(j->output, '.') : NULL;
  zb_writer *writer = NULL;
  cli_output out;
  int format = 0, status, closed;
  (void)rest;
  if (count) {
    cli_error("usage", "zhibiao store export takes the store alone");
    return CLI_USAGE;
  }
  if (j->format && (format = cli_choice("format", j->format, strlen(j->format), names, 3)) < 0) return CLI_USAGE;
  for (int i = 0; i < 3 && !j->format && dot; i++) if (cli_same_ending(dot + 1, names[i])) format = i;
  if ((status = open_store(j, ZB_STORE_READ)) || (status = cli_output_open(&out, j->output))) return status;
  if (zb_writer_new(formats[format], NULL, cli_output_sink, &out, &writer)) {
    cli_error("memory", "out of memory");
    status = CLI_INTERNAL;
  } else {
    status = each(j, export_one, writer);
    if (zb_writer_end(writer) && !out.error) status = CLI_INTERNAL;
  }
  zb_writer_free(writer);
  closed = cli_output_close(&out, status == CLI_DONE);
  return closed > status ? closed : status;
}

static int init(job *j, int count, char **rest) {
  (void)rest;
  if (!count) return open_store(j, ZB_STORE_CREATE);
  cli_error("usage", "zhibiao store init takes one path; add reads documents into it");
  return CLI_USAGE;
}

static int run(const cli_command *self, int argc, char **argv) {
  static const struct { const char *name; int (*call)(job *, int, char **); } actions[] = {
    { "init", init }, { "add", add }, { "remove", drop }, { "verify", verify }, { "export", export }
  };
  const zb_document unknown = ZB_DOCUMENT_INIT;
  job j;
  const cli_option options[] = {
    { "format", 'f', 1, &j.format }, { "output", 'o', 1, &j.output }, { "type", 't', 1, &j.type }, { "area", 'a', 1, &j.area },
    { "year", 'y', 1, &j.year }, { "codes", 0, 1, &j.codes }, { "rules", 0, 1, &j.rules_dir }, { "no-text", 0, 0, &j.no_text },
    { "force", 0, 0, &j.force }, { "verbose", 'v', 0, &j.verbose }, { "quiet", 'q', 0, &j.quiet }, { NULL, 0, 0, NULL }
  };
  enum { ACTIONS = sizeof actions / sizeof *actions };
  cli_nearest near;
  int count, action, status;
  memset(&j, 0, sizeof j);
  j.document = unknown;
  count = cli_parse(self, options, argc, argv);
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  if (count < 2) {
    cli_error("usage", "zhibiao store wants an action and a store: zhibiao store init DB (zhibiao store --help tells them all)");
    return CLI_USAGE;
  }
  near = cli_nearest_to(argv[0], strlen(argv[0]));
  for (action = 0; action < ACTIONS && strcmp(argv[0], actions[action].name) != 0; action++)
    cli_nearest_offer(&near, (zb_str){ actions[action].name, strlen(actions[action].name) });
  if (action == ACTIONS) {
    if (near.best.p) cli_error("usage", "zhibiao store has no '%s'; did you mean '%s'?", argv[0], near.best.p);
    else cli_error("usage", "zhibiao store has no '%s'; it is one of init, add, remove, verify, export", argv[0]);
    return CLI_USAGE;
  }
  j.path = argv[1];
  status = actions[action].call(&j, count - 2, argv + 2);
  zb_store_close(j.store);
  zb_engine_free(j.engine);
  zb_rules_free(j.rules);
  return status;
}

const cli_command cli_store = { "store", "documents kept in an SQLite file: init, add, remove, verify, export", help, run };
