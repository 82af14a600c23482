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

/* ---- paragraphs: most reports never ask, so that a document keeps them packed until it is asked for them ---- */

enum { AS_BEFORE = -1, IN_PLACE = -2 };

/* One paragraph; behind the last, the texts and sections that have a length here, in their order. */
typedef struct packed {
  size_t start, end;
  int kind, line;
  ptrdiff_t text_n;      /* IN_PLACE: what the document's text has from start to end */
  ptrdiff_t section_n;   /* AS_BEFORE: that of the paragraph before */
} packed;

typedef struct packing {
  size_t n;
  packed paragraph[];
} packing;

static int same(zb_str a, zb_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }

static int stands_in(const zb_result *r, const zb_paragraph *p) {
  return p->text_start <= p->text_end && p->text_end <= r->source_text.n &&
         same(p->text, (zb_str){ r->source_text.p + p->text_start, p->text_end - p->text_start });
}

static packed pack(const zb_result *r, size_t i) {
  const zb_paragraph *p = &r->paragraph[i];
  packed k = { p->text_start, p->text_end, (int)p->kind, p->line, IN_PLACE, AS_BEFORE };
  if (!stands_in(r, p)) k.text_n = (ptrdiff_t)p->text.n;
  if (i == 0 || !same(p->section, p[-1].section)) k.section_n = (ptrdiff_t)p->section.n;
  return k;
}

static char *add(char *pool, ptrdiff_t n, const char *p) {
  if (n > 0) memcpy(pool, p, (size_t)n);
  return n > 0 ? pool + n : pool;
}

static void push_packed(lua_State *L, const zb_result *r) {
  size_t size = sizeof(packing) + r->paragraph_n * sizeof(packed);
  packing *all;
  char *pool;
  for (size_t i = 0; i < r->paragraph_n; i++) {
    packed k = pack(r, i);
    size += (k.text_n > 0 ? (size_t)k.text_n : 0) + (k.section_n > 0 ? (size_t)k.section_n : 0);
  }
  all = lua_newuserdatauv(L, size, 0);
  all->n = r->paragraph_n;
  pool = (char *)&all->paragraph[all->n];
  for (size_t i = 0; i < all->n; i++) {
    packed k = all->paragraph[i] = pack(r, i);
    pool = add(pool, k.text_n, r->paragraph[i].text.p);
    pool = add(pool, k.section_n, r->paragraph[i].section.p);
  }
}

/* Pushes the list of a document's paragraphs. text: of the document. */
static void unpack(lua_State *L, const packing *all, zb_str text) {
  static const char *const kinds[] = { "paragraph", "heading", "row" };
  const char *pool = (const char *)&all->paragraph[all->n];
  zb_str section = { "", 0 };
  lua_createtable(L, (int)all->n, 0);
  for (size_t i = 0; i < all->n; i++) {
    const packed *k = &all->paragraph[i];
    zb_str own = { "", 0 };
    if (k->text_n >= 0) own = (zb_str){ pool, (size_t)k->text_n }, pool += k->text_n;
    else if (k->end <= text.n) own = (zb_str){ text.p + k->start, k->end - k->start };
    if (k->section_n >= 0) section = (zb_str){ pool, (size_t)k->section_n }, pool += k->section_n;
    lua_createtable(L, 0, 6);
    lua_pushstring(L, kinds[k->kind]);
    lua_setfield(L, -2, "kind");
    integer(L, "line", (size_t)k->line);
    integer(L, "text_start", k->start + 1);
    integer(L, "text_end", k->end);
    string(L, "text", own);
    string(L, "section", section);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* __index of a document: its paragraphs, which it has as others have them from then on. */
static int get_paragraphs(lua_State *L) {
  zb_str text = { "", 0 };
  lua_settop(L, 2);
  if (lua_type(L, 2) != LUA_TSTRING || strcmp(lua_tostring(L, 2), "paragraphs") != 0) return 0;
  lua_pushliteral(L, "text");
  if (lua_rawget(L, 1) == LUA_TSTRING) text.p = lua_tolstring(L, 3, &text.n);
  unpack(L, lua_touserdata(L, lua_upvalueindex(1)), text);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, -2);
  lua_rawset(L, 1);
  lua_pushnil(L);
  lua_setmetatable(L, 1);
  return 1;
}

static void set_paragraphs(lua_State *L, int document, const zb_result *r) {
  lua_createtable(L, 0, 1);
  push_packed(L, r);
  lua_pushcclosure(L, get_paragraphs, 1);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, document);
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
    set_paragraphs(L, document, r);
  }
  lua_settop(L, document);
}
