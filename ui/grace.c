/* The time in which what was approved together can be taken back, and taking back.
 *
 * The store says what has its grace, so a countdown goes on after the program was left and started
 * again.  What is drawn is only how many seconds are left of it; on screens for a screen reader it is
 * said once instead. */
#include "ui/decide.h"
#include "ui/app.h"
#include "ui/batch.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"

#include <string.h>

#include "base/banned.h"

static int64_t seconds_left(const struct app *a)
{
	int64_t ms = a->decide.grace.first_ms - clock_now_ms();
	return a->decide.grace.n == 0 || ms <= 0 ? 0 : (ms + 999) / 1000;
}

static void add_sentence(struct strbuf *out, const struct app *a)
{
	struct strbuf n = STRBUF_INIT;
	lang_add_number(&n, a->decide.grace.n, 0, 0);
	strbuf_addf(out, P_("%1$s approved, sent in %2$d s - u takes it back", "%1$s approved, sent in %2$d s - u takes them back",
		(unsigned long)a->decide.grace.n), n.s, (int)seconds_left(a));
	strbuf_release(&n);
}

static void add_many(struct strbuf *out, const struct app *a)
{
	struct strbuf done = STRBUF_INIT, total = STRBUF_INIT;
	lang_add_number(&done, a->decide.many_done, 0, 0);
	lang_add_number(&total, a->decide.many_total, 0, 0);
	strbuf_addf(out, _("%1$s of %2$s decided - u stops it and takes them back"), done.s, total.s);
	strbuf_release(&done);
	strbuf_release(&total);
}

void grace_add(struct strbuf *out, const struct app *a, int brief)
{
	struct strbuf n = STRBUF_INIT;
	if (a->decide.many) {
		add_many(out, a);
	} else if (seconds_left(a) > 0 && !a->options->hands.plain) {
		if (!brief) {
			add_sentence(out, a);
			return;
		}
		lang_add_number(&n, a->decide.grace.n, 0, 0);
		/* TRANSLATORS: in a narrow place: so many approved records are sent in so many seconds; the key u
		 * takes them back. */
		strbuf_addf(out, _("%1$s sent in %2$d s: u"), n.s, (int)seconds_left(a));
		strbuf_release(&n);
	}
}

void grace_read(struct app *a)
{
	struct decide_state *d = &a->decide;
	d->grace_stale = 0;
	if (outbox_in_grace(a->store, a->user, clock_now_ms(), &d->grace, NULL) < 0)
		memset(&d->grace, 0, sizeof d->grace);
	d->grace_shown = seconds_left(a);
	if (d->grace.n == 0) {
		d->grace_said = 0;
	} else if (a->options->hands.plain && !d->grace_said) {
		struct strbuf text = STRBUF_INIT;
		add_sentence(&text, a);
		app_say(a, TONE_PLAIN, "%s", text.s);
		d->grace_said = 1;
		strbuf_release(&text);
	}
}

int grace_tick(struct app *a)
{
	struct decide_state *d = &a->decide;
	int64_t left = seconds_left(a);
	if (a->watch_stale && d->watch_rest_ms)
		return 1;                /* the next look at what was sent may be due */
	if (d->grace.n == 0 || left == d->grace_shown)
		return 0;
	d->grace_shown = left;
	if (left == 0) {
		d->grace_stale = 1;
		d->grace.n = 0;
	}
	return !a->options->hands.plain || left == 0;
}

static int was_together(const struct request *r)
{
	return r->n_items > 1 && (r->verb == VERB_APPROVE || r->verb == VERB_RETRY || r->verb == VERB_ADD);
}

void grace_decided(struct app *a, const struct request *r, const struct message *m)
{
	struct decide_state *d = &a->decide;
	d->grace_stale = 1;
	if (m->error.cls != ERR_NONE && m->number == 0)
		return;
	if (was_together(r)) {
		free(d->last);
		d->last = xcalloc(r->n_items, sizeof *d->last);
		memcpy(d->last, r->items, r->n_items * sizeof *d->last);
		d->n_last = r->n_items;
	} else if (r->verb == VERB_UNDO) {
		d->n_last = 0;
	}
}

void decide_release(struct app *a)
{
	free(a->decide.last);
}

/* ---- taking back ---- */

static void take_back_grace(struct app *a)
{
	struct pool pool = POOL_INIT;
	struct undo_item *found = NULL;
	struct message_item *items;
	size_t n = 0;
	if (outbox_in_grace_list(a->store, a->user, clock_now_ms(), &pool, &found, &n, NULL) == 0 && n > 0) {
		items = xcalloc(n, sizeof *items);
		for (size_t i = 0; i < n; i++)
			items[i] = (struct message_item){ found[i].entity, found[i].record_id, 0 };
		decide_post(a, VERB_UNDO, items, n, NULL, 0);
		free(items);
	} else {
		a->decide.grace_stale = 1;
		app_say(a, TONE_WARNING, "%s", _("It is being sent already; press u again to take back what has not left yet."));
	}
	pool_release(&pool);
}

static int in_last(const struct app *a, const struct record *r)
{
	for (size_t i = 0; r && i < a->decide.n_last; i++)
		if (a->decide.last[i].entity == r->entity && a->decide.last[i].id == r->id)
			return 1;
	return 0;
}

static void undo_ready(struct app *a, struct batch *b)
{
	if (b->ready.len > 0)
		decide_post(a, VERB_UNDO, b->ready.items, b->ready.len, NULL, 0);
	else if (b->held.len > 0)
		app_say(a, TONE_WARNING, _("%1$s: %2$s"), b->held.items[0].name, b->held.items[0].text);
	else
		app_say(a, TONE_PLAIN, "%s", _("There is nothing here to take back."));
	batch_free(b);
}

/* First what is counted down, then what is left of the last records approved together, then the record
 * here or what is marked. */
void act_undo(struct app *a)
{
	struct decide_state *d = &a->decide;
	const struct record *r = app_record(a);
	if (d->grace_stale)
		grace_read(a);           /* what was just approved counts, however quick the key */
	if (d->many) {
		struct message *m = message_new(MSG_CANCEL);
		m->number = (int64_t)d->many;
		d->undo_after = 1;
		app_ask(a, REQUEST_CANCEL, VERB_COUNT, m);
		app_say(a, TONE_PLAIN, "%s", _("Stopping; what was decided so far is taken back."));
	} else if (d->grace.n > 0) {
		take_back_grace(a);
	} else if (app_tab(a)->table.marks.len == 0 && d->n_last > 0 && a->watched.len > 0 &&
	    (in_last(a, r) || r == NULL || decide_refused(a, VERB_UNDO, r, NULL))) {
		decide_post(a, VERB_UNDO, d->last, d->n_last, NULL, 0);
	} else {
		batch_gather(a, VERB_UNDO, undo_ready);
	}
}
