#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* Whether the word stands in s, whatever the case of its ASCII letters. */
static int holds(zb_str s, const char *word) {
  size_t n = strlen(word);
  for (size_t i = 0; i + n <= s.n; i++) {
    size_t k = 0;
    while (k < n && lower(s.p[i + k]) == lower(word[k])) k++;
    if (k == n) return 1;
  }
  return 0;
}

static int matches(const cli_column *columns, const zb_str *cells, const char *word) {
  if (!word) return 1;
  for (int c = 0; columns[c].key; c++)
    if (columns[c].kind != CLI_NUMBER && holds(cells[c], word)) return 1;
  return 0;
}

static void json_words(zb_str s) {
  const char *p = s.p, *end = s.n ? s.p + s.n : s.p;
  putchar('[');
  while (p < end) {
    const char *bar = memchr(p, '|', (size_t)(end - p)), *stop = bar ? bar : end;
    if (p != s.p) putchar(',');
    cli_json_string(stdout, (zb_str){ p, (size_t)(stop - p) });
    p = stop + 1;
  }
  putchar(']');
}

static void put_json(const cli_column *columns, const zb_str *cells) {
  for (int c = 0; columns[c].key; c++) {
    printf("%s\"%s\":", c ? "," : "{", columns[c].key);
    if (columns[c].kind == CLI_NUMBER) fwrite(cells[c].p, 1, cells[c].n, stdout);
    else if (columns[c].kind == CLI_WORDS) json_words(cells[c]);
    else cli_json_string(stdout, cells[c]);
  }
  fputs("}\n", stdout);
}

static void put_csv(const cli_column *columns, const zb_str *cells) {
  for (int c = 0; columns[c].key; c++) {
    if (c) putchar(',');
    cli_csv_cell(stdout, cells[c], columns[c].kind == CLI_NUMBER);
  }
  fputs("\r\n", stdout);
}

static int width_of(zb_str s) {
  int width = 0;
  for (size_t i = 0, length; i < s.n; i += length) width += cli_char_width(s.p + i, s.n - i, &length);
  return width;
}

/* Puts s in `width` columns, cut with … where it is longer. Returns: the blanks still owed behind it. */
static int put_cell(zb_str s, int width, int number) {
  int own = width_of(s), cut = own > width, used = 0;
  if (number) printf("%*s", own < width ? width - own : 0, "");
  for (size_t i = 0, length; i < s.n; i += length) {
    int w = cli_char_width(s.p + i, s.n - i, &length);
    if (used + w > width - cut) break;
    if ((unsigned char)s.p[i] < 0x20) putchar('?');
    else fwrite(s.p + i, 1, length, stdout);
    used += w;
  }
  if (cut) fputs("…", stdout);
  return number ? 0 : width - used - cut;
}

static void put_table(const cli_column *columns, const zb_str *cells, const int *width) {
  int blanks = 0;
  for (int c = 0; columns[c].key; c++) {
    if (!columns[c].shown) continue;
    if (cells[c].n) {
      printf("%*s", blanks, "");
      blanks = 0;
    }
    blanks += cells[c].n ? put_cell(cells[c], width[c], columns[c].kind == CLI_NUMBER) : width[c];
    blanks += 2;
  }
  putchar('\n');
}

/* The widest cell of each column; the last one gets what the terminal leaves. */
static void measure(const cli_list *list, const zb_rules *rules, const char *word, int *width) {
  zb_str cells[CLI_COLUMNS];
  char buffer[64];
  int terminal = cli_columns(), used = 0, last = 0;
  for (int c = 0; list->columns[c].key; c++) width[c] = (int)strlen(list->columns[c].key);
  for (size_t i = 0; list->row(rules, i, cells, buffer); i++) {
    if (!matches(list->columns, cells, word)) continue;
    for (int c = 0; list->columns[c].key; c++) {
      int w = width_of(cells[c]);
      if (w > width[c]) width[c] = w;
    }
  }
  for (int c = 0; list->columns[c].key; c++) {
    if (!list->columns[c].shown) continue;
    if (width[c] > 40) width[c] = 40;
    used += width[c] + 2;
    last = c;
  }
  used -= width[last] + 2;
  if (terminal == 0) terminal = 100;
  if (width[last] > terminal - used) width[last] = terminal - used > 10 ? terminal - used : 10;
}

static void put_list(const cli_list *list, const zb_rules *rules, int format, const char *word) {
  zb_str cells[CLI_COLUMNS], heads[CLI_COLUMNS];
  char buffer[64];
  int width[CLI_COLUMNS] = { 0 };
  size_t found = 0;
  for (int c = 0; list->columns[c].key; c++) {
    heads[c].p = list->columns[c].key;
    heads[c].n = strlen(heads[c].p);
  }
  if (format == 0) measure(list, rules, word, width);
  if (format == 2) put_csv(list->columns, heads);
  for (size_t i = 0; list->row(rules, i, cells, buffer); i++) {
    if (!matches(list->columns, cells, word)) continue;
    if (found++ == 0 && format == 0) put_table(list->columns, heads, width);
    if (format == 0) put_table(list->columns, cells, width);
    else if (format == 1) put_json(list->columns, cells);
    else put_csv(list->columns, cells);
  }
  if (!found) fprintf(stderr, "zhibiao: no %s%s%s\n", list->what, word ? " matches " : "", word ? word : "");
}

int cli_list_run(const cli_command *command, const cli_list *list, int argc, char **argv) {
  static const char *const formats[] = { "table", "ndjson", "csv" };
  const char *format = "table", *dir = NULL, *word = NULL;
  cli_option options[] = {
    { "format", 'f', 1, &format }, { "rules", 0, 1, &dir }, { "search", 's', 1, &word }, { NULL, 0, 0, NULL }
  };
  zb_rules *rules = NULL;
  int operands, chosen, status;
  if (!list->searched) options[2].name = NULL;
  operands = cli_parse(command, options, argc, argv);
  if (operands < 0) return operands == -1 ? CLI_DONE : CLI_USAGE;
  if (operands > 0) {
    cli_error("usage", "zhibiao %s takes no '%s'%s%s", command->name, argv[0],
              list->searched ? "; did you mean --search " : "", list->searched ? argv[0] : "");
    return CLI_USAGE;
  }
  if ((chosen = cli_choice("format", format, strlen(format), formats, 3)) < 0) return CLI_USAGE;
  if ((status = cli_load_rules(dir, &rules))) return status;
  put_list(list, rules, chosen, word);
  zb_rules_free(rules);
  return CLI_DONE;
}
