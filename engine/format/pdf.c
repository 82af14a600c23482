/* pdf.c - the text of a PDF by pdftotext (poppler-utils). */
#include <string.h>

#include "base/error.h"
#include "format/child.h"
#include "format/format.h"
#include "text/number.h"

/* SECONDS: and one more for each SLOW bytes; MORE: bytes of text beside thirty for each of the file */
enum { SECONDS = 10, SLOW = 100000, MEMORY = 2000000000, MORE = 64 << 20 };

typedef struct pdf {
  zb_mem *mem;
  char *text;
  size_t n, cap, limit;
} pdf;

static int take(void *ud, const char *p, size_t n) {
  pdf *d = ud;
  void *block = d->text;
  if (n > d->limit - d->n) return ZB_ELIMIT;
  if (zb_mem__grow(d->mem, &block, &d->cap, d->n + n, 1)) return ZB_ENOMEM;
  d->text = block;
  memcpy(d->text + d->n, p, n);
  d->n += n;
  return 0;
}

/* Runs pdftotext; layout: lines as they stand on the page, else in the order of reading. */
static int run(pdf *d, int layout, const void *bytes, size_t n, zb_error *err) {
  static char name[] = "pdftotext", enc[] = "-enc", utf8[] = "UTF-8", keep[] = "-layout", dash[] = "-";
  char *const plain[] = { name, enc, utf8, dash, dash, NULL }, *const laid[] = { name, keep, enc, utf8, dash, dash, NULL };
  const zb_child child = { name, layout ? laid : plain, SECONDS + (unsigned)(n / SLOW < 600 ? n / SLOW : 600), MEMORY };
  char complaint[4096];
  size_t k;
  int status, e;
  d->n = 0;
  e = zb_child__run(&child, bytes, n, take, d, &status, complaint, sizeof complaint, err);
  if (e == ZB_ENONE)
    return zb_error__set(err, ZB_EIO, "a PDF; to read it pdftotext is needed, which is not there: install poppler-utils");
  if (e == ZB_ENOMEM) return zb_error__set(err, e, "no memory for the text of the PDF");
  if (e == ZB_ELIMIT && d->n && d->limit - d->n < 65536)
    return zb_error__set(err, e, "a PDF whose text is out of all proportion to its size: more than %zu bytes", d->limit);
  if (e) return e;
  if (strstr(complaint, "language pack"))
    return zb_error__set(err, ZB_EIO, "a PDF whose Chinese pdftotext cannot tell without its tables: install poppler-data");
  if (status == 0) return 0;
  for (k = 0; complaint[k] && complaint[k] != '\n' && k < 200; k++) {}
  complaint[k] = '\0';
  if (zb_utf8__fault(complaint, k) != k) complaint[0] = '\0';
  if (strstr(complaint, "assword"))
    return zb_error__set(err, ZB_EENCODING, "a PDF that a password locks; save it without one");
  return zb_error__set(err, ZB_EENCODING, "a PDF that pdftotext cannot read (status %d%s%s)", status, complaint[0] ? ": " : "",
                       complaint);
}

/* Characters of Chinese text in [p, end), up to a gap of three spaces, where *next goes. */
static size_t stretch(const char *p, const char *end, const char **next) {
  size_t han = 0, k;
  uint32_t c;
  while (p < end && !(end - p >= 3 && memcmp(p, "   ", 3) == 0) && (k = zb_char__at(p, (size_t)(end - p), 0, &c)) != 0) {
    han += zb_char__han(c) != 0;
    p += k;
  }
  while (p < end && *p == ' ') p++;
  *next = p;
  return han;
}

/* Whether the lines of the page lie across columns, as a newspaper has them: prose, a gap, prose. */
static int has_columns(const pdf *d) {
  const char *p = d->text, *end = p + d->n, *next;
  size_t prose = 0, across = 0;
  while (p < end) {
    const char *nl = memchr(p, '\n', (size_t)(end - p)), *stop = nl ? nl : end;
    size_t parts = 0, han = 0, k;
    while (p < stop) {
      k = stretch(p, stop, &next);
      parts += k >= 8;
      han += k;
      if (next == p) break;
      p = next;
    }
    prose += han >= 16;
    across += han >= 16 && parts >= 2;
    p = stop + 1;
  }
  return prose >= 10 && across * 10 >= prose * 3;
}

int zb_pdf__read(zb_reading *r, const void *bytes, size_t n, zb_error *err) {
  pdf d = { r->mem, NULL, 0, 0, n < (SIZE_MAX - MORE) / 30 ? n * 30 + MORE : SIZE_MAX };
  size_t at = 0, i, seen = 0;
  uint32_t page = 1;
  int e = run(&d, 1, bytes, n, err);
  if (!e && has_columns(&d)) e = run(&d, 0, bytes, n, err);
  if (!e && zb_utf8__fault(d.text, d.n) != d.n) e = zb_error__set(err, ZB_EENCODING, "a PDF of which pdftotext gives no UTF-8");
  for (i = 0; !e && i < d.n; i++) seen += (unsigned char)d.text[i] > ' ';
  while (!e && at < d.n) {
    const char *feed = memchr(d.text + at, '\f', d.n - at);
    size_t end = feed ? (size_t)(feed - d.text) : d.n;
    if (end > at) e = zb_reading__stop_here(r, "page", page, 0);
    if (!e) e = zb_reading__add(r, d.text + at, end - at);
    if (!e && end > at && d.text[end - 1] != '\n') e = zb_reading__add(r, "\n", 1);
    at = end + 1;
    page++;
  }
  if (!e && seen == 0)
    e = zb_error__set(err, ZB_EENCODING, "a PDF of pictures: its %u page%s no text; recognise it first, such as with ocrmypdf",
                      page - 1, page == 2 ? " has" : "s have");
  if (d.text) zb_mem__resize(d.mem, d.text, d.cap, 0);
  return e;
}
