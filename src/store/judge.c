/* The queue of records whose state must be judged again.
 *
 * Judging needs much of the store, so it is done in turn and not while a page is
 * stored; the queue is a table, so that a stopped program goes on where it was. */
#include "store/internal.h"

#include <stdio.h>

#include "base/banned.h"

int records_judge_add(struct store *s, enum entity e, int64_t id, struct error *err)
{
	return store_exec(s, err, "INSERT INTO judge(entity, record_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
		"ti", entities[e].name, id);
}

/* A row that is linked already, and one that stands for another, is known to be what it is. */
int records_judge_deferred(struct store *s, struct error *err)
{
	int own, rc;

	if (!s->unjudged)
		return 0;
	rc = store_enter(s, &own, err);
	for (int e = 0; rc == 0 && e < ENTITY_TAB_COUNT; e++) {
		if (!(s->unjudged & 1u << e))
			continue;
		snprintf(s->sql, sizeof s->sql, "INSERT INTO judge(entity, record_id) SELECT $1, id FROM \"%s\""
			" WHERE linked=0 AND state<>$2 ORDER BY id ON CONFLICT DO NOTHING", entities[e].name);
		rc = store_exec(s, err, s->sql, "tt", entities[e].name, statuses[STATUS_SYNCED].name);
	}
	if (rc == 0) {
		s->unjudged = 0;
		rc = schema_note_judged(s, err);
	}
	return store_leave(s, own, rc, err);
}

int records_judge_drop(struct store *s, enum entity e, int64_t id, struct error *err)
{
	return store_exec(s, err, "DELETE FROM judge WHERE entity=$1 AND record_id=$2", "ti", entities[e].name,
		id);
}

int records_judge_add_where(struct store *s, enum entity e, int64_t connection, int field,
	const char *value, struct error *err)
{
	const struct entity_def *d = &entities[e];
	int rc = schema_need(s, e, field, err);

	if (rc < 0)
		return rc;
	snprintf(s->sql, sizeof s->sql, "INSERT INTO judge(entity, record_id) SELECT '%1$s', id FROM \"%1$s\""
		" WHERE connection_id=$1 AND \"%2$s\"=$2 AND deleted=0 ON CONFLICT DO NOTHING", d->name,
		d->fields[field].name);
	return store_exec(s, err, s->sql, "it", connection, value);
}

/* Rows of e that refer to (connection, remote id) by field f; lines stand for their
 * document. */
static int add_referring(struct store *s, enum entity e, int f, const struct record *r, struct error *err)
{
	const struct entity_def *d = &entities[e];
	const char *ref = d->fields[f].name;
	int rc = schema_empty(s, e, err);

	if (rc != 0)
		return rc < 0 ? rc : 0;
	rc = schema_need(s, e, f, err);
	if (rc < 0)
		return rc;
	if (s->tables[e].tab) {
		snprintf(s->sql, sizeof s->sql, "INSERT INTO judge(entity, record_id) SELECT '%1$s', id FROM \"%1$s\""
			" WHERE connection_id=$1 AND \"%2$s\"=$2 AND deleted=0 ON CONFLICT DO NOTHING", d->name, ref);
		return store_exec(s, err, s->sql, "it", r->connection_id, r->remote_id);
	}
	if (d->parent < 0 || f == d->parent || !s->tables[d->fields[d->parent].ref].tab ||
	    (e != ENTITY_COMMITMENT_LINE && e != ENTITY_INVOICE_LINE))
		return 0;
	snprintf(s->sql, sizeof s->sql, "INSERT INTO judge(entity, record_id) SELECT '%1$s', id FROM \"%1$s\""
		" WHERE connection_id=$1 AND deleted=0 AND remote_id IN (SELECT \"%2$s\" FROM \"%3$s\""
		" WHERE connection_id=$1 AND \"%4$s\"=$2) ON CONFLICT DO NOTHING",
		entities[d->fields[d->parent].ref].name, d->fields[d->parent].name, d->name, ref);
	return store_exec(s, err, s->sql, "it", r->connection_id, r->remote_id);
}

static int add_all_referring(struct store *s, const struct record *r, struct error *err)
{
	int rc = 0;

	for (int e = 0; e < ENTITY_COUNT; e++)
		for (int f = 0; rc == 0 && f < entities[e].n_fields; f++)
			if (entities[e].fields[f].type == VALUE_REF && entities[e].fields[f].ref == r->entity)
				rc = add_referring(s, (enum entity)e, f, r, err);
	return rc;
}

/* An ERP's row concerns the Procore records linked to it, and what refers to those. */
static int add_linked(struct store *s, const struct record *r, struct error *err)
{
	struct pool p = POOL_INIT;
	struct record own;
	struct link l;
	int rc = links_by_erp_record(s, r->entity, r->id, &p, &l, err);

	if (rc == 0)
		rc = records_get(s, l.entity, l.record_id, &p, &own, err);
	if (rc == 0 && s->tables[own.entity].tab)
		rc = records_judge_add(s, own.entity, own.id, err);
	if (rc == 0)
		rc = add_all_referring(s, &own, err);
	if (rc == ERR_NOTFOUND) {
		error_release(err ? err : &(struct error)ERROR_INIT);
		rc = 0;
	}
	pool_release(&p);
	return rc;
}

int records_judge_dependents(struct store *s, const struct record *r, struct error *err)
{
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	rc = add_all_referring(s, r, err);
	if (rc == 0 && r->id)
		rc = add_linked(s, r, err);
	return store_leave(s, own, rc, err);
}

int records_judge_take(struct store *s, enum entity e, int64_t *ids, size_t max, size_t *n,
	struct error *err)
{
	struct db_stmt *st;
	int own, rc;

	*n = 0;
	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	rc = store_ask(s, &st, err, "SELECT record_id FROM judge WHERE entity=$1 ORDER BY record_id LIMIT $2",
		"ti", entities[e].name, I64(max));
	if (rc == 0) {
		while ((rc = store_step(s, st, err)) == 1)
			ids[(*n)++] = col_int(st, 0);
		store_done(s, st);
	}
	if (rc == 0 && *n > 0)
		rc = store_exec(s, err, "DELETE FROM judge WHERE entity=$1 AND record_id<=$2", "ti",
			entities[e].name, ids[*n - 1]);
	rc = store_leave(s, own, rc, err);
	if (rc < 0)
		*n = 0;
	return rc;
}
