/* section.c - where in the report a sentence stands: its headings, and the section that they or its own words open. */
#include "read/reader.h"

enum { HEADING_BYTES = 120, TITLE_BYTES = 150, MARKED_BYTES = 120 };

/* The heading that a sentence is or begins with. */
typedef struct head_line {
  int level;        /* 1…; 0: none */
  int weak;         /* short and alone in its block, but not marked */
  size_t at, end;
} head_line;

static head_line heading_of(const zb_reader *r, int block, int whole) {
  head_line h = { 0, 0, 0, 0 };
  size_t at = r->marker ? r->marker_at : r->s.token[0].at, end = r->s.token[r->s.n - 1].end, i;
  int level = r->marker;
  h.at = at;
  h.end = end;
  while (h.end > at && zb_class_at(r, r->s.n - 1) & BIT(STOP) && h.end == end) h.end = r->s.token[r->s.n - 1].at;
  if (level >= 1 && level <= 3) {
    h.level = level;
  } else if (whole && end - at <= TITLE_BYTES && !(zb_class_at(r, r->s.n - 1) & BIT(STOP))) {
    h.level = level == 4 ? 4 : 2;
    h.weak = 1;
    for (i = 0; i < r->s.n; i++) {
      if (zb_class_at(r, i) & (BIT(FIGURE) | BIT(SEMICOLON))) h.level = 0;
    }
  }
  if (!block && level > 3) h.level = 0;
  return h;
}

static void set_heading(zb_reader *r, const head_line *h, size_t end) {
  size_t from = h->at;
  int i, slot = h->level - 1;
  if (slot >= ZB_HEADINGS) slot = ZB_HEADINGS - 1;
  for (i = slot; i < ZB_HEADINGS; i++) r->heading[i] = (zb_str){ "", 0 };
  if (end - h->at > HEADING_BYTES) {
    end = h->at + HEADING_BYTES;
    while (end > h->at && ((unsigned char)r->text[end] & 0xC0) == 0x80) end--;
  }
  while (from < end && r->text[from] == '#') from++;        /* of Markdown, as headings of Word are told, too */
  r->heading[slot] = zb_slice(r, from, end);
  r->path_old = 1;
}

/* The year or plan that the opening words name, where they name one. */
static int named_when(zb_reader *r, size_t at, int heading, const zb_section *sec, zb_when *w) {
  size_t i;
  for (i = 0; i < r->s.n; i++) {
    const zb_token *t = &r->s.token[i];
    if (t->at > at + (heading ? 60u : 0u)) break;
    if (t->classes & BIT(DATE)) {
      const zb_figure *f = &r->s.figure[t->figure];
      if (!f->year || f->day) continue;
      *w = (zb_when){ f->year, f->to_year ? f->to_year : f->year, 0, 0, 0 };
      return 1;
    }
    if (t->classes & BIT(PLAN) && (sec->period == ZB_P_SPAN_BACK || sec->period == ZB_P_SPAN_AHEAD)) {
      *w = zb_when__plan(r->rules->word[t->word].years);
      return 1;
    }
  }
  return 0;
}

static void open_section(zb_reader *r, int index, size_t at, int heading) {
  const zb_section *sec = &r->rules->section[index];
  zb_when w;
  r->section = index;
  r->opened = 1;
  r->when = zb_when__relative(r, sec->period, 0);
  if (named_when(r, at, heading, sec, &w) && !(sec->period == ZB_P_SPAN_AHEAD && w.from == w.to)) r->when = w;
  r->carry.valid = 0;
  r->dated.from = 0;
}

/* Words before those that open a section may only address, connect, or point: 各位代表，过去一年 …, ——一年来 …. */
static int leads(const zb_reader *r, size_t at) {
  const uint64_t may = BIT(MARK) | BIT(COMMA) | BIT(COLON) | BIT(DATE) | BIT(FILLER) | BIT(TIME) |
                       BIT(AND) | BIT(SCOPE) | BIT(AREA) | BIT(PAUSE);
  size_t i;
  for (i = 0; i < r->s.n && r->s.token[i].at < at; i++) {
    const zb_token *t = &r->s.token[i];
    if (!(t->classes & may) && !(t->word >= 0 && r->rules->word[t->word].roles & ZB_R_OPENER)) return 0;
  }
  return 1;
}

/* Whether the year that a heading names last before at, else first, lies before the meeting's (-1) or not (1); 0 it
 * names none. */
static int tense_of(const zb_reader *r, size_t at) {
  int tense = 0;
  size_t i;
  if (!r->year || r->rules->type[r->type].year_is) return 0;
  for (i = 0; i < r->s.n && (r->s.token[i].at < at || !tense); i++) {
    const zb_figure *f = zb_class_at(r, i) & BIT(DATE) ? &r->s.figure[r->s.token[i].figure] : NULL;
    if (f && f->year && !f->day) tense = f->year < r->year ? -1 : 1;
  }
  return tense;
}

/* 年工作 inside 年工作回顾: a longer mark stands over this one. */
static int overlaid(const zb_reader *r, const zb_mark *m) {
  size_t i;
  for (i = 0; i < r->s.mark_n; i++) {
    const zb_mark *o = &r->s.mark[i];
    if (o->at <= m->at && o->end >= m->end && o->end - o->at > m->end - m->at && r->rules->word[o->word].opens_n) return 1;
  }
  return 0;
}

static int names_this_year(const zb_reader *r) {
  size_t i;
  for (i = 0; i < r->s.n; i++) {
    const zb_token *t = &r->s.token[i];
    if (t->classes & BIT(DATE) && r->s.figure[t->figure].year == r->year) return 1;
    if (t->classes & BIT(TIME) && t->word >= 0 && r->rules->word[t->word].period == ZB_P_YEAR) return 1;
  }
  return 0;
}

/* “十三五”时期 opens a review only of a plan that has ended, and goals only of one that has not; at the start of a paragraph only
 * of one that is just beginning: later it may as well tell what has been done. */
static int plan_allows(const zb_reader *r, const zb_section *sec, size_t at, size_t end, int starts) {
  size_t i;
  for (i = 0; r->year && i < r->s.n && r->s.token[i].at <= end; i++) {
    const zb_token *t = &r->s.token[i];
    if (t->at < at || t->word < 0 || !(t->classes & BIT(PLAN)) || r->rules->type[r->type].year_is) continue;
    if (sec->period == ZB_P_SPAN_BACK) return zb_when__plan(r->rules->word[t->word].years).to < r->year;
    if (sec->period == ZB_P_SPAN_AHEAD) {
      zb_when plan = zb_when__plan(r->rules->word[t->word].years);
      return starts ? plan.from >= r->year : plan.to >= r->year;
    }
    return 1;
  }
  return 1;
}

/* From what is to be done back to what was: words that name that in a line of text behind a chapter's number only mention it. */
static int goes_back(const zb_section *now, const zb_section *sec) {
  return now && now->status == ZB_S_TARGET && sec->status == ZB_S_ACTUAL && sec->order < now->order;
}

/* Whether the opening words hold where they stand. A heading of the first levels may open any section that its years allow;
 * one below only a section of the same status as the chapter's ((六)办好民生实事 in a review), or, where the chapter's heading
 * told nothing, as what was read before, unless it names a year. Formulas go forward in the report's order, but the
 * formulas of what was done hold again wherever the chapter is not one of what is to be done. */
static int holds(const zb_reader *r, const zb_opening *o, const zb_mark *m, const head_line *h, int tense) {
  const zb_section *sec = &r->rules->section[r->rules->type[r->type].section + o->section];
  const zb_section *now = r->section >= 0 ? &r->rules->section[r->section] : NULL;
  const zb_section *top = r->top >= 0 ? &r->rules->section[r->top] : NULL;
  size_t at = m->at;
  if (!plan_allows(r, sec, at, m->end, (o->flags & ZB_W_START) != 0)) return 0;
  if (o->flags & ZB_W_HEADING) {
    if (!h->level || (!h->weak && at - r->s.token[0].at > MARKED_BYTES)) return 0;
    if (tense < 0 && sec->status == ZB_S_TARGET) return 0;
    if (tense > 0 && sec->status == ZB_S_ACTUAL) return 0;
    /* 发展环境, in a plan's chapters */
    if (!tense && top && top->period == ZB_P_SPAN_AHEAD && sec->flags & ZB_SEC_RECAP) return 0;
    if (h->end - h->at > TITLE_BYTES && goes_back(now, sec)) return 0;
    if (h->level == 3 && top) return top->status == sec->status;
    return h->level != 3 || !now || now->status == sec->status || tense;
  }
  if (o->flags & ZB_W_START && !leads(r, at)) return 0;
  if (!o->flags && !h->level && now && now->flags & ZB_SEC_GOALS) return 0;
  if (now && now->period == ZB_P_SPAN_AHEAD && r->section == r->top && sec->period == ZB_P_YEAR && !names_this_year(r)) return 0;
  if (h->level && h->level < 3 && !h->weak) return 1;
  /* an opening has its section: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  if (sec->status == ZB_S_ACTUAL && (!top || top->status == ZB_S_ACTUAL)) return 1;
  return !now || !sec->order || !now->order || sec->order >= now->order;
}

/* After the closing words, numbered entries 1.名词：… are a glossary, whether it has a heading or not. */
static void enter_glossary(zb_reader *r) {
  const zb_type *t = &r->rules->type[r->type];
  size_t i;
  uint32_t k;
  if (r->marker != 4 || r->section < 0 || !(r->rules->section[r->section].flags & ZB_SEC_CLOSING)) return;
  for (i = 0; i < r->s.n && i < 14 && !(zb_class_at(r, i) & BIT(COLON)); i++) {}
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
  int tense;
  if (r->s.n == 0) return;
  h = heading_of(r, block, whole);
  end = h.end;
  for (i = 0; i < r->s.mark_n; i++) {
    const zb_mark *t = &r->s.mark[i];
    const zb_word *w = &r->rules->word[t->word];
    if (overlaid(r, t)) continue;
    tense = h.level ? tense_of(r, t->at) : 0;
    for (k = 0; k < w->opens_n; k++) {
      const zb_opening *o = &r->rules->opening[w->opens + k];
      if (o->type != r->type || !holds(r, o, t, &h, tense)) continue;
      open_section(r, (int)r->rules->type[r->type].section + o->section, t->at, h.level != 0);
      if (h.level && !h.weak && end - h.at > TITLE_BYTES) end = t->end;
      if (h.level) set_heading(r, &h, end);
      if (h.level == 1 || h.level == 2) r->top = r->section;
      return;
    }
  }
  if (h.level) set_heading(r, &h, end);
  tense = h.level ? tense_of(r, h.end) : 0;
  if (h.level == 2 && !h.weak && tense < 0 && r->rules->type[r->type].fallback) {      /* 一、2025年…: a review by its year */
    open_section(r, (int)(r->rules->type[r->type].section + r->rules->type[r->type].fallback - 1u), h.at, 1);
    r->top = r->section;
  }
  if (block) enter_glossary(r);
}

void zb_section__begin(zb_reader *r) {
  const zb_type *t = &r->rules->type[r->type];
  int i;
  for (i = 0; i < ZB_HEADINGS; i++) r->heading[i] = (zb_str){ "", 0 };
  r->path = (zb_str){ "", 0 };
  r->top = -1;
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
