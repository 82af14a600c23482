/* xlsx.c - zb.xlsx: workbooks by libxlsxwriter.
 *
 * libxlsxwriter writes to files only and takes its own memory: a workbook lives in a temporary file until book:bytes() reads it
 * back, and is not counted in the report's limit. Strings are cut to what Excel takes (32,767 characters), numbers are its
 * doubles: exact to 15 digits; a longer one is written as text. No cell is ever a formula.
 */
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/library.h"
#include "lua/state.h"
#include "report/bind.h"
#include "report/sandbox.h"
#include "write/text.h"

#define FUNCTIONS(X) X(chart_add_series) X(chart_axis_major_gridlines_set_line) X(chart_axis_set_interval_unit) \
  X(chart_axis_set_num_font) X(chart_axis_set_reverse) X(chart_legend_set_position) X(chart_series_set_categories) \
  X(chart_series_set_labels) X(chart_series_set_name) X(chart_series_set_values) X(chart_set_series_gap) \
  X(chart_title_set_name) X(chart_title_set_name_font) X(format_set_align) X(format_set_bg_color) X(format_set_bold) \
  X(format_set_bottom) X(format_set_bottom_color) X(format_set_font_color) X(format_set_font_size) X(format_set_italic) \
  X(format_set_num_format) X(format_set_text_wrap) X(format_set_underline) X(lxw_strerror) X(lxw_workbook_free) \
  X(workbook_add_chart) X(workbook_add_format) X(workbook_add_worksheet) X(workbook_close) X(workbook_new) \
  X(workbook_set_properties) X(workbook_validate_sheet_name) X(worksheet_autofilter) X(worksheet_fit_to_pages) \
  X(worksheet_freeze_panes) X(worksheet_insert_chart_opt) X(worksheet_repeat_rows) X(worksheet_set_column) \
  X(worksheet_set_landscape) X(worksheet_set_row) X(worksheet_write_number) X(worksheet_write_string) X(worksheet_write_url)
ZB_LIBRARY(lxw, FUNCTIONS, ZB_LIBXLSXWRITER, "libxlsxwriter", "libxlsxwriter-dev", "reports as xlsx")

#define BOOK "zb.xlsx.book"
#define SHEET "zb.xlsx.sheet"
#define FORMAT "zb.xlsx.format"
#define CELL_BYTES 32767         /* Excel counts characters; this many bytes are never more */
#define CREATED 946684800        /* 2000-01-01: the same bytes whenever it is made */
#define LINKS 65000              /* Excel takes 65,530 in a sheet */
#define CELL_COST 200            /* bytes that libxlsxwriter takes for a cell, about */
#define BOOKS 16                 /* workbooks at a time */
#define OPEN "zb.xlsx.open"      /* registry: how many there are */

typedef struct book {
  lxw_workbook *workbook;        /* NULL once its bytes were taken */
  size_t held;                   /* bytes that it takes, about: they are not the report's */
  char path[64];
} book;

typedef struct format {
  lxw_format *format;
  book *book;                    /* kept alive by the user value */
} format;

typedef struct sheet {
  lxw_worksheet *worksheet;
  book *book;                    /* kept alive by the user value */
  int links;
} sheet;

static void discard(book *b) {
  if (b->workbook) lxw.lxw_workbook_free(b->workbook);
  if (b->path[0]) unlink(b->path);
  b->workbook = NULL;
  b->path[0] = '\0';
}

/* Adds to the number of workbooks. Returns: what it is now. */
static lua_Integer count(lua_State *L, int more) {
  lua_Integer n;
  lua_getfield(L, LUA_REGISTRYINDEX, OPEN);
  n = lua_tointeger(L, -1) + more;
  lua_pop(L, 1);
  lua_pushinteger(L, n);
  lua_setfield(L, LUA_REGISTRYINDEX, OPEN);
  return n;
}

static int collect(lua_State *L) {
  book *b = luaL_checkudata(L, 1, BOOK);
  if (b->workbook) count(L, -1);
  discard(b);
  return 0;
}

/* Counts what a workbook takes: as much as a report may. */
static void hold(lua_State *L, book *b, size_t n) {
  size_t most = zb_lua__of(L)->mem->cap;
  b->held += n;
  if (most && b->held > most) luaL_error(L, "the workbook is larger than the %I MiB of a report", (lua_Integer)(most >> 20));
}

static book *check_book(lua_State *L) {
  book *b = luaL_checkudata(L, 1, BOOK);
  if (!b->workbook) luaL_error(L, "the workbook has been written already");
  return b;
}

static sheet *check_sheet(lua_State *L) {
  sheet *s = luaL_checkudata(L, 1, SHEET);
  if (!s->book->workbook) luaL_error(L, "the workbook has been written already");
  return s;
}

static lxw_format *format_at(lua_State *L, int i, const sheet *s) {
  format *f;
  if (lua_isnoneornil(L, i)) return NULL;
  f = luaL_checkudata(L, i, FORMAT);
  if (f->book != s->book) luaL_argerror(L, i, "a format of another workbook");
  return f->format;
}

/* Row and column, from 1. */
static void place_at(lua_State *L, int i, lxw_row_t *row, lxw_col_t *col) {
  lua_Integer r = luaL_checkinteger(L, i), c = luaL_checkinteger(L, i + 1);
  luaL_argcheck(L, r >= 1 && r <= LXW_ROW_MAX, i, "a row from 1 to 1,048,576");
  luaL_argcheck(L, c >= 1 && c <= LXW_COL_MAX, i + 1, "a column from 1 to 16,384");
  *row = (lxw_row_t)(r - 1);
  *col = (lxw_col_t)(c - 1);
}

static const char *field(lua_State *L, int i, const char *key, const char *otherwise) {
  const char *s = otherwise;
  if (lua_getfield(L, i, key) == LUA_TSTRING) s = lua_tostring(L, -1);
  lua_pop(L, 1);
  return s;                      /* the table keeps it */
}

static lua_Integer whole(lua_State *L, int i, const char *key, lua_Integer otherwise) {
  lua_Integer n = otherwise;
  if (lua_getfield(L, i, key) == LUA_TNUMBER) n = lua_tointeger(L, -1);
  lua_pop(L, 1);
  return n;
}

static int flag(lua_State *L, int i, const char *key) {
  int set;
  lua_getfield(L, i, key);
  set = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return set;
}

/* new { title = text } */
static int make(lua_State *L) {
  lxw_doc_properties properties;
  zb_error *lacks = &((zb_sandbox *)zb_lua__of(L)->owner)->lacks;
  book *b;
  int fd;
  luaL_checktype(L, 1, LUA_TTABLE);
  if (zb_library__load(&lxw_library, lacks)) return luaL_error(L, "%s", lacks->message);
  if (count(L, 0) >= BOOKS) lua_gc(L, LUA_GCCOLLECT);
  if (count(L, 0) >= BOOKS) return luaL_error(L, "too many workbooks: %d at a time", BOOKS);
  b = lua_newuserdatauv(L, sizeof *b, 0);
  memset(b, 0, sizeof *b);
  luaL_setmetatable(L, BOOK);
  strcpy(b->path, "/tmp/zhibiao-XXXXXX");
  fd = mkstemp(b->path);
  if (fd < 0) {
    b->path[0] = '\0';
    return luaL_error(L, "no temporary file can be made for the workbook");
  }
  close(fd);
  if ((b->workbook = lxw.workbook_new(b->path)) == NULL) return luaL_error(L, "not enough memory for a workbook");
  count(L, 1);
  memset(&properties, 0, sizeof properties);
  properties.title = (char *)(uintptr_t)field(L, 1, "title", "");
  properties.created = CREATED;
  lxw.workbook_set_properties(b->workbook, &properties);
  return 1;
}

/* book:sheet(name): at most 31 characters without []:*?/\, not begun or ended by '. */
static int add_sheet(lua_State *L) {
  book *b = check_book(L);
  const char *name = luaL_checkstring(L, 2);
  sheet *s;
  if (lxw.workbook_validate_sheet_name(b->workbook, name) != LXW_NO_ERROR)
    luaL_argerror(L, 2, "no name for a sheet, or used already");
  hold(L, b, 100 * CELL_COST);
  s = lua_newuserdatauv(L, sizeof *s, 1);
  *s = (sheet){ lxw.workbook_add_worksheet(b->workbook, name), b, 0 };
  if (!s->worksheet) return luaL_error(L, "not enough memory for a sheet");
  luaL_setmetatable(L, SHEET);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  return 1;
}

/* book:format { bold, italic, underline, wrap, border = true; color, background = 0xRRGGBB; number = "0.0"; align = "left|right|
 * center"; size = points } */
static int add_format(lua_State *L) {
  book *b = check_book(L);
  format *p;
  lxw_format *f;
  const char *align;
  luaL_checktype(L, 2, LUA_TTABLE);
  hold(L, b, 10 * CELL_COST);
  f = lxw.workbook_add_format(b->workbook);
  if (!f) return luaL_error(L, "not enough memory for a format");
  if (flag(L, 2, "bold")) lxw.format_set_bold(f);
  if (flag(L, 2, "italic")) lxw.format_set_italic(f);
  if (flag(L, 2, "underline")) lxw.format_set_underline(f, LXW_UNDERLINE_SINGLE);
  if (flag(L, 2, "wrap")) lxw.format_set_text_wrap(f);
  if (flag(L, 2, "border")) {
    lxw.format_set_bottom(f, LXW_BORDER_THIN);
    lxw.format_set_bottom_color(f, 0xBFBFBF);
  }
  lxw.format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
  if (whole(L, 2, "color", -1) >= 0) lxw.format_set_font_color(f, (lxw_color_t)whole(L, 2, "color", 0));
  if (whole(L, 2, "background", -1) >= 0) lxw.format_set_bg_color(f, (lxw_color_t)whole(L, 2, "background", 0));
  if (whole(L, 2, "size", 0) > 0) lxw.format_set_font_size(f, (double)whole(L, 2, "size", 0));
  if (field(L, 2, "number", NULL)) lxw.format_set_num_format(f, field(L, 2, "number", ""));
  align = field(L, 2, "align", "");
  if (strcmp(align, "right") == 0) lxw.format_set_align(f, LXW_ALIGN_RIGHT);
  if (strcmp(align, "center") == 0) lxw.format_set_align(f, LXW_ALIGN_CENTER);
  p = lua_newuserdatauv(L, sizeof *p, 1);
  *p = (format){ f, b };
  luaL_setmetatable(L, FORMAT);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  return 1;
}

/* sheet:text(row, column, text[, format]) */
static int put_text(lua_State *L) {
  sheet *s = check_sheet(L);
  lxw_row_t row;
  lxw_col_t col;
  size_t n;
  const char *text = luaL_checklstring(L, 4, &n);
  place_at(L, 2, &row, &col);
  if (n > CELL_BYTES) {
    for (n = CELL_BYTES; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;) n--;
    text = lua_pushlstring(L, text, n);
  }
  hold(L, s->book, CELL_COST + n);
  lxw.worksheet_write_string(s->worksheet, row, col, text, format_at(L, 5, s));
  return 0;
}

/* sheet:number(row, column, decimal or integer[, format]) */
static int put_number(lua_State *L) {
  sheet *s = check_sheet(L);
  lxw_row_t row;
  lxw_col_t col;
  const char *text = luaL_tolstring(L, 4, NULL);
  size_t digits = 0;
  place_at(L, 2, &row, &col);
  hold(L, s->book, CELL_COST);
  for (const char *p = text; *p; p++) digits += *p >= '0' && *p <= '9';
  if (digits > 15) lxw.worksheet_write_string(s->worksheet, row, col, text, format_at(L, 5, s));
  else lxw.worksheet_write_number(s->worksheet, row, col, strtod(text, NULL), format_at(L, 5, s));
  return 0;
}

/* sheet:link(row, column, sheet name, row there): what the cell holds is written afterwards. */
static int put_link(lua_State *L) {
  sheet *s = check_sheet(L);
  lxw_row_t row;
  lxw_col_t col;
  const char *target;
  place_at(L, 2, &row, &col);
  if (s->links++ >= LINKS) return 0;
  hold(L, s->book, 2 * CELL_COST);
  target = lua_pushfstring(L, "internal:'%s'!A%I", luaL_checkstring(L, 4), luaL_checkinteger(L, 5));
  lxw.worksheet_write_url(s->worksheet, row, col, target, NULL);
  return 0;
}

/* sheet:width(column, characters[, format]) */
static int set_width(lua_State *L) {
  sheet *s = check_sheet(L);
  lua_Integer col = luaL_checkinteger(L, 2), width = luaL_checkinteger(L, 3);
  luaL_argcheck(L, col >= 1 && col <= LXW_COL_MAX, 2, "a column from 1 to 16,384");
  lxw.worksheet_set_column(s->worksheet, (lxw_col_t)(col - 1), (lxw_col_t)(col - 1), (double)(width > 255 ? 255 : width),
                       format_at(L, 4, s));
  return 0;
}

/* sheet:height(row, points) */
static int set_height(lua_State *L) {
  sheet *s = check_sheet(L);
  lua_Integer row = luaL_checkinteger(L, 2), points = luaL_checkinteger(L, 3);
  luaL_argcheck(L, row >= 1 && row <= LXW_ROW_MAX, 2, "a row from 1 to 1,048,576");
  lxw.worksheet_set_row(s->worksheet, (lxw_row_t)(row - 1), (double)(points > 400 ? 400 : points), NULL);
  return 0;
}

/* sheet:head(row, columns, last row): the head row stays in sight, is printed on every page, and filters the rows below it. */
static int set_head(lua_State *L) {
  sheet *s = check_sheet(L);
  lxw_row_t row, last;
  lxw_col_t columns, unused;
  place_at(L, 2, &row, &columns);
  lua_settop(L, 4);
  lua_pushinteger(L, 1);
  place_at(L, 4, &last, &unused);
  lxw.worksheet_freeze_panes(s->worksheet, row + 1, 0);
  lxw.worksheet_repeat_rows(s->worksheet, row, row);
  lxw.worksheet_set_landscape(s->worksheet);
  lxw.worksheet_fit_to_pages(s->worksheet, 1, 0);
  if (last > row) lxw.worksheet_autofilter(s->worksheet, row, 0, last, columns);
  return 0;
}

static void check_rows(lua_State *L, lua_Integer first, lua_Integer last) {
  if (first < 1 || last > LXW_ROW_MAX || last < first) luaL_argerror(L, 2, "rows from 1 to 1,048,576, the first before the last");
}

/* sheet:chart { kind = "bar|line", title = text, name = of this sheet, first = row, last = row, labels = column,
 * values = { columns }, names = { text }, row = , column = } */
static int put_chart(lua_State *L) {
  static lxw_chart_line grid = { .color = 0xD9D9D9, .width = 0.5f };
  static lxw_chart_font small = { .size = 9 };
  static lxw_chart_font title = { .size = 12, .bold = LXW_TRUE };
  sheet *s = check_sheet(L);
  int line;
  const char *name;
  lxw_row_t first, last;
  lxw_col_t labels;
  lxw_chart *chart;
  luaL_checktype(L, 2, LUA_TTABLE);
  line = strcmp(field(L, 2, "kind", "bar"), "line") == 0;
  name = field(L, 2, "name", "");
  check_rows(L, whole(L, 2, "first", 1), whole(L, 2, "last", 1));
  first = (lxw_row_t)(whole(L, 2, "first", 1) - 1);
  last = (lxw_row_t)(whole(L, 2, "last", 1) - 1);
  labels = (lxw_col_t)(whole(L, 2, "labels", 1) - 1);
  hold(L, s->book, 100 * CELL_COST);
  chart = lxw.workbook_add_chart(s->book->workbook, line ? LXW_CHART_LINE : LXW_CHART_BAR);
  if (!chart) return luaL_error(L, "not enough memory for a chart");
  lua_getfield(L, 2, "values");
  luaL_checktype(L, -1, LUA_TTABLE);
  lua_getfield(L, 2, "names");
  luaL_checktype(L, -1, LUA_TTABLE);
  for (lua_Integer i = 1; lua_rawgeti(L, -2, i) == LUA_TNUMBER; i++, lua_pop(L, 1)) {
    lxw_col_t values = (lxw_col_t)(lua_tointeger(L, -1) - 1);
    lxw_chart_series *series = lxw.chart_add_series(chart, NULL, NULL);
    hold(L, s->book, (10 + (size_t)(last - first)) * CELL_COST);
    if (!series) return luaL_error(L, "not enough memory for a chart");
    lxw.chart_series_set_categories(series, name, first, labels, last, labels);
    lxw.chart_series_set_values(series, name, first, values, last, values);
    lua_rawgeti(L, -2, i);
    if (lua_type(L, -1) == LUA_TSTRING) lxw.chart_series_set_name(series, lua_tostring(L, -1));
    lua_pop(L, 1);
    if (!line) lxw.chart_series_set_labels(series);
  }
  lxw.chart_title_set_name(chart, field(L, 2, "title", ""));
  lxw.chart_title_set_name_font(chart, &title);
  lxw.chart_axis_major_gridlines_set_line(line ? chart->y_axis : chart->x_axis, &grid);
  lxw.chart_axis_set_interval_unit(line ? chart->x_axis : chart->y_axis, line ? 1 + (uint16_t)((last - first) / 24) : 1);
  lxw.chart_axis_set_num_font(chart->y_axis, &small);
  lxw.chart_axis_set_num_font(chart->x_axis, &small);
  if (!line) {
    lxw.chart_axis_set_reverse(chart->y_axis);                  /* the first at the top */
    lxw.chart_set_series_gap(chart, 50);
  }
  if (lua_rawlen(L, -3) < 2) lxw.chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  lxw_chart_options options = { .x_scale = 1.5, .y_scale = line ? 1.2 : 0.6 + (double)(last - first) * 0.075 };
  lxw.worksheet_set_landscape(s->worksheet);
  lxw.worksheet_fit_to_pages(s->worksheet, 1, 0);
  lxw.worksheet_insert_chart_opt(s->worksheet, (lxw_row_t)(whole(L, 2, "row", 1) - 1),
                             (lxw_col_t)(whole(L, 2, "column", 1) - 1), chart, &options);
  return 0;
}

/* book:bytes(): the whole file; the book can then be used no more. */
static int take_bytes(lua_State *L) {
  book *b = check_book(L);
  lxw_workbook *workbook = b->workbook;
  lxw_error failed;
  luaL_Buffer buffer;
  FILE *f;
  size_t n;
  count(L, -1);
  b->workbook = NULL;                      /* workbook_close frees it, whatever happens */
  failed = lxw.workbook_close(workbook);
  if (failed) return luaL_error(L, "the workbook cannot be written: %s", lxw.lxw_strerror(failed));
  f = fopen(b->path, "rb");
  unlink(b->path);
  b->path[0] = '\0';
  if (!f) return luaL_error(L, "the workbook cannot be read back");
  luaL_buffinit(L, &buffer);               /* raises only when memory runs out: the file is then left to the system */
  while ((n = fread(luaL_prepbuffer(&buffer), 1, LUAL_BUFFERSIZE, f)) > 0) luaL_addsize(&buffer, n);
  fclose(f);
  luaL_pushresult(&buffer);
  return 1;
}

static void new_type(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction gc) {
  if (luaL_newmetatable(L, name)) {
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "locked");
    lua_setfield(L, -2, "__metatable");
    if (gc) {
      lua_pushcfunction(L, gc);
      lua_setfield(L, -2, "__gc");
    }
  }
  lua_pop(L, 1);
}

void zb_xlsx__push_module(lua_State *L) {
  static const luaL_Reg books[] = { { "sheet", add_sheet }, { "format", add_format }, { "bytes", take_bytes }, { NULL, NULL } };
  static const luaL_Reg sheets[] = {
    { "text", put_text }, { "number", put_number }, { "link", put_link }, { "width", set_width },
    { "height", set_height }, { "head", set_head }, { "chart", put_chart }, { NULL, NULL }
  };
  static const luaL_Reg none[] = { { NULL, NULL } };
  static const luaL_Reg functions[] = { { "new", make }, { NULL, NULL } };
  new_type(L, BOOK, books, collect);
  new_type(L, SHEET, sheets, NULL);
  new_type(L, FORMAT, none, NULL);
  luaL_newlib(L, functions);
}
