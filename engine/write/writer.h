/* writer.h - what the formats share. */
#ifndef ZB_WRITER_H
#define ZB_WRITER_H

#include "write/out.h"

/* One format. A failure stays in writer->out and is told by whoever called the format. */
typedef struct zb_format_ops {
  void (*begin)(zb_writer *w);
  void (*result)(zb_writer *w, const zb_result *r);
  void (*failure)(zb_writer *w, const char *name, const zb_error *err);
  void (*end)(zb_writer *w);
} zb_format_ops;

struct zb_writer {
  const zb_format_ops *ops;
  zb_write_options options;
  zb_out out;
  zb_out scratch;    /* what a format keeps for the length of one result */
  size_t records;    /* results and failures written so far */
};

extern const zb_format_ops zb_ndjson__ops, zb_json__ops, zb_csv__ops, zb_table__ops;

/* The keys of an observation, in their order; NULL behind the last. */
extern const char *const zb_writer__keys[];

/* Observations that a rule understood, and those that have a catalogue code. */
typedef struct zb_counts { size_t all, claimed, coded; } zb_counts;
zb_counts zb_writer__counts(const zb_result *r);
int zb_writer__claimed(const zb_observation *o);

/* Adds s with U+FFFD for every byte that is not UTF-8: the names of files may hold any. */
void zb_writer__clean(zb_out *o, zb_str s);

zb_str zb_writer__str(const char *s);

/* JSON pieces, for NDJSON and JSON. */
void zb_json__prefix(zb_out *o, const zb_head *head);       /* of every observation of the document */
void zb_json__observation(zb_out *o, zb_str prefix, const zb_observation *ob);
void zb_json__document(zb_out *o, const zb_result *r, int counted);   /* without its closing brace */
void zb_json__failure(zb_out *o, const char *name, const zb_error *err);

#endif
