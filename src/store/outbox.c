/* The states of a decision on its way out.
 *
 *   queued   ── taken by the worker ─────────►  sending
 *   queued   ── revoked by its author ───────►  dropped
 *   queued   ── the record had moved on ─────►  conflict
 *   sending  ── accepted ────────────────────►  done
 *   sending  ── refused ─────────────────────►  refused    a person reads it
 *   sending  ── the record had moved on ─────►  conflict   a person decides
 *   sending  ── offline, busy, try later ────►  waiting    and when due, queued
 *   sending  ── no answer, or stopped here ──►  unknown
 *   unknown  ── found at the other system ───►  done
 *   unknown  ── certainly not there ─────────►  queued
 *   unknown  ── found, but different ────────►  conflict
 *
 * Each line is a row of outbox_moves[]; nothing else moves a decision, and the crash tests
 * walk the same rows.
 *
 *  1. Nothing is sent that is not already committed as `sending`.
 *  2. A decision keeps one id for life; every attempt carries it.
 *  3. At start, what is still `sending` is `unknown`: the program stopped in mid-flight.
 *  4. `unknown` is left only by looking at the other system.
 *  5. A settled row (done, refused, conflict, dropped) never changes; what follows is a
 *     new decision.
 *  6. A record is on its way to one system at most once (a unique index holds it), and
 *     what is linked there already is not sent again.
 *  7. The move, its audit row and the record's own state are one transaction.
 *
 * The decisions themselves are made in decide.c. */
#include "store/outbox.h"

#include "base/args.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "store/audit.h"
#include "store/decide.h"
#include "store/internal.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

/* ---- the table ---- */

const struct outbox_move outbox_moves[] = {
	{ OUTBOX_QUEUED,  OUTBOX_TAKE,     OUTBOX_SENDING,  "taken by the worker" },
	{ OUTBOX_QUEUED,  OUTBOX_REVOKE,   OUTBOX_DROPPED,  "revoked by its author" },
	{ OUTBOX_QUEUED,  OUTBOX_MOVED_ON, OUTBOX_CONFLICT, "the record had moved on" },
	{ OUTBOX_SENDING, OUTBOX_ACCEPT,   OUTBOX_DONE,     "accepted" },
	{ OUTBOX_SENDING, OUTBOX_REFUSE,   OUTBOX_REFUSED,  "refused" },
	{ OUTBOX_SENDING, OUTBOX_MOVED_ON, OUTBOX_CONFLICT, "the record had moved on" },
	{ OUTBOX_SENDING, OUTBOX_DEFER,    OUTBOX_WAITING,  "offline, busy, try later" },
	{ OUTBOX_WAITING, OUTBOX_DUE,      OUTBOX_QUEUED,   "when due" },
	{ OUTBOX_SENDING, OUTBOX_LOSE,     OUTBOX_UNKNOWN,  "no answer, or stopped here" },
	{ OUTBOX_UNKNOWN, OUTBOX_FOUND,    OUTBOX_DONE,     "found at the other system" },
	{ OUTBOX_UNKNOWN, OUTBOX_ABSENT,   OUTBOX_QUEUED,   "certainly not there" },
	{ OUTBOX_UNKNOWN, OUTBOX_DIFFERS,  OUTBOX_CONFLICT, "found, but different" },
	{ 0, 0, 0, NULL },
};
const size_t outbox_n_moves = ARRAY_SIZE(outbox_moves) - 1;

static const char *const state_names[OUTBOX_STATE_COUNT] = {
	[OUTBOX_QUEUED] = "queued", [OUTBOX_SENDING] = "sending", [OUTBOX_WAITING] = "waiting",
	[OUTBOX_UNKNOWN] = "unknown", [OUTBOX_DONE] = "done", [OUTBOX_REFUSED] = "refused",
	[OUTBOX_CONFLICT] = "conflict", [OUTBOX_DROPPED] = "dropped",
};

/* What an event is called in the audit trail, and the record's state after it when the
 * decision was to export the record; STATUS_NONE: as it is. */
static const struct { const char *name, *before, *after; enum status status; } events[] = {
	[OUTBOX_TAKE]     = { "take", "take:before", "take:after", STATUS_SENDING },
	[OUTBOX_REVOKE]   = { "revoke", "revoke:before", "revoke:after", STATUS_READY },
	[OUTBOX_ACCEPT]   = { "accept", "accept:before", "accept:after", STATUS_SYNCED },
	[OUTBOX_REFUSE]   = { "refuse", "refuse:before", "refuse:after", STATUS_FAILED },
	[OUTBOX_MOVED_ON] = { "moved-on", "moved-on:before", "moved-on:after", STATUS_CONFLICT },
	[OUTBOX_DEFER]    = { "defer", "defer:before", "defer:after", STATUS_QUEUED },
	[OUTBOX_DUE]      = { "due", "due:before", "due:after", STATUS_QUEUED },
	[OUTBOX_LOSE]     = { "lose", "lose:before", "lose:after", STATUS_UNKNOWN },
	[OUTBOX_FOUND]    = { "found", "found:before", "found:after", STATUS_SYNCED },
	[OUTBOX_ABSENT]   = { "absent", "absent:before", "absent:after", STATUS_QUEUED },
	[OUTBOX_DIFFERS]  = { "differs", "differs:before", "differs:after", STATUS_CONFLICT },
};

const char *outbox_state_name(enum outbox_state st)
{
	return (unsigned)st < OUTBOX_STATE_COUNT ? state_names[st] : "?";
}

static enum outbox_state state_parse(const char *name)
{
	for (int i = 0; name && i < OUTBOX_STATE_COUNT; i++)
		if (strcmp(name, state_names[i]) == 0)
			return (enum outbox_state)i;
	BUG("outbox state %s", name ? name : "null");
}

int outbox_next(enum outbox_state from, enum outbox_event event)
{
	for (size_t i = 0; i < outbox_n_moves; i++)
		if (outbox_moves[i].from == from && outbox_moves[i].event == event)
			return (int)outbox_moves[i].to;
	return -1;
}

/* ---- rows ---- */

#define COLUMNS "SELECT o.id, o.decision_id, o.connection_id, o.verb, o.entity, o.record_id," \
	" o.record_version, o.depends_on, o.idempotency_key, o.payload, o.payload_hash, o.state, o.attempt," \
	" o.probes, o.not_before_at, o.first_sent_at, o.error_class, o.error_msgid, o.error_args," \
	" o.remote_id, o.remote_code, o.created_at, o.updated_at, o.actor FROM outbox o"

static void read_row(struct db_stmt *st, struct pool *p, struct outbox_row *r)
{
	memset(r, 0, sizeof *r);
	r->id = col_int(st, 0);
	r->decision_id = col_int(st, 1);
	r->connection_id = col_int(st, 2);
	r->verb = col_str(st, 3, p);
	r->entity = entity_parse(col_text(st, 4));
	r->record_id = col_int(st, 5);
	r->record_version = col_int(st, 6);
	r->depends_on = col_int(st, 7);
	r->key = col_str(st, 8, p);
	r->payload = col_str(st, 9, p);
	r->payload_hash = col_str(st, 10, p);
	r->state = state_parse(col_text(st, 11));
	r->attempt = (int)col_int(st, 12);
	r->probes = (int)col_int(st, 13);
	r->not_before_ms = col_int(st, 14);
	r->first_sent_ms = col_int(st, 15);
	r->error_class = col_str(st, 16, p);
	r->error_msgid = col_str(st, 17, p);
	r->error_args = col_str(st, 18, p);
	r->remote_id = col_str(st, 19, p);
	r->remote_code = col_str(st, 20, p);
	r->created_ms = col_int(st, 21);
	r->updated_ms = col_int(st, 22);
	r->actor = col_str(st, 23, p);
}

static int take_one(struct store *s, struct db_stmt *st, struct pool *p, struct outbox_row *out,
	struct error *err)
{
	int rc = store_step(s, st, err);

	if (rc == 1)
		read_row(st, p, out);
	store_done(s, st);
	if (rc == 0)
		return error_set(err, ERR_NOTFOUND, N_("nothing waits to be sent"), NULL);
	return rc < 0 ? rc : 0;
}

int outbox_get(struct store *s, int64_t id, struct pool *p, struct outbox_row *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, COLUMNS " WHERE o.id=$1", "i", id);

	return rc < 0 ? rc : take_one(s, st, p, out, err);
}

int outbox_list(struct store *s, enum entity e, int64_t record_id, struct pool *p,
	struct outbox_array *out, struct error *err)
{
	struct db_stmt *st;
	int rc;

	if (e == ENTITY_NONE)
		rc = store_ask(s, &st, err, COLUMNS " WHERE o.state IN ('queued', 'sending', 'waiting', 'unknown')"
			" ORDER BY o.id", NULL);
	else
		rc = store_ask(s, &st, err, COLUMNS " WHERE o.entity=$1 AND o.record_id=$2 ORDER BY o.id", "ti",
			entities[e].name, record_id);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		read_row(st, p, ARRAY_PUSH(out));
	store_done(s, st);
	return rc;
}

int outbox_add(struct store *s, const struct outbox_row *row, int64_t *id, struct error *err)
{
	int64_t got = 0, now = store_now(s);
	int own, rc;

	if (row->key == NULL || *row->key == '\0')
		return error_set(err, ERR_BUG, N_("an outbox row without a key"), NULL);
	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	rc = store_number(s, &got, err, "SELECT id FROM outbox WHERE idempotency_key=$1", "t", row->key);
	if (rc == 0)
		rc = store_number(s, &got, err, "INSERT INTO outbox(decision_id, connection_id, verb, entity, record_id,"
			" record_version, depends_on, idempotency_key, state, not_before_at, created_at, updated_at, actor)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9, $10, $10, $11) RETURNING id",
			"zittiiztiit", row->decision_id, row->connection_id, row->verb, entities[row->entity].name,
			row->record_id, row->record_version, row->depends_on, row->key, row->not_before_ms, now,
			row->actor ? row->actor : "");
	if (id)
		*id = got;
	return store_leave(s, own, rc < 0 ? rc : 0, err);
}

/* ---- what to do next ---- */

static int wake_waiting(struct store *s, int64_t connection_id, int64_t now_ms, struct error *err)
{
	struct pool p = POOL_INIT;
	struct outbox_row row;
	struct db_stmt *st;
	int64_t last = 0;              /* forward only: it ends also when a damaged file keeps no change */
	int rc;

	do {
		rc = store_ask(s, &st, err, COLUMNS " WHERE o.connection_id=$1 AND o.state='waiting'"
			" AND o.not_before_at<=$2 AND o.id>$3 ORDER BY o.id LIMIT 1", "iii", connection_id, now_ms, last);
		if (rc == 0)
			rc = take_one(s, st, &p, &row, err);
		if (rc == 0)
			rc = outbox_move(s, last = row.id, OUTBOX_DUE, NULL, err);
	} while (rc == 0);
	pool_release(&p);
	if (rc != ERR_NOTFOUND)
		return rc;
	if (err)
		error_release(err);
	return 0;
}

int outbox_next_for(struct store *s, int64_t connection_id, int64_t now_ms, struct pool *p,
	struct outbox_row *out, struct error *err)
{
	struct db_stmt *st;
	int rc = s->mode == STORE_WRITE ? wake_waiting(s, connection_id, now_ms, err) : 0;

	if (rc == 0)
		rc = store_ask(s, &st, err, COLUMNS " WHERE o.connection_id=$1 AND o.state='unknown'"
			" AND o.not_before_at<=$2 ORDER BY o.id LIMIT 1", "ii", connection_id, now_ms);
	if (rc == 0)
		rc = take_one(s, st, p, out, err);
	if (rc != ERR_NOTFOUND)
		return rc;
	if (err)
		error_release(err);
	rc = store_ask(s, &st, err, COLUMNS " LEFT JOIN outbox d ON d.id=o.depends_on"
		" WHERE o.connection_id=$1 AND o.state='queued' AND o.not_before_at<=$2"
		" AND (o.depends_on IS NULL OR d.state='done') ORDER BY o.id LIMIT 1", "ii", connection_id, now_ms);
	return rc < 0 ? rc : take_one(s, st, p, out, err);
}

int outbox_next_like(struct store *s, const struct outbox_row *row, int64_t now_ms, int most, struct pool *p,
	struct outbox_array *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, COLUMNS " LEFT JOIN outbox d ON d.id=o.depends_on"
		" WHERE o.connection_id=$1 AND o.verb=$2 AND o.entity=$3 AND o.id<>$4 AND o.state='queued'"
		" AND o.not_before_at<=$5 AND (o.depends_on IS NULL OR d.state='done') ORDER BY o.id LIMIT $6", "ittiii",
		row->connection_id, row->verb, entities[row->entity].name, row->id, now_ms, I64(most));

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		read_row(st, p, ARRAY_PUSH(out));
	store_done(s, st);
	return rc;
}

int64_t outbox_next_due(struct store *s, int64_t connection_id)
{
	int64_t at = 0, n = 0;
	struct db_stmt *st;

	if (store_ask(s, &st, NULL, "SELECT count(*), min(o.not_before_at) FROM outbox o"
			" LEFT JOIN outbox d ON d.id=o.depends_on WHERE o.connection_id=$1"
			" AND (o.state IN ('unknown', 'waiting') OR (o.state='queued'"
			" AND (o.depends_on IS NULL OR d.state='done')))", "i", connection_id) < 0)
		return 0;
	if (store_step(s, st, NULL) == 1) {
		n = col_int(st, 0);
		at = col_int(st, 1);
	}
	store_done(s, st);
	return n == 0 ? 0 : at > 0 ? at : 1;
}

/* ---- the record's own state ---- */

int outbox_carries_state(const struct outbox_row *row)
{
	return row->entity != ENTITY_NONE && row->entity < ENTITY_TAB_COUNT &&
		(strcmp(row->verb, OUT_EXPORT) == 0 || strcmp(row->verb, OUT_ADD) == 0);
}

static void error_args_json(struct strbuf *out, const struct error *e)
{
	size_t n = 0;

	while (n < ERROR_MAX_ARGS && e->args[n])
		n++;
	args_add_json(out, (const char *const *)e->args, n);
}

int outbox_tell_record(struct store *s, const struct outbox_row *row, enum status status,
	const struct error *why, const char *erp_code, struct error *err)
{
	struct strbuf args = STRBUF_INIT;
	struct pool p = POOL_INIT;
	struct record r;
	int rc;

	if (row->entity == ENTITY_NONE || row->entity >= ENTITY_TAB_COUNT)
		return 0;
	rc = records_get(s, row->entity, row->record_id, &p, &r, err);
	if (rc == 0) {
		if (status != STATUS_NONE)
			r.state.status = status;
		if (why) {
			error_args_json(&args, why);
			r.state.note = why->msgid;
			r.state.note_args = args.s;
		} else if (status != STATUS_NONE) {
			r.state.note = r.state.note_args = NULL;
		}
		if (erp_code)
			r.state.erp_code = erp_code;
		rc = records_set_state(s, row->entity, row->record_id, &r.state, err);
	}
	strbuf_release(&args);
	pool_release(&p);
	return rc;
}

/* A vendor that is in one system and on its way to another stays what it is: 1. */
static int in_another_system(struct store *s, const struct outbox_row *row, struct error *err)
{
	int64_t one;
	int rc;

	if (row->entity != ENTITY_VENDOR || strcmp(row->verb, OUT_EXPORT) != 0)
		return 0;
	rc = store_number(s, &one, err, "SELECT 1 FROM link WHERE entity=$1 AND record_id=$2"
		" AND connection_id<>$3", "tii", entities[row->entity].name, row->record_id, row->connection_id);
	return rc;
}

int outbox_carries_state_now(struct store *s, const struct outbox_row *row, struct error *err)
{
	int rc = outbox_carries_state(row) ? in_another_system(s, row, err) : 1;

	return rc < 0 ? rc : !rc;
}

static int tell_record(struct store *s, const struct outbox_row *row, enum outbox_event event,
	const struct outbox_facts *f, struct error *err)
{
	const struct error *why = f->error && f->error->msgid ? f->error : NULL;
	enum status status = events[event].status;
	int carries = outbox_carries_state_now(s, row, err);

	if (carries < 0)
		return carries;
	if (!carries)
		return why ? outbox_tell_record(s, row, STATUS_NONE, why, NULL, err) : 0;
	if (event == OUTBOX_REVOKE && strcmp(row->verb, OUT_ADD) == 0)
		status = STATUS_STAGED;
	return outbox_tell_record(s, row, status, why,
		status == STATUS_SYNCED && strcmp(row->verb, OUT_EXPORT) == 0 ? f->remote_code : NULL, err);
}

/* ---- moving ---- */

static void add_member(struct strbuf *out, const char *name, const char *text)
{
	if (!text)
		return;
	strbuf_addc(out, ',');
	strbuf_add_json(out, name);
	strbuf_addc(out, ':');
	strbuf_add_json(out, text);
}

static int audit_move(struct store *s, const struct outbox_row *row, enum outbox_event event,
	enum outbox_state to, const struct outbox_facts *f, const char *hash, struct error *err)
{
	struct strbuf d = STRBUF_INIT, action = STRBUF_INIT;
	int rc;

	strbuf_addf(&d, "{\"outbox\":%lld", (long long)row->id);
	add_member(&d, "verb", row->verb);
	add_member(&d, "key", row->key);
	add_member(&d, "from", state_names[row->state]);
	add_member(&d, "to", state_names[to]);
	strbuf_addf(&d, ",\"attempt\":%d", row->attempt + (event == OUTBOX_TAKE));
	add_member(&d, "payload", f->payload);
	add_member(&d, "payload_hash", hash);
	add_member(&d, "remote_id", f->remote_id);
	add_member(&d, "remote_code", f->remote_code);
	add_member(&d, "answer", f->answer);
	if (f->error && f->error->msgid) {
		add_member(&d, "error_class", error_class_name(f->error->cls));
		add_member(&d, "error", f->error->msgid);
		strbuf_adds(&d, ",\"error_args\":");
		error_args_json(&d, f->error);
	}
	strbuf_addc(&d, '}');
	strbuf_addf(&action, "outbox.%s", events[event].name);
	rc = audit_add(s, row->actor, action.s, row->entity, row->record_id, d.s, err);
	strbuf_release(&d);
	strbuf_release(&action);
	return rc;
}

static int write_row(struct store *s, const struct outbox_row *row, enum outbox_event event,
	enum outbox_state to, const struct outbox_facts *f, const char *hash, struct error *err)
{
	const struct error *e = f->error && f->error->msgid ? f->error : NULL;
	struct strbuf args = STRBUF_INIT;
	int64_t now = store_now(s), n = 0;
	int take = event == OUTBOX_TAKE, rc;

	if (e)
		error_args_json(&args, e);
	rc = store_number(s, &n, err, "UPDATE outbox SET state=$1, updated_at=$2, attempt=attempt+$3,"
		" first_sent_at=CASE WHEN $3=1 AND first_sent_at=0 THEN $2 ELSE first_sent_at END,"
		" payload=COALESCE($4, payload), payload_hash=COALESCE($5, payload_hash),"
		" not_before_at=$6, probes=CASE WHEN $3=1 THEN 0 ELSE probes END,"
		" error_class=$7, error_msgid=$8, error_args=$9,"
		" remote_id=COALESCE($10, remote_id), remote_code=COALESCE($11, remote_code)"
		" WHERE id=$12 AND state=$13 RETURNING id",
		"tiittitttttit", state_names[to], now, I64(take), f->payload, hash, f->not_before_ms,
		e ? error_class_name(e->cls) : NULL, e ? e->msgid : NULL, e ? args.s : NULL, f->remote_id,
		f->remote_code, row->id, state_names[row->state]);
	strbuf_release(&args);
	if (rc == 0)
		return error_set(err, ERR_BUG, N_("a decision moved while it was being moved"), NULL);
	return rc < 0 ? rc : 0;
}

static int move(struct store *s, const struct outbox_row *row, enum outbox_event event,
	const struct outbox_facts *f, struct error *err)
{
	int to = outbox_next(row->state, event), rc;
	char hash[DIGEST_HEX_LEN] = "";

	if (to < 0)
		return error_set(err, ERR_BUG, N_("a decision that is \"%1$s\" cannot \"%2$s\"; nothing was changed"),
			state_names[row->state], events[event].name, NULL);
	if (f->payload)
		digest_sha256_hex(hash, f->payload, strlen(f->payload));
	rc = write_row(s, row, event, (enum outbox_state)to, f, f->payload ? hash : NULL, err);
	if (rc == 0)
		rc = audit_move(s, row, event, (enum outbox_state)to, f, f->payload ? hash : NULL, err);
	if (rc == 0)
		rc = tell_record(s, row, event, f, err);
	trace(TRACE_OUTBOX, "%lld %s: %s -> %s", (long long)row->id, row->verb, state_names[row->state],
		rc < 0 ? "failed" : state_names[to]);
	return rc;
}

int outbox_move(struct store *s, int64_t id, enum outbox_event event, const struct outbox_facts *f,
	struct error *err)
{
	static const struct outbox_facts none = { 0 };
	struct pool p = POOL_INIT;
	struct outbox_row row;
	int own, rc;

	if ((unsigned)event >= ARRAY_SIZE(events))
		return error_set(err, ERR_BUG, N_("an unknown event of the outbox"), NULL);
	store_hook(s, events[event].before);
	own = !s->open_tx;
	rc = own ? store_begin_quick(s, err) : 0;
	if (rc < 0)
		return rc;
	rc = outbox_get(s, id, &p, &row, err);
	if (rc == 0)
		rc = move(s, &row, event, f ? f : &none, err);
	pool_release(&p);
	rc = store_leave(s, own, rc, err);
	if (rc == 0)
		store_hook(s, events[event].after);
	return rc;
}

int outbox_probe(struct store *s, int64_t id, int64_t not_before_ms, struct error *err)
{
	int64_t n = 0;
	int rc = store_number(s, &n, err, "UPDATE outbox SET probes=probes+1, not_before_at=$1, updated_at=$2"
		" WHERE id=$3 AND state='unknown' RETURNING probes", "iii", not_before_ms, store_now(s), id);

	if (rc == 0)
		return error_set(err, ERR_BUG, N_("only what is unknown is looked up"), NULL);
	return rc < 0 ? rc : 0;
}

int outbox_on_its_way(struct store *s, int64_t id, int64_t not_before_ms, const struct error *why,
	struct error *err)
{
	struct outbox_facts facts = { .error = why };
	struct strbuf args = STRBUF_INIT;
	struct pool p = POOL_INIT;
	struct outbox_row row;
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	rc = outbox_get(s, id, &p, &row, err);
	if (rc == 0 && row.state != OUTBOX_UNKNOWN)
		rc = error_set(err, ERR_BUG, N_("only what is unknown is looked up"), NULL);
	error_args_json(&args, why);
	if (rc == 0)
		rc = store_exec(s, err, "UPDATE outbox SET not_before_at=$1, error_class=$2, error_msgid=$3,"
			" error_args=$4 WHERE id=$5", "ittti", not_before_ms, error_class_name(why->cls), why->msgid,
			args.s, id);
	if (rc == 0)
		rc = tell_record(s, &row, OUTBOX_LOSE, &facts, err);
	strbuf_release(&args);
	pool_release(&p);
	return store_leave(s, own, rc, err);
}

static const char stopped[] =
	N_("the program stopped while this was being sent; it is looked up before anything else");

int outbox_was_interrupted(const struct outbox_row *row)
{
	return row->state == OUTBOX_UNKNOWN && row->error_msgid && strcmp(row->error_msgid, stopped) == 0;
}

int outbox_recover(struct store *s, struct error *err)
{
	struct error why = ERROR_INIT;
	struct outbox_facts facts = { .error = &why };
	struct outbox_array open = { 0 };
	struct pool p = POOL_INIT;
	int own, rc, n = 0;

	error_set(&why, ERR_UNKNOWN, stopped, NULL);
	rc = store_enter(s, &own, err);
	if (rc < 0)
		goto out;
	rc = outbox_list(s, ENTITY_NONE, 0, &p, &open, err);
	for (size_t i = 0; rc == 0 && i < open.len; i++) {
		if (open.items[i].state != OUTBOX_SENDING)
			continue;
		rc = outbox_move(s, open.items[i].id, OUTBOX_LOSE, &facts, err);
		n++;
	}
	rc = store_leave(s, own, rc, err);
out:
	error_release(&why);
	ARRAY_RELEASE(&open);
	pool_release(&p);
	return rc < 0 ? rc : n;
}
