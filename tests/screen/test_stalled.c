/* A store that does not answer freezes no key.
 *
 * The test takes the locks under which every reader begins (of the log's shared memory), as another
 * process that hangs at the worst moment would.  Whatever is asked of the store waits for as long as the test
 * likes; the screen goes on, says what it waits for, and shows the answer once the locks are given
 * back.  Nothing here waits for a time. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/desk.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

/* The bytes of the log's index by which readers hold their place (sqlite.org/walformat.html, 2.3). */
#define READ_LOCKS 123
#define N_READ_LOCKS 5

static void lock(struct fixture *f, short type)
{
	struct flock l = { .l_type = type, .l_whence = SEEK_SET, .l_start = READ_LOCKS, .l_len = N_READ_LOCKS };
	assert_int_equal(fcntl(f->fd, F_SETLKW, &l), 0);
}

/* The screens on many invoices; the first rows and the count are there. */
static struct term *start(struct fixture *f)
{
	char path[4096];
	desk_start(f, 24, 100, NULL, "invoices=3000");
	term_wait(f->t, "help");
	term_wait(f->t, "3,003 shown");
	snprintf(path, sizeof path, "%s/comptoir.db-shm", f->folder);
	f->fd = open(path, O_RDWR | O_CLOEXEC);
	assert_true(f->fd >= 0);
	return f->t;
}

static void keys_go_on_while_the_store_is_stalled(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	lock(f, F_WRLCK);
	term_keys(t, "G");
	term_wait(t, "reading");
	term_wait(t, "1042-07");
	term_keys(t, "]");                    /* a tab that was never read */
	term_wait(t, "[Payments");
	term_wait(t, "searching");
	term_keys(t, "[");
	term_wait(t, "[Invoices");
	term_keys(t, "Enter");                /* the detail, of what is known */
	term_wait(t, "Detail");
	term_keys(t, "Esc");                  /* not to the last row any more */
	term_wait(t, "Given up");
	term_keys(t, "Esc");
	term_wait_gone(t, "Detail");
	term_keys(t, "?");                    /* what asks nobody works as ever */
	term_wait(t, "Approve: send");
	term_keys(t, "Esc");
	term_wait_gone(t, "Approve: send");
	term_keys(t, "/");
	term_type(t, "granite");
	term_wait(t, "/granite");             /* every letter is there at once */
	term_wait(t, "searching");
	term_wait(t, "1042-07");  /* over the old rows */
	term_keys(t, "Esc");                  /* back to the list that is shown: nothing is waited for */
	term_wait_gone(t, "searching");
	term_wait(t, "1042-07");
	lock(f, F_UNLCK);
	term_keys(t, "G");
	term_wait(t, "9002999");
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

static void the_answer_comes_when_the_store_does(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	lock(f, F_WRLCK);
	term_keys(t, "/");
	term_type(t, "plomberie");
	term_wait(t, "searching");
	term_keys(t, "Enter");
	lock(f, F_UNLCK);
	term_wait(t, "1,000 shown");
	term_wait_gone(t, "1042-07");
	term_wait(t, "9000000");
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
}

/* The row under the cursor is of the old list: nothing is decided about it. */
static void nothing_is_decided_about_a_list_on_its_way(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	lock(f, F_WRLCK);
	term_keys(t, "/");
	term_type(t, "plomberie");
	term_wait(t, "searching");
	term_keys(t, "Enter");
	term_keys(t, "a");
	term_wait(t, "still being searched");
	term_keys(t, "Esc");                  /* gives the search up */
	term_wait(t, "Given up");
	term_wait_gone(t, "plomberie");
	term_wait(t, "1042-07");
	lock(f, F_UNLCK);
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
}

/* Keys do the same however fast they come: what is about marks that are still being read waits for them, and what
 * is typed after it waits behind it. */
static void what_is_about_marks_waits_for_them(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	lock(f, F_WRLCK);
	term_keys(t, "*");
	term_wait(t, "marking");
	term_keys(t, "a");
	term_wait(t, "waits until all of it has been read");
	lock(f, F_UNLCK);
	term_wait(t, "Left out, and why");    /* the summary: what is held and what failed is left out */
	term_wait(t, "3,001");
	term_keys(t, "Esc");
	term_wait(t, "Cancelled");
	term_keys(t, "U");
	lock(f, F_WRLCK);
	term_keys(t, "*");
	term_wait(t, "marking");
	term_keys(t, "U Space Space j Space");
	lock(f, F_UNLCK);
	term_wait(t, "(3 marked");
	term_keys(t, "U q");
	assert_int_equal(term_exit(t), 0);
}

static void what_is_about_a_row_waits_for_the_rows(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	lock(f, F_WRLCK);
	term_keys(t, "] ] l");                /* two tabs on, where nothing was read yet */
	term_type(t, "inc");                  /* into the dialog it opens */
	term_wait(t, "[Vendors");
	term_wait(t, "searching");
	lock(f, F_UNLCK);
	term_wait(t, "Link to which record");
	term_wait(t, "> inc");
	term_wait(t, "Quebec");
	term_keys(t, "Esc");
	term_wait_gone(t, "Link to which");
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
}

static void esc_gives_up_what_waits_and_leaving_says_so(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	lock(f, F_WRLCK);
	term_keys(t, "*");
	term_wait(t, "marking");
	term_keys(t, "a j Esc");
	term_wait(t, "Given up");
	term_wait_gone(t, "marking");
	term_keys(t, "*");
	term_wait(t, "marking");
	term_keys(t, "a q");
	term_wait(t, "Quit now?");
	term_wait(t, "nothing is done with it");
	lock(f, F_UNLCK);
	term_keys(t, "Enter");                /* stay */
	term_wait_gone(t, "Quit now?");
	term_wait(t, "(3003 marked");
	assert_false(term_has(t, "Left out"));
	term_keys(t, "U q");
	assert_int_equal(term_exit(t), 0);
}

/* So does what a key asks the store, and what is chosen in a dialog whose rows are on their way. */
static void questions_of_keys_wait_beside_the_screen(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	term_keys(t, "] ]");                  /* the vendors */
	term_wait(t, "V-200");
	lock(f, F_WRLCK);
	term_keys(t, "l");
	term_wait(t, "Link to which record");
	term_wait(t, "searching");
	term_type(t, "zzz");
	term_wait(t, "> zzz");
	term_keys(t, "Backspace Backspace Backspace Enter");   /* waits for the rows */
	lock(f, F_UNLCK);
	term_wait_gone(t, "Link to which record");
	term_wait(t, "linked");
	term_keys(t, "] V");                  /* all jobs */
	term_wait(t, "Riverside");
	lock(f, F_WRLCK);
	term_keys(t, "d");
	term_wait(t, "still being read");
	term_keys(t, "? Esc");                /* ? waits, Esc gives both up */
	term_wait(t, "Cancelled");
	assert_false(term_has(t, "Approve: send"));
	term_keys(t, "d Down");
	lock(f, F_UNLCK);
	term_wait(t, "SC-0081");
	term_wait_cursor(t, term_find(t, "SC-0081"));
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
}

static void leaving_says_that_a_file_is_being_written(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	term_keys(t, "E");
	term_wait(t, "Save the list");
	lock(f, F_WRLCK);
	term_keys(t, "Ctrl-U");
	term_type(t, f->folder);
	term_type(t, "/whole.csv");
	term_keys(t, "Enter");
	term_wait_gone(t, "Save the list");
	term_keys(t, "q");
	term_wait(t, "Quit now?");
	term_wait(t, "A list is still being written");
	term_keys(t, "Enter");                /* stay */
	term_wait_gone(t, "Quit now?");
	lock(f, F_UNLCK);
	term_wait(t, "3003 records written");
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
}

/* A record that cannot be read now is not gone. */
static void a_decision_waits_for_the_record(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	lock(f, F_WRLCK);
	term_keys(t, "a");
	term_wait(t, "Looking at 0 of 1 records");
	lock(f, F_UNLCK);
	term_wait(t, "1042-07");
	term_wait_gone(t, "Looking at");
	term_wait(t, "approved");
	term_keys(t, "q");
	assert_int_equal(term_ended_or(t, "Quit now?"), 0);
}

/* Leaving waits for nobody either. */
static void a_stalled_store_holds_nobody_back(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f);
	lock(f, F_WRLCK);
	term_keys(t, "/");
	term_type(t, "x");
	term_wait(t, "searching");
	term_keys(t, "Esc q");
	assert_int_equal(term_ended_or(t, "Quit now?"), 1);
	assert_true(term_restored(t));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(keys_go_on_while_the_store_is_stalled),
		TEST(the_answer_comes_when_the_store_does),
		TEST(nothing_is_decided_about_a_list_on_its_way),
		TEST(what_is_about_marks_waits_for_them),
		TEST(what_is_about_a_row_waits_for_the_rows),
		TEST(esc_gives_up_what_waits_and_leaving_says_so),
		TEST(questions_of_keys_wait_beside_the_screen),
		TEST(leaving_says_that_a_file_is_being_written),
		TEST(a_decision_waits_for_the_record),
		TEST(a_stalled_store_holds_nobody_back),
	};
	if (getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("stalled", tests, NULL, NULL);
}
