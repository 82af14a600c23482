/* watch.h - one long call, and whether it must end: the program says so (zb_host.stop), or its time is over. */
#ifndef ZB_WATCH_H
#define ZB_WATCH_H

#include "zhibiao.h"

typedef struct zb_watch {
  const zb_host *host;
  unsigned limit;         /* milliseconds; 0: none */
  uint64_t end;           /* of the system's steady clock, in nanoseconds */
  int code;               /* 0, or from then on ZB_ESTOPPED or ZB_ELIMIT */
} zb_watch;

/* host must outlive the watch. */
void zb_watch__begin(zb_watch *w, const zb_host *host, unsigned milliseconds);

/* Asks the program and the clock, where there is anything to ask. Returns: non-zero where the call must end. */
int zb_watch__over(zb_watch *w);

/* Tells why it ended. Returns: its code. */
int zb_watch__tell(const zb_watch *w, zb_error *err);

#endif
