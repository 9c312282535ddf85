/* Bills, credit notes, orders, payments, batches and allocations as the vendor writes them. */
#include "sim/xero.h"
#include "base/date.h"
#include <string.h>
#include "base/banned.h"

static void amount(struct strbuf *b, const struct xero *x, const char *name, int64_t n, const char *currency)
{
	xo_num(b, name, n, XERO_SCALE, xero_places(x, currency));
}

static void out_line(struct strbuf *b, const struct xero *x, const struct xdoc *d, const struct xline *l,
	int unitdp)
{
	xo_name(b, NULL);
	strbuf_addc(b, '{');
	xo_guid(b, "LineItemID", l->id);
	xo_str(b, "Description", l->text);
	xo_str(b, "ItemCode", l->item);
	xo_num(b, "UnitAmount", xero_round(l->unit, unitdp), XERO_SCALE, unitdp);
	if (l->rate)
		xo_text(b, "TaxType", l->rate->type);
	amount(b, x, "TaxAmount", l->tax, d->currency);
	amount(b, x, "LineAmount", l->amount, d->currency);
	if (l->account) {
		xo_str(b, "AccountCode", l->account->code);
		xo_guid(b, "AccountID", l->account->head.id);
	}
	xo_name(b, "Tracking");
	strbuf_addc(b, '[');
	for (int i = 0; i < l->n_track; i++) {
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		xo_text(b, "Name", l->track[i]->category->name);
		xo_text(b, "Option", l->track[i]->name);
		xo_guid(b, "TrackingCategoryID", l->track[i]->category->head.id);
		xo_guid(b, "TrackingOptionID", l->track[i]->head.id);
		strbuf_addc(b, '}');
	}
	strbuf_addc(b, ']');
	xo_num(b, "Quantity", l->quantity, XERO_SCALE, 4);
	strbuf_addc(b, '}');
}

static void out_lines(struct strbuf *b, const struct xero *x, const struct xdoc *d, int unitdp)
{
	xo_name(b, "LineItems");
	strbuf_addc(b, '[');
	for (int i = 0; i < d->n_lines; i++)
		out_line(b, x, d, &d->lines[i], unitdp);
	strbuf_addc(b, ']');
}

static void out_sums(struct strbuf *b, const struct xero *x, const struct xdoc *d)
{
	xo_text(b, "LineAmountTypes", d->amounts);
	amount(b, x, "SubTotal", d->subtotal, d->currency);
	amount(b, x, "TotalTax", d->tax, d->currency);
	amount(b, x, "Total", d->total, d->currency);
	xo_text(b, "CurrencyCode", d->currency);
	xo_num(b, "CurrencyRate", d->currency_rate, XERO_RATE_SCALE, 10);
}

/* What was paid and credited, as lists inside a bill. */
static void out_applied(struct strbuf *b, const struct xero *x, const struct xdoc *d)
{
	xo_name(b, "Payments");
	strbuf_addc(b, '[');
	for (const struct xpayment *p = d->payments; p; p = p->next) {
		if (strcmp(p->status, "AUTHORISED"))
			continue;
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		xo_guid(b, "PaymentID", p->head.id);
		if (p->batch)
			xo_guid(b, "BatchPaymentID", p->batch->head.id);
		xo_date(b, "Date", p->date);
		amount(b, x, "Amount", p->amount, d->currency);
		xo_str(b, "Reference", p->reference);
		xo_num(b, "CurrencyRate", p->currency_rate, XERO_RATE_SCALE, 10);
		xo_bool(b, "HasAccount", 0);
		xo_bool(b, "HasValidationErrors", 0);
		strbuf_addc(b, '}');
	}
	strbuf_addc(b, ']');
	if (d->head.kind != XERO_BILL)
		return;
	xo_name(b, "CreditNotes");
	strbuf_addc(b, '[');
	for (const struct xallocation *a = d->allocations; a; a = a->next_of_bill) {
		if (a->gone)
			continue;
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		xo_guid(b, "CreditNoteID", a->credit->head.id);
		xo_str(b, "CreditNoteNumber", a->credit->number);
		xo_guid(b, "ID", a->credit->head.id);
		xo_bool(b, "HasErrors", 0);
		amount(b, x, "AppliedAmount", a->amount, d->currency);
		xo_date_string(b, "DateString", a->date);
		xo_date(b, "Date", a->date);
		strbuf_adds(b, ",\"LineItems\":[]");
		amount(b, x, "Total", a->credit->total, d->currency);
		strbuf_addc(b, '}');
	}
	strbuf_adds(b, "],\"Prepayments\":[],\"Overpayments\":[]");
}

static void out_id(struct strbuf *b, const struct xdoc *d, const struct xview *v)
{
	struct xguid id = v->fresh ? (struct xguid){ 0, 0 } : d->head.id;

	xo_guid(b, xero_id_name(d->head.kind), id);
	if (d->head.kind == XERO_CREDIT)
		xo_guid(b, "ID", id);
}

static void out_bill(struct strbuf *b, const struct xero *x, const struct xdoc *d, const struct xview *v)
{
	xo_str(b, "Type", *d->type ? d->type : NULL);
	out_id(b, d, v);
	xo_text(b, "InvoiceNumber", d->number);
	xo_text(b, "Reference", d->reference);
	xo_str(b, "Url", d->url);
	if (!v->summary)
		out_applied(b, x, d);
	amount(b, x, "AmountDue", xero_due(d), d->currency);
	amount(b, x, "AmountPaid", d->paid, d->currency);
	amount(b, x, "AmountCredited", d->credited, d->currency);
	xo_bool(b, "SentToContact", d->sent);
	xo_bool(b, "IsDiscounted", 0);
	xo_bool(b, "HasAttachments", 0);
	xo_bool(b, "HasErrors", v->errors && v->errors->len);
	xo_contact_brief(b, "Contact", d->contact);
	xo_date_string(b, "DateString", d->date);
	xo_date(b, "Date", d->date);
	xo_date_string(b, "DueDateString", d->due);
	xo_date(b, "DueDate", d->due);
	xo_date(b, "PlannedPaymentDate", d->planned);
	xo_date(b, "FullyPaidOnDate", d->paid_on);
	xo_text(b, "Status", d->status);
	out_sums(b, x, d);
	if (v->detail && !v->summary)
		out_lines(b, x, d, v->unitdp);
	else if (!v->summary)
		strbuf_adds(b, ",\"LineItems\":[]");
	if (!v->fresh) {
		xo_stamp(b, "UpdatedDateUTC", d->head.updated);
		xo_stamp_string(b, "UpdatedDateUTCString", d->head.updated);
	}
}

static void out_allocations(struct strbuf *b, const struct xero *x, const struct xdoc *d)
{
	struct xview v = { .unitdp = 2 };

	xo_name(b, "Allocations");
	strbuf_addc(b, '[');
	for (const struct xallocation *a = d->allocations; a; a = a->next_of_credit) {
		if (a->gone)
			continue;
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		xo_allocation(b, x, a, &v);
		strbuf_addc(b, '}');
	}
	strbuf_addc(b, ']');
}

static void out_credit(struct strbuf *b, const struct xero *x, const struct xdoc *d, const struct xview *v)
{
	xo_str(b, "Type", *d->type ? d->type : NULL);
	out_id(b, d, v);
	xo_text(b, "CreditNoteNumber", d->number);
	xo_text(b, "Reference", d->reference);
	out_applied(b, x, d);
	out_allocations(b, x, d);
	amount(b, x, "RemainingCredit", xero_due(d), d->currency);
	amount(b, x, "AppliedAmount", d->credited, d->currency);
	xo_bool(b, "SentToContact", d->sent);
	xo_bool(b, "HasAttachments", 0);
	xo_bool(b, "HasErrors", v->errors && v->errors->len);
	xo_contact_brief(b, "Contact", d->contact);
	xo_date_string(b, "DateString", d->date);
	xo_date(b, "Date", d->date);
	xo_date(b, "DueDate", d->due);
	xo_date(b, "FullyPaidOnDate", d->paid_on);
	xo_text(b, "Status", d->status);
	out_sums(b, x, d);
	if (v->detail)
		out_lines(b, x, d, v->unitdp);
	else
		strbuf_adds(b, ",\"LineItems\":[]");
	if (!v->fresh) {
		xo_stamp(b, "UpdatedDateUTC", d->head.updated);
		xo_stamp_string(b, "UpdatedDateUTCString", d->head.updated);
	}
}

static void out_order(struct strbuf *b, const struct xero *x, const struct xdoc *d, const struct xview *v)
{
	out_id(b, d, v);
	xo_text(b, "PurchaseOrderNumber", d->number);
	xo_date_string(b, "DateString", d->date);
	xo_date(b, "Date", d->date);
	xo_date_string(b, "DeliveryDateString", d->delivery);
	xo_date(b, "DeliveryDate", d->delivery);
	xo_date(b, "ExpectedArrivalDate", d->arrival);
	xo_str(b, "DeliveryAddress", d->address);
	xo_str(b, "AttentionTo", d->attention);
	xo_str(b, "Telephone", d->telephone);
	xo_str(b, "DeliveryInstructions", d->instructions);
	xo_bool(b, "HasErrors", v->errors && v->errors->len);
	xo_bool(b, "IsDiscounted", 0);
	xo_text(b, "Reference", d->reference);
	xo_text(b, "Type", "PURCHASEORDER");
	xo_bool(b, "SentToContact", d->sent);
	xo_bool(b, "HasAttachments", 0);
	xo_contact_brief(b, "Contact", d->contact);
	xo_text(b, "Status", d->status);
	out_sums(b, x, d);
	amount(b, x, "TotalDiscount", 0, d->currency);
	out_lines(b, x, d, 4);
	if (!v->fresh)
		xo_stamp(b, "UpdatedDateUTC", d->head.updated);
}

void xo_doc(struct strbuf *b, const struct xero *x, const struct xdoc *d, const struct xview *v)
{
	switch (d->head.kind) {
	case XERO_BILL: out_bill(b, x, d, v); break;
	case XERO_CREDIT: out_credit(b, x, d, v); break;
	default: out_order(b, x, d, v); break;
	}
}

/* The document of a payment or allocation, in few words. */
static void out_brief(struct strbuf *b, const struct xdoc *d, int with_contact)
{
	int credit = d->head.kind == XERO_CREDIT;

	xo_name(b, credit ? "CreditNote" : "Invoice");
	strbuf_addc(b, '{');
	xo_str(b, "Type", *d->type ? d->type : NULL);
	xo_guid(b, credit ? "CreditNoteID" : "InvoiceID", d->head.id);
	xo_text(b, credit ? "CreditNoteNumber" : "InvoiceNumber", d->number);
	if (!credit)
		strbuf_adds(b, ",\"Payments\":[],\"CreditNotes\":[],\"Prepayments\":[],\"Overpayments\":[],"
			"\"IsDiscounted\":false");
	xo_bool(b, "HasErrors", 0);
	if (with_contact)
		xo_contact_brief(b, "Contact", d->contact);
	strbuf_adds(b, ",\"LineItems\":[]");
	xo_text(b, "CurrencyCode", d->currency);
	strbuf_addc(b, '}');
}

/* Inside a payment the batch has its total and its reconciliation as texts: so does the service,
 * though its description says otherwise. */
static void out_batch_brief(struct strbuf *b, const struct xbatch *p, int text)
{
	struct strbuf n = STRBUF_INIT;

	xo_name(b, "BatchPayment");
	strbuf_addc(b, '{');
	xo_name(b, "Account");
	strbuf_addc(b, '{');
	xo_guid(b, "AccountID", p->account->head.id);
	strbuf_addc(b, '}');
	xo_guid(b, "BatchPaymentID", p->head.id);
	xo_date(b, "Date", p->date);
	xo_text(b, "Type", "PAYBATCH");
	xo_text(b, "Status", p->status);
	xo_str(b, "Reference", p->reference);
	xo_num(&n, NULL, p->total, XERO_SCALE, 2);
	if (text)
		xo_text(b, "TotalAmount", n.s);
	else
		xo_num(b, "TotalAmount", p->total, XERO_SCALE, 2);
	xo_stamp(b, "UpdatedDateUTC", p->head.updated);
	if (text)
		xo_text(b, "IsReconciled", "false");
	else
		xo_bool(b, "IsReconciled", 0);
	strbuf_addc(b, '}');
	strbuf_release(&n);
}

void xo_payment(struct strbuf *b, const struct xero *x, const struct xpayment *p, const struct xview *v)
{
	const char *currency = p->doc ? p->doc->currency : "";

	xo_guid(b, "PaymentID", v->fresh ? (struct xguid){ 0, 0 } : p->head.id);
	if (p->batch) {
		xo_guid(b, "BatchPaymentID", p->batch->head.id);
		out_batch_brief(b, p->batch, x->sw.batch_text);
	}
	xo_date(b, "Date", p->date);
	amount(b, x, "BankAmount", p->bank_amount, p->account ? p->account->currency : currency);
	amount(b, x, "Amount", p->amount, currency);
	xo_text(b, "Reference", p->reference);
	xo_num(b, "CurrencyRate", p->currency_rate, XERO_RATE_SCALE, 10);
	xo_text(b, "PaymentType", p->doc && p->doc->head.kind == XERO_CREDIT ? "APCREDITPAYMENT" :
		"ACCPAYPAYMENT");
	xo_text(b, "Status", p->status);
	if (!v->fresh) {
		xo_stamp(b, "UpdatedDateUTC", p->head.updated);
		xo_stamp_string(b, "UpdatedDateUTCString", p->head.updated);
	}
	xo_bool(b, "HasAccount", p->account != NULL);
	xo_bool(b, "IsReconciled", p->reconciled);
	if (p->account) {
		xo_name(b, "Account");
		strbuf_addc(b, '{');
		xo_guid(b, "AccountID", p->account->head.id);
		xo_str(b, "Code", p->account->code);
		strbuf_addc(b, '}');
	}
	if (p->doc)
		out_brief(b, p->doc, 1);
	xo_bool(b, "HasValidationErrors", v->errors && v->errors->len);
}

void xo_batch(struct strbuf *b, const struct xero *x, const struct xbatch *p, const struct xview *v)
{
	const struct xlist *payments = &x->tenants[0].lists[XERO_PAYMENT];

	xo_name(b, "Account");
	strbuf_addc(b, '{');
	if (p->account) {
		xo_guid(b, "AccountID", p->account->head.id);
		xo_str(b, "Code", p->account->code);
	}
	strbuf_addc(b, '}');
	xo_str(b, "Reference", p->reference);
	xo_str(b, "Details", p->details);
	xo_str(b, "Narrative", p->narrative);
	xo_guid(b, "BatchPaymentID", v->fresh ? (struct xguid){ 0, 0 } : p->head.id);
	xo_date_string(b, "DateString", p->date);
	xo_date(b, "Date", p->date);
	xo_name(b, "Payments");
	strbuf_addc(b, '[');
	for (size_t i = 0; i < payments->len; i++) {
		const struct xpayment *one = (const struct xpayment *)(const void *)payments->items[i];

		if (one->batch != p)
			continue;
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		out_brief(b, one->doc, 0);
		xo_guid(b, "PaymentID", one->head.id);
		amount(b, x, "Amount", one->amount, one->doc->currency);
		amount(b, x, "BankAmount", one->bank_amount, one->account->currency);
		strbuf_addc(b, '}');
	}
	strbuf_addc(b, ']');
	xo_text(b, "Type", "PAYBATCH");
	xo_text(b, "Status", p->status);
	xo_num(b, "TotalAmount", p->total, XERO_SCALE, 2);
	if (!v->fresh)
		xo_stamp(b, "UpdatedDateUTC", p->head.updated);
	xo_bool(b, "IsReconciled", 0);
}

void xo_allocation(struct strbuf *b, const struct xero *x, const struct xallocation *a,
	const struct xview *v)
{
	if (!v->fresh)
		xo_guid(b, "AllocationID", a->head.id);
	amount(b, x, "Amount", a->amount, a->credit ? a->credit->currency : "");
	xo_date(b, "Date", a->date == XERO_NO_DAY ? 0 : a->date);
	if (a->bill)
		out_brief(b, a->bill, 0);
	else
		strbuf_adds(b, ",\"Invoice\":{}");
	xo_bool(b, "IsDeleted", a->gone);
}
