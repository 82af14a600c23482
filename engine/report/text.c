/* text.c - zb.text: what strings need that Lua's own library does not have. */
#include <lauxlib.h>
#include <string.h>

#include "base/sha256.h"
#include "lua/safe.h"
#include "report/bind.h"
#include "write/text.h"

/* How far into s, of n bytes, so many columns reach; *used: columns taken. */
static size_t reach(const char *s, size_t n, lua_Integer columns, lua_Integer *used) {
  size_t at = 0;
  *used = 0;
  while (at < n) {
    uint32_t c;
    size_t length = zb_text__char(s + at, s + n, &c);
    int width = zb_width__char(c);
    if (*used + width > columns) break;
    *used += width;
    at += length;
  }
  return at;
}

static int width(lua_State *L) {
  size_t n;
  const char *s = luaL_checklstring(L, 1, &n);
  lua_Integer used;
  zb_safe__charge(L, zb_safe__bytes(n), "width");
  reach(s, n, LUA_MAXINTEGER - 2, &used);
  lua_pushinteger(L, used);
  return 1;
}

static int fold(lua_State *L) {
  size_t n, at;
  const char *s = luaL_checklstring(L, 1, &n);
  lua_Integer columns = luaL_checkinteger(L, 2), used;
  zb_safe__charge(L, zb_safe__bytes(n), "fold");
  at = reach(s, n, columns, &used);
  if (at == n) {
    lua_settop(L, 1);
    return 1;
  }
  at = reach(s, n, columns - 1, &used);
  lua_pushlstring(L, s, at);
  lua_pushliteral(L, "\xE2\x80\xA6");
  lua_concat(L, 2);
  return 1;
}

static int split(lua_State *L) {
  size_t n, k;
  const char *s = luaL_checklstring(L, 1, &n), *by = luaL_checklstring(L, 2, &k), *end = s + n, *stop;
  luaL_argcheck(L, k == 1, 2, "one byte");
  zb_safe__charge(L, zb_safe__bytes(n), "split");
  lua_newtable(L);
  for (lua_Integer i = 1;; i++, s = stop + 1) {
    stop = memchr(s, by[0], (size_t)(end - s));
    lua_pushlstring(L, s, (size_t)((stop ? stop : end) - s));
    lua_rawseti(L, -2, i);
    if (!stop) return 1;
  }
}

static int sha256(lua_State *L) {
  char hex[65];
  size_t n;
  const char *s = luaL_checklstring(L, 1, &n);
  zb_sha256 digest;
  zb_safe__charge(L, n / 4 + 1, "sha256");
  zb_sha256__init(&digest);
  zb_sha256__add(&digest, s, n);
  zb_sha256__end(&digest, hex);
  lua_pushlstring(L, hex, 64);
  return 1;
}

static int less(lua_State *L) {
  size_t m, n;
  const char *a = luaL_checklstring(L, 1, &m), *b = luaL_checklstring(L, 2, &n);
  int d = memcmp(a, b, m < n ? m : n);
  zb_safe__charge(L, zb_safe__bytes(m < n ? m : n), "less");
  lua_pushboolean(L, d < 0 || (d == 0 && m < n));
  return 1;
}

void zb_text__push_module(lua_State *L) {
  static const luaL_Reg functions[] = {
    { "width", width }, { "fold", fold }, { "less", less },
    { "sha256", sha256 }, { "split", split }, { NULL, NULL }
  };
  luaL_newlib(L, functions);
}
