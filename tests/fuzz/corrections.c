/* corrections.c - any bytes as a file of corrections, applied to a document that has figures of every kind, for libFuzzer. */
#include "zhibiao.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int swallow(void *ud, const void *bytes, size_t n) {
  (void)bytes;
  *(size_t *)ud += n;
  return 0;
}

static const char text[] =
  "全市地区生产总值312.6亿元，增长5%以上，下降5%。进出口5亿元、5亿元。粮食产量3—5万吨。";

static zb_result *read_text(zb_engine *engine) {
  zb_document doc = ZB_DOCUMENT_INIT;
  zb_result *result = NULL;
  doc.name = "a.txt";
  doc.year = 2024;
  if (zb_extract(engine, text, sizeof text - 1, &doc, &result, NULL)) abort();
  return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* What has been applied can be written; what cannot be read has a message, and a line where a line is at fault. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static zb_rules *rules;
  static zb_engine *engine;
  zb_corrections *corrections = NULL;
  zb_result *result;
  zb_writer *writer = NULL;
  zb_error err;
  size_t written = 0;
  int code;
  if (!rules && (zb_rules_load(NULL, &rules, NULL) || zb_engine_new(rules, NULL, &engine, NULL))) abort();
  memset(&err, 0, sizeof err);
  code = zb_corrections_read(rules, bytes, n, &corrections, &err);
  if (code) {
    if (corrections || !err.message[0] || (code == ZB_ECORRECTION && err.line < 1)) abort();
    return 0;
  }
  result = read_text(engine);
  if (zb_result_correct(result, corrections, NULL)) abort();
  zb_corrections_free(corrections);
  if (zb_writer_new(ZB_NDJSON, NULL, swallow, &written, &writer)) abort();
  if (zb_writer_result(writer, result) || zb_writer_end(writer)) abort();
  zb_writer_free(writer);
  zb_result_free(result);
  return 0;
}
