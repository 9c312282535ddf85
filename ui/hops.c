/* The guide through the first of two steps: the accounting system fills a copy somewhere, and only
 * a person there can start that; we read the copy.
 *
 * The words, the ranges and the depths come from the system's profile.  What is proposed follows
 * from how long nothing newer arrived.  The sync that follows waits for newer data and says so when
 * none came. */
#include "ui/systems.h"
#include "ui/app.h"
#include "ui/confirm.h"
#include "ui/sync_view.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"

#include <string.h>

#include "base/banned.h"

#define WAIT_MINUTES 30
#define UNKNOWN_DAYS 36500
#define DAY_MS (24 * 3600 * INT64_C(1000))

enum { BUTTON_WAIT, BUTTON_READ };

/* Days since something newer arrived: -1 before the first reading, a long time when nobody knows. */
static int days_since(const struct system *s, int64_t now)
{
	if (s->arrived_ms)
		return (int)((now - s->arrived_ms) / DAY_MS);
	return s->read_ms ? UNKNOWN_DAYS : -1;
}

static void build(struct app *a, struct text_pane *p, int width, void *data)
{
	const struct system *s = systems_shown(a);
	struct strbuf text = STRBUF_INIT, age = STRBUF_INIT;
	int64_t now = clock_now_ms();
	int days = s ? days_since(s, now) : 0;
	char *save = NULL;

	if (!s)
		return;
	if (s->arrived_ms)
		lang_add_age(&age, s->arrived_ms, now);
	pane_textf(p, ROLE_TEXT, 0, width, s->arrived_ms ?
		_("What Comptoir reads is a copy that %1$s fills. The last time something newer was in it was %2$s ago.") :
		s->read_ms ? _("What Comptoir reads is a copy that %1$s fills. Nothing newer has arrived in it since it was first read.") :
		_("What Comptoir reads is a copy that %1$s fills. It has not been read yet."), s->title, age.s);
	pane_line(p);
	worker_first_hop(&text, s->connector, days);
	for (char *line = strtok_r(text.s, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		pane_text(p, ROLE_TEXT, 2, width, line);
	pane_line(p);
	pane_text(p, ROLE_DIM, 0, width, _("\"Started: wait for it\" looks every half minute whether something newer has "
		"arrived, then reads it. \"Read now\" reads the copy as it is: it may be as old as before."));
	strbuf_release(&text);
	strbuf_release(&age);
}

static void go_on(struct app *a, int button, void *data)
{
	sync_start(a, button == BUTTON_WAIT ? WAIT_MINUTES : 0);
}

int hops_guide(struct app *a)
{
	static const struct confirm_def def = { N_("Two steps: fill the copy, then read it"), build,
		{ N_("Started: wait for it"), N_("Read now"), N_("Cancel") }, go_on, NULL };
	const struct system *s = systems_shown(a);

	if (!s || !s->two_hops)
		return 0;
	confirm_open(a, &def, BUTTON_WAIT, NULL);
	return 1;
}
