/* get.c - a document of the store as the result that was put. */
#include <string.h>

#include "base/error.h"
#include "store/store.h"

/* Reads one column after the other. */
typedef struct row {
  sqlite3_stmt *q;
  zb_result *result;
  int at;
} row;

static zb_str get(row *r) { return zb_sql__keep(r->q, r->at++, r->result); }
static int64_t get_int(row *r) { return sqlite3_column_int64(r->q, r->at++); }
static unsigned get_decimal(row *r, unsigned bit, zb_decimal *d) { return zb_sql__read_decimal(r->q, r->at++, d) ? bit : 0; }

/* Returns: 0 with *id, of the rows that belong to the document, or the error told. */
static int get_head(zb_store *s, const char *doc, zb_result *result, sqlite3_int64 *id, zb_error *err) {
  zb_head *h = &result->head;
  row r = { NULL, result, 0 };
  zb_str sha;
  int step, code = zb_sql__prepare(s, "SELECT id, doc, type, type_reason, title, area, area_code, date, speaker, encoding, "
                                      "format, year, sha256, text FROM document WHERE doc = ? AND failure IS NULL", &r.q, err);
  if (code) return code;
  sqlite3_bind_text(r.q, 1, doc, -1, SQLITE_STATIC);
  if ((step = sqlite3_step(r.q)) == SQLITE_ROW) {
    *id = get_int(&r);
    h->doc = get(&r);
    h->type = get(&r);
    h->type_reason = get(&r);
    h->title = get(&r);
    h->area = get(&r);
    h->area_code = get(&r);
    h->date = get(&r);
    h->speaker = get(&r);
    h->encoding = get(&r);
    h->format = get(&r);
    h->year = (int)get_int(&r);
    sha = get(&r);
    if (sha.n < sizeof h->sha256) memcpy(h->sha256, sha.p, sha.n);
    result->source_text = get(&r);
  } else if (step == SQLITE_DONE) {
    code = zb_error__set(err, ZB_ENONE, "%s: the store has no such document, or it could not be read", doc);
  } else {
    code = zb_sql__failed(s->db, err);
  }
  sqlite3_finalize(r.q);
  return code;
}

static int get_observation(row *r) {
  zb_observation *o = zb_result__add(r->result);
  if (!o) return ZB_ENOMEM;
  o->line = (int)get_int(r);
  o->column = (int)get_int(r);
  o->start = (size_t)get_int(r);
  o->end = (size_t)get_int(r);
  o->text_start = (size_t)get_int(r);
  o->text_end = (size_t)get_int(r);
  o->text = get(r);
  o->quote = get(r);
  o->subject = get(r);
  o->indicator = get(r);
  o->name = get(r);
  o->measure = get(r);
  o->basis = get(r);
  o->has = get_decimal(r, ZB_VALUE, &o->value);
  o->has |= get_decimal(r, ZB_LOWER, &o->lower);
  o->has |= get_decimal(r, ZB_UPPER, &o->upper);
  o->bound = get(r);
  o->unit = get(r);
  o->unit_base = get(r);
  o->unit_mult = (int)get_int(r);
  o->status = get(r);
  o->period = get(r);
  o->area = get(r);
  o->area_code = get(r);
  o->section = get(r);
  o->rule = get(r);
  o->numeral = get(r);
  o->place = get(r);
  return 0;
}

static int get_diagnostic(row *r) {
  zb_str code = get(r), message;
  char *name = zb_arena__bytes(&r->result->arena, code.n + 1);
  int line, column;
  if (!name) return ZB_ENOMEM;
  memcpy(name, code.p, code.n);
  name[code.n] = '\0';
  line = (int)get_int(r);
  column = (int)get_int(r);
  message = get(r);
  return zb_result__note(r->result, name, line, column, "%.*s", (int)message.n, message.p);
}

static int get_paragraph(row *r) {
  zb_str kind = get(r);
  zb_paragraph p;
  p.kind = ZB_PARAGRAPH;
  for (int k = 0; k < 3; k++)
    if (kind.n == strlen(zb_store__kinds[k]) && memcmp(kind.p, zb_store__kinds[k], kind.n) == 0) p.kind = (zb_paragraph_kind)k;
  p.line = (int)get_int(r);
  p.text_start = (size_t)get_int(r);
  p.text_end = (size_t)get_int(r);
  p.text = get(r);
  if (!p.text.p && p.text_start <= p.text_end && p.text_end <= r->result->source_text.n)
    p.text = (zb_str){ r->result->source_text.p + p.text_start, p.text_end - p.text_start };
  p.section = get(r);
  return zb_result__add_paragraph(r->result, p);
}

static int get_rows(zb_store *s, const char *sql, sqlite3_int64 id, zb_result *result, int (*one)(row *), zb_error *err) {
  row r = { NULL, result, 0 };
  int step = SQLITE_DONE, code = zb_sql__prepare(s, sql, &r.q, err);
  if (code) return code;
  sqlite3_bind_int64(r.q, 1, id);
  while (!code && (step = sqlite3_step(r.q)) == SQLITE_ROW) {
    r.at = 0;
    if (one(&r) || result->failed) code = zb_error__set(err, ZB_ENOMEM, "no memory for a result");
  }
  if (!code && step != SQLITE_DONE) code = zb_sql__failed(s->db, err);
  sqlite3_finalize(r.q);
  return code;
}

int zb_store_get(zb_store *s, const char *doc, zb_result **out, zb_error *err) {
  sqlite3_int64 id = 0;
  zb_result *r;
  int code;
  if (out) *out = NULL;
  if (!s || !doc || !out) return zb_error__set(err, ZB_EARG, "no store, no document, or no place");
  if (zb_result__new(&s->mem, &r)) return zb_error__set(err, ZB_ENOMEM, "no memory for a result");
  code = zb_sql__run(s, "BEGIN", err);        /* one state of the store, whoever else writes */
  if (!code) code = get_head(s, doc, r, &id, err);
  if (!code) code = get_rows(s, "SELECT " ZB_STORE_COLUMNS " FROM observation WHERE document = ? ORDER BY seq", id, r,
                             get_observation, err);
  if (!code) code = get_rows(s, "SELECT code, line, \"column\", message FROM diagnostic WHERE document = ? ORDER BY seq", id, r,
                             get_diagnostic, err);
  if (!code) code = get_rows(s, "SELECT kind, line, text_start, text_end, text, section FROM paragraph WHERE document = ? "
                                "ORDER BY seq", id, r, get_paragraph, err);
  code = zb_store__end(s, code, err);
  if (code) zb_result_free(r);
  else *out = r;
  return code;
}

int zb_store_failure(zb_store *s, const char *doc, zb_error *failure, zb_error *err) {
  static const int codes[] = { ZB_ENOMEM, ZB_EARG, ZB_EIO, ZB_EENCODING, ZB_ERULE, ZB_ELIMIT, ZB_EINTERNAL };
  sqlite3_stmt *q = NULL;
  int step, code;
  if (!s || !doc || !failure) return zb_error__set(err, ZB_EARG, "no store, no document, or no place");
  if ((code = zb_sql__prepare(s, "SELECT failure, message FROM document WHERE doc = ? AND failure IS NOT NULL", &q, err)) != 0)
    return code;
  sqlite3_bind_text(q, 1, doc, -1, SQLITE_STATIC);
  if ((step = sqlite3_step(q)) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(q, 0), *message = (const char *)sqlite3_column_text(q, 1);
    size_t i = 0;
    while (i + 1 < sizeof codes / sizeof *codes && strcmp(zb_error_name(codes[i]), name ? name : "") != 0) i++;
    zb_error__set(failure, codes[i], "%s", message ? message : "");
  } else {
    code = step == SQLITE_DONE ? zb_error__set(err, ZB_ENONE, "%s: no failure is kept of it", doc) : zb_sql__failed(s->db, err);
  }
  sqlite3_finalize(q);
  return code;
}
