/* The real program in its demonstration: real worker, real connectors, the simulators as
 * a child; at 80 x 24, in English and in French. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static void quit(struct term *t)
{
	term_keys(t, "Esc Esc Esc");
	term_keys(t, "q");
	if (!term_ended_or(t, "[ Quit"))      /* asks while something is on its way */
		term_keys(t, "Left Enter");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

/* The first sync has ended and every count is there. */
static struct term *synced(void **state, int rows, int cols)
{
	struct term *t = program_start(*state, rows, cols, "C.UTF-8");
	term_wait(t, "demo");
	return t;
}

static void filter_to(struct term *t, const char *number)
{
	term_keys(t, "/ Ctrl-U");
	term_wait(t, "Esc undo");
	term_wait_gone(t, " 1 shown");
	term_type(t, number);
	term_wait(t, " 1 shown");
	term_keys(t, "Enter");
	term_wait_gone(t, "Esc undo");
}

static void an_invoice_goes_to_the_erp_with_one_key(void **state)
{
	struct term *t = synced(state, 24, 80);
	filter_to(t, "1042-07");
	term_keys(t, "Enter Enter");
	term_wait(t, "Esc back to the list");
	term_keys(t, "PgDn");
	term_wait(t, "= Net to pay");
	term_keys(t, "p");
	term_wait(t, "What will be sent");
	term_wait(t, "1042-07");
	term_keys(t, "Esc a");
	term_wait(t, "Invoice 1042-07 has arrived");
	term_keys(t, "Esc w");
	term_wait(t, "Choose a view");
	term_type(t, "synced");
	term_keys(t, "Enter");
	term_wait(t, "✓ synced    1042-07");
	term_keys(t, "Esc u");
	term_wait(t, "does not apply");
	quit(t);
}

static void a_commitment_goes_before_its_invoice(void **state)
{
	struct term *t = synced(state, 24, 80);
	filter_to(t, "INV-8301");
	term_wait(t, "held");
	term_keys(t, "a");
	term_wait(t, "Approve with prerequisites");
	term_wait(t, "1. Commitment SC-0083");
	term_wait(t, "2. Invoice INV-8301");
	term_keys(t, "Enter");
	term_wait(t, "Invoice INV-8301 has arrived");
	term_keys(t, "[ w");
	term_wait(t, "Choose a view");
	term_type(t, "synced");
	term_keys(t, "Enter / Ctrl-U");
	term_type(t, "SC-0083");
	term_keys(t, "Enter");
	term_wait(t, "✓ synced    SC-0083");
	quit(t);
}

static void a_new_vendor_goes_with_its_invoice_under_the_proposed_number(void **state)
{
	struct term *t = synced(state, 30, 100);
	filter_to(t, "2026-82-1");
	term_keys(t, "A");
	term_wait(t, "Approve with prerequisites");
	term_wait(t, "1. Vendor Tremblay & Sons Flooring");
	term_wait(t, "\"TREMBLAYSO\"");
	term_keys(t, "Left Enter");           /* Cancel had the focus */
	term_wait(t, "Invoice 2026-82-1 has arrived");
	quit(t);
}

static void several_are_counted_as_they_arrive(void **state)
{
	struct term *t = synced(state, 30, 100);
	term_keys(t, "/ Ctrl-U");
	term_type(t, "status:ready job:J-2602");
	term_keys(t, "Enter");
	term_wait(t, " 3 shown");
	term_keys(t, "*");
	term_wait(t, "(3 marked");
	term_keys(t, "a");
	term_wait(t, "3 records, $ 220,650.61");
	term_keys(t, "Enter");
	term_wait(t, "3 records have arrived.");
	quit(t);
}

static void the_cause_is_a_key_away_and_back(void **state)
{
	struct term *t = synced(state, 30, 100);
	filter_to(t, "104-02");
	term_keys(t, "g");
	term_wait(t, "Go to what fixes it");
	term_keys(t, "Enter");
	term_wait(t, "Backspace goes back");
	term_wait(t, "[Jobs");
	term_wait(t, "▸ ✓ synced    J-2604");
	term_keys(t, "Backspace");
	term_wait(t, "1 shown");
	term_wait(t, "104-02");
	quit(t);
}

static void what_looks_the_same_is_suggested(void **state)
{
	struct term *t = synced(state, 30, 100);
	term_keys(t, "] ]");
	filter_to(t, "simard");
	term_keys(t, "l");
	term_wait(t, "V1031  Location d'outils Simard inc., Laval");
	term_wait(t, "suggested");
	term_keys(t, "Enter");
	term_wait(t, "Location d'outils Simard: linked.");
	term_keys(t, "[ [");
	filter_to(t, "73-07");
	term_keys(t, "l");
	term_wait(t, "Link to which record");
	term_wait(t, "000094");
	term_keys(t, "Esc");
	quit(t);
}

static void a_rejected_invoice_is_told_to_procore(void **state)
{
	struct term *t = synced(state, 30, 100);
	filter_to(t, "1042-07");
	term_keys(t, "r");
	term_wait(t, "no text with that");
	term_type(t, "oretainage is 5 %, not 10 %");
	term_keys(t, "Enter");
	term_wait(t, "rejected; u takes that back");
	term_keys(t, "v v v Enter Enter");
	term_wait(t, "retainage is 5 %, not 10 %");
	term_keys(t, "End");
	term_wait(t, "rejection to Procore: done");
	quit(t);
}

static void every_tab_syncs_and_shows_its_freshness(void **state)
{
	struct term *t = synced(state, 50, 200);
	static const char *const tabs[] = { "[Vendors", "[Jobs", "[Commitments", "[Invoices", "[Payments" };
	for (int tab = 0; tab < 5; tab++) {
		char key[] = "Alt-1";
		key[4] = (char)('1' + tab);
		term_keys(t, key);
		term_wait(t, tabs[tab]);
		term_wait_gone(t, "acumatica:");
		term_keys(t, "s");
		term_wait(t, "acumatica:");
		term_wait(t, "● 0 min");
	}
	term_keys(t, "J");
	term_wait(t, "everything");
	term_wait(t, "done");
	quit(t);
}

static void french_people_see_french(void **state)
{
	struct term *t = program_start(*state, 24, 80, "fr_CA.UTF-8");
	term_wait(t, "Factures");
	term_wait(t, "Fournisseurs");
	term_wait(t, "prêt");
	term_wait(t, "1042-07");
	term_keys(t, "/");
	term_type(t, "1042-07");
	term_wait(t, " 1 affiché");
	term_keys(t, "Enter Enter");
	term_wait(t, "Tab pour y aller");
	term_wait(t, "37\xc2\xa0" "906,20");
	term_keys(t, "Esc / Ctrl-U");
	term_wait_gone(t, " 1 affiché");
	term_type(t, "fournisseur:rivard net>100 000,00");
	term_wait(t, " 1 affiché");
	term_keys(t, "Enter ?");
	term_wait(t, "Touches");
	assert_false(term_has(t, "Approve"));
	quit(t);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, program_set_up, program_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_invoice_goes_to_the_erp_with_one_key),
		TEST(a_commitment_goes_before_its_invoice),
		TEST(a_new_vendor_goes_with_its_invoice_under_the_proposed_number),
		TEST(several_are_counted_as_they_arrive),
		TEST(the_cause_is_a_key_away_and_back),
		TEST(what_looks_the_same_is_suggested),
		TEST(a_rejected_invoice_is_told_to_procore),
		TEST(every_tab_syncs_and_shows_its_freshness),
		TEST(french_people_see_french),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("program", tests, NULL, NULL);
}
