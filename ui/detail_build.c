/* What the detail pane says about a record.
 *
 * In the order an accountant asks: what is it, what stands in its way and how is that
 * cured, does the arithmetic hold, what are its lines, do both systems say the same, what
 * changed since it was decided, and who did what when. */
#include "ui/detail_build.h"
#include "ui/app.h"
#include "ui/snapshot.h"
#include "base/args.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/check.h"
#include "model/money.h"
#include "store/audit.h"
#include "store/outbox.h"

#include <string.h>

#include "base/banned.h"

#define AMOUNT_WIDTH 17
#define HISTORY_MAX  30

static void add_field_text(struct strbuf *out, const struct app *a, const struct record *r, int field)
{
	struct column c = { .field = field };
	struct cell_context ctx = { .now_ms = clock_now_ms(), .home = a->home, .ascii = screen_ascii() };
	column_add_cell(out, &c, r, &ctx);
}

/* ---- head ---- */

static void build_head(struct app *a, struct detail *d, int width)
{
	const struct record *r = &d->record;
	const struct entity_def *e = &entities[r->entity];
	struct strbuf text = STRBUF_INIT;
	int w;
	pane_line(&d->pane);
	status_add(&text, &r->state, app_pending(a, r->entity, r->id), screen_ascii());
	w = text_width(text.s);
	pane_put(&d->pane, 0, w, 0, status_role(r->state.status), text.s);
	strbuf_reset(&text);
	strbuf_addf(&text, "%s %s", TR(e->title), record_name(r));
	if (r->entity == ENTITY_INVOICE)
		strbuf_addf(&text, "   %s   %s   %s", record_text(r, INVOICE_VENDOR_NAME),
			record_text(r, INVOICE_JOB_NUMBER), record_text(r, INVOICE_COMMITMENT_NUMBER));
	else if (r->entity == ENTITY_COMMITMENT)
		strbuf_addf(&text, "   %s   %s   %s", record_text(r, COMMITMENT_VENDOR_NAME),
			record_text(r, COMMITMENT_JOB_NUMBER), record_text(r, COMMITMENT_TITLE));
	else if (r->entity == ENTITY_PAYMENT)
		strbuf_addf(&text, "   %s   %s", record_text(r, PAYMENT_VENDOR_NAME),
			record_text(r, PAYMENT_INVOICE_NUMBER));
	else if (record_has(r, e->label))
		strbuf_addf(&text, "   %s", record_text(r, e->label));
	pane_put(&d->pane, w + 3, 0, 0, ROLE_TITLE, text.s);
	if (r->state.erp_code) {
		strbuf_reset(&text);
		strbuf_addf(&text, _("In the accounting system: %s"), r->state.erp_code);
		pane_text(&d->pane, ROLE_DIM, 0, width, text.s);
	}
	if (r->deleted)
		pane_text(&d->pane, ROLE_WARNING, 0, width, _("The other system says this record was deleted."));
	strbuf_release(&text);
}

/* ---- what stands in the way ---- */

static int add_link(struct detail *d, enum entity e, int64_t id, const char *field, const char *proposal,
	int is_fix)
{
	struct detail_link *l = ARRAY_PUSH(&d->links);
	*l = (struct detail_link){ e, id, pool_strdup(&d->pool, field), pool_strdup(&d->pool, proposal),
		is_fix };
	return (int)d->links.len - 1;
}

static void build_fix(struct app *a, struct detail *d, const struct finding_row *f, int width)
{
	struct strbuf text = STRBUF_INIT;
	struct record fix;
	int link;
	if (f->fix_id != 0 && f->fix_entity != ENTITY_NONE &&
	    (f->fix_entity != d->entity || f->fix_id != d->id) &&
	    records_get(a->store, f->fix_entity, f->fix_id, &d->pool, &fix, NULL) == 0) {
		link = add_link(d, f->fix_entity, f->fix_id, NULL, NULL, 1);
		/* TRANSLATORS: the number to press after g, kind of record, its number. */
		strbuf_addf(&text, _("%1$d: go to %2$s %3$s"), link + 1, TR(entities[f->fix_entity].title),
			record_name(&fix));
		if (f->prerequisite)
			strbuf_addf(&text, " %s", _("(approving it first is enough: A)"));
		pane_line(&d->pane);
		pane_put(&d->pane, 4, 0, 0, ROLE_LINK, text.s);
		pane_link(&d->pane, link);
	}
	if (f->field && *f->field) {
		link = add_link(d, d->entity, d->id, f->field, f->proposal, 1);
		strbuf_reset(&text);
		if (f->proposal && *f->proposal)
			strbuf_addf(&text, _("%1$d: use \"%2$s\", or type another value"), link + 1, f->proposal);
		else
			strbuf_addf(&text, _("%d: type a value"), link + 1);
		pane_line(&d->pane);
		pane_put(&d->pane, 4, 0, 0, ROLE_LINK, text.s);
		pane_link(&d->pane, link);
	}
	strbuf_release(&text);
}

static void build_finding(struct app *a, struct detail *d, const struct finding_row *f, int width)
{
	const char *args[FINDING_MAX_ARGS];
	struct strbuf text = STRBUF_INIT;
	int hold = f->severity && strcmp(f->severity, "hold") == 0;
	int warning = f->severity && strcmp(f->severity, "warning") == 0;
	size_t n = args_parse(f->args, &d->pool, args, FINDING_MAX_ARGS);
	strbuf_adds(&text, hold ? screen_glyph("⊘ ", "# ") : warning ? "! " : "i ");
	/* TRANSLATORS: in front of a reason why an export would fail, a warning, a remark. */
	strbuf_addf(&text, _("%s: "), hold ? _("Held") : warning ? _("Warning") : _("Note"));
	worker_finding_text(&text, systems_connector(a, d->record.state.books), f->code, args, (int)n);
	pane_text(&d->pane, hold ? ROLE_HELD : warning ? ROLE_WARNING : ROLE_DIM, 0, width, text.s);
	strbuf_reset(&text);
	finding_remedy(&text, f->code);
	if (text.len > 0)
		pane_text(&d->pane, ROLE_TEXT, 2, width, text.s);
	build_fix(a, d, f, width);
	strbuf_release(&text);
}

static void build_findings(struct app *a, struct detail *d, int width)
{
	struct finding_array found = { 0 };
	if (findings_list(a->store, d->entity, d->id, &d->pool, &found, NULL) == 0)
		for (size_t i = 0; i < found.len; i++)
			build_finding(a, d, &found.items[i], width);
	ARRAY_RELEASE(&found);
}

/* A failed, conflicting or unanswered export says why, and which key helps. */
static void build_trouble(struct app *a, struct detail *d, int width)
{
	static const struct { enum status st; const char *what; } help[] = {
		{ STATUS_FAILED, N_("Not in the accounting system. Correct what it names, then t tries again; r rejects.") },
		{ STATUS_CONFLICT, N_("Both sides differ. Compare them below; then t tries again, l links, r rejects.") },
		{ STATUS_UNKNOWN, N_("It was sent and no answer came. Comptoir looks it up before anything is sent again; t looks now.") },
	};
	struct outbox_array rows = { 0 };
	const char *args[ERROR_MAX_ARGS];
	struct strbuf text = STRBUF_INIT;
	for (size_t i = 0; i < ARRAY_SIZE(help); i++) {
		if (d->record.state.status != help[i].st)
			continue;
		if (outbox_list(a->store, d->entity, d->id, &d->pool, &rows, NULL) == 0)
			for (size_t k = rows.len; k-- > 0 && text.len == 0;)
				if (rows.items[k].error_msgid) {
					size_t n = args_parse(rows.items[k].error_args, &d->pool, args, ERROR_MAX_ARGS);
					phrase_text(&text, rows.items[k].error_msgid, args, n, 1);
				}
		if (text.len == 0)
			note_add(&text, systems_connector(a, d->record.state.books), &d->record.state);
		if (text.len > 0)
			pane_text(&d->pane, ROLE_ERROR, 0, width, text.s);
		pane_text(&d->pane, ROLE_TEXT, 2, width, TR(help[i].what));
	}
	ARRAY_RELEASE(&rows);
	strbuf_release(&text);
}

/* ---- arithmetic ---- */

struct sum { char sign; const char *label; int64_t amount; int shown, total; };

static void build_sum(struct app *a, struct detail *d, const struct sum *s, int x)
{
	struct strbuf text = STRBUF_INIT;
	const char *currency = record_currency(&d->record);
	char sign[3] = { s->sign, ' ', '\0' };
	strbuf_adds(&text, sign);
	strbuf_adds(&text, TR(s->label));
	pane_put(&d->pane, x, 20, 0, s->total ? ROLE_TITLE : ROLE_LABEL, text.s);
	strbuf_reset(&text);
	lang_add_amount(&text, s->amount, currency);
	if (*currency && strcmp(currency, a->home) != 0)
		strbuf_addf(&text, " %s", currency);
	pane_put(&d->pane, x + 20, AMOUNT_WIDTH, 1, s->total ? ROLE_TITLE : ROLE_TEXT, text.s);
	strbuf_release(&text);
}

/* Two columns of sums as on paper where there is room, else one under the other. */
static void build_sums(struct app *a, struct detail *d, const struct sum *left, size_t nl,
	const struct sum *right, size_t nr, int width)
{
	int second = 20 + AMOUNT_WIDTH + 3, both = width >= second + 20 + AMOUNT_WIDTH;
	size_t l = 0, r = 0;
	for (;;) {
		while (l < nl && !left[l].shown)
			l++;
		while (r < nr && !right[r].shown)
			r++;
		if (l == nl && r == nr)
			return;
		pane_line(&d->pane);
		if (l < nl)
			build_sum(a, d, &left[l++], 0);
		else if (!both)
			build_sum(a, d, &right[r++], 0);
		if (both && r < nr)
			build_sum(a, d, &right[r++], second);
	}
}

static void build_percent(struct detail *d, int64_t part, int64_t whole, const char *fmt, int width)
{
	struct strbuf text = STRBUF_INIT, line = STRBUF_INIT;
	int64_t tenths;
	if (whole == 0 || decimal_ratio(&tenths, 1000, part, whole) < 0)
		return;
	lang_add_number(&text, tenths, 1, 1);
	phrase_text(&line, fmt, (const char *const[]){ text.s }, 1, 1);
	pane_text(&d->pane, ROLE_TEXT, 2, width, line.s);
	strbuf_release(&text);
	strbuf_release(&line);
}

/* Adds up; -1 when it does not fit (then the sum is not shown). */
static int add_up(int64_t *out, const int64_t *v, size_t n)
{
	*out = 0;
	for (size_t i = 0; i < n; i++)
		if (decimal_sum(out, *out, v[i]) < 0)
			return -1;
	return 0;
}

/* What Procore itself says, when our own sum is another. */
static void build_mismatch(struct detail *d, int field, int64_t ours, int width)
{
	const struct record *r = &d->record;
	struct strbuf theirs = STRBUF_INIT, line = STRBUF_INIT;
	if (!record_has(r, field) || record_int(r, field) == ours)
		return;
	lang_add_amount(&theirs, record_int(r, field), record_currency(r));
	phrase_text(&line, N_("This does not add up: the record itself says %1$s for \"%2$s\"."),
		(const char *const[]){ theirs.s, TR(entities[r->entity].fields[field].title) }, 2, 1);
	pane_text(&d->pane, ROLE_DIFFERENCE, 2, width, line.s);
	strbuf_release(&theirs);
	strbuf_release(&line);
}

static void build_invoice_sums(struct app *a, struct detail *d, int width)
{
	const struct record *r = &d->record;
	int64_t contract = record_int(r, INVOICE_CONTRACT), changes = record_int(r, INVOICE_CHANGES);
	int64_t before = record_int(r, INVOICE_PREVIOUS), gross = record_int(r, INVOICE_AMOUNT);
	int64_t stored = record_int(r, INVOICE_MATERIALS), kept = record_int(r, INVOICE_RETAINAGE);
	int64_t released = record_int(r, INVOICE_RELEASED), tax = record_int(r, INVOICE_TAX);
	int64_t revised, to_date, net;
	int known = record_has(r, INVOICE_CONTRACT);
	int dated = record_has(r, INVOICE_PREVIOUS) || record_has(r, INVOICE_TO_DATE);
	if (add_up(&revised, (int64_t[]){ contract, changes }, 2) < 0 ||
	    add_up(&to_date, (int64_t[]){ before, gross, stored }, 3) < 0 ||
	    add_up(&net, (int64_t[]){ gross, stored, -kept, released, tax }, 5) < 0)
		return;
	const struct sum left[] = {
		{ ' ', N_("Contract"), contract, known, 0 },
		{ '+', N_("Changes"), changes, known, 0 },
		{ '=', N_("Revised contract"), revised, known, 1 },
		{ ' ', N_("Billed before"), before, dated, 0 },
		{ '+', N_("This invoice"), gross, dated, 0 },
		{ '+', N_("Stored materials"), stored, dated && stored != 0, 0 },
		{ '=', N_("Billed to date"), to_date, dated, 1 },
	};
	const struct sum right[] = {
		{ ' ', N_("Gross"), gross, 1, 0 },
		{ '+', N_("Stored materials"), stored, stored != 0, 0 },
		{ '-', N_("Retained"), kept, 1, 0 },
		{ '+', N_("Released"), released, 1, 0 },
		{ '+', N_("Tax"), tax, tax != 0, 0 },
		{ '=', N_("Net to pay"), net, 1, 1 },
		{ ' ', N_("Retained to date"), record_int(r, INVOICE_RETAINED_TO_DATE),
			record_has(r, INVOICE_RETAINED_TO_DATE), 0 },
	};
	pane_section(&d->pane, _("Arithmetic"));
	build_sums(a, d, left, ARRAY_SIZE(left), right, ARRAY_SIZE(right), width);
	if (known && dated) {
		build_percent(d, to_date, revised, N_("billed to date: %s %% of the revised contract"), width);
		build_percent(d, gross, revised, N_("this invoice: %s %% of the revised contract"), width);
	}
	if (dated)
		build_mismatch(d, INVOICE_TO_DATE, to_date, width);
	build_mismatch(d, INVOICE_NET, net, width);
}

static void build_commitment_sums(struct app *a, struct detail *d, int width)
{
	const struct record *r = &d->record;
	int64_t amount = record_int(r, COMMITMENT_AMOUNT), changes = record_int(r, COMMITMENT_CHANGES);
	int64_t billed = record_int(r, COMMITMENT_BILLED), revised, left_over;
	if (add_up(&revised, (int64_t[]){ amount, changes }, 2) < 0 ||
	    add_up(&left_over, (int64_t[]){ revised, -billed }, 2) < 0)
		return;
	const struct sum left[] = {
		{ ' ', N_("Contract"), amount, 1, 0 },
		{ '+', N_("Changes"), changes, 1, 0 },
		{ '=', N_("Revised contract"), revised, 1, 1 },
	};
	const struct sum right[] = {
		{ ' ', N_("Revised contract"), revised, 1, 0 },
		{ '-', N_("Billed to date"), billed, 1, 0 },
		{ '=', N_("Left to bill"), left_over, 1, 1 },
	};
	pane_section(&d->pane, _("Arithmetic"));
	build_sums(a, d, left, ARRAY_SIZE(left), right, ARRAY_SIZE(right), width);
	build_percent(d, billed, revised, N_("billed to date: %s %% of the revised contract"), width);
	build_mismatch(d, COMMITMENT_REVISED, revised, width);
}

/* ---- lines ---- */

struct line_column { int field, width, right; };

static void build_lines(struct app *a, struct detail *d, enum entity e, const struct line_column *cols,
	size_t n, int width)
{
	const struct record *r = &d->record;
	struct record_array lines = { 0 };
	struct strbuf text = STRBUF_INIT;
	int fixed = 0, flex;
	if (r->remote_id == NULL || records_children(a->store, e, r->connection_id, r->remote_id, &d->pool,
	    &lines, NULL) < 0 || lines.len == 0) {
		ARRAY_RELEASE(&lines);
		return;
	}
	for (size_t i = 0; i < n; i++)
		fixed += cols[i].width + 1;
	flex = width - fixed > 12 ? width - fixed : 12;
	pane_section(&d->pane, _("Lines"));
	for (size_t row = 0; row <= lines.len; row++) {
		int x = 0;
		pane_line(&d->pane);
		for (size_t i = 0; i < n; i++) {
			int w = cols[i].width ? cols[i].width : flex;
			strbuf_reset(&text);
			if (row == 0)
				strbuf_adds(&text, TR(entities[e].fields[cols[i].field].title));
			else
				add_field_text(&text, a, &lines.items[row - 1], cols[i].field);
			pane_put(&d->pane, x, w, cols[i].right && (row > 0 || text_width(text.s) <= w),
				row == 0 ? ROLE_LABEL : ROLE_TEXT, text.s);
			x += w + 1;
		}
	}
	ARRAY_RELEASE(&lines);
	strbuf_release(&text);
}

static void build_record_lines(struct app *a, struct detail *d, int width)
{
	static const struct line_column commitment[] = { { COMMITMENT_LINE_POSITION, 5, 1 },
		{ COMMITMENT_LINE_COST_CODE_NUMBER, 12, 0 }, { COMMITMENT_LINE_COST_TYPE_NUMBER, 9, 0 },
		{ COMMITMENT_LINE_DESCRIPTION, 0, 0 }, { COMMITMENT_LINE_AMOUNT, 15, 1 } };
	static const struct line_column invoice[] = { { INVOICE_LINE_POSITION, 5, 1 },
		{ INVOICE_LINE_COST_CODE_NUMBER, 12, 0 }, { INVOICE_LINE_DESCRIPTION, 0, 0 },
		{ INVOICE_LINE_AMOUNT, 15, 1 }, { INVOICE_LINE_RETAINAGE, 13, 1 } };
	if (d->entity == ENTITY_COMMITMENT)
		build_lines(a, d, ENTITY_COMMITMENT_LINE, commitment, ARRAY_SIZE(commitment), width);
	else if (d->entity == ENTITY_INVOICE)
		build_lines(a, d, ENTITY_INVOICE_LINE, invoice, ARRAY_SIZE(invoice), width);
}

/* ---- both sides ---- */

static int is_erp(const struct app *a, const struct record *r)
{
	for (size_t i = 0; i < a->connections.len; i++)
		if (a->connections.items[i].id == r->connection_id)
			return strcmp(a->connections.items[i].role, "erp") == 0;
	return 0;
}

static void build_sides(struct app *a, struct detail *d, int width)
{
	const struct entity_def *e = &entities[d->entity];
	const struct record *procore = &d->record, *erp = d->other.id ? &d->other : NULL;
	struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
	int label = 20, w = (width - label - 4) / 2;
	if (is_erp(a, &d->record)) {
		procore = d->other.id ? &d->other : NULL;
		erp = &d->record;
	}
	pane_section(&d->pane, _("Both sides"));
	pane_line(&d->pane);
	pane_put(&d->pane, label + 2, w, 0, ROLE_LABEL, _("Procore"));
	pane_put(&d->pane, label + 2 + w + 1, w, 0, ROLE_LABEL, erp || d->link.erp_id ? _("Accounting system") :
		_("Accounting system: not linked"));
	for (int i = 0; i < e->n_fields; i++) {
		int p = procore && record_has(procore, i), q = erp && record_has(erp, i), differ;
		if ((!p && !q) || e->fields[i].type == VALUE_REF)
			continue;
		strbuf_reset(&left);
		strbuf_reset(&right);
		if (p)
			add_field_text(&left, a, procore, i);
		if (q)
			add_field_text(&right, a, erp, i);
		differ = p && q && (e->fields[i].flags & FIELD_DRIFT) && strcmp(left.s, right.s) != 0;
		pane_line(&d->pane);
		pane_put(&d->pane, 0, label, 0, ROLE_LABEL, TR(e->fields[i].title));
		if (differ)
			pane_put(&d->pane, label, 1, 0, ROLE_DIFFERENCE, screen_glyph("≠", "!"));
		pane_put(&d->pane, label + 2, w, 0, differ ? ROLE_DIFFERENCE : ROLE_TEXT, left.s);
		pane_put(&d->pane, label + 2 + w + 1, w, 0, differ ? ROLE_DIFFERENCE : ROLE_TEXT, right.s);
	}
	strbuf_release(&left);
	strbuf_release(&right);
}

/* ---- what changed ---- */

static void build_changes(struct detail *d, const struct record *r, const char *snapshot, const char *title,
	int width)
{
	struct difference_array diff = { 0 };
	struct strbuf then = STRBUF_INIT, now = STRBUF_INIT, line = STRBUF_INIT;
	snapshot_compare(snapshot, r, &d->pool, &diff);
	if (diff.len > 0)
		pane_section(&d->pane, title);
	for (size_t i = 0; i < diff.len; i++) {
		const char *field = TR(entities[d->entity].fields[diff.items[i].field].title);
		strbuf_reset(&then);
		strbuf_reset(&now);
		strbuf_reset(&line);
		snapshot_add_value(&then, r, diff.items[i].field, diff.items[i].then);
		snapshot_add_value(&now, r, diff.items[i].field, diff.items[i].now);
		/* TRANSLATORS: field, value it had, value it has now. */
		phrase_text(&line, N_("%1$s: was %2$s, is now %3$s"),
			(const char *const[]){ field, then.s, *now.s ? now.s : "-" }, 3, 1);
		pane_text(&d->pane, ROLE_DIFFERENCE, 2, width, line.s);
	}
	ARRAY_RELEASE(&diff);
	strbuf_release(&then);
	strbuf_release(&now);
	strbuf_release(&line);
}

static void build_rejection_changes(struct detail *d, const struct decision_array *all, int width)
{
	const struct decision_row *last = NULL;
	for (size_t i = 0; i < all->len; i++)
		if (strcmp(all->items[i].verb, verbs[VERB_REJECT].name) == 0 &&
		    (last == NULL || all->items[i].at_ms >= last->at_ms))
			last = &all->items[i];
	if (last && (d->record.state.resubmitted || d->record.state.status == STATUS_REJECTED)) {
		if (last->comment && *last->comment)
			pane_textf(&d->pane, ROLE_WARNING, 0, width, _("Rejected by %1$s: %2$s"), last->actor,
				last->comment);
		build_changes(d, &d->record, last->seen, _("Changed since it was rejected"), width);
	}
}

/* ---- values typed here ---- */

static void build_overrides(struct app *a, struct detail *d, int width)
{
	struct override_array o = { 0 };
	if (overrides_list(a->store, d->entity, d->id, &d->pool, &o, NULL) == 0 && o.len > 0) {
		pane_section(&d->pane, _("Values typed here"));
		for (size_t i = 0; i < o.len; i++) {
			int link = add_link(d, d->entity, d->id, o.items[i].name, o.items[i].value, 0);
			pane_textf(&d->pane, ROLE_TEXT, 2, width, _("%s: %s"), o.items[i].name, o.items[i].value);
			pane_link(&d->pane, link);
		}
	}
	ARRAY_RELEASE(&o);
}

/* ---- history ---- */

static void history_line(struct detail *d, int64_t at_ms, const char *who, const char *what, int width)
{
	struct strbuf when = STRBUF_INIT;
	int first = pane_lines(&d->pane);
	lang_add_instant(&when, at_ms);
	pane_text(&d->pane, ROLE_TEXT, 31, width, what);
	/* time and name stand in front of the first line of the text */
	for (size_t i = 0; i < d->pane.segs.len; i++)
		if (d->pane.segs.items[i].line == first) {
			struct pane_seg text = d->pane.segs.items[i];
			d->pane.segs.items[i] = (struct pane_seg){ first, 0, 17, 0, ROLE_DIM,
				pool_strdup(&d->pane.pool, when.s) };
			struct pane_seg *s = ARRAY_PUSH(&d->pane.segs);
			*s = (struct pane_seg){ first, 18, 12, 0, ROLE_LABEL, pool_strdup(&d->pane.pool, who ? who : "") };
			*ARRAY_PUSH(&d->pane.segs) = text;
			break;
		}
	strbuf_release(&when);
}

const char *detail_outbox_word(enum outbox_state st)
{
	switch (st) {
	case OUTBOX_QUEUED: return _("waits to be sent");
	case OUTBOX_SENDING: return _("is being sent");
	case OUTBOX_WAITING: return _("will be tried again");
	case OUTBOX_UNKNOWN: return _("sent, no answer yet");
	case OUTBOX_DONE: return _("done");
	case OUTBOX_REFUSED: return _("refused");
	case OUTBOX_CONFLICT: return _("stopped: the record had moved on");
	case OUTBOX_DROPPED: return _("taken back");
	default: return "";
	}
}

const char *detail_outbox_what(const char *verb)
{
	if (strcmp(verb, OUT_EXPORT) == 0)
		return _("to the accounting system");
	if (strcmp(verb, OUT_WRITEBACK) == 0)
		return _("numbers back to Procore");
	if (strcmp(verb, OUT_REJECT) == 0)
		return _("rejection to Procore");
	if (strcmp(verb, OUT_PAYMENT) == 0)
		return _("payment to Procore");
	return _("new record to Procore");
}

static void build_outbox(struct app *a, struct detail *d, int width)
{
	struct outbox_array rows = { 0 };
	const char *args[ERROR_MAX_ARGS];
	if (outbox_list(a->store, d->entity, d->id, &d->pool, &rows, NULL) < 0)
		rows.len = 0;
	for (size_t i = 0; i < rows.len && i < HISTORY_MAX; i++) {
		const struct outbox_row *o = &rows.items[i];
		struct strbuf text = STRBUF_INIT;
		strbuf_addf(&text, _("%s: %s"), detail_outbox_what(o->verb), detail_outbox_word(o->state));
		if (o->attempt > 1) {
			strbuf_adds(&text, ", ");
			strbuf_addf(&text, P_("%d attempt", "%d attempts", (unsigned long)o->attempt), o->attempt);
		}
		if (o->remote_code && *o->remote_code)
			strbuf_addf(&text, ", %s", o->remote_code);
		if (o->error_msgid) {
			size_t n = args_parse(o->error_args, &d->pool, args, ERROR_MAX_ARGS);
			strbuf_adds(&text, ": ");
			phrase_text(&text, o->error_msgid, args, n, 1);
		}
		history_line(d, o->updated_ms, o->actor, text.s, width);
		strbuf_release(&text);
	}
	ARRAY_RELEASE(&rows);
}

static void build_history(struct app *a, struct detail *d, const struct decision_array *all, int width)
{
	struct audit_array audit = { 0 };
	pane_section(&d->pane, _("History"));
	for (size_t i = 0; i < all->len && i < HISTORY_MAX; i++) {
		const struct decision_row *x = &all->items[i];
		struct strbuf text = STRBUF_INIT;
		int verb = verb_parse(x->verb);
		strbuf_adds(&text, verb >= 0 ? TR(verbs[verb].title) : x->verb);
		if (x->comment && *x->comment)
			strbuf_addf(&text, ": %s", x->comment);
		history_line(d, x->at_ms, x->actor, text.s, width);
		strbuf_release(&text);
	}
	build_outbox(a, d, width);
	if (audit_list(a->store, d->entity, d->id, 0, HISTORY_MAX, &d->pool, &audit, NULL) == 0 &&
	    audit.len > 0) {
		pane_section(&d->pane, _("Audit trail"));
		for (size_t i = 0; i < audit.len; i++)
			history_line(d, audit.items[i].at_ms, audit.items[i].actor, audit.items[i].action, width);
	} else if (all->len == 0) {
		pane_text(&d->pane, ROLE_DIM, 2, width, _("Nothing was decided about it yet."));
	}
	ARRAY_RELEASE(&audit);
}

/* ---- all of it ---- */

void detail_build_sums(struct app *a, struct detail *d, int width)
{
	build_head(a, d, width);
	build_trouble(a, d, width);
	build_findings(a, d, width);
	if (d->entity == ENTITY_INVOICE)
		build_invoice_sums(a, d, width);
	else if (d->entity == ENTITY_COMMITMENT)
		build_commitment_sums(a, d, width);
}

void detail_build(struct app *a, struct detail *d, int width)
{
	struct decision_array all = { 0 };
	detail_build_sums(a, d, width);
	if (decisions_list(a->store, d->entity, d->id, &d->pool, &all, NULL) < 0)
		all.len = 0;
	build_rejection_changes(d, &all, width);
	if (d->link.id != 0 && !is_erp(a, &d->record)) {
		build_changes(d, &d->record, d->link.snapshot, _("Changed in Procore since it was exported"), width);
		if (d->other.id != 0)
			build_changes(d, &d->other, d->link.erp_snapshot,
				_("Changed in the accounting system since it was exported"), width);
	}
	build_overrides(a, d, width);
	build_record_lines(a, d, width);
	build_sides(a, d, width);
	build_history(a, d, &all, width);
	ARRAY_RELEASE(&all);
}
