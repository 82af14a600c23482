#include "write/cell.h"

#include "write/text.h"

/* Characters that would steer a terminal or turn the line around: C0, C1, bidirectional controls. */
static int unsafe(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFFFD;
}

int zb_cell__width(zb_str s) {
  const char *p = s.p, *end = s.n ? s.p + s.n : s.p;
  int width = 0;
  while (p < end) {
    uint32_t c;
    p += zb_text__char(p, end, &c);
    width += unsafe(c) ? 1 : zb_width__char(c);
    if (width > 1 << 20) break;   /* wider than any column */
  }
  return width;
}

static void blanks(zb_line *line) {
  static const char spaces[] = "                                ";
  while (line->blanks > 0) {
    int n = line->blanks < (int)sizeof spaces - 1 ? line->blanks : (int)sizeof spaces - 1;
    zb_out__add(line->out, spaces, (size_t)n);
    line->blanks -= n;
  }
}

int zb_cell__add(zb_line *line, zb_str s, int room, zb_style style) {
  static const char *const on[] = { "", "\033[1m", "\033[2m", "\033[32m", "\033[33m", "\033[34m" };
  const char *p = s.p, *end = s.n ? s.p + s.n : s.p;
  int styled = line->color && style != ZB_PLAIN, cut = zb_cell__width(s) > room, used = 0;
  if (p == end || room <= 0) return 0;
  blanks(line);
  if (styled) zb_out__add(line->out, on[style], strlen(on[style]));
  while (p < end) {
    uint32_t c;
    size_t n = zb_text__char(p, end, &c);
    int bad = unsafe(c), width = bad ? 1 : zb_width__char(c);
    if (used + width > room - cut) break;
    if (bad) ZB_OUT__ADD(line->out, "?");
    else zb_out__add(line->out, p, n);
    used += width;
    p += n;
  }
  if (cut) ZB_OUT__ADD(line->out, "…");
  if (styled) ZB_OUT__ADD(line->out, "\033[0m");
  return used + cut;
}

void zb_cell__left(zb_line *line, zb_str s, int width, zb_style style) {
  int used = zb_cell__add(line, s, width, style);
  line->blanks += width - used;
}

void zb_cell__right(zb_line *line, zb_str s, int width, zb_style style) {
  int own = zb_cell__width(s);
  if (own < width) line->blanks += width - own;
  if (own == 0) return;
  zb_cell__add(line, s, width, style);
}

void zb_cell__end(zb_line *line) {
  line->blanks = 0;
  ZB_OUT__ADD(line->out, "\n");
}
