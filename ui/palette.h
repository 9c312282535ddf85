/* `:`: every action by words, with its key. */
#ifndef UI_PALETTE_H
#define UI_PALETTE_H

struct app;
void act_palette(struct app *a);

#endif
