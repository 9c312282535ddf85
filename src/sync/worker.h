/* The worker: the thread that owns the writing store handle, the vault and the
 * transfers.  Every face (screens, command line, nightly service) talks to it by
 * the same messages. */
#ifndef SYNC_WORKER_H
#define SYNC_WORKER_H

#include "sync/mailbox.h"

struct worker;

struct worker_options {
	const char *database;        /* path */
	const char *vault;           /* path; the file may not exist yet */
	const char *user;            /* who decides: the Unix user by default */
	const char *ca_bundle;       /* or NULL */
	int64_t auto_lock_ms;        /* 0: never */
	int64_t grace_ms;            /* pause before a single decision is sent; 0 */
	int64_t bulk_grace_ms;       /* the same for what was decided together; 0 */
	int read_only;               /* no worker writes: another copy has the lease */
	int fetch_only;              /* nothing is sent, whatever waits in the outbox */
	int probe_ms;                /* how often a copy is looked at for newer data; 0: 30 seconds */
	int settle_ms;               /* -1: the connector's own; tests use 0, which also leaves
	                              * out every back-off that is only ours */
};

/* Opens the store (creating, migrating, recovering) and starts the thread.  Errors of
 * opening are returned here. */
int worker_start(struct worker **out, const struct worker_options *o, struct error *err);
/* The same in two steps, without waiting: questions may be posted at once and are answered once the worker has
 * begun; the store is opened on its thread, and what cannot be opened is told by MSG_WORKER_FAILED.  For a store
 * that somebody just opened for reading.  Beginning twice is harmless. */
struct worker *worker_new(const struct worker_options *o);
void worker_begin(struct worker *w);
/* Posts MSG_STOP and joins; one that has not begun is just freed. */
void worker_stop(struct worker *w);
/* The question's id. */
uint64_t worker_post(struct worker *w, struct message *take_msg);
/* Answers and news, oldest first; NULL when there is none. */
struct message *worker_take(struct worker *w);
int worker_fd(const struct worker *w);        /* readable when worker_take has something */
/* Waits for the answer to a question (MSG_ANSWER or MSG_SYNC_DONE with that `to`); what
 * comes in between goes to seen() (which does not own it) and is released.  For faces
 * without a screen.  timeout_ms -1: none.  NULL: timed out. */
struct message *worker_wait(struct worker *w, uint64_t to, int timeout_ms,
	void (*seen)(void *data, const struct message *m), void *data);

/* What the screens may know of connectors, without including them. */
struct connector_info {
	const char *name, *title, *role;
	const struct option_def *options;
	int built;
	int person_signs_in;         /* with the browser */
	int unattended;              /* it can sign in without a person */
	int two_hops;                /* what is read is a copy that others fill: both ages are shown */
	const char *profile;         /* file of data/profiles; or NULL */
};
size_t worker_connectors(const struct connector_info **out);
/* The profile's words on what an ERP cannot do for an entity, in the user's language; "" none.
 * Reads data/profiles; any thread. */
struct strbuf;
void worker_profile_note(struct strbuf *out, const char *connector, enum entity e);
/* The profile of a connector with its options at their defaults (comptoir profile); the owner's own file is
 * in it.  0 and a profile for profile_release_all(), or a class; any thread. */
struct profile;
int worker_profile(struct profile *out, const char *connector, struct error *err);
/* How a person has the copy of a system with two hops filled: one step a line, in the user's language, with
 * the range and the depth proposed for a copy in which something newer arrived `days` days ago (-1:
 * never).  -1: it has one hop only; any thread. */
int worker_first_hop(struct strbuf *out, const char *connector, int days);
/* The sentence of a finding, with the own message of the system that books the record when its profile has one
 * (connector NULL: not known). */
void worker_finding_text(struct strbuf *out, const char *connector, const char *code, const char *const *args,
	int n_args);
/* The values of a JSON text, one a line: "Vendor: 100", "Details 1 Amount: 250"; -1 when it is none. */
int worker_json_flat(struct strbuf *out, const char *json);
/* Pretty JSON for people (payload pane); -1 when the text is not JSON. */
int worker_json_pretty(struct strbuf *out, const char *json);

/* The scalar at a path ("credentials.procore.client_id") of a JSON text, added to out; -1 when
 * there is none.  For faces that talk to the simulators. */
int worker_json_member(struct strbuf *out, const char *json, const char *path);
/* In the array at array_path: how many elements have the scalar `value` at `key`; the scalar at
 * `member` of the first one is added to out (out may be NULL). */
int worker_json_find(struct strbuf *out, const char *json, const char *array_path, const char *key,
	const char *value, const char *member);

#endif
