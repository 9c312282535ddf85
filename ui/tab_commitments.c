/* Commitments: subcontracts and purchase orders. */
#include "ui/tab.h"
#include "base/array.h"
#include "base/i18n.h"

#include "base/banned.h"

static const struct column columns[] = {
	{ "status", COLUMN_STATUS, 11, 12, 0, 0, N_("Status") },
	{ "number", COMMITMENT_NUMBER, 8, 14, 0, 0, N_("Number") },
	{ "title", COMMITMENT_TITLE, 12, 0, 2, 5, N_("Title") },
	{ "vendor", COMMITMENT_VENDOR_NAME, 12, 0, 2, 0, N_("Vendor") },
	{ "job", COMMITMENT_JOB_NUMBER, 6, 10, 0, 2, N_("Job") },
	{ "date", COMMITMENT_DATE, 10, 10, 0, 7, N_("Date") },
	{ "amount", COMMITMENT_AMOUNT, 12, 0, 0, 6, N_("Amount") },
	{ "changes", COMMITMENT_CHANGES, 12, 0, 0, RANK_AWAY, N_("Changes") },
	/* TRANSLATORS: column: amount of the contract with its changes; short. */
	{ "revised", COMMITMENT_REVISED, 12, 0, 0, 0, N_("Revised") },
	{ "billed", COMMITMENT_BILLED, 12, 0, 0, RANK_AWAY, N_("Billed") },
	{ "retainage", COMMITMENT_RETAINAGE_PERCENT, 8, 0, 0, RANK_AWAY, N_("Retainage %") },
	{ "there", COMMITMENT_STATUS, 10, 20, 0, RANK_AWAY, N_("Status there") },
	{ "erp", COLUMN_ERP, 8, 12, 0, RANK_AWAY, N_("ERP") },
	{ "system", COLUMN_SYSTEM, 6, 12, 0, 3, N_("System") },
	{ "age", COLUMN_AGE, 6, 0, 0, 4, N_("Age") },
	{ "notes", COLUMN_NOTES, 16, 0, 4, 1, N_("Notes") },
};

const struct tab_def tab_commitments = {
	ENTITY_COMMITMENT, columns, ARRAY_SIZE(columns), VIEW_READY, COMMITMENT_NUMBER, 0,
};
