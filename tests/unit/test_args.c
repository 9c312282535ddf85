/* Arguments of messages, written to the database and read back. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/args.h"
#include "base/array.h"

#include "base/banned.h"

static void what_is_written_is_read_back(void **state)
{
	static const char *const args[] = {
		"SC-0077", "", "a \"quoted\" \\ back, [slash]", "two\nlines\ttab\r\b\f", "\x01\x7f\xc2\x9b",
		"L\xc3\xa9tourneau \xf0\x9f\x8f\x97",
	};
	const char *back[8] = { NULL };
	struct strbuf b = STRBUF_INIT;
	struct pool p = POOL_INIT;
	size_t n, i;

	for (n = 0; n <= ARRAY_SIZE(args); n++) {
		strbuf_reset(&b);
		args_add_json(&b, args, n);
		assert_int_equal(args_parse(b.s, &p, back, 8), n);
		for (i = 0; i < n; i++)
			assert_string_equal(back[i], args[i]);
	}
	assert_int_equal(args_parse(b.s, &p, back, 2), 2);
	strbuf_reset(&b);
	args_add_json(&b, (const char *const[]){ NULL, "x" }, 2);
	assert_string_equal(b.s, "[\"\",\"x\"]");
	strbuf_release(&b);
	pool_release(&p);
}

static void nonsense_gives_what_was_whole(void **state)
{
	static const struct { const char *json; size_t n; } cases[] = {
		{ NULL, 0 }, { "", 0 }, { "null", 0 }, { "{}", 0 }, { "[", 0 }, { "[]", 0 }, { "[1]", 0 }, { "[\"a", 0 },
		{ "[\"a\\", 0 }, { "[\"a\\u00", 0 }, { "[\"a\\u00zz\"]", 0 }, { "[\"a\",", 1 }, { "[\"a\",\"b", 1 },
	};
	const char *back[4];
	struct pool p = POOL_INIT;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(args_parse(cases[i].json, &p, back, 4), cases[i].n);
	pool_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(nonsense_gives_what_was_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
