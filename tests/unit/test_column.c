/* Widths of columns, and values as cells. */
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
enum { N = 5 };
static const int titles[N] = { 2, 6, 6, 3, 5 };

static int used(const int *out)
{
	int sum = -1;
	for (int i = 0; i < N; i++)
		sum += out[i] ? out[i] + 1 : 0;
	return sum;
}

static void layout_never_exceeds_the_width_and_fills_it(void **state)
{
	int wide[N] = { 8, 40, 30, 12, 60 }, out[N];
	for (int width = 16; width <= 300; width++) {
		column_layout(cols, N, width, wide, titles, 0, out);
		assert_true(used(out) <= width);
		if (width >= 40)
			assert_int_equal(used(out), width);
	}
}

static void layout_shows_a_number_in_full_or_not_at_all(void **state)
{
	int wide[N] = { 8, 8, 30, 17, 60 }, out[N];
	for (int width = 40; width <= 200; width++) {
		column_layout(cols, N, width, wide, titles, 0, out);
		assert_true(out[3] == 0 || out[3] >= 17);
	}
}

static void layout_drops_the_highest_rank_first(void **state)
{
	int wide[N] = { 8, 8, 30, 12, 60 }, out[N];
	column_layout(cols, N, 52, wide, titles, 0, out);
	for (int i = 0; i < N; i++)
		assert_true(out[i] > 0);
	column_layout(cols, N, 51, wide, titles, 0, out);
	assert_int_equal(out[1], 0);             /* rank 2 */
	assert_true(out[4] > 0);
	column_layout(cols, N, 35, wide, titles, 0, out);
	assert_int_equal(out[4], 0);             /* rank 1 */
	assert_true(out[0] > 0 && out[2] > 0 && out[3] > 0);
}

static void layout_caps_a_long_text_until_there_is_room(void **state)
{
	int wide[N] = { 8, 60, 20, 12, 20 }, out[N];
	column_layout(cols, N, 70, wide, titles, 0, out);
	assert_true(out[1] < 30);
	column_layout(cols, N, 200, wide, titles, 0, out);
	assert_int_equal(out[1], 60);
}

static void layout_leaves_out_what_the_user_put_away(void **state)
{
	int wide[N] = { 8, 8, 20, 12, 20 }, out[N];
	column_layout(cols, N, 100, wide, titles, 1u << 2, out);
	assert_int_equal(out[2], 0);
	assert_int_equal(used(out), 100);
}

static void layout_makes_room_for_long_titles(void **state)
{
	/* French: twice as long */
	static const int french[N] = { 6, 14, 16, 19, 9 };
	int wide[N] = { 10, 14, 30, 19, 60 }, out[N];
	column_layout(cols, N, 80, wide, french, 0, out);
	assert_true(used(out) <= 80);
	assert_true(out[3] == 0 || out[3] >= 19);
}

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
		cmocka_unit_test(layout_never_exceeds_the_width_and_fills_it),
		cmocka_unit_test(layout_shows_a_number_in_full_or_not_at_all),
		cmocka_unit_test(layout_drops_the_highest_rank_first),
		cmocka_unit_test(layout_caps_a_long_text_until_there_is_room),
		cmocka_unit_test(layout_leaves_out_what_the_user_put_away),
		cmocka_unit_test(layout_makes_room_for_long_titles),
		cmocka_unit_test(cells_show_amounts_with_a_foreign_code),
		cmocka_unit_test(cells_name_the_state),
		cmocka_unit_test(an_error_kept_as_a_note_is_a_sentence),
		cmocka_unit_test(every_tab_has_columns_of_its_entity),
	};
	lang_init("en");
	return cmocka_run_group_tests_name("column", tests, NULL, NULL);
}
