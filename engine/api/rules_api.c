/* rules_api.c - the functions of zhibiao.h over zb_rules. */
#include <string.h>

#include "base/error.h"
#include "base/options.h"
#include "lua/load.h"
#include "rules/image.h"

/* The rules that are built in, pointed into: nothing is read or run. */
static zb_rules *built_in(zb_mem *mem, int *code, zb_error *err) {
  size_t n = (size_t)((uintptr_t)zb_image__built_in_end - (uintptr_t)zb_image__built_in);
  zb_rules *r = zb_mem__resize(mem, NULL, 0, sizeof *r);
  if (!r) {
    *code = zb_error__set(err, ZB_ENOMEM, "not enough memory");
    return NULL;
  }
  memset(r, 0, sizeof *r);
  if (zb_image__open(zb_image__built_in, n, r)) {
    zb_mem__resize(mem, r, sizeof *r, 0);
    *code = zb_error__set(err, ZB_EINTERNAL, "the built-in rules are not of this build");
    return NULL;
  }
  return r;
}

/* Collects the built-in rules with the directory or the files of the options. Returns: 0, or the error told. */
static int collect(zb_mem *mem, const zb_rules_options *o, zb_rules *base, zb_scripts *scripts, zb_error *err) {
  int e = zb_scripts__unpack(scripts, base->sources, base->sources_n);
  if (e) return zb_error__set(err, e, e == ZB_ENOMEM ? "not enough memory" : "the built-in rules cannot be read");
  mem->cap = o->memory_limit ? o->memory_limit : ZB_LOAD_MEMORY;
  if (o->dir) e = zb_scripts__read(scripts, o->dir, "rules", 1, err);
  for (size_t i = 0; !e && i < o->file_n; i++) e = zb_scripts__add(scripts, &o->files[i], "rules", err);
  return e;
}

/* Lays the directory or the files of the options over the built-in rules. */
static int laid_over(zb_mem *mem, const zb_rules_options *o, zb_watch *watch, zb_rules **out, zb_error *err) {
  zb_scripts scripts;
  zb_rules *base;
  int e = 0;
  zb_scripts__init(&scripts, mem);
  if ((base = built_in(mem, &e, err)) != NULL) e = collect(mem, o, base, &scripts, err);
  if (!e) e = zb_load__rules(mem, &scripts, watch, out, err);
  zb_scripts__free(&scripts);
  if (base) zb_mem__resize(mem, base, sizeof *base, 0);
  return e;
}

/* What the caller says, in o and host, and the memory to work with. Returns: 0 or ZB_EARG, told. */
static int take(const zb_rules_options *options, zb_rules_options *o, zb_host *host, zb_mem *mem, zb_error *err) {
  if (zb_options__take(o, sizeof *o, options) || zb_options__take(host, sizeof *host, o->host))
    return zb_error__set(err, ZB_EARG, "options or a host of an unknown size");
  if ((o->dir && o->file_n) || (!o->files && o->file_n))
    return zb_error__set(err, ZB_EARG, "a directory and files, or no files where there should be some");
  zb_error__set(err, 0, "%s", "");
  mem->resize = host->resize;
  mem->ud = host->ud;
  return 0;
}

int zb_rules_new(const zb_rules_options *options, zb_rules **out, zb_error *err) {
  zb_rules_options o = ZB_RULES_OPTIONS_INIT;
  zb_host host = ZB_HOST_INIT;
  zb_mem mem = ZB_MEM_INIT;
  zb_watch watch;
  int e = 0;
  if (out) *out = NULL;
  if (!out) return zb_error__set(err, ZB_EARG, "no place for the rules");
  if (take(options, &o, &host, &mem, err)) return ZB_EARG;
  zb_watch__begin(&watch, &host, o.time_limit);
  if (o.dir || o.file_n) e = laid_over(&mem, &o, &watch, out, err);
  else *out = built_in(&mem, &e, err);
  if (*out) {
    (*out)->mem = mem;
    (*out)->host = host;
  }
  return e;
}

int zb_rules_check(const zb_rules_options *options, void (*tell)(void *ud, const zb_mistake *mistake), void *ud,
                   zb_checked *out, zb_error *err) {
  zb_rules_options o = ZB_RULES_OPTIONS_INIT;
  zb_host host = ZB_HOST_INIT;
  zb_mem mem = ZB_MEM_INIT;
  zb_watch watch;
  zb_scripts scripts;
  zb_rules *base;
  int e = 0;
  if (out) memset(out, 0, sizeof *out);
  if (take(options, &o, &host, &mem, err)) return ZB_EARG;
  zb_watch__begin(&watch, &host, o.time_limit);
  zb_scripts__init(&scripts, &mem);
  if ((base = built_in(&mem, &e, err)) != NULL) e = collect(&mem, &o, base, &scripts, err);
  if (!e) e = zb_load__check(&mem, &scripts, &watch, tell, ud, out, err);
  zb_scripts__free(&scripts);
  if (base) zb_mem__resize(&mem, base, sizeof *base, 0);
  return e;
}

int zb_rules_load(const char *dir, zb_rules **out, zb_error *err) {
  zb_rules_options options = ZB_RULES_OPTIONS_INIT;
  options.dir = dir;
  return zb_rules_new(&options, out, err);
}

void zb_rules_free(zb_rules *rules) {
  zb_mem mem;
  if (!rules) return;
  mem = rules->mem;
  if (rules->image_n) zb_mem__resize(&mem, (void *)(uintptr_t)rules->image, rules->image_n, 0);
  zb_mem__resize(&mem, rules, sizeof *rules, 0);
}

static zb_str string(const zb_rules *r, zb_rstr s) { return (zb_str){ r->pool + s.at, s.n }; }

int zb_rules_type(const zb_rules *rules, size_t i, zb_type_info *out) {
  const zb_type *t;
  if (!rules || !out || i >= rules->type_n) return 0;
  t = &rules->type[i];
  *out = (zb_type_info){ string(rules, t->name), string(rules, t->title), t->rules, t->section_n };
  return 1;
}

int zb_rules_indicator(const zb_rules *rules, size_t i, zb_indicator_info *out) {
  const zb_indicator *x;
  if (!rules || !out || i >= rules->indicator_n) return 0;
  x = &rules->indicator[i];
  *out = (zb_indicator_info){ string(rules, x->code), string(rules, x->name), string(rules, x->aliases),
                              string(rules, x->unit), string(rules, x->english), string(rules, x->group),
                              string(rules, x->kind), string(rules, x->source), (int)x->detail };
  return 1;
}

int zb_rules_unit(const zb_rules *rules, size_t i, zb_unit_info *out) {
  const zb_unit *u;
  if (!rules || !out || i >= rules->units.count) return 0;
  u = &rules->units.unit[i];
  *out = (zb_unit_info){ { rules->pool + u->name, u->name_n }, { rules->pool + u->base, u->base_n },
                         { zb_kind_names[u->kind], strlen(zb_kind_names[u->kind]) }, u->mult };
  return 1;
}

/* One file of the block of sources: what stands at *at, which goes on to the next. Returns: 0 at its end. */
static int next_source(const zb_rules *rules, size_t *at, zb_str *path, zb_str *name, zb_str *text, int *user) {
  const char *entry = rules->sources + *at;
  uint32_t size[4];
  if (*at >= rules->sources_n) return 0;
  memcpy(size, entry, sizeof size);
  entry += sizeof size;
  *path = (zb_str){ entry, size[0] - 1 };
  *name = (zb_str){ entry + size[0], size[1] - 1 };
  *text = (zb_str){ entry + size[0] + size[1], size[2] };
  *user = size[3] != 0;
  *at += sizeof size + (size_t)size[0] + size[1] + size[2];
  return 1;
}

int zb_rules_source_at(const zb_rules *rules, size_t i, zb_str *path, zb_str *name, zb_str *text) {
  size_t at = 0;
  int user;
  if (!rules || !path || !name || !text) return 0;
  while (next_source(rules, &at, path, name, text, &user)) if (i-- == 0) return 1;
  return 0;
}

int zb_rules_source(const zb_rules *rules, const char *path, zb_str *text) {
  size_t at = 0;
  zb_str at_path, name, found;
  int user, any = 0;
  while (rules && path && text && next_source(rules, &at, &at_path, &name, &found, &user)) {
    if (strcmp(at_path.p, path) != 0 || (any && !user)) continue;
    *text = found;
    any = 1;
  }
  return any;
}

int zb_rules_rule(const zb_rules *rules, size_t i, zb_rule_info *out) {
  if (!rules || !out || i >= rules->rule_n) return 0;
  out->name = (zb_str){ rules->pool + rules->rule[i].name.at, rules->rule[i].name.n };
  out->priority = rules->rule[i].priority;
  return 1;
}
