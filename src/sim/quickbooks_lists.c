/* The sample company's lists as QuickBooks Online holds them.
 *
 * Jobs are customers below one parent, one of them a project; what a line is booked on is a service
 * item per project, cost code and cost type, named as Procore's own connector names it, for what the
 * commitments use.  A cost code without an id of the ERP has no item. */
#include "sim/quickbooks.h"

#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define SET_UP INT64_C(1767600000000)    /* 2026-01-05: before the sample begins */
#define FIRST_ITEM 401

int qb_is_mine(const struct qb *qb, int project)
{
	return !strcmp(sim_erp_of(qb->sim, project), "quickbooks");
}

static struct qb_rec *add(struct qb *qb, enum qb_kind kind, int64_t id, cJSON *v)
{
	return qb_table_add(&qb->tables[kind], id, QB_MADE_HERE, v, SET_UP);
}

static cJSON *currency_ref(const char *code)
{
	return qb_ref_text(code, !strcmp(code, "USD") ? "United States Dollar" : "Canadian Dollar");
}

/* ---- accounts ---- */

static cJSON *account(const char *number, const char *name, const char *type, const char *sub,
	const char *classification, const char *currency, int active)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "Name", name);
	jv_add_bool(v, "SubAccount", 0);
	jv_add_str(v, "FullyQualifiedName", name);
	jv_add_bool(v, "Active", active);
	jv_add_str(v, "Classification", classification);
	jv_add_str(v, "AccountType", type);
	jv_add_str(v, "AccountSubType", sub);
	jv_add_str(v, "AcctNum", number);
	jv_add(v, "CurrentBalance", qb_money(0));
	jv_add(v, "CurrentBalanceWithSubAccounts", qb_money(0));
	jv_add(v, "CurrencyRef", currency_ref(currency));
	return v;
}

int64_t qb_cost_account(const struct qb *qb, int type)
{
	return type >= 0 && qb->co->cost_types[type].erp_id ? QB_ACC_COST + type : 0;
}

char *qb_cost_accounts(const struct qb *qb)
{
	struct strbuf b = STRBUF_INIT;

	for (size_t i = 0; i < qb->co->n_cost_types; i++)
		if (qb_cost_account(qb, (int)i))
			strbuf_addf(&b, "%s%s=%d", b.len ? " " : "", qb->co->cost_types[i].code,
				5010 + (int)i * 10);
	return strbuf_detach(&b);
}

static void add_cost_accounts(struct qb *qb)
{
	for (size_t i = 0; i < qb->co->n_cost_types; i++) {
		const struct co_cost_type *t = &qb->co->cost_types[i];
		char number[16];

		if (!qb_cost_account(qb, (int)i))
			continue;
		snprintf(number, sizeof number, "%d", 5010 + (int)i * 10);
		add(qb, QB_ACCOUNT, QB_ACC_COST + (int64_t)i, account(number, t->name, "Cost of Goods Sold",
			!strcmp(t->code, "M") ? "SuppliesMaterialsCogs" : "CostOfLaborCos", "Expense", "CAD", 1));
	}
}

static void add_accounts(struct qb *qb)
{
	static const struct {
		int id;
		const char *number, *name, *type, *sub, *classification, *currency;
		int active;
	} rows[] = {
		{ QB_ACC_AP, "2000", "Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable",
		  "Liability", "CAD", 1 },
		{ QB_ACC_AP_USD, "2010", "Accounts Payable (A/P) - USD", "Accounts Payable",
		  "AccountsPayable", "Liability", "USD", 1 },
		{ QB_ACC_BANK, "1000", "Chequing", "Bank", "Checking", "Asset", "CAD", 1 },
		{ QB_ACC_BANK_USD, "1010", "Chequing - USD", "Bank", "Checking", "Asset", "USD", 1 },
		{ QB_ACC_CARD, "2300", "Company card", "Credit Card", "CreditCard", "Liability", "CAD", 1 },
		{ QB_ACC_SALES, "4000", "Contract revenue", "Income", "ServiceFeeIncome", "Revenue", "CAD", 1 },
	}, later[] = {
		{ QB_ACC_OFFICE, "6100", "Office expenses", "Expense", "OfficeGeneralAdministrativeExpenses",
		  "Expense", "CAD", 1 },
		{ QB_ACC_OLD, "5900", "Job costs before 2025 (deleted)", "Cost of Goods Sold",
		  "OtherCostsOfServiceCos", "Expense", "CAD", 0 },
		{ QB_ACC_RETAINAGE, "2110", "Retainage payable", "Other Current Liability",
		  "OtherCurrentLiabilities", "Liability", "CAD", 1 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		add(qb, QB_ACCOUNT, rows[i].id, account(rows[i].number, rows[i].name, rows[i].type,
			rows[i].sub, rows[i].classification, rows[i].currency, rows[i].active));
	add_cost_accounts(qb);
	for (i = 0; i < ARRAY_SIZE(later); i++)
		add(qb, QB_ACCOUNT, later[i].id, account(later[i].number, later[i].name, later[i].type,
			later[i].sub, later[i].classification, later[i].currency, later[i].active));
}

/* ---- small lists ---- */

static void add_named(struct qb *qb, enum qb_kind kind, int64_t id, const char *name, const char *sub)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "Name", name);
	jv_add_bool(v, sub, 0);
	jv_add_str(v, "FullyQualifiedName", name);
	jv_add_bool(v, "Active", 1);
	add(qb, kind, id, v);
}

static void add_terms(struct qb *qb)
{
	static const struct { const char *name; int days; } rows[] = {
		{ "Due on receipt", 0 }, { "Net 15", 15 }, { "Net 30", 30 }, { "Net 45", 45 }, { "Net 60", 60 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		cJSON *v = cJSON_CreateObject();

		jv_add_str(v, "Name", rows[i].name);
		jv_add_bool(v, "Active", 1);
		jv_add_str(v, "Type", "STANDARD");
		jv_add_int(v, "DiscountPercent", 0);
		jv_add_int(v, "DueDays", rows[i].days);
		add(qb, QB_TERM, (int64_t)i + 1, v);
	}
}

static void add_tax_rate(struct qb *qb, int64_t id, const char *name, const char *rate)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "Name", name);
	jv_add_str(v, "Description", name);
	jv_add_bool(v, "Active", 1);
	jv_add(v, "RateValue", cJSON_CreateRaw(rate));
	jv_add(v, "AgencyRef", qb_ref(1, NULL));
	jv_add_str(v, "SpecialTaxType", strcmp(rate, "0") ? "NONE" : "ZERO_RATE");
	jv_add_str(v, "DisplayType", "ReadOnly");
	add(qb, QB_TAX_RATE, id, v);
}

static void add_tax_code(struct qb *qb, int64_t id, const char *name, const int *rates, int n)
{
	cJSON *v = cJSON_CreateObject(), *bought = cJSON_CreateObject(), *list = cJSON_CreateArray();
	cJSON *sold = cJSON_CreateObject();

	jv_add_str(v, "Name", name);
	jv_add_str(v, "Description", name);
	jv_add_bool(v, "Active", 1);
	jv_add_bool(v, "Hidden", 0);
	jv_add_bool(v, "Taxable", n > 0);
	jv_add_bool(v, "TaxGroup", n > 0);
	jv_add(sold, "TaxRateDetail", cJSON_CreateArray());
	for (int i = 0; i < n; i++) {
		cJSON *e = cJSON_CreateObject();

		jv_add(e, "TaxRateRef", qb_ref(rates[i], NULL));
		jv_add_str(e, "TaxTypeApplicable", "TaxOnAmount");
		jv_add_int(e, "TaxOrder", 0);
		cJSON_AddItemToArray(list, e);
	}
	jv_add(bought, "TaxRateDetail", list);
	jv_add(v, "SalesTaxRateList", sold);
	jv_add(v, "PurchaseTaxRateList", bought);
	add(qb, QB_TAX_CODE, id, v);
}

static void add_taxes(struct qb *qb)
{
	static const int zero[] = { 3 }, hst[] = { 5 }, qc[] = { 7, 8 };

	add_tax_rate(qb, 3, "GST (ITC) zero-rated", "0");
	add_tax_rate(qb, 5, "HST ON (ITC)", "13");
	add_tax_rate(qb, 7, "GST (ITC)", "5");
	add_tax_rate(qb, 8, "QST (ITR)", "9.975");
	add_tax_code(qb, QB_TAX_EXEMPT, "Exempt", NULL, 0);
	add_tax_code(qb, QB_TAX_ZERO, "Zero-rated", zero, 1);
	add_tax_code(qb, QB_TAX_NONE, "Out of scope", NULL, 0);
	add_tax_code(qb, QB_TAX_HST, "HST ON", hst, 1);
	add_tax_code(qb, QB_TAX_GSTQST, "GST/QST QC - 9.975", qc, 2);
}

static cJSON *address(const char *line, const char *city, const char *state, const char *zip,
	const char *country)
{
	cJSON *v = cJSON_CreateObject();

	if (line)
		jv_add_str(v, "Line1", line);
	if (city)
		jv_add_str(v, "City", city);
	if (country)
		jv_add_str(v, "Country", !strcmp(country, "US") ? "USA" : "CAN");
	if (state)
		jv_add_str(v, "CountrySubDivisionCode", state);
	if (zip)
		jv_add_str(v, "PostalCode", zip);
	return v;
}

static cJSON *make_company(const struct qb *qb)
{
	cJSON *v = cJSON_CreateObject(), *mail = cJSON_CreateObject(), *list = cJSON_CreateArray();
	cJSON *e = cJSON_CreateObject();

	jv_add_str(v, "CompanyName", qb->co->name);
	jv_add_str(v, "LegalName", qb->co->name);
	jv_add(v, "CompanyAddr", address("15 Logistics Way", "Ottawa", "ON", "K1P 5M7", "CA"));
	jv_add(v, "LegalAddr", address("15 Logistics Way", "Ottawa", "ON", "K1P 5M7", "CA"));
	jv_add_str(v, "CompanyStartDate", "2019-04-01");
	jv_add_str(v, "FiscalYearStartMonth", "January");
	jv_add_str(v, "Country", "CA");
	jv_add_str(mail, "Address", "accounting@northside.example");
	jv_add(v, "Email", mail);
	jv_add_str(v, "SupportedLanguages", "en");
	jv_add_str(v, "DefaultTimeZone", "America/Toronto");
	jv_add_str(e, "Name", "OfferingSku");
	jv_add_str(e, "Value", qb->sw.orders ? "QuickBooks Online Plus" : "QuickBooks Online Essentials");
	cJSON_AddItemToArray(list, e);
	jv_add(v, "NameValue", list);
	return v;
}

static cJSON *make_preferences(const struct qb *qb)
{
	static const char *const others[][2] = { { "ProjectsEnabled", "true" },
		{ "VendorAndPurchasesPrefs.UsingPurchaseOrder", NULL },
		{ "SalesFormsPrefs.DefaultCustomerMessage", "" } };
	cJSON *v = cJSON_CreateObject(), *a = cJSON_CreateObject(), *b = cJSON_CreateObject();
	cJSON *c = cJSON_CreateObject(), *o = cJSON_CreateObject(), *list = cJSON_CreateArray();
	cJSON *p = cJSON_CreateObject(), *f = cJSON_CreateObject(), *t = cJSON_CreateObject();

	jv_add_bool(a, "UseAccountNumbers", 1);
	jv_add_bool(a, "TrackDepartments", 1);
	jv_add_str(a, "DepartmentTerminology", "Location");
	jv_add_bool(a, "ClassTrackingPerTxn", 0);
	jv_add_bool(a, "ClassTrackingPerTxnLine", 1);
	jv_add_str(a, "FirstMonthOfFiscalYear", "January");
	if (*qb->close_date)
		jv_add_str(a, "BookCloseDate", qb->close_date);
	jv_add(v, "AccountingInfoPrefs", a);
	jv_add_bool(p, "ForSales", 1);
	jv_add_bool(p, "ForPurchase", 1);
	jv_add(v, "ProductAndServicesPrefs", p);
	jv_add_bool(f, "CustomTxnNumbers", 1);
	jv_add(v, "SalesFormsPrefs", f);
	jv_add_bool(b, "EnableBills", 1);
	jv_add_bool(b, "TrackingByCustomer", 1);
	jv_add_bool(b, "BillableExpenseTracking", 1);
	jv_add(v, "VendorAndPurchasesPrefs", b);
	jv_add_bool(t, "UsingSalesTax", 1);
	jv_add(v, "TaxPrefs", t);
	jv_add_bool(c, "MultiCurrencyEnabled", 1);
	jv_add(c, "HomeCurrency", qb_ref_text("CAD", NULL));
	jv_add(v, "CurrencyPrefs", c);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		cJSON *e = cJSON_CreateObject();

		jv_add_str(e, "Name", others[i][0]);
		jv_add_str(e, "Value", others[i][1] ? others[i][1] : qb->sw.orders ? "true" : "false");
		cJSON_AddItemToArray(list, e);
	}
	jv_add(o, "NameValue", list);
	jv_add(v, "OtherPrefs", o);
	return v;
}

/* ---- vendors ---- */

static cJSON *vendor(const struct co_vendor *s)
{
	cJSON *v = cJSON_CreateObject(), *e;
	char *name = s->erp_active ? xstrdup(s->erp_name) : xasprintf("%s (deleted)", s->erp_name);

	jv_add_str(v, "CompanyName", s->erp_name);
	jv_add_str(v, "DisplayName", name);
	jv_add_str(v, "PrintOnCheckName", s->erp_name);
	jv_add_bool(v, "Active", s->erp_active);
	if (s->phone) {
		e = cJSON_CreateObject();
		jv_add_str(e, "FreeFormNumber", s->phone);
		jv_add(v, "PrimaryPhone", e);
	}
	if (s->email) {
		e = cJSON_CreateObject();
		jv_add_str(e, "Address", s->email);
		jv_add(v, "PrimaryEmailAddr", e);
	}
	jv_add(v, "BillAddr", address(s->address, s->city, s->state, s->zip, s->country));
	if (s->tax_number)
		jv_add_str(v, "TaxIdentifier", s->tax_number);
	jv_add(v, "TermRef", s->terms && !strcmp(s->terms, "45D") ? qb_ref(4, "Net 45") :
		qb_ref(QB_TERM_30, "Net 30"));
	jv_add(v, "Balance", qb_money(0));
	jv_add_bool(v, "Vendor1099", 0);
	jv_add(v, "CurrencyRef", currency_ref(s->currency));
	free(name);
	return v;
}

static int64_t remote(const struct qb *qb, enum co_entity e, int index)
{
	char text[CO_REMOTE_ID];

	company_remote_id(qb->co, "quickbooks", e, index, text);
	return strtoll(text, NULL, 10);
}

static void add_vendors(struct qb *qb)
{
	for (size_t i = 0; i < qb->co->n_vendors; i++) {
		const struct co_vendor *s = &qb->co->vendors[i];

		if (s->erp_id)
			qb_table_add(&qb->tables[QB_VENDOR], remote(qb, CO_VENDOR, (int)i), QB_MADE_HERE,
				vendor(s), s->updated_at);
	}
}

/* ---- customers ---- */

static cJSON *customer(const char *name, const char *full)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_bool(v, "Taxable", 1);
	jv_add_str(v, "DisplayName", name);
	jv_add_str(v, "FullyQualifiedName", full);
	jv_add_str(v, "PrintOnCheckName", name);
	jv_add_bool(v, "Active", 1);
	jv_add_bool(v, "Job", 0);
	jv_add_bool(v, "BillWithParent", 0);
	jv_add(v, "Balance", qb_money(0));
	jv_add(v, "BalanceWithJobs", qb_money(0));
	jv_add(v, "CurrencyRef", currency_ref("CAD"));
	jv_add_str(v, "PreferredDeliveryMethod", "Print");
	jv_add_bool(v, "IsProject", 0);
	return v;
}

static cJSON *job(const struct co_project *p, int is_project)
{
	char *name = xasprintf("%s %s", p->number, p->erp_name);
	char *full = xasprintf(QB_PARENT_NAME ":%s", name);
	cJSON *v = customer(name, full);

	jv_set_bool(v, "Job", 1);
	jv_set_bool(v, "BillWithParent", 1);
	jv_add(v, "ParentRef", qb_ref(QB_PARENT, QB_PARENT_NAME));
	jv_add_int(v, "Level", 1);
	jv_set_bool(v, "IsProject", is_project);
	if (p->erp_status && !strcmp(p->erp_status, "Canceled"))
		jv_set_bool(v, "Active", 0);
	jv_add(v, "ShipAddr", address(p->address, p->city, p->state, p->zip, p->country));
	free(name);
	free(full);
	return v;
}

static void add_customers(struct qb *qb)
{
	const struct company *co = qb->co;
	int projects = 0;
	size_t i;

	add(qb, QB_CUSTOMER, QB_PARENT, customer(QB_PARENT_NAME, QB_PARENT_NAME));
	for (i = 0; i < co->n_customers && i < 40; i++)
		add(qb, QB_CUSTOMER, QB_OWNER + (int64_t)i, customer(co->customers[i].name,
			co->customers[i].name));
	for (i = 0; i < co->n_projects; i++) {
		const struct co_project *p = &co->projects[i];

		if (p->erp_id && qb_is_mine(qb, (int)i))
			qb_table_add(&qb->tables[QB_CUSTOMER], remote(qb, CO_PROJECT, (int)i), QB_MADE_HERE,
				job(p, projects++ == 1), p->updated_at);
	}
}

/* ---- items ---- */

static int compare_combos(const void *a, const void *b)
{
	const struct qb_combo *x = a, *y = b;

	if (x->project != y->project)
		return x->project < y->project ? -1 : 1;
	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	return x->type < y->type ? -1 : x->type > y->type;
}

int64_t qb_item_of(const struct qb *qb, int project, int code, int type)
{
	struct qb_combo key = { project, code, type }, *at;

	if (!qb->items.len)
		return 0;
	at = bsearch(&key, qb->items.items, qb->items.len, sizeof key, compare_combos);
	return at ? FIRST_ITEM + (at - qb->items.items) : 0;
}

static void collect_combos(struct qb *qb)
{
	const struct company *co = qb->co;
	size_t i, n = 0;

	for (i = 0; i < co->n_commitments; i++) {
		const struct co_commitment *c = &co->commitments[i];

		if (!co->projects[c->project].erp_id || !qb_is_mine(qb, c->project))
			continue;
		for (int k = 0; k < c->lines; k++) {
			const struct co_line *l = &co->lines[c->first_line + k];

			if (l->cost_code >= 0 && co->cost_codes[l->cost_code].erp_id &&
			    qb_cost_account(qb, l->cost_type))
				*ARRAY_PUSH(&qb->items) = (struct qb_combo){ c->project, l->cost_code, l->cost_type };
		}
	}
	if (!qb->items.len)
		return;
	qsort(qb->items.items, qb->items.len, sizeof *qb->items.items, compare_combos);
	for (i = 0; i < qb->items.len; i++)
		if (!n || compare_combos(&qb->items.items[n - 1], &qb->items.items[i]))
			qb->items.items[n++] = qb->items.items[i];
	qb->items.len = n;
}

static cJSON *item(const char *name, const char *text, int64_t expense, const char *expense_name,
	int active)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "Name", name);
	jv_add_str(v, "Description", text);
	jv_add_bool(v, "Active", active);
	jv_add_bool(v, "SubItem", 0);
	jv_add_str(v, "FullyQualifiedName", name);
	jv_add_bool(v, "Taxable", 1);
	jv_add(v, "UnitPrice", cJSON_CreateRaw("0"));
	jv_add_str(v, "Type", "Service");
	jv_add(v, "IncomeAccountRef", qb_ref(QB_ACC_SALES, "Contract revenue"));
	if (expense) {
		jv_add_str(v, "PurchaseDesc", text);
		jv_add(v, "PurchaseCost", cJSON_CreateRaw("0"));
		jv_add(v, "ExpenseAccountRef", qb_ref(expense, expense_name));
	}
	jv_add_bool(v, "TrackQtyOnHand", 0);
	return v;
}

cJSON *qb_make_list(struct qb *qb, enum qb_kind kind, uint32_t source)
{
	const struct company *co = qb->co;
	const struct qb_combo *c;
	char *name;
	cJSON *v;

	if (kind == QB_COMPANY_INFO)
		return make_company(qb);
	if (kind == QB_PREFERENCES)
		return make_preferences(qb);
	if (kind != QB_ITEM)
		BUG("nothing is promised for %s", qb_defs[kind].name);
	c = &qb->items.items[source];
	name = xasprintf("%s-%s.%s", co->projects[c->project].number, co->cost_codes[c->code].code,
		co->cost_types[c->type].code);
	v = item(name, co->cost_codes[c->code].name, qb_cost_account(qb, c->type),
		co->cost_types[c->type].name, 1);
	free(name);
	return v;
}

static void add_items(struct qb *qb)
{
	collect_combos(qb);
	add(qb, QB_ITEM, 21, item("Consulting", "Hours of our own people, for customers", 0, NULL, 1));
	add(qb, QB_ITEM, 22, item("Formwork rental (deleted)", "Formwork rental",
		QB_ACC_COST + 3, "Equipment / Équipement", 0));
	for (size_t i = 0; i < qb->items.len; i++)
		qb_table_add(&qb->tables[QB_ITEM], FIRST_ITEM + (int64_t)i, (uint32_t)i, NULL,
			qb->co->projects[qb->items.items[i].project].updated_at);
}

void qb_seed_lists(struct qb *qb)
{
	add_accounts(qb);
	add_named(qb, QB_CLASS, 11, "Field", "SubClass");
	add_named(qb, QB_CLASS, 12, "Office", "SubClass");
	for (size_t i = 0; i < qb->co->n_branches; i++)
		add_named(qb, QB_DEPARTMENT, (int64_t)i + 1, qb->co->branches[i].name, "SubDepartment");
	add_terms(qb);
	add_taxes(qb);
	qb_table_add(&qb->tables[QB_COMPANY_INFO], 1, 0, NULL, SET_UP);
	qb_table_add(&qb->tables[QB_PREFERENCES], 1, 0, NULL, SET_UP);
	add_vendors(qb);
	add_customers(qb);
	add_items(qb);
}
