/* look.c - what files look like from outside, so that a change is seen without reading them. */
#define _XOPEN_SOURCE 700   /* nftw */
#include "cli.h"

#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { OPEN_FOLDERS = 16 };

static uint64_t mix(uint64_t h, const void *bytes, size_t n) {
  const unsigned char *p = bytes;
  for (size_t i = 0; i < n; i++) h = (h ^ p[i]) * UINT64_C(1099511628211);      /* FNV-1a */
  return h;
}

uint64_t cli_look_bytes(uint64_t h, const void *bytes, size_t n) { return mix(h, bytes, n); }

int cli_stat(const char *path, struct stat *st) {
  char *above, *slash;
  int failed = stat(path, st);
  if (!failed || errno != ENOTDIR || (above = strdup(path)) == NULL) return failed;
  while (failed && errno == ENOTDIR && (slash = strrchr(above, '/')) != NULL) {
    *slash = '\0';
    failed = stat(above, st);
  }
  free(above);
  return failed;
}

uint64_t cli_look_file(uint64_t h, const char *path) {
  struct stat st;
  memset(&st, 0, sizeof st);
  if (cli_stat(path, &st)) st.st_size = -1;
  h = mix(h, path, strlen(path) + 1);
  h = mix(h, &st.st_size, sizeof st.st_size);
  h = mix(h, &st.st_ino, sizeof st.st_ino);
  return mix(h, &st.st_mtim, sizeof st.st_mtim);
}

/* nftw has no room for a caller's data. A sum, because the order of a folder's files is the system's. */
static uint64_t sum;

static int add_file(const char *path, const struct stat *st, int type, struct FTW *at) {
  size_t n = strlen(path);
  (void)st;
  if (type == FTW_F && path[at->base] != '.' && n > 4 && strcmp(path + n - 4, ".lua") == 0)
    sum += cli_look_file(CLI_LOOK, path);
  return 0;
}

uint64_t cli_look_rules(uint64_t h, const char *dir) {
  sum = 0;
  if (nftw(dir, add_file, OPEN_FOLDERS, FTW_PHYS) != 0) sum = 1;
  return mix(h, &sum, sizeof sum);
}
