/* The one poll() and the one place that draws. */
#ifndef UI_LOOP_H
#define UI_LOOP_H

struct app;
/* Until the app wants to quit or the terminal is gone. */
void loop_run(struct app *a);

#endif
