/* docx.c - the text of a Word document: paragraphs, lists with their numbers, tables, text boxes, footnotes. */
#include "format/docx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "format/format.h"
#include "format/xml.h"
#include "format/zip.h"
#include "text/layout.h"

enum { NESTED = 16, STYLE = 40 };

/* A paragraph that is being read; a text box inside it has its own. */
typedef struct paragraph {
  char *text;
  size_t n, cap;
  size_t tabs;
  char style[STYLE];
  int list, level;           /* -1 none */
  int heading;               /* its level, from 1; 0 none */
} paragraph;

typedef struct docx {
  zb_reading *out;
  zb_docx_lists *lists;
  paragraph para[NESTED];
  size_t para_n;             /* may be more than NESTED: those are left out */
  size_t skip;               /* inside what is not shown: deleted, the fallback of a text box */
  size_t in_text;
  uint32_t paragraphs, tables, row;
  size_t table_n;            /* tables inside each other; the cells of inner ones are text of the outer cell */
  int cell_n, span, spanned; /* of the row: cells so far; of the cell: columns, and whether it goes on from above */
  size_t cell_at;            /* where the cell's text begins in out */
  int notes;                 /* footnotes are being read */
  long note;
} docx;

static int is(const char *a, const char *b) { return strcmp(a, b) == 0; }

static paragraph *now(docx *d) { return d->para_n && d->para_n <= NESTED ? &d->para[d->para_n - 1] : NULL; }

static int put(docx *d, const char *p, size_t n) {
  paragraph *a = now(d);
  void *block = a ? a->text : NULL;
  if (!a) return 0;
  if (zb_mem__grow(d->out->mem, &block, &a->cap, a->n + n, 1)) return ZB_ENOMEM;
  a->text = block;
  memcpy(a->text + a->n, p, n);
  a->n += n;
  return 0;
}

static int blank(const paragraph *a) {
  size_t i;
  for (i = 0; i < a->n; i++) if ((unsigned char)a->text[i] > ' ') return 0;
  return 1;
}

/* Tabs part columns where there are several; one alone is only space. Lines inside a cell are one. */
static void settle(const docx *d, paragraph *a) {
  size_t i;
  for (i = 0; i < a->n; i++) {
    if (a->text[i] == '\t' && (a->tabs < 2 || d->table_n)) a->text[i] = ' ';
    if (d->table_n && a->text[i] == '\n') a->text[i] = ' ';
  }
}

/* The marks of Markdown before a heading that has no number of its own: chapters have ##, the levels below one more. */
static const char *heading_mark(const docx *d, const paragraph *a) {
  static const char *const marks[] = { "", "## ", "### ", "#### " };
  int level = a->heading ? a->heading : zb_docx_lists__heading(d->lists, a->style);
  size_t at = 0, len;
  while (at < a->n && (unsigned char)a->text[at] <= ' ') at++;
  if (level < 1 || level > 3 || a->n > 120 || d->table_n || d->notes) return "";
  return zb_layout__marker(a->text + at, a->n - at, &len) ? "" : marks[level];
}

/* Writes the paragraph: a line of its own, or a part of its cell. */
static int end_paragraph(docx *d) {
  paragraph *a = now(d);
  char number[64];
  size_t n;
  int e = 0;
  if (!a) return 0;
  d->paragraphs += !d->notes;
  if (!zb_docx_lists__contents(d->lists, a->style) && !blank(a)) {
    n = zb_docx_lists__next(d->lists, a->style, a->list, a->level, number);
    settle(d, a);
    if (d->table_n && d->out->n > d->cell_at) e = zb_reading__add(d->out, " ", 1);
    if (!e && !d->table_n && !d->notes) e = zb_reading__stop_here(d->out, "paragraph", d->paragraphs, 0);
    if (!e && n) e = zb_reading__add(d->out, number, n);
    else if (!e) e = zb_reading__add(d->out, heading_mark(d, a), strlen(heading_mark(d, a)));
    if (!e) e = zb_reading__add(d->out, a->text, a->n);
    if (!e && !d->table_n) e = zb_reading__add(d->out, "\n", 1);
  }
  a->n = 0;
  return e;
}

static int pad(docx *d, int cells) {
  int e = 0;
  for (; cells > 0 && !e; cells--) e = zb_reading__add(d->out, "\t", 1);
  return e;
}

static int open_cell(docx *d) {
  int e = d->cell_n ? pad(d, 1) : 0;
  d->span = 1;
  d->spanned = 0;
  d->cell_at = d->out->n;
  return e;
}

/* A cell that goes on from the row above is empty. */
static int end_cell(docx *d) {
  if (d->spanned) d->out->n = d->cell_at;
  d->cell_n += d->span;
  return pad(d, d->span - 1);
}

static int open_table(docx *d, const char *name) {
  if (is(name, "tbl")) {
    d->table_n++;
    if (d->table_n == 1) d->tables++, d->row = 0;
  } else if (d->table_n == 1 && is(name, "tr")) {
    d->cell_n = 0;
    return zb_reading__stop_here(d->out, "table", d->tables, ++d->row);
  } else if (d->table_n == 1 && is(name, "tc")) return open_cell(d);
  return 0;
}

/* What a paragraph, a cell or a run says of itself. */
static int property(docx *d, const char *name, const char *const *a) {
  const char *val = zb_xml__attribute(a, "val");
  paragraph *p = now(d);
  if (d->table_n == 1 && is(name, "gridSpan") && val) d->span = atoi(val) > 0 && atoi(val) < 64 ? atoi(val) : 1;
  if (d->table_n == 1 && is(name, "vMerge")) d->spanned = !val || !is(val, "restart");
  if (!p) return 0;
  if (is(name, "pStyle") && val) snprintf(p->style, STYLE, "%s", val);
  else if (is(name, "numId") && val) p->list = atoi(val);
  else if (is(name, "ilvl") && val) p->level = atoi(val);
  else if (is(name, "outlineLvl") && val) p->heading = atoi(val) + 1;
  else if (is(name, "tab") && !zb_xml__attribute(a, "pos")) return p->tabs++, put(d, "\t", 1);
  else if (is(name, "br") || is(name, "cr")) return put(d, "\n", 1);
  else if (is(name, "noBreakHyphen")) return put(d, "-", 1);
  return 0;
}

static int reference(docx *d, const char *const *a) {
  const char *id = zb_xml__attribute(a, "id");
  char mark[24];
  int n = snprintf(mark, sizeof mark, "[%ld]", id ? atol(id) % 1000 : 0);
  return id && atol(id) > 0 ? put(d, mark, (size_t)n) : 0;
}

static int on_open(void *ud, const char *name, const char *const *a) {
  docx *d = ud;
  if (d->skip || is(name, "del") || is(name, "moveFrom") || is(name, "Fallback") || is(name, "rPrChange") ||
      is(name, "pPrChange") || is(name, "sectPrChange") || is(name, "tcPrChange")) {
    d->skip++;
    return 0;
  }
  if (is(name, "t")) d->in_text++;
  else if (is(name, "p")) {
    if (++d->para_n <= NESTED) {
      paragraph *p = now(d);
      p->n = p->tabs = 0;
      p->style[0] = '\0';
      p->list = p->level = -1;
      p->heading = 0;
    }
  } else if (is(name, "tbl") || is(name, "tr") || is(name, "tc")) return open_table(d, name);
  else if (is(name, "footnote") || is(name, "endnote")) {
    const char *id = zb_xml__attribute(a, "id");
    d->note = id ? atol(id) : 0;
  } else if (is(name, "footnoteReference") || is(name, "endnoteReference")) return reference(d, a);
  return property(d, name, a);
}

static int on_close(void *ud, const char *name) {
  docx *d = ud;
  int e = 0;
  if (d->skip) {
    d->skip--;
    return 0;
  }
  if (is(name, "t") && d->in_text) d->in_text--;
  else if (is(name, "p") && d->para_n) {
    e = end_paragraph(d);
    d->para_n--;
  } else if (is(name, "tbl") && d->table_n) d->table_n--;
  else if (is(name, "tc") && d->table_n == 1) e = end_cell(d);
  else if (is(name, "tr") && d->table_n == 1) e = zb_reading__add(d->out, "\n", 1);
  return e;
}

static int on_text(void *ud, const char *p, size_t n) {
  docx *d = ud;
  char mark[24];
  int e = 0;
  if (d->skip || !d->in_text) return 0;
  if (d->notes && d->note > 0) {             /* [1] before the note that bears it */
    e = put(d, mark, (size_t)snprintf(mark, sizeof mark, "[%ld]", d->note % 1000));
    d->note = 0;
  }
  return e ? e : put(d, p, n);
}

static int read_parts(docx *d, const zb_zip_part part[], zb_error *err) {
  static const char *const spaces[] = { "wordprocessingml", "markup-compatibility", NULL };
  static const zb_xml_events events = { on_open, on_close, on_text, spaces };
  int i, e = zb_docx_lists__new(d->out->mem, part[1].bytes, part[1].n, part[2].bytes, part[2].n, &d->lists, err);
  if (!e) e = zb_xml__read(part[0].bytes, part[0].n, part[0].name, &events, d, err);
  for (i = 3; i < 5 && !e; i++) {
    if (part[i].n == 0) continue;
    d->notes = 1;
    d->para_n = d->table_n = d->skip = d->in_text = 0;
    e = zb_xml__read(part[i].bytes, part[i].n, part[i].name, &events, d, err);
  }
  if (e == ZB_ENOMEM) zb_error__set(err, e, "no memory for the text of the document");
  return e;
}

int zb_docx__read(zb_reading *r, const void *bytes, size_t n, zb_error *err) {
  zb_zip_part part[] = {
    { "word/document.xml", NULL, 0, 0 }, { "word/numbering.xml", NULL, 0, 0 }, { "word/styles.xml", NULL, 0, 0 },
    { "word/footnotes.xml", NULL, 0, 0 }, { "word/endnotes.xml", NULL, 0, 0 },
  };
  const size_t parts = sizeof part / sizeof *part;
  docx *d = zb_mem__resize(r->mem, NULL, 0, sizeof *d);
  size_t i;
  int e;
  if (!d) return zb_error__set(err, ZB_ENOMEM, "no memory to read the document");
  memset(d, 0, sizeof *d);
  d->out = r;
  e = zb_zip__take(r->mem, bytes, n, part, parts, err);
  if (!e) e = read_parts(d, part, err);
  zb_docx_lists__free(d->lists);
  for (i = 0; i < NESTED; i++)
    if (d->para[i].text) zb_mem__resize(r->mem, d->para[i].text, d->para[i].cap, 0);
  zb_zip__free(r->mem, part, parts);
  zb_mem__resize(r->mem, d, sizeof *d, 0);
  return e;
}
