/* Judging a first load in sets.
 *
 * Of a company that worked with its books before, nearly every document of Procore's names the document
 * of the accounting system that it became.  What judging says of these two is known beforehand: they are
 * linked, and the link is as old as this moment.  So they are taken as pairs, some thousands a
 * transaction, before anything is judged one by one; what is left then goes into the judge queue.
 *
 * Only where nothing can speak against it: one Procore, one accounting system, and nobody has untied
 * anything.  Everywhere else all goes the other way, which leaves the same. */
#include "sync/first.h"

#include "store/pairs.h"
#include "sync/dossier.h"
#include "sync/judge.h"
#include "sync/linking.h"
#include "sync/work.h"
#include <string.h>

#include "base/banned.h"

#define PAIRS_STEP 4000

static const struct pairs paired[] = { { .entity = ENTITY_COMMITMENT }, { .entity = ENTITY_INVOICE },
	{ .entity = ENTITY_PAYMENT }, { .entity = ENTITY_PAYMENT, .by_bill = 1 } };

/* The only Procore and the only accounting system: 1. */
static int two_sides(struct worker *w, int64_t *procore, int64_t *erp)
{
	const struct connection_array *all = lookup_connections(w->lookup);
	int n_procore = 0, n_erp = 0;

	for (size_t i = 0; i < all->len; i++)
		if (!strcmp(all->items[i].role, "erp")) {
			n_erp++;
			*erp = all->items[i].id;
		} else {
			n_procore++;
			*procore = all->items[i].id;
		}
	return n_procore == 1 && n_erp == 1;
}

/* What is judged of one kind follows from the others: all of them are new, or it is done one by one. */
static int may_pair(struct worker *w, int64_t *procore, int64_t *erp, struct error *err)
{
	int rc = two_sides(w, procore, erp) && !lookup_any_override(w->lookup);

	for (size_t i = 0; i < ARRAY_SIZE(paired) && rc == 1; i++)
		rc = pairs_here(w->store, paired[i].entity, err);
	return rc;
}

static int link_pair(struct worker *w, const struct pair *one, struct strbuf *mine, struct strbuf *row,
	struct error *err)
{
	struct link l = { .entity = one->mine.entity, .record_id = one->mine.id, .connection_id = one->row.connection_id,
		.erp_id = one->row.remote_id, .erp_code = judge_erp_code(&one->row), .erp_record_id = one->row.id,
		.origin = "match" };

	strbuf_reset(mine);
	strbuf_reset(row);
	record_add_json(mine, &one->mine, 1);
	record_add_json(row, &one->row, 1);
	l.snapshot = mine->s;
	l.erp_snapshot = row->s;
	return pairs_link(w->store, one, &l, err);
}

/* A window of one kind: 1 there may be more of it, 0 not. */
static int link_some(struct worker *w, struct pairs *of, struct error *err)
{
	struct strbuf mine = STRBUF_INIT, row = STRBUF_INIT;
	struct pair_array found = { 0 };
	struct pool p = POOL_INIT;
	int rc = pairs_list(w->store, of, PAIRS_STEP, &p, &found, err);

	for (size_t i = 0; i < found.len && rc >= 0; i++)
		if (!found.items[i].taken)
			rc = link_pair(w, &found.items[i], &mine, &row, err);
	if (found.len)
		worker_changed(w, of->entity);
	if (rc >= 0)
		rc = found.len == PAIRS_STEP;
	w->judged += (int64_t)found.len;
	ARRAY_RELEASE(&found);
	strbuf_release(&mine);
	strbuf_release(&row);
	pool_release(&p);
	return rc;
}

void first_begin(struct worker *w)
{
	w->first.taken = 0;
	w->first.at = 0;
	w->first.after = 0;
}

int first_step(struct worker *w, struct error *err)
{
	struct pairs of = { 0 };
	int rc = store_begin(w->store, err), done;

	if (rc < 0)
		return rc;
	lookup_clear(w->lookup);          /* what is remembered of links is not true any more */
	if (w->first.at < ARRAY_SIZE(paired)) {
		of = paired[w->first.at];
		of.after = w->first.after;
		rc = may_pair(w, &of.procore, &of.erp, err);
	}
	if (rc == 1) {
		rc = link_some(w, &of, err);
		w->first.after = of.after;
		if (rc == 0) {
			w->first.at++;
			w->first.after = 0;
			rc = 1;
		}
	} else if (rc == 0) {
		rc = records_judge_deferred(w->store, err);
	}
	lookup_clear(w->lookup);
	if (rc < 0) {
		store_rollback(w->store);
		return rc;
	}
	w->judging = 1;
	done = store_commit(w->store, err);
	return done < 0 ? done : rc;
}
