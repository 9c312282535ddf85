/* The problems list and the history of messages: nothing fails silently. */
#ifndef UI_PROBLEMS_H
#define UI_PROBLEMS_H

#include "ui/text_pane.h"

extern const struct text_reader problems_reader;
/* Problems not put away yet. */
int problems_count(const struct app *a);
void act_problems(struct app *a);

#endif
