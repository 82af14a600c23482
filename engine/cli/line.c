#include "line.h"

#include <dlfcn.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

enum { HISTORY = 1000 };     /* lines that are kept */

/* What libedit has of readline's functions. */
static struct {
  char *(*readline)(const char *prompt);
  int (*add_history)(const char *line);
  int (*read_history)(const char *path);
  int (*write_history)(const char *path);
  void (*stifle_history)(int lines);
  char **(*matches)(const char *text, char *(*generator)(const char *text, int state));
} edit;

static const char *history;
static cli_complete completer;
static void *completer_ud;
static int edits;            /* libedit is there */

static char *next_word(const char *text, int state) {
  static int i;
  if (state == 0) i = 0;
  return completer(completer_ud, text, i++);
}

static char **complete(const char *text, int start, int end) {
  (void)start, (void)end;
  return edit.matches(text, next_word);
}

/* Addresses of functions are those of data here, as POSIX has it. */
static int take(void *library, const char *name, void *to, size_t n) {
  void *address = dlsym(library, name);
  memcpy(to, &address, n);
  return address != NULL;
}

static int load(void) {
  static const char *const files[] = { "libedit.so.2", "libedit.so.0", "libedit.3.dylib", "libedit.so" };
  void *library = NULL, *over = NULL;
  for (size_t i = 0; !library && i < sizeof files / sizeof *files; i++) library = dlopen(files[i], RTLD_NOW | RTLD_LOCAL);
  if (!library || !take(library, "readline", &edit.readline, sizeof edit.readline) ||
      !take(library, "add_history", &edit.add_history, sizeof edit.add_history) ||
      !take(library, "read_history", &edit.read_history, sizeof edit.read_history) ||
      !take(library, "write_history", &edit.write_history, sizeof edit.write_history) ||
      !take(library, "stifle_history", &edit.stifle_history, sizeof edit.stifle_history) ||
      !take(library, "rl_completion_matches", &edit.matches, sizeof edit.matches) ||
      !(over = dlsym(library, "rl_attempted_completion_function")))
    return 0;
  *(char **(**)(const char *, int, int))over = complete;
  return 1;
}

void cli_line_open(const char *path, cli_complete complete_with, void *ud) {
  completer = complete_with;
  completer_ud = ud;
  history = path;
  edits = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && load();
  if (!edits) return;
  setlocale(LC_CTYPE, "");       /* by which libedit reads characters */
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
  edit.stifle_history(HISTORY);
  if (history) edit.read_history(history);
}

static char *plain(const char *prompt) {
  char *line = NULL;
  size_t cap = 0;
  ssize_t n;
  if (isatty(STDIN_FILENO)) {
    fputs(prompt, stdout);
    fflush(stdout);
  }
  n = getline(&line, &cap, stdin);
  if (n < 0) {
    free(line);
    return NULL;
  }
  while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r')) line[--n] = '\0';
  return line;
}

char *cli_line_read(const char *prompt) {
  char *line = edits ? edit.readline(prompt) : plain(prompt);
  if (edits && line && *line) edit.add_history(line);
  return line;
}

void cli_line_close(void) {
  if (!edits || !history) return;
  cli_make_folders(history);
  if (edit.write_history(history) == 0) chmod(history, 0600);      /* what is typed is one's own */
}
