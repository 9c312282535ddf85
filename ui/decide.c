/* Decisions from the screens.
 *
 * A decision is asked for, never made here: the worker judges it again and writes it.
 * What this file does is to say beforehand what will happen: one ready record without a
 * warning goes at once; anything else shows a summary first, whose safe answer is
 * Cancel. */
#include "ui/decide.h"
#include "ui/app.h"
#include "ui/batch.h"
#include "ui/confirm.h"
#include "ui/detail.h"
#include "ui/summary.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

void decide_post(struct app *a, enum verb verb, const struct message_item *items, size_t n, const char *comment,
	int64_t flags)
{
	struct message *m = message_new(MSG_DECIDE);
	m->verb = verb;
	m->entity = n > 0 ? items[0].entity : ENTITY_NONE;
	m->items = xcalloc(n, sizeof *items);
	memcpy(m->items, items, n * sizeof *items);
	m->n_items = n;
	m->text = xstrdup(comment);
	m->number = flags;
	app_ask(a, REQUEST_DECIDE, verb, m);
}

int decide_refused(struct app *a, enum verb verb, const struct record *r, struct strbuf *why)
{
	struct error err = ERROR_INIT;
	struct rights who = a->rights;
	int no;
	if (who.role == NULL)
		who = (struct rights){ a->user, ROLE_ADMINISTRATOR, ~0u, ~0u };  /* the worker knows */
	no = decision_allowed(verb, r->entity, &r->state, &who, "-", &err) < 0;
	if (no && why)
		error_text(why, &err, 1);
	error_release(&err);
	return no;
}

static void post_batch(struct app *a, const struct batch *b, int64_t flags)
{
	if (b->ready.len > 0)
		decide_post(a, b->verb, b->ready.items, b->ready.len, b->comment, flags);
}

/* Nothing of it can be done: says why of the first. */
void decide_say_held(struct app *a, const struct batch *b)
{
	if (b->held.len == 1)
		app_say(a, TONE_WARNING, _("%1$s: %2$s"), b->held.items[0].name, b->held.items[0].text);
	else if (b->held.len > 1)
		app_say(a, TONE_WARNING, _("None of these %1$d can be decided so; the first: %2$s: %3$s"), (int)b->held.len,
			b->held.items[0].name, b->held.items[0].text);
	else
		app_say(a, TONE_WARNING, "%s", _("That record is not here any more."));
}

/* ---- approve ---- */

static void approve_chosen(struct app *a, int button, void *data)
{
	const struct batch *b = data;
	post_batch(a, b, b->warned.len > 0 ? DECIDE_ACCEPT_WARNINGS : 0);
}

static void approve_ready(struct app *a, struct batch *b);

static void tree_chosen(struct app *a, int button, void *data)
{
	const struct batch *b = data;
	size_t n = b->ready.len + b->curable.len;
	struct message_item *items = xcalloc(n, sizeof *items);
	for (size_t i = 0; i < b->proposals.len; i++)
		edit_post(a, &b->proposals.items[i].item, b->proposals.items[i].field, b->proposals.items[i].value);
	for (size_t i = 0; i < n; i++)
		items[i] = i < b->ready.len ? b->ready.items[i] : b->curable.items[i - b->ready.len];
	decide_post(a, VERB_APPROVE, items, n, NULL, DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS);
	free(items);
}

static void tree_looked(struct app *a, struct batch *b)
{
	static const struct confirm_def def = { N_("Approve with prerequisites"), summary_tree,
		{ N_("Approve all of these"), N_("Cancel"), NULL }, tree_chosen, batch_free };
	int doubt = b->tree_warned.len > 0 || b->proposals.len > 0 || b->tree_held.len > 0 ||
		b->curable.len < b->held.len || b->hidden > 0;
	if (b->held.len == 0 && b->tree.len == b->ready.len && b->proposals.len == 0)
		approve_ready(a, b);          /* nothing has to go before */
	else
		confirm_open_typing(a, &def, &summary_totals, doubt, b);
}

static void tree_ready(struct app *a, struct batch *b)
{
	if (b->ready.len + b->curable.len == 0) {
		decide_say_held(a, b);
		batch_free(b);
		return;
	}
	batch_look(a, b, tree_looked);
}

void act_approve_tree(struct app *a)
{
	batch_gather(a, VERB_APPROVE, tree_ready);
}

static void approve_ready(struct app *a, struct batch *b)
{
	static const struct confirm_def def = { N_("Approve"), summary_approve,
		{ N_("Approve"), N_("Cancel"), NULL }, approve_chosen, batch_free };
	if (b->ready.len == 0 && b->curable.len > 0) {
		tree_ready(a, b);
	} else if (b->ready.len == 0) {
		decide_say_held(a, b);
		if (b->n_asked == 1 && a->detail.mode == DETAIL_CLOSED)
			a->detail.mode = DETAIL_PANE;
		batch_free(b);
	} else if (b->n_asked == 1 && b->warned.len == 0 && b->hidden == 0) {
		post_batch(a, b, 0);
		batch_free(b);
	} else {
		confirm_open_typing(a, &def, &summary_totals, b->warned.len > 0 || b->held.len > 0 || b->hidden > 0 ||
			b->gone > 0, b);
		summary_ask(a, b);
	}
}

void act_approve(struct app *a)
{
	batch_gather(a, VERB_APPROVE, approve_ready);
}

/* ---- verbs without a dialog of their own ---- */

static const char *what_happens(enum verb v)
{
	switch (v) {
	case VERB_UNLINK:
		return _("The record and its counterpart in the accounting system are no longer tied together. This is refused "
			"while the counterpart still exists there: delete it there first.");
	case VERB_RETRY:
		return _("What failed is sent again; what was sent without an answer is looked up in the accounting system first.");
	case VERB_ARCHIVE:
		return _("These records are not imported; they stand among the archived ones, where x brings them back.");
	case VERB_RESTORE:
		return _("These records can be imported again.");
	default:
		return _("A new record is made in Procore from the one in the accounting system, and both are tied together.");
	}
}

static void plain_build(struct app *a, struct text_pane *p, int width, void *data)
{
	struct batch *b = data;
	struct pool pool = POOL_INIT;
	struct record r;
	pane_text(p, ROLE_TEXT, 0, width, what_happens(b->verb));
	summary_count(a, p, b, width);
	summary_largest(a, p, b, width);
	if (b->ready.len == 1 && records_get(a->store, b->entity, b->ready.items[0].id, &pool, &r, NULL) == 0)
		summary_record(a, p, &r, 0, width);
	summary_warnings(p, &b->warned, width);
	summary_held(p, &b->held, width);
	pool_release(&pool);
}

/* One at once; several are summed up first, as approving them is. */
static void simple_ready(struct app *a, struct batch *b)
{
	static const struct confirm_def again = { N_("Retry"), plain_build, { N_("Retry"), N_("Cancel"), NULL },
		approve_chosen, batch_free };
	static const struct confirm_def archive = { N_("Archive"), plain_build, { N_("Archive"), N_("Cancel"), NULL },
		approve_chosen, batch_free };
	static const struct confirm_def restore = { N_("Restore"), plain_build, { N_("Restore"), N_("Cancel"), NULL },
		approve_chosen, batch_free };
	if (b->ready.len > 0 && (b->n_asked > 1 || b->hidden > 0)) {
		confirm_open_typing(a, b->verb == VERB_RETRY ? &again : b->verb == VERB_ARCHIVE ? &archive : &restore,
			b->verb == VERB_RETRY ? &summary_totals : NULL, 1, b);
		return;
	}
	if (b->ready.len == 0)
		decide_say_held(a, b);
	else
		post_batch(a, b, 0);
	batch_free(b);
}

void act_retry(struct app *a)
{
	batch_gather(a, VERB_RETRY, simple_ready);
}

void act_archive(struct app *a)
{
	const struct record *r = app_record(a);
	batch_gather(a, r && r->state.status == STATUS_ARCHIVED ? VERB_RESTORE : VERB_ARCHIVE, simple_ready);
}

static void ask_plain(struct app *a, struct batch *b, const struct confirm_def *def)
{
	if (b->ready.len == 0) {
		decide_say_held(a, b);
		batch_free(b);
	} else {
		confirm_open(a, def, b->verb == VERB_UNLINK || b->held.len > 0, b);
	}
}

static void unlink_ready(struct app *a, struct batch *b)
{
	static const struct confirm_def def = { N_("Unlink"), plain_build, { N_("Unlink"), N_("Cancel"), NULL },
		approve_chosen, batch_free };
	ask_plain(a, b, &def);
}

void act_unlink(struct app *a)
{
	batch_gather(a, VERB_UNLINK, unlink_ready);
}

static void add_ready(struct app *a, struct batch *b)
{
	static const struct confirm_def def = { N_("Add to Procore"), plain_build,
		{ N_("Add"), N_("Cancel"), NULL }, approve_chosen, batch_free };
	ask_plain(a, b, &def);
}

void act_add(struct app *a)
{
	batch_gather(a, VERB_ADD, add_ready);
}
