/* A network that does not answer, and the screens over it: the real program in its
 * demonstration, whose simulators are told to keep silent for an hour.  Every wait of
 * these tests is shorter than that silence, and than the program's own patience with it
 * (HTTP_TIMEOUT_READ_MS), so a key that had to wait for it fails. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/program.h"

#include <stdlib.h>

#include "base/banned.h"

struct words { const char *shown, *line, *detail, *payments, *invoices; };
static const struct words english = { " 1 shown", "Esc undo", "Tab goes there", "[Payments", "[Invoices" };
static const struct words french = { " 1 affiché", "Esc annuler", "Tab pour y aller", "[Paiements", "[Factures" };

static void filter_to(struct term *t, const char *number, const struct words *w)
{
	term_keys(t, "/ Ctrl-U");
	term_wait(t, w->line);
	term_wait_gone(t, w->shown);
	term_type(t, number);
	term_wait(t, w->shown);
	term_keys(t, "Enter");
	term_wait_gone(t, w->line);
}

/* Everything that is not the network goes on as ever. */
static void works_as_ever(struct term *t, const char *number, const struct words *w)
{
	filter_to(t, number, w);
	term_keys(t, "Enter");
	term_wait(t, w->detail);
	term_keys(t, "Esc Esc");
	term_wait_gone(t, w->detail);
	term_wait_gone(t, w->shown);
	term_keys(t, "]");
	term_wait(t, w->payments);
	term_wait(t, "000");
	term_keys(t, "[ End");
	term_resize(t, 30, 110);
	term_wait(t, w->invoices);
	term_keys(t, "Home");
}

static void a_silent_procore_stops_no_key_and_a_sync_can_be_stopped(void **state)
{
	struct program *p = *state;
	struct term *t = program_start(p, 24, 80, "C.UTF-8");
	program_silence(p->procore, "GET /rest");
	term_keys(t, "S");
	program_until_hit(p, p->procore);
	works_as_ever(t, "1042-07", &english);
	term_keys(t, "J");
	term_wait(t, "everything");
	term_keys(t, "Esc c");
	term_wait(t, "stopped");
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

static void an_erp_that_keeps_the_answer_leaves_the_record_visibly_on_its_way(void **state)
{
	struct program *p = *state;
	struct term *t = program_start(p, 50, 200, "C.UTF-8");
	program_silence(p->erp, "PUT /entity");
	filter_to(t, "1042-07", &english);
	term_keys(t, "a");
	program_until_hit(p, p->erp);
	term_keys(t, "Esc v v v v v");
	term_wait(t, " All ▾");
	filter_to(t, "1042-07", &english);
	term_wait(t, "sending");
	term_keys(t, "Esc");
	works_as_ever(t, "1042-07", &english);
	term_keys(t, "q");
	term_wait(t, "1 decision is still on its way.");
	term_keys(t, "Left Enter");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

static void en_francais_aussi(void **state)
{
	struct program *p = *state;
	struct term *t = program_start(p, 24, 80, "fr_CA.UTF-8");
	program_silence(p->procore, "GET /rest");
	term_keys(t, "S");
	program_until_hit(p, p->procore);
	works_as_ever(t, "1042-07", &french);
	term_keys(t, "c");
	term_wait(t, "arrêt");
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, program_set_up, program_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_silent_procore_stops_no_key_and_a_sync_can_be_stopped),
		TEST(an_erp_that_keeps_the_answer_leaves_the_record_visibly_on_its_way),
		TEST(en_francais_aussi),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
