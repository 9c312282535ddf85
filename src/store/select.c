/* Which rows a list holds, as ids: all of them, those between two, those with a value.
 *
 * For marks: a million ids are eight megabytes, a million rows are not.  Answered like windows, from
 * an index or from the hits of the filter. */
#include "store/search.h"

#include "base/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* Hits up to this share of the table are looked at one by one; more of them are passed by along an
 * index. */
#define SHARE 8

static int keep(struct store *s, const struct query *q, const struct hits *h, int64_t id,
	struct id_array *out, struct error *err)
{
	int rc = 1;

	if (h && !hits_has(h, id))
		return 0;
	if (query_filtered(q) && !(h && h->bits && h->exact))
		rc = hits_test(s, q, 0, id, NULL, NULL, err);
	if (rc == 1)
		*ARRAY_PUSH(out) = id;
	return rc;
}

static int from_bits(struct store *s, const struct query *q, const struct hits *h, size_t max,
	struct id_array *out, struct error *err)
{
	int rc = 0;

	for (int64_t i = 0; i < h->n_bits / 64; i++) {
		for (uint64_t word = h->bits[i]; word; word &= word - 1) {
			int64_t id = i * 64 + __builtin_ctzll(word);

			rc = hits_test(s, q, h->exact, id, NULL, NULL, err);
			if (rc < 0)
				return rc;
			if (rc == 1)
				*ARRAY_PUSH(out) = id;
			if (out->len > max)
				return 0;
		}
	}
	return 0;
}

static int all_ids(struct store *s, const struct query *q, size_t max, struct id_array *out, struct error *err)
{
	struct order by_id = { .column = "" };
	struct hits *h = NULL;
	struct walk w;
	int64_t id;
	int rc = query_filtered(q) ? hits_get(s, q, NULL, &h, err) : 0;

	if (rc < 0)
		return rc;
	if (h && h->bits && h->count < h->n_bits / SHARE)
		return from_bits(s, q, h, max, out, err);
	walk_start(&w, s, q, &by_id, NULL, 0, INT64_MAX);
	while (out->len <= max && (rc = walk_next(&w, &id, err)) == 1)
		if ((rc = keep(s, q, h, id, out, err)) < 0)
			break;
	walk_end(&w);
	return rc < 0 ? rc : 0;
}

int query_ids(struct store *s, const struct query *q, size_t max, struct id_array *out, struct error *err)
{
	int rc = query_begin(s, q, err);

	return rc < 0 ? rc : query_end(s, all_ids(s, q, max, out, err));
}

/* ---- from one row to another ---- */

static int between_keys(struct store *s, const struct query *q, const struct order *o, const struct sort_key *from,
	const struct sort_key *to, size_t max, struct id_array *out, struct error *err)
{
	struct hits *h = NULL;
	struct walk w;
	int64_t id = from->id;
	int rc = query_filtered(q) ? hits_get(s, q, o, &h, err) : 0;

	if (rc == 0 && h && h->listed) {
		for (size_t i = 0; i < h->n_list && out->len <= max; i++)
			if (order_compare(o, &h->list[i], from) >= 0 && order_compare(o, &h->list[i], to) <= 0)
				*ARRAY_PUSH(out) = h->list[i].id;
		return 0;
	}
	/* the first row itself: a walk begins beyond it */
	if (rc == 0)
		rc = hits_test(s, q, 0, id, NULL, NULL, err);
	if (rc == 1)
		*ARRAY_PUSH(out) = id;
	if (rc < 0 || from->id == to->id)
		return rc < 0 ? rc : 0;
	walk_start(&w, s, q, o, from, 0, INT64_MAX);
	while (out->len <= max && (rc = walk_next(&w, &id, err)) == 1)
		if ((rc = keep(s, q, h, id, out, err)) < 0 || id == to->id)
			break;
	walk_end(&w);
	return rc < 0 ? rc : 0;
}

int query_between(struct store *s, const struct query *q, int64_t from, int64_t to, size_t max,
	struct id_array *out, struct error *err)
{
	struct pool p = POOL_INIT;
	struct sort_key a, b;
	struct order o;
	int rc = query_begin(s, q, err);

	if (rc < 0)
		return rc;
	rc = order_of(&o, s, q, err);
	if (rc == 0)
		rc = order_key(s, q->entity, &o, from, &p, &a, err);
	if (rc == 0)
		rc = order_key(s, q->entity, &o, to, &p, &b, err);
	if (rc == ERR_NOTFOUND)
		rc = error_set(err, ERR_NOTFOUND, N_("the record is not here any more"), NULL);
	else if (rc == 0 && order_compare(&o, &a, &b) <= 0)
		rc = between_keys(s, q, &o, &a, &b, max, out, err);
	else if (rc == 0)
		rc = between_keys(s, q, &o, &b, &a, max, out, err);
	pool_release(&p);
	return query_end(s, rc);
}

/* ---- with the same value ---- */

static const char *column_of(enum entity e, int field)
{
	switch (field) {
	case SORT_STATUS: return "state";
	case SORT_BOOKS: return "books";
	case SORT_ERP: return "erp_code";
	default: return field >= 0 && field < entities[e].n_fields ? entities[e].fields[field].name : NULL;
	}
}

/* A name is found by its folded key and must then be the same to the letter. */
static void same_sql(struct strbuf *sql, struct store *s, const struct query *q, int field, const char *column,
	int null)
{
	strbuf_addf(sql, "SELECT id FROM \"%s\" WHERE view=$1 AND view>=0 AND ", entities[q->entity].name);
	if (null) {
		strbuf_addf(sql, "\"%s\" IS NULL ORDER BY id", column);
		return;
	}
	if (field >= 0 && (entities[q->entity].fields[field].flags & FIELD_SORT)) {
		struct strbuf key = STRBUF_INIT;

		table_sort_column(&key, s, q->entity, field);
		if (strcmp(key.s, column) != 0)
			strbuf_addf(sql, "\"%1$s\"=(SELECT \"%1$s\" FROM \"%2$s\" WHERE id=$2) AND ", key.s,
				entities[q->entity].name);
		strbuf_release(&key);
	}
	strbuf_addf(sql, "\"%1$s\"=(SELECT \"%1$s\" FROM \"%2$s\" WHERE id=$2) ORDER BY id", column,
		entities[q->entity].name);
}

static int same_ids(struct store *s, const struct query *q, int field, int64_t id, size_t max,
	struct id_array *out, struct error *err)
{
	const char *column = column_of(q->entity, field);
	struct strbuf sql = STRBUF_INIT;
	struct hits *h = NULL;
	struct db_stmt *st;
	int64_t null = 1;
	int rc;

	if (!column)
		return error_set(err, ERR_BUG, N_("there is no such field"), NULL);
	snprintf(s->sql, sizeof s->sql, "SELECT CASE WHEN \"%s\" IS NULL THEN 1 ELSE 0 END FROM \"%s\" WHERE id=$1",
		column, entities[q->entity].name);
	rc = store_number(s, &null, err, s->sql, "i", id);
	if (rc == 0)
		return error_set(err, ERR_NOTFOUND, N_("the record is not here any more"), NULL);
	same_sql(&sql, s, q, field, column, null != 0);
	rc = rc < 0 ? rc : query_filtered(q) ? hits_get(s, q, NULL, &h, err) : 0;
	for (int v = q->view == VIEW_ALL ? 0 : (int)q->view; rc >= 0 && v <= (int)q->view; v++) {
		rc = store_ask(s, &st, err, sql.s, null ? "i" : "ii", I64(v), id);
		if (rc < 0)
			break;
		while (out->len <= max && (rc = store_step(s, st, err)) == 1)
			if ((rc = keep(s, q, h, col_int(st, 0), out, err)) < 0)
				break;
		store_done(s, st);
	}
	strbuf_release(&sql);
	return rc < 0 ? rc : 0;
}

int query_same(struct store *s, const struct query *q, int field, int64_t id, size_t max,
	struct id_array *out, struct error *err)
{
	int rc = query_begin(s, q, err);

	return rc < 0 ? rc : query_end(s, same_ids(s, q, field, id, max, out, err));
}

/* ---- how many of these ---- */

/* Up to so many are looked at one by one. */
#define ONE_BY_ONE 2000

static int has_sorted(const int64_t *ids, size_t n, int64_t id)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (ids[mid] < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && ids[low] == id;
}

int query_count_of(struct store *s, const struct query *q, const int64_t *ids, size_t n, int64_t *count,
	struct error *err)
{
	struct id_array all = { 0 };
	int rc = query_begin(s, q, err);

	*count = 0;
	if (rc < 0)
		return rc;
	if (n <= ONE_BY_ONE) {
		for (size_t i = 0; rc >= 0 && i < n; i++) {
			rc = hits_test(s, q, 0, ids[i], NULL, NULL, err);
			*count += rc == 1;
		}
	} else {
		rc = all_ids(s, q, SIZE_MAX - 1, &all, err);
		for (size_t i = 0; rc == 0 && i < all.len; i++)
			*count += has_sorted(ids, n, all.items[i]);
	}
	ARRAY_RELEASE(&all);
	return query_end(s, rc < 0 ? rc : 0);
}
