/* bind.h - what report scripts see of C: one file for each.
 *
 * Each push function leaves a module or value on the stack. All may raise; none keeps anything outside the state.
 */
#ifndef ZB_REPORT_BIND_H
#define ZB_REPORT_BIND_H

#include <lua.h>

#include "doc/result.h"
#include "rules/ruleset.h"
#include "write/out.h"

/* zb.decimal: decimal(x) makes one of an integer or of text; + - * / and comparison work on decimals and integers, never on
 * floats; tostring(d) is exact; d:round(places), d:abs(), d:sign(), d:scale() (digits behind the point), d:shift(power of ten).
 * decimal.is(x) tells one. */
void zb_decimal__push_module(lua_State *L);
void zb_decimal__push(lua_State *L, zb_decimal d);

/* A document as a table: the head's fields, rows (observations), diagnostics, text; paragraphs when they are first asked for; see
 * scripts/zb/types.d.lua. */
void zb_document__push(lua_State *L, const zb_rules *rules, const zb_result *result);

/* A function out(s, …) that writes strings to out, which outlives its calls. */
void zb_output__push(lua_State *L, zb_out *out);

/* zb.catalogue: indicators(), units() and types() list what the rule set knows. */
void zb_catalogue__push_module(lua_State *L, const zb_rules *rules);

/* zb.text: width(s), columns on a terminal; less(a, b), by bytes; fold(s, columns), cut with … to so many columns;
 * split(s, byte), the list of what stands between that byte; sha256(s), in hexadecimal. */
void zb_text__push_module(lua_State *L);

/* zb.xlsx: new { title = … } makes a workbook: book:sheet(name), book:format { … }, book:bytes(); see xlsx.c. */
void zb_xlsx__push_module(lua_State *L);

#endif
