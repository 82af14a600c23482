#include "rules/ruleset.h"

#include <string.h>

const char *const zb_class_names[ZB_CLASS_USER] = {
  "text", "figure", "date", "number", "comma", "pause", "semicolon", "stop", "colon", "open", "close", "mark", "quoted",
  "indicator", "area", "rise", "fall", "basis", "reach", "bound", "after", "modal", "scope", "time", "among", "apiece",
  "make", "add", "do", "share", "rank", "gap", "from", "and", "etc", "of", "per", "series", "first", "is", "filler",
  "relation", "wider", "plan", "ratio", "whole", "opaque", 
  "literal",
};

const char *const zb_role_names[ZB_ROLES] = { "office", "grade", "extent", "affect", "opener", "compound", "particle", "spend",
                                              "verbal", "circumstance", "predicate", "graded", "zone", "kind", "output", "body",
                                              "state", "under", "newly", "step", "sum",
                                              "world" };

const char *const zb_cue_names[ZB_CUES] = {
  "own", "local", "nation", "meeting", "since", "until", "against", "done", "draft", "past", "speech", "congress", "title",
  "top", "office", "enough",
};

const char *const zb_headword_names[ZB_HEADWORDS] = {
  "says", "progress", "against", "bare", "unit", "part", "total", "aside", "bound", "sum",
};

const char *const zb_kind_names[ZB_KINDS] = {
  "bare", "count", "money", "measure", "rate", "point", "multiple", "rank", "time", "age", "rating", "skip",
};

const char *const zb_measure_names[ZB_M_GAP + 1] = {
  "", "level", "increment", "growth", "change", "share", "multiple", "rank", "gap",
};

const char *const zb_basis_names[ZB_B_EMPTY + 1] = {
  "", "yoy", "comparable", "year_start", "annual_average", "cumulative", "",
};

const char *const zb_bound_names[ZB_O_RANGE + 1] = { "", "eq", "ge", "gt", "le", "lt", "approx", "range" };

const char *const zb_status_names[ZB_S_REFERENCE + 1] = { "", "actual", "estimate", "target", "reference" };

const char *const zb_period_names[ZB_P_PART + 1] = {
  "", "year", "last", "before_last", "span_back", "span_ahead", "next", "since", "against",
  "h1", "h2", "q1", "q2", "q3", "q4", "q1_3", "part",
};

int zb_rules__class(const zb_rules *rules, const char *name) {
  size_t n = strlen(name);
  uint32_t i;
  for (i = 0; i < ZB_CLASS_USER; i++) {
    if (strcmp(zb_class_names[i], name) == 0) return (int)i;
  }
  for (i = 0; i < rules->user_class_n; i++) {
    zb_rstr s = rules->user_class[i];
    if (s.n == n && memcmp(rules->pool + s.at, name, n) == 0) return ZB_CLASS_USER + (int)i;
  }
  return -1;
}
