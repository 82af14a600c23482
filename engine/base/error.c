#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *zb_error_name(int code) {
  switch (code) {
    case ZB_OK: return "ok";
    case ZB_ENOMEM: return "memory";
    case ZB_EARG: return "argument";
    case ZB_EIO: return "io";
    case ZB_EENCODING: return "encoding";
    case ZB_ERULE: return "rule";
    case ZB_ELIMIT: return "limit";
    case ZB_ENONE: return "none";
    case ZB_ECORRECTION: return "correction";
    case ZB_ESTOPPED: return "stopped";
    default: return "internal";
  }
}

int zb_error__set(zb_error *err, int code, const char *format, ...) {
  va_list ap;
  if (!err) return code;
  memset(err, 0, sizeof *err);
  err->code = code;
  va_start(ap, format);
  vsnprintf(err->message, sizeof err->message, format, ap);
  va_end(ap);
  return code;
}
