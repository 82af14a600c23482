#include "script.h"

#include <lualib.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"

int luaopen_zhibiao(lua_State *L);      /* engine/bind/lua */

static int source(lua_State *L) {
  const zb_rules *rules = lua_touserdata(L, lua_upvalueindex(1));
  zb_str text;
  if (!zb_rules_source(rules, luaL_checkstring(L, 1), &text)) return 0;
  lua_pushlstring(L, text.p, text.n);
  return 1;
}

static int tell(lua_State *L) {
  cli_error(luaL_checkstring(L, 1), "%s", luaL_checkstring(L, 2));
  return 0;
}

static int folders(lua_State *L) {
  cli_make_folders(luaL_checkstring(L, 1));
  return 0;
}

static int nearest(lua_State *L) {
  size_t n;
  const char *word = luaL_checklstring(L, 1, &n);
  cli_nearest near = cli_nearest_to(word, n);
  for (lua_Integer i = 1; lua_geti(L, 2, i) == LUA_TSTRING; i++, lua_pop(L, 1)) {      /* the list keeps them */
    zb_str s;
    s.p = lua_tolstring(L, -1, &s.n);
    cli_nearest_offer(&near, s);
  }
  if (!near.best.p) return 0;
  lua_pushlstring(L, near.best.p, near.best.n);
  return 1;
}

static int free_rules(lua_State *L) {
  zb_rules_free(*(zb_rules **)lua_touserdata(L, 1));
  return 0;
}

static int set_up(lua_State *L) {
  static const luaL_Reg functions[] = { { "source", source }, { "tell", tell }, { "folders", folders }, { "nearest", nearest },
                                        { NULL, NULL } };
  zb_rules **rules;
  zb_error err;
  luaL_openlibs(L);
  luaL_requiref(L, "zhibiao", luaopen_zhibiao, 0);
  rules = lua_newuserdatauv(L, sizeof *rules, 0);
  *rules = NULL;
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, free_rules);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  memset(&err, 0, sizeof err);
  if (zb_rules_load(NULL, rules, &err)) return luaL_error(L, "%s", err.message);
  luaL_newlibtable(L, functions);
  lua_pushlightuserdata(L, *rules);
  luaL_setfuncs(L, functions, 1);
  lua_pushvalue(L, -2);                  /* the rules live as long as the table */
  lua_setfield(L, -2, "rules");
  lua_setglobal(L, "command");
  return 0;
}

static int fail(lua_State *L) {
  const char *message = lua_tostring(L, -1);
  cli_error("internal", "%s", message ? message : "a script failed without a message");
  return CLI_INTERNAL;
}

lua_State *cli_script_open(void) {
  lua_State *L = luaL_newstate();
  if (L) {
    lua_pushcfunction(L, set_up);
    if (lua_pcall(L, 0, 0, 0) == LUA_OK) return L;
    fail(L);
    lua_close(L);
  } else {
    cli_error("memory", "out of memory");
  }
  return NULL;
}

int cli_script_run(lua_State *L, const char *name, const cli_setting *settings, int count, char **operands) {
  char path[64], chunk[72];
  size_t n = 0;
  const char *text;
  int status;
  snprintf(path, sizeof path, "scripts/desk/%s.lua", name);
  snprintf(chunk, sizeof chunk, "@%s", path);
  lua_getglobal(L, "command");
  lua_getfield(L, -1, "source");
  lua_pushstring(L, path);
  if (lua_pcall(L, 1, 1, 0) || !(text = lua_tolstring(L, -1, &n)) || luaL_loadbufferx(L, text, n, chunk, "t") ||
      lua_pcall(L, 0, 1, 0))
    return fail(L);
  lua_newtable(L);
  for (; settings->key; settings++) {
    if (!settings->value) continue;
    lua_pushstring(L, settings->value);
    lua_setfield(L, -2, settings->key);
  }
  for (int i = 0; i < count; i++) {
    lua_pushstring(L, operands[i]);
    lua_rawseti(L, -2, i + 1);
  }
  if (lua_pcall(L, 1, 1, 0)) return fail(L);
  status = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  return status;
}
