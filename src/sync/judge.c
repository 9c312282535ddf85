/* The judge.
 *
 * What stands before any rule: a decision on its way (queued, sending, unknown) is left
 * alone; a failed, conflicting, archived or rejected record stays so until a person, or
 * for a rejected one a change in Procore, says otherwise; a linked record is synced, or
 * changed when one side is no longer what was exported.  Only what is left is asked
 * whether it is ready, and only what is ready is checked in full. */
#include "sync/judge.h"

#include "base/args.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "model/due.h"
#include "model/check.h"
#include "store/query.h"
#include "sync/dossier.h"
#include "sync/linking.h"
#include "sync/work.h"
#include <string.h>

#include "base/banned.h"

#define LOOKUP_MAX 40000

static const struct profile no_profile = { .construction = -1 };

static struct line *line_of(struct worker *w, int64_t connection)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i]->id == connection)
			return w->lines[i];
	return NULL;
}

const struct profile *judge_profile(struct worker *w, int64_t erp)
{
	struct line *l = line_of(w, erp);

	return l && l->has_profile ? &l->profile : &no_profile;
}

int64_t judge_open_row_to(struct worker *w, enum entity e, int64_t id, const char *verb, int64_t connection)
{
	struct outbox_array rows = { 0 };
	struct pool p = POOL_INIT;
	int64_t found = 0;

	outbox_list(w->store, e, id, &p, &rows, NULL);
	for (size_t i = 0; i < rows.len; i++) {
		const struct outbox_row *r = &rows.items[i];
		if (r->state <= OUTBOX_UNKNOWN && (!verb || !strcmp(r->verb, verb)) &&
		    (!connection || r->connection_id == connection))
			found = r->id;
	}
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	return found;
}

int64_t judge_open_row(struct worker *w, enum entity e, int64_t id, const char *verb)
{
	return judge_open_row_to(w, e, id, verb, 0);
}

/* ---- findings as rows ---- */

static const char *args_json(struct pool *p, const char *const *args, int n)
{
	struct strbuf b = STRBUF_INIT;
	const char *s;

	args_add_json(&b, args, (size_t)n);
	s = pool_strndup(p, b.s, b.len);
	strbuf_release(&b);
	return s;
}

static void set_note(struct record_state *st, struct pool *p, const char *code, const char *arg)
{
	st->note = code;
	st->note_args = arg ? args_json(p, &arg, 1) : NULL;
}

static int put_findings(struct worker *w, const struct record *r, const struct findings *f,
	struct record_state *st, struct pool *p, struct error *err)
{
	static const char *const words[] = { "hold", "warning", "note" };
	struct finding_array rows = { 0 };
	int rc, had = r->state.n_holds || r->state.n_warnings || r->state.note;

	st->n_holds = st->n_warnings = 0;
	for (size_t i = 0; f && i < f->len; i++) {
		const struct finding *x = &f->items[i];
		struct finding_row *row;
		if (x->severity >= SEVERITY_OFF)
			continue;
		row = ARRAY_PUSH(&rows);
		memset(row, 0, sizeof *row);
		row->code = x->code;
		row->severity = words[x->severity];
		row->args = args_json(p, (const char *const *)x->args, x->n_args);
		row->fix_entity = x->fix_entity;
		row->fix_id = x->fix_id;
		row->prerequisite = x->prerequisite;
		row->field = x->field;
		row->proposal = x->proposal;
		st->n_holds += x->severity == SEVERITY_HOLD;
		st->n_warnings += x->severity == SEVERITY_WARNING;
	}
	if (rows.len) {
		st->note = rows.items[0].code;
		st->note_args = rows.items[0].args;
	}
	rc = rows.len || had ? findings_replace(w->store, r->entity, r->id, &rows, err) : 0;
	ARRAY_RELEASE(&rows);
	return rc;
}

/* ---- Procore's records ---- */

static void note_not_ready(const struct record *r, struct record_state *st, struct pool *p)
{
	switch (r->entity) {
	case ENTITY_COMMITMENT:
		set_note(st, p, "commitment-not-approved", record_text(r, COMMITMENT_STATUS));
		break;
	case ENTITY_INVOICE:
		set_note(st, p, "invoice-status", record_text(r, INVOICE_STATUS));
		break;
	case ENTITY_VENDOR:
		set_note(st, p, "vendor-inactive", record_text(r, VENDOR_NAME));
		break;
	case ENTITY_JOB:
		set_note(st, p, "job-inactive", record_name(r));
		break;
	default:
		break;
	}
}

/* Documents a system does not take stand in no queue; vendors and jobs do all the same, because documents need
 * them linked. */
static int is_never_exported(const struct profile *p, enum entity e)
{
	return (e == ENTITY_COMMITMENT || e == ENTITY_INVOICE) && p->name && !p->direction[e].exported;
}

static void note_never_exported(const struct profile *profile, const struct record *r, struct record_state *st,
	struct pool *p)
{
	const char *args[2] = { profile->title, TR(entities[r->entity].plural) };

	st->note = N_("%1$s: %2$s are not exported");
	st->note_args = args_json(p, args, 2);
}

/* Which statuses are ready is asked before it is known which system a job belongs to. */
static const struct profile *any_profile(struct worker *w)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i]->has_profile)
			return &w->lines[i]->profile;
	return &no_profile;
}

static int judge_fresh(struct worker *w, struct dossier *d, struct record_state *st, struct pool *p,
	struct error *err)
{
	const struct profile *profile = d->no_system ? any_profile(w) : judge_profile(w, d->erp);
	struct findings f = { .pool = p };
	int rc;

	st->erp_code = NULL;
	st->note = NULL;
	st->note_args = NULL;
	if (d->record->deleted || d->record->entity == ENTITY_PAYMENT || (!d->erp && !d->no_system)) {
		st->status = d->record->deleted || d->record->entity == ENTITY_PAYMENT ? STATUS_NONE :
			STATUS_NOT_READY;
		return put_findings(w, d->record, NULL, st, p, err);
	}
	if (!d->no_system && is_never_exported(profile, d->record->entity)) {
		st->status = STATUS_NOT_READY;
		rc = put_findings(w, d->record, NULL, st, p, err);
		note_never_exported(profile, d->record, st, p);
		return rc;
	}
	if (!check_ready(profile, d)) {
		st->status = STATUS_NOT_READY;
		rc = put_findings(w, d->record, NULL, st, p, err);
		note_not_ready(d->record, st, p);
		return rc;
	}
	dossier_complete(w->lookup, profile, p, d);
	check_run(profile, d, &f);
	rc = put_findings(w, d->record, &f, st, p, err);
	st->status = st->n_holds || d->no_system ? STATUS_HELD : STATUS_READY;
	findings_release(&f);
	return rc;
}

/* Is one side no longer what was exported?  The ERP's own row seen for the first time is noted as what
 * it looks like: 1; fresh: the link was made in this very judgement. */
static int follow_link(struct worker *w, const struct record *r, const struct link *l, const struct record *row,
	struct record_state *st, struct pool *p, struct error *err)
{
	struct link with = *l;
	struct strbuf now = STRBUF_INIT;
	int rc = 0;

	if (!r->deleted && l->snapshot && snapshot_equal(r, l->snapshot) == 0) {
		set_note(st, p, N_("changed in Procore since its export"), NULL);
		st->status = STATUS_CHANGED;
	}
	if (row && (!l->erp_record_id || !l->erp_snapshot || l->erp_record_id != row->id)) {
		record_add_json(&now, row, 1);
		with.erp_record_id = row->id;
		with.erp_snapshot = now.s;
		rc = links_put(w->store, &with, err);
		lookup_set_link(w->lookup, &with);
		rc = rc < 0 ? rc : 1;
	} else if (row && snapshot_equal(row, l->erp_snapshot) == 0) {
		set_note(st, p, N_("changed in the accounting system since its export"), NULL);
		st->status = STATUS_CHANGED;
	}
	strbuf_release(&now);
	return rc;
}

/* A vendor may be in several systems: all its links are looked at, and what one of them refused
 * is told. */
static int follow_others(struct worker *w, const struct record *r, const struct link *first,
	struct record_state *st, struct pool *p, struct error *err)
{
	struct link_array links = { 0 };
	struct outbox_array rows = { 0 };
	int rc = links_list(w->store, r->entity, r->id, p, &links, err), fresh = 0;

	for (size_t i = 0; i < links.len && rc >= 0; i++) {
		if (links.items[i].id == first->id || links.items[i].connection_id == first->connection_id)
			continue;
		rc = follow_link(w, r, &links.items[i], dossier_linked_row(w->lookup, &links.items[i]), st, p, err);
		fresh |= rc == 1;
	}
	if (rc >= 0)
		rc = outbox_list(w->store, r->entity, r->id, p, &rows, err);
	for (size_t i = 0; i < rows.len && rc >= 0 && st->status == STATUS_SYNCED; i++) {
		const struct outbox_row *o = &rows.items[i];
		if (strcmp(o->verb, OUT_EXPORT) || lookup_link(w->lookup, r->entity, r->id, o->connection_id))
			continue;
		if (o->state == OUTBOX_REFUSED || o->state == OUTBOX_CONFLICT || o->state == OUTBOX_UNKNOWN) {
			st->note = o->error_msgid;
			st->note_args = o->error_args;
		} else {
			st->note = st->note_args = NULL;     /* tried again */
		}
	}
	ARRAY_RELEASE(&links);
	ARRAY_RELEASE(&rows);
	return rc < 0 ? rc : fresh;
}

/* fresh: the link was made in this very judgement. */
static int judge_linked(struct worker *w, struct dossier *d, struct record_state *st, struct pool *p,
	int fresh, struct error *err)
{
	const struct record *r = d->record;
	const struct link *l = lookup_link(w->lookup, r->entity, r->id, 0);
	int rc;

	st->status = STATUS_SYNCED;
	st->resubmitted = 0;
	st->books = l->connection_id;
	st->erp_code = l->erp_code ? l->erp_code : l->erp_id;
	/* What the other side remarked on a document it took ("exported, not linked") stays to be read. */
	if (r->entity <= ENTITY_JOB || r->state.status != STATUS_SYNCED) {
		st->note = NULL;
		st->note_args = NULL;
	}
	if (r->deleted) {
		set_note(st, p, N_("deleted in Procore since its export"), NULL);
		st->status = STATUS_CHANGED;
	}
	rc = follow_link(w, r, l, d->self.erp, st, p, err);
	fresh |= rc == 1;
	if (rc >= 0 && r->entity == ENTITY_VENDOR && linking_several(w)) {
		rc = follow_others(w, r, l, st, p, err);
		fresh |= rc == 1;
	}
	if (rc >= 0 && fresh)            /* a new link asks for what is being done here */
		rc = records_judge_drop(w->store, r->entity, r->id, err);
	if (rc >= 0) {
		const char *note = st->note, *args = st->note_args;
		rc = put_findings(w, r, NULL, st, p, err);
		st->note = note;
		st->note_args = args;
	}
	return rc;
}

/* Rejected: it comes back when it is ready and no longer what was rejected, or when the
 * project team had taken it back in between. */
static int judge_rejected(struct worker *w, struct dossier *d, struct record_state *st, struct pool *p,
	struct error *err)
{
	static const char taken_back[] = N_("taken back by the project team");
	const struct record *r = d->record;
	const char *seen = dossier_rejected(w->store, r->entity, r->id, p);
	const struct profile *profile = judge_profile(w, d->erp);
	int ready = !r->deleted && check_ready(profile, d);

	if (r->deleted) {
		st->status = STATUS_NONE;
		return 0;
	}
	if (!ready) {
		set_note(st, p, taken_back, NULL);
		return 0;
	}
	if ((seen && snapshot_equal(r, seen) == 0) || (st->note && !strcmp(st->note, taken_back))) {
		st->resubmitted = 1;
		return judge_fresh(w, d, st, p, err);
	}
	return 0;
}

static int judge_procore(struct worker *w, struct dossier *d, struct record_state *st, struct pool *p,
	struct error *err)
{
	const struct record *r = d->record;
	int rc = 0;

	if (!d->self.erp_id || r->entity == ENTITY_VENDOR) {
		rc = linking_procore(w, d, err);
		if (rc < 0)
			return rc;
	}
	if (lookup_link(w->lookup, r->entity, r->id, 0)) {
		if (rc == 1 && !d->self.erp_id)
			d->self.erp = NULL;
		return judge_linked(w, d, st, p, rc == 1, err);
	}
	switch (st->status) {
	case STATUS_FAILED:
	case STATUS_CONFLICT:
	case STATUS_ARCHIVED:
		return 0;
	default:
		break;
	}
	dossier_around(w->lookup, d);
	return st->status == STATUS_REJECTED ? judge_rejected(w, d, st, p, err) :
		judge_fresh(w, d, st, p, err);
}

/* ---- the ERP's records ---- */

static int inactive(const struct record *r)
{
	int field = r->entity == ENTITY_VENDOR ? VENDOR_ACTIVE : JOB_ACTIVE;

	return record_has(r, field) && !record_int(r, field);
}

static struct line *procore_line(struct worker *w)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (!strcmp(w->lines[i]->row.role, "procore"))
			return w->lines[i];
	return NULL;
}

/* May payments travel to Procore by themselves? */
static int payments_on(struct worker *w, struct line *procore, int64_t erp)
{
	const char *on = procore ? line_option(procore, "payments") : NULL;
	struct line *l = line_of(w, erp);
	struct pool p = POOL_INIT;
	struct rights who;
	int yes;

	if (!procore || !procore->def || !(procore->def->caps & CAP_ADD_PAYMENT))
		return 0;
	if (!on && l)
		on = line_option(l, "payments");
	if (on && strcmp(on, "on") && strcmp(on, "yes") && strcmp(on, "true") && strcmp(on, "1"))
		return 0;
	yes = worker_rights(w, &p, &who, NULL) == 0 && rights_may_import(&who, ENTITY_PAYMENT, NULL) == 0;
	pool_release(&p);
	return yes;
}

/* A payment made in the ERP against an exported bill goes to Procore by itself; so does
 * the news that it was voided. */
static int send_payment(struct worker *w, const struct record *r, struct line *procore, int voided,
	struct error *err)
{
	struct line *erp = line_of(w, r->connection_id);
	struct outbox_row row = { .connection_id = procore->id, .verb = OUT_PAYMENT,
		.entity = ENTITY_PAYMENT, .record_id = r->id, .record_version = r->state.version,
		.state = OUTBOX_QUEUED, .actor = w->user };
	struct strbuf key = STRBUF_INIT;
	int64_t id;
	int rc;

	strbuf_addf(&key, "%s:payment:%s%s", erp ? erp->row.name : "erp", r->remote_id,
		voided ? ":void" : "");
	row.key = key.s;
	rc = outbox_add(w->store, &row, &id, err);
	strbuf_release(&key);
	w->push_pending = 1;
	return rc;
}

static int judge_payment(struct worker *w, struct dossier *d, struct record_state *st, struct error *err)
{
	const struct record *r = d->record;
	struct line *procore = procore_line(w);
	int voided = (int)record_int(r, PAYMENT_VOID);

	st->note = NULL;
	st->note_args = NULL;
	if (r->deleted || !d->invoice.procore || voided) {
		st->status = STATUS_NONE;
		return 0;
	}
	st->status = STATUS_STAGED;
	if (!payments_on(w, procore, r->connection_id))
		return 0;
	st->status = STATUS_QUEUED;
	return send_payment(w, r, procore, 0, err);
}

/* Is the row what the link says, and its record judged so?  Then that need not be done again. */
static int as_exported(const struct dossier *d, const struct link *l)
{
	const struct record *r = d->record;

	return l && !r->deleted && l->erp_record_id == r->id && l->erp_snapshot &&
		d->self.procore->state.status == STATUS_SYNCED && snapshot_equal(r, l->erp_snapshot) == 1;
}

static int judge_erp(struct worker *w, struct dossier *d, struct record_state *st, struct error *err)
{
	const struct record *r = d->record;
	struct line *procore = procore_line(w);
	const struct link *l;
	int rc;

	if (!d->self.procore && (r->entity == ENTITY_VENDOR || r->entity == ENTITY_JOB ||
	    r->entity == ENTITY_PAYMENT) && !r->deleted) {
		rc = linking_erp(w, d, err);
		if (rc)
			return rc < 0 ? rc : 0;
	}
	if (d->self.procore) {
		l = lookup_link(w->lookup, r->entity, d->self.procore->id, r->connection_id);
		if (r->entity == ENTITY_PAYMENT && record_int(r, PAYMENT_VOID) && procore && l &&
		    l->erp_snapshot && snapshot_equal(r, l->erp_snapshot) == 0 &&
		    payments_on(w, procore, r->connection_id)) {
			rc = send_payment(w, r, procore, 1, err);
			if (rc < 0)
				return rc;
		}
		if (st->status != STATUS_NONE) {
			st->status = STATUS_NONE;
			st->note = NULL;
		}
		if (as_exported(d, l))
			return 0;
		return records_judge_add(w->store, r->entity, d->self.procore->id, err);
	}
	switch (st->status) {
	case STATUS_FAILED:
	case STATUS_CONFLICT:
	case STATUS_ARCHIVED:
		return 0;
	default:
		break;
	}
	if (r->entity == ENTITY_PAYMENT)
		return judge_payment(w, d, st, err);
	st->status = STATUS_NONE;
	if (procore && procore->def && (procore->def->caps & CAP_ADD(r->entity)) && !r->deleted &&
	    r->entity <= ENTITY_JOB && !inactive(r))
		st->status = STATUS_STAGED;
	return 0;
}

/* ---- one record ---- */

static int same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static int same_state(const struct record_state *a, const struct record_state *b)
{
	return a->status == b->status && a->books == b->books && a->resubmitted == b->resubmitted && a->n_holds == b->n_holds &&
		a->n_warnings == b->n_warnings && same_text(a->note, b->note) &&
		same_text(a->note_args, b->note_args) && same_text(a->erp_code, b->erp_code);
}

/* Is a decision of this record on its way?  The status alone may be left over. */
static int on_its_way(struct worker *w, const struct record *r)
{
	switch (r->state.status) {
	case STATUS_QUEUED:
	case STATUS_SENDING:
	case STATUS_UNKNOWN:
		return judge_open_row(w, r->entity, r->id, NULL) != 0;
	default:
		return 0;
	}
}

/* Most of the ERP's rows are linked and as they were, or documents that are only there to
 * be looked up: 1 when nothing more is to be asked about this one. */
static int settled_row(struct worker *w, const struct record *r, struct pool *p, struct error *err)
{
	struct link l;
	int linked;

	if (!dossier_is_erp(w->lookup, r) || r->state.status != STATUS_NONE || r->deleted)
		return 0;
	linked = links_by_erp_record(w->store, r->entity, r->id, p, &l, NULL) == 0;
	if (linked)
		return l.erp_snapshot && snapshot_equal(r, l.erp_snapshot) == 1;
	if (r->entity == ENTITY_COMMITMENT || r->entity == ENTITY_INVOICE)
		return links_by_erp(w->store, r->entity, r->connection_id, r->remote_id, p, &l, NULL) < 0 &&
			linking_later(w, r, err) != 1;
	return 0;
}

/* Procore names no due date: it is the bill's in the accounting system once it is there, before that what the
 * vendor's terms make of the billing date.  What is still to pay is known of the bill alone.  Lists, the
 * overview and what is sent all take them from the row. */
static int keep_due(struct worker *w, const struct dossier *d, struct error *err)
{
	const struct record *r = d->record, *vendor = d->vendor.erp;
	const struct link *l = lookup_link(w->lookup, ENTITY_INVOICE, r->id, 0);
	const struct record *bill = l ? dossier_linked_row(w->lookup, l) : NULL;
	const char *had = record_text(r, INVOICE_DUE_DATE), *due = bill ? record_text(bill, INVOICE_DUE_DATE) : "";
	const int64_t open = bill ? record_int(bill, INVOICE_OPEN) : 0;
	const int known = bill && record_has(bill, INVOICE_OPEN);
	char made[DATE_LEN];

	if (*due == '\0' && vendor && due_date(made, record_text(r, INVOICE_BILLING_DATE),
	    record_text(vendor, VENDOR_TERMS)) == 0)
		due = made;
	if (*due == '\0')
		due = had;
	if (!strcmp(due, had) && known == record_has(r, INVOICE_OPEN) && open == record_int(r, INVOICE_OPEN))
		return 0;
	worker_changed(w, ENTITY_INVOICE);
	return records_set_due(w->store, r->id, *due ? due : NULL, known ? &open : NULL, err);
}

static int judge_one(struct worker *w, enum entity e, int64_t id, struct pool *p, struct error *err)
{
	struct record *r = pool_alloc(p, sizeof *r);
	struct record_state st;
	struct dossier d;
	int rc = records_get(w->store, e, id, p, r, err);

	if (rc == ERR_NOTFOUND) {
		error_release(err);
		return 0;
	}
	if (rc < 0)
		return rc;
	if (settled_row(w, r, p, err))
		return 0;
	dossier_self(w->lookup, r, 0, &d);
	if (on_its_way(w, d.record))
		return 0;
	st = d.record->state;
	st.books = d.erp;
	if (dossier_is_erp(w->lookup, d.record))
		rc = judge_erp(w, &d, &st, err);
	else
		rc = judge_procore(w, &d, &st, p, err);
	if (rc >= 0 && e == ENTITY_INVOICE && !dossier_is_erp(w->lookup, d.record))
		rc = keep_due(w, &d, err);
	if (rc < 0 || same_state(&st, &d.record->state))
		return rc < 0 ? rc : 0;
	worker_changed(w, e);
	return records_set_state_of(w->store, d.record, &st, err);
}

int judge_record(struct worker *w, enum entity e, int64_t id, struct error *err)
{
	struct pool p = POOL_INIT;
	int own = !store_in_transaction(w->store);
	int rc = own ? store_begin(w->store, err) : 0;

	if (rc < 0)
		return rc;
	lookup_clear(w->lookup);
	rc = judge_one(w, e, id, &p, err);
	lookup_clear(w->lookup);
	pool_release(&p);
	if (own && rc >= 0)
		rc = store_commit(w->store, err);
	else if (own)
		store_rollback(w->store);
	return rc;
}

/* ---- the queue ---- */

int judge_step(struct worker *w, size_t max, struct error *err)
{
	struct pool p = POOL_INIT;
	/* Jobs first: where there are several systems, a vendor's follows from theirs. */
	static const enum entity order[ENTITY_TAB_COUNT] = { ENTITY_JOB, ENTITY_VENDOR, ENTITY_COMMITMENT,
		ENTITY_INVOICE, ENTITY_PAYMENT };
	int64_t ids[2048];
	size_t n = 0;
	int rc = store_begin(w->store, err), any = 0;

	if (rc < 0)
		return rc;
	if (max > ARRAY_SIZE(ids))
		max = ARRAY_SIZE(ids);
	if (lookup_size(w->lookup) > LOOKUP_MAX)
		lookup_clear(w->lookup);
	lookup_begin(w->lookup);
	for (int e = 0; e < ENTITY_TAB_COUNT && !any && rc >= 0; e++) {
		rc = records_judge_take(w->store, order[e], ids, max, &n, err);
		for (size_t i = 0; i < n && rc >= 0; i++) {
			any = 1;
			rc = judge_one(w, order[e], ids[i], &p, err);
			pool_reset(&p);
		}
	}
	pool_release(&p);
	if (rc < 0) {
		store_rollback(w->store);
		return rc;
	}
	w->judged += (int64_t)n;
	rc = store_commit(w->store, err);
	return rc < 0 ? rc : any;
}

static int waiting_ones(struct worker *w, const enum entity *documents, size_t n_documents, struct error *err)
{
	int rc = 0;

	for (size_t i = 0; i < n_documents && rc >= 0; i++) {
		struct query q = { .entity = documents[i], .view = VIEW_READY, .sort_field = SORT_ID };
		struct record_array rows = { 0 };
		struct pool p = POOL_INIT;
		int64_t anchor = 0;
		do {
			rows.len = 0;
			pool_reset(&p);
			rc = query_window(w->store, &q, anchor, 0, 0, 256, &p, &rows, err);
			for (size_t n = 0; n < rows.len && rc >= 0; n++)
				rc = records_judge_add(w->store, documents[i], rows.items[n].id, err);
			if (rows.len)
				anchor = rows.items[rows.len - 1].id;
		} while (rc >= 0 && rows.len);
		ARRAY_RELEASE(&rows);
		pool_release(&p);
	}
	w->judging = 1;
	return rc < 0 ? rc : 0;
}

int judge_waiting(struct worker *w, struct error *err)
{
	static const enum entity documents[] = { ENTITY_VENDOR, ENTITY_JOB, ENTITY_COMMITMENT, ENTITY_INVOICE };

	return waiting_ones(w, documents, ARRAY_SIZE(documents), err);
}

int judge_waiting_vendors(struct worker *w, struct error *err)
{
	static const enum entity vendors[] = { ENTITY_VENDOR };

	return waiting_ones(w, vendors, 1, err);
}

int judge_all(struct worker *w, struct error *err)
{
	int rc = 0, own = !store_in_transaction(w->store);

	if (own)
		rc = store_begin(w->store, err);
	for (size_t c = 0; c < w->n_lines && rc >= 0; c++)
		for (int e = ENTITY_VENDOR; e < ENTITY_TAB_COUNT && rc >= 0; e++) {
			struct record_array rows = { 0 };
			struct pool p = POOL_INIT;
			int64_t after = 0;
			do {
				rows.len = 0;
				pool_reset(&p);
				rc = records_list(w->store, (enum entity)e, w->lines[c]->id, after, 256, &p, &rows, err);
				for (size_t n = 0; n < rows.len && rc >= 0; n++) {
					after = rows.items[n].id;
					if (rows.items[n].state.status != STATUS_SYNCED)
						rc = records_judge_add(w->store, (enum entity)e, after, err);
				}
			} while (rc >= 0 && rows.len == 256);
			ARRAY_RELEASE(&rows);
			pool_release(&p);
		}
	if (own && rc >= 0)
		rc = store_commit(w->store, err);
	else if (own)
		store_rollback(w->store);
	w->judging = 1;
	return rc < 0 ? rc : 0;
}
