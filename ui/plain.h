/* Screens for a screen reader: rows as sentences, and what a key did said in words. */
#ifndef UI_PLAIN_H
#define UI_PLAIN_H

#include "ui/hands.h"
#include "ui/screen.h"

struct app;
struct tab;

/* What the terminal needs to know of the settings of hands and eyes. */
void plain_options(struct screen_options *so, const struct hand_options *h);

/* The list in place of tab_draw: "Invoice 1042-07; Status ready; Vendor ...", one record a line. */
void plain_list(struct app *a, struct tab *t, struct rect r, int focus);
/* The title of a tab with its counts in words. */
void plain_add_title(struct strbuf *out, const struct tab *t);

/* What stood before a key was handled, to say afterwards what it changed. */
struct plain_state { int tab, column; size_t marks; int64_t record; const void *top; };
struct plain_state plain_before(const struct app *a);
void plain_after(struct app *a, const struct plain_state *before);
/* Now and then how far a sync is, in words; called each second. */
void plain_tick(struct app *a);

#endif
