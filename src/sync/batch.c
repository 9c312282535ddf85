/* Several rows of the outbox in one operation, for a system that takes several documents in one request.
 *
 *   rows that could be taken now, same verb and entity --> each composed and checked as if it went alone
 *       --> all of them `sending`, ONE transaction, committed      (nothing has left yet)
 *       --> one operation with a part for each: the connector looks for all of them, then writes those that are
 *           not there
 *       --> each row moves by its own part, in a transaction of its own, exactly as a row that went alone
 *
 * Nothing is promised for the batch, everything for each row:
 *
 *  1. What is certain of a part counts, however the operation ends: found and adopted, made, refused, in conflict.
 *  2. A part nobody told of is unknown once a changing request has left, and from there its row goes the way of every
 *     unknown row: looked up by itself, never sent again without.
 *  3. What is wrong with the request as a whole is no verdict on any of its documents: they are sent one by one
 *     (line.alone), and each hears its own.  The list is forgotten with the program, which costs a request.
 *  4. Killed in the middle, the rows not settled are `sending`, and unknown at the next start (invariant 3 of the
 *     outbox).  Settling one fails: that one stays `sending`, the others are settled all the same; who has taken
 *     the lock meanwhile has made them unknown, and then the move is refused and changes nothing. */
#include "sync/sending.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "sync/work.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define MOST_BYTES (1 << 20)       /* of payload in one operation; Xero advises 3.5 MB, with room for what it adds */

struct batch {
	struct line *line;             /* borrowed */
	struct sending **rows;         /* owned, and owned each */
	struct push_part *parts;       /* owned; one for each row */
	struct strbuf *marks;          /* owned; while it is being filled */
	size_t n, room;
	size_t bytes;
	int told;                      /* a notice for all of them is enough */
};

/* ---- rows that go alone ---- */

static int goes_alone(const struct line *l, int64_t id)
{
	for (size_t i = 0; i < l->alone.len; i++)
		if (l->alone.items[i] == id)
			return 1;
	return 0;
}

static void send_alone(struct sending *s, const struct error *why)
{
	/* due at once */
	struct outbox_facts f = { .error = why, .not_before_ms = clock_now_ms() };

	if (!goes_alone(s->line, s->row.id))
		*ARRAY_PUSH(&s->line->alone) = s->row.id;
	sending_move(s->line->worker, &s->row, OUTBOX_DEFER, &f);
}

/* ---- the end ---- */

static void batch_free(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		sending_free(b->rows[i]);
		error_release(&b->parts[i].err);
	}
	for (size_t i = 0; i < b->room; i++)
		strbuf_release(&b->marks[i]);
	free(b->rows);
	free(b->parts);
	free(b->marks);
	free(b);
}

/* The same for all that share it: told once. */
static void notice_once(struct batch *b, const struct error *why, int bell)
{
	if (!b->told++)
		worker_notice(b->line->worker, why, bell);
}

static void postpone(struct batch *b, struct sending *s, const struct error *why)
{
	struct line *l = b->line;
	struct outbox_facts f = { .error = why,
		.not_before_ms = clock_now_ms() + sending_defer_ms(l->worker, s->row.attempt + 1) };

	sending_move(l->worker, &s->row, OUTBOX_DEFER, &f);
	l->push_at = clock_mono_ms() + sending_defer_ms(l->worker, 1);
	notice_once(b, why, 0);
}

static void lose(struct batch *b, struct sending *s, const struct error *why)
{
	sending_lose(s, why);
	notice_once(b, why, 1);
}

/* The operation ended before anything was said of this one. */
static void settle_open(struct batch *b, size_t i, const struct task *t, int rc, const struct error *err)
{
	struct sending *s = b->rows[i];
	struct error why = ERROR_INIT;

	if (rc >= 0) {
		error_set(&why, ERR_UNKNOWN, N_("the answer to several documents does not tell of this one; it will be looked up"),
			NULL);
		lose(b, s, &why);
		error_release(&why);
		return;
	}
	if (b->parts[i].doubt) {
		lose(b, s, err);
		return;
	}
	switch (sending_event(rc, t->wrote, t->counts.calls > 0)) {
	case OUTBOX_LOSE:
		lose(b, s, err);
		break;
	case OUTBOX_DEFER:
		postpone(b, s, err);
		break;
	default:
		send_alone(s, err);
	}
}

static void settle_failed(struct batch *b, size_t i, const struct task *t)
{
	struct sending *s = b->rows[i];
	const struct error *why = &b->parts[i].err;
	struct outbox_facts f = { .error = why };
	enum outbox_event event = sending_event(why->cls ? (int)why->cls : ERR_BUG, t->wrote, 1);

	if (event == OUTBOX_LOSE)
		lose(b, s, why);
	else if (event == OUTBOX_DEFER)
		postpone(b, s, why);
	else
		sending_move(b->line->worker, &s->row, event, &f);
}

static void settle(struct batch *b, size_t i, const struct task *t, int rc, const struct error *err)
{
	struct error why = ERROR_INIT;

	switch (b->parts[i].outcome) {
	case PART_DONE:
		sending_accept(b->rows[i], OUTBOX_ACCEPT, &b->parts[i].result);
		break;
	case PART_FAILED:
		settle_failed(b, i, t);
		break;
	case PART_ALONE:
		error_set(&why, ERR_LATER, N_("it was not taken together with others; it is sent by itself"), NULL);
		send_alone(b->rows[i], &why);
		error_release(&why);
		break;
	default:
		settle_open(b, i, t, rc, err);
	}
}

static void pushed(struct task *t, int rc, struct error *err)
{
	struct batch *b = t->data;
	struct line *l = b->line;

	l->push = NULL;
	sending_count(t);
	trace(TRACE_OUTBOX, "%s: %zu rows in one operation end", l->row.name, b->n);
	for (size_t i = 0; i < b->n; i++)
		settle(b, i, t, rc, err);
	batch_free(b);
}

/* ---- the beginning ---- */

static const struct push_batch *batch_of(const struct line *l, const struct outbox_row *row)
{
	for (const struct push_batch *b = l->def->batches; b && b->most; b++)
		if (b->entity == row->entity && !strcmp(b->verb, row->verb))
			return b;
	return NULL;
}

/* May it travel with those that are chosen? */
static int joins(struct batch *b, struct sending *take_s)
{
	struct strbuf *mark = &b->marks[b->n];
	size_t bytes = strlen(take_s->item.payload);

	if (b->bytes + bytes > MOST_BYTES || b->line->def->batch_mark(mark, &take_s->item) != 1)
		goto no;
	for (size_t i = 0; i < b->n; i++)
		if (!strcmp(b->marks[i].s, mark->s))
			goto no;
	b->parts[b->n].item = take_s->item;
	b->rows[b->n++] = take_s;
	b->bytes += bytes;
	return 1;
no:
	strbuf_reset(mark);
	return 0;
}

static void fill(struct batch *b, const struct outbox_array *rows)
{
	for (size_t i = 0; i < rows->len; i++) {
		struct sending *s;

		if (goes_alone(b->line, rows->items[i].id))
			continue;
		s = sending_prepare(b->line, &rows->items[i]);
		if (s && !joins(b, s))
			sending_free(s);         /* nothing was moved: its turn comes */
	}
}

static void start(struct batch *b)
{
	struct task *t;

	if (sending_take(b->rows, b->n) < 0) {
		batch_free(b);
		return;
	}
	t = task_new(b->line, OP_PUSH, PRIORITY_PUSH);
	t->op.item = &b->rows[0]->item;
	t->op.parts = b->parts;
	t->op.n_parts = (int)b->n;
	t->data = b;
	t->on_end = pushed;
	b->line->push = t;
	task_submit(t);
}

static struct batch *batch_new(struct line *l, size_t most)
{
	struct batch *b = xcalloc(1, sizeof *b);

	b->line = l;
	b->room = most;
	b->rows = xcalloc(most, sizeof(struct sending *));
	b->parts = xcalloc(most, sizeof *b->parts);
	b->marks = xcalloc(most, sizeof *b->marks);
	for (size_t i = 0; i < most; i++)
		strbuf_init(&b->marks[i]);
	return b;
}

int batch_begin(struct line *l, const struct outbox_row *row)
{
	const struct push_batch *kind = batch_of(l, row);
	struct outbox_array rows = { 0 };
	struct pool p = POOL_INIT;
	struct sending *first;
	struct batch *b;

	if (!kind || kind->most < 2 || goes_alone(l, row->id))
		return 0;
	if (outbox_next_like(l->worker->store, row, clock_now_ms(), kind->most - 1, &p, &rows, NULL) < 0 || !rows.len) {
		ARRAY_RELEASE(&rows);
		pool_release(&p);
		return 0;
	}
	first = sending_prepare(l, row);
	b = batch_new(l, rows.len + 1);
	if (first && !joins(b, first)) {
		sending_start(first);
		batch_free(b);
	} else if (first) {
		fill(b, &rows);
		if (b->n > 1) {
			start(b);
		} else {
			b->n = 0;                /* its only row goes as it always did */
			sending_start(first);
			batch_free(b);
		}
	} else {
		batch_free(b);
	}
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	return 1;
}
