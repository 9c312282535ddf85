/* Inside src/store: what query.c is made of. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "store/internal.h"

/* --- match.c: does a row answer a filter? --- */
/* search: the row's column of that name.  1 or 0. */
int match_record(const struct filter *f, const struct record *r, const char *search);
/* The same when only words are looked for and the record is not needed. */
int match_words_only(const struct filter *f);
int match_words(const struct filter *f, const char *search);

/* --- walk.c: ids in the order of a list, from an index --- */
struct order {
	char column[64];      /* "" : by id alone */
	int text;             /* is it text? */
	int descending;
	/* rows equal by it: by this one, then by id; "": by id */
	char column2[64];
	int text2, descending2;
	int unindexed;        /* one of them has no index: rank.c */
};

struct sort_key { int null; int64_t n; const char *s; int64_t id; int null2; int64_t n2; const char *s2; };

struct walk {
	struct store *s;
	enum entity e;
	enum view view;
	struct order order;
	int backward;
	int down;             /* towards greater keys is 0 */
	int anchored;
	struct sort_key from;
	int segment;
	int64_t limit;
	struct db_stmt *st;
	struct strbuf sql;
	const char *extra;    /* one more column to read; NULL */
	const char *only;     /* rows with this value in a column: NULL, or .. */
	int only_text;
	struct sort_key only_key;
	struct groups *groups;        /* owned: walk_groups.c, for two orders */
	const struct rank *rank;      /* the store's: rank.c, for orders without an index */
	size_t rank_left;
};

int order_of(struct order *out, struct store *s, const struct query *q, struct error *err);
/* The place of a row in an order; texts in the pool.  0, or ERR_NOTFOUND. */
int order_key(struct store *s, enum entity e, const struct order *o, int64_t id, struct pool *p,
	struct sort_key *out, struct error *err);
int order_compare(const struct order *o, const struct sort_key *a, const struct sort_key *b);

/* from NULL: from the end it starts at.  backward: against the list's order. */
void walk_start(struct walk *w, struct store *s, const struct query *q, const struct order *o,
	const struct sort_key *from, int backward, int64_t limit);
int walk_next(struct walk *w, int64_t *id, struct error *err);        /* 1, 0 at the end, class */
void walk_end(struct walk *w);
/* The row walk_next stands on: its key in the first order, and .extra; lent. */
void walk_row(struct walk *w, struct sort_key *out, int extra_text);
/* Counts instead of walking: rows before the place. */
int walk_count(struct walk *w, int64_t *n, struct error *err);

/* --- walk_groups.c: the same in two orders --- */
int groups_next(struct walk *w, int64_t *id, struct error *err);
void groups_end(struct walk *w);

/* --- rank.c: the same in orders without an index --- */
int rank_next(struct walk *w, int64_t *id, struct error *err);

/* --- hits.c: the rows a filter may select, remembered until something changes --- */
struct hits {
	char *signature;      /* owned: entity, view, filter, generation */
	uint64_t *bits;       /* owned; NULL: every row may match */
	int64_t n_bits;       /* ids below it */
	int64_t count;        /* bits set */
	int exact;            /* they match for certain, as far as the filter goes */
	/* When they are few: the rows that do match, in one order. */
	int listed;
	struct order order;
	struct pool pool;
	struct sort_key *list;       /* in the pool */
	size_t n_list;
	int totalled;
	struct query_totals totals;
};

/* The hits of a query with a filter, from the last time or anew. */
int hits_get(struct store *s, const struct query *q, const struct order *o, struct hits **out,
	struct error *err);
/* Would hits_get answer without asking the database? */
int hits_known(struct store *s, const struct query *q);
/* Looks at all candidates and keeps those that match, in order. */
int hits_list(struct store *s, const struct query *q, const struct order *o, struct hits *h,
	struct error *err);
/* Are those that match there, in this order? */
int hits_listed(const struct hits *h, const struct order *o);
static inline int hits_has(const struct hits *h, int64_t id)
{
	return h->bits == NULL || (id < h->n_bits && (h->bits[id >> 6] >> (id & 63) & 1));
}
/* Is this row in the view and does it match?  sum and currency may be NULL.  1/0/class */
int hits_test(struct store *s, const struct query *q, int words_known, int64_t id, char currency[4],
	int64_t *sum, struct error *err);
/* --- query.c --- */
/* Begins a question: one moment of the database, and interrupts count.  query_end passes rc on. */
int query_begin(struct store *s, const struct query *q, struct error *err);
int query_end(struct store *s, int rc);
int query_filtered(const struct query *q);

void totals_add(struct query_totals *t, const char *currency, int64_t count, int64_t sum);

#endif
