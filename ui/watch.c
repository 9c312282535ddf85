/* What becomes of decisions: answers of the worker, and what was sent from here arriving.
 *
 * What was sent is watched in pieces: after 100,000 approvals a look at all of them is work for many
 * idle moments, and no key waits for it. */
#include "ui/decide.h"
#include "ui/app.h"
#include "ui/detail.h"
#include "ui/vault_view.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define TOLD       (-1)         /* a watched record whose unknown end was told */
#define PIECE      200
#define REST_MS    2000         /* between two looks at more than a piece */
#define NOTED_MOST 50           /* refusals that become messages of their own */

static void say_name(struct app *a, const struct message_item *it, const char *one)
{
	struct pool pool = POOL_INIT;
	struct record r;
	struct strbuf text = STRBUF_INIT;
	if (records_get(a->store, it->entity, it->id, &pool, &r, NULL) == 0) {
		phrase_text(&text, one, (const char *const[]){ TR(entities[r.entity].title), record_name(&r),
			r.state.erp_code ? r.state.erp_code : "" }, 3, 1);
		app_say(a, TONE_GOOD, "%s", text.s);
	}
	strbuf_release(&text);
	pool_release(&pool);
}

static const char *done_sentence(enum verb verb)
{
	static const char *const said[VERB_COUNT] = {
		[VERB_APPROVE] = N_("%1$s %2$s: approved; it is sent now. u takes it back until it leaves."),
		[VERB_REJECT] = N_("%1$s %2$s: rejected; u takes that back."),
		[VERB_RETRY] = N_("%1$s %2$s: tried again."),
		[VERB_UNDO] = N_("%1$s %2$s: taken back."),
		[VERB_LINK] = N_("%1$s %2$s: linked."),
		[VERB_UNLINK] = N_("%1$s %2$s: unlinked."),
		[VERB_ADD] = N_("%1$s %2$s: it is added to Procore now."),
		[VERB_ARCHIVE] = N_("%1$s %2$s: put aside; x brings it back."),
		[VERB_RESTORE] = N_("%1$s %2$s: brought back."),
	};
	return verb < VERB_COUNT ? said[verb] : NULL;
}

/* What a pass has left out closes up; the next one begins at the first. */
static void watch_settle(struct app *a)
{
	struct decide_state *d = &a->decide;
	size_t rest = a->watched.len - d->watch_at;
	if (rest > 0 && d->watch_at > d->watch_kept)
		memmove(a->watched.items + d->watch_kept, a->watched.items + d->watch_at, rest * sizeof *a->watched.items);
	a->watched.len = d->watch_kept + rest;
	d->watch_at = d->watch_kept = 0;
}

static void watch(struct app *a, const struct request *r)
{
	size_t n = 0;
	if (r->verb != VERB_APPROVE && r->verb != VERB_RETRY && r->verb != VERB_ADD)
		return;
	watch_settle(a);
	if (a->watched.len == 0)
		a->watch_total = a->watch_arrived = 0;
	a->watch_total -= (int)a->watched.len;
	for (size_t i = 0; i < r->n_items; i++)
		*ARRAY_PUSH(&a->watched) = r->items[i];
	qsort(a->watched.items, a->watched.len, sizeof *a->watched.items, items_by_record);
	for (size_t i = 0; i < a->watched.len; i++)
		if (n == 0 || items_by_record(&a->watched.items[n - 1], &a->watched.items[i]) != 0)
			a->watched.items[n++] = a->watched.items[i];
	a->watched.len = n;
	a->watch_total += (int)n;
	a->watch_stale = 1;
	a->decide.watch_rest_ms = 0;
}

/* A record that was refused by the other side: a problem that stays in the list. */
static void tell_refused(struct app *a, const struct record *r)
{
	struct error err = ERROR_INIT;
	struct strbuf why = STRBUF_INIT;
	note_add(&why, systems_connector(a, r->state.books), &r->state);
	error_set(&err, ERR_REFUSED, N_("%1$s %2$s is \"%3$s\": %4$s"), TR(entities[r->entity].title),
		record_name(r), TR(statuses[r->state.status].word), why.s, NULL);
	app_problem(a, &err);
	error_release(&err);
	strbuf_release(&why);
}

/* 1: it stays watched. */
static int watch_one(struct app *a, struct message_item *it)
{
	struct decide_state *d = &a->decide;
	struct pool pool = POOL_INIT;
	struct record r;
	struct link l;
	int found = records_get(a->store, it->entity, it->id, &pool, &r, NULL) == 0, stays = 0;
	enum status st = found ? r.state.status : STATUS_NONE;
	if (st == STATUS_QUEUED || st == STATUS_SENDING) {
		stays = 1;
	} else if (st == STATUS_SYNCED) {
		d->arrived++;
		d->arrived_last = *it;
		d->arrived_import = 0;
	} else if (st == STATUS_NONE && links_by_erp_record(a->store, it->entity, it->id, &pool, &l, NULL) == 0) {
		d->arrived++;
		d->arrived_last = (struct message_item){ it->entity, l.record_id, 0 };
		d->arrived_import = 1;
	} else if (st == STATUS_UNKNOWN) {
		if (it->version != TOLD)          /* once; how it ends is told too */
			tell_refused(a, &r);
		it->version = TOLD;
		stays = 1;
	} else if (st == STATUS_FAILED || st == STATUS_CONFLICT) {
		tell_refused(a, &r);
	}
	pool_release(&pool);
	return stays;
}

static void say_arrived(struct app *a)
{
	struct decide_state *d = &a->decide;
	a->watch_arrived += d->arrived;
	if (d->arrived == 1 && a->watch_total == 1)
		say_name(a, &d->arrived_last, d->arrived_import ? N_("%1$s %2$s is in Procore now.") :
			N_("%1$s %2$s has arrived; its number there is %3$s."));
	else if (d->arrived > 0 && a->watch_arrived == a->watch_total)
		app_say_count(a, TONE_GOOD, P_("%d record has arrived.", "%d records have arrived.",
			(unsigned long)a->watch_arrived), a->watch_arrived);
	else if (d->arrived > 0)
		app_say_count(a, TONE_GOOD, _("%1$d of %2$d records have arrived."), a->watch_arrived, a->watch_total);
	d->arrived = 0;
}

int decide_watch(struct app *a)
{
	struct decide_state *d = &a->decide;
	if (d->watch_at == 0) {
		if (!a->watch_stale || clock_mono_ms() < d->watch_rest_ms)
			return 0;
		a->watch_stale = 0;
	}
	for (int i = 0; i < PIECE && d->watch_at < a->watched.len; i++) {
		struct message_item it = a->watched.items[d->watch_at++];
		if (watch_one(a, &it))
			a->watched.items[d->watch_kept++] = it;
	}
	if (d->watch_at < a->watched.len)
		return 1;
	watch_settle(a);
	if (a->watched.len > PIECE)
		d->watch_rest_ms = clock_mono_ms() + REST_MS;
	say_arrived(a);
	return 1;
}

static int is_unknown(struct app *a, const struct message_item *it)
{
	struct pool pool = POOL_INIT;
	struct record r;
	int yes = records_get(a->store, it->entity, it->id, &pool, &r, NULL) == 0 && r.state.status == STATUS_UNKNOWN;
	pool_release(&pool);
	return yes;
}

/* What was decided is no longer marked. */
static void drop_marks(struct app *a, const struct request *r)
{
	struct id_set ids = { 0 };
	for (int k = 0; k < ENTITY_TAB_COUNT; k++) {
		ids.len = 0;
		for (size_t i = 0; i < r->n_items; i++)
			if (r->items[i].entity == a->tabs[k].def->entity)
				*ARRAY_PUSH(&ids) = r->items[i].id;
		table_unmark(&a->tabs[k].table, &ids);
	}
	ARRAY_RELEASE(&ids);
}

/* Those that were not done become messages of their own; the first one is told with the rest. */
static char *note_refusals(struct app *a, const char *lines)
{
	char *first = NULL;
	int n = 0;
	while (*lines && n < NOTED_MOST) {
		size_t len = strcspn(lines, "\n");
		char *line = xstrndup(lines, len);
		app_say(a, TONE_WARNING, "%s", line);
		if (first == NULL)
			first = line;
		else
			free(line);
		n++;
		lines += len + (lines[len] == '\n');
	}
	return first;
}

static void add_done(struct strbuf *out, enum verb verb, int64_t done)
{
	struct strbuf n = STRBUF_INIT;
	unsigned long u = (unsigned long)done;
	lang_add_number(&n, done, 0, 0);
	switch (verb) {
	case VERB_APPROVE:
		strbuf_addf(out, P_("%s record approved", "%s records approved", u), n.s);
		break;
	case VERB_REJECT:
		strbuf_addf(out, P_("%s record rejected; u takes that back", "%s records rejected; u takes that back", u), n.s);
		break;
	case VERB_UNDO:
		strbuf_addf(out, P_("%s decision taken back", "%s decisions taken back", u), n.s);
		break;
	default:
		strbuf_addf(out, P_("%1$s: done for %2$s record", "%1$s: done for %2$s records", u), TR(verbs[verb].title),
			n.s);
	}
	strbuf_release(&n);
}

/* Of several: how many, and what was not done with the first reason. */
static void say_many(struct app *a, const struct request *r, const struct message *m)
{
	struct strbuf text = STRBUF_INIT;
	int64_t refused = m->number2, done = m->number > 0 || refused > 0 ? m->number : (int64_t)r->n_items;
	char *first = m->text && *m->text ? note_refusals(a, m->text) : NULL;
	add_done(&text, r->verb, done);
	if (refused > 0 && first) {
		struct strbuf n = STRBUF_INIT;
		lang_add_number(&n, refused, 0, 0);
		strbuf_adds(&text, "; ");
		if (r->verb == VERB_UNDO)
			strbuf_addf(&text, P_("%1$s not: %2$s", "%1$s not, the first: %2$s", (unsigned long)refused), n.s, first);
		else
			strbuf_addf(&text, P_("%1$s was left out: %2$s", "%1$s were left out, the first: %2$s",
				(unsigned long)refused), n.s, first);
		if (refused > 1)
			strbuf_adds(&text, _(" (! lists them)"));
		strbuf_release(&n);
	} else {
		strbuf_addc(&text, '.');
	}
	app_say(a, refused > 0 ? TONE_WARNING : TONE_GOOD, "%s", text.s);
	strbuf_release(&text);
	free(first);
}

static void say_one(struct app *a, const struct request *r, const struct message *m)
{
	if (m->text && *m->text)
		app_say(a, TONE_GOOD, "%s", m->text);
	else if (done_sentence(r->verb))
		say_name(a, &r->items[0], r->verb == VERB_RETRY && is_unknown(a, &r->items[0]) ?
			N_("%1$s %2$s: looked up now; nothing is sent again before that.") : done_sentence(r->verb));
}

static void end_many(struct app *a, const struct request *r)
{
	if (r->id != a->decide.many)
		return;
	a->decide.many = 0;
	if (a->decide.undo_after)
		decide_post(a, VERB_UNDO, r->items, r->n_items, NULL, 0);
	a->decide.undo_after = 0;
}

void decide_progress(struct app *a, const struct message *m)
{
	for (size_t i = 0; i < a->requests.len; i++)
		if (a->requests.items[i].id == m->to && a->requests.items[i].verb != VERB_UNDO)
			a->decide.many = m->to;       /* taking back is not itself taken back */
	a->decide.many_done = m->number;
	a->decide.many_total = m->number2;
	a->dirty = 1;
}

void decide_answer(struct app *a, const struct request *r, const struct message *m)
{
	int stopped = m->error.cls == ERR_CANCEL && m->number > 0;
	grace_decided(a, r, m);
	if (m->error.cls == ERR_LOCKED) {
		app_say_error(a, &m->error);
		vault_ask(a, -1);
	} else if (m->error.cls != ERR_NONE) {
		app_say_error(a, &m->error);
	}
	if (m->error.cls == ERR_NONE || stopped) {
		drop_marks(a, r);
		app_tab(a)->table.stale = 1;
		watch(a, r);
	}
	if (m->error.cls == ERR_NONE && (r->n_items == 1 || r->verb == VERB_LINK))
		say_one(a, r, m);
	else if (m->error.cls == ERR_NONE || stopped)
		say_many(a, r, m);
	end_many(a, r);
}
