/* How many rows of which state stand in which list, and the sum of their amounts:
 * counts and totals of a whole list cost a handful of rows, whatever its length.
 *
 * Changes are gathered in the handle and written once, right before the commit of
 * the transaction that made them; a rollback forgets them. */
#include "store/internal.h"

#include <string.h>

#include "base/banned.h"

static struct tally_delta *delta_of(struct store *s, enum entity e, int view, enum status st,
	const char *currency, int64_t books)
{
	struct tally_delta *d;

	for (size_t i = s->tally.len; i-- > 0;) {
		d = &s->tally.items[i];
		if (d->entity == e && d->view == view && d->status == st && d->books == books &&
		    strcmp(d->currency, currency) == 0)
			return d;
	}
	d = ARRAY_PUSH(&s->tally);
	*d = (struct tally_delta){ .entity = e, .view = view, .status = st, .books = books };
	memcpy(d->currency, currency, strlen(currency) + 1);
	return d;
}

void tally_add(struct store *s, enum entity e, int view, enum status st, const char *currency,
	int64_t books, int64_t n, int64_t amount)
{
	char code[4] = "";
	struct tally_delta *d;

	if (view == VIEW_HIDDEN)
		return;
	memcpy(code, currency, strnlen(currency, 3));
	d = delta_of(s, e, view, st, code, books);
	d->n += n;
	/* unsigned: a hostile amount may wrap here, never trap */
	d->amount = (int64_t)((uint64_t)d->amount + (uint64_t)amount);
}

int tally_flush(struct store *s, struct error *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->tally.len; i++) {
		const struct tally_delta *d = &s->tally.items[i];

		if (d->n == 0 && d->amount == 0)
			continue;
		rc = store_exec(s, err, "INSERT INTO tally(entity, view, state, currency, books, n, amount)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (entity, view, state, currency, books)"
			" DO UPDATE SET n=tally.n+excluded.n, amount=tally.amount+excluded.amount",
			"tittiii", entities[d->entity].name, I64(d->view), statuses[d->status].name,
			d->currency, d->books, d->n, d->amount);
	}
	s->tally.len = 0;
	return rc;
}

/* Counts a table anew; also what a test compares with. */
int tally_rebuild(struct store *s, enum entity e, struct error *err)
{
	const struct table *t = &s->tables[e];
	struct strbuf sql = STRBUF_INIT;
	int rc;

	rc = store_exec(s, err, "DELETE FROM tally WHERE entity=$1", "t", t->name);
	for (size_t i = 0; i < s->tally.len; i++)
		if (s->tally.items[i].entity == e)
			s->tally.items[i].n = s->tally.items[i].amount = 0;
	strbuf_addf(&sql, "INSERT INTO tally(entity, view, state, currency, books, n, amount) SELECT '%s', view, state,"
		" SUBSTR(COALESCE(\"%s\", ''), 1, 3), COALESCE(books, 0), count(*), COALESCE(SUM(", t->name,
		entities[e].fields[t->currency].name);
	if (t->sum >= 0)
		strbuf_addf(&sql, "\"%s\"", entities[e].fields[t->sum].name);
	else
		strbuf_adds(&sql, "0");
	strbuf_addf(&sql, "), 0) FROM \"%s\" WHERE view>=0 GROUP BY 1, 2, 3, 4, 5", t->name);
	if (rc == 0)
		rc = store_exec(s, err, sql.s, NULL);
	strbuf_release(&sql);
	return rc;
}
