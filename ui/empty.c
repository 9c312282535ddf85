/* Empty lists.  The most particular reason speaks first: an error, no connection, a filter,
 * nothing read yet; only then the view is simply empty. */
#include "ui/empty.h"
#include "ui/advice.h"
#include "ui/app.h"
#include "base/i18n.h"
#include "base/text.h"

#include "base/banned.h"

/* "S" or ": sync-all" */
static const char *key_of(struct app *a, struct text_pane *p, const char *action)
{
	struct strbuf keys = STRBUF_INIT;
	const char *text;
	int i = action_find(action);
	if (i >= 0)
		keymap_add_first(&keys, &a->keymap, i);
	text = keys.len > 0 ? pool_strdup(&p->pool, keys.s) : pool_printf(&p->pool, ": %s", action);
	strbuf_release(&keys);
	return text;
}

/* %1$s .. %2$s in the sentence are keys. */
static void say(struct text_pane *p, enum role role, int width, const char *msgid, const char *one, const char *two)
{
	struct strbuf text = STRBUF_INIT;
	const char *args[] = { one, two };
	phrase_text(&text, msgid, args, two ? 2 : one ? 1 : 0, 1);
	pane_text(p, role, 0, width, text.s);
	strbuf_release(&text);
}

static const struct note *last_problem(const struct app *a)
{
	for (size_t i = a->notes.len; i-- > 0;)
		if (a->notes.items[i].problem)
			return &a->notes.items[i];
	return NULL;
}

static int is_read(const struct app *a)
{
	for (int e = 0; e < ENTITY_TAB_COUNT; e++)
		if (a->ages[e] > 0)
			return 1;
	return 0;
}

static void no_connection(struct app *a, struct text_pane *p, int width)
{
	pane_text(p, ROLE_TEXT, 0, width, _("No system is connected yet."));
	if (a->read_only)
		pane_text(p, ROLE_TEXT, 0, width, _("This copy only reads; set up Comptoir in the one that may write."));
	else
		say(p, ROLE_TEXT, width, N_("%1$s, then \"connect\", leads through it: the vault, Procore, the accounting "
			"system, and a test of each."), key_of(a, p, "palette"), NULL);
	say(p, ROLE_DIM, width, N_("To look around first: %1$s leaves, then \"comptoir --demo\" or \"comptoir tutor\"."),
		key_of(a, p, "quit"), NULL);
}

static void nothing_read(struct app *a, struct text_pane *p, int width)
{
	const struct note *why = last_problem(a);
	const char *advice = why ? advice_for(why->cls) : NULL;
	if (app_syncing(a)) {
		say(p, ROLE_TEXT, width, N_("The first sync is under way; what arrives is shown here. %1$s says how far it is."),
			key_of(a, p, "jobs-screen"), NULL);
		return;
	}
	if (why) {
		pane_text(p, ROLE_TEXT, 0, width, _("Nothing was read yet; the last try said:"));
		pane_text(p, ROLE_ERROR, 2, width, why->text);
		if (advice)
			pane_text(p, ROLE_TEXT, 2, width, advice);
	} else {
		pane_text(p, ROLE_TEXT, 0, width, _("Nothing was read yet."));
	}
	say(p, ROLE_TEXT, width, a->vault == VAULT_IS_LOCKED ? N_("%1$s fetches everything; it asks for the passphrase of the "
		"vault first.") : N_("%1$s fetches everything."), key_of(a, p, "sync-all"), NULL);
}

void empty_text(struct app *a, const struct tab *t, struct text_pane *p, int width)
{
	struct strbuf why = STRBUF_INIT;
	const char *advice;
	if (t->table.error.cls != ERR_NONE) {
		error_text(&why, &t->table.error, 1);
		pane_text(p, ROLE_ERROR, 0, width, why.s);
		advice = advice_for(t->table.error.cls);
		if (advice)
			pane_text(p, ROLE_TEXT, 0, width, advice);
	} else if (t->table.waiting != WAITING_NOT) {
		pane_textf(p, ROLE_DIM, 0, width, "%s%s", _("searching"), screen_glyph("…", "..."));
	} else if (a->connections.len == 0) {
		no_connection(a, p, width);
	} else if (t->filter_text) {
		say(p, ROLE_TEXT, width, N_("Nothing matches the filter. Press %1$s to change it, %2$s to show everything."),
			key_of(a, p, "filter"), key_of(a, p, "close"));
	} else if (!is_read(a)) {
		nothing_read(a, p, width);
	} else {
		pane_text(p, ROLE_TEXT, 0, width, TR(views[t->table.query.view].empty));
		if (t->table.query.view != VIEW_ALL)
			say(p, ROLE_DIM, width, N_("%1$s goes to the next view, %2$s chooses one."), key_of(a, p, "view-next"),
				key_of(a, p, "view"));
	}
	strbuf_release(&why);
}
