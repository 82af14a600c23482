/* zhibiao indicators: the catalogue. */
#include "cli.h"

#include <string.h>

static const char help[] =
  "usage: zhibiao indicators [--search WORD] [--format table|ndjson|csv] [--rules DIR]\n\n"
  "Lists the catalogue: each indicator's code, name, unit, group, level and other names; ndjson and csv also its kind,\n"
  "English name and source. Level headline: extract tells its code always; detail: with --codes all or --only.\n\n"
  "  --search W    only those that have W in any column: a code, name, alias, group, level\n"
  "  --format F    table (default), ndjson or csv\n"
  "  --rules DIR   a directory of rules laid over the built-in ones; else $ZHIBIAO_RULES\n\n"
  "example: zhibiao indicators --search 投资\n";

static int row(const zb_rules *rules, size_t i, zb_str *cells, char *buffer) {
  zb_indicator_info info;
  static const char *const levels[] = { "headline", "detail" };
  (void)buffer;
  if (!zb_rules_indicator(rules, i, &info)) return 0;
  cells[0] = info.code;
  cells[1] = info.name;
  cells[2] = info.unit;
  cells[3] = info.group;
  cells[4].p = levels[info.detail != 0];
  cells[4].n = strlen(cells[4].p);
  cells[5] = info.aliases;
  cells[6] = info.kind;
  cells[7] = info.english;
  cells[8] = info.source;
  return 1;
}

static const cli_column columns[] = {
  { "code", CLI_TEXT, 1 }, { "name", CLI_TEXT, 1 }, { "unit", CLI_TEXT, 1 }, { "group", CLI_TEXT, 1 },
  { "level", CLI_TEXT, 1 }, { "aliases", CLI_WORDS, 1 }, { "kind", CLI_TEXT, 0 }, { "english", CLI_TEXT, 0 },
      { "source", CLI_TEXT, 0 },
  { NULL, CLI_TEXT, 0 }
};

static int run(const cli_command *self, int argc, char **argv) {
  static const cli_list list = { "indicator", columns, row, 1 };
  return cli_list_run(self, &list, argc, argv);
}

const cli_command cli_indicators = { "indicators", "the catalogue of indicators", help, run };
