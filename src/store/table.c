/* entities[] as SQL, rows as records.
 *
 * From the field table of an entity come its statements, once per handle.  The
 * columns of a row are read in one order everywhere: the base columns, the state
 * columns of the five with a life cycle, then the fields by index. */
#include "store/internal.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define BASE_COLUMNS 8
#define STATE_COLUMNS 8

int table_is_text(enum value_type t)
{
	return t == VALUE_TEXT || t == VALUE_DATE || t == VALUE_INSTANT || t == VALUE_REF;
}

/* Names are sorted by their folded form: "Létourneau" stands beside "Leto". */
static int is_name(const struct field *f)
{
	size_t n = strlen(f->name);

	return f->type == VALUE_TEXT && (f->flags & FIELD_SORT) &&
		(strcmp(f->name, "name") == 0 || strcmp(f->name, "title") == 0 ||
		 (n > 5 && strcmp(f->name + n - 5, "_name") == 0));
}

void table_sort_column(struct strbuf *out, const struct store *s, enum entity e, int sort_field)
{
	const struct table *t = &s->tables[e];

	strbuf_adds(out, entities[e].fields[sort_field].name);
	for (int i = 0; i < t->n_keys; i++)
		if (t->key_fields[i] == sort_field)
			strbuf_adds(out, "_key");
}

/* ---- display copies: "vendor_name" is the name of what "vendor" refers to ---- */

static void find_copies(struct table *t, const struct entity_def *d)
{
	for (int f = 0; f < d->n_fields; f++) {
		if (!(d->fields[f].flags & FIELD_COPY))
			continue;
		for (int r = 0; r < d->n_fields; r++) {
			size_t n = strlen(d->fields[r].name);
			int source;

			if (d->fields[r].type != VALUE_REF || strncmp(d->fields[f].name, d->fields[r].name, n) != 0 ||
			    d->fields[f].name[n] != '_')
				continue;
			source = entity_field(d->fields[r].ref, d->fields[f].name + n + 1);
			if (source < 0 || t->n_copies == (int)ARRAY_SIZE(t->copies))
				continue;
			t->copies[t->n_copies++] = (struct copy){ f, r, source, d->fields[r].ref };
		}
	}
}

/* ---- statements ---- */

static void add_columns(struct strbuf *out, const struct table *t, const struct entity_def *d)
{
	strbuf_adds(out, "id, connection_id, remote_id, remote_code, remote_version, deleted, version, changed_at");
	if (t->tab)
		strbuf_adds(out, ", state, resubmitted, n_holds, n_warnings, note, note_args, erp_code, books");
	for (int f = 0; f < d->n_fields; f++)
		strbuf_addf(out, ", \"%s\"", d->fields[f].name);
}

static char *select_text(const struct table *t, const struct entity_def *d, const char *where)
{
	struct strbuf sql = STRBUF_INIT;

	strbuf_adds(&sql, "SELECT ");
	add_columns(&sql, t, d);
	strbuf_addf(&sql, " FROM \"%s\"%s%s", t->name, where ? " WHERE " : "", where ? where : "");
	return strbuf_detach(&sql);
}

/* Parameters of insert and update, in this order: connection_id, remote_id,
 * remote_code, remote_version, deleted, content_hash, version, imported_at, changed_at;
 * for tabs state, view, books, search and the keys; then the fields; id last. */
static void add_written(struct strbuf *out, const struct table *t, const struct entity_def *d,
	const char *before, const char *after, int *n)
{
	static const char *const base[] = { "connection_id", "remote_id", "remote_code", "remote_version",
		"deleted", "content_hash", "version", "imported_at", "changed_at" };
	static const char *const tab[] = { "state", "view", "books", "search" };
	const char *sep = "";

	#define ONE(...) do { \
		strbuf_adds(out, sep); strbuf_adds(out, before); strbuf_addf(out, __VA_ARGS__); \
		if (after) strbuf_addf(out, "%s%d", after, ++*n); \
		sep = ", "; \
	} while (0)
	for (size_t i = 0; i < ARRAY_SIZE(base); i++)
		ONE("%s", base[i]);
	for (size_t i = 0; t->tab && i < ARRAY_SIZE(tab); i++)
		ONE("%s", tab[i]);
	for (int i = 0; i < t->n_keys; i++)
		ONE("\"%s_key\"", d->fields[t->key_fields[i]].name);
	for (int f = 0; f < d->n_fields; f++)
		ONE("\"%s\"", d->fields[f].name);
	#undef ONE
}

static char *insert_text(const struct table *t, const struct entity_def *d)
{
	struct strbuf sql = STRBUF_INIT;
	int n = 0, count = 9 + (t->tab ? 4 : 0) + t->n_keys + d->n_fields;

	strbuf_addf(&sql, "INSERT INTO \"%s\" (", t->name);
	add_written(&sql, t, d, "", NULL, &n);
	strbuf_adds(&sql, ", id) VALUES (");
	for (int i = 1; i <= count; i++)
		strbuf_addf(&sql, "$%d, ", i);
	strbuf_addf(&sql, "$%d) ON CONFLICT (connection_id, remote_id) DO NOTHING", count + 1);
	return strbuf_detach(&sql);
}

static char *update_text(const struct table *t, const struct entity_def *d)
{
	struct strbuf sql = STRBUF_INIT;
	int n = 0;

	strbuf_addf(&sql, "UPDATE \"%s\" SET ", t->name);
	add_written(&sql, t, d, "", "=$", &n);
	strbuf_addf(&sql, " WHERE id=$%d", n + 1);
	return strbuf_detach(&sql);
}

static char *probe_text(const struct table *t, const struct entity_def *d)
{
	struct strbuf sql = STRBUF_INIT;

	strbuf_adds(&sql, "SELECT id, content_hash, version, deleted, remote_code, remote_version, imported_at");
	if (t->tab) {
		strbuf_adds(&sql, ", state, view, linked, erp_code, search, books");
		strbuf_addf(&sql, ", \"%s\"", d->fields[t->currency].name);
		if (t->sum >= 0)
			strbuf_addf(&sql, ", \"%s\"", d->fields[t->sum].name);
	}
	strbuf_addf(&sql, " FROM \"%s\" WHERE connection_id=$1 AND remote_id=$2", t->name);
	return strbuf_detach(&sql);
}

/* What a filter looks at and a total adds: view, search, currency, sum, id, books. */
static char *look_text(const struct table *t, const struct entity_def *d)
{
	struct strbuf sql = STRBUF_INIT;

	strbuf_addf(&sql, "SELECT view, search, \"%s\", ", d->fields[t->currency].name);
	if (t->sum >= 0)
		strbuf_addf(&sql, "\"%s\"", d->fields[t->sum].name);
	else
		strbuf_adds(&sql, "0");
	strbuf_addf(&sql, ", id, books FROM \"%s\" WHERE id=$1", t->name);
	return strbuf_detach(&sql);
}

void tables_build(struct store *s)
{
	for (int e = 0; e < ENTITY_COUNT; e++) {
		const struct entity_def *d = &entities[e];
		struct table *t = &s->tables[e];

		t->name = d->name;
		t->tab = e < ENTITY_TAB_COUNT;
		t->currency = entity_field((enum entity)e, "currency");
		t->sum = t->tab ? query_sum_field((enum entity)e) : -1;
		for (int f = 0; t->tab && f < d->n_fields; f++)
			if (is_name(&d->fields[f]) && t->n_keys < (int)ARRAY_SIZE(t->key_fields))
				t->key_fields[t->n_keys++] = f;
		find_copies(t, d);
		t->select = select_text(t, d, NULL);
		t->get.sql = select_text(t, d, "id=$1");
		t->find.sql = select_text(t, d, "connection_id=$1 AND remote_id=$2");
		t->probe.sql = probe_text(t, d);
		t->insert.sql = insert_text(t, d);
		t->update.sql = update_text(t, d);
		if (t->tab) {
			struct strbuf add = STRBUF_INIT, out = STRBUF_INIT;

			s->db->ops->search_keep(&add, &out, t->name);
			t->look.sql = look_text(t, d);
			pairs_build(s, t);
			t->search_add.sql = strbuf_detach(&add);
			t->search_out.sql = strbuf_detach(&out);
		}
	}
}

void tables_forget(struct store *s)
{
	for (int e = 0; e < ENTITY_COUNT; e++)
		s->tables[e].next_id = 0;
	copies_forget(s);
}

void tables_release(struct store *s)
{
	for (int e = 0; e < ENTITY_COUNT; e++) {
		struct table *t = &s->tables[e];

		free(t->select);
		free(t->get.sql);
		free(t->find.sql);
		free(t->probe.sql);
		free(t->insert.sql);
		free(t->update.sql);
		free(t->look.sql);
		free(t->pair_mine.sql);
		free(t->pair_row.sql);
		free(t->search_add.sql);
		free(t->search_out.sql);
	}
}

/* ---- rows ---- */

void table_read_value(struct db_stmt *st, int at, int field, struct pool *p, struct record *out)
{
	if (col_null(st, at))
		return;
	out->values[field].set = 1;
	if (table_is_text(entities[out->entity].fields[field].type))
		out->values[field].s = col_str(st, at, p);
	else
		out->values[field].n = col_int(st, at);
}

void table_read(struct store *s, struct db_stmt *st, enum entity e, struct pool *p, struct record *out)
{
	const struct entity_def *d = &entities[e];
	int at = BASE_COLUMNS;

	record_init(out, e);
	out->id = col_int(st, 0);
	out->connection_id = col_int(st, 1);
	out->remote_id = col_str(st, 2, p);
	out->remote_code = col_str(st, 3, p);
	out->remote_version = col_str(st, 4, p);
	out->deleted = (int)col_int(st, 5);
	out->state.version = col_int(st, 6);
	out->state.changed_ms = col_int(st, 7);
	if (s->tables[e].tab) {
		out->state.status = status_parse(col_text(st, at));
		out->state.resubmitted = (int)col_int(st, at + 1);
		out->state.n_holds = (int)col_int(st, at + 2);
		out->state.n_warnings = (int)col_int(st, at + 3);
		out->state.note = col_str(st, at + 4, p);
		out->state.note_args = col_str(st, at + 5, p);
		out->state.erp_code = col_str(st, at + 6, p);
		out->state.books = col_int(st, at + 7);
		at += STATE_COLUMNS;
	}
	for (int f = 0; f < d->n_fields; f++, at++)
		table_read_value(st, at, f, p, out);
}

/* What a typed word is looked for in: the searched fields and the number in the ERP, one
 * a line, folded.  It ends with two separators, see sqlite.c. */
void table_search_text(struct strbuf *out, const struct record *r, const char *erp_code)
{
	const struct entity_def *d = &entities[r->entity];

	for (int f = 0; f < d->n_fields; f++) {
		if (!(d->fields[f].flags & FIELD_SEARCH) || !record_has(r, f))
			continue;
		text_add_folded(out, record_text(r, f));
		strbuf_addc(out, '\n');
	}
	if (erp_code && *erp_code) {
		text_add_folded(out, erp_code);
		strbuf_addc(out, '\n');
	}
	strbuf_addc(out, '\n');
}

static int keep(struct store *s, struct fixed *f, int64_t id, const char *text, struct error *err)
{
	struct db_stmt *st;
	int rc;

	if (f->sql == NULL || *f->sql == '\0')
		return 0;
	rc = store_fixed(s, f, &st, err);
	if (rc < 0)
		return rc;
	store_bind(st, "it", id, text);
	rc = store_step(s, st, err);
	store_done(s, st);
	return rc < 0 ? rc : 0;
}

int table_search_change(struct store *s, enum entity e, int64_t id, const char *before,
	const char *after, struct error *err)
{
	struct table *t = &s->tables[e];
	int rc = 0;

	if (!t->tab || (s->deferred & 1u << e) || (before && after && strcmp(before, after) == 0))
		return 0;
	if (before)
		rc = keep(s, &t->search_out, id, before, err);
	if (rc == 0 && after)
		rc = keep(s, &t->search_add, id, after, err);
	return rc;
}
