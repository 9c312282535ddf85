/* What people type becomes terms, or a sentence that explains. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/date.h"
#include "base/lang.h"
#include "model/filter.h"
#include "model/status.h"

static void describe_terms(struct strbuf *b, enum entity e, const struct filter_term *terms, size_t n)
{
	static const char *const ops[] = { "~", "=", "<", "<=", ">", ">=", "is", "before ", "since ", "any" };

	for (size_t i = 0; i < n; i++) {
		const struct filter_term *t = &terms[i];

		strbuf_addf(b, "%s%s%s%s", i ? ";" : "", t->negate ? "-" : "",
			t->field == FILTER_ERP_CODE ? "erp" : t->field < 0 ? "" : entities[e].fields[t->field].name, ops[t->op]);
		for (size_t k = 0; k < t->n_groups; k++) {
			strbuf_adds(b, k ? "|" : "(");
			describe_terms(b, e, t->groups[k].terms, t->groups[k].n_terms);
		}
		if (t->op == FILTER_ANY)
			strbuf_addc(b, ')');
		else if (t->op == FILTER_STATUS)
			strbuf_adds(b, statuses[t->number].name);
		else if (t->op == FILTER_CHANGED_BEFORE || t->op == FILTER_CHANGED_SINCE)
			strbuf_addf(b, "%lldh", (long long)(clock_now_ms() - t->number) / 3600000);
		else if (t->text)
			strbuf_adds(b, t->text);
		else
			strbuf_addf(b, "%lld", (long long)t->number);
	}
}

/* The terms as text: [-]field op value, separated by ; and alternatives in parentheses. */
static char *describe(const char *text, enum entity e)
{
	struct strbuf b = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct filter f;

	if (filter_parse(&f, e, text, &err) < 0) {
		strbuf_adds(&b, "error");
		assert_non_null(err.msgid);
		assert_true(f.bad_len > 0);
		assert_true(f.bad_at + f.bad_len <= strlen(text));
	}
	describe_terms(&b, e, f.terms, f.n_terms);
	filter_release(&f);
	error_release(&err);
	return strbuf_detach(&b);
}

struct expectation { const char *text, *want; };

static void expect(enum entity e, const struct expectation *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *got = describe(cases[i].text, e);

		if (strcmp(got, cases[i].want) != 0)
			print_message("filter: %s\n", cases[i].text);
		assert_string_equal(got, cases[i].want);
		free(got);
	}
}

/* 2026-11-21, a Saturday, noon UTC. */
static int64_t fixed_now(void)
{
	return INT64_C(1795262400000);
}

static int set_up(void **state)
{
	clock_replace(fixed_now, NULL);
	lang_init("en");
	return 0;
}

static void filter_reads_what_people_type(void **state)
{
	static const struct expectation cases[] = {
		{ "", "" }, { "   ", "" },
		{ "Létour roof", "~letour;~roof" },
		{ "\"two Words\" -void", "~two words;-~void" },
		{ "vendor:Létour", "vendor_name~letour" }, { "Vendor:roof", "vendor_name~roof" }, { "Net>5", "net>500" },
		{ "vendor:\"two Words\" x", "vendor_name~two words;~x" },
		{ "vendor:\"12\"\" pipe\" x", "vendor_name~12\" pipe;~x" }, { "vendor=\"\"\"Roof\"\"\"", "vendor_name=\"Roof\"" },
		{ "status:ready", "isready" }, { "-status:held", "-isheld" }, { "status:fail", "isfailed" },
		{ "statut:ready", "isready" }, { "status:\"not ready\"", "isnot-ready" },
		{ "status:ready,held", "any(isready|isheld)" }, { "-status:ready,held", "-any(isready|isheld)" },
		{ "status:re", "any(isready|isrejected)" }, { "status:ready,", "isready" },
		{ ">10000", "net>1000000" }, { "<=500.50", "net<=50050" }, { "=12", "net=1200" },
		{ "amount>=12,500", "amount>=1250000" }, { "net=12500,50", "net=1250050" },
		{ "net>$1,250,000.5", "net>125000050" }, { "net:-5", "net=-500" },
		{ "1000..5000", "net>=100000;net<=500000" }, { "-1000..5000", "-any(net>=100000;net<=500000)" },
		{ "amount:..500", "amount<=50000" }, { "amount:500..", "amount>=50000" },
		{ "1042-07..x", "~1042-07..x" },
		{ "number=1042-07", "number=1042-07" }, { "erp:V-1", "erp~v-1" }, { "erp=V-1", "erp=V-1" },
		{ "final:yes", "final=1" }, { "final:no", "final=0" },
	};

	expect(ENTITY_INVOICE, cases, ARRAY_SIZE(cases));
}

static void filter_reads_days_and_ages(void **state)
{
	static const struct expectation cases[] = {
		{ "date:2026-10", "billing_date>=2026-10;billing_date<=2026-10~" },
		{ "date>=2026-10-05", "billing_date>=2026-10-05" }, { "date>2026-10", "billing_date>2026-10~" },
		{ "date:>2026-10", "billing_date>2026-10~" },
		{ "date:2026-09..2026-10", "billing_date>=2026-09;billing_date<=2026-10~" },
		{ "2026-10-01..2026-11-15", "billing_date>=2026-10-01;billing_date<=2026-11-15~" },
		{ "2026-10..", "billing_date>=2026-10" },
		{ "2026-10", "any(~2026-10|billing_date>=2026-10;billing_date<=2026-10~)" },
		{ "2026-13", "~2026-13" }, { "\"2026-10\"", "~2026-10" },
		{ "-date:2026-10", "-any(billing_date>=2026-10;billing_date<=2026-10~)" },
		{ "date:today", "billing_date>=2026-11-21;billing_date<=2026-11-21~" },
		{ "date:yesterday", "billing_date>=2026-11-20;billing_date<=2026-11-20~" },
		{ "date:month", "billing_date>=2026-11;billing_date<=2026-11~" },
		{ "date:week", "billing_date>=2026-11-16" },
		{ "date:<7d", "billing_date>2026-11-14~;billing_date<=2026-11-21~" },
		{ "date>2w", "billing_date<2026-11-07" },
		{ "due:<7d", "due_date>=2026-11-21;due_date<=2026-11-28~" }, { "due>1m", "due_date>2026-12-21~" },
		{ "due<today", "due_date<2026-11-21" }, { "due<=+10d", "due_date<=2026-12-01~" },
		{ "date:-7d..today", "billing_date>=2026-11-14;billing_date<=2026-11-21~" },
		{ "overdue", "due_date<2026-11-21;-open_amount=0" }, { "-overdue", "-any(due_date<2026-11-21;-open_amount=0)" }, { "\"overdue\"", "~overdue" },
		{ "age>30d", "before 720h" }, { "age<2h", "since 2h" }, { "-age:>1w", "-before 168h" },
		{ "date:21/11/2026", "billing_date>=2026-11-21;billing_date<=2026-11-21~" },
		{ "submitted_at>=2026-11", "submitted_at>=2026-11" },
	};

	expect(ENTITY_INVOICE, cases, ARRAY_SIZE(cases));
}

static void filter_reads_alternatives(void **state)
{
	static const struct expectation cases[] = {
		{ "roof | concrete", "any(~roof|~concrete)" }, { "roof|concrete", "any(~roof|~concrete)" },
		{ "a b | c", "any(~a;~b|~c)" }, { "(a | b) c", "any(~a|~b);~c" }, { "(a b) c", "~a;~b;~c" },
		{ "-(a | b)", "-any(~a|~b)" }, { "-(a b)", "-any(~a;~b)" }, { "-(a)", "-~a" }, { "!(-a)", "~a" },
		{ "((a | b) | c", "any(any(~a|~b)|~c)" }, { "(status:held | >5) x", "any(isheld|net>500);~x" },
		{ "()", "" }, { "( ) a", "~a" }, { "a)", "~a)" }, { "(vendor:x)y", "vendor_name~x;~y" },
		{ "\"a|b\"", "~a|b" },
	};

	expect(ENTITY_INVOICE, cases, ARRAY_SIZE(cases));
}

/* What is wrong, what is expected, and where. */
static void filter_explains_what_it_cannot_read(void **state)
{
	static const struct { const char *text; size_t at, len; const char *says; } cases[] = {
		{ "roof nothing:1", 5, 7, "no field \"nothing\"" }, { "vendro:x", 0, 6, "vendor: meant" },
		{ "amount>abc", 0, 10, "\"abc\" is not a number" }, { "amount>1,2,3", 0, 12, "not a number" },
		{ "amount>12x", 0, 10, "not a number" }, { ">1.234", 0, 6, "two ways" }, { "5000..1000", 0, 10, "before it begins" },
		{ "date:soon", 0, 9, "\"soon\" is not a date" }, { "date:2026-02-30", 0, 15, "not a date" },
		{ "date:2026-11..2026-10", 0, 21, "before it begins" },
		{ "vendor:", 0, 7, "missing after \"vendor:\"" }, { "x >", 2, 1, "missing after \">\"" },
		{ "status:blue", 0, 11, "not a status" }, { "status:,", 0, 8, "not a status" },
		{ "age:3", 0, 5, "age>30d" }, { "final:perhaps", 0, 13, "neither yes nor no" },
		{ "a |", 2, 1, "after \"|\"" }, { "| a", 0, 1, "between two" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		struct strbuf text = STRBUF_INIT;
		struct filter f;

		assert_int_equal(filter_parse(&f, ENTITY_INVOICE, cases[i].text, &err), ERR_DATA);
		error_text(&text, &err, 0);
		if (strstr(text.s, cases[i].says) == NULL)
			print_message("%s: %s\n", cases[i].text, text.s);
		assert_non_null(strstr(text.s, cases[i].says));
		assert_int_equal(f.bad_at, cases[i].at);
		assert_int_equal(f.bad_len, cases[i].len);
		assert_int_equal(f.n_terms, 0);
		strbuf_release(&text);
		error_release(&err);
	}
}

static void filter_follows_no_tower_of_parentheses(void **state)
{
	char tower[2001];
	char *got;

	memset(tower, '(', sizeof tower - 1);
	tower[sizeof tower - 1] = '\0';
	got = describe(tower, ENTITY_VENDOR);
	assert_string_equal(got, "error");
	free(got);
}

static char *completed(enum entity e, const char *text)
{
	struct filter_completion c;
	struct strbuf b = STRBUF_INIT;

	filter_complete(&c, e, text, strlen(text));
	assert_true(c.from <= c.to && c.to == strlen(text));
	strbuf_add(&b, text, c.from);
	for (size_t i = 0; i < c.n; i++)
		strbuf_addf(&b, "%s%s", i ? " " : "[", c.items[i].text);
	strbuf_adds(&b, c.n ? "]" : "");
	if (*c.expects)
		strbuf_adds(&b, "?");
	filter_completion_release(&c);
	return strbuf_detach(&b);
}

static void filter_completes_names_and_values(void **state)
{
	static const struct { enum entity e; const char *text, *want; } cases[] = {
		{ ENTITY_INVOICE, "", "" }, { ENTITY_INVOICE, "ven", "[vendor:]" }, { ENTITY_INVOICE, "x -ven", "x [-vendor:]" },
		{ ENTITY_INVOICE, "ne", "[net:]" }, { ENTITY_INVOICE, "xyz", "" }, { ENTITY_INVOICE, "roof ", "roof " },
		{ ENTITY_INVOICE, "status:", "[status:not-ready status:held status:ready status:queued status:sending "
			"status:synced status:changed status:failed status:conflict status:unknown status:rejected status:staged "
			"status:archived status:invalid]?" },
		{ ENTITY_INVOICE, "status:he", "[status:held]" }, { ENTITY_INVOICE, "status:ready,he", "[status:ready,held]" },
		{ ENTITY_INVOICE, "net>", "?" }, { ENTITY_INVOICE, "vendor:", "?" },
		{ ENTITY_INVOICE, "due<t", "[due<today]" },
		{ ENTITY_INVOICE, "final:", "[final:yes final:no]?" }, { ENTITY_INVOICE, "\"ven", "" },
		{ ENTITY_INVOICE, "(ven", "([vendor:]" }, { ENTITY_INVOICE, "over", "[overdue]" },
		{ ENTITY_VENDOR, "over", "" }, { ENTITY_VENDOR, "c", "[city:]" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *got = completed(cases[i].e, cases[i].text);

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
	got = describe("1 000..5 000,50", ENTITY_INVOICE);
	assert_string_equal(got, "net>=100000;net<=500050");
	free(got);
	got = describe("100 200", ENTITY_INVOICE);
	assert_string_equal(got, "~100;~200");
	free(got);
	got = describe("net>1,234", ENTITY_INVOICE);
	assert_string_equal(got, "error");
	free(got);
	got = describe("net>12\302\240500,5", ENTITY_INVOICE);
	assert_string_equal(got, "net>1250050");
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
		cmocka_unit_test(filter_reads_days_and_ages),
		cmocka_unit_test(filter_reads_alternatives),
		cmocka_unit_test(filter_explains_what_it_cannot_read),
		cmocka_unit_test(filter_follows_no_tower_of_parentheses),
		cmocka_unit_test(filter_completes_names_and_values),
		cmocka_unit_test(filter_reads_french_groups),
		cmocka_unit_test(filter_says_when_there_is_no_amount),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
