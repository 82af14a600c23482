/* helper.c - documents read with a second thread (zb_engine_options.threads): what it gives, and what it leaves behind when
 * memory is refused or the program says stop.
 * usage: helper FILE…      exit 0 where all is as with one thread; what is not is told on stderr */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <zhibiao.h>

/* The program's own allocator, which both threads call. */
static struct memory {
  pthread_mutex_t lock;
  size_t held, asked, refuse;       /* bytes; requests; the one from which on all are refused, 0 none */
} memory = { PTHREAD_MUTEX_INITIALIZER, 0, 0, 0 };

static void *resize(void *ud, void *block, size_t old, size_t n) {
  struct memory *m = ud;
  void *p = NULL;
  int no;
  pthread_mutex_lock(&m->lock);
  no = n > old && ++m->asked >= m->refuse && m->refuse;
  if (!no && n) p = realloc(block, n);
  if (!n) free(block);
  if (!n) m->held -= old;
  else if (p) m->held += n - old;
  pthread_mutex_unlock(&m->lock);
  return p;
}

static int asked_to_stop;

static int stop(void *ud) {
  (void)ud;
  return asked_to_stop && --asked_to_stop == 0;
}

typedef struct bytes { char *p; size_t n, cap; } bytes;

static int put(void *ud, const void *p, size_t n) {
  bytes *b = ud;
  if (b->n + n > b->cap) {
    char *more = realloc(b->p, b->cap = 2 * (b->n + n));
    if (!more) return 1;
    b->p = more;
  }
  memcpy(b->p + b->n, p, n);
  b->n += n;
  return 0;
}

static int append_file(bytes *b, const char *path) {
  char piece[4096];
  size_t n;
  FILE *f = fopen(path, "rb");
  if (!f) return perror(path), 1;
  while ((n = fread(piece, 1, sizeof piece, f)) > 0) if (put(b, piece, n)) return 1;
  return fclose(f);
}

/* A document by so many threads. Returns: the code; what it gives in NDJSON is put behind out. */
static int read_with(const zb_rules *rules, unsigned threads, const bytes *document, bytes *out, int repeat) {
  zb_engine_options options = ZB_ENGINE_OPTIONS_INIT;
  zb_host host = ZB_HOST_INIT;
  zb_engine *engine = NULL;
  zb_writer *writer = NULL;
  int code;
  host.resize = resize;
  host.stop = stop;
  host.ud = &memory;
  options.host = &host;
  options.threads = threads;
  code = zb_engine_new(rules, &options, &engine, NULL);
  if (!code && out) code = zb_writer_new(ZB_NDJSON, NULL, put, out, &writer);
  while (!code && repeat-- > 0) {
    zb_result *result = NULL;
    code = zb_extract(engine, document->p, document->n, NULL, &result, NULL);
    if (!code && out) code = zb_writer_result(writer, result);
    zb_result_free(result);
  }
  if (writer && !code) code = zb_writer_end(writer);
  zb_writer_free(writer);
  zb_engine_free(engine);
  if (memory.held) return fprintf(stderr, "%zu bytes are left\n", memory.held), -1;
  return code;
}

static int is_as_with_one(const zb_rules *rules, const bytes *document, const char *name) {
  bytes one = { NULL, 0, 0 }, two = { NULL, 0, 0 };
  int same = read_with(rules, 1, document, &one, 3) == 0 && read_with(rules, 2, document, &two, 3) == 0 && one.n == two.n &&
             one.n > 0 && memcmp(one.p, two.p, one.n) == 0;
  if (!same) fprintf(stderr, "%s: two threads give %zu bytes, one %zu\n", name, two.n, one.n);
  free(one.p);
  free(two.p);
  return same;
}

static int survives_refusal(const zb_rules *rules, const bytes *document) {
  size_t all, k;
  memory.asked = 0;
  if (read_with(rules, 2, document, NULL, 1)) return fprintf(stderr, "it cannot be read\n"), 0;
  all = memory.asked;
  for (k = 1; k <= all; k++) {
    int code;
    memory.asked = 0;
    memory.refuse = k;
    code = read_with(rules, 2, document, NULL, 1);
    if (code && code != ZB_ENOMEM) return fprintf(stderr, "request %zu refused: %d\n", k, code), 0;
  }
  memory.refuse = 0;
  return 1;
}

static int stops(const zb_rules *rules, const bytes *document) {
  int after, code;
  for (after = 1; after < 10000; after = 2 * after + 1) {
    asked_to_stop = after;
    code = read_with(rules, 2, document, NULL, 1);
    if (asked_to_stop == 0 && code != ZB_ESTOPPED) return fprintf(stderr, "stopped at %d: %d\n", after, code), 0;
  }
  asked_to_stop = 0;
  return 1;
}

/* A forked process has no second thread, and gets its own. The thread sanitizer allows none there. */
#if defined(__SANITIZE_THREAD__)
enum { MAY_FORK = 0 };
#else
enum { MAY_FORK = 1 };
#endif
static int is_forked_well(const zb_rules *rules, const bytes *document) {
  zb_engine_options options = ZB_ENGINE_OPTIONS_INIT;
  zb_engine *engine = NULL;
  int status = 1, code, i;
  pid_t child = 1;
  options.threads = 2;
  code = zb_engine_new(rules, &options, &engine, NULL);
  for (i = 0; i < 2 && !code; i++) {
    zb_result *result = NULL;
    code = zb_extract(engine, document->p, document->n, NULL, &result, NULL);
    zb_result_free(result);
    if (i == 0) child = fork();
  }
  zb_engine_free(engine);
  if (child == 0) _exit(code);
  if (child < 0 || waitpid(child, &status, 0) != child || code || status)
    return fprintf(stderr, "forked: %d, and the child ends with %d\n", code, status), 0;
  return 1;
}

int main(int argc, char **argv) {
  enum { LONG = 30 };       /* more sentences than the second thread may be ahead */
  bytes all = { NULL, 0, 0 };
  zb_rules *rules = NULL;
  int i, k, well = argc > 1 && zb_rules_load(NULL, &rules, NULL) == 0;
  for (i = 1; well && i < argc; i++) {
    bytes one = { NULL, 0, 0 };
    well = append_file(&one, argv[i]) == 0 && is_as_with_one(rules, &one, argv[i]) && survives_refusal(rules, &one);
    for (k = 0; k < LONG && well; k++) well = put(&all, one.p, one.n) == 0;
    free(one.p);
  }
  well = well && is_as_with_one(rules, &all, "all, many times over") && stops(rules, &all) &&
         (!MAY_FORK || is_forked_well(rules, &all));
  free(all.p);
  zb_rules_free(rules);
  return well ? 0 : 1;
}
