/* Looks as the terminal can show them: a part of the screen, used by screen.c alone. */
#ifndef UI_SCREEN_COLOUR_H
#define UI_SCREEN_COLOUR_H

#include "ui/curses.h"
#include "ui/theme.h"

/* Begins colours, when there are any and NO_COLOR does not forbid them.  After newterm. */
void screen_colour_start(void);
/* A theme by its name (NULL: the default one) as attributes and pairs of curses, by role.  One that
 * cannot be read is ERR_CONFIG, and nothing is changed. */
int screen_colour_theme(const char *name, attr_t attrs[ROLE_COUNT], short pairs[ROLE_COUNT], struct error *err);
/* The same for a theme that is there. */
void screen_colour_apply(const struct theme *t, attr_t attrs[ROLE_COUNT], short pairs[ROLE_COUNT]);
/* The terminal was given away and is ours again. */
void screen_colour_again(void);

#endif
