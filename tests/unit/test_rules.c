/* test_rules.c - rule files to rule set: what the good ones give, and what each bad one of tests/rules/bad is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua/hook.h"
#include "lua/load.h"
#include "rules/image.h"

#define GOOD "tests/rules/good"
#define BAD "tests/rules/bad/"

/* The fixture rules, with user directories or files laid over. */
static int load(const char *user, const zb_script *extra, zb_mem *mem, zb_rules **out, zb_error *err) {
  zb_scripts s;
  int e;
  zb_scripts__init(&s, mem);
  e = zb_scripts__read(&s, "scripts/zb", "scripts/zb", 0, err);
  if (e == 0) e = zb_scripts__read(&s, GOOD, "rules", 0, err);
  if (e == 0 && user) e = zb_scripts__read(&s, user, "rules", 1, err);
  if (e == 0 && extra) {
    void *p = s.item;
    e = zb_mem__grow(mem, &p, &s.cap, s.n + 1, sizeof *s.item);
    if (e == 0) {
      s.item = p;
      s.item[s.n++] = *extra;
    }
  }
  if (e == 0) e = zb_load__rules(mem, &s, NULL, out, err);
  if (e == 0) (*out)->mem = *mem;
  zb_scripts__free(&s);
  if (e == 0) (*out)->mem.used = mem->used;
  return e;
}

static zb_rules *good(const char *user) {
  zb_mem mem = ZB_MEM_INIT;
  zb_rules *r = NULL;
  zb_error err;
  if (load(user, NULL, &mem, &r, &err)) fail_msg("%s:%d:%d: %s", err.file, err.line, err.column, err.message);
  return r;
}

static const zb_word *word(const zb_rules *r, const char *text) {
  uint32_t len = 0;
  int32_t i = zb_trie__longest(&r->words, text, text + strlen(text), &len);
  return i >= 0 && len == strlen(text) ? &r->word[i] : NULL;
}

static const zb_rule *rule(const zb_rules *r, const char *name) {
  uint32_t i;
  for (i = 0; i < r->rule_n; i++) {
    if (r->rule[i].name.n == strlen(name) && memcmp(r->pool + r->rule[i].name.at, name, strlen(name)) == 0) return &r->rule[i];
  }
  return NULL;
}

static int is(const zb_rules *r, zb_rstr s, const char *text) {
  return s.n == strlen(text) && memcmp(r->pool + s.at, text, s.n) == 0;
}

static void names_are_complete(void **state) {
  int i;
  (void)state;
  for (i = 0; i < ZB_CLASS_USER; i++) assert_non_null(zb_class_names[i]);
  for (i = 0; i < ZB_KINDS; i++) assert_non_null(zb_kind_names[i]);
  for (i = 0; i <= ZB_M_GAP; i++) assert_non_null(zb_measure_names[i]);
  for (i = 0; i <= ZB_P_Q1_3; i++) assert_non_null(zb_period_names[i]);
  assert_string_equal(zb_class_names[ZB_C_LITERAL], "literal");
  assert_string_equal(zb_period_names[ZB_P_YEAR_ONE_ON], "next");
}

static void words_say_what_files_say(void **state) {
  zb_rules *r = good(NULL);
  const zb_word *w;
  (void)state;
  assert_non_null(w = word(r, "增长"));
  assert_true(w->classes == ZB_BIT(ZB_C_RISE) && w->sign == 1 && w->flags == 0);
  assert_int_equal(word(r, "增")->flags, ZB_W_NEAR);
  assert_int_equal(word(r, "同比")->basis, ZB_B_YOY);
  assert_int_equal(word(r, "压减")->basis, ZB_B_EMPTY);
  assert_int_equal(word(r, "过去五年")->years, 5);
  assert_int_equal(zb_rules__class(r, "colour"), ZB_CLASS_USER);
  assert_true(word(r, "达到")->classes == (ZB_BIT(ZB_C_REACH) | ZB_BIT(ZB_CLASS_USER)));
  assert_int_equal(word(r, "GDP")->ref, 0);
  assert_int_equal(word(r, "人均生产总值")->ref, -1);
  assert_true(word(r, "人均生产总值")->classes == ZB_BIT(ZB_C_INDICATOR));
  assert_null(word(r, "ＧＤＰ"));
  assert_int_equal(zb_rules__class(r, "nothing"), -1);
  assert_true(word(r, "回升")->classes == ZB_BIT(ZB_C_LITERAL) && word(r, "回升")->flags == ZB_W_NEAR);
  zb_rules_free(r);
}

static void areas_have_codes_and_short_forms(void **state) {
  zb_rules *r = good(NULL);
  const zb_word *w;
  (void)state;
  assert_string_equal(r->area[word(r, "甲乙")->ref].code, "110000");
  assert_string_equal(r->area[word(r, "甲乙市")->ref].code, "110100");
  assert_non_null(w = word(r, "新城区"));
  assert_string_equal(r->area[w->ref].code, "");
  assert_string_equal(r->area[w->ref + 1].code, "110101");
  assert_string_equal(r->area[w->ref + 2].code, "120101");
  assert_null(word(r, "新城"));
  assert_null(word(r, "河东"));
  assert_null(word(r, "丙"));
  assert_null(word(r, "丁山"));
  assert_string_equal(r->area[word(r, "丁戊")->ref].code, "120000");
  assert_null(word(r, "丁戊己自治"));
  assert_string_equal(r->area[word(r, "老丙县")->ref].code, "110103");
  assert_true(is(r, r->area[word(r, "我国")->ref].name, "全国"));
  assert_true(word(r, "甲乙丙")->classes == ZB_BIT(ZB_C_OPAQUE));
  zb_rules_free(r);
}

static void types_have_sections_and_marks(void **state) {
  zb_rules *r = good(NULL);
  const zb_word *w;
  (void)state;
  assert_int_equal(r->type_n, 2);
  assert_true(is(r, r->type[0].name, "work_report") && is(r, r->type[1].name, "bulletin"));
  assert_int_equal(r->type[0].fallback, 1);
  assert_int_equal(r->type[0].section_n, 2);
  assert_int_equal(r->type[1].section, 2);
  assert_int_equal(r->type[1].year_is, 1);
  assert_int_equal(r->section[1].flags, ZB_SEC_GOALS | ZB_SEC_RECAP);
  assert_int_equal(r->section[0].period, ZB_P_LAST);
  assert_non_null(w = word(r, "过去一年"));
  assert_int_equal(w->opens_n, 2);
  assert_int_equal(r->opening[w->opens].type, 0);
  assert_int_equal(r->opening[w->opens].flags, ZB_W_START);
  assert_int_equal(r->opening[w->opens + 1].type, 1);
  assert_int_equal(r->opening[w->opens + 1].flags, ZB_W_HEADING);
  assert_non_null(w = word(r, "工作回顾"));
  assert_true(w->classes == 0 && w->opens_n > 0);
  assert_int_equal(w->marks_n, 1);
  assert_int_equal(r->typemark[w->marks].type, 1);
  assert_int_equal(r->typemark[word(r, "向大会报告工作")->marks].weight, 8);
  zb_rules_free(r);
}

static void rules_are_ordered_and_compiled(void **state) {
  zb_rules *r = good(NULL);
  const zb_rule *x;
  const zb_element *e;
  (void)state;
  assert_true(is(r, r->rule[0].name, "common/carried"));
  assert_true(is(r, r->rule[1].name, "common/growth"));
  assert_non_null(x = rule(r, "common/growth"));
  assert_true(x->left_n == 2 && x->right_n == 0 && x->subject == ZB_SUBJECT_LEFT && x->types == 3);
  assert_int_equal(x->kinds, ZB_BIT(ZB_KIND_RATE));
  e = &r->element[x->left];
  assert_true(e[0].literal_n == 1 && &r->word[r->literal[e[0].literal]] == word(r, "回升"));
  assert_true(e[0].mask == ZB_BIT(ZB_C_RISE) && e[0].min == 1 && e[0].max == 1);
  assert_true(e[1].mask == ZB_BIT(ZB_C_BASIS) && e[1].min == 0 && e[1].max == 1);
  assert_non_null(x = rule(r, "common/carried"));
  e = &r->element[x->left];
  assert_true(x->left_n == 3 && x->right_n == 1 && x->subject == ZB_SUBJECT_CARRY && x->priority == 5);
  assert_true(e[0].min == 1 && e[0].max == 255 && e[1].min == 0 && e[1].max == 255 && e[2].flags == ZB_E_EDGE);
  assert_int_equal(r->element[x->right].flags, ZB_E_EDGE);
  assert_non_null(x = rule(r, "common/count"));
  assert_true(x->subject == ZB_SUBJECT_RIGHT && x->left_n == 1 && x->right_n == 1);
  e = &r->element[x->left];
  assert_true(e->mask == 0 && e->literal_n == 1 && &r->word[r->literal[e->literal]] == word(r, "共有"));
  assert_int_equal(rule(r, "common/owner")->subject, ZB_SUBJECT_OWNER);
  assert_int_equal(rule(r, "common/owner")->kinds, ZB_BIT(ZB_KINDS) - 1);
  assert_non_null(x = rule(r, "work_report/goal"));
  assert_true(x->types == 1 && x->status == ZB_S_TARGET && x->measure == ZB_M_GROWTH && x->hook == -1);
  assert_int_equal(r->type[0].rules, r->type[1].rules + 1);
  zb_rules_free(r);
}

static void a_user_lays_over(void **state) {
  zb_rules *r = good("tests/rules/user");
  zb_indicator_info info;
  const zb_word *w;
  (void)state;
  assert_int_equal(zb_rules_indicator(r, 0, &info), 1);
  assert_memory_equal(info.english.p, "GDP", 3);
  assert_memory_equal(info.name.p, "地区生产总值", info.name.n);
  assert_int_equal(word(r, "本地产值")->ref, 0);
  assert_int_equal(word(r, "积雪面积")->ref, 2);
  assert_int_equal(word(r, "人均生产总值")->ref, 3);
  assert_non_null(w = word(r, "蹿升"));
  assert_true(w->sign == 1 && w->classes == ZB_BIT(ZB_C_RISE));
  assert_int_equal(rule(r, "common/growth")->basis, ZB_B_COMPARABLE);
  assert_true(is(r, r->rule[1].name, "common/first"));
  assert_int_equal(zb_rules_indicator(r, 99, &info), 0);
  zb_rules_free(r);
}

static void the_api_lists(void **state) {
  zb_rules *r = good(NULL);
  zb_type_info type;
  zb_unit_info unit;
  (void)state;
  assert_int_equal(zb_rules_type(r, 0, &type), 1);
  assert_int_equal(type.sections, 2);
  assert_memory_equal(type.title.p, "政府工作报告", type.title.n);
  assert_int_equal(zb_rules_type(r, 2, &type), 0);
  assert_int_equal(zb_rules_unit(r, 4, &unit), 1);
  assert_memory_equal(unit.base.p, "公里", unit.base.n);
  assert_memory_equal(unit.kind.p, "measure", unit.kind.n);
  assert_int_equal(zb_rules_unit(r, 5, &unit), 0);
  zb_rules_free(r);
}

static void images_are_the_same_and_checked(void **state) {
  zb_rules *a = good(NULL), *b = good(NULL), c;
  char *copy;
  (void)state;
  assert_int_equal(a->image_n, b->image_n);
  assert_memory_equal(a->image, b->image, a->image_n);
  assert_int_equal(zb_image__open(a->image, a->image_n - 8, &c), ZB_EINTERNAL);
  assert_int_equal(zb_image__open(a->image, 10, &c), ZB_EINTERNAL);
  assert_non_null(copy = test_malloc(a->image_n));
  memcpy(copy, a->image, a->image_n);
  copy[0] = 'x';
  assert_int_equal(zb_image__open(copy, a->image_n, &c), ZB_EINTERNAL);
  test_free(copy);
  zb_rules_free(a);
  zb_rules_free(b);
}

static char *read_all(const char *path, size_t *n) {
  char *text = test_malloc(1 << 16);
  FILE *f = fopen(path, "rb");
  if (!f) fail_msg("%s cannot be read", path);
  *n = fread(text, 1, (1 << 16) - 1, f);
  text[*n] = '\0';
  fclose(f);
  return text;
}

/* The rest of the line that begins with head among the first lines of text, or fallback. */
static void header(const char *text, const char *head, const char *fallback, char *out, size_t cap) {
  const char *p = strstr(text, head);
  size_t n = 0;
  if (p) {
    p += strlen(head);
    n = strcspn(p, "\n");
  }
  if (p) snprintf(out, cap, "%.*s", (int)n, p);
  else snprintf(out, cap, "%s", fallback);
}

/* Whether err says what is expected: "LINE:COLUMN: message part" or "LINE: message part". */
static int told(const zb_error *err, const char *expect) {
  char place[64];
  snprintf(place, sizeof place, "%d:%d: ", err->line, err->column);
  if (strncmp(expect, place, strlen(place)) == 0) return strstr(err->message, expect + strlen(place)) != NULL;
  snprintf(place, sizeof place, "%d: ", err->line);
  return strncmp(expect, place, strlen(place)) == 0 && strstr(err->message, expect + strlen(place)) != NULL;
}

static int bad_file(const char *name) {
  char path[512], expect[512], as[256], rules[512];
  zb_mem mem = ZB_MEM_INIT;
  zb_script extra = { rules, name, NULL, 0, 1 };
  zb_rules *r = NULL;
  zb_error err;
  char *text;
  int e, ok;
  snprintf(path, sizeof path, BAD "%s", name);
  text = read_all(path, &extra.n);
  extra.text = text;
  header(text, "-- expect: ", "1:1: bytecode", expect, sizeof expect);
  header(text, "-- as: ", "", as, sizeof as);
  if (as[0]) snprintf(rules, sizeof rules, "rules/%s", as);
  else snprintf(rules, sizeof rules, "rules/common/%s", name);
  mem.cap = (size_t)64 << 20;
  e = load(NULL, &extra, &mem, &r, &err);
  ok = e == ZB_ERULE && err.code == ZB_ERULE && strcmp(err.file, name) == 0 && told(&err, expect) && mem.used == 0;
  if (!ok)
    print_error("%s: expected %s\n    got %d %s:%d:%d: %s\n    %s\n", path, expect, e, err.file, err.line, err.column,
                err.message, err.source);
  if (e == 0) zb_rules_free(r);
  test_free(text);
  return ok;
}

static void bad_files_are_told(void **state) {
  DIR *d = opendir(BAD);
  const struct dirent *entry;
  int n = 0, wrong = 0;
  (void)state;
  assert_non_null(d);
  while ((entry = readdir(d)) != NULL) {
    if (entry->d_name[0] == '.') continue;
    n++;
    wrong += !bad_file(entry->d_name);
  }
  closedir(d);
  assert_true(n >= 30);
  assert_int_equal(wrong, 0);
}

static void hooks_answer(void **state) {
  zb_rules *r = good(NULL);
  zb_mem mem = ZB_MEM_INIT;
  zb_hooks *h = NULL;
  zb_hook_answer a;
  zb_error err;
  zb_observation o;
  zb_str words[] = { { "达到", 6 } };
  int32_t hook = rule(r, "common/change")->hook;
  (void)state;
  memset(&o, 0, sizeof o);
  o.has = ZB_VALUE;
  o.value = (zb_decimal){ -5, 2 };
  o.subject = (zb_str){ "产值", 6 };
  assert_int_equal(zb_hooks__new(&mem, r, 0, 0, NULL, &h), 0);
  assert_int_equal(zb_hooks__call(h, hook, &o, words, 1, &a, &err), 0);
  assert_int_equal(a.given, ZB_HOOK_SUBJECT | ZB_HOOK_MEASURE | ZB_HOOK_BASIS);
  assert_int_equal(a.subject.n, 11);
  assert_memory_equal(a.subject.p, "达到-0.05", 11);
  assert_true(a.measure == ZB_M_CHANGE && a.basis == ZB_B_EMPTY && a.sign == -1 && !a.refused);
  o.subject = (zb_str){ "drop", 4 };
  assert_int_equal(zb_hooks__call(h, hook, &o, words, 1, &a, &err), 0);
  assert_true(a.refused && !a.given);
  o.subject = (zb_str){ "keep", 4 };
  assert_int_equal(zb_hooks__call(h, hook, &o, words, 1, &a, &err), 0);
  assert_true(!a.refused && !a.given);
  zb_hooks__free(h);
  assert_int_equal(mem.used, 0);
  zb_rules_free(r);
}

static void bad_hooks_are_told(void **state) {
  static const struct { const char *rule; int code, line; const char *message; } cases[] = {
    { "common/loops", ZB_ELIMIT, 10, "too many steps" },
    { "common/eats", ZB_ELIMIT, 14, "too much memory" },
    { "common/fails", ZB_ERULE, 17, "attempt to index a nil value" },
    { "common/wrong", ZB_ERULE, 19, "'grwth' as measure" },
    { "common/pattern", ZB_ELIMIT, 22, "too many steps in 'match'" },
  };
  zb_rules *r = good(NULL);
  zb_mem mem = ZB_MEM_INIT;
  zb_hooks *h = NULL;
  zb_observation o;
  zb_hook_answer a;
  zb_error err;
  size_t i, round;
  (void)state;
  memset(&o, 0, sizeof o);
  assert_int_equal(zb_hooks__new(&mem, r, 1 << 20, 100000, NULL, &h), 0);
  for (round = 0; round < 2; round++) {
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
      int e = zb_hooks__call(h, rule(r, cases[i].rule)->hook, &o, NULL, 0, &a, &err);
      if (e != cases[i].code || err.line != cases[i].line || !strstr(err.message, cases[i].message)) {
        fail_msg("%s: %d %s:%d: %s", cases[i].rule, e, err.file, err.line, err.message);
      }
      assert_string_equal(err.file, GOOD "/common/hooked.lua");
      if (err.line) assert_true(err.source[0] != '\0');
    }
    zb_hooks__reset(h);
  }
  zb_hooks__free(h);
  zb_rules_free(r);
}

static int at_once(void *ud) {
  (void)ud;
  return 1;
}

static void loading_ends_when_it_must(void **state) {
  static const char endless[] = "while true do end";
  zb_rules_file file = { "common/mine.lua", endless, sizeof endless - 1 };
  zb_rules_options options = ZB_RULES_OPTIONS_INIT;
  zb_host host = ZB_HOST_INIT;
  zb_rules *r = NULL;
  zb_error err;
  (void)state;
  options.files = &file;
  options.file_n = 1;
  options.time_limit = 5;
  assert_int_equal(zb_rules_new(&options, &r, &err), ZB_ELIMIT);
  assert_string_equal(err.message, "more than the limit of 5 milliseconds");
  assert_null(r);
  host.stop = at_once;
  options.host = &host;
  assert_int_equal(zb_rules_new(&options, &r, &err), ZB_ESTOPPED);
  options.time_limit = 0;
  options.host = NULL;
  assert_int_equal(zb_rules_new(&options, &r, &err), ZB_ERULE);
  assert_string_equal(err.file, "common/mine.lua");
  assert_null(r);
}

static void shipped_rules_load(void **state) {
  zb_rules *r = NULL;
  zb_error err;
  (void)state;
  assert_int_equal(zb_rules_load(NULL, &r, &err), 0);
  assert_true(r->word_n > 0);
  zb_rules_free(r);
  if (zb_rules_load("tests/rules/user", &r, &err)) fail_msg("%s:%d: %s", err.file, err.line, err.message);
  assert_non_null(word(r, "积雪面积"));
  zb_rules_free(r);
  assert_int_equal(zb_rules_load("tests/rules/none", &r, &err), ZB_EIO);
  assert_null(r);
  assert_string_equal(err.file, "tests/rules/none");
  assert_int_equal(zb_rules_load("Makefile", &r, NULL), ZB_EIO);
  assert_int_equal(zb_rules_load(NULL, NULL, &err), ZB_EARG);
  zb_rules_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(names_are_complete),
    cmocka_unit_test(words_say_what_files_say),
    cmocka_unit_test(areas_have_codes_and_short_forms),
    cmocka_unit_test(types_have_sections_and_marks),
    cmocka_unit_test(rules_are_ordered_and_compiled),
    cmocka_unit_test(a_user_lays_over),
    cmocka_unit_test(the_api_lists),
    cmocka_unit_test(images_are_the_same_and_checked),
    cmocka_unit_test(bad_files_are_told),
    cmocka_unit_test(hooks_answer),
    cmocka_unit_test(bad_hooks_are_told),
    cmocka_unit_test(loading_ends_when_it_must), cmocka_unit_test(shipped_rules_load),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
