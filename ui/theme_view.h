/* The choice of a theme, seen while the cursor moves. */
#ifndef UI_THEME_VIEW_H
#define UI_THEME_VIEW_H

struct app;

void act_theme(struct app *a);

#endif
