/* Exact counts and sums of a filtered list, computed beside the screen's thread: over a
 * million records they take longer than a key may wait.
 *
 * A thread with a reading handle of its own.  Questions and answers travel through two
 * pipes as owned pointers; a new question ends the one that runs. */
#ifndef UI_COUNTER_H
#define UI_COUNTER_H

#include "store/query.h"

struct counter;

struct count_answer {
	uint64_t id;            /* of the question */
	int rc;                 /* 0, or a class; ERR_CANCEL: a newer question came */
	struct query_totals totals;
};

/* Opens the database once more; ERR_STORE when that or the thread cannot be had. */
int counter_start(struct counter **out, const char *database, struct error *err);
void counter_stop(struct counter *c);                 /* NULL is fine */
/* Totals of the list with this filter (books: see struct query); the id its answer will carry. */
uint64_t counter_ask(struct counter *c, enum entity e, enum view view, int64_t books, const char *filter);
int counter_fd(const struct counter *c);              /* readable when an answer waits; -1: c is NULL */
/* 1 and the answer, or 0. */
int counter_take(struct counter *c, struct count_answer *out);

#endif
