/* What people type becomes terms, or a sentence that explains. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/lang.h"
#include "model/filter.h"
#include "model/status.h"

/* The terms as text: [-]field op value, separated by ; */
static char *describe(const char *text, enum entity e)
{
	static const char *const ops[] = { "~", "=", "<", "<=", ">", ">=", "is" };
	struct strbuf b = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct filter f;

	if (filter_parse(&f, e, text, &err) < 0) {
		strbuf_adds(&b, "error");
		assert_non_null(err.msgid);
	}
	for (size_t i = 0; i < f.n_terms; i++) {
		const struct filter_term *t = &f.terms[i];

		strbuf_addf(&b, "%s%s%s%s", i ? ";" : "", t->negate ? "-" : "",
			t->field < 0 ? "" : entities[e].fields[t->field].name, ops[t->op]);
		if (t->op == FILTER_STATUS)
			strbuf_adds(&b, statuses[t->number].name);
		else if (t->text)
			strbuf_adds(&b, t->text);
		else
			strbuf_addf(&b, "%lld", (long long)t->number);
	}
	filter_release(&f);
	error_release(&err);
	return strbuf_detach(&b);
}

static void filter_reads_what_people_type(void **state)
{
	static const struct { const char *text, *want; } cases[] = {
		{ "", "" }, { "   ", "" },
		{ "Létour roof", "~letour;~roof" },
		{ "\"two Words\" -void", "~two words;-~void" },
		{ "vendor:Létour", "vendor_name~letour" }, { "Vendor:roof", "vendor_name~roof" }, { "Net>5", "net>500" },
		{ "status:ready", "isready" }, { "-status:held", "-isheld" },
		{ ">10000", "net>1000000" }, { "<=500.50", "net<=50050" },
		{ "amount>=12,500", "amount>=1250000" }, { "net=12500,50", "net=1250050" },
		{ "date:2026-10", "billing_date>=2026-10;billing_date<=2026-10~" },
		{ "date>=2026-10-05", "billing_date>=2026-10-05" },
		{ "date:2026-09..2026-10", "billing_date>=2026-09;billing_date<=2026-10~" },
		{ "number=1042-07", "number=1042-07" },
		{ "nothing:1", "error" }, { "amount>abc", "error" }, { "date:yesterday", "error" },
		{ "vendor:", "error" }, { ">", "error" }, { "status:blue", "error" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *got = describe(cases[i].text, ENTITY_INVOICE);

		assert_string_equal(got, cases[i].want);
		free(got);
	}
}

static void filter_says_when_there_is_no_amount(void **state)
{
	char *got = describe(">100", ENTITY_VENDOR);

	assert_string_equal(got, "error");
	free(got);
}

static void filter_reads_french_groups(void **state)
{
	char *got;

	lang_init("fr_CA");
	got = describe("net>100 000,50 rivard", ENTITY_INVOICE);
	assert_string_equal(got, "net>10000050;~rivard");
	free(got);
	got = describe("<1 250 000", ENTITY_INVOICE);
	assert_string_equal(got, "net<125000000");
	free(got);
	lang_init("en");
	got = describe("net>100 200", ENTITY_INVOICE);
	assert_string_equal(got, "net>10000;~200");
	free(got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filter_reads_what_people_type),
		cmocka_unit_test(filter_reads_french_groups),
		cmocka_unit_test(filter_says_when_there_is_no_amount),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
