#define _POSIX_C_SOURCE 200809L
#include "base/helper.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "zhibiao.h"

struct zb_helper {
  zb_mem *mem;
  pid_t process;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t given, done;
  void (*job)(void *ud);     /* NULL: none */
  void *ud;
  int leave;
};

static void *serve(void *ud) {
  zb_helper *h = ud;
  pthread_mutex_lock(&h->lock);
  while (!h->leave) {
    if (!h->job) {
      pthread_cond_wait(&h->given, &h->lock);
      continue;
    }
    pthread_mutex_unlock(&h->lock);
    h->job(h->ud);
    pthread_mutex_lock(&h->lock);
    h->job = NULL;
    pthread_cond_signal(&h->done);
  }
  pthread_mutex_unlock(&h->lock);
  return NULL;
}

/* Signals are for the threads of the program. */
static int start(zb_helper *h) {
  sigset_t all, was;
  int failed;
  sigfillset(&all);
  if (pthread_sigmask(SIG_SETMASK, &all, &was)) return -1;
  failed = pthread_create(&h->thread, NULL, serve, h);
  pthread_sigmask(SIG_SETMASK, &was, NULL);
  return failed;
}

int zb_helper__new(zb_mem *mem, zb_helper **out) {
  zb_helper *h = zb_mem__resize(mem, NULL, 0, sizeof *h);
  *out = NULL;
  if (!h) return ZB_ENOMEM;
  memset(h, 0, sizeof *h);
  h->mem = mem;
  h->process = getpid();
  pthread_mutex_init(&h->lock, NULL);
  pthread_cond_init(&h->given, NULL);
  pthread_cond_init(&h->done, NULL);
  if (start(h)) {
    zb_mem__resize(mem, h, sizeof *h, 0);
    return ZB_ENOMEM;
  }
  *out = h;
  return 0;
}

int zb_helper__is_here(const zb_helper *h) { return h->process == getpid(); }

static void end(zb_helper *h) {
  zb_helper__wait(h);
  pthread_mutex_lock(&h->lock);
  h->leave = 1;
  pthread_cond_signal(&h->given);
  pthread_mutex_unlock(&h->lock);
  pthread_join(h->thread, NULL);
  pthread_cond_destroy(&h->done);
  pthread_cond_destroy(&h->given);
  pthread_mutex_destroy(&h->lock);
}

void zb_helper__free(zb_helper *h) {
  if (!h) return;
  if (zb_helper__is_here(h)) end(h);
  zb_mem__resize(h->mem, h, sizeof *h, 0);
}

void zb_helper__begin(zb_helper *h, void (*job)(void *ud), void *ud) {
  zb_helper__wait(h);
  pthread_mutex_lock(&h->lock);
  h->job = job;
  h->ud = ud;
  pthread_cond_signal(&h->given);
  pthread_mutex_unlock(&h->lock);
}

void zb_helper__wait(zb_helper *h) {
  pthread_mutex_lock(&h->lock);
  while (h->job) pthread_cond_wait(&h->done, &h->lock);
  pthread_mutex_unlock(&h->lock);
}
