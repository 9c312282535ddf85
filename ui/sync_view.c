/* Syncing from the screens.  A sync is a question like any other: it has an id, its
 * progress comes as news with that id, and it ends in MSG_SYNC_DONE. */
#include "ui/sync_view.h"
#include "ui/app.h"
#include "ui/jobs.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"

#include <string.h>

#include "base/banned.h"

static struct progress *find_feed(struct app *a, uint64_t to, const char *connection, const char *feed)
{
	struct progress *p;
	for (size_t i = 0; i < a->feeds.len; i++) {
		p = &a->feeds.items[i];
		if (p->to == to && strcmp(p->connection, connection) == 0 && strcmp(p->feed, feed) == 0)
			return p;
	}
	p = ARRAY_PUSH(&a->feeds);
	*p = (struct progress){ .to = to, .connection = xstrdup(connection), .feed = xstrdup(feed) };
	return p;
}

void sync_progress(struct app *a, const struct message *m)
{
	struct progress *p = find_feed(a, m->to, m->name ? m->name : "", m->text ? m->text : "");
	p->entity = m->entity != ENTITY_NONE ? m->entity : entity_parse(p->feed);
	p->done = m->number;
	p->total = m->number2;
	p->paused_until_ms = 0;
	/* the newest is shown: keep it last */
	struct progress last = *p;
	size_t at = (size_t)(p - a->feeds.items);
	memmove(p, p + 1, (a->feeds.len - at - 1) * sizeof *p);
	a->feeds.items[a->feeds.len - 1] = last;
	text_reader_refresh(a, &jobs_reader);
	a->dirty = 1;
}

void sync_pace(struct app *a, const struct message *m)
{
	struct strbuf why = STRBUF_INIT;
	for (size_t i = 0; i < a->feeds.len; i++)
		if (m->name && strcmp(a->feeds.items[i].connection, m->name) == 0)
			a->feeds.items[i].paused_until_ms = clock_mono_ms() + m->number;
	error_text(&why, &m->error, 1);
	if (why.len > 0)
		app_say(a, TONE_WARNING, _("%1$s: %2$s"), m->name ? m->name : "", why.s);
	strbuf_release(&why);
	text_reader_refresh(a, &jobs_reader);
	a->dirty = 1;
}

static void forget(struct app *a, uint64_t to)
{
	size_t kept = 0;
	for (size_t i = 0; i < a->feeds.len; i++) {
		if (a->feeds.items[i].to == to) {
			free(a->feeds.items[i].connection);
			free(a->feeds.items[i].feed);
		} else {
			a->feeds.items[kept++] = a->feeds.items[i];
		}
	}
	a->feeds.len = kept;
}

void sync_release(struct app *a)
{
	while (a->feeds.len > 0)
		forget(a, a->feeds.items[0].to);
	ARRAY_RELEASE(&a->feeds);
}

/* One line a connection, on the one line there is. */
static void say_summary(struct app *a, const char *text)
{
	struct strbuf line = STRBUF_INIT;
	for (; *text; text++)
		strbuf_adds(&line, *text != '\n' ? (const char[]){ *text, '\0' } : text[1] ? "; " : "");
	app_say(a, TONE_GOOD, "%s", line.s);
	strbuf_release(&line);
}

void sync_done(struct app *a, const struct message *m)
{
	forget(a, m->to);
	a->facts_stale = 1;
	if (m->error.cls == ERR_CANCEL)
		app_say(a, TONE_WARNING, "%s", _("The sync was stopped; what had arrived is kept."));
	else if (m->error.cls != ERR_NONE)
		app_problem(a, &m->error);
	else if (m->text && *m->text)
		say_summary(a, m->text);
	else if (m->number == 0)
		app_say(a, TONE_GOOD, "%s", _("Up to date: nothing had changed."));
	else
		app_say(a, TONE_GOOD, P_("Up to date: %lld record changed.", "Up to date: %lld records changed.",
			(unsigned long)m->number), (long long)m->number);
	text_reader_refresh(a, &jobs_reader);
}

void sync_add_progress(struct strbuf *out, const struct app *a)
{
	const struct progress *p;
	int64_t percent;
	if (!app_syncing(a))
		return;
	strbuf_adds(out, screen_glyph("⟳ ", "@ "));
	if (a->feeds.len == 0) {
		strbuf_adds(out, _("syncing"));
		return;
	}
	p = &a->feeds.items[a->feeds.len - 1];
	if (strcmp(p->feed, PROGRESS_WAITING) == 0) {
		struct strbuf n = STRBUF_INIT;

		lang_add_number(&n, (p->total - p->done + 59) / 60, 0, 0);
		strbuf_addf(out, _("waiting for newer data, %s min more"), n.s);
		strbuf_release(&n);
		return;
	}
	strbuf_adds(out, p->entity == ENTITY_NONE ? p->feed : TR(entities[p->entity].plural));
	if (p->total > 0 && decimal_ratio(&percent, p->done, 100, p->total) == 0)
		strbuf_addf(out, " %lld %%", (long long)(percent > 100 ? 100 : percent));
	strbuf_addc(out, ' ');
	lang_add_number(out, p->done, 0, 0);
	if (p->total > 0) {
		strbuf_addc(out, '/');
		lang_add_number(out, p->total, 0, 0);
	}
	if (p->paused_until_ms > clock_mono_ms())
		strbuf_addf(out, _(" (waits %d s)"), (int)((p->paused_until_ms - clock_mono_ms() + 999) / 1000));
}

/* ---- actions ---- */

static void start(struct app *a, enum entity e, int wait_minutes)
{
	struct message *m = message_new(MSG_SYNC);

	m->entity = e;
	m->number = MSG_SYNC_EXPORT | (wait_minutes ? MSG_SYNC_WAIT : 0);
	m->number2 = wait_minutes;
	app_ask(a, REQUEST_SYNC, VERB_COUNT, m);
	if (wait_minutes)
		app_say(a, TONE_PLAIN, _("Waiting for newer data; c stops it, J shows what happens."));
	else
		app_say(a, TONE_PLAIN, _("Syncing; c stops it, J shows what happens."));
}

void sync_start(struct app *a, int wait_minutes)
{
	start(a, app_tab(a)->def->entity, wait_minutes);
}

void act_sync_tab(struct app *a)
{
	if (!hops_guide(a))
		sync_start(a, 0);
}

void act_sync_all(struct app *a)
{
	start(a, ENTITY_NONE, 0);
}

void act_cancel(struct app *a)
{
	struct message *m = message_new(MSG_CANCEL);
	m->number = 0;
	app_ask(a, REQUEST_CANCEL, VERB_COUNT, m);
	app_say(a, TONE_PLAIN, _("Stopping the sync."));
}
