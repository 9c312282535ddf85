/* What a first load brought is judged in sets as far as it goes, before the rest is judged one by one. */
#ifndef SYNC_FIRST_H
#define SYNC_FIRST_H

#include "base/error.h"

struct worker;

void first_begin(struct worker *w);
/* One transaction of it: 1 there is more, 0 the rest is in the judge queue, or a class. */
int first_step(struct worker *w, struct error *err);

#endif
