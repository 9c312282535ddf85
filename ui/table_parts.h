/* Inside the list: table.c (cursor and window), table_ask.c (questions and answers),
 * table_marks.c (marks). */
#ifndef UI_TABLE_PARTS_H
#define UI_TABLE_PARTS_H

#include "ui/reader.h"
#include "ui/table.h"

/* A query that outlives the list's own: with the text of its filter instead of the filter. */
struct kept_query { struct query q; char *text; /* owned */ };
void kept_set(struct kept_query *k, const struct table *t);
void kept_release(struct kept_query *k);
int kept_same(const struct kept_query *k, const struct table *t);
/* Reads the filter again, on the thread that asks; f is to be released in any case. */
int kept_begin(const struct kept_query *k, struct filter *f, struct query *q, struct error *err);

enum rows_kind {
	ROWS_FIRST, ROWS_LAST,
	ROWS_AROUND,            /* the record under the cursor: more rows on both sides */
	ROWS_READY,             /* the same in a moment without keys */
	ROWS_RELOAD,            /* the data changed: around the first of some records that is still there */
	ROWS_SORTED,            /* around a record in another order or view; from the top without it */
	ROWS_GOTO,              /* the same, and it matters whether it is there */
};

/* What is under way for one list. */
struct table_work {
	uint64_t last_id;
	uint64_t rows_id, totals_id, marked_id, marks_id;     /* open questions; 0: none */
	enum rows_kind kind;            /* of rows_id */
	int64_t anchor;                 /* of rows_id */
	size_t size;
	int lost;                       /* another list's question took its place: ask again when drawn */
	int again;                      /* the data changed meanwhile: reload once it is answered */
	int line;                       /* of the screen, where the cursor was */
	int moves;                      /* lines that could not be moved yet */
	int was_top;
	int late_goto;                  /* nobody waits for rows_id any more: a record that is missed is told */
	int found;                      /* ROWS_GOTO, ROWS_SORTED: the record is in the list */
	struct kept_query shown;        /* what the rows are of */
	unsigned totals_epoch;
	int marked_changed;             /* marks or data changed while they were counted */
};

/* Asks for rows and waits a moment: 1 when they are here (t->error may be set), 0 when they come later. */
int rows_ask(struct table *t, enum rows_kind kind, int64_t anchor, size_t size, int wait);
/* Waits a moment for what was asked; 1 when nothing is open any more. */
int rows_wait(struct table *t);
/* Gives up the open question for rows. */
void rows_drop(struct table *t);
/* table_ask.c: looks the marks up; as table_mark_all and its like. */
int64_t marks_ask(struct table *t, int op, int field);
/* For qsort: int64_t, ascending. */
int compare_ids(const void *a, const void *b);
/* table_marks.c: takes them, ascending; what came of it. */
int64_t marks_adopt(struct table *t, int op, const int64_t *ids, size_t n);
/* The marks are others, or stand for other data. */
void marks_changed(struct table *t);
/* table.c: the cursor's place in rows that just came. */
void rows_came(struct table *t, enum rows_kind kind, int64_t anchor, int64_t anchor_used);

#endif
