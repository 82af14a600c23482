/* zip.h - parts of a zip archive in memory, by libarchive, within limits. Nothing is written anywhere. */
#ifndef ZB_ZIP_H
#define ZB_ZIP_H

#include "format/zip_list.h"

typedef struct zb_zip_part {
  const char *name;          /* as the archive spells it */
  char *bytes;               /* NULL where it is not there */
  size_t n, cap;
} zb_zip_part;

/* Looks for a part by its name. Errors: ZB_EENCODING (no zip that can be read), ZB_ENOMEM. */
int zb_zip__has(const void *bytes, size_t n, const char *name, int *found, zb_error *err);
/* Takes the parts that are named out of the archive. Owner: the caller, zb_zip__free, also after an error.
 * Errors: as above; ZB_ELIMIT where they are out of all proportion to the archive. */
int zb_zip__take(zb_mem *mem, const void *bytes, size_t n, zb_zip_part *part, size_t parts, zb_error *err);
void zb_zip__free(zb_mem *mem, zb_zip_part *part, size_t parts);

/* Unpacks one entry of a list and hands it on in pieces, no more than limit bytes.
 * Errors: ZB_EENCODING (encrypted; broken; packed in a way not known), ZB_ELIMIT, and what take returns. */
int zb_zip__unpack(zb_zip_list *list, const zb_zip_entry *entry, size_t limit, int (*take)(void *ud, const void *p, size_t n),
                   void *ud, zb_error *err);

#endif
