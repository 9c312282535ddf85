/* Snapshots compared with the record of today. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/lang.h"
#include "ui/snapshot.h"

#include <string.h>

#include "base/banned.h"

static void members_are_found_and_decoded(void **state)
{
	static const struct { const char *json, *name, *expected; } cases[] = {
		{ "{\"a\":\"x\"}", "a", "x" }, { "{ \"b\" : 12 , \"a\" : \"y\" }", "a", "y" },
		{ "{\"b\":{\"a\":\"no\"},\"a\":\"yes\"}", "a", "yes" },
		{ "{\"b\":[1,{\"a\":2},\"]\"],\"a\":true}", "a", "true" },
		{ "{\"a\":\"\\u00e9\\ud83d\\ude00\\n\\\"\"}", "a", "é😀\n\"" },
		{ "{\"record\":{\"a\":\"in\"},\"a\":\"out\"}", "a", "in" },
		{ "{\"a\":null}", "a", NULL }, { "{}", "a", NULL }, { "", "a", NULL }, { NULL, "a", NULL },
		{ "[\"a\"]", "a", NULL }, { "{\"a\":\"unfinished", "a", NULL }, { "{\"a\"", "a", NULL },
		{ "{\"b\":[[[", "a", NULL }, { "{\"b\" 1,\"a\":2}", "a", NULL },
	};
	struct pool pool = POOL_INIT;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *got = snapshot_get(cases[i].json, cases[i].name, &pool);
		if (cases[i].expected == NULL)
			assert_null(got);
		else
			assert_string_equal(got, cases[i].expected);
	}
	pool_release(&pool);
}

static void every_cut_of_a_snapshot_is_survived(void **state)
{
	static const char json[] = "{\"number\":\"10\\u0034\\\"2\",\"amount\":[{\"x\":1},2],\"net\":\"1.00\"}";
	struct pool pool = POOL_INIT;
	for (size_t n = 0; n < sizeof json; n++) {
		char *cut = pool_strndup(&pool, json, n);
		const char *net = snapshot_get(cut, "net", &pool);
		if (n < sizeof json - 2)
			assert_null(net);
	}
	pool_release(&pool);
}

static void only_what_counts_as_a_change_is_told(void **state)
{
	struct pool pool = POOL_INIT;
	struct difference_array diff = { 0 };
	struct strbuf json = STRBUF_INIT, text = STRBUF_INIT;
	struct record r;
	record_init(&r, ENTITY_INVOICE);
	record_set_text(&r, INVOICE_NUMBER, &pool, "1042-07");
	record_set_text(&r, INVOICE_CURRENCY, &pool, "CAD");
	record_set_text(&r, INVOICE_STATUS, &pool, "draft");
	record_set_int(&r, INVOICE_AMOUNT, 4211800);
	record_add_json(&json, &r, 0);
	snapshot_compare(json.s, &r, &pool, &diff);
	assert_int_equal(diff.len, 0);
	record_set_int(&r, INVOICE_AMOUNT, 4211900);
	record_set_text(&r, INVOICE_STATUS, &pool, "approved");     /* no drift field */
	snapshot_compare(json.s, &r, &pool, &diff);
	assert_int_equal(diff.len, 1);
	assert_int_equal(diff.items[0].field, INVOICE_AMOUNT);
	snapshot_add_value(&text, &r, INVOICE_AMOUNT, diff.items[0].then);
	assert_string_equal(text.s, "42,118.00");
	ARRAY_RELEASE(&diff);
	strbuf_release(&json);
	strbuf_release(&text);
	pool_release(&pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_found_and_decoded),
		cmocka_unit_test(every_cut_of_a_snapshot_is_survived),
		cmocka_unit_test(only_what_counts_as_a_change_is_told),
	};
	lang_init("en");
	return cmocka_run_group_tests_name("snapshot", tests, NULL, NULL);
}
