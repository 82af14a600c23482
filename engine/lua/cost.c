#include "lua/cost.h"

#include <lauxlib.h>

#include "match/rule.h"

/* The integer at the key of the table on the top. */
static lua_Integer field(lua_State *L, const char *key) {
  lua_Integer n;
  lua_getfield(L, -1, key);
  n = lua_tointeger(L, -1);
  lua_pop(L, 1);
  return n;
}

static int flag(lua_State *L, const char *key) {
  int set;
  lua_getfield(L, -1, key);
  set = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return set;
}

/* How many words the elements of the list at 1 name. */
static size_t count_words(lua_State *L, size_t n) {
  size_t words = 0;
  for (size_t i = 1; i <= n; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i);
    if (lua_getfield(L, -1, "words") == LUA_TTABLE) words += lua_rawlen(L, -1);
    lua_pop(L, 2);
  }
  return words;
}

/* Reads the element on the top; its words go on at literal[*used]. */
static zb_element read_element(lua_State *L, uint32_t *literal, uint32_t *used) {
  zb_element e = { (uint64_t)field(L, "mask"), (uint8_t)field(L, "min"), (uint8_t)field(L, "max"),
                   flag(L, "edge") ? ZB_E_EDGE : 0, *used, 0 };
  if (lua_getfield(L, -1, "words") == LUA_TTABLE) {
    e.literal_n = (uint32_t)lua_rawlen(L, -1);
    for (uint32_t i = 0; i < e.literal_n; i++) {
      lua_rawgeti(L, -1, (lua_Integer)i + 1);
      literal[(*used)++] = (uint32_t)lua_tointeger(L, -1);
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
  return e;
}

int zb_cost(lua_State *L) {
  size_t n, tokens, i;
  uint32_t used = 0, *literal;
  zb_element *e;
  zb_token *t;
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  n = lua_rawlen(L, 1);
  tokens = lua_rawlen(L, 2) / 2;
  e = lua_newuserdatauv(L, (n + 1) * sizeof *e, 0);
  literal = lua_newuserdatauv(L, (count_words(L, n) + 1) * sizeof *literal, 0);
  t = lua_newuserdatauv(L, (tokens + 1) * sizeof *t, 0);
  for (i = 0; i < n; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    e[i] = read_element(L, literal, &used);
    lua_pop(L, 1);
  }
  for (i = 0; i < tokens; i++) {
    lua_rawgeti(L, 2, 2 * (lua_Integer)i + 1);
    lua_rawgeti(L, 2, 2 * (lua_Integer)i + 2);
    t[i] = (zb_token){ 0, 0, (uint64_t)lua_tointeger(L, -2), (int32_t)lua_tointeger(L, -1), -1 };
    lua_pop(L, 2);
  }
  lua_pushinteger(L, zb_rule__steps(e, (uint32_t)n, literal, t, tokens, (unsigned)luaL_checkinteger(L, 3)));
  return 1;
}
