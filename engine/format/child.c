#include "format/child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/error.h"

enum { FILES = 1024 };       /* descriptors that a child does not inherit */

/* The program's path, in the first absolute directory of PATH that has it. Returns: 0 where there is none. */
static int find(const char *program, char path[PATH_MAX]) {
  const char *p = getenv("PATH");
  while (p && *p) {
    size_t n = strcspn(p, ":");
    if (*p == '/' && snprintf(path, PATH_MAX, "%.*s/%s", (int)n, p, program) < PATH_MAX && access(path, X_OK) == 0) return 1;
    p += n + (p[n] == ':');
  }
  return 0;
}

static void limit(int what, rlim_t most) {
  struct rlimit l = { most, most };
  setrlimit(what, &l);
}

/* In the child: only calls that are allowed between fork and exec. It ends with its parent, be that killed, where the system
 * can do that. */
static void become(const zb_child *child, const char *path, pid_t parent, int in, int out, int complaints) {
  static char locale[] = "LC_ALL=C.UTF-8", where[] = "PATH=/usr/bin:/bin";
  char *const environment[] = { locale, where, NULL };
  sigset_t none;
  int i;
  setpgid(0, 0);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != parent) _exit(126);
  if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(complaints, 2) < 0) _exit(126);
  for (i = 3; i < FILES; i++) close(i);
  limit(RLIMIT_CPU, child->seconds);
  limit(RLIMIT_AS, child->memory);
  limit(RLIMIT_CORE, 0);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGPIPE, SIG_DFL);
  execve(path, child->argument, environment);
  _exit(127);
}

/* The bytes as a file without a name, at its start; -1 where there is no room. */
static FILE *input(const void *bytes, size_t n) {
  FILE *f = tmpfile();
  if (!f) return NULL;
  if (fwrite(bytes, 1, n, f) == n && fflush(f) == 0 && lseek(fileno(f), 0, SEEK_SET) == 0) return f;
  fclose(f);
  return NULL;
}

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads both pipes to their end. Returns: 0, what take gave, or ZB_ELIMIT at the deadline. */
static int listen_to(const int pipes[2], long long deadline, int (*take)(void *, const char *, size_t), void *ud, char *complaint,
                     size_t size) {
  struct pollfd p[2] = { { pipes[0], POLLIN, 0 }, { pipes[1], POLLIN, 0 } };
  char piece[65536];
  size_t said = 0;
  while (p[0].fd >= 0 || p[1].fd >= 0) {
    long long left = deadline - now();
    int i, k = left > 0 ? poll(p, 2, (int)left) : 0;
    if (k == 0) return ZB_ELIMIT;
    if (k < 0 && errno != EINTR) return ZB_EIO;
    for (i = 0; i < 2 && k > 0; i++) {
      ssize_t n;
      if (p[i].fd < 0 || !p[i].revents) continue;
      n = read(p[i].fd, piece, sizeof piece);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) p[i].fd = -1;
      else if (i == 0) {
        int e = take(ud, piece, (size_t)n);
        if (e) return e;
      } else {
        size_t room = size - 1 - said, m = (size_t)n < room ? (size_t)n : room;
        memcpy(complaint + said, piece, m);
        said += m;
        complaint[said] = '\0';
      }
    }
  }
  return 0;
}

/* Waits for the program's end, which is near; at the deadline ends it. What it started ends with it. Returns: its status. */
static int end(pid_t pid, long long deadline) {
  const struct timespec moment = { 0, 1000000 };
  siginfo_t info;
  int state = 0;
  for (;;) {
    info.si_pid = 0;
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 && errno != EINTR) break;
    if (info.si_pid == pid || now() >= deadline) break;
    nanosleep(&moment, NULL);
  }
  kill(-pid, SIGKILL);
  while (waitpid(pid, &state, 0) < 0 && errno == EINTR) {}
  return WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
}

static int open_pipe(int p[2]) {
  if (pipe(p)) return -1;
  fcntl(p[0], F_SETFD, FD_CLOEXEC);
  fcntl(p[1], F_SETFD, FD_CLOEXEC);
  return 0;
}

static void shut(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

int zb_child__run(const zb_child *child, const void *bytes, size_t n, int (*take)(void *, const char *, size_t), void *ud,
                  int *status, char *complaint, size_t size, zb_error *err) {
  char path[PATH_MAX];
  int out[2] = { -1, -1 }, complaints[2] = { -1, -1 }, pipes[2], e = 0;
  long long deadline = now() + (long long)child->seconds * 1000;
  FILE *in;
  pid_t pid, self = getpid();
  complaint[0] = '\0';
  *status = 0;
  if (!find(child->program, path)) return zb_error__set(err, ZB_ENONE, "%s is not there", child->program);
  in = input(bytes, n);
  if (!in || open_pipe(out) || open_pipe(complaints)) {
    e = zb_error__set(err, ZB_EIO, "%s cannot be given the document: %s", child->program, strerror(errno));
    goto done;
  }
  pid = fork();
  if (pid == 0) become(child, path, self, fileno(in), out[1], complaints[1]);
  if (pid < 0) {
    e = zb_error__set(err, ZB_EIO, "%s cannot be started: %s", child->program, strerror(errno));
    goto done;
  }
  setpgid(pid, pid);
  shut(&out[1]);
  shut(&complaints[1]);
  pipes[0] = out[0];
  pipes[1] = complaints[0];
  e = listen_to(pipes, deadline, take, ud, complaint, size);
  if (e == ZB_ELIMIT) zb_error__set(err, e, "%s did not end in %u seconds", child->program, child->seconds);
  if (e == ZB_EIO) zb_error__set(err, e, "%s cannot be heard: %s", child->program, strerror(errno));
  *status = end(pid, e ? 0 : deadline);
done:
  shut(&out[0]), shut(&out[1]);
  shut(&complaints[0]), shut(&complaints[1]);
  if (in) fclose(in);
  return e;
}
