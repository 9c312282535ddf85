/* Growing strings: contents, memory handed over, JSON and URL escapes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#include "base/banned.h"

static void starts_as_the_empty_string(void **state)
{
	struct strbuf b = STRBUF_INIT;

	assert_string_equal(b.s, "");
	strbuf_release(&b);
	strbuf_release(&b);
	assert_string_equal(b.s, "");
	strbuf_reset(&b);
	strbuf_truncate(&b, 5);
	assert_int_equal(b.len, 0);
	strbuf_adds(&b, NULL);
	strbuf_add(&b, NULL, 0);
	assert_int_equal(b.cap, 0);
}

static void grows_byte_by_byte(void **state)
{
	struct strbuf b = STRBUF_INIT;
	size_t i;

	for (i = 0; i < 100000; i++) {
		strbuf_addc(&b, (char)('a' + i % 26));
		assert_int_equal(b.s[b.len], '\0');
		assert_true(b.cap > b.len);
	}
	assert_int_equal(b.len, 100000);
	for (i = 0; i < b.len; i++)
		assert_int_equal(b.s[i], 'a' + i % 26);
	strbuf_truncate(&b, 3);
	assert_string_equal(b.s, "abc");
	strbuf_truncate(&b, 9);
	assert_int_equal(b.len, 3);
	strbuf_release(&b);
}

static void keeps_nul_bytes(void **state)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_add(&b, "a\0b", 3);
	strbuf_addc(&b, '\0');
	assert_int_equal(b.len, 4);
	assert_memory_equal(b.s, "a\0b\0", 5);
	strbuf_release(&b);
}

/* Formatted text of every length around the size of the memory at hand. */
static void formats_across_growth(void **state)
{
	char pattern[200];
	int n;

	memset(pattern, 'x', sizeof pattern);
	for (n = 0; n < 200; n++) {
		struct strbuf b = STRBUF_INIT;

		strbuf_adds(&b, "12345");
		strbuf_addf(&b, "%.*s|%d", n, pattern, 42);
		assert_int_equal(b.len, 5 + n + 3);
		assert_string_equal(b.s + 5 + n, "|42");
		assert_memory_equal(b.s + 5, pattern, n);
		strbuf_release(&b);
	}
}

static void detach_gives_the_string_away(void **state)
{
	struct strbuf b = STRBUF_INIT;
	char *s;

	strbuf_adds(&b, "mine");
	s = strbuf_detach(&b);
	assert_string_equal(s, "mine");
	assert_int_equal(b.cap, 0);
	free(s);
	s = strbuf_detach(&b);        /* of nothing: still something to free */
	assert_string_equal(s, "");
	free(s);
	s = xasprintf("%s-%03d", "SC", 7);
	assert_string_equal(s, "SC-007");
	free(s);
}

static void json_escapes(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ NULL, "null" },
		{ "", "\"\"" },
		{ "plain", "\"plain\"" },
		{ "a\"b\\c/", "\"a\\\"b\\\\c/\"" },
		{ "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
		{ "\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"" },
		{ "\xc2\x9b" "31m", "\"\\u009b31m\"" },
		{ "L\xc3\xa9tourneau", "\"L\xc3\xa9tourneau\"" },
		{ "\xf0\x9f\x8f\x97", "\"\xf0\x9f\x8f\x97\"" },
		{ "x\xffy\xc3", "\"x\xef\xbf\xbdy\xef\xbf\xbd\"" },
		{ "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT;

		strbuf_add_json(&b, cases[i].in);
		assert_string_equal(b.s, cases[i].out);
		strbuf_release(&b);
	}
}

static void url_escapes(void **state)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_add_urlencoded(&b, "AZaz09-._~ !'()*/?&=+%#\xc3\xa9");
	assert_string_equal(b.s, "AZaz09-._~%20%21%27%28%29%2A%2F%3F%26%3D%2B%25%23%C3%A9");
	strbuf_release(&b);
}

static void arrays_keep_their_items(void **state)
{
	ARRAY_OF(int) a = { NULL, 0, 0 };
	int i;

	for (i = 0; i < 1000; i++)
		*ARRAY_PUSH(&a) = i;
	assert_int_equal(a.len, 1000);
	for (i = 0; i < 1000; i++)
		assert_int_equal(a.items[i], i);
	ARRAY_RELEASE(&a);
	assert_null(a.items);
	ARRAY_RELEASE(&a);
}

static void copies_are_bounded(void **state)
{
	char *s = xstrndup("abcdef", 3);

	assert_string_equal(s, "abc");
	free(s);
	s = xstrndup("ab", 10);
	assert_string_equal(s, "ab");
	free(s);
	assert_null(xstrdup(NULL));
	assert_null(xstrndup(NULL, 3));
	s = xmalloc(0);
	assert_non_null(s);
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_as_the_empty_string),
		cmocka_unit_test(grows_byte_by_byte),
		cmocka_unit_test(keeps_nul_bytes),
		cmocka_unit_test(formats_across_growth),
		cmocka_unit_test(detach_gives_the_string_away),
		cmocka_unit_test(json_escapes),
		cmocka_unit_test(url_escapes),
		cmocka_unit_test(arrays_keep_their_items),
		cmocka_unit_test(copies_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
