/* output.c - where Lua writes to: the buffer of a report or of a test's results. */
#include <lauxlib.h>

#include "report/bind.h"

/* out(s, …): the output goes on with these strings. Upvalue: zb_out. */
static int emit(lua_State *L) {
  zb_out *out = lua_touserdata(L, lua_upvalueindex(1));
  for (int i = 1, top = lua_gettop(L); i <= top; i++) {
    size_t n;
    const char *p = luaL_checklstring(L, i, &n);
    zb_out__add(out, p, n);
  }
  zb_out__drain(out);
  return 0;
}

void zb_output__push(lua_State *L, zb_out *out) {
  lua_pushlightuserdata(L, out);
  lua_pushcclosure(L, emit, 1);
}
