/* One frame: title, tabs, view line, list, detail, message line, key bar; and the
 * dialogs over them. */
#include "ui/app.h"
#include "ui/filter_line.h"
#include "ui/problems.h"
#include "ui/sync_view.h"
#include "ui/tutor.h"
#include "ui/view_line.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define MIN_ROWS   8
#define LONG_MAX   4        /* rows of what went wrong */
#define MIN_COLS   30
#define STALE_MS   (24 * 3600 * INT64_C(1000))

/* ---- title and tabs ---- */

static void add_freshness(struct strbuf *out, const struct app *a)
{
	int64_t at = a->ages[app_entity(a)], now = clock_now_ms();
	if (at == 0) {
		strbuf_addf(out, " %s %s", screen_glyph("○", "o"), _("never synced"));
		return;
	}
	strbuf_addf(out, " %s ", now - at < STALE_MS ? screen_glyph("●", "*") : screen_glyph("◌", "!"));
	lang_add_age(out, at, now);
}

static void add_title(struct strbuf *out, const struct app *a)
{
	struct strbuf system = STRBUF_INIT;

	systems_add_title(&system, a);
	strbuf_adds(out, "Comptoir");
	if (a->company && *a->company)
		strbuf_addf(out, "  %s", a->company);
	if (system.len > 0)
		strbuf_addf(out, "%s%s", a->company && *a->company ? " / " : "  ", system.s);
	if (a->connections.len > 0 && !systems_add_ages(out, a))
		add_freshness(out, a);
	strbuf_release(&system);
}

/* What is particular about this session, at the right of the title. */
static void add_state(struct strbuf *out, const struct app *a)
{
	if (systems_badge(a) && !a->options->demo)
		strbuf_addf(out, "%s  ", systems_badge(a));
	if (a->options->demo)
		/* TRANSLATORS: in the title line: the sample company, nothing real. */
		strbuf_addf(out, "%s  ", _("demo"));
	if (a->read_only)
		strbuf_addf(out, "%s  ", _("read only"));
	if (a->vault == VAULT_IS_LOCKED)
		strbuf_adds(out, _("locked"));
	else if (a->vault == VAULT_IS_MISSING)
		strbuf_adds(out, _("no vault"));
	else if (a->vault == VAULT_IS_IMPORT_ONLY)
		strbuf_adds(out, _("import only"));
	else
		strbuf_adds(out, a->user);
}

static int tab_titles(struct app *a, struct strbuf titles[ENTITY_TAB_COUNT])
{
	int w = 0;
	for (int i = 0; i < ENTITY_TAB_COUNT; i++) {
		struct strbuf plain = STRBUF_INIT;
		strbuf_init(&titles[i]);
		tab_add_title(&plain, &a->tabs[i]);
		strbuf_addf(&titles[i], i == a->tab ? "[%s]" : " %s ", plain.s);
		strbuf_release(&plain);
		w += text_width(titles[i].s);
	}
	return w;
}

/* Narrow terminals: counts go first, then the titles are cut. */
static void draw_tabs(struct app *a, struct strbuf titles[ENTITY_TAB_COUNT], int y, int x, int room,
	int width)
{
	int cut = width > room;
	for (int i = 0; i < ENTITY_TAB_COUNT; i++) {
		enum role role = i == a->tab ? ROLE_TAB_ACTIVE : ROLE_TAB;
		struct strbuf text = STRBUF_INIT;
		if (cut && i != a->tab)
			strbuf_addf(&text, " %s ", TR(entities[a->tabs[i].def->entity].plural));
		else
			strbuf_adds(&text, titles[i].s);
		a->place.tab_x[i] = x;
		a->place.tab_w[i] = screen_text(y, x, !cut || i == a->tab ? screen_cols() - x :
			(room - text_width(titles[a->tab].s)) / (ENTITY_TAB_COUNT - 1), role, text.s);
		x += a->place.tab_w[i];
		strbuf_release(&text);
	}
}

static int draw_head(struct app *a)
{
	struct strbuf title = STRBUF_INIT, state = STRBUF_INIT, titles[ENTITY_TAB_COUNT];
	int cols = screen_cols(), w, sw, tw, rows = 1;
	add_title(&title, a);
	add_state(&state, a);
	w = text_width(title.s);
	sw = text_width(state.s);
	tw = tab_titles(a, titles);
	screen_put(0, 0, cols, ROLE_TITLE, "");
	screen_put(0, cols - sw - 1, sw, ROLE_DIM, state.s);
	screen_text(0, 1, cols - sw - 3, ROLE_TITLE, title.s);
	if (1 + w + 3 + tw + 2 + sw < cols) {
		a->place.tabs_y = 0;
		draw_tabs(a, titles, 0, 1 + w + 3, cols - w - sw - 6, tw);
	} else {
		screen_put(1, 0, cols, ROLE_TAB, "");
		a->place.tabs_y = 1;
		draw_tabs(a, titles, 1, 0, cols, tw);
		rows = 2;
	}
	for (int i = 0; i < ENTITY_TAB_COUNT; i++)
		strbuf_release(&titles[i]);
	strbuf_release(&title);
	strbuf_release(&state);
	return rows;
}

/* ---- message line and key bar ---- */

/* Beside what was just said; the columns it takes. */
static int draw_grace(struct app *a, int y, int end)
{
	struct strbuf text = STRBUF_INIT;
	int w;
	grace_add(&text, a, 1);
	w = text_width(text.s);
	if (w > 0)
		screen_put(y, end - w - 1, w, ROLE_PROGRESS, text.s);
	strbuf_release(&text);
	return w > 0 ? w + 2 : 0;
}

/* What went wrong is read whole: over the rows above, until the next key.  `used`: columns of the last row that
 * something else has. */
static void draw_long(int y, int cols, int used, enum role role, const char *text)
{
	struct text_pane p;
	int n;
	pane_init(&p);
	pane_text(&p, role, 0, cols - 2 - used, text);
	n = pane_lines(&p) < LONG_MAX ? pane_lines(&p) : LONG_MAX;
	for (int i = 1; i < n; i++)
		screen_put(y - i, 0, cols, ROLE_TEXT, "");
	pane_draw(&p, (struct rect){ y - n + 1, 1, n, cols - 2 - used }, 0);
	pane_release(&p);
}

static void draw_message(struct app *a, int y)
{
	static const enum role roles[] = { ROLE_MESSAGE, ROLE_MESSAGE, ROLE_WARNING, ROLE_ERROR };
	struct strbuf text = STRBUF_INIT;
	int cols = screen_cols(), problems = problems_count(a), w = 0;
	enum role role = ROLE_MESSAGE;
	screen_put(y, 0, cols, ROLE_TEXT, "");
	if (a->note_shown && a->notes.len > 0) {
		const struct note *n = &a->notes.items[a->notes.len - 1];
		strbuf_addf(&text, "%s%s", n->tone == TONE_ERROR ? screen_glyph("✗ ", "X ") : n->tone == TONE_WARNING ?
			"! " : "", n->text);
		role = roles[n->tone];
	} else if (grace_add(&text, a, 0), text.len > 0) {
		role = ROLE_PROGRESS;
	} else if (a->top == NULL && a->detail.mode == DETAIL_CLOSED && app_record(a)) {
		/* nothing to say: the note of the row in full */
		note_add(&text, systems_connector(a, app_record(a)->state.books), &app_record(a)->state);
		role = ROLE_DIM;
	}
	if (problems > 0) {
		struct strbuf p = STRBUF_INIT;
		strbuf_addf(&p, P_("! %d problem", "! %d problems", (unsigned long)problems), problems);
		w = text_width(p.s);
		screen_put(y, cols - w - 1, w, ROLE_WARNING, p.s);
		w += 2;
		strbuf_release(&p);
	}
	w += a->note_shown ? draw_grace(a, y, cols - w) : 0;
	if (a->note_shown && text_width(text.s) > cols - 2 - w && (role == ROLE_WARNING || role == ROLE_ERROR))
		draw_long(y, cols, w, role, text.s);
	else
		screen_text(y, 1, cols - 2 - w, role, text.s);
	strbuf_release(&text);
}

static void draw_bar(struct app *a, int y)
{
	struct strbuf text = STRBUF_INIT;
	int cols = screen_cols(), x = 1, end;
	screen_put(y, 0, cols, ROLE_KEY_TITLE, "");
	a->place.n_bar = 0;
	if (!screen_plain())
		sync_add_progress(&text, a);
	end = cols - 1;
	if (text.len > 0) {
		int w = text_width(text.s);
		w = w < cols / 2 ? w : cols / 2;
		screen_put(y, cols - w - 1, w, ROLE_PROGRESS, text.s);
		end = cols - w - 3;
	}
	for (size_t i = 0; i < n_actions; i++) {
		const char *title = TR(actions[i].title);
		int off, w;
		if (!(actions[i].needs & NEED_BAR) || (a->focus == FOCUS_DETAIL &&
		    !(actions[i].context & (CTX_DETAIL | CTX_GLOBAL))))
			continue;
		strbuf_reset(&text);
		keymap_add_first(&text, &a->keymap, (int)i);
		w = text_width(text.s) + 1 + text_width(title);
		if (text.len == 0 || x + w > end)
			continue;
		struct strbuf why = STRBUF_INIT;
		off = action_possible(a, &actions[i], &why) < 0 && !(actions[i].needs & NEED_UNLOCKED &&
			a->vault != VAULT_IS_OPEN);
		strbuf_release(&why);
		if (a->place.n_bar < (int)(sizeof a->place.bar / sizeof a->place.bar[0])) {
			a->place.bar[a->place.n_bar].x = x;
			a->place.bar[a->place.n_bar].w = w;
			a->place.bar[a->place.n_bar++].action = (int)i;
		}
		x += screen_text(y, x, end - x, off ? ROLE_KEY_OFF : ROLE_KEY, text.s) + 1;
		x += screen_text(y, x, end - x, off ? ROLE_KEY_OFF : ROLE_KEY_TITLE, title) + 2;
	}
	strbuf_release(&text);
}

/* ---- the frame ---- */

static void draw_body(struct app *a, int y, int h)
{
	struct tab *t = app_tab(a);
	int cols = screen_cols(), detail = 0;
	if (a->detail.mode == DETAIL_FULL)
		detail = h;
	else if (a->detail.mode == DETAIL_PANE)
		detail = detail_rows(&a->detail, h);
	a->place.body_h = h;
	a->place.list_y = y;
	a->place.list_h = h - detail;
	a->place.detail_y = y + h - detail;
	a->place.detail_h = detail;
	tab_refresh(t);
	if (h - detail > 0)
		tab_draw(a, t, (struct rect){ y, 0, h - detail, cols }, a->focus == FOCUS_TABLE);
	if (detail > 0)
		detail_draw(a, (struct rect){ y + h - detail, 0, detail, cols }, a->focus == FOCUS_DETAIL);
}

static void draw_overlays(struct app *a, struct overlay *o)
{
	if (o == NULL)
		return;
	draw_overlays(a, o->below);
	o->ops->draw(a, o);
}

void app_draw(struct app *a)
{
	int rows = screen_rows(), cols = screen_cols(), top;
	filter_line_apply(a);
	screen_clear();
	screen_cursor(0, 0, 0);
	if (rows < MIN_ROWS || cols < MIN_COLS) {
		screen_text(0, 0, cols, ROLE_TEXT, _("The window is too small; make it larger."));
		return;
	}
	top = draw_head(a);
	draw_body(a, top + 1 + filter_line_rows(a), rows - top - 3 - filter_line_rows(a));
	view_line_draw(a, top);
	filter_line_draw_help(a, top + 1);
	draw_message(a, rows - 2);
	a->place.bar_y = rows - 1;
	draw_bar(a, rows - 1);
	draw_overlays(a, a->top);
	/* a dialog hides the list, never what was just said */
	if (a->top && (a->note_shown || a->decide.grace.n > 0 || a->decide.many))
		draw_message(a, rows - 2);
	tutor_draw(a);
}

void app_resized(struct app *a)
{
	a->detail.width = 0;
	a->dirty = 1;
}
