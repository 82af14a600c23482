#define _XOPEN_SOURCE 700
#include "workers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

enum { MOST = 64, NONE = -1 };

typedef struct worker {
  long long item;        /* NONE: waits for one */
  time_t since;
  pid_t pid;             /* 0: not running */
  int to, from;          /* pipes */
  int stopped;           /* by us, because it took too long */
} worker;

/* The file whose lock lets one worker in; locks of fcntl belong to a process and end with it. */
static int turnstile = -1;

static void lock(short type) {
  struct flock l = { .l_type = type, .l_whence = SEEK_SET };
  while (turnstile >= 0 && fcntl(turnstile, F_SETLKW, &l) < 0 && errno == EINTR) {}
}

void workers_enter(void) { lock(F_WRLCK); }
void workers_leave(void) { lock(F_UNLCK); }

static int read_whole(int fd, void *block, size_t n) {
  char *p = block;
  while (n) {
    ssize_t got = read(fd, p, n);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return -1;
    p += got;
    n -= (size_t)got;
  }
  return 0;
}

static int write_whole(int fd, const void *block, size_t n) {
  const char *p = block;
  while (n) {
    ssize_t put = write(fd, p, n);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return -1;
    p += put;
    n -= (size_t)put;
  }
  return 0;
}

/* A worker's life: it ends with its parent, whose end of the pipe is then closed. */
static void serve(int from, int to, const worker_calls *calls, void *ud) {
  size_t item;
  signal(SIGPIPE, SIG_IGN);
  if (calls->begin(ud)) _exit(CLI_INTERNAL);
  while (read_whole(from, &item, sizeof item) == 0) {
    worker_reply reply;
    memset(&reply, 0, sizeof reply);
    reply.item = item;
    calls->work(ud, item, &reply);
    if (write_whole(to, &reply, sizeof reply)) break;
  }
  calls->end(ud);
  _exit(CLI_DONE);
}

static int start(worker *all, int jobs, worker *w, const worker_calls *calls, void *ud) {
  int down[2], up[2];
  if (pipe(down)) return -1;
  if (pipe(up)) return close(down[0]), close(down[1]), -1;
  fflush(stdout);
  fflush(stderr);
  w->pid = fork();
  if (w->pid == 0) {
    for (int i = 0; i < jobs; i++) if (all[i].pid > 0 && &all[i] != w) close(all[i].to), close(all[i].from);
    close(down[1]);
    close(up[0]);
    serve(down[0], up[1], calls, ud);
  }
  close(down[0]);
  close(up[1]);
  if (w->pid < 0) return w->pid = 0, close(down[1]), close(up[0]), -1;
  fcntl(down[1], F_SETFD, FD_CLOEXEC);
  fcntl(up[0], F_SETFD, FD_CLOEXEC);
  w->to = down[1];
  w->from = up[0];
  w->item = NONE;
  w->stopped = 0;
  return 0;
}

static void hang_up(worker *w) {
  if (w->to >= 0) close(w->to);
  w->to = -1;
}

/* The end of a worker that died, was stopped or has nothing left to do. */
static void bury(worker *w, worker_reply *reply) {
  int status = 0;
  hang_up(w);
  close(w->from);
  while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR) {}
  memset(reply, 0, sizeof *reply);
  reply->outcome = w->stopped ? WORKER_STOPPED : WORKER_DIED;
  if (WIFSIGNALED(status))
    snprintf(reply->message, sizeof reply->message, "signal %d, %s", WTERMSIG(status), strsignal(WTERMSIG(status)));
  else snprintf(reply->message, sizeof reply->message, "exit status %d", WEXITSTATUS(status));
  w->pid = 0;
}

static void stop_late(worker *all, int jobs, int timeout) {
  time_t now = time(NULL);
  for (int i = 0; i < jobs; i++) {
    worker *w = &all[i];
    if (w->pid && w->item != NONE && !w->stopped && now - w->since > timeout) {
      w->stopped = 1;
      kill(w->pid, SIGKILL);
    }
  }
}

typedef struct work {
  size_t n, next;        /* items; which of their order is to be given out next */
  const size_t *order;
  int failed;            /* no worker can be had */
} work;

/* Gives a waiting worker the next item, starting it where it is not there. */
static void feed(worker *all, int jobs, worker *w, work *k, const worker_calls *calls, void *ud) {
  size_t item;
  if (k->failed || k->next == k->n || w->item != NONE) return;
  if (!w->pid && start(all, jobs, w, calls, ud)) {
    cli_error("io", "no worker process: %s", strerror(errno));
    k->failed = 1;
    return;
  }
  item = k->order ? k->order[k->next] : k->next;
  k->next++;
  w->item = (long long)item;
  w->since = time(NULL);
  (void)write_whole(w->to, &item, sizeof item);            /* where it has died, the other pipe tells */
}

/* One worker has something to say: a reply, or its death. */
static void hear(worker *w, work *k, const worker_calls *calls, void *ud) {
  worker_reply reply;
  if (read_whole(w->from, &reply, sizeof reply) == 0) {
    w->item = NONE;
    calls->done(ud, &reply);
    return;
  }
  long long item = w->item;
  bury(w, &reply);
  w->item = NONE;
  if (reply.outcome == WORKER_DIED && strncmp(reply.message, "exit status", 11) == 0) k->failed = 1;   /* begin told why */
  if (item == NONE) return;
  reply.item = (size_t)item;
  calls->done(ud, &reply);
}

static int busy(const worker *all, int jobs) {
  int n = 0;
  for (int i = 0; i < jobs; i++) n += all[i].pid && all[i].item != NONE;
  return n;
}

static void listen_to(worker *all, int jobs, work *k, const worker_calls *calls, void *ud) {
  struct pollfd fd[MOST];
  for (int i = 0; i < jobs; i++) fd[i] = (struct pollfd){ all[i].pid ? all[i].from : -1, POLLIN, 0 };
  if (poll(fd, (nfds_t)jobs, 1000) <= 0) return;
  for (int i = 0; i < jobs; i++) if (fd[i].revents) hear(&all[i], k, calls, ud);
}

int workers_run(size_t n, const size_t *order, int jobs, int timeout, const worker_calls *calls, void *ud) {
  worker all[MOST];
  work k = { n, 0, order, 0 };
  struct sigaction ignore = { .sa_handler = SIG_IGN }, was;
  FILE *file = tmpfile();
  time_t ticked = 0;
  memset(all, 0, sizeof all);
  turnstile = file ? fileno(file) : -1;
  if (jobs > MOST) jobs = MOST;
  if ((size_t)jobs > n) jobs = n ? (int)n : 1;
  for (int i = 0; i < jobs; i++) all[i].item = NONE;
  sigaction(SIGPIPE, &ignore, &was);
  do {
    for (int i = 0; i < jobs; i++) feed(all, jobs, &all[i], &k, calls, ud);
    if (busy(all, jobs)) listen_to(all, jobs, &k, calls, ud);
    stop_late(all, jobs, timeout);
    if (calls->tick && time(NULL) != ticked) ticked = time(NULL), calls->tick(ud);
  } while (busy(all, jobs) || (k.next < k.n && !k.failed));
  for (int i = 0; i < jobs; i++) if (all[i].pid) hang_up(&all[i]);
  for (int i = 0; i < jobs; i++) if (all[i].pid) bury(&all[i], &(worker_reply){ .item = 0 });
  sigaction(SIGPIPE, &was, NULL);
  if (file) fclose(file);
  turnstile = -1;
  return k.failed ? -1 : 0;
}
