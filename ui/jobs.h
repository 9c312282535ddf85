/* The jobs screen: what runs, what is not settled and why, what the last syncs did. */
#ifndef UI_JOBS_H
#define UI_JOBS_H

#include "ui/text_pane.h"

extern const struct text_reader jobs_reader;
void act_jobs(struct app *a);

#endif
