/* The sample company as the ERP holds it.
 *
 * Master records are made at the start; orders, bills and checks are promised
 * (acumatica_table.c) and made from the company when somebody looks.  What the
 * company has no word for, accounts and items, follows from its cost types. */
#include "sim/acumatica.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define DEFAULT_STAMP INT64_C(1767600000000)     /* 2026-01-05: set up before the sample begins */

static struct acu_rec *add(struct acu_table *t)
{
	struct acu_rec *r = acu_new(t->def, acu_next_id(t));

	if (acu_index(t->def, "LastModifiedDateTime") >= 0)
		acu_put_num(r, "LastModifiedDateTime", DEFAULT_STAMP);
	return r;
}

/* ---- the ledger ---- */

static void add_structure(struct acu_tenant *tenant)
{
	struct acu_table *t = &tenant->tables[ACU_COMPANIES];
	struct acu_rec *r = add(t), *row;
	const struct company *co = tenant->acu->co;
	size_t i, n = tenant->has_company ? co->n_branches : 1;

	for (i = 0; i < n; i++) {
		row = acu_add_row(r, "Results", acu_next_row_id(r, "Results"));
		acu_put_text(row, "CompanyID", tenant->has_company ? "NORTHSIDE" : "TRAINING");
		acu_put_text(row, "CompanyName", tenant->has_company ? co->name : "Training company");
		acu_put_text(row, "CompanyType", tenant->has_company ? "With Branches Requiring Balancing" :
			"Without Branches");
		acu_put_num(row, "CompanyStatus", 1);
		acu_put_num(row, "BranchStatus", 1);
		acu_put_text(row, "BranchID", tenant->has_company ? co->branches[i].erp_id : "TRAINING");
		acu_put_text(row, "BranchName", tenant->has_company ? co->branches[i].name : "Training company");
		acu_put_text(row, "BranchCountry", tenant->has_company ? co->branches[i].country : "US");
		acu_put_text(row, "BaseCurrencyID", tenant->has_company ?
			acu_currency(tenant->acu, co->branches[i].currency) : "USD");
	}
	acu_table_add(t, r);
}

static void add_period(struct acu_rec *year, const struct co_fin_period *p)
{
	struct acu_rec *row = acu_add_row(year, "Details", acu_next_row_id(year, "Details"));
	char nbr[3] = { p->id[0], p->id[1], 0 };

	acu_put_text(row, "FinancialPeriodID", p->id);
	acu_put_text(row, "PeriodNbr", nbr);
	acu_put_text(row, "Description", p->id);
	acu_put_date(row, "StartDate", p->start_date);
	acu_put_date(row, "EndDate", p->end_date);
	acu_put_num(row, "LengthInDays", (acu_num(row, "EndDate") - acu_num(row, "StartDate")) / 86400000 + 1);
	acu_put_text(row, "Status", p->closed ? "Closed" : "Open");
	acu_put_num(row, "ClosedInAP", p->closed);
	acu_put_num(row, "ClosedInAR", p->closed);
	acu_put_num(row, "ClosedInCA", p->closed);
	acu_put_num(row, "ClosedInIN", p->closed);
	acu_put_num(row, "AdjustmentPeriod", 0);
}

static void add_periods(struct acu_tenant *tenant)
{
	struct acu_table *t = &tenant->tables[ACU_PERIOD];
	const struct company *co = tenant->acu->co;
	struct acu_rec *year;
	size_t i;

	for (i = 0; i < co->n_fin_periods; i++) {
		year = acu_find1(tenant, ACU_PERIOD, co->fin_periods[i].id + 2);
		if (!year) {
			year = add(t);
			acu_put_text(year, "FinancialYear", co->fin_periods[i].id + 2);
			acu_put_date(year, "StartDate", co->fin_periods[i].start_date);
			acu_put_num(year, "UserDefinedPeriods", 0);
			acu_table_add(t, year);
		}
		add_period(year, &co->fin_periods[i]);
		acu_put_num(year, "NbrOfPeriods", (int64_t)acu_n_rows(year, "Details"));
	}
}

static void add_account(struct acu_tenant *tenant, const char *id, const char *name, const char *type,
	const char *group)
{
	struct acu_table *t = &tenant->tables[ACU_ACCOUNT];
	struct acu_rec *r = add(t);

	acu_put_text(r, "AccountCD", id);
	acu_put_text(r, "Description", name);
	acu_put_text(r, "Type", type);
	acu_put_text(r, "AccountGroup", group);
	acu_put_text(r, "PostOption", "Summary");
	acu_put_num(r, "Active", 1);
	acu_table_add(t, r);
}

static void add_item(struct acu_tenant *tenant, const char *id, const char *name, const char *account,
	int receipt)
{
	struct acu_table *t = &tenant->tables[ACU_ITEM];
	struct acu_rec *r = add(t);

	acu_put_text(r, "InventoryID", id);
	acu_put_text(r, "Description", name);
	acu_put_text(r, "ItemStatus", "Active");
	acu_put_text(r, "ItemType", "Non-Stock Item");
	acu_put_text(r, "BaseUnit", "EA");
	acu_put_text(r, "PurchaseUnit", "EA");
	acu_put_text(r, "ExpenseAccount", account);
	acu_put_num(r, "RequireReceipt", receipt);
	acu_table_add(t, r);
}

/* Account group, account and item of each cost type that has a group. */
static void add_cost_types(struct acu_tenant *tenant)
{
	const struct company *co = tenant->acu->co;
	struct acu_table *t = &tenant->tables[ACU_ACCOUNT_GROUP];
	struct acu_rec *r;
	char account[8];
	size_t i;

	for (i = 0; i < co->n_cost_types; i++) {
		if (!co->cost_types[i].erp_id)
			continue;
		snprintf(account, sizeof account, "%u", (unsigned)(51000 + i * 1000));
		r = add(t);
		acu_put_text(r, "AccountGroupID", co->cost_types[i].erp_id);
		acu_put_text(r, "Description", co->cost_types[i].name);
		acu_put_text(r, "Type", "Expense");
		acu_put_text(r, "DefaultAccountID", account);
		acu_put_num(r, "Active", 1);
		acu_put_num(r, "Expense", 1);
		acu_put_num(r, "SortOrder", (int64_t)i + 1);
		acu_table_add(t, r);
		add_account(tenant, account, co->cost_types[i].name, "Expense", co->cost_types[i].erp_id);
		add_item(tenant, co->cost_types[i].erp_id, co->cost_types[i].name, account, 0);
	}
	add_account(tenant, "10200", "Cash in bank", "Asset", NULL);
	add_account(tenant, "20000", "Accounts payable", "Liability", NULL);
	add_account(tenant, "20100", "Retainage payable", "Liability", NULL);
	add_account(tenant, "61000", "Office supplies", "Expense", NULL);
	add_item(tenant, "REBAR-15M", "Reinforcing bar 15M, received on site", "52000", 1);
}

static void add_cost_codes(struct acu_tenant *tenant)
{
	const struct company *co = tenant->acu->co;
	struct acu_table *t = &tenant->tables[ACU_COST_CODE];
	struct acu_rec *r;
	size_t i;

	for (i = 0; i < co->n_cost_codes; i++) {
		if (!co->cost_codes[i].erp_id)
			continue;
		r = add(t);
		acu_put_text(r, "CostCodeID", co->cost_codes[i].erp_id);
		acu_put_text(r, "Description", co->cost_codes[i].name);
		acu_table_add(t, r);
	}
	r = add(t);
	acu_put_text(r, "CostCodeID", "00000");
	acu_put_text(r, "Description", "Unassigned");
	acu_table_add(t, r);
}

/* ---- people and jobs ---- */

static void add_contact(struct acu_rec *r, const struct co_vendor *v)
{
	struct acu_rec *c = acu_link(r, "MainContact"), *a = acu_link(c, "Address");

	acu_put_text(c, "CompanyName", v->erp_name);
	acu_put_text(c, "DisplayName", v->erp_name);
	acu_put_text(c, "Email", v->email);
	acu_put_text(c, "Phone1", v->phone);
	acu_put_text(c, "Phone1Type", "Business 1");
	acu_put_text(a, "AddressLine1", v->address);
	acu_put_text(a, "City", v->city);
	acu_put_text(a, "State", v->state);
	acu_put_text(a, "PostalCode", v->zip);
	acu_put_text(a, "Country", v->country);
}

static void add_vendors(struct acu_tenant *tenant)
{
	const struct company *co = tenant->acu->co;
	struct acu_table *t = &tenant->tables[ACU_VENDOR];
	const struct co_vendor *v;
	struct acu_rec *r;
	long n;
	size_t i;

	tenant->next_vendor = 1;
	for (i = 0; i < co->n_vendors; i++) {
		v = &co->vendors[i];
		if (!v->erp_id)
			continue;
		r = add(t);
		acu_put_text(r, "VendorID", v->erp_id);
		acu_put_text(r, "VendorName", v->erp_name);
		acu_put_text(r, "LegalName", v->erp_name);
		acu_put_text(r, "Status", v->erp_active ? "Active" : "Inactive");
		acu_put_text(r, "VendorClass", i % 3 ? "SUBCON" : "SUPPLIER");
		acu_put_text(r, "Terms", v->terms);
		acu_put_text(r, "CurrencyID", acu_currency(tenant->acu, v->currency));
		acu_put_text(r, "PaymentMethod", "CHECK");
		acu_put_text(r, "CashAccount", "10200");
		acu_put_text(r, "APAccount", "20000");
		acu_put_text(r, "TaxRegistrationID", v->tax_number);
		acu_put_text(r, "LocationName", "Primary Location");
		acu_put_num(r, "CreatedDateTime", v->created_at);
		acu_put_num(r, "LastModifiedDateTime", v->updated_at);
		add_contact(r, v);
		acu_table_add(t, r);
		n = strtol(v->erp_id + strcspn(v->erp_id, "0123456789"), NULL, 10);
		if (n >= tenant->next_vendor)
			tenant->next_vendor = n + 1;
	}
}

static void add_customers(struct acu_tenant *tenant)
{
	const struct company *co = tenant->acu->co;
	struct acu_table *t = &tenant->tables[ACU_CUSTOMER];
	struct acu_rec *r, *a;
	size_t i;

	for (i = 0; i < co->n_customers; i++) {
		r = add(t);
		acu_put_text(r, "CustomerID", co->customers[i].erp_id);
		acu_put_text(r, "CustomerName", co->customers[i].name);
		acu_put_text(r, "CustomerClass", "OWNER");
		acu_put_text(r, "Status", "Active");
		acu_put_text(r, "CurrencyID", !strcmp(co->customers[i].country, "US") ? "USD" :
			acu_currency(tenant->acu, co->home_currency));
		acu_put_text(r, "Terms", "30D");
		a = acu_link(acu_link(r, "MainContact"), "Address");
		acu_put_text(a, "City", co->customers[i].city);
		acu_put_text(a, "State", co->customers[i].state);
		acu_put_text(a, "Country", co->customers[i].country);
		acu_table_add(t, r);
	}
}

static void add_templates(struct acu_tenant *tenant)
{
	static const char *const tasks[][2] = { { "01", "General" }, { "02", "Extras" } };
	struct acu_table *t = &tenant->tables[ACU_TEMPLATE];
	struct acu_rec *r = add(t);
	size_t i;

	acu_put_text(r, "ProjectTemplateID", "STANDARD");
	acu_put_text(r, "Description", "Standard construction job");
	acu_put_text(r, "Status", "Active");
	acu_table_add(t, r);
	t = &tenant->tables[ACU_TEMPLATE_TASK];
	for (i = 0; i < ARRAY_SIZE(tasks); i++) {
		r = add(t);
		acu_put_text(r, "ProjectTemplateID", "STANDARD");
		acu_put_text(r, "ProjectTemplateTaskID", tasks[i][0]);
		acu_put_text(r, "Description", tasks[i][1]);
		acu_table_add(t, r);
	}
}

static void add_project(struct acu_tenant *tenant, const struct co_project *p)
{
	const struct company *co = tenant->acu->co;
	struct acu_table *t = &tenant->tables[ACU_PROJECT];
	struct acu_rec *r = add(t), *g;

	acu_put_text(r, "ProjectID", p->erp_id);
	acu_put_text(r, "Description", p->erp_name);
	acu_put_text(r, "Status", p->erp_status);
	acu_put_num(r, "Hold", !strcmp(p->erp_status, "In Planning"));
	acu_put_text(r, "Customer", co->customers[p->customer].erp_id);
	acu_put_text(r, "ProjectTemplateID", "STANDARD");
	acu_put_text(r, "ExternalRefNbr", p->number);
	acu_put_num(r, "LastModifiedDateTime", p->updated_at);
	g = acu_link(r, "ProjectProperties");
	acu_put_date(g, "StartDate", p->start_date);
	acu_put_date(g, "EndDate", p->completion_date);
	acu_put_num(g, "ChangeOrderWorkflow", 0);
	g = acu_link(r, "BillingAndAllocationSettings");
	acu_put_text(g, "Branch", co->branches[p->branch].erp_id);
	g = acu_link(r, "VisibilitySettings");
	acu_put_num(g, "AP", 1);
	acu_put_num(g, "PO", 1);
	acu_put_num(g, "GL", 1);
	acu_table_add(t, r);
}

static void add_projects(struct acu_tenant *tenant)
{
	const struct company *co = tenant->acu->co;
	struct acu_table *t = &tenant->tables[ACU_TASK];
	const struct co_sub_job *j;
	struct acu_rec *r;
	size_t i;

	for (i = 0; i < co->n_projects; i++)
		if (acu_has_project(tenant->acu, (int)i))
			add_project(tenant, &co->projects[i]);
	for (i = 0; i < co->n_sub_jobs; i++) {
		j = &co->sub_jobs[i];
		if (!j->erp_id || !acu_has_project(tenant->acu, j->project))
			continue;
		r = add(t);
		acu_put_text(r, "ProjectID", co->projects[j->project].erp_id);
		acu_put_text(r, "ProjectTaskID", j->erp_id);
		acu_put_text(r, "Description", j->name);
		acu_put_text(r, "Status", j->erp_status);
		acu_put_num(r, "Default", !j->id);
		acu_put_text(acu_link(r, "DefaultValues"), "DefaultCostAccount", "53000");
		acu_put_num(r, "LastModifiedDateTime", j->updated_at);
		acu_table_add(t, r);
	}
}

/* ---- documents ---- */

static const char *task_of(const struct company *co, int project, int sub_job)
{
	const struct co_project *p = &co->projects[project];
	int i;

	if (sub_job >= 0 && co->sub_jobs[sub_job].erp_id)
		return co->sub_jobs[sub_job].erp_id;
	for (i = 0; i < p->sub_jobs; i++)
		if (co->sub_jobs[p->first_sub_job + i].erp_id)
			return co->sub_jobs[p->first_sub_job + i].erp_id;
	return "01";
}

static int64_t booked(const struct co_item *it)
{
	return it->work_now + it->stored - it->stored_before;
}

static int64_t retained(const struct co_item *it)
{
	return it->retained_now + it->stored_retained - it->stored_retained_before;
}

static int64_t billed_before(const struct company *co, const struct co_commitment *c, int line)
{
	const struct co_invoice *v;
	int64_t sum = 0;
	int i;

	for (i = 0; i < c->invoices; i++) {
		v = &co->invoices[c->first_invoice + i];
		if (v->erp_id && v->linked)
			sum += booked(&co->items[v->first_item + line]);
	}
	return sum * ACU_CENT;
}

static void put_codes(const struct company *co, struct acu_rec *row, const struct co_line *l, char *account,
	size_t size)
{
	const char *group = l->cost_type >= 0 ? co->cost_types[l->cost_type].erp_id : NULL;

	snprintf(account, size, "%d", 51000 + (l->cost_type >= 0 ? l->cost_type : 2) * 1000);
	acu_put_text(row, "Account", account);
	acu_put_text(row, "InventoryID", group);
	acu_put_text(row, "CostCode", l->cost_code >= 0 && co->cost_codes[l->cost_code].erp_id ?
		co->cost_codes[l->cost_code].erp_id : "00000");
	if (l->cost_type >= 0)
		acu_put_text(row, "Description", co->cost_types[l->cost_type].name);
}

static void make_order_line(const struct company *co, const struct co_commitment *c, struct acu_rec *r,
	int i)
{
	const struct co_line *l = &co->lines[c->first_line + i];
	struct acu_rec *row = acu_add_row(r, "Details", acu_next_row_id(r, "Details"));
	int sub = c->kind == CO_SUBCONTRACT;
	char account[16];

	acu_put_num(row, "LineNbr", l->position);
	put_codes(co, row, l, account, sizeof account);
	acu_put_text(row, "LineDescription", l->description);
	acu_put_text(row, "Project", co->projects[c->project].erp_id);
	acu_put_text(row, sub ? "Task" : "ProjectTask", task_of(co, c->project, l->sub_job));
	acu_put_text(row, "BranchID", co->branches[co->projects[c->project].branch].erp_id);
	acu_put_text(row, "UOM", "EA");
	acu_put_num(row, "OrderQty", l->quantity ? l->quantity : 1000000);
	acu_put_num(row, "UnitCost", l->quantity ? l->unit_cost : l->amount * ACU_CENT);
	acu_put_num(row, "ExtendedCost", l->amount * ACU_CENT);
	acu_put_num(row, "xBilledAmount", billed_before(co, c, i));
	acu_put_num(row, "Completed", 0);
	acu_line_retainage(row, c->retainage > 0, c->retainage * 10000);
	acu_put_text(row, "OrderNbr", c->erp_id);
	if (sub)
		acu_put_num(row, "Amount", l->amount * ACU_CENT - acu_num(row, "RetainageAmount"));
}

static struct acu_rec *make_order(struct acu_table *t, size_t slot, const struct co_commitment *c)
{
	const struct company *co = t->tenant->acu->co;
	struct acu_rec *r = acu_new(t->def, acu_slot_id(t, slot));
	int sub = c->kind == CO_SUBCONTRACT, i;
	int64_t total = 0, held = 0;

	if (!sub) {
		acu_put_text(r, "Type", "Normal");
		acu_put_text(r, "Project", co->projects[c->project].erp_id);
	}
	acu_put_text(r, sub ? "SubcontractNbr" : "OrderNbr", c->erp_id);
	acu_put_text(r, "VendorID", co->vendors[c->vendor].erp_id);
	acu_put_text(r, "VendorRef", c->number);
	acu_put_text(r, "Description", c->title);
	acu_put_text(r, "Branch", co->branches[co->projects[c->project].branch].erp_id);
	acu_put_text(r, "CurrencyID", acu_currency(t->tenant->acu, c->currency));
	acu_put_text(r, "Terms", co->vendors[c->vendor].terms);
	acu_put_text(r, "Location", "MAIN");
	acu_put_date(r, "Date", c->contract_date);
	acu_put_text(r, "Status", !strcmp(c->status, "Complete") ? "Closed" : "Open");
	acu_put_num(r, sub ? "xHold" : "Hold", 0);
	acu_put_num(r, "ApplyRetainage", c->retainage > 0);
	acu_put_num(r, "RetainagePct", c->retainage * 10000);
	for (i = 0; i < c->lines; i++) {
		make_order_line(co, c, r, i);
		total += acu_num(acu_row(r, "Details", (size_t)i), "ExtendedCost");
		held += acu_num(acu_row(r, "Details", (size_t)i), "RetainageAmount");
	}
	acu_put_num(r, "LineTotal", total);
	acu_put_num(r, sub ? "SubcontractTotal" : "OrderTotal", total);
	acu_put_num(r, "ControlTotal", total);
	acu_put_num(r, "TaxTotal", 0);
	acu_put_num(r, sub ? "RetainageTotal" : "RetainageAmount", held);
	acu_put_num(r, "LastModifiedDateTime", c->updated_at);
	return r;
}

/* The first payment of an invoice; payments stand in the order of their invoices. */
static size_t first_payment(const struct company *co, int invoice)
{
	size_t lo = 0, hi = co->n_payments, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (co->payments[mid].invoice < invoice)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void make_bill_line(const struct company *co, const struct co_invoice *v, struct acu_rec *r, int i)
{
	const struct co_commitment *c = &co->commitments[v->commitment];
	const struct co_line *l = &co->lines[c->first_line + i];
	const struct co_item *it = &co->items[v->first_item + i];
	struct acu_rec *row;
	char account[16];
	int64_t pct = 0;

	if (!booked(it) && !retained(it))
		return;
	row = acu_add_row(r, "Details", acu_next_row_id(r, "Details"));
	put_codes(co, row, l, account, sizeof account);
	acu_put_text(row, "TransactionDescription", l->description);
	acu_put_text(row, "Project", co->projects[c->project].erp_id);
	acu_put_text(row, "ProjectTask", task_of(co, c->project, l->sub_job));
	acu_put_text(row, "Branch", co->branches[co->projects[c->project].branch].erp_id);
	acu_put_num(row, "Qty", 0);
	acu_put_num(row, "ExtendedCost", booked(it) * ACU_CENT);
	acu_put_num(row, "RetainageAmount", retained(it) * ACU_CENT);
	if (booked(it) && !decimal_ratio(&pct, retained(it), 100000000, booked(it)))
		acu_put_num(row, "RetainagePct", pct);
	if (v->erp_by_hand || !c->erp_id)
		return;
	acu_put_text(row, "POOrderType", c->kind == CO_SUBCONTRACT ? "Subcontract" : "Normal");
	acu_put_text(row, "POOrderNbr", c->erp_id);
	acu_put_num(row, "POLine", l->position);
}

static struct acu_rec *make_bill(struct acu_table *t, size_t slot, int invoice)
{
	const struct company *co = t->tenant->acu->co;
	const struct co_invoice *v = &co->invoices[invoice];
	const struct co_commitment *c = &co->commitments[v->commitment];
	const struct co_payment *p;
	struct acu_rec *r = acu_new(t->def, acu_slot_id(t, slot));
	struct acu_rec *row;
	char period[7];
	size_t k;
	int i;

	acu_put_text(r, "Type", "Bill");
	acu_put_text(r, "ReferenceNbr", v->erp_id);
	acu_put_text(r, "Vendor", co->vendors[c->vendor].erp_id);
	acu_put_text(r, "VendorRef", v->invoice_number);
	acu_put_text(r, "LocationID", "MAIN");
	acu_put_text(r, "Terms", co->vendors[c->vendor].terms);
	acu_put_text(r, "Description", c->title);
	acu_put_text(r, "Project", co->projects[c->project].erp_id);
	acu_put_text(r, "BranchID", co->branches[co->projects[c->project].branch].erp_id);
	acu_put_text(r, "CurrencyID", acu_currency(t->tenant->acu, c->currency));
	acu_put_date(r, "Date", v->billing_date ? v->billing_date : v->submitted_date);
	acu_put_num(r, "DueDate", acu_num(r, "Date") + INT64_C(30) * 86400000);
	snprintf(period, sizeof period, "%.2s%.4s", v->billing_date ? v->billing_date + 5 : "01",
		v->billing_date ? v->billing_date : "2026");
	acu_put_text(r, "PostPeriod", period);
	acu_put_num(r, "Hold", 0);
	acu_put_num(r, "ApplyRetainage", c->retainage > 0);
	acu_put_num(r, "RetainagePct", c->retainage * 10000);
	for (i = 0; i < v->items; i++)
		make_bill_line(co, v, r, i);
	acu_bill_totals(r);
	acu_put_text(r, "Status", "Balanced");
	acu_put_num(r, "LastModifiedDateTime", v->updated_at);
	if (v->erp_by_hand)
		return r;
	acu_put_num(r, "xReleased", 1);
	for (k = first_payment(co, invoice); k < co->n_payments && co->payments[k].invoice == invoice; k++) {
		p = &co->payments[k];
		if (!p->erp_id)
			continue;
		row = acu_add_row(r, "Applications", acu_next_row_id(r, "Applications"));
		acu_put_text(row, "DocType", t->tenant->acu->check_type);
		acu_put_text(row, "ReferenceNbr", p->erp_id);
		acu_put_num(row, "AmountPaid", p->amount * ACU_CENT);
		acu_put_text(row, "Status", p->erp_status);
		if (p->updated_at > acu_num(r, "LastModifiedDateTime"))
			acu_put_num(r, "LastModifiedDateTime", p->updated_at);
	}
	acu_bill_refresh(r);
	return r;
}

/* A check; the odd sources are the documents that void one. */
static struct acu_rec *make_check(struct acu_table *t, size_t slot, uint32_t source)
{
	const struct company *co = t->tenant->acu->co;
	const struct co_payment *p = &co->payments[source / 2];
	const struct co_invoice *v = &co->invoices[p->invoice];
	const struct co_commitment *c = &co->commitments[v->commitment];
	int64_t amount = p->amount * ACU_CENT * (source % 2 ? -1 : 1);
	struct acu_rec *r = acu_new(t->def, acu_slot_id(t, slot));
	struct acu_rec *row;

	acu_put_text(r, "Type", source % 2 ? "Voided Payment" : t->tenant->acu->check_type);
	acu_put_text(r, "ReferenceNbr", p->erp_id);
	acu_put_text(r, "Vendor", co->vendors[c->vendor].erp_id);
	acu_put_text(r, "Status", source % 2 ? "Closed" : p->erp_status);
	acu_put_date(r, "ApplicationDate", p->date);
	acu_put_text(r, "PaymentMethod", !strcmp(p->method, "electronic") ? "ACH" : "CHECK");
	acu_put_text(r, "CashAccount", "10200");
	acu_put_text(r, "PaymentRef", p->check_number);
	acu_put_num(r, "PaymentAmount", amount);
	acu_put_num(r, "UnappliedBalance", 0);
	acu_put_text(r, "CurrencyID", acu_currency(t->tenant->acu, c->currency));
	acu_put_num(r, "Hold", 0);
	acu_put_num(r, "xReleased", 1);
	acu_put_num(r, "LastModifiedDateTime", p->updated_at);
	row = acu_add_row(r, "History", acu_next_row_id(r, "History"));
	acu_put_text(row, "DocType", "Bill");
	acu_put_text(row, "ReferenceNbr", v->erp_id);
	acu_put_text(row, "VendorRef", v->invoice_number);
	acu_put_num(row, "AmountPaid", amount);
	acu_put_num(row, "Balance", 0);
	acu_put_num(row, "CashDiscountTaken", 0);
	return r;
}

struct acu_rec *acu_make(struct acu_table *t, size_t slot)
{
	uint32_t source = t->slots.items[slot].source;
	const struct company *co = t->tenant->acu->co;

	switch (t->kind) {
	case ACU_BILL: return make_bill(t, slot, (int)source);
	case ACU_CHECK: return make_check(t, slot, source);
	case ACU_PURCHASE_ORDER:
	case ACU_SUBCONTRACT: return make_order(t, slot, &co->commitments[source]);
	default: BUG("nothing is promised for %s", t->def->name);
	}
}

void acu_make_keys(const struct acu_table *t, uint32_t source, const char *keys[ACU_MAX_KEYS])
{
	const struct company *co = t->tenant->acu->co;

	switch (t->kind) {
	case ACU_BILL:
		keys[0] = "Bill";
		keys[1] = co->invoices[source].erp_id;
		break;
	case ACU_CHECK:
		keys[0] = source % 2 ? "Voided Payment" : t->tenant->acu->check_type;
		keys[1] = co->payments[source / 2].erp_id;
		break;
	case ACU_PURCHASE_ORDER:
		keys[0] = "Normal";
		keys[1] = co->commitments[source].erp_id;
		break;
	default:
		keys[0] = co->commitments[source].erp_id;
	}
}

const char *acu_make_ref(const struct acu_table *t, uint32_t source)
{
	const struct company *co = t->tenant->acu->co;

	if (t->kind == ACU_BILL)
		return co->invoices[source].invoice_number ? co->invoices[source].invoice_number : "";
	if (t->kind == ACU_PURCHASE_ORDER || t->kind == ACU_SUBCONTRACT)
		return co->commitments[source].number;
	return NULL;
}

static void raise(int64_t *next, const char *number)
{
	int64_t n = strtol(number + strcspn(number, "0123456789"), NULL, 10);

	if (n >= *next)
		*next = n + 1;
}

/* Is it the commitment of a project of these books? */
static int has_project_of(const struct acu_tenant *tenant, size_t commitment)
{
	return acu_has_project(tenant->acu, tenant->acu->co->commitments[commitment].project);
}

static int has_commitment(const struct acu_tenant *tenant, size_t i)
{
	return tenant->acu->co->commitments[i].erp_id && has_project_of(tenant, i);
}

static size_t payment_commitment(const struct company *co, size_t payment)
{
	return (size_t)co->invoices[co->payments[payment].invoice].commitment;
}

static void promise_documents(struct acu_tenant *tenant)
{
	const struct company *co = tenant->acu->co;
	uint32_t i;

	tenant->next_order = tenant->next_subcontract = tenant->next_bill = tenant->next_check = 1;
	for (i = 0; i < co->n_commitments; i++) {
		const struct co_commitment *c = &co->commitments[i];

		if (!has_commitment(tenant, i))
			continue;
		acu_table_promise(&tenant->tables[c->kind == CO_SUBCONTRACT ? ACU_SUBCONTRACT :
			ACU_PURCHASE_ORDER], i);
		raise(c->kind == CO_SUBCONTRACT ? &tenant->next_subcontract : &tenant->next_order, c->erp_id);
	}
	for (i = 0; i < co->n_invoices; i++)
		if (co->invoices[i].erp_id && has_project_of(tenant, (size_t)co->invoices[i].commitment)) {
			acu_table_promise(&tenant->tables[ACU_BILL], i);
			raise(&tenant->next_bill, co->invoices[i].erp_id);
		}
	for (i = 0; i < co->n_payments; i++)
		if (co->payments[i].erp_id && has_project_of(tenant, payment_commitment(co, i))) {
			acu_table_promise(&tenant->tables[ACU_CHECK], 2 * i);
			if (!strcmp(co->payments[i].erp_status, "Voided"))
				acu_table_promise(&tenant->tables[ACU_CHECK], 2 * i + 1);
			raise(&tenant->next_check, co->payments[i].erp_id);
		}
}

/* One budget line: its committed and invoiced amounts grow with each order line. */
static void add_budget(struct acu_tenant *tenant, const struct co_commitment *c, int i)
{
	const struct company *co = tenant->acu->co;
	struct acu_table *t = &tenant->tables[ACU_BUDGET];
	const struct co_line *l = &co->lines[c->first_line + i];
	const char *keys[ACU_MAX_KEYS];
	struct acu_rec *r;
	int64_t slot;
	int k;

	if (l->cost_code < 0 || !co->cost_codes[l->cost_code].erp_id || l->cost_type < 0 ||
	    !co->cost_types[l->cost_type].erp_id)
		return;
	keys[0] = co->projects[c->project].erp_id;
	keys[1] = task_of(co, c->project, l->sub_job);
	keys[2] = co->cost_types[l->cost_type].erp_id;
	keys[3] = co->cost_codes[l->cost_code].erp_id;
	keys[4] = "<N/A>";
	slot = acu_table_find(t, keys);
	if (slot < 0) {
		r = add(t);
		for (k = 0; k < t->def->n_keys; k++)
			acu_put_text(r, t->def->keys[k], keys[k]);
		acu_put_text(r, "Type", "Expense");
		acu_put_text(r, "Description", co->cost_codes[l->cost_code].name);
		slot = (int64_t)acu_table_add(t, r);
	}
	r = acu_table_get(t, (size_t)slot);
	for (k = 0; k < 4; k++) {
		static const char *const grown[] = { "OriginalBudgetedAmount", "RevisedBudgetedAmount",
			"OriginalCommittedAmount", "RevisedCommittedAmount" };

		acu_put_num(r, grown[k], acu_num(r, grown[k]) + l->amount * ACU_CENT);
	}
	acu_put_num(r, "CommittedInvoicedAmount",
		acu_num(r, "CommittedInvoicedAmount") + billed_before(co, c, i));
}

static void add_budgets(struct acu_tenant *tenant)
{
	const struct company *co = tenant->acu->co;
	size_t i;
	int k;

	for (i = 0; i < co->n_commitments; i++)
		for (k = 0; has_commitment(tenant, i) && k < co->commitments[i].lines; k++)
			add_budget(tenant, &co->commitments[i], k);
}

static void add_change_orders(struct acu_tenant *tenant)
{
	const struct company *co = tenant->acu->co;
	struct acu_table *t = &tenant->tables[ACU_CHANGE_ORDER];
	const struct co_change_order *o;
	struct acu_rec *r;
	char nbr[16];
	size_t i, n = 0;

	for (i = 0; i < co->n_change_orders; i++) {
		o = &co->change_orders[i];
		if (!has_commitment(tenant, (size_t)o->commitment) || strcmp(o->status, "approved"))
			continue;
		r = add(t);
		snprintf(nbr, sizeof nbr, "CO%05u", (unsigned)++n);
		acu_put_text(r, "RefNbr", nbr);
		acu_put_text(r, "ProjectID", co->projects[co->commitments[o->commitment].project].erp_id);
		acu_put_text(r, "Description", o->title);
		acu_put_text(r, "ExternalRefNbr", o->number);
		acu_put_text(r, "Status", "On Hold");
		acu_put_date(r, "ChangeDate", o->date);
		acu_table_add(t, r);
	}
}

void acu_seed(struct acu *acu)
{
	struct acu_tenant *home = &acu->tenants[0], *training = &acu->tenants[1];

	home->has_company = 1;
	add_structure(home);
	add_structure(training);
	add_periods(home);
	add_periods(training);
	add_cost_types(home);
	add_cost_codes(home);
	add_vendors(home);
	add_customers(home);
	add_templates(home);
	add_projects(home);
	add_budgets(home);
	add_change_orders(home);
	promise_documents(home);
	training->next_order = training->next_subcontract = training->next_bill = 1;
	training->next_check = training->next_vendor = 1;
}
