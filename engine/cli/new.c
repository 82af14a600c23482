/* zhibiao new: files to begin with. What they hold is scripts/new, what is done is scripts/desk/new.lua. */
#include <stddef.h>

#include "cli.h"
#include "script.h"

static const char help[] =
  "usage: zhibiao new rule NAME [--word WORD]\n"
  "       zhibiao new indicator NAME --code CODE [--unit U] [--kind K]\n"
  "       zhibiao new word WORD --class CLASS\n"
  "       zhibiao new type NAME --title TITLE\n"
  "       zhibiao new report NAME\n\n"
  "Writes a file with remarks that works at once, says where, and how to see it work. Nothing is written over; an indicator\n"
  "or a word is put into the catalogue or lexicon that is there.\n\n"
  "  rule        DIR/common/NAME.lua; NAME TYPE/NAME for one type of report. WORD is the word that it looks for\n"
  "  indicator   in DIR/catalogue.lua: NAME as documents have it, CODE of small letters, digits and _; U is its unit (亿元),\n"
  "              K what it is: flow (default), stock, ratio or index\n"
  "  word        in DIR/lexicon.lua, as one of its CLASS\n"
  "  type        DIR/NAME with how the type is known and its sections, a rule and a sample; TITLE stands in the heads\n"
  "  report      ./NAME.lua, a script for zhibiao report\n\n"
  "  --rules DIR       the directory of rules; else $ZHIBIAO_RULES, else my-rules\n\n"
  "exit: 0 done, 2 usage or I/O, 3 the rules would be invalid with it, 5 internal\n"
  "example: zhibiao new indicator 规上文化企业营业收入 --code culture_revenue\n";

static int run(const cli_command *self, int argc, char **argv) {
  cli_setting settings[] = { { "rules", NULL }, { "code", NULL }, { "unit", NULL }, { "kind", NULL }, { "class", NULL },
                             { "title", NULL }, { "word", NULL }, { NULL, NULL } };
  cli_option options[sizeof settings / sizeof *settings];
  lua_State *L;
  int count, status;
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
    options[i] = (cli_option){ settings[i].key, 0, 1, &settings[i].value };
  count = cli_parse(self, options, argc, argv);
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  if (!(L = cli_script_open())) return CLI_INTERNAL;
  status = cli_script_run(L, "new", settings, count, argv);
  lua_close(L);
  return status;
}

const cli_command cli_new = { "new", "a rule, indicator, word, report type or report to begin with", help, run };
