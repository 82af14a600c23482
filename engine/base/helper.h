/* helper.h - a second thread, which does one job at a time for the first. */
#ifndef ZB_HELPER_H
#define ZB_HELPER_H

#include "base/mem.h"

typedef struct zb_helper zb_helper;

/* Starts the thread; no signal is delivered to it. Owner: the caller, zb_helper__free.
 * Errors: ZB_ENOMEM, where no thread is to be had, too. */
int zb_helper__new(zb_mem *mem, zb_helper **out);
/* Waits for its job. In a process that was forked from the one that started it, where no thread is, it may only be freed. */
void zb_helper__free(zb_helper *h);

/* Whether its thread is of this process. */
int zb_helper__is_here(const zb_helper *h);

/* Gives it a job, when the one before is done. */
void zb_helper__begin(zb_helper *h, void (*job)(void *ud), void *ud);
/* Returns when the job is done, at once where there is none. */
void zb_helper__wait(zb_helper *h);

#endif
