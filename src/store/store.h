/* The truth on this machine: opening the database, transactions, connections,
 * users, settings.
 *
 * SQLite in WAL mode with synchronous=FULL.  One writing handle (the worker), any
 * number of read-only ones (the screen).  A handle belongs to one thread; only
 * store_interrupt may be called from another.  Statements live in a cache inside
 * the handle; what the functions return is in the caller's pool. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"
#include "base/pool.h"
#include "model/decision.h"
#include "model/entity.h"
#include "model/record.h"
#include <stdint.h>

struct store;

enum store_mode { STORE_WRITE, STORE_READ };

/* Opens, and for STORE_WRITE creates and migrates.  Refuses a network file system,
 * a database of a newer program, a damaged one; each in words. */
int store_open(struct store **out, const char *path, enum store_mode mode, struct error *err);
/* Reading where nobody may wait: what is locked answers ERR_LATER within a few milliseconds. */
int store_open_quick(struct store **out, const char *path, struct error *err);
void store_close(struct store *s);                    /* NULL is fine */

/* BEGIN IMMEDIATE; nested calls are an error of the program.  Commit is one fsync. */
int store_begin(struct store *s, struct error *err);
int store_commit(struct store *s, struct error *err);
void store_rollback(struct store *s);                 /* fine when none is open */
int store_in_transaction(const struct store *s);

/* Grows whenever another connection committed; cheap (PRAGMA data_version). */
int64_t store_generation(struct store *s);
/* Makes a running query of this handle end with ERR_CANCEL.  Any thread. */
void store_interrupt(struct store *s);
/* From now on an interrupt counts until store_calm, not only for what runs: for a handle whose owner
 * begins one question after the other and takes care that none is stopped by mistake. */
void store_keep_interrupts(struct store *s);
void store_calm(struct store *s);
/* From now on this handle does so many thousand steps of the database in all, then everything ends with
 * ERR_CANCEL; 0: no bound. */
void store_limit(struct store *s, int steps);
/* The first write of a program: notes when, and begins the log, so that no decision waits for
 * its header to reach the disk. */
int store_touch(struct store *s, struct error *err);
/* Integrity check; 0 or ERR_STORE. */
int store_check(struct store *s, struct error *err);
/* Online backup to a new file. */
int store_backup(struct store *s, const char *to, struct error *err);
/* First load: sort and search indexes are dropped before a big first import and
 * built after it.  defer is called when a connection has no records yet; finish
 * is safe to call always, also after a crash (opening calls it). */
int store_defer_indexes(struct store *s, struct error *err);
int store_finish_indexes(struct store *s, struct error *err);
/* Fault injection for tests: the nth write from now (a commit is one too) and all
 * after it fail as on a full disk, 0: off. */
void store_fail_after(struct store *s, int64_t nth);
/* For crash tests: called before and after each commit ("commit:before",
 * "commit:after") and each move of the outbox ("take:before", "take:after" ...). */
void store_set_step_hook(struct store *s, void (*fn)(void *data, const char *what), void *data);

/* --- connections --- */
struct connection {
	int64_t id;
	const char *name;             /* "procore", "acumatica": the user's own name */
	const char *connector;        /* row of connectors[] */
	const char *role;             /* "procore" or "erp" */
	const char *environment;      /* "production" or "test" */
	const char *fingerprint;      /* what identifies the company over there; or NULL */
	const char *release;          /* build or version last seen; or NULL */
	/* options are name/value pairs (never secrets) */
	struct connection_option { const char *name, *value; } *options;
	size_t n_options;
};
struct connection_array { struct connection *items; size_t len, cap; };

int store_connections(struct store *s, struct pool *p, struct connection_array *out, struct error *err);
int store_connection_find(struct store *s, const char *name, struct pool *p,
	struct connection *out, struct error *err);       /* ERR_NOTFOUND */
int store_connection_get(struct store *s, int64_t id, struct pool *p,
	struct connection *out, struct error *err);
/* Inserts (id 0) or updates; *id gets the id. */
int store_connection_put(struct store *s, const struct connection *c, int64_t *id, struct error *err);
/* Refused while links or unsettled decisions refer to it. */
int store_connection_remove(struct store *s, const char *name, struct error *err);

/* --- users --- */
int store_user_put(struct store *s, const char *user, const char *role, struct error *err);
/* Sets or clears one right ("import" or "export") for one entity. */
int store_user_grant(struct store *s, const char *user, enum entity e, const char *right,
	int granted, struct error *err);
/* The rights of a user; a user unknown here has none: ERR_NOTFOUND.  When the table
 * is empty the first user that asks becomes administrator (founding). */
int store_rights(struct store *s, const char *user, struct pool *p, struct rights *out, struct error *err);
struct rights_array { struct rights *items; size_t len, cap; };
int store_users(struct store *s, struct pool *p, struct rights_array *out, struct error *err);
int store_user_remove(struct store *s, const char *user, struct error *err);

/* --- settings: small named texts --- */
/* *out NULL when absent. */
int store_setting_get(struct store *s, const char *name, struct pool *p, const char **out, struct error *err);
int store_setting_put(struct store *s, const char *name, const char *value, struct error *err);

#endif
