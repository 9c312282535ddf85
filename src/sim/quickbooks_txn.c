/* Rules of bills, vendor credits and purchase orders.
 *
 * Totals and tax are the service's: a request cannot set them.  A bill's line points at the line of an
 * order it bills; a link that does not fit is dropped without a word, and the bill is kept all the
 * same.  An order closes by itself when every line is billed. */
#include "sim/quickbooks.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

#define BUSINESS "A business validation error has occurred while processing your request: " \
	"Business Validation Error: "
#define USD_RATE "1.3642"

int qb_check_open(struct qb_save *s, const cJSON *v)
{
	const char *date = jv_str(v, "TxnDate");

	if (!*s->call->qb->close_date || !date || strcmp(date, s->call->qb->close_date) > 0)
		return 0;
	return qb_fail(&s->call->fault, 6210, "TxnDate", "The account period has closed and the account books "
		"cannot be updated through the QBO Services API. Please check the QBO settings. (closed up to %s)",
		s->call->qb->close_date);
}

/* ---- head ---- */

static int allowed_twice(const struct qb_save *s)
{
	return s->include && strstr(s->include, "allowduplicatedocnum") != NULL;
}

static int check_number(struct qb_save *s)
{
	const char *number = jv_str(s->work, "DocNumber"), *before = s->old ? jv_str(s->old, "DocNumber") : NULL;
	struct qb *qb = s->call->qb;
	struct qb_table *t = &qb->tables[s->kind];

	if (!number || !*number || !qb->sw.duplicate_docnumber || allowed_twice(s) ||
	    (before && !strcmp(before, number)))
		return 0;
	for (size_t i = 0; i < t->recs.len; i++) {
		const struct qb_rec *r = &t->recs.items[i];
		const char *other = r->dead ? NULL : r->v ? jv_str(r->v, "DocNumber") :
			qb_make_number(qb, s->kind, r->source);

		if (r != s->rec && other && !strcasecmp(other, number))
			return qb_fail(&s->call->fault, 6140, "DocNumber", "Duplicate Document Number Error : You must "
				"specify a different number. This number has already been used. DocNumber=%s is assigned to "
				"TxnType=%s with TxnId=%lld", number, qb_defs[s->kind].name, (long long)r->id);
	}
	return 0;
}

static int check_dates(struct qb_save *s)
{
	char text[DATE_LEN];
	struct qb_rec *r;
	int64_t day, days = 0;
	int temp;
	cJSON *term;

	if (!jv_get(s->work, "TxnDate")) {
		qb_today(s->call->qb, text);
		jv_add_str(s->work, "TxnDate", text);
	}
	if (s->kind != QB_PURCHASE_ORDER &&      /* orders do not post */
	    (qb_check_open(s, s->work) || (s->old && qb_check_open(s, s->old))))
		return -1;
	r = qb_refer(s, s->work, "SalesTermRef", QB_TERM);
	if (s->call->fault.code)
		return -1;
	if (s->kind != QB_BILL || jv_get(s->work, "DueDate") ||
	    date_to_days(jv_str(s->work, "TxnDate"), &day))
		return 0;
	if (r) {
		term = qb_peek(s->call->qb, QB_TERM, r, &temp);
		days = jv_int(term, "DueDays", 0);
	}
	date_from_days(text, day + days);
	jv_add_str(s->work, "DueDate", text);
	return 0;
}

/* The vendor's currency is the document's. */
static int check_currency(struct qb_save *s, const cJSON *vendor)
{
	const char *wanted = qb_ref_id(vendor, "CurrencyRef"), *sent = qb_ref_id(s->work, "CurrencyRef");
	int home;

	wanted = wanted ? wanted : "CAD";
	if (sent && strcmp(sent, wanted))
		return qb_fail(&s->call->fault, 6000, "CurrencyRef", BUSINESS "the transaction's currency %s is not "
			"the vendor's, %s", sent, wanted);
	home = !strcmp(wanted, "CAD");
	jv_set(s->work, "CurrencyRef", qb_ref_text(wanted, home ? "Canadian Dollar" : !strcmp(wanted, "USD") ?
		"United States Dollar" : NULL));
	if (home || !jv_get(s->work, "ExchangeRate"))
		jv_set(s->work, "ExchangeRate", cJSON_CreateRaw(home ? "1" : USD_RATE));
	return 0;
}

static int check_payable(struct qb_save *s)
{
	const char *currency = qb_ref_id(s->work, "CurrencyRef"), *own;
	struct qb_rec *r;
	const cJSON *a;

	if (!jv_get(s->work, "APAccountRef")) {
		if (s->kind == QB_PURCHASE_ORDER)
			return qb_require(s, s->work, "APAccountRef");
		jv_add(s->work, "APAccountRef", qb_ref(!strcmp(currency, "USD") ? QB_ACC_AP_USD : QB_ACC_AP, NULL));
	}
	r = qb_refer(s, s->work, "APAccountRef", QB_ACCOUNT);
	if (!r)
		return -1;
	a = qb_body(s->call->qb, QB_ACCOUNT, r);
	own = qb_ref_id(a, "CurrencyRef");
	if (strcmp(jv_str(a, "AccountType"), "Accounts Payable"))
		return qb_fail(&s->call->fault, 6000, "APAccountRef", BUSINESS "account %s is not of type Accounts "
			"Payable", jv_str(a, "Name"));
	if (own && strcmp(own, currency))
		return qb_fail(&s->call->fault, 6000, "APAccountRef", BUSINESS "the payables account is in %s, the "
			"transaction in %s", own, currency);
	return 0;
}

/* ---- lines ---- */

static int check_item_line(struct qb_save *s, cJSON *d, int64_t amount)
{
	struct qb_rec *r;
	int64_t qty, price, product;
	const cJSON *item;

	if (qb_require(s, d, "ItemRef"))
		return -1;
	r = qb_refer(s, d, "ItemRef", QB_ITEM);
	if (!r)
		return -1;
	item = qb_body(s->call->qb, QB_ITEM, r);
	if (!jv_get(item, "ExpenseAccountRef"))
		return qb_fail(&s->call->fault, 6000, "ItemRef", BUSINESS "item %s has no expense account: it cannot "
			"be bought", jv_str(item, "Name"));
	if (!s->call->qb->sw.unit_price_rule || !jv_get(d, "Qty") || !jv_get(d, "UnitPrice"))
		return 0;
	if (jv_decimal(jv_get(d, "Qty"), 7, &qty) || jv_decimal(jv_get(d, "UnitPrice"), 7, &price) ||
	    decimal_mul(&product, qty, price, 12))
		return qb_fail(&s->call->fault, 2040, "UnitPrice", "Invalid Number : Qty or UnitPrice");
	if (product != amount)
		return qb_fail(&s->call->fault, 6070, "Amount", "Amount calculation incorrect in the request : "
			"Amount is not equal to UnitPrice * Qty. Supplied value: %lld.%02d", (long long)(amount / 100),
			(int)llabs(amount % 100));
	return 0;
}

static int check_account_line(struct qb_save *s, cJSON *d)
{
	struct qb_rec *r;
	const cJSON *a;

	if (qb_require(s, d, "AccountRef"))
		return -1;
	r = qb_refer(s, d, "AccountRef", QB_ACCOUNT);
	if (!r)
		return -1;
	a = qb_body(s->call->qb, QB_ACCOUNT, r);
	if (!strcmp(jv_str(a, "AccountType"), "Accounts Payable"))
		return qb_fail(&s->call->fault, 6000, "AccountRef", BUSINESS "a line cannot be booked on the "
			"payables account");
	return 0;
}

static int check_tax_code(struct qb_save *s, cJSON *d)
{
	const char *how = jv_str(s->work, "GlobalTaxCalculation");

	qb_refer(s, d, "TaxCodeRef", QB_TAX_CODE);
	if (s->call->fault.code)
		return -1;
	if (s->call->qb->sw.require_tax && how && strcmp(how, "NotApplicable") && !jv_get(d, "TaxCodeRef"))
		return qb_fail(&s->call->fault, 6000, "TaxCodeRef", BUSINESS "Make sure all your transactions have a "
			"GST/HST rate before you save.");
	return 0;
}

static int check_detail(struct qb_save *s, cJSON *line, int64_t amount)
{
	const char *type = jv_str(line, "DetailType");
	int item = !strcmp(type, "ItemBasedExpenseLineDetail");
	cJSON *d = cJSON_GetObjectItemCaseSensitive(line, type);
	const char *billable;

	if (!item && strcmp(type, "AccountBasedExpenseLineDetail"))
		return qb_fail(&s->call->fault, 6000, "DetailType", BUSINESS "%s is not for a %s", type,
			qb_defs[s->kind].name);
	if (!d)
		return qb_fail(&s->call->fault, 2020, type, "Required parameter %s is missing in the request", type);
	if (item ? check_item_line(s, d, amount) : check_account_line(s, d))
		return -1;
	qb_refer(s, d, "CustomerRef", QB_CUSTOMER);
	qb_refer(s, d, "ClassRef", QB_CLASS);
	if (s->call->fault.code || check_tax_code(s, d))
		return -1;
	billable = jv_str(d, "BillableStatus");
	if (billable && !strcmp(billable, "Billable") && !jv_get(d, "CustomerRef"))
		return qb_fail(&s->call->fault, 6000, "BillableStatus", BUSINESS "a billable line needs a customer");
	if (!billable)
		jv_add_str(d, "BillableStatus", "NotBillable");
	return 0;
}

static int id_known(const struct qb_save *s, const char *id)
{
	const cJSON *l;

	cJSON_ArrayForEach(l, jv_get(s->old, "Line"))
		if (id && jv_str(l, "Id") && !strcmp(jv_str(l, "Id"), id))
			return 1;
	return 0;
}

static int64_t last_line_id(const cJSON *v)
{
	int64_t most = 0, n;
	const cJSON *l;

	cJSON_ArrayForEach(l, jv_get(v, "Line")) {
		n = jv_str(l, "Id") ? strtoll(jv_str(l, "Id"), NULL, 10) : 0;
		if (n > most)
			most = n;
	}
	return most;
}

static int check_line(struct qb_save *s, cJSON *line, int64_t *last, int number, int64_t *total)
{
	int64_t amount;
	char id[24];

	if (qb_require(s, line, "Amount") || qb_require(s, line, "DetailType"))
		return -1;
	if (jv_decimal(jv_get(line, "Amount"), 2, &amount))
		return qb_fail(&s->call->fault, 2040, "Amount", "Invalid Number : Amount may have two decimals");
	if (check_detail(s, line, amount))
		return -1;
	if (jv_get(line, "ProjectRef") && !qb_refer(s, line, "ProjectRef", QB_CUSTOMER))
		return -1;
	qb_set_money(line, "Amount", amount);
	if (!id_known(s, jv_str(line, "Id"))) {
		snprintf(id, sizeof id, "%lld", (long long)++*last);
		jv_set_str(line, "Id", id);
	}
	jv_set_int(line, "LineNum", number);
	*total += amount;
	return 0;
}

/* ---- tax ---- */

#define MAX_RATES 8

struct tax { const char *rate; int64_t net; };

static void add_line_tax(struct qb_save *s, const cJSON *line, struct tax *taxes, size_t *n)
{
	const cJSON *d = jv_get(line, jv_str(line, "DetailType")), *list, *e;
	struct qb_rec *r = qb_find(s->call->qb, QB_TAX_CODE, qb_ref_id(d, "TaxCodeRef"));
	size_t i;

	list = r ? jv_get(jv_get(r->v, "PurchaseTaxRateList"), "TaxRateDetail") : NULL;
	cJSON_ArrayForEach(e, list) {
		const char *rate = qb_ref_id(e, "TaxRateRef");

		for (i = 0; i < *n && strcmp(taxes[i].rate, rate); i++)
			;
		if (i == MAX_RATES)
			return;
		if (i == *n)
			taxes[(*n)++] = (struct tax){ rate, 0 };
		taxes[i].net += qb_cents(line, "Amount");
	}
}

static int64_t add_tax_line(struct qb_save *s, cJSON *lines, const struct tax *t)
{
	struct qb_rec *r = qb_find(s->call->qb, QB_TAX_RATE, t->rate);
	cJSON *l = cJSON_CreateObject(), *d = cJSON_CreateObject();
	int64_t percent = 0, tax = 0;

	if (r)
		jv_decimal(jv_get(r->v, "RateValue"), 4, &percent);
	if (decimal_ratio(&tax, t->net, percent, 1000000))
		tax = 0;
	jv_add(l, "Amount", qb_money(tax));
	jv_add_str(l, "DetailType", "TaxLineDetail");
	jv_add(d, "TaxRateRef", qb_ref_text(t->rate, NULL));
	jv_add_bool(d, "PercentBased", 1);
	jv_add(d, "TaxPercent", jv_number(percent, 4));
	jv_add(d, "NetAmountTaxable", qb_money(t->net));
	jv_add(l, "TaxLineDetail", d);
	cJSON_AddItemToArray(lines, l);
	return tax;
}

/* Tax per rate over the sum of its lines. */
static int64_t set_tax(struct qb_save *s)
{
	const char *how = jv_str(s->work, "GlobalTaxCalculation");
	struct tax taxes[MAX_RATES];
	int64_t total = 0;
	const cJSON *line;
	cJSON *detail, *lines;
	size_t n = 0;

	cJSON_DeleteItemFromObjectCaseSensitive(s->work, "TxnTaxDetail");
	if (!how || !strcmp(how, "NotApplicable"))
		return 0;
	cJSON_ArrayForEach(line, jv_get(s->work, "Line"))
		add_line_tax(s, line, taxes, &n);
	detail = cJSON_CreateObject();
	lines = cJSON_CreateArray();
	for (size_t i = 0; i < n; i++)
		total += add_tax_line(s, lines, &taxes[i]);
	jv_add(detail, "TotalTax", qb_money(total));
	jv_add(detail, "TaxLine", lines);
	jv_add(s->work, "TxnTaxDetail", detail);
	return total;
}

/* ---- links of a bill to orders ---- */

static int link_fits(struct qb_save *s, const cJSON *link)
{
	const char *type = jv_str(link, "TxnType"), *line_id = jv_str(link, "TxnLineId");
	struct qb_rec *r;
	const cJSON *order, *l;
	const char *status, *vendor, *id = jv_str(link, "TxnId");

	if (!id || !line_id || !type || strcmp(type, "PurchaseOrder") || !s->call->qb->sw.link_bills)
		return 0;
	r = qb_find(s->call->qb, QB_PURCHASE_ORDER, id);
	if (!r)
		return 0;
	order = qb_body(s->call->qb, QB_PURCHASE_ORDER, r);
	status = jv_str(order, "POStatus");
	vendor = qb_ref_id(order, "VendorRef");
	if (!vendor || strcmp(vendor, qb_ref_id(s->work, "VendorRef")))
		return 0;
	if (status && !strcmp(status, "Closed")) {
		/* it stays linked to what closed it */
		const cJSON *mine;
		int was = 0;

		cJSON_ArrayForEach(mine, jv_get(s->old, "LinkedTxn"))
			was |= jv_str(mine, "TxnId") && !strcmp(jv_str(mine, "TxnId"), id);
		if (!was)
			return 0;
	}
	cJSON_ArrayForEach(l, jv_get(order, "Line"))
		if (jv_str(l, "Id") && !strcmp(jv_str(l, "Id"), line_id))
			return 1;
	return 0;
}

static int has_link(const cJSON *list, const char *id, const char *type)
{
	const cJSON *l;

	cJSON_ArrayForEach(l, list)
		if (!strcmp(jv_str(l, "TxnId") ? jv_str(l, "TxnId") : "", id) &&
		    !strcmp(jv_str(l, "TxnType") ? jv_str(l, "TxnType") : "", type))
			return 1;
	return 0;
}

static void set_links(struct qb_save *s)
{
	cJSON *head = cJSON_CreateArray(), *line;
	const cJSON *l;

	cJSON_ArrayForEach(line, jv_get(s->work, "Line")) {
		cJSON *kept = cJSON_CreateArray();

		cJSON_ArrayForEach(l, jv_get(line, "LinkedTxn")) {
			if (s->kind != QB_BILL || !link_fits(s, l))
				continue;
			cJSON_AddItemToArray(kept, cJSON_Duplicate(l, 1));
			if (!has_link(head, jv_str(l, "TxnId"), "PurchaseOrder"))
				cJSON_AddItemToArray(head, qb_link(strtoll(jv_str(l, "TxnId"), NULL, 10),
					"PurchaseOrder", NULL));
		}
		jv_set(line, "LinkedTxn", kept);
	}
	/* what the service linked itself: payments of a bill, bills of an order */
	cJSON_ArrayForEach(l, jv_get(s->old, "LinkedTxn"))
		if (strcmp(jv_str(l, "TxnType"), "PurchaseOrder"))
			cJSON_AddItemToArray(head, cJSON_Duplicate(l, 1));
	jv_set(s->work, "LinkedTxn", head);
}

/* ---- totals ---- */

static int has_payments(const cJSON *v)
{
	const cJSON *l;

	cJSON_ArrayForEach(l, jv_get(v, "LinkedTxn"))
		if (!strncmp(jv_str(l, "TxnType"), "BillPayment", 11))
			return 1;
	return 0;
}

static int set_totals(struct qb_save *s, int64_t total)
{
	int64_t paid = s->old ? qb_cents(s->old, "TotalAmt") - qb_cents(s->old, "Balance") : 0, rate, home;

	if (total < 0)
		return qb_fail(&s->call->fault, 6000, "TotalAmt", BUSINESS
			"Transaction amount must be 0 or greater.");
	qb_set_money(s->work, "TotalAmt", total);
	if (s->kind == QB_PURCHASE_ORDER)
		return 0;
	if (s->old && has_payments(s->old) &&
	    strcmp(qb_ref_id(s->old, "VendorRef"), qb_ref_id(s->work, "VendorRef")))
		return qb_fail(&s->call->fault, 6000, "VendorRef", BUSINESS "the vendor of a paid transaction cannot "
			"be changed");
	if (total < paid)
		return qb_fail(&s->call->fault, 6000, "TotalAmt", BUSINESS "the payments linked to this transaction "
			"are more than its amount");
	qb_set_money(s->work, "Balance", total - paid);
	if (s->kind == QB_BILL && strcmp(qb_ref_id(s->work, "CurrencyRef"), "CAD") &&
	    !jv_decimal(jv_get(s->work, "ExchangeRate"), 7, &rate) && !decimal_mul(&home, total - paid, rate, 7))
		qb_set_money(s->work, "HomeBalance", home);
	return 0;
}

static int check_lines(struct qb_save *s, int64_t *total)
{
	int64_t last = last_line_id(s->old);
	int number = 0;
	cJSON *line;

	if (!cJSON_GetArraySize(jv_get(s->work, "Line")))
		return qb_fail(&s->call->fault, 2020, "Line", "Required parameter Line is missing in the request");
	cJSON_ArrayForEach(line, jv_get(s->work, "Line"))
		if (check_line(s, line, &last, ++number, total))
			return -1;
	return 0;
}

static int64_t billed_of(struct qb *qb, const char *order, const char *line_id);

/* Closed by a person, closed because every line is billed, or open. */
static int fully_billed(struct qb *qb, const char *id, const cJSON *order)
{
	const cJSON *line;

	cJSON_ArrayForEach(line, jv_get(order, "Line"))
		if (billed_of(qb, id, jv_str(line, "Id")) < qb_cents(line, "Amount"))
			return 0;
	return 1;
}

static void set_order_status(struct qb_save *s)
{
	const char *sent = jv_str(s->work, "POStatus"), *before = s->old ? jv_str(s->old, "POStatus") : NULL;
	char id[24];
	int closed = 0;

	if (sent && !strcmp(sent, "Closed") && (!before || strcmp(before, "Closed")))
		jv_set_bool(s->work, "ManuallyClosed", 1);
	if (sent && !strcmp(sent, "Open"))
		jv_set_bool(s->work, "ManuallyClosed", 0);
	if (s->rec) {
		snprintf(id, sizeof id, "%lld", (long long)s->rec->id);
		closed = fully_billed(s->call->qb, id, s->work);
	}
	jv_set_str(s->work, "POStatus", closed || jv_bool(s->work, "ManuallyClosed", 0) ? "Closed" : "Open");
}

int qb_check_txn(struct qb_save *s)
{
	struct qb *qb = s->call->qb;
	struct qb_rec *vendor;
	int64_t total = 0;

	if (s->kind == QB_PURCHASE_ORDER && !qb->sw.orders)
		return qb_fail(&s->call->fault, 6000, NULL, BUSINESS "Feature Not Supported Error: purchase orders "
			"are not part of this edition");
	if (qb_require(s, s->work, "VendorRef"))
		return -1;
	vendor = qb_refer(s, s->work, "VendorRef", QB_VENDOR);
	if (!vendor || check_currency(s, qb_body(qb, QB_VENDOR, vendor)) || check_payable(s) ||
	    check_dates(s) || check_number(s))
		return -1;
	qb_refer(s, s->work, "DepartmentRef", QB_DEPARTMENT);
	qb_refer(s, s->work, "ClassRef", QB_CLASS);
	qb_refer(s, s->work, "ProjectRef", QB_CUSTOMER);
	if (s->call->fault.code)
		return -1;
	if (qb->sw.require_tax && qb_require(s, s->work, "GlobalTaxCalculation"))
		return -1;
	if (check_lines(s, &total))
		return -1;
	set_links(s);
	if (s->kind == QB_PURCHASE_ORDER)
		set_order_status(s);
	return set_totals(s, total + set_tax(s));
}

int qb_check_delete(struct qb_save *s)
{
	const cJSON *links = jv_get(s->old, "LinkedTxn"), *l;

	if (s->kind != QB_PURCHASE_ORDER && qb_check_open(s, s->old))
		return -1;
	if (s->kind == QB_BILL_PAYMENT || s->kind == QB_ATTACHABLE)
		return 0;
	cJSON_ArrayForEach(l, links)
		if (s->kind == QB_PURCHASE_ORDER || strcmp(jv_str(l, "TxnType"), "PurchaseOrder"))
			return qb_fail(&s->call->fault, 6000, "LinkedTxn", BUSINESS "The transaction is linked to %s %s. "
				"Delete or unlink that one first.", jv_str(l, "TxnType"), jv_str(l, "TxnId"));
	return 0;
}

/* ---- orders ---- */

static int bills_line(const cJSON *line, const char *order, const char *line_id)
{
	const cJSON *l;

	cJSON_ArrayForEach(l, jv_get(line, "LinkedTxn"))
		if (!strcmp(jv_str(l, "TxnId"), order) && (!line_id || !strcmp(jv_str(l, "TxnLineId"), line_id)))
			return 1;
	return 0;
}

static int64_t billed_of(struct qb *qb, const char *order, const char *line_id)
{
	struct qb_table *t = &qb->tables[QB_BILL];
	int64_t sum = 0;
	const cJSON *line;

	for (size_t i = 0; i < t->recs.len; i++)
		if (!t->recs.items[i].dead && t->recs.items[i].v)
			cJSON_ArrayForEach(line, jv_get(t->recs.items[i].v, "Line"))
				if (bills_line(line, order, line_id))
					sum += qb_cents(line, "Amount");
	return sum;
}

static cJSON *bills_of(struct qb *qb, const char *order)
{
	struct qb_table *t = &qb->tables[QB_BILL];
	cJSON *out = cJSON_CreateArray();

	for (size_t i = 0; i < t->recs.len; i++)
		if (!t->recs.items[i].dead && t->recs.items[i].v &&
		    has_link(jv_get(t->recs.items[i].v, "LinkedTxn"), order, "PurchaseOrder"))
			cJSON_AddItemToArray(out, qb_link(t->recs.items[i].id, "Bill", NULL));
	return out;
}

static void settle_order(struct qb *qb, const char *id)
{
	struct qb_rec *r = qb_find(qb, QB_PURCHASE_ORDER, id);
	cJSON *v;

	if (!r)
		return;
	v = qb_body(qb, QB_PURCHASE_ORDER, r);
	jv_set(v, "LinkedTxn", bills_of(qb, id));
	if (!jv_bool(v, "ManuallyClosed", 0))
		jv_set_str(v, "POStatus", fully_billed(qb, id, v) ? "Closed" : "Open");
	qb_mark(qb, QB_PURCHASE_ORDER, r);
}

void qb_settle_orders(struct qb *qb, const cJSON *before, const cJSON *after)
{
	const cJSON *old = before ? jv_get(before, "LinkedTxn") : NULL;
	const cJSON *now = after ? jv_get(after, "LinkedTxn") : NULL, *l;

	cJSON_ArrayForEach(l, now)
		if (!strcmp(jv_str(l, "TxnType"), "PurchaseOrder"))
			settle_order(qb, jv_str(l, "TxnId"));
	cJSON_ArrayForEach(l, old)
		if (!strcmp(jv_str(l, "TxnType"), "PurchaseOrder") &&
		    !has_link(now, jv_str(l, "TxnId"), "PurchaseOrder"))
			settle_order(qb, jv_str(l, "TxnId"));
}
