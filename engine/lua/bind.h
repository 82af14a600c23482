/* bind.h - the functions by which scripts/zb hands records to the builder. */
#ifndef ZB_BIND_H
#define ZB_BIND_H

#include <lua.h>

#include "rules/build.h"

/* Sets into the table on the stack's top: word class opening typemark unit indicator area type section element rule hook, each
 * taking one table of fields (word and area: arguments), checked, and names (numbers by name) and normal. b must outlive
 * the state's use. May raise. */
void zb_bind__functions(lua_State *L, zb_build *b);

#endif
