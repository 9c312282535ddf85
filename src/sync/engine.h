/* The engine: connections as lines, operations as tasks.
 *
 * A line is one connection of the user with its session, its pace and its queue of
 * tasks.  A task is one operation of a connector (struct op) on its way: the engine
 * calls the connector's function, sends what it asks for when the pace allows it,
 * and calls it again with the answer.
 *
 * What the engine does so that no connector has to: signing in before the first
 * request and again after a 401 (once), keeping a rotated token before it is used,
 * trying reads again with back-off, the circuit breaker, cancelling, counting.
 *
 * Order on a line: signing in and out first, then by priority, oldest first.  No
 * function here waits; answers arrive by engine_answers. */
#ifndef SYNC_ENGINE_H
#define SYNC_ENGINE_H

#include "connectors/connector.h"
#include "net/client.h"
#include "net/pacer.h"
#include "store/store.h"
#include "vault/secret.h"

struct worker;
struct line;
struct task;

enum task_priority { PRIORITY_SESSION, PRIORITY_PUSH, PRIORITY_PERSON, PRIORITY_PULL };
enum task_state { TASK_NEW, TASK_WANTS, TASK_RUNS, TASK_ENDED };

struct task_counts { int64_t calls, bytes, waited_ms; };   /* waited: of a line, not of a task */

struct task {
	struct line *line;                 /* borrowed */
	struct op op;
	struct op_env env;
	struct pool pool, page_pool;
	enum task_priority priority;
	enum task_state state;
	int needs_session;
	struct http_request request;       /* to be sent; or a copy of the one running */
	int has_copy;
	int answering;                     /* inside the connector or a callback */
	int attempts;                      /* of the present request */
	int files;                         /* written for it so far */
	int restarts;                      /* from the first call, since the last good answer */
	int logins;                        /* sign-ins asked for by this task */
	int wrote;                         /* a changing request has left, outcome not judged */
	int cancelled;
	struct error failed;               /* why it is being ended from outside */
	char *token;                       /* owned; page token of what is stored */
	char *keep_scope, *keep_cursor;    /* owned; what op.scope and op.cursor point to */
	int64_t wanted_at;                 /* mono ms since when it waits for its turn; ahead: it pauses */
	struct task_counts counts;
	/* After each answer that left records in op.page; records are emptied after it.
	 * last: the feed is through.  0, or a class that ends the task. */
	int (*on_page)(struct task *t, int last, struct error *err);
	/* Or NULL: before the last records are taken, to begin what may travel meanwhile. */
	void (*on_last)(struct task *t);
	/* Always called, once: rc 0, or a class with err filled.  The engine frees the task
	 * afterwards. */
	void (*on_end)(struct task *t, int rc, struct error *err);
	void *data;                        /* the caller's */
	uint64_t question;                 /* for cancelling; 0 */
	struct task *next;
};

/* once: for the next sign-in alone (a code); unsaved: to be put into the vault by it. */
struct line_secret { char *name; struct secret *value; int unsaved, once; };
enum { LINE_SECRET_ONCE, LINE_SECRET_KEEP };

struct line {
	struct worker *worker;             /* borrowed */
	int64_t id;
	struct pool pool;
	struct connection row;             /* texts in the pool */
	const struct connector *def;       /* static; NULL: a name this program does not know */
	struct option_values options;      /* owned */
	struct profile profile;
	int has_profile;
	struct session session;
	int64_t session_at;                /* wall ms when it was opened */
	int renew;                         /* open a new session before the next task */
	int close;                         /* sign out as soon as nothing runs */
	int wrong_tenant;
	int checked;                       /* the fingerprint was compared in this session */
	struct pacer pacer;
	struct { struct line_secret *items; size_t len, cap; } secrets;
	struct task *tasks;                /* owned, in order of priority */
	struct task *signing;              /* borrowed: the task that signs in or out */
	int running;
	int64_t used_at;                   /* mono ms of the last task's end */
	int64_t retry_at;                  /* mono ms: no sign-in before */
	int refresh_tries;
	int64_t told_pace;                 /* mono ms up to which the face knows */
	/* of the outward flow */
	struct task *push;                 /* borrowed: the outbox row at work */
	int64_t push_at;                   /* mono ms: not before */
	int64_t due, due_seen, due_asked;  /* when the next row is due, as asked last */
	int64_t lost_at;                   /* wall ms of the last lost answer */
	struct { int64_t *items; size_t len, cap; } alone;   /* outbox rows that travel by themselves, since the start */
	int look_all; int64_t look_after;  /* all its unknown rows are looked up now: up to this one so far */
	int64_t look_now;                  /* an unknown outbox row a person asks about; 0 */
	struct task_counts push_counts;    /* what was sent, and looked up, since the start */
	struct task_counts sign_counts;    /* signing in and out, since the start */
	int64_t waited_ms, paced_since;    /* kept waiting by the pace; mono ms since when it is, or 0 */
};

/* A line over a row of the store.  Owned by the caller. */
struct line *line_new(struct worker *w, const struct connection *c);
void line_free(struct line *l);
void line_session_clear(struct line *l);
void line_secrets_clear(struct line *l);
void line_secret_put(struct line *l, const char *name, const char *value, int how);
/* The place of a secret, made when there is none; its value may be NULL. */
struct line_secret *line_secret_slot(struct line *l, const char *name);
int line_built(const struct line *l);
/* Environment of an operation on this line. */
void line_env(struct line *l, struct op_env *env);
const char *line_option(const struct line *l, const char *name);   /* NULL when there is none */
/* How long the pace of the other side (or our own caution) kept it waiting since the start, ms. */
int64_t line_waited_ms(const struct line *l);
/* Is it quiet: nothing to do, nothing on its way? */
int line_quiet(const struct line *l);

/* A task; submit it or free it.  kind chooses the connector's function. */
struct task *task_new(struct line *l, enum op_kind kind, enum task_priority priority);
void task_free(struct task *t);
void task_submit(struct task *take_t);
/* Ends the task with ERR_CANCEL; now, or when its transfer has come back. */
void task_cancel(struct task *t);

/* Starts what may start on every line. */
void engine_start(struct worker *w);
/* Takes the answers that have arrived; 1 when there was one. */
int engine_answers(struct worker *w);
/* Ms until some line may go on; -1: nothing waits for time. */
int64_t engine_wait_ms(struct worker *w);
/* Submits the task that signs out, when there is a session and nothing else to do. */
void engine_sign_out(struct line *l);
/* Every task that waits for a session ends with the reason why there is none. */
void engine_fail_waiting(struct line *l, const struct error *err);

/* --- session.c: what a sign-in brings --- */
/* What is to be kept goes to the vault before anything uses it. */
int session_keep_secrets(struct task *t, struct error *err);
void session_keep_options(struct task *t);
/* The company over there must be the one this connection was made for. */
void session_check_tenant(struct line *l);
int session_wrong_tenant(struct line *l, struct error *err);
void session_note_construction(struct line *l);
void session_note_company(struct line *l);

/* Ends everything on a line with this class (a copy of err for each task). */
void engine_fail_line(struct line *l, const struct error *err);

#endif
