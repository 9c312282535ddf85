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
 * in the list takes its place, on the same line of the screen. */
#include "ui/table.h"

#include <string.h>

#include "base/banned.h"

#define NEIGHBOURS 64         /* looked at when the record under the cursor left the list */
#define MIN_LOAD   8

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
}

void table_release(struct table *t)
{
	ARRAY_RELEASE(&t->rows);
	ARRAY_RELEASE(&t->marks);
	pool_release(&t->pool);
	filter_release(&t->filter);
	free(t->filter_text);
	error_release(&t->error);
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

/* ---- loading ---- */

/* How far a load reaches on each side: a screen and a little for what must be shown now, more when
 * there is time. */
static size_t load_size(const struct table *t, int screens)
{
	return (size_t)(t->height * screens + MIN_LOAD);
}

/* Replaces the rows by `before` ones ahead of the anchor, the anchor, and what
 * follows it.  anchor 0: the first rows (or the last ones). */
static int load_around(struct table *t, int64_t anchor, int from_end, int screens)
{
	struct pool pool = POOL_INIT;
	struct record_array rows = { 0 }, after = { 0 };
	size_t size = load_size(t, screens);
	int rc = 0;
	error_release(&t->error);
	if (anchor != 0)
		rc = query_window(t->store, &t->query, anchor, 1, 0, size, &pool, &rows, &t->error);
	else if (from_end)
		rc = query_window(t->store, &t->query, 0, 1, 0, size, &pool, &rows, &t->error);
	if (rc == 0 && (anchor != 0 || !from_end))
		rc = query_window(t->store, &t->query, anchor, 0, 1, size, &pool, &after, &t->error);
	if (rc < 0) {
		ARRAY_RELEASE(&rows);
		ARRAY_RELEASE(&after);
		pool_release(&pool);
		return rc;
	}
	t->at_first = anchor == 0 && !from_end ? 1 : rows.len < size;
	t->at_last = anchor == 0 && from_end ? 1 : after.len < size;
	t->cursor = rows.len;
	for (size_t i = 0; i < after.len; i++)
		*ARRAY_PUSH(&rows) = after.items[i];
	ARRAY_RELEASE(&after);
	ARRAY_RELEASE(&t->rows);
	pool_release(&t->pool);
	t->rows = rows;
	t->pool = pool;
	if (t->cursor >= t->rows.len)
		t->cursor = t->rows.len > 0 ? t->rows.len - 1 : 0;
	t->stale = 0;
	return 0;
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

/* The nearest record of the old rows that is still in the list; 0. */
static int64_t surviving_neighbour(struct table *t)
{
	for (size_t d = 0; d < NEIGHBOURS && t->rows.len > 0; d++) {
		size_t down = t->cursor + d;
		if (down < t->rows.len &&
		    query_matches(t->store, &t->query, t->rows.items[down].id, NULL) == 1)
			return t->rows.items[down].id;
	}
	for (size_t d = 1; d < NEIGHBOURS && d <= t->cursor && t->cursor < t->rows.len; d++)
		if (query_matches(t->store, &t->query, t->rows.items[t->cursor - d].id, NULL) == 1)
			return t->rows.items[t->cursor - d].id;
	return 0;
}

void table_reload(struct table *t)
{
	int line = cursor_line(t);
	int was_top = t->at_first && t->top == 0 && t->cursor == 0;
	int64_t anchor = surviving_neighbour(t);
	if (load_around(t, anchor, 0, 1) == 0)
		place_cursor(t, line);
	/* On the first row of a list that grows at its top, stay at its top. */
	if (was_top && anchor == 0)
		t->cursor = t->top = 0;
	t->marked_stale = 1;
	table_recount(t);
}

void table_reload_top(struct table *t)
{
	if (load_around(t, 0, 0, 1) == 0)
		t->cursor = t->top = 0;
	table_recount(t);
}

int table_goto(struct table *t, int64_t id)
{
	if (query_matches(t->store, &t->query, id, NULL) != 1)
		return -1;
	if (load_around(t, id, 0, 1) < 0)
		return -1;
	place_cursor(t, t->height / 2);
	return 0;
}

/* Makes sure that `need` rows stand behind (or before) the cursor, if there are. */
static void need_rows(struct table *t, int need)
{
	size_t n = (size_t)(need < 0 ? -need : need);
	int line = cursor_line(t);
	int64_t id = table_current_id(t);
	if (id == 0)
		return;
	if (need > 0 ? t->cursor + n < t->rows.len || t->at_last : t->cursor >= n || t->at_first)
		return;
	if (load_around(t, id, 0, 1) == 0)
		place_cursor(t, line);
}

int table_prefetch(struct table *t)
{
	size_t near = (size_t)t->height + (size_t)t->height / 2, n = t->rows.len;
	int line = cursor_line(t);

	if (n == 0 || t->stale)
		return 0;
	if ((t->at_last || n - t->top > near + (size_t)t->height) && (t->at_first || t->top > near))
		return 0;
	if (load_around(t, table_current_id(t), 0, 4) < 0)
		return 0;
	place_cursor(t, line);
	return 1;
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
	size_t step = (size_t)(delta < 0 ? -delta : delta);
	if (t->rows.len == 0)
		return;
	need_rows(t, delta);
	if (delta < 0)
		t->cursor -= step < t->cursor ? step : t->cursor;
	else
		t->cursor = t->cursor + step < t->rows.len ? t->cursor + step : t->rows.len - 1;
	follow_cursor(t);
}

void table_page(struct table *t, int pages)
{
	int step = t->height > 1 ? t->height - 1 : 1, line = cursor_line(t);
	size_t before = t->cursor;
	table_move(t, pages * step);
	if (t->cursor != before && t->rows.len > 0)
		place_cursor(t, line);
	follow_cursor(t);
}

void table_first(struct table *t)
{
	if (t->at_first || load_around(t, 0, 0, 1) == 0)
		t->cursor = t->top = 0;
}

void table_last(struct table *t)
{
	if (!t->at_last && load_around(t, 0, 1, 1) < 0)
		return;
	if (t->rows.len == 0)
		return;
	t->cursor = t->rows.len - 1;
	place_cursor(t, t->height - 1);
}

int table_click(struct table *t, int line)
{
	size_t at = t->top + (size_t)line;
	if (line < 0 || line >= t->height || at >= t->rows.len)
		return -1;
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
	if (id == 0 || table_goto(t, id) < 0)
		table_reload_top(t);
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
	if (w->id == 0 || table_goto(t, w->id) < 0)
		table_reload_top(t);
	table_recount(t);
	return 0;
}

int table_set_filter(struct table *t, const char *text, struct error *err)
{
	int64_t id = table_current_id(t);
	int rc = read_filter(t, text, err);
	if (rc < 0)
		return rc;
	if (t->query.filter != NULL || id == 0 || table_goto(t, id) < 0)
		table_reload_top(t);
	table_recount(t);
	return 0;
}

/* ---- questions beside the screen's thread ---- */

void table_set_reader(struct table *t, struct reader *r)
{
	t->reader = r;
}

int table_settled(const struct table *t)
{
	return t->waiting != WAITING_LIST;
}

int table_stop(struct table *t)
{
	return t->waiting != WAITING_NOT;
}

/* ---- counts ---- */

void table_recount(struct table *t)
{
	t->totals_stale = 1;
	t->epoch++;
}

int table_count(struct table *t)
{
	struct query_totals totals = { 0 };
	if (query_totals(t->store, &t->query, &totals, NULL) == 0)
		t->totals = totals;
	t->totals_stale = 0;
	return 1;
}

int table_count_marks(struct table *t)
{
	struct query_totals totals = { 0 };
	if (t->marks.len == 0 || query_totals_of(t->store, t->query.entity, t->marks.items, t->marks.len,
	    &totals, NULL) == 0)
		t->marked = totals;
	t->marked_stale = 0;
	return 1;
}
