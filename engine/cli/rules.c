/* rules.c - the RULES of zhibiao check and zhibiao test: a directory, files, or what the environment says. */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 1 << 24 };

static char *copy(const char *p, size_t n) {
  char *c = malloc(n + 1);
  if (!c) return NULL;
  memcpy(c, p, n);
  c[n] = '\0';
  return c;
}

static int no_memory(void) {
  cli_error("memory", "out of memory");
  return CLI_INTERNAL;
}

static int is_directory(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Whether two paths lead to the same directory or file. */
static int same(const char *a, const char *b) {
  struct stat x, y;
  return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* The directory part of a path, "." where it has none; *base is what stands behind it. */
static char *folder_of(const char *path, const char **base) {
  const char *slash = strrchr(path, '/');
  *base = slash ? slash + 1 : path;
  if (!slash) return copy(".", 1);
  return copy(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Whether a file of this name, in a directory of rules, is one that lies at its top. */
static int is_top(const char *base) {
  static const char *const names[] = { "areas", "catalogue", "checks", "derived", "flags", "head", "lexicon", "lists", "table",
                                       "targets", "tasks", "terms", "units" };
  size_t n = strlen(base);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (n == strlen(names[i]) + 4 && memcmp(base, names[i], n - 4) == 0) return 1;
  return 0;
}

/* Whether the last part of a folder's path is common, cases or the name of a report type, which has an init.lua or is built
 * in. */
static int holds_rules(const char *folder) {
  const char *slash = strrchr(folder, '/'), *name = slash ? slash + 1 : folder;
  char init[1024];
  zb_rules *rules = NULL;
  zb_type_info type;
  int found = strcmp(name, "common") == 0 || strcmp(name, "cases") == 0;
  if (!found) found = snprintf(init, sizeof init, "%s/init.lua", folder) < (int)sizeof init && same(init, init);
  if (found || zb_rules_new(NULL, &rules, NULL)) return found;
  for (size_t i = 0; !found && zb_rules_type(rules, i, &type); i++)
    found = type.name.n == strlen(name) && memcmp(type.name.p, name, type.name.n) == 0;
  zb_rules_free(rules);
  return found;
}

/* The directory of rules that a file belongs to; NULL where it stands by itself. */
static char *root_of(const char *path) {
  const char *base, *unused;
  char *folder = folder_of(path, &base), *root = NULL;
  if (!folder) return NULL;
  if (is_top(base)) return folder;
  if (holds_rules(folder)) root = strchr(folder, '/') ? folder_of(folder, &unused) : copy(".", 1);
  free(folder);
  return root;
}

/* Takes a file that belongs to no directory, as a rule file of common/. */
static int take_alone(cli_rules *r, const char *path) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  zb_rules_file *file = &r->files[r->file_n];
  char *name, *text = NULL;
  int status = cli_read_file(path, FILE_MAX, &text, &file->n);
  if (status) {
    free(text);
    return status;
  }
  file->text = text;
  file->name = name = malloc(strlen(base) + 16);
  r->paths[r->file_n] = copy(path, strlen(path));
  if (!r->paths[r->file_n++] || !name) return no_memory();
  sprintf(name, "common/%s", base);
  r->asked[r->asked_n] = copy(name, strlen(name));
  return r->asked[r->asked_n++] ? 0 : no_memory();
}

static int mixed(const char *path, const char *dir) {
  cli_error("usage", "%s does not belong to the rules of %s; one directory of rules is looked at at a time", path, dir);
  return CLI_USAGE;
}

/* Tells why a file cannot be read. */
static int unread(const char *path) {
  cli_error("io", "%s: %s", path, strerror(errno));
  return CLI_USAGE;
}

static int take(cli_rules *r, const char *path) {
  char *root;
  int status = 0;
  if (is_directory(path)) {
    if (r->dir && same(r->dir, path)) return 0;
    if (r->dir || r->file_n) return mixed(path, r->dir ? r->dir : "the files before");
    return (r->dir = copy(path, strlen(path))) ? 0 : no_memory();
  }
  root = root_of(path);
  if (!root) return r->dir ? mixed(path, r->dir) : take_alone(r, path);
  if (r->file_n) status = mixed(path, "the files before");
  else if (r->dir && !same(r->dir, root)) status = mixed(path, r->dir);
  else if (!same(path, path)) status = unread(path);
  else if (!(r->asked[r->asked_n++] = copy(path, strlen(path)))) status = no_memory();
  if (!status && !r->dir) r->dir = root;
  else free(root);
  return status;
}

/* Whether a directory, or one in it, has a .lua file, as rules are read. */
static int has_files(const char *dir, int depth) {
  DIR *d = opendir(dir);
  const struct dirent *entry;
  int found = 0;
  while (d && !found && (entry = readdir(d)) != NULL) {
    size_t n = strlen(entry->d_name);
    char path[2048];
    if (entry->d_name[0] == '.' || snprintf(path, sizeof path, "%s/%s", dir, entry->d_name) >= (int)sizeof path) continue;
    if (n > 4 && strcmp(entry->d_name + n - 4, ".lua") == 0) found = 1;
    else if (depth > 0 && is_directory(path)) found = has_files(path, depth - 1);
  }
  if (d) closedir(d);
  return found;
}

int cli_rules_open(cli_rules *r, const char *dir, int count, char **paths) {
  const char *set = getenv("ZHIBIAO_RULES");
  size_t room = (size_t)(count > 0 ? count : 1);
  int status = 0;
  memset(r, 0, sizeof *r);
  if (!dir && !count && set && *set) dir = set;
  if (dir && !*dir) {
    cli_error("usage", "--rules wants a directory, not ''");
    return CLI_USAGE;
  }
  r->files = calloc(room, sizeof *r->files);
  r->asked = calloc(room, sizeof *r->asked);
  r->paths = calloc(room, sizeof *r->paths);
  if (!r->files || !r->asked || !r->paths || (dir && !(r->dir = copy(dir, strlen(dir))))) return no_memory();
  for (int i = 0; i < count && !status; i++) status = take(r, paths[i]);
  if (!status && r->dir && is_directory(r->dir) && !has_files(r->dir, 1)) {
    cli_error("usage", "%s: no rule file is there; rules are in lexicon.lua, common/NAME.lua and so on", r->dir);
    return CLI_USAGE;
  }
  return status;
}

int cli_rules_ask_for(const cli_rules *r, zb_str file) {
  char name[1024];
  if (r->asked_n == 0) return 1;
  snprintf(name, sizeof name, "%.*s", (int)file.n, file.p);
  for (size_t i = 0; i < r->asked_n; i++)
    if (strcmp(r->asked[i], name) == 0 || same(r->asked[i], name)) return 1;
  return 0;
}

zb_str cli_rules_name(const cli_rules *r, zb_str file) {
  for (size_t i = 0; i < r->file_n; i++)
    if (strlen(r->files[i].name) == file.n && memcmp(r->files[i].name, file.p, file.n) == 0)
      return (zb_str){ r->paths[i], strlen(r->paths[i]) };
  return file;
}

/* A file of a directory is named by it, as it was given: --rules mine/ and mine/../mine/common/a.lua is mine/common/a.lua. */
char *cli_rules_inside(const cli_rules *r, size_t i) {
  const char *path = r->asked[i], *base, *slash, *in;
  char *folder, *name;
  size_t size;
  if (!r->dir) return copy(path, strlen(path));
  size = strlen(r->dir) + strlen(path) + 4;
  if ((folder = folder_of(path, &base)) == NULL || (name = malloc(size)) == NULL) {
    free(folder);
    return NULL;
  }
  slash = strrchr(folder, '/');
  in = same(folder, r->dir) ? "" : slash ? slash + 1 : folder;
  snprintf(name, size, "%s%s%s%s%s", r->dir, r->dir[strlen(r->dir) - 1] == '/' ? "" : "/", in, *in ? "/" : "", base);
  free(folder);
  return name;
}

void cli_rules_close(cli_rules *r) {
  for (size_t i = 0; i < r->file_n; i++) {
    free((char *)(uintptr_t)r->files[i].name);
    free((char *)(uintptr_t)r->files[i].text);
    free(r->paths[i]);
  }
  for (size_t i = 0; i < r->asked_n; i++) free(r->asked[i]);
  free(r->files);
  free(r->paths);
  free(r->asked);
  free(r->dir);
}
