/* line.h - the lines of a text, each measured by itself: what it begins and ends with, whether it is a row. */
#ifndef ZB_LINE_H
#define ZB_LINE_H

#include "base/mem.h"

enum {
  ZB_LINE_TERMINAL = 1, ZB_LINE_OPEN_END = 2, ZB_LINE_TABLE = 4, ZB_LINE_DROP = 8, ZB_LINE_LEADS = 16, ZB_LINE_PUNCT = 32,
  ZB_LINE_CLOSES = 64, ZB_LINE_DASHED = 128
};

typedef struct zb_line {
  uint32_t at, end;       /* trimmed, bytes of the source */
  uint16_t width;         /* in half-width columns, at most 65535 */
  uint8_t level;          /* of its marker */
  uint8_t flags;
  uint8_t gaps;           /* enum zb_line_gaps */
  char sign;              /* that parts its cells; 0 where it is no row */
} zb_line;

/* ROW_OF_GAPS: surely a row of cells that spaces part, with two numbers. */
enum zb_line_gaps { ZB_LINE_NO_GAP, ZB_LINE_SOME_GAP, ZB_LINE_ROW_OF_GAPS };

typedef struct zb_lines {
  zb_mem *mem;
  zb_line *l;
  size_t n, cap;
  int wrapped;            /* most lines end in mid-sentence */
  int parted;             /* blank lines stand between paragraphs */
  int unstopped;          /* a sentence on each line, which has lost its 。 */
  size_t drawn;           /* rows of tables drawn with spaces */
} zb_lines;

/* Whether utf8 stands at p. */
int zb_line__is(const char *p, const char *end, const char *utf8);
/* Measures all lines. Owner: the caller, of l. Returns: 0 or ZB_ENOMEM. */
int zb_lines__read(zb_lines *t, const char *source, size_t n);

#endif
