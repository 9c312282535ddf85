/* Confirmation: what is about to happen, then the buttons.
 *
 * Left, right and Tab move between the buttons, Enter takes the one in focus, Esc is
 * Cancel.  A button also answers to its first letter when that is plain. */
#include "ui/confirm.h"
#include "ui/app.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define CONFIRM_WIDTH 74

struct confirm {
	struct overlay overlay;
	const struct confirm_def *def;
	struct text_pane pane;
	int width, focus, n, button_y, button_x[3], button_w[3];
	void *data;
};

static void confirm_draw(struct app *a, struct overlay *o)
{
	struct confirm *c = (struct confirm *)o;
	int width = screen_cols() - 8 < CONFIRM_WIDTH ? screen_cols() - 8 : CONFIRM_WIDTH, x;
	struct rect in;
	if (c->width != width) {
		pane_clear(&c->pane);
		c->def->build(a, &c->pane, width, c->data);
		c->width = width;
	}
	in = screen_box(overlay_rect(pane_lines(&c->pane) + 4, width + 4), TR(c->def->title));
	pane_draw(&c->pane, (struct rect){ in.y, in.x, in.h - 2, in.w }, 0);
	c->button_y = in.y + in.h - 1;
	x = in.x;
	for (int i = 0; i < c->n; i++) {
		struct strbuf label = STRBUF_INIT;
		strbuf_addf(&label, "[ %s ]", TR(c->def->buttons[i]));
		c->button_x[i] = x;
		c->button_w[i] = screen_text(c->button_y, x, in.x + in.w - x,
			i == c->focus ? ROLE_BUTTON_FOCUS : ROLE_BUTTON, label.s);
		if (i == c->focus)
			screen_cursor(c->button_y, x + 2, 0);
		x += c->button_w[i] + 2;
		strbuf_release(&label);
	}
}

static void choose(struct app *a, struct confirm *c, int button)
{
	const struct confirm_def *def = c->def;
	void *data = c->data;
	int yes = button < c->n - 1 || c->n == 1;
	c->data = NULL;
	overlay_close(a, &c->overlay);
	if (yes)
		def->chosen(a, button, data);
	else
		app_say(a, TONE_PLAIN, "%s", _("Cancelled; nothing was changed."));
	if (def->free_data)
		def->free_data(data);
}

static void confirm_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct confirm *c = (struct confirm *)o;
	if (key == UIKEY_ESC || key == UIKEY_CTRL('C'))
		choose(a, c, c->n - 1);
	else if (key == UIKEY_ENTER)
		choose(a, c, c->focus);
	else if (key == UIKEY_LEFT || key == UIKEY_BACKTAB)
		c->focus = (c->focus + c->n - 1) % c->n;
	else if (key == UIKEY_RIGHT || key == UIKEY_TAB)
		c->focus = (c->focus + 1) % c->n;
	else
		pane_key(&c->pane, key);
}

static void confirm_mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	struct confirm *c = (struct confirm *)o;
	if (m->kind == MOUSE_WHEEL_UP || m->kind == MOUSE_WHEEL_DOWN)
		pane_scroll(&c->pane, m->kind == MOUSE_WHEEL_UP ? -3 : 3);
	else if (m->y == c->button_y)
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
	if (c->data && c->def->free_data)
		c->def->free_data(c->data);
	free(c);
}

static const struct overlay_ops confirm_ops = { "confirm", confirm_draw, confirm_key, confirm_mouse,
	confirm_release, 0 };

void confirm_open(struct app *a, const struct confirm_def *def, int focus, void *take_data)
{
	struct confirm *c = xcalloc(1, sizeof *c);
	c->overlay.ops = &confirm_ops;
	c->def = def;
	c->data = take_data;
	c->focus = focus;
	while (c->n < 3 && def->buttons[c->n])
		c->n++;
	pane_init(&c->pane);
	overlay_push(a, &c->overlay);
}
