/* report.c - zb_report: a report script in its sandbox, from its loading to its output.
 *
 * The work is done by scripts/zb/report.lua (the driver), which this file calls; it gives scripts the safe base functions,
 * require of the modules below scripts/zb and scripts/render and of the tables of rules/, and a setmetatable that makes no
 * finalisers.
 */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/options.h"
#include "report/bind.h"
#include "report/sandbox.h"
#include "write/out.h"

#define STEPS ((uint64_t)1000 * 1000 * 1000)
#define STEPS_EACH ((uint64_t)50 * 1000)         /* more for each observation: work grows with what is worked on */
#define MEMORY ((size_t)2 << 30)

struct zb_report {
  zb_sandbox box;
  zb_arena arena;                                /* what scripts say of themselves */
  zb_report_info info;
  zb_report_option_info *option;
  size_t option_n, option_cap;
  uint64_t steps_each;   /* for an observation; 0: the program set the limit */
  zb_out text;                                   /* the last one that was asked for in memory */
};

/* ---- calls of the driver ---- */

typedef struct call {
  zb_report *r;
  const char *name, *value;
  const zb_result *result;
  zb_out *out;
} call;

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
    if (zb_mem__grow(&r->box.mem, &block, &r->option_cap, r->option_n + 1, sizeof *r->option)) luaL_error(L, "not enough memory");
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
  zb_sandbox__start(L, "zb.report");
  zb_sandbox__push(L, "load");
  zb_sandbox__load(L, &r->box.script);
  lua_pushstring(L, c->name);
  lua_pushboolean(L, c->value != NULL);
  zb_sandbox__call(L, 3, 1);
  r->info = (zb_report_info){ keep_field(L, r, "name"), keep_field(L, r, "title"), keep_field(L, r, "about") };
  keep_options(L, r);
  return 0;
}

static int set(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  zb_sandbox__push(L, "set");
  lua_pushstring(L, c->name);
  lua_pushstring(L, c->value);
  zb_sandbox__call(L, 2, 0);
  return 0;
}

static int add(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  zb_sandbox__push(L, "add");
  zb_sandbox__calm(L);
  zb_document__push(L, c->r->box.rules, c->result);
  zb_sandbox__calm(L);
  zb_sandbox__call(L, 1, 0);
  return 0;
}

static int make(lua_State *L) {
  zb_sandbox__push(L, "make");
  zb_sandbox__call(L, 0, 0);
  return 0;
}

static int put(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  zb_sandbox__push(L, "write");
  lua_pushstring(L, c->name);
  zb_output__push(L, c->out);
  zb_sandbox__call(L, 2, 0);
  return 0;
}

static int enter(zb_report *r, lua_CFunction fn, call *c, zb_error *err) {
  c->r = r;
  return zb_sandbox__enter(&r->box, fn, c, err);
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
  zb_sandbox__close(&r->box);
  if (r->option) zb_mem__resize(&r->box.mem, r->option, r->option_cap * sizeof *r->option, 0);
  zb_arena__free(&r->arena);
  zb_out__free(&r->text);
  last = r->box.mem;
  zb_mem__resize(&last, r, sizeof *r, 0);
}

/* The script to run: the caller's, or the shipped one of that name. */
static int choose(zb_report *r, const zb_report_options *o, zb_error *err) {
  char path[128];
  const zb_script *found;
  if (o->script) {
    r->box.script = (zb_script){ o->name, o->name, o->script, o->script_n, 1 };
    return 0;
  }
  snprintf(path, sizeof path, "scripts/report/%s.lua", o->name);
  found = zb_scripts__find(&r->box.scripts, path);
  if (!found) return zb_error__set(err, ZB_EARG, "no report '%s' is shipped", o->name);
  r->box.script = *found;
  r->box.script.user = 0;
  return 0;
}

int zb_report_new(const zb_rules *rules, const zb_report_options *options, zb_report **out, zb_error *err) {
  zb_report_options own = ZB_REPORT_OPTIONS_INIT;
  zb_host host;
  zb_mem first = ZB_MEM_INIT;
  zb_report *r;
  call c = { NULL, NULL, NULL, NULL, NULL };
  int e;
  if (out) *out = NULL;
  if (!rules || !out || !options || zb_options__take(&own, sizeof own, options) || !own.name)
    return zb_error__set(err, ZB_EARG, "no rules, no place for the report, or options without a name or of an unknown size");
  host = rules->host;
  if (own.host && (host = (zb_host)ZB_HOST_INIT, zb_options__take(&host, sizeof host, own.host)))
    return zb_error__set(err, ZB_EARG, "a host of an unknown size");
  first.resize = host.resize;
  first.ud = host.ud;
  if ((r = zb_mem__resize(&first, NULL, 0, sizeof *r)) == NULL) return zb_error__set(err, ZB_ENOMEM, "no memory for a report");
  memset(r, 0, sizeof *r);
  first.cap = own.memory_limit ? own.memory_limit : MEMORY;
  r->steps_each = own.steps ? 0 : STEPS_EACH;
  e = zb_sandbox__open(&r->box, rules, first, own.steps ? own.steps : STEPS, err);
  r->box.host = host;
  r->box.time_limit = own.time_limit;
  zb_arena__init(&r->arena, &r->box.mem);
  zb_out__init(&r->text, &r->box.mem, NULL, NULL);
  if (!e) e = choose(r, &own, err);
  if (!e) {
    c.name = own.name;
    c.value = own.english ? "en" : NULL;
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
  int code = enter(report, add, &c, err);
  if (!code) report->box.steps += report->steps_each * zb_result_count(result);
  return code;
}

int zb_report_make(zb_report *report, zb_error *err) {
  call c = { NULL, NULL, NULL, NULL, NULL };
  return enter(report, make, &c, err);
}

int zb_report_write(zb_report *report, const char *format, zb_sink sink, void *ud, zb_error *err) {
  zb_out out;
  call c = { NULL, format, NULL, NULL, &out };
  int code, flushed;
  zb_out__init(&out, &report->box.mem, sink, ud);
  code = enter(report, put, &c, err);
  flushed = code ? 0 : zb_out__flush(&out);
  zb_out__free(&out);
  if (flushed) return zb_error__set(err, flushed, flushed == ZB_ENOMEM ? "not enough memory" : "the output cannot be written");
  return code;
}

int zb_report_text(zb_report *report, const char *format, zb_str *text, zb_error *err) {
  zb_out *out = &report->text;
  call c = { NULL, format, NULL, NULL, out };
  int code;
  zb_out__free(out);
  zb_out__init(out, &report->box.mem, NULL, NULL);
  *text = (zb_str){ "", 0 };
  if ((code = enter(report, put, &c, err)) != 0) return code;
  zb_out__add(out, "", 1);
  if (out->code) return zb_error__set(err, out->code, "not enough memory");
  *text = (zb_str){ out->p, out->n - 1 };
  return 0;
}
