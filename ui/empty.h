/* What an empty list says: why, and what to do next. */
#ifndef UI_EMPTY_H
#define UI_EMPTY_H

struct app;
struct tab;
struct text_pane;

void empty_text(struct app *a, const struct tab *t, struct text_pane *p, int width);

#endif
