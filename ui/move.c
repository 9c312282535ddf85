/* Moving and marking in the list. */
#include "ui/move.h"
#include "ui/app.h"
#include "base/i18n.h"

#include "base/banned.h"

static struct table *table(struct app *a)
{
	return &app_tab(a)->table;
}

void act_down(struct app *a)
{
	table_move(table(a), 1);
}

void act_up(struct app *a)
{
	table_move(table(a), -1);
}

void act_page_down(struct app *a)
{
	table_page(table(a), 1);
}

void act_page_up(struct app *a)
{
	table_page(table(a), -1);
}

void act_first(struct app *a)
{
	table_first(table(a));
}

void act_last(struct app *a)
{
	table_last(table(a));
}

void act_mark(struct app *a)
{
	table_mark(table(a));
}

void act_mark_down(struct app *a)
{
	table_mark_move(table(a), 1);
}

void act_mark_up(struct app *a)
{
	table_mark_move(table(a), -1);
}

void act_mark_range(struct app *a)
{
	int n = (int)table_mark_range(table(a));
	if (n < 0)
		app_say(a, TONE_WARNING, "%s", _("Mark the first record of the range with the space bar, then press M on the last one."));
	else
		app_say(a, TONE_PLAIN, P_("%d more marked.", "%d more marked.", (unsigned long)n), n);
}

void act_mark_all(struct app *a)
{
	if (table_mark_all(table(a)) == MARKED_TOO_MANY)
		app_say(a, TONE_WARNING, _("More than %d would be marked; narrow the list with a filter first."),
			TABLE_MARKS_MAX);
}

void act_unmark_all(struct app *a)
{
	table_unmark_all(table(a));
}
