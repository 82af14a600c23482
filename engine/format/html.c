/* html.c - the events of a web page to its blocks: what is hidden or of the program is left out, tables are laid out. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "format/page.h"
#include "format/xml.h"

enum { TABLES = 16, COLUMNS = 64, NAMES = 24 };

typedef enum html_kind {
  H_INLINE, H_BLOCK, H_HOLDER, H_SKIP, H_LINK, H_BREAK, H_PRE, H_HEADING, H_TABLE, H_ROW, H_CELL, H_TITLE
} html_kind;

/* An element that is open. */
typedef struct open_element {
  uint32_t first;            /* its first block */
  uint64_t prose;            /* of the page before it */
  uint8_t kind, hidden, heading;
} open_element;

typedef struct open_table {
  uint16_t down[COLUMNS];    /* rows that the cell of a column still spans */
  uint16_t column;           /* of the cell being read or the next one */
  uint16_t span;             /* columns of the cell being read */
  uint32_t first, row;       /* of the row: its first block, its number */
  int in_row, in_cell, layout;   /* layout: the row only places blocks on the page */
} open_table;

typedef struct html {
  zb_page page;
  open_element open[ZB_XML_DEPTH + 1];
  size_t depth, hidden, links, in_title, pre;
  open_table table[TABLES];
  size_t table_n;            /* may be more than TABLES */
  uint32_t rows;
  uint64_t prose;
  zb_page_block now;         /* being read; now.n counts up to the page's end */
  int pending;               /* white space stands before the next text */
  uint32_t number[NAMES];    /* of the elements so far, by their place among the blocks' names */
} html;

static const struct { const char *name; uint8_t kind; } elements[] = {
  { "p", H_BLOCK }, { "li", H_BLOCK }, { "dt", H_BLOCK }, { "dd", H_BLOCK }, { "pre", H_PRE }, { "caption", H_BLOCK },
  { "blockquote", H_HOLDER }, { "div", H_HOLDER }, { "section", H_HOLDER }, { "article", H_HOLDER }, { "main", H_HOLDER },
  { "body", H_HOLDER }, { "center", H_HOLDER }, { "form", H_HOLDER }, { "ul", H_HOLDER }, { "h1", H_HEADING },
  { "h2", H_HEADING }, { "h3", H_HEADING }, { "h4", H_HEADING }, { "h5", H_BLOCK }, { "h6", H_BLOCK }, { "td", H_CELL },
  { "th", H_CELL }, { "tr", H_ROW },           /* these first NAMES are counted */
  { "ol", H_HOLDER }, { "dl", H_HOLDER }, { "header", H_HOLDER }, { "figure", H_HOLDER }, { "fieldset", H_HOLDER },
  { "table", H_TABLE }, { "br", H_BREAK }, { "hr", H_BREAK }, { "a", H_LINK }, { "title", H_TITLE }, { "address", H_BLOCK },
  { "script", H_SKIP }, { "style", H_SKIP }, { "noscript", H_SKIP }, { "template", H_SKIP }, { "svg", H_SKIP },
  { "select", H_SKIP }, { "button", H_SKIP }, { "textarea", H_SKIP }, { "iframe", H_SKIP }, { "object", H_SKIP },
  { "nav", H_SKIP }, { "footer", H_SKIP }, { "aside", H_SKIP }, { "map", H_SKIP }, { "audio", H_SKIP }, { "video", H_SKIP },
  { "canvas", H_SKIP }, { "datalist", H_SKIP }, { "frameset", H_SKIP }, { "applet", H_SKIP },
};

static size_t find(const char *name) {
  size_t i;
  for (i = 0; i < sizeof elements / sizeof *elements && strcmp(elements[i].name, name); i++) {}
  return i;
}

static open_table *table_of(html *h) { return h->table_n && h->table_n <= TABLES ? &h->table[h->table_n - 1] : NULL; }

static int add_text(html *h, const char *p, size_t n) {
  void *block = h->page.text;
  if (zb_mem__grow(h->page.mem, &block, &h->page.cap, h->page.n + n, 1)) return ZB_ENOMEM;
  h->page.text = block;
  memcpy(h->page.text + h->page.n, p, n);
  h->page.n += n;
  return 0;
}

/* Nothing but white space, U+00A0, U+3000 and U+FEFF among it. */
static int blank(const char *p, size_t n) {
  static const char *const white[] = { " ", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B" };
  size_t i, k;
  while (n) {
    for (i = 0; i < sizeof white / sizeof *white; i++) {
      k = strlen(white[i]);
      if (n >= k && memcmp(p, white[i], k) == 0) break;
    }
    if (i == sizeof white / sizeof *white) return 0;
    p += k, n -= k;
  }
  return 1;
}

/* Ends the block that is being read. */
static int end_block(html *h) {
  void *p = h->page.block;
  open_table *t = table_of(h);
  zb_page_block b = h->now;
  b.n = h->page.n - b.at;
  h->pending = 0;
  h->now.at = h->page.n;
  h->now.linked = 0;
  h->now.heading = 0;
  if (b.n == 0 || blank(h->page.text + b.at, b.n)) return 0;
  if (t && t->in_cell && !t->layout) {
    b.row = t->row;
    b.column = t->column;
  }
  if (zb_mem__grow(h->page.mem, &p, &h->page.block_cap, h->page.block_n + 1, sizeof b)) return ZB_ENOMEM;
  h->page.block = p;
  h->page.block[h->page.block_n++] = b;
  h->prose += zb_page__prose(&h->page, &b);
  return 0;
}

static int add_part(html *h, const open_element *e) {
  void *p = h->page.part;
  zb_page_part part = { e->first, (uint32_t)h->page.block_n, h->prose - e->prose };
  if (part.prose == 0) return 0;
  if (zb_mem__grow(h->page.mem, &p, &h->page.part_cap, h->page.part_n + 1, sizeof part)) return ZB_ENOMEM;
  h->page.part = p;
  h->page.part[h->page.part_n++] = part;
  return 0;
}

static unsigned span_of(const char *const *attribute, const char *name) {
  const char *s = zb_xml__attribute(attribute, name);
  unsigned n = 0;
  for (; s && *s >= '0' && *s <= '9' && n < 1000; s++) n = n * 10 + (unsigned)(*s - '0');
  return n == 0 ? 1 : n > COLUMNS ? COLUMNS : n;
}

static void free_column(open_table *t) {
  while (t->column < COLUMNS - 1 && t->down[t->column]) t->column++;
}

/* The row only places blocks: its blocks so far are none of a table. */
static void lay_out(html *h, open_table *t) {
  size_t i;
  if (!t->in_row || t->layout) return;
  t->layout = 1;
  for (i = t->first; i < h->page.block_n; i++)
    if (h->page.block[i].row == t->row) h->page.block[i].row = 0;
}

/* A cell with long prose in several paragraphs is a part of the page, not of a table. */
static void end_row(html *h, open_table *t) {
  size_t i, k, bytes = 0, parts = 0;
  if (!t->in_row) return;
  for (i = t->first; i < h->page.block_n && !t->layout; i++) {
    const zb_page_block *b = &h->page.block[i];
    if (i > t->first && b->column != b[-1].column) bytes = parts = 0;
    bytes += b->n;
    if (++parts >= 3 && bytes > 1500) lay_out(h, t);
  }
  for (k = t->first; k < h->page.block_n; k++)
    if (h->page.block[k].row == t->row) h->page.block[k].columns = t->column;
  for (i = 0; i < COLUMNS; i++) if (t->down[i]) t->down[i]--;
  t->in_row = t->in_cell = 0;
}

static void end_cell(open_table *t) {
  if (!t->in_cell) return;
  t->column = (uint16_t)(t->column + t->span < COLUMNS ? t->column + t->span : COLUMNS - 1);
  t->in_cell = 0;
}

static void open_row(html *h, open_table *t) {
  end_cell(t);
  end_row(h, t);
  t->in_row = 1;
  t->layout = 0;
  t->column = 0;
  t->first = (uint32_t)h->page.block_n;
  t->row = ++h->rows;
}

static void open_cell(html *h, open_table *t, const char *const *attribute) {
  unsigned down = span_of(attribute, "rowspan"), i;
  end_cell(t);
  if (!t->in_row) open_row(h, t);
  free_column(t);
  t->span = (uint16_t)span_of(attribute, "colspan");
  for (i = t->column; i < t->column + t->span && i < COLUMNS; i++) t->down[i] = (uint16_t)down;
  t->in_cell = 1;
}

/* Not shown on the page. */
static int is_hidden(const char *const *attribute) {
  const char *style = zb_xml__attribute(attribute, "style");
  const char *at = style ? strstr(style, "display") : NULL;
  if (zb_xml__attribute(attribute, "hidden")) return 1;
  if (!at) return 0;
  for (at += 7; *at == ' ' || *at == ':'; at++) {}
  return strncmp(at, "none", 4) == 0;
}

static int is_title(const char *const *attribute) {
  const char *class = zb_xml__attribute(attribute, "class"), *id = zb_xml__attribute(attribute, "id");
  return (class && (strstr(class, "title") || strstr(class, "biaoti"))) || (id && (strstr(id, "title") || strstr(id, "biaoti")));
}

static int on_open(void *ud, const char *name, const char *const *attribute) {
  html *h = ud;
  open_element *e = &h->open[h->depth++];
  open_table *t;
  size_t i = find(name);
  int code = 0;
  memset(e, 0, sizeof *e);
  e->kind = i < sizeof elements / sizeof *elements ? elements[i].kind : H_INLINE;
  if (e->kind == H_SKIP || (e->kind != H_INLINE && is_hidden(attribute))) e->hidden = 1;
  h->hidden += e->hidden;
  if (e->kind == H_TITLE) h->in_title++;
  if (e->kind == H_LINK) h->links++;
  if (e->kind == H_PRE) h->pre++;
  if (e->kind == H_INLINE || e->kind == H_LINK || h->hidden || h->in_title) return 0;
  if ((code = end_block(h)) != 0) return code;
  if (i < NAMES) {
    h->now.number = ++h->number[i];
    snprintf(h->now.name, sizeof h->now.name, "%s", elements[i].name);
  }
  h->now.heading = e->heading = e->kind == H_HEADING || is_title(attribute);
  e->first = (uint32_t)h->page.block_n;
  e->prose = h->prose;
  t = table_of(h);
  if (e->kind == H_TABLE) {
    if (t) lay_out(h, t);
    if (++h->table_n <= TABLES) memset(&h->table[h->table_n - 1], 0, sizeof *h->table);
  } else if (e->kind == H_ROW && t) open_row(h, t);
  else if (e->kind == H_CELL && t) open_cell(h, t, attribute);
  return 0;
}

static int on_close(void *ud, const char *name) {
  html *h = ud;
  open_element *e = h->depth ? &h->open[--h->depth] : NULL;
  open_table *t = table_of(h);
  int code;
  (void)name;
  if (!e) return 0;
  if (e->kind == H_TITLE && h->in_title) h->in_title--;
  if (e->kind == H_LINK && h->links) h->links--;
  if (e->kind == H_PRE && h->pre) h->pre--;
  if (e->hidden) h->hidden--;
  if (e->kind == H_INLINE || e->kind == H_LINK || e->kind == H_TITLE || e->hidden || h->hidden) return 0;
  if ((code = end_block(h)) != 0) return code;
  if (e->kind == H_CELL && t) end_cell(t);
  if (e->kind == H_ROW && t) end_row(h, t);
  if (e->kind == H_TABLE && h->table_n) {
    if (t) end_cell(t), end_row(h, t);
    h->table_n--;
  }
  return e->kind == H_HOLDER || e->kind == H_CELL || e->kind == H_TABLE ? add_part(h, e) : 0;
}

static int on_text(void *ud, const char *p, size_t n) {
  html *h = ud;
  size_t i = 0, from;
  int e = 0;
  if (h->hidden) return 0;
  while (i < n && !e) {
    for (from = i; i < n && (unsigned char)p[i] <= ' '; i++)
      if (h->pre && p[i] == '\n' && (e = end_block(h)) != 0) return e;
    h->pending |= i > from;
    for (from = i; i < n && (unsigned char)p[i] > ' '; i++) {}
    if (i == from) break;
    if (h->in_title) {
      if (h->page.block_n == 0 && h->page.n == h->now.at + h->page.title.n) {       /* the first title, before all blocks */
        e = add_text(h, p + from, i - from);
        h->page.title.n += i - from;
      }
      continue;
    }
    if (h->pending && h->page.n > h->now.at) e = add_text(h, " ", 1);
    h->pending = 0;
    if (!e) e = add_text(h, p + from, i - from);
    if (h->links) h->now.linked += (uint32_t)(i - from);
  }
  return e;
}

/* Keeps the text of <title> apart from the blocks. */
static int close_title(void *ud, const char *name) {
  html *h = ud;
  int was = h->depth && h->open[h->depth - 1].kind == H_TITLE, e = on_close(ud, name);
  if (was) h->now.at = h->page.n;
  return e;
}

int zb_html__read(zb_reading *r, const char *text, size_t n, zb_error *err) {
  static const zb_xml_events events = { on_open, close_title, on_text, NULL };
  html *h = zb_mem__resize(r->mem, NULL, 0, sizeof *h);
  int e;
  if (!h) return zb_error__set(err, ZB_ENOMEM, "no memory to read the page");
  memset(h, 0, sizeof *h);
  h->page.mem = r->mem;
  e = zb_xml__read_html(text, n, &events, h, err);
  if (!e) e = end_block(h);
  h->page.title.p = h->page.text;
  if (!e) e = zb_page__write(&h->page, r);
  zb_page__free(&h->page);
  zb_mem__resize(r->mem, h, sizeof *h, 0);
  if (e == ZB_ENOMEM) zb_error__set(err, e, "no memory to read the page");
  return e;
}

/* Whether the word stands at p, whatever its case. */
static int word_at(const char *p, const char *end, const char *word) {
  for (; *word; word++, p++)
    if (p == end || (*p | (*p >= 'A' && *p <= 'Z' ? 0x20 : 0)) != *word) return 0;
  return p < end && !((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z');
}

int zb_html__is(const char *text, size_t n) {
  static const char *const sure[] = { "!doctype html", "html", "head", "body" };
  const char *p = text, *end = text + n;
  size_t i, closes = 0;
  while (p < end && ((unsigned char)*p <= ' ' || *p == '[')) p++;
  if (p == end || *p != '<') return 0;
  for (; p < end && p < text + 65536 && closes < 3; p++) {
    if (*p != '<') continue;
    for (i = 0; i < sizeof sure / sizeof *sure; i++) if (word_at(p + 1, end, sure[i])) return 1;
    if (p + 1 < end && p[1] == '/') {
      for (i = 0; i < sizeof elements / sizeof *elements && !word_at(p + 2, end, elements[i].name); i++) {}
      closes += i < sizeof elements / sizeof *elements || word_at(p + 2, end, "span") || word_at(p + 2, end, "font");
    }
  }
  return closes >= 3;
}
