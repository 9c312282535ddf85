/* Links that make themselves.
 *
 * Procore's record may carry the ERP's id as its origin id; that names its counterpart.  With
 * several ERPs the id alone does not say whose it is, so it is looked up in all of them, and where
 * more than one has such an id the names must agree.  A vendor is in as many systems as it works
 * for, and Procore remembers one id: in the others it is found by its name, when it is known already
 * (linked in one of them), spelt the same, and nobody else there bears the name.  What looks only
 * alike is left to a person (rule "erp-match"). */
#include "sync/linking.h"

#include "base/text.h"
#include "sync/dossier.h"
#include "sync/judge.h"
#include "sync/work.h"
#include <string.h>

#include "base/banned.h"

static int origin_field(enum entity e)
{
	static const int fields[ENTITY_TAB_COUNT] = { VENDOR_ORIGIN_ID, JOB_ORIGIN_ID,
		COMMITMENT_ORIGIN_ID, INVOICE_ORIGIN_ID, PAYMENT_ORIGIN_ID };

	return fields[e];
}

static int is_erp(const struct connection *c)
{
	return !strcmp(c->role, "erp");
}

int linking_several(struct worker *w)
{
	const struct connection_array *all = lookup_connections(w->lookup);
	int n = 0;

	for (size_t i = 0; i < all->len; i++)
		n += is_erp(&all->items[i]);
	return n > 1;
}

void linking_untied_name(struct strbuf *out, int64_t connection)
{
	strbuf_addf(out, "unlinked:%lld", (long long)connection);
}

/* ---- making one ---- */

/* Of a bill: its own number, not the vendor's. */
const char *judge_erp_code(const struct record *row)
{
	return row->remote_code && *row->remote_code ? row->remote_code : record_name(row);
}

/* In a first load: a document of the ERP, which has no state of its own, was read for this very link.
 * Judged again it would only be found to be what the link says. */
static int is_settled(struct worker *w, const struct record *row)
{
	return w->deferred && !row->deleted && row->state.status == STATUS_NONE &&
		(row->entity == ENTITY_COMMITMENT || row->entity == ENTITY_INVOICE);
}

static int put_link(struct worker *w, const struct record *mine, const struct record *row,
	int64_t erp, const char *id, const char *code, struct error *err)
{
	struct strbuf snapshot = STRBUF_INIT, theirs = STRBUF_INIT;
	struct link l = { .entity = mine->entity, .record_id = mine->id, .connection_id = erp,
		.erp_id = id, .erp_code = code, .erp_record_id = row ? row->id : 0, .origin = "match" };
	int rc;

	record_add_json(&snapshot, mine, 1);
	l.snapshot = snapshot.s;
	if (row) {
		record_add_json(&theirs, row, 1);
		l.erp_snapshot = theirs.s;
	}
	rc = links_put(w->store, &l, err);
	if (rc >= 0) {
		lookup_set_link(w->lookup, &l);
		if (row && is_settled(w, row))
			l.erp_record_id = 0;
		rc = judge_after_link(w, &l, err);
	}
	strbuf_release(&snapshot);
	strbuf_release(&theirs);
	return rc;
}

int judge_after_link(struct worker *w, const struct link *l, struct error *err)
{
	struct pool p = POOL_INIT;
	const char *ids[2] = { l->erp_id, l->erp_code };
	struct record r;
	int rc = 0;

	w->judging = 1;
	if (l->entity > ENTITY_PAYMENT)
		return 0;
	/* In a first load all that could depend on it is in the queue; but the ERP may have been read
	 * before Procore was. */
	if (!w->deferred && records_get(w->store, l->entity, l->record_id, &p, &r, NULL) == 0)
		rc = records_judge_dependents(w->store, &r, err);
	if (rc >= 0 && l->entity == ENTITY_JOB && !w->deferred && linking_several(w))
		rc = judge_waiting_vendors(w, err);
	if (rc >= 0 && l->erp_record_id)
		rc = records_judge_add(w->store, l->entity, l->erp_record_id, err);
	for (int i = 0; i < 2 && rc >= 0 && l->entity == ENTITY_INVOICE; i++)
		if (ids[i])
			rc = records_judge_add_where(w->store, ENTITY_PAYMENT, l->connection_id, PAYMENT_INVOICE,
				ids[i], err);
	pool_release(&p);
	return rc < 0 ? rc : 0;
}

/* A person untied it, from this id. */
static int person_unlinked(struct worker *w, const struct record *r, const char *origin)
{
	struct override_array o = { 0 };
	struct pool p = POOL_INIT;
	int yes = 0;

	if (!lookup_any_override(w->lookup))
		return 0;
	overrides_list(w->store, r->entity, r->id, &p, &o, NULL);
	for (size_t i = 0; i < o.len; i++)
		yes |= !strncmp(o.items[i].name, "unlinked", 8) && !strcmp(o.items[i].value, origin);
	ARRAY_RELEASE(&o);
	pool_release(&p);
	return yes;
}

static int row_is_linked(struct worker *w, const struct record *row)
{
	struct pool p = POOL_INIT;
	struct link l;
	int rc = links_by_erp_record(w->store, row->entity, row->id, &p, &l, NULL);

	pool_release(&p);
	return rc == 0;
}

static int same_name(const struct record *a, const struct record *b)
{
	struct strbuf x = STRBUF_INIT, y = STRBUF_INIT;
	int field = entities[a->entity].label, same;

	text_add_folded(&x, record_text(a, field));
	text_add_folded(&y, record_text(b, field));
	same = x.len && !strcmp(x.s, y.s);
	strbuf_release(&x);
	strbuf_release(&y);
	return same;
}

/* ---- several systems: whose id is it? ---- */

/* How many ERPs have a record with this very id. */
static int bearers(struct worker *w, enum entity e, const char *id)
{
	const struct connection_array *all = lookup_connections(w->lookup);
	int n = 0;

	for (size_t i = 0; i < all->len; i++)
		n += is_erp(&all->items[i]) && lookup_record(w->lookup, e, all->items[i].id, id) != NULL;
	return n;
}

/* Does the mark of Procore's record mean this row, and no other system's? */
static int means_row(struct worker *w, const struct record *mine, const struct record *row, const char *mark)
{
	int64_t erp;

	if (!linking_several(w))
		return 1;
	if (row->entity != ENTITY_VENDOR) {
		erp = dossier_erp(w->lookup, mine);
		if (erp)
			return erp == row->connection_id;
	}
	if (bearers(w, row->entity, mark) > 1 || strcmp(row->remote_id, mark))
		return same_name(mine, row);
	return 1;
}

/* ---- from Procore's side ---- */

static int link_to(struct worker *w, const struct record *r, int64_t erp, const char *origin, struct error *err)
{
	const struct record *row = lookup_erp(w->lookup, r->entity, erp, origin);
	int rc;

	if (row && (row_is_linked(w, row) || !means_row(w, r, row, origin)))
		return 0;
	if (!row && r->entity != ENTITY_COMMITMENT && r->entity != ENTITY_INVOICE)
		return 0;
	rc = put_link(w, r, row, erp, row ? row->remote_id : origin,
		row ? judge_erp_code(row) : origin, err);
	return rc < 0 ? rc : 1;
}

static int link_by_origin(struct worker *w, const struct dossier *d, struct error *err)
{
	const struct connection_array *all = lookup_connections(w->lookup);
	const struct record *r = d->record;
	const char *origin = record_text(r, origin_field(r->entity));
	int rc = 0, spread = r->entity == ENTITY_VENDOR || (r->entity == ENTITY_JOB && !d->erp);

	if (!*origin || r->deleted || person_unlinked(w, r, origin))
		return 0;
	if (!spread || !linking_several(w))
		return d->erp && !lookup_link(w->lookup, r->entity, r->id, d->erp) ?
			link_to(w, r, d->erp, origin, err) : 0;
	for (size_t i = 0; i < all->len && rc == 0; i++)
		if (is_erp(&all->items[i]) && !lookup_link(w->lookup, r->entity, r->id, all->items[i].id))
			rc = link_to(w, r, all->items[i].id, origin, err);
	return rc;
}

/* Both are known by one name, and no register contradicts. */
static int same_vendor(struct worker *w, const struct record *mine, const struct record *row)
{
	return mine && row && !row->deleted && !mine->deleted &&
		(!*record_text(mine, VENDOR_TAX_ID) || !*record_text(row, VENDOR_TAX_ID) ||
		 !strcmp(record_text(mine, VENDOR_TAX_ID), record_text(row, VENDOR_TAX_ID))) &&
		!row_is_linked(w, row) && !lookup_link(w->lookup, ENTITY_VENDOR, mine->id, row->connection_id) &&
		!person_unlinked(w, mine, row->remote_id);
}

static int link_by_name(struct worker *w, const struct record *mine, struct error *err)
{
	const struct connection_array *all = lookup_connections(w->lookup);
	const struct record *row;
	int rc = 0, linked = 0;

	if (!lookup_link(w->lookup, ENTITY_VENDOR, mine->id, 0))
		return 0;
	for (size_t i = 0; i < all->len && rc >= 0; i++) {
		if (!is_erp(&all->items[i]) ||
		    lookup_link(w->lookup, ENTITY_VENDOR, mine->id, all->items[i].id))
			continue;
		row = lookup_one_name(w->lookup, all->items[i].id, record_text(mine, VENDOR_NAME));
		if (!row || !same_vendor(w, mine, row) || lookup_one_name(w->lookup, mine->connection_id,
		    record_text(mine, VENDOR_NAME)) == NULL)
			continue;
		rc = put_link(w, mine, row, row->connection_id, row->remote_id, judge_erp_code(row), err);
		linked |= rc >= 0;
	}
	return rc < 0 ? rc : linked;
}

int linking_procore(struct worker *w, const struct dossier *d, struct error *err)
{
	int rc = link_by_origin(w, d, err), named;

	if (rc < 0 || d->record->entity != ENTITY_VENDOR || d->record->deleted || !linking_several(w))
		return rc;
	named = link_by_name(w, d->record, err);
	return named < 0 ? named : rc || named;
}

/* ---- from the ERP's side ---- */

/* A check that pays two bills is two payments: the mark alone does not tell which. */
static int same_payment(const struct dossier *d, const struct record *mine)
{
	const struct record *inv = d->invoice.procore;

	if (record_int(mine, PAYMENT_AMOUNT) != record_int(d->record, PAYMENT_AMOUNT))
		return 0;
	if (inv && record_has(mine, PAYMENT_INVOICE))
		return !strcmp(record_text(mine, PAYMENT_INVOICE), inv->remote_id);
	if (inv && record_has(mine, PAYMENT_INVOICE_NUMBER))
		return !strcmp(record_text(mine, PAYMENT_INVOICE_NUMBER), record_text(inv, INVOICE_NUMBER));
	return 1;
}

/* May Procore's record be tied to this row?  by_id: it carries its id, else its number or code. */
static int may_tie(struct worker *w, const struct dossier *d, const struct record *mine, const char *mark,
	int by_id)
{
	const struct record *row = d->record;

	if (lookup_link(w->lookup, row->entity, mine->id, row->entity == ENTITY_VENDOR ? row->connection_id : 0) ||
	    person_unlinked(w, mine, mark))
		return 0;
	if (row->entity == ENTITY_PAYMENT && (!by_id || linking_several(w)))
		return same_payment(d, mine);
	return means_row(w, mine, row, mark);
}

/* 1 when some record of Procore's names this row, by its id, its number or its code. */
static int link_by_mark(struct worker *w, const struct dossier *d, struct error *err)
{
	const struct record *row = d->record;
	const char *ids[3] = { row->remote_id, row->remote_code,
		row->entity == ENTITY_PAYMENT ? NULL : record_text(row, entities[row->entity].number) };
	int64_t procore = dossier_procore(w->lookup);
	struct record_array found = { 0 };
	struct pool p = POOL_INIT;
	int rc = 0, linked = 0;

	for (int i = 0; i < 3 && !linked && rc >= 0 && procore; i++) {
		if (!ids[i] || !*ids[i])
			continue;
		found.len = 0;
		rc = records_where(w->store, row->entity, procore, origin_field(row->entity), ids[i], 20, &p,
			&found, err);
		for (size_t n = 0; n < found.len && rc >= 0 && !linked; n++) {
			const struct record *mine = &found.items[n];
			if (!may_tie(w, d, mine, ids[i], i == 0))
				continue;
			rc = put_link(w, mine, row, row->connection_id, row->remote_id, judge_erp_code(row), err);
			if (rc >= 0)
				rc = records_judge_add(w->store, row->entity, mine->id, err);
			linked = 1;
		}
	}
	ARRAY_RELEASE(&found);
	pool_release(&p);
	return rc < 0 ? rc : linked;
}

int linking_erp(struct worker *w, const struct dossier *d, struct error *err)
{
	const struct record *row = d->record, *mine;
	int rc = link_by_mark(w, d, err);

	if (rc || row->entity != ENTITY_VENDOR || !linking_several(w))
		return rc;
	mine = lookup_one_name(w->lookup, dossier_procore(w->lookup), record_text(row, VENDOR_NAME));
	if (!mine || !lookup_link(w->lookup, ENTITY_VENDOR, mine->id, 0) || !same_vendor(w, mine, row) ||
	    lookup_one_name(w->lookup, row->connection_id, record_text(row, VENDOR_NAME)) == NULL)
		return 0;
	rc = put_link(w, mine, row, row->connection_id, row->remote_id, judge_erp_code(row), err);
	if (rc >= 0)
		rc = records_judge_add(w->store, ENTITY_VENDOR, mine->id, err);
	return rc < 0 ? rc : 1;
}

/* ---- a system that was added later ---- */

/* A guess: the origin id was taken for that ERP's, which listed no such document. */
static int is_guess(const struct link *l, const struct record *row)
{
	return l && l->connection_id != row->connection_id && !l->erp_record_id && l->erp_id &&
		!strcmp(l->origin, "match") && !strcmp(l->erp_id, row->remote_id);
}

static int move_link(struct worker *w, const struct record *mine, const struct record *row, int64_t from,
	struct error *err)
{
	int rc = links_remove_in(w->store, mine->entity, mine->id, from, err);

	lookup_drop_link(w->lookup, mine->entity, mine->id, from);
	if (rc >= 0)
		rc = put_link(w, mine, row, row->connection_id, row->remote_id, judge_erp_code(row), err);
	if (rc >= 0)
		rc = records_judge_add(w->store, mine->entity, mine->id, err);
	return rc;
}

int linking_later(struct worker *w, const struct record *row, struct error *err)
{
	const struct connection_array *all = lookup_connections(w->lookup);
	struct pool p = POOL_INIT;
	struct record mine;
	struct link l;
	int rc = 0;

	for (size_t i = 0; i < all->len && rc == 0 && linking_several(w); i++) {
		if (!is_erp(&all->items[i]) || all->items[i].id == row->connection_id ||
		    links_by_erp(w->store, row->entity, all->items[i].id, row->remote_id, &p, &l, NULL) < 0 ||
		    !is_guess(&l, row) || bearers(w, row->entity, row->remote_id) != 1)
			continue;
		rc = records_get(w->store, row->entity, l.record_id, &p, &mine, err);
		if (rc >= 0)
			rc = move_link(w, &mine, row, l.connection_id, err);
		rc = rc < 0 ? rc : 1;
	}
	pool_release(&p);
	return rc;
}
