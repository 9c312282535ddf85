/* Confirmation: what is about to happen, then what is to be typed, then the buttons.
 *
 * Left, right and Tab move between fields and buttons, Enter takes the one in focus, Esc is
 * Cancel.  Enter in a field goes to the next one that is not right yet; when all are, it is the answer.  The facts scroll; nothing of them is cut off. */
#include "ui/confirm.h"
#include "ui/app.h"
#include "ui/line_edit.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define CONFIRM_WIDTH 74
#define CONFIRM_WIDE  110

struct confirm {
	struct overlay overlay;
	const struct confirm_def *def;
	const struct confirm_typing *typing;    /* NULL: nothing is typed */
	struct text_pane pane;
	int width, focus;                       /* focus: fields first, then buttons */
	int n, button_y, button_x[3], button_w[3];
	int n_fields, field_y[CONFIRM_FIELDS];
	struct line_edit edits[CONFIRM_FIELDS];
	char *labels[CONFIRM_FIELDS];           /* owned */
	int wrong;                              /* Enter found a field that is not right */
	void *data;
};

static int all_typed(struct app *a, const struct confirm *c)
{
	for (int i = 0; i < c->n_fields; i++)
		if (!c->typing->typed(a, i, c->edits[i].text.s, c->data))
			return 0;
	return 1;
}

static void draw_fields(struct app *a, struct confirm *c, struct rect in, int y)
{
	for (int i = 0; i < c->n_fields; i++, y++) {
		int x = in.x + overlay_number(y, in.x, in.w, ROLE_LABEL, i + 1);
		int w = text_width(c->labels[i]) + 1, right = c->typing->typed(a, i, c->edits[i].text.s, c->data);
		if (w > in.w - 24)
			w = in.w - 24;
		c->field_y[i] = y;
		screen_put(y, x, w, ROLE_LABEL, c->labels[i]);
		line_edit_draw(&c->edits[i], y, x + w, 22, ROLE_INPUT, c->focus == i);
		if (right)
			screen_text(y, x + w + 23, in.x + in.w - x - w - 23, ROLE_SYNCED, screen_glyph("✓", "="));
		else if (c->wrong && c->edits[i].text.len > 0)
			screen_text(y, x + w + 23, in.x + in.w - x - w - 23, ROLE_ERROR, _("is not the total"));
	}
}

static void draw_buttons(struct app *a, struct confirm *c, struct rect in)
{
	int x = in.x, off = !all_typed(a, c);
	c->button_y = in.y + in.h - 1;
	for (int i = 0; i < c->n; i++) {
		struct strbuf label = STRBUF_INIT;
		int focus = i == c->focus - c->n_fields;
		x += overlay_number(c->button_y, x, in.x + in.w - x, ROLE_LABEL, c->n_fields + c->n > 1 ?
			c->n_fields + i + 1 : 0);
		strbuf_addf(&label, "[ %s ]", TR(c->def->buttons[i]));
		c->button_x[i] = x;
		c->button_w[i] = screen_text(c->button_y, x, in.x + in.w - x,
			off && i < c->n - 1 ? ROLE_DIM : focus ? ROLE_BUTTON_FOCUS : ROLE_BUTTON, label.s);
		if (focus)
			screen_cursor(c->button_y, x + 2, 0);
		x += c->button_w[i] + 2;
		strbuf_release(&label);
	}
	if (pane_lines(&c->pane) > in.h - 2 - c->n_fields)
		screen_text(c->button_y, x + 2, in.x + in.w - x - 2, ROLE_DIM, _("PgDn, PgUp: read all of it"));
}

static void confirm_draw(struct app *a, struct overlay *o)
{
	struct confirm *c = (struct confirm *)o;
	int wide = screen_cols() >= 130 ? CONFIRM_WIDE : CONFIRM_WIDTH;
	int width = screen_cols() - 8 < wide ? screen_cols() - 8 : wide, foot = 2 + c->n_fields;
	struct rect in;
	if (c->width != width) {
		pane_clear(&c->pane);
		c->def->build(a, &c->pane, width, c->data);
		c->width = width;
	}
	in = screen_box(overlay_rect(pane_lines(&c->pane) + foot + 2, width + 4), TR(c->def->title));
	pane_draw(&c->pane, (struct rect){ in.y, in.x, in.h - foot, in.w }, 0);
	draw_fields(a, c, in, in.y + in.h - 1 - c->n_fields);
	draw_buttons(a, c, in);
}

static void choose(struct app *a, struct confirm *c, int button)
{
	const struct confirm_def *def = c->def;
	void *data = c->data;
	int yes = button < c->n - 1 || c->n == 1;
	if (yes && !all_typed(a, c)) {
		c->wrong = 1;
		c->focus = 0;
		while (c->focus < c->n_fields - 1 && c->typing->typed(a, c->focus, c->edits[c->focus].text.s, data))
			c->focus++;
		return;
	}
	c->data = NULL;
	overlay_close(a, &c->overlay);
	if (yes)
		def->chosen(a, button, data);
	else
		app_say(a, TONE_PLAIN, "%s", _("Cancelled; nothing was changed."));
	if (def->free_data)
		def->free_data(data);
}

static void move_focus(struct confirm *c, int by)
{
	int all = c->n_fields + c->n;
	c->focus = (c->focus + all + by) % all;
}

static void field_key(struct app *a, struct confirm *c, uint32_t key)
{
	struct line_edit *e = &c->edits[c->focus];
	if (key != UIKEY_ENTER) {
		c->wrong = 0;
		if (!line_edit_key(e, key))
			pane_key(&c->pane, key);
	} else if (all_typed(a, c)) {
		choose(a, c, 0);
	} else if (c->typing->typed(a, c->focus, e->text.s, c->data)) {
		for (c->focus = 0; c->typing->typed(a, c->focus, c->edits[c->focus].text.s, c->data); c->focus++)
			;
	} else {
		c->wrong = 1;
	}
}

static void confirm_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct confirm *c = (struct confirm *)o;
	int in_field = c->focus < c->n_fields;
	if (key == UIKEY_ESC || key == UIKEY_CTRL('C'))
		choose(a, c, c->n - 1);
	else if (key == UIKEY_BACKTAB || (key == UIKEY_LEFT && !in_field))
		move_focus(c, -1);
	else if (key == UIKEY_TAB || (key == UIKEY_RIGHT && !in_field))
		move_focus(c, 1);
	else if (key == UIKEY_UP || key == UIKEY_DOWN || key == UIKEY_PGUP || key == UIKEY_PGDN)
		pane_scroll(&c->pane, key == UIKEY_UP ? -1 : key == UIKEY_DOWN ? 1 :
			(c->pane.height > 1 ? c->pane.height - 1 : 1) * (key == UIKEY_PGUP ? -1 : 1));
	else if (in_field)
		field_key(a, c, key);
	else if (key == UIKEY_ENTER)
		choose(a, c, c->focus - c->n_fields);
	else if (c->n_fields > 0 && key >= '0' && key <= '9') {
		c->focus = 0;            /* what is typed belongs into the field */
		field_key(a, c, key);
	} else {
		pane_key(&c->pane, key);
	}
}

static void confirm_mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	struct confirm *c = (struct confirm *)o;
	if (m->kind == MOUSE_WHEEL_UP || m->kind == MOUSE_WHEEL_DOWN) {
		pane_scroll(&c->pane, m->kind == MOUSE_WHEEL_UP ? -3 : 3);
		return;
	}
	for (int i = 0; i < c->n_fields; i++)
		if (m->y == c->field_y[i])
			c->focus = i;
	if (m->y == c->button_y)
		for (int i = 0; i < c->n; i++)
			if (m->x >= c->button_x[i] && m->x < c->button_x[i] + c->button_w[i]) {
				choose(a, c, i);
				return;
			}
}

static void confirm_release(struct overlay *o)
{
	struct confirm *c = (struct confirm *)o;
	pane_release(&c->pane);
	for (int i = 0; i < c->n_fields; i++) {
		line_edit_release(&c->edits[i]);
		free(c->labels[i]);
	}
	if (c->data && c->def->free_data)
		c->def->free_data(c->data);
	free(c);
}

static const struct overlay_ops confirm_ops = { "confirm", confirm_draw, confirm_key, confirm_mouse,
	confirm_release, 0, NULL };
static const struct overlay_ops typing_ops = { "confirm", confirm_draw, confirm_key, confirm_mouse,
	confirm_release, 1, NULL };

static void add_fields(struct app *a, struct confirm *c)
{
	struct strbuf label = STRBUF_INIT;
	while (c->typing && c->n_fields < CONFIRM_FIELDS && c->typing->field(a, c->n_fields, &label, c->data)) {
		c->labels[c->n_fields] = strbuf_detach(&label);
		line_edit_init(&c->edits[c->n_fields++], "");
		strbuf_init(&label);
	}
	strbuf_release(&label);
}

void confirm_open(struct app *a, const struct confirm_def *def, int focus, void *take_data)
{
	confirm_open_typing(a, def, NULL, focus, take_data);
}

void confirm_open_typing(struct app *a, const struct confirm_def *def, const struct confirm_typing *typing,
	int focus, void *take_data)
{
	struct confirm *c = xcalloc(1, sizeof *c);
	c->def = def;
	c->typing = typing;
	c->data = take_data;
	while (c->n < 3 && def->buttons[c->n])
		c->n++;
	add_fields(a, c);
	c->focus = c->n_fields > 0 && focus < c->n - 1 ? 0 : c->n_fields + focus;
	c->overlay.ops = c->n_fields > 0 ? &typing_ops : &confirm_ops;
	pane_init(&c->pane);
	overlay_push(a, &c->overlay);
}

void *confirm_again(struct app *a, void (*build)(struct app *a, struct text_pane *p, int width, void *data))
{
	for (struct overlay *o = a->top; o; o = o->below) {
		struct confirm *c = (struct confirm *)o;
		if ((o->ops != &confirm_ops && o->ops != &typing_ops) || c->def->build != build)
			continue;
		c->width = 0;
		a->dirty = 1;
		return c->data;
	}
	return NULL;
}
