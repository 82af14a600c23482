/* formulas.c - any text as the formula of a derived indicator, worked out over the figures of a document, for libFuzzer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { LONGEST = 2000 };

static const char text[] =
  "2024年，全市地区生产总值312.6亿元，同比增长5%；工业企业30家，增长-2%。2023年，全市地区生产总值297.7亿元，增长0%；工业企业0家。\n";

/* The formula as Lua has it, every byte by its number, in an entry that the first bits of it choose. */
static size_t entry(char *to, const uint8_t *bytes, size_t n) {
  static const char *const units[] = { "亿元", "%", "x", "家" };
  size_t at = (size_t)sprintf(to, "return { { code = 'mine', name = '甲', unit = '%s', digits = %d, each = %s, formula = \"",
                              units[bytes[0] & 3], bytes[0] >> 4, bytes[0] & 4 ? "true" : "false");
  for (size_t i = 1; i < n; i++) at += (size_t)sprintf(to + at, "\\%03d", bytes[i]);
  return at + (size_t)sprintf(to + at, "\" } }\n");
}

static int load(const char *mine, size_t n, zb_rules **out, zb_error *err) {
  zb_rules_file file = { "derived.lua", mine, n };
  zb_mem mem = ZB_MEM_INIT;
  zb_scripts s;
  int e;
  zb_scripts__init(&s, &mem);
  if (zb_scripts__read(&s, "scripts", "scripts", 0, err) || zb_scripts__read(&s, "tests/rules/good", "rules", 0, err)) abort();
  if (zb_scripts__add(&s, &file, "rules", err)) abort();
  e = zb_load__rules(&mem, &s, NULL, out, err);
  zb_scripts__free(&s);
  if (!e) (*out)->mem = mem;
  return e;
}

static void report(const zb_rules *rules) {
  zb_report_options options = ZB_REPORT_OPTIONS_INIT;
  zb_document doc = ZB_DOCUMENT_INIT;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  zb_report *made = NULL;
  zb_str written;
  zb_error err;
  int e;
  options.name = "derived";
  doc.name = "a";
  doc.year = 2024;
  if (zb_engine_new(rules, NULL, &engine, NULL) || zb_extract(engine, text, sizeof text - 1, &doc, &result, NULL)) abort();
  if (zb_report_new(rules, &options, &made, &err) || zb_report_add(made, result, &err)) abort();
  e = zb_report_make(made, &err);                  /* ZB_EARG: the document has nothing to work it out of */
  if (!e) e = zb_report_text(made, "csv", &written, &err);
  if (e && e != ZB_EARG && e != ZB_ELIMIT) fprintf(stderr, "%s:%d: %s\n", err.file, err.line, err.message), abort();
  zb_report_free(made);
  zb_result_free(result);
  zb_engine_free(engine);
}

/* A wrong formula is told with its place in the file; one that is right makes a report. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static char mine[4 * LONGEST + 300];
  zb_rules *rules = NULL;
  zb_error err;
  int e;
  if (n == 0 || n > LONGEST) return 0;
  e = load(mine, entry(mine, bytes, n), &rules, &err);
  if (e && (e != ZB_ERULE || strcmp(err.file, "derived.lua") != 0 || err.line != 1 || !err.message[0])) abort();
  if (!e) report(rules);
  zb_rules_free(rules);
  return 0;
}
