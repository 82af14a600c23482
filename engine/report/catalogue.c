/* catalogue.c - zb.catalogue: what the rule set knows of indicators, units and types. */
#include <lauxlib.h>

#include "report/bind.h"

static const zb_rules *self(lua_State *L) { return lua_touserdata(L, lua_upvalueindex(1)); }

static void string(lua_State *L, const char *key, zb_str s) {
  lua_pushlstring(L, s.p, s.n);
  lua_setfield(L, -2, key);
}

static int indicators(lua_State *L) {
  zb_indicator_info x;
  lua_newtable(L);
  for (size_t i = 0; zb_rules_indicator(self(L), i, &x); i++) {
    lua_createtable(L, 0, 9);
    string(L, "code", x.code);
    string(L, "name", x.name);
    string(L, "aliases", x.aliases);
    string(L, "unit", x.unit);
    string(L, "english", x.english);
    string(L, "group", x.group);
    string(L, "kind", x.kind);
    string(L, "source", x.source);
    lua_pushboolean(L, x.detail);
    lua_setfield(L, -2, "detail");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int units(lua_State *L) {
  zb_unit_info x;
  lua_newtable(L);
  for (size_t i = 0; zb_rules_unit(self(L), i, &x); i++) {
    lua_createtable(L, 0, 4);
    string(L, "name", x.name);
    string(L, "base", x.base);
    string(L, "kind", x.kind);
    lua_pushinteger(L, x.mult);
    lua_setfield(L, -2, "mult");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int types(lua_State *L) {
  zb_type_info x;
  lua_newtable(L);
  for (size_t i = 0; zb_rules_type(self(L), i, &x); i++) {
    lua_createtable(L, 0, 2);
    string(L, "name", x.name);
    string(L, "title", x.title);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

void zb_catalogue__push_module(lua_State *L, const zb_rules *rules) {
  static const luaL_Reg functions[] = {
    { "indicators", indicators }, { "units", units }, { "types", types }, { NULL, NULL }
  };
  lua_createtable(L, 0, 3);
  lua_pushlightuserdata(L, (void *)(uintptr_t)rules);
  luaL_setfuncs(L, functions, 1);
}
