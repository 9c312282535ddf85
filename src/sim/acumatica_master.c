/* Rules of master records: vendors, customers, projects, tasks, codes,
 * budgets, external commitments. */
#include "sim/acumatica.h"
#include "base/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

/* Identifiers by segmented key: at most max letters, digits and '-', in capitals. */
static void check_id(struct acu_rec *work, const char *field, size_t max)
{
	const char *s = acu_text(work, field);
	char *upper;
	size_t i;

	if (!s) {
		acu_fail(work, field, "Error: '%s' cannot be empty.", field);
		return;
	}
	upper = xstrdup(s);
	for (i = 0; upper[i]; i++) {
		if (!isalnum((unsigned char)upper[i]) && upper[i] != '-')
			acu_fail(work, field, "Error: The value '%s' does not fit the mask of %s.", s, field);
		upper[i] = (char)toupper((unsigned char)upper[i]);
	}
	if (i > max)
		acu_fail(work, field, "Error: The value '%s' is too long for %s: at most %zu characters.", s,
			field, max);
	acu_put_text(work, field, upper);
	free(upper);
}

static void need(struct acu_rec *work, const char *field, size_t max)
{
	if (!acu_has(work, field))
		acu_fail(work, field, "Error: '%s' cannot be empty.", field);
	acu_length_check(work, field, max);
}

static void one_of(struct acu_rec *work, const char *field, const char *labels, const char *label)
{
	const char *s = acu_text(work, field);
	char *padded;

	if (!s)
		return;
	padded = xasprintf("|%s|", s);
	if (!strstr(labels, padded))
		acu_fail(work, field, "%s '%s' cannot be found in the system.", label, s);
	free(padded);
}

/* The states and provinces the service knows for a country; others are free text. */
static const char *states_of(const char *country)
{
	if (!strcmp(country, "CA"))
		return "|AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT|";
	if (!strcmp(country, "US"))
		return "|AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|"
			"NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|";
	return NULL;
}

static void check_address(struct acu_rec *work)
{
	struct acu_rec *c = acu_linked(work, "MainContact"), *a = c ? acu_linked(c, "Address") : NULL;
	const char *country = a ? acu_text(a, "Country") : NULL;

	if (c)
		acu_length_check(c, "Email", 255);
	if (country && (strlen(country) != 2 || !isupper((unsigned char)country[0])))
		acu_fail(a, "Country", "Country '%s' cannot be found in the system.", country);
	if (!a)
		return;
	if (country && states_of(country))
		one_of(a, "State", states_of(country), "State");
	acu_length_check(a, "State", 50);
	acu_length_check(a, "PostalCode", 20);
}

static void check_partner(struct acu_rec *work, const char *class_field, const char *classes)
{
	one_of(work, "Terms", "|10D|15D|30D|45D|60D|90D|COD|NET30|", "Terms");
	one_of(work, "CurrencyID", "|AUD|CAD|EUR|GBP|NZD|USD|", "Currency");
	one_of(work, class_field, classes, class_field);
	acu_default_text(work, "Status", "Active");
	check_address(work);
}

static void check_vendor(struct acu_call *call, const struct acu_rec *old, struct acu_rec *work)
{
	struct acu_rec *structure = acu_table_get(&call->tenant->tables[ACU_COMPANIES], 0);
	char *id;

	if (!old && !acu_has(work, "VendorID")) {
		id = xasprintf("V%lld", (long long)call->tenant->next_vendor++);
		acu_put_text(work, "VendorID", id);
		free(id);
	}
	check_id(work, "VendorID", 10);
	need(work, "VendorName", 60);
	acu_default_text(work, "VendorClass", "SUBCON");
	acu_default_text(work, "Terms", "30D");
	acu_default_text(work, "CurrencyID", acu_text(acu_row(structure, "Results", 0), "BaseCurrencyID"));
	acu_default_text(work, "PaymentMethod", "CHECK");
	acu_default_text(work, "CashAccount", "10200");
	acu_default_text(work, "APAccount", "20000");
	acu_default_text(work, "LegalName", acu_text(work, "VendorName"));
	check_partner(work, "VendorClass", "|SUBCON|SUPPLIER|DEFAULT|");
}

static void check_project(struct acu_call *call, const struct acu_rec *old, struct acu_rec *work)
{
	struct acu_rec *visible, *billing, *template;

	check_id(work, "ProjectID", 10);
	template = acu_refer(call, work, "ProjectTemplateID", ACU_TEMPLATE, "Project Template");
	if (template)
		acu_default_text(work, "Description", acu_text(template, "Description"));
	need(work, "Description", 250);
	acu_refer(call, work, "Customer", ACU_CUSTOMER, "Customer");
	acu_length_check(work, "ExternalRefNbr", 30);
	billing = acu_link(work, "BillingAndAllocationSettings");
	if (!old) {
		acu_default_text(billing, "Branch", call->branch);
		visible = acu_link(work, "VisibilitySettings");
		if (!acu_has(visible, "AP"))
			acu_put_num(visible, "AP", 1);
		if (!acu_has(visible, "PO"))
			acu_put_num(visible, "PO", 1);
		if (!acu_given(work, "Hold"))
			acu_put_num(work, "Hold", 1);
	}
	if (acu_has(billing, "Branch") && !acu_base_currency(call->tenant, acu_text(billing, "Branch")))
		acu_fail(billing, "Branch", "Branch '%s' cannot be found in the system.",
			acu_text(billing, "Branch"));
	if (!old || acu_given(work, "Hold"))
		acu_put_text(work, "Status", acu_num(work, "Hold") ? "In Planning" : "Active");
}

static void check_task(struct acu_call *call, const struct acu_rec *old, struct acu_rec *work)
{
	struct acu_rec *project = acu_refer(call, work, "ProjectID", ACU_PROJECT, "Project");
	const char *status = project ? acu_text_or(project, "Status", "") : "";

	if (!acu_has(work, "ProjectID"))
		acu_fail(work, "ProjectID", "Error: 'Project' cannot be empty.");
	if (!strcmp(status, "Completed") || !strcmp(status, "Canceled"))
		acu_fail(work, "ProjectID", "Project '%s' is not active: its status is %s.",
			acu_text(work, "ProjectID"), status);
	check_id(work, "ProjectTaskID", 10);
	need(work, "Description", 250);
	acu_length_check(work, "ExternalRefNbr", 30);
	if (!old)
		acu_put_text(work, "Status", "In Planning");
}

/* Project, task, cost code and account group of budgets and external commitments. */
static void check_budget(struct acu_call *call, struct acu_rec *work)
{
	const char *project = acu_text(work, "ProjectID"), *task = acu_text(work, "ProjectTaskID");

	acu_refer(call, work, "ProjectID", ACU_PROJECT, "Project");
	acu_refer(call, work, "CostCode", ACU_COST_CODE, "Cost Code");
	acu_refer(call, work, "AccountGroup", ACU_ACCOUNT_GROUP, "Account Group");
	if (!project)
		acu_fail(work, "ProjectID", "Error: 'Project' cannot be empty.");
	if (!acu_has(work, "AccountGroup"))
		acu_fail(work, "AccountGroup", "Error: 'Account Group' cannot be empty.");
	if (!task || !project || !acu_find2(call->tenant, ACU_TASK, project, task))
		acu_fail(work, "ProjectTaskID", "Project Task '%s' cannot be found in the system.",
			task ? task : "");
}

static void check_keys(struct acu_rec *work)
{
	int k;

	for (k = 0; k < work->def->n_keys; k++)
		if (!acu_has(work, work->def->keys[k]))
			acu_fail(work, work->def->keys[k], "Error: '%s' cannot be empty.", work->def->keys[k]);
}

void acu_master_check(struct acu_call *call, struct acu_table *t, const struct acu_rec *old,
	struct acu_rec *work)
{
	switch (t->kind) {
	case ACU_VENDOR:
		check_vendor(call, old, work);
		break;
	case ACU_CUSTOMER:
		check_id(work, "CustomerID", 10);
		need(work, "CustomerName", 60);
		check_partner(work, "CustomerClass", "|OWNER|DEFAULT|");
		break;
	case ACU_PROJECT:
		check_project(call, old, work);
		break;
	case ACU_TASK:
		check_task(call, old, work);
		break;
	case ACU_BUDGET:
		acu_default_text(work, "InventoryID", "<N/A>");
		check_budget(call, work);
		break;
	case ACU_EXTERNAL_COMMITMENT:
		acu_length_check(work, "ExternalRefNbr", 15);
		check_budget(call, work);
		break;
	case ACU_ACCOUNT:
		acu_refer(call, work, "AccountGroup", ACU_ACCOUNT_GROUP, "Account Group");
		break;
	case ACU_ITEM:
		acu_refer(call, work, "ExpenseAccount", ACU_ACCOUNT, "Account");
		break;
	default:
		break;
	}
	check_keys(work);
}

/* A project made from a template takes its tasks over. */
void acu_master_settle(struct acu_call *call, struct acu_table *t, const struct acu_rec *old,
	const struct acu_rec *work)
{
	struct acu_table *from = &call->tenant->tables[ACU_TEMPLATE_TASK];
	struct acu_table *tasks = &call->tenant->tables[ACU_TASK];
	const char *template = acu_index(t->def, "ProjectTemplateID") >= 0 ?
		acu_text(work, "ProjectTemplateID") : NULL;
	struct acu_rec *model, *task;
	size_t i;

	if (t->kind != ACU_PROJECT || old || !template)
		return;
	for (i = 0; i < from->slots.len; i++) {
		model = acu_table_get(from, i);
		if (!model || strcasecmp(acu_text_or(model, "ProjectTemplateID", ""), template))
			continue;
		task = acu_new(tasks->def, acu_next_id(tasks));
		acu_put_text(task, "ProjectID", acu_text(work, "ProjectID"));
		acu_put_text(task, "ProjectTaskID", acu_text(model, "ProjectTemplateTaskID"));
		acu_put_text(task, "Description", acu_text(model, "Description"));
		acu_put_text(task, "Status", "In Planning");
		acu_stamp(call->acu, task);
		acu_table_add_written(tasks, task);
	}
}
