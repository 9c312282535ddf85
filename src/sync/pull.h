/* The inward flow: what a sync is, and how a page becomes rows. */
#ifndef SYNC_PULL_H
#define SYNC_PULL_H

#include "sync/message.h"

struct worker;
struct line;
struct sync_job;

/* MSG_SYNC: queued; ends in MSG_SYNC_DONE. */
void pull_question(struct worker *w, struct message *m);
/* Ends the sync of that question (0: all). */
void pull_cancel(struct worker *w, uint64_t question);
/* Moves the running sync on; 1 when it did something. */
int pull_run(struct worker *w);
/* Has the running sync read everything, and judges now? */
int pull_judges(const struct worker *w);
/* Does the running sync only wait for newer data to arrive?  Then other work goes on. */
int pull_waits(const struct worker *w);
/* Ms until it looks again; -1: it does not wait. */
int64_t pull_wait_ms(const struct worker *w);
/* A sync of the worker's own: one connection, one entity; decisions that need its result
 * wait for it (pull_refreshing). */
void pull_refresh(struct worker *w, struct line *l, enum entity e);
int pull_refreshing(const struct worker *w, const struct line *l);
/* Ends and releases everything without a word (the worker ends). */
void pull_stop(struct worker *w);
/* Stores one page: records and the lines that follow them.  counts: added, changed. */
struct record_array;
struct error;
int pull_store_page(struct worker *w, struct line *l, const struct record_array *page, int first_load,
	int64_t *added, int64_t *changed, unsigned *kinds, struct error *err);

#endif
