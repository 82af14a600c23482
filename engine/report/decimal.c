/* decimal.c - zb.decimal: exact decimals in Lua. */
#include "base/decimal.h"

#include <lauxlib.h>
#include <string.h>

#include "report/bind.h"
#include "write/text.h"

#define NAME "zb.decimal"

void zb_decimal__push(lua_State *L, zb_decimal d) {
  zb_decimal *p = lua_newuserdatauv(L, sizeof *p, 0);
  *p = d;
  luaL_setmetatable(L, NAME);
}

/* A decimal, an integer, or text that is a number. */
static zb_decimal check(lua_State *L, int i) {
  const zb_decimal *p = luaL_testudata(L, i, NAME);
  zb_decimal d = { 0, 0 };
  if (p) return *p;
  if (lua_isinteger(L, i)) {
    d.mantissa = lua_tointeger(L, i);
    if (d.mantissa == INT64_MIN) luaL_argerror(L, i, "the number is too large");
  } else if (lua_type(L, i) == LUA_TSTRING) {
    size_t n;
    const char *s = lua_tolstring(L, i, &n);
    if (zb_decimal__read(s, n, &d))
      luaL_argerror(L, i, lua_pushfstring(L, "'%s' is no decimal of at most %d digits", s, ZB_DECIMAL_DIGITS));
  } else if (lua_type(L, i) == LUA_TNUMBER) {
    luaL_argerror(L, i, "a float is not exact; write it as text: decimal \"0.5\"");
  } else {
    luaL_typeerror(L, i, "decimal");
  }
  return d;
}

static int give(lua_State *L, int code, zb_decimal d) {
  if (code == ZB_EARG) return luaL_error(L, "division by zero");
  if (code) return luaL_error(L, "the result is too large for a decimal");
  zb_decimal__push(L, d);
  return 1;
}

static int add(lua_State *L) {
  zb_decimal d = { 0, 0 };
  return give(L, zb_decimal__add(check(L, 1), check(L, 2), &d), d);
}

static int subtract(lua_State *L) {
  zb_decimal d = { 0, 0 };
  return give(L, zb_decimal__add(check(L, 1), zb_decimal__negate(check(L, 2)), &d), d);
}

static int multiply(lua_State *L) {
  zb_decimal d = { 0, 0 };
  return give(L, zb_decimal__multiply(check(L, 1), check(L, 2), &d), d);
}

static int divide(lua_State *L) {
  zb_decimal d = { 0, 0 };
  return give(L, zb_decimal__divide(check(L, 1), check(L, 2), &d), d);
}

static int negate(lua_State *L) { return give(L, 0, zb_decimal__negate(check(L, 1))); }

static int equal(lua_State *L) {
  lua_pushboolean(L, zb_decimal__compare(check(L, 1), check(L, 2)) == 0);
  return 1;
}

static int less(lua_State *L) {
  lua_pushboolean(L, zb_decimal__compare(check(L, 1), check(L, 2)) < 0);
  return 1;
}

static int less_equal(lua_State *L) {
  lua_pushboolean(L, zb_decimal__compare(check(L, 1), check(L, 2)) <= 0);
  return 1;
}

static int to_string(lua_State *L) {
  char text[ZB_DECIMAL_MAX];
  lua_pushlstring(L, text, (size_t)(zb_text__decimal(text, check(L, 1)) - text));
  return 1;
}

static int round_to(lua_State *L) {
  zb_decimal d = { 0, 0 };
  lua_Integer places = luaL_optinteger(L, 2, 0);
  luaL_argcheck(L, places >= -ZB_DECIMAL_DIGITS && places <= ZB_DECIMAL_DIGITS, 2, "from -18 to 18 digits");
  return give(L, zb_decimal__round(check(L, 1), (int)places, &d), d);
}

static int shift(lua_State *L) {
  zb_decimal d = { 0, 0 };
  lua_Integer power = luaL_checkinteger(L, 2);
  luaL_argcheck(L, power >= -ZB_DECIMAL_SCALE && power <= ZB_DECIMAL_SCALE, 2, "from -40 to 40 digits");
  return give(L, zb_decimal__shift(check(L, 1), (int)power, &d), d);
}

static int absolute(lua_State *L) {
  zb_decimal d = check(L, 1);
  return give(L, 0, d.mantissa < 0 ? zb_decimal__negate(d) : d);
}

static int sign(lua_State *L) {
  zb_decimal d = check(L, 1);
  lua_pushinteger(L, (d.mantissa > 0) - (d.mantissa < 0));
  return 1;
}

static int scale(lua_State *L) {
  zb_decimal d = check(L, 1);
  lua_pushinteger(L, d.scale < 0 ? 0 : d.scale);
  return 1;
}

static int is(lua_State *L) {
  lua_pushboolean(L, luaL_testudata(L, 1, NAME) != NULL);
  return 1;
}

/* decimal(x): the module called. */
static int make(lua_State *L) {
  lua_remove(L, 1);
  return give(L, 0, check(L, 1));
}

void zb_decimal__push_module(lua_State *L) {
  static const luaL_Reg meta[] = {
    { "__add", add }, { "__sub", subtract }, { "__mul", multiply }, { "__div", divide }, { "__unm", negate },
    { "__eq", equal }, { "__lt", less }, { "__le", less_equal }, { "__tostring", to_string }, { NULL, NULL }
  };
  static const luaL_Reg methods[] = {
    { "round", round_to }, { "shift", shift }, { "abs", absolute }, { "sign", sign }, { "scale", scale }, { NULL, NULL }
  };
  if (luaL_newmetatable(L, NAME)) {
    luaL_setfuncs(L, meta, 0);
    luaL_newlib(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "locked");
    lua_setfield(L, -2, "__metatable");
  }
  lua_pop(L, 1);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, is);
  lua_setfield(L, -2, "is");
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, make);
  lua_setfield(L, -2, "__call");
  lua_setmetatable(L, -2);
}
