/* document.c - a result as Lua tables. */
#include <lauxlib.h>
#include <string.h>

#include "report/bind.h"

/* Strings are never nil: what is not said is "". */
static void string(lua_State *L, const char *key, zb_str s) {
  lua_pushlstring(L, s.p ? s.p : "", s.n);
  lua_setfield(L, -2, key);
}

static void integer(lua_State *L, const char *key, size_t n) {
  lua_pushinteger(L, (lua_Integer)n);
  lua_setfield(L, -2, key);
}

static void decimal(lua_State *L, const char *key, zb_decimal d) {
  zb_decimal__push(L, d);
  lua_setfield(L, -2, key);
}

/* A string that neighbouring rows share is made once: cache is the index of a table that holds the last one of each key. */
static void shared(lua_State *L, int cache, const char *key, zb_str s, zb_str *last) {
  if (s.p != last->p || s.n != last->n) {
    *last = s;
    lua_pushlstring(L, s.p ? s.p : "", s.n);
    lua_setfield(L, cache, key);
  }
  lua_getfield(L, cache, key);
  lua_setfield(L, -2, key);
}

typedef struct last_strings { zb_str section, quote; } last_strings;

/* Offsets become 1-based, inclusive ends: source:sub(row.text_start, row.text_end) is the figure. */
static void push_row(lua_State *L, int document, int cache, const zb_observation *o, last_strings *last) {
  lua_createtable(L, 0, 32);
  lua_pushvalue(L, document);
  lua_setfield(L, -2, "document");
  lua_getfield(L, document, "doc");
  lua_setfield(L, -2, "doc");
  lua_getfield(L, document, "type");
  lua_setfield(L, -2, "type");
  integer(L, "line", (size_t)o->line);
  integer(L, "column", (size_t)o->column);
  integer(L, "start", o->start);
  integer(L, "end", o->end);
  integer(L, "text_start", o->text_start + 1);
  integer(L, "text_end", o->text_end);
  string(L, "text", o->text);
  shared(L, cache, "quote", o->quote, &last->quote);
  string(L, "subject", o->subject);
  if (o->indicator.p) string(L, "indicator", o->indicator);
  if (o->name.p) string(L, "name", o->name);
  string(L, "measure", o->measure);
  string(L, "basis", o->basis);
  if (o->has & ZB_VALUE) decimal(L, "value", o->value);
  if (o->has & ZB_LOWER) decimal(L, "lower", o->lower);
  if (o->has & ZB_UPPER) decimal(L, "upper", o->upper);
  string(L, "bound", o->bound);
  string(L, "unit", o->unit);
  string(L, "unit_base", o->unit_base);
  lua_pushinteger(L, o->unit_mult);
  lua_setfield(L, -2, "unit_mult");
  string(L, "status", o->status);
  string(L, "period", o->period);
  string(L, "area", o->area);
  string(L, "area_code", o->area_code);
  shared(L, cache, "section", o->section, &last->section);
  string(L, "rule", o->rule);
  string(L, "numeral", o->numeral);
  string(L, "place", o->place);
}

static void push_head(lua_State *L, const zb_rules *rules, const zb_head *h) {
  lua_createtable(L, 0, 16);
  string(L, "doc", h->doc);
  string(L, "type", h->type);
  string(L, "type_reason", h->type_reason);
  string(L, "title", h->title);
  string(L, "area", h->area);
  string(L, "area_code", h->area_code);
  string(L, "date", h->date);
  string(L, "speaker", h->speaker);
  string(L, "encoding", h->encoding);
  string(L, "format", h->format);
  string(L, "sha256", (zb_str){ h->sha256, strlen(h->sha256) });
  if (h->year) integer(L, "year", (size_t)h->year);
  for (uint32_t i = 0; i < rules->type_n; i++) {
    zb_str name = { rules->pool + rules->type[i].name.at, rules->type[i].name.n };
    if (name.n == h->type.n && memcmp(name.p, h->type.p, name.n) == 0)
      string(L, "type_title", (zb_str){ rules->pool + rules->type[i].title.at, rules->type[i].title.n });
  }
}

static void push_paragraphs(lua_State *L, const zb_result *r) {
  static const char *const kinds[] = { "paragraph", "heading", "row" };
  lua_createtable(L, (int)r->paragraph_n, 0);
  for (size_t i = 0; i < r->paragraph_n; i++) {
    const zb_paragraph *p = &r->paragraph[i];
    lua_createtable(L, 0, 6);
    lua_pushstring(L, kinds[p->kind]);
    lua_setfield(L, -2, "kind");
    integer(L, "line", (size_t)p->line);
    integer(L, "text_start", p->text_start + 1);
    integer(L, "text_end", p->text_end);
    string(L, "text", p->text);
    string(L, "section", p->section);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static void push_diagnostics(lua_State *L, const zb_result *r) {
  lua_createtable(L, (int)r->diag_n, 0);
  for (size_t i = 0; i < r->diag_n; i++) {
    lua_createtable(L, 0, 4);
    lua_pushstring(L, r->diag[i].code);
    lua_setfield(L, -2, "code");
    integer(L, "line", (size_t)r->diag[i].line);
    integer(L, "column", (size_t)r->diag[i].column);
    string(L, "message", r->diag[i].message);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

void zb_document__push(lua_State *L, const zb_rules *rules, const zb_result *r) {
  last_strings last = { { NULL, 0 }, { NULL, 0 } };
  int document;
  luaL_checkstack(L, 16, NULL);
  push_head(L, rules, &r->head);
  document = lua_gettop(L);
  lua_newtable(L);                       /* the cache of shared strings */
  lua_createtable(L, r->obs_n < 1u << 20 ? (int)r->obs_n : 0, 0);
  for (size_t i = 0; i < r->obs_n; i++) {
    push_row(L, document, document + 1, &r->obs[i], &last);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, document, "rows");
  push_diagnostics(L, r);
  lua_setfield(L, document, "diagnostics");
  if (r->source_text.p) {
    lua_pushlstring(L, r->source_text.p, r->source_text.n);
    lua_setfield(L, document, "text");
    push_paragraphs(L, r);
    lua_setfield(L, document, "paragraphs");
  }
  lua_settop(L, document);
}
