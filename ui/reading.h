/* What the reader answers, on the screens: rows, totals and marks that come late. */
#ifndef UI_READING_H
#define UI_READING_H

#include <stdint.h>

struct app;

/* The reader has answers. */
void app_read(struct app *a);
/* Counts what is stale and not under way; 1 when something changed at once. */
int reading_count(struct app *a);
/* Esc: gives up what the list waits for; 1 when there was something. */
int reading_stop(struct app *a);
/* Says what a mark of many came to: MARK_..., and what table_mark_all and its like returned. */
void reading_say_marked(struct app *a, int op, int64_t n);

#endif
