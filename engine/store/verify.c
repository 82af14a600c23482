/* verify.c - a document's source read again, and every figure of the store looked for at its place. */
#include <string.h>

#include "base/error.h"
#include "store/store.h"
#include "text/normalise.h"

/* Whether text[at, end) says, normalised, what the figure's text says. */
static int still_says(zb_normal *t, zb_str text, const zb_observation *o) {
  size_t at = o->text_start, end = o->text_end;
  size_t sign = o->text.n && (*o->text.p == '-' || *o->text.p == '+');      /* the place is that of the first digit */
  if (at > end || end > text.n || end - at + 2 > t->cap) return 0;
  t->n = t->piece_n = 0;
  while (at < end) {
    const char *nl = memchr(text.p + at, '\n', end - at);
    size_t stop = nl ? (size_t)(nl - text.p) : end;
    zb_normal__append(t, text.p, at, stop);
    at = nl ? stop + 1 : end;
  }
  return t->n == o->text.n - sign && memcmp(t->text, o->text.p + sign, t->n) == 0;
}

static int check_figures(zb_store *s, const zb_result *kept, zb_str text, zb_store_finding tell, void *ud, zb_error *err) {
  zb_normal t = { &s->mem, NULL, 0, 0, NULL, 0, 0, 0, 0 };
  const zb_observation *o;
  int found = 0;
  for (size_t i = 0; (o = zb_result_at(kept, i)) != NULL; i++) {
    size_t want = o->text_end > o->text_start ? o->text_end - o->text_start + 2 : 2;
    void *block = t.text;
    if (want > text.n + 2) want = 2;
    if (zb_mem__grow(&s->mem, &block, &t.cap, want, 1)) {
      found = zb_error__set(err, ZB_ENOMEM, "out of memory");
      break;
    }
    t.text = block;
    if (still_says(&t, text, o)) continue;
    found++;
    tell(ud, o->line, o->column, "the source does not say this figure here", o->text);
  }
  if (t.text) zb_mem__resize(&s->mem, t.text, t.cap, 0);
  if (t.piece) zb_mem__resize(&s->mem, t.piece, t.piece_cap * sizeof *t.piece, 0);
  return found;
}

int zb_store_verify(zb_store *s, zb_engine *engine, const char *doc, zb_store_finding tell, void *ud, zb_error *err) {
  zb_document again = ZB_DOCUMENT_INIT;
  zb_result *kept = NULL, *read = NULL;
  zb_error why;
  int found;
  if (!s || !engine || !doc || !tell) return zb_error__set(err, ZB_EARG, "no store, no engine, no document, or nobody to tell");
  memset(&why, 0, sizeof why);
  if ((found = zb_store_get(s, doc, &kept, err)) != 0) return found;
  again.keep_text = 1;
  if (zb_extract_file(engine, doc, &again, &read, &why)) {
    tell(ud, 0, 0, "the source cannot be read", (zb_str){ why.message, strlen(why.message) });
    found = 1;
  } else {
    if (strcmp(kept->head.sha256, read->head.sha256) != 0) {
      tell(ud, 0, 0, "the source has changed since it was read", (zb_str){ "", 0 });
      found++;
    }
    int wrong = check_figures(s, kept, zb_result_text(read), tell, ud, err);
    found = wrong < 0 ? wrong : found + wrong;
  }
  zb_result_free(read);
  zb_result_free(kept);
  return found;
}
