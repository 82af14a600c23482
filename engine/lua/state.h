/* state.h - a Lua state that cannot harm: no files, no clock, no bytecode, limited memory and work.
 *
 * A step is one Lua instruction; calls into C that can take long (patterns, sorting, large strings) and large
 * allocations are charged as the steps they are worth. There is no pcall inside, so that a limit cannot be caught.
 */
#ifndef ZB_STATE_H
#define ZB_STATE_H

#include <lauxlib.h>
#include <lua.h>

#include "base/mem.h"
#include "base/watch.h"
#include "zhibiao.h"

#define ZB_CHUNK "=rule"           /* name of every user chunk; errors are told with the file's own name */
#define ZB_STEPS_ANY (UINT64_MAX / 2)

typedef struct zb_lua {
  lua_State *L;
  zb_mem *mem;
  uint64_t steps;                  /* left */
  uint64_t unlooked;               /* steps of C functions since the watch was looked at */
  size_t string_max;               /* bytes of the longest string; 0: any. Comparing two is one step, however long they are */
  int line;                        /* of the user chunk, where it stood last */
  void (*refused)(struct zb_lua *);   /* told when memory is refused, at the place that asked; NULL: nobody */
  void *owner;                     /* whoever opened the state keeps here what its functions need; else NULL */
  int limited;                     /* a limit was hit: ZB_ELIMIT, not a mistake */
  zb_watch *watch;                 /* of the call that the state works for; NULL: none */
} zb_lua;

/* Owner: the caller, zb_lua__close. mem (with its cap) must outlive it. Returns: 0 or ZB_ENOMEM. */
int zb_lua__open(zb_lua *s, zb_mem *mem);
void zb_lua__close(zb_lua *s);

/* Raises an error where the watch says that the call must end. */
void zb_lua__look(lua_State *L);

/* Calls fn(L) with ud as light userdata, protected; the stack is empty before and after.
 * Returns: 0, ZB_ENOMEM, ZB_ELIMIT, ZB_ESTOPPED or ZB_ERULE with err filled from the error (a string, or a table with the fields
 * file, line, column, source, message). */
int zb_lua__enter(zb_lua *s, lua_CFunction fn, void *ud, zb_error *err);

zb_lua *zb_lua__of(lua_State *L);

static inline void zb_lua__spend(zb_lua *s, uint64_t steps) { s->steps -= steps < s->steps ? steps : s->steps; }

/* Pushes a fresh environment for a user chunk: base functions and string, table, math, utf8 without what is unsafe.
 * Reading a name that is not there raises an error. */
void zb_lua__push_env(lua_State *L);

/* Loads text as a chunk (never bytecode) with a fresh environment, on the stack. May raise. Returns: LUA_OK, or the error
 * with its message on the stack. */
int zb_lua__load(lua_State *L, const char *text, size_t n);

/* lua_pcall of user code under a limit of its own; s->line tells where it stood when it failed. */
int zb_lua__call(zb_lua *s, int args, int results, uint64_t steps);

/* Takes "rule:LINE: " off a message of a user chunk. Returns: the rest; *line is left alone if there is none. */
const char *zb_lua__message(const char *message, int *line);

#endif
