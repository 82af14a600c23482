/* store.c - a store opened, made and closed; its documents by name. */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/options.h"
#include "base/sha256.h"
#include "rules/ruleset.h"

enum {
  VERSION = 2,
  BUSY_MS = 60000,
  PAGE = 8192,                   /* bytes, as make_schema has it */
  LOG_MAX = (64 << 20) / PAGE    /* pages of the log, from which a commit takes it in */
};

/* What makes a store of each schema one of the next. 1: paragraphs had their text, whether it was the document's or not. */
static const char *const steps[VERSION] = {
  NULL,
  "ALTER TABLE paragraph RENAME TO paragraph_1;"
  "CREATE TABLE paragraph (document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE, seq INTEGER NOT NULL,"
  "  kind TEXT NOT NULL CHECK (kind IN ('paragraph', 'heading', 'row')),"
  "  line INTEGER NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, text TEXT, section TEXT NOT NULL,"
  "  PRIMARY KEY (document, seq)) WITHOUT ROWID;"
  "INSERT INTO paragraph SELECT document, seq, kind, line, text_start, text_end, nullif(text, (SELECT CAST(substr(CAST("
  "  d.text AS BLOB), text_start + 1, text_end - text_start) AS TEXT) FROM document d WHERE d.id = document)), section"
  "  FROM paragraph_1;"
  "DROP TABLE paragraph_1;"
  "CREATE VIEW passage AS SELECT d.doc, p.seq, p.kind, p.line, p.text_start, p.text_end, p.section,"
  "  coalesce(p.text, CAST(substr(CAST(d.text AS BLOB), p.text_start + 1, p.text_end - p.text_start) AS TEXT)) AS text"
  "  FROM paragraph p JOIN document d ON d.id = p.document;"
};

extern const char zb_store__schema[];             /* schema.sql */

const char *const zb_store__kinds[3] = { "paragraph", "heading", "row" };

static int64_t number_of(zb_store *s, const char *sql) {
  sqlite3_stmt *q = NULL;
  int64_t n = -1;
  if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW) n = sqlite3_column_int64(q, 0);
  sqlite3_finalize(q);
  return n;
}

/* A store of another program or of a version to come is left alone. */
static int check_version(zb_store *s, const char *path, int version, zb_error *err) {
  if (version < 0) return zb_sql__failed(s->db, err);
  if (version > VERSION)
    return zb_error__set(err, ZB_EIO, "%s: a store of schema %d; this zhibiao knows schema %d", path, version, VERSION);
  if (version == 0) return zb_error__set(err, ZB_EIO, "%s: no store of zhibiao (zhibiao store init makes one)", path);
  return 0;
}

/* In pages of 8 KiB nearly every paragraph lies in its row; in those of 4 KiB, SQLite's own, a fifth more is written. */
static int make_schema(zb_store *s, const char *path, zb_error *err) {
  char version[64];
  int code, empty;
  if ((code = zb_sql__run(s, "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE", err)) != 0) return code;
  empty = number_of(s, "SELECT count(*) FROM sqlite_schema") == 0;
  if (number_of(s, "PRAGMA user_version") > 0) code = 0;
  else if (!empty) code = zb_error__set(err, ZB_EIO, "%s: a database that is no store of zhibiao", path);
  else if ((code = zb_sql__run(s, zb_store__schema, err)) == 0) {
    snprintf(version, sizeof version, "PRAGMA user_version = %d", VERSION);
    code = zb_sql__run(s, version, err);
  }
  return zb_store__end(s, code, err);
}

/* Makes a store of an earlier schema one of this; another process may have done so by now. */
static int migrate(zb_store *s, zb_error *err) {
  char version[64];
  int64_t v;
  int code = zb_store__begin(s, err);
  if (code) return code;
  for (v = number_of(s, "PRAGMA user_version"); !code && v > 0 && v < VERSION; v++) code = zb_sql__run(s, steps[v], err);
  snprintf(version, sizeof version, "PRAGMA user_version = %d", VERSION);
  if (!code) code = zb_sql__run(s, version, err);
  return zb_store__end(s, code, err);
}

static int on_commit(void *store, sqlite3 *db, const char *name, int pages) {
  zb_store *s = store;
  s->log = pages;
  if (pages < s->settled) s->settled = 0;                   /* begun anew */
  if (pages >= LOG_MAX && sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) == SQLITE_OK)
    s->settled = pages;
  return SQLITE_OK;
}

void zb_store_settle(zb_store *s, size_t least) {
  if (!s || (least && (size_t)(s->log - s->settled) < least / PAGE)) return;
  sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  s->settled = s->log;
}

int zb_store_open(const char *path, zb_store_mode mode, zb_store **out, zb_error *err) {
  /* A reader opens it for writing, too, where it may: only then does SQLite clear its log away behind it. */
  static const char *const reads = "PRAGMA query_only = ON";
  static const char *const writes = "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL";
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == ZB_STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
  zb_mem first = ZB_MEM_INIT;
  zb_store *s;
  int code = 0, version;
  if (out) *out = NULL;
  if (!path || !out || (unsigned)mode > ZB_STORE_CREATE) return zb_error__set(err, ZB_EARG, "no path, no place, or no such mode");
  if (mode != ZB_STORE_CREATE && access(path, F_OK) != 0)
    return zb_error__set(err, ZB_EIO, "%s: no such store (zhibiao store init makes one)", path);
  if ((s = zb_mem__resize(&first, NULL, 0, sizeof *s)) == NULL) return zb_error__set(err, ZB_ENOMEM, "no memory for a store");
  memset(s, 0, sizeof *s);
  s->mem = first;
  if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK) code = zb_sql__failed(s->db, err);
  if (!code) sqlite3_busy_timeout(s->db, BUSY_MS);
  if (!code) code = zb_sql__run(s, mode == ZB_STORE_READ ? reads : writes, err);
  if (!code && number_of(s, "PRAGMA schema_version") < 0) code = zb_sql__failed(s->db, err);
  if (code && err) code = zb_error__set(err, code, "%s: %s", path, sqlite3_errmsg(s->db));
  if (!code && mode == ZB_STORE_CREATE) code = make_schema(s, path, err);
  if (mode != ZB_STORE_READ) sqlite3_wal_hook(s->db, on_commit, s);
  version = code ? 0 : (int)number_of(s, "PRAGMA user_version");
  if (!code) code = check_version(s, path, version, err);
  if (!code && mode != ZB_STORE_READ && version < VERSION) code = migrate(s, err);
  if (code) zb_store_close(s);
  else *out = s;
  return code;
}

void zb_store_close(zb_store *s) {
  zb_mem last;
  if (!s) return;
  for (int i = 0; i < ZB_SQL_KEPT; i++) sqlite3_finalize(s->kept[i]);
  sqlite3_close_v2(s->db);
  if (s->name) zb_mem__resize(&s->mem, s->name, s->name_cap, 0);
  last = s->mem;
  zb_mem__resize(&last, s, sizeof *s, 0);
}

int zb_store__begin(zb_store *s, zb_error *err) { return zb_sql__run(s, "BEGIN IMMEDIATE", err); }

int zb_store__end(zb_store *s, int code, zb_error *err) {
  if (!code) code = zb_sql__run(s, "COMMIT", err);
  if (code && !sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
  return code;
}

/* ---- many documents ---- */

/* An index in the order of indicators has a page for each of a document's, all over it: written with each document, they are
 * most of what is written. */
int zb_store_expect(zb_store *s, size_t documents, const zb_stamp *stamp, zb_error *err) {
  sqlite3_stmt *q = NULL;
  size_t all = 0, current = 0, put;
  int code;
  if (!s) return zb_error__set(err, ZB_EARG, "no store");
  if ((code = zb_sql__prepare(s, "SELECT count(*), count(*) FILTER (WHERE rules = ?) FROM document", &q, err)) != 0) return code;
  sqlite3_bind_text(q, 1, stamp ? stamp->rules : "", -1, SQLITE_STATIC);
  if (sqlite3_step(q) == SQLITE_ROW) all = (size_t)sqlite3_column_int64(q, 0), current = (size_t)sqlite3_column_int64(q, 1);
  else code = zb_sql__failed(s->db, err);
  sqlite3_finalize(q);
  put = documents > current ? documents - current : 0;
  return code || put <= all / 2 ? code : zb_sql__run(s, "DROP INDEX IF EXISTS observation_indicator", err);
}

int zb_store_complete(zb_store *s, zb_error *err) {
  const char *create = strstr(zb_store__schema, "CREATE INDEX observation_indicator"), *end;
  char sql[256];
  int code;
  if (!s) return zb_error__set(err, ZB_EARG, "no store");
  if (!create || (end = strchr(create, ';')) == NULL || (size_t)(end - create) >= sizeof sql)
    return zb_error__set(err, ZB_EINTERNAL, "the schema has no index by indicator");
  snprintf(sql, sizeof sql, "%.*s", (int)(end - create), create);
  if ((code = zb_store__begin(s, err)) != 0) return code;
  if (number_of(s, "SELECT count(*) FROM sqlite_schema WHERE name = 'observation_indicator'") == 0)
    code = zb_sql__run(s, sql, err);
  return zb_store__end(s, code, err);
}

/* ---- what a document depends on ---- */

/* The rules' own files, in the order of their paths; where they lay on the disk does not matter. */
static void hash_rules(const zb_rules *rules, char hex[65]) {
  const char *block = rules->sources;
  zb_sha256 sha;
  zb_sha256__init(&sha);
  zb_sha256__add(&sha, ZB_VERSION, sizeof ZB_VERSION);
  for (size_t at = 0; at < rules->sources_n;) {
    uint32_t size[4];
    const char *path = block + at + sizeof size;
    memcpy(size, block + at, sizeof size);
    if (strncmp(path, "rules/", 6) == 0) {
      zb_sha256__add(&sha, path, size[0]);
      zb_sha256__add(&sha, &size[2], sizeof size[2]);
      zb_sha256__add(&sha, path + size[0] + size[1], size[2]);
    }
    at += sizeof size + (size_t)size[0] + size[1] + size[2];
  }
  zb_sha256__end(&sha, hex);
}

int zb_stamp_options(const zb_document *doc, zb_stamp *out) {
  zb_document own = ZB_DOCUMENT_INIT;
  if (!out || zb_options__take(&own, sizeof own, doc)) return ZB_EARG;
  snprintf(out->options, sizeof out->options, "type=%.60s area=%.120s year=%d codes=%s", own.type ? own.type : "",
           own.area ? own.area : "", own.year, own.all_codes ? "all" : "headline");
  return 0;
}

int zb_stamp_told(const zb_stamp *stamp, zb_document *out, char room[256]) {
  char *area, *year, *codes;
  if (!stamp || !out || !room) return ZB_EARG;
  memcpy(room, stamp->options, sizeof stamp->options);
  if (strncmp(room, "type=", 5) != 0 || !(area = strstr(room, " area=")) || !(codes = strstr(area, " codes=")) ||
      !(year = strstr(area, " year=")))
    return ZB_EARG;
  *area = *year = *codes = '\0';
  out->type = room[5] ? room + 5 : NULL;
  out->area = area[6] ? area + 6 : NULL;
  out->year = (int)strtol(year + 6, NULL, 10);
  out->all_codes = strcmp(codes + 7, "all") == 0;
  return 0;
}

int zb_stamp_make(const zb_rules *rules, const zb_document *doc, zb_stamp *out) {
  int code = rules ? zb_stamp_options(doc, out) : ZB_EARG;
  if (!code) hash_rules(rules, out->rules);
  return code;
}

/* ---- documents by name ---- */

static void copy(sqlite3_stmt *q, int i, char *to, size_t size) {
  const char *p = (const char *)sqlite3_column_text(q, i);
  snprintf(to, size, "%s", p ? p : "");
}

/* The name, for as long as no other is asked for. */
static int keep_name(zb_store *s, sqlite3_stmt *q, zb_str *name, zb_error *err) {
  const char *p = (const char *)sqlite3_column_text(q, 0);
  size_t n = (size_t)sqlite3_column_bytes(q, 0);
  void *block = s->name;
  if (!p || zb_mem__grow(&s->mem, &block, &s->name_cap, n + 1, 1)) return zb_error__set(err, ZB_ENOMEM, "out of memory");
  s->name = block;
  memcpy(s->name, p, n + 1);
  *name = (zb_str){ s->name, n };
  return 0;
}

static int read_stored(zb_store *s, const char *sql, const char *name, zb_stored *out, zb_error *err) {
  sqlite3_stmt *q = NULL;
  int code = zb_sql__prepare(s, sql, &q, err), step;
  if (code) return code;
  if (name) sqlite3_bind_text(q, 1, name, -1, SQLITE_TRANSIENT);
  step = sqlite3_step(q);
  if (step == SQLITE_ROW) {
    code = keep_name(s, q, &out->doc, err);
    copy(q, 1, out->sha256, sizeof out->sha256);
    copy(q, 2, out->stamp.rules, sizeof out->stamp.rules);
    copy(q, 3, out->stamp.options, sizeof out->stamp.options);
    copy(q, 4, out->failure, sizeof out->failure);
    out->text_kept = sqlite3_column_int(q, 5);
  } else if (step == SQLITE_DONE) {
    code = ZB_ENONE;
  } else {
    code = zb_sql__failed(s->db, err);
  }
  sqlite3_finalize(q);
  return code;
}

#define STORED "SELECT doc, sha256, rules, options, failure, text IS NOT NULL FROM document WHERE doc "

int zb_store_find(zb_store *s, const char *doc, zb_stored *out, zb_error *err) {
  if (!s || !doc || !out) return zb_error__set(err, ZB_EARG, "no store, no document, or no place");
  return read_stored(s, STORED "= ?", doc, out, err);
}

int zb_store_next(zb_store *s, const char *after, zb_stored *out, zb_error *err) {
  if (!s || !out) return zb_error__set(err, ZB_EARG, "no store or no place");
  return read_stored(s, after ? STORED "> ? ORDER BY doc LIMIT 1" : STORED "IS NOT ? ORDER BY doc LIMIT 1", after, out, err);
}

int zb_store_remove(zb_store *s, const char *doc, zb_error *err) {
  sqlite3_stmt *q = NULL;
  int code, changed;
  if (!s || !doc) return zb_error__set(err, ZB_EARG, "no store or no document");
  if ((code = zb_sql__prepare(s, "DELETE FROM document WHERE doc = ?", &q, err)) != 0) return code;
  sqlite3_bind_text(q, 1, doc, -1, SQLITE_STATIC);
  code = zb_sql__step(s, q, err);
  changed = sqlite3_changes(s->db);
  sqlite3_finalize(q);
  return !code && !changed ? ZB_ENONE : code;
}
