/* rules.c - any text as a rule file, laid over the small rules of tests/rules/good, and its hooks run, for libFuzzer. */
#include <stdlib.h>
#include <string.h>

#include "lua/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char text[] =
  "全国规模工业企业完成产值达到312.6亿元，同比增长5%以上，下降2.5个百分点。今年要共有工业企业30家，地区生产总值超过400亿元。\n"
  "工业企业\t12家\t7%\n";

/* The first byte chooses which file the others are. */
static zb_script script(const uint8_t *bytes, size_t n) {
  static const char *const paths[] = {
    "rules/common/mine.lua", "rules/work_report/mine.lua", "rules/common/hooked.lua", "rules/lexicon.lua", "rules/units.lua",
    "rules/catalogue.lua", "rules/areas.lua", "rules/terms.lua", "rules/head.lua", "rules/table.lua", "rules/lists.lua",
    "rules/targets.lua", "rules/tasks.lua", "rules/derived.lua", "rules/checks.lua", "rules/flags.lua",
    "rules/work_report/init.lua", "rules/mine/init.lua",
  };
  const char *path = paths[bytes[0] % (sizeof paths / sizeof *paths)];
  return (zb_script){ path, path + strlen("rules/"), (const char *)bytes + 1, n - 1, 1 };
}

static int load(zb_mem *mem, const zb_script *mine, zb_watch *watch, zb_rules **out, zb_error *err) {
  zb_scripts s;
  void *p;
  int e;
  zb_scripts__init(&s, mem);
  if (zb_scripts__read(&s, "scripts/zb", "scripts/zb", 0, err)) abort();
  if (zb_scripts__read(&s, "tests/rules/good", "rules", 0, err)) abort();
  p = s.item;
  if (zb_mem__grow(mem, &p, &s.cap, s.n + 1, sizeof *s.item)) abort();
  s.item = p;
  s.item[s.n++] = *mine;
  e = zb_load__rules(mem, &s, watch, out, err);
  zb_scripts__free(&s);
  if (!e) (*out)->mem = *mem;
  return e;
}

static void read_with(const zb_rules *rules) {
  zb_engine_options options = ZB_ENGINE_OPTIONS_INIT;
  zb_document doc = ZB_DOCUMENT_INIT;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  int e;
  options.hook_steps = 10000;
  options.time_limit = 2000;
  doc.type = "work_report";
  if (zb_engine_new(rules, &options, &engine, NULL)) abort();
  e = zb_extract(engine, text, sizeof text - 1, &doc, &result, NULL);
  if (e && e != ZB_EARG && e != ZB_ELIMIT) abort();
  zb_result_free(result);
  zb_engine_free(engine);
}

/* A wrong file is told with its name and line; what loads reads a document. Nothing of it is left. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  zb_mem mem = ZB_MEM_INIT;
  zb_host host = ZB_HOST_INIT;
  zb_watch watch;
  zb_rules *rules = NULL;
  zb_error err;
  zb_script mine;
  int e;
  if (n == 0) return 0;
  mine = script(bytes, n);
  mem.cap = ZB_LOAD_MEMORY;
  zb_watch__begin(&watch, &host, 2000);
  e = load(&mem, &mine, &watch, &rules, &err);
  if (e == ZB_ERULE && (!err.message[0] || !err.file[0] || err.line < 1)) abort();
  if (e && e != ZB_ERULE && e != ZB_ELIMIT && e != ZB_ENOMEM) abort();
  if (e && (mem.used || rules)) abort();
  if (!e) read_with(rules);
  zb_rules_free(rules);
  return 0;
}
