/* table.h - what the heads of a table say, for table.c, which reads its cells. */
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

/* Reads the cell of a head. row: it heads a row, whose name may end in 计划 or 预算. Replaces the tokens of r->s. */
zb_table_head zb_table__head(zb_reader *r, zb_str cell, int row);
/* Adds what a head below, or further to the right, says. */
void zb_table__merge(zb_reader *r, zb_table_head *into, const zb_table_head *h);
/* The longest word of a kind that s begins with (end: ends with); NULL for none. */
const zb_headword *zb_table__word(const zb_rules *rules, zb_str s, enum zb_headword_kind kind, int end);
/* The same where the word is all of s. */
int zb_table__is(const zb_rules *rules, zb_str s, enum zb_headword_kind kind);
/* A unit with its multiplier: 万元. Returns: the unit, or NULL; *mult: power of ten of both. */
const zb_unit *zb_table__unit(const zb_reader *r, zb_str s, int *mult);
/* The tokens of a cell to r->s. Returns: 0 where memory ran out. */
int zb_table__scan(zb_reader *r, zb_str cell);
/* 2024 alone, without 年. Returns: the year; 0 for none. */
int zb_table__year(zb_str s);

#endif
