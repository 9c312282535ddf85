/* The scrolling list: a window over a query, never the whole of it.
 *
 * Holds the rows that are shown plus a few screens either side.  Cursor, marks and
 * scroll belong to record ids: when the data changes, the record under the cursor stays
 * where it is on the screen; when it leaves the view, the next one takes its place. */
#ifndef UI_TABLE_H
#define UI_TABLE_H

#include "base/array.h"
#include "base/pool.h"
#include "store/query.h"
#include "store/records.h"

struct id_set { int64_t *items; size_t len, cap; };   /* ascending */
int id_set_has(const struct id_set *s, int64_t id);
/* 1 when it was added, 0 when it was there. */
int id_set_add(struct id_set *s, int64_t id);
int id_set_remove(struct id_set *s, int64_t id);

struct table {
	struct store *store;            /* borrowed, read-only */
	struct query query;             /* filter points to .filter */
	struct filter filter;
	struct pool pool;               /* of the rows */
	struct record_array rows;       /* contiguous part of the list */
	int at_first, at_last;          /* the rows reach the ends of the list */
	size_t cursor, top;             /* indexes into rows; 0 when empty */
	int height;                     /* rows on the screen */
	struct id_set marks;
	int64_t mark_from;              /* where a range begins; 0 */
	struct query_totals totals, marked;
	int totals_stale, marked_stale, stale;
	unsigned epoch;                 /* grows whenever the totals become stale again */
	struct error error;             /* of the last query; cls 0: none */
};

void table_init(struct table *t, struct store *s, enum entity e, enum view view, int sort_field,
	int descending);
void table_release(struct table *t);
/* The record under the cursor; NULL when the list is empty.  Lent until the table
 * loads again. */
const struct record *table_current(const struct table *t);
int64_t table_current_id(const struct table *t);

/* How many rows are drawn; may scroll. */
void table_set_height(struct table *t, int height);
/* Asks the store again, the cursor staying with its record and its line. */
void table_reload(struct table *t);
/* From the first row. */
void table_reload_top(struct table *t);
/* The cursor to a record; 0, or -1 when it is not in this list. */
int table_goto(struct table *t, int64_t id);
void table_move(struct table *t, int delta);         /* lines; scrolls when it must */
void table_page(struct table *t, int pages);
void table_first(struct table *t);
void table_last(struct table *t);
/* In a moment without keys: makes sure that more than a screen lies ready on both sides, so that the
 * next page asks nobody.  1 when it loaded. */
int table_prefetch(struct table *t);
/* A line of the screen (0: the first shown); 0, or -1 when there is no row. */
int table_click(struct table *t, int line);
/* Scrolls the window and keeps the cursor where it is as long as it is seen. */
void table_scroll(struct table *t, int delta);

void table_set_view(struct table *t, enum view view);
/* Only what this ERP connection books; 0: all. */
void table_set_books(struct table *t, int64_t books);
void table_set_sort(struct table *t, int field, int descending);
/* 0, or the parser's error; the list is unchanged then. */
int table_set_filter(struct table *t, const char *text, struct error *err);

/* --- marks --- */
void table_mark(struct table *t);                    /* toggles, and moves down */
void table_mark_move(struct table *t, int delta);    /* marks here, moves, marks there */
/* From the last mark to the cursor; how many rows were added, -1 when there is no
 * mark in reach. */
int table_mark_range(struct table *t);
/* Every row of the query, at most max; how many, or -1 when there are more. */
int64_t table_mark_all(struct table *t, size_t max);
void table_unmark_all(struct table *t);
/* Marked records that the view and filter show no more. */
int table_marks_hidden(const struct table *t);

/* The totals are of another list, or of older data, now. */
void table_recount(struct table *t);
/* Brings counts and sums up to date; for idle moments. */
void table_count(struct table *t);
void table_count_marks(struct table *t);

#endif
