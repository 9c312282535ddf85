/* Sums of the documents that refer to a record. */
#include "store/ledger.h"

#include "store/internal.h"
#include "store/records.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define MAX_FIELDS 8

/* During a first load there is no index to look them up by. */
static int waits(struct store *s, enum entity e)
{
	return schema_follow(s, NULL) < 0 || (s->deferred & 1u << e);
}

static void add_conditions(struct strbuf *sql, const struct ledger_where *w)
{
	const struct entity_def *d = &entities[w->e];

	strbuf_addf(sql, " FROM \"%s\" t WHERE t.connection_id=$1 AND t.\"%s\"=$2 AND t.deleted=0", d->name,
		d->fields[w->field].name);
	if (w->not_void && w->e == ENTITY_PAYMENT)
		strbuf_adds(sql, " AND COALESCE(t.voided, 0)=0");
	if (w->exported)
		strbuf_adds(sql, " AND t.state IN ('synced', 'changed')");
	if (w->linked > 0 && w->e == ENTITY_INVOICE)
		strbuf_adds(sql, " AND EXISTS (SELECT 1 FROM link l WHERE l.entity='invoice' AND l.erp_record_id=t.id)");
	if (w->linked < 0 && w->e == ENTITY_INVOICE)
		strbuf_adds(sql, " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.entity='invoice' AND l.erp_record_id=t.id)");
	strbuf_addf(sql, " LIMIT %d", LEDGER_MAX + 1);
}

static void add_currency(struct sheet_currency *c, const char *code)
{
	if (*c->code == '\0')
		memcpy(c->code, code, strnlen(code, sizeof c->code - 1));
	else if (*code && strcmp(c->code, code) != 0)
		c->several = 1;
}

int ledger_sums(struct store *s, const struct ledger_where *w, const int *fields, size_t n,
	struct sheet_totals *out, struct sheet_currency *currency, struct error *err)
{
	const struct entity_def *d = &entities[w->e];
	struct strbuf sql = STRBUF_INIT;
	struct db_stmt *st;
	int rc;

	memset(out, 0, n * sizeof *out);
	if (!w->value || !*w->value)
		return 0;
	if (waits(s, w->e)) {
		for (size_t i = 0; i < n; i++)
			out[i].more = 1;
		return 0;
	}
	strbuf_adds(&sql, "SELECT COUNT(*), COALESCE(MIN(c), ''), COALESCE(MAX(c), '')");
	for (size_t i = 0; i < n; i++)
		strbuf_addf(&sql, ", COALESCE(SUM(a%zu), 0)", i);
	strbuf_adds(&sql, " FROM (SELECT NULLIF(t.currency, '') AS c");
	for (size_t i = 0; i < n; i++)
		strbuf_addf(&sql, ", t.\"%s\" AS a%zu", d->fields[fields[i]].name, i);
	add_conditions(&sql, w);
	strbuf_adds(&sql, ") AS few");
	rc = store_ask(s, &st, err, sql.s, "it", w->connection, w->value);
	strbuf_release(&sql);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1) {
		add_currency(currency, col_text(st, 1));
		add_currency(currency, col_text(st, 2));
	}
	for (size_t i = 0; rc == 1 && i < n; i++)
		out[i] = (struct sheet_totals){ col_int(st, 0), col_int(st, (int)i + 3), col_int(st, 0) > LEDGER_MAX };
	store_done(s, st);
	return rc < 0 ? rc : 0;
}

/* ---- what was billed and paid ---- */

struct billed { struct sheet_totals *billed, *materials, *retained, *released, *net, *exported;
	struct sheet_currency *currency; };

static int billed_by(struct store *s, const struct record *r, int field, const struct billed *out, struct error *err)
{
	static const int fields[] = { INVOICE_AMOUNT, INVOICE_MATERIALS, INVOICE_RETAINAGE, INVOICE_RELEASED, INVOICE_NET };
	struct ledger_where w = { .e = ENTITY_INVOICE, .connection = r->connection_id, .field = field,
		.value = r->remote_id };
	struct sheet_totals sums[ARRAY_SIZE(fields)];
	int rc = ledger_sums(s, &w, fields, ARRAY_SIZE(fields), sums, out->currency, err);

	if (rc < 0)
		return rc;
	*out->billed = sums[0];
	*out->materials = sums[1];
	*out->retained = sums[2];
	*out->released = sums[3];
	*out->net = sums[4];
	w.exported = 1;
	return ledger_sums(s, &w, &fields[4], 1, out->exported, out->currency, err);
}

/* Payments are made in the accounting system; where the record is not linked, Procore's copies of
 * them are added up. */
static int paid_by(struct store *s, const struct record *r, const struct record *erp, int field,
	struct sheet_totals *out, struct sheet_currency *currency, struct error *err)
{
	static const int amount = PAYMENT_AMOUNT;
	struct ledger_where w = { .e = ENTITY_PAYMENT, .field = field, .not_void = 1 };
	int rc;

	w.connection = erp && erp->id ? erp->connection_id : r->connection_id;
	w.value = erp && erp->id ? erp->remote_id : r->remote_id;
	rc = ledger_sums(s, &w, &amount, 1, out, currency, err);
	if (rc == 0 && out->count == 0 && erp && erp->id) {
		w.connection = r->connection_id;
		w.value = r->remote_id;
		rc = ledger_sums(s, &w, &amount, 1, out, currency, err);
	}
	return rc;
}

int ledger_commitment(struct store *s, const struct record *r, const struct record *erp,
	struct commitment_facts *out, struct error *err)
{
	struct billed b = { &out->billed, &out->materials, &out->retained, &out->released, &out->net, &out->exported,
		&out->currency };
	int rc;

	memset(out, 0, sizeof *out);
	rc = billed_by(s, r, INVOICE_COMMITMENT, &b, err);
	return rc < 0 ? rc : paid_by(s, r, erp, PAYMENT_COMMITMENT, &out->paid, &out->currency, err);
}

static int account(struct store *s, const struct record *r, const struct record *erp, int commitment, int invoice,
	int payment, struct account_facts *out, struct error *err)
{
	static const int fields[] = { COMMITMENT_AMOUNT, COMMITMENT_CHANGES };
	struct ledger_where w = { .e = ENTITY_COMMITMENT, .connection = r->connection_id, .field = commitment,
		.value = r->remote_id };
	struct billed b = { &out->billed, &out->materials, &out->retained, &out->released, &out->net, &out->exported,
		&out->currency };
	struct sheet_totals sums[ARRAY_SIZE(fields)];
	int rc;

	memset(out, 0, sizeof *out);
	rc = ledger_sums(s, &w, fields, ARRAY_SIZE(fields), sums, &out->currency, err);
	if (rc == 0) {
		out->committed = sums[0];
		out->changes = sums[1];
		rc = billed_by(s, r, invoice, &b, err);
	}
	return rc < 0 ? rc : paid_by(s, r, erp, payment, &out->paid, &out->currency, err);
}

int ledger_job(struct store *s, const struct record *r, const struct record *erp, struct account_facts *out,
	struct error *err)
{
	return account(s, r, erp, COMMITMENT_JOB, INVOICE_JOB, PAYMENT_JOB, out, err);
}

int ledger_vendor(struct store *s, const struct record *r, const struct record *erp, struct account_facts *out,
	struct error *err)
{
	static const int balance = INVOICE_BALANCE;
	struct ledger_where w = { .e = ENTITY_INVOICE, .field = INVOICE_VENDOR, .linked = 1 };
	int rc = account(s, r, erp, COMMITMENT_VENDOR, INVOICE_VENDOR, PAYMENT_VENDOR, out, err);

	if (rc < 0 || !erp || !erp->id)
		return rc;
	out->in_erp = 1;
	w.connection = erp->connection_id;
	w.value = erp->remote_id;
	rc = ledger_sums(s, &w, &balance, 1, &out->erp_balance, &out->currency, err);
	w.linked = -1;
	return rc < 0 ? rc : ledger_sums(s, &w, &balance, 1, &out->erp_other, &out->currency, err);
}

/* ---- payments ---- */

/* Rows of the same cheque: its number, to the same vendor, on the same day. */
static int same_payment(const struct record *a, const struct record *b)
{
	return strcmp(record_text(a, PAYMENT_VENDOR), record_text(b, PAYMENT_VENDOR)) == 0 &&
		strcmp(record_text(a, PAYMENT_VENDOR_NAME), record_text(b, PAYMENT_VENDOR_NAME)) == 0 &&
		strcmp(record_text(a, PAYMENT_DATE), record_text(b, PAYMENT_DATE)) == 0;
}

static int documents(struct store *s, const struct record *r, struct pool *p, struct payment_facts *out,
	struct error *err)
{
	struct record_array all = { 0 };
	struct record *rows;
	int rc = 0;

	if (record_has(r, PAYMENT_NUMBER) && *record_text(r, PAYMENT_NUMBER) && !waits(s, ENTITY_PAYMENT))
		rc = records_where(s, ENTITY_PAYMENT, r->connection_id, PAYMENT_NUMBER, record_text(r, PAYMENT_NUMBER), 200,
			p, &all, err);
	rows = pool_alloc(p, (all.len + 1) * sizeof *rows);
	for (size_t i = 0; i < all.len; i++)
		if (all.items[i].id == r->id || same_payment(&all.items[i], r))
			rows[out->n_rows++] = all.items[i];
	if (out->n_rows == 0)
		rows[out->n_rows++] = *r;
	out->rows = rows;
	ARRAY_RELEASE(&all);
	return rc;
}

int ledger_payment(struct store *s, const struct record *r, struct pool *p, struct payment_facts *out,
	struct error *err)
{
	static const int amount = PAYMENT_AMOUNT;
	struct ledger_where w = { .e = ENTITY_PAYMENT, .connection = r->connection_id, .field = PAYMENT_INVOICE,
		.value = record_text(r, PAYMENT_INVOICE), .not_void = 1 };
	struct record *invoice = pool_alloc(p, sizeof *invoice);
	int rc;

	memset(out, 0, sizeof *out);
	rc = documents(s, r, p, out, err);
	if (rc < 0 || !*w.value)
		return rc;
	if (records_find(s, ENTITY_INVOICE, r->connection_id, w.value, p, invoice, NULL) == 0)
		out->invoice = invoice;
	out->invoice_is_erp = store_connection_is_erp(s, r->connection_id, &rc, NULL) == 0 && rc;
	return ledger_sums(s, &w, &amount, 1, &out->paid, &out->currency, err);
}

int ledger_billed(struct store *s, const struct record *line, int64_t *billed, struct error *err)
{
	static const int fields[] = { INVOICE_LINE_AMOUNT, INVOICE_LINE_MATERIALS };
	struct ledger_where w = { .e = ENTITY_INVOICE_LINE, .connection = line->connection_id,
		.field = INVOICE_LINE_COMMITMENT_LINE, .value = line->remote_id };
	struct sheet_totals sums[2];
	struct sheet_currency currency = { "", 0 };
	int rc = ledger_sums(s, &w, fields, 2, sums, &currency, err);

	*billed = rc == 0 && !sums[0].more ? (int64_t)((uint64_t)sums[0].sum + (uint64_t)sums[1].sum) : 0;
	if (rc == 0 && sums[0].count == 0 && record_has(line, COMMITMENT_LINE_BILLED))
		*billed = record_int(line, COMMITMENT_LINE_BILLED);
	return rc;
}
