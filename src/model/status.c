/* The life of a record, as words and marks.  Every status has a word, a one-cell glyph
 * with an ASCII fallback; the colour only repeats what these say. */
#include "model/status.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

const struct status_def statuses[STATUS_COUNT] = {
	[STATUS_NONE]      = { "none", "", " ", " ", VIEW_ALL },
	/* TRANSLATORS: the words of a status stand in a narrow column: 9 columns at most. */
	[STATUS_NOT_READY] = { "not-ready", N_("not ready"), "·", ".", VIEW_ALL },
	[STATUS_HELD]      = { "held", N_("held"), "⊘", "#", VIEW_READY },
	[STATUS_READY]     = { "ready", N_("ready"), "●", "*", VIEW_READY },
	[STATUS_QUEUED]    = { "queued", N_("queued"), "▷", ">", VIEW_READY },
	[STATUS_SENDING]   = { "sending", N_("sending"), "▶", "}", VIEW_READY },
	[STATUS_SYNCED]    = { "synced", N_("synced"), "✓", "=", VIEW_SYNCED },
	[STATUS_CHANGED]   = { "changed", N_("changed"), "≠", "~", VIEW_SYNCED },
	[STATUS_FAILED]    = { "failed", N_("failed"), "✗", "X", VIEW_FAILED },
	[STATUS_CONFLICT]  = { "conflict", N_("conflict"), "⇄", "%", VIEW_FAILED },
	[STATUS_UNKNOWN]   = { "unknown", N_("unknown"), "?", "?", VIEW_FAILED },
	[STATUS_REJECTED]  = { "rejected", N_("rejected"), "↩", "<", VIEW_REJECTED },
	[STATUS_STAGED]    = { "staged", N_("to import"), "◇", "+", VIEW_IMPORT },
	[STATUS_ARCHIVED]  = { "archived", N_("archived"), "▫", "-", VIEW_ALL },
	[STATUS_INVALID]   = { "invalid", N_("invalid"), "!", "!", VIEW_IMPORT },
};

const struct view_def views[VIEW_COUNT] = {
	[VIEW_READY]    = { "ready", N_("Ready to export"),
		N_("Nothing waits for a decision. Press s to fetch what is new.") },
	[VIEW_FAILED]   = { "failed", N_("Failed"),
		N_("Nothing failed.") },
	[VIEW_SYNCED]   = { "synced", N_("Synced"),
		N_("Nothing was exported yet. Press v to see what is ready.") },
	[VIEW_REJECTED] = { "rejected", N_("Rejected"),
		N_("Nothing was rejected.") },
	[VIEW_IMPORT]   = { "import", N_("To import"),
		N_("Nothing in the accounting system waits to be imported. Press s to fetch what is new.") },
	[VIEW_ALL]      = { "all", N_("All"),
		N_("No records yet. Press S to fetch everything.") },
};

enum status status_parse(const char *name)
{
	for (int i = 0; name && i < STATUS_COUNT; i++)
		if (strcmp(name, statuses[i].name) == 0)
			return (enum status)i;
	return STATUS_NONE;
}

int view_parse(const char *name)
{
	for (int i = 0; name && i < VIEW_COUNT; i++)
		if (strcmp(name, views[i].name) == 0)
			return i;
	return -1;
}
