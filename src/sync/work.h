/* The inside of the worker: what its files share.  Everything here belongs to the
 * worker's thread.
 *
 *   worker.c    the thread and its loop
 *   answer.c    questions that are answered at once (vault, users, overrides)
 *   connect.c   connections: adding, testing, signing in with a browser
 *   line.c      a connection as a value
 *   engine.c    lines and tasks: requests out, answers in
 *   session.c   what a sign-in brings
 *   handover.c  files that a person hands on
 *   pull.c      the inward flow        page.c    how a page becomes rows
 *   hops.c      waiting for a copy     report.c  what a sync cost
 *   judge.c     what a record's status is
 *   deciding.c  questions that decide, in pieces when they are long
 *   decide.c    what is decided about each record   unlinking.c  the one that asks first
 *   override.c  what is typed and looked at before
 *   linking.c   links that make themselves    first.c   those of a first load, in sets
 *   push.c      the outward flow       lease.c   who sends
 *   batch.c     several rows at once
 *   schedule.c  when what is due       crash.c   stopping on purpose, for tests */
#ifndef SYNC_WORK_H
#define SYNC_WORK_H

#include "base/strbuf.h"
#include "net/client.h"
#include "store/outbox.h"
#include "store/store.h"
#include "store/sync_state.h"
#include "sync/crash.h"
#include "sync/engine.h"
#include "sync/lookup.h"
#include "sync/worker.h"
#include "vault/vault.h"
#include <pthread.h>
#include <semaphore.h>

struct sync_job;
struct sign_in;
struct deciding;

struct worker {
	struct mailbox *in, *out;        /* owned; to the worker, to the face */
	pthread_t thread;               /* when begun */
	int begun;
	sem_t opened;                    /* posted once open_rc and open_error are set */
	int open_rc;
	struct error open_error;
	struct store *store;             /* owned */
	struct vault *vault;             /* owned; NULL: no file yet */
	struct client *client;           /* owned */
	char *database, *vault_path, *user, *ca_bundle;   /* owned */
	int64_t auto_lock_ms, grace_ms, bulk_grace_ms;
	int read_only, fetch_only, settle_ms;
	int64_t probe_ms;
	char owner[64];                  /* who holds the lease: host */

	struct line **lines;             /* owned; one for each connection */
	size_t n_lines;
	struct line *refreshing;         /* holds the vault's refresh lock; or NULL */
	struct lookup *lookup;           /* owned; see lookup.h */
	struct sync_job *jobs;           /* owned; the first one runs */
	struct deciding *deciding;       /* owned; questions of many items, the first one is under way; or NULL */
	struct sign_in *sign_in;         /* owned; a person at the browser, or NULL */

	unsigned changed;                /* bits 1u << entity not yet told */
	int64_t changed_told;            /* mono ms of the last MSG_CHANGED */
	int judging;                     /* the judge queue may hold something */
	int64_t judged;                  /* records judged in this run of the judge */
	int deferred;                    /* a first load runs without indexes */
	struct { int taken; size_t at; int64_t after; } first;   /* first.c; taken: it is through */

	int push_fd;                     /* lock file of the one pusher; -1: not ours */
	int64_t lease_until;             /* wall ms */
	int64_t push_refused_at;         /* mono ms: another copy pushes */
	int push_told;
	int push_pending;                /* look at the outbox */
	int64_t outbox_moves;            /* grows whenever the outbox may have changed */
	int stopping;
	struct crash crash;
	int last_state;                  /* last MSG_WORKER_STATE, to tell changes only */
};

/* --- worker.c --- */
struct message *worker_answer(uint64_t to);
void worker_tell(struct worker *w, struct message *take_msg);
/* Answers a question with an error (moved) or, cls 0, with a plain yes. */
void worker_reply(struct worker *w, uint64_t to, struct error *take_err);
void worker_notice(struct worker *w, const struct error *err, int bell);
/* The same about one record, which it names. */
void worker_notice_about(struct worker *w, const struct outbox_row *row, const struct error *err, int bell);
void worker_changed(struct worker *w, enum entity e);
void worker_tell_state(struct worker *w, int force);
int worker_rights(struct worker *w, struct pool *p, struct rights *out, struct error *err);
/* Refuses writing in a copy that only reads. */
int worker_may_write(struct worker *w, struct error *err);
enum vault_state worker_vault_state(const struct worker *w);
/* Deciding needs an open vault: 0 or ERR_LOCKED in words. */
int worker_needs_open(struct worker *w, struct error *err);

/* Locks the vault: sessions end when what they are doing is done. */
void worker_lock(struct worker *w);

/* --- answer.c, connect.c: each takes the question --- */
int answer_question(struct worker *w, struct message *m);      /* 1: it was one of these */
int connect_question(struct worker *w, struct message *m);
void connect_step(struct worker *w);                           /* the callback may be readable */
int connect_fd(const struct worker *w);                        /* -1: nobody signs in */
void connect_stop(struct worker *w);
/* "production", "test", or "" when this kind of system does not say. */
const char *connect_environment(const struct line *l);
/* Reads the profile of a line again, with its options as they are now. */
void connect_profile(struct worker *w, struct line *l);
/* Reads the connections of the store into lines. */
int connect_load(struct worker *w, struct error *err);

/* --- deciding.c, override.c --- */
void decide_question(struct worker *w, struct message *m);
/* The next piece of a question of many items; what was decided so far is not sent before its end. */
void decide_step(struct worker *w);
/* Stops one; what is decided stays decided. */
void decide_cancel(struct worker *w, uint64_t question);
void decide_stop(struct worker *w);
void preview_question(struct worker *w, struct message *m);
void override_question(struct worker *w, struct message *m);
void comment_question(struct worker *w, struct message *m);      /* comment.c */

/* --- schedule.c --- */
/* How long the loop may sleep, ms; -1: until something arrives. */
int schedule_wait_ms(struct worker *w);
/* What has become due: locking, idle sessions, coalesced news. */
void schedule_run(struct worker *w);

#endif
