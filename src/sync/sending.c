/* What the outward flow decides in the same way for a row that travels alone and for one of several: how long a
 * thing waits, and which move a class of errors asks for. */
#include "sync/sending.h"

#include "base/date.h"
#include "sync/work.h"

#include "base/banned.h"

int64_t sending_defer_ms(const struct worker *w, int attempt)
{
	int64_t ms = w->settle_ms == 0 ? DEFER_TEST_MS : DEFER_FIRST_MS;

	while (attempt-- > 1 && ms < DEFER_MOST_MS)
		ms *= 2;
	return ms < DEFER_MOST_MS ? ms : DEFER_MOST_MS;
}

int sending_settle_ms(const struct line *l)
{
	return l->worker->settle_ms >= 0 ? l->worker->settle_ms : l->def->settle_ms;
}

enum outbox_event sending_event(int rc, int left, int started)
{
	switch (rc) {
	case ERR_UNKNOWN:
		return OUTBOX_LOSE;
	case ERR_CONFLICT:
		return OUTBOX_MOVED_ON;
	case ERR_LATER:
	case ERR_RETRY:
	case ERR_LOGIN:
	case ERR_LOCKED:
	case ERR_CANCEL:
		return OUTBOX_DEFER;
	case ERR_CONFIG:
		return started ? OUTBOX_REFUSE : OUTBOX_DEFER;   /* no sign-in: nothing is wrong with it */
	case ERR_BUG:
	case ERR_DATA:
	case ERR_STORE:
		return left ? OUTBOX_LOSE : OUTBOX_REFUSE;
	default:
		return OUTBOX_REFUSE;
	}
}

void sending_count(struct task *t)
{
	t->line->push_counts.calls += t->counts.calls;
	t->line->push_counts.bytes += t->counts.bytes;
}

void sending_lose(struct sending *s, const struct error *why)
{
	struct outbox_facts f = { .error = why };

	s->line->lost_at = clock_now_ms();
	f.not_before_ms = s->line->lost_at + sending_settle_ms(s->line);
	sending_move(s->line->worker, &s->row, OUTBOX_LOSE, &f);
}
