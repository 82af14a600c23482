/* put.c - a result into the store. */
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "store/store.h"

static zb_str text(const char *s) { return (zb_str){ s, strlen(s) }; }

/* Binds one value after the other. */
typedef struct row {
  sqlite3_stmt *q;
  int at;
} row;

static void put(row *r, zb_str s) { zb_sql__string(r->q, ++r->at, s); }
static void put_text(row *r, zb_str s) { put(r, s.p ? s : (zb_str){ "", 0 }); }      /* of a key that is never NULL */
static void put_int(row *r, int64_t n) { sqlite3_bind_int64(r->q, ++r->at, n); }
static void put_decimal(row *r, int has, zb_decimal d) { zb_sql__decimal(r->q, ++r->at, has, d); }

/* The run that this connection's changes belong to: begun with the first of them. */
static int begin_run(zb_store *s, const zb_stamp *stamp, zb_error *err) {
  sqlite3_stmt *q = NULL;
  row r = { NULL, 0 };
  char now[32];
  time_t t = time(NULL);
  struct tm utc;
  int code;
  if (s->run) return 0;
  if ((code = zb_sql__prepare(s, "INSERT INTO run (started, version, rules) VALUES (?, ?, ?)", &q, err)) != 0) return code;
  strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &utc));
  r.q = q;
  put(&r, text(now));
  put(&r, text(ZB_VERSION));
  put(&r, text(stamp->rules));
  code = zb_sql__step(s, q, err);
  sqlite3_finalize(q);
  if (!code) s->run = sqlite3_last_insert_rowid(s->db);
  return code;
}

typedef struct told {        /* of a document, besides its head */
  const zb_stamp *stamp;
  const zb_error *failure;   /* NULL: it was read */
  zb_str text;
} told;

/* Replaces the document of that name. *id: of its row. */
static int put_document(zb_store *s, const zb_head *h, const told *t, sqlite3_int64 *id, zb_error *err) {
  sqlite3_stmt *q = NULL;
  row r = { NULL, 0 };
  int code = zb_sql__once(s, ZB_SQL_DROP, "DELETE FROM document WHERE doc = ?", &q, err);
  if (code) return code;
  zb_sql__string(q, 1, h->doc);
  code = zb_sql__step(s, q, err);
  if (code) return code;
  code = zb_sql__once(s, ZB_SQL_DOCUMENT, "INSERT INTO document (doc, sha256, rules, options, type, type_reason, title, area, "
                                          "area_code, date, speaker, year, encoding, format, failure, message, text, run) VALUES "
                                          "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?)", &q, err);
  if (code) return code;
  r.q = q;
  put_text(&r, h->doc);
  put(&r, text(h->sha256));
  put(&r, text(t->stamp->rules));
  put(&r, text(t->stamp->options));
  put_text(&r, h->type);
  put_text(&r, h->type_reason);
  put_text(&r, h->title);
  put_text(&r, h->area);
  put_text(&r, h->area_code);
  put_text(&r, h->date);
  put_text(&r, h->speaker);
  put_int(&r, h->year);
  put_text(&r, h->encoding);
  put_text(&r, h->format);
  put(&r, t->failure ? text(zb_error_name(t->failure->code)) : (zb_str){ NULL, 0 });
  put(&r, t->failure ? text(t->failure->message) : (zb_str){ NULL, 0 });
  put(&r, t->text);
  put_int(&r, s->run);
  code = zb_sql__step(s, q, err);
  *id = sqlite3_last_insert_rowid(s->db);
  return code;
}

static int put_observations(zb_store *s, const zb_result *result, sqlite3_int64 id, zb_error *err) {
  sqlite3_stmt *q = NULL;
  int code = zb_sql__once(s, ZB_SQL_OBSERVATION, "INSERT INTO observation (document, seq, " ZB_STORE_COLUMNS ") VALUES ("
                                                 "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                                 "?, ?, ?, ?)", &q, err);
  const zb_observation *o;
  for (size_t i = 0; !code && (o = zb_result_at(result, i)) != NULL; i++) {
    row r = { q, 0 };
    put_int(&r, id);
    put_int(&r, (int64_t)i + 1);
    put_int(&r, o->line);
    put_int(&r, o->column);
    put_int(&r, (int64_t)o->start);
    put_int(&r, (int64_t)o->end);
    put_int(&r, (int64_t)o->text_start);
    put_int(&r, (int64_t)o->text_end);
    put_text(&r, o->text);
    put_text(&r, o->quote);
    put_text(&r, o->subject);
    put(&r, o->indicator);
    put(&r, o->name);
    put_text(&r, o->measure);
    put_text(&r, o->basis);
    put_decimal(&r, (o->has & ZB_VALUE) != 0, o->value);
    put_decimal(&r, (o->has & ZB_LOWER) != 0, o->lower);
    put_decimal(&r, (o->has & ZB_UPPER) != 0, o->upper);
    put_text(&r, o->bound);
    put_text(&r, o->unit);
    put_text(&r, o->unit_base);
    put_int(&r, o->unit_mult);
    put_text(&r, o->status);
    put_text(&r, o->period);
    put_text(&r, o->area);
    put_text(&r, o->area_code);
    put_text(&r, o->section);
    put_text(&r, o->rule);
    put_text(&r, o->numeral);
    put_text(&r, o->place);
    code = zb_sql__step(s, q, err);
  }
  return code;
}

static int put_diagnostics(zb_store *s, const zb_result *result, sqlite3_int64 id, zb_error *err) {
  sqlite3_stmt *q = NULL;
  int code = zb_sql__once(s, ZB_SQL_DIAGNOSTIC, "INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?)", &q, err);
  const zb_diagnostic *d;
  for (size_t i = 0; !code && (d = zb_result_diagnostic(result, i)) != NULL; i++) {
    row r = { q, 0 };
    put_int(&r, id);
    put_int(&r, (int64_t)i + 1);
    put(&r, text(d->code));
    put_int(&r, d->line);
    put_int(&r, d->column);
    put_text(&r, d->message);
    code = zb_sql__step(s, q, err);
  }
  return code;
}

/* The text of a paragraph where it is not just what the document has at its place; mostly it is. */
static zb_str own_text(const zb_paragraph *p, zb_str document) {
  size_t n = p->text_end - p->text_start;
  int same = document.p && p->text_start <= p->text_end && p->text_end <= document.n && p->text.n == n &&
             memcmp(p->text.p, document.p + p->text_start, n) == 0;
  return same ? (zb_str){ NULL, 0 } : p->text;
}

static int put_paragraphs(zb_store *s, const zb_result *result, sqlite3_int64 id, zb_error *err) {
  sqlite3_stmt *q = NULL;
  int code = zb_sql__once(s, ZB_SQL_PARAGRAPH, "INSERT INTO paragraph VALUES (?, ?, ?, ?, ?, ?, ?, ?)", &q, err);
  const zb_paragraph *p;
  for (size_t i = 0; !code && (p = zb_result_paragraph(result, i)) != NULL; i++) {
    row r = { q, 0 };
    put_int(&r, id);
    put_int(&r, (int64_t)i + 1);
    put(&r, text(zb_store__kinds[p->kind]));
    put_int(&r, p->line);
    put_int(&r, (int64_t)p->text_start);
    put_int(&r, (int64_t)p->text_end);
    put(&r, own_text(p, result->source_text));
    put_text(&r, p->section);
    code = zb_sql__step(s, q, err);
  }
  return code;
}

int zb_store_put(zb_store *s, const zb_result *result, const zb_stamp *stamp, zb_error *err) {
  told t = { stamp, NULL, { NULL, 0 } };
  sqlite3_int64 id = 0;
  int code;
  if (!s || !result || !stamp) return zb_error__set(err, ZB_EARG, "no store, no result, or no stamp");
  if (result->source_text.p) t.text = result->source_text;
  if ((code = zb_store__begin(s, err)) != 0) return code;
  code = begin_run(s, stamp, err);
  if (!code) code = put_document(s, zb_result_head(result), &t, &id, err);
  if (!code) code = put_observations(s, result, id, err);
  if (!code) code = put_diagnostics(s, result, id, err);
  if (!code) code = put_paragraphs(s, result, id, err);
  return zb_store__end(s, code, err);
}

int zb_store_put_failure(zb_store *s, const char *doc, const char *sha256, const zb_stamp *stamp, const zb_error *failure,
                         zb_error *err) {
  told t = { stamp, failure, { NULL, 0 } };
  zb_head h;
  sqlite3_int64 id;
  int code;
  if (!s || !doc || !sha256 || !stamp || !failure || strlen(sha256) >= sizeof h.sha256)
    return zb_error__set(err, ZB_EARG, "no store, no document, no digest, no stamp, or no failure");
  memset(&h, 0, sizeof h);
  h.doc = text(doc);
  memcpy(h.sha256, sha256, strlen(sha256) + 1);
  if ((code = zb_store__begin(s, err)) != 0) return code;
  code = begin_run(s, stamp, err);
  if (!code) code = put_document(s, &h, &t, &id, err);
  return zb_store__end(s, code, err);
}
