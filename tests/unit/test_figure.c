/* Figures and dates as texts write them. The sentences are in tests/cases/figures.tsv; what a table of text and value
 * cannot say (flags, dates, places) is checked here. Run in the top directory of the project. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/ruleset.h"
#include "text/figure.h"
#include "text/number.h"

#define UNITS "rules/units.lua"
#define CASES "tests/cases/figures.tsv"

typedef struct fixture {
  zb_mem mem;
  zb_units units;
  zb_unit *unit;
  zb_trie_key *key;
  char *pool;
} fixture;

static int by_bytes(const void *a, const void *b) {
  const zb_trie_key *x = a, *y = b;
  int order = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);
  return order ? order : (int)x->n - (int)y->n;
}

static void read_unit(lua_State *L, fixture *f, size_t i, uint32_t *at) {
  size_t n;
  uint16_t kind = 0;
  const char *s;
  lua_rawgeti(L, -1, (lua_Integer)i + 1);
  lua_rawgeti(L, -1, 1);
  s = lua_tolstring(L, -1, &n);
  memcpy(f->pool + *at, s, n);
  f->unit[i].name = *at;
  f->unit[i].name_n = (uint32_t)n;
  f->key[i] = (zb_trie_key){ f->pool + *at, (uint32_t)n, (int32_t)i, 0 };
  *at += (uint32_t)n;
  lua_getfield(L, -2, "kind");
  s = lua_tostring(L, -1);
  while (kind < ZB_KINDS && strcmp(zb_kind_names[kind], s) != 0) kind++;
  assert_true(kind < ZB_KINDS);
  f->unit[i].kind = kind;
  lua_getfield(L, -3, "mult");
  f->unit[i].mult = (int16_t)lua_tointeger(L, -1);
  lua_pop(L, 4);
}

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  lua_State *L = luaL_newstate();
  uint32_t at = 0;
  size_t n, i;
  f->mem = (zb_mem)ZB_MEM_INIT;
  if (luaL_dofile(L, UNITS)) fail_msg("%s", lua_tostring(L, -1));
  n = lua_rawlen(L, -1);
  f->unit = calloc(n, sizeof *f->unit);
  f->key = calloc(n, sizeof *f->key);
  f->pool = malloc(n * 64);
  for (i = 0; i < n; i++) read_unit(L, f, i, &at);
  lua_close(L);
  qsort(f->key, n, sizeof *f->key, by_bytes);
  assert_int_equal(zb_trie__build(&f->mem, f->key, n, &f->units.trie), 0);
  f->units.unit = f->unit;
  f->units.count = (uint32_t)n;
  f->units.pool = f->pool;
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  zb_trie__free(&f->mem, &f->units.trie);
  free(f->unit);
  free(f->key);
  free(f->pool);
  free(f);
  return 0;
}

/* The first thing found in a text. The copy has no byte to spare, so that a read past its end is seen by a sanitizer. */
static zb_figure_what first(void **state, const char *text, zb_figure *out) {
  const fixture *f = *state;
  size_t n = strlen(text), i = 0;
  char *copy = malloc(n);
  zb_figure_what what = ZB_FIGURE_NONE;
  memcpy(copy, text, n);
  while (i < n && what == ZB_FIGURE_NONE) {
    uint32_t c;
    size_t k = zb_char__at(copy, n, i, &c);
    if (zb_figure__may_start(c)) what = zb_figure__read(&f->units, copy, n, i, out);
    i += k;
  }
  free(copy);
  return what;
}

static void put_decimal(char *to, zb_decimal d) {
  char digits[64];
  unsigned long long m = d.mantissa < 0 ? 0 - (unsigned long long)d.mantissa : (unsigned long long)d.mantissa;
  int shown = d.scale < 18 ? d.scale + 1 : 19;
  snprintf(digits, sizeof digits, "%0*llu", shown < 1 ? 1 : shown, m);
  sprintf(to + strlen(to), "%s%.*s%s%s", d.mantissa < 0 ? "-" : "", (int)strlen(digits) - d.scale, digits,
          d.scale ? "." : "", d.scale ? digits + strlen(digits) - d.scale : "");
}

/* All quantities of a text, in the way of the cases. */
static void tell(const fixture *f, const char *text, size_t n, char *to) {
  char *copy = malloc(n ? n : 1);
  size_t i = 0;
  memcpy(copy, text, n);
  *to = 0;
  while (i < n) {
    uint32_t c;
    size_t k = zb_char__at(copy, n, i, &c);
    zb_figure g;
    zb_figure_what what = zb_figure__may_start(c) ? zb_figure__read(&f->units, copy, n, i, &g) : ZB_FIGURE_NONE;
    i = what == ZB_FIGURE_NONE ? i + k : g.end;
    if (what != ZB_FIGURE_YES) continue;
    if (*to) strcat(to, " | ");
    put_decimal(to, g.value);
    if (g.flags & ZB_FIGURE_RANGE) {
      strcat(to, "..");
      put_decimal(to, g.upper);
    }
    if (g.unit_n) strcat(strcat(to, " "), g.unit);
    if (g.flags & ZB_FIGURE_CHINESE) strcat(to, " c");
  }
  if (!*to) strcpy(to, "-");
  free(copy);
}

/* The normaliser's work, as far as the cases need it. */
static void narrow(char *s) {
  static const char *const wide[] = { "％", "%", "－", "-", "～", "~", "．", ".", "＋", "+", NULL };
  size_t i;
  char *p;
  for (i = 0; wide[i]; i += 2)
    while ((p = strstr(s, wide[i])) != NULL) {
      *p = *wide[i + 1];
      memmove(p + 1, p + 3, strlen(p + 3) + 1);
    }
  while ((p = strstr(s, "\xEF\xBC")) != NULL && (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0x99) {
    *p = (char)('0' + ((unsigned char)p[2] - 0x90));
    memmove(p + 1, p + 3, strlen(p + 3) + 1);
  }
}

/* Takes the bound words off an expectation. */
static void without_bounds(const char *from, char *to) {
  static const char *const bounds[] = { "ge ", "gt ", "le ", "lt ", "approx ", NULL };
  size_t i;
  *to = 0;
  while (*from) {
    for (i = 0; bounds[i]; i++)
      if (strncmp(from, bounds[i], strlen(bounds[i])) == 0) from += strlen(bounds[i]);
    while (*from && strncmp(from, "| ", 2) != 0) *to++ = *from++;
    if (*from) {
      *to++ = *from++;
      *to++ = *from++;
    }
  }
  *to = 0;
}

static void every_case_of_the_file_is_read_as_it_says(void **state) {
  char line[1024], want[1024], got[1024];
  int number = 0, wrong = 0, cases = 0;
  FILE *file = fopen(CASES, "rb");
  assert_non_null(file);
  while (fgets(line, sizeof line, file)) {
    char *tab;
    number++;
    line[strcspn(line, "\n")] = 0;
    if (*line == '#' || (tab = strchr(line, '\t')) == NULL) continue;
    *tab = 0;
    narrow(line);
    without_bounds(tab + 1, want);
    tell(*state, line, strlen(line), got);
    cases++;
    if (strcmp(got, want) != 0) {
      print_error("%s:%d: %s: wanted %s, got %s\n", CASES, number, line, want, got);
      wrong++;
    }
  }
  fclose(file);
  assert_true(cases >= 400);
  assert_int_equal(wrong, 0);
}

static void flags_tell_how_a_number_is_written(void **state) {
  static const struct { const char *text; int flags, kind, mult; } rows[] = {
    { "1万余个", ZB_FIGURE_MORE, ZB_KIND_COUNT, 4 },
    { "3000多万元", ZB_FIGURE_MORE, ZB_KIND_MONEY, 4 },
    { "10来个", ZB_FIGURE_ABOUT, ZB_KIND_COUNT, 0 },
    { "十五六万人", ZB_FIGURE_CHINESE | ZB_FIGURE_RANGE | ZB_FIGURE_ABOUT, ZB_KIND_COUNT, 4 },
    { "增长-3.2%", ZB_FIGURE_SIGNED, ZB_KIND_RATE, 0 },
    { "第6位", ZB_FIGURE_ORDINAL, ZB_KIND_RANK, 0 },
    { "前3位", 0, ZB_KIND_RANK, 0 },
    { "101位企业家", 0, ZB_KIND_COUNT, 0 },
    { "第11个", ZB_FIGURE_ORDINAL, ZB_KIND_RANK, 0 },
    { "占1/4", ZB_FIGURE_FRACTION, ZB_KIND_BARE, 0 },
    { "三分之一", ZB_FIGURE_FRACTION | ZB_FIGURE_CHINESE, ZB_KIND_BARE, 0 },
    { "2—3个", ZB_FIGURE_RANGE, ZB_KIND_COUNT, 0 },
    { "3.2万亿元", 0, ZB_KIND_MONEY, 12 },
    { "48.4千公顷", 0, ZB_KIND_MEASURE, 3 },
    { "1.2亿千瓦", 0, ZB_KIND_MEASURE, 8 },
    { "5年", 0, ZB_KIND_TIME, 0 },
    { "翻两番", ZB_FIGURE_CHINESE, ZB_KIND_MULTIPLE, 0 },
  };
  size_t i;
  for (i = 0; i < sizeof rows / sizeof *rows; i++) {
    zb_figure g;
    assert_int_equal(first(state, rows[i].text, &g), ZB_FIGURE_YES);
    if (g.flags != rows[i].flags || g.kind != rows[i].kind || g.mult != rows[i].mult)
      fail_msg("%s: flags %d, kind %s, mult %d", rows[i].text, g.flags, zb_kind_names[g.kind], g.mult);
  }
}

static void a_date_tells_its_years_months_and_days(void **state) {
  static const struct { const char *text; int end, y, m, d, to_y, to_m, to_d; } rows[] = {
    { "2022年", 7, 2022, 0, 0, 0, 0, 0 },
    { "2022年1月8日", 15, 2022, 1, 8, 0, 0, 0 },
    { "2022年底", 7, 2022, 0, 0, 0, 0, 0 },
    { "1—9月", 8, 0, 1, 0, 0, 9, 0 },
    { "2022年1—9月", 15, 2022, 1, 0, 2022, 9, 0 },
    { "2022-2026年", 12, 2022, 0, 0, 2026, 0, 0 },
    { "2022-2026", 9, 2022, 0, 0, 2026, 0, 0 },
    { "1978年至2022年", 17, 1978, 0, 0, 2022, 0, 0 },
    { "2022年11月—2023年3月", 26, 2022, 11, 0, 2023, 3, 0 },
    { "3月8日至10日", 16, 0, 3, 8, 0, 3, 10 },
    { "2026-02-02 09:20", 16, 2026, 2, 2, 0, 0, 0 },
    { "二〇二二年一月", 21, 2022, 1, 0, 0, 0, 0 },
    { "2022中国", 4, 2022, 0, 0, 0, 0, 0 },
  };
  size_t i;
  for (i = 0; i < sizeof rows / sizeof *rows; i++) {
    zb_figure g;
    assert_int_equal(first(state, rows[i].text, &g), ZB_FIGURE_DATE);
    if ((int)g.end != rows[i].end || g.year != rows[i].y || g.month != rows[i].m || g.day != rows[i].d ||
        g.to_year != rows[i].to_y || g.to_month != rows[i].to_m || g.to_day != rows[i].to_d)
      fail_msg("%s: end %u, %d-%d-%d to %d-%d-%d", rows[i].text, g.end, g.year, g.month, g.day, g.to_year, g.to_month, g.to_day);
  }
}

static void a_figure_knows_its_place(void **state) {
  zb_figure g;
  assert_int_equal(first(state, "增长-3.2万余个，", &g), ZB_FIGURE_YES);
  assert_int_equal(g.start, 6);
  assert_int_equal(g.number_end, 10);
  assert_int_equal(g.end, 19);
  assert_string_equal(g.unit, "万个");
  assert_int_equal(g.base_at, 3);
  assert_int_equal(first(state, "25万元/亩", &g), ZB_FIGURE_YES);
  assert_string_equal(g.unit, "万元/亩");
  assert_int_equal(g.base_at, 3);
}

static void more_digits_than_fit_are_a_name_and_never_wrong(void **state) {
  char text[10001];
  zb_figure g;
  assert_int_equal(first(state, "123456789012345678亿元", &g), ZB_FIGURE_YES);
  assert_int_equal(g.value.mantissa, INT64_C(123456789012345678));
  assert_int_equal(first(state, "1234567890123456789亿元", &g), ZB_FIGURE_NAME);
  assert_int_equal(g.end, 19);
  memset(text, '7', sizeof text - 1);
  text[sizeof text - 1] = 0;
  assert_int_equal(first(state, text, &g), ZB_FIGURE_NAME);
  assert_int_equal(g.end, sizeof text - 1);
}

static void any_bytes_are_read_within_their_end(void **state) {
  static const char *const pieces[] = { "3", "万", "十", "\xE4", "\xE4\xBA", "亿元", "百分之", "-", "—", "第", "年", "\xFF", "\x80",
                                        ".", ",", "5", "翻", "番", "/", "月", "余", "2022", "G", "“", "点", "、", "\xF0\x9F" };
  size_t count = sizeof pieces / sizeof *pieces;
  unsigned seed = 1;
  int round;
  for (round = 0; round < 200000; round++) {
    char text[128], told[4096];
    int left;
    *text = 0;
    for (left = 1 + round % 8; left > 0; left--) {
      seed = seed * 1103515245u + 12345u;
      strcat(text, pieces[(seed >> 16) % count]);
    }
    tell(*state, text, strlen(text), told);
  }
}

static void the_same_text_is_read_in_a_time_that_grows_with_its_length(void **state) {
  static const char *const units[] = { "一", "1+", "第1、", "1-", "万", "1,111", "1:1", "二〇", "“1", "1·1", "、1" };
  const fixture *f = *state;
  size_t i, k, n = 200000;
  char *text = malloc(n);
  for (i = 0; i < sizeof units / sizeof *units; i++) {
    size_t at = 0, reads = 0;
    for (k = 0; k < n; k++) text[k] = units[i][k % strlen(units[i])];
    while (at < n) {
      uint32_t c;
      size_t step = zb_char__at(text, n, at, &c);
      zb_figure g;
      int found = zb_figure__may_start(c) && zb_figure__read(&f->units, text, n, at, &g) != ZB_FIGURE_NONE;
      if (found) assert_true(g.end > at);
      at = found ? g.end : at + step;
      reads++;
    }
    assert_true(reads <= n);
  }
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_case_of_the_file_is_read_as_it_says),
    cmocka_unit_test(flags_tell_how_a_number_is_written),
    cmocka_unit_test(a_date_tells_its_years_months_and_days),
    cmocka_unit_test(a_figure_knows_its_place),
    cmocka_unit_test(more_digits_than_fit_are_a_name_and_never_wrong),
    cmocka_unit_test(any_bytes_are_read_within_their_end),
    cmocka_unit_test(the_same_text_is_read_in_a_time_that_grows_with_its_length),
  };
  return cmocka_run_group_tests_name("figure", tests, set_up, tear_down);
}
