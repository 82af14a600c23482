#include "format/page.h"

#include <string.h>

static int has(zb_str s, zb_str part) {
  size_t i;
  for (i = 0; part.n && i + part.n <= s.n; i++)
    if (s.p[i] == part.p[0] && memcmp(s.p + i, part.p, part.n) == 0) return 1;
  return 0;
}

static int holds(zb_str s, const char *utf8) { return has(s, (zb_str){ utf8, strlen(utf8) }); }

static zb_str text_of(const zb_page *page, const zb_page_block *b) { return (zb_str){ page->text + b->at, b->n }; }

size_t zb_page__prose(const zb_page *page, const zb_page_block *b) {
  zb_str s = text_of(page, b);
  if (b->row == 0 && s.n < 400 && !holds(s, "。") && !holds(s, "；") && !holds(s, "，")) return 0;
  return b->n > b->linked ? b->n - b->linked : 0;
}

/* What a part may leave out of the page's prose: a fifteenth, such as a footer's sentences, but no annex. */
static uint64_t may_lack(uint64_t prose) { return prose / 15 > 2000 ? 2000 : prose / 15; }

/* The part with nearly all of the page's prose that has the fewest blocks; else the whole page. */
static zb_page_part choose(const zb_page *page) {
  zb_page_part best = { 0, (uint32_t)page->block_n, 0 };
  uint64_t all;
  size_t i;
  for (i = 0; i < page->block_n; i++) best.prose += zb_page__prose(page, &page->block[i]);
  all = best.prose;
  for (i = 0; i < page->part_n; i++) {
    const zb_page_part *p = &page->part[i];
    if (p->prose && p->prose + may_lack(all) >= all && p->last - p->first < best.last - best.first) best = *p;
  }
  while (best.first < best.last && page->block[best.first].linked >= page->block[best.first].n) best.first++;
  while (best.first < best.last && page->block[best.last - 1].linked >= page->block[best.last - 1].n) best.last--;
  return best;
}

/* 某公报_某市人民政府: up to the site's name. */
static zb_str own_title(zb_str s) {
  static const char *const part[] = { "_", "|", " - ", "-", "——", "–" };
  size_t i, k;
  for (k = 0; k < sizeof part / sizeof *part; k++) {
    size_t n = strlen(part[k]);
    for (i = 6; i + n < s.n; i++)
      if (memcmp(s.p + i, part[k], n) == 0) s.n = i;
  }
  while (s.n && s.p[s.n - 1] == ' ') s.n--;
  return s;
}

static int add_line(zb_reading *out, zb_str s) {
  int e = zb_reading__add(out, s.p, s.n);
  return e ? e : zb_reading__add(out, "\n", 1);
}

/* The title that stands before the part: the last heading there that the page calls itself by (any, where it has no name), or
 * its name; not one that the part has. */
static int write_title(const zb_page *page, const zb_page_part *part, zb_reading *out) {
  const zb_page_block *found = NULL;
  zb_str title = own_title(page->title);
  size_t i, k = part->first + 6 < part->last ? part->first + 6 : part->last;
  int e;
  for (i = 0; i < part->first; i++) {
    const zb_page_block *b = &page->block[i];
    if (!b->heading || b->n >= 300 || b->linked) continue;
    if (page->title.n == 0 || has(page->title, text_of(page, b)) || has(text_of(page, b), title)) found = b;
  }
  if (found) title = text_of(page, found);
  if (title.n == 0) return 0;
  for (i = part->first; i < k; i++) {
    zb_str s = text_of(page, &page->block[i]);
    if (has(s, title)) return 0;
    if (s.n >= 12 && s.n < title.n && memcmp(s.p, title.p + title.n - s.n, s.n) == 0) return 0;
  }
  if ((e = zb_reading__stop_here(out, found ? found->name : "title", found ? found->number : 1, 0)) != 0) return e;
  return add_line(out, title);
}

/* A row of a table: blocks [i, …) of the same row. Returns: 0 or an error; *next: the block behind it. */
static int write_row(const zb_page *page, size_t i, size_t last, zb_reading *out, size_t *next) {
  uint32_t row = page->block[i].row;
  unsigned column = 0, columns = 0;
  int e = 0, empty = 1;
  for (; i < last && page->block[i].row == row && !e; i++) {
    const zb_page_block *b = &page->block[i];
    columns = b->columns > columns ? b->columns : columns;
    if (b->column == column && !empty) e = zb_reading__add(out, " ", 1);
    for (; column < b->column && !e; column++) e = zb_reading__add(out, "\t", 1);
    if (!e) e = zb_reading__add(out, page->text + b->at, b->n);
    empty = 0;
  }
  for (; column + 1 < columns && !e; column++) e = zb_reading__add(out, "\t", 1);
  *next = i;
  return e ? e : zb_reading__add(out, "\n", 1);
}

int zb_page__write(const zb_page *page, zb_reading *out) {
  zb_page_part part = choose(page);
  size_t i = part.first;
  int e = write_title(page, &part, out);
  while (i < part.last && !e) {
    const zb_page_block *b = &page->block[i];
    if ((e = zb_reading__stop_here(out, b->row ? "tr" : b->name, b->row ? b->row : b->number, 0)) != 0) break;
    if (b->row) {
      e = write_row(page, i, part.last, out, &i);
    } else {
      e = add_line(out, text_of(page, b));
      i++;
    }
  }
  return e;
}

void zb_page__free(zb_page *page) {
  if (page->text) zb_mem__resize(page->mem, page->text, page->cap, 0);
  if (page->block) zb_mem__resize(page->mem, page->block, page->block_cap * sizeof *page->block, 0);
  if (page->part) zb_mem__resize(page->mem, page->part, page->part_cap * sizeof *page->part, 0);
  memset(page, 0, sizeof *page);
}
