/* zip_name.h - names of members of a ZIP file: in UTF-8, and as paths that lead nowhere but into the file. */
#ifndef ZB_ZIP_NAME_H
#define ZB_ZIP_NAME_H

#include "format/zip_list.h"

typedef struct zb_zip_names {
  zb_mem *mem;
  char *text;                /* the name that was asked for last, terminated */
  size_t n, cap;
} zb_zip_names;

enum zb_zip_kind {
  ZB_ZIP_NOTHING,            /* a folder; what a system puts beside files: .DS_Store, __MACOSX, Thumbs.db */
  ZB_ZIP_PICTURE,            /* told by its name to be no document: pictures, sound, what web pages bring along */
  ZB_ZIP_DOCUMENT
};

/* The name of an entry: as the field for Unicode has it, else in UTF-8 where it is that, else from GB18030, else with %XX for
 * bytes that are neither. Parts that are empty, . or .. are left out; \ is /; a control character is _.
 * Returns: 0 or ZB_ENOMEM. */
int zb_zip_names__read(zb_zip_names *names, const zb_zip_entry *entry);
enum zb_zip_kind zb_zip_names__kind(const zb_zip_names *names, const zb_zip_entry *entry);
void zb_zip_names__free(zb_zip_names *names);

/* One name that is looked for among many: what its last part is in the file, if it is written plainly. */
typedef struct zb_zip_wanted {
  const char *name;          /* terminated */
  const char *last;          /* its last part, … */
  char gb[512];              /* … and in GB18030 */
  size_t last_n, gb_n;
  int plain;                 /* it stands so in the file, if at all; 0: _ and %XX may stand for something else */
} zb_zip_wanted;

void zb_zip_wanted__set(zb_zip_wanted *wanted, const char *name);
/* 0 where an entry is surely not the one; else its name has to be read. Costs little. */
int zb_zip_wanted__may_be(const zb_zip_wanted *wanted, const zb_zip_entry *entry);

#endif
