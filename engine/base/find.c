#include "base/find.h"

#include "base/block.h"

/* By blocks of sixteen places: words of Chinese share their first byte with a tenth of the text, but hardly ever the last as
 * well. */
const char *zb_find(const char *p, const char *end, const char *word, size_t n) {
  const unsigned char first = (unsigned char)word[0], last = (unsigned char)word[n - 1];
  int i;
  for (; (size_t)(end - p) >= n + 15; p += 16) {
    if (!zb_block__any(ZB_IS(zb_block__load(p) == first) & ZB_IS(zb_block__load(p + n - 1) == last))) continue;
    for (i = 0; i < 16; i++) if ((unsigned char)p[i] == first && memcmp(p + i, word, n) == 0) return p + i;
  }
  for (; (size_t)(end - p) >= n; p++) if ((unsigned char)*p == first && memcmp(p, word, n) == 0) return p;
  return NULL;
}

int zb_has_digit(const char *p, const char *end) {
  for (; end - p >= 16; p += 16) {
    zb_block16 x = zb_block__load(p);
    if (zb_block__any(ZB_IS(x >= '0') & ZB_IS(x <= '9'))) return 1;
  }
  for (; p < end; p++) if (*p >= '0' && *p <= '9') return 1;
  return 0;
}
