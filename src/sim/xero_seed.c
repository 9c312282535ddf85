/* The sample company as Xero holds it.
 *
 * Vendors are contacts; a job is an option of the tracking category "Job"; cost code and cost type
 * together are an item "03-300.S"; a commitment is a purchase order, an invoice a bill whose retainage is
 * a negative line on the retention account, a check a payment.  Beside them stands what people did by
 * hand: bills without a job, a voided one, a credit note, a payment that was deleted. */
#include "sim/xero.h"
#include "base/date.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define CENT_UNITS 100                   /* a cent of the company in 10^-4 */

struct seed {
	struct xero *x;
	struct xero_tenant *t;
	const struct company *co;
	struct xcategory *jobs, *types;
	struct xcontact **contacts;      /* by vendor; in the pool */
	struct xoption **options;        /* by project */
	struct xdoc **bills;             /* by invoice */
	int left_out;                    /* cost code and type of the item that is missing; -1 */
};

static struct xguid remote(const struct seed *s, enum co_entity e, size_t i)
{
	char text[CO_REMOTE_ID];
	struct xguid id = { 0, 0 };

	company_remote_id(s->co, "xero", e, (int)i, text);
	xero_guid_parse(&id, text);
	return id;
}

static int ours(const struct seed *s, int project)
{
	return !strcmp(sim_erp_of(s->x->sim, project), "xero");
}

static int32_t day(const char *date)
{
	int64_t n;

	return date && !date_to_days(date, &n) ? (int32_t)n : XERO_NO_DAY;
}

/* ---- contacts ---- */

static void add_contact(struct seed *s, size_t i)
{
	const struct co_vendor *v = &s->co->vendors[i];
	struct xcontact *p = xero_record(s->x, XERO_CONTACT, remote(s, CO_VENDOR, i));
	struct xaddress *a = &p->address[XERO_POBOX];

	p->name = v->erp_name;
	p->number = v->id ? v->erp_id : NULL;
	p->status = v->erp_active ? "ACTIVE" : "ARCHIVED";
	p->email = v->email;
	p->tax_number = v->tax_number;
	p->currency = v->currency;
	p->ap_tax = "NONE";
	a->line[0] = v->address;
	a->city = v->city;
	a->region = v->state;
	a->postal = v->zip;
	a->country = v->country && !strcmp(v->country, "US") ? "United States" : "Canada";
	if (v->phone) {
		p->phone[1].area = pool_strndup(&s->x->pool, v->phone, 3);
		p->phone[1].number = pool_strdup(&s->x->pool, v->phone + 4);
	}
	p->term_day = !strcmp(v->terms, "45D") ? 45 : 30;
	p->term_type = "DAYSAFTERBILLDATE";
	p->head.updated = v->updated_at;
	s->contacts[i] = p;
	xero_add(s->t, p);
}

/* ---- tracking, items ---- */

static struct xcategory *add_category(struct seed *s, const char *name)
{
	struct xcategory *c = xero_record(s->x, XERO_CATEGORY, xero_new_guid(s->x));

	c->name = name;
	c->status = "ACTIVE";
	xero_add(s->t, c);
	return c;
}

static struct xoption *add_option(struct seed *s, struct xcategory *c, struct xguid id, const char *name,
	const char *status)
{
	struct xoption *o = xero_record(s->x, XERO_OPTION, id);

	o->category = c;
	o->name = pool_strndup(&s->x->pool, name, text_prefix_chars(name, 100));
	o->status = status;
	xero_add(s->t, o);
	return o;
}

static void add_tracking(struct seed *s)
{
	struct strbuf b = STRBUF_INIT;

	s->jobs = add_category(s, "Job");
	s->types = add_category(s, "Cost type");
	for (size_t i = 0; i < s->co->n_projects; i++) {
		const struct co_project *p = &s->co->projects[i];

		if (!p->erp_id || !ours(s, (int)i))
			continue;
		strbuf_reset(&b);
		strbuf_addf(&b, "%s %s", p->number, p->erp_name ? p->erp_name : p->name);
		/* an option knows no planning: what is not active cannot be chosen */
		s->options[i] = add_option(s, s->jobs, remote(s, CO_PROJECT, i), b.s,
			!strcmp(p->erp_status, "Active") ? "ACTIVE" : "ARCHIVED");
	}
	for (size_t i = 0; i < s->co->n_cost_types; i++)
		add_option(s, s->types, xero_new_guid(s->x), s->co->cost_types[i].name, "ACTIVE");
	strbuf_release(&b);
}

static const char *item_code(struct seed *s, const struct co_line *l, char out[32])
{
	if (l->cost_code < 0 || l->cost_type < 0)
		return NULL;
	snprintf(out, 32, "%s.%s", s->co->cost_codes[l->cost_code].code, s->co->cost_types[l->cost_type].code);
	return out;
}

static int item_key(const struct co_line *l)
{
	return l->cost_code * 100 + l->cost_type;
}

/* One that the newest approved invoice needs is missing, so that it has to be made. */
static void choose_left_out(struct seed *s)
{
	int invoice;

	s->left_out = -1;
	for (int n = 0; (invoice = company_finding(s->co, "invoice_ready", n)) >= 0; n++) {
		const struct co_commitment *c = &s->co->commitments[s->co->invoices[invoice].commitment];

		if (ours(s, c->project) && c->lines)
			s->left_out = item_key(&s->co->lines[c->first_line]);
	}
}

static void add_item(struct seed *s, const struct co_line *l)
{
	const struct co_cost_code *code = &s->co->cost_codes[l->cost_code];
	struct xitem *i;
	char text[32];

	if (!code->erp_id || item_key(l) == s->left_out || xero_item_by_code(s->t, item_code(s, l, text)))
		return;
	i = xero_record(s->x, XERO_ITEM, xero_new_guid(s->x));
	i->code = xero_text(s->x, text);
	i->name = pool_strndup(&s->x->pool, code->name, text_prefix_chars(code->name, 50));
	i->purchase_description = code->name;
	i->purchased = 1;
	i->buy_account = xero_cost_account(l->cost_type);
	i->buy_tax = "NONE";
	i->head.updated = s->t->connected_at;
	xero_add(s->t, i);
}

/* ---- documents ---- */

static void book(struct seed *s, struct xline *out, const struct co_line *l, int project)
{
	char code[32];
	const struct xitem *i;

	out->id = xero_new_guid(s->x);
	out->text = l->description;
	i = item_code(s, l, code) ? xero_item_by_code(s->t, code) : NULL;
	out->item = i ? i->code : NULL;
	out->account = xero_account_by_code(s->t, xero_cost_account(l->cost_type));
	out->rate = xero_tax_by_type(s->t, "NONE");
	if (s->options[project])
		out->track[out->n_track++] = s->options[project];
}

static void set_amount(struct xline *l, int64_t amount)
{
	l->quantity = XERO_UNIT;
	l->unit = l->amount = amount;
}

static struct xdoc *new_doc(struct seed *s, enum xero_kind kind, struct xguid id, const char *type,
	const char *currency)
{
	struct xdoc *d = xero_record(s->x, kind, id);

	d->type = type;
	d->currency = currency;
	d->currency_rate = !strcmp(currency, s->co->home_currency) ? 1000000 : XERO_USD_RATE;
	d->amounts = "Exclusive";
	d->status = "AUTHORISED";
	d->date = d->due = d->planned = d->delivery = d->arrival = d->paid_on = XERO_NO_DAY;
	return d;
}

static void add_order(struct seed *s, size_t i)
{
	const struct co_commitment *c = &s->co->commitments[i];
	const struct co_project *p = &s->co->projects[c->project];
	struct xdoc *d = new_doc(s, XERO_ORDER, remote(s, CO_COMMITMENT, i), "PURCHASEORDER", c->currency);

	d->contact = s->contacts[c->vendor];
	d->number = c->number;
	d->reference = pool_printf(&s->x->pool, "%s %s", p->number, c->title);
	d->date = day(c->contract_date);
	d->delivery = day(c->delivery_date);
	d->status = !strcmp(c->status, "Complete") || !strcmp(c->status, "Closed") ? "BILLED" : "AUTHORISED";
	d->lines = pool_alloc(&s->x->pool, (size_t)(c->lines ? c->lines : 1) * sizeof *d->lines);
	for (int k = 0; k < c->lines; k++) {
		const struct co_line *l = &s->co->lines[c->first_line + k];
		struct xline *out = &d->lines[d->n_lines++];

		book(s, out, l, c->project);
		set_amount(out, l->amount * CENT_UNITS);
		if (l->quantity) {
			out->quantity = l->quantity / 100;
			out->unit = l->unit_cost / 100;
		}
	}
	xero_doc_sum(NULL, s->x, d);
	d->head.updated = c->updated_at;
	xero_add(s->t, d);
}

static int64_t booked(const struct co_item *it)
{
	return it->work_now + it->stored - it->stored_before;
}

static int64_t retained(const struct co_item *it)
{
	return it->retained_now + it->stored_retained - it->stored_retained_before - it->released_now;
}

static void add_retention(struct seed *s, struct xdoc *d, const struct co_commitment *c, int64_t held)
{
	struct xline *l = &d->lines[d->n_lines++];

	l->id = xero_new_guid(s->x);
	l->text = pool_printf(&s->x->pool, "Retention %lld %%", (long long)(c->retainage / 100));
	l->account = xero_account_by_code(s->t, XERO_RETENTION);
	l->rate = xero_tax_by_type(s->t, "NONE");
	if (s->options[c->project])
		l->track[l->n_track++] = s->options[c->project];
	set_amount(l, -held * CENT_UNITS);
}

static void add_bill(struct seed *s, size_t i)
{
	const struct co_invoice *v = &s->co->invoices[i];
	const struct co_commitment *c = &s->co->commitments[v->commitment];
	struct xdoc *d = new_doc(s, XERO_BILL, remote(s, CO_INVOICE, i), "ACCPAY", c->currency);
	int64_t held = 0;

	d->contact = s->contacts[c->vendor];
	d->number = v->invoice_number ? v->invoice_number : "";
	d->date = day(v->billing_date ? v->billing_date : v->submitted_date);
	d->due = d->date + (d->contact && d->contact->term_day ? d->contact->term_day : 30);
	d->lines = pool_alloc(&s->x->pool, (size_t)(v->items + 1) * sizeof *d->lines);
	for (int k = 0; k < v->items; k++) {
		const struct co_item *it = &s->co->items[v->first_item + k];

		held += retained(it);
		if (!booked(it))
			continue;
		book(s, &d->lines[d->n_lines], &s->co->lines[c->first_line + k], c->project);
		set_amount(&d->lines[d->n_lines++], booked(it) * CENT_UNITS);
	}
	if (held)
		add_retention(s, d, c, held);
	xero_doc_sum(NULL, s->x, d);
	d->head.updated = v->updated_at;
	s->bills[i] = d;
	xero_add(s->t, d);
	if (d->contact)
		d->contact->supplier = 1;
}

static void add_payment(struct seed *s, size_t i)
{
	const struct co_payment *p = &s->co->payments[i];
	struct xdoc *d = s->bills[p->invoice];
	struct xpayment *out;

	if (!p->erp_id || !d)
		return;
	out = xero_record(s->x, XERO_PAYMENT, remote(s, CO_PAYMENT, i));
	out->doc = d;
	out->next = d->payments;
	d->payments = out;
	out->account = xero_account_by_code(s->t, !strcmp(d->currency, s->co->home_currency) ? XERO_BANK :
		XERO_BANK_USD);
	out->date = day(p->date);
	out->amount = out->bank_amount = p->amount * CENT_UNITS;
	out->currency_rate = d->currency_rate;
	out->reference = p->check_number;
	out->status = strcmp(p->erp_status, "Voided") ? "AUTHORISED" : "DELETED";
	out->reconciled = !strcmp(p->erp_status, "Closed");
	out->head.updated = p->updated_at;
	xero_add(s->t, out);
	if (!strcmp(out->status, "AUTHORISED"))
		d->paid += out->amount;
	if (p->updated_at > d->head.updated)
		d->head.updated = p->updated_at;
	if (!xero_due(d) && d->paid) {
		d->status = "PAID";
		d->paid_on = out->date;
	}
}

/* ---- by hand ---- */

static struct xdoc *by_hand(struct seed *s, enum xero_kind kind, const char *type, const char *number,
	const char *date, const char *account, int64_t amount)
{
	struct xdoc *d = new_doc(s, kind, xero_new_guid(s->x), type, s->co->home_currency);
	int vendor = company_finding(s->co, "vendor_erp_only", 0);

	d->contact = vendor >= 0 ? s->contacts[vendor] : NULL;
	d->number = number;
	d->date = day(date);
	d->due = d->date + 30;
	d->lines = pool_alloc(&s->x->pool, sizeof *d->lines);
	d->n_lines = 1;
	d->lines[0].id = xero_new_guid(s->x);
	d->lines[0].text = "Office supplies";
	d->lines[0].account = xero_account_by_code(s->t, account);
	d->lines[0].rate = xero_tax_by_type(s->t, "INPUT");
	set_amount(&d->lines[0], amount);
	xero_doc_sum(NULL, s->x, d);
	d->head.updated = (int64_t)d->date * 86400000 + 54000000;
	xero_add(s->t, d);
	if (d->contact)
		d->contact->supplier = 1;
	return d;
}

static void add_by_hand(struct seed *s)
{
	struct xdoc *bill = by_hand(s, XERO_BILL, "ACCPAY", "PC-4410", "2026-09-15", "453", 4200000);
	struct xdoc *gone = by_hand(s, XERO_BILL, "ACCPAY", "PC-4391", "2026-09-02", "453", 1250000);
	struct xdoc *credit = by_hand(s, XERO_CREDIT, "ACCPAYCREDIT", "PC-C017", "2026-09-28", "453", 800000);
	struct xdoc *draft = by_hand(s, XERO_BILL, "ACCPAY", "PC-4502", "2026-11-09", "429", 650000);
	struct xallocation *a = xero_record(s->x, XERO_ALLOCATION, xero_new_guid(s->x));
	struct xpayment *p = xero_record(s->x, XERO_PAYMENT, xero_new_guid(s->x));

	gone->status = "VOIDED";
	draft->status = "DRAFT";
	a->credit = credit;
	a->bill = bill;
	a->amount = credit->total;
	a->date = credit->date;
	credit->allocations = bill->allocations = a;
	credit->credited = bill->credited = a->amount;
	credit->status = "PAID";
	credit->paid_on = credit->date;
	xero_add(s->t, a);
	p->doc = bill;
	p->account = xero_account_by_code(s->t, XERO_BANK);
	p->date = day("2026-10-02");
	p->amount = p->bank_amount = xero_due(bill);
	p->currency_rate = bill->currency_rate;
	p->reference = "19998";
	p->status = "DELETED";
	p->head.updated = (int64_t)p->date * 86400000 + 61200000;
	bill->payments = p;
	bill->head.updated = p->head.updated;
	xero_add(s->t, p);
}

static void add_documents(struct seed *s)
{
	const struct company *co = s->co;

	for (size_t i = 0; i < co->n_commitments; i++) {
		const struct co_commitment *c = &co->commitments[i];

		if (!ours(s, c->project))
			continue;
		for (int k = 0; k < c->lines; k++)
			if (co->lines[c->first_line + k].cost_code >= 0 &&
			    co->lines[c->first_line + k].cost_type >= 0)
				add_item(s, &co->lines[c->first_line + k]);
	}
	for (size_t i = 0; i < co->n_commitments; i++)
		if (co->commitments[i].erp_id && ours(s, co->commitments[i].project))
			add_order(s, i);
	for (size_t i = 0; i < co->n_invoices; i++)
		if (co->invoices[i].erp_id && ours(s, co->commitments[co->invoices[i].commitment].project))
			add_bill(s, i);
	for (size_t i = 0; i < co->n_payments; i++)
		add_payment(s, i);
	add_by_hand(s);
}

void xero_seed(struct xero *x)
{
	struct seed s = { .x = x, .t = &x->tenants[0], .co = x->co };

	xero_chart(&x->tenants[0]);
	xero_chart(&x->tenants[1]);
	s.contacts = pool_alloc(&x->pool, (s.co->n_vendors + 1) * sizeof *s.contacts);
	s.options = pool_alloc(&x->pool, (s.co->n_projects + 1) * sizeof *s.options);
	s.bills = pool_alloc(&x->pool, (s.co->n_invoices + 1) * sizeof *s.bills);
	for (size_t i = 0; i < s.co->n_vendors; i++)
		if (s.co->vendors[i].erp_id)
			add_contact(&s, i);
	choose_left_out(&s);
	add_tracking(&s);
	add_documents(&s);
}
