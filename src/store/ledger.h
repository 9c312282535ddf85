/* What the documents of one record come to: sums for the sheets of model/sheet.h.
 *
 * Each question looks at so many rows at most (LEDGER_MAX); where there are more, or a first load
 * is under way and nothing can be looked up, `more` is set and the sum means nothing.  Rows that no
 * cache knows take their time: the screens ask beside their own thread (reader.h). */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "model/sheet.h"
#include "store/store.h"

#define LEDGER_MAX 5000

/* Rows of `e` of a connection whose reference `field` is `value`, not the deleted ones. */
struct ledger_where {
	enum entity e;
	int64_t connection;
	int field;
	const char *value;
	int not_void;              /* payments: not the voided ones */
	int exported;              /* only what is in the accounting system: synced, or changed since */
	int linked;                /* an ERP's bills: 1 only those linked to a record of Procore's, -1 only others */
};
/* Counts them and adds up n money fields, one total each; what they are in is added to currency. */
int ledger_sums(struct store *s, const struct ledger_where *w, const int *fields, size_t n,
	struct sheet_totals *out, struct sheet_currency *currency, struct error *err);

/* Procore's record, and its counterpart in an ERP (id 0: none); of both only the ids count. */
int ledger_commitment(struct store *s, const struct record *r, const struct record *erp,
	struct commitment_facts *out, struct error *err);
int ledger_job(struct store *s, const struct record *r, const struct record *erp, struct account_facts *out,
	struct error *err);
int ledger_vendor(struct store *s, const struct record *r, const struct record *erp, struct account_facts *out,
	struct error *err);
/* A payment: its documents and the invoice it pays; rows and invoice in the pool. */
int ledger_payment(struct store *s, const struct record *r, struct pool *p, struct payment_facts *out,
	struct error *err);
/* What was billed on a line of a commitment. */
int ledger_billed(struct store *s, const struct record *line, int64_t *billed, struct error *err);

#endif
