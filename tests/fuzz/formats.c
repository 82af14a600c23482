/* formats.c - any bytes as a web page, as a zip file, and as the XML of a Word document, for libFuzzer. */
#include "zhibiao.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static uint32_t crc32_of(const uint8_t *p, size_t n) {
  uint32_t crc = 0xFFFFFFFF;
  for (size_t i = 0; i < n; i++) {
    crc ^= p[i];
    for (int k = 0; k < 8; k++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

static uint8_t *put(uint8_t *to, uint32_t v, int bytes) {
  for (; bytes > 0; bytes--, v >>= 8) *to++ = (uint8_t)v;
  return to;
}

/* What the local and the central header of an entry, which is stored as it is, have in common. */
static uint8_t *put_entry(uint8_t *to, const uint8_t *p, size_t n, size_t name) {
  to = put(to, 20, 2);       /* version; no flags, method, time */
  to = put(put(put(to, 0, 4), 0, 4), crc32_of(p, n), 4);
  return put(put(put(put(to, (uint32_t)n, 4), (uint32_t)n, 4), (uint32_t)name, 2), 0, 2);
}

/* A zip file of one part. Returns: its bytes, n of them in *size. */
static uint8_t *zip(const char *part, const uint8_t *p, size_t n, size_t *size) {
  size_t name = strlen(part);
  uint8_t *start = malloc(n + 2 * name + 200), *to = start, *central;
  if (!start) abort();
  to = put_entry(put(to, 0x04034B50, 4), p, n, name);
  memcpy(to, part, name);
  memcpy(to + name, p, n);
  central = to += name + n;
  to = put_entry(put(put(to, 0x02014B50, 4), 20, 2), p, n, name);
  to = put(put(put(to, 0, 4), 0, 4), 0, 4);      /* no comment, disk, attributes; the entry is at 0 */
  to = put(to, 0, 2);
  memcpy(to, part, name);
  to += name;
  *size = (size_t)(to - central);
  to = put(put(put(to, 0x06054B50, 4), 0, 4), 1, 2);
  to = put(put(put(put(to, 1, 2), (uint32_t)*size, 4), (uint32_t)(central - start), 4), 0, 2);
  *size = (size_t)(to - start);
  return start;
}

static void read_one(const void *bytes, size_t n) {
  static zb_rules *rules;
  static zb_engine *engine;
  zb_document doc = ZB_DOCUMENT_INIT;
  zb_result *result = NULL;
  if (!rules && (zb_rules_load(NULL, &rules, NULL) || zb_engine_new(rules, NULL, &engine, NULL))) abort();
  doc.keep_text = 1;
  if (zb_extract(engine, bytes, n, &doc, &result, NULL)) return;
  for (size_t i = 0; i < zb_result_count(result); i++) {
    const zb_observation *o = zb_result_at(result, i);
    if (o->text_start >= o->text_end || o->text_end > zb_result_text(result).n) abort();
  }
  zb_result_free(result);
}

/* The first byte chooses what the others are. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static const char html[] = "<html>";
  uint8_t *made;
  size_t size = 0;
  if (n == 0) return 0;
  if (bytes[0] % 3 == 0) {
    made = zip("word/document.xml", bytes + 1, n - 1, &size);
  } else if (bytes[0] % 3 == 1) {
    size = n - 1 + sizeof html - 1;
    made = malloc(size);
    if (!made) abort();
    memcpy(made, html, sizeof html - 1);
    memcpy(made + sizeof html - 1, bytes + 1, n - 1);
  } else {
    read_one(bytes + 1, n - 1);
    return 0;
  }
  read_one(made, size);
  free(made);
  return 0;
}
