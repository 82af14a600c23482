/* engine.c - zb_engine: documents in, results out. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/sha256.h"
#include "lua/hook.h"
#include "read/read.h"

struct zb_engine {
  zb_mem mem;
  const zb_rules *rules;
  zb_rule_index index[ZB_TYPES];
  struct zb_hooks *hooks;
  size_t document_limit;
};

int zb_engine_new(const zb_rules *rules, const zb_engine_options *options, zb_engine **out, zb_error *err) {
  zb_mem first = ZB_MEM_INIT;
  zb_engine *e;
  uint32_t i;
  *out = NULL;
  if (!rules || (options && options->size < sizeof *options))
    return zb_error__set(err, ZB_EARG, "no rules, or options of an unknown size");
  e = zb_mem__resize(&first, NULL, 0, sizeof *e);
  if (!e) return zb_error__set(err, ZB_ENOMEM, "no memory for an engine");
  memset(e, 0, sizeof *e);
  e->mem = first;
  e->mem.cap = options && options->memory_limit ? options->memory_limit : (size_t)4 << 30;
  e->document_limit = options && options->document_limit ? options->document_limit : (size_t)1 << 30;
  e->rules = rules;
  for (i = 0; i < rules->type_n; i++) {
    if (zb_rule_index__make(&e->mem, rules, (int)i, &e->index[i])) {
      zb_engine_free(e);
      return zb_error__set(err, ZB_ENOMEM, "no memory for an engine");
    }
  }
  if (rules->hook_n && zb_hooks__new(&e->mem, rules, 0, options ? options->hook_steps : 0, &e->hooks)) {
    zb_engine_free(e);
    return zb_error__set(err, ZB_ENOMEM, "no memory for the rules' hooks");
  }
  *out = e;
  return 0;
}

void zb_engine_free(zb_engine *e) {
  zb_mem last;
  size_t i;
  if (!e) return;
  for (i = 0; i < ZB_TYPES; i++) zb_rule_index__free(&e->index[i]);
  if (e->hooks) zb_hooks__free(e->hooks);
  last = e->mem;
  zb_mem__resize(&last, e, sizeof *e, 0);
}

static zb_str name_of(const char *s) { return (zb_str){ s, strlen(s) }; }

/* bytes: the document, which source is the text of. */
static int extract(zb_engine *e, zb_str bytes, const zb_source *source, const zb_reading *reading, const zb_document *doc,
                   zb_result *r, zb_error *err) {
  zb_sha256 sha;
  if (e->hooks) zb_hooks__reset(e->hooks);
  zb_sha256__init(&sha);
  zb_sha256__add(&sha, bytes.p, bytes.n);
  zb_sha256__end(&sha, r->head.sha256);
  r->head.encoding = name_of(reading->encoding ? reading->encoding : zb_source__encoding_name(source->encoding));
  r->head.format = name_of(zb_format__name(reading->kind));
  r->head.doc = zb_result__keep(r, doc->name ? doc->name : "", doc->name ? strlen(doc->name) : 0);
  return zb_read__document(&e->mem, e->rules, e->index, e->hooks, source, reading->kind ? reading : NULL, doc, r, err);
}

int zb_extract(zb_engine *e, const void *bytes, size_t n, const zb_document *doc, zb_result **out, zb_error *err) {
  static const zb_document unknown = ZB_DOCUMENT_INIT;
  zb_source source;
  zb_reading reading;
  int code, read;
  if (out) *out = NULL;
  if (!e || !out || (!bytes && n) || (doc && doc->size < sizeof *doc))
    return zb_error__set(err, ZB_EARG, "no engine, no place for the result, no bytes, or a document of an unknown size");
  if (doc && doc->year && (doc->year < ZB_YEAR_FIRST || doc->year > ZB_YEAR_LAST))
    return zb_error__set(err, ZB_EARG, "the year is one from %d to %d, not %d", ZB_YEAR_FIRST, ZB_YEAR_LAST, doc->year);
  if (n > e->document_limit)
    return zb_error__set(err, ZB_ELIMIT, "%zu bytes are more than the limit of %zu for one document", n, e->document_limit);
  if (!bytes) bytes = "";
  if ((code = zb_format__read(&e->mem, bytes, n, e->document_limit, &reading, err)) != 0) return code;
  read = reading.kind != ZB_TEXT_FILE;
  code = zb_source__open(&e->mem, read ? reading.text ? reading.text : "" : bytes, read ? reading.n : n, &source, err);
  if (code) {
    zb_reading__free(&reading);
    return code;
  }
  code = zb_result__new(&e->mem, out);
  if (code) zb_error__set(err, code, "no memory for a result");
  else code = extract(e, (zb_str){ bytes, n }, &source, &reading, doc ? doc : &unknown, *out, err);
  zb_source__free(&e->mem, &source);
  zb_reading__free(&reading);
  if (code) {
    zb_result_free(*out);
    *out = NULL;
  }
  return code;
}

static int read_all(zb_engine *e, FILE *f, char **bytes, size_t *n, size_t *cap, zb_error *err) {
  void *p;
  for (;;) {
    if (*n == *cap) {
      if (*cap > e->document_limit)
        return zb_error__set(err, ZB_ELIMIT, "more than the limit of %zu bytes for one document", e->document_limit);
      p = *bytes;
      if (zb_mem__grow(&e->mem, &p, cap, *cap ? *cap + 1 : 1 << 16, 1))
        return zb_error__set(err, ZB_ENOMEM, "no memory to read the file");
      *bytes = p;
    }
    *n += fread(*bytes + *n, 1, *cap - *n, f);
    if (ferror(f)) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
    if (feof(f)) return 0;
  }
}

int zb_extract_file(zb_engine *e, const char *path, const zb_document *doc, zb_result **out, zb_error *err) {
  zb_document named = ZB_DOCUMENT_INIT;
  char *bytes = NULL;
  size_t n = 0, cap = 0;
  struct stat st;
  FILE *f = NULL;
  int code;
  if (out) *out = NULL;
  if (!e || !out || !path || (doc && doc->size < sizeof *doc))
    return zb_error__set(err, ZB_EARG, "no engine, no path, no place for the result, or a document of an unknown size");
  if (doc) named = *doc;
  if (!named.name) named.name = path;
  if (strcmp(path, "-") == 0) {
    f = stdin;
  } else {
    if (stat(path, &st)) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
    if (S_ISDIR(st.st_mode)) return zb_error__set(err, ZB_EIO, "is a directory; name the files in it");
    f = fopen(path, "rb");
    if (!f) return zb_error__set(err, ZB_EIO, "cannot be read: %s", strerror(errno));
    if (S_ISREG(st.st_mode) && st.st_size > 0) {
      size_t want = (size_t)st.st_size + 1;
      if (want - 1 > e->document_limit) {
        fclose(f);
        return zb_error__set(err, ZB_ELIMIT, "%zu bytes are more than the limit of %zu for one document", want - 1,
                             e->document_limit);
      }
      bytes = zb_mem__resize(&e->mem, NULL, 0, want);
      if (bytes) cap = want;
    }
  }
  code = read_all(e, f, &bytes, &n, &cap, err);
  if (f != stdin) fclose(f);
  if (!code) code = zb_extract(e, bytes, n, &named, out, err);
  if (bytes) zb_mem__resize(&e->mem, bytes, cap, 0);
  return code;
}
