/* zhibiao text: documents as they are read. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
  "usage: zhibiao text [options] FILE…\n\n"
  "Writes the text of each document as extract reads it: the lines and columns of its observations are of this text, in\n"
  "UTF-8. HTML, Word (docx) and PDF are told by their content. FILE - is standard input; a ZIP file stands for the documents\n"
  "in it.\n\n"
  "  --layout          how the text is understood: each paragraph, heading and table row on a line of its own, wrapped\n"
  "                    lines joined, behind its line number and ¶ (paragraph), # (heading) or | (row)\n"
  "  -o, --output FILE write FILE, whole or not at all, instead of stdout\n"
  "  --rules DIR       a directory of rules laid over the built-in ones; else $ZHIBIAO_RULES\n\n"
  "exit: 0 done, 1 a document failed, 2 usage or I/O, 3 a rule is invalid, 5 internal\n"
  "example: zhibiao text report.pdf\n";

static int put(cli_output *out, const char *p, size_t n) { return cli_output_sink(out, p, n) ? ZB_EIO : 0; }

static int put_layout(cli_output *out, const zb_result *r) {
  static const char *const sign[] = { "\xC2\xB6", "#", "|" };      /* U+00B6 ¶ */
  const zb_paragraph *p;
  int e = 0;
  for (size_t i = 0; !e && (p = zb_result_paragraph(r, i)) != NULL; i++) {
    char head[40];
    int n = snprintf(head, sizeof head, "%d\t%s\t", p->line, sign[p->kind]);
    e = put(out, head, (size_t)n);
    if (!e) e = put(out, p->text.p, p->text.n);
    if (!e) e = put(out, "\n", 1);
  }
  return e;
}

static int put_text(cli_output *out, const zb_result *r) {
  zb_str text = zb_result_text(r);
  int e = text.n ? put(out, text.p, text.n) : 0;
  return e || text.n == 0 || text.p[text.n - 1] == '\n' ? e : put(out, "\n", 1);
}

static int run(const cli_command *self, int argc, char **argv) {
  const char *layout = NULL, *output = NULL, *rules_dir = NULL;
  const cli_option options[] = {
    { "layout", 0, 0, &layout }, { "output", 'o', 1, &output }, { "rules", 0, 1, &rules_dir }, { NULL, 0, 0, NULL },
  };
  int files = cli_parse(self, options, argc, argv), status, closed, e = 0;
  zb_document doc = ZB_DOCUMENT_INIT;
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  cli_documents found;
  cli_output out;
  zb_error err;
  if (files < 0) return files == -1 ? CLI_DONE : CLI_USAGE;
  if (files == 0) {
    cli_error("usage", "no FILE; zhibiao text FILE, or - for standard input");
    return CLI_USAGE;
  }
  if ((status = cli_load_rules(rules_dir, &rules)) != 0) return status;
  memset(&err, 0, sizeof err);
  if ((status = cli_open_engine(rules, &engine)) != 0) {
    zb_rules_free(rules);
    return status;
  }
  if ((status = cli_documents_find(&found, files, argv, 0)) == 0 && (status = cli_output_open(&out, output)) == 0) {
    doc.keep_text = 1;
    for (int i = 0; i < found.n && !e; i++) {
      zb_result *result = NULL;
      if (zb_extract_file(engine, found.path[i], &doc, &result, &err)) {
        int why = cli_status_of(err.code);
        cli_error_at(found.path[i], &err);
        if (status == 0 || why > status) status = why;
        continue;
      }
      e = layout ? put_layout(&out, result) : put_text(&out, result);
      zb_result_free(result);
    }
    closed = cli_output_close(&out, 1);
    if (closed) status = closed;
  }
  cli_documents_free(&found);
  zb_engine_free(engine);
  zb_rules_free(rules);
  return status;
}

const cli_command cli_text = { "text", "a document as it is read: its text, or its paragraphs and headings", help, run };
