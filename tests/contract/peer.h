/* A company to try things on: comptoir-sim as a child, and the program's worker on it in a
 * folder of its own.  Used by the contract and the crash tests. */
#ifndef TESTS_PEER_H
#define TESTS_PEER_H

#include "base/strbuf.h"
#include "store/query.h"
#include "store/store.h"
#include "sync/worker.h"
#include <sys/types.h>

struct peer {
	pid_t sim;
	char *ready;                 /* owned; the JSON line of comptoir-sim */
	char *home;                  /* owned */
	char *database, *vault;      /* owned */
	char *args[48];              /* owned; of the simulator, to start it again alike */
	int settle_ms;
	int probe_ms;                /* of worker_options; 0: the usual */
	int64_t grace_ms, bulk_grace_ms, auto_lock_ms;
	const char *user;            /* borrowed; NULL: "anne" */
	struct worker *worker;
	struct strbuf news;          /* sentences of notices, one a line */
};

/* Everything that fails here ends the test program with a sentence. */
void peer_init(struct peer *p, const char *const *sim_args);   /* NULL-ended, or NULL */
void peer_release(struct peer *p);
/* The simulator; again with the same ports and an untouched company. */
void peer_sim_start(struct peer *p);
void peer_sim_stop(struct peer *p);
/* The worker; the vault is opened when it is there. */
void peer_open(struct peer *p);
void peer_close(struct peer *p);
/* Makes the vault and the connections the ready line speaks of. */
void peer_company(struct peer *p);
/* Asks and waits; the answer is the caller's.  Ends the test after a minute without one. */
struct message *peer_ask(struct peer *p, struct message *take_m);
/* The same; releases the answer and gives its class. */
int peer_tell(struct peer *p, struct message *take_m);
struct message *peer_sync(struct peer *p, const char *connection, int64_t flags);
/* The control of a system: GET (body NULL) or POST; the answer's body. */
void peer_control(struct peer *p, const char *system, const char *path, const char *body,
	struct strbuf *out);
/* The same with any method, and any status: it is returned. */
int peer_try(struct peer *p, const char *system, const char *method, const char *path, const char *body,
	struct strbuf *out);
/* GET of any address of this machine; the whole answer, with its head. */
void peer_get(const char *url, struct strbuf *out);
/* A fault for the next exchanges: {"kind":...}. */
void peer_fault(struct peer *p, const char *system, const char *json);
int64_t peer_counter(struct peer *p, const char *system, const char *path);
/* Another handle on the database, for looking. */
struct store *peer_look(struct peer *p);
int64_t peer_rows(struct peer *p, enum entity e);
/* Keeps the folder's files as they are, and puts them back. */
void peer_keep(struct peer *p);
void peer_restore(struct peer *p);
/* The same under a name of one's own: ".read". */
void peer_keep_as(struct peer *p, const char *name);
void peer_restore_as(struct peer *p, const char *name);
/* The vault as peer_keep kept it: a simulator that starts anew knows only its first tokens. */
void peer_restore_vault(struct peer *p);
/* A killed program keeps its seats: time passes for that system until they are free. */
void peer_restore_seats(struct peer *p, const char *system);

_Noreturn void peer_die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
