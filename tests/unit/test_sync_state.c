/* Cursors, runs, freshness and the lease. */
#include "store_fixture.h"

#include "store/sync_state.h"

#include "base/banned.h"

static void a_cursor_is_the_connectors_own_text(void **state)
{
	struct fixture *f = *state;
	const char *text;

	OK(cursor_get(f->s, f->procore, "invoices", "j1", &f->p, &text, &f->err));
	assert_null(text);
	OK(cursor_put(f->s, f->procore, "invoices", "j1", "a", &f->err));
	OK(cursor_put(f->s, f->procore, "invoices", "j2", "b", &f->err));
	OK(cursor_put(f->s, f->erp, "invoices", "j1", "c", &f->err));
	OK(cursor_put(f->s, f->procore, "invoices", "j1", "a2", &f->err));
	OK(cursor_put(f->s, f->procore, "vendors", NULL, "v", &f->err));
	OK(cursor_get(f->s, f->procore, "invoices", "j1", &f->p, &text, &f->err));
	assert_string_equal(text, "a2");
	OK(cursor_get(f->s, f->procore, "vendors", "", &f->p, &text, &f->err));
	assert_string_equal(text, "v");
	OK(cursor_put(f->s, f->procore, "vendors", "", NULL, &f->err));
	OK(cursor_get(f->s, f->procore, "vendors", "", &f->p, &text, &f->err));
	assert_null(text);
	OK(cursor_forget(f->s, f->procore, &f->err));
	OK(cursor_get(f->s, f->procore, "invoices", "j2", &f->p, &text, &f->err));
	assert_null(text);
	OK(cursor_get(f->s, f->erp, "invoices", "j1", &f->p, &text, &f->err));
	assert_string_equal(text, "c");
}

/* The cursor moves with the page or not at all. */
static void a_cursor_belongs_to_its_page(void **state)
{
	struct fixture *f = *state;
	const char *text;
	struct record r;

	OK(store_begin(f->s, &f->err));
	fixture_vendor(f, "1", "On the page");
	OK(cursor_put(f->s, f->procore, "vendors", "", "page 2", &f->err));
	store_rollback(f->s);
	OK(cursor_get(f->s, f->procore, "vendors", "", &f->p, &text, &f->err));
	assert_null(text);
	FAILS(ERR_NOTFOUND, records_find(f->s, ENTITY_VENDOR, f->procore, "1", &f->p, &r, &f->err));
}

static void runs_are_kept_newest_first(void **state)
{
	struct fixture *f = *state;
	struct sync_run run = { .started_ms = 1, .connection_id = f->procore, .title = "vendors", .actor = "ann",
		.state = "running" }, other = { .started_ms = 2, .title = "all", .state = "running" };
	struct sync_run_array got = { 0 };

	OK(sync_run_put(f->s, &run, &f->err));
	OK(sync_run_put(f->s, &other, &f->err));
	assert_true(run.id > 0 && other.id > run.id);
	run.ended_ms = 9;
	run.state = "partial";
	run.calls = 3;
	run.bytes = 4;
	run.waited_ms = 5;
	run.added = 6;
	run.changed = 7;
	run.deleted = 8;
	run.total = 21;
	run.error_class = "later";
	run.error_msgid = "busy";
	run.error_args = "[]";
	OK(sync_run_put(f->s, &run, &f->err));
	OK(sync_run_list(f->s, 10, &f->p, &got, &f->err));
	assert_int_equal(got.len, 2);
	assert_int_equal(got.items[0].id, other.id);
	assert_int_equal(got.items[0].connection_id, 0);
	assert_string_equal(got.items[1].state, "partial");
	assert_int_equal(got.items[1].started_ms, 1);
	assert_int_equal(got.items[1].ended_ms, 9);
	assert_int_equal(got.items[1].calls, 3);
	assert_int_equal(got.items[1].bytes, 4);
	assert_int_equal(got.items[1].waited_ms, 5);
	assert_int_equal(got.items[1].added, 6);
	assert_int_equal(got.items[1].changed, 7);
	assert_int_equal(got.items[1].deleted, 8);
	assert_int_equal(got.items[1].total, 21);
	assert_string_equal(got.items[1].title, "vendors");
	assert_string_equal(got.items[1].actor, "ann");
	assert_string_equal(got.items[1].error_msgid, "busy");
	/* the program stopped: what was running failed */
	OK(sync_run_recover(f->s, &f->err));
	got.len = 0;
	OK(sync_run_list(f->s, 1, &f->p, &got, &f->err));
	assert_int_equal(got.len, 1);
	assert_string_equal(got.items[0].state, "failed");
	assert_true(got.items[0].ended_ms > 0);
	ARRAY_RELEASE(&got);
}

static void freshness_is_per_connection_and_entity(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(sync_age(f->s, f->erp, ENTITY_VENDOR), 0);
	OK(sync_age_put(f->s, f->erp, ENTITY_VENDOR, 100, &f->err));
	OK(sync_age_put(f->s, f->erp, ENTITY_VENDOR, 200, &f->err));
	assert_int_equal(sync_age(f->s, f->erp, ENTITY_VENDOR), 200);
	assert_int_equal(sync_age(f->s, f->procore, ENTITY_VENDOR), 0);
	assert_int_equal(sync_age(f->s, f->erp, ENTITY_JOB), 0);
}

static void a_copy_has_two_ages(void **state)
{
	struct fixture *f = *state;
	int64_t arrived = -1, read = -1;

	OK(sync_hop_times(f->s, f->erp, &arrived, &read));
	assert_int_equal(arrived, 0);
	assert_int_equal(read, 0);
	OK(sync_age_put(f->s, f->erp, ENTITY_VENDOR, 100, &f->err));
	OK(sync_age_put(f->s, f->erp, ENTITY_JOB, 300, &f->err));
	OK(sync_hop_put(f->s, f->erp, 250, &f->err));
	OK(sync_hop_times(f->s, f->erp, &arrived, &read));
	assert_int_equal(arrived, 250);
	assert_int_equal(read, 300);
	OK(sync_hop_times(f->s, f->procore, &arrived, &read));
	assert_int_equal(arrived + read, 0);
}

static void one_process_has_the_lease(void **state)
{
	struct fixture *f = *state;
	struct strbuf text = STRBUF_INIT;
	struct store *other;

	OK(store_open(&other, f->path, STORE_WRITE, &f->err));
	OK(lease_take(f->s, "push", "one", 1000, 2000, &f->err));
	OK(lease_take(f->s, "push", "one", 1500, 2500, &f->err));          /* again: longer */
	FAILS(ERR_LATER, lease_take(other, "push", "two", 2400, 3000, &f->err));
	error_text(&text, &f->err, 0);
	assert_non_null(strstr(text.s, "one"));
	OK(lease_take(other, "pull", "two", 2400, 3000, &f->err));         /* another lease is another matter */
	OK(lease_take(other, "push", "two", 2500, 3000, &f->err));         /* over */
	FAILS(ERR_LATER, lease_take(f->s, "push", "one", 2600, 4000, &f->err));
	OK(lease_release(f->s, "push", "one", &f->err));                   /* not its own: nothing happens */
	FAILS(ERR_LATER, lease_take(f->s, "push", "one", 2600, 4000, &f->err));
	OK(lease_release(other, "push", "two", &f->err));
	OK(lease_take(f->s, "push", "one", 2600, 4000, &f->err));
	store_close(other);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_cursor_is_the_connectors_own_text),
		STORE_TEST(a_cursor_belongs_to_its_page),
		STORE_TEST(runs_are_kept_newest_first),
		STORE_TEST(freshness_is_per_connection_and_entity),
		STORE_TEST(a_copy_has_two_ages),
		STORE_TEST(one_process_has_the_lease),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
