/* Amounts are exact, or refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "model/money.h"

static void money_parses_what_the_currency_can_carry(void **state)
{
	static const struct { const char *text, *currency; int rc; int64_t minor; } cases[] = {
		{ "42118.00", "CAD", 0, 4211800 }, { "42118", "CAD", 0, 4211800 },
		{ "-0.01", "USD", 0, -1 }, { "250.0", "USD", 0, 25000 }, { "0.10000", "USD", 0, 10 },
		{ "0.001", "USD", -1, 0 }, { "0.001", "KWD", 0, 1 }, { "500", "JPY", 0, 500 },
		{ "500.5", "JPY", -1, 0 }, { "", "CAD", -1, 0 }, { "12,5", "CAD", -1, 0 },
		{ "92233720368547758.07", "CAD", 0, INT64_MAX }, { "92233720368547758.08", "CAD", -1, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t minor = 0;

		assert_int_equal(money_parse(&minor, cases[i].text, cases[i].currency), cases[i].rc);
		if (cases[i].rc == 0)
			assert_true(minor == cases[i].minor);
	}
}

static void money_percent_rounds_half_away_from_zero(void **state)
{
	static const struct { int64_t minor, percent, want; } cases[] = {
		{ 240000, 100000, 24000 }, { 5, 100000, 1 }, { -5, 100000, -1 }, { 4, 100000, 0 },
		{ 333, 50000, 17 }, { INT64_MAX, 1000000, INT64_MAX },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t out = 0;

		assert_int_equal(money_percent(&out, cases[i].minor, cases[i].percent), 0);
		assert_true(out == cases[i].want);
	}
}

static void money_text_keeps_the_decimals_of_the_currency(void **state)
{
	struct strbuf b = STRBUF_INIT;

	money_add(&b, 4211800, "CAD");
	strbuf_addc(&b, ' ');
	money_add(&b, -5, "USD");
	strbuf_addc(&b, ' ');
	money_add(&b, 500, "JPY");
	assert_string_equal(b.s, "42118.00 -0.05 500");
	strbuf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(money_parses_what_the_currency_can_carry),
		cmocka_unit_test(money_percent_rounds_half_away_from_zero),
		cmocka_unit_test(money_text_keeps_the_decimals_of_the_currency),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
