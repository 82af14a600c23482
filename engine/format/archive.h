/* archive.h - a ZIP file that is no document itself is a folder: its members are documents with names below its own. */
#ifndef ZB_ARCHIVE_H
#define ZB_ARCHIVE_H

#include "format/zip_name.h"

typedef struct zb_archive_item {
  char *path;                /* of the archive, a slash, its name in it; terminated */
  int picture;               /* a member that is no document */
} zb_archive_item;

struct zb_archive {
  zb_mem mem;
  zb_arena arena;
  zb_archive_item *item;     /* in the order of their paths, by bytes; each once */
  size_t n, cap;
};

/* Lists what is in the file at path. out is to be freed, also after an error.
 * Errors: ZB_ENONE (no ZIP file, or one that is a document, such as Word's), ZB_EENCODING (broken; all of it encrypted),
 * ZB_ELIMIT (made to burst), ZB_EIO, ZB_ENOMEM. */
int zb_archive__read(struct zb_archive *out, const char *path, zb_error *err);
void zb_archive__free(struct zb_archive *archive);

/* Unpacks the member that a path such as a.zip/inner/name.txt names.
 * Errors: ZB_ENONE where no part of the path is a file; as above; ZB_EIO where that file is no such archive or has no such
 * member; those of zb_zip__unpack. */
int zb_archive__member(zb_mem *mem, const char *path, size_t limit, int (*take)(void *ud, const void *p, size_t n), void *ud,
                       zb_error *err);

#endif
