/* list.c - lists shared out: A、B 和 C 分别增长 1%、2% 和 3%. */
#include <string.h>

#include "read/reader.h"

/* The last known noun of an item that names what is measured (投资 of 工业技改投资), "" where there is none. */
static zb_str tail_of(const zb_reader *r, zb_str s) {
  size_t k;
  for (k = 0; k < s.n; k++) {
    if (((unsigned char)s.p[k] & 0xC0) == 0x80 || k == 0) continue;
    if (zb_code__relational(r, (zb_str){ s.p + k, s.n - k })) return (zb_str){ s.p + k, s.n - k };
  }
  return (zb_str){ "", 0 };
}

static int known(zb_reader *r, zb_str s) {
  uint32_t len;
  int32_t w = zb_trie__longest(&r->rules->words, s.p, s.p + s.n, &len);
  return w >= 0 && len == s.n && r->rules->word[w].classes & BIT(INDICATOR);
}

/* What an item of a list shares with the last one: 居民人均可支配收入 of 城镇、农村居民人均可支配收入. What stands behind as many
 * characters of the last where that makes a known name, else its known noun, else, for a short item, all behind them. */
static zb_str shared_tail(zb_reader *r, zb_str item, zb_str last) {
  static const zb_str none = { "", 0 };
  zb_str tail;
  if (item.n < 3 || item.n >= last.n || known(r, item)) return none;
  tail = (zb_str){ last.p + item.n, last.n - item.n };
  if (((unsigned char)*tail.p & 0xC0) != 0x80 && memcmp(item.p, last.p, item.n) && known(r, zb_subject__cat(r, item, tail)))
    return tail;
  if (item.n <= 9 && ((unsigned char)*tail.p & 0xC0) != 0x80 && memcmp(item.p, last.p, item.n) && known(r, tail))
    return tail;                                   /* 城镇和农村人均住房面积 */
  if (zb_code__role_at_end(r, item, ZB_R_GRADED)) return zb_code__behind_role(r, last, ZB_R_GRADED);      /* 省级、市级重点项目 */
  if (tail_of(r, item).n || memcmp(item.p + item.n - 3, last.p + last.n - 3, 3) == 0) return none;
  tail = tail_of(r, last);
  if (tail.n && tail.n < last.n) return tail;
  return item.n <= 9 && ((unsigned char)last.p[item.n] & 0xC0) != 0x80 ? (zb_str){ last.p + item.n, last.n - item.n } : none;
}

static void add_item(zb_reader *r, zb_str verb, zb_str noun, int add) {
  if (r->list.n == ZB_ITEMS || noun.n == 0) return;
  r->list.item[r->list.n++] = zb_subject__join(r, verb, noun, add);
}

/* The compound that starts at byte k of a noun. */
static int32_t compound_at(const zb_reader *r, zb_str noun, size_t k, uint32_t *len) {
  zb_trie_walk walk = { (const unsigned char *)noun.p + k, 0 };
  int32_t w, found = -1;
  while ((w = zb_trie__next(&r->rules->words, &walk, noun.p + noun.n)) >= 0) {
    if (!(r->rules->word[w].roles & ZB_R_COMPOUND)) continue;
    found = w;
    *len = (uint32_t)((const char *)walk.s - noun.p - k);
  }
  return found;
}

/* 存贷款余额 for two figures: 存款余额 and 贷款余额 (class compound of the lexicon). Returns: whether it could be done. */
static int split_compound(zb_reader *r, const zb_phrase *p, size_t figures) {
  size_t k;
  for (k = 0; k < p->noun.n; k++) {
    uint32_t len;
    int32_t w = ((unsigned char)p->noun.p[k] & 0xC0) == 0x80 ? -1 : compound_at(r, p->noun, k, &len);
    zb_str head = { p->noun.p, k }, tail, parts, part;
    if (w < 0) continue;
    tail = (zb_str){ p->noun.p + k + len, p->noun.n - k - len };
    parts = zb_rule_str(r->rules, r->rules->word[w].parts);
    while (parts.n) {
      const char *bar = memchr(parts.p, '|', parts.n);
      part = (zb_str){ parts.p, bar ? (size_t)(bar - parts.p) : parts.n };
      parts = bar ? (zb_str){ bar + 1, parts.n - part.n - 1 } : (zb_str){ "", 0 };
      add_item(r, p->verb, zb_subject__cat(r, zb_subject__cat(r, head, part), tail), p->add);
    }
    if (r->list.n == figures) return 1;
    r->list.n = 0;
  }
  return 0;
}

/* 第一产业增加值占GDP比重: the code of a share is that of what has it. */
static void code_shares(zb_reader *r) {
  size_t i, k;
  for (i = 0; i < r->list.n; i++) {
    zb_phrase *q = &r->list.item[i];
    for (k = 3; q->indicator < 0 && k < q->noun.n; k++) {
      uint32_t len;
      int32_t w = ((unsigned char)q->noun.p[k] & 0xC0) == 0x80 ? -1
          : zb_trie__longest(&r->rules->words, q->noun.p + k, q->noun.p + q->noun.n, &len);
      if (w < 0 || !(r->rules->word[w].classes & BIT(SHARE))) continue;
      q->indicator = zb_code__indicator(r, (zb_str){ q->noun.p, k });
      break;
    }
  }
}

/* 省属企业营收和利润: a bare relation takes the owner of the first item. */
static void share_head(zb_reader *r) {
  zb_str head = r->list.item[0].noun;
  size_t k = zb_code__relation_at_end(r, head), i;
  if (!k) return;
  head.n -= k;
  for (i = 1; i < r->list.n; i++) {
    zb_phrase *q = &r->list.item[i];
    if (zb_code__relational(r, q->noun)) *q = zb_subject__join(r, q->verb, zb_subject__cat(r, head, q->noun), q->add);
  }
}

/* The items between joints: 专用设备制造业、酒和饮料制造业 are two by 、 and three by 、 and 和. */
static void cut_at(zb_reader *r, const zb_phrase *p, uint64_t joint) {
  size_t i, from;
  r->list.n = 0;
  for (i = from = p->first; i <= p->last; i++) {
    if (i < p->last && !(zb_class_at(r, i) & joint)) continue;
    if (i > from) add_item(r, p->verb, zb_subject__text(r, from, i), p->add);
    from = i + 1;
  }
}

/* 东盟、欧盟进出口 for two figures: the list is shared out, not the compound of its last item. Returns: where that begins, 0. */
static size_t whole_items(zb_reader *r) {
  zb_str last = r->list.item[r->list.n - 1].noun;
  size_t i, k;
  uint32_t len;
  for (i = 0; i + 1 < r->list.n; i++) if (tail_of(r, r->list.item[i].noun).n || known(r, r->list.item[i].noun)) return 0;
  for (k = 3; k < last.n; k++) if (((unsigned char)last.p[k] & 0xC0) != 0x80 && compound_at(r, last, k, &len) >= 0) return k;
  return 0;
}

void zb_list__split(zb_reader *r, size_t lo, size_t hi, size_t figures) {
  zb_phrase p = zb_subject__left(r, lo, hi);
  static const uint64_t joint[] = { BIT(PAUSE) | BIT(AND), BIT(PAUSE), BIT(AND) };
  size_t i, k, listed;
  zb_str last, tail;
  r->list.n = r->list.next = 0;
  if (p.noun.n == 0 || p.first >= p.last) return;
  cut_at(r, &p, BIT(PAUSE));
  listed = r->list.n == figures && figures > 1 ? whole_items(r) : 0;
  r->list.n = 0;
  if (!listed && split_compound(r, &p, figures)) {
    code_shares(r);
    return;
  }
  for (k = 0; k < sizeof joint / sizeof *joint; k++) {
    cut_at(r, &p, joint[k]);
    if (r->list.n == figures) break;
  }
  if (r->list.n < 2) {
    r->list.n = 0;
    return;
  }
  last = r->list.item[r->list.n - 1].noun;
  for (i = 0; i + 1 < r->list.n; i++) {
    zb_phrase *q = &r->list.item[i];
    tail = listed ? (zb_str){ last.p + listed, last.n - listed } : shared_tail(r, q->noun, last);
    if (tail.n) *q = zb_subject__join(r, q->verb, zb_subject__cat(r, q->noun, tail), q->add);
  }
  share_head(r);
  code_shares(r);
}

/* 三次产业结构更优，为 a:b:c */
zb_phrase zb_list__of_topic(zb_reader *r, size_t figures) {
  if (figures > 2) zb_list__split(r, r->topic.first, r->topic.last, figures);
  r->list.n = figures > 2 && r->list.n == figures ? figures : 0;
  r->list.next = 1;
  return r->list.n ? r->list.item[0] : r->topic;
}

/* The figure behind f in its list: the first that has a unit, or the last one. NULL for none. */
static const zb_figure *in_list(const zb_reader *r, size_t f, size_t hi, int last) {
  const zb_figure *found = NULL;
  size_t i = f + 1;
  for (;; i++) {
    size_t from = i;
    while (i < hi && zb_class_at(r, i) & BETWEEN) i++;
    if (i == from || i >= hi || !(zb_class_at(r, i) & BIT(FIGURE))) return last ? found : NULL;
    found = zb_figure_at(r, i);
    if (!last && found->unit_index >= 0) return found;
  }
}

/* 提高 3 个和 4 个百分点: the end of the list says what the others are, too. */
void zb_list__points(zb_reader *r, size_t f, size_t hi) {
  const zb_figure *first = zb_figure_at(r, f), *b = first->kind == ZB_KIND_COUNT ? in_list(r, f, hi, 1) : NULL;
  if (!b || b->kind != ZB_KIND_POINT) return;
  for (; f < hi; f++) {
    zb_figure *a = zb_class_at(r, f) & BIT(FIGURE) ? &r->s.figure[r->s.token[f].figure] : NULL;
    if (a == b) return;
    if (!a || b->unit_n <= a->unit_n || memcmp(a->unit, b->unit, a->unit_n)) continue;
    a->kind = b->kind;
    memcpy(a->unit, b->unit, sizeof a->unit);
    a->unit_n = b->unit_n;
    a->unit_index = b->unit_index;
  }
}

/* A unit at the end of a list spreads back: 422 万、562 万人; 提高 1、2 和 3 个百分点; 1.2 万亿、8,000 亿元. */
zb_str zb_list__unit(zb_reader *r, size_t f, size_t hi) {
  const zb_figure *a = zb_figure_at(r, f), *b = a->unit_index < 0 ? in_list(r, f, hi, 0) : NULL;
  zb_str unit = { "", 0 };
  if (!b || b->kind == ZB_KIND_RATE) return unit;
  unit = zb_result__keep(r->result, b->unit, b->unit_n);
  if (a->unit_n == 0 || (b->unit_n >= a->unit_n && memcmp(a->unit, b->unit, a->unit_n) == 0)) return unit;
  unit.p += b->base_at;
  unit.n -= b->base_at;
  return zb_subject__cat(r, zb_result__keep(r->result, a->unit, a->unit_n), unit);
}
