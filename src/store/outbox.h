/* The states of a decision on its way out.  The state table and its invariants
 * open outbox.c.
 *
 *   queued   taken by the worker            -> sending
 *   queued   revoked by its author          -> dropped
 *   queued   the record had moved on        -> conflict
 *   sending  accepted                       -> done
 *   sending  refused                        -> refused
 *   sending  the record had moved on        -> conflict
 *   sending  offline, busy, try later       -> waiting
 *   waiting  when due                       -> queued
 *   sending  no answer, or stopped here     -> unknown
 *   unknown  found at the other system      -> done
 *   unknown  certainly not there            -> queued
 *   unknown  found, but different           -> conflict
 */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/records.h"

enum outbox_state { OUTBOX_QUEUED, OUTBOX_SENDING, OUTBOX_WAITING, OUTBOX_UNKNOWN,
	OUTBOX_DONE, OUTBOX_REFUSED, OUTBOX_CONFLICT, OUTBOX_DROPPED, OUTBOX_STATE_COUNT };

enum outbox_event { OUTBOX_TAKE, OUTBOX_REVOKE, OUTBOX_ACCEPT, OUTBOX_REFUSE, OUTBOX_MOVED_ON,
	OUTBOX_DEFER, OUTBOX_DUE, OUTBOX_LOSE, OUTBOX_FOUND, OUTBOX_ABSENT, OUTBOX_DIFFERS };

struct outbox_move { enum outbox_state from; enum outbox_event event; enum outbox_state to; const char *why; };
extern const struct outbox_move outbox_moves[];    /* ends with why NULL */
extern const size_t outbox_n_moves;
const char *outbox_state_name(enum outbox_state st);
/* The state after the event, or -1: not allowed. */
int outbox_next(enum outbox_state from, enum outbox_event event);

/* What an outbox row does: one verb to one system. */
#define OUT_EXPORT    "export"      /* record to the ERP */
#define OUT_WRITEBACK "writeback"   /* origin ids to Procore */
#define OUT_REJECT    "reject"      /* rejection to Procore */
#define OUT_PAYMENT   "payment"     /* ERP payment to Procore's payments issued */
#define OUT_ADD       "add"         /* ERP vendor or job to Procore */

struct outbox_row {
	int64_t id;
	int64_t decision_id;          /* 0: follows from another row */
	int64_t connection_id;        /* the system it goes to */
	const char *verb;             /* OUT_... */
	enum entity entity;
	int64_t record_id;            /* the row it is about */
	int64_t record_version;       /* the version the person saw */
	int64_t depends_on;           /* outbox row that must be done before; 0 */
	const char *key;              /* stable idempotency key, one for life */
	const char *payload;          /* the connector's own JSON, set at OUTBOX_TAKE; or NULL */
	const char *payload_hash;
	enum outbox_state state;
	int attempt;
	int probes;                   /* look-ups that found nothing */
	int64_t not_before_ms;        /* grace, back-off, settling */
	int64_t first_sent_ms;
	const char *error_class, *error_msgid, *error_args;  /* of the last failure; or NULL */
	const char *remote_id, *remote_code;  /* from the answer; or NULL */
	int64_t created_ms, updated_ms;
	const char *actor;
};
struct outbox_array { struct outbox_row *items; size_t len, cap; };

/* --- the decision: decision + audit + outbox row + record state, ONE transaction --- */
struct decision_request {
	enum verb verb;
	enum entity entity;
	int64_t record_id;
	int64_t version;              /* what was on the screen; 0: do not compare (the command line says so) */
	const char *actor;
	const char *comment;          /* reason; or NULL */
	const char *seen;             /* canonical JSON of what was shown */
	int64_t connection_id;        /* where it goes; 0: nowhere (archive, link) */
	const char *out_verb;         /* OUT_...; NULL: no outbox row */
	int64_t depends_on;
	int64_t not_before_ms;        /* grace; 0 */
	enum status new_status;
};
/* The caller holds no transaction: this is one of its own (exactly one fsync).
 * ERR_CONFLICT when the version has moved on.  *outbox_id 0 when none was made. */
int outbox_decide(struct store *s, const struct decision_request *d, int64_t *outbox_id, struct error *err);
/* What is on its way already, or (OUT_EXPORT) linked to that connection, is ERR_CONFLICT too.
 * Several decisions in one transaction, in order; depends_on may name an earlier one of
 * the array as -(index+1).  All or none. */
int outbox_decide_many(struct store *s, const struct decision_request *d, size_t n,
	int64_t *outbox_ids, struct error *err);
/* Takes back what is queued (or waits) and was not sent: the latest such decision of this
 * record, with what depends on it; also a rejection that went nowhere.  ERR_RIGHT: only its
 * author may; ERR_REFUSED: nothing is left to take back. */
int outbox_undo(struct store *s, enum entity e, int64_t record_id, const char *actor, struct error *err);

/* Several of them in one transaction, in order; those that cannot be taken back (any more) are told of and
 * change nothing.  Any other error takes back nothing at all. */
struct undo_item { enum entity entity; int64_t record_id; };
int outbox_undo_many(struct store *s, const struct undo_item *items, size_t n, const char *actor,
	void (*refused)(void *data, size_t i, struct error *why), void *data, struct error *err);

/* --- grace: what a person approved and nothing has been sent of yet --- */
/* The rows of that person whose grace ends at one moment get another one. */
int outbox_grace_move(struct store *s, const char *actor, int64_t from_ms, int64_t to_ms, struct error *err);
struct outbox_grace { int64_t n, first_ms, last_ms; };   /* how many; the first and the last end */
int outbox_in_grace(struct store *s, const char *actor, int64_t now_ms, struct outbox_grace *out,
	struct error *err);
/* The same as records, the newest decision first. */
int outbox_in_grace_list(struct store *s, const char *actor, int64_t now_ms, struct pool *p,
	struct undo_item **items, size_t *n, struct error *err);

/* A row that follows from something settled (write-back, payment); inside the caller's
 * transaction.  The same key twice adds nothing and gives the first one's id. */
int outbox_add(struct store *s, const struct outbox_row *row, int64_t *id, struct error *err);

/* Next row to work on for a connection at `now`: unknown ones first (they need a
 * look-up), then queued whose dependency is done and whose time has come.
 * ERR_NOTFOUND: nothing to do.  On a writing handle waiting rows that are due become
 * queued first (OUTBOX_DUE). */
int outbox_next_for(struct store *s, int64_t connection_id, int64_t now_ms, struct pool *p,
	struct outbox_row *out, struct error *err);
/* The other rows that could be taken now beside this queued one: same connection, verb and entity, in order, at
 * most `most`; none of them waits for another. */
int outbox_next_like(struct store *s, const struct outbox_row *row, int64_t now_ms, int most, struct pool *p,
	struct outbox_array *out, struct error *err);
/* When the next row of this connection becomes due (ms), or 0: none is waiting. */
int64_t outbox_next_due(struct store *s, int64_t connection_id);
int outbox_get(struct store *s, int64_t id, struct pool *p, struct outbox_row *out, struct error *err);
int outbox_list(struct store *s, enum entity e, int64_t record_id, struct pool *p,
	struct outbox_array *out, struct error *err);     /* e ENTITY_NONE: all not settled */

/* One move, with its facts, in its own transaction unless one is open; writes the audit
 * row; a move that is not in outbox_moves[] is ERR_BUG and changes nothing. */
struct outbox_facts {
	const char *payload;          /* OUTBOX_TAKE */
	const char *remote_id, *remote_code;  /* ACCEPT, FOUND */
	const char *answer;           /* redacted answer for the audit; or NULL */
	const struct error *error;    /* REFUSE, DEFER, LOSE, MOVED_ON, DIFFERS */
	int64_t not_before_ms;        /* DEFER, LOSE, ABSENT */
};
int outbox_move(struct store *s, int64_t id, enum outbox_event event, const struct outbox_facts *f,
	struct error *err);
/* A look-up found nothing, but not yet for certain: counts it, stays unknown. */
int outbox_probe(struct store *s, int64_t id, int64_t not_before_ms, struct error *err);
/* A look-up found it on its way: stays unknown, with the reason, and counts no probe. */
int outbox_on_its_way(struct store *s, int64_t id, int64_t not_before_ms, const struct error *why,
	struct error *err);
/* At start: every row still `sending` becomes `unknown`.  Returns how many.  Only who holds
 * the lease may call it: another process may be sending right now. */
int outbox_recover(struct store *s, struct error *err);
/* Is this row unknown because the program stopped, and not looked up since? */
int outbox_was_interrupted(const struct outbox_row *row);
/* Dependents of a row that was refused, dropped or in conflict are dropped with it,
 * their records told why. */
int outbox_drop_dependents(struct store *s, int64_t id, struct error *err);

/* --- history: decisions of a record --- */
struct decision_row { int64_t id; int64_t at_ms; const char *actor, *verb, *comment, *seen; };
struct decision_array { struct decision_row *items; size_t len, cap; };
int decisions_list(struct store *s, enum entity e, int64_t record_id, struct pool *p,
	struct decision_array *out, struct error *err);

#endif
