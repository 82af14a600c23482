/* report.c - an HTML report made in memory. usage: report NAME FILE… >report.html    NAME: brief, compare, … */
#include <stdio.h>

#include <zhibiao.h>

static int add(zb_engine *engine, zb_report *report, const char *path, zb_error *err) {
  zb_document document = ZB_DOCUMENT_INIT;
  zb_result *result = NULL;
  int code;
  document.name = path;
  document.keep_text = 1;                    /* reports may look at the text, too */
  code = zb_extract_file(engine, path, &document, &result, err);
  if (!code) code = zb_report_add(report, result, err);
  zb_result_free(result);                    /* the report has what it needs */
  return code;
}

int main(int argc, char **argv) {
  zb_report_options options = ZB_REPORT_OPTIONS_INIT;
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_report *report = NULL;
  zb_str html;
  zb_error err = { 0 };
  int code;
  if (argc < 3) return fputs("usage: report NAME FILE…\n", stderr), 2;
  options.name = argv[1];
  code = zb_rules_load(NULL, &rules, &err);
  if (!code) code = zb_engine_new(rules, NULL, &engine, &err);
  if (!code) code = zb_report_new(rules, &options, &report, &err);
  for (int i = 2; i < argc && !code; i++) code = add(engine, report, argv[i], &err);
  if (!code) code = zb_report_make(report, &err);
  if (!code) code = zb_report_text(report, "html", &html, &err);
  if (code) fprintf(stderr, "%s: %s\n", zb_error_name(code), err.message);
  else fwrite(html.p, 1, html.n, stdout);
  zb_report_free(report);
  zb_engine_free(engine);
  zb_rules_free(rules);
  return code != 0;
}
