/* formats.c - any bytes as a web page, as a zip file, as the XML of a Word document's parts, and as an archive of documents,
 * for libFuzzer. */
#include "zhibiao.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

typedef struct part { const char *name; const uint8_t *p; size_t n, at; } part;

/* What the local and the central header of an entry, which is stored as it is, have in common. */
static uint8_t *put_entry(uint8_t *to, const part *x) {
  to = put(to, 20, 2);       /* version; no flags, method, time */
  to = put(put(put(to, 0, 4), 0, 4), crc32_of(x->p, x->n), 4);
  return put(put(put(put(to, (uint32_t)x->n, 4), (uint32_t)x->n, 4), (uint32_t)strlen(x->name), 2), 0, 2);
}

static uint8_t *put_bytes(uint8_t *to, const void *p, size_t n) {
  memcpy(to, p, n);
  return to + n;
}

/* A zip file of k parts. Returns: its bytes, n of them in *size. */
static uint8_t *zip(part *x, size_t k, size_t *size) {
  size_t room = 100;
  uint8_t *start, *to, *central;
  for (size_t i = 0; i < k; i++) room += x[i].n + 2 * strlen(x[i].name) + 100;
  if ((to = start = malloc(room)) == NULL) abort();
  for (size_t i = 0; i < k; i++) {
    x[i].at = (size_t)(to - start);
    to = put_bytes(put_entry(put(to, 0x04034B50, 4), &x[i]), x[i].name, strlen(x[i].name));
    to = put_bytes(to, x[i].p, x[i].n);
  }
  central = to;
  for (size_t i = 0; i < k; i++) {
    to = put_entry(put(put(to, 0x02014B50, 4), 20, 2), &x[i]);
    to = put(put(put(to, 0, 4), 0, 4), 0, 2);      /* no comment, disk, attributes */
    to = put_bytes(put(to, (uint32_t)x[i].at, 4), x[i].name, strlen(x[i].name));
  }
  *size = (size_t)(to - central);
  to = put(put(put(put(to, 0x06054B50, 4), 0, 4), (uint32_t)k, 2), (uint32_t)k, 2);
  to = put(put(put(to, (uint32_t)*size, 4), (uint32_t)(central - start), 4), 0, 2);
  *size = (size_t)(to - start);
  return start;
}

/* The parts of a Word document, one after the other, with lines of --- between them. */
static size_t split(const uint8_t *bytes, size_t n, part x[], size_t most) {
  static const char *const names[] = { "word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml",
                                       "word/endnotes.xml" };
  static const char line[] = "\n---\n";
  size_t k = 0, from = 0;
  for (size_t i = 0; i <= n && k < most; i++) {
    int here = i + sizeof line - 1 <= n && memcmp(bytes + i, line, sizeof line - 1) == 0;
    if (!here && i < n) continue;
    x[k] = (part){ names[k], bytes + from, i - from, 0 };
    k++;
    from = i + sizeof line - 1;
    if (here) i = from - 1;
  }
  return k;
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

static char place[] = "/tmp/zhibiao-fuzz-XXXXXX";

static void leave_nothing(void) { unlink(place); }

/* Lists an archive and unpacks the first of its members, which have paths below its own. */
static void read_archive(const uint8_t *bytes, size_t n) {
  static int fd = -1;
  zb_archive *archive = NULL;
  const char *member;
  char digest[65];
  if (fd < 0 && ((fd = mkstemp(place)) < 0 || atexit(leave_nothing))) abort();
  if (ftruncate(fd, 0) || pwrite(fd, bytes, n, 0) != (ssize_t)n) abort();
  if (zb_archive_open(place, &archive, NULL)) return;
  for (size_t i = 0; i < 8 && (member = zb_archive_member(archive, i, NULL)) != NULL; i++) {
    if (strncmp(member, place, sizeof place - 1) != 0 || strstr(member, "/../")) abort();
    zb_digest_file(member, digest, NULL);
  }
  zb_archive_free(archive);
}

/* The first byte chooses what the others are. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static const char html[] = "<html>";
  part x[5];
  uint8_t *made;
  size_t size = 0;
  if (n == 0) return 0;
  if (bytes[0] == 0xFF) {
    read_archive(bytes + 1, n - 1);
    return 0;
  }
  if (bytes[0] % 3 == 0) {
    made = zip(x, split(bytes + 1, n - 1, x, 5), &size);
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
