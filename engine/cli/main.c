/* zhibiao - the command. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const cli_command *const commands[] = {
  &cli_extract, &cli_text, &cli_report, &cli_store, &cli_batch, &cli_pipe, &cli_explain, &cli_missing, &cli_new, &cli_check,
  &cli_test, &cli_diff, &cli_watch, &cli_profile, &cli_repl, &cli_types, &cli_indicators, &cli_units
};

#define COMMANDS (sizeof commands / sizeof *commands)

static void usage(FILE *to) {
  fputs("usage: zhibiao COMMAND [options] …\n\n"
        "Reads Chinese government reports and turns the figures that they state into observations.\n\n", to);
  for (size_t i = 0; i < COMMANDS; i++) fprintf(to, "  %-12s%s\n", commands[i]->name, commands[i]->summary);
  fputs("  help        what a command does: zhibiao help extract\n\n"
        "  --version   the version\n"
        "  --help      this text; after a command, that command's\n\n"
        "example: zhibiao extract report.txt\n", to);
}

static const cli_command *find(const char *name) {
  cli_nearest near = cli_nearest_to(name, strlen(name));
  for (size_t i = 0; i < COMMANDS; i++) {
    zb_str s = { commands[i]->name, strlen(commands[i]->name) };
    if (strcmp(name, commands[i]->name) == 0) return commands[i];
    cli_nearest_offer(&near, s);
  }
  if (near.best.p) cli_error("usage", "unknown command '%s'; did you mean '%s'?", name, near.best.p);
  else cli_error("usage", "unknown command '%s'; zhibiao --help lists them", name);
  return NULL;
}

static int help(int argc, char **argv) {
  const cli_command *command;
  if (argc == 0) {
    usage(stdout);
    return CLI_DONE;
  }
  command = find(argv[0]);
  if (!command) return CLI_USAGE;
  fputs(command->help, stdout);
  return CLI_DONE;
}

static int dispatch(int argc, char **argv) {
  const cli_command *command;
  if (argc < 2) {
    usage(stderr);
    return CLI_USAGE;
  }
  if (strcmp(argv[1], "--version") == 0) {
    puts("zhibiao " ZB_VERSION);
    return CLI_DONE;
  }
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) return help(0, NULL);
  if (strcmp(argv[1], "help") == 0) return help(argc - 2, argv + 2);
  if (argv[1][0] == '-') {
    cli_error("usage", "'%s' before a command; zhibiao --help shows the order", argv[1]);
    return CLI_USAGE;
  }
  command = find(argv[1]);
  return command ? command->run(command, argc - 2, argv + 2) : CLI_USAGE;
}

int main(int argc, char **argv) {
  int status = dispatch(argc, argv);
  errno = 0;
  if (fflush(stdout) || ferror(stdout)) {
    if (errno == EPIPE) return CLI_PIPE;
    cli_error("io", "stdout: %s", errno ? strerror(errno) : "cannot be written");
    return CLI_USAGE;
  }
  return status;
}
