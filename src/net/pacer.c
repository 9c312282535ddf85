/* The pace of one connection.
 *
 * Three things make a request wait, and the longest counts:
 *  - what the other side demanded: Retry-After, or a rate window that is used up
 *    until its reset;
 *  - our own back-off after failures, from the policy's schedule, half fixed and
 *    half random ("equal jitter": a fully random wait may be almost none, and then
 *    all attempts are spent inside one window of a minute);
 *  - a budget per minute, where a system publishes one and sends no headers.
 *
 * After `break_after` failures in a row the circuit opens: nothing goes out for
 * break_ms, then one request, and its answer closes the circuit or opens it
 * again.
 *
 * Limits are never assumed where the answers tell them: Procore says that its
 * numbers change, and reports whichever of its two windows is nearer to its end. */
#include "net/pacer.h"

#include <string.h>

#include "base/array.h"

#include "base/banned.h"

#define WAIT_MAX_MS (24 * 3600 * INT64_C(1000))
#define WINDOW_MAX_MS (2 * 3600 * INT64_C(1000))
#define WINDOW_UNKNOWN_MS 10000
#define JITTER_MS 250
#define UNITS 60000                  /* per request in the budget */

static const int steady[] = { 1000, 2000, 4000, 8000, 16000, 30000, 60000 };
/* reference/acumatica.md 4: no Retry-After is documented there. */
static const int patient[] = { 5000, 10000, 20000, 40000, 60000 };

const struct pacer_policy pacer_policies[] = {
	/* name         flight /min  schedule  steps                 break after, ms */
	{ "default",    2, 0,        steady,  ARRAY_SIZE(steady),    5, 60000 },
	{ "procore",    2, 0,        steady,  ARRAY_SIZE(steady),    5, 60000 },
	{ "acumatica",  1, 0,        patient, ARRAY_SIZE(patient),   5, 60000 },
	{ "xero",       4, 0,        steady,  ARRAY_SIZE(steady),    5, 60000 },
	{ "quickbooks", 4, 500,      steady,  ARRAY_SIZE(steady),    5, 60000 },
	{ NULL,         0, 0,        NULL,    0,                     0, 0 },
};

const struct pacer_policy *pacer_policy_find(const char *name)
{
	const struct pacer_policy *p;

	for (p = pacer_policies; p->name; p++)
		if (name && !strcmp(p->name, name))
			return p;
	return pacer_policies;
}

void pacer_init(struct pacer *p, const struct pacer_policy *policy, uint64_t seed)
{
	memset(p, 0, sizeof *p);
	p->policy = policy;
	p->rng = seed | 1;
	p->limit = p->remaining = -1;
	p->tokens_at = -1;
}

/* 0 .. below-1 (xorshift64*). */
static int64_t draw(struct pacer *p, int64_t below)
{
	p->rng ^= p->rng >> 12;
	p->rng ^= p->rng << 25;
	p->rng ^= p->rng >> 27;
	return below > 0 ? (int64_t)((p->rng * UINT64_C(2685821657736338717) >> 33) % (uint64_t)below) : 0;
}

/* ---- the budget per minute ---- */

/* A quarter of the minute's requests may go out at once; the other three quarters
 * come back evenly, so that no minute ever sees more than all of them. */
static int64_t budget_burst(const struct pacer_policy *policy)
{
	int64_t burst = policy->per_minute / 4;

	return burst ? burst : 1;
}

/* In units a millisecond, which is requests a minute. */
static int64_t budget_rate(const struct pacer_policy *policy)
{
	int64_t rate = policy->per_minute - budget_burst(policy);

	return rate > 0 ? rate : 1;
}

static int64_t budget_at(const struct pacer *p, int64_t mono)
{
	int64_t full = budget_burst(p->policy) * UNITS, passed = mono - p->tokens_at, have;

	if (p->tokens_at < 0 || passed > 60000)
		return full;
	have = p->tokens + (passed > 0 ? passed : 0) * budget_rate(p->policy);
	return have < full ? have : full;
}

static int64_t budget_wait(const struct pacer *p, int64_t mono)
{
	int64_t missing, rate;

	if (!p->policy->per_minute)
		return 0;
	rate = budget_rate(p->policy);
	missing = UNITS - budget_at(p, mono);
	return missing > 0 ? (missing + rate - 1) / rate : 0;
}

/* ---- asking ---- */

static int64_t wait_ms(const struct pacer *p, int64_t mono, int running)
{
	int64_t wait = 0;

	if (p->not_before > mono)
		wait = p->not_before - mono;
	if (p->backoff_until > mono && p->backoff_until - mono > wait)
		wait = p->backoff_until - mono;
	if (p->remaining >= 0 && p->remaining <= running && p->reset_at > mono + wait)
		wait = p->reset_at - mono;
	if (budget_wait(p, mono) > wait)
		wait = budget_wait(p, mono);
	return wait;
}

int64_t pacer_delay_ms(const struct pacer *p, int64_t mono)
{
	if (p->running >= p->policy->in_flight)
		return -1;
	if (p->running && p->circuit != PACER_CLOSED)
		return -1;
	return wait_ms(p, mono, p->running);
}

int64_t pacer_retry_in_ms(const struct pacer *p, int64_t mono)
{
	return wait_ms(p, mono, 0);
}

enum pacer_circuit pacer_circuit(const struct pacer *p, int64_t mono)
{
	if (p->circuit == PACER_CLOSED)
		return PACER_CLOSED;
	return wait_ms(p, mono, 0) > 0 ? PACER_OPEN : PACER_HALF_OPEN;
}

void pacer_reset(struct pacer *p)
{
	p->failures = 0;
	p->circuit = PACER_CLOSED;
	p->backoff_until = 0;
}

/* ---- learning ---- */

void pacer_note_start(struct pacer *p, int64_t mono)
{
	p->running++;
	if (p->policy->per_minute) {
		p->tokens = budget_at(p, mono) - UNITS;
		p->tokens_at = mono;
	}
}

static int is_transient(const struct http_response *r)
{
	switch (r->transport) {
	case HTTP_TRANSPORT_RESOLVE:
	case HTTP_TRANSPORT_CONNECT:
	case HTTP_TRANSPORT_TIMEOUT:
	case HTTP_TRANSPORT_CUT:
		return 1;
	case HTTP_TRANSPORT_OK:
		break;
	default:
		return 0;
	}
	return r->status == 408 || r->status == 429 || r->status == 500 || r->status == 502 ||
		r->status == 503 || r->status == 504;
}

/* Names of the three rate headers, as the systems spell them. */
static const struct { const char *limit, *remaining, *reset; } rate_headers[] = {
	{ "X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset" },
	{ "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset" },
	{ "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset" },
	/* Xero tells what is left of the minute and nothing else. */
	{ "X-MinLimit-Limit", "X-MinLimit-Remaining", "X-MinLimit-Reset" },
};

/* How long until the instant `reset` (Unix seconds): by the server's own clock
 * where its Date makes sense, else by ours, else a guess. */
static int64_t until_reset(const struct http_response *r, int64_t reset, int64_t wall)
{
	const char *date = http_response_header(r, "Date");
	int64_t server, wait;

	if (reset < 100000000)                     /* a number of seconds to wait */
		return reset * 1000 < WINDOW_MAX_MS ? reset * 1000 : WINDOW_MAX_MS;
	if (reset > INT64_MAX / 1000)
		return WINDOW_UNKNOWN_MS;
	if (date && !http_date_parse(&server, date)) {
		wait = reset * 1000 - server;
		if (wait >= 0 && wait <= WINDOW_MAX_MS)
			return wait;
	}
	wait = reset * 1000 - wall;
	if (wait > WINDOW_MAX_MS)
		return WINDOW_UNKNOWN_MS;
	return wait > 0 ? wait : 0;
}

static void learn_rate(struct pacer *p, const struct http_response *r, int64_t mono, int64_t wall)
{
	int64_t reset;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rate_headers); i++) {
		if (http_header_int(r, rate_headers[i].remaining) < 0)
			continue;
		p->remaining = http_header_int(r, rate_headers[i].remaining);
		p->limit = http_header_int(r, rate_headers[i].limit);
		reset = http_header_int(r, rate_headers[i].reset);
		/* A refusal without a reset leaves it to Retry-After, or to our own back-off. */
		p->reset_at = mono + (reset >= 0 ? until_reset(r, reset, wall) : r->status == 429 ? 0 : WINDOW_UNKNOWN_MS);
		return;
	}
	if (p->remaining > 0)
		p->remaining--;
}

static void demand(struct pacer *p, int64_t mono, int64_t wait)
{
	if (wait > WAIT_MAX_MS)
		wait = WAIT_MAX_MS;
	wait += mono + draw(p, JITTER_MS);
	if (wait > p->not_before)
		p->not_before = wait;
}

static void back_off(struct pacer *p, int64_t mono)
{
	const struct pacer_policy *policy = p->policy;
	int step = p->failures < policy->schedule_len ? p->failures : policy->schedule_len;
	int64_t full = step > 0 ? policy->schedule_ms[step - 1] : 0;
	int64_t until = mono + full / 2 + draw(p, full / 2 + 1);

	if (until > p->backoff_until)
		p->backoff_until = until;
}

int pacer_note_response(struct pacer *p, const struct http_response *r, int64_t mono, int64_t wall)
{
	int64_t after = -1;

	if (p->running > 0)
		p->running--;
	if (r->transport == HTTP_TRANSPORT_OK) {
		learn_rate(p, r, mono, wall);
		if (r->status == 429 || r->status == 503)
			after = http_retry_after_ms(r, wall);
	}
	if (!is_transient(r)) {
		if (r->transport == HTTP_TRANSPORT_OK)
			pacer_reset(p);
		return 0;
	}
	p->failures++;
	if (after >= 0)
		demand(p, mono, after);
	if (r->status == 429 && p->reset_at > mono && p->remaining == 0)
		demand(p, mono, p->reset_at - mono);
	else if (after < 0)
		back_off(p, mono);
	if (p->failures >= p->policy->break_after) {
		p->circuit = PACER_OPEN;
		if (mono + p->policy->break_ms > p->backoff_until)
			p->backoff_until = mono + p->policy->break_ms;
	}
	return 1;
}
