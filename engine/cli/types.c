/* zhibiao types: the report types that the rules know. */
#include "cli.h"

#include <stdio.h>

static const char help[] =
  "usage: zhibiao types [--format table|ndjson|csv] [--rules DIR]\n\n"
  "Lists the report types: the name that extract --type takes, its title, and how many rules and sections it has.\n\n"
  "  --format F    table (default), ndjson or csv\n"
  "  --rules DIR   a directory of rules laid over the built-in ones; else $ZHIBIAO_RULES\n\n"
  "example: zhibiao types --format ndjson\n";

static int row(const zb_rules *rules, size_t i, zb_str *cells, char *buffer) {
  zb_type_info info;
  if (!zb_rules_type(rules, i, &info)) return 0;
  cells[0] = info.name;
  cells[1] = info.title;
  cells[2].p = buffer;
  cells[2].n = (size_t)snprintf(buffer, 32, "%zu", info.rules);
  cells[3].p = buffer + 32;
  cells[3].n = (size_t)snprintf(buffer + 32, 32, "%zu", info.sections);
  return 1;
}

static const cli_column columns[] = {
  { "type", CLI_TEXT, 1 }, { "title", CLI_TEXT, 1 }, { "rules", CLI_NUMBER, 1 }, { "sections", CLI_NUMBER, 1 },
  { NULL, CLI_TEXT, 0 }
};

static int run(const cli_command *self, int argc, char **argv) {
  static const cli_list list = { "report type", columns, row, 0 };
  return cli_list_run(self, &list, argc, argv);
}

const cli_command cli_types = { "types", "the report types that the rules know", help, run };
