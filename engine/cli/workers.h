/* workers.h - items done by worker processes: what goes wrong with one item costs that item only. */
#ifndef CLI_WORKERS_H
#define CLI_WORKERS_H

#include <stddef.h>

enum worker_outcome { WORKER_DONE, WORKER_LEFT_OUT, WORKER_FAILED, WORKER_DIED, WORKER_STOPPED };

typedef struct worker_reply {
  size_t item;
  int outcome;           /* WORKER_FAILED: told in code and message; DIED: the process did; STOPPED: it took too long */
  size_t count;          /* of what the item gave */
  char code[16], message[512];
  char why[64];          /* why it was done, or left out */
} worker_reply;

typedef struct worker_calls {
  int (*begin)(void *ud);                                      /* in the worker, once; non-zero: it cannot work, which was told */
  void (*work)(void *ud, size_t item, worker_reply *reply);    /* in the worker; reply is zero but for its item */
  void (*end)(void *ud);                                       /* in the worker, when nothing is left to do */
  void (*done)(void *ud, const worker_reply *reply);           /* in the parent, in the order in which items end */
  void (*tick)(void *ud);                                      /* in the parent, about once a second; NULL: not */
} worker_calls;

/* Does items 0 to n by so many processes. order: which comes when, NULL as they stand. timeout: seconds for one item.
 * Returns: 0, or -1 where no worker could be started or begin (items may be left undone), which is told. */
int workers_run(size_t n, const size_t *order, int jobs, int timeout, const worker_calls *calls, void *ud);

/* In a worker: one at a time goes on behind enter, until leave or its end. */
void workers_enter(void);
void workers_leave(void);

#endif
