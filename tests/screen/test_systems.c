/* Several accounting systems on the screens: which books what, one of them alone, and the guide through the first
 * hop of one that is read from a copy; in both languages. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/desk.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct term *start(struct fixture *f, int rows, int cols, const char *language)
{
	desk_start(f, rows, cols, language, "systems");
	term_wait(f->t, language ? "aide" : "help");
	return f->t;
}

static void each_record_says_which_system_books_it(void **state)
{
	struct term *t = start(*state, 50, 200, NULL);
	term_wait(t, "Northside Builders / 3 systems");
	term_wait(t, "System");
	term_wait_beside(t, "Kestrel Paving", 0, " xero ");
	term_wait_beside(t, "Summit Drywall", 0, " sage300 ");
}

static void one_system_is_shown_alone_and_all_again(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_wait(t, "5 shown");
	term_type(t, "@");
	term_wait(t, "Show the records of");
	term_wait(t, "test company");
	term_type(t, "xero");
	term_keys(t, "Enter");
	term_wait(t, "1 shown");
	term_wait(t, "/ xero");
	term_wait(t, "Kestrel Paving");
	term_wait_gone(t, "Summit Drywall");
	term_type(t, "@");
	term_wait(t, "Show the records of");
	term_keys(t, "Up Up Enter");
	term_wait(t, "5 shown");
}

static void a_copy_shows_both_ages_and_is_filled_first(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_type(t, "@sage");
	term_keys(t, "Enter");
	term_wait(t, "source 3 d, read");
	term_type(t, "s");
	term_wait(t, "Two steps");
	term_wait(t, "1. Fill the copy of sage300 (3).");
	term_wait(t, "[ Started: wait for it ]");
	term_keys(t, "Enter");
	term_wait(t, "waiting for newer data");
	term_type(t, "c");
	term_wait(t, "The sync was stopped");
	term_type(t, "s");
	term_wait(t, "Two steps");
	term_keys(t, "Right Enter");      /* read what is there */
	term_wait(t, "Up to date");
}

/* Its vendor is in the books of another system: it can go along into these. */
static void a_vendor_of_another_system_goes_along(void **state)
{
	struct term *t = desk_start(*state, 24, 80, NULL, "systems", "elsewhere");
	term_wait(t, "help");
	term_keys(t, "/");
	term_type(t, "2002-01");
	term_keys(t, "Enter");
	term_wait(t, "1 shown");
	term_wait(t, "⊘ held");
	term_keys(t, "a");
	term_wait(t, "1. Vendor V-100  Northside Concrete");
	term_wait(t, "2. Invoice 2002-01");
	term_keys(t, "Enter");
	term_wait(t, "▷ queued");
}

static void the_same_in_french(void **state)
{
	struct term *t = start(*state, 50, 200, "LANG=fr_CA.UTF-8");
	term_wait(t, "3 systèmes");
	term_type(t, "@sage");
	term_keys(t, "Enter");
	term_wait(t, "source 3 j");
	term_type(t, "s");
	term_wait(t, "Deux étapes");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_record_says_which_system_books_it),
		TEST(one_system_is_shown_alone_and_all_again),
		TEST(a_copy_shows_both_ages_and_is_filled_first),
		TEST(a_vendor_of_another_system_goes_along),
		TEST(the_same_in_french),
	};

	return cmocka_run_group_tests_name("systems", tests, NULL, NULL);
}
