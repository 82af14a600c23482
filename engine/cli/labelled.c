/* labelled.c - the files that belong to a file of labels: places, options, and the document. */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 1 << 28, PATH = 2048 };

static int is_file(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Finds folder/name with one of the endings that documents have. Returns: whether it is there. */
static int find_document(const char *folder, const char *name, char *path) {
  static const char *const endings[] = { "txt", "md", "html", "htm", "docx", "pdf" };
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (snprintf(path, PATH, "%s/%s.%s", folder, name, endings[i]) < PATH && is_file(path)) return 1;
  return 0;
}

/* The options of NAME.args: --year, --type, --area, parted by spaces. */
static int take_options(cli_labelled *d, const char *path) {
  char *rest = NULL, *word;
  size_t n;
  int status;
  if (!is_file(path)) return 0;
  if ((status = cli_read_file(path, FILE_MAX, &d->options, &n))) return status;
  d->options[n] = '\0';          /* cli_read_file leaves room for one byte */
  for (word = strtok_r(d->options, " \t\r\n", &rest); word; word = strtok_r(NULL, " \t\r\n", &rest)) {
    const char **to = strncmp(word, "--year", 6) == 0 ? &d->year : strncmp(word, "--type", 6) == 0 ? &d->type
                                                             : strncmp(word, "--area", 6) == 0 ? &d->area : NULL;
    if (!to || (word[6] && word[6] != '=')) {
      cli_error("usage", "%s: '%s'; it may hold --year, --type and --area", path, word);
      return CLI_USAGE;
    }
    *to = word[6] ? word + 7 : strtok_r(NULL, " \t\r\n", &rest);
  }
  return 0;
}

int cli_labelled_open(cli_labelled *d, const char *path, const char *docs) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *dot = strrchr(base, '.');
  char folder[PATH], other[PATH];
  int status;
  memset(d, 0, sizeof *d);
  d->path = path;
  snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
  snprintf(d->name, sizeof d->name, "%.*s", dot ? (int)(dot - base) : (int)strlen(base), base);
  if ((status = cli_read_file(path, FILE_MAX, &d->labels, &d->labels_n))) return status;
  if (snprintf(other, sizeof other, "%s/../places/%s.tsv", folder, d->name) < PATH && is_file(other) &&
      (status = cli_read_file(other, FILE_MAX, &d->places, &d->places_n))) return status;
  if (snprintf(other, sizeof other, "%s/%s.args", folder, d->name) < PATH && (status = take_options(d, other))) return status;
  if (!find_document(docs ? docs : folder, d->name, d->document)) {
    cli_error("io", "%s: no document %s.txt (md, html, docx, pdf) in %s; --docs tells where it is", path, d->name,
              docs ? docs : folder);
    return CLI_USAGE;
  }
  return cli_read_file(d->document, FILE_MAX, &d->text, &d->text_n);
}

void cli_labelled_close(cli_labelled *d) {
  free(d->labels);
  free(d->places);
  free(d->options);
  free(d->text);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int cli_each_file(const char *path, const char *ending, int (*visit)(void *ud, const char *path), void *ud) {
  DIR *d = is_file(path) ? NULL : opendir(path);
  const struct dirent *entry;
  char **list = NULL;
  size_t n = 0, k = strlen(ending);
  int status = 0;
  if (!d) return visit(ud, path);          /* what is neither is told by who reads it */
  while ((entry = readdir(d)) != NULL) {
    size_t len = strlen(entry->d_name);
    char **more, *one;
    if (entry->d_name[0] == '.' || len <= k || strcmp(entry->d_name + len - k, ending) != 0) continue;
    if ((more = realloc(list, (n + 1) * sizeof *list)) != NULL) list = more;
    if (!more || (one = malloc(strlen(path) + len + 2)) == NULL) {
      cli_error("memory", "out of memory");
      status = CLI_INTERNAL;
      break;
    }
    sprintf(one, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", entry->d_name);
    list[n++] = one;
  }
  closedir(d);
  if (n) qsort(list, n, sizeof *list, by_name);
  if (!n && !status) {
    cli_error("usage", "%s: no file there ends with %s", path, ending);
    status = CLI_USAGE;
  }
  for (size_t i = 0; i < n; i++) {
    if (!status) status = visit(ud, list[i]);
    free(list[i]);
  }
  free(list);
  return status;
}
