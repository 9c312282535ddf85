/* Formats of ids: what fits, and what is honestly proposed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "model/profile.h"

static void id_format_accepts_and_proposes(void **state)
{
	static const struct { struct id_format f; const char *text; int fits; const char *proposal; } c[] = {
		{ { 10, NULL, 0 }, "ACMECONC", 0, "ACMECONC" },
		{ { 8, NULL, 0 }, "Béton Rivard", -1, "BETONRIV" },
		{ { 0, "##-###", 0 }, "03-200", 0, "03-200" },
		{ { 0, "##-###", 0 }, "03200", 0, "03-200" },
		{ { 0, "##-###", 0 }, "3-200", -1, NULL },
		{ { 0, "##-###", 0 }, "03-2000", -1, NULL },
		{ { 0, "A-####", 1 }, "j2601", -1, "J-2601" },
		{ { 0, "**####", 0 }, "AB2601", 0, "AB2601" },
		{ { 0, NULL, 0 }, "", -1, NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(c); i++) {
		struct strbuf b = STRBUF_INIT;
		int rc = id_format_propose(&b, &c[i].f, c[i].text);

		assert_int_equal(id_format_check(&c[i].f, c[i].text), c[i].fits);
		assert_int_equal(rc, c[i].proposal ? 0 : -1);
		if (c[i].proposal) {
			assert_string_equal(b.s, c[i].proposal);
			assert_int_equal(id_format_check(&c[i].f, b.s), 0);
		} else {
			assert_int_equal(b.len, 0);
		}
		strbuf_release(&b);
	}
}

static void releases_are_found_by_the_longest_prefix(void **state)
{
	static struct profile_release r[] = {
		{ "2022", "22.", 0, 1 }, { "2022R2", "22.2", 1, 1 },
	};
	struct profile p = { .releases = r, .n_releases = 2 };

	assert_string_equal(profile_find_release(&p, "22.208.0032")->name, "2022R2");
	assert_string_equal(profile_find_release(&p, "22.108.0032")->name, "2022");
	assert_null(profile_find_release(&p, "26.101"));
	assert_null(profile_find_release(&p, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(id_format_accepts_and_proposes),
		cmocka_unit_test(releases_are_found_by_the_longest_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
