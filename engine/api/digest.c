/* digest.c - the SHA-256 of a file or a member of a ZIP file, by which a document is known again. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/sha256.h"
#include "format/archive.h"

static int add(void *ud, const void *p, size_t n) {
  zb_sha256__add(ud, p, n);
  return 0;
}

static int digest_member(const char *path, char hex[65], zb_error *err) {
  zb_mem mem = ZB_MEM_INIT;
  zb_sha256 sha;
  int code;
  zb_sha256__init(&sha);
  code = zb_archive__member(&mem, path, SIZE_MAX, add, &sha, err);
  if (code == ZB_ENONE) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(ENOTDIR));
  if (!code) zb_sha256__end(&sha, hex);
  return code;
}

int zb_digest_file(const char *path, char hex[65], zb_error *err) {
  zb_sha256 sha;
  char block[1 << 14];
  size_t n;
  FILE *f;
  int failed;
  if (!path || !hex) return zb_error__set(err, ZB_EARG, "no path, or no place for the digest");
  f = fopen(path, "rb");
  if (!f && (errno == ENOTDIR || errno == ENAMETOOLONG)) return digest_member(path, hex, err);
  if (!f) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
  zb_sha256__init(&sha);
  while ((n = fread(block, 1, sizeof block, f)) > 0) zb_sha256__add(&sha, block, n);
  failed = ferror(f) ? zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno)) : 0;
  fclose(f);
  if (!failed) zb_sha256__end(&sha, hex);
  return failed;
}
