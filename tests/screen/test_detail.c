/* The detail of a record: its arithmetic, its lines, both sides, what will be sent, what people
 * wrote; on the company of the driver with the books of the other side. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static struct term *start(struct fixture *f, int rows, int cols, const char *option, const char *env)
{
	desk_start(f, rows, cols, env, "books", option, NULL);
	term_wait(f->t, env ? "aide" : "help");
	return f->t;
}

/* The invoice that is in both systems, over the whole screen. */
static struct term *synced_invoice(struct fixture *f, int rows, int cols, const char *option, const char *env)
{
	struct term *t = start(f, rows, cols, option, env);
	term_keys(t, "v v");
	term_wait(t, "1042-06");
	term_keys(t, "Enter Enter");
	term_wait(t, "96");
	return t;
}

static void an_invoice_is_added_up_under_rules(void **state)
{
	struct term *t = synced_invoice(*state, 70, 80, NULL, NULL);
	term_wait_beside(t, "= Revised contract   222,400.00", -1, "──────────");
	term_wait_beside(t, "= Revised contract   222,400.00", -2, "+ Approved changes    12,400.00");
	term_wait(t, "43.2 % of the revised contract");
	term_wait(t, "= Net to pay          86,400.00 ✓");
	term_wait(t, "= Retainage held       9,600.00");
	term_wait(t, "= Balance to finish  136,000.00 ✓");
}

static void a_sum_that_is_stated_otherwise_is_marked_and_said(void **state)
{
	struct term *t = synced_invoice(*state, 70, 80, NULL, NULL);
	term_wait(t, "= Billed to date      96,000.00 ≠");
	term_wait_words(t, "This does not add up: Billed to date is 96,000.00 by its parts, but the record itself says "
		"96,500.00; the difference is 500.00.");
}

static void ascii_says_the_same(void **state)
{
	struct term *t = synced_invoice(*state, 70, 80, "ascii", NULL);
	term_wait(t, "= Net to pay          86,400.00 ok");
	term_wait(t, "= Billed to date      96,000.00 !=");
	term_wait(t, "---------");
}

static void lines_are_a_schedule_of_values(void **state)
{
	struct term *t = synced_invoice(*state, 70, 140, NULL, NULL);
	term_wait(t, "Schedule of values");
	term_wait_beside(t, "Slab on grade", 0, "72,400.00    0.00    35,000.00  35,000.00  48.3   37,400.00  3,500.00 ≠");
	term_wait(t, "to date: 35,000.00 by its parts, but the line itself says 35,001.00");
	term_wait(t, "222,400.00    0.00    95,000.00  95,000.00  42.7  127,400.00  9,500.00");
	term_wait(t, "The lines do not come to what the invoice says:");
	term_wait(t, "= This invoice  95,000.00 ≠");
}

static void narrow_lines_take_two_rows(void **state)
{
	struct term *t = synced_invoice(*state, 70, 80, NULL, NULL);
	term_wait_beside(t, "Slab on grade", 1, "35,000.00  48.3");
}

static void both_sides_stand_beside_each_other(void **state)
{
	struct term *t = synced_invoice(*state, 90, 80, NULL, NULL);
	term_keys(t, "End");
	term_wait(t, "≠ 1 value differs.");
	term_wait_beside(t, "86,400.00                   86,000.00", 0, "≠");
	term_wait_beside(t, "86,400.00                   86,000.00", 1, "≠ differs by -400.00");
}

static void wide_screens_have_two_columns(void **state)
{
	struct term *t = synced_invoice(*state, 50, 200, NULL, NULL);
	term_wait_beside(t, "Both sides", 0, "Arithmetic");
	term_wait(t, "Comments");
}

static void a_commitment_says_what_is_billed_and_left(void **state)
{
	struct term *t = start(*state, 60, 80, NULL, NULL);
	term_keys(t, "Alt-3");
	term_wait(t, "[Commitments");
	term_keys(t, "v v");
	term_wait(t, "SC-0077");
	term_keys(t, "Enter Enter");
	term_wait(t, "- Billed to date       138,118.00");
	term_wait(t, "= Left to bill          84,282.00");
	term_wait(t, "= Retainage held        13,811.80");
	term_wait(t, "- Not exported");
	term_wait(t, "Foundations, supplied");
	term_wait(t, "60,000.00  40.0");
}

static void a_vendor_is_tied_to_the_accounting_system(void **state)
{
	struct term *t = start(*state, 70, 80, NULL, NULL);
	term_keys(t, "Alt-1");
	term_wait(t, "[Vendors");
	term_keys(t, "v v");
	term_wait(t, "V-100");
	term_keys(t, "Enter Enter");
	term_wait(t, "= Open here");
	term_wait_words(t, "Open here is 43,400.00 here, but the accounting system says 43,000.00; the difference is -400.00.");
	term_wait(t, "+ Open on other bills    1,250.00");
	term_wait(t, "= Open there            44,250.00");
}

static void a_payment_says_what_it_pays(void **state)
{
	struct term *t = start(*state, 50, 80, NULL, NULL);
	term_keys(t, "Alt-5");
	term_wait(t, "000230");
	term_keys(t, "/");
	term_type(t, "000230");
	term_wait_gone(t, "000231");
	term_keys(t, "Enter Enter Enter");
	term_wait(t, "This payment pays");
	term_wait(t, "Invoice 1042-06   43,000.00");
	term_wait(t, "= Left to pay       43,000.00 ✓");
}

static void what_holds_a_record_is_a_tree(void **state)
{
	struct term *t = start(*state, 50, 100, NULL, NULL);
	term_keys(t, "Down Enter Enter");
	term_wait_beside(t, "go to Commitment", 0, "└  g: go to Commitment SC-0081   ⊘ held   A approves it first");
	term_wait_beside(t, "go to Commitment", 1, "    ⊘ Held: ");
	term_wait(t, "    └  go to Vendor V-200   ● ready");
	term_until(t, term_find(t, "go to Vendor V-200") > term_find(t, "go to Commitment SC-0081"));
}

static void what_will_be_sent_stands_in_the_pane(void **state)
{
	struct term *t = start(*state, 60, 100, NULL, NULL);
	term_keys(t, "Enter Enter End");
	term_wait(t, "What will be sent");
	term_wait_words(t, "Hold true");
	term_wait(t, "p shows it as it is sent.");
}

static void a_comment_is_kept_with_who_and_when(void **state)
{
	struct term *t = start(*state, 50, 80, NULL, NULL);
	term_keys(t, "C");
	term_wait(t, "Invoice 1042-07");
	term_wait_words(t, "cannot be changed or removed");
	term_keys(t, "Enter");
	term_wait(t, "the comment is empty");
	term_type(t, "called \"Luc\" about it");
	term_keys(t, "Enter");
	term_wait(t, "Comment kept.");
	term_keys(t, "Enter Enter End");
	term_wait(t, "Comments");
	term_wait_words(t, "marie called \"Luc\" about it");
}

static void the_pane_grows_and_shrinks(void **state)
{
	struct term *t = start(*state, 40, 80, NULL, NULL);
	term_keys(t, "Alt-Up");
	term_wait_row(t, 19, "── Detail   Tab goes there ...");
	term_keys(t, "Alt-Up");
	term_wait_row(t, 16, "── Detail   Tab goes there ...");
	term_keys(t, "Alt-Down Alt-Down");
	term_wait_row(t, 23, "── Detail   Tab goes there ...");
}

/* A key before the picture of the pane does what it does after it. */
static void keys_may_come_before_the_picture(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, NULL);
	term_keys(t, "v v");
	term_wait(t, "1042-06");
	term_type(t, "\r\r\033[6~");                /* Enter Enter PgDn, all at once */
	term_wait(t, "Esc back to the list");
	term_wait_row(t, 4, "   This invoice        96,000.00...");   /* a page down, not a line */
	term_keys(t, "Esc Esc");
	term_wait_gone(t, "Detail");
	term_type(t, "p\033");                       /* the page is not wanted any more */
	term_wait(t, "Cancelled; nothing was changed.");
	term_keys(t, "Enter");
	term_wait(t, "Detail");
	assert_false(term_has(t, "What will be sent"));
}

static void french_screens_say_it_in_french(void **state)
{
	struct term *t = synced_invoice(*state, 70, 100, NULL, "LANG=fr_CA.UTF-8");
	term_wait(t, "400,00");
	term_wait(t, "43,2 %");
	term_wait(t, "000,00 ✓");
	term_wait(t, "500,00");
}

int main(void)
{
	#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_invoice_is_added_up_under_rules),
		TEST(a_sum_that_is_stated_otherwise_is_marked_and_said),
		TEST(ascii_says_the_same),
		TEST(lines_are_a_schedule_of_values),
		TEST(narrow_lines_take_two_rows),
		TEST(both_sides_stand_beside_each_other),
		TEST(wide_screens_have_two_columns),
		TEST(a_commitment_says_what_is_billed_and_left),
		TEST(a_vendor_is_tied_to_the_accounting_system),
		TEST(a_payment_says_what_it_pays),
		TEST(what_holds_a_record_is_a_tree),
		TEST(what_will_be_sent_stands_in_the_pane),
		TEST(a_comment_is_kept_with_who_and_when),
		TEST(the_pane_grows_and_shrinks),
		TEST(keys_may_come_before_the_picture),
		TEST(french_screens_say_it_in_french),
	};
	if (getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
