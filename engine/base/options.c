#include "base/options.h"

#include <string.h>

enum { SIZE_LIMIT = 1 << 12 };    /* no struct of options will ever have that many bytes */

int zb_options__take(void *own, size_t n, const void *given) {
  const unsigned char *p = given;
  size_t size, i;
  if (!given) return 0;
  memcpy(&size, given, sizeof size);
  if (size < sizeof size || size > SIZE_LIMIT) return ZB_EARG;
  for (i = n; i < size; i++) if (p[i]) return ZB_EARG;
  memcpy(own, given, size < n ? size : n);
  return 0;
}
