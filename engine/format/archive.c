#include "format/archive.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "format/format.h"
#include "format/zip.h"

/* All members together, unpacked, and how many: far more than any archive of reports. */
enum { MEMBERS = 100000, RATIO = 120 };
#define FREE ((uint64_t)1 << 30)

/* Goes through a list and hands each entry to take, which may be told of entries before it is known that the list is none to go
 * through: a document's, all of it encrypted, made to burst. */
static int each(zb_zip_list *list, int (*take)(void *ud, const zb_zip_entry *e), void *ud, zb_error *err) {
  zb_zip_entry e;
  uint64_t packed = 0, unpacked = 0;
  size_t n = 0, locked = 0, files = 0;
  int code;
  while ((code = zb_zip_list__next(list, &e, err)) > 0) {
    if (zb_format__is_part(e.name, e.name_n)) return ZB_ENONE;
    packed += e.packed;
    unpacked += e.size;
    files += e.size > 0;
    locked += e.size > 0 && (e.flags & ZB_ZIP_ENCRYPTED);
    if (++n > MEMBERS)
      return zb_error__set(err, ZB_ELIMIT, "a zip file with more than %d members; unpack it and name its folder", MEMBERS);
    if (packed > list->whole || packed < e.packed)
      return zb_error__set(err, ZB_ELIMIT, "a zip file whose members lie one over the other, as those made to burst do");
    if (unpacked > FREE + RATIO * list->whole || unpacked < e.size)
      return zb_error__set(err, ZB_ELIMIT, "a zip file that unpacks to far more than documents would");
    if (take(ud, &e)) return zb_error__set(err, ZB_ENOMEM, "no memory to look into the zip file");
  }
  if (code == 0 && files && locked == files)
    return zb_error__set(err, ZB_EENCODING, "a zip file that is encrypted; unpack it with its password (7z x FILE)");
  return code;
}

/* ---- the documents of an archive ---- */

typedef struct listing {
  struct zb_archive *to;
  const char *path;
  zb_zip_names names;
} listing;

static int add(struct zb_archive *a, const char *path, const zb_zip_names *names, int picture) {
  size_t n = strlen(path);
  void *block = a->item;
  char *p = zb_arena__bytes(&a->arena, n + names->n + 2);
  if (!p || zb_mem__grow(&a->mem, &block, &a->cap, a->n + 1, sizeof *a->item)) return ZB_ENOMEM;
  a->item = block;
  memcpy(p, path, n);
  p[n] = '/';
  memcpy(p + n + 1, names->text, names->n + 1);
  a->item[a->n++] = (zb_archive_item){ p, picture };
  return 0;
}

static int add_entry(void *ud, const zb_zip_entry *e) {
  listing *l = ud;
  enum zb_zip_kind kind;
  if (zb_zip_names__read(&l->names, e)) return ZB_ENOMEM;
  kind = zb_zip_names__kind(&l->names, e);
  return kind ? add(l->to, l->path, &l->names, kind == ZB_ZIP_PICTURE) : 0;
}

static int by_path(const void *a, const void *b) {
  return strcmp(((const zb_archive_item *)a)->path, ((const zb_archive_item *)b)->path);
}

static void drop_repeated(struct zb_archive *a) {
  size_t k = 0;
  if (a->n) qsort(a->item, a->n, sizeof *a->item, by_path);
  for (size_t i = 0; i < a->n; i++)
    if (!k || strcmp(a->item[k - 1].path, a->item[i].path) != 0) a->item[k++] = a->item[i];
  a->n = k;
}

int zb_archive__read(struct zb_archive *out, const char *path, zb_error *err) {
  listing l = { out, path, { &out->mem, NULL, 0, 0 } };
  size_t n = strlen(path);
  zb_zip_list list;
  char *bare;
  int code;
  out->item = NULL;
  out->n = out->cap = 0;
  zb_arena__init(&out->arena, &out->mem);
  while (n > 1 && path[n - 1] == '/') n--;             /* a.zip/ is a.zip */
  if ((l.path = bare = zb_arena__bytes(&out->arena, n + 1)) == NULL) return zb_error__set(err, ZB_ENOMEM, "no memory to list it");
  memcpy(bare, path, n);
  bare[n] = '\0';
  code = zb_zip_list__open(&out->mem, bare, &list, err);
  if (!code) code = each(&list, add_entry, &l, err);
  if (!code) drop_repeated(out);
  zb_zip_names__free(&l.names);
  zb_zip_list__close(&list);
  return code;
}

void zb_archive__free(struct zb_archive *a) {
  if (a->item) zb_mem__resize(&a->mem, a->item, a->cap * sizeof *a->item, 0);
  zb_arena__free(&a->arena);
  a->item = NULL;
}

/* ---- one of them ---- */

/* Cuts a path behind the part that is a file. Returns: its bytes, 0 where none of it is. */
static size_t cut_at_file(char *path) {
  struct stat st;
  for (char *slash = strchr(path + 1, '/'); slash && slash[1]; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (stat(path, &st)) return 0;
    if (S_ISREG(st.st_mode)) return (size_t)(slash - path);
    *slash = '/';
  }
  return 0;
}

typedef struct search {
  zb_zip_wanted wanted;
  zb_zip_names names;
  zb_zip_entry found;
  int has;
} search;

static int look_at(void *ud, const zb_zip_entry *e) {
  search *s = ud;
  if (!zb_zip_wanted__may_be(&s->wanted, e)) return 0;
  if (zb_zip_names__read(&s->names, e)) return ZB_ENOMEM;
  if (strcmp(s->names.text, s->wanted.name) == 0 && zb_zip_names__kind(&s->names, e)) s->found = *e, s->has = 1;
  return 0;
}

/* The last entry of that name: what unpacking would leave there. Returns: 1 with *found, 0, or the error. */
static int find(zb_zip_list *list, const char *name, zb_zip_entry *found, zb_error *err) {
  search s = { .names = { list->mem, NULL, 0, 0 } };
  int code;
  zb_zip_wanted__set(&s.wanted, name);
  code = each(list, look_at, &s, err);
  zb_zip_names__free(&s.names);
  *found = s.found;
  return code ? code : s.has;
}

static int unpack(zb_mem *mem, const char *archive, const char *name, size_t limit, int (*take)(void *, const void *, size_t),
                  void *ud, zb_error *err) {
  zb_zip_list list;
  zb_zip_entry e;
  int code = zb_zip_list__open(mem, archive, &list, err);
  if (!code) code = find(&list, name, &e, err);
  if (code == ZB_ENONE)
    code = zb_error__set(err, ZB_EIO, "cannot be read: %.200s is a file, not a folder or a zip file of documents", archive);
  else if (code == 0) code = zb_error__set(err, ZB_EIO, "cannot be read: the zip file has no such document");
  else if (code > 0) code = zb_zip__unpack(&list, &e, limit, take, ud, err);
  zb_zip_list__close(&list);
  return code;
}

int zb_archive__member(zb_mem *mem, const char *path, size_t limit, int (*take)(void *ud, const void *p, size_t n), void *ud,
                       zb_error *err) {
  size_t size = strlen(path) + 1, in;
  char *archive = zb_mem__resize(mem, NULL, 0, size);
  int code = ZB_ENONE;
  if (!archive) return zb_error__set(err, ZB_ENOMEM, "no memory to look into the zip file");
  memcpy(archive, path, size);
  in = size > 1 ? cut_at_file(archive) : 0;
  if (in) code = unpack(mem, archive, path + in + strspn(path + in, "/"), limit, take, ud, err);
  zb_mem__resize(mem, archive, size, 0);
  return code;
}
