/* Exact decimals: reading, writing, rounding, limits. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/array.h"
#include "base/decimal.h"

#include "base/banned.h"

static void reads_numbers(void **state)
{
	static const struct { const char *s; int scale, exact; int64_t value; } cases[] = {
		{ "0", 2, 1, 0 }, { "-0", 2, 1, 0 }, { "-0.00", 2, 1, 0 }, { "1", 0, 1, 1 },
		{ "-1234.50", 2, 1, -123450 }, { "+.5", 2, 1, 50 }, { "5.", 2, 1, 500 },
		{ "1e3", 2, 1, 100000 }, { "1E+3", 0, 1, 1000 }, { "12345e-2", 2, 1, 12345 },
		{ "1.2300", 2, 1, 123 }, { "1.2345", 2, 0, 123 }, { "1.235", 2, 0, 124 }, { "-1.235", 2, 0, -124 },
		{ "0.005", 2, 0, 1 }, { "0.0049999", 2, 0, 0 }, { "0.0005", 2, 0, 0 }, { "9.999", 2, 0, 1000 },
		{ "0.5", 0, 0, 1 }, { "-0.5", 0, 0, -1 }, { "0.05", 0, 0, 0 }, { "0.49", 0, 0, 0 },
		{ "000000000000000000000000000001.10", 2, 1, 110 },
		{ "0.000001", 6, 1, 1 }, { "42118.000000000000000000000000", 2, 1, 4211800 },
		{ "9223372036854775807", 0, 1, INT64_MAX }, { "-9223372036854775808", 0, 1, INT64_MIN },
		{ "92233720368547758.07", 2, 1, INT64_MAX }, { "0e999999999999", 2, 1, 0 }, { "0.0e-5", 0, 1, 0 },
		{ "1e-99999999999999999999", 2, 0, 0 },
	};
	static const struct { const char *s; int scale, exact; } bad[] = {
		{ "", 2, 1 }, { "-", 2, 1 }, { ".", 2, 1 }, { "+.", 2, 1 }, { "1.2.3", 2, 1 }, { " 1", 2, 1 },
		{ "1 ", 2, 1 }, { "1,000", 2, 1 }, { "0x10", 0, 1 }, { "1e", 2, 1 }, { "1e+", 2, 1 }, { "e5", 2, 1 },
		{ "nan", 2, 1 }, { "inf", 2, 1 }, { "--1", 2, 1 }, { "1-", 2, 1 }, { "1.234", 2, 1 }, { "1e-3", 2, 1 },
		{ "9223372036854775808", 0, 1 }, { "-9223372036854775809", 0, 1 }, { "92233720368547758.08", 2, 1 },
		{ "9223372036854775807.5", 0, 0 }, { "1e19", 0, 1 }, { "1e99999999999999999999", 0, 0 },
		{ "99999999999999999999", 0, 1 }, { "18446744073709551616", 0, 1 }, { "1", -1, 1 }, { "1", 19, 1 },
	};
	int64_t value;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		value = 99;
		if (decimal_parse(&value, cases[i].s, cases[i].scale, cases[i].exact) || value != cases[i].value)
			fail_msg("%s: %lld", cases[i].s, (long long)value);
	}
	value = 99;
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		if (!decimal_parse(&value, bad[i].s, bad[i].scale, bad[i].exact))
			fail_msg("accepted \"%s\"", bad[i].s);
	assert_int_equal(decimal_parse(&value, NULL, 2, 1), -1);
	assert_int_equal(value, 99);
}

static void writes_numbers(void **state)
{
	static const struct { int64_t value; int scale, min; const char *s; } cases[] = {
		{ 0, 0, 0, "0" }, { 0, 2, 2, "0.00" }, { 0, 2, 0, "0" }, { 5, 2, 2, "0.05" }, { -5, 2, 2, "-0.05" },
		{ -123450, 2, 2, "-1234.50" }, { -123450, 2, 0, "-1234.5" }, { 100, 2, 0, "1" }, { 100, 2, 1, "1.0" },
		{ 1500000, 6, 2, "1.50" }, { 1234567, 6, 2, "1.234567" }, { 1000000, 6, 0, "1" },
		{ 1000, 0, 0, "1000" }, { 7, 0, 2, "7.00" }, { 12, 1, 3, "1.200" },
		{ INT64_MAX, 2, 2, "92233720368547758.07" }, { INT64_MIN, 0, 0, "-9223372036854775808" },
		{ INT64_MIN, 18, 2, "-9.223372036854775808" }, { 1, 18, 0, "0.000000000000000001" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT;
		int64_t back;

		decimal_add(&b, cases[i].value, cases[i].scale, cases[i].min);
		assert_string_equal(b.s, cases[i].s);
		assert_int_equal(decimal_parse(&back, b.s, cases[i].scale, 1), 0);
		assert_int_equal(back, cases[i].value);
		strbuf_release(&b);
	}
}

static void multiplies(void **state)
{
	static const struct { int64_t a, b; int scale; int rc; int64_t out; } cases[] = {
		{ 4211800, 10, 2, 0, 421180 },                 /* retainage: 10 % */
		{ 5, 10, 2, 0, 1 }, { 4, 10, 2, 0, 0 }, { -5, 10, 2, 0, -1 }, { -4, 10, 2, 0, 0 },
		{ 12345678, 1000000, 6, 0, 12345678 }, { INT64_MAX, 1, 0, 0, INT64_MAX },
		{ INT64_MIN, 1, 0, 0, INT64_MIN }, { INT64_MIN, -1, 0, -1, 0 }, { INT64_MAX, 2, 0, -1, 0 },
		{ INT64_MAX, 1000000, 6, 0, INT64_MAX }, { INT64_MIN, INT64_MIN, 18, -1, 0 },
		{ INT64_C(3000000000), INT64_C(3000000000), 0, 0, INT64_C(9000000000000000000) },
		{ 1, 1, 19, -1, 0 },
	};
	int64_t out;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		out = 0;
		assert_int_equal(decimal_mul(&out, cases[i].a, cases[i].b, cases[i].scale), cases[i].rc);
		assert_int_equal(out, cases[i].out);
	}
}

static void takes_ratios(void **state)
{
	static const struct { int64_t a, num, den; int rc; int64_t out; } cases[] = {
		{ 100, 1, 3, 0, 33 }, { 200, 1, 3, 0, 67 }, { 1, 1, 2, 0, 1 }, { -1, 1, 2, 0, -1 }, { 1, 1, -2, 0, -1 },
		{ -1, -1, -2, 0, -1 }, { 1, 0, 5, 0, 0 }, { 1, 1, 0, -1, 0 },
		{ INT64_MAX, INT64_MAX, INT64_MAX, 0, INT64_MAX },
		{ INT64_MAX, 3, 2, -1, 0 }, { INT64_MIN, 1, 1, 0, INT64_MIN }, { INT64_MIN, -1, 1, -1, 0 },
		{ 7, 1, INT64_MIN, 0, 0 },
	};
	int64_t out;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		out = 0;
		assert_int_equal(decimal_ratio(&out, cases[i].a, cases[i].num, cases[i].den), cases[i].rc);
		assert_int_equal(out, cases[i].out);
	}
}

static void sums_refuse_to_overflow(void **state)
{
	int64_t out = 5;

	assert_int_equal(decimal_sum(&out, INT64_MAX, 1), -1);
	assert_int_equal(decimal_sum(&out, INT64_MIN, -1), -1);
	assert_int_equal(out, 5);
	assert_int_equal(decimal_sum(&out, INT64_MAX, INT64_MIN), 0);
	assert_int_equal(out, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(writes_numbers),
		cmocka_unit_test(multiplies),
		cmocka_unit_test(takes_ratios),
		cmocka_unit_test(sums_refuse_to_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
