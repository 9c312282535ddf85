/* The arithmetic of a record: its sheet, and its lines as a schedule of values.
 *
 * What is added up is asked for here, added up in model/sheet.c, and drawn in
 * detail_sheet.c. */
#include "ui/detail_build.h"
#include "ui/app.h"
#include "ui/detail_sheet.h"
#include "base/i18n.h"
#include "store/ledger.h"

#include <string.h>

#include "base/banned.h"

#define LINES_MAX 400      /* shown; more are counted */

/* Procore's record and its counterpart, whichever of them is in front. */
static void sides(const struct detail *d, const struct record **procore, const struct record **erp)
{
	*procore = d->is_erp ? (d->other.id ? &d->other : NULL) : &d->record;
	*erp = d->is_erp ? &d->record : d->other.id ? &d->other : NULL;
}

static int make_sheet(struct app *a, struct detail *d, struct sheet *s)
{
	const struct record *procore, *erp;
	struct commitment_facts commitment;
	struct account_facts account;
	struct payment_facts payment;
	sides(d, &procore, &erp);
	s->n = s->wrong = 0;
	switch (d->entity) {
	case ENTITY_INVOICE:
		sheet_of_invoice(s, procore ? procore : &d->record);
		return 0;
	case ENTITY_COMMITMENT:
		if (ledger_commitment(a->store, procore ? procore : &d->record, erp, &commitment, NULL) == 0)
			sheet_of_commitment(s, procore ? procore : &d->record, &commitment);
		return commitment.billed.more;
	case ENTITY_JOB:
		if (ledger_job(a->store, procore ? procore : &d->record, erp, &account, NULL) == 0)
			sheet_of_job(s, procore ? procore : &d->record, &account);
		return account.billed.more || account.committed.more;
	case ENTITY_VENDOR:
		if (ledger_vendor(a->store, procore ? procore : &d->record, erp, &account, NULL) == 0)
			sheet_of_vendor(s, procore ? procore : &d->record, &account);
		return account.billed.more || account.committed.more;
	case ENTITY_PAYMENT:
		if (ledger_payment(a->store, &d->record, &d->pool, &payment, NULL) == 0)
			sheet_of_payment(s, &d->record, &payment);
		return 0;
	default:
		return 0;
	}
}

void detail_build_sheet(struct app *a, struct detail *d, int width)
{
	struct sheet s;
	int more = make_sheet(a, d, &s);
	const char *currency = record_currency(&d->record);
	if (s.n == 0 && !more)
		return;
	pane_section(&d->pane, _("Arithmetic"));
	sheet_add(&d->pane, &s, *currency ? currency : a->home, a->home, width);
	if (more)
		pane_textf(&d->pane, ROLE_DIM, 0, width, _("Its documents are not added up here: there are more than %d, or they are still being fetched."),
			LEDGER_MAX);
}

static const char *lines_currency(const struct app *a, const struct detail *d)
{
	const char *own = record_currency(&d->record);
	return *own ? own : a->home;
}

static void add_comparison(struct app *a, struct detail *d, const struct schedule_line *total, int width)
{
	struct sheet s;
	if (d->entity != ENTITY_INVOICE)
		return;
	schedule_compare(total, &d->record, &s);
	if (s.n == 0)
		return;
	pane_text(&d->pane, ROLE_DIFFERENCE, 0, width, _("The lines do not come to what the invoice says:"));
	sheet_add(&d->pane, &s, lines_currency(a, d), a->home, width);
}

void detail_build_lines(struct app *a, struct detail *d, int width)
{
	const struct record *r = &d->record;
	enum entity e = d->entity == ENTITY_COMMITMENT ? ENTITY_COMMITMENT_LINE : ENTITY_INVOICE_LINE;
	struct record_array lines = { 0 };
	struct schedule_line *items, total;
	int fits, commitment = e == ENTITY_COMMITMENT_LINE;
	size_t n;
	if ((d->entity != ENTITY_COMMITMENT && d->entity != ENTITY_INVOICE) || r->remote_id == NULL ||
	    records_children(a->store, e, r->connection_id, r->remote_id, &d->pool, &lines, NULL) < 0 || lines.len == 0) {
		ARRAY_RELEASE(&lines);
		return;
	}
	items = xcalloc(lines.len, sizeof *items);
	for (size_t i = 0; i < lines.len; i++) {
		int64_t billed = 0;
		if (!commitment)
			schedule_of_invoice(&lines.items[i], &items[i]);
		else if (i >= LINES_MAX || ledger_billed(a->store, &lines.items[i], &billed, NULL) == 0)
			schedule_of_commitment(&lines.items[i], billed, &items[i]);
	}
	fits = schedule_total(items, lines.len, &total) == 0 && !(commitment && lines.len > LINES_MAX);
	n = lines.len > LINES_MAX ? LINES_MAX : lines.len;
	/* TRANSLATORS: the lines of a contract or invoice, with what was billed on each. */
	pane_section(&d->pane, _("Schedule of values"));
	struct schedule_view v = { items, n, fits ? &total : NULL, commitment, lines_currency(a, d) };
	schedule_add(&d->pane, &v, width);
	if (lines.len > n)
		pane_textf(&d->pane, ROLE_DIM, 0, width, P_("%d more line", "%d more lines", (unsigned long)(lines.len - n)),
			(int)(lines.len - n));
	if (fits)
		add_comparison(a, d, &total, width);
	free(items);
	ARRAY_RELEASE(&lines);
}
