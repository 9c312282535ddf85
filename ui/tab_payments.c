/* Payments: made in the ERP against exported invoices. */
#include "ui/tab.h"
#include "base/array.h"
#include "base/i18n.h"

#include "base/banned.h"

static const struct column columns[] = {
	{ "status", COLUMN_STATUS, 11, 12, 0, 0, N_("Status") },
	{ "number", PAYMENT_NUMBER, 8, 14, 0, 0, N_("Payment") },
	{ "date", PAYMENT_DATE, 10, 10, 0, 0, N_("Date") },
	{ "vendor", PAYMENT_VENDOR_NAME, 12, 0, 2, 0, N_("Vendor") },
	{ "job", PAYMENT_JOB_NUMBER, 6, 10, 0, 5, N_("Job") },
	{ "commitment", PAYMENT_COMMITMENT_NUMBER, 8, 12, 0, 6, N_("Commitment") },
	{ "invoice", PAYMENT_INVOICE_NUMBER, 8, 12, 0, 1, N_("Invoice") },
	{ "method", PAYMENT_METHOD, 8, 10, 0, 7, N_("Method") },
	{ "amount", PAYMENT_AMOUNT, 12, 0, 0, 0, N_("Amount") },
	{ "system", COLUMN_SYSTEM, 6, 12, 0, 3, N_("System") },
	{ "age", COLUMN_AGE, 6, 0, 0, 4, N_("Age") },
	{ "notes", COLUMN_NOTES, 16, 0, 4, 2, N_("Notes") },
};

const struct tab_def tab_payments = {
	ENTITY_PAYMENT, columns, ARRAY_SIZE(columns), VIEW_ALL, PAYMENT_DATE, 1,
};
