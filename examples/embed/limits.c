/* limits.c - rules that would never end, and runs that are ended: by another thread, by the clock, by a cap on memory. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zhibiao.h>

static const char hostile[] =
  "return { { name = \"endless\", match = \"{subject} {rise} {figure:rate}\", measure = \"growth\", priority = 900,\n"
  "  hook = function() while true do end end } }\n";

static const char text[] = "出口增长5%，进口3亿元。";

static void heard(void *ud, zb_str doc, const zb_diagnostic *d) {
  (void)ud;
  printf("  %.*s:%d:%d: %s: %.*s\n", (int)doc.n, doc.p, d->line, d->column, d->code, (int)d->message.n, d->message.p);
}

static int must_stop(void *ud) { return atomic_load((atomic_int *)ud); }

/* Reads a document with these limits and tells how it went. */
static int read_with(const zb_rules *rules, const zb_engine_options *options, const char *bytes, size_t n) {
  zb_document document = ZB_DOCUMENT_INIT;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  zb_error err = { 0 };
  int code = zb_engine_new(rules, options, &engine, &err);
  document.name = "text";
  if (!code) code = zb_extract(engine, bytes, n, &document, &result, &err);
  if (code) printf("  %s: %s\n", zb_error_name(code), err.message);
  else printf("  %zu observations\n", zb_result_count(result));
  zb_result_free(result);
  zb_engine_free(engine);
  return code;
}

/* The other thread. */
static void *stop_it(void *flag) {
  atomic_store((atomic_int *)flag, 1);
  return NULL;
}

static int hostile_rule(void) {
  zb_host host = ZB_HOST_INIT;
  zb_rules_file file = { "common/endless.lua", hostile, sizeof hostile - 1 };
  zb_rules_options with = ZB_RULES_OPTIONS_INIT;
  zb_engine_options limits = ZB_ENGINE_OPTIONS_INIT;
  zb_rules *rules = NULL;
  int code;
  host.tell = heard;
  with.files = &file;
  with.file_n = 1;
  with.host = &host;             /* also of the engine below */
  limits.hook_steps = 10000;
  puts("a hook that loops is cut off, and the document is read:");
  code = zb_rules_new(&with, &rules, NULL);
  if (!code) code = read_with(rules, &limits, text, sizeof text - 1);
  zb_rules_free(rules);
  return code;
}

/* A document of some megabytes. The caller frees it. */
static char *long_text(size_t *n) {
  enum { TIMES = 200000 };
  char *p = malloc(TIMES * (sizeof text - 1));
  for (size_t i = 0; p && i < TIMES; i++) memcpy(p + i * (sizeof text - 1), text, sizeof text - 1);
  *n = TIMES * (sizeof text - 1);
  return p;
}

int main(void) {
  zb_host host = ZB_HOST_INIT;
  zb_engine_options stopped = ZB_ENGINE_OPTIONS_INIT, timed = ZB_ENGINE_OPTIONS_INIT, small = ZB_ENGINE_OPTIONS_INIT;
  atomic_int flag = 0;
  pthread_t other;
  zb_rules *rules = NULL;
  size_t n;
  char *bytes = long_text(&n);
  if (!bytes || hostile_rule() || zb_rules_load(NULL, &rules, NULL)) return 1;

  puts("another thread says stop:");
  host.ud = &flag;
  host.stop = must_stop;
  stopped.host = &host;
  if (pthread_create(&other, NULL, stop_it, &flag)) return 1;
  read_with(rules, &stopped, bytes, n);
  pthread_join(other, NULL);

  puts("20 milliseconds are over:");
  timed.time_limit = 20;
  read_with(rules, &timed, bytes, n);

  puts("one megabyte is too little:");
  small.memory_limit = 1 << 20;
  read_with(rules, &small, bytes, n);

  zb_rules_free(rules);
  free(bytes);
  return 0;
}
