/* One observation a line, then one record for the document. */
#include "write/writer.h"

static void begin(zb_writer *w) {
  (void)w;
}

static void result(zb_writer *w, const zb_result *r) {
  size_t n = zb_result_count(r);
  zb_str prefix;
  w->scratch.n = 0;
  zb_json__prefix(&w->scratch, zb_result_head(r));
  prefix.p = w->scratch.p;
  prefix.n = w->scratch.n;
  for (size_t i = 0; i < n; i++) {
    zb_json__observation(&w->out, prefix, zb_result_at(r, i));
    ZB_OUT__ADD(&w->out, "\n");
    zb_out__drain(&w->out);
  }
  zb_json__document(&w->out, r, 1);
  ZB_OUT__ADD(&w->out, "}\n");
}

static void failure(zb_writer *w, const char *name, const zb_error *err) {
  zb_json__failure(&w->out, name, err);
  ZB_OUT__ADD(&w->out, "\n");
}

const zb_format_ops zb_ndjson__ops = { begin, result, failure, NULL };
