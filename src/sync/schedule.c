/* What is due, and when: the only place that knows how long the worker may sleep. */
#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "sync/pull.h"
#include "sync/push.h"
#include "sync/work.h"

#include "base/banned.h"

#define TELL_CHANGED_MS 100        /* news of changed rows, at most so often */
#define IDLE_SESSION_MS 120000     /* a session nobody uses is given back: licences count them */
#define LOOK_MS 60000              /* at the latest, the clock may have been changed */

static void sooner(int64_t *best, int64_t ms)
{
	if (ms >= 0 && (*best < 0 || ms < *best))
		*best = ms;
}

/* Locking: sessions end when what they are doing is done; nothing new begins. */
static int lock_due(struct worker *w, int64_t now)
{
	if (!w->vault || w->auto_lock_ms <= 0 || !vault_idle_expired(w->vault, now, w->auto_lock_ms))
		return 0;
	return push_is_quiet(w);         /* what was approved is sent first */
}

int schedule_wait_ms(struct worker *w)
{
	int64_t best = -1, now = clock_mono_ms();

	if (w->deciding)
		sooner(&best, 0);
	/* What a sync stored is judged when it has read everything. */
	if (w->judging && (!w->jobs || pull_judges(w) || pull_waits(w)))
		sooner(&best, 0);
	else if (w->jobs && !w->stopping)
		sooner(&best, LOOK_MS);
	if (w->changed)
		sooner(&best, w->changed_told + TELL_CHANGED_MS > now ? w->changed_told + TELL_CHANGED_MS - now : 0);
	sooner(&best, pull_wait_ms(w));
	sooner(&best, engine_wait_ms(w));
	if (best != 0)
		sooner(&best, push_wait_ms(w));
	if (w->vault && w->auto_lock_ms > 0 && vault_state(w->vault) == VAULT_OPEN)
		sooner(&best, w->auto_lock_ms / 4 < 1000 ? w->auto_lock_ms / 4 + 1 : 1000);
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i]->session.valid && line_quiet(w->lines[i]))
			sooner(&best, w->lines[i]->used_at + IDLE_SESSION_MS > now ?
				w->lines[i]->used_at + IDLE_SESSION_MS - now : 0);
	if (best > LOOK_MS)
		best = LOOK_MS;
	return (int)best;
}

static void tell_changed(struct worker *w, int64_t now)
{
	struct message *m;

	if (!w->changed || w->changed_told + TELL_CHANGED_MS > now)
		return;
	m = message_new(MSG_CHANGED);
	m->number = w->changed;
	w->changed = 0;
	w->changed_told = now;
	worker_tell(w, m);
}

void schedule_run(struct worker *w)
{
	int64_t now = clock_mono_ms();

	tell_changed(w, now);
	if (lock_due(w, now))
		worker_lock(w);
	for (size_t i = 0; i < w->n_lines; i++) {
		struct line *l = w->lines[i];
		if (l->session.valid && line_quiet(l) && now - l->used_at >= IDLE_SESSION_MS)
			engine_sign_out(l);
	}
	worker_tell_state(w, 0);
}
