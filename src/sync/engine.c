/* Lines and tasks: the loop between connectors and the client.
 *
 * The life of a task:
 *
 *   new    -- first call of the connector --> wants | ended
 *   wants  -- the pace allows it ----------> runs
 *   runs   -- a good answer ---------------> wants | ended   (the connector says which)
 *   runs   -- a reading request failed ----> wants           (the same request again, later)
 *   runs   -- 401 -------------------------> new             (after a new sign-in, once)
 *   any    -- cancelled, given up ---------> ended
 *
 * Invariants:
 *  1. A changing request is sent once.  Nothing here repeats it; whether the operation
 *     may be tried again is decided by the outbox, which looks first.
 *  2. While a task signs in or out nobody else on its line starts a request.
 *  3. A new token is in the vault before a request carries it.
 *  4. on_end is called exactly once for every submitted task. */
#include "sync/handover.h"
#include "sync/work.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define ATTEMPTS_READ 6
#define ATTEMPTS_LOGIN 3
#define ATTEMPTS_ASKED 30        /* when the other side itself says wait (429, 503) */
#define RESTARTS_MAX 3
#define EXPIRY_MARGIN_MS 60000
#define LONG_WAIT_MS (15 * 60 * INT64_C(1000))  /* longer than this nobody waits for a pace: it is said, and ends */
#define TELL_PACE_MS 1000
#define FILES_MAX 16
#define REFRESH_TRIES 200
#define REFRESH_WAIT_MS 100

static void task_give_up(struct task *t);
static void line_start(struct line *l);

static const char *kind_name(enum op_kind kind)
{
	static const char *const names[] = {
		[OP_LOGIN] = "sign-in", [OP_LOGOUT] = "sign-out", [OP_PULL] = "pull",
		[OP_PUSH] = "push", [OP_LOOKUP] = "look-up", [OP_TEST] = "test",
	};

	return names[kind];
}

/* ---- tasks ---- */

static int (*task_step(const struct task *t))(struct op *, const struct http_response *,
	struct http_request *, struct error *)
{
	const struct connector *c = t->line->def;

	switch (t->op.kind) {
	case OP_LOGIN: return c->login;
	case OP_LOGOUT: return c->logout;
	case OP_PULL: return c->pull;
	case OP_PUSH:
	case OP_LOOKUP: return c->push;
	case OP_TEST: return c->test;
	}
	return NULL;
}

struct task *task_new(struct line *l, enum op_kind kind, enum task_priority priority)
{
	struct task *t = xcalloc(1, sizeof *t);

	t->line = l;
	pool_init(&t->pool);
	pool_init(&t->page_pool);
	http_request_init(&t->request);
	line_env(l, &t->env);
	t->op.kind = kind;
	t->op.connector = l->def;
	t->op.env = &t->env;
	t->op.pool = &t->pool;
	t->op.page_pool = &t->page_pool;
	strbuf_init(&t->op.report);
	t->priority = priority;
	t->needs_session = kind != OP_LOGIN && kind != OP_LOGOUT;
	return t;
}

void task_free(struct task *t)
{
	if (!t)
		return;
	http_request_release(&t->request);
	ARRAY_RELEASE(&t->op.page);
	strbuf_release(&t->op.report);
	pool_release(&t->pool);
	pool_release(&t->page_pool);
	error_release(&t->failed);
	free(t->token);
	free(t->keep_scope);
	free(t->keep_cursor);
	free(t);
}

void task_submit(struct task *take_t)
{
	struct task **at = &take_t->line->tasks;

	while (*at && (*at)->priority <= take_t->priority)
		at = &(*at)->next;
	take_t->next = *at;
	*at = take_t;
}

static void task_unlink(struct task *t)
{
	for (struct task **at = &t->line->tasks; *at; at = &(*at)->next)
		if (*at == t) {
			*at = t->next;
			break;
		}
	if (t->line->signing == t)
		t->line->signing = NULL;
}

static void end_waiting(struct line *l, int64_t now);

/* Has nothing of it been sent in an earlier attempt? */
static int first_attempt(const struct task *t)
{
	int most = t->op.item ? t->op.item->attempt : 0;

	for (int i = 0; i < t->op.n_parts; i++)
		if (t->op.parts[i].item.attempt > most)
			most = t->op.parts[i].item.attempt;
	return most <= 1;
}

static void task_end(struct task *t, int rc, struct error *err)
{
	struct line *l = t->line;

	if (t->state == TASK_ENDED)
		return;
	t->state = TASK_ENDED;
	trace(TRACE_SYNC, "%s: %s%s%s ends %s after %lld calls", l->row.name,
		kind_name(t->op.kind), t->op.feed ? " " : "", t->op.feed ? t->op.feed->name : "",
		rc < 0 ? error_class_name((enum error_class)rc) : "well", (long long)t->counts.calls);
	task_unlink(t);
	l->used_at = clock_mono_ms();
	if (!l->tasks)
		end_waiting(l, l->used_at);
	if (t->op.kind == OP_LOGIN || t->op.kind == OP_LOGOUT) {
		l->sign_counts.calls += t->counts.calls;
		l->sign_counts.bytes += t->counts.bytes;
	}
	/* Nothing that changes anything has left, now or in an earlier attempt. */
	if (t->op.kind == OP_PUSH && !t->wrote && rc == ERR_UNKNOWN && err && first_attempt(t))
		rc = err->cls = ERR_LATER;
	if (t->on_end)
		t->on_end(t, rc, err);
	task_free(t);
}

static void task_fail(struct task *t, const struct error *err)
{
	struct error copy = ERROR_INIT;

	error_copy(&copy, err);
	task_end(t, (int)err->cls, &copy);
	error_release(&copy);
}

void task_cancel(struct task *t)
{
	if (t->cancelled || t->state == TASK_ENDED)
		return;
	t->cancelled = 1;
	if (t->state == TASK_RUNS) {
		client_cancel(t->line->worker->client, t);
		return;
	}
	if (t->answering)
		return;                  /* whoever called the connector ends it */
	task_give_up(t);
}

/* A cancelled task that is not on its way any more. */
static void task_give_up(struct task *t)
{
	if (!t->failed.cls)
		error_set(&t->failed, ERR_CANCEL, N_("stopped on request"), NULL);
	task_fail(t, &t->failed);
}

/* The same, when its transfer has come back: what changes something over there may have
 * done so. */
static void task_give_up_after(struct task *t, const struct http_response *r)
{
	if ((r->request_flags & HTTP_MUTATES) && r->sent && t->op.kind == OP_PUSH)
		error_set(&t->failed, ERR_UNKNOWN, N_("stopped while waiting for the answer"), NULL);
	task_give_up(t);
}

/* Back to the first call; what is stored stays stored. */
static void task_rewind(struct task *t)
{
	struct op *op = &t->op;

	http_request_release(&t->request);
	t->has_copy = 0;
	op->step = 0;
	memset(op->n, 0, sizeof op->n);
	memset(op->text, 0, sizeof op->text);
	memset(op->accept_status, 0, sizeof op->accept_status);
	op->page.len = 0;
	op->next_cursor = NULL;
	op->page_token = t->token;
	memset(&op->result, 0, sizeof op->result);
	op->n_save_secret = 0;
	strbuf_reset(&op->report);
	pool_reset(&t->page_pool);
	t->state = TASK_NEW;
	t->attempts = 0;
}

/* ---- the connector's turn ---- */

/* Hands the records over; the next request may already be on its way. */
static int task_page(struct task *t, int last, struct error *err)
{
	int rc = 0;

	if (t->op.kind == OP_PULL && t->on_page && (t->op.page.len || last)) {
		rc = t->on_page(t, last, err);
		t->logins = 0;
		if (!rc && t->op.page_token) {
			char *token = xstrdup(t->op.page_token);
			free(t->token);
			t->token = token;
		}
	}
	t->op.page.len = 0;
	pool_reset(&t->page_pool);
	return rc;
}

static void task_restart(struct task *t, struct error *err)
{
	struct line *l = t->line;

	if (!t->needs_session || t->logins > 0 || l->def->login == NULL) {
		if (!err->cls)
			error_set(err, ERR_LOGIN, N_("\"%1$s\" refuses the sign-in; check its credentials"),
				l->row.name, NULL);
		task_end(t, ERR_LOGIN, err);
		return;
	}
	t->logins++;
	line_session_clear(l);
	task_rewind(t);
}

/* An answer of a read that made no sense (cut JSON): from the last stored page. */
static int task_may_reread(struct task *t, int rc)
{
	return rc == ERR_DATA && t->op.kind == OP_PULL && t->restarts++ < RESTARTS_MAX;
}

/* A file that a person hands on: written once, and then the connector goes on. */
static void task_write(struct task *t)
{
	struct worker *w = t->line->worker;
	struct error err = ERROR_INIT;
	int rc;

	if ((t->op.kind != OP_PUSH && !(t->op.kind == OP_LOOKUP && t->op.item && t->op.item->interrupted)) ||
	    t->files++ >= FILES_MAX)
		rc = error_set(&err, ERR_BUG, N_("\"%1$s\" writes files where there are none to write"),
			t->line->row.name, NULL);
	else
		rc = handover_write(w, t->line->row.name, t->op.file_name, t->op.file_text, &err);
	if (rc < 0) {
		task_end(t, rc, &err);
	} else {
		t->wrote |= t->op.kind == OP_PUSH;
		t->state = TASK_NEW;
	}
	error_release(&err);
}

/* The connector has spoken, and the records of the page are stored (rc). */
static void task_judge(struct task *t, int r, int rc, struct error *err)
{
	if (rc < 0) {
		error_move(&t->failed, err);
		t->cancelled = 1;
	}
	if (rc < 0 || (t->cancelled && (r == OP_SEND || r == OP_RESTART || r == OP_WRITE))) {
		if (t->state == TASK_RUNS)
			client_cancel(t->line->worker->client, t);   /* its answer ends the task */
		else
			task_give_up(t);
	} else if (r == OP_DONE) {
		task_end(t, 0, err);
	} else if (r == OP_RESTART) {
		task_restart(t, err);
	} else if (r == OP_WRITE) {
		task_write(t);
	} else if (r == OP_FAIL && task_may_reread(t, (int)err->cls)) {
		task_rewind(t);
	} else if (r == OP_FAIL) {
		if (!err->cls)
			error_set(err, ERR_BUG, N_("\"%1$s\" failed without saying why"), t->line->row.name,
				NULL);
		task_end(t, (int)err->cls, err);
	}
}

static void task_call(struct task *t, const struct http_response *in)
{
	struct error err = ERROR_INIT;
	int r, rc = 0;

	http_request_release(&t->request);
	http_request_init(&t->request);
	t->has_copy = 0;
	t->attempts = 0;
	t->answering = 1;
	t->env.now_ms = clock_now_ms();
	r = task_step(t)(&t->op, in, &t->request, &err);
	if (r == OP_SEND) {
		t->state = TASK_WANTS;
		t->wanted_at = clock_mono_ms() + (t->line->worker->settle_ms == 0 ? 0 : t->op.pause_ms);
		t->op.pause_ms = 0;
		if (t->op.page.len) {
			line_start(t->line);             /* the next page travels meanwhile */
			client_poll(t->line->worker->client, 0, -1);
			rc = task_page(t, 0, &err);
		}
	} else if (r == OP_DONE) {
		if (t->on_last && t->op.page.len) {
			t->state = TASK_NEW;             /* it has nothing to send itself */
			t->on_last(t);
			line_start(t->line);
			client_poll(t->line->worker->client, 0, -1);
		}
		rc = task_page(t, 1, &err);
	}
	t->answering = 0;
	task_judge(t, r, rc, &err);
	error_release(&err);
}

/* ---- requests out ---- */

static void request_copy(struct http_request *dst, const struct http_request *src)
{
	http_request_init(dst);
	memcpy(dst->method, src->method, sizeof dst->method);
	dst->url = src->url ? xstrdup(src->url) : NULL;
	for (size_t i = 0; i < src->headers.len; i++) {
		const struct http_header *h = &src->headers.items[i];
		if (h->secret)
			http_headers_add_secret(&dst->headers, h->name, h->value);
		else
			http_headers_add(&dst->headers, h->name, h->value);
	}
	if (src->body) {
		dst->body = xmalloc(src->body_len + 1);
		memcpy(dst->body, src->body, src->body_len);
		dst->body[src->body_len] = '\0';
		dst->body_len = src->body_len;
	}
	dst->flags = src->flags;
	dst->timeout_ms = src->timeout_ms;
	dst->connect_timeout_ms = src->connect_timeout_ms;
	dst->max_bytes = src->max_bytes;
	dst->origin = src->origin ? xstrdup(src->origin) : NULL;
}

/* The pace lets nothing pass, from now on; and it does again. */
static void begin_waiting(struct line *l)
{
	if (!l->paced_since)
		l->paced_since = clock_mono_ms();
}

static void end_waiting(struct line *l, int64_t now)
{
	if (l->paced_since)
		l->waited_ms += now - l->paced_since;
	l->paced_since = 0;
}

static void task_send(struct task *t)
{
	struct line *l = t->line;
	struct worker *w = l->worker;
	struct http_request copy;
	int64_t now = clock_mono_ms();
	int changes = (t->request.flags & HTTP_MUTATES) != 0;

	if (changes && (t->op.kind == OP_PUSH))
		t->wrote = 1;
	http_request_init(&copy);
	if (!changes)
		request_copy(&copy, &t->request);
	crash_pass(&w->crash, "send");
	t->counts.calls++;
	end_waiting(l, now);
	t->state = TASK_RUNS;
	l->running++;
	pacer_note_start(&l->pacer, now);
	client_start(w->client, &t->request, t);
	http_request_move(&t->request, &copy);
	t->has_copy = !changes;
}

/* ---- sessions ---- */

/* How long before its end a session is renewed: a minute, of one that lives for minutes only a quarter of
 * its life, or it would be renewed again and again. */
static int64_t renewal_margin(const struct line *l)
{
	int64_t life = l->session.expires_ms - l->session_at;

	return life < 4 * EXPIRY_MARGIN_MS ? (life > 0 ? life / 4 : 0) : EXPIRY_MARGIN_MS;
}

static int session_good(const struct line *l)
{
	return l->session.valid && !l->renew &&
		(!l->session.expires_ms || clock_now_ms() < l->session.expires_ms - renewal_margin(l));
}

/* Every task that waits for a session ends with the reason why there is none. */
void engine_fail_waiting(struct line *l, const struct error *err)
{
	struct task *t;
	int again;

	do {
		again = 0;
		for (t = l->tasks; t; t = t->next)
			if (t->needs_session && t->state != TASK_RUNS && !t->answering) {
				task_fail(t, err);
				again = 1;
				break;
			}
	} while (again);
}

void engine_fail_line(struct line *l, const struct error *err)
{
	for (struct task *t = l->tasks; t; t = t->next)
		if (t->state == TASK_RUNS && !t->cancelled) {
			t->cancelled = 1;
			error_copy(&t->failed, err);
			client_cancel(l->worker->client, t);
		}
	engine_fail_waiting(l, err);
}

/* Before a sign-in everything is read anew: another process may have replaced a token.
 * What is meant for this sign-in alone, or not yet in the vault, stays. */
static void forget_secrets(struct line *l, int once_too)
{
	for (size_t i = 0; i < l->secrets.len; i++) {
		struct line_secret *s = &l->secrets.items[i];
		if (s->unsaved || (s->once && !once_too))
			continue;
		secret_free(s->value);
		s->value = NULL;
		s->once = 0;
	}
}

/* The sign-in itself went through, and something after it failed: over there a seat is taken,
 * which is given back before anything else is tried. */
static int half_signed_in(const struct line *l)
{
	return l->def->logout && (l->session.cookies || l->session.bearer);
}

static void signed_in(struct task *t, int rc, struct error *err)
{
	struct line *l = t->line;
	struct worker *w = l->worker;

	if (!rc)
		rc = session_keep_secrets(t, err);
	forget_secrets(l, 1);
	if (w->refreshing == l) {
		vault_refresh_end(w->vault);
		w->refreshing = NULL;
	}
	if (rc < 0) {
		trace(TRACE_SYNC, "%s: no session: %s", l->row.name, error_class_name((enum error_class)rc));
		engine_fail_waiting(l, err);
		if (half_signed_in(l))
			l->session.valid = l->close = l->renew = 1;
		else
			line_session_clear(l);
		return;
	}
	l->session.valid = 1;
	l->session_at = clock_now_ms();
	l->renew = 0;
	session_check_tenant(l);
	if (!l->wrong_tenant)
		session_keep_options(t);
	session_note_construction(l);
	session_note_company(l);
}

static void signed_out(struct task *t, int rc, struct error *err)
{
	line_session_clear(t->line);
	t->line->close = 0;
	t->line->renew = 0;
}

static void begin_sign_out(struct line *l)
{
	struct task *t = task_new(l, OP_LOGOUT, PRIORITY_SESSION);

	t->on_end = signed_out;
	l->signing = t;
	task_submit(t);
}

/* 0: a sign-in was begun.  1: not now (retry_at says when).  A class: it cannot be. */
static int begin_sign_in(struct line *l, struct error *err)
{
	struct worker *w = l->worker;
	struct task *t;
	int rc;

	if (w->refreshing || clock_mono_ms() < l->retry_at) {
		if (w->refreshing && l->retry_at <= clock_mono_ms())
			l->retry_at = clock_mono_ms() + REFRESH_WAIT_MS;
		return 1;
	}
	if (worker_vault_state(w) == VAULT_MISSING || worker_vault_state(w) == VAULT_LOCKED)
		return error_set(err, ERR_LOCKED, N_("the vault is locked, so \"%1$s\" cannot be reached; "
			"unlock it and try again"), l->row.name, NULL);
	rc = vault_refresh_begin(w->vault, err);
	if (rc == ERR_LATER && l->refresh_tries++ < REFRESH_TRIES) {
		l->retry_at = clock_mono_ms() + REFRESH_WAIT_MS;
		error_release(err);
		return 1;
	}
	l->refresh_tries = 0;
	if (rc < 0)
		return rc;
	w->refreshing = l;
	forget_secrets(l, 0);
	line_session_clear(l);
	t = task_new(l, OP_LOGIN, PRIORITY_SESSION);
	t->on_end = signed_in;
	l->signing = t;
	task_submit(t);
	return 0;
}

void engine_sign_out(struct line *l)
{
	l->close = 1;
	line_start(l);
}

/* ---- the line ---- */

/* A session that must end: nobody may be in the middle of using it. */
static int must_sign_out(const struct line *l)
{
	if (!l->session.valid || l->running)
		return 0;
	if (l->renew)
		return 1;
	return l->close && !l->tasks;
}

static struct task *next_task(struct line *l, struct error *err)
{
	struct task *t;
	int rc;

	if (l->signing) {
		t = l->signing;
		return t->state == TASK_RUNS || t->answering ? NULL : t;
	}
	if (l->renew && l->session.valid && l->running)
		return NULL;
	if (must_sign_out(l)) {
		if (!l->def->logout) {
			line_session_clear(l);
			l->close = l->renew = 0;
		} else {
			begin_sign_out(l);
			return l->signing;
		}
	}
	/* One that wants may go while its last page is being stored. */
	for (t = l->tasks; t; t = t->next)
		if ((t->state == TASK_WANTS && t->wanted_at <= clock_mono_ms()) ||
		    (t->state == TASK_NEW && !t->answering))
			break;
	if (!t)
		return NULL;
	if (t->needs_session && l->wrong_tenant && l->session.valid) {
		session_wrong_tenant(l, err);
		return NULL;
	}
	if (t->needs_session && l->def->login && !session_good(l)) {
		if (l->running)
			return NULL;
		rc = begin_sign_in(l, err);
		return rc ? NULL : l->signing;
	}
	return t;
}

static void not_for_hours(const struct line *l, int64_t delay, struct error *err)
{
	char hours[16], minutes[16];

	snprintf(hours, sizeof hours, "%d", (int)(delay / 3600000));
	snprintf(minutes, sizeof minutes, "%02d", (int)(delay % 3600000 / 60000));
	error_set(err, ERR_LATER, N_("\"%1$s\" asked not to be called for %2$s h %3$s min; nothing was read or sent, and "
		"nothing is lost: what waits goes on then"), l->row.name, hours, minutes, NULL);
}

static void tell_pace(struct line *l, int64_t delay, const struct error *why)
{
	struct message *m;
	int64_t until = clock_mono_ms() + delay;

	if (delay < TELL_PACE_MS || until <= l->told_pace + TELL_PACE_MS)
		return;
	l->told_pace = until;
	m = message_new(MSG_PACE);
	m->name = xstrdup(l->row.name);
	m->number = delay;
	if (why)
		error_copy(&m->error, why);
	worker_tell(l->worker, m);
}

static void line_start(struct line *l)
{
	struct error err = ERROR_INIT;
	struct task *t;
	int64_t delay;

	while ((t = next_task(l, &err))) {
		if (t->state == TASK_NEW) {
			if (l->running && l->def->in_flight > 0 && l->running >= l->def->in_flight)
				break;
			task_call(t, NULL);
			continue;
		}
		if (l->def->in_flight > 0 && l->running >= l->def->in_flight)
			break;
		delay = pacer_delay_ms(&l->pacer, clock_mono_ms());
		if (delay) {
			if (delay > LONG_WAIT_MS && !l->signing) {
				not_for_hours(l, delay, &err);
			} else if (delay > 0) {
				begin_waiting(l);
				tell_pace(l, delay, NULL);
			}
			break;
		}
		task_send(t);
	}
	if (err.cls)
		engine_fail_waiting(l, &err);
	error_release(&err);
}

void engine_start(struct worker *w)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i]->tasks || w->lines[i]->close)
			line_start(w->lines[i]);
}

int64_t engine_wait_ms(struct worker *w)
{
	int64_t now = clock_mono_ms(), best = -1;

	for (size_t i = 0; i < w->n_lines; i++) {
		struct line *l = w->lines[i];
		int64_t ms, pause = -1;

		for (struct task *t = l->tasks; t; t = t->next)
			if (t->state == TASK_NEW || (t->state == TASK_WANTS && t->wanted_at <= now))
				pause = 0;
			else if (t->state == TASK_WANTS && (pause < 0 || t->wanted_at - now < pause))
				pause = t->wanted_at - now;
		if (pause < 0)
			continue;                /* nothing wants anything */
		ms = pacer_delay_ms(&l->pacer, now);
		if (ms < 0)
			continue;                /* an answer must come first */
		ms = ms < pause ? pause : ms;
		if (!l->signing && l->retry_at > now && ms < l->retry_at - now)
			ms = l->retry_at - now;
		if (l->running && ms == 0)
			continue;
		if (best < 0 || ms < best)
			best = ms;
	}
	return best;
}

/* ---- answers in ---- */

static int attempts_allowed(const struct task *t, const struct http_response *r)
{
	if (r->status == 429 || (r->status == 503 && http_response_header(r, "Retry-After")))
		return ATTEMPTS_ASKED;
	return t->op.kind == OP_LOGIN || t->op.kind == OP_LOGOUT || t->op.kind == OP_TEST ?
		ATTEMPTS_LOGIN : ATTEMPTS_READ;
}

/* A reading request failed in a way that may pass. */
static void task_retry(struct task *t, const struct http_response *r, struct error *err)
{
	struct line *l = t->line;
	int64_t now = clock_mono_ms();

	t->attempts++;
	if (!t->has_copy || t->attempts >= attempts_allowed(t, r) ||
	    (pacer_circuit(&l->pacer, now) == PACER_OPEN && r->status != 429)) {
		if (err->cls == ERR_RETRY)
			err->cls = ERR_LATER;
		task_end(t, (int)err->cls, err);
		return;
	}
	if (pacer_delay_ms(&l->pacer, now) > LONG_WAIT_MS) {
		task_end(t, ERR_LATER, err);         /* the day's calls are used up */
		return;
	}
	t->state = TASK_WANTS;
	t->wanted_at = now;
	tell_pace(l, pacer_delay_ms(&l->pacer, now), err);
}

/* No status came.  For a changing request the transfer knows whether it left. */
static void task_no_answer(struct task *t, const struct http_response *r)
{
	struct error err = ERROR_INIT;
	int rc = http_transport_class(r, &err);

	if (rc >= 0)
		rc = error_set(&err, ERR_LATER, N_("\"%1$s\" gave no answer"), t->line->row.name, NULL);
	if (t->op.kind == OP_LOGIN && rc == ERR_UNKNOWN)
		rc = err.cls = ERR_LATER;
	if (!(r->request_flags & HTTP_MUTATES) && (rc == ERR_LATER || rc == ERR_RETRY))
		task_retry(t, r, &err);
	else
		task_end(t, rc, &err);
	error_release(&err);
}

static int expected(const struct task *t, int status)
{
	for (size_t i = 0; i < ARRAY_SIZE(t->op.accept_status) && t->op.accept_status[i]; i++)
		if (t->op.accept_status[i] == status)
			return 1;
	return 0;
}

static void task_answer(struct task *t, const struct http_response *r)
{
	struct error err = ERROR_INIT;
	enum error_class cls;

	if (!r->status) {
		task_no_answer(t, r);
		return;
	}
	if ((r->request_flags & HTTP_MUTATES) || expected(t, r->status)) {
		task_call(t, r);
		return;
	}
	cls = t->line->def->explain ? t->line->def->explain(r, &err) : ERR_NONE;
	switch (cls) {
	case ERR_NONE:
		t->restarts = t->op.kind == OP_PULL ? t->restarts : 0;
		task_call(t, r);
		break;
	case ERR_LOGIN:
		if (t->needs_session)
			task_restart(t, &err);
		else
			task_end(t, ERR_LOGIN, &err);
		break;
	case ERR_RETRY:
	case ERR_LATER:
		task_retry(t, r, &err);
		break;
	default:
		task_end(t, (int)cls, &err);
	}
	error_release(&err);
}

int engine_answers(struct worker *w)
{
	struct http_response r;
	void *tag;
	int any = 0;

	http_response_init(&r);
	while (client_take_finished(w->client, &tag, &r)) {
		struct task *t = tag;
		struct line *l = t->line;

		any = 1;
		crash_pass(&w->crash, "answer");
		l->running--;
		pacer_note_response(&l->pacer, &r, clock_mono_ms(), clock_now_ms());
		t->counts.bytes += r.bytes_in + r.bytes_out;
		t->state = TASK_WANTS;
		if (t->cancelled && !((r.request_flags & HTTP_MUTATES) && r.status))
			task_give_up_after(t, &r);
		else
			task_answer(t, &r);
		http_response_release(&r);
		http_response_init(&r);
		line_start(l);
	}
	return any;
}
