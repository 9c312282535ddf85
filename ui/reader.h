/* Reading beside the screen's thread, so that no key waits for the store.
 *
 * One thread with a reading handle of its own.  A job is what it shall read, its answer, and what
 * is done with that on the screen's thread.  Jobs travel through two pipes as owned pointers; there
 * is no lock.
 *
 * There is one place per kind of question, in order of urgency.  A newer job takes the place of an
 * older one of its kind, also of one that runs: that one ends early.  A more urgent job interrupts a less
 * urgent one, which begins again afterwards.  A job given up comes back too, with ERR_CANCEL. */
#ifndef UI_READER_H
#define UI_READER_H

#include "store/store.h"

/* So long a key may wait for its answer; what takes longer is shown when it comes. */
#define READER_PATIENCE_MS 12

enum reader_kind {
	READ_ROWS,              /* what a list shows */
	READ_DETAIL,            /* what the documents of the record in the detail come to */
	READ_ERRAND,            /* what a key or a dialog asks once (errand.h) */
	READ_MARKS,             /* which rows a mark of many means */
	READ_TOTALS,            /* of the list */
	READ_MARKED,            /* of the marks */
	READ_OTHER,             /* what else can wait */
	READ_COPY, READ_FILE,   /* a list from end to end */
	READ_KINDS
};

struct reader_job {
	enum reader_kind kind;
	/* On the reader's thread: 0 or a class.  May be begun again after ERR_CANCEL and ERR_LATER, so it first
	 * forgets what an earlier attempt left. */
	int (*run)(struct reader_job *j, struct store *s, struct error *err);
	/* On the screen's thread, from reader_serve; rc and error are set. */
	void (*done)(struct reader_job *j);
	/* Frees the job; any thread. */
	void (*release)(struct reader_job *j);
	int rc;
	struct error error;
};

struct reader;

/* The database is opened with the first job, or by reader_warm. */
int reader_start(struct reader **out, const char *database, struct error *err);
/* Gives up what runs.  A thread that hangs in the system (a disk that does not answer) is left behind. */
void reader_stop(struct reader *r);                  /* NULL is fine */
void reader_ask(struct reader *r, struct reader_job *take_job);
/* Gives up what was asked of this kind. */
void reader_drop(struct reader *r, enum reader_kind kind);
/* For a quiet moment: opens the database, so that the first question does not pay for it.  Once; again it does
 * nothing. */
void reader_warm(struct reader *r);                  /* NULL is fine */
int reader_fd(const struct reader *r);               /* readable when an answer waits; -1: r is NULL */
/* Waits up to wait_ms for the first answer, takes all there are, and runs their done(); how many.  Does not wait
 * while an earlier wait was in vain and no answer came since: a store that hangs costs one key its patience,
 * not every key. */
int reader_serve(struct reader *r, int wait_ms);
/* Jobs on their way. */
int reader_busy(const struct reader *r);

#endif
