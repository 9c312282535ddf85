/* Payments, batches and allocations, and what they do to the document they apply to. */
#include "sim/xero.h"
#include "base/date.h"
#include <string.h>
#include <strings.h>
#include "base/banned.h"

int64_t xero_due(const struct xdoc *d)
{
	if (!strcmp(d->status, "VOIDED") || !strcmp(d->status, "DELETED"))
		return 0;
	return d->total - d->paid - d->credited;
}

void xero_settle(struct xero_tenant *t, struct xdoc *d, int32_t day)
{
	d->paid = d->credited = 0;
	for (struct xpayment *p = d->payments; p; p = p->next)
		if (!strcmp(p->status, "AUTHORISED"))
			d->paid += p->amount;
	for (struct xallocation *a = d->allocations; a;
	     a = d->head.kind == XERO_CREDIT ? a->next_of_credit : a->next_of_bill)
		if (!a->gone)
			d->credited += a->amount;
	if (!strcmp(d->status, "AUTHORISED") && !xero_due(d) && d->paid + d->credited) {
		d->status = "PAID";
		d->paid_on = day;
	} else if (!strcmp(d->status, "PAID") && xero_due(d)) {
		d->status = "AUTHORISED";
		d->paid_on = XERO_NO_DAY;
	}
	xero_mark(t, d);
}

const char *xero_locked(struct xero_tenant *t, int32_t day)
{
	static const struct { const char *word; int year; } kinds[] = { { "end of year", 1 }, { "period", 0 } };
	char text[DATE_LEN];

	if (day == XERO_NO_DAY)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		int32_t lock = kinds[i].year ? t->year_lock : t->period_lock;

		if (lock == XERO_NO_DAY || day > lock)
			continue;
		date_from_days(text, lock);
		return pool_printf(&t->x->pool, "The document date cannot be before the %s lock date, currently "
			"set at %s", kinds[i].word, text);
	}
	return NULL;
}

const char *xero_pay(struct xero_tenant *t, struct xdoc *d, struct xaccount *account, int64_t amount,
	int32_t day, const char *reference, struct xbatch *batch, struct xpayment **out)
{
	const char *locked = xero_locked(t, day);
	struct xpayment *p;

	*out = NULL;
	if (strcmp(d->status, "AUTHORISED"))
		return "Payments can only be made against Authorised documents";
	if (locked)
		return locked;
	if (amount <= 0)
		return "Payment amount must be greater than zero";
	if (amount > xero_due(d))
		return "Payment amount exceeds the amount outstanding on this document";
	if (!account || (strcmp(account->type, "BANK") && !account->payments) ||
	    strcmp(account->status, "ACTIVE"))
		return "The account is not valid for payments";
	p = xero_record(t->x, XERO_PAYMENT, xero_new_guid(t->x));
	p->doc = d;
	p->next = d->payments;
	d->payments = p;
	p->account = account;
	p->batch = batch;
	p->date = day;
	p->amount = p->bank_amount = amount;
	p->currency_rate = d->currency_rate;
	p->reference = reference;
	p->status = "AUTHORISED";
	xero_mark(t, p);
	xero_add(t, p);
	xero_settle(t, d, day);
	*out = p;
	return NULL;
}

const char *xero_unpay(struct xero_tenant *t, struct xpayment *p)
{
	const char *locked = xero_locked(t, p->date);

	if (locked)
		return locked;
	if (!strcmp(p->status, "DELETED"))
		return "The payment has already been deleted";
	p->status = "DELETED";
	p->reconciled = 0;
	xero_mark(t, p);
	xero_settle(t, p->doc, XERO_NO_DAY);
	return NULL;
}

const char *xero_allocate(struct xero_tenant *t, struct xdoc *credit, struct xdoc *bill, int64_t amount,
	int32_t day, struct xallocation **out)
{
	struct xallocation *a;

	*out = NULL;
	if (strcmp(credit->status, "AUTHORISED"))
		return "Credit notes can only be allocated when they are Authorised";
	if (strcmp(bill->status, "AUTHORISED"))
		return "Credit can only be allocated to Authorised documents";
	if (credit->contact != bill->contact || strcmp(credit->currency, bill->currency))
		return "The credit note and the invoice must have the same contact and currency";
	if (amount <= 0 || amount > xero_due(credit))
		return "The amount of the allocation exceeds the remaining credit";
	if (amount > xero_due(bill))
		return "The amount of the allocation exceeds the amount outstanding on this document";
	a = xero_record(t->x, XERO_ALLOCATION, xero_new_guid(t->x));
	a->credit = credit;
	a->bill = bill;
	a->amount = amount;
	a->date = day;
	a->next_of_credit = credit->allocations;
	a->next_of_bill = bill->allocations;
	credit->allocations = bill->allocations = a;
	xero_mark(t, a);
	xero_add(t, a);
	xero_settle(t, credit, day);
	xero_settle(t, bill, day);
	*out = a;
	return NULL;
}

/* ---- PUT and POST Payments ---- */

static struct xaccount *account_of(struct xcall *c, const cJSON *v)
{
	const cJSON *a = jv_get(v, "Account");
	const char *id = jv_str(a, "AccountID");

	if (!id)
		return xero_account_by_code(c->t, jv_str(a, "Code"));
	return xero_find(c->t, XERO_ACCOUNT, id);
}

static struct xdoc *doc_of(struct xcall *c, const cJSON *v)
{
	static const struct { const char *member, *id, *number; enum xero_kind kind; } ways[] = {
		{ "Invoice", "InvoiceID", "InvoiceNumber", XERO_BILL },
		{ "CreditNote", "CreditNoteID", "CreditNoteNumber", XERO_CREDIT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		const cJSON *m = jv_get(v, ways[i].member);
		const struct xlist *all = &c->t->lists[ways[i].kind];
		struct xdoc *d;

		if (jv_str(m, ways[i].id)) {
			d = xero_find(c->t, ways[i].kind, jv_str(m, ways[i].id));
			c->missing |= !d;
			return d;
		}
		for (size_t k = 0; jv_str(m, ways[i].number) && k < all->len; k++) {
			d = (struct xdoc *)(void *)all->items[k];
			if (!strcmp(d->number ? d->number : "", jv_str(m, ways[i].number)))
				return d;
		}
	}
	return NULL;
}

static int64_t sent_amount(const cJSON *v)
{
	int64_t n;

	return jv_decimal(jv_get(v, "Amount"), XERO_SCALE, &n) ? 0 : n;
}

/* What a refused payment looks like in the answer. */
static struct xhead *refused(struct xcall *c, const cJSON *v, struct xdoc *d, int32_t day)
{
	struct xpayment *p = xero_record(c->x, XERO_PAYMENT, (struct xguid){ 0, 0 });

	p->doc = d;
	p->account = account_of(c, v);
	p->date = day;
	p->amount = p->bank_amount = sent_amount(v);
	p->currency_rate = 1000000;
	p->status = "AUTHORISED";
	return &p->head;
}

static struct xhead *save_payment(struct xcall *c, const cJSON *v)
{
	struct xdoc *d = doc_of(c, v);
	int32_t day = jv_get(v, "Date") ? xero_day(c, v, "Date") : xero_today(c->x);
	const char *reference = xero_member_text(c, v, "Reference", 255, NULL), *wrong = NULL;
	struct xpayment *p = NULL;

	if (c->missing)
		return NULL;
	if (!d)
		xero_complain(c, "An Invoice or Credit Note must be specified for a payment");
	else if (!c->errors.len)
		wrong = xero_pay(c->t, d, account_of(c, v), sent_amount(v), day, reference, NULL, &p);
	if (wrong)
		xero_complain(c, "%s", wrong);
	if (!p)
		return refused(c, v, d, day);
	p->head.by_app = 1;
	return &p->head;
}

static void delete_payment(struct xcall *c)
{
	struct xpayment *p = xero_find(c->t, XERO_PAYMENT, c->seg[1]);
	const char *status = jv_str(c->req->json, "Status"), *wrong;

	if (!p) {
		xero_not_found(c->resp);
		return;
	}
	if (!status || strcmp(status, "DELETED"))
		wrong = "Payments can only be deleted";
	else if (p->batch && !strcmp(p->status, "AUTHORISED"))
		wrong = "Payments of a batch payment cannot be deleted one by one";
	else
		wrong = xero_unpay(c->t, p);
	if (wrong) {
		xero_fail(c->resp, 400, 10, "ValidationException", "%s", wrong);
		return;
	}
	c->resp->wrote = 1;
	xero_answer(c, "Payments", &p->head);
}

void xero_payments_write(struct xcall *c)
{
	if (c->n_seg == 2)
		delete_payment(c);
	else
		xero_save_all(c, XERO_PAYMENT, save_payment);
}

/* ---- batches ---- */

/* What the batch pays on that document up to this element. */
static int64_t batch_total(struct xcall *c, const cJSON *list, const cJSON *last, const struct xdoc *d)
{
	const cJSON *e;
	int64_t sum = 0;

	cJSON_ArrayForEach(e, list) {
		if (doc_of(c, e) == d)
			sum += sent_amount(e);
		if (e == last)
			break;
	}
	return sum;
}

static struct xhead *save_batch(struct xcall *c, const cJSON *v)
{
	struct xbatch *b = xero_record(c->x, XERO_BATCH, xero_new_guid(c->x));
	const cJSON *list = jv_get(v, "Payments"), *e;
	struct xpayment *p;

	b->account = account_of(c, v);
	b->date = jv_get(v, "Date") ? xero_day(c, v, "Date") : xero_today(c->x);
	b->reference = xero_member_text(c, v, "Reference", 255, NULL);
	b->details = xero_member_text(c, v, "Details", 18, NULL);
	b->narrative = xero_member_text(c, v, "Narrative", 18, NULL);
	b->status = "AUTHORISED";
	if (!b->account || strcmp(b->account->type, "BANK"))
		xero_complain(c, "A bank account must be specified for a batch payment");
	if (!cJSON_IsArray(list) || !cJSON_GetArraySize(list))
		xero_complain(c, "A batch payment must have payments");
	cJSON_ArrayForEach(e, list) {
		struct xdoc *d = doc_of(c, e);

		if (c->missing)
			return NULL;
		if (!d || strcmp(d->status, "AUTHORISED"))
			xero_complain(c, "Payments can only be made against Authorised documents");
		else if (sent_amount(e) <= 0 || batch_total(c, list, e, d) > xero_due(d))
			xero_complain(c, "Payment amount exceeds the amount outstanding on this document");
		b->total += sent_amount(e);
	}
	if (xero_locked(c->t, b->date))
		xero_complain(c, "%s", xero_locked(c->t, b->date));
	if (c->errors.len)
		return &b->head;
	xero_add(c->t, b);
	cJSON_ArrayForEach(e, list)
		xero_pay(c->t, doc_of(c, e), b->account, sent_amount(e), b->date, b->reference, b, &p);
	b->head.by_app = 1;
	xero_mark(c->t, b);
	return &b->head;
}

static void delete_batch(struct xcall *c)
{
	const char *id = c->n_seg == 2 ? c->seg[1] : jv_str(c->req->json, "BatchPaymentID");
	const char *status = jv_str(c->req->json, "Status");
	struct xbatch *b = xero_find(c->t, XERO_BATCH, id);

	if (!b) {
		xero_not_found(c->resp);
		return;
	}
	if (!status || strcmp(status, "DELETED") || !strcmp(b->status, "DELETED")) {
		xero_fail(c->resp, 400, 10, "ValidationException", "Batch payments can only be deleted");
		return;
	}
	for (size_t i = 0; i < c->t->lists[XERO_PAYMENT].len; i++) {
		struct xpayment *p = (struct xpayment *)(void *)c->t->lists[XERO_PAYMENT].items[i];

		if (p->batch == b)
			xero_unpay(c->t, p);
	}
	b->status = "DELETED";
	xero_mark(c->t, b);
	c->resp->wrote = 1;
	xero_answer(c, "BatchPayments", &b->head);
}

void xero_batches_write(struct xcall *c)
{
	if (!strcmp(c->req->method, "POST"))
		delete_batch(c);
	else
		xero_save_all(c, XERO_BATCH, save_batch);
}

/* ---- allocations of a credit note ---- */

static struct xhead *save_allocation(struct xcall *c, const cJSON *v)
{
	struct xdoc *credit = xero_find(c->t, XERO_CREDIT, c->seg[1]), *bill;
	int32_t day = xero_day(c, v, "Date");
	struct xallocation *a = NULL;
	const char *wrong = NULL;

	bill = doc_of(c, v);
	if (c->missing)
		return NULL;
	if (!bill)
		xero_complain(c, "An Invoice must be specified for an allocation");
	else if (!c->errors.len)
		wrong = xero_allocate(c->t, credit, bill, sent_amount(v), day, &a);
	if (wrong)
		xero_complain(c, "%s", wrong);
	if (a)
		return &a->head;
	a = xero_record(c->x, XERO_ALLOCATION, (struct xguid){ 0, 0 });
	a->credit = credit;
	a->bill = bill;
	a->amount = sent_amount(v);
	a->date = day;
	return &a->head;
}

static void delete_allocation(struct xcall *c)
{
	struct xallocation *a = xero_find(c->t, XERO_ALLOCATION, c->seg[3]);
	struct xview v = { .unitdp = 2 };

	if (!a || a->gone) {
		xero_not_found(c->resp);
		return;
	}
	a->gone = 1;
	xero_mark(c->t, a);
	xero_settle(c->t, a->credit, XERO_NO_DAY);
	xero_settle(c->t, a->bill, XERO_NO_DAY);
	c->resp->wrote = 1;
	strbuf_reset(&c->resp->body);
	xo_record(&c->resp->body, c->x, &a->head, &v);
	c->resp->status = 200;
	sim_respond_header(c->resp, "Content-Type", "application/json; charset=utf-8");
}

void xero_allocations_write(struct xcall *c)
{
	if (!xero_find(c->t, XERO_CREDIT, c->seg[1]))
		xero_not_found(c->resp);
	else if (c->n_seg == 4)
		delete_allocation(c);
	else
		xero_save_all(c, XERO_ALLOCATION, save_allocation);
}
