/* Display copies: what a row shows of the record it refers to ("vendor_name").
 *
 * Pages arrive in any order.  A row put before its vendor gets the copy when the
 * vendor comes; a vendor that changes its name changes it in every row that shows it.
 * A copy is not content: it grows no version. */
#include "store/internal.h"

#include <stdio.h>

#include "base/banned.h"

int copies_fill(struct store *s, struct record *r, struct pool *p, struct error *err)
{
	const struct table *t = &s->tables[r->entity];
	int rc = 0;

	for (int i = 0; rc >= 0 && i < t->n_copies; i++) {
		const struct copy *c = &t->copies[i];
		struct db_stmt *st;

		if (record_has(r, c->field) || !record_has(r, c->ref))
			continue;
		snprintf(s->sql, sizeof s->sql, "SELECT \"%s\" FROM \"%s\" WHERE connection_id=$1 AND remote_id=$2",
			entities[c->source].fields[c->source_field].name, entities[c->source].name);
		rc = store_ask(s, &st, err, s->sql, "it", r->connection_id, record_text(r, c->ref));
		if (rc < 0)
			break;
		rc = store_step(s, st, err);
		if (rc == 1 && !col_null(st, 0)) {
			r->values[c->field].set = 1;
			r->values[c->field].s = col_str(st, 0, p);
		}
		store_done(s, st);
	}
	return rc < 0 ? rc : 0;
}

/* Lines have nothing but the copy itself. */
static int spread_plain(struct store *s, enum entity child, const struct copy *c, const struct record *r,
	const char *value, struct error *err)
{
	const char *copy = entities[child].fields[c->field].name;

	snprintf(s->sql, sizeof s->sql, "UPDATE \"%1$s\" SET \"%2$s\"=$1 WHERE connection_id=$2 AND \"%3$s\"=$3"
		" AND (\"%2$s\" IS NULL OR \"%2$s\"<>$1)",
		entities[child].name, copy, entities[child].fields[c->ref].name);
	return store_exec(s, err, s->sql, "tit", value, r->connection_id, r->remote_id);
}

static int refresh_child(struct store *s, enum entity child, const struct copy *c, int64_t id,
	const char *value, struct error *err)
{
	struct pool p = POOL_INIT;
	struct record row;
	int rc = records_get(s, child, id, &p, &row, err);

	if (rc == 0) {
		row.values[c->field].set = 1;
		row.values[c->field].s = value;
		rc = records_refresh(s, &row, err);
	}
	pool_release(&p);
	return rc;
}

static int spread_searched(struct store *s, enum entity child, const struct copy *c, const struct record *r,
	const char *value, struct error *err)
{
	const char *copy = entities[child].fields[c->field].name;
	ARRAY_OF(int64_t) ids = { 0 };
	struct db_stmt *st;
	int rc;

	snprintf(s->sql, sizeof s->sql, "SELECT id FROM \"%1$s\" WHERE connection_id=$1 AND \"%3$s\"=$2"
		" AND (\"%2$s\" IS NULL OR \"%2$s\"<>$3)",
		entities[child].name, copy, entities[child].fields[c->ref].name);
	rc = store_ask(s, &st, err, s->sql, "itt", r->connection_id, r->remote_id, value);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		*ARRAY_PUSH(&ids) = col_int(st, 0);
	store_done(s, st);
	for (size_t i = 0; rc == 0 && i < ids.len; i++)
		rc = refresh_child(s, child, c, ids.items[i], value, err);
	ARRAY_RELEASE(&ids);
	return rc;
}

int copies_spread(struct store *s, const struct record *r, struct error *err)
{
	int rc = 0;

	for (int e = 0; rc == 0 && e < ENTITY_COUNT; e++) {
		const struct table *t = &s->tables[e];

		for (int i = 0; rc == 0 && i < t->n_copies; i++) {
			const struct copy *c = &t->copies[i];

			if (c->source != r->entity || !record_has(r, c->source_field))
				continue;
			rc = schema_empty(s, (enum entity)e, err);
			if (rc != 0) {
				rc = rc < 0 ? rc : 0;
				continue;
			}
			rc = schema_need(s, (enum entity)e, c->ref, err);
			if (rc < 0)
				break;
			rc = (t->tab ? spread_searched : spread_plain)(s, (enum entity)e, c, r,
				record_text(r, c->source_field), err);
		}
	}
	return rc;
}
