/* The filter line: what is typed, what is proposed, what is explained. */
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

static struct term *start(struct fixture *f, int rows, int cols, const char *env)
{
	desk_start(f, rows, cols, env, NULL, NULL, NULL);
	term_wait(f->t, env ? "aide" : "help");
	return f->t;
}

static void a_mistake_is_explained_under_the_line(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "/");
	term_wait_row(t, 3, " words, vendor:roof, status:held, ...");
	term_type(t, "status:held");
	term_wait(t, "1 shown");
	term_wait(t, "1042-08");
	term_type(t, " amount>abc");
	term_wait_words(t, "! \"abc\" is not a number that \"Amount\" can be compared with; try >10000 or 1000..5000");
	term_wait_row(t, 3, " ! \"abc\"...");
	term_wait(t, "1042-08");        /* the list keeps the last good answer */
	term_wait(t, "1 shown");
	term_keys(t, "Ctrl-W");
	term_wait_gone(t, "is not a number");
	term_keys(t, "Esc");
	term_wait(t, "3 shown");
}

static void tab_completes_names_and_goes_round(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "/");
	term_type(t, "ven");
	term_wait_row(t, 3, " Tab   vendor:");
	term_keys(t, "Tab");
	term_wait(t, "/vendor:");
	term_wait_row(t, 3, " a part of it; ...");
	term_type(t, "letour");
	term_wait(t, "1 shown");
	term_keys(t, "Ctrl-U");
	term_type(t, "status:");
	term_wait(t, "status:not-ready");
	term_keys(t, "Tab Tab");
	term_wait(t, "/status:held");
	term_wait(t, "[status:held]");
	term_keys(t, "Tab");
	term_wait(t, "/status:ready");
	term_wait(t, "2 shown");
	term_keys(t, "Shift-Tab");
	term_wait(t, "/status:held");
	term_type(t, " >10000");
	term_wait(t, "1 shown");
	term_keys(t, "Enter");
	term_wait_gone(t, "Esc undo");
	term_wait(t, "/status:held >10000");
}

static void the_filter_stays_in_sight_and_the_sum_gives_way(void **state)
{
	static const char text[] = "vendor:northside status:ready >10000 job:J-2601";
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "/");
	term_type(t, text);
	term_wait(t, "1 shown");
	term_keys(t, "Enter");
	term_wait_gone(t, "Esc undo");
	term_wait(t, text);
	term_wait(t, "1 shown");
	term_wait_gone(t, "shown   $");
	term_resize(t, 24, 120);
	term_wait(t, "shown   $");
	term_wait(t, text);
}

static void tab_with_nothing_to_complete_leaves_the_line(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "/");
	term_type(t, "1043");
	term_wait(t, "1 shown");
	term_keys(t, "Tab");
	term_wait_gone(t, "Esc undo");
	term_wait(t, "/1043");
}

static void alternatives_and_ranges(void **state)
{
	static const struct { const char *text, *shown; } cases[] = {
		{ "letour | 1043", "2 shown" }, { "-(letour | 1043)", "1 shown" }, { "10000..20000", "1 shown" },
		{ "status:ready,held", "3 shown" }, { "-status:held", "2 shown" }, { "date:2026-10-01..2026-11-15", "1 shown" },
		{ "2026-10", "2 shown" }, { "age<1d", "3 shown" }, { "age>1d", "0 shown" }, { "overdue", "0 shown" },
	};
	struct term *t = start(*state, 24, 80, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		term_keys(t, "/");
		term_wait(t, "Esc undo");             /* the line is open, and empty */
		term_type(t, cases[i].text);
		term_wait(t, cases[i].text);
		term_wait(t, cases[i].shown);
		term_keys(t, "Enter");
		term_wait_gone(t, "Esc undo");
		term_keys(t, "Esc");
		term_wait_gone(t, cases[i].text);
		term_wait(t, "3 shown");
	}
}

static void a_question_mark_explains_the_language(void **state)
{
	struct term *t = start(*state, 30, 80, NULL);
	term_keys(t, "/ ?");
	term_wait(t, "What can be typed in the filter");
	term_wait(t, "overdue");
	term_wait(t, "status:ready,held");
	term_keys(t, "Esc");
	term_wait_gone(t, "What can be typed in the filter");
	term_type(t, "1043");
	term_wait(t, "1 shown");
	term_keys(t, "F1");
	term_wait(t, "What can be typed in the filter");
	term_keys(t, "Esc Esc");
	term_wait(t, "3 shown");
}

static void french_words_and_numbers_are_known(void **state)
{
	struct term *t = start(*state, 24, 80, "LANG=fr_CA.UTF-8");
	term_keys(t, "/");
	term_type(t, "fourn");
	term_wait_row(t, 3, " Tab   fournisseur:");
	term_keys(t, "Tab");
	term_type(t, "letour");
	term_wait(t, "1042-08");
	term_wait_gone(t, "1042-07");
	term_keys(t, "Ctrl-U");
	term_type(t, "vendor:north >10 000,50");
	term_wait(t, "1042-07");
	term_wait_gone(t, "1043-01");
	term_keys(t, "Ctrl-U");
	term_type(t, "statut:");
	term_wait_row(t, 3, " Tab   ...");
}

int main(void)
{
	#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_mistake_is_explained_under_the_line),
		TEST(tab_completes_names_and_goes_round),
		TEST(the_filter_stays_in_sight_and_the_sum_gives_way),
		TEST(tab_with_nothing_to_complete_leaves_the_line),
		TEST(alternatives_and_ranges),
		TEST(a_question_mark_explains_the_language),
		TEST(french_words_and_numbers_are_known),
	};
	if (getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
