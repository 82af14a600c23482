/* job.c - zb_job: a batch job's script in its sandbox. The work is done by scripts/zb/job.lua, which this file calls. */
#include <string.h>

#include "base/error.h"
#include "report/sandbox.h"

#define STEPS ((uint64_t)1000 * 1000 * 1000)
#define MEMORY ((size_t)256 << 20)

typedef struct words { zb_str *item; size_t n, cap; } words;

struct zb_job {
  zb_sandbox box;
  zb_arena arena;        /* what the script says */
  zb_arena said;         /* … of the last document */
  zb_job_info info;
  zb_job_source *source;
  size_t source_n, source_cap;
  words *report;         /* arguments of zhibiao report */
  size_t report_n, report_cap;
};

typedef struct call {
  zb_job *j;
  const char *name;
  size_t source;
  zb_document *document;
} call;

/* The string at the top of the stack, terminated; "" is p NULL where there is none. Pops it. */
static zb_str keep(lua_State *L, zb_arena *arena) {
  size_t n = 0;
  const char *p = lua_tolstring(L, -1, &n);
  char *copy = NULL;
  if (p) {
    copy = zb_arena__bytes(arena, n + 1);
    if (!copy) return luaL_error(L, "not enough memory"), (zb_str){ NULL, 0 };
    memcpy(copy, p, n + 1);
  }
  lua_pop(L, 1);
  return (zb_str){ copy, copy ? n : 0 };
}

static const char *field(lua_State *L, zb_job *j, const char *key) {
  lua_getfield(L, -1, key);
  return keep(L, &j->arena).p;
}

static int flag(lua_State *L, const char *key) {
  int set;
  lua_getfield(L, -1, key);
  set = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return set;
}

static void grow(lua_State *L, zb_job *j, void **block, size_t *cap, size_t need, size_t item) {
  if (zb_mem__grow(&j->box.mem, block, cap, need, item)) luaL_error(L, "not enough memory");
}

static void keep_sources(lua_State *L, zb_job *j) {
  lua_getfield(L, -1, "sources");
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TTABLE; i++, lua_pop(L, 1)) {
    void *block = j->source;
    zb_job_source *s;
    grow(L, j, &block, &j->source_cap, j->source_n + 1, sizeof *j->source);
    j->source = block;
    s = &j->source[j->source_n];
    lua_rawgeti(L, -1, 1);
    s->kind = keep(L, &j->arena).p;
    lua_rawgeti(L, -1, 2);
    s->pattern = keep(L, &j->arena).p;
    lua_rawgeti(L, -1, 3);
    s->match = keep(L, &j->arena).p;
    lua_rawgeti(L, -1, 4);
    s->entry = (size_t)lua_tointeger(L, -1);
    lua_pop(L, 1);
    j->source_n++;
  }
  lua_pop(L, 2);
}

static void keep_reports(lua_State *L, zb_job *j) {
  lua_getfield(L, -1, "reports");
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TTABLE; i++, lua_pop(L, 1)) {
    void *block = j->report;
    words *w;
    grow(L, j, &block, &j->report_cap, j->report_n + 1, sizeof *j->report);
    j->report = block;
    w = &j->report[j->report_n++];
    memset(w, 0, sizeof *w);
    for (lua_Integer k = 1; lua_rawgeti(L, -1, k) == LUA_TSTRING; k++) {
      block = w->item;
      grow(L, j, &block, &w->cap, w->n + 1, sizeof *w->item);
      w->item = block;
      w->item[w->n] = keep(L, &j->arena);
      w->n++;
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
}

static int start(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  zb_job *j = c->j;
  lua_settop(L, 0);
  zb_sandbox__start(L, "zb.job");
  zb_sandbox__push(L, "load");
  zb_sandbox__load(L, &j->box.script);
  lua_pushstring(L, c->name);
  zb_sandbox__call(L, 2, 1);
  j->info.store = field(L, j, "store");
  j->info.rules = field(L, j, "rules");
  j->info.all_codes = flag(L, "all");
  j->info.keep_text = flag(L, "text");
  j->info.prune = flag(L, "prune");
  lua_getfield(L, -1, "timeout");
  j->info.timeout = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  keep_sources(L, j);
  keep_reports(L, j);
  return 0;
}

static int describe(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  zb_job *j = c->j;
  zb_sandbox__push(L, "document");
  lua_pushinteger(L, (lua_Integer)j->source[c->source].entry);
  lua_pushstring(L, c->name);
  zb_sandbox__call(L, 2, 3);
  c->document->year = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  c->document->area = keep(L, &j->said).p;
  c->document->type = keep(L, &j->said).p;
  return 0;
}

int zb_job_load(const zb_rules *rules, const char *name, const char *script, size_t n, zb_job **out, zb_error *err) {
  zb_mem first;
  call c = { NULL, name, 0, NULL };
  zb_job *j;
  int e;
  if (out) *out = NULL;
  if (!rules || !name || !script || !out)
    return zb_error__set(err, ZB_EARG, "no rules, no name, no script, or no place for the job");
  first = zb_mem__like(&rules->mem, 0);
  if ((j = zb_mem__resize(&first, NULL, 0, sizeof *j)) == NULL) return zb_error__set(err, ZB_ENOMEM, "no memory for a job");
  memset(j, 0, sizeof *j);
  first.cap = MEMORY;
  e = zb_sandbox__open(&j->box, rules, first, STEPS, err);
  zb_arena__init(&j->arena, &j->box.mem);
  zb_arena__init(&j->said, &j->box.mem);
  j->box.script = (zb_script){ name, name, script, n, 1 };
  c.j = j;
  if (!e) e = zb_sandbox__enter(&j->box, start, &c, err);
  if (e) zb_job_free(j);
  else *out = j;
  return e;
}

void zb_job_free(zb_job *j) {
  zb_mem last;
  if (!j) return;
  zb_sandbox__close(&j->box);
  for (size_t i = 0; i < j->report_n; i++)
    if (j->report[i].item) zb_mem__resize(&j->box.mem, j->report[i].item, j->report[i].cap * sizeof *j->report[i].item, 0);
  if (j->report) zb_mem__resize(&j->box.mem, j->report, j->report_cap * sizeof *j->report, 0);
  if (j->source) zb_mem__resize(&j->box.mem, j->source, j->source_cap * sizeof *j->source, 0);
  zb_arena__free(&j->arena);
  zb_arena__free(&j->said);
  last = j->box.mem;
  zb_mem__resize(&last, j, sizeof *j, 0);
}

const zb_job_info *zb_job_about(const zb_job *job) { return &job->info; }

const zb_job_source *zb_job_source_at(const zb_job *job, size_t i) { return i < job->source_n ? &job->source[i] : NULL; }

const char *zb_job_report_word(const zb_job *job, size_t i, size_t k) {
  return i < job->report_n && k < job->report[i].n ? job->report[i].item[k].p : NULL;
}

int zb_job_describe(zb_job *job, size_t source, const char *path, zb_document *document, zb_error *err) {
  call c = { job, path, source, document };
  if (!job || source >= job->source_n || !path || !document || document->size < sizeof *document)
    return zb_error__set(err, ZB_EARG, "no job, no such source, no path, or a document of an unknown size");
  zb_arena__free(&job->said);
  document->name = path;
  document->all_codes = job->info.all_codes;
  document->keep_text = job->info.keep_text;
  return zb_sandbox__enter(&job->box, describe, &c, err);
}
