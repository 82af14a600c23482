/* section.c - where in the report a sentence stands: its headings, and the section that they or its own words open. */
#include "read/reader.h"

enum { HEADING_BYTES = 120, TITLE_BYTES = 150, START_BYTES = 66, MARKED_BYTES = 120 };

/* The heading that a sentence is or begins with. */
typedef struct head_line {
  int level;        /* 1…; 0: none */
  int weak;         /* short and alone in its block, but not marked */
  size_t at, end;
} head_line;

static head_line heading_of(const zb_reader *r, int block, int whole) {
  head_line h = { 0, 0, 0, 0 };
  size_t at = r->s.token[0].at, end = r->s.token[r->s.n - 1].end, len = 0, i;
  int level = zb_layout__marker(r->text + at, end - at, &len);
  h.at = at;
  h.end = end;
  while (h.end > at && zb_class_at(r, r->s.n - 1) & ZB_BIT(ZB_C_STOP) && h.end == end) h.end = r->s.token[r->s.n - 1].at;
  if (level >= 1 && level <= 3) {
    h.level = level;
  } else if (whole && end - at <= TITLE_BYTES && !(zb_class_at(r, r->s.n - 1) & ZB_BIT(ZB_C_STOP))) {
    h.level = level == 4 ? 4 : 2;
    h.weak = 1;
    for (i = 0; i < r->s.n; i++) {
      if (zb_class_at(r, i) & (ZB_BIT(ZB_C_FIGURE) | ZB_BIT(ZB_C_SEMICOLON))) h.level = 0;
    }
  }
  if (!block && level > 3) h.level = 0;
  return h;
}

static void set_heading(zb_reader *r, const head_line *h, size_t end) {
  int i, slot = h->level - 1;
  if (slot >= ZB_HEADINGS) slot = ZB_HEADINGS - 1;
  for (i = slot; i < ZB_HEADINGS; i++) r->heading[i] = (zb_str){ "", 0 };
  if (end - h->at > HEADING_BYTES) {
    end = h->at + HEADING_BYTES;
    while (end > h->at && ((unsigned char)r->text[end] & 0xC0) == 0x80) end--;
  }
  r->heading[slot] = zb_slice(r, h->at, end);
  r->path_old = 1;
}

/* The year or plan that the opening words name, where they name one. */
static int named_when(zb_reader *r, size_t at, int heading, const zb_section *sec, zb_when *w) {
  size_t i;
  for (i = 0; i < r->s.n; i++) {
    const zb_token *t = &r->s.token[i];
    if (t->at > at + (heading ? 60u : 0u)) break;
    if (t->classes & ZB_BIT(ZB_C_DATE)) {
      const zb_figure *f = &r->s.figure[t->figure];
      if (!f->year || f->day) continue;
      *w = (zb_when){ f->year, f->to_year ? f->to_year : f->year, 0, 0, 0 };
      return 1;
    }
    if (t->classes & ZB_BIT(ZB_C_PLAN) && (sec->period == ZB_P_SPAN_BACK || sec->period == ZB_P_SPAN_AHEAD)) {
      int n = r->rules->word[t->word].years / 10, from = 1953 + (n - 1) * 5 + (n >= 3 ? 3 : 0);
      *w = (zb_when){ (int16_t)from, (int16_t)(from + 4), 0, 0, 0 };
      if (n > 0) return 1;
    }
  }
  return 0;
}

static void open_section(zb_reader *r, int index, size_t at, int heading) {
  const zb_section *sec = &r->rules->section[index];
  zb_when w;
  r->section = index;
  r->when = zb_when__relative(r, sec->period, 0);
  if (named_when(r, at, heading, sec, &w) && !(sec->period == ZB_P_SPAN_AHEAD && w.from == w.to)) r->when = w;
  r->carry.valid = 0;
}

/* Whether the opening words hold where they stand. */
static int holds(const zb_reader *r, const zb_opening *o, size_t at, const head_line *h) {
  size_t from = at - r->s.token[0].at;
  const zb_section *sec = &r->rules->section[r->rules->type[r->type].section + o->section];
  int order = r->section >= 0 ? r->rules->section[r->section].order : 0;
  if (o->flags & ZB_W_HEADING && !(h->level && (h->weak || from <= MARKED_BYTES))) return 0;
  if (o->flags & ZB_W_START && from > START_BYTES) return 0;
  if (!o->flags && !h->level && r->section >= 0 && r->rules->section[r->section].flags & ZB_SEC_GOALS) return 0;
  return h->level || !sec->order || !order || sec->order >= order;
}

/* After the closing words, numbered entries 1.名词：… are a glossary, whether it has a heading or not. */
static void enter_glossary(zb_reader *r) {
  const zb_type *t = &r->rules->type[r->type];
  size_t i, len;
  uint32_t k;
  if (r->section < 0 || !(r->rules->section[r->section].flags & ZB_SEC_CLOSING)) return;
  if (zb_layout__marker(r->text + r->s.token[0].at, r->s.token[r->s.n - 1].end - r->s.token[0].at, &len) != 4) return;
  for (i = 0; i < r->s.n && i < 14 && !(zb_class_at(r, i) & ZB_BIT(ZB_C_COLON)); i++) {}
  if (i == r->s.n || i == 14) return;
  for (k = 0; k < t->section_n; k++) {
    if (r->rules->section[t->section + k].flags & ZB_SEC_GLOSSARY) {
      r->section = (int)(t->section + k);
      r->carry.valid = 0;
      return;
    }
  }
}

void zb_section__enter(zb_reader *r, int block, int whole) {
  head_line h;
  size_t i, end;
  uint32_t k;
  if (r->s.n == 0) return;
  h = heading_of(r, block, whole);
  end = h.end;
  for (i = 0; i < r->s.mark_n; i++) {
    const zb_mark *t = &r->s.mark[i];
    const zb_word *w = &r->rules->word[t->word];
    for (k = 0; k < w->opens_n; k++) {
      const zb_opening *o = &r->rules->opening[w->opens + k];
      if (o->type != r->type || !holds(r, o, t->at, &h)) continue;
      open_section(r, (int)r->rules->type[r->type].section + o->section, t->at, h.level != 0);
      if (h.level && !h.weak && end - h.at > TITLE_BYTES) end = t->end;
      if (h.level) set_heading(r, &h, end);
      return;
    }
  }
  if (h.level) set_heading(r, &h, end);
  if (block) enter_glossary(r);
}

void zb_section__begin(zb_reader *r) {
  const zb_type *t = &r->rules->type[r->type];
  int i;
  for (i = 0; i < ZB_HEADINGS; i++) r->heading[i] = (zb_str){ "", 0 };
  r->path = (zb_str){ "", 0 };
  r->section = t->fallback ? (int)(t->section + t->fallback - 1u) : -1;
  r->when = r->section >= 0 ? zb_when__relative(r, r->rules->section[r->section].period, 0) : zb_when__year(r->year);
}

zb_str zb_section__path(zb_reader *r) {
  zb_str path = { "", 0 };
  int i;
  if (!r->path_old) return r->path;
  r->path_old = 0;
  for (i = 0; i < ZB_HEADINGS; i++) {
    if (!r->heading[i].n) continue;
    if (path.n) path = zb_subject__cat(r, path, zb_name(" > "));
    path = zb_subject__cat(r, path, r->heading[i]);
  }
  r->path = zb_result__keep(r->result, path.p, path.n);
  return r->path;
}

uint8_t zb_section__status(const zb_reader *r) { return r->section >= 0 ? r->rules->section[r->section].status : 0; }
