#include "rules/scripts.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"

void zb_scripts__init(zb_scripts *s, zb_mem *mem) {
  memset(s, 0, sizeof *s);
  zb_arena__init(&s->arena, mem);
}

void zb_scripts__free(zb_scripts *s) {
  if (s->item) zb_mem__resize(s->arena.mem, s->item, s->cap * sizeof *s->item, 0);
  zb_arena__free(&s->arena);
  s->item = NULL;
  s->n = s->cap = 0;
}

static int add(zb_scripts *s, zb_script script) {
  void *p = s->item;
  if (zb_mem__grow(s->arena.mem, &p, &s->cap, s->n + 1, sizeof *s->item)) return ZB_ENOMEM;
  s->item = p;
  s->item[s->n++] = script;
  return 0;
}

/* Returns: a/b in the arena, or NULL. */
static char *join(zb_scripts *s, const char *a, const char *b) {
  size_t m = strlen(a), n = strlen(b);
  char *p = zb_arena__bytes(&s->arena, m + n + 2);
  if (!p) return NULL;
  memcpy(p, a, m);
  if (m && a[m - 1] != '/') p[m++] = '/';
  memcpy(p + m, b, n + 1);
  return p;
}

static int failed(zb_error *err, int code, const char *name, const char *what) {
  zb_error__set(err, code, "%s: %s", name, what);
  if (err) snprintf(err->file, sizeof err->file, "%s", name);
  return code;
}

static int read_file(zb_scripts *s, const char *name, const char *path, int user, zb_error *err) {
  static const char bom[] = "\xEF\xBB\xBF";
  FILE *f = fopen(name, "rb");
  char *text = NULL;
  size_t n = 0, cap = 1 << 16;
  int e = ZB_ENOMEM;
  if (!f) return failed(err, ZB_EIO, name, strerror(errno));
  for (;;) {
    char *more = zb_arena__bytes(&s->arena, cap);
    if (!more) { zb_error__set(err, e, "not enough memory"); goto out; }
    if (n) memcpy(more, text, n);
    text = more;
    n += fread(text + n, 1, cap - n, f);
    if (ferror(f)) { e = failed(err, ZB_EIO, name, strerror(errno)); goto out; }
    if (n < cap) break;
    if (n > ZB_SCRIPT_MAX) { e = failed(err, ZB_ERULE, name, "too large for a rule file (16 MiB)"); goto out; }
    cap *= 2;
  }
  if (n >= 3 && memcmp(text, bom, 3) == 0) { text += 3; n -= 3; }
  e = add(s, (zb_script){ path, name, text, n, user });
  if (e) zb_error__set(err, e, "not enough memory");
out:
  fclose(f);
  return e;
}

static int is_lua(const char *name) {
  size_t n = strlen(name);
  return n > 4 && strcmp(name + n - 4, ".lua") == 0;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* The names in a directory, sorted, without hidden ones. *list (of *cap items) is freed by the caller. */
static int list_names(zb_scripts *s, DIR *d, char ***list, size_t *n, size_t *cap) {
  const struct dirent *entry;
  while ((entry = readdir(d)) != NULL) {
    size_t len = strlen(entry->d_name);
    void *p = *list;
    char *copy;
    if (entry->d_name[0] == '.') continue;
    if (zb_mem__grow(s->arena.mem, &p, cap, *n + 1, sizeof **list)) return ZB_ENOMEM;
    *list = p;
    if ((copy = zb_arena__bytes(&s->arena, len + 1)) == NULL) return ZB_ENOMEM;
    memcpy(copy, entry->d_name, len + 1);
    (*list)[(*n)++] = copy;
  }
  if (*n) qsort(*list, *n, sizeof **list, by_name);
  return 0;
}

static int read_dir(zb_scripts *s, const char *dir, const char *root, int user, int depth, zb_error *err) {
  DIR *d = opendir(dir);
  char **list = NULL;
  size_t n = 0, cap = 0, i;
  int e;
  if (!d) return failed(err, ZB_EIO, dir, strerror(errno));
  e = list_names(s, d, &list, &n, &cap);
  closedir(d);
  for (i = 0; e == 0 && i < n; i++) {
    const char *name = join(s, dir, list[i]), *path = join(s, root, list[i]);
    struct stat st;
    if (!name || !path) { e = ZB_ENOMEM; break; }
    if (stat(name, &st) != 0) { e = failed(err, ZB_EIO, name, strerror(errno)); break; }
    if (S_ISREG(st.st_mode) && is_lua(list[i])) e = read_file(s, name, path, user, err);
    else if (S_ISDIR(st.st_mode) && depth > 0) e = read_dir(s, name, path, user, depth - 1, err);
  }
  if (list) zb_mem__resize(s->arena.mem, list, cap * sizeof *list, 0);
  if (e == ZB_ENOMEM) zb_error__set(err, e, "not enough memory");
  return e;
}

int zb_scripts__read(zb_scripts *s, const char *dir, const char *root, int user, zb_error *err) {
  return read_dir(s, dir, root, user, 1, err);
}

/* Whether one of the user's has that name. */
static int is_given(const zb_scripts *s, const char *name) {
  for (size_t i = 0; i < s->n; i++)
    if (s->item[i].user && strcmp(s->item[i].name, name) == 0) return 1;
  return 0;
}

/* DIRECTORY/FILE.lua or FILE.lua, nothing hidden, as a directory of rules is read. */
static int is_rule_path(const char *name) {
  const char *slash = strchr(name, '/'), *last = slash ? slash + 1 : name;
  return is_lua(last) && name[0] != '.' && last[0] != '.' && !strchr(last, '/') && slash != name;
}

int zb_scripts__add(zb_scripts *s, const zb_rules_file *file, const char *root, zb_error *err) {
  static const char bom[] = "\xEF\xBB\xBF";
  const char *path, *name = file->name;
  char *copy;
  size_t n = name ? strlen(name) : 0, skip = file->text && file->n >= 3 && memcmp(file->text, bom, 3) == 0 ? 3 : 0;
  if (!name || (!file->text && file->n)) return zb_error__set(err, ZB_EARG, "a rule file without a name or text");
  if (!is_rule_path(name)) return failed(err, ZB_EARG, name, "a rule file is named FILE.lua or DIRECTORY/FILE.lua");
  if (is_given(s, name)) return failed(err, ZB_EARG, name, "is given twice");
  if (file->n > ZB_SCRIPT_MAX) return failed(err, ZB_ERULE, name, "too large for a rule file (16 MiB)");
  if ((path = join(s, root, name)) == NULL || (copy = zb_arena__bytes(&s->arena, n + 1)) == NULL)
    return zb_error__set(err, ZB_ENOMEM, "not enough memory");
  memcpy(copy, name, n + 1);
  if (add(s, (zb_script){ path, copy, file->text + skip, file->n - skip, 1 }))
    return zb_error__set(err, ZB_ENOMEM, "not enough memory");
  return 0;
}

const zb_script *zb_scripts__find(const zb_scripts *s, const char *path) {
  const zb_script *found = NULL;
  for (size_t i = 0; i < s->n; i++)
    if (strcmp(s->item[i].path, path) == 0 && (!found || s->item[i].user)) found = &s->item[i];
  return found;
}

const char *zb_scripts__pack(zb_scripts *s, size_t *n) {
  size_t i, at = 0;
  char *p;
  for (i = 0; i < s->n; i++) at += 16 + strlen(s->item[i].path) + strlen(s->item[i].name) + 2 + s->item[i].n;
  p = zb_arena__bytes(&s->arena, at);
  if (!p) return NULL;
  *n = at;
  for (i = at = 0; i < s->n; i++) {
    const zb_script *x = &s->item[i];
    uint32_t size[4] = { (uint32_t)strlen(x->path) + 1, (uint32_t)strlen(x->name) + 1, (uint32_t)x->n, (uint32_t)x->user };
    memcpy(p + at, size, sizeof size);
    at += sizeof size;
    memcpy(p + at, x->path, size[0]);
    memcpy(p + at + size[0], x->name, size[1]);
    memcpy(p + at + size[0] + size[1], x->text, size[2]);
    at += (size_t)size[0] + size[1] + size[2];
  }
  return p;
}

int zb_scripts__unpack(zb_scripts *s, const char *block, size_t n) {
  size_t at = 0;
  while (at < n) {
    uint32_t size[4];
    const char *path, *name;
    if (n - at < sizeof size) return ZB_EINTERNAL;
    memcpy(size, block + at, sizeof size);
    at += sizeof size;
    if (!size[0] || !size[1] || n - at < (uint64_t)size[0] + size[1] + size[2]) return ZB_EINTERNAL;
    path = block + at;
    name = path + size[0];
    if (path[size[0] - 1] || name[size[1] - 1]) return ZB_EINTERNAL;
    if (add(s, (zb_script){ path, name, name + size[1], size[2], (int)size[3] })) return ZB_ENOMEM;
    at += (size_t)size[0] + size[1] + size[2];
  }
  return 0;
}
