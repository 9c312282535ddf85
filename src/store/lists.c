/* Several records at once: those with a value, the children of one, a sum, and those
 * that a full pass did not see any more. */
#include "store/internal.h"

#include "base/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* ---- rows with a value ---- */

static void bind_value(struct db_stmt *st, int at, enum value_type type, const char *value)
{
	if (table_is_text(type))
		bind_text(st, at, value);
	else
		bind_int(st, at, strtoll(value ? value : "0", NULL, 10));
}

static void add_order(struct strbuf *sql, enum entity e)
{
	strbuf_adds(sql, entity_field(e, "position") >= 0 ? " ORDER BY \"position\", id" : " ORDER BY id");
}

/* connection 0: any; written so that the index (connection_id, field) still serves. */
static void add_connection(struct strbuf *sql, int64_t connection)
{
	strbuf_adds(sql, connection ? " WHERE connection_id=$1" :
		" WHERE $1=0 AND connection_id IN (SELECT id FROM connection)");
}

/* Rows are looked up by the first field, a number: few rows have it, and many have the second (a vendor's
 * invoices), whose index the database would otherwise take as readily. */
static int where(struct store *s, enum entity e, int64_t connection, const int *fields,
	const char *const *values, int n, size_t max, struct pool *p, struct record_array *out, struct error *err)
{
	const struct entity_def *d = &entities[e];
	struct strbuf sql = STRBUF_INIT;
	struct db_stmt *st;
	int rc = schema_need(s, e, fields[0], err), at = 1;

	if (rc < 0)
		return rc;
	strbuf_adds(&sql, s->tables[e].select);
	add_connection(&sql, connection);
	for (int i = 0; i < n; i++)
		strbuf_addf(&sql, i ? " AND COALESCE(\"%s\", NULL)=$%d" : " AND \"%s\"=$%d",
			d->fields[fields[i]].name, ++at);
	strbuf_adds(&sql, " AND deleted=0");
	add_order(&sql, e);
	strbuf_addf(&sql, " LIMIT $%d", ++at);
	rc = store_stmt(s, sql.s, &st, err);
	strbuf_release(&sql);
	if (rc < 0)
		return rc;
	bind_int(st, 1, connection);
	for (int i = 0; i < n; i++)
		bind_value(st, i + 2, d->fields[fields[i]].type, values[i]);
	bind_int(st, at, max > INT32_MAX ? INT32_MAX : I64(max));
	while ((rc = store_step(s, st, err)) == 1)
		table_read(s, st, e, p, ARRAY_PUSH(out));
	store_done(s, st);
	return rc;
}

int records_where(struct store *s, enum entity e, int64_t connection, int field, const char *value,
	size_t max, struct pool *p, struct record_array *out, struct error *err)
{
	return where(s, e, connection, &field, &value, 1, max, p, out, err);
}

int records_where2(struct store *s, enum entity e, int64_t connection, int field, const char *value,
	int field2, const char *value2, size_t max, struct pool *p, struct record_array *out,
	struct error *err)
{
	return where(s, e, connection, (int[]){ field, field2 }, (const char *[]){ value, value2 }, 2, max, p,
		out, err);
}

int records_children(struct store *s, enum entity child, int64_t connection, const char *parent_remote_id,
	struct pool *p, struct record_array *out, struct error *err)
{
	if (entities[child].parent < 0)
		return error_set(err, ERR_BUG, N_("\"%s\" has no parent"), entities[child].name, NULL);
	return records_where(s, child, connection, entities[child].parent, parent_remote_id, SIZE_MAX, p, out,
		err);
}

int records_sum(struct store *s, enum entity e, int64_t connection, int field, const char *value,
	int sum_field, int64_t *sum, struct error *err)
{
	const struct entity_def *d = &entities[e];
	struct strbuf sql = STRBUF_INIT;
	int rc = schema_need(s, e, field, err);

	*sum = 0;
	if (rc < 0)
		return rc;
	strbuf_addf(&sql, "SELECT COALESCE(SUM(\"%s\"), 0) FROM \"%s\"", d->fields[sum_field].name, d->name);
	add_connection(&sql, connection);
	strbuf_addf(&sql, " AND \"%s\"=$2 AND deleted=0", d->fields[field].name);
	rc = table_is_text(d->fields[field].type) ?
		store_number(s, sum, err, sql.s, "it", connection, value) :
		store_number(s, sum, err, sql.s, "ii", connection, I64(strtoll(value ? value : "0", NULL, 10)));
	strbuf_release(&sql);
	return rc < 0 ? rc : 0;
}

/* ---- the lines of one document, replaced as a whole ---- */

struct ids { int64_t *items; size_t len, cap; };

static int ids_of_children(struct store *s, enum entity child, int64_t connection, const char *parent,
	struct ids *out, struct error *err)
{
	struct db_stmt *st;
	int rc = schema_need(s, child, entities[child].parent, err);

	if (rc < 0)
		return rc;
	snprintf(s->sql, sizeof s->sql, "SELECT id FROM \"%s\" WHERE connection_id=$1 AND \"%s\"=$2",
		entities[child].name, entities[child].fields[entities[child].parent].name);
	rc = store_ask(s, &st, err, s->sql, "it", connection, parent);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		*ARRAY_PUSH(out) = col_int(st, 0);
	store_done(s, st);
	return rc;
}

static void forget_id(struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->len; i++) {
		if (ids->items[i] == id) {
			ids->items[i] = ids->items[--ids->len];
			return;
		}
	}
}

/* *changed: 1 what was not here came, 2 what was here changed. */
static int put_lines(struct store *s, enum entity child, int64_t connection, const char *parent,
	const struct record_array *lines, int fresh, int *changed, struct error *err)
{
	int parent_field = entities[child].parent, rc = 0, known;
	struct ids old = { 0 };

	if (!fresh)
		rc = ids_of_children(s, child, connection, parent, &old, err);
	known = old.len > 0;
	for (size_t i = 0; rc == 0 && i < lines->len; i++) {
		struct record line = lines->items[i];
		enum put_result result;
		int64_t id = 0;

		line.connection_id = connection;
		line.values[parent_field] = (struct value){ .set = 1, .s = parent };
		rc = records_put(s, &line, &result, &id, err);
		if (result != PUT_SAME)
			*changed |= known || result == PUT_CHANGED ? 2 : 1;
		forget_id(&old, id);
	}
	for (size_t i = 0; rc == 0 && i < old.len; i++) {
		snprintf(s->sql, sizeof s->sql, "DELETE FROM \"%s\" WHERE id=$1", entities[child].name);
		rc = store_exec(s, err, s->sql, "i", old.items[i]);
		*changed = 2;
	}
	ARRAY_RELEASE(&old);
	return rc;
}

static int put_children(struct store *s, enum entity child, int64_t connection, const char *parent_remote_id,
	const struct record_array *lines, int fresh, struct error *err)
{
	int own, rc, changed = 0;
	enum entity of;

	if (entities[child].parent < 0 || s->tables[child].tab)
		return error_set(err, ERR_BUG, N_("\"%s\" has no parent"), entities[child].name, NULL);
	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	s->in_children++;
	rc = put_lines(s, child, connection, parent_remote_id, lines, fresh, &changed, err);
	s->in_children--;
	of = entities[child].fields[entities[child].parent].ref;
	if (rc == 0 && changed && s->tables[of].tab && (changed == 2 || !(s->unjudged & 1u << of))) {
		snprintf(s->sql, sizeof s->sql, "INSERT INTO judge(entity, record_id) SELECT '%1$s', id FROM \"%1$s\""
			" WHERE connection_id=$1 AND remote_id=$2 ON CONFLICT DO NOTHING",
			entities[of].name);
		rc = store_exec(s, err, s->sql, "it", connection, parent_remote_id);
	}
	return store_leave(s, own, rc, err);
}

int records_put_children(struct store *s, enum entity child, int64_t connection,
	const char *parent_remote_id, const struct record_array *lines, struct error *err)
{
	return put_children(s, child, connection, parent_remote_id, lines, 0, err);
}

int records_add_children(struct store *s, enum entity child, int64_t connection,
	const char *parent_remote_id, const struct record_array *lines, struct error *err)
{
	return put_children(s, child, connection, parent_remote_id, lines, 1, err);
}

/* ---- what is gone ---- */

static int mark_one(struct store *s, enum entity e, int64_t id, struct error *err)
{
	const struct table *t = &s->tables[e];
	struct pool p = POOL_INIT;
	struct record r;
	int64_t view = VIEW_HIDDEN;
	int rc = records_get(s, e, id, &p, &r, err);

	if (rc == 0 && t->tab) {
		snprintf(s->sql, sizeof s->sql, "SELECT view FROM \"%s\" WHERE id=$1", t->name);
		rc = store_number(s, &view, err, s->sql, "i", id);
		tally_add(s, e, (int)view, r.state.status, record_text(&r, t->currency), r.state.books, -1,
			t->sum >= 0 ? -record_int(&r, t->sum) : 0);
	}
	if (rc >= 0) {
		snprintf(s->sql, sizeof s->sql, "UPDATE \"%s\" SET deleted=1%s, version=version+1, changed_at=$1"
			" WHERE id=$2", t->name, t->tab ? ", view=-1" : "");
		rc = store_exec(s, err, s->sql, "ii", store_now(s), id);
	}
	if (rc == 0 && t->tab)
		rc = records_judge_add(s, e, id, err);
	if (rc == 0)
		rc = records_judge_dependents(s, &r, err);
	pool_release(&p);
	return rc;
}

static int unseen_ids(struct store *s, enum entity e, int64_t connection, int scope_field,
	const char *scope, int64_t before, struct ids *out, struct error *err)
{
	struct db_stmt *st;
	int rc;

	if (scope)
		snprintf(s->sql, sizeof s->sql, "SELECT id FROM \"%s\" WHERE connection_id=$1 AND imported_at<$2"
			" AND deleted=0 AND \"%s\"=$3", entities[e].name, entities[e].fields[scope_field].name);
	else
		snprintf(s->sql, sizeof s->sql, "SELECT id FROM \"%s\" WHERE connection_id=$1 AND imported_at<$2"
			" AND deleted=0", entities[e].name);
	rc = store_ask(s, &st, err, s->sql, scope ? "iit" : "ii", connection, before, scope);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		*ARRAY_PUSH(out) = col_int(st, 0);
	store_done(s, st);
	return rc;
}

int records_any_unseen(struct store *s, enum entity e, int64_t connection, int64_t pass_started_ms,
	struct error *err)
{
	int64_t one;

	snprintf(s->sql, sizeof s->sql, "SELECT 1 FROM \"%s\" WHERE connection_id=$1 AND imported_at<$2"
		" AND deleted=0 LIMIT 1", entities[e].name);
	return store_number(s, &one, err, s->sql, "ii", connection, pass_started_ms);
}

int records_mark_unseen(struct store *s, enum entity e, int64_t connection, int scope_field,
	const char *scope, int64_t pass_started_ms, int64_t *n, struct error *err)
{
	struct ids gone = { 0 };
	int own, rc;

	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	rc = unseen_ids(s, e, connection, scope_field, scope, pass_started_ms, &gone, err);
	for (size_t i = 0; rc == 0 && i < gone.len; i++)
		rc = mark_one(s, e, gone.items[i], err);
	if (n)
		*n = rc == 0 ? I64(gone.len) : 0;
	ARRAY_RELEASE(&gone);
	return store_leave(s, own, rc, err);
}
