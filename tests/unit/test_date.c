/* Dates, instants and the clock that can be set. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/array.h"
#include "base/date.h"

#include "base/banned.h"

static void knows_real_dates(void **state)
{
	static const struct { const char *s; int whole, prefix; } cases[] = {
		{ "2026-11-21", 1, 1 }, { "2024-02-29", 1, 1 }, { "2023-02-29", 0, 0 },
		{ "2000-02-29", 1, 1 }, { "1900-02-29", 0, 0 }, { "2026-04-31", 0, 0 },
		{ "2026-13-01", 0, 0 }, { "2026-00-10", 0, 0 }, { "2026-01-00", 0, 0 },
		{ "0000-01-01", 0, 0 }, { "9999-12-31", 1, 1 }, { "2026-1-01", 0, 0 },
		{ "2026-11-21T10:00:00Z", 0, 1 }, { "2026-11-21 10:00", 0, 1 }, { "2026-11-213", 0, 0 },
		{ "2026/11/21", 0, 0 }, { "", 0, 0 }, { "-026-11-21", 0, 0 }, { "2026-11-", 0, 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		if (date_valid(cases[i].s, 0) != cases[i].whole || date_valid(cases[i].s, 1) != cases[i].prefix)
			fail_msg("%s", cases[i].s);
	assert_false(date_valid(NULL, 0));
}

static void counts_days(void **state)
{
	static const struct { const char *s; int64_t days; } cases[] = {
		{ "1970-01-01", 0 }, { "1969-12-31", -1 }, { "2000-03-01", 11017 }, { "2026-11-21", 20778 },
		{ "0001-01-01", -719162 }, { "9999-12-31", 2932896 },
	};
	char text[DATE_LEN];
	int64_t days;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(date_to_days(cases[i].s, &days), 0);
		assert_int_equal(days, cases[i].days);
	}
	assert_int_equal(date_to_days("2026-02-30", &days), -1);
	for (days = -719162; days <= 2932896; days++) {
		int64_t back;

		date_from_days(text, days);
		if (date_to_days(text, &back) || back != days)
			fail_msg("day %lld is %s", (long long)days, text);
	}
}

/* The C library's calendar, asked for every eleventh day of four centuries. */
static void agrees_with_the_library(void **state)
{
	char ours[DATE_LEN], theirs[16];
	int64_t days;
	struct tm tm;

	for (days = -40000; days < 110000; days += 11) {
		time_t t = (time_t)(days * 86400);

		assert_non_null(gmtime_r(&t, &tm));
		strftime(theirs, sizeof theirs, "%Y-%m-%d", &tm);
		date_from_days(ours, days);
		assert_string_equal(ours, theirs);
	}
}

static void reads_instants(void **state)
{
	static const struct { const char *s; int64_t ms; } cases[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "1970-01-01", 0 },
		{ "1969-12-31T23:59:59.999Z", -1 },
		{ "2026-11-21T17:55:00Z", INT64_C(1795283700000) },
		{ "2026-11-21t17:55:00z", INT64_C(1795283700000) },
		{ "2026-11-21 17:55:00Z", INT64_C(1795283700000) },
		{ "2026-11-21T12:55:00-05:00", INT64_C(1795283700000) },
		{ "2026-11-21T12:55:00-0500", INT64_C(1795283700000) },
		{ "2026-11-22T03:40:00+09:45", INT64_C(1795283700000) },
		{ "2026-11-21T17:55:00.1Z", INT64_C(1795283700100) },
		{ "2026-11-21T17:55:00.1239999Z", INT64_C(1795283700123) },
		{ "2016-12-31T23:59:60Z", INT64_C(1483228800000) },
	};
	static const char *const bad[] = {
		"", "2026-11-21T", "2026-11-21T17:55Z", "2026-11-21T17:55:00", "2026-11-21T24:00:00Z",
		"2026-11-21T17:60:00Z", "2026-11-21T17:55:61Z", "2026-11-21T17:55:00.Z", "2026-11-21T17:55:00+5:00",
		"2026-11-21T17:55:00Zx", "2026-11-21T17:55:00+24:00", "2026-11-21T17:55:00+05:60", "2026-02-30T00:00:00Z",
		"2026-11-21x17:55:00Z", "2026-11-21T-1:55:00Z", "20261121T175500Z",
	};
	int64_t ms = 7;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (instant_parse(&ms, cases[i].s) || ms != cases[i].ms)
			fail_msg("%s: %lld", cases[i].s, (long long)ms);
	}
	ms = 7;
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		if (!instant_parse(&ms, bad[i]))
			fail_msg("accepted %s", bad[i]);
	assert_int_equal(instant_parse(&ms, NULL), -1);
	assert_int_equal(ms, 7);
}

static void writes_instants(void **state)
{
	static const struct { int64_t ms; const char *s; } cases[] = {
		{ 0, "1970-01-01T00:00:00Z" }, { -1, "1969-12-31T23:59:59Z" },
		{ INT64_C(1795283700999), "2026-11-21T17:55:00Z" },
		{ INT64_C(951782399999), "2000-02-28T23:59:59Z" },
	};
	char out[INSTANT_LEN];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		instant_format(out, cases[i].ms);
		assert_string_equal(out, cases[i].s);
	}
	instant_format(out, INT64_MAX);
	assert_int_equal(strlen(out), 20);
	instant_format(out, INT64_MIN);
	assert_int_equal(strlen(out), 20);
}

static int64_t fixed_now(void)
{
	return INT64_C(1795311000000);        /* 2026-11-22T01:30:00Z */
}

static int64_t fixed_mono(void)
{
	return 17;
}

static void today_follows_the_zone(void **state)
{
	char today[DATE_LEN];

	clock_replace(fixed_now, fixed_mono);
	assert_int_equal(clock_mono_ms(), 17);
	setenv("TZ", "UTC0", 1);
	date_today(today);
	assert_string_equal(today, "2026-11-22");
	setenv("TZ", "EST5", 1);
	date_today(today);
	assert_string_equal(today, "2026-11-21");
	setenv("TZ", "UTC0", 1);
	clock_replace(NULL, NULL);
}

/* main sets COMPTOIR_CLOCK before anybody asks for the time. */
static void the_environment_freezes_the_clock(void **state)
{
	char now[INSTANT_LEN];
	int64_t mono = clock_mono_ms();

	instant_format(now, clock_now_ms());
	assert_string_equal(now, "2026-11-21T12:00:00Z");
	assert_true(clock_mono_ms() >= mono);
	assert_int_equal(clock_now_ms(), clock_now_ms());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_real_dates),
		cmocka_unit_test(counts_days),
		cmocka_unit_test(agrees_with_the_library),
		cmocka_unit_test(reads_instants),
		cmocka_unit_test(writes_instants),
		cmocka_unit_test(today_follows_the_zone),
		cmocka_unit_test(the_environment_freezes_the_clock),
	};

	setenv("COMPTOIR_CLOCK", "@2026-11-21T12:00:00Z", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
