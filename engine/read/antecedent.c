/* antecedent.c - a subject that is no name by itself, completed with what was told before it or stands behind it. */
#include "read/reader.h"

/* Whether a relation takes the place of the one that a noun ends with: 利润总额 that of 营业收入, 增速 that of 占比, 总量 that of
 * 总额; 占比, 增速 and 规模 are else those of the whole name. */
static int replaces(const zb_reader *r, zb_str noun, zb_str end) {
  const uint64_t of_change = BIT(RATIO) | BIT(RISE) | BIT(FALL);
  int32_t w = zb_code__word(r, noun.p, noun.n), v = zb_code__word(r, end.p, end.n);
  if (w < 0 || v < 0) return 0;
  if (r->rules->word[v].classes & of_change) return 1;
  if (r->rules->word[w].classes & of_change) return 0;
  return !(r->rules->word[w].roles & ZB_R_EXTENT) || r->rules->word[v].roles & ZB_R_EXTENT;
}

/* A relation with the head of s, where that makes a name of the catalogue: 服务业支撑有力，增加值跨上 3 万亿元. */
static zb_phrase of_head(zb_reader *r, zb_phrase p, zb_str s) {
  char name[48];
  size_t k;
  if (p.noun.n > sizeof name - 15) return p;
  for (k = s.n < 15 ? s.n - s.n % 3 : 15; k >= 6; k -= 3) {
    int32_t w;
    memcpy(name, s.p, k);
    memcpy(name + k, p.noun.p, p.noun.n);
    w = zb_code__word(r, name, k + p.noun.n);
    if (w < 0 || !(r->rules->word[w].classes & BIT(INDICATOR))) continue;
    return zb_subject__join(r, p.verb, zb_subject__cat(r, (zb_str){ s.p, k }, p.noun), p.add);
  }
  return p;
}

/* A relation (总投资) belongs to what was told before: X总投资; it takes the place of one that X ends with. */
static zb_phrase owned(zb_reader *r, zb_phrase p, size_t lo, int joined) {
  const uint64_t edge = BIT(STOP) | BIT(SEMICOLON);
  const zb_phrase *topic, *owner;
  zb_phrase q;
  zb_str noun;
  size_t k;
  if ((p.indicator >= 0 && !joined) || (p.verb.n > 6 && p.verb.p + p.verb.n == p.noun.p)) return p;       /* 新增绿化面积 */
  if (!zb_code__relational(r, p.noun)) return p;
  if (r->before.n && !joined && p.indicator < 0 && (q = of_head(r, p, r->before)).indicator >= 0) return q;
  topic = zb_sentence__topic(r);
  if (topic && topic->indicator < 0 && r->recent_n && r->carry.valid && r->carry.phrase.indicator >= 0) topic = NULL;
  owner = topic ? topic : r->carry.valid ? &r->carry.phrase : NULL;
  if (owner == &r->carry.phrase && (lo == 0 || zb_class_at(r, lo - 1) & edge) && zb_code__has_role(r, p.noun, ZB_R_SPEND))
    return p;                  /* 。投资 3 亿元，… : of what follows, not of what was told before */
  if (!owner || !owner->noun.n || zb_code__relational(r, owner->noun)) return p;
  noun = owner->noun;
  k = zb_code__relation_at_end(r, noun);
  if (k && replaces(r, p.noun, (zb_str){ noun.p + noun.n - k, k })) noun.n -= k;
  q = zb_subject__join(r, p.verb, zb_subject__cat(r, noun, p.noun), p.add);
  if (q.indicator < 0 && owner->indicator >= 0 && p.noun.n && noun.n > 6) {      /* 粮食播种面积…、产量 */
    zb_phrase named_by = of_head(r, p, noun);
    if (named_by.indicator >= 0) q = named_by;
  }
  q.area = p.area;
  if (!q.flow) q.flow = p.flow;
  return q;
}

/* 国家级 28 个 after 各级人才平台 154 个: a bare grade is completed with the noun before. */
static zb_phrase completed(zb_reader *r, zb_phrase p) {
  if (!r->carry.valid || !p.noun.n || p.noun.n > 18 || !r->carry.phrase.noun.n) return p;
  if (!zb_code__role_at_end(r, p.noun, ZB_R_GRADED)) return p;
  return zb_subject__join(r, p.verb, zb_subject__cat(r, p.noun, r->carry.phrase.noun), p.add);
}

static int has(zb_str s, zb_str part) {
  size_t i;
  for (i = 0; i + part.n <= s.n; i++) if (memcmp(s.p + i, part.p, part.n) == 0) return 1;
  return 0;
}

/* 服装类零售额增长 5%，烟酒类增长 3%; 钢产量 35 万吨，水泥 78 万吨: the next of its kind, without what is measured of it. */
static zb_phrase next_of_kind(zb_reader *r, zb_phrase p, size_t f, size_t lo) {
  const zb_figure *fig = zb_figure_at(r, f);
  zb_str told = r->carry.phrase.noun, tail;
  size_t k, kind;
  if (!r->carry.valid || r->carry.right || r->all_parts || p.indicator >= 0 || p.verb.n || !p.noun.n ||
      p.last - p.first > 2) return p;
  k = zb_code__relation_at_end(r, told);
  if (!k) k = zb_code__role_at_end(r, told, ZB_R_OUTPUT);
  if (!k) return p;
  kind = zb_code__role_at_end(r, p.noun, ZB_R_KIND);
  if (zb_code__relational(r, p.noun) || zb_code__relation_at_end(r, p.noun)) return p;
  tail = (zb_str){ told.p + told.n - k, k };
  told.n -= k;
  if (kind && kind < told.n && memcmp(p.noun.p + p.noun.n - kind, told.p + told.n - kind, kind) == 0)
    return zb_subject__join(r, p.verb, zb_subject__cat(r, p.noun, tail), 0);
  if (zb_code__has_role(r, tail, ZB_R_OUTPUT) && fig->unit_index >= 0 && fig->kind == ZB_KIND_MEASURE && p.noun.n <= 12 &&
      p.noun.p + p.noun.n == r->text + r->s.token[f].at && fig->kind == r->carry.kind &&
          p.noun.p == r->text + r->s.token[lo].at && r->carry.unit_index == fig->unit_index)
    return zb_subject__join(r, p.verb, zb_subject__cat(r, p.noun, tail), 0);
  return p;
}

/* 在校生 9 万人，其中高中 2 万人，小学 5 万人: a short name of a part is completed with what the whole measures. By a
 * classification (分行业看) names may be long. */
static zb_phrase part_of_whole(zb_reader *r, zb_phrase p) {
  size_t k = zb_code__relation_at_end(r, r->whole.noun), longest = r->all_parts ? 60 : 15;
  zb_str measured = k ? (zb_str){ r->whole.noun.p + r->whole.noun.n - k, k } : r->whole.noun;
  zb_phrase q;
  if (!r->whole.noun.n || p.indicator >= 0 || p.verb.n || !p.noun.n || p.noun.n > longest || measured.n > 21) return p;
  if (!r->all_parts && p.last - p.first > 2) return p;
  if (measured.n > 6 && p.noun.n >= 6 && memcmp(p.noun.p + p.noun.n - 6, measured.p, 6) == 0)
    measured = (zb_str){ measured.p + 6, measured.n - 6 };
  if (zb_code__relational(r, p.noun) || zb_code__relation_at_end(r, p.noun)) return p;
  if (!k && zb_code__role_at_end(r, measured, ZB_R_BODY) &&
      (zb_code__has_role(r, p.noun, ZB_R_BODY) || zb_code__role_at_end(r, p.noun, ZB_R_BODY)))
    return p;      /* 经营主体 5 万户，其中企业 1 万户 */
  if (!k && p.noun.n >= 6 && has(measured, (zb_str){ p.noun.p + p.noun.n - 6, 6 })) return p;      /* 移动电话基站数…，其中5G基站 */
  if (p.noun.n >= 3 && measured.n >= 3 && memcmp(p.noun.p + p.noun.n - 3, measured.p + measured.n - 3, 3) == 0) return p;
  q = zb_subject__join(r, p.verb, zb_subject__cat(r, p.noun, measured), p.add);
  measured = measured.n > 6 ? (zb_str){ measured.p + 3, measured.n - 3 } : (zb_str){ "", 0 };
  if (q.indicator < 0 && zb_code__relational(r, measured))      /* 早稻产量 of 总产量 */
    q = zb_subject__join(r, p.verb, zb_subject__cat(r, p.noun, measured), p.add);
  q.area = p.area;
  return q;
}

/* 占GDP比重 alone belongs to what was told before. */
static zb_phrase share_of_told(zb_reader *r, zb_phrase p) {
  uint32_t len;
  int32_t w = p.text.n ? zb_trie__longest(&r->rules->words, p.text.p, p.text.p + p.text.n, &len) : -1;
  const zb_phrase *told = &r->carry.phrase;
  if (w < 0 || !(r->rules->word[w].classes & BIT(SHARE)) || !r->carry.valid || !told->noun.n) return p;
  p.text = p.noun = zb_subject__cat(r, told->noun, p.text);
  p.indicator = told->indicator;
  return p;
}

/* 改造 …, also inside a name of the catalogue: 改造老旧小区. */
static int begins_with_verb(const zb_reader *r, size_t i) {
  const uint64_t verb = BIT(MAKE) | BIT(ADD) | BIT(DO);
  const zb_token *t = &r->s.token[i];
  size_t k;
  if (t->classes & verb) return 1;
  for (k = 6; t->classes & BIT(INDICATOR) && k <= 12 && t->at + k < t->end; k += 3) {
    int32_t w = zb_code__word(r, r->text + t->at, k);
    if (w >= 0 && r->rules->word[w].classes & verb) return 1;
  }
  return 0;
}

/* 投资 1,100 万元新建管网, at the head of a sentence also 投资 1,100 万元，新建管网: what money goes to stands behind it. */
static zb_phrase use_of_money(zb_reader *r, zb_phrase p, size_t f, size_t lo) {
  size_t at = f + 1, end;
  zb_str spent = p.noun.n ? p.noun : p.verb;
  if (at >= r->s.n || !zb_code__has_role(r, spent, ZB_R_SPEND) || zb_figure_at(r, f)->kind != ZB_KIND_MONEY ||
      (p.noun.n && p.noun.p != r->text + r->s.token[lo].at))
    return p;
  if (zb_class_at(r, at) & BIT(COMMA) &&
      (lo == 0 || zb_class_at(r, lo - 1) & (BIT(STOP) | BIT(SEMICOLON))))
    at++;
  if (at >= r->s.n || !begins_with_verb(r, at) || zb_class_at(r, at) & BIT(RISE)) return p;
  for (end = at; end < r->s.n &&
       !(zb_class_at(r, end) & (BIT(FIGURE) | BIT(COMMA) | BIT(STOP) | BIT(SEMICOLON))); end++) {}
  {
    zb_phrase q = zb_subject__left(r, at, end);
    if (!q.noun.n) return p;
    p.text = zb_subject__cat(r, q.text, spent);
    p.indicator = -1;
    return p;
  }
}

/* 总投资 40 亿元的 22 个项目: 项目总投资. */
static zb_phrase sum_of_set(zb_reader *r, zb_phrase p, size_t f) {
  size_t at = f + 1, end;
  zb_phrase set;
  if (at + 2 >= r->s.n || !(zb_class_at(r, at) & BIT(OF)) || !(zb_class_at(r, at + 1) & BIT(FIGURE))) return p;
  if (zb_figure_at(r, at + 1)->kind != ZB_KIND_COUNT || !zb_code__relational(r, p.noun)) return p;
  set = zb_subject__right(r, at + 1, at + 2, r->s.n, at + 1, &end);
  if (!set.noun.n) return p;
  p.text = zb_subject__cat(r, set.noun, p.noun);
  p.indicator = -1;
  return p;
}

zb_str zb_antecedent__thing(const zb_reader *r, const zb_phrase *told) {
  zb_str noun = { told->noun.p + told->object, told->noun.n - told->object };
  noun.n -= zb_code__role_at_end(r, noun, ZB_R_PREDICATE);
  return noun;
}

zb_phrase zb_antecedent__of_told(zb_reader *r, zb_phrase p, size_t lo, size_t f) {
  const zb_phrase *told;
  zb_phrase near;
  zb_str noun;
  if (zb_code__role_at_end(r, p.noun, ZB_R_STEP) && (near = zb_subject__left(r, lo, f)).noun.n) return near;
  if (p.verb.n || p.indicator >= 0 || !zb_code__has_role(r, p.noun, ZB_R_PREDICATE)) return p;
  told = zb_sentence__topic(r);
  if (!told && r->carry.valid) told = &r->carry.phrase;
  near = zb_subject__left(r, lo, f);
  if (near.noun.n) told = &near;
  if (!told) return p;
  noun = zb_antecedent__thing(r, told);
  if (!noun.n) return p;
  near = zb_subject__join(r, p.verb, zb_subject__cat(r, noun, p.noun), 0);
  if (!near.flow) near.flow = p.flow;
  return near;
}

/* 新增公路 19 万公里，其中高速公路 3 万公里: a part of what is added is added. Sums may be a flow of the year: not they. */
static zb_phrase part_of_added(zb_reader *r, zb_phrase p, size_t f, size_t lo) {
  const zb_carry *c = &r->carry;
  if (p.verb.n || !p.noun.n || lo >= f || !(zb_class_at(r, lo) & BIT(AMONG))) return p;
  if (!c->valid || c->measure != ZB_M_INCREMENT || !c->phrase.add) return p;
  if (c->kind != zb_figure_at(r, f)->kind || c->kind == ZB_KIND_MONEY) return p;
  return zb_subject__join(r, c->phrase.verb, p.noun, 1);
}

zb_phrase zb_antecedent__complete(zb_reader *r, zb_phrase p, size_t f, size_t lo) {
  zb_phrase use = use_of_money(r, p, f, lo);
  if (use.text.p != p.text.p) return use;
  use = sum_of_set(r, p, f);
  if (use.text.p != p.text.p) return use;
  p = next_of_kind(r, p, f, lo);
  p = share_of_told(r, part_of_whole(r, zb_antecedent__of_told(r, p, f, f)));
  return part_of_added(r, completed(r, owned(r, p, lo, lo < f && zb_class_at(r, lo) & BIT(PAUSE))), f, lo);
}
