/* The pace: what the answers say is kept to, failures wait longer each time, and a
 * clock that jumps changes nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "net/pacer.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define WALL INT64_C(1795262400000)      /* 2026-11-21T12:00:00Z */

static void start(struct pacer *p, const char *policy)
{
	pacer_init(p, pacer_policy_find(policy), 42);
}

/* One exchange at `mono`: status, and headers in pairs ended by NULL. */
static int exchange(struct pacer *p, int64_t mono, int status, const char *const *headers)
{
	struct http_response r;
	int rc;

	http_response_init(&r);
	http_response_set(&r, status, NULL, "");
	for (; headers && *headers; headers += 2)
		http_headers_add(&r.headers, headers[0], headers[1]);
	pacer_note_start(p, mono);
	rc = pacer_note_response(p, &r, mono, WALL + mono);
	http_response_release(&r);
	return rc;
}

static int broken(struct pacer *p, int64_t mono, enum http_transport t)
{
	struct http_response r;
	int rc;

	http_response_init(&r);
	r.transport = t;
	pacer_note_start(p, mono);
	rc = pacer_note_response(p, &r, mono, WALL + mono);
	http_response_release(&r);
	return rc;
}

static void pacer_lets_the_first_one_go(void **state)
{
	struct pacer p;

	start(&p, "default");
	assert_int_equal(pacer_delay_ms(&p, 0), 0);
	assert_int_equal(pacer_delay_ms(&p, 123456789), 0);
	assert_int_equal(exchange(&p, 0, 200, NULL), 0);
	assert_int_equal(pacer_delay_ms(&p, 0), 0);
}

static void pacer_limits_what_is_in_flight(void **state)
{
	struct pacer p;

	start(&p, "acumatica");
	pacer_note_start(&p, 0);
	assert_int_equal(pacer_delay_ms(&p, 0), -1);
	start(&p, "procore");
	pacer_note_start(&p, 0);
	assert_int_equal(pacer_delay_ms(&p, 0), 0);
	pacer_note_start(&p, 0);
	assert_int_equal(pacer_delay_ms(&p, 0), -1);
	assert_ptr_equal(pacer_policy_find("nobody"), pacer_policies);
	assert_ptr_equal(pacer_policy_find(NULL), pacer_policies);
}

static void pacer_waits_for_the_reset_of_a_used_up_window(void **state)
{
	const char *used_up[] = { "X-Rate-Limit-Limit", "25", "X-Rate-Limit-Remaining", "0",
		"X-Rate-Limit-Reset", "1795262407", NULL };
	const char *one_left[] = { "X-Rate-Limit-Limit", "25", "X-Rate-Limit-Remaining", "1",
		"X-Rate-Limit-Reset", "1795262407", NULL };
	struct pacer p;

	start(&p, "procore");
	exchange(&p, 0, 200, used_up);
	assert_int_equal(pacer_delay_ms(&p, 0), 7000);
	assert_int_equal(pacer_delay_ms(&p, 6999), 1);
	assert_int_equal(pacer_delay_ms(&p, 7000), 0);
	start(&p, "procore");
	exchange(&p, 0, 200, one_left);
	assert_int_equal(pacer_delay_ms(&p, 0), 0);
	pacer_note_start(&p, 0);                        /* that was the one */
	assert_int_equal(pacer_delay_ms(&p, 0), 7000);
}

static void pacer_reads_reset_by_the_servers_clock(void **state)
{
	/* The server's clock is an hour ahead of ours and says so. */
	const char *ahead[] = { "X-Rate-Limit-Remaining", "0", "X-Rate-Limit-Reset", "1795266007",
		"Date", "Sat, 21 Nov 2026 13:00:00 GMT", NULL };
	/* A Date that has nothing to do with the reset is not believed. */
	const char *strange[] = { "X-Rate-Limit-Remaining", "0", "X-Rate-Limit-Reset", "1795262407",
		"Date", "Sun, 06 Nov 1994 08:49:37 GMT", NULL };
	const char *seconds[] = { "RateLimit-Remaining", "0", "RateLimit-Reset", "12", NULL };
	const char *nonsense[] = { "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "soon", NULL };
	const char *minute[] = { "X-MinLimit-Remaining", "0", "X-DayLimit-Remaining", "4539", NULL };
	const char *far[] = { "X-Rate-Limit-Remaining", "0", "X-Rate-Limit-Reset", "9999999999", NULL };
	const struct { const char **headers; int64_t want; } rows[] = {
		{ ahead, 7000 }, { strange, 7000 }, { seconds, 12000 }, { nonsense, 10000 }, { far, 10000 },
		{ minute, 10000 },
	};
	struct pacer p;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		start(&p, "procore");
		exchange(&p, 0, 200, rows[i].headers);
		assert_int_equal(pacer_delay_ms(&p, 0), rows[i].want);
	}
}

/* What is left of an unknown window is no better guess than what the refusal itself says. */
static void pacer_believes_retry_after_where_no_reset_is_told(void **state)
{
	const char *after[] = { "X-MinLimit-Remaining", "0", "Retry-After", "2", NULL };
	const char *nothing[] = { "X-MinLimit-Remaining", "0", NULL };
	struct pacer p;

	start(&p, "xero");
	exchange(&p, 0, 429, after);
	assert_in_range(pacer_delay_ms(&p, 0), 2000, 2500);
	start(&p, "xero");
	exchange(&p, 0, 429, nothing);
	assert_in_range(pacer_delay_ms(&p, 0), 1, 1000);
}

static void pacer_never_goes_before_retry_after(void **state)
{
	static const int statuses[] = { 429, 503 };
	const char *after[] = { "Retry-After", "30", NULL };
	const char *date[] = { "Retry-After", "Sat, 21 Nov 2026 12:00:30 GMT", NULL };
	struct pacer p;
	uint64_t seed;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(statuses); i++) {
		for (seed = 0; seed < 200; seed++) {
			pacer_init(&p, pacer_policy_find("procore"), seed);
			assert_int_equal(exchange(&p, 0, statuses[i], seed & 1 ? after : date), 1);
			assert_in_range(pacer_delay_ms(&p, 0), 30000, 30250);
			/* An older request's happy answer does not undo it. */
			exchange(&p, 10, 200, NULL);
			assert_in_range(pacer_delay_ms(&p, 10), 29990, 30250);
			pacer_reset(&p);
			assert_in_range(pacer_delay_ms(&p, 10), 29990, 30250);
		}
	}
}

static void pacer_429_waits_for_the_longer_of_both(void **state)
{
	const char *both[] = { "Retry-After", "2", "X-Rate-Limit-Remaining", "0",
		"X-Rate-Limit-Reset", "1795262409", NULL };
	const char *reset[] = { "X-Rate-Limit-Remaining", "0", "X-Rate-Limit-Reset", "1795262409", NULL };
	struct pacer p;

	start(&p, "procore");
	exchange(&p, 0, 429, both);
	assert_in_range(pacer_delay_ms(&p, 0), 9000, 9250);
	start(&p, "procore");
	exchange(&p, 0, 429, reset);
	assert_in_range(pacer_delay_ms(&p, 0), 9000, 9250);
}

static void pacer_bounds_absurd_demands(void **state)
{
	const char *ages[] = { "Retry-After", "9000000000", NULL };
	struct pacer p;

	start(&p, "procore");
	exchange(&p, 0, 503, ages);
	assert_in_range(pacer_delay_ms(&p, 0), 86400000, 86400250);
}

static void pacer_backs_off_by_the_schedule_with_equal_jitter(void **state)
{
	static const int want[] = { 5000, 10000, 20000, 40000 };
	struct pacer p;
	int64_t now, wait, least, most;
	uint64_t seed;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(want); i++) {
		least = INT64_MAX;
		most = 0;
		for (seed = 1; seed < 400; seed += 2) {
			size_t k;

			pacer_init(&p, pacer_policy_find("acumatica"), seed * 7919);
			for (k = 0, now = 0; k <= i; k++) {
				now += pacer_delay_ms(&p, now);
				assert_int_equal(exchange(&p, now, 429, NULL), 1);
			}
			wait = pacer_delay_ms(&p, now);
			assert_in_range(wait, want[i] / 2, want[i]);
			least = wait < least ? wait : least;
			most = wait > most ? wait : most;
		}
		/* It does spread over its half. */
		assert_true(least < want[i] * 6 / 10 && most > want[i] * 9 / 10);
	}
}

static void pacer_success_ends_the_back_off(void **state)
{
	struct pacer p;

	start(&p, "default");
	exchange(&p, 0, 500, NULL);
	assert_true(pacer_delay_ms(&p, 0) >= 500);
	exchange(&p, 2000, 200, NULL);
	assert_int_equal(pacer_delay_ms(&p, 2000), 0);
	exchange(&p, 2000, 502, NULL);
	assert_in_range(pacer_delay_ms(&p, 2000), 500, 1000);   /* from the first step again */
}

static void pacer_tells_transient_from_final(void **state)
{
	static const struct { int status, transient; } rows[] = {
		{ 200, 0 }, { 201, 0 }, { 302, 0 }, { 400, 0 }, { 401, 0 }, { 403, 0 }, { 404, 0 },
		{ 408, 1 }, { 409, 0 }, { 422, 0 }, { 429, 1 }, { 500, 1 }, { 501, 0 }, { 502, 1 },
		{ 503, 1 }, { 504, 1 },
	};
	static const struct { enum http_transport t; int transient; } broken_rows[] = {
		{ HTTP_TRANSPORT_RESOLVE, 1 }, { HTTP_TRANSPORT_CONNECT, 1 }, { HTTP_TRANSPORT_TIMEOUT, 1 },
		{ HTTP_TRANSPORT_CUT, 1 }, { HTTP_TRANSPORT_TLS, 0 }, { HTTP_TRANSPORT_TOO_BIG, 0 },
		{ HTTP_TRANSPORT_CANCELLED, 0 }, { HTTP_TRANSPORT_REFUSED, 0 },
	};
	struct pacer p;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		start(&p, "default");
		if (exchange(&p, 0, rows[i].status, NULL) != rows[i].transient)
			fail_msg("%d", rows[i].status);
	}
	for (i = 0; i < ARRAY_SIZE(broken_rows); i++) {
		start(&p, "default");
		assert_int_equal(broken(&p, 0, broken_rows[i].t), broken_rows[i].transient);
	}
}

static void circuit_opens_probes_once_and_closes(void **state)
{
	struct pacer p;
	int64_t now = 0;
	int i;

	start(&p, "procore");
	for (i = 0; i < 5; i++) {
		assert_int_equal(pacer_circuit(&p, now), PACER_CLOSED);
		now += pacer_delay_ms(&p, now);
		broken(&p, now, HTTP_TRANSPORT_CONNECT);
	}
	assert_int_equal(pacer_circuit(&p, now), PACER_OPEN);
	assert_int_equal(pacer_delay_ms(&p, now), 60000);
	assert_int_equal(pacer_retry_in_ms(&p, now), 60000);
	now += 60000;
	assert_int_equal(pacer_circuit(&p, now), PACER_HALF_OPEN);
	assert_int_equal(pacer_delay_ms(&p, now), 0);
	pacer_note_start(&p, now);
	assert_int_equal(pacer_delay_ms(&p, now), -1);          /* one probe, not two */
	p.running = 0;
	broken(&p, now, HTTP_TRANSPORT_TIMEOUT);
	assert_int_equal(pacer_circuit(&p, now), PACER_OPEN);
	assert_true(pacer_delay_ms(&p, now) >= 60000);
	now += pacer_delay_ms(&p, now);
	exchange(&p, now, 404, NULL);                           /* an answer is an answer */
	assert_int_equal(pacer_circuit(&p, now), PACER_CLOSED);
	assert_int_equal(pacer_delay_ms(&p, now), 0);
}

static void circuit_is_closed_by_a_person(void **state)
{
	struct pacer p;
	int i;

	start(&p, "procore");
	for (i = 0; i < 9; i++)
		broken(&p, 0, HTTP_TRANSPORT_RESOLVE);
	assert_true(pacer_delay_ms(&p, 0) > 0);
	pacer_reset(&p);
	assert_int_equal(pacer_delay_ms(&p, 0), 0);
	assert_int_equal(pacer_circuit(&p, 0), PACER_CLOSED);
}

static void budget_per_minute_is_never_exceeded(void **state)
{
	int64_t sent[400], now = 0, wait;
	struct pacer p;
	int i, k, inside;

	struct pacer_policy policy = *pacer_policy_find("quickbooks");

	policy.per_minute = 60;
	pacer_init(&p, &policy, 7);
	for (i = 0; i < 300; i++) {
		wait = pacer_delay_ms(&p, now);
		assert_true(wait >= 0 && wait <= 1400);
		now += wait;
		exchange(&p, now, 200, NULL);
		sent[i] = now;
	}
	assert_int_equal(sent[14], 0);        /* a quarter at once */
	assert_true(sent[15] > 0);
	for (i = 0; i < 300; i++) {
		for (k = i, inside = 0; k >= 0 && sent[i] - sent[k] < 60000; k--)
			inside++;
		assert_true(inside <= 60);
	}
	assert_in_range(now, 370000, 390000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pacer_lets_the_first_one_go),
		cmocka_unit_test(pacer_limits_what_is_in_flight),
		cmocka_unit_test(pacer_waits_for_the_reset_of_a_used_up_window),
		cmocka_unit_test(pacer_reads_reset_by_the_servers_clock),
		cmocka_unit_test(pacer_believes_retry_after_where_no_reset_is_told),
		cmocka_unit_test(pacer_never_goes_before_retry_after),
		cmocka_unit_test(pacer_429_waits_for_the_longer_of_both),
		cmocka_unit_test(pacer_bounds_absurd_demands),
		cmocka_unit_test(pacer_backs_off_by_the_schedule_with_equal_jitter),
		cmocka_unit_test(pacer_success_ends_the_back_off),
		cmocka_unit_test(pacer_tells_transient_from_final),
		cmocka_unit_test(circuit_opens_probes_once_and_closes),
		cmocka_unit_test(circuit_is_closed_by_a_person),
		cmocka_unit_test(budget_per_minute_is_never_exceeded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
