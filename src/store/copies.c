/* Display copies: what a row shows of the record it refers to ("vendor_name").
 *
 * Pages arrive in any order.  A row put before its vendor gets the copy when the
 * vendor comes; a vendor that changes its name changes it in every row that shows it.
 * A copy is not content: it grows no version. */
#include "store/internal.h"

#include "base/xalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* Texts kept before all is forgotten, so that memory stays bounded. */
#define COPIES_MOST 8192

void copies_forget(struct store *s)
{
	if (!s->n_copies)
		return;
	memset(s->copies, 0, COPY_MEMOS * sizeof *s->copies);
	pool_reset(&s->copy_texts);
	s->n_copies = 0;
	s->copied_from = 0;
}

static struct copy_memo *memo_of(struct store *s, const struct copy *c, int64_t connection, const char *remote_id)
{
	uint64_t h = (uint64_t)(uintptr_t)c ^ (uint64_t)connection << 32;

	for (const char *t = remote_id; *t; t++)
		h = (h ^ (unsigned char)*t) * UINT64_C(1099511628211);
	if (!s->copies)
		s->copies = xcalloc(COPY_MEMOS, sizeof *s->copies);
	return &s->copies[(h ^ h >> 29) % COPY_MEMOS];
}

/* Lent until the record it comes from changes. */
static int value_of(struct store *s, const struct copy *c, int64_t connection, const char *remote_id,
	const char **value, struct error *err)
{
	struct copy_memo *m = memo_of(s, c, connection, remote_id);
	struct db_stmt *st;
	int rc;

	*value = m->value;
	if (m->copy == c && m->connection == connection && strcmp(m->remote_id, remote_id) == 0)
		return 0;
	*value = NULL;
	snprintf(s->sql, sizeof s->sql, "SELECT \"%s\" FROM \"%s\" WHERE connection_id=$1 AND remote_id=$2",
		entities[c->source].fields[c->source_field].name, entities[c->source].name);
	rc = store_ask(s, &st, err, s->sql, "it", connection, remote_id);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1 && !col_null(st, 0)) {
		m->copy = c;
		m->connection = connection;
		m->remote_id = pool_strdup(&s->copy_texts, remote_id);
		m->value = *value = col_str(st, 0, &s->copy_texts);
		s->n_copies++;
		s->copied_from |= 1u << c->source;
	}
	store_done(s, st);
	return rc < 0 ? rc : 0;
}

int copies_fill(struct store *s, struct record *r, struct error *err)
{
	const struct table *t = &s->tables[r->entity];
	const char *value;
	int rc = 0;

	if (s->n_copies > COPIES_MOST)
		copies_forget(s);
	for (int i = 0; rc == 0 && i < t->n_copies; i++) {
		const struct copy *c = &t->copies[i];

		if (record_has(r, c->field) || !record_has(r, c->ref))
			continue;
		rc = value_of(s, c, r->connection_id, record_text(r, c->ref), &value, err);
		if (rc == 0 && value) {
			r->values[c->field].set = 1;
			r->values[c->field].s = value;
		}
	}
	return rc;
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

	if (s->copied_from & 1u << r->entity)
		copies_forget(s);
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
