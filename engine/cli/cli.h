/* cli.h - what the subcommands share. Data goes to stdout, all else to stderr. */
#ifndef CLI_H
#define CLI_H

#include <stdint.h>
#include <stdio.h>

#include "zhibiao.h"

enum cli_status {
  CLI_DONE = 0,
  CLI_FINDINGS = 1,    /* a document failed */
  CLI_USAGE = 2,       /* usage or I/O */
  CLI_RULE = 3,
  CLI_INTERNAL = 5,
  CLI_PIPE = 141       /* the reader of stdout went away: as a shell tells of SIGPIPE */
};

typedef struct cli_command {
  const char *name, *summary, *help;
  int (*run)(const struct cli_command *self, int argc, char **argv);   /* argv: what follows the name */
} cli_command;

extern const cli_command cli_extract, cli_text, cli_report, cli_store, cli_pipe, cli_batch, cli_explain, cli_missing, cli_check,
                         cli_test, cli_new, cli_diff, cli_watch, cli_profile, cli_repl, cli_types, cli_indicators, cli_units;

/* options.c: an option of a command. An option with an argument stores it, one without stores its own name. */
typedef struct cli_option {
  const char *name;      /* without the dashes */
  char letter;           /* 0: none */
  int takes;             /* 0: no argument; 1: one, the last one given holds; more: up to so many, value is their array */
  const char **value;
} cli_option;

/* Takes the options out of argv, wherever they stand, up to "--"; the operands stay, moved to its front. Options end with
 * a NULL name. Returns: the number of operands; -1 after --help, which is printed; -2 after an error, which is told. */
int cli_parse(const cli_command *command, const cli_option *options, int argc, char **argv);

/* The argument of a long option, before it is known which options there are. */
const char *cli_peek(const char *name, int argc, char **argv);

/* The index of word among the n choices; -1, told as an error of the option, if it is none of them. */
int cli_choice(const char *option, const char *word, size_t length, const char *const *choices, size_t n);

/* The word nearest to one that was mistyped: offer candidates, then read best (NULL: none near). */
typedef struct cli_nearest {
  zb_str word, best;
  size_t distance;
} cli_nearest;
cli_nearest cli_nearest_to(const char *word, size_t n);
void cli_nearest_offer(cli_nearest *near, zb_str candidate);

/* message.c */
void cli_error(const char *code, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cli_error_at(const char *path, const zb_error *err);   /* path: where err names no file */
/* The offending line, and a caret under its column: blanks as wide as what stands before it. */
void cli_show_source(FILE *to, zb_str source, int column);
int cli_status_of(int code);                                /* the exit status that a ZB_E… code means */

/* open.c. Returns: 0, or the exit status of a failure that has been told. */
int cli_load_rules(const char *dir, zb_rules **out);          /* of --rules or ZHIBIAO_RULES */
/* For a command that reads one document after the other: with a second thread where there are two processors. */
int cli_open_engine(const zb_rules *rules, zb_engine **out);

/* document.c: what --type and --year say. Returns: 0, or CLI_USAGE, told. */
int cli_read_year(const char *words, int *year);
/* words: the name of a type, or its title; *name: the type's name, in buffer (64 bytes) where it has to be copied. */
int cli_read_type(const zb_rules *rules, const char *words, const char **name, char *buffer);
int cli_same_ending(const char *a, const char *b);            /* whatever their case, in ASCII */

/* documents.c: what is to be read of the paths given: of a ZIP file the documents in it, all else as it is. quiet: nothing is
 * told of what is left out. Returns: 0, or an exit status that has been told; to be freed in any case. */
typedef struct cli_documents {
  char **path;
  int n, cap;
} cli_documents;
int cli_documents_find(cli_documents *d, int count, char **given, int quiet);
void cli_documents_free(cli_documents *d);

/* unchanged.c: why a document has to be read into the store; NULL where it is there as reading it again would give it. */
const char *cli_why_read(zb_store *store, const char *path, const zb_stamp *stamp, int keep_text);

/* terminal.c */
int cli_columns(void);                /* of the terminal at stdout or of COLUMNS; 0 not known */
int cli_color(int fd);                /* whether colours are welcome there */
int cli_char_width(const char *p, size_t n, size_t *length);   /* columns of the character at p, its bytes in *length */

/* output.c: stdout, or a file that is written beside its place and renamed when it is whole. */
typedef struct cli_output {
  int fd, error;         /* errno of the write that failed */
  char *path, *temp;     /* temp NULL: written in place */
} cli_output;
int cli_output_open(cli_output *out, const char *path);             /* path NULL or "-": stdout. Returns: exit status */
int cli_output_sink(void *out, const void *bytes, size_t n);        /* a zb_sink */
int cli_output_close(cli_output *out, int keep);                    /* keep 0: leave no trace. Returns: exit status */
void cli_make_folders(const char *path);                            /* those above a file; what cannot be made is told by it */

/* input.c: a whole file, or stdin for "-", of at most most bytes. *text is to be freed. Returns: 0, or the exit status, told. */
int cli_read_file(const char *path, size_t most, char **text, size_t *n);

/* corrections.c: begin with all zero; open may be left out. Each returns 0, or an exit status that has been told. */
typedef struct cli_corrections {
  zb_corrections *all;
  unsigned char *met;    /* of each: whether its document was given */
  const char *path;
} cli_corrections;
int cli_corrections_open(cli_corrections *c, const zb_rules *rules, const char *path);
int cli_corrections_apply(cli_corrections *c, zb_result *result, int quiet);
int cli_corrections_close(cli_corrections *c, int quiet);           /* tells of corrections whose document was not given */

/* rules.c: the RULES of check and test. A directory of rules, or files that belong to one, or files by themselves. */
typedef struct cli_rules {
  char *dir;             /* NULL: none */
  zb_rules_file *files;  /* by themselves: named as rule files of common/ */
  char **paths;          /* … and as they were given */
  size_t file_n;
  char **asked;          /* files that were given: what is told of others is of no interest; none: all are asked for */
  size_t asked_n;
} cli_rules;
/* dir: of --rules, or NULL. Returns: 0, or an exit status that has been told. Close it also where this failed. */
int cli_rules_open(cli_rules *r, const char *dir, int count, char **paths);
void cli_rules_close(cli_rules *r);
int cli_rules_ask_for(const cli_rules *r, zb_str file);             /* whether it is one that was given */
zb_str cli_rules_name(const cli_rules *r, zb_str file);             /* its name as it was given */
/* The i-th that was asked for as the rules name it, to be freed; NULL where memory runs out. */
char *cli_rules_inside(const cli_rules *r, size_t i);

/* look.c: a fingerprint of how files look from outside (name, size, time), to be begun with CLI_LOOK and handed on; of a
 * directory of rules: of its .lua files. Threads: one at a time. */
#define CLI_LOOK UINT64_C(14695981039346656037)
struct stat;
int cli_stat(const char *path, struct stat *st);                    /* as stat; of a member of a ZIP file, the file's */
uint64_t cli_look_bytes(uint64_t h, const void *bytes, size_t n);
uint64_t cli_look_file(uint64_t h, const char *path);
uint64_t cli_look_rules(uint64_t h, const char *dir);

/* cells.c: a JSON string with its quotes; a cell of CSV (RFC 4180), in which a text that a spreadsheet would take for a formula
 * gets an apostrophe. */
void cli_json_string(FILE *to, zb_str s);
void cli_csv_cell(FILE *to, zb_str s, int number);

/* labelled.c: a file of labels with all that belongs to it. */
typedef struct cli_labelled {
  const char *path;
  char name[256], document[2048];
  char *labels, *places, *options, *text;      /* places NULL: none */
  size_t labels_n, places_n, text_n;
  const char *year, *type, *area;
} cli_labelled;
/* docs: where the document is, NULL beside the labels. Returns: 0, or an exit status that has been told; close it in any case. */
int cli_labelled_open(cli_labelled *d, const char *path, const char *docs);
void cli_labelled_close(cli_labelled *d);
/* Calls visit for a file, or for all of a directory that end so, in the order of their names, until one gives no 0.
 * Returns: what visit gave, or an exit status that has been told. */
int cli_each_file(const char *path, const char *ending, int (*visit)(void *ud, const char *path), void *ud);

/* list.c: a listing of what the rules hold. */
enum cli_kind { CLI_TEXT, CLI_NUMBER, CLI_WORDS };                  /* words: joined by |, an array in NDJSON */
typedef struct cli_column {
  const char *key;
  enum cli_kind kind;
  int shown;             /* in the table */
} cli_column;
#define CLI_COLUMNS 9
typedef struct cli_list {
  const char *what;                                                 /* for "no … matches" */
  const cli_column *columns;                                        /* at most CLI_COLUMNS, ended by a NULL key */
  int (*row)(const zb_rules *rules, size_t i, zb_str *cells, char *buffer);   /* 0 past the end; buffer: 64 bytes */
  int searched;                                                     /* whether the command has --search */
} cli_list;
int cli_list_run(const cli_command *command, const cli_list *list, int argc, char **argv);

#endif
