/* zhibiao units: the units that figures may have. */
#include "cli.h"

#include <stdio.h>

static const char help[] =
  "usage: zhibiao units [--search WORD] [--format table|ndjson|csv] [--rules DIR]\n\n"
  "Lists the units: each one's name, kind, base unit and the power of ten that leads to it (万元 is 元, 4).\n\n"
  "  --search W    only those that have W in their name, base or kind\n"
  "  --format F    table (default), ndjson or csv\n"
  "  --rules DIR   a directory of rules laid over the built-in ones; else $ZHIBIAO_RULES\n\n"
  "example: zhibiao units --search 米\n";

static int row(const zb_rules *rules, size_t i, zb_str *cells, char *buffer) {
  zb_unit_info info;
  if (!zb_rules_unit(rules, i, &info)) return 0;
  cells[0] = info.name;
  cells[1] = info.kind;
  cells[2] = info.base;
  cells[3].p = buffer;
  cells[3].n = (size_t)snprintf(buffer, 64, "%d", info.mult);
  return 1;
}

static const cli_column columns[] = {
  { "name", CLI_TEXT, 1 }, { "kind", CLI_TEXT, 1 }, { "base", CLI_TEXT, 1 }, { "mult", CLI_NUMBER, 1 },
  { NULL, CLI_TEXT, 0 }
};

static int run(const cli_command *self, int argc, char **argv) {
  static const cli_list list = { "unit", columns, row, 1 };
  return cli_list_run(self, &list, argc, argv);
}

const cli_command cli_units = { "units", "the units that figures may have", help, run };
