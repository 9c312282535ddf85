/* Filter expressions typed by the user, parsed once.
 *
 *   roof letour        every word somewhere in the search column (folded)
 *   "two words"        as one
 *   -word  !word       not
 *   vendor:letour  status:ready  job:J-2601  number=1042
 *   >10000  <=500  amount>10000  date>=2026-10-01  2026-10..2026-11
 */
#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

#include "base/error.h"
#include "base/pool.h"
#include "model/entity.h"
#include <stdint.h>

enum filter_op { FILTER_HAS, FILTER_EQ, FILTER_LT, FILTER_LE, FILTER_GT, FILTER_GE, FILTER_STATUS };

struct filter_term {
	enum filter_op op;
	int negate;
	int field;             /* field index; -1: the search column */
	const char *text;      /* folded for FILTER_HAS; canonical for dates */
	int64_t number;        /* for money, quantities, integers */
};

struct filter {
	struct pool pool;
	struct filter_term *terms;   /* in the pool */
	size_t n_terms;
};

/* Parses text for an entity; on an error the filter is empty and err says where
 * and what was expected.  Empty text: no terms. */
int filter_parse(struct filter *f, enum entity e, const char *text, struct error *err);
void filter_release(struct filter *f);

#endif
