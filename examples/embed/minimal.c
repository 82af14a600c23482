/* minimal.c - what a report states, a figure a line. usage: minimal FILE */
#include <stdio.h>
#include <zhibiao.h>

int main(int argc, char **argv) {
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  const zb_observation *o;
  if (argc < 2 || zb_rules_load(NULL, &rules, NULL) || zb_engine_new(rules, NULL, &engine, NULL) ||
      zb_extract_file(engine, argv[1], NULL, &result, NULL)) return 1;
  for (size_t i = 0; (o = zb_result_at(result, i)) != NULL; i++)
    printf("%d:%d\t%.*s\t%.*s\n", o->line, o->column, (int)o->subject.n, o->subject.p, (int)o->text.n, o->text.p);
  zb_result_free(result);
  zb_engine_free(engine);
  zb_rules_free(rules);
  return 0;
}
