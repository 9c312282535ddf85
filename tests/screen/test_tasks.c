/* Five things an accountant does every week, one after the other through the real program on the sample
 * company of five systems, in English on a small screen and in French on a large one: how many keys each
 * takes, and what the store and the simulators say afterwards.
 * A key that is typed counts one, also a letter of a filter. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/program.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/strbuf.h"
#include "store/query.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct how {
	const char *lang;
	int rows, cols;
	char decimal;
	const char *wait, *marked, *total, *reason, *open_here, *differs, *quit;
	int wide;               /* the whole detail is there at once */
};

static const struct how english = { "C.UTF-8", 24, 80, '.', "sent in", " marked", "Type the total", "The retainage is wrong",
	"= Open here", "This does not add up: Open here is", "[ Quit", 0 };
static const struct how french = { "fr_CA.UTF-8", 50, 200, ',', "envoi dans", " marqué", "Saisissez le total", "La retenue de garantie",
	"= Ouvert ici", "Cela ne concorde pas", "[ Quitter", 1 };

struct desk {
	struct program *p;
	const struct how *how;
	char *acumatica;
	int keys;
};

/* ---- keys ---- */

static void press(struct desk *d, const char *keys)
{
	d->keys++;
	for (const char *c = keys; *c; c++)
		d->keys += *c == ' ';
	term_keys(d->p->t, keys);
}

static void type(struct desk *d, const char *text)
{
	d->keys += (int)strlen(text);
	term_type(d->p->t, text);
}

static void begin(struct desk *d)
{
	d->keys = 0;
}

/* Closes what a task is about; the number stands in the README. */
static void took(struct desk *d, const char *task, int most)
{
	printf("     %3d keys: %s\n", d->keys, task);
	assert_in_range(d->keys, 1, most);
}

/* ---- the store ---- */

static struct store *open_store(struct desk *d)
{
	char *path = program_database(d->p);
	struct store *s = NULL;
	assert_int_equal(store_open(&s, path, STORE_READ, NULL), 0);
	free(path);
	return s;
}

/* The records a filter finds, in order of their ids. */
static void find(struct desk *d, enum view view, const char *text, struct pool *pool, struct record_array *out)
{
	struct store *s = open_store(d);
	struct query q = { .entity = ENTITY_INVOICE, .view = view, .sort_field = SORT_ID };
	struct filter f = { 0 };
	assert_int_equal(filter_parse(&f, q.entity, text, NULL), 0);
	q.filter = &f;
	assert_int_equal(query_window(s, &q, 0, 0, 0, 1000, pool, out, NULL), 0);
	filter_release(&f);
	store_close(s);
}

static size_t count(struct desk *d, enum view view, const char *text)
{
	struct record_array found = { 0 };
	struct pool pool = POOL_INIT;
	size_t n;
	find(d, view, text, &pool, &found);
	n = found.len;
	ARRAY_RELEASE(&found);
	pool_release(&pool);
	return n;
}

/* What is still to pay of an invoice, by the store; -1: not known. */
static int64_t open_amount(struct desk *d, const char *number)
{
	struct record_array found = { 0 };
	struct pool pool = POOL_INIT;
	char text[64];
	int64_t open;
	snprintf(text, sizeof text, "number=%s", number);
	find(d, VIEW_ALL, text, &pool, &found);
	assert_int_equal(found.len, 1);
	open = record_has(&found.items[0], INVOICE_OPEN) ? record_int(&found.items[0], INVOICE_OPEN) : -1;
	ARRAY_RELEASE(&found);
	pool_release(&pool);
	return open;
}

static void until_open(struct desk *d, const char *number, int64_t amount)
{
	term_until(d->p->t, open_amount(d, number) == amount);
}

static void until_count(struct desk *d, enum view view, const char *text, size_t n)
{
	term_until(d->p->t, count(d, view, text) == n);
}

/* ---- the simulators ---- */

/* The bill with this reference among the books a simulator tells; its end in *end.  NULL: none; there is
 * one at most. */
static const char *bill_of(const char *state, const char *member, const char *value, const char **end)
{
	const char *bills = strstr(state, "\"bills\":["), *at, *start;
	char *wanted = xasprintf("\"%s\":\"%s\"", member, value);
	assert_non_null(bills);
	at = strstr(bills, wanted);
	assert_true(at == NULL || strstr(at + 1, wanted) == NULL);
	free(wanted);
	if (at == NULL)
		return NULL;
	for (start = at; *start != '{'; start--)
		assert_true(start > bills);
	*end = strchr(at, '}');
	assert_non_null(*end);
	return start;
}

static int64_t amount_of(const char *bill, const char *end, const char *member)
{
	char *wanted = xasprintf("\"%s\":\"", member), text[32] = { 0 };
	const char *at = strstr(bill, wanted);
	int64_t amount;
	assert_true(at && at < end);
	at += strlen(wanted);
	memcpy(text, at, strcspn(at, "\"") < sizeof text ? strcspn(at, "\"") : 0);
	assert_int_equal(decimal_parse(&amount, text, 2, 1), 0);
	free(wanted);
	return amount;
}

/* What the accounting system says is due on a bill, by its number there. */
static int64_t due_there(struct desk *d, const char *id)
{
	struct strbuf state = STRBUF_INIT;
	const char *end, *bill;
	int64_t due;
	program_state(d->acumatica, &state);
	bill = bill_of(state.s, "id", id, &end);
	assert_non_null(bill);
	due = amount_of(bill, end, "due");
	strbuf_release(&state);
	return due;
}

/* What Procore says of an invoice, by its number. */
static int procore_says(struct desk *d, const char *number, const char *what)
{
	struct strbuf state = STRBUF_INIT;
	char *wanted = xasprintf("\"invoice_number\":\"%s\"", number);
	const char *at, *next;
	int yes;
	program_state(d->p->procore, &state);
	at = strstr(state.s, wanted);
	next = at ? strstr(at + 1, "\"invoice_number\":") : NULL;
	at = at ? strstr(at, what) : NULL;
	yes = at && (next == NULL || at < next);
	free(wanted);
	strbuf_release(&state);
	return yes;
}

static void until_procore_says(struct desk *d, const char *number, const char *what)
{
	term_until(d->p->t, procore_says(d, number, what));
}

/* ---- begin and end ---- */

static void open_desk(struct desk *d, void **state, const struct how *how)
{
	*d = (struct desk){ .p = *state, .how = how };
	program_run(d->p, how->rows, how->cols, how->lang, (const char *const[]){ "--demo=all", NULL });
	term_wait(d->p->t, "●37 ⊘12");
	d->p->procore = program_simulator(d->p, "procore");
	d->acumatica = program_simulator(d->p, "acumatica");
	until_open(d, "76-06", 3749219);
}

static void close_desk(struct desk *d)
{
	term_keys(d->p->t, "Esc Esc Esc q");
	if (!term_ended_or(d->p->t, d->how->quit))
		term_keys(d->p->t, "Left Enter");
	assert_int_equal(term_exit(d->p->t), 0);
	assert_true(term_restored(d->p->t));
	free(d->acumatica);
}

/* Back to the invoices that wait, without filter and detail; not counted. */
static void next_task(struct desk *d, const char *keys)
{
	term_keys(d->p->t, "Esc");
	term_pump(d->p->t);
	term_keys(d->p->t, "Esc");
	term_pump(d->p->t);
	term_keys(d->p->t, "Esc");
	term_pump(d->p->t);
	term_keys(d->p->t, keys);
	term_keys(d->p->t, "Home");
	term_wait(d->p->t, "Maple Leaf");
	term_wait_gone(d->p->t, "▾  /");
}

/* Two bills of a vendor are past due: one is not paid, the cheque of the other was voided over there. */
static void two_bills_become_overdue(struct desk *d)
{
	program_control(d->acumatica, "/_sim/acumatica/void", "{\"payment\":\"000112\"}");
	program_control(d->acumatica, "/_sim/acumatica/record",
		"{\"entity\":\"Bill\",\"keys\":[\"Bill\",\"000113\"],\"set\":{\"Balance\":37492.19}}");
	term_keys(d->p->t, "S");
	until_open(d, "76-05", 3745131);
}

/* ---- 1 ---- */

static void the_overdue_invoices_of_a_vendor(struct desk *d)
{
	struct record_array found = { 0 };
	struct pool pool = POOL_INIT;
	size_t late = 0;
	begin(d);
	press(d, "V /");                     /* V: from what waits to all of them */
	type(d, "stone overdue");
	press(d, "Enter");
	term_wait(d->p->t, "76-06");
	term_wait(d->p->t, "76-05");
	term_wait_gone(d->p->t, "76-04");
	took(d, "find the overdue invoices of a vendor", 16);
	assert_true(term_find(d->p->t, "76-07") < 0);        /* due later */
	find(d, VIEW_ALL, "vendor:stone due:<2026-11-21", &pool, &found);
	assert_int_equal(found.len, 6);
	for (size_t i = 0; i < found.len; i++)
		late += record_int(&found.items[i], INVOICE_OPEN) > 0;
	assert_int_equal(late, 2);
	assert_int_equal(due_there(d, "000112"), open_amount(d, "76-05"));
	assert_int_equal(due_there(d, "000113"), open_amount(d, "76-06"));
	ARRAY_RELEASE(&found);
	pool_release(&pool);
	next_task(d, "v");
}

/* ---- 2 ---- */

/* Each of them is in its books once, with its retainage, and Procore knows the number it has there. */
static void assert_arrived(struct desk *d, const struct record_array *twenty)
{
	static const char *const systems[] = { "acumatica", "myob", "xero", "quickbooks" };
	struct strbuf state = STRBUF_INIT;
	size_t arrived = 0;
	for (size_t i = 0; i < ARRAY_SIZE(systems); i++) {
		char *simulator = program_simulator(d->p, systems[i]);
		program_state(simulator, &state);
		for (size_t k = 0; k < twenty->len; k++) {
			const struct record *r = &twenty->items[k];
			const char *end, *bill = bill_of(state.s, "ref", record_text(r, INVOICE_NUMBER), &end);
			int64_t total;
			if (bill == NULL)
				continue;
			arrived++;
			total = record_int(r, INVOICE_AMOUNT) - record_int(r, INVOICE_RETAINAGE);
			assert_int_equal(amount_of(bill, end, "retained"), record_int(r, INVOICE_RETAINAGE));
			if (strcmp(systems[i], "xero"))              /* adds its own tax */
				assert_int_equal(amount_of(bill, end, "total"), total);
			else
				assert_true(amount_of(bill, end, "total") >= total);
		}
		free(simulator);
	}
	assert_int_equal(arrived, twenty->len);
	for (size_t k = 0; k < twenty->len; k++)
		until_procore_says(d, record_text(&twenty->items[k], INVOICE_NUMBER), "\"origin_id\":\"");
	strbuf_release(&state);
}

static void twenty_with_their_total(struct desk *d)
{
	static const char over[] = ">44000 -2604";
	struct record_array twenty = { 0 };
	struct pool pool = POOL_INIT;
	size_t before = count(d, VIEW_SYNCED, over);
	int64_t sum = 0;
	char total[32];
	find(d, VIEW_READY, ">44000 -2604 status:ready", &pool, &twenty);
	assert_int_equal(twenty.len, 20);
	for (size_t i = 0; i < twenty.len; i++)
		if (strcmp(record_text(&twenty.items[i], INVOICE_CURRENCY), "CAD") == 0)
			sum += record_int(&twenty.items[i], INVOICE_NET);
	snprintf(total, sizeof total, "%lld%c%02lld", (long long)(sum / 100), d->how->decimal, (long long)(sum % 100));
	begin(d);
	press(d, "/");
	type(d, over);
	press(d, "Enter");
	term_wait_gone(d->p->t, "Maple");
	press(d, "*");
	term_wait(d->p->t, d->how->marked);
	press(d, "a");                       /* what is held stays out by itself */
	term_wait(d->p->t, d->how->total);
	type(d, total);
	term_wait(d->p->t, "✓");
	press(d, "Enter");
	took(d, "approve twenty with a total", 27);
	until_count(d, VIEW_SYNCED, over, before + 20);
	assert_int_equal(count(d, VIEW_READY, ">44000 -2604 status:ready"), 0);
	assert_arrived(d, &twenty);
	ARRAY_RELEASE(&twenty);
	pool_release(&pool);
	term_keys(d->p->t, "U");
	next_task(d, "U");
}

/* ---- 3 ---- */

static void one_with_a_reason(struct desk *d)
{
	begin(d);
	press(d, "/");
	type(d, "1042-07");
	press(d, "Enter");
	term_wait_gone(d->p->t, "Maple");
	press(d, "r r");
	term_wait(d->p->t, d->how->reason);
	press(d, "Enter");
	took(d, "reject one with a reason", 12);
	until_count(d, VIEW_REJECTED, "number:1042-07", 1);
	until_procore_says(d, "1042-07", "\"status\":\"revise_and_resubmit\"");
	next_task(d, "U");
}

/* ---- 4 ---- */

static void a_hold_is_resolved(struct desk *d)
{
	struct strbuf state = STRBUF_INIT;
	const char *end, *bill = NULL;
	size_t held = count(d, VIEW_READY, "status:held");
	begin(d);
	press(d, "/");
	type(d, "maple");
	press(d, "Enter g");                 /* g: to the value that stands in the way */
	term_wait(d->p->t, "SC-0068-0");
	press(d, "Ctrl-U");
	type(d, "ML-2210");
	press(d, "Enter");
	until_count(d, VIEW_READY, "status:held", held - 1);
	took(d, "resolve a hold", 17);
	assert_int_equal(count(d, VIEW_READY, "maple status:ready"), 1);
	term_wait_gone(d->p->t, "⊘ ");       /* the row; and now it goes */
	term_keys(d->p->t, "a");
	until_count(d, VIEW_SYNCED, "vendor:maple net=35057.56", 1);
	program_state(d->acumatica, &state);
	bill = bill_of(state.s, "ref", "ML-2210", &end);
	assert_non_null(bill);
	assert_int_equal(amount_of(bill, end, "total"), 3505756);
	strbuf_release(&state);
}

/* ---- 5 ---- */

/* The digits that follow a text on the screen, up to two blanks. */
static int64_t amount_after(struct desk *d, const char *label)
{
	const char *at = strstr(term_row(d->p->t, term_find(d->p->t, label)), label) + strlen(label);
	int64_t n = 0;
	int any = 0;
	for (; *at && !(any && at[0] == ' ' && (at[1] == ' ' || (unsigned char)at[1] >= 0xe0)); at++)
		if (*at >= '0' && *at <= '9') {
			n = n * 10 + *at - '0';
			any = 1;
		}
	return n;
}

static void look_at_the_balance(struct desk *d)
{
	begin(d);
	press(d, "Alt-1 V /");
	type(d, "stone");
	press(d, d->how->wide ? "Enter Enter" : "Enter Enter Enter");
	term_wait(d->p->t, d->how->open_here);
}

static void the_balance_of_a_vendor_is_tied(struct desk *d)
{
	int64_t there = due_there(d, "000112") + due_there(d, "000113");
	look_at_the_balance(d);
	took(d, "tie a vendor's balance to the accounting system", 11);
	term_wait_beside(d->p->t, d->how->open_here, 0, "✓");
	assert_int_equal(there, 7494350);
	assert_int_equal(amount_after(d, d->how->open_here), there);
	assert_int_equal(open_amount(d, "76-05") + open_amount(d, "76-06"), there);
}

/* ---- together ---- */

static void all_five(void **state, const struct how *how)
{
	struct desk d;
	open_desk(&d, state, how);
	two_bills_become_overdue(&d);
	the_overdue_invoices_of_a_vendor(&d);
	twenty_with_their_total(&d);
	one_with_a_reason(&d);
	a_hold_is_resolved(&d);
	the_balance_of_a_vendor_is_tied(&d);
	close_desk(&d);
}

static void five_tasks_in_english(void **state)
{
	all_five(state, &english);
}

static void five_tasks_in_french(void **state)
{
	all_five(state, &french);
}

/* Somebody changed a bill over there, and there is no payment that would explain it. */
static void a_balance_does_not_tie(void **state, const struct how *how)
{
	struct desk d;
	open_desk(&d, state, how);
	program_control(d.acumatica, "/_sim/acumatica/record",
		"{\"entity\":\"Bill\",\"keys\":[\"Bill\",\"000113\"],\"set\":{\"Balance\":37000.00}}");
	term_keys(d.p->t, "S");
	until_open(&d, "76-06", 3700000);
	look_at_the_balance(&d);
	term_wait_beside(d.p->t, how->open_here, 0, "≠");
	assert_int_equal(amount_after(&d, how->open_here), 3749219);
	assert_int_equal(due_there(&d, "000113"), 3700000);
	if (!how->wide)
		term_keys(d.p->t, "PgDn");
	term_wait(d.p->t, how->differs);
	term_wait(d.p->t, how->wide ? "492,19" : "492.19");
	close_desk(&d);
}

static void a_balance_that_does_not_tie_in_english(void **state)
{
	a_balance_does_not_tie(state, &english);
}

static void a_balance_that_does_not_tie_in_french(void **state)
{
	a_balance_does_not_tie(state, &french);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(five_tasks_in_english),
		TEST(five_tasks_in_french),
		TEST(a_balance_that_does_not_tie_in_english),
		TEST(a_balance_that_does_not_tie_in_french),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("tasks", tests, NULL, NULL);
}
