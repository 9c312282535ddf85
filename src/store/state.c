/* The state columns of the five entities with a life cycle.
 *
 * The list a row stands in follows from its state; moving it between lists touches
 * every index of the table, so a state that says nothing new writes nothing. */
#include "store/internal.h"

#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

struct place {
	int view, linked, deleted, erp, resubmitted;
	enum status status;
	char currency[4];
	int64_t amount, books, n_holds, n_warnings;
	const char *note, *note_args, *erp_code, *search;   /* in the pool; only read with one */
};

/* p NULL: without the texts. */
static int read_place(struct store *s, enum entity e, int64_t id, struct pool *p, struct place *pl,
	struct error *err)
{
	const struct table *t = &s->tables[e];
	int64_t connection = 0;
	struct db_stmt *st;
	int rc;

	memset(pl, 0, sizeof *pl);
	snprintf(s->sql, sizeof s->sql, "SELECT view, linked, deleted, state, connection_id, books, \"%s\", %s%s%s,"
		" resubmitted, n_holds, n_warnings, note, note_args, erp_code, search FROM \"%s\" WHERE id=$1",
		entities[e].fields[t->currency].name, t->sum >= 0 ? "\"" : "",
		t->sum >= 0 ? entities[e].fields[t->sum].name : "0", t->sum >= 0 ? "\"" : "", t->name);
	rc = store_ask(s, &st, err, s->sql, "i", id);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1) {
		const char *currency = col_text(st, 6);

		pl->view = (int)col_int(st, 0);
		pl->linked = (int)col_int(st, 1);
		pl->deleted = (int)col_int(st, 2);
		pl->status = status_parse(col_text(st, 3));
		connection = col_int(st, 4);
		if (currency)
			memcpy(pl->currency, currency, strnlen(currency, 3));
		pl->amount = col_int(st, 7);
		pl->books = col_int(st, 5);
	}
	if (rc == 1 && p) {
		pl->resubmitted = (int)col_int(st, 8);
		pl->n_holds = col_int(st, 9);
		pl->n_warnings = col_int(st, 10);
		pl->note = col_str(st, 11, p);
		pl->note_args = col_str(st, 12, p);
		pl->erp_code = col_str(st, 13, p);
		pl->search = s->deferred & 1u << e ? NULL : col_str(st, 14, p);
	}
	store_done(s, st);
	if (rc == 0)
		return error_set(err, ERR_NOTFOUND, N_("the record is not here any more"), NULL);
	return rc < 0 ? rc : store_connection_is_erp(s, connection, &pl->erp, err);
}

static int same(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* ---- a state ---- */

/* What of a row is to be written. */
struct change { int view, moved, named, booked, rest, coded; };

static struct change change_of(const struct place *pl, const struct record_state *st)
{
	struct change c = { .view = records_view(pl->erp, pl->deleted, pl->linked, st->status) };

	c.moved = c.view != pl->view;
	c.named = c.moved || st->status != pl->status;
	c.booked = st->books != pl->books;
	c.coded = !same(pl->erp_code, st->erp_code);
	c.rest = c.coded || pl->resubmitted != (st->resubmitted != 0) || pl->n_holds != st->n_holds ||
		pl->n_warnings != st->n_warnings || !same(pl->note, st->note) ||
		!same(pl->note_args, st->note_args);
	return c;
}

/* One statement, with the columns that change and no others: each column of a list's order that is
 * named in it costs that index. */
static int write_change(struct store *s, enum entity e, int64_t id, const struct change *c,
	const struct record_state *st, const char *search, struct error *err)
{
	struct strbuf *sql = &s->scratch2;
	struct db_stmt *q;
	int rc, n = 0;

	strbuf_reset(sql);
	strbuf_addf(sql, "UPDATE \"%s\" SET", s->tables[e].name);
	if (c->named)
		strbuf_addf(sql, " state=$%d,", ++n);
	if (c->moved)
		strbuf_addf(sql, " view=$%d,", ++n);
	if (c->booked)
		strbuf_addf(sql, " books=$%d,", ++n);
	if (c->rest) {
		strbuf_addf(sql, " resubmitted=$%d, n_holds=$%d, n_warnings=$%d, note=$%d, note_args=$%d,", n + 1, n + 2,
			n + 3, n + 4, n + 5);
		n += 5;
	}
	if (c->coded) {
		strbuf_addf(sql, " erp_code=$%d, search=$%d,", n + 1, n + 2);
		n += 2;
	}
	strbuf_truncate(sql, sql->len - 1);
	strbuf_addf(sql, " WHERE id=$%d", n + 1);
	rc = store_stmt(s, sql->s, &q, err);
	if (rc < 0)
		return rc;
	n = 0;
	if (c->named)
		bind_text(q, ++n, statuses[st->status].name);
	if (c->moved)
		bind_int(q, ++n, c->view);
	if (c->booked && st->books)
		bind_int(q, ++n, st->books);
	else if (c->booked)
		bind_text(q, ++n, NULL);
	if (c->rest) {
		bind_int(q, ++n, st->resubmitted != 0);
		bind_int(q, ++n, st->n_holds);
		bind_int(q, ++n, st->n_warnings);
		bind_text(q, ++n, st->note);
		bind_text(q, ++n, st->note_args);
	}
	if (c->coded) {
		bind_text(q, ++n, st->erp_code);
		bind_text(q, ++n, search);
	}
	bind_int(q, ++n, id);
	rc = store_step(s, q, err);
	store_done(s, q);
	return rc;
}

/* row: as it stands, or NULL. */
static int set_state(struct store *s, enum entity e, int64_t id, const struct record *row,
	const struct record_state *st, struct error *err)
{
	struct pool p = POOL_INIT;
	struct record read;
	struct place pl;
	struct change c;
	int rc = read_place(s, e, id, &p, &pl, err);

	if (rc < 0)
		goto out;
	c = change_of(&pl, st);
	if (!c.named && !c.booked && !c.rest)
		goto out;
	if (c.named || c.booked) {
		tally_add(s, e, pl.view, pl.status, pl.currency, pl.books, -1, -pl.amount);
		tally_add(s, e, c.view, st->status, pl.currency, st->books, 1, pl.amount);
	}
	if (c.coded && !row) {
		rc = records_get(s, e, id, &p, &read, err);
		row = &read;
	}
	if (rc == 0 && c.coded) {
		strbuf_reset(&s->scratch);
		table_search_text(&s->scratch, row, st->erp_code);
	}
	if (rc == 0)
		rc = write_change(s, e, id, &c, st, s->scratch.s, err);
	if (rc == 0 && c.coded)
		rc = table_search_change(s, e, id, pl.search, s->scratch.s, err);
out:
	pool_release(&p);
	return rc;
}

static int state_of(struct store *s, enum entity e, int64_t id, const struct record *row,
	const struct record_state *st, struct error *err)
{
	int own, rc;

	if (e < 0 || e >= ENTITY_TAB_COUNT)
		return error_set(err, ERR_BUG, N_("a record without a life cycle was given a state"), NULL);
	rc = store_enter(s, &own, err);
	return rc < 0 ? rc : store_leave(s, own, set_state(s, e, id, row, st, err), err);
}

int records_set_state(struct store *s, enum entity e, int64_t id, const struct record_state *st,
	struct error *err)
{
	return state_of(s, e, id, NULL, st, err);
}

int records_set_state_of(struct store *s, const struct record *row, const struct record_state *st,
	struct error *err)
{
	return state_of(s, row->entity, row->id, row, st, err);
}

/* ---- linked or not ---- */

int records_set_linked(struct store *s, enum entity e, int64_t id, int linked, struct error *err)
{
	struct place pl;
	int rc, view;

	if (e < 0 || e >= ENTITY_TAB_COUNT)
		return 0;
	rc = read_place(s, e, id, NULL, &pl, err);
	if (rc < 0)
		return rc;
	view = records_view(pl.erp, pl.deleted, linked, pl.status);
	if (view == pl.view && linked == pl.linked)
		return 0;
	tally_add(s, e, pl.view, pl.status, pl.currency, pl.books, -1, -pl.amount);
	tally_add(s, e, view, pl.status, pl.currency, pl.books, 1, pl.amount);
	snprintf(s->sql, sizeof s->sql, "UPDATE \"%s\" SET view=$1, linked=$2 WHERE id=$3", s->tables[e].name);
	return store_exec(s, err, s->sql, "iii", I64(view), I64(linked), id);
}

int records_set_due(struct store *s, int64_t invoice, const char *due_date, const int64_t *open, struct error *err)
{
	struct db_stmt *q;
	int rc = store_stmt(s, "UPDATE invoice SET due_date=$1, open_amount=$2 WHERE id=$3", &q, err);

	if (rc < 0)
		return rc;
	bind_text(q, 1, due_date);
	if (open)
		bind_int(q, 2, *open);
	else
		bind_text(q, 2, NULL);
	bind_int(q, 3, invoice);
	rc = store_step(s, q, err);
	store_done(s, q);
	return rc < 0 ? rc : 0;
}
