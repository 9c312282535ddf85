/* Hands and eyes on the small company (driver.c): keys, colours, copying, the browser, repeating, the
 * mouse, screens for a screen reader. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/desk.h"
#include "base/array.h"
#include "ui/browser.h"
#include "ui/address.h"
#include "ui/clipboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/banned.h"

static struct term *start(struct fixture *f, int rows, int cols, const char *const options[], const char *env)
{
	desk_begin(f, rows, cols, env, options);
	term_wait(f->t, "3 shown");
	return f->t;
}

/* ---- keys ---- */

/* A key nothing is bound to is named: that is how it was read. */
static void keys_with_others_held_are_read_from_every_usual_terminal(void **state)
{
	static const struct { const char *bytes, *name; } cases[] = {
		{ "\033[1;6A", "Ctrl-Shift-Up" }, { "\033[1;3F", "Alt-End" }, { "\033[5;3~", "Alt-PgUp" },
		{ "\033[6;7~", "Ctrl-Alt-PgDn" }, { "\033[1;2P", "Shift-F1" }, { "\033[15;5~", "Ctrl-F5" },
		{ "\033[24;2~", "Shift-F12" }, { "\033[3;5~", "Ctrl-Del" }, { "\033[1;5H", "Ctrl-Home" },
		{ "\033[8^", "Ctrl-End" }, { "\033[3$", "Shift-Del" }, { "\033Od", "Ctrl-Left" }, { "\033[1;3R", "Alt-F3" },
	};
	struct term *t = start(*state, 24, 80, NULL, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *says;
		assert_true(asprintf(&says, "%s does nothing here", cases[i].name) > 0);
		term_type(t, cases[i].bytes);
		term_wait(t, says);
		free(says);
	}
	/* alone it is a key at once */
	term_keys(t, "/");
	term_type(t, "1043");
	term_wait(t, "1 shown");
	term_keys(t, "Esc");
	term_wait(t, "3 shown");
}

static void a_preset_changes_keys_and_the_bar(void **state)
{
	struct term *t = start(*state, 24, 100, OPTIONS("keys=function-keys"), NULL);
	term_wait(t, "F4 approve  F8 reject  Ins mark  F3 filter");
	term_type(t, "\033[19~");       /* F8 */
	term_wait(t, "For the project team");
	term_keys(t, "Esc");
	term_wait_gone(t, "For the project team");
	term_keys(t, "?");
	term_wait(t, "Approve: send to the accounting system.");
	term_wait_beside(t, "Approve: send", 0, "F4 a");
}

static void faults_of_a_key_file_are_problems_and_the_rest_counts(void **state)
{
	struct fixture *f = *state;
	char *path, *option;
	FILE *file;
	assert_true(asprintf(&path, "%s/my.keys", f->folder) > 0);
	assert_true(asprintf(&option, "keys=%s", path) > 0);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("mark = Ins\nfly = F11\nreject = a\n", file);
	fclose(file);
	start(f, 24, 100, OPTIONS(option), NULL);
	term_wait(f->t, "2 problems");
	term_keys(f->t, "!");
	term_wait(f->t, "my.keys:2: there is no action \"fly\"");
	term_wait(f->t, "my.keys:3: the key a was the one of approve");
	term_keys(f->t, "Esc");
	term_type(f->t, "\033[2~");
	term_wait(f->t, "1 marked");
	free(option);
	free(path);
}

/* ---- colours ---- */

static void a_theme_is_seen_while_it_is_chosen_and_stays(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, NULL, NULL);
	struct stat st;
	char *path;
	term_keys(t, "T");
	term_wait(t, "▸ default");
	term_keys(t, "End");
	term_wait(t, "▸ mono");
	term_until(t, !term_coloured(t));
	term_keys(t, "Up Up Up");
	term_wait(t, "▸ colour-blind");
	term_until(t, term_coloured(t));
	term_keys(t, "Esc");
	term_wait_gone(t, "colour-blind");
	term_keys(t, "T End Enter");
	term_wait(t, "Theme mono; it stays");
	term_until(t, !term_coloured(t));
	assert_true(asprintf(&path, "%s/state/theme", f->folder) > 0);
	if (stat(path, &st) != 0)
		fail_msg("%s was not written", path);
	free(path);
}

static void colours_are_made_where_the_terminal_lets_them_be_made(void **state)
{
	struct term *t = start(*state, 24, 80, OPTIONS("theme=colour-blind"), "COLORTERM=truecolor");
	size_t len;
	/* e69f00: the colour of what is held */
	assert_non_null(strstr(term_output(t, &len), ";rgb:E6/9F/00"));
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
	assert_non_null(strstr(term_output(t, &len), "\033]104\007"));
	assert_true(term_restored(t));
}

static void no_colour_is_no_colour(void **state)
{
	struct term *t = start(*state, 24, 80, OPTIONS("theme=colour-blind"), "NO_COLOR=1");
	assert_false(term_coloured(t));
}

/* ---- copying ---- */

/* The text of the last OSC 52 the program wrote; to free(). */
static char *clipboard(struct term *t)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t len, n = 0;
	const char *out = term_output(t, &len), *last = NULL;
	unsigned bits = 0;
	int have = 0;
	char *text;
	for (const char *p = out; (p = strstr(p, "\033]52;c;")) != NULL; p += 7)
		last = p + 7;
	assert_non_null(last);
	text = calloc(1, strlen(last) + 1);
	for (; *last && *last != '\a' && *last != '='; last++) {
		const char *d = strchr(digits, *last);
		assert_non_null(d);
		bits = bits << 6 | (unsigned)(d - digits);
		have += 6;
		if (have >= 8) {
			have -= 8;
			text[n++] = (char)(bits >> have & 255);
		}
	}
	return text;
}

static void assert_clipboard(struct term *t, const char *expected)
{
	char *text = clipboard(t);
	assert_string_equal(text, expected);
	free(text);
}

static void copies_cell_rows_and_list(void **state)
{
	struct term *t = start(*state, 24, 80, NULL, NULL);
	char *text;
	term_keys(t, "y");
	term_wait(t, "Copied Invoice: 1042-07");
	assert_clipboard(t, "1042-07");
	term_keys(t, "Y");
	term_wait(t, "Copied 1 row");
	text = clipboard(t);
	assert_non_null(strstr(text, "Status\tInvoice\tVendor\tJob\t"));
	assert_non_null(strstr(text, "\nready\t1042-07\tNorthside Concrete\tJ-2601\t"));
	assert_non_null(strstr(text, "\t42118.00\t4211.80\t37906.20\t"));
	assert_null(strstr(text, "1042-08"));
	free(text);
	term_keys(t, "Space Space Y");
	term_wait(t, "Copied 2 rows");
	text = clipboard(t);
	assert_non_null(strstr(text, "1042-07"));
	assert_non_null(strstr(text, "Toitures Létourneau"));
	assert_null(strstr(text, "1043-01"));
	free(text);
	term_keys(t, "/");
	term_type(t, "1043\r");
	term_wait(t, "1 shown");
	term_keys(t, "Ctrl-Y");
	term_wait(t, "Copied 1 row");
	text = clipboard(t);
	assert_non_null(strstr(text, "1043-01"));
	assert_null(strstr(text, "1042-07"));
	free(text);
}

static void a_long_list_is_cut_at_a_row_and_says_so(void **state)
{
	struct fixture *f = *state;
	char *text;
	desk_start(f, 24, 120, NULL, "invoices=2000");
	term_wait(f->t, "2,003 shown");
	term_keys(f->t, "Ctrl-Y");
	term_wait(f->t, "rows were copied, which is as much as a terminal takes");
	text = clipboard(f->t);
	assert_in_range(strlen(text), CLIPBOARD_MAX - 200, CLIPBOARD_MAX);
	assert_int_equal(text[strlen(text) - 1], '\n');
	free(text);
}

static void inside_tmux_it_is_also_passed_on(void **state)
{
	struct strbuf out = STRBUF_INIT;
	clipboard_sequence(&out, "\033]x\a", 4, 1);
	assert_string_equal(out.s, "\033]52;c;G114Bw==\a\033Ptmux;\033\033]52;c;G114Bw==\a\033\\");
	strbuf_release(&out);
	clipboard_sequence(&out, "a", 1, 0);
	assert_string_equal(out.s, "\033]52;c;YQ==\a");
	strbuf_release(&out);
}

/* What a file holds by now; how much. */
static size_t read_text(const char *path, char *text, size_t size)
{
	FILE *in = fopen(path, "r");
	size_t n = in ? fread(text, 1, size - 1, in) : 0;
	text[n] = '\0';
	if (in)
		fclose(in);
	return n;
}

static void copying_can_be_off_or_a_program(void **state)
{
	struct fixture *f = *state;
	char *command, *file, got[64] = "";
	struct term *t = start(f, 24, 80, OPTIONS("clipboard=off"), NULL);
	size_t len;
	term_keys(t, "y");
	term_wait(t, "Copying is switched off");
	assert_null(strstr(term_output(t, &len), "\033]52;"));
	term_free(t);
	f->t = NULL;
	term_folder_remove(f->folder);
	f->folder = term_folder();
	/* no shell: the arguments are taken as they are */
	assert_true(asprintf(&file, "%s/copied;$(id)", f->folder) > 0);
	assert_true(asprintf(&command, "command=tee %s", file) > 0);
	t = start(f, 24, 80, OPTIONS("clipboard=command", command), NULL);
	term_keys(t, "y");
	term_wait(t, "Copied Invoice: 1042-07");
	term_until(t, read_text(file, got, sizeof got) > 0 && strcmp(got, "1042-07") == 0);
	free(command);
	free(file);
}

/* ---- the browser ---- */

static int only_lynx(const char *name)
{
	return strcmp(name, "lynx") == 0 || strcmp(name, "/usr/bin/fire fox") == 0;
}

static void the_list_of_browsers_is_read_as_others_read_it(void **state)
{
	static const struct { const char *list, *args[5]; } cases[] = {
		{ "lynx", { "lynx", "https://x/?a=%20b" } },
		{ "firefox:lynx", { "lynx", "https://x/?a=%20b" } },
		{ "lynx  -dump %s -x", { "lynx", "-dump", "https://x/?a=%20b", "-x" } },
		{ "lynx --url=%s 100%%", { "lynx", "--url=https://x/?a=%20b", "100%" } },
		{ ":: :lynx", { "lynx", "https://x/?a=%20b" } },
		{ "firefox", { NULL } }, { "", { NULL } }, { "sh -c %s", { NULL } },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char **args = browser_args(cases[i].list, "https://x/?a=%20b", only_lynx);
		size_t n = 0;
		assert_int_equal(args == NULL, cases[i].args[0] == NULL);
		for (; args && cases[i].args[n]; n++)
			assert_string_equal(args[n], cases[i].args[n]);
		if (args)
			assert_null(args[n]);
		browser_args_free(args);
	}
}

static void what_is_no_address_is_not_opened(void **state)
{
	static const char *const bad[] = { "file:///etc/passwd", "-h", "javascript:alert(1)", "https://x/ y", "https://x/\"",
		"https://x/\n", "https://x/\x1b[2J", "https://x/é", "" };
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct error err = ERROR_INIT;
		assert_int_equal(browser_open(bad[i], &err), ERR_DATA);
		error_release(&err);
	}
}

static const char *hostile_value(const void *data, const char *name)
{
	return strcmp(name, "base_url") == 0 ? data : strcmp(name, "number") == 0 ? "a/../b?c=d&e#f %\xc3\xa9\x1b\"" :
		strcmp(name, "empty") == 0 ? "" : NULL;
}

static void values_in_addresses_are_encoded(void **state)
{
	struct strbuf out = STRBUF_INIT;
	assert_int_equal(address_fill(&out, "{base_url}/Main?Ref={number}", hostile_value, "https://erp.example/x/", NULL), 0);
	assert_string_equal(out.s, "https://erp.example/x/Main?Ref=a%2F..%2Fb%3Fc%3Dd%26e%23f%20%25%C3%A9%1B%22");
	strbuf_release(&out);
	assert_int_equal(address_fill(&out, "{base_url}/", hostile_value, "javascript:x", NULL), ERR_CONFIG);
	strbuf_release(&out);
	assert_int_equal(address_fill(&out, "{base_url}/", hostile_value, "https://x/?a=\" ", NULL), ERR_CONFIG);
	strbuf_release(&out);
	assert_int_equal(address_fill(&out, "https://x/{empty}", hostile_value, "", NULL), ERR_CONFIG);
	strbuf_release(&out);
	assert_int_equal(address_fill(&out, "https://x/{nothing}", hostile_value, "", NULL), ERR_CONFIG);
	strbuf_release(&out);
}

static void templates_are_found_by_system_and_environment(void **state)
{
	static const char text[] = "# c\nprocore.job = https://a/{id} \nprocore.test.job=https://b/{id}\nprocore.jobs = https://c\n";
	static const struct { const char *environment, *entity, *form; } cases[] = {
		{ "production", "job", "https://a/{id}" }, { "test", "job", "https://b/{id}" }, { "test", "jobs", "https://c" },
		{ "production", "vendor", NULL },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *form = address_template(text, "procore", cases[i].environment, cases[i].entity);
		if (cases[i].form == NULL)
			assert_null(form);
		else
			assert_string_equal(form, cases[i].form);
		free(form);
	}
}

static void opens_a_record_and_says_the_address_where_there_is_no_browser(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 120, NULL, "BROWSER=no-such-browser");
	term_keys(t, "b");
	term_wait(t, "There is no browser here");
	term_wait(t, "https://sandbox.procore.com/j1/project/commitments/work_order_contracts/c1");
	term_keys(t, "B");
	term_wait(t, "is not in the accounting system yet");
	term_free(t);
	f->t = NULL;
	term_folder_remove(f->folder);
	f->folder = term_folder();
	t = start(f, 24, 120, NULL, "BROWSER=nothing:echo");
	term_keys(t, "b");
	term_wait(t, "Opened in the browser: https://sandbox.procore.com/j1/");
	term_wait_row(t, 4, "▸ ● ready     1042-07...");
}

static int same_cells(struct term *a, struct term *b)
{
	for (int row = 0; row < term_rows(a); row++)
		for (int col = 0; col < term_cols(a); col++)
			if (term_cell(a, row, col) != term_cell(b, row, col) || term_reverse(a, row, col) != term_reverse(b, row, col))
				return 0;
	return 1;
}

/* The same screens with links and without, cell by cell. */
static void numbers_are_links_and_change_no_cell(void **state)
{
	static const struct { const char *keys, *text, *gone; } steps[] = {
		{ "Down", "▸ ⊘ held", NULL }, { "r", "For the project team", NULL }, { "Esc", "Cancelled", NULL },
		{ "]", "[Payments", NULL }, { "[", "[Invoices", NULL }, { "w", "Choose a view", NULL },
		{ "Esc", "3 shown", "Choose a view" }, { "?", "Approve: send", NULL }, { "Esc", "3 shown", "Approve: send" },
		{ "Up", "▸ ● ready", NULL }, { "Enter", "Detail", NULL }, { "Enter", "Esc back to the list", "▸ ● ready" },
	};
	struct fixture *f = *state, other = { .folder = term_folder() };
	struct term *with = start(f, 24, 80, OPTIONS("links=yes"), NULL), *without = start(&other, 24, 80, OPTIONS("links=no"), NULL);
	struct term *both[] = { with, without };
	size_t len;
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		term_keys(with, steps[i].keys);
		term_keys(without, steps[i].keys);
		for (int k = 0; k < 2; k++) {
			term_wait(both[k], steps[i].text);
			if (steps[i].gone)
				term_wait_gone(both[k], steps[i].gone);
		}
		term_until(with, (term_pump(without), same_cells(with, without)));
	}
	assert_non_null(strstr(term_output(with, &len),
		"\033]8;;https://sandbox.procore.com/j1/project/commitments/work_order_contracts/c1\033\\1042-07\033]8;;\033\\"));
	/* the detail leads there, too */
	assert_non_null(strstr(term_output(with, &len),
		"\033]8;;https://sandbox.procore.com/j1/project/commitments/work_order_contracts/c1\033\\Invoice 1042-07\033]8;;\033\\"));
	assert_null(strstr(term_output(without, &len), "\033]8;"));
	term_keys(with, "q");
	assert_int_equal(term_exit(with), 0);
	assert_true(term_restored(with));
	term_free(without);
	term_folder_remove(other.folder);
}

/* ---- again ---- */

static void repeats_a_rejection_with_its_reason_on_the_next_row(void **state)
{
	struct term *t = start(*state, 24, 100, NULL, NULL);
	term_keys(t, ".");
	term_wait(t, "Nothing was decided");
	term_keys(t, "r d Enter");
	term_wait(t, "2 shown");
	term_keys(t, "Down .");
	term_wait(t, "Reject this one too?");
	term_wait(t, "Invoice 1043-01, with the same reason: It was billed before");
	term_keys(t, "Enter");
	term_wait(t, "1 shown");
	term_wait(t, "Invoice 1043-01: rejected");
}

static void what_is_asked_about_is_what_is_marked_not_where_the_cursor_stands(void **state)
{
	struct term *t = start(*state, 24, 100, NULL, NULL);
	term_keys(t, "r d Enter");
	term_wait(t, "2 shown");
	term_keys(t, "Home Down ,");                 /* marking by value is not what . repeats */
	term_wait(t, "1 marked");
	term_keys(t, "Home .");
	term_wait(t, "Reject this one too?");
	term_wait(t, "Invoice 1043-01, with the same reason");
	term_keys(t, "Enter");
	term_wait(t, "Invoice 1043-01: rejected");
}

static void repeats_a_mark(void **state)
{
	struct term *t = start(*state, 24, 100, NULL, NULL);
	term_keys(t, "Space");
	term_wait(t, "1 marked");
	term_keys(t, ".");
	term_wait(t, "2 marked");
}

/* ---- mouse, bell ---- */

static void a_key_of_the_bar_can_be_pressed_with_the_mouse(void **state)
{
	struct term *t = start(*state, 24, 80, OPTIONS("mouse"), NULL);
	const char *bar;
	term_wait_beside(t, "a approve", 0, "? help");
	bar = term_row(t, 23);
	term_mouse(t, 0, 23, (int)(strstr(bar, "? help") - bar) + 1);
	term_wait(t, "Approve: send to the accounting system.");
	term_keys(t, "Esc");
	term_wait_gone(t, "Approve: send");
	term_keys(t, "T");
	term_wait(t, "▸ default");
	term_wait(t, "mono ");
	term_mouse(t, 0, term_find(t, "mono "), 20);
	term_wait(t, "▸ mono");
}

/* ---- for a screen reader ---- */

static void screens_for_a_reader_are_sentences_and_the_cursor_is_on_the_focus(void **state)
{
	struct term *t = start(*state, 24, 100, OPTIONS("plain"), NULL);
	term_wait(t, "Invoices, Ready to export");
	term_wait(t, "Invoice 1042-07; Status ready; Vendor Northside Concrete; Net 37,906.20");
	term_wait_cursor(t, term_find(t, "Invoice 1042-07;"));
	term_keys(t, "Down");
	term_wait_cursor(t, term_find(t, "Invoice 1042-08;"));
	term_keys(t, "Space");
	term_wait(t, "1 marked");
	term_wait(t, "Marked Invoice 1042-08; Status held");
	term_keys(t, "Right");
	term_wait(t, "Column Vendor: Northside Concrete");
	term_keys(t, "]");
	term_wait(t, "Tab Payments");
	term_keys(t, "w");
	term_wait(t, "1  Ready to export");
	term_wait(t, "6  All");
	term_wait_cursor(t, term_find(t, "6  All"));
	term_keys(t, "Up");
	term_wait_cursor(t, term_find(t, "5  To import"));
}

static void lines_of_dialogs_are_numbered_for_a_reader(void **state)
{
	struct term *t = start(*state, 24, 100, OPTIONS("plain"), NULL);
	term_wait(t, "Invoice 1042-07; Status ready");
	term_keys(t, "W");
	term_wait(t, "1 Number, 1 to 9");
	term_wait(t, "2 Name");
	term_keys(t, "Esc Space Down Space a");
	term_wait(t, "1 [ Approve ]");
	term_wait(t, "2 [ Cancel ]");
}

static void screens_for_a_reader_hold_nothing_but_text(void **state)
{
	static const struct { const char *keys, *text; } steps[] = {
		{ "Enter", "Net to pay" }, { "Esc r", "For the project team" }, { "Esc w", "Choose a view" },
		{ "Esc ?", "Approve: send" }, { "Esc T", "colour-blind" }, { "Esc ]", "[Payments" }, { "]", "[Vendors" },
		{ "]", "[Jobs" }, { "] /", "Enter keep" },
	};
	struct term *t = start(*state, 40, 100, OPTIONS("plain"), NULL);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		term_keys(t, steps[i].keys);
		term_wait(t, steps[i].text);
		for (int row = 0; row < term_rows(t); row++)
			for (int col = 0; col < term_cols(t); col++) {
				unsigned c = term_cell(t, row, col);
				if (c >= 0x2190 && c < 0x2c00)
					fail_msg("U+%04X is drawn after %s: %s", c, steps[i].keys, term_row(t, row));
			}
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(keys_with_others_held_are_read_from_every_usual_terminal),
		TEST(a_preset_changes_keys_and_the_bar),
		TEST(faults_of_a_key_file_are_problems_and_the_rest_counts),
		TEST(a_theme_is_seen_while_it_is_chosen_and_stays),
		TEST(colours_are_made_where_the_terminal_lets_them_be_made),
		TEST(no_colour_is_no_colour),
		TEST(copies_cell_rows_and_list),
		TEST(a_long_list_is_cut_at_a_row_and_says_so),
		cmocka_unit_test(inside_tmux_it_is_also_passed_on),
		TEST(copying_can_be_off_or_a_program),
		cmocka_unit_test(the_list_of_browsers_is_read_as_others_read_it),
		cmocka_unit_test(what_is_no_address_is_not_opened),
		cmocka_unit_test(values_in_addresses_are_encoded),
		cmocka_unit_test(templates_are_found_by_system_and_environment),
		TEST(opens_a_record_and_says_the_address_where_there_is_no_browser),
		TEST(numbers_are_links_and_change_no_cell),
		TEST(repeats_a_rejection_with_its_reason_on_the_next_row),
		TEST(what_is_asked_about_is_what_is_marked_not_where_the_cursor_stands),
		TEST(repeats_a_mark),
		TEST(a_key_of_the_bar_can_be_pressed_with_the_mouse),
		TEST(screens_for_a_reader_are_sentences_and_the_cursor_is_on_the_focus),
		TEST(lines_of_dialogs_are_numbered_for_a_reader),
		TEST(screens_for_a_reader_hold_nothing_but_text),
	};
	cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("hands", tests, NULL, NULL);
}
