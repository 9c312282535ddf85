/* How far each connector has read, and what each sync did. */
#ifndef STORE_SYNC_STATE_H
#define STORE_SYNC_STATE_H

#include "store/store.h"

/* feed: connector's feed name; scope: e.g. project id, or "".  *out NULL: never read.
 * A cursor is the connector's own text. */
int cursor_get(struct store *s, int64_t connection, const char *feed, const char *scope,
	struct pool *p, const char **out, struct error *err);
int cursor_put(struct store *s, int64_t connection, const char *feed, const char *scope,
	const char *cursor, struct error *err);           /* inside the page's transaction */
int cursor_forget(struct store *s, int64_t connection, struct error *err);   /* next sync reads all */

struct sync_run {
	int64_t id, started_ms, ended_ms;   /* ended 0: running */
	int64_t connection_id;
	const char *title;            /* feed or "all", stable name */
	const char *actor;
	const char *state;            /* "running", "done", "partial", "failed", "cancelled" */
	int64_t calls, bytes, waited_ms, added, changed, deleted, total;
	const char *error_class, *error_msgid, *error_args;
};
struct sync_run_array { struct sync_run *items; size_t len, cap; };
int sync_run_put(struct store *s, struct sync_run *r, struct error *err);     /* id 0: inserts */
int sync_run_list(struct store *s, size_t max, struct pool *p, struct sync_run_array *out, struct error *err);
/* When the data of an entity was last fully brought up to date from a connection
 * (ms), 0: never. */
int64_t sync_age(struct store *s, int64_t connection, enum entity e);
int sync_age_put(struct store *s, int64_t connection, enum entity e, int64_t at_ms, struct error *err);
/* Of a connection whose data is itself a copy: when something newer was last seen to have arrived in it
 * (0: not since the first reading), and when it was last read (0: never); ms. */
int sync_hop_times(struct store *s, int64_t connection, int64_t *hop1_at_ms, int64_t *read_at_ms);
int sync_hop_put(struct store *s, int64_t connection, int64_t at_ms, struct error *err);
/* At start: runs left "running" by a killed program become "failed". */
int sync_run_recover(struct store *s, struct error *err);

/* One process may push at a time: a lease with an owner text and an end. */
int lease_take(struct store *s, const char *name, const char *owner, int64_t now_ms, int64_t until_ms,
	struct error *err);                               /* ERR_LATER: another has it, in words */
int lease_release(struct store *s, const char *name, const char *owner, struct error *err);

#endif
