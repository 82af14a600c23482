/* plan.h - the documents that a batch job names: found, sorted, each once, with what the job says of it. */
#ifndef CLI_PLAN_H
#define CLI_PLAN_H

#include "zhibiao.h"

typedef struct plan_item {
  char *path;            /* from the job's folder, as it is kept in the store */
  size_t source;         /* of the job, that named it first */
  char *type, *area;     /* NULL where the job does not say */
  int year;
} plan_item;

typedef struct plan {
  plan_item *item;       /* in the order of their paths, by bytes */
  size_t n, cap;
} plan;

/* Finds the documents of a job; patterns that fit nothing and folders that are not there are told, and *told counted up; with
 * told NULL they are passed over.
 * Owner: the caller, plan_free. Returns: 0, or the exit status of a failure that has been told. */
int plan_make(zb_job *job, plan *p, size_t *told);
void plan_free(plan *p);

/* The items, the largest files first: what takes longest is not begun last. Owner: the caller, free. NULL: out of memory. */
size_t *plan_by_size(const plan *p);

#endif
