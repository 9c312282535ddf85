/* Items, tracking categories and their options, currencies, tax rates. */
#include "sim/xero.h"
#include "base/decimal.h"
#include "base/text.h"
#include <string.h>
#include <strings.h>
#include "base/banned.h"

/* ---- items ---- */

static void take_details(struct xcall *c, const cJSON *v, int *has_price, int64_t *price, const char **account,
	const char **tax)
{
	const cJSON *m = jv_get(v, "UnitPrice");
	int64_t n;

	if (m && !cJSON_IsNull(m)) {
		if (jv_decimal(m, 8, &n))
			xero_complain(c, "UnitPrice is not a valid number");
		else
			*price = xero_round(n / 10000, c->unitdp);
		*has_price = 1;
	}
	*account = xero_member_text(c, v, "AccountCode", 10, *account);
	*tax = xero_member_text(c, v, "TaxType", 50, *tax);
	if (*account && !xero_account_by_code(c->t, *account))
		xero_complain(c, "Account code '%s' is not valid", *account);
	if (*tax && !xero_tax_by_type(c->t, *tax))
		xero_complain(c, "The TaxType code '%s' does not exist", *tax);
}

static struct xitem *existing_item(struct xcall *c, const cJSON *v)
{
	const char *id = c->n_seg == 2 ? c->seg[1] : jv_str(v, "ItemID");
	struct xitem *i;

	if (!id)
		return xero_item_by_code(c->t, jv_str(v, "Code"));
	i = xero_find(c->t, XERO_ITEM, id);
	c->missing |= !i;
	return i;
}

static struct xhead *save_item(struct xcall *c, const cJSON *v)
{
	struct xitem *old = existing_item(c, v), *i;
	const struct xitem *other;

	if (c->missing)
		return NULL;
	i = xero_record(c->x, XERO_ITEM, old ? old->head.id : xero_new_guid(c->x));
	if (old)
		*i = *old;
	if (old && old->tracked)
		xero_complain(c, "Tracked inventory items cannot be changed here");
	i->code = xero_member_text(c, v, "Code", 30, i->code);
	i->name = xero_member_text(c, v, "Name", 50, i->name);
	i->description = xero_member_text(c, v, "Description", 4000, i->description);
	i->purchase_description = xero_member_text(c, v, "PurchaseDescription", 4000, i->purchase_description);
	i->sold = jv_bool(v, "IsSold", old ? old->sold : jv_get(v, "SalesDetails") != NULL);
	i->purchased = jv_bool(v, "IsPurchased", old ? old->purchased : 1);
	take_details(c, jv_get(v, "PurchaseDetails"), &i->has_buy_price, &i->buy_price, &i->buy_account,
		&i->buy_tax);
	take_details(c, jv_get(v, "SalesDetails"), &i->has_sell_price, &i->sell_price, &i->sell_account,
		&i->sell_tax);
	other = i->code ? xero_item_by_code(c->t, i->code) : NULL;
	if (!i->code)
		xero_complain(c, "Item code must be specified");
	else if (other && other != old)
		xero_complain(c, "Item code '%s' is already in use", i->code);
	if (c->errors.len) {
		if (!old)
			i->head.id = (struct xguid){ 0, 0 };
		return &i->head;
	}
	if (old) {
		*old = *i;
		xero_mark(c->t, old);
		return &old->head;
	}
	i->head.by_app = 1;
	xero_mark(c->t, i);
	xero_add(c->t, i);
	return &i->head;
}

static void remove_from(struct xlist *list, const struct xhead *r)
{
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++)
		if (list->items[i] != r)
			list->items[n++] = list->items[i];
	list->len = n;
}

void xero_items_write(struct xcall *c)
{
	struct xitem *i;

	if (strcmp(c->req->method, "DELETE")) {
		xero_save_all(c, XERO_ITEM, save_item);
		return;
	}
	i = xero_find(c->t, XERO_ITEM, c->seg[1]);
	if (!i || xero_item_by_code(c->t, i->code) != i) {
		xero_not_found(c->resp);
		return;
	}
	remove_from(&c->t->lists[XERO_ITEM], &i->head);
	c->resp->wrote = 1;
	c->resp->status = 204;
}

/* ---- tracking ---- */

static int count_categories(const struct xero_tenant *t, int archived)
{
	int n = 0;

	for (size_t i = 0; i < t->lists[XERO_CATEGORY].len; i++) {
		const struct xcategory *g = (const struct xcategory *)(const void *)t->lists[XERO_CATEGORY].items[i];

		n += !strcmp(g->status, "ACTIVE") || (archived && !strcmp(g->status, "ARCHIVED"));
	}
	return n;
}

static int count_options(const struct xero_tenant *t, const struct xcategory *g)
{
	int n = 0;

	for (size_t i = 0; i < t->lists[XERO_OPTION].len; i++) {
		const struct xoption *o = (const struct xoption *)(const void *)t->lists[XERO_OPTION].items[i];

		n += o->category == g && strcmp(o->status, "DELETED");
	}
	return n;
}

/* Is an option of the category, or this one, on a line? */
static int used(const struct xero_tenant *t, const struct xcategory *g, const struct xoption *o)
{
	static const enum xero_kind kinds[] = { XERO_BILL, XERO_CREDIT, XERO_ORDER };

	for (size_t k = 0; k < ARRAY_SIZE(kinds); k++)
		for (size_t i = 0; i < t->lists[kinds[k]].len; i++) {
			const struct xdoc *d = (const struct xdoc *)(const void *)t->lists[kinds[k]].items[i];

			for (int l = 0; l < d->n_lines; l++)
				for (int n = 0; n < d->lines[l].n_track; n++)
					if (d->lines[l].track[n] == o ||
					    (!o && d->lines[l].track[n]->category == g))
						return 1;
		}
	return 0;
}

static void invalid(struct xcall *c, const char *message)
{
	strbuf_reset(&c->resp->body);
	strbuf_adds(&c->resp->body, "{\"ErrorNumber\":10,\"Type\":\"ValidationException\",\"Message\":"
		"\"A validation exception occurred\",\"Elements\":[{\"ValidationErrors\":[{\"Message\":");
	strbuf_add_json(&c->resp->body, message);
	strbuf_adds(&c->resp->body, "}]}]}");
	c->resp->status = 400;
	sim_respond_header(c->resp, "Content-Type", "application/json; charset=utf-8");
}

static const char *name_wrong(const char *name)
{
	if (!name || !*name)
		return "The name must be specified";
	return text_count_chars(name) > 100 ? "The name must not be more than 100 characters" : NULL;
}

static const char *category_wrong(struct xcall *c, const struct xcategory *old, const char *name,
	const char *status)
{
	const struct xcategory *other = xero_category_by_name(c->t, name);
	int active = !status || !strcmp(status, "ACTIVE");

	if (name_wrong(name))
		return name_wrong(name);
	if (other && other != old)
		return "A tracking category with this name exists already";
	if (active && (!old || strcmp(old->status, "ACTIVE")) && count_categories(c->t, 0) >= 2)
		return "There can be no more than 2 active tracking categories";
	if (!old && count_categories(c->t, 1) >= 4)
		return "There can be no more than 4 tracking categories";
	if (old && status && !strcmp(status, "DELETED") && used(c->t, old, NULL))
		return "The tracking category is in use and cannot be deleted";
	return NULL;
}

static void save_category(struct xcall *c, struct xcategory *g)
{
	const char *name = jv_str(c->req->json, "Name"), *status = jv_str(c->req->json, "Status");
	const char *wrong = category_wrong(c, g, name ? name : g ? g->name : NULL,
		status ? status : g ? g->status : NULL);

	if (wrong) {
		invalid(c, wrong);
		return;
	}
	if (!g) {
		g = xero_record(c->x, XERO_CATEGORY, xero_new_guid(c->x));
		g->status = "ACTIVE";
		xero_add(c->t, g);
	}
	g->name = name ? xero_text(c->x, name) : g->name;
	g->status = status ? xero_text(c->x, status) : g->status;
	xero_mark(c->t, g);
	c->resp->wrote = 1;
	xero_answer(c, "TrackingCategories", &g->head);
}

static const char *option_wrong(struct xcall *c, const struct xcategory *g, const struct xoption *old,
	const char *name, const char *status)
{
	const struct xoption *other = xero_option_by_name(c->t, g, name);

	if (name_wrong(name))
		return name_wrong(name);
	if (other && other != old)
		return "A tracking option with this name exists already in the tracking category";
	if (!old && count_options(c->t, g) >= c->x->sw.option_limit)
		return "The tracking category has the most options it can have";
	if (old && status && !strcmp(status, "DELETED") && used(c->t, g, old))
		return "The tracking option is in use and cannot be deleted";
	return strcmp(g->status, "ACTIVE") ? "The tracking category is not active" : NULL;
}

static void save_option(struct xcall *c, struct xcategory *g, struct xoption *o)
{
	const char *name = jv_str(c->req->json, "Name"), *status = jv_str(c->req->json, "Status");
	const char *wrong = option_wrong(c, g, o, name ? name : o ? o->name : NULL, status);

	if (wrong) {
		invalid(c, wrong);
		return;
	}
	if (!o) {
		o = xero_record(c->x, XERO_OPTION, xero_new_guid(c->x));
		o->category = g;
		o->status = "ACTIVE";
		o->head.by_app = 1;
		xero_add(c->t, o);
	}
	o->name = name ? xero_text(c->x, name) : o->name;
	o->status = status ? xero_text(c->x, status) : o->status;
	xero_mark(c->t, o);
	c->resp->wrote = 1;
	xero_answer(c, "Options", &o->head);
}

static void delete_tracking(struct xcall *c, struct xcategory *g, struct xoption *o)
{
	if (used(c->t, g, o)) {
		invalid(c, "The tracking category or option is in use and cannot be deleted");
		return;
	}
	*(o ? &o->status : &g->status) = "DELETED";
	xero_mark(c->t, o ? &o->head : &g->head);
	c->resp->wrote = 1;
	xero_answer(c, o ? "Options" : "TrackingCategories", o ? &o->head : &g->head);
}

void xero_tracking_write(struct xcall *c)
{
	struct xcategory *g = c->n_seg > 1 ? xero_find(c->t, XERO_CATEGORY, c->seg[1]) : NULL;
	struct xoption *o = c->n_seg > 3 ? xero_find(c->t, XERO_OPTION, c->seg[3]) : NULL;

	if ((c->n_seg > 1 && (!g || !strcmp(g->status, "DELETED"))) ||
	    (c->n_seg > 3 && (!o || o->category != g || !strcmp(o->status, "DELETED"))))
		xero_not_found(c->resp);
	else if (!strcmp(c->req->method, "DELETE"))
		delete_tracking(c, g, o);
	else if (c->n_seg > 2)
		save_option(c, g, o);
	else
		save_category(c, g);
}

/* ---- currencies, tax rates ---- */

void xero_currencies_write(struct xcall *c)
{
	const char *code = jv_str(c->req->json, "Code");
	struct xcurrency *r;

	if (!code || strlen(code) != 3 || xero_currency_known(c->t, code)) {
		invalid(c, "The currency is not known, or the organisation has it already");
		return;
	}
	r = xero_record(c->x, XERO_CURRENCY, xero_new_guid(c->x));
	r->code = r->description = xero_text(c->x, code);
	xero_add(c->t, r);
	c->resp->wrote = 1;
	xero_answer(c, "Currencies", &r->head);
}

/* Rates made through the API do not reach the tax return: nobody should make them. */
void xero_taxes_write(struct xcall *c)
{
	invalid(c, "Tax rates are kept by the accountant and cannot be changed here");
}
