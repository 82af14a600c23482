/* feed.c - any bytes as a document in pieces: wherever it is cut, it gives what it gives as a whole, for libFuzzer. */
#include "zhibiao.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

typedef struct buffer { char *p; size_t n; } buffer;

static int keep(void *ud, const void *bytes, size_t n) {
  buffer *b = ud;
  if ((b->p = realloc(b->p, b->n + n + 1)) == NULL) abort();
  memcpy(b->p + b->n, bytes, n);
  b->n += n;
  return 0;
}

/* What the reading came to, as text: the document's records or the error. */
static buffer told(int code, zb_result *result, const zb_error *err) {
  buffer b = { NULL, 0 };
  zb_writer *writer = NULL;
  if (zb_writer_new(ZB_NDJSON, NULL, keep, &b, &writer)) abort();
  if (code ? zb_writer_failure(writer, "a", err) : zb_writer_result(writer, result)) abort();
  if (zb_writer_end(writer)) abort();
  zb_writer_free(writer);
  zb_result_free(result);
  return b;
}

/* The first byte tells how long pieces are: 1 to 15 bytes, then longer and longer by the other four bits. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static zb_rules *rules;
  static zb_engine *engine;
  zb_document doc = ZB_DOCUMENT_INIT;
  zb_result *result = NULL;
  zb_error err;
  buffer whole, pieces;
  size_t piece;
  int code;
  if (!rules && (zb_rules_load(NULL, &rules, NULL) || zb_engine_new(rules, NULL, &engine, NULL))) abort();
  if (n == 0) return 0;
  doc.name = "a";
  memset(&err, 0, sizeof err);
  code = zb_extract(engine, bytes + 1, n - 1, &doc, &result, &err);
  whole = told(code, result, &err);
  piece = (bytes[0] & 15) + !(bytes[0] & 15);
  for (size_t at = 1, take; at < n; at += take, piece += bytes[0] >> 4) {
    take = piece < n - at ? piece : n - at;
    if (zb_feed(engine, bytes + at, take, &err)) abort();
  }
  memset(&err, 0, sizeof err);
  code = zb_feed_end(engine, &doc, &result, &err);
  pieces = told(code, result, &err);
  if (whole.n != pieces.n || memcmp(whole.p, pieces.p, whole.n) != 0) abort();
  free(whole.p);
  free(pieces.p);
  return 0;
}
