/* A list on the screen: header, rows, the chosen column, the marks at the edges; and the mouse on it. */
#include "ui/tab.h"
#include "ui/app.h"
#include "ui/empty.h"
#include "ui/plain.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"

#include "base/banned.h"

#define GUTTER 2        /* cursor and mark in front of every row */

/* ---- titles ---- */

/* An arrow where the list is sorted; with two orders, which comes first. */
static void title_of(struct strbuf *out, const struct tab *t, int i)
{
	const struct column *c = &t->def->columns[i];
	const struct query *q = &t->table.query;
	int field = column_sort(c, t->def->entity);
	strbuf_adds(out, TR(c->title));
	if (field == q->sort_field)
		strbuf_addf(out, "%s%s", q->descending ? screen_glyph("▼", "v") : screen_glyph("▲", "^"), q->sort2 ? "1" : "");
	else if (q->sort2 && field == q->sort2_field)
		strbuf_addf(out, "%s2", q->descending2 ? screen_glyph("▼", "v") : screen_glyph("▲", "^"));
}

/* ---- widths ---- */

static const char *system_of(const void *data, int64_t id)
{
	return systems_name(data, id);
}

static const char *connector_of(const void *data, int64_t id)
{
	return systems_connector(data, id);
}

/* Which system books a record is of interest where several do. */
static unsigned columns_away(const struct app *a, const struct tab *t)
{
	int system = -1;
	for (int i = 0; i < t->def->n_columns; i++)
		if (t->def->columns[i].field == COLUMN_SYSTEM)
			system = i;
	return system >= 0 && systems_shown(a) ? 1u << system : 0;
}

static void context_init(struct cell_context *ctx, const struct app *a, const struct tab *t)
{
	*ctx = (struct cell_context){ .now_ms = clock_now_ms(), .home = a->home, .codes = t->codes,
		.ascii = screen_ascii(),
		.system_name = system_of, .connector = connector_of, .data = a };
}

static size_t rows_end(const struct table *tb)
{
	size_t end = tb->top + (size_t)tb->height;
	return end < tb->rows.len ? end : tb->rows.len;
}

/* The widest text of the columns on the page; 1 when one grew. */
static int measure_page(struct app *a, struct tab *t, struct cell_context *ctx)
{
	const struct table *tb = &t->table;
	int grew = 0;
	for (size_t r = tb->top; r < rows_end(tb); r++) {
		const struct record *rec = &tb->rows.items[r];
		ctx->pending = app_pending(a, rec->entity, rec->id);
		for (int i = 0; i < t->page.n; i++) {
			int c = t->page.slots[i].column;
			int w = cells_get(&t->cells, t->def->columns, t->def->n_columns, c, rec, ctx)->width;
			if (w > t->wide[c]) {
				t->wide[c] = w;
				grew = 1;
			}
		}
	}
	return grew;
}

/* Widths from the titles in the user's language and the rows that are shown.  A column that comes into sight
 * may need more than its title said: then the page is laid out once more. */
static void measure(struct app *a, struct tab *t, int width)
{
	struct cell_context ctx;
	struct strbuf text = STRBUF_INIT;
	int titles[COLUMN_MAX];
	struct layout_sizes sizes = { t->wide, titles };
	const struct table *tb = &t->table;
	for (size_t r = tb->top; !t->codes && r < rows_end(tb); r++)
		t->codes = column_is_foreign(&tb->rows.items[r], a->home);
	context_init(&ctx, a, t);
	cells_check(&t->cells, &ctx);
	for (int i = 0; i < t->def->n_columns; i++) {
		strbuf_reset(&text);
		title_of(&text, t, i);
		titles[i] = text_width(text.s);
		if (titles[i] > t->wide[i])
			t->wide[i] = titles[i];
	}
	strbuf_release(&text);
	for (int round = 0; round <= t->def->n_columns; round++) {
		layout_fit(&t->page, &t->layout, t->def->columns, t->def->entity, &sizes, width, columns_away(a, t),
			t->column, &t->first);
		if (!measure_page(a, t, &ctx))
			break;
	}
}

/* ---- header and rows ---- */

static void draw_header(const struct tab *t, struct rect r)
{
	struct strbuf text = STRBUF_INIT;
	const struct layout_page *p = &t->page;
	screen_put(r.y, r.x, r.w, ROLE_HEADER, "");
	for (int i = 0; i < p->n; i++) {
		const struct layout_slot *s = &p->slots[i];
		enum role role = s->column == t->column ? ROLE_HEADER_CURSOR : ROLE_HEADER;
		int x = r.x + GUTTER + s->x, mark = x - 1;
		strbuf_reset(&text);
		title_of(&text, t, s->column);
		if (column_is_number(&t->def->columns[s->column], t->def->entity) && text_width(text.s) <= s->w) {
			screen_put_right(r.y, x, s->w, role, text.s);
			mark = x + s->w - text_width(text.s) - 1;
		} else {
			screen_put(r.y, x, s->w, role, text.s);
		}
		if (s->column == t->column)
			screen_put(r.y, mark, 1, ROLE_HEADER_CURSOR, screen_glyph("▸", "["));
		if (i == p->frozen && p->left > 0)
			screen_put(r.y, x - 2, 1, ROLE_KEY, screen_glyph("‹", "<"));
	}
	if (p->right > 0)
		screen_put(r.y, r.x + r.w - 1, 1, ROLE_KEY, screen_glyph("›", ">"));
	strbuf_release(&text);
}

/* The number leads to the record's page. */
static void draw_link(struct app *a, const struct record *rec, int y, int x, int w, enum role role, const char *text)
{
	struct strbuf url = STRBUF_INIT;
	if (address_here(&url, a, rec) == 0)
		screen_link(y, x, w, role, text, url.s);
	strbuf_release(&url);
}

static void draw_row(struct app *a, struct tab *t, const struct record *rec, int y, struct rect r,
	int current, int focus, struct cell_context *ctx)
{
	int marked = id_set_has(&t->table.marks, rec->id);
	enum role base = current ? focus ? ROLE_CURSOR : ROLE_CURSOR_AWAY : marked ? ROLE_MARK : ROLE_TEXT;
	ctx->pending = app_pending(a, rec->entity, rec->id);
	screen_put(y, r.x, r.w, base, current ? screen_glyph("▸", ">") : "");
	if (marked)
		screen_put(y, r.x + 1, 1, current ? base : ROLE_MARK, screen_glyph("◆", "*"));
	for (int i = 0; i < t->page.n; i++) {
		const struct layout_slot *s = &t->page.slots[i];
		const struct column *c = &t->def->columns[s->column];
		const char *text = cells_get(&t->cells, t->def->columns, t->def->n_columns, s->column, rec, ctx)->text;
		enum role role = base;
		if (c->field == COLUMN_STATUS && !current)
			role = status_role(rec->state.status);
		if (current && focus && s->column == t->column)
			role = ROLE_CURSOR_AWAY;      /* stands out of the row by what it is not */
		else if (*text == '\0')
			continue;
		if (c->field == entities[t->def->entity].number && screen_has_links())
			draw_link(a, rec, y, r.x + GUTTER + s->x, s->w, role, text);
		if (column_is_number(c, t->def->entity))
			screen_put_right(y, r.x + GUTTER + s->x, s->w, role, text);
		else
			screen_put(y, r.x + GUTTER + s->x, s->w, role, text);
	}
}

/* An empty list says what to do next. */
static void draw_empty(struct app *a, const struct tab *t, struct rect r)
{
	struct text_pane p;
	int w = r.w - 6;
	pane_init(&p);
	empty_text(a, t, &p, w);
	if (r.h > 2)
		pane_draw(&p, (struct rect){ r.y + 1, r.x + 3, r.h - 1, w }, 0);
	screen_cursor(r.y + 1, r.x + 3, 0);
	pane_release(&p);
}

void tab_draw(struct app *a, struct tab *t, struct rect r, int focus)
{
	struct table *tb = &t->table;
	struct cell_context ctx;
	if (screen_plain()) {
		plain_list(a, t, r, focus);
		return;
	}
	table_set_height(tb, r.h - 1);
	tab_refresh(t);
	measure(a, t, r.w - GUTTER);
	draw_header(t, r);
	context_init(&ctx, a, t);
	for (int line = 0; line < r.h - 1; line++) {
		size_t at = tb->top + (size_t)line;
		if (at >= tb->rows.len)
			screen_put(r.y + 1 + line, r.x, r.w, ROLE_TEXT, "");
		else
			draw_row(a, t, &tb->rows.items[at], r.y + 1 + line, r, at == tb->cursor, focus, &ctx);
	}
	if (tb->rows.len == 0)
		draw_empty(a, t, (struct rect){ r.y + 1, r.x, r.h - 1, r.w });
	else if (focus)
		screen_cursor(r.y + 1 + (int)(tb->cursor - tb->top), r.x, 0);
}

/* ---- mouse ---- */

static void click_header(struct app *a, struct tab *t, struct rect r, int x)
{
	for (int i = 0; i < t->page.n; i++) {
		const struct layout_slot *s = &t->page.slots[i];
		if (x >= r.x + GUTTER + s->x - 1 && x < r.x + GUTTER + s->x + s->w) {
			t->column = s->column;
			action_run(a, action_find("sort"));
			return;
		}
	}
	if (t->page.right > 0 && x == r.x + r.w - 1)
		action_run(a, action_find("column-right"));
}

void tab_mouse(struct app *a, struct tab *t, struct rect r, const struct mouse_event *m)
{
	if (m->kind == MOUSE_WHEEL_UP || m->kind == MOUSE_WHEEL_DOWN) {
		table_scroll(&t->table, m->kind == MOUSE_WHEEL_UP ? -3 : 3);
	} else if (m->y == r.y) {
		click_header(a, t, r, m->x);
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
