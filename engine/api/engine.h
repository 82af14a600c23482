/* engine.h - what the files of engine/api share of an engine. */
#ifndef ZB_ENGINE_H
#define ZB_ENGINE_H

#include "base/helper.h"
#include "base/stage.h"
#include "base/watch.h"
#include "lua/hook.h"
#include "match/ahead.h"
#include "match/rule.h"
#include "rules/ruleset.h"

struct zb_engine {
  zb_mem mem;
  const zb_rules *rules;
  zb_rule_index index[ZB_TYPES];
  struct zb_hooks *hooks;
  zb_host host;
  zb_watch watch;           /* of the document being read */
  zb_engine_options limits; /* as given, the defaults filled in; its host is none */
  zb_helper *helper;        /* the second thread, with the first document that is worth it; NULL: none */
  zb_ahead *ahead;          /* NULL where helper is */
  char *fed;                /* pieces of a document, one behind the other */
  size_t fed_n, fed_cap;
  zb_follow follow;         /* NULL: nobody follows */
  void *follow_ud;
  zb_profile *profile;      /* NULL: nobody asks where the time goes */
  zb_clock clock;
};

#endif
