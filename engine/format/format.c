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

/* What a zip file is that holds a part; what: how to read it, NULL where it is read here. */
static const struct { const char *part, *what; } known[] = {
  { "word/document.xml", NULL },
  { "xl/workbook.xml", "an Excel workbook (xlsx); save its sheets as CSV or tabbed text, or all of it with "
                       "soffice --headless --convert-to html FILE" },
  { "ppt/presentation.xml", "slides (pptx); turn them into PDF with soffice --headless --convert-to pdf FILE" },
  { "OFD.xml", "an OFD document; open it in an OFD reader and save it as PDF or text" },
  { "content.xml", "an OpenDocument file; turn it into Word with soffice --headless --convert-to docx FILE" },
};

int zb_format__is_part(const void *name, size_t n) {
  if (n == 0 || !strchr("wxpOc", *(const char *)name)) return 0;      /* as they begin */
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strlen(known[i].part) == n && memcmp(name, known[i].part, n) == 0) return 1;
  return 0;
}

static int read_zip(zb_reading *r, const void *bytes, size_t n, zb_error *err) {
  int found, e;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if ((e = zb_zip__has(bytes, n, known[i].part, &found, err)) != 0) return e;
    if (found && !known[i].what) return zb_docx__read(r, bytes, n, err);
    if (found) return zb_error__set(err, ZB_EENCODING, "%s", known[i].what);
  }
  return zb_error__set(err, ZB_EENCODING, "a zip file that is no document; only one on the disk is opened as a folder, none out "
                                          "of another or from standard input: unpack it and name the files in it");
}

/* Archives that are not opened. Returns: what one is and what to do, or NULL. */
static const char *archive(const void *bytes, size_t n) {
  if (begins(bytes, n, "Rar!\x1A\x07", 6)) return "a RAR archive; unpack it (unar FILE, or 7z x FILE) and name the files in it";
  if (begins(bytes, n, "7z\xBC\xAF\x27\x1C", 6)) return "a 7z archive; unpack it (7z x FILE) and name the files in it";
  if (begins(bytes, n, "\x1F\x8B", 2)) return "a gzip file; unpack it (gunzip FILE, or tar -xf FILE) and name what was in it";
  if (n > 262 && memcmp((const char *)bytes + 257, "ustar", 5) == 0)
    return "a tar archive; unpack it (tar -xf FILE) and name the files in it";
  return NULL;
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
  if (begins(bytes, n, "PK\x03\x04", 4) || begins(bytes, n, "PK\x05\x06", 4)) {
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
  } else if (archive(bytes, n)) {
    e = zb_error__set(err, ZB_EENCODING, "%s", archive(bytes, n));
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
