/* Append-only and hash-chained: who, when, what was on the screen, what was sent
 * (redacted), what came back.  hash = SHA-256(previous hash + canonical row). */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "store/store.h"

/* Inside the caller's transaction.  detail: canonical JSON object or NULL. */
int audit_add(struct store *s, const char *actor, const char *action, enum entity e,
	int64_t record_id, const char *detail, struct error *err);

struct audit_row {
	int64_t seq, at_ms;
	const char *actor, *action;
	enum entity entity;
	int64_t record_id;
	const char *detail, *hash;
};
struct audit_array { struct audit_row *items; size_t len, cap; };
/* Newest first; e ENTITY_NONE: all; before_seq 0: from the newest. */
int audit_list(struct store *s, enum entity e, int64_t record_id, int64_t before_seq, size_t max,
	struct pool *p, struct audit_array *out, struct error *err);

struct audit_verdict { int64_t rows, first_bad; char head[65]; };
/* Walks the whole chain; 0 and first_bad 0 when intact; ERR_DATA with a sentence
 * naming the first row that does not fit.  Row count and head are also kept in a
 * setting, so a chain cut at its end is found. */
int audit_verify(struct store *s, struct audit_verdict *out, struct error *err);

#endif
