/* Going places.
 *
 * The way back is a stack of jumps.  What was undone by going back waits in a second stack for the way forward,
 * until another jump is made. */
#include "ui/places.h"
#include "ui/app.h"
#include "ui/errand.h"
#include "ui/picker.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "store/records.h"

#include <string.h>

#include "base/banned.h"

#define JUMPS_MAX 200

/* ---- tabs ---- */

void app_open_tab(struct app *a, int tab)
{
	a->tab = (tab + ENTITY_TAB_COUNT) % ENTITY_TAB_COUNT;
	a->focus = FOCUS_TABLE;
	if (a->detail.mode == DETAIL_FULL)
		a->detail.mode = DETAIL_PANE;
	tab_refresh(app_tab(a));
	a->dirty = 1;
}

void act_tab_next(struct app *a)
{
	app_open_tab(a, a->tab + 1);
}

void act_tab_previous(struct app *a)
{
	app_open_tab(a, a->tab - 1);
}

void act_tab_1(struct app *a)
{
	app_open_tab(a, 0);
}

void act_tab_2(struct app *a)
{
	app_open_tab(a, 1);
}

void act_tab_3(struct app *a)
{
	app_open_tab(a, 2);
}

void act_tab_4(struct app *a)
{
	app_open_tab(a, 3);
}

void act_tab_5(struct app *a)
{
	app_open_tab(a, 4);
}

/* ---- places ---- */

static struct place place_of(const struct app *a, int tab)
{
	const struct tab *t = &a->tabs[tab];
	const struct query *q = &t->table.query;
	return (struct place){ tab, table_current_id(&t->table), q->view, xstrdup(t->filter_text), q->sort_field,
		q->descending, q->sort2, q->sort2_field, q->descending2, q->scope, t->saved };
}

static int stands_as(const struct tab *t, const struct place *p)
{
	const struct query *q = &t->table.query;
	return q->view == p->view && q->sort_field == p->sort_field && !q->descending == !p->descending &&
		q->sort2 == p->sort2 && (!q->sort2 || (q->sort2_field == p->sort2_field &&
		!q->descending2 == !p->descending2)) && query_scope_same(&q->scope, &p->scope) &&
		strcmp(t->filter_text ? t->filter_text : "", p->filter ? p->filter : "") == 0;
}

/* The tab as it stood; the record under the cursor again, when it is still there. */
static void restore(struct app *a, const struct place *p)
{
	struct tab *t = &a->tabs[p->tab];
	struct table_wish w = { p->view, p->filter, p->sort_field, p->descending, p->sort2, p->sort2_field,
		p->descending2, p->id };
	t->opened = 1;
	t->saved = p->saved;
	if (stands_as(t, p)) {
		if (p->id != 0 && p->id != table_current_id(&t->table) && table_goto(&t->table, p->id) < 0)
			table_reload(&t->table);
		return;
	}
	tab_forget_widths(t);
	t->table.query.scope = p->scope;
	if (table_set_all(&t->table, &w, NULL) == 0)
		tab_keep_filter(t, p->filter);
}

static void jump_release(struct jump *j)
{
	free(j->from.filter);
	free(j->before.filter);
	free(j->crumb);
}

static void forget_ahead(struct app *a)
{
	while (a->ahead.len > 0)
		jump_release(&a->ahead.items[--a->ahead.len]);
}

void places_release(struct app *a)
{
	while (a->jumps.len > 0)
		jump_release(&a->jumps.items[--a->jumps.len]);
	forget_ahead(a);
	ARRAY_RELEASE(&a->jumps);
	ARRAY_RELEASE(&a->ahead);
}

/* Before going to that tab. */
static struct jump *remember(struct app *a, int to, const char *crumb)
{
	forget_ahead(a);
	if (a->jumps.len == JUMPS_MAX) {
		jump_release(&a->jumps.items[0]);
		memmove(a->jumps.items, a->jumps.items + 1, (JUMPS_MAX - 1) * sizeof *a->jumps.items);
		a->jumps.len--;
	}
	*ARRAY_PUSH(&a->jumps) = (struct jump){ place_of(a, a->tab), place_of(a, to), xstrdup(crumb) };
	return &a->jumps.items[a->jumps.len - 1];
}

/* ---- to a record ---- */

/* What the ERP has and is linked stands on the lists as Procore's record. */
static int64_t on_a_list(struct app *a, enum entity e, int64_t id)
{
	struct pool pool = POOL_INIT;
	struct link l;
	int64_t shown = links_by_erp_record(a->store, e, id, &pool, &l, NULL) == 0 ? l.record_id : id;
	pool_release(&pool);
	return shown;
}

/* Shows everything of the tab, the cursor on that record. */
static void show_all(struct tab *t, int64_t id)
{
	const struct query *q = &t->table.query;
	struct table_wish w = { VIEW_ALL, NULL, q->sort_field, q->descending, q->sort2, q->sort2_field, q->descending2, id };
	tab_forget_widths(t);
	t->saved = 0;
	memset(&t->table.query.scope, 0, sizeof t->table.query.scope);
	if (table_set_all(&t->table, &w, NULL) == 0)
		tab_keep_filter(t, NULL);
}

void app_show(struct app *a, enum entity e, enum view view, const char *filter)
{
	struct tab *t = &a->tabs[e];
	const struct query *q = &t->table.query;
	struct table_wish w = { view, *filter ? filter : NULL, q->sort_field, q->descending, q->sort2, q->sort2_field,
		q->descending2, 0 };
	remember(a, (int)e, NULL);
	t->opened = 1;
	t->saved = 0;
	tab_forget_widths(t);
	memset(&t->table.query.scope, 0, sizeof t->table.query.scope);
	if (table_set_all(&t->table, &w, NULL) == 0)
		tab_keep_filter(t, w.filter);
	app_open_tab(a, (int)e);
}

int app_goto(struct app *a, enum entity e, int64_t id)
{
	struct query everything = { .entity = e, .view = VIEW_ALL, .sort_field = SORT_ID };
	struct tab *t;
	if (e < 0 || e >= ENTITY_TAB_COUNT) {
		app_say(a, TONE_WARNING, _("%s: these have no tab of their own; correct it where it is kept, then press s."),
			e >= 0 && e < ENTITY_COUNT ? TR(entities[e].plural) : "");
		return -1;
	}
	id = on_a_list(a, e, id);
	if (query_matches(a->store, &everything, id, NULL) == 0) {
		app_say(a, TONE_WARNING, "%s", _("That record is not here any more."));
		return -1;
	}
	remember(a, (int)e, NULL);
	t = &a->tabs[e];
	t->opened = 1;
	if (query_matches(a->store, &t->table.query, id, NULL) == 1)
		table_goto(&t->table, id);
	else
		show_all(t, id);
	app_open_tab(a, (int)e);
	app_say(a, TONE_PLAIN, _("Backspace goes back."));
	return 0;
}

/* ---- back and forward ---- */

void act_back(struct app *a)
{
	struct jump j;
	struct place now;
	if (a->jumps.len == 0) {
		app_say(a, TONE_PLAIN, _("This is where you started."));
		return;
	}
	j = a->jumps.items[--a->jumps.len];
	now = place_of(a, j.before.tab);
	if (j.before.tab != j.from.tab)
		restore(a, &j.before);
	restore(a, &j.from);
	app_open_tab(a, j.from.tab);
	free(j.before.filter);
	j.before = now;
	*ARRAY_PUSH(&a->ahead) = j;
}

void act_forward(struct app *a)
{
	struct jump j;
	if (a->ahead.len == 0) {
		app_say(a, TONE_PLAIN, _("There is nothing ahead; Backspace goes back."));
		return;
	}
	j = a->ahead.items[--a->ahead.len];
	*ARRAY_PUSH(&a->jumps) = (struct jump){ place_of(a, a->tab), place_of(a, j.before.tab), j.crumb };
	j.crumb = NULL;
	restore(a, &j.before);
	app_open_tab(a, j.before.tab);
	jump_release(&j);
}

/* ---- down to what belongs to a record ---- */

/* What may belong to a record: the first is the usual way. */
static const struct step { enum entity from, to; int field; } steps[] = {
	{ ENTITY_VENDOR, ENTITY_COMMITMENT, COMMITMENT_VENDOR }, { ENTITY_VENDOR, ENTITY_INVOICE, INVOICE_VENDOR },
	{ ENTITY_VENDOR, ENTITY_PAYMENT, PAYMENT_VENDOR },
	{ ENTITY_JOB, ENTITY_COMMITMENT, COMMITMENT_JOB }, { ENTITY_JOB, ENTITY_INVOICE, INVOICE_JOB },
	{ ENTITY_JOB, ENTITY_PAYMENT, PAYMENT_JOB },
	{ ENTITY_COMMITMENT, ENTITY_INVOICE, INVOICE_COMMITMENT }, { ENTITY_COMMITMENT, ENTITY_PAYMENT, PAYMENT_COMMITMENT },
	{ ENTITY_INVOICE, ENTITY_PAYMENT, PAYMENT_INVOICE },
};

/* The record by its id in every system that knows it. */
static void scope_of(struct app *a, const struct record *r, struct query_scope *out)
{
	struct pool pool = POOL_INIT;
	struct link_array links = { 0 };
	query_scope_add(out, r->connection_id, r->remote_id);
	if (links_list(a->store, r->entity, r->id, &pool, &links, NULL) == 0)
		for (size_t i = 0; i < links.len; i++)
			if (links.items[i].erp_id)
				query_scope_add(out, links.items[i].connection_id, links.items[i].erp_id);
	ARRAY_RELEASE(&links);
	pool_release(&pool);
}

static void step_down(struct app *a, const struct step *s, const struct record *r, const struct query_scope *scope)
{
	struct tab *t = &a->tabs[s->to];
	const struct query *q = &t->table.query;
	struct table_wish w = { VIEW_ALL, NULL, q->sort_field, q->descending, q->sort2, q->sort2_field, q->descending2, 0 };
	remember(a, (int)s->to, record_name(r));
	t->opened = 1;
	t->saved = 0;
	tab_forget_widths(t);
	t->table.query.scope = *scope;
	t->table.query.scope.field = s->field;
	if (table_set_all(&t->table, &w, NULL) == 0)
		tab_keep_filter(t, NULL);
	app_open_tab(a, (int)s->to);
}

/* How many of each kind belong to a record; counted beside the screen's thread. */
struct choice { enum entity entity; int64_t id; struct query_scope scope;
	int64_t counts[sizeof steps / sizeof steps[0]]; };

static void fill_steps(struct app *a, struct picker *p, const char *typed, void *data)
{
	const struct choice *c = data;
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		struct strbuf n = STRBUF_INIT;
		const char *title = TR(entities[steps[i].to].plural);
		lang_add_number(&n, c->counts[i], 0, 0);
		if (c->counts[i] > 0 && picker_matches(title, typed))
			picker_add(p, (int64_t)i, title, n.s, NULL);
		strbuf_release(&n);
	}
}

static void step_chosen(struct app *a, int64_t i, void *data)
{
	const struct choice *c = data;
	const struct record *r = app_record(a);
	if (r && r->id == c->id)
		step_down(a, &steps[i], r, &c->scope);
}

static int count_run(void *data, struct store *s, struct error *err)
{
	struct choice *c = data;
	int rc = 0;
	for (size_t i = 0; i < ARRAY_SIZE(steps) && rc == 0; i++) {
		struct query q = { .entity = steps[i].to, .view = VIEW_ALL, .sort_field = SORT_ID, .scope = c->scope };
		struct query_totals totals;
		if (steps[i].from != c->entity || c->scope.n == 0)
			continue;
		q.scope.field = steps[i].field;
		rc = query_totals(s, &q, &totals, err);
		c->counts[i] = rc == 0 ? totals.count : 0;
	}
	return rc;
}

static void counted(struct app *a, void *data, int rc, const struct error *err)
{
	static const struct picker_def def = { N_("Down to"), NULL, fill_steps, step_chosen, free, 0 };
	const struct choice *c = data;
	const struct record *r = app_record(a);
	size_t only = 0, kinds = 0;
	for (size_t i = ARRAY_SIZE(steps); i-- > 0;)
		if (c->counts[i] > 0) {
			only = i;
			kinds++;
		}
	if (rc < 0) {
		app_say_error(a, err);
	} else if (r == NULL || r->entity != c->entity || r->id != c->id) {
		app_say(a, TONE_WARNING, "%s", _("That record is not here any more."));
	} else if (kinds == 0) {
		app_say(a, TONE_PLAIN, _("Nothing here belongs to %s yet."), record_name(r));
	} else if (kinds == 1 || r->entity != ENTITY_VENDOR) {
		step_down(a, &steps[only], r, &c->scope);
	} else {
		struct choice *kept = xcalloc(1, sizeof *kept);
		*kept = *c;
		picker_open(a, &def, kept);
	}
}

void act_drill(struct app *a)
{
	static const struct errand how = { count_run, counted, free };
	const struct record *r = app_record(a);
	struct choice *c;
	if (r->entity == ENTITY_PAYMENT) {
		app_say(a, TONE_PLAIN, "%s", _("Nothing lies below a payment; Enter shows it."));
		return;
	}
	c = xcalloc(1, sizeof *c);
	c->entity = r->entity;
	c->id = r->id;
	scope_of(a, r, &c->scope);
	errand_ask(a, &how, 1, c);
}

/* How many of the last jumps lead down to where we are. */
static size_t depth(const struct app *a)
{
	size_t n = 0;
	if (a->tabs[a->tab].table.query.scope.n == 0)
		return 0;
	while (n < a->jumps.len && a->jumps.items[a->jumps.len - 1 - n].crumb)
		n++;
	return n;
}

void places_add_crumbs(struct strbuf *out, const struct app *a)
{
	for (size_t n = depth(a); n > 0; n--)
		strbuf_addf(out, "%s %s ", a->jumps.items[a->jumps.len - n].crumb, screen_glyph("›", ">"));
}

int places_up(struct app *a)
{
	if (depth(a) == 0)
		return 0;
	act_back(a);
	return 1;
}
