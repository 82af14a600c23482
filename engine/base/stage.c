#include "base/stage.h"

#include <time.h>

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void zb_clock__begin(zb_clock *c, zb_profile *profile, zb_stage first) { *c = (zb_clock){ profile, now(), first }; }

void zb_clock__turn(zb_clock *c, zb_stage to) {
  uint64_t t = now();
  c->profile->stage[c->now] += t - c->at;
  c->at = t;
  c->now = to;
}

void zb_clock__end(zb_clock *c) { zb_clock__turn(c, c->now); }

const char *zb_stage_name(zb_stage stage) {
  static const char *const names[ZB_STAGES] = { "file", "format", "decode", "digest", "layout", "head", "scan", "rules", "hooks",
                                                "meaning", "tables", "result" };
  return (unsigned)stage < ZB_STAGES ? names[stage] : "";
}
