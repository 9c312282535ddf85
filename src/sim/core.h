/* Inside of the core of comptoir-sim: only the core's own files include this. */
#ifndef SIM_CORE_H
#define SIM_CORE_H

#include "sim/sim.h"
#include <pthread.h>

enum fault_kind {
	FAULT_CUT_AFTER_APPLY, FAULT_CUT_BEFORE, FAULT_DELAY, FAULT_STALL, FAULT_429, FAULT_500,
	FAULT_502, FAULT_503, FAULT_HTML, FAULT_TRUNCATED, FAULT_PARTIAL, FAULT_EXPIRED_TOKEN,
	FAULT_EXTRA_MEMBER, FAULT_MISSING_MEMBER,
	FAULT_KINDS
};

struct fault {
	enum fault_kind kind;
	char *system;                /* owned; NULL: any */
	char *method;                /* owned; NULL: any */
	char *match;                 /* owned: part of the target; NULL: any */
	int64_t count;               /* exchanges still to hit; -1: until removed */
	int64_t skip;                /* matching exchanges let through first */
	int64_t delay_ms, retry_after;       /* retry_after -1: the answer does not say it */
};

struct counter { char *what; int64_t n; };

/* One chosen system. */
struct sim_slot {
	const struct sim_system *sys;
	struct sim *sim;
	void *state;
	void *daemon;                /* struct MHD_Daemon */
	int port;
	int64_t calls, writes, connections, faults;
	struct { struct counter *items; size_t len, cap; } counters;
};

#define LOG_KEEP 4000                /* exchanges GET /_sim/log can show */
#define LOG_KEEP_BYTES (64u << 20)

struct sim {
	pthread_mutex_t lock;        /* every member below, and every system's state */
	struct sim_options opt;
	char *log_path, *state_path; /* owned copies */
	struct company *company;
	const struct sim_system *chosen[SIM_MAX_SYSTEMS];  /* known before the first is made */
	size_t n_chosen;
	struct sim_slot slots[SIM_MAX_SYSTEMS];
	size_t n_slots;
	struct sim_slot *running;    /* whose function is being called */
	uint64_t rng;
	int64_t advance_ms;
	struct { struct fault *items; size_t len, cap; } faults;
	int log_fd;                  /* -1 */
	struct { char **items; size_t len, cap; } log;   /* ring in order, oldest first */
	size_t log_bytes;
	pthread_cond_t stop;         /* signalled when stopping is set */
	int stopping;
};

/* ---- faults (fault.c), under the lock ---- */
int fault_parse(struct fault *f, const char *spec, struct error *err);
int fault_from_json(struct fault *f, const cJSON *v, const char *system, struct error *err);
void fault_release(struct fault *f);
/* Takes one hit of the first fault that fits; 1 and a copy without owned texts, or 0. */
int fault_take(struct sim *sim, const char *system, const char *method, const char *target,
	struct fault *out);
const char *fault_name(enum fault_kind kind);
/* The answer's JSON with a member nobody knows in every object, or without the last plain one. */
void fault_rewrite(enum fault_kind kind, struct strbuf *body);
void fault_add_json(struct strbuf *out, const struct fault *f);

/* ---- log (journal.c), under the lock ---- */
void journal_add(struct sim *sim, const struct sim_slot *slot, const struct sim_request *req,
	const struct sim_response *resp, int64_t at_ms, const char *fault);
void journal_release(struct sim *sim);

/* ---- control (control.c), under the lock; path begins with /_sim/ ---- */
void control_handle(struct sim *sim, struct sim_slot *slot, const struct sim_request *req,
	struct sim_response *resp);

/* ---- ports (server.c) ---- */
/* Opens slot->port (0: a free one, then set).  0 or a class. */
int server_open(struct sim_slot *slot, struct error *err);
void server_close(struct sim_slot *slot);

/* ---- answering (sim.c), under the lock ---- */
void sim_answer(struct sim *sim, struct sim_slot *slot, struct sim_request *req,
	struct sim_response *resp);

#endif
