/* Errors as values, and the substitution that any text survives. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/array.h"
#include "base/error.h"

#include "base/banned.h"

static const char *const names[] = {
	"none", "retry", "later", "login", "refused", "conflict", "unknown", "config", "data", "store",
	"right", "locked", "notfound", "cancel", "bug",
};

static void keeps_class_message_and_arguments(void **state)
{
	struct error err = ERROR_INIT;
	struct strbuf b = STRBUF_INIT;
	char name[] = "SC-0077";

	assert_int_equal(error_set(&err, ERR_REFUSED, "%s was refused: %s", name, "closed period", NULL), -4);
	name[0] = 'X';        /* the arguments are copies */
	error_text(&b, &err, 0);
	assert_string_equal(b.s, "SC-0077 was refused: closed period");
	assert_int_equal(err.cls, ERR_REFUSED);
	error_release(&err);
	assert_int_equal(err.cls, ERR_NONE);
	strbuf_reset(&b);
	error_text(&b, &err, 1);
	assert_string_equal(b.s, "");
	strbuf_release(&b);
	assert_int_equal(error_set(NULL, ERR_BUG, "%s", "x", NULL), ERR_BUG);
}

static void an_error_may_wrap_itself(void **state)
{
	struct error err = ERROR_INIT;
	struct strbuf b = STRBUF_INIT;

	error_set(&err, ERR_DATA, "%s", "inner", NULL);
	error_set(&err, ERR_STORE, "outer (%s)", err.args[0], NULL);
	error_text(&b, &err, 0);
	assert_string_equal(b.s, "outer (inner)");
	strbuf_release(&b);
	error_release(&err);
}

static void no_more_than_four_arguments_are_kept(void **state)
{
	struct error err = ERROR_INIT;
	struct strbuf b = STRBUF_INIT;

	error_set(&err, ERR_DATA, "%s%s%s%s%s", "1", "2", "3", "4", "5", NULL);
	error_text(&b, &err, 0);
	assert_string_equal(b.s, "1234?");
	strbuf_release(&b);
	error_release(&err);
}

static void copies_and_moves(void **state)
{
	struct error a = ERROR_INIT, b = ERROR_INIT;

	error_set(&a, ERR_LATER, "%s", "busy", NULL);
	error_set(&b, ERR_DATA, "%s", "old", NULL);
	error_copy(&b, &a);
	assert_string_equal(b.args[0], "busy");
	assert_ptr_not_equal(a.args[0], b.args[0]);
	error_copy(&a, &a);
	assert_string_equal(a.args[0], "busy");
	error_release(&b);
	error_move(&b, &a);
	assert_null(a.args[0]);
	assert_int_equal(a.cls, ERR_NONE);
	assert_int_equal(b.cls, ERR_LATER);
	error_move(&b, &b);
	assert_string_equal(b.args[0], "busy");
	error_release(&b);
}

static void substitutes_placeholders(void **state)
{
	static const char *const args[] = { "one", "two", NULL, "four" };
	static const struct { const char *msgid; size_t n; const char *out; } cases[] = {
		{ "", 4, "" }, { "plain", 4, "plain" }, { "%s and %s", 4, "one and two" },
		{ "%2$s before %1$s", 4, "two before one" }, { "100 %%", 4, "100 %" }, { "%s %%s %s", 4, "one %s two" },
		{ "%s", 0, "?" },
		{ "%3$s", 4, "?" }, { "%4$s", 4, "four" }, { "%9$s", 4, "?" }, { "%s%s%s", 2, "onetwo?" },
		{ "%d %n %*s %", 4, "%d %n %*s %" }, { "%1$d %1$", 4, "%1$d %1$" }, { "%0$s", 4, "%0$s" }, { "%1", 4, "%1" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT;

		phrase_text(&b, cases[i].msgid, args, cases[i].n, (int)i % 2);
		assert_string_equal(b.s, cases[i].out);
		strbuf_release(&b);
	}
}

static void arguments_are_made_harmless(void **state)
{
	static const char *const args[] = { "Evil\x1b[2J\nInc" };
	struct strbuf b = STRBUF_INIT;

	phrase_text(&b, "Vendor %s\nis new", args, 1, 0);
	assert_string_equal(b.s, "Vendor Evil\xe2\x90\x9b[2J Inc\nis new");
	strbuf_release(&b);
}

static void class_names_are_stable(void **state)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		assert_string_equal(error_class_name((enum error_class)-(int)i), names[i]);
		assert_int_equal(error_class_parse(names[i]), -(int)i);
	}
	assert_string_equal(error_class_name((enum error_class)-99), "bug");
	assert_string_equal(error_class_name((enum error_class)3), "bug");
	assert_int_equal(error_class_parse("?"), ERR_BUG);
	assert_int_equal(error_class_parse(NULL), ERR_BUG);
}

static void exit_codes_are_those_of_sysexits(void **state)
{
	static const int codes[] = { 0, 75, 75, 77, 65, 65, 75, 78, 65, 74, 77, 77, 66, 75, 70 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(codes); i++)
		assert_int_equal(error_exit_code((enum error_class)-(int)i), codes[i]);
	assert_int_equal(error_exit_code((enum error_class)-99), 70);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_class_message_and_arguments),
		cmocka_unit_test(an_error_may_wrap_itself),
		cmocka_unit_test(no_more_than_four_arguments_are_kept),
		cmocka_unit_test(copies_and_moves),
		cmocka_unit_test(substitutes_placeholders),
		cmocka_unit_test(arguments_are_made_harmless),
		cmocka_unit_test(class_names_are_stable),
		cmocka_unit_test(exit_codes_are_those_of_sysexits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
