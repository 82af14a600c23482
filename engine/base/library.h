/* library.h - libraries that only some documents need: found and loaded with the first of those, because the loading of all that
 * they stand on takes longer than the reading of a report. Built with LINKED they are linked as any other.
 *
 * A file names the functions that it calls once, and calls them as members of a table:
 *
 *   #define FUNCTIONS(X) X(archive_read_new) X(archive_read_free)
 *   ZB_LIBRARY(la, FUNCTIONS, ZB_LIBARCHIVE, "libarchive", "libarchive-dev", "Word documents")
 *
 *   if ((code = zb_library__load(&la_library, err)) != 0) return code;
 *   a = la.archive_read_new();
 */
#ifndef ZB_LIBRARY_H
#define ZB_LIBRARY_H

#include <stdatomic.h>

#include "libraries.h"          /* made by the Makefile: ZB_LIBARCHIVE … are the names that the loader knows, or ZB_LINKED */
#include "zhibiao.h"

typedef struct zb_library {
  const char *file, *name, *package, *needed_for;
  const char *const *function;  /* names, ended by NULL */
  void *table;                  /* of their addresses, in the same order */
  atomic_int loaded;
} zb_library;

/* Loads it if that has not been done; it stays loaded. Threads: any. Errors: ZB_EIO (it is not there), ZB_ENOMEM. */
int zb_library__load(zb_library *library, zb_error *err);

#define ZB_LIBRARY__MEMBER(f) __typeof__(f) *f;
#ifdef ZB_LINKED
#define ZB_LIBRARY__ADDRESS(f) f,
#define ZB_LIBRARY(table_, functions, file_, name_, package_, needed) \
  static const struct { functions(ZB_LIBRARY__MEMBER) } table_ = { functions(ZB_LIBRARY__ADDRESS) }; \
  static zb_library table_##_library = { .loaded = 1 };
#else
#define ZB_LIBRARY__NAME(f) #f,
#define ZB_LIBRARY(table_, functions, file_, name_, package_, needed) \
  static struct { functions(ZB_LIBRARY__MEMBER) } table_; \
  static const char *const table_##_function[] = { functions(ZB_LIBRARY__NAME) NULL }; \
  static zb_library table_##_library = { file_, name_, package_, needed, table_##_function, &table_, 0 };
#endif

#endif
