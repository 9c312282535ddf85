/* What all tabs share: titles, views, filter and order.  Drawing: tab_draw.c; columns: tab_columns.c,
 * chooser.c. */
#include "ui/tab.h"
#include "ui/app.h"
#include "ui/picker.h"
#include "ui/plain.h"
#include "base/i18n.h"
#include "base/lang.h"

#include <string.h>

#include "base/banned.h"

const struct tab_def *const tabs[ENTITY_TAB_COUNT] = {
	[ENTITY_VENDOR] = &tab_vendors, [ENTITY_JOB] = &tab_jobs,
	[ENTITY_COMMITMENT] = &tab_commitments, [ENTITY_INVOICE] = &tab_invoices,
	[ENTITY_PAYMENT] = &tab_payments,
};

void tab_init(struct tab *t, const struct tab_def *def, struct store *s)
{
	memset(t, 0, sizeof *t);
	t->def = def;
	table_init(&t->table, s, def->entity, def->view, def->sort_field, def->descending);
	t->counts_stale = 1;
	t->column = 1;               /* the number */
	layout_init(&t->layout, def->columns, def->n_columns);
	cells_init(&t->cells);
	tab_forget_widths(t);
}

void tab_release(struct tab *t)
{
	table_release(&t->table);
	layout_release(&t->layout);
	cells_release(&t->cells);
	free(t->filter_text);
}

void tab_forget_widths(struct tab *t)
{
	memset(t->wide, 0, sizeof t->wide);
	t->codes = 0;
}

/* Texts are made anew when the data is read again: at once, and when what was asked for has come. */
void tab_refresh(struct tab *t)
{
	if (!t->opened) {
		t->opened = 1;
		table_reload_top(&t->table);
	} else if (t->table.stale) {
		cells_forget(&t->cells);
		table_reload(&t->table);
		t->renewing = 1;
	}
	if (t->seen != t->table.rows.items) {
		t->seen = t->table.rows.items;
		if (t->renewing && t->table.waiting == WAITING_NOT) {
			cells_forget(&t->cells);
			t->renewing = 0;
		}
	}
}

void tab_keep_filter(struct tab *t, const char *text)
{
	char *kept = text && *text ? xstrdup(text) : NULL;
	free(t->filter_text);
	t->filter_text = kept;
}

int tab_set_filter(struct tab *t, const char *text, struct error *err)
{
	int rc = table_set_filter(&t->table, text ? text : "", err);
	if (rc == 0)
		tab_keep_filter(t, text);
	return rc;
}

void tab_add_title(struct strbuf *out, const struct tab *t)
{
	const struct query_counts *c = &t->counts;
	int64_t stuck = c->held + c->failed;
	if (screen_plain()) {
		plain_add_title(out, t);
		return;
	}
	strbuf_adds(out, TR(entities[t->def->entity].plural));
	if (c->ready > 0) {
		strbuf_addf(out, " %s", screen_glyph("●", "*"));
		lang_add_number(out, c->ready, 0, 0);
	}
	if (stuck > 0) {
		strbuf_addf(out, " %s", screen_glyph("⊘", "#"));
		lang_add_number(out, stuck, 0, 0);
	}
}

/* ---- actions ---- */

static void set_view(struct app *a, int view)
{
	struct tab *t = app_tab(a);
	t->saved = 0;
	tab_forget_widths(t);
	table_set_view(&t->table, (enum view)view);
	a->focus = FOCUS_TABLE;
}

void act_view_next(struct app *a)
{
	set_view(a, ((int)app_tab(a)->table.query.view + 1) % VIEW_COUNT);
}

void act_view_previous(struct app *a)
{
	set_view(a, ((int)app_tab(a)->table.query.view + VIEW_COUNT - 1) % VIEW_COUNT);
}

static int64_t view_count(const struct query_counts *c, int view)
{
	switch (view) {
	case VIEW_READY: return c->ready + c->held;
	case VIEW_FAILED: return c->failed;
	case VIEW_SYNCED: return c->synced;
	case VIEW_REJECTED: return c->rejected;
	case VIEW_IMPORT: return c->staged;
	default: return c->all;
	}
}

static void fill_views(struct app *a, struct picker *p, const char *typed, void *data)
{
	struct tab *t = app_tab(a);
	if (t->counts_stale && query_counts_in(a->store, t->def->entity, a->books, &t->counts, NULL) == 0)
		t->counts_stale = 0;
	for (int v = 0; v < VIEW_COUNT; v++) {
		struct strbuf n = STRBUF_INIT;
		lang_add_number(&n, view_count(&t->counts, v), 0, 0);
		if (picker_matches(TR(views[v].title), typed))
			picker_add(p, v, TR(views[v].title), n.s, NULL);
		strbuf_release(&n);
	}
	desk_fill(a, p, typed);
	if (*typed == '\0')
		picker_select(p, t->table.query.view);
}

static void view_chosen(struct app *a, int64_t id, void *data)
{
	if (id > VIEW_COUNT)
		desk_choose(a, (int)id - VIEW_COUNT);
	else
		set_view(a, (int)id);
}

static void view_removed(struct app *a, int64_t id)
{
	if (id > VIEW_COUNT)
		desk_remove(a, (int)id - VIEW_COUNT);
	else
		app_say(a, TONE_PLAIN, "%s", _("Only saved views can be deleted."));
}

void act_view_choose(struct app *a)
{
	static const struct picker_def def = { N_("Choose a view"),
		N_("type to narrow   Enter choose   Del delete a saved one   Esc cancel"), fill_views, view_chosen, NULL, 0 };
	picker_on_remove(picker_open(a, &def, NULL), view_removed);
}
