/* Bills, credit notes and purchase orders: creating, changing, their states.
 *
 * A write works on a copy; when nothing is wrong with it the copy takes the record's place. */
#include "sim/xero.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include <string.h>
#include <strings.h>
#include "base/banned.h"

/* ---- members ---- */

int32_t xero_day(struct xcall *c, const cJSON *v, const char *name)
{
	const char *s = jv_str(v, name);
	char text[DATE_LEN];
	int64_t n;

	if (!s)
		return XERO_NO_DAY;
	memcpy(text, s, strnlen(s, 10));
	text[strnlen(s, 10)] = 0;
	if (date_to_days(text, &n)) {
		xero_complain(c, "%s is not a valid date", name);
		return XERO_NO_DAY;
	}
	return (int32_t)n;
}

const char *xero_member_text(struct xcall *c, const cJSON *v, const char *name, int max, const char *old)
{
	const cJSON *m = jv_get(v, name);

	if (!m)
		return old;
	if (!cJSON_IsString(m) || !*m->valuestring)
		return NULL;
	if (text_count_chars(m->valuestring) > (size_t)max)
		xero_complain(c, "The field %s must be a string with a maximum length of %d.", name, max);
	return xero_text(c->x, m->valuestring);
}

static void take_day(struct xcall *c, const cJSON *v, const char *name, int32_t *day)
{
	if (jv_get(v, name))
		*day = xero_day(c, v, name);
}

static void take_currency(struct xcall *c, const cJSON *v, struct xdoc *d)
{
	const char *code = jv_str(v, "CurrencyCode");
	const cJSON *rate = jv_get(v, "CurrencyRate");
	int64_t n;

	if (code) {
		d->currency = xero_text(c->x, code);
		d->currency_rate = !strcmp(code, c->x->co->home_currency) ? 1000000 : XERO_USD_RATE;
		if (!xero_currency_known(c->t, code))
			xero_complain(c, "Organisation is not subscribed to currency %s", code);
	}
	if (rate && !cJSON_IsNull(rate) && strcmp(d->currency, c->x->co->home_currency)) {
		if (jv_decimal(rate, XERO_RATE_SCALE, &n) || n <= 0)
			xero_complain(c, "CurrencyRate is not valid");
		else
			d->currency_rate = n;
	}
}

static void take_common(struct xcall *c, const cJSON *v, struct xdoc *d)
{
	static const char *const amounts[] = { "Exclusive", "Inclusive", "NoTax" };
	const char *type = jv_str(v, "LineAmountTypes"), *url = jv_str(v, "Url");

	for (size_t i = 0; type && i < ARRAY_SIZE(amounts); i++)
		if (!strcmp(type, amounts[i]))
			d->amounts = amounts[i];
	d->reference = xero_member_text(c, v, "Reference", 255, d->reference);
	d->url = xero_member_text(c, v, "Url", 500, d->url);
	if (url && strcasestr(url, "xero"))
		xero_complain(c, "Url must not contain the word xero");
	take_day(c, v, "Date", &d->date);
	take_day(c, v, "DueDate", &d->due);
	take_day(c, v, "PlannedPaymentDate", &d->planned);
	take_day(c, v, "DeliveryDate", &d->delivery);
	take_day(c, v, "ExpectedArrivalDate", &d->arrival);
	d->sent = jv_bool(v, "SentToContact", d->sent);
	d->address = xero_member_text(c, v, "DeliveryAddress", 4000, d->address);
	d->attention = xero_member_text(c, v, "AttentionTo", 255, d->attention);
	d->telephone = xero_member_text(c, v, "Telephone", 50, d->telephone);
	d->instructions = xero_member_text(c, v, "DeliveryInstructions", 500, d->instructions);
	take_currency(c, v, d);
}

static const char *number_member(enum xero_kind kind)
{
	return kind == XERO_BILL ? "InvoiceNumber" : kind == XERO_CREDIT ? "CreditNoteNumber" :
		"PurchaseOrderNumber";
}

/* ---- states ---- */

static int in(const char *list, const char *word)
{
	const char *at = strstr(list, word);
	size_t n = strlen(word);

	return at && (at == list || at[-1] == ' ') && (!at[n] || at[n] == ' ');
}

/* From a bill's or credit note's state to the next. */
static int may_become(const struct xdoc *old, const char *to)
{
	if (!old)
		return in("DRAFT SUBMITTED AUTHORISED", to);
	if (!strcmp(old->status, "DRAFT") || !strcmp(old->status, "SUBMITTED"))
		return in("DRAFT SUBMITTED AUTHORISED DELETED", to);
	if (!strcmp(old->status, "AUTHORISED"))
		return in("AUTHORISED VOIDED", to);
	return !strcmp(old->status, "PAID") && in("PAID AUTHORISED", to);
}

static void take_status(struct xcall *c, const cJSON *v, const struct xdoc *old, struct xdoc *d)
{
	const char *status = jv_str(v, "Status");

	if (!status)
		return;
	d->status = xero_text(c->x, status);
	if (d->head.kind == XERO_ORDER) {
		if (!old && !strcmp(status, "DELETED"))
			xero_complain(c, "PurchaseOrder status change is invalid");
		return;
	}
	if (!may_become(old, status)) {
		xero_complain(c, "%s not of valid status for modification",
			d->head.kind == XERO_BILL ? "Invoice" : "Credit Note");
		return;
	}
	if (old && !strcmp(old->status, "PAID"))
		d->status = "PAID";
	if (old && !strcmp(status, "VOIDED") && (old->paid || old->credited))
		xero_complain(c, "This document cannot be edited as it has a payment or credit note allocated "
			"to it.");
}

/* ---- what may still change ---- */

static int same_money(const struct xdoc *a, const struct xdoc *b)
{
	if (a->date != b->date || strcmp(a->amounts, b->amounts) || strcmp(a->currency, b->currency) ||
	    a->n_lines != b->n_lines || a->currency_rate != b->currency_rate)
		return 0;
	for (int i = 0; i < a->n_lines; i++) {
		const struct xline *l = &a->lines[i], *m = &b->lines[i];

		if (!xero_guid_same(l->id, m->id) || l->quantity != m->quantity || l->unit != m->unit ||
		    l->amount != m->amount || l->tax != m->tax || l->rate != m->rate)
			return 0;
	}
	return 1;
}

static void check_edit(struct xcall *c, const struct xdoc *old, const struct xdoc *d)
{
	const char *locked = d->head.kind == XERO_ORDER ? NULL : xero_locked(c->t, old->date);

	if (!strcmp(old->status, "VOIDED") || !strcmp(old->status, "DELETED")) {
		if (d->head.kind == XERO_ORDER)
			xero_complain(c, "Deleted PurchaseOrders cannot be updated");
		else
			xero_complain(c, "Invoice not of valid status for modification");
		return;
	}
	if (locked)
		xero_complain(c, "%s", locked);
	if (d->head.kind != XERO_ORDER && (old->paid || old->credited) &&
	    (!c->x->sw.edit_paid || !same_money(old, d) || (old->credited && old->contact != d->contact)))
		xero_complain(c, "This document cannot be edited as it has a payment or credit note allocated "
			"to it.");
}

static void check_doc(struct xcall *c, const struct xdoc *d)
{
	int counts = strcmp(d->status, "DRAFT") && strcmp(d->status, "DELETED");
	const char *locked;

	if (!d->contact)
		xero_complain(c, "A Contact must be specified for this type of transaction");
	xero_lines_check(c, d);
	if (d->head.kind == XERO_ORDER)
		return;
	if (d->head.kind == XERO_BILL && counts && d->due == XERO_NO_DAY)
		xero_complain(c, "The DueDate must be specified");
	if (d->head.kind == XERO_BILL && d->due != XERO_NO_DAY && d->due < d->date)
		xero_complain(c, "The DueDate cannot be before the Date");
	locked = counts || c->x->sw.draft_lock ? xero_locked(c->t, d->date) : NULL;
	if (locked)
		xero_complain(c, "%s", locked);
}

/* ---- which record an element means ---- */

static struct xdoc *numbered(struct xcall *c, enum xero_kind kind, const char *type, const char *number,
	int deleted)
{
	const struct xlist *all = &c->t->lists[kind];

	for (size_t i = 0; i < all->len; i++) {
		struct xdoc *d = (struct xdoc *)(void *)all->items[i];
		int gone = !strcmp(d->status, "DELETED") || !strcmp(d->status, "VOIDED");

		if (d->number && !strcasecmp(d->number, number) && gone == deleted &&
		    (kind == XERO_ORDER || !strcmp(d->type, type)))
			return d;
	}
	return NULL;
}

/* The number of a purchase order names it: a live one with it is changed, whoever asks for a new one. */
static struct xdoc *order_of_number(struct xcall *c, const cJSON *v)
{
	const char *number = jv_str(v, "PurchaseOrderNumber");
	struct xdoc *d;

	if (!number || !*number)
		return NULL;
	d = numbered(c, XERO_ORDER, NULL, number, 0);
	if (!d && numbered(c, XERO_ORDER, NULL, number, 1)) {
		xero_complain(c, "Order number must be unique");
		xero_complain(c, "Deleted PurchaseOrders cannot be updated");
	}
	return d;
}

static struct xdoc *existing(struct xcall *c, const cJSON *v, enum xero_kind kind)
{
	const char *id = c->n_seg == 2 ? c->seg[1] : jv_str(v, xero_id_name(kind));
	const char *number = jv_str(v, number_member(kind)), *type = jv_str(v, "Type");
	int post = !strcmp(c->req->method, "POST");
	struct xdoc *d;

	if (id && (post || c->n_seg == 2)) {
		d = xero_find(c->t, kind, id);
		c->missing |= !d;
		return d;
	}
	if (id && !post) {
		xero_complain(c, "The %s must not be specified when creating", xero_id_name(kind));
		return NULL;
	}
	if (kind == XERO_ORDER)
		return order_of_number(c, v);
	if (post && c->x->sw.post_matches_number && number && *number && type)
		return numbered(c, kind, type, number, 0);
	return NULL;
}

/* ---- saving ---- */

static struct xdoc *begin(struct xcall *c, enum xero_kind kind, const cJSON *v)
{
	struct xdoc *d = xero_record(c->x, kind, xero_new_guid(c->x));
	const char *type = jv_str(v, "Type");

	d->type = kind == XERO_ORDER ? "PURCHASEORDER" : type ? xero_text(c->x, type) : "";
	d->status = "DRAFT";
	d->amounts = "Exclusive";
	d->currency = c->x->co->home_currency;
	d->currency_rate = 1000000;
	d->date = xero_today(c->x);
	d->due = d->planned = d->delivery = d->arrival = d->paid_on = XERO_NO_DAY;
	if (kind == XERO_BILL && strcmp(d->type, "ACCPAY") && strcmp(d->type, "ACCREC"))
		xero_complain(c, "Invoice Type must be specified: ACCPAY or ACCREC");
	if (kind == XERO_CREDIT && strncmp(d->type, "ACC", 3))
		xero_complain(c, "Credit Note Type must be specified: ACCPAYCREDIT or ACCRECCREDIT");
	return d;
}

static void number_order(struct xcall *c, struct xdoc *d)
{
	while (!d->number) {
		char *number = pool_printf(&c->x->pool, "PO-%04lld", (long long)c->t->next_order++);

		if (!numbered(c, XERO_ORDER, NULL, number, 0) && !numbered(c, XERO_ORDER, NULL, number, 1))
			d->number = number;
	}
}

static void keep(struct xcall *c, struct xdoc *old, struct xdoc *d)
{
	if (!d->number && d->head.kind == XERO_ORDER)
		number_order(c, d);
	if (old) {
		xero_history_add(c->t, old->head.id, "Edited", "Changed through the API");
		*old = *d;
		xero_settle(c->t, old, XERO_NO_DAY);
		return;
	}
	d->head.by_app = 1;
	xero_mark(c->t, d);
	xero_add(c->t, d);
	xero_history_add(c->t, d->head.id, "Created", "Received through the API");
	if (d->head.kind != XERO_ORDER && !strncmp(d->type, "ACCPAY", 6))
		d->contact->supplier = 1;
}

static void fresh_id(struct xhead *r)
{
	r->id = (struct xguid){ 0, 0 };
}

struct xhead *xero_doc_save(struct xcall *c, const cJSON *v)
{
	enum xero_kind kind = !strcasecmp(c->seg[0], "Invoices") ? XERO_BILL :
		!strcasecmp(c->seg[0], "CreditNotes") ? XERO_CREDIT : XERO_ORDER;
	struct xdoc *old = existing(c, v, kind), *d;
	const cJSON *lines = jv_get(v, "LineItems"), *contact = jv_get(v, "Contact");

	if (c->missing)
		return NULL;
	if (old) {
		d = xero_record(c->x, kind, old->head.id);
		*d = *old;
		d->lines = pool_alloc(&c->x->pool, (size_t)(d->n_lines ? d->n_lines : 1) * sizeof *d->lines);
		if (d->n_lines)
			memcpy(d->lines, old->lines, (size_t)d->n_lines * sizeof *d->lines);
	} else {
		d = begin(c, kind, v);
	}
	if (contact) {
		struct xcontact *p = xero_contact_refer(c, contact);

		if (p || !old)
			d->contact = p;
	}
	if (c->missing)
		return NULL;
	d->number = xero_member_text(c, v, number_member(kind), 255, d->number);
	take_common(c, v, d);
	take_status(c, v, old, d);
	if (lines)
		xero_lines_apply(c, d, lines);
	xero_doc_sum(c, c->x, d);
	if (old)
		check_edit(c, old, d);
	if (!c->errors.len)
		check_doc(c, d);
	if (c->errors.len) {
		if (!old)
			fresh_id(&d->head);
		return &d->head;
	}
	keep(c, old, d);
	return old ? &old->head : &d->head;
}

/* ---- every element ---- */

static void forget(struct xcall *c)
{
	c->errors.len = c->warnings.len = 0;
}

static void add_element(struct xcall *c, struct strbuf *out, const struct xhead *r)
{
	struct xview v = { .detail = 1, .unitdp = c->unitdp, .archived = 1,
		.status = c->errors.len ? "ERROR" : c->warnings.len ? "WARNING" : "OK",
		.errors = &c->errors, .warnings = &c->warnings,
		.fresh = c->errors.len && !r->id.hi && !r->id.lo };

	if (r->kind == XERO_OPTION || r->kind == XERO_CATEGORY || r->kind == XERO_BATCH)
		v.status = NULL;
	xo_record(out, c->x, r, &v);
}

static void refuse_all(struct xcall *c, const struct strbuf *bad)
{
	strbuf_reset(&c->resp->body);
	strbuf_addf(&c->resp->body, "{\"ErrorNumber\":10,\"Type\":\"ValidationException\",\"Message\":"
		"\"A validation exception occurred\",\"Elements\":[%s]}", bad->s);
	c->resp->status = 400;
	sim_respond_header(c->resp, "Content-Type", "application/json; charset=utf-8");
}

/* With summarizeErrors the good elements are kept although only the bad ones are told. */
void xero_save_all(struct xcall *c, enum xero_kind kind, xero_save_fn *fn)
{
	struct strbuf good = STRBUF_INIT, bad = STRBUF_INIT;
	cJSON *owned;
	const cJSON *list = xero_elements(c, &owned), *e;

	cJSON_ArrayForEach(e, list) {
		struct xhead *r;

		forget(c);
		r = fn(c, e);
		if (c->missing)
			break;
		c->resp->wrote |= !c->errors.len;
		if (c->errors.len && c->summarize)
			add_element(c, &bad, r);
		add_element(c, &good, r);
	}
	cJSON_Delete(owned);
	if (c->missing) {
		xero_not_found(c->resp);
	} else if (bad.len) {
		refuse_all(c, &bad);
	} else {
		xero_open(c, xero_collection(kind));
		strbuf_add(&c->resp->body, good.s, good.len);
		xero_close(c);
	}
	strbuf_release(&good);
	strbuf_release(&bad);
}

void xero_docs_write(struct xcall *c)
{
	if (c->n_seg > 2)
		xero_allocations_write(c);
	else
		xero_save_all(c, !strcasecmp(c->seg[0], "Invoices") ? XERO_BILL :
			!strcasecmp(c->seg[0], "CreditNotes") ? XERO_CREDIT : XERO_ORDER, xero_doc_save);
}
