/* rules_in_memory.c - an engine with rules of its own, given as strings; and how a mistake in them is told. */
#include <stdio.h>
#include <string.h>

#include <zhibiao.h>

static const char lexicon[] = "return { rise = { \"蹿升\" } }\n";

static const char slimmed[] =
  "return {\n"
  "  { name = \"slimmed\", match = \"{subject} {'瘦身'} {figure:count}\",\n"
  "    measure = \"change\", sign = -1, priority = 50 },\n"
  "}\n";

static const char mistaken[] =
  "return {\n  { name = \"slimmed\", match = \"{subject} {figure:count}\", measure = \"chnage\" },\n}\n";

static const char text[] = "2024年，全市技术合同成交额36.8亿元，蹿升31%，行政审批事项瘦身38项。";

static int load(const char *rule, zb_rules **out, zb_error *err) {
  zb_rules_options options = ZB_RULES_OPTIONS_INIT;
  zb_rules_file files[] = { { "lexicon.lua", lexicon, strlen(lexicon) }, { "common/slimmed.lua", rule, strlen(rule) } };
  options.files = files;
  options.file_n = sizeof files / sizeof *files;
  return zb_rules_new(&options, out, err);
}

int main(void) {
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  const zb_observation *o;
  zb_error err = { 0 };
  int code;
  if (load(mistaken, &rules, &err) == ZB_ERULE)
    printf("%s:%d:%d: %s\n%s\n", err.file, err.line, err.column, err.message, err.source);
  zb_rules_free(rules);

  code = load(slimmed, &rules, &err);
  if (!code) code = zb_engine_new(rules, NULL, &engine, &err);
  if (!code) code = zb_extract(engine, text, strlen(text), NULL, &result, &err);
  if (code) fprintf(stderr, "%s: %s\n", zb_error_name(code), err.message);
  for (size_t i = 0; !code && (o = zb_result_at(result, i)) != NULL; i++)
    printf("%.*s: %.*s, %s %.*s by rule %.*s\n", (int)o->subject.n, o->subject.p, (int)o->text.n, o->text.p,
           o->value.mantissa < 0 ? "a negative" : "a positive", (int)o->measure.n, o->measure.p, (int)o->rule.n, o->rule.p);
  zb_result_free(result);
  zb_engine_free(engine);
  zb_rules_free(rules);
  return code != 0;
}
