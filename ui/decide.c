/* Decisions from the screens.
 *
 * A decision is asked for, never made here: the worker judges it again and writes it.
 * What this file does is to say beforehand what will happen: one ready record without a
 * warning goes at once; anything else shows a summary first, whose safe answer is
 * Cancel. */
#include "ui/decide.h"
#include "ui/app.h"
#include "ui/confirm.h"
#include "ui/detail.h"
#include "ui/form.h"
#include "ui/picker.h"
#include "ui/vault_view.h"
#include "base/args.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "model/check.h"

#include <string.h>

#include "base/banned.h"

#define SUMMARY_HELD_MAX 12
#define TREE_MAX         64
#define TREE_DEPTH       8
#define CANDIDATES_MAX   200
#define TOLD             (-1)  /* a watched record whose unknown end was told */

static void post(struct app *a, enum verb verb, const struct message_item *items, size_t n,
	const char *comment, int64_t flags)
{
	struct message *m = message_new(MSG_DECIDE);
	m->verb = verb;
	m->entity = n > 0 ? items[0].entity : ENTITY_NONE;
	m->items = xcalloc(n, sizeof *m->items);
	memcpy(m->items, items, n * sizeof *items);
	m->n_items = n;
	m->text = xstrdup(comment);
	m->number = flags;
	app_ask(a, REQUEST_DECIDE, verb, m);
}

/* 1 when it is known here that this user may not, or that the state does not allow it. */
static int refused(struct app *a, enum verb verb, const struct record *r, struct strbuf *why)
{
	struct error err = ERROR_INIT;
	struct rights who = a->rights;
	int no;
	if (who.role == NULL)
		who = (struct rights){ a->user, ROLE_ADMINISTRATOR, ~0u, ~0u };  /* the worker knows */
	no = decision_allowed(verb, r->entity, &r->state, &who, "-", &err) < 0;
	if (no && why) {
		strbuf_addf(why, _("%s: "), record_name(r));
		error_text(why, &err, 1);
	}
	error_release(&err);
	return no;
}

/* ---- what a set of records comes to ---- */

struct batch {
	enum verb verb;
	struct pool pool;
	struct record_array records;      /* that the verb applies to */
	struct record_array held;         /* that it does not, or not without their prerequisites */
	struct { struct strbuf *items; size_t len, cap; } reasons;      /* of held, in the same order */
	struct query_totals totals;
	int warnings, tree_warnings, hidden, curable;    /* curable: held only by what can be approved or accepted with it */
	struct message_item *with;        /* records and curable ones; owned */
	size_t n_with;
	/* prerequisites in the order they will be approved, the records themselves last */
	struct { struct record *items; size_t len, cap; } tree;
	/* values the program proposes for records of the tree: accepted with it */
	struct { struct proposal { struct record record; const char *field, *value; } *items; size_t len, cap; }
		proposals;
};

static void batch_free(void *data)
{
	struct batch *b = data;
	for (size_t i = 0; i < b->reasons.len; i++)
		strbuf_release(&b->reasons.items[i]);
	ARRAY_RELEASE(&b->reasons);
	ARRAY_RELEASE(&b->records);
	ARRAY_RELEASE(&b->held);
	ARRAY_RELEASE(&b->tree);
	ARRAY_RELEASE(&b->proposals);
	pool_release(&b->pool);
	free(b->with);
	free(b);
}

static int holds(const struct finding_row *f)
{
	return f->severity && strcmp(f->severity, "hold") == 0;
}

static int has_proposal(const struct finding_row *f)
{
	return holds(f) && !f->prerequisite && f->field && f->proposal && *f->proposal;
}

static void finding_add_text(struct app *a, struct strbuf *out, const struct record *r, const struct finding_row *f,
	struct pool *p)
{
	const char *args[FINDING_MAX_ARGS];
	worker_finding_text(out, systems_connector(a, r->state.books), f->code, args, (int)args_parse(f->args, p, args, FINDING_MAX_ARGS));
}

/* A vendor that works for several sets of books: it is in one of them already, and what is sent to
 * that ERP needs it there as well.  The worker judges it as it stands towards that one. */
static int is_elsewhere(struct app *a, const struct record *r, int64_t erp, struct pool *p)
{
	struct link l;
	return erp && r->entity == ENTITY_VENDOR &&
		(r->state.status == STATUS_SYNCED || r->state.status == STATUS_CHANGED) &&
		links_get_in(a->store, r->entity, r->id, erp, p, &l, NULL) < 0;
}

/* 1 when all that holds it are records to be approved first, which can be, and values that
 * are proposed.  Otherwise why gets what stands in the way deeper down. */
static int can_go(struct app *a, const struct record *r, struct pool *p, int depth, struct strbuf *why)
{
	struct finding_array f = { 0 };
	int yes = depth <= TREE_DEPTH && findings_list(a->store, r->entity, r->id, p, &f, NULL) == 0;
	for (size_t i = 0; i < f.len && yes; i++) {
		const struct finding_row *x = &f.items[i];
		struct record fix;
		if (!holds(x) || has_proposal(x))
			continue;
		if (x->prerequisite && x->fix_id != 0 &&
		    records_get(a->store, x->fix_entity, x->fix_id, p, &fix, NULL) == 0 &&
		    !(fix.entity == r->entity && fix.id == r->id)) {
			if (is_elsewhere(a, &fix, r->state.books, p)) {
				fix.state.status = STATUS_READY;
				yes = !refused(a, VERB_APPROVE, &fix, why);
				continue;
			}
			yes = fix.state.status == STATUS_QUEUED || fix.state.status == STATUS_SENDING ||
				(!refused(a, VERB_APPROVE, &fix, why) && can_go(a, &fix, p, depth + 1, why));
			continue;
		}
		yes = 0;
		if (why && depth > 0)
			strbuf_addf(why, "%s %s: ", TR(entities[r->entity].title), record_name(r));
		if (why && (depth > 0 || !r->state.note || strcmp(r->state.note, x->code) != 0))
			finding_add_text(a, why, r, x, p);     /* the record's own note is told already */
	}
	ARRAY_RELEASE(&f);
	return yes;
}

static int in_tree(const struct batch *b, const struct record *r)
{
	for (size_t i = 0; i < b->tree.len; i++)
		if (b->tree.items[i].entity == r->entity && b->tree.items[i].id == r->id)
			return 1;
	return 0;
}

/* What must be approved before r, deepest first, then r. */
static void tree_add(struct app *a, struct batch *b, const struct record *r, int depth)
{
	struct finding_array f = { 0 };
	if (depth > TREE_DEPTH || b->tree.len >= TREE_MAX || in_tree(b, r))
		return;
	if (findings_list(a->store, r->entity, r->id, &b->pool, &f, NULL) == 0)
		for (size_t i = 0; i < f.len; i++) {
			struct record fix;
			if (has_proposal(&f.items[i]))
				*ARRAY_PUSH(&b->proposals) = (struct proposal){ *r, f.items[i].field, f.items[i].proposal };
			if (f.items[i].prerequisite && f.items[i].fix_id != 0 &&
			    records_get(a->store, f.items[i].fix_entity, f.items[i].fix_id, &b->pool, &fix, NULL) == 0 &&
			    !(fix.entity == r->entity && fix.id == r->id))
				tree_add(a, b, &fix, depth + 1);
		}
	ARRAY_RELEASE(&f);
	if (!in_tree(b, r)) {
		*ARRAY_PUSH(&b->tree) = *r;
		b->tree_warnings += r->state.n_warnings;
	}
}

static void batch_add(struct app *a, struct batch *b, const struct record *r)
{
	struct strbuf why = STRBUF_INIT;
	int held = b->verb == VERB_APPROVE && r->state.status == STATUS_HELD;
	if (!refused(a, b->verb, r, &why) && !held) {
		*ARRAY_PUSH(&b->records) = *r;
		b->warnings += r->state.n_warnings;
		strbuf_release(&why);
		return;
	}
	if (held && why.len == 0) {
		struct strbuf deeper = STRBUF_INIT;
		strbuf_addf(&why, _("%s: "), record_name(r));
		note_add(&why, systems_connector(a, r->state.books), &r->state);
		if (can_go(a, r, &b->pool, 0, &deeper)) {
			b->curable++;
			strbuf_addf(&why, " %s", _("(A approves it with what it needs)"));
		} else if (deeper.len > 0) {
			strbuf_addf(&why, " (%s)", deeper.s);
		}
		strbuf_release(&deeper);
	}
	*ARRAY_PUSH(&b->held) = *r;
	*ARRAY_PUSH(&b->reasons) = why;
}

static struct batch *batch_new(struct app *a, enum verb verb)
{
	struct batch *b = xcalloc(1, sizeof *b);
	size_t n;
	struct message_item *items = app_items(a, &n);
	int64_t *ids;
	b->verb = verb;
	for (size_t i = 0; i < n; i++) {
		struct record r;
		if (records_get(a->store, items[i].entity, items[i].id, &b->pool, &r, NULL) < 0)
			continue;
		r.state.version = items[i].version ? items[i].version : r.state.version;
		batch_add(a, b, &r);
	}
	free(items);
	ids = xcalloc(b->records.len, sizeof *ids);
	for (size_t i = 0; i < b->records.len; i++)
		ids[i] = b->records.items[i].id;
	if (b->records.len > 0)
		query_totals_of(a->store, b->records.items[0].entity, ids, b->records.len, &b->totals, NULL);
	free(ids);
	b->hidden = (int)table_marks_hidden(&app_tab(a)->table);
	return b;
}

static void batch_with_prerequisites(struct app *a, struct batch *b)
{
	b->with = xcalloc(b->records.len + b->held.len, sizeof *b->with);
	for (size_t i = 0; i < b->records.len; i++) {
		const struct record *r = &b->records.items[i];
		b->with[b->n_with++] = (struct message_item){ r->entity, r->id, r->state.version };
		tree_add(a, b, r, 0);
	}
	for (size_t i = 0; i < b->held.len; i++) {
		const struct record *r = &b->held.items[i];
		if (r->state.status != STATUS_HELD || !can_go(a, r, &b->pool, 0, NULL))
			continue;
		b->with[b->n_with++] = (struct message_item){ r->entity, r->id, r->state.version };
		tree_add(a, b, r, 0);
	}
}

static void post_batch(struct app *a, const struct batch *b, const char *comment, int64_t flags)
{
	struct message_item *items = xcalloc(b->records.len, sizeof *items);
	for (size_t i = 0; i < b->records.len; i++)
		items[i] = (struct message_item){ b->records.items[i].entity, b->records.items[i].id,
			b->records.items[i].state.version };
	if (b->records.len > 0)
		post(a, b->verb, items, b->records.len, comment, flags);
	free(items);
}

/* ---- the summary ---- */

static void add_sum_of(struct strbuf *out, const struct app *a, const struct record *r)
{
	int field = query_sum_field(r->entity);
	if (field >= 0 && record_has(r, field))
		lang_add_money(out, record_int(r, field), record_currency(r), a->home);
}

static void build_record(struct app *a, struct text_pane *p, const struct record *r, int number, int width)
{
	struct strbuf text = STRBUF_INIT, amount = STRBUF_INIT;
	const struct entity_def *e = &entities[r->entity];
	int vendor = r->entity == ENTITY_INVOICE ? INVOICE_VENDOR_NAME :
		r->entity == ENTITY_COMMITMENT ? COMMITMENT_VENDOR_NAME :
		r->entity == ENTITY_PAYMENT ? PAYMENT_VENDOR_NAME : e->label;
	if (number > 0)
		strbuf_addf(&text, "%d. ", number);
	strbuf_addf(&text, "%s %s", TR(e->title), record_name(r));
	if (strcmp(record_text(r, vendor), record_name(r)) != 0)
		strbuf_addf(&text, "  %s", record_text(r, vendor));
	add_sum_of(&amount, a, r);
	pane_line(p);
	pane_put(p, 2, width - 22, 0, ROLE_TEXT, text.s);
	pane_put(p, width - 18, 18, 1, ROLE_TEXT, amount.s);
	strbuf_release(&text);
	strbuf_release(&amount);
}

static int by_amount(const struct record *x, const struct record *y)
{
	int field = query_sum_field(x->entity);
	int64_t a = field >= 0 ? record_int(x, field) : 0, b = field >= 0 ? record_int(y, field) : 0;
	return a > b ? -1 : a < b;
}

/* The three largest: what a second look is worth most. */
static void build_largest(struct app *a, struct text_pane *p, const struct batch *b, int width)
{
	const struct record *top[3] = { NULL, NULL, NULL };
	if (b->records.len < 2)
		return;
	pane_section(p, b->records.len > 3 ? _("The three largest") : _("These"));
	for (size_t i = 0; i < b->records.len; i++) {
		const struct record *r = &b->records.items[i];
		for (int k = 0; k < 3; k++)
			if (top[k] == NULL || by_amount(r, top[k]) < 0) {
				for (int j = 2; j > k; j--)
					top[j] = top[j - 1];
				top[k] = r;
				break;
			}
	}
	for (int k = 0; k < 3 && top[k]; k++)
		build_record(a, p, top[k], 0, width);
}

static void build_warnings(struct app *a, struct text_pane *p, struct batch *b, int width)
{
	int shown = 0;
	for (size_t i = 0; i < (b->tree.len > 0 ? b->tree.len : b->records.len); i++) {
		const struct record *r = b->tree.len > 0 ? &b->tree.items[i] : &b->records.items[i];
		struct finding_array f = { 0 };
		if (r->state.n_warnings == 0 ||
		    findings_list(a->store, r->entity, r->id, &b->pool, &f, NULL) < 0)
			continue;
		for (size_t k = 0; k < f.len; k++) {
			const char *args[FINDING_MAX_ARGS];
			struct strbuf text = STRBUF_INIT;
			if (f.items[k].severity == NULL || strcmp(f.items[k].severity, "warning") != 0)
				continue;
			if (shown++ == 0)
				pane_section(p, _("Warnings"));
			strbuf_adds(&text, "! ");
			strbuf_addf(&text, _("%s: "), record_name(r));
			worker_finding_text(&text, systems_connector(a, r->state.books), f.items[k].code, args,
				(int)args_parse(f.items[k].args, &b->pool, args, FINDING_MAX_ARGS));
			if (shown <= SUMMARY_HELD_MAX)
				pane_text(p, ROLE_WARNING, 2, width, text.s);
			strbuf_release(&text);
		}
		ARRAY_RELEASE(&f);
	}
	if (shown > SUMMARY_HELD_MAX)
		pane_textf(p, ROLE_WARNING, 2, width, P_("and %d more", "and %d more",
			(unsigned long)(shown - SUMMARY_HELD_MAX)), shown - SUMMARY_HELD_MAX);
}

static void build_held(struct text_pane *p, const struct batch *b, int width)
{
	if (b->held.len == 0)
		return;
	pane_section(p, _("Left out, and why"));
	for (size_t i = 0; i < b->held.len && i < SUMMARY_HELD_MAX; i++)
		pane_text(p, ROLE_HELD, 2, width, b->reasons.items[i].s);
	if (b->held.len > SUMMARY_HELD_MAX)
		pane_textf(p, ROLE_HELD, 2, width, P_("and %d more", "and %d more",
			(unsigned long)(b->held.len - SUMMARY_HELD_MAX)), (int)(b->held.len - SUMMARY_HELD_MAX));
}

static void build_count(struct app *a, struct text_pane *p, const struct batch *b, int width)
{
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, P_("%d record", "%d records", (unsigned long)b->records.len), (int)b->records.len);
	for (size_t i = 0; i < b->totals.n && query_sum_field(b->records.items[0].entity) >= 0; i++) {
		strbuf_adds(&text, i == 0 ? ", " : " + ");
		lang_add_money(&text, b->totals.by_currency[i].sum, b->totals.by_currency[i].currency, a->home);
	}
	pane_text(p, ROLE_TITLE, 0, width, text.s);
	strbuf_release(&text);
}

static void approve_build(struct app *a, struct text_pane *p, int width, void *data)
{
	struct batch *b = data;
	pane_text(p, ROLE_TEXT, 0, width, _("Approved records go to the accounting system at once; u takes back "
		"what is not sent yet."));
	build_count(a, p, b, width);
	if (b->hidden > 0)
		pane_textf(p, ROLE_WARNING, 0, width, P_("%d of the marked records is not shown by this view or filter.",
			"%d of the marked records are not shown by this view or filter.", (unsigned long)b->hidden),
			b->hidden);
	build_largest(a, p, b, width);
	build_warnings(a, p, b, width);
	build_held(p, b, width);
}

static void approve_chosen(struct app *a, int button, void *data)
{
	const struct batch *b = data;
	post_batch(a, b, NULL, b->warnings > 0 ? DECIDE_ACCEPT_WARNINGS : 0);
}

static void build_proposals(struct text_pane *p, const struct batch *b, int width)
{
	if (b->proposals.len == 0)
		return;
	pane_section(p, _("Proposed values, accepted with this; e changes them"));
	for (size_t i = 0; i < b->proposals.len; i++) {
		const struct proposal *x = &b->proposals.items[i];
		pane_textf(p, ROLE_WARNING, 2, width, _("%1$s %2$s, %3$s: \"%4$s\""), TR(entities[x->record.entity].title),
			record_name(&x->record), edit_field_title(x->field), x->value);
	}
}

static void tree_build(struct app *a, struct text_pane *p, int width, void *data)
{
	struct batch *b = data;
	pane_text(p, ROLE_TEXT, 0, width, _("These are approved and sent in this order; each one waits for the one "
		"before it. If one is refused, those after it are not sent."));
	pane_line(p);
	for (size_t i = 0; i < b->tree.len; i++)
		build_record(a, p, &b->tree.items[i], (int)i + 1, width);
	build_proposals(p, b, width);
	build_warnings(a, p, b, width);
}

static void tree_chosen(struct app *a, int button, void *data)
{
	const struct batch *b = data;
	for (size_t i = 0; i < b->proposals.len; i++)
		edit_post(a, &(struct message_item){ b->proposals.items[i].record.entity,
			b->proposals.items[i].record.id, b->proposals.items[i].record.state.version },
			b->proposals.items[i].field, b->proposals.items[i].value);
	post(a, VERB_APPROVE, b->with, b->n_with, NULL, DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS);
}

/* Nothing of it can be approved: says why of the first. */
static void say_held(struct app *a, const struct batch *b)
{
	if (b->held.len == 1)
		app_say(a, TONE_WARNING, "%s", b->reasons.items[0].s);
	else if (b->held.len > 1)
		app_say(a, TONE_WARNING, _("None of these %d can be approved; the first: %s"), (int)b->held.len,
			b->reasons.items[0].s);
}

void act_approve_tree(struct app *a)
{
	static const struct confirm_def def = { N_("Approve with prerequisites"), tree_build,
		{ N_("Approve all of these"), N_("Cancel"), NULL }, tree_chosen, batch_free };
	struct batch *b = batch_new(a, VERB_APPROVE);
	batch_with_prerequisites(a, b);
	if (b->n_with == 0) {
		say_held(a, b);
		batch_free(b);
		return;
	}
	if (b->held.len == 0 && b->tree.len == b->records.len && b->proposals.len == 0) {
		batch_free(b);          /* nothing has to go before */
		act_approve(a);
		return;
	}
	confirm_open(a, &def, b->tree_warnings > 0 || b->proposals.len > 0 || b->n_with < b->records.len + b->held.len, b);
}

void act_approve(struct app *a)
{
	static const struct confirm_def def = { N_("Approve"), approve_build,
		{ N_("Approve"), N_("Cancel"), NULL }, approve_chosen, batch_free };
	struct batch *b = batch_new(a, VERB_APPROVE);
	size_t n = b->records.len + b->held.len;
	if (b->records.len == 0 && b->curable > 0) {
		batch_free(b);
		act_approve_tree(a);
	} else if (b->records.len == 0) {
		say_held(a, b);
		if (n == 1 && a->detail.mode == DETAIL_CLOSED)
			a->detail.mode = DETAIL_PANE;
		batch_free(b);
	} else if (n == 1 && b->warnings == 0) {
		post_batch(a, b, NULL, 0);
		batch_free(b);
	} else {
		confirm_open(a, &def, b->warnings > 0 || b->held.len > 0 || b->hidden > 0 ? 1 : 0, b);
	}
}

/* ---- reject ---- */

static int reject_done(struct app *a, struct form *f, void *data, struct error *err)
{
	const char *reason = form_value(f, 0);
	if (reason[strspn(reason, " ")] == '\0')
		return error_set(err, ERR_DATA, N_("Type a reason: the project team will ask what to correct."), NULL);
	post_batch(a, data, reason, 0);
	return 0;
}

void act_reject(struct app *a)
{
	static const struct form_def def = { N_("Reject"), N_("Reject"), reject_done, NULL, batch_free };
	struct batch *b = batch_new(a, VERB_REJECT);
	struct form_field reason = { "reason", _("Reason"), "", 0 };
	struct strbuf text = STRBUF_INIT;
	if (b->records.len == 0) {
		say_held(a, b);
		batch_free(b);
		return;
	}
	if (b->records.len == 1)
		strbuf_addf(&text, "%s %s. ", TR(entities[b->records.items[0].entity].title),
			record_name(&b->records.items[0]));
	else
		strbuf_addf(&text, P_("%d record. ", "%d records. ", (unsigned long)b->records.len),
			(int)b->records.len);
	if (b->held.len > 0)
		strbuf_addf(&text, P_("%d is left out. ", "%d are left out. ", (unsigned long)b->held.len),
			(int)b->held.len);
	strbuf_adds(&text, b->records.items[0].entity == ENTITY_INVOICE ?
		_("It goes back to the project team as \"revise and resubmit\". Procore takes no text with that: tell them "
		"what to correct. The reason is kept in the history:") :
		_("It leaves the queue until it changes in Procore. The reason is kept in the history:"));
	form_open(a, &def, text.s, &reason, 1, b);
	strbuf_release(&text);
}

/* ---- verbs that need no more than a word ---- */

static void simple(struct app *a, enum verb verb)
{
	struct batch *b = batch_new(a, verb);
	if (b->records.len == 0)
		say_held(a, b);
	else
		post_batch(a, b, NULL, 0);
	batch_free(b);
}

void act_undo(struct app *a)
{
	simple(a, VERB_UNDO);
}

void act_retry(struct app *a)
{
	simple(a, VERB_RETRY);
}

void act_archive(struct app *a)
{
	const struct record *r = app_record(a);
	simple(a, r && r->state.status == STATUS_ARCHIVED ? VERB_RESTORE : VERB_ARCHIVE);
}

static void plain_build(struct app *a, struct text_pane *p, int width, void *data)
{
	struct batch *b = data;
	pane_text(p, ROLE_TEXT, 0, width, b->verb == VERB_UNLINK ?
		_("The record and its counterpart in the accounting system are no longer tied together. This is refused "
		"while the counterpart still exists there: delete it there first.") :
		_("A new record is made in Procore from the one in the accounting system, and both are tied together."));
	build_count(a, p, b, width);
	build_largest(a, p, b, width);
	if (b->records.len == 1)
		build_record(a, p, &b->records.items[0], 0, width);
	build_held(p, b, width);
}

static void ask_plain(struct app *a, enum verb verb, const struct confirm_def *def)
{
	struct batch *b = batch_new(a, verb);
	if (b->records.len == 0) {
		say_held(a, b);
		batch_free(b);
	} else {
		confirm_open(a, def, verb == VERB_UNLINK || b->held.len > 0 ? 1 : 0, b);
	}
}

void act_unlink(struct app *a)
{
	static const struct confirm_def def = { N_("Unlink"), plain_build, { N_("Unlink"), N_("Cancel"), NULL },
		approve_chosen, batch_free };
	ask_plain(a, VERB_UNLINK, &def);
}

void act_add(struct app *a)
{
	static const struct confirm_def def = { N_("Add to Procore"), plain_build,
		{ N_("Add"), N_("Cancel"), NULL }, approve_chosen, batch_free };
	ask_plain(a, VERB_ADD, &def);
}

/* ---- link: choose the counterpart ---- */

struct candidates {
	struct message_item item;       /* the record to link */
	int to_erp;                     /* it is Procore's: the others are the ERP's */
	int64_t suggested;              /* what looks like the same; 0 */
	int64_t books;                  /* the connection it is booked in; 0: any */
};

/* The counterpart that the preflight found. */
static int64_t suggested(struct app *a, const struct record *r)
{
	struct finding_array f = { 0 };
	struct pool pool = POOL_INIT;
	int64_t id = 0;
	if (findings_list(a->store, r->entity, r->id, &pool, &f, NULL) == 0)
		for (size_t i = 0; i < f.len; i++)
			if (!f.items[i].prerequisite && f.items[i].fix_entity == r->entity && f.items[i].fix_id != r->id &&
			    (strcmp(f.items[i].code, "erp-match") == 0 || strcmp(f.items[i].code, "erp-duplicate") == 0))
				id = f.items[i].fix_id;
	ARRAY_RELEASE(&f);
	pool_release(&pool);
	return id;
}

static const char *connection_role(const struct app *a, int64_t id)
{
	for (size_t i = 0; i < a->connections.len; i++)
		if (a->connections.items[i].id == id)
			return a->connections.items[i].role;
	return "";
}

static void candidate_text(struct strbuf *out, const struct record *r)
{
	const struct entity_def *e = &entities[r->entity];
	strbuf_addf(out, "%s  %s", r->remote_code ? r->remote_code : record_name(r), record_text(r, e->label));
	if (r->entity == ENTITY_VENDOR && record_has(r, VENDOR_CITY))
		strbuf_addf(out, ", %s", record_text(r, VENDOR_CITY));
}

/* Bills and orders of the ERP stand on no list of their own: what was suggested, and what has
 * the number that is typed. */
static void suggested_first(struct app *a, const struct candidates *c, const char *typed, struct pool *p,
	struct record_array *rows)
{
	struct record_array found = { 0 };
	struct record first;
	for (size_t i = 0; i < a->connections.len && c->to_erp && *typed; i++)
		if (strcmp(a->connections.items[i].role, "erp") == 0)
			records_where(a->store, c->item.entity, a->connections.items[i].id,
				entities[c->item.entity].number, typed, 20, p, &found, NULL);
	for (size_t i = 0; i < found.len; i++) {
		struct link l;
		size_t at = 0;
		while (at < rows->len && rows->items[at].id != found.items[i].id)
			at++;
		if (at == rows->len && links_by_erp_record(a->store, c->item.entity, found.items[i].id, p, &l, NULL) < 0)
			*ARRAY_PUSH(rows) = found.items[i];
	}
	ARRAY_RELEASE(&found);
	if (c->suggested == 0 || *typed ||
	    records_get(a->store, c->item.entity, c->suggested, p, &first, NULL) < 0)
		return;
	for (size_t i = 0; i < rows->len; i++)
		if (rows->items[i].id == c->suggested)
			memmove(&rows->items[i], &rows->items[i + 1], (--rows->len - i) * sizeof first);
	ARRAY_PUSH(rows);
	memmove(&rows->items[1], &rows->items[0], (rows->len - 1) * sizeof first);
	rows->items[0] = first;
}

static void fill_candidates(struct app *a, struct picker *p, const char *typed, void *data)
{
	const struct candidates *c = data;
	struct filter f;
	struct query q = { .entity = c->item.entity, .view = c->to_erp ? VIEW_IMPORT : VIEW_ALL,
		.sort_field = entities[c->item.entity].label, .books = c->to_erp ? c->books : 0 };
	struct pool pool = POOL_INIT;
	struct record_array rows = { 0 };
	size_t max = CANDIDATES_MAX;
	memset(&f, 0, sizeof f);
	if (filter_parse(&f, q.entity, typed, NULL) == 0 && f.n_terms > 0)
		q.filter = &f;
	if (!(entities[q.entity].fields[q.sort_field].flags & FIELD_SORT))
		q.sort_field = SORT_ID;
	if (query_window(a->store, &q, 0, 0, 0, max, &pool, &rows, NULL) < 0)
		rows.len = 0;
	suggested_first(a, c, typed, &pool, &rows);
	for (size_t i = 0; i < rows.len; i++) {
		struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
		const struct record *r = &rows.items[i];
		if ((strcmp(connection_role(a, r->connection_id), "erp") == 0) != c->to_erp ||
		    r->state.erp_code != NULL)
			continue;
		candidate_text(&left, r);
		add_sum_of(&right, a, r);
		if (c->to_erp && a->systems.len > 1)
			strbuf_addf(&right, "%s%s", right.len > 0 ? "  " : "", systems_name(a, r->connection_id));
		if (r->id == c->suggested)
			strbuf_addf(&right, "%s%s", right.len > 0 ? "  " : "", _("suggested"));
		picker_add(p, r->id, left.s, right.s, NULL);
		strbuf_release(&left);
		strbuf_release(&right);
	}
	ARRAY_RELEASE(&rows);
	pool_release(&pool);
	filter_release(&f);
}

static void candidate_chosen(struct app *a, int64_t id, void *data)
{
	const struct candidates *c = data;
	struct message_item other = { c->item.entity, id, 0 };
	struct pool pool = POOL_INIT;
	struct record r;
	if (records_get(a->store, c->item.entity, id, &pool, &r, NULL) == 0)
		other.version = r.state.version;
	pool_release(&pool);
	/* Procore's record first, its counterpart second */
	post(a, VERB_LINK, c->to_erp ? (struct message_item[]){ c->item, other } :
		(struct message_item[]){ other, c->item }, 2, NULL, 0);
}

void act_link(struct app *a)
{
	static const struct picker_def to_erp = { N_("Link to which record of the accounting system?"),
		N_("type to search   Enter link   Esc cancel"), fill_candidates, candidate_chosen, free, 0 };
	static const struct picker_def to_procore = { N_("Link to which record of Procore?"),
		N_("type to search   Enter link   Esc cancel"), fill_candidates, candidate_chosen, free, 0 };
	const struct record *r = app_record(a);
	struct strbuf why = STRBUF_INIT;
	struct candidates *c;
	if (refused(a, VERB_LINK, r, &why)) {
		app_say(a, TONE_WARNING, "%s", why.s);
		strbuf_release(&why);
		return;
	}
	c = xcalloc(1, sizeof *c);
	c->item = (struct message_item){ r->entity, r->id, r->state.version };
	c->to_erp = strcmp(connection_role(a, r->connection_id), "erp") != 0;
	c->suggested = suggested(a, r);
	c->books = r->entity == ENTITY_VENDOR ? 0 : r->state.books;    /* a vendor may be in several systems */
	picker_open(a, c->to_erp ? &to_erp : &to_procore, c);
}

/* ---- answers ---- */

static void say_name(struct app *a, const struct message_item *it, const char *one)
{
	struct pool pool = POOL_INIT;
	struct record r;
	struct strbuf text = STRBUF_INIT;
	if (records_get(a->store, it->entity, it->id, &pool, &r, NULL) == 0) {
		phrase_text(&text, one, (const char *const[]){ TR(entities[r.entity].title), record_name(&r),
			r.state.erp_code ? r.state.erp_code : "" }, 3, 1);
		app_say(a, TONE_GOOD, "%s", text.s);
	}
	strbuf_release(&text);
	pool_release(&pool);
}

static const char *done_sentence(enum verb verb)
{
	static const char *const said[VERB_COUNT] = {
		[VERB_APPROVE] = N_("%1$s %2$s: approved; it is sent now. u takes it back until it leaves."),
		[VERB_REJECT] = N_("%1$s %2$s: rejected; u takes that back."),
		[VERB_RETRY] = N_("%1$s %2$s: tried again."),
		[VERB_UNDO] = N_("%1$s %2$s: taken back."),
		[VERB_LINK] = N_("%1$s %2$s: linked."),
		[VERB_UNLINK] = N_("%1$s %2$s: unlinked."),
		[VERB_ADD] = N_("%1$s %2$s: it is added to Procore now."),
		[VERB_ARCHIVE] = N_("%1$s %2$s: put aside; x brings it back."),
		[VERB_RESTORE] = N_("%1$s %2$s: brought back."),
	};
	return verb < VERB_COUNT ? said[verb] : NULL;
}

static void watch(struct app *a, const struct request *r)
{
	if (r->verb != VERB_APPROVE && r->verb != VERB_RETRY && r->verb != VERB_ADD)
		return;
	if (a->watched.len == 0)
		a->watch_total = a->watch_arrived = 0;
	for (size_t i = 0; i < r->n_items; i++) {
		size_t at = 0;
		while (at < a->watched.len && (a->watched.items[at].entity != r->items[i].entity ||
		    a->watched.items[at].id != r->items[i].id))
			at++;
		if (at == a->watched.len) {
			*ARRAY_PUSH(&a->watched) = r->items[i];
			a->watch_total++;
		}
	}
	a->watch_stale = 1;
}

/* A record that was refused by the other side: a problem that stays in the list. */
static void tell_refused(struct app *a, const struct record *r)
{
	struct error err = ERROR_INIT;
	struct strbuf why = STRBUF_INIT;
	note_add(&why, systems_connector(a, r->state.books), &r->state);
	error_set(&err, ERR_REFUSED, N_("%1$s %2$s is \"%3$s\": %4$s"), TR(entities[r->entity].title),
		record_name(r), TR(statuses[r->state.status].word), why.s, NULL);
	app_problem(a, &err);
	error_release(&err);
	strbuf_release(&why);
}

void decide_watch(struct app *a)
{
	struct message_item last = { ENTITY_NONE, 0, 0 };
	size_t kept = 0;
	const char *one = N_("%1$s %2$s has arrived; its number there is %3$s.");
	struct link l;
	int arrived = 0;
	a->watch_stale = 0;
	for (size_t i = 0; i < a->watched.len; i++) {
		struct message_item it = a->watched.items[i];
		struct pool pool = POOL_INIT;
		struct record r;
		int found = records_get(a->store, it.entity, it.id, &pool, &r, NULL) == 0;
		enum status st = found ? r.state.status : STATUS_NONE;
		if (st == STATUS_QUEUED || st == STATUS_SENDING) {
			a->watched.items[kept++] = it;
		} else if (st == STATUS_SYNCED) {
			arrived++;
			last = it;
		} else if (st == STATUS_NONE && links_by_erp_record(a->store, it.entity, it.id, &pool, &l, NULL) == 0) {
			arrived++;
			last = (struct message_item){ it.entity, l.record_id, 0 };
			one = N_("%1$s %2$s is in Procore now.");
		} else if (st == STATUS_UNKNOWN) {
			if (it.version != TOLD)          /* once; how it ends is told too */
				tell_refused(a, &r);
			it.version = TOLD;
			a->watched.items[kept++] = it;
		} else if (st == STATUS_FAILED || st == STATUS_CONFLICT) {
			tell_refused(a, &r);
		}
		pool_release(&pool);
	}
	a->watched.len = kept;
	a->watch_arrived += arrived;
	if (arrived == 1 && a->watch_total == 1)
		say_name(a, &last, one);
	else if (arrived > 0 && a->watch_arrived == a->watch_total)
		app_say_count(a, TONE_GOOD, P_("%d record has arrived.", "%d records have arrived.",
			(unsigned long)a->watch_arrived), a->watch_arrived);
	else if (arrived > 0)
		app_say_count(a, TONE_GOOD, _("%1$d of %2$d records have arrived."), a->watch_arrived, a->watch_total);
}

static int is_unknown(struct app *a, const struct message_item *it)
{
	struct pool pool = POOL_INIT;
	struct record r;
	int yes = records_get(a->store, it->entity, it->id, &pool, &r, NULL) == 0 && r.state.status == STATUS_UNKNOWN;
	pool_release(&pool);
	return yes;
}

void decide_answer(struct app *a, const struct request *r, const struct message *m)
{
	if (m->error.cls == ERR_LOCKED) {
		app_say_error(a, &m->error);
		vault_ask(a, -1);
		return;
	}
	if (m->error.cls != ERR_NONE) {
		app_say_error(a, &m->error);
		return;
	}
	for (size_t i = 0; i < r->n_items; i++)
		for (int k = 0; k < ENTITY_TAB_COUNT; k++)
			if (a->tabs[k].def->entity == r->items[i].entity)
				a->tabs[k].table.marked_stale |= id_set_remove(&a->tabs[k].table.marks, r->items[i].id);
	app_tab(a)->table.stale = 1;
	watch(a, r);
	if (m->text && *m->text)
		app_say(a, TONE_GOOD, "%s", m->text);
	else if ((r->n_items == 1 || r->verb == VERB_LINK) && done_sentence(r->verb))
		say_name(a, &r->items[0], r->verb == VERB_RETRY && is_unknown(a, &r->items[0]) ?
			N_("%1$s %2$s: looked up now; nothing is sent again before that.") : done_sentence(r->verb));
	else
		app_say(a, TONE_GOOD, P_("%1$s: done for %2$d record.", "%1$s: done for %2$d records.",
			(unsigned long)r->n_items), TR(verbs[r->verb].title), (int)r->n_items);
}
