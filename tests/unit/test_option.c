/* Options: checks by table, files, sections, errors that name the line. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/option.h"

#include "base/banned.h"

static const struct option_def defs[] = {
	{ "company", OPTION_TEXT, OPTION_REQUIRED, NULL, NULL, N_("Company"), NULL },
	{ "pages", OPTION_INT, 0, "100", NULL, N_("Pages"), NULL },
	{ "deep", OPTION_BOOL, 0, "no", NULL, N_("Deep"), NULL },
	{ "base", OPTION_URL, 0, NULL, NULL, N_("Address"), NULL },
	{ "release", OPTION_CHOICE, 0, "2023R1", "2022R1|2022R2|2023R1", N_("Release"), NULL },
	{ "secret", OPTION_SECRET, 0, NULL, NULL, N_("Secret"), NULL },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static void defaults_come_from_the_table(void **state)
{
	struct option_values v = { NULL, 0, 0 };

	assert_null(option_get(&v, defs, "company"));
	assert_string_equal(option_get(&v, defs, "release"), "2023R1");
	assert_int_equal(option_get_int(&v, defs, "pages"), 100);
	assert_false(option_get_bool(&v, defs, "deep"));
	assert_null(option_get(&v, defs, "no such option"));
	assert_string_equal(option_get(NULL, defs, "pages"), "100");
	option_values_release(&v);
}

static void values_are_set_replaced_and_removed(void **state)
{
	struct option_values v = { NULL, 0, 0 };

	assert_int_equal(option_set(&v, defs, "company", "Northside", NULL), 0);
	assert_int_equal(option_set(&v, defs, "pages", "-25", NULL), 0);
	assert_int_equal(option_set(&v, defs, "deep", "TRUE", NULL), 0);
	assert_string_equal(option_get(&v, defs, "company"), "Northside");
	assert_int_equal(option_get_int(&v, defs, "pages"), -25);
	assert_true(option_get_bool(&v, defs, "deep"));
	assert_int_equal(option_set(&v, defs, "company", option_get(&v, defs, "company"), NULL), 0);
	assert_string_equal(option_get(&v, defs, "company"), "Northside");
	assert_int_equal(option_set(&v, defs, "company", NULL, NULL), 0);
	assert_null(option_get(&v, defs, "company"));
	assert_int_equal(option_set(&v, defs, "company", NULL, NULL), 0);
	assert_int_equal(v.len, 2);
	option_values_release(&v);
	assert_int_equal(v.len, 0);
}

static void wrong_values_are_refused_by_name(void **state)
{
	static const struct { const char *name, *value, *in_message; } cases[] = {
		{ "nonsense", "1", "nonsense" }, { "company", "", "company" }, { "pages", "many", "many" },
		{ "pages", "1.5", "pages" }, { "pages", "99999999999999999999", "pages" }, { "deep", "perhaps", "perhaps" },
		{ "release", "2021R1", "2022R1|2022R2|2023R1" }, { "release", "2022R1|2022R2", "release" },
		{ "release", "", "release" }, { "release", "2022", "release" }, { "base", "ftp://x", "base" },
	};
	struct option_values v = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		struct strbuf b = STRBUF_INIT;

		assert_int_equal(option_set(&v, defs, cases[i].name, cases[i].value, &err), ERR_CONFIG);
		error_text(&b, &err, 0);
		if (!strstr(b.s, cases[i].in_message))
			fail_msg("%s", b.s);
		strbuf_release(&b);
		error_release(&err);
	}
	assert_int_equal(v.len, 0);
	option_values_release(&v);
}

static void addresses_are_https_or_this_machine(void **state)
{
	static const struct { const char *url; int good; } cases[] = {
		{ "https://api.procore.com", 1 }, { "https://erp.example.com:8443/acumatica/", 1 }, { "HTTPS://x", 1 },
		{ "http://localhost:8080", 1 }, { "http://127.0.0.1:8080/x", 1 }, { "http://[::1]:8080", 1 },
		{ "https://[2001:db8::1]/", 1 }, { "", 1 },
		{ "http://api.procore.com", 0 }, { "http://127.0.0.1.evil.example", 0 }, { "http://127.evil.example", 0 },
		{ "http://localhost.evil.example", 0 }, { "http://localhost@evil.example", 0 }, { "http://127.0.0.1", 1 },
		{ "https://user:pw@host", 0 }, { "https://", 0 }, { "https:///path", 0 }, { "https://host:0", 0 },
		{ "https://host:65536", 0 }, { "https://host:", 0 }, { "https://host:8o", 0 }, { "https://a b", 0 },
		{ "https://a\nb", 0 }, { "https://host\\x", 0 }, { "file:///etc/passwd", 0 }, { "javascript:1", 0 },
		{ "https://[::1", 0 }, { "https://h\xc3\xb4te", 0 }, { "http://[::2]", 0 }, { "https://:443", 0 },
		{ "https://host/?q=@", 1 },
	};
	struct option_values v = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		if ((option_set(&v, defs, "base", cases[i].url, NULL) == 0) != cases[i].good)
			fail_msg("%s", cases[i].url);
	option_values_release(&v);
}

static const char file[] =
	"\xef\xbb\xbf# the company\r\n"
	"company = Northside Builders   # trailing\r\n"
	"\n"
	"  pages=7\n"
	"[erp main]  # a connection\n"
	"company=\"  Toitures \\\"L\xc3\xa9to\\\" # 1\\\\ \" # why not\n"
	"secret = a#b\n"
	"[other]\n"
	"anything = goes\n"
	"[ erp main ]\n"
	"deep = on";

static void reads_its_section_of_a_file(void **state)
{
	struct option_values v = { NULL, 0, 0 };
	struct error err = ERROR_INIT;

	assert_int_equal(option_parse(&v, defs, file, "", &err), 0);
	assert_string_equal(option_get(&v, defs, "company"), "Northside Builders");
	assert_int_equal(option_get_int(&v, defs, "pages"), 7);
	assert_int_equal(v.len, 2);
	option_values_release(&v);
	assert_int_equal(option_parse(&v, defs, file, "erp main", &err), 0);
	assert_string_equal(option_get(&v, defs, "company"), "  Toitures \"L\xc3\xa9to\" # 1\\ ");
	assert_string_equal(option_get(&v, defs, "secret"), "a#b");
	assert_true(option_get_bool(&v, defs, "deep"));
	assert_int_equal(v.len, 3);
	option_values_release(&v);
	assert_int_equal(option_parse(&v, defs, file, "absent", &err), 0);
	assert_int_equal(option_parse(&v, defs, "", "", &err), 0);
	assert_int_equal(v.len, 0);
	option_values_release(&v);
}

static void errors_name_the_line_and_change_nothing(void **state)
{
	static const struct { const char *text, *in_message; } cases[] = {
		{ "company = a\npages = x\n", "2" }, { "\n\nnonsense\n", "3" }, { "[open\n", "1" },
		{ "[a] b\n", "1" },
		{ "= value\n", "1" }, { "company = \"open\n", "1" }, { "company = \"a\" b\n", "1" }, { "\nunknown = 1", "2" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct option_values v = { NULL, 0, 0 };
		struct error err = ERROR_INIT;
		struct strbuf b = STRBUF_INIT, start = STRBUF_INIT;

		option_set(&v, defs, "company", "before", NULL);
		assert_int_equal(option_parse(&v, defs, cases[i].text, "", &err), ERR_CONFIG);
		error_text(&b, &err, 0);
		strbuf_addf(&start, "Line %s: ", cases[i].in_message);
		assert_int_equal(strncmp(b.s, start.s, start.len), 0);
		assert_string_equal(option_get(&v, defs, "company"), "before");
		assert_int_equal(option_parse(&v, defs, cases[i].text, "", NULL), ERR_CONFIG);
		strbuf_release(&start);
		strbuf_release(&b);
		error_release(&err);
		option_values_release(&v);
	}
}

static void no_message_repeats_a_secret(void **state)
{
	static const char *const texts[] = { "secret = \"hunter2\n", "secret = \"hunter2\" x\n", "hunter2\n" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		struct option_values v = { NULL, 0, 0 };
		struct error err = ERROR_INIT;
		struct strbuf b = STRBUF_INIT;

		assert_int_equal(option_parse(&v, defs, texts[i], "", &err), ERR_CONFIG);
		error_text(&b, &err, 0);
		assert_null(strstr(b.s, "hunter2"));
		strbuf_release(&b);
		error_release(&err);
		option_values_release(&v);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_come_from_the_table),
		cmocka_unit_test(values_are_set_replaced_and_removed),
		cmocka_unit_test(wrong_values_are_refused_by_name),
		cmocka_unit_test(addresses_are_https_or_this_machine),
		cmocka_unit_test(reads_its_section_of_a_file),
		cmocka_unit_test(errors_name_the_line_and_change_nothing),
		cmocka_unit_test(no_message_repeats_a_secret),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
