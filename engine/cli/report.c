/* zhibiao report: a Lua report over documents, written in one format or several. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static const char help[] =
  "usage: zhibiao report NAME [options] FILE…\n"
  "       zhibiao report NAME [options] --store DB [FILE…]\n"
  "       zhibiao report ./SCRIPT.lua [options] FILE…\n"
  "       zhibiao report --list\n\n"
  "Makes a report of what the documents state; a ZIP file stands for the documents in it. zhibiao report NAME --help tells\n"
  "the report's own options.\n\n"
  "  -o, --output FILE write FILE, whole or not at all; may be given several times; else stdout\n"
  "  --format F        csv, html, json, md, xlsx, sdmx-csv (a structure message, FILE.structure.xml, goes beside it);\n"
  "                    else by the ending of -o, else md\n"
  "  --excel           begin CSV with the UTF-8 byte order mark, by which Excel knows that it is UTF-8\n"
  "  --datapackage     beside CSV, a datapackage.json (Frictionless) that describes it\n"
  "  --lang L          zh (default) or en\n"
  "  --type T, --area A, --year Y, --rules DIR   as for zhibiao extract\n"
  "  --store DB        the documents of a store (zhibiao store), in the order of their names, before those of FILE…\n"
  "  --corrections FILE   as for zhibiao extract\n"
  "  --list            the reports that there are\n"
  "  -q, --quiet       do not tell on stderr which documents failed\n\n"
  "exit: 0 done, 1 a document failed, 2 usage or I/O, 3 a rule or the script is invalid, 5 internal\n"
  "example: zhibiao report compare --indicator gdp -o gdp.html -o gdp.csv reports/*.txt\n";

enum { OUTPUTS = 16, OPTIONS = 32, FIXED = 14, SCRIPT_MAX = 1 << 24 };

typedef struct job {
  const char *format, *type, *area, *year, *rules_dir, *lang, *excel, *datapackage, *quiet, *list, *store, *corrected;
  const char *output[OUTPUTS];
  const char *value[OPTIONS];      /* of the report's own options, as name[] has them */
  char *name[OPTIONS];
  char *argument[OPTIONS];
  size_t own;                      /* how many */
  char type_name[64];
  char *script;
  zb_document document;
  zb_rules *rules;
  zb_engine *engine;
  zb_report *report;
  cli_corrections corrections;
} job;

static char *copy(zb_str s) {
  char *p = malloc(s.n + 1);
  if (!p) return NULL;
  memcpy(p, s.p, s.n);
  p[s.n] = '\0';
  return p;
}

static int out_of_memory(void) {
  cli_error("memory", "out of memory");
  return CLI_INTERNAL;
}

static int told(const char *path, const zb_error *err) {
  if (err->code == ZB_EARG) {
    cli_error("usage", "%s", err->message);
    return CLI_USAGE;
  }
  cli_error_at(path, err);
  return err->code == ZB_ELIMIT || err->code == ZB_ENOMEM ? CLI_FINDINGS : cli_status_of(err->code);
}

/* The name nearest to one that no shipped report has. */
static int no_report(const zb_rules *rules, const char *name) {
  cli_nearest near = cli_nearest_to(name, strlen(name));
  zb_str s;
  for (size_t i = 0; zb_rules_report(rules, i, &s); i++) cli_nearest_offer(&near, s);
  if (near.best.p) cli_error("usage", "no report '%s'; did you mean '%.*s'?", name, (int)near.best.n, near.best.p);
  else cli_error("usage", "no report '%s'; zhibiao report --list tells them; a script of your own is given by its path, ./%s.lua",
                 name, name);
  return CLI_USAGE;
}

static int is_shipped(const zb_rules *rules, const char *name) {
  zb_str s;
  for (size_t i = 0; zb_rules_report(rules, i, &s); i++)
    if (s.n == strlen(name) && memcmp(s.p, name, s.n) == 0) return 1;
  return 0;
}

/* Loads the report called name, or the script at that path. Returns: 0 or the exit status. */
static int open_report(job *j, const char *name) {
  zb_report_options options = ZB_REPORT_OPTIONS_INIT;
  zb_error err;
  int status;
  memset(&err, 0, sizeof err);
  options.name = name;
  options.english = j->lang && strcmp(j->lang, "en") == 0;
  if (strchr(name, '/') || (strlen(name) > 4 && strcmp(name + strlen(name) - 4, ".lua") == 0)) {
    if ((status = cli_read_file(name, SCRIPT_MAX, &j->script, &options.script_n))) return status;
    options.script = j->script;
  } else if (!is_shipped(j->rules, name)) {
    return no_report(j->rules, name);
  }
  return zb_report_new(j->rules, &options, &j->report, &err) ? told(name, &err) : 0;
}

static int list_reports(job *j) {
  zb_str s;
  int status = 0;
  for (size_t i = 0; !status && zb_rules_report(j->rules, i, &s); i++) {
    char *name = copy(s);
    if (!name) return out_of_memory();
    if ((status = open_report(j, name)) == 0) {
      const zb_report_info *info = zb_report_about(j->report);
      printf("%-12s%.*s\n", name, (int)info->about.n, info->about.p);
    }
    zb_report_free(j->report);
    j->report = NULL;
    free(name);
  }
  return status;
}

static void show_help(const zb_report *report) {
  const zb_report_info *info = zb_report_about(report);
  zb_report_option_info o;
  printf("%.*s: %.*s\n\nusage: zhibiao report %.*s [options] FILE…\n\n", (int)info->title.n, info->title.p, (int)info->about.n,
         info->about.p, (int)info->name.n, info->name.p);
  for (size_t i = 0; zb_report_option(report, i, &o); i++) {
    int width = (int)(o.name.n + o.argument.n) + 5;
    printf("  --%.*s %.*s%*s%.*s\n", (int)o.name.n, o.name.p, (int)o.argument.n, o.argument.p, width < 22 ? 22 - width : 1, "",
           (int)o.about.n, o.about.p);
  }
  puts("\nThe options that every report has: zhibiao report --help");
}

/* The options of the command and of the report. Returns: the operands' number, or as cli_parse. */
static int parse(const cli_command *self, job *j, int argc, char **argv) {
  cli_option options[FIXED + OPTIONS + 1] = {
    { "format", 'f', 1, &j->format }, { "output", 'o', OUTPUTS, j->output }, { "type", 't', 1, &j->type },
    { "area", 'a', 1, &j->area }, { "year", 'y', 1, &j->year }, { "rules", 0, 1, &j->rules_dir },
    { "lang", 0, 1, &j->lang }, { "excel", 0, 0, &j->excel }, { "datapackage", 0, 0, &j->datapackage },
    { "quiet", 'q', 0, &j->quiet }, { "list", 0, 0, &j->list },
    { "store", 0, 1, &j->store }, { "corrections", 0, 1, &j->corrected },
  };
  size_t n = 0;
  zb_report_option_info o;
  while (options[n].name) n++;
  for (j->own = 0; j->report && j->own < OPTIONS && zb_report_option(j->report, j->own, &o); j->own++) {
    size_t i = j->own;
    j->name[i] = copy(o.name);
    if (!j->name[i]) {
      out_of_memory();
      return -2;
    }
    options[n++] = (cli_option){ j->name[i], 0, o.argument.n > 0, &j->value[i] };
  }
  return cli_parse(self, options, argc, argv);
}

/* Reads one document into the report. Returns: its exit status; *stop where there is no use in going on. */
static int add_one(job *j, const char *path, int *stop) {
  zb_result *result = NULL;
  zb_error err;
  int code, status;
  memset(&err, 0, sizeof err);
  j->document.name = path;
  code = zb_extract_file(j->engine, path, &j->document, &result, &err);
  if (code == ZB_EARG) {
    *stop = 1;
    return told(path, &err);
  }
  if (code) {
    if (!j->quiet) cli_error_at(path, &err);
    return cli_status_of(code);
  }
  status = cli_corrections_apply(&j->corrections, result, j->quiet != NULL);
  code = zb_report_add(j->report, result, &err);
  zb_result_free(result);
  if (!code) return status;
  *stop = 1;
  return told(path, &err);
}

/* Adds what the store keeps of its documents; one that could not be read is told as if it had been tried now. */
static int add_stored(job *j, zb_store *store, int *stop) {
  zb_stored stored;
  zb_result *result = NULL;
  zb_error err, failure;
  int status = CLI_DONE, code;
  memset(&err, 0, sizeof err);
  stored.doc.p = NULL;
  while ((code = zb_store_next(store, stored.doc.p, &stored, &err)) == 0) {
    if (stored.failure[0]) {
      if (zb_store_failure(store, stored.doc.p, &failure, &err) == 0 && !j->quiet) cli_error_at(stored.doc.p, &failure);
      status = CLI_FINDINGS;
      continue;
    }
    if ((code = zb_store_get(store, stored.doc.p, &result, &err)) != 0) break;
    if (cli_corrections_apply(&j->corrections, result, j->quiet != NULL)) status = CLI_FINDINGS;
    code = zb_report_add(j->report, result, &err);
    zb_result_free(result);
    if (code) break;
  }
  if (code == ZB_ENONE) return status;
  *stop = 1;
  return told(j->store, &err);
}

static int add_store(job *j, int *stop) {
  zb_store *store = NULL;
  zb_error err;
  int status;
  if (!j->store) return CLI_DONE;
  memset(&err, 0, sizeof err);
  if (zb_store_open(j->store, ZB_STORE_READ, &store, &err)) {
    *stop = 1;
    return told("zhibiao", &err);
  }
  status = add_stored(j, store, stop);
  zb_store_close(store);
  return status;
}

/* The format of an output: what --format says, or the ending of its name. Returns: 0 where it is none, which is told. */
static int find_format(const job *j, const char *output, char *format, size_t room) {
  const char *dot = output ? strrchr(output, '.') : NULL, *want = j->format ? j->format : dot ? dot + 1 : "md";
  cli_nearest near = cli_nearest_to(want, strlen(want));
  char list[256] = "";
  size_t used = 0;
  zb_str s;
  for (size_t i = 0; zb_rules_report_format(j->rules, i, &s); i++) {
    snprintf(format, room, "%.*s", (int)s.n, s.p);
    if (cli_same_ending(want, format)) return 1;
    cli_nearest_offer(&near, s);
    if (used < sizeof list) used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", format);
  }
  if (j->format && near.best.p)
    cli_error("usage", "--format has no '%s'; did you mean '%.*s'? (%s)", want, (int)near.best.n, near.best.p, list);
  else if (j->format) cli_error("usage", "--format has no '%s'; it is one of %s", want, list);
  else cli_error("usage", "-o %s: its ending is no format of a report; those are %s (or say --format)", output, list);
  return 0;
}

static int write_as(job *j, const char *path, const char *format) {
  cli_output out;
  zb_error err;
  int code, status, closed;
  memset(&err, 0, sizeof err);
  if ((status = cli_output_open(&out, path))) return status;
  if (j->excel && strcmp(format, "csv") == 0) cli_output_sink(&out, "\xEF\xBB\xBF", 3);
  code = zb_report_write(j->report, format, cli_output_sink, &out, &err);
  if (code && !out.error) status = told(path ? path : "stdout", &err);
  closed = cli_output_close(&out, code == 0);
  return closed > status ? closed : status;
}

/* What goes beside a file: the structure that SDMX-CSV names, the package that describes CSV. */
static int write_beside(job *j, const char *path, const char *format) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  size_t n = strlen(path), folder = (size_t)(base - path);
  char *beside = malloc(n + 32), *with = malloc(strlen(base) + 32);
  int status = CLI_DONE;
  if (!beside || !with) {
    status = out_of_memory();
  } else if (strcmp(format, "sdmx-csv") == 0) {
    if (n > 4 && cli_same_ending(path + n - 4, ".csv")) n -= 4;
    sprintf(beside, "%.*s.structure.xml", (int)n, path);
    status = write_as(j, beside, "sdmx-ml");
  } else if (j->datapackage && strcmp(format, "csv") == 0) {
    sprintf(beside, "%.*sdatapackage.json", (int)folder, path);
    sprintf(with, "datapackage:%s", base);
    status = write_as(j, beside, with);
  }
  free(beside);
  free(with);
  return status;
}

static int write_one(job *j, const char *path) {
  char format[32];
  int status, more;
  if (!find_format(j, path, format, sizeof format)) return CLI_USAGE;
  status = write_as(j, path, format);
  if (status || !path || strcmp(path, "-") == 0) return status;
  more = write_beside(j, path, format);
  return more > status ? more : status;
}

static int set_options(job *j) {
  zb_error err;
  memset(&err, 0, sizeof err);
  for (size_t i = 0; i < j->own; i++)
    if (j->value[i] && zb_report_set(j->report, j->name[i], j->value[i], &err)) return told("report", &err);
  return 0;
}

/* Checks what can be told before a document is read. Returns: 0 or the exit status. */
static int prepare(job *j, int count) {
  static const char *const languages[] = { "zh", "en" };
  char format[32];
  int status = 0;
  if (j->lang && cli_choice("lang", j->lang, strlen(j->lang), languages, 2) < 0) return CLI_USAGE;
  if (j->year && (status = cli_read_year(j->year, &j->document.year))) return status;
  if (j->type && (status = cli_read_type(j->rules, j->type, &j->document.type, j->type_name))) return status;
  j->document.area = j->area;
  j->document.keep_text = 1;
  for (size_t i = 0; i < OUTPUTS && (j->output[i] || i == 0); i++)
    if (!find_format(j, j->output[i], format, sizeof format)) return CLI_USAGE;
  if ((status = set_options(j))) return status;
  if (count == 0 && !j->store) {
    cli_error("usage", "no documents; give files, or - for standard input, or --store DB");
    return CLI_USAGE;
  }
  if (j->corrected && (status = cli_corrections_open(&j->corrections, j->rules, j->corrected))) return status;
  return cli_open_engine(j->rules, &j->engine);
}

static int work(job *j, int count, char **files) {
  zb_error err;
  int stop = 0, status = add_store(j, &stop);
  memset(&err, 0, sizeof err);
  for (int i = 0; i < count && !stop; i++) {
    int one = add_one(j, files[i], &stop);
    if (one > status) status = one;
  }
  if (stop) return status;
  if (cli_corrections_close(&j->corrections, j->quiet != NULL) && status == CLI_DONE) status = CLI_FINDINGS;
  if (zb_report_make(j->report, &err)) {
    int made = told("report", &err);
    return made > status ? made : status;
  }
  for (size_t i = 0; i < OUTPUTS && (j->output[i] || i == 0); i++) {
    int one = write_one(j, j->output[i]);
    if (one > status) status = one;
  }
  return status;
}

/* The report and its rules stay, for the process ends: freeing the documents of a store one by one is a tenth of the time. */
static void end(job *j) {
  zb_corrections_free(j->corrections.all);
  free(j->corrections.met);
  zb_engine_free(j->engine);
  for (size_t i = 0; i < OPTIONS; i++) free(j->name[i]);
  free(j->script);
}

static int asks_for_help(int argc, char **argv) {
  for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return 1;
  return 0;
}

/* The documents of a store are many small pieces that stay: asked of the system by 16 MiB and never given back, they save a few
 * hundredths of the time of two reports side by side. */
static void ask_for_much(void) {
#ifdef M_TOP_PAD
  mallopt(M_TOP_PAD, 16 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 28);
  mallopt(M_MMAP_THRESHOLD, 1 << 25);
#endif
}

static int run(const cli_command *self, int argc, char **argv) {
  const zb_document unknown = ZB_DOCUMENT_INIT;
  static job j;
  int named = argc > 0 && argv[0][0] != '-', count = 0, status;
  ask_for_much();
  memset(&j, 0, sizeof j);
  j.document = unknown;
  j.lang = cli_peek("lang", argc, argv);
  if (named || cli_peek("rules", argc, argv)) status = cli_load_rules(cli_peek("rules", argc, argv), &j.rules);
  else status = 0;
  if (!status && named) status = open_report(&j, argv[0]);
  if (!status && named && asks_for_help(argc, argv)) {
    show_help(j.report);
    end(&j);
    return CLI_DONE;
  }
  if (!status && (count = parse(self, &j, argc - named, argv + named)) < 0) status = count == -1 ? -1 : CLI_USAGE;
  if (!status && !named && !j.list) {
    cli_error("usage", "which report? zhibiao report --list tells them");
    status = CLI_USAGE;
  }
  if (!status && j.list) {
    if (!j.rules) status = cli_load_rules(NULL, &j.rules);
    if (!status) {
      zb_report_free(j.report);
      j.report = NULL;
      status = list_reports(&j);
    }
  } else if (!status && (status = prepare(&j, count)) == 0) {
    cli_documents found;
    if ((status = cli_documents_find(&found, count, argv + named, j.quiet != NULL)) == 0) status = work(&j, found.n, found.path);
    cli_documents_free(&found);
  }
  end(&j);
  return status == -1 ? CLI_DONE : status;
}

const cli_command cli_report = { "report", "a report over documents: tables, charts and their evidence", help, run };
