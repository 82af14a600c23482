/* safe.h - what user chunks have of Lua's libraries: functions that cannot harm, each call charged what it may cost. */
#ifndef ZB_SAFE_H
#define ZB_SAFE_H

#include <lauxlib.h>
#include <lua.h>
#include <stdint.h>

/* Opens Lua's libraries and keeps in the registry what user chunks may have of them. May raise. */
void zb_safe__open(lua_State *L);

/* Pushes the table of base functions and of libraries, as it is kept. */
void zb_safe__push(lua_State *L);

/* Adds string.rep, which takes memory at once, to what is kept. May raise. */
void zb_safe__allow_rep(lua_State *L);

/* Charges the call that is running; raises where too many steps are spent or the program says stop. name: of the function. */
void zb_safe__charge(lua_State *L, uint64_t steps, const char *name);

/* The steps of a function of C that looks at n bytes. */
static inline uint64_t zb_safe__bytes(uint64_t n) { return n / 64 + 1; }

#endif
