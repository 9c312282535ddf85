/* Two hops: a system whose data we read from a copy that somebody else fills.
 *
 * The copy answers at once and says nothing about how old it is.  So two times are kept for such a
 * connection: when we read it last, and when something newer was last seen to have arrived in it (a
 * list's cursor grew).  What was there at the very first reading has no known time of arrival.
 *
 * A sync may wait for the first hop: its lists are looked at from time to time, from where the last
 * reading ended, without storing anything; when one of them has grown, the sync goes on as any
 * other.  When none has in the time given, nothing is read, and the answer says so: the data is as
 * old as it was, and no list becomes "just read".  */
#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "sync/pulling.h"
#include "sync/push.h"
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

/* ---- when something newer arrived ---- */

/* Versions are numbers; what is not a number grew when it is another one. */
static int is_newer(const char *next, const char *had)
{
	size_t n = strlen(next), h = strlen(had);

	if (!strcmp(next, had))
		return 0;
	if (strspn(next, "0123456789") == n && strspn(had, "0123456789") == h) {
		next += strspn(next, "0");
		had += strspn(had, "0");
		n = strlen(next);
		h = strlen(had);
		return n > h || (n == h && strcmp(next, had) > 0);
	}
	return 1;
}

static int grew(struct line *l, const struct feed *f, const char *scope, const char *next)
{
	struct pool p = POOL_INIT;
	const char *had = NULL;
	int yes;

	cursor_get(l->worker->store, l->id, f->name, scope, &p, &had, NULL);
	yes = next && had && *had && is_newer(next, had);
	pool_release(&p);
	return yes;
}

int hops_note(struct line *l, const struct feed *f, const char *scope, const char *next, struct error *err)
{
	if (!(l->def->caps & CAP_TWO_HOPS) || !grew(l, f, scope, next))
		return 0;
	l->look_all = 1;                         /* what is on its way may be among it */
	l->look_after = 0;
	l->worker->push_pending = 1;
	return sync_hop_put(l->worker->store, l->id, clock_now_ms(), err);
}

int64_t hops_next_look(struct line *l)
{
	struct outbox_array rows = { 0 };
	struct pool p = POOL_INIT;
	int64_t found = 0;

	if (!l->look_all)
		return 0;
	outbox_list(l->worker->store, ENTITY_NONE, 0, &p, &rows, NULL);
	for (size_t i = 0; i < rows.len && !found; i++)
		if (rows.items[i].connection_id == l->id && rows.items[i].state == OUTBOX_UNKNOWN &&
		    rows.items[i].id > l->look_after)
			found = rows.items[i].id;
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	l->look_after = found;
	l->look_all = found != 0;
	return found;
}

/* ---- waiting for it ---- */

static int may_probe(const struct pull *p, const struct feed *f)
{
	struct pool scratch = POOL_INIT;
	const char *cursor = NULL;
	int yes;

	if (!(f->flags & FEED_INCREMENTAL) || (f->flags & (FEED_PER_JOB | FEED_FULL_ONLY)) ||
	    !pull_wanted(p->job->entity, f->entity))
		return 0;
	cursor_get(p->line->worker->store, p->line->id, f->name, "", &scratch, &cursor, NULL);
	yes = cursor && *cursor;
	pool_release(&scratch);
	return yes;
}

int hops_begin(struct pull *p)
{
	const struct feed *f = p->line->def->feeds;

	if (!(p->job->flags & MSG_SYNC_WAIT) || !(p->line->def->caps & CAP_TWO_HOPS) || p->first_load)
		return 0;
	while (f->name && !may_probe(p, f))
		f++;
	if (!f->name)
		return 0;                        /* nothing was read yet that could have grown */
	p->waiting = 1;
	p->waiting_since = p->probe_at = clock_mono_ms();
	p->wait_until = p->waiting_since + p->job->wait_ms;
	p->probe = -1;
	return 1;
}

static void tell_waiting(const struct pull *p)
{
	struct message *m = message_new(MSG_PROGRESS);

	m->to = p->job->question;
	m->name = xstrdup(p->line->row.name);
	m->text = xstrdup(PROGRESS_WAITING);
	m->number = (clock_mono_ms() - p->waiting_since) / 1000;
	m->number2 = (p->wait_until - p->waiting_since) / 1000;
	worker_tell(p->line->worker, m);
}

static void go_on(struct pull *p)
{
	p->waiting = 0;
	pull_next_feed(p);
}

static void end_without(struct pull *p)
{
	struct error err = ERROR_INIT;
	char minutes[24];

	snprintf(minutes, sizeof minutes, "%lld", (long long)(p->job->wait_ms / 60000));
	error_set(&err, ERR_LATER, N_("nothing newer has arrived in the copy that \"%1$s\" reads (%2$s min); its "
		"first step brought nothing, so the data is as old as it was"), p->line->row.name, minutes, NULL);
	pull_note_error(p, &err);
	error_release(&err);
	p->stop = 1;
	go_on(p);
}

static void next_probe(struct pull *p);

static int on_probe_page(struct task *t, int last, struct error *err)
{
	return 0;                                /* it is read for good when all of it is */
}

static void on_probe_end(struct task *t, int rc, struct error *err)
{
	struct pull *p = t->data;

	p->running--;
	p->run.calls += t->counts.calls;
	p->run.bytes += t->counts.bytes;
	if (rc >= 0 && grew(p->line, t->op.feed, "", t->op.next_cursor))
		p->arrived = 1;
	if (rc < 0 && rc != ERR_LATER && rc != ERR_RETRY) {
		pull_note_error(p, err);
		p->stop = 1;
	}
	if (p->stop || p->arrived)
		go_on(p);
	else
		next_probe(p);
}

static void on_probe_alone(struct task *t, int rc, struct error *err)
{
}

void hops_forget(struct task *t)
{
	if (t->on_end == on_probe_end)
		t->on_end = on_probe_alone;
}

/* Looks at the next list; after the last one it pauses. */
static void next_probe(struct pull *p)
{
	const struct feed *feeds = p->line->def->feeds;
	const char *cursor = NULL;
	struct task *t;

	do {
		p->probe++;
	} while (feeds[p->probe].name && !may_probe(p, &feeds[p->probe]));
	if (!feeds[p->probe].name) {
		p->probe = -1;
		p->probe_at = clock_mono_ms() + p->line->worker->probe_ms;
		return;
	}
	t = task_new(p->line, OP_PULL, PRIORITY_PERSON);
	cursor_get(p->line->worker->store, p->line->id, feeds[p->probe].name, "", &t->pool, &cursor, NULL);
	t->keep_cursor = xstrdup(cursor ? cursor : "");
	t->keep_scope = xstrdup("");
	t->op.feed = &feeds[p->probe];
	t->op.cursor = t->keep_cursor;
	t->op.scope = t->keep_scope;
	t->on_page = on_probe_page;
	t->on_end = on_probe_end;
	t->data = p;
	t->question = p->job->question;
	p->running++;
	task_submit(t);
}

static int step(struct pull *p)
{
	int64_t now = clock_mono_ms();

	if (!p->waiting || p->running)
		return 0;
	if (p->stop) {
		go_on(p);
		return 1;
	}
	if (p->probe >= 0 || (now < p->probe_at && now < p->wait_until))
		return 0;
	if (now >= p->wait_until && p->probe_at > p->waiting_since) {
		end_without(p);
		return 1;
	}
	trace(TRACE_SYNC, "%s: has anything newer arrived?", p->line->row.name);
	tell_waiting(p);
	next_probe(p);
	return 1;
}

int hops_step(struct sync_job *j)
{
	int any = 0;

	for (size_t i = 0; i < j->pulls.len; i++)
		any |= step(j->pulls.items[i]);
	return any;
}

int64_t hops_wait_ms(const struct sync_job *j)
{
	int64_t now = clock_mono_ms(), best = -1;

	for (size_t i = 0; i < j->pulls.len; i++) {
		const struct pull *p = j->pulls.items[i];
		int64_t at = p->probe_at < p->wait_until ? p->probe_at : p->wait_until;

		if (!p->waiting || p->running)
			continue;
		if (best < 0 || (at > now ? at - now : 0) < best)
			best = at > now ? at - now : 0;
	}
	return best;
}
