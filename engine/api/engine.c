/* engine.c - zb_engine: bytes in, results out. */
#include "api/engine.h"

#include <string.h>

#include "base/error.h"
#include "base/options.h"
#include "base/sha256.h"
#include "read/read.h"

static const zb_engine_options usual = {
  sizeof usual, .memory_limit = (size_t)4 << 30, .document_limit = (size_t)1 << 30, .hook_steps = ZB_HOOK_STEPS,
  .hook_memory = ZB_HOOK_MEMORY, .match_steps = 20000
};

const char *zb_version(void) { return ZB_VERSION; }

/* The caller's options with the defaults where they say 0, and the host: the caller's, else the rules'. */
static int take_options(const zb_engine_options *given, const zb_rules *rules, zb_engine_options *out, zb_host *host) {
  zb_engine_options o = ZB_ENGINE_OPTIONS_INIT;
  if (zb_options__take(&o, sizeof o, given)) return ZB_EARG;
  *host = o.host ? (zb_host)ZB_HOST_INIT : rules->host;
  if (zb_options__take(host, sizeof *host, o.host)) return ZB_EARG;
  *out = usual;
  if (o.memory_limit) out->memory_limit = o.memory_limit;
  if (o.document_limit) out->document_limit = o.document_limit;
  if (o.hook_steps) out->hook_steps = o.hook_steps;
  if (o.hook_memory) out->hook_memory = o.hook_memory;
  if (o.match_steps) out->match_steps = o.match_steps;
  out->time_limit = o.time_limit;
  out->threads = o.threads;
  return 0;
}

int zb_engine_new(const zb_rules *rules, const zb_engine_options *options, zb_engine **out, zb_error *err) {
  zb_engine_options limits;
  zb_host host;
  zb_mem first = ZB_MEM_INIT;
  zb_engine *e;
  int code = 0;
  if (out) *out = NULL;
  if (!rules || !out || take_options(options, rules, &limits, &host))
    return zb_error__set(err, ZB_EARG, "no rules, no place for the engine, or options or a host of an unknown size");
  first.resize = host.resize;
  first.ud = host.ud;
  first.cap = limits.memory_limit;
  e = zb_mem__resize(&first, NULL, 0, sizeof *e);
  if (!e) return zb_error__set(err, ZB_ENOMEM, "no memory for an engine");
  memset(e, 0, sizeof *e);
  e->mem = first;
  e->rules = rules;
  e->host = host;
  e->limits = limits;
  for (uint32_t i = 0; i < rules->type_n && !code; i++) code = zb_rule_index__make(&e->mem, rules, (int)i, &e->index[i]);
  if (!code && rules->hook_n) code = zb_hooks__new(&e->mem, rules, limits.hook_memory, limits.hook_steps, &e->watch, &e->hooks);
  if (code) {
    zb_engine_free(e);
    return zb_error__set(err, code, "no memory for an engine");
  }
  *out = e;
  return 0;
}

/* Ends the second thread; in a forked process there is none. */
static void let_go(zb_engine *e) {
  zb_helper__free(e->helper);
  zb_ahead__free(e->ahead);
  e->helper = NULL;
  e->ahead = NULL;
}

void zb_engine_free(zb_engine *e) {
  zb_mem last;
  size_t i;
  if (!e) return;
  zb_feed_drop(e);
  let_go(e);
  for (i = 0; i < ZB_TYPES; i++) zb_rule_index__free(&e->index[i]);
  if (e->hooks) zb_hooks__free(e->hooks);
  last = e->mem;
  zb_mem__resize(&last, e, sizeof *e, 0);
}

int zb_engine_follow(zb_engine *e, zb_follow follow, void *ud) {
  if (!e) return ZB_EARG;
  e->follow = follow;
  e->follow_ud = ud;
  return 0;
}

int zb_engine_profile(zb_engine *e, zb_profile *profile) {
  if (!e) return ZB_EARG;
  e->profile = profile;
  if (profile) zb_clock__begin(&e->clock, profile, ZB_STAGE_RESULT);
  return 0;
}

static zb_str name_of(const char *s) { return (zb_str){ s, strlen(s) }; }

/* The digest of bytes, into hex. */
typedef struct digest { zb_str bytes; char *hex; } digest;

static void make_digest(void *ud) {
  const digest *d = ud;
  zb_sha256 sha;
  zb_sha256__init(&sha);
  zb_sha256__add(&sha, d->bytes.p, d->bytes.n);
  zb_sha256__end(&sha, d->hex);
}

/* Whether a second thread works on this document. It is no error where there is none to be had. */
static int has_help(zb_engine *e, size_t n) {
  enum { SMALL = 4096 };       /* bytes that are read before it has begun */
  if (e->limits.threads < 2 || n < SMALL || e->profile || e->follow) return 0;
  if (e->helper && !zb_helper__is_here(e->helper)) let_go(e);
  if (!e->helper && (zb_helper__new(&e->mem, &e->helper) || zb_ahead__new(&e->mem, e->helper, &e->ahead))) let_go(e);
  return e->helper != NULL;
}

/* bytes: the document, which source is the text of. */
static int extract(zb_engine *e, zb_str bytes, const zb_source *source, const zb_reading *reading, const zb_document *doc,
                   zb_result *r, zb_error *err) {
  digest sha = { bytes, r->head.sha256 };
  int help = has_help(e, bytes.n), code;
  zb_read_setup with = { e->rules, e->index, e->hooks, &e->watch, e->limits.match_steps, e->follow, e->follow_ud,
                         e->profile ? &e->clock : NULL, help ? e->ahead : NULL };
  zb_stage outer;
  if (e->hooks) zb_hooks__reset(e->hooks);
  outer = zb_stage__enter(with.clock, ZB_STAGE_DIGEST);
  if (help) zb_helper__begin(e->helper, make_digest, &sha);
  else make_digest(&sha);
  zb_stage__leave(with.clock, outer);
  r->head.encoding = name_of(reading->encoding ? reading->encoding : zb_source__encoding_name(source->encoding));
  r->head.format = name_of(zb_format__name(reading->kind));
  r->head.doc = zb_result__keep(r, doc->name ? doc->name : "", doc->name ? strlen(doc->name) : 0);
  code = zb_read__document(&e->mem, &with, source, reading->kind ? reading : NULL, doc, r, err);
  if (help) zb_helper__wait(e->helper);
  return code;
}

int zb_extract(zb_engine *e, const void *bytes, size_t n, const zb_document *doc, zb_result **out, zb_error *err) {
  zb_document own = ZB_DOCUMENT_INIT;
  zb_source source;
  zb_reading reading;
  zb_clock *clock;
  int code, read;
  if (out) *out = NULL;
  if (!e || !out || (!bytes && n) || zb_options__take(&own, sizeof own, doc))
    return zb_error__set(err, ZB_EARG, "no engine, no place for the result, no bytes, or a document of an unknown size");
  if (own.year && (own.year < ZB_YEAR_FIRST || own.year > ZB_YEAR_LAST))
    return zb_error__set(err, ZB_EARG, "the year is one from %d to %d, not %d", ZB_YEAR_FIRST, ZB_YEAR_LAST, own.year);
  if (n > e->limits.document_limit)
    return zb_error__set(err, ZB_ELIMIT, "%zu bytes are more than the limit of %zu for one document", n,
                         e->limits.document_limit);
  if (!bytes) bytes = "";
  zb_watch__begin(&e->watch, &e->host, e->limits.time_limit);
  clock = e->profile ? &e->clock : NULL;
  if (clock && clock->now == ZB_STAGE_FILE) zb_clock__turn(clock, ZB_STAGE_FORMAT);
  else if (clock) zb_clock__begin(clock, e->profile, ZB_STAGE_FORMAT);
  code = zb_format__read(&e->mem, bytes, n, e->limits.document_limit, &reading, err);
  zb_stage__leave(clock, ZB_STAGE_DECODE);
  if (code) return code;
  read = reading.kind != ZB_TEXT_FILE;
  code = zb_source__open(&e->mem, read ? reading.text ? reading.text : "" : bytes, read ? reading.n : n, &source, err);
  zb_stage__leave(clock, ZB_STAGE_RESULT);
  if (code) {
    zb_reading__free(&reading);
    return code;
  }
  code = zb_result__new(&e->mem, out);
  if (code) {
    zb_error__set(err, code, "no memory for a result");
  } else {
    (*out)->host = &e->host;
    code = extract(e, (zb_str){ bytes, n }, &source, &reading, &own, *out, err);
  }
  zb_source__free(&e->mem, &source);
  zb_reading__free(&reading);
  if (clock) zb_clock__end(clock);
  if (code) {
    zb_result_free(*out);
    *out = NULL;
  }
  return code;
}
