/* Sheets: one function per kind of record, each in the order an accountant adds up.
 *
 * A block is begun with its heading, items are added with their sign, and the sum is
 * computed here from the items, never copied from the record; where the record states that
 * sum too, the two are compared. */
#include "model/sheet.h"
#include "base/decimal.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

/* ---- a block being added up ---- */

struct block { struct sheet *sheet; int64_t sum; size_t first; int broken; };

static struct sheet_row *add(struct sheet *s, enum sheet_kind kind, char sign, const char *label, int64_t amount)
{
	struct sheet_row *r = &s->rows[s->n < SHEET_MAX ? s->n++ : SHEET_MAX];

	memset(r, 0, sizeof *r);
	r->kind = kind;
	r->sign = sign;
	r->label = label;
	r->amount = amount;
	return r;
}

static void begin(struct block *b, struct sheet *s, const char *heading)
{
	b->sheet = s;
	b->sum = 0;
	b->broken = 0;
	b->first = s->n;
	add(s, SHEET_HEADING, ' ', heading, 0);
}

static void item(struct block *b, char sign, const char *label, int64_t amount)
{
	add(b->sheet, SHEET_ITEM, sign, label, amount);
	if ((sign == '-' && amount == INT64_MIN) || decimal_sum(&b->sum, b->sum, sign == '-' ? -amount : amount) < 0)
		b->broken = 1;
}

/* a - b; a block whose amounts do not fit is broken. */
static int64_t less(struct block *b, int64_t a, int64_t what)
{
	int64_t out = 0;

	if (what == INT64_MIN || decimal_sum(&out, a, -what) < 0)
		b->broken = 1;
	return out;
}

/* Only when it is not nothing. */
static void item_some(struct block *b, char sign, const char *label, int64_t amount)
{
	if (amount != 0)
		item(b, sign, label, amount);
}

/* The sum of the block so far; NULL and the block is taken away when it does not fit. */
static struct sheet_row *sum(struct block *b, const char *label)
{
	if (b->broken) {
		b->sheet->n = b->first;
		return NULL;
	}
	return add(b->sheet, SHEET_SUM, '=', label, b->sum);
}

static void state(struct sheet *s, struct sheet_row *row, int known, int64_t stated, const char *source)
{
	if (!row || !known)
		return;
	row->check = stated == row->amount ? SHEET_AGREES : SHEET_DIFFERS;
	row->stated = stated;
	row->source = source;
	s->wrong += row->check == SHEET_DIFFERS;
}

int64_t sheet_share(int64_t part, int64_t whole)
{
	int64_t tenths;

	return whole == 0 || decimal_ratio(&tenths, 1000, part, whole) < 0 || tenths < 0 ? -1 : tenths;
}

static void share(struct sheet *s, const char *label, int64_t part, int64_t whole)
{
	int64_t tenths = sheet_share(part, whole);

	if (tenths >= 0)
		add(s, SHEET_SHARE, ' ', label, tenths);
}

static int exists(const struct sheet_totals *t)
{
	return t->count > 0 && !t->more;
}

/* ---- an invoice: the application for payment ---- */

static void invoice_contract(struct sheet *s, const struct record *r, int64_t *revised)
{
	struct sheet_row *row;
	struct block b;

	begin(&b, s, N_("Contract"));
	item(&b, ' ', N_("Original contract"), record_int(r, INVOICE_CONTRACT));
	item(&b, '+', N_("Approved changes"), record_int(r, INVOICE_CHANGES));
	row = sum(&b, N_("Revised contract"));
	*revised = row ? row->amount : 0;
}

static void invoice_billing(struct sheet *s, const struct record *r, int64_t revised, int64_t *to_date)
{
	struct sheet_row *row;
	struct block b;

	begin(&b, s, N_("Billing"));
	item(&b, ' ', N_("Billed before"), record_int(r, INVOICE_PREVIOUS));
	item(&b, '+', N_("This invoice"), record_int(r, INVOICE_AMOUNT));
	item_some(&b, '+', N_("Stored materials"), record_int(r, INVOICE_MATERIALS));
	row = sum(&b, N_("Billed to date"));
	if (!row)
		return;
	state(s, row, record_has(r, INVOICE_TO_DATE), record_int(r, INVOICE_TO_DATE), NULL);
	*to_date = row->amount;
	/* TRANSLATORS: in front of a percentage. */
	share(s, N_("of the revised contract"), row->amount, revised);
}

static void invoice_payment(struct sheet *s, const struct record *r)
{
	struct sheet_row *row;
	struct block b;

	begin(&b, s, N_("To pay"));
	item(&b, ' ', N_("This invoice"), record_int(r, INVOICE_AMOUNT));
	item_some(&b, '+', N_("Stored materials"), record_int(r, INVOICE_MATERIALS));
	item(&b, '-', N_("Retained"), record_int(r, INVOICE_RETAINAGE));
	item(&b, '+', N_("Released"), record_int(r, INVOICE_RELEASED));
	item_some(&b, '+', N_("Tax"), record_int(r, INVOICE_TAX));
	row = sum(&b, N_("Net to pay"));
	state(s, row, record_has(r, INVOICE_NET), record_int(r, INVOICE_NET), NULL);
}

static void invoice_retainage(struct sheet *s, const struct record *r)
{
	struct block b;

	begin(&b, s, N_("Retainage"));
	item(&b, ' ', N_("Held before"), less(&b, less(&b, record_int(r, INVOICE_RETAINED_TO_DATE),
		record_int(r, INVOICE_RETAINAGE)), -record_int(r, INVOICE_RELEASED)));
	item(&b, '+', N_("Retained"), record_int(r, INVOICE_RETAINAGE));
	item(&b, '-', N_("Released"), record_int(r, INVOICE_RELEASED));
	sum(&b, N_("Retainage held"));
}

/* The certificate: earned less what was certified before is what is due, without tax. */
static void invoice_certificate(struct sheet *s, const struct record *r, int64_t to_date)
{
	int64_t stated;
	struct sheet_row *row;
	struct block b;

	begin(&b, s, N_("Certificate"));
	item(&b, ' ', N_("Billed to date"), to_date);
	item(&b, '-', N_("Retainage held"), record_int(r, INVOICE_RETAINED_TO_DATE));
	item(&b, '-', N_("Certified before"), record_int(r, INVOICE_CERTIFIED_BEFORE));
	row = sum(&b, N_("Due without tax"));
	if (decimal_sum(&stated, record_int(r, INVOICE_NET), -record_int(r, INVOICE_TAX)) == 0)
		state(s, row, record_has(r, INVOICE_NET), stated, NULL);
}

static void invoice_finish(struct sheet *s, const struct record *r, int64_t revised, int64_t to_date)
{
	struct sheet_row *row;
	struct block b;

	begin(&b, s, record_has(r, INVOICE_RETAINED_TO_DATE) ? N_("To finish, with retainage") : N_("To finish"));
	item(&b, ' ', N_("Revised contract"), revised);
	item(&b, '-', N_("Billed to date"), to_date);
	if (record_has(r, INVOICE_RETAINED_TO_DATE))
		item(&b, '+', N_("Retainage held"), record_int(r, INVOICE_RETAINED_TO_DATE));
	row = sum(&b, record_has(r, INVOICE_RETAINED_TO_DATE) ? N_("Balance to finish") : N_("Left to bill"));
	if (record_has(r, INVOICE_RETAINED_TO_DATE))
		state(s, row, record_has(r, INVOICE_BALANCE), record_int(r, INVOICE_BALANCE), NULL);
}

void sheet_of_invoice(struct sheet *s, const struct record *r)
{
	int contract = record_has(r, INVOICE_CONTRACT);
	int dated = record_has(r, INVOICE_PREVIOUS) || record_has(r, INVOICE_TO_DATE);
	int64_t revised = 0, to_date = 0;

	s->n = s->wrong = 0;
	if (contract)
		invoice_contract(s, r, &revised);
	if (dated)
		invoice_billing(s, r, revised, &to_date);
	invoice_payment(s, r);
	if (record_has(r, INVOICE_RETAINED_TO_DATE))
		invoice_retainage(s, r);
	if (record_has(r, INVOICE_CERTIFIED_BEFORE) && record_has(r, INVOICE_RETAINED_TO_DATE) && dated)
		invoice_certificate(s, r, to_date);
	if (contract && dated)
		invoice_finish(s, r, revised, to_date);
}

/* ---- what was billed, retained and paid ---- */

static void billed_block(struct sheet *s, int64_t whole, const struct sheet_totals *billed,
	const struct sheet_totals *materials, int stated, int64_t says)
{
	struct sheet_row *row;
	struct block b;

	begin(&b, s, N_("Billing"));
	item(&b, ' ', N_("Revised contract"), whole);
	item(&b, '-', N_("Billed to date"), billed->sum);
	item_some(&b, '-', N_("Stored materials"), materials->sum);
	row = sum(&b, N_("Left to bill"));
	if (row && stated && materials->sum == 0)
		state(s, &s->rows[b.first + 2], 1, says, NULL);
	if (row)
		share(s, N_("billed of the revised contract"), less(&b, whole, row->amount), whole);
}

static void retainage_block(struct sheet *s, const struct sheet_totals *retained, const struct sheet_totals *released)
{
	struct block b;

	begin(&b, s, N_("Retainage"));
	item(&b, ' ', N_("Retained"), retained->sum);
	item(&b, '-', N_("Released"), released->sum);
	sum(&b, N_("Retainage held"));
}

static void paid_block(struct sheet *s, const struct sheet_totals *net, const struct sheet_totals *exported,
	const struct sheet_totals *paid)
{
	struct block b;

	if (net->more || exported->more || paid->more)
		return;
	begin(&b, s, N_("Payment"));
	item(&b, ' ', N_("Net of the invoices"), net->sum);
	if (exported->sum != net->sum) {
		item(&b, '-', N_("Not exported"), less(&b, net->sum, exported->sum));
		if (!sum(&b, N_("Exported")))
			return;
	}
	item(&b, '-', N_("Paid"), paid->sum);
	sum(&b, N_("Left to pay"));
}

void sheet_of_commitment(struct sheet *s, const struct record *r, const struct commitment_facts *f)
{
	struct sheet_row *row;
	struct block b;

	s->n = s->wrong = 0;
	begin(&b, s, N_("Contract"));
	item(&b, ' ', N_("Original contract"), record_int(r, COMMITMENT_AMOUNT));
	item(&b, '+', N_("Approved changes"), record_int(r, COMMITMENT_CHANGES));
	row = sum(&b, N_("Revised contract"));
	if (!row)
		return;
	state(s, row, record_has(r, COMMITMENT_REVISED), record_int(r, COMMITMENT_REVISED), NULL);
	if (exists(&f->billed)) {
		billed_block(s, row->amount, &f->billed, &f->materials, record_has(r, COMMITMENT_BILLED),
			record_int(r, COMMITMENT_BILLED));
		retainage_block(s, &f->retained, &f->released);
		paid_block(s, &f->net, &f->exported, &f->paid);
	} else if (record_has(r, COMMITMENT_BILLED)) {
		struct sheet_totals billed = { .sum = record_int(r, COMMITMENT_BILLED) }, none = { 0 };

		billed_block(s, row->amount, &billed, &none, 0, 0);
	}
}

void sheet_of_job(struct sheet *s, const struct record *r, const struct account_facts *f)
{
	struct sheet_row *row = NULL;
	int64_t committed;
	struct block b;

	s->n = s->wrong = 0;
	if (exists(&f->committed)) {
		begin(&b, s, N_("Commitments"));
		item(&b, ' ', N_("Original contracts"), f->committed.sum);
		item(&b, '+', N_("Approved changes"), f->changes.sum);
		row = sum(&b, N_("Committed"));
	}
	committed = row ? row->amount : 0;
	if (row && record_has(r, JOB_VALUE)) {
		begin(&b, s, N_("Value"));
		item(&b, ' ', N_("Value of the job"), record_int(r, JOB_VALUE));
		item(&b, '-', N_("Committed"), committed);
		sum(&b, N_("Not committed"));
		share(s, N_("committed"), committed, record_int(r, JOB_VALUE));
	}
	if (row && exists(&f->billed))
		billed_block(s, committed, &f->billed, &f->materials, 0, 0);
	if (exists(&f->billed)) {
		retainage_block(s, &f->retained, &f->released);
		paid_block(s, &f->net, &f->exported, &f->paid);
	}
}

/* Does what is open here tie to what is open in the accounting system? */
static void tie_block(struct sheet *s, const struct account_facts *f)
{
	struct sheet_row *row;
	struct block b;

	if (f->exported.more || f->paid.more || f->erp_balance.more || f->erp_other.more)
		return;
	begin(&b, s, N_("Open balance"));
	item(&b, ' ', N_("Exported"), f->exported.sum);
	item(&b, '-', N_("Paid"), f->paid.sum);
	row = sum(&b, N_("Open here"));
	if (!f->in_erp)
		return;
	state(s, row, 1, f->erp_balance.sum, N_("the accounting system"));
	begin(&b, s, N_("In the accounting system"));
	item(&b, ' ', N_("Open on these bills"), f->erp_balance.sum);
	item(&b, '+', N_("Open on other bills"), f->erp_other.sum);
	sum(&b, N_("Open there"));
}

void sheet_of_vendor(struct sheet *s, const struct record *r, const struct account_facts *f)
{
	struct sheet_row *row = NULL;
	struct block b;

	s->n = s->wrong = 0;
	if (exists(&f->committed)) {
		begin(&b, s, N_("Commitments"));
		item(&b, ' ', N_("Original contracts"), f->committed.sum);
		item(&b, '+', N_("Approved changes"), f->changes.sum);
		row = sum(&b, N_("Committed"));
	}
	if (row && exists(&f->billed))
		billed_block(s, row->amount, &f->billed, &f->materials, 0, 0);
	if (exists(&f->billed))
		retainage_block(s, &f->retained, &f->released);
	if (f->exported.count > 0 || f->paid.count > 0 || f->erp_balance.count > 0 || f->erp_other.count > 0)
		tie_block(s, f);
}

/* ---- payments ---- */

static int is_void(const struct record *r)
{
	return record_has(r, PAYMENT_VOID) && record_int(r, PAYMENT_VOID);
}

void sheet_of_payment(struct sheet *s, const struct record *r, const struct payment_facts *f)
{
	struct sheet_row *row;
	struct block b;
	int64_t mine = is_void(r) ? 0 : record_int(r, PAYMENT_AMOUNT);

	s->n = s->wrong = 0;
	begin(&b, s, N_("This payment pays"));
	for (size_t i = 0; i < f->n_rows && s->n < SHEET_MAX - 12; i++) {
		item(&b, i ? '+' : ' ', is_void(&f->rows[i]) ? N_("voided: invoice") : N_("Invoice"),
			is_void(&f->rows[i]) ? 0 : record_int(&f->rows[i], PAYMENT_AMOUNT));
		s->rows[s->n - 1].name = record_text(&f->rows[i], PAYMENT_INVOICE_NUMBER);
	}
	if (f->n_rows > SHEET_MAX - 12)
		b.broken = 1;
	row = sum(&b, N_("Paid"));
	if (!f->invoice || f->paid.more)
		return;
	begin(&b, s, N_("The invoice"));
	item(&b, ' ', N_("Net to pay"), record_int(f->invoice, INVOICE_NET));
	item_some(&b, '-', N_("Paid by others"), less(&b, f->paid.sum, mine));
	item(&b, '-', N_("Paid by this one"), mine);
	row = sum(&b, N_("Left to pay"));
	state(s, row, f->invoice_is_erp && record_has(f->invoice, INVOICE_BALANCE),
		record_int(f->invoice, INVOICE_BALANCE), N_("the accounting system"));
}

/* ---- schedules of values ---- */

void schedule_of_invoice(const struct record *line, struct schedule_line *out)
{
	int64_t sums;

	*out = (struct schedule_line){ .line = line, .share = -1 };
	out->has_scheduled = record_has(line, INVOICE_LINE_SCHEDULED);
	out->has_before = record_has(line, INVOICE_LINE_PREVIOUS);
	out->has_stored = record_has(line, INVOICE_LINE_MATERIALS);
	out->scheduled = record_int(line, INVOICE_LINE_SCHEDULED);
	out->before = record_int(line, INVOICE_LINE_PREVIOUS);
	out->now = record_int(line, INVOICE_LINE_AMOUNT);
	out->stored = record_int(line, INVOICE_LINE_MATERIALS);
	if (decimal_sum(&out->retained, record_int(line, INVOICE_LINE_RETAINAGE), -record_int(line, INVOICE_LINE_RELEASED)) < 0)
		out->retained = 0;
	if (decimal_sum(&sums, out->before, out->now) < 0 || decimal_sum(&sums, sums, out->stored) < 0)
		sums = 0;
	out->to_date = sums;
	if (record_has(line, INVOICE_LINE_TO_DATE)) {
		out->stated = record_int(line, INVOICE_LINE_TO_DATE);
		out->check = out->stated == sums ? SHEET_AGREES : SHEET_DIFFERS;
	}
	if (decimal_sum(&out->left, out->scheduled, -out->to_date) < 0)
		out->left = 0;
	if (out->has_scheduled)
		out->share = sheet_share(out->to_date, out->scheduled);
}

void schedule_of_commitment(const struct record *line, int64_t billed, struct schedule_line *out)
{
	*out = (struct schedule_line){ .line = line, .share = -1, .has_scheduled = 1 };
	out->scheduled = record_int(line, COMMITMENT_LINE_AMOUNT);
	out->to_date = billed;
	if (decimal_sum(&out->left, out->scheduled, -billed) < 0)
		out->left = 0;
	out->share = sheet_share(billed, out->scheduled);
}

int schedule_total(const struct schedule_line *lines, size_t n, struct schedule_line *out)
{
	int rc = 0;

	*out = (struct schedule_line){ .share = -1 };
	for (size_t i = 0; i < n; i++) {
		const struct schedule_line *l = &lines[i];

		out->has_scheduled |= l->has_scheduled;
		out->has_before |= l->has_before;
		out->has_stored |= l->has_stored;
		rc |= decimal_sum(&out->scheduled, out->scheduled, l->scheduled) |
			decimal_sum(&out->before, out->before, l->before) | decimal_sum(&out->now, out->now, l->now) |
			decimal_sum(&out->stored, out->stored, l->stored) | decimal_sum(&out->to_date, out->to_date, l->to_date) |
			decimal_sum(&out->left, out->left, l->left) | decimal_sum(&out->retained, out->retained, l->retained);
	}
	if (out->has_scheduled)
		out->share = sheet_share(out->to_date, out->scheduled);
	return rc ? -1 : 0;
}

void schedule_compare(const struct schedule_line *total, const struct record *r, struct sheet *out)
{
	const struct { const char *label; int known; int64_t amount; int field; } sums[] = {
		{ N_("Billed before"), total->has_before, total->before, INVOICE_PREVIOUS },
		{ N_("This invoice"), 1, total->now, INVOICE_AMOUNT },
		{ N_("Stored materials"), total->has_stored, total->stored, INVOICE_MATERIALS },
	};

	out->n = out->wrong = 0;
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		if (sums[i].known && record_has(r, sums[i].field) && record_int(r, sums[i].field) != sums[i].amount)
			state(out, add(out, SHEET_SUM, '=', sums[i].label, sums[i].amount), 1, record_int(r, sums[i].field), NULL);
}
