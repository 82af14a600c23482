/* memory.c - memory runs out at every place where the library asks for some: from there on, and only there.
 * usage: memory SECONDS SAMPLE…
 * SECONDS: for each of the scenarios that ask a hundred thousand times, which are sampled; 0: all */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <zhibiao.h>

typedef struct memory {
  long calls, fail_at;      /* the call that fails, from 1; 0: none */
  int only;                 /* it alone; else all from it on */
  size_t bytes;
  long blocks;
} memory;

static void *resize(void *ud, void *block, size_t old, size_t n) {
  memory *m = ud;
  void *p;
  if (n == 0) {
    free(block);
    m->bytes -= old;
    m->blocks--;
    return NULL;
  }
  if (n > old) {
    m->calls++;
    if (m->fail_at && (m->only ? m->calls == m->fail_at : m->calls >= m->fail_at)) return NULL;
  }
  if ((p = realloc(block, n)) == NULL) return NULL;
  m->bytes += n - old;
  m->blocks += !block;
  return p;
}

typedef struct sample { const char *name; char *bytes; size_t n; } sample;
typedef int scenario(const zb_host *host, const sample *s);

static int ignore(void *ud, const void *bytes, size_t n) {
  (void)ud, (void)bytes, (void)n;
  return 0;
}

static int write_all(const zb_host *host, const zb_result *result) {
  zb_write_options options = ZB_WRITE_OPTIONS_INIT;
  int code = 0;
  options.host = host;
  for (int f = ZB_NDJSON; f <= ZB_TABLE && !code; f++) {
    zb_writer *writer = NULL;
    code = zb_writer_new((zb_format)f, &options, ignore, NULL, &writer);
    if (!code) code = zb_writer_result(writer, result);
    if (!code) code = zb_writer_failure(writer, "other.txt", NULL);
    if (!code) code = zb_writer_end(writer);
    zb_writer_free(writer);
  }
  return code;
}

static int correct(const zb_rules *rules, zb_result *result) {
  static const char line[] = "{\"doc\":\"a\",\"start\":0,\"text\":\"1\",\"quote\":\"1\",\"verdict\":\"right\"}\n";
  zb_corrections *corrections = NULL;
  int code = zb_corrections_read(rules, line, sizeof line - 1, &corrections, NULL);
  if (!code) code = zb_result_correct(result, corrections, NULL);
  zb_corrections_free(corrections);
  return code;
}

static int extract(const zb_host *host, const sample *s) {
  zb_rules_options with = ZB_RULES_OPTIONS_INIT;
  zb_document document = ZB_DOCUMENT_INIT;
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  int code;
  with.host = host;
  document.name = s->name;
  document.keep_text = 1;
  code = zb_rules_new(&with, &rules, NULL);
  if (!code) code = zb_engine_new(rules, NULL, &engine, NULL);
  if (!code) code = zb_feed(engine, s->bytes, s->n / 2, NULL);
  if (!code) code = zb_feed(engine, s->bytes + s->n / 2, s->n - s->n / 2, NULL);
  if (!code) code = zb_feed_end(engine, &document, &result, NULL);
  if (!code) code = correct(rules, result);
  if (!code) code = write_all(host, result);
  zb_result_free(result);
  zb_engine_free(engine);
  zb_rules_free(rules);
  return code;
}

static int own_rules(const zb_host *host, const sample *s) {
  static const char rule[] = "return { { name = 'mine', match = '{subject} {figure}', measure = 'level', priority = 900,\n"
                             "  hook = function(o, words) return { subject = o.subject .. #words } end } }\n";
  zb_rules_file file = { "common/mine.lua", rule, sizeof rule - 1 };
  zb_rules_options with = ZB_RULES_OPTIONS_INIT;
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  int code;
  with.host = host;
  with.files = &file;
  with.file_n = 1;
  code = zb_rules_new(&with, &rules, NULL);
  if (!code) code = zb_engine_new(rules, NULL, &engine, NULL);
  if (!code) code = zb_extract(engine, s->bytes, s->n, NULL, &result, NULL);
  zb_result_free(result);
  zb_engine_free(engine);
  zb_rules_free(rules);
  return code;
}

static int report(const zb_host *host, const sample *s) {
  zb_rules_options with = ZB_RULES_OPTIONS_INIT;
  zb_report_options options = ZB_REPORT_OPTIONS_INIT;
  zb_document document = ZB_DOCUMENT_INIT;
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  zb_report *made = NULL;
  zb_str text;
  int code;
  with.host = host;
  options.name = "brief";
  code = zb_rules_new(&with, &rules, NULL);
  if (!code) code = zb_engine_new(rules, NULL, &engine, NULL);
  document.keep_text = 1;
  if (!code) code = zb_extract(engine, s->bytes, s->n, &document, &result, NULL);
  if (!code) code = zb_report_new(rules, &options, &made, NULL);
  if (!code) code = zb_report_add(made, result, NULL);
  if (!code) code = zb_report_make(made, NULL);
  if (!code) code = zb_report_text(made, "html", &text, NULL);
  zb_report_free(made);
  zb_result_free(result);
  zb_engine_free(engine);
  zb_rules_free(rules);
  return code;
}

static int failed;

static void check(const char *name, const sample *s, const memory *m, int code) {
  int wanted = code == ZB_ENOMEM || (code == 0 && (m->only || !m->fail_at));
  if (wanted && !m->bytes && !m->blocks) return;
  failed++;
  printf("not ok: %s %s, call %ld%s: %s, %zu bytes in %ld blocks left\n", name, s->name, m->fail_at, m->only ? " only" : "",
         zb_error_name(code), m->bytes, m->blocks);
}

static int run(scenario *what, const sample *s, memory *m) {
  zb_host host = ZB_HOST_INIT;
  host.resize = resize;
  host.ud = m;
  return what(&host, s);
}

/* seconds 0: at every call; else at calls that stand ever farther apart, as many as there is time for. */
static void try_all(const char *name, scenario *what, const sample *s, int seconds) {
  memory all = { 0, 0, 0, 0, 0 };
  struct timespec from, now;
  long tried = 0;
  int code = run(what, s, &all);
  check(name, s, &all, code);
  if (code) printf("not ok: %s %s: %s\n", name, s->name, zb_error_name(code)), failed++;
  clock_gettime(CLOCK_MONOTONIC, &from);
  for (long k = 1; k <= all.calls; k += seconds ? 1 + k / 23 : 1) {
    for (int only = 0; only < 2; only++) {
      memory m = { 0, k, only, 0, 0 };
      code = run(what, s, &m);
      check(name, s, &m, code);
      tried++;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds && now.tv_sec - from.tv_sec >= seconds) break;
  }
  printf("%s %s: %ld allocations, %ld failures tried\n", name, s->name, all.calls, tried);
}

/* Engines are cheap: one for each thread, each connection. */
static void weigh_engine(void) {
  memory m = { 0, 0, 0, 0, 0 };
  zb_host host = ZB_HOST_INIT;
  zb_engine_options options = ZB_ENGINE_OPTIONS_INIT;
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  host.resize = resize;
  host.ud = &m;
  options.host = &host;
  if (zb_rules_load(NULL, &rules, NULL) || zb_engine_new(rules, &options, &engine, NULL) || m.bytes >= 1000000)
    printf("not ok: an engine of %zu bytes\n", m.bytes), failed++;
  printf("engine: %zu bytes\n", m.bytes);
  zb_engine_free(engine);
  zb_rules_free(rules);
}

static int load(const char *path, sample *s) {
  FILE *f = fopen(path, "rb");
  size_t cap = 1 << 20;
  if (!f || (s->bytes = malloc(cap)) == NULL) return -1;
  s->name = path;
  s->n = fread(s->bytes, 1, cap, f);
  fclose(f);
  return 0;
}

int main(int argc, char **argv) {
  sample s = { NULL, NULL, 0 };
  int seconds = argc > 2 ? atoi(argv[1]) : 0;
  weigh_engine();
  for (int i = 2; i < argc; i++) {
    if (load(argv[i], &s)) return perror(argv[i]), 2;
    try_all("extract", extract, &s, 0);
    if (i == argc - 1) try_all("rules", own_rules, &s, seconds), try_all("report", report, &s, seconds);
    free(s.bytes);
  }
  return failed != 0;
}
