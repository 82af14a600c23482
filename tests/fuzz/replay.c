/* replay.c - runs a fuzz target on files that are kept: each must end as it should. usage: TARGET FOLDER… */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static int run(const char *path) {
  enum { MOST = 1 << 20 };
  uint8_t *bytes, *exact;
  FILE *f = fopen(path, "rb");
  size_t n;
  if (!f) return perror(path), 1;
  if ((bytes = malloc(MOST)) == NULL) abort();
  n = fread(bytes, 1, MOST, f);
  fclose(f);
  exact = realloc(bytes, n ? n : 1);          /* a byte too far is seen by the sanitizer */
  if (!exact) abort();
  fprintf(stderr, "%s\n", path);               /* the last one told is the one that crashed */
  LLVMFuzzerTestOneInput(exact, n);
  free(exact);
  return 0;
}

static int run_all(const char *folder) {
  DIR *d = opendir(folder);
  struct dirent *entry;
  char path[4096];
  int failed = 0;
  if (!d) return perror(folder), 1;
  while (!failed && (entry = readdir(d)) != NULL) {
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    failed = run(path);
  }
  closedir(d);
  return failed;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++)
    if (run_all(argv[i])) return 1;
  return 0;
}
