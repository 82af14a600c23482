/* mkimage_main.c - zbrules: makes the image of rules that is built into the library. A program of the build only.
 *
 * usage: zbrules SCRIPTS RULES IMAGE      (directories scripts and rules; the file to write)
 */
#include <stdio.h>
#include <string.h>

#include "lua/load.h"
#include "rules/image.h"

const unsigned char zb_image__built_in[1] = { 0 };
const unsigned char zb_image__built_in_end[1] = { 0 };

static int complain(const zb_error *err) {
  if (err->line) {
    fprintf(stderr, "%s:%d:%d: error[%s]: %s\n", err->file, err->line, err->column, zb_error_name(err->code), err->message);
    fprintf(stderr, "  %s\n", err->source);
  } else {
    fprintf(stderr, "%s%serror[%s]: %s\n", err->file, err->file[0] ? ": " : "", zb_error_name(err->code), err->message);
  }
  return err->code == ZB_ERULE ? 3 : 2;
}

static int save(const char *path, const zb_rules *rules) {
  FILE *f = fopen(path, "wb");
  if (!f) return -1;
  if (fwrite(rules->image, 1, rules->image_n, f) != rules->image_n) {
    fclose(f);
    return -1;
  }
  return fclose(f);
}

int main(int argc, char **argv) {
  zb_mem mem = ZB_MEM_INIT;
  zb_scripts scripts;
  zb_rules *rules = NULL;
  zb_error err;
  int status = 0;
  if (argc != 4) {
    fputs("usage: zbrules SCRIPTS RULES IMAGE\n", stderr);
    return 2;
  }
  zb_scripts__init(&scripts, &mem);
  if (zb_scripts__read(&scripts, argv[1], "scripts", 0, &err) || zb_scripts__read(&scripts, argv[2], "rules", 0, &err) ||
      zb_load__rules(&mem, &scripts, NULL, &rules, &err)) {
    status = complain(&err);
  } else {
    rules->mem = mem;
    if (save(argv[3], rules)) {
      perror(argv[3]);
      status = 2;
    }
  }
  zb_rules_free(rules);
  zb_scripts__free(&scripts);
  return status;
}
