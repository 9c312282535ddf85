/* What all tabs share: titles, header, rows, views, order and columns. */
#include "ui/tab.h"
#include "ui/app.h"
#include "ui/picker.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define GUTTER 2        /* cursor and mark in front of every row */

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
	for (int i = 0; i < def->n_columns; i++)
		if (column_sort(&def->columns[i], def->entity) == def->sort_field)
			t->column = i;
	tab_forget_widths(t);
}

void tab_release(struct tab *t)
{
	table_release(&t->table);
	free(t->filter_text);
}

void tab_forget_widths(struct tab *t)
{
	memset(t->wide, 0, sizeof t->wide);
	t->codes = 0;
}

void tab_refresh(struct tab *t)
{
	if (!t->opened) {
		t->opened = 1;
		table_reload_top(&t->table);
	} else if (t->table.stale) {
		table_reload(&t->table);
	}
}

void tab_add_title(struct strbuf *out, const struct tab *t)
{
	const struct query_counts *c = &t->counts;
	int64_t stuck = c->held + c->failed;
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

/* ---- drawing ---- */

static void title_of(struct strbuf *out, const struct tab *t, int i)
{
	const struct column *c = &t->def->columns[i];
	const struct query *q = &t->table.query;
	strbuf_adds(out, TR(c->title));
	if (column_sort(c, t->def->entity) == q->sort_field)
		strbuf_adds(out, q->descending ? screen_glyph("▼", "v") : screen_glyph("▲", "^"));
}

static const char *system_of(const void *data, int64_t id)
{
	return systems_name(data, id);
}

static const char *connector_of(const void *data, int64_t id)
{
	return systems_connector(data, id);
}

/* Which system books a record is of interest where several do. */
static unsigned hidden_columns(const struct app *a, const struct tab *t)
{
	unsigned hidden = t->hidden;
	for (int i = 0; i < t->def->n_columns; i++)
		if (t->def->columns[i].field == COLUMN_SYSTEM && systems_shown(a))
			hidden |= 1u << i;
	return hidden;
}

static void context_init(struct cell_context *ctx, const struct app *a, const struct tab *t)
{
	*ctx = (struct cell_context){ .now_ms = clock_now_ms(), .home = a->home, .codes = t->codes,
		.ascii = screen_ascii(),
		.system_name = system_of, .connector = connector_of, .data = a };
}

/* Widths from the titles in the user's language and the rows that are shown. */
static void measure(struct app *a, struct tab *t, int width)
{
	struct cell_context ctx;
	struct strbuf text = STRBUF_INIT;
	int titles[COLUMN_MAX];
	const struct table *tb = &t->table;
	for (size_t r = tb->top; r < tb->rows.len && r < tb->top + (size_t)tb->height; r++)
		t->codes |= column_is_foreign(&tb->rows.items[r], a->home);
	context_init(&ctx, a, t);
	for (int i = 0; i < t->def->n_columns; i++) {
		const struct column *c = &t->def->columns[i];
		strbuf_reset(&text);
		title_of(&text, t, i);
		titles[i] = text_width(text.s);
		if (titles[i] > t->wide[i])
			t->wide[i] = titles[i];
		for (size_t r = tb->top; r < tb->rows.len && r < tb->top + (size_t)tb->height; r++) {
			strbuf_reset(&text);
			column_add_cell(&text, c, &tb->rows.items[r], &ctx);
			if (text_width(text.s) > t->wide[i])
				t->wide[i] = text_width(text.s);
		}
	}
	strbuf_release(&text);
	column_layout(t->def->columns, t->def->n_columns, width, t->wide, titles, hidden_columns(a, t), t->layout);
}

static void draw_header(const struct tab *t, struct rect r)
{
	struct strbuf text = STRBUF_INIT;
	int x = r.x + GUTTER;
	screen_put(r.y, r.x, r.w, ROLE_HEADER, "");
	for (int i = 0; i < t->def->n_columns; i++) {
		enum role role = i == t->column ? ROLE_HEADER_CURSOR : ROLE_HEADER;
		int w = t->layout[i];
		if (w == 0)
			continue;
		strbuf_reset(&text);
		title_of(&text, t, i);
		if (column_is_number(&t->def->columns[i], t->def->entity) && text_width(text.s) <= w)
			screen_put_right(r.y, x, w, role, text.s);
		else
			screen_put(r.y, x, w, role, text.s);
		x += w + 1;
	}
	strbuf_release(&text);
}

static void draw_row(struct app *a, const struct tab *t, const struct record *rec, int y, struct rect r,
	int current, int focus)
{
	int marked = id_set_has(&t->table.marks, rec->id), x = r.x + GUTTER;
	enum role base = current ? focus ? ROLE_CURSOR : ROLE_CURSOR_AWAY : marked ? ROLE_MARK : ROLE_TEXT;
	struct strbuf text = STRBUF_INIT;
	struct cell_context ctx;
	context_init(&ctx, a, t);
	ctx.pending = app_pending(a, rec->entity, rec->id);
	screen_put(y, r.x, r.w, base, current ? screen_glyph("▸", ">") : "");
	if (marked)
		screen_put(y, r.x + 1, 1, current ? base : ROLE_MARK, screen_glyph("◆", "*"));
	for (int i = 0; i < t->def->n_columns; i++) {
		const struct column *c = &t->def->columns[i];
		enum role role = base;
		if (t->layout[i] == 0)
			continue;
		strbuf_reset(&text);
		column_add_cell(&text, c, rec, &ctx);
		if (c->field == COLUMN_STATUS && !current)
			role = status_role(rec->state.status);
		if (column_is_number(c, t->def->entity))
			screen_put_right(y, x, t->layout[i], role, text.s);
		else
			screen_put(y, x, t->layout[i], role, text.s);
		x += t->layout[i] + 1;
	}
	strbuf_release(&text);
}

/* An empty list says what to do next. */
static void draw_empty(struct app *a, const struct tab *t, struct rect r)
{
	struct text_pane p;
	struct strbuf why = STRBUF_INIT;
	int w = r.w - 6;
	pane_init(&p);
	if (t->table.error.cls != ERR_NONE) {
		error_text(&why, &t->table.error, 1);
		pane_text(&p, ROLE_ERROR, 0, w, why.s);
	} else if (a->connections.len == 0) {
		pane_text(&p, ROLE_TEXT, 0, w, _("No system is connected yet. Quit with q, then connect one with "
			"`comptoir connection add`, or look around first with `comptoir --demo`."));
	} else if (t->filter_text) {
		pane_text(&p, ROLE_TEXT, 0, w, _("Nothing matches the filter. Press / to change it, Esc to show everything."));
	} else {
		pane_text(&p, ROLE_TEXT, 0, w, TR(views[t->table.query.view].empty));
		if (t->table.query.view != VIEW_ALL)
			pane_text(&p, ROLE_DIM, 0, w, _("v goes to the next view, w chooses one."));
	}
	if (r.h > 2)
		pane_draw(&p, (struct rect){ r.y + 1, r.x + 3, r.h - 1, w }, 0);
	screen_cursor(r.y + 1, r.x + 3, 0);
	pane_release(&p);
	strbuf_release(&why);
}

void tab_draw(struct app *a, struct tab *t, struct rect r, int focus)
{
	struct table *tb = &t->table;
	table_set_height(tb, r.h - 1);
	tab_refresh(t);
	measure(a, t, r.w - GUTTER);
	draw_header(t, r);
	for (int line = 0; line < r.h - 1; line++) {
		size_t at = tb->top + (size_t)line;
		if (at >= tb->rows.len)
			screen_put(r.y + 1 + line, r.x, r.w, ROLE_TEXT, "");
		else
			draw_row(a, t, &tb->rows.items[at], r.y + 1 + line, r, at == tb->cursor, focus);
	}
	if (tb->rows.len == 0)
		draw_empty(a, t, (struct rect){ r.y + 1, r.x, r.h - 1, r.w });
	else if (focus)
		screen_cursor(r.y + 1 + (int)(tb->cursor - tb->top), r.x, 0);
}

static void sort_by(struct app *a, struct tab *t, int column)
{
	int field = column_sort(&t->def->columns[column], t->def->entity);
	const struct query *q = &t->table.query;
	if (field == COLUMN_NO_SORT) {
		app_say(a, TONE_WARNING, _("The list cannot be sorted by \"%s\"; choose another column with < and >."),
			TR(t->def->columns[column].title));
		return;
	}
	table_set_sort(&t->table, field, q->sort_field == field ? !q->descending : 0);
	a->dirty = 1;
}

void tab_mouse(struct app *a, struct tab *t, struct rect r, const struct mouse_event *m)
{
	if (m->kind == MOUSE_WHEEL_UP || m->kind == MOUSE_WHEEL_DOWN) {
		table_scroll(&t->table, m->kind == MOUSE_WHEEL_UP ? -3 : 3);
	} else if (m->y == r.y) {
		int x = r.x + GUTTER;
		for (int i = 0; i < t->def->n_columns; i++) {
			if (t->layout[i] > 0 && m->x >= x && m->x < x + t->layout[i]) {
				t->column = i;
				sort_by(a, t, i);
				return;
			}
			x += t->layout[i] > 0 ? t->layout[i] + 1 : 0;
		}
	} else {
		int64_t before = table_current_id(&t->table);
		if (table_click(&t->table, m->y - r.y - 1) < 0)
			return;
		if (m->x == r.x + 1)
			table_mark(&t->table);
		else if (table_current_id(&t->table) == before)
			action_run(a, action_find("open"));
	}
}

/* ---- actions ---- */

static void set_view(struct app *a, int view)
{
	struct tab *t = app_tab(a);
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
	if (*typed == '\0')
		picker_select(p, t->table.query.view);
}

static void view_chosen(struct app *a, int64_t id, void *data)
{
	set_view(a, (int)id);
}

void act_view_choose(struct app *a)
{
	static const struct picker_def def = { N_("Choose a view"), NULL, fill_views, view_chosen, NULL, 0 };
	picker_open(a, &def, NULL);
}

static void move_column(struct app *a, int step)
{
	struct tab *t = app_tab(a);
	int n = t->def->n_columns;
	for (int i = 0; i < n; i++) {
		t->column = (t->column + step + n) % n;
		if (t->layout[t->column] > 0)
			return;
	}
}

void act_column_left(struct app *a)
{
	move_column(a, -1);
}

void act_column_right(struct app *a)
{
	move_column(a, 1);
}

void act_sort(struct app *a)
{
	sort_by(a, app_tab(a), app_tab(a)->column);
}

static void fill_columns(struct app *a, struct picker *p, const char *typed, void *data)
{
	struct tab *t = app_tab(a);
	for (int i = 0; i < t->def->n_columns; i++) {
		const char *title = TR(t->def->columns[i].title);
		int hidden = (t->hidden & (1u << i)) != 0;
		if (picker_matches(title, typed))
			picker_add(p, i, title, hidden ? _("put away") : t->layout[i] > 0 ? _("shown") :
				_("no room at this width"), NULL);
	}
}

static void column_chosen(struct app *a, int64_t id, void *data)
{
	struct tab *t = app_tab(a);
	t->hidden ^= 1u << id;
	a->dirty = 1;
}

void act_columns(struct app *a)
{
	static const struct picker_def def = { N_("Columns"),
		N_("Space shows a column or puts it away   Esc done"), fill_columns, column_chosen, NULL, 1 };
	picker_open(a, &def, NULL);
}
