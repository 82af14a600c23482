/* testing.c - zb_tests: examples, cases and labelled documents. What is compared and how it is told is scripts/zb/testing.lua,
 * which this file calls; it reads the documents. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/options.h"
#include "lua/modules.h"
#include "report/bind.h"
#include "write/out.h"

#define MEMORY ((size_t)2 << 30)

struct zb_tests {
  zb_modules library;            /* first: the state's owner */
  zb_mem mem;
  const zb_rules *rules;
  zb_engine *engine;
  zb_scripts scripts;            /* of the rules, and the files of cases */
  zb_arena arena;
  zb_watch watch;
  zb_tests_count count;
};

typedef struct call {
  zb_tests *t;
  const char *name;              /* a file, a format */
  const zb_tests_options *options;
  int shipped;
  size_t script;
  const zb_labels *labels;
  const zb_result *result;
  zb_out *out;
  size_t i;
  zb_str *file, *text;
  int found;
} call;

static zb_tests *self(lua_State *L) { return (zb_tests *)zb_modules__of(L); }

/* ---- what the driver is given ---- */

/* A string or an integer of the table at 2; the strings stay there. */
static const char *string_at(lua_State *L, const char *key) {
  const char *s;
  lua_getfield(L, 2, key);
  s = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
  lua_pop(L, 1);
  return s;
}

static int integer_at(lua_State *L, const char *key) {
  int n;
  lua_getfield(L, 2, key);
  n = lua_isboolean(L, -1) ? lua_toboolean(L, -1) : (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  return n;
}

typedef struct reading { const zb_rules *rules; const zb_result *result; } reading;

static int push_document(lua_State *L) {
  const reading *r = lua_touserdata(L, 1);
  lua_settop(L, 0);
  zb_document__push(L, r->rules, r->result);
  return 1;
}

/* read(text, { name, type, area, year, all }): what a document states. Returns: the document; or nil and what is wrong. */
static int read_text(lua_State *L) {
  zb_tests *t = self(L);
  zb_document doc = ZB_DOCUMENT_INIT;
  zb_result *result = NULL;
  zb_error err;
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);
  int code;
  luaL_checktype(L, 2, LUA_TTABLE);
  doc.name = string_at(L, "name");
  doc.type = string_at(L, "type");
  doc.area = string_at(L, "area");
  doc.year = integer_at(L, "year");
  doc.all_codes = integer_at(L, "all");
  code = zb_extract(t->engine, text, n, &doc, &result, &err);
  if (code == ZB_ENOMEM) return luaL_error(L, "not enough memory");
  if (code) {
    lua_pushnil(L);
    lua_pushstring(L, err.message);
    return 2;
  }
  lua_pushcfunction(L, push_document);
  lua_pushlightuserdata(L, &(reading){ t->rules, result });
  code = lua_pcall(L, 1, 1, 0);
  zb_result_free(result);
  return code == LUA_OK ? 1 : lua_error(L);
}

/* ---- calls of the driver ---- */

#define DRIVER "zb.driver"

static void push_function(lua_State *L, const char *name) {
  lua_getfield(L, LUA_REGISTRYINDEX, DRIVER);
  lua_getfield(L, -1, name);
  lua_remove(L, -2);
}

static int start(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  const zb_tests_options *o = c->options;
  zb_modules__push(L);
  lua_pushcfunction(L, read_text);
  lua_setfield(L, -2, "read");
  zb_text__push_module(L);
  lua_setfield(L, -2, "text");
  zb_decimal__push_module(L);
  lua_setfield(L, -2, "decimal");
  lua_createtable(L, 0, 3);
  lua_pushstring(L, o->only);
  lua_setfield(L, -2, "only");
  lua_pushboolean(L, o->verbose);
  lua_setfield(L, -2, "verbose");
  lua_pushinteger(L, o->width > 0 ? o->width : 100);
  lua_setfield(L, -2, "width");
  lua_pushstring(L, o->least);
  lua_setfield(L, -2, "least");
  lua_setfield(L, -2, "options");
  zb_modules__use(L, "testing");
  lua_setfield(L, LUA_REGISTRYINDEX, DRIVER);
  return 0;
}

static int examples(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_function(L, "examples");
  lua_pushstring(L, c->name);
  lua_pushboolean(L, c->shipped);
  lua_call(L, 2, 1);
  c->found = lua_toboolean(L, -1);
  return 0;
}

static int cases(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_function(L, "cases");
  zb_modules__push_file(L, c->script);
  lua_call(L, 1, 0);
  return 0;
}

static int labels(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_function(L, "labels");
  lua_pushstring(L, c->labels->name);
  lua_pushlstring(L, c->labels->text.p, c->labels->text.n);
  if (c->labels->places.p) lua_pushlstring(L, c->labels->places.p, c->labels->places.n);
  else lua_pushnil(L);
  zb_document__push(L, c->t->rules, c->result);
  lua_call(L, 4, 0);
  return 0;
}

static int draft(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_function(L, "draft");
  zb_document__push(L, c->t->rules, c->result);
  zb_output__push(L, c->out);
  lua_call(L, 2, 0);
  return 0;
}

static size_t count_of(lua_State *L, const char *key) {
  size_t n;
  lua_getfield(L, -1, key);
  n = (size_t)lua_tointeger(L, -1);
  lua_pop(L, 1);
  return n;
}

static int recount(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_function(L, "count");
  lua_call(L, 0, 1);
  c->t->count = (zb_tests_count){ count_of(L, "passed"), count_of(L, "failed"), count_of(L, "todo"), count_of(L, "changed"),
                                  count_of(L, "documents") };
  return 0;
}

static int put(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_function(L, "write");
  lua_pushstring(L, c->name);
  zb_output__push(L, c->out);
  lua_call(L, 2, 1);
  c->found = lua_toboolean(L, -1);
  return 0;
}

static int update(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  push_function(L, "update");
  lua_pushinteger(L, (lua_Integer)c->i + 1);
  lua_call(L, 1, 2);                             /* both stay in the driver */
  if (lua_type(L, -1) == LUA_TSTRING) {
    c->file->p = lua_tolstring(L, -2, &c->file->n);
    c->text->p = lua_tolstring(L, -1, &c->text->n);
    c->found = 1;
  }
  return 0;
}

/* What a function of C raised that found no memory; of the library's own Lua, whose errors name no file of rules. */
static int tells_of_memory(const zb_error *err) { return !err->file[0] && strstr(err->message, "not enough memory") != NULL; }

static int enter(zb_tests *t, lua_CFunction fn, call *c, zb_error *err) {
  zb_error own;
  int e;
  if (!err) err = &own;
  c->t = t;
  zb_watch__begin(&t->watch, &t->rules->host, 0);
  e = zb_lua__enter(&t->library.lua, fn, c, err);
  if (e == ZB_ERULE && (t->mem.refused || tells_of_memory(err))) e = zb_error__set(err, ZB_ENOMEM, "not enough memory");
  if (e == ZB_ERULE && err->file[0] == '\0') e = ZB_EINTERNAL;
  return err->code = e;
}

/* ---- zhibiao.h ---- */

void zb_tests_free(zb_tests *t) {
  zb_mem last;
  if (!t) return;
  zb_modules__close(&t->library);
  zb_engine_free(t->engine);
  zb_scripts__free(&t->scripts);
  zb_arena__free(&t->arena);
  last = t->mem;
  zb_mem__resize(&last, t, sizeof *t, 0);
}

int zb_tests_new(const zb_rules *rules, const zb_tests_options *options, zb_tests **out, zb_error *err) {
  zb_tests_options own = ZB_TESTS_OPTIONS_INIT;
  zb_mem first;
  call c = { .options = &own };
  zb_tests *t;
  int e;
  if (out) *out = NULL;
  if (!rules || !out || zb_options__take(&own, sizeof own, options))
    return zb_error__set(err, ZB_EARG, "no rules, no place for the tests, or options of an unknown size");
  first = zb_mem__like(&rules->mem, 0);
  if ((t = zb_mem__resize(&first, NULL, 0, sizeof *t)) == NULL) return zb_error__set(err, ZB_ENOMEM, "no memory for tests");
  memset(t, 0, sizeof *t);
  first.cap = MEMORY;
  t->mem = first;
  t->rules = rules;
  zb_arena__init(&t->arena, &t->mem);
  zb_scripts__init(&t->scripts, &t->mem);
  if ((e = zb_scripts__unpack(&t->scripts, rules->sources, rules->sources_n)) != 0)
    zb_error__set(err, e, "the rules' files cannot be read");
  else if ((e = zb_modules__open(&t->library, &t->mem, &t->scripts, &t->watch)) != 0)
    zb_error__set(err, e, "no memory for tests");
  else if ((e = zb_engine_new(rules, NULL, &t->engine, err)) == 0) {
    lua_gc(t->library.lua.L, LUA_GCRESTART);
    e = enter(t, start, &c, err);
  }
  if (e) zb_tests_free(t);
  else *out = t;
  return e;
}

int zb_tests_examples(zb_tests *t, const char *file, int shipped, zb_error *err) {
  call c = { .name = file, .shipped = shipped };
  int e;
  if (!t) return zb_error__set(err, ZB_EARG, "no tests");
  if ((e = enter(t, examples, &c, err)) != 0 || c.found) return e;
  return zb_error__set(err, ZB_ENONE, "%s is no file of these rules", file);
}

int zb_tests_cases(zb_tests *t, const char *name, const char *text, size_t n, zb_error *err) {
  call c = { .name = name };
  char path[32];
  zb_rules_file file = { path, text, n };
  char *kept;
  int e;
  if (!t || !name || (!text && n)) return zb_error__set(err, ZB_EARG, "no tests, no name, or no text");
  kept = zb_arena__bytes(&t->arena, n + strlen(name) + 1);
  if (!kept) return zb_error__set(err, ZB_ENOMEM, "not enough memory");
  memcpy(kept, name, strlen(name) + 1);
  if (n) memcpy(kept + strlen(name) + 1, text, n);
  file.text = kept + strlen(name) + 1;
  snprintf(path, sizeof path, "%zu.lua", t->scripts.n);
  if ((e = zb_scripts__add(&t->scripts, &file, "cases", err)) != 0) return e;
  c.script = t->scripts.n - 1;
  t->scripts.item[c.script].name = kept;
  return enter(t, cases, &c, err);
}

int zb_tests_labels(zb_tests *t, const zb_labels *given, const void *bytes, size_t n, const zb_document *doc, zb_error *err) {
  call c = { .labels = given };
  zb_result *result = NULL;
  int e;
  if (!t || !given || !given->name || !given->text.p) return zb_error__set(err, ZB_EARG, "no tests, or no labels");
  if ((e = zb_extract(t->engine, bytes, n, doc, &result, err)) != 0) return e;
  c.result = result;
  e = enter(t, labels, &c, err);
  zb_result_free(result);
  return e;
}

int zb_tests_draft(zb_tests *t, const void *bytes, size_t n, const zb_document *doc, zb_sink sink, void *ud, zb_error *err) {
  zb_out out;
  call c = { .out = &out };
  zb_result *result = NULL;
  int e;
  if (!t || !sink) return zb_error__set(err, ZB_EARG, "no tests, or no sink");
  if ((e = zb_extract(t->engine, bytes, n, doc, &result, err)) != 0) return e;
  zb_out__init(&out, &t->mem, sink, ud);
  c.result = result;
  e = enter(t, draft, &c, err);
  zb_result_free(result);
  if (!e) e = zb_out__flush(&out);
  zb_out__free(&out);
  return e;
}

void zb_tests_counts(const zb_tests *tests, zb_tests_count *out) {
  zb_tests *t = (zb_tests *)(uintptr_t)tests;
  call c = { .i = 0 };
  if (!out) return;
  if (t) enter(t, recount, &c, NULL);
  *out = t ? t->count : (zb_tests_count){ 0, 0, 0, 0, 0 };
}

int zb_tests_write(zb_tests *t, const char *format, zb_sink sink, void *ud, zb_error *err) {
  zb_out out;
  call c = { .name = format, .out = &out };
  int e;
  if (!t || !format || !sink) return zb_error__set(err, ZB_EARG, "no tests, no format, or no sink");
  zb_out__init(&out, &t->mem, sink, ud);
  e = enter(t, put, &c, err);
  if (!e && !c.found)
    e = zb_error__set(err, ZB_EARG, "no format '%s'; it is one of text, tap, junit, json, scores, diff", format);
  if (!e) e = zb_out__flush(&out);
  zb_out__free(&out);
  return e;
}

int zb_tests_update(zb_tests *t, size_t i, zb_str *file, zb_str *text) {
  call c = { .i = i, .file = file, .text = text };
  return t && file && text && enter(t, update, &c, NULL) == 0 && c.found;
}
