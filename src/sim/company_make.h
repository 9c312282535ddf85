/* While a company is being made: what its parts share.  Only company*.c include this. */
#ifndef SIM_COMPANY_MAKE_H
#define SIM_COMPANY_MAKE_H

#include "sim/company_data.h"
#include <string.h>

#define PERIODS 11               /* January to November 2026 */
#define OCTOBER 9
#define FIN_MONTHS 36            /* from January 2025 */

struct maker {
	struct company *co;
	uint64_t rng;
	size_t cap_vendors, cap_projects, cap_sub_jobs, cap_billing_periods, cap_commitments,
		cap_lines, cap_change_orders, cap_invoices, cap_items, cap_payments, cap_findings;
	int bills, checks, orders, subcontracts;   /* numbers given in the ERP */
	const char *month_start[FIN_MONTHS], *month_end[FIN_MONTHS], *month_due[FIN_MONTHS];
	size_t invoice_limit;        /* 0 while the sample is made, whose oddities are noted */
};

/* The next random number of the seed. */
uint64_t maker_chance(struct maker *m);
/* min .. max */
int64_t maker_between(struct maker *m, int64_t min, int64_t max);
void *maker_grow(void *items, size_t n, size_t *cap, size_t size);
void maker_finding(struct maker *m, const char *name, enum co_entity entity, size_t index);
const char *maker_day_after(struct maker *m, const char *date, int days);
/* Some time in the working day that many days after the date. */
int64_t maker_stamp(struct maker *m, const char *date, int days);
void maker_note_stamp(struct maker *m, int64_t ms);
/* company_billing.c: the invoices of a commitment, one for each letter, and their payments. */
void maker_add_invoices(struct maker *m, int commitment, const char *letters);

/* The address of a new zeroed last record of a list of the company. */
#define ADD(m, list) \
	((m)->co->list = maker_grow((m)->co->list, (m)->co->n_##list, &(m)->cap_##list, \
	  sizeof *(m)->co->list), \
	 memset(&(m)->co->list[(m)->co->n_##list], 0, sizeof *(m)->co->list), \
	 &(m)->co->list[(m)->co->n_##list++])

#endif
