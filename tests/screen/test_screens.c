/* The screens on a small company that does not change (driver.c): every tab, every
 * dialog, every way out.  Keys typed, screen expected. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/desk.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

static struct term *start(struct fixture *f, int rows, int cols, const char *option)
{
	desk_start(f, rows, cols, NULL, option);
	term_wait(f->t, "help");
	return f->t;
}

/* ---- lists ---- */

static void opens_on_the_invoices_that_wait(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_wait(t, "3 shown   $ 55,366.20");
	term_wait_row(t, 0, " Comptoir  Northside Builders / acumatica ● 2 min                   TEST  marie");
	term_wait_row(t, 1, " Vendors ●1  Jobs  Commitments ⊘1 [Invoices ●2 ⊘2] Payments");
	term_wait_row(t, 2, " Ready to export ▾                                        3 shown   $ 55,366.20");
	term_wait_row(t, 3, "  Status     ▸Invoice▲ Vendor  ...");
	term_wait_row(t, 4, "▸ ● ready     1042-07  Northside Con...");
	term_wait_row(t, 5, "  ⊘ held      1042-08  Toitures Lé...");
	term_wait_row(t, 6, "  ● ready     1043-01  Northside Con...");
	term_wait(t, "37,906.20");
	term_wait_cursor(t, 4);
	term_keys(t, "Down");
	term_wait_row(t, 5, "▸ ⊘ held      1042-08 ...");
	term_wait_cursor(t, 5);
}

static void shows_every_column_where_there_is_room(void **state)
{
	struct term *t = start(*state, 50, 200, NULL);
	term_wait(t, "[Invoices ●2 ⊘2]");
	assert_int_equal(term_find(t, "[Invoices"), 0);
	term_wait(t, "Commitment Period       Amount    Retain.         Net");
	term_wait(t, "SC-0077    2026-10   42,118.00   4,211.80   37,906.20");
}

static void goes_from_tab_to_tab(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "]");
	term_wait(t, "[Payments");
	term_wait(t, "000231");
	term_keys(t, "]");
	term_wait(t, "[Vendors");
	term_wait(t, "Toitures Létourneau");
	term_keys(t, "]");
	term_wait(t, "[Jobs");
	term_wait(t, "Nothing waits for a decision.");
	term_keys(t, "]");
	term_wait(t, "[Commitments");
	term_wait(t, "SC-0081");
	term_keys(t, "[ [ [");
	term_wait(t, "[Payments");
}

static void cycles_and_chooses_views(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "v");
	term_wait(t, "Failed ▾");
	term_wait(t, "1044-01");
	term_keys(t, "V");
	term_wait(t, "Ready to export ▾");
	term_keys(t, "w");
	term_wait(t, "Choose a view");
	term_type(t, "all");
	term_wait_gone(t, "Synced");
	term_keys(t, "Enter");
	term_wait(t, "All ▾");
	term_wait(t, "4 shown");
}

static void text_from_outside_stays_text(void **state)
{
	struct term *t = start(*state, 24, 100, NULL);
	size_t len;
	term_keys(t, "v");
	term_wait(t, "1044-01");
	term_wait(t, "[31mRed");
	assert_null(strstr(term_output(t, &len), "\033[31mRed"));
	assert_null(strstr(term_output(t, &len), "\xe2\x80\xae"));
	term_keys(t, "Enter");
	term_wait(t, "Detail");
	term_wait(t, "period 10-2026 is closed");
	assert_null(strstr(term_output(t, &len), "\xe2\x80\xae"));
}

static void amounts_of_another_currency_say_so(void **state)
{
	struct term *t = start(*state, 24, 120, NULL);
	term_keys(t, "v");
	term_wait(t, "250.25 USD");
}

static void sorts_by_the_chosen_column(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_wait_row(t, 4, "▸ ● ready     1042-07 ...");
	term_keys(t, "> > >");
	term_keys(t, "o");
	term_wait(t, "Net▲");
	term_wait_row(t, 4, "  ● ready     1043-01 ...");
	term_wait_row(t, 6, "▸ ● ready     1042-07 ...");
	term_keys(t, "o");
	term_wait(t, "Net▼");
	term_wait_row(t, 4, "▸ ● ready     1042-07 ...");
	term_keys(t, "> > o");
	term_wait(t, "cannot be sorted");
}

static void puts_columns_away(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "O");
	term_wait(t, "Columns");
	term_keys(t, "Down Space");
	term_wait(t, "[ ] Vendor");
	term_wait_gone(t, "Northside Con");
	term_keys(t, "Esc");
	term_wait(t, "Northside Con");
	term_keys(t, "O Down Space Enter");
	term_wait_gone(t, "Northside Con");
	term_wait_gone(t, "[ ] Vendor");
}

static void filters_while_typing(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "/");
	term_type(t, "letour");
	term_wait_gone(t, "1042-07");
	term_wait(t, "Toitures");
	term_keys(t, "Enter");
	term_wait(t, "/letour");
	term_wait(t, "1 shown");
	term_keys(t, "Esc");
	term_wait(t, "3 shown");
	term_keys(t, "/");
	term_type(t, "amount>nonsense");
	term_wait(t, "nonsense");
	term_keys(t, "Esc");
	term_wait_gone(t, "nonsense");
	term_wait(t, "1042-07");
	term_keys(t, "/");
	term_type(t, "nobody");
	term_wait(t, "Nothing matches the filter.");
}

static void a_key_after_a_filter_acts_on_the_filtered_list(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_type(t, "/1043\ra");        /* in one burst */
	term_wait(t, "queued");
	term_keys(t, "Esc");
	term_wait_row(t, 4, "  ● ready     1042-07 ...");
	term_wait_row(t, 6, "▸ ▷ queued    1043-01 ...");
}

static void marks_count_and_sum(void **state)
{
	struct term *t = start(*state, 24, 100, NULL);
	term_keys(t, "Space Space");
	term_wait(t, "(2 marked");
	term_wait(t, "54,466.20)");
	term_keys(t, "U");
	term_wait_gone(t, "marked");
	term_keys(t, "*");
	term_wait(t, "(3 marked");
	term_keys(t, "Home Space");
	term_wait(t, "(2 marked");
	term_keys(t, "End M");
	term_wait(t, "(3 marked");
}

static void three_hundred_keys_end_on_the_right_row(void **state)
{
	struct term *t = start(*state, 24, 80, "invoices=2000");
	char keys[301];
	term_wait(t, "2,003 shown");
	memset(keys, 'j', 300);
	keys[300] = '\0';
	term_type(t, keys);
	term_wait(t, "▸ ● ready     9000297");
	term_keys(t, "End");
	term_wait(t, "▸ ● ready     9001999");
	term_keys(t, "Home");
	term_wait(t, "▸ ● ready     1042-07");
	term_keys(t, "PgDn PgDn");
	term_wait(t, "▸ ● ready     900003");
	term_keys(t, "Up Down PgUp PgUp");
	term_wait(t, "▸ ● ready     1042-07");
}

static void an_empty_database_says_what_to_do(void **state)
{
	struct term *t = start(*state, 24, 80, "empty");
	term_wait(t, "No system is connected yet.");
	term_wait(t, "comptoir --demo");
	term_keys(t, "a");
	term_wait(t, "There is no record here");
	term_keys(t, "s");
	term_wait(t, ": connect");
}

/* ---- detail ---- */

static void detail_adds_up_as_on_paper(void **state)
{
	struct term *t = start(*state, 40, 100, NULL);
	term_keys(t, "Enter");
	term_wait(t, "Detail");
	term_wait(t, "= Revised contract   222,400.00");
	term_wait(t, "= Net to pay          37,906.20");
	term_wait(t, "= Billed to date     138,118.00");
	term_wait(t, "62.1 % of the revised contract");
	assert_false(term_has(t, "does not add up"));
	term_keys(t, "Enter");
	term_wait(t, "Footings");
	term_wait(t, "Both sides");
	term_keys(t, "Esc Esc");
	term_wait_gone(t, "Detail");
}

static void a_held_record_leads_to_what_fixes_it_and_back(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "Down Enter");
	term_wait(t, "Held:");
	term_wait(t, "go to Commitment SC-0081");
	term_keys(t, "g");
	term_wait(t, "[Commitments");
	term_wait(t, "▸ ⊘ held      SC-0081");
	term_keys(t, "g");
	term_wait(t, "[Vendors");
	term_wait(t, "▸ ● ready     V-200");
	term_keys(t, "Backspace");
	term_wait(t, "[Commitments");
	term_keys(t, "Backspace");
	term_wait(t, "[Invoices");
	term_wait(t, "▸ ⊘ held      1042-08");
}

static void shows_what_will_be_sent(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "p");
	term_wait(t, "What will be sent");
	term_wait(t, "\"Hold\"");
	term_keys(t, "Esc");
	term_wait(t, "1042-07");
}

static void a_value_typed_for_the_export_is_kept(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "e");
	term_wait(t, "Which value?");
	term_type(t, "date");
	term_keys(t, "Enter");
	term_wait(t, "Value for the export");
	term_wait(t, "Accounting date");
	term_wait(t, "2026-10-31");
	term_keys(t, "Ctrl-U");
	term_type(t, "2026-11-01");
	term_keys(t, "Enter");
	term_wait(t, "Kept;");
	term_keys(t, "Enter Enter");
	term_wait(t, "accounting_date: 2026-11-01");
}

/* ---- decisions ---- */

static void one_ready_record_is_approved_at_once_and_taken_back(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "a");
	term_wait(t, "▸ ▷ queued    1042-07");
	term_keys(t, "u");
	term_wait(t, "▸ ● ready     1042-07");
}

static void several_are_summed_up_and_cancel_is_safe(void **state)
{
	struct term *t = start(*state, 30, 90, NULL);
	term_keys(t, "*");
	term_wait(t, " marked");
	term_keys(t, "a");
	term_wait(t, "[ Cancel ]");
	term_wait(t, "2 records, $ 38,806.20");
	term_wait(t, "Left out, and why");
	term_keys(t, "Enter");                   /* something is held: Cancel has the focus */
	term_wait(t, "Cancelled; nothing was changed.");
	assert_false(term_has(t, "queued"));
	term_keys(t, "a");
	term_wait(t, "[ Cancel ]");
	term_keys(t, "Left Enter");
	term_wait(t, "▷ queued    1043-01");
	term_wait(t, "▷ queued    1042-07");
	term_wait(t, "⊘ held      1042-08");
}

static void a_held_record_offers_its_prerequisites_in_order(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "Down a");
	term_wait_beside(t, "1. Vendor V-200", 1, "2. Commitment SC-0081");
	term_wait_beside(t, "1. Vendor V-200", 2, "3. Invoice 1042-08");
	term_keys(t, "Esc");
	term_wait(t, "Cancelled");
}

static void rejecting_needs_a_reason(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "r");
	term_wait(t, "no text with that");
	term_keys(t, "Enter");
	term_wait(t, "Press the letter of a reason first.");
	term_type(t, "r10 % was agreed");
	term_wait(t, "The retainage is wrong: 10 % was agreed");
	term_keys(t, "Enter");
	term_wait(t, "rejected; u takes that back");
	term_keys(t, "v v v");
	term_wait(t, "Rejected ▾");
	term_wait(t, "1042-07");
	term_keys(t, "Enter Enter");
	term_wait(t, "Rejected by marie: The retainage is wrong: 10 % was agreed");
}

static void the_cursor_stays_with_its_neighbours_when_its_record_leaves(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "Down r");
	term_wait(t, "For the project team");
	term_type(t, "ono");
	term_keys(t, "Enter");
	term_wait_row(t, 5, "▸ ● ready     1043-01 ...");
}

static void a_key_that_cannot_act_says_why(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "v a");
	term_wait(t, "its export failed");
	term_keys(t, "c");
	term_wait(t, "No sync is running.");
	term_keys(t, "n");
	term_wait(t, "does not apply");
	term_keys(t, "Z");
	term_wait(t, "Z does nothing here");
}

static void links_to_a_record_of_the_other_side(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "] ] l");
	term_wait(t, "Link to which record");
	term_wait(t, "TOITLET");
	term_type(t, "letour");
	term_keys(t, "Enter");
	term_wait(t, "linked.");
}

/* ---- vault ---- */

static void deciding_asks_for_the_passphrase_and_goes_on_after_it(void **state)
{
	struct term *t = start(*state, 24, 80, "vault=locked");
	size_t len;
	term_wait(t, "locked");
	term_keys(t, "a");
	term_wait(t, "Passphrase");
	term_type(t, "wrong");
	term_wait(t, "(typed, not shown)");
	term_keys(t, "Enter");
	term_wait(t, "that is not the passphrase");
	term_type(t, "correct horse");
	term_keys(t, "Enter");
	term_wait(t, "queued");
	assert_null(strstr(term_output(t, &len), "correct"));
	assert_null(strstr(term_output(t, &len), "horse"));
	term_keys(t, "L");
	term_wait(t, "Locked.");
}

static void a_new_vault_wants_the_passphrase_twice(void **state)
{
	struct term *t = start(*state, 24, 80, "vault=missing");
	term_wait(t, "no vault");
	term_keys(t, "L");
	term_wait(t, "New passphrase");
	term_type(t, "short");
	term_keys(t, "Enter Enter");
	term_wait(t, "too short");
	term_type(t, " but now it is long");
	term_keys(t, "Tab");
	term_type(t, "something else");
	term_keys(t, "Enter");
	term_wait(t, "not the same");
	term_keys(t, "Tab Ctrl-U");
	term_type(t, "short but now it is long");
	term_keys(t, "Enter");
	term_wait(t, "The vault was created");
	term_wait_gone(t, "no vault");
}

/* ---- syncs, jobs, problems, help ---- */

static void a_sync_shows_progress_and_can_be_stopped(void **state)
{
	struct term *t = start(*state, 24, 100, NULL);
	term_keys(t, "S");
	term_wait(t, "⟳ Vendors 40 % 812/2,030");
	term_keys(t, "Down");
	term_wait_row(t, 5, "▸ ⊘ held ...");
	term_keys(t, "J");
	term_wait(t, "Running now");
	term_wait(t, "812 / 2,030");
	term_keys(t, "c");
	term_wait(t, "Nothing. s syncs this tab");
	term_keys(t, "Esc");
	term_wait_gone(t, "Nothing. s syncs this tab");
	term_wait_gone(t, "⟳");
	term_keys(t, "s");
	term_wait(t, "Up to date");
}

static void jobs_lists_what_is_not_settled_and_goes_there(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "a");
	term_wait(t, "queued");
	term_keys(t, "] ] J");
	term_wait(t, "Decisions not settled yet");
	term_wait(t, "Invoice 1042-07");
	term_wait(t, "waits to be sent");
	for (int i = 0; i < 12; i++)
		term_keys(t, "Down");
	term_keys(t, "Home Down Down Down Down Enter");
	term_wait(t, "[Invoices");
}

static void quitting_asks_while_something_is_on_its_way(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "a");
	term_wait(t, "queued");
	term_keys(t, "q");
	term_wait(t, "Quit now?");
	term_wait(t, "1 decision is still on its way.");
	term_keys(t, "Enter");
	term_wait_gone(t, "Quit now?");
	term_keys(t, "q");
	term_wait(t, "Quit now?");
	term_keys(t, "Left Enter");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

static void messages_stay_readable(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "Z");
	term_wait(t, "Z does nothing here");
	term_keys(t, "Down");
	term_wait_gone(t, "Z does nothing here");
	term_keys(t, "!");
	term_wait(t, "All messages of this session");
	term_wait(t, "Z does nothing here");
}

static void help_and_palette_know_every_action(void **state)
{
	struct term *t = start(*state, 140, 110, NULL);
	term_keys(t, "?");
	term_wait(t, "What the states mean");
	term_wait(t, "Reject, with a reason");
	term_wait(t, "Ctrl-Z");
	term_keys(t, "Esc :");
	term_wait(t, "What do you want to do?");
	term_type(t, "approve pre");
	term_wait(t, "approve with prerequisites");
	term_wait_gone(t, "(quit)");
	term_keys(t, "Ctrl-U");
	term_type(t, "stop the sync");
	term_keys(t, "Enter");
	term_wait(t, "No sync is running.");
}

static void saves_the_list_and_never_over_a_file(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, NULL);
	char path[512], text[4096] = "";
	FILE *in;
	snprintf(path, sizeof path, "%s/list.csv", f->folder);
	for (int round = 0; round < 2; round++) {
		term_keys(t, "E");
		term_wait(t, "Save the list");
		term_keys(t, "Ctrl-U");
		term_type(t, path);
		term_keys(t, "Enter");
		term_wait(t, round ? "exists; nothing was" : "3 records written");
	}
	in = fopen(path, "r");
	assert_non_null(in);
	text[fread(text, 1, sizeof text - 1, in)] = '\0';
	fclose(in);
	assert_int_equal(strncmp(text, "status,erp_code,number,", 23), 0);
	assert_non_null(strstr(text, "ready,,1042-07,"));
	assert_non_null(strstr(text, ",42118.00,"));
}

/* ---- the terminal ---- */

static void every_dialog_survives_every_size(void **state)
{
	static const struct { const char *keys, *text; } dialogs[] = {
		{ "?", "Esc back" }, { ":", "What do you want to do?" }, { "J", "Running now" }, { "!", "Problems and messages" },
		{ "r", "For the project team" }, { "w", "Choose a view" }, { "O", "Space show/hide" }, { "E", "Save the list" },
		{ "e", "Which value?" }, { "l", "Link to which" }, { "Enter", "Tab goes there" }, { "/", "Esc undo" },
	};
	static const struct { int rows, cols; } sizes[] = { { 8, 30 }, { 3, 10 }, { 100, 300 }, { 24, 80 } };
	struct term *t = start(*state, 24, 80, NULL);
	for (size_t i = 0; i < sizeof dialogs / sizeof *dialogs; i++) {
		term_keys(t, dialogs[i].keys);
		term_wait(t, dialogs[i].text);
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
			term_resize(t, sizes[k].rows, sizes[k].cols);
			if (sizes[k].rows == 3)
				term_wait(t, "The win");
		}
		term_wait_gone(t, "The win");
		term_wait(t, dialogs[i].text);
		term_keys(t, "Esc Esc Esc");
		term_wait_gone(t, dialogs[i].text);
		term_wait(t, "▸ ● ready     1042-07");
	}
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
}

static void no_color_means_no_colour(void **state)
{
	struct term *t = desk_start(*state, 24, 80, "NO_COLOR=1", NULL);
	term_wait(t, "help");
	term_wait(t, "1042-07");
	term_wait_cursor(t, 4);
	term_until(t, term_reverse(t, 4, 0));    /* the cursor is seen all the same */
	assert_false(term_coloured(t));
}

static void colours_are_there_otherwise(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_until(t, term_coloured(t));
}

static void ascii_is_nothing_but_ascii(void **state)
{
	struct term *t = desk_start(*state, 24, 80, NULL, "ascii");
	const char *out;
	size_t len;
	term_wait(t, "help");
	term_wait(t, "> * ready     1042-07");
	term_wait(t, "Toitures Let");
	term_keys(t, "Enter ? Esc J Esc a");
	term_wait(t, "queued");
	out = term_output(t, &len);
	for (size_t i = 0; i < len; i++)
		assert_true((unsigned char)out[i] < 0x80);
}

static void a_locale_without_utf8_gets_ascii(void **state)
{
	struct term *t = desk_start(*state, 24, 80, "LC_ALL=C", NULL);
	term_wait(t, "> * ready     1042-07");
}

static void the_mouse_clicks_tabs_rows_and_headers(void **state)
{
	struct term *t = desk_start(*state, 24, 80, NULL, "mouse", "invoices=60");
	term_wait_row(t, 4, "▸ ● ready     1042-07 ...");
	term_mouse(t, 0, 6, 20);
	term_wait_row(t, 6, "▸ ● ready     1043-01 ...");
	term_mouse(t, 65, 6, 20);
	term_wait_row(t, 4, "▸ ● ready     9000000 ...");     /* three rows further, the cursor with what is seen */
	term_mouse(t, 69, 6, 20);                             /* the wheel with Shift: the column */
	term_wait(t, "▸Vendor");
	term_mouse(t, 68, 6, 20);
	term_wait(t, "▸Invoice");
	term_mouse(t, 0, 3, 15);
	term_wait(t, "Invoice▼");
	term_mouse(t, 0, 1, 3);
	term_wait(t, "[Vendors");
	term_mouse(t, 0, 2, 3);
	term_wait(t, "Choose a view");
}

static void pasted_text_never_acts(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_type(t, "\033[200~aaa\rq\033[201~");
	term_wait(t, "Pasted text is only taken");
	assert_false(term_has(t, "queued"));
	term_keys(t, "/");
	term_type(t, "\033[200~1043\033[201~");
	term_wait_gone(t, "1042-07");
}

static void quitting_gives_the_terminal_back(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

static void being_told_to_end_gives_the_terminal_back(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	kill(term_pid(t), SIGTERM);
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

static void a_crash_gives_the_terminal_back(void **state)
{
	struct term *t = start(*state, 24, 80, NULL);
	kill(term_pid(t), SIGABRT);
	assert_int_equal(term_exit(t), 128 + SIGABRT);
	assert_true(term_restored(t));
}

static void suspends_and_comes_back(void **state)
{
	struct fixture *f = *state;
	const char *argv[] = { "sh", "-i", NULL };
	const char *env[] = { "PS1=shell> ", "ENV=", NULL };
	char line[8192];
	struct term *t = f->t = term_start(24, 80, argv, env);
	term_wait(t, "shell>");
	snprintf(line, sizeof line, "%s %s\r", desk_driver(), f->folder);
	term_type(t, line);
	term_wait(t, "1042-07");
	term_keys(t, "Ctrl-Z");
	term_wait_gone(t, "1042-07");
	term_wait(t, "Stopped");                 /* the prompt before it is there again, too */
	term_type(t, "fg\r");
	term_wait(t, "1042-07");
	term_keys(t, "Down");
	term_wait(t, "▸ ⊘ held      1042-08");
	term_keys(t, "q");
	term_wait_gone(t, "1042-07");
	term_wait(t, "shell>");
}

static void themes_are_read_and_a_missing_one_is_named(void **state)
{
	struct term *t = start(*state, 24, 80, "theme=high-contrast");
	assert_false(term_has(t, "no theme"));
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
}

static void a_theme_that_is_not_there_is_named(void **state)
{
	struct term *t = start(*state, 24, 80, "theme=nowhere");
	term_wait(t, "there is no theme named \"nowhere\"");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(opens_on_the_invoices_that_wait),
		TEST(shows_every_column_where_there_is_room),
		TEST(goes_from_tab_to_tab),
		TEST(cycles_and_chooses_views),
		TEST(text_from_outside_stays_text),
		TEST(amounts_of_another_currency_say_so),
		TEST(sorts_by_the_chosen_column),
		TEST(puts_columns_away),
		TEST(filters_while_typing),
		TEST(a_key_after_a_filter_acts_on_the_filtered_list),
		TEST(marks_count_and_sum),
		TEST(three_hundred_keys_end_on_the_right_row),
		TEST(an_empty_database_says_what_to_do),
		TEST(detail_adds_up_as_on_paper),
		TEST(a_held_record_leads_to_what_fixes_it_and_back),
		TEST(shows_what_will_be_sent),
		TEST(a_value_typed_for_the_export_is_kept),
		TEST(one_ready_record_is_approved_at_once_and_taken_back),
		TEST(several_are_summed_up_and_cancel_is_safe),
		TEST(a_held_record_offers_its_prerequisites_in_order),
		TEST(rejecting_needs_a_reason),
		TEST(the_cursor_stays_with_its_neighbours_when_its_record_leaves),
		TEST(a_key_that_cannot_act_says_why),
		TEST(links_to_a_record_of_the_other_side),
		TEST(deciding_asks_for_the_passphrase_and_goes_on_after_it),
		TEST(a_new_vault_wants_the_passphrase_twice),
		TEST(a_sync_shows_progress_and_can_be_stopped),
		TEST(jobs_lists_what_is_not_settled_and_goes_there),
		TEST(quitting_asks_while_something_is_on_its_way),
		TEST(messages_stay_readable),
		TEST(help_and_palette_know_every_action),
		TEST(saves_the_list_and_never_over_a_file),
		TEST(every_dialog_survives_every_size),
		TEST(no_color_means_no_colour),
		TEST(colours_are_there_otherwise),
		TEST(ascii_is_nothing_but_ascii),
		TEST(a_locale_without_utf8_gets_ascii),
		TEST(the_mouse_clicks_tabs_rows_and_headers),
		TEST(pasted_text_never_acts),
		TEST(quitting_gives_the_terminal_back),
		TEST(being_told_to_end_gives_the_terminal_back),
		TEST(a_crash_gives_the_terminal_back),
		TEST(suspends_and_comes_back),
		TEST(themes_are_read_and_a_missing_one_is_named),
		TEST(a_theme_that_is_not_there_is_named),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("screens", tests, NULL, NULL);
}
