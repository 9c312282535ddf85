/* What a list shows: a window, its totals, a position in it.
 *
 * Each question is answered from one moment of the database (a read transaction),
 * and from indexes: without a filter by a walk along the list's order (walk.c), with one
 * from its hits (hits.c). */
#include "store/search.h"

#include "base/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

int query_sum_field(enum entity e)
{
	switch (e) {
	case ENTITY_COMMITMENT: return COMMITMENT_AMOUNT;
	case ENTITY_INVOICE: return INVOICE_NET;
	case ENTITY_PAYMENT: return PAYMENT_AMOUNT;
	default: return -1;
	}
}

/* ---- one question ---- */

int query_begin(struct store *s, const struct query *q, struct error *err)
{
	if (q->entity < 0 || q->entity >= ENTITY_TAB_COUNT || (unsigned)q->view >= VIEW_COUNT)
		return error_set(err, ERR_BUG, N_("there is no such list"), NULL);
	if (!s->keeps_interrupts)
		s->db->ops->calm(s->db);
	s->querying++;
	if (!s->open_tx && s->querying == 1)
		s->db->ops->begin_read(s->db);
	return 0;
}

int query_end(struct store *s, int rc)
{
	if (!s->open_tx && s->querying == 1)
		s->db->ops->end_read(s->db);
	s->querying--;
	return rc;
}

int query_scope_add(struct query_scope *s, int64_t connection, const char *remote_id)
{
	if (!remote_id || s->n == SCOPE_IDS || strlen(remote_id) >= SCOPE_ID_MAX)
		return 0;
	s->of[s->n].connection = connection;
	snprintf(s->of[s->n++].id, SCOPE_ID_MAX, "%s", remote_id);
	return 1;
}

int query_scope_same(const struct query_scope *a, const struct query_scope *b)
{
	if (a->n != b->n || (a->n > 0 && a->field != b->field))
		return 0;
	for (int i = 0; i < a->n; i++)
		if (a->of[i].connection != b->of[i].connection || strcmp(a->of[i].id, b->of[i].id) != 0)
			return 0;
	return 1;
}

int query_is_quick(struct store *s, const struct query *q)
{
	struct order o;

	return !query_filtered(q) && order_of(&o, s, q, NULL) == 0 && !o.unindexed;
}

int query_filtered(const struct query *q)
{
	return q->books || q->scope.n > 0 || (q->filter && q->filter->n_terms > 0);
}


/* ---- windows ---- */

static int from_list(const struct hits *h, const struct sort_key *from, int backward, size_t max,
	struct id_array *out)
{
	size_t low = 0, high = h->n_list, mid;

	if (!from) {
		low = backward ? h->n_list : 0;
	} else {
		/* the first beyond the anchor; going backward the first not before it */
		while (low < high) {
			int c;

			mid = low + (high - low) / 2;
			c = order_compare(&h->order, &h->list[mid], from);
			if (c < 0 || (c == 0 && !backward))
				low = mid + 1;
			else
				high = mid;
		}
	}
	if (backward)
		while (out->len < max && low-- > 0)
			*ARRAY_PUSH(out) = h->list[low].id;
	else
		while (out->len < max && low < h->n_list)
			*ARRAY_PUSH(out) = h->list[low++].id;
	return 0;
}

/* Rows that a walk may pass before somebody thinks again: a glance, while what it finds fills the page soon;
 * and as many as cost no more than listing the hits. */
#define GLANCE 400
#define LONG_GLANCE 4000
#define PER_HIT 10
/* Of so many that may match fewer than one in SELDOM did: then they are all looked at, and those that match are a
 * handful. */
#define SAMPLE 200
#define SELDOM 50
/* Hits up to here are listed at once; above MANY never. */
#define HANDFUL 250
#define MANY 60000

/* A glance goes on while the page would be full before it has become long. */
static int64_t glance_on(int64_t passed, size_t found, size_t max)
{
	return found > 0 && passed * I64(max < LONG_GLANCE ? max : LONG_GLANCE) / I64(found) <= LONG_GLANCE ?
		GLANCE : 0;
}

/* 0; 1 when `steps` rows were passed and the page is not full (what was found is dropped). */
static int from_walk(struct store *s, const struct query *q, const struct order *o, const struct hits *h,
	const struct sort_key *from, int backward, size_t max, int64_t steps, struct id_array *out,
	struct error *err)
{
	int test = query_filtered(q) && !(h && h->bits && h->exact), rc = 1;
	size_t before = out->len, tested = 0;
	int64_t id, passed = 0;
	struct walk w;

	walk_start(&w, s, q, o, from, backward, query_filtered(q) ? INT64_MAX : I64(max));
	while (out->len < max && (rc = walk_next(&w, &id, err)) == 1) {
		if (passed == steps && h == NULL)
			steps += glance_on(passed, out->len - before, max - before);
		if (passed++ == steps)
			break;
		if (h && !hits_has(h, id))
			continue;
		if (h && test && tested++ >= SAMPLE && steps != INT64_MAX && (out->len - before) * SELDOM < tested)
			break;
		rc = test ? hits_test(s, q, 0, id, NULL, NULL, err) : 1;
		if (rc < 0)
			break;
		if (rc == 1)
			*ARRAY_PUSH(out) = id;
		rc = 1;
	}
	walk_end(&w);
	if (rc == 1 && out->len < max) {
		out->len = before;
		return 1;
	}
	return rc < 0 ? rc : 0;
}

/* How far to walk after hits before they are listed. */
static int64_t patience(const struct hits *h)
{
	if (h->bits == NULL || h->count > MANY)
		return INT64_MAX;
	return h->count <= HANDFUL ? 0 : h->count * PER_HIT;
}

/* With a filter: a glance along the list first, which fills the page when hits are common;
 * then by the hits, walked or, when they are a handful or lie far from here, listed. */
static int filtered_rows(struct store *s, const struct query *q, const struct order *o,
	const struct sort_key *from, int backward, size_t max, struct id_array *out, struct error *err)
{
	struct hits *h = NULL;
	int rc = 1;

	if (q->scope.n == 0 && !hits_known(s, q))
		rc = from_walk(s, q, o, NULL, from, backward, max, GLANCE, out, err);
	if (rc != 1)
		return rc;
	rc = hits_get(s, q, NULL, &h, err);
	if (rc == 0 && !hits_listed(h, o)) {
		rc = patience(h) ? from_walk(s, q, o, h, from, backward, max, patience(h), out, err) : 1;
		if (rc != 1)
			return rc;
		rc = hits_list(s, q, o, h, err);
	}
	return rc < 0 ? rc : from_list(h, from, backward, max, out);
}

static int window(struct store *s, const struct query *q, int64_t anchor, int backward,
	int inclusive, size_t max, struct id_array *out, struct error *err)
{
	struct pool p = POOL_INIT;
	struct sort_key key, *from = NULL;
	struct order o;
	int rc = order_of(&o, s, q, err);

	if (rc == 0 && anchor) {
		rc = order_key(s, q->entity, &o, anchor, &p, &key, err);
		if (rc == 0)
			from = &key;
		else if (rc == ERR_NOTFOUND)
			rc = 0;           /* gone: from the beginning */
	}
	if (rc == 0 && from && inclusive && max > 0) {
		rc = hits_test(s, q, 0, anchor, NULL, NULL, err);
		if (rc == 1)
			*ARRAY_PUSH(out) = anchor;
		rc = rc < 0 ? rc : 0;
	}
	if (rc == 0 && query_filtered(q))
		rc = filtered_rows(s, q, &o, from, backward, max, out, err);
	else if (rc == 0)
		rc = from_walk(s, q, &o, NULL, from, backward, max, INT64_MAX, out, err);
	pool_release(&p);
	return rc;
}

int query_window(struct store *s, const struct query *q, int64_t anchor, int backward,
	int inclusive, size_t max, struct pool *p, struct record_array *out, struct error *err)
{
	struct id_array ids = { 0 };
	int rc = query_begin(s, q, err);

	if (rc < 0)
		return rc;
	rc = window(s, q, anchor, backward, inclusive, max, &ids, err);
	for (size_t i = 0; rc == 0 && i < ids.len; i++)
		rc = records_get(s, q->entity, ids.items[backward ? ids.len - 1 - i : i], p, ARRAY_PUSH(out), err);
	ARRAY_RELEASE(&ids);
	return query_end(s, rc);
}

int query_matches(struct store *s, const struct query *q, int64_t id, struct error *err)
{
	int rc = query_begin(s, q, err);

	return rc < 0 ? rc : query_end(s, hits_test(s, q, 0, id, NULL, NULL, err));
}

/* ---- totals ---- */

/* A whole list, or what one ERP books of it: from the tally, a handful of rows. */
static int totals_of_list(struct store *s, const struct query *q, struct query_totals *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT currency, SUM(n), SUM(amount) FROM tally WHERE entity=$1"
		" AND view BETWEEN $2 AND $3 AND ($4=0 OR books=$4) GROUP BY currency ORDER BY 2 DESC", "tiii",
		entities[q->entity].name, I64(q->view == VIEW_ALL ? 0 : q->view), I64(q->view), q->books);

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		if (col_int(st, 1))
			totals_add(out, col_text(st, 0), col_int(st, 1), col_int(st, 2));
	store_done(s, st);
	return rc;
}

/* Views that a list is made of. */
static int first_view(const struct query *q)
{
	return q->view == VIEW_ALL ? 0 : (int)q->view;
}

/* Is it about words alone, of a list whose index of sums holds the text too? */
static int summed_by_text(struct store *s, const struct query *q)
{
	return s->tables[q->entity].sum >= 0 && !q->books && q->scope.n == 0 && q->filter &&
		q->filter->n_terms <= 16 && match_words_only(q->filter);
}

/* Words alone: the database looks through the texts along that index. */
static int totals_of_text(struct store *s, const struct query *q, struct query_totals *out, struct error *err)
{
	const struct table *t = &s->tables[q->entity];
	const struct field *fields = entities[q->entity].fields;
	struct strbuf sql = STRBUF_INIT;
	struct db_stmt *st;
	int rc = 0;

	strbuf_addf(&sql, "SELECT \"%1$s\", count(*), COALESCE(SUM(\"%2$s\"), 0) FROM \"%3$s\" WHERE view=$1 AND view>=0",
		fields[t->currency].name, fields[t->sum].name, t->name);
	for (size_t i = 0; i < q->filter->n_terms; i++)
		strbuf_addf(&sql, " AND %s(search, $%zu)%s0", s->db->ops->holds, i + 2,
			q->filter->terms[i].negate ? "=" : ">");
	strbuf_addf(&sql, " GROUP BY \"%s\"", fields[t->currency].name);
	for (int v = first_view(q); rc == 0 && v <= (int)q->view; v++) {
		rc = store_ask(s, &st, err, sql.s, "i", I64(v));
		if (rc < 0)
			break;
		for (size_t i = 0; i < q->filter->n_terms; i++)
			bind_text(st, (int)i + 2, q->filter->terms[i].text);
		while ((rc = store_step(s, st, err)) == 1) {
			const char *currency = col_text(st, 0);
			char code[4] = "";

			memcpy(code, currency ? currency : "", currency ? strnlen(currency, 3) : 0);
			totals_add(out, code, col_int(st, 1), col_int(st, 2));
		}
		store_done(s, st);
	}
	strbuf_release(&sql);
	return rc;
}

/* Many certain hits: along the covering index, the bits say which. */
static int totals_of_index(struct store *s, const struct query *q, struct hits *h, struct error *err)
{
	const struct table *t = &s->tables[q->entity];
	const struct entity_def *d = &entities[q->entity];
	struct strbuf sql = STRBUF_INIT;
	struct db_stmt *st;
	int rc = 0;

	strbuf_addf(&sql, "SELECT id, \"%s\", \"%s\" FROM \"%s\" WHERE view=$1 AND view>=0",
		d->fields[t->currency].name, d->fields[t->sum].name, t->name);
	for (int v = first_view(q); rc == 0 && v <= (int)q->view; v++) {
		rc = store_ask(s, &st, err, sql.s, "i", I64(v));
		while (rc == 0 && (rc = store_step(s, st, err)) == 1) {
			rc = 0;
			if (hits_has(h, col_int(st, 0))) {
				const char *currency = col_text(st, 1);
				char code[4] = "";

				memcpy(code, currency ? currency : "", currency ? strnlen(currency, 3) : 0);
				totals_add(&h->totals, code, 1, col_int(st, 2));
			}
		}
		store_done(s, st);
	}
	strbuf_release(&sql);
	return rc;
}

/* Most of the table: once through it, in its own order. */
static int totals_of_scan(struct store *s, const struct query *q, struct hits *h, struct error *err)
{
	const struct table *t = &s->tables[q->entity];
	char *sql = xstrndup(t->look.sql, strlen(t->look.sql) - strlen(" WHERE id=$1"));
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, sql, NULL);

	free(sql);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		int64_t view = col_int(st, 0);
		const char *currency;
		char code[4] = "";

		if (view < 0 || (q->view != VIEW_ALL && view != (int64_t)q->view) ||
		    (q->books && col_int(st, 5) != q->books) ||
		    !hits_has(h, col_int(st, 4)) || !match_words(q->filter, col_text(st, 1)))
			continue;
		currency = col_text(st, 2);
		memcpy(code, currency ? currency : "", currency ? strnlen(currency, 3) : 0);
		totals_add(&h->totals, code, 1, col_int(st, 3));
	}
	store_done(s, st);
	return rc;
}

/* Rows of the whole table from which on passing through it is the quicker way. */
static int worth_a_scan(struct store *s, const struct query *q, const struct hits *h, struct error *err)
{
	int64_t newest = 0;
	int rc;

	if (!match_words_only(q->filter))
		return 0;
	if (h->bits == NULL)
		return 1;
	snprintf(s->sql, sizeof s->sql, "SELECT COALESCE(MAX(id), 0) FROM \"%s\"", entities[q->entity].name);
	rc = store_number(s, &newest, err, s->sql, NULL);
	return rc < 0 ? rc : h->count > newest / 6;
}

static int total_one(struct store *s, const struct query *q, struct hits *h, int64_t id, struct error *err)
{
	char currency[4] = "";
	int64_t sum = 0;
	int rc = hits_test(s, q, h->bits && h->exact, id, currency, &sum, err);

	if (rc == 1)
		totals_add(&h->totals, currency, 1, sum);
	return rc;
}

/* So many rows of an index are passed in the time one row is looked at, which may have to come from the disk. */
#define PASSED 20

static int totals_of_hits(struct store *s, const struct query *q, struct hits *h, struct error *err)
{
	struct order by_id = { .column = "" };
	struct query_totals list = { 0 };
	struct walk w;
	int64_t id;
	int rc, many;

	memset(&h->totals, 0, sizeof h->totals);
	rc = totals_of_list(s, q, &list, err);
	if (rc < 0)
		return rc;
	many = h->bits == NULL || h->count > list.count / PASSED;
	if (many && summed_by_text(s, q))
		return totals_of_text(s, q, &h->totals, err);
	if (many && h->bits && h->exact && s->tables[q->entity].sum >= 0)
		return totals_of_index(s, q, h, err);
	rc = worth_a_scan(s, q, h, err);
	if (rc != 0)
		return rc < 0 ? rc : totals_of_scan(s, q, h, err);
	if (h->bits) {
		for (int64_t i = 0; rc >= 0 && i < h->n_bits / 64; i++)
			for (uint64_t word = h->bits[i]; rc >= 0 && word; word &= word - 1)
				rc = total_one(s, q, h, i * 64 + __builtin_ctzll(word), err);
		return rc < 0 ? rc : 0;
	}
	walk_start(&w, s, q, &by_id, NULL, 0, INT64_MAX);
	while (rc >= 0 && (rc = walk_next(&w, &id, err)) == 1)
		rc = total_one(s, q, h, id, err);
	walk_end(&w);
	return rc;
}

int query_totals(struct store *s, const struct query *q, struct query_totals *out, struct error *err)
{
	struct hits *h = NULL;
	int rc = query_begin(s, q, err);

	memset(out, 0, sizeof *out);
	if (rc < 0)
		return rc;
	if ((!q->filter || q->filter->n_terms == 0) && q->scope.n == 0)
		return query_end(s, totals_of_list(s, q, out, err));
	/* the page was full at a glance: many match */
	if (!hits_known(s, q) && summed_by_text(s, q))
		return query_end(s, totals_of_text(s, q, out, err));
	rc = hits_get(s, q, NULL, &h, err);
	if (rc == 0 && !h->totalled) {
		rc = totals_of_hits(s, q, h, err);
		h->totalled = rc == 0;
	}
	if (rc == 0)
		*out = h->totals;
	return query_end(s, rc);
}

int query_totals_of(struct store *s, enum entity e, const int64_t *ids, size_t n,
	struct query_totals *out, struct error *err)
{
	struct query all = { .entity = e, .view = VIEW_ALL };
	int rc = query_begin(s, &all, err);

	memset(out, 0, sizeof *out);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		char currency[4] = "";
		int64_t sum = 0;

		rc = hits_test(s, &all, 1, ids[i], currency, &sum, err);
		if (rc == 1)
			totals_add(out, currency, 1, sum);
	}
	return query_end(s, rc < 0 ? rc : 0);
}

/* ---- position and counts ---- */

static int count_matches_before(struct store *s, const struct query *q, const struct order *o,
	const struct hits *h, const struct sort_key *from, int64_t *n, struct error *err)
{
	struct id_array all = { 0 };
	int rc = from_walk(s, q, o, h, from, 1, SIZE_MAX, INT64_MAX, &all, err);

	*n = I64(all.len);
	ARRAY_RELEASE(&all);
	return rc;
}

int query_position(struct store *s, const struct query *q, int64_t id, int64_t *position, struct error *err)
{
	struct pool p = POOL_INIT;
	struct hits *h = NULL;
	struct sort_key key;
	struct order o;
	struct walk w;
	int rc = query_begin(s, q, err);

	*position = 0;
	if (rc < 0)
		return rc;
	rc = order_of(&o, s, q, err);
	if (rc == 0 && query_filtered(q))
		rc = hits_get(s, q, &o, &h, err);
	if (rc == 0)
		rc = order_key(s, q->entity, &o, id, &p, &key, err);
	if (rc == ERR_NOTFOUND)
		rc = error_set(err, ERR_NOTFOUND, N_("the record is not here any more"), NULL);
	if (rc == 0 && h && h->listed) {
		for (size_t i = 0; i < h->n_list && order_compare(&o, &h->list[i], &key) < 0; i++)
			++*position;
	} else if (rc == 0 && h) {
		rc = count_matches_before(s, q, &o, h, &key, position, err);
	} else if (rc == 0) {
		walk_start(&w, s, q, &o, &key, 1, INT64_MAX);
		rc = walk_count(&w, position, err);
		walk_end(&w);
	}
	pool_release(&p);
	return query_end(s, rc);
}

int query_counts(struct store *s, enum entity e, struct query_counts *out, struct error *err)
{
	return query_counts_in(s, e, 0, out, err);
}

int query_counts_in(struct store *s, enum entity e, int64_t books, struct query_counts *out,
	struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT state, SUM(n) FROM tally WHERE entity=$1 AND ($2=0 OR books=$2)"
		" GROUP BY state", "ti", entities[e].name, books);

	memset(out, 0, sizeof *out);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		int64_t n = col_int(st, 1);

		out->all += n;
		switch (status_parse(col_text(st, 0))) {
		case STATUS_READY: out->ready += n; break;
		case STATUS_HELD: out->held += n; break;
		case STATUS_FAILED: case STATUS_CONFLICT: case STATUS_UNKNOWN: out->failed += n; break;
		case STATUS_REJECTED: out->rejected += n; break;
		case STATUS_SYNCED: case STATUS_CHANGED: out->synced += n; break;
		case STATUS_STAGED: out->staged += n; break;
		default: break;
		}
	}
	store_done(s, st);
	return rc;
}
