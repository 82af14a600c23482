/* report.c - zb_report: a report script in its sandbox, from its loading to its output.
 *
 * The work is done by scripts/zb/report.lua (the driver), which this file calls; it gives scripts the safe base functions,
 * require of the modules below scripts/zb and scripts/render and of the tables of rules/, and a setmetatable that makes no
 * finalisers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "lua/state.h"
#include "report/bind.h"
#include "rules/scripts.h"
#include "write/out.h"

#define TICK 1000                                /* instructions between two looks at the limit */
#define STEPS ((uint64_t)4 * 1000 * 1000 * 1000)
#define MEMORY ((size_t)2 << 30)
#define DRIVER "zb.driver"                       /* registry: what scripts/zb/report.lua returned */
#define MODULES "zb.modules"                     /* registry: modules by name */

struct zb_report {
  zb_mem mem;
  zb_lua lua;
  const zb_rules *rules;
  zb_scripts scripts;
  zb_arena arena;                                /* what scripts say of themselves */
  uint64_t steps;
  zb_script script;                              /* the report's own */
  zb_report_info info;
  zb_report_option_info *option;
  size_t option_n, option_cap;
};

static zb_report *self(lua_State *L) { return (zb_report *)zb_lua__of(L)->owner; }

/* ---- errors ---- */

/* The line of a script that a message tells of. Pushes it, or nil. */
static void push_source(lua_State *L, const zb_script *s, int line) {
  const char *p = s->text, *end = p + s->n, *stop;
  while (--line > 0 && p < end) {
    const char *next = memchr(p, '\n', (size_t)(end - p));
    p = next ? next + 1 : end;
  }
  stop = memchr(p, '\n', (size_t)(end - p));
  lua_pushlstring(L, p, (size_t)((stop ? stop : end) - p));
}

/* The innermost frame of the report's own script, else of any script. Returns: its line, 0 if there is none. */
static int blame(lua_State *L, const zb_report *r, const zb_script **script) {
  lua_Debug ar;
  int first = 0;
  *script = NULL;
  for (int level = 0; lua_getstack(L, level, &ar); level++) {
    if (!lua_getinfo(L, "Sl", &ar) || ar.source[0] != '@' || ar.currentline <= 0) continue;
    if (strcmp(ar.source + 1, r->script.name) == 0) {
      *script = &r->script;
      return ar.currentline;
    }
    if (first) continue;
    for (size_t i = 0; i < r->scripts.n; i++)
      if (strcmp(ar.source + 1, r->scripts.item[i].name) == 0) *script = &r->scripts.item[i];
    if (*script) first = ar.currentline;
  }
  return first;
}

/* What a script's own message begins with, FILE:LINE:, says no more than the place that is told beside it. */
static const char *without_place(const char *message, int *line) {
  const char *p = strstr(message, ".lua:");
  char *end;
  long n;
  if (!p || memchr(message, ' ', (size_t)(p - message))) return message;
  n = strtol(p + 5, &end, 10);
  if (end == p + 5 || strncmp(end, ": ", 2) != 0) return message;
  if (*line == 0) *line = (int)n;
  return end + 2;
}

/* Message handler: makes of any error a table with message, file, line, source, and usage where the fault is the caller's. */
static int explain(lua_State *L) {
  zb_report *r = self(L);
  const zb_script *script;
  int line = blame(L, r, &script);
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TTABLE) return 1;
  lua_createtable(L, 0, 4);
  if (lua_type(L, 1) == LUA_TSTRING) lua_pushstring(L, without_place(lua_tostring(L, 1), &line));
  else lua_pushliteral(L, "it fails with an error that is no text");
  lua_setfield(L, 2, "message");
  if (!script) return 1;
  lua_pushstring(L, script->name);
  lua_setfield(L, 2, "file");
  lua_pushinteger(L, line);
  lua_setfield(L, 2, "line");
  push_source(L, script, line);
  lua_setfield(L, 2, "source");
  return 1;
}

static void watch(lua_State *L, lua_Debug *ar) {
  zb_lua *s = zb_lua__of(L);
  (void)ar;
  s->steps -= TICK < s->steps ? TICK : s->steps;
  if (s->steps) return;
  s->limited = 1;
  luaL_error(L, "too many steps: it loops, or does too much");
}

/* lua_call of what stands on the stack, within the limits; raises what explain makes of an error. */
static void guarded(lua_State *L, int args, int results) {
  zb_lua *s = zb_lua__of(L);
  int handler = lua_gettop(L) - args, status;
  lua_pushcfunction(L, explain);
  lua_insert(L, handler);
  s->steps = self(L)->steps;
  lua_sethook(L, watch, LUA_MASKCOUNT, TICK);
  status = lua_pcall(L, args, results, handler);
  lua_sethook(L, NULL, 0, 0);
  s->steps = ZB_STEPS_ANY;
  lua_remove(L, handler);
  if (status == LUA_ERRMEM) {
    s->limited = 1;
    luaL_error(L, "not enough memory: more than the limit of %I MiB", (lua_Integer)(s->mem->cap >> 20));
  }
  if (status != LUA_OK) lua_error(L);
}

/* ---- the sandbox ---- */

/* setmetatable for tables; a finaliser would run when nobody watches. */
static int set_metatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  lua_pushliteral(L, "__gc");
  if (lua_rawget(L, 2) != LUA_TNIL) luaL_error(L, "a metatable with __gc is not allowed here");
  lua_pop(L, 1);
  lua_pushliteral(L, "__mode");
  if (lua_rawget(L, 2) != LUA_TNIL) luaL_error(L, "a metatable with __mode is not allowed here");
  lua_pop(L, 1);
  lua_setmetatable(L, 1);
  return 1;
}

static int require(lua_State *L);

/* Loads a script as a chunk of its own environment. Raises its syntax errors. */
static void load_script(lua_State *L, const zb_script *s) {
  int status;
  if (s->n && s->text[0] == LUA_SIGNATURE[0]) luaL_error(L, "%s: bytecode: a script must be Lua text", s->name);
  status = luaL_loadbufferx(L, s->text, s->n, lua_pushfstring(L, "@%s", s->name), "t");
  lua_remove(L, -2);
  if (status == LUA_ERRMEM) luaL_error(L, "not enough memory");
  if (status != LUA_OK) {
    int line = 0;
    const char *message = without_place(lua_tostring(L, -1), &line);
    lua_createtable(L, 0, 4);
    lua_pushstring(L, message);
    lua_setfield(L, -2, "message");
    lua_pushstring(L, s->name);
    lua_setfield(L, -2, "file");
    lua_pushinteger(L, line);
    lua_setfield(L, -2, "line");
    push_source(L, s, line);
    lua_setfield(L, -2, "source");
    lua_error(L);
  }
  zb_lua__push_env(L);
  lua_pushcfunction(L, require);
  lua_setfield(L, -2, "require");
  lua_pushcfunction(L, set_metatable);
  lua_setfield(L, -2, "setmetatable");
  lua_setupvalue(L, -2, 1);
}

/* rules.x: what rules/x.lua returns, with the user's laid over it by scripts/zb/overlay.lua. Pushes it, or nil. */
static void push_rule_table(lua_State *L, const char *name) {
  const zb_scripts *s = &self(L)->scripts;
  const char *path = lua_pushfstring(L, "rules/%s.lua", name + strlen("rules."));
  lua_pushnil(L);
  for (size_t i = 0; i < s->n; i++) {
    if (strcmp(s->item[i].path, path) != 0) continue;
    lua_pushcfunction(L, require);
    lua_pushliteral(L, "zb.overlay");
    lua_call(L, 1, 1);
    lua_insert(L, -2);
    load_script(L, &s->item[i]);
    lua_call(L, 0, 1);
    lua_call(L, 2, 1);
  }
}

static void push_built_in(lua_State *L, const char *name) {
  if (strcmp(name, "zb.decimal") == 0) zb_decimal__push_module(L);
  else if (strcmp(name, "zb.catalogue") == 0) zb_catalogue__push_module(L, self(L)->rules);
  else if (strcmp(name, "zb.text") == 0) zb_text__push_module(L);
  else if (strcmp(name, "zb.xlsx") == 0) zb_xlsx__push_module(L);
  else if (strncmp(name, "rules.", 6) == 0) push_rule_table(L, name);
  else lua_pushnil(L);
}

/* require(name): zb.x is scripts/zb/x.lua or a module of C, render.x is scripts/render/x.lua, rules.x a table of rules/. Runs
 * it once. */
static int require(lua_State *L) {
  const char *name = luaL_checkstring(L, 1), *path;
  const zb_script *script;
  lua_settop(L, 1);
  lua_getfield(L, LUA_REGISTRYINDEX, MODULES);
  if (lua_getfield(L, 2, name) != LUA_TNIL) {
    if (lua_isboolean(L, -1)) return luaL_error(L, "module '%s' requires itself", name);
    return 1;
  }
  push_built_in(L, name);
  if (lua_isnil(L, -1)) {
    path = luaL_gsub(L, name, ".", "/");
    path = lua_pushfstring(L, "scripts/%s.lua", path);
    script = strncmp(name, "zb.", 3) == 0 || strncmp(name, "render.", 7) == 0 ? zb_scripts__find(&self(L)->scripts, path) : NULL;
    if (!script)
      return luaL_error(L, "no module '%s'; there are those of scripts/zb (zb.x) and scripts/render (render.x), and the tables "
                           "of rules/ (rules.x)", name);
    lua_pushboolean(L, 0);
    lua_setfield(L, 2, name);
    load_script(L, script);
    lua_call(L, 0, 1);
  }
  lua_pushvalue(L, -1);
  lua_setfield(L, 2, name);
  return 1;
}

/* ---- calls of the driver ---- */

typedef struct call {
  zb_report *r;
  const char *name, *value;
  const zb_result *result;
  zb_out *out;
} call;

static void push_driver(lua_State *L, const char *function) {
  lua_getfield(L, LUA_REGISTRYINDEX, DRIVER);
  lua_getfield(L, -1, function);
  lua_remove(L, -2);
}

static zb_str keep_field(lua_State *L, zb_report *r, const char *field) {
  size_t n = 0;
  const char *p;
  char *copy;
  zb_str s = { "", 0 };
  lua_getfield(L, -1, field);
  if ((p = lua_tolstring(L, -1, &n)) != NULL) {
    copy = zb_arena__bytes(&r->arena, n ? n : 1);
    if (!copy) return luaL_error(L, "not enough memory"), s;
    memcpy(copy, p, n);
    s = (zb_str){ copy, n };
  }
  lua_pop(L, 1);
  return s;
}

static void keep_options(lua_State *L, zb_report *r) {
  lua_getfield(L, -1, "options");
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TTABLE; i++, lua_pop(L, 1)) {
    void *block = r->option;
    if (zb_mem__grow(&r->mem, &block, &r->option_cap, r->option_n + 1, sizeof *r->option)) luaL_error(L, "not enough memory");
    r->option = block;
    r->option[r->option_n].name = keep_field(L, r, "name");
    r->option[r->option_n].argument = keep_field(L, r, "argument");
    r->option[r->option_n++].about = keep_field(L, r, "about");
  }
  lua_pop(L, 2);
}

/* Loads driver and script; keeps what the script says of itself. c->value: non-NULL for English. */
static int start(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  zb_report *r = c->r;
  lua_settop(L, 0);
  zb_lua__allow(L, "string", "rep");
  lua_newtable(L);
  lua_setfield(L, LUA_REGISTRYINDEX, MODULES);
  lua_pushcfunction(L, require);
  lua_pushliteral(L, "zb.report");
  guarded(L, 1, 1);
  lua_setfield(L, LUA_REGISTRYINDEX, DRIVER);
  push_driver(L, "load");
  load_script(L, &r->script);
  lua_pushstring(L, c->name);
  lua_pushboolean(L, c->value != NULL);
  guarded(L, 3, 1);
  r->info = (zb_report_info){ keep_field(L, r, "name"), keep_field(L, r, "title"), keep_field(L, r, "about") };
  keep_options(L, r);
  return 0;
}

static int set(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_driver(L, "set");
  lua_pushstring(L, c->name);
  lua_pushstring(L, c->value);
  guarded(L, 2, 0);
  return 0;
}

static int add(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_driver(L, "add");
  zb_document__push(L, c->r->rules, c->result);
  guarded(L, 1, 0);
  return 0;
}

static int make(lua_State *L) {
  push_driver(L, "make");
  guarded(L, 0, 0);
  return 0;
}

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

static int put(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_driver(L, "write");
  lua_pushstring(L, c->name);
  lua_pushlightuserdata(L, c->out);
  lua_pushcclosure(L, emit, 1);
  guarded(L, 2, 0);
  return 0;
}

/* A mistake without a file is the caller's own; one in a shipped script is the library's. */
static int enter(zb_report *r, lua_CFunction fn, call *c, zb_error *err) {
  zb_error own;
  int code;
  if (!err) err = &own;
  c->r = r;
  code = zb_lua__enter(&r->lua, fn, c, err);
  if (code == ZB_ERULE && err->file[0] == '\0') code = ZB_EARG;
  else if (code == ZB_ERULE && !r->script.user) code = ZB_EINTERNAL;
  return err->code = code;
}

/* ---- zhibiao.h ---- */

static int is_below(const char *path, const char *folder) { return strncmp(path, folder, strlen(folder)) == 0; }

/* The names of the scripts in a folder, by index. */
static int nth_script(const zb_rules *rules, const char *folder, size_t i, zb_str *name) {
  const char *block = rules->sources;
  size_t at = 0, k = strlen(folder);
  while (at < rules->sources_n) {
    uint32_t size[4];
    const char *path;
    memcpy(size, block + at, sizeof size);
    path = block + at + sizeof size;
    at += sizeof size + (size_t)size[0] + size[1] + size[2];
    if (!is_below(path, folder) || i-- > 0) continue;
    *name = (zb_str){ path + k, size[0] - 1 - k - 4 };
    return 1;
  }
  return 0;
}

int zb_rules_report(const zb_rules *rules, size_t i, zb_str *name) {
  return rules && name && nth_script(rules, "scripts/report/", i, name);
}

int zb_rules_report_format(const zb_rules *rules, size_t i, zb_str *name) {
  return rules && name && nth_script(rules, "scripts/render/", i, name);
}

void zb_report_free(zb_report *r) {
  zb_mem last;
  if (!r) return;
  zb_lua__close(&r->lua);
  if (r->option) zb_mem__resize(&r->mem, r->option, r->option_cap * sizeof *r->option, 0);
  zb_arena__free(&r->arena);
  zb_scripts__free(&r->scripts);
  last = r->mem;
  zb_mem__resize(&last, r, sizeof *r, 0);
}

/* The script to run: the caller's, or the shipped one of that name. */
static int choose(zb_report *r, const zb_report_options *o, zb_error *err) {
  char path[128];
  const zb_script *found;
  if (o->script) {
    r->script = (zb_script){ o->name, o->name, o->script, o->script_n, 1 };
    return 0;
  }
  snprintf(path, sizeof path, "scripts/report/%s.lua", o->name);
  found = zb_scripts__find(&r->scripts, path);
  if (!found) return zb_error__set(err, ZB_EARG, "no report '%s' is shipped", o->name);
  r->script = *found;
  r->script.user = 0;
  return 0;
}

int zb_report_new(const zb_rules *rules, const zb_report_options *options, zb_report **out, zb_error *err) {
  zb_mem first = ZB_MEM_INIT;
  zb_report *r;
  call c = { NULL, NULL, NULL, NULL, NULL };
  int e;
  if (out) *out = NULL;
  if (!rules || !out || !options || options->size < sizeof *options || !options->name)
    return zb_error__set(err, ZB_EARG, "no rules, no place for the report, or options without a name or of an unknown size");
  if ((r = zb_mem__resize(&first, NULL, 0, sizeof *r)) == NULL) return zb_error__set(err, ZB_ENOMEM, "no memory for a report");
  memset(r, 0, sizeof *r);
  r->mem = first;
  r->mem.cap = options->memory_limit ? options->memory_limit : MEMORY;
  r->steps = options->steps ? options->steps : STEPS;
  r->rules = rules;
  zb_arena__init(&r->arena, &r->mem);
  zb_scripts__init(&r->scripts, &r->mem);
  e = zb_scripts__unpack(&r->scripts, rules->sources, rules->sources_n);
  if (e) zb_error__set(err, e, "the shipped scripts cannot be read");
  if (!e) e = choose(r, options, err);
  if (!e && (e = zb_lua__open(&r->lua, &r->mem)) != 0) zb_error__set(err, e, "not enough memory for a report");
  if (!e) {
    r->lua.owner = r;
    c.name = options->name;
    c.value = options->english ? "en" : NULL;
    e = enter(r, start, &c, err);
  }
  if (e) zb_report_free(r);
  else *out = r;
  return e;
}

const zb_report_info *zb_report_about(const zb_report *report) { return &report->info; }

int zb_report_option(const zb_report *report, size_t i, zb_report_option_info *out) {
  if (i >= report->option_n) return 0;
  *out = report->option[i];
  return 1;
}

int zb_report_set(zb_report *report, const char *name, const char *value, zb_error *err) {
  call c = { NULL, name, value, NULL, NULL };
  return enter(report, set, &c, err);
}

int zb_report_add(zb_report *report, const zb_result *result, zb_error *err) {
  call c = { NULL, NULL, NULL, result, NULL };
  return enter(report, add, &c, err);
}

int zb_report_make(zb_report *report, zb_error *err) {
  call c = { NULL, NULL, NULL, NULL, NULL };
  return enter(report, make, &c, err);
}

int zb_report_write(zb_report *report, const char *format, zb_sink sink, void *ud, zb_error *err) {
  zb_out out;
  call c = { NULL, format, NULL, NULL, &out };
  int code, flushed;
  zb_out__init(&out, sink, ud);
  code = enter(report, put, &c, err);
  flushed = code ? 0 : zb_out__flush(&out);
  zb_out__free(&out);
  if (flushed) return zb_error__set(err, flushed, flushed == ZB_ENOMEM ? "not enough memory" : "the output cannot be written");
  return code;
}
