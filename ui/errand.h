/* A question of a key or a dialog, asked beside the screen's thread (reader.h).
 *
 * One is under way at a time; a newer one takes its place.  What comes within a few milliseconds is there when
 * errand_ask returns; so whoever asks has drawn nothing yet.  An errand that keys have to wait for holds them
 * until it is done (typeahead.h); Esc gives it up. */
#ifndef UI_ERRAND_H
#define UI_ERRAND_H

#include "store/store.h"

struct app;

struct errand {
	/* On the reader's thread.  May be begun again: it first forgets what an earlier attempt left. */
	int (*run)(void *data, struct store *s, struct error *err);
	/* On the screen's thread; not called when it was given up. */
	void (*done)(struct app *a, void *data, int rc, const struct error *err);
	void (*release)(void *data);
};

/* holds: keys wait for it. */
void errand_ask(struct app *a, const struct errand *how, int holds, void *take_data);
/* 1 when none is under way. */
int errand_free(const struct app *a);
/* 1 when keys wait for one. */
int errand_holds(const struct app *a);
/* Gives up the one that keys wait for; 1 when there was one. */
int errand_stop(struct app *a);

#endif
