/* options.h - structs of the caller that begin with their size, so that they can grow. */
#ifndef ZB_OPTIONS_H
#define ZB_OPTIONS_H

#include "zhibiao.h"

/* Copies the caller's struct over *own, which holds the defaults and has n bytes. A shorter one is of an older header: the rest
 * stays as it is. A longer one is of a newer header: what is not known here must be zero. given may be NULL.
 * Returns: 0, or ZB_EARG where the size cannot be one. */
int zb_options__take(void *own, size_t n, const void *given);

#endif
