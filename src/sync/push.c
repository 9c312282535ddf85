/* The outward flow.
 *
 *   queued row --> composed now, from the record as it is now
 *              --> `sending` with its payload, committed          (nothing has left yet)
 *              --> the connector looks for an earlier attempt, then writes
 *              --> the answer moves the row; link, snapshot, write-back and the record's
 *                  state are the same transaction as the move
 *
 * Only one running copy of the program sends (lease.c).  An unknown row is looked up in a
 * session that began after its answer was lost, as often and as far apart as the connector
 * says, before it is sent again. */
#include "sync/push.h"

#include "base/args.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "model/check.h"
#include "sync/dossier.h"
#include "sync/judge.h"
#include "sync/pull.h"
#include "sync/sending.h"
#include "sync/work.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define WATCH_MS 1000
#define DEPENDENCY_MS 1000
#define ON_ITS_WAY_MOST_MS (30 * INT64_C(60000))

static struct line *line_by_id(struct worker *w, int64_t id)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i]->id == id)
			return w->lines[i];
	return NULL;
}

/* ---- moving a row, and what goes with it ---- */

/* Payments have no state of their own in the outbox; it is told here. */
static int tell_payment(struct worker *w, const struct outbox_row *row, enum status status,
	const struct error *why, struct error *err)
{
	struct strbuf args = STRBUF_INIT;
	struct pool p = POOL_INIT;
	struct record r;
	size_t n = 0;
	int rc;

	if (strcmp(row->verb, OUT_PAYMENT))
		return 0;
	rc = records_get(w->store, row->entity, row->record_id, &p, &r, err);
	if (rc >= 0) {
		r.state.status = status;
		r.state.note = why ? why->msgid : NULL;
		while (why && n < ERROR_MAX_ARGS && why->args[n])
			n++;
		if (n)
			args_add_json(&args, (const char *const *)why->args, n);
		r.state.note_args = n ? args.s : NULL;
		rc = records_set_state(w->store, row->entity, row->record_id, &r.state, err);
	}
	strbuf_release(&args);
	pool_release(&p);
	return rc;
}

static enum status status_after(enum outbox_event event)
{
	switch (event) {
	case OUTBOX_TAKE: return STATUS_SENDING;
	case OUTBOX_REFUSE: return STATUS_FAILED;
	case OUTBOX_MOVED_ON:
	case OUTBOX_DIFFERS: return STATUS_CONFLICT;
	case OUTBOX_LOSE: return STATUS_UNKNOWN;
	case OUTBOX_ACCEPT:
	case OUTBOX_FOUND: return STATUS_NONE;
	default: return STATUS_QUEUED;
	}
}

static int finish(struct worker *w, int rc, struct error *err)
{
	if (rc < 0) {
		store_rollback(w->store);
		return rc;
	}
	return store_commit(w->store, err);
}

void sending_move(struct worker *w, const struct outbox_row *row, enum outbox_event event,
	const struct outbox_facts *f)
{
	struct error err = ERROR_INIT;
	int rc = store_begin(w->store, &err);

	if (rc >= 0) {
		rc = outbox_move(w->store, row->id, event, f, &err);
		if (rc >= 0)
			rc = tell_payment(w, row, status_after(event), f->error, &err);
		if (rc >= 0 && (event == OUTBOX_REFUSE || event == OUTBOX_MOVED_ON || event == OUTBOX_DIFFERS))
			rc = outbox_drop_dependents(w->store, row->id, &err);
		if (rc >= 0 && row->entity <= ENTITY_PAYMENT && event != OUTBOX_TAKE)
			rc = records_judge_add(w->store, row->entity, row->record_id, &err);
		rc = finish(w, rc, &err);
	}
	if (rc < 0)
		worker_notice(w, &err, 1);
	else if (f->error && (event == OUTBOX_REFUSE || event == OUTBOX_MOVED_ON || event == OUTBOX_DIFFERS))
		worker_notice_about(w, row, f->error, 1);
	error_release(&err);
	worker_changed(w, row->entity);
	w->judging = 1;
	w->push_pending = 1;
}

/* ---- accepted ---- */

/* Is it linked to another ERP than this one? */
static int in_another_system(struct worker *w, enum entity e, int64_t id, int64_t connection)
{
	struct link_array links = { 0 };
	struct pool p = POOL_INIT;
	int yes = 0;

	links_list(w->store, e, id, &p, &links, NULL);
	for (size_t i = 0; i < links.len; i++)
		yes |= links.items[i].connection_id != connection;
	ARRAY_RELEASE(&links);
	pool_release(&p);
	return yes;
}

int push_link(struct worker *w, const struct link *l, const char *key, int64_t procore, struct error *err)
{
	struct line *to = line_by_id(w, procore);
	struct outbox_row row = { .connection_id = procore, .verb = OUT_WRITEBACK, .entity = l->entity,
		.record_id = l->record_id, .actor = w->user };
	struct strbuf text = STRBUF_INIT;
	int64_t id;
	int elsewhere = in_another_system(w, l->entity, l->record_id, l->connection_id);
	int rc = links_put(w->store, l, err);

	/* Procore remembers one id of a vendor: that of the first system it is in. */
	if (rc >= 0 && !elsewhere && to && to->def && (to->def->caps & CAP_WRITEBACK) && l->entity <= ENTITY_INVOICE) {
		strbuf_addf(&text, "%s:writeback", key);
		row.key = text.s;
		rc = outbox_add(w->store, &row, &id, err);
	}
	strbuf_release(&text);
	if (rc >= 0)
		rc = judge_after_link(w, l, err);
	w->push_pending = 1;
	return rc;
}

static int link_lines(struct worker *w, const struct outbox_row *row, const struct record *r,
	const struct push_result *res, struct error *err)
{
	struct pool p = POOL_INIT;
	int rc = 0;

	for (size_t i = 0; i < res->n_lines && rc >= 0; i++) {
		struct link l = { .entity = ENTITY_COMMITMENT_LINE, .connection_id = row->connection_id,
			.erp_id = res->lines[i].erp_line, .erp_code = res->lines[i].erp_line, .origin = "export" };
		struct record line;
		if (r->entity != ENTITY_COMMITMENT || !res->lines[i].remote_id)
			break;
		if (records_find(w->store, ENTITY_COMMITMENT_LINE, r->connection_id, res->lines[i].remote_id,
		    &p, &line, NULL) < 0)
			continue;
		l.record_id = line.id;
		rc = links_put(w->store, &l, err);
	}
	pool_release(&p);
	return rc;
}

/* What was sent is what was decided: the record as it is, or, when it has changed since,
 * as the person saw it. */
static void sent_snapshot(struct worker *w, const struct outbox_row *row, const struct record *r,
	struct strbuf *out)
{
	struct decision_array all = { 0 };
	struct pool p = POOL_INIT;
	const char *seen = NULL;

	if (row->record_version && row->record_version != r->state.version && row->decision_id) {
		decisions_list(w->store, row->entity, row->record_id, &p, &all, NULL);
		for (size_t i = 0; i < all.len; i++)
			if (all.items[i].id == row->decision_id)
				seen = all.items[i].seen;
	}
	if (seen)
		snapshot_of_json(out, row->entity, seen);
	else
		record_add_json(out, r, 1);
	ARRAY_RELEASE(&all);
	pool_release(&p);
}

static int accept_export(struct worker *w, const struct outbox_row *row, const struct record *r,
	const struct push_result *res, struct error *err)
{
	struct strbuf snapshot = STRBUF_INIT;
	struct link l = { .entity = row->entity, .record_id = row->record_id,
		.connection_id = row->connection_id, .erp_id = res->remote_id,
		.erp_code = res->remote_code ? res->remote_code : res->remote_id, .origin = "export",
		.erp_snapshot = NULL };
	struct record_state st = r->state;
	int rc;

	sent_snapshot(w, row, r, &snapshot);
	l.snapshot = snapshot.s;
	rc = link_lines(w, row, r, res, err);
	if (rc >= 0)
		rc = push_link(w, &l, row->key, r->connection_id, err);
	if (rc >= 0) {
		st.status = STATUS_SYNCED;
		if (!in_another_system(w, row->entity, row->record_id, row->connection_id))
			st.erp_code = l.erp_code;
		st.resubmitted = 0;
		st.n_holds = st.n_warnings = 0;
		st.note = res->note;
		st.note_args = NULL;
		rc = records_set_state(w->store, row->entity, row->record_id, &st, err);
	}
	strbuf_release(&snapshot);
	return rc;
}

static void copy_field(struct record *to, int a, const struct record *from, int b, struct pool *p)
{
	if (!record_has(from, b))
		return;
	to->values[a] = from->values[b];
	to->values[a].s = pool_strdup(p, from->values[b].s);
}

/* The new record of Procore's, as far as it is known before it is read. */
static void as_procore(struct record *mine, const struct record *erp, const struct dossier *d,
	struct pool *p)
{
	for (int f = 0; f < entities[erp->entity].n_fields; f++)
		if (entities[erp->entity].fields[f].type != VALUE_REF)
			copy_field(mine, f, erp, f, p);
	if (erp->entity == ENTITY_VENDOR)
		record_set_text(mine, VENDOR_ORIGIN_ID, p, erp->remote_id);
	if (erp->entity == ENTITY_JOB)
		record_set_text(mine, JOB_ORIGIN_ID, p, erp->remote_id);
	if (erp->entity != ENTITY_PAYMENT)
		return;
	record_set_text(mine, PAYMENT_ORIGIN_ID, p, erp->remote_id);
	if (d->invoice.procore) {
		const struct record *i = d->invoice.procore;
		record_set_text(mine, PAYMENT_INVOICE, p, i->remote_id);
		copy_field(mine, PAYMENT_INVOICE_NUMBER, i, INVOICE_NUMBER, p);
		copy_field(mine, PAYMENT_COMMITMENT, i, INVOICE_COMMITMENT, p);
		copy_field(mine, PAYMENT_JOB, i, INVOICE_JOB, p);
		copy_field(mine, PAYMENT_VENDOR, i, INVOICE_VENDOR, p);
	}
}

static int is_void(const struct outbox_row *row, const struct record *r)
{
	return !strcmp(row->verb, OUT_PAYMENT) && record_int(r, PAYMENT_VOID);
}

/* A payment that was voided is gone in Procore now. */
static int accept_void(struct worker *w, const struct record *erp, struct error *err)
{
	struct pool p = POOL_INIT;
	struct record mine;
	struct link l;
	int rc = links_by_erp_record(w->store, ENTITY_PAYMENT, erp->id, &p, &l, NULL);

	if (rc >= 0)
		rc = records_get(w->store, ENTITY_PAYMENT, l.record_id, &p, &mine, NULL);
	if (rc >= 0) {
		mine.deleted = 1;
		rc = records_put(w->store, &mine, NULL, NULL, err);
		if (rc >= 0)
			rc = links_remove(w->store, ENTITY_PAYMENT, l.record_id, err);
	} else {
		rc = 0;
	}
	if (rc >= 0)
		rc = records_judge_add(w->store, ENTITY_PAYMENT, erp->id, err);
	pool_release(&p);
	return rc;
}

/* A record of the ERP is in Procore now. */
static int accept_import(struct worker *w, const struct outbox_row *row, const struct record *erp,
	const struct push_result *res, struct error *err)
{
	struct pool p = POOL_INIT;
	struct record mine;
	struct dossier d;
	struct strbuf theirs = STRBUF_INIT;
	struct link l = { .entity = erp->entity, .connection_id = erp->connection_id,
		.erp_id = erp->remote_id, .erp_code = judge_erp_code(erp), .erp_record_id = erp->id,
		.origin = "import" };
	int rc;

	if (is_void(row, erp))
		return accept_void(w, erp, err);
	lookup_clear(w->lookup);
	rc = dossier_begin(w->lookup, erp->entity, erp->id, 0, &p, &d, err);
	if (rc < 0 || !res->remote_id) {
		pool_release(&p);
		return rc;
	}
	if (records_find(w->store, erp->entity, row->connection_id, res->remote_id, &p, &mine, NULL) < 0) {
		record_init(&mine, erp->entity);
		mine.connection_id = row->connection_id;
		mine.remote_id = res->remote_id;
		as_procore(&mine, erp, &d, &p);
		rc = records_put(w->store, &mine, NULL, &mine.id, err);
	}
	if (rc >= 0) {
		record_add_json(&theirs, erp, 1);
		l.record_id = mine.id;
		l.erp_snapshot = theirs.s;
		rc = push_link(w, &l, row->key, 0, err);
	}
	if (rc >= 0)
		rc = records_judge_add(w->store, erp->entity, mine.id, err);
	lookup_clear(w->lookup);
	strbuf_release(&theirs);
	pool_release(&p);
	return rc;
}

void sending_accept(struct sending *s, enum outbox_event event, const struct push_result *res)
{
	struct line *l = s->line;
	struct worker *w = l->worker;
	const struct outbox_row *row = &s->row;
	struct outbox_facts f = { .remote_id = res->remote_id, .remote_code = res->remote_code,
		.answer = res->snapshot };
	struct error err = ERROR_INIT;
	struct record r;
	int rc = store_begin(w->store, &err);

	if (rc >= 0) {
		rc = outbox_move(w->store, row->id, event, &f, &err);
		if (rc >= 0)
			rc = records_get(w->store, row->entity, row->record_id, &s->pool, &r, &err);
		if (rc >= 0 && !strcmp(row->verb, OUT_EXPORT))
			rc = accept_export(w, row, &r, res, &err);
		else if (rc >= 0 && (!strcmp(row->verb, OUT_ADD) || !strcmp(row->verb, OUT_PAYMENT)))
			rc = tell_payment(w, row, STATUS_NONE, NULL, &err);
		if (rc >= 0 && (!strcmp(row->verb, OUT_ADD) || !strcmp(row->verb, OUT_PAYMENT)))
			rc = accept_import(w, row, &r, res, &err);
		rc = finish(w, rc, &err);
		lookup_clear(w->lookup);         /* a judge in mid-queue must see the new link */
	}
	if (rc < 0) {
		/* It stays `sending`; with the lock given up it becomes unknown and is looked up. */
		worker_notice(w, &err, 1);
		push_release(w);
		l->push_at = clock_mono_ms() + sending_defer_ms(w, 1);
	} else if (!strcmp(row->verb, OUT_EXPORT) && row->entity == ENTITY_JOB) {
		pull_refresh(w, l, ENTITY_JOB);
	}
	error_release(&err);
	worker_changed(w, row->entity);
	w->judging = 1;
	w->push_pending = 1;
}

/* ---- the end of a row's turn ---- */

void sending_free(struct sending *s)
{
	pool_release(&s->pool);
	free(s);
}

static void postpone(struct sending *s, const struct error *err)
{
	struct outbox_facts f = { .error = err,
		.not_before_ms = clock_now_ms() + sending_defer_ms(s->line->worker, s->row.attempt + 1) };

	sending_move(s->line->worker, &s->row, OUTBOX_DEFER, &f);
	s->line->push_at = clock_mono_ms() + sending_defer_ms(s->line->worker, 1);
	worker_notice_about(s->line->worker, &s->row, err, 0);
}

static void pushed(struct task *t, int rc, struct error *err)
{
	struct sending *s = t->data;
	struct line *l = s->line;
	struct outbox_facts f = { .error = err };
	enum outbox_event event;

	l->push = NULL;
	sending_count(t);
	if (rc >= 0) {
		sending_accept(s, OUTBOX_ACCEPT, &t->op.result);
		sending_free(s);
		return;
	}
	event = sending_event(rc, t->wrote, t->counts.calls > 0);
	if (event == OUTBOX_LOSE) {
		sending_lose(s, err);
		worker_notice_about(l->worker, &s->row, err, 1);
	} else if (event == OUTBOX_DEFER) {
		postpone(s, err);
	} else {
		sending_move(l->worker, &s->row, event, &f);
	}
	sending_free(s);
}

/* Over there it is still being worked on: asked again, the less often the longer it takes.  The age
 * is counted from the first attempt, so a new start asks no more often. */
static void on_its_way(struct line *l, const struct outbox_row *row, const struct error *why)
{
	struct worker *w = l->worker;
	struct error err = ERROR_INIT;
	int64_t now = clock_now_ms(), pause = row->first_sent_ms ? (now - row->first_sent_ms) / 4 : 0;
	int64_t least = w->settle_ms == 0 ? DEFER_TEST_MS : DEFER_FIRST_MS;

	if (least < sending_settle_ms(l))
		least = sending_settle_ms(l);
	pause = pause < least ? least : pause > ON_ITS_WAY_MOST_MS ? ON_ITS_WAY_MOST_MS : pause;
	if (outbox_on_its_way(w->store, row->id, now + pause, why, &err) < 0)
		worker_notice(w, &err, 1);
	worker_notice_about(w, row, why, 0);
	worker_changed(w, row->entity);
	error_release(&err);
	w->push_pending = 1;
}

static void looked(struct task *t, int rc, struct error *err)
{
	struct sending *s = t->data;
	struct line *l = s->line;
	struct worker *w = l->worker;
	struct outbox_facts f = { 0 };
	struct error why = ERROR_INIT;

	l->push = NULL;
	sending_count(t);
	if (rc == ERR_UNKNOWN) {
		on_its_way(l, &s->row, err);
	} else if (rc < 0) {
		l->push_at = clock_mono_ms() + sending_defer_ms(w, 1);
		worker_notice_about(w, &s->row, err, 0);
	} else if (t->op.result.found > 0) {
		sending_accept(s, OUTBOX_FOUND, &t->op.result);
	} else if (t->op.result.found < 0) {
		error_set(&why, ERR_CONFLICT, N_("sent without an answer, and found over there with other amounts; "
			"compare the two"), NULL);
		f.error = &why;
		f.remote_id = t->op.result.remote_id;
		f.remote_code = t->op.result.remote_code;
		sending_move(w, &s->row, OUTBOX_DIFFERS, &f);
	} else if (s->early) {
		error_set(&why, ERR_LATER, N_("not found over there so far; it may still appear and is looked up again"),
			NULL);
		worker_notice_about(w, &s->row, &why, 0);
	} else if (s->row.probes + 1 >= l->def->settle_probes) {
		sending_move(w, &s->row, OUTBOX_ABSENT, &f);
	} else {
		crash_pass(&w->crash, "probe");
		if (outbox_probe(w->store, s->row.id, clock_now_ms() + sending_settle_ms(l), err) < 0)
			worker_notice(w, err, 1);
		w->push_pending = 1;
	}
	error_release(&why);
	sending_free(s);
}

/* ---- the beginning ---- */

static void row_copy(struct outbox_row *dst, const struct outbox_row *src, struct pool *p)
{
	*dst = *src;
	dst->verb = pool_strdup(p, src->verb);
	dst->key = pool_strdup(p, src->key);
	dst->payload = pool_strdup(p, src->payload);
	dst->actor = pool_strdup(p, src->actor);
	dst->payload_hash = dst->error_class = dst->error_msgid = dst->error_args = NULL;
	dst->remote_id = dst->remote_code = NULL;
}

static struct sending *sending_new(struct line *l, const struct outbox_row *row, const char *payload)
{
	struct sending *s = xcalloc(1, sizeof *s);

	pool_init(&s->pool);
	s->line = l;
	row_copy(&s->row, row, &s->pool);
	s->item.verb = s->row.verb;
	s->item.entity = row->entity;
	s->item.key = s->row.key;
	s->item.payload = pool_strdup(&s->pool, payload);
	s->item.attempt = row->attempt + 1;
	return s;
}

static void start(struct line *l, struct sending *s, enum op_kind kind)
{
	struct task *t = task_new(l, kind, PRIORITY_PUSH);

	t->op.item = &s->item;
	t->data = s;
	t->on_end = kind == OP_PUSH ? pushed : looked;
	l->push = t;
	task_submit(t);
}

static void look_up(struct line *l, const struct outbox_row *row)
{
	struct error err = ERROR_INIT;
	struct outbox_facts f = { 0 };
	struct sending *s;

	if (!row->payload) {             /* never composed: nothing can have been sent */
		sending_move(l->worker, row, OUTBOX_ABSENT, &f);
		return;
	}
	/* A session that was open when the answer was lost may still be busy with it. */
	if (l->session.valid && l->session_at <= row->updated_ms)
		l->renew = 1;
	s = sending_new(l, row, row->payload);
	s->early = row->not_before_ms > clock_now_ms();
	s->item.interrupted = outbox_was_interrupted(row);
	start(l, s, OP_LOOKUP);
	error_release(&err);
}

/* Everything that must hold at the last moment.  0, or a class: ERR_LATER waits for a
 * prerequisite, ERR_CONFLICT the record moved on, others refuse. */
static int last_check(struct line *l, const struct outbox_row *row, const struct dossier *d,
	struct pool *p, struct error *err)
{
	struct worker *w = l->worker;
	const struct record *r = d->record;
	const struct profile *profile = judge_profile(w, d->erp);
	struct findings f = { .pool = p };
	struct strbuf text = STRBUF_INIT;
	int rc = push_same_world(w, l, err);

	if (rc < 0 || strcmp(row->verb, OUT_EXPORT))
		return rc;
	if (r->entity != ENTITY_VENDOR && dossier_erp(w->lookup, r) != l->id)
		return error_set(err, ERR_CONFLICT, N_("%1$s is booked in another accounting system than \"%2$s\" now; "
			"nothing was sent"), record_name(r), l->row.name, NULL);
	if (d->self.erp_id)
		return error_set(err, ERR_CONFLICT, N_("%1$s was linked to %2$s meanwhile; nothing was sent"),
			record_name(r), d->self.erp_code, NULL);
	if (r->deleted || (row->record_version && row->record_version != r->state.version))
		return error_set(err, ERR_CONFLICT, N_("%1$s has changed since it was approved; nothing was sent, "
			"look at it again"), record_name(r), NULL);
	check_run(profile, d, &f);
	for (size_t i = 0; i < f.len && rc >= 0; i++) {
		const struct finding *x = &f.items[i];
		if (x->severity != SEVERITY_HOLD)
			continue;
		finding_text(&text, profile, x->code, (const char *const *)x->args, x->n_args);
		if (x->prerequisite && judge_open_row_to(w, x->fix_entity, x->fix_id, OUT_EXPORT, l->id))
			rc = error_set(err, ERR_LATER, N_("waits for what it depends on: %1$s"), text.s, NULL);
		else
			rc = error_set(err, ERR_REFUSED, N_("not sent: %1$s"), text.s, NULL);
	}
	findings_release(&f);
	strbuf_release(&text);
	return rc;
}

/* queued -> sending, with what will be sent, in one transaction. */
static int take(struct worker *w, const struct outbox_row *row, const char *payload, struct error *err)
{
	struct outbox_facts f = { .payload = payload };
	int rc = outbox_move(w->store, row->id, OUTBOX_TAKE, &f, err);

	return rc < 0 ? rc : tell_payment(w, row, STATUS_SENDING, NULL, err);
}

int sending_take(struct sending **s, size_t n)
{
	struct line *l = s[0]->line;
	struct worker *w = l->worker;
	struct error err = ERROR_INIT;
	int rc = store_begin(w->store, &err);

	if (rc >= 0) {
		for (size_t i = 0; i < n && rc >= 0; i++)
			rc = take(w, &s[i]->row, s[i]->item.payload, &err);
		rc = finish(w, rc, &err);
	}
	if (rc < 0) {
		worker_notice(w, &err, 1);
		l->push_at = clock_mono_ms() + sending_defer_ms(w, 1);
	} else {
		worker_changed(w, s[0]->row.entity);
	}
	error_release(&err);
	return rc;
}

/* It cannot be sent as it is: taken, so that the attempt is on record, and put back or ended. */
static void turn_down(struct line *l, const struct outbox_row *row, int rc, const struct error *why)
{
	struct outbox_facts f = { .error = why };
	struct sending *s;

	if (rc == ERR_CONFLICT) {
		sending_move(l->worker, row, OUTBOX_MOVED_ON, &f);
		return;
	}
	s = sending_new(l, row, NULL);
	if (sending_take(&s, 1) >= 0) {
		if (rc == ERR_LATER || rc == ERR_STORE)
			f.not_before_ms = clock_now_ms() + DEPENDENCY_MS;
		sending_move(l->worker, row, f.not_before_ms ? OUTBOX_DEFER : OUTBOX_REFUSE, &f);
	}
	sending_free(s);
}

struct sending *sending_prepare(struct line *l, const struct outbox_row *row)
{
	struct pool p = POOL_INIT;
	struct error err = ERROR_INIT;
	struct strbuf payload = STRBUF_INIT;
	struct sending *s = NULL;
	struct dossier d;
	int rc = push_load(l, row->verb, row->entity, row->record_id, &p, &d, &err);

	if (rc >= 0)
		rc = last_check(l, row, &d, &p, &err);
	if (rc >= 0)
		rc = push_compose_dossier(l, row->verb, &d, row->key, &payload, &err);
	lookup_clear(l->worker->lookup);
	if (rc >= 0)
		s = sending_new(l, row, payload.s);
	else
		turn_down(l, row, rc, &err);
	error_release(&err);
	strbuf_release(&payload);
	pool_release(&p);
	return s;
}

void sending_start(struct sending *s)
{
	if (sending_take(&s, 1) < 0)
		sending_free(s);
	else
		start(s->line, s, OP_PUSH);
}

static void send_row(struct line *l, const struct outbox_row *row)
{
	struct sending *s;

	if (batch_begin(l, row))
		return;
	s = sending_prepare(l, row);
	if (s)
		sending_start(s);
}

/* ---- the loop's calls ---- */

/* When the next row of a line is due, asked of the store only when something may have
 * changed it: here, or (once a second) by another process. */
static int64_t next_due(struct line *l)
{
	struct worker *w = l->worker;
	int64_t now = clock_mono_ms();

	if (!l->def || !l->def->push)
		return 0;
	if (l->due_seen != w->outbox_moves || now - l->due_asked > WATCH_MS) {
		l->due = outbox_next_due(w->store, l->id);
		l->due_seen = w->outbox_moves;
		l->due_asked = now;
	}
	return l->due;
}

static int may_send(struct worker *w)
{
	return !w->read_only && !w->fetch_only && !w->stopping && worker_vault_state(w) == VAULT_OPEN;
}

static int line_ready(const struct line *l)
{
	return l->def && l->def->push && !l->push && clock_mono_ms() >= l->push_at &&
		!pull_refreshing(l->worker, l);
}

/* One row of this line; 1 when something was done. */
static int push_line(struct line *l)
{
	struct worker *w = l->worker;
	struct error err = ERROR_INIT;
	struct pool p = POOL_INIT;
	struct outbox_row row;
	int rc;

	if (line_ready(l) && !l->look_now)
		l->look_now = hops_next_look(l);
	if (!line_ready(l) || (!l->look_now && (!next_due(l) || next_due(l) > clock_now_ms())) || !push_acquire(w))
		return 0;
	push_renew(w);
	rc = l->look_now ? outbox_get(w->store, l->look_now, &p, &row, &err) :
		outbox_next_for(w->store, l->id, clock_now_ms(), &p, &row, &err);
	if (l->look_now && rc >= 0 && row.state != OUTBOX_UNKNOWN)
		rc = ERR_NOTFOUND;               /* settled meanwhile */
	l->look_now = 0;
	w->outbox_moves++;
	if (rc >= 0 && row.state == OUTBOX_UNKNOWN)
		look_up(l, &row);
	else if (rc >= 0)
		send_row(l, &row);
	else if (rc != ERR_NOTFOUND) {          /* the store refuses: not again at once, and not for ever */
		worker_notice(w, &err, 1);
		l->push_at = clock_mono_ms() + sending_defer_ms(w, 1);
	}
	error_release(&err);
	pool_release(&p);
	return rc >= 0;
}

int push_busy(const struct worker *w)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i]->push)
			return 1;
	return 0;
}

/* A row whose time has come: a look-up, or another try. */
static int something_due(struct worker *w)
{
	for (size_t i = 0; i < w->n_lines; i++) {
		struct line *l = w->lines[i];

		if (line_ready(l) && next_due(l) && next_due(l) <= clock_now_ms())
			return 1;
	}
	return 0;
}

void push_run(struct worker *w)
{
	int again = 0;

	if (w->deciding)             /* nothing of it leaves before its end */
		return;
	if (!may_send(w) || (!w->push_pending && !something_due(w)))
		return;
	w->push_pending = 0;
	w->outbox_moves++;
	for (size_t i = 0; i < w->n_lines; i++)
		again |= push_line(w->lines[i]);
	if (again)
		w->push_pending = 1;
	else if (!push_busy(w) && push_is_quiet(w))
		push_release(w);
}

int push_is_quiet(struct worker *w)
{
	int64_t now = clock_now_ms();

	if (push_busy(w) || w->push_pending)
		return !may_send(w) && !push_busy(w);
	if (!may_send(w) || (w->push_fd < 0 && w->push_refused_at))
		return 1;
	for (size_t i = 0; i < w->n_lines; i++) {
		struct line *l = w->lines[i];
		int64_t due = next_due(l);
		if (due && due <= now && clock_mono_ms() >= l->push_at)
			return 0;
	}
	return 1;
}

/* What waits for a better moment is due when a person says so. */
static void wake_waiting(struct worker *w)
{
	struct outbox_array rows = { 0 };
	struct pool p = POOL_INIT;

	outbox_list(w->store, ENTITY_NONE, 0, &p, &rows, NULL);
	for (size_t i = 0; i < rows.len; i++)
		if (rows.items[i].state == OUTBOX_WAITING)
			outbox_move(w->store, rows.items[i].id, OUTBOX_DUE, NULL, NULL);
	ARRAY_RELEASE(&rows);
	pool_release(&p);
}

void push_person_asks(struct worker *w)
{
	if (may_send(w))
		wake_waiting(w);
	for (size_t i = 0; i < w->n_lines; i++) {
		w->lines[i]->push_at = 0;
		pacer_reset(&w->lines[i]->pacer);
	}
	w->push_refused_at = 0;
	w->push_pending = 1;
}

void push_look_now(struct worker *w, int64_t row_id)
{
	struct outbox_row row;
	struct pool p = POOL_INIT;

	if (outbox_get(w->store, row_id, &p, &row, NULL) == 0)
		for (size_t i = 0; i < w->n_lines; i++)
			if (w->lines[i]->id == row.connection_id)
				w->lines[i]->look_now = row_id;
	pool_release(&p);
	push_person_asks(w);
}

int64_t push_wait_ms(struct worker *w)
{
	int64_t now = clock_now_ms(), mono = clock_mono_ms(), best = -1;

	if (!may_send(w))
		return -1;
	if (w->push_pending && (w->push_fd >= 0 || !w->push_refused_at))
		return 0;
	for (size_t i = 0; i < w->n_lines; i++) {
		struct line *l = w->lines[i];
		int64_t due = l->push ? 0 : next_due(l);
		int64_t ms;
		if (!due)
			continue;
		ms = due > now ? due - now : 0;
		if (l->push_at - mono > ms)
			ms = l->push_at - mono;
		if (w->push_fd < 0 && w->push_refused_at && ms < PUSH_ELSEWHERE_MS)
			ms = PUSH_ELSEWHERE_MS;
		if (best < 0 || ms < best)
			best = ms;
	}
	if (w->push_fd >= 0 && (best < 0 || best > WATCH_MS))
		best = WATCH_MS;
	return best;
}
