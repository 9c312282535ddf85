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

void detail_sides(const struct detail *d, const struct record **procore, const struct record **erp)
{
	*procore = d->is_erp ? (d->other.id ? &d->other : NULL) : &d->record;
	*erp = d->is_erp ? &d->record : d->other.id ? &d->other : NULL;
}

/* What stands in place of a sheet that cannot be made. */
enum lack { LACK_NOTHING, LACK_ANSWER, LACK_SUMS, LACK_CURRENCY };

static enum lack lack_of(const struct detail *d, int more, const struct sheet_currency *c)
{
	const char *own = record_currency(&d->record);
	if (!d->sums.known)
		return d->sums.open ? LACK_ANSWER : LACK_SUMS;
	return more ? LACK_SUMS : c->several || (*own && *c->code && strcmp(own, c->code) != 0) ? LACK_CURRENCY : LACK_NOTHING;
}

/* Of documents; currency: what they are in, or NULL. */
static enum lack make_sheet(struct app *a, struct detail *d, struct sheet *s, const char **currency)
{
	const struct commitment_facts *commitment = &d->sums.commitment;
	const struct account_facts *account = &d->sums.account;
	const struct record *procore, *erp, *r;
	struct payment_facts payment;
	enum lack lack;
	detail_sides(d, &procore, &erp);
	r = procore ? procore : &d->record;
	s->n = s->wrong = 0;
	switch (d->entity) {
	case ENTITY_INVOICE:
		sheet_of_invoice(s, r);
		return LACK_NOTHING;
	case ENTITY_COMMITMENT:
		lack = lack_of(d, commitment->billed.more, &commitment->currency);
		*currency = commitment->currency.code;
		if (lack == LACK_NOTHING)
			sheet_of_commitment(s, r, commitment);
		return lack;
	case ENTITY_JOB: case ENTITY_VENDOR:
		lack = lack_of(d, account->billed.more || account->committed.more, &account->currency);
		*currency = account->currency.code;
		if (lack == LACK_NOTHING && d->entity == ENTITY_JOB)
			sheet_of_job(s, r, account);
		else if (lack == LACK_NOTHING)
			sheet_of_vendor(s, r, account);
		return lack;
	case ENTITY_PAYMENT:
		if (ledger_payment(a->store, &d->record, &d->pool, &payment, NULL) == 0)
			sheet_of_payment(s, &d->record, &payment);
		return LACK_NOTHING;
	default:
		return LACK_NOTHING;
	}
}

void detail_build_sheet(struct app *a, struct detail *d, int width)
{
	struct sheet s;
	const char *own = record_currency(&d->record), *theirs = "";
	enum lack lack = make_sheet(a, d, &s, &theirs);
	if (s.n == 0 && lack == LACK_NOTHING)
		return;
	pane_section(&d->pane, _("Arithmetic"));
	if (lack == LACK_ANSWER)
		pane_text(&d->pane, ROLE_PROGRESS, 0, width, _("counting..."));
	else if (lack == LACK_SUMS)
		pane_textf(&d->pane, ROLE_DIM, 0, width, _("Its documents are not added up here: there are more than %d, or they are still being fetched."),
			LEDGER_MAX);
	else if (lack == LACK_CURRENCY)
		pane_text(&d->pane, ROLE_DIM, 0, width, _("Its documents are not added up here: they are in several currencies."));
	else
		sheet_add(&d->pane, &s, *own ? own : *theirs ? theirs : a->home, a->home, width);
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
	/* TRANSLATORS: the lines of a contract or invoice, with what was billed on each. */
	pane_section(&d->pane, _("Schedule of values"));
	if (commitment && !d->sums.known) {       /* nothing is billed only when that is known */
		pane_text(&d->pane, ROLE_PROGRESS, 0, width, d->sums.open ? _("counting...") : "");
		ARRAY_RELEASE(&lines);
		return;
	}
	items = xcalloc(lines.len, sizeof *items);
	for (size_t i = 0; i < lines.len; i++) {
		if (!commitment)
			schedule_of_invoice(&lines.items[i], &items[i]);
		else
			schedule_of_commitment(&lines.items[i], i < d->sums.n_billed ? d->sums.billed[i] : 0, &items[i]);
	}
	fits = schedule_total(items, lines.len, &total) == 0 && !(commitment && lines.len > DETAIL_LINES_MAX);
	n = lines.len > DETAIL_LINES_MAX ? DETAIL_LINES_MAX : lines.len;
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
