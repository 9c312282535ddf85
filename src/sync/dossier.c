/* A dossier is gathered in two steps.  The first finds the record, what it refers to
 * and whether it is linked: that decides most of a million records.  The second, for
 * those that are ready and not linked yet, looks at lines, sums, duplicates, periods.
 *
 * Which side a record stands on follows from its connection.  For an ERP record (a
 * check to import, a vendor to add) `record` is the ERP's row and the counterparts are
 * found through the links, from the ERP's ids to Procore's records. */
#include "sync/dossier.h"
#include "sync/dossier_lines.h"

#include "connectors/json.h"
#include "base/i18n.h"
#include "base/xalloc.h"
#include "store/outbox.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define VENDOR_LOOK 50             /* documents looked through for a vendor's system */

int64_t dossier_procore(struct lookup *k)
{
	const struct connection_array *all = lookup_connections(k);

	for (size_t i = 0; i < all->len; i++)
		if (!strcmp(all->items[i].role, "procore"))
			return all->items[i].id;
	return 0;
}

/* The only ERP; 0 when there is none, or several: *several is set. */
static int64_t only_erp(struct lookup *k, int *several)
{
	const struct connection_array *all = lookup_connections(k);
	int64_t found = 0;
	int n = 0;

	for (size_t i = 0; i < all->len; i++)
		if (!strcmp(all->items[i].role, "erp")) {
			n++;
			found = all->items[i].id;
		}
	*several = n > 1;
	return n == 1 ? found : 0;
}

static int64_t erp_by_name(struct lookup *k, const char *name)
{
	const struct connection_array *all = lookup_connections(k);

	for (size_t i = 0; name && i < all->len; i++)
		if (!strcmp(all->items[i].role, "erp") && !strcmp(all->items[i].name, name))
			return all->items[i].id;
	return 0;
}

int dossier_is_erp(struct lookup *k, const struct record *r)
{
	const struct connection *c = lookup_connection(k, r->connection_id);

	return c && !strcmp(c->role, "erp");
}

static int job_field(enum entity e)
{
	switch (e) {
	case ENTITY_COMMITMENT: return COMMITMENT_JOB;
	case ENTITY_INVOICE: return INVOICE_JOB;
	case ENTITY_PAYMENT: return PAYMENT_JOB;
	default: return -1;
	}
}

static int vendor_field(enum entity e)
{
	switch (e) {
	case ENTITY_COMMITMENT: return COMMITMENT_VENDOR;
	case ENTITY_INVOICE: return INVOICE_VENDOR;
	case ENTITY_PAYMENT: return PAYMENT_VENDOR;
	default: return -1;
	}
}

/* What a person said, where there are several: the override "erp" of the record. */
static int64_t chosen_erp(struct lookup *k, const struct record *r)
{
	return erp_by_name(k, lookup_override(k, r->entity, r->id, "erp"));
}

/* A vendor is in whatever system has work for it: that of its first commitment whose job has one. */
static int64_t vendor_erp(struct lookup *k, const struct record *vendor)
{
	static const struct { enum entity e; int field; } from[] = {
		{ ENTITY_COMMITMENT, COMMITMENT_VENDOR }, { ENTITY_INVOICE, INVOICE_VENDOR } };
	struct record_array rows = { 0 };
	struct pool scratch = POOL_INIT;
	int64_t erp = 0;

	for (size_t f = 0; f < ARRAY_SIZE(from) && !erp; f++) {
		rows.len = 0;
		records_where(lookup_store(k), from[f].e, vendor->connection_id, from[f].field, vendor->remote_id,
			VENDOR_LOOK, &scratch, &rows, NULL);
		for (size_t i = 0; i < rows.len && !erp; i++)
			erp = dossier_erp(k, &rows.items[i]);
	}
	ARRAY_RELEASE(&rows);
	pool_release(&scratch);
	return erp;
}

static const struct record *job_of(struct lookup *k, const struct record *r)
{
	int field = job_field(r->entity);

	if (r->entity == ENTITY_JOB)
		return r;
	return field < 0 ? NULL : lookup_record(k, ENTITY_JOB, r->connection_id, record_text(r, field));
}

int64_t dossier_erp(struct lookup *k, const struct record *r)
{
	const struct record *job;
	const struct link *l;
	int64_t only, erp = 0;
	int several;

	if (dossier_is_erp(k, r))
		return r->connection_id;
	only = only_erp(k, &several);
	if (!several)
		return only;
	l = lookup_link(k, r->entity, r->id, 0);
	job = l ? NULL : job_of(k, r);
	if (job && job != r)
		l = lookup_link(k, ENTITY_JOB, job->id, 0);
	if (l && l->connection_id)
		return l->connection_id;
	erp = chosen_erp(k, job ? job : r);
	return !erp && r->entity == ENTITY_VENDOR ? vendor_erp(k, r) : erp;
}

/* Names of the ERPs, the one that has a job of this number first. */
static const char *systems(struct lookup *k, struct pool *p, const struct record *job)
{
	const struct connection_array *all = lookup_connections(k);
	struct strbuf text = STRBUF_INIT;
	const char *made;
	int64_t likely = 0;

	for (size_t i = 0; job && job->entity == ENTITY_JOB && i < all->len && !likely; i++)
		if (!strcmp(all->items[i].role, "erp") &&
		    lookup_code(k, ENTITY_JOB, all->items[i].id, "", record_text(job, JOB_NUMBER)))
			likely = all->items[i].id;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < all->len; i++) {
			if (strcmp(all->items[i].role, "erp") || (all->items[i].id == likely) != (pass == 0))
				continue;
			strbuf_adds(&text, text.len ? ", " : "");
			strbuf_adds(&text, all->items[i].name);
		}
	made = pool_strndup(p, text.s, text.len);
	strbuf_release(&text);
	return made;
}

/* ---- counterparts ---- */

/* Two vendors may use the same number: what was found by number alone must be of the vendor that the
 * linked record is of. */
static int of_its_vendor(struct lookup *k, const struct link *l, const struct record *row)
{
	int field = vendor_field(l->entity);
	const struct record *mine = lookup_by_id(k, l->entity, l->record_id), *vendor;
	const struct link *v;
	const char *theirs;

	if (field < 0 || !mine || !record_has(row, field) || !record_has(mine, field))
		return 1;
	vendor = lookup_record(k, ENTITY_VENDOR, mine->connection_id, record_text(mine, field));
	v = vendor ? lookup_link(k, ENTITY_VENDOR, vendor->id, l->connection_id) : NULL;
	if (!v)
		return 1;
	theirs = record_text(row, field);
	if ((v->erp_id && !strcmp(theirs, v->erp_id)) || (v->erp_code && !strcmp(theirs, v->erp_code)))
		return 1;
	vendor = lookup_by_id(k, ENTITY_VENDOR, v->erp_record_id);
	return vendor && !strcmp(theirs, vendor->remote_id);
}

const struct record *dossier_linked_row(struct lookup *k, const struct link *l)
{
	const struct record *r = lookup_by_id(k, l->entity, l->erp_record_id);

	if (!r)
		r = lookup_erp(k, l->entity, l->connection_id, l->erp_id);
	if (r)
		return r;
	r = lookup_erp(k, l->entity, l->connection_id, l->erp_code);
	return r && of_its_vendor(k, l, r) ? r : NULL;
}

/* erp: the one whose counterpart is asked for; 0: any. */
static void from_procore(struct lookup *k, struct counterpart *c, enum entity e, const struct record *r,
	int64_t erp)
{
	const struct link *l;

	c->procore = r;
	l = r ? lookup_link(k, e, r->id, erp) : NULL;
	if (!l)
		return;
	c->erp_id = l->erp_id;
	c->erp_code = l->erp_code ? l->erp_code : l->erp_id;
	c->erp = dossier_linked_row(k, l);
}

/* From the ERP's id to Procore's record. */
static void from_erp_row(struct lookup *k, struct counterpart *c, enum entity e, int64_t erp,
	const char *id, const struct record *r)
{
	const struct record *mine;

	if (!id || !*id)
		return;
	c->erp = r;
	mine = lookup_by_id(k, e, lookup_linked(k, e, erp, id, r));
	if (mine)
		from_procore(k, c, e, mine, erp);
	if (!c->erp_id) {
		c->erp_id = r ? r->remote_id : id;
		c->erp_code = r ? record_name(r) : id;
	}
}

static void from_erp(struct lookup *k, struct counterpart *c, enum entity e, int64_t erp, const char *id)
{
	from_erp_row(k, c, e, erp, id, lookup_erp(k, e, erp, id));
}

static void self_of_erp(struct lookup *k, struct dossier *d)
{
	const struct record *r = d->record;
	int64_t erp = r->connection_id;

	d->self.erp = r;
	from_erp_row(k, &d->self, r->entity, erp, r->remote_id, r);
	if (r->entity != ENTITY_PAYMENT)
		return;
	from_erp(k, &d->invoice, ENTITY_INVOICE, erp, record_text(r, PAYMENT_INVOICE));
	if (!d->invoice.procore)
		from_erp(k, &d->invoice, ENTITY_INVOICE, erp, record_text(r, PAYMENT_INVOICE_NUMBER));
}

static void around_erp(struct lookup *k, struct dossier *d)
{
	const struct record *r = d->record, *inv = d->invoice.procore;
	int64_t erp = r->connection_id;
	int vendor = vendor_field(r->entity), job = job_field(r->entity);

	if (vendor >= 0)
		from_erp(k, &d->vendor, ENTITY_VENDOR, erp, record_text(r, vendor));
	if (job >= 0)
		from_erp(k, &d->job, ENTITY_JOB, erp, record_text(r, job));
	if (!inv)
		return;
	from_procore(k, &d->commitment, ENTITY_COMMITMENT, lookup_record(k, ENTITY_COMMITMENT,
		inv->connection_id, record_text(inv, INVOICE_COMMITMENT)), erp);
	from_procore(k, &d->job, ENTITY_JOB, lookup_record(k, ENTITY_JOB, inv->connection_id,
		record_text(inv, INVOICE_JOB)), erp);
	from_procore(k, &d->vendor, ENTITY_VENDOR, lookup_record(k, ENTITY_VENDOR,
		inv->connection_id, record_text(inv, INVOICE_VENDOR)), erp);
}

static void around_procore(struct lookup *k, struct dossier *d)
{
	const struct record *r = d->record;
	int64_t c = r->connection_id, erp = d->erp;
	int vendor = vendor_field(r->entity), job = job_field(r->entity);

	if (vendor >= 0)
		from_procore(k, &d->vendor, ENTITY_VENDOR,
			lookup_record(k, ENTITY_VENDOR, c, record_text(r, vendor)), erp);
	if (job >= 0)
		from_procore(k, &d->job, ENTITY_JOB, lookup_record(k, ENTITY_JOB, c, record_text(r, job)), erp);
	if (r->entity == ENTITY_INVOICE)
		from_procore(k, &d->commitment, ENTITY_COMMITMENT,
			lookup_record(k, ENTITY_COMMITMENT, c, record_text(r, INVOICE_COMMITMENT)), erp);
	if (r->entity == ENTITY_PAYMENT) {
		from_procore(k, &d->commitment, ENTITY_COMMITMENT,
			lookup_record(k, ENTITY_COMMITMENT, c, record_text(r, PAYMENT_COMMITMENT)), erp);
		from_procore(k, &d->invoice, ENTITY_INVOICE,
			lookup_record(k, ENTITY_INVOICE, c, record_text(r, PAYMENT_INVOICE)), erp);
	}
	/* A commitment whose vendor is not named may follow from the invoice. */
	if (!d->vendor.procore && d->commitment.procore)
		from_procore(k, &d->vendor, ENTITY_VENDOR, lookup_record(k, ENTITY_VENDOR, c,
			record_text(d->commitment.procore, COMMITMENT_VENDOR)), erp);
}

void dossier_self(struct lookup *k, const struct record *r, int64_t erp, struct dossier *d)
{
	int several;

	memset(d, 0, sizeof *d);
	d->record = r;
	d->currency = record_currency(r);
	d->erp = erp ? erp : dossier_erp(k, r);
	if (dossier_is_erp(k, r)) {
		self_of_erp(k, d);
		return;
	}
	from_procore(k, &d->self, r->entity, r, d->erp);
	only_erp(k, &several);
	d->no_system = !d->erp && several;
}

void dossier_around(struct lookup *k, struct dossier *d)
{
	if (dossier_is_erp(k, d->record)) {
		around_erp(k, d);
		return;
	}
	around_procore(k, d);
	if (d->no_system && d->job.procore && d->job.procore->id != d->record->id)
		d->no_system_job = d->job.procore;
}

void dossier_of(struct lookup *k, const struct record *r, int64_t erp, struct dossier *d)
{
	dossier_self(k, r, erp, d);
	dossier_around(k, d);
}

int dossier_begin(struct lookup *k, enum entity e, int64_t id, int64_t erp, struct pool *p, struct dossier *d,
	struct error *err)
{
	struct record *r = pool_alloc(p, sizeof *r);
	int rc = records_get(lookup_store(k), e, id, p, r, err);

	if (rc < 0)
		return rc;
	dossier_of(k, r, erp, d);
	return 0;
}

/* ---- searches ---- */

/* Another live record of Procore's with the same number, of the same vendor (a
 * commitment: of the same job). */
static const struct record *same_number(struct lookup *k, struct pool *p, const struct record *r)
{
	int number = entities[r->entity].number;
	int other = r->entity == ENTITY_INVOICE ? INVOICE_VENDOR : COMMITMENT_JOB;
	struct record_array found = { 0 };
	struct record *hit = NULL;

	if (!record_has(r, number) || !*record_text(r, number) || !record_has(r, other))
		return NULL;
	records_where2(lookup_store(k), r->entity, r->connection_id, number, record_text(r, number), other,
		record_text(r, other), 8, p, &found, NULL);
	for (size_t i = 0; i < found.len && !hit; i++)
		if (found.items[i].id != r->id && found.items[i].state.status != STATUS_REJECTED) {
			hit = pool_alloc(p, sizeof *hit);
			*hit = found.items[i];
		}
	ARRAY_RELEASE(&found);
	return hit;
}

static int is_linked_row(struct lookup *k, const struct record *r)
{
	struct pool scratch = POOL_INIT;
	struct link l;
	int rc = links_by_erp_record(lookup_store(k), r->entity, r->id, &scratch, &l, NULL);

	if (rc < 0)
		rc = links_by_erp(lookup_store(k), r->entity, r->connection_id, r->remote_id, &scratch, &l,
			NULL);
	pool_release(&scratch);
	return rc == 0;
}

/* A document of the ERP, not linked, with the vendor's reference we would send. */
static const struct record *erp_same_number(struct lookup *k, struct pool *p, const struct dossier *d,
	int64_t erp)
{
	const struct record *r = d->record;
	int field = r->entity == ENTITY_INVOICE ? INVOICE_NUMBER : COMMITMENT_VENDOR_REF;
	int vendor = vendor_field(r->entity);
	const char *ref = dossier_override_value(d, "vendor_ref");
	const char *ids[2];
	struct record *hit = NULL;

	if (!ref)
		ref = record_text(r, entities[r->entity].number);
	if (!*ref || !d->vendor.erp_code)
		return NULL;
	ids[0] = d->vendor.erp ? d->vendor.erp->remote_id : d->vendor.erp_id;
	ids[1] = d->vendor.erp_code;
	for (int i = 0; i < 2 && !hit; i++) {
		struct record_array found = { 0 };
		if (i == 1 && ids[0] && !strcmp(ids[0], ids[1]))
			break;
		if (ids[i])
			records_where2(lookup_store(k), r->entity, erp, field, ref, vendor, ids[i], 4, p,
				&found, NULL);
		for (size_t n = 0; n < found.len && !hit; n++)
			if (!is_linked_row(k, &found.items[n])) {
				hit = pool_alloc(p, sizeof *hit);
				*hit = found.items[n];
			}
		ARRAY_RELEASE(&found);
	}
	return hit;
}

static const struct record *erp_match(struct lookup *k, const struct dossier *d, int64_t erp)
{
	const struct record *r = d->record, *m = NULL;

	if (r->entity == ENTITY_VENDOR)
		m = lookup_vendor_name(k, erp, record_text(r, VENDOR_NAME));
	else if (r->entity == ENTITY_JOB)
		m = lookup_erp(k, ENTITY_JOB, erp, record_text(r, JOB_NUMBER));
	if (r->entity == ENTITY_JOB && !m)
		m = lookup_code(k, ENTITY_JOB, erp, "", record_text(r, JOB_NUMBER));
	return m && !is_linked_row(k, m) ? m : NULL;
}

static void load_overrides(struct lookup *k, struct pool *p, struct dossier *d)
{
	struct override_array o = { 0 };

	overrides_list(lookup_store(k), d->record->entity, d->record->id, p, &o, NULL);
	if (o.len) {
		d->overrides = pool_alloc(p, o.len * sizeof *d->overrides);
		for (size_t i = 0; i < o.len; i++) {
			d->overrides[i].name = o.items[i].name;
			d->overrides[i].value = o.items[i].value;
		}
		d->n_overrides = o.len;
	}
	ARRAY_RELEASE(&o);
}

static const char *document_date(const struct dossier *d)
{
	const char *typed = dossier_override_value(d, "accounting_date");

	if (typed)
		return typed;
	return d->record->entity == ENTITY_INVOICE ? record_text(d->record, INVOICE_BILLING_DATE) :
		record_text(d->record, COMMITMENT_DATE);
}

static void complete_document(struct lookup *k, const struct profile *profile, struct pool *p,
	struct dossier *d)
{
	const struct record *r = d->record, *period;
	int64_t erp = d->erp;

	dossier_load_lines(k, profile, p, d);
	if (dossier_is_erp(k, r))
		return;
	d->same_number = same_number(k, p, r);
	d->erp_same_number = erp_same_number(k, p, d, erp);
	period = lookup_period(k, erp, document_date(d));
	if (period) {
		d->period_status = record_text(period, PERIOD_STATUS);
		if (strcmp(d->period_status, "Open"))
			d->period_open_date = lookup_open_day(k, erp, document_date(d));
	} else {
		d->period_open_date = lookup_open_day(k, erp, document_date(d));
	}
	if (r->entity == ENTITY_INVOICE && *record_text(r, INVOICE_COMMITMENT))
		d->billed_to_date = lookup_sum(k, ENTITY_INVOICE, r->connection_id, INVOICE_COMMITMENT,
			record_text(r, INVOICE_COMMITMENT), INVOICE_AMOUNT);
}

/* What was exported, and what was rejected. */
static void load_history(struct lookup *k, struct pool *p, struct dossier *d)
{
	const struct record *r = d->record;
	const struct link *l = d->self.procore ? lookup_link(k, r->entity, d->self.procore->id, d->erp) : NULL;

	if (l)
		d->snapshot = l->snapshot;
	if (r->state.status != STATUS_REJECTED && !r->state.resubmitted)
		return;
	d->rejected_snapshot = dossier_rejected(lookup_store(k), r->entity, r->id, p);
}

const char *dossier_rejected(struct store *s, enum entity e, int64_t id, struct pool *p)
{
	struct decision_array all = { 0 };
	const char *seen = NULL;
	int64_t newest = 0;

	decisions_list(s, e, id, p, &all, NULL);
	for (size_t i = 0; i < all.len; i++)
		if (!strcmp(all.items[i].verb, verbs[VERB_REJECT].name) && all.items[i].id > newest) {
			newest = all.items[i].id;
			seen = all.items[i].seen;
		}
	ARRAY_RELEASE(&all);
	return seen;
}

void dossier_complete(struct lookup *k, const struct profile *profile, struct pool *p, struct dossier *d)
{
	const struct record *r = d->record;

	load_overrides(k, p, d);
	load_history(k, p, d);
	if (d->job.erp && record_has(d->job.erp, JOB_BRANCH))
		d->branch = record_text(d->job.erp, JOB_BRANCH);
	else if (r->entity == ENTITY_JOB && record_has(r, JOB_BRANCH))
		d->branch = record_text(r, JOB_BRANCH);
	if ((!d->currency || !*d->currency) && d->commitment.procore)
		d->currency = record_currency(d->commitment.procore);
	if ((!d->currency || !*d->currency) && profile)
		d->currency = profile->home_currency;
	if (d->no_system)
		d->systems = systems(k, p, d->no_system_job ? d->no_system_job : r);
	if (!d->erp)
		return;                          /* nothing to compare with */
	if (profile && profile->retainage_account) {
		d->retainage_account = profile->retainage_account;
		d->erp_retainage_account = lookup_account(k, d->erp, d->retainage_account);
	}
	if (r->entity == ENTITY_COMMITMENT || r->entity == ENTITY_INVOICE)
		complete_document(k, profile, p, d);
	else if (r->entity != ENTITY_PAYMENT && !d->self.erp_id)
		d->erp_match = erp_match(k, d, d->erp);
}

int dossier_load_with(struct lookup *k, const struct profile *profile, enum entity e, int64_t id,
	struct pool *p, struct dossier *d, struct error *err)
{
	int rc = dossier_begin(k, e, id, 0, p, d, err);

	if (rc < 0)
		return rc;
	dossier_complete(k, profile, p, d);
	return 0;
}

/* ---- a dossier of its own ---- */

static const struct record *own_record(struct pool *p, const struct record *r)
{
	struct record *copy;

	if (!r)
		return NULL;
	copy = pool_alloc(p, sizeof *copy);
	record_copy(copy, r, p);
	return copy;
}

static void own_counterpart(struct pool *p, struct counterpart *c)
{
	c->procore = own_record(p, c->procore);
	c->erp = own_record(p, c->erp);
	c->erp_id = pool_strdup(p, c->erp_id);
	c->erp_code = pool_strdup(p, c->erp_code);
}

static void own_line(struct pool *p, struct dossier_line *l)
{
	l->line = own_record(p, l->line);
	l->commitment_line = own_record(p, l->commitment_line);
	l->cost_code = pool_strdup(p, l->cost_code);
	l->cost_code_asked = pool_strdup(p, l->cost_code_asked);
	l->cost_type = pool_strdup(p, l->cost_type);
	l->cost_type_asked = pool_strdup(p, l->cost_type_asked);
	l->account = pool_strdup(p, l->account);
	l->task = pool_strdup(p, l->task);
	l->task_asked = pool_strdup(p, l->task_asked);
	l->task_status = pool_strdup(p, l->task_status);
	l->order_line = pool_strdup(p, l->order_line);
	l->erp_cost_code = own_record(p, l->erp_cost_code);
	l->erp_cost_type = own_record(p, l->erp_cost_type);
	l->erp_task = own_record(p, l->erp_task);
	l->erp_account = own_record(p, l->erp_account);
}

int dossier_load(struct store *s, const struct profile *profile, enum entity e, int64_t id,
	struct pool *p, struct dossier *d, struct error *err)
{
	struct lookup *k = lookup_new(s);
	int rc = dossier_load_with(k, profile, e, id, p, d, err);

	if (rc == 0) {
		d->record = own_record(p, d->record);
		own_counterpart(p, &d->self);
		own_counterpart(p, &d->vendor);
		own_counterpart(p, &d->job);
		own_counterpart(p, &d->commitment);
		own_counterpart(p, &d->invoice);
		for (size_t i = 0; i < d->n_lines; i++)
			own_line(p, &d->lines[i]);
		d->erp_match = own_record(p, d->erp_match);
		d->period_status = pool_strdup(p, d->period_status);
		d->period_open_date = pool_strdup(p, d->period_open_date);
		d->currency = pool_strdup(p, d->currency);
		d->branch = pool_strdup(p, d->branch);
		d->snapshot = pool_strdup(p, d->snapshot);
		d->retainage_account = pool_strdup(p, d->retainage_account);
		d->erp_retainage_account = own_record(p, d->erp_retainage_account);
		d->no_system_job = own_record(p, d->no_system_job);
	}
	lookup_free(k);
	return rc;
}

/* ---- snapshots ---- */

static int same_value(const struct record *r, int field, const json_node *n, struct pool *p)
{
	struct strbuf mine = STRBUF_INIT;
	const char *theirs = json_scalar(n, p);
	int same;

	record_add_value(&mine, r, field);
	same = !strcmp(mine.s, theirs ? theirs : "");
	strbuf_release(&mine);
	return same;
}

int snapshot_equal(const struct record *r, const char *json)
{
	const struct entity_def *e = &entities[r->entity];
	struct strbuf mine = STRBUF_INIT;
	struct json_doc doc;
	struct pool p = POOL_INIT;
	int same = 1;

	record_add_json(&mine, r, 1);
	same = !strcmp(mine.s, json);
	strbuf_release(&mine);
	if (same)
		return 1;
	if (json_parse(&doc, json, strlen(json), NULL) < 0)
		return -1;
	same = 1;
	for (int i = 0; i < e->n_fields && same; i++)
		if (e->fields[i].flags & FIELD_DRIFT)
			same = same_value(r, i, json_get(json_root(&doc), e->fields[i].name), &p);
	json_release(&doc);
	pool_release(&p);
	return same;
}

void snapshot_of_json(struct strbuf *out, enum entity e, const char *json)
{
	struct json_writer w;
	struct json_doc doc;

	json_w_init(&w, out);
	json_w_object(&w, NULL);
	if (json && json_parse(&doc, json, strlen(json), NULL) == 0) {
		for (int i = 0; i < entities[e].n_fields; i++) {
			const struct field *f = &entities[e].fields[i];
			const json_node *n = json_get(json_root(&doc), f->name);
			struct strbuf raw = STRBUF_INIT;
			if ((f->flags & FIELD_DRIFT) && !json_is_null(n)) {
				json_add(&raw, n);
				json_w_raw(&w, f->name, raw.s);
			}
			strbuf_release(&raw);
		}
		json_release(&doc);
	}
	json_w_end_object(&w);
}
