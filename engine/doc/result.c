#include "doc/result.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int zb_result__new(zb_mem *mem, zb_result **out) {
  zb_result *r = zb_mem__resize(mem, NULL, 0, sizeof *r);
  *out = r;
  if (!r) return ZB_ENOMEM;
  memset(r, 0, sizeof *r);
  r->mem = mem;
  zb_arena__init(&r->arena, mem);
  return 0;
}

void zb_result_free(zb_result *r) {
  if (!r) return;
  zb_column_store__free(r->mem, &r->column);
  zb_arena__free(&r->arena);
  if (r->text) zb_mem__resize(r->mem, r->text, r->text_cap, 0);
  if (r->obs) zb_mem__resize(r->mem, r->obs, r->obs_cap * sizeof *r->obs, 0);
  if (r->paragraph) zb_mem__resize(r->mem, r->paragraph, r->paragraph_cap * sizeof *r->paragraph, 0);
  if (r->diag) zb_mem__resize(r->mem, r->diag, r->diag_cap * sizeof *r->diag, 0);
  zb_mem__resize(r->mem, r, sizeof *r, 0);
}

zb_observation *zb_result__add(zb_result *r) {
  void *p = r->obs;
  if (zb_mem__grow(r->mem, &p, &r->obs_cap, r->obs_n + 1, sizeof *r->obs)) return NULL;
  r->obs = p;
  memset(&r->obs[r->obs_n], 0, sizeof *r->obs);
  return &r->obs[r->obs_n++];
}

int zb_result__add_paragraph(zb_result *r, zb_paragraph p) {
  void *block = r->paragraph;
  if (zb_mem__grow(r->mem, &block, &r->paragraph_cap, r->paragraph_n + 1, sizeof *r->paragraph)) return ZB_ENOMEM;
  r->paragraph = block;
  r->paragraph[r->paragraph_n++] = p;
  return 0;
}

zb_str zb_result__keep(zb_result *r, const char *p, size_t n) {
  char *copy = zb_arena__bytes(&r->arena, n ? n : 1);
  if (!copy) {
    r->failed = 1;
    return (zb_str){ "", 0 };
  }
  memcpy(copy, p, n);
  return (zb_str){ copy, n };
}

int zb_result__note(zb_result *r, const char *code, int line, int column, const char *format, ...) {
  char text[512];
  void *p = r->diag;
  va_list ap;
  zb_str message;
  int n;
  va_start(ap, format);
  n = vsnprintf(text, sizeof text, format, ap);
  va_end(ap);
  if (n < 0) return 0;
  if ((size_t)n >= sizeof text) {
    n = sizeof text - 1;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) n--;   /* never half a character */
  }
  message = zb_result__keep(r, text, (size_t)n);
  if (r->failed || zb_mem__grow(r->mem, &p, &r->diag_cap, r->diag_n + 1, sizeof *r->diag)) {
    r->failed = 1;
    return ZB_ENOMEM;
  }
  r->diag = p;
  r->diag[r->diag_n++] = (zb_diagnostic){ code, line, column, message };
  if (r->host && r->host->tell) r->host->tell(r->host->ud, r->head.doc, &r->diag[r->diag_n - 1]);
  return 0;
}

const zb_head *zb_result_head(const zb_result *r) { return &r->head; }
size_t zb_result_count(const zb_result *r) { return r->obs_n; }
const zb_observation *zb_result_at(const zb_result *r, size_t i) { return i < r->obs_n ? &r->obs[i] : NULL; }
size_t zb_result_diagnostics(const zb_result *r) { return r->diag_n; }
const zb_diagnostic *zb_result_diagnostic(const zb_result *r, size_t i) { return i < r->diag_n ? &r->diag[i] : NULL; }

zb_str zb_result_text(const zb_result *r) { return r->source_text.p ? r->source_text : (zb_str){ "", 0 }; }
const zb_paragraph *zb_result_paragraph(const zb_result *r, size_t i) {
  return i < r->paragraph_n ? &r->paragraph[i] : NULL;
}

void zb_result_filter(zb_result *r, int (*keep)(const zb_observation *, void *), void *ud) {
  size_t i, k = 0;
  for (i = 0; i < r->obs_n; i++) {
    if (keep(&r->obs[i], ud)) r->obs[k++] = r->obs[i];
  }
  r->obs_n = k;
}
