/* The outward flow: one operation at a time per connection, of one outbox row, or of several where the connector
 * sends several in one request (batch.c). */
#ifndef SYNC_PUSH_H
#define SYNC_PUSH_H

#include "base/error.h"
#include "connectors/connector.h"
#include "store/outbox.h"

struct worker;
struct line;

/* Starts what may be sent now, on every line. */
void push_run(struct worker *w);
/* Is nothing under way, and nothing that could be sent now? */
int push_is_quiet(struct worker *w);
/* A person asks: back-off is forgotten, what waits is tried now. */
void push_person_asks(struct worker *w);
/* Looks up an unknown row of the outbox before its time; not finding it yet settles nothing. */
void push_look_now(struct worker *w, int64_t row_id);
/* Something newer has arrived in a copy: the unknown rows of its line are looked up before their time,
 * one after the other; the next one, or 0 (hops.c). */
int64_t hops_next_look(struct line *l);
/* Ms until a row becomes due or another copy may have finished; -1: never. */
int64_t push_wait_ms(struct worker *w);
/* At start: what a stopped program left as `sending` is unknown now. */
int push_recover(struct worker *w, struct error *err);
/* 1 when this process may send: it has the lock, or takes it now (lease.c). */
int push_acquire(struct worker *w);
void push_renew(struct worker *w);
/* How long a copy that may not send waits before it asks again. */
#define PUSH_ELSEWHERE_MS 2000
/* Gives the right to send back. */
void push_release(struct worker *w);
/* What was under way and is given up by stopping: to be called before tasks are freed. */
int push_busy(const struct worker *w);

/* The request for a row as the connector composes it, with the dossier it is made of.
 * reason: of a rejection, or NULL. */
int push_compose(struct line *l, const char *verb, enum entity e, int64_t id, const char *key,
	struct strbuf *payload, struct error *err);
/* Its two halves (compose.c): the dossier, lent until the lookup is cleared; the request. */
int push_load(struct line *l, const char *verb, enum entity e, int64_t id, struct pool *p,
	struct dossier *d, struct error *err);
int push_compose_dossier(struct line *l, const char *verb, const struct dossier *d, const char *key,
	struct strbuf *payload, struct error *err);
/* Refuses a test connection beside a production one, and one whose profile is missing. */
int push_same_world(struct worker *w, const struct line *l, struct error *err);
/* Takes over what the other system made of a record: link, lines, write-back; inside a
 * transaction. */
int push_link(struct worker *w, const struct link *l, const char *key, int64_t procore, struct error *err);

#endif
