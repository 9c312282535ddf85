/* The choice of a theme.
 *
 * The whole screen is the preview: each theme is put on as soon as the cursor reaches it, and
 * the one from before comes back with Esc.  What is chosen is kept beside the database's other
 * state, not in the settings file, which is its owner's; a new setting there wins again. */
#include "ui/theme_view.h"
#include "ui/app.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define LIST_WIDTH 46

struct theme_view {
	struct overlay overlay;
	struct theme_names names;
	size_t cursor, before, top;
	int list_y, list_h;
};

static const struct { const char *name, *title; } known[] = {
	{ "default", N_("the terminal's colours, dark background") },
	{ "light", N_("light background") },
	{ "high-contrast", N_("yellow and white on black") },
	{ "colour-blind", N_("no red against green") },
	{ "mono", N_("no colours") },
};

static const char *title_of(const char *name)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].name, name) == 0)
			return TR(known[i].title);
	return "";
}

/* Every state in its look, so that the eye can compare. */
static void draw_states(int y, int x, int width)
{
	static const enum status shown[] = { STATUS_READY, STATUS_HELD, STATUS_FAILED, STATUS_QUEUED, STATUS_SYNCED };
	int end = x + width;
	for (size_t i = 0; i < sizeof shown / sizeof *shown && x < end; i++) {
		struct record_state st = { .status = shown[i] };
		struct strbuf word = STRBUF_INIT;
		status_add(&word, &st, 0, screen_ascii());
		x += screen_text(y, x, end - x, status_role(shown[i]), word.s) + 1;
		strbuf_release(&word);
	}
}

static void draw(struct app *a, struct overlay *o)
{
	struct theme_view *v = (struct theme_view *)o;
	struct rect in = screen_box(overlay_rect((int)v->names.len + 7, LIST_WIDTH + 18), _("Colours of the screens"));
	v->list_y = in.y;
	v->list_h = in.h - 3 > 1 ? in.h - 3 : 1;
	if (v->cursor < v->top)
		v->top = v->cursor;
	if (v->cursor >= v->top + (size_t)v->list_h)
		v->top = v->cursor - (size_t)v->list_h + 1;
	for (int i = 0; i < v->list_h && v->top + (size_t)i < v->names.len; i++) {
		size_t at = v->top + (size_t)i;
		const char *name = v->names.items[at];
		enum role role = at == v->cursor ? ROLE_CURSOR : ROLE_TEXT;
		screen_put(in.y + i, in.x, in.w, role, "");
		screen_put(in.y + i, in.x, 2, role, at == v->cursor ? screen_glyph("▸", ">") : "");
		screen_put(in.y + i, in.x + 2, 16, role, name);
		screen_put(in.y + i, in.x + 19, in.w - 20, at == v->cursor ? role : ROLE_DIM, title_of(name));
		if (at == v->cursor)
			screen_cursor(in.y + i, in.x, 0);
	}
	draw_states(in.y + in.h - 2, in.x, in.w);
	screen_put(in.y + in.h - 1, in.x, in.w, ROLE_DIM, _("Up Down look   Enter keep   Esc as before"));
}

static void put_on(struct app *a, struct theme_view *v, size_t i)
{
	struct error err = ERROR_INIT;
	if (screen_theme(v->names.items[i], &err) < 0)
		app_say_error(a, &err);
	error_release(&err);
	v->cursor = i;
	a->dirty = 1;
}

static void keep(struct app *a, struct theme_view *v)
{
	struct error err = ERROR_INIT;
	const char *name = v->names.items[v->cursor];
	free(a->theme);
	a->theme = xstrdup(name);
	if (theme_choose(a->options->hands.theme_setting, name, &err) < 0)
		app_say_error(a, &err);
	else
		app_say(a, TONE_GOOD, _("Theme %s; it stays for the next time."), name);
	error_release(&err);
	overlay_close(a, &v->overlay);
}

static void key(struct app *a, struct overlay *o, uint32_t k)
{
	struct theme_view *v = (struct theme_view *)o;
	if (k == UIKEY_ESC || k == UIKEY_CTRL('C') || k == 'q') {
		put_on(a, v, v->before);
		overlay_close(a, o);
	} else if (k == UIKEY_ENTER) {
		keep(a, v);
	} else if ((k == UIKEY_UP || k == 'k' || k == UIKEY_BACKTAB) && v->cursor > 0) {
		put_on(a, v, v->cursor - 1);
	} else if ((k == UIKEY_DOWN || k == 'j' || k == UIKEY_TAB) && v->cursor + 1 < v->names.len) {
		put_on(a, v, v->cursor + 1);
	} else if (k == UIKEY_HOME) {
		put_on(a, v, 0);
	} else if (k == UIKEY_END) {
		put_on(a, v, v->names.len - 1);
	}
}

static void mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	struct theme_view *v = (struct theme_view *)o;
	int line = m->y - v->list_y;
	if (m->kind == MOUSE_WHEEL_UP)
		key(a, o, UIKEY_UP);
	else if (m->kind == MOUSE_WHEEL_DOWN)
		key(a, o, UIKEY_DOWN);
	else if (line >= 0 && line < v->list_h && v->top + (size_t)line < v->names.len)
		put_on(a, v, v->top + (size_t)line);
}

static void release(struct overlay *o)
{
	struct theme_view *v = (struct theme_view *)o;
	theme_names_release(&v->names);
	free(v);
}

static const struct overlay_ops ops = { "theme", draw, key, mouse, release, 0, NULL };

void act_theme(struct app *a)
{
	struct theme_view *v = xcalloc(1, sizeof *v);
	const char *now = a->theme ? a->theme : a->options->theme ? a->options->theme : "default";
	v->overlay.ops = &ops;
	theme_list(&v->names);
	for (size_t i = 0; i < v->names.len; i++)
		if (strcmp(v->names.items[i], now) == 0)
			v->before = i;
	v->cursor = v->before;
	overlay_push(a, &v->overlay);
}
