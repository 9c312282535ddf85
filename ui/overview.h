/* The overview: what waits, the cash it takes, whose it is, what went wrong, how fresh the data are. */
#ifndef UI_OVERVIEW_H
#define UI_OVERVIEW_H

struct app;

/* The data have changed: an open overview is made up again, beside the screen's thread. */
void overview_changed(struct app *a);
/* Asks for it when that has to be; 1 when it did.  For idle moments. */
int overview_step(struct app *a);

void act_overview(struct app *a);

#endif
