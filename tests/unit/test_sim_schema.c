/* The shapes of requests and answers: what is refused, with which status. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "sim/procore_schema.h"
#include <string.h>

#include "base/banned.h"

static void values_are_judged_by_their_shape(void **state)
{
	static const struct { const char *shape, *value; int status; } cases[] = {
		{ "i", "12", 0 }, { "i", "562949953421312", 0 }, { "i", "1.5", 400 },
		{ "i", "\"12\"", 400 }, { "i", "null", 400 },
		{ "n", "1.5", 0 }, { "n", "\"1.5\"", 400 },
		{ "s", "\"\"", 0 }, { "s", "1", 400 }, { "s", "null", 400 },
		{ "b", "true", 0 }, { "b", "\"true\"", 400 },
		{ "d", "\"2026-02-28\"", 0 }, { "d", "\"2026-02-30\"", 400 },
		{ "d", "\"28/02/2026\"", 400 },
		{ "t", "\"2026-02-28T10:00:00Z\"", 0 }, { "t", "\"soon\"", 400 },
		{ "(a|b)", "\"b\"", 0 }, { "(a|b)", "\"c\"", 422 }, { "(a|b)", "1", 400 },
		{ "*", "{\"x\":[1]}", 0 },
		{ "[i]", "[1,2]", 0 }, { "[i]", "[1,\"2\"]", 400 }, { "[i]", "1", 400 },
		{ "{a!:i,b:s}", "{\"a\":1}", 0 }, { "{a!:i,b:s}", "{\"b\":\"x\"}", 400 },
		{ "{a!:i,b:s}", "{\"a\":1,\"c\":2}", 406 },
		{ "{a!:{b!:[{c:(x|y)}]}}", "{\"a\":{\"b\":[{\"c\":\"z\"}]}}", 422 },
		{ "{custom_field_:*}", "{\"custom_field_77\":\"v\"}", 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct shape *s = shape_parse(cases[i].shape);
		cJSON *v = jv_parse(cases[i].value, strlen(cases[i].value));
		struct strbuf why = STRBUF_INIT;
		int got = shape_check(s, v, "x", &why);

		if (got != cases[i].status)
			fail_msg("%s against %s: %d instead of %d", cases[i].value, cases[i].shape, got,
				cases[i].status);
		assert_int_equal(got != 0, why.len != 0);
		strbuf_release(&why);
		cJSON_Delete(v);
		shape_free(s);
	}
}

static void queries_are_judged_too(void **state)
{
	static const struct { const char *query; int lenient, status; } cases[] = {
		{ "company_id=1", 0, 0 },
		{ "company_id=1&page=2", 0, 0 },
		{ "page=2", 0, 400 },
		{ "company_id=x", 0, 400 },
		{ "company_id=1&bogus=1", 0, 400 },
		{ "company_id=1&bogus=1", 1, 0 },
		{ "company_id=1&view=huge", 0, 400 },
		{ "company_id=1&filters%5Bid%5D=4", 0, 0 },
		{ "company_id=1&filters[id][]=4&filters[id][]=5", 0, 0 },
	};
	struct shape *s = shape_parse("{company_id!:i,page:i,view:(a|b),filters[id]:[i]}");

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct sim_pairs q = { 0 };
		struct strbuf why = STRBUF_INIT;

		sim_pairs_parse(&q, cases[i].query, strlen(cases[i].query));
		if (shape_check_query(s, &q, cases[i].lenient, &why) != cases[i].status)
			fail_msg("%s: %s", cases[i].query, why.s);
		sim_pairs_release(&q);
		strbuf_release(&why);
	}
	shape_free(s);
}

static void answers_are_cut_and_filled(void **state)
{
	struct shape *s = shape_parse("[{id:i,name:s,in:{a:i}}]");
	const char *text = "[{\"extra\":1,\"in\":{\"b\":2},\"id\":7}]";
	cJSON *v = shape_project(s, jv_parse(text, strlen(text)), 1);
	struct strbuf b = STRBUF_INIT;

	jv_print(&b, v);
	assert_string_equal(b.s, "[{\"id\":7,\"name\":null,\"in\":{\"a\":null}}]");
	cJSON_Delete(v);
	shape_free(s);
	strbuf_release(&b);
}

static void every_rule_is_well_formed(void **state)
{
	size_t n = 0;

	for (; pc_rules[n].method; n++) {
		shape_free(shape_parse(pc_rules[n].query));
		shape_free(shape_parse(pc_rules[n].answer));
		if (pc_rules[n].body)
			shape_free(shape_parse(pc_rules[n].body));
		assert_int_equal(strncmp(pc_rules[n].path, "/rest/v", 7), 0);
	}
	assert_true(n > 80);
}

static void json_is_read_whole_and_exactly(void **state)
{
	static const struct { const char *text; int good; } cases[] = {
		{ "{}", 1 }, { " [1] \n", 1 }, { "{} x", 0 }, { "{", 0 }, { "", 0 }, { "{\"a\":1,}", 0 },
	};
	int64_t n;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		cJSON *v = jv_parse(cases[i].text, strlen(cases[i].text));

		assert_int_equal(v != NULL, cases[i].good);
		cJSON_Delete(v);
	}
	cJSON *v = jv_parse("[1234567.89,\"-0.05\",1e3,\"x\",0.001]", 35);

	assert_non_null(v);
	assert_int_equal(jv_decimal(cJSON_GetArrayItem(v, 0), 2, &n), 0);
	assert_int_equal(n, 123456789);
	assert_int_equal(jv_decimal(cJSON_GetArrayItem(v, 1), 2, &n), 0);
	assert_int_equal(n, -5);
	assert_int_equal(jv_decimal(cJSON_GetArrayItem(v, 2), 2, &n), 0);
	assert_int_equal(n, 100000);
	assert_int_equal(jv_decimal(cJSON_GetArrayItem(v, 3), 2, &n), -1);
	assert_int_equal(jv_decimal(cJSON_GetArrayItem(v, 4), 2, &n), -1);
	cJSON_Delete(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_judged_by_their_shape),
		cmocka_unit_test(queries_are_judged_too),
		cmocka_unit_test(answers_are_cut_and_filled),
		cmocka_unit_test(every_rule_is_well_formed),
		cmocka_unit_test(json_is_read_whole_and_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
