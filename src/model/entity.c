/* The entities and their fields: one table each, in the order of the enums of
 * entity.h.  A field's name is its column (data/schema) and its name in --json. */
#include "model/entity.h"
#include "base/array.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

#define S FIELD_SEARCH
#define O FIELD_SORT
#define D FIELD_DRIFT
#define C FIELD_COPY
#define F FIELD_FIND
#define NOREF ENTITY_NONE

static const struct field vendor_fields[] = {
	[VENDOR_NUMBER]     = { "number", VALUE_TEXT, S | O, N_("Number"), NOREF },
	[VENDOR_NAME]       = { "name", VALUE_TEXT, S | O | D | F, N_("Vendor"), NOREF },
	[VENDOR_LEGAL_NAME] = { "legal_name", VALUE_TEXT, S, N_("Legal name"), NOREF },
	[VENDOR_ADDRESS]    = { "address", VALUE_TEXT, D, N_("Address"), NOREF },
	[VENDOR_CITY]       = { "city", VALUE_TEXT, S | O | D, N_("City"), NOREF },
	[VENDOR_STATE]      = { "state_code", VALUE_TEXT, D, N_("State or province"), NOREF },
	[VENDOR_ZIP]        = { "zip", VALUE_TEXT, D, N_("Postal code"), NOREF },
	[VENDOR_COUNTRY]    = { "country_code", VALUE_TEXT, D, N_("Country"), NOREF },
	[VENDOR_PHONE]      = { "phone", VALUE_TEXT, D, N_("Phone"), NOREF },
	[VENDOR_EMAIL]      = { "email", VALUE_TEXT, D, N_("E-mail"), NOREF },
	[VENDOR_ACTIVE]     = { "active", VALUE_BOOL, D, N_("Active"), NOREF },
	[VENDOR_STATUS]     = { "status", VALUE_TEXT, 0, N_("Status there"), NOREF },
	[VENDOR_CLASS]      = { "vendor_class", VALUE_TEXT, 0, N_("Class"), NOREF },
	[VENDOR_TERMS]      = { "terms", VALUE_TEXT, 0, N_("Terms"), NOREF },
	[VENDOR_CURRENCY]   = { "currency", VALUE_TEXT, 0, N_("Currency"), NOREF },
	[VENDOR_TAX_ID]     = { "tax_id", VALUE_TEXT, 0, N_("Tax number"), NOREF },
	[VENDOR_ORIGIN_ID]  = { "origin_id", VALUE_TEXT, F, N_("Origin id"), NOREF },
};

static const struct field job_fields[] = {
	[JOB_NUMBER]     = { "number", VALUE_TEXT, S | O, N_("Number"), NOREF },
	[JOB_NAME]       = { "name", VALUE_TEXT, S | O | D | F, N_("Job"), NOREF },
	[JOB_ADDRESS]    = { "address", VALUE_TEXT, 0, N_("Address"), NOREF },
	[JOB_CITY]       = { "city", VALUE_TEXT, S | O, N_("City"), NOREF },
	[JOB_STATE]      = { "state_code", VALUE_TEXT, 0, N_("State or province"), NOREF },
	[JOB_ZIP]        = { "zip", VALUE_TEXT, 0, N_("Postal code"), NOREF },
	[JOB_COUNTRY]    = { "country_code", VALUE_TEXT, 0, N_("Country"), NOREF },
	[JOB_ACTIVE]     = { "active", VALUE_BOOL, D, N_("Active"), NOREF },
	[JOB_STATUS]     = { "status", VALUE_TEXT, 0, N_("Status there"), NOREF },
	[JOB_START]      = { "start_date", VALUE_DATE, O, N_("Start"), NOREF },
	[JOB_COMPLETION] = { "completion_date", VALUE_DATE, 0, N_("Completion"), NOREF },
	[JOB_CREATED]    = { "created_at", VALUE_INSTANT, 0, N_("Created"), NOREF },
	[JOB_VALUE]      = { "total_value", VALUE_MONEY, O, N_("Value"), NOREF },
	[JOB_CURRENCY]   = { "currency", VALUE_TEXT, 0, N_("Currency"), NOREF },
	[JOB_CUSTOMER]   = { "customer_number", VALUE_TEXT, 0, N_("Customer"), NOREF },
	[JOB_TEMPLATE]   = { "template_number", VALUE_TEXT, 0, N_("Template"), NOREF },
	[JOB_BRANCH]     = { "branch_number", VALUE_TEXT, 0, N_("Branch"), NOREF },
	[JOB_ORIGIN_ID]  = { "origin_id", VALUE_TEXT, F, N_("Origin id"), NOREF },
};

static const struct field commitment_fields[] = {
	[COMMITMENT_NUMBER]      = { "number", VALUE_TEXT, S | O | D, N_("Number"), NOREF },
	[COMMITMENT_TITLE]       = { "title", VALUE_TEXT, S | O | D, N_("Title"), NOREF },
	[COMMITMENT_KIND]        = { "kind", VALUE_TEXT, 0, N_("Kind"), NOREF },
	[COMMITMENT_STATUS]      = { "status", VALUE_TEXT, 0, N_("Status there"), NOREF },
	[COMMITMENT_VENDOR]      = { "vendor", VALUE_REF, D, N_("Vendor"), ENTITY_VENDOR },
	[COMMITMENT_VENDOR_NAME] = { "vendor_name", VALUE_TEXT, S | O | C, N_("Vendor"), NOREF },
	[COMMITMENT_JOB]         = { "job", VALUE_REF, D, N_("Job"), ENTITY_JOB },
	[COMMITMENT_JOB_NUMBER]  = { "job_number", VALUE_TEXT, S | O | C, N_("Job"), NOREF },
	[COMMITMENT_EXECUTED]    = { "executed", VALUE_BOOL, 0, N_("Executed"), NOREF },
	[COMMITMENT_METHOD]      = { "accounting_method", VALUE_TEXT, 0, N_("Accounting method"), NOREF },
	[COMMITMENT_RETAINAGE_PERCENT] = { "retainage_percent", VALUE_PERCENT, D, N_("Retainage %"), NOREF },
	[COMMITMENT_DATE]        = { "contract_date", VALUE_DATE, O | D, N_("Date"), NOREF },
	[COMMITMENT_AMOUNT]      = { "amount", VALUE_MONEY, O | D, N_("Amount"), NOREF },
	[COMMITMENT_CHANGES]     = { "changes", VALUE_MONEY, 0, N_("Changes"), NOREF },
	[COMMITMENT_REVISED]     = { "revised", VALUE_MONEY, O, N_("Revised"), NOREF },
	[COMMITMENT_BILLED]      = { "billed", VALUE_MONEY, 0, N_("Billed"), NOREF },
	[COMMITMENT_CURRENCY]    = { "currency", VALUE_TEXT, D, N_("Currency"), NOREF },
	[COMMITMENT_DESCRIPTION] = { "description", VALUE_TEXT, 0, N_("Description"), NOREF },
	[COMMITMENT_BRANCH]      = { "branch_number", VALUE_TEXT, 0, N_("Branch"), NOREF },
	[COMMITMENT_VENDOR_REF]  = { "vendor_ref", VALUE_TEXT, F, N_("Vendor's reference"), NOREF },
	[COMMITMENT_CREATED]     = { "created_at", VALUE_INSTANT, 0, N_("Created"), NOREF },
	[COMMITMENT_ORIGIN_ID]   = { "origin_id", VALUE_TEXT, F, N_("Origin id"), NOREF },
};

static const struct field commitment_line_fields[] = {
	[COMMITMENT_LINE_COMMITMENT]  = { "commitment", VALUE_REF, 0, N_("Commitment"), ENTITY_COMMITMENT },
	[COMMITMENT_LINE_POSITION]    = { "position", VALUE_INT, 0, N_("Line"), NOREF },
	[COMMITMENT_LINE_DESCRIPTION] = { "description", VALUE_TEXT, 0, N_("Description"), NOREF },
	[COMMITMENT_LINE_AMOUNT]      = { "amount", VALUE_MONEY, D, N_("Amount"), NOREF },
	[COMMITMENT_LINE_QUANTITY]    = { "quantity", VALUE_QUANTITY, D, N_("Quantity"), NOREF },
	[COMMITMENT_LINE_UNIT_COST]   = { "unit_cost", VALUE_QUANTITY, D, N_("Unit cost"), NOREF },
	[COMMITMENT_LINE_UOM]         = { "uom", VALUE_TEXT, 0, N_("Unit"), NOREF },
	[COMMITMENT_LINE_COST_CODE]   = { "cost_code", VALUE_REF, D, N_("Cost code"), ENTITY_COST_CODE },
	[COMMITMENT_LINE_COST_CODE_NUMBER] = { "cost_code_number", VALUE_TEXT, C, N_("Cost code"), NOREF },
	[COMMITMENT_LINE_COST_TYPE]   = { "cost_type", VALUE_REF, D, N_("Cost type"), ENTITY_COST_TYPE },
	[COMMITMENT_LINE_COST_TYPE_NUMBER] = { "cost_type_number", VALUE_TEXT, C, N_("Cost type"), NOREF },
	[COMMITMENT_LINE_SUB_JOB]     = { "sub_job", VALUE_REF, D, N_("Sub job"), ENTITY_SUB_JOB },
	[COMMITMENT_LINE_SUB_JOB_NUMBER] = { "sub_job_number", VALUE_TEXT, C, N_("Sub job"), NOREF },
	[COMMITMENT_LINE_TAX_CODE]    = { "tax_code", VALUE_TEXT, 0, N_("Tax code"), NOREF },
	[COMMITMENT_LINE_BILLED]      = { "billed", VALUE_MONEY, 0, N_("Billed"), NOREF },
	[COMMITMENT_LINE_CURRENCY]    = { "currency", VALUE_TEXT, 0, N_("Currency"), NOREF },
	[COMMITMENT_LINE_ORIGIN_ID]   = { "origin_id", VALUE_TEXT, 0, N_("Origin id"), NOREF },
};

static const struct field invoice_fields[] = {
	[INVOICE_NUMBER]       = { "number", VALUE_TEXT, S | O | D, N_("Invoice"), NOREF },
	[INVOICE_SEQUENCE]     = { "sequence", VALUE_INT, 0, N_("Application"), NOREF },
	[INVOICE_STATUS]       = { "status", VALUE_TEXT, 0, N_("Status there"), NOREF },
	[INVOICE_VENDOR]       = { "vendor", VALUE_REF, D, N_("Vendor"), ENTITY_VENDOR },
	[INVOICE_VENDOR_NAME]  = { "vendor_name", VALUE_TEXT, S | O | C, N_("Vendor"), NOREF },
	[INVOICE_JOB]          = { "job", VALUE_REF, D, N_("Job"), ENTITY_JOB },
	[INVOICE_JOB_NUMBER]   = { "job_number", VALUE_TEXT, S | O | C, N_("Job"), NOREF },
	[INVOICE_COMMITMENT]   = { "commitment", VALUE_REF, D, N_("Commitment"), ENTITY_COMMITMENT },
	[INVOICE_COMMITMENT_NUMBER] = { "commitment_number", VALUE_TEXT, S | O | C, N_("Commitment"), NOREF },
	[INVOICE_COMMITMENT_KIND] = { "commitment_kind", VALUE_TEXT, 0, N_("Kind"), NOREF },
	[INVOICE_PERIOD]       = { "period", VALUE_TEXT, S | O, N_("Period"), NOREF },
	[INVOICE_PERIOD_START] = { "period_start", VALUE_DATE, 0, N_("From"), NOREF },
	[INVOICE_PERIOD_END]   = { "period_end", VALUE_DATE, 0, N_("To"), NOREF },
	[INVOICE_BILLING_DATE] = { "billing_date", VALUE_DATE, O | D, N_("Billing date"), NOREF },
	[INVOICE_DUE_DATE]     = { "due_date", VALUE_DATE, O, N_("Due"), NOREF },
	[INVOICE_AMOUNT]       = { "amount", VALUE_MONEY, O | D, N_("Amount"), NOREF },
	[INVOICE_MATERIALS]    = { "materials", VALUE_MONEY, D, N_("Stored materials"), NOREF },
	[INVOICE_RETAINAGE]    = { "retainage", VALUE_MONEY, O | D, N_("Retainage"), NOREF },
	[INVOICE_RELEASED]     = { "released", VALUE_MONEY, D, N_("Retainage released"), NOREF },
	[INVOICE_TAX]          = { "tax", VALUE_MONEY, D, N_("Tax"), NOREF },
	[INVOICE_NET]          = { "net", VALUE_MONEY, O | D, N_("Net"), NOREF },
	[INVOICE_CONTRACT]     = { "contract_sum", VALUE_MONEY, 0, N_("Contract"), NOREF },
	[INVOICE_CHANGES]      = { "changes", VALUE_MONEY, 0, N_("Changes"), NOREF },
	[INVOICE_PREVIOUS]     = { "previous", VALUE_MONEY, 0, N_("Billed before"), NOREF },
	[INVOICE_TO_DATE]      = { "to_date", VALUE_MONEY, 0, N_("Completed to date"), NOREF },
	[INVOICE_RETAINED_TO_DATE] = { "retained_to_date", VALUE_MONEY, 0, N_("Retained to date"), NOREF },
	[INVOICE_CERTIFIED_BEFORE] = { "certified_before", VALUE_MONEY, 0, N_("Certified before"), NOREF },
	[INVOICE_BALANCE]      = { "balance", VALUE_MONEY, 0, N_("Balance to finish"), NOREF },
	[INVOICE_CURRENCY]     = { "currency", VALUE_TEXT, D, N_("Currency"), NOREF },
	[INVOICE_FINAL]        = { "final", VALUE_BOOL, 0, N_("Final"), NOREF },
	[INVOICE_SUBMITTED]    = { "submitted_at", VALUE_INSTANT, 0, N_("Submitted"), NOREF },
	[INVOICE_CREATED]      = { "created_at", VALUE_INSTANT, 0, N_("Created"), NOREF },
	[INVOICE_ORIGIN_ID]    = { "origin_id", VALUE_TEXT, F, N_("Origin id"), NOREF },
	[INVOICE_OPEN]         = { "open_amount", VALUE_MONEY, 0, N_("Still to pay"), NOREF },
};

static const struct field invoice_line_fields[] = {
	[INVOICE_LINE_INVOICE]     = { "invoice", VALUE_REF, 0, N_("Invoice"), ENTITY_INVOICE },
	[INVOICE_LINE_POSITION]    = { "position", VALUE_INT, 0, N_("Line"), NOREF },
	[INVOICE_LINE_KIND]        = { "kind", VALUE_TEXT, 0, N_("Kind"), NOREF },
	[INVOICE_LINE_COMMITMENT_LINE] = { "commitment_line", VALUE_REF, D, N_("Commitment line"), ENTITY_COMMITMENT_LINE },
	[INVOICE_LINE_DESCRIPTION] = { "description", VALUE_TEXT, 0, N_("Description"), NOREF },
	[INVOICE_LINE_SCHEDULED]   = { "scheduled", VALUE_MONEY, 0, N_("Scheduled"), NOREF },
	[INVOICE_LINE_PREVIOUS]    = { "previous", VALUE_MONEY, 0, N_("Before"), NOREF },
	[INVOICE_LINE_AMOUNT]      = { "amount", VALUE_MONEY, D, N_("This period"), NOREF },
	[INVOICE_LINE_QUANTITY]    = { "quantity", VALUE_QUANTITY, D, N_("Quantity"), NOREF },
	[INVOICE_LINE_MATERIALS]   = { "materials", VALUE_MONEY, D, N_("Stored materials"), NOREF },
	[INVOICE_LINE_TO_DATE]     = { "to_date", VALUE_MONEY, 0, N_("To date"), NOREF },
	[INVOICE_LINE_RETAINAGE_PERCENT] = { "retainage_percent", VALUE_PERCENT, 0, N_("Retainage %"), NOREF },
	[INVOICE_LINE_RETAINAGE]   = { "retainage", VALUE_MONEY, D, N_("Retainage"), NOREF },
	[INVOICE_LINE_RELEASED]    = { "released", VALUE_MONEY, D, N_("Released"), NOREF },
	[INVOICE_LINE_COST_CODE]   = { "cost_code", VALUE_REF, D, N_("Cost code"), ENTITY_COST_CODE },
	[INVOICE_LINE_COST_CODE_NUMBER] = { "cost_code_number", VALUE_TEXT, C, N_("Cost code"), NOREF },
	[INVOICE_LINE_CURRENCY]    = { "currency", VALUE_TEXT, 0, N_("Currency"), NOREF },
	[INVOICE_LINE_ORIGIN_ID]   = { "origin_id", VALUE_TEXT, 0, N_("Origin id"), NOREF },
};

static const struct field payment_fields[] = {
	[PAYMENT_NUMBER]      = { "number", VALUE_TEXT, S | O | D, N_("Payment"), NOREF },
	[PAYMENT_DATE]        = { "payment_date", VALUE_DATE, O | D, N_("Date"), NOREF },
	[PAYMENT_STATUS]      = { "status", VALUE_TEXT, D, N_("Status there"), NOREF },
	[PAYMENT_METHOD]      = { "method", VALUE_TEXT, 0, N_("Method"), NOREF },
	[PAYMENT_VENDOR]      = { "vendor", VALUE_REF, 0, N_("Vendor"), ENTITY_VENDOR },
	[PAYMENT_VENDOR_NAME] = { "vendor_name", VALUE_TEXT, S | O | C, N_("Vendor"), NOREF },
	[PAYMENT_JOB]         = { "job", VALUE_REF, 0, N_("Job"), ENTITY_JOB },
	[PAYMENT_JOB_NUMBER]  = { "job_number", VALUE_TEXT, S | O | C, N_("Job"), NOREF },
	[PAYMENT_COMMITMENT]  = { "commitment", VALUE_REF, 0, N_("Commitment"), ENTITY_COMMITMENT },
	[PAYMENT_COMMITMENT_NUMBER] = { "commitment_number", VALUE_TEXT, S | O | C, N_("Commitment"), NOREF },
	[PAYMENT_INVOICE]     = { "invoice", VALUE_REF, D, N_("Invoice"), ENTITY_INVOICE },
	[PAYMENT_INVOICE_NUMBER] = { "invoice_number", VALUE_TEXT, S | O | C, N_("Invoice"), NOREF },
	[PAYMENT_AMOUNT]      = { "amount", VALUE_MONEY, O | D, N_("Amount"), NOREF },
	[PAYMENT_CURRENCY]    = { "currency", VALUE_TEXT, D, N_("Currency"), NOREF },
	[PAYMENT_VOID]        = { "voided", VALUE_BOOL, D, N_("Voided"), NOREF },
	[PAYMENT_ORIGIN_ID]   = { "origin_id", VALUE_TEXT, F, N_("Origin id"), NOREF },
};

static const struct field sub_job_fields[] = {
	[SUB_JOB_JOB]       = { "job", VALUE_REF, 0, N_("Job"), ENTITY_JOB },
	[SUB_JOB_NUMBER]    = { "number", VALUE_TEXT, 0, N_("Number"), NOREF },
	[SUB_JOB_NAME]      = { "name", VALUE_TEXT, 0, N_("Sub job"), NOREF },
	[SUB_JOB_STATUS]    = { "status", VALUE_TEXT, 0, N_("Status there"), NOREF },
	[SUB_JOB_DEFAULT]   = { "is_default", VALUE_BOOL, 0, N_("Default"), NOREF },
	[SUB_JOB_ORIGIN_ID] = { "origin_id", VALUE_TEXT, 0, N_("Origin id"), NOREF },
};

static const struct field cost_code_fields[] = {
	[COST_CODE_JOB]       = { "job", VALUE_REF, 0, N_("Job"), ENTITY_JOB },
	[COST_CODE_SUB_JOB]   = { "sub_job", VALUE_REF, 0, N_("Sub job"), ENTITY_SUB_JOB },
	[COST_CODE_NUMBER]    = { "number", VALUE_TEXT, 0, N_("Number"), NOREF },
	[COST_CODE_NAME]      = { "name", VALUE_TEXT, 0, N_("Cost code"), NOREF },
	[COST_CODE_ORIGIN_ID] = { "origin_id", VALUE_TEXT, 0, N_("Origin id"), NOREF },
	[COST_CODE_PARENT]  = { "parent", VALUE_TEXT, 0, N_("Parent"), NOREF },
	[COST_CODE_ACCOUNT] = { "account_number", VALUE_TEXT, 0, N_("Account"), NOREF },
	[COST_CODE_ACTIVE]  = { "active", VALUE_BOOL, 0, N_("Active"), NOREF },
};

static const struct field cost_type_fields[] = {
	[COST_TYPE_NUMBER]    = { "number", VALUE_TEXT, 0, N_("Number"), NOREF },
	[COST_TYPE_NAME]      = { "name", VALUE_TEXT, 0, N_("Cost type"), NOREF },
	[COST_TYPE_BASE]      = { "base_type", VALUE_TEXT, 0, N_("Base type"), NOREF },
	[COST_TYPE_ACCOUNT]   = { "account_number", VALUE_TEXT, 0, N_("Account"), NOREF },
	[COST_TYPE_ACTIVE]    = { "active", VALUE_BOOL, 0, N_("Active"), NOREF },
	[COST_TYPE_ORIGIN_ID] = { "origin_id", VALUE_TEXT, 0, N_("Origin id"), NOREF },
};

static const struct field customer_fields[] = {
	[CUSTOMER_NUMBER] = { "number", VALUE_TEXT, 0, N_("Number"), NOREF },
	[CUSTOMER_NAME]   = { "name", VALUE_TEXT, 0, N_("Customer"), NOREF },
	[CUSTOMER_STATUS] = { "status", VALUE_TEXT, 0, N_("Status there"), NOREF },
};

static const struct field branch_fields[] = {
	[BRANCH_NUMBER]   = { "number", VALUE_TEXT, 0, N_("Number"), NOREF },
	[BRANCH_NAME]     = { "name", VALUE_TEXT, 0, N_("Branch"), NOREF },
	[BRANCH_ACTIVE]   = { "active", VALUE_BOOL, 0, N_("Active"), NOREF },
	[BRANCH_CURRENCY] = { "currency", VALUE_TEXT, 0, N_("Currency"), NOREF },
};

static const struct field period_fields[] = {
	[PERIOD_NUMBER] = { "number", VALUE_TEXT, 0, N_("Period"), NOREF },
	[PERIOD_START]  = { "start_date", VALUE_DATE, 0, N_("From"), NOREF },
	[PERIOD_END]    = { "end_date", VALUE_DATE, 0, N_("To"), NOREF },
	[PERIOD_STATUS] = { "status", VALUE_TEXT, 0, N_("Status there"), NOREF },
};

static const struct field account_fields[] = {
	[ACCOUNT_NUMBER]   = { "number", VALUE_TEXT, 0, N_("Number"), NOREF },
	[ACCOUNT_NAME]     = { "name", VALUE_TEXT, 0, N_("Account"), NOREF },
	[ACCOUNT_KIND]     = { "kind", VALUE_TEXT, 0, N_("Kind"), NOREF },
	[ACCOUNT_ACTIVE]   = { "active", VALUE_BOOL, 0, N_("Active"), NOREF },
	[ACCOUNT_CURRENCY] = { "currency", VALUE_TEXT, 0, N_("Currency"), NOREF },
};

#define FIELDS(table) table, (int)ARRAY_SIZE(table)

const struct entity_def entities[ENTITY_COUNT] = {
	[ENTITY_VENDOR] = { "vendor", N_("Vendor"), N_("Vendors"), FIELDS(vendor_fields),
		VENDOR_NUMBER, VENDOR_NAME, -1 },
	[ENTITY_JOB] = { "job", N_("Job"), N_("Jobs"), FIELDS(job_fields), JOB_NUMBER, JOB_NAME, -1 },
	[ENTITY_COMMITMENT] = { "commitment", N_("Commitment"), N_("Commitments"),
		FIELDS(commitment_fields), COMMITMENT_NUMBER, COMMITMENT_TITLE, -1 },
	[ENTITY_INVOICE] = { "invoice", N_("Invoice"), N_("Invoices"), FIELDS(invoice_fields),
		INVOICE_NUMBER, INVOICE_VENDOR_NAME, -1 },
	[ENTITY_PAYMENT] = { "payment", N_("Payment"), N_("Payments"), FIELDS(payment_fields),
		PAYMENT_NUMBER, PAYMENT_VENDOR_NAME, -1 },
	[ENTITY_SUB_JOB] = { "sub_job", N_("Sub job"), N_("Sub jobs"), FIELDS(sub_job_fields),
		SUB_JOB_NUMBER, SUB_JOB_NAME, SUB_JOB_JOB },
	[ENTITY_COST_CODE] = { "cost_code", N_("Cost code"), N_("Cost codes"), FIELDS(cost_code_fields),
		COST_CODE_NUMBER, COST_CODE_NAME, COST_CODE_JOB },
	[ENTITY_COST_TYPE] = { "cost_type", N_("Cost type"), N_("Cost types"), FIELDS(cost_type_fields),
		COST_TYPE_NUMBER, COST_TYPE_NAME, -1 },
	[ENTITY_COMMITMENT_LINE] = { "commitment_line", N_("Commitment line"), N_("Commitment lines"),
		FIELDS(commitment_line_fields), COMMITMENT_LINE_POSITION, COMMITMENT_LINE_DESCRIPTION,
		COMMITMENT_LINE_COMMITMENT },
	[ENTITY_INVOICE_LINE] = { "invoice_line", N_("Invoice line"), N_("Invoice lines"),
		FIELDS(invoice_line_fields), INVOICE_LINE_POSITION, INVOICE_LINE_DESCRIPTION,
		INVOICE_LINE_INVOICE },
	[ENTITY_CUSTOMER] = { "customer", N_("Customer"), N_("Customers"), FIELDS(customer_fields),
		CUSTOMER_NUMBER, CUSTOMER_NAME, -1 },
	[ENTITY_BRANCH] = { "branch", N_("Branch"), N_("Branches"), FIELDS(branch_fields),
		BRANCH_NUMBER, BRANCH_NAME, -1 },
	[ENTITY_PERIOD] = { "period", N_("Period"), N_("Periods"), FIELDS(period_fields),
		PERIOD_NUMBER, PERIOD_NUMBER, -1 },
	[ENTITY_ACCOUNT] = { "account", N_("Account"), N_("Accounts"), FIELDS(account_fields),
		ACCOUNT_NUMBER, ACCOUNT_NAME, -1 },
};

enum entity entity_parse(const char *name)
{
	static const char *const plurals[ENTITY_COUNT] = {
		"vendors", "jobs", "commitments", "invoices", "payments", "sub_jobs", "cost_codes",
		"cost_types", "commitment_lines", "invoice_lines", "customers", "branches", "periods", "accounts",
	};

	for (int e = 0; name && e < ENTITY_COUNT; e++)
		if (strcmp(name, entities[e].name) == 0 || strcmp(name, plurals[e]) == 0)
			return (enum entity)e;
	return ENTITY_NONE;
}

int entity_field(enum entity e, const char *name)
{
	for (int i = 0; i < entities[e].n_fields; i++)
		if (strcmp(entities[e].fields[i].name, name) == 0)
			return i;
	return -1;
}
