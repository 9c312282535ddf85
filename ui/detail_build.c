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
#include "store/audit.h"
#include "store/comments.h"
#include "store/outbox.h"

#include <string.h>

#include "base/banned.h"

#define HISTORY_MAX  30
#define PAYLOAD_LINES 24
#define COLUMN_GAP 4
#define DETAIL_TEXT_WIDTH 124    /* longer lines are hard to read */
#define DETAIL_TWO_COLUMNS 160

static void add_field_text(struct strbuf *out, const struct app *a, const struct record *r, int field)
{
	struct column c = { .field = field };
	struct cell_context ctx = { .now_ms = clock_now_ms(), .home = a->home, .ascii = screen_ascii() };
	column_add_cell(out, &c, r, &ctx);
}

/* ---- head ---- */

/* Where the terminal makes links, what was put last leads to the record's page, here or in its books. */
static void put_url(struct app *a, struct detail *d, int erp)
{
	struct strbuf url = STRBUF_INIT;
	if (screen_has_links() && address_of(&url, a, &d->record, erp, NULL) == 0)
		pane_url(&d->pane, url.s);
	strbuf_release(&url);
}

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
	pane_put(&d->pane, w + 3, 0, 0, ROLE_TITLE, text.s);
	put_url(a, d, 0);
	w += text_width(text.s);
	strbuf_reset(&text);
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
		if (text_width(text.s) <= width)
			put_url(a, d, 1);
	}
	if (r->deleted)
		pane_text(&d->pane, ROLE_WARNING, 0, width, _("The other system says this record was deleted."));
	strbuf_release(&text);
}

/* ---- what went wrong ---- */

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

/* ---- both sides ---- */

static void put_difference(struct app *a, struct detail *d, const struct record *procore, const struct record *erp,
	int field, int x)
{
	struct strbuf text = STRBUF_INIT;
	int64_t by;
	strbuf_addf(&text, "%s ", screen_glyph("≠", "!"));
	if (entities[d->entity].fields[field].type == VALUE_MONEY &&
	    decimal_sum(&by, record_int(erp, field), -record_int(procore, field)) == 0) {
		struct strbuf amount = STRBUF_INIT;
		lang_add_amount(&amount, by, record_currency(procore));
		strbuf_addf(&text, _("differs by %s"), amount.s);
		strbuf_release(&amount);
	} else {
		strbuf_adds(&text, _("differs"));
	}
	pane_line(&d->pane);
	pane_put(&d->pane, x, 0, 0, ROLE_DIFFERENCE, text.s);
	strbuf_release(&text);
}

static int put_field(struct app *a, struct detail *d, const struct record *procore, const struct record *erp, int i,
	int width)
{
	const struct entity_def *e = &entities[d->entity];
	struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
	int p = procore && record_has(procore, i), q = erp && record_has(erp, i), differ;
	int label = 20, w = (width - label - 4) / 2;
	if (p)
		add_field_text(&left, a, procore, i);
	if (q)
		add_field_text(&right, a, erp, i);
	differ = p && q && (e->fields[i].flags & FIELD_DRIFT) && strcmp(left.s, right.s) != 0;
	pane_line(&d->pane);
	pane_put(&d->pane, 0, label, 0, ROLE_LABEL, TR(e->fields[i].title));
	if (differ)
		pane_put(&d->pane, label, 1, 0, ROLE_DIFFERENCE, screen_glyph("≠", "!"));
	/* what is cut would hide where the two differ */
	if (differ && (text_width(left.s) > w || text_width(right.s) > w)) {
		pane_put(&d->pane, label + 2, width - label - 2, 0, ROLE_DIFFERENCE, left.s);
		pane_line(&d->pane);
		pane_put(&d->pane, label + 2, width - label - 2, 0, ROLE_DIFFERENCE, right.s);
	} else {
		pane_put(&d->pane, label + 2, w, 0, differ ? ROLE_DIFFERENCE : ROLE_TEXT, left.s);
		pane_put(&d->pane, label + 2 + w + 1, w, 0, differ ? ROLE_DIFFERENCE : ROLE_TEXT, right.s);
	}
	if (differ)
		put_difference(a, d, procore, erp, i, label + 2);
	strbuf_release(&left);
	strbuf_release(&right);
	return differ;
}

static void build_sides(struct app *a, struct detail *d, int width)
{
	const struct entity_def *e = &entities[d->entity];
	const struct record *procore = &d->record, *erp = d->other.id ? &d->other : NULL;
	int label = 20, w = (width - label - 4) / 2, differences = 0;
	if (d->is_erp) {
		procore = d->other.id ? &d->other : NULL;
		erp = &d->record;
	}
	pane_section(&d->pane, _("Both sides"));
	pane_line(&d->pane);
	pane_put(&d->pane, label + 2, w, 0, ROLE_LABEL, procore ? _("Procore") : _("Procore: not linked"));
	pane_put(&d->pane, label + 2 + w + 1, w, 0, ROLE_LABEL, erp || d->link.erp_id ? _("Accounting system") :
		_("Accounting system: not linked"));
	for (int i = 0; i < e->n_fields; i++)
		if (((procore && record_has(procore, i)) || (erp && record_has(erp, i))) && e->fields[i].type != VALUE_REF)
			differences += put_field(a, d, procore, erp, i, width);
	if (differences > 0)
		pane_textf(&d->pane, ROLE_DIFFERENCE, 0, width, P_("%1$s %2$d value differs.", "%1$s %2$d values differ.",
			(unsigned long)differences), screen_glyph("≠", "!"), differences);
	else if (procore && erp)
		pane_textf(&d->pane, ROLE_DIM, 0, width, _("%s What both sides must agree on is the same."),
			screen_glyph("✓", "ok"));
}

/* ---- what will be sent ---- */

/* The document itself; what the program notes around it (how it is found again, what must come out
 * of it) is with the whole of it, a key away. */
#define BODY "body "
static void build_payload(struct detail *d, int width)
{
	const char *s = d->payload;
	int lines = 0, body;
	if (!detail_sends(d))
		return;
	pane_section(&d->pane, _("What will be sent"));
	if (s == NULL) {
		pane_text(&d->pane, ROLE_DIM, 0, width, _("p shows exactly what would be sent."));
		return;
	}
	body = strncmp(s, BODY, strlen(BODY)) == 0 || strstr(s, "\n" BODY) != NULL;
	for (; *s && lines < PAYLOAD_LINES; lines++) {
		size_t len, name;
		if (body && strncmp(s, BODY, strlen(BODY)) != 0) {
			s += strcspn(s, "\n");
			s += *s == '\n';
			lines--;
			continue;
		}
		s += body ? strlen(BODY) : 0;
		len = strcspn(s, "\n");
		name = strcspn(s, ":");
		char *left = xstrndup(s, name < len ? name : len), *right = xstrndup(s + (name < len ? name + 1 : len),
			name < len ? len - name - 1 : 0);
		pane_beside(&d->pane, 0, ROLE_LABEL, left, text_width(left) < 28 ? 28 : text_width(left) + 2, ROLE_TEXT, width,
			*right == ' ' ? right + 1 : right);
		free(left);
		free(right);
		s += len + (s[len] == '\n');
	}
	pane_text(&d->pane, ROLE_DIM, 0, width, *s ? _("There is more; p shows exactly what would be sent.") :
		_("p shows it as it is sent."));
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
			int link = detail_add_link(d, d->entity, d->id, o.items[i].name, o.items[i].value, 0);
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
				pool_strdup(&d->pane.pool, when.s), NULL };
			struct pane_seg *s = ARRAY_PUSH(&d->pane.segs);
			*s = (struct pane_seg){ first, 18, 12, 0, ROLE_LABEL, pool_strdup(&d->pane.pool, who ? who : ""), NULL };
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
			lang_add_colon(&text);
			phrase_text(&text, o->error_msgid, args, n, 1);
		}
		history_line(d, o->updated_ms, o->actor, text.s, width);
		strbuf_release(&text);
	}
	ARRAY_RELEASE(&rows);
}

static void build_comments(struct app *a, struct detail *d, int width)
{
	struct comment_array all = { 0 };
	pane_section(&d->pane, _("Comments"));
	if (comments_list(a->store, d->entity, d->id, HISTORY_MAX, &d->pool, &all, NULL) < 0)
		all.len = 0;
	for (size_t i = 0; i < all.len; i++)
		history_line(d, all.items[i].at_ms, all.items[i].actor, all.items[i].text, width);
	if (all.len == 0)
		pane_text(&d->pane, ROLE_DIM, 0, width, _("None yet; C writes one."));
	ARRAY_RELEASE(&all);
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

/* What the record is, what it comes to, and what changes it. */
static void build_left(struct app *a, struct detail *d, const struct decision_array *all, int width)
{
	detail_build_sheet(a, d, width);
	build_rejection_changes(d, all, width);
	if (d->link.id != 0 && !d->is_erp) {
		build_changes(d, &d->record, d->link.snapshot, _("Changed in Procore since it was exported"), width);
		if (d->other.id != 0)
			build_changes(d, &d->other, d->link.erp_snapshot,
				_("Changed in the accounting system since it was exported"), width);
	}
	build_overrides(a, d, width);
	detail_build_lines(a, d, width);
}

/* What the systems say, what goes there, and who did what. */
static void build_right(struct app *a, struct detail *d, const struct decision_array *all, int width)
{
	build_sides(a, d, width);
	build_payload(d, width);
	build_comments(a, d, width);
	build_history(a, d, all, width);
}

/* Where there is room for two columns, the right one begins beside the arithmetic. */
static void build_wide(struct app *a, struct detail *d, const struct decision_array *all, int width)
{
	int each = (width - COLUMN_GAP) / 2, top = pane_lines(&d->pane);
	struct text_pane main = d->pane, right;
	pane_init(&d->pane);
	build_right(a, d, all, each);
	right = d->pane;
	d->pane = main;
	build_left(a, d, all, each);
	pane_merge(&d->pane, &right, top + 1, each + COLUMN_GAP);
	pane_release(&right);
}

void detail_build(struct app *a, struct detail *d, int width)
{
	struct decision_array all = { 0 };
	int text = width < DETAIL_TEXT_WIDTH ? width : DETAIL_TEXT_WIDTH;
	build_head(a, d, text);
	build_trouble(a, d, text);
	detail_build_findings(a, d, text);
	if (decisions_list(a->store, d->entity, d->id, &d->pool, &all, NULL) < 0)
		all.len = 0;
	if (width >= DETAIL_TWO_COLUMNS) {
		build_wide(a, d, &all, width);
	} else {
		build_left(a, d, &all, text);
		build_right(a, d, &all, text);
	}
	ARRAY_RELEASE(&all);
}
