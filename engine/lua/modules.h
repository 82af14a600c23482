/* modules.h - scripts/zb as the loader uses it: modules that are given one table, zb, which C fills. */
#ifndef ZB_MODULES_H
#define ZB_MODULES_H

#include "lua/state.h"
#include "rules/build.h"
#include "rules/scripts.h"

typedef struct zb_modules {
  zb_lua lua;
  zb_build build;        /* what zb.word and so on add to */
  const zb_scripts *scripts;
} zb_modules;

/* mem, scripts and watch (NULL: none) must outlive it; it must not move. Close it also where this failed.
 * Returns: 0 or ZB_ENOMEM. */
int zb_modules__open(zb_modules *l, zb_mem *mem, const zb_scripts *scripts, zb_watch *watch);
void zb_modules__close(zb_modules *l);

zb_modules *zb_modules__of(lua_State *L);

/* Inside of zb_lua__enter; both may raise. */

/* Pushes the table zb: the builder's functions and names (bind.h), files (the scripts of rules/), run(number), less(a, b),
 * keys(t), use(module). */
void zb_modules__push(lua_State *L);
/* Pushes the i-th script as zb.files has it. */
void zb_modules__push_file(lua_State *L, size_t i);
/* Pushes the module of that name; zb is on the top, and stays. */
void zb_modules__use(lua_State *L, const char *name);

#endif
