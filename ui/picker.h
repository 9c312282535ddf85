/* A list to choose from, narrowed while typing: views, order, columns, the palette, the ERP
 * record to link. */
#ifndef UI_PICKER_H
#define UI_PICKER_H

#include "base/pool.h"
#include "ui/overlay.h"

struct picker;

struct picker_def {
	const char *title;                 /* N_() */
	const char *hint;                  /* N_(); NULL: the ordinary one */
	/* Adds the rows for what was typed, with picker_add; called again on every change. */
	void (*fill)(struct app *a, struct picker *p, const char *typed, void *data);
	/* Enter on a row; the picker is closed before, unless `stays`. */
	void (*chosen)(struct app *a, int64_t id, void *data);
	void (*free_data)(void *data);     /* NULL allowed */
	int stays;                         /* Space and Enter toggle; Esc ends */
};

struct overlay *picker_open(struct app *a, const struct picker_def *def, void *take_data);
/* From fill: the rows come later, from an errand; the number it gives them back with.  Enter and its like wait. */
uint64_t picker_later(struct picker *p);
/* The dialog that waits for these rows, empty; NULL when it is closed or has asked again. */
struct picker *picker_waiting(struct app *a, uint64_t number);
/* left and right are copied; off: shown, but Enter on it says why (why copied). */
void picker_add(struct picker *p, int64_t id, const char *left, const char *right, const char *why);
/* Del on a row: the rows are asked for again after it. */
void picker_on_remove(struct overlay *o, void (*removed)(struct app *a, int64_t id));
/* The cursor to this row at first. */
void picker_select(struct picker *p, int64_t id);
/* 1 when every word of `typed` is somewhere in the text, case and accents aside. */
int picker_matches(const char *text, const char *typed);

#endif
