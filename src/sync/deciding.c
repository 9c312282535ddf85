/* A question that decides: its items, its transactions, its answer.
 *
 *   few items    all are planned and committed together: one transaction, one fsync
 *   many items   pieces of DECIDE_PIECE, one transaction each, between them the worker does its other
 *                work; nothing of it is sent before the last piece is committed, and the grace of
 *                all of them begins then
 *
 * So a person who marked 100,000 records sees them being decided and can stop it, and what was decided
 * together is taken back together.  Killed in the middle, the committed pieces are decided, with
 * the grace they had, and the others are not: what is true of each record is true all the
 * same, decision, audit row and outbox row are one transaction. */
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "sync/judge.h"
#include "sync/plan.h"
#include "sync/push.h"
#include "sync/work.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define DECIDE_PIECE 2000
#define MAX_ITEMS    1000000
#define TOLD_MOST    200             /* refusals told one by one */

struct deciding {
	struct deciding *next;         /* asked later */
	struct worker *w;
	struct message question;       /* items, text and name owned */
	struct plan plan;              /* of the piece */
	struct pool pool;
	size_t at;                     /* the next item */
	size_t done, refused;
	int later;                     /* the answer comes later */
	int stop;
	int64_t until;                 /* when the grace of the pieces ends; 0: they have none */
	struct strbuf refusals, warnings;
	struct error first;            /* the first refusal */
	struct message_item *look;     /* owned: what would be decided */
	size_t n_look;
};

/* ---- begin and end ---- */

static struct deciding *deciding_new(struct worker *w, struct message *m)
{
	struct deciding *d = xcalloc(1, sizeof *d);

	d->w = w;
	d->question = (struct message){ .type = m->type, .id = m->id, .entity = m->entity, .verb = m->verb,
		.number = m->number, .name = m->name, .text = m->text, .items = m->items, .n_items = m->n_items };
	m->name = m->text = NULL;
	m->items = NULL;
	m->n_items = 0;
	pool_init(&d->pool);
	strbuf_init(&d->refusals);
	strbuf_init(&d->warnings);
	d->plan.w = w;
	d->plan.question = &d->question;
	if (d->question.number & DECIDE_LOOK)
		d->plan.warnings = &d->warnings;
	return d;
}

static void deciding_free(struct deciding *d)
{
	ARRAY_RELEASE(&d->plan.requests);
	pool_release(&d->plan.pool);
	pool_release(&d->pool);
	strbuf_release(&d->refusals);
	strbuf_release(&d->warnings);
	error_release(&d->first);
	free(d->look);
	free(d->question.items);
	free(d->question.name);
	free(d->question.text);
	free(d);
}

/* The system that was named must be one. */
static int find_target(struct plan *p, struct error *err)
{
	const char *name = p->question->name;

	for (size_t i = 0; name && i < p->w->n_lines; i++)
		if (!strcmp(p->w->lines[i]->row.name, name) && !strcmp(p->w->lines[i]->row.role, "erp"))
			p->target = p->w->lines[i];
	if (name && !p->target)
		return error_set(err, ERR_NOTFOUND, N_("there is no accounting system \"%1$s\" here"), name, NULL);
	return 0;
}

static int may_begin(struct deciding *d, struct error *err)
{
	struct worker *w = d->w;
	int rc = worker_may_write(w, err);

	if (rc >= 0)
		rc = worker_needs_open(w, err);
	if (rc >= 0)
		rc = worker_rights(w, &d->pool, &d->plan.who, err);
	if (rc >= 0 && (d->question.n_items == 0 || d->question.n_items > MAX_ITEMS))
		rc = error_set(err, ERR_DATA, N_("nothing was chosen"), NULL);
	return rc < 0 ? rc : find_target(&d->plan, err);
}

/* ---- refusals ---- */

static void note_refusal(struct deciding *d, const struct message_item *item, struct error *err)
{
	struct pool scratch = POOL_INIT;
	struct record r;

	d->refused++;
	if (d->refused <= TOLD_MOST || !d->first.cls) {
		if (d->refusals.len)
			strbuf_addc(&d->refusals, '\n');
		if (item->entity >= 0 && item->entity < ENTITY_COUNT &&
		    records_get(d->w->store, item->entity, item->id, &scratch, &r, NULL) == 0) {
			strbuf_adds(&d->refusals, record_name(&r));
			lang_add_colon(&d->refusals);
		}
		error_text(&d->refusals, err, 1);
	}
	if (!d->first.cls)
		error_move(&d->first, err);
	error_release(err);
	pool_release(&scratch);
}

/* ---- grace ---- */

/* One record: what a single decision has.  Several: time to think again; not on the command line,
 * where nobody watches. */
static int64_t grace_of(const struct deciding *d)
{
	if (d->question.n_items == 1)
		return d->w->grace_ms;
	return d->question.number & DECIDE_ANY_VERSION ? 0 : d->w->bulk_grace_ms;
}

static void give_grace(struct deciding *d)
{
	if (!d->until && grace_of(d) > 0)
		d->until = clock_now_ms() + grace_of(d);
	for (size_t i = 0; i < d->plan.requests.len; i++)
		if (d->plan.requests.items[i].out_verb)
			d->plan.requests.items[i].not_before_ms = d->until;
}

/* The last piece is committed: the time begins now. */
static void renew_grace(struct deciding *d)
{
	struct error err = ERROR_INIT;

	if (d->until && d->question.n_items > DECIDE_PIECE &&
	    outbox_grace_move(d->w->store, d->w->user, d->until, clock_now_ms() + grace_of(d), &err) < 0)
		worker_notice(d->w, &err, 0);
	error_release(&err);
}

/* ---- a piece ---- */

static int commit_plan(struct deciding *d, struct error *err)
{
	struct plan *p = &d->plan;
	struct worker *w = d->w;
	int64_t *ids;
	int rc;

	if (!p->requests.len)
		return 0;
	give_grace(d);
	ids = xcalloc(p->requests.len, sizeof *ids);
	rc = outbox_decide_many(w->store, p->requests.items, p->requests.len, ids, err);
	free(ids);
	for (size_t i = 0; i < p->requests.len && rc >= 0; i++) {
		const struct decision_request *q = &p->requests.items[i];
		worker_changed(w, q->entity);
		if (q->verb == VERB_RESTORE && d->question.n_items <= DECIDE_PIECE)
			judge_record(w, q->entity, q->record_id, NULL);
	}
	w->push_pending = 1;
	return rc;
}

static void keep_look(struct deciding *d)
{
	struct plan *p = &d->plan;

	d->look = xreallocarray(d->look, d->n_look + p->requests.len + 1, sizeof *d->look);
	for (size_t i = 0; i < p->requests.len; i++)
		d->look[d->n_look++] = (struct message_item){ p->requests.items[i].entity,
			p->requests.items[i].record_id, p->requests.items[i].version };
}

/* Several are taken back in one transaction; what was sent already says so. */
struct undoing { struct deciding *d; const struct message_item *items; };

static void not_taken_back(void *data, size_t i, struct error *why)
{
	struct undoing *u = data;
	struct deciding *d = u->d;
	struct pool scratch = POOL_INIT;
	struct record r;

	if (why->cls == ERR_REFUSED && records_get(d->w->store, u->items[i].entity, u->items[i].id, &scratch, &r,
	    NULL) == 0 && (r.state.status == STATUS_SENDING || r.state.status == STATUS_SYNCED ||
	    r.state.status == STATUS_UNKNOWN || r.state.status == STATUS_FAILED || r.state.status == STATUS_CONFLICT))
		error_set(why, ERR_REFUSED, N_("it was sent already; it cannot be taken back any more"), NULL);
	note_refusal(d, &u->items[i], why);
	pool_release(&scratch);
}

static int undo_piece(struct deciding *d, size_t n, struct error *err)
{
	struct worker *w = d->w;
	struct undoing u = { d, d->question.items + d->at };
	struct undo_item *items = xcalloc(n, sizeof *items);
	size_t before = d->refused, kept = 0;
	int rc = 0;

	for (size_t i = 0; i < n && rc >= 0; i++) {
		struct record_state queued = { .status = STATUS_QUEUED };
		const struct message_item *x = &u.items[i];
		if (x->entity < 0 || x->entity >= ENTITY_TAB_COUNT)
			rc = error_set(err, ERR_BUG, N_("a record without a life cycle was to be decided"), NULL);
		else
			rc = decision_allowed(VERB_UNDO, x->entity, &queued, &d->plan.who, NULL, err);
		items[kept++] = (struct undo_item){ x->entity, x->id };
		worker_changed(w, x->entity);
	}
	if (rc >= 0)
		rc = outbox_undo_many(w->store, items, n, w->user, not_taken_back, &u, err);
	if (rc >= 0)
		d->done += n - (d->refused - before);
	free(items);
	w->judging = 1;
	return rc;
}

/* 0, or a class: nothing of this piece was done. */
static int piece(struct deciding *d, size_t n, struct error *err)
{
	struct message *m = &d->question;
	size_t done = 0;
	int rc;

	lookup_clear(d->w->lookup);
	if (m->verb == VERB_UNDO && m->n_items > 1) {
		rc = undo_piece(d, n, err);
		d->at += n;
		return rc;
	}
	for (size_t i = 0; i < n; i++) {
		int one = plan_item(&d->plan, &m->items[d->at + i], err);
		if (one < 0)
			note_refusal(d, &m->items[d->at + i], err);
		else if (one == 1)
			d->later = 1;
		else
			done++;
		if (m->verb == VERB_LINK)
			break;               /* the second one is what it is linked to */
	}
	d->at += n;
	if (m->number & DECIDE_LOOK) {
		keep_look(d);
		rc = 0;
	} else {
		rc = commit_plan(d, err);
	}
	if (rc >= 0)
		d->done += done;
	d->plan.requests.len = 0;
	pool_release(&d->plan.pool);
	lookup_clear(d->w->lookup);
	return rc;
}

/* ---- the answer ---- */

static void answer(struct deciding *d, struct error *err)
{
	struct message *m = worker_answer(d->question.id);

	m->number = (int64_t)d->done;
	m->number2 = (int64_t)d->refused;
	if (err->cls)
		error_move(&m->error, err);
	else if (!d->done && d->first.cls)
		error_move(&m->error, &d->first);
	if (d->question.number & DECIDE_LOOK) {
		m->items = d->look;
		m->n_items = d->n_look;
		d->look = NULL;
		m->text = strbuf_detach(&d->warnings);
		m->name = strbuf_detach(&d->refusals);
	} else if (d->refusals.len) {
		m->text = strbuf_detach(&d->refusals);
	}
	worker_tell(d->w, m);
}

static void end(struct deciding *d, int rc, struct error *err)
{
	struct worker *w = d->w;

	if (!(d->question.number & DECIDE_LOOK)) {
		renew_grace(d);
		w->judging = 1;
		push_person_asks(w);
	}
	if (!d->later || rc < 0 || d->refused)
		answer(d, err);
	error_release(err);
	deciding_free(d);
}

static void tell_progress(const struct deciding *d)
{
	struct message *m = message_new(MSG_DECIDING);

	m->to = d->question.id;
	m->number = (int64_t)d->at;
	m->number2 = (int64_t)d->question.n_items;
	worker_tell(d->w, m);
}

void decide_question(struct worker *w, struct message *m)
{
	struct deciding *d = deciding_new(w, m), **last = &w->deciding;
	struct error err = ERROR_INIT;
	int rc = may_begin(d, &err);

	if (rc < 0) {
		end(d, rc, &err);
	} else if (!w->deciding && d->question.n_items <= DECIDE_PIECE) {
		rc = piece(d, d->question.n_items, &err);
		end(d, rc, &err);
	} else {
		while (*last)
			last = &(*last)->next;
		*last = d;
	}
}

void decide_step(struct worker *w)
{
	struct deciding *d = w->deciding;
	struct error err = ERROR_INIT;
	size_t left, refused, told;
	int rc = 0;

	if (!d)
		return;
	refused = d->refused;
	told = d->refusals.len;
	left = d->question.n_items - d->at;
	if (d->stop)
		rc = error_set(&err, ERR_CANCEL, N_("stopped on request; what was decided so far stays decided"), NULL);
	else
		rc = piece(d, left < DECIDE_PIECE ? left : DECIDE_PIECE, &err);
	if (rc == ERR_LATER && !d->stop) {       /* another process is writing: the same piece again */
		d->at = d->question.n_items - left;
		d->refused = refused;
		strbuf_truncate(&d->refusals, told);
		error_release(&err);
		return;
	}
	if (rc >= 0 && d->at < d->question.n_items) {
		tell_progress(d);
		return;
	}
	trace(TRACE_OUTBOX, "%zu decided, %zu refused", d->done, d->refused);
	w->deciding = d->next;
	end(d, rc, &err);
}

void decide_cancel(struct worker *w, uint64_t question)
{
	for (struct deciding *d = w->deciding; d; d = d->next)
		if (question && d->question.id == question)
			d->stop = 1;
}

void decide_stop(struct worker *w)
{
	while (w->deciding) {
		struct error err = ERROR_INIT;
		struct deciding *d = w->deciding;
		w->deciding = d->next;
		error_set(&err, ERR_CANCEL, N_("stopped on request; what was decided so far stays decided"), NULL);
		end(d, ERR_CANCEL, &err);
	}
}
