/* Vendors: companies that are paid. */
#include "ui/tab.h"
#include "base/array.h"
#include "base/i18n.h"

#include "base/banned.h"

static const struct column columns[] = {
	/* TRANSLATORS: column of the state: ready, held, synced ... */
	{ "status", COLUMN_STATUS, 11, 12, 0, 0, N_("Status") },
	{ "number", VENDOR_NUMBER, 8, 14, 0, 3, N_("Number") },
	{ "name", VENDOR_NAME, 16, 0, 3, 0, N_("Vendor") },
	{ "city", VENDOR_CITY, 10, 12, 0, 5, N_("City") },
	{ "class", VENDOR_CLASS, 8, 14, 0, RANK_AWAY, N_("Class") },
	{ "terms", VENDOR_TERMS, 8, 14, 0, RANK_AWAY, N_("Terms") },
	{ "phone", VENDOR_PHONE, 12, 18, 0, RANK_AWAY, N_("Phone") },
	{ "email", VENDOR_EMAIL, 14, 30, 0, RANK_AWAY, N_("E-mail") },
	/* TRANSLATORS: column of the record's number in the accounting system. */
	{ "erp", COLUMN_ERP, 8, 12, 0, 2, N_("ERP") },
	/* TRANSLATORS: column: which accounting system books it. */
	{ "system", COLUMN_SYSTEM, 6, 12, 0, 3, N_("System") },
	/* TRANSLATORS: how long ago it changed. */
	{ "age", COLUMN_AGE, 6, 0, 0, 4, N_("Age") },
	{ "notes", COLUMN_NOTES, 16, 0, 4, 0, N_("Notes") },
};

const struct tab_def tab_vendors = {
	ENTITY_VENDOR, columns, ARRAY_SIZE(columns), VIEW_READY, VENDOR_NAME, 0,
};
