/* The grid: the chosen column, sideways scrolling, the dialog of columns, orders, marks by value, saved views, what is
 * remembered, and the way down from a record to what belongs to it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/path.h"
#include "base/strbuf.h"
#include "tests/screen/desk.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/banned.h"

static struct term *start_in(struct fixture *f, int rows, int cols, const char *option, const char *env)
{
	desk_start(f, rows, cols, env, option, NULL, NULL);
	term_wait(f->t, "1042-07");
	return f->t;
}

static struct term *start(struct fixture *f, int rows, int cols, const char *option)
{
	return start_in(f, rows, cols, option, NULL);
}

static void leave(struct fixture *f)
{
	term_keys(f->t, "q");
	assert_int_equal(term_exit(f->t), 0);
}

static char *in_folder(const struct fixture *f, const char *name)
{
	return xasprintf("%s/%s", f->folder, name);
}

static void file_has(const struct fixture *f, const char *name, const char *text)
{
	char *path = in_folder(f, name);
	struct strbuf have = STRBUF_INIT;
	assert_int_equal(path_read_file(&have, path, 65536, NULL), 0);
	if (strstr(have.s, text) == NULL)
		fail_msg("%s holds\n%s\nand not \"%s\"", name, have.s, text);
	strbuf_release(&have);
	free(path);
}

static void write_file(const struct fixture *f, const char *dir, const char *name, const char *text)
{
	char *folder = in_folder(f, dir), *path = path_join(folder, name);
	assert_int_equal(path_make_dir(folder, NULL), 0);
	assert_int_equal(path_write_file(path, text, strlen(text), 0600, NULL), 0);
	free(path);
	free(folder);
}

/* ---- columns ---- */

static void moving_right_reaches_every_column_and_the_first_ones_stay(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_wait_row(t, 3, "  Status     ▸Invoice▲ Vendor...");
	term_wait_beside(t, "▸Invoice▲", 0, "›");
	assert_int_equal(term_find(t, "Retain."), -1);
	term_keys(t, "Right Right Right Right Right Right Right Right Right");
	term_wait(t, "▸Retain.");
	term_wait_row(t, 3, "  Status      Invoice▲‹ ...");
	term_wait_row(t, 4, "▸ ● ready     1042-07 ...");
	term_wait(t, "4,211.80");
	term_keys(t, "Left Left Left Left Left Left Left Left Left");
	term_wait_row(t, 3, "  Status     ▸Invoice▲ Vendor...");
	/* no further than the ends */
	term_keys(t, "Left Left Left");
	term_wait_row(t, 3, " ▸Status      Invoice▲ Vendor...");
}

static void the_chosen_cell_of_the_row_stands_out(void **state)
{
	struct term *t = start(*state, 24, 80, "theme=mono");
	term_wait_row(t, 3, "  Status     ▸Invoice...");
	term_until(t, term_reverse(t, 4, 2) && !term_reverse(t, 4, 14));
	term_keys(t, "Left");
	term_wait_row(t, 3, " ▸Status...");
	term_until(t, !term_reverse(t, 4, 2) && term_reverse(t, 4, 14));
}

static void ascii_has_marks_of_its_own(void **state)
{
	struct term *t = start(*state, 24, 80, "ascii");
	term_wait_row(t, 3, "  Status     [Invoice^ Vendor...");
	term_until(t, strcmp(term_row(t, 3) + strlen(term_row(t, 3)) - 1, ">") == 0);
	term_keys(t, "Right Right Right Right Right Right Right Right");
	term_wait(t, "< ");
}

static void wide_terminals_show_all_without_scrolling(void **state)
{
	struct term *t = start(*state, 50, 200, NULL);
	term_wait(t, "Commitment Period       Amount    Retain.         Net");
	assert_null(strstr(term_row(t, 3), "›"));
	term_keys(t, "Right Right Right Right Right");
	term_wait(t, "▸Amount");
}

static void french_titles_stay_over_their_columns(void **state)
{
	struct term *t = start_in(*state, 24, 80, NULL, "LANG=fr_CA.UTF-8");
	term_wait_row(t, 3, "  État       ▸Facture▲ Fournisseur ...");
	term_wait_row(t, 4, "▸ ● prêt      1042-07  Northside...");
	term_keys(t, "Right Right Right Right Right Right Right Right");
	term_wait(t, "‹");
	term_wait(t, "42\302\240118,00");
	term_wait(t, "▸Montant");
}

static void narrower_wider_and_another_place(void **state)
{
	struct term *t = start(*state, 50, 200, NULL);
	term_keys(t, "Right");
	term_wait(t, "▸Vendor");
	term_keys(t, "( ( ( (");
	term_wait(t, "Northside …");
	term_keys(t, ") ) ) )");
	term_wait(t, "Northside Concrete");
	term_keys(t, "}");
	term_wait(t, "Job   ▸Vendor");
	term_keys(t, "{");
	term_wait(t, "▸Vendor              Job");
	term_keys(t, "Left Left { {");
	term_wait(t, "stands at the edge already");
}

static void the_dialog_hides_moves_widens_freezes_and_takes_back(void **state)
{
	struct term *t = start(*state, 30, 100, NULL);
	term_keys(t, "O");
	term_wait(t, "[x] Invoice");
	term_wait(t, "automatic     stays");
	term_keys(t, "Down Space");
	term_wait(t, "[ ] Vendor");
	term_wait_gone(t, "Northside C");
	term_keys(t, "Space");
	term_wait(t, "Northside C");
	term_keys(t, "+ +");
	term_wait_gone(t, "Vendor                 automatic");
	term_keys(t, "0");
	term_wait(t, "Vendor                 automatic");
	term_keys(t, "f");
	term_wait(t, "Vendor                 automatic     stays");
	term_keys(t, "K K");
	term_wait_row(t, 3, " ▸Vendor...");
	term_keys(t, "Esc");
	term_wait_gone(t, "Space show/hide");
	term_wait_row(t, 3, "  Status     ▸Invoice▲ Vendor...");
	term_keys(t, "O Down K K Enter");
	term_wait_row(t, 3, " ▸Vendor...");
	term_keys(t, "O R Enter");
	term_wait_row(t, 3, " ▸Status      Invoice▲ Vendor...");
}

static void the_dialog_fits_every_size(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "O");
	term_wait(t, "Space show/hide");
	term_resize(t, 50, 200);
	term_wait(t, "[x] Notes");
	term_resize(t, 10, 40);
	term_wait_gone(t, "[x] Notes");
	term_wait(t, "[x] Invoice");
	term_keys(t, "Esc");
	term_wait_gone(t, "[x] Invoice");
}

/* ---- order ---- */

static void a_second_column_decides_among_equal_rows(void **state)
{
	struct term *t = start(*state, 50, 200, NULL);
	term_keys(t, "Right o");
	term_wait(t, "▸Vendor▲ ");
	for (int i = 0; i < 6; i++)
		term_keys(t, "Right");
	term_keys(t, "+");
	term_wait(t, "Vendor▲1");
	term_wait(t, "▲2");
	term_wait_row(t, 3, "  ● ready     1043-01...");
	term_keys(t, "+");
	term_wait(t, "▼2");
	term_wait_row(t, 3, "▸ ● ready     1042-07...");
	term_keys(t, "+");
	term_wait_gone(t, "▼2");
	term_wait(t, "Vendor▲ ");
}

static void any_column_sorts_but_sentences_do_not(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	for (int i = 0; i < 20; i++)
		term_keys(t, "Right");
	term_keys(t, "Left Left Left Left o");
	term_wait(t, "▸Commitment▲");
	for (int i = 0; i < 20; i++)
		term_keys(t, "Right");
	term_wait_gone(t, "›");
	term_keys(t, "Left Left Left Left Left Left Left Left Left Left Left Left Left Left Left Left Left Left");
	term_wait_row(t, 3, " ▸Status...");
	term_keys(t, "o");
	term_wait(t, "▸Status▲");
}

static void a_click_on_a_title_sorts_and_again_reverses(void **state)
{
	struct term *t = start(*state, 24, 80, "mouse");
	term_mouse(t, 0, 3, 25);
	term_wait(t, "▸Vendor▲");
	term_mouse(t, 0, 3, 25);
	term_wait(t, "▸Vendor▼");
}

/* ---- marks ---- */

static void marks_are_inverted_and_made_by_value(void **state)
{
	struct term *t = start(*state, 24, 100, NULL);
	term_keys(t, "Right ,");
	term_wait(t, "(2 marked  $ 38,806.20)");
	term_keys(t, "I");
	term_wait(t, "(1 marked  $ 16,560.00)");
	term_wait(t, "◆");
	term_keys(t, "/");
	term_type(t, "northside");
	term_keys(t, "Enter");
	term_wait(t, "1 not shown");
}

/* ---- saved views ---- */

static void a_view_is_saved_under_a_number_and_a_name(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 100, NULL);
	term_keys(t, "8");
	term_wait(t, "No view is saved under 8");
	term_keys(t, "/");
	term_type(t, "northside");
	term_keys(t, "Enter Right Right Right o o W");
	term_wait(t, "Number, 1 to 9");
	term_keys(t, "Ctrl-U");
	term_type(t, "8");
	term_keys(t, "Tab");
	term_type(t, "Concrete");
	term_keys(t, "Enter");
	term_wait(t, "Saved; 8 shows");
	term_wait(t, "8 Concrete ");
	file_has(f, "config/views", "[invoices 8]\nname    = Concrete\nview    = ready\nfilter  = northside\n");
	term_keys(t, "v");
	term_wait_gone(t, "8 Concrete");
	term_keys(t, "8");
	term_wait(t, "8 Concrete ");
	term_wait(t, "2 shown");
	term_keys(t, "o");
	term_wait(t, "8 Concrete*");
	leave(f);
	t = start(f, 24, 100, "again");
	term_keys(t, "8");
	term_wait(t, "2 shown");
	term_wait(t, "8 Concrete ");
	term_keys(t, "w");
	term_type(t, "concr");
	term_wait(t, "8  Concrete");
	term_keys(t, "Del");
	term_wait(t, "View 8 is gone");
	term_keys(t, "Esc 8");
	term_wait(t, "No view is saved under 8");
}

static void some_views_come_with_it_in_both_languages(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 100, NULL);
	term_keys(t, "4");
	term_wait(t, "4 Held");
	term_wait(t, "1 shown");
	term_keys(t, "2");
	term_wait(t, "2 Over 10,000");
	term_wait(t, "/net>10000");
	term_wait(t, "2 shown");
	term_wait_row(t, 4, "▸ ● ready     1042-07...");
	term_keys(t, "3");
	term_wait(t, "3 Waiting more than 7 days");
	term_wait(t, "0 shown");
	term_keys(t, "w Del");
	term_wait(t, "Only saved views can be deleted");
	term_keys(t, "Esc");
	leave(f);
	t = start_in(f, 24, 100, "again", "LANG=fr_CA.UTF-8");
	term_keys(t, "2");
	term_wait(t, "2 affichés");
}

static void lines_of_the_file_that_say_nothing_are_named(void **state)
{
	struct fixture *f = *state;
	struct term *t;
	write_file(f, "config", "views", "# mine\n[invoices 7]\nname = Seven\nfilter = toitures\nwhat = ever\n[bills 1]\n");
	t = start(f, 24, 120, NULL);
	term_wait(t, "2 problems");
	term_keys(t, "!");
	term_wait(t, "line 5: \"what\" is none of name, view");
	term_wait(t, "line 6: \"[bills 1]\" names no view");
	term_keys(t, "Esc 7");
	term_wait(t, "7 Seven");
	term_wait(t, "1 shown");
	/* saving another one leaves every line of it to its author */
	term_keys(t, "W Ctrl-U 6 Enter Enter");
	term_wait(t, "Saved; 6 shows");
	file_has(f, "config/views", "# mine\n[invoices 7]\nname = Seven\nfilter = toitures\nwhat = ever\n[bills 1]\n");
	file_has(f, "config/views", "[invoices 6]\n");
}

/* ---- from one session to the next ---- */

static void the_lists_are_as_they_were_left(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, NULL);
	char *path = in_folder(f, "state/lists");
	struct stat st;
	term_keys(t, "O Down K K Enter Right o v");
	term_wait(t, "Failed ▾");
	leave(f);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	file_has(f, "state/lists", "columns = = vendor status number");
	file_has(f, "state/lists", "view    = failed");
	write_file(f, "state", "lists", "# Comptoir lists 1\n[invoices]\nview = ready\nsort = -net\n"
		"columns = = vendor status number phase:9 net\nfrozen = 1\n");
	t = start(f, 24, 80, "again");
	term_wait(t, "Net▼");
	term_wait_row(t, 3, "  Vendor...");
	term_keys(t, "O K Enter");
	leave(f);
	file_has(f, "state/lists", "phase:9");
	free(path);
}

static int holds(const struct fixture *f, const char *name, const char *text)
{
	char *path = in_folder(f, name);
	struct strbuf have = STRBUF_INIT;
	int yes = path_read_file(&have, path, 65536, NULL) == 0 && strstr(have.s, text) != NULL;
	strbuf_release(&have);
	free(path);
	return yes;
}

/* Not only when somebody leaves in an orderly way. */
static void the_lists_are_kept_in_a_quiet_moment(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, NULL);
	term_keys(t, "v Right o");
	term_wait(t, "Failed ▾");
	term_until(t, holds(f, "state/lists", "view    = failed"));
	kill(term_pid(t), SIGKILL);
	desk_start(f, 24, 80, NULL, "again", NULL, NULL);
	term_wait(f->t, "Failed ▾");
	term_wait(f->t, "Vendor▲");
	leave(f);
}

static void a_broken_file_of_them_is_passed_over_with_a_word(void **state)
{
	struct fixture *f = *state;
	struct term *t;
	write_file(f, "state", "lists", "\x01\x02 nonsense\n");
	t = start(f, 24, 120, NULL);
	term_wait(t, "cannot be read; the lists begin as they do for everybody");
	term_wait_row(t, 3, "  Status     ▸Invoice▲ Vendor...");
}

/* ---- down and back ---- */

static void down_from_a_job_to_its_payments_and_back_level_by_level(void **state)
{
	struct term *t = start(*state, 24, 100, "books");
	term_keys(t, "[ [ v v v v v");
	term_wait(t, "Riverside school");
	term_keys(t, "d");
	term_wait_row(t, 2, " J-2601 › Commitments ▾...");
	term_wait(t, "2 shown");
	term_keys(t, "Down d");
	term_wait_row(t, 2, " J-2601 › SC-0081 › Invoices ▾...");
	term_wait(t, "1042-08");
	term_wait(t, "1 shown");
	term_keys(t, "Backspace");
	term_wait_row(t, 2, " J-2601 › Commitments ▾...");
	term_wait_row(t, 5, "▸ ⊘ held      SC-0081...");
	term_keys(t, "Up d");
	term_wait_row(t, 2, " J-2601 › SC-0077 › Invoices ▾...");
	term_wait_row(t, 4, "▸ ✓ synced    1042-06...");
	term_keys(t, "d");
	term_wait_row(t, 2, " J-2601 › SC-0077 › 1042-06 › Payments ▾...");
	term_wait(t, "000230");
	term_keys(t, "d");
	term_wait(t, "Nothing lies below a payment");
	term_keys(t, "Esc");
	term_wait_row(t, 2, " J-2601 › SC-0077 › Invoices ▾...");
	term_keys(t, "Esc Esc");
	term_wait(t, "[Jobs");
	term_wait_row(t, 2, " All ▾...");
	term_keys(t, "Backspace");
	term_wait(t, "This is where you started");
	/* the tabs that were passed stand as they stood before */
	term_keys(t, "] ]");
	term_wait_row(t, 2, " Ready to export ▾...");
	term_wait(t, "3 shown");
}

static void a_filter_inside_and_the_filter_before_it_are_kept_apart(void **state)
{
	struct term *t = start(*state, 24, 100, "books");
	term_keys(t, "/");
	term_type(t, "1043");
	term_keys(t, "Enter");
	term_wait(t, "1 shown");
	term_keys(t, "[ v v v v v");
	term_wait_row(t, 4, "▸ ✓ synced    SC-0077...");
	term_keys(t, "d");
	term_wait_row(t, 2, " SC-0077 › Invoices ▾...");
	term_wait(t, "1042-07");
	term_wait(t, "2 shown");
	term_keys(t, "/");
	term_type(t, "1042-06");
	term_keys(t, "Enter");
	term_wait(t, "1 shown");
	term_keys(t, "Esc");
	term_wait_gone(t, "/1042-06");
	term_wait(t, "2 shown");                /* Esc while it is still read would give it up */
	term_wait_row(t, 2, " SC-0077 › Invoices ▾...");
	term_keys(t, "Esc");
	term_wait(t, "[Commitments");
	term_keys(t, "]");
	term_wait(t, "/1043");
	term_wait(t, "1 shown");
}

static void a_vendor_offers_what_there_is(void **state)
{
	struct term *t = start(*state, 24, 100, "books");
	term_keys(t, "] ] v v v v v");
	term_wait(t, "Northside Concrete");
	term_keys(t, "d");
	term_wait(t, "Down to");
	term_wait(t, "Commitments");
	term_type(t, "inv");
	term_keys(t, "Enter");
	term_wait(t, "› Invoices ▾");
	term_wait(t, "1042-07");
}

static void down_works_in_french(void **state)
{
	struct term *t = start_in(*state, 24, 100, "books", "LANG=fr_CA.UTF-8");
	term_keys(t, "[ [ v v v v v d");
	term_wait_row(t, 2, " J-2601 › Engagements ▾...");
	term_wait_row(t, 4, "▸ ✓ synchro   SC-0077...");
	term_keys(t, "d");
	term_wait_row(t, 2, " J-2601 › SC-0077 › Factures ▾...");
	term_keys(t, "Backspace Backspace");
	term_wait(t, "[Projets");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
		CASE(moving_right_reaches_every_column_and_the_first_ones_stay),
		CASE(the_chosen_cell_of_the_row_stands_out),
		CASE(ascii_has_marks_of_its_own),
		CASE(wide_terminals_show_all_without_scrolling),
		CASE(french_titles_stay_over_their_columns),
		CASE(narrower_wider_and_another_place),
		CASE(the_dialog_hides_moves_widens_freezes_and_takes_back),
		CASE(the_dialog_fits_every_size),
		CASE(a_second_column_decides_among_equal_rows),
		CASE(any_column_sorts_but_sentences_do_not),
		CASE(a_click_on_a_title_sorts_and_again_reverses),
		CASE(marks_are_inverted_and_made_by_value),
		CASE(a_view_is_saved_under_a_number_and_a_name),
		CASE(some_views_come_with_it_in_both_languages),
		CASE(lines_of_the_file_that_say_nothing_are_named),
		CASE(the_lists_are_as_they_were_left),
		CASE(the_lists_are_kept_in_a_quiet_moment),
		CASE(a_broken_file_of_them_is_passed_over_with_a_word),
		CASE(down_from_a_job_to_its_payments_and_back_level_by_level),
		CASE(a_filter_inside_and_the_filter_before_it_are_kept_apart),
		CASE(a_vendor_offers_what_there_is),
		CASE(down_works_in_french),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
