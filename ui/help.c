/* Help, made from the action table and the keys as they are bound now. */
#include "ui/help.h"
#include "ui/app.h"
#include "base/i18n.h"
#include "model/status.h"

#include "base/banned.h"

#define KEYS_WIDTH 22

static void build_context(struct app *a, struct text_pane *p, int width, unsigned context,
	const char *title)
{
	pane_section(p, title);
	for (size_t i = 0; i < n_actions; i++) {
		struct strbuf keys = STRBUF_INIT;
		int line;
		if (actions[i].context != context)
			continue;
		keymap_add_keys(&keys, &a->keymap, (int)i);
		line = pane_lines(p);
		pane_text(p, ROLE_TEXT, KEYS_WIDTH, width, TR(actions[i].help));
		pane_put(p, 0, 0, 0, ROLE_TEXT, "");
		p->segs.items[p->segs.len - 1] = (struct pane_seg){ line, 2, KEYS_WIDTH - 3, 0, ROLE_TITLE,
			pool_strdup(&p->pool, keys.len ? keys.s : ":") };
		strbuf_release(&keys);
	}
}

static void build_statuses(struct text_pane *p, int width)
{
	static const char *const meaning[STATUS_COUNT] = {
		[STATUS_NOT_READY] = N_("the project team has not finished with it in Procore"),
		[STATUS_HELD] = N_("ready in Procore, but an export would fail; the detail says why"),
		[STATUS_READY] = N_("waits for your decision"),
		[STATUS_QUEUED] = N_("approved, waits to be sent"),
		[STATUS_SENDING] = N_("on its way"),
		[STATUS_SYNCED] = N_("in both systems"),
		[STATUS_CHANGED] = N_("in both systems, and one of them changed since"),
		[STATUS_FAILED] = N_("the accounting system refused it; the detail says why"),
		[STATUS_CONFLICT] = N_("the two systems disagree; a person decides"),
		[STATUS_UNKNOWN] = N_("sent and not answered; it is looked up before anything is sent again"),
		[STATUS_REJECTED] = N_("sent back to the project team"),
		[STATUS_STAGED] = N_("in the accounting system, not in Procore yet"),
		[STATUS_ARCHIVED] = N_("put aside, not to be imported"),
		[STATUS_INVALID] = N_("cannot be imported; the detail says why"),
	};
	pane_section(p, _("What the states mean"));
	for (int i = 0; i < STATUS_COUNT; i++) {
		struct record_state st = { .status = (enum status)i };
		struct strbuf word = STRBUF_INIT;
		if (meaning[i] == NULL)
			continue;
		status_add(&word, &st, 0, screen_ascii());
		pane_line(p);
		pane_put(p, 2, KEYS_WIDTH - 3, 0, status_role((enum status)i), word.s);
		pane_put(p, KEYS_WIDTH, 0, 0, ROLE_TEXT, TR(meaning[i]));
		strbuf_release(&word);
	}
}

static void build(struct app *a, struct text_pane *p, int width, void *data)
{
	build_context(a, p, width, CTX_TABLE | CTX_DETAIL, _("In the list and its detail"));
	build_context(a, p, width, CTX_TABLE, _("In the list"));
	build_context(a, p, width, CTX_GLOBAL, _("Everywhere"));
	build_statuses(p, width);
	pane_section(p, _("Filter"));
	pane_text(p, ROLE_TEXT, 2, width, _("Type words to find them anywhere, accents and capitals aside. vendor:roof job:J-2601 "
		"status:held looks in one field; >10000 amount<=500 date>=2026-10-01 compares; -word or !word leaves out; "
		"\"two words\" belong together."));
	pane_section(p, _("In a dialog"));
	pane_text(p, ROLE_TEXT, 2, width, _("Enter takes what has the focus, Tab and the arrows move it, Esc changes nothing."));
}

void act_help(struct app *a)
{
	static const struct reader def = { N_("Keys"), NULL, build, NULL, NULL, NULL };
	reader_open(a, &def, NULL);
}
