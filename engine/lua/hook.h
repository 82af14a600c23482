/* hook.h - the Lua function that a rule may have: it sees one observation and may change or refuse it.
 *
 * A hook runs in a sandbox (state.h) that is made when the first one is called. It gets obs, a table with the keys of an
 * observation (value, lower and upper as decimal strings; absent where there is none), and match, the list of the words that
 * the rule matched, in the order of the text. It returns nothing (all stays), false (the rule does not claim the
 * figure), or a table with any of subject, measure, basis, bound, status, period, area (strings) and sign (1 or -1).
 */
#ifndef ZB_HOOK_H
#define ZB_HOOK_H

#include "base/mem.h"
#include "base/watch.h"
#include "rules/ruleset.h"

#define ZB_HOOK_MEMORY ((size_t)16 << 20)   /* bytes where the caller says 0 */
#define ZB_HOOK_STEPS ((uint64_t)1000000)   /* instructions where the caller says 0 */

typedef struct zb_hooks zb_hooks;

enum {                       /* zb_hook_answer.given */
  ZB_HOOK_SUBJECT = 1, ZB_HOOK_MEASURE = 2, ZB_HOOK_BASIS = 4, ZB_HOOK_BOUND = 8, ZB_HOOK_STATUS = 16,
  ZB_HOOK_PERIOD = 32, ZB_HOOK_AREA = 64
};

typedef struct zb_hook_answer {
  int refused;               /* the hook returned false */
  int sign;                  /* 1 or -1; 0 not given */
  unsigned given;            /* which of the fields below */
  zb_str subject, period, area;
  uint8_t measure, basis, bound, status;   /* numbers of ruleset.h */
} zb_hook_answer;

/* mem pays for the handle; the sandbox takes at most memory bytes from the same allocator. rules and watch must outlive it.
 * Owner: the caller, zb_hooks__free. Returns: 0 or ZB_ENOMEM. */
int zb_hooks__new(zb_mem *mem, const zb_rules *rules, size_t memory, uint64_t steps, zb_watch *watch, zb_hooks **out);
void zb_hooks__free(zb_hooks *h);

/* Forgets what hooks may have kept in variables: called between documents, so that one does not tell on another. It may be
 * forgotten within a document, too, where memory runs out. */
void zb_hooks__reset(zb_hooks *h);

/* Calls hook number hook. Strings of the answer hold until the next call. A hook that has reached a limit three times in a
 * document is passed over after that, without an error.
 * Errors: ZB_ERULE where the hook fails or answers what it may not, ZB_ELIMIT where it takes too much, ZB_ENOMEM; err has file,
 * line and source line. After an error the answer is empty and the next call may be made. */
int zb_hooks__call(zb_hooks *h, int32_t hook, const zb_observation *obs, const zb_str *words, size_t n,
                   zb_hook_answer *answer, zb_error *err);

#endif
