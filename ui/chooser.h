/* The dialog that arranges the columns of a list. */
#ifndef UI_CHOOSER_H
#define UI_CHOOSER_H

struct app;

/* Action. */
void act_columns(struct app *a);

#endif
