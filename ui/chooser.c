/* The dialog that arranges the columns: which, in what order, how wide, which stay.
 *
 * It changes the list at once, which is seen behind it; Esc takes everything back. */
#include "ui/chooser.h"
#include "ui/app.h"
#include "base/i18n.h"
#include "base/text.h"

#include "base/banned.h"

#define CHOOSER_WIDTH 64
#define ABOVE 4         /* rows of the list that stay in sight */

struct chooser {
	struct overlay overlay;
	struct tab *tab;
	struct layout before;       /* for Esc */
	int column_before, first_before;
	size_t cursor, top;         /* place in layout.order */
	int list_y, list_h;
};

/* ---- drawing ---- */

static struct rect place_of(const struct app *a, int n)
{
	int rows = screen_rows(), cols = screen_cols(), above = a->place.list_y + ABOVE;
	struct rect r = { .h = n + 5, .w = CHOOSER_WIDTH < cols - 2 ? CHOOSER_WIDTH : cols - 2 };
	if (above > rows / 3)
		above = rows / 3;
	if (r.h > rows - 2 - above)
		r.h = rows - 2 - above;
	r.y = rows - 2 - r.h;
	r.x = cols - r.w - 1;
	return r;
}

/* How many shown columns stand before this place. */
static int shown_before(const struct layout *l, size_t place)
{
	int n = 0;
	for (size_t i = 0; i < place; i++)
		n += !(l->hidden & 1u << l->order[i]);
	return n;
}

static void draw_line(const struct chooser *c, size_t at, struct rect r, int current)
{
	const struct layout *l = &c->tab->layout;
	int column = l->order[at], hidden = (l->hidden & 1u << column) != 0;
	enum role role = current ? ROLE_CURSOR : hidden ? ROLE_DIM : ROLE_TEXT;
	struct strbuf width = STRBUF_INIT;
	if (l->width[column] > 0)
		strbuf_addf(&width, "%d", l->width[column]);
	else
		/* TRANSLATORS: the width of a column, when the program finds it. */
		strbuf_adds(&width, _("automatic"));
	screen_put(r.y, r.x, r.w, role, "");
	screen_put(r.y, r.x + 1, 3, role, hidden ? "[ ]" : "[x]");
	screen_put(r.y, r.x + 5, 22, role, TR(c->tab->def->columns[column].title));
	screen_put(r.y, r.x + 28, 13, role, width.s);
	if (!hidden && shown_before(l, at) < l->frozen)
		/* TRANSLATORS: of a column that stays in sight when the list scrolls sideways. */
		screen_put(r.y, r.x + 42, r.w - 42, role, _("stays"));
	if (current)
		screen_cursor(r.y, r.x + 2, 0);
	strbuf_release(&width);
}

static void chooser_draw(struct app *a, struct overlay *o)
{
	struct chooser *c = (struct chooser *)o;
	size_t n = (size_t)c->tab->layout.n, height;
	struct rect in = screen_box(place_of(a, (int)n), _("Columns"));
	c->list_y = in.y;
	c->list_h = in.h - 3 > 1 ? in.h - 3 : 1;
	height = (size_t)c->list_h;
	if (c->cursor < c->top)
		c->top = c->cursor;
	if (c->cursor >= c->top + height)
		c->top = c->cursor - height + 1;
	for (size_t i = 0; i < height && c->top + i < n; i++)
		draw_line(c, c->top + i, (struct rect){ c->list_y + (int)i, in.x, 1, in.w }, c->top + i == c->cursor);
	screen_put(in.y + in.h - 2, in.x, in.w, ROLE_DIM, _("Space show/hide   K J move   - + width   0 automatic"));
	screen_put(in.y + in.h - 1, in.x, in.w, ROLE_DIM, _("f stay up to here   R reset   Enter keep   Esc take back"));
}

/* ---- keys ---- */

static int current(const struct chooser *c)
{
	return c->tab->layout.order[c->cursor];
}

/* The list shows the column the dialog is on. */
static void follow(struct chooser *c)
{
	if (!(c->tab->layout.hidden & 1u << current(c)))
		c->tab->column = current(c);
}

static void go(struct chooser *c, int step)
{
	int to = (int)c->cursor + step;
	if (to < 0)
		to = 0;
	if (to >= c->tab->layout.n)
		to = c->tab->layout.n - 1;
	c->cursor = (size_t)to;
	follow(c);
}

/* In the dialog every column has a place, the hidden ones too. */
static void move(struct chooser *c, int step)
{
	struct layout *l = &c->tab->layout;
	int to = (int)c->cursor + step, column = current(c);
	if (to < 0 || to >= l->n)
		return;
	l->order[c->cursor] = l->order[to];
	l->order[to] = column;
	l->arranged = 1;
	c->cursor = (size_t)to;
}

static void widen(struct chooser *c, int step)
{
	const struct layout_page *p = &c->tab->page;
	int shown = c->tab->def->columns[current(c)].min;
	for (int i = 0; i < p->n; i++)
		if (p->slots[i].column == current(c))
			shown = p->slots[i].w;
	layout_widen(&c->tab->layout, current(c), shown, step);
}

static void toggle(struct app *a, struct chooser *c)
{
	if (!layout_toggle(&c->tab->layout, current(c)))
		app_say(a, TONE_WARNING, "%s", _("One column stays at least."));
	follow(c);
}

static void reset(struct chooser *c)
{
	const struct tab_def *d = c->tab->def;
	layout_release(&c->tab->layout);
	layout_init(&c->tab->layout, d->columns, d->n_columns);
	c->tab->first = 0;
	follow(c);
}

static void take_back(struct chooser *c)
{
	layout_copy(&c->tab->layout, &c->before);
	c->tab->column = c->column_before;
	c->tab->first = c->first_before;
}

static void freeze(struct chooser *c)
{
	struct layout *l = &c->tab->layout;
	int upto = shown_before(l, c->cursor + 1);
	l->frozen = l->frozen == upto ? 0 : upto;
}

static void chooser_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct chooser *c = (struct chooser *)o;
	switch (key) {
	case UIKEY_ESC: case UIKEY_CTRL('C'):
		take_back(c);
		overlay_close(a, o);
		break;
	case UIKEY_ENTER: case 'O':
		overlay_close(a, o);
		break;
	case UIKEY_UP: case 'k': go(c, -1); break;
	case UIKEY_DOWN: case 'j': go(c, 1); break;
	case UIKEY_PGUP: go(c, -c->list_h); break;
	case UIKEY_PGDN: go(c, c->list_h); break;
	case UIKEY_HOME: go(c, -COLUMN_MAX); break;
	case UIKEY_END: go(c, COLUMN_MAX); break;
	case UIKEY_SPACE: toggle(a, c); break;
	case UIKEY_SHIFT_UP: case 'K': case '{': move(c, -1); break;
	case UIKEY_SHIFT_DOWN: case 'J': case '}': move(c, 1); break;
	case UIKEY_LEFT: case '-': case '(': widen(c, -1); break;
	case UIKEY_RIGHT: case '+': case '=': case ')': widen(c, 1); break;
	case '0': c->tab->layout.width[current(c)] = 0; break;
	case 'f': freeze(c); break;
	case 'R': reset(c); break;
	default: break;
	}
}

static void chooser_mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	struct chooser *c = (struct chooser *)o;
	int line = m->y - c->list_y;
	if (m->kind == MOUSE_WHEEL_UP) {
		go(c, -1);
	} else if (m->kind == MOUSE_WHEEL_DOWN) {
		go(c, 1);
	} else if (line >= 0 && line < c->list_h && c->top + (size_t)line < (size_t)c->tab->layout.n) {
		c->cursor = c->top + (size_t)line;
		toggle(a, c);
	}
}

static void chooser_release(struct overlay *o)
{
	struct chooser *c = (struct chooser *)o;
	layout_release(&c->before);
	free(c);
}

void act_columns(struct app *a)
{
	static const struct overlay_ops ops = { "columns", chooser_draw, chooser_key, chooser_mouse, chooser_release, 0, NULL };
	struct chooser *c = xcalloc(1, sizeof *c);
	c->overlay.ops = &ops;
	c->tab = app_tab(a);
	c->column_before = c->tab->column;
	c->first_before = c->tab->first;
	layout_copy(&c->before, &c->tab->layout);
	for (int i = 0; i < c->tab->layout.n; i++)
		if (c->tab->layout.order[i] == c->tab->column)
			c->cursor = (size_t)i;
	overlay_push(a, &c->overlay);
}
