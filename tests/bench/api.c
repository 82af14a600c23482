/* api.c - documents to NDJSON by the library, as `zhibiao extract -f ndjson` does it. usage: api FILE… */
#include <stdio.h>

#include "zhibiao.h"

static int put(void *ud, const void *bytes, size_t n) { return fwrite(bytes, 1, n, ud) != n; }

int main(int argc, char **argv) {
  zb_engine_options options = ZB_ENGINE_OPTIONS_INIT;
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_writer *writer = NULL;
  int code = zb_rules_load(NULL, &rules, NULL);
  options.threads = 2;        /* as the command has where there are two processors */
  if (!code) code = zb_engine_new(rules, &options, &engine, NULL);
  if (!code) code = zb_writer_new(ZB_NDJSON, NULL, put, stdout, &writer);
  for (int i = 1; i < argc && !code; i++) {
    zb_result *result = NULL;
    code = zb_extract_file(engine, argv[i], NULL, &result, NULL);
    if (!code) code = zb_writer_result(writer, result);
    zb_result_free(result);
  }
  if (!code) code = zb_writer_end(writer);
  zb_writer_free(writer);
  zb_engine_free(engine);
  zb_rules_free(rules);
  return code != 0;
}
