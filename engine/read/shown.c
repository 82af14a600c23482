/* shown.c - the phrase of one figure as its observation tells it: with its denominator, its claim, the use of a sum. */
#include "read/reader.h"

/* 占GDP比重: a share keeps its denominator. */
static void share_phrase(zb_reader *r, zb_phrase *p, size_t lo, size_t f) {
  uint64_t ends = BIT(RATIO) | BIT(INDICATOR) | BIT(TEXT) | BIT(RELATION);
  size_t a = f, b;
  zb_str part;
  int32_t code = p->indicator;
  while (a > lo && !(zb_class_at(r, a - 1) & BIT(SHARE))) a--;
  if (a > lo) a--;
  else for (a = f; a > lo && !(zb_class_at(r, a - 1) & BIT(RATIO));) a--;
  if (a > lo && !(zb_class_at(r, a) & BIT(SHARE))) a--;
  if (zb_class_at(r, a) & BIT(SHARE)) ends |= BIT(WIDER) | BIT(AREA) | BIT(SCOPE);
  for (b = f; b > a && !(zb_class_at(r, b - 1) & ends);) b--;
  if (b <= a) return;
  part = zb_slice(r, r->s.token[a].at, r->s.token[b - 1].end);
  if (p->text.n >= part.n && memcmp(p->text.p + p->text.n - part.n, part.p, part.n) == 0) return;
  p->text = zb_subject__cat(r, p->text, part);
  p->indicator = code;
}

/* A subject that keeps the words that its rule matched, for this figure alone: 一般公共预算收入 完成预算的 97.8%. */
static zb_phrase with_matched(zb_reader *r, zb_phrase p, const zb_claim *c, size_t f) {
  size_t b = f;
  while (b > c->left && zb_class_at(r, b - 1) & (BIT(OF) | BIT(TIME) | BIT(APIECE))) b--;
  if (b > c->left) p.text = zb_subject__cat(r, p.text, zb_slice(r, r->s.token[c->left].at, r->s.token[b - 1].end));
  p.indicator = -1;
  return p;
}

/* 某某公司 8 英寸半导体、…: a capacity is of what stands on both its sides, to the next item. */
static zb_phrase made_for(zb_reader *r, zb_phrase p, size_t left, size_t lo) {
  size_t a = left, k;
  for (k = 3; k + 3 <= p.noun.n; k += 3) {
    if (memcmp(p.noun.p + k, "、", 3) == 0) p.text = p.noun = (zb_str){ p.noun.p, k };
  }
  while (a > lo && zb_class_at(r, a - 1) & (BIT(TEXT) | BIT(AREA) | BIT(QUOTED)) && !(zb_class_at(r, a - 1) & BIT(OF))) a--;
  if (a == left) return p;
  p.text = zb_subject__cat(r, zb_slice(r, r->s.token[a].at, r->s.token[left - 1].end), p.noun);
  p.indicator = -1;
  return p;
}

/* 年主营业务收入 2,000 万元以上的企业: a threshold measures what stands before it, of what stands behind. */
static zb_phrase threshold_of(zb_reader *r, zb_phrase p, const zb_claim *c, size_t lo, enum zb_kind kind) {
  size_t b = c->left, a;
  if (p.noun.n) p.text = p.noun;       /* 新签约 5 亿元以上项目: the verb is that of the count */
  if (kind == ZB_KIND_MEASURE || kind == ZB_KIND_RATING) return made_for(r, p, c->left, lo);
  while (b > lo && zb_class_at(r, b - 1) & (BIT(BOUND) | BIT(REACH)) &&
         !(zb_class_at(r, b - 1) & BIT(TEXT)))
    b--;
  if (b == lo || !p.noun.n || !(zb_class_at(r, b - 1) & (BIT(RELATION) | BIT(INDICATOR)))) return p;
  a = b - 1;
  /* 年收入 */
  if (a > lo && r->s.token[a - 1].end - r->s.token[a - 1].at == 3 &&
      zb_class_at(r, a - 1) & (BIT(TEXT) | BIT(PER)))
    a--;
  p.text = zb_subject__cat(r, p.noun, zb_slice(r, r->s.token[a].at, r->s.token[b - 1].end));
  p.indicator = -1;
  return p;
}

/* 投资 5 亿元的农贸市场: 农贸市场投资. */
static zb_phrase sum_of_noun(zb_reader *r, zb_phrase p, const zb_claim *c, size_t f) {
  const zb_token *t = f > c->left ? &r->s.token[c->left] : NULL;
  if (!t || !p.noun.n || p.verb.n || !(t->classes & BIT(RELATION))) return p;
  p.text = zb_subject__cat(r, p.noun, zb_slice(r, t->at, t->end));
  p.indicator = -1;
  return p;
}

zb_phrase zb_shown__phrase(zb_reader *r, zb_phrase p, const zb_rule *rule, const zb_claim *c, size_t f, size_t lo,
                           const zb_carry *now) {
  enum zb_kind kind = zb_figure_at(r, f)->kind;
  zb_phrase shown = p;
  if (rule->measure == ZB_M_SHARE && rule->subject == ZB_SUBJECT_LEFT) share_phrase(r, &shown, c->left, f);
  if (rule->phrase) shown = with_matched(r, p, c, f);
  if (now->right && kind == ZB_KIND_MONEY && now->status != ZB_S_REFERENCE) shown = sum_of_noun(r, p, c, f);
  if (now->right && now->status == ZB_S_REFERENCE && rule->status == ZB_S_REFERENCE) shown = threshold_of(r, p, c, lo, kind);
  return shown;
}

/* 粮食产量连续 6 年增长: the claim behind a run of years belongs to its subject. */
zb_phrase zb_shown__run(zb_reader *r, zb_phrase p, const zb_claim *c, size_t f, size_t lo, size_t hi) {
  size_t i = f + 1, end;
  int noun = 0;
  zb_str claim = { "", 0 };
  while (i < hi && !(zb_class_at(r, i) & (BIT(FIGURE) | BIT(PAUSE)))) i++;
  if (i > f + 1 && i < hi && zb_class_at(r, i) & BIT(FIGURE) && zb_class_at(r, i - 1) & (BIT(REACH) | BIT(BOUND)) &&
      !(zb_class_at(r, i - 1) & BIT(TEXT)))
    /* 稳定在 400 亿斤以上 */
    for (i++; i < hi && zb_class_at(r, i) & (BIT(BOUND) | BIT(AFTER)) && !(zb_class_at(r, i) & BIT(TEXT));) i++;
  end = i;
  for (i = c->left; i < end && !noun; i++)
    noun = i > f && zb_class_at(r, i) & (BIT(TEXT) | BIT(INDICATOR) | BIT(RELATION) | BIT(QUOTED));
  if (end > f + 1) claim = zb_slice(r, r->s.token[f + 1].at, r->s.token[end - 1].end);
  if (c->left == lo && noun) {
    int32_t w = claim.n > 3 ? zb_code__word(r, claim.p, 3) : -1;      /* 超万亿斤, 达二级标准: of what was told */
    uint64_t first = zb_class_at(r, f + 1) | (w >= 0 ? r->rules->word[w].classes : 0);
    if (!(first & (BIT(RANK) | BIT(BOUND) | BIT(REACH) | BIT(GAP) | BIT(SHARE)))) p.text.n = 0;      /* 连续 5 年提高养老金标准 */
  }
  p.text = zb_subject__cat(r, p.text, zb_subject__cat(r, zb_slice(r, r->s.token[c->left].at, r->s.token[f - 1].end), claim));
  p.indicator = -1;
  return p;
}
