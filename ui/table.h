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
/* Many at once; ids ascending, each once.  How many were added; the set after a flip holds those of
 * the ids it did not hold, and what is not among the ids stays as it was. */
size_t id_set_merge(struct id_set *s, const int64_t *ids, size_t n);
size_t id_set_flip(struct id_set *s, const int64_t *ids, size_t n);

/* Rows that an index finds at once are read where they are asked for, on a handle that never waits
 * (store_open_quick).  Other questions, and those that turn out to take longer, are answered beside
 * the screen's thread (reader.h).  What comes within a few
 * milliseconds is taken at once; else the old rows stay, keys go on, and the list says that it waits. */
enum waiting {
	WAITING_NOT,
	WAITING_MORE,           /* for rows of the list that is shown: more of it, or newer ones */
	WAITING_LIST,           /* for another list than the rows are of (filter, order, view, a record):
	                         * show "searching..."; what acts on the row under the cursor must
	                         * not act now (table_settled) */
};

struct reader;
struct table {
	struct store *store;            /* borrowed, read-only; for what is asked on the screen's thread */
	struct reader *reader;          /* borrowed; NULL: everything is asked here and now */
	int at_once;                    /* with a reader: store never waits, quick questions go to it */
	struct query query;             /* as the user wants it; filter points to .filter */
	struct filter filter;
	char *filter_text;              /* owned; what the filter was read from; NULL: none */
	struct pool pool;               /* of the rows */
	struct record_array rows;       /* contiguous part of the list */
	int at_first, at_last;          /* the rows reach the ends of the list */
	size_t cursor, top;             /* indexes into rows; 0 when empty */
	int height;                     /* rows on the screen */
	struct id_set marks;
	int64_t mark_from;              /* where a range begins; 0 */
	struct query_totals totals, marked;
	int64_t marks_hidden;           /* of the marks, as of the last count */
	int totals_stale, marked_stale, stale;
	unsigned epoch;                 /* grows whenever the totals become stale again */
	struct error error;             /* of the last query; cls 0: none */

	/* what is under way; read these to draw */
	enum waiting waiting;           /* for rows */
	int counting;                   /* totals are being counted: "counting..." */
	int counting_marks;             /* the marks' totals are */
	int marking;                    /* a mark of many is being looked up: "marking..." */
	int missed;                     /* a record gone to (table_goto) turned out not to be here; whoever
	                                 * says so clears it */
	int news;                       /* an answer came that changes what is shown; whoever draws clears it */
	struct table_marked { int ready, op; int64_t n; } mark_news;   /* table_marks_news */
	struct table_work *work;        /* owned: table_ask.c */
};

void table_init(struct table *t, struct store *s, enum entity e, enum view view, int sort_field,
	int descending);
void table_release(struct table *t);
/* The record under the cursor; NULL when the list is empty.  Lent until the table
 * loads again. */
/* From here on questions go to the reader. */
void table_set_reader(struct table *t, struct reader *r);
/* 1: the rows are of the list the user asked for. */
int table_settled(const struct table *t);
/* Esc: gives up what the list waits for.  The query is that of the rows again (take the filter's text
 * from filter_text).  1 when there was something to give up. */
int table_stop(struct table *t);
const struct record *table_current(const struct table *t);
int64_t table_current_id(const struct table *t);

/* How many rows are drawn; may scroll. */
void table_set_height(struct table *t, int height);
/* Asks the store again, the cursor staying with its record and its line. */
void table_reload(struct table *t);
/* From the first row. */
void table_reload_top(struct table *t);
/* The cursor to a record; 0, 1 when it is still looked for (missed tells), or -1 when it is not in this list. */
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
/* The first order; the second one goes, unless it is another column's: then it stays. */
void table_set_sort(struct table *t, int field, int descending);
/* The second order, of rows equal by the first. */
void table_set_sort2(struct table *t, int field, int descending);
void table_no_sort2(struct table *t);
/* View, filter (NULL: none) and both orders in one question: a saved view, a way back.  id: the record
 * to stand on, 0: the first row.  0, or the parser's error; the list is unchanged then. */
struct table_wish { enum view view; const char *filter; int sort_field, descending, sort2, sort2_field,
	descending2; int64_t id; };
int table_set_all(struct table *t, const struct table_wish *w, struct error *err);
/* 0, or the parser's error; the list is unchanged then. */
int table_set_filter(struct table *t, const char *text, struct error *err);

/* --- marks: how many there are is bounded by TABLE_MARKS_MAX --- */
#define TABLE_MARKS_MAX 1000000
#define MARKED_TOO_MANY (-1)    /* nothing was marked: it would be more than the bound */
#define MARKED_NOTHING  (-2)    /* there is no mark to begin a range at, or no row */
#define MARKED_LATER    (-3)    /* being looked up; table_marks_news tells when it is done */
#define MARKED_BUSY     (-4)    /* nothing was done: an earlier one, or the list, is still being looked up */
enum { MARK_RANGE, MARK_ALL, MARK_INVERT, MARK_SAME };

void table_mark(struct table *t);                    /* toggles, and moves down */
void table_mark_move(struct table *t, int delta);    /* marks here, moves, marks there */
/* These four: how many marks came (invert: how many there are now), or MARKED_...
 * From the last mark to the cursor, also when it is not among the rows in memory. */
int64_t table_mark_range(struct table *t);
/* Every row of the list. */
int64_t table_mark_all(struct table *t);
/* Every row of the list that is not marked becomes marked, and the reverse. */
int64_t table_mark_invert(struct table *t);
/* Every row of the list with the same value as the record under the cursor: in a field, SORT_STATUS,
 * SORT_BOOKS or SORT_ERP. */
int64_t table_mark_same(struct table *t, int field);
/* 1 once after MARKED_LATER: which it was (MARK_...) and what it came to. */
int table_marks_news(struct table *t, int *op, int64_t *n);
void table_unmark_all(struct table *t);
/* These, in any order; ids is sorted on the way. */
void table_unmark(struct table *t, struct id_set *ids);
/* Marked records that the view and filter show no more; -1: not known yet (marked_stale). */
int64_t table_marks_hidden(struct table *t);

/* --- from end to end: table_all.c --- */
struct table_reading {
	/* On the reader's thread: the next rows, which it may take away with their pool; 1: enough. */
	int (*page)(void *data, struct record_array *rows, struct pool *pool);
	int (*end)(void *data, struct error *err);                       /* there, after the last; NULL allowed */
	void (*done)(void *data, int rc, const struct error *err);       /* on the screen's thread */
	void (*release)(void *data);
};
/* The list in its order, or its marked rows; waits a moment.  kind: READ_FILE or READ_COPY; a newer one takes
 * the place of an older one, whose end is ERR_CANCEL. */
void table_take_all(struct table *t, int kind, int marked, const struct table_reading *how, void *take_data);

/* The totals are of another list, or of older data, now. */
void table_recount(struct table *t);
/* Bring counts and sums up to date; for idle moments.  1 when they are, 0 when the answer comes later. */
int table_count(struct table *t);
int table_count_marks(struct table *t);

#endif
