/* Numbered migrations, each run once, and the indexes that follow from entities[].
 *
 * A migration is a file of data/schema, compiled in.  The number in the database is
 * the newest one that ran; a database with a greater number was made by a newer
 * program and is refused, because this one does not know what its columns mean.
 *
 * Indexes are not part of a migration: which there are follows from the flags in
 * entities[], so they cannot drift apart.  A list is read in the order (view, field,
 * id), and every order of the screen has such an index, of the rows that some list shows; SQLite takes it
 * only where a question says "view>=0" itself; references, numbers and what
 * else rows are looked up by have (connection, field).
 *
 * During a first load they wait: an index kept up row by row in random order costs more
 * than the rows.  A lookup that comes meanwhile (judging) builds the one it needs. */
#include "store/internal.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* Rows below which a table is not worth the trouble of dropping its indexes. */
#define DEFER_BELOW 1000

/* ---- migrations ---- */

int schema_newest(void)
{
	int newest = 0;

	for (size_t i = 0; migrations[i].sql; i++)
		if (migrations[i].number > newest)
			newest = migrations[i].number;
	return newest;
}

/* 0 for an empty database. */
static int current_version(struct store *s, int64_t *version, struct error *err)
{
	struct error missing = ERROR_INIT;
	int rc;

	*version = 0;
	rc = store_number(s, version, &missing, "SELECT max(number) FROM schema_version", NULL);
	if (rc == ERR_STORE) {            /* no such table: is anything else in there? */
		struct strbuf plan = STRBUF_INIT;
		int rc2 = s->db->ops->explain(s->db, "SELECT 1 FROM setting", &plan, NULL);

		strbuf_release(&plan);
		rc = rc2 < 0 ? 0 : rc;
	}
	if (rc < 0)
		error_move(err ? err : &missing, &missing);
	error_release(&missing);
	return rc < 0 ? rc : 0;
}

static int run_migration(struct store *s, const struct migration *m, struct error *err)
{
	int rc;

	if (m->database && strcmp(m->database, s->db->ops->name) != 0)
		return 0;
	trace(TRACE_STORE, "migration %d %s%s%s", m->number, m->name, m->database ? " for " : "",
		m->database ? m->database : "");
	rc = s->db->ops->exec(s->db, m->sql, err);
	if (rc < 0 || m->database)
		return rc;
	return store_exec(s, err, "INSERT INTO schema_version(number, name, at) VALUES ($1, $2, $3)",
		"iti", I64(m->number), m->name, store_now(s));
}

static int migrate(struct store *s, int64_t version, struct error *err)
{
	int rc = store_begin(s, err);

	if (rc < 0)
		return rc;
	/* again, now that nobody else can */
	rc = current_version(s, &version, err);
	if (rc == 0 && version == 0)
		rc = s->db->ops->exec(s->db, "CREATE TABLE IF NOT EXISTS schema_version ("
			"number BIGINT PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL);", err);
	for (size_t i = 0; rc == 0 && migrations[i].sql; i++)
		if (migrations[i].number > version)
			rc = run_migration(s, &migrations[i], err);
	return store_leave(s, 1, rc, err);
}

static int refuse_version(const struct store *s, int64_t version, struct error *err)
{
	char have[24], know[24];

	snprintf(have, sizeof have, "%lld", (long long)version);
	snprintf(know, sizeof know, "%d", schema_newest());
	if (version > schema_newest())
		return error_set(err, ERR_CONFIG,
			N_("\"%1$s\" was made by a newer Comptoir (its schema is %2$s, this program knows %3$s); nothing was changed, start the newer program"),
			s->path, have, know, NULL);
	return error_set(err, ERR_CONFIG,
		N_("\"%1$s\" is of an older Comptoir (its schema is %2$s, this program wants %3$s); start comptoir once to bring it up to date"),
		s->path, have, know, NULL);
}

/* ---- indexes ---- */

static void name_index(struct strbuf *out, const char *table, const char *column)
{
	strbuf_addf(out, "%s_by_%s", table, column);
}

/* The columns of the lists' indexes, one call each. */
static void each_order(struct store *s, enum entity e, struct strbuf *sql,
	void (*add)(struct strbuf *sql, struct store *s, enum entity e, const char *column))
{
	const struct entity_def *d = &entities[e];
	struct strbuf column = STRBUF_INIT;

	add(sql, s, e, "sum");
	add(sql, s, e, "id");
	add(sql, s, e, "state");
	add(sql, s, e, "books");
	add(sql, s, e, "changed_at");
	for (int f = 0; f < d->n_fields; f++) {
		if (!(d->fields[f].flags & FIELD_SORT))
			continue;
		strbuf_reset(&column);
		table_sort_column(&column, s, e, f);
		add(sql, s, e, column.s);
	}
	strbuf_release(&column);
}

static void add_create(struct strbuf *sql, struct store *s, enum entity e, const char *column)
{
	const struct table *t = &s->tables[e];
	int sum = strcmp(column, "sum") == 0;

	if (sum && t->sum < 0)
		return;
	/* what there was before it: without the text, and of hidden rows too */
	if (sum)
		strbuf_addf(sql, "DROP INDEX IF EXISTS %s_by_total;\n", t->name);
	strbuf_adds(sql, "CREATE INDEX IF NOT EXISTS ");
	name_index(sql, t->name, column);
	if (sum)
		strbuf_addf(sql, " ON \"%s\" (view, \"%s\", \"%s\", search%s) WHERE view>=0;\n", t->name,
			entities[e].fields[t->currency].name, entities[e].fields[t->sum].name,
			s->db->ops->index_tail);
	else if (strcmp(column, "id") == 0)
		strbuf_addf(sql, " ON \"%s\" (view%s) WHERE view>=0;\n", t->name, s->db->ops->index_tail);
	else
		strbuf_addf(sql, " ON \"%s\" (view, \"%s\"%s) WHERE view>=0;\n", t->name, column, s->db->ops->index_tail);
}

static void add_drop(struct strbuf *sql, struct store *s, enum entity e, const char *column)
{
	strbuf_adds(sql, "DROP INDEX IF EXISTS ");
	name_index(sql, s->tables[e].name, column);
	strbuf_adds(sql, ";\n");
}

int schema_indexes(struct store *s, enum entity e, struct error *err)
{
	struct strbuf sql = STRBUF_INIT;
	int rc;

	each_order(s, e, &sql, add_create);
	rc = s->db->ops->exec(s->db, sql.s, err);
	if (rc == 0)
		rc = s->db->ops->search_build(s->db, s->tables[e].name, err);
	strbuf_release(&sql);
	return rc;
}

int schema_drop_indexes(struct store *s, enum entity e, struct error *err)
{
	struct strbuf sql = STRBUF_INIT;
	int rc;

	each_order(s, e, &sql, add_drop);
	rc = s->db->ops->exec(s->db, sql.s, err);
	if (rc == 0)
		rc = s->db->ops->search_drop(s->db, s->tables[e].name, err);
	strbuf_release(&sql);
	return rc;
}

/* Fields by which rows of a connection are looked up. */
static int looked_up(const struct entity_def *d, int f)
{
	return d->fields[f].type == VALUE_REF || (d->fields[f].flags & FIELD_FIND) ||
		(f == d->number && d->fields[f].type == VALUE_TEXT);
}

static void add_lookup(struct strbuf *sql, const struct entity_def *d, int f)
{
	strbuf_addf(sql, "CREATE INDEX IF NOT EXISTS %1$s_of_%2$s ON \"%1$s\" (connection_id, \"%2$s\")"
		" WHERE \"%2$s\" IS NOT NULL;\n", d->name, d->fields[f].name);
}

static int lookup_indexes(struct store *s, enum entity e, struct error *err)
{
	const struct entity_def *d = &entities[e];
	struct strbuf sql = STRBUF_INIT;
	int rc;

	for (int f = 0; f < d->n_fields; f++)
		if (looked_up(d, f) && !(s->deferred & 1u << e))
			add_lookup(&sql, d, f);
	rc = s->db->ops->exec(s->db, sql.s, err);
	strbuf_release(&sql);
	return rc;
}

static int drop_lookup_indexes(struct store *s, enum entity e, struct error *err)
{
	const struct entity_def *d = &entities[e];
	struct strbuf sql = STRBUF_INIT;
	int rc;

	for (int f = 0; f < d->n_fields; f++)
		if (looked_up(d, f))
			strbuf_addf(&sql, "DROP INDEX IF EXISTS %s_of_%s;\n", d->name, d->fields[f].name);
	rc = s->db->ops->exec(s->db, sql.s, err);
	strbuf_release(&sql);
	return rc;
}

int schema_need(struct store *s, enum entity e, int field, struct error *err)
{
	struct strbuf sql = STRBUF_INIT;
	uint64_t bit = UINT64_C(1) << field;
	int rc;

	if (!(s->deferred & 1u << e) || s->mode != STORE_WRITE || (s->looked_up[e] & bit) ||
	    !looked_up(&entities[e], field))
		return 0;
	add_lookup(&sql, &entities[e], field);
	rc = s->db->ops->exec(s->db, sql.s, err);
	strbuf_release(&sql);
	if (rc == 0)
		s->looked_up[e] |= bit;
	return rc;
}

int schema_empty(struct store *s, enum entity e, struct error *err)
{
	int64_t one;
	int rc;

	if (!(s->deferred & 1u << e) || (s->filled & 1u << e))
		return 0;
	snprintf(s->sql, sizeof s->sql, "SELECT 1 FROM \"%s\" LIMIT 1", entities[e].name);
	rc = store_number(s, &one, err, s->sql, NULL);
	if (rc == 1)
		s->filled |= 1u << e;
	return rc < 0 ? rc : rc == 0;
}

/* ---- of links ---- */

/* A first load links by the thousand: these wait like the others, until a link is looked up. */
static const struct { const char *name, *columns; } link_indexes[] = {
	{ "link_erp_id", "entity, connection_id, erp_id" }, { "link_erp_code", "entity, connection_id, erp_code" },
	{ "link_erp_record", "entity, erp_record_id" }, { "link_connection", "connection_id" },
};
#define LINKS_WAIT (1u << 31)             /* in deferred, beside a bit per entity */
_Static_assert(ENTITY_COUNT <= 31, "a bit per entity and one of links");

static int note_deferred(struct store *s, struct error *err);

static int make_link_indexes(struct store *s, struct error *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < ARRAY_SIZE(link_indexes); i++) {
		snprintf(s->sql, sizeof s->sql, "CREATE INDEX IF NOT EXISTS %s ON link (%s)", link_indexes[i].name,
			link_indexes[i].columns);
		rc = s->db->ops->exec(s->db, s->sql, err);
	}
	return rc;
}

static int drop_link_indexes(struct store *s, struct error *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < ARRAY_SIZE(link_indexes); i++) {
		snprintf(s->sql, sizeof s->sql, "DROP INDEX IF EXISTS %s", link_indexes[i].name);
		rc = s->db->ops->exec(s->db, s->sql, err);
	}
	return rc;
}

static int finish_links(struct store *s, struct error *err)
{
	int rc, own;

	if (!(s->deferred & LINKS_WAIT))
		return 0;
	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	s->deferred &= ~LINKS_WAIT;
	rc = make_link_indexes(s, err);
	if (rc == 0)
		rc = note_deferred(s, err);
	rc = store_leave(s, own, rc, err);
	if (rc < 0)
		s->deferred |= LINKS_WAIT;
	return rc;
}

int schema_need_links(struct store *s, struct error *err)
{
	int64_t one;
	int rc;

	if (!(s->deferred & LINKS_WAIT) || s->mode != STORE_WRITE)
		return 0;
	rc = store_number(s, &one, err, "SELECT 1 FROM link LIMIT 1", NULL);
	return rc == 1 ? finish_links(s, err) : rc;   /* where there are none they are not missed */
}

void schema_forget(struct store *s)
{
	s->filled = 0;
	memset(s->looked_up, 0, sizeof s->looked_up);
}

/* ---- a first load ---- */

static int note_entities(struct store *s, const char *setting, unsigned bits, struct error *err)
{
	struct strbuf names = STRBUF_INIT;
	int rc;

	for (int e = 0; e < ENTITY_COUNT; e++)
		if (bits & 1u << e)
			strbuf_addf(&names, " %s ", entities[e].name);
	if (bits & LINKS_WAIT)
		strbuf_adds(&names, " link ");
	rc = store_setting_put(s, setting, names.len ? names.s : NULL, err);
	strbuf_release(&names);
	return rc;
}

static int read_entities(struct store *s, const char *setting, unsigned *bits, struct error *err)
{
	struct pool p = POOL_INIT;
	const char *names = NULL;
	int rc = store_setting_get(s, setting, &p, &names, err);

	*bits = 0;
	for (int e = 0; rc == 0 && names && e < ENTITY_COUNT; e++) {
		char *name = pool_printf(&p, " %s ", entities[e].name);

		if (strstr(names, name))
			*bits |= 1u << e;
	}
	if (rc == 0 && names && strstr(names, " link "))
		*bits |= LINKS_WAIT;
	pool_release(&p);
	return rc;
}

static int note_deferred(struct store *s, struct error *err)
{
	return note_entities(s, "indexes.deferred", s->deferred, err);
}

int schema_note_judged(struct store *s, struct error *err)
{
	return note_entities(s, "judge.deferred", s->unjudged, err);
}

static int read_deferred(struct store *s, struct error *err)
{
	int rc = read_entities(s, "indexes.deferred", &s->deferred, err);

	if (rc == 0)
		rc = read_entities(s, "judge.deferred", &s->unjudged, err);
	schema_forget(s);
	return rc;
}

int schema_follow(struct store *s, struct error *err)
{
	int64_t now = s->db->ops->generation(s->db);

	if (now == s->others)
		return 0;
	s->others = now;
	s->roles.len = 0;
	return read_deferred(s, err);
}

/* 1 when a table is hardly begun. */
static int few_rows(struct store *s, const char *table, struct error *err)
{
	int64_t n = 0;
	int rc;

	snprintf(s->sql, sizeof s->sql, "SELECT count(*) FROM (SELECT 1 FROM \"%s\" LIMIT %d) AS few", table,
		DEFER_BELOW);
	rc = store_number(s, &n, err, s->sql, NULL);
	return rc < 0 ? rc : n < DEFER_BELOW;
}

int store_defer_indexes(struct store *s, struct error *err)
{
	int rc, own;

	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	for (int e = 0; rc >= 0 && e < ENTITY_COUNT; e++) {
		rc = few_rows(s, entities[e].name, err);
		if (rc <= 0 || (s->deferred & 1u << e))
			continue;
		rc = s->tables[e].tab ? schema_drop_indexes(s, (enum entity)e, err) : 0;
		if (rc >= 0)
			rc = drop_lookup_indexes(s, (enum entity)e, err);
		s->deferred |= 1u << e;
		if (s->tables[e].tab)
			s->unjudged |= 1u << e;
	}
	if (rc >= 0)
		rc = few_rows(s, "link", err);
	if (rc == 1 && !(s->deferred & LINKS_WAIT)) {
		s->deferred |= LINKS_WAIT;
		rc = drop_link_indexes(s, err);
	}
	if (rc >= 0)
		rc = note_deferred(s, err);
	if (rc >= 0)
		rc = schema_note_judged(s, err);
	rc = store_leave(s, own, rc < 0 ? rc : 0, err);
	if (rc < 0)
		(void)read_deferred(s, NULL);
	return rc;
}

/* One transaction per table, so that a stopped program continues with the next. */
int store_finish_indexes(struct store *s, struct error *err)
{
	int rc = s->open_tx ? error_set(err, ERR_BUG, N_("indexes are built between transactions"), NULL) : 0;

	if (rc == 0)
		rc = records_judge_deferred(s, err);
	if (rc == 0)
		rc = finish_links(s, err);
	for (int e = 0; rc == 0 && e < ENTITY_COUNT; e++) {
		if (!(s->deferred & 1u << e))
			continue;
		rc = store_begin(s, err);
		if (rc < 0)
			break;
		s->deferred &= ~(1u << e);
		rc = lookup_indexes(s, (enum entity)e, err);
		if (rc == 0 && s->tables[e].tab)
			rc = schema_indexes(s, (enum entity)e, err);
		if (rc == 0)
			rc = note_deferred(s, err);
		rc = store_leave(s, 1, rc, err);
		if (rc < 0)
			s->deferred |= 1u << e;
	}
	return rc;
}

/* ---- opening ---- */

/* What says which indexes this program wants: their statements, in short. */
static void indexes_wanted(struct store *s, char out[24])
{
	struct strbuf sql = STRBUF_INIT;
	uint64_t h = UINT64_C(14695981039346656037);

	for (int e = 0; e < ENTITY_COUNT; e++) {
		for (int f = 0; f < entities[e].n_fields; f++)
			if (looked_up(&entities[e], f))
				add_lookup(&sql, &entities[e], f);
		if (s->tables[e].tab)
			each_order(s, (enum entity)e, &sql, add_create);
	}
	for (size_t i = 0; i < sql.len; i++)
		h = (h ^ (unsigned char)sql.s[i]) * UINT64_C(1099511628211);
	snprintf(out, 24, "%016llx", (unsigned long long)h);
	strbuf_release(&sql);
}

/* 1 when all of them were made already: a start then reads one row and writes nothing. */
static int indexes_made(struct store *s, const char *wanted)
{
	struct pool p = POOL_INIT;
	const char *made = NULL;
	int same = !s->deferred && store_setting_get(s, "indexes.made", &p, &made, NULL) == 0 && made &&
		strcmp(made, wanted) == 0;

	pool_release(&p);
	return same;
}

static int prepare_writer(struct store *s, int64_t version, struct error *err)
{
	char wanted[24];
	int rc = 0, own;

	if (version < schema_newest())
		rc = migrate(s, version, err);
	if (rc == 0)
		rc = read_deferred(s, err);
	s->migrated = 1;
	indexes_wanted(s, wanted);
	if (rc == 0 && version == schema_newest() && indexes_made(s, wanted))
		return 0;
	if (rc == 0)
		rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	for (int e = 0; rc == 0 && e < ENTITY_COUNT; e++) {
		rc = lookup_indexes(s, (enum entity)e, err);
		if (rc == 0 && s->tables[e].tab && !(s->deferred & 1u << e))
			rc = schema_indexes(s, (enum entity)e, err);
	}
	if (rc == 0)
		rc = store_setting_put(s, "indexes.made", s->deferred ? NULL : wanted, err);
	return store_leave(s, own, rc, err);
}

int store_touch(struct store *s, struct error *err)
{
	char at[INSTANT_LEN];

	instant_format(at, store_now(s));
	return store_setting_put(s, "opened", at, err);
}

int schema_open(struct store *s, struct error *err)
{
	int64_t version;
	int rc = current_version(s, &version, err);

	if (rc < 0)
		return rc;
	if (version > schema_newest() || (s->mode == STORE_READ && version < schema_newest()))
		return refuse_version(s, version, err);
	if (s->mode == STORE_READ)
		return 0;
	rc = prepare_writer(s, version, err);
	return rc < 0 ? rc : store_finish_indexes(s, err);
}
