/* Lists: every order, filter and direction against a plain sort and a plain scan of the same
 * rows; plans; totals; cancelling. */
#include "store_fixture.h"

#include "base/text.h"
#include "store/search.h"

#include <time.h>

#include "base/banned.h"

#define ROWS 700

static const char *const words[] = { "Northside Concrete", "Toitures Létourneau", "ROOFING Œuvre",
	"acier québec", "Électrique Dupont", "zz top", "Zinc & Co", "x" };

static const char *maybe(struct fixture *f, const char *text)
{
	return fixture_random(f, 6) == 0 ? NULL : text;
}

/* Random invoices with nulls, equal keys and every state. */
static void fill(struct fixture *f)
{
	static const enum status states[] = { STATUS_NOT_READY, STATUS_HELD, STATUS_READY, STATUS_QUEUED,
		STATUS_SYNCED, STATUS_SYNCED, STATUS_SYNCED, STATUS_FAILED, STATUS_REJECTED, STATUS_UNKNOWN };

	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < ROWS; i++) {
		struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, pool_printf(&f->p, "%d", 5000 + i));
		int64_t id;

		record_set_text(&r, INVOICE_NUMBER, &f->p, maybe(f, pool_printf(&f->p, "%d-%02d",
			(int)fixture_random(f, 90), (int)fixture_random(f, 9))));
		record_set_text(&r, INVOICE_VENDOR_NAME, &f->p, maybe(f, words[fixture_random(f, ARRAY_SIZE(words))]));
		record_set_text(&r, INVOICE_JOB_NUMBER, &f->p, maybe(f, pool_printf(&f->p, "J-26%02d",
			(int)fixture_random(f, 12))));
		record_set_text(&r, INVOICE_PERIOD, &f->p, pool_printf(&f->p, "2026-%02d", (int)fixture_random(f, 12) + 1));
		record_set_text(&r, INVOICE_BILLING_DATE, &f->p, maybe(f, pool_printf(&f->p, "2026-%02d-%02d",
			(int)fixture_random(f, 12) + 1, (int)fixture_random(f, 28) + 1)));
		if (fixture_random(f, 5))
			record_set_int(&r, INVOICE_AMOUNT, (int64_t)fixture_random(f, 400) * 100 - 5000);
		if (fixture_random(f, 5))
			record_set_int(&r, INVOICE_NET, (int64_t)fixture_random(f, 300) * 100 - 2000);
		record_set_text(&r, INVOICE_CURRENCY, &f->p, fixture_random(f, 3) ? "USD" : "CAD");
		id = fixture_put(f, &r, PUT_ADDED);
		fixture_state(f, ENTITY_INVOICE, id, states[fixture_random(f, ARRAY_SIZE(states))]);
		if (fixture_random(f, 30) == 0) {
			r.deleted = 1;
			fixture_put(f, &r, PUT_CHANGED);
		}
	}
	OK(store_commit(f->s, &f->err));
}

/* ---- the same answers, the slow way ---- */

struct plain { struct record *items; size_t len, cap; };

static const struct query *sorted_by;

static int compare_text(const char *a, const char *b)
{
	return strcmp(a, b);
}

/* By one field, the lesser first. */
static int compare_by(const struct record *a, const struct record *b, int field)
{
	struct strbuf ta = STRBUF_INIT, tb = STRBUF_INIT;
	int c = 0;

	if (field == SORT_STATUS) {
		c = compare_text(statuses[a->state.status].name, statuses[b->state.status].name);
	} else if (field == SORT_AGE) {
		c = a->state.changed_ms > b->state.changed_ms ? -1 : a->state.changed_ms < b->state.changed_ms;
	} else if (field == SORT_BOOKS) {
		c = a->state.books < b->state.books ? -1 : a->state.books > b->state.books;
	} else if (field >= 0) {
		int ha = record_has(a, field), hb = record_has(b, field);
		const struct field *fd = &entities[ENTITY_INVOICE].fields[field];

		if (ha != hb) {
			c = ha ? 1 : -1;
		} else if (ha && table_is_text(fd->type)) {
			if (field == INVOICE_VENDOR_NAME) {
				text_add_folded(&ta, record_text(a, field));
				text_add_folded(&tb, record_text(b, field));
				c = compare_text(ta.s, tb.s);
			} else {
				c = compare_text(record_text(a, field), record_text(b, field));
			}
		} else if (ha) {
			c = record_int(a, field) < record_int(b, field) ? -1 : record_int(a, field) > record_int(b, field);
		}
	}
	strbuf_release(&ta);
	strbuf_release(&tb);
	return c;
}

/* Equal rows stand by id, in the direction of the last order; age counts against the time. */
static int compare_plain(const void *pa, const void *pb)
{
	const struct record *a = pa, *b = pb;
	const struct query *q = sorted_by;
	int two = q->sort2 && q->sort_field != SORT_ID && q->sort2_field != q->sort_field &&
		q->sort2_field != SORT_ID;
	int c = compare_by(a, b, q->sort_field), down = q->descending, last = two ? q->sort2_field : q->sort_field;

	if (c == 0 && two) {
		c = compare_by(a, b, q->sort2_field);
		down = q->descending2;
	}
	if (c == 0) {
		c = a->id < b->id ? -1 : a->id > b->id;
		if (last == SORT_AGE)
			c = -c;
	}
	return down ? -c : c;
}

static int plain_term(const struct filter_term *t, const struct record *r);

static int plain_any(const struct filter_term *t, const struct record *r)
{
	int any = 0;

	for (size_t i = 0; i < t->n_groups; i++) {
		int all = 1;

		for (size_t k = 0; k < t->groups[i].n_terms; k++)
			all &= plain_term(&t->groups[i].terms[k], r);
		any |= all;
	}
	return any;
}

/* Written apart from match.c on purpose: from the words of filter.h. */
static int plain_term(const struct filter_term *t, const struct record *r)
{
	const struct entity_def *d = &entities[r->entity];
	struct strbuf b = STRBUF_INIT;
	int yes = 0;

	if (t->op == FILTER_STATUS) {
		yes = (int64_t)r->state.status == t->number;
	} else if (t->op == FILTER_ANY) {
		yes = plain_any(t, r);
	} else if (t->op == FILTER_CHANGED_BEFORE) {
		yes = r->state.changed_ms < t->number;
	} else if (t->op == FILTER_CHANGED_SINCE) {
		yes = r->state.changed_ms >= t->number;
	} else if (t->field == FILTER_ERP_CODE) {
		yes = 0;
	} else if (t->field < 0) {
		for (int f = 0; f < d->n_fields; f++) {
			if (!(d->fields[f].flags & FIELD_SEARCH))
				continue;
			strbuf_reset(&b);
			text_add_folded(&b, record_text(r, f));
			yes |= strstr(b.s, t->text) != NULL;
		}
	} else if (!record_has(r, t->field)) {
		yes = 0;
	} else if (t->text) {
		const char *have = record_text(r, t->field);
		int c = strcmp(have, t->text);

		if (t->op == FILTER_HAS) {
			text_add_folded(&b, have);
			yes = strstr(b.s, t->text) != NULL;
		} else {
			yes = t->op == FILTER_EQ ? c == 0 : t->op == FILTER_LT ? c < 0 : t->op == FILTER_LE ? c <= 0 :
				t->op == FILTER_GT ? c > 0 : c >= 0;
		}
	} else {
		int64_t n = record_int(r, t->field);

		yes = t->op == FILTER_LT ? n < t->number : t->op == FILTER_LE ? n <= t->number :
			t->op == FILTER_GT ? n > t->number : t->op == FILTER_GE ? n >= t->number : n == t->number;
	}
	strbuf_release(&b);
	return yes != (t->negate != 0);
}

/* From the words of query.h: by the id in the system the row comes from. */
static int in_scope(const struct query_scope *s, const struct record *r)
{
	for (int i = 0; i < s->n; i++)
		if (s->of[i].connection == r->connection_id && strcmp(record_text(r, s->field), s->of[i].id) == 0)
			return 1;
	return s->n == 0;
}

static int plain_match(const struct query *q, const struct record *r)
{
	if (r->deleted || (q->view != VIEW_ALL && statuses[r->state.status].view != q->view))
		return 0;
	if (q->books && r->state.books != q->books)
		return 0;
	if (!in_scope(&q->scope, r))
		return 0;
	for (size_t i = 0; q->filter && i < q->filter->n_terms; i++)
		if (!plain_term(&q->filter->terms[i], r))
			return 0;
	return 1;
}

static void plain_list(struct fixture *f, const struct query *q, struct plain *out)
{
	struct record_array all = { 0 };

	OK(records_list(f->s, ENTITY_INVOICE, f->procore, 0, 100000, &f->p, &all, &f->err));
	for (size_t i = 0; i < all.len; i++)
		if (plain_match(q, &all.items[i]))
			*ARRAY_PUSH(out) = all.items[i];
	ARRAY_RELEASE(&all);
	sorted_by = q;
	if (out->len)
		qsort(out->items, out->len, sizeof *out->items, compare_plain);
}

static void same_rows(const struct plain *want, size_t from, const struct record_array *got, size_t n)
{
	assert_int_equal(got->len, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(got->items[i].id, want->items[from + i].id);
}

/* Page through both ways with pages of seven, and start in the middle. */
static void check_paging(struct fixture *f, const struct query *q)
{
	struct plain want = { 0 };
	struct record_array page = { 0 };
	struct pool p = POOL_INIT;
	size_t at = 0, n = 7;
	int64_t position;

	plain_list(f, q, &want);
	for (int64_t anchor = 0; at <= want.len; at += n) {
		size_t expected = want.len - at < n ? want.len - at : n;

		page.len = 0;
		OK(query_window(f->s, q, anchor, 0, 0, n, &p, &page, &f->err));
		same_rows(&want, at, &page, expected);
		if (expected == 0)
			break;
		anchor = page.items[page.len - 1].id;
	}
	for (int64_t anchor = 0, left = (int64_t)want.len; left > 0; left -= (int64_t)n) {
		size_t expected = left < (int64_t)n ? (size_t)left : n;

		page.len = 0;
		OK(query_window(f->s, q, anchor, 1, 0, n, &p, &page, &f->err));
		same_rows(&want, (size_t)left - expected, &page, expected);
		anchor = page.items[0].id;
	}
	if (want.len) {
		size_t middle = want.len / 2, rest = want.len - middle < n ? want.len - middle : n;

		page.len = 0;
		OK(query_window(f->s, q, want.items[middle].id, 0, 1, n, &p, &page, &f->err));
		same_rows(&want, middle, &page, rest);
		page.len = 0;
		OK(query_window(f->s, q, want.items[middle].id, 1, 1, n, &p, &page, &f->err));
		rest = middle + 1 < n ? middle + 1 : n;
		same_rows(&want, middle + 1 - rest, &page, rest);
		OK(query_position(f->s, q, want.items[middle].id, &position, &f->err));
		assert_int_equal(position, middle);
	}
	pool_release(&p);
	ARRAY_RELEASE(&page);
	ARRAY_RELEASE(&want);
}

static void check_totals(struct fixture *f, const struct query *q)
{
	struct query_totals got, want = { 0 };
	struct plain rows = { 0 };

	plain_list(f, q, &rows);
	for (size_t i = 0; i < rows.len; i++)
		totals_add(&want, record_currency(&rows.items[i]), 1, record_int(&rows.items[i], INVOICE_NET));
	OK(query_totals(f->s, q, &got, &f->err));
	assert_int_equal(got.count, want.count);
	assert_int_equal(got.n, want.n);
	for (size_t i = 0; i < want.n; i++) {
		size_t k = 0;

		while (k < got.n && strcmp(got.by_currency[k].currency, want.by_currency[i].currency) != 0)
			k++;
		assert_true(k < got.n);
		assert_int_equal(got.by_currency[k].sum, want.by_currency[i].sum);
		assert_int_equal(got.by_currency[k].count, want.by_currency[i].count);
	}
	ARRAY_RELEASE(&rows);
}

static const int orders[] = { SORT_ID, SORT_STATUS, SORT_AGE, INVOICE_NUMBER, INVOICE_VENDOR_NAME,
	INVOICE_JOB_NUMBER, INVOICE_COMMITMENT_NUMBER, INVOICE_PERIOD, INVOICE_BILLING_DATE, INVOICE_DUE_DATE,
	INVOICE_AMOUNT, INVOICE_RETAINAGE, INVOICE_NET };

/* ---- tests ---- */

static void pages_follow_each_other_in_every_order(void **state)
{
	struct fixture *f = *state;

	fill(f);
	for (int view = 0; view < VIEW_COUNT; view++) {
		for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
			for (int down = 0; down < 2; down++) {
				struct query q = { ENTITY_INVOICE, (enum view)view, NULL, orders[i], down, 0, 0, 0, 0, { 0 } };

				check_paging(f, &q);
			}
		}
	}
}

/* Pairs of orders, both directions each, with groups sorted and with groups walked. */
static void pages_follow_each_other_in_two_orders(void **state)
{
	static const size_t great[] = { 0, 10 };
	struct fixture *f = *state;

	fill(f);
	for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
		for (int n = 0; n < 8; n++) {
			struct query q = { ENTITY_INVOICE, n % 3 == 2 ? VIEW_SYNCED : VIEW_ALL, NULL, orders[i], n & 1, 0, 1,
				orders[fixture_random(f, ARRAY_SIZE(orders))], n >> 1 & 1, { 0 } };

			f->s->great_group = great[n >> 2];
			check_paging(f, &q);
		}
	}
	/* few keys first, every second one */
	for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
		struct query q = { ENTITY_INVOICE, VIEW_ALL, NULL, SORT_STATUS, (int)(i & 1), 0, 1, orders[i], (int)(i >> 1 & 1), { 0 } };

		f->s->great_group = 50;
		check_paging(f, &q);
	}
	f->s->great_group = 0;
}

/* Orders without an index are slow, not wrong. */
static void any_field_is_an_order(void **state)
{
	static const int fields[] = { SORT_BOOKS, INVOICE_STATUS, INVOICE_TAX, INVOICE_CURRENCY, INVOICE_FINAL };
	struct fixture *f = *state;

	fill(f);
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		struct query q = { ENTITY_INVOICE, VIEW_ALL, NULL, fields[i], (int)(i & 1), 0, 0, 0, 0, { 0 } };

		check_paging(f, &q);
		q.sort2 = 1;
		q.sort2_field = INVOICE_NET;
		check_paging(f, &q);
		q.sort_field = INVOICE_VENDOR_NAME;
		q.sort2_field = fields[i];
		check_paging(f, &q);
	}
}

static const char *const filters[] = { "concrete", "LETOURNEAU", "lét", "oeuvre", "z", "zz", "x", "co", "q",
	"nothing-like-it", "qj", "-concrete", "!zz", "roof -x", "\"zinc & co\"", "vendor:dupont", "job:2603",
	"status:ready", "-status:synced", "status:failed letour", ">10000", "<=0", ">100 <200", "amount>50 zz",
	"net<100", "date>=2026-06-01", "date:2026-03", "date:2026-02..2026-04", "number=12-03", "period=2026-05",
	"ec", "-job:26", "-a", "12", "1", "-", "J-2601 co",
	/* alternatives, ranges, periods that may also be a text */
	"zinc | concrete", "zz | letour >100", "(concrete | zz) status:synced", "-(zz | co)", "-date:2026-03",
	"status:ready,held", "-status:synced,held", "100..200", "-100..200 zz", "2026-05", "(zz status:ready) | (co <0)",
	"zz | x | q", "(z | q) (co | 12)", "zinc | -co", "erp:x", "erp=x | zz", "age>1d | dupont", "age<1d", "overdue | >200",
	"-2026-05 letour", "-(-zz)", "nothing-like-it | qj" };

static void two_orders_hold_with_a_filter(void **state)
{
	struct fixture *f = *state;

	fill(f);
	for (int i = 0; i < 20; i++) {
		struct filter filter;
		struct query q = { ENTITY_INVOICE, VIEW_ALL, &filter, i & 4 ? SORT_STATUS : INVOICE_VENDOR_NAME, i & 1, 0, 1,
			i & 8 ? INVOICE_NET : INVOICE_NUMBER, i >> 1 & 1, { 0 } };

		f->s->great_group = i & 2 ? 20 : 0;
		OK(filter_parse(&filter, ENTITY_INVOICE, filters[i], &f->err));
		check_paging(f, &q);
		filter_release(&filter);
	}
	f->s->great_group = 0;
}

/* ---- ids ---- */

static int compare_int64(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void same_ids(const struct record *want, size_t n, struct id_array *got, int sorted)
{
	int64_t *ids = xreallocarray(NULL, n + 1, sizeof *ids);

	assert_int_equal(got->len, n);
	for (size_t i = 0; i < n; i++)
		ids[i] = want[i].id;
	qsort(ids, n, sizeof *ids, compare_int64);
	if (!sorted && n)
		qsort(got->items, n, sizeof *got->items, compare_int64);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(got->items[i], ids[i]);
	free(ids);
	got->len = 0;
}

static int same_value(const struct record *a, const struct record *b, int field)
{
	if (field == SORT_STATUS)
		return a->state.status == b->state.status;
	if (record_has(a, field) != record_has(b, field))
		return 0;
	if (!record_has(a, field))
		return 1;
	return table_is_text(entities[a->entity].fields[field].type) ?
		strcmp(record_text(a, field), record_text(b, field)) == 0 : record_int(a, field) == record_int(b, field);
}

static void check_ids(struct fixture *f, const struct query *q)
{
	static const int fields[] = { SORT_STATUS, INVOICE_VENDOR_NAME, INVOICE_NET, INVOICE_JOB_NUMBER, INVOICE_CURRENCY };
	struct plain want = { 0 }, some = { 0 };
	struct id_array got = { 0 };
	int64_t count, odd[] = { 1, 2, 3, 50, 51, 400, 999999 };

	plain_list(f, q, &want);
	OK(query_ids(f->s, q, SIZE_MAX - 1, &got, &f->err));
	same_ids(want.items, want.len, &got, 1);
	for (size_t i = 0, n = 0; i < ARRAY_SIZE(odd); i++) {
		for (size_t k = 0; k < want.len; k++)
			n += want.items[k].id == odd[i];
		OK(query_count_of(f->s, q, odd, i + 1, &count, &f->err));
		assert_int_equal(count, n);
	}
	if (want.len > 20) {
		size_t a = fixture_random(f, (uint32_t)want.len), b = fixture_random(f, (uint32_t)want.len);
		size_t low = a < b ? a : b, high = a < b ? b : a;

		OK(query_between(f->s, q, want.items[a].id, want.items[b].id, SIZE_MAX - 1, &got, &f->err));
		same_ids(want.items + low, high - low + 1, &got, 0);
		for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
			some.len = 0;
			for (size_t k = 0; k < want.len; k++)
				if (same_value(&want.items[k], &want.items[a], fields[i]))
					*ARRAY_PUSH(&some) = want.items[k];
			OK(query_same(f->s, q, fields[i], want.items[a].id, SIZE_MAX - 1, &got, &f->err));
			same_ids(some.items, some.len, &got, 0);
		}
		OK(query_ids(f->s, q, 10, &got, &f->err));
		assert_int_equal(got.len, 11);        /* one more: there are more */
	}
	ARRAY_RELEASE(&want);
	ARRAY_RELEASE(&some);
	ARRAY_RELEASE(&got);
}

static void ids_are_those_of_a_plain_scan(void **state)
{
	struct fixture *f = *state;

	fill(f);
	for (int i = 0; i < 40; i++) {
		struct filter filter;
		struct query q = { ENTITY_INVOICE, i % 3 ? VIEW_ALL : VIEW_SYNCED, i & 1 ? &filter : NULL,
			orders[i % (int)ARRAY_SIZE(orders)], i >> 1 & 1, 0, i >> 2 & 1, INVOICE_VENDOR_NAME, i & 1, { 0 } };

		OK(filter_parse(&filter, ENTITY_INVOICE, filters[i / 2], &f->err));
		check_ids(f, &q);
		filter_release(&filter);
	}
}

static void every_sortable_field_is_tested(void **state)
{
	(void)state;
	for (int f = 0; f < entities[ENTITY_INVOICE].n_fields; f++) {
		int found = 0;

		for (size_t i = 0; i < ARRAY_SIZE(orders); i++)
			found |= orders[i] == f;
		assert_int_equal(found, (entities[ENTITY_INVOICE].fields[f].flags & FIELD_SORT) != 0);
	}
}


/* No statement asked so far reads a table from end to end; the search index is a table of another kind. */
static void no_scans(struct fixture *f)
{
	int n = 0;

	for (size_t i = 0; i < f->s->statements.cap; i++) {
		const char *sql = f->s->statements.items[i].sql;
		struct strbuf plan = STRBUF_INIT;

		if (!sql || strncmp(sql, "SELECT", 6) != 0 || strstr(sql, "LIMIT") || !strstr(sql, "FROM \"invoice\""))
			continue;
		OK(f->s->db->ops->explain(f->s->db, sql, &plan, &f->err));
		if (strstr(plan.s, "SCAN") || strstr(plan.s, "TEMP B-TREE")) {
			print_error("%s\n%s\n", sql, plan.s);
			fail();
		}
		strbuf_release(&plan);
		n++;
	}
	assert_true(n >= 10);
}

static void filters_select_what_a_plain_scan_selects(void **state)
{
	struct fixture *f = *state;
	static const int some[] = { SORT_ID, INVOICE_VENDOR_NAME, INVOICE_NET };
	static const enum view in[] = { VIEW_ALL, VIEW_READY, VIEW_SYNCED };
	size_t rows = 0;

	fill(f);
	for (size_t i = 0; i < ARRAY_SIZE(filters); i++) {
		struct filter filter;

		OK(filter_parse(&filter, ENTITY_INVOICE, filters[i], &f->err));
		for (size_t k = 0; k < ARRAY_SIZE(some); k++) {
			struct query q = { ENTITY_INVOICE, in[k], &filter, some[k], (int)(i & 1), 0, 0, 0, 0, { 0 } };
			struct query_totals t;

			check_paging(f, &q);
			check_totals(f, &q);
			OK(query_totals(f->s, &q, &t, &f->err));
			rows += (size_t)t.count;
		}
		filter_release(&filter);
	}
	assert_true(rows > 2000);         /* the filters do find something */
	no_scans(f);
}

/* The same with the walk instead of the sorted list, by taking away its candidates. */
static void filters_hold_while_indexes_are_missing(void **state)
{
	struct fixture *f = *state;

	OK(store_defer_indexes(f->s, &f->err));
	fill(f);
	for (size_t i = 0; i < ARRAY_SIZE(filters); i += 3) {
		struct filter filter;
		struct query q = { ENTITY_INVOICE, VIEW_ALL, &filter, INVOICE_BILLING_DATE, 1, 0, 0, 0, 0, { 0 } };

		OK(filter_parse(&filter, ENTITY_INVOICE, filters[i], &f->err));
		check_paging(f, &q);
		check_totals(f, &q);
		filter_release(&filter);
	}
	OK(store_finish_indexes(f->s, &f->err));
	for (size_t i = 0; i < ARRAY_SIZE(filters); i += 5) {
		struct filter filter;
		struct query q = { ENTITY_INVOICE, VIEW_ALL, &filter, INVOICE_BILLING_DATE, 1, 0, 0, 0, 0, { 0 } };

		OK(filter_parse(&filter, ENTITY_INVOICE, filters[i], &f->err));
		check_paging(f, &q);
		filter_release(&filter);
	}
}

static void many_candidates_are_walked(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = { "common", "commonplace", "-commonplace", "common <500" };

	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < 6000; i++) {
		struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, pool_printf(&f->p, "%d", i));

		record_set_text(&r, INVOICE_VENDOR_NAME, &f->p, i % 3 ? "Commonplace Ltd" : "Common place Ltd");
		record_set_int(&r, INVOICE_NET, (int64_t)fixture_random(f, 1000) * 100);
		record_set_int(&r, INVOICE_AMOUNT, (int64_t)fixture_random(f, 1000) * 100);
		record_set_text(&r, INVOICE_CURRENCY, &f->p, "USD");
		fixture_put(f, &r, PUT_ADDED);
	}
	OK(store_commit(f->s, &f->err));
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct filter filter;
		struct query q = { ENTITY_INVOICE, VIEW_ALL, &filter, INVOICE_NET, 0, 0, 0, 0, 0, { 0 } };
		struct record_array page = { 0 };
		struct plain want = { 0 };

		OK(filter_parse(&filter, ENTITY_INVOICE, texts[i], &f->err));
		check_totals(f, &q);              /* before the rows were asked for */
		plain_list(f, &q, &want);
		assert_true(want.len > 1000);
		OK(query_window(f->s, &q, 0, 0, 0, 100, &f->p, &page, &f->err));
		same_rows(&want, 0, &page, 100);
		page.len = 0;
		OK(query_window(f->s, &q, want.items[700].id, 1, 0, 100, &f->p, &page, &f->err));
		same_rows(&want, 600, &page, 100);
		check_totals(f, &q);
		ARRAY_RELEASE(&page);
		ARRAY_RELEASE(&want);
		filter_release(&filter);
	}
}

/* All of them hold the trigrams of "12121", two in a hundred the number. */
static void hardly_any_candidate_matches(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = { "12121", "12121 ltd", "-12121 121", "12", "2" };

	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < 3000; i++) {
		struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, pool_printf(&f->p, "%d", i));

		record_set_text(&r, INVOICE_NUMBER, &f->p, i % 50 == 7 ? "12121" : "121-212");
		record_set_text(&r, INVOICE_VENDOR_NAME, &f->p, i % 100 ? "Ltd" : "Inc");
		record_set_int(&r, INVOICE_NET, (int64_t)fixture_random(f, 500) * 100);
		record_set_text(&r, INVOICE_CURRENCY, &f->p, i % 4 ? "USD" : "CAD");
		fixture_put(f, &r, PUT_ADDED);
	}
	OK(store_commit(f->s, &f->err));
	for (size_t i = 0; i < 2 * ARRAY_SIZE(texts); i++) {
		struct query q = { ENTITY_INVOICE, VIEW_ALL, NULL, INVOICE_NET, (int)(i & 1), 0, 0, 0, 0, { 0 } };
		struct filter filter;

		OK(filter_parse(&filter, ENTITY_INVOICE, texts[i / 2], &f->err));
		q.filter = &filter;
		check_paging(f, &q);
		check_totals(f, &q);
		filter_release(&filter);
	}
}

static void lists_without_a_filter_know_their_totals(void **state)
{
	struct fixture *f = *state;
	struct query_counts c;
	struct query_totals t;
	int64_t of_view[VIEW_COUNT];

	fill(f);
	for (int view = 0; view < VIEW_COUNT; view++) {
		struct query q = { ENTITY_INVOICE, (enum view)view, NULL, SORT_ID, 0, 0, 0, 0, 0, { 0 } };

		check_totals(f, &q);
		OK(query_totals(f->s, &q, &t, &f->err));
		of_view[view] = t.count;
	}
	OK(query_counts(f->s, ENTITY_INVOICE, &c, &f->err));
	assert_int_equal(c.all, of_view[VIEW_ALL]);
	assert_int_equal(c.failed, of_view[VIEW_FAILED]);
	assert_int_equal(c.rejected, of_view[VIEW_REJECTED]);
	assert_int_equal(c.synced, of_view[VIEW_SYNCED]);
	fixture_check_tally(f);
}

/* Every seventh row is booked by a second system, some by nobody known. */
static void share_among_two(struct fixture *f, int64_t other)
{
	struct record_array all = { 0 };

	OK(records_list(f->s, ENTITY_INVOICE, f->procore, 0, 100000, &f->p, &all, &f->err));
	OK(store_begin(f->s, &f->err));
	for (size_t i = 0; i < all.len; i++) {
		struct record_state st = all.items[i].state;

		st.books = i % 7 == 0 ? other : i % 11 == 0 ? 0 : f->erp;
		OK(records_set_state(f->s, ENTITY_INVOICE, all.items[i].id, &st, &f->err));
	}
	OK(store_commit(f->s, &f->err));
	ARRAY_RELEASE(&all);
}

static void what_one_system_books_is_listed_counted_and_summed(void **state)
{
	struct fixture *f = *state;
	struct connection c = { .name = "second", .connector = "myob", .role = "erp", .environment = "test" };
	const int64_t *who[2] = { &f->erp, &c.id };
	static const char *const some[] = { "zz", "status:ready", ">100 <200", "-concrete", "co" };
	struct query_counts counts, all;

	OK(store_connection_put(f->s, &c, &c.id, &f->err));
	fill(f);
	share_among_two(f, c.id);
	for (int k = 0; k < 2; k++) {
		int64_t of_all = 0;

		for (int view = 0; view < VIEW_COUNT; view++)
			for (size_t i = 0; i < ARRAY_SIZE(orders); i += 4) {
				struct query q = { ENTITY_INVOICE, (enum view)view, NULL, orders[i], view & 1, *who[k], 0, 0, 0, { 0 } };
				struct query_totals t;

				check_paging(f, &q);
				check_totals(f, &q);
				OK(query_totals(f->s, &q, &t, &f->err));
				of_all = view == VIEW_ALL ? t.count : of_all;
			}
		for (size_t i = 0; i < ARRAY_SIZE(some); i++) {
			struct filter filter;
			struct query q = { ENTITY_INVOICE, VIEW_ALL, &filter, INVOICE_NET, 1, *who[k], 0, 0, 0, { 0 } };

			OK(filter_parse(&filter, ENTITY_INVOICE, some[i], &f->err));
			check_paging(f, &q);
			check_totals(f, &q);
			filter_release(&filter);
		}
		OK(query_counts_in(f->s, ENTITY_INVOICE, *who[k], &counts, &f->err));
		OK(query_counts(f->s, ENTITY_INVOICE, &all, &f->err));
		assert_int_equal(counts.all, of_all);
		assert_true(counts.all > 0 && counts.all < all.all);
	}
	fixture_check_tally(f);
}

/* Every fourth invoice refers to one commitment, a fifth to one whose id begins alike; a few name it from the
 * other system, where the same id is another record. */
static void refer(struct fixture *f)
{
	static const char *const ids[] = { "77", "770", NULL, "77", "7", "x" };
	struct record_array all = { 0 };

	OK(records_list(f->s, ENTITY_INVOICE, f->procore, 0, 100000, &f->p, &all, &f->err));
	OK(store_begin(f->s, &f->err));
	for (size_t i = 0; i < all.len; i++) {
		const char *id = ids[fixture_random(f, ARRAY_SIZE(ids))];
		struct record r = all.items[i];

		if (r.deleted || id == NULL)
			continue;
		record_set_text(&r, INVOICE_COMMITMENT, &f->p, id);
		OK(records_put(f->s, &r, NULL, NULL, &f->err));
	}
	OK(store_commit(f->s, &f->err));
	ARRAY_RELEASE(&all);
}

static struct query scoped(struct fixture *f, int field, const char *id)
{
	struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_ALL, .sort_field = SORT_ID };

	q.scope.field = field;
	assert_true(query_scope_add(&q.scope, f->erp, "77-there"));
	assert_true(query_scope_add(&q.scope, f->procore, id));
	return q;
}

/* The way down: only what refers to one record, in every order and in two, paged both ways, with a filter,
 * summed, and marked. */
static void what_refers_to_one_record_is_a_list_of_its_own(void **state)
{
	static const char *const some[] = { "zz", "status:ready", ">100 <200", "-concrete", "zz | co" };
	static const size_t great[] = { 0, 10 };
	struct fixture *f = *state;
	struct query_totals t;

	fill(f);
	refer(f);
	for (size_t i = 0; i < ARRAY_SIZE(orders); i++)
		for (int n = 0; n < 8; n++) {
			struct query q = scoped(f, INVOICE_COMMITMENT, n & 4 ? "77" : "7");

			q.view = n == 7 ? VIEW_SYNCED : VIEW_ALL;
			q.sort_field = orders[i];
			q.descending = n & 1;
			q.sort2 = n >> 1 & 1;
			q.sort2_field = orders[fixture_random(f, ARRAY_SIZE(orders))];
			q.descending2 = n >> 2 & 1;
			f->s->great_group = great[n & 1];
			check_paging(f, &q);
			check_totals(f, &q);
			check_ids(f, &q);
		}
	f->s->great_group = 0;
	for (size_t i = 0; i < ARRAY_SIZE(some); i++) {
		struct query q = scoped(f, INVOICE_COMMITMENT, "77");
		struct filter filter;

		OK(filter_parse(&filter, ENTITY_INVOICE, some[i], &f->err));
		q.filter = &filter;
		q.sort_field = INVOICE_VENDOR_NAME;
		q.sort2 = (int)(i & 1);
		q.sort2_field = INVOICE_NET;
		q.descending2 = 1;
		check_paging(f, &q);
		check_totals(f, &q);
		check_ids(f, &q);
		filter_release(&filter);
	}
	OK(query_totals(f->s, &(struct query){ .entity = ENTITY_INVOICE, .view = VIEW_ALL, .sort_field = SORT_ID,
		.scope = scoped(f, INVOICE_COMMITMENT, "77").scope }, &t, &f->err));
	assert_true(t.count > 100 && t.count < ROWS / 2);
}

/* The same id in another system is another record; one nobody refers to has an empty list. */
static void a_scope_is_exact(void **state)
{
	struct fixture *f = *state;
	struct query_scope a = { 0 }, b = { 0 };
	struct query q;
	struct record_array page = { 0 };
	char great[SCOPE_ID_MAX + 8];

	fill(f);
	refer(f);
	q = scoped(f, INVOICE_COMMITMENT, "77");
	q.scope.n = 1;                        /* the system that knows it as 77-there alone */
	OK(query_window(f->s, &q, 0, 0, 0, 10, &f->p, &page, &f->err));
	assert_int_equal(page.len, 0);
	q.scope = (struct query_scope){ .field = INVOICE_COMMITMENT };
	assert_true(query_scope_add(&q.scope, f->erp, "77"));
	OK(query_window(f->s, &q, 0, 0, 0, 10, &f->p, &page, &f->err));
	assert_int_equal(page.len, 0);
	q = scoped(f, INVOICE_COMMITMENT, "7%");
	OK(query_window(f->s, &q, 0, 1, 0, 10, &f->p, &page, &f->err));
	assert_int_equal(page.len, 0);
	assert_true(query_matches(f->s, &q, 1, &f->err) == 0);

	memset(great, 'x', sizeof great - 1);
	great[sizeof great - 1] = '\0';
	assert_false(query_scope_add(&a, 1, great));
	for (int i = 0; i < SCOPE_IDS; i++) {
		assert_true(query_scope_same(&a, &b));
		assert_true(query_scope_add(&a, i + 1, "77"));
		assert_false(query_scope_same(&a, &b));
		assert_true(query_scope_add(&b, i + 1, "77"));
	}
	assert_false(query_scope_add(&a, 9, "77"));
	assert_int_equal(a.n, SCOPE_IDS);
	ARRAY_RELEASE(&page);
}

static void what_an_erp_brings_is_booked_there(void **state)
{
	struct fixture *f = *state;
	struct record r, got;
	int64_t id;

	record_init(&r, ENTITY_VENDOR);
	r.connection_id = f->erp;
	r.remote_id = "V1";
	OK(records_put(f->s, &r, NULL, &id, &f->err));
	OK(records_get(f->s, ENTITY_VENDOR, id, &f->p, &got, &f->err));
	assert_int_equal(got.state.books, f->erp);
}

static void marks_are_added_up_by_currency(void **state)
{
	struct fixture *f = *state;
	int64_t ids[3];
	struct query_totals t;

	ids[0] = fixture_invoice(f, "1", 1000);
	ids[1] = fixture_invoice(f, "2", 250);
	ids[2] = 999999;                  /* gone meanwhile */
	OK(query_totals_of(f->s, ENTITY_INVOICE, ids, 3, &t, &f->err));
	assert_int_equal(t.count, 2);
	assert_int_equal(t.n, 1);
	assert_string_equal(t.by_currency[0].currency, "USD");
	assert_int_equal(t.by_currency[0].sum, 1250);
}

static void an_answer_is_forgotten_when_something_changes(void **state)
{
	struct fixture *f = *state;
	struct filter filter;
	struct query q = { ENTITY_INVOICE, VIEW_ALL, &filter, SORT_ID, 0, 0, 0, 0, 0, { 0 } };
	struct store *reader;
	struct query_totals t;

	fixture_invoice(f, "100", 5);
	OK(filter_parse(&filter, ENTITY_INVOICE, "inv-1", &f->err));
	OK(store_open(&reader, f->path, STORE_READ, &f->err));
	OK(query_totals(reader, &q, &t, &f->err));
	assert_int_equal(t.count, 1);
	fixture_invoice(f, "101", 5);
	OK(query_totals(reader, &q, &t, &f->err));
	assert_int_equal(t.count, 2);
	OK(query_totals(f->s, &q, &t, &f->err));
	assert_int_equal(t.count, 2);
	store_close(reader);
	filter_release(&filter);
}

/* No plan scans a table, nor sorts one: every order has its index. */
static void every_page_has_an_index(void **state)
{
	struct fixture *f = *state;

	for (int e = 0; e < ENTITY_TAB_COUNT; e++) {
		for (int field = SORT_AGE; field < entities[e].n_fields; field++) {
			if (field >= 0 && !(entities[e].fields[field].flags & FIELD_SORT))
				continue;
			for (int view = 0; view < VIEW_COUNT; view++) {
				for (int back = 0; back < 2; back++) {
					struct query q = { (enum entity)e, (enum view)view, NULL, field, 0, 0, 0, 0, 0, { 0 } };
					struct sort_key from = { .s = "m", .n = 5, .id = 7 };
					struct strbuf plan = STRBUF_INIT;
					struct order o;
					struct walk w;
					int64_t id;

					OK(order_of(&o, f->s, &q, &f->err));
					walk_start(&w, f->s, &q, &o, &from, back, 50);
					while (OK(walk_next(&w, &id, &f->err)) == 1)
						;
					/* the last segment is in w.sql; earlier ones have the same form */
					OK(f->s->db->ops->explain(f->s->db, w.sql.s, &plan, &f->err));
					if (strstr(plan.s, "SCAN") || strstr(plan.s, "TEMP B-TREE")) {
						print_error("%s\n%s\n", w.sql.s, plan.s);
						fail();
					}
					strbuf_release(&plan);
					walk_end(&w);
				}
			}
		}
	}
}

static void totals_come_from_a_covering_index(void **state)
{
	struct fixture *f = *state;
	struct strbuf plan = STRBUF_INIT;

	OK(f->s->db->ops->explain(f->s->db, "SELECT id, \"currency\", \"net\" FROM \"invoice\" WHERE view=2 AND view>=0",
		&plan, &f->err));
	assert_non_null(strstr(plan.s, "COVERING INDEX"));
	strbuf_reset(&plan);
	OK(f->s->db->ops->explain(f->s->db, "SELECT \"currency\", count(*), COALESCE(SUM(\"net\"), 0) FROM \"invoice\""
		" WHERE view=$1 AND view>=0 AND holds(search, $2)>0 GROUP BY \"currency\"", &plan, &f->err));
	assert_non_null(strstr(plan.s, "COVERING INDEX"));
	assert_null(strstr(plan.s, "TEMP B-TREE"));
	strbuf_release(&plan);
}

static void nonsense_is_refused(void **state)
{
	struct fixture *f = *state;
	struct query by_text = { ENTITY_INVOICE, VIEW_ALL, NULL, INVOICE_FIELDS, 0, 0, 0, 0, 0, { 0 } };
	struct query line = { ENTITY_INVOICE_LINE, VIEW_ALL, NULL, SORT_ID, 0, 0, 0, 0, 0, { 0 } };
	struct record_array page = { 0 };

	FAILS(ERR_BUG, query_window(f->s, &by_text, 0, 0, 0, 5, &f->p, &page, &f->err));
	FAILS(ERR_BUG, query_window(f->s, &line, 0, 0, 0, 5, &f->p, &page, &f->err));
}

/* An interrupt that arrives in the middle of a walk over everything ends it. */
static int64_t interrupting_clock;
static void interrupt_now(struct fixture *f)
{
	store_interrupt(f->s);
	interrupting_clock++;
}

static void a_running_query_can_be_stopped(void **state)
{
	struct fixture *f = *state;
	struct query q = { ENTITY_INVOICE, VIEW_ALL, NULL, SORT_ID, 0, 0, 0, 0, 0, { 0 } };

	fill(f);
	f->s->querying++;                 /* as inside a query */
	f->s->db->ops->calm(f->s->db);
	assert_int_equal(hits_test(f->s, &q, 0, 1, NULL, NULL, &f->err) >= 0, 1);
	interrupt_now(f);
	FAILS(ERR_CANCEL, hits_test(f->s, &q, 0, 1, NULL, NULL, &f->err));
	f->s->querying--;
	/* the next question is a new one */
	check_paging(f, &q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sortable_field_is_tested),
		STORE_TEST(pages_follow_each_other_in_every_order),
		STORE_TEST(pages_follow_each_other_in_two_orders),
		STORE_TEST(any_field_is_an_order),
		STORE_TEST(two_orders_hold_with_a_filter),
		STORE_TEST(ids_are_those_of_a_plain_scan),
		STORE_TEST(filters_select_what_a_plain_scan_selects),
		STORE_TEST(filters_hold_while_indexes_are_missing),
		STORE_TEST(many_candidates_are_walked),
		STORE_TEST(hardly_any_candidate_matches),
		STORE_TEST(lists_without_a_filter_know_their_totals),
		STORE_TEST(what_one_system_books_is_listed_counted_and_summed),
		STORE_TEST(what_refers_to_one_record_is_a_list_of_its_own),
		STORE_TEST(a_scope_is_exact),
		STORE_TEST(what_an_erp_brings_is_booked_there),
		STORE_TEST(marks_are_added_up_by_currency),
		STORE_TEST(an_answer_is_forgotten_when_something_changes),
		STORE_TEST(every_page_has_an_index),
		STORE_TEST(totals_come_from_a_covering_index),
		STORE_TEST(nonsense_is_refused),
		STORE_TEST(a_running_query_can_be_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
