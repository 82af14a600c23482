#include "lua/bind.h"

#include <lauxlib.h>
#include <string.h>

#include "text/normalise.h"
#include "text/source.h"

static zb_build *self(lua_State *L) { return lua_touserdata(L, lua_upvalueindex(1)); }

static zb_build *builder(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  return self(L);
}

static int done(lua_State *L, int e) {
  if (e == ZB_ENOMEM) return luaL_error(L, "not enough memory");
  return e ? luaL_error(L, "a rule set of more than 2 GiB") : 0;
}

/* The integer field of the table at 1; absent: none. */
static lua_Integer integer(lua_State *L, const char *name, lua_Integer low, lua_Integer high, lua_Integer none) {
  lua_Integer n = none;
  int ok = 1;
  if (lua_getfield(L, 1, name) != LUA_TNIL) n = lua_tointegerx(L, -1, &ok);
  if (!ok || n < low || n > high) luaL_error(L, "field '%s': an integer from %I to %I expected", name, low, high);
  lua_pop(L, 1);
  return n;
}

static uint8_t byte(lua_State *L, const char *name, int high) { return (uint8_t)integer(L, name, 0, high, 0); }

/* Leaves the string on the stack. */
static const char *text(lua_State *L, const char *name, size_t *n) {
  if (lua_getfield(L, 1, name) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_pushliteral(L, "");
  }
  if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "field '%s': a string expected", name);
  return lua_tolstring(L, -1, n);
}

static zb_rstr string(lua_State *L, zb_build *b, const char *name) {
  zb_rstr s = { 0, 0 };
  size_t n;
  const char *p = text(L, name, &n);
  done(L, zb_build__string(b, p, n, &s));
  lua_pop(L, 1);
  return s;
}

static int add(lua_State *L, zb_build *b, enum zb_part part, const void *item) {
  done(L, zb_build__add(b, part, item, 1));
  lua_pushinteger(L, (lua_Integer)b->part[part].n - 1);
  return 1;
}

/* word(text, classes, ref or nil, attributes or nil) */
static int add_word(lua_State *L) {
  zb_build *b = self(L);
  zb_word w;
  size_t n;
  const char *p = luaL_checklstring(L, 1, &n);
  memset(&w, 0, sizeof w);
  luaL_argcheck(L, n > 0 && n <= 200, 1, "1 to 200 bytes expected");
  done(L, zb_build__string(b, p, n, &w.text));
  w.classes = (uint64_t)luaL_checkinteger(L, 2);
  w.ref = (int32_t)luaL_optinteger(L, 3, -1);
  luaL_argcheck(L, w.ref >= -1, 3, "a number from 0 expected");
  w.opens = (uint32_t)b->part[ZB_PART_OPENING].n;
  w.marks = (uint32_t)b->part[ZB_PART_TYPEMARK].n;
  if (lua_isnoneornil(L, 4)) return add(L, b, ZB_PART_WORD, &w);
  luaL_checktype(L, 4, LUA_TTABLE);
  lua_replace(L, 1);
  w.sign = (int8_t)integer(L, "sign", -1, 1, 0);
  w.basis = byte(L, "basis", ZB_B_EMPTY);
  w.bound = byte(L, "bound", ZB_O_RANGE);
  w.status = byte(L, "status", ZB_S_REFERENCE);
  w.period = byte(L, "period", ZB_P_PART);
  w.flags = byte(L, "flags", UINT8_MAX);
  w.years = byte(L, "years", UINT8_MAX);
  w.roles = (uint32_t)integer(L, "roles", 0, (1 << ZB_ROLES) - 1, 0);
  w.parts = string(L, b, "parts");
  return add(L, b, ZB_PART_WORD, &w);
}

/* A class of the user's; its number is the one before it + 1. */
static int add_class(lua_State *L) {
  zb_build *b = builder(L);
  zb_rstr name = string(L, b, "name");
  if (b->part[ZB_PART_CLASS].n == ZB_CLASSES - ZB_CLASS_USER) return luaL_error(L, "more than 64 classes");
  return add(L, b, ZB_PART_CLASS, &name);
}

static int add_opening(lua_State *L) {
  zb_build *b = builder(L);
  zb_word *w = zb_build__last(b, ZB_PART_WORD);
  zb_opening o = { byte(L, "type", ZB_TYPES - 1), byte(L, "section", UINT8_MAX), byte(L, "flags", UINT8_MAX) };
  if (!w || w->opens_n == UINT16_MAX) return luaL_error(L, "no word to open a section");
  w->opens_n++;
  return add(L, b, ZB_PART_OPENING, &o);
}

static int add_typemark(lua_State *L) {
  zb_build *b = builder(L);
  zb_word *w = zb_build__last(b, ZB_PART_WORD);
  zb_typemark m = { byte(L, "type", ZB_TYPES - 1), byte(L, "weight", UINT8_MAX) };
  if (!w || w->marks_n == UINT16_MAX) return luaL_error(L, "no word to mark a type");
  w->marks_n++;
  return add(L, b, ZB_PART_TYPEMARK, &m);
}

static int add_cue(lua_State *L) {
  zb_build *b = builder(L);
  zb_cue c = { string(L, b, "word"), (uint16_t)integer(L, "kind", 0, ZB_CUES - 1, 0),
               (uint16_t)integer(L, "weight", 0, UINT16_MAX, 0) };
  return add(L, b, ZB_PART_CUE, &c);
}

static int add_headword(lua_State *L) {
  zb_build *b = builder(L);
  zb_headword h;
  memset(&h, 0, sizeof h);
  h.word = string(L, b, "word");
  h.kind = byte(L, "kind", ZB_HEADWORDS - 1);
  h.measure = byte(L, "measure", ZB_M_GAP);
  h.basis = byte(L, "basis", ZB_B_EMPTY);
  h.bound = byte(L, "bound", ZB_O_RANGE);
  h.status = byte(L, "status", ZB_S_REFERENCE);
  h.sign = (int8_t)integer(L, "sign", -1, 1, 0);
  return add(L, b, ZB_PART_HEADWORD, &h);
}

static int add_unit(lua_State *L) {
  zb_build *b = builder(L);
  zb_rstr name = string(L, b, "name"), base = string(L, b, "base");
  zb_unit u;
  memset(&u, 0, sizeof u);
  u.name = name.at;
  u.name_n = name.n;
  u.base = base.at;
  u.base_n = base.n;
  u.mult = (int16_t)integer(L, "mult", -30, 30, 0);
  u.kind = (uint16_t)integer(L, "kind", 0, ZB_KINDS - 1, 0);
  if (u.name_n == 0) return luaL_error(L, "a unit without a name");
  return add(L, b, ZB_PART_UNIT, &u);
}

static int add_indicator(lua_State *L) {
  zb_build *b = builder(L);
  zb_indicator i = { string(L, b, "code"), string(L, b, "name"), string(L, b, "aliases"), string(L, b, "unit"),
                     string(L, b, "english"), string(L, b, "group"), string(L, b, "kind"), string(L, b, "source"),
                     byte(L, "detail", 1) };
  return add(L, b, ZB_PART_INDICATOR, &i);
}

/* area(code, name) */
static int add_area(lua_State *L) {
  zb_build *b = self(L);
  zb_area a;
  size_t n, m;
  const char *code = luaL_checklstring(L, 1, &n), *name = luaL_checklstring(L, 2, &m);
  memset(&a, 0, sizeof a);
  luaL_argcheck(L, n < sizeof a.code, 1, "up to 7 bytes expected");
  memcpy(a.code, code, n);
  done(L, zb_build__string(b, name, m, &a.name));
  return add(L, b, ZB_PART_AREA, &a);
}

static int add_type(lua_State *L) {
  zb_build *b = builder(L);
  zb_type t;
  memset(&t, 0, sizeof t);
  t.name = string(L, b, "name");
  t.title = string(L, b, "title");
  t.section = (uint32_t)b->part[ZB_PART_SECTION].n;
  t.year_is = byte(L, "year_is", 1);
  t.fallback = byte(L, "fallback", UINT8_MAX);
  t.threshold = byte(L, "threshold", UINT8_MAX);
  if (b->part[ZB_PART_TYPE].n == ZB_TYPES) return luaL_error(L, "more than %d report types", ZB_TYPES);
  return add(L, b, ZB_PART_TYPE, &t);
}

static int add_section(lua_State *L) {
  zb_build *b = builder(L);
  zb_type *t = zb_build__last(b, ZB_PART_TYPE);
  zb_section s;
  memset(&s, 0, sizeof s);
  if (!t || t->section_n == UINT8_MAX) return luaL_error(L, "no type, or too many sections in it");
  s.name = string(L, b, "name");
  s.status = byte(L, "status", ZB_S_REFERENCE);
  s.period = byte(L, "period", ZB_P_PART);
  s.order = byte(L, "order", UINT8_MAX);
  s.flags = byte(L, "flags", UINT8_MAX);
  t->section_n++;
  return add(L, b, ZB_PART_SECTION, &s);
}

/* The words of an element, numbers in a list on top of the stack. */
static void add_literals(lua_State *L, zb_build *b, zb_element *e) {
  lua_Unsigned i, n = lua_rawlen(L, -1);
  for (i = 1; i <= n; i++) {
    uint32_t word;
    lua_rawgeti(L, -1, (lua_Integer)i);
    word = (uint32_t)lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (word >= b->part[ZB_PART_WORD].n) luaL_error(L, "no such word");
    done(L, zb_build__add(b, ZB_PART_LITERAL, &word, 1));
    e->literal_n++;
  }
}

static int add_element(lua_State *L) {
  zb_build *b = builder(L);
  zb_element e;
  memset(&e, 0, sizeof e);
  e.mask = (uint64_t)integer(L, "mask", LUA_MININTEGER, LUA_MAXINTEGER, 0);
  e.min = byte(L, "min", UINT8_MAX);
  e.max = byte(L, "max", UINT8_MAX);
  e.flags = byte(L, "flags", UINT8_MAX);
  e.literal = (uint32_t)b->part[ZB_PART_LITERAL].n;
  lua_getfield(L, 1, "words");
  if (!lua_isnil(L, -1)) add_literals(L, b, &e);
  lua_pop(L, 1);
  return add(L, b, ZB_PART_ELEMENT, &e);
}

static int add_rule(lua_State *L) {
  zb_build *b = builder(L);
  lua_Integer elements = (lua_Integer)b->part[ZB_PART_ELEMENT].n, hooks = (lua_Integer)b->part[ZB_PART_HOOK].n;
  zb_rule r;
  memset(&r, 0, sizeof r);
  r.name = string(L, b, "name");
  r.kinds = (uint32_t)integer(L, "kinds", 1, UINT32_MAX, 1);
  r.left_n = (uint32_t)integer(L, "left_n", 0, elements, 0);
  r.right_n = (uint32_t)integer(L, "right_n", 0, elements - r.left_n, 0);
  r.left = (uint32_t)elements - r.left_n - r.right_n;   /* the rule's elements were added just before it */
  r.right = r.left + r.left_n;
  r.types = (uint32_t)integer(L, "types", 0, UINT32_MAX, 0);
  r.measure = byte(L, "measure", ZB_M_GAP);
  r.basis = byte(L, "basis", ZB_B_EMPTY);
  r.bound = byte(L, "bound", ZB_O_RANGE);
  r.status = byte(L, "status", ZB_S_REFERENCE);
  r.subject = byte(L, "subject", ZB_SUBJECT_OWNER);
  r.unclaimed = byte(L, "unclaimed", 1);
  r.phrase = byte(L, "phrase", 1);
  r.sign = (int8_t)integer(L, "sign", -1, 1, 0);
  r.priority = (int32_t)integer(L, "priority", INT32_MIN, INT32_MAX, 0);
  r.hook = (int32_t)integer(L, "hook", -1, hooks - 1, -1);
  return add(L, b, ZB_PART_RULE, &r);
}

/* Fields: file, index, and either text, or at and n of an earlier hook of the same file. Returns: number, at, n. */
static int add_hook(lua_State *L) {
  zb_build *b = builder(L);
  zb_hook h;
  size_t n, held = b->part[ZB_PART_HOOKS].n;
  const char *p = text(L, "text", &n);   /* absent: "" */
  memset(&h, 0, sizeof h);
  if (n > INT32_MAX || held > INT32_MAX - n) return luaL_error(L, "a rule set of more than 2 GiB");
  done(L, zb_build__add(b, ZB_PART_HOOKS, p, n));
  lua_pop(L, 1);
  h.at = (uint32_t)integer(L, "at", 0, (lua_Integer)held, (lua_Integer)held);
  h.n = (uint32_t)integer(L, "n", 0, (lua_Integer)(held + n - h.at), (lua_Integer)n);
  h.file = string(L, b, "file");
  h.index = (uint32_t)integer(L, "index", 1, INT32_MAX, 1);
  add(L, b, ZB_PART_HOOK, &h);
  lua_pushinteger(L, h.at);
  lua_pushinteger(L, h.n);
  return 3;
}

/* What keeps a word from being looked for, NULL if nothing does. */
static const char *fault(const char *p, size_t n) {
  size_t i, characters = 0;
  if (n >= 200) return "a string of 200 bytes or more";
  if (zb_utf8__fault(p, n) != n) return "no UTF-8";
  for (i = 0; i < n; i++) {
    unsigned char c = (unsigned char)p[i];
    if (c < 0x20 || c == 0x7F) return "a control character in a word";
    if (c >= 0xF0 || (c == 0xEF && (unsigned char)p[i + 1] == 0xBF && (unsigned char)p[i + 2] >= 0xBE)) {
      return "a character beyond U+FFFD in a word: the engine does not look for it";
    }
    characters += (c & 0xC0) != 0x80;
  }
  return characters > 40 ? "a word of more than 40 characters" : NULL;
}

/* normal(s): the word s as normalised text has it; or nil and what is wrong with it. */
static int normal(lua_State *L) {
  zb_build *b = self(L);
  zb_normal t;
  char text[256];
  size_t n;
  const char *p = luaL_checklstring(L, 1, &n), *wrong = fault(p, n);
  memset(&t, 0, sizeof t);
  t.mem = b->mem;
  t.text = text;
  t.cap = sizeof text;
  if (!wrong) zb_normal__append(&t, p, 0, n);
  if (t.piece) zb_mem__resize(b->mem, t.piece, t.piece_cap * sizeof *t.piece, 0);
  if (t.failed) return luaL_error(L, "not enough memory");
  if (!wrong && t.n == 0) wrong = "an empty word";
  if (!wrong) return lua_pushlstring(L, t.text, t.n), 1;
  lua_pushnil(L);
  lua_pushstring(L, wrong);
  return 2;
}

static void names(lua_State *L, const char *field, const char *const *name, int n) {
  int i;
  lua_createtable(L, 0, n);
  for (i = 0; i < n; i++) {
    if (!name[i] || name[i][0] == '\0') continue;
    lua_pushinteger(L, i);
    lua_setfield(L, -2, name[i]);
  }
  lua_setfield(L, -2, field);
}

static void push_names(lua_State *L) {
  static const char *const subjects[] = { "left", "right", "carry", "owner" };
  lua_newtable(L);
  names(L, "class", zb_class_names, ZB_CLASS_USER);
  names(L, "role", zb_role_names, ZB_ROLES);
  names(L, "cue", zb_cue_names, ZB_CUES);
  names(L, "headword", zb_headword_names, ZB_HEADWORDS);
  names(L, "kind", zb_kind_names, ZB_KINDS);
  names(L, "measure", zb_measure_names, ZB_M_GAP + 1);
  names(L, "basis", zb_basis_names, ZB_B_EMPTY + 1);
  names(L, "bound", zb_bound_names, ZB_O_RANGE + 1);
  names(L, "status", zb_status_names, ZB_S_REFERENCE + 1);
  names(L, "period", zb_period_names, ZB_P_PART + 1);
  names(L, "subject", subjects, 4);
  lua_getfield(L, -1, "basis");
  lua_pushinteger(L, ZB_B_EMPTY);
  lua_setfield(L, -2, "empty");
  lua_pop(L, 1);
}

void zb_bind__functions(lua_State *L, zb_build *b) {
  static const luaL_Reg functions[] = {
    { "word", add_word }, { "class", add_class }, { "opening", add_opening }, { "typemark", add_typemark },
    { "cue", add_cue }, { "headword", add_headword }, { "unit", add_unit },
    { "indicator", add_indicator }, { "area", add_area }, { "type", add_type }, { "section", add_section },
    { "element", add_element }, { "rule", add_rule }, { "hook", add_hook }, { "normal", normal }, { NULL, NULL },
  };
  lua_pushlightuserdata(L, b);
  luaL_setfuncs(L, functions, 1);
  push_names(L);
  lua_setfield(L, -2, "names");
  lua_pushinteger(L, ZB_CLASS_USER);
  lua_setfield(L, -2, "first_user_class");
  lua_pushinteger(L, ZB_KINDS);
  lua_setfield(L, -2, "kinds");
  lua_pushinteger(L, ZB_E_EDGE);
  lua_setfield(L, -2, "edge");
}
