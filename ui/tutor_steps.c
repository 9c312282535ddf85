/* tutor_steps[]: what the guided tour shows, in which order, and how each task is seen to
 * be done. */
#include "ui/tutor.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

static int ran(const struct tutor_view *v, const char *action)
{
	int i = action_find(action);
	return i >= 0 ? v->ran[i] : 0;
}

static const struct tab *invoices(const struct tutor_view *v)
{
	return &v->app->tabs[ENTITY_INVOICE];
}

static int on_invoices(const struct tutor_view *v)
{
	return v->app->tab == ENTITY_INVOICE && v->app->top == NULL;
}

static int filter_has(const struct tutor_view *v, const char *text)
{
	const char *filter = invoices(v)->filter_text;
	return on_invoices(v) && !v->app->filter.open && filter && strstr(filter, text) != NULL;
}

static enum status status_now(const struct tutor_view *v)
{
	const struct record *r = app_record(v->app);
	return r ? r->state.status : STATUS_NONE;
}

static int read_in(const struct tutor_view *v)
{
	return !app_syncing(v->app) && invoices(v)->counts.ready > 0;
}

static int moved(const struct tutor_view *v)
{
	return on_invoices(v) && table_current_id(&invoices(v)->table) != v->id;
}

static int filtered(const struct tutor_view *v)
{
	return filter_has(v, "letour");
}

static int opened(const struct tutor_view *v)
{
	return on_invoices(v) && v->app->detail.mode != DETAIL_CLOSED;
}

static int sees_held(const struct tutor_view *v)
{
	return ran(v, "filter") && on_invoices(v) && !v->app->filter.open && status_now(v) == STATUS_HELD;
}

static int at_cause(const struct tutor_view *v)
{
	return ran(v, "goto-fix") && v->app->jumps.len > v->jumps && v->app->top == NULL;
}

static int came_back(const struct tutor_view *v)
{
	return ran(v, "back") && on_invoices(v);
}

/* It was asked for, it came, and it was closed again. */
static int saw_payload(const struct tutor_view *v)
{
	for (size_t i = 0; i < v->app->requests.len; i++)
		if (v->app->requests.items[i].kind == REQUEST_PREVIEW)
			return 0;
	return ran(v, "preview") && on_invoices(v);
}

static int approved(const struct tutor_view *v)
{
	return ran(v, "approve") && invoices(v)->counts.ready < v->ready;
}

static int marked(const struct tutor_view *v)
{
	return on_invoices(v) && invoices(v)->table.marks.len >= 3;
}

static int took_back(const struct tutor_view *v)
{
	return ran(v, "approve") && ran(v, "undo") && on_invoices(v);
}

static int rejected(const struct tutor_view *v)
{
	return ran(v, "reject") && invoices(v)->counts.rejected > v->rejected;
}

static int synced(const struct tutor_view *v)
{
	return (ran(v, "sync-tab") || ran(v, "sync-all")) && !app_syncing(v->app);
}

static int sees_failed(const struct tutor_view *v)
{
	return on_invoices(v) && invoices(v)->table.query.view == VIEW_FAILED;
}

static int saw_overview(const struct tutor_view *v)
{
	return ran(v, "overview") && v->app->top == NULL;
}

static int saved_view(const struct tutor_view *v)
{
	return ran(v, "save-view") && v->app->top == NULL;
}

static int saw_help(const struct tutor_view *v)
{
	return ran(v, "help") && ran(v, "palette") && v->app->top == NULL;
}

const struct tutor_step tutor_steps[] = {
	{ N_("Welcome"), N_("This is a sample company; nothing here is real and every key can be tried. Its records are being "
		"read now, as yours would be: wait until the line at the bottom right is gone."),
		N_("Everything is here. The number beside each tab is what waits for a decision. The tour never takes a key from "
		"you but the three below: try things, and go on when you like."), { NULL }, -1, read_in },
	{ N_("Move"), N_("Press %1$s a few times. The cursor goes through the invoices that wait for you."),
		N_("Each row says in a word how it stands: ready, held, and why. The line below the list says it in full."),
		{ "down" }, ENTITY_INVOICE, moved },
	{ N_("Filter"), N_("Press %1$s and type letour, without accent and capital; then Enter. Only what matches is shown."),
		N_("Words are found in every column, accents aside. vendor:roof, >10000 and status:held work as well, and the number "
		"and the sum above the list are those of what is shown."), { "filter" }, ENTITY_INVOICE, filtered },
	{ N_("Detail and arithmetic"), N_("Press %1$s on the invoice. The detail opens below; Tab goes into it, the arrows read it."),
		N_("The contract, its changes, what was billed before, this invoice, retainage and net stand as you would write "
		"them on paper. Further down: both systems side by side, and the history."), { "open" }, ENTITY_INVOICE, opened },
	{ N_("Held, and why"), N_("Press Esc until the list is whole again. Then %1$s, type 104-02 status:held and press Enter."),
		N_("Held means: it is ready in Procore, but the export would fail. You are told before you approve, not after. "
		"The detail names every reason."), { "filter" }, ENTITY_INVOICE, sees_held },
	{ N_("Go to the cause"), N_("Press %1$s on the held invoice. When there are several causes, choose one with Enter."),
		N_("You are at the record that has to be put right: a job, a vendor or a commitment that the accounting system "
		"does not know yet."), { "goto-fix" }, -1, at_cause },
	{ N_("And back"), N_("Press %1$s: back to the invoice you came from."),
		N_("However far you follow links, each press goes one step back, with the filter as it was."),
		{ "back" }, -1, came_back },
	{ N_("What will be sent"), N_("Show one that is ready: %1$s, Ctrl-U, type status:ready, Enter. Then press %2$s; Esc closes."),
		N_("That is exactly what the accounting system gets, nothing more. If an amount or a code surprises you, you saw it "
		"before anybody booked it."), { "filter", "preview" }, ENTITY_INVOICE, saw_payload },
	{ N_("Approve one"), N_("Press %1$s on an invoice that is ready. If there are warnings, they are shown first."),
		N_("It is sent at once and arrives once, also when the line breaks in the middle: the program looks in the accounting "
		"system before it ever sends again."), { "approve" }, ENTITY_INVOICE, approved },
	{ N_("Mark several"), N_("Press %1$s on three rows. Above the list stand how many are marked, and their sum."),
		N_("Compare the sum with your own list before you approve. Marks belong to the records: sorting and filtering do "
		"not lose them."), { "mark" }, ENTITY_INVOICE, marked },
	{ N_("Approve many, and take it back"), N_("Press %1$s, read the summary and say yes. Then press %2$s at once: it takes "
		"them back while nothing has left."),
		N_("Several wait a moment before they leave, with a countdown. What has left is not taken back here, but corrected "
		"in the accounting system, as any booking."), { "approve", "undo" }, ENTITY_INVOICE, took_back },
	{ N_("Reject with a reason"), N_("%2$s removes the marks. Press %1$s on one invoice, choose a reason by its letter or the arrows, then Enter."),
		N_("It goes back to the project team and comes again when they have changed it, with the difference shown. The "
		"reason stays in the history."), { "reject", "unmark-all" }, ENTITY_INVOICE, rejected },
	{ N_("Sync"), N_("Press %1$s: what is new for this tab is fetched now. (%2$s does it for everything.)"),
		N_("Only what has changed is asked for. The title shows how old the data is; a timer can do the same every night, "
		"see \"comptoir sync\"."), { "sync-tab", "sync-all" }, -1, synced },
	{ N_("Failed and unknown"), N_("Press %1$s until the view above the list says that it shows what failed."),
		N_("Failed: the accounting system refused, and its words stand in the detail. Unknown: no answer came; it is looked up "
		"before anything is sent again. Neither is ever lost from sight."), { "view-next" }, ENTITY_INVOICE, sees_failed },
	{ N_("Overview"), N_("Press %1$s: what waits, by kind and age, and the cash it needs. Esc closes."),
		N_("A look in the morning: what is old, what failed, and what next week costs."), { "overview" }, -1, saw_overview },
	{ N_("A view of your own"), N_("Choose a filter and an order you need each week, then press %1$s and give it a digit."),
		N_("The digit brings the list back as it is now: view, filter, order and columns, each tab with its own nine."),
		{ "save-view" }, -1, saved_view },
	{ N_("Help"), N_("Press %1$s and read; type to find a key; Esc closes. Then %2$s finds any action by its name; Esc."),
		N_("Nothing has to be kept in mind: the bar shows the keys of the moment, and what cannot be done now says why."),
		{ "help", "palette" }, -1, saw_help },
	{ N_("Where to go next"), N_("That is all you need for a day's work. \"comptoir init\" connects your own company, \"comptoir "
		"--demo=all\" shows every accounting system, and the manual is \"man comptoir\"."), NULL, { NULL }, -1, NULL },
};
const size_t n_tutor_steps = ARRAY_SIZE(tutor_steps);
