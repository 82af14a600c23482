#include "lua/state.h"

#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#define TICK 100   /* instructions between two looks at the limit */

zb_lua *zb_lua__of(lua_State *L) {
  zb_lua *s;
  memcpy(&s, lua_getextraspace(L), sizeof s);
  return s;
}

static void charge(zb_lua *s, uint64_t steps) { s->steps -= steps < s->steps ? steps : s->steps; }

static void *allocate(void *ud, void *block, size_t old, size_t n) {
  zb_lua *s = ud;
  if (!block) old = 0;
  if (n > old) charge(s, (n - old) >> 6);
  return n || block ? zb_mem__resize(s->mem, block, old, n) : NULL;
}

void zb_lua__look(lua_State *L) {
  zb_lua *s = zb_lua__of(L);
  if (!s->watch || !zb_watch__over(s->watch)) return;
  s->limited = 1;
  luaL_error(L, "stopped");
}

static int out_of_steps(lua_State *L) {
  zb_lua__of(L)->limited = 1;
  return luaL_error(L, "too many steps: it loops, or does too much");
}

static void watch(lua_State *L, lua_Debug *ar) {
  zb_lua *s = zb_lua__of(L);
  if (ar->event == LUA_HOOKLINE) s->line = ar->currentline;
  else {
    charge(s, TICK);
    zb_lua__look(L);
  }
  if (s->steps == 0) out_of_steps(L);
}

/* Where a set of characters ends, from the [ at i: in it * + - ? repeat nothing. */
static size_t set_end(const char *pattern, size_t m, size_t i) {
  i += i + 1 < m && pattern[i + 1] == '^' ? 2 : 1;
  for (size_t first = i; i < m && (pattern[i] != ']' || i == first); i++)
    if (pattern[i] == '%') i++;
  return i;
}

/* What a pattern may cost at worst on n bytes, in steps: n to the power of its repeats. */
static uint64_t pattern_cost(const char *pattern, size_t m, size_t n) {
  double cost = (double)n + 1, base = cost;
  size_t i = 0;
  if (m && pattern[0] == '^') { cost = 1; i = 1; }
  for (; i < m; i++) {
    if (pattern[i] == '%') i++;
    else if (pattern[i] == '[') i = set_end(pattern, m, i);
    else if (strchr("*+-", pattern[i]) && pattern[i] != '\0') cost *= base;
    else if (pattern[i] == '?') cost *= 2;
    if (cost > 1e18) return UINT64_MAX;
  }
  return (uint64_t)cost / 64;
}

enum { COST_PATTERN, COST_STRING, COST_SLICE, COST_SORT, COST_SHIFT, COST_RANGE };

/* Upvalues: the library's function, what it costs, its name. Charges the call before it is made. */
static int charged(lua_State *L) {
  zb_lua *s = zb_lua__of(L);
  uint64_t n = lua_type(L, 1) == LUA_TNIL || lua_type(L, 1) == LUA_TNONE ? 0 : lua_rawlen(L, 1);
  uint64_t cost = n / 64;
  switch (lua_tointeger(L, lua_upvalueindex(2))) {
    case COST_PATTERN:
      if (lua_type(L, 2) == LUA_TSTRING && !lua_toboolean(L, 4)) {
        size_t m;
        const char *pattern = lua_tolstring(L, 2, &m);
        cost = pattern_cost(pattern, m, n);
      }
      break;
    case COST_SLICE: {             /* of a string, from 2 to 3 */
      lua_Integer from = luaL_optinteger(L, 2, 1), to = luaL_optinteger(L, 3, -1);
      if (from > 0 && to >= 0 && (uint64_t)to <= n) cost = to < from ? 1 : ((uint64_t)to - (uint64_t)from) / 64 + 1;
      break;
    }
    case COST_SORT: cost = n * 16; break;
    case COST_RANGE: {
      lua_Integer from = luaL_optinteger(L, 2, 1), to = luaL_optinteger(L, 3, (lua_Integer)n);
      cost = to < from ? 1 : (uint64_t)to - (uint64_t)from + 1;
      break;
    }
    case COST_SHIFT: cost = lua_gettop(L) == 2 ? 1 : n / 4; break;
    default: break;
  }
  charge(s, cost);
  if (s->steps == 0) {
    s->limited = 1;
    return luaL_error(L, "too many steps in '%s'", lua_tostring(L, lua_upvalueindex(3)));
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static const struct { const char *lib, *name; int cost; } allowed[] = {
  { "string", "find", COST_PATTERN }, { "string", "match", COST_PATTERN }, { "string", "gmatch", COST_PATTERN },
  { "string", "gsub", COST_PATTERN }, { "string", "byte", COST_STRING }, { "string", "char", COST_STRING },
  { "string", "format", COST_STRING }, { "string", "len", COST_STRING }, { "string", "lower", COST_STRING },
  { "string", "reverse", COST_STRING }, { "string", "sub", COST_SLICE }, { "string", "upper", COST_STRING },
  { "table", "concat", COST_STRING }, { "table", "insert", COST_SHIFT }, { "table", "remove", COST_SHIFT },
  { "table", "sort", COST_SORT }, { "table", "unpack", COST_RANGE }, { "table", "pack", COST_STRING },
  { "utf8", "char", COST_STRING }, { "utf8", "codepoint", COST_STRING }, { "utf8", "codes", COST_STRING },
  { "utf8", "len", COST_STRING }, { "utf8", "offset", COST_STRING },
};

static const char *const allowed_base[] = {
  "assert", "error", "ipairs", "next", "pairs", "select", "tonumber", "tostring", "type",
};

static const char *const allowed_math[] = {
  "abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger", "modf", "tointeger", "type", "ult",
};

#define SAFE "zb.safe"   /* registry: base functions and libraries for user chunks */

/* Puts the allowed functions of a library, charged, into the table of safe ones on the top. */
static void restrict_library(lua_State *L, const char *lib) {
  size_t i;
  lua_getglobal(L, lib);
  lua_newtable(L);
  for (i = 0; i < sizeof allowed / sizeof *allowed; i++) {
    if (strcmp(allowed[i].lib, lib) != 0) continue;
    lua_getfield(L, -2, allowed[i].name);
    lua_pushinteger(L, allowed[i].cost);
    lua_pushstring(L, allowed[i].name);
    lua_pushcclosure(L, charged, 3);
    lua_setfield(L, -2, allowed[i].name);
  }
  lua_setfield(L, -3, lib);
  lua_pop(L, 1);
}

/* Copies fields of the second table from the top to the one on the top. */
static void copy_fields(lua_State *L, const char *const *name, size_t n) {
  size_t i;
  for (i = 0; i < n; i++) {
    lua_getfield(L, -2, name[i]);
    lua_setfield(L, -2, name[i]);
  }
}

void zb_lua__allow(lua_State *L, const char *lib, const char *name) {
  lua_getfield(L, LUA_REGISTRYINDEX, SAFE);
  lua_getfield(L, -1, lib);
  lua_getglobal(L, lib);
  lua_getfield(L, -1, name);
  lua_setfield(L, -3, name);
  lua_pop(L, 3);
}

static int open_libraries(lua_State *L) {
  static const luaL_Reg libs[] = {
    { "_G", luaopen_base }, { "string", luaopen_string }, { "table", luaopen_table }, { "math", luaopen_math },
    { "utf8", luaopen_utf8 }, { NULL, NULL },
  };
  const luaL_Reg *lib;
  for (lib = libs; lib->func; lib++) {
    luaL_requiref(L, lib->name, lib->func, 1);
    lua_pop(L, 1);
  }
  lua_pushglobaltable(L);
  lua_newtable(L);
  copy_fields(L, allowed_base, sizeof allowed_base / sizeof *allowed_base);
  restrict_library(L, "string");
  restrict_library(L, "table");
  restrict_library(L, "utf8");
  lua_getglobal(L, "math");
  lua_newtable(L);
  copy_fields(L, allowed_math, sizeof allowed_math / sizeof *allowed_math);
  lua_setfield(L, -3, "math");
  lua_pop(L, 1);
  lua_pushliteral(L, "");                 /* ("x"):rep must not be a way around */
  lua_getmetatable(L, -1);
  lua_getfield(L, -3, "string");
  lua_setfield(L, -2, "__index");
  lua_pop(L, 2);
  lua_setfield(L, LUA_REGISTRYINDEX, SAFE);
  return 0;
}

int zb_lua__open(zb_lua *s, zb_mem *mem) {
  memset(s, 0, sizeof *s);
  s->mem = mem;
  s->steps = ZB_STEPS_ANY;
  s->L = lua_newstate(allocate, s);
  if (!s->L) return ZB_ENOMEM;
  memcpy(lua_getextraspace(s->L), &s, sizeof s);
  lua_pushcfunction(s->L, open_libraries);
  if (lua_pcall(s->L, 0, 0, 0) == LUA_OK) return 0;
  zb_lua__close(s);
  return ZB_ENOMEM;
}

void zb_lua__close(zb_lua *s) {
  if (s->L) lua_close(s->L);
  s->L = NULL;
}

const char *zb_lua__message(const char *message, int *line) {
  const char *p = message;
  char *end;
  long n;
  if (strncmp(p, "rule:", 5) != 0) return message;
  n = strtol(p + 5, &end, 10);
  if (end == p + 5 || *end != ':' || n <= 0 || n > INT32_MAX) return message;
  *line = (int)n;
  return end[1] == ' ' ? end + 2 : end + 1;
}

static void copy_text(lua_State *L, const char *field, char *out, size_t cap) {
  const char *p;
  size_t n;
  lua_pushstring(L, field);
  lua_rawget(L, -2);
  p = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &n) : NULL;
  if (p) {
    if (n >= cap) for (n = cap - 1; n > 0 && ((unsigned char)p[n] & 0xC0) == 0x80;) n--;
    memcpy(out, p, n);
    out[n] = '\0';
  }
  lua_pop(L, 1);
}

static int number(lua_State *L, const char *field) {
  lua_Integer n;
  lua_pushstring(L, field);
  lua_rawget(L, -2);
  n = lua_tointeger(L, -1);
  lua_pop(L, 1);
  return n > 0 && n < INT32_MAX ? (int)n : 0;
}

/* Needs no memory of Lua beyond the short field names: it runs after a failure. */
static int take_error(lua_State *L) {
  zb_error *err = lua_touserdata(L, 2);
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TTABLE) {
    copy_text(L, "message", err->message, sizeof err->message);
    copy_text(L, "file", err->file, sizeof err->file);
    copy_text(L, "source", err->source, sizeof err->source);
    err->line = number(L, "line");
    err->column = number(L, "column");
  } else {
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : "an error that is no text";
    snprintf(err->message, sizeof err->message, "%s", zb_lua__message(text, &err->line));
  }
  return 0;
}

int zb_lua__enter(zb_lua *s, lua_CFunction fn, void *ud, zb_error *err) {
  zb_error own;
  int status;
  s->limited = 0;
  lua_pushcfunction(s->L, fn);            /* a C function without upvalues: no memory taken */
  lua_pushlightuserdata(s->L, ud);
  status = lua_pcall(s->L, 1, 0, 0);
  if (status == LUA_OK) return 0;
  if (!err) err = &own;
  if (s->watch && s->watch->code) {
    lua_settop(s->L, 0);
    return zb_watch__tell(s->watch, err);
  }
  zb_error__set(err, s->limited ? ZB_ELIMIT : ZB_ERULE, "%s", "");
  if (status == LUA_ERRMEM) {
    zb_error__set(err, ZB_ENOMEM, "not enough memory");
  } else {
    lua_pushcfunction(s->L, take_error);
    lua_insert(s->L, 1);
    lua_pushlightuserdata(s->L, err);
    if (lua_pcall(s->L, 2, 0, 0) != LUA_OK) zb_error__set(err, ZB_ENOMEM, "not enough memory");
  }
  lua_settop(s->L, 0);
  return err->code;
}

/* Pushes a copy of the table on the top, and of the tables in it. */
static void push_copy(lua_State *L, int depth) {
  luaL_checkstack(L, 8, NULL);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, -3); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    if (depth > 0 && lua_istable(L, -2)) {
      lua_pushvalue(L, -2);
      push_copy(L, depth - 1);
      lua_remove(L, -2);
    } else {
      lua_pushvalue(L, -2);
    }
    lua_settable(L, -5);
  }
}

/* What a chunk is told that reads a global which is not there. Most often a word whose quotes were forgotten. */
static int unknown_name(lua_State *L) {
  static const char *const kept_out[] = {
    "collectgarbage", "coroutine", "debug", "dofile", "getmetatable", "io", "load", "loadfile", "os", "package", "pcall", "print",
    "rawequal", "rawget", "rawlen", "rawset", "require", "setmetatable", "xpcall", "_G", "_VERSION", NULL
  };
  size_t i;
  if (lua_type(L, 2) != LUA_TSTRING) return 0;
  for (i = 0; kept_out[i]; i++)
    if (strcmp(kept_out[i], lua_tostring(L, 2)) == 0)
      return luaL_error(L, "unknown name '%s'; rule files cannot use it", kept_out[i]);
  return luaL_error(L, "unknown name '%s'; write it in quotes?", lua_tostring(L, 2));
}

void zb_lua__push_env(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, SAFE);
  push_copy(L, 1);
  lua_remove(L, -2);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, unknown_name);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
}

int zb_lua__load(lua_State *L, const char *text, size_t n) {
  int status;
  if (n && text[0] == LUA_SIGNATURE[0]) {
    lua_pushliteral(L, "bytecode: a rule file must be Lua text");
    return LUA_ERRSYNTAX;
  }
  status = luaL_loadbufferx(L, text, n, ZB_CHUNK, "t");
  if (status != LUA_OK) return status;
  zb_lua__push_env(L);
  lua_setupvalue(L, -2, 1);
  return LUA_OK;
}

int zb_lua__call(zb_lua *s, int args, int results, uint64_t steps) {
  uint64_t before = s->steps;
  int status;
  s->steps = steps;
  s->line = 0;
  s->limited = 0;
  lua_sethook(s->L, watch, LUA_MASKCOUNT | LUA_MASKLINE, TICK);
  status = lua_pcall(s->L, args, results, 0);
  lua_sethook(s->L, NULL, 0, 0);
  s->steps = before;
  if (status == LUA_ERRMEM) s->limited = 1;
  return status;
}
