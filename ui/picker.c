/* A list to choose from.
 *
 * Rows are asked for again at every keystroke: the lists are short, or (the ERP records to
 * link) searched for beside the screen's thread. */
#include "ui/picker.h"
#include "ui/app.h"
#include "ui/line_edit.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define PICKER_WIDTH 76

struct row { int64_t id; const char *left, *right, *why; };

struct picker {
	struct overlay overlay;
	struct app *app;                /* borrowed */
	const struct picker_def *def;
	struct line_edit typed;
	struct pool pool;
	struct { struct row *items; size_t len, cap; } rows;
	size_t cursor, top;
	int filled, list_y, list_h;
	uint64_t number;                /* of the question; 0: nothing is waited for */
	void (*removed)(struct app *a, int64_t id);
	void *data;
};

int picker_matches(const char *text, const char *typed)
{
	struct strbuf folded = STRBUF_INIT, want = STRBUF_INIT;
	char *save = NULL;
	int ok = 1;
	text_add_folded(&folded, text);
	text_add_folded(&want, typed);
	if (want.len > 0)
		for (char *w = strtok_r(want.s, " ", &save); w && ok; w = strtok_r(NULL, " ", &save))
			ok = strstr(folded.s, w) != NULL;
	strbuf_release(&folded);
	strbuf_release(&want);
	return ok;
}

void picker_add(struct picker *p, int64_t id, const char *left, const char *right, const char *why)
{
	struct row *r = ARRAY_PUSH(&p->rows);
	r->id = id;
	r->left = pool_strdup(&p->pool, left);
	r->right = pool_strdup(&p->pool, right ? right : "");
	r->why = pool_strdup(&p->pool, why);
}

void picker_select(struct picker *p, int64_t id)
{
	for (size_t i = 0; i < p->rows.len; i++)
		if (p->rows.items[i].id == id)
			p->cursor = i;
}

static void fill(struct app *a, struct picker *p)
{
	p->rows.len = 0;
	p->number = 0;
	pool_release(&p->pool);
	p->def->fill(a, p, p->typed.text.s, p->data);
	if (p->cursor >= p->rows.len)
		p->cursor = p->rows.len > 0 ? p->rows.len - 1 : 0;
	p->filled = 1;
}

static const struct overlay_ops picker_ops;

uint64_t picker_later(struct picker *p)
{
	return p->number = ++p->app->pickers;
}

struct picker *picker_waiting(struct app *a, uint64_t number)
{
	for (struct overlay *o = a->top; o; o = o->below) {
		struct picker *p = (struct picker *)o;
		if (o->ops != &picker_ops || p->number != number)
			continue;
		p->number = 0;
		p->rows.len = 0;
		pool_release(&p->pool);
		return p;
	}
	return NULL;
}

/* What is chosen is one of the rows that are on their way. */
static int picker_waits(struct app *a, struct overlay *o, uint32_t key)
{
	const struct picker *p = (struct picker *)o;
	return p->number != 0 && (key == UIKEY_ENTER || key == UIKEY_UP || key == UIKEY_DOWN || key == UIKEY_TAB ||
		key == UIKEY_BACKTAB || key == UIKEY_PGUP || key == UIKEY_PGDN || key == UIKEY_DELETE);
}

static void draw_row(const struct picker *p, const struct row *r, struct rect at, int current)
{
	enum role role = current ? ROLE_CURSOR : r->why ? ROLE_KEY_OFF : ROLE_TEXT;
	int right = text_width(r->right), number;
	if (right > at.w / 2)
		right = at.w / 2;
	screen_put(at.y, at.x, at.w, role, "");
	number = overlay_number(at.y, at.x, at.w, role, (int)(r - p->rows.items) + 1);
	at.x += number;
	at.w -= number;
	screen_put(at.y, at.x + 1, at.w - right - 3, role, r->left);
	if (right > 0)
		screen_put(at.y, at.x + at.w - right - 1, right, current ? role : ROLE_DIM, r->right);
	if (current)
		screen_cursor(at.y, at.x, 0);
}

static void picker_draw(struct app *a, struct overlay *o)
{
	struct picker *p = (struct picker *)o;
	struct rect in;
	size_t height;
	int w;
	if (!p->filled)
		fill(a, p);
	in = screen_box(overlay_rect((int)p->rows.len + 6 > 10 ? (int)p->rows.len + 6 : 10, PICKER_WIDTH),
		TR(p->def->title));
	w = screen_text(in.y, in.x, in.w, ROLE_LABEL, "> ");
	line_edit_draw(&p->typed, in.y, in.x + w, in.w - w, ROLE_INPUT, 1);
	p->list_y = in.y + 2;
	p->list_h = in.h - 4 > 1 ? in.h - 4 : 1;
	height = (size_t)p->list_h;
	if (p->cursor < p->top)
		p->top = p->cursor;
	if (p->cursor >= p->top + height)
		p->top = p->cursor - height + 1;
	for (size_t i = 0; i < height && p->top + i < p->rows.len; i++)
		draw_row(p, &p->rows.items[p->top + i],
			(struct rect){ p->list_y + (int)i, in.x, 1, in.w }, p->top + i == p->cursor);
	if (p->number != 0) {
		struct strbuf text = STRBUF_INIT;
		strbuf_addf(&text, "%s%s", _("searching"), screen_glyph("…", "..."));
		screen_put(p->list_y, in.x, in.w, ROLE_DIM, text.s);
		strbuf_release(&text);
	} else if (p->rows.len == 0)
		screen_put(p->list_y, in.x, in.w, ROLE_DIM, _("Nothing matches; Backspace takes a letter back."));
	if (p->cursor < p->rows.len && p->rows.items[p->cursor].why)      /* not now, and why */
		screen_put(in.y + in.h - 2, in.x, in.w, ROLE_WARNING, p->rows.items[p->cursor].why);
	screen_put(in.y + in.h - 1, in.x, in.w, ROLE_DIM, p->def->hint ? TR(p->def->hint) :
		_("type to narrow   Enter choose   Esc cancel"));
}

static void take(struct app *a, struct picker *p)
{
	const struct picker_def *def = p->def;
	struct row *r;
	int64_t id;
	void *data;
	if (p->cursor >= p->rows.len)
		return;
	r = &p->rows.items[p->cursor];
	if (r->why) {
		app_say(a, TONE_WARNING, "%s", r->why);
		return;
	}
	id = r->id;
	if (def->stays) {
		def->chosen(a, id, p->data);
		p->filled = 0;
		return;
	}
	data = p->data;
	p->data = NULL;
	overlay_close(a, &p->overlay);
	def->chosen(a, id, data);
	if (def->free_data)
		def->free_data(data);
}

static void picker_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct picker *p = (struct picker *)o;
	size_t n = p->rows.len, page = p->list_h > 1 ? (size_t)p->list_h - 1 : 1;
	if (key == UIKEY_ESC || key == UIKEY_CTRL('C'))
		overlay_close(a, o);
	else if (key == UIKEY_ENTER || (key == UIKEY_SPACE && p->def->stays))
		take(a, p);
	else if (key == UIKEY_UP || key == UIKEY_BACKTAB)
		p->cursor -= p->cursor > 0;
	else if (key == UIKEY_DOWN || key == UIKEY_TAB)
		p->cursor += p->cursor + 1 < n;
	else if (key == UIKEY_PGUP)
		p->cursor -= page < p->cursor ? page : p->cursor;
	else if (key == UIKEY_PGDN)
		p->cursor = p->cursor + page < n ? p->cursor + page : n > 0 ? n - 1 : 0;
	else if (key == UIKEY_DELETE && p->removed && p->cursor < n) {
		p->removed(a, p->rows.items[p->cursor].id);
		p->filled = 0;
	} else if (line_edit_key(&p->typed, key)) {
		p->cursor = p->top = 0;
		fill(a, p);
	}
}

static void picker_mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	struct picker *p = (struct picker *)o;
	int line = m->y - p->list_y;
	if (m->kind == MOUSE_WHEEL_UP)
		picker_key(a, o, UIKEY_UP);
	else if (m->kind == MOUSE_WHEEL_DOWN)
		picker_key(a, o, UIKEY_DOWN);
	else if (line >= 0 && line < p->list_h && p->top + (size_t)line < p->rows.len) {
		p->cursor = p->top + (size_t)line;
		take(a, p);
	}
}

static void picker_release(struct overlay *o)
{
	struct picker *p = (struct picker *)o;
	line_edit_release(&p->typed);
	ARRAY_RELEASE(&p->rows);
	pool_release(&p->pool);
	if (p->data && p->def->free_data)
		p->def->free_data(p->data);
	free(p);
}

static const struct overlay_ops picker_ops = { "picker", picker_draw, picker_key, picker_mouse,
	picker_release, 1, picker_waits };

struct overlay *picker_open(struct app *a, const struct picker_def *def, void *take_data)
{
	struct picker *p = xcalloc(1, sizeof *p);
	p->overlay.ops = &picker_ops;
	p->def = def;
	p->data = take_data;
	p->app = a;
	line_edit_init(&p->typed, "");
	overlay_push(a, &p->overlay);
	fill(a, p);
	return &p->overlay;
}

void picker_on_remove(struct overlay *o, void (*removed)(struct app *a, int64_t id))
{
	((struct picker *)o)->removed = removed;
}
