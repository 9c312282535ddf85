/* The guided tour: one task at a time, in a panel below the screens of the sample company.
 *
 * It watches the state of the program and never takes a key but its own three, so that any
 * key may be tried in any order.  Steps are a table (tutor_steps.c); the keys in their texts
 * are those in force. */
#ifndef UI_TUTOR_H
#define UI_TUTOR_H

#include "ui/app.h"

struct tutor;

/* What a step compares with: how things stood when it began. */
struct tutor_view {
	const struct app *app;
	const int *ran;                 /* by action: how often since the step began */
	int64_t id;                     /* the record under the cursor then */
	int64_t ready, rejected;        /* invoices then */
	size_t jumps;
};

#define TUTOR_MAX_KEYS 3
struct tutor_step {
	const char *title;              /* N_() */
	const char *task;               /* N_(): %1$s.. are the keys of `actions` */
	const char *why;                /* N_(): said when it is done */
	const char *actions[TUTOR_MAX_KEYS];   /* a step whose action does not exist is left out */
	int tab;                        /* enum entity of the tab it happens on; -1 any */
	int (*done)(const struct tutor_view *v);   /* NULL: it is only read */
};
extern const struct tutor_step tutor_steps[];
extern const size_t n_tutor_steps;

void tutor_open(struct app *a);
void tutor_close(struct app *a);
/* 1: it was a key of the tour. */
int tutor_key(struct app *a, uint32_t key);
/* An action runs. */
void tutor_ran(struct app *a, int action);
/* Looks whether the task is done, then draws the panel; after everything else. */
void tutor_draw(struct app *a);

#endif
