/* Syncing from the screens: starting, progress on the bottom line, cancelling. */
#ifndef UI_SYNC_VIEW_H
#define UI_SYNC_VIEW_H

#include "base/strbuf.h"

struct app;
struct message;

void sync_progress(struct app *a, const struct message *m);
void sync_pace(struct app *a, const struct message *m);
void sync_done(struct app *a, const struct message *m);
/* "⟳ Vendors 40 % 812/2,030"; nothing when no sync runs. */
void sync_add_progress(struct strbuf *out, const struct app *a);
void sync_release(struct app *a);

/* Syncs the tab in front.  wait_minutes: until newer data arrives there first, at most so long; 0:
 * at once. */
void sync_start(struct app *a, int wait_minutes);

void act_sync_tab(struct app *a);
void act_sync_all(struct app *a);
void act_cancel(struct app *a);

#endif
