/* The inward flow.
 *
 * A sync (struct sync_job) reads some connections side by side, each in the order of its
 * feeds; then everything new is judged; then, if asked, what is queued is sent; then the
 * answer is given.  One sync runs at a time, the others wait in line.
 *
 * A page is one transaction: its records, and either the place to go on from (the page
 * token) or, with the last page, the cursor for the next time.  So a program stopped
 * anywhere has stored whole pages and reads at most one of them again.
 *
 * What is gone over there is found by full passes: every row is stamped when it is
 * seen, and when all feeds of an entity were read in full and to the end, rows with an
 * older stamp are marked deleted.  Never after a partial or failed pass. */
#include "sync/pull.h"

#include "base/args.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "sync/first.h"
#include "sync/judge.h"
#include "sync/pulling.h"
#include "sync/push.h"
#include "sync/work.h"
#include <inttypes.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define FULL_EVERY_MS (7 * INT64_C(86400000))
#define JUDGE_STEP 256             /* so that questions are answered between */
#define JUDGE_STEP_FIRST 2000      /* in a first load, where there is nothing to ask yet */
#define MAX_FEEDS 32
#define KEPT_BYTES (32 << 20)
#define TRIM_BYTES (128 << 10)     /* the C library's own */

/* ---- what a tab needs ---- */

int pull_wanted(enum entity asked, enum entity feed)
{
	static const unsigned needs[ENTITY_TAB_COUNT] = {
		[ENTITY_VENDOR] = 1u << ENTITY_VENDOR,
		[ENTITY_JOB] = 1u << ENTITY_JOB | 1u << ENTITY_SUB_JOB | 1u << ENTITY_CUSTOMER | 1u << ENTITY_BRANCH,
		[ENTITY_COMMITMENT] = 1u << ENTITY_COMMITMENT | 1u << ENTITY_COST_CODE |
			1u << ENTITY_COST_TYPE | 1u << ENTITY_SUB_JOB,
		[ENTITY_INVOICE] = 1u << ENTITY_INVOICE | 1u << ENTITY_PERIOD,
		[ENTITY_PAYMENT] = 1u << ENTITY_PAYMENT,
	};

	return asked == ENTITY_NONE || asked == feed ||
		(asked < ENTITY_TAB_COUNT && (needs[asked] & (1u << feed)));
}

static int job_field(enum entity e)
{
	switch (e) {
	case ENTITY_COMMITMENT: return COMMITMENT_JOB;
	case ENTITY_INVOICE: return INVOICE_JOB;
	case ENTITY_PAYMENT: return PAYMENT_JOB;
	case ENTITY_SUB_JOB: return SUB_JOB_JOB;
	case ENTITY_COST_CODE: return COST_CODE_JOB;
	default: return -1;
	}
}

/* ---- places kept in the store ---- */

static char *page_feed(const struct feed *f)
{
	return xasprintf("%s#page", f->name);
}

/* "<pass started> <full> <token>" */
static int token_get(struct worker *w, const struct line *l, const struct feed *f, const char *scope,
	struct pool *p, int64_t *started, int *full, const char **token)
{
	char *name = page_feed(f);
	const char *text = NULL;
	char *end;

	cursor_get(w->store, l->id, name, scope, p, &text, NULL);
	free(name);
	if (!text || !*text)
		return 0;
	*started = strtoll(text, &end, 10);
	if (*end != ' ' || (end[1] != '0' && end[1] != '1') || end[2] != ' ' || !end[3])
		return 0;
	*full = end[1] == '1';
	*token = end + 3;
	return 1;
}

static int token_put(struct worker *w, const struct line *l, const struct feed *f, const char *scope,
	int64_t started, int full, const char *token, struct error *err)
{
	char *name = page_feed(f);
	char *text = token ? xasprintf("%" PRId64 " %d %s", started, full, token) : xstrdup("");
	int rc = cursor_put(w->store, l->id, name, scope, text, err);

	free(text);
	free(name);
	return rc;
}

static void full_setting(struct strbuf *out, const struct line *l, const struct feed *f)
{
	strbuf_addf(out, "full:%lld:%s", (long long)l->id, f->name);
}

static int full_is_due(struct worker *w, const struct line *l, const struct feed *f)
{
	struct strbuf name = STRBUF_INIT;
	struct pool p = POOL_INIT;
	const char *text = NULL;
	int due;

	full_setting(&name, l, f);
	store_setting_get(w->store, name.s, &p, &text, NULL);
	due = text && clock_now_ms() - strtoll(text, NULL, 10) > FULL_EVERY_MS;
	pool_release(&p);
	strbuf_release(&name);
	return due;
}

/* ---- a page ---- */

/* What a task of a pull carries: its scope and the pass it belongs to. */
struct reading {
	struct pull *pull;
	const struct feed *feed;
	char *scope;               /* owned */
	int64_t started;
	int full, resumed, again;
};

static void tell_progress(struct pull *p, const struct feed *f)
{
	struct message *m;

	if (p->job->internal)
		return;
	m = message_new(MSG_PROGRESS);
	m->to = p->job->question;
	m->name = xstrdup(p->line->row.name);
	m->text = xstrdup(f->name);
	m->entity = f->entity;
	m->number = p->done;
	m->number2 = p->total;
	worker_tell(p->line->worker, m);
}

static int on_page(struct task *t, int last, struct error *err)
{
	struct reading *r = t->data;
	struct pull *p = r->pull;
	struct line *l = t->line;
	struct worker *w = l->worker;
	int rc = store_begin(w->store, err);

	if (rc < 0)
		return rc;
	records_stamp(w->store, r->full);
	rc = pull_store_page(w, l, &t->op.page, p->first_load, &p->run.added, &p->run.changed, &p->kinds, err);
	records_stamp(w->store, 1);
	if (rc >= 0 && last) {
		if (t->op.next_cursor)
			rc = hops_note(l, r->feed, r->scope, t->op.next_cursor, err);
		if (rc >= 0 && t->op.next_cursor)
			rc = cursor_put(w->store, l->id, r->feed->name, r->scope, t->op.next_cursor, err);
		if (rc >= 0)
			rc = token_put(w, l, r->feed, r->scope, 0, 0, NULL, err);
	} else if (rc >= 0 && t->op.page_token) {
		rc = token_put(w, l, r->feed, r->scope, r->started, r->full, t->op.page_token, err);
	}
	if (rc < 0)
		store_rollback(w->store);
	else
		rc = store_commit(w->store, err);
	if (rc < 0)
		return rc;
	w->judging = 1;
	r->again = 0;
	p->done += (int64_t)t->op.page.len;
	if (t->op.total > 0)
		p->total = t->op.total > p->done ? t->op.total : p->done;
	tell_progress(p, r->feed);
	return 0;
}

/* ---- feeds and scopes ---- */

static void start_reading(struct pull *p, const char *scope, int fresh);

/* The last page of a job is about to be stored: the first of the next one travels meanwhile. */
static void on_last(struct task *t)
{
	struct reading *r = t->data;
	struct pull *p = r->pull;

	if (!p->stop && p->running == 1 && p->next_scope < p->scopes.len)
		start_reading(p, p->scopes.items[p->next_scope++], 0);
}

void pull_note_error(struct pull *p, const struct error *err)
{
	if (!p->error.cls)
		error_copy(&p->error, err);
	if (!p->job->error.cls)
		error_copy(&p->job->error, err);
}

/* After these nothing else of this connection can work either. */
static int stops_all(int rc)
{
	switch (rc) {
	case ERR_REFUSED:
	case ERR_NOTFOUND:
	case ERR_RIGHT:
	case ERR_DATA:
	case ERR_CONFLICT:
		return 0;
	default:
		return 1;
	}
}

static void on_end(struct task *t, int rc, struct error *err)
{
	struct reading *r = t->data;
	struct pull *p = r->pull;

	p->running--;
	p->run.calls += t->counts.calls;
	p->run.bytes += t->counts.bytes;
	if (rc < 0 && r->resumed && !stops_all(rc)) {
		/* The place to go on from is not known over there any more. */
		trace(TRACE_SYNC, "%s %s: from the beginning", p->line->row.name, r->feed->name);
		start_reading(p, r->scope, 1);
	} else if (rc < 0) {
		p->feed_ok = 0;
		p->stop |= stops_all(rc);
		if (rc != ERR_CANCEL || !p->job->cancelled || !p->error.cls)
			pull_note_error(p, err);
	} else if (!r->full) {
		p->feed_full = 0;
	}
	if (r->full && (!p->feed_started || r->started < p->feed_started))
		p->feed_started = r->started;
	free(r->scope);
	free(r);
	pull_next_feed(p);
}

static void start_reading(struct pull *p, const char *scope, int fresh)
{
	struct line *l = p->line;
	struct worker *w = l->worker;
	const struct feed *f = &l->def->feeds[p->at];
	struct task *t = task_new(l, OP_PULL, p->job->internal ? PRIORITY_PUSH : p->job->question ?
		PRIORITY_PERSON : PRIORITY_PULL);
	struct reading *r = xcalloc(1, sizeof *r);
	const char *cursor = NULL, *token = NULL;

	r->pull = p;
	r->feed = f;
	r->scope = xstrdup(scope);
	r->started = clock_now_ms();
	r->full = (f->flags & FEED_FULL_ONLY) || !(f->flags & FEED_INCREMENTAL) ||
		(p->job->flags & MSG_SYNC_FULL) || full_is_due(w, l, f);
	cursor_get(w->store, l->id, f->name, scope, &t->pool, &cursor, NULL);
	if (!cursor || !*cursor) {
		cursor = NULL;
		r->full = 1;
	}
	t->keep_scope = xstrdup(scope);
	if (!fresh && token_get(w, l, f, scope, &t->pool, &r->started, &r->full, &token)) {
		r->resumed = 1;
		t->token = xstrdup(token);
	}
	t->keep_cursor = cursor && !r->full ? xstrdup(cursor) : NULL;
	t->op.feed = f;
	t->op.scope = t->keep_scope;
	t->op.cursor = t->keep_cursor;
	t->op.full = r->full;
	t->op.page_token = t->token;
	t->data = r;
	t->on_page = on_page;
	t->on_last = on_last;
	t->on_end = on_end;
	t->question = p->job->question;
	p->running++;
	task_submit(t);
}

static void scopes_clear(struct pull *p)
{
	for (size_t i = 0; i < p->scopes.len; i++)
		free(p->scopes.items[i]);
	ARRAY_RELEASE(&p->scopes);
	p->next_scope = 0;
}

/* The jobs a list is read by: the active ones. */
static int load_scopes(struct pull *p, const struct feed *f, struct error *err)
{
	struct worker *w = p->line->worker;
	struct record_array jobs = { 0 };
	struct pool pool = POOL_INIT;
	int64_t after = 0;
	int rc;

	scopes_clear(p);
	if (!(f->flags & FEED_PER_JOB)) {
		*ARRAY_PUSH(&p->scopes) = xstrdup("");
		return 0;
	}
	do {
		jobs.len = 0;
		pool_reset(&pool);
		rc = records_list(w->store, ENTITY_JOB, p->line->id, after, 256, &pool, &jobs, err);
		for (size_t i = 0; rc >= 0 && i < jobs.len; i++) {
			const struct record *j = &jobs.items[i];
			after = j->id;
			if (record_has(j, JOB_ACTIVE) && !record_int(j, JOB_ACTIVE))
				continue;
			if ((f->flags & FEED_JOBS_LINKED) && j->state.status == STATUS_ARCHIVED)
				continue;
			*ARRAY_PUSH(&p->scopes) = xstrdup(j->remote_id);
		}
	} while (rc >= 0 && jobs.len == 256);
	ARRAY_RELEASE(&jobs);
	pool_release(&pool);
	return rc;
}

static void feed_begin(struct pull *p)
{
	struct error err = ERROR_INIT;

	p->feed_ok = 1;
	p->feed_full = 1;
	p->feed_started = 0;
	p->done = p->total = 0;
	if (load_scopes(p, &p->line->def->feeds[p->at], &err) < 0) {
		p->stop = 1;
		p->feed_ok = 0;
		pull_note_error(p, &err);
	}
	error_release(&err);
}

static void feed_end(struct pull *p)
{
	const struct feed *f = &p->line->def->feeds[p->at];
	unsigned bit = 1u << f->entity;

	p->read |= bit;
	if (!p->feed_ok || p->next_scope < p->scopes.len)
		p->failed |= bit;
	if (!p->feed_full || !p->feed_started)
		p->partial_read |= bit;
	else if (!p->pass_started[f->entity] || p->feed_started < p->pass_started[f->entity])
		p->pass_started[f->entity] = p->feed_started;
}

/* ---- the end of a connection's reading ---- */

static int mark_gone(struct pull *p, enum entity e, const struct feed *f, struct error *err)
{
	struct worker *w = p->line->worker;
	int64_t n = 0;
	int field = job_field(e), rc = 0;

	if (!(f->flags & FEED_PER_JOB)) {
		rc = records_mark_unseen(w->store, e, p->line->id, -1, NULL, p->pass_started[e], &n, err);
		p->run.deleted += n;
		return rc;
	}
	rc = records_any_unseen(w->store, e, p->line->id, p->pass_started[e], err);
	if (rc <= 0)
		return rc;
	if (field < 0 || load_scopes(p, f, err) < 0)
		return err->cls ? (int)err->cls : 0;
	for (size_t i = 0; i < p->scopes.len && rc >= 0; i++) {
		rc = records_mark_unseen(w->store, e, p->line->id, field, p->scopes.items[i],
			p->pass_started[e], &n, err);
		p->run.deleted += n;
	}
	return rc;
}

static int settle_entity(struct pull *p, enum entity e, struct error *err)
{
	struct worker *w = p->line->worker;
	const struct feed *one = NULL;
	int rc = 0, mixed = 0;
	struct strbuf name = STRBUF_INIT;
	char now[24];

	for (const struct feed *f = p->line->def->feeds; f->name; f++) {
		if (f->entity != e)
			continue;
		mixed |= one && ((one->flags ^ f->flags) & FEED_PER_JOB);
		one = f;
	}
	if (!(p->partial_read & (1u << e)) && !mixed) {
		rc = mark_gone(p, e, one, err);
		snprintf(now, sizeof now, "%" PRId64, clock_now_ms());
		for (const struct feed *f = p->line->def->feeds; f->name && rc >= 0; f++)
			if (f->entity == e) {
				strbuf_reset(&name);
				full_setting(&name, p->line, f);
				rc = store_setting_put(w->store, name.s, now, err);
			}
		strbuf_release(&name);
	}
	if (rc >= 0)
		rc = sync_age_put(w->store, p->line->id, e, p->run.started_ms, err);
	return rc;
}

/* Lists that many records lean on: what waits is judged again when they changed. */
static int lists_changed(const struct pull *p)
{
	unsigned lists = 1u << ENTITY_COST_CODE | 1u << ENTITY_COST_TYPE | 1u << ENTITY_SUB_JOB |
		1u << ENTITY_PERIOD | 1u << ENTITY_BRANCH;

	if (!strcmp(p->line->row.role, "erp"))
		lists |= 1u << ENTITY_VENDOR | 1u << ENTITY_JOB | 1u << ENTITY_COMMITMENT | 1u << ENTITY_INVOICE;
	return !p->first_load && (p->kinds & lists);
}

/* Procore is read for the first time too: then everything is judged anyway. */
static int other_first_load(const struct pull *p)
{
	for (size_t i = 0; i < p->job->pulls.len; i++)
		if (p->job->pulls.items[i] != p && p->job->pulls.items[i]->first_load)
			return 1;
	return 0;
}

static int settle(struct pull *p, struct error *err)
{
	struct worker *w = p->line->worker;
	struct strbuf args = STRBUF_INIT;
	size_t n = 0;
	int rc = store_begin(w->store, err);

	for (int e = 0; e < ENTITY_COUNT && rc >= 0; e++)
		if ((p->read & (1u << e)) && !(p->failed & (1u << e)))
			rc = settle_entity(p, (enum entity)e, err);
	if (rc >= 0 && p->first_load && !strcmp(p->line->row.role, "erp") && !other_first_load(p))
		rc = judge_all(w, err);
	else if (rc >= 0 && lists_changed(p))
		rc = judge_waiting(w, err);
	p->run.ended_ms = clock_now_ms();
	report_count(p);
	if (!p->error.cls)
		p->run.state = "done";
	else if (p->error.cls == ERR_CANCEL)
		p->run.state = "cancelled";
	else
		p->run.state = p->read & ~p->failed ? "partial" : "failed";
	if (p->error.cls) {
		p->run.error_class = error_class_name(p->error.cls);
		p->run.error_msgid = p->error.msgid;
		while (n < ERROR_MAX_ARGS && p->error.args[n])
			n++;
		args_add_json(&args, (const char *const *)p->error.args, n);
		p->run.error_args = args.s;
	}
	if (rc >= 0)
		rc = sync_run_put(w->store, &p->run, err);
	p->run.error_args = NULL;
	strbuf_release(&args);
	if (rc < 0)
		store_rollback(w->store);
	else
		rc = store_commit(w->store, err);
	return rc;
}

static void pull_end(struct pull *p)
{
	struct error err = ERROR_INIT;

	if (p->ended)
		return;
	p->ended = 1;
	if (settle(p, &err) < 0)
		pull_note_error(p, &err);
	error_release(&err);
	scopes_clear(p);
	trace(TRACE_SYNC, "%s: %s, %lld calls, %lld added, %lld changed, %lld gone", p->line->row.name,
		p->run.state, (long long)p->run.calls, (long long)p->run.added, (long long)p->run.changed,
		(long long)p->run.deleted);
}

/* Starts what may start; ends when there is nothing left. */
void pull_next_feed(struct pull *p)
{
	const struct feed *feeds = p->line->def->feeds;
	int limit = p->line->def->in_flight > 1 ? p->line->def->in_flight : 1;

	for (;;) {
		if (p->stop) {
			if (!p->running) {
				if (p->at >= 0 && feeds[p->at].name)
					feed_end(p);
				pull_end(p);
			}
			return;
		}
		if (p->at >= 0)
			while (p->next_scope < p->scopes.len && p->running < limit)
				start_reading(p, p->scopes.items[p->next_scope++], 0);
		if (p->running)
			return;
		if (p->at >= 0)
			feed_end(p);
		do {
			p->at++;
		} while (feeds[p->at].name && !pull_wanted(p->job->entity, feeds[p->at].entity));
		if (!feeds[p->at].name) {
			pull_end(p);
			return;
		}
		feed_begin(p);
	}
}

static int never_read(struct worker *w, const struct line *l)
{
	struct pool p = POOL_INIT;
	const char *cursor = NULL;
	int yes = 1;

	for (int e = 0; e < ENTITY_COUNT && yes; e++)
		yes = sync_age(w->store, l->id, (enum entity)e) == 0;
	if (yes)
		cursor_get(w->store, l->id, l->def->feeds[0].name, "", &p, &cursor, NULL);
	pool_release(&p);
	return yes && !cursor;
}

static void pull_begin(struct sync_job *job, struct line *l)
{
	struct worker *w = l->worker;
	struct pull *p = xcalloc(1, sizeof *p);
	struct error err = ERROR_INIT;

	p->job = job;
	p->line = l;
	p->at = -1;
	p->run.started_ms = clock_now_ms();
	p->run.connection_id = l->id;
	p->run.title = job->entity == ENTITY_NONE ? "all" : entities[job->entity].name;
	p->run.actor = w->user;
	p->run.state = "running";
	p->first_load = never_read(w, l);
	p->signs_before = l->sign_counts;
	p->waited_before = line_waited_ms(l);
	if (p->first_load && !w->deferred && store_defer_indexes(w->store, &err) >= 0) {
		w->deferred = 1;
		first_begin(w);
	}
	*ARRAY_PUSH(&job->pulls) = p;
	error_release(&err);
	if (sync_run_put(w->store, &p->run, &err) < 0) {
		p->stop = 1;
		pull_note_error(p, &err);
	}
	error_release(&err);
	if (!p->stop && hops_begin(p))
		return;
	pull_next_feed(p);
}

/* ---- a sync ---- */

static void job_free(struct sync_job *j)
{
	for (size_t i = 0; i < j->pulls.len; i++) {
		scopes_clear(j->pulls.items[i]);
		error_release(&j->pulls.items[i]->error);
		free(j->pulls.items[i]);
	}
	ARRAY_RELEASE(&j->pulls);
	error_release(&j->error);
	free(j->connection);
	free(j);
}

/* While pages come, memory is kept between them: given back and asked for again, every page would cost the
 * system's clearing it anew. */
static void memory_kept(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
	mallopt(M_TRIM_THRESHOLD, 2 * KEPT_BYTES);
#endif
}

static void memory_given_back(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, TRIM_BYTES);
	mallopt(M_TRIM_THRESHOLD, TRIM_BYTES);
	malloc_trim(0);
#endif
}

static void job_done(struct worker *w, struct sync_job *j)
{
	struct message *m;
	struct strbuf text = STRBUF_INIT;

	w->jobs = j->next;
	report_sent(w, j);
	memory_given_back();
	if (!j->internal) {
		m = message_new(MSG_SYNC_DONE);
		m->to = j->question;
		m->entity = j->entity;
		for (size_t i = 0; i < j->pulls.len; i++) {
			const struct sync_run *r = &j->pulls.items[i]->run;
			m->number += r->added + r->changed + r->deleted;
			m->number2 += r->calls;
		}
		report_add(&text, j);
		m->text = strbuf_detach(&text);
		error_move(&m->error, &j->error);
		worker_tell(w, m);
	}
	job_free(j);
}

static int line_wanted(const struct sync_job *j, const struct line *l)
{
	return line_built(l) && (!j->connection || !strcmp(j->connection, l->row.name));
}

static void job_start(struct worker *w, struct sync_job *j)
{
	struct pool p = POOL_INIT;
	struct rights who;
	int rc = j->internal ? 0 : worker_may_write(w, &j->error);

	j->phase = PHASE_PULL;
	memory_kept();
	report_begin(w, j);
	if (rc >= 0 && !j->internal)
		rc = worker_rights(w, &p, &who, &j->error);
	if (rc >= 0 && !j->internal)
		rc = rights_may_import(&who, j->entity, &j->error);
	pool_release(&p);
	if (rc < 0 || (j->flags & MSG_SYNC_SEND_ONLY))
		return;
	for (size_t i = 0; i < w->n_lines; i++)
		if (line_wanted(j, w->lines[i])) {
			pacer_reset(&w->lines[i]->pacer);
			pull_begin(j, w->lines[i]);
		}
	if (!j->pulls.len && !j->error.cls)
		error_set(&j->error, ERR_CONFIG, j->connection ?
			N_("there is no connection \"%1$s\" that can be read") :
			N_("there is no connection yet; add one first"), j->connection, NULL);
}

static int pulls_ended(const struct sync_job *j)
{
	for (size_t i = 0; i < j->pulls.len; i++)
		if (!j->pulls.items[i]->ended)
			return 0;
	return 1;
}

static int judge_phase(struct worker *w, struct sync_job *j)
{
	struct error err = ERROR_INIT;
	int rc;

	if (w->deferred && !w->first.taken) {
		rc = first_step(w, &err);
		w->first.taken = rc <= 0;
		if (rc < 0 && !j->error.cls)
			error_move(&j->error, &err);
		error_release(&err);
		return 1;
	}
	if (w->judging) {
		rc = judge_step(w, w->deferred ? JUDGE_STEP_FIRST : JUDGE_STEP, &err);
		if (rc == 0) {
			w->judging = 0;
			lookup_clear(w->lookup);
		} else if (rc < 0) {
			w->judging = 0;
			if (!j->error.cls)
				error_move(&j->error, &err);
		}
		error_release(&err);
		return 1;
	}
	if (w->deferred) {
		if (store_finish_indexes(w->store, &err) < 0 && !j->error.cls)
			error_move(&j->error, &err);
		error_release(&err);
		w->deferred = 0;
	}
	j->phase = PHASE_EXPORT;
	w->push_pending = 1;
	return 1;
}

int pull_run(struct worker *w)
{
	struct sync_job *j = w->jobs;

	if (!j)
		return 0;
	switch (j->phase) {
	case PHASE_NEW:
		job_start(w, j);
		return 1;
	case PHASE_PULL:
		if (!pulls_ended(j))
			return hops_step(j);
		j->phase = PHASE_JUDGE;
		return 1;
	case PHASE_JUDGE:
		return judge_phase(w, j);
	case PHASE_EXPORT:
		if (!j->internal && !j->cancelled && (j->flags & (MSG_SYNC_EXPORT | MSG_SYNC_SEND_ONLY)) &&
		    !push_is_quiet(w))
			return 0;
		if (w->judging) {            /* what was sent made others ready */
			j->phase = PHASE_JUDGE;
			return 1;
		}
		job_done(w, j);
		return 1;
	}
	return 0;
}

int pull_judges(const struct worker *w)
{
	return w->jobs && w->jobs->phase == PHASE_JUDGE;
}

int pull_waits(const struct worker *w)
{
	const struct sync_job *j = w->jobs;
	int waits = 0;

	if (!j || j->phase != PHASE_PULL)
		return 0;
	for (size_t i = 0; i < j->pulls.len; i++) {
		if (j->pulls.items[i]->ended)
			continue;
		if (!j->pulls.items[i]->waiting || j->pulls.items[i]->running)
			return 0;
		waits = 1;
	}
	return waits;
}

int64_t pull_wait_ms(const struct worker *w)
{
	return w->jobs && w->jobs->phase == PHASE_PULL ? hops_wait_ms(w->jobs) : -1;
}

static struct sync_job *job_add(struct worker *w, int first)
{
	struct sync_job *j = xcalloc(1, sizeof *j), **at = &w->jobs;

	j->entity = ENTITY_NONE;
	while (!first && *at)
		at = &(*at)->next;
	j->next = *at;
	*at = j;
	return j;
}

void pull_question(struct worker *w, struct message *m)
{
	struct sync_job *j = job_add(w, 0);

	j->question = m->id;
	j->entity = m->entity;
	j->flags = m->number;
	j->connection = m->name ? xstrdup(m->name) : NULL;
	j->wait_ms = m->number2 * 60000;
	if (m->number & (MSG_SYNC_EXPORT | MSG_SYNC_SEND_ONLY))
		push_person_asks(w);
}

/* It runs in front of what a person asked for: somebody's decision waits for it. */
void pull_refresh(struct worker *w, struct line *l, enum entity e)
{
	struct sync_job *j = job_add(w, 1);

	j->internal = 1;
	j->entity = e;
	j->connection = xstrdup(l->row.name);
}

int pull_refreshing(const struct worker *w, const struct line *l)
{
	for (const struct sync_job *j = w->jobs; j; j = j->next)
		if (j->internal && (!j->connection || !strcmp(j->connection, l->row.name)))
			return 1;
	return 0;
}

static void cancel_tasks(struct worker *w, const struct sync_job *j)
{
	for (size_t i = 0; i < w->n_lines; i++) {
		struct task *t;
		int again;
		do {
			again = 0;
			for (t = w->lines[i]->tasks; t; t = t->next)
				if (t->op.kind == OP_PULL && !t->cancelled && t->question == j->question) {
					task_cancel(t);
					again = 1;
					break;
				}
		} while (again);
	}
}

void pull_cancel(struct worker *w, uint64_t question)
{
	for (struct sync_job *j = w->jobs; j; j = j->next) {
		if (j->internal || (question && j->question != question))
			continue;
		j->cancelled = 1;
		if (!j->error.cls)
			error_set(&j->error, ERR_CANCEL, N_("stopped on request; what was read so far is kept"), NULL);
		for (size_t i = 0; i < j->pulls.len; i++)
			j->pulls.items[i]->stop = 1;
		if (j->phase == PHASE_NEW)
			j->flags |= MSG_SYNC_SEND_ONLY;   /* nothing is read, nothing is waited for */
		cancel_tasks(w, j);
	}
}

/* A reading whose sync is gone. */
static void on_end_alone(struct task *t, int rc, struct error *err)
{
	struct reading *r = t->data;

	free(r->scope);
	free(r);
}

void pull_stop(struct worker *w)
{
	struct sync_job *j;

	/* What is on its way ends later, and has nobody to tell by then. */
	for (size_t i = 0; i < w->n_lines; i++)
		for (struct task *t = w->lines[i]->tasks; t; t = t->next)
			if (t->on_end == on_end) {
				t->on_end = on_end_alone;
				t->on_page = NULL;
				t->on_last = NULL;
			} else {
				hops_forget(t);
			}
	while ((j = w->jobs)) {
		struct error err = ERROR_INIT;

		error_set(&err, ERR_CANCEL, N_("stopped on request; what was read so far is kept"), NULL);
		for (size_t i = 0; i < j->pulls.len; i++) {
			struct pull *p = j->pulls.items[i];
			if (p->ended)
				continue;
			pull_note_error(p, &err);
			p->stop = 1;
			p->failed = ~0u;
			pull_end(p);
		}
		if (!j->error.cls)
			error_move(&j->error, &err);
		error_release(&err);
		job_done(w, j);
	}
}
