/* JSON from outside: what is taken exactly, and what is refused. */
#include "connector_fixture.h"
#include "base/banned.h"

static int parses(const char *text)
{
	struct json_doc doc;
	int rc = json_parse(&doc, text, strlen(text), NULL);

	if (rc == 0)
		json_release(&doc);
	else
		assert_null(doc.arena);
	return rc;
}

static void json_refuses_what_is_not_one_whole_document(void **state)
{
	static const char *const bad[] = {
		"", " ", "{", "[", "[1", "{\"a\":1", "{\"a\":1}x", "{} {}", "[1,]", "{\"a\":}", "nul", "tru",
		"\"abc", "\"\\x\"", "\"\\u12\"", "01", "1.", ".5", "+1", "-", "1e", "1e+", "--1", "0x10",
		"{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":1}}", "'a'", "{a:1}", "\"a\nb\"", "\"a\tb\"",
		"[1}", "<html></html>", "[[1,2]", "NaN", "Infinity", "[1 2]",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (parses(bad[i]) != ERR_DATA)
			fail_msg("taken: %s", bad[i]);
}

static void json_takes_what_is_correct(void **state)
{
	static const char *const good[] = {
		"{}", "[]", " [ ] ", "null", "true", "0", "-0", "1.5e-3", "\"\"", "\"\\u00e9\\n\\\"\\/\"",
		"\xef\xbb\xbf[1]", "{\"a\":1,\"A\":2}", "[[[]]]\r\n\t ", "\"\xc3\xa9\"",
	};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (parses(good[i]) != 0)
			fail_msg("refused: %s", good[i]);
}

static void json_counts_depth_before_it_builds_anything(void **state)
{
	for (int depth = 60; depth <= 70; depth++) {
		struct strbuf b = STRBUF_INIT;
		for (int i = 0; i < depth; i++)
			strbuf_addc(&b, i % 2 ? '[' : '[');
		for (int i = 0; i < depth; i++)
			strbuf_addc(&b, ']');
		assert_int_equal(parses(b.s), depth <= JSON_MAX_DEPTH ? 0 : ERR_DATA);
		strbuf_release(&b);
	}
	/* Brackets inside a text do not count. */
	{
		struct strbuf b = STRBUF_INIT;
		strbuf_adds(&b, "[\"");
		for (int i = 0; i < 500; i++)
			strbuf_adds(&b, "[{\\\"");
		strbuf_adds(&b, "\"]");
		assert_int_equal(parses(b.s), 0);
		strbuf_release(&b);
	}
}

static void json_finds_a_double_name_among_many(void **state)
{
	for (int n = 5; n < 1500; n = n * 3) {
		struct strbuf b = STRBUF_INIT;
		strbuf_addc(&b, '{');
		for (int i = 0; i < n; i++)
			strbuf_addf(&b, "%s\"name%d\":1", i ? "," : "", i);
		strbuf_addc(&b, '}');
		assert_int_equal(parses(b.s), 0);
		strbuf_truncate(&b, b.len - 1);
		strbuf_adds(&b, ",\"name3\":1}");
		assert_int_equal(parses(b.s), ERR_DATA);
		strbuf_release(&b);
	}
}

static void json_decimals_are_exact_or_refused(void **state)
{
	static const struct { const char *text; int scale, rc; int64_t value; } cases[] = {
		{ "42118.00", 2, 0, 4211800 }, { "42118", 2, 0, 4211800 }, { "0.1", 2, 0, 10 },
		{ "-0.01", 2, 0, -1 }, { "1e2", 2, 0, 10000 }, { "1234.5000", 2, 0, 123450 },
		{ "0.005", 2, -1, 0 }, { "12.345", 3, 0, 12345 },
		{ "9007199254740993", 0, -1, 0 },                     /* 16 digits */
		{ "90071992547409.93", 2, -1, 0 },
		{ "42118.005000000001", 6, -1, 0 },                   /* a double would lose the end */
		{ "0.10000000000000000001", 6, -1, 0 },
		{ "123456789012345", 0, 0, INT64_C(123456789012345) },
		{ "1234567890123450000", 0, 0, INT64_C(1234567890123450000) },
		{ "\"9007199254740993\"", 0, 0, INT64_C(9007199254740993) },
		{ "\"42118.5\"", 2, 0, 4211850 }, { "\"\"", 2, -1, 0 }, { "\"x\"", 2, -1, 0 }, { "true", 2, -1, 0 },
		{ "null", 2, -1, 0 }, { "[]", 2, -1, 0 }, { "1e400", 2, -1, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json_doc doc;
		int64_t v = 0;
		int rc;
		assert_int_equal(json_parse(&doc, cases[i].text, strlen(cases[i].text), NULL), 0);
		rc = json_decimal(json_root(&doc), cases[i].scale, &v);
		if (rc != cases[i].rc || (rc == 0 && v != cases[i].value))
			fail_msg("%s: %d %lld", cases[i].text, rc, (long long)v);
		json_release(&doc);
	}
}

static void json_whole_numbers_and_ids(void **state)
{
	static const char text[] = "[562949953421312,9007199254740992,9007199254740993,1.5,\"9223372036854775807\","
		"\"12x\",3.0,1e3]";
	static const struct { int rc; int64_t v; const char *scalar; } want[] = {
		{ 0, INT64_C(562949953421312), "562949953421312" },
		{ 0, INT64_C(9007199254740992), "9007199254740992" },
		{ -1, 0, NULL }, { -1, 0, "1.5" },
		{ 0, INT64_MAX, "9223372036854775807" }, { -1, 0, "12x" }, { 0, 3, "3" }, { 0, 1000, "1000" },
	};
	struct json_doc doc;
	struct pool p = POOL_INIT;
	size_t i = 0;

	assert_int_equal(json_parse(&doc, text, strlen(text), NULL), 0);
	for (const json_node *n = json_first(json_root(&doc)); n; n = json_next(n), i++) {
		int64_t v = 0;
		const char *s = json_scalar(n, &p);
		assert_int_equal(json_int(n, &v), want[i].rc);
		assert_true(v == want[i].v);
		if (want[i].scalar)
			assert_string_equal(s, want[i].scalar);
		else
			assert_null(s);
	}
	assert_int_equal(i, 8);
	pool_release(&p);
	json_release(&doc);
}

static void json_mends_texts_c_cannot_hold(void **state)
{
	static const char text[] = "[\"a\\u0000b\",\"\\ud800x\",\"\\udc00\",\"\\ud83d\\ude00\",\"\\\\u0000\"]";
	static const char *const want[] = { ("a\xef\xbf\xbd" "b"), "\xef\xbf\xbdx", "\xef\xbf\xbd",
		"\xf0\x9f\x98\x80", "\\u0000" };
	struct json_doc doc;
	size_t i = 0;

	assert_int_equal(json_parse(&doc, text, strlen(text), NULL), 0);
	for (const json_node *n = json_first(json_root(&doc)); n; n = json_next(n))
		assert_string_equal(json_text(n), want[i++]);
	json_release(&doc);
}

static void json_getters_accept_what_is_not_there(void **state)
{
	static const char text[] = "{\"vendor\":{\"id\":7,\"x\":null},\"list\":[1,2,3],\"vendorx\":1}";
	struct json_doc doc;
	const json_node *r;
	int64_t v;
	struct strbuf b = STRBUF_INIT;

	assert_int_equal(json_parse(&doc, text, strlen(text), NULL), 0);
	r = json_root(&doc);
	assert_int_equal(json_int(json_get(r, "vendor.id"), &v), 0);
	assert_int_equal(v, 7);
	assert_null(json_get(r, "vendor.id.more"));
	assert_null(json_get(r, "vend"));
	assert_null(json_get(NULL, "a"));
	assert_true(json_is_null(json_get(r, "vendor.x")));
	assert_true(json_is_null(json_get(r, "nothing")));
	assert_int_equal(json_count(json_get(r, "list")), 3);
	assert_int_equal(json_count(NULL), 0);
	assert_null(json_text(json_get(r, "vendor.id")));
	assert_int_equal(json_bool(NULL, 5), 5);
	assert_string_equal(json_name(json_first(r)), "vendor");
	json_add(&b, r);
	assert_string_equal(b.s, text);
	json_release(&doc);
	strbuf_reset(&b);
	assert_int_equal(json_pretty_text(&b, "{\"a\":[1,{}],\"b\":\"\\u001b\"}"), 0);
	assert_string_equal(b.s, "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"\\u001b\"\n}");
	assert_int_equal(json_pretty_text(&b, "nonsense"), -1);
	strbuf_release(&b);
}

/* A page of 1000 records leaves nothing behind and keeps every number's own text. */
/* Members that nobody reads never become a tree; what is left is the document without them. */
static void json_leaves_out_what_is_not_named(void **state)
{
	static const struct { const char *text, *left; } cases[] = {
		{ "{\"a\":1,\"x\":2,\"b\":3}", "{\"a\":1,\"b\":3}" },
		{ "{\"x\":2,\"a\":1}", "{\"a\":1}" },
		{ "{\"a\":1,\"x\":2}", "{\"a\":1}" },
		{ "{\"a\":1,\"x\":2,\"y\":[1,{\"a\":2}],\"z\":\"}\"}", "{\"a\":1}" },
		{ " { \"x\" : 2 , \"y\" : null , \"a\" : 1.50 , \"z\" : -3e2 } ", "{\"a\":1.50}" },
		{ "{\"x\":1}", "{}" }, { "[{\"x\":true},{\"a\":false,\"x\":false}]", "[{},{\"a\":false}]" },
		{ "[\"x\",\"y\",7]", "[\"x\",\"y\",7]" }, { "{\"a\":\"x\",\"b\":\"y\"}", "{\"a\":\"x\",\"b\":\"y\"}" },
		{ "{\"a\":{\"x\":1,\"b\":{\"y\":2,\"a\":12.25}},\"x\":99,\"b\":0.1}",
			"{\"a\":{\"b\":{\"a\":12.25}},\"b\":0.1}" },
		{ "{\"x\":9,\"\\u0061\":5,\"y\":[9,9],\"b\":6}", "{\"a\":5,\"b\":6}" },
		{ "{\"x\":\"\\u0000\\ud800\\\"\",\"a\":\"\xc3\xa9\",\"y\":{},\"z\":[]}", "{\"a\":\"\xc3\xa9\"}" },
		{ "\xef\xbb\xbf{\"x\":1,\"a\":2}", "{\"a\":2}" },
		{ "{\"x\":1,\"x\":2,\"a\":3}", "{\"a\":3}" },
		{ "{\"a\":1,\"x\":1,}", NULL }, { "{\"x\":1,}", NULL }, { "{\"x\":}", NULL }, { "{\"x\":,\"a\":1}", NULL },
		{ "{\"a\":1 \"x\":2}", NULL }, { "{\"x\":1 \"a\":2}", NULL }, { "[\"x\":1,2]", NULL }, { "[\"x\":1]", NULL },
		{ "{\"a\":\"x\":1}", NULL }, { "{,\"x\":1}", NULL }, { "{\"x\":nul}", NULL }, { "{\"x\":1", NULL },
		{ "{\"x\":[1,2}", NULL }, { "{\"x\":\"a\nb\"}", NULL }, { "{\"x\":01}", NULL }, { "{\"x\":{\"y\":[", NULL },
		{ "\"x\":1", NULL }, { "{\"a\":1,\"a\":2,\"x\":3}", NULL }, { "{\"x\":1}}", NULL },
		{ "{\"x\":[1,2},\"a\":1}", NULL }, { "}", NULL }, { "{\"x\":tru,\"a\":1}", NULL },
	};
	struct json_names names = { .n = 0 };
	struct json_doc doc;

	json_names_add(&names, "a.b");
	json_names_add(&names, "b");
	json_names_add(&names, "b,a/b,a");
	assert_int_equal(names.n, 2);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf left = STRBUF_INIT;
		char *text = xstrdup(cases[i].text);
		int rc = json_parse_some(&doc, text, strlen(text), &names, NULL);

		if (rc == 0)
			json_add(&left, json_root(&doc));
		if (rc != (cases[i].left ? 0 : ERR_DATA) || (rc == 0 && strcmp(left.s, cases[i].left)))
			fail_msg("%s: %d %s", cases[i].text, rc, left.s);
		if (rc == 0)
			json_release(&doc);
		free(text);
		strbuf_release(&left);
	}
}

static void json_large_documents(void **state)
{
	struct strbuf b = STRBUF_INIT;
	struct json_doc doc;
	int64_t v, i = 0;

	strbuf_addc(&b, '[');
	for (int k = 0; k < 1000; k++)
		strbuf_addf(&b, "%s{\"id\":%d,\"amount\":%d.25,\"name\":\"n%d\",\"list\":[%d,%d]}", k ? "," : "", k, k, k,
			k + 1, k + 2);
	strbuf_addc(&b, ']');
	assert_int_equal(json_parse(&doc, b.s, b.len, NULL), 0);
	for (const json_node *n = json_first(json_root(&doc)); n; n = json_next(n), i++) {
		assert_int_equal(json_decimal(json_get(n, "amount"), 2, &v), 0);
		assert_true(v == i * 100 + 25);
		assert_int_equal(json_int(json_next(json_first(json_get(n, "list"))), &v), 0);
		assert_true(v == i + 2);
	}
	json_release(&doc);
	/* Too many values are refused before they cost memory. */
	strbuf_reset(&b);
	strbuf_addc(&b, '[');
	for (int k = 0; k < 4400000; k++)
		strbuf_adds(&b, "0,");
	strbuf_adds(&b, "0]");
	assert_int_equal(json_parse(&doc, b.s, b.len, NULL), ERR_DATA);
	strbuf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_refuses_what_is_not_one_whole_document),
		cmocka_unit_test(json_takes_what_is_correct),
		cmocka_unit_test(json_counts_depth_before_it_builds_anything),
		cmocka_unit_test(json_finds_a_double_name_among_many),
		cmocka_unit_test(json_decimals_are_exact_or_refused),
		cmocka_unit_test(json_whole_numbers_and_ids),
		cmocka_unit_test(json_mends_texts_c_cannot_hold),
		cmocka_unit_test(json_getters_accept_what_is_not_there),
		cmocka_unit_test(json_leaves_out_what_is_not_named),
		cmocka_unit_test(json_large_documents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
