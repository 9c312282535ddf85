/* Text from outside: decoding, harmlessness, width, folding, CSV. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"

#include "base/banned.h"

#define FFFD "\xef\xbf\xbd"

static void decodes_well_formed(void **state)
{
	static const struct { const char *s; uint32_t cp; size_t n; } cases[] = {
		{ "A", 'A', 1 }, { "\x7f", 0x7f, 1 },
		{ "\xc2\x80", 0x80, 2 }, { "\xdf\xbf", 0x7ff, 2 },
		{ "\xe0\xa0\x80", 0x800, 3 }, { "\xed\x9f\xbf", 0xd7ff, 3 },
		{ "\xee\x80\x80", 0xe000, 3 }, { FFFD, 0xfffd, 3 },
		{ "\xf0\x90\x80\x80", 0x10000, 4 }, { "\xf4\x8f\xbf\xbf", 0x10ffff, 4 },
	};
	struct strbuf b = STRBUF_INIT;
	uint32_t cp;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(text_decode(cases[i].s, SIZE_MAX, &cp), cases[i].n);
		assert_int_equal(cp, cases[i].cp);
		strbuf_reset(&b);
		text_encode(&b, cp);
		assert_string_equal(b.s, cases[i].s);
	}
	assert_int_equal(text_decode("A", 0, &cp), 0);
	strbuf_release(&b);
}

static void ill_formed_bytes_count_one_by_one(void **state)
{
	static const char *const cases[] = {
		"\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x80\x80", "\xe0\x9f\xbf",
		"\xe2\x82", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80", "\xfe", "\xff",
	};
	uint32_t cp;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(text_decode(cases[i], SIZE_MAX, &cp), 1);
		assert_int_equal(cp, 0xfffd);
		assert_false(text_is_safe(cases[i]));
	}
	/* the bound ends a character as the NUL does */
	assert_int_equal(text_decode("\xc3\xa9", 1, &cp), 1);
	assert_int_equal(cp, 0xfffd);
}

static void every_code_point_survives_a_round_trip(void **state)
{
	struct strbuf b = STRBUF_INIT;
	uint32_t cp, back;

	for (cp = 1; cp <= 0x10ffff; cp++) {
		if (cp == 0xd800)
			cp = 0xe000;
		strbuf_reset(&b);
		text_encode(&b, cp);
		if (text_decode(b.s, b.len, &back) != b.len || back != cp)
			fail_msg("U+%04X", (unsigned)cp);
	}
	strbuf_reset(&b);
	text_encode(&b, 0xd800);
	text_encode(&b, 0x110000);
	assert_string_equal(b.s, FFFD FFFD);
	strbuf_release(&b);
}

static void makes_text_harmless(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "", "" },
		{ "Toitures L\xc3\xa9tourneau \xe2\x82\xac \xe6\xbc\xa2 \xf0\x9f\x8f\x97",
		  "Toitures L\xc3\xa9tourneau \xe2\x82\xac \xe6\xbc\xa2 \xf0\x9f\x8f\x97" },
		{ "e\xcc\x81", "e\xcc\x81" },                                     /* combining acute */
		{ "\x1b[2J", "\xe2\x90\x9b[2J" },                                 /* ESC */
		{ "a\x07" "b\rc", "a\xe2\x90\x87" "b\xe2\x90\x8d" "c" },
		{ "one\ntwo\tthree\r\nfour", "one two three four" },
		{ "\x7f", "\xe2\x90\xa1" },
		{ "\xc2\x9b" "31m", FFFD "31m" },                                 /* C1 CSI */
		{ "\xc2\xad", FFFD },                                             /* soft hyphen */
		{ "\xe2\x80\xae" "txt.exe", FFFD "txt.exe" },                     /* U+202E */
		{ "\xe2\x81\xa6\xe2\x81\xa9\xd8\x9c", FFFD FFFD FFFD },           /* isolates, ALM */
		{ "a\xe2\x80\x8b" "b\xe2\x80\x8d\xef\xbb\xbf", "a" FFFD "b" FFFD FFFD }, /* zero width */
		{ "\xe2\x80\xa8\xe2\x80\xa9", FFFD FFFD },                        /* line, paragraph */
		{ "\xf3\xa0\x81\x81", FFFD },                                     /* tag */
		{ "\xef\xbf\xb9", FFFD },                                         /* annotation */
		{ "\xe2\x9d\xa4\xef\xb8\x8f!", "\xe2\x9d\xa4!" },                 /* variation selector */
		{ "\xc3(\xff", FFFD "(" FFFD },
		{ FFFD, FFFD },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT, again = STRBUF_INIT;

		text_add_safe(&b, cases[i].in, 0);
		assert_string_equal(b.s, cases[i].out);
		assert_int_equal(text_is_safe(cases[i].in), !strcmp(cases[i].in, cases[i].out));
		assert_true(text_is_safe(b.s));
		assert_int_equal(text_width(cases[i].in), text_width(b.s));
		text_add_safe(&again, b.s, 0);
		assert_string_equal(again.s, b.s);
		strbuf_release(&b);
		strbuf_release(&again);
	}
}

static void the_bound_never_cuts_a_character(void **state)
{
	static const char in[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x8f\x97z";
	static const size_t expected[] = { 11, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11 };
	size_t max;

	for (max = 0; max < ARRAY_SIZE(expected); max++) {
		struct strbuf b = STRBUF_INIT;

		text_add_safe(&b, in, max);
		assert_int_equal(b.len, expected[max]);
		assert_memory_equal(b.s, in, b.len);
		strbuf_release(&b);
	}
}

/* Bytes from a fixed generator: whatever goes in, what comes out is harmless. */
static void random_bytes_come_out_harmless(void **state)
{
	static const unsigned char likely[] = { 0x1b, 0xc2, 0x9b, 0xe2, 0x80, 0xae, 0xf0, 0x9f, 0xf3, 0xa0, 0xef };
	uint64_t seed = 0x9e3779b97f4a7c15u;
	char in[40];
	size_t i;
	int round;

	for (round = 0; round < 20000; round++) {
		struct strbuf b = STRBUF_INIT, fitted = STRBUF_INIT;

		for (i = 0; i + 1 < sizeof in; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			in[i] = (char)(seed >> 63 ? likely[(seed >> 33) % sizeof likely] : 1 + (seed >> 40) % 255);
		}
		in[i] = '\0';
		text_add_safe(&b, in, (size_t)round % 45);
		assert_true(text_is_safe(b.s));
		text_add_fitted(&fitted, b.s, 17, round % 2 ? 1 : -1, "\xe2\x80\xa6");
		assert_int_equal(text_width(fitted.s), 17);
		strbuf_release(&b);
		strbuf_release(&fitted);
	}
}

static void knows_widths(void **state)
{
	static const struct { uint32_t cp; int width; } cases[] = {
		{ 'a', 1 }, { 0xe9, 1 }, { 0x300, 0 }, { 0x36f, 0 }, { 0x20ac, 1 }, { 0x2026, 1 },
		{ 0x4e00, 2 }, { 0x9fff, 2 }, { 0xac00, 2 }, { 0x3042, 2 }, { 0xff21, 2 }, { 0xff71, 1 },
		{ 0x3000, 2 }, { 0x1f600, 2 }, { 0x1f3d7, 1 }, { 0x26d4, 2 }, { 0x25cf, 1 }, { 0x25b8, 1 },
		{ 0x27f3, 1 }, { 0x2500, 1 }, { 0x21c4, 1 }, { 0x20000, 2 }, { 0x378, 1 }, { 0xfffd, 1 },
		{ 0xfe0f, 0 }, { 0x200b, 1 }, { 0x241b, 1 }, { 0x1f1e8, 1 }, { 0x5d0, 1 }, { 0x64b, 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		if (text_char_width(cases[i].cp) != cases[i].width)
			fail_msg("U+%04X", (unsigned)cases[i].cp);
	assert_int_equal(text_width(NULL), 0);
	assert_int_equal(text_width("L\xc3\xa9to \xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81"), 11);
}

static void fits_columns(void **state)
{
	static const struct { const char *in; int width, pad; const char *dots, *out; } cases[] = {
		{ "abc", 5, 0, "...", "abc" },
		{ "abc", 5, -1, "...", "abc  " },
		{ "abc", 5, 1, "...", "  abc" },
		{ "abcde", 5, -1, "...", "abcde" },
		{ "abcdef", 5, -1, "...", "ab..." },
		{ "abcdef", 5, -1, "\xe2\x80\xa6", "abcd\xe2\x80\xa6" },
		{ "abcdef", 5, 0, NULL, "abcde" },
		{ "abcdef", 2, 0, "...", "ab" },
		{ "abc", 0, -1, "...", "" },
		{ "abc", -3, -1, "...", "" },
		{ NULL, 3, -1, "...", "   " },
		{ "\xe6\xbc\xa2\xe5\xad\x97", 4, -1, "~", "\xe6\xbc\xa2\xe5\xad\x97" },
		{ "\xe6\xbc\xa2\xe5\xad\x97", 3, -1, "~", "\xe6\xbc\xa2~" },
		{ "\xe6\xbc\xa2\xe5\xad\x97", 3, -1, NULL, "\xe6\xbc\xa2 " },
		{ "\xe6\xbc\xa2\xe5\xad\x97", 3, 1, NULL, " \xe6\xbc\xa2" },
		{ "e\xcc\x81" "a", 1, 0, NULL, "e\xcc\x81" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT;

		text_add_fitted(&b, cases[i].in, cases[i].width, cases[i].pad, cases[i].dots);
		assert_string_equal(b.s, cases[i].out);
		strbuf_release(&b);
	}
}

static void folds_for_searching(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "L\xc3\xa9tourneau", "letourneau" },
		{ "LE\xcc\x81TOURNEAU", "letourneau" },                       /* decomposed */
		{ "\xc5\x92uvre \xc3\x86gir Stra\xc3\x9f" "e", "oeuvre aegir strasse" },
		{ "\xc5\x81\xc3\xb3" "d\xc5\xba \xc4\x90\xc3\xb8 \xc4\xb0\xc4\xb1", "lodz do ii" },
		{ "l\xe2\x80\x99\xc3\x89toile", "l'etoile" },
		{ "42\xc2\xa0" "118 \xe2\x80\x93 7", "42 118 - 7" },
		{ "\xef\xac\x81n \xef\xbc\xa1", "fin a" },
		{ "\xce\x86\xce\xa3\xcf\x82", "\xce\xb1\xcf\x83\xcf\x83" },   /* Greek */
		{ "\xd0\x96\xd0\xb9", "\xd0\xb6\xd0\xb9" },                   /* Cyrillic keeps its marks */
		{ "x\xc2\xb2", "x\xc2\xb2" },
		{ "so\xc2\xad" "ft\xe2\x80\x8b", "soft" },
		{ "\xe1\xba\xa4n", "an" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT, again = STRBUF_INIT;

		text_add_folded(&b, cases[i].in);
		assert_string_equal(b.s, cases[i].out);
		text_add_folded(&again, b.s);
		assert_string_equal(again.s, b.s);
		strbuf_release(&b);
		strbuf_release(&again);
	}
}

static void folding_twice_changes_nothing(void **state)
{
	uint32_t cp;

	for (cp = 0x20; cp < 0x20000; cp++) {
		struct strbuf one = STRBUF_INIT, b = STRBUF_INIT, again = STRBUF_INIT;

		if (cp == 0xd800)
			cp = 0xe000;
		text_encode(&one, cp);
		text_add_folded(&b, one.s);
		text_add_folded(&again, b.s);
		if (strcmp(b.s, again.s))
			fail_msg("U+%04X", (unsigned)cp);
		strbuf_release(&one);
		strbuf_release(&b);
		strbuf_release(&again);
	}
}

static void counts_and_cuts_characters(void **state)
{
	static const char s[] = "a\xc3\xa9\xe2\x82\xac\xff";

	assert_int_equal(text_count_chars(s), 4);
	assert_int_equal(text_count_chars(NULL), 0);
	assert_int_equal(text_prefix_chars(s, 0), 0);
	assert_int_equal(text_prefix_chars(s, 1), 1);
	assert_int_equal(text_prefix_chars(s, 2), 3);
	assert_int_equal(text_prefix_chars(s, 3), 6);
	assert_int_equal(text_prefix_chars(s, 99), 7);
}

static void normalizes_codes(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "03-200.s", "03200S" }, { " 01 / 02_A ", "0102A" }, { "", "" }, { "--", "" },
		{ "\xc3\xa9l\xe2\x80\x93" "07", "EL07" }, { "7\xe2\x84\x96\xef\xbf\xbd" "8", "78" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT;

		text_add_normalized_code(&b, cases[i].in);
		assert_string_equal(b.s, cases[i].out);
		strbuf_release(&b);
	}
}

static void writes_csv_fields(void **state)
{
	static const struct { const char *in; int guard; const char *out; } cases[] = {
		{ NULL, 1, "" }, { "", 1, "" }, { "plain", 1, "plain" },
		{ "a,b", 1, "\"a,b\"" }, { "a;b", 0, "\"a;b\"" }, { "say \"x\"", 1, "\"say \"\"x\"\"\"" },
		{ "two\nlines", 1, "\"two\nlines\"" }, { " led", 0, "\" led\"" }, { "trail ", 0, "\"trail \"" },
		{ "=1+1", 1, "'=1+1" }, { "+1", 1, "'+1" }, { "-1", 1, "'-1" }, { "@SUM(A1)", 1, "'@SUM(A1)" },
		{ "\t=1", 1, "\"'\t=1\"" }, { "\r=1", 1, "\"'\r=1\"" },
		{ "=1,2", 1, "\"'=1,2\"" }, { "\xef\xbc\x9d" "1", 1, "'\xef\xbc\x9d" "1" },
		{ "-1234.50", 0, "-1234.50" }, { "=1", 0, "=1" },
		{ "a\x1b[31m", 1, "a\xe2\x90\x9b[31m" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT;

		text_add_csv(&b, cases[i].in, cases[i].guard);
		assert_string_equal(b.s, cases[i].out);
		strbuf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_well_formed),
		cmocka_unit_test(ill_formed_bytes_count_one_by_one),
		cmocka_unit_test(every_code_point_survives_a_round_trip),
		cmocka_unit_test(makes_text_harmless),
		cmocka_unit_test(the_bound_never_cuts_a_character),
		cmocka_unit_test(random_bytes_come_out_harmless),
		cmocka_unit_test(knows_widths),
		cmocka_unit_test(fits_columns),
		cmocka_unit_test(folds_for_searching),
		cmocka_unit_test(folding_twice_changes_nothing),
		cmocka_unit_test(counts_and_cuts_characters),
		cmocka_unit_test(normalizes_codes),
		cmocka_unit_test(writes_csv_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
