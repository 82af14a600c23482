/* document.c - what the user says of documents: their year, their type. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

int cli_read_year(const char *words, int *year) {
  char *end;
  long n = strtol(words, &end, 10);
  if (words[0] < '0' || words[0] > '9' || *end || n < ZB_YEAR_FIRST || n > ZB_YEAR_LAST) {
    cli_error("usage", "--year wants a year from %d to %d, not '%s'", ZB_YEAR_FIRST, ZB_YEAR_LAST, words);
    return CLI_USAGE;
  }
  *year = (int)n;
  return 0;
}

int cli_read_type(const zb_rules *rules, const char *words, const char **name, char *buffer) {
  size_t n = strlen(words);
  cli_nearest near = cli_nearest_to(words, n);
  zb_type_info info;
  for (size_t i = 0; zb_rules_type(rules, i, &info); i++) {
    int by_name = info.name.n == n && memcmp(info.name.p, words, n) == 0;
    int by_title = info.title.n == n && memcmp(info.title.p, words, n) == 0;
    cli_nearest_offer(&near, info.name);
    cli_nearest_offer(&near, info.title);
    if ((!by_name && !by_title) || info.name.n >= 64) continue;
    memcpy(buffer, info.name.p, info.name.n);
    buffer[info.name.n] = '\0';
    *name = buffer;
    return 0;
  }
  if (near.best.p) cli_error("usage", "--type has no '%s'; did you mean '%.*s'?", words, (int)near.best.n, near.best.p);
  else cli_error("usage", "--type has no '%s'; zhibiao types lists them", words);
  return CLI_USAGE;
}

int cli_same_ending(const char *a, const char *b) {
  for (; *a && *b; a++, b++)
    if ((*a >= 'A' && *a <= 'Z' ? *a + 'a' - 'A' : *a) != *b) return 0;
  return *a == *b;
}
