/* What people wrote about a record: notes for each other, never sent anywhere.
 *
 * A comment is a row of the audit trail and nowhere else, so it has its author and its
 * time, and cannot be changed or taken away. */
#ifndef STORE_COMMENTS_H
#define STORE_COMMENTS_H

#include "store/store.h"

#define COMMENT_ACTION "comment"     /* of its audit row; detail: {"comment":"..."} */

/* Inside the caller's transaction. */
int comments_add(struct store *s, const char *actor, enum entity e, int64_t record_id, const char *text,
	struct error *err);

struct comment { int64_t seq, at_ms; const char *actor, *text; };
struct comment_array { struct comment *items; size_t len, cap; };
/* The newest `max`, oldest first. */
int comments_list(struct store *s, enum entity e, int64_t record_id, size_t max, struct pool *p,
	struct comment_array *out, struct error *err);

#endif
