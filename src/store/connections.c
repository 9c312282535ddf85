/* Connections: Procore and the accounting systems, with their options.  Secrets are in
 * the vault, never here. */
#include "store/internal.h"

#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define COLUMNS "SELECT id, name, connector, role, environment, fingerprint, release FROM connection"

static void read_connection(struct db_stmt *st, struct pool *p, struct connection *c)
{
	memset(c, 0, sizeof *c);
	c->id = col_int(st, 0);
	c->name = col_str(st, 1, p);
	c->connector = col_str(st, 2, p);
	c->role = col_str(st, 3, p);
	c->environment = col_str(st, 4, p);
	c->fingerprint = col_str(st, 5, p);
	c->release = col_str(st, 6, p);
}

static int read_options(struct store *s, struct connection *c, struct pool *p, struct error *err)
{
	struct override_array got = { 0 };
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT name, value FROM connection_option WHERE connection_id=$1"
		" ORDER BY name", "i", c->id);

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		*ARRAY_PUSH(&got) = (struct connection_option){ col_str(st, 0, p), col_str(st, 1, p) };
	store_done(s, st);
	if (rc == 0 && got.len) {
		c->options = pool_alloc(p, got.len * sizeof *c->options);
		memcpy(c->options, got.items, got.len * sizeof *c->options);
		c->n_options = got.len;
	}
	ARRAY_RELEASE(&got);
	return rc;
}

int store_connections(struct store *s, struct pool *p, struct connection_array *out, struct error *err)
{
	struct db_stmt *st;
	size_t first = out->len;
	int rc = store_ask(s, &st, err, COLUMNS " ORDER BY id", NULL);

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		read_connection(st, p, ARRAY_PUSH(out));
	store_done(s, st);
	for (size_t i = first; rc == 0 && i < out->len; i++)
		rc = read_options(s, &out->items[i], p, err);
	return rc;
}

static int take_one(struct store *s, struct db_stmt *st, const char *what, struct pool *p,
	struct connection *out, struct error *err)
{
	int rc = store_step(s, st, err);

	if (rc == 1)
		read_connection(st, p, out);
	store_done(s, st);
	if (rc == 0)
		return error_set(err, ERR_NOTFOUND,
			N_("there is no connection \"%s\"; \"comptoir connection list\" shows those there are"), what, NULL);
	return rc < 0 ? rc : read_options(s, out, p, err);
}

int store_connection_find(struct store *s, const char *name, struct pool *p,
	struct connection *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, COLUMNS " WHERE name=$1", "t", name);

	return rc < 0 ? rc : take_one(s, st, name, p, out, err);
}

int store_connection_get(struct store *s, int64_t id, struct pool *p,
	struct connection *out, struct error *err)
{
	struct db_stmt *st;
	char text[24];
	int rc = store_ask(s, &st, err, COLUMNS " WHERE id=$1", "i", id);

	snprintf(text, sizeof text, "%lld", (long long)id);
	return rc < 0 ? rc : take_one(s, st, text, p, out, err);
}

static int put_row(struct store *s, const struct connection *c, int64_t *id, struct error *err)
{
	const char *environment = c->environment ? c->environment : "production";
	int rc;

	if (c->id) {
		*id = c->id;
		return store_exec(s, err, "UPDATE connection SET name=$1, connector=$2, role=$3, environment=$4,"
			" fingerprint=$5, release=$6 WHERE id=$7", "tttttti", c->name, c->connector, c->role,
			environment, c->fingerprint, c->release, c->id);
	}
	rc = store_number(s, id, err, "SELECT id FROM connection WHERE name=$1", "t", c->name);
	if (rc == 1)
		return error_set(err, ERR_DATA, N_("there is a connection \"%s\" already; choose another name"),
			c->name, NULL);
	if (rc == 0)
		rc = store_number(s, id, err, "INSERT INTO connection(name, connector, role, environment,"
			" fingerprint, release) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id", "tttttt", c->name,
			c->connector, c->role, environment, c->fingerprint, c->release);
	return rc < 0 ? rc : 0;
}

int store_connection_put(struct store *s, const struct connection *c, int64_t *id, struct error *err)
{
	int64_t got = 0;
	int own, rc;

	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	s->roles.len = 0;
	rc = put_row(s, c, &got, err);
	if (rc == 0)
		rc = store_exec(s, err, "DELETE FROM connection_option WHERE connection_id=$1", "i", got);
	for (size_t i = 0; rc == 0 && i < c->n_options; i++)
		if (c->options[i].value)
			rc = store_exec(s, err, "INSERT INTO connection_option(connection_id, name, value)"
				" VALUES ($1, $2, $3)", "itt", got, c->options[i].name, c->options[i].value);
	if (id)
		*id = got;
	return store_leave(s, own, rc, err);
}

static int still_needed(struct store *s, const struct connection *c, struct error *err)
{
	int64_t links = 0, open = 0;
	int rc;

	rc = store_number(s, &links, err, "SELECT count(*) FROM link WHERE connection_id=$1", "i", c->id);
	for (int e = 0; rc >= 0 && e < ENTITY_COUNT; e++) {
		int64_t n = 0;

		snprintf(s->sql, sizeof s->sql, "SELECT count(*) FROM link WHERE entity=$1 AND record_id IN"
			" (SELECT id FROM \"%s\" WHERE connection_id=$2)", entities[e].name);
		rc = store_number(s, &n, err, s->sql, "ti", entities[e].name, c->id);
		links += n;
	}
	if (rc >= 0)
		rc = store_number(s, &open, err, "SELECT count(*) FROM outbox WHERE connection_id=$1", "i", c->id);
	if (rc < 0)
		return rc;
	if (links)
		return error_set(err, ERR_REFUSED,
			N_("records are linked through \"%s\"; unlink them first, nothing was changed"), c->name, NULL);
	if (open)
		return error_set(err, ERR_REFUSED,
			N_("decisions were sent or wait to be sent to \"%s\", their history needs it; nothing was changed"),
			c->name, NULL);
	return 0;
}

static int remove_rows(struct store *s, int64_t id, struct error *err)
{
	static const char *const tables[] = { "connection_option", "cursor_position", "freshness" };
	int rc = 0;

	for (int e = 0; rc == 0 && e < ENTITY_COUNT; e++) {
		static const char *const about[] = { "finding", "override", "judge" };

		for (size_t i = 0; rc == 0 && i < ARRAY_SIZE(about); i++) {
			snprintf(s->sql, sizeof s->sql, "DELETE FROM %s WHERE entity=$1 AND record_id IN"
				" (SELECT id FROM \"%s\" WHERE connection_id=$2)", about[i], entities[e].name);
			rc = store_exec(s, err, s->sql, "ti", entities[e].name, id);
		}
		if (rc == 0 && s->tables[e].tab)
			rc = s->db->ops->search_drop(s->db, entities[e].name, err);
		snprintf(s->sql, sizeof s->sql, "DELETE FROM \"%s\" WHERE connection_id=$1", entities[e].name);
		if (rc == 0)
			rc = store_exec(s, err, s->sql, "i", id);
		if (rc == 0 && s->tables[e].tab && !(s->deferred & 1u << e))
			rc = s->db->ops->search_build(s->db, entities[e].name, err);
		if (rc == 0 && s->tables[e].tab)
			rc = tally_rebuild(s, (enum entity)e, err);
	}
	for (size_t i = 0; rc == 0 && i < ARRAY_SIZE(tables); i++) {
		snprintf(s->sql, sizeof s->sql, "DELETE FROM %s WHERE connection_id=$1", tables[i]);
		rc = store_exec(s, err, s->sql, "i", id);
	}
	return rc == 0 ? store_exec(s, err, "DELETE FROM connection WHERE id=$1", "i", id) : rc;
}

int store_connection_remove(struct store *s, const char *name, struct error *err)
{
	struct pool p = POOL_INIT;
	struct connection c;
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	rc = store_connection_find(s, name, &p, &c, err);
	if (rc == 0)
		rc = still_needed(s, &c, err);
	if (rc == 0)
		rc = remove_rows(s, c.id, err);
	s->roles.len = 0;
	schema_forget(s);
	pool_release(&p);
	return store_leave(s, own, rc, err);
}
