#include "write/writer.h"

#include "base/options.h"
#include "write/text.h"

const char *const zb_writer__keys[] = {
  "doc", "type", "line", "column", "start", "end", "text", "quote", "subject", "indicator", "name", "measure", "basis",
  "value", "lower", "upper", "bound", "unit", "unit_base", "unit_mult", "status", "period", "area", "area_code",
  "section", "rule", "numeral", "place", NULL
};

zb_str zb_writer__str(const char *s) {
  zb_str v = { s, s ? strlen(s) : 0 };
  return v;
}

int zb_writer__claimed(const zb_observation *o) {
  return !(o->rule.n == 9 && memcmp(o->rule.p, "unclaimed", 9) == 0);
}

zb_counts zb_writer__counts(const zb_result *r) {
  zb_counts c = { zb_result_count(r), 0, 0 };
  for (size_t i = 0; i < c.all; i++) {
    const zb_observation *o = zb_result_at(r, i);
    c.claimed += (size_t)zb_writer__claimed(o);
    c.coded += o->indicator.p != NULL;
  }
  return c;
}

void zb_writer__clean(zb_out *o, zb_str s) {
  const char *p = s.p, *end = s.n ? s.p + s.n : s.p;
  while (p < end) {
    uint32_t c;
    size_t n = zb_text__char(p, end, &c);
    if (c == 0xFFFD) ZB_OUT__ADD(o, "\xEF\xBF\xBD");
    else zb_out__add(o, p, n);
    p += n;
  }
}

int zb_writer_new(zb_format format, const zb_write_options *options, zb_sink sink, void *ud, zb_writer **out) {
  static const zb_format_ops *const formats[] = { &zb_ndjson__ops, &zb_json__ops, &zb_csv__ops, &zb_table__ops };
  zb_write_options own = ZB_WRITE_OPTIONS_INIT;
  zb_host host = ZB_HOST_INIT;
  zb_mem mem = ZB_MEM_INIT;
  zb_writer *w;
  if (!out) return ZB_EARG;
  *out = NULL;
  if ((unsigned)format >= sizeof formats / sizeof *formats || !sink) return ZB_EARG;
  if (zb_options__take(&own, sizeof own, options) || zb_options__take(&host, sizeof host, own.host)) return ZB_EARG;
  mem.resize = host.resize;
  mem.ud = host.ud;
  w = zb_mem__resize(&mem, NULL, 0, sizeof *w);
  if (!w) return ZB_ENOMEM;
  w->ops = formats[format];
  w->options = own;
  w->records = 0;
  zb_out__init(&w->out, &mem, sink, ud);
  zb_out__init(&w->scratch, &mem, NULL, NULL);
  w->ops->begin(w);
  *out = w;
  return 0;
}

/* After each record: a failure of either buffer is the writer's. */
static int settle(zb_writer *w) {
  w->records++;
  if (w->scratch.code && !w->out.code) w->out.code = w->scratch.code;
  zb_out__drain(&w->out);
  return w->out.code;
}

int zb_writer_result(zb_writer *w, const zb_result *r) {
  if (!w || !r) return ZB_EARG;
  if (w->out.code) return w->out.code;
  w->ops->result(w, r);
  return settle(w);
}

int zb_writer_failure(zb_writer *w, const char *name, const zb_error *err) {
  if (!w || !name) return ZB_EARG;
  if (!w->ops->failure || w->out.code) return w->out.code;
  w->ops->failure(w, name, err);
  return settle(w);
}

int zb_writer_end(zb_writer *w) {
  if (!w) return ZB_EARG;
  if (w->ops->end) w->ops->end(w);
  return zb_out__flush(&w->out);
}

void zb_writer_free(zb_writer *w) {
  zb_mem mem;
  if (!w) return;
  mem = zb_mem__like(&w->out.mem, 0);
  zb_out__free(&w->out);
  zb_out__free(&w->scratch);
  mem.used = sizeof *w;
  zb_mem__resize(&mem, w, sizeof *w, 0);
}
