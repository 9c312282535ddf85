/* `/`: the filter, applied while it is typed. */
#ifndef UI_FILTER_LINE_H
#define UI_FILTER_LINE_H

#include "model/filter.h"
#include "ui/line_edit.h"

struct app;

struct filter_line {
	int open, typed;            /* typed: not applied yet */
	struct line_edit edit;
	char *before;               /* owned: what it was when `/` was pressed */
	struct error error;         /* of what stands there now */
	size_t bad_at, bad_len;     /* the part of the text it is about */
	struct filter_completion found;   /* for what stands before the cursor */
	char *found_for;            /* owned: the text it was made for; NULL: not yet */
	size_t found_at;
	int chosen;                 /* Tab goes round: the candidate that stands there; -1 none */
};

void act_filter(struct app *a);
void filter_line_key(struct app *a, uint32_t key);
/* Applies what was typed since; once per burst, before drawing or acting. */
void filter_line_apply(struct app *a);
/* The columns it would need to be seen whole; 0: there is none. */
int filter_line_wants(const struct app *a);
/* Draws it in the view line; returns the columns used. */
int filter_line_draw(struct app *a, int y, int x, int width);
/* Rows under the view line that belong to it: 1 while it is open. */
int filter_line_rows(const struct app *a);
/* What is wrong, what completes the word, or what may be typed: into those rows. */
void filter_line_draw_help(struct app *a, int y);
void filter_line_release(struct app *a);

#endif
