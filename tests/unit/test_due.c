/* Terms of payment and the dates they make. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "model/due.h"

#include <string.h>

#include "base/banned.h"

static void terms_are_read_when_they_can_mean_one_thing(void **state)
{
	static const struct { const char *terms; int days; } cases[] = {
		{ "30D", 30 }, { "NET30", 30 }, { "Net 45", 45 }, { "net-60", 60 }, { "n 15", 15 }, { "30", 30 },
		{ "30 days", 30 }, { "30 jours", 30 }, { "20 DAYSAFTERBILLDATE", 20 }, { "Due on receipt", 0 }, { "COD", 0 },
		{ "0D", 0 }, { "2/10 Net 30", -1 }, { "10 OFFOLLOWINGMONTH", -1 }, { "2% 10, net 30", -1 }, { "EOM", -1 },
		{ "", -1 }, { NULL, -1 }, { "365D", -1 }, { "9999999999", -1 }, { "D30", -1 }, { "30D extra", -1 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (due_days(cases[i].terms) != cases[i].days)
			fail_msg("\"%s\": %d", cases[i].terms ? cases[i].terms : "(none)", due_days(cases[i].terms));
}

static void dates_go_over_months_and_leap_days(void **state)
{
	char due[DATE_LEN];
	assert_int_equal(due_date(due, "2026-10-31", "30D"), 0);
	assert_string_equal(due, "2026-11-30");
	assert_int_equal(due_date(due, "2028-02-15", "Net 15"), 0);
	assert_string_equal(due, "2028-03-01");
	assert_int_equal(due_date(due, "2026-12-31", "Due on receipt"), 0);
	assert_string_equal(due, "2026-12-31");
	assert_int_equal(due_date(due, "", "30D"), -1);
	assert_int_equal(due_date(due, "soon", "30D"), -1);
	assert_int_equal(due_date(due, "2026-10-31", "EOM"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_are_read_when_they_can_mean_one_thing),
		cmocka_unit_test(dates_go_over_months_and_leap_days),
	};
	return cmocka_run_group_tests_name("due", tests, NULL, NULL);
}
