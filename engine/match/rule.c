#include "match/rule.h"

#include <string.h>

/* The classes of the token that a row of elements must find first; 0 where it may find none. */
static uint64_t first_mask(const zb_element *e, uint32_t n) {
  uint64_t mask = 0;
  uint32_t i;
  for (i = 0; i < n; i++) {
    if (e[i].flags & ZB_E_EDGE) return 0;
    mask |= e[i].mask | (e[i].literal_n ? ZB_BIT(ZB_C_LITERAL) : 0);
    if (e[i].min > 0) return mask;
  }
  return 0;
}

int zb_rule_index__make(zb_mem *mem, const zb_rules *rules, int type, zb_rule_index *ix) {
  size_t n = 0, i;
  uint32_t kind;
  memset(ix, 0, sizeof *ix);
  ix->mem = mem;
  for (kind = 0; kind < ZB_KINDS; kind++) {
    for (i = 0; i < rules->rule_n; i++) n += (rules->rule[i].types >> type & 1u) && (rules->rule[i].kinds >> kind & 1u);
  }
  ix->n = n;
  if (n == 0) return 0;
  ix->tries = zb_mem__resize(mem, NULL, 0, n * sizeof *ix->tries);
  if (!ix->tries) return ZB_ENOMEM;
  n = 0;
  for (kind = 0; kind < ZB_KINDS; kind++) {
    ix->from[kind] = (uint32_t)n;
    for (i = 0; i < rules->rule_n; i++) {
      const zb_rule *r = &rules->rule[i];
      if (!(r->types >> type & 1u) || !(r->kinds >> kind & 1u)) continue;
      ix->tries[n++] = (zb_rule_try){ (int32_t)i, first_mask(rules->element + r->left, r->left_n),
                                      first_mask(rules->element + r->right, r->right_n) };
    }
  }
  ix->from[ZB_KINDS] = (uint32_t)n;
  return 0;
}

void zb_rule_index__free(zb_rule_index *ix) {
  if (ix->tries) zb_mem__resize(ix->mem, ix->tries, ix->n * sizeof *ix->tries, 0);
  ix->tries = NULL;
}

typedef struct walk {
  const uint32_t *literal;   /* numbers of words */
  const zb_token *token;
  size_t lo, hi;
  unsigned *steps;
  zb_reach *reach;           /* NULL: nobody asks how far it came */
} walk;

static int takes(const uint32_t *literal, const zb_element *e, const zb_token *t) {
  uint32_t i;
  if (t->classes & e->mask) return 1;
  if (!(t->classes & ZB_BIT(ZB_C_LITERAL))) return 0;
  for (i = 0; i < e->literal_n; i++) {
    if ((int32_t)literal[e->literal + i] == t->word) return 1;
  }
  return 0;
}

/* The first of n elements left found no token behind k others. */
static void note_reach(const walk *w, uint32_t n, size_t at, int dir, size_t k) {
  zb_reach *x = w->reach;
  uint32_t element = x->elements - n;
  size_t left = dir < 0 ? at - w->lo : w->hi - at;
  size_t stop = k == left ? SIZE_MAX : dir < 0 ? at - k - 1 : at + k;
  if (x->side && (x->element > element || (x->element == element && x->at == SIZE_MAX))) return;
  *x = (zb_reach){ dir < 0 ? 'l' : 'r', element, x->elements, stop };
}

/* Matches elements outwards: dir -1 reads tokens below at, 1 from at on. Returns: 1 with the end in *out. Longest first. */
static int match(const walk *w, const zb_element *e, uint32_t n, size_t at, int dir, size_t *out) {
  size_t most, k, pos;
  if (n == 0) { *out = at; return 1; }
  if (*w->steps == 0) return 0;
  --*w->steps;
  if (e->flags & ZB_E_EDGE) {
    if (dir < 0 ? at == w->lo : at == w->hi) return match(w, e + 1, n - 1, at, dir, out);
    if (w->reach) note_reach(w, n, at, dir, 0);
    return 0;
  }
  most = dir < 0 ? at - w->lo : w->hi - at;
  if (most > e->max) most = e->max;
  for (k = 0; k < most; k++) {
    if (!takes(w->literal, e, &w->token[dir < 0 ? at - k - 1 : at + k])) break;
  }
  if (k < e->min && w->reach) note_reach(w, n, at, dir, k);
  for (;; k--) {
    if (k < e->min) return 0;
    pos = dir < 0 ? at - k : at + k;
    if (match(w, e + 1, n - 1, pos, dir, out)) return 1;
    if (k == 0) return 0;
  }
}

/* Whether each element that must take a token can take one of those whose classes are seen: most rules that fail lack one. */
static int finds_all(const zb_element *e, uint32_t n, uint64_t seen) {
  for (; n; e++, n--) {
    if (e->min > 0 && !((e->mask | (e->literal_n ? ZB_BIT(ZB_C_LITERAL) : 0)) & seen)) return 0;
  }
  return 1;
}

static uint64_t classes_of(const zb_sentence *s, size_t lo, size_t hi) {
  uint64_t seen = 0;
  for (; lo < hi; lo++) seen |= s->token[lo].classes;
  return seen;
}

static void count(zb_profile *p, int32_t rule, int matched, unsigned steps) {
  if (!p->rule || (size_t)rule >= p->rule_n) return;
  p->rule[rule].tried++;
  p->rule[rule].matched += (uint64_t)matched;
  p->rule[rule].steps += steps;
}

zb_claim zb_rule__claim(const zb_rules *rules, const zb_rule_index *ix, const zb_sentence *s, size_t f, size_t lo, size_t hi,
                        unsigned steps, zb_profile *profile) {
  const zb_figure *fig = &s->figure[s->token[f].figure];
  uint64_t before = f > lo ? s->token[f - 1].classes : 0, after = f + 1 < hi ? s->token[f + 1].classes : 0;
  uint64_t left = classes_of(s, lo, f), right = classes_of(s, f + 1, hi);
  int32_t over = -1;
  uint32_t i;
  for (i = ix->from[fig->kind]; i < ix->from[fig->kind + 1]; i++) {
    const zb_rule_try *t = &ix->tries[i];
    const zb_rule *r = &rules->rule[t->rule];
    unsigned budget = steps;
    walk w = { rules->literal, s->token, lo, hi, &budget, NULL };
    zb_claim c = { t->rule, f, f + 1, over };
    if ((t->left && !(t->left & before)) || (t->right && !(t->right & after))) continue;
    if (!finds_all(rules->element + r->left, r->left_n, left) ||
        !finds_all(rules->element + r->right, r->right_n, right))
      continue;
    int matched = match(&w, rules->element + r->left, r->left_n, f, -1, &c.left) &&
                  match(&w, rules->element + r->right, r->right_n, f + 1, 1, &c.right);
    if (profile) count(profile, t->rule, matched, steps - budget);
    if (matched) return c;
    if (budget == 0) over = t->rule;
  }
  return (zb_claim){ -1, f, f + 1, over };
}

int zb_rule__try(const zb_rules *rules, int32_t rule, const zb_sentence *s, size_t f, size_t lo, size_t hi, unsigned steps,
                 zb_claim *c, zb_reach *reach) {
  const zb_rule *r = &rules->rule[rule];
  walk w = { rules->literal, s->token, lo, hi, &steps, reach };
  *c = (zb_claim){ rule, f, f + 1, -1 };
  *reach = (zb_reach){ 0, 0, r->left_n, 0 };
  if (!match(&w, rules->element + r->left, r->left_n, f, -1, &c->left)) return steps ? 0 : -1;
  *reach = (zb_reach){ 0, 0, r->right_n, 0 };
  return match(&w, rules->element + r->right, r->right_n, f + 1, 1, &c->right) ? 1 : steps ? 0 : -1;
}

unsigned zb_rule__steps(const zb_element *e, uint32_t n, const uint32_t *literal, const zb_token *token, size_t tokens,
                        unsigned most) {
  unsigned budget = most;
  walk w = { literal, token, 0, tokens, &budget, NULL };
  size_t end;
  match(&w, e, n, 0, 1, &end);
  return most - budget;
}
