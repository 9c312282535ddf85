/* The filter line.
 *
 * Every keystroke asks for the first rows only.  While the expression is not complete
 * ("date>=20"), the list keeps what the last good one gave and the message line
 * says what is expected.  Esc takes back what was typed since `/`; Enter keeps it. */
#include "ui/filter_line.h"
#include "ui/app.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

void filter_line_apply(struct app *a)
{
	struct tab *t = app_tab(a);
	const char *text = a->filter.edit.text.s;
	if (!a->filter.typed)
		return;
	a->filter.typed = 0;
	error_release(&a->filter.error);
	if (table_set_filter(&t->table, text, &a->filter.error) == 0) {
		free(t->filter_text);
		t->filter_text = *text ? xstrdup(text) : NULL;
	}
}

void act_filter(struct app *a)
{
	struct tab *t = app_tab(a);
	if (a->detail.mode == DETAIL_FULL)
		a->detail.mode = DETAIL_PANE;
	a->focus = FOCUS_TABLE;
	a->filter.open = 1;
	free(a->filter.before);
	a->filter.before = xstrdup(t->filter_text);
	line_edit_set(&a->filter.edit, t->filter_text ? t->filter_text : "");
}

void filter_line_key(struct app *a, uint32_t key)
{
	struct table *t = &app_tab(a)->table;
	if (key < 32 || key >= UIKEY_UP)
		filter_line_apply(a);     /* what follows must act on the list as typed */
	if (key == UIKEY_ENTER || key == UIKEY_TAB) {
		if (a->filter.error.cls != ERR_NONE)
			app_say_error(a, &a->filter.error);
		a->filter.open = 0;
	} else if (key == UIKEY_ESC || key == UIKEY_CTRL('C')) {
		line_edit_set(&a->filter.edit, a->filter.before ? a->filter.before : "");
		a->filter.typed = 1;
		filter_line_apply(a);
		a->filter.open = 0;
	} else if (key == UIKEY_UP || key == UIKEY_DOWN) {
		table_move(t, key == UIKEY_UP ? -1 : 1);
	} else if (key == UIKEY_PGUP || key == UIKEY_PGDN) {
		table_page(t, key == UIKEY_PGUP ? -1 : 1);
	} else if (line_edit_key(&a->filter.edit, key)) {
		a->filter.typed = 1;     /* applied once per burst, before drawing */
	}
}

int filter_line_draw(struct app *a, int y, int x, int width)
{
	const char *shown = app_tab(a)->filter_text;
	int used;
	if (!a->filter.open && shown == NULL)
		return 0;
	used = screen_text(y, x, width, ROLE_KEY, "/");
	if (!a->filter.open)
		return used + screen_text(y, x + used, width - used, ROLE_INPUT, shown);
	line_edit_draw(&a->filter.edit, y, x + used, width - used,
		a->filter.error.cls != ERR_NONE ? ROLE_ERROR : ROLE_INPUT, 1);
	return width;
}

void filter_line_release(struct app *a)
{
	line_edit_release(&a->filter.edit);
	error_release(&a->filter.error);
	free(a->filter.before);
}
