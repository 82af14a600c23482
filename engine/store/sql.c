#include "store/sql.h"

#include <string.h>

#include "base/error.h"
#include "write/text.h"

int zb_sql__failed(sqlite3 *db, zb_error *err) {
  int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;
  return zb_error__set(err, code == SQLITE_NOMEM ? ZB_ENOMEM : ZB_EIO, "%s", db ? sqlite3_errmsg(db) : "out of memory");
}

int zb_sql__run(zb_store *s, const char *sql, zb_error *err) {
  return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : zb_sql__failed(s->db, err);
}

int zb_sql__prepare(zb_store *s, const char *sql, sqlite3_stmt **out, zb_error *err) {
  return sqlite3_prepare_v2(s->db, sql, -1, out, NULL) == SQLITE_OK ? 0 : zb_sql__failed(s->db, err);
}

int zb_sql__once(zb_store *s, enum zb_sql_kept which, const char *sql, sqlite3_stmt **out, zb_error *err) {
  int failed = !s->kept[which] &&
               sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->kept[which], NULL) != SQLITE_OK;
  *out = s->kept[which];
  return failed ? zb_sql__failed(s->db, err) : 0;
}

int zb_sql__step(zb_store *s, sqlite3_stmt *statement, zb_error *err) {
  int code = sqlite3_step(statement) == SQLITE_DONE ? 0 : zb_sql__failed(s->db, err);
  sqlite3_reset(statement);
  return code;
}

void zb_sql__string(sqlite3_stmt *statement, int i, zb_str string) {
  if (string.p) sqlite3_bind_text64(statement, i, string.p, string.n, SQLITE_STATIC, SQLITE_UTF8);
  else sqlite3_bind_null(statement, i);
}

void zb_sql__decimal(sqlite3_stmt *statement, int i, int has, zb_decimal d) {
  char text[ZB_DECIMAL_MAX];
  if (has) sqlite3_bind_text(statement, i, text, (int)(zb_text__decimal(text, d) - text), SQLITE_TRANSIENT);
  else sqlite3_bind_null(statement, i);
}

zb_str zb_sql__keep(sqlite3_stmt *statement, int i, zb_result *r) {
  const char *p = (const char *)sqlite3_column_text(statement, i);
  return p ? zb_result__keep(r, p, (size_t)sqlite3_column_bytes(statement, i)) : (zb_str){ NULL, 0 };
}

int zb_sql__read_decimal(sqlite3_stmt *statement, int i, zb_decimal *d) {
  const char *p = (const char *)sqlite3_column_text(statement, i);
  return p && zb_text__read_decimal(p, (size_t)sqlite3_column_bytes(statement, i), d) == 0;
}
