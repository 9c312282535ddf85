/* The summary of a set of records: how many, what they sum to, the largest, whose they are,
 * what warns, and what is left out with its reason.  Nothing is left out silently: the lists are
 * as long as they are, and scroll. */
#include "ui/summary.h"
#include "ui/app.h"
#include "ui/decide.h"
#include "ui/detail.h"
#include "ui/errand.h"
#include "ui/total.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "store/overview.h"

#include <string.h>

#include "base/banned.h"

/* ---- one record on a line ---- */

void summary_record(struct app *a, struct text_pane *p, const struct record *r, int number, int width)
{
	struct strbuf text = STRBUF_INIT, amount = STRBUF_INIT;
	const struct entity_def *e = &entities[r->entity];
	int vendor = r->entity == ENTITY_INVOICE ? INVOICE_VENDOR_NAME :
		r->entity == ENTITY_COMMITMENT ? COMMITMENT_VENDOR_NAME :
		r->entity == ENTITY_PAYMENT ? PAYMENT_VENDOR_NAME : e->label;
	if (number > 0)
		strbuf_addf(&text, "%d. ", number);
	strbuf_addf(&text, "%s %s", TR(e->title), record_name(r));
	if (strcmp(record_text(r, vendor), record_name(r)) != 0)
		strbuf_addf(&text, "  %s", record_text(r, vendor));
	summary_add_amount(&amount, a, r);
	pane_line(p);
	pane_put(p, 2, width - 22, 0, ROLE_TEXT, text.s);
	pane_put(p, width - 18, 18, 1, ROLE_TEXT, amount.s);
	strbuf_release(&text);
	strbuf_release(&amount);
}

static void record_of(struct app *a, struct text_pane *p, const struct message_item *it, int number, int width)
{
	struct pool pool = POOL_INIT;
	struct record r;
	if (records_get(a->store, it->entity, it->id, &pool, &r, NULL) == 0)
		summary_record(a, p, &r, number, width);
	pool_release(&pool);
}

/* ---- parts ---- */

void summary_add_count(struct strbuf *out, const struct app *a, const struct batch *b)
{
	struct strbuf n = STRBUF_INIT;
	lang_add_number(&n, (int64_t)b->ready.len, 0, 0);
	strbuf_addf(out, P_("%s record", "%s records", (unsigned long)b->ready.len), n.s);
	for (size_t i = 0; i < b->totals.n && query_sum_field(b->entity) >= 0; i++) {
		strbuf_adds(out, i == 0 ? ", " : " + ");
		lang_add_money(out, b->totals.by_currency[i].sum, b->totals.by_currency[i].currency, a->home);
	}
	strbuf_release(&n);
}

void summary_count(struct app *a, struct text_pane *p, const struct batch *b, int width)
{
	struct strbuf text = STRBUF_INIT;
	summary_add_count(&text, a, b);
	pane_text(p, ROLE_TITLE, 0, width, text.s);
	strbuf_release(&text);
	if (b->held.len > 0)
		pane_textf(p, ROLE_WARNING, 0, width, P_("%d is left out; why is said below.",
			"%d are left out; why is said below.", (unsigned long)b->held.len), (int)b->held.len);
	if (b->hidden > 0)
		pane_textf(p, ROLE_WARNING, 0, width, P_("%d of the marked records is not shown by this view or filter.",
			"%d of the marked records are not shown by this view or filter.", (unsigned long)b->hidden),
			(int)b->hidden);
	if (b->gone > 0)
		pane_textf(p, ROLE_WARNING, 0, width, P_("%d of the marked records is not here any more.",
			"%d of the marked records are not here any more.", (unsigned long)b->gone), (int)b->gone);
}

/* What a second look is worth most. */
void summary_largest(struct app *a, struct text_pane *p, const struct batch *b, int width)
{
	if (b->ready.len < 2)
		return;
	pane_section(p, b->ready.len > BATCH_TOP ? _("The three largest") : _("These"));
	for (size_t k = 0; k < b->n_top; k++)
		record_of(a, p, &(struct message_item){ b->entity, b->top[k].id, 0 }, 0, width);
}

static void put_vendor(struct app *a, struct text_pane *p, const struct batch_vendor *v, int width)
{
	struct strbuf text = STRBUF_INIT, amount = STRBUF_INIT;
	strbuf_addf(&text, "%s (%lld)", v->name, (long long)v->count);
	lang_add_money(&amount, v->sum, v->currency, a->home);
	pane_line(p);
	pane_put(p, 2, width - 22, 0, ROLE_TEXT, text.s);
	pane_put(p, width - 18, 18, 1, ROLE_TEXT, amount.s);
	strbuf_reset(&text);
	strbuf_reset(&amount);
	if (v->connection && !v->known) {
		strbuf_addf(&text, "%s%s", _("counting"), screen_glyph("…", "..."));
		pane_text(p, ROLE_DIM, 4, width, text.s);
	} else if (v->connection) {
		lang_add_money(&text, v->before, v->currency, a->home);
		lang_add_money(&amount, v->before + v->sum, v->currency, a->home);
		pane_textf(p, ROLE_DIM, 4, width, _("approved so far %1$s, with these %2$s"), text.s, amount.s);
	}
	strbuf_release(&text);
	strbuf_release(&amount);
}

/* The vendors that get most of it: places among the batch's; how many. */
static int largest_vendors(const struct batch *b, size_t top[BATCH_TOP])
{
	int n = 0;
	for (size_t i = 0; i < b->vendors.len; i++) {
		int k = 0;
		while (k < n && b->vendors.items[top[k]].sum >= b->vendors.items[i].sum)
			k++;
		if (k == BATCH_TOP)
			continue;
		n += n < BATCH_TOP;
		memmove(&top[k + 1], &top[k], (size_t)(n - k - 1) * sizeof top[0]);
		top[k] = i;
	}
	return b->ready.len < 2 ? 0 : n;
}

/* And where they stand before and after. */
static void build_vendors(struct app *a, struct text_pane *p, const struct batch *b, int width)
{
	size_t top[BATCH_TOP];
	int n = largest_vendors(b, top);
	if (n == 0)
		return;
	pane_section(p, b->vendors.len > BATCH_TOP ? _("The vendors with the largest sums") : _("By vendor"));
	for (int k = 0; k < n; k++)
		put_vendor(a, p, &b->vendors.items[top[k]], width);
}

/* What was approved for them so far, asked beside the screen's thread. */
struct standing {
	enum entity entity;
	int n;
	struct { char *id, *currency; int64_t connection, before; } items[BATCH_TOP];
};

static int standing_run(void *data, struct store *s, struct error *err)
{
	struct standing *x = data;
	int rc = 0;
	for (int i = 0; i < x->n && rc == 0; i++)
		if (x->items[i].connection)
			rc = overview_vendor_approved(s, x->entity, x->items[i].connection, x->items[i].id, x->items[i].currency,
				&x->items[i].before, err);
	return rc;
}

static void standing_done(struct app *a, void *data, int rc, const struct error *err)
{
	const struct standing *x = data;
	struct batch *b = rc == 0 ? confirm_again(a, summary_approve) : NULL;
	size_t top[BATCH_TOP];
	int n = b && b->entity == x->entity ? largest_vendors(b, top) : 0;
	for (int k = 0; k < n && k < x->n; k++) {
		struct batch_vendor *v = &b->vendors.items[top[k]];
		if (strcmp(v->id, x->items[k].id) != 0 || strcmp(v->currency, x->items[k].currency) != 0)
			continue;
		v->before = x->items[k].before;
		v->known = 1;
	}
}

static void standing_release(void *data)
{
	struct standing *x = data;
	for (int i = 0; i < x->n; i++) {
		free(x->items[i].id);
		free(x->items[i].currency);
	}
	free(x);
}

void summary_ask(struct app *a, const struct batch *b)
{
	static const struct errand how = { standing_run, standing_done, standing_release };
	struct standing *x = xcalloc(1, sizeof *x);
	size_t top[BATCH_TOP];
	x->entity = b->entity;
	x->n = largest_vendors(b, top);
	for (int i = 0; i < x->n; i++) {
		const struct batch_vendor *v = &b->vendors.items[top[i]];
		x->items[i].id = xstrdup(v->id);
		x->items[i].currency = xstrdup(v->currency);
		x->items[i].connection = v->connection;
	}
	if (x->n > 0)
		errand_ask(a, &how, 0, x);
	else
		standing_release(x);
}

static void put_line(struct text_pane *p, enum role role, const struct batch_line *l, const char *mark, int width)
{
	struct strbuf text = STRBUF_INIT;
	strbuf_adds(&text, mark);
	if (*l->name)
		strbuf_addf(&text, _("%s: "), l->name);
	strbuf_adds(&text, l->text);
	pane_text(p, role, 2, width, text.s);
	strbuf_release(&text);
}

void summary_warnings(struct text_pane *p, const struct batch_lines *w, int width)
{
	if (w->len == 0)
		return;
	pane_section(p, _("Warnings"));
	for (size_t i = 0; i < w->len; i++)
		put_line(p, ROLE_WARNING, &w->items[i], "! ", width);
}

void summary_held(struct text_pane *p, const struct batch_lines *held, int width)
{
	if (held->len == 0)
		return;
	pane_section(p, _("Left out, and why"));
	for (size_t i = 0; i < held->len; i++)
		put_line(p, ROLE_HELD, &held->items[i], "", width);
}

/* ---- approve ---- */

static void build_when(struct app *a, struct text_pane *p, const struct batch *b, int width)
{
	int64_t s = b->ready.len > 1 ? (a->options->bulk_grace_ms + 999) / 1000 : 0;
	if (s > 0)
		pane_textf(p, ROLE_TEXT, 0, width, P_("They are sent to the accounting system after %d second; until then u "
			"takes all of them back.", "They are sent to the accounting system after %d seconds; until then u "
			"takes all of them back.", (unsigned long)s), (int)s);
	else
		pane_text(p, ROLE_TEXT, 0, width, _("Approved records go to the accounting system at once; u takes back "
			"what is not sent yet."));
}

void summary_approve(struct app *a, struct text_pane *p, int width, void *data)
{
	struct batch *b = data;
	build_when(a, p, b, width);
	summary_count(a, p, b, width);
	summary_largest(a, p, b, width);
	build_vendors(a, p, b, width);
	summary_warnings(p, &b->warned, width);
	summary_held(p, &b->held, width);
}

/* ---- with prerequisites ---- */

static void build_proposals(struct text_pane *p, const struct batch *b, int width)
{
	if (b->proposals.len == 0)
		return;
	pane_section(p, _("Proposed values, accepted with this; e changes them"));
	for (size_t i = 0; i < b->proposals.len; i++) {
		const struct batch_proposal *x = &b->proposals.items[i];
		pane_textf(p, ROLE_WARNING, 2, width, _("%1$s %2$s, %3$s: \"%4$s\""), TR(entities[x->item.entity].title),
			x->name, edit_field_title(x->field), x->value);
	}
}

/* Of those left out at first, what cannot go with its prerequisites either. */
static void build_tree_held(struct text_pane *p, const struct batch *b, int width)
{
	struct batch_lines left = { 0 };
	for (size_t i = 0; i < b->held.len; i++) {
		size_t k = 0;
		while (k < b->curable.len && b->curable.items[k].id != b->held.items[i].item.id)
			k++;
		if (k == b->curable.len)
			*ARRAY_PUSH(&left) = b->held.items[i];
	}
	for (size_t i = 0; i < b->tree_held.len; i++)
		*ARRAY_PUSH(&left) = b->tree_held.items[i];
	summary_held(p, &left, width);
	ARRAY_RELEASE(&left);
}

/* What was marked, without what has to go before. */
static void build_tree_sum(struct app *a, struct text_pane *p, const struct batch *b, int width)
{
	struct strbuf text = STRBUF_INIT;
	if (b->totals.count < 2 || query_sum_field(b->entity) < 0)
		return;
	strbuf_addf(&text, "%s %d", TR(entities[b->entity].plural), (int)b->totals.count);
	for (size_t i = 0; i < b->totals.n; i++) {
		strbuf_adds(&text, i == 0 ? ", " : " + ");
		lang_add_money(&text, b->totals.by_currency[i].sum, b->totals.by_currency[i].currency, a->home);
	}
	pane_text(p, ROLE_TITLE, 0, width, text.s);
	strbuf_release(&text);
}

void summary_tree(struct app *a, struct text_pane *p, int width, void *data)
{
	struct batch *b = data;
	pane_text(p, ROLE_TEXT, 0, width, _("These are approved and sent in this order; each one waits for the one "
		"before it. If one is refused, those after it are not sent."));
	pane_line(p);
	build_tree_sum(a, p, b, width);
	for (size_t i = 0; i < b->tree.len; i++)
		record_of(a, p, &b->tree.items[i], (int)i + 1, width);
	build_proposals(p, b, width);
	summary_warnings(p, &b->tree_warned, width);
	build_tree_held(p, b, width);
}

/* ---- the total to type ---- */

/* The i-th currency whose sum is over the limit; NULL. */
static const struct query_total *over_limit(const struct app *a, const struct batch *b, int i)
{
	if (a->options->confirm_above <= 0 || query_sum_field(b->entity) < 0)
		return NULL;
	for (size_t k = 0; k < b->totals.n; k++) {
		const struct query_total *t = &b->totals.by_currency[k];
		int64_t limit = a->options->confirm_above;
		for (int d = currency_decimals(t->currency); d > 0; d--)
			if (__builtin_mul_overflow(limit, 10, &limit))
				limit = INT64_MAX;
		if ((t->sum > limit || t->sum < -limit) && i-- == 0)
			return t;
	}
	return NULL;
}

static int total_field(struct app *a, int i, struct strbuf *label, void *data)
{
	const struct query_total *t = over_limit(a, data, i);
	if (t == NULL)
		return 0;
	/* TRANSLATORS: %s is the code of a currency. */
	strbuf_addf(label, _("Type the total in %s:"), *t->currency ? t->currency : "?");
	return 1;
}

static int total_typed(struct app *a, int i, const char *text, void *data)
{
	const struct query_total *t = over_limit(a, data, i);
	return t == NULL || total_typed_is(text, t->sum, t->currency);
}

const struct confirm_typing summary_totals = { total_field, total_typed };
