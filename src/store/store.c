/* Opening a store, its statements and its transactions.
 *
 * Every statement of the folder goes through store_step.  There faults are injected,
 * and there a failed write breaks the transaction: some failures (a full disk) make
 * the database roll back by itself, and what followed would then be committed alone.
 * A broken transaction takes no more writes and cannot be committed. */
#include "store/internal.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "store/outbox.h"

#include <stdarg.h>
#include <string.h>

#include "base/banned.h"

/* ---- statements ---- */

/* Eight bytes at a time: it is asked for every statement. */
static uint64_t hash_text(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037), word;

	for (size_t len = strlen(s), n; len; s += n, len -= n) {
		word = 0;
		n = len < sizeof word ? len : sizeof word;
		memcpy(&word, s, n);
		h = (h ^ word) * UINT64_C(0x9fb21c651e98df25);
		h ^= h >> 29;
	}
	return h | 1;
}

static struct statement *slot_of(struct store *s, uint64_t hash, const char *sql)
{
	size_t i = hash & (s->statements.cap - 1);

	while (s->statements.items[i].sql &&
	       (s->statements.items[i].hash != hash || strcmp(s->statements.items[i].sql, sql) != 0))
		i = (i + 1) & (s->statements.cap - 1);
	return &s->statements.items[i];
}

static void statements_grow(struct store *s)
{
	struct statement *old = s->statements.items;
	size_t n = s->statements.cap, size = n ? 2 * n : 256;

	s->statements.items = xcalloc(size, sizeof *old);
	s->statements.cap = size;
	for (size_t i = 0; i < n; i++)
		if (old[i].sql)
			*slot_of(s, old[i].hash, old[i].sql) = old[i];
	free(old);
}

static void statements_release(struct store *s)
{
	for (size_t i = 0; i < s->statements.cap; i++) {
		if (s->statements.items[i].st)
			s->db->ops->finalize(s->statements.items[i].st);
		free(s->statements.items[i].sql);
	}
	ARRAY_RELEASE(&s->statements);
}

/* A statement already in use gets a twin that store_done throws away. */
int store_stmt(struct store *s, const char *sql, struct db_stmt **out, struct error *err)
{
	struct statement *slot;
	uint64_t hash;
	int rc;

	if (!s->querying && !s->keeps_interrupts)
		s->db->ops->calm(s->db);
	if (2 * (s->statements.len + 1) > s->statements.cap)
		statements_grow(s);
	hash = hash_text(sql);
	slot = slot_of(s, hash, sql);
	if (slot->sql && slot->st->busy)
		return s->db->ops->prepare(s->db, sql, out, err);
	if (!slot->sql) {
		rc = s->db->ops->prepare(s->db, sql, &slot->st, err);
		if (rc < 0)
			return rc;
		slot->hash = hash;
		slot->sql = xstrdup(sql);
		slot->st->cached = 1;
		s->statements.len++;
	}
	slot->st->busy = 1;
	*out = slot->st;
	return 0;
}

int store_fixed(struct store *s, struct fixed *f, struct db_stmt **out, struct error *err)
{
	int rc;

	if (f->st && !f->st->busy) {
		f->st->busy = 1;
		*out = f->st;
		return 0;
	}
	rc = store_stmt(s, f->sql, out, err);
	if (rc == 0 && (*out)->cached)
		f->st = *out;
	return rc;
}

void store_done(struct store *s, struct db_stmt *st)
{
	if (!st)
		return;
	if (!st->cached) {
		s->db->ops->finalize(st);
		return;
	}
	s->db->ops->reset(st);
	st->busy = 0;
}

static void bind_list(struct db_stmt *st, const char *types, va_list ap)
{
	for (int at = 1; types && *types; types++, at++) {
		int64_t n;

		switch (*types) {
		case 't':
			bind_text(st, at, va_arg(ap, const char *));
			break;
		case 'i':
			bind_int(st, at, va_arg(ap, int64_t));
			break;
		case 'z':
			n = va_arg(ap, int64_t);
			if (n)
				bind_int(st, at, n);
			else
				bind_text(st, at, NULL);
			break;
		default:
			BUG("type %c", *types);
		}
	}
}

void store_bind(struct db_stmt *st, const char *types, ...)
{
	va_list ap;

	va_start(ap, types);
	bind_list(st, types, ap);
	va_end(ap);
}

/* The nth write from now fails as on a full disk. */
static int injected(struct store *s, struct error *err)
{
	if (s->fail_after == 0 || --s->fail_after > 0)
		return 0;
	s->fail_after = 1;                /* a full disk stays full */
	return error_set(err, ERR_STORE,
		N_("the disk of \"%s\" is full; nothing was changed. Free some space, then try again"),
		s->path, NULL);
}

int store_step(struct store *s, struct db_stmt *st, struct error *err)
{
	int writes = s->mode == STORE_WRITE && s->db->ops->writes(st), rc;

	if (writes && s->broken)
		return error_set(err, ERR_STORE,
			N_("an earlier step failed; nothing was changed in \"%s\""), s->path, NULL);
	rc = writes ? injected(s, err) : 0;
	if (rc == 0)
		rc = s->db->ops->step(st, err);
	if (rc < 0 && writes && s->open_tx)
		s->broken = 1;
	return rc;
}

int store_ask(struct store *s, struct db_stmt **out, struct error *err, const char *sql,
	const char *types, ...)
{
	va_list ap;
	int rc = store_stmt(s, sql, out, err);

	if (rc < 0)
		return rc;
	va_start(ap, types);
	bind_list(*out, types, ap);
	va_end(ap);
	return 0;
}

/* A statement that writes alone is a transaction of its own, with all that belongs to
 * one.  first: the first number of the first row, or NULL.  1 when there was a row. */
static int run(struct store *s, struct db_stmt *st, int64_t *first, struct error *err)
{
	int own = 0, rows = 0, rc = 0;

	if (s->mode == STORE_WRITE && !s->open_tx && s->db->ops->writes(st))
		rc = store_enter(s, &own, err);
	if (rc == 0) {
		while ((rc = store_step(s, st, err)) == 1)
			if (rows++ == 0 && first)
				*first = col_int(st, 0);
	}
	store_done(s, st);
	rc = store_leave(s, own, rc, err);
	return rc < 0 ? rc : rows > 0;
}

int store_exec(struct store *s, struct error *err, const char *sql, const char *types, ...)
{
	struct db_stmt *st;
	va_list ap;
	int rc = store_stmt(s, sql, &st, err);

	if (rc < 0)
		return rc;
	va_start(ap, types);
	bind_list(st, types, ap);
	va_end(ap);
	rc = run(s, st, NULL, err);
	return rc < 0 ? rc : 0;
}

int store_number(struct store *s, int64_t *out, struct error *err, const char *sql,
	const char *types, ...)
{
	struct db_stmt *st;
	va_list ap;
	int rc = store_stmt(s, sql, &st, err);

	if (rc < 0)
		return rc;
	va_start(ap, types);
	bind_list(st, types, ap);
	va_end(ap);
	return run(s, st, out, err);
}

const char *col_str(struct db_stmt *st, int at, struct pool *p)
{
	return pool_strdup(p, col_text(st, at));
}

/* ---- transactions ---- */

void store_set_step_hook(struct store *s, void (*fn)(void *data, const char *what), void *data)
{
	s->hook = fn;
	s->hook_data = data;
}

void store_hook(struct store *s, const char *what)
{
	if (s->hook)
		s->hook(s->hook_data, what);
}

int store_begin_quick(struct store *s, struct error *err)
{
	int rc;

	if (s->open_tx)
		return error_set(err, ERR_BUG, N_("a transaction was begun inside another"), NULL);
	if (s->mode != STORE_WRITE)
		return error_set(err, ERR_BUG, N_("a transaction was begun on a reading handle"), NULL);
	rc = s->db->ops->begin(s->db, err);
	if (rc < 0)
		return rc;
	s->open_tx = 1;
	s->broken = 0;
	tables_forget(s);
	rc = s->migrated ? schema_follow(s, err) : 0;
	if (rc < 0)
		store_rollback(s);
	return rc;
}

int store_begin(struct store *s, struct error *err)
{
	if (!s->open_tx && s->mode == STORE_WRITE)
		s->db->ops->tidy(s->db);
	return store_begin_quick(s, err);
}

void store_rollback(struct store *s)
{
	if (!s->open_tx)
		return;
	s->db->ops->rollback(s->db);
	s->open_tx = 0;
	s->broken = 0;
	s->tally.len = 0;
	s->roles.len = 0;
	schema_forget(s);
}

int store_commit(struct store *s, struct error *err)
{
	int rc = 0;

	if (!s->open_tx)
		return error_set(err, ERR_BUG, N_("a commit without a transaction"), NULL);
	if (s->broken || !s->db->ops->in_transaction(s->db))
		rc = error_set(err, ERR_STORE, N_("an earlier step failed; nothing was changed in \"%s\""),
			s->path, NULL);
	if (rc == 0)
		rc = tally_flush(s, err);
	store_hook(s, "commit:before");
	if (rc == 0)
		rc = injected(s, err);
	if (rc == 0)
		rc = s->db->ops->commit(s->db, err);
	if (rc < 0) {
		store_rollback(s);
		return rc;
	}
	s->open_tx = 0;
	s->commits++;
	store_hook(s, "commit:after");
	return 0;
}

int store_in_transaction(const struct store *s)
{
	return s->open_tx;
}

int store_enter(struct store *s, int *own, struct error *err)
{
	*own = !s->open_tx;
	return *own ? store_begin(s, err) : 0;
}

int store_leave(struct store *s, int own, int rc, struct error *err)
{
	if (!own)
		return rc;
	if (rc < 0) {
		store_rollback(s);
		return rc;
	}
	int done = store_commit(s, err);

	return done < 0 ? done : rc;
}

int64_t store_now(struct store *s)
{
	int64_t now = clock_now_ms();

	if (now > s->last_stamp)
		s->last_stamp = now;
	return s->last_stamp;
}

/* ---- the handle ---- */

void store_close(struct store *s)
{
	if (!s)
		return;
	store_rollback(s);
	if (s->db) {
		statements_release(s);
		s->db->ops->close(s->db);
	}
	tables_release(s);
	hits_free(s->hits);
	rank_free(s->rank);
	ARRAY_RELEASE(&s->tally);
	ARRAY_RELEASE(&s->roles);
	free(s->copies);
	pool_release(&s->copy_texts);
	strbuf_release(&s->scratch);
	strbuf_release(&s->scratch2);
	free(s->path);
	free(s);
}

static int open_as(struct store **out, const char *path, enum store_mode mode, enum db_mode db_mode,
	struct error *err)
{
	struct store *s = xcalloc(1, sizeof *s);
	int rc;

	s->path = xstrdup(path);
	s->mode = mode;
	strbuf_init(&s->scratch);
	strbuf_init(&s->scratch2);
	rc = databases[0]->open(&s->db, path, db_mode, err);
	if (rc == 0) {
		tables_build(s);
		rc = schema_open(s, err);
	}
	if (rc < 0) {
		store_close(s);
		return rc;
	}
	*out = s;
	return 0;
}

int store_open(struct store **out, const char *path, enum store_mode mode, struct error *err)
{
	return open_as(out, path, mode, mode == STORE_WRITE ? DB_WRITE : DB_READ, err);
}

int store_open_quick(struct store **out, const char *path, struct error *err)
{
	return open_as(out, path, STORE_READ, DB_READ_QUICK, err);
}

int64_t store_generation(struct store *s)
{
	return s->db->ops->generation(s->db) + s->commits;
}

void store_interrupt(struct store *s)
{
	s->db->ops->interrupt(s->db);
}

void store_keep_interrupts(struct store *s)
{
	s->keeps_interrupts = 1;
}

void store_calm(struct store *s)
{
	s->db->ops->calm(s->db);
}

void store_limit(struct store *s, int steps)
{
	s->db->ops->limit(s->db, steps);
}

int store_check(struct store *s, struct error *err)
{
	return s->db->ops->check(s->db, err);
}

int store_backup(struct store *s, const char *to, struct error *err)
{
	return s->db->ops->backup(s->db, to, err);
}

void store_fail_after(struct store *s, int64_t nth)
{
	s->fail_after = nth;
}

/* ---- settings ---- */

int store_setting_get(struct store *s, const char *name, struct pool *p, const char **out, struct error *err)
{
	struct db_stmt *st;
	int rc;

	*out = NULL;
	rc = store_ask(s, &st, err, "SELECT value FROM setting WHERE name=$1", "t", name);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1)
		*out = col_str(st, 0, p);
	store_done(s, st);
	return rc < 0 ? rc : 0;
}

int store_setting_put(struct store *s, const char *name, const char *value, struct error *err)
{
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	if (value)
		rc = store_exec(s, err, "INSERT INTO setting(name, value) VALUES ($1, $2)"
			" ON CONFLICT (name) DO UPDATE SET value=excluded.value", "tt", name, value);
	else
		rc = store_exec(s, err, "DELETE FROM setting WHERE name=$1", "t", name);
	return store_leave(s, own, rc, err);
}
