/* load.h - from rule files to a rule set. The files are run in a sandbox and checked by scripts/zb. */
#ifndef ZB_LOAD_H
#define ZB_LOAD_H

#include "base/watch.h"
#include "rules/ruleset.h"
#include "rules/scripts.h"

#define ZB_LOAD_MEMORY ((size_t)256 << 20)      /* bytes that loading may take */
#define ZB_LOAD_STEPS ((uint64_t)50 * 1000000)  /* steps that one rule file may take */

/* Loads the scripts' rules. Their text is kept in the image, for laying others over it and for reports.
 * watch: NULL, or what may end it. Owner: *out the caller, zb_rules_free; its memory is counted in a copy of *mem.
 * Errors: ZB_ERULE with its place, ZB_ENOMEM, ZB_EINTERNAL where scripts/zb itself fails. */
int zb_load__rules(zb_mem *mem, zb_scripts *scripts, zb_watch *watch, zb_rules **out, zb_error *err);

/* Tells every mistake of the scripts' rules, as zb_rules_check does. Returns: 0, whatever was told, or as above. */
int zb_load__check(zb_mem *mem, zb_scripts *scripts, zb_watch *watch, void (*tell)(void *, const zb_mistake *), void *ud,
                   zb_checked *out, zb_error *err);

#endif
