/* What the tests and the demonstration do behind the client's back:
 *
 *	POST /_sim/xero/pay         {"bill": id or number, "check", "amount", "date", "batch": true}
 *	POST /_sim/xero/void        {"payment": id or reference} deletes it; {"bill": id} voids a bill
 *	POST /_sim/xero/credit      {"bill", "amount", "date"}: a credit note, allocated
 *	POST /_sim/xero/close       {"date", "year": true}; also /lock-date; no date opens everything
 *	POST /_sim/xero/approve     {"bill"}: SUBMITTED or DRAFT becomes AUTHORISED
 *	POST /_sim/xero/touch       {"entity": "vendor"|"job"|"bill"|"order"|"payment", "id"}
 *	POST /_sim/xero/delete      {"entity", "id"}: deleted, voided, or archived
 *	POST /_sim/xero/merge       {"from": contact, "into": contact}
 *	POST /_sim/xero/disconnect  the organisation takes its consent back
 *	POST /_sim/xero/set         {"minute_limit": 5, ...}; GET shows the switches
 *
 * and the dump of everything that was created or changed. */
#include "sim/xero.h"
#include "base/date.h"
#include "base/decimal.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define SWITCH(name, fallback) { #name, offsetof(struct xero_switches, name), fallback }

static const struct { const char *name; size_t at; int fallback; } switches[] = {
	SWITCH(minute_limit, 0), SWITCH(day_limit, 0), SWITCH(app_limit, 0), SWITCH(retry_after, 1),
	SWITCH(scopes, 0), SWITCH(custom_tenants, 1), SWITCH(post_matches_number, 1), SWITCH(edit_paid, 1),
	SWITCH(option_limit, 2450), SWITCH(refuse_negative, 1), SWITCH(currency_places, 1),
	SWITCH(draft_lock, 1), SWITCH(batch_text, 1),
};

static int *switch_at(struct xero *x, size_t i)
{
	return (int *)(void *)((char *)&x->sw + switches[i].at);
}

/* 0, or -1: unknown, or the value makes no sense. */
static int set_switch(struct xero *x, const char *name, const char *value)
{
	static const char *const words[] = { "both", "granular", "broad" };
	int64_t n = -1;

	for (size_t i = 0; i < ARRAY_SIZE(switches); i++) {
		if (strcmp(switches[i].name, name))
			continue;
		for (int k = 0; k < 3; k++)
			if (!strcmp(value, words[k]))
				n = k;
		if (!strcmp(value, "true") || !strcmp(value, "on") || !strcmp(value, "yes"))
			n = 1;
		else if (!strcmp(value, "false") || !strcmp(value, "off") || !strcmp(value, "no"))
			n = 0;
		else if (n < 0 && (decimal_parse(&n, value, 0, 1) || n < 0 || n > INT32_MAX))
			return -1;
		*switch_at(x, i) = (int)n;
		return 0;
	}
	return -1;
}

void xero_switches_init(struct xero *x)
{
	static const struct { const char *name; int usual; } limits[] = { { "minute_limit", 60 },
		{ "day_limit", 5000 }, { "app_limit", 10000 } };

	for (size_t i = 0; i < ARRAY_SIZE(switches); i++) {
		char *name = xasprintf("xero.%s", switches[i].name);
		const char *value = sim_extra(x->sim, name, NULL);

		*switch_at(x, i) = switches[i].fallback;
		for (size_t k = 0; sim_options(x->sim)->rate_hour < 0 && k < ARRAY_SIZE(limits); k++)
			if (!strcmp(limits[k].name, switches[i].name))
				*switch_at(x, i) = limits[k].usual;
		if (value)
			set_switch(x, switches[i].name, value);
		free(name);
	}
}

/* ---- control ---- */

static void done(struct sim_response *resp, const char *name, const char *value)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, name, value);
	sim_respond_json(resp, 200, v);
}

static void done_id(struct sim_response *resp, const char *name, struct xguid id)
{
	char text[37];

	xero_guid_text(text, id);
	done(resp, name, text);
}

static void wrong(struct sim_response *resp, const char *what)
{
	done(resp, "error", what);
	resp->status = 400;
}

static struct xdoc *doc_of(struct xero_tenant *t, enum xero_kind kind, const char *text)
{
	const struct xlist *all = &t->lists[kind];
	struct xdoc *d = xero_find(t, kind, text);

	for (size_t i = all->len; text && !d && i-- > 0;) {
		d = (struct xdoc *)(void *)all->items[i];
		if (!d->number || strcasecmp(d->number, text))
			d = NULL;
	}
	return d;
}

static struct xpayment *payment_of(struct xero_tenant *t, const char *text)
{
	const struct xlist *all = &t->lists[XERO_PAYMENT];
	struct xpayment *p = xero_find(t, XERO_PAYMENT, text);

	for (size_t i = all->len; text && !p && i-- > 0;) {
		const char *reference;

		p = (struct xpayment *)(void *)all->items[i];
		reference = p->reference ? p->reference : p->batch ? p->batch->reference : NULL;
		if (!reference || strcmp(reference, text) || strcmp(p->status, "AUTHORISED"))
			p = NULL;
	}
	return p;
}

static int32_t day_of(struct xero *x, const cJSON *body)
{
	const char *date = jv_str(body, "date");
	int64_t n;

	return date && !date_to_days(date, &n) ? (int32_t)n : xero_today(x);
}

/* What is sent, or what is due; 0 and a refusal when it is no amount. */
static int64_t amount_of(const cJSON *body, const struct xdoc *d)
{
	int64_t n;

	if (!jv_get(body, "amount"))
		return xero_due(d);
	return jv_decimal(jv_get(body, "amount"), XERO_SCALE, &n) ? 0 : n;
}

/* A bill that is to be paid was approved first. */
static void approve(struct xero_tenant *t, struct xdoc *d)
{
	if (strcmp(d->status, "DRAFT") && strcmp(d->status, "SUBMITTED"))
		return;
	d->status = "AUTHORISED";
	xero_mark(t, d);
}

static void control_pay(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	struct xero_tenant *t = &x->tenants[0];
	struct xdoc *d = doc_of(t, XERO_BILL, jv_str(body, "bill"));
	const char *check = jv_str(body, "check"), *error;
	struct xaccount *account;
	struct xbatch *b = NULL;
	struct xpayment *p;

	if (!d) {
		wrong(resp, "there is no such bill");
		return;
	}
	account = xero_account_by_code(t, !strcmp(d->currency, x->co->home_currency) ? XERO_BANK :
		XERO_BANK_USD);
	approve(t, d);
	if (jv_bool(body, "batch", 0)) {
		b = xero_record(x, XERO_BATCH, xero_new_guid(x));
		b->account = account;
		b->date = day_of(x, body);
		b->reference = xero_text(x, check);
		b->status = "AUTHORISED";
		b->total = amount_of(body, d);
	}
	error = xero_pay(t, d, account, amount_of(body, d), day_of(x, body), b ? NULL : xero_text(x, check), b,
		&p);
	if (error) {
		wrong(resp, error);
		return;
	}
	if (b) {
		xero_mark(t, b);
		xero_add(t, b);
	}
	done_id(resp, "payment", p->head.id);
}

static void void_bill(struct xero *x, struct xdoc *d, struct sim_response *resp)
{
	if (d->paid || d->credited) {
		wrong(resp, "something is paid or credited on the bill");
		return;
	}
	d->status = !strcmp(d->status, "AUTHORISED") ? "VOIDED" : "DELETED";
	xero_mark(&x->tenants[0], d);
	done_id(resp, "bill", d->head.id);
}

static void control_void(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	struct xero_tenant *t = &x->tenants[0];
	struct xpayment *p = payment_of(t, jv_str(body, "payment"));
	struct xdoc *d = doc_of(t, XERO_BILL, jv_str(body, "bill"));
	const char *error;

	if (p) {
		error = xero_unpay(t, p);
		if (error)
			wrong(resp, error);
		else
			done_id(resp, "payment", p->head.id);
	} else if (d) {
		void_bill(x, d, resp);
	} else {
		wrong(resp, "a payment, or a bill, is needed");
	}
}

static void control_credit(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	struct xero_tenant *t = &x->tenants[0];
	struct xdoc *d = doc_of(t, XERO_BILL, jv_str(body, "bill")), *credit;
	struct xallocation *a;
	const char *error;

	if (!d || !d->n_lines) {
		wrong(resp, "there is no such bill");
		return;
	}
	approve(t, d);
	credit = xero_record(x, XERO_CREDIT, xero_new_guid(x));
	*credit = *d;
	credit->head = (struct xhead){ .kind = XERO_CREDIT, .id = xero_new_guid(x) };
	credit->type = "ACCPAYCREDIT";
	credit->number = pool_printf(&x->pool, "CN-%04zu", t->lists[XERO_CREDIT].len + 1);
	credit->status = "AUTHORISED";
	credit->url = NULL;
	credit->date = day_of(x, body);
	credit->payments = NULL;
	credit->allocations = NULL;
	credit->paid = credit->credited = 0;
	credit->lines = pool_alloc(&x->pool, sizeof *credit->lines);
	credit->lines[0] = d->lines[0];
	credit->lines[0].id = xero_new_guid(x);
	credit->lines[0].quantity = XERO_UNIT;
	credit->lines[0].unit = credit->lines[0].amount = amount_of(body, d);
	credit->lines[0].rate = xero_tax_by_type(t, "NONE");
	credit->lines[0].has_tax = 0;
	credit->n_lines = 1;
	xero_doc_sum(NULL, x, credit);
	error = xero_allocate(t, credit, d, credit->total, credit->date, &a);
	if (error) {
		wrong(resp, error);
		return;
	}
	xero_add(t, credit);
	done_id(resp, "credit", credit->head.id);
}

static void control_close(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	struct xero_tenant *t = &x->tenants[0];
	const char *date = jv_str(body, "date");
	int64_t n;

	if (date && date_to_days(date, &n)) {
		wrong(resp, "a date YYYY-MM-DD is needed");
		return;
	}
	if (!date)
		t->year_lock = t->period_lock = XERO_NO_DAY;
	else if (jv_bool(body, "year", 0))
		t->year_lock = (int32_t)n;
	else
		t->period_lock = (int32_t)n;
	done(resp, "closed", date ? date : "");
}

static void control_approve(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	struct xdoc *d = doc_of(&x->tenants[0], XERO_BILL, jv_str(body, "bill"));

	if (!d) {
		wrong(resp, "there is no such bill");
		return;
	}
	approve(&x->tenants[0], d);
	done_id(resp, "bill", d->head.id);
}

/* {"entity", "id"}: the id, or what people call it. */
static struct xhead *entity_of(struct xero *x, const cJSON *body)
{
	struct xero_tenant *t = &x->tenants[0];
	const char *entity = jv_str(body, "entity"), *id = jv_str(body, "id");
	struct xhead *r = NULL;

	if (!entity || !id)
		return NULL;
	if (!strcmp(entity, "vendor")) {
		r = xero_find(t, XERO_CONTACT, id);
		if (!r)
			r = (struct xhead *)xero_contact_by_number(t, id);
		if (!r)
			r = (struct xhead *)xero_contact_by_name(t, id, 0);
	} else if (!strcmp(entity, "job")) {
		r = xero_find(t, XERO_OPTION, id);
		if (!r)
			r = (struct xhead *)xero_option_by_name(t, xero_category_by_name(t, "Job"), id);
	} else if (!strcmp(entity, "bill") || !strcmp(entity, "invoice")) {
		r = (struct xhead *)doc_of(t, XERO_BILL, id);
	} else if (!strcmp(entity, "order") || !strcmp(entity, "commitment")) {
		r = (struct xhead *)doc_of(t, XERO_ORDER, id);
	} else if (!strcmp(entity, "payment")) {
		r = (struct xhead *)payment_of(t, id);
	} else if (!strcmp(entity, "item")) {
		r = xero_find(t, XERO_ITEM, id);
		if (!r)
			r = (struct xhead *)xero_item_by_code(t, id);
	}
	return r;
}

static void control_touch(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	struct xhead *r = entity_of(x, body);
	const char *name = jv_str(body, "name");

	if (!r) {
		wrong(resp, "there is no such record");
		return;
	}
	if (name && r->kind == XERO_CONTACT)
		((struct xcontact *)(void *)r)->name = xero_text(x, name);
	if (name && r->kind == XERO_OPTION)
		((struct xoption *)(void *)r)->name = xero_text(x, name);
	xero_mark(&x->tenants[0], r);
	done_id(resp, "touched", r->id);
}

/* The vendor deletes little: contacts and options are archived, documents end in a state. */
static void control_delete(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	struct xero_tenant *t = &x->tenants[0];
	struct xhead *r = entity_of(x, body);
	const char *error;

	if (!r) {
		wrong(resp, "there is no such record");
		return;
	}
	switch (r->kind) {
	case XERO_CONTACT:
		((struct xcontact *)(void *)r)->status = "ARCHIVED";
		break;
	case XERO_OPTION:
		((struct xoption *)(void *)r)->status = "ARCHIVED";
		break;
	case XERO_ORDER:
		((struct xdoc *)(void *)r)->status = "DELETED";
		break;
	case XERO_PAYMENT:
		error = xero_unpay(t, (struct xpayment *)(void *)r);
		if (error) {
			wrong(resp, error);
			return;
		}
		break;
	case XERO_BILL:
		void_bill(x, (struct xdoc *)(void *)r, resp);
		return;
	default:
		wrong(resp, "such a record is not deleted");
		return;
	}
	xero_mark(t, r);
	done_id(resp, "deleted", r->id);
}

static void control_merge(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	struct xero_tenant *t = &x->tenants[0];
	struct xcontact *from = xero_find(t, XERO_CONTACT, jv_str(body, "from"));
	struct xcontact *into = xero_find(t, XERO_CONTACT, jv_str(body, "into"));

	if (!from || !into || from == into || into->merged) {
		wrong(resp, "two different contacts are needed");
		return;
	}
	from->merged = into;
	from->status = "ARCHIVED";
	for (int kind = XERO_BILL; kind <= XERO_ORDER; kind++)
		for (size_t i = 0; i < t->lists[kind].len; i++) {
			struct xdoc *d = (struct xdoc *)(void *)t->lists[kind].items[i];

			if (d->contact == from)
				d->contact = into;
		}
	xero_mark(t, from);
	xero_mark(t, into);
	done_id(resp, "contact", into->head.id);
}

static void control_disconnect(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	x->tenants[0].connected = jv_bool(body, "connected", 0);
	done_id(resp, "tenant", x->tenants[0].id);
}

static void show_switches(struct xero *x, struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject();

	for (size_t i = 0; i < ARRAY_SIZE(switches); i++)
		jv_add_int(v, switches[i].name, *switch_at(x, i));
	sim_respond_json(resp, 200, v);
}

static void control_set(struct xero *x, const cJSON *body, struct sim_response *resp)
{
	struct strbuf b = STRBUF_INIT;
	int bad = 0;

	for (const cJSON *m = body->child; m && !bad; m = m->next) {
		strbuf_reset(&b);
		if (cJSON_IsString(m))
			strbuf_adds(&b, m->valuestring);
		else
			jv_print(&b, m);
		bad = set_switch(x, m->string, b.s);
	}
	strbuf_release(&b);
	if (bad)
		wrong(resp, "unknown switch, or a value that makes no sense");
	else
		show_switches(x, resp);
}

void xero_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	static const struct {
		const char *path;
		void (*run)(struct xero *x, const cJSON *body, struct sim_response *resp);
	} table[] = {
		{ "/pay", control_pay }, { "/void", control_void }, { "/credit", control_credit },
		{ "/close", control_close }, { "/lock-date", control_close }, { "/approve", control_approve },
		{ "/touch", control_touch }, { "/delete", control_delete }, { "/merge", control_merge },
		{ "/disconnect", control_disconnect }, { "/set", control_set },
	};
	struct xero *x = state;

	if (!strcmp(path, "/set") && !strcmp(req->method, "GET")) {
		show_switches(x, resp);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		if (strcmp(table[i].path, path))
			continue;
		if (cJSON_IsObject(req->json))
			table[i].run(x, req->json, resp);
		else
			wrong(resp, "a JSON object is needed");
		return;
	}
	wrong(resp, "unknown: pay, void, credit, close, lock-date, approve, touch, delete, merge, disconnect "
		"and set are known");
	resp->status = 404;
}

/* ---- dump ---- */

static void add_amount(struct strbuf *out, const char *name, int64_t n)
{
	xo_name(out, name);
	strbuf_addc(out, '"');
	decimal_add(out, n, XERO_SCALE, 2);
	strbuf_addc(out, '"');
}

/* The job of a document: the one its lines are tracked on. */
static const struct xoption *job_of(const struct xdoc *d)
{
	for (int i = 0; i < d->n_lines; i++)
		for (int k = 0; k < d->lines[i].n_track; k++)
			if (!strcasecmp(d->lines[i].track[k]->category->name, "Job"))
				return d->lines[i].track[k];
	return NULL;
}

static void book_doc(struct strbuf *out, const struct xdoc *d)
{
	const struct xoption *job = job_of(d);
	int64_t held = 0, gross = 0;

	for (int i = 0; i < d->n_lines; i++)
		if (d->lines[i].account && d->lines[i].account->code &&
		    !strcmp(d->lines[i].account->code, XERO_RETENTION))
			held -= d->lines[i].amount;
		else
			gross += d->lines[i].amount;
	xo_guid(out, "id", d->head.id);
	xo_text(out, "number", d->number);
	xo_text(out, "ref", d->number);
	if (d->contact)
		xo_guid(out, "vendor", d->contact->head.id);
	if (job)
		xo_guid(out, "job", job->head.id);
	xo_text(out, "status", d->status);
	if (d->head.kind == XERO_ORDER) {
		xo_text(out, "kind", "purchase_order");
		add_amount(out, "total", d->total);
		return;
	}
	add_amount(out, "gross", gross);
	add_amount(out, "retained", held);
	add_amount(out, "total", d->total);
	add_amount(out, "due", xero_due(d));
}

static const char *first_word(struct xero *x, const char *s)
{
	return pool_strndup(&x->pool, s, strcspn(s, " "));
}

static void book_one(struct strbuf *out, struct xero *x, const struct xhead *r)
{
	const struct xpayment *p = (const struct xpayment *)(const void *)r;
	const struct xcontact *c = (const struct xcontact *)(const void *)r;
	const struct xoption *o = (const struct xoption *)(const void *)r;

	switch (r->kind) {
	case XERO_PAYMENT:
		xo_guid(out, "id", r->id);
		xo_text(out, "number", p->reference ? p->reference : p->batch ? p->batch->reference : "");
		xo_guid(out, "bill", p->doc->head.id);
		add_amount(out, "amount", p->amount);
		xo_text(out, "status", p->status);
		break;
	case XERO_CONTACT:
		xo_guid(out, "id", r->id);
		xo_text(out, "number", c->number);
		xo_text(out, "name", c->name);
		break;
	case XERO_OPTION:
		xo_guid(out, "id", r->id);
		xo_text(out, "number", first_word(x, o->name));
		xo_text(out, "name", o->name);
		break;
	default:
		book_doc(out, (const struct xdoc *)(const void *)r);
	}
}

static void dump_books(struct strbuf *out, struct xero *x)
{
	static const struct { const char *name; enum xero_kind kind; } parts[] = {
		{ "orders", XERO_ORDER }, { "bills", XERO_BILL }, { "payments", XERO_PAYMENT },
		{ "vendors", XERO_CONTACT }, { "jobs", XERO_OPTION },
	};

	xo_name(out, "books");
	strbuf_addc(out, '{');
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		const struct xlist *all = &x->tenants[0].lists[parts[i].kind];

		xo_name(out, parts[i].name);
		strbuf_addc(out, '[');
		for (size_t k = 0; k < all->len; k++) {
			const struct xoption *o = (const struct xoption *)(const void *)all->items[k];

			if (parts[i].kind == XERO_OPTION && strcasecmp(o->category->name, "Job"))
				continue;
			strbuf_adds(out, out->s[out->len - 1] == '[' ? "{" : ",\n{");
			book_one(out, x, all->items[k]);
			strbuf_addc(out, '}');
		}
		strbuf_addc(out, ']');
	}
	strbuf_addc(out, '}');
}

void xero_dump(struct sim *sim, void *state, struct strbuf *out)
{
	static const enum xero_kind shown[] = { XERO_BILL, XERO_ORDER, XERO_CREDIT, XERO_PAYMENT, XERO_BATCH,
		XERO_CONTACT, XERO_ITEM, XERO_OPTION };
	struct xero *x = state;
	struct xview v = { .detail = 1, .unitdp = 4, .archived = 1 };
	struct strbuf b = STRBUF_INIT;
	size_t training = 0;

	strbuf_adds(&b, "{\"system\":\"xero\"");
	xo_text(&b, "tenant", x->tenants[0].name);
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++) {
		const struct xlist *all = &x->tenants[0].lists[shown[i]];

		training += x->tenants[1].lists[shown[i]].len;
		xo_name(&b, xero_collection(shown[i]));
		strbuf_addc(&b, '[');
		for (size_t k = 0; k < all->len; k++)
			if (all->items[k]->touched)
				xo_record(&b, x, all->items[k], &v);
		strbuf_addc(&b, ']');
	}
	xo_name(&b, "HistoryRecords");
	strbuf_addc(&b, '[');
	for (size_t i = 0; i < x->tenants[0].history.len; i++) {
		const struct xhistory *h = &x->tenants[0].history.items[i];

		xo_name(&b, NULL);
		strbuf_addc(&b, '{');
		xo_guid(&b, "of", h->of);
		xo_text(&b, "Changes", h->changes);
		xo_text(&b, "Details", h->details);
		strbuf_addc(&b, '}');
	}
	strbuf_addc(&b, ']');
	dump_books(&b, x);
	xo_int(&b, "training_records", (int64_t)training);
	strbuf_adds(&b, "}\n");
	strbuf_add(out, b.s, b.len);
	strbuf_release(&b);
}
