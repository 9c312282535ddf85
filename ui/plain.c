/* Screens for a screen reader.
 *
 * A reader speaks the line its cursor is on and what appears below; it cannot see that a colour
 * moved.  So each record is one sentence with the label before the value, the hardware cursor stands
 * on it, nothing is drawn that is no text, nothing moves by itself, and a key whose effect is
 * elsewhere on the screen says it on the message line.  screen.c leaves out lines and glyphs; all
 * else that differs is here. */
#include "ui/plain.h"
#include "ui/app.h"
#include "ui/shown.h"
#include "ui/sync_view.h"
#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define SAY_MS 30000              /* between two words about a sync */

/* Terminals that are known to make a link of OSC 8, and only when nothing stands between. */
static int links_known(void)
{
	static const char *const programs[] = { "WezTerm", "iTerm.app", "vscode", "ghostty" };
	static const char *const terms[] = { "xterm-kitty", "xterm-ghostty", "foot", "foot-extra", "alacritty", "wezterm" };
	const char *term = getenv("TERM"), *program = getenv("TERM_PROGRAM"), *vte = getenv("VTE_VERSION");
	if (getenv("TMUX") || getenv("STY"))
		return 0;
	for (size_t i = 0; program && i < ARRAY_SIZE(programs); i++)
		if (strcmp(program, programs[i]) == 0)
			return 1;
	for (size_t i = 0; term && i < ARRAY_SIZE(terms); i++)
		if (strcmp(term, terms[i]) == 0)
			return 1;
	return getenv("WT_SESSION") || (vte && strlen(vte) >= 4 && strcmp(vte, "5001") > 0);
}

static int links_wanted(const char *setting)
{
	return setting && strcmp(setting, "yes") == 0 ? 1 : setting && strcmp(setting, "no") == 0 ? 0 : links_known();
}

void plain_options(struct screen_options *so, const struct hand_options *h)
{
	so->plain = h->plain;
	so->links = !h->plain && links_wanted(h->hyperlinks);
	so->ring = h->bell && strcmp(h->bell, "yes") == 0 ? BELL_YES : h->bell && strcmp(h->bell, "visible") == 0 ?
		BELL_VISIBLE : BELL_NO;
}

/* ---- the list ---- */

void plain_list(struct app *a, struct tab *t, struct rect r, int focus)
{
	struct table *tb = &t->table;
	struct strbuf text = STRBUF_INIT;
	table_set_height(tb, r.h - 1);
	tab_refresh(t);
	t->page.n = 0;
	t->page.n_sequence = shown_columns(a, t, t->page.sequence);   /* where Left and Right go */
	strbuf_addf(&text, "%s, %s", TR(entities[t->def->entity].plural), TR(views[tb->query.view].title));
	screen_put(r.y, r.x, r.w, ROLE_HEADER, text.s);
	for (int line = 0; line < r.h - 1; line++) {
		size_t at = tb->top + (size_t)line;
		int y = r.y + 1 + line;
		strbuf_reset(&text);
		if (at < tb->rows.len) {
			const struct record *rec = &tb->rows.items[at];
			if (id_set_has(&tb->marks, rec->id))
				strbuf_addf(&text, "%s ", _("Marked"));
			shown_add_sentence(&text, a, t, rec);
		} else if (tb->rows.len == 0 && line == 0) {
			strbuf_adds(&text, t->filter_text ? _("Nothing matches the filter.") : TR(views[tb->query.view].empty));
		}
		screen_put(y, r.x, r.w, at < tb->rows.len && at == tb->cursor ? ROLE_CURSOR : ROLE_TEXT, text.s);
		if (focus && ((at < tb->rows.len && at == tb->cursor) || (tb->rows.len == 0 && line == 0)))
			screen_cursor(y, r.x, 1);
	}
	strbuf_release(&text);
}

void plain_add_title(struct strbuf *out, const struct tab *t)
{
	const struct query_counts *c = &t->counts;
	strbuf_adds(out, TR(entities[t->def->entity].plural));
	if (c->ready > 0)
		strbuf_addf(out, " %lld %s", (long long)c->ready, TR(statuses[STATUS_READY].word));
	if (c->held > 0)
		strbuf_addf(out, " %lld %s", (long long)c->held, TR(statuses[STATUS_HELD].word));
	if (c->failed > 0)
		strbuf_addf(out, " %lld %s", (long long)c->failed, TR(statuses[STATUS_FAILED].word));
}

/* ---- what a key did ---- */

struct plain_state plain_before(const struct app *a)
{
	const struct tab *t = &a->tabs[a->tab];
	return (struct plain_state){ a->tab, t->column, t->table.marks.len, table_current_id(&t->table), a->top };
}

static void say_tab(struct app *a)
{
	struct strbuf text = STRBUF_INIT;
	plain_add_title(&text, app_tab(a));
	app_say(a, TONE_PLAIN, _("Tab %s"), text.s);
	strbuf_release(&text);
}

static void say_column(struct app *a)
{
	struct tab *t = app_tab(a);
	struct strbuf cell = STRBUF_INIT;
	if (app_record(a))
		shown_add_cell(&cell, a, t, t->column, app_record(a));
	app_say(a, TONE_PLAIN, _("Column %1$s: %2$s"), TR(t->def->columns[t->column].title),
		cell.len > 0 ? cell.s : _("empty"));
	strbuf_release(&cell);
}

void plain_after(struct app *a, const struct plain_state *before)
{
	const struct tab *t = app_tab(a);
	size_t marks = t->table.marks.len;
	if (a->note_shown || a->top != before->top)
		return;               /* something was said, or a dialog has the cursor */
	if (a->tab != before->tab)
		say_tab(a);
	else if (t->column != before->column)
		say_column(a);
	else if (marks != before->marks)
		app_say(a, TONE_PLAIN, P_("%d marked", "%d marked", (unsigned long)marks), (int)marks);
}

void plain_tick(struct app *a)
{
	int64_t now = clock_mono_ms();
	struct strbuf text = STRBUF_INIT;
	if (!app_syncing(a)) {
		a->plain_said_ms = 0;
		return;
	}
	if (a->plain_said_ms == 0)
		a->plain_said_ms = now;   /* that it began was said already */
	if (now - a->plain_said_ms >= SAY_MS) {
		a->plain_said_ms = now;
		sync_add_progress(&text, a);
		if (text.len > 0)
			app_say_count(a, TONE_PLAIN, "%s", text.s);
	}
	strbuf_release(&text);
}
