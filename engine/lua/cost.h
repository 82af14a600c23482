/* cost.h - what a pattern costs, measured. */
#ifndef ZB_COST_H
#define ZB_COST_H

#include <lua.h>

/* cost(row, tokens, most): the match steps that the row of a pattern, read from the figure outwards, takes on the tokens; it ends
 * at `most`. row: list of { mask, min, max, edge, words = numbers or nil }; tokens: flat list of each one's classes and word (-1
 * none). */
int zb_cost(lua_State *L);

#endif
