/* actions[]: what a person can do, and the one place that checks whether it can be
 * done now. */
#include "ui/action.h"
#include "ui/app.h"
#include "ui/browser.h"
#include "ui/clipboard.h"
#include "ui/comment.h"
#include "ui/chooser.h"
#include "ui/decide.h"
#include "ui/export.h"
#include "ui/filter_line.h"
#include "ui/help.h"
#include "ui/jobs.h"
#include "ui/move.h"
#include "ui/overview.h"
#include "ui/palette.h"
#include "ui/problems.h"
#include "ui/sync_view.h"
#include "ui/systems.h"
#include "ui/tutor.h"
#include "ui/theme_view.h"
#include "ui/vault_view.h"
#include "ui/wizard.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

#define DECIDES (NEED_ROW | NEED_WRITER | NEED_UNLOCKED)

/* TRANSLATORS: the titles stand in the bar of keys at the bottom: one or two short
 * words each.  The sentences after them stand in the help. */
const struct action actions[] = {
	{ "approve", CTX_TABLE | CTX_DETAIL, DECIDES | NEED_EXPORT | NEED_BAR, "a", act_approve,
		N_("approve"), N_("Approve: send to the accounting system. Several, or one with warnings, are summed up first.") },
	{ "reject", CTX_TABLE | CTX_DETAIL, DECIDES | NEED_EXPORT | NEED_BAR, "r", act_reject,
		N_("reject"), N_("Reject, with a reason; an invoice goes back to the project team.") },
	{ "mark", CTX_TABLE, NEED_ROW | NEED_MARKS | NEED_BAR, "Space", act_mark,
		N_("mark"), N_("Mark the record, or remove its mark, and go to the next one.") },
	{ "filter", CTX_TABLE | CTX_DETAIL, NEED_BAR, "/ F3", act_filter,
		N_("filter"), N_("Show only what matches while you type.") },
	{ "sync-tab", CTX_GLOBAL, NEED_WRITER | NEED_UNLOCKED | NEED_CONNECTION | NEED_BAR, "s F5", act_sync_tab,
		N_("sync tab"), N_("Fetch what is new for this tab, and send what waits.") },
	{ "help", CTX_GLOBAL, NEED_BAR, "? F1", act_help,
		N_("help"), N_("The keys and what they do.") },
	{ "sync-all", CTX_GLOBAL, NEED_WRITER | NEED_UNLOCKED | NEED_CONNECTION | NEED_BAR, "S", act_sync_all,
		N_("sync all"), N_("Fetch everything that is new, and send what waits.") },
	{ "preview", CTX_TABLE | CTX_DETAIL, NEED_ROW | NEED_ONE | NEED_BAR, "p", act_preview,
		N_("payload"), N_("Show exactly what would be sent.") },
	{ "open", CTX_TABLE | CTX_DETAIL, NEED_ROW | NEED_BAR, "Enter", act_open,
		N_("detail"), N_("Open the detail; again: over the whole screen. On a line with a link: follow it.") },
	{ "quit", CTX_GLOBAL, NEED_BAR, "q F10", act_quit,
		N_("quit"), N_("Leave Comptoir. What is approved stays approved and is sent at the next start.") },
	{ "approve-tree", CTX_TABLE | CTX_DETAIL, DECIDES | NEED_EXPORT, "A", act_approve_tree,
		N_("approve with prerequisites"), N_("Approve together with the records it depends on, in the right order.") },
	{ "undo", CTX_TABLE | CTX_DETAIL, NEED_WRITER | NEED_UNLOCKED, "u", act_undo,
		N_("take back"), N_("Take back an approval that was not sent yet, or a rejection.") },
	{ "retry", CTX_TABLE | CTX_DETAIL, DECIDES | NEED_EXPORT, "t", act_retry,
		N_("try again"), N_("Try a failed export again; look up one without an answer.") },
	{ "goto-fix", CTX_TABLE | CTX_DETAIL, NEED_ROW | NEED_ONE, "g", act_goto_fix,
		N_("go to the cause"), N_("Go to the record, or the value, that stands in the way.") },
	{ "edit", CTX_TABLE | CTX_DETAIL, NEED_ROW | NEED_ONE | NEED_WRITER, "e", act_edit,
		N_("edit a value"), N_("Type the number, accounting date or title to send in place of Procore's.") },
	{ "comment", CTX_TABLE | CTX_DETAIL, NEED_ROW | NEED_WRITER, "C", act_comment,
		N_("comment"), N_("Write a note about the record, or the marked ones; it stays in the audit trail.") },
	{ "link", CTX_TABLE | CTX_DETAIL, DECIDES | NEED_ONE | NEED_IMPORT, "l", act_link,
		N_("link"), N_("Tie the record to one that exists on the other side.") },
	{ "unlink", CTX_TABLE | CTX_DETAIL, DECIDES | NEED_IMPORT, "n", act_unlink,
		N_("unlink"), N_("Untie the record; refused while it still exists in the accounting system.") },
	{ "add", CTX_TABLE | CTX_DETAIL, DECIDES | NEED_IMPORT, "i", act_add,
		N_("add to Procore"), N_("Import: make this record of the accounting system in Procore.") },
	{ "archive", CTX_TABLE | CTX_DETAIL, DECIDES | NEED_IMPORT, "x", act_archive,
		N_("put aside"), N_("Archive a record that is not to be imported; on an archived one: bring it back.") },
	{ "mark-down", CTX_TABLE, NEED_ROW | NEED_MARKS, "Shift-Down", act_mark_down,
		N_("mark downward"), N_("Mark, go down, and mark there.") },
	{ "mark-up", CTX_TABLE, NEED_ROW | NEED_MARKS, "Shift-Up", act_mark_up,
		N_("mark upward"), N_("Mark, go up, and mark there.") },
	{ "mark-range", CTX_TABLE, NEED_ROW | NEED_MARKS, "M", act_mark_range,
		N_("mark a range"), N_("Mark everything from the last mark to here.") },
	{ "mark-all", CTX_TABLE, NEED_ROW | NEED_MARKS, "*", act_mark_all,
		N_("mark all"), N_("Mark everything this view and filter show.") },
	{ "mark-invert", CTX_TABLE, NEED_MARKS, "I", act_mark_invert,
		N_("invert marks"), N_("Mark what is not marked of this view and filter, and the reverse.") },
	{ "mark-same", CTX_TABLE, NEED_ROW | NEED_MARKS, ",", act_mark_same,
		N_("mark the same"), N_("Mark all with the same value in the chosen column.") },
	{ "unmark-all", CTX_TABLE, NEED_MARKS, "U", act_unmark_all,
		N_("remove marks"), N_("Remove all marks of this tab.") },
	{ "view-next", CTX_TABLE, 0, "v", act_view_next,
		N_("next view"), N_("Ready, failed, synced, rejected, to import, all: the next one.") },
	{ "view-previous", CTX_TABLE, 0, "V", act_view_previous,
		N_("previous view"), N_("The view before.") },
	{ "view", CTX_TABLE, 0, "w F2", act_view_choose,
		N_("choose a view"), N_("Choose a view from a list with its count.") },
	{ "save-view", CTX_TABLE, 0, "W", act_save_view,
		N_("save this view"), N_("Keep list, filter, order and columns under a number and a name.") },
	{ "view-1", CTX_TABLE, 0, "1", act_saved_1, N_("view 1"), N_("The saved view 1 of this tab.") },
	{ "view-2", CTX_TABLE, 0, "2", act_saved_2, N_("view 2"), N_("The saved view 2 of this tab.") },
	{ "view-3", CTX_TABLE, 0, "3", act_saved_3, N_("view 3"), N_("The saved view 3 of this tab.") },
	{ "view-4", CTX_TABLE, 0, "4", act_saved_4, N_("view 4"), N_("The saved view 4 of this tab.") },
	{ "view-5", CTX_TABLE, 0, "5", act_saved_5, N_("view 5"), N_("The saved view 5 of this tab.") },
	{ "view-6", CTX_TABLE, 0, "6", act_saved_6, N_("view 6"), N_("The saved view 6 of this tab.") },
	{ "view-7", CTX_TABLE, 0, "7", act_saved_7, N_("view 7"), N_("The saved view 7 of this tab.") },
	{ "view-8", CTX_TABLE, 0, "8", act_saved_8, N_("view 8"), N_("The saved view 8 of this tab.") },
	{ "view-9", CTX_TABLE, 0, "9", act_saved_9, N_("view 9"), N_("The saved view 9 of this tab.") },
	{ "system", CTX_GLOBAL, 0, "@", act_system,
		N_("choose a system"), N_("Show the records of one accounting system, or of all.") },
	{ "column-left", CTX_TABLE, 0, "Left <", act_column_left,
		N_("column to the left"), N_("Choose the column to the left.") },
	{ "column-right", CTX_TABLE, 0, "Right >", act_column_right,
		N_("column to the right"), N_("Choose the column to the right.") },
	{ "sort", CTX_TABLE, 0, "o F6", act_sort,
		N_("sort"), N_("Sort by the chosen column; again: the other way round.") },
	{ "sort-then", CTX_TABLE, 0, "+", act_sort_then,
		N_("then by"), N_("Rows equal in the order stand by the chosen column: up, down, not any more.") },
	{ "columns", CTX_TABLE, 0, "O", act_columns,
		N_("columns"), N_("Show, hide and move columns, their width, and which stay in sight.") },
	{ "column-narrower", CTX_TABLE, 0, "(", act_column_narrower,
		N_("narrower"), N_("The chosen column narrower.") },
	{ "column-wider", CTX_TABLE, 0, ")", act_column_wider,
		N_("wider"), N_("The chosen column wider.") },
	{ "column-move-left", CTX_TABLE, 0, "{", act_column_move_left,
		N_("move to the left"), N_("Move the chosen column to the left.") },
	{ "column-move-right", CTX_TABLE, 0, "}", act_column_move_right,
		N_("move to the right"), N_("Move the chosen column to the right.") },
	{ "save-list", CTX_TABLE, NEED_MARKS, "E F7", act_export,
		N_("save the list"), N_("Write what this view and filter show, or the marked records, to a file.") },
	{ "drill", CTX_TABLE | CTX_DETAIL, NEED_ROW | NEED_ONE, "d", act_drill,
		N_("step down"), N_("To what belongs to the record: a job's commitments, their invoices, their payments.") },
	{ "back", CTX_TABLE | CTX_DETAIL, 0, "Backspace Alt-Left", act_back,
		N_("back"), N_("Back to the record you came from.") },
	{ "forward", CTX_TABLE | CTX_DETAIL, 0, "Alt-Right", act_forward,
		N_("forward"), N_("Forward again to where you came back from.") },
	{ "close", CTX_TABLE | CTX_DETAIL, 0, "Esc", act_close,
		N_("one step back"), N_("Close the detail; then clear the filter.") },
	{ "detail-larger", CTX_TABLE | CTX_DETAIL, 0, "Alt-Up", act_detail_larger,
		N_("larger detail"), N_("Give the detail more of the screen; open it when it is closed.") },
	{ "detail-smaller", CTX_TABLE | CTX_DETAIL, 0, "Alt-Down", act_detail_smaller,
		N_("smaller detail"), N_("Give the list more of the screen.") },
	{ "focus", CTX_TABLE | CTX_DETAIL, 0, "Tab Shift-Tab", act_focus,
		N_("other pane"), N_("From the list to the detail and back.") },
	{ "down", CTX_TABLE, 0, "Down j", act_down, N_("down"), N_("Next record.") },
	{ "up", CTX_TABLE, 0, "Up k", act_up, N_("up"), N_("Previous record.") },
	{ "page-down", CTX_TABLE, 0, "PgDn Ctrl-F", act_page_down, N_("page down"), N_("A page down.") },
	{ "page-up", CTX_TABLE, 0, "PgUp Ctrl-B", act_page_up, N_("page up"), N_("A page up.") },
	{ "first", CTX_TABLE, 0, "Home", act_first, N_("first"), N_("First record.") },
	{ "last", CTX_TABLE, 0, "End G", act_last, N_("last"), N_("Last record.") },
	{ "tab-next", CTX_GLOBAL, 0, "] Ctrl-PgDn", act_tab_next, N_("next tab"), N_("The tab to the right.") },
	{ "tab-previous", CTX_GLOBAL, 0, "[ Ctrl-PgUp", act_tab_previous, N_("previous tab"), N_("The tab to the left.") },
	{ "tab-vendors", CTX_GLOBAL, 0, "Alt-1", act_tab_1, N_("vendors"), N_("The tab of the vendors.") },
	{ "tab-jobs", CTX_GLOBAL, 0, "Alt-2", act_tab_2, N_("jobs"), N_("The tab of the jobs.") },
	{ "tab-commitments", CTX_GLOBAL, 0, "Alt-3", act_tab_3, N_("commitments"), N_("The tab of the commitments.") },
	{ "tab-invoices", CTX_GLOBAL, 0, "Alt-4", act_tab_4, N_("invoices"), N_("The tab of the invoices.") },
	{ "tab-payments", CTX_GLOBAL, 0, "Alt-5", act_tab_5, N_("payments"), N_("The tab of the payments.") },
	{ "cancel-sync", CTX_GLOBAL, NEED_SYNCING, "c", act_cancel,
		N_("stop the sync"), N_("Stop the sync; what has arrived is kept.") },
	{ "jobs-screen", CTX_GLOBAL, 0, "J F8", act_jobs,
		N_("what runs"), N_("Syncs, and decisions not settled yet, with their reasons.") },
	{ "overview", CTX_GLOBAL, 0, "0 F9", act_overview,
		N_("overview"), N_("What waits by age, the cash it takes by week, the largest vendors, what failed, how fresh the data are.") },
	{ "problems", CTX_GLOBAL, 0, "!", act_problems,
		N_("problems"), N_("What needs attention, and all messages.") },
	{ "palette", CTX_GLOBAL, 0, ": Ctrl-P", act_palette,
		N_("all actions"), N_("Find an action by its name.") },
	{ "connect", CTX_GLOBAL, NEED_WRITER, "", act_connect,
		N_("connect a system"), N_("The connections: test one, sign in again, change a value, add an accounting system.") },
	{ "lock", CTX_GLOBAL, NEED_WRITER, "L", act_lock,
		N_("lock, unlock"), N_("Lock the vault, or unlock it.") },
	{ "repeat", CTX_TABLE | CTX_DETAIL, NEED_ROW | NEED_ONE | NEED_WRITER, ".", act_repeat,
		N_("again"), N_("Do to the next record what was done last: approve, reject, comment, mark.") },
	{ "copy-cell", CTX_TABLE | CTX_DETAIL, NEED_HERE, "y", act_copy_cell,
		N_("copy"), N_("Copy the value in the chosen column.") },
	{ "copy-rows", CTX_TABLE | CTX_DETAIL, NEED_ROW, "Y", act_copy_rows,
		N_("copy rows"), N_("Copy the record, or the marked ones, for a spreadsheet.") },
	{ "copy-list", CTX_TABLE | CTX_DETAIL, 0, "Ctrl-Y", act_copy_list,
		N_("copy the list"), N_("Copy the list as it is shown, for a spreadsheet.") },
	{ "browse-procore", CTX_TABLE | CTX_DETAIL, NEED_HERE, "b", act_browse_procore,
		N_("open in Procore"), N_("Show the record in Procore, in the browser.") },
	{ "browse-erp", CTX_TABLE | CTX_DETAIL, NEED_HERE, "B", act_browse_erp,
		N_("open in the accounting system"), N_("Show the record in the accounting system, in the browser.") },
	{ "theme", CTX_GLOBAL, 0, "T", act_theme,
		N_("colours"), N_("Choose the theme of the screens, and see it while choosing.") },
	{ "redraw", CTX_GLOBAL, 0, "Ctrl-L", act_redraw, N_("redraw"), N_("Draw the screen anew.") },
	{ "suspend", CTX_GLOBAL, 0, "Ctrl-Z", act_suspend,
		N_("suspend"), N_("Back to the shell for a moment; fg comes back.") },
	{ NULL, 0, 0, NULL, NULL, NULL, NULL },
};
const size_t n_actions = ARRAY_SIZE(actions) - 1;

int action_find(const char *name)
{
	for (size_t i = 0; i < n_actions; i++)
		if (strcmp(actions[i].name, name) == 0)
			return (int)i;
	return -1;
}

static int may(const struct app *a, unsigned bits, const char *right, struct strbuf *out)
{
	enum entity e = app_entity(a);
	if (a->role == NULL || strcmp(a->role, ROLE_ADMINISTRATOR) == 0 || a->rights.role == NULL)
		return 1;
	if (strcmp(a->role, ROLE_READ_ONLY) != 0 && (bits & (1u << e)))
		return 1;
	strbuf_addf(out, _("You (%1$s) may not do this with %2$s; an administrator can allow it: "
		"comptoir user grant %1$s %3$s %4$s"), a->user ? a->user : "?", TR(entities[e].plural),
		entities[e].name, right);
	return 0;
}

/* Everything but an open vault, which can be asked for. */
static int others_hold(const struct app *a, const struct action *act, struct strbuf *out)
{
	const struct table *t = &a->tabs[a->tab].table;
	if ((act->needs & NEED_WRITER) && a->read_only)
		strbuf_adds(out, _("Another Comptoir has this database open and decides; this one only reads."));
	else if ((act->needs & NEED_CONNECTION) && a->connections.len == 0)
		strbuf_adds(out, _("No system is connected yet: \": connect\" leads through it."));
	else if ((act->needs & NEED_SYNCING) && !app_syncing(a))
		strbuf_adds(out, _("No sync is running."));
	else if (table_current(t) == NULL && ((act->needs & NEED_HERE) || ((act->needs & NEED_ROW) && t->marks.len == 0)))
		strbuf_adds(out, _("There is no record here to do that with."));
	else if ((act->needs & NEED_ONE) && (table_current(t) == NULL || t->marks.len > 1))
		strbuf_adds(out, t->marks.len > 1 ? _("This is for one record at a time; U removes the marks.") :
			_("There is no record here to do that with."));
	else if ((act->needs & NEED_WRITER) && (act->needs & (NEED_ROW | NEED_ONE)) &&
	    (t->marking || (t->marks.len == 0 && !table_settled(t))))
		strbuf_adds(out, _("The list is still being searched; nothing was done. Try again when it is there, or Esc."));
	else if ((act->needs & NEED_EXPORT) && !may(a, a->rights.can_export, "export", out))
		return 0;
	else if ((act->needs & NEED_IMPORT) && !may(a, a->rights.can_import, "import", out))
		return 0;
	else
		return 1;
	return 0;
}

static int vault_open(const struct app *a, const struct action *act)
{
	if (!(act->needs & NEED_UNLOCKED) || a->vault == VAULT_IS_OPEN ||
	    a->vault == VAULT_IS_UNKNOWN)
		return 1;
	/* reading is all a sync needs */
	return a->vault == VAULT_IS_IMPORT_ONLY && (act->needs & NEED_CONNECTION);
}

int action_waits(const struct app *a, const struct action *act)
{
	const struct table *t = &a->tabs[a->tab].table;
	int list = t->waiting != WAITING_NOT && !table_settled(t), row = act->needs & (NEED_ROW | NEED_ONE | NEED_HERE);
	if (act->run == act_open)             /* the pane opens whatever it is to show */
		return list && table_current(t) == NULL;
	if (t->marking)
		return row || (act->needs & NEED_MARKS);
	if (act->needs & NEED_MARKS)
		return list && act->run != act_unmark_all && act->run != act_export;
	return list && row && (t->marks.len == 0 || (act->needs & (NEED_ONE | NEED_HERE)));
}

int action_possible(const struct app *a, const struct action *act, struct strbuf *out)
{
	if (action_waits(a, act))
		return 0;                     /* it can be asked for */
	if (!others_hold(a, act, out))
		return -1;
	if (!vault_open(a, act)) {
		strbuf_adds(out, _("The vault is locked; the passphrase is asked for."));
		return -1;
	}
	return 0;
}

void action_run(struct app *a, int index)
{
	const struct action *act;
	struct strbuf why = STRBUF_INIT;
	if (index < 0 || (size_t)index >= n_actions)
		return;
	act = &actions[index];
	if (action_waits(a, act))
		typeahead_action(a, index);
	else if (!others_hold(a, act, &why))
		app_say(a, TONE_WARNING, "%s", why.s);
	else if (!vault_open(a, act))
		vault_ask(a, index);
	else {
		tutor_ran(a, index);
		act->run(a);
		if (act->run == act_mark)
			repeat_marked(a);
	}
	a->dirty = 1;
	strbuf_release(&why);
}
