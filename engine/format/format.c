#include "format/format.h"

#include <string.h>

#include "base/error.h"
#include "format/zip.h"

int zb_reading__add(zb_reading *r, const char *p, size_t n) {
  void *block = r->text;
  if (n > r->limit || r->n > r->limit - n) return ZB_ELIMIT;
  if (zb_mem__grow(r->mem, &block, &r->cap, r->n + n + 1, 1)) return ZB_ENOMEM;
  r->text = block;
  memcpy(r->text + r->n, p, n);
  r->n += n;
  return 0;
}

int zb_reading__stop_here(zb_reading *r, const char *what, uint32_t number, uint32_t row) {
  void *block = r->stop;
  zb_stop s = { r->n, number, row, "" };
  size_t i;
  for (i = 0; i + 1 < sizeof s.what && what[i]; i++) s.what[i] = what[i];
  if (r->stop_n && r->stop[r->stop_n - 1].at == r->n) r->stop_n--;
  if (zb_mem__grow(r->mem, &block, &r->stop_cap, r->stop_n + 1, sizeof s)) return ZB_ENOMEM;
  r->stop = block;
  r->stop[r->stop_n++] = s;
  return 0;
}

const zb_stop *zb_reading__stop(const zb_reading *r, size_t at) {
  size_t lo = 0, hi = r->stop_n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (r->stop[mid].at <= at) lo = mid + 1;
    else hi = mid;
  }
  return lo ? &r->stop[lo - 1] : NULL;
}

void zb_reading__free(zb_reading *r) {
  if (r->text) zb_mem__resize(r->mem, r->text, r->cap, 0);
  if (r->stop) zb_mem__resize(r->mem, r->stop, r->stop_cap * sizeof *r->stop, 0);
  memset(r, 0, sizeof *r);
}

const char *zb_format__name(zb_format_kind kind) {
  static const char *const name[] = { "text", "html", "docx", "pdf" };
  return name[kind];
}

static int begins(const void *bytes, size_t n, const char *with, size_t k) { return n >= k && memcmp(bytes, with, k) == 0; }

/* A zip file: by the parts that it holds. */
static int read_zip(zb_reading *r, const void *bytes, size_t n, zb_error *err) {
  static const struct { const char *part, *what; } known[] = {
    { "xl/workbook.xml", "an Excel workbook (xlsx); save its sheets as CSV or tabbed text, or all of it with "
                         "soffice --headless --convert-to html FILE" },
    { "ppt/presentation.xml", "slides (pptx); turn them into PDF with soffice --headless --convert-to pdf FILE" },
    { "OFD.xml", "an OFD document; open it in an OFD reader and save it as PDF or text" },
    { "content.xml", "an OpenDocument file; turn it into Word with soffice --headless --convert-to docx FILE" },
  };
  size_t i;
  int found, e = zb_zip__has(bytes, n, "word/document.xml", &found, err);
  if (e) return e;
  if (found) return zb_docx__read(r, bytes, n, err);
  for (i = 0; i < sizeof known / sizeof *known; i++) {
    if ((e = zb_zip__has(bytes, n, known[i].part, &found, err)) != 0) return e;
    if (found) return zb_error__set(err, ZB_EENCODING, "%s", known[i].what);
  }
  return zb_error__set(err, ZB_EENCODING, "a zip file without a Word document in it; unpack it and name the files in it");
}

static int read_html(zb_reading *r, const void *bytes, size_t n, zb_error *err) {
  zb_source source;
  int e = zb_source__open(r->mem, bytes, n, &source, err);
  if (e) return e;
  if (zb_html__is(source.text, source.text_n)) {
    r->kind = ZB_HTML_FILE;
    r->encoding = zb_source__encoding_name(source.encoding);
    e = zb_html__read(r, source.text, source.text_n, err);
  }
  zb_source__free(r->mem, &source);
  return e;
}

/* A page saved as a mail: its head says that it is one of related parts. */
static int is_web_archive(const char *p, size_t n) {
  static const char part[] = "multipart/related";
  size_t i, end = n < 2000 ? n : 2000;
  if (!begins(p, n, "From: ", 6) && !begins(p, n, "MIME-Version: ", 14)) return 0;
  for (i = 0; i + sizeof part - 1 <= end; i++) if (memcmp(p + i, part, sizeof part - 1) == 0) return 1;
  return 0;
}

/* Whether it may be HTML: the first sign is < or [, be it in UTF-16. */
static int may_be_html(const unsigned char *p, size_t n) {
  size_t i;
  for (i = 0; i < n && i < 512; i++) {
    if (p[i] == '<' || p[i] == '[') return 1;
    if (p[i] > ' ' && p[i] != 0xEF && p[i] != 0xBB && p[i] != 0xBF && p[i] != 0xFE && p[i] != 0xFF) return 0;
  }
  return 0;
}

int zb_format__read(zb_mem *mem, const void *bytes, size_t n, size_t limit, zb_reading *out, zb_error *err) {
  int e = 0;
  memset(out, 0, sizeof *out);
  out->mem = mem;
  out->limit = limit;
  if (begins(bytes, n, "PK\x03\x04", 4)) {
    out->kind = ZB_DOCX_FILE;
    e = read_zip(out, bytes, n, err);
  } else if (begins(bytes, n, "%PDF-", 5)) {
    out->kind = ZB_PDF_FILE;
    e = zb_pdf__read(out, bytes, n, err);
  } else if (begins(bytes, n, "\xD0\xCF\x11\xE0", 4)) {
    e = zb_error__set(err, ZB_EENCODING, "an old Word, Excel or WPS file (doc, xls, wps); turn it into one that can be read with "
                                         "soffice --headless --convert-to docx FILE (a table: --convert-to html)");
  } else if (begins(bytes, n, "{\\rtf", 5)) {
    e = zb_error__set(err, ZB_EENCODING, "an RTF file; turn it into Word with soffice --headless --convert-to docx FILE");
  } else if (is_web_archive(bytes, n)) {
    e = zb_error__set(err, ZB_EENCODING, "a web archive (mht, mhtml); open it in a browser and save the page as HTML");
  } else if (may_be_html(bytes, n)) {
    e = read_html(out, bytes, n, err);
  }
  if (!e && out->kind && !out->encoding) out->encoding = "UTF-8";
  if (e) zb_reading__free(out);
  if (e == ZB_ELIMIT && err && err->code != e)
    zb_error__set(err, e, "its text is longer than the limit of %zu bytes for one document", limit);
  return e;
}
