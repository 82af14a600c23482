/* stage.h - where the time of a reading goes (zb_engine_profile). Nobody asks mostly: then the clock is NULL, and a stage is one
 * test. Stages lie inside each other; a stage's time is without that of those inside it. */
#ifndef ZB_STAGE_H
#define ZB_STAGE_H

#include "zhibiao.h"

typedef struct zb_clock {
  zb_profile *profile;
  uint64_t at;               /* when the stage was entered or came back, in nanoseconds */
  zb_stage now;
} zb_clock;

void zb_clock__begin(zb_clock *c, zb_profile *profile, zb_stage first);
void zb_clock__end(zb_clock *c);
/* From the stage that is now to another. */
void zb_clock__turn(zb_clock *c, zb_stage to);

/* c: NULL where nobody asks. Returns: the stage to leave to. */
static inline zb_stage zb_stage__enter(zb_clock *c, zb_stage stage) {
  zb_stage outer = c ? c->now : stage;
  if (c) zb_clock__turn(c, stage);
  return outer;
}

static inline void zb_stage__leave(zb_clock *c, zb_stage outer) { if (c) zb_clock__turn(c, outer); }

#endif
