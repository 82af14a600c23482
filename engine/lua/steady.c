#include "lua/steady.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "lua/safe.h"

/* ---- keys and their order ---- */

typedef struct key {
  int type;              /* LUA_TNUMBER, LUA_TSTRING or LUA_TBOOLEAN */
  int whole;             /* a number that is an integer */
  lua_Integer i;         /* it, or a boolean */
  lua_Number x;
  const char *p;         /* a text, held by its table */
  size_t n;
} key;

static int rank(const key *k) { return k->type == LUA_TNUMBER ? 0 : k->type == LUA_TSTRING ? 1 : 2; }

static int compare(const void *a, const void *b) {
  const key *p = a, *q = b;
  int d = rank(p) - rank(q);
  if (d) return d;
  if (p->type == LUA_TSTRING) {
    d = memcmp(p->p, q->p, p->n < q->n ? p->n : q->n);
    return d ? d : (p->n > q->n) - (p->n < q->n);
  }
  if ((p->whole && q->whole) || p->type == LUA_TBOOLEAN) return (p->i > q->i) - (p->i < q->i);
  if (p->x != q->x) return p->x < q->x ? -1 : 1;
  return (p->whole > q->whole) - (p->whole < q->whole);     /* beyond 2^53 an integer and a float may be the same number here */
}

/* The key at i. Raises where it is of a type that has no order. */
static key key_at(lua_State *L, int i) {
  key k = { lua_type(L, i), 0, 0, 0, NULL, 0 };
  if (k.type == LUA_TNUMBER) {
    k.whole = lua_isinteger(L, i);
    k.i = lua_tointeger(L, i);
    k.x = lua_tonumber(L, i);
  } else if (k.type == LUA_TSTRING) {
    k.p = lua_tolstring(L, i, &k.n);
  } else if (k.type == LUA_TBOOLEAN) {
    k.i = lua_toboolean(L, i);
  } else {
    luaL_error(L, "a table with a %s as key has no order to go through it; keep a list beside it", luaL_typename(L, i));
  }
  return k;
}

static void push_key(lua_State *L, const key *k) {
  if (k->type == LUA_TSTRING) lua_pushlstring(L, k->p, k->n);
  else if (k->type == LUA_TBOOLEAN) lua_pushboolean(L, (int)k->i);
  else if (k->whole) lua_pushinteger(L, k->i);
  else lua_pushnumber(L, k->x);
}

/* Of the table at 1: how many keys it has; *list: they are 1, 2, 3 and so on. */
static size_t count(lua_State *L, int *list) {
  size_t n = 0;
  *list = 1;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    n++;
    if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) != (lua_Integer)n) *list = 0;
  }
  return n;
}

/* Pushes the keys of the table at 1, sorted, as a list. */
static void push_sorted(lua_State *L, size_t n) {
  key *k = lua_newuserdatauv(L, (n + 1) * sizeof *k, 0);
  size_t i = 0;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) k[i++] = key_at(L, -2);
  qsort(k, n, sizeof *k, compare);
  lua_createtable(L, (int)n, 0);
  for (i = 0; i < n; i++) {
    push_key(L, &k[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_remove(L, -2);
}

/* Upvalues: the table, its keys (nil: 1, 2, 3 …), how many, how many are done. Those that are gone meanwhile are passed over. */
static int following(lua_State *L) {
  lua_Integer n = lua_tointeger(L, lua_upvalueindex(3)), i = lua_tointeger(L, lua_upvalueindex(4));
  int list = lua_isnil(L, lua_upvalueindex(2));
  lua_settop(L, 0);
  while (i < n) {
    i++;
    if (list) lua_pushinteger(L, i);
    else lua_rawgeti(L, lua_upvalueindex(2), i);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) break;
    lua_settop(L, 0);
  }
  lua_pushinteger(L, i);
  lua_replace(L, lua_upvalueindex(4));
  return lua_gettop(L) ? 2 : (lua_pushnil(L), 1);
}

static int pairs(lua_State *L) {
  size_t n;
  int list;
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  n = count(L, &list);
  zb_safe__charge(L, n / 4 + 1, "pairs");
  lua_pushvalue(L, 1);
  if (list) lua_pushnil(L);
  else push_sorted(L, n);
  lua_pushinteger(L, (lua_Integer)n);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, following, 4);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

/* next(t, k): the least key behind k. */
static int next(lua_State *L) {
  key best = { LUA_TNIL, 0, 0, 0, NULL, 0 }, from = best, k;
  size_t n = 0;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) from = key_at(L, 2);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1), n++) {
    k = key_at(L, -2);
    if (from.type != LUA_TNIL && compare(&k, &from) <= 0) continue;
    if (best.type == LUA_TNIL || compare(&k, &best) < 0) best = k;
  }
  zb_safe__charge(L, n / 4 + 1, "next");
  if (best.type == LUA_TNIL) return lua_pushnil(L), 1;
  push_key(L, &best);
  lua_pushvalue(L, -1);
  lua_rawget(L, 1);
  return 2;
}

/* ---- text ---- */

/* Pushes the text of the value at i, without an address. */
static void push_text(lua_State *L, int i) {
  int type = lua_type(L, i);
  if (type != LUA_TTABLE && type != LUA_TFUNCTION && type != LUA_TUSERDATA && type != LUA_TTHREAD && type != LUA_TLIGHTUSERDATA) {
    luaL_tolstring(L, i, NULL);
  } else if (luaL_getmetafield(L, i, "__tostring") != LUA_TNIL) {
    lua_pop(L, 1);
    luaL_tolstring(L, i, NULL);
  } else {
    int named = luaL_getmetafield(L, i, "__name");
    if (named == LUA_TSTRING) return;
    if (named != LUA_TNIL) lua_pop(L, 1);
    lua_pushstring(L, luaL_typename(L, i));
  }
}

static int to_string(lua_State *L) {
  luaL_checkany(L, 1);
  push_text(L, 1);
  return 1;
}

int zb_steady__format(lua_State *L) {
  size_t n;
  const char *p = luaL_checklstring(L, 1, &n), *end = p + n;
  int last = lua_gettop(L);
  for (int i = 2; p < end && (p = memchr(p, '%', (size_t)(end - p))) != NULL; p++) {
    p += 1 + strspn(p + 1, "-+ #0123456789.");             /* a string of Lua ends with a zero byte */
    if (*p == '%') continue;
    if (*p == 'p') return luaL_error(L, "'%%p' is not for use here: where a value lies is another place each time");
    if (*p == 's' && i <= last) {
      push_text(L, i);
      lua_replace(L, i);
    }
    i++;
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, last, 1);
  return 1;
}

/* ---- sorting ---- */

/* The element b of the list at 3 stands before its element a. */
static int before(lua_State *L, lua_Integer b, lua_Integer a) {
  int yes;
  if (lua_isnil(L, 2)) {
    lua_rawgeti(L, 3, b);
    lua_rawgeti(L, 3, a);
    yes = lua_compare(L, -2, -1, LUA_OPLT);
    lua_pop(L, 2);
    return yes;
  }
  lua_pushvalue(L, 2);
  lua_rawgeti(L, 3, b);
  lua_rawgeti(L, 3, a);
  lua_call(L, 2, 1);
  yes = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return yes;
}

/* Merges from..middle-1 and middle..end-1 of the list at 3 into the one at 4. */
static void merge(lua_State *L, lua_Integer from, lua_Integer middle, lua_Integer end) {
  lua_Integer a = from, b = middle;
  for (lua_Integer to = from; to < end; to++) {
    lua_rawgeti(L, 3, a >= middle || (b < end && before(L, b, a)) ? b++ : a++);
    lua_rawseti(L, 4, to);
  }
}

static void copy(lua_State *L, int from, int to, lua_Integer n) {
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, from, i);
    lua_rawseti(L, to, i);
  }
}

/* table.sort(t, before). Upvalue 1 is not used. */
int zb_steady__sort(lua_State *L) {
  lua_Integer n;
  luaL_checktype(L, 1, LUA_TTABLE);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  n = (lua_Integer)lua_rawlen(L, 1);
  if (n < 2) return 0;
  lua_createtable(L, (int)n, 0);
  lua_createtable(L, (int)n, 0);
  copy(L, 1, 3, n);
  for (lua_Integer width = 1; width < n; width *= 2) {
    for (lua_Integer i = 1; i <= n; i += 2 * width) {
      lua_Integer middle = i + width <= n ? i + width : n + 1;
      merge(L, i, middle, middle + width <= n ? middle + width : n + 1);
    }
    lua_pushvalue(L, 3);                   /* the two lists change places */
    lua_copy(L, 4, 3);
    lua_replace(L, 4);
  }
  copy(L, 3, 1, n);
  return 0;
}

void zb_steady__put(lua_State *L) {
  static const luaL_Reg functions[] = { { "pairs", pairs }, { "next", next }, { "tostring", to_string }, { NULL, NULL } };
  luaL_setfuncs(L, functions, 0);
}
