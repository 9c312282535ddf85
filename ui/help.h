/* `?`: the keys that are bound now, and what they do. */
#ifndef UI_HELP_H
#define UI_HELP_H

struct app;
void act_help(struct app *a);

#endif
