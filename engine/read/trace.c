#include "read/trace.h"

#include <stdio.h>

#include "read/reader.h"

enum { ROOM = 1024 };        /* bytes of class names; a longer row of them is cut */

static zb_step step_of(zb_step_kind kind) {
  zb_step s;
  memset(&s, 0, sizeof s);
  s.size = sizeof s;
  s.kind = kind;
  return s;
}

static int tell(const zb_reader *r, const zb_step *s) { return r->trace->follow(r->trace->ud, s); }

/* Where text[at, end) stands. */
static void locate(zb_reader *r, size_t at, size_t end, zb_step *s) {
  zb_tracer *t = r->trace;
  size_t from, last, hint;
  if (end <= at) return;
  from = zb_normal__source(&r->layout.text, at, &t->hint), hint = t->hint;
  last = zb_normal__source(&r->layout.text, end - 1, &hint);
  while (last + 1 < r->source->text_n && ((unsigned char)r->source->text[last + 1] & 0xC0) == 0x80) last++;
  if (from < t->place.text) zb_place__start(r->source, &t->place);
  zb_place__move(r->source, &t->place, from);
  s->line = (int)t->place.line;
  s->column = (int)t->place.column;
  s->text_start = from;
  s->text_end = last + 1;
}

static size_t put(char *room, size_t n, zb_str s, const char *around) {
  int k = snprintf(room + n, ROOM - n, "%s%s%.*s%s", n ? "|" : "", around, (int)s.n, s.p, around);
  return k > 0 && n + (size_t)k < ROOM ? n + (size_t)k : n;
}

static zb_str class_name(const zb_rules *rules, int c) {
  return c < ZB_CLASS_USER ? zb_name(zb_class_names[c]) : zb_rule_str(rules, rules->user_class[c - ZB_CLASS_USER]);
}

static size_t put_classes(const zb_rules *rules, uint64_t classes, char room[ROOM]) {
  int known = ZB_CLASS_USER + (int)rules->user_class_n, c;
  size_t n = 0;
  for (c = 0; c < known; c++)
    if (classes >> c & 1 && c != ZB_C_LITERAL && c != ZB_C_OPAQUE) n = put(room, n, class_name(rules, c), "");
  return n;
}

/* What an element of a pattern takes. */
static zb_str expected(const zb_rules *rules, const zb_element *e, char dir, char room[ROOM]) {
  size_t n;
  uint32_t i;
  if (e->flags & ZB_E_EDGE) return zb_name(dir == 'l' ? "^" : "$");
  n = put_classes(rules, e->mask, room);
  for (i = 0; i < e->literal_n; i++) n = put(room, n, zb_rule_str(rules, rules->word[rules->literal[e->literal + i]].text), "'");
  return (zb_str){ room, n };
}

void zb_trace__sentence(zb_reader *r, size_t at, size_t end) {
  zb_tracer *t = r->trace;
  zb_step s = step_of(ZB_STEP_SENTENCE);
  zb_place place;
  char room[ROOM];
  size_t i;
  locate(r, at, end, &s);
  place = t->place;
  zb_place__move(r->source, &place, s.text_end);
  s.last_line = (int)place.line;
  s.text = r->row.n ? r->row : zb_slice(r, at, end);
  if (r->section >= 0) s.name = zb_rule_str(r->rules, r->rules->section[r->section].name);
  s.why = zb_section__path(r);
  if (tell(r, &s)) return;
  if (!zb_scan__sentence(r->rules, r->text, at, end, &t->whole)) {
    r->failed = 1;
    return;
  }
  for (i = 0; i < t->whole.n; i++) {
    const zb_token *token = &t->whole.token[i];
    s = step_of(ZB_STEP_TOKEN);
    locate(r, token->at, token->end, &s);
    s.text = zb_slice(r, token->at, token->end);
    s.classes = (zb_str){ room, put_classes(r->rules, token->classes, room) };
    s.at = i;
    tell(r, &s);
  }
}

/* Elements of a row that must take a token. */
static unsigned musts(const zb_element *e, uint32_t n) {
  unsigned k = 0;
  for (; n; e++, n--) k += e->min > 0;
  return k;
}

static void tell_rule(zb_reader *r, int32_t number, size_t f, size_t lo, size_t hi, int *won) {
  const zb_rules *rules = r->rules;
  const zb_rule *rule = &rules->rule[number];
  zb_step s = step_of(ZB_STEP_RULE);
  char room[ROOM];
  zb_reach reach = { 0, 0, 0, 0 };
  zb_claim c = { number, f, f + 1, -1 };
  int kind = (int)zb_figure_at(r, f)->kind, k, matched;
  s.name = zb_rule_str(rules, rule->name);
  s.priority = rule->priority;
  if (!(rule->types >> r->type & 1u)) {
    s.why = zb_name("type");
  } else if (!(rule->kinds >> kind & 1u)) {
    size_t n = 0;
    for (k = 0; k < ZB_KINDS; k++) if (rule->kinds >> k & 1u) n = put(room, n, zb_name(zb_kind_names[k]), "");
    s.classes = (zb_str){ room, n };
    s.why = zb_name("kind");
  } else if ((matched = zb_rule__try(rules, number, &r->s, f, lo, hi, r->match_steps, &c, &reach)) > 0) {
    s.why = zb_name(*won ? "later" : "won");
    s.from = c.left;
    s.to = c.right;
    *won = 1;
  } else {
    s.why = zb_name(matched < 0 ? "steps" : "failed");
    s.side = reach.side;
    s.element = reach.element + 1;
    s.elements = reach.elements;
    s.at = reach.at;
    s.matched = reach.side == 'l' ? musts(rules->element + rule->left, reach.element)
        : musts(rules->element + rule->left, rule->left_n) + musts(rules->element + rule->right, reach.element);
    if (reach.side) s.classes = expected(rules, &rules->element[(reach.side == 'l' ? rule->left : rule->right) + reach.element],
                                         reach.side, room);
  }
  tell(r, &s);
}

void zb_trace__figure(zb_reader *r, size_t f, size_t lo, size_t hi, int rules) {
  const zb_figure *figure = zb_figure_at(r, f);
  size_t sign = r->text[figure->start] == '-' || r->text[figure->start] == '+';      /* the place is that of the first digit */
  zb_step s = step_of(ZB_STEP_FIGURE);
  int won = 0;
  uint32_t i;
  locate(r, figure->start + sign, figure->end, &s);
  s.text = zb_slice(r, figure->start, figure->end);
  s.name = zb_name(zb_kind_names[zb_figure_at(r, f)->kind]);
  s.at = f;
  s.from = lo;
  s.to = hi;
  r->trace->quiet = tell(r, &s) != 0;
  for (i = 0; rules && !r->trace->quiet && i < r->rules->rule_n; i++) tell_rule(r, (int32_t)i, f, lo, hi, &won);
}

void zb_trace__cause(const zb_reader *r, const char *key, const char *why, zb_str word) {
  zb_step s = step_of(ZB_STEP_CAUSE);
  if (r->trace->quiet) return;
  s.name = zb_name(key);
  s.why = zb_name(why);
  s.text = word;
  tell(r, &s);
}

void zb_trace__done(const zb_reader *r) {
  zb_step s = step_of(ZB_STEP_OBSERVATION);
  s.at = r->result->obs_n - 1;
  tell(r, &s);
}

void zb_trace__none(const zb_reader *r, const char *why) {
  zb_step s = step_of(ZB_STEP_NONE);
  s.why = zb_name(why);
  tell(r, &s);
}

const char *zb_trace__left(const zb_reader *r, const zb_phrase *p, size_t lo, size_t f) {
  const char *from = r->text + r->s.token[lo].at, *to = r->text + r->s.token[f].at;
  if (!p->text.n) return "nothing names it";
  if (r->list.n && r->list.next > 0 && p->text.p == r->list.item[r->list.next - 1].text.p)
    return "its item of the list that is shared out";
  if (p->text.p >= from && p->text.p + p->text.n <= to) return "the words before the figure";
  if (p->text.p == r->topic.text.p) return "what the clause before names";
  if (r->carry.valid && p->text.p == r->carry.phrase.text.p) return "that of the figure before, as it has no words of its own";
  if (p->noun.n && p->noun.p >= from && p->noun.p < to) return "the words before the figure, with what was told before";
  return "the words before the figure, completed by those before them";
}
