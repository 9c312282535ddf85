/* The guided tour.
 *
 * The panel stands in rows that are taken from the screen as a whole (screen_reserve), so that
 * lists, dialogs and full-screen panes keep clear of it by themselves. */
#include "ui/tutor.h"
#include "base/error.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define PANEL_ROWS 7
#define KEY_NEXT   UIKEY_CTRL('N')
#define KEY_BACK   UIKEY_CTRL('O')
#define KEY_END    UIKEY_CTRL('X')

struct tutor {
	size_t step;
	int *done;                      /* owned, by step: it was done once */
	int *ran;                       /* owned, by action */
	int fresh;                      /* the picture the step begins with is still to be taken */
	struct tutor_view view;
};

/* ---- which steps there are ---- */

static int exists(const struct tutor_step *s)
{
	for (int i = 0; i < TUTOR_MAX_KEYS && s->actions[i]; i++)
		if (action_find(s->actions[i]) < 0)
			return 0;
	return 1;
}

static size_t count_to(size_t step)
{
	size_t n = 0;
	for (size_t i = 0; i < step && i < n_tutor_steps; i++)
		n += (size_t)exists(&tutor_steps[i]);
	return n;
}

static void begin(struct app *a, size_t step)
{
	struct tutor *t = a->tutor;
	t->step = step;
	t->fresh = 1;
	memset(t->ran, 0, n_actions * sizeof *t->ran);
	a->dirty = 1;
}

/* The next (1) or previous (-1) step that exists; stays where it is at the ends. */
static void go(struct app *a, int by)
{
	size_t at = a->tutor->step;
	while ((by > 0 && at + 1 < n_tutor_steps) || (by < 0 && at > 0)) {
		at += (size_t)by;
		if (exists(&tutor_steps[at])) {
			begin(a, at);
			return;
		}
	}
}

void tutor_open(struct app *a)
{
	struct tutor *t = a->tutor = xcalloc(1, sizeof *t);
	t->done = xcalloc(n_tutor_steps, sizeof *t->done);
	t->ran = xcalloc(n_actions, sizeof *t->ran);
	screen_reserve(PANEL_ROWS);
	begin(a, 0);
}

void tutor_close(struct app *a)
{
	struct tutor *t = a->tutor;
	if (t == NULL)
		return;
	a->tutor = NULL;
	free(t->done);
	free(t->ran);
	free(t);
	screen_reserve(0);
	a->dirty = 1;
}

int tutor_key(struct app *a, uint32_t key)
{
	if (a->tutor == NULL)
		return 0;
	if (key == KEY_NEXT) {
		if (a->tutor->step + 1 == n_tutor_steps)
			tutor_close(a);
		else
			go(a, 1);
	} else if (key == KEY_BACK) {
		go(a, -1);
	} else if (key == KEY_END) {
		tutor_close(a);
		app_say(a, TONE_PLAIN, "%s", _("The tour is over; the sample company stays until you leave it."));
	} else {
		return 0;
	}
	a->dirty = 1;
	return 1;
}

void tutor_ran(struct app *a, int action)
{
	if (a->tutor && action >= 0 && (size_t)action < n_actions)
		a->tutor->ran[action]++;
}

/* ---- watching ---- */

static void watch(struct app *a)
{
	struct tutor *t = a->tutor;
	const struct tutor_step *s = &tutor_steps[t->step];
	const struct tab *invoices = &a->tabs[ENTITY_INVOICE];
	t->view.app = a;
	t->view.ran = t->ran;
	if (t->fresh) {
		t->view.id = table_current_id(&app_tab(a)->table);
		t->view.ready = invoices->counts.ready;
		t->view.rejected = invoices->counts.rejected;
		t->view.jumps = a->jumps.len;
		t->fresh = 0;
	}
	if (s->done && !t->done[t->step] && s->done(&t->view))
		t->done[t->step] = 1;
}

/* ---- drawing ---- */

static void add_task(struct strbuf *out, const struct app *a, const struct tutor_step *s)
{
	struct strbuf keys[TUTOR_MAX_KEYS];
	const char *args[TUTOR_MAX_KEYS];
	size_t n = 0;
	for (; n < TUTOR_MAX_KEYS && s->actions[n]; n++) {
		strbuf_init(&keys[n]);
		keymap_add_first(&keys[n], &a->keymap, action_find(s->actions[n]));
		if (keys[n].len == 0)           /* no key of its own: by name */
			strbuf_addf(&keys[n], ": %s", s->actions[n]);
		args[n] = keys[n].s;
	}
	phrase_text(out, s->task, args, n, 1);
	for (size_t i = 0; i < n; i++)
		strbuf_release(&keys[i]);
}

static void draw_keys(int y, int cols, int last)
{
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, "Ctrl-N %s   Ctrl-O %s   Ctrl-X %s", last ? _("end of the tour") :
		/* TRANSLATORS: keys of the guided tour: the next task, the one before, leave the tour */
		_("next"), _("back"), _("leave the tour"));
	screen_put(y, 0, cols, ROLE_KEY_TITLE, "");
	screen_text(y, 1, cols - 2, ROLE_KEY, text.s);
	strbuf_release(&text);
}

/* Somewhere else than the task: the way there. */
static void add_way(struct strbuf *out, const struct app *a, const struct tutor_step *s)
{
	static const char *const names[ENTITY_TAB_COUNT] = { "tab-vendors", "tab-jobs", "tab-commitments", "tab-invoices",
		"tab-payments" };
	struct strbuf key = STRBUF_INIT;
	keymap_add_first(&key, &a->keymap, action_find(names[s->tab]));
	/* TRANSLATORS: %1$s is a key, %2$s the title of a tab */
	phrase_text(out, N_("First go to the tab %2$s: %1$s."), (const char *const[]){ key.s ? key.s : "",
		TR(entities[s->tab].plural) }, 2, 1);
	strbuf_addc(out, ' ');
	strbuf_release(&key);
}

void tutor_draw(struct app *a)
{
	struct tutor *t = a->tutor;
	const struct tutor_step *s;
	struct strbuf text = STRBUF_INIT;
	struct text_pane pane;
	int y = screen_rows(), cols = screen_cols(), last, done;
	if (t == NULL)
		return;
	watch(a);
	s = &tutor_steps[t->step];
	last = t->step + 1 == n_tutor_steps;
	done = t->done[t->step];
	screen_rule(y, 0, cols, ROLE_DIM);
	/* TRANSLATORS: the guided tour: "Tour 3/16: Filter" */
	strbuf_addf(&text, _(" Tour %1$d/%2$d: %3$s "), (int)count_to(t->step) + 1, (int)count_to(n_tutor_steps),
		TR(s->title));
	screen_text(y, 2, cols - 4, ROLE_DIALOG_TITLE, text.s);
	strbuf_reset(&text);
	if (done)
		strbuf_addf(&text, "%s %s ", screen_glyph("✓", "+"), _("Done."));
	else if (s->tab >= 0 && s->tab != a->tab && a->top == NULL && !a->filter.open)
		add_way(&text, a, s);
	if (done)
		strbuf_adds(&text, TR(s->why));
	else
		add_task(&text, a, s);
	pane_init(&pane);
	pane_text(&pane, done ? ROLE_SYNCED : ROLE_TEXT, 0, cols - 2, text.s);
	pane_draw(&pane, (struct rect){ y + 1, 1, PANEL_ROWS - 2, cols - 2 }, 0);
	pane_release(&pane);
	draw_keys(y + PANEL_ROWS - 1, cols, last);
	strbuf_release(&text);
}
