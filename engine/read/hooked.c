/* hooked.c - a rule's own Lua function, applied to the observation that the rule made. */
#include "lua/hook.h"
#include "read/reader.h"

enum { WORDS = 64 };

static void take(zb_reader *r, const zb_hook_answer *a, const zb_figure *fig, const zb_carry *c, zb_observation *o) {
  if (a->given & ZB_HOOK_SUBJECT) o->subject = zb_result__keep(r->result, a->subject.p, a->subject.n);
  if (a->given & ZB_HOOK_PERIOD) o->period = zb_result__keep(r->result, a->period.p, a->period.n);
  if (a->given & ZB_HOOK_AREA) o->area = zb_result__keep(r->result, a->area.p, a->area.n);
  if (a->given & ZB_HOOK_MEASURE) o->measure = zb_name(zb_measure_names[a->measure]);
  if (a->given & ZB_HOOK_BASIS) o->basis = zb_name(zb_basis_names[a->basis]);
  if (a->given & ZB_HOOK_BOUND) o->bound = zb_name(zb_bound_names[a->bound]);
  if (a->given & ZB_HOOK_STATUS) o->status = zb_name(zb_status_names[a->status]);
  if (a->sign || a->given & ZB_HOOK_BOUND)
    zb_observe__value(fig, a->sign ? a->sign : c->sign, a->given & ZB_HOOK_BOUND ? a->bound : c->bound, o);
}

void zb_hooked__apply(zb_reader *r, const zb_figure *fig, const zb_carry *c, size_t lo, size_t hi, zb_observation *o) {
  zb_str words[WORDS];
  zb_hook_answer answer;
  zb_error err;
  size_t i, n = 0;
  int e;
  if (!r->hooks) return;
  for (i = lo; i < hi && n < WORDS; i++) {
    if (r->s.token[i].word >= 0) words[n++] = zb_slice(r, r->s.token[i].at, r->s.token[i].end);
  }
  e = zb_hooks__call(r->hooks, r->rules->rule[c->rule].hook, o, words, n, &answer, &err);
  if (e == ZB_ENOMEM) {
    r->failed = 1;
  } else if (e) {
    zb_str name = zb_rule_str(r->rules, r->rules->rule[c->rule].name);
    zb_result__note(r->result, e == ZB_ELIMIT ? "hook-limit" : "hook-error", o->line, o->column, "%s:%d: hook of rule %.*s: %s",
                    err.file, err.line, (int)name.n, name.p, err.message);
  } else if (answer.refused) {
    o->rule = zb_name("unclaimed");
    o->measure = o->basis = zb_name("");
  } else {
    take(r, &answer, fig, c, o);
  }
}
