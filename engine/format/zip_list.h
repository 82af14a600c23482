/* zip_list.h - what a ZIP file says that it holds: its central directory, entry by entry. libarchive gives names in the locale's
 * encoding and not the bytes that Chinese names have to be told from, and finds an entry only by passing all before it. */
#ifndef ZB_ZIP_LIST_H
#define ZB_ZIP_LIST_H

#include <stdio.h>

#include "base/mem.h"
#include "zhibiao.h"

typedef struct zb_zip_entry {
  uint64_t at, packed, size;        /* of its local header, counted as the list counts; bytes in the file and unpacked */
  uint32_t crc;
  unsigned flags, method;
  const unsigned char *name, *extra;
  size_t name_n, extra_n;
} zb_zip_entry;

enum { ZB_ZIP_ENCRYPTED = 1, ZB_ZIP_UTF8 = 0x800 };      /* of flags */

typedef struct zb_zip_list {
  zb_mem *mem;
  FILE *f;
  unsigned char *bytes;             /* the directory */
  size_t n, next;
  uint64_t shift, whole;            /* bytes before what the list counts from; of the file */
} zb_zip_list;

/* Opens the file and reads its list. Owner: the caller, zb_zip_list__close, also after an error.
 * Errors: ZB_ENONE (no ZIP file), ZB_EENCODING (its list is broken, or cut off), ZB_ELIMIT, ZB_EIO, ZB_ENOMEM. */
int zb_zip_list__open(zb_mem *mem, const char *path, zb_zip_list *out, zb_error *err);
void zb_zip_list__close(zb_zip_list *list);
/* The next entry; after the last, the first again. Its name and extra belong to the list.
 * Returns: 1; 0 after the last; ZB_EENCODING. */
int zb_zip_list__next(zb_zip_list *list, zb_zip_entry *out, zb_error *err);

#endif
