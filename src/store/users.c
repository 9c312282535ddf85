/* People and their rights.  The file belongs to one Unix user, so these rows guide
 * honest people; a shared database will enforce them itself. */
#include "store/internal.h"

#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

static int valid_role(const char *role)
{
	return role && (strcmp(role, ROLE_READ_ONLY) == 0 || strcmp(role, ROLE_APPROVER) == 0 ||
		strcmp(role, ROLE_ADMINISTRATOR) == 0);
}

int store_user_put(struct store *s, const char *user, const char *role, struct error *err)
{
	int own, rc;

	if (!valid_role(role))
		return error_set(err, ERR_DATA,
			N_("\"%s\" is not a role; take read-only, approver or administrator"), role ? role : "", NULL);
	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	rc = store_exec(s, err, "INSERT INTO person(name, role) VALUES ($1, $2)"
		" ON CONFLICT (name) DO UPDATE SET role=excluded.role", "tt", user, role);
	return store_leave(s, own, rc, err);
}

static int user_exists(struct store *s, const char *user, struct error *err)
{
	int64_t one;
	int rc = store_number(s, &one, err, "SELECT 1 FROM person WHERE name=$1", "t", user);

	return rc != 0 ? rc : error_set(err, ERR_NOTFOUND,
		N_("%1$s is not known here; an administrator can change that with \"comptoir user add %1$s approver\""),
		user, NULL);
}

int store_user_grant(struct store *s, const char *user, enum entity e, const char *right,
	int granted, struct error *err)
{
	int own, rc;

	if (strcmp(right, "import") != 0 && strcmp(right, "export") != 0)
		return error_set(err, ERR_DATA, N_("\"%s\" is not a right; take import or export"), right, NULL);
	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	rc = user_exists(s, user, err);
	if (rc == 1)
		rc = granted ? store_exec(s, err, "INSERT INTO person_right(name, entity, kind) VALUES ($1, $2, $3)"
			" ON CONFLICT DO NOTHING", "ttt", user, entities[e].name, right) :
			store_exec(s, err, "DELETE FROM person_right WHERE name=$1 AND entity=$2 AND kind=$3", "ttt",
			user, entities[e].name, right);
	return store_leave(s, own, rc, err);
}

static int read_rights(struct store *s, struct rights *r, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT entity, kind FROM person_right WHERE name=$1", "t", r->user);

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		enum entity e = entity_parse(col_text(st, 0));

		if (e != ENTITY_NONE)
			*(strcmp(col_text(st, 1), "import") == 0 ? &r->can_import : &r->can_export) |= 1u << e;
	}
	store_done(s, st);
	return rc;
}

/* The first person here is the one who set it up. */
static int found(struct store *s, const char *user, struct pool *p, struct rights *out, struct error *err)
{
	int rc = 0, own;

	out->user = pool_strdup(p, user);
	out->role = ROLE_ADMINISTRATOR;
	out->can_import = out->can_export = (1u << ENTITY_COUNT) - 1;
	if (s->mode != STORE_WRITE)
		return 0;
	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	rc = store_user_put(s, user, ROLE_ADMINISTRATOR, err);
	for (int e = 0; rc == 0 && e < ENTITY_COUNT; e++) {
		rc = store_user_grant(s, user, (enum entity)e, "import", 1, err);
		if (rc == 0)
			rc = store_user_grant(s, user, (enum entity)e, "export", 1, err);
	}
	return store_leave(s, own, rc, err);
}

int store_rights(struct store *s, const char *user, struct pool *p, struct rights *out, struct error *err)
{
	struct db_stmt *st;
	int64_t one;
	int rc;

	memset(out, 0, sizeof *out);
	rc = store_number(s, &one, err, "SELECT 1 FROM person LIMIT 1", NULL);
	if (rc <= 0)
		return rc < 0 ? rc : found(s, user, p, out, err);
	rc = store_ask(s, &st, err, "SELECT role FROM person WHERE name=$1", "t", user);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1) {
		out->user = pool_strdup(p, user);
		out->role = col_str(st, 0, p);
	}
	store_done(s, st);
	if (rc == 0)
		return user_exists(s, user, err);
	return rc < 0 ? rc : read_rights(s, out, err);
}

int store_users(struct store *s, struct pool *p, struct rights_array *out, struct error *err)
{
	struct db_stmt *st;
	size_t first = out->len;
	int rc = store_ask(s, &st, err, "SELECT name, role FROM person ORDER BY name", NULL);

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		*ARRAY_PUSH(out) = (struct rights){ .user = col_str(st, 0, p), .role = col_str(st, 1, p) };
	store_done(s, st);
	for (size_t i = first; rc == 0 && i < out->len; i++)
		rc = read_rights(s, &out->items[i], err);
	return rc;
}

/* Somebody must remain who can let others in. */
static int last_administrator(struct store *s, const char *user, struct error *err)
{
	int64_t others;
	int rc = store_number(s, &others, err, "SELECT count(*) FROM person WHERE role='administrator' AND name<>$1",
		"t", user);

	if (rc < 0 || others > 0)
		return rc < 0 ? rc : 0;
	return error_set(err, ERR_REFUSED,
		N_("%s is the only administrator; make somebody else one first, nothing was changed"), user, NULL);
}

int store_user_remove(struct store *s, const char *user, struct error *err)
{
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	rc = user_exists(s, user, err);
	if (rc == 1)
		rc = last_administrator(s, user, err);
	if (rc == 0)
		rc = store_exec(s, err, "DELETE FROM person_right WHERE name=$1", "t", user);
	if (rc == 0)
		rc = store_exec(s, err, "DELETE FROM person WHERE name=$1", "t", user);
	return store_leave(s, own, rc, err);
}
