/* Written JSON: commas, nesting, numbers from scaled integers. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json_writer.h"

#include "base/banned.h"

static void commas_stand_between_and_nowhere_else(void **state)
{
	struct strbuf b = STRBUF_INIT;
	struct json_writer w;

	json_w_init(&w, &b);
	json_w_object(&w, NULL);
	json_w_array(&w, "empty");
	json_w_end_array(&w);
	json_w_array(&w, "list");
	json_w_int(&w, NULL, INT64_MIN);
	json_w_text(&w, NULL, "a\"b");
	json_w_object(&w, NULL);
	json_w_end_object(&w);
	json_w_object(&w, NULL);
	json_w_bool(&w, "yes", 7);
	json_w_bool(&w, "no", 0);
	json_w_end_object(&w);
	json_w_end_array(&w);
	json_w_text(&w, "none", NULL);
	json_w_null(&w, "null");
	json_w_decimal(&w, "amount", -123450, 2, 2);
	json_w_raw(&w, "raw", "[1]");
	json_w_end_object(&w);
	assert_string_equal(b.s, "{\"empty\":[],\"list\":[-9223372036854775808,\"a\\\"b\",{},"
		"{\"yes\":true,\"no\":false}],\"none\":null,\"null\":null,\"amount\":-1234.50,\"raw\":[1]}");
	strbuf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_stand_between_and_nowhere_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
