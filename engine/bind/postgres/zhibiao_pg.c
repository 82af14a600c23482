/* zhibiao_pg.c - a PostgreSQL extension: a function that gives the observations of a document as rows.
 *
 *   CREATE EXTENSION zhibiao;
 *   SELECT r.name, z.period, z.value, z.unit FROM report r, zhibiao(r.text) z WHERE z.indicator = 'gdp';
 *
 * zhibiao.rules (of superusers: it names a directory of the server) lays rules over the built-in ones; zhibiao.memory caps what
 * one document may take. A cancelled query ends a document that is being read. Whatever fails is an ERROR, and nothing of the
 * library outlives the call but the rules, which each backend compiles once. The database must be in UTF8.
 */
#include <postgres.h>

#include <fmgr.h>
#include <funcapi.h>
#include <mb/pg_wchar.h>
#include <miscadmin.h>
#include <utils/builtins.h>
#include <utils/guc.h>
#include <utils/numeric.h>

#include <zhibiao.h>

PG_MODULE_MAGIC;

enum { KEYS = 28 };

static char *rules_setting;
static int memory_setting;           /* kB */
static zb_rules *rules;              /* of the backend, for rules_loaded */
static char *rules_loaded;

void _PG_init(void);

void _PG_init(void) {
  DefineCustomStringVariable("zhibiao.rules", "A directory of rules laid over the built-in ones.", NULL, &rules_setting, "",
                             PGC_SUSET, 0, NULL, NULL, NULL);
  DefineCustomIntVariable("zhibiao.memory", "What reading one document may take.", NULL, &memory_setting, 256 * 1024, 1024,
                          INT_MAX, PGC_USERSET, GUC_UNIT_KB, NULL, NULL, NULL);
  MarkGUCPrefixReserved("zhibiao");
}

static int must_stop(void *ud) {
  (void)ud;
  return QueryCancelPending || ProcDiePending;
}

static const zb_host host = { sizeof host, NULL, NULL, must_stop, NULL };

static void fail(int code, const zb_error *err) {
  CHECK_FOR_INTERRUPTS();            /* tells of the cancel that stopped it */
  ereport(ERROR, errcode(code == ZB_ENOMEM ? ERRCODE_OUT_OF_MEMORY : code == ZB_ELIMIT ? ERRCODE_PROGRAM_LIMIT_EXCEEDED
                         : code == ZB_EARG ? ERRCODE_INVALID_PARAMETER_VALUE : code == ZB_ESTOPPED ? ERRCODE_QUERY_CANCELED
                         : ERRCODE_DATA_EXCEPTION),
          err->line ? errmsg("zhibiao: %s:%d:%d: %s", err->file, err->line, err->column, err->message)
                    : errmsg("zhibiao: %s: %s", zb_error_name(code), err->message));
}

/* The rules that the setting names, compiled where they are others than before. */
static const zb_rules *current_rules(void) {
  const char *dir = rules_setting ? rules_setting : "";
  zb_rules_options options = ZB_RULES_OPTIONS_INIT;
  zb_rules *fresh = NULL;
  zb_error err = { 0 };
  char *name;
  int code;
  if (rules && strcmp(dir, rules_loaded) == 0) return rules;
  name = MemoryContextStrdup(TopMemoryContext, dir);
  options.dir = *dir ? dir : NULL;
  options.host = &host;
  if ((code = zb_rules_new(&options, &fresh, &err)) != 0) {
    pfree(name);
    fail(code, &err);
  }
  zb_rules_free(rules);
  if (rules_loaded) pfree(rules_loaded);
  rules = fresh;
  rules_loaded = name;
  return rules;
}

typedef struct row {
  Datum value[KEYS];
  bool null[KEYS];
  int n;
} row;

static void put(row *r, Datum d) { r->value[r->n++] = d; }

static void put_string(row *r, zb_str s) { put(r, PointerGetDatum(cstring_to_text_with_len(s.p ? s.p : "", (int)s.n))); }

/* NULL where the subject is no indicator of the catalogue. */
static void put_known(row *r, zb_str s) {
  r->null[r->n] = !s.p;
  if (s.p) put_string(r, s);
  else put(r, (Datum)0);
}

/* Exact: by the digits. */
static void put_decimal(row *r, int has, zb_decimal d) {
  char text[64];
  r->null[r->n] = !has;
  snprintf(text, sizeof text, "%lldE%d", (long long)d.mantissa, -d.scale);
  if (has) put(r, DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
  else put(r, (Datum)0);
}

static void put_observation(ReturnSetInfo *to, const zb_head *head, const zb_observation *o) {
  row r;
  memset(&r, 0, sizeof r);
  put_string(&r, head->doc);
  put_string(&r, head->type);
  put(&r, Int32GetDatum(o->line));
  put(&r, Int32GetDatum(o->column));
  put(&r, Int64GetDatum((int64)o->start));
  put(&r, Int64GetDatum((int64)o->end));
  put_string(&r, o->text);
  put_string(&r, o->quote);
  put_string(&r, o->subject);
  put_known(&r, o->indicator);
  put_known(&r, o->name);
  put_string(&r, o->measure);
  put_string(&r, o->basis);
  put_decimal(&r, o->has & ZB_VALUE, o->value);
  put_decimal(&r, o->has & ZB_LOWER, o->lower);
  put_decimal(&r, o->has & ZB_UPPER, o->upper);
  put_string(&r, o->bound);
  put_string(&r, o->unit);
  put_string(&r, o->unit_base);
  put(&r, Int32GetDatum(o->unit_mult));
  put_string(&r, o->status);
  put_string(&r, o->period);
  put_string(&r, o->area);
  put_string(&r, o->area_code);
  put_string(&r, o->section);
  put_string(&r, o->rule);
  put_string(&r, o->numeral);
  put_string(&r, o->place);
  tuplestore_putvalues(to->setResult, to->setDesc, r.value, r.null);
}

static char *text_argument(FunctionCallInfo fcinfo, int i) {
  return PG_ARGISNULL(i) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(i));
}

/* The rows' memory is given back after each, so that a large document does not take that of all of them. */
static void put_all(ReturnSetInfo *to, const zb_result *result) {
  MemoryContext one = AllocSetContextCreate(CurrentMemoryContext, "zhibiao row", ALLOCSET_SMALL_SIZES), before;
  for (size_t i = 0; i < zb_result_count(result); i++) {
    CHECK_FOR_INTERRUPTS();
    before = MemoryContextSwitchTo(one);
    put_observation(to, zb_result_head(result), zb_result_at(result, i));
    MemoryContextSwitchTo(before);
    MemoryContextReset(one);
  }
  MemoryContextDelete(one);
}

PG_FUNCTION_INFO_V1(zhibiao_observations);

Datum zhibiao_observations(PG_FUNCTION_ARGS) {
  zb_document document = ZB_DOCUMENT_INIT;
  zb_engine_options limits = ZB_ENGINE_OPTIONS_INIT;
  zb_error err = { 0 };
  zb_engine *engine = NULL;
  zb_result *volatile result = NULL;
  zb_result *read = NULL;
  const zb_rules *with;
  char *codes;
  bytea *bytes;
  int code;
  InitMaterializedSRF(fcinfo, 0);
  if (PG_ARGISNULL(0)) return (Datum)0;
  if (GetDatabaseEncoding() != PG_UTF8) ereport(ERROR, errmsg("zhibiao: the database must be in UTF8"));
  bytes = PG_GETARG_BYTEA_PP(0);
  document.type = text_argument(fcinfo, 1);
  document.area = text_argument(fcinfo, 2);
  document.year = PG_ARGISNULL(3) ? 0 : PG_GETARG_INT32(3);
  codes = text_argument(fcinfo, 4);
  document.name = text_argument(fcinfo, 5);
  document.all_codes = codes && strcmp(codes, "all") == 0;
  if (codes && !document.all_codes && strcmp(codes, "headline") != 0)
    ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("zhibiao: codes are 'headline' or 'all'"));
  with = current_rules();
  limits.memory_limit = (size_t)memory_setting * 1024;
  code = zb_engine_new(with, &limits, &engine, &err);
  if (!code) code = zb_extract(engine, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes), &document, &read, &err);
  if (code) {
    zb_engine_free(engine);
    fail(code, &err);
  }
  result = read;
  PG_TRY();
  {
    put_all((ReturnSetInfo *)fcinfo->resultinfo, result);
  }
  PG_FINALLY();
  {
    zb_result_free(result);
    zb_engine_free(engine);
  }
  PG_END_TRY();
  return (Datum)0;
}
