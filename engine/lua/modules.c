#include "lua/modules.h"

#include <stdlib.h>
#include <string.h>

#include "lua/bind.h"
#include "lua/load.h"

#define LIBRARY "scripts/zb/"
#define RULES "rules/"

static zb_modules *self(lua_State *L) { return lua_touserdata(L, lua_upvalueindex(1)); }

/* use(name): the module scripts/zb/name.lua, run once with zb as its argument. Upvalues: library, modules, zb. */
static int use(lua_State *L) {
  const zb_scripts *s = self(L)->scripts;
  const char *name = luaL_checkstring(L, 1);
  size_t i;
  if (lua_getfield(L, lua_upvalueindex(2), name) != LUA_TNIL) return 1;
  for (i = 0; i < s->n; i++) {
    const char *path = s->item[i].path;
    size_t n = strlen(name);
    if (strncmp(path, LIBRARY, sizeof LIBRARY - 1) != 0) continue;
    path += sizeof LIBRARY - 1;
    if (strncmp(path, name, n) != 0 || strcmp(path + n, ".lua") != 0) continue;
    if (luaL_loadbufferx(L, s->item[i].text, s->item[i].n, lua_pushfstring(L, "@%s", s->item[i].name), "t")) lua_error(L);
    lua_pushvalue(L, lua_upvalueindex(3));
    lua_call(L, 1, 1);
    lua_pushvalue(L, -1);
    lua_setfield(L, lua_upvalueindex(2), name);
    return 1;
  }
  return luaL_error(L, "no module '%s'", name);
}

/* run(number): what the rule file returns. Returns: true, value; or false, message, line. */
static int run(lua_State *L) {
  zb_modules *l = self(L);
  lua_Integer i = luaL_checkinteger(L, 1);
  const zb_script *script;
  int status, line = 0;
  luaL_argcheck(L, i >= 1 && (size_t)i <= l->scripts->n, 1, "no such file");
  script = &l->scripts->item[i - 1];
  status = zb_lua__load(L, script->text, script->n);
  if (status == LUA_OK) {
    status = zb_lua__call(&l->lua, 0, 1, ZB_LOAD_STEPS);
    if (status != LUA_OK) line = l->lua.line;
  } else {
    line = 1;
  }
  lua_pushboolean(L, status == LUA_OK);
  lua_insert(L, -2);
  if (status == LUA_OK) return 2;
  if (status == LUA_ERRMEM) {
    if (l->lua.mem->refused) return luaL_error(L, "not enough memory");
    lua_pushliteral(L, "not enough memory: it makes too much");
  } else if (lua_type(L, -1) == LUA_TSTRING) {
    lua_pushstring(L, zb_lua__message(lua_tostring(L, -1), &line));
  } else {
    lua_pushliteral(L, "an error that is no text");
  }
  lua_replace(L, -2);
  lua_pushinteger(L, line);
  return 3;
}

/* By bytes, whatever the locale. */
static int compare(const void *a, const void *b) {
  const zb_str *x = a, *y = b;
  int d = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);
  return d ? d : (x->n > y->n) - (x->n < y->n);
}

/* less(a, b) */
static int less(lua_State *L) {
  zb_str a, b;
  a.p = luaL_checklstring(L, 1, &a.n);
  b.p = luaL_checklstring(L, 2, &b.n);
  lua_pushboolean(L, compare(&a, &b) < 0);
  return 1;
}

/* keys(t): the keys of t that are strings, sorted. They stay in t, so that they cannot be collected meanwhile. */
static int keys(lua_State *L) {
  zb_str *key;
  size_t n = 0, i = 0;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) n += lua_type(L, -2) == LUA_TSTRING;
  key = lua_newuserdatauv(L, (n + 1) * sizeof *key, 0);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING) continue;
    key[i].p = lua_tolstring(L, -2, &key[i].n);
    i++;
  }
  qsort(key, n, sizeof *key, compare);
  lua_createtable(L, (int)n, 0);
  for (i = 0; i < n; i++) {
    lua_pushlstring(L, key[i].p, key[i].n);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* count(t): how many keys t has. pairs would put them in order first. */
static int count(lua_State *L) {
  lua_Integer n = 0;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) n++;
  lua_pushinteger(L, n);
  return 1;
}

void zb_modules__push_file(lua_State *L, size_t i) {
  const zb_script *s = &zb_modules__of(L)->scripts->item[i];
  lua_createtable(L, 0, 7);
  lua_pushinteger(L, (lua_Integer)i + 1);
  lua_setfield(L, -2, "number");
  lua_pushstring(L, s->path);
  lua_setfield(L, -2, "path");
  lua_pushstring(L, s->name);
  lua_setfield(L, -2, "name");
  lua_pushlstring(L, s->text, s->n);
  lua_setfield(L, -2, "text");
  lua_pushboolean(L, s->user);
  lua_setfield(L, -2, "user");
}

static void push_files(lua_State *L, const zb_scripts *s) {
  lua_Integer n = 0;
  lua_newtable(L);
  for (size_t i = 0; i < s->n; i++) {
    if (strncmp(s->item[i].path, RULES, sizeof RULES - 1) != 0) continue;
    zb_modules__push_file(L, i);
    lua_rawseti(L, -2, ++n);
  }
}

int zb_modules__open(zb_modules *l, zb_mem *mem, const zb_scripts *scripts, zb_watch *watch) {
  int e;
  memset(l, 0, sizeof *l);
  l->scripts = scripts;
  zb_build__init(&l->build, mem);
  if ((e = zb_lua__open(&l->lua, mem)) != 0) return e;
  l->lua.owner = l;
  l->lua.watch = watch;
  lua_gc(l->lua.L, LUA_GCSTOP);                /* the state is short-lived, and the cap makes it collect */
  return 0;
}

void zb_modules__close(zb_modules *l) {
  zb_lua__close(&l->lua);
  zb_build__free(&l->build);
}

zb_modules *zb_modules__of(lua_State *L) { return zb_lua__of(L)->owner; }

void zb_modules__push(lua_State *L) {
  zb_modules *l = zb_modules__of(L);
  int zb;
  lua_newtable(L);
  zb = lua_gettop(L);
  zb_bind__functions(L, &l->build);
  push_files(L, l->scripts);
  lua_setfield(L, zb, "files");
  lua_pushlightuserdata(L, l);
  lua_pushcclosure(L, run, 1);
  lua_setfield(L, zb, "run");
  lua_pushcfunction(L, less);
  lua_setfield(L, zb, "less");
  lua_pushcfunction(L, keys);
  lua_setfield(L, zb, "keys");
  lua_pushcfunction(L, count);
  lua_setfield(L, zb, "count");
  lua_pushlightuserdata(L, l);
  lua_newtable(L);
  lua_pushvalue(L, zb);
  lua_pushcclosure(L, use, 3);
  lua_setfield(L, zb, "use");
}

void zb_modules__use(lua_State *L, const char *name) {
  lua_getfield(L, -1, "use");
  lua_pushstring(L, name);
  lua_call(L, 1, 1);
}
