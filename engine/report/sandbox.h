/* sandbox.h - scripts that use the library of scripts/zb: their state, their limits, their errors.
 *
 * A driver (a module of scripts/zb) does the work; what it is asked to do is called from C by name. Scripts have the safe base
 * functions, require of the modules below scripts/zb and scripts/render, and a setmetatable that makes no finalisers.
 */
#ifndef ZB_SANDBOX_H
#define ZB_SANDBOX_H

#include "lua/state.h"
#include "rules/ruleset.h"
#include "rules/scripts.h"

typedef struct zb_sandbox {
  zb_mem mem;
  zb_lua lua;
  const zb_rules *rules;
  zb_scripts scripts;
  uint64_t steps;        /* instructions for each call */
  size_t calm;           /* bytes held up to which nothing is collected; 0: Lua collects as it does */
  zb_host host;
  zb_watch watch;        /* of the call */
  unsigned time_limit;   /* milliseconds for each call; 0: none */
  zb_error lacks;        /* code 0, or what a binding could not have, which is no mistake of a script's */
  const zb_script *full; /* where memory was refused last, and its line; NULL: nowhere */
  int full_line;
  zb_script script;      /* the user's, or the shipped one that is run; set before it is loaded */
} zb_sandbox;

/* mem: with the cap of all that happens inside. rules must outlive it. Close it also where this failed; nothing may move b until
 * then. The host is the rules', the time without a limit; both may be set behind. Returns: 0, or the error told. */
int zb_sandbox__open(zb_sandbox *b, const zb_rules *rules, zb_mem mem, uint64_t steps, zb_error *err);
void zb_sandbox__close(zb_sandbox *b);

/* Calls fn(L) with ud as light userdata, protected. A mistake without a file is the caller's own (ZB_EARG); one in a shipped
 * script is the library's (ZB_EINTERNAL). Returns: 0, or the error told. */
int zb_sandbox__enter(zb_sandbox *b, lua_CFunction fn, void *ud, zb_error *err);

/* Inside of enter; all may raise. */

/* Loads the driver: zb.report, say. */
void zb_sandbox__start(lua_State *L, const char *driver);
/* Pushes a function of the driver. */
void zb_sandbox__push(lua_State *L, const char *function);
/* Pushes a script as a chunk with an environment of its own. Raises its syntax errors. */
void zb_sandbox__load(lua_State *L, const zb_script *s);
/* What is held now is there to stay: nothing is collected until half as much again is held. Documents put into a report would be
 * gone through again and again while they come in. */
void zb_sandbox__calm(lua_State *L);
/* lua_call of what stands on the stack, within the limits; raises errors as tables with message, file, line, source. */
void zb_sandbox__call(lua_State *L, int args, int results);

#endif
