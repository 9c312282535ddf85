/* The last thing done, once more on the next row.
 *
 * Repeating saves keys, not thought: approving goes the same road as by its own key, with its
 * checks and its summary, and what carries a text is asked for with that text in view. */
#include "ui/repeat.h"
#include "ui/app.h"
#include "ui/confirm.h"
#include "ui/move.h"
#include "ui/vault_view.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

/* Which action does a verb without a text. */
static const struct { enum verb verb; const char *action; } plain_verbs[] = {
	{ VERB_APPROVE, "approve" }, { VERB_RETRY, "retry" }, { VERB_ADD, "add" }, { VERB_ARCHIVE, "archive" },
	{ VERB_RESTORE, "archive" }, { VERB_UNLINK, "unlink" },
};

void repeat_release(struct repeat *r)
{
	free(r->text);
	*r = (struct repeat){ .kind = REPEAT_NOTHING };
}

static void keep(struct app *a, enum repeat_kind kind, const struct message *m)
{
	repeat_release(&a->repeat);
	a->repeat.kind = kind;
	a->repeat.verb = m->verb;
	a->repeat.text = m->text ? xstrdup(m->text) : NULL;
	a->repeat.id = m->n_items == 1 ? m->items[0].id : 0;
}

void repeat_note(struct app *a, const struct message *m)
{
	if (m->type == MSG_COMMENT)
		keep(a, REPEAT_COMMENT, m);
	else if (m->type == MSG_DECIDE && !(m->number & DECIDE_LOOK) && m->verb != VERB_UNDO && m->verb != VERB_LINK)
		keep(a, REPEAT_DECISION, m);
}

void repeat_marked(struct app *a)
{
	repeat_release(&a->repeat);
	a->repeat.kind = REPEAT_MARK;
}

/* ---- with the same text ---- */

struct again { struct message_item item; char *name; };

static void again_free(void *data)
{
	struct again *g = data;
	free(g->name);
	free(g);
}

static void build(struct app *a, struct text_pane *p, int width, void *data)
{
	const struct again *g = data;
	pane_textf(p, ROLE_TEXT, 0, width, a->repeat.kind == REPEAT_COMMENT ? _("%1$s, with the same comment: %2$s") :
		_("%1$s, with the same reason: %2$s"), g->name, a->repeat.text ? a->repeat.text : "");
}

static void post(struct app *a, int button, void *data)
{
	const struct again *g = data;
	int comment = a->repeat.kind == REPEAT_COMMENT;
	struct message *m = message_new(comment ? MSG_COMMENT : MSG_DECIDE);
	m->verb = a->repeat.verb;
	m->entity = g->item.entity;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = g->item;
	m->n_items = 1;
	m->text = a->repeat.text ? xstrdup(a->repeat.text) : NULL;
	app_ask(a, comment ? REQUEST_COMMENT : REQUEST_DECIDE, comment ? VERB_COUNT : m->verb, m);
}

/* The record that is marked, or the one under the cursor. */
static void ask(struct app *a)
{
	static const struct confirm_def reject = { N_("Reject this one too?"), build, { N_("Reject"), N_("Cancel"), NULL },
		post, again_free };
	static const struct confirm_def comment = { N_("Comment on this one too?"), build, { N_("Keep"), N_("Cancel"), NULL },
		post, again_free };
	struct again *g = xcalloc(1, sizeof *g);
	struct strbuf why = STRBUF_INIT;
	size_t n;
	struct message_item *items = app_items(a, &n);
	int is_comment = a->repeat.kind == REPEAT_COMMENT;
	struct pool pool = POOL_INIT;
	struct record r;
	if (n != 1) {
		app_say(a, TONE_WARNING, "%s", _("This is for one record at a time; U removes the marks."));
		again_free(g);
	} else if (records_get(a->store, items[0].entity, items[0].id, &pool, &r, NULL) < 0) {
		app_say(a, TONE_WARNING, "%s", _("That record is not here any more."));
		again_free(g);
	} else if (!is_comment && decide_refused(a, a->repeat.verb, &r, &why)) {
		app_say(a, TONE_WARNING, "%s", why.s);
		again_free(g);
	} else {
		g->item = (struct message_item){ r.entity, r.id, items[0].version ? items[0].version : r.state.version };
		g->name = xasprintf("%s %s", TR(entities[r.entity].title), record_name(&r));
		confirm_open(a, is_comment ? &comment : &reject, 0, g);
	}
	strbuf_release(&why);
	pool_release(&pool);
	free(items);
}

/* ---- the key ---- */

/* Past the record it was done to last; 0 when that is the last one. */
static int next_row(struct app *a)
{
	struct table *t = &app_tab(a)->table;
	int64_t id = table_current_id(t);
	if (a->repeat.id == 0 || id != a->repeat.id)
		return 1;
	table_move(t, 1);
	return table_current_id(t) != id;
}

static void decide_again(struct app *a)
{
	for (size_t i = 0; i < sizeof plain_verbs / sizeof *plain_verbs; i++)
		if (plain_verbs[i].verb == a->repeat.verb) {
			action_run(a, action_find(plain_verbs[i].action));
			return;
		}
	if (a->vault == VAULT_IS_LOCKED)
		vault_ask(a, action_find("repeat"));
	else
		ask(a);
}

void act_repeat(struct app *a)
{
	if (a->repeat.kind == REPEAT_NOTHING)
		app_say(a, TONE_PLAIN, "%s", _("Nothing was decided, commented on or marked yet that could be repeated."));
	else if (!next_row(a))
		app_say(a, TONE_PLAIN, "%s", _("That was the last row."));
	else if (a->repeat.kind == REPEAT_MARK)
		act_mark(a);
	else if (a->repeat.kind == REPEAT_COMMENT)
		ask(a);
	else
		decide_again(a);
}
