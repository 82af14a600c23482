#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "format/docx.h"
#include "format/xml.h"

enum { NAME = 40, MOST = 20000 /* lists and styles of one document */ };

typedef struct level { char format[24], text[40]; int start; } level;

/* An abstractNum: a kind of list, which its lists count on together. */
typedef struct kind { int id; level level[ZB_DOCX_LEVELS]; int count[ZB_DOCX_LEVELS]; } kind;
typedef struct list { int id, kind; int restart[ZB_DOCX_LEVELS]; int begun; } list;   /* restart: -1 none */
typedef struct style { char id[NAME]; int list, level, contents, heading; } style;

struct zb_docx_lists {
  zb_mem *mem;
  kind *kind;
  size_t kind_n, kind_cap;
  list *list;
  size_t list_n, list_cap;
  style *style;
  size_t style_n, style_cap;
  int at_level;              /* of the kind being read; -1 none */
  int in_kind, in_list;
};

static int number_of(const char *s, int none) { return s && *s ? atoi(s) : none; }

static void copy(char *to, size_t size, const char *from) {
  size_t n = from ? strlen(from) : 0;
  if (n >= size) n = size - 1;
  if (n) memcpy(to, from, n);
  to[n] = '\0';
}

/* A new record of zeros at the end of a vector. */
static void *more(zb_mem *mem, void *vector, size_t *n, size_t *cap, size_t item) {
  void **v = vector;
  if (*n >= MOST || zb_mem__grow(mem, v, cap, *n + 1, item)) return NULL;
  return memset((char *)*v + (*n)++ * item, 0, item);
}

static int open_numbering(void *ud, const char *name, const char *const *a) {
  zb_docx_lists *l = ud;
  const char *val = zb_xml__attribute(a, "val");
  kind *k = l->in_kind ? &l->kind[l->kind_n - 1] : NULL;
  list *n = l->in_list ? &l->list[l->list_n - 1] : NULL;
  int at = number_of(zb_xml__attribute(a, "ilvl"), -1), i;
  if (strcmp(name, "abstractNum") == 0) {
    void *v = l->kind;
    if (!more(l->mem, &v, &l->kind_n, &l->kind_cap, sizeof *k)) return ZB_ENOMEM;
    l->kind = v;
    l->kind[l->kind_n - 1].id = number_of(zb_xml__attribute(a, "abstractNumId"), -1);
    l->in_kind = 1, l->in_list = 0;
  } else if (strcmp(name, "num") == 0) {
    void *v = l->list;
    if (!more(l->mem, &v, &l->list_n, &l->list_cap, sizeof *n)) return ZB_ENOMEM;
    l->list = v;
    n = &l->list[l->list_n - 1];
    n->id = number_of(zb_xml__attribute(a, "numId"), -1);
    n->kind = -1;
    for (i = 0; i < ZB_DOCX_LEVELS; i++) n->restart[i] = -1;
    l->in_kind = 0, l->in_list = 1;
  } else if (strcmp(name, "lvl") == 0 || strcmp(name, "lvlOverride") == 0) {
    l->at_level = at >= 0 && at < ZB_DOCX_LEVELS ? at : -1;
    if (k && l->at_level >= 0) k->level[l->at_level].start = 1;
  } else if (n && strcmp(name, "abstractNumId") == 0) {
    n->kind = number_of(val, -1);
  } else if (l->at_level < 0) {
    return 0;
  } else if (k && strcmp(name, "start") == 0) k->level[l->at_level].start = number_of(val, 1);
  else if (k && strcmp(name, "numFmt") == 0) copy(k->level[l->at_level].format, sizeof k->level->format, val);
  else if (k && strcmp(name, "lvlText") == 0) copy(k->level[l->at_level].text, sizeof k->level->text, val);
  else if (n && strcmp(name, "startOverride") == 0) n->restart[l->at_level] = number_of(val, 1);
  return 0;
}

static int close_numbering(void *ud, const char *name) {
  zb_docx_lists *l = ud;
  if (strcmp(name, "lvl") == 0 || strcmp(name, "lvlOverride") == 0) l->at_level = -1;
  return 0;
}

static int open_style(void *ud, const char *name, const char *const *a) {
  zb_docx_lists *l = ud;
  const char *val = zb_xml__attribute(a, "val");
  style *s = l->style_n ? &l->style[l->style_n - 1] : NULL;
  if (strcmp(name, "style") == 0) {
    void *v = l->style;
    if (!more(l->mem, &v, &l->style_n, &l->style_cap, sizeof *s)) return ZB_ENOMEM;
    l->style = v;
    s = &l->style[l->style_n - 1];
    copy(s->id, NAME, zb_xml__attribute(a, "styleId"));
    s->list = s->level = -1;
  } else if (s && strcmp(name, "name") == 0) {
    s->contents = val && (strncmp(val, "toc ", 4) == 0 || strncmp(val, "TOC ", 4) == 0);
  } else if (s && strcmp(name, "outlineLvl") == 0) {
    s->heading = number_of(val, -1) + 1;
  } else if (s && strcmp(name, "numId") == 0) {
    s->list = number_of(val, -1);
  } else if (s && strcmp(name, "ilvl") == 0) {
    s->level = number_of(val, -1);
  }
  return 0;
}

static int nothing(void *ud, const char *name) { (void)ud, (void)name; return 0; }
static int no_text(void *ud, const char *p, size_t n) { (void)ud, (void)p, (void)n; return 0; }

int zb_docx_lists__new(zb_mem *mem, const char *numbering, size_t numbering_n, const char *styles, size_t styles_n,
                       zb_docx_lists **out, zb_error *err) {
  static const char *const spaces[] = { "wordprocessingml", NULL };
  static const zb_xml_events lists = { open_numbering, close_numbering, no_text, spaces };
  static const zb_xml_events named = { open_style, nothing, no_text, spaces };
  zb_docx_lists *l = zb_mem__resize(mem, NULL, 0, sizeof *l);
  int e = 0;
  *out = l;
  if (!l) return zb_error__set(err, ZB_ENOMEM, "no memory for the lists of the document");
  memset(l, 0, sizeof *l);
  l->mem = mem;
  l->at_level = -1;
  if (numbering_n) e = zb_xml__read(numbering, numbering_n, "word/numbering.xml", &lists, l, err);
  if (!e && styles_n) e = zb_xml__read(styles, styles_n, "word/styles.xml", &named, l, err);
  if (e == ZB_ENOMEM) zb_error__set(err, e, "no memory for the lists of the document, or more than %d of them", MOST);
  return e;
}

void zb_docx_lists__free(zb_docx_lists *l) {
  zb_mem *mem;
  if (!l) return;
  mem = l->mem;
  if (l->kind) zb_mem__resize(mem, l->kind, l->kind_cap * sizeof *l->kind, 0);
  if (l->list) zb_mem__resize(mem, l->list, l->list_cap * sizeof *l->list, 0);
  if (l->style) zb_mem__resize(mem, l->style, l->style_cap * sizeof *l->style, 0);
  zb_mem__resize(mem, l, sizeof *l, 0);
}

static const style *style_of(const zb_docx_lists *l, const char *id) {
  size_t i;
  for (i = 0; i < l->style_n && *id; i++)
    if (strcmp(l->style[i].id, id) == 0) return &l->style[i];
  return NULL;
}

int zb_docx_lists__contents(const zb_docx_lists *l, const char *id) {
  const style *s = style_of(l, id);
  return s && s->contents;
}

int zb_docx_lists__heading(const zb_docx_lists *l, const char *id) {
  const style *s = style_of(l, id);
  return s ? s->heading : 0;
}

/* 1 to 9999 in Chinese numerals: 十二, 一百零三. Returns: the bytes. */
static size_t chinese(int n, char *out) {
  static const char *const digit[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  static const char *const place[] = { "", "十", "百", "千" };
  int power = 1000, at, gap = 0;
  char *p = out;
  for (at = 3; at >= 0; at--, power /= 10) {
    int d = n / power % 10;
    if (d == 0) {
      gap = p > out;
      continue;
    }
    if (gap) memcpy(p, digit[0], 3), p += 3;
    gap = 0;
    if (!(at == 1 && d == 1 && p == out)) memcpy(p, digit[d], 3), p += 3;
    if (at) memcpy(p, place[at], 3), p += 3;
  }
  return (size_t)(p - out);
}

static size_t roman(int n, int small, char *out) {
  static const struct { int value; const char *sign; } signs[] = {
    { 100, "C" }, { 90, "XC" }, { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" },
  };
  size_t i, k = 0;
  const char *s;
  if (n > 300) return 0;
  for (i = 0; i < sizeof signs / sizeof *signs; i++)
    for (; n >= signs[i].value; n -= signs[i].value)
      for (s = signs[i].sign; *s; s++) out[k++] = (char)(*s | (small ? 0x20 : 0));
  return k;
}

/* A number in a format of Word; at most 40 bytes. */
static size_t shown(const char *format, int n, char *out) {
  if (n < 1 || n > 9999) return (size_t)snprintf(out, 12, "%d", n);
  if (strncmp(format, "chinese", 7) == 0 || strncmp(format, "japanese", 8) == 0 || strncmp(format, "taiwanese", 9) == 0 ||
      strcmp(format, "ideographDigital") == 0)
    return chinese(n, out);
  if (strncmp(format, "decimalEnclosed", 15) == 0 && n <= 20) {     /* ① is U+2460 */
    memcpy(out, "\xE2\x91", 2);
    out[2] = (char)(0x9F + n);
    return 3;
  }
  if (strcmp(format, "upperRoman") == 0) return roman(n, 0, out);
  if (strcmp(format, "lowerRoman") == 0) return roman(n, 1, out);
  if ((strcmp(format, "upperLetter") == 0 || strcmp(format, "lowerLetter") == 0) && n <= 26) {
    out[0] = (char)((*format == 'u' ? 'A' : 'a') + n - 1);
    return 1;
  }
  return (size_t)snprintf(out, 12, "%d", n);
}

static size_t write_number(const kind *k, int at, char number[64]) {
  const char *t = k->level[at].text;
  size_t n = 0;
  char one[48];
  if (strcmp(k->level[at].format, "bullet") == 0 || strcmp(k->level[at].format, "none") == 0) return 0;
  for (; *t; t++) {
    size_t m = 1;
    const char *from = t;
    if (*t == '%' && t[1] >= '1' && t[1] <= '9') {
      int up = t[1] - '1';
      m = shown(k->level[up].format, k->count[up] ? k->count[up] : k->level[up].start, one);
      from = one;
      t++;
    }
    if (n + m > 63) break;
    memcpy(number + n, from, m);
    n += m;
  }
  return n;
}

size_t zb_docx_lists__next(zb_docx_lists *l, const char *id, int number, int at, char out[64]) {
  const style *s = style_of(l, id);
  list *n = NULL;
  kind *k = NULL;
  size_t i;
  if (number < 0 && s) {
    number = s->list;
    at = at < 0 ? s->level : at;
  }
  at = at < 0 ? 0 : at;
  if (number <= 0 || at >= ZB_DOCX_LEVELS) return 0;
  for (i = 0; i < l->list_n && !n; i++) if (l->list[i].id == number) n = &l->list[i];
  for (i = 0; n && i < l->kind_n && !k; i++) if (l->kind[i].id == n->kind) k = &l->kind[i];
  if (!k) return 0;
  if (!n->begun) {
    n->begun = 1;
    for (i = 0; i < ZB_DOCX_LEVELS; i++) if (n->restart[i] >= 0) k->count[i] = 0, k->level[i].start = n->restart[i];
  }
  k->count[at] = k->count[at] ? k->count[at] + 1 : k->level[at].start;
  for (i = (size_t)at + 1; i < ZB_DOCX_LEVELS; i++) k->count[i] = 0;
  return write_number(k, at, out);
}
