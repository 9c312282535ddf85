/* Themes: read, written out whole, and legible: contrast and colour blindness in integers. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/path.h"
#include "ui/theme.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

static const char *const shipped[] = { "default", "light", "high-contrast", "colour-blind", "mono" };

static void read_text(struct strbuf *out, const char *name)
{
	char *file = xasprintf("themes/%s.theme", name), *path = path_installed(file);
	assert_int_equal(path_read_file(out, path, 65536, NULL), 0);
	free(file);
	free(path);
}

static void load(struct theme *t, const char *name)
{
	struct error err = ERROR_INIT;
	if (theme_load(t, name, &err) < 0) {
		struct strbuf text = STRBUF_INIT;
		error_text(&text, &err, 0);
		fail_msg("%s: %s", name, text.s);
	}
}

/* ---- reading ---- */

static void colours_are_names_numbers_and_red_green_blue(void **state)
{
	struct error err = ERROR_INIT;
	struct theme t;
	theme_init(&t, 0);
	assert_int_equal(theme_parse(&t, "terminal = #101010 white # it\nheld = #e69F00 208 bold # orange\n"
		"#ready = red red\nready=gray bright-blue\n", &err), 0);
	assert_int_equal(t.roles[ROLE_HELD].fg, COLOUR_RGB | 0xe69f00);
	assert_int_equal(t.roles[ROLE_HELD].bg, 208);
	assert_int_equal(t.roles[ROLE_HELD].attrs, LOOK_BOLD);
	assert_int_equal(t.roles[ROLE_READY].fg, 8);
	assert_int_equal(t.roles[ROLE_READY].bg, 12);
	assert_int_equal(t.n_terminals, 1);
	assert_int_equal(t.terminals[0].fg, COLOUR_RGB | 0x101010);
	error_release(&err);
}

static void what_is_no_colour_is_refused_with_its_line(void **state)
{
	static const char *const bad[] = { "\nheld = #e69f0 default\n", "\nheld = #e69f000 default\n", "\nheld = e69f00 default\n",
		"\nheld = 256 default\n", "\nheld = red\n", "\nholds = red black\n", "\nterminal = default black\n",
		"\nheld = red black blink\n", "\nterminal = red black bold\n" };
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct error err = ERROR_INIT;
		struct theme t;
		theme_init(&t, 0);
		if (theme_parse(&t, bad[i], &err) != ERR_CONFIG)
			fail_msg("taken: %s", bad[i]);
		assert_string_equal(err.args[0], "2");
		error_release(&err);
	}
}

static void every_shipped_theme_is_listed_and_names_every_role(void **state)
{
	struct theme_names names;
	theme_list(&names);
	assert_string_equal(names.items[0], "default");
	for (size_t i = 0; i < ARRAY_SIZE(shipped); i++) {
		struct strbuf text = STRBUF_INIT;
		struct theme t;
		size_t at = 0;
		while (at < names.len && strcmp(names.items[at], shipped[i]) != 0)
			at++;
		assert_true(at < names.len);
		load(&t, shipped[i]);
		read_text(&text, shipped[i]);
		for (int r = 0; r < ROLE_COUNT; r++) {
			char *line = xasprintf("\n%s ", role_names[r]);
			if (strstr(text.s, line) == NULL)
				fail_msg("%s says nothing of %s", shipped[i], role_names[r]);
			free(line);
		}
		strbuf_release(&text);
	}
	theme_names_release(&names);
}

/* The two that are always there are built in, and written out as examples. */
static void the_built_in_themes_are_as_their_files_say(void **state)
{
	for (int mono = 0; mono < 2; mono++) {
		struct strbuf text = STRBUF_INIT;
		struct theme built, read;
		theme_init(&built, mono);
		theme_init(&read, !mono);
		read_text(&text, mono ? "mono" : "default");
		assert_int_equal(theme_parse(&read, text.s, NULL), 0);
		for (int r = 0; r < ROLE_COUNT; r++)
			if (built.roles[r].fg != read.roles[r].fg || built.roles[r].bg != read.roles[r].bg ||
			    built.roles[r].attrs != read.roles[r].attrs)
				fail_msg("%s differs", role_names[r]);
		assert_int_equal(built.n_terminals, read.n_terminals);
		strbuf_release(&text);
	}
}

/* ---- legible ---- */

static void contrast_is_the_one_of_wcag(void **state)
{
	/* the ends, and pairs known from its explanations */
	assert_int_equal(colour_contrast(COLOUR_RGB, COLOUR_RGB | 0xffffff), 2099);
	assert_int_equal(colour_contrast(COLOUR_RGB | 0x123456, COLOUR_RGB | 0x123456), 100);
	assert_in_range(colour_contrast(COLOUR_RGB | 0x767676, COLOUR_RGB | 0xffffff), 453, 455);
	assert_in_range(colour_contrast(COLOUR_RGB | 0xff0000, COLOUR_RGB | 0xffffff), 398, 401);
	assert_in_range(colour_contrast(COLOUR_RGB | 0x0000ff, COLOUR_RGB | 0xffffff), 857, 861);
}

static void every_text_of_every_theme_can_be_read(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(shipped); i++) {
		struct theme t;
		load(&t, shipped[i]);
		assert_true(t.n_terminals >= 1);
		for (int r = 0; r < ROLE_COUNT; r++)
			for (int k = 0; k < t.n_terminals; k++) {
				int least = r == ROLE_KEY_OFF ? 300 : strcmp(shipped[i], "high-contrast") == 0 ? 700 : 450;
				int32_t fg, bg;
				theme_colours(&t, (enum role)r, k, &fg, &bg);
				if (colour_contrast(fg, bg) < least)
					fail_msg("%s: %s has a contrast of %d, less than %d (of 100), on terminal %d", shipped[i],
						role_names[r], colour_contrast(fg, bg), least, k + 1);
				/* nobody knows how dim a terminal draws it */
				if (strcmp(shipped[i], "mono") != 0 && (t.roles[r].attrs & LOOK_DIM))
					fail_msg("%s: %s is dim", shipped[i], role_names[r]);
			}
	}
}

/* The cursor is seen against a row without it. */
static void what_has_the_focus_stands_out(void **state)
{
	static const enum role focus[] = { ROLE_CURSOR, ROLE_BUTTON_FOCUS, ROLE_TAB_ACTIVE, ROLE_HEADER_CURSOR };
	for (size_t i = 0; i < ARRAY_SIZE(shipped); i++)
		for (size_t k = 0; k < ARRAY_SIZE(focus); k++) {
			struct theme t;
			int32_t fg, bg, text, ground;
			load(&t, shipped[i]);
			theme_colours(&t, focus[k], 0, &fg, &bg);
			theme_colours(&t, ROLE_TEXT, 0, &text, &ground);
			if (colour_contrast(bg, ground) < 300)
				fail_msg("%s: %s does not stand out", shipped[i], role_names[focus[k]]);
		}
}

/* How a colour looks without the red (0) or the green (1) cones: the matrices of Vienot, Brettel and
 * Mollon 1999, in thousandths, on the light of the components as theme_colour.c has it. */
static int32_t seen_without(int kind, int32_t colour)
{
	static const int matrix[2][3][3] = {
		{ { 112, 888, 0 }, { 112, 888, 0 }, { 4, -4, 1000 } },
		{ { 293, 707, 0 }, { 293, 707, 0 }, { -22, 22, 1000 } },
	};
	int32_t rgb = colour_rgb(colour), out = 0;
	int light[3], c[3] = { rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255 };
	for (int i = 0; i < 3; i++)
		light[i] = colour_luminance(COLOUR_RGB | c[i] << 16 | c[i] << 8 | c[i]);
	for (int i = 0; i < 3; i++) {
		int sum = 0, level = 0;
		for (int k = 0; k < 3; k++)
			sum += matrix[kind][i][k] * light[k] / 1000;
		while (level < 255 && colour_luminance(COLOUR_RGB | level << 16 | level << 8 | level) < sum)
			level++;
		out = out << 8 | level;
	}
	return COLOUR_RGB | out;
}

/* Two states that lie beside each other in one list. */
static void states_stay_apart_without_red_or_green(void **state)
{
	static const enum role states[] = { ROLE_READY, ROLE_HELD, ROLE_FAILED, ROLE_SYNCED, ROLE_QUEUED, ROLE_REJECTED };
	struct theme t;
	load(&t, "colour-blind");
	for (int kind = 0; kind < 2; kind++)
		for (size_t a = 0; a < ARRAY_SIZE(states); a++)
			for (size_t b = a + 1; b < ARRAY_SIZE(states); b++) {
				const struct look *x = &t.roles[states[a]], *y = &t.roles[states[b]];
				int32_t sx = seen_without(kind, x->fg), sy = seen_without(kind, y->fg);
				int apart = colour_distance(sx, sy) >= 3 * 3 * 60 * 60 / 3;
				if (!apart && colour_contrast(sx, sy) < 150)
					fail_msg("%s and %s look alike without %s", role_names[states[a]], role_names[states[b]],
						kind ? "green" : "red");
			}
	/* the test can fail: pure red and the green of the same lightness */
	assert_true(colour_distance(seen_without(1, COLOUR_RGB | 0xff0000), seen_without(1, COLOUR_RGB | 0x9a9a00)) <
		colour_distance(COLOUR_RGB | 0xff0000, COLOUR_RGB | 0x9a9a00) / 4);
}

/* ---- fewer colours ---- */

static void fewer_colours_stay_legible(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(shipped); i++) {
		struct theme t;
		load(&t, shipped[i]);
		for (int r = 0; r < ROLE_COUNT; r++)
			for (int n = 8; n <= 16; n += 8) {
				const struct look *l = &t.roles[r];
				int fg, bg;
				if (!COLOUR_IS_RGB(l->fg) || !COLOUR_IS_RGB(l->bg))
					continue;
				bg = colour_nearest_16(l->bg, n, -1);
				fg = colour_nearest_16(l->fg, n, bg);
				assert_in_range(fg, 0, n - 1);
				if (colour_contrast(fg, bg) < 450)
					fail_msg("%s: %s in %d colours is %d on %d", shipped[i], role_names[r], n, fg, bg);
			}
	}
	assert_int_equal(colour_nearest_16(COLOUR_RGB | 0xfe0101, 16, -1), 9);
	/* the nearest to white would be white on white */
	assert_true(colour_contrast(colour_nearest_16(COLOUR_RGB | 0xe4e4e4, 8, 7), 7) >= 450);
}

static void the_nearest_of_256_is_near(void **state)
{
	unsigned char used[256] = { 0 };
	assert_int_equal(colour_nearest_256(COLOUR_RGB | 0xffffff, NULL), 231);
	assert_int_equal(colour_nearest_256(COLOUR_RGB | 0x5fafd7, NULL), 74);
	assert_int_equal(colour_nearest_256(COLOUR_RGB | 0x080808, NULL), 232);
	used[231] = 1;
	assert_int_not_equal(colour_nearest_256(COLOUR_RGB | 0xffffff, used), 231);
	for (int i = 16; i < 256; i++)
		assert_int_equal(colour_rgb(colour_nearest_256(COLOUR_RGB | colour_rgb(i), NULL)), colour_rgb(i));
}

/* ---- the one chosen ---- */

static void a_choice_holds_until_the_setting_changes(void **state)
{
	char home[] = "/tmp/test-theme-XXXXXX";
	char *path, *name;
	assert_non_null(mkdtemp(home));
	assert_int_equal(setenv("COMPTOIR_HOME", home, 1), 0);
	assert_null(theme_chosen("default"));
	assert_int_equal(theme_choose("default", "colour-blind", NULL), 0);
	name = theme_chosen("default");
	assert_string_equal(name, "colour-blind");
	free(name);
	assert_null(theme_chosen("light"));
	assert_null(theme_chosen("defaul"));
	assert_null(theme_chosen(NULL));
	assert_int_equal(theme_choose(NULL, "light", NULL), 0);
	name = theme_chosen(NULL);
	assert_string_equal(name, "light");
	free(name);
	path = path_state("theme");
	assert_int_equal(unlink(path), 0);
	free(path);
	path = path_state("");
	path[strlen(path) - (path[strlen(path) - 1] == '/')] = '\0';
	rmdir(path);
	free(path);
	rmdir(home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(colours_are_names_numbers_and_red_green_blue),
		cmocka_unit_test(what_is_no_colour_is_refused_with_its_line),
		cmocka_unit_test(every_shipped_theme_is_listed_and_names_every_role),
		cmocka_unit_test(the_built_in_themes_are_as_their_files_say),
		cmocka_unit_test(contrast_is_the_one_of_wcag),
		cmocka_unit_test(every_text_of_every_theme_can_be_read),
		cmocka_unit_test(what_has_the_focus_stands_out),
		cmocka_unit_test(states_stay_apart_without_red_or_green),
		cmocka_unit_test(fewer_colours_stay_legible),
		cmocka_unit_test(the_nearest_of_256_is_near),
		cmocka_unit_test(a_choice_holds_until_the_setting_changes),
	};
	return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
