/* What a first load knows without judging: the judge queue it fills late, and the pairs it links in sets. */
#include "tests/unit/store_fixture.h"

#include "store/pairs.h"

#include "base/banned.h"

static size_t queued(struct fixture *f, enum entity e)
{
	int64_t ids[20];
	size_t n;

	OK(records_judge_take(f->s, e, ids, 20, &n, &f->err));
	return n;
}

/* ---- the queue ---- */

static void the_queue_of_a_first_load_is_filled_at_once(void **state)
{
	struct fixture *f = *state;

	OK(store_defer_indexes(f->s, &f->err));
	fixture_invoice(f, "1", 5);
	fixture_invoice(f, "2", 5);
	assert_int_equal(queued(f, ENTITY_INVOICE), 0);
	OK(records_judge_deferred(f->s, &f->err));
	assert_int_equal(queued(f, ENTITY_INVOICE), 2);
	OK(records_judge_deferred(f->s, &f->err));          /* once */
	assert_int_equal(queued(f, ENTITY_INVOICE), 0);
	fixture_invoice(f, "3", 5);                         /* from here on row by row */
	assert_int_equal(queued(f, ENTITY_INVOICE), 1);
}

static void a_stopped_first_load_is_judged_when_it_goes_on(void **state)
{
	struct fixture *f = *state;

	OK(store_defer_indexes(f->s, &f->err));
	fixture_vendor(f, "1", "Somebody");
	fixture_reopen(f);
	assert_int_equal(queued(f, ENTITY_VENDOR), 1);
	assert_int_equal(f->s->unjudged, 0);
}

/* Rows from before, few enough that the indexes wait for them too. */
static void what_changes_in_a_first_load_is_queued_as_ever(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_invoice(f, "1", 5);
	struct record line = fixture_record(f, ENTITY_INVOICE_LINE, f->procore, "l1"), r = fixture_get(f, ENTITY_INVOICE, id);
	struct record_array lines = { .items = &line, .len = 1, .cap = 1 };

	fixture_state(f, ENTITY_INVOICE, id, STATUS_SYNCED);
	OK(records_put_children(f->s, ENTITY_INVOICE_LINE, f->procore, "1", &lines, &f->err));
	queued(f, ENTITY_INVOICE);
	OK(store_defer_indexes(f->s, &f->err));
	record_set_int(&r, INVOICE_NET, 6);
	fixture_put(f, &r, PUT_CHANGED);
	assert_int_equal(queued(f, ENTITY_INVOICE), 1);
	record_set_int(&line, INVOICE_LINE_AMOUNT, 7);
	OK(records_put_children(f->s, ENTITY_INVOICE_LINE, f->procore, "1", &lines, &f->err));
	assert_int_equal(queued(f, ENTITY_INVOICE), 1);
	lines.len = 0;
	OK(records_put_children(f->s, ENTITY_INVOICE_LINE, f->procore, "1", &lines, &f->err));
	assert_int_equal(queued(f, ENTITY_INVOICE), 1);
}

static void assert_vendor(struct fixture *f, int64_t invoice, const char *name)
{
	struct record r = fixture_get(f, ENTITY_INVOICE, invoice);

	assert_string_equal(record_text(&r, INVOICE_VENDOR_NAME), name);
}

/* What display copies said last is remembered: not past a change of what they copy. */
static void a_copy_says_what_its_source_says_now(void **state)
{
	struct fixture *f = *state;
	struct record v = fixture_record(f, ENTITY_VENDOR, f->procore, "v1");
	static const char *const names[] = { "Early", "Late", "Later" };
	int64_t id = 0;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (i != 1)
			OK(store_begin(f->s, &f->err));
		record_set_text(&v, VENDOR_NAME, &f->p, names[i]);
		fixture_put(f, &v, i ? PUT_CHANGED : PUT_ADDED);
		id = fixture_invoice(f, pool_printf(&f->p, "%zu", i), 5);
		if (i != 0)
			OK(store_commit(f->s, &f->err));
		assert_vendor(f, id, names[i]);
	}
	OK(store_begin(f->s, &f->err));
	record_set_text(&v, VENDOR_NAME, &f->p, "Never");
	fixture_put(f, &v, PUT_CHANGED);
	fixture_invoice(f, "never", 5);
	store_rollback(f->s);
	id = fixture_invoice(f, "after", 5);
	assert_vendor(f, id, "Later");
}

/* Two copies of the program add rows in turn: each goes on after the other's. */
static void ids_go_on_after_those_of_another(void **state)
{
	struct fixture *f = *state;
	struct store *mine = f->s, *other;
	int64_t last = 0, id;

	OK(store_open(&other, f->path, STORE_WRITE, &f->err));
	for (int i = 0; i < 6; i++) {
		f->s = i & 1 ? other : mine;
		id = fixture_invoice(f, pool_printf(&f->p, "%d", i), 1);
		assert_int_equal(id, last + 1);
		last = id;
	}
	f->s = mine;
	store_close(other);
}

/* ---- pairs ---- */

static int64_t document(struct fixture *f, enum entity e, int64_t connection, const char *id, const char *origin)
{
	struct record r = fixture_record(f, e, connection, id);

	r.remote_code = connection == f->erp ? pool_printf(&f->p, "Code-%s", id) : NULL;
	if (origin)
		record_set_text(&r, entity_field(e, "origin_id"), &f->p, origin);
	record_set_text(&r, entities[e].number, &f->p, pool_printf(&f->p, "N%s", id));
	record_set_text(&r, entity_field(e, "currency"), &f->p, "CAD");
	record_set_int(&r, e == ENTITY_INVOICE ? INVOICE_NET : PAYMENT_AMOUNT, 500);
	return fixture_put(f, &r, PUT_ADDED);
}

/* Reads and links all, `window` at a time; how many. */
static size_t link_all(struct fixture *f, enum entity e, int by_bill, size_t window)
{
	struct pairs of = { .entity = e, .by_bill = by_bill, .procore = f->procore, .erp = f->erp };
	struct pair_array found = { 0 };
	size_t n = 0;

	OK(store_begin(f->s, &f->err));
	do {
		found.len = 0;
		OK(pairs_list(f->s, &of, window, &f->p, &found, &f->err));
		for (size_t i = 0; i < found.len; i++) {
			const struct pair *one = &found.items[i];
			struct link l = { .entity = e, .record_id = one->mine.id, .connection_id = f->erp,
				.erp_id = one->row.remote_id, .erp_code = one->row.remote_code, .erp_record_id = one->row.id,
				.origin = "match" };

			if (one->taken)
				continue;
			OK(pairs_link(f->s, one, &l, &f->err));
			n++;
		}
	} while (found.len == window);
	OK(store_commit(f->s, &f->err));
	ARRAY_RELEASE(&found);
	return n;
}

static int64_t linked_to(struct fixture *f, enum entity e, int64_t id)
{
	struct link l = { 0 };

	return links_get(f->s, e, id, &f->p, &l, NULL) == 0 ? l.erp_record_id : 0;
}

static void a_pair_is_linked_as_judging_would(void **state)
{
	struct fixture *f = *state;
	struct query found = { .entity = ENTITY_INVOICE, .view = VIEW_SYNCED, .sort_field = SORT_ID };
	struct filter filter;
	struct query_totals t;
	struct record r;
	int64_t mine, row, other;

	assert_int_equal(pairs_here(f->s, ENTITY_INVOICE, &f->err), 0);
	OK(store_defer_indexes(f->s, &f->err));
	assert_int_equal(pairs_here(f->s, ENTITY_INVOICE, &f->err), 1);
	mine = document(f, ENTITY_INVOICE, f->procore, "1", "A");
	other = document(f, ENTITY_INVOICE, f->procore, "2", NULL);
	row = document(f, ENTITY_INVOICE, f->erp, "A", NULL);
	document(f, ENTITY_INVOICE, f->erp, "B", NULL);
	assert_int_equal(link_all(f, ENTITY_INVOICE, 0, 10), 1);
	assert_int_equal(linked_to(f, ENTITY_INVOICE, mine), row);
	r = fixture_get(f, ENTITY_INVOICE, mine);
	assert_int_equal(r.state.status, STATUS_SYNCED);
	assert_string_equal(r.state.erp_code, "Code-A");
	assert_int_equal(r.state.books, f->erp);
	assert_int_equal(fixture_get(f, ENTITY_INVOICE, row).state.status, STATUS_NONE);
	OK(records_judge_deferred(f->s, &f->err));
	assert_int_equal(queued(f, ENTITY_INVOICE), 2);     /* the two that are left */
	assert_int_equal(fixture_get(f, ENTITY_INVOICE, other).state.status, STATUS_NOT_READY);
	fixture_check_tally(f);
	OK(store_finish_indexes(f->s, &f->err));
	OK(filter_parse(&filter, ENTITY_INVOICE, "code-a", &f->err));   /* the number over there is searched */
	found.filter = &filter;
	OK(query_totals(f->s, &found, &t, &f->err));
	assert_int_equal(t.count, 1);
	filter_release(&filter);
}

/* Two records name one row: the first has it, in the same window or in the next. */
static void a_row_is_linked_once(void **state)
{
	struct fixture *f = *state;

	OK(store_defer_indexes(f->s, &f->err));
	for (int i = 0; i < 2; i++) {
		char *row = pool_printf(&f->p, "row%d", i);
		int64_t first = document(f, ENTITY_INVOICE, f->procore, pool_printf(&f->p, "a%d", i), row),
			second = document(f, ENTITY_INVOICE, f->procore, pool_printf(&f->p, "b%d", i), row);

		document(f, ENTITY_INVOICE, f->erp, row, NULL);
		assert_int_equal(link_all(f, ENTITY_INVOICE, 0, i ? 1 : 10), 1);
		assert_true(linked_to(f, ENTITY_INVOICE, first) > 0);
		assert_int_equal(linked_to(f, ENTITY_INVOICE, second), 0);
	}
}

static void what_was_touched_is_no_pair(void **state)
{
	struct fixture *f = *state;
	int64_t mine;

	OK(store_defer_indexes(f->s, &f->err));
	mine = document(f, ENTITY_INVOICE, f->procore, "1", "A");
	document(f, ENTITY_INVOICE, f->erp, "A", NULL);
	fixture_state(f, ENTITY_INVOICE, mine, STATUS_REJECTED);
	assert_int_equal(link_all(f, ENTITY_INVOICE, 0, 10), 0);
	fixture_state(f, ENTITY_INVOICE, mine, STATUS_NOT_READY);
	assert_int_equal(link_all(f, ENTITY_INVOICE, 0, 10), 1);
}

/* ---- payments ---- */

/* A check "C" of the ERP, the row of the bill it pays, and Procore's payment of the invoice. */
static int64_t paid(struct fixture *f, const char *id, const char *bill, int64_t amount)
{
	struct record r = fixture_record(f, ENTITY_PAYMENT, f->erp, id);

	r.remote_code = "C";
	record_set_text(&r, PAYMENT_NUMBER, &f->p, "20001");
	record_set_text(&r, PAYMENT_INVOICE, &f->p, bill);
	record_set_int(&r, PAYMENT_AMOUNT, amount);
	return fixture_put(f, &r, PUT_ADDED);
}

static int64_t payment(struct fixture *f, const char *id, const char *origin, const char *number, int64_t amount)
{
	struct record r = fixture_record(f, ENTITY_PAYMENT, f->procore, id);

	record_set_text(&r, PAYMENT_ORIGIN_ID, &f->p, origin);
	record_set_text(&r, PAYMENT_INVOICE_NUMBER, &f->p, number);
	record_set_int(&r, PAYMENT_AMOUNT, amount);
	return fixture_put(f, &r, PUT_ADDED);
}

static void a_check_of_two_bills_is_told_apart(void **state)
{
	struct fixture *f = *state;
	int64_t rows[3], mine[4];

	OK(store_defer_indexes(f->s, &f->err));
	document(f, ENTITY_INVOICE, f->procore, "1", "A");
	document(f, ENTITY_INVOICE, f->procore, "2", "B");
	document(f, ENTITY_INVOICE, f->erp, "A", NULL);
	document(f, ENTITY_INVOICE, f->erp, "B", NULL);
	document(f, ENTITY_INVOICE, f->erp, "D", NULL);     /* linked to nothing */
	mine[0] = payment(f, "p1", "C", "N2", 500);
	mine[1] = payment(f, "p2", "C", "N1", 500);
	mine[2] = payment(f, "p3", "C", "N1", 400);         /* another amount */
	mine[3] = payment(f, "p4", "C", "N1", 500);         /* the same again: there is no row for it */
	rows[0] = paid(f, "C|A", "A", 500);
	rows[1] = paid(f, "C|B", "B", 500);
	rows[2] = paid(f, "C|D", "D", 500);
	assert_int_equal(link_all(f, ENTITY_PAYMENT, 1, 10), 0);        /* the bills first */
	assert_int_equal(link_all(f, ENTITY_INVOICE, 0, 10), 2);
	assert_int_equal(link_all(f, ENTITY_PAYMENT, 1, 10), 2);
	assert_int_equal(linked_to(f, ENTITY_PAYMENT, mine[0]), rows[1]);
	assert_int_equal(linked_to(f, ENTITY_PAYMENT, mine[1]), rows[0]);
	assert_int_equal(linked_to(f, ENTITY_PAYMENT, mine[2]), 0);
	assert_int_equal(linked_to(f, ENTITY_PAYMENT, mine[3]), 0);
	assert_int_equal(fixture_get(f, ENTITY_PAYMENT, rows[0]).state.status, STATUS_NONE);
	assert_int_equal(fixture_get(f, ENTITY_PAYMENT, rows[2]).state.status, STATUS_STAGED);
}

/* A check whose own number is the mark of another one's payment: judged, not paired. */
static void a_doubtful_mark_is_left_to_the_judge(void **state)
{
	struct fixture *f = *state;
	struct record other = fixture_record(f, ENTITY_PAYMENT, f->erp, "X|Y");

	OK(store_defer_indexes(f->s, &f->err));
	document(f, ENTITY_INVOICE, f->procore, "1", "A");
	document(f, ENTITY_INVOICE, f->erp, "A", NULL);
	payment(f, "p1", "C", "N1", 500);
	paid(f, "C|A", "A", 500);
	record_set_text(&other, PAYMENT_NUMBER, &f->p, "C");
	fixture_put(f, &other, PUT_ADDED);
	assert_int_equal(link_all(f, ENTITY_INVOICE, 0, 10), 1);
	assert_int_equal(link_all(f, ENTITY_PAYMENT, 1, 10), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(the_queue_of_a_first_load_is_filled_at_once),
		STORE_TEST(a_stopped_first_load_is_judged_when_it_goes_on),
		STORE_TEST(what_changes_in_a_first_load_is_queued_as_ever),
		STORE_TEST(a_copy_says_what_its_source_says_now),
		STORE_TEST(ids_go_on_after_those_of_another),
		STORE_TEST(a_pair_is_linked_as_judging_would),
		STORE_TEST(a_row_is_linked_once),
		STORE_TEST(what_was_touched_is_no_pair),
		STORE_TEST(a_check_of_two_bills_is_told_apart),
		STORE_TEST(a_doubtful_mark_is_left_to_the_judge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
