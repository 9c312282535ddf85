/* The worker: the thread that owns the writing store handle, the vault and the transfers.
 *
 * One loop: take every question, move every flow on, then sleep until an answer
 * arrives, a question is posted, or something becomes due.  Nothing in it waits anywhere
 * else, so a question is answered within one step of work: a page stored, a batch of
 * records judged, one request begun.  (Opening the vault takes its second; it is the one
 * exception, and the screens do not wait for it.)
 *
 * Invariants:
 *  1. Everything in struct worker belongs to this thread from worker_start to
 *     worker_stop, except the two mailboxes.
 *  2. No transaction is open when the loop goes round.
 *  3. Every question gets exactly one answer, also when the worker is stopped.
 *  4. Stopping: questions are no longer taken, transfers are abandoned (what was being
 *     sent becomes unknown), open sessions are closed over there within a bound, the
 *     thread ends and is joined. */
#include "base/date.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "sync/judge.h"
#include "sync/pull.h"
#include "sync/push.h"
#include "sync/work.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define JUDGE_STEP 256
#define PROBE_MS 30000
#define SIGN_OUT_MS 3000           /* for closing sessions when the program ends */

/* ---- telling ---- */

void worker_tell(struct worker *w, struct message *take_msg)
{
	trace(TRACE_MSG, "tell %s to %llu", messages[take_msg->type].name, (unsigned long long)take_msg->to);
	mailbox_post(w->out, take_msg);
}

struct message *worker_answer(uint64_t to)
{
	struct message *m = message_new(MSG_ANSWER);

	m->to = to;
	return m;
}

void worker_reply(struct worker *w, uint64_t to, struct error *take_err)
{
	struct message *m = worker_answer(to);

	if (take_err)
		error_move(&m->error, take_err);
	worker_tell(w, m);
}

void worker_notice(struct worker *w, const struct error *err, int bell)
{
	struct message *m = message_new(MSG_NOTICE);

	error_copy(&m->error, err);
	m->number = bell;
	worker_tell(w, m);
}

void worker_notice_about(struct worker *w, const struct outbox_row *row, const struct error *err, int bell)
{
	struct message *m = message_new(MSG_NOTICE);

	error_copy(&m->error, err);
	m->number = bell;
	m->entity = row->entity;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ row->entity, row->record_id, 0 };
	m->n_items = 1;
	worker_tell(w, m);
}

void worker_changed(struct worker *w, enum entity e)
{
	if (e >= 0)
		w->changed |= 1u << e;
}

enum vault_state worker_vault_state(const struct worker *w)
{
	return w->vault ? vault_state(w->vault) : VAULT_MISSING;
}

static int state_bits(struct worker *w)
{
	int bits = (int)worker_vault_state(w);

	if (w->read_only)
		bits |= STATE_READ_ONLY;
	if (w->push_fd < 0 && w->push_refused_at)
		bits |= STATE_ELSEWHERE;
	if (w->jobs || push_busy(w))
		bits |= STATE_BUSY;
	return bits;
}

void worker_tell_state(struct worker *w, int force)
{
	int bits = state_bits(w);
	struct pool p = POOL_INIT;
	struct rights who;
	struct message *m;

	if (!force && bits == w->last_state)
		return;
	w->last_state = bits;
	m = message_new(MSG_WORKER_STATE);
	m->number = bits;
	m->text = xstrdup(w->user);
	if (store_rights(w->store, w->user, &p, &who, NULL) == 0)
		m->name = xstrdup(who.role);
	pool_release(&p);
	worker_tell(w, m);
}

/* ---- what most questions ask first ---- */

int worker_rights(struct worker *w, struct pool *p, struct rights *out, struct error *err)
{
	int rc = store_rights(w->store, w->user, p, out, err);

	if (rc == ERR_NOTFOUND)
		rc = error_set(err, ERR_RIGHT, N_("%1$s is not known here; an administrator can change that with "
			"\"comptoir user add %1$s approver\""), w->user, NULL);
	return rc;
}

int worker_may_write(struct worker *w, struct error *err)
{
	if (!w->read_only)
		return 0;
	return error_set(err, ERR_RIGHT, N_("this copy only shows the data; nothing was changed"), NULL);
}

int worker_needs_open(struct worker *w, struct error *err)
{
	switch (worker_vault_state(w)) {
	case VAULT_OPEN:
		return 0;
	case VAULT_IMPORT_ONLY:
		return error_set(err, ERR_LOCKED, N_("the vault was opened by a key file, for importing only; "
			"deciding needs a person's passphrase"), NULL);
	case VAULT_MISSING:
		return error_set(err, ERR_LOCKED, N_("there is no vault yet; make one first"), NULL);
	default:
		return error_set(err, ERR_LOCKED, N_("the vault is locked; unlock it to decide"), NULL);
	}
}

/* Secrets go; sessions end when what they are doing is done. */
void worker_lock(struct worker *w)
{
	if (w->vault)
		vault_lock(w->vault);
	for (size_t i = 0; i < w->n_lines; i++) {
		struct line *l = w->lines[i];
		if (line_quiet(l) && !l->session.valid)
			line_secrets_clear(l);
		else
			engine_sign_out(l);
	}
	worker_tell_state(w, 1);
}

/* ---- questions ---- */

static int is_reading(enum message_type t)
{
	return t == MSG_ACTIVITY || t == MSG_LOCK || t == MSG_CANCEL;
}

static void take_question(struct worker *w, struct message *m)
{
	trace(TRACE_MSG, "asked %s %llu", messages[m->type].name, (unsigned long long)m->id);
	if (w->vault && !is_reading(m->type))
		vault_touch(w->vault, clock_mono_ms());
	switch (m->type) {
	case MSG_STOP:
		w->stopping = 1;
		break;
	case MSG_SYNC:
		pull_question(w, m);
		break;
	case MSG_CANCEL:
		pull_cancel(w, (uint64_t)m->number);
		decide_cancel(w, (uint64_t)m->number);
		worker_reply(w, m->id, NULL);
		break;
	case MSG_DECIDE:
		decide_question(w, m);
		break;
	case MSG_PREVIEW:
		preview_question(w, m);
		break;
	case MSG_OVERRIDE:
		override_question(w, m);
		break;
	case MSG_COMMENT:
		comment_question(w, m);
		break;
	default:
		if (!answer_question(w, m) && !connect_question(w, m)) {
			struct error err = ERROR_INIT;
			error_set(&err, ERR_BUG, N_("a message nobody answers: \"%1$s\""), messages[m->type].name, NULL);
			worker_reply(w, m->id, &err);
			error_release(&err);
		}
	}
}

static void take_questions(struct worker *w)
{
	struct message *m;

	while (!w->stopping && (m = mailbox_take(w->in))) {
		take_question(w, m);
		message_free(m);
	}
}

/* ---- the loop ---- */

/* Judges what interactive work left behind; a sync judges its own. */
static void judge_some(struct worker *w)
{
	struct error err = ERROR_INIT;
	int rc;

	if (!w->judging || (w->jobs && !pull_waits(w)))
		return;
	rc = judge_step(w, JUDGE_STEP, &err);
	if (rc <= 0) {
		w->judging = 0;
		lookup_clear(w->lookup);
	}
	if (rc < 0 && rc != ERR_LATER)
		worker_notice(w, &err, 1);
	else if (rc == ERR_LATER)
		w->judging = 1;          /* another process is writing; soon again */
	error_release(&err);
}

/* Waits for transfers, the mailbox and a person's browser, whichever is first. */
static void sleep_until(struct worker *w, int ms)
{
	int fd = connect_fd(w);
	struct pollfd p = { .fd = fd, .events = POLLIN };

	if (fd < 0) {
		client_poll(w->client, ms < 0 ? 60000 : ms, mailbox_fd(w->in));
		return;
	}
	if (poll(&p, 1, 0) == 0)
		client_poll(w->client, ms < 0 || ms > 100 ? 100 : ms, mailbox_fd(w->in));
	connect_step(w);
}

static void run(struct worker *w)
{
	while (!w->stopping) {
		take_questions(w);
		if (w->stopping)
			break;
		decide_step(w);
		engine_start(w);
		while (engine_answers(w))
			;
		while (pull_run(w))
			if (w->judging)      /* a batch at a time: questions come first */
				break;
		judge_some(w);
		push_run(w);
		engine_start(w);
		schedule_run(w);
		if (pull_run(w))             /* what was waited for may just have happened */
			continue;
		sleep_until(w, schedule_wait_ms(w));
	}
}

/* ---- the end ---- */

/* Questions that nobody will answer any more. */
static void refuse_questions(struct worker *w)
{
	struct message *m;
	struct error err = ERROR_INIT;

	while ((m = mailbox_take(w->in))) {
		error_set(&err, ERR_CANCEL, N_("the program is ending; nothing was changed"), NULL);
		if (m->type != MSG_STOP)
			worker_reply(w, m->id, &err);
		error_release(&err);
		message_free(m);
	}
}

static int sessions_open(const struct worker *w)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i]->running || w->lines[i]->signing ||
		    (w->lines[i]->session.valid && w->lines[i]->def->logout))
			return 1;
	return 0;
}

static void sign_out_all(struct worker *w)
{
	struct error err = ERROR_INIT;
	int64_t end = clock_mono_ms() + SIGN_OUT_MS;

	error_set(&err, ERR_CANCEL, N_("stopped on request"), NULL);
	for (size_t i = 0; i < w->n_lines; i++)
		engine_fail_line(w->lines[i], &err);
	error_release(&err);
	while (sessions_open(w) && clock_mono_ms() < end) {
		for (size_t i = 0; i < w->n_lines; i++)
			if (w->lines[i]->session.valid && !w->lines[i]->signing)
				engine_sign_out(w->lines[i]);
		engine_start(w);
		client_poll(w->client, 50, -1);
		while (engine_answers(w))
			;
	}
}

/* ---- start and stop ---- */

static void worker_free(struct worker *w)
{
	for (size_t i = 0; i < w->n_lines; i++)
		line_free(w->lines[i]);
	free(w->lines);
	client_free(w->client);
	lookup_free(w->lookup);
	vault_free(w->vault);
	store_close(w->store);
	mailbox_free(w->in);
	mailbox_free(w->out);
	sem_destroy(&w->opened);
	error_release(&w->open_error);
	free(w->database);
	free(w->vault_path);
	free(w->user);
	free(w->ca_bundle);
	free(w);
}

static void store_step_crash(void *data, const char *what)
{
	crash_pass(data, what);
}

static int open_all(struct worker *w, struct error *err)
{
	struct client_options c = { .ca_bundle = w->ca_bundle };
	int rc = store_open(&w->store, w->database, w->read_only ? STORE_READ : STORE_WRITE, err);

	if (rc < 0)
		return rc;
	store_set_step_hook(w->store, store_step_crash, &w->crash);
	w->lookup = lookup_new(w->store);
	if (w->vault_path && vault_probe(w->vault_path) != VAULT_MISSING) {
		rc = vault_open(&w->vault, w->vault_path, err);
		if (rc < 0)
			return rc;
	}
	rc = client_new(&w->client, &c, err);
	if (rc < 0)
		return rc;
	rc = connect_load(w, err);
	if (rc >= 0 && !w->read_only)
		rc = sync_run_recover(w->store, err);
	return rc;
}

/* On the thread: everything it owns is opened by it.  0: there is nothing to work with. */
static int begin_work(struct worker *w)
{
	struct message *m;

	w->open_rc = open_all(w, &w->open_error);
	if (w->open_rc < 0) {
		m = message_new(MSG_WORKER_FAILED);
		error_copy(&m->error, &w->open_error);
		mailbox_post(w->out, m);
	}
	sem_post(&w->opened);
	return w->open_rc >= 0;
}

static void *worker_main(void *data)
{
	struct worker *w = data;
	struct error err = ERROR_INIT;

	trace_thread_name("worker");
	if (!begin_work(w))
		return NULL;
	worker_tell_state(w, 1);
	if (!w->read_only && store_touch(w->store, &err) < 0)
		worker_notice(w, &err, 1);
	error_release(&err);
	if (push_recover(w, &err) < 0)
		worker_notice(w, &err, 1);
	error_release(&err);
	w->judging = !w->read_only;
	w->push_pending = 1;
	run(w);
	w->stopping = 1;
	decide_stop(w);
	connect_stop(w);
	pull_stop(w);
	sign_out_all(w);
	push_release(w);
	refuse_questions(w);
	return NULL;
}

struct worker *worker_new(const struct worker_options *o)
{
	struct worker *w = xcalloc(1, sizeof *w);

	w->in = mailbox_new();
	w->out = mailbox_new();
	w->database = xstrdup(o->database);
	w->vault_path = o->vault ? xstrdup(o->vault) : NULL;
	w->user = xstrdup(o->user && *o->user ? o->user : "?");
	w->ca_bundle = o->ca_bundle ? xstrdup(o->ca_bundle) : NULL;
	w->auto_lock_ms = o->auto_lock_ms;
	w->grace_ms = o->grace_ms;
	w->bulk_grace_ms = o->bulk_grace_ms;
	w->read_only = o->read_only;
	w->fetch_only = o->fetch_only;
	w->settle_ms = o->settle_ms;
	w->probe_ms = o->probe_ms > 0 ? o->probe_ms : PROBE_MS;
	w->push_fd = -1;
	w->last_state = -1;
	w->changed_told = -1000;
	if (gethostname(w->owner, sizeof w->owner - 1) || !w->owner[0])
		memcpy(w->owner, "this machine", sizeof "this machine");
	sem_init(&w->opened, 0, 0);
	crash_init(&w->crash);
	return w;
}

void worker_begin(struct worker *w)
{
	sigset_t all, before;

	if (w->begun)
		return;
	w->begun = 1;
	/* Signals are the face's business. */
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	if (pthread_create(&w->thread, NULL, worker_main, w))
		BUG("no thread for the worker");
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int worker_start(struct worker **out, const struct worker_options *o, struct error *err)
{
	struct worker *w;
	int rc;

	if (digest_init())
		return error_set(err, ERR_BUG, N_("no source of random numbers"), NULL);
	w = worker_new(o);
	worker_begin(w);
	while (sem_wait(&w->opened) < 0 && errno == EINTR)
		;
	rc = w->open_rc;
	if (rc < 0) {
		if (err)
			error_move(err, &w->open_error);
		worker_stop(w);
		return rc;
	}
	*out = w;
	return 0;
}

void worker_stop(struct worker *w)
{
	if (!w)
		return;
	if (w->begun) {
		mailbox_post(w->in, message_new(MSG_STOP));
		pthread_join(w->thread, NULL);
	}
	worker_free(w);
}

uint64_t worker_post(struct worker *w, struct message *take_msg)
{
	return mailbox_post(w->in, take_msg);
}

struct message *worker_take(struct worker *w)
{
	return mailbox_take(w->out);
}

int worker_fd(const struct worker *w)
{
	return mailbox_fd(w->out);
}

struct message *worker_wait(struct worker *w, uint64_t to, int timeout_ms,
	void (*seen)(void *data, const struct message *m), void *data)
{
	int64_t end = timeout_ms < 0 ? -1 : clock_mono_ms() + timeout_ms;
	struct pollfd p = { .fd = worker_fd(w), .events = POLLIN };
	struct message *m;

	for (;;) {
		int64_t left = end < 0 ? -1 : end - clock_mono_ms();

		while ((m = worker_take(w))) {
			if (m->to == to && (m->type == MSG_ANSWER || m->type == MSG_SYNC_DONE))
				return m;
			if (seen)
				seen(data, m);
			message_free(m);
		}
		if (end >= 0 && left <= 0)
			return NULL;
		poll(&p, 1, end < 0 ? -1 : (int)left);
	}
}
