/* zhibiao repl: Lua with the engine loaded. What is done with a line is scripts/desk/repl.lua. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "explain.h"
#include "line.h"
#include "script.h"

static const char help[] =
  "usage: zhibiao repl [options]\n\n"
  "Reads lines and answers: to a sentence with its tokens and observations, to Lua with what it gives, to :help with what\n"
  "there is. Rules that are saved meanwhile count from the next line on. Ctrl-C stops what runs, Ctrl-D ends.\n\n"
  "  --rules DIR       a directory of rules laid over the built-in ones; else $ZHIBIAO_RULES\n"
  "  --type T, --year Y   of the sentences; the line :type T or :year Y changes it\n\n"
  "With a terminal there are history ($XDG_STATE_HOME/zhibiao/history, or below ~/.local/state) and completion (Tab) by "
  "libedit,\n"
  "where that is installed. Without one, lines are read from standard input, and answers are all that is written.\n"
  "exit: 0 ended, 2 usage or I/O, 3 a rule is invalid when it begins, 5 internal\n"
  "example: zhibiao repl --rules my-rules\n";

#define RULES "zhibiao.rules"        /* userdata of engine/bind/lua */
enum { LOOK_EVERY = 1000 };          /* instructions between two looks whether to stop */

static volatile sig_atomic_t interrupted;
static lua_Integer allowed, instructions;     /* that a line may take, and still may */

static void on_interrupt(int number) {
  (void)number;
  interrupted = 1;
}

static void look(lua_State *L, lua_Debug *where) {
  (void)where;
  instructions -= LOOK_EVERY;
  if (!interrupted && instructions > 0) return;
  lua_sethook(L, look, LUA_MASKCOUNT, 1);      /* again at once in who catches it */
  if (interrupted) lua_pushstring(L, "stopped");
  else lua_pushfstring(L, "more instructions than a line may take (repl.steps = %I)", (LUAI_UACINT)allowed);
  lua_error(L);
}

/* command.limited(steps, f, …): pcall, ended by Ctrl-C or after so many instructions. */
static int limited(lua_State *L) {
  int status;
  instructions = allowed = luaL_checkinteger(L, 1);
  interrupted = 0;
  lua_sethook(L, look, LUA_MASKCOUNT, LOOK_EVERY);
  status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
  lua_sethook(L, NULL, 0, 0);
  lua_pushboolean(L, status == LUA_OK);
  lua_replace(L, 1);
  return lua_gettop(L);
}

static int read_line(lua_State *L) {
  char *line;
  interrupted = 0;
  line = cli_line_read(luaL_checkstring(L, 1));
  if (!line && interrupted) {          /* Ctrl-C while typing: the line is given up */
    putchar('\n');
    lua_pushstring(L, "");
    return 1;
  }
  if (!line) return 0;
  lua_pushstring(L, line);
  free(line);
  return 1;
}

static char *candidate(void *ud, const char *begun, int i) {
  lua_State *L = ud;
  int top = lua_gettop(L);
  const char *word = NULL;
  char *copy = NULL;
  lua_getglobal(L, "command");
  lua_getfield(L, -1, "complete");
  lua_pushstring(L, begun);
  lua_pushinteger(L, i + 1);
  if (lua_pcall(L, 2, 1, 0) == LUA_OK) word = lua_tostring(L, -1);
  if (word) copy = strdup(word);
  lua_settop(L, top);
  return copy;
}

static int to_stdout(void *ud, const void *bytes, size_t n) {
  (void)ud;
  return fwrite(bytes, 1, n, stdout) == n ? 0 : -1;
}

/* What came of a sentence. */
typedef struct reading {
  zb_engine *engine;
  zb_result *result;
  explanation heard;
} reading;

static void end(reading *r) {
  explain_free(&r->heard);
  zb_result_free(r->result);
  zb_engine_free(r->engine);
}

/* Reads the sentence that the arguments (rules, text, type, year, all) say; raises what goes wrong. */
static void begin(lua_State *L, reading *r) {
  zb_document document = ZB_DOCUMENT_INIT;
  zb_rules **rules = luaL_checkudata(L, 1, RULES);
  size_t n;
  const char *text = luaL_checklstring(L, 2, &n);
  zb_error err;
  int code;
  document.name = "-";
  document.type = luaL_optstring(L, 3, NULL);
  document.year = (int)luaL_optinteger(L, 4, 0);
  document.all_codes = lua_toboolean(L, 5);
  document.keep_text = 1;
  memset(r, 0, sizeof *r);
  memset(&err, 0, sizeof err);
  r->heard.path = "-";
  r->heard.rules = *rules;
  r->heard.every = 1;
  code = zb_engine_new(*rules, NULL, &r->engine, &err);
  if (!code) {
    zb_engine_follow(r->engine, explain_hear, &r->heard);
    code = zb_extract(r->engine, text, n, &document, &r->result, &err);
  }
  r->heard.result = r->result;
  if (!code) return;
  end(r);
  luaL_error(L, "%s", err.message);
}

/* command.tokens(rules, text, type, year, all): { { text, classes } … } */
static int tokens(lua_State *L) {
  reading r;
  lua_Integer k = 0;
  begin(L, &r);
  lua_newtable(L);
  for (size_t s = 0; s < r.heard.sentence_n; s++) {
    for (size_t i = 0; i < r.heard.sentence[s].n; i++) {
      const explain_token *t = &r.heard.sentence[s].token[i];
      lua_createtable(L, 0, 2);
      lua_pushlstring(L, t->text.p, t->text.n);
      lua_setfield(L, -2, "text");
      lua_pushlstring(L, t->classes.p, t->classes.n);
      lua_setfield(L, -2, "classes");
      lua_rawseti(L, -2, ++k);
    }
  }
  end(&r);
  return 1;
}

/* command.show(rules, text, type, year, all): the table of extract on stdout. */
static int show(lua_State *L) {
  zb_write_options options = ZB_WRITE_OPTIONS_INIT;
  zb_writer *writer = NULL;
  reading r;
  begin(L, &r);
  options.width = cli_columns();
  if (!zb_writer_new(ZB_TABLE, &options, to_stdout, NULL, &writer) && !zb_writer_result(writer, r.result)) zb_writer_end(writer);
  zb_writer_free(writer);
  end(&r);
  return 0;
}

/* command.explain(rules, text, type, year, all): as zhibiao explain tells of each figure. */
static int explain(lua_State *L) {
  reading r;
  begin(L, &r);
  for (size_t i = 0; i < r.heard.figure_n; i++) explain_write_text(stdout, &r.heard, &r.heard.figure[i]);
  if (!r.heard.figure_n) puts("no figure stands here");
  end(&r);
  return 0;
}

static int names(lua_State *L, int (*next)(const zb_rules *rules, size_t i, zb_str *name)) {
  zb_rules **rules = luaL_checkudata(L, 1, RULES);
  zb_str name;
  lua_newtable(L);
  for (size_t i = 0; next(*rules, i, &name); i++) {
    lua_pushlstring(L, name.p, name.n);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int next_rule(const zb_rules *rules, size_t i, zb_str *name) {
  zb_rule_info info;
  if (!zb_rules_rule(rules, i, &info)) return 0;
  *name = info.name;
  return 1;
}

static int next_type(const zb_rules *rules, size_t i, zb_str *name) {
  zb_type_info info;
  if (!zb_rules_type(rules, i, &info)) return 0;
  *name = info.name;
  return 1;
}

static int rule_names(lua_State *L) { return names(L, next_rule); }
static int type_names(lua_State *L) { return names(L, next_type); }

/* command.indicators(rules): { { code, name, unit, aliases } … } */
static int indicators(lua_State *L) {
  zb_rules **rules = luaL_checkudata(L, 1, RULES);
  zb_indicator_info info;
  lua_newtable(L);
  for (size_t i = 0; zb_rules_indicator(*rules, i, &info); i++) {
    const struct { const char *key; zb_str s; } field[] = { { "code", info.code }, { "name", info.name }, { "unit", info.unit },
                                                            { "aliases", info.aliases } };
    lua_createtable(L, 0, 4);
    for (size_t k = 0; k < sizeof field / sizeof *field; k++) {
      lua_pushlstring(L, field[k].s.n ? field[k].s.p : "", field[k].s.n);
      lua_setfield(L, -2, field[k].key);
    }
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* command.look(dir): what its rule files look like from outside. */
static int look_at(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)cli_look_rules(CLI_LOOK, luaL_checkstring(L, 1)));
  return 1;
}

static void add_functions(lua_State *L) {
  static const luaL_Reg functions[] = {
    { "limited", limited }, { "read", read_line }, { "tokens", tokens }, { "show", show }, { "explain", explain },
    { "rule_names", rule_names }, { "type_names", type_names }, { "indicators", indicators }, { "look", look_at }, { NULL, NULL }
  };
  lua_getglobal(L, "command");
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}

/* Where the history is kept. Returns: room, or NULL where there is no home. */
static const char *history_path(char *room, size_t size) {
  const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
  int n = state && *state == '/' ? snprintf(room, size, "%s/zhibiao/history", state)
        : home && *home ? snprintf(room, size, "%s/.local/state/zhibiao/history", home) : -1;
  return n > 0 && (size_t)n < size ? room : NULL;
}

static int run(const cli_command *self, int argc, char **argv) {
  cli_setting settings[] = { { "rules", NULL }, { "type", NULL }, { "year", NULL }, { NULL, NULL } };
  const cli_option options[] = { { "rules", 0, 1, &settings[0].value }, { "type", 't', 1, &settings[1].value },
                                 { "year", 'y', 1, &settings[2].value }, { NULL, 0, 0, NULL } };
  char room[4096];
  struct sigaction act;
  zb_rules *rules = NULL;
  lua_State *L;
  int count = cli_parse(self, options, argc, argv), status, year;
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  if (count) {
    cli_error("usage", "zhibiao repl takes no '%s'; sentences are read from standard input", argv[0]);
    return CLI_USAGE;
  }
  if (settings[2].value && (status = cli_read_year(settings[2].value, &year))) return status;
  if ((status = cli_load_rules(settings[0].value, &rules))) return status;      /* a mistake is told as everywhere */
  if (settings[1].value) status = cli_read_type(rules, settings[1].value, &settings[1].value, room);
  zb_rules_free(rules);
  if (status) return status;
  if (!(L = cli_script_open())) return CLI_INTERNAL;
  add_functions(L);
  memset(&act, 0, sizeof act);
  act.sa_handler = on_interrupt;
  act.sa_flags = SA_RESTART;
  sigemptyset(&act.sa_mask);
  sigaction(SIGINT, &act, NULL);
  {
    static char path[4096];
    cli_line_open(history_path(path, sizeof path), candidate, L);
  }
  status = cli_script_run(L, "repl", settings, 0, NULL);
  cli_line_close();
  lua_close(L);
  return status;
}

const cli_command cli_repl = { "repl", "Lua with the engine loaded: try sentences and rules", help, run };
