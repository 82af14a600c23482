/* read.h - reading one decoded document into a result. */
#ifndef ZB_READ_H
#define ZB_READ_H

#include "base/stage.h"
#include "base/watch.h"
#include "doc/result.h"
#include "format/format.h"
#include "match/ahead.h"
#include "match/rule.h"
#include "text/source.h"

struct zb_hooks;

/* What documents are read with. */
typedef struct zb_read_setup {
  const zb_rules *rules;
  const zb_rule_index *index;   /* one for each report type */
  struct zb_hooks *hooks;       /* NULL where no rule has one */
  zb_watch *watch;
  unsigned match_steps;         /* of one figure against one rule */
  zb_follow follow;             /* hears each step; NULL: nobody follows */
  void *follow_ud;
  zb_clock *clock;              /* NULL: nobody asks where the time goes */
  zb_ahead *ahead;              /* scans while the reader reads; NULL: the reader scans */
} zb_read_setup;

/* reading: where the source's text was read from; NULL where it is the document itself.
 * Errors: ZB_EARG (a type or area that is unknown), ZB_ENOMEM, ZB_ELIMIT, ZB_ESTOPPED. */
int zb_read__document(zb_mem *mem, const zb_read_setup *with, const zb_source *source, const zb_reading *reading,
                      const zb_document *doc, zb_result *result, zb_error *err);

#endif
