/* open.c - what a command reads documents with: rules, and an engine. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int cli_load_rules(const char *dir, zb_rules **out) {
  static const char variable[] = "ZHIBIAO_RULES";
  const char *said = dir;
  zb_error err;
  int code, status;
  if (dir && !*dir) {
    cli_error("usage", "--rules wants a directory, not ''; without --rules the built-in rules are read");
    return CLI_USAGE;
  }
  if (!dir) dir = getenv(variable);
  if (dir && !*dir) dir = NULL;
  memset(&err, 0, sizeof err);
  code = zb_rules_load(dir, out, &err);
  if (code == 0) return 0;
  cli_error_at(dir ? dir : "zhibiao", &err);
  if (dir && !said && code == ZB_EIO)
    fprintf(stderr, "  (the directory of rules is from the environment: %s=%s)\n", variable, dir);
  status = cli_status_of(code);
  return status == CLI_FINDINGS ? CLI_INTERNAL : status;   /* no document has failed yet */
}

int cli_open_engine(const zb_rules *rules, zb_engine **out) {
  zb_engine_options options = ZB_ENGINE_OPTIONS_INIT;
  zb_error err;
  int code;
  memset(&err, 0, sizeof err);
  options.threads = sysconf(_SC_NPROCESSORS_ONLN) > 1 ? 2 : 1;
  if ((code = zb_engine_new(rules, &options, out, &err)) == 0) return 0;
  cli_error_at("zhibiao", &err);
  return code == ZB_ERULE ? CLI_RULE : CLI_INTERNAL;
}
