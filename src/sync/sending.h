/* The inside of the outward flow: what one row at a time (push.c) and several at once (batch.c) share.
 * Everything here belongs to the worker's thread. */
#ifndef SYNC_SENDING_H
#define SYNC_SENDING_H

#include "base/pool.h"
#include "sync/push.h"

struct task;

/* One row on its way. */
struct sending {
	struct pool pool;
	struct line *line;             /* borrowed */
	struct outbox_row row;         /* texts in the pool */
	struct push_item item;
	int early;                     /* a look before its time: finding nothing says nothing */
};

/* A queued row with what is to be sent of it, nothing moved yet; the caller's.  NULL: it cannot be sent as it is,
 * which was said and recorded. */
struct sending *sending_prepare(struct line *l, const struct outbox_row *row);
void sending_free(struct sending *s);
/* queued -> sending for all of them in one transaction; below 0: nothing has moved, which was said. */
int sending_take(struct sending **s, size_t n);
/* Takes it and sends it by itself. */
void sending_start(struct sending *take_s);

/* A move that ends or postpones; with dependents when it ends badly. */
void sending_move(struct worker *w, const struct outbox_row *row, enum outbox_event event,
	const struct outbox_facts *f);
/* First pause after something that may pass; DEFER_TEST_MS with settle_ms 0. */
#define DEFER_FIRST_MS 5000
#define DEFER_TEST_MS 10
#define DEFER_MOST_MS (15 * 60000)
/* It is there: link, snapshot, write-back and state go with the move. */
void sending_accept(struct sending *s, enum outbox_event event, const struct push_result *res);
/* sending -> unknown, to be looked up when the other side has had its time. */
void sending_lose(struct sending *s, const struct error *why);
/* Which move a class asks for.  left: a changing request was on its way. */
enum outbox_event sending_event(int rc, int left, int started);
void sending_count(struct task *t);
int64_t sending_defer_ms(const struct worker *w, int attempt);
int sending_settle_ms(const struct line *l);

/* --- batch.c --- */
/* Takes the row and others like it, when the connector sends several at once and there are; 1: the row was dealt
 * with. */
int batch_begin(struct line *l, const struct outbox_row *row);

#endif
