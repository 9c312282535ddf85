/* Arithmetic as it is written on paper: items under each other, a rule, a sum; and beside a
 * sum whether the record itself says the same.
 *
 * Amounts are minor units of the record's currency.  What does not fit in 64 bits is left
 * out of a sheet rather than shown wrong. */
#ifndef MODEL_SHEET_H
#define MODEL_SHEET_H

#include "model/record.h"

enum sheet_kind {
	SHEET_HEADING,       /* of the block that follows */
	SHEET_ITEM,
	SHEET_SUM,           /* under a rule */
	SHEET_SHARE,         /* of the sum before, in tenths of a percent */
};

enum sheet_check {
	SHEET_UNSTATED,      /* nobody says what it should be */
	SHEET_AGREES,        /* the other source says the same */
	SHEET_DIFFERS,       /* it says `stated` */
};

struct sheet_row {
	enum sheet_kind kind;
	char sign;           /* '+', '-', '=' or ' ' */
	const char *label;   /* N_() */
	const char *name;    /* not to translate, behind the label: a number; or NULL */
	int64_t amount;
	enum sheet_check check;
	int64_t stated;
	const char *source;  /* N_(): who states it; NULL: the record itself */
};

#define SHEET_MAX 64
struct sheet {
	struct sheet_row rows[SHEET_MAX + 1];   /* the last one is never read */
	size_t n;
	size_t wrong;        /* rows that differ */
};

/* Several records added up; more: there were too many to add up here, amounts mean nothing. */
struct sheet_totals { int64_t count, sum; int more; };

/* What documents are in.  Where they are in several, their sums mean nothing. */
struct sheet_currency {
	char code[4];        /* "": nobody says it */
	int several;
};

/* What a commitment's invoices and payments come to. */
struct commitment_facts {
	struct sheet_totals billed, materials, retained, released, net, exported, paid;
	struct sheet_currency currency;
};
/* The same for all commitments of a job or a vendor. */
struct account_facts {
	struct sheet_totals committed, changes;          /* of the commitments */
	struct sheet_totals billed, materials, retained, released, net, exported;
	struct sheet_totals paid;                        /* by the accounting system, where it is linked */
	int in_erp;                                      /* a vendor: it is linked */
	struct sheet_totals erp_balance;                 /* open there, on bills that came from here */
	struct sheet_totals erp_other;                   /* open there, on other bills */
	struct sheet_currency currency;
};
struct payment_facts {
	const struct record *rows;       /* the payment's documents, itself among them */
	size_t n_rows;
	const struct record *invoice;    /* what this row pays; NULL: not known */
	struct sheet_totals paid;        /* on that invoice by all payments that are not void */
	int invoice_is_erp;              /* its balance is what is open, not what is left to bill */
	struct sheet_currency currency;
};

void sheet_of_invoice(struct sheet *s, const struct record *r);
void sheet_of_commitment(struct sheet *s, const struct record *r, const struct commitment_facts *f);
void sheet_of_job(struct sheet *s, const struct record *r, const struct account_facts *f);
void sheet_of_vendor(struct sheet *s, const struct record *r, const struct account_facts *f);
void sheet_of_payment(struct sheet *s, const struct record *r, const struct payment_facts *f);

/* A schedule of values: one line, or their total. */
struct schedule_line {
	const struct record *line;       /* NULL: the total */
	int64_t scheduled, before, now, stored, to_date, left, retained;
	int64_t share;                   /* to date of scheduled, tenths of a percent; -1 unknown */
	int has_scheduled, has_before, has_stored;   /* some line says it */
	enum sheet_check check;          /* its own "to date" against the sum of its parts */
	int64_t stated;
};
/* Of an invoice: its own lines.  Of a commitment: billed[i] is what was billed on lines[i]. */
void schedule_of_invoice(const struct record *line, struct schedule_line *out);
void schedule_of_commitment(const struct record *line, int64_t billed, struct schedule_line *out);
/* Adds all up; 0, or -1 when it does not fit. */
int schedule_total(const struct schedule_line *lines, size_t n, struct schedule_line *out);
/* Does the total say what the invoice says?  Adds one row per difference. */
void schedule_compare(const struct schedule_line *total, const struct record *invoice, struct sheet *out);

/* part of whole in tenths of a percent, rounded half away from zero; -1 when it cannot be said. */
int64_t sheet_share(int64_t part, int64_t whole);

#endif
