/* Filter expressions typed by the user, parsed once.
 *
 *   roof letour        every word somewhere in the search column (folded)
 *   "two words"        as one; a quote within is doubled: "12"" pipe"
 *   -word  !word       not; also before a parenthesis
 *   a | b  (a | b) c   one or the other
 *   vendor:letour  status:ready,held  job:J-2601  number=1042  erp:V-100
 *   >10000  <=500  1000..5000  amount>10000  net:..500
 *   2026-10  date>=2026-10-01  date:2026-10-01..2026-11-15  date:today  date:<7d
 *   due:<7d  overdue  age>30d
 *
 * Names of fields and statuses are known in English and in the user's language, with or
 * without accents; the English ones always work.  A comparison without a field is about the
 * amount the list sums. */
#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

#include "base/error.h"
#include "base/pool.h"
#include "model/entity.h"
#include <stdint.h>

enum filter_op {
	FILTER_HAS, FILTER_EQ, FILTER_LT, FILTER_LE, FILTER_GT, FILTER_GE,
	FILTER_STATUS,         /* number: enum status */
	FILTER_CHANGED_BEFORE, /* number: ms UTC; the content changed before it */
	FILTER_CHANGED_SINCE,  /* number: ms UTC; at it or later */
	FILTER_ANY,            /* one of the groups holds; text: them all, as a key of what is asked */
};

/* Instead of a field's index. */
#define FILTER_ANYWHERE (-1)   /* the search column */
#define FILTER_ERP_CODE (-2)   /* the number in the accounting system, which the search column holds too */

struct filter_group;

struct filter_term {
	enum filter_op op;
	int negate;
	int field;             /* field index, or FILTER_... */
	const char *text;      /* folded for FILTER_HAS; canonical for dates */
	int64_t number;        /* for money, quantities, integers */
	const struct filter_group *groups;   /* FILTER_ANY */
	size_t n_groups;
};

/* All of its terms hold. */
struct filter_group { struct filter_term *terms; size_t n_terms; };

struct filter {
	struct pool pool;
	struct filter_term *terms;   /* in the pool; all of them hold */
	size_t n_terms;
	size_t bad_at, bad_len;      /* after an error: the part of the text it is about */
};

/* Parses text for an entity; on an error the filter is empty and err says what was wrong and
 * what was expected, with an example.  Empty text: no terms.  Relative dates are those of now. */
int filter_parse(struct filter *f, enum entity e, const char *text, struct error *err);
void filter_release(struct filter *f);
/* A value that may hold anything, as it stands in a filter: in quotes, those in it doubled. */
void filter_add_quoted(struct strbuf *out, const char *value);

/* A filter of the program's own, in its stable names, with the words of the user's language: "age<3d" is
 * "age<3j".  It is read as the same. */
void filter_add_shown(struct strbuf *out, enum entity e, const char *text);

/* What the word before byte `at` could become. */
struct filter_candidate {
	const char *text;      /* what stands there then: "vendor:", "status:held" */
	const char *title;     /* what it is, translated; or "" */
};
struct filter_completion {
	struct pool pool;
	size_t from, to;       /* bytes of the text that a candidate takes the place of */
	struct filter_candidate *items;   /* in the pool; best first */
	size_t n;
	/* After the name of a field and before any value: what may follow, translated; "" else. */
	const char *expects;
};
void filter_complete(struct filter_completion *out, enum entity e, const char *text, size_t at);
void filter_completion_release(struct filter_completion *c);

/* The language in examples for this entity: line after line "expression TAB what it finds"
 * (translated); NULL ends. */
const char *const *filter_examples(enum entity e);

#endif
