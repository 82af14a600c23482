#include "lua/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "lua/safe.h"

#define TICK 100   /* instructions between two looks at the limit */

zb_lua *zb_lua__of(lua_State *L) {
  zb_lua *s;
  memcpy(&s, lua_getextraspace(L), sizeof s);
  return s;
}

/* Of a new block old tells what it is for. */
static void *allocate(void *ud, void *block, size_t old, size_t n) {
  zb_lua *s = ud;
  void *p;
  if (!block && old == LUA_TSTRING && s->string_max && n > s->string_max) return NULL;
  if (!block) old = 0;
  if (n > old) zb_lua__spend(s, (n - old) >> 6);
  if (!n && !block) return NULL;
  p = zb_mem__resize(s->mem, block, old, n);
  if (!p && n && s->refused) s->refused(s);
  return p;
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
    zb_lua__spend(s, TICK);
    zb_lua__look(L);
  }
  if (s->steps == 0) out_of_steps(L);
}

static int open_libraries(lua_State *L) {
  zb_safe__open(L);
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
  zb_safe__push(L);
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
