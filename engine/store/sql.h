/* sql.h - the store's connection, and statements that bind and read what observations are made of. */
#ifndef ZB_SQL_H
#define ZB_SQL_H

#include <sqlite3.h>

#include "base/mem.h"
#include "doc/result.h"

/* Statements that are prepared once for all documents of a connection. */
enum zb_sql_kept { ZB_SQL_DROP, ZB_SQL_DOCUMENT, ZB_SQL_OBSERVATION, ZB_SQL_DIAGNOSTIC, ZB_SQL_PARAGRAPH, ZB_SQL_KEPT };

struct zb_store {
  zb_mem mem;            /* of the results that are read from it */
  sqlite3 *db;
  sqlite3_int64 run;     /* of this connection's changes; 0: none begun */
  char *name;            /* of the document that was asked for last */
  size_t name_cap;
  int log, settled;      /* pages of the log as of this connection's last commit, and as of its last settling */
  sqlite3_stmt *kept[ZB_SQL_KEPT];   /* of putting, prepared once */
};

/* Tells what SQLite says of the last call. Returns: ZB_ENOMEM, ZB_EIO (also a full disk, a locked or foreign file). */
int zb_sql__failed(sqlite3 *db, zb_error *err);

/* Runs statements without results. Returns: 0, or the error told. */
int zb_sql__run(zb_store *s, const char *sql, zb_error *err);

/* Prepares one statement. Owner: the caller, sqlite3_finalize. Returns: 0, or the error told. */
int zb_sql__prepare(zb_store *s, const char *sql, sqlite3_stmt **out, zb_error *err);

/* The same, once for all documents. Owner: the store. */
int zb_sql__once(zb_store *s, enum zb_sql_kept which, const char *sql, sqlite3_stmt **out, zb_error *err);

/* Steps a statement that gives no rows and makes it ready for the next binding. Returns: 0, or the error told. */
int zb_sql__step(zb_store *s, sqlite3_stmt *statement, zb_error *err);

/* Binding, i from 1. Strings must live until the step. A string without p is NULL. */
void zb_sql__string(sqlite3_stmt *statement, int i, zb_str string);
void zb_sql__decimal(sqlite3_stmt *statement, int i, int has, zb_decimal d);

/* Reading, i from 0. The string is copied into the result; p is NULL where the column is. */
zb_str zb_sql__keep(sqlite3_stmt *statement, int i, zb_result *r);
/* Returns: non-zero where the column is a decimal. */
int zb_sql__read_decimal(sqlite3_stmt *statement, int i, zb_decimal *d);

#endif
