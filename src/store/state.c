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
	int view, linked, deleted, erp;
	enum status status;
	char currency[4];
	int64_t amount, books;
};

static int read_place(struct store *s, enum entity e, int64_t id, struct place *pl, struct error *err)
{
	const struct table *t = &s->tables[e];
	int64_t connection = 0;
	struct db_stmt *st;
	int rc;

	memset(pl, 0, sizeof *pl);
	snprintf(s->sql, sizeof s->sql, "SELECT view, linked, deleted, state, connection_id, books, \"%s\", %s%s%s"
		" FROM \"%s\" WHERE id=$1", entities[e].fields[t->currency].name, t->sum >= 0 ? "\"" : "",
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
	store_done(s, st);
	if (rc == 0)
		return error_set(err, ERR_NOTFOUND, N_("the record is not here any more"), NULL);
	return rc < 0 ? rc : store_connection_is_erp(s, connection, &pl->erp, err);
}

static int move(struct store *s, enum entity e, int64_t id, const struct place *pl, enum status to,
	int linked, int64_t books, struct error *err)
{
	int view = records_view(pl->erp, pl->deleted, linked, to), rc;

	if (view == pl->view && to == pl->status && linked == pl->linked && books == pl->books)
		return 0;
	tally_add(s, e, pl->view, pl->status, pl->currency, pl->books, -1, -pl->amount);
	tally_add(s, e, view, to, pl->currency, books, 1, pl->amount);
	if (books != pl->books) {
		snprintf(s->sql, sizeof s->sql, "UPDATE \"%s\" SET books=$1 WHERE id=$2", s->tables[e].name);
		rc = store_exec(s, err, s->sql, "zi", books, id);
		if (rc < 0)
			return rc;
	}
	if (view == pl->view && linked == pl->linked) {
		snprintf(s->sql, sizeof s->sql, "UPDATE \"%s\" SET state=$1 WHERE id=$2", s->tables[e].name);
		return store_exec(s, err, s->sql, "ti", statuses[to].name, id);
	}
	snprintf(s->sql, sizeof s->sql, "UPDATE \"%s\" SET state=$1, view=$2, linked=$3 WHERE id=$4",
		s->tables[e].name);
	return store_exec(s, err, s->sql, "tiii", statuses[to].name, I64(view), I64(linked), id);
}

static int same(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* What does not decide the list: findings in numbers, the note, the ERP's number. */
static int write_rest(struct store *s, const struct record *old, const struct record_state *st,
	struct error *err)
{
	int rc;

	if (old->state.resubmitted == st->resubmitted && old->state.n_holds == st->n_holds &&
	    old->state.n_warnings == st->n_warnings && same(old->state.note, st->note) &&
	    same(old->state.note_args, st->note_args) && same(old->state.erp_code, st->erp_code))
		return 0;
	snprintf(s->sql, sizeof s->sql, "UPDATE \"%s\" SET resubmitted=$1, n_holds=$2, n_warnings=$3, note=$4,"
		" note_args=$5, erp_code=$6 WHERE id=$7", s->tables[old->entity].name);
	rc = store_exec(s, err, s->sql, "iiittti", I64(st->resubmitted != 0), I64(st->n_holds),
		I64(st->n_warnings), st->note, st->note_args, st->erp_code, old->id);
	if (rc == 0 && !same(old->state.erp_code, st->erp_code)) {
		struct record row = *old;

		row.state.erp_code = st->erp_code;
		rc = records_refresh(s, &row, err);
	}
	return rc;
}

int records_set_state(struct store *s, enum entity e, int64_t id, const struct record_state *st,
	struct error *err)
{
	struct pool p = POOL_INIT;
	struct place pl;
	struct record old;
	int own, rc;

	if (e < 0 || e >= ENTITY_TAB_COUNT)
		return error_set(err, ERR_BUG, N_("a record without a life cycle was given a state"), NULL);
	rc = store_enter(s, &own, err);
	if (rc < 0)
		return rc;
	rc = read_place(s, e, id, &pl, err);
	if (rc == 0)
		rc = records_get(s, e, id, &p, &old, err);
	if (rc == 0)
		rc = move(s, e, id, &pl, st->status, pl.linked, st->books, err);
	if (rc == 0)
		rc = write_rest(s, &old, st, err);
	pool_release(&p);
	return store_leave(s, own, rc, err);
}

int records_set_linked(struct store *s, enum entity e, int64_t id, int linked, struct error *err)
{
	struct place pl;
	int rc;

	if (e < 0 || e >= ENTITY_TAB_COUNT)
		return 0;
	rc = read_place(s, e, id, &pl, err);
	return rc < 0 ? rc : move(s, e, id, &pl, pl.status, linked, pl.books, err);
}
