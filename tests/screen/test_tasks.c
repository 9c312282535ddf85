/* Five things an accountant does every week, through the real program on the sample company of five
 * systems: how many keys each takes, and what the store and the simulators say afterwards.
 * A key that is typed counts one, also a letter of a filter. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/program.h"
#include "base/decimal.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "store/query.h"
#include "store/store.h"
#include "ui/demo_http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static int keys_pressed;

static void press(struct program *p, const char *keys)
{
	keys_pressed++;
	for (const char *c = keys; *c; c++)
		keys_pressed += *c == ' ';
	term_keys(p->t, keys);
}

static void type(struct program *p, const char *text)
{
	keys_pressed += (int)strlen(text);
	term_type(p->t, text);
}

/* Closes what a task is about; the number stands in the README. */
static void took(const char *task, int most)
{
	printf("     %3d keys: %s\n", keys_pressed, task);
	assert_true(keys_pressed <= most);
}

static void begin(struct program *p)
{
	char program[4096], locale[4200], tmp[4200];
	const char *dir = getenv("abs_top_builddir");
	const char *argv[] = { program, "--demo=all", NULL };
	const char *env[] = { locale, tmp, "LANG=C.UTF-8", NULL };
	snprintf(program, sizeof program, "%s/comptoir", dir ? dir : ".");
	snprintf(locale, sizeof locale, "COMPTOIR_LOCALEDIR=%s/locale", dir ? dir : ".");
	snprintf(tmp, sizeof tmp, "TMPDIR=%s", p->folder);
	p->t = term_start(44, 140, argv, env);
	term_wait(p->t, "myob:");
	term_wait(p->t, "49 shown");
	keys_pressed = 0;
}

static void quit(struct program *p)
{
	term_keys(p->t, "Esc Esc Esc q");
	if (!term_ended_or(p->t, "[ Quit"))
		term_keys(p->t, "Left Enter");
	assert_int_equal(term_exit(p->t), 0);
}

/* How many records the store finds; *sum of its Canadian dollars. */
static int64_t count(struct program *p, enum entity e, enum view view, const char *text, int64_t *sum)
{
	char *path = program_database(p);
	struct query q = { .entity = e, .view = view, .sort_field = SORT_ID };
	struct query_totals totals = { 0 };
	struct filter f = { 0 };
	struct store *s = NULL;
	assert_int_equal(store_open(&s, path, STORE_READ, NULL), 0);
	assert_int_equal(filter_parse(&f, e, text, NULL), 0);
	q.filter = &f;
	assert_int_equal(query_totals(s, &q, &totals, NULL), 0);
	for (size_t i = 0; sum && i < totals.n; i++)
		if (strcmp(totals.by_currency[i].currency, "CAD") == 0)
			*sum = totals.by_currency[i].sum;
	filter_release(&f);
	store_close(s);
	free(path);
	return totals.count;
}

/* ---- 1 ---- */

static void the_overdue_invoices_of_a_vendor(void **state)
{
	struct program *p = *state;
	begin(p);
	press(p, "/");
	type(p, "desj overdue");
	press(p, "Enter");
	term_wait(p->t, "1 shown   $ 42,129.00");
	term_wait(p->t, "F80-03");
	took("find the overdue invoices of a vendor", 15);
	assert_int_equal(count(p, ENTITY_INVOICE, VIEW_READY, "vendor:desjardins due:<2026-11-21", NULL), 1);
	assert_int_equal(count(p, ENTITY_INVOICE, VIEW_READY, "number:F80-03 due:2026-09-30", NULL), 1);
	quit(p);
}

/* ---- 2 ---- */

/* The amount that follows a text on the screen, without its separators. */
static void read_amount(struct program *p, const char *after, char *out, size_t size)
{
	const char *row = term_row(p->t, term_find(p->t, after)), *at = strstr(row, after) + strlen(after);
	size_t n = 0;
	at += strspn(at, " ");
	for (; (*at >= '0' && *at <= '9') || *at == ',' || *at == '.'; at++)
		if (*at != ',' && n + 1 < size)
			out[n++] = *at;
	out[n] = '\0';
}

static void twenty_with_their_total(void **state)
{
	struct program *p = *state;
	static const char twenty[] = "status:ready >44000 -J-2604";
	int64_t before, sum = 0, typed;
	char total[32];
	begin(p);
	before = count(p, ENTITY_INVOICE, VIEW_SYNCED, ">44000", NULL);
	assert_int_equal(count(p, ENTITY_INVOICE, VIEW_READY, twenty, &sum), 20);
	press(p, "/");
	type(p, twenty);
	press(p, "Enter");
	term_wait(p->t, "20 shown");
	press(p, "* a");
	term_wait(p->t, "20 records, $ ");
	term_wait(p->t, "Type the total");
	read_amount(p, "20 records, $ ", total, sizeof total);
	assert_int_equal(decimal_parse(&typed, total, 2, 0), 0);
	assert_int_equal(typed, sum);
	type(p, total);
	term_wait(p->t, "✓");
	press(p, "Enter Enter");
	took("approve twenty with a total", 44);
	term_wait_row(p->t, 42, " 20 records have arrived...");
	assert_int_equal(count(p, ENTITY_INVOICE, VIEW_SYNCED, ">44000", NULL), before + 20);
	assert_int_equal(count(p, ENTITY_INVOICE, VIEW_READY, twenty, NULL), 0);
	quit(p);
}

/* ---- 3 ---- */

static void one_with_a_reason(void **state)
{
	struct program *p = *state;
	begin(p);
	press(p, "/");
	type(p, "1042-07");
	press(p, "Enter");
	term_wait(p->t, "1 shown");
	press(p, "r r");
	term_wait(p->t, "The retainage is wrong (");
	press(p, "Enter");
	term_wait(p->t, "Invoice 1042-07: rejected");
	took("reject one with a reason", 12);
	assert_int_equal(count(p, ENTITY_INVOICE, VIEW_REJECTED, "number:1042-07", NULL), 1);
	quit(p);
}

/* ---- 4 ---- */

static void a_hold_is_resolved(void **state)
{
	struct program *p = *state;
	int64_t held;
	begin(p);
	held = count(p, ENTITY_INVOICE, VIEW_READY, "status:held", NULL);
	press(p, "/");
	type(p, "maple");
	press(p, "Enter");
	term_wait(p->t, "the vendor's invoice");
	press(p, "e Enter Ctrl-U");
	type(p, "ML-2210");
	press(p, "Enter");
	term_wait(p->t, "● ready");
	took("resolve a hold", 18);
	assert_int_equal(count(p, ENTITY_INVOICE, VIEW_READY, "status:held", NULL), held - 1);
	assert_int_equal(count(p, ENTITY_INVOICE, VIEW_READY, "maple status:ready", NULL), 1);
	quit(p);
}

/* ---- 5 ---- */

static void the_balance_of_a_vendor_is_tied(void **state)
{
	struct program *p = *state;
	char here[32], there[32];
	begin(p);
	press(p, "Alt-1 V /");                /* V: from what waits to all vendors */
	type(p, "northside");
	press(p, "Enter Enter");
	term_wait(p->t, "= Open here");
	took("tie a vendor's balance to the accounting system", 14);
	read_amount(p, "= Open here", here, sizeof here);
	read_amount(p, "= Open there", there, sizeof there);
	assert_string_equal(here, there);
	assert_non_null(strstr(term_row(p->t, term_find(p->t, "= Open here")), "✓"));
	assert_int_equal(count(p, ENTITY_VENDOR, VIEW_ALL, "northside", NULL), 1);
	quit(p);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(the_overdue_invoices_of_a_vendor),
		TEST(twenty_with_their_total),
		TEST(one_with_a_reason),
		TEST(a_hold_is_resolved),
		TEST(the_balance_of_a_vendor_is_tied),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("tasks", tests, NULL, NULL);
}
