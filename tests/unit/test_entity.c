/* The entity tables agree with themselves, and records read and write them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/record.h"

static const int field_counts[ENTITY_COUNT] = {
	VENDOR_FIELDS, JOB_FIELDS, COMMITMENT_FIELDS, INVOICE_FIELDS, PAYMENT_FIELDS, SUB_JOB_FIELDS,
	COST_CODE_FIELDS, COST_TYPE_FIELDS, COMMITMENT_LINE_FIELDS, INVOICE_LINE_FIELDS,
	CUSTOMER_FIELDS, BRANCH_FIELDS, PERIOD_FIELDS, ACCOUNT_FIELDS,
};

static void entity_tables_are_complete(void **state)
{
	for (int e = 0; e < ENTITY_COUNT; e++) {
		const struct entity_def *def = &entities[e];

		assert_non_null(def->name);
		assert_int_equal(def->n_fields, field_counts[e]);
		assert_true(def->n_fields <= ENTITY_MAX_FIELDS);
		assert_int_equal(entity_parse(def->name), e);
		for (int i = 0; i < def->n_fields; i++) {
			const struct field *f = &def->fields[i];

			assert_non_null(f->name);
			assert_non_null(f->title);
			for (const char *s = f->name; *s; s++)
				assert_true(islower((unsigned char)*s) || *s == '_');
			assert_int_equal(entity_field((enum entity)e, f->name), i);
			assert_true((f->type == VALUE_REF) == (f->ref != ENTITY_NONE));
		}
	}
	assert_int_equal(entity_parse("invoices"), ENTITY_INVOICE);
	assert_int_equal(entity_parse("nothing"), ENTITY_NONE);
}

static void every_status_has_word_glyph_and_fallback(void **state)
{
	for (int i = 1; i < STATUS_COUNT; i++) {
		assert_true(strlen(statuses[i].word) <= 9);
		assert_int_equal(strlen(statuses[i].ascii), 1);
		assert_int_equal(status_parse(statuses[i].name), i);
		for (int k = 1; k < i; k++) {
			assert_string_not_equal(statuses[i].ascii, statuses[k].ascii);
			assert_string_not_equal(statuses[i].glyph, statuses[k].glyph);
		}
	}
}

static void record_text_is_made_safe_on_its_way_in(void **state)
{
	struct pool p = POOL_INIT;
	struct record r;

	record_init(&r, ENTITY_VENDOR);
	record_set_text(&r, VENDOR_NAME, &p, "A\033[31mB\xc2\x9b" "C");
	for (const char *s = record_text(&r, VENDOR_NAME); *s; s++)
		assert_true((unsigned char)*s >= 0x20);
	assert_null(strstr(record_text(&r, VENDOR_NAME), "\xc2\x9b"));
	pool_release(&p);
}

static void record_json_is_canonical(void **state)
{
	struct pool p = POOL_INIT;
	struct strbuf b = STRBUF_INIT;
	struct record r;

	record_init(&r, ENTITY_INVOICE);
	record_set_text(&r, INVOICE_NUMBER, &p, "A \"1\"");
	record_set_text(&r, INVOICE_CURRENCY, &p, "CAD");
	record_set_int(&r, INVOICE_AMOUNT, 4211800);
	record_set_int(&r, INVOICE_FINAL, 0);
	record_set_int(&r, INVOICE_SEQUENCE, 7);
	record_add_json(&b, &r, 0);
	assert_string_equal(b.s, "{\"number\":\"A \\\"1\\\"\",\"sequence\":7,\"amount\":\"42118.00\","
		"\"currency\":\"CAD\",\"final\":false}");
	strbuf_reset(&b);
	record_add_json(&b, &r, 1);
	assert_null(strstr(b.s, "sequence"));
	assert_string_equal(record_name(&r), "A \"1\"");
	strbuf_release(&b);
	pool_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entity_tables_are_complete),
		cmocka_unit_test(every_status_has_word_glyph_and_fallback),
		cmocka_unit_test(record_text_is_made_safe_on_its_way_in),
		cmocka_unit_test(record_json_is_canonical),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
