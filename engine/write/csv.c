/* RFC 4180: a row of keys, then one row for each observation; commas, CRLF, quotes doubled. */
#include "write/text.h"
#include "write/writer.h"

static void begin(zb_writer *w) {
  for (size_t i = 0; zb_writer__keys[i]; i++) {
    if (i) ZB_OUT__ADD(&w->out, ",");
    zb_out__add(&w->out, zb_writer__keys[i], strlen(zb_writer__keys[i]));
  }
  ZB_OUT__ADD(&w->out, "\r\n");
}

/* A character of a unit: a letter of any alphabet, %, ‰, °. */
static int of_unit(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%' || c == 0xB0 || c == 0xB2 || c == 0xB3 || c == 0x2030 ||
         c == 0x2103 || c == 0xFF05 || (c >= 0x3400 && c < 0xA000);
}

/* A number with its sign, and the letters of its unit behind it: -3.5%, +5.6亿元. */
static int is_amount(zb_str s) {
  const char *p = s.p + 1, *end = s.p + s.n;
  int digits = 0;
  for (; p < end && ((*p >= '0' && *p <= '9') || (digits && (*p == '.' || *p == ','))); p++) digits = 1;
  while (digits && p < end) {
    uint32_t c;
    p += zb_text__char(p, end, &c);
    if (!of_unit(c)) return 0;
  }
  return digits;
}

/* Whether a spreadsheet would run it as a formula: it begins like one and is neither a number nor a lone dash. */
static int is_formula(zb_str s) {
  if (s.p[0] == '\0' || !strchr("=+-@\t\r", s.p[0])) return 0;
  if (s.p[0] == '-' && s.n == 1) return 0;
  return !((s.p[0] == '-' || s.p[0] == '+') && is_amount(s));
}

/* A cell of text. One that a spreadsheet would run as a formula is defused with an apostrophe. */
static void text(zb_out *o, zb_str s) {
  char *to = zb_out__room(o, 2 * s.n + 3), *at = to;
  int quoted = 0;
  if (!to || s.n == 0) return;
  for (size_t i = 0; i < s.n && !quoted; i++)
    quoted = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
  if (quoted) *at++ = '"';
  if (is_formula(s)) *at++ = '\'';
  if (quoted) {
    for (size_t i = 0; i < s.n; i++) {
      if (s.p[i] == '"') *at++ = '"';
      *at++ = s.p[i];
    }
    *at++ = '"';
  } else {
    memcpy(at, s.p, s.n);
    at += s.n;
  }
  o->n += (size_t)(at - to);
}

static void next_text(zb_out *o, zb_str s) {
  ZB_OUT__ADD(o, ",");
  text(o, s);
}

static void next_integer(zb_out *o, int64_t v) {
  char *to = zb_out__room(o, ZB_INTEGER_MAX + 2), *at = to;
  if (!to) return;
  *at++ = ',';
  if (v < 0) *at++ = '-';
  at = zb_text__integer(at, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
  o->n += (size_t)(at - to);
}

static void next_decimal(zb_out *o, unsigned has, zb_decimal d) {
  char *to = zb_out__room(o, ZB_DECIMAL_MAX + 1), *at = to;
  if (!to) return;
  *at++ = ',';
  if (has) at = zb_text__decimal(at, d);
  o->n += (size_t)(at - to);
}

static void row(zb_out *o, zb_str doc, zb_str type, const zb_observation *ob) {
  text(o, doc);
  next_text(o, type);
  next_integer(o, ob->line);
  next_integer(o, ob->column);
  next_integer(o, (int64_t)ob->start);
  next_integer(o, (int64_t)ob->end);
  next_text(o, ob->text);
  next_text(o, ob->quote);
  next_text(o, ob->subject);
  next_text(o, ob->indicator);
  next_text(o, ob->name);
  next_text(o, ob->measure);
  next_text(o, ob->basis);
  next_decimal(o, ob->has & ZB_VALUE, ob->value);
  next_decimal(o, ob->has & ZB_LOWER, ob->lower);
  next_decimal(o, ob->has & ZB_UPPER, ob->upper);
  next_text(o, ob->bound);
  next_text(o, ob->unit);
  next_text(o, ob->unit_base);
  next_integer(o, ob->unit_mult);
  next_text(o, ob->status);
  next_text(o, ob->period);
  next_text(o, ob->area);
  next_text(o, ob->area_code);
  next_text(o, ob->section);
  next_text(o, ob->rule);
  next_text(o, ob->numeral);
  next_text(o, ob->place);
  ZB_OUT__ADD(o, "\r\n");
}

static void result(zb_writer *w, const zb_result *r) {
  const zb_head *h = zb_result_head(r);
  size_t n = zb_result_count(r);
  zb_str doc;
  w->scratch.n = 0;
  zb_writer__clean(&w->scratch, h->doc);
  doc.p = w->scratch.p;
  doc.n = w->scratch.n;
  for (size_t i = 0; i < n; i++) {
    row(&w->out, doc, h->type, zb_result_at(r, i));
    zb_out__drain(&w->out);
  }
}

const zb_format_ops zb_csv__ops = { begin, result, NULL, NULL };
