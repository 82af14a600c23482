/* zhibiao pipe: documents as NDJSON in, observations as NDJSON out, one document after the other. */
#include "cli.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
  "usage: zhibiao pipe [options]\n\n"
  "Reads a document from each line of standard input, a JSON object, and writes what it states to standard output before the\n"
  "next line is read: one observation a line and then a record of the document (or of its failure), as extract --format\n"
  "ndjson writes them, with the document's id as doc. For the pipes of Spark and Hadoop, GNU parallel, consumers of queues.\n\n"
  "  \"id\"     names the document; without it the path does\n"
  "  \"text\"   the document itself, or\n"
  "  \"path\"   a file to read; each document of a ZIP file is one, and its id is \"id\", a slash and its name there\n"
  "  \"type\", \"area\", \"year\"   as the options of extract; they may be left out\n"
  "Other members are passed over.\n\n"
  "  --type T, --area A, --year Y   for documents that do not say their own\n"
  "  --rules DIR       a directory of rules laid over the built-in ones; else $ZHIBIAO_RULES\n"
  "  --codes C         headline (default) or all: codes of detail indicators, too\n\n"
  "exit: 0 done, 1 a document failed, 2 usage or I/O, 3 a rule is invalid, 5 internal\n"
  "example: zhibiao pipe <documents.ndjson >observations.ndjson\n";

enum { LINE_MAX_BYTES = 256 << 20 };

typedef struct job {
  const char *type, *area, *year, *rules_dir, *codes;
  char type_name[64];
  zb_document document;      /* what holds where a line says nothing */
  zb_rules *rules;
  zb_engine *engine;
  cli_output out;
  char *line;
  size_t n, cap;
} job;

/* The next line of standard input, without its end. Returns: 1; 0 at the end; -1 where it is too long and was passed over; -2
 * where it cannot be read, or there is no memory. */
static int next_line(job *j) {
  int c, too_long = 0;
  j->n = 0;
  while ((c = getc_unlocked(stdin)) != EOF && c != '\n') {
    if (j->n + 1 >= j->cap && !too_long) {
      size_t cap = j->cap ? 2 * j->cap : 1 << 16;
      char *more = cap <= LINE_MAX_BYTES ? realloc(j->line, cap) : NULL;
      if (!more && cap <= LINE_MAX_BYTES) return -2;
      if (more) j->line = more, j->cap = cap;
      else too_long = 1;
    }
    if (!too_long) j->line[j->n++] = (char)c;
  }
  if (ferror(stdin)) return -2;
  if (too_long) return -1;
  return c != EOF || j->n > 0;
}

/* A failure, in band. Returns: non-zero where it cannot be written. */
static int put_failure(job *j, const char *id, const zb_error *err) {
  zb_writer *w = NULL;
  int failed = zb_writer_new(ZB_NDJSON, NULL, cli_output_sink, &j->out, &w) || zb_writer_failure(w, id, err) || zb_writer_end(w);
  zb_writer_free(w);
  return failed;
}

static int put_result(job *j, const zb_result *result) {
  zb_writer *w = NULL;
  int failed = zb_writer_new(ZB_NDJSON, NULL, cli_output_sink, &j->out, &w) || zb_writer_result(w, result) || zb_writer_end(w);
  zb_writer_free(w);
  return failed;
}

static int wrong(zb_error *err, const char *message, const char *what) {
  memset(err, 0, sizeof *err);
  err->code = ZB_EARG;
  snprintf(err->message, sizeof err->message, message, what);
  return ZB_EARG;
}

/* A member that must be a string if it is there. Returns: 0 where it is something else, told in err. */
static int member(const json_t *object, const char *key, const char **value, zb_error *err) {
  const json_t *m = json_object_get(object, key);
  if (!m || json_is_null(m)) return 1;
  *value = json_string_value(m);
  if (!*value) wrong(err, "\"%s\" must be a string", key);
  return *value != NULL;
}

static int read_year(const json_t *object, int *year, zb_error *err) {
  const json_t *m = json_object_get(object, "year");
  const char *words = json_string_value(m);
  char *end = NULL;
  json_int_t n = words ? strtol(words, &end, 10) : json_integer_value(m);
  if (!m || json_is_null(m)) return 1;
  if ((words ? *words && !*end : json_is_integer(m)) && n >= ZB_YEAR_FIRST && n <= ZB_YEAR_LAST) {
    *year = (int)n;
    return 1;
  }
  wrong(err, "\"%s\" is no year from 1949 to 2100", "year");
  return 0;
}

/* What was read, or could not be. Returns: its exit status; *stop where output cannot be written. */
static int put(job *j, const char *id, int code, zb_result *result, const zb_error *err, int *stop) {
  *stop = (code ? put_failure(j, id, err) : put_result(j, result)) != 0;
  zb_result_free(result);
  return code ? CLI_FINDINGS : CLI_DONE;
}

/* Each document of a ZIP file, whose id is that of the line, a slash, and its name there. */
static int take_members(job *j, zb_document d, const char *path, const zb_archive *a, int *stop) {
  size_t n = strlen(path), id_n = strlen(d.name);
  const char *id = d.name, *member;
  int status = CLI_DONE, document;
  for (size_t i = 0; !*stop && (member = zb_archive_member(a, i, &document)) != NULL; i++) {
    char *name = document ? malloc(id_n + strlen(member) - n + 1) : NULL;
    zb_result *result = NULL;
    zb_error err;
    if (!document) continue;
    memset(&err, 0, sizeof err);
    if (name) sprintf(name, "%s%s", id, member + n);
    d.name = name ? name : member;
    int code = zb_extract_file(j->engine, member, &d, &result, &err);
    if (put(j, d.name, code, result, &err, stop)) status = CLI_FINDINGS;
    free(name);
  }
  return status;
}

/* Whether a path is a ZIP file with documents in it. Owner of *a: the caller. */
static int is_folder(const char *path, zb_archive **a) {
  int document = 0;
  if (zb_archive_open(path, a, NULL)) return 0;
  for (size_t i = 0; !document && zb_archive_member(*a, i, &document); i++) {}
  return document;
}

/* Reads the document that an object describes and writes what it gives. unnamed: what it is called without an id. */
static int extract(job *j, const json_t *object, const char *unnamed, int *stop) {
  zb_document d = j->document;
  const char *path = NULL, *text = NULL, *id = NULL;
  zb_archive *a = NULL;
  zb_result *result = NULL;
  zb_error err;
  int code = 0, status;
  memset(&err, 0, sizeof err);
  if (!member(object, "id", &id, &err) || !member(object, "path", &path, &err) || !member(object, "text", &text, &err) ||
      !member(object, "type", &d.type, &err) || !member(object, "area", &d.area, &err) || !read_year(object, &d.year, &err))
    code = err.code;
  if (!id) id = path;
  if (!code && !id) code = wrong(&err, "it has no \"%s\"", "id");
  if (!code && !path == !text) code = wrong(&err, "it must have \"text\" or \"path\", and not both%s", "");
  if (!code && path && strcmp(path, "-") == 0)
    code = wrong(&err, "\"%s\" must name a file: standard input holds the lines", "path");
  d.name = id;
  if (!code && path && is_folder(path, &a)) {
    status = take_members(j, d, path, a, stop);
  } else {
    if (!code && path) code = zb_extract_file(j->engine, path, &d, &result, &err);
    else if (!code)
      code = zb_extract(j->engine, text, json_string_length(json_object_get(object, "text")), &d, &result, &err);
    status = put(j, id ? id : unnamed, code, result, &err, stop);
  }
  zb_archive_free(a);
  return status;
}

/* One line. Returns: its exit status; *stop where output cannot be written. */
static int take(job *j, size_t number, int too_long, int *stop) {
  json_error_t why;
  json_t *object = too_long ? NULL : json_loadb(j->line, j->n, JSON_ALLOW_NUL, &why);
  zb_error err;
  char unnamed[32];
  int status = CLI_FINDINGS;
  snprintf(unnamed, sizeof unnamed, "line %zu", number);
  if (too_long) wrong(&err, "the line is longer than 256 MiB%s", "");
  else if (object) wrong(&err, "a line must be a JSON object%s", "");
  else wrong(&err, "no JSON: %s", why.text);
  if (json_is_object(object)) status = extract(j, object, unnamed, stop);
  else *stop = put_failure(j, unnamed, &err) != 0;
  json_decref(object);
  return status;
}

static int is_blank(const job *j) {
  for (size_t i = 0; i < j->n; i++) if (!j->line[i] || !strchr(" \t\r", j->line[i])) return 0;
  return 1;
}

static int work(job *j) {
  int status = CLI_DONE, stop = 0, got;
  for (size_t number = 1; !stop && (got = next_line(j)) != 0; number++) {
    int one;
    if (got == -2) {
      cli_error("io", "standard input: %s", strerror(errno));
      return CLI_USAGE;
    }
    if (got == 1 && is_blank(j)) continue;
    one = take(j, number, got == -1, &stop);
    if (one > status) status = one;
  }
  return status;
}

static int run(const cli_command *self, int argc, char **argv) {
  static const char *const codes[] = { "headline", "all" };
  const zb_document unknown = ZB_DOCUMENT_INIT;
  job j;
  const cli_option options[] = {
    { "type", 't', 1, &j.type }, { "area", 'a', 1, &j.area }, { "year", 'y', 1, &j.year }, { "rules", 0, 1, &j.rules_dir },
    { "codes", 0, 1, &j.codes }, { NULL, 0, 0, NULL }
  };
  zb_error err;
  int count, status = 0, all = 0, closed;
  memset(&j, 0, sizeof j);
  memset(&err, 0, sizeof err);
  j.document = unknown;
  count = cli_parse(self, options, argc, argv);
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  if (count) {
    cli_error("usage", "'%s': pipe reads documents from standard input; zhibiao extract takes files", argv[0]);
    return CLI_USAGE;
  }
  if (j.codes && (all = cli_choice("codes", j.codes, strlen(j.codes), codes, 2)) < 0) return CLI_USAGE;
  if (j.year && (status = cli_read_year(j.year, &j.document.year))) return status;
  status = cli_load_rules(j.rules_dir, &j.rules);
  if (!status && j.type) status = cli_read_type(j.rules, j.type, &j.document.type, j.type_name);
  j.document.area = j.area;
  j.document.all_codes = all;
  if (!status && zb_engine_new(j.rules, NULL, &j.engine, &err)) {   /* one thread: who pipes runs a process for each core */
    cli_error_at("zhibiao", &err);
    status = CLI_INTERNAL;
  }
  if (!status) {
    cli_output_open(&j.out, NULL);
    status = work(&j);
    closed = cli_output_close(&j.out, 1);
    if (closed > status) status = closed;
  }
  free(j.line);
  zb_engine_free(j.engine);
  zb_rules_free(j.rules);
  return status;
}

const cli_command cli_pipe = { "pipe", "documents as NDJSON in, observations as NDJSON out, at once", help, run };
