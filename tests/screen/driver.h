/* What driver.c and fake_worker.c share. */
#ifndef TESTS_SCREEN_DRIVER_H
#define TESTS_SCREEN_DRIVER_H

#include "store/store.h"
#include "sync/worker.h"

struct worker *fake_worker_new(struct store *s, int vault);
/* What was approved together waits so long; nothing is ever sent. */
void fake_worker_grace(struct worker *w, int64_t ms);
void fake_worker_free(struct worker *w);

#endif
