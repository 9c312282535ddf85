/* Languages: chosen from the environment, found without generated locales, and
 * the forms of numbers, money, dates and ages. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/path.h"

#include "base/banned.h"

#define SP "\xc2\xa0"

static char dir[64];

/* ---- two catalogues, written here byte by byte ---- */

static void add_word(struct strbuf *b, uint32_t word)
{
	strbuf_add(b, &word, sizeof word);        /* in the byte order of this machine */
}

/* The format of the GNU gettext manual, section 10.3, without a hash table. */
static void write_catalogue(const char *code, const char *const (*pairs)[2], uint32_t n)
{
	struct strbuf mo = STRBUF_INIT, text = STRBUF_INIT;
	uint32_t i, side, start = 28 + 16 * n;
	char *folder = xasprintf("%s/%s/LC_MESSAGES", dir, code);
	char *path = path_join(folder, "comptoir.mo");

	add_word(&mo, 0x950412de);
	add_word(&mo, 0);
	add_word(&mo, n);
	add_word(&mo, 28);
	add_word(&mo, 28 + 8 * n);
	add_word(&mo, 0);
	add_word(&mo, 0);
	for (side = 0; side < 2; side++) {
		for (i = 0; i < n; i++) {
			add_word(&mo, (uint32_t)strlen(pairs[i][side]));
			add_word(&mo, start + (uint32_t)text.len);
			strbuf_add(&text, pairs[i][side], strlen(pairs[i][side]) + 1);
		}
	}
	strbuf_add(&mo, text.s, text.len);
	assert_int_equal(path_make_dir(folder, NULL), 0);
	assert_int_equal(path_write_file(path, mo.s, mo.len, 0600, NULL), 0);
	strbuf_release(&mo);
	strbuf_release(&text);
	free(folder);
	free(path);
}

static int make_catalogues(void **state)
{
	static const char header[] = "Content-Type: text/plain; charset=UTF-8\n"
		"Plural-Forms: nplurals=2; plural=(n > 1);\n";
	static const char *const fr[][2] = {
		{ "", header }, { "job", "projet" }, { "vendor", "fournisseur" },
	};
	static const char *const fr_ca[][2] = { { "", header }, { "job", "chantier" } };

	snprintf(dir, sizeof dir, "/tmp/comptoir-lang-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	write_catalogue("fr", fr, ARRAY_SIZE(fr));
	write_catalogue("fr_CA", fr_ca, ARRAY_SIZE(fr_ca));
	setenv("COMPTOIR_LOCALEDIR", dir, 1);
	return 0;
}

static int remove_catalogues(void **state)
{
	static const char *const names[] = {
		"fr/LC_MESSAGES/comptoir.mo", "fr_CA/LC_MESSAGES/comptoir.mo", "fr/LC_MESSAGES", "fr_CA/LC_MESSAGES",
		"fr", "fr_CA", "",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		char *path = path_join(dir, names[i]);

		if (remove(path))
			perror(path);
		free(path);
	}
	return 0;
}

/* ---- choosing ---- */

static void set_or_unset(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static void start(const char *lc_all, const char *lang, const char *language, const char *wanted)
{
	unsetenv("LC_MESSAGES");
	unsetenv("LC_CTYPE");
	set_or_unset("LC_ALL", lc_all);
	set_or_unset("LANG", lang);
	set_or_unset("LANGUAGE", language);
	lang_init(wanted);
}

static void finds_the_language_without_its_locale(void **state)
{
	static const struct {
		const char *lc_all, *lang, *language, *wanted, *code, *job, *vendor;
		int utf8;
	} cases[] = {
		{ NULL, NULL, NULL, NULL, "en", "job", "vendor", 1 },
		{ NULL, "en_CA.UTF-8", NULL, NULL, "en", "job", "vendor", 1 },
		{ NULL, "de_DE.UTF-8", NULL, NULL, "en", "job", "vendor", 1 },
		{ NULL, "fr_FR.UTF-8", NULL, NULL, "fr", "projet", "fournisseur", 1 },
		{ NULL, "fr_BE.UTF-8@euro", NULL, NULL, "fr", "projet", "fournisseur", 1 },
		{ NULL, "fr_CA.UTF-8", NULL, NULL, "fr_CA", "chantier", "fournisseur", 1 },
		{ NULL, "fr_CA.utf8", "", NULL, "fr_CA", "chantier", "fournisseur", 1 },
		{ NULL, "fr_CA", NULL, NULL, "fr_CA", "chantier", "fournisseur", 1 },
		{ NULL, "fr_CA.ISO-8859-1", NULL, NULL, "fr_CA", "chantier", "fournisseur", 0 },
		{ NULL, "fr", NULL, NULL, "fr", "projet", "fournisseur", 1 },
		{ "fr_CA.UTF-8", "en_US.UTF-8", NULL, NULL, "fr_CA", "chantier", "fournisseur", 1 },
		{ "C.UTF-8", "fr_CA.UTF-8", NULL, NULL, "en", "job", "vendor", 1 },
		{ NULL, NULL, "fr", NULL, "fr", "projet", "fournisseur", 1 },
		{ "C.UTF-8", NULL, "fr", NULL, "fr", "projet", "fournisseur", 1 },
		{ NULL, "en_CA.UTF-8", "de:fr_CA:en", NULL, "fr_CA", "chantier", "fournisseur", 1 },
		{ NULL, "fr_CA.UTF-8", "fr", NULL, "fr_CA", "chantier", "fournisseur", 1 },
		{ NULL, "fr_CA.UTF-8", "en:fr", NULL, "en", "job", "vendor", 1 },
		{ "C", NULL, "fr", NULL, "en", "job", "vendor", 0 },
		{ "POSIX", "fr_CA.UTF-8", NULL, NULL, "en", "job", "vendor", 0 },
		{ NULL, "fr_CA.UTF-8", NULL, "en", "en", "job", "vendor", 1 },
		{ NULL, "en_US.UTF-8", NULL, "fr_CA", "fr_CA", "chantier", "fournisseur", 1 },
		{ "C", NULL, NULL, "fr", "fr", "projet", "fournisseur", 0 },
		{ NULL, "fry_NL.UTF-8", NULL, NULL, "en", "job", "vendor", 1 },
		{ NULL, "fr_CA.UTF-8", NULL, "tlh", "fr_CA", "chantier", "fournisseur", 1 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		start(cases[i].lc_all, cases[i].lang, cases[i].language, cases[i].wanted);
		if (strcmp(lang_code(), cases[i].code) || strcmp(_("job"), cases[i].job) ||
			strcmp(_("vendor"), cases[i].vendor) || lang_utf8() != cases[i].utf8)
			fail_msg("case %zu: %s %s %s %d", i, lang_code(), _("job"), _("vendor"), lang_utf8());
		assert_string_equal(_("of no catalogue"), "of no catalogue");
		assert_string_equal(TR(""), "");
	}
}

static void numbers_of_the_c_library_stay_plain(void **state)
{
	wchar_t wide[4];
	char text[16];

	start(NULL, "fr_CA.UTF-8", NULL, NULL);
	snprintf(text, sizeof text, "%d", 1234567);
	assert_string_equal(text, "1234567");
	assert_string_equal(localeconv()->decimal_point, ".");
	assert_int_equal(mbstowcs(wide, "\xc3\xa9", 4), 1);        /* UTF-8 all the same */
	start("C", NULL, NULL, NULL);
	assert_int_equal(mbstowcs(wide, "\xc3\xa9", 4), 1);
}

static void english_is_left_to_the_programs_we_start(void **state)
{
	start(NULL, "de_DE.UTF-8", NULL, NULL);
	assert_null(getenv("LANGUAGE"));
	start(NULL, "fr_CA.UTF-8", NULL, NULL);
	assert_string_equal(getenv("LANGUAGE"), "fr_CA:fr");
}

/* ---- forms ---- */

enum form { AMOUNT, MONEY };

static void writes_money(void **state)
{
	static const struct {
		enum form form;
		int64_t minor;
		const char *currency, *home, *en, *fr;
	} cases[] = {
		{ AMOUNT, 0, "USD", NULL, "0.00", "0,00" },
		{ AMOUNT, 4211800, "USD", NULL, "42,118.00", "42" SP "118,00" },
		{ AMOUNT, -99999, "USD", NULL, "-999.99", "-999,99" },
		{ AMOUNT, -100000, "USD", NULL, "-1,000.00", "-1" SP "000,00" },
		{ AMOUNT, 123456789012, "CAD", NULL, "1,234,567,890.12", "1" SP "234" SP "567" SP "890,12" },
		{ AMOUNT, 1234567, "JPY", NULL, "1,234,567", "1" SP "234" SP "567" },
		{ AMOUNT, 1234567, "KWD", NULL, "1,234.567", "1" SP "234,567" },
		{ AMOUNT, 100, NULL, NULL, "1.00", "1,00" },
		{ AMOUNT, INT64_MIN, "USD", NULL, "-92,233,720,368,547,758.08",
		  "-92" SP "233" SP "720" SP "368" SP "547" SP "758,08" },
		{ MONEY, 4211800, "CAD", "CAD", "$ 42,118.00", "42" SP "118,00" SP "$" },
		{ MONEY, -4211800, "CAD", "CAD", "-$ 42,118.00", "-42" SP "118,00" SP "$" },
		{ MONEY, 100, "USD", "CAD", "USD 1.00", "1,00" SP "USD" },
		{ MONEY, -100, "USD", NULL, "-USD 1.00", "-1,00" SP "USD" },
		{ MONEY, 100, "EUR", "CAD", "\xe2\x82\xac 1.00", "1,00" SP "\xe2\x82\xac" },
		{ MONEY, 100, "CHF", "CHF", "CHF 1.00", "1,00" SP "CHF" },
		{ MONEY, 100, "", "", "1.00", "1,00" },
		{ MONEY, 100, "\x1b[1", "", "\xe2\x90\x9b[1 1.00", "1,00" SP "\xe2\x90\x9b[1" },
	};
	size_t i;
	int fr;

	for (fr = 0; fr < 2; fr++) {
		start("C.UTF-8", NULL, NULL, fr ? "fr_CA" : "en");
		for (i = 0; i < ARRAY_SIZE(cases); i++) {
			struct strbuf b = STRBUF_INIT;

			if (cases[i].form == AMOUNT)
				lang_add_amount(&b, cases[i].minor, cases[i].currency);
			else
				lang_add_money(&b, cases[i].minor, cases[i].currency, cases[i].home);
			assert_string_equal(b.s, fr ? cases[i].fr : cases[i].en);
			strbuf_release(&b);
		}
	}
}

static void ascii_terminals_get_ascii(void **state)
{
	struct strbuf b = STRBUF_INIT;

	start("C", NULL, NULL, "fr");
	lang_add_money(&b, 123456, "EUR", "EUR");
	assert_string_equal(b.s, "1 234,56 EUR");
	strbuf_release(&b);
}

static void writes_quantities(void **state)
{
	struct strbuf b = STRBUF_INIT;

	start("C.UTF-8", NULL, NULL, "fr");
	lang_add_number(&b, 1234500000, 6, 0);
	assert_string_equal(b.s, "1" SP "234,5");
	strbuf_reset(&b);
	start("C.UTF-8", NULL, NULL, "en");
	lang_add_number(&b, 1234500000, 6, 2);
	assert_string_equal(b.s, "1,234.50");
	strbuf_release(&b);
}

static void writes_dates(void **state)
{
	static const struct { const char *lang, *in, *out; } cases[] = {
		{ "en", "2026-11-21", "2026-11-21" }, { "fr_CA", "2026-11-21", "2026-11-21" },
		{ "fr", "2026-11-21", "21/11/2026" }, { "fr", "2026-11-21T10:00:00Z", "21/11/2026" },
		{ "en", "soon\x07", "soon\xe2\x90\x87" }, { "fr", "", "" }, { "fr", NULL, "" },
	};
	struct strbuf b = STRBUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		start("C.UTF-8", NULL, NULL, cases[i].lang);
		strbuf_reset(&b);
		lang_add_date(&b, cases[i].in);
		assert_string_equal(b.s, cases[i].out);
	}
	setenv("TZ", "EST5", 1);
	start("C.UTF-8", NULL, NULL, "fr");
	strbuf_reset(&b);
	lang_add_instant(&b, INT64_C(1795311000000));        /* 2026-11-22T01:30:00Z */
	assert_string_equal(b.s, "21/11/2026 20:30");
	setenv("TZ", "UTC0", 1);
	start("C.UTF-8", NULL, NULL, "en");
	strbuf_reset(&b);
	lang_add_instant(&b, -1);
	assert_string_equal(b.s, "1969-12-31 23:59");
	strbuf_release(&b);
}

static void writes_ages(void **state)
{
	static const struct { int64_t seconds; const char *en, *fr; } cases[] = {
		{ -5, "0 min", "0 min" }, { 59, "0 min", "0 min" }, { 60, "1 min", "1 min" },
		{ 3599, "59 min", "59 min" },
		{ 3600, "1 h", "1 h" }, { 86399, "23 h", "23 h" }, { 86400, "1 d", "1 j" }, { 86400 * 400, "400 d", "400 j" },
	};
	struct strbuf b = STRBUF_INIT;
	size_t i;
	int fr;

	for (fr = 0; fr < 2; fr++) {
		start("C.UTF-8", NULL, NULL, fr ? "fr" : "en");
		for (i = 0; i < ARRAY_SIZE(cases); i++) {
			strbuf_reset(&b);
			lang_add_age(&b, 1000000, 1000000 + cases[i].seconds * 1000);
			assert_string_equal(b.s, fr ? cases[i].fr : cases[i].en);
		}
	}
	strbuf_release(&b);
}

static void knows_decimals_of_currencies(void **state)
{
	assert_int_equal(currency_decimals("CAD"), 2);
	assert_int_equal(currency_decimals("JPY"), 0);
	assert_int_equal(currency_decimals("KWD"), 3);
	assert_int_equal(currency_decimals("CLF"), 4);
	assert_int_equal(currency_decimals("XYZ"), 2);
	assert_int_equal(currency_decimals(""), 2);
	assert_int_equal(currency_decimals("F C"), 2);
	assert_int_equal(currency_decimals(NULL), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_language_without_its_locale),
		cmocka_unit_test(numbers_of_the_c_library_stay_plain),
		cmocka_unit_test(english_is_left_to_the_programs_we_start),
		cmocka_unit_test(writes_money),
		cmocka_unit_test(ascii_terminals_get_ascii),
		cmocka_unit_test(writes_quantities),
		cmocka_unit_test(writes_dates),
		cmocka_unit_test(writes_ages),
		cmocka_unit_test(knows_decimals_of_currencies),
	};

	return cmocka_run_group_tests(tests, make_catalogues, remove_catalogues);
}
