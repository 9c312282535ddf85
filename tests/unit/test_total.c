/* The total a person types: every way of writing the amount counts, no other amount does. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "ui/total.h"

static const struct { const char *typed; int64_t minor; const char *currency; int right; } cases[] = {
	{ "412906.18", 41290618, "CAD", 1 }, { "412,906.18", 41290618, "CAD", 1 }, { "412 906,18", 41290618, "CAD", 1 },
	{ "412\302\240906,18", 41290618, "CAD", 1 }, { "412\342\200\257906,18 $", 41290618, "CAD", 1 },
	{ "$ 412,906.18", 41290618, "CAD", 1 }, { "USD 412.906,18", 41290618, "USD", 1 }, { " 412906,18 ", 41290618, "CAD", 1 },
	{ "412906.1", 41290610, "CAD", 1 }, { "412906", 41290600, "CAD", 1 }, { "412,906", 41290600, "CAD", 1 },
	{ "412906.", 41290600, "CAD", 0 }, { "412906.180", 41290618, "CAD", 0 }, { "412906.19", 41290618, "CAD", 0 },
	{ "41,2906.18", 41290618, "CAD", 0 }, { "412,906,18", 41290618, "CAD", 0 }, { "412.906.18", 41290618, "CAD", 0 },
	{ "41290618", 41290618, "CAD", 0 }, { "", 0, "CAD", 0 }, { "0", 0, "CAD", 1 }, { "$", 0, "CAD", 0 },
	{ "(1,000.00)", -100000, "CAD", 1 }, { "-1 000,00", -100000, "CAD", 1 }, { "1000", -100000, "CAD", 0 },
	{ "1,234", 1234, "JPY", 1 }, { "1.234", 1234, "JPY", 1 }, { "1234.5", 12345, "JPY", 0 },
	{ "1,234", 1234, "KWD", 1 }, { "1,234", 1234000, "KWD", 1 }, { "1,234.567", 1234567, "KWD", 1 },
	{ "99999999999999999999", 1, "CAD", 0 }, { "4x12906.18", 41290618, "CAD", 0 }, { "4-12906.18", 41290618, "CAD", 0 },
	{ "12345678901234567890123456789012345678901234567890", 1, "CAD", 0 },
};

static void a_typed_total_is_compared_exactly(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (total_typed_is(cases[i].typed, cases[i].minor, cases[i].currency) != cases[i].right)
			fail_msg("\"%s\" for %lld %s is %s", cases[i].typed, (long long)cases[i].minor, cases[i].currency,
				cases[i].right ? "not taken" : "taken");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_typed_total_is_compared_exactly) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
