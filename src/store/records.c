/* One record in, one record out.
 *
 * A record is found by (connection, remote id).  A hash of its content says
 * whether anything is new; unchanged rows only get the time they were seen, which is
 * what a full pass goes by.  What a row shows of others (display copies), what it is
 * searched and sorted by (folded texts) and the counts of its list are written in the
 * same transaction, so that a reader never sees one without the other. */
#include "store/internal.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

/* ---- content ---- */

static uint64_t mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9fb21c651e98df25);
	return h ^ (h >> 29);
}

static uint64_t mix_text(uint64_t h, const char *s)
{
	size_t len = strlen(s), n;
	uint64_t word;

	h = mix(h, len + 1);
	for (; len; s += n, len -= n) {
		word = 0;
		n = len < sizeof word ? len : sizeof word;
		memcpy(&word, s, n);
		h = mix(h, word);
	}
	return h;
}

static int64_t content_hash(const struct record *r)
{
	const struct entity_def *d = &entities[r->entity];
	uint64_t h = UINT64_C(0x2545f4914f6cdd1d);

	for (int f = 0; f < d->n_fields; f++) {
		if (!record_has(r, f))
			continue;
		h = mix(h, (uint64_t)f + 1);
		h = table_is_text(d->fields[f].type) ? mix_text(h, r->values[f].s) :
			mix(h, (uint64_t)r->values[f].n);
	}
	h ^= h >> 32;
	return (int64_t)(h * UINT64_C(0x9e3779b97f4a7c15));
}

/* Do they differ in anything but display copies? */
static int differs(const struct record *a, const struct record *b)
{
	const struct entity_def *d = &entities[a->entity];

	for (int f = 0; f < d->n_fields; f++) {
		if (d->fields[f].flags & FIELD_COPY)
			continue;
		if (record_has(a, f) != record_has(b, f))
			return 1;
		if (!record_has(a, f))
			continue;
		if (table_is_text(d->fields[f].type) ? strcmp(a->values[f].s, b->values[f].s) != 0 :
		    a->values[f].n != b->values[f].n)
			return 1;
	}
	return 0;
}

static int same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* ---- which list ---- */

int store_connection_is_erp(struct store *s, int64_t connection, int *erp, struct error *err)
{
	struct role *role;
	int64_t n = 0;
	int rc;

	for (size_t i = 0; i < s->roles.len; i++) {
		if (s->roles.items[i].connection == connection) {
			*erp = s->roles.items[i].erp;
			return 0;
		}
	}
	rc = store_number(s, &n, err, "SELECT CASE role WHEN 'erp' THEN 1 ELSE 0 END FROM connection WHERE id=$1",
		"i", connection);
	if (rc < 0)
		return rc;
	if (rc == 0)
		return error_set(err, ERR_BUG, N_("a record belongs to no connection"), NULL);
	role = ARRAY_PUSH(&s->roles);
	role->connection = connection;
	role->erp = *erp = (int)n;
	return 0;
}

int records_view(int erp, int deleted, int linked, enum status st)
{
	if (deleted || (erp && (linked || st == STATUS_NONE)))
		return VIEW_HIDDEN;
	return (int)statuses[st].view;
}

/* Until it is judged: Procore's rows are not ready, an ERP's wait for import, and
 * documents of an ERP are only there to be looked up. */
enum status records_first_status(enum entity e, int erp)
{
	if (!erp)
		return STATUS_NOT_READY;
	return e == ENTITY_COMMITMENT || e == ENTITY_INVOICE ? STATUS_NONE : STATUS_STAGED;
}

/* ---- writing ---- */

struct known {                            /* of the row that is there already */
	int64_t id, hash, version, imported;
	int deleted, linked, view, erp, quiet;
	enum status status;
	char currency[4];
	int64_t amount, books;
	char *remote_code, *remote_version, *erp_code, *search;   /* owned */
};

static void known_release(struct known *k)
{
	free(k->remote_code);
	free(k->remote_version);
	free(k->erp_code);
	free(k->search);
}

/* 1 there, 0 new. */
static int probe(struct store *s, const struct record *r, struct known *k, struct error *err)
{
	struct table *t = &s->tables[r->entity];
	struct db_stmt *st;
	int rc = store_fixed(s, &t->probe, &st, err);

	if (rc < 0)
		return rc;
	store_bind(st, "it", r->connection_id, r->remote_id);
	rc = store_step(s, st, err);
	if (rc == 1) {
		k->id = col_int(st, 0);
		k->hash = col_int(st, 1);
		k->version = col_int(st, 2);
		k->deleted = (int)col_int(st, 3);
		k->remote_code = xstrdup(col_text(st, 4));
		k->remote_version = xstrdup(col_text(st, 5));
		k->imported = col_int(st, 6);
	}
	if (rc == 1 && t->tab) {
		const char *currency = col_text(st, 13);

		k->status = status_parse(col_text(st, 7));
		k->view = (int)col_int(st, 8);
		k->linked = (int)col_int(st, 9);
		k->erp_code = xstrdup(col_text(st, 10));
		if (currency)
			memcpy(k->currency, currency, strnlen(currency, 3));
		k->amount = t->sum >= 0 ? col_int(st, 14) : 0;
		k->books = col_int(st, 12);
		k->search = xstrdup(col_text(st, 11));
	}
	store_done(s, st);
	return rc;
}

static int seen_again(struct store *s, const struct record *r, const struct known *k, struct error *err)
{
	int moved = !same_text(k->remote_code, r->remote_code) || !same_text(k->remote_version, r->remote_version);

	if (!moved && s->no_stamps)
		return 0;
	snprintf(s->sql, sizeof s->sql,
		"UPDATE \"%s\" SET imported_at=$1, remote_code=$2, remote_version=$3 WHERE id=$4",
		s->tables[r->entity].name);
	return store_exec(s, err, s->sql, "itti", store_now(s), r->remote_code, r->remote_version, k->id);
}

static const char *text_or_null(const struct record *r, int f)
{
	return record_has(r, f) ? r->values[f].s : NULL;
}

/* Binds the parameters that insert and update share; returns the next number.  The
 * texts in b live until the statement is done. */
static int bind_row(struct store *s, struct db_stmt *st, const struct record *r, const struct known *k,
	int64_t hash, int64_t changed, struct pool *keep)
{
	const struct entity_def *d = &entities[r->entity];
	const struct table *t = &s->tables[r->entity];
	int at = 10;

	store_bind(st, "ittti", r->connection_id, r->remote_id, r->remote_code, r->remote_version,
		I64(r->deleted != 0));
	bind_int(st, 6, hash);
	bind_int(st, 7, k->version);
	bind_int(st, 8, store_now(s));
	bind_int(st, 9, changed);
	if (t->tab) {
		bind_text(st, at++, statuses[k->status].name);
		bind_int(st, at++, k->view);
		bind_int(st, at++, k->books);
		strbuf_reset(&s->scratch);
		table_search_text(&s->scratch, r, k->erp_code);
		bind_text(st, at++, s->scratch.s);
	}
	for (int i = 0; i < t->n_keys; i++) {
		strbuf_reset(&s->scratch2);
		text_add_folded(&s->scratch2, record_text(r, t->key_fields[i]));
		bind_text(st, at++, record_has(r, t->key_fields[i]) ?
			pool_strndup(keep, s->scratch2.s, s->scratch2.len) : NULL);
	}
	for (int f = 0; f < d->n_fields; f++, at++) {
		if (!record_has(r, f))
			continue;         /* what is not bound is null */
		if (table_is_text(d->fields[f].type))
			bind_text(st, at, r->values[f].s);
		else
			bind_int(st, at, r->values[f].n);
	}
	return at;
}

/* When the content changed: what the other system says of it, where it says a time that
 * has passed; otherwise now. */
static int64_t changed_at(struct store *s, const struct record *r)
{
	int64_t now = store_now(s), then;

	if (r->remote_version && instant_parse(&then, r->remote_version) == 0 && then > 0 && then < now)
		return then;
	return now;
}

static void count_row(struct store *s, const struct record *r, const struct known *k, int n)
{
	const struct table *t = &s->tables[r->entity];
	int64_t amount = t->sum >= 0 ? record_int(r, t->sum) : 0;

	if (t->tab)
		tally_add(s, r->entity, k->view, k->status, record_text(r, t->currency), k->books, n,
			n < 0 ? -amount : amount);
}

/* Ids are given here, so that a row costs one plain statement.  Nobody else writes during a transaction. */
static int next_id(struct store *s, struct table *t, struct error *err)
{
	int64_t last = 0;
	int rc = 0;

	if (!t->next_id) {
		snprintf(s->sql, sizeof s->sql, "SELECT COALESCE(max(id), 0) FROM \"%s\"", t->name);
		rc = store_number(s, &last, err, s->sql, NULL);
		t->next_id = last + 1;
	}
	return rc < 0 ? rc : 0;
}

/* 1; 0 when the row is there already, and nothing was done. */
static int insert_row(struct store *s, const struct record *r, struct known *k, int64_t hash, struct error *err)
{
	struct table *t = &s->tables[r->entity];
	struct pool keep = POOL_INIT;
	struct db_stmt *st;
	int rc, done = 0, at;

	k->version = 1;
	k->status = records_first_status(r->entity, k->erp);
	k->books = k->erp ? r->connection_id : 0;
	k->view = records_view(k->erp, r->deleted, 0, k->status);
	rc = next_id(s, t, err);
	if (rc == 0)
		rc = store_fixed(s, &t->insert, &st, err);
	if (rc < 0)
		return rc;
	at = bind_row(s, st, r, k, hash, changed_at(s, r), &keep);
	bind_int(st, at, t->next_id);
	rc = store_step(s, st, err);
	if (rc == 0 && s->db->ops->changed(s->db) == 1) {
		k->id = t->next_id++;
		done = 1;
	}
	store_done(s, st);
	pool_release(&keep);
	if (rc < 0 || done == 0)
		return rc;
	count_row(s, r, k, 1);
	rc = table_search_change(s, r->entity, k->id, NULL, s->scratch.s, err);
	return rc < 0 ? rc : 1;
}

static int update_row(struct store *s, const struct record *r, struct known *k, int64_t hash,
	int64_t changed, struct error *err)
{
	struct table *t = &s->tables[r->entity];
	struct pool keep = POOL_INIT;
	struct db_stmt *st;
	int rc, at;

	if (t->tab)
		tally_add(s, r->entity, k->view, k->status, k->currency, k->books, -1, -k->amount);
	k->view = records_view(k->erp, r->deleted, k->linked, k->status);
	rc = store_fixed(s, &t->update, &st, err);
	if (rc < 0)
		return rc;
	at = bind_row(s, st, r, k, hash, changed, &keep);
	bind_int(st, at, k->id);
	rc = store_step(s, st, err);
	store_done(s, st);
	pool_release(&keep);
	if (rc == 0)
		count_row(s, r, k, 1);
	return rc < 0 ? rc : table_search_change(s, r->entity, k->id, k->search, s->scratch.s, err);
}

/* Lines are judged with the document they belong to. */
static int judge_after(struct store *s, const struct record *r, int64_t id, int added, struct error *err)
{
	const struct entity_def *d = &entities[r->entity];

	if (added && s->unjudged & 1u << r->entity)
		return 0;                 /* records_judge_deferred */
	if (s->tables[r->entity].tab)
		return records_judge_add(s, r->entity, id, err);
	if (d->parent < 0 || !record_has(r, d->parent) || !s->tables[d->fields[d->parent].ref].tab ||
	    (r->entity != ENTITY_COMMITMENT_LINE && r->entity != ENTITY_INVOICE_LINE) || s->in_children)
		return 0;
	snprintf(s->sql, sizeof s->sql, "INSERT INTO judge(entity, record_id) SELECT '%1$s', id FROM \"%1$s\""
		" WHERE connection_id=$1 AND remote_id=$2 ON CONFLICT DO NOTHING",
		entities[d->fields[d->parent].ref].name);
	return store_exec(s, err, s->sql, "it", r->connection_id, record_text(r, d->parent));
}

/* The row is there and its hash is another: what is really new? */
static int write_change(struct store *s, struct record *r, struct known *k, int64_t hash,
	struct error *err)
{
	struct pool p = POOL_INIT;
	struct record old;
	int64_t changed;
	int rc = records_get(s, r->entity, k->id, &p, &old, err);

	if (rc < 0)
		goto out;
	changed = old.state.changed_ms;
	k->quiet = !differs(&old, r) && old.deleted == (r->deleted != 0);
	if (!k->quiet) {
		k->version++;
		changed = changed_at(s, r);
	}
	rc = update_row(s, r, k, hash, changed, err);
out:
	pool_release(&p);
	return rc;
}

/* In a first load a row is most likely new, and inserting it tells.  1 done, 0 it is there already. */
static int try_insert(struct store *s, struct record *r, struct known *k, int64_t hash, struct error *err)
{
	const struct record given = *r;
	int rc = 0, erp = k->erp;

	if (!(s->deferred & 1u << r->entity))
		return 0;
	rc = copies_fill(s, r, err);
	if (rc == 0)
		rc = insert_row(s, r, k, hash, err);
	if (rc == 0) {
		*r = given;
		*k = (struct known){ .erp = erp };
	}
	return rc;
}

static int write_row(struct store *s, struct record *r, struct known *k, int found, int64_t hash,
	struct error *err)
{
	int rc = copies_fill(s, r, err);

	if (rc == 0)
		rc = found ? write_change(s, r, k, hash, err) : insert_row(s, r, k, hash, err);
	return rc < 0 ? rc : 0;
}

static int put(struct store *s, const struct record *given, enum put_result *result, int64_t *id,
	struct error *err)
{
	struct known k = { 0 };
	struct record r = *given;
	int64_t hash = content_hash(given);
	int rc = store_connection_is_erp(s, r.connection_id, &k.erp, err), found = 0, added = 0;

	if (rc == 0)
		rc = added = try_insert(s, &r, &k, hash, err);
	if (rc == 0)
		rc = found = probe(s, &r, &k, err);
	if (rc < 0)
		goto out;
	*id = k.id;
	if (found && k.hash == hash && k.deleted == (r.deleted != 0)) {
		*result = PUT_SAME;
		rc = seen_again(s, &r, &k, err);
		goto out;
	}
	*result = found ? PUT_CHANGED : PUT_ADDED;
	rc = added ? 0 : write_row(s, &r, &k, found, hash, err);
	*id = r.id = k.id;
	if (rc == 0)
		rc = judge_after(s, &r, k.id, !found, err);
	if (rc == 0)
		rc = copies_spread(s, &r, err);
out:
	known_release(&k);
	return rc;
}

int records_put(struct store *s, const struct record *r, enum put_result *result, int64_t *id,
	struct error *err)
{
	enum put_result what = PUT_SAME;
	int64_t got = 0;
	int own, rc;

	if (r->remote_id == NULL || *r->remote_id == '\0')
		return error_set(err, ERR_DATA, N_("a record came without an id and was left out"), NULL);
	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	rc = store_leave(s, own, put(s, r, &what, &got, err), err);
	if (result)
		*result = what;
	if (id)
		*id = got;
	return rc;
}

void records_stamp(struct store *s, int on)
{
	s->no_stamps = !on;
}

/* The row's search text as it stands; owned by the pool. */
static int old_search(struct store *s, const struct record *r, struct pool *p, const char **out,
	struct error *err)
{
	struct db_stmt *st;
	int rc;

	snprintf(s->sql, sizeof s->sql, "SELECT search FROM \"%s\" WHERE id=$1", s->tables[r->entity].name);
	rc = store_ask(s, &st, err, s->sql, "i", r->id);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1)
		*out = col_str(st, 0, p);
	store_done(s, st);
	return rc < 0 ? rc : 0;
}

int records_refresh(struct store *s, struct record *r, struct error *err)
{
	const char *before = NULL;
	const struct table *t = &s->tables[r->entity];
	const struct entity_def *d = &entities[r->entity];
	struct strbuf sql = STRBUF_INIT, text = STRBUF_INIT;
	struct pool keep = POOL_INIT;
	struct db_stmt *st;
	int rc, n = 1;

	strbuf_addf(&sql, "UPDATE \"%s\" SET search=$1", t->name);
	for (int i = 0; i < t->n_copies; i++)
		strbuf_addf(&sql, ", \"%s\"=$%d", d->fields[t->copies[i].field].name, ++n);
	for (int i = 0; i < t->n_keys; i++)
		strbuf_addf(&sql, ", \"%s_key\"=$%d", d->fields[t->key_fields[i]].name, ++n);
	strbuf_addf(&sql, " WHERE id=$%d", n + 1);
	rc = old_search(s, r, &keep, &before, err);
	if (rc == 0)
		rc = store_stmt(s, sql.s, &st, err);
	if (rc < 0)
		goto out;
	table_search_text(&text, r, r->state.erp_code);
	bind_text(st, 1, text.s);
	n = 1;
	for (int i = 0; i < t->n_copies; i++)
		bind_text(st, ++n, text_or_null(r, t->copies[i].field));
	for (int i = 0; i < t->n_keys; i++) {
		strbuf_reset(&s->scratch2);
		text_add_folded(&s->scratch2, record_text(r, t->key_fields[i]));
		bind_text(st, ++n, record_has(r, t->key_fields[i]) ?
			pool_strndup(&keep, s->scratch2.s, s->scratch2.len) : NULL);
	}
	bind_int(st, n + 1, r->id);
	rc = store_step(s, st, err);
	store_done(s, st);
	if (rc == 0)
		rc = table_search_change(s, r->entity, r->id, before, text.s, err);
out:
	strbuf_release(&sql);
	strbuf_release(&text);
	pool_release(&keep);
	return rc;
}

/* ---- reading ---- */

static int not_found(enum entity e, const char *what, struct error *err)
{
	return error_set(err, ERR_NOTFOUND, N_("there is no \"%1$s\" with the id %2$s here"),
		TR(entities[e].title), what, NULL);
}

int records_get(struct store *s, enum entity e, int64_t id, struct pool *p, struct record *out,
	struct error *err)
{
	struct db_stmt *st;
	char text[24];
	int rc = store_fixed(s, &s->tables[e].get, &st, err);

	if (rc < 0)
		return rc;
	bind_int(st, 1, id);
	rc = store_step(s, st, err);
	if (rc == 1)
		table_read(s, st, e, p, out);
	store_done(s, st);
	if (rc == 0) {
		snprintf(text, sizeof text, "%lld", (long long)id);
		return not_found(e, text, err);
	}
	return rc < 0 ? rc : 0;
}

int records_find(struct store *s, enum entity e, int64_t connection, const char *remote_id,
	struct pool *p, struct record *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_fixed(s, &s->tables[e].find, &st, err);

	if (rc < 0)
		return rc;
	store_bind(st, "it", connection, remote_id);
	rc = store_step(s, st, err);
	if (rc == 1)
		table_read(s, st, e, p, out);
	store_done(s, st);
	return rc < 0 ? rc : rc == 1 ? 0 : not_found(e, remote_id ? remote_id : "-", err);
}
