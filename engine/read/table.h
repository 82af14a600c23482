/* table.h - a table being read: table_head.c reads its heads, table_cell.c its figures, table.c all of it. */
#ifndef ZB_TABLE_H
#define ZB_TABLE_H

#include "read/reader.h"

typedef struct zb_table_head {
  zb_str what;               /* what is measured; n 0: the head says only how or when (绝对数, 增长（%）, 2025年完成) */
  zb_str unit;               /* of its brackets or behind 单位： */
  zb_str progress;           /* 完成预算: goes into the subject */
  uint8_t measure, basis, status;
  int8_t sign;               /* -1: the figures tell the size of a fall */
  int has_when;
  zb_when when;
} zb_table_head;

enum { ZB_TABLE_COLUMNS = 64 };

typedef enum zb_column_kind { ZB_COLUMN_FIGURES, ZB_COLUMN_LABEL, ZB_COLUMN_ASIDE, ZB_COLUMN_UNITS } zb_column_kind;

typedef struct zb_table_column {
  zb_table_head head;
  zb_column_kind kind;
  zb_str above;              /* of a label column: the last cell that was filled, which spans the empty ones below it */
} zb_table_column;

typedef struct zb_table {
  size_t first, body, last;  /* blocks; body: the first row with figures; last: behind the last row under these heads */
  zb_table_column column[ZB_TABLE_COLUMNS];
  size_t columns;
  int distinct;              /* its columns measure different things */
  zb_table_head caption;
  int from, to;              /* the first and the last year that a column tells of */
  zb_str parent;             /* what the last row measures whose name is an indicator's */
} zb_table;

/* What the labels of a row say together. */
typedef struct zb_table_row {
  zb_table_head head;
  zb_str group, label;       /* the last label that names something, and the one before it */
  zb_phrase phrase;          /* of the label */
  int settled;               /* phrase is found */
  int levels;                /* figures read that are levels */
} zb_table_row;

/* A cell of figures: it begins with one, and hardly anything else stands in it. A bare year is one where the heads say so.
 * Returns: the figure's token + 1, or 0. */
size_t zb_table__numeric(zb_reader *r, zb_str cell);
/* The phrase of a row's label: with the row above that it may be a part of, or its group, where that makes an indicator. */
zb_phrase zb_table__label(zb_reader *r, zb_table *g, const zb_table_row *row);
/* The observation of a cell of figures in column at. */
void zb_table__cell(zb_reader *r, const zb_table *g, zb_table_row *row, size_t at, zb_str cell);

/* Finds where the words of each kind stand in rules/table.lua; once for a document. */
void zb_table__begin(zb_reader *r);

/* Reads the cell of a head. row: it heads a row, whose name may end in 计划 or 预算. Replaces the tokens of r->s. */
zb_table_head zb_table__head(zb_reader *r, zb_str cell, int row);
/* Adds what a head below, or further to the right, says. */
void zb_table__merge(zb_reader *r, zb_table_head *into, const zb_table_head *h);
/* The longest word of a kind that s begins with (end: ends with); NULL for none. */
const zb_headword *zb_table__word(const zb_reader *r, zb_str s, enum zb_headword_kind kind, int end);
/* The same where the word is all of s. */
int zb_table__is(const zb_reader *r, zb_str s, enum zb_headword_kind kind);
/* A unit with its multiplier: 万元. Returns: the unit, or NULL; *mult: power of ten of both. */
const zb_unit *zb_table__unit(const zb_reader *r, zb_str s, int *mult);
/* The tokens of a cell to r->s. Returns: 0 where memory ran out. */
int zb_table__scan(zb_reader *r, zb_str cell);
/* 2024 alone, without 年. Returns: the year; 0 for none. */
int zb_table__year(zb_str s);

#endif
