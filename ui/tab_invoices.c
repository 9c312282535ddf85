/* Invoices: what subcontractors claim for a period. */
#include "ui/tab.h"
#include "base/array.h"
#include "base/i18n.h"

#include "base/banned.h"

static const struct column columns[] = {
	{ "status", COLUMN_STATUS, 11, 12, 0, 0, N_("Status") },
	{ "number", INVOICE_NUMBER, 8, 14, 0, 0, N_("Invoice") },
	{ "vendor", INVOICE_VENDOR_NAME, 12, 0, 2, 0, N_("Vendor") },
	{ "job", INVOICE_JOB_NUMBER, 6, 10, 0, 2, N_("Job") },
	{ "commitment", INVOICE_COMMITMENT_NUMBER, 8, 12, 0, 5, N_("Commitment") },
	{ "period", INVOICE_PERIOD, 7, 12, 0, 6, N_("Period") },
	{ "billed", INVOICE_BILLING_DATE, 10, 10, 0, RANK_AWAY, N_("Billing date") },
	{ "before", INVOICE_PREVIOUS, 11, 0, 0, RANK_AWAY, N_("Billed before") },
	{ "amount", INVOICE_AMOUNT, 11, 0, 0, 7, N_("Amount") },
	/* TRANSLATORS: column: amount withheld; short. */
	{ "retainage", INVOICE_RETAINAGE, 10, 0, 0, 8, N_("Retain.") },
	{ "tax", INVOICE_TAX, 9, 0, 0, RANK_AWAY, N_("Tax") },
	{ "net", INVOICE_NET, 11, 0, 0, 0, N_("Net") },
	{ "due", INVOICE_DUE_DATE, 10, 10, 0, 9, N_("Due") },
	{ "to-date", INVOICE_TO_DATE, 11, 0, 0, RANK_AWAY, N_("Completed to date") },
	{ "balance", INVOICE_BALANCE, 11, 0, 0, RANK_AWAY, N_("Balance to finish") },
	{ "there", INVOICE_STATUS, 10, 20, 0, RANK_AWAY, N_("Status there") },
	{ "erp", COLUMN_ERP, 8, 12, 0, RANK_AWAY, N_("ERP") },
	{ "system", COLUMN_SYSTEM, 6, 12, 0, 3, N_("System") },
	{ "age", COLUMN_AGE, 6, 0, 0, 4, N_("Age") },
	{ "notes", COLUMN_NOTES, 16, 0, 4, 1, N_("Notes") },
};

const struct tab_def tab_invoices = {
	ENTITY_INVOICE, columns, ARRAY_SIZE(columns), VIEW_READY, INVOICE_NUMBER, 0,
};
