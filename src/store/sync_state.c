/* How far each connector has read, what each sync did, and who may push. */
#include "store/sync_state.h"

#include "base/i18n.h"
#include "store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* ---- cursors ---- */

int cursor_get(struct store *s, int64_t connection, const char *feed, const char *scope,
	struct pool *p, const char **out, struct error *err)
{
	struct db_stmt *st;
	int rc;

	*out = NULL;
	rc = store_ask(s, &st, err, "SELECT value FROM cursor_position WHERE connection_id=$1 AND feed=$2"
		" AND scope=$3", "itt", connection, feed, scope ? scope : "");
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1)
		*out = col_str(st, 0, p);
	store_done(s, st);
	return rc < 0 ? rc : 0;
}

int cursor_put(struct store *s, int64_t connection, const char *feed, const char *scope,
	const char *cursor, struct error *err)
{
	if (cursor == NULL)
		return store_exec(s, err, "DELETE FROM cursor_position WHERE connection_id=$1 AND feed=$2"
			" AND scope=$3", "itt", connection, feed, scope ? scope : "");
	return store_exec(s, err, "INSERT INTO cursor_position(connection_id, feed, scope, value)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (connection_id, feed, scope) DO UPDATE SET value=excluded.value"
		" WHERE cursor_position.value<>excluded.value",
		"ittt", connection, feed, scope ? scope : "", cursor);
}

int cursor_forget(struct store *s, int64_t connection, struct error *err)
{
	return store_exec(s, err, "DELETE FROM cursor_position WHERE connection_id=$1", "i", connection);
}

/* ---- runs ---- */

int sync_run_put(struct store *s, struct sync_run *r, struct error *err)
{
	int rc;

	if (r->id == 0) {
		rc = store_number(s, &r->id, err, "INSERT INTO sync_run(started_at, ended_at, connection_id, title,"
			" actor, state, calls, bytes, waited_ms, added, changed, deleted, total, error_class,"
			" error_msgid, error_args)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id",
			"iiztttiiiiiiittt", r->started_ms, r->ended_ms, r->connection_id, r->title, r->actor, r->state,
			r->calls, r->bytes, r->waited_ms, r->added, r->changed, r->deleted, r->total, r->error_class,
			r->error_msgid, r->error_args);
		return rc < 0 ? rc : 0;
	}
	return store_exec(s, err, "UPDATE sync_run SET ended_at=$1, state=$2, calls=$3, bytes=$4, waited_ms=$5,"
		" added=$6, changed=$7, deleted=$8, total=$9, error_class=$10, error_msgid=$11, error_args=$12"
		" WHERE id=$13", "itiiiiiiittti", r->ended_ms, r->state, r->calls, r->bytes, r->waited_ms, r->added,
		r->changed, r->deleted, r->total, r->error_class, r->error_msgid, r->error_args, r->id);
}

int sync_run_list(struct store *s, size_t max, struct pool *p, struct sync_run_array *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT id, started_at, ended_at, connection_id, title, actor, state,"
		" calls, bytes, waited_ms, added, changed, deleted, total, error_class, error_msgid, error_args"
		" FROM sync_run ORDER BY id DESC LIMIT $1", "i", max > INT32_MAX ? INT32_MAX : I64(max));

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		struct sync_run *r = ARRAY_PUSH(out);

		r->id = col_int(st, 0);
		r->started_ms = col_int(st, 1);
		r->ended_ms = col_int(st, 2);
		r->connection_id = col_int(st, 3);
		r->title = col_str(st, 4, p);
		r->actor = col_str(st, 5, p);
		r->state = col_str(st, 6, p);
		r->calls = col_int(st, 7);
		r->bytes = col_int(st, 8);
		r->waited_ms = col_int(st, 9);
		r->added = col_int(st, 10);
		r->changed = col_int(st, 11);
		r->deleted = col_int(st, 12);
		r->total = col_int(st, 13);
		r->error_class = col_str(st, 14, p);
		r->error_msgid = col_str(st, 15, p);
		r->error_args = col_str(st, 16, p);
	}
	store_done(s, st);
	return rc;
}

int sync_hop_put(struct store *s, int64_t connection, int64_t at_ms, struct error *err)
{
	char name[40], text[24];

	snprintf(name, sizeof name, "hop1:%lld", (long long)connection);
	snprintf(text, sizeof text, "%lld", (long long)at_ms);
	return store_setting_put(s, name, text, err);
}

int sync_hop_times(struct store *s, int64_t connection, int64_t *hop1_at_ms, int64_t *read_at_ms)
{
	struct pool p = POOL_INIT;
	const char *text = NULL;
	char name[40];
	int rc;

	*hop1_at_ms = *read_at_ms = 0;
	snprintf(name, sizeof name, "hop1:%lld", (long long)connection);
	rc = store_setting_get(s, name, &p, &text, NULL);
	if (rc >= 0 && text)
		*hop1_at_ms = strtoll(text, NULL, 10);
	pool_release(&p);
	for (int e = 0; e < ENTITY_COUNT; e++) {
		int64_t at = sync_age(s, connection, (enum entity)e);

		*read_at_ms = at > *read_at_ms ? at : *read_at_ms;
	}
	return rc < 0 ? rc : 0;
}

int sync_run_recover(struct store *s, struct error *err)
{
	return store_exec(s, err, "UPDATE sync_run SET state='failed', ended_at=$1, error_class=$2, error_msgid=$3"
		" WHERE state='running'", "itt", store_now(s), error_class_name(ERR_CANCEL),
		N_("the program was stopped during this sync; the next one goes on where it was"));
}

/* ---- freshness ---- */

int64_t sync_age(struct store *s, int64_t connection, enum entity e)
{
	int64_t at = 0;

	if (store_number(s, &at, NULL, "SELECT at FROM freshness WHERE connection_id=$1 AND entity=$2", "it",
		connection, entities[e].name) < 0)
		return 0;
	return at;
}

int sync_age_put(struct store *s, int64_t connection, enum entity e, int64_t at_ms, struct error *err)
{
	return store_exec(s, err, "INSERT INTO freshness(connection_id, entity, at) VALUES ($1, $2, $3)"
		" ON CONFLICT (connection_id, entity) DO UPDATE SET at=excluded.at", "iti", connection,
		entities[e].name, at_ms);
}

/* ---- the lease ---- */

/* One statement decides: free, expired, or already ours. */
int lease_take(struct store *s, const char *name, const char *owner, int64_t now_ms, int64_t until_ms,
	struct error *err)
{
	int64_t until = 0;
	int rc = store_number(s, &until, err, "INSERT INTO lease(name, owner, until_at) VALUES ($1, $2, $3)"
		" ON CONFLICT (name) DO UPDATE SET owner=excluded.owner, until_at=excluded.until_at"
		" WHERE lease.owner=excluded.owner OR lease.until_at<=$4 RETURNING until_at",
		"ttii", name, owner, until_ms, now_ms);
	struct db_stmt *st;

	if (rc != 0)
		return rc < 0 ? rc : 0;
	rc = store_ask(s, &st, err, "SELECT owner FROM lease WHERE name=$1", "t", name);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc >= 0)
		rc = error_set(err, ERR_LATER,
			N_("another copy of Comptoir (%s) is sending; this one only reads until it is done"),
			rc == 1 ? col_text(st, 0) : "?", NULL);
	store_done(s, st);
	return rc;
}

int lease_release(struct store *s, const char *name, const char *owner, struct error *err)
{
	return store_exec(s, err, "DELETE FROM lease WHERE name=$1 AND owner=$2", "tt", name, owner);
}
