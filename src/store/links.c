/* Links: a Procore record and its counterpart in an ERP.  When the ERP's own row was
 * imported it leaves the lists: the Procore record stands for both. */
#include "store/internal.h"

#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

#define COLUMNS "SELECT id, entity, record_id, connection_id, erp_id, erp_code, erp_record_id, origin," \
	" snapshot, erp_snapshot, at FROM link"

static void read_link(struct db_stmt *st, struct pool *p, struct link *out)
{
	out->id = col_int(st, 0);
	out->entity = entity_parse(col_text(st, 1));
	out->record_id = col_int(st, 2);
	out->connection_id = col_int(st, 3);
	out->erp_id = col_str(st, 4, p);
	out->erp_code = col_str(st, 5, p);
	out->erp_record_id = col_int(st, 6);
	out->origin = col_str(st, 7, p);
	out->snapshot = col_str(st, 8, p);
	out->erp_snapshot = col_str(st, 9, p);
	out->at_ms = col_int(st, 10);
}

static int take_one(struct store *s, struct db_stmt *st, struct pool *p, struct link *out, struct error *err)
{
	int rc = store_step(s, st, err);

	if (rc == 1)
		read_link(st, p, out);
	store_done(s, st);
	if (rc == 0)
		return error_set(err, ERR_NOTFOUND, N_("the record is not linked"), NULL);
	return rc < 0 ? rc : 0;
}

/* The ERP's row that a link held before, or 0. */
static int held_row(struct store *s, enum entity e, int64_t record, int64_t connection, int64_t *row,
	struct error *err)
{
	int rc;

	*row = 0;
	rc = store_number(s, row, err, "SELECT COALESCE(erp_record_id, 0) FROM link"
		" WHERE entity=$1 AND record_id=$2 AND connection_id=$3", "tii", entities[e].name, record, connection);
	return rc < 0 ? rc : 0;
}

int links_insert(struct store *s, const struct link *l, struct error *err)
{
	return store_exec(s, err, "INSERT INTO link(entity, record_id, connection_id, erp_id, erp_code,"
		" erp_record_id, origin, snapshot, erp_snapshot, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
		" ON CONFLICT (entity, record_id, connection_id) DO UPDATE SET erp_id=excluded.erp_id,"
		" erp_code=excluded.erp_code, erp_record_id=excluded.erp_record_id, origin=excluded.origin,"
		" snapshot=excluded.snapshot, erp_snapshot=excluded.erp_snapshot, at=excluded.at",
		"tiittzttti", entities[l->entity].name, l->record_id, l->connection_id, l->erp_id, l->erp_code,
		l->erp_record_id, l->origin ? l->origin : "person", l->snapshot, l->erp_snapshot,
		l->at_ms ? l->at_ms : store_now(s));
}

static int put(struct store *s, const struct link *l, struct error *err)
{
	int64_t before;
	int rc = held_row(s, l->entity, l->record_id, l->connection_id, &before, err);

	if (rc == 0 && before && before != l->erp_record_id)
		rc = records_set_linked(s, l->entity, before, 0, err);
	if (rc == 0)
		rc = links_insert(s, l, err);
	if (rc == 0 && l->erp_record_id && l->erp_record_id != l->record_id)
		rc = records_set_linked(s, l->entity, l->erp_record_id, 1, err);
	if (rc == 0 && s->tables[l->entity].tab)
		rc = records_judge_add(s, l->entity, l->record_id, err);
	return rc;
}

int links_put(struct store *s, const struct link *l, struct error *err)
{
	int own, rc = store_enter(s, &own, err);

	return rc < 0 ? rc : store_leave(s, own, put(s, l, err), err);
}

int links_get_in(struct store *s, enum entity e, int64_t record_id, int64_t connection, struct pool *p,
	struct link *out, struct error *err)
{
	struct db_stmt *st;
	int rc;

	if (connection)
		rc = store_ask(s, &st, err, COLUMNS " WHERE entity=$1 AND record_id=$2 AND connection_id=$3", "tii",
			entities[e].name, record_id, connection);
	else
		rc = store_ask(s, &st, err, COLUMNS " WHERE entity=$1 AND record_id=$2 ORDER BY id LIMIT 1", "ti",
			entities[e].name, record_id);
	return rc < 0 ? rc : take_one(s, st, p, out, err);
}

int links_get(struct store *s, enum entity e, int64_t record_id, struct pool *p, struct link *out,
	struct error *err)
{
	return links_get_in(s, e, record_id, 0, p, out, err);
}

int links_list(struct store *s, enum entity e, int64_t record_id, struct pool *p, struct link_array *out,
	struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, COLUMNS " WHERE entity=$1 AND record_id=$2 ORDER BY id", "ti",
		entities[e].name, record_id);

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		read_link(st, p, ARRAY_PUSH(out));
	store_done(s, st);
	return rc;
}

/* The internal id first: a number of one record may be the id of another. */
int links_by_erp(struct store *s, enum entity e, int64_t connection, const char *erp_id_or_code,
	struct pool *p, struct link *out, struct error *err)
{
	struct db_stmt *st;
	int rc = schema_need_links(s, err);

	if (rc == 0)
		rc = store_ask(s, &st, err, COLUMNS " WHERE entity=$1 AND connection_id=$2 AND erp_id=$3"
			" ORDER BY id LIMIT 1", "tit", entities[e].name, connection, erp_id_or_code);
	if (rc == 0)
		rc = take_one(s, st, p, out, err);
	if (rc != ERR_NOTFOUND)
		return rc;
	if (err)
		error_release(err);
	rc = store_ask(s, &st, err, COLUMNS " WHERE entity=$1 AND connection_id=$2 AND erp_code=$3"
		" ORDER BY id LIMIT 1", "tit", entities[e].name, connection, erp_id_or_code);
	return rc < 0 ? rc : take_one(s, st, p, out, err);
}

int links_by_erp_record(struct store *s, enum entity e, int64_t erp_record_id, struct pool *p,
	struct link *out, struct error *err)
{
	struct db_stmt *st;
	int rc = schema_need_links(s, err);

	if (rc == 0)
		rc = store_ask(s, &st, err, COLUMNS " WHERE entity=$1 AND erp_record_id=$2 ORDER BY id LIMIT 1",
			"ti", entities[e].name, erp_record_id);
	return rc < 0 ? rc : take_one(s, st, p, out, err);
}

int links_remove(struct store *s, enum entity e, int64_t record_id, struct error *err)
{
	return links_remove_in(s, e, record_id, 0, err);
}

int links_remove_in(struct store *s, enum entity e, int64_t record_id, int64_t connection, struct error *err)
{
	struct pool p = POOL_INIT;
	struct link l;
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	rc = links_get_in(s, e, record_id, connection, &p, &l, err);
	if (rc == 0 && l.erp_record_id)
		rc = records_set_linked(s, e, l.erp_record_id, 0, err);
	if (rc == 0)
		rc = store_exec(s, err, "DELETE FROM link WHERE id=$1", "i", l.id);
	if (rc == 0 && s->tables[e].tab)
		rc = records_judge_add(s, e, record_id, err);
	if (rc == 0 && s->tables[e].tab && l.erp_record_id)
		rc = records_judge_add(s, e, l.erp_record_id, err);
	pool_release(&p);
	return store_leave(s, own, rc, err);
}
