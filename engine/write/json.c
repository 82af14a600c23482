#include "write/text.h"
#include "write/writer.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGH UINT64_C(0x8080808080808080)

/* Bytes that JSON wants escaped: below 0x20, the quote, the backslash. Non-zero if one of the eight is such. */
static inline uint64_t dirty8(uint64_t x) {
  uint64_t quote = x ^ ONES * '"', slash = x ^ ONES * '\\';
  return (((x - ONES * 0x20) & ~x) | ((quote - ONES) & ~quote) | ((slash - ONES) & ~slash)) & HIGH;
}

typedef unsigned char block16 __attribute__((vector_size(16)));

static inline uint64_t dirty16(block16 x) {
  block16 bad = (block16)(x < 0x20) | (block16)(x == '"') | (block16)(x == '\\');
  uint64_t half[2];
  memcpy(half, &bad, sizeof half);
  return half[0] | half[1];
}

/* Copies n bytes if none of them wants escaping. Returns: 0 if one does (what is at `to` is then void). */
static inline int copy_clean(char *to, const char *p, size_t n) {
  if (n >= 16) {
    block16 x;
    for (size_t i = 0; i + 16 < n; i += 16) {
      memcpy(&x, p + i, 16);
      if (dirty16(x)) return 0;
      memcpy(to + i, &x, 16);
    }
    memcpy(&x, p + n - 16, 16);   /* the last 16 overlap what was done */
    memcpy(to + n - 16, &x, 16);
    return !dirty16(x);
  }
  if (n >= 8) {
    uint64_t a, b;
    memcpy(&a, p, 8);
    memcpy(&b, p + n - 8, 8);
    memcpy(to, &a, 8);
    memcpy(to + n - 8, &b, 8);
    return !(dirty8(a) | dirty8(b));
  }
  if (n >= 4) {
    uint32_t a, b;
    memcpy(&a, p, 4);
    memcpy(&b, p + n - 4, 4);
    memcpy(to, &a, 4);
    memcpy(to + n - 4, &b, 4);
    return !dirty8((uint64_t)a << 32 | b);
  }
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)p[i];
    if (c < 0x20 || c == '"' || c == '\\') return 0;
    to[i] = p[i];
  }
  return 1;
}

/* Writes s escaped, where 6 * s.n bytes have room. Returns: its end. */
static char *escape(char *to, zb_str s) {
  static const char hex[] = "0123456789abcdef";
  static const char shorts[0x20] = { [8] = 'b', [9] = 't', [10] = 'n', [12] = 'f', [13] = 'r' };
  if (copy_clean(to, s.p, s.n)) return to + s.n;
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    if (c >= 0x20 && c != '"' && c != '\\') {
      *to++ = (char)c;
      continue;
    }
    *to++ = '\\';
    if (c >= 0x20) *to++ = (char)c;
    else if (shorts[c]) *to++ = shorts[c];
    else {
      memcpy(to, "u00", 3);
      to[3] = hex[c >> 4];
      to[4] = hex[c & 15];
      to += 5;
    }
  }
  return to;
}

/* Room that s needs when escaped: the worst case where it is short, counted where that would be a waste. */
static size_t escaped_size(zb_str s) {
  size_t n = s.n;
  if (n <= 4096) return 6 * n;
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    n += c < 0x20 ? 5 : c == '"' || c == '\\';
  }
  return n;
}

static void add_string(zb_out *o, zb_str s) {
  char *to = zb_out__room(o, escaped_size(s) + 2), *at = to;
  if (!to) return;
  *at++ = '"';
  at = escape(at, s);
  *at++ = '"';
  o->n += (size_t)(at - to);
}

/* A string that may hold bytes that are no UTF-8. */
static void add_unsafe(zb_out *o, zb_str s) {
  zb_out clean;
  zb_out__init(&clean, &o->mem, NULL, NULL);
  zb_writer__clean(&clean, s);
  if (clean.code && !o->code) o->code = clean.code;
  s.p = clean.p;
  s.n = clean.n;
  add_string(o, s);
  zb_out__free(&clean);
}

static void add_integer(zb_out *o, uint64_t v) {
  char *to = zb_out__room(o, ZB_INTEGER_MAX);
  if (to) o->n += (size_t)(zb_text__integer(to, v) - to);
}

void zb_json__prefix(zb_out *o, const zb_head *head) {
  ZB_OUT__ADD(o, "{\"doc\":");
  add_unsafe(o, head->doc);
  ZB_OUT__ADD(o, ",\"type\":");
  add_string(o, head->type);
  ZB_OUT__ADD(o, ",\"line\":");
}

#define PUT(literal) (memcpy(to, literal, sizeof(literal) - 1), to += sizeof(literal) - 1)

static inline char *put_nullable(char *to, zb_str s) {
  if (!s.p) return PUT("null");
  *to++ = '"';
  to = escape(to, s);
  *to++ = '"';
  return to;
}

static inline char *put_decimal(char *to, unsigned has, zb_decimal d) {
  if (!has) return PUT("null");
  return zb_text__decimal(to, d);
}

static inline char *put_int(char *to, int v) {
  if (v < 0) *to++ = '-';
  return zb_text__integer(to, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

void zb_json__observation(zb_out *o, zb_str prefix, const zb_observation *ob) {
  const zb_str *const all[] = { &ob->text, &ob->quote, &ob->subject, &ob->indicator, &ob->name, &ob->measure,
    &ob->basis, &ob->bound, &ob->unit, &ob->unit_base, &ob->status, &ob->period, &ob->area, &ob->area_code,
    &ob->section, &ob->rule, &ob->numeral, &ob->place };
  size_t room = prefix.n + 1024;   /* 1024: the keys, quotes, commas and numbers */
  char *start, *to;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) room += escaped_size(*all[i]);
  start = to = zb_out__room(o, room);
  if (!to) return;
  if (prefix.n) memcpy(to, prefix.p, prefix.n);      /* empty where memory ran out for it */
  to = put_int(to + prefix.n, ob->line);
  PUT(",\"column\":"), to = put_int(to, ob->column);
  PUT(",\"start\":"), to = zb_text__integer(to, ob->start);
  PUT(",\"end\":"), to = zb_text__integer(to, ob->end);
  PUT(",\"text\":\""), to = escape(to, ob->text);
  PUT("\",\"quote\":\""), to = escape(to, ob->quote);
  PUT("\",\"subject\":\""), to = escape(to, ob->subject);
  PUT("\",\"indicator\":"), to = put_nullable(to, ob->indicator);
  PUT(",\"name\":"), to = put_nullable(to, ob->name);
  PUT(",\"measure\":\""), to = escape(to, ob->measure);
  PUT("\",\"basis\":\""), to = escape(to, ob->basis);
  PUT("\",\"value\":"), to = put_decimal(to, ob->has & ZB_VALUE, ob->value);
  PUT(",\"lower\":"), to = put_decimal(to, ob->has & ZB_LOWER, ob->lower);
  PUT(",\"upper\":"), to = put_decimal(to, ob->has & ZB_UPPER, ob->upper);
  PUT(",\"bound\":\""), to = escape(to, ob->bound);
  PUT("\",\"unit\":\""), to = escape(to, ob->unit);
  PUT("\",\"unit_base\":\""), to = escape(to, ob->unit_base);
  PUT("\",\"unit_mult\":"), to = put_int(to, ob->unit_mult);
  PUT(",\"status\":\""), to = escape(to, ob->status);
  PUT("\",\"period\":\""), to = escape(to, ob->period);
  PUT("\",\"area\":\""), to = escape(to, ob->area);
  PUT("\",\"area_code\":\""), to = escape(to, ob->area_code);
  PUT("\",\"section\":\""), to = escape(to, ob->section);
  PUT("\",\"rule\":\""), to = escape(to, ob->rule);
  PUT("\",\"numeral\":\""), to = escape(to, ob->numeral);
  PUT("\",\"place\":\""), to = escape(to, ob->place);
  PUT("\"}");
  o->n += (size_t)(to - start);
}

static void add_diagnostics(zb_out *o, const zb_result *r) {
  size_t n = zb_result_diagnostics(r);
  ZB_OUT__ADD(o, ",\"diagnostics\":[");
  for (size_t i = 0; i < n; i++) {
    const zb_diagnostic *d = zb_result_diagnostic(r, i);
    if (i) ZB_OUT__ADD(o, ",");
    ZB_OUT__ADD(o, "{\"code\":");
    add_string(o, zb_writer__str(d->code));
    ZB_OUT__ADD(o, ",\"line\":");
    add_integer(o, (uint64_t)d->line);
    ZB_OUT__ADD(o, ",\"column\":");
    add_integer(o, (uint64_t)d->column);
    ZB_OUT__ADD(o, ",\"message\":");
    add_unsafe(o, d->message);
    ZB_OUT__ADD(o, "}");
  }
  ZB_OUT__ADD(o, "]");
}

void zb_json__document(zb_out *o, const zb_result *r, int counted) {
  const zb_head *h = zb_result_head(r);
  const struct { const char *key; zb_str value; } member[] = {
    { ",\"type\":", h->type }, { ",\"type_reason\":", h->type_reason }, { ",\"title\":", h->title },
    { ",\"area\":", h->area }, { ",\"area_code\":", h->area_code }, { ",\"date\":", h->date },
    { ",\"speaker\":", h->speaker }
  };
  zb_counts c = zb_writer__counts(r);
  ZB_OUT__ADD(o, "{\"record\":\"document\",\"doc\":");
  add_unsafe(o, h->doc);
  for (size_t i = 0; i < sizeof member / sizeof *member; i++) {
    zb_out__add(o, member[i].key, strlen(member[i].key));
    add_string(o, member[i].value);
  }
  ZB_OUT__ADD(o, ",\"year\":");
  if (h->year > 0) add_integer(o, (uint64_t)h->year);
  else ZB_OUT__ADD(o, "null");
  ZB_OUT__ADD(o, ",\"encoding\":");
  add_string(o, h->encoding);
  ZB_OUT__ADD(o, ",\"format\":");
  add_string(o, h->format);
  ZB_OUT__ADD(o, ",\"sha256\":");
  add_string(o, zb_writer__str(h->sha256));
  if (counted) {
    ZB_OUT__ADD(o, ",\"observations\":");
    add_integer(o, c.all);
  }
  ZB_OUT__ADD(o, ",\"claimed\":");
  add_integer(o, c.claimed);
  ZB_OUT__ADD(o, ",\"coded\":");
  add_integer(o, c.coded);
  add_diagnostics(o, r);
}

void zb_json__failure(zb_out *o, const char *name, const zb_error *err) {
  ZB_OUT__ADD(o, "{\"record\":\"failure\",\"doc\":");
  add_unsafe(o, zb_writer__str(name));
  ZB_OUT__ADD(o, ",\"code\":");
  add_string(o, zb_writer__str(zb_error_name(err ? err->code : ZB_EINTERNAL)));
  ZB_OUT__ADD(o, ",\"message\":");
  add_unsafe(o, zb_writer__str(err ? err->message : ""));
  ZB_OUT__ADD(o, "}");
}

/* The format: one object {"documents":[…]} whose documents hold their observations. */

static void json_begin(zb_writer *w) {
  ZB_OUT__ADD(&w->out, "{\"documents\":[");
}

static void json_next(zb_writer *w) {
  if (w->records) ZB_OUT__ADD(&w->out, ",");
  ZB_OUT__ADD(&w->out, "\n");
}

static void json_result(zb_writer *w, const zb_result *r) {
  size_t n = zb_result_count(r);
  zb_str prefix;
  json_next(w);
  zb_json__document(&w->out, r, 0);
  ZB_OUT__ADD(&w->out, ",\"observations\":[");
  w->scratch.n = 0;
  zb_json__prefix(&w->scratch, zb_result_head(r));
  prefix.p = w->scratch.p;
  prefix.n = w->scratch.n;
  for (size_t i = 0; i < n; i++) {
    if (i) ZB_OUT__ADD(&w->out, ",\n");
    else ZB_OUT__ADD(&w->out, "\n");
    zb_json__observation(&w->out, prefix, zb_result_at(r, i));
    zb_out__drain(&w->out);
  }
  ZB_OUT__ADD(&w->out, "]}");
}

static void json_failure(zb_writer *w, const char *name, const zb_error *err) {
  json_next(w);
  zb_json__failure(&w->out, name, err);
}

static void json_end(zb_writer *w) {
  ZB_OUT__ADD(&w->out, "]}\n");
}

const zb_format_ops zb_json__ops = { json_begin, json_result, json_failure, json_end };
