/* threads.c - one rule set, several threads, a queue of documents; told in the order in which they were given.
 * usage: threads N FILE…    N: threads, 1 to 64 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <zhibiao.h>

typedef struct answer { int code; size_t figures, coded; zb_error err; } answer;

typedef struct queue {
  pthread_mutex_t lock;
  char **path;
  size_t n, next;
  answer *answer;            /* of each document; each is written by one thread */
  const zb_rules *rules;     /* immutable: shared without a lock */
} queue;

static size_t take(queue *q) {
  size_t i;
  pthread_mutex_lock(&q->lock);
  i = q->next < q->n ? q->next++ : q->n;
  pthread_mutex_unlock(&q->lock);
  return i;
}

static void read_one(zb_engine *engine, const char *path, answer *a) {
  zb_result *result = NULL;
  const zb_observation *o;
  a->code = zb_extract_file(engine, path, NULL, &result, &a->err);
  if (a->code) return;
  a->figures = zb_result_count(result);
  for (size_t i = 0; (o = zb_result_at(result, i)) != NULL; i++) a->coded += o->indicator.p != NULL;
  zb_result_free(result);
}

/* An engine serves one thread: each makes its own, which is cheap. */
static void *work(void *ud) {
  queue *q = ud;
  zb_engine *engine = NULL;
  size_t i;
  if (zb_engine_new(q->rules, NULL, &engine, NULL)) return NULL;
  while ((i = take(q)) < q->n) read_one(engine, q->path[i], &q->answer[i]);
  zb_engine_free(engine);
  return NULL;
}

int main(int argc, char **argv) {
  enum { THREADS = 64 };
  pthread_t thread[THREADS];
  zb_rules *rules = NULL;
  int wanted = argc > 2 ? atoi(argv[1]) : 0, started = 0, failed = 0;
  queue q = { PTHREAD_MUTEX_INITIALIZER, argv + 2, 0, 0, NULL, NULL };
  if (wanted < 1 || wanted > THREADS) return fputs("usage: threads N FILE…\n", stderr), 2;
  if (zb_rules_load(NULL, &rules, NULL)) return 1;
  q.n = (size_t)argc - 2;
  q.rules = rules;
  q.answer = calloc(q.n, sizeof *q.answer);
  while (q.answer && started < wanted && pthread_create(&thread[started], NULL, work, &q) == 0) started++;
  while (started > 0) pthread_join(thread[--started], NULL);
  for (size_t i = 0; q.answer && i < q.n; i++) {
    const answer *a = &q.answer[i];
    if (a->code) printf("%s: %s: %s\n", q.path[i], zb_error_name(a->code), a->err.message), failed = 1;
    else printf("%s: %zu figures, %zu of indicators\n", q.path[i], a->figures, a->coded);
  }
  free(q.answer);
  zb_rules_free(rules);
  return failed;
}
