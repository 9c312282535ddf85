/* Moving and marking in the list. */
#include "ui/move.h"
#include "ui/app.h"
#include "ui/reading.h"
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
	reading_say_marked(a, MARK_RANGE, table_mark_range(table(a)));
}

void act_mark_all(struct app *a)
{
	reading_say_marked(a, MARK_ALL, table_mark_all(table(a)));
}

void act_mark_invert(struct app *a)
{
	reading_say_marked(a, MARK_INVERT, table_mark_invert(table(a)));
}

void act_mark_same(struct app *a)
{
	const struct tab *t = app_tab(a);
	int field = column_sort(&t->def->columns[t->column], t->def->entity);
	if (field == COLUMN_NO_SORT || field == SORT_AGE)
		app_say(a, TONE_WARNING, _("Records cannot be marked by \"%s\"; choose another column."),
			TR(t->def->columns[t->column].title));
	else
		reading_say_marked(a, MARK_SAME, table_mark_same(table(a), field));
}

void act_unmark_all(struct app *a)
{
	table_unmark_all(table(a));
}
