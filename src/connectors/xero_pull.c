/* Reading from Xero: lists by page, and what each brings.
 *
 * Lists are asked for by "If-Modified-Since" from where the last complete reading ended, by the
 * service's own clock (the envelope's DateTimeUTC, else the newest stamp seen) less five minutes:
 * not every change has its stamp when it becomes visible.  Pages are ordered by id, because in the
 * order of change a record that changes meanwhile would push another one over the page's edge.
 * The page token is "<page>|<newest stamp, ms>|<clock of the first page, ms>".
 *
 * A credit note lowers a bill without a payment.  It is shown among the payments with the method
 * "credit", without a reference to the bill: so nothing of it ever travels to Procore as a
 * payment, which it is not.  What was credited, also by prepayments and overpayments, stands in the
 * status of the bill. */
#include "connectors/xero.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/mapping.h"
#include "model/money.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define OVERLAP_MS (5 * 60 * INT64_C(1000))
#define LAST_DAY "9999-12-31"
#define FIRST_DAY "1900-01-01"

enum { STEP_LIST = 1, STEP_BATCHES };
enum { N_PAGE, N_SEEN, N_CLOCK };                /* op->n */
enum { TEXT_BODY };                              /* op->text: payments that wait for their batches */

/* ---- what a list brings ---- */

struct list {
	struct op *op;
	struct map_ctx ctx;
	int64_t seen;                /* newest stamp */
	const json_node *batches;    /* "BatchPayments" of the answer beside the payments; or NULL */
};

static const char *field(struct list *l, const json_node *o, const char *path)
{
	return xero_field(o, path, l->ctx.pool);
}

static void put(struct list *l, struct record *r, int f, const char *text)
{
	if (text && *text)
		record_set_text(r, f, l->ctx.pool, text);
}

static void map_ms_date(struct map_ctx *ctx, struct record *r, int f, const json_node *n)
{
	char day[DATE_LEN];
	int64_t ms;

	if (!json_text(n) || xero_instant(json_text(n), &ms) < 0)
		return;
	date_from_days(day, (ms - (ms < 0 ? 86399999 : 0)) / 86400000);
	record_set_text(r, f, ctx->pool, day);
}

static struct record *begin(struct list *l, enum entity e, const char *id, const json_node *o)
{
	struct record *r;
	const char *stamp;
	char text[INSTANT_LEN];
	int64_t ms;

	if (!*id)
		return NULL;
	r = ARRAY_PUSH(&l->op->page);
	record_init(r, e);
	r->remote_id = id;
	stamp = json_text(json_get(o, "UpdatedDateUTC"));
	if (stamp && xero_instant(stamp, &ms) == 0) {
		instant_format(text, ms);
		r->remote_version = pool_strdup(l->ctx.pool, text);
		if (ms > l->seen)
			l->seen = ms;
	}
	return r;
}

/* A document that was voided or deleted stays visible, but nobody's number any more: it stands in
 * no other's way, and one that was exported is told as changed. */
static void forget(struct record *r, int f)
{
	r->values[f].set = 0;
	r->values[f].s = NULL;
}

static void set_currency(struct list *l, const json_node *o)
{
	const char *c = field(l, o, "CurrencyCode");

	l->ctx.currency = strlen(c) == 3 ? c : xero_option(l->op->env, "home_currency");
	l->ctx.unreadable = 0;
}

/* ---- the organisation: which days are locked ---- */

static void take_period(struct list *l, const char *id, const char *start, const char *end, const char *status)
{
	struct record *r = begin(l, ENTITY_PERIOD, id, NULL);

	put(l, r, PERIOD_NUMBER, id);
	put(l, r, PERIOD_START, start);
	put(l, r, PERIOD_END, end);
	put(l, r, PERIOD_STATUS, status);
}

static void take_organisation(struct list *l, const json_node *o)
{
	static const char *const members[] = { "PeriodLockDate", "EndOfYearLockDate" };
	int64_t locked = INT64_MIN, ms;
	char day[DATE_LEN];

	for (size_t i = 0; i < ARRAY_SIZE(members); i++)
		if (json_text(json_get(o, members[i])) && xero_instant(json_text(json_get(o, members[i])), &ms) == 0
				&& ms / 86400000 > locked)
			locked = ms / 86400000;
	if (locked == INT64_MIN) {
		take_period(l, "open", FIRST_DAY, LAST_DAY, "Open");
		return;
	}
	date_from_days(day, locked);
	take_period(l, "locked", FIRST_DAY, day, "Locked");
	date_from_days(day, locked + 1);
	take_period(l, "open", day, LAST_DAY, "Open");
}

/* ---- lists of the company ---- */

static const struct map_row account_map[] = {
	{ "Code", ACCOUNT_NUMBER, map_trimmed },
	{ "Name", ACCOUNT_NAME, map_trimmed },
	{ "Type", ACCOUNT_KIND, map_text },
	{ "CurrencyCode", ACCOUNT_CURRENCY, map_trimmed },
	{ NULL, 0, NULL },
};

static void take_account(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_ACCOUNT, field(l, o, "AccountID"), o);
	const char *status = field(l, o, "Status");

	if (!r)
		return;
	map_apply(account_map, &l->ctx, r, o, 0);
	record_set_int(r, ACCOUNT_ACTIVE, !*status || !strcmp(status, "ACTIVE"));
	r->deleted = !strcmp(status, "DELETED");
}

/* "26-014 Depot": number and name. */
static void take_option(struct list *l, const json_node *category, const json_node *o)
{
	struct record *r = begin(l, ENTITY_JOB, field(l, o, "TrackingOptionID"), o);
	const char *name = field(l, o, "Name"), *status = field(l, o, "Status"), *rest;
	int active = (!*status || !strcmp(status, "ACTIVE")) && strcmp(field(l, category, "Status"), "ARCHIVED");

	if (!r)
		return;
	rest = name + xero_number_len(name);
	put(l, r, JOB_NUMBER, pool_strndup(l->ctx.pool, name, xero_number_len(name)));
	rest += strspn(rest, " ");
	put(l, r, JOB_NAME, *rest ? rest : name);
	put(l, r, JOB_STATUS, active ? "Active" : "Archived");
	record_set_int(r, JOB_ACTIVE, active);
	r->deleted = !strcmp(status, "DELETED");
}

static int take_categories(struct list *l, const json_node *root, struct error *err)
{
	const char *several, *wanted = xero_option(l->op->env, "job_category");
	const json_node *list = json_get(root, "TrackingCategories");
	const json_node *c = xero_job_category(l->op->env, list, l->ctx.pool, &several);

	if (!c && *wanted)
		return error_set(err, ERR_REFUSED, N_("Xero has no tracking category \"%s\"; correct it in the connection "
			"(job_category=...)"), wanted, NULL);
	if (!c && several)
		return error_set(err, ERR_REFUSED, N_("it is not clear which tracking category holds the jobs (%s); say it in "
			"the connection (job_category=...)"), several, NULL);
	for (const json_node *o = json_first(json_get(c, "Options")); o; o = json_next(o))
		take_option(l, c, o);
	return 0;
}

static const struct map_row item_map[] = {
	{ "Code", COST_CODE_NUMBER, map_trimmed },
	{ "Name", COST_CODE_NAME, map_trimmed },
	{ NULL, 0, NULL },
};

static void take_item(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_COST_CODE, field(l, o, "ItemID"), o);
	const char *account = field(l, o, "PurchaseDetails.AccountCode");

	if (!r)
		return;
	map_apply(item_map, &l->ctx, r, o, 0);
	put(l, r, COST_CODE_ACCOUNT, *account ? account : field(l, o, "PurchaseDetails.COGSAccountCode"));
	record_set_int(r, COST_CODE_ACTIVE, json_bool(json_get(o, "IsPurchased"), 1));
}

/* ---- contacts ---- */

static const struct map_row contact_map[] = {
	{ "Name", VENDOR_NAME, map_trimmed },
	{ "EmailAddress", VENDOR_EMAIL, map_trimmed },
	{ "TaxNumber", VENDOR_TAX_ID, map_trimmed },
	{ "DefaultCurrency", VENDOR_CURRENCY, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row address_map[] = {
	{ "AddressLine1", VENDOR_ADDRESS, map_trimmed },
	{ "City", VENDOR_CITY, map_trimmed },
	{ "Region", VENDOR_STATE, map_trimmed },
	{ "PostalCode", VENDOR_ZIP, map_trimmed },
	{ "Country", VENDOR_COUNTRY, map_trimmed },
	{ NULL, 0, NULL },
};

/* The street address when it has a line or a city, else the postal one. */
static const json_node *address_of(struct list *l, const json_node *contact)
{
	static const char *const kinds[] = { "STREET", "POBOX" };

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		for (const json_node *a = json_first(json_get(contact, "Addresses")); a; a = json_next(a))
			if (!strcmp(field(l, a, "AddressType"), kinds[i])
					&& (*field(l, a, "AddressLine1") || *field(l, a, "City")))
				return a;
	return NULL;
}

static const char *phone_of(struct list *l, const json_node *contact)
{
	for (const json_node *n = json_first(json_get(contact, "Phones")); n; n = json_next(n)) {
		const char *number = field(l, n, "PhoneNumber"), *area = field(l, n, "PhoneAreaCode");
		const char *country = field(l, n, "PhoneCountryCode");

		if (!strcmp(field(l, n, "PhoneType"), "DEFAULT") && *number)
			return pool_printf(l->ctx.pool, "%s%s%s%s%s", country, *country ? " " : "", area, *area ? " " : "",
				number);
	}
	return "";
}

static const char *terms_of(struct list *l, const json_node *contact)
{
	const char *day = field(l, contact, "PaymentTerms.Bills.Day");
	const char *type = field(l, contact, "PaymentTerms.Bills.Type");

	return *day && *type ? pool_printf(l->ctx.pool, "%s %s", day, type) : "";
}

static void contact_status(struct list *l, struct record *r, const json_node *o)
{
	const char *status = field(l, o, "ContactStatus"), *merged = field(l, o, "MergedToContactID");
	int active = !*status || !strcmp(status, "ACTIVE");

	/* What it was merged into is told, so that whoever is held by it can link anew. */
	if (xero_is_guid(merged)) {
		active = 0;
		put(l, r, VENDOR_STATUS, pool_printf(l->ctx.pool, "Merged into %s", merged));
	} else if (active) {
		put(l, r, VENDOR_STATUS, "Active");
	} else {
		put(l, r, VENDOR_STATUS, !strcmp(status, "ARCHIVED") ? "Archived" : status);
	}
	record_set_int(r, VENDOR_ACTIVE, active);
}

static void take_contact(struct list *l, const json_node *o)
{
	const char *number = field(l, o, "AccountNumber");
	struct record *r;

	if (!strcmp(xero_option(l->op->env, "contacts"), "suppliers") && json_bool(json_get(o, "IsCustomer"), 0)
			&& !json_bool(json_get(o, "IsSupplier"), 0))
		return;
	r = begin(l, ENTITY_VENDOR, field(l, o, "ContactID"), o);
	if (!r)
		return;
	map_apply(contact_map, &l->ctx, r, o, 0);
	map_apply(address_map, &l->ctx, r, address_of(l, o), 0);
	put(l, r, VENDOR_NUMBER, *number ? number : field(l, o, "ContactNumber"));
	put(l, r, VENDOR_PHONE, phone_of(l, o));
	put(l, r, VENDOR_TERMS, terms_of(l, o));
	contact_status(l, r, o);
}

/* ---- documents ---- */

/* The job of a document: the option of our category on its first line that has one. */
static void job_of(struct list *l, const json_node *doc, const char **id, const char **number)
{
	const char *category = xero_known_category(l->op->env);

	*id = *number = "";
	for (const json_node *line = json_first(json_get(doc, "LineItems")); line && category; line = json_next(line))
		for (const json_node *t = json_first(json_get(line, "Tracking")); t; t = json_next(t)) {
			const char *option = field(l, t, "Option");

			if (strcasecmp(field(l, t, "TrackingCategoryID"), category) && strcasecmp(field(l, t, "Name"), category))
				continue;
			*id = field(l, t, "TrackingOptionID");
			*number = pool_strndup(l->ctx.pool, option, xero_number_len(option));
			return;
		}
}

static const struct map_row order_map[] = {
	{ "PurchaseOrderNumber", COMMITMENT_NUMBER, map_trimmed },
	{ "Reference", COMMITMENT_TITLE, map_trimmed },
	{ "Status", COMMITMENT_STATUS, map_text },
	{ "Contact.ContactID", COMMITMENT_VENDOR, map_text },
	{ "Contact.Name", COMMITMENT_VENDOR_NAME, map_trimmed },
	{ "Date", COMMITMENT_DATE, map_ms_date },
	{ "SubTotal", COMMITMENT_AMOUNT, map_money },
	{ NULL, 0, NULL },
};

static const struct map_row order_line_map[] = {
	{ "Description", COMMITMENT_LINE_DESCRIPTION, map_text },
	{ "LineAmount", COMMITMENT_LINE_AMOUNT, map_money },
	{ "Quantity", COMMITMENT_LINE_QUANTITY, map_quantity },
	{ "UnitAmount", COMMITMENT_LINE_UNIT_COST, map_quantity },
	{ "ItemCode", COMMITMENT_LINE_COST_CODE_NUMBER, map_trimmed },
	{ NULL, 0, NULL },
};

static void take_order(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_COMMITMENT, field(l, o, "PurchaseOrderID"), o);
	const char *job, *number;
	int64_t position = 0;

	if (!r)
		return;
	set_currency(l, o);
	map_apply(order_map, &l->ctx, r, o, 0);
	r->remote_code = field(l, o, "PurchaseOrderNumber");
	if (!strcmp(field(l, o, "Status"), "DELETED"))
		forget(r, COMMITMENT_NUMBER);
	else
		put(l, r, COMMITMENT_VENDOR_REF, r->remote_code);
	put(l, r, COMMITMENT_KIND, KIND_PURCHASE_ORDER);
	put(l, r, COMMITMENT_CURRENCY, l->ctx.currency);
	job_of(l, o, &job, &number);
	put(l, r, COMMITMENT_JOB, job);
	put(l, r, COMMITMENT_JOB_NUMBER, number);
	map_hold(&l->ctx, r, COMMITMENT_AMOUNT);
	for (const json_node *n = json_first(json_get(o, "LineItems")); n; n = json_next(n)) {
		const char *id = field(l, n, "LineItemID");
		struct record *line = begin(l, ENTITY_COMMITMENT_LINE, id, NULL);

		if (!line)
			continue;
		map_apply(order_line_map, &l->ctx, line, n, 0);
		put(l, line, COMMITMENT_LINE_COMMITMENT, field(l, o, "PurchaseOrderID"));
		put(l, line, COMMITMENT_LINE_CURRENCY, l->ctx.currency);
		record_set_int(line, COMMITMENT_LINE_POSITION, ++position);
		map_hold(&l->ctx, line, COMMITMENT_LINE_AMOUNT);
	}
}

static const struct map_row bill_map[] = {
	{ "InvoiceNumber", INVOICE_NUMBER, map_trimmed },
	{ "Status", INVOICE_STATUS, map_text },
	{ "Contact.ContactID", INVOICE_VENDOR, map_text },
	{ "Contact.Name", INVOICE_VENDOR_NAME, map_trimmed },
	{ "Date", INVOICE_BILLING_DATE, map_ms_date },
	{ "DueDate", INVOICE_DUE_DATE, map_ms_date },
	{ "TotalTax", INVOICE_TAX, map_money },
	{ "Total", INVOICE_NET, map_money },
	{ "AmountDue", INVOICE_BALANCE, map_money },
	{ "AmountDue", INVOICE_OPEN, map_money },
	{ NULL, 0, NULL },
};

/* Lines on the account of retainage: negative ones hold back, positive ones release. */
static void retained_of(struct list *l, const json_node *o, int64_t *held, int64_t *released)
{
	const char *account = xero_option(l->op->env, "retainage_account");
	int inclusive = !strcmp(field(l, o, "LineAmountTypes"), "Inclusive");

	*held = *released = 0;
	for (const json_node *n = json_first(json_get(o, "LineItems")); n && *account; n = json_next(n)) {
		int64_t amount, tax = 0;

		if (strcmp(field(l, n, "AccountCode"), account) || map_amount(&l->ctx, json_get(n, "LineAmount"), &amount) < 0)
			continue;
		if (inclusive && map_amount(&l->ctx, json_get(n, "TaxAmount"), &tax) == 0)
			amount -= tax;
		if (amount < 0)
			*held -= amount;
		else
			*released += amount;
	}
}

/* "AUTHORISED, credited 100.00": what no payment will tell. */
static void bill_status(struct list *l, struct record *r, const json_node *o)
{
	int64_t credited;
	struct strbuf b = STRBUF_INIT;

	if (map_amount(&l->ctx, json_get(o, "AmountCredited"), &credited) < 0 || credited == 0)
		return;
	strbuf_addf(&b, "%s, credited ", field(l, o, "Status"));
	money_add(&b, credited, l->ctx.currency);
	put(l, r, INVOICE_STATUS, b.s);
	strbuf_release(&b);
}

static void take_bill(struct list *l, const json_node *o)
{
	struct record *r = strcmp(field(l, o, "Type"), "ACCPAY") ? NULL
		: begin(l, ENTITY_INVOICE, field(l, o, "InvoiceID"), o);
	const char *status = field(l, o, "Status"), *job, *number;
	int64_t held, released, subtotal;

	if (!r)
		return;
	set_currency(l, o);
	map_apply(bill_map, &l->ctx, r, o, 0);
	bill_status(l, r, o);
	r->remote_code = field(l, o, "InvoiceNumber");
	if (!*r->remote_code)
		r->remote_code = NULL;
	if (!strcmp(status, "DELETED") || !strcmp(status, "VOIDED"))
		forget(r, INVOICE_NUMBER);
	put(l, r, INVOICE_CURRENCY, l->ctx.currency);
	job_of(l, o, &job, &number);
	put(l, r, INVOICE_JOB, job);
	put(l, r, INVOICE_JOB_NUMBER, number);
	retained_of(l, o, &held, &released);
	if (map_amount(&l->ctx, json_get(o, "SubTotal"), &subtotal) == 0) {
		record_set_int(r, INVOICE_AMOUNT, subtotal + held - released);
		record_set_int(r, INVOICE_RETAINAGE, held);
		record_set_int(r, INVOICE_RELEASED, released);
	}
	map_hold(&l->ctx, r, INVOICE_NET);
}

/* ---- payments ---- */

static const struct map_row payment_map[] = {
	{ "Date", PAYMENT_DATE, map_ms_date },
	{ "Status", PAYMENT_STATUS, map_text },
	{ "Amount", PAYMENT_AMOUNT, map_money },
	{ "Invoice.InvoiceID", PAYMENT_INVOICE, map_text },
	{ "Invoice.InvoiceNumber", PAYMENT_INVOICE_NUMBER, map_trimmed },
	{ "Invoice.Contact.ContactID", PAYMENT_VENDOR, map_text },
	{ "Invoice.Contact.Name", PAYMENT_VENDOR_NAME, map_trimmed },
	{ NULL, 0, NULL },
};

static const char *batch_id(struct pool *p, const json_node *payment)
{
	const char *id = xero_field(payment, "BatchPaymentID", p);

	return *id ? id : xero_field(payment, "BatchPayment.BatchPaymentID", p);
}

/* A payment made with others at once is known by what the batch is called. */
static const char *batch_number(struct list *l, const json_node *payment)
{
	static const char *const members[] = { "Reference", "Narrative", "Details" };
	const char *id = batch_id(l->ctx.pool, payment), *text;

	text = field(l, payment, "BatchPayment.Reference");
	if (*text)
		return text;
	for (const json_node *b = *id ? json_first(l->batches) : NULL; b; b = json_next(b)) {
		if (strcasecmp(field(l, b, "BatchPaymentID"), id))
			continue;
		for (size_t i = 0; i < ARRAY_SIZE(members); i++)
			if (*(text = field(l, b, members[i])))
				return text;
	}
	return "";
}

static void take_payment(struct list *l, const json_node *o)
{
	struct record *r = strcmp(field(l, o, "PaymentType"), "ACCPAYPAYMENT") ? NULL
		: begin(l, ENTITY_PAYMENT, field(l, o, "PaymentID"), o);
	const char *number = field(l, o, "Reference");

	if (!r)
		return;
	set_currency(l, json_get(o, "Invoice"));
	map_apply(payment_map, &l->ctx, r, o, 0);
	if (!*number)
		number = batch_number(l, o);
	put(l, r, PAYMENT_NUMBER, number);
	put(l, r, PAYMENT_METHOD, *batch_id(l->ctx.pool, o) ? "batch" : NULL);
	put(l, r, PAYMENT_CURRENCY, l->ctx.currency);
	record_set_int(r, PAYMENT_VOID, !strcmp(record_text(r, PAYMENT_STATUS), "DELETED"));
	map_hold(&l->ctx, r, PAYMENT_AMOUNT);
}

/* ---- credits ---- */

static const struct map_row credit_map[] = {
	{ "Date", PAYMENT_DATE, map_ms_date },
	{ "Contact.ContactID", PAYMENT_VENDOR, map_text },
	{ "Contact.Name", PAYMENT_VENDOR_NAME, map_trimmed },
	{ NULL, 0, NULL },
};

/* One row a credit: what of it was set off against bills, and against which. */
static void take_credit_note(struct list *l, const json_node *o)
{
	const char *status = field(l, o, "Status");
	/* What is only a draft lowers nothing. */
	int counts = !strcmp(field(l, o, "Type"), "ACCPAYCREDIT") && strcmp(status, "DRAFT") && strcmp(status, "SUBMITTED");
	struct record *r = counts ? begin(l, ENTITY_PAYMENT, field(l, o, "CreditNoteID"), o) : NULL;
	struct strbuf text = STRBUF_INIT;
	int64_t applied = 0, amount;

	if (!r)
		return;
	set_currency(l, o);
	map_apply(credit_map, &l->ctx, r, o, 0);
	strbuf_adds(&text, status);
	for (const json_node *a = json_first(json_get(o, "Allocations")); a; a = json_next(a)) {
		if (json_bool(json_get(a, "IsDeleted"), 0) || map_amount(&l->ctx, json_get(a, "Amount"), &amount) < 0)
			continue;
		if (decimal_sum(&applied, applied, amount) < 0)
			l->ctx.unreadable++;
		strbuf_addf(&text, "%s%s", strchr(text.s, ':') ? ", " : ": ", field(l, a, "Invoice.InvoiceNumber"));
	}
	put(l, r, PAYMENT_NUMBER, field(l, o, "CreditNoteNumber"));
	put(l, r, PAYMENT_METHOD, "credit");
	put(l, r, PAYMENT_STATUS, text.s);
	put(l, r, PAYMENT_CURRENCY, l->ctx.currency);
	record_set_int(r, PAYMENT_AMOUNT, applied);
	record_set_int(r, PAYMENT_VOID, !strcmp(status, "VOIDED") || !strcmp(status, "DELETED"));
	map_hold(&l->ctx, r, PAYMENT_AMOUNT);
	strbuf_release(&text);
}

/* ---- feeds ---- */

const struct feed xero_feeds[] = {
	{ "organisation", ENTITY_PERIOD, FEED_FULL_ONLY },
	{ "accounts", ENTITY_ACCOUNT, FEED_FULL_ONLY },
	{ "contacts", ENTITY_VENDOR, FEED_INCREMENTAL },
	{ "tracking", ENTITY_JOB, FEED_FULL_ONLY },
	{ "items", ENTITY_COST_CODE, FEED_INCREMENTAL },
	{ "purchase-orders", ENTITY_COMMITMENT, FEED_INCREMENTAL },
	{ "bills", ENTITY_INVOICE, FEED_INCREMENTAL },
	{ "payments", ENTITY_PAYMENT, FEED_INCREMENTAL },
	{ "credit-notes", ENTITY_PAYMENT, FEED_INCREMENTAL },
	{ NULL, ENTITY_NONE, 0 },
};

#define LIST_PAGED  1u
#define LIST_CREDIT 2u           /* wanted only with the option credits */

static const struct source {
	const char *feed, *path, *list;
	unsigned flags;
	const char *param, *value;   /* a filter; or NULL */
	const char *order;
	void (*take)(struct list *l, const json_node *o);
} sources[] = {
	{ "organisation", "Organisation", "Organisations", 0, NULL, NULL, NULL, take_organisation },
	{ "accounts", "Accounts", "Accounts", 0, NULL, NULL, NULL, take_account },
	{ "contacts", "Contacts", "Contacts", LIST_PAGED, "includeArchived", "true", "ContactID ASC", take_contact },
	{ "tracking", "TrackingCategories", "TrackingCategories", 0, "includeArchived", "true", NULL, NULL },
	{ "items", "Items", "Items", 0, "unitdp", "4", NULL, take_item },
	{ "purchase-orders", "PurchaseOrders", "PurchaseOrders", LIST_PAGED, NULL, NULL, "PurchaseOrderID ASC", take_order },
	{ "bills", "Invoices", "Invoices", LIST_PAGED, "where", "Type==\"ACCPAY\"", "InvoiceID ASC", take_bill },
	{ "payments", "Payments", "Payments", LIST_PAGED, "where", "PaymentType==\"ACCPAYPAYMENT\"", "PaymentID ASC",
		take_payment },
	{ "credit-notes", "CreditNotes", "CreditNotes", LIST_PAGED | LIST_CREDIT, "where", "Type==\"ACCPAYCREDIT\"",
		"CreditNoteID ASC", take_credit_note },
};

static const struct source *source_of(const struct feed *f)
{
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++)
		if (!strcmp(sources[i].feed, f->name))
			return &sources[i];
	return NULL;
}

/* ---- requests ---- */

static int64_t page_size(const struct op *op)
{
	int64_t n = option_get_int(op->env->options, xero_options, "page_size");

	return n < 1 || n > 1000 ? 1000 : n;
}

static void since(const struct op *op, struct http_request *out)
{
	int64_t ms;
	char text[INSTANT_LEN];

	if (!(op->feed->flags & FEED_INCREMENTAL) || !op->cursor || op->full || instant_parse(&ms, op->cursor) < 0)
		return;
	instant_format(text, ms);
	http_headers_set(&out->headers, "If-Modified-Since", text);
}

static int send_list(struct op *op, const struct source *s, struct http_request *out)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_adds(&path, s->path);
	if (s->param)
		http_url_add_param(&path, s->param, s->value);
	if (s->flags & LIST_PAGED) {
		http_url_add_param_int(&path, "page", op->n[N_PAGE]);
		http_url_add_param_int(&path, "pageSize", page_size(op));
		http_url_add_param(&path, "order", s->order);
	}
	xero_request(op->env, out, "GET", path.s);
	since(op, out);
	strbuf_release(&path);
	op->step = STEP_LIST;
	return OP_SEND;
}

static int send_batches(struct op *op, const struct http_response *in, struct http_request *out)
{
	op->text[TEXT_BODY] = pool_strndup(op->pool, in->body.s, in->body.len);
	xero_request(op->env, out, "GET", "BatchPayments");
	since(op, out);
	op->step = STEP_BATCHES;
	return OP_SEND;
}

/* Is there a payment whose number only its batch knows? */
static int needs_batches(struct op *op, const json_node *list)
{
	for (const json_node *o = json_first(list); o; o = json_next(o))
		if (!strcmp(xero_field(o, "PaymentType", op->page_pool), "ACCPAYPAYMENT")
				&& !*xero_field(o, "Reference", op->page_pool) && *batch_id(op->page_pool, o)
				&& !*xero_field(o, "BatchPayment.Reference", op->page_pool))
			return 1;
	return 0;
}

/* ---- pages ---- */

static int finish(struct op *op)
{
	char text[INSTANT_LEN];
	int64_t until = op->n[N_CLOCK] ? op->n[N_CLOCK] : op->n[N_SEEN];

	op->page_token = NULL;
	op->next_cursor = op->cursor;
	if (until) {
		instant_format(text, until - OVERLAP_MS);
		if (!op->cursor || strcmp(text, op->cursor) > 0)
			op->next_cursor = pool_strdup(op->pool, text);
	}
	return OP_DONE;
}

/* Was that the last page?  The answer says how many there are; an older one only by being short. */
static int is_last(const struct op *op, const struct source *s, const json_node *root, size_t n)
{
	int64_t pages;

	if (!(s->flags & LIST_PAGED) || n == 0)
		return 1;
	if (json_int(json_get(root, "pagination.pageCount"), &pages) == 0)
		return op->n[N_PAGE] >= pages;
	return (int64_t)n < page_size(op);
}

static int take(struct op *op, const struct source *s, const json_node *root, const json_node *batches,
	struct error *err)
{
	struct list l = { .op = op, .ctx = { .pool = op->page_pool, .currency = "" }, .seen = op->n[N_SEEN],
		.batches = batches };
	int rc = 0;

	if (!s->take)
		rc = take_categories(&l, root, err);
	for (const json_node *o = s->take ? json_first(json_get(root, s->list)) : NULL; o; o = json_next(o))
		if (json_is_object(o))
			s->take(&l, o);
	op->n[N_SEEN] = l.seen;
	return rc;
}

static int after_page(struct op *op, const struct source *s, int last, struct http_request *out)
{
	if (last)
		return finish(op);
	op->n[N_PAGE]++;
	op->page_token = pool_printf(op->pool, "%" PRId64 "|%" PRId64 "|%" PRId64, op->n[N_PAGE], op->n[N_SEEN],
		op->n[N_CLOCK]);
	return send_list(op, s, out);
}

static void note_page(struct op *op, const json_node *root)
{
	const char *clock = json_text(json_get(root, "DateTimeUTC"));
	int64_t ms, total;

	if (!op->n[N_CLOCK] && clock && xero_instant(clock, &ms) == 0)
		op->n[N_CLOCK] = ms;
	if (json_int(json_get(root, "pagination.itemCount"), &total) == 0)
		op->total = total;
}

static int not_a_list(const struct source *s, struct error *err)
{
	error_set(err, ERR_DATA, N_("Xero's answer for \"%s\" is not a list"), s->feed, NULL);
	return OP_FAIL;
}

/* The batches have come: back to the payments that wait for them. */
static int take_with_batches(struct op *op, const struct source *s, const struct http_response *in,
	struct http_request *out, struct error *err)
{
	struct json_doc doc, batches;
	const char *body = op->text[TEXT_BODY];
	int rc, last;

	if (json_parse(&batches, in->body.s, in->body.len, err) < 0)
		return OP_FAIL;
	if (json_parse(&doc, body, strlen(body), err) < 0) {
		json_release(&batches);
		return OP_FAIL;
	}
	rc = take(op, s, json_root(&doc), json_get(json_root(&batches), "BatchPayments"), err);
	last = is_last(op, s, json_root(&doc), json_count(json_get(json_root(&doc), s->list)));
	json_release(&doc);
	json_release(&batches);
	op->text[TEXT_BODY] = NULL;
	return rc < 0 ? OP_FAIL : after_page(op, s, last, out);
}

static int take_page(struct op *op, const struct source *s, const struct http_response *in,
	struct http_request *out, struct error *err)
{
	struct json_doc doc;
	const json_node *list;
	int rc, last;

	if (json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return OP_FAIL;
	list = json_get(json_root(&doc), s->list);
	if (!json_is_array(list)) {
		json_release(&doc);
		return not_a_list(s, err);
	}
	note_page(op, json_root(&doc));
	if (s->take == take_payment && needs_batches(op, list)) {
		json_release(&doc);
		return send_batches(op, in, out);
	}
	rc = take(op, s, json_root(&doc), NULL, err);
	last = is_last(op, s, json_root(&doc), json_count(list));
	json_release(&doc);
	return rc < 0 ? OP_FAIL : after_page(op, s, last, out);
}

static void resume(struct op *op)
{
	long long page = 0, seen = 0, clock = 0;

	memset(op->n, 0, sizeof op->n);
	memset(op->text, 0, sizeof op->text);
	op->n[N_PAGE] = 1;
	if (op->page_token && sscanf(op->page_token, "%lld|%lld|%lld", &page, &seen, &clock) == 3 && page > 0) {
		op->n[N_PAGE] = page;
		op->n[N_SEEN] = seen;
		op->n[N_CLOCK] = clock;
	}
}

/* Nobody wants this list. */
static int not_wanted(const struct op *op, const struct source *s)
{
	if (s->flags & LIST_CREDIT)
		return !option_get_bool(op->env->options, xero_options, "credits");
	if (s->take == take_payment)
		return !option_get_bool(op->env->options, xero_options, "payments");
	return 0;
}

int xero_pull(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	const struct source *s = source_of(op->feed);
	enum error_class cls;

	if (!s)
		BUG("no source for feed %s", op->feed->name);
	if (!in) {
		resume(op);
		if (not_wanted(op, s)) {
			op->next_cursor = op->cursor;
			return OP_DONE;
		}
		return send_list(op, s, out);
	}
	cls = xero_explain(in, err);
	if (cls == ERR_LOGIN)
		return OP_RESTART;
	if (cls != ERR_NONE)
		return OP_FAIL;
	if (in->status == 304)
		return finish(op);
	return op->step == STEP_BATCHES ? take_with_batches(op, s, in, out, err) : take_page(op, s, in, out, err);
}
