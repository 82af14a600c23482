/* error.h - filling a zb_error. */
#ifndef ZB_ERROR_H
#define ZB_ERROR_H

#include "zhibiao.h"

/* Sets code and message (printf), clears the rest. err may be NULL. Returns: code. */
int zb_error__set(zb_error *err, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
