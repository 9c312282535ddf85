/* What an object of QuickBooks Online becomes.
 *
 * Sub-customers (and projects, which are a kind of them) are jobs; the first word of their name
 * is the job's number.  Items are what lines are booked on.  Bills show in their total what is
 * due: lines on the retainage account are held back (negative) or released (positive).
 *
 * A bill payment is one payment a bill.  When credits of the vendor were used with it, less
 * money moved than its lines say: the credits are spread over the bills in the order of the
 * lines, and each payment is the money alone, with the credit told in its status.
 *
 * A payment that was voided names no bill any more, and one that was deleted nothing but its id.
 * For these, and before every payment that changed since the last time, goes a record with the id
 * "<payment>|": all payments known of that document, except those that follow, are void now. */
#include "connectors/quickbooks.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/mapping.h"
#include "model/money.h"
#include <string.h>
#include "base/banned.h"

struct taking {
	struct op *op;
	struct map_ctx ctx;
	const char *retainage;       /* id of the account; "" none */
};

/* ---- helpers ---- */

static const char *field(struct taking *t, const json_node *o, const char *path)
{
	return quickbooks_field(o, path, t->ctx.pool);
}

static void put(struct taking *t, struct record *r, int f, const char *text)
{
	if (text && *text)
		record_set_text(r, f, t->ctx.pool, text);
}

static struct record *begin(struct taking *t, enum entity e, const char *id, const json_node *o)
{
	const char *version = field(t, o, "MetaData.LastUpdatedTime"), *status = field(t, o, "status");
	char text[INSTANT_LEN];
	struct record *r;
	int64_t ms;

	if (!*id)
		return NULL;
	r = ARRAY_PUSH(&t->op->page);
	record_init(r, e);
	r->remote_id = id;
	r->deleted = !strcmp(status, "Deleted");
	if (*version && instant_parse(&ms, version) == 0) {
		instant_format(text, ms);        /* the offset changes with the season */
		r->remote_version = pool_strdup(t->ctx.pool, text);
	}
	return r;
}

static int is_gone(struct taking *t, const json_node *o)
{
	return !strcmp(field(t, o, "status"), "Deleted");
}

static int is_active(const json_node *o)
{
	return json_bool(json_get(o, "Active"), 1);
}

static const char *active_word(const json_node *o)
{
	return is_active(o) ? "Active" : "Inactive";
}

static void set_currency(struct taking *t, const json_node *o)
{
	const char *c = field(t, o, "CurrencyRef");

	t->ctx.currency = strlen(c) == 3 ? c : quickbooks_option(t->op->env, "home_currency");
	t->ctx.unreadable = 0;
}

/* ---- lists ---- */

static const struct map_row vendor_map[] = {
	{ "DisplayName", VENDOR_NAME, map_trimmed },
	{ "CompanyName", VENDOR_LEGAL_NAME, map_trimmed },
	{ "BillAddr.Line1", VENDOR_ADDRESS, map_text },
	{ "BillAddr.City", VENDOR_CITY, map_text },
	{ "BillAddr.CountrySubDivisionCode", VENDOR_STATE, map_trimmed },
	{ "BillAddr.PostalCode", VENDOR_ZIP, map_trimmed },
	{ "BillAddr.Country", VENDOR_COUNTRY, map_trimmed },
	{ "PrimaryPhone.FreeFormNumber", VENDOR_PHONE, map_text },
	{ "PrimaryEmailAddr.Address", VENDOR_EMAIL, map_text },
	{ "TaxIdentifier", VENDOR_TAX_ID, map_trimmed },
	{ "Active", VENDOR_ACTIVE, map_bool },
	{ "CurrencyRef.value", VENDOR_CURRENCY, map_trimmed },
	{ "TermRef.name", VENDOR_TERMS, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row job_map[] = {
	{ "BillAddr.Line1", JOB_ADDRESS, map_text },
	{ "BillAddr.City", JOB_CITY, map_text },
	{ "BillAddr.CountrySubDivisionCode", JOB_STATE, map_trimmed },
	{ "BillAddr.PostalCode", JOB_ZIP, map_trimmed },
	{ "BillAddr.Country", JOB_COUNTRY, map_trimmed },
	{ "Active", JOB_ACTIVE, map_bool },
	{ "CurrencyRef.value", JOB_CURRENCY, map_trimmed },
	{ "MetaData.CreateTime", JOB_CREATED, map_instant },
	{ NULL, 0, NULL },
};

static const struct map_row account_map[] = {
	{ "AcctNum", ACCOUNT_NUMBER, map_trimmed },
	{ "Name", ACCOUNT_NAME, map_trimmed },
	{ "AccountType", ACCOUNT_KIND, map_text },
	{ "Active", ACCOUNT_ACTIVE, map_bool },
	{ "CurrencyRef.value", ACCOUNT_CURRENCY, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row item_map[] = {
	{ "Name", COST_CODE_NUMBER, map_trimmed },
	{ "PurchaseDesc", COST_CODE_NAME, map_text },
	{ "ParentRef.value", COST_CODE_PARENT, map_trimmed },
	{ "ExpenseAccountRef.value", COST_CODE_ACCOUNT, map_trimmed },
	{ "Active", COST_CODE_ACTIVE, map_bool },
	{ NULL, 0, NULL },
};

static void take_account(struct taking *t, const json_node *o)
{
	struct record *r = begin(t, ENTITY_ACCOUNT, field(t, o, "Id"), o);

	if (!r || r->deleted)
		return;
	map_apply(account_map, &t->ctx, r, o, 0);
	if (!record_has(r, ACCOUNT_NUMBER))
		put(t, r, ACCOUNT_NUMBER, record_text(r, ACCOUNT_NAME));
}

/* The service writes countries with three letters since October 2025. */
static const char *two_letters(const char *country)
{
	static const struct { const char *three, *two; } known[] = {
		{ "USA", "US" }, { "CAN", "CA" }, { "GBR", "GB" }, { "AUS", "AU" }, { "IRL", "IE" }, { "NZL", "NZ" },
		{ "MEX", "MX" }, { "FRA", "FR" }, { "IND", "IN" }, { "ZAF", "ZA" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (!strcmp(known[i].three, country))
			return known[i].two;
	return country;
}

static void take_vendor(struct taking *t, const json_node *o)
{
	struct record *r = begin(t, ENTITY_VENDOR, field(t, o, "Id"), o);

	if (!r || r->deleted)
		return;
	map_apply(vendor_map, &t->ctx, r, o, 0);
	put(t, r, VENDOR_COUNTRY, two_letters(record_text(r, VENDOR_COUNTRY)));
	put(t, r, VENDOR_STATUS, active_word(o));
}

static int below_parent(struct taking *t, const json_node *o)
{
	const char *wanted = quickbooks_option(t->op->env, "parent_customer");
	const char *full = field(t, o, "FullyQualifiedName"), *colon = strrchr(full, ':');

	if (!*wanted)
		return 1;
	if (!strcmp(field(t, o, "ParentRef"), wanted) || !strcmp(field(t, o, "ParentRef.name"), wanted))
		return 1;
	return colon && (size_t)(colon - full) == strlen(wanted) && !strncmp(full, wanted, strlen(wanted));
}

static int is_job(const json_node *o)
{
	return json_bool(json_get(o, "Job"), 0) || json_bool(json_get(o, "IsProject"), 0)
		|| !json_is_null(json_get(o, "ParentRef"));
}

static void take_customer(struct taking *t, const json_node *o)
{
	const char *id = field(t, o, "Id"), *name = field(t, o, "DisplayName"), *blank = strchr(name, ' ');
	struct record *r;

	if (!is_gone(t, o) && !is_job(o)) {
		r = begin(t, ENTITY_CUSTOMER, id, o);
		if (!r)
			return;
		put(t, r, CUSTOMER_NUMBER, name);
		put(t, r, CUSTOMER_NAME, name);
		put(t, r, CUSTOMER_STATUS, active_word(o));
		return;
	}
	if (!is_gone(t, o) && !below_parent(t, o))
		return;
	r = begin(t, ENTITY_JOB, id, o);
	if (!r || r->deleted)
		return;
	map_apply(job_map, &t->ctx, r, o, 0);
	put(t, r, JOB_COUNTRY, two_letters(record_text(r, JOB_COUNTRY)));
	put(t, r, JOB_NUMBER, blank ? pool_strndup(t->ctx.pool, name, (size_t)(blank - name)) : name);
	r->remote_code = pool_strdup(t->ctx.pool, record_text(r, JOB_NUMBER));
	put(t, r, JOB_NAME, blank ? blank + strspn(blank, " ") : name);
	put(t, r, JOB_STATUS, active_word(o));
	put(t, r, JOB_CUSTOMER, field(t, o, "ParentRef"));
}

/* Only what a line of a bill can stand on. */
static void take_item(struct taking *t, const json_node *o)
{
	static const char *const kinds[] = { "Service", "NonInventory", "Inventory", "" };
	struct record *r;
	size_t i = 0;

	while (i < ARRAY_SIZE(kinds) && strcmp(kinds[i], field(t, o, "Type")))
		i++;
	if (i == ARRAY_SIZE(kinds))
		return;
	r = begin(t, ENTITY_COST_CODE, field(t, o, "Id"), o);
	if (!r || r->deleted)
		return;
	map_apply(item_map, &t->ctx, r, o, 0);
	if (!record_has(r, COST_CODE_NAME))
		put(t, r, COST_CODE_NAME, field(t, o, "Description"));
}

/* ---- documents ---- */

static const json_node *detail_of(const json_node *line)
{
	const json_node *d = json_get(line, "ItemBasedExpenseLineDetail");

	return json_is_null(d) ? json_get(line, "AccountBasedExpenseLineDetail") : d;
}

/* The job of a document: of the first line that names one. */
static const char *job_of(struct taking *t, const json_node *o)
{
	for (const json_node *l = json_first(json_get(o, "Line")); l; l = json_next(l)) {
		const char *job = field(t, detail_of(l), "CustomerRef");

		if (*job)
			return job;
	}
	return "";
}

static void take_order(struct taking *t, const json_node *o)
{
	struct record *r = begin(t, ENTITY_COMMITMENT, field(t, o, "Id"), o);
	const char *number = field(t, o, "DocNumber"), *memo = field(t, o, "Memo");

	if (!r || r->deleted)
		return;
	set_currency(t, o);
	r->remote_code = *number ? number : r->remote_id;
	put(t, r, COMMITMENT_NUMBER, r->remote_code);
	put(t, r, COMMITMENT_VENDOR_REF, number);
	put(t, r, COMMITMENT_KIND, KIND_PURCHASE_ORDER);
	put(t, r, COMMITMENT_TITLE, memo);
	put(t, r, COMMITMENT_STATUS, field(t, o, "POStatus"));
	put(t, r, COMMITMENT_VENDOR, field(t, o, "VendorRef"));
	put(t, r, COMMITMENT_JOB, job_of(t, o));
	put(t, r, COMMITMENT_CURRENCY, t->ctx.currency);
	map_date(&t->ctx, r, COMMITMENT_DATE, json_get(o, "TxnDate"));
	map_money(&t->ctx, r, COMMITMENT_AMOUNT, json_get(o, "TotalAmt"));
	map_hold(&t->ctx, r, COMMITMENT_AMOUNT);
}

static const char *bill_status(struct taking *t, const json_node *o)
{
	int64_t total = 0, balance = 0;

	if (map_amount(&t->ctx, json_get(o, "TotalAmt"), &total) < 0
			|| map_amount(&t->ctx, json_get(o, "Balance"), &balance) < 0)
		return "Open";
	return balance == 0 ? "Paid" : balance == total ? "Open" : "Partially paid";
}

static const char *linked_order(struct taking *t, const json_node *o)
{
	for (const json_node *l = json_first(json_get(o, "LinkedTxn")); l; l = json_next(l))
		if (!strcmp(field(t, l, "TxnType"), "PurchaseOrder"))
			return field(t, l, "TxnId");
	return "";
}

/* Gross, held and released, from the lines. */
static void take_bill_lines(struct taking *t, struct record *r, const json_node *o)
{
	int64_t gross = 0, held = 0, released = 0, tax = 0, v;
	int rc = 0;

	for (const json_node *l = json_first(json_get(o, "Line")); l; l = json_next(l)) {
		const char *account = field(t, json_get(l, "AccountBasedExpenseLineDetail"), "AccountRef");
		int retainage = *t->retainage && !strcmp(account, t->retainage);

		if (map_amount(&t->ctx, json_get(l, "Amount"), &v) < 0)
			continue;
		if (retainage && v < 0)
			rc |= decimal_sum(&held, held, -v);
		else if (retainage)
			rc |= decimal_sum(&released, released, v);
		else
			rc |= decimal_sum(&gross, gross, v);
	}
	if (rc < 0)
		t->ctx.unreadable++;
	record_set_int(r, INVOICE_AMOUNT, gross);
	record_set_int(r, INVOICE_RETAINAGE, held);
	record_set_int(r, INVOICE_RELEASED, released);
	if (map_amount(&t->ctx, json_get(o, "TxnTaxDetail.TotalTax"), &tax) == 0)
		record_set_int(r, INVOICE_TAX, tax);
}

static void take_bill(struct taking *t, const json_node *o)
{
	struct record *r = begin(t, ENTITY_INVOICE, field(t, o, "Id"), o);
	const char *number = field(t, o, "DocNumber");

	if (!r || r->deleted)
		return;
	set_currency(t, o);
	r->remote_code = *number ? number : r->remote_id;
	put(t, r, INVOICE_NUMBER, number);
	put(t, r, INVOICE_STATUS, bill_status(t, o));
	put(t, r, INVOICE_VENDOR, field(t, o, "VendorRef"));
	put(t, r, INVOICE_JOB, job_of(t, o));
	put(t, r, INVOICE_COMMITMENT, linked_order(t, o));
	put(t, r, INVOICE_CURRENCY, t->ctx.currency);
	map_date(&t->ctx, r, INVOICE_BILLING_DATE, json_get(o, "TxnDate"));
	map_date(&t->ctx, r, INVOICE_DUE_DATE, json_get(o, "DueDate"));
	map_money(&t->ctx, r, INVOICE_NET, json_get(o, "TotalAmt"));
	map_money(&t->ctx, r, INVOICE_BALANCE, json_get(o, "Balance"));
	map_money(&t->ctx, r, INVOICE_OPEN, json_get(o, "Balance"));
	take_bill_lines(t, r, o);
	map_hold(&t->ctx, r, INVOICE_NET);
}

/* ---- payments ---- */

/* What a line of a payment goes to; the id when it is of that type. */
static const char *applied_to(struct taking *t, const json_node *line, const char *type)
{
	for (const json_node *l = json_first(json_get(line, "LinkedTxn")); l; l = json_next(l))
		if (!strcmp(field(t, l, "TxnType"), type))
			return field(t, l, "TxnId");
	return "";
}

static int sum_lines(struct taking *t, const json_node *o, const char *type, int64_t *sum)
{
	int64_t v;

	*sum = 0;
	for (const json_node *l = json_first(json_get(o, "Line")); l; l = json_next(l)) {
		if (!*applied_to(t, l, type))
			continue;
		if (map_amount(&t->ctx, json_get(l, "Amount"), &v) < 0
				|| decimal_sum(sum, *sum, v < 0 ? -v : v) < 0)
			return -1;
	}
	return 0;
}

/* How much of the lines was paid with credits: what the money does not cover, and no more than
 * the credits that were used. */
static int credits_of(struct taking *t, const json_node *o, int64_t cash, int64_t *credits)
{
	int64_t bills, used;

	if (sum_lines(t, o, "Bill", &bills) < 0 || sum_lines(t, o, "VendorCredit", &used) < 0)
		return -1;
	*credits = bills > cash ? bills - cash : 0;
	if (*credits > used)
		*credits = used;
	return 0;
}

static struct record *payment(struct taking *t, const json_node *o, const char *bill)
{
	const char *id = field(t, o, "Id"), *number = field(t, o, "DocNumber");
	struct record *r = begin(t, ENTITY_PAYMENT, pool_printf(t->ctx.pool, "%s|%s", id, bill), o);

	r->deleted = 0;
	r->remote_code = *number ? number : id;
	put(t, r, PAYMENT_NUMBER, r->remote_code);
	put(t, r, PAYMENT_ORIGIN_ID, id);          /* all payments of one check are found by it */
	put(t, r, PAYMENT_INVOICE, bill);
	put(t, r, PAYMENT_VENDOR, field(t, o, "VendorRef"));
	put(t, r, PAYMENT_METHOD, !strcmp(field(t, o, "PayType"), "CreditCard") ? "Credit card" : "Check");
	put(t, r, PAYMENT_CURRENCY, t->ctx.currency);
	map_date(&t->ctx, r, PAYMENT_DATE, json_get(o, "TxnDate"));
	record_set_int(r, PAYMENT_VOID, 0);
	return r;
}

static void credit_status(struct taking *t, struct record *r, int64_t credit)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, "Paid");
	if (credit) {
		strbuf_adds(&b, ", credit ");
		money_add(&b, credit, t->ctx.currency);
	}
	put(t, r, PAYMENT_STATUS, b.s);
	strbuf_release(&b);
}

static struct record *payment_of(struct taking *t, size_t from, const char *bill)
{
	for (size_t i = from; i < t->op->page.len; i++)
		if (!strcmp(record_text(&t->op->page.items[i], PAYMENT_INVOICE), bill))
			return &t->op->page.items[i];
	return NULL;
}

/* One line: the money of it; two lines to one bill are one payment. */
static void take_payment_line(struct taking *t, const json_node *o, const json_node *line, size_t from,
	int64_t *credits)
{
	const char *bill = applied_to(t, line, "Bill");
	int64_t amount, credit;
	struct record *r;

	if (!*bill || map_amount(&t->ctx, json_get(line, "Amount"), &amount) < 0 || amount <= 0)
		return;
	credit = amount < *credits ? amount : *credits;
	*credits -= credit;
	amount -= credit;
	r = payment_of(t, from, bill);
	if (!r && amount == 0)
		return;                          /* no money moved for this bill */
	if (!r) {
		r = payment(t, o, bill);
		credit_status(t, r, credit);
	} else if (decimal_sum(&amount, amount, record_int(r, PAYMENT_AMOUNT)) < 0) {
		return;
	}
	record_set_int(r, PAYMENT_AMOUNT, amount);
}

static int is_voided(struct taking *t, const json_node *o, int64_t cash)
{
	return cash == 0 && json_count(json_get(o, "Line")) == 0
		&& (strstr(field(t, o, "PrivateNote"), "Void") != NULL || !*field(t, o, "PrivateNote"));
}

/* "<payment>|": whatever was known of it is void. */
static void take_back(struct taking *t, const json_node *o, const char *word)
{
	struct record *r = payment(t, o, "");

	put(t, r, PAYMENT_STATUS, word);
	record_set_int(r, PAYMENT_VOID, 1);
}

static void take_payment(struct taking *t, const json_node *o)
{
	int64_t cash = 0, credits = 0;
	size_t from;
	int voided;

	if (!*field(t, o, "Id"))
		return;
	set_currency(t, o);
	if (is_gone(t, o)) {
		take_back(t, o, "Deleted");
		return;
	}
	if (map_amount(&t->ctx, json_get(o, "TotalAmt"), &cash) < 0)
		return;
	voided = is_voided(t, o, cash);
	if (voided || (t->op->cursor && !t->op->full))
		take_back(t, o, "Voided");
	if (voided || credits_of(t, o, cash, &credits) < 0)
		return;
	from = t->op->page.len;
	for (const json_node *l = json_first(json_get(o, "Line")); l; l = json_next(l))
		take_payment_line(t, o, l, from, &credits);
}

/* ---- the door ---- */

void quickbooks_take(struct op *op, const char *feed, const json_node *object, const char *retainage)
{
	static const struct { const char *feed; void (*take)(struct taking *t, const json_node *o); } rows[] = {
		{ "accounts", take_account }, { "vendors", take_vendor }, { "jobs", take_customer },
		{ "items", take_item }, { "purchase-orders", take_order }, { "bills", take_bill },
		{ "bill-payments", take_payment },
	};
	struct taking t = { .op = op, .ctx = { .pool = op->page_pool, .currency = "" }, .retainage = retainage };

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (!strcmp(rows[i].feed, feed))
			rows[i].take(&t, object);
}
