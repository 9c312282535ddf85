/* Decisions: what a person decided, with what they saw, in one transaction with the outbox
 * row, the audit row and the record's new state.  One decision is one commit, one commit
 * is one fsync; nothing is shown as decided before. */
#include "store/decide.h"

#include "base/digest.h"
#include "base/i18n.h"
#include "store/audit.h"
#include "store/internal.h"

#include <string.h>

#include "base/banned.h"

/* ---- may it still be decided? ---- */

static int check_record(const struct decision_request *d, const struct record *r, struct error *err)
{
	if (d->version && d->version != r->state.version)
		return error_set(err, ERR_CONFLICT,
			N_("%s has changed since it was shown; look at it again and decide then, nothing was sent"),
			record_name(r), NULL);
	if (r->deleted && d->out_verb)
		return error_set(err, ERR_CONFLICT,
			N_("%s was deleted in the other system meanwhile; nothing was sent"), record_name(r), NULL);
	return 0;
}

/* Invariant 6 of outbox.c. */
static int check_once(struct store *s, const struct decision_request *d, const struct record *r,
	struct error *err)
{
	int64_t one;
	int rc;

	if (!d->out_verb || (strcmp(d->out_verb, OUT_EXPORT) != 0 && strcmp(d->out_verb, OUT_ADD) != 0))
		return 0;
	rc = store_number(s, &one, err, "SELECT 1 FROM outbox WHERE entity=$1 AND record_id=$2"
		" AND connection_id=$3 AND verb=$4 AND state IN ('queued', 'sending', 'waiting', 'unknown')",
		"tiit", entities[d->entity].name, d->record_id, d->connection_id, d->out_verb);
	if (rc == 1)
		return error_set(err, ERR_CONFLICT, N_("%s is on its way already; nothing was sent again"),
			record_name(r), NULL);
	if (rc == 0 && strcmp(d->out_verb, OUT_EXPORT) == 0)
		rc = store_number(s, &one, err, "SELECT 1 FROM link WHERE entity=$1 AND record_id=$2"
			" AND connection_id=$3", "tii", entities[d->entity].name, d->record_id, d->connection_id);
	if (rc == 1)
		return error_set(err, ERR_CONFLICT,
			N_("%s is in the accounting system already; nothing was sent again"), record_name(r), NULL);
	return rc;
}

/* ---- one decision ---- */

static int audit_decision(struct store *s, const struct decision_request *d, const struct record *r,
	int64_t decision, int64_t outbox, struct error *err)
{
	struct strbuf t = STRBUF_INIT;
	size_t n = d->seen ? strlen(d->seen) : 0;
	int rc;

	strbuf_addf(&t, "{\"decision\":%lld,\"outbox\":%lld,\"connection\":%lld,\"version\":%lld,\"comment\":",
		(long long)decision, (long long)outbox, (long long)d->connection_id, (long long)r->state.version);
	strbuf_add_json(&t, d->comment);
	strbuf_adds(&t, ",\"seen\":");
	if (n >= 2 && d->seen[0] == '{' && d->seen[n - 1] == '}')
		strbuf_adds(&t, d->seen);
	else
		strbuf_add_json(&t, d->seen);
	strbuf_addc(&t, '}');
	rc = audit_add(s, d->actor, verbs[d->verb].name, d->entity, d->record_id, t.s, err);
	strbuf_release(&t);
	return rc;
}

static int add_decision(struct store *s, enum verb verb, enum entity e, int64_t record_id, int64_t version,
	const char *actor, const char *comment, const char *seen, int64_t *id, struct error *err)
{
	int rc = store_number(s, id, err, "INSERT INTO decision(at, actor, verb, entity, record_id, record_version,"
		" comment, seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id", "itttiitt", store_now(s),
		actor ? actor : "", verbs[verb].name, entities[e].name, record_id, version, comment, seen);

	return rc < 0 ? rc : 0;
}

static int add_outbox(struct store *s, const struct decision_request *d, const struct record *r,
	int64_t decision, int64_t depends_on, int64_t *outbox_id, struct error *err)
{
	char key[37];
	struct outbox_row row = {
		.decision_id = decision, .connection_id = d->connection_id, .verb = d->out_verb,
		.entity = d->entity, .record_id = d->record_id, .record_version = r->state.version,
		.depends_on = depends_on, .key = key, .not_before_ms = d->not_before_ms, .actor = d->actor,
	};

	digest_uuid(key);
	return outbox_add(s, &row, outbox_id, err);
}

static int decide_one(struct store *s, const struct decision_request *d, int64_t depends_on,
	int64_t *outbox_id, struct error *err)
{
	struct pool p = POOL_INIT;
	struct record r;
	int64_t decision = 0;
	int rc = records_get(s, d->entity, d->record_id, &p, &r, err);

	*outbox_id = 0;
	if (rc == 0)
		rc = check_record(d, &r, err);
	if (rc == 0)
		rc = check_once(s, d, &r, err);
	if (rc == 0)
		rc = add_decision(s, d->verb, d->entity, d->record_id, r.state.version, d->actor, d->comment,
			d->seen, &decision, err);
	if (rc == 0 && d->out_verb)
		rc = add_outbox(s, d, &r, decision, depends_on, outbox_id, err);
	if (rc == 0)
		rc = audit_decision(s, d, &r, decision, *outbox_id, err);
	if (rc == 0 && d->new_status != STATUS_NONE && s->tables[d->entity].tab) {
		r.state.status = d->new_status;
		if (d->new_status == STATUS_QUEUED || d->new_status == STATUS_REJECTED)
			r.state.note = r.state.note_args = NULL;
		if (d->new_status == STATUS_REJECTED)
			r.state.resubmitted = 0;
		rc = records_set_state(s, d->entity, d->record_id, &r.state, err);
	}
	pool_release(&p);
	return rc;
}

int outbox_decide_many(struct store *s, const struct decision_request *d, size_t n,
	int64_t *outbox_ids, struct error *err)
{
	int rc;

	if (s->open_tx)
		return error_set(err, ERR_BUG, N_("a decision is a transaction of its own"), NULL);
	memset(outbox_ids, 0, n * sizeof *outbox_ids);
	store_hook(s, "decide:before");
	rc = store_begin_quick(s, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		int64_t depends_on = d[i].depends_on;

		if (depends_on < 0) {
			size_t earlier = (size_t)(-(depends_on + 1));

			if (earlier >= i)
				BUG("decision %zu depends on a later one", i);
			depends_on = outbox_ids[earlier];
		}
		rc = decide_one(s, &d[i], depends_on, &outbox_ids[i], err);
	}
	rc = store_leave(s, 1, rc, err);
	if (rc < 0)
		memset(outbox_ids, 0, n * sizeof *outbox_ids);
	else
		store_hook(s, "decide:after");
	return rc;
}

int outbox_decide(struct store *s, const struct decision_request *d, int64_t *outbox_id, struct error *err)
{
	int64_t id = 0;
	int rc = outbox_decide_many(s, d, 1, &id, err);

	if (outbox_id)
		*outbox_id = id;
	return rc;
}

/* ---- taking back ---- */

/* queued -> dropped; what waits for a better moment is due first. */
static int revoke(struct store *s, const struct outbox_row *row, struct error *err)
{
	int rc = row->state == OUTBOX_WAITING ? outbox_move(s, row->id, OUTBOX_DUE, NULL, err) : 0;

	return rc < 0 ? rc : outbox_move(s, row->id, OUTBOX_REVOKE, NULL, err);
}

/* The newest row of a person's decision that was not sent; ERR_NOTFOUND. */
static int unsent_row(struct store *s, enum entity e, int64_t record_id, struct pool *p,
	struct outbox_row *out, struct error *err)
{
	int64_t id = 0;
	int rc = store_number(s, &id, err, "SELECT id FROM outbox WHERE entity=$1 AND record_id=$2"
		" AND decision_id IS NOT NULL AND state IN ('queued', 'waiting') ORDER BY id DESC LIMIT 1", "ti",
		entities[e].name, record_id);

	return rc == 1 ? outbox_get(s, id, p, out, err) : rc < 0 ? rc : ERR_NOTFOUND;
}

/* A rejection that went nowhere but into this store. */
static int local_rejection(struct store *s, enum entity e, int64_t record_id, struct pool *p,
	const char **actor, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT d.actor, d.verb, (SELECT count(*) FROM outbox o"
		" WHERE o.decision_id=d.id) FROM decision d WHERE d.entity=$1 AND d.record_id=$2"
		" ORDER BY d.id DESC LIMIT 1", "ti", entities[e].name, record_id);

	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1 && strcmp(col_text(st, 1), verbs[VERB_REJECT].name) == 0 && col_int(st, 2) == 0)
		*actor = col_str(st, 0, p);
	else if (rc >= 0)
		rc = ERR_NOTFOUND;
	store_done(s, st);
	return rc < 0 ? rc : 0;
}

static int check_author(const char *author, const char *actor, struct error *err)
{
	if (strcmp(author, actor ? actor : "") == 0)
		return 0;
	return error_set(err, ERR_RIGHT, N_("this was decided by %1$s, and only %1$s can take it back; nothing was changed"),
		author, NULL);
}

static int undo(struct store *s, enum entity e, int64_t record_id, const char *actor, struct error *err)
{
	struct pool p = POOL_INIT;
	struct outbox_row row = { .entity = e, .record_id = record_id, .verb = OUT_EXPORT };
	const char *author = NULL;
	int64_t decision;
	int rc = unsent_row(s, e, record_id, &p, &row, err), queued = rc == 0, carries = 1;

	if (queued)
		author = row.actor;
	else if (rc == ERR_NOTFOUND)
		rc = local_rejection(s, e, record_id, &p, &author, err);
	if (rc == ERR_NOTFOUND)
		rc = error_set(err, ERR_REFUSED, N_("nothing of this record waits to be sent, so nothing can be taken back"),
			NULL);
	if (rc == 0)
		rc = check_author(author, actor, err);
	if (rc == 0)
		rc = add_decision(s, VERB_UNDO, e, record_id, row.record_version, actor, NULL, NULL, &decision, err);
	if (rc == 0)
		rc = audit_add(s, actor, verbs[VERB_UNDO].name, e, record_id, NULL, err);
	if (rc == 0 && queued)
		rc = revoke(s, &row, err);
	if (rc == 0 && queued)
		rc = outbox_drop_dependents(s, row.id, err);
	/* a vendor that is in another system already stays what it is */
	if (rc == 0 && queued && outbox_carries_state(&row))
		carries = outbox_carries_state_now(s, &row, err);
	if (carries < 0)
		rc = carries;
	if (rc == 0 && carries)
		rc = outbox_tell_record(s, &row, strcmp(row.verb, OUT_ADD) == 0 ? STATUS_STAGED : STATUS_READY, NULL,
			NULL, err);
	if (rc == 0 && s->tables[e].tab)
		rc = records_judge_add(s, e, record_id, err);
	pool_release(&p);
	return rc;
}

int outbox_undo(struct store *s, enum entity e, int64_t record_id, const char *actor, struct error *err)
{
	int rc = store_begin_quick(s, err);

	return rc < 0 ? rc : store_leave(s, 1, undo(s, e, record_id, actor, err), err);
}

/* What refuses one of them wrote nothing: whose it is and whether it waits is asked first. */
int outbox_undo_many(struct store *s, const struct undo_item *items, size_t n, const char *actor,
	void (*refused)(void *data, size_t i, struct error *why), void *data, struct error *err)
{
	int rc = store_begin_quick(s, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct error why = ERROR_INIT;

		rc = undo(s, items[i].entity, items[i].record_id, actor, &why);
		if (rc == ERR_REFUSED || rc == ERR_RIGHT) {
			refused(data, i, &why);
			rc = 0;
		} else if (rc < 0 && err) {
			error_move(err, &why);
		}
		error_release(&why);
	}
	return store_leave(s, 1, rc, err);
}

/* ---- grace ---- */

int outbox_grace_move(struct store *s, const char *actor, int64_t from_ms, int64_t to_ms, struct error *err)
{
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	rc = store_exec(s, err, "UPDATE outbox SET not_before_at=$1 WHERE state='queued' AND not_before_at=$2"
		" AND actor=$3 AND attempt=0", "iit", to_ms, from_ms, actor ? actor : "");
	return store_leave(s, own, rc, err);
}

int outbox_in_grace(struct store *s, const char *actor, int64_t now_ms, struct outbox_grace *out,
	struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT count(*), COALESCE(MIN(not_before_at), 0),"
		" COALESCE(MAX(not_before_at), 0) FROM outbox"
		" WHERE connection_id IN (SELECT id FROM connection) AND state='queued'"
		" AND state IN ('queued', 'sending', 'waiting', 'unknown') AND not_before_at>$1"
		" AND attempt=0 AND decision_id IS NOT NULL AND actor=$2", "it", now_ms, actor ? actor : "");

	memset(out, 0, sizeof *out);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1) {
		out->n = col_int(st, 0);
		out->first_ms = col_int(st, 1);
		out->last_ms = col_int(st, 2);
	}
	store_done(s, st);
	return rc < 0 ? rc : 0;
}

int outbox_in_grace_list(struct store *s, const char *actor, int64_t now_ms, struct pool *p,
	struct undo_item **items, size_t *n, struct error *err)
{
	ARRAY_OF(struct undo_item) found = { 0 };
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT entity, record_id FROM outbox"
		" WHERE connection_id IN (SELECT id FROM connection) AND state='queued'"
		" AND state IN ('queued', 'sending', 'waiting', 'unknown') AND not_before_at>$1"
		" AND attempt=0 AND decision_id IS NOT NULL AND actor=$2 ORDER BY id DESC", "it", now_ms,
		actor ? actor : "");

	*items = NULL;
	*n = 0;
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		*ARRAY_PUSH(&found) = (struct undo_item){ entity_parse(col_text(st, 0)), col_int(st, 1) };
	store_done(s, st);
	if (rc == 0 && found.len > 0) {
		*items = pool_alloc(p, found.len * sizeof **items);
		memcpy(*items, found.items, found.len * sizeof **items);
		*n = found.len;
	}
	ARRAY_RELEASE(&found);
	return rc;
}

/* ---- what depended on it ---- */

static int drop_one(struct store *s, const struct outbox_row *row, const struct outbox_row *cause,
	struct error *err)
{
	int taken_back = cause->state == OUTBOX_DROPPED && cause->error_msgid == NULL, rc, carries;
	struct outbox_facts facts = { 0 };
	struct error why = ERROR_INIT;
	struct pool p = POOL_INIT;
	struct record r;

	rc = records_get(s, cause->entity, cause->record_id, &p, &r, err);
	if (rc == 0 && !taken_back) {
		error_set(&why, ERR_REFUSED, N_("not sent, because %s was not accepted; solve that first, then try again"),
			record_name(&r), NULL);
		facts.error = &why;
	}
	if (rc == 0 && row->state == OUTBOX_WAITING)
		rc = outbox_move(s, row->id, OUTBOX_DUE, NULL, err);
	if (rc == 0)
		rc = outbox_move(s, row->id, OUTBOX_REVOKE, &facts, err);
	carries = rc == 0 && !taken_back ? outbox_carries_state_now(s, row, err) : 0;
	if (carries < 0)
		rc = carries;
	if (rc == 0 && carries)
		rc = outbox_tell_record(s, row, STATUS_FAILED, &why, NULL, err);
	if (rc == 0 && s->tables[row->entity].tab)
		rc = records_judge_add(s, row->entity, row->record_id, err);
	if (rc == 0)
		rc = outbox_drop_dependents(s, row->id, err);
	error_release(&why);
	pool_release(&p);
	return rc;
}

static int next_dependent(struct store *s, int64_t id, struct pool *p, struct outbox_row *out,
	struct error *err)
{
	int64_t found = 0;
	int rc = store_number(s, &found, err, "SELECT id FROM outbox WHERE depends_on=$1"
		" AND state IN ('queued', 'waiting') ORDER BY id LIMIT 1", "i", id);

	if (rc <= 0)
		return rc;
	rc = outbox_get(s, found, p, out, err);
	return rc < 0 ? rc : 1;
}

int outbox_drop_dependents(struct store *s, int64_t id, struct error *err)
{
	struct outbox_row cause, row;
	struct pool p = POOL_INIT;
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	rc = outbox_get(s, id, &p, &cause, err);
	if (rc == 0 && cause.state != OUTBOX_REFUSED && cause.state != OUTBOX_DROPPED &&
	    cause.state != OUTBOX_CONFLICT)
		rc = error_set(err, ERR_BUG, N_("dependents are dropped only with what they depend on"), NULL);
	while (rc == 0 && (rc = next_dependent(s, id, &p, &row, err)) == 1)
		rc = drop_one(s, &row, &cause, err);
	pool_release(&p);
	return store_leave(s, own, rc, err);
}

/* ---- history ---- */

int decisions_list(struct store *s, enum entity e, int64_t record_id, struct pool *p,
	struct decision_array *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT id, at, actor, verb, comment, seen FROM decision"
		" WHERE entity=$1 AND record_id=$2 ORDER BY id", "ti", entities[e].name, record_id);

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		struct decision_row *r = ARRAY_PUSH(out);

		r->id = col_int(st, 0);
		r->at_ms = col_int(st, 1);
		r->actor = col_str(st, 2, p);
		r->verb = col_str(st, 3, p);
		r->comment = col_str(st, 4, p);
		r->seen = col_str(st, 5, p);
	}
	store_done(s, st);
	return rc;
}
