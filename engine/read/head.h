/* head.h - what one pass over the head of a document finds, and the choices made of it. */
#ifndef ZB_HEAD_H
#define ZB_HEAD_H

#include "read/reader.h"

enum { ZB_HEAD_AREAS = 24, ZB_HEAD_MARKS = 64, ZB_HEAD_TITLE = 8 /* weight of a mark that makes a title */ };

/* far: times that it is told behind the first lines; titled: a line that tells the type names it. */
typedef struct zb_area_hit { int32_t area; int weight, far, titled; } zb_area_hit;

typedef struct zb_findings {
  int weight[ZB_TYPES];
  int32_t mark[ZB_HEAD_MARKS];
  size_t marks;
  char reason[ZB_TYPES][160];
  zb_area_hit area[ZB_HEAD_AREAS];
  size_t areas;
  int below, nation;         /* a place below the nation speaks: 全市; its government does: 代表国务院 */
  int meeting_year, meeting_month, dated_year, dated_month, first_year, compared_year, title_year, plan_year, plan_past;
  int congress_year;
  int part, part_month;      /* the first part of a year named: ZB_P_H1 …, or months from January to part_month */
  zb_str date, speaker;
  zb_str title, name;        /* the line that tells the year; the one that is told as the document's title */
  int title_weight, name_weight, name_year;
} zb_findings;

/* The cue of a kind that s contains (begins: begins with; ends: ends with); NULL for none. */
const zb_cue *zb_cue__in(const zb_rules *rules, zb_str s, enum zb_cue_kind kind);
const zb_cue *zb_cue__before(const zb_rules *rules, zb_str s, enum zb_cue_kind kind);
/* A weight of rules/head.lua; 0 where none is given. */
int zb_cue__weight(const zb_rules *rules, enum zb_cue_kind kind);

/* area.c */
/* The entry for an area; NULL where there is no room for one more. */
zb_area_hit *zb_area__hit(zb_findings *x, int32_t area);
/* 聊城市茌平区: whether area b, named right behind a, lies in a, or one of those that share its name does. */
int zb_area__holds(const zb_reader *r, int32_t a, int32_t b);
/* The area that a document is of; -1 unknown. */
int32_t zb_area__choose(const zb_reader *r, const zb_findings *x);

/* year.c: 全国人民代表大会 with its term and session behind 向第: the year in which it met; 0 for none. */
int zb_year__congress(const zb_rules *rules, zb_str s);
/* 1980、1981年: the year before the one that begins at at; 0 for none. */
int zb_year__paired(const char *text, size_t at);
/* Sets r->year, and tells where it is a guess. */
void zb_year__choose(zb_reader *r, const zb_findings *x);

#endif
