/* child.h - another program on bytes of ours: no shell, within limits, nothing of it left behind. */
#ifndef ZB_CHILD_H
#define ZB_CHILD_H

#include <stddef.h>

#include "zhibiao.h"

typedef struct zb_child {
  const char *program;       /* found in PATH, among its absolute directories */
  char *const *argument;     /* from its name on, ended by NULL; it reads its standard input */
  unsigned seconds;          /* by the clock, and of the processor */
  size_t memory;             /* bytes of address space */
} zb_child;

/* Runs the program on n bytes. take gets what it writes, piece by piece; what it gives but 0 ends the program and is returned.
 * *status: how it ended, as a shell tells it; complaint: the first of what it wrote to standard error (size bytes).
 * Returns: 0. Errors: ZB_ENONE (no such program), ZB_EIO (it cannot be started), ZB_ELIMIT (time). */
int zb_child__run(const zb_child *child, const void *bytes, size_t n, int (*take)(void *ud, const char *p, size_t n), void *ud,
                  int *status, char *complaint, size_t size, zb_error *err);

#endif
