/* The list over a real store: what is shown is always a part of the whole list, in its
 * order, whatever keys come and whatever changes under it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/lang.h"
#include "base/path.h"
#include "store/records.h"
#include "ui/table.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define ROWS 300

struct fixture { char dir[64]; char *path; struct store *w, *r; struct table t; int64_t ids[ROWS]; };

static void put(struct fixture *f, int i)
{
	struct pool pool = POOL_INIT;
	struct record_state st = { .status = STATUS_READY };
	struct record r;
	enum put_result result;
	record_init(&r, ENTITY_INVOICE);
	r.connection_id = 1;
	r.remote_id = pool_printf(&pool, "i%d", i);
	record_set_text(&r, INVOICE_NUMBER, &pool, pool_printf(&pool, "N%04d", i));
	record_set_text(&r, INVOICE_VENDOR_NAME, &pool, i % 2 ? "Odd" : "Even");
	record_set_text(&r, INVOICE_CURRENCY, &pool, "CAD");
	record_set_int(&r, INVOICE_AMOUNT, 100 * (i % 7));
	record_set_int(&r, INVOICE_NET, 100 * (i % 7));
	assert_int_equal(records_put(f->w, &r, &result, &f->ids[i], NULL), 0);
	assert_int_equal(records_set_state(f->w, ENTITY_INVOICE, f->ids[i], &st, NULL), 0);
	pool_release(&pool);
}

static void set_status(struct fixture *f, int i, enum status st)
{
	struct record_state s = { .status = st };
	assert_int_equal(records_set_state(f->w, ENTITY_INVOICE, f->ids[i], &s, NULL), 0);
}

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct connection c = { .name = "procore", .connector = "procore", .role = "procore",
		.environment = "test" };
	struct error err = ERROR_INIT;
	int64_t id;
	snprintf(f->dir, sizeof f->dir, "/tmp/comptoir-table-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	f->path = path_join(f->dir, "t.db");
	assert_int_equal(store_open(&f->w, f->path, STORE_WRITE, &err), 0);
	assert_int_equal(store_connection_put(f->w, &c, &id, &err), 0);
	assert_int_equal(store_begin(f->w, &err), 0);
	for (int i = 0; i < ROWS; i++)
		put(f, i);
	assert_int_equal(store_commit(f->w, &err), 0);
	assert_int_equal(store_open(&f->r, f->path, STORE_READ, &err), 0);
	table_init(&f->t, f->r, ENTITY_INVOICE, VIEW_READY, INVOICE_NUMBER, 0);
	table_set_height(&f->t, 10);
	table_reload_top(&f->t);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	static const char *const names[] = { "t.db", "t.db-wal", "t.db-shm", "t.db-journal" };
	struct fixture *f = *state;
	table_release(&f->t);
	store_close(f->r);
	store_close(f->w);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char *p = path_join(f->dir, names[i]);
		unlink(p);
		free(p);
	}
	rmdir(f->dir);
	free(f->path);
	free(f);
	return 0;
}

/* The row under the cursor, its line on the screen, and a window that is whole. */
static void at(struct table *t, const char *number, int line)
{
	const struct record *r = table_current(t);
	assert_non_null(r);
	assert_string_equal(record_text(r, INVOICE_NUMBER), number);
	if (line >= 0)
		assert_int_equal(t->cursor - t->top, line);
	assert_true(t->cursor >= t->top && t->cursor < t->top + (size_t)t->height);
	assert_true(t->at_last || t->top + (size_t)t->height <= t->rows.len);
}

static void moves_line_by_line_to_both_ends(void **state)
{
	struct fixture *f = *state;
	char number[16];
	for (int i = 0; i < ROWS; i++) {
		snprintf(number, sizeof number, "N%04d", i);
		at(&f->t, number, i < 10 ? i : 9);
		table_move(&f->t, 1);
	}
	at(&f->t, "N0299", 9);
	for (int i = ROWS - 1; i >= 0; i--) {
		snprintf(number, sizeof number, "N%04d", i);
		at(&f->t, number, -1);
		table_move(&f->t, -1);
	}
	at(&f->t, "N0000", 0);
	assert_true(f->t.rows.len < ROWS);       /* never the whole list */
}

static void pages_and_jumps(void **state)
{
	struct fixture *f = *state;
	table_page(&f->t, 1);
	at(&f->t, "N0009", -1);
	table_last(&f->t);
	at(&f->t, "N0299", 9);
	table_page(&f->t, -1);
	at(&f->t, "N0290", -1);
	table_first(&f->t);
	at(&f->t, "N0000", 0);
	assert_int_equal(table_goto(&f->t, f->ids[150]), 0);
	at(&f->t, "N0150", 5);
	table_move(&f->t, 1000);
	assert_true(table_current(&f->t) != NULL);
	assert_int_equal(table_goto(&f->t, 999999), -1);
}

static void a_reload_moves_nothing(void **state)
{
	struct fixture *f = *state;
	table_goto(&f->t, f->ids[150]);
	table_move(&f->t, 2);
	at(&f->t, "N0152", 7);
	set_status(f, 3, STATUS_SYNCED);          /* far above */
	set_status(f, 151, STATUS_REJECTED);      /* just above */
	table_reload(&f->t);
	at(&f->t, "N0152", 7);
	set_status(f, 152, STATUS_SYNCED);        /* the one under the cursor */
	table_reload(&f->t);
	at(&f->t, "N0153", 7);
}

static void the_last_rows_can_go(void **state)
{
	struct fixture *f = *state;
	table_last(&f->t);
	for (int i = 200; i < ROWS; i++)
		set_status(f, i, STATUS_SYNCED);
	table_reload(&f->t);
	assert_non_null(table_current(&f->t));
	for (int i = 0; i < 200; i++)
		set_status(f, i, STATUS_SYNCED);
	table_reload(&f->t);
	assert_null(table_current(&f->t));
	table_move(&f->t, 1);
	table_page(&f->t, -1);
	table_first(&f->t);
	table_last(&f->t);
	table_scroll(&f->t, 3);
	assert_int_equal(table_current_id(&f->t), 0);
}

static void sorting_keeps_the_record_under_the_cursor(void **state)
{
	struct fixture *f = *state;
	table_goto(&f->t, f->ids[77]);
	table_set_sort(&f->t, INVOICE_NET, 1);
	at(&f->t, "N0077", -1);
	table_set_sort(&f->t, SORT_STATUS, 0);
	at(&f->t, "N0077", -1);
}

static void a_filter_narrows_and_a_bad_one_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct error err = ERROR_INIT;
	assert_int_equal(table_set_filter(&f->t, "odd", &err), 0);
	at(&f->t, "N0001", 0);
	table_move(&f->t, 1);
	at(&f->t, "N0003", 1);
	table_count(&f->t);
	assert_int_equal(f->t.totals.count, ROWS / 2);
	assert_true(table_set_filter(&f->t, "amount>abc", &err) < 0);
	at(&f->t, "N0003", 1);
	assert_int_equal(table_set_filter(&f->t, "", &err), 0);
	at(&f->t, "N0003", -1);
	error_release(&err);
}

static void marks_belong_to_records(void **state)
{
	struct fixture *f = *state;
	table_mark(&f->t);
	table_mark(&f->t);
	assert_int_equal(f->t.marks.len, 2);
	at(&f->t, "N0002", 2);
	table_move(&f->t, 3);
	assert_int_equal(table_mark_range(&f->t), 4);      /* 2 3 4 5 and 1 again */
	assert_int_equal(f->t.marks.len, 6);
	table_count_marks(&f->t);
	assert_int_equal(f->t.marked.count, 6);
	assert_int_equal(f->t.marked.by_currency[0].sum, 100 * (0 + 1 + 2 + 3 + 4 + 5));
	table_set_filter(&f->t, "odd", NULL);
	assert_int_equal(table_marks_hidden(&f->t), 3);
	assert_int_equal(f->t.marks.len, 6);
	table_unmark_all(&f->t);
	assert_int_equal(table_mark_all(&f->t), ROWS / 2);
	table_unmark_all(&f->t);
	table_set_filter(&f->t, "", NULL);
	assert_int_equal(table_mark_all(&f->t), ROWS);
}

static void many_are_marked_by_the_query(void **state)
{
	struct fixture *f = *state;
	struct table *t = &f->t;
	int64_t n;
	int op;
	assert_int_equal(table_mark_range(t), MARKED_NOTHING);   /* no beginning yet */
	table_goto(t, f->ids[3]);
	table_mark(t);
	table_last(t);                                           /* its rows are gone from memory */
	table_move(t, -9);
	assert_int_equal(table_mark_range(t), 290 - 3);          /* the first one was marked */
	assert_int_equal(t->marks.len, 288);
	for (int i = 0; i < ROWS; i++)
		assert_int_equal(id_set_has(&t->marks, f->ids[i]), i >= 3 && i <= 290);
	assert_int_equal(table_mark_invert(t), ROWS - 288);
	for (int i = 0; i < ROWS; i++)
		assert_int_equal(id_set_has(&t->marks, f->ids[i]), i < 3 || i > 290);
	/* what the filter hides keeps its mark */
	table_set_filter(t, "odd", NULL);
	table_mark_invert(t);
	for (int i = 0; i < ROWS; i++)
		assert_int_equal(id_set_has(&t->marks, f->ids[i]), (i < 3 || i > 290) != (i % 2));
	table_set_filter(t, "", NULL);
	table_unmark_all(t);
	table_goto(t, f->ids[8]);
	assert_int_equal(table_mark_same(t, INVOICE_NET), 43);   /* 1, 8, 15 ... 295 */
	for (int i = 0; i < ROWS; i++)
		assert_int_equal(id_set_has(&t->marks, f->ids[i]), i % 7 == 1);
	assert_int_equal(table_mark_same(t, INVOICE_VENDOR_NAME), ROWS / 2 - 21);
	assert_int_equal(table_mark_same(t, SORT_STATUS), ROWS / 2 - 22);
	assert_int_equal(t->marks.len, ROWS);
	assert_int_equal(table_marks_news(t, &op, &n), 0);       /* all of it was answered at once */
}

static void a_second_order_stands_behind_the_first(void **state)
{
	struct fixture *f = *state;
	struct table *t = &f->t;
	table_set_sort(t, INVOICE_VENDOR_NAME, 0);
	table_set_sort2(t, INVOICE_NET, 1);
	table_first(t);
	at(t, "N0286", 0);                    /* even, 600, the last of them: the order goes down */
	table_move(t, 21);
	at(t, "N0292", -1);                   /* 22 are of 600; the first of 500 */
	table_last(t);
	at(t, "N0007", -1);
	table_set_sort(t, INVOICE_VENDOR_NAME, 1);
	assert_int_equal(t->query.sort2, 1);
	at(t, "N0007", -1);
	table_set_sort(t, INVOICE_NET, 0);    /* the same column is no second order of itself */
	assert_int_equal(t->query.sort2, 0);
	table_no_sort2(t);
	table_first(t);
	at(t, "N0000", 0);
}

static void everything_can_be_wished_for_at_once(void **state)
{
	struct fixture *f = *state;
	struct table *t = &f->t;
	struct table_wish w = { .view = VIEW_ALL, .filter = "odd", .sort_field = INVOICE_NET, .descending = 1, .sort2 = 1,
		.sort2_field = INVOICE_NUMBER, .id = f->ids[13] };
	struct error err = ERROR_INIT;
	assert_int_equal(table_set_all(t, &w, &err), 0);
	at(t, "N0013", -1);
	assert_string_equal(t->filter_text, "odd");
	w.id = f->ids[12];                    /* not in it: from the top */
	assert_int_equal(table_set_all(t, &w, &err), 0);
	at(t, "N0013", 0);
	w.filter = "amount>abc";
	w.view = VIEW_FAILED;
	assert_true(table_set_all(t, &w, &err) < 0);
	assert_int_equal(t->query.view, VIEW_ALL);
	at(t, "N0013", 0);
	error_release(&err);
}

static void any_height_shows_whole_windows(void **state)
{
	static const int heights[] = { 1, 3, 50, 2, 120, 10, 400, 7 };
	struct fixture *f = *state;
	table_goto(&f->t, f->ids[150]);
	for (size_t i = 0; i < ARRAY_SIZE(heights); i++) {
		table_set_height(&f->t, heights[i]);
		at(&f->t, "N0150", -1);
		table_move(&f->t, 1);
		table_move(&f->t, -1);
		at(&f->t, "N0150", -1);
	}
}

static void scrolling_keeps_the_cursor_in_sight(void **state)
{
	struct fixture *f = *state;
	table_scroll(&f->t, 3);
	at(&f->t, "N0003", 0);
	table_scroll(&f->t, -3);
	at(&f->t, "N0003", 3);
	for (int i = 0; i < 200; i++)
		table_scroll(&f->t, 3);
	at(&f->t, "N0290", 0);
	assert_int_equal(table_click(&f->t, 9), 0);
	at(&f->t, "N0299", 9);
	assert_int_equal(table_click(&f->t, 10), -1);
}

static void id_sets_are_sets(void **state)
{
	struct id_set s = { 0 };
	for (int64_t i = 0; i < 100; i++)
		assert_int_equal(id_set_add(&s, (i * 37) % 100), 1);
	assert_int_equal(id_set_add(&s, 5), 0);
	for (size_t i = 1; i < s.len; i++)
		assert_true(s.items[i - 1] < s.items[i]);
	assert_int_equal(id_set_remove(&s, 5), 1);
	assert_int_equal(id_set_remove(&s, 5), 0);
	assert_false(id_set_has(&s, 5));
	assert_true(id_set_has(&s, 99));
	ARRAY_RELEASE(&s);
}

/* Against adding and removing one by one. */
static void sets_merge_and_flip(void **state)
{
	unsigned random = 7;
	(void)state;
	for (int round = 0; round < 200; round++) {
		struct id_set a = { 0 }, b = { 0 }, many = { 0 };
		size_t added = 0, flipped = 0;
		for (int i = 0; i < 30; i++) {
			random = random * 1103515245u + 12345u;
			id_set_add(&a, random >> 16 & 63);
			random = random * 1103515245u + 12345u;
			id_set_add(&many, random >> 16 & 63);
		}
		if (round % 3 == 0)
			many.len = (size_t)round / 3 % (many.len + 1);
		id_set_merge(&b, a.items, a.len);
		assert_int_equal(b.len, a.len);
		for (size_t i = 0; i < many.len; i++)
			if (round % 2)
				added += id_set_add(&a, many.items[i]);
			else if (!id_set_remove(&a, many.items[i]))
				flipped += id_set_add(&a, many.items[i]);
		if (round % 2)
			assert_int_equal(id_set_merge(&b, many.items, many.len), added);
		else
			assert_int_equal(id_set_flip(&b, many.items, many.len), flipped);
		assert_int_equal(a.len, b.len);
		for (size_t i = 0; i < a.len; i++)
			assert_int_equal(a.items[i], b.items[i]);
		ARRAY_RELEASE(&a);
		ARRAY_RELEASE(&b);
		ARRAY_RELEASE(&many);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(moves_line_by_line_to_both_ends),
		TEST(pages_and_jumps),
		TEST(a_reload_moves_nothing),
		TEST(the_last_rows_can_go),
		TEST(sorting_keeps_the_record_under_the_cursor),
		TEST(a_filter_narrows_and_a_bad_one_changes_nothing),
		TEST(marks_belong_to_records),
		TEST(many_are_marked_by_the_query),
		TEST(a_second_order_stands_behind_the_first),
		TEST(everything_can_be_wished_for_at_once),
		TEST(any_height_shows_whole_windows),
		TEST(scrolling_keeps_the_cursor_in_sight),
		cmocka_unit_test(id_sets_are_sets),
		cmocka_unit_test(sets_merge_and_flip),
	};
	lang_init("en");
	digest_init();
	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
