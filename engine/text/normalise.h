/* normalise.h - text as the finders want it, with a map back to the source.
 *
 * Full-width digits, letters and signs become ASCII; spaces go but between two Latin words or numbers; footnote marks
 * ([1], ^[1]), Markdown emphasis and invisible characters go. Nothing is ever longer than it was.
 */
#ifndef ZB_NORMALISE_H
#define ZB_NORMALISE_H

#include "base/mem.h"

/* From norm on, byte norm + k of the text is byte src + k of the source, up to the next piece. */
typedef struct zb_piece { uint32_t norm, src; } zb_piece;

typedef struct zb_normal {
  zb_mem *mem;
  char *text;             /* cap bytes, reserved by the owner: at least the source's length + its lines + 1 */
  size_t n, cap;
  zb_piece *piece;
  size_t piece_n, piece_cap;
  int failed;             /* out of memory while growing the map */
  int spaced;             /* the last digits were written one by one with spaces between: 2 0 0 1 */
} zb_normal;

/* Appends source bytes at..end (one line or part of one; valid UTF-8). */
void zb_normal__append(zb_normal *t, const char *source, size_t at, size_t end);
/* Appends one byte that stands for the source byte src (a line end, a tab between cells). */
void zb_normal__byte(zb_normal *t, char c, size_t src);
/* The source offset of text offset at; *hint (start with 0) makes a row of rising calls cheap. */
size_t zb_normal__source(const zb_normal *t, size_t at, size_t *hint);

#endif
