/* many.c - a thousand engines of one rule set at once, each of which has read a document and holds its result; and two engines
 * with rules of their own that read by turns.
 * usage: many engines FILE…           tells how many bytes an engine takes, and how many with its result
 *        many rules DIR OWN PLAIN FILE…   writes NDJSON with the rules of DIR to the file OWN, with the built-in ones to PLAIN */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zhibiao.h>

enum { ENGINES = 1000 };

static size_t held;

static void *resize(void *ud, void *block, size_t old, size_t n) {
  void *p = n ? realloc(block, n) : NULL;
  (void)ud;
  if (!n) free(block);
  if (p || !n) held += n - old;
  return p;
}

static int fail(const char *what, const zb_error *err) {
  fprintf(stderr, "%s: %s\n", what, err->message);
  return 1;
}

static int engines(char **file, int files) {
  static zb_engine *engine[ENGINES];
  static zb_result *result[ENGINES];
  zb_engine_options options = ZB_ENGINE_OPTIONS_INIT;
  zb_host host = ZB_HOST_INIT;
  zb_rules *rules = NULL;
  zb_error err;
  size_t with_results, figures = 0;
  host.resize = resize;
  options.host = &host;
  if (zb_rules_load(NULL, &rules, &err)) return fail("rules", &err);
  for (int i = 0; i < ENGINES; i++) {
    if (zb_engine_new(rules, &options, &engine[i], &err)) return fail("engine", &err);
    if (zb_extract_file(engine[i], file[i % files], NULL, &result[i], &err)) return fail(file[i % files], &err);
  }
  with_results = held;
  for (int i = 0; i < ENGINES; i++) {
    figures += zb_result_count(result[i]);
    zb_result_free(result[i]);
  }
  printf("%zu %zu %zu\n", held / ENGINES, with_results / ENGINES, figures);
  for (int i = 0; i < ENGINES; i++) zb_engine_free(engine[i]);
  zb_rules_free(rules);
  return held != 0;
}

static int put(void *ud, const void *bytes, size_t n) { return fwrite(bytes, 1, n, ud) != n; }

typedef struct reader { zb_rules *rules; zb_engine *engine; zb_writer *writer; FILE *out; } reader;

static int open_reader(reader *r, const char *dir, const char *out) {
  zb_error err;
  memset(r, 0, sizeof *r);
  if ((r->out = fopen(out, "w")) == NULL) return perror(out), 1;
  if (zb_rules_load(dir, &r->rules, &err) || zb_engine_new(r->rules, NULL, &r->engine, &err)) return fail(dir, &err);
  return zb_writer_new(ZB_NDJSON, NULL, put, r->out, &r->writer) != 0;
}

static int read_one(reader *r, const char *path) {
  zb_result *result = NULL;
  zb_error err;
  if (zb_extract_file(r->engine, path, NULL, &result, &err)) return fail(path, &err);
  zb_writer_result(r->writer, result);
  zb_result_free(result);
  return 0;
}

static int close_reader(reader *r) {
  int code = zb_writer_end(r->writer);
  zb_writer_free(r->writer);
  zb_engine_free(r->engine);
  zb_rules_free(r->rules);
  return fclose(r->out) || code;
}

static int by_turns(const char *dir, const char *own, const char *plain, char **file, int files) {
  reader a, b;
  if (open_reader(&a, dir, own) || open_reader(&b, NULL, plain)) return 1;
  for (int i = 0; i < files; i++)
    if (read_one(&a, file[i]) || read_one(&b, file[i])) return 1;
  return close_reader(&a) || close_reader(&b);
}

int main(int argc, char **argv) {
  if (argc > 2 && strcmp(argv[1], "engines") == 0) return engines(argv + 2, argc - 2);
  if (argc > 5 && strcmp(argv[1], "rules") == 0) return by_turns(argv[2], argv[3], argv[4], argv + 5, argc - 5);
  return 2;
}
