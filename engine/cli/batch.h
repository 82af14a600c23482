/* batch.h - a batch on its way: what the files of zhibiao batch share. */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "plan.h"
#include "progress.h"

typedef struct batch {
  const char *jobs, *dry_run, *watch, *force, *explain, *log, *verbose, *quiet;
  char name[4096];       /* of the job's file, in its folder */
  char *script;
  size_t script_n;
  zb_rules *rules, *built_in;
  zb_job *job;
  const zb_job_info *info;
  plan plan;
  zb_stamp base;         /* its rules */
  progress progress;
  size_t observations, removed;
  int store_failed, processes;
  uint64_t seen;   /* what everything looked like when the run began */
  /* of a worker */
  zb_engine *engine;
  zb_store *store;
} batch;

/* Writes the job's reports, as many at a time as there are processes, but for those that are as they would be written.
 * Returns: an exit status. */
int batch_write_reports(batch *b);


#endif
