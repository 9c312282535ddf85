/* The filter line.
 *
 * Every keystroke asks for the first rows only.  While the expression cannot be read
 * ("date>=20"), the list keeps what the last good one gave, the part that is wrong is
 * marked, and the line under it says what is expected.  Otherwise that line shows what
 * completes the word before the cursor.  Esc takes back what was typed since `/`; Enter
 * keeps it. */
#include "ui/filter_line.h"
#include "ui/app.h"
#include "ui/text_pane.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define FILTER_LEAST 14         /* columns, while it is typed */

/* ---- applying ---- */

/* Where in the text the mistake is; the table keeps its last good filter to itself. */
static void find_fault(struct app *a, const char *text)
{
	struct filter f;
	a->filter.bad_at = a->filter.bad_len = 0;
	if (filter_parse(&f, app_entity(a), text, NULL) < 0) {
		a->filter.bad_at = f.bad_at;
		a->filter.bad_len = f.bad_len;
	}
	filter_release(&f);
}

void filter_line_apply(struct app *a)
{
	const char *text = a->filter.edit.text.s;
	if (!a->filter.typed)
		return;
	a->filter.typed = 0;
	a->filter.bad_len = 0;
	error_release(&a->filter.error);
	if (tab_set_filter(app_tab(a), text, &a->filter.error) < 0)
		find_fault(a, text);
}

void act_filter(struct app *a)
{
	struct tab *t = app_tab(a);
	if (a->detail.mode == DETAIL_FULL)
		a->detail.mode = DETAIL_PANE;
	a->focus = FOCUS_TABLE;
	a->filter.open = 1;
	a->filter.chosen = -1;
	a->filter.bad_len = 0;
	error_release(&a->filter.error);
	free(a->filter.before);
	a->filter.before = xstrdup(t->filter_text);
	line_edit_set(&a->filter.edit, t->filter_text ? t->filter_text : "");
}

/* ---- completion ---- */

static void complete(struct app *a)
{
	struct filter_line *f = &a->filter;
	if (f->chosen >= 0)
		return;                 /* going round: the candidates stay those of the first Tab */
	if (f->found_for && f->found_at == f->edit.at && strcmp(f->found_for, f->edit.text.s) == 0)
		return;
	filter_completion_release(&f->found);
	free(f->found_for);
	f->found_for = xstrdup(f->edit.text.s);
	f->found_at = f->edit.at;
	filter_complete(&f->found, app_entity(a), f->edit.text.s, f->edit.at);
}

/* Is there something that is not there yet? */
static int completes(const struct filter_line *f)
{
	const struct filter_completion *c = &f->found;
	return c->n > 1 || (c->n == 1 && (strlen(c->items[0].text) != c->to - c->from ||
		strncmp(c->items[0].text, f->edit.text.s + c->from, c->to - c->from) != 0));
}

/* Puts the next candidate (or the one before) in the place of the word. */
static int next_candidate(struct app *a, int step)
{
	struct filter_line *f = &a->filter;
	struct strbuf text = STRBUF_INIT;
	int n;
	complete(a);
	if (!completes(f))
		return 0;
	n = (int)f->found.n;
	f->chosen = f->chosen < 0 ? (step > 0 ? 0 : n - 1) : (f->chosen + step + n) % n;
	strbuf_add(&text, f->found_for, f->found.from);
	strbuf_adds(&text, f->found.items[f->chosen].text);
	strbuf_adds(&text, f->found_for + f->found.to);
	line_edit_set(&f->edit, text.s);
	f->edit.at = f->found.from + strlen(f->found.items[f->chosen].text);
	f->typed = 1;
	if (n == 1)
		f->chosen = -1;
	strbuf_release(&text);
	return 1;
}

/* ---- help of the language ---- */

static void language_build(struct app *a, struct text_pane *p, int width, void *data)
{
	const char *const *lines = filter_examples(app_entity(a));
	pane_text(p, ROLE_TEXT, 0, width, _("Conditions stand one after the other, and all of them must hold. Names "
		"of fields and statuses are known in English and in your language; Tab completes them."));
	pane_line(p);
	for (; *lines; lines++) {
		const char *text = TR(*lines), *tab = strchr(text, '\t');
		char *left = xstrndup(text, tab ? (size_t)(tab - text) : strlen(text));
		pane_beside(p, 2, ROLE_KEY, left, width > 60 ? 34 : 24, ROLE_TEXT, width, tab ? tab + 1 : "");
		free(left);
	}
	pane_line(p);
	pane_text(p, ROLE_DIM, 0, width, _("Amounts may be typed as 10000.50, 10,000.50, 10000,50 or 10 000,50 where only "
		"one meaning is possible. Comptoir says what it cannot read, and keeps the list as it was."));
}

static void open_language(struct app *a)
{
	static const struct text_reader def = { N_("What can be typed in the filter"), NULL, language_build, NULL, NULL, NULL };
	text_reader_open(a, &def, NULL);
}

/* `?` where a condition would begin: no text begins with it. */
static int asks_for_help(const struct filter_line *f, uint32_t key)
{
	size_t at = f->edit.at;
	return key == UIKEY_F1 || (key == '?' && (at == 0 || f->edit.text.s[at - 1] == ' '));
}

/* ---- keys ---- */

static void leave(struct app *a)
{
	if (a->filter.error.cls != ERR_NONE)
		app_say_error(a, &a->filter.error);
	a->filter.open = 0;
}

void filter_line_key(struct app *a, uint32_t key)
{
	struct table *t = &app_tab(a)->table;
	if (key < 32 || key >= UIKEY_UP)
		filter_line_apply(a);     /* what follows must act on the list as typed */
	if ((key == UIKEY_TAB && next_candidate(a, 1)) ||
	    (key == UIKEY_BACKTAB && (next_candidate(a, -1), 1)))
		return;
	a->filter.chosen = -1;
	if (key == UIKEY_ENTER || key == UIKEY_TAB) {
		leave(a);
	} else if (key == UIKEY_ESC || key == UIKEY_CTRL('C')) {
		line_edit_set(&a->filter.edit, a->filter.before ? a->filter.before : "");
		a->filter.typed = 1;
		filter_line_apply(a);
		a->filter.open = 0;
	} else if (asks_for_help(&a->filter, key) && !a->pasting) {
		open_language(a);
	} else if (key == UIKEY_UP || key == UIKEY_DOWN) {
		table_move(t, key == UIKEY_UP ? -1 : 1);
	} else if (key == UIKEY_PGUP || key == UIKEY_PGDN) {
		table_page(t, key == UIKEY_PGUP ? -1 : 1);
	} else if (line_edit_key(&a->filter.edit, key)) {
		a->filter.typed = 1;     /* applied once per burst, before drawing */
	}
}

/* ---- drawing ---- */

int filter_line_wants(const struct app *a)
{
	const char *shown = a->filter.open ? a->filter.edit.text.s : a->tabs[a->tab].filter_text;
	int width = shown ? text_width(shown) + 1 : 0;
	return !a->filter.open ? width : width < FILTER_LEAST ? FILTER_LEAST : width + 1;
}

int filter_line_draw(struct app *a, int y, int x, int width)
{
	const char *shown = app_tab(a)->filter_text;
	const struct filter_line *f = &a->filter;
	int used;
	if (!f->open && shown == NULL)
		return 0;
	used = screen_text(y, x, width, ROLE_KEY, "/");
	if (!f->open)
		return used + screen_text(y, x + used, width - used, ROLE_INPUT, shown);
	line_edit_draw_marked(&f->edit, y, x + used, width - used, ROLE_INPUT, f->bad_at,
		f->error.cls != ERR_NONE ? f->bad_len : 0);
	return width;
}

int filter_line_rows(const struct app *a)
{
	return a->filter.open ? 1 : 0;
}

/* The sentence in as many rows as it needs, over the head of the list if need be. */
static void draw_fault(struct app *a, int y)
{
	struct strbuf text = STRBUF_INIT;
	struct text_pane p;
	int cols = screen_cols();
	strbuf_adds(&text, "! ");
	error_text(&text, &a->filter.error, 1);
	pane_init(&p);
	pane_text(&p, ROLE_WARNING, 0, cols - 2, text.s);
	for (size_t i = 0; i < p.segs.len; i++) {
		screen_put(y + p.segs.items[i].line, 0, cols, ROLE_TEXT, "");
		screen_text(y + p.segs.items[i].line, 1, cols - 2, ROLE_WARNING, p.segs.items[i].text);
	}
	pane_release(&p);
	strbuf_release(&text);
}

/* "Tab  vendor:  [status:held]": the chosen one in brackets; those that have no room are counted. */
static void draw_candidates(struct app *a, int y)
{
	const struct filter_line *f = &a->filter;
	int cols = screen_cols(), x = 1, first = 0, n = (int)f->found.n;
	x += screen_text(y, x, cols - 2, ROLE_KEY, "Tab") + 2;
	/* the chosen one stays in sight */
	for (int w = 0, i = f->chosen; i > 0; i--) {
		w += text_width(f->found.items[i].text) + 4;
		if (w > cols - x - 8) {
			first = i;
			break;
		}
	}
	for (int i = first; i < n; i++) {
		const char *text = f->found.items[i].text;
		struct strbuf shown = STRBUF_INIT;
		int w;
		strbuf_addf(&shown, i == f->chosen ? "[%s]" : " %s ", text);
		w = text_width(shown.s);
		if (x + w > cols - (i + 1 < n ? 5 : 1)) {
			strbuf_release(&shown);
			shown = (struct strbuf)STRBUF_INIT;
			strbuf_addf(&shown, "+%d", n - i);
			screen_text(y, x, cols - x - 1, ROLE_DIM, shown.s);
			strbuf_release(&shown);
			return;
		}
		x += screen_text(y, x, w, i == f->chosen ? ROLE_CURSOR : ROLE_DIM, shown.s);
		strbuf_release(&shown);
	}
	if (*f->found.expects)
		screen_text(y, x + 2, cols - x - 3, ROLE_DIM, f->found.expects);
}

void filter_line_draw_help(struct app *a, int y)
{
	const struct filter_line *f = &a->filter;
	int cols = screen_cols();
	if (!f->open)
		return;
	complete(a);
	screen_put(y, 0, cols, ROLE_TEXT, "");
	/* what is being completed is not finished: no reproach yet */
	if (completes(f) || f->chosen >= 0)
		draw_candidates(a, y);
	else if (*f->found.expects)
		screen_text(y, 1, cols - 2, ROLE_DIM, f->found.expects);
	else if (f->error.cls != ERR_NONE)
		draw_fault(a, y);
	else
		screen_text(y, 1, cols - 2, ROLE_DIM,
			_("words, vendor:roof, status:held, >10000, -not   Enter keep  Esc undo  ? help"));
}

void filter_line_release(struct app *a)
{
	line_edit_release(&a->filter.edit);
	error_release(&a->filter.error);
	filter_completion_release(&a->filter.found);
	free(a->filter.found_for);
	free(a->filter.before);
}
