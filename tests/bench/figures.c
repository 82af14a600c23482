/* figures.c - number and unit recognition against PCRE2 JIT, over the same text in the same run.
 *
 *   figures TEXT   prints one line for each contender: name, milliseconds, matches
 *
 * Ours reads Arabic and Chinese numerals, ranges, dates and every unit of the rules, and knows what is no figure. The
 * patterns do less: they find a number and a unit of a short list, in Arabic digits alone or in both kinds of numerals.
 * PCRE2's code runs faster or slower by where it happens to lie, so each pattern is compiled several times and the best
 * run of the best copy counts.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rules/ruleset.h"

#define COPIES 5
#define ROUNDS 5

#define UNITS "(?:万亿元?|亿元|万元|元|亿|万|千|百)?(?:个百分点|平方米|平方公里|公里|千瓦时|千瓦|立方米|人次|美元|%|‰|倍|" \
              "吨|亩|公顷|户|家|个|项|件|套|所|张|辆|条|座|处|人|名|位|天|年|岁)?"
#define ARABIC "[+-]?\\d[\\d,]*(?:\\.\\d+)?"

typedef struct contender {
  const char *name, *pattern;
  uint32_t options;
} contender;

static const contender contenders[] = {
  { "pcre2-arabic", ARABIC UNITS, PCRE2_UTF },
  { "pcre2-arabic-bytes", ARABIC UNITS, 0 },
  { "pcre2-both", "(?:" ARABIC "|(?:百分之)?[零〇一二三四五六七八九十百千万亿两几数半]+(?:点[零〇一二三四五六七八九]+)?)" UNITS, PCRE2_UTF },
  { "pcre2-both-bytes",
    "(?:" ARABIC "|(?:百分之)?(?:零|〇|一|二|三|四|五|六|七|八|九|十|百|千|万|亿|两|几|数|半)+"
    "(?:点(?:零|〇|一|二|三|四|五|六|七|八|九)+)?)" UNITS, 0 },
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static char *read_file(const char *path, size_t *n) {
  FILE *f = fopen(path, "rb");
  char *text = NULL;
  long size;
  if (!f) return NULL;
  if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) > 0 && (text = malloc((size_t)size)) != NULL) {
    rewind(f);
    *n = fread(text, 1, (size_t)size, f);
  }
  fclose(f);
  return text;
}

/* What the engine finds in its pass over the text, without the words that it finds in the same pass. */
static size_t count_both(const zb_units *units, const char *text, size_t n) {
  size_t at = 0, count = 0;
  while (at < n) {
    uint32_t c;
    size_t step = (size_t)zb_trie__char((const unsigned char *)text + at, &c);
    if (zb_figure__may_start(c)) {
      zb_figure figure;
      zb_figure_what what = zb_figure__read(units, text, n, at, &figure);
      if (what != ZB_FIGURE_NONE) step = figure.end - at;
      count += what == ZB_FIGURE_YES;
    }
    at += step;
  }
  return count;
}

/* The same recogniser, called at Arabic digits only. */
static size_t count_arabic(const zb_units *units, const char *text, size_t n) {
  size_t at, count = 0;
  for (at = 0; at < n; at++) {
    zb_figure figure;
    zb_figure_what what;
    if ((unsigned char)(text[at] - '0') > 9) continue;
    what = zb_figure__read(units, text, n, at, &figure);
    if (what != ZB_FIGURE_NONE) at = figure.end - 1;
    count += what == ZB_FIGURE_YES;
  }
  return count;
}

static size_t count_pcre2(const pcre2_code *code, pcre2_match_data *data, const char *text, size_t n) {
  const PCRE2_SIZE *at = pcre2_get_ovector_pointer(data);
  size_t count = 0, start = 0;
  while (pcre2_jit_match(code, (PCRE2_SPTR)text, n, start, PCRE2_NO_UTF_CHECK, data, NULL) > 0) {
    count++;
    start = at[1];
  }
  return count;
}

static void measure_ours(const char *name, size_t (*count_all)(const zb_units *, const char *, size_t),
                         const zb_units *units, const char *text, size_t n) {
  double best = 0;
  size_t count = 0;
  int round;
  for (round = 0; round < ROUNDS; round++) {
    double start = now(), took;
    count = count_all(units, text, n);
    took = now() - start;
    if (round == 0 || took < best) best = took;
  }
  printf("%s %.3f %zu\n", name, best, count);
}

static int measure_pcre2(const contender *c, const char *text, size_t n) {
  pcre2_code *code[COPIES] = { NULL };
  double best = 0;
  size_t count = 0;
  int i, round, failed = 0;
  for (i = 0; i < COPIES && !failed; i++) {
    pcre2_match_data *data;
    int error;
    PCRE2_SIZE offset;
    code[i] = pcre2_compile((PCRE2_SPTR)c->pattern, PCRE2_ZERO_TERMINATED, c->options, &error, &offset, NULL);
    if (!code[i] || pcre2_jit_compile(code[i], PCRE2_JIT_COMPLETE)) {
      fprintf(stderr, "figures: %s does not compile\n", c->name);
      failed = 1;
      break;
    }
    data = pcre2_match_data_create_from_pattern(code[i], NULL);
    for (round = 0; round < ROUNDS; round++) {
      double start = now(), took;
      count = count_pcre2(code[i], data, text, n);
      took = now() - start;
      if ((i == 0 && round == 0) || took < best) best = took;
    }
    pcre2_match_data_free(data);
  }
  for (i = 0; i < COPIES; i++) pcre2_code_free(code[i]);
  if (!failed) printf("%s %.3f %zu\n", c->name, best, count);
  return failed;
}

int main(int argc, char **argv) {
  size_t n = 0, i;
  char *text = argc == 2 ? read_file(argv[1], &n) : NULL;
  zb_rules *rules;
  zb_error error;
  int failed = 0;
  if (!text) {
    fprintf(stderr, "usage: figures TEXT\n");
    return 2;
  }
  if (zb_rules_load(NULL, &rules, &error)) {
    fprintf(stderr, "figures: %s\n", error.message);
    free(text);
    return 3;
  }
  measure_ours("ours", count_both, &rules->units, text, n);
  measure_ours("ours-arabic", count_arabic, &rules->units, text, n);
  for (i = 0; i < sizeof contenders / sizeof *contenders; i++) failed |= measure_pcre2(&contenders[i], text, n);
  zb_rules_free(rules);
  free(text);
  return failed;
}
