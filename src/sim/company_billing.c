/* The sample company's invoices, what they bill, and how they are paid.
 *
 * The invoices of a commitment are a word of letters, one each, month by month
 * up to October 2026 (when the last is a draft or under review: November; when it is
 * booked: September):
 *
 *	s  booked in the ERP, paid, the payment is in Procore
 *	S  booked and paid, the payment waits in the ERP to be imported
 *	p  booked, paid in two checks, the second waits     u  booked, not paid
 *	w  booked, the check was voided                     H  typed in the ERP by hand
 *	a  approved    n  approved as noted    o  pending owner approval
 *	d  draft       r  under review         v  revise and resubmit
 *	M  with stored materials     m  with released retainage    R  release alone
 *	z  nothing billed            X  billed beyond the contract
 *	N  no number   L  long number   D  the number of the one before
 *	B  no billing date              C  dated in a closed period */
#include "sim/company_make.h"

#include "base/array.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>

#include "base/banned.h"

#define LAST_CHECK "2026-11-13"

/* What the letters of one commitment share. */
struct billing {
	int commitment, n;
	const char *letters;
	const char *previous_number;
	int64_t share;               /* of the contract that each one bills, 1/1000 */
};

static int month_of(const struct billing *b, int k)
{
	char end = b->letters[b->n - 1];
	int last = strchr("drv", end) ? OCTOBER + 1 : strchr("sSpuw", end) ? OCTOBER - 1 : OCTOBER;
	int at = last - (b->n - 1 - k);

	return at < 0 ? 0 : at;
}

static const char *status_of(char letter)
{
	switch (letter) {
	case 'd': return "draft";
	case 'r': return "under_review";
	case 'v': return "revise_and_resubmit";
	case 'n': return "approved_as_noted";
	case 'o': return "pending_owner_approval";
	default: return "approved";
	}
}

static const char *invoice_number(struct maker *m, const struct billing *b, int k)
{
	const struct co_commitment *c = &m->co->commitments[b->commitment];
	struct pool *p = &m->co->pool;
	const char *digits = c->number + strcspn(c->number, "0123456789");
	int number = (int)strtol(digits, NULL, 10);

	switch (b->letters[k]) {
	case 'N':
		return NULL;
	case 'D':
		return b->previous_number;
	case 'L':
		return pool_printf(p, "CHAMPLAIN-PAVING-%s-PROGRESS-BILLING-NO-%02d", c->number, k + 1);
	default:
		break;
	}
	if (!strcmp(c->number, "SC-0077"))
		return pool_printf(p, "1042-%02d", k + 5);
	if (!strcmp(c->number, "SC-0081"))
		return pool_strdup(p, "1042-08");
	switch (c->vendor % 4) {
	case 0: return pool_printf(p, "INV-%d%02d", number, k + 1);
	case 1: return pool_printf(p, "F%d-%02d", number, k + 1);
	case 2: return pool_printf(p, "%d-%02d", number, k + 1);
	default: return pool_printf(p, "2026-%d-%d", number, k + 1);
	}
}

/* The gross work of invoice k on a line. */
static int64_t work_now(struct maker *m, const struct billing *b, int k, const struct co_line *l,
	int64_t before)
{
	static const int64_t fixed[3] = { 4000000, 5600000, 4211800 };
	const struct co_commitment *c = &m->co->commitments[b->commitment];
	int64_t n;

	switch (b->letters[k]) {
	case 'z':
	case 'R':
		return 0;
	case 'X':
		return l->amount + l->amount * 8 / 100 - before;
	default:
		break;
	}
	if (!strcmp(c->number, "SC-0077")) {
		n = fixed[k] * 5 / 7 / 100 * 100;
		return l->position == 1 ? n : fixed[k] - n;
	}
	if (!strcmp(c->number, "SC-0081"))
		return 1840000;
	n = l->amount * (b->share + maker_between(m, -12, 12)) / 1000;
	if (b->letters[k] == 's' && !strcmp(c->status, "Complete") && k + 1 == b->n)
		n = l->amount - before;
	if (before + n > l->amount)
		n = l->amount - before;
	return n;
}

static void fill_item(struct maker *m, const struct billing *b, int k, int line,
	const struct co_item *last, struct co_item *it)
{
	const struct co_commitment *c = &m->co->commitments[b->commitment];
	const struct co_line *l = &m->co->lines[c->first_line + line];
	char letter = b->letters[k];

	memset(it, 0, sizeof *it);
	if (last) {
		it->work_before = last->work_before + last->work_now;
		it->retained_before = last->retained_before + last->retained_now - last->released_now;
		it->stored_before = last->stored;
		it->stored_retained_before = last->stored_retained;
		it->stored = last->stored;
		it->stored_retained = last->stored_retained;
	}
	it->work_now = work_now(m, b, k, l, it->work_before);
	if (decimal_ratio(&it->retained_now, it->work_now, c->retainage, 10000))
		BUG("retainage of the sample company overflows");
	if (letter == 'M' && !line) {
		it->stored = l->amount * 12 / 100;
		if (decimal_ratio(&it->stored_retained, it->stored, c->retainage, 10000))
			BUG("retainage of the sample company overflows");
	}
	if (letter == 'R')
		it->released_now = it->retained_before;
	else if (letter == 'm')
		it->released_now = it->retained_before / 2;
}

static void add_payment(struct maker *m, int invoice, int64_t amount, int days, int in_procore,
	const char *erp_status)
{
	struct company *co = m->co;
	const struct co_invoice *v = &co->invoices[invoice];
	size_t i = co->n_payments;
	struct co_payment *p = ADD(m, payments);

	p->id = in_procore ? CO_ID(CO_IDS_PAYMENT, i) : 0;
	p->invoice = invoice;
	p->date = maker_day_after(m, v->billing_date, days);
	if (strcmp(p->date, LAST_CHECK) > 0)
		p->date = LAST_CHECK;
	p->check_number = pool_printf(&co->pool, "%d", 20001 + m->checks);
	p->method = i % 5 == 2 ? "electronic" : "check";
	p->amount = amount;
	if (erp_status) {
		p->erp_id = pool_printf(&co->pool, "%06d", ++m->checks);
		p->erp_status = erp_status;
		p->linked = in_procore;
	}
	p->created_at = maker_stamp(m, p->date, 1);
	p->updated_at = p->created_at;
	if (in_procore && erp_status && strcmp(erp_status, "Voided"))
		co->invoices[invoice].payment_date = p->date;
	maker_note_stamp(m, p->updated_at);
}

static void pay(struct maker *m, int invoice, char letter)
{
	struct co_sums sums;
	int64_t due;

	company_invoice_sums(m->co, invoice, &sums);
	due = sums.due;
	if (due <= 0)
		return;
	switch (letter) {
	case 's':
		add_payment(m, invoice, due, 30, 1, "Closed");
		break;
	case 'S':
		add_payment(m, invoice, due, 32, 0, "Closed");
		maker_finding(m, "payment_to_import", CO_PAYMENT, m->co->n_payments - 1);
		break;
	case 'p':
		add_payment(m, invoice, due / 2, 25, 1, "Closed");
		add_payment(m, invoice, due - due / 2, 40, 0, "Closed");
		maker_finding(m, "payment_partial", CO_PAYMENT, m->co->n_payments - 1);
		break;
	case 'w':
		add_payment(m, invoice, due, 30, 1, "Voided");
		maker_finding(m, "payment_voided", CO_PAYMENT, m->co->n_payments - 1);
		break;
	default:
		break;
	}
}

static const struct { char letter; const char *finding; } letter_findings[] = {
	{ 'd', "invoice_draft" }, { 'r', "invoice_under_review" }, { 'v', "invoice_revise" },
	{ 'z', "invoice_zero" }, { 'N', "invoice_number_missing" },
	{ 'L', "invoice_number_too_long" }, { 'D', "invoice_number_duplicate" },
	{ 'B', "invoice_billing_date_missing" }, { 'C', "invoice_period_closed" },
	{ 'X', "invoice_over_contract" }, { 'R', "invoice_release_only" },
	{ 'm', "invoice_release_mixed" }, { 'M', "invoice_stored_materials" },
	{ 'H', "invoice_in_erp_by_hand" },
};

static void note_invoice(struct maker *m, const struct billing *b, int k, size_t index)
{
	const struct co_commitment *c = &m->co->commitments[b->commitment];

	for (size_t i = 0; i < ARRAY_SIZE(letter_findings); i++)
		if (letter_findings[i].letter == b->letters[k])
			maker_finding(m, letter_findings[i].finding, CO_INVOICE, index);
	if (c->kind == CO_PURCHASE_ORDER)
		maker_finding(m, "invoice_of_purchase_order", CO_INVOICE, index);
	else if (!c->linked)
		maker_finding(m, "invoice_commitment_not_exported", CO_INVOICE, index);
	else if (b->letters[k] == 'a')
		maker_finding(m, "invoice_ready", CO_INVOICE, index);
}

static void date_invoice(struct maker *m, const struct billing *b, int k, struct co_invoice *v)
{
	const struct co_project *p = &m->co->projects[m->co->commitments[b->commitment].project];
	int month = month_of(b, k);
	char letter = b->letters[k];

	v->period = p->first_period + month;
	v->billing_date = letter == 'B' ? NULL : letter == 'C' ? "2026-08-31" :
		m->month_end[12 + month];
	v->submitted_date = letter == 'd' ? NULL : m->month_end[12 + month];
	v->created_at = maker_stamp(m, m->month_start[12 + month], 14);
	if (letter == 'd' || letter == 'r' || letter == 'v')
		v->updated_at = maker_stamp(m, "2026-11-16", (int)(maker_chance(m) % 4));
	else
		v->updated_at = maker_stamp(m, m->month_end[12 + month], 3 + (int)(maker_chance(m) % 9));
	maker_note_stamp(m, v->updated_at);
}

static void add_invoice(struct maker *m, struct billing *b, int k)
{
	struct company *co = m->co;
	const struct co_commitment *c = &co->commitments[b->commitment];
	size_t i = co->n_invoices;
	struct co_invoice *v = ADD(m, invoices);
	char letter = b->letters[k];

	v->id = CO_ID(CO_IDS_INVOICE, i);
	v->commitment = b->commitment;
	v->number = k + 1;
	v->invoice_number = invoice_number(m, b, k);
	v->status = status_of(letter);
	v->final = letter == 's' && k + 1 == b->n;
	date_invoice(m, b, k, v);
	v->first_item = (int)co->n_items;
	v->items = c->lines;
	for (int line = 0; line < c->lines; line++) {
		struct co_item *it = ADD(m, items);

		fill_item(m, b, k, line, k ? it - c->lines : NULL, it);
	}
	if (strchr("sSpuw", letter)) {
		v->erp_id = pool_printf(&co->pool, "%06d", ++m->bills);
		v->linked = 1;
		v->payment_date = NULL;
	} else if (letter == 'H') {
		v->erp_id = pool_printf(&co->pool, "%06d", ++m->bills);
		v->erp_by_hand = 1;
	}
	b->previous_number = v->invoice_number;
	note_invoice(m, b, k, i);
	if (v->linked)
		pay(m, (int)i, letter);
}

void maker_add_invoices(struct maker *m, int commitment, const char *letters)
{
	struct billing b = { .commitment = commitment, .letters = letters };
	struct co_commitment *c = &m->co->commitments[commitment];

	c->first_invoice = (int)m->co->n_invoices;
	b.n = (int)strlen(letters);
	if (m->invoice_limit && m->co->n_invoices + (size_t)b.n > m->invoice_limit)
		b.n = (int)(m->invoice_limit - m->co->n_invoices);
	c->invoices = b.n;
	if (b.n)
		b.share = b.n < 3 ? 300 : 880 / b.n;
	for (int k = 0; k < b.n; k++)
		add_invoice(m, &b, k);
}

/* ---- sums ---- */

void company_sum_items(const struct co_item *items, int n, int64_t contract,
	struct co_sums *out)
{
	memset(out, 0, sizeof *out);
	out->contract = contract;
	for (int i = 0; i < n; i++) {
		const struct co_item *it = &items[i];

		out->work_before += it->work_before;
		out->work_now += it->work_now;
		out->stored += it->stored;
		out->stored_before += it->stored_before;
		out->retained_now += it->retained_now + it->stored_retained -
			it->stored_retained_before;
		out->released_now += it->released_now;
		out->retained_total_before += it->retained_before + it->stored_retained_before;
		out->retained_total += it->retained_before + it->retained_now - it->released_now +
			it->stored_retained;
	}
	out->earned = out->work_before + out->work_now + out->stored - out->retained_total;
	out->earned_before = out->work_before + out->stored_before - out->retained_total_before;
	out->due = out->earned - out->earned_before;
}

void company_invoice_sums(const struct company *co, int invoice, struct co_sums *out)
{
	const struct co_invoice *v = &co->invoices[invoice];

	company_sum_items(co->items + v->first_item, v->items, co->commitments[v->commitment].total,
		out);
}
