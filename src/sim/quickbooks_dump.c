/* The state of the simulated QuickBooks Online: the books as every accounting system tells them, and
 * the records that were created or changed as the service answers them. */
#include "sim/quickbooks.h"

#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define WHOLE_BOOKS 20000                /* beyond, only what was touched is told */

struct books {
	struct qb *qb;
	struct strbuf *out;
	size_t rows;
};

static void add_text(struct strbuf *out, const char *name, const char *value, int first)
{
	strbuf_addf(out, "%s\"%s\":", first ? "" : ",", name);
	strbuf_add_json(out, value);
}

static void add_amount(struct strbuf *out, const char *name, int64_t cents)
{
	strbuf_addf(out, ",\"%s\":\"", name);
	decimal_add(out, cents, 2, 2);
	strbuf_addc(out, '"');
}

static void add_id(struct strbuf *out, const struct qb_rec *r)
{
	strbuf_addf(out, "\"id\":\"%lld\"", (long long)r->id);
}

/* The first customer of the lines. */
static const char *job_of(const cJSON *v)
{
	const cJSON *line;

	cJSON_ArrayForEach(line, jv_get(v, "Line")) {
		const char *id = qb_ref_id(jv_get(line, jv_str(line, "DetailType")), "CustomerRef");

		if (id)
			return id;
	}
	return NULL;
}

static int is_retainage(struct qb *qb, const cJSON *line)
{
	const cJSON *d = jv_get(line, "AccountBasedExpenseLineDetail");
	struct qb_rec *r = d ? qb_find(qb, QB_ACCOUNT, qb_ref_id(d, "AccountRef")) : NULL;

	return r && r->id == QB_ACC_RETAINAGE;
}

static void add_order(struct books *b, const struct qb_rec *r, const cJSON *v)
{
	add_id(b->out, r);
	add_text(b->out, "number", jv_str(v, "DocNumber"), 0);
	add_text(b->out, "ref", jv_str(v, "Memo") ? jv_str(v, "Memo") : jv_str(v, "DocNumber"), 0);
	add_text(b->out, "vendor", qb_ref_id(v, "VendorRef"), 0);
	add_text(b->out, "job", job_of(v), 0);
	add_text(b->out, "kind", "purchase_order", 0);
	add_text(b->out, "status", jv_str(v, "POStatus"), 0);
	add_amount(b->out, "total", qb_cents(v, "TotalAmt"));
}

static void add_bill(struct books *b, const struct qb_rec *r, const cJSON *v)
{
	int64_t gross = 0, held = 0;
	const cJSON *line;

	cJSON_ArrayForEach(line, jv_get(v, "Line"))
		*(is_retainage(b->qb, line) ? &held : &gross) += qb_cents(line, "Amount");
	add_id(b->out, r);
	add_text(b->out, "number", jv_str(v, "DocNumber"), 0);
	add_text(b->out, "ref", jv_str(v, "DocNumber"), 0);
	add_text(b->out, "vendor", qb_ref_id(v, "VendorRef"), 0);
	add_text(b->out, "job", job_of(v), 0);
	add_text(b->out, "status", qb_cents(v, "Balance") ? "Open" : "Paid", 0);
	add_amount(b->out, "gross", gross);
	add_amount(b->out, "retained", -held);
	add_amount(b->out, "total", qb_cents(v, "TotalAmt"));
	add_amount(b->out, "due", qb_cents(v, "Balance"));
}

static void payment_row(struct books *b, const struct qb_rec *r, const cJSON *v, long long bill,
	int64_t cents, const char *status)
{
	char *id = xasprintf("%lld|%lld", (long long)r->id, bill), *paid = xasprintf("%lld", bill);

	strbuf_adds(b->out, b->rows++ ? ",\n{" : "{");
	add_text(b->out, "id", id, 1);
	add_text(b->out, "number", jv_str(v, "DocNumber"), 0);
	add_text(b->out, "bill", paid, 0);
	add_amount(b->out, "amount", cents);
	add_text(b->out, "status", status, 0);
	strbuf_addc(b->out, '}');
	free(id);
	free(paid);
}

static int64_t credits_of(const cJSON *v)
{
	int64_t sum = 0;
	const cJSON *line, *list;

	cJSON_ArrayForEach(line, jv_get(v, "Line")) {
		list = jv_get(line, "LinkedTxn");
		if (list && list->child && !strcmp(jv_str(list->child, "TxnType"), "VendorCredit"))
			sum += qb_cents(line, "Amount");
	}
	return sum;
}

/* One row for each bill a payment settles; credits are spread over the bills in their order. */
static void add_payment(struct books *b, const struct qb_rec *r, const cJSON *v)
{
	int64_t credits = credits_of(v), cents, part;
	const cJSON *line, *list;

	if (r->bill) {
		payment_row(b, r, v, (long long)r->bill, 0, "Voided");
		return;
	}
	cJSON_ArrayForEach(line, jv_get(v, "Line")) {
		list = jv_get(line, "LinkedTxn");
		if (!list || !list->child || strcmp(jv_str(list->child, "TxnType"), "Bill"))
			continue;
		cents = qb_cents(line, "Amount");
		part = credits < cents ? credits : cents;
		credits -= part;
		payment_row(b, r, v, strtoll(jv_str(list->child, "TxnId"), NULL, 10), cents - part, "Paid");
	}
}

static void add_vendor(struct books *b, const struct qb_rec *r, const cJSON *v)
{
	add_id(b->out, r);
	add_text(b->out, "number", jv_str(v, "DisplayName"), 0);
	add_text(b->out, "name", jv_str(v, "DisplayName"), 0);
}

/* "J-2601 Elm Street": the number, a blank, the name. */
static void add_job(struct books *b, const struct qb_rec *r, const cJSON *v)
{
	const char *name = jv_str(v, "DisplayName");
	size_t n = strcspn(name, " ");
	char *number = xstrndup(name, n);

	add_id(b->out, r);
	add_text(b->out, "number", number, 0);
	add_text(b->out, "name", name[n] ? name + n + 1 : name, 0);
	free(number);
}

static void add_list(struct books *b, enum qb_kind kind, const char *name,
	void (*add)(struct books *b, const struct qb_rec *r, const cJSON *v))
{
	struct qb_table *t = &b->qb->tables[kind];
	int whole = b->qb->co->n_invoices <= WHOLE_BOOKS, temp, skip;

	strbuf_addf(b->out, "%s\"%s\":[", kind == QB_PURCHASE_ORDER ? "" : ",\n", name);
	b->rows = 0;
	for (size_t i = 0; i < t->recs.len; i++) {
		const struct qb_rec *r = &t->recs.items[i];
		cJSON *v;

		if (r->dead || (!whole && !r->touched))
			continue;
		v = qb_peek(b->qb, kind, r, &temp);
		skip = kind == QB_CUSTOMER && !jv_bool(v, "Job", 0);
		if (kind == QB_BILL_PAYMENT) {
			add(b, r, v);
		} else if (!skip) {
			strbuf_adds(b->out, b->rows++ ? ",\n{" : "{");
			add(b, r, v);
			strbuf_addc(b->out, '}');
		}
		if (temp)
			cJSON_Delete(v);
	}
	strbuf_addc(b->out, ']');
}

static void dump_touched(struct qb *qb, struct strbuf *out, enum qb_kind kind)
{
	struct qb_table *t = &qb->tables[kind];
	size_t n = 0;

	strbuf_addf(out, ",\n\"%s\":[", qb_defs[kind].name);
	for (size_t i = 0; i < t->recs.len; i++) {
		struct qb_rec *r = &t->recs.items[i];
		cJSON *v;

		if (!r->touched)
			continue;
		v = r->dead ? qb_show_deleted(qb, r, 1) : qb_show(qb, kind, r);
		strbuf_adds(out, n++ ? ",\n" : "");
		jv_print(out, v);
		cJSON_Delete(v);
	}
	strbuf_addc(out, ']');
}

static void dump_counters(struct qb *qb, struct strbuf *out)
{
	int first = 1;

	strbuf_adds(out, ",\n\"counters\":{");
	for (int k = 0; k < QB_KINDS; k++) {
		const struct qb_table *t = &qb->tables[k];

		if (!t->inserted && !t->updated && !t->deleted)
			continue;
		strbuf_addf(out, "%s\"%s\":{\"inserted\":%lld,\"updated\":%lld,\"deleted\":%lld}",
			first ? "" : ",", qb_defs[k].name, (long long)t->inserted, (long long)t->updated,
			(long long)t->deleted);
		first = 0;
	}
	strbuf_addc(out, '}');
}

void qb_dump(struct sim *sim, void *state, struct strbuf *out)
{
	struct books b = { .qb = state, .out = out };

	strbuf_addf(out, "{\"system\":\"quickbooks\",\"realm\":\"%s\",\n\"books\":{", b.qb->realm);
	add_list(&b, QB_PURCHASE_ORDER, "orders", add_order);
	add_list(&b, QB_BILL, "bills", add_bill);
	add_list(&b, QB_BILL_PAYMENT, "payments", add_payment);
	add_list(&b, QB_VENDOR, "vendors", add_vendor);
	add_list(&b, QB_CUSTOMER, "jobs", add_job);
	strbuf_addc(out, '}');
	for (int k = 0; k < QB_KINDS; k++)
		dump_touched(b.qb, out, (enum qb_kind)k);
	dump_counters(b.qb, out);
	strbuf_adds(out, "}\n");
}
