/* doors.c - tries each door of doors.txt in each place, and looks at what is told of it, where, and whether the rest goes on.
 * usage: doors DOORS.txt [NAME]     NAME: only the doors whose names hold it */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "zhibiao.h"

enum place { LOAD, HOOK, REPORT, JOB, PLACES };
static const char *const place_names[PLACES] = { "load", "hook", "report", "job" };

enum { DOORS = 200, BODY = 2000, WANTED = 200 };

typedef struct door {
  char name[100], body[BODY], wanted[PLACES][WANTED];
  int in[PLACES];
  int line;                  /* of the body, where it says --here; 0: any */
} door;

static door doors[DOORS];
static size_t n;
static int passed, failed;

/* ---- doors.txt ---- */

/* Which places a list of them names; all where it names none. */
static void read_places(const char *words, int in[PLACES]) {
  int any = 0;
  for (int p = 0; p < PLACES; p++) any |= in[p] = strstr(words, place_names[p]) != NULL;
  for (int p = 0; p < PLACES && !any; p++) in[p] = 1;
}

static void read_wanted(door *d, char *words) {
  char *colon = strchr(words, ':');
  int in[PLACES];
  read_places("", in);
  if (colon && strspn(words, "abcdefghijklmnopqrstuvwxyz, ") == (size_t)(colon - words)) {
    *colon = '\0';
    read_places(words, in);
    words = colon + 2;
  }
  for (int p = 0; p < PLACES; p++)
    if (in[p]) snprintf(d->wanted[p], WANTED, "%.*s", WANTED - 1, words);
}

static int read_doors(const char *path) {
  char line[1000];
  door *d = NULL;
  int lines = 0;
  FILE *f = fopen(path, "r");
  if (!f) return perror(path), -1;
  while (fgets(line, sizeof line, f)) {
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "=== ", 4) == 0 && n < DOORS) {
      char *bar = strstr(line, " | ");
      d = &doors[n++];
      read_places(bar ? bar : "", d->in);
      if (bar) *bar = '\0';
      snprintf(d->name, sizeof d->name, "%.*s", (int)sizeof d->name - 1, line + 4);
      lines = 0;
    } else if (d && strncmp(line, "-> ", 3) == 0) {
      read_wanted(d, line + 3);
    } else if (d && line[0]) {
      size_t at = strlen(d->body);
      lines++;
      if (strstr(line, "--here")) d->line = lines;
      snprintf(d->body + at, BODY - at, "%s\n", line);
    }
  }
  fclose(f);
  return 0;
}

/* ---- what is told ---- */

static void check(const door *d, enum place p, const char *file, int line, const char *message) {
  int right = strstr(message, d->wanted[p]) != NULL && line >= 1 && (!d->line || line == d->line + 1);
  if (p == LOAD || p == HOOK) right = right && strstr(file, "common/door") != NULL;
  else right = right && strcmp(file, "script.lua") == 0;
  passed += right;
  failed += !right;
  if (!right) printf("not ok: %s: %s: %s:%d: %s\n", d->name, place_names[p], file, line, message);
}

static void expect(int right, const char *format, ...) {
  va_list args;
  passed += right;
  failed += !right;
  if (right) return;
  va_start(args, format);
  vprintf(format, args);
  va_end(args);
  putchar('\n');
}

/* The body behind a first line, with what tells how it went. */
static size_t script(char *to, size_t cap, const char *first, const door *d, const char *last) {
  return (size_t)snprintf(to, cap, "%slocal said, shown = nil, tostring\n%serror('said ' .. shown(said), 0)\n%s",
                          first, d->body, last);
}

/* ---- the places ---- */

static void try_load(const door *d) {
  char text[BODY + 500];
  zb_rules_file file = { "common/door.lua", text, script(text, sizeof text, "", d, "") };
  zb_rules_options options = ZB_RULES_OPTIONS_INIT;
  zb_rules *rules = NULL;
  zb_error err;
  options.files = &file;
  options.file_n = 1;
  if (zb_rules_new(&options, &rules, &err) != ZB_ERULE) memset(&err, 0, sizeof err);
  check(d, LOAD, err.file, err.line, err.message);
  zb_rules_free(rules);
}

static void try_report(const zb_rules *rules, const zb_result *result, const door *d) {
  char text[BODY + 500];
  zb_report_options options = ZB_REPORT_OPTIONS_INIT;
  zb_report *report = NULL;
  zb_error err;
  int e;
  options.name = "script.lua";
  options.script = text;
  options.script_n = script(text, sizeof text, "return { title = 'x', about = 'x', run = function(job) ", d, " end }");
  options.memory_limit = (size_t)96 << 20;
  options.steps = 5000000;
  memset(&err, 0, sizeof err);
  e = zb_report_new(rules, &options, &report, &err);
  if (!e) e = zb_report_add(report, result, &err);
  if (!e) zb_report_make(report, &err);
  check(d, REPORT, err.file, err.line, err.message);
  zb_report_free(report);
}

static void try_job(const zb_rules *rules, const door *d) {
  char text[BODY + 500];
  size_t size = script(text, sizeof text, "", d, "");
  zb_job *job = NULL;
  zb_error err;
  memset(&err, 0, sizeof err);
  zb_job_load(rules, "script.lua", text, size, &job, &err);
  check(d, JOB, err.file, err.line, err.message);
  zb_job_free(job);
}

/* ---- hooks: all doors in one document, with a rule that means no harm behind each ---- */

static zb_rules *hostile_rules(void) {
  static char text[DOORS][BODY + 1000], name[DOORS][48];
  static const char good[] =
    "local n = 0\n"
    "return { { name = 'good', match = \"{subject} {'好于'} {figure:rate}\", measure = 'growth', priority = 100000,\n"
    "  hook = function(o) n = n + 1 return { subject = o.subject:upper() .. n } end } }\n";
  zb_rules_file files[DOORS + 1] = { { "common/good.lua", good, sizeof good - 1 } };
  zb_rules_options options = ZB_RULES_OPTIONS_INIT;
  zb_rules *rules = NULL;
  zb_error err;
  options.files = files;
  options.file_n = 1;
  for (size_t i = 0; i < n; i++) {
    char first[300];
    if (!doors[i].in[HOOK]) continue;
    snprintf(name[i], sizeof name[i], "common/door%zu.lua", i);
    snprintf(first, sizeof first,
             "return { { name = 'door%zu', match = \"{subject} {'门%zu号'} {figure:rate}\", measure = 'growth',"
             " priority = 100000, hook = function(o, w) ", i, i);
    files[options.file_n++] =
      (zb_rules_file){ name[i], text[i], script(text[i], sizeof text[i], first, &doors[i], " end } }") };
  }
  if (zb_rules_new(&options, &rules, &err)) printf("not ok: %s:%d: %s\n", err.file, err.line, err.message), failed++;
  return rules;
}

/* The diagnostic of a line, as file, line, rule and message. */
static void check_told(const zb_result *result, const door *d, size_t i, int line) {
  const zb_diagnostic *told = NULL;
  char message[1000], file[100], rule[100];
  int at = 0, from = 0;
  for (size_t k = 0; !told && k < zb_result_diagnostics(result); k++)
    if (zb_result_diagnostic(result, k)->line == line) told = zb_result_diagnostic(result, k);
  snprintf(message, sizeof message, "%.*s", told ? (int)told->message.n : 0, told ? told->message.p : "");
  snprintf(rule, sizeof rule, "hook of rule common/door%zu: ", i);
  if (sscanf(message, "%99[^:]:%d: %n", file, &at, &from) != 2 || strncmp(message + from, rule, strlen(rule)) != 0)
    expect(0, "not ok: %s: hook: no place and no rule: %s", d->name, message);
  else check(d, HOOK, file, at, message + from + strlen(rule));
}

static void try_hooks(void) {
  zb_rules *rules = hostile_rules();
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  static char text[DOORS * 200];
  size_t at = 0, doors_in = 0, seen;
  if (!rules || zb_engine_new(rules, NULL, &engine, NULL)) return;
  for (size_t i = 0; i < n; i++)
    if (doors[i].in[HOOK]) at += (size_t)sprintf(text + at, "甲乙门%zu号5%%。\n丙丁好于6%%，出口下降3%%。\n", i), doors_in++;
  for (int round = 1; round <= 2; round++) {       /* the second document sees nothing of the first */
    if (zb_extract(engine, text, at, NULL, &result, NULL)) {
      expect(0, "not ok: hooks: the document is lost");
      break;
    }
    seen = 0;
    for (size_t i = 0, line = 1; i < n; i++)
      if (doors[i].in[HOOK]) check_told(result, &doors[i], i, (int)line), line += 2;
    expect(zb_result_count(result) == 3 * doors_in, "not ok: hooks: %zu of %zu observations", zb_result_count(result),
           3 * doors_in);
    for (size_t i = 0; i < zb_result_count(result); i++) {
      zb_str s = zb_result_at(result, i)->subject;
      seen += s.n > strlen("丙丁") && strncmp(s.p, "丙丁", strlen("丙丁")) == 0;
      if (i == 1) expect(s.n == strlen("丙丁1") && strncmp(s.p, "丙丁1", s.n) == 0, "not ok: hooks: a document sees another");
    }
    expect(seen == doors_in, "not ok: hooks: %zu of %zu that mean no harm were heard", seen, doors_in);
    zb_result_free(result);
  }
  zb_engine_free(engine);
  zb_rules_free(rules);
}

int main(int argc, char **argv) {
  static const char text[] = "2024年，全市地区生产总值312.6亿元，增长5.2%。\n";
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  if (argc < 2 || read_doors(argv[1]) || zb_rules_load(NULL, &rules, NULL) || zb_engine_new(rules, NULL, &engine, NULL) ||
      zb_extract(engine, text, sizeof text - 1, NULL, &result, NULL)) return 2;
  if (argc > 2) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
      if (strstr(doors[i].name, argv[2])) doors[kept++] = doors[i];
    n = kept;
  }
  try_hooks();
  for (size_t i = 0; i < n; i++) {
    clock_t from = clock();
    if (doors[i].in[LOAD]) try_load(&doors[i]);
    if (doors[i].in[REPORT]) try_report(rules, result, &doors[i]);
    if (doors[i].in[JOB]) try_job(rules, &doors[i]);
    if (getenv("V")) printf("%s: %.2f s\n", doors[i].name, (double)(clock() - from) / CLOCKS_PER_SEC);
  }
  zb_result_free(result);
  zb_engine_free(engine);
  zb_rules_free(rules);
  printf("sandbox: %d passed, %d failed\n", passed, failed);
  return failed != 0;
}
