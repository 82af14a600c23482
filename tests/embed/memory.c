/* memory.c - memory runs out at every place where the library asks for some: from there on, and only there.
 * usage: memory STRIDE SAMPLE…
 * STRIDE: of a report's requests, some 60,000, every so many-th is refused; of the 300,000 of rules every fifth of those;
 * 1: all of both. Lua asks a second time when it is refused once, so that of theirs one in twenty is refused alone.
 *
 * One run is enough: at each request that shall be refused the process divides itself. The child is refused it, and goes on to
 * the end, where all must have been given back; the parent is given it, and goes on to the next. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <zhibiao.h>

typedef struct memory {
  long calls, fail_at;      /* the call that fails, from 1; 0: none */
  int only;                 /* it alone; else all from it on */
  long stride, lone;        /* the process divides at every stride-th call (0: never), of those at every lone-th for it alone */
  long tried, bad, running; /* children */
  size_t bytes;
  long blocks;
} memory;

/* Waits until at most so many children run. */
static void reap(memory *m, long most) {
  int status = 0;
  while (m->running > most) {
    pid_t child = wait(&status);
    m->running = child < 0 ? 0 : m->running - 1;
    if (child >= 0 && status == 0) continue;
    m->bad++;
    if (child >= 0 && WIFSIGNALED(status))
      printf("not ok: signal %d at a call not long before %ld\n", WTERMSIG(status), m->calls);
  }
}

/* Divides the process. Returns: in the child that the call fails. */
static int divide(memory *m, int only) {
  pid_t child;
  reap(m, sysconf(_SC_NPROCESSORS_ONLN) - 1);
  fflush(stdout);
  child = fork();
  if (child == 0) {
    m->fail_at = m->calls;
    m->only = only;
    m->stride = 0;
    return 1;
  }
  m->tried++;
  if (child < 0) m->bad++;
  else m->running++;
  return 0;
}

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
    if (m->stride && m->calls % m->stride == 0 && divide(m, 0)) return NULL;
    if (m->stride && m->calls % (m->stride * m->lone) == 0 && divide(m, 1)) return NULL;
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

/* In two pieces; a member of a ZIP file, of which no bytes were loaded, by its path. */
static int read_sample(zb_engine *engine, const sample *s, const zb_document *document, zb_result **result) {
  int code = 0;
  if (!s->n) return zb_extract_file(engine, s->name, document, result, NULL);
  code = zb_feed(engine, s->bytes, s->n / 2, NULL);
  if (!code) code = zb_feed(engine, s->bytes + s->n / 2, s->n - s->n / 2, NULL);
  return code ? code : zb_feed_end(engine, document, result, NULL);
}

static int extract(const zb_host *host, const sample *s) {
  zb_rules_options with = ZB_RULES_OPTIONS_INIT;
  zb_document document = ZB_DOCUMENT_INIT;
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  zb_column column;
  int code;
  with.host = host;
  document.name = s->name;
  document.keep_text = 1;
  code = zb_rules_new(&with, &rules, NULL);
  if (!code) code = zb_engine_new(rules, NULL, &engine, NULL);
  if (!code) code = read_sample(engine, s, &document, &result);
  if (!code) code = correct(rules, result);
  if (!code) code = write_all(host, result);
  for (int key = 0; key < ZB_KEYS && !code; key++) code = zb_result_column(result, (zb_key)key, &column, NULL);
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

static void hear(void *ud, const zb_mistake *mistake) { *(size_t *)ud += mistake->message.n; }

static int checking(const zb_host *host, const sample *s) {
  static const char rule[] = "return { { name = 'a', match = '{rise}* {rise}* {fall} {figure}', measure = 'levle' }, 5 }\n";
  zb_rules_file file = { "common/mine.lua", rule, sizeof rule - 1 };
  zb_rules_options with = ZB_RULES_OPTIONS_INIT;
  size_t heard = 0;
  (void)s;
  with.host = host;
  with.files = &file;
  with.file_n = 1;
  return zb_rules_check(&with, hear, &heard, NULL, NULL);
}

static int testing(const zb_host *host, const sample *s) {
  static const char cases[] = "return { { 'GDP 5%', { value = 6 } }, { 'none', reject = true } }\n";
  static const char *const formats[] = { "text", "tap", "junit", "json", "scores", "diff" };
  zb_labels labels = { "a", { "line\tcol\tkeep\n1\t1\t0\n", 20 }, { NULL, 0 } };
  zb_rules_options with = ZB_RULES_OPTIONS_INIT;
  zb_document document = ZB_DOCUMENT_INIT;
  zb_rules *rules = NULL;
  zb_tests *tests = NULL;
  zb_str file, text;
  int code;
  with.host = host;
  document.name = s->name;
  code = zb_rules_new(&with, &rules, NULL);
  if (!code) code = zb_tests_new(rules, NULL, &tests, NULL);
  if (!code) code = zb_tests_cases(tests, "cases.lua", cases, sizeof cases - 1, NULL);
  if (!code) code = zb_tests_examples(tests, "rules/common/part.lua", 0, NULL);
  if (!code) code = zb_tests_labels(tests, &labels, s->bytes, s->n, &document, NULL);
  if (!code) code = zb_tests_draft(tests, s->bytes, s->n, &document, ignore, NULL, NULL);
  for (size_t i = 0; i < sizeof formats / sizeof *formats && !code; i++)
    code = zb_tests_write(tests, formats[i], ignore, NULL, NULL);
  if (!code) zb_tests_update(tests, 0, &file, &text);
  zb_tests_free(tests);
  zb_rules_free(rules);
  return code;
}

static int failed;

static int is_right(const char *name, const sample *s, const memory *m, int code) {
  int wanted = code == ZB_ENOMEM || (code == 0 && (m->only || !m->fail_at));
  if (wanted && !m->bytes && !m->blocks) return 1;
  printf("not ok: %s %s, call %ld%s: %s, %zu bytes in %ld blocks left\n", name, s->name, m->fail_at, m->only ? " only" : "",
         zb_error_name(code), m->bytes, m->blocks);
  return 0;
}

static void try_all(const char *name, scenario *what, const sample *s, long stride, long lone) {
  memory m = { .stride = stride, .lone = lone };
  zb_host host = ZB_HOST_INIT;
  int code;
  host.resize = resize;
  host.ud = &m;
  code = what(&host, s);
  if (m.fail_at) {                       /* a child */
    int right = is_right(name, s, &m, code);
    fflush(stdout);
    exit(!right);
  }
  reap(&m, 0);
  failed += !is_right(name, s, &m, code) || code || m.bad;
  printf("%s %s: %ld allocations, %ld failures tried, %ld bad\n", name, s->name, m.calls, m.tried, m.bad);
}

/* Engines are cheap: one for each thread, each connection. */
static void weigh_engine(void) {
  memory m = { .lone = 1 };
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
  *s = (sample){ path, NULL, 0 };
  if (!f && strstr(path, ".zip/")) return 0;
  if (!f || (s->bytes = malloc(cap)) == NULL) return -1;
  s->name = path;
  s->n = fread(s->bytes, 1, cap, f);
  fclose(f);
  return 0;
}

int main(int argc, char **argv) {
  sample s = { NULL, NULL, 0 };
  long stride = argc > 2 ? atol(argv[1]) : 0;
  long scale = stride == 1 ? 1 : 5;
  if (stride < 1) return fputs("usage: memory STRIDE SAMPLE…\n", stderr), 2;
  weigh_engine();
  for (int i = 2; i < argc; i++) {
    if (load(argv[i], &s)) return perror(argv[i]), 2;
    try_all("extract", extract, &s, 1, 1);
    if (i == argc - 1) {
      try_all("report", report, &s, stride, 20);
      try_all("rules", own_rules, &s, stride * scale, 20);
      try_all("test", testing, &s, stride / 10 + 1, 20);
      try_all("check", checking, &s, stride * scale * 2, 20);
    }
    free(s.bytes);
  }
  return failed != 0;
}
