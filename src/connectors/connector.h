/* A connector: a description plus a few pure functions.  It is handed the last
 * answer and gives back the next request; it never opens a socket, a file or a
 * database, and nothing in it waits.
 *
 * An operation (struct op) runs one of the functions below again and again:
 *
 *   first call   in == NULL
 *   OP_SEND      *out is filled (init'ed by the caller): send it, call again with the answer
 *   OP_DONE      finished; results are in the op
 *   OP_RESTART   sign in again (401), then run this operation from its first call
 *   OP_FAIL      *err says why; its class decides what happens next
 *   OP_WRITE     (push; a look-up only of an item that was interrupted) op->file_name and op->file_text are a file to be handed on by a person:
 *                the engine writes it into the connection's folder for exports, once, and calls
 *                again with in == NULL; the same name with other text is refused as a conflict
 *
 * ERR_UNKNOWN from a push or a look-up means: it is on its way over there and nobody can say yet.  The
 * item stays visibly `unknown`, with the sentence of *err, and is looked up again later (it does
 * not count among settle_probes).
 *
 * Records of a page that tell less than the row known here: one that is `deleted` and has no field set keeps
 * what was known; a payment whose remote_id ends in "|" and whose origin_id names the other system's document
 * means that every payment known with that origin_id is void, except those that follow on the page.
 *
 * Answers with 429, 5xx, HTML and transport failures of READING requests are
 * handled by the engine (pace, back-off, try again) after explain() gave them a
 * class; a connector only sees answers that its explain() calls ERR_NONE, plus those whose
 * status it lists as expected by setting op->accept_status.  For requests with
 * HTTP_MUTATES the engine hands over every answer, because only the connector knows what a
 * refusal means; what it cannot judge it returns as OP_FAIL with ERR_UNKNOWN. */
#ifndef CONNECTORS_CONNECTOR_H
#define CONNECTORS_CONNECTOR_H

#include "base/error.h"
#include "base/option.h"
#include "base/pool.h"
#include "model/dossier.h"
#include "model/record.h"
#include "net/http.h"
#include <stdint.h>

enum op_kind { OP_LOGIN, OP_LOGOUT, OP_PULL, OP_PUSH, OP_LOOKUP, OP_TEST };
enum op_result { OP_SEND = 1, OP_DONE = 2, OP_RESTART = 3, OP_WRITE = 4, OP_FAIL = -1 };

#define CAP_PULL(e)        (UINT64_C(1) << (e))            /* it reads this entity */
#define CAP_EXPORT(e)      (UINT64_C(1) << (16 + (e)))     /* it creates this entity */
#define CAP_WRITEBACK      (UINT64_C(1) << 40)             /* origin ids */
#define CAP_REJECT_INVOICE (UINT64_C(1) << 41)
#define CAP_ADD_PAYMENT    (UINT64_C(1) << 42)
#define CAP_ADD(e)         (UINT64_C(1) << (44 + (e)))     /* ERP record to Procore (vendor, job) */
#define CAP_TWO_HOPS       (UINT64_C(1) << 59)             /* what it reads is itself a copy, filled by others:
                                                            * both ages are shown (design.md 7) */
#define CAP_UNATTENDED     (UINT64_C(1) << 60)             /* can sign in without a person */

/* What is known about one signed-in connection while the program runs.  Owned by
 * the engine, filled by login; texts in its pool, replaced as a whole at each login. */
struct session {
	struct pool pool;
	int valid;
	char *bearer;              /* access token; or NULL (wiped by the engine) */
	char *cookies;             /* "a=b; c=d"; or NULL */
	int64_t expires_ms;        /* when to sign in ahead of time; 0: unknown */
	const char *build;         /* ERP build or API version seen */
	const char *endpoint;      /* connector's own: path of the chosen endpoint */
	const char *construction;  /* connector's own: endpoint with subcontracts; or NULL */
	const char *company;       /* human name of the company over there; or NULL */
	const char *fingerprint;   /* identifies it; compared before the first write */
	const char *warning;       /* N_() message to show (a release that is not validated); or NULL */
	const char *warning_arg;
};

/* Everything an operation may look at, besides the answers. */
struct op_env {
	const struct option_values *options;
	const struct option_def *option_defs;
	/* secret by name ("password", "client_secret", "refresh_token"); NULL when absent.  During the
	 * login that follows a person's sign-in also "code", "code_verifier", "redirect_uri" and
	 * "callback" (the whole query of the address that came back: "code=...&realmId=...").  Borrowed
	 * until the operation ends; never copied but into a request. */
	const char *(*secret)(void *data, const char *name);
	void *secret_data;
	struct session *session;
	int64_t now_ms;
	const struct profile *profile;
};

/* One list of records to read. */
struct feed {
	const char *name;             /* "vendors", stable: cursors are kept under it */
	enum entity entity;           /* what it mostly brings; freshness is shown for it */
	unsigned flags;
	/* With FEED_PER_JOB the engine runs it once for every job of the connection (scope
	 * = the job's remote id). */
};
#define FEED_PER_JOB      1u
#define FEED_INCREMENTAL  2u      /* understands a cursor */
#define FEED_FULL_ONLY    4u      /* whole list each time; what is not seen is gone */
#define FEED_JOBS_LINKED  8u      /* with PER_JOB: only active jobs that are linked or linkable */

struct push_item {
	const char *verb;             /* OUT_... of store/outbox.h, same texts */
	enum entity entity;
	const char *key;              /* stable idempotency key */
	const char *payload;          /* from compose() */
	int attempt;
	int interrupted;              /* OP_LOOKUP: the program stopped in the middle of the attempt, so a file that it
	                               * hands on may not be there yet: OP_WRITE is right once more */
};

struct push_line { const char *remote_id, *erp_line; };  /* Procore line id -> ERP line number */

struct push_result {
	const char *remote_id;        /* internal id over there */
	const char *remote_code;      /* number people use */
	const char *snapshot;         /* JSON of what the other system now holds (amounts, status) */
	struct push_line *lines; size_t n_lines;
	int found;                    /* OP_LOOKUP: 1 there and equal, 0 absent, -1 there but different */
	int adopted;                  /* it was there already: nothing was created now */
	const char *note;             /* N_() remark for the history ("awaits approval in the ERP"); or NULL */
};

/* What became of one item of several. */
enum part_outcome {
	PART_OPEN,                    /* not told: unknown when a changing request has left and was not refused as a whole */
	PART_DONE,                    /* there, as approved: `result` */
	PART_FAILED,                  /* `err` says why, as OP_FAIL does for one item */
	PART_ALONE,                   /* nothing was made of it; it is to be sent by itself */
};
/* One item of several that travel in the same requests. */
struct push_part {
	struct push_item item;
	struct push_result result;    /* texts in the op's pool */
	enum part_outcome outcome;
	struct error err;             /* released by the engine */
	int doubt;                    /* a changing request with it was answered, and not yet what became of it: while it is
	                               * open it is unknown, however the operation ends */
	int n[3];                     /* the connector's own */
	const char *text[3];          /* the connector's own, in the op's pool */
};
/* Which items may travel together. */
struct push_batch { const char *verb; enum entity entity; int most; };

struct op {
	enum op_kind kind;
	const struct connector *connector;
	const struct op_env *env;
	struct pool *pool;            /* of this operation; everything below may live there */

	int step;                     /* the connector's own */
	int64_t n[4];                 /* the connector's own */
	const char *text[6];          /* the connector's own, in the pool */
	int accept_status[6];         /* unhappy statuses this step wants to see (0-ended) */
	int pause_ms;                 /* with OP_SEND: not before then (the other side is still at work) */

	/* OP_PULL */
	const struct feed *feed;
	const char *scope;            /* job's remote id, or "" */
	const char *cursor;           /* where the last complete read ended; NULL: from the beginning */
	int full;                     /* a full pass was asked for */
	const char *next_cursor;      /* set when the feed is through */
	const char *page_token;       /* resume point inside the feed, saved with each page; in: resume here */
	struct pool *page_pool;       /* records of the current page; reset by the engine after it is stored */
	struct record_array page;     /* filled by the connector; emptied by the engine */
	int64_t total;                /* records expected, when the system says; 0 unknown */

	/* OP_PUSH, OP_LOOKUP */
	const struct push_item *item;
	struct push_result result;
	/* OP_PUSH of several items, at least two; else NULL, 0.  `item` is the first of them, `result` is not used.  A
	 * restart keeps what the parts know. */
	struct push_part *parts;
	int n_parts;

	/* OP_LOGIN: secrets to persist BEFORE the session is used (rotated refresh token) */
	struct { const char *name, *value; } save_secret[2];
	int n_save_secret;
	/* OP_LOGIN: options learned from the other side (QuickBooks' realm id), kept with the connection */
	struct { const char *name, *value; } save_option[2];
	int n_save_option;

	/* OP_WRITE */
	const char *file_name, *file_text;   /* a plain name, no folder; in the pool */

	/* OP_TEST: lines of text for the person, translated by the connector's N_() */
	struct strbuf report;
};

struct connector {
	const char *name;                  /* "procore": stable, used in files */
	const char *title;
	const char *role;                  /* "procore" or "erp" */
	const char *profile;               /* file of data/profiles without .json; NULL for procore */
	uint64_t caps;
	const struct option_def *options;  /* base addresses, company, secrets (OPTION_SECRET) */
	const struct feed *feeds;          /* in the order they must be read; ends with name NULL */

	/* NULL: not built in. */
	int (*login)(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
	int (*logout)(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
	int (*pull)(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
	/* Looks for its own earlier attempt first, then writes.  op->kind OP_LOOKUP: only looks. */
	int (*push)(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
	int (*test)(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);

	/* The request for an item, as the connector's own JSON envelope with a member "body"
	 * that is exactly what will be sent.  key: the idempotency key. */
	int (*compose)(struct strbuf *payload, const char *verb, const struct dossier *d,
		const struct profile *p, const struct op_env *env, const char *key, struct error *err);

	/* Several items in one operation: rows of what may travel together, ended by most 0; NULL: always one at a
	 * time.  batch_mark: 1 when this item may, with a mark in *mark; two items with the same mark stand for the same
	 * document over there and never travel together.  Both or neither. */
	const struct push_batch *batches;
	int (*batch_mark)(struct strbuf *mark, const struct push_item *item);

	/* What this system means by an unhappy answer: ERR_NONE when it is a happy one. */
	enum error_class (*explain)(const struct http_response *in, struct error *err);

	/* For a service where a person signs in with the browser: the address to open (PKCE
	 * verifier and state given); NULL when there is none. */
	int (*authorize_url)(struct strbuf *out, const struct op_env *env, const char *redirect_uri,
		const char *state, const char *challenge, struct error *err);
	int settle_ms;                     /* how long a lost write may still appear (look-ups this far apart) */
	int settle_probes;                 /* look-ups that must find nothing before it is `certainly not there` */
	int in_flight;                     /* requests at a time */
};

extern const struct connector *const connectors[];     /* ends with NULL */
const struct connector *connector_find(const char *name);

/* The shipped profile with the owner's file over it: objects member by member, a list or a plain value as
 * a whole, null takes a member away.  Adds JSON text to out; 0, or a class. */
int profile_merge(struct strbuf *out, const char *shipped, const char *own, struct error *err);
/* Reads data/profiles/<name>.json (text) and the connection's options into a profile. */
int profile_load(struct profile *p, const char *json_text, const struct option_values *options,
	const struct option_def *defs, struct error *err);

#endif
