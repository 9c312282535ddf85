/* The overview: its numbers, where they lead, and that they are the same there; in both languages. */
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

static void every_number_leads_to_its_records(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, NULL, NULL, NULL);
	term_keys(t, "0");
	term_wait(t, "What waits, by age");
	term_wait(t, "Invoices            3");
	term_wait(t, "without a due date");
	term_keys(t, "Down Down Down Enter");        /* the invoices */
	term_wait(t, "Ready to export ▾");
	term_wait(t, "3 shown");
	term_type(t, "\033[20~");                   /* F9 */
	term_wait(t, "What waits, by age");
	term_keys(t, "Down Down Down Right Enter");  /* those of the last days */
	term_wait(t, "age<3d");
	term_wait(t, "3 shown");
	term_keys(t, "0");
	term_wait(t, "without a due date");
	term_keys(t, "Down Down Down Down Down Enter");
	term_wait(t, "-due>=1900-01-01");            /* a long filter: the sum gives way */
	term_wait(t, "2 shown");
	term_resize(t, 24, 120);
	term_wait(t, "2 shown   $ 38,806.20");
	term_resize(t, 24, 80);
	term_keys(t, "Backspace");
}

static void failures_lead_to_the_failed_ones(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, NULL, NULL, NULL);
	term_keys(t, "0");
	term_wait(t, "✗ failed");
	term_keys(t, "Down Down Down Down Down Down Enter");
	term_wait(t, "Failed ▾");
	term_wait(t, "1 shown");
	term_wait(t, "1044-01");
}

static void escape_goes_back_to_where_one_was(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, NULL, NULL, NULL);
	term_keys(t, "Down");
	term_wait_row(t, 5, "▸ ⊘ held      1042-08 ...");
	term_keys(t, "0");
	term_wait(t, "What waits, by age");
	term_keys(t, "Esc");
	term_wait_row(t, 5, "▸ ⊘ held      1042-08 ...");
}

static void two_columns_where_there_is_room(void **state)
{
	struct term *t = start(*state, 50, 200, NULL, "systems", NULL, NULL);
	term_keys(t, "0");
	term_wait(t, "How fresh the data are");
	term_wait(t, "at the source 3 d");
	term_wait_beside(t, "What waits, by age", 0, "Failed, without an answer");
	term_keys(t, "Right Right Right Enter");
	term_wait(t, "Failed ▾");
}

static void in_ascii_the_bars_are_number_signs(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "ascii", NULL, NULL);
	term_keys(t, "0");
	term_wait(t, "####");
	term_wait(t, "$ 38,806.20");
	for (int y = 0; y < term_rows(t); y++)
		for (int x = 0; x < term_cols(t); x++) {
			unsigned c = term_cell(t, y, x);
			if (c >= 0x2500 && c < 0x2600)
				fail_msg("row %d, column %d holds %x", y, x, c);
		}
}

static void every_size_can_be_read(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, NULL, NULL, NULL);
	term_keys(t, "0");
	term_wait(t, "What waits, by age");
	term_resize(t, 10, 40);
	term_resize(t, 50, 200);
	term_wait(t, "The last syncs");
	term_resize(t, 24, 80);
	term_keys(t, "End");
	term_wait(t, "How fresh the data are");
}

static void what_was_approved_is_cash_still(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, NULL, NULL, NULL);
	term_keys(t, "a");
	term_wait(t, "▷ queued    1042-07");
	term_keys(t, "0");
	term_wait(t, "$ 38,806.20");
}

static void for_a_screen_reader_each_number_has_its_label_before_it(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, "plain", NULL, NULL);
	term_keys(t, "0");
	term_wait(t, "  Vendors 1");
	term_wait(t, "  Invoices 3, Net $ 55,366.20");
	term_wait(t, "  Invoices, 0-2 d: 3");
	term_wait(t, "  without a due date: Invoices 2, Net $ 38,806.20");
	term_wait(t, "  failed: Invoices 1, the oldest 0 min");
	term_wait(t, "  Northside Concrete: Invoices 2, Net $ 38,806.20");
	term_keys(t, "Down Down Down Down Down Down Enter");
	term_wait(t, "/age<3d");
	term_wait(t, "3 shown");
}

static void the_same_in_french(void **state)
{
	struct term *t = start(*state, 24, 80, "LANG=fr_CA.UTF-8", NULL, NULL, NULL);
	term_keys(t, "0");
	term_wait(t, "Factures            3");
	term_wait(t, "38\302\240806,20\302\240$");
	term_keys(t, "Down Down Down Right Enter");
	term_wait(t, "/age<3j ");                    /* in the words of the language */
	term_wait(t, "3 affich");
	term_keys(t, "0");
	term_wait(t, "38\302\240806,20\302\240$");
	term_keys(t, "Down Down Down Down Down Enter");
	term_wait(t, "/etat:pret,en-file,envoi -echeance");
	term_wait(t, "-echeance>=1900-01-01");
	term_wait(t, "2 affich");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_number_leads_to_its_records),
		TEST(failures_lead_to_the_failed_ones),
		TEST(escape_goes_back_to_where_one_was),
		TEST(two_columns_where_there_is_room),
		TEST(in_ascii_the_bars_are_number_signs),
		TEST(every_size_can_be_read),
		TEST(what_was_approved_is_cash_still),
		TEST(for_a_screen_reader_each_number_has_its_label_before_it),
		TEST(the_same_in_french),
	};
	const char *only = getenv("SCREEN_TEST");
	if (only)
		cmocka_set_test_filter(only);
	return cmocka_run_group_tests_name("overview", tests, NULL, NULL);
}
