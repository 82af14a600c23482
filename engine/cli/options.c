#include "cli.h"

#include <stdio.h>
#include <string.h>

#define LONGEST 48   /* bytes of a word that a distance is worked out for */

cli_nearest cli_nearest_to(const char *word, size_t n) {
  cli_nearest near = { { word, n }, { NULL, 0 }, n / 3 + 2 };   /* farther than this is no likeness */
  return near;
}

/* Edits (insert, delete, replace, swap neighbours) from a to b, in bytes. */
static size_t distance(zb_str a, zb_str b) {
  size_t row[3][LONGEST + 1];
  size_t *before = row[0], *last = row[1], *now = row[2];
  for (size_t j = 0; j <= b.n; j++) last[j] = j;
  for (size_t i = 1; i <= a.n; i++) {
    size_t *spare = before;
    now[0] = i;
    for (size_t j = 1; j <= b.n; j++) {
      size_t d = last[j - 1] + (a.p[i - 1] != b.p[j - 1]);
      if (last[j] + 1 < d) d = last[j] + 1;
      if (now[j - 1] + 1 < d) d = now[j - 1] + 1;
      if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1] && before[j - 2] + 1 < d)
        d = before[j - 2] + 1;
      now[j] = d;
    }
    before = last;
    last = now;
    now = spare;
  }
  return last[b.n];
}

void cli_nearest_offer(cli_nearest *near, zb_str candidate) {
  size_t d;
  if (near->word.n > LONGEST || candidate.n > LONGEST || candidate.n == 0 || near->word.n == 0) return;
  d = distance(near->word, candidate);
  if (d >= near->distance || d >= candidate.n) return;
  near->distance = d;
  near->best = candidate;
}

int cli_choice(const char *option, const char *word, size_t length, const char *const *choices, size_t n) {
  cli_nearest near = cli_nearest_to(word, length);
  char list[256] = "";
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    zb_str s = { choices[i], strlen(choices[i]) };
    if (s.n == length && memcmp(s.p, word, length) == 0) return (int)i;
    cli_nearest_offer(&near, s);
    used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", choices[i]);
    if (used >= sizeof list) used = sizeof list - 1;
  }
  if (near.best.p)
    cli_error("usage", "--%s has no '%.*s'; did you mean '%s'? (%s)", option, (int)length, word, near.best.p, list);
  else cli_error("usage", "--%s has no '%.*s'; it is one of %s", option, (int)length, word, list);
  return -1;
}

/* Returns: 0, or -2 where it was given too often, which is told. */
static int store(const cli_option *o, const char *value) {
  int i = 0;
  while (o->takes > 1 && i < o->takes && o->value[i]) i++;
  if (o->takes > 1 && i == o->takes) {
    cli_error("usage", "--%s can be given %d times at most", o->name, o->takes);
    return -2;
  }
  o->value[i] = value;
  return 0;
}

static int complain(const cli_command *command, const char *what, const char *option, zb_str best) {
  if (best.p) cli_error("usage", "%s %s; did you mean --%.*s?", what, option, (int)best.n, best.p);
  else cli_error("usage", "%s %s; zhibiao %s --help lists them", what, option, command->name);
  return -2;
}

/* --name, --name=value, --name value. Returns: how many arguments it took, or -2. */
static int take_long(const cli_command *command, const cli_option *options, int argc, char **argv) {
  const char *name = argv[0] + 2, *equals = strchr(name, '=');
  size_t n = equals ? (size_t)(equals - name) : strlen(name);
  cli_nearest near = cli_nearest_to(name, n);
  for (const cli_option *o = options; o->name; o++) {
    zb_str s = { o->name, strlen(o->name) };
    cli_nearest_offer(&near, s);
    if (s.n != n || memcmp(s.p, name, n) != 0) continue;
    if (!o->takes && equals) {
      cli_error("usage", "--%s takes no argument", o->name);
      return -2;
    }
    if (o->takes && !equals && argc < 2) {
      cli_error("usage", "--%s wants an argument", o->name);
      return -2;
    }
    if (store(o, !o->takes ? o->name : equals ? equals + 1 : argv[1])) return -2;
    return o->takes && !equals ? 2 : 1;
  }
  return complain(command, "unknown option", argv[0], near.best);
}

/* -v, -qv, -oFILE, -o FILE. Returns: how many arguments it took, or -2. */
static int take_short(const cli_command *command, const cli_option *options, int argc, char **argv) {
  const zb_str none = { NULL, 0 };
  for (const char *p = argv[0] + 1; *p; p++) {
    const cli_option *o = options;
    while (o->name && o->letter != *p) o++;
    if (!o->name) return complain(command, "unknown option", argv[0], none);
    if (!o->takes) {
      if (store(o, o->name)) return -2;
      continue;
    }
    if (!p[1] && argc < 2) {
      cli_error("usage", "-%c wants an argument", *p);
      return -2;
    }
    if (store(o, p[1] ? p + 1 : argv[1])) return -2;
    return p[1] ? 1 : 2;
  }
  return 1;
}

const char *cli_peek(const char *name, int argc, char **argv) {
  size_t n = strlen(name);
  for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
    if (argv[i][0] != '-' || argv[i][1] != '-' || strncmp(argv[i] + 2, name, n) != 0) continue;
    if (argv[i][2 + n] == '=') return argv[i] + 3 + n;
    if (!argv[i][2 + n]) return i + 1 < argc ? argv[i + 1] : NULL;
  }
  return NULL;
}

int cli_parse(const cli_command *command, const cli_option *options, int argc, char **argv) {
  int operands = 0, i = 0;
  while (i < argc) {
    char *arg = argv[i];
    int taken = 1;
    if (strcmp(arg, "--") == 0) {
      for (i++; i < argc; i++) argv[operands++] = argv[i];
      break;
    }
    if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
      fputs(command->help, stdout);
      return -1;
    }
    if (arg[0] != '-' || arg[1] == 0) argv[operands++] = arg;
    else taken = arg[1] == '-' ? take_long(command, options, argc - i, argv + i)
                               : take_short(command, options, argc - i, argv + i);
    if (taken < 0) return taken;
    i += taken;
  }
  return operands;
}
