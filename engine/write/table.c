/* For people: a heading for each document, then a row for each observation. */
#include "write/cell.h"
#include "write/text.h"
#include "write/writer.h"

enum column { PLACE, SUBJECT, NUMBER, UNIT, MEASURE, BASIS, STATUS, PERIOD, SECTION, COLUMNS };

#define SUBJECT_LEAST 18    /* below this, other columns give way */
#define SECTION_LEAST 12
#define LEAST 40            /* columns; a narrower terminal wraps */
#define BUFFER (2 * ZB_DECIMAL_MAX + 16)

typedef struct table {
  int english;
  int width[COLUMNS];      /* 0: not shown */
  zb_line line;
} table;

static const char *const heads[2][COLUMNS] = {
  { "行:列", "指标 / 主体", "数值", "单位", "度量", "基期", "状态", "期间", "章节" },
  { "line:col", "subject", "value", "unit", "measure", "basis", "status", "period", "section" }
};

/* The words of an observation, and what the table says for them. */
static const struct { const char *word, *zh; zb_style style; } words[] = {
  { "level", "总量", ZB_PLAIN }, { "increment", "增量", ZB_PLAIN }, { "growth", "增速", ZB_PLAIN },
  { "change", "增减", ZB_PLAIN }, { "share", "占比", ZB_PLAIN }, { "multiple", "倍数", ZB_PLAIN },
  { "rank", "位次", ZB_PLAIN }, { "gap", "差距", ZB_PLAIN },
  { "yoy", "同比", ZB_PLAIN }, { "comparable", "同口径", ZB_PLAIN }, { "year_start", "比年初", ZB_PLAIN },
  { "annual_average", "年均", ZB_PLAIN }, { "cumulative", "累计", ZB_PLAIN },
  { "actual", "完成", ZB_GREEN }, { "estimate", "预计", ZB_YELLOW }, { "target", "目标", ZB_BLUE },
  { "reference", "参考", ZB_DIM }
};

static zb_str word(const table *t, zb_str s, zb_style *style) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strlen(words[i].word) != s.n || memcmp(words[i].word, s.p, s.n) != 0) continue;
    *style = words[i].style;
    return t->english ? s : zb_writer__str(words[i].zh);
  }
  return s;
}

/* The bound as a sign. That of a fall is of its size, so it turns: 压缩50%以上 is ≤-50. */
static const char *sign(zb_str bound, int negative) {
  static const struct { const char *word, *up, *down; } signs[] = {
    { "ge", "≥", "≤" }, { "gt", ">", "<" }, { "le", "≤", "≥" }, { "lt", "<", ">" }, { "approx", "≈", "≈" }
  };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (strlen(signs[i].word) == bound.n && memcmp(signs[i].word, bound.p, bound.n) == 0)
      return negative ? signs[i].down : signs[i].up;
  return "";
}

static zb_str number(const zb_observation *o, char *buffer) {
  const int range = !(o->has & ZB_VALUE) && (o->has & ZB_LOWER) && (o->has & ZB_UPPER);
  zb_decimal d = o->has & ZB_VALUE ? o->value : o->has & ZB_LOWER ? o->lower : o->upper;
  zb_str s = { buffer, 0 };
  char *to = buffer;
  if (!(o->has & (ZB_VALUE | ZB_LOWER | ZB_UPPER))) return o->text;
  if (!range) {
    const char *mark = sign(o->bound, d.mantissa < 0);
    memcpy(to, mark, strlen(mark));
    to += strlen(mark);
  }
  to = zb_text__decimal(to, d);
  if (range) {
    memcpy(to, "–", strlen("–"));
    to = zb_text__decimal(to + strlen("–"), o->upper);
  }
  s.n = (size_t)(to - buffer);
  return s;
}

static zb_str place(const zb_observation *o, char *buffer) {
  char *to = zb_text__integer(buffer, (uint64_t)o->line);
  zb_str s = { buffer, 0 };
  *to++ = ':';
  s.n = (size_t)(zb_text__integer(to, (uint64_t)o->column) - buffer);
  return s;
}

/* The innermost heading of a path joined by " > ". */
static zb_str innermost(zb_str s) {
  for (size_t i = s.n; i >= 3; i--)
    if (memcmp(s.p + i - 3, " > ", 3) == 0) {
      s.p += i;
      s.n -= i;
      break;
    }
  return s;
}

/* What stands in a cell. buffer: BUFFER bytes for what is not a string of the observation. */
static zb_str cell(const table *t, const zb_observation *o, int column, char *buffer, zb_style *style) {
  const zb_str none = { "", 0 };
  *style = ZB_PLAIN;
  switch (column) {
    case PLACE: *style = ZB_DIM; return place(o, buffer);
    case SUBJECT: return o->subject.n || !o->name.p ? o->subject : o->name;
    case NUMBER: return number(o, buffer);
    case UNIT: return o->unit;
    case MEASURE:
      if (zb_writer__claimed(o)) return word(t, o->measure, style);
      *style = ZB_DIM;
      return zb_writer__str("?");
    case BASIS: return word(t, o->basis, style);
    case STATUS: return word(t, o->status, style);
    case PERIOD: return o->period;
    case SECTION: *style = ZB_DIM; return innermost(o->section);
    default: return none;
  }
}

static int at_most(int v, int most) { return v < most ? v : most; }

/* What the columns would like, from their heading and cells; a column with nothing in it goes. */
static void measure(table *t, const zb_result *r) {
  static const int most[COLUMNS] = { 12, 56, 22, 14, 10, 14, 9, 15, 40 };
  char buffer[BUFFER];
  zb_style style;
  size_t n = zb_result_count(r);
  memset(t->width, 0, sizeof t->width);
  for (size_t i = 0; i < n; i++) {
    const zb_observation *o = zb_result_at(r, i);
    for (int c = 0; c < COLUMNS; c++) {
      int w = zb_cell__width(cell(t, o, c, buffer, &style));
      if (c == SUBJECT && o->indicator.p) w += 1 + zb_cell__width(o->indicator);
      if (w > t->width[c]) t->width[c] = at_most(w, most[c]);
    }
  }
  for (int c = 0; c < COLUMNS; c++) {
    int w = zb_cell__width(zb_writer__str(heads[t->english][c]));
    if (t->width[c] && t->width[c] < w) t->width[c] = w;
  }
}

/* Columns that all but SUBJECT and SECTION leave of `room`. */
static int remaining(const table *t, int room) {
  for (int c = 0; c < COLUMNS; c++)
    if (t->width[c] && c != SUBJECT && c != SECTION) room -= t->width[c] + (c == UNIT ? 1 : 2);
  return room;
}

/* Fits the columns into `room`: the section goes first, then period, basis and measure; the subject is cut. */
static void fit(table *t, int room) {
  static const int weak[] = { PERIOD, BASIS, MEASURE, STATUS };
  int rest = remaining(t, room), section;
  for (size_t i = 0; i < sizeof weak / sizeof *weak && rest < SUBJECT_LEAST; i++) {
    t->width[weak[i]] = 0;
    rest = remaining(t, room);
  }
  if (rest < 2) rest = 2;
  section = rest - at_most(t->width[SUBJECT], rest) - 2;
  if (section < SECTION_LEAST && t->width[SUBJECT] > 36 && rest - 36 - 2 >= SECTION_LEAST) {
    t->width[SUBJECT] = rest - SECTION_LEAST - 2;
    section = SECTION_LEAST;
  }
  t->width[SUBJECT] = at_most(t->width[SUBJECT], rest);
  t->width[SECTION] = section < SECTION_LEAST ? 0 : at_most(t->width[SECTION], section);
}

/* The subject with the catalogue's code behind it where that has room. */
static void subject(table *t, const zb_observation *o, zb_str s, int width) {
  int used = zb_cell__add(&t->line, s, width, ZB_PLAIN);
  if (o->indicator.p && used && width - used > zb_cell__width(o->indicator)) {
    t->line.blanks++;
    used += 1 + zb_cell__add(&t->line, o->indicator, width - used - 1, ZB_DIM);
  }
  t->line.blanks += width - used;
}

static void row(table *t, const zb_observation *o) {
  char buffer[BUFFER];
  for (int c = 0; c < COLUMNS; c++) {
    zb_style style = ZB_DIM;
    zb_str s = o ? cell(t, o, c, buffer, &style) : zb_writer__str(heads[t->english][c]);
    if (!t->width[c]) continue;
    if (c > PLACE) t->line.blanks += c == UNIT ? 1 : 2;
    if (c == NUMBER) zb_cell__right(&t->line, s, t->width[c], style);
    else if (c == SUBJECT && o) subject(t, o, s, t->width[c]);
    else zb_cell__left(&t->line, s, t->width[c], style);
  }
  zb_cell__end(&t->line);
}

static void rule(table *t) {
  static const zb_str dash = { "─", sizeof "─" - 1 };
  int total = -2;
  for (int c = 0; c < COLUMNS; c++)
    if (t->width[c]) total += t->width[c] + (c == UNIT ? 1 : 2);
  if (t->line.color) ZB_OUT__ADD(t->line.out, "\033[2m");
  for (int i = 0; i < total; i++) zb_out__add(t->line.out, dash.p, dash.n);
  if (t->line.color) ZB_OUT__ADD(t->line.out, "\033[0m");
  zb_cell__end(&t->line);
}

/* Adds " · s", or s where the line is still empty. */
static void fact(zb_out *o, zb_str s) {
  if (s.n == 0) return;
  if (o->n) ZB_OUT__ADD(o, " · ");
  zb_out__add(o, s.p, s.n);
}

static void count(zb_out *o, size_t n, const char *what) {
  char digits[ZB_INTEGER_MAX];
  zb_str s = { digits, (size_t)(zb_text__integer(digits, n) - digits) };
  fact(o, s);
  zb_out__add(o, what, strlen(what));
}

/* Writes what `o` holds as one line and empties it. */
static void flush_facts(table *t, zb_out *o, int room, zb_style style) {
  zb_str s = { o->p, o->n };
  if (o->n == 0) return;
  zb_cell__add(&t->line, s, room, style);
  zb_cell__end(&t->line);
  o->n = 0;
}

/* Title; area, year, type and path; counts. o: an empty buffer. */
static void heading(table *t, zb_out *o, const zb_result *r, int room) {
  const zb_head *h = zb_result_head(r);
  const zb_counts c = zb_writer__counts(r);
  o->n = 0;
  fact(o, h->title.n ? h->title : h->doc);
  flush_facts(t, o, room, ZB_BOLD);
  fact(o, h->area);
  if (h->area.n && h->area_code.n) ZB_OUT__ADD(o, " ");
  zb_out__add(o, h->area_code.p, h->area_code.n);
  if (h->year > 0) count(o, (size_t)h->year, "");
  fact(o, h->type);
  if (h->title.n) fact(o, h->doc);
  flush_facts(t, o, room, ZB_DIM);
  count(o, c.all, t->english ? c.all == 1 ? " figure" : " figures" : " 个数据");
  if (c.coded) count(o, c.coded, t->english ? " of indicators" : " 个对应指标");
  if (c.all > c.claimed) count(o, c.all - c.claimed, t->english ? " unclaimed" : " 个未识别");
  flush_facts(t, o, room, ZB_DIM);
}

static void begin(zb_writer *w) {
  if (w->options.width <= 0) w->options.width = 100;
  if (w->options.width < LEAST) w->options.width = LEAST;
}

static void result(zb_writer *w, const zb_result *r) {
  table t;
  size_t n = zb_result_count(r);
  int room = w->options.width;
  memset(&t, 0, sizeof t);
  t.english = w->options.english != 0;
  t.line.out = &w->out;
  t.line.color = w->options.color;
  if (w->records) ZB_OUT__ADD(&w->out, "\n");
  heading(&t, &w->scratch, r, room);
  if (n == 0) return;
  measure(&t, r);
  fit(&t, room);
  ZB_OUT__ADD(&w->out, "\n");
  row(&t, NULL);
  rule(&t);
  for (size_t i = 0; i < n; i++) {
    row(&t, zb_result_at(r, i));
    zb_out__drain(&w->out);
  }
}

const zb_format_ops zb_table__ops = { begin, result, NULL, NULL };
