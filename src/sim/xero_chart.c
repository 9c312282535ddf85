/* What an organisation has before anybody works in it: accounts, tax rates, currencies, users. */
#include "sim/xero.h"
#include <string.h>
#include "base/banned.h"

static const struct {
	const char *code, *name, *type, *class, *tax, *system, *currency, *status;
	int payments;
} accounts[] = {
	{ XERO_BANK, "Business chequing", "BANK", "ASSET", "NONE", NULL, "CAD", "ACTIVE", 0 },
	{ XERO_BANK_USD, "US dollar account", "BANK", "ASSET", "NONE", NULL, "USD", "ACTIVE", 0 },
	{ "200", "Construction revenue", "REVENUE", "REVENUE", "OUTPUT", NULL, NULL, "ACTIVE", 0 },
	{ "310", "Direct labour", "DIRECTCOSTS", "EXPENSE", "NONE", NULL, NULL, "ACTIVE", 0 },
	{ "320", "Construction materials", "DIRECTCOSTS", "EXPENSE", "INPUT", NULL, NULL, "ACTIVE", 0 },
	{ "330", "Subcontractors", "DIRECTCOSTS", "EXPENSE", "INPUT", NULL, NULL, "ACTIVE", 0 },
	{ "340", "Equipment and rentals", "DIRECTCOSTS", "EXPENSE", "INPUT", NULL, NULL, "ACTIVE", 0 },
	{ "350", "Other job costs", "DIRECTCOSTS", "EXPENSE", "INPUT", NULL, NULL, "ACTIVE", 0 },
	{ "399", "Job costs before 2020", "DIRECTCOSTS", "EXPENSE", "NONE", NULL, NULL, "ARCHIVED", 0 },
	{ "429", "General expenses", "EXPENSE", "EXPENSE", "INPUT", NULL, NULL, "ACTIVE", 0 },
	{ "445", "Light, power, heating", "OVERHEADS", "EXPENSE", "INPUT", NULL, NULL, "ACTIVE", 0 },
	{ "453", "Office expenses", "EXPENSE", "EXPENSE", "INPUT", NULL, NULL, "ACTIVE", 0 },
	{ "497", "Bank revaluations", "EXPENSE", "EXPENSE", "NONE", "BANKCURRENCYGAIN", NULL, "ACTIVE", 0 },
	{ "610", "Accounts receivable", "CURRENT", "ASSET", "NONE", "DEBTORS", NULL, "ACTIVE", 0 },
	{ "620", "Prepaid expenses", "PREPAYMENT", "ASSET", "NONE", NULL, NULL, "ACTIVE", 0 },
	{ "710", "Office equipment", "FIXED", "ASSET", "INPUT", NULL, NULL, "ACTIVE", 0 },
	{ "800", "Accounts payable", "CURRLIAB", "LIABILITY", "NONE", "CREDITORS", NULL, "ACTIVE", 0 },
	{ "820", "Sales tax", "CURRLIAB", "LIABILITY", "NONE", "GST", NULL, "ACTIVE", 0 },
	{ XERO_RETENTION, "Retention payable", "CURRLIAB", "LIABILITY", "NONE", NULL, NULL, "ACTIVE", 0 },
	{ "850", "Suspense", "CURRLIAB", "LIABILITY", "NONE", NULL, NULL, "ACTIVE", 1 },
	{ "860", "Rounding", "CURRLIAB", "LIABILITY", "NONE", "ROUNDING", NULL, "ACTIVE", 0 },
	{ "960", "Retained earnings", "EQUITY", "EQUITY", "NONE", "RETAINEDEARNINGS", NULL, "ACTIVE", 0 },
};

static const struct {
	const char *name, *type, *report, *status;
	int64_t rate;
	const char *part[2];
	int64_t part_rate[2];
	int assets, equity, expenses, liabilities, revenue;
} taxes[] = {
	{ "Tax Exempt", "NONE", "NONE", "ACTIVE", 0, { "Tax" }, { 0 }, 1, 1, 1, 1, 1 },
	{ "GST on Purchases", "INPUT", "INPUT", "ACTIVE", 50000, { "GST" }, { 50000 }, 1, 1, 1, 1, 0 },
	{ "GST on Sales", "OUTPUT", "OUTPUT", "ACTIVE", 50000, { "GST" }, { 50000 }, 1, 1, 0, 1, 1 },
	{ "Sales Tax on Imports", "GSTONIMPORTS", "GSTONIMPORTS", "ACTIVE", 0, { "Tax" }, { 0 }, 0, 0, 0, 1, 0 },
	{ "HST Ontario", "TAX001", "INPUT", "ACTIVE", 130000, { "HST" }, { 130000 }, 1, 1, 1, 1, 1 },
	{ "GST and QST", "TAX002", "INPUT", "ACTIVE", 149750, { "GST", "QST" }, { 50000, 99750 },
	  1, 1, 1, 1, 1 },
	{ "New York sales tax", "TAX003", "INPUT", "ACTIVE", 80000, { "Sales tax" }, { 80000 }, 1, 1, 1, 1, 1 },
	{ "HST Nova Scotia 2010", "TAX004", "INPUT", "ARCHIVED", 150000, { "HST" }, { 150000 },
	  1, 1, 1, 1, 1 },
};

static void add_accounts(struct xero_tenant *t)
{
	for (size_t i = 0; i < ARRAY_SIZE(accounts); i++) {
		struct xaccount *a = xero_record(t->x, XERO_ACCOUNT, xero_new_guid(t->x));

		a->code = accounts[i].code;
		a->name = accounts[i].name;
		a->type = accounts[i].type;
		a->class = accounts[i].class;
		a->tax_type = accounts[i].tax;
		a->system = accounts[i].system;
		a->currency = accounts[i].currency;
		a->bank_number = !strcmp(accounts[i].type, "BANK") ?
			i ? "004-10102-5201775" : "004-10102-5201643" : NULL;
		a->status = accounts[i].status;
		a->payments = accounts[i].payments;
		a->head.updated = t->connected_at;
		xero_add(t, a);
	}
}

static void add_taxes(struct xero_tenant *t)
{
	for (size_t i = 0; i < ARRAY_SIZE(taxes); i++) {
		struct xtax *r = xero_record(t->x, XERO_TAX, xero_new_guid(t->x));

		r->name = taxes[i].name;
		r->type = taxes[i].type;
		r->report = taxes[i].report;
		r->status = taxes[i].status;
		r->rate = taxes[i].rate;
		for (int k = 0; k < 2; k++) {
			r->part_name[k] = taxes[i].part[k];
			r->part_rate[k] = taxes[i].part_rate[k];
		}
		r->assets = taxes[i].assets;
		r->equity = taxes[i].equity;
		r->expenses = taxes[i].expenses;
		r->liabilities = taxes[i].liabilities;
		r->revenue = taxes[i].revenue;
		xero_add(t, r);
	}
}

const char *xero_cost_account(int cost_type)
{
	static const char *const codes[] = { "310", "320", "330", "340", "350" };

	return cost_type >= 0 && (size_t)cost_type < ARRAY_SIZE(codes) ? codes[cost_type] : "330";
}

void xero_chart(struct xero_tenant *t)
{
	static const char *const currencies[][2] = { { "CAD", "Canadian Dollar" },
		{ "USD", "United States Dollar" } };
	struct xuser *u = xero_record(t->x, XERO_USER, xero_new_guid(t->x));

	add_accounts(t);
	add_taxes(t);
	for (size_t i = 0; i < ARRAY_SIZE(currencies); i++) {
		struct xcurrency *c = xero_record(t->x, XERO_CURRENCY, xero_new_guid(t->x));

		c->code = currencies[i][0];
		c->description = currencies[i][1];
		xero_add(t, c);
	}
	u->email = "accounting@northside.example";
	u->first = "Anne";
	u->last = "Reyes";
	u->role = "FINANCIALADVISER";
	u->head.updated = t->connected_at;
	xero_add(t, u);
}
