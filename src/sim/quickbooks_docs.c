/* The sample company's bills and payments as QuickBooks Online holds them.
 *
 * Promised (quickbooks_table.c) and made from the company when somebody looks.  There are no purchase
 * orders for its commitments: Procore's own connector sends none.  A bill has a line per billed line
 * and retainage as one negative line; the check of one bill is one bill payment.  Beside them a bill
 * for the office, with a vendor credit used in its payment. */
#include "sim/quickbooks.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define RATE_USD "1.3642"

static int64_t remote(const struct qb *qb, enum co_entity e, int index)
{
	char text[CO_REMOTE_ID];

	company_remote_id(qb->co, "quickbooks", e, index, text);
	return strtoll(text, NULL, 10);
}

static const char *currency_of(const struct qb *qb, int vendor)
{
	return qb->co->vendors[vendor].currency;
}

static void add_currency(cJSON *v, const char *currency)
{
	int usd = !strcmp(currency, "USD");

	jv_add(v, "CurrencyRef", qb_ref_text(currency, usd ? "United States Dollar" : "Canadian Dollar"));
	jv_add(v, "ExchangeRate", cJSON_CreateRaw(usd ? RATE_USD : "1"));
}

static cJSON *ap_ref(const char *currency)
{
	return !strcmp(currency, "USD") ? qb_ref(QB_ACC_AP_USD, "Accounts Payable (A/P) - USD") :
		qb_ref(QB_ACC_AP, "Accounts Payable (A/P)");
}

static int64_t billed(const struct co_item *it)
{
	return it->work_now + it->stored - it->stored_before;
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

static int counts(const struct co_payment *p)
{
	return p->erp_id && strcmp(p->erp_status, "Voided");
}

/* ---- lines ---- */

static cJSON *new_line(cJSON *list, const char *text, int64_t cents, const char *type)
{
	cJSON *l = cJSON_CreateObject();
	char id[16];

	snprintf(id, sizeof id, "%d", cJSON_GetArraySize(list) + 1);
	jv_add_str(l, "Id", id);
	jv_add_int(l, "LineNum", cJSON_GetArraySize(list) + 1);
	if (text)
		jv_add_str(l, "Description", text);
	jv_add(l, "Amount", qb_money(cents));
	jv_add(l, "LinkedTxn", cJSON_CreateArray());
	jv_add_str(l, "DetailType", type);
	cJSON_AddItemToArray(list, l);
	return l;
}

static void finish_detail(cJSON *d, int64_t job, const char *job_name, cJSON *line, const char *type)
{
	if (job)
		jv_add(d, "CustomerRef", qb_ref(job, job_name));
	jv_add_str(d, "BillableStatus", "NotBillable");
	jv_add(line, type, d);
}

static void account_line(cJSON *list, const char *text, int64_t cents, int64_t account,
	const char *name, int64_t job, const char *job_name)
{
	cJSON *l = new_line(list, text, cents, "AccountBasedExpenseLineDetail");
	cJSON *d = cJSON_CreateObject();

	jv_add(d, "AccountRef", qb_ref(account, name));
	finish_detail(d, job, job_name, l, "AccountBasedExpenseLineDetail");
}

static void item_line(struct qb *qb, cJSON *list, const char *text, int64_t cents, int64_t item,
	int64_t job, const char *job_name)
{
	cJSON *l = new_line(list, text, cents, "ItemBasedExpenseLineDetail");
	cJSON *d = cJSON_CreateObject();
	struct qb_rec *r = qb_table_find(&qb->tables[QB_ITEM], item);
	int temp;
	cJSON *v = qb_peek(qb, QB_ITEM, r, &temp);

	jv_add(d, "ItemRef", qb_ref(item, jv_str(v, "Name")));
	jv_add(d, "UnitPrice", qb_money(cents));
	jv_add(d, "Qty", cJSON_CreateRaw("1"));
	finish_detail(d, job, job_name, l, "ItemBasedExpenseLineDetail");
	if (temp)
		cJSON_Delete(v);
}

/* ---- bills ---- */

static void add_bill_lines(struct qb *qb, cJSON *list, const struct co_invoice *v,
	const struct co_sums *sums)
{
	const struct company *co = qb->co;
	const struct co_commitment *c = &co->commitments[v->commitment];
	int64_t job = remote(qb, CO_PROJECT, c->project), item, account;
	struct qb_rec *r = qb_table_find(&qb->tables[QB_CUSTOMER], job);
	const char *job_name = r ? jv_str(r->v, "DisplayName") : NULL;

	if (!r)
		job = 0;
	for (int i = 0; i < v->items; i++) {
		const struct co_line *l = &co->lines[c->first_line + i];
		int64_t cents = billed(&co->items[v->first_item + i]);

		if (!cents)
			continue;
		item = v->erp_by_hand ? 0 : qb_item_of(qb, c->project, l->cost_code, l->cost_type);
		account = qb_cost_account(qb, l->cost_type);
		if (item)
			item_line(qb, list, l->description, cents, item, job, job_name);
		else
			account_line(list, l->description, cents, account ? account : QB_ACC_OFFICE,
				account ? co->cost_types[l->cost_type].name : "Office expenses", job, job_name);
	}
	if (sums->retained_now != sums->released_now)
		account_line(list, "Retainage", sums->released_now - sums->retained_now, QB_ACC_RETAINAGE,
			"Retainage payable", job, job_name);
}

static const char *bill_date(const struct co_invoice *v)
{
	return v->billing_date ? v->billing_date : v->submitted_date ? v->submitted_date : "2026-01-31";
}

static void add_due(cJSON *v, const char *date, int days)
{
	char text[DATE_LEN];
	int64_t day;

	if (date_to_days(date, &day))
		return;
	date_from_days(text, day + days);
	jv_add_str(v, "DueDate", text);
}

static cJSON *bill_head(const char *number, const char *date, const char *currency)
{
	cJSON *v = cJSON_CreateObject();

	if (number) {
		char *cut = xstrndup(number, 21);

		jv_add_str(v, "DocNumber", cut);
		free(cut);
	}
	jv_add_str(v, "TxnDate", date);
	add_currency(v, currency);
	return v;
}

static void bill_foot(cJSON *v, cJSON *lines, int64_t vendor, const char *name, const char *currency,
	int64_t total, int64_t balance)
{
	jv_add(v, "Line", lines);
	jv_add(v, "VendorRef", qb_ref(vendor, name));
	jv_add(v, "APAccountRef", ap_ref(currency));
	jv_add(v, "TotalAmt", qb_money(total));
	jv_add_str(v, "GlobalTaxCalculation", "NotApplicable");
	jv_add(v, "Balance", qb_money(balance));
}

static int64_t paid_of(const struct company *co, int invoice, cJSON *links)
{
	int64_t sum = 0;

	for (size_t k = first_payment(co, invoice); k < co->n_payments && co->payments[k].invoice == invoice;
	     k++) {
		if (!counts(&co->payments[k]))
			continue;
		sum += co->payments[k].amount;
		if (links) {
			char id[CO_REMOTE_ID];

			company_remote_id(co, "quickbooks", CO_PAYMENT, (int)k, id);
			cJSON_AddItemToArray(links, qb_link(strtoll(id, NULL, 10),
				!strcmp(co->payments[k].method, "electronic") ? "BillPaymentCreditCard" :
				"BillPaymentCheck", NULL));
		}
	}
	return sum;
}

static cJSON *make_bill(struct qb *qb, int invoice)
{
	const struct company *co = qb->co;
	const struct co_invoice *s = &co->invoices[invoice];
	const struct co_commitment *c = &co->commitments[s->commitment];
	const char *currency = currency_of(qb, c->vendor);
	cJSON *v = bill_head(s->invoice_number, bill_date(s), currency);
	cJSON *links = cJSON_CreateArray(), *lines = cJSON_CreateArray();
	struct co_sums sums;
	char *note;
	int64_t paid;

	company_invoice_sums(co, invoice, &sums);
	if (!s->erp_by_hand) {
		note = xasprintf("Procore %s %s invoice %d", co->projects[c->project].number, c->number,
			s->number);
		jv_add_str(v, "PrivateNote", note);
		free(note);
	}
	paid = paid_of(co, invoice, links);
	jv_add(v, "LinkedTxn", links);
	add_bill_lines(qb, lines, s, &sums);
	bill_foot(v, lines, remote(qb, CO_VENDOR, c->vendor), co->vendors[c->vendor].erp_name, currency,
		sums.due, sums.due - paid);
	jv_add(v, "SalesTermRef", qb_ref(QB_TERM_30, "Net 30"));
	add_due(v, bill_date(s), 30);
	return v;
}

/* ---- payments ---- */

static void add_means(cJSON *v, const char *currency, int card)
{
	cJSON *d = cJSON_CreateObject();

	if (card) {
		jv_add_str(v, "PayType", "CreditCard");
		jv_add(d, "CCAccountRef", qb_ref(QB_ACC_CARD, "Company card"));
		jv_add(v, "CreditCardPayment", d);
		return;
	}
	jv_add_str(v, "PayType", "Check");
	jv_add(d, "BankAccountRef", !strcmp(currency, "USD") ? qb_ref(QB_ACC_BANK_USD, "Chequing - USD") :
		qb_ref(QB_ACC_BANK, "Chequing"));
	jv_add_str(d, "PrintStatus", "PrintComplete");
	jv_add(v, "CheckPayment", d);
}

static void payment_line(cJSON *list, int64_t cents, int64_t id, const char *type)
{
	cJSON *l = cJSON_CreateObject(), *links = cJSON_CreateArray();

	jv_add(l, "Amount", qb_money(cents));
	cJSON_AddItemToArray(links, qb_link(id, type, NULL));
	jv_add(l, "LinkedTxn", links);
	cJSON_AddItemToArray(list, l);
}

static cJSON *make_payment(struct qb *qb, int index)
{
	const struct company *co = qb->co;
	const struct co_payment *p = &co->payments[index];
	const struct co_commitment *c = &co->commitments[co->invoices[p->invoice].commitment];
	const char *currency = currency_of(qb, c->vendor);
	cJSON *v = cJSON_CreateObject(), *lines = cJSON_CreateArray();
	int voided = !counts(p);

	jv_add_str(v, "DocNumber", p->check_number);
	jv_add_str(v, "TxnDate", p->date);
	add_currency(v, currency);
	if (voided)
		jv_add_str(v, "PrivateNote", "Voided");
	else
		payment_line(lines, p->amount, remote(qb, CO_INVOICE, p->invoice), "Bill");
	jv_add(v, "Line", lines);
	jv_add(v, "VendorRef", qb_ref(remote(qb, CO_VENDOR, c->vendor), co->vendors[c->vendor].erp_name));
	jv_add(v, "APAccountRef", ap_ref(currency));
	add_means(v, currency, !strcmp(p->method, "electronic"));
	jv_add(v, "TotalAmt", qb_money(voided ? 0 : p->amount));
	return v;
}

cJSON *qb_make_doc(struct qb *qb, enum qb_kind kind, uint32_t source)
{
	if (kind == QB_BILL)
		return make_bill(qb, (int)source);
	if (kind == QB_BILL_PAYMENT)
		return make_payment(qb, (int)source);
	BUG("nothing is promised for %s", qb_defs[kind].name);
}

const char *qb_make_number(const struct qb *qb, enum qb_kind kind, uint32_t source)
{
	if (source == QB_MADE_HERE)
		return NULL;
	return kind == QB_BILL ? qb->co->invoices[source].invoice_number :
		kind == QB_BILL_PAYMENT ? qb->co->payments[source].check_number : NULL;
}

/* ---- the office's bill, its credit and the payment of both ---- */

static int office_vendor(const struct qb *qb)
{
	int i = company_finding(qb->co, "vendor_erp_only", 0);

	return i >= 0 && qb->co->vendors[i].erp_id ? i : -1;
}

static void add_office(struct qb *qb, int index)
{
	const struct co_vendor *s = &qb->co->vendors[index];
	int64_t id = qb->next_txn, vendor = remote(qb, CO_VENDOR, index), at = qb->co->newest_at;
	cJSON *bill = bill_head("PC-5520", "2026-10-06", s->currency), *lines = cJSON_CreateArray();
	cJSON *credit = bill_head("PC-CR-31", "2026-10-15", s->currency), *back = cJSON_CreateArray();
	cJSON *pay = cJSON_CreateObject(), *paid = cJSON_CreateArray(), *links;

	account_line(lines, "Paper and toner", 84500, QB_ACC_OFFICE, "Office expenses", 0, NULL);
	links = cJSON_CreateArray();
	cJSON_AddItemToArray(links, qb_link(id + 2, "BillPaymentCheck", NULL));
	jv_add(bill, "LinkedTxn", links);
	bill_foot(bill, lines, vendor, s->erp_name, s->currency, 84500, 0);
	add_due(bill, "2026-10-06", 30);
	account_line(back, "Toner returned", 12500, QB_ACC_OFFICE, "Office expenses", 0, NULL);
	links = cJSON_CreateArray();
	cJSON_AddItemToArray(links, qb_link(id + 2, "BillPaymentCheck", NULL));
	jv_add(credit, "LinkedTxn", links);
	bill_foot(credit, back, vendor, s->erp_name, s->currency, 12500, 0);
	jv_add_str(pay, "DocNumber", "19871");
	jv_add_str(pay, "TxnDate", "2026-11-05");
	add_currency(pay, s->currency);
	payment_line(paid, 84500, id, "Bill");
	payment_line(paid, 12500, id + 1, "VendorCredit");
	jv_add(pay, "Line", paid);
	jv_add(pay, "VendorRef", qb_ref(vendor, s->erp_name));
	jv_add(pay, "APAccountRef", ap_ref(s->currency));
	add_means(pay, s->currency, 0);
	jv_add(pay, "TotalAmt", qb_money(72000));
	qb_table_add(&qb->tables[QB_BILL], id, QB_MADE_HERE, bill, at);
	qb_table_add(&qb->tables[QB_VENDOR_CREDIT], id + 1, QB_MADE_HERE, credit, at);
	qb_table_add(&qb->tables[QB_BILL_PAYMENT], id + 2, QB_MADE_HERE, pay, at);
	qb->next_txn = id + 3;
}

/* ---- all ---- */

static void raise_balance(struct qb *qb, int vendor, int64_t cents)
{
	struct qb_rec *r = qb_table_find(&qb->tables[QB_VENDOR], remote(qb, CO_VENDOR, vendor));

	if (r && cents)
		qb_set_money(r->v, "Balance", qb_cents(r->v, "Balance") + cents);
}

static void promise_bills(struct qb *qb)
{
	const struct company *co = qb->co;
	struct co_sums sums;

	for (size_t i = 0; i < co->n_invoices; i++) {
		const struct co_invoice *v = &co->invoices[i];
		const struct co_commitment *c = &co->commitments[v->commitment];
		struct qb_rec *r;
		int64_t at = v->updated_at;

		if (!v->erp_id || !qb_is_mine(qb, c->project))
			continue;
		for (size_t k = first_payment(co, (int)i); k < co->n_payments &&
		     co->payments[k].invoice == (int)i; k++)
			if (co->payments[k].erp_id && co->payments[k].updated_at > at)
				at = co->payments[k].updated_at;
		r = qb_table_add(&qb->tables[QB_BILL], remote(qb, CO_INVOICE, (int)i), (uint32_t)i, NULL,
			v->created_at);
		r->updated_ms = at / 1000 * 1000;
		company_invoice_sums(co, (int)i, &sums);
		raise_balance(qb, c->vendor, sums.due - paid_of(co, (int)i, NULL));
	}
}

static void promise_payments(struct qb *qb)
{
	const struct company *co = qb->co;

	for (size_t i = 0; i < co->n_payments; i++) {
		const struct co_payment *p = &co->payments[i];
		struct qb_rec *r;

		if (!p->erp_id || !qb_is_mine(qb, co->commitments[co->invoices[p->invoice].commitment].project))
			continue;
		r = qb_table_add(&qb->tables[QB_BILL_PAYMENT], remote(qb, CO_PAYMENT, (int)i), (uint32_t)i,
			NULL, p->created_at);
		r->updated_ms = p->updated_at / 1000 * 1000;
		if (!counts(p)) {
			r->sync = 1;
			r->bill = remote(qb, CO_INVOICE, p->invoice);
		}
	}
}

void qb_seed_docs(struct qb *qb)
{
	const struct company *co = qb->co;
	size_t most = co->n_invoices;

	if (co->n_payments > most)
		most = co->n_payments;
	if (co->n_commitments > most)
		most = co->n_commitments;
	qb->next_txn = 1001 + (int64_t)most;
	qb->next_name = 1001 + (int64_t)(co->n_vendors > co->n_projects ? co->n_vendors : co->n_projects);
	qb->next_list = 1001 + (int64_t)qb->items.len;
	promise_bills(qb);
	promise_payments(qb);
	if (office_vendor(qb) >= 0)
		add_office(qb, office_vendor(qb));
}
