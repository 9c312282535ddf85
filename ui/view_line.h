/* The line over the list: view, filter, count and sums, marks. */
#ifndef UI_VIEW_LINE_H
#define UI_VIEW_LINE_H

struct app;

void view_line_draw(struct app *a, int y);

#endif
