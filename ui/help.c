/* Help, made from the action table and the keys as they are bound now.  What is typed narrows
 * it: to a key, a word of a title or of a sentence. */
#include "ui/help.h"
#include "ui/app.h"
#include "ui/picker.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/status.h"

#include <string.h>

#include "base/banned.h"

#define KEYS_WIDTH 22

/* What belongs together, by the names of the actions; the rest stands at the end. */
static const struct { const char *title, *actions; } groups[] = {
	{ N_("Decide"), " approve approve-tree reject undo retry repeat edit comment preview goto-fix link unlink add archive " },
	{ N_("Mark"), " mark mark-down mark-up mark-range mark-all mark-same mark-invert unmark-all " },
	{ N_("Find and order"), " filter view-next view-previous view save-view sort sort-then column-left column-right columns "
		"view-1 view-2 view-3 view-4 view-5 view-6 view-7 view-8 view-9 column-narrower column-wider "
		"column-move-left column-move-right system " },
	{ N_("Move"), " down up page-down page-up first last open close focus back forward drill detail-larger "
		"detail-smaller tab-next tab-previous tab-vendors tab-jobs tab-commitments tab-invoices tab-payments overview " },
	{ N_("Take along"), " copy-cell copy-rows copy-list save-list browse-procore browse-erp " },
	{ N_("Sync"), " sync-tab sync-all cancel-sync jobs-screen problems " },
};

struct help {
	struct overlay overlay;
	struct line_edit typed;
	struct text_pane pane;
	int width;              /* the content was built for; 0: not yet */
};

static size_t group_of(const char *action)
{
	char *name = xasprintf(" %s ", action);
	size_t i = 0;
	while (i < ARRAY_SIZE(groups) && strstr(groups[i].actions, name) == NULL)
		i++;
	free(name);
	return i;
}

/* A key as it is typed ("x", "F5") finds that key alone. */
static int matches(const struct app *a, size_t action, const char *keys, const char *typed)
{
	uint32_t key = *typed ? key_parse(typed) : UIKEY_NONE;
	struct strbuf all = STRBUF_INIT;
	int yes;
	if (key != UIKEY_NONE && keymap_find(&a->keymap, key, CTX_DETAIL | CTX_TABLE | CTX_GLOBAL) == (int)action)
		return 1;
	strbuf_addf(&all, "%s %s %s %s", keys, TR(actions[action].title), TR(actions[action].help), actions[action].name);
	yes = picker_matches(all.s, typed) && (key == UIKEY_NONE || strlen(typed) > 1);
	strbuf_release(&all);
	return yes;
}

/* In front of a text that is there already, on its first line. */
static void put_left(struct text_pane *p, int line, enum role role, const char *text)
{
	pane_put(p, 0, 0, 0, ROLE_TEXT, "");
	p->segs.items[p->segs.len - 1] = (struct pane_seg){ line, 2, KEYS_WIDTH - 3, 0, role, pool_strdup(&p->pool, text),
		NULL };
}

static void add_action(struct app *a, struct text_pane *p, int width, size_t i, const char *typed, const char **title)
{
	struct strbuf keys = STRBUF_INIT;
	int line, digits = *typed == '\0' && strcmp(actions[i].name, "view-1") == 0;
	keymap_add_keys(&keys, &a->keymap, (int)i);
	if (digits) {
		strbuf_adds(&keys, " - ");
		keymap_add_keys(&keys, &a->keymap, action_find("view-9"));
	}
	if (keys.len == 0)
		strbuf_addf(&keys, ": %s", actions[i].name);
	if (matches(a, i, keys.s, typed)) {
		if (*title)
			pane_section(p, *title);
		*title = NULL;
		line = pane_lines(p);
		pane_text(p, ROLE_TEXT, KEYS_WIDTH, width, digits ? _("The saved views of this tab, one by one.") :
			TR(actions[i].help));
		put_left(p, line, ROLE_TITLE, keys.s);
	}
	strbuf_release(&keys);
}

static void build_statuses(struct text_pane *p, int width, const char *typed)
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
	const char *title = _("What the states mean");
	for (int i = 0; i < STATUS_COUNT; i++) {
		struct record_state st = { .status = (enum status)i };
		struct strbuf word = STRBUF_INIT;
		int line;
		if (meaning[i] == NULL)
			continue;
		status_add(&word, &st, 0, screen_ascii());
		if (picker_matches(word.s, typed) || picker_matches(TR(meaning[i]), typed)) {
			if (title)
				pane_section(p, title);
			title = NULL;
			line = pane_lines(p);
			pane_text(p, ROLE_TEXT, KEYS_WIDTH, width, TR(meaning[i]));
			put_left(p, line, status_role((enum status)i), word.s);
		}
		strbuf_release(&word);
	}
}

static void add_chapter(struct text_pane *p, int width, const char *typed, const char *title, const char *text)
{
	if (!picker_matches(title, typed) && !picker_matches(text, typed))
		return;
	pane_section(p, title);
	pane_text(p, ROLE_TEXT, 2, width, text);
}

/* The nine saved views are one line, unless they are looked for. */
static int is_next_digit(const char *action)
{
	return strncmp(action, "view-", 5) == 0 && action[5] >= '2' && action[5] <= '9';
}

static void build(struct app *a, struct help *h, int width)
{
	const char *typed = h->typed.text.s ? h->typed.text.s : "";
	struct text_pane *p = &h->pane;
	pane_clear(p);
	p->top = p->cursor = 0;
	for (size_t g = 0; g <= ARRAY_SIZE(groups); g++) {
		const char *title = g < ARRAY_SIZE(groups) ? TR(groups[g].title) : _("The program");
		for (size_t i = 0; i < n_actions; i++)
			if (group_of(actions[i].name) == g && (*typed || !is_next_digit(actions[i].name)))
				add_action(a, p, width, i, typed, &title);
	}
	build_statuses(p, width, typed);
	add_chapter(p, width, typed, _("Filter"), _("Type words to find them anywhere, accents and capitals aside. vendor:roof "
		"job:J-2601 status:held looks in one field; >10000 amount<=500 date>=2026-10-01 compares; -word or !word leaves out; "
		"\"two words\" belong together."));
	add_chapter(p, width, typed, _("In a dialog"), _("Enter takes what has the focus, Tab and the arrows move it, Esc changes "
		"nothing."));
	if (pane_lines(p) == 0)
		pane_text(p, ROLE_DIM, 2, width, _("Nothing matches; Backspace takes a letter back."));
	h->width = width;
}

static void help_draw(struct app *a, struct overlay *o)
{
	struct help *h = (struct help *)o;
	struct rect in = { 2, 1, screen_rows() - 4, screen_cols() - 2 };
	int x;
	screen_clear();
	screen_put(0, 0, screen_cols(), ROLE_TITLE, "");
	x = 1 + screen_text(0, 1, screen_cols() - 2, ROLE_DIALOG_TITLE, _("Keys")) + 2;
	screen_rule(1, 0, screen_cols(), ROLE_DIM);
	if (h->width != in.w)
		build(a, h, in.w);
	pane_draw(&h->pane, in, 0);
	x += screen_text(0, x, screen_cols() - x, ROLE_LABEL, _("find: "));
	line_edit_draw(&h->typed, 0, x, screen_cols() - x - 1 > 0 ? screen_cols() - x - 1 : 1, ROLE_INPUT, 1);
	screen_text(screen_rows() - 1, 1, screen_cols() - 2, ROLE_DIM,
		_("Type a word or a key to find it   arrows, PgUp, PgDn: read   Esc back"));
}

static void help_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct help *h = (struct help *)o;
	int page = h->pane.height > 1 ? h->pane.height - 1 : 1;
	if (key == UIKEY_CTRL('C') || (key == UIKEY_ESC && h->typed.text.len == 0)) {
		overlay_close(a, o);
	} else if (key == UIKEY_ESC) {
		line_edit_set(&h->typed, "");
		h->width = 0;
	} else if (key == UIKEY_UP || key == UIKEY_DOWN) {
		pane_scroll(&h->pane, key == UIKEY_UP ? -1 : 1);
	} else if (key == UIKEY_PGUP || key == UIKEY_PGDN) {
		pane_scroll(&h->pane, key == UIKEY_PGUP ? -page : page);
	} else if (line_edit_key(&h->typed, key)) {
		h->width = 0;
	}
}

static void help_mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	if (m->kind != MOUSE_PRESS)
		pane_scroll(&((struct help *)o)->pane, m->kind == MOUSE_WHEEL_UP ? -3 : 3);
}

static void help_release(struct overlay *o)
{
	struct help *h = (struct help *)o;
	line_edit_release(&h->typed);
	pane_release(&h->pane);
	free(h);
}

void act_help(struct app *a)
{
	static const struct overlay_ops ops = { "help", help_draw, help_key, help_mouse, help_release, 1, NULL };
	struct help *h = xcalloc(1, sizeof *h);
	h->overlay.ops = &ops;
	line_edit_init(&h->typed, "");
	pane_init(&h->pane);
	overlay_push(a, &h->overlay);
}
