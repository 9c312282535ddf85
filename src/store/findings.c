/* What preflight found, and what a person typed to answer it. */
#include "store/internal.h"

#include "base/banned.h"

int findings_replace(struct store *s, enum entity e, int64_t id, const struct finding_array *f,
	struct error *err)
{
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	rc = store_exec(s, err, "DELETE FROM finding WHERE entity=$1 AND record_id=$2", "ti",
		entities[e].name, id);
	for (size_t i = 0; rc == 0 && i < f->len; i++) {
		const struct finding_row *r = &f->items[i];

		rc = store_exec(s, err, "INSERT INTO finding(entity, record_id, position, code, severity, args,"
			" fix_entity, fix_id, prerequisite, field, proposal)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", "tiittttzitt",
			entities[e].name, id, I64(i), r->code, r->severity, r->args,
			r->fix_entity == ENTITY_NONE ? NULL : entities[r->fix_entity].name, r->fix_id,
			I64(r->prerequisite != 0), r->field, r->proposal);
	}
	return store_leave(s, own, rc, err);
}

int findings_list(struct store *s, enum entity e, int64_t id, struct pool *p,
	struct finding_array *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT code, severity, args, fix_entity, fix_id, prerequisite, field,"
		" proposal FROM finding WHERE entity=$1 AND record_id=$2 ORDER BY position", "ti",
		entities[e].name, id);

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		struct finding_row *r = ARRAY_PUSH(out);

		r->code = col_str(st, 0, p);
		r->severity = col_str(st, 1, p);
		r->args = col_str(st, 2, p);
		r->fix_entity = entity_parse(col_text(st, 3));
		r->fix_id = col_int(st, 4);
		r->prerequisite = (int)col_int(st, 5);
		r->field = col_str(st, 6, p);
		r->proposal = col_str(st, 7, p);
	}
	store_done(s, st);
	return rc;
}

int overrides_put(struct store *s, enum entity e, int64_t id, const char *name, const char *value,
	struct error *err)
{
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	if (value)
		rc = store_exec(s, err, "INSERT INTO override(entity, record_id, name, value) VALUES ($1, $2, $3, $4)"
			" ON CONFLICT (entity, record_id, name) DO UPDATE SET value=excluded.value", "titt",
			entities[e].name, id, name, value);
	else
		rc = store_exec(s, err, "DELETE FROM override WHERE entity=$1 AND record_id=$2 AND name=$3", "tit",
			entities[e].name, id, name);
	if (rc == 0)
		rc = records_judge_add(s, e, id, err);
	return store_leave(s, own, rc, err);
}

int overrides_any(struct store *s, struct error *err)
{
	int64_t one;

	return store_number(s, &one, err, "SELECT 1 FROM override LIMIT 1", NULL);
}

int overrides_list(struct store *s, enum entity e, int64_t id, struct pool *p,
	struct override_array *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT name, value FROM override WHERE entity=$1 AND record_id=$2"
		" ORDER BY name", "ti", entities[e].name, id);

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		struct connection_option *o = ARRAY_PUSH(out);

		o->name = col_str(st, 0, p);
		o->value = col_str(st, 1, p);
	}
	store_done(s, st);
	return rc;
}
