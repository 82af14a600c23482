/* unchanged.c - whether the store's document is still what reading it again would give. */
#include "cli.h"

#include <string.h>

const char *cli_why_read(zb_store *store, const char *path, const zb_stamp *stamp, int keep_text) {
  zb_stored had;
  char digest[65] = "";      /* of its bytes; "" where it cannot be read */
  if (!store || zb_store_find(store, path, &had, NULL)) return "new";
  zb_digest_file(path, digest, NULL);
  if (strcmp(had.sha256, digest) != 0 || !*digest) return "its bytes have changed";
  if (strcmp(had.stamp.rules, stamp->rules) != 0) return "the rules have changed";
  if (strcmp(had.stamp.options, stamp->options) != 0) return "what is told of it has changed";
  if (keep_text && !had.text_kept && !had.failure[0]) return "its text was not kept";
  return NULL;
}
