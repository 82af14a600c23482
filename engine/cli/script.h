/* script.h - commands that are Lua: a script of scripts/desk in a state of the command's own, outside the sandbox. */
#ifndef CLI_SCRIPT_H
#define CLI_SCRIPT_H

#include <lauxlib.h>
#include <lua.h>

typedef struct cli_setting { const char *key, *value; } cli_setting;      /* value NULL: left out */

/* Makes a state with the standard libraries, require "zhibiao" and a table `command`:
 *   command.source(path)      the text of a built-in file (rules/units.lua), or nil
 *   command.tell(code, text)  an error, as every command tells one
 *   command.folders(path)     makes the folders above a file
 *   command.nearest(word, list)   the word of the list that is nearest to a mistyped one, or nil
 * Returns: the state, or NULL, told. Owner: the caller, lua_close. */
lua_State *cli_script_open(void);

/* Runs the built-in script scripts/desk/NAME.lua, which returns a function; what that returns for a table of the settings and of
 * the operands (in its list) is the exit status. settings end with a NULL key. Returns: the exit status; an error is told. */
int cli_script_run(lua_State *L, const char *name, const cli_setting *settings, int count, char **operands);

#endif
