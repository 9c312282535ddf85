/* Names from outside that want to be more than names.  Two companies that differ in their texts alone, a
 * hostile one and a harmless one of the same width, are led through the same screens side by side: outside
 * the texts every cell is the same, and no byte reaches the terminal that is not the program's own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/term.h"
#include "base/array.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define LONG  10000

struct fixture { struct term *bad, *good; char *bad_folder, *good_folder; };

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->bad_folder = term_folder();
	f->good_folder = term_folder();
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	term_free(f->bad);
	term_free(f->good);
	term_folder_remove(f->bad_folder);
	term_folder_remove(f->good_folder);
	free(f);
	return 0;
}

static struct term *start(const char *folder, const char *text, int rows, int cols)
{
	static char driver[4096];
	const char *dir = getenv("abs_top_builddir");
	char *option;
	struct term *t;
	snprintf(driver, sizeof driver, "%s/tests/screen/driver", dir ? dir : ".");
	assert_true(asprintf(&option, "texts=%s", text) > 0);
	t = term_start(rows, cols, (const char *[]){ driver, folder, option, NULL }, NULL);
	free(option);
	term_wait(t, "2 shown");
	return t;
}

/* ---- cells ---- */

/* Where the harmless company has its texts: x, and the mark of what was cut. */
static int is_text(unsigned c)
{
	return c == 'x' || c == 0x2026 || c == '~';
}

static int same_frame(struct fixture *f, int *row, int *col)
{
	for (*row = 0; *row < term_rows(f->good); ++*row)
		for (*col = 0; *col < term_cols(f->good); ++*col) {
			unsigned g = term_cell(f->good, *row, *col), b = term_cell(f->bad, *row, *col);
			if (g != b && !is_text(g))
				return 0;
		}
	return 1;
}

/* The frames are the same as soon as both are complete; else the hostile one is shown. */
static void compare(struct fixture *f, const char *what)
{
	int64_t since = 0;
	int row = 0, col = 0;
	while (!same_frame(f, &row, &col)) {
		char *differs;
		assert_true(asprintf(&differs, "%s; row %d, column %d; harmless: %s", what, row, col, term_row(f->good, row)) > 0);
		term_pump(f->good);
		term_go_on(f->bad, &since, differs);
		free(differs);
	}
}

/* ---- bytes ---- */

/* One control sequence of ours; how long it is, 0: it is none. */
static size_t own_sequence(const char *s)
{
	size_t n = 1;
	if (s[1] == '[') {
		n = 2 + strspn(s + 2, "?0123456789;");
		return s[n] && strchr("ABCDEFGHJKLMPSTXZ@`abcdefghlmnrsut", s[n]) ? n + 1 : 0;
	}
	if (s[1] == '(' || s[1] == ')')
		return s[2] ? 3 : 0;
	if (strncmp(s + 1, "]52;c;", 6) == 0) {
		n = 7 + strspn(s + 7, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
		return s[n] == '\a' ? n + 1 : 0;
	}
	return s[1] && strchr("=>78M", s[1]) ? 2 : 0;
}

static int is_hostile_point(uint32_t c)
{
	return (c >= 0x80 && c < 0xa0) || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
		(c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xad || (c >= 0xe0000 && c < 0xe0080);
}

static void check_bytes(struct term *t, const char *what)
{
	size_t len, i = 0;
	const char *out = term_output(t, &len);
	assert_int_equal(strlen(out), len);
	while (i < len) {
		unsigned char c = (unsigned char)out[i];
		uint32_t cp;
		size_t n = 1;
		if (c == 0x1b) {
			n = own_sequence(out + i);
			if (n == 0)
				fail_msg("%s: a sequence of somebody else's at byte %zu: ESC %.20s", what, i, out + i + 1);
		} else if (c < 0x20 || c == 0x7f) {
			if (!strchr("\r\n\b\t\016\017", c))
				fail_msg("%s: the control byte 0x%02x at %zu", what, c, i);
		} else if (c >= 0x80) {
			n = text_decode(out + i, len - i, &cp);
			if (n == 0 || (cp == 0xfffd && strncmp(out + i, "\xef\xbf\xbd", 3) != 0))
				fail_msg("%s: ill-formed at byte %zu", what, i);
			if (is_hostile_point(cp))
				fail_msg("%s: U+%04X at byte %zu", what, (unsigned)cp, i);
		}
		i += n ? n : 1;
	}
}

/* ---- the tour ---- */

/* text: what the keys bring; gone: what they take away.  NULL, NULL: what is said of the whole list on the clipboard. */
static const struct { const char *keys, *text, *gone; } tour[] = {
	{ "Down", "▸ ⊘ held", NULL }, { "Enter", "Tab goes there", NULL }, { "Enter", "Esc back to the list", NULL },
	{ "Esc Esc", NULL, "Detail" }, { "a", "Tab goes there", NULL }, { "Up r", "For the project team", NULL },
	{ "Esc", "Cancelled", NULL }, { "w", "Choose a view", NULL }, { "Esc", NULL, "Choose a view" },
	{ "*", "2 marked", NULL }, { "U", NULL, "2 marked" }, { ">", "▸Vendor", NULL }, { "> > > > > >", NULL, "▸Vendor" },
	{ "]", "[Payments", NULL }, { "Enter", "Esc back to the list", NULL },
	{ "Esc ]", "[Vendors", "Esc back to the list" }, { "Enter", "Esc back to the list", NULL },
	{ "Esc ]", "[Jobs", "Esc back to the list" }, { "Enter", "Esc back to the list", NULL },
	{ "Esc ]", "[Commitments", "Esc back to the list" }, { "Enter", "Esc back to the list", NULL }, { "Esc ]", "[Invoices", "Esc back to the list" },
	{ "C", "─ Comment", NULL }, { "Esc", NULL, "─ Comment" },
	{ "y", "Copied ", NULL }, { "Y", "Copied 1 row", NULL }, { "Ctrl-Y", NULL, NULL },
	{ "!", "Problems and messages", NULL }, { "Esc", NULL, "Problems and messages" },
};

static void step(struct fixture *f, const char *keys, const char *text, const char *gone)
{
	struct term *both[] = { f->good, f->bad };
	for (int i = 0; i < 2; i++)
		term_keys(both[i], keys);
	for (int i = 0; i < 2; i++) {
		if (text)
			term_wait(both[i], text);
		if (gone)
			term_wait_gone(both[i], gone);
	}
	compare(f, keys);
}

/* copied: what is said of the whole list on the clipboard. */
static void tour_of(void **state, const char *text, const char *copied, int rows, int cols)
{
	struct fixture *f = *state;
	struct strbuf safe = STRBUF_INIT, plain = STRBUF_INIT;
	int width;
	text_add_safe(&safe, text, 0);
	width = text_width(safe.s);
	for (int i = 0; i < width; i++)
		strbuf_addc(&plain, 'x');
	f->bad = start(f->bad_folder, text, rows, cols);
	f->good = start(f->good_folder, plain.s, rows, cols);
	compare(f, "start");
	for (size_t i = 0; i < ARRAY_SIZE(tour); i++)
		step(f, tour[i].keys, tour[i].text || tour[i].gone ? tour[i].text : copied, tour[i].gone);
	term_keys(f->good, "q");
	term_keys(f->bad, "q");
	assert_int_equal(term_exit(f->good), 0);
	assert_int_equal(term_exit(f->bad), 0);
	check_bytes(f->bad, "hostile");
	check_bytes(f->good, "harmless");
	assert_true(term_restored(f->bad));
	strbuf_release(&safe);
	strbuf_release(&plain);
}

#define TOUR(name, text) \
	static void name(void **state) \
	{ \
		tour_of(state, text, "Copied 2 rows", 24, 80); \
	}

TOUR(escape_sequences_stay_text, "\x1b[2J\x1b[31mRED\x1b[0m\x1b[1;1Hgone\x1b[?1049l")
TOUR(titles_and_clipboards_stay_text, "\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1bPq\x1b\\\x1b_x\x1b\\")
TOUR(controls_of_one_byte_stay_text, "a\tb\vc\bd\x0e" "e\x0f" "f\x07g\x7f\x05")
TOUR(controls_of_latin_1_stay_text, "\x9b" "2J\x9d" "0;x\x9c\xc2\x9b" "31m\xc2\x85\xc2\x90")
TOUR(directions_stay_as_they_are, "\xe2\x80\xae" "dlrow\xe2\x80\xac\xe2\x81\xa6" "abc\xe2\x81\xa9\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d")
TOUR(characters_without_width_move_nothing, "a\xe2\x80\x8b" "b\xe2\x80\x8d" "c\xef\xbb\xbf" "d\xc2\xad" "e\xf3\xa0\x81\xa1")
TOUR(ill_formed_text_is_marked, "\xff\xfe\xc3(\xe2\x82\xed\xa0\x80\xf4\x90\x80\x80\xc0\xaf\xf0\x9f\x92")
TOUR(wide_characters_keep_the_columns, "\xe5\xae\xbd\xe5\xae\xbd\xe5\xad\x97\xef\xbc\xa1\xea\xb0\x80\xe5\xae\xbd\xe5\xae\xbd\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97")
TOUR(combining_marks_stay_in_their_cell,
	"e\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88\xcc\x89\xcc\x8a\xcc\x8b\xcc\x8c\xcc\x8d\xcc\x8e\xcc\x8fz\xcc\xb6\xcc\xb7")
TOUR(pictures_of_several_characters_keep_the_columns,
	"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7\xf0\x9f\x87\xa8\xf0\x9f\x87\xa6\xe2\x9d\xa4\xef\xb8\x8f")
TOUR(formulas_are_text_for_spreadsheets, "=HYPERLINK(\"http://x\";\"y\")|%n%s%1$s{id}%")

static void ten_thousand_characters_are_cut(void **state)
{
	struct strbuf text = STRBUF_INIT;
	while (text.len < LONG)
		strbuf_adds(&text, "\xc3\xa9\x1b[31mwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww");
	tour_of(state, text.s, "Only the first 1 row was copied", 24, 80);
	strbuf_release(&text);
}

static void also_on_a_large_screen(void **state)
{
	tour_of(state, "\x1b[2J\xe5\xae\xbd\xe2\x80\xae\xff" "e\xcc\x81", "Copied 2 rows", 50, 200);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(escape_sequences_stay_text),
		TEST(titles_and_clipboards_stay_text),
		TEST(controls_of_one_byte_stay_text),
		TEST(controls_of_latin_1_stay_text),
		TEST(directions_stay_as_they_are),
		TEST(characters_without_width_move_nothing),
		TEST(ill_formed_text_is_marked),
		TEST(wide_characters_keep_the_columns),
		TEST(combining_marks_stay_in_their_cell),
		TEST(pictures_of_several_characters_keep_the_columns),
		TEST(formulas_are_text_for_spreadsheets),
		TEST(ten_thousand_characters_are_cut),
		TEST(also_on_a_large_screen),
	};
	cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
