/* How the columns of a list stand: which, in what order, how wide, which stay when it scrolls
 * sideways.  Plain values: nothing here draws.
 *
 *	frozen            what scrolls
 *	Status  Invoice | Vendor  Job  Net ...  Notes
 *
 * As long as nobody arranged the columns, those a person wants first (struct column .rank) come
 * first when not all of them have room; the others follow, and moving right reaches them. */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "ui/column.h"

#define LAYOUT_FROZEN 2           /* at the start: status and number */
#define LAYOUT_WIDEST 120

struct layout {
	int n;
	int order[COLUMN_MAX];      /* the column at each place, the hidden ones too */
	int width[COLUMN_MAX];      /* by column, set by hand; 0: by itself */
	unsigned hidden;            /* bit per column */
	int frozen;                 /* the first so many of the shown ones stay */
	int arranged;               /* the order is the user's: it stands as it is */
	char *unknown;              /* owned: columns of another version of Comptoir, kept; or NULL */
};

/* What was measured, by column. */
struct layout_sizes { const int *wide, *title; };

struct layout_slot { int column, x, w; };
/* What is on the screen. */
struct layout_page {
	struct layout_slot slots[COLUMN_MAX];
	int n, frozen;
	int left, right;            /* so many more lie there */
	int sequence[COLUMN_MAX];   /* all shown columns from left to right */
	int n_sequence;
	int first;                  /* place in the sequence of the first that scrolled in */
};

void layout_init(struct layout *l, const struct column *cols, int n);
void layout_release(struct layout *l);
void layout_copy(struct layout *dst, const struct layout *src);
int layout_same(const struct layout *a, const struct layout *b);

/* Lays out `width` columns of terminal so that the column `cursor` is seen, scrolling from *first
 * (which is brought up to date) only as far as it must.  away: bits of columns that are not shown now besides
 * the hidden ones. */
void layout_fit(struct layout_page *out, const struct layout *l, const struct column *cols, enum entity e,
	const struct layout_sizes *s, int width, unsigned away, int cursor, int *first);

/* --- changes; columns by index --- */
/* 0 when it is the last one that is shown, and stays. */
int layout_toggle(struct layout *l, int column);
/* By one place among the shown ones (step -1 or 1), in the order of the page. 0 at an end. */
int layout_move(struct layout *l, const struct layout_page *page, int column, int step);
/* shown: its width now. */
void layout_widen(struct layout *l, int column, int shown, int step);

/* --- as text: "status number vendor:30 -job" --- */
void layout_add_text(struct strbuf *out, const struct layout *l, const struct column *cols);
/* What the text does not name stands behind, as at the start.  Never fails: words that are no column are
 * kept.  NULL: as at the start. */
void layout_parse(struct layout *l, const struct column *cols, int n, const char *text);

#endif
