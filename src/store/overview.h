/* What waits, what it will cost and when, whose it is, and what went wrong: the sums of a whole company.
 *
 * Passes along indexes, not for the screen's thread when tables are long; store_interrupt ends one.
 * Amounts are minor units, summed per currency; what one ERP books alone when books is not 0. */
#ifndef STORE_OVERVIEW_H
#define STORE_OVERVIEW_H

#include "store/query.h"

/* Whole days since the content changed last. */
enum overview_age { AGE_NEW, AGE_WEEK, AGE_MONTH, AGE_OLD, AGE_COUNT };
struct overview_span { int from, below; };               /* days; below 0: no end */
extern const struct overview_span overview_spans[AGE_COUNT];

/* Cash: before this week and not due yet is "overdue"; then weeks from Monday to Sunday; what is due later
 * than those, and what has no due date. */
#define OVERVIEW_WEEKS 6
enum { CASH_OVERDUE, CASH_FIRST_WEEK, CASH_LATER = CASH_FIRST_WEEK + OVERVIEW_WEEKS, CASH_UNDATED, CASH_COUNT };

#define OVERVIEW_VENDORS 10
#define OVERVIEW_WRONG   4

struct overview_vendor { char *name; struct query_totals open; };   /* name owned */

struct overview {
	int64_t at_ms;                        /* the moment it is of */
	struct query_totals waits[ENTITY_TAB_COUNT][AGE_COUNT];   /* of the view "ready" */
	char today[11], weeks[OVERVIEW_WEEKS + 1][11];            /* first days; the last: where "later" begins */
	struct query_totals cash[CASH_COUNT]; /* invoices that are ready or approved, net by due date */
	struct overview_vendor vendors[OVERVIEW_VENDORS];         /* of open invoices, largest first */
	size_t n_vendors;
	struct overview_wrong { int64_t n, oldest_ms; } wrong[ENTITY_TAB_COUNT][OVERVIEW_WRONG];
};
/* enum status of the columns of `wrong`: failed, conflict, unknown, changed since export (of those the
 * oldest is not asked). */
extern const int overview_wrong[OVERVIEW_WRONG];
/* Is it an invoice that will have to be paid: ready or approved, and not held? */
int overview_is_cash(enum status st);

/* today: YYYY-MM-DD; home: the currency that vendors are ordered by. */
int overview_read(struct store *s, int64_t books, int64_t now_ms, const char *today, const char *home,
	struct overview *out, struct error *err);
void overview_release(struct overview *o);

/* The net (amounts of commitments) approved for a vendor so far: on its way, or there already. */
int overview_vendor_approved(struct store *s, enum entity e, int64_t connection, const char *vendor,
	const char *currency, int64_t *sum, struct error *err);

#endif
