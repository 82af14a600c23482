#include "lua/load.h"

#include <string.h>

#include "base/error.h"
#include "lua/modules.h"
#include "lua/cost.h"
#include "rules/build.h"

static int load_all(lua_State *L) {
  zb_modules__push(L);
  zb_modules__use(L, "rules");
  lua_call(L, 0, 0);
  return 0;
}

static int keep_scripts(zb_build *b, zb_scripts *scripts) {
  size_t n;
  const char *block = zb_scripts__pack(scripts, &n);
  return block ? zb_build__add(b, ZB_PART_SOURCES, block, n) : ZB_ENOMEM;
}

/* The code of a failure inside of the library's Lua. */
static int settle(int e, const zb_watch *watch, zb_error *err) {
  if (watch && watch->code) return e;
  if (e == ZB_ELIMIT) e = ZB_ERULE;
  if (e == ZB_ERULE && err->file[0] == '\0') e = strstr(err->message, "not enough memory") ? ZB_ENOMEM : ZB_EINTERNAL;
  return err->code = e;
}

int zb_load__rules(zb_mem *mem, zb_scripts *scripts, zb_watch *watch, zb_rules **out, zb_error *err) {
  zb_modules l;
  zb_error own;
  int e;
  *out = NULL;
  if (!err) err = &own;
  zb_error__set(err, 0, "%s", "");
  if ((e = zb_modules__open(&l, mem, scripts, watch)) != 0) goto out;
  if ((e = zb_lua__enter(&l.lua, load_all, NULL, err)) != 0) {
    e = settle(e, watch, err);
    goto out;
  }
  if ((e = keep_scripts(&l.build, scripts)) != 0) goto out;
  e = zb_build__finish(&l.build, out);
out:
  zb_modules__close(&l);
  if (e && err->code == 0) zb_error__set(err, e, e == ZB_ENOMEM ? "not enough memory" : "the rules are too large");
  return e;
}

/* ---- checking ---- */

typedef struct checking {
  void (*tell)(void *ud, const zb_mistake *mistake);
  void *ud;
  zb_checked count;
} checking;

/* A field of the table on the top: its string, which the table holds. */
static zb_str text(lua_State *L, const char *field) {
  zb_str s = { "", 0 };
  lua_getfield(L, -1, field);
  if (lua_type(L, -1) == LUA_TSTRING) s.p = lua_tolstring(L, -1, &s.n);
  lua_pop(L, 1);
  return s;
}

static int number(lua_State *L, const char *field) {
  int n;
  lua_getfield(L, -1, field);
  n = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  return n;
}

static int check_all(lua_State *L) {
  checking *c = lua_touserdata(L, 1);
  zb_modules__push(L);
  lua_pushboolean(L, 1);
  lua_setfield(L, -2, "checking");
  lua_pushcfunction(L, zb_cost);
  lua_setfield(L, -2, "cost");
  lua_getfield(L, -1, "files");
  c->count.files = lua_rawlen(L, -1);
  lua_pop(L, 1);
  zb_modules__use(L, "rules");
  lua_call(L, 0, 2);
  c->count.rules = (size_t)lua_tointeger(L, -1);
  lua_pop(L, 1);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TTABLE; i++, lua_pop(L, 1)) {
    zb_mistake m = { 0, text(L, "code"), text(L, "file"), text(L, "message"), text(L, "source"), number(L, "line"),
                     number(L, "column") };
    lua_getfield(L, -1, "warning");
    m.warning = lua_toboolean(L, -1);
    lua_pop(L, 1);
    if (!m.code.n) m.code = (zb_str){ "rule", 4 };
    if (m.warning) c->count.warnings++;
    else c->count.errors++;
    if (c->tell) c->tell(c->ud, &m);
  }
  return 0;
}

int zb_load__check(zb_mem *mem, zb_scripts *scripts, zb_watch *watch, void (*tell)(void *, const zb_mistake *), void *ud,
                   zb_checked *out, zb_error *err) {
  zb_modules l;
  zb_error own;
  checking c = { tell, ud, { 0, 0, 0, 0 } };
  int e;
  if (!err) err = &own;
  zb_error__set(err, 0, "%s", "");
  if ((e = zb_modules__open(&l, mem, scripts, watch)) != 0) zb_error__set(err, e, "not enough memory");
  else if ((e = zb_lua__enter(&l.lua, check_all, &c, err)) != 0) e = settle(e, watch, err);
  zb_modules__close(&l);
  if (out) *out = c.count;
  return e;
}
