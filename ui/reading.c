/* What the reader answers, on the screens. */
#include "ui/reading.h"
#include "ui/app.h"
#include "base/i18n.h"

#include "base/banned.h"

void reading_say_marked(struct app *a, int op, int64_t n)
{
	if (n == MARKED_LATER)
		return;                       /* the view line says "marking..." */
	if (n == MARKED_TOO_MANY)
		app_say(a, TONE_WARNING, _("More than %d would be marked; narrow the list with a filter first."),
			TABLE_MARKS_MAX);
	else if (n == MARKED_BUSY)
		app_say(a, TONE_WARNING, "%s", _("The list, or the last mark, is still being looked up; Esc gives it up."));
	else if (n == MARKED_NOTHING && op == MARK_RANGE)
		app_say(a, TONE_WARNING, "%s", _("Mark the first record of the range with the space bar, then press M on the last one."));
	else if (n == MARKED_NOTHING)
		app_say(a, TONE_WARNING, "%s", _("There is nothing here to mark."));
	else if (op == MARK_INVERT)
		app_say(a, TONE_PLAIN, P_("%d marked now.", "%d marked now.", (unsigned long)n), (int)n);
	else
		app_say(a, TONE_PLAIN, P_("%d more marked.", "%d more marked.", (unsigned long)n), (int)n);
}

static void take_news(struct app *a, struct tab *t, int current)
{
	struct table *tb = &t->table;
	int64_t n;
	int op;
	if (tb->news) {
		tb->news = 0;
		a->dirty |= current;
		if (a->home == NULL || *a->home == '\0')
			a->facts_stale = 1;       /* the currency may be known now */
	}
	if (table_marks_news(tb, &op, &n))
		reading_say_marked(a, op, n);
	if (tb->missed && current) {
		tb->missed = 0;
		app_say(a, TONE_WARNING, "%s", _("That record is not here any more."));
	}
}

void app_read(struct app *a)
{
	reader_serve(a->reader, 0);
	for (int i = 0; i < ENTITY_TAB_COUNT; i++)
		take_news(a, &a->tabs[i], i == a->tab);
}

int reading_stop(struct app *a)
{
	struct tab *t = app_tab(a);
	if (!table_stop(&t->table))
		return 0;
	free(t->filter_text);
	t->filter_text = t->table.filter_text ? xstrdup(t->table.filter_text) : NULL;
	a->dirty = 1;
	app_say(a, TONE_PLAIN, "%s", _("Given up; the list is as it was."));
	return 1;
}

int reading_count(struct app *a)
{
	struct table *t = &app_tab(a)->table;
	if (t->waiting != WAITING_NOT)
		return 0;                     /* rows come first */
	return (t->marked_stale && table_count_marks(t)) || (t->totals_stale && table_count(t));
}
