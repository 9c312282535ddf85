/* The scrolling list.
 *
 *       rows[0] ......... rows[top] ... rows[cursor] ... ......... rows[len - 1]
 *                         |<-------- height -------->|
 *
 * The rows in memory are one contiguous part of the query's order.  Moving inside it
 * asks nobody.  Moving out of it loads around the row at the edge: one question
 * backward and one forward from that row's id, both answered from an index, so the
 * millionth row costs what the first one does.
 *
 * After a change of the data the same is done around the record under the cursor.  If
 * that record has left the list (it was approved, say), its nearest neighbour that is still
 * in the list takes its place, on the same line of the screen.
 *
 * An answer that is late finds the list as the keys have left it meanwhile: the record under the
 * cursor stays where it is, and lines that could not be moved yet are moved then. */
#include "ui/table_parts.h"

#include <string.h>

#include "base/banned.h"

#define MIN_LOAD 8
#define MAX_LOAD 5000         /* lines waited for by keys that came faster than rows */

/* ---- life ---- */

void table_init(struct table *t, struct store *s, enum entity e, enum view view, int sort_field,
	int descending)
{
	memset(t, 0, sizeof *t);
	t->store = s;
	t->query.entity = e;
	t->query.view = view;
	t->query.sort_field = sort_field;
	t->query.descending = descending;
	t->height = 1;
	t->stale = t->totals_stale = t->marked_stale = 1;
	t->work = xcalloc(1, sizeof *t->work);
	t->work->shown.q.entity = ENTITY_NONE;
}

void table_release(struct table *t)
{
	ARRAY_RELEASE(&t->rows);
	ARRAY_RELEASE(&t->marks);
	pool_release(&t->pool);
	filter_release(&t->filter);
	free(t->filter_text);
	error_release(&t->error);
	if (t->work)
		kept_release(&t->work->shown);
	free(t->work);
}

void table_set_reader(struct table *t, struct reader *r)
{
	t->reader = r;
}

const struct record *table_current(const struct table *t)
{
	return t->cursor < t->rows.len ? &t->rows.items[t->cursor] : NULL;
}

int64_t table_current_id(const struct table *t)
{
	const struct record *r = table_current(t);
	return r ? r->id : 0;
}

int table_settled(const struct table *t)
{
	const struct table_work *w = t->work;
	if (w->rows_id == 0 || w->kind == ROWS_READY)      /* after an error the rows are of the list before */
		return w->moves == 0 && (t->rows.len == 0 || kept_same(&w->shown, t));
	return w->kind == ROWS_RELOAD && w->moves == 0 && kept_same(&w->shown, t);
}

/* ---- loading ---- */

/* How far a load reaches on each side: a screen and a little for what must be shown now, more when
 * there is time. */
static size_t load_size(const struct table *t, int screens)
{
	return (size_t)(t->height * screens + MIN_LOAD);
}

/* Puts the cursor on line `line` of the screen as far as the list allows. */
static void place_cursor(struct table *t, int line)
{
	size_t n = t->rows.len, height = (size_t)t->height;
	if (line < 0)
		line = 0;
	if (line >= t->height)
		line = t->height - 1;
	t->top = t->cursor > (size_t)line ? t->cursor - (size_t)line : 0;
	if (t->at_last && n > height && t->top > n - height)
		t->top = n - height;
	if (n <= height)
		t->top = 0;
	if (t->cursor >= t->top + height)
		t->top = t->cursor - height + 1;
}

static int cursor_line(const struct table *t)
{
	return (int)(t->cursor - t->top);
}

void rows_came(struct table *t, enum rows_kind kind, int64_t anchor, int64_t anchor_used)
{
	struct table_work *w = t->work;
	int moves = w->moves;
	w->moves = 0;
	switch (kind) {
	case ROWS_FIRST:
		t->cursor = t->top = 0;
		break;
	case ROWS_LAST:
		place_cursor(t, t->height - 1);
		break;
	case ROWS_SORTED: case ROWS_GOTO:
		if (anchor_used == anchor)
			place_cursor(t, t->height / 2);
		else
			t->cursor = t->top = 0;
		break;
	case ROWS_RELOAD:
		place_cursor(t, w->line);
		/* On the first row of a list that grows at its top, stay at its top. */
		if (w->was_top && anchor_used == 0)
			t->cursor = t->top = 0;
		break;
	case ROWS_AROUND: case ROWS_READY:
		place_cursor(t, w->line);
		break;
	}
	if (moves != 0)
		table_move(t, moves);
}

/* Where the cursor stands on the screen, for the rows that come. */
static void keep_line(struct table *t)
{
	t->work->line = cursor_line(t);
}

void table_reload(struct table *t)
{
	struct table_work *w = t->work;
	t->stale = 0;
	marks_changed(t);
	table_recount(t);
	if (w->rows_id != 0 && w->lost) {
		rows_ask(t, w->kind, w->anchor, w->size, 1);      /* what it waited for is what it wants */
		return;
	}
	if (w->rows_id != 0 && w->kind != ROWS_READY) {
		w->again = w->again || w->kind == ROWS_RELOAD;    /* its answer may be of before the change */
		return;
	}
	keep_line(t);
	w->was_top = t->at_first && t->top == 0 && t->cursor == 0;
	rows_ask(t, ROWS_RELOAD, 0, load_size(t, 1), 1);
}

void table_reload_top(struct table *t)
{
	t->work->moves = 0;
	rows_ask(t, ROWS_FIRST, 0, load_size(t, 1), 1);
	table_recount(t);
}

/* 0, 1 later, -1 not there: as table_goto. */
static int go_to(struct table *t, enum rows_kind kind, int64_t id)
{
	t->work->moves = 0;
	t->missed = 0;
	if (!rows_ask(t, kind, id, load_size(t, 1), 1)) {
		t->work->late_goto = 1;
		return 1;
	}
	return t->error.cls == ERR_NONE && t->work->found ? 0 : -1;
}

int table_goto(struct table *t, int64_t id)
{
	return go_to(t, ROWS_GOTO, id);
}

/* Makes sure that `need` rows stand behind (or before) the cursor, if there are. */
static void need_rows(struct table *t, int need)
{
	size_t n = (size_t)(need < 0 ? -need : need), size = load_size(t, 1);
	int64_t id = table_current_id(t);
	if (id == 0)
		return;
	if (need > 0 ? t->cursor + n < t->rows.len || t->at_last : t->cursor >= n || t->at_first)
		return;
	if (t->work->rows_id != 0 && !t->work->lost) {
		keep_line(t);
		rows_wait(t);                 /* on its way already */
		return;
	}
	keep_line(t);
	if (n + load_size(t, 0) > size)
		size = n + load_size(t, 0) < MAX_LOAD ? n + load_size(t, 0) : MAX_LOAD;
	rows_ask(t, ROWS_AROUND, id, size, 1);
}

int table_prefetch(struct table *t)
{
	size_t near = (size_t)t->height + (size_t)t->height / 2, n = t->rows.len;

	if (n == 0 || t->stale || t->work->rows_id != 0 || t->error.cls != ERR_NONE)
		return 0;
	if ((t->at_last || n - t->top > near + (size_t)t->height) && (t->at_first || t->top > near))
		return 0;
	keep_line(t);
	return rows_ask(t, ROWS_READY, table_current_id(t), load_size(t, 4), 0);
}

void table_set_height(struct table *t, int height)
{
	int line = cursor_line(t);
	if (height < 1)
		height = 1;
	if (height == t->height)
		return;
	t->height = height;
	if (t->rows.len == 0)
		return;
	if ((!t->at_last && t->top + (size_t)height > t->rows.len) || !t->at_first)
		need_rows(t, height);
	place_cursor(t, line);
}

/* ---- moving ---- */

static void follow_cursor(struct table *t)
{
	size_t height = (size_t)t->height;
	if (t->cursor < t->top)
		t->top = t->cursor;
	if (t->cursor >= t->top + height)
		t->top = t->cursor - height + 1;
	/* rows below the cursor that the screen shows must be there */
	if (!t->at_last && t->top + height > t->rows.len)
		need_rows(t, t->height);
}

void table_move(struct table *t, int delta)
{
	struct table_work *w = t->work;
	size_t step, room;
	if (t->rows.len == 0)
		return;
	/* after those that wait, and after the way to an end of this list */
	if (w->moves != 0 || (w->rows_id != 0 && (w->kind == ROWS_FIRST || w->kind == ROWS_LAST) &&
	    kept_same(&w->shown, t))) {
		w->moves += delta;
		return;
	}
	need_rows(t, delta);
	step = (size_t)(delta < 0 ? -delta : delta);
	room = delta < 0 ? t->cursor : t->rows.len - 1 - t->cursor;
	if (step > room) {
		/* the rest when its rows have come, unless the list ends here */
		if (w->rows_id != 0 && kept_same(&w->shown, t) &&
		    !(delta < 0 ? t->at_first : t->at_last))
			w->moves = delta < 0 ? -(int)(step - room) : (int)(step - room);
		step = room;
	}
	t->cursor = delta < 0 ? t->cursor - step : t->cursor + step;
	follow_cursor(t);
}

void table_page(struct table *t, int pages)
{
	int step = t->height > 1 ? t->height - 1 : 1, line = cursor_line(t);
	size_t before = t->cursor;
	table_move(t, pages * step);
	if (t->cursor != before && t->rows.len > 0 && t->work->moves == 0)
		place_cursor(t, line);
	follow_cursor(t);
}

void table_first(struct table *t)
{
	t->work->moves = 0;
	if (t->at_first && (t->work->rows_id == 0 || table_settled(t)))
		t->cursor = t->top = 0;
	else
		rows_ask(t, ROWS_FIRST, 0, load_size(t, 1), 1);
}

void table_last(struct table *t)
{
	t->work->moves = 0;
	if (!t->at_last || (t->work->rows_id != 0 && !table_settled(t))) {
		rows_ask(t, ROWS_LAST, 0, load_size(t, 1), 1);
	} else if (t->rows.len > 0) {
		t->cursor = t->rows.len - 1;
		place_cursor(t, t->height - 1);
	}
}

int table_click(struct table *t, int line)
{
	size_t at = t->top + (size_t)line;
	if (line < 0 || line >= t->height || at >= t->rows.len)
		return -1;
	t->work->moves = 0;
	t->cursor = at;
	return 0;
}

void table_scroll(struct table *t, int delta)
{
	int line = cursor_line(t);
	if (t->rows.len == 0)
		return;
	if (delta > 0) {
		need_rows(t, t->height - line + delta);
		for (; delta > 0 && t->top + (size_t)t->height < t->rows.len; delta--)
			t->top++;
		if (t->cursor < t->top)
			t->cursor = t->top;
	} else {
		need_rows(t, -(line - delta));
		for (; delta < 0 && t->top > 0; delta++)
			t->top--;
		if (t->cursor >= t->top + (size_t)t->height)
			t->cursor = t->top + (size_t)t->height - 1;
	}
}

/* ---- what is listed ---- */

void table_set_books(struct table *t, int64_t books)
{
	t->query.books = books;
	table_reload_top(t);
}

void table_set_view(struct table *t, enum view view)
{
	t->query.view = view;
	table_reload_top(t);
}

/* The same record stays under the cursor. */
static void sorted_anew(struct table *t)
{
	int64_t id = table_current_id(t);
	if (id == 0)
		table_reload_top(t);
	else
		go_to(t, ROWS_SORTED, id);
	table_recount(t);
}

void table_set_sort(struct table *t, int field, int descending)
{
	struct query *q = &t->query;
	q->sort_field = field;
	q->descending = descending;
	if (q->sort2 && q->sort2_field == field)
		q->sort2 = 0;
	sorted_anew(t);
}

void table_set_sort2(struct table *t, int field, int descending)
{
	t->query.sort2 = 1;
	t->query.sort2_field = field;
	t->query.descending2 = descending;
	sorted_anew(t);
}

void table_no_sort2(struct table *t)
{
	t->query.sort2 = 0;
	sorted_anew(t);
}

/* Reads a filter; the list's own is untouched when it cannot be read. */
static int read_filter(struct table *t, const char *text, struct error *err)
{
	struct filter f;
	int rc;
	memset(&f, 0, sizeof f);
	rc = filter_parse(&f, t->query.entity, text ? text : "", err);
	if (rc < 0) {
		filter_release(&f);
		return rc;
	}
	filter_release(&t->filter);
	t->filter = f;
	t->query.filter = t->filter.n_terms > 0 ? &t->filter : NULL;
	free(t->filter_text);
	t->filter_text = text && *text ? xstrdup(text) : NULL;
	return 0;
}

int table_set_all(struct table *t, const struct table_wish *w, struct error *err)
{
	struct query *q = &t->query;
	int rc = read_filter(t, w->filter, err);
	if (rc < 0)
		return rc;
	q->view = w->view;
	q->sort_field = w->sort_field;
	q->descending = w->descending;
	q->sort2 = w->sort2;
	q->sort2_field = w->sort2_field;
	q->descending2 = w->descending2;
	if (w->id == 0)
		table_reload_top(t);
	else
		go_to(t, ROWS_SORTED, w->id);
	table_recount(t);
	return 0;
}

int table_set_filter(struct table *t, const char *text, struct error *err)
{
	int64_t id = table_current_id(t);
	int rc = read_filter(t, text, err);
	if (rc < 0)
		return rc;
	table_recount(t);
	if (t->work->rows_id != 0 && !table_settled(t) && kept_same(&t->work->shown, t))
		rows_drop(t);                 /* back to what is shown */
	else if (t->query.filter != NULL || id == 0)
		table_reload_top(t);
	else
		go_to(t, ROWS_SORTED, id);
	return 0;
}

int table_stop(struct table *t)
{
	struct kept_query *k = &t->work->shown;
	int marking = t->work->marks_id != 0;
	if (marking) {
		t->work->marks_id = 0;
		t->marking = 0;
		reader_drop(t->reader, READ_MARKS);
	}
	if (t->work->rows_id == 0 || table_settled(t) || k->q.entity == ENTITY_NONE)
		return marking;
	rows_drop(t);
	if (!kept_same(k, t)) {
		struct query q = k->q;
		q.filter = NULL;
		if (read_filter(t, k->text, NULL) == 0) {
			q.filter = t->query.filter;
			t->query = q;
		}
		table_recount(t);
	}
	return 1;
}

void table_recount(struct table *t)
{
	t->totals_stale = 1;
	t->epoch++;
	if (t->marks.len > 0)
		marks_changed(t);             /* how many of them the list hides */
}
