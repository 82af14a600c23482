#include "lua/safe.h"

#include <lualib.h>
#include <string.h>

#include "lua/state.h"
#include "lua/steady.h"

#define SAFE "zb.safe"   /* registry: base functions and libraries for user chunks */
#define LOOK 10000       /* steps charged between two looks at the clock */

void zb_safe__charge(lua_State *L, uint64_t steps, const char *name) {
  zb_lua *s = zb_lua__of(L);
  zb_lua__spend(s, steps);
  if (s->steps == 0) {
    s->limited = 1;
    luaL_error(L, "too many steps in '%s'", name);
  }
  s->unlooked += steps;
  if (s->unlooked < LOOK) return;
  s->unlooked = 0;
  zb_lua__look(L);
}

/* Where a set of characters ends, from the [ at i: in it * + - ? repeat nothing. */
static size_t set_end(const char *pattern, size_t m, size_t i) {
  i += i + 1 < m && pattern[i + 1] == '^' ? 2 : 1;
  for (size_t first = i; i < m && (pattern[i] != ']' || i == first); i++)
    if (pattern[i] == '%') i++;
  return i;
}

/* What a pattern may cost at worst on n bytes, in steps: n to the power of its repeats, each time as much as the pattern is long.
 * anchored: a ^ at its head ties it to one place. */
static uint64_t pattern_cost(const char *pattern, size_t m, size_t n, int anchored) {
  double base = (double)n + 1, cost = base;
  size_t i = 0;
  if (anchored && m && pattern[0] == '^') cost = 1, i = 1;
  for (; i < m; i++) {
    if (pattern[i] == '%' && i + 1 < m) {
      i++;
      if (pattern[i] == 'b') cost *= base, i += 2;                     /* %bxy looks to the end for its y */
      else if (pattern[i] >= '0' && pattern[i] <= '9') cost *= base;   /* %1 compares what may be long */
    } else if (pattern[i] == '[') {
      i = set_end(pattern, m, i);
    } else if (strchr("*+-", pattern[i]) && pattern[i] != '\0') {
      cost *= base;
    } else if (pattern[i] == '?') {
      cost *= 2;
    }
    if (cost > 1e18) return UINT64_MAX;
  }
  m = m / 16 + 1;
  cost *= (double)m;
  return cost > 1e18 ? UINT64_MAX : (uint64_t)cost / 64 + 1;
}

enum { COST_PATTERN, COST_ALL, COST_STRING, COST_SLICE, COST_REPEAT, COST_CONCAT, COST_SORT, COST_SHIFT, COST_RANGE };

static uint64_t range(lua_Integer from, lua_Integer to) { return to < from ? 1 : (uint64_t)to - (uint64_t)from + 1; }

/* Plain text is looked for at every place, too. */
static uint64_t search_cost(lua_State *L, uint64_t n, int anchored) {
  size_t m;
  const char *pattern;
  if (lua_type(L, 2) != LUA_TSTRING) return zb_safe__bytes(n);
  pattern = lua_tolstring(L, 2, &m);
  if (anchored && lua_toboolean(L, 4)) return n / 64 * (m / 16 + 1) + 1;
  return pattern_cost(pattern, m, n, anchored);
}

static uint64_t cost_of(lua_State *L, int what, uint64_t n) {
  lua_Integer from, to;
  switch (what) {
    case COST_PATTERN: return search_cost(L, n, 1);
    case COST_ALL: return search_cost(L, n, 0);
    case COST_SLICE:               /* of a string, from 2 to 3 */
      from = luaL_optinteger(L, 2, 1);
      to = luaL_optinteger(L, 3, -1);
      return from > 0 && to >= 0 && (uint64_t)to <= n ? range(from, to) / 64 + 1 : zb_safe__bytes(n);
    case COST_REPEAT: return range(1, luaL_checkinteger(L, 2)) / 64 + 1;
    case COST_CONCAT: return range(luaL_optinteger(L, 3, 1), luaL_optinteger(L, 4, (lua_Integer)n)) / 16 + 1;
    case COST_SORT: return n * 16 + 1;
    case COST_RANGE: return range(luaL_optinteger(L, 2, 1), luaL_optinteger(L, 3, (lua_Integer)n));
    case COST_SHIFT: return lua_gettop(L) == 2 ? 1 : n / 4 + 1;
    default: return zb_safe__bytes(n);
  }
}

/* Upvalues: the library's function, what it costs, its name. Charges the call before it is made. */
static int charged(lua_State *L) {
  const char *name = lua_tostring(L, lua_upvalueindex(3));
  int what = (int)lua_tointeger(L, lua_upvalueindex(2));
  uint64_t n = lua_isnoneornil(L, 1) ? 0 : lua_rawlen(L, 1);
  if (what >= COST_CONCAT && luaL_getmetafield(L, 1, "__len") != LUA_TNIL)
    return luaL_error(L, "'%s' takes no table with a length of its own (__len)", name);
  zb_safe__charge(L, cost_of(L, what, n), name);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static const struct { const char *lib, *name; int cost; lua_CFunction own; } allowed[] = {
  { "string", "find", COST_PATTERN, NULL }, { "string", "match", COST_PATTERN, NULL }, { "string", "gmatch", COST_ALL, NULL },
  { "string", "gsub", COST_PATTERN, NULL }, { "string", "byte", COST_STRING, NULL }, { "string", "char", COST_STRING, NULL },
  { "string", "format", COST_STRING, zb_steady__format }, { "string", "len", COST_STRING, NULL },
  { "string", "lower", COST_STRING, NULL }, { "string", "reverse", COST_STRING, NULL }, { "string", "sub", COST_SLICE, NULL },
  { "string", "upper", COST_STRING, NULL },
  { "table", "concat", COST_CONCAT, NULL }, { "table", "insert", COST_SHIFT, NULL }, { "table", "remove", COST_SHIFT, NULL },
  { "table", "sort", COST_SORT, zb_steady__sort }, { "table", "unpack", COST_RANGE, NULL },
  { "table", "pack", COST_STRING, NULL },
  { "utf8", "char", COST_STRING, NULL }, { "utf8", "codepoint", COST_STRING, NULL }, { "utf8", "codes", COST_STRING, NULL },
  { "utf8", "len", COST_STRING, NULL }, { "utf8", "offset", COST_STRING, NULL },
  { "_G", "tonumber", COST_STRING, NULL },
};

static const char *const allowed_base[] = { "assert", "error", "ipairs", "select", "type" };

static const char *const allowed_math[] = {
  "abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger", "modf", "tointeger", "type", "ult",
};

/* Puts the function of a library on the top, charged, into the table of safe ones below it. */
static void put_charged(lua_State *L, const char *name, int cost) {
  lua_pushinteger(L, cost);
  lua_pushstring(L, name);
  lua_pushcclosure(L, charged, 3);
  lua_setfield(L, -2, name);
}

/* Puts the allowed functions of a library into the table on the top. */
static void restrict_library(lua_State *L, const char *lib) {
  lua_getglobal(L, lib);
  lua_insert(L, -2);
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
    if (strcmp(allowed[i].lib, lib) != 0) continue;
    lua_getfield(L, -2, allowed[i].name);
    if (allowed[i].own) lua_pushcclosure(L, allowed[i].own, 1);        /* its upvalue: Lua's own */
    put_charged(L, allowed[i].name, allowed[i].cost);
  }
  lua_remove(L, -2);
}

/* Copies fields of a library to the table on the top. */
static void copy_fields(lua_State *L, const char *lib, const char *const *name, size_t n) {
  lua_getglobal(L, lib);
  for (size_t i = 0; i < n; i++) {
    lua_getfield(L, -1, name[i]);
    lua_setfield(L, -3, name[i]);
  }
  lua_pop(L, 1);
}

static void open_libraries(lua_State *L) {
  static const luaL_Reg libs[] = {
    { "_G", luaopen_base }, { "string", luaopen_string }, { "table", luaopen_table }, { "math", luaopen_math },
    { "utf8", luaopen_utf8 }, { NULL, NULL },
  };
  for (const luaL_Reg *lib = libs; lib->func; lib++) {
    luaL_requiref(L, lib->name, lib->func, 1);
    lua_pop(L, 1);
  }
}

void zb_safe__open(lua_State *L) {
  static const char *const libs[] = { "string", "table", "utf8" };
  open_libraries(L);
  lua_newtable(L);
  copy_fields(L, "_G", allowed_base, sizeof allowed_base / sizeof *allowed_base);
  restrict_library(L, "_G");
  zb_steady__put(L);
  for (size_t i = 0; i < sizeof libs / sizeof *libs; i++) {
    lua_newtable(L);
    restrict_library(L, libs[i]);
    lua_setfield(L, -2, libs[i]);
  }
  lua_newtable(L);
  copy_fields(L, "math", allowed_math, sizeof allowed_math / sizeof *allowed_math);
  lua_setfield(L, -2, "math");
  lua_pushliteral(L, "");                 /* ("x"):rep must not be a way around */
  lua_getmetatable(L, -1);
  lua_getfield(L, -3, "string");
  lua_setfield(L, -2, "__index");
  lua_pop(L, 2);
  lua_setfield(L, LUA_REGISTRYINDEX, SAFE);
}

void zb_safe__push(lua_State *L) { lua_getfield(L, LUA_REGISTRYINDEX, SAFE); }

void zb_safe__allow_rep(lua_State *L) {
  zb_safe__push(L);
  lua_getfield(L, -1, "string");
  lua_getglobal(L, "string");
  lua_getfield(L, -1, "rep");
  lua_remove(L, -2);
  put_charged(L, "rep", COST_REPEAT);
  lua_pop(L, 2);
}
