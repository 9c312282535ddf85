/* Approving many: what the summary says, totals that are typed, the seconds in which u takes all of it back, and
 * rejecting many with one reason; in both languages. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/desk.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct term *start(struct fixture *f, int rows, int cols, const char *language, const char *a, const char *b,
	const char *c)
{
	desk_start(f, rows, cols, language, a, b, c);
	term_wait(f->t, language ? "aide" : "help");
	return f->t;
}

static void nothing_warns_and_enter_approves(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "grace=600", NULL, NULL);
	term_keys(t, "Space Down Space");            /* 1042-07 and 1043-01 */
	term_wait(t, "2 marked");
	term_keys(t, "a");
	term_wait(t, "2 records, $ 38,806.20");
	term_wait(t, "after 600 seconds");
	term_wait(t, "Northside Concrete (1)");
	term_keys(t, "Enter");
	term_wait(t, "2 records approved.");
	term_wait(t, "2 sent in");
	term_keys(t, "Down");
	term_wait(t, "2 approved, sent in");
	term_wait(t, "u takes them back");
	term_keys(t, "u");
	term_wait(t, "2 decisions taken back.");
	term_keys(t, "Down");
	term_wait_gone(t, "sent in");
	term_wait(t, "● ready     1042-07");
	term_wait(t, "● ready     1043-01");
}

static void an_arrow_covers_no_amount(void **state)
{
	struct term *t = start(*state, 16, 80, NULL, "grace=600", NULL, NULL);
	term_keys(t, "Space Down Space a");
	term_wait(t, "2 records, $ 38,806.20");
	term_wait(t, "$ 37,906.20↓│");
}

static void the_countdown_goes_on_after_a_new_start(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, NULL, "grace=600", NULL, NULL);
	term_keys(t, "Space Down Space a");
	term_wait(t, "2 records, $ 38,806.20");
	term_keys(t, "Enter");
	term_wait(t, "2 sent in");
	term_keys(t, "q");
	term_wait(t, "2 decisions are still on their way");
	term_keys(t, "Left Enter");
	assert_int_equal(term_exit(t), 0);
	t = start(f, 24, 80, NULL, "again", "grace=600", NULL);
	term_wait(t, "2 approved, sent in");
	term_keys(t, "u");
	term_wait(t, "2 decisions taken back.");
}

static void the_first_enter_on_a_warning_or_a_hold_changes_nothing(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "grace=600", NULL, NULL);
	term_keys(t, "*");
	term_wait(t, " marked");
	term_keys(t, "a");
	term_wait(t, "Left out, and why");
	term_wait(t, "1 is left out");
	term_keys(t, "Enter");
	term_wait(t, "Cancelled; nothing was changed.");
	assert_false(term_has(t, "queued"));
}

static void a_total_over_the_limit_is_typed_exactly(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "above=1000", "grace=600", NULL);
	term_keys(t, "Space Down Space a");
	term_wait(t, "Type the total in CAD:");
	term_keys(t, "Enter");
	term_type(t, "38,806.21");
	term_keys(t, "Enter");
	term_wait(t, "is not the total");
	term_keys(t, "Tab Enter Ctrl-U");            /* the button does nothing before it is right */
	term_wait_gone(t, "38,806.21");
	assert_false(term_has(t, "queued"));
	term_type(t, "38 806,20");
	term_wait(t, "✓");
	term_keys(t, "Enter");
	term_wait(t, "2 records approved.");
}

/* Trying again and putting aside are no less than approving: several are summed up, and Cancel comes first. */
static void several_are_tried_again_after_a_summary(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "failed=3", NULL, NULL);
	term_keys(t, "v");
	term_wait(t, "7000002");
	term_keys(t, "Space Space t");
	term_wait(t, "╭─ Retry");
	term_wait(t, "2 records, USD 250.25 + $ 50.00");
	term_wait(t, "What failed is sent again");
	term_keys(t, "Enter");                       /* on Cancel */
	term_wait(t, "Cancelled; nothing was changed.");
	term_wait(t, "(2 marked");
	term_keys(t, "t Tab Enter");                 /* to the button */
	term_wait(t, "done for 2 records");
}

static void several_are_put_aside_after_a_summary(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "staged=2", NULL, NULL);
	term_keys(t, "] ] v v v v");
	term_wait(t, "STAGED-1");
	term_keys(t, "* x");
	term_wait(t, "╭─ Archive");
	term_wait(t, "3 records");
	term_keys(t, "Enter");
	term_wait(t, "Cancelled; nothing was changed.");
	term_keys(t, "x Tab Enter");
	term_wait_gone(t, "╭─ Archive");
	term_wait_gone(t, "STAGED-1");
}

static void one_alone_goes_at_once_whatever_it_sums_to(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "above=1000", "grace=600", NULL);
	term_keys(t, "a");
	term_wait(t, "▷ queued    1042-07");
	assert_false(term_has(t, "sent in"));
}

static void every_currency_is_summed(void **state)
{
	static const char *const codes[] = { "CAD", "EUR", "GBP", "AUD", "NZD", "SEK", "NOK", "DKK" };
	struct term *t = start(*state, 50, 200, NULL, "currencies", "above=1", NULL);
	term_wait(t, "USD 12.00");
	term_wait(t, "CHF 11.00");
	term_wait(t, "MXN 1.00");
	term_keys(t, "* a");
	term_wait(t, "14 records, $ 38,806.20 + MXN 1.00");
	term_wait(t, "CZK 10.00 + CHF 11.00 + USD 12.00  ");
	for (int i = 0; i < 8; i++) {               /* each over its limit is typed; one Enter after the last one */
		char label[40];
		snprintf(label, sizeof label, "Type the total in %s:", codes[i]);
		term_wait(t, label);
	}
}

static void a_mark_that_is_not_shown_is_never_decided_without_a_word(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "grace=600", NULL, NULL);
	term_keys(t, "Space");                       /* 1042-07 */
	term_wait(t, "1 marked");
	term_keys(t, "/");
	term_type(t, "1043");
	term_keys(t, "Enter");
	term_wait(t, "1 shown");
	term_keys(t, "a");
	term_wait(t, "1 of the marked records is not shown");
	term_keys(t, "Enter");                       /* the safe answer */
	term_wait(t, "Cancelled; nothing was changed.");
}

static void hundreds_are_gathered_without_stopping_the_screen(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "invoices=300", "grace=600", NULL);
	term_keys(t, "*");
	term_wait(t, "303 marked");
	term_keys(t, "a");
	term_wait(t, "302 records, $ ");
	term_keys(t, "Esc");
	term_wait(t, "Cancelled; nothing was changed.");
	term_keys(t, "a");
	term_wait(t, "302 records, $ ");
	term_keys(t, "Left Enter");
	term_wait(t, "302 records approved.");
	term_keys(t, "Down u");
	term_wait(t, "302 decisions taken back.");
}

static void what_cannot_go_says_why_to_its_end(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, NULL, NULL, NULL);
	term_keys(t, "v");
	term_wait(t, "Failed");
	term_wait(t, "1044-01");
	term_keys(t, "*");
	term_wait(t, " marked");
	term_keys(t, "a");                           /* failed ones: none can be approved */
	term_wait(t, "its export failed");
}

static void many_are_rejected_with_one_reason(void **state)
{
	struct term *t = start(*state, 30, 90, NULL, NULL, NULL, NULL);
	term_keys(t, "Space Down Space r");
	term_wait(t, "2 records, $ 38,806.20");
	term_wait(t, "For the project team");
	term_keys(t, "Enter");
	term_wait(t, "Press the letter of a reason first.");
	term_type(t, "bslips of week 44");
	term_wait(t, "Invoice 1042-07, $ 37,906.20: Backup is missing");
	term_wait(t, "slips of week 44 (marie, Northside Builders)");
	term_wait(t, "The same for 1 other.");
	term_keys(t, "Enter");
	term_wait(t, "2 records rejected; u takes that back.");
	term_keys(t, "v v v");
	term_wait(t, "2 shown");
}

static void other_wants_a_note(void **state)
{
	struct term *t = start(*state, 30, 90, NULL, NULL, NULL, NULL);
	term_type(t, "ro");
	term_keys(t, "Enter");
	term_wait(t, "Type what is to be corrected.");
	term_type(t, "wrong company");
	term_keys(t, "Enter");
	term_wait(t, "rejected; u takes that back");
}

static void the_dialogs_survive_any_size(void **state)
{
	static const char *const keys[] = { "a", "r" };
	struct term *t = start(*state, 24, 80, NULL, "above=1000", NULL, NULL);
	term_keys(t, "*");
	term_wait(t, " marked");
	for (int i = 0; i < 2; i++) {
		term_keys(t, keys[i]);
		term_resize(t, 12, 44);
		term_resize(t, 50, 200);
		term_resize(t, 24, 80);
		term_wait(t, i ? "For the project team" : "[ Cancel ]");
		term_keys(t, "Esc");
		term_wait(t, "Cancelled; nothing was changed.");
	}
}

static void the_same_in_french(void **state)
{
	struct term *t = start(*state, 50, 200, "LANG=fr_CA.UTF-8", "above=1000", "grace=600", NULL);
	term_keys(t, "Space Down Space a");
	term_wait(t, "38\302\240806,20\302\240$");
	term_type(t, "38 806,20");
	term_wait(t, "✓");
	term_keys(t, "Enter");
	term_wait(t, "▷");
	term_keys(t, "u");
	term_wait_gone(t, "▷");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_warns_and_enter_approves),
		TEST(an_arrow_covers_no_amount),
		TEST(the_countdown_goes_on_after_a_new_start),
		TEST(the_first_enter_on_a_warning_or_a_hold_changes_nothing),
		TEST(a_total_over_the_limit_is_typed_exactly),
		TEST(several_are_tried_again_after_a_summary),
		TEST(several_are_put_aside_after_a_summary),
		TEST(every_currency_is_summed),
		TEST(one_alone_goes_at_once_whatever_it_sums_to),
		TEST(a_mark_that_is_not_shown_is_never_decided_without_a_word),
		TEST(hundreds_are_gathered_without_stopping_the_screen),
		TEST(what_cannot_go_says_why_to_its_end),
		TEST(many_are_rejected_with_one_reason),
		TEST(other_wants_a_note),
		TEST(the_dialogs_survive_any_size),
		TEST(the_same_in_french),
	};
	const char *only = getenv("SCREEN_TEST");
	if (only)
		cmocka_set_test_filter(only);
	return cmocka_run_group_tests_name("approve many", tests, NULL, NULL);
}
