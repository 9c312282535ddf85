/* The sums of the overview against the lists they lead to, over records of every age, week, state and currency. */
#include "store_fixture.h"
#include "store/overview.h"

#define DAY INT64_C(86400000)

static int64_t moment;

static int64_t frozen(void)
{
	return moment;
}

/* Ages in days and dues in days from today, each on both sides of every border. */
static const int ages[] = { 0, 1, 2, 3, 4, 7, 8, 9, 30, 31, 32, 400 };
static const int dues[] = { -400, -1, 0, 1, 6, 7, 8, 13, 14, 20, 34, 35, 41, 42, 43, 300 };
static const enum status states[] = { STATUS_READY, STATUS_HELD, STATUS_QUEUED, STATUS_SENDING, STATUS_SYNCED,
	STATUS_FAILED, STATUS_UNKNOWN, STATUS_REJECTED };

static const char *const vendors[] = { "Létourneau", "letourneau", "Roof & Sons", "Granite \"Works\"", "Zinc" };

static void put_invoices(struct fixture *f, int64_t now, int64_t today)
{
	int n = 0;

	for (size_t i = ARRAY_SIZE(ages); i-- > 0;)     /* the oldest first: time does not go back */
		for (size_t k = 0; k <= ARRAY_SIZE(dues); k++) {
			char *remote = xasprintf("i%d", n);
			struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, remote);
			struct record_state st = { .status = states[n % ARRAY_SIZE(states)], .books = n % 3 ? f->erp : 0 };
			char due[DATE_LEN];
			int64_t id;

			moment = now - ages[i] * DAY;
			record_set_text(&r, INVOICE_NUMBER, &f->p, remote);
			record_set_text(&r, INVOICE_VENDOR_NAME, &f->p, vendors[n % ARRAY_SIZE(vendors)]);
			record_set_text(&r, INVOICE_CURRENCY, &f->p, n % 4 ? "CAD" : "USD");
			record_set_int(&r, INVOICE_NET, 1000 + n);
			if (k < ARRAY_SIZE(dues)) {
				date_from_days(due, today + dues[k]);
				record_set_text(&r, INVOICE_DUE_DATE, &f->p, due);
			}
			id = fixture_put(f, &r, PUT_ADDED);
			OK(records_set_state(f->s, ENTITY_INVOICE, id, &st, &f->err));
			free(remote);
			n++;
		}
	moment = now;
}

static void same_as_list(struct fixture *f, int64_t books, enum view view, const char *text,
	const struct query_totals *t)
{
	struct query q = { .entity = ENTITY_INVOICE, .view = view, .sort_field = SORT_ID, .books = books };
	struct query_totals list;
	struct filter filter;

	OK(filter_parse(&filter, ENTITY_INVOICE, text, &f->err));
	q.filter = filter.n_terms ? &filter : NULL;
	OK(query_totals(f->s, &q, &list, &f->err));
	if (list.count != t->count)
		fail_msg("\"%s\": %lld in the list, %lld in the overview", text, (long long)list.count, (long long)t->count);
	assert_int_equal(list.n, t->n);
	for (size_t i = 0; i < t->n; i++) {
		size_t k = 0;
		while (k < list.n && strcmp(list.by_currency[k].currency, t->by_currency[i].currency) != 0)
			k++;
		assert_true(k < list.n);
		assert_int_equal(list.by_currency[k].sum, t->by_currency[i].sum);
		assert_int_equal(list.by_currency[k].count, t->by_currency[i].count);
	}
	filter_release(&filter);
}

static void check_all(struct fixture *f, int64_t books, const struct overview *o)
{
	static const char *const spans[] = { "age<3d", "age>=3d age<8d", "age>=8d age<31d", "age>=31d" };
	int64_t cash = 0, ready = 0;
	char text[200];

	for (int i = 0; i < AGE_COUNT; i++) {
		assert_true(o->waits[ENTITY_INVOICE][i].count > 0);
		same_as_list(f, books, VIEW_READY, spans[i], &o->waits[ENTITY_INVOICE][i]);
		ready += o->waits[ENTITY_INVOICE][i].count;
	}
	for (int i = 0; i < CASH_COUNT; i++)
		cash += o->cash[i].count;
	assert_true(cash > 0 && cash < ready);               /* held ones wait, and need no cash yet */
	snprintf(text, sizeof text, "status:ready,queued,sending due<%s", o->today);
	same_as_list(f, books, VIEW_READY, text, &o->cash[CASH_OVERDUE]);
	same_as_list(f, books, VIEW_READY, "status:ready,queued,sending -due>=1900-01-01", &o->cash[CASH_UNDATED]);
	for (int i = 0; i < OVERVIEW_WEEKS; i++) {
		int64_t n;
		char last[DATE_LEN];
		date_to_days(o->weeks[i + 1], &n);
		date_from_days(last, n - 1);
		snprintf(text, sizeof text, "status:ready,queued,sending due:%s..%s", o->weeks[i], last);
		same_as_list(f, books, VIEW_READY, text, &o->cash[CASH_FIRST_WEEK + i]);
	}
	snprintf(text, sizeof text, "status:ready,queued,sending due>=%s", o->weeks[OVERVIEW_WEEKS]);
	same_as_list(f, books, VIEW_READY, text, &o->cash[CASH_LATER]);
	assert_int_equal(o->n_vendors, 4);                   /* accents and capitals make no other vendor */
	for (size_t i = 0; i < o->n_vendors; i++)
		if (!strchr(o->vendors[i].name, '"')) {
			snprintf(text, sizeof text, "vendor=\"%s\"", o->vendors[i].name);
			same_as_list(f, books, VIEW_READY, text, &o->vendors[i].open);
		}
	for (int i = 0; i < OVERVIEW_WRONG; i++) {
		struct query_totals t = { 0 };
		struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_ALL, .sort_field = SORT_ID, .books = books };
		struct filter filter;
		snprintf(text, sizeof text, "status:%s", statuses[overview_wrong[i]].name);
		OK(filter_parse(&filter, ENTITY_INVOICE, text, &f->err));
		q.filter = &filter;
		OK(query_totals(f->s, &q, &t, &f->err));
		assert_int_equal(t.count, o->wrong[ENTITY_INVOICE][i].n);
		filter_release(&filter);
	}
}

static void every_number_is_that_of_its_list(void **state)
{
	struct fixture *f = *state;
	struct overview o;
	int64_t now = 1790000000000 + 500 * DAY, today;
	char day[DATE_LEN];

	clock_replace(frozen, NULL);
	moment = now;
	date_today(day);
	date_to_days(day, &today);
	put_invoices(f, now, today);
	OK(overview_read(f->s, 0, now, day, "CAD", &o, &f->err));
	check_all(f, 0, &o);
	overview_release(&o);
	OK(overview_read(f->s, f->erp, now, day, "CAD", &o, &f->err));
	check_all(f, f->erp, &o);
	overview_release(&o);
}

static void the_largest_vendor_of_the_home_currency_comes_first(void **state)
{
	static const struct { const char *vendor, *currency; int64_t net; } rows[] = {
		{ "Small", "CAD", 100 }, { "Abroad", "USD", 900000 }, { "Large", "CAD", 5000 }, { "Large", "CAD", 5000 },
		{ "Middle", "CAD", 7000 },
	};
	static const char *const order[] = { "Large", "Middle", "Small", "Abroad" };
	struct fixture *f = *state;
	struct record_state ready = { .status = STATUS_READY };
	struct overview o;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *remote = xasprintf("v%zu", i);
		struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, remote);
		record_set_text(&r, INVOICE_VENDOR_NAME, &f->p, rows[i].vendor);
		record_set_text(&r, INVOICE_CURRENCY, &f->p, rows[i].currency);
		record_set_int(&r, INVOICE_NET, rows[i].net);
		OK(records_set_state(f->s, ENTITY_INVOICE, fixture_put(f, &r, PUT_ADDED), &ready, &f->err));
		free(remote);
	}
	OK(overview_read(f->s, 0, clock_now_ms(), "2026-11-21", "CAD", &o, &f->err));
	assert_int_equal(o.n_vendors, 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(o.vendors[i].name, order[i]);
	assert_int_equal(o.vendors[0].open.by_currency[0].sum, 10000);
	assert_string_equal(o.weeks[0], "2026-11-21");       /* a Saturday: its week ends on the next day */
	assert_string_equal(o.weeks[1], "2026-11-23");
	overview_release(&o);
}

static void an_empty_company_has_zeros(void **state)
{
	struct fixture *f = *state;
	struct overview o;

	OK(overview_read(f->s, 0, clock_now_ms(), "2026-11-23", "", &o, &f->err));
	for (int e = 0; e < ENTITY_TAB_COUNT; e++)
		for (int i = 0; i < AGE_COUNT; i++)
			assert_int_equal(o.waits[e][i].count, 0);
	assert_int_equal(o.n_vendors, 0);
	assert_string_equal(o.weeks[1], "2026-11-30");       /* a Monday begins its week */
	overview_release(&o);
}

static void a_vendor_so_far_is_what_was_approved(void **state)
{
	static const struct { enum status st; int64_t net; } rows[] = { { STATUS_SYNCED, 1 }, { STATUS_QUEUED, 20 },
		{ STATUS_READY, 300 }, { STATUS_FAILED, 4000 }, { STATUS_UNKNOWN, 50000 }, { STATUS_CHANGED, 600000 } };
	struct fixture *f = *state;
	int64_t sum;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *remote = xasprintf("a%zu", i);
		struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, remote);
		struct record_state st = { .status = rows[i].st };
		record_set_text(&r, INVOICE_VENDOR, &f->p, "v1");
		record_set_text(&r, INVOICE_CURRENCY, &f->p, "CAD");
		record_set_int(&r, INVOICE_NET, rows[i].net);
		OK(records_set_state(f->s, ENTITY_INVOICE, fixture_put(f, &r, PUT_ADDED), &st, &f->err));
		free(remote);
	}
	OK(overview_vendor_approved(f->s, ENTITY_INVOICE, f->procore, "v1", "CAD", &sum, &f->err));
	assert_int_equal(sum, 650021);
	OK(overview_vendor_approved(f->s, ENTITY_INVOICE, f->procore, "v1", "USD", &sum, &f->err));
	assert_int_equal(sum, 0);
	/* what says no currency is found by none */
	{
		struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, "bare");
		record_set_text(&r, INVOICE_VENDOR, &f->p, "v1");
		record_set_int(&r, INVOICE_NET, 77);
		OK(records_set_state(f->s, ENTITY_INVOICE, fixture_put(f, &r, PUT_ADDED),
			&(struct record_state){ .status = STATUS_SYNCED }, &f->err));
	}
	OK(overview_vendor_approved(f->s, ENTITY_INVOICE, f->procore, "v1", "", &sum, &f->err));
	assert_int_equal(sum, 77);
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_number_is_that_of_its_list),
		TEST(the_largest_vendor_of_the_home_currency_comes_first),
		TEST(an_empty_company_has_zeros),
		TEST(a_vendor_so_far_is_what_was_approved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
