/* reader.c - a document block by block. */
#include "base/error.h"
#include "read/reader.h"

#include "read/read.h"

/* Keeps a block as a paragraph of the result, its section as it stands after reading it. */
static void keep_block(zb_reader *r, const zb_block *b, zb_place *place, size_t *hint) {
  size_t from = zb_normal__source(&r->layout.text, b->at, hint), last = *hint;
  zb_paragraph p = { b->kind == ZB_BLOCK_ROW ? ZB_TABLE_ROW : ZB_PARAGRAPH, 0, from, 0, zb_slice(r, b->at, b->end), { "", 0 } };
  if (b->end == b->at) return;
  last = zb_normal__source(&r->layout.text, b->end - 1, &last);
  while (last + 1 < r->source->text_n && ((unsigned char)r->source->text[last + 1] & 0xC0) == 0x80) last++;
  p.text_end = last + 1;
  if (from >= place->text) zb_place__move(r->source, place, from);
  p.line = (int)place->line;
  p.section = zb_section__path(r);
  if (p.kind == ZB_PARAGRAPH && p.section.n >= p.text.n && memcmp(p.section.p + p.section.n - p.text.n, p.text.p, p.text.n) == 0)
    p.kind = ZB_HEADING;
  if (zb_result__add_paragraph(r->result, p)) r->failed = 1;
}

/* Chapters that are numbered 01农业 … 09社会保障, 10教育: whether the block is one whose number has no sign behind it. */
static int numbered_chapter(zb_reader *r, const zb_block *b) {
  enum { TITLE = 60 };
  const char *p = r->text + b->at;
  int n = 0, digits = 0;
  size_t i;
  while (digits < 3 && b->at + (size_t)digits < b->end && p[digits] >= '0' && p[digits] <= '9') n = n * 10 + p[digits++] - '0';
  if (digits != 2 || b->end - b->at > TITLE) return 0;
  for (i = 0; i < r->s.n; i++) if (zb_class_at(r, i) & (BIT(STOP) | BIT(COMMA))) return 0;
  if (*p != '0' && n != r->chapter + 1) return 0;
  r->chapter = n;
  return 1;
}

/* The next sentence of block i, from at on, into r->s. Returns: it; NULL where there is none. */
static const zb_scanned *next_sentence(zb_reader *r, size_t i, size_t at, zb_scanned *own) {
  const zb_scanned *found = own;
  zb_stage__enter(r->clock, ZB_STAGE_SCAN);
  if (r->ahead) {
    found = zb_ahead__next(r->ahead, i);
  } else {
    own->s = r->s;
    if (!zb_scanned__read(r->rules, r->type, r->text, at, r->layout.block[i].end, own)) found = NULL;
    r->s = own->s;
  }
  zb_stage__leave(r->clock, ZB_STAGE_MEANING);
  if (!found) return NULL;
  r->s = found->s;
  r->marker = found->marker;
  r->marker_at = found->at;
  return found;
}

static void read_text(zb_reader *r, size_t i) {
  const zb_block *b = &r->layout.block[i];
  const zb_sentence cells = r->s;      /* what tables scan into; not of the helper's */
  const zb_scanned *found;
  zb_scanned own;
  size_t at = b->at;
  while (at < b->end && !r->failed) {
    if (zb_watch__over(r->watch)) r->failed = 1;
    if ((found = next_sentence(r, i, at, &own)) == NULL) break;
    if (!found->next) r->failed = 1;
    if (r->failed) break;
    if (at == b->at) r->carry.valid = r->from_year_start = 0, r->dated.from = 0;
    zb_section__enter(r, at == b->at, at == b->at && found->next >= b->end);
    if (r->trace) zb_trace__sentence(r, found->from, found->next);
    if (at == b->at && found->next >= b->end && numbered_chapter(r, b)) break;
    if (r->s.figure_n) zb_sentence__read(r);
    else zb_sentence__silent(r);
    at = found->next;
  }
  if (r->ahead) r->s = cells;
}

static void read_blocks(zb_reader *r, int keep) {
  size_t i = 0, last, hint = 0;
  zb_place place;
  zb_place__start(r->source, &place);
  while (i < r->layout.block_n && !r->failed) {
    if (r->layout.block[i].kind == ZB_BLOCK_TEXT) {
      read_text(r, i);
      if (keep) keep_block(r, &r->layout.block[i], &place, &hint);
      i++;
      continue;
    }
    for (last = i + 1; last < r->layout.block_n && r->layout.block[last].kind == ZB_BLOCK_ROW; last++) {}
    zb_stage__enter(r->clock, ZB_STAGE_TABLES);
    zb_table__read(r, i, last);
    zb_stage__leave(r->clock, ZB_STAGE_MEANING);
    for (; i < last; i++)
      if (keep) keep_block(r, &r->layout.block[i], &place, &hint);
  }
}

int zb_read__document(zb_mem *mem, const zb_read_setup *with, const zb_source *source, const zb_reading *reading,
                      const zb_document *doc, zb_result *result, zb_error *err) {
  zb_tracer trace;
  zb_reader r;
  zb_stage outer;
  int e;
  memset(&r, 0, sizeof r);
  memset(&trace, 0, sizeof trace);
  r.mem = r.s.mem = mem;
  r.rules = with->rules;
  r.hooks = with->hooks;
  r.watch = with->watch;
  r.match_steps = with->match_steps;
  r.clock = with->clock;
  r.source = source;
  r.reading = reading;
  r.result = result;
  r.all_codes = doc->all_codes;
  r.carry.rule = r.carry.phrase.indicator = r.carry.phrase.area = -1;
  r.told_period = zb_name("");
  zb_place__start(source, &r.place);
  zb_place__start(source, &trace.place);
  trace.follow = with->follow;
  trace.ud = with->follow_ud;
  trace.whole.mem = mem;
  if (trace.follow) r.trace = &trace;
  outer = zb_stage__enter(r.clock, ZB_STAGE_LAYOUT);
  if ((e = zb_layout__make(mem, source->text, source->text_n, &r.layout, err)) != 0) return e;
  r.text = r.layout.text.text;
  zb_stage__leave(r.clock, ZB_STAGE_HEAD);
  if ((e = zb_head__read(&r, doc, err)) != 0) goto out;
  zb_stage__leave(r.clock, ZB_STAGE_MEANING);
  r.index = &with->index[r.type];
  zb_section__begin(&r);
  if (with->ahead) {
    r.ahead = with->ahead;
    zb_ahead__begin(r.ahead, r.rules, r.type, r.text, &r.layout);
  }
  read_blocks(&r, doc->keep_text);
  if (r.ahead) zb_ahead__end(r.ahead);
  zb_stage__leave(r.clock, outer);
  if (doc->keep_text) result->source_text = zb_result__keep(result, source->text, source->text_n);
  zb_series__part(result);
  if (with->watch->code) e = zb_watch__tell(with->watch, err);
  else if (r.failed || result->failed) e = zb_error__set(err, ZB_ENOMEM, "no memory for the observations");
  result->text = r.layout.text.text;       /* observations are slices of it */
  result->text_cap = r.layout.text.cap;
  r.layout.text.text = NULL;
out:
  if (e && !result->text) {
    result->text = r.layout.text.text;
    result->text_cap = r.layout.text.cap;
    r.layout.text.text = NULL;
  }
  zb_scan__free(&r.s);
  zb_scan__free(&trace.whole);
  zb_layout__free(mem, &r.layout);
  return e;
}
