/* Pairs of a first load: a record of Procore's that names a row of the ERP as its counterpart, both new
 * and nothing known of either but that.  Most documents of a company that worked with another link
 * before are such, and nothing is to be asked about them one by one. */
#ifndef STORE_PAIRS_H
#define STORE_PAIRS_H

#include "store/records.h"

/* Which ones, and how far they were read. */
struct pairs {
	enum entity entity;
	int by_bill;                  /* of payments: by the check, the bill and the amount; else by origin id */
	int64_t procore, erp;         /* connections */
	int64_t after;                /* 0: from the first */
};

/* Of both only the id and what snapshots hold are there, of the row its ids, number and name too. */
struct pair {
	struct record mine, row;
	int64_t mine_amount, row_amount;
	const char *mine_currency, *row_currency;
	int taken;                    /* one of the two is in an earlier pair: this is none */
};
struct pair_array { struct pair *items; size_t len, cap; };

/* Are the rows of an entity as they came, with none in the judge queue yet?  Only then there are pairs. */
int pairs_here(struct store *s, enum entity e, struct error *err);
/* The next ones, at most max.  Texts are the pool's. */
int pairs_list(struct store *s, struct pairs *of, size_t max, struct pool *p, struct pair_array *out,
	struct error *err);
/* Writes the link, and both sides as what they are with it; inside a transaction. */
int pairs_link(struct store *s, const struct pair *one, const struct link *l, struct error *err);

#endif
