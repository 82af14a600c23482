/* compare_write.c - a difference as text, NDJSON or CSV. */
#include "compare.h"

#include <string.h>

#include "cli.h"

/* A decimal as it is written. Returns: bytes put into to, of size. */
static size_t put_decimal(char *to, size_t size, zb_decimal d) {
  char digits[24];
  int64_t m = d.mantissa;
  int n = snprintf(digits, sizeof digits, "%0*llu", d.scale > 0 ? d.scale + 1 : 1,
                   m < 0 ? 0 - (unsigned long long)m : (unsigned long long)m);
  int whole = d.scale > 0 ? n - d.scale : n, k;
  k = snprintf(to, size, "%s%.*s%s%s", m < 0 ? "-" : "", whole, digits, d.scale > 0 ? "." : "", digits + whole);
  return k < 0 ? 0 : (size_t)k < size ? (size_t)k : size - 1;
}

zb_str compare_said(const zb_observation *o, enum compare_field field, char room[COMPARE_ROOM]) {
  size_t n = 0;
  if (field != COMPARE_VALUE) return compare_word(o, field);
  if (o->has & ZB_VALUE) n = put_decimal(room, COMPARE_ROOM, o->value);
  if (o->has & (ZB_LOWER | ZB_UPPER)) {
    n += (size_t)snprintf(room + n, COMPARE_ROOM - n, "%s[", n ? " " : "");
    if (o->has & ZB_LOWER) n += put_decimal(room + n, COMPARE_ROOM - n, o->lower);
    n += (size_t)snprintf(room + n, COMPARE_ROOM - n, ", ");
    if (o->has & ZB_UPPER) n += put_decimal(room + n, COMPARE_ROOM - n, o->upper);
    n += (size_t)snprintf(room + n, COMPARE_ROOM - n, "]");
  }
  return (zb_str){ room, n };
}

static const char *kind(const compare_difference *d) { return !d->before ? "added" : !d->after ? "removed" : "changed"; }

/* The sentence part around the figure, at most width columns. */
static void put_quote(FILE *to, zb_str s, int width) {
  int used = 0;
  for (size_t i = 0, n; i < s.n; i += n) {
    int w = cli_char_width(s.p + i, s.n - i, &n);
    if (used + w > width) {
      fputs("…", to);
      break;
    }
    if ((unsigned char)s.p[i] < 0x20) fputc(' ', to);
    else fwrite(s.p + i, 1, n, to);
    used += w;
  }
}

static void put_or_dash(FILE *to, zb_str s) {
  if (s.n) fwrite(s.p, 1, s.n, to);
  else fputs("-", to);
}

static void write_text(FILE *to, const compare_difference *d) {
  const zb_observation *o = d->after ? d->after : d->before;
  char room[COMPARE_ROOM], other[COMPARE_ROOM], place[32];
  int first = 1;
  snprintf(place, sizeof place, "%d:%d", o->line, o->column);
  fprintf(to, "  %c %-9s%.*s  ", !d->before ? '+' : !d->after ? '-' : '~', place, (int)o->text.n, o->text.p);
  for (int f = 0; f < COMPARE_FIELDS; f++) {
    zb_str a, b;
    if (d->before && d->after) {
      if (!(d->fields >> f & 1)) continue;
      a = compare_said(d->before, (enum compare_field)f, room), b = compare_said(d->after, (enum compare_field)f, other);
      fprintf(to, "%s%s ", first ? "" : "; ", compare_name((enum compare_field)f));
      put_or_dash(to, a);
      fputs(" → ", to);
      put_or_dash(to, b);
    } else {
      if (f == COMPARE_VALUE || f == COMPARE_UNIT || f == COMPARE_SECTION || f == COMPARE_AREA) continue;
      if ((a = compare_said(o, (enum compare_field)f, room)).n == 0) continue;
      fprintf(to, "%s%s %.*s", first ? "" : "; ", compare_name((enum compare_field)f), (int)a.n, a.p);
    }
    first = 0;
  }
  if (d->before && d->after && !(d->fields >> COMPARE_RULE & 1)) fprintf(to, "; by %.*s", (int)o->rule.n, o->rule.p);
  fputs("\n             ", to);
  put_quote(to, o->quote, 80);
  fputc('\n', to);
}

static void write_ndjson(FILE *to, zb_str doc, const compare_difference *d) {
  const zb_observation *o = d->after ? d->after : d->before;
  char room[COMPARE_ROOM];
  int more = 0;
  fputs("{\"doc\":", to);
  cli_json_string(to, doc);
  fprintf(to, ",\"line\":%d,\"column\":%d,\"change\":\"%s\",\"text\":", o->line, o->column, kind(d));
  cli_json_string(to, o->text);
  fputs(",\"quote\":", to);
  cli_json_string(to, o->quote);
  fputs(",\"rule\":", to);
  cli_json_string(to, o->rule);
  fputs(",\"fields\":{", to);
  for (int f = 0; f < COMPARE_FIELDS; f++) {
    if (d->before && d->after && !(d->fields >> f & 1)) continue;
    fprintf(to, "%s\"%s\":[", more++ ? "," : "", compare_name((enum compare_field)f));
    for (int side = 0; side < 2; side++) {
      const zb_observation *x = side ? d->after : d->before;
      zb_str s = x ? compare_said(x, (enum compare_field)f, room) : (zb_str){ NULL, 0 };
      if (side) fputc(',', to);
      if (x && s.p) cli_json_string(to, s);
      else fputs("null", to);
    }
    fputc(']', to);
  }
  fputs("}}\n", to);
}

static void write_csv(FILE *to, zb_str doc, const compare_difference *d) {
  const zb_observation *o = d->after ? d->after : d->before;
  char room[2][COMPARE_ROOM], place[2][16];
  const char *what = kind(d);
  for (int f = 0; f < COMPARE_FIELDS; f++) {
    const char *name = compare_name((enum compare_field)f);
    zb_str cells[10];
    if (d->before && d->after && !(d->fields >> f & 1)) continue;
    snprintf(place[0], sizeof place[0], "%d", o->line);
    snprintf(place[1], sizeof place[1], "%d", o->column);
    cells[0] = doc;
    cells[1] = (zb_str){ place[0], strlen(place[0]) };
    cells[2] = (zb_str){ place[1], strlen(place[1]) };
    cells[3] = (zb_str){ what, strlen(what) };
    cells[4] = (zb_str){ name, strlen(name) };
    cells[5] = d->before ? compare_said(d->before, (enum compare_field)f, room[0]) : (zb_str){ "", 0 };
    cells[6] = d->after ? compare_said(d->after, (enum compare_field)f, room[1]) : (zb_str){ "", 0 };
    cells[7] = o->text, cells[8] = o->rule, cells[9] = o->quote;
    if (!cells[5].n && !cells[6].n) continue;
    for (int c = 0; c < 10; c++) {
      if (c) fputc(',', to);
      cli_csv_cell(to, cells[c], c == 1 || c == 2 || (f == COMPARE_VALUE && (c == 5 || c == 6)));
    }
    fputs("\r\n", to);
  }
}

void compare_write(FILE *to, compare_format format, zb_str doc, const compare_difference *d) {
  if (format == COMPARE_NDJSON) write_ndjson(to, doc, d);
  else if (format == COMPARE_CSV) write_csv(to, doc, d);
  else write_text(to, d);
}
