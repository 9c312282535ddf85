/* Judging: what the status of a record is, from everything that is known.
 *
 * The store keeps a queue of records whose judgement may have changed.  Status, findings
 * and links by origin id are written here and nowhere else, except for the states of a
 * decision on its way (push.c, decide.c). */
#ifndef SYNC_JUDGE_H
#define SYNC_JUDGE_H

#include "base/error.h"
#include "model/dossier.h"
#include "model/entity.h"
#include "store/records.h"
#include <stdint.h>

struct worker;

/* Judges up to `max` records of the queue in one transaction: 1 there may be more, 0 the
 * queue is empty, or a class. */
int judge_step(struct worker *w, size_t max, struct error *err);
/* One record now, inside the caller's transaction or in one of its own. */
int judge_record(struct worker *w, enum entity e, int64_t id, struct error *err);
/* Everything whose judgement follows from this link; inside a transaction. */
int judge_after_link(struct worker *w, const struct link *l, struct error *err);
/* A list of the ERP changed (cost codes, tasks, periods): what waits for a decision is
 * judged again; inside a transaction. */
int judge_waiting(struct worker *w, struct error *err);
/* It became known which system books a job: vendors may follow it there. */
int judge_waiting_vendors(struct worker *w, struct error *err);
/* Rules or options changed: everything not exported yet is judged again. */
int judge_all(struct worker *w, struct error *err);
/* The profile of an ERP connection; one without rules when there is none. */
const struct profile *judge_profile(struct worker *w, int64_t erp);
/* The number under which people know a record of the ERP there. */
const char *judge_erp_code(const struct record *row);
/* An unsettled outbox row of this record: its id, or 0. */
int64_t judge_open_row(struct worker *w, enum entity e, int64_t id, const char *verb);
/* The same, on its way to that connection (0: any). */
int64_t judge_open_row_to(struct worker *w, enum entity e, int64_t id, const char *verb, int64_t connection);

#endif
