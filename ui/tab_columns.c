/* The chosen column: going to another one, sorting by it, its width and place. */
#include "ui/tab.h"
#include "ui/app.h"
#include "base/i18n.h"

#include "base/banned.h"

#define STEP 2          /* columns of the terminal a width changes by */

static void move_cursor(struct app *a, int step)
{
	struct tab *t = app_tab(a);
	const struct layout_page *p = &t->page;
	int at = -1, to;
	for (int i = 0; i < p->n_sequence; i++)
		if (p->sequence[i] == t->column)
			at = i;
	to = at < 0 ? 0 : at + step;
	if (to < 0 || to >= p->n_sequence)
		return;
	t->column = p->sequence[to];
	if (to < p->frozen)
		t->first = 0;         /* all the way back */
}

void act_column_left(struct app *a)
{
	move_cursor(a, -1);
}

void act_column_right(struct app *a)
{
	move_cursor(a, 1);
}

/* ---- order ---- */

/* The order of the chosen column; says why there is none. */
static int order_of_column(struct app *a, int *field)
{
	struct tab *t = app_tab(a);
	const struct column *c = &t->def->columns[t->column];
	*field = column_sort(c, t->def->entity);
	if (*field != COLUMN_NO_SORT)
		return 1;
	app_say(a, TONE_WARNING, _("The list cannot be sorted by \"%s\": those are sentences, written anew for each "
		"screen. Choose another column."), TR(c->title));
	return 0;
}

void act_sort(struct app *a)
{
	struct tab *t = app_tab(a);
	const struct query *q = &t->table.query;
	int field;
	if (order_of_column(a, &field))
		table_set_sort(&t->table, field, q->sort_field == field ? !q->descending : 0);
}

/* Ascending, descending, not any more. */
void act_sort_then(struct app *a)
{
	struct tab *t = app_tab(a);
	const struct query *q = &t->table.query;
	int field;
	if (!order_of_column(a, &field))
		return;
	if (field == q->sort_field)
		app_say(a, TONE_WARNING, _("The list is sorted by \"%s\" already; choose the column that decides among equal rows."),
			TR(t->def->columns[t->column].title));
	else if (!q->sort2 || q->sort2_field != field)
		table_set_sort2(&t->table, field, 0);
	else if (!q->descending2)
		table_set_sort2(&t->table, field, 1);
	else
		table_no_sort2(&t->table);
}

/* ---- width and place ---- */

static int width_now(const struct tab *t)
{
	for (int i = 0; i < t->page.n; i++)
		if (t->page.slots[i].column == t->column)
			return t->page.slots[i].w;
	return t->def->columns[t->column].min;
}

void act_column_narrower(struct app *a)
{
	struct tab *t = app_tab(a);
	layout_widen(&t->layout, t->column, width_now(t), -STEP);
}

void act_column_wider(struct app *a)
{
	struct tab *t = app_tab(a);
	layout_widen(&t->layout, t->column, width_now(t), STEP);
}

static void move_place(struct app *a, int step)
{
	struct tab *t = app_tab(a);
	if (!layout_move(&t->layout, &t->page, t->column, step))
		app_say(a, TONE_PLAIN, "%s", _("This column stands at the edge already."));
}

void act_column_move_left(struct app *a)
{
	move_place(a, -1);
}

void act_column_move_right(struct app *a)
{
	move_place(a, 1);
}
