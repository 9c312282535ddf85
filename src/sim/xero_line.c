/* Lines of documents: reading them, their tax, and the totals.
 *
 * A line with the id of an existing one changes it, one without is new, and an existing one that was not
 * sent is gone; when no ids are sent all lines are made anew.  Amounts are rounded line by line, half
 * away from zero, and the tax of a document is the sum of the taxes of its lines. */
#include "sim/xero.h"
#include "base/decimal.h"
#include "base/text.h"
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define MAX_LINE_AMOUNT INT64_C(99999999999900)  /* 9,999,999,999.99 */
#define MAX_TEXT 4000

static int unit_places(const struct xcall *c, const struct xdoc *d)
{
	return d->head.kind == XERO_ORDER ? 4 : c->unitdp;
}

/* A number of the element, rounded to that many decimals; 1 when it was there. */
static int number(struct xcall *c, const cJSON *v, const char *name, int places, int64_t *out)
{
	struct strbuf b = STRBUF_INIT;
	const cJSON *m = jv_get(v, name);
	int bad;

	if (!m || cJSON_IsNull(m))
		return 0;
	if (cJSON_IsNumber(m))
		jv_print(&b, m);
	else if (cJSON_IsString(m))
		strbuf_adds(&b, m->valuestring);
	bad = decimal_parse(out, b.s, XERO_SCALE, 0);
	strbuf_release(&b);
	if (bad) {
		xero_complain(c, "%s is not a valid number", name);
		*out = 0;
	}
	*out = xero_round(*out, places);
	return 1;
}

/* ---- references ---- */

static void take_account(struct xcall *c, const cJSON *v, struct xline *l)
{
	const char *code = jv_str(v, "AccountCode"), *id = jv_str(v, "AccountID");
	struct xaccount *a;

	if (!code && !id)
		return;
	a = id ? xero_find(c->t, XERO_ACCOUNT, id) : xero_account_by_code(c->t, code);
	if (!a)
		xero_complain(c, "Account code '%s' is not a valid code for this document.", id ? id : code);
	l->account = a;
}

static void take_item(struct xcall *c, const cJSON *v, struct xline *l)
{
	const char *code = jv_str(v, "ItemCode");
	const struct xitem *i;

	if (!code)
		return;
	if (!*code) {
		l->item = NULL;
		return;
	}
	i = xero_item_by_code(c->t, code);
	if (!i) {
		xero_complain(c, "Item code '%s' is not valid", code);
		return;
	}
	l->item = i->code;
	if (!l->account && i->buy_account)
		l->account = xero_account_by_code(c->t, i->buy_account);
	if (!l->rate && i->buy_tax)
		l->rate = xero_tax_by_type(c->t, i->buy_tax);
	if (!l->text)
		l->text = i->purchase_description;
	if (!jv_get(v, "UnitAmount") && i->has_buy_price)
		l->unit = i->buy_price;
}

static void take_tax(struct xcall *c, const cJSON *v, struct xline *l)
{
	const char *type = jv_str(v, "TaxType");

	if (type && *type) {
		l->rate = xero_tax_by_type(c->t, type);
		if (!l->rate || strcmp(l->rate->status, "ACTIVE"))
			xero_complain(c, "The TaxType code '%s' does not exist or cannot be used for this type of "
				"transaction.", type);
	}
}

/* {Name, Option} or the ids of both. */
static struct xoption *option_of(struct xcall *c, const cJSON *v)
{
	const char *name = jv_str(v, "Name"), *option = jv_str(v, "Option");
	const char *id = jv_str(v, "TrackingOptionID"), *category_id = jv_str(v, "TrackingCategoryID");
	struct xcategory *g = category_id ? xero_find(c->t, XERO_CATEGORY, category_id) :
		xero_category_by_name(c->t, name);
	struct xoption *o;

	if (!category_id && !name && id) {
		o = xero_find(c->t, XERO_OPTION, id);
		g = o ? o->category : NULL;
	}
	if (!g || !strcmp(g->status, "DELETED")) {
		xero_complain(c, "The tracking category '%s' does not exist", name ? name : category_id ?
			category_id : "");
		return NULL;
	}
	o = id ? xero_find(c->t, XERO_OPTION, id) : xero_option_by_name(c->t, g, option);
	if (!o || o->category != g || !strcmp(o->status, "DELETED")) {
		xero_complain(c, "The tracking option '%s' does not exist in the tracking category '%s'",
			option ? option : id ? id : "", g->name);
		return NULL;
	}
	return o;
}

/* Archived ones stay where they are and cannot be chosen anew. */
static int was_there(const struct xline *l, const struct xoption *o)
{
	for (int i = 0; l && i < l->n_track; i++)
		if (l->track[i] == o)
			return 1;
	return 0;
}

static void take_tracking(struct xcall *c, const cJSON *v, struct xline *l, const struct xline *old)
{
	const cJSON *list = jv_get(v, "Tracking"), *e;

	if (!cJSON_IsArray(list))
		return;
	l->n_track = 0;
	if (cJSON_GetArraySize(list) > XERO_MAX_TRACKING) {
		xero_complain(c, "A line item can have no more than 2 tracking categories");
		return;
	}
	cJSON_ArrayForEach(e, list) {
		struct xoption *o = option_of(c, e);

		if (!o)
			continue;
		if ((!strcmp(o->status, "ARCHIVED") || !strcmp(o->category->status, "ARCHIVED")) &&
		    !was_there(old, o))
			xero_complain(c, "The tracking option '%s' is archived and cannot be used", o->name);
		if (l->n_track && l->track[0]->category == o->category)
			xero_complain(c, "A tracking category can be used only once on a line item");
		else
			l->track[l->n_track++] = o;
	}
}

/* ---- one line ---- */

static void take_amounts(struct xcall *c, const cJSON *v, struct xdoc *d, struct xline *l)
{
	int places = xero_places(c->x, d->currency);
	int64_t sent, expected;
	int had_unit = number(c, v, "UnitAmount", unit_places(c, d), &l->unit);
	int had_quantity = number(c, v, "Quantity", 4, &l->quantity);

	l->has_amount = number(c, v, "LineAmount", 4, &sent);
	if (l->has_amount && !had_unit && l->quantity) {
		if (decimal_ratio(&l->unit, sent, XERO_UNIT, l->quantity))
			xero_complain(c, "The line amount is out of range");
		l->unit = xero_round(l->unit, unit_places(c, d));
	}
	if (!had_quantity && !l->quantity && (had_unit || l->has_amount)) {
		l->quantity = XERO_UNIT;
		if (!had_unit)
			l->unit = xero_round(sent, unit_places(c, d));
	}
	if (decimal_mul(&expected, l->quantity, l->unit, XERO_SCALE) || expected > MAX_LINE_AMOUNT ||
	    expected < -MAX_LINE_AMOUNT) {
		xero_complain(c, "The line amount must not be greater than 9,999,999,999.99");
		expected = 0;
	}
	l->amount = xero_round(expected, places);
	if (l->has_amount && xero_round(sent, places) != l->amount && had_unit) {
		struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;

		decimal_add(&a, sent, XERO_SCALE, 2);
		decimal_add(&b, l->amount, XERO_SCALE, 2);
		xero_complain(c, "The line total %s does not match the expected line total %s", a.s, b.s);
		strbuf_release(&a);
		strbuf_release(&b);
	}
	if (number(c, v, "TaxAmount", places, &l->tax))
		l->has_tax = 1;
	if (d->head.kind != XERO_ORDER && (jv_get(v, "DiscountRate") || jv_get(v, "DiscountAmount")) &&
	    !strcmp(d->type, "ACCPAY"))
		xero_complain(c, "Discounts are not allowed on bills");
}

static void take_line(struct xcall *c, const cJSON *v, struct xdoc *d, struct xline *l,
	const struct xline *old)
{
	const char *text = jv_str(v, "Description");

	if (text)
		l->text = *text ? xero_text(c->x, text) : NULL;
	if (text && text_count_chars(text) > MAX_TEXT)
		xero_complain(c, "Description must not be more than 4000 characters");
	take_account(c, v, l);
	take_tax(c, v, l);
	take_item(c, v, l);
	take_tracking(c, v, l, old);
	if (!l->rate && l->account && l->account->tax_type)
		l->rate = xero_tax_by_type(c->t, l->account->tax_type);
	take_amounts(c, v, d, l);
}

static const struct xline *line_of(const struct xdoc *d, struct xguid id)
{
	for (int i = 0; i < d->n_lines; i++)
		if (xero_guid_same(d->lines[i].id, id))
			return &d->lines[i];
	return NULL;
}

void xero_lines_apply(struct xcall *c, struct xdoc *d, const cJSON *list)
{
	int n = cJSON_GetArraySize(list), at = 0;
	struct xline *lines = pool_alloc(&c->x->pool, (size_t)(n ? n : 1) * sizeof *lines);
	const cJSON *e;

	cJSON_ArrayForEach(e, list) {
		const char *id = jv_str(e, "LineItemID");
		struct xguid g = { 0, 0 };
		const struct xline *old = id && xero_guid_parse(&g, id) ? line_of(d, g) : NULL;
		struct xline *l = &lines[at++];

		if (old) {
			*l = *old;
			l->has_tax = 0;
		} else {
			l->id = xero_new_guid(c->x);
			if (id && d->n_lines && (g.hi || g.lo))
				xero_complain(c, "The LineItemID %s does not belong to this document", id);
		}
		take_line(c, e, d, l, old);
	}
	d->lines = lines;
	d->n_lines = n;
}

/* ---- sums ---- */

static int64_t tax_of(const struct xdoc *d, const struct xline *l, int places)
{
	int64_t part = 0, rate = l->rate ? l->rate->rate : 0;

	if (!rate || !strcmp(d->amounts, "NoTax"))
		return 0;
	/* rates are percent in 10^-4: a hundredth of a percent is 1/1,000,000 */
	if (!strcmp(d->amounts, "Inclusive")) {
		if (decimal_ratio(&part, l->amount, 1000000, 1000000 + rate))
			return 0;
		return l->amount - xero_round(part, places);
	}
	/* one step, so that nothing is rounded twice */
	{
		static const int64_t steps[] = { 10000, 1000, 100, 10, 1 };
		int64_t step = steps[places];

		if (decimal_ratio(&part, l->amount, rate, 1000000 * step))
			return 0;
		return part * step;
	}
}

void xero_doc_sum(struct xcall *c, const struct xero *x, struct xdoc *d)
{
	int places = xero_places(x, d->currency), inclusive = !strcmp(d->amounts, "Inclusive");

	d->subtotal = d->tax = 0;
	for (int i = 0; i < d->n_lines; i++) {
		struct xline *l = &d->lines[i];

		if (!l->has_tax || !strcmp(d->amounts, "NoTax"))
			l->tax = tax_of(d, l, places);
		d->subtotal += inclusive ? l->amount - l->tax : l->amount;
		d->tax += l->tax;
	}
	d->total = d->subtotal + d->tax;
	if (c && d->total < 0 && x->sw.refuse_negative)
		xero_complain(c, "The total of the document cannot be negative");
}

/* ---- what a document that counts must have ---- */

static int usable(const struct xaccount *a)
{
	if (strcmp(a->status, "ACTIVE") || !strcmp(a->type, "BANK"))
		return 0;
	return !a->system || !strcmp(a->system, "ROUNDING");
}

static int tax_fits(const struct xtax *r, const struct xaccount *a)
{
	if (!strcmp(a->class, "ASSET"))
		return r->assets;
	if (!strcmp(a->class, "EQUITY"))
		return r->equity;
	if (!strcmp(a->class, "EXPENSE"))
		return r->expenses;
	return !strcmp(a->class, "LIABILITY") ? r->liabilities : r->revenue;
}

void xero_lines_check(struct xcall *c, const struct xdoc *d)
{
	int counts = strcmp(d->status, "DRAFT") && strcmp(d->status, "DELETED") && strcmp(d->status, "VOIDED");

	if (counts && !d->n_lines)
		xero_complain(c, "One or more line items must be specified");
	for (int i = 0; i < d->n_lines; i++) {
		const struct xline *l = &d->lines[i];

		if (counts && (!l->text || !*l->text))
			xero_complain(c, "Description cannot be empty.");
		if (counts && !l->account && d->head.kind != XERO_ORDER)
			xero_complain(c, "Account code must be specified");
		if (l->account && !usable(l->account))
			xero_complain(c, "Account code '%s' is not a valid code for this document.",
				l->account->code);
		if (l->account && l->rate && strcmp(d->amounts, "NoTax") && !tax_fits(l->rate, l->account))
			xero_complain(c, "The TaxType code '%s' cannot be used with account code '%s'.",
				l->rate->type, l->account->code);
	}
}
