/* zhibiao_lua.c - require "zhibiao": the library in a stock Lua 5.4.
 *
 *   local zhibiao = require "zhibiao"
 *   local document = assert(zhibiao.extract_file("report.txt"))
 *   for _, o in ipairs(document) do print(o.period, o.name or o.subject, o.value, o.unit) end
 *
 * extract(bytes [, options]) and extract_file(path [, options]) return a table: the observations in its list, what the head
 * says under doc, type, title, area, area_code, date, speaker, encoding, format, year, sha256, and diagnostics. An observation
 * is a table with the keys of docs/observation.md; value, lower and upper are strings, exact ("4.50"; tonumber makes a float of
 * them), and nil where there is none. options: name, type, area, year, codes ("headline" or "all"), and rules, which
 * rules(directory) or rules { ["common/mine.lua"] = text } made. All return nil, a message and a code where they fail.
 */
#include <inttypes.h>
#include <lauxlib.h>
#include <lua.h>
#include <stdio.h>
#include <string.h>

#include "zhibiao.h"

#define RULES "zhibiao.rules"
#define RUN "zhibiao.run"
#define FILES_MAX 1000

/* One extraction; freed by the collector where an error leaves it behind. */
typedef struct run {
  zb_engine *engine;
  zb_result *result;
} run;

static int free_rules(lua_State *L) {
  zb_rules **r = luaL_checkudata(L, 1, RULES);
  zb_rules_free(*r);
  *r = NULL;
  return 0;
}

static void end_run(run *r) {
  zb_result_free(r->result);
  zb_engine_free(r->engine);
  memset(r, 0, sizeof *r);
}

static int free_run(lua_State *L) {
  end_run(luaL_checkudata(L, 1, RUN));
  return 0;
}

static int fail(lua_State *L, int code, const zb_error *err) {
  lua_pushnil(L);
  if (err->line) lua_pushfstring(L, "%s:%d:%d: %s", err->file, err->line, err->column, err->message);
  else lua_pushstring(L, err->message);
  lua_pushstring(L, zb_error_name(code));
  return 3;
}

/* The files of the table at 1, as an array that is left on the stack with their names and texts. */
static const zb_rules_file *take_files(lua_State *L, size_t *n) {
  zb_rules_file *file = lua_newuserdatauv(L, FILES_MAX * sizeof *file, 0);
  *n = 0;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING, 1, "names of files with their text");
    luaL_argcheck(L, *n < FILES_MAX, 1, "too many files");
    file[*n].name = lua_tostring(L, -2);
    file[*n].text = lua_tolstring(L, -1, &file[*n].n);
    ++*n;
  }
  return file;
}

static int new_rules(lua_State *L) {
  zb_rules_options options = ZB_RULES_OPTIONS_INIT;
  zb_error err = { 0 };
  zb_rules **r;
  int code;
  lua_settop(L, 1);
  if (lua_istable(L, 1)) options.files = take_files(L, &options.file_n);
  else options.dir = luaL_optstring(L, 1, NULL);
  r = lua_newuserdatauv(L, sizeof *r, 0);
  *r = NULL;
  luaL_setmetatable(L, RULES);
  code = zb_rules_new(&options, r, &err);
  return code ? fail(L, code, &err) : 1;
}

static void set(lua_State *L, const char *key, zb_str s) {
  lua_pushlstring(L, s.p ? s.p : "", s.n);
  lua_setfield(L, -2, key);
}

static void set_integer(lua_State *L, const char *key, size_t n) {
  lua_pushinteger(L, (lua_Integer)n);
  lua_setfield(L, -2, key);
}

/* mantissa * 10^-scale in digits: -0.50 of {-50, 2}. */
static void set_decimal(lua_State *L, const char *key, int has, zb_decimal d) {
  char digits[64], text[96];
  uint64_t m = d.mantissa < 0 ? 0 - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
  int scale = d.scale < 0 ? 0 : d.scale > 40 ? 40 : d.scale;
  int n = snprintf(digits, sizeof digits, "%0*" PRIu64, scale + 1, m) - scale;   /* digits before the point */
  if (!has) return;
  snprintf(text, sizeof text, "%s%.*s%s%s", d.mantissa < 0 ? "-" : "", n, digits, scale ? "." : "", digits + n);
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void push_observation(lua_State *L, const zb_head *head, const zb_observation *o) {
  lua_createtable(L, 0, 28);
  set(L, "doc", head->doc);
  set(L, "type", head->type);
  set_integer(L, "line", (size_t)o->line);
  set_integer(L, "column", (size_t)o->column);
  set_integer(L, "start", o->start);
  set_integer(L, "end", o->end);
  set(L, "text", o->text);
  set(L, "quote", o->quote);
  set(L, "subject", o->subject);
  if (o->indicator.p) set(L, "indicator", o->indicator);
  if (o->name.p) set(L, "name", o->name);
  set(L, "measure", o->measure);
  set(L, "basis", o->basis);
  set_decimal(L, "value", o->has & ZB_VALUE, o->value);
  set_decimal(L, "lower", o->has & ZB_LOWER, o->lower);
  set_decimal(L, "upper", o->has & ZB_UPPER, o->upper);
  set(L, "bound", o->bound);
  set(L, "unit", o->unit);
  set(L, "unit_base", o->unit_base);
  lua_pushinteger(L, o->unit_mult);
  lua_setfield(L, -2, "unit_mult");
  set(L, "status", o->status);
  set(L, "period", o->period);
  set(L, "area", o->area);
  set(L, "area_code", o->area_code);
  set(L, "section", o->section);
  set(L, "rule", o->rule);
  set(L, "numeral", o->numeral);
  set(L, "place", o->place);
}

static void push_document(lua_State *L, const zb_result *r) {
  const zb_head *h = zb_result_head(r);
  size_t n = zb_result_count(r);
  lua_createtable(L, n < INT32_MAX ? (int)n : 0, 12);
  set(L, "doc", h->doc);
  set(L, "type", h->type);
  set(L, "title", h->title);
  set(L, "area", h->area);
  set(L, "area_code", h->area_code);
  set(L, "date", h->date);
  set(L, "speaker", h->speaker);
  set(L, "encoding", h->encoding);
  set(L, "format", h->format);
  if (h->year) set_integer(L, "year", (size_t)h->year);
  lua_pushstring(L, h->sha256);
  lua_setfield(L, -2, "sha256");
  for (size_t i = 0; i < n; i++) {
    push_observation(L, h, zb_result_at(r, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_newtable(L);
  for (size_t i = 0; i < zb_result_diagnostics(r); i++) {
    const zb_diagnostic *d = zb_result_diagnostic(r, i);
    lua_createtable(L, 0, 4);
    lua_pushstring(L, d->code);
    lua_setfield(L, -2, "code");
    set_integer(L, "line", (size_t)d->line);
    set_integer(L, "column", (size_t)d->column);
    set(L, "message", d->message);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "diagnostics");
}

/* The string at a key of the options at 2, which keep it. */
static const char *option(lua_State *L, const char *key) {
  const char *s;
  lua_getfield(L, 2, key);
  luaL_argcheck(L, lua_isnil(L, -1) || lua_type(L, -1) == LUA_TSTRING, 2, "name, type, area and codes are strings");
  s = lua_tostring(L, -1);
  lua_pop(L, 1);
  return s;
}

/* What the options at 2 say; the rules, which are left on the stack: theirs, else the upvalue's. */
static const zb_rules *take_options(lua_State *L, zb_document *d) {
  const char *codes;
  lua_Integer year;
  int is_number;
  zb_rules **r;
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) {
    lua_newtable(L);
    lua_replace(L, 2);
  }
  luaL_checktype(L, 2, LUA_TTABLE);
  d->name = option(L, "name");
  d->type = option(L, "type");
  d->area = option(L, "area");
  codes = option(L, "codes");
  d->all_codes = codes && strcmp(codes, "all") == 0;
  luaL_argcheck(L, !codes || d->all_codes || strcmp(codes, "headline") == 0, 2, "codes are headline or all");
  lua_getfield(L, 2, "year");
  year = lua_tointegerx(L, -1, &is_number);
  luaL_argcheck(L, lua_isnil(L, -1) || (is_number && year > 0 && year < 10000), 2, "year is a whole number");
  d->year = (int)year;
  lua_getfield(L, 2, "rules");
  if (lua_isnil(L, -1)) lua_pushvalue(L, lua_upvalueindex(1));
  r = luaL_checkudata(L, -1, RULES);
  return *r;
}

static int extract_any(lua_State *L, int is_file) {
  zb_document document = ZB_DOCUMENT_INIT;
  size_t n;
  const char *p = luaL_checklstring(L, 1, &n);
  const zb_rules *rules = take_options(L, &document);
  zb_error err = { 0 };
  run *r = lua_newuserdatauv(L, sizeof *r, 0);
  int code;
  memset(r, 0, sizeof *r);
  luaL_setmetatable(L, RUN);
  code = zb_engine_new(rules, NULL, &r->engine, &err);
  if (!code && is_file) code = zb_extract_file(r->engine, p, &document, &r->result, &err);
  else if (!code) code = zb_extract(r->engine, p, n, &document, &r->result, &err);
  if (code) {
    end_run(r);
    return fail(L, code, &err);
  }
  push_document(L, r->result);
  end_run(r);
  return 1;
}

static int extract(lua_State *L) { return extract_any(L, 0); }
static int extract_file(lua_State *L) { return extract_any(L, 1); }

static void new_type(lua_State *L, const char *name, lua_CFunction collect) {
  luaL_newmetatable(L, name);
  lua_pushcfunction(L, collect);
  lua_setfield(L, -2, "__gc");
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

ZB_API int luaopen_zhibiao(lua_State *L);

int luaopen_zhibiao(lua_State *L) {
  static const luaL_Reg functions[] = { { "extract", extract }, { "extract_file", extract_file }, { NULL, NULL } };
  luaL_checkversion(L);
  new_type(L, RULES, free_rules);
  new_type(L, RUN, free_run);
  lua_createtable(L, 0, 4);
  lua_pushcfunction(L, new_rules);
  lua_setfield(L, -2, "rules");
  lua_pushstring(L, zb_version());
  lua_setfield(L, -2, "version");
  lua_pushcfunction(L, new_rules);        /* the built-in ones: the upvalue of the functions */
  lua_call(L, 0, 1);
  if (lua_isnil(L, -1)) return luaL_error(L, "zhibiao: the built-in rules cannot be read");
  luaL_setfuncs(L, functions, 1);
  return 1;
}
