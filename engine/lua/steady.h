/* steady.h - functions of Lua that are not the same in each run, made so: the same input gives the same output, and a chunk
 * learns nothing of the clock or of memory.
 *
 * Tables are gone through in the order of their keys: numbers, then texts by their bytes, false, true. Values without a text of
 * their own are told by their type alone, without an address. Sorting keeps equal elements as they stood, whatever the
 * comparison.
 */
#ifndef ZB_STEADY_H
#define ZB_STEADY_H

#include <lua.h>

/* Puts pairs, next and tostring into the table on the top. May raise. */
void zb_steady__put(lua_State *L);

/* string.format and table.sort. Upvalue 1 of the first: Lua's own. */
int zb_steady__format(lua_State *L);
int zb_steady__sort(lua_State *L);

#endif
