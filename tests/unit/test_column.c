/* Values as cells. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/lang.h"
#include "base/pool.h"
#include "ui/column.h"
#include "ui/tab.h"

#include <string.h>

#include "base/banned.h"

static const struct column cols[] = {
	{ "status", COLUMN_STATUS, 8, 10, 0, 0, "St" },
	{ "number", INVOICE_NUMBER, 6, 10, 0, 2, "Number" },
	{ "vendor", INVOICE_VENDOR_NAME, 10, 0, 2, 0, "Vendor" },
	{ "net", INVOICE_NET, 8, 0, 0, 0, "Net" },
	{ "notes", COLUMN_NOTES, 10, 0, 3, 1, "Notes" },
};

static void cell(const struct column *c, const struct record *r, const char *home, const char *expected)
{
	struct cell_context ctx = { .now_ms = 1000 * 60 * 60, .home = home };
	struct strbuf out = STRBUF_INIT;
	column_add_cell(&out, c, r, &ctx);
	assert_string_equal(out.s, expected);
	strbuf_release(&out);
}

static void cells_show_amounts_with_a_foreign_code(void **state)
{
	struct pool pool = POOL_INIT;
	struct record r;
	record_init(&r, ENTITY_INVOICE);
	cell(&cols[3], &r, "CAD", "");
	record_set_int(&r, INVOICE_NET, -3790620);
	record_set_text(&r, INVOICE_CURRENCY, &pool, "CAD");
	cell(&cols[3], &r, "CAD", "-37,906.20");
	cell(&cols[3], &r, "USD", "-37,906.20 CAD");
	pool_release(&pool);
}

static void cells_name_the_state(void **state)
{
	struct record r;
	struct strbuf out = STRBUF_INIT;
	struct cell_context ctx = { .home = "", .pending = 1, .ascii = 1 };
	record_init(&r, ENTITY_INVOICE);
	r.state.status = STATUS_READY;
	cell(&cols[0], &r, "", "● ready");
	r.state.resubmitted = 1;
	cell(&cols[0], &r, "", "● ready ↻");
	column_add_cell(&out, &cols[0], &r, &ctx);
	assert_string_equal(out.s, "~ ready R");
	strbuf_release(&out);
}

static void an_error_kept_as_a_note_is_a_sentence(void **state)
{
	struct record r;
	record_init(&r, ENTITY_INVOICE);
	r.state.status = STATUS_FAILED;
	r.state.note = "refused: %s";
	r.state.note_args = "[\"period closed\"]";
	cell(&cols[4], &r, "", "refused: period closed");
	r.state.n_holds = 3;
	cell(&cols[4], &r, "", "(+2) refused: period closed");
}

static void every_tab_has_columns_of_its_entity(void **state)
{
	for (int i = 0; i < ENTITY_TAB_COUNT; i++) {
		const struct tab_def *t = tabs[i];
		int sorted = 0;
		assert_int_equal(t->entity, i);
		assert_true(t->n_columns <= COLUMN_MAX);
		for (int c = 0; c < t->n_columns; c++) {
			assert_true(t->columns[c].field < entities[i].n_fields);
			assert_true(t->columns[c].field >= COLUMN_SYSTEM);
			assert_non_null(t->columns[c].title);
			sorted |= column_sort(&t->columns[c], t->entity) == t->sort_field;
			/* only texts may be cut */
			if (column_is_number(&t->columns[c], t->entity))
				assert_int_equal(t->columns[c].max, 0);
		}
		assert_true(sorted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_show_amounts_with_a_foreign_code),
		cmocka_unit_test(cells_name_the_state),
		cmocka_unit_test(an_error_kept_as_a_note_is_a_sentence),
		cmocka_unit_test(every_tab_has_columns_of_its_entity),
	};
	lang_init("en");
	return cmocka_run_group_tests_name("column", tests, NULL, NULL);
}
