/* zhibiao profile: where the time goes, by stage and by rule. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

static const char help[] =
  "usage: zhibiao profile [options] FILE…\n\n"
  "Reads documents as zhibiao extract does and tells where the time went: by stage, and by rule with how often it was tried\n"
  "(all words that it needs stand beside a figure) and matched, and the steps of matching that it took. A rule's time is its\n"
  "share by steps of what matching took.\n\n"
  "  --repeat N        read all N times (1 to 1000), for steadier numbers\n"
  "  --all             every rule, also those that were never tried\n"
  "  --json            one JSON object\n"
  "  --type T, --area A, --year Y, --codes C, --rules DIR   as for zhibiao extract\n\n"
  "stages: file, format (HTML, Word, PDF to text), decode, digest (SHA-256), layout (lines to paragraphs), head (type, area and\n"
  "year), scan (words and figures), rules (patterns), hooks (Lua), meaning (subject, period, status …), tables, result (what is\n"
  "left), write (NDJSON)\n"
  "exit: 0 done, 1 a document failed, 2 usage or I/O, 3 a rule is invalid, 5 internal\n"
  "example: zhibiao profile --rules my-rules reports/*.txt\n";

enum { SHOWN = 20 };         /* rules that are told where not all are asked for */

typedef struct job {
  const char *repeat, *all, *json, *type, *area, *year, *codes, *rules_dir;
  char type_name[64];
  zb_document document;
  zb_rules *rules;
  zb_engine *engine;
  zb_profile profile;
  uint64_t write;        /* nanoseconds */
  size_t documents, figures;
  int times;
} job;

typedef struct line {
  zb_str name;
  int priority;
  zb_rule_cost cost;
} line;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static int nowhere(void *ud, const void *bytes, size_t n) {
  *(size_t *)ud += n;
  (void)bytes;
  return 0;
}

static int run_one(job *j, const char *path, int first) {
  zb_result *result = NULL;
  zb_writer *writer = NULL;
  zb_error err;
  uint64_t began;
  size_t written = 0;
  int code;
  memset(&err, 0, sizeof err);
  j->document.name = path;
  code = zb_extract_file(j->engine, path, &j->document, &result, &err);
  if (code) {
    if (first && code == ZB_EARG) cli_error("usage", "%s", err.message);
    else if (first) cli_error_at(path, &err);
    return code == ZB_EARG ? CLI_USAGE : cli_status_of(code);
  }
  j->documents += (size_t)first;
  if (first) j->figures += zb_result_count(result);
  began = now();
  if (!zb_writer_new(ZB_NDJSON, NULL, nowhere, &written, &writer)) {
    zb_writer_result(writer, result);
    zb_writer_end(writer);
  }
  zb_writer_free(writer);
  j->write += now() - began;
  zb_result_free(result);
  return CLI_DONE;
}

static int dearer(const void *x, const void *y) {
  const line *a = x, *b = y;
  if (a->cost.steps != b->cost.steps) return a->cost.steps < b->cost.steps ? 1 : -1;
  return a->cost.tried != b->cost.tried ? (a->cost.tried < b->cost.tried ? 1 : -1) : 0;
}

/* The rules, the dearest first; *steps: of all. Returns: NULL out of memory. */
static line *lines_of(const job *j, uint64_t *steps) {
  line *list = calloc(j->profile.rule_n + 1, sizeof *list);
  zb_rule_info info;
  *steps = 0;
  for (size_t i = 0; list && zb_rules_rule(j->rules, i, &info); i++) {
    list[i] = (line){ info.name, info.priority, j->profile.rule[i] };
    *steps += list[i].cost.steps;
  }
  if (list) qsort(list, j->profile.rule_n, sizeof *list, dearer);
  return list;
}

/* A rule's share of the time of matching, in milliseconds. */
static double time_of(const job *j, const line *l, uint64_t steps) {
  double all = (double)j->profile.stage[ZB_STAGE_RULES] / 1e6 / j->times;
  return steps ? all * (double)l->cost.steps / (double)steps : 0;
}

static double stage_ms(const job *j, int stage) {
  return (double)(stage == ZB_STAGES ? j->write : j->profile.stage[stage]) / 1e6 / j->times;
}

static const char *stage_name(int stage) { return stage == ZB_STAGES ? "write" : zb_stage_name((zb_stage)stage); }

static void put_text(const job *j, const line *list, uint64_t steps) {
  size_t untried = 0, unmatched = 0, shown = 0;
  double total = 0;
  for (int s = 0; s <= ZB_STAGES; s++) total += stage_ms(j, s);
  printf("%zu document%s, %zu figures, %.2f ms%s\n\n", j->documents, j->documents == 1 ? "" : "s", j->figures, total,
         j->times > 1 ? " each time" : "");
  printf("%-10s %10s %7s\n", "stage", "ms", "share");
  for (int s = 0; s <= ZB_STAGES; s++)
    printf("%-10s %10.3f %6.1f%%\n", stage_name(s), stage_ms(j, s), total > 0 ? 100 * stage_ms(j, s) / total : 0);
  printf("\n%-32s %8s %10s %10s %12s %10s\n", "rule", "priority", "tried", "matched", "steps", "ms");
  for (size_t i = 0; i < j->profile.rule_n; i++) {
    const line *l = &list[i];
    untried += l->cost.tried == 0;
    unmatched += l->cost.tried > 0 && l->cost.matched == 0;
    if (!j->all && (shown == SHOWN || !l->cost.tried)) continue;
    shown++;
    printf("%-32.*s %8d %10llu %10llu %12llu %10.3f\n", (int)l->name.n, l->name.p, l->priority,
           (unsigned long long)(l->cost.tried / (uint64_t)j->times), (unsigned long long)(l->cost.matched / (uint64_t)j->times),
           (unsigned long long)(l->cost.steps / (uint64_t)j->times), time_of(j, l, steps));
  }
  printf("\n%zu rules: %zu never tried, %zu tried and never matched%s\n", j->profile.rule_n, untried, unmatched,
         j->all ? "" : "; --all lists them");
}

static void put_json(const job *j, const line *list, uint64_t steps) {
  printf("{\"documents\":%zu,\"figures\":%zu,\"stages\":{", j->documents, j->figures);
  for (int s = 0; s <= ZB_STAGES; s++) printf("%s\"%s\":%.6f", s ? "," : "", stage_name(s), stage_ms(j, s));
  fputs("},\"rules\":[", stdout);
  for (size_t i = 0; i < j->profile.rule_n; i++) {
    const line *l = &list[i];
    fputs(i ? ",{\"rule\":" : "{\"rule\":", stdout);
    cli_json_string(stdout, l->name);
    printf(",\"priority\":%d,\"tried\":%llu,\"matched\":%llu,\"steps\":%llu,\"ms\":%.6f}", l->priority,
           (unsigned long long)(l->cost.tried / (uint64_t)j->times), (unsigned long long)(l->cost.matched / (uint64_t)j->times),
           (unsigned long long)(l->cost.steps / (uint64_t)j->times), time_of(j, l, steps));
  }
  fputs("]}\n", stdout);
}

static int check(job *j, int count) {
  static const char *const codes[] = { "headline", "all" };
  char *end;
  long n = j->repeat ? strtol(j->repeat, &end, 10) : 1;
  int all = 0, status;
  if (j->repeat && (end == j->repeat || *end || n < 1 || n > 1000)) {
    cli_error("usage", "--repeat wants a number from 1 to 1000, not '%s'", j->repeat);
    return CLI_USAGE;
  }
  j->times = (int)n;
  if (j->codes && (all = cli_choice("codes", j->codes, strlen(j->codes), codes, 2)) < 0) return CLI_USAGE;
  if (j->year && (status = cli_read_year(j->year, &j->document.year))) return status;
  if (count == 0) {
    cli_error("usage", "no documents; zhibiao profile FILE…");
    return CLI_USAGE;
  }
  j->document.area = j->area;
  j->document.all_codes = all;
  return 0;
}

static int work(job *j, int count, char **files) {
  zb_rule_info info;
  uint64_t steps;
  line *list;
  int status = cli_load_rules(j->rules_dir, &j->rules);
  if (status) return status;
  if (j->type && (status = cli_read_type(j->rules, j->type, &j->document.type, j->type_name))) return status;
  if ((status = cli_open_engine(j->rules, &j->engine))) return status;
  while (zb_rules_rule(j->rules, j->profile.rule_n, &info)) j->profile.rule_n++;
  j->profile.rule = calloc(j->profile.rule_n + 1, sizeof *j->profile.rule);
  if (!j->profile.rule) {
    cli_error("memory", "out of memory");
    return CLI_INTERNAL;
  }
  zb_engine_profile(j->engine, &j->profile);
  for (int t = 0; t < j->times; t++)
    for (int i = 0; i < count; i++) {
      int one = run_one(j, files[i], t == 0);
      if (one > status) status = one;
      if (one == CLI_USAGE) return status;
    }
  if (!(list = lines_of(j, &steps))) return CLI_INTERNAL;
  if (j->json) put_json(j, list, steps);
  else put_text(j, list, steps);
  free(list);
  return status;
}

static int run(const cli_command *self, int argc, char **argv) {
  static const zb_document document = ZB_DOCUMENT_INIT;
  job j;
  const cli_option options[] = {
    { "repeat", 0, 1, &j.repeat }, { "all", 0, 0, &j.all }, { "json", 0, 0, &j.json }, { "type", 't', 1, &j.type },
    { "area", 'a', 1, &j.area }, { "year", 'y', 1, &j.year }, { "codes", 0, 1, &j.codes }, { "rules", 0, 1, &j.rules_dir },
    { NULL, 0, 0, NULL }
  };
  int count, status;
  memset(&j, 0, sizeof j);
  j.document = document;
  count = cli_parse(self, options, argc, argv);
  if (count < 0) return count == -1 ? CLI_DONE : CLI_USAGE;
  status = check(&j, count);
  if (!status) status = work(&j, count, argv);
  free(j.profile.rule);
  zb_engine_free(j.engine);
  zb_rules_free(j.rules);
  return status;
}

const cli_command cli_profile = { "profile", "where the time goes, by stage and by rule", help, run };
