/* Jobs: Procore projects and their ERP jobs. */
#include "ui/tab.h"
#include "base/array.h"
#include "base/i18n.h"

#include "base/banned.h"

static const struct column columns[] = {
	{ "status", COLUMN_STATUS, 11, 12, 0, 0, N_("Status") },
	{ "number", JOB_NUMBER, 8, 14, 0, 0, N_("Number") },
	{ "name", JOB_NAME, 14, 0, 3, 0, N_("Job") },
	{ "city", JOB_CITY, 10, 12, 0, 6, N_("City") },
	{ "start", JOB_START, 10, 10, 0, 5, N_("Start") },
	{ "completion", JOB_COMPLETION, 10, 10, 0, RANK_AWAY, N_("Completion") },
	{ "customer", JOB_CUSTOMER, 8, 14, 0, RANK_AWAY, N_("Customer") },
	{ "value", JOB_VALUE, 12, 0, 0, 3, N_("Value") },
	{ "erp", COLUMN_ERP, 8, 12, 0, 2, N_("ERP") },
	{ "system", COLUMN_SYSTEM, 6, 12, 0, 3, N_("System") },
	{ "age", COLUMN_AGE, 6, 0, 0, 4, N_("Age") },
	{ "notes", COLUMN_NOTES, 16, 0, 4, 0, N_("Notes") },
};

const struct tab_def tab_jobs = {
	ENTITY_JOB, columns, ARRAY_SIZE(columns), VIEW_READY, JOB_NUMBER, 0,
};
