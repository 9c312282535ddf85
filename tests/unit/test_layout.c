/* How columns stand: what is seen first, what scrolls, what stays, widths, and all of it as text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/lang.h"
#include "ui/layout.h"
#include "ui/tab.h"

#include <string.h>

#include "base/banned.h"

static const struct column cols[] = {
	{ "status", COLUMN_STATUS, 8, 10, 0, 0, "St" },
	{ "number", INVOICE_NUMBER, 6, 10, 0, 2, "Number" },
	{ "vendor", INVOICE_VENDOR_NAME, 10, 0, 2, 0, "Vendor" },
	{ "job", INVOICE_JOB_NUMBER, 6, 10, 0, 4, "Job" },
	{ "net", INVOICE_NET, 8, 0, 0, 0, "Net" },
	{ "date", INVOICE_DUE_DATE, 10, 10, 0, 5, "Due" },
	{ "tax", INVOICE_TAX, 8, 0, 0, RANK_AWAY, "Tax" },
	{ "notes", COLUMN_NOTES, 10, 0, 3, 1, "Notes" },
};
enum { STATUS, NUMBER, VENDOR, JOB, NET, DATE, TAX, NOTES, N };
static const int titles[N] = { 2, 6, 6, 3, 3, 3, 3, 5 };
static const int usual[N] = { 8, 8, 30, 6, 12, 10, 8, 60 };

struct fixture { struct layout l; struct layout_page page; int first; const int *wide, *titles; };

static void begin(struct fixture *f)
{
	memset(f, 0, sizeof *f);
	layout_init(&f->l, cols, N);
	f->wide = usual;
	f->titles = titles;
}

static void fit(struct fixture *f, int width, int cursor)
{
	struct layout_sizes s = { f->wide, f->titles };
	layout_fit(&f->page, &f->l, cols, ENTITY_INVOICE, &s, width, 0, cursor, &f->first);
}

static const struct layout_slot *slot(const struct fixture *f, int column)
{
	for (int i = 0; i < f->page.n; i++)
		if (f->page.slots[i].column == column)
			return &f->page.slots[i];
	return NULL;
}

/* Names of the columns on the page, with what lies at the edges. */
static void shows(const struct fixture *f, const char *expected)
{
	struct strbuf text = STRBUF_INIT;
	for (int i = 0; i < f->page.n; i++)
		strbuf_addf(&text, "%s%s%s", i > 0 ? " " : "", i == f->page.frozen ? f->page.left > 0 ? "< " : "| " : "",
			cols[f->page.slots[i].column].name);
	if (f->page.right > 0)
		strbuf_adds(&text, " >");
	assert_string_equal(text.s, expected);
	strbuf_release(&text);
}

static int end_of(const struct fixture *f)
{
	const struct layout_slot *last = &f->page.slots[f->page.n - 1];
	return last->x + last->w;
}

static void never_exceeds_the_width_and_fills_it(void **state)
{
	struct fixture f;
	for (int width = 26; width <= 300; width++)
		for (int cursor = 0; cursor < N; cursor++) {
			if (cursor == TAX)
				continue;
			begin(&f);
			fit(&f, width, cursor);
			assert_true(end_of(&f) <= width);
			assert_non_null(slot(&f, cursor));
			for (int i = 1; i < f.page.n; i++)
				assert_true(f.page.slots[i].x > f.page.slots[i - 1].x + f.page.slots[i - 1].w);
			if (width > 60 && f.page.left == 0)
				assert_true(end_of(&f) >= width - 1);
			layout_release(&f.l);
		}
}

static void numbers_and_dates_are_never_cut(void **state)
{
	static const int wide[N] = { 8, 40, 30, 8, 17, 10, 11, 60 };
	struct fixture f;
	for (int width = 50; width <= 300; width++)
		for (int cursor = 0; cursor < N; cursor++) {
			begin(&f);
			f.wide = wide;
			f.l.hidden = 0;
			f.l.width[NET] = 5;
			fit(&f, width, cursor);
			assert_true(slot(&f, NET) == NULL || slot(&f, NET)->w >= 17);
			assert_true(slot(&f, DATE) == NULL || slot(&f, DATE)->w >= 10);
			assert_true(slot(&f, TAX) == NULL || slot(&f, TAX)->w >= 11);
			layout_release(&f.l);
		}
}

static void what_is_wanted_first_is_seen_first_and_the_rest_by_moving_right(void **state)
{
	struct fixture f;
	begin(&f);
	fit(&f, 100, NUMBER);
	shows(&f, "status number | vendor job net date notes");
	fit(&f, 55, NUMBER);
	shows(&f, "status number | vendor net notes >");
	fit(&f, 55, NOTES);
	shows(&f, "status number | vendor net notes >");
	fit(&f, 55, JOB);
	shows(&f, "status number < net notes job >");
	fit(&f, 55, DATE);
	shows(&f, "status number < notes job date");
	fit(&f, 55, NOTES);
	shows(&f, "status number < notes job date");
	fit(&f, 55, VENDOR);
	shows(&f, "status number | vendor net notes >");
	/* a wider terminal leaves no empty room behind */
	fit(&f, 55, DATE);
	fit(&f, 120, DATE);
	shows(&f, "status number | vendor job net date notes");
	layout_release(&f.l);
}

static void frozen_columns_stay(void **state)
{
	struct fixture f;
	begin(&f);
	f.l.frozen = 3;
	fit(&f, 60, DATE);
	assert_non_null(slot(&f, STATUS));
	assert_non_null(slot(&f, NUMBER));
	assert_non_null(slot(&f, VENDOR));
	f.l.frozen = 0;
	fit(&f, 55, DATE);
	assert_null(slot(&f, STATUS));
	/* more than fits may not be frozen: something must scroll */
	f.l.frozen = N;
	f.first = 0;
	fit(&f, 40, NOTES);
	assert_non_null(slot(&f, NOTES));
	layout_release(&f.l);
}

static void a_long_text_is_cut_until_there_is_room(void **state)
{
	static const int wide[N] = { 8, 60, 20, 6, 12, 10, 8, 20 };
	struct fixture f;
	begin(&f);
	f.wide = wide;
	fit(&f, 90, NUMBER);
	assert_true(slot(&f, NUMBER)->w < 30);
	fit(&f, 200, NUMBER);
	assert_int_equal(slot(&f, NUMBER)->w, 60);
	layout_release(&f.l);
}

static void long_titles_have_room(void **state)
{
	/* French: twice as long */
	static const int french[N] = { 6, 14, 16, 8, 19, 10, 5, 9 }, wide[N] = { 10, 14, 30, 8, 19, 10, 5, 60 };
	struct fixture f;
	begin(&f);
	f.wide = wide;
	f.titles = french;
	for (int cursor = 0; cursor < N; cursor++) {
		if (cursor == TAX)
			continue;
		fit(&f, 78, cursor);
		assert_true(end_of(&f) <= 78);
		assert_true(slot(&f, NET) == NULL || slot(&f, NET)->w >= 19);
	}
	layout_release(&f.l);
}

static void hidden_columns_are_not_there_and_one_always_is(void **state)
{
	struct fixture f;
	begin(&f);
	assert_int_equal(layout_toggle(&f.l, VENDOR), 1);
	assert_int_equal(layout_toggle(&f.l, TAX), 1);
	fit(&f, 120, NUMBER);
	shows(&f, "status number | job net date tax notes");
	for (int i = 0; i < N; i++)
		if (!(f.l.hidden & 1u << i) && i != NET)
			assert_int_equal(layout_toggle(&f.l, i), 1);
	assert_int_equal(layout_toggle(&f.l, NET), 0);
	fit(&f, 120, NET);
	assert_int_equal(f.page.n, 1);
	layout_release(&f.l);
}

static void moving_makes_the_order_seen_the_users_own(void **state)
{
	struct fixture f;
	begin(&f);
	fit(&f, 55, NET);
	shows(&f, "status number | vendor net notes >");
	assert_int_equal(layout_move(&f.l, &f.page, NET, -1), 1);
	fit(&f, 55, NET);
	shows(&f, "status number | net vendor notes >");
	fit(&f, 120, NET);
	shows(&f, "status number | net vendor notes job date");
	assert_int_equal(layout_move(&f.l, &f.page, DATE, 1), 0);
	layout_release(&f.l);
}

static void widths_by_hand_stay(void **state)
{
	struct fixture f;
	begin(&f);
	layout_widen(&f.l, VENDOR, 14, -4);
	fit(&f, 150, NUMBER);
	assert_int_equal(slot(&f, VENDOR)->w, 10);
	for (int i = 0; i < 100; i++)
		layout_widen(&f.l, VENDOR, 10, -4);
	fit(&f, 150, NUMBER);
	assert_true(slot(&f, VENDOR)->w >= 3);
	for (int i = 0; i < 100; i++)
		layout_widen(&f.l, VENDOR, 10, 4);
	fit(&f, 80, VENDOR);
	assert_true(end_of(&f) <= 80);
	layout_release(&f.l);
}

static void text_there_and_back(void **state)
{
	struct layout a = { 0 }, b = { 0 };
	struct fixture f;
	struct strbuf text = STRBUF_INIT;
	begin(&f);
	fit(&f, 120, NET);
	layout_move(&f.l, &f.page, NET, -1);
	layout_toggle(&f.l, JOB);
	layout_widen(&f.l, VENDOR, 30, 2);
	layout_add_text(&text, &f.l, cols);
	assert_string_equal(text.s, "= status number vendor:32 net -job date -tax notes");
	layout_parse(&a, cols, N, text.s);
	assert_true(layout_same(&a, &f.l));
	assert_true(a.arranged);
	layout_copy(&b, &a);
	assert_true(layout_same(&a, &b));
	b.hidden ^= 1;
	assert_false(layout_same(&a, &b));
	layout_release(&a);
	layout_release(&b);
	layout_release(&f.l);
	strbuf_release(&text);
}

static void text_of_another_version_keeps_what_is_unknown(void **state)
{
	struct layout l = { 0 };
	struct strbuf text = STRBUF_INIT;
	layout_parse(&l, cols, N, "= net -weather:12 status net vendor:9999 phase");
	assert_int_equal(l.order[0], NET);
	assert_int_equal(l.order[1], STATUS);
	assert_int_equal(l.order[2], VENDOR);
	assert_int_equal(l.width[VENDOR], 0);
	layout_add_text(&text, &l, cols);
	assert_string_equal(text.s, "= net status vendor number job date -tax notes -weather:12 phase");
	layout_parse(&l, cols, N, "-status -number -vendor -job -net -date -tax -notes");
	assert_int_equal(l.hidden, 0);
	layout_parse(&l, cols, N, NULL);
	assert_int_equal(l.hidden, 1 << TAX);
	layout_release(&l);
	strbuf_release(&text);
}

static void every_tab_shows_state_number_name_and_amount_at_80(void **state)
{
	static const char *const wanted[ENTITY_TAB_COUNT][5] = {
		{ "status", "number", "name" }, { "status", "number", "name" },
		{ "status", "number", "vendor", "revised" }, { "status", "number", "vendor", "net" },
		{ "status", "number", "vendor", "amount" },
	};
	for (int e = 0; e < ENTITY_TAB_COUNT; e++) {
		const struct tab_def *d = tabs[e];
		struct layout l;
		struct layout_page p;
		int wide[COLUMN_MAX], first = 0;
		struct layout_sizes s = { wide, wide };
		layout_init(&l, d->columns, d->n_columns);
		for (int i = 0; i < d->n_columns; i++)
			wide[i] = (int)strlen(d->columns[i].title);
		layout_fit(&p, &l, d->columns, d->entity, &s, 78, 0, 1, &first);
		for (int i = 0; wanted[e][i]; i++) {
			int there = 0;
			for (int k = 0; k < p.n; k++)
				there |= strcmp(d->columns[p.slots[k].column].name, wanted[e][i]) == 0;
			assert_true(there);
		}
		assert_int_equal(p.slots[0].column, 0);
		assert_int_equal(p.slots[1].column, 1);
		layout_release(&l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_exceeds_the_width_and_fills_it),
		cmocka_unit_test(numbers_and_dates_are_never_cut),
		cmocka_unit_test(what_is_wanted_first_is_seen_first_and_the_rest_by_moving_right),
		cmocka_unit_test(frozen_columns_stay),
		cmocka_unit_test(a_long_text_is_cut_until_there_is_room),
		cmocka_unit_test(long_titles_have_room),
		cmocka_unit_test(hidden_columns_are_not_there_and_one_always_is),
		cmocka_unit_test(moving_makes_the_order_seen_the_users_own),
		cmocka_unit_test(widths_by_hand_stay),
		cmocka_unit_test(text_there_and_back),
		cmocka_unit_test(text_of_another_version_keeps_what_is_unknown),
		cmocka_unit_test(every_tab_shows_state_number_name_and_amount_at_80),
	};
	lang_init("en");
	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
