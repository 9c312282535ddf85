/* Reading from Acumatica: lists by page, and what each brings.
 *
 * A list is a bare array without total or next link: pages go by $top and $skip, and
 * a page shorter than asked for is the last one.  $select is always given, because one
 * field that the service cannot turn into SQL fails the whole list.  When it does so
 * all the same, the list is asked for more and more modestly:
 *
 *   FULL     everything in one list
 *   NARROW   without linked records and details
 *   SINGLE   the keys alone, then each record by its key (what details need)
 *
 * The cursor is the largest LastModifiedDateTime seen, less an overlap: the server's
 * clock alone decides.  The page token is "<mode>|<skip>|<largest seen, ms>". */
#include "connectors/acumatica.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/mapping.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define OVERLAP_MS (5 * 60 * INT64_C(1000))

enum mode { MODE_FULL, MODE_NARROW, MODE_SINGLE };
enum { STEP_LIST = 1, STEP_ONE };
enum { N_MODE, N_SKIP, N_SEEN };                 /* op->n */
enum { TEXT_KEYS };                              /* op->text: keys still to be fetched, by line */

/* ---- maps ---- */

static const struct map_row vendor_map[] = {
	{ "VendorID", VENDOR_NUMBER, map_trimmed },
	{ "VendorName", VENDOR_NAME, map_trimmed },
	{ "Status", VENDOR_STATUS, map_text },
	{ "VendorClass", VENDOR_CLASS, map_trimmed },
	{ "Terms", VENDOR_TERMS, map_trimmed },
	{ "CurrencyID", VENDOR_CURRENCY, map_trimmed },
	{ "TaxRegistrationID", VENDOR_TAX_ID, map_trimmed },
	{ "MainContact.Email", VENDOR_EMAIL, map_text },
	{ "MainContact.Phone1", VENDOR_PHONE, map_text },
	{ "MainContact.Address.AddressLine1", VENDOR_ADDRESS, map_text },
	{ "MainContact.Address.City", VENDOR_CITY, map_text },
	{ "MainContact.Address.State", VENDOR_STATE, map_trimmed },
	{ "MainContact.Address.PostalCode", VENDOR_ZIP, map_trimmed },
	{ "MainContact.Address.Country", VENDOR_COUNTRY, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row customer_map[] = {
	{ "CustomerID", CUSTOMER_NUMBER, map_trimmed },
	{ "CustomerName", CUSTOMER_NAME, map_trimmed },
	{ "Status", CUSTOMER_STATUS, map_text },
	{ NULL, 0, NULL },
};

static const struct map_row project_map[] = {
	{ "ProjectID", JOB_NUMBER, map_trimmed },
	{ "Description", JOB_NAME, map_text },
	{ "Status", JOB_STATUS, map_text },
	{ "Customer", JOB_CUSTOMER, map_trimmed },
	{ "ProjectTemplateID", JOB_TEMPLATE, map_trimmed },
	{ "ProjectProperties.StartDate", JOB_START, map_date },
	{ "ProjectProperties.EndDate", JOB_COMPLETION, map_date },
	{ "BillingAndAllocationSettings.Branch", JOB_BRANCH, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row task_map[] = {
	{ "ProjectID", SUB_JOB_JOB, map_trimmed },
	{ "ProjectTaskID", SUB_JOB_NUMBER, map_trimmed },
	{ "Description", SUB_JOB_NAME, map_text },
	{ "Status", SUB_JOB_STATUS, map_text },
	{ "Default", SUB_JOB_DEFAULT, map_bool },
	{ NULL, 0, NULL },
};

static const struct map_row cost_code_map[] = {
	{ "CostCodeID", COST_CODE_NUMBER, map_trimmed },
	{ "Description", COST_CODE_NAME, map_text },
	{ NULL, 0, NULL },
};

/* Account groups play the part of Procore's cost types. */
static const struct map_row account_group_map[] = {
	{ "AccountGroupID", COST_TYPE_NUMBER, map_trimmed },
	{ "Description", COST_TYPE_NAME, map_text },
	{ "Type", COST_TYPE_BASE, map_text },
	{ "DefaultAccountID", COST_TYPE_ACCOUNT, map_trimmed },
	{ "Active", COST_TYPE_ACTIVE, map_bool },
	{ NULL, 0, NULL },
};

static const struct map_row order_map[] = {
	{ "OrderNbr", COMMITMENT_NUMBER, map_trimmed },
	{ "Description", COMMITMENT_TITLE, map_text },
	{ "Status", COMMITMENT_STATUS, map_text },
	{ "VendorID", COMMITMENT_VENDOR, map_trimmed },
	{ "VendorRef", COMMITMENT_VENDOR_REF, map_trimmed },
	{ "Date", COMMITMENT_DATE, map_date },
	{ "OrderTotal", COMMITMENT_AMOUNT, map_money },
	{ "Project", COMMITMENT_JOB, map_trimmed },
	{ "Branch", COMMITMENT_BRANCH, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row subcontract_map[] = {
	{ "SubcontractNbr", COMMITMENT_NUMBER, map_trimmed },
	{ "Description", COMMITMENT_TITLE, map_text },
	{ "Status", COMMITMENT_STATUS, map_text },
	{ "VendorID", COMMITMENT_VENDOR, map_trimmed },
	{ "VendorRef", COMMITMENT_VENDOR_REF, map_trimmed },
	{ "Date", COMMITMENT_DATE, map_date },
	{ "SubcontractTotal", COMMITMENT_AMOUNT, map_money },
	{ "RetainagePct", COMMITMENT_RETAINAGE_PERCENT, map_percent },
	{ "Branch", COMMITMENT_BRANCH, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row bill_map[] = {
	{ "VendorRef", INVOICE_NUMBER, map_trimmed },
	{ "Status", INVOICE_STATUS, map_text },
	{ "Vendor", INVOICE_VENDOR, map_trimmed },
	{ "Date", INVOICE_BILLING_DATE, map_date },
	{ "DueDate", INVOICE_DUE_DATE, map_date },
	{ "Project", INVOICE_JOB, map_trimmed },
	{ "Amount", INVOICE_NET, map_money },
	{ "Balance", INVOICE_BALANCE, map_money },
	{ "Balance", INVOICE_OPEN, map_money },
	{ NULL, 0, NULL },
};

static const struct map_row check_map[] = {
	{ "PaymentRef", PAYMENT_NUMBER, map_trimmed },
	{ "Status", PAYMENT_STATUS, map_text },
	{ "Vendor", PAYMENT_VENDOR, map_trimmed },
	{ "ApplicationDate", PAYMENT_DATE, map_date },
	{ "PaymentMethod", PAYMENT_METHOD, map_trimmed },
	{ NULL, 0, NULL },
};

/* ---- what a list brings ---- */

struct list {
	struct op *op;
	struct map_ctx ctx;
	int64_t seen;                /* largest time stamp */
};

static const char *field(struct list *l, const json_node *o, const char *path)
{
	return acumatica_field(o, path, l->ctx.pool);
}

static struct record *begin(struct list *l, enum entity e, const char *id, const json_node *o)
{
	struct record *r;
	const char *stamp;
	int64_t ms;

	if (!*id)
		return NULL;
	r = ARRAY_PUSH(&l->op->page);
	record_init(r, e);
	r->remote_id = id;
	stamp = field(l, o, "LastModifiedDateTime");
	if (*stamp) {
		r->remote_version = stamp;
		if (instant_parse(&ms, stamp) == 0 && ms > l->seen)
			l->seen = ms;
	}
	return r;
}

static void put(struct list *l, struct record *r, int f, const char *text)
{
	if (text && *text)
		record_set_text(r, f, l->ctx.pool, text);
}

static void set_currency(struct list *l, const json_node *o)
{
	const char *c = field(l, o, "CurrencyID");

	l->ctx.currency = strlen(c) == 3 ? c : acumatica_option(l->op->env, "home_currency");
	l->ctx.unreadable = 0;
}

static void take_branch(struct list *l, const json_node *o)
{
	for (const json_node *b = json_first(json_get(o, "Results")); b; b = json_next(b)) {
		struct record *r = begin(l, ENTITY_BRANCH, field(l, b, "BranchID"), b);

		if (!r)
			continue;
		put(l, r, BRANCH_NUMBER, field(l, b, "BranchID"));
		put(l, r, BRANCH_NAME, field(l, b, "BranchName"));
		put(l, r, BRANCH_CURRENCY, field(l, b, "BaseCurrencyID"));
		map_bool(&l->ctx, r, BRANCH_ACTIVE, json_get(b, "BranchStatus.value"));
	}
}

static void take_year(struct list *l, const json_node *o)
{
	for (const json_node *d = json_first(json_get(o, "Details")); d; d = json_next(d)) {
		struct record *r;
		const char *status = field(l, d, "Status");

		/* An adjustment period has no days of its own. */
		if (json_bool(json_get(d, "AdjustmentPeriod.value"), 0))
			continue;
		r = begin(l, ENTITY_PERIOD, field(l, d, "FinancialPeriodID"), d);
		if (!r)
			continue;
		put(l, r, PERIOD_NUMBER, r->remote_id);
		map_date(&l->ctx, r, PERIOD_START, json_get(d, "StartDate.value"));
		map_date(&l->ctx, r, PERIOD_END, json_get(d, "EndDate.value"));
		put(l, r, PERIOD_STATUS, json_bool(json_get(d, "ClosedInAP.value"), 0) ? "Closed" : status);
	}
}

static void take_vendor(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_VENDOR, field(l, o, "VendorID"), o);

	if (!r)
		return;
	map_apply(vendor_map, &l->ctx, r, o, 1);
	record_set_int(r, VENDOR_ACTIVE, !strcmp(record_text(r, VENDOR_STATUS), "Active"));
}

static void take_customer(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_CUSTOMER, field(l, o, "CustomerID"), o);

	if (r)
		map_apply(customer_map, &l->ctx, r, o, 1);
}

static void take_project(struct list *l, const json_node *o)
{
	const char *id = field(l, o, "ProjectID");
	struct record *r = strcmp(id, "X") ? begin(l, ENTITY_JOB, id, o) : NULL;   /* X: no project */

	if (!r)
		return;
	map_apply(project_map, &l->ctx, r, o, 1);
	record_set_int(r, JOB_ACTIVE, !strcmp(record_text(r, JOB_STATUS), "Active"));
}

static void take_task(struct list *l, const json_node *o)
{
	const char *project = field(l, o, "ProjectID"), *task = field(l, o, "ProjectTaskID");
	struct record *r = *project && *task
		? begin(l, ENTITY_SUB_JOB, pool_printf(l->ctx.pool, "%s/%s", project, task), o) : NULL;

	if (r)
		map_apply(task_map, &l->ctx, r, o, 1);
}

static void take_cost_code(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_COST_CODE, field(l, o, "CostCodeID"), o);

	if (r)
		map_apply(cost_code_map, &l->ctx, r, o, 1);
}

static void take_account_group(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_COST_TYPE, field(l, o, "AccountGroupID"), o);

	if (r)
		map_apply(account_group_map, &l->ctx, r, o, 1);
}

static void take_document(struct list *l, const json_node *o, const char *type, const char *number,
	const char *kind, const struct map_row *rows)
{
	struct record *r = *number
		? begin(l, ENTITY_COMMITMENT, acumatica_order_id(l->ctx.pool, type, number), o) : NULL;

	if (!r)
		return;
	set_currency(l, o);
	map_apply(rows, &l->ctx, r, o, 1);
	r->remote_code = number;
	put(l, r, COMMITMENT_KIND, kind);
	put(l, r, COMMITMENT_CURRENCY, l->ctx.currency);
	map_hold(&l->ctx, r, COMMITMENT_AMOUNT);
}

static void take_order(struct list *l, const json_node *o)
{
	take_document(l, o, field(l, o, "Type"), field(l, o, "OrderNbr"), KIND_PURCHASE_ORDER, order_map);
}

static void take_subcontract(struct list *l, const json_node *o)
{
	take_document(l, o, "Subcontract", field(l, o, "SubcontractNbr"), KIND_SUBCONTRACT, subcontract_map);
}

static void take_bill(struct list *l, const json_node *o)
{
	const char *number = field(l, o, "ReferenceNbr");
	struct record *r = begin(l, ENTITY_INVOICE, number, o);      /* of type Bill, all of them */
	int64_t retained;

	if (!r)
		return;
	set_currency(l, o);
	map_apply(bill_map, &l->ctx, r, o, 1);
	r->remote_code = number;
	put(l, r, INVOICE_CURRENCY, l->ctx.currency);
	/* The amount of a bill is what is left after retainage. */
	if (map_amount(&l->ctx, json_get(o, "custom.CurrentDocument.CuryRetainageTotal.value"), &retained) == 0) {
		record_set_int(r, INVOICE_RETAINAGE, retained);
		record_set_int(r, INVOICE_AMOUNT, record_int(r, INVOICE_NET) + retained);
	}
	map_hold(&l->ctx, r, INVOICE_NET);
}

/* ---- checks ---- */

static int is_void_type(const char *type)
{
	return !strncmp(type, "Voided", 6);
}

/* "<check>|<bill>".  One prefix, none, for all names a check goes by: its label changed
 * between releases, and the document that voids it keeps its number. */
static const char *payment_id(struct list *l, const char *type, const char *number, const char *bill)
{
	static const char *const same[] = { "Payment", "Check", "Voided Payment", "Voided Check" };

	for (size_t i = 0; i < ARRAY_SIZE(same); i++)
		if (!strcmp(type, same[i]))
			return pool_printf(l->ctx.pool, "%s|%s", number, bill);
	return pool_printf(l->ctx.pool, "%s|%s|%s", type, number, bill);
}

static struct record *payment_of(struct list *l, size_t from, const char *id)
{
	for (size_t i = from; i < l->op->page.len; i++)
		if (!strcmp(l->op->page.items[i].remote_id, id))
			return &l->op->page.items[i];
	return NULL;
}

/* One row a bill: what was applied to it. */
static void take_application(struct list *l, const json_node *check, const json_node *row, size_t from)
{
	const char *type = field(l, check, "Type"), *number = field(l, check, "ReferenceNbr");
	const char *doc = field(l, row, "ReferenceNbr"), *id;
	int is_void = is_void_type(type) || !strcmp(field(l, check, "Status"), "Voided");
	struct record *r;
	int64_t amount;

	if (strcmp(field(l, row, "DocType"), "Bill") || !*doc
			|| map_amount(&l->ctx, json_get(row, "AmountPaid.value"), &amount) < 0)
		return;
	if (is_void && amount < 0)
		amount = -amount;
	id = payment_id(l, type, number, doc);
	r = payment_of(l, from, id);
	if (r) {
		/* Two rows for one bill: parts of one payment; of a voided one, its counter-entry. */
		if (!is_void && decimal_sum(&amount, amount, record_int(r, PAYMENT_AMOUNT)) == 0)
			record_set_int(r, PAYMENT_AMOUNT, amount);
		return;
	}
	if (amount == 0)
		return;
	r = begin(l, ENTITY_PAYMENT, id, check);
	map_apply(check_map, &l->ctx, r, check, 1);
	r->remote_code = number;
	if (!record_has(r, PAYMENT_NUMBER))
		put(l, r, PAYMENT_NUMBER, number);
	put(l, r, PAYMENT_INVOICE, doc);
	put(l, r, PAYMENT_INVOICE_NUMBER, field(l, row, "VendorRef"));
	put(l, r, PAYMENT_CURRENCY, l->ctx.currency);
	record_set_int(r, PAYMENT_AMOUNT, amount);
	record_set_int(r, PAYMENT_VOID, is_void);
}

static void take_check(struct list *l, const json_node *o)
{
	/* Only what is released has been paid. */
	static const char *const released[] = { "Open", "Closed", "Voided" };
	const char *status = field(l, o, "Status"), *stamp = field(l, o, "LastModifiedDateTime");
	size_t from = l->op->page.len;
	const json_node *rows;
	int counts = 0;
	int64_t ms;

	if (*stamp && instant_parse(&ms, stamp) == 0 && ms > l->seen)
		l->seen = ms;
	for (size_t i = 0; i < ARRAY_SIZE(released); i++)
		counts |= !strcmp(status, released[i]);
	if (!counts)
		return;
	set_currency(l, o);
	/* History is filled by the release; Details holds what is applied and not yet posted. */
	rows = json_get(o, "History");
	if (!json_count(rows))
		rows = json_get(o, "Details");
	for (const json_node *r = json_first(rows); r; r = json_next(r))
		take_application(l, o, r, from);
}

/* ---- feeds ---- */

const struct feed acumatica_feeds[] = {
	{ "branches", ENTITY_BRANCH, FEED_FULL_ONLY },
	{ "periods", ENTITY_PERIOD, FEED_FULL_ONLY },
	{ "vendors", ENTITY_VENDOR, FEED_INCREMENTAL },
	{ "customers", ENTITY_CUSTOMER, FEED_INCREMENTAL },
	{ "projects", ENTITY_JOB, FEED_INCREMENTAL },
	{ "tasks", ENTITY_SUB_JOB, FEED_INCREMENTAL },
	{ "cost-codes", ENTITY_COST_CODE, FEED_INCREMENTAL },
	{ "account-groups", ENTITY_COST_TYPE, FEED_FULL_ONLY },
	{ "subcontracts", ENTITY_COMMITMENT, FEED_INCREMENTAL },
	{ "purchase-orders", ENTITY_COMMITMENT, FEED_INCREMENTAL },
	{ "bills", ENTITY_INVOICE, FEED_INCREMENTAL },
	{ "checks", ENTITY_PAYMENT, FEED_INCREMENTAL },
	{ NULL, ENTITY_NONE, 0 },
};

#define LIST_INQUIRY      1u     /* read by PUT with an empty body, one page */
#define LIST_CONSTRUCTION 2u     /* lives in the endpoint with subcontracts */
#define LIST_DETAILS      4u     /* useless without its details: skip NARROW */

static const struct source {
	const char *feed, *entity;
	unsigned flags;
	const char *keys;            /* for SINGLE, and always selected */
	const char *select;          /* beside the keys */
	const char *linked;          /* selected when expanded */
	const char *expand, *custom, *filter;
	void (*take)(struct list *l, const json_node *o);
} sources[] = {
	{ "branches", "CompaniesStructure", LIST_INQUIRY, NULL, NULL, NULL, "Results", NULL, NULL, take_branch },
	{ "periods", "FinancialPeriod", LIST_DETAILS, "FinancialYear", NULL,
		"Details/FinancialPeriodID,Details/StartDate,Details/EndDate,Details/Status,"
		"Details/ClosedInAP,Details/AdjustmentPeriod", "Details", NULL, NULL, take_year },
	{ "vendors", "Vendor", 0, "VendorID",
		"VendorName,Status,VendorClass,Terms,CurrencyID,TaxRegistrationID,LastModifiedDateTime",
		"MainContact/Email,MainContact/Phone1,MainContact/Address/AddressLine1,"
		"MainContact/Address/City,MainContact/Address/State,MainContact/Address/PostalCode,"
		"MainContact/Address/Country", "MainContact,MainContact/Address", NULL, NULL, take_vendor },
	{ "customers", "Customer", 0, "CustomerID", "CustomerName,Status,LastModifiedDateTime", NULL, NULL,
		NULL, NULL, take_customer },
	{ "projects", "Project", 0, "ProjectID",
		"Description,Status,Customer,ProjectTemplateID,LastModifiedDateTime",
		"ProjectProperties/StartDate,ProjectProperties/EndDate,BillingAndAllocationSettings/Branch",
		"ProjectProperties,BillingAndAllocationSettings", NULL, NULL, take_project },
	{ "tasks", "ProjectTask", 0, "ProjectID,ProjectTaskID",
		"Description,Status,Default,LastModifiedDateTime", NULL, NULL, NULL, NULL, take_task },
	{ "cost-codes", "CostCode", 0, "CostCodeID", "Description,LastModifiedDateTime", NULL, NULL, NULL,
		NULL, take_cost_code },
	{ "account-groups", "AccountGroup", 0, "AccountGroupID", "Description,Type,Active,DefaultAccountID",
		NULL, NULL, NULL, NULL, take_account_group },
	{ "subcontracts", "Subcontract", LIST_CONSTRUCTION, "SubcontractNbr",
		"Status,Date,Description,VendorID,VendorRef,Branch,CurrencyID,RetainagePct,SubcontractTotal,"
		"LastModifiedDateTime", NULL, NULL, NULL, NULL, take_subcontract },
	{ "purchase-orders", "PurchaseOrder", 0, "Type,OrderNbr",
		"Status,Date,Description,VendorID,VendorRef,Project,Branch,CurrencyID,OrderTotal,"
		"LastModifiedDateTime", NULL, NULL, NULL, "Type eq 'Normal'", take_order },
	/* The header's total of retainage is in no contract; a site that cannot list it says so. */
	{ "bills", "Bill", 0, "Type,ReferenceNbr",
		"Status,Vendor,VendorRef,Date,DueDate,Project,CurrencyID,Amount,Balance,LastModifiedDateTime",
		NULL, NULL, "CurrentDocument.CuryRetainageTotal", "Type eq 'Bill'", take_bill },
	{ "checks", "Check", LIST_DETAILS, "Type,ReferenceNbr",
		"Status,Vendor,PaymentRef,PaymentMethod,ApplicationDate,PaymentAmount,CurrencyID,"
		"LastModifiedDateTime",
		"Details/DocType,Details/ReferenceNbr,Details/AmountPaid,History/DocType,"
		"History/ReferenceNbr,History/VendorRef,History/AmountPaid", "Details,History", NULL, NULL,
		take_check },
};

static const struct source *source_of(const struct feed *f)
{
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++)
		if (!strcmp(sources[i].feed, f->name))
			return &sources[i];
	return NULL;
}

static const char *endpoint_of(const struct op *op, const struct source *s)
{
	const struct session *se = op->env->session;

	return s->flags & LIST_CONSTRUCTION ? se->construction : se->endpoint;
}

/* ---- requests ---- */

static int64_t page_size(const struct op *op)
{
	int64_t n = option_get_int(op->env->options, op->env->option_defs, "page_size");

	return n < 1 ? 500 : n > 5000 ? 5000 : n;
}

static void add_select(struct strbuf *path, const struct source *s, int mode, int with_keys)
{
	struct strbuf b = STRBUF_INIT;
	int linked = mode != MODE_NARROW && s->linked;

	if (mode == MODE_SINGLE && with_keys) {
		strbuf_adds(&b, s->keys);
		/* The stamp is needed for the filter's own field and for the cursor. */
		if (s->select && strstr(s->select, "LastModifiedDateTime"))
			strbuf_adds(&b, ",LastModifiedDateTime");
		linked = 0;
	} else {
		strbuf_addf(&b, "%s%s%s%s%s", s->keys, s->select ? "," : "", s->select ? s->select : "",
			linked ? "," : "", linked ? s->linked : "");
	}
	http_url_add_param(path, "$select", b.s);
	strbuf_release(&b);
	if (s->expand && mode != MODE_NARROW && !(mode == MODE_SINGLE && with_keys))
		http_url_add_param(path, "$expand", s->expand);
	if (s->custom && mode == MODE_FULL)
		http_url_add_param(path, "$custom", s->custom);
}

static void add_filter(struct strbuf *path, const struct op *op, const struct source *s)
{
	struct strbuf b = STRBUF_INIT;
	int64_t ms;

	if (s->filter)
		strbuf_adds(&b, s->filter);
	if ((op->feed->flags & FEED_INCREMENTAL) && op->cursor && !op->full
			&& instant_parse(&ms, op->cursor) == 0) {
		char text[INSTANT_LEN];

		instant_format(text, ms);
		text[strlen(text) - 1] = '\0';           /* Z */
		strbuf_addf(&b, "%sLastModifiedDateTime gt datetimeoffset'%s+00:00'", b.len ? " and " : "", text);
	}
	if (b.len)
		http_url_add_param(path, "$filter", b.s);
	strbuf_release(&b);
}

static void send_list(struct op *op, const struct source *s, struct http_request *out)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_addf(&path, "%s/%s", endpoint_of(op, s), s->entity);
	if (s->flags & LIST_INQUIRY) {
		http_url_add_param(&path, "$expand", s->expand);
		acumatica_request(op->env, out, "PUT", path.s);
		acumatica_body(out, "{}");
	} else {
		add_select(&path, s, (int)op->n[N_MODE], 1);
		add_filter(&path, op, s);
		http_url_add_param_int(&path, "$top", page_size(op));
		http_url_add_param_int(&path, "$skip", op->n[N_SKIP]);
		acumatica_request(op->env, out, "GET", path.s);
	}
	strbuf_release(&path);
	op->step = STEP_LIST;
}

/* Next record of the keys noted; 0 when there is none. */
static int send_one(struct op *op, const struct source *s, struct http_request *out)
{
	struct strbuf path = STRBUF_INIT;
	const char *keys = op->text[TEXT_KEYS], *end;

	if (!keys || !*keys)
		return 0;
	end = strchr(keys, '\n');
	strbuf_addf(&path, "%s/%s/%.*s", endpoint_of(op, s), s->entity, (int)(end - keys), keys);
	add_select(&path, s, MODE_SINGLE, 0);
	acumatica_request(op->env, out, "GET", path.s);
	strbuf_release(&path);
	op->text[TEXT_KEYS] = end + 1;
	op->step = STEP_ONE;
	return 1;
}

/* ---- pages ---- */

static void add_keys(struct list *l, const struct source *s, const json_node *o, struct strbuf *out)
{
	const char *k = s->keys;
	size_t mark = out->len;

	while (*k) {
		size_t n = strcspn(k, ",");
		char *name = pool_strndup(l->ctx.pool, k, n);
		const char *value = field(l, o, name);

		/* A key with a slash cannot be addressed. */
		if (!*value || strchr(value, '/')) {
			strbuf_truncate(out, mark);
			return;
		}
		if (out->len > mark)
			strbuf_addc(out, '/');
		strbuf_add_urlencoded(out, value);
		k += n + (k[n] == ',');
	}
	strbuf_addc(out, '\n');
}

/* What was asked for is what is read: ids, notes and ways to files come with every record all the same. */
static int parse_list(struct json_doc *doc, const struct source *s, const struct http_response *in,
	struct error *err)
{
	struct json_names names = { .n = 0 };

	if (s->flags & LIST_INQUIRY)
		return json_parse(doc, in->body.s, in->body.len, err);
	json_names_add(&names, "value");
	json_names_add(&names, s->keys);
	json_names_add(&names, s->select ? s->select : "");
	json_names_add(&names, s->linked ? s->linked : "");
	if (s->custom) {
		json_names_add(&names, "custom");
		json_names_add(&names, s->custom);
	}
	return json_parse_some(doc, in->body.s, in->body.len, &names, err);
}

static int take(struct op *op, const struct source *s, const struct http_response *in, size_t *n,
	struct error *err)
{
	struct list l = { .op = op, .ctx = { .pool = op->page_pool, .currency = "" }, .seen = op->n[N_SEEN] };
	struct strbuf keys = STRBUF_INIT;
	struct json_doc doc;
	const json_node *root;
	int rc = parse_list(&doc, s, in, err);

	if (rc < 0)
		return rc;
	root = json_root(&doc);
	*n = 0;
	if (op->step == STEP_ONE || (s->flags & LIST_INQUIRY)) {
		s->take(&l, root);
	} else if (!json_is_array(root)) {
		rc = error_set(err, ERR_DATA, N_("Acumatica's answer for \"%s\" is not a list"), s->feed, NULL);
	} else {
		for (const json_node *o = json_first(root); o; o = json_next(o), ++*n)
			if (op->n[N_MODE] == MODE_SINGLE)
				add_keys(&l, s, o, &keys);
			else
				s->take(&l, o);
	}
	if (op->step == STEP_LIST)
		op->text[TEXT_KEYS] = keys.len ? pool_strdup(op->pool, keys.s) : NULL;
	op->n[N_SEEN] = l.seen;
	strbuf_release(&keys);
	json_release(&doc);
	return rc;
}

static int finish(struct op *op)
{
	char text[INSTANT_LEN];

	op->page_token = NULL;
	op->next_cursor = op->cursor;
	if (op->n[N_SEEN]) {
		instant_format(text, op->n[N_SEEN] - OVERLAP_MS);
		/* The cursor never goes back: what is seen may be older than what was. */
		if (!op->cursor || strcmp(text, op->cursor) > 0)
			op->next_cursor = pool_strdup(op->pool, text);
	}
	return OP_DONE;
}

static int after_page(struct op *op, const struct source *s, size_t n, struct http_request *out)
{
	if (op->step == STEP_LIST && !(s->flags & LIST_INQUIRY))
		op->n[3] = (int64_t)n;
	if (send_one(op, s, out))
		return OP_SEND;
	if ((s->flags & LIST_INQUIRY) || op->n[3] < page_size(op))
		return finish(op);
	op->n[N_SKIP] += op->n[3];
	op->page_token = pool_printf(op->pool, "%lld|%lld|%lld", (long long)op->n[N_MODE],
		(long long)op->n[N_SKIP], (long long)op->n[N_SEEN]);
	send_list(op, s, out);
	return OP_SEND;
}

static void resume(struct op *op)
{
	long long mode = 0, skip = 0, seen = 0;

	memset(op->n, 0, sizeof op->n);
	op->text[TEXT_KEYS] = NULL;
	if (op->page_token && sscanf(op->page_token, "%lld|%lld|%lld", &mode, &skip, &seen) == 3
			&& mode >= MODE_FULL && mode <= MODE_SINGLE && skip >= 0) {
		op->n[N_MODE] = mode;
		op->n[N_SKIP] = skip;
		op->n[N_SEEN] = seen;
	}
}

/* Is there something the list can do without? */
static int narrower(const struct source *s)
{
	return s->custom || (s->linked && !(s->flags & LIST_DETAILS));
}

/* Nothing to read: the list does not exist here, or nobody wants it. */
static int not_wanted(const struct op *op, const struct source *s)
{
	if (!endpoint_of(op, s))
		return 1;
	if (!strcmp(s->feed, "periods"))
		return !option_get_bool(op->env->options, op->env->option_defs, "period_check");
	if (!strcmp(s->feed, "checks"))
		return !option_get_bool(op->env->options, op->env->option_defs, "payments");
	return 0;
}

int acumatica_pull(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	const struct source *s = source_of(op->feed);
	size_t n;

	if (!s)
		BUG("no source for feed %s", op->feed->name);
	if (!in) {
		resume(op);
		if (not_wanted(op, s)) {
			op->next_cursor = op->cursor;
			return OP_DONE;
		}
		send_list(op, s, out);
		return OP_SEND;
	}
	if (in->status == 401)
		return OP_RESTART;
	if (acumatica_cannot_optimize(in) && op->step == STEP_LIST && op->n[N_MODE] < MODE_SINGLE) {
		op->n[N_MODE] = op->n[N_MODE] == MODE_FULL && narrower(s) ? MODE_NARROW : MODE_SINGLE;
		send_list(op, s, out);
		return OP_SEND;
	}
	if (acumatica_absent(in) && op->step == STEP_ONE)        /* deleted since it was listed */
		return after_page(op, s, 0, out);
	if (acumatica_explain(in, err) != ERR_NONE)
		return OP_FAIL;
	if (acumatica_cannot_optimize(in) || acumatica_absent(in)) {
		error_set(err, ERR_DATA, N_("Acumatica cannot list \"%s\"; the field it names must be removed from the "
			"endpoint"), s->feed, NULL);
		return OP_FAIL;
	}
	if (take(op, s, in, &n, err) < 0)
		return OP_FAIL;
	return after_page(op, s, n, out);
}
