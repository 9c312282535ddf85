/* Keys that came before what they are about has been read.
 *
 * An action on rows or marks that are still being read waits, and what is typed after it waits behind it, so
 * that keys do the same however fast they come.  Esc gives them up; quitting, suspending and redrawing wait for
 * nothing, nor does the mouse.  What waits for a list that does not come is given up after a few seconds, and
 * that is said: nobody decides about a record long after the key. */
#ifndef UI_TYPEAHEAD_H
#define UI_TYPEAHEAD_H

#include "ui/screen.h"
#include <stddef.h>
#include <stdint.h>

struct app;

struct typed_key { int action; uint32_t key; struct mouse_event mouse; };   /* action: -1, or its index: key is none */
struct typeahead {
	struct typed_key *items;
	size_t len, cap;
	int64_t since_ms;               /* the first one waits since then */
	int said;                       /* that it waits */
	int pasting;                    /* text is being pasted behind it */
	int going_on;                   /* they are being acted on: what still has to wait comes first again */
};

/* 1 when this key waits, or has been dealt with. */
int typeahead_key(struct app *a, uint32_t key, const struct mouse_event *m);
/* An action that has to wait. */
void typeahead_action(struct app *a, int index);
/* Acts on what need not wait any more; how many. */
int typeahead_go_on(struct app *a);
/* Once a second: says that something waits, gives up what waited too long. */
void typeahead_tick(struct app *a);
void typeahead_forget(struct app *a);

#endif
