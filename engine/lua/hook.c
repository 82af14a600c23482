#include "lua/hook.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "lua/state.h"
#include "text/source.h"

#define STRING_MAX 1000   /* bytes of a string that a hook gives */
#define HELD_MAX ((size_t)64 << 10)   /* … that it makes or is given */
#define STRIKES 3         /* limits that a hook may reach in one document */

struct zb_hooks {
  zb_mem *mem;          /* the caller's */
  const zb_rules *rules;
  uint64_t steps;
  zb_mem own;           /* the sandbox's part, with its cap */
  zb_lua lua;
  int running;          /* the sandbox is open */
  uint8_t *strikes;     /* of each hook, in this document */
  zb_watch *watch;      /* of the engine; NULL: none */
};

typedef struct call {
  zb_hooks *h;
  const zb_hook *hook;
  const zb_observation *obs;
  const zb_str *words;
  size_t n;
  zb_hook_answer *answer;
  int line;             /* where the hook stood when it failed, or where it begins */
  int full;             /* it failed for want of memory */
} call;

int zb_hooks__new(zb_mem *mem, const zb_rules *rules, size_t memory, uint64_t steps, zb_watch *watch, zb_hooks **out) {
  zb_hooks *h = *out = zb_mem__resize(mem, NULL, 0, sizeof *h);
  if (!h) return ZB_ENOMEM;
  memset(h, 0, sizeof *h);
  h->mem = mem;
  h->rules = rules;
  h->steps = steps ? steps : ZB_HOOK_STEPS;
  h->watch = watch;
  h->own = zb_mem__like(mem, memory ? memory : ZB_HOOK_MEMORY);
  if ((h->strikes = zb_mem__resize(mem, NULL, 0, rules->hook_n + 1)) == NULL) {
    zb_hooks__free(h);
    *out = NULL;
    return ZB_ENOMEM;
  }
  zb_hooks__reset(h);
  return 0;
}

static void forget(zb_hooks *h) {
  if (h->running) zb_lua__close(&h->lua);
  h->running = 0;
}

void zb_hooks__reset(zb_hooks *h) {
  forget(h);
  memset(h->strikes, 0, h->rules->hook_n + 1);
}

void zb_hooks__free(zb_hooks *h) {
  if (!h) return;
  forget(h);
  if (h->strikes) zb_mem__resize(h->mem, h->strikes, h->rules->hook_n + 1, 0);
  zb_mem__resize(h->mem, h, sizeof *h, 0);
}

static void set_string(lua_State *L, const char *key, zb_str s) {
  if (!s.p) return;
  lua_pushlstring(L, s.p, s.n);
  lua_setfield(L, -2, key);
}

static void set_integer(lua_State *L, const char *key, lua_Integer n) {
  lua_pushinteger(L, n);
  lua_setfield(L, -2, key);
}

/* The decimal as text: -0.50 is {-50, 2}. */
static void set_decimal(lua_State *L, const char *key, zb_decimal d) {
  char digits[64], text[96];
  uint64_t m = d.mantissa < 0 ? 0 - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
  int scale = d.scale < 0 ? 0 : d.scale > 40 ? 40 : d.scale;
  int n = snprintf(digits, sizeof digits, "%0*" PRIu64, scale + 1, m) - scale;   /* digits before the point */
  snprintf(text, sizeof text, "%s%.*s%s%s", d.mantissa < 0 ? "-" : "", n, digits, scale ? "." : "", digits + n);
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void push_observation(lua_State *L, const zb_observation *o) {
  lua_createtable(L, 0, 24);
  set_string(L, "text", o->text);
  set_string(L, "quote", o->quote);
  set_string(L, "subject", o->subject);
  set_string(L, "indicator", o->indicator);
  set_string(L, "name", o->name);
  set_string(L, "measure", o->measure);
  set_string(L, "basis", o->basis);
  if (o->has & ZB_VALUE) set_decimal(L, "value", o->value);
  if (o->has & ZB_LOWER) set_decimal(L, "lower", o->lower);
  if (o->has & ZB_UPPER) set_decimal(L, "upper", o->upper);
  set_string(L, "bound", o->bound);
  set_string(L, "unit", o->unit);
  set_string(L, "unit_base", o->unit_base);
  set_integer(L, "unit_mult", o->unit_mult);
  set_string(L, "status", o->status);
  set_string(L, "period", o->period);
  set_string(L, "area", o->area);
  set_string(L, "area_code", o->area_code);
  set_string(L, "section", o->section);
  set_string(L, "rule", o->rule);
  set_string(L, "numeral", o->numeral);
  set_string(L, "place", o->place);
  set_integer(L, "line", o->line);
  set_integer(L, "column", o->column);
}

/* Raises the error of user code on the top, as zb_lua__enter reads it; the line is kept for the caller. */
static int fail(lua_State *L, call *c, int status) {
  int line = c->h->lua.line ? c->h->lua.line : c->line;
  if (status == LUA_ERRMEM) {
    c->full = 1;
    lua_pushliteral(L, "the hook takes too much memory, or a string of more than 64 KiB");
  } else if (lua_type(L, -1) == LUA_TSTRING) {
    lua_pushstring(L, zb_lua__message(lua_tostring(L, -1), &line));
  } else {
    lua_pushliteral(L, "the hook fails with an error that is no text");
  }
  c->line = line;
  return lua_error(L);
}

/* Pushes the hook's function; its file is run once and its rules are kept in the registry, by the file's place. */
static void push_hook(lua_State *L, call *c) {
  const zb_rules *r = c->h->rules;
  lua_Debug ar;
  int status;
  if (lua_rawgeti(L, LUA_REGISTRYINDEX, -1 - (lua_Integer)c->hook->at) != LUA_TTABLE) {
    lua_pop(L, 1);
    status = zb_lua__load(L, r->hooks + c->hook->at, c->hook->n);
    if (status == LUA_OK) status = zb_lua__call(&c->h->lua, 0, 1, ZB_HOOK_STEPS * 50);
    if (status != LUA_OK) fail(L, c, status);
    if (!lua_istable(L, -1)) luaL_error(L, "the file of the hook returns no table");
    lua_pushvalue(L, -1);
    lua_rawseti(L, LUA_REGISTRYINDEX, -1 - (lua_Integer)c->hook->at);
  }
  lua_rawgeti(L, -1, c->hook->index);
  if (!lua_istable(L, -1)) luaL_error(L, "the hook's rule is gone");
  lua_pushliteral(L, "hook");
  lua_rawget(L, -2);
  if (!lua_isfunction(L, -1)) luaL_error(L, "the hook is no function");
  lua_pushvalue(L, -1);
  if (lua_getinfo(L, ">S", &ar)) c->line = ar.linedefined;
}

/* The string at the key of the answer (on the top); it stays in the answer, which is anchored. Returns: it is given. */
static int get_string(lua_State *L, const char *key, zb_str *out) {
  lua_pushstring(L, key);
  lua_rawget(L, -2);
  if (lua_isnil(L, -1)) return lua_pop(L, 1), 0;
  if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "the hook gives a %s as %s; a string is expected", luaL_typename(L, -1), key);
  out->p = lua_tolstring(L, -1, &out->n);
  if (out->n > STRING_MAX) luaL_error(L, "the hook gives a string of more than %d bytes as %s", STRING_MAX, key);
  if (zb_utf8__fault(out->p, out->n) != out->n) luaL_error(L, "the hook gives no UTF-8 as %s", key);
  lua_pop(L, 1);
  return 1;
}

static int get_name(lua_State *L, const char *key, const char *const *names, int n, uint8_t *out) {
  zb_str s;
  int i;
  if (!get_string(L, key, &s)) return 0;
  for (i = 1; i < n; i++) {
    if (strlen(names[i]) == s.n && memcmp(names[i], s.p, s.n) == 0) break;
  }
  if (i == n) luaL_error(L, "the hook gives '%s' as %s, which is not known", s.p, key);
  *out = (uint8_t)i;
  return 1;
}

static void check_keys(lua_State *L) {
  static const char *const keys[] = { "subject", "measure", "basis", "bound", "status", "period", "area", "sign", NULL };
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
    size_t i;
    for (i = 0; keys[i] && strcmp(keys[i], key) != 0; i++) {}
    if (!keys[i])
      luaL_error(L, "the hook gives '%s'; it may give subject, measure, basis, bound, status, period, area, sign", key);
  }
}

static void read_answer(lua_State *L, zb_hook_answer *a) {
  const char *basis[ZB_B_EMPTY + 1];
  memcpy(basis, zb_basis_names, sizeof basis);
  basis[ZB_B_EMPTY] = "empty";            /* as rules call it */
  if (lua_isnil(L, -1) || (lua_isboolean(L, -1) && lua_toboolean(L, -1))) return;
  if (lua_isboolean(L, -1)) { a->refused = 1; return; }
  if (!lua_istable(L, -1)) luaL_error(L, "the hook gives a %s; a table, false or nothing is expected", luaL_typename(L, -1));
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, "zb.answer");
  check_keys(L);
  if (get_string(L, "subject", &a->subject)) a->given |= ZB_HOOK_SUBJECT;
  if (get_name(L, "measure", zb_measure_names, ZB_M_GAP + 1, &a->measure)) a->given |= ZB_HOOK_MEASURE;
  if (get_name(L, "basis", basis, ZB_B_EMPTY + 1, &a->basis)) a->given |= ZB_HOOK_BASIS;
  if (get_name(L, "bound", zb_bound_names, ZB_O_RANGE + 1, &a->bound)) a->given |= ZB_HOOK_BOUND;
  if (get_name(L, "status", zb_status_names, ZB_S_REFERENCE + 1, &a->status)) a->given |= ZB_HOOK_STATUS;
  if (get_string(L, "period", &a->period)) a->given |= ZB_HOOK_PERIOD;
  if (get_string(L, "area", &a->area)) a->given |= ZB_HOOK_AREA;
  lua_pushliteral(L, "sign");
  if (lua_rawget(L, -2) != LUA_TNIL) {
    lua_Integer sign = lua_tointeger(L, -1);
    if (sign != 1 && sign != -1) luaL_error(L, "the hook gives a sign that is neither 1 nor -1");
    a->sign = (int)sign;
  }
  lua_pop(L, 1);
}

static int run(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  zb_hook_answer answer;
  size_t i;
  int status;
  memset(&answer, 0, sizeof answer);
  push_hook(L, c);
  push_observation(L, c->obs);
  lua_createtable(L, (int)(c->n < 1000 ? c->n : 1000), 0);
  for (i = 0; i < c->n; i++) {
    lua_pushlstring(L, c->words[i].p, c->words[i].n);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  status = zb_lua__call(&c->h->lua, 2, 1, c->h->steps);
  if (status != LUA_OK) fail(L, c, status);
  read_answer(L, &answer);
  *c->answer = answer;
  return 0;
}

/* Copies line number line of the hook's file. */
static void copy_source(const zb_rules *r, const zb_hook *hook, int line, char *out, size_t cap) {
  const char *p = r->hooks + hook->at, *end = p + hook->n, *stop;
  size_t n;
  while (--line > 0 && p < end) {
    const char *next = memchr(p, '\n', (size_t)(end - p));
    p = next ? next + 1 : end;
  }
  stop = memchr(p, '\n', (size_t)(end - p));
  n = (size_t)((stop ? stop : end) - p);
  if (n >= cap) for (n = cap - 1; n > 0 && ((unsigned char)p[n] & 0xC0) == 0x80;) n--;
  memcpy(out, p, n);
  out[n] = '\0';
}

/* Calls the hook. Where memory runs out all that hooks have kept is forgotten, and it is tried once more if that may help: none
 * may take the room of the others. */
static int attempt(zb_hooks *h, call *c, zb_error *err) {
  int e, fresh;
  do {
    fresh = !h->running;
    if (fresh && zb_lua__open(&h->lua, &h->own)) return zb_error__set(err, ZB_ENOMEM, "not enough memory for a hook");
    h->lua.watch = h->watch;
    h->lua.string_max = HELD_MAX;
    h->running = 1;
    c->full = 0;
    e = zb_lua__enter(&h->lua, run, c, err);
    if (e == ZB_ENOMEM) c->full = 1;
    if (!c->full) return e;
    if (h->own.refused) return zb_error__set(err, ZB_ENOMEM, "not enough memory for a hook");
    forget(h);
  } while (!fresh);
  if (e == ZB_ENOMEM) zb_error__set(err, ZB_ELIMIT, "the hooks of the document take too much memory");
  return ZB_ELIMIT;
}

int zb_hooks__call(zb_hooks *h, int32_t hook, const zb_observation *obs, const zb_str *words, size_t n,
                   zb_hook_answer *answer, zb_error *err) {
  zb_error own;
  call c = { h, NULL, obs, words, n, answer, 0, 0 };
  zb_str file;
  int e;
  memset(answer, 0, sizeof *answer);
  if (!err) err = &own;
  if (hook < 0 || (uint32_t)hook >= h->rules->hook_n) return zb_error__set(err, ZB_EARG, "no such hook");
  if (h->strikes[hook] == STRIKES) return 0;
  c.hook = &h->rules->hook[hook];
  if ((e = attempt(h, &c, err)) == 0 || e == ZB_ENOMEM) return e;
  file = (zb_str){ h->rules->pool + c.hook->file.at, c.hook->file.n };
  snprintf(err->file, sizeof err->file, "%.*s", (int)file.n, file.p);
  err->line = c.line;
  if (c.line > 0) copy_source(h->rules, c.hook, c.line, err->source, sizeof err->source);
  if (e == ZB_ELIMIT && ++h->strikes[hook] == STRIKES) {
    size_t at = strlen(err->message);
    snprintf(err->message + at, sizeof err->message - at, "; it is not called again in this document");
  }
  return e;
}
