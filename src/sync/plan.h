/* What a question comes to: the decisions that follow from it, not committed yet. */
#ifndef SYNC_PLAN_H
#define SYNC_PLAN_H

#include "base/pool.h"
#include "base/strbuf.h"
#include "model/decision.h"
#include "store/outbox.h"
#include "sync/message.h"

struct worker;
struct line;

struct plan {
	struct worker *w;
	const struct message *question;
	struct line *target;           /* the ERP that was named (question->name); or NULL */
	struct rights who;             /* in the caller's pool */
	struct pool pool;
	struct { struct decision_request *items; size_t len, cap; } requests;
	struct strbuf *warnings;       /* where those that are accepted are noted; or NULL */
};

/* Judges one item and adds what follows; a refused one adds nothing.  1: the answer to the
 * question comes later (an unlinking that asks the other system first). */
int plan_item(struct plan *p, const struct message_item *item, struct error *err);
/* Adds a decision on this record; what was seen is what it is now. */
struct decision_request *plan_request(struct plan *p, enum verb verb, const struct record *r);
struct line *plan_line(struct worker *w, int64_t connection);

/* What a person tied by mistake can be untied; everything else exists over there until the
 * ERP itself says that it does not.  1: the answer comes later; 0: done; or a class. */
int plan_unlink(struct plan *p, const struct record *r, struct error *err);

#endif
