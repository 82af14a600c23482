/* archive.c - any bytes as a ZIP file of documents: its members listed, read and digested, for libFuzzer. */
#include "zhibiao.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static char path[] = "/tmp/zhibiao-fuzz-XXXXXX";

static void leave(void) { unlink(path); }

static void write_file(const uint8_t *bytes, size_t n) {
  static int file = -1;
  if (file < 0 && ((file = mkstemp(path)) < 0 || atexit(leave))) abort();
  if (ftruncate(file, 0) || pwrite(file, bytes, n, 0) != (ssize_t)n) abort();
}

/* A member that can be read can be digested, and the two agree on its bytes. */
static void read_member(zb_engine *engine, const char *member) {
  zb_result *result = NULL;
  char hex[65];
  zb_error err;
  memset(&err, 0, sizeof err);
  if (strncmp(member, path, sizeof path - 1) != 0 || member[sizeof path - 1] != '/') abort();
  if (zb_extract_file(engine, member, NULL, &result, &err)) {
    if (result || !err.message[0]) abort();
    return;
  }
  if (zb_digest_file(member, hex, &err) || strcmp(hex, zb_result_head(result)->sha256) != 0) abort();
  zb_result_free(result);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static zb_rules *rules;
  static zb_engine *engine;
  zb_archive *archive = NULL;
  zb_error err;
  const char *member, *before = NULL;
  if (!rules && (zb_rules_load(NULL, &rules, NULL) || zb_engine_new(rules, NULL, &engine, NULL))) abort();
  memset(&err, 0, sizeof err);
  write_file(bytes, n);
  if (zb_archive_open(path, &archive, &err)) {
    if (archive || !err.message[0]) abort();
    return 0;
  }
  for (size_t i = 0; i < 20 && (member = zb_archive_member(archive, i, NULL)) != NULL; i++, before = member) {
    if (before && strcmp(before, member) > 0) abort();
    read_member(engine, member);
  }
  zb_archive_free(archive);
  return 0;
}
