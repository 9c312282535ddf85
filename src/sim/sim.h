/* The simulators' common ground: requests, answers, clock, faults, log, control.
 *
 * One struct sim serves every chosen system, each on its own port of 127.0.0.1.
 * Each connection has a thread, but a system's functions run one at a time
 * under one lock of the core: they need no locks and must never wait.  Delays,
 * stalls, cuts and the log are the core's business; a system only answers. */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include "base/error.h"
#include "base/strbuf.h"
#include "sim/company.h"
#include "sim/jsonv.h"
#include <stddef.h>
#include <stdint.h>

struct sim;
struct sim_system;

struct sim_pair { char *name, *value; };                     /* owned */
struct sim_pairs { struct sim_pair *items; size_t len, cap; };

struct sim_request {
	const char *method;          /* "GET" */
	const char *target;          /* as sent: path and query */
	const char *path;            /* percent-decoded, without the query */
	struct sim_pairs query;      /* decoded, in the order sent */
	struct sim_pairs headers;    /* names as sent */
	const char *body;            /* NUL-terminated; never NULL */
	size_t body_len;
	cJSON *json;                 /* the body when it is JSON; NULL */
	const char *base;            /* "http://127.0.0.1:PORT" as the client reached us */
};

struct sim_response {
	int status;                  /* 200 unless set */
	struct sim_pairs headers;
	struct strbuf body;
	int wrote;                   /* set when this exchange changed a record */
};

struct sim_system {
	const char *name;            /* "procore": option value, log, path of the control */
	const char *title;           /* for --help */
	const char *base_path;       /* added to the address in the ready line: "/acu" or "" */
	const char *home_currency;   /* of an accounting system sold elsewhere: stands in its books, and in Procore
	                              * for its projects, where the company has its own; or NULL */
	/* The state of this system, for the company of sim. */
	void *(*init)(struct sim *sim);
	/* One exchange; every path but /_sim/. */
	void (*handle)(struct sim *sim, void *state, const struct sim_request *req,
		struct sim_response *resp);
	/* POST/PATCH/DELETE/GET /_sim/<name>/...: `path` is what follows the name, with its
	 * slash.  Changes records behind the client's back.  May be NULL.  An accounting system has at
	 * least POST /pay {"bill": id or number, "check": number, "amount": text} -> {"payment": id},
	 * /void {"payment": id}, /close {"date": YYYY-MM-DD} (nothing may be booked up to that day),
	 * /touch {"entity": "vendor"|"job", "id"} (changed now), /delete {"entity", "id"} (gone, or
	 * archived where the vendor has no deletion). */
	void (*control)(struct sim *sim, void *state, const char *path,
		const struct sim_request *req, struct sim_response *resp);
	/* An error in this vendor's own shape (faults use it for 429, 500, 503). */
	void (*refuse)(void *state, struct sim_response *resp, int status, const char *message);
	/* Every access token or session ends now, without a word. */
	void (*expire)(struct sim *sim, void *state);
	/* One JSON object: every document created or changed, and what else is of use.  An accounting
	 * system adds "books", the same for all, which demonstrations and tests read:
	 *   "books": { "orders": [{ "id","number","ref","vendor","job","kind","status","total" }],
	 *     "bills": [{ "id","number","ref","vendor","job","status","gross","retained","total","due" }],
	 *     "payments": [{ "id","number","bill","amount","status" }],
	 *     "vendors": [{ "id","number","name" }], "jobs": [{ "id","number","name" }] }
	 * id, number: as the connector's remote_id and remote_code; ref: the reference that was sent
	 * (commitment number, vendor's invoice number); bill: the id of the bill; total: what the document
	 * says after retainage; amounts are decimal text with two decimals; status: the system's word. */
	void (*dump)(struct sim *sim, void *state, struct strbuf *out);
	/* Adds the members of the demo credentials to obj. */
	void (*credentials)(struct sim *sim, void *state, cJSON *obj);
	void (*release)(void *state);
};

extern const struct sim_system sim_procore;
extern const struct sim_system sim_acumatica;
extern const struct sim_system sim_xero;
extern const struct sim_system sim_sage300;
extern const struct sim_system sim_myob;
extern const struct sim_system sim_quickbooks;
/* Every system, at most SIM_MAX_SYSTEMS; ends with NULL. */
#define SIM_MAX_SYSTEMS 12
extern const struct sim_system *const sim_systems[];

struct sim_options {
	uint64_t seed;               /* 0: 1 */
	int64_t scale;               /* invoices of the company; 0: the sample, about 150 */
	int64_t token_life_s;        /* 0: the vendor's own */
	int64_t rate_hour, rate_spike; /* 0: no limit; -1: the vendor's usual */
	int64_t page_cap;            /* 0: the vendor's own */
	int lenient;                 /* unknown query parameters are ignored */
	const char *log_path;        /* borrowed; NULL */
	const char *state_path;      /* borrowed; NULL: written at the end */
	/* --option acumatica.release=2022R2 and the like, name then value */
	struct sim_pairs extra;
};

/* ---- what systems call (under the lock) ---- */

const struct company *sim_company(const struct sim *sim);
const struct sim_options *sim_options(const struct sim *sim);
/* The accounting system that books a project of the company (index): the one that runs beside
 * Procore; with several each project belongs to one of them, in turn.  "acumatica" when none runs.
 * Vendors are in all of them.  What belongs to a project of another system a simulator does not
 * have: neither its orders, bills and checks nor the job itself. */
const char *sim_erp_of(const struct sim *sim, int project);
/* The first accounting system that runs: the one whose ids Procore's vendors carry. */
const char *sim_erp_first(const struct sim *sim);
/* A currency of the company as that accounting system keeps it: its home currency where the company has
 * its own, else unchanged. */
const char *sim_currency(const struct sim *sim, const char *erp, const char *own);
/* The value of --option NAME=VALUE, or fallback. */
const char *sim_extra(const struct sim *sim, const char *name, const char *fallback);
/* The simulated clock: the machine's plus what /_sim/clock added.  ms since 1970 UTC. */
int64_t sim_now_ms(const struct sim *sim);
/* For record stamps: never before the newest stamp of the sample company. */
int64_t sim_stamp_ms(const struct sim *sim);
/* Deterministic from the seed; order of calls matters. */
uint64_t sim_random(struct sim *sim);
/* `bytes` random bytes as hexadecimal, added to out. */
void sim_add_token(struct sim *sim, struct strbuf *out, size_t bytes);
/* "token_refresh", "login" ...: counted for GET /_sim/counters under the running system. */
void sim_count(struct sim *sim, const char *what);

/* First value of that name (headers without regard to case); NULL. */
const char *sim_query(const struct sim_request *req, const char *name);
const char *sim_header(const struct sim_request *req, const char *name);
/* A member of a form-encoded or JSON body (string or number); the text goes to out: 1, or 0. */
int sim_form(const struct sim_request *req, const char *name, struct strbuf *out);
/* Decodes a=b&c=d; '+' is a blank. */
void sim_pairs_parse(struct sim_pairs *out, const char *text, size_t len);
void sim_pairs_add(struct sim_pairs *p, const char *name, const char *value);
const char *sim_pairs_get(const struct sim_pairs *p, const char *name);
void sim_pairs_release(struct sim_pairs *p);
/* Does path match "/a/{}/b/{}"?  Up to `max` segments are copied to seg (each at most 127
 * bytes); 1 or 0. */
#define SIM_SEGMENT 128
int sim_path_match(const char *path, const char *pattern, char (*seg)[SIM_SEGMENT], size_t max);

void sim_respond_header(struct sim_response *resp, const char *name, const char *value);
/* Sets the status and prints v as the body, application/json; frees v. */
void sim_respond_json(struct sim_response *resp, int status, cJSON *v);
void sim_respond_text(struct sim_response *resp, int status, const char *type, const char *text);

/* ---- what the program and the tests call ---- */

/* Builds the company and the systems named (NULL-terminated list of names, NULL: all) and
 * opens their ports (0: free; ports has an element for every system there is, in the order
 * of sim_systems, served or not).  0 and *out, or a negative class. */
int sim_start(struct sim **out, const struct sim_options *opt, const char *const *systems,
	const int *ports, struct error *err);
void sim_stop(struct sim *sim);           /* closes, writes --state, frees */
int sim_port(const struct sim *sim, const char *system);   /* -1: not running */
/* The JSON line of --help, without newline. */
void sim_ready_line(struct sim *sim, struct strbuf *out);
/* "acumatica:cut_after_apply,count=1,match=PUT Bill": 0, or ERR_CONFIG. */
int sim_add_fault(struct sim *sim, const char *spec, struct error *err);
/* One exchange without a socket, as a connection would do it (no faults, no log). */
void sim_exchange(struct sim *sim, const char *system, struct sim_request *req,
	struct sim_response *resp);
void sim_response_release(struct sim_response *resp);

#endif
