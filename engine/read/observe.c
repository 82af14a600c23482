/* observe.c - an observation made of a figure, its phrase and its meaning, with its place in the source. */
#include <stdio.h>

#include "read/reader.h"

/* The clause around a figure as a person reads it: to the next full stop or semicolon, a window of it where it is long. */
static zb_str clause_text(const zb_reader *r, size_t lo, size_t hi) {
  const uint64_t edge = BIT(STOP) | BIT(SEMICOLON);
  size_t a = lo, b = hi, at, end;
  while (a > 0 && !(zb_class_at(r, a - 1) & edge) && hi - a < 60) a--;
  while (b < r->s.n && !(zb_class_at(r, b) & edge) && b - lo < 60) b++;
  if (a >= b) return (zb_str){ "", 0 };
  at = r->s.token[a].at;
  end = r->s.token[b - 1].end;
  if (end - at > 360) {            /* a window of whole clauses about the figure */
    a = lo;
    b = hi;
    at = r->s.token[a].at;
    end = r->s.token[b > a ? b - 1 : a].end;
  }
  return zb_slice(r, at, end);
}

/* The place of the figure in the source. */
static void locate(zb_reader *r, const zb_figure *f, zb_observation *o) {
  size_t digit = f->start + (r->text[f->start] == '-' || r->text[f->start] == '+');
  size_t from = zb_normal__source(&r->layout.text, digit, &r->hint), hint = r->hint;
  size_t last = zb_normal__source(&r->layout.text, f->end - 1, &hint);
  zb_place end;
  while (last + 1 < r->source->text_n && ((unsigned char)r->source->text[last + 1] & 0xC0) == 0x80) last++;
  if (from < r->place.text) zb_place__start(r->source, &r->place);
  zb_place__move(r->source, &r->place, from);
  o->line = (int)r->place.line;
  o->column = (int)r->place.column;
  o->start = r->place.byte;
  o->text_start = from;
  o->text_end = last + 1;
  end = r->place;
  zb_place__move(r->source, &end, last + 1);
  o->end = end.byte;
}

/* Where a person finds it in the document that the text was read from. */
static zb_str told_place(zb_reader *r, size_t at) {
  const zb_stop *s = r->reading ? zb_reading__stop(r->reading, at) : NULL;
  char place[64];
  int n;
  if (!s) return (zb_str){ "", 0 };
  n = s->row ? snprintf(place, sizeof place, "%s %u row %u", s->what, s->number, s->row)
             : snprintf(place, sizeof place, "%s %u", s->what, s->number);
  return zb_result__keep(r->result, place, n > 0 ? (size_t)n : 0);
}

static zb_decimal signed_value(zb_decimal d, int sign) {
  if (sign < 0 && d.mantissa > 0) d.mantissa = -d.mantissa;
  return d;
}

void zb_observe__value(const zb_figure *f, int sign, uint8_t bound, zb_observation *o) {
  zb_decimal v = signed_value(f->value, sign);
  if (f->flags & ZB_FIGURE_RANGE) {
    zb_decimal u = signed_value(f->upper, sign);
    o->has = ZB_LOWER | ZB_UPPER;
    o->lower = sign < 0 ? u : v;
    o->upper = sign < 0 ? v : u;
    return;
  }
  o->has = ZB_VALUE;
  o->value = v;
  if (bound == ZB_O_GE || bound == ZB_O_GT) o->has |= sign < 0 ? ZB_UPPER : ZB_LOWER;
  if (bound == ZB_O_LE || bound == ZB_O_LT) o->has |= sign < 0 ? ZB_LOWER : ZB_UPPER;
  o->lower = o->upper = v;
}

static void put_unit(zb_reader *r, const zb_figure *f, zb_str inherited, zb_observation *o) {
  o->unit = inherited.n || !f->unit_n ? inherited : zb_result__keep(r->result, f->unit, f->unit_n);
  o->unit_base = (zb_str){ "", 0 };
  if (f->unit_index >= 0) {
    const zb_unit *u = &r->rules->units.unit[f->unit_index];
    o->unit_base = (zb_str){ r->rules->units.pool + u->base, u->base_n };
  }
  o->unit_mult = f->mult;
}

/* What a county or a district did is no figure of the whole area. */
static int part_of_own(const zb_reader *r, int32_t area) {
  return area >= 0 && r->rules->area[area].code[0] && strcmp(r->rules->area[area].code, "000000");
}

/* 经济总量跨过4个台阶: things that are counted are no amount of money. */
static int counts_money(const zb_reader *r, int32_t indicator, const zb_carry *c) {
  zb_str unit = zb_rule_str(r->rules, r->rules->indicator[indicator].unit);
  return c->kind == ZB_KIND_COUNT && c->measure == ZB_M_LEVEL && unit.n >= 3 && memcmp(unit.p + unit.n - 3, "元", 3) == 0;
}

/* Whether an indicator is told: a detail one only if asked for, none of thresholds and glossaries. */
static int told(const zb_reader *r, int32_t indicator, const zb_carry *c) {
  if (indicator < 0 || (r->rules->indicator[indicator].detail && !r->all_codes) || counts_money(r, indicator, c)) return 0;
  return c->status != ZB_S_REFERENCE || c->earlier;
}

static void put_meaning(zb_reader *r, const zb_phrase *p, const zb_carry *c, zb_observation *o) {
  int32_t area = zb_area__nearest(r, p->area, r->area_code.n ? r->area_code.p : "");
  o->subject = p->text;
  if (told(r, p->indicator, c) && !part_of_own(r, area) && !r->zone.n) {
    o->indicator = zb_rule_str(r->rules, r->rules->indicator[p->indicator].code);
    o->name = zb_rule_str(r->rules, r->rules->indicator[p->indicator].name);
  }
  o->measure = zb_name(zb_measure_names[c->measure]);
  o->basis = zb_name(zb_basis_names[c->basis]);
  o->bound = zb_name(zb_bound_names[c->bound]);
  o->status = zb_name(zb_status_names[c->status]);
  o->period = zb_when__text(r, c->when);
  o->area = area >= 0 ? zb_rule_str(r->rules, r->rules->area[area].name) : r->area_name;
  o->area_code = area >= 0 ? zb_name(r->rules->area[area].code) : r->area_code;
  if (area < 0 && r->zone.n) o->area = r->zone, o->area_code = zb_name("");
  o->rule = c->rule >= 0 ? zb_rule_str(r->rules, r->rules->rule[c->rule].name) : zb_name("unclaimed");
}

/* A percentage as a number of hundredths; -1 where it is none or too long to say. */
static int64_t hundredths(const zb_figure *fig) {
  int64_t v = fig->value.mantissa < 0 ? -fig->value.mantissa : fig->value.mantissa;
  int32_t k;
  if (fig->kind != ZB_KIND_RATE || fig->unit[0] != '%' || v > INT64_MAX / 100) return -1;
  for (v *= 100, k = 0; k < fig->value.scale; k++) v /= 10;
  return v;
}

/* What a reader should look at again. */
static void doubt(zb_reader *r, const zb_figure *fig, const zb_carry *c, const zb_observation *o) {
  int64_t v = hundredths(fig);
  if (c->measure == ZB_M_SHARE && v > 10000) {
    zb_result__note(r->result, "impossible-share", o->line, o->column, "a share over 100%%: %.*s", (int)o->text.n, o->text.p);
  }
  if (c->measure == ZB_M_GROWTH && v >= 190000 && v < 210000 && v % 100 == 0) {
    zb_result__note(r->result, "impossible-growth", o->line, o->column, "a change of %.*s looks like a year", (int)o->text.n,
                    o->text.p);
  }
  if (o->subject.n == 0) {
    zb_result__note(r->result, "no-subject", o->line, o->column, "nothing names what %.*s measures", (int)o->text.n, o->text.p);
  }
  if (!r->opened && r->rules->type[r->type].section_n > 1 && !r->rules->type[r->type].year_is) {
    zb_str name = r->section >= 0 ? zb_rule_str(r->rules, r->rules->section[r->section].name) : zb_name("none");
    r->opened = 1;
    zb_result__note(r->result, "section-guessed", o->line, o->column,
                    "no heading or formula has opened a section yet; status and period are those of section %.*s", (int)name.n,
                        name.p);
  }
}

/* Why the catalogue's indicator of a phrase is told, or is not. */
static const char *why_indicator(const zb_reader *r, const zb_phrase *p, const zb_carry *c, const zb_observation *o) {
  if (o->indicator.p) return "the catalogue knows the subject, or the name that it ends with";
  if (p->indicator < 0) return "no name of the catalogue is the subject";
  if (r->rules->indicator[p->indicator].detail && !r->all_codes) return "a detail indicator, told with --codes all";
  if (counts_money(r, p->indicator, c)) return "things that are counted, and the indicator is an amount of money";
  if (c->status == ZB_S_REFERENCE && !c->earlier) return "a reference has none";
  return "of a part of the area only";
}

static void tell_causes(zb_reader *r, const zb_figure *fig, const zb_phrase *p, const zb_carry *c, const zb_observation *o) {
  const zb_str none = { "", 0 };
  BECAUSE(r, "indicator", why_indicator(r, p, c, o),
          p->indicator >= 0 ? zb_rule_str(r->rules, r->rules->indicator[p->indicator].name) : none);
  if (c->unit.n) BECAUSE(r, "unit", "the unit that the list ends with", c->unit);
  else BECAUSE(r, "unit", fig->unit_n ? "it stands behind the number" : "none stands behind the number", o->unit);
  if (p->area >= 0) BECAUSE(r, "area", "the name of an area before the subject", o->area);
  else if (r->zone.n) BECAUSE(r, "area", "a part of the area that the sentence speaks of", r->zone);
  else BECAUSE(r, "area", r->area_name.n ? "the document's" : "the head names none", r->area_name);
  BECAUSE(r, "section", o->section.n ? "the headings above it" : "no heading stands above it", none);
}

void zb_claim__emit(zb_reader *r, size_t f, size_t lo, size_t hi, const zb_phrase *p, const zb_carry *c) {
  const zb_figure *fig = &r->s.figure[r->s.token[f].figure];
  zb_observation *o = zb_result__add(r->result);
  if (!o) {
    r->failed = 1;
    return;
  }
  o->text = zb_slice(r, fig->start, fig->end);
  o->quote = r->row.n ? r->row : clause_text(r, lo, hi);
  o->section = zb_section__path(r);
  o->numeral = zb_name(fig->flags & ZB_FIGURE_CHINESE ? "chinese" : "arabic");
  locate(r, fig, o);
  o->place = told_place(r, o->text_start);
  zb_observe__value(fig, c->sign, c->bound, o);
  put_unit(r, fig, c->unit, o);
  put_meaning(r, p, c, o);
  if (r->trace) tell_causes(r, fig, p, c, o);
  if (c->rule >= 0 && r->rules->rule[c->rule].hook >= 0) {
    BECAUSE(r, "", "the hook of the rule has the last word", o->rule);
    zb_stage outer = zb_stage__enter(r->clock, ZB_STAGE_HOOKS);
    zb_hooked__apply(r, fig, c, lo, hi, o);
    zb_stage__leave(r->clock, outer);
  }
  doubt(r, fig, c, o);
  if (r->trace) zb_trace__done(r);
}

