/* `/`: the filter, applied while it is typed. */
#ifndef UI_FILTER_LINE_H
#define UI_FILTER_LINE_H

#include "ui/screen.h"

struct app;

void act_filter(struct app *a);
void filter_line_key(struct app *a, uint32_t key);
/* Applies what was typed since; once per burst, before drawing or acting. */
void filter_line_apply(struct app *a);
/* Draws it in the view line; returns the columns used. */
int filter_line_draw(struct app *a, int y, int x, int width);
void filter_line_release(struct app *a);

#endif
