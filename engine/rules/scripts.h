/* scripts.h - the Lua files that a rule set is made of: read from directories, packed into an image, unpacked. */
#ifndef ZB_SCRIPTS_H
#define ZB_SCRIPTS_H

#include "base/mem.h"
#include "zhibiao.h"

#define ZB_SCRIPT_MAX ((size_t)16 << 20)   /* bytes of one file */

typedef struct zb_script {
  const char *path;     /* place in the tree, terminated: rules/units.lua, scripts/zb/rules.lua */
  const char *name;     /* for messages, terminated: the path as the user would write it */
  const char *text;
  size_t n;
  int user;             /* of the directory laid over */
} zb_script;

typedef struct zb_scripts {
  zb_arena arena;
  zb_script *item;
  size_t n, cap;
} zb_scripts;

void zb_scripts__init(zb_scripts *s, zb_mem *mem);
void zb_scripts__free(zb_scripts *s);

/* The script that has this path, the user's before the shipped one; NULL if there is none. */
const zb_script *zb_scripts__find(const zb_scripts *s, const char *path);

/* Adds every *.lua of dir, and of the directories in it, in the order of their names, below path root.
 * Errors: ZB_EIO where dir or a file cannot be read, ZB_ERULE where a file is larger than ZB_SCRIPT_MAX, ZB_ENOMEM. */
int zb_scripts__read(zb_scripts *s, const char *dir, const char *root, int user, zb_error *err);

/* Adds one of the user's from memory, below path root. Its text must outlive s.
 * Errors: ZB_EARG where its name is none of a rule file, or given twice; ZB_ERULE where it is too large; ZB_ENOMEM. */
int zb_scripts__add(zb_scripts *s, const zb_rules_file *file, const char *root, zb_error *err);

/* Adds the scripts of a block that zb_scripts__pack made. The block must outlive s. Returns: 0, ZB_ENOMEM, ZB_EINTERNAL. */
int zb_scripts__unpack(zb_scripts *s, const char *block, size_t n);

/* Returns: every script, its text too, as one block of *n bytes in the arena of s, or NULL. */
const char *zb_scripts__pack(zb_scripts *s, size_t *n);

#endif
