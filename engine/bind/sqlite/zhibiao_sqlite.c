/* zhibiao_sqlite.c - an SQLite extension: a table-valued function that gives the observations of a document.
 *
 *   .load zhibiao_sqlite
 *   SELECT indicator, value, unit, quote FROM zhibiao(readfile('report.txt'));
 *   SELECT r.name, z.period, z.number FROM report r, zhibiao(r.text) z WHERE z.indicator = 'gdp';
 *   CREATE VIRTUAL TABLE temp.mine USING zhibiao('my-rules');      -- then mine(…), with rules of one's own laid over
 *
 * Arguments, of which the later ones may be left out: the document (text or blob; NULL gives no rows), its type, area and year
 * where they are known, 'all' for codes of detail indicators, too, and its name. The columns are the keys of an observation
 * (docs/observation.md): value, lower and upper as exact decimals in text; number is value as a REAL. A document that cannot be
 * read ends the statement with an error.
 */
#include <sqlite3ext.h>
#include <stdio.h>
#include <string.h>

#include "zhibiao.h"

SQLITE_EXTENSION_INIT1

enum column {
  DOC, TYPE, LINE, COLUMN, START, END, TEXT, QUOTE, SUBJECT, INDICATOR, NAME, MEASURE, BASIS, VALUE, LOWER, UPPER, BOUND, UNIT,
  UNIT_BASE, UNIT_MULT, STATUS, PERIOD, AREA, AREA_CODE, SECTION, RULE, NUMERAL, PLACE, NUMBER,
  DOCUMENT, AS_TYPE, AS_AREA, AS_YEAR, AS_CODES, AS_NAME, COLUMNS
};

static const char schema[] =
  "CREATE TABLE x(doc TEXT, type TEXT, line INT, \"column\" INT, start INT, \"end\" INT, text TEXT, quote TEXT, subject TEXT,"
  " indicator TEXT, name TEXT, measure TEXT, basis TEXT, value TEXT, lower TEXT, upper TEXT, bound TEXT, unit TEXT,"
  " unit_base TEXT, unit_mult INT, status TEXT, period TEXT, area TEXT, area_code TEXT, section TEXT, rule TEXT, numeral TEXT,"
  " place TEXT, number REAL, document HIDDEN, as_type HIDDEN, as_area HIDDEN, as_year HIDDEN, as_codes HIDDEN, as_name HIDDEN)";

typedef struct table {
  sqlite3_vtab base;
  zb_rules *rules;
  zb_engine *engine;       /* of the connection, which serves one thread at a time */
} table;

typedef struct cursor {
  sqlite3_vtab_cursor base;
  zb_result *result;
  size_t at;
} cursor;

static int no_memory_or_error(int code) { return code == ZB_ENOMEM ? SQLITE_NOMEM : SQLITE_ERROR; }

static int disconnect(sqlite3_vtab *base) {
  table *t = (table *)base;
  zb_engine_free(t->engine);
  zb_rules_free(t->rules);
  sqlite3_free(t);
  return SQLITE_OK;
}

/* The argument of CREATE VIRTUAL TABLE without its quotes: sqlite3_free. NULL where there is none or no memory. */
static char *rules_directory(int argc, const char *const *argv) {
  const char *p = argc > 3 ? argv[3] : "";
  size_t n = strlen(p);
  if (n >= 2 && (*p == '\'' || *p == '"') && p[n - 1] == *p) return sqlite3_mprintf("%.*s", (int)n - 2, p + 1);
  return n ? sqlite3_mprintf("%s", p) : NULL;
}

static int connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **message) {
  char *dir = rules_directory(argc, argv);
  zb_error err = { 0 };
  table *t;
  int code;
  (void)aux;
  if ((code = sqlite3_declare_vtab(db, schema)) != SQLITE_OK || (t = sqlite3_malloc(sizeof *t)) == NULL) {
    sqlite3_free(dir);
    return code ? code : SQLITE_NOMEM;
  }
  memset(t, 0, sizeof *t);
  code = zb_rules_load(dir, &t->rules, &err);
  if (!code) code = zb_engine_new(t->rules, NULL, &t->engine, &err);
  sqlite3_free(dir);
  if (!code) {
    *out = &t->base;
    return SQLITE_OK;
  }
  *message = err.line ? sqlite3_mprintf("%s:%d:%d: %s", err.file, err.line, err.column, err.message)
                      : sqlite3_mprintf("%s", err.message);
  disconnect(&t->base);
  return no_memory_or_error(code);
}

/* The arguments are given to filter in the order of their columns; number: one bit for each that is there. */
static int best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
  int at[COLUMNS], argument = 0;
  (void)base;
  for (int c = 0; c < COLUMNS; c++) at[c] = -1;
  for (int i = 0; i < info->nConstraint; i++) {
    const struct sqlite3_index_constraint *c = &info->aConstraint[i];
    if (c->iColumn < DOCUMENT || c->op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    if (!c->usable) return SQLITE_CONSTRAINT;
    at[c->iColumn] = i;
  }
  info->idxNum = 0;
  for (int c = DOCUMENT; c < COLUMNS; c++) {
    if (at[c] < 0) continue;
    info->aConstraintUsage[at[c]].argvIndex = ++argument;
    info->aConstraintUsage[at[c]].omit = 1;
    info->idxNum |= 1 << (c - DOCUMENT);
  }
  info->estimatedCost = 1e6;
  info->estimatedRows = 200;
  return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
  cursor *c = sqlite3_malloc(sizeof *c);
  (void)base;
  if (!c) return SQLITE_NOMEM;
  memset(c, 0, sizeof *c);
  *out = &c->base;
  return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
  cursor *c = (cursor *)base;
  zb_result_free(c->result);
  sqlite3_free(c);
  return SQLITE_OK;
}

static int tell(sqlite3_vtab *t, int code, const char *message) {
  sqlite3_free(t->zErrMsg);
  t->zErrMsg = sqlite3_mprintf("zhibiao: %s: %s", zb_error_name(code), message);
  return no_memory_or_error(code);
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *name, int argc, sqlite3_value **argv) {
  cursor *c = (cursor *)base;
  table *t = (table *)base->pVtab;
  zb_document d = ZB_DOCUMENT_INIT;
  zb_error err = { 0 };
  sqlite3_value *document = NULL;
  const void *bytes;
  const char *codes = NULL;
  int argument = 0, code;
  (void)name, (void)argc;
  zb_result_free(c->result);
  c->result = NULL;
  c->at = 0;
  for (int k = DOCUMENT; k < COLUMNS; k++) {
    sqlite3_value *v = number & 1 << (k - DOCUMENT) ? argv[argument++] : NULL;
    if (!v || sqlite3_value_type(v) == SQLITE_NULL) continue;
    if (k == DOCUMENT) document = v;
    else if (k == AS_YEAR) d.year = sqlite3_value_int(v);
    else if (k == AS_TYPE) d.type = (const char *)sqlite3_value_text(v);
    else if (k == AS_AREA) d.area = (const char *)sqlite3_value_text(v);
    else if (k == AS_NAME) d.name = (const char *)sqlite3_value_text(v);
    else codes = (const char *)sqlite3_value_text(v);
  }
  if (!(number & 1)) return tell(&t->base, ZB_EARG, "a document is wanted: zhibiao(text)");
  if (!document) return SQLITE_OK;
  if (codes && strcmp(codes, "all") != 0 && strcmp(codes, "headline") != 0)
    return tell(&t->base, ZB_EARG, "codes are 'headline' or 'all'");
  d.all_codes = codes && strcmp(codes, "all") == 0;
  bytes = sqlite3_value_blob(document);
  code = zb_extract(t->engine, bytes, (size_t)sqlite3_value_bytes(document), &d, &c->result, &err);
  return code ? tell(&t->base, code, err.message) : SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base) {
  ((cursor *)base)->at++;
  return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base) {
  cursor *c = (cursor *)base;
  return !c->result || c->at >= zb_result_count(c->result);
}

static void give(sqlite3_context *to, zb_str s) {
  sqlite3_result_text64(to, s.p ? s.p : "", s.n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* NULL where the subject is no indicator of the catalogue. */
static void give_known(sqlite3_context *to, zb_str s) {
  if (s.p) give(to, s);
}

/* mantissa * 10^-scale in digits: -0.50 of {-50, 2}. Room for 20 digits and a scale of 40. */
static void write_decimal(zb_decimal d, char out[80]) {
  char digits[64];
  unsigned long long m = d.mantissa < 0 ? 0 - (unsigned long long)d.mantissa : (unsigned long long)d.mantissa;
  int scale = d.scale < 0 ? 0 : d.scale > 40 ? 40 : d.scale;
  int n = snprintf(digits, sizeof digits, "%0*llu", scale + 1, m) - scale;      /* digits before the point */
  snprintf(out, 80, "%s%.*s%s%s", d.mantissa < 0 ? "-" : "", n, digits, scale ? "." : "", digits + n);
}

static void give_decimal(sqlite3_context *to, int has, zb_decimal d) {
  char text[80];
  if (!has) return;
  write_decimal(d, text);
  sqlite3_result_text(to, text, -1, SQLITE_TRANSIENT);
}

/* The double nearest to the decimal: one division of two numbers that a double holds exactly, up to 15 digits. */
static void give_number(sqlite3_context *to, const zb_observation *o) {
  double power = 1;
  if (!(o->has & ZB_VALUE)) return;
  for (int i = 0; i < o->value.scale; i++) power *= 10;
  sqlite3_result_double(to, (double)o->value.mantissa / power);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *to, int i) {
  const cursor *c = (cursor *)base;
  const zb_observation *o = zb_result_at(c->result, c->at);
  const zb_head *head = zb_result_head(c->result);
  switch (i) {
    case DOC: give(to, head->doc); break;
    case TYPE: give(to, head->type); break;
    case LINE: sqlite3_result_int(to, o->line); break;
    case COLUMN: sqlite3_result_int(to, o->column); break;
    case START: sqlite3_result_int64(to, (sqlite3_int64)o->start); break;
    case END: sqlite3_result_int64(to, (sqlite3_int64)o->end); break;
    case TEXT: give(to, o->text); break;
    case QUOTE: give(to, o->quote); break;
    case SUBJECT: give(to, o->subject); break;
    case INDICATOR: give_known(to, o->indicator); break;
    case NAME: give_known(to, o->name); break;
    case MEASURE: give(to, o->measure); break;
    case BASIS: give(to, o->basis); break;
    case VALUE: give_decimal(to, o->has & ZB_VALUE, o->value); break;
    case LOWER: give_decimal(to, o->has & ZB_LOWER, o->lower); break;
    case UPPER: give_decimal(to, o->has & ZB_UPPER, o->upper); break;
    case BOUND: give(to, o->bound); break;
    case UNIT: give(to, o->unit); break;
    case UNIT_BASE: give(to, o->unit_base); break;
    case UNIT_MULT: sqlite3_result_int(to, o->unit_mult); break;
    case STATUS: give(to, o->status); break;
    case PERIOD: give(to, o->period); break;
    case AREA: give(to, o->area); break;
    case AREA_CODE: give(to, o->area_code); break;
    case SECTION: give(to, o->section); break;
    case RULE: give(to, o->rule); break;
    case NUMERAL: give(to, o->numeral); break;
    case PLACE: give(to, o->place); break;
    case NUMBER: give_number(to, o); break;
    default: break;
  }
  return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
  *out = (sqlite3_int64)((cursor *)base)->at + 1;
  return SQLITE_OK;
}

static const sqlite3_module module = {
  .iVersion = 0, .xCreate = connect, .xConnect = connect, .xBestIndex = best_index, .xDisconnect = disconnect,
  .xDestroy = disconnect, .xOpen = open_cursor, .xClose = close_cursor, .xFilter = filter, .xNext = next, .xEof = at_end,
  .xColumn = column, .xRowid = rowid
};

/* What SQLite looks for in a file that it loads. */
ZB_API int sqlite3_extension_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);

int sqlite3_extension_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
  (void)message;
  SQLITE_EXTENSION_INIT2(api);
  return sqlite3_create_module_v2(db, "zhibiao", &module, NULL, NULL);
}
