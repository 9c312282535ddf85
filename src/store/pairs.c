/* Linking a first load in sets: one join brings the pairs, and each is written once, as what judging it
 * would have made of it.  The indexes wait meanwhile, so a row that changes touches its table alone. */
#include "store/pairs.h"

#include "base/text.h"
#include "base/xalloc.h"
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

int pairs_here(struct store *s, enum entity e, struct error *err)
{
	int own, rc = store_enter(s, &own, err);

	if (rc == 0)                      /* another copy may have put them into the queue */
		rc = (s->deferred & s->unjudged & 1u << e) != 0;
	return store_leave(s, own, rc, err);
}

/* What snapshots hold; of the ERP's row what its link calls it, when a bill is due and what is open of it, too. */
static int is_read(enum entity e, int f, int ours)
{
	return (entities[e].fields[f].flags & FIELD_DRIFT) || (!ours && (f == entities[e].number ||
		f == entities[e].label || (e == ENTITY_INVOICE && (f == INVOICE_DUE_DATE || f == INVOICE_OPEN))));
}

static void add_side(struct strbuf *sql, const struct table *t, enum entity e, const char *side)
{
	int ours = *side == 'm';

	strbuf_addf(sql, "%s.id, %s%s%s%s%s.\"%s\"", side, ours ? "" : side, ours ? "" : ".remote_id, ",
		ours ? "" : side, ours ? "" : ".remote_code, ", side, entities[e].fields[t->currency].name);
	if (t->sum >= 0)
		strbuf_addf(sql, ", %s.\"%s\"", side, entities[e].fields[t->sum].name);
	else
		strbuf_adds(sql, ", 0");
	for (int f = 0; f < entities[e].n_fields; f++)
		if (is_read(e, f, ours))
			strbuf_addf(sql, ", %s.\"%s\"", side, entities[e].fields[f].name);
}

/* Returns the next column. */
static int read_side(struct db_stmt *st, enum entity e, int at, int ours, int64_t connection,
	struct pool *p, struct record *r, const char **currency, int64_t *amount)
{
	record_init(r, e);
	r->connection_id = connection;
	r->id = col_int(st, at++);
	if (!ours) {
		r->remote_id = col_str(st, at++, p);
		r->remote_code = col_str(st, at++, p);
	}
	*currency = col_null(st, at) ? "" : col_str(st, at, p);
	at++;
	*amount = col_int(st, at++);
	for (int f = 0; f < entities[e].n_fields; f++)
		if (is_read(e, f, ours))
			table_read_value(st, at++, f, p, r);
	return at;
}

/* Ids taken so far in this window, of both sides. */
struct met { int64_t *slots; size_t size; };

static size_t slot_of(const struct met *m, int64_t id)
{
	size_t i = (size_t)((uint64_t)id * UINT64_C(0x9fb21c651e98df25) >> 32) & (m->size - 1);

	while (m->slots[i] && m->slots[i] != id)
		i = (i + 1) & (m->size - 1);
	return i;
}

/* As they came: nobody has decided anything of them, and they are tied to nothing. */
static void add_untouched(struct strbuf *sql, const char *side, int state)
{
	strbuf_addf(sql, " AND %1$s.state=$%2$d AND %1$s.deleted=0 AND %1$s.linked=0 AND %1$s.erp_code IS NULL"
		" AND %1$s.note IS NULL AND %1$s.n_holds=0 AND %1$s.n_warnings=0 AND %1$s.resubmitted=0", side, state);
}

/* Parameters: after, Procore, its first state, the ERP, its first state, how many. */
static void add_select(struct strbuf *sql, const struct table *t, enum entity e)
{
	strbuf_adds(sql, "SELECT ");
	add_side(sql, t, e, "m");
	strbuf_adds(sql, ", ");
	add_side(sql, t, e, "r");
}

/* The outer loop goes by id: what makes a row the first one's, and the next window cheap. */
static void add_by_id(struct strbuf *sql, struct store *s, enum entity e)
{
	const struct table *t = &s->tables[e];

	add_select(sql, t, e);
	strbuf_addf(sql, " FROM \"%1$s\" AS m CROSS JOIN \"%1$s\" AS r WHERE m.id>$1 AND COALESCE(m.connection_id, 0)=$2"
		" AND COALESCE(m.books, 0)=0 AND m.origin_id<>'' AND r.connection_id=$4"
		" AND r.remote_id=m.origin_id AND r.books=$4", t->name);
	add_untouched(sql, "m", 3);
	add_untouched(sql, "r", 5);
	strbuf_adds(sql, " ORDER BY m.id LIMIT $6");
}

/* A check that pays two bills is two payments, and Procore's knows the number of the check alone: the bill
 * and the amount tell which.  Where another row has that number as its id or its own number, or
 * another record names this row by its id, that comes first, and it is left to be judged. */
static void add_by_bill(struct strbuf *sql, struct store *s)
{
	add_select(sql, &s->tables[ENTITY_PAYMENT], ENTITY_PAYMENT);
	strbuf_adds(sql, " FROM payment AS r CROSS JOIN payment AS m CROSS JOIN invoice AS b CROSS JOIN link AS l"
		" CROSS JOIN invoice AS i WHERE r.id>$1 AND COALESCE(r.connection_id, 0)=$4 AND r.books=$4"
		" AND m.connection_id=$2 AND m.origin_id=r.remote_code AND m.amount=r.amount"
		" AND COALESCE(m.books, 0)=0 AND b.connection_id=$4 AND b.remote_id=r.invoice AND b.deleted=0"
		" AND l.entity=$7 AND l.erp_record_id=b.id AND COALESCE(l.connection_id, 0)=$4 AND i.id=l.record_id AND i.deleted=0"
		" AND (m.invoice=i.remote_id OR (m.invoice IS NULL AND m.invoice_number=i.\"number\"))"
		" AND r.remote_code<>'' AND r.remote_code<>r.remote_id");
	add_untouched(sql, "m", 3);
	add_untouched(sql, "r", 5);
	strbuf_adds(sql, " AND NOT EXISTS (SELECT 1 FROM payment AS x WHERE x.connection_id=$4 AND x.remote_id=m.origin_id)"
		" AND NOT EXISTS (SELECT 1 FROM payment AS x WHERE x.connection_id=$4 AND x.\"number\"=m.origin_id)"
		" AND NOT EXISTS (SELECT 1 FROM payment AS x WHERE x.connection_id=$2 AND x.origin_id=r.remote_id)"
		" ORDER BY r.id, m.id LIMIT $6");
}

static int ask(struct store *s, const struct pairs *of, size_t max, struct db_stmt **st, struct error *err)
{
	enum entity e = of->entity;
	struct strbuf sql = STRBUF_INIT;
	int rc = 0;

	if (of->by_bill) {
		rc = schema_need(s, e, PAYMENT_ORIGIN_ID, err);
		if (rc == 0)
			rc = schema_need(s, e, PAYMENT_NUMBER, err);
		if (rc == 0)
			rc = schema_need_links(s, err);
		add_by_bill(&sql, s);
	} else {
		add_by_id(&sql, s, e);
	}
	if (rc == 0)
		rc = store_ask(s, st, err, sql.s, of->by_bill ? "iititit" : "iititi", of->after, of->procore,
			statuses[records_first_status(e, 0)].name, of->erp, statuses[records_first_status(e, 1)].name,
			I64(max), entities[ENTITY_INVOICE].name);
	strbuf_release(&sql);
	return rc;
}

int pairs_list(struct store *s, struct pairs *of, size_t max, struct pool *p, struct pair_array *out,
	struct error *err)
{
	struct met met = { .size = 64 };
	struct db_stmt *st;
	int rc = ask(s, of, max, &st, err), at;

	if (rc < 0)
		return rc;
	while (met.size < 4 * max)
		met.size *= 2;
	met.slots = xcalloc(met.size, sizeof *met.slots);
	while ((rc = store_step(s, st, err)) == 1) {
		struct pair *one = ARRAY_PUSH(out);

		at = read_side(st, of->entity, 0, 1, of->procore, p, &one->mine, &one->mine_currency, &one->mine_amount);
		read_side(st, of->entity, at, 0, of->erp, p, &one->row, &one->row_currency, &one->row_amount);
		of->after = of->by_bill ? one->row.id : one->mine.id;
		one->taken = met.slots[slot_of(&met, one->mine.id)] || met.slots[slot_of(&met, one->row.id)];
		if (!one->taken) {
			met.slots[slot_of(&met, one->mine.id)] = one->mine.id;
			met.slots[slot_of(&met, one->row.id)] = one->row.id;
		}
	}
	store_done(s, st);
	free(met.slots);
	return rc;
}

/* ---- writing them ---- */

void pairs_build(const struct store *s, struct table *t)
{
	t->pair_mine.sql = xasprintf("UPDATE \"%s\" SET state=$1, view=$2, books=$3, erp_code=$4,"
		" search=SUBSTR(search, 1, LENGTH(search)-1) || $5%s WHERE id=$6", t->name,
		t == &s->tables[ENTITY_INVOICE] ? ", due_date=$7, open_amount=$8" : "");
	t->pair_row.sql = xasprintf("UPDATE \"%s\" SET state=$1, view=$2, linked=1 WHERE id=$3", t->name);
}

static int write_mine(struct store *s, const struct pair *one, const struct link *l, struct error *err)
{
	enum entity e = one->mine.entity;
	const char *code = l->erp_code;
	struct db_stmt *st;
	int rc, before = records_view(0, 0, 0, records_first_status(e, 0)), view = records_view(0, 0, 0, STATUS_SYNCED);

	tally_add(s, e, before, records_first_status(e, 0), one->mine_currency, 0, -1, -one->mine_amount);
	tally_add(s, e, view, STATUS_SYNCED, one->mine_currency, l->connection_id, 1, one->mine_amount);
	/* A text that is searched ends with an empty line, see table_search_text. */
	strbuf_reset(&s->scratch);
	if (code && *code) {
		text_add_folded(&s->scratch, code);
		strbuf_addc(&s->scratch, '\n');
	}
	strbuf_addc(&s->scratch, '\n');
	rc = store_fixed(s, &s->tables[e].pair_mine, &st, err);
	if (rc < 0)
		return rc;
	store_bind(st, "tiitti", statuses[STATUS_SYNCED].name, I64(view), l->connection_id, code, s->scratch.s,
		one->mine.id);
	if (e == ENTITY_INVOICE) {
		bind_text(st, 7, record_has(&one->row, INVOICE_DUE_DATE) ? record_text(&one->row, INVOICE_DUE_DATE) : NULL);
		if (record_has(&one->row, INVOICE_OPEN))
			bind_int(st, 8, record_int(&one->row, INVOICE_OPEN));
		else
			bind_text(st, 8, NULL);
	}
	rc = store_step(s, st, err);
	store_done(s, st);
	return rc;
}

static int write_row(struct store *s, const struct pair *one, struct error *err)
{
	enum entity e = one->row.entity;
	enum status was = records_first_status(e, 1);
	struct db_stmt *st;
	int rc;

	tally_add(s, e, records_view(1, 0, 0, was), was, one->row_currency, one->row.connection_id, -1,
		-one->row_amount);
	rc = store_fixed(s, &s->tables[e].pair_row, &st, err);
	if (rc < 0)
		return rc;
	store_bind(st, "tii", statuses[STATUS_NONE].name, I64(VIEW_HIDDEN), one->row.id);
	rc = store_step(s, st, err);
	store_done(s, st);
	return rc;
}

int pairs_link(struct store *s, const struct pair *one, const struct link *l, struct error *err)
{
	int rc = links_insert(s, l, err);

	if (rc == 0)
		rc = write_mine(s, one, l, err);
	return rc == 0 ? write_row(s, one, err) : rc;
}
