/* What a list shows: entity + view + filter + order + window -> rows.
 *
 * Keyset paging in every order, never OFFSET: a window is asked for from an
 * anchor row, forward or backward, from an index.  The screen's own read-only
 * handle; store_interrupt ends a slow one. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "model/filter.h"
#include "store/store.h"

/* Only the records that refer to one record: a commitment's invoices.  Who it is, is said by its id in each
 * of the systems that know it; exact, never by a text that looks alike. */
#define SCOPE_IDS 8
#define SCOPE_ID_MAX 96
struct query_scope {
	int n;                      /* 0: everything */
	int field;                  /* VALUE_REF field of the rows */
	struct { int64_t connection; char id[SCOPE_ID_MAX]; } of[SCOPE_IDS];
};
/* 0 when there is no id, no place left for it, or it is too long. */
int query_scope_add(struct query_scope *s, int64_t connection, const char *remote_id);
int query_scope_same(const struct query_scope *a, const struct query_scope *b);

struct query {
	enum entity entity;         /* one of the five */
	enum view view;
	const struct filter *filter;/* borrowed; NULL: none */
	int sort_field;             /* any field, or SORT_...; quick for those with FIELD_SORT */
	int descending;
	int64_t books;              /* only what this ERP connection books; 0: all */
	int sort2;                  /* 1: rows equal by the first order stand by the next two, then by id */
	int sort2_field, descending2;
	struct query_scope scope;
};
#define SORT_ID (-1)
#define SORT_STATUS (-2)
#define SORT_AGE (-3)
#define SORT_ERP (-4)           /* number in the ERP; no index */
#define SORT_BOOKS (-5)         /* the ERP connection that books it */

/* Rows strictly after (or before) the anchor row id in the query's order; anchor 0:
 * from the first (or last) row.  Rows come in display order in both directions.
 * inclusive: the anchor itself is the first row of the answer when it still matches. */
int query_window(struct store *s, const struct query *q, int64_t anchor, int backward,
	int inclusive, size_t max, struct pool *p, struct record_array *out, struct error *err);
/* Does this record still match view and filter? 1/0, or a class. */
int query_matches(struct store *s, const struct query *q, int64_t id, struct error *err);

struct query_total { char currency[4]; int64_t count, sum; };
#define QUERY_CURRENCIES 48              /* more than any company pays in */
struct query_totals {
	int64_t count;
	struct query_total by_currency[QUERY_CURRENCIES];   /* sums of the entity's amount */
	size_t n;
};
/* Exact count and sums over all rows of the query. */
int query_totals(struct store *s, const struct query *q, struct query_totals *out, struct error *err);
/* The same over a set of ids (marks). */
int query_totals_of(struct store *s, enum entity e, const int64_t *ids, size_t n,
	struct query_totals *out, struct error *err);
/* How many of these ids (ascending, each once) are rows of the query. */
int query_count_of(struct store *s, const struct query *q, const int64_t *ids, size_t n, int64_t *count,
	struct error *err);

/* Ids of rows, without the rows; each of these appends at most `max` and one more, so that the caller sees that
 * there are more.  Of the whole query, ascending: */
struct id_array { int64_t *items; size_t len, cap; };
int query_ids(struct store *s, const struct query *q, size_t max, struct id_array *out, struct error *err);
/* From one row to another in the query's order, both included when they match, in either order. */
int query_between(struct store *s, const struct query *q, int64_t from, int64_t to, size_t max,
	struct id_array *out, struct error *err);
/* With the same value as this row: in a field, SORT_STATUS, SORT_BOOKS or SORT_ERP.  Rows without a
 * value are the same. */
int query_same(struct store *s, const struct query *q, int field, int64_t id, size_t max,
	struct id_array *out, struct error *err);

/* Rows before this one in the query's order (its line number); for scroll bars and
 * tests, not for every key. */
int query_position(struct store *s, const struct query *q, int64_t id, int64_t *position, struct error *err);
/* Counts of a tab for its title: ready, held, failed (failed + conflict + unknown). */
struct query_counts { int64_t ready, held, failed, rejected, synced, staged, all; };
int query_counts(struct store *s, enum entity e, struct query_counts *out, struct error *err);
/* The same of what one ERP connection books (0: all). */
int query_counts_in(struct store *s, enum entity e, int64_t books, struct query_counts *out,
	struct error *err);
/* The money field a list sums (commitment amount, invoice net ...); -1: none. */
int query_sum_field(enum entity e);
/* 1: an index answers query_window and query_matches, whatever the length of the list. */
int query_is_quick(struct store *s, const struct query *q);

#endif
