#include "base/watch.h"

#include <time.h>

#include "base/error.h"

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void zb_watch__begin(zb_watch *w, const zb_host *host, unsigned milliseconds) {
  *w = (zb_watch){ host, milliseconds, milliseconds ? now() + (uint64_t)milliseconds * 1000000 : 0, 0 };
}

int zb_watch__over(zb_watch *w) {
  if (w->code) return 1;
  if (w->host->stop && w->host->stop(w->host->ud)) w->code = ZB_ESTOPPED;
  else if (w->end && now() >= w->end) w->code = ZB_ELIMIT;
  return w->code != 0;
}

int zb_watch__tell(const zb_watch *w, zb_error *err) {
  if (w->code == ZB_ESTOPPED) return zb_error__set(err, ZB_ESTOPPED, "stopped by the program");
  return zb_error__set(err, w->code, "more than the limit of %u milliseconds", w->limit);
}
