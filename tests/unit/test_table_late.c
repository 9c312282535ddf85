/* The list when answers come late: a reader that hangs until the test lets it go.  Nothing here waits
 * for a time; the reader is held by a pipe. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/lang.h"
#include "base/path.h"
#include "ui/reader.h"
#include "ui/table.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define ROWS 300

struct fixture {
	char dir[64], *path;
	struct store *w, *r;
	struct reader *reader;
	struct table t, other;
	int64_t ids[ROWS];
	int begun[2], go[2];
};

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
	record_set_text(&r, INVOICE_CURRENCY, &pool, i % 3 ? "CAD" : "USD");
	record_set_int(&r, INVOICE_NET, 100 * (i % 7));
	assert_int_equal(records_put(f->w, &r, &result, &f->ids[i], NULL), 0);
	assert_int_equal(records_set_state(f->w, ENTITY_INVOICE, f->ids[i], &st, NULL), 0);
	pool_release(&pool);
}

/* ---- holding the reader ---- */

struct hold { struct reader_job job; struct fixture *f; };

static int hold_run(struct reader_job *j, struct store *s, struct error *err)
{
	struct fixture *f = ((struct hold *)j)->f;
	char c = 'b';
	return write(f->begun[1], &c, 1) == 1 && read(f->go[0], &c, 1) == 1 ? 0 : ERR_BUG;
}

static void hold_done(struct reader_job *j)
{
}

static void hold_release(struct reader_job *j)
{
	error_release(&j->error);
	free(j);
}

/* Until let_go the reader answers nothing. */
static void hold(struct fixture *f)
{
	struct hold *h = xcalloc(1, sizeof *h);
	char c;
	h->job = (struct reader_job){ .kind = READ_OTHER, .run = hold_run, .done = hold_done, .release = hold_release };
	h->f = f;
	reader_ask(f->reader, &h->job);
	assert_int_equal(read(f->begun[0], &c, 1), 1);
}

static void let_go(struct fixture *f)
{
	assert_int_equal(write(f->go[1], "g", 1), 1);
	/* to the last answer, also those that follow from one */
	while (reader_busy(f->reader) > 0) {
		struct pollfd p = { reader_fd(f->reader), POLLIN, 0 };
		assert_int_equal(poll(&p, 1, 100000), 1);
		reader_serve(f->reader, 0);
	}
}

static void settle(struct fixture *f)
{
	hold(f);
	let_go(f);
}

/* ---- */

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct connection c = { .name = "procore", .connector = "procore", .role = "procore", .environment = "test" };
	struct error err = ERROR_INIT;
	int64_t id;
	snprintf(f->dir, sizeof f->dir, "/tmp/comptoir-late-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	f->path = path_join(f->dir, "t.db");
	assert_int_equal(store_open(&f->w, f->path, STORE_WRITE, &err), 0);
	assert_int_equal(store_connection_put(f->w, &c, &id, &err), 0);
	assert_int_equal(store_begin(f->w, &err), 0);
	for (int i = 0; i < ROWS; i++)
		put(f, i);
	assert_int_equal(store_commit(f->w, &err), 0);
	assert_int_equal(store_open_quick(&f->r, f->path, &err), 0);
	assert_int_equal(pipe(f->begun), 0);
	assert_int_equal(pipe(f->go), 0);
	assert_int_equal(reader_start(&f->reader, f->path, &err), 0);
	table_init(&f->t, f->r, ENTITY_INVOICE, VIEW_READY, INVOICE_NUMBER, 0);
	table_init(&f->other, f->r, ENTITY_INVOICE, VIEW_ALL, INVOICE_NUMBER, 1);
	table_set_reader(&f->t, f->reader);
	table_set_reader(&f->other, f->reader);
	table_set_height(&f->t, 10);
	table_set_height(&f->other, 10);
	table_reload_top(&f->t);
	settle(f);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	static const char *const names[] = { "t.db", "t.db-wal", "t.db-shm", "t.db-journal" };
	struct fixture *f = *state;
	reader_stop(f->reader);
	table_release(&f->t);
	table_release(&f->other);
	store_close(f->r);
	store_close(f->w);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char *p = path_join(f->dir, names[i]);
		unlink(p);
		free(p);
	}
	for (int i = 0; i < 2; i++) {
		close(f->begun[i]);
		close(f->go[i]);
	}
	rmdir(f->dir);
	free(f->path);
	free(f);
	return 0;
}

static void at(const struct table *t, const char *number)
{
	const struct record *r = table_current(t);
	assert_non_null(r);
	assert_string_equal(record_text(r, INVOICE_NUMBER), number);
	assert_true(t->cursor >= t->top && t->cursor < t->top + (size_t)t->height);
}

static void keys_move_as_far_as_rows_go_and_the_rest_when_they_come(void **state)
{
	struct fixture *f = *state;
	struct table *t = &f->t;
	size_t last = t->rows.len - 1;
	char number[16];
	hold(f);
	for (int i = 0; i < 100; i++)
		table_move(t, 1);
	assert_int_equal(t->cursor, last);
	assert_int_equal(t->waiting, WAITING_MORE);
	assert_false(table_settled(t));       /* the cursor is on its way: nothing acts on this row */
	snprintf(number, sizeof number, "N%04zu", last);
	at(t, number);
	table_move(t, -40);
	let_go(f);
	assert_true(table_settled(t));
	assert_int_equal(t->waiting, WAITING_NOT);
	at(t, "N0060");
}

static void pages_add_up_too(void **state)
{
	struct fixture *f = *state;
	hold(f);
	for (int i = 0; i < 20; i++)
		table_page(&f->t, 1);
	let_go(f);
	at(&f->t, "N0180");
	hold(f);
	table_last(&f->t);
	table_move(&f->t, -3);
	let_go(f);
	at(&f->t, "N0296");
	hold(f);
	table_first(&f->t);
	table_move(&f->t, 2);
	table_move(&f->t, -1);
	let_go(f);
	at(&f->t, "N0001");
}

static void the_newest_filter_is_answered(void **state)
{
	struct fixture *f = *state;
	struct table *t = &f->t;
	hold(f);
	assert_int_equal(table_set_filter(t, "o", NULL), 0);
	assert_int_equal(table_set_filter(t, "od", NULL), 0);
	assert_int_equal(table_set_filter(t, "odd", NULL), 0);
	assert_int_equal(t->waiting, WAITING_LIST);
	assert_false(table_settled(t));
	at(t, "N0000");                       /* the old rows stay, and keys move in them */
	table_move(t, 2);
	at(t, "N0002");
	let_go(f);
	assert_true(table_settled(t));
	at(t, "N0001");
	for (size_t i = 0; i < t->rows.len; i++)
		assert_string_equal(record_text(&t->rows.items[i], INVOICE_VENDOR_NAME), "Odd");
}

static void a_question_can_be_given_up(void **state)
{
	struct fixture *f = *state;
	struct table *t = &f->t;
	hold(f);
	assert_int_equal(table_stop(t), 0);   /* nothing is asked */
	table_move(t, 4);
	assert_int_equal(table_set_filter(t, "odd", NULL), 0);
	table_set_sort(t, INVOICE_NET, 1);
	table_set_sort2(t, INVOICE_VENDOR_NAME, 0);
	assert_false(table_settled(t));
	assert_int_equal(table_stop(t), 1);
	assert_true(table_settled(t));
	assert_null(t->query.filter);
	assert_null(t->filter_text);
	assert_int_equal(t->query.sort_field, INVOICE_NUMBER);
	assert_int_equal(t->query.sort2, 0);
	let_go(f);
	at(t, "N0004");
	assert_true(t->rows.len > 0 && t->rows.items[1].id == f->ids[1]);
	/* back to what is shown asks nobody */
	hold(f);
	assert_int_equal(table_set_filter(t, "even", NULL), 0);
	assert_int_equal(table_set_filter(t, "", NULL), 0);
	assert_true(table_settled(t));
	let_go(f);
	at(t, "N0004");
}

static void a_record_is_gone_to_later(void **state)
{
	struct fixture *f = *state;
	struct table *t = &f->t;
	hold(f);
	assert_int_equal(table_goto(t, f->ids[222]), 1);
	assert_int_equal(t->waiting, WAITING_LIST);
	let_go(f);
	at(t, "N0222");
	assert_int_equal(t->missed, 0);
	hold(f);
	assert_int_equal(table_goto(t, 987654), 1);
	let_go(f);
	assert_int_equal(t->missed, 1);
	at(t, "N0000");                       /* from the top, and it is said */
	hold(f);
	table_set_sort(t, INVOICE_NUMBER, 1);
	let_go(f);
	at(t, "N0000");
	table_move(t, -1);
	at(t, "N0001");
}

static void another_list_may_come_between(void **state)
{
	struct fixture *f = *state;
	hold(f);
	assert_int_equal(table_set_filter(&f->t, "even", NULL), 0);
	table_reload_top(&f->other);
	let_go(f);
	at(&f->other, "N0299");
	assert_false(table_settled(&f->t));   /* its question was given up ... */
	assert_int_equal(f->t.stale, 1);
	table_reload(&f->t);                  /* ... and is asked again when it is drawn */
	settle(f);
	assert_true(table_settled(&f->t));
	at(&f->t, "N0000");
	assert_string_equal(record_text(&f->t.rows.items[1], INVOICE_NUMBER), "N0002");
}

static void newer_data_is_read_again(void **state)
{
	struct fixture *f = *state;
	struct record_state st = { .status = STATUS_SYNCED };
	struct table *t = &f->t;
	table_move(t, 5);
	hold(f);
	table_reload(t);
	assert_true(table_settled(t));        /* the same list: acting goes on */
	table_reload(t);                      /* changed once more before the answer came */
	assert_int_equal(records_set_state(f->w, ENTITY_INVOICE, f->ids[5], &st, NULL), 0);
	table_move(t, 1);
	let_go(f);
	assert_int_equal(t->stale, 1);
	table_reload(t);
	settle(f);
	assert_int_equal(t->stale, 0);
	at(t, "N0006");
	for (size_t i = 0; i < t->rows.len; i++)
		assert_int_not_equal(t->rows.items[i].id, f->ids[5]);
}

static void marks_of_many_come_later(void **state)
{
	struct fixture *f = *state;
	struct table *t = &f->t;
	int64_t n;
	int op;
	hold(f);
	assert_int_equal(table_mark_all(t), MARKED_LATER);
	assert_int_equal(t->marking, 1);
	assert_int_equal(table_mark_invert(t), MARKED_BUSY);
	assert_int_equal(table_marks_news(t, &op, &n), 0);
	let_go(f);
	assert_int_equal(table_marks_news(t, &op, &n), 1);
	assert_int_equal(op, MARK_ALL);
	assert_int_equal(n, ROWS);
	assert_int_equal(table_marks_news(t, &op, &n), 0);
	assert_int_equal(t->marks.len, ROWS);

	hold(f);                              /* counted later as well */
	assert_int_equal(table_count_marks(t), 0);
	assert_int_equal(t->counting_marks, 1);
	table_mark(t);                        /* not marked any more: that count is of yesterday */
	let_go(f);
	assert_int_equal(t->marked_stale, 1);
	table_count_marks(t);
	settle(f);
	assert_int_equal(t->marked_stale, 0);
	assert_int_equal(t->marked.count, ROWS - 1);
}

static void totals_of_an_older_list_are_not_taken(void **state)
{
	struct fixture *f = *state;
	struct table *t = &f->t;
	hold(f);
	assert_int_equal(table_count(t), 0);
	assert_int_equal(t->counting, 1);
	assert_int_equal(table_set_filter(t, "odd", NULL), 0);
	let_go(f);
	assert_int_equal(t->totals_stale, 1);
	table_count(t);
	settle(f);
	assert_int_equal(t->totals_stale, 0);
	assert_int_equal(t->totals.count, ROWS / 2);
}

/* ---- a long question ---- */

static int spin_run(struct reader_job *j, struct store *s, struct error *err)
{
	struct fixture *f = ((struct hold *)j)->f;
	struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_ALL, .sort_field = SORT_ID };
	char c = 'b';
	int rc;
	if (write(f->begun[1], &c, 1) != 1)
		return ERR_BUG;
	while ((rc = query_matches(s, &q, f->ids[0], err)) == 1)
		;
	return rc;
}

static void a_long_count_gives_way_to_rows(void **state)
{
	struct fixture *f = *state;
	struct hold *h = xcalloc(1, sizeof *h);
	char c;
	h->job = (struct reader_job){ .kind = READ_TOTALS, .run = spin_run, .done = hold_done, .release = hold_release };
	h->f = f;
	reader_ask(f->reader, &h->job);
	assert_int_equal(read(f->begun[0], &c, 1), 1);
	table_set_sort(&f->t, INVOICE_NUMBER, 1);
	while (!table_settled(&f->t)) {
		struct pollfd p = { reader_fd(f->reader), POLLIN, 0 };
		assert_int_equal(poll(&p, 1, 100000), 1);
		reader_serve(f->reader, 0);
	}
	at(&f->t, "N0000");
	assert_int_equal(read(f->begun[0], &c, 1), 1);    /* it began again */
	reader_drop(f->reader, READ_TOTALS);
	while (reader_busy(f->reader) > 0) {
		struct pollfd p = { reader_fd(f->reader), POLLIN, 0 };
		assert_int_equal(poll(&p, 1, 100000), 1);
		reader_serve(f->reader, 0);
	}
}

/* Leaving while a question runs, and while one hangs until it is told to end. */
static void leaving_ends_what_runs(void **state)
{
	struct fixture *f = *state;
	struct hold *h = xcalloc(1, sizeof *h);
	char c;
	h->job = (struct reader_job){ .kind = READ_TOTALS, .run = spin_run, .done = hold_done, .release = hold_release };
	h->f = f;
	reader_ask(f->reader, &h->job);
	assert_int_equal(read(f->begun[0], &c, 1), 1);
	table_set_filter(&f->t, "odd", NULL);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(keys_move_as_far_as_rows_go_and_the_rest_when_they_come),
		TEST(pages_add_up_too),
		TEST(the_newest_filter_is_answered),
		TEST(a_question_can_be_given_up),
		TEST(a_record_is_gone_to_later),
		TEST(another_list_may_come_between),
		TEST(newer_data_is_read_again),
		TEST(marks_of_many_come_later),
		TEST(totals_of_an_older_list_are_not_taken),
		TEST(a_long_count_gives_way_to_rows),
		TEST(leaving_ends_what_runs),
	};
	lang_init("en");
	digest_init();
	return cmocka_run_group_tests_name("table_late", tests, NULL, NULL);
}
