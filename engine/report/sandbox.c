/* sandbox.c - scripts that use the library of scripts/zb: their state, their limits, their errors. */
#include "report/sandbox.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "lua/safe.h"
#include "report/bind.h"

#define TICK 1000                                /* instructions between two looks at the limit */
#define DRIVER "zb.driver"                       /* registry: what the driver returned */
#define MODULES "zb.modules"                     /* registry: modules by name */

static zb_sandbox *self(lua_State *L) { return (zb_sandbox *)zb_lua__of(L)->owner; }

/* ---- errors ---- */

/* The line of a script that a message tells of. Pushes it, or nil. */
static void push_source(lua_State *L, const zb_script *s, int line) {
  const char *p = s->text, *end = p + s->n, *stop;
  while (--line > 0 && p < end) {
    const char *next = memchr(p, '\n', (size_t)(end - p));
    p = next ? next + 1 : end;
  }
  stop = memchr(p, '\n', (size_t)(end - p));
  lua_pushlstring(L, p, (size_t)((stop ? stop : end) - p));
}

/* The innermost frame of the report's own script, else of any script. Returns: its line, 0 if there is none. */
static int blame(lua_State *L, const zb_sandbox *b, const zb_script **script) {
  lua_Debug ar;
  int first = 0;
  *script = NULL;
  for (int level = 0; lua_getstack(L, level, &ar); level++) {
    if (!lua_getinfo(L, "Sl", &ar) || ar.source[0] != '@' || ar.currentline <= 0) continue;
    if (strcmp(ar.source + 1, b->script.name) == 0) {
      *script = &b->script;
      return ar.currentline;
    }
    if (first) continue;
    for (size_t i = 0; i < b->scripts.n; i++)
      if (strcmp(ar.source + 1, b->scripts.item[i].name) == 0) *script = &b->scripts.item[i];
    if (*script) first = ar.currentline;
  }
  return first;
}

/* What a script's own message begins with, FILE:LINE:, says no more than the place that is told beside it. */
static const char *without_place(const char *message, int *line) {
  const char *p = strstr(message, ".lua:");
  char *end;
  long n;
  if (!p || memchr(message, ' ', (size_t)(p - message))) return message;
  n = strtol(p + 5, &end, 10);
  if (end == p + 5 || strncmp(end, ": ", 2) != 0) return message;
  if (*line == 0) *line = (int)n;
  return end + 2;
}

/* Makes of the message on the top an error as a table: message, file, line, source. script NULL: the message alone. */
static void push_told(lua_State *L, const zb_script *script, int line) {
  lua_createtable(L, 0, 4);
  lua_insert(L, -2);
  lua_setfield(L, -2, "message");
  if (!script) return;
  lua_pushstring(L, script->name);
  lua_setfield(L, -2, "file");
  lua_pushinteger(L, line);
  lua_setfield(L, -2, "line");
  push_source(L, script, line);
  lua_setfield(L, -2, "source");
}

/* The error at 1 is a table with a message: one of the library's own. */
static int is_told(lua_State *L) {
  int is;
  lua_pushliteral(L, "message");
  is = lua_rawget(L, 1) == LUA_TSTRING;
  lua_pop(L, 1);
  return is;
}

/* Message handler: makes of any error a table with message, file, line, source, and usage where the fault is the caller's. */
static int explain(lua_State *L) {
  zb_sandbox *b = self(L);
  const zb_script *script;
  int line = blame(L, b, &script);
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TTABLE && is_told(L)) return 1;
  if (lua_type(L, 1) == LUA_TSTRING) lua_pushstring(L, without_place(lua_tostring(L, 1), &line));
  else lua_pushliteral(L, "it fails with an error that is no text");
  push_told(L, script, line);
  return 1;
}

/* Nothing is taken of Lua's memory here. */
static void refused(zb_lua *s) {
  zb_sandbox *b = (zb_sandbox *)s->owner;
  if (b) b->full_line = blame(s->L, b, &b->full);
}

void zb_sandbox__calm(lua_State *L) {
  lua_gc(L, LUA_GCSTOP);
  self(L)->calm = self(L)->mem.used / 2 * 3;
}

static void watch(lua_State *L, lua_Debug *ar) {
  zb_lua *s = zb_lua__of(L);
  (void)ar;
  zb_lua__look(L);
  if (self(L)->calm && s->mem->used > self(L)->calm) {
    self(L)->calm = 0;
    lua_gc(L, LUA_GCRESTART);
  }
  s->steps -= TICK < s->steps ? TICK : s->steps;
  if (s->steps) return;
  s->limited = 1;
  luaL_error(L, "too many steps: it loops, or does too much");
}

void zb_sandbox__call(lua_State *L, int args, int results) {
  zb_lua *s = zb_lua__of(L);
  int handler = lua_gettop(L) - args, status;
  lua_pushcfunction(L, explain);
  lua_insert(L, handler);
  s->steps = self(L)->steps;
  lua_sethook(L, watch, LUA_MASKCOUNT, TICK);
  status = lua_pcall(L, args, results, handler);
  lua_sethook(L, NULL, 0, 0);
  s->steps = ZB_STEPS_ANY;
  lua_remove(L, handler);
  if (status == LUA_ERRMEM) {
    if (s->mem->refused) luaL_error(L, "not enough memory");
    s->limited = 1;
    lua_gc(L, LUA_GCCOLLECT);
    lua_pushfstring(L, "not enough memory: more than the limit of %I MiB", (lua_Integer)(s->mem->cap >> 20));
    push_told(L, self(L)->full, self(L)->full_line);
    lua_error(L);
  }
  if (status != LUA_OK) lua_error(L);
}

/* ---- the sandbox ---- */

/* setmetatable for tables; a finaliser would run when nobody watches. */
static int set_metatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  lua_pushliteral(L, "__gc");
  if (lua_rawget(L, 2) != LUA_TNIL) luaL_error(L, "a metatable with __gc is not allowed here");
  lua_pop(L, 1);
  lua_pushliteral(L, "__mode");
  if (lua_rawget(L, 2) != LUA_TNIL) luaL_error(L, "a metatable with __mode is not allowed here");
  lua_pop(L, 1);
  lua_setmetatable(L, 1);
  return 1;
}

static int require(lua_State *L);

void zb_sandbox__load(lua_State *L, const zb_script *s) {
  int status;
  if (s->n && s->text[0] == LUA_SIGNATURE[0]) luaL_error(L, "%s: bytecode: a script must be Lua text", s->name);
  status = luaL_loadbufferx(L, s->text, s->n, lua_pushfstring(L, "@%s", s->name), "t");
  lua_remove(L, -2);
  if (status == LUA_ERRMEM) luaL_error(L, "not enough memory");
  if (status != LUA_OK) {
    int line = 0;
    lua_pushstring(L, without_place(lua_tostring(L, -1), &line));
    push_told(L, s, line);
    lua_error(L);
  }
  zb_lua__push_env(L);
  lua_pushcfunction(L, require);
  lua_setfield(L, -2, "require");
  lua_pushcfunction(L, set_metatable);
  lua_setfield(L, -2, "setmetatable");
  lua_setupvalue(L, -2, 1);
}

/* rules.x: what rules/x.lua returns, with the user's laid over it by scripts/zb/overlay.lua. Pushes it, or nil. */
static void push_rule_table(lua_State *L, const char *name) {
  const zb_scripts *s = &self(L)->scripts;
  const char *path = lua_pushfstring(L, "rules/%s.lua", name + strlen("rules."));
  lua_pushnil(L);
  for (size_t i = 0; i < s->n; i++) {
    if (strcmp(s->item[i].path, path) != 0) continue;
    lua_pushcfunction(L, require);
    lua_pushliteral(L, "zb.overlay");
    lua_call(L, 1, 1);
    lua_insert(L, -2);
    zb_sandbox__load(L, &s->item[i]);
    lua_call(L, 0, 1);
    lua_call(L, 2, 1);
  }
}

static void push_built_in(lua_State *L, const char *name) {
  if (strcmp(name, "zb.decimal") == 0) zb_decimal__push_module(L);
  else if (strcmp(name, "zb.catalogue") == 0) zb_catalogue__push_module(L, self(L)->rules);
  else if (strcmp(name, "zb.text") == 0) zb_text__push_module(L);
  else if (strcmp(name, "zb.xlsx") == 0) zb_xlsx__push_module(L);
  else if (strncmp(name, "rules.", 6) == 0) push_rule_table(L, name);
  else lua_pushnil(L);
}

/* require(name): zb.x is scripts/zb/x.lua or a module of C, render.x is scripts/render/x.lua, rules.x a table of rules/. Runs
 * it once. */
static int require(lua_State *L) {
  const char *name = luaL_checkstring(L, 1), *path;
  const zb_script *script;
  lua_settop(L, 1);
  lua_getfield(L, LUA_REGISTRYINDEX, MODULES);
  if (lua_getfield(L, 2, name) != LUA_TNIL) {
    if (lua_isboolean(L, -1)) return luaL_error(L, "module '%s' requires itself", name);
    return 1;
  }
  push_built_in(L, name);
  if (lua_isnil(L, -1)) {
    path = luaL_gsub(L, name, ".", "/");
    path = lua_pushfstring(L, "scripts/%s.lua", path);
    script = strncmp(name, "zb.", 3) == 0 || strncmp(name, "render.", 7) == 0 ? zb_scripts__find(&self(L)->scripts, path) : NULL;
    if (!script)
      return luaL_error(L, "no module '%s'; there are those of scripts/zb (zb.x) and scripts/render (render.x), and the tables "
                           "of rules/ (rules.x)", name);
    lua_pushboolean(L, 0);
    lua_setfield(L, 2, name);
    zb_sandbox__load(L, script);
    lua_call(L, 0, 1);
  }
  lua_pushvalue(L, -1);
  lua_setfield(L, 2, name);
  return 1;
}

/* ---- from outside ---- */

int zb_sandbox__open(zb_sandbox *b, const zb_rules *rules, zb_mem mem, uint64_t steps, zb_error *err) {
  int e;
  memset(b, 0, sizeof *b);
  b->mem = mem;
  b->rules = rules;
  b->steps = steps;
  b->host = rules->host;
  zb_scripts__init(&b->scripts, &b->mem);
  if ((e = zb_scripts__unpack(&b->scripts, rules->sources, rules->sources_n)) != 0)
    return zb_error__set(err, e, "the shipped scripts cannot be read");
  if ((e = zb_lua__open(&b->lua, &b->mem)) != 0) return zb_error__set(err, e, "not enough memory for a script");
  b->lua.owner = b;
  b->lua.watch = &b->watch;
  b->lua.refused = refused;
  return 0;
}

void zb_sandbox__close(zb_sandbox *b) {
  zb_lua__close(&b->lua);
  zb_scripts__free(&b->scripts);
}

void zb_sandbox__start(lua_State *L, const char *driver) {
  zb_safe__allow_rep(L);
  lua_newtable(L);
  lua_setfield(L, LUA_REGISTRYINDEX, MODULES);
  lua_pushcfunction(L, require);
  lua_pushstring(L, driver);
  zb_sandbox__call(L, 1, 1);
  lua_setfield(L, LUA_REGISTRYINDEX, DRIVER);
}

void zb_sandbox__push(lua_State *L, const char *function) {
  lua_getfield(L, LUA_REGISTRYINDEX, DRIVER);
  lua_getfield(L, -1, function);
  lua_remove(L, -2);
}

int zb_sandbox__enter(zb_sandbox *b, lua_CFunction fn, void *ud, zb_error *err) {
  zb_error own;
  int code;
  if (!err) err = &own;
  zb_watch__begin(&b->watch, &b->host, b->time_limit);
  b->lacks.code = 0;
  code = zb_lua__enter(&b->lua, fn, ud, err);
  if (code == ZB_ERULE && b->mem.refused) code = zb_error__set(err, ZB_ENOMEM, "not enough memory");
  if (code == ZB_ERULE && b->lacks.code) *err = b->lacks, code = b->lacks.code;
  if (code == ZB_ERULE && err->file[0] == '\0') code = ZB_EARG;
  else if (code == ZB_ERULE && !b->script.user) code = ZB_EINTERNAL;
  return err->code = code;
}
