/* GET: lists with their filters, order and pages, single records, histories, the organisation. */
#include "sim/xero.h"
#include "base/date.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define PAGE_SIZE 100
#define PAGE_MAX 1000

static const struct { const char *resource; enum xero_kind kind; int paged; } lists[] = {
	{ "Invoices", XERO_BILL, 1 }, { "CreditNotes", XERO_CREDIT, 1 }, { "PurchaseOrders", XERO_ORDER, 2 },
	{ "Contacts", XERO_CONTACT, 1 }, { "Payments", XERO_PAYMENT, 1 }, { "Accounts", XERO_ACCOUNT, 0 },
	{ "TaxRates", XERO_TAX, 0 }, { "TrackingCategories", XERO_CATEGORY, 0 }, { "Items", XERO_ITEM, 0 },
	{ "BatchPayments", XERO_BATCH, 0 }, { "Currencies", XERO_CURRENCY, 0 }, { "Users", XERO_USER, 0 },
};

static void bad_query(struct xcall *c, const char *fmt, const char *what)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "%s", what);
	xero_fail(c->resp, 400, 16, "QueryParseException", "%s %s", fmt, b.s);
	strbuf_release(&b);
}

/* ---- filters ---- */

/* Is the text of the member in a comma list? */
static int in_list(const struct xhead *r, const char *name, const char *list)
{
	struct xvalue v;
	char one[256];

	xero_value(r, name, &v);
	while (*list) {
		size_t n = strcspn(list, ",");
		struct xguid g;

		if (n < sizeof one) {
			memcpy(one, list, n);
			one[n] = 0;
			if (v.type == 'G' ? xero_guid_parse(&g, one) && xero_guid_same(g, v.g) :
			    v.s && !strcasecmp(v.s, one))
				return 1;
		}
		list += n + (list[n] == ',');
	}
	return 0;
}

static int text_has(const char *s, const char *part)
{
	return s && strcasestr(s, part);
}

static int found_by(const struct xhead *r, const char *term)
{
	const struct xdoc *d = (const struct xdoc *)(const void *)r;
	const struct xcontact *p = (const struct xcontact *)(const void *)r;

	if (r->kind == XERO_CONTACT)
		return text_has(p->name, term) || text_has(p->first, term) || text_has(p->last, term) ||
			text_has(p->number, term) || text_has(p->company_number, term) ||
			text_has(p->email, term);
	return text_has(d->number, term) || text_has(d->reference, term) ||
		(d->contact && text_has(d->contact->name, term));
}

/* If-Modified-Since: to the second, with Z or without, or as in HTTP; 0 when it cannot be read. */
int64_t xero_since_of(const struct xcall *c)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *s = sim_header(c->req, "If-Modified-Since"), *m;
	char text[64], month[4];
	int day, year, h, min, sec;
	int64_t ms;

	if (!s)
		return 0;
	if (sscanf(s, "%*3s, %d %3s %d %d:%d:%d", &day, month, &year, &h, &min, &sec) == 6) {
		m = strstr(months, month);
		snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", year,
			m ? (int)(m - months) / 3 + 1 : 1, day, h, min, sec);
	} else {
		snprintf(text, sizeof text, "%.40s%s", s, strlen(s) == 19 ? "Z" : "");
	}
	return instant_parse(&ms, text) ? 0 : ms / 1000;
}

static int32_t query_day(const struct xcall *c, const char *name)
{
	const char *s = sim_query(c->req, name);
	char text[DATE_LEN];
	int64_t n;

	if (!s)
		return XERO_NO_DAY;
	snprintf(text, sizeof text, "%.10s", s);
	return date_to_days(text, &n) ? XERO_NO_DAY : (int32_t)n;
}

static int is(const struct xcall *c, const char *name, const char *value)
{
	const char *s = sim_query(c->req, name);

	return s && !strcasecmp(s, value);
}

static int shown(const struct xcall *c, const struct xhead *r)
{
	const struct xcontact *p = (const struct xcontact *)(const void *)r;
	const struct xcategory *g = (const struct xcategory *)(const void *)r;

	if (r->kind == XERO_CONTACT && strcmp(p->status, "ACTIVE"))
		return is(c, "includeArchived", "true");
	if (r->kind == XERO_CATEGORY && strcmp(g->status, "ACTIVE"))
		return strcmp(g->status, "DELETED") && is(c, "includeArchived", "true");
	return 1;
}

static int wanted(const struct xcall *c, const struct xhead *r)
{
	static const struct { const char *query, *member; } by_list[] = {
		{ "InvoiceNumbers", "InvoiceNumber" }, { "ContactIDs", "Contact.ContactID" },
		{ "Statuses", "Status" }, { "Status", "Status" },
	};
	const struct xdoc *d = (const struct xdoc *)(const void *)r;
	const char *term = sim_query(c->req, "searchTerm"), *ids = sim_query(c->req, "IDs");
	int32_t from = query_day(c, "DateFrom"), to = query_day(c, "DateTo");

	if (!shown(c, r) || (term && !found_by(r, term)) ||
	    (ids && !in_list(r, xero_id_name(r->kind), ids)))
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(by_list); i++) {
		const char *list = sim_query(c->req, by_list[i].query);

		if (list && !in_list(r, by_list[i].member, list))
			return 0;
	}
	if (is(c, "createdByMyApp", "true") && !r->by_app)
		return 0;
	return r->kind != XERO_ORDER || ((from == XERO_NO_DAY || d->date >= from) &&
		(to == XERO_NO_DAY || d->date <= to));
}

/* Some lists are always whole, whatever the header says. */
static int keeps_no_time(enum xero_kind kind)
{
	return kind == XERO_TAX || kind == XERO_CATEGORY || kind == XERO_CURRENCY;
}

/* What the filters leave, in order; 0, or -1 (answered). */
static int gather(struct xcall *c, const struct xlist *all, struct xlist *out)
{
	const char *where = sim_query(c->req, "where"), *order = sim_query(c->req, "order"), *problem = NULL;
	struct xwhere *w = where && *where ? xero_where_parse(c->x, where, &problem) : NULL;
	int64_t since = all->len && keeps_no_time(all->items[0]->kind) ? 0 : xero_since_of(c);

	if (problem) {
		bad_query(c, "The where clause cannot be read:", problem);
		return -1;
	}
	for (size_t i = 0; i < all->len; i++) {
		struct xhead *r = all->items[i];
		int match;

		if ((since && r->updated / 1000 < since) || !wanted(c, r))
			continue;
		match = w ? xero_where_match(w, r, &problem) : 1;
		if (match < 0) {
			bad_query(c, "No property or field exists in this resource:", problem);
			return -1;
		}
		if (match)
			*ARRAY_PUSH(out) = r;
	}
	if (!order || !*order) {
		if (!all->len || (all->items[0]->kind > XERO_CONTACT && all->items[0]->kind != XERO_PAYMENT))
			return 0;
		order = "UpdatedDateUTC ASC";
	}
	if (xero_order(c->x, out, order, &problem)) {
		bad_query(c, "No property or field exists in this resource:", problem);
		return -1;
	}
	return 0;
}

/* ---- pages ---- */

struct page { int64_t page, size; size_t first, end, count; };

static int64_t query_number(const struct xcall *c, const char *name, int64_t absent)
{
	const char *s = sim_query(c->req, name);

	return s && *s ? strtoll(s, NULL, 10) : absent;
}

static void turn(const struct xcall *c, size_t count, struct page *p)
{
	int64_t cap = sim_options(c->x->sim)->page_cap;

	p->count = count;
	p->page = query_number(c, "page", 1);
	p->size = query_number(c, "pageSize", PAGE_SIZE);
	if (p->page < 1)
		p->page = 1;
	if (p->size < 1 || p->size > PAGE_MAX)
		p->size = p->size < 1 ? PAGE_SIZE : PAGE_MAX;
	if (cap && p->size > cap)
		p->size = cap;
	p->first = (size_t)((p->page - 1) * p->size);
	if (p->first > count)
		p->first = count;
	p->end = p->first + (size_t)p->size < count ? p->first + (size_t)p->size : count;
}

static void out_pagination(struct strbuf *b, const struct page *p)
{
	xo_name(b, "pagination");
	strbuf_addf(b, "{\"page\":%lld,\"pageSize\":%lld,\"pageCount\":%zu,\"itemCount\":%zu}",
		(long long)p->page, (long long)p->size, (p->count + (size_t)p->size - 1) / (size_t)p->size,
		p->count);
}

static void list(struct xcall *c, enum xero_kind kind, int paging)
{
	int paged = paging == 2 || (paging && sim_query(c->req, "page"));
	struct xview v = { .detail = paged, .unitdp = c->unitdp, .summary = is(c, "summaryOnly", "true"),
		.archived = is(c, "includeArchived", "true") };
	struct page p = { 0 };
	struct xlist found = { 0 };

	if (gather(c, &c->t->lists[kind], &found)) {
		ARRAY_RELEASE(&found);
		return;
	}
	p.end = found.len;
	if (paged)
		turn(c, found.len, &p);
	xero_open(c, NULL);
	if (paged)
		out_pagination(&c->resp->body, &p);
	xo_name(&c->resp->body, xero_collection(kind));
	strbuf_addc(&c->resp->body, '[');
	for (size_t i = p.first; i < p.end; i++)
		xo_record(&c->resp->body, c->x, found.items[i], &v);
	xero_close(c);
	ARRAY_RELEASE(&found);
}

/* ---- one record ---- */

static struct xhead *by_number(const struct xcall *c, enum xero_kind kind, const char *number)
{
	const struct xlist *all = &c->t->lists[kind];

	if (kind == XERO_CONTACT)
		return (struct xhead *)xero_contact_by_number(c->t, number);
	if (kind == XERO_ITEM)
		return (struct xhead *)xero_item_by_code(c->t, number);
	if (kind == XERO_TAX)
		return (struct xhead *)xero_tax_by_type(c->t, number);
	if (kind > XERO_ORDER)
		return NULL;
	for (size_t i = all->len; i-- > 0;) {
		struct xdoc *d = (struct xdoc *)(void *)all->items[i];

		if (d->number && !strcasecmp(d->number, number))
			return &d->head;
	}
	return NULL;
}

static void one(struct xcall *c, enum xero_kind kind)
{
	struct xhead *r = xero_find(c->t, kind, c->seg[1]);

	if (!r)
		r = by_number(c, kind, c->seg[1]);
	if (!r)
		xero_not_found(c->resp);
	else
		xero_answer(c, xero_collection(kind), r);
}

void xero_history_get(struct xcall *c, struct xguid of)
{
	struct strbuf *b = &c->resp->body;

	xero_open(c, "HistoryRecords");
	for (size_t i = c->t->history.len; i-- > 0;) {
		const struct xhistory *h = &c->t->history.items[i];

		if (!xero_guid_same(h->of, of))
			continue;
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		xo_text(b, "Changes", h->changes);
		xo_stamp_string(b, "DateUTCString", h->at);
		xo_stamp(b, "DateUTC", h->at);
		xo_text(b, "User", h->user);
		xo_text(b, "Details", h->details);
		strbuf_addc(b, '}');
	}
	xero_close(c);
}

/* ---- the organisation ---- */

static void actions(struct xcall *c)
{
	static const char *const allowed[] = { "CreateApprovedBill", "CreateApprovedInvoice", "CreateDraftBill",
		"CreateDraftInvoice", "CreatePurchaseOrder", "CreateRepeatingInvoice", "UseMulticurrency",
		"EditContacts", "AttachFilesToDocuments" };
	struct strbuf *b = &c->resp->body;

	xero_open(c, "Actions");
	for (size_t i = 0; i < ARRAY_SIZE(allowed); i++) {
		xo_name(b, NULL);
		strbuf_addf(b, "{\"Name\":\"%s\",\"Status\":\"ALLOWED\"}", allowed[i]);
	}
	xero_close(c);
}

void xero_get(struct xcall *c)
{
	if (!strcasecmp(c->seg[0], "Organisation")) {
		if (c->n_seg == 2) {
			actions(c);
			return;
		}
		xero_open(c, "Organisations");
		xo_organisation(&c->resp->body, c->t);
		xero_close(c);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		if (strcasecmp(lists[i].resource, c->seg[0]))
			continue;
		if (c->n_seg == 1)
			list(c, lists[i].kind, lists[i].paged);
		else
			one(c, lists[i].kind);
		return;
	}
	xero_not_found(c->resp);
}
