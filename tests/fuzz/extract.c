/* extract.c - any bytes as a document, with any type: read and written in every format, for libFuzzer. */
#include "zhibiao.h"

#include <stdint.h>
#include <stdlib.h>

static int swallow(void *ud, const void *bytes, size_t n) {
  (void)bytes;
  *(size_t *)ud += n;
  return 0;
}

static void put(const zb_result *result, zb_format format) {
  size_t written = 0;
  zb_writer *writer = NULL;
  if (zb_writer_new(format, NULL, swallow, &written, &writer)) abort();
  if (zb_writer_result(writer, result) || zb_writer_end(writer)) abort();
  zb_writer_free(writer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* The first byte chooses the report type. An observation must stand where it says. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static zb_rules *rules;
  static zb_engine *engine;
  static const char *const types[] = { NULL, "work_report", "plan_report", "communique", "analysis", "budget_report",
                                       "five_year_plan", "digest" };
  zb_document doc = ZB_DOCUMENT_INIT;
  zb_result *result = NULL;
  size_t i;
  if (!rules && (zb_rules_load(NULL, &rules, NULL) || zb_engine_new(rules, NULL, &engine, NULL))) abort();
  if (n == 0) return 0;
  doc.type = types[bytes[0] % (sizeof types / sizeof *types)];
  doc.all_codes = bytes[0] & 1;
  if (zb_extract(engine, bytes + 1, n - 1, &doc, &result, NULL)) return 0;
  for (i = 0; i < zb_result_count(result); i++) {
    const zb_observation *o = zb_result_at(result, i);
    if (o->start >= o->end || o->line < 1 || o->column < 1) abort();
  }
  put(result, ZB_NDJSON);
  put(result, ZB_JSON);
  put(result, ZB_CSV);
  put(result, ZB_TABLE);
  zb_result_free(result);
  return 0;
}
