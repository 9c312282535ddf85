/* The pace of one connection (system and company): how long to wait before the
 * next request, learnt from what the other side says.
 *
 * Pure functions over time values: `mono` is clock_mono_ms, `wall` clock_now_ms.
 * Waits are kept on the monotonic clock, so that a clock set back or forth
 * neither blocks nor bursts. */
#ifndef NET_PACER_H
#define NET_PACER_H

#include "net/http.h"
#include <stdint.h>

struct pacer_policy {
	const char *name;
	int in_flight;               /* requests at once */
	int per_minute;              /* 0: only what the answers say */
	const int *schedule_ms;      /* back-off after 1, 2, 3... failures */
	int schedule_len;
	int break_after;             /* failures in a row that open the circuit */
	int break_ms;                /* how long it stays open */
};

extern const struct pacer_policy pacer_policies[];  /* ends with name NULL */
/* "default", "procore", "acumatica"...; the default for an unknown name. */
const struct pacer_policy *pacer_policy_find(const char *name);

enum pacer_circuit { PACER_CLOSED, PACER_OPEN, PACER_HALF_OPEN };

struct pacer {
	const struct pacer_policy *policy;   /* borrowed, static */
	uint64_t rng;
	int running;                 /* started, not yet noted */
	int failures;                /* transient ones in a row */
	enum pacer_circuit circuit;
	int64_t not_before;          /* mono ms: what the other side demanded */
	int64_t backoff_until;       /* mono ms: our own caution */
	int64_t limit, remaining;    /* last heard; -1 unknown */
	int64_t reset_at;            /* mono ms when remaining is full again */
	int64_t tokens;              /* of per_minute, in 1/60000 request */
	int64_t tokens_at;           /* mono ms of the last refill */
};

/* seed: any number; the jitter follows from it. */
void pacer_init(struct pacer *p, const struct pacer_policy *policy, uint64_t seed);
/* Milliseconds until the next request may start; 0 now; -1 when a running
 * request must be answered first. */
int64_t pacer_delay_ms(const struct pacer *p, int64_t mono);
/* A request starts. */
void pacer_note_start(struct pacer *p, int64_t mono);
/* It was answered, or failed.  Returns 1 when it counts as a transient failure
 * (no connection, time-out, 408, 429, 500, 502, 503, 504). */
int pacer_note_response(struct pacer *p, const struct http_response *r, int64_t mono,
	int64_t wall);
/* The circuit is open: nothing but one reading probe goes out when it is due. */
enum pacer_circuit pacer_circuit(const struct pacer *p, int64_t mono);
/* When the other side is asked again, in ms from now, for the screen. */
int64_t pacer_retry_in_ms(const struct pacer *p, int64_t mono);
/* A person asks for it now: forgets back-off and circuit, keeps what the other
 * side demanded (Retry-After, reset). */
void pacer_reset(struct pacer *p);

#endif
