/* Many bills at once to a system that takes several in one request: fewer requests, and for each bill everything
 * that holds for one that goes alone.  The simulator, which shares no code with the program, is the witness.
 *
 * Built with EVERY_STEP (make soak) it kills at every step, else at a few of them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/xalloc.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "sync/crash.h"
#include "tests/contract/book.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

#define SYSTEM "xero"
#define WRITE "\"method\":\"PUT\",\"target\":\"/api.xro/2.0/Invoices?"
#define LOOK "\"method\":\"GET\",\"target\":\"/api.xro/2.0/Invoices?InvoiceNumbers="
#define AT_MOST 60
#define FEW 5

#ifdef EVERY_STEP
#define STRIDE 1
#else
#define STRIDE 9
#endif

struct bill { int64_t id; char *number, *date; };   /* owned */

static struct peer peer;
static struct bill bills[AT_MOST];
static int n_bills;

/* ---- helpers ---- */

static struct book book(void)
{
	return (struct book){ .peer = &peer, .system = SYSTEM };
}

static int is_new(const char *number)
{
	for (int i = 0; i < n_bills; i++)
		if (!strcmp(bills[i].number, number))
			return 0;
	return 1;
}

/* Nothing has to be made in Xero before it? */
static int is_plain(int64_t id)
{
	struct message *m = message_new(MSG_PREVIEW), *a;
	int yes;

	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ ENTITY_INVOICE, id, 0 };
	m->n_items = 1;
	a = peer_ask(&peer, m);
	yes = a->text && !strstr(a->text, "\"IsPurchased\"");
	message_free(a);
	return yes;
}

/* Invoices that are ready, each with a number of its own. */
static void choose(void)
{
	struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_READY, .sort_field = SORT_ID };
	struct store *s = peer_look(&peer);
	struct record_array rows = { 0 };
	struct pool p = POOL_INIT;

	query_window(s, &q, 0, 0, 0, 2000, &p, &rows, NULL);
	for (size_t i = 0; i < rows.len && n_bills < AT_MOST; i++) {
		const struct record *r = &rows.items[i];
		const char *number = record_text(r, INVOICE_NUMBER);

		if (r->state.status != STATUS_READY || r->state.n_warnings || !*number || strchr(number, ',') || !is_new(number)
				|| !is_plain(r->id))
			continue;
		bills[n_bills++] = (struct bill){ r->id, xstrdup(number),
			xstrdup(record_text(r, INVOICE_BILLING_DATE)) };
	}
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	store_close(s);
	if (n_bills < AT_MOST)
		peer_die("only %d invoices of the sample company are ready", n_bills);
}

static void approve_from(int first, int n)
{
	struct message *m = message_new(MSG_DECIDE), *a;
	struct strbuf said = STRBUF_INIT;

	m->verb = VERB_APPROVE;
	m->number = DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS | DECIDE_ANY_VERSION;
	m->items = xcalloc((size_t)n, sizeof *m->items);
	for (int i = 0; i < n; i++)
		m->items[i] = (struct message_item){ ENTITY_INVOICE, bills[first + i].id, 0 };
	m->n_items = (size_t)n;
	a = peer_ask(&peer, m);
	if (a->error.cls) {
		error_text(&said, &a->error, 0);
		fail_msg("not approved: %s", said.s);
	}
	message_free(a);
}

static void approve(int n)
{
	approve_from(0, n);
}

static int64_t told(const char *what)
{
	struct strbuf log = STRBUF_INIT;
	int64_t n = 0;

	peer_control(&peer, SYSTEM, "log", NULL, &log);
	for (const char *s = log.s; (s = strstr(s, what)) != NULL; s++)
		n++;
	strbuf_release(&log);
	return n;
}

static enum status status_of(const struct bill *b)
{
	struct book of = book();

	return book_status(&of, ENTITY_INVOICE, b->id);
}

static void sent(void)
{
	message_free(peer_sync(&peer, NULL, MSG_SYNC_SEND_ONLY));
}

static void settle(void)
{
	struct book b = book();

	book_settle(&b);
	assert_int_equal(book_unsettled(&b), 0);
	book_release(&b);
}

/* How often each is there: `state` of the simulator once for all. */
static void assert_each(int n, int times, const char *when)
{
	struct strbuf state = STRBUF_INIT;

	peer_control(&peer, SYSTEM, "state", NULL, &state);
	for (int i = 0; i < n; i++) {
		int there = worker_json_find(NULL, state.s, "books.bills", "ref", bills[i].number, "ref");

		if (there != times)
			fail_msg("%s: the bill %s is there %d times, not %d", when, bills[i].number, there, times);
		if (times && status_of(&bills[i]) != STATUS_SYNCED)
			fail_msg("%s: %s is %s", when, bills[i].number, statuses[status_of(&bills[i])].name);
	}
	strbuf_release(&state);
}

/* How many rows of the trail tell of this event of an export. */
static int trail(const char *action)
{
	struct store *s = peer_look(&peer);
	struct audit_verdict v;
	struct pool p = POOL_INIT;
	struct audit_array rows = { 0 };
	int n = 0;

	assert_int_equal(audit_verify(s, &v, NULL), 0);
	for (int i = 0; i < n_bills; i++) {
		rows.len = 0;
		audit_list(s, ENTITY_INVOICE, bills[i].id, 0, 500, &p, &rows, NULL);
		for (size_t k = 0; k < rows.len; k++)
			n += !strcmp(rows.items[k].action, action) && strstr(rows.items[k].detail, "\"verb\":\"export\"");
	}
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	store_close(s);
	return n;
}

static int fresh(void **state)
{
	peer_close(&peer);
	peer_sim_stop(&peer);
	peer_restore(&peer);
	peer_sim_start(&peer);
	peer_open(&peer);
	return 0;
}

/* ---- fewer requests ---- */

static void sixty_bills_take_two_writes(void **state)
{
	int64_t looks = told(LOOK);

	approve(AT_MOST);
	sent();
	settle();
	assert_each(AT_MOST, 1, "sixty");
	assert_int_equal(told(WRITE), 2);
	looks = told(LOOK) - looks;
	if (looks > 4)
		fail_msg("%lld looks", (long long)looks);
	assert_int_equal(trail("outbox.take"), AT_MOST);
	assert_int_equal(trail("outbox.accept"), AT_MOST);
	assert_int_equal(trail("outbox.lose"), 0);
}

static void one_bill_goes_as_it_always_did(void **state)
{
	approve(1);
	sent();
	assert_each(1, 1, "one");
	assert_int_equal(told(WRITE), 1);
	assert_int_equal(told(LOOK), 1);
}

/* ---- each for itself ---- */

/* The books are closed behind our back up to the first day of twenty bills: those of that day are refused. */
static const char *close_first_day(void)
{
	const char *day = bills[0].date;
	char body[64];

	for (int i = 0; i < 20; i++)
		if (strcmp(bills[i].date, day) < 0)
			day = bills[i].date;
	snprintf(body, sizeof body, "{\"date\":\"%s\"}", day);
	peer_control(&peer, SYSTEM, SYSTEM "/close", body, NULL);
	return day;
}

/* How many of the twenty were refused; the others are there once. */
static int refused_of_twenty(const char *day)
{
	int refused = 0;

	for (int i = 0; i < 20; i++) {
		struct book b = book();
		int closed = strcmp(bills[i].date, day) <= 0;

		assert_int_equal(book_count(&b, "bills", bills[i].number), !closed);
		assert_int_equal(status_of(&bills[i]), closed ? STATUS_FAILED : STATUS_SYNCED);
		refused += closed;
	}
	assert_in_range(refused, 1, 19);
	assert_int_equal(trail("outbox.refuse"), refused);
	return refused;
}

static void what_is_bad_fails_alone(void **state)
{
	const char *day = close_first_day();
	int refused;

	approve(20);
	sent();
	settle();
	refused = refused_of_twenty(day);
	assert_int_equal(told(WRITE), 1);
	assert_int_equal(trail("outbox.take"), 20);
	assert_int_equal(trail("outbox.accept"), 20 - refused);
}

/* The look after a refusal gets no answer: those refused are in doubt, the others are not. */
static void a_refusal_that_cannot_be_verified_is_unknown(void **state)
{
	const char *day = close_first_day();
	int refused;

	peer_fault(&peer, SYSTEM, "{\"kind\":\"500\",\"count\":6,\"skip\":1,\"match\":\"GET /api.xro/2.0/Invoices\"}");
	approve(20);
	sent();
	settle();
	refused = refused_of_twenty(day);
	assert_int_equal(trail("outbox.lose"), refused);
	assert_int_equal(trail("outbox.absent"), refused);
	assert_int_equal(trail("outbox.accept"), 20 - refused);
}

/* Refused in a later attempt: that may be the answer to an earlier one, so each is asked once more by itself. */
static void a_later_refusal_is_heard_alone(void **state)
{
	const char *day = close_first_day();
	int refused;

	peer_fault(&peer, SYSTEM, "{\"kind\":\"cut_before\",\"count\":1,\"match\":\"PUT /api.xro/2.0/Invoices\"}");
	approve(20);
	sent();
	settle();
	refused = refused_of_twenty(day);
	assert_int_equal(trail("outbox.lose"), 20);
	assert_int_equal(trail("outbox.absent"), 20);
	assert_int_equal(trail("outbox.defer"), refused);
	assert_int_equal(told(WRITE), 2 + 2 * refused);
}

/* What has its grace, or was taken back in it, does not travel with others. */
static void what_is_taken_back_stays(void **state)
{
	struct message *m = message_new(MSG_DECIDE);

	peer_close(&peer);
	peer.grace_ms = 600000;
	peer_open(&peer);
	approve_from(0, 1);
	approve_from(1, 1);
	m->verb = VERB_UNDO;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ ENTITY_INVOICE, bills[0].id, 0 };
	m->n_items = 1;
	assert_int_equal(peer_tell(&peer, m), 0);
	approve_from(2, 4);                          /* several at once have none */
	sent();
	peer_close(&peer);
	peer.grace_ms = 0;
	assert_int_equal(told(WRITE), 1);
	assert_int_equal(status_of(&bills[0]), STATUS_READY);
	assert_int_equal(status_of(&bills[1]), STATUS_QUEUED);
	for (int i = 0; i < 6; i++) {
		struct book b = book();

		assert_int_equal(book_count(&b, "bills", bills[i].number), i > 1);
	}
}

/* ---- what goes wrong on the way ---- */

static void a_lost_answer_leaves_all_unknown_and_each_once(void **state)
{
	peer_fault(&peer, SYSTEM, "{\"kind\":\"cut_after_apply\",\"count\":1,\"match\":\"PUT /api.xro/2.0/Invoices\"}");
	approve(20);
	sent();
	settle();
	assert_each(20, 1, "answer lost");
	assert_int_equal(trail("outbox.lose"), 20);
	assert_int_equal(trail("outbox.found"), 20);
	assert_int_equal(told(WRITE), 1);
}

/* Nothing was done: all are looked up, and sent again. */
static void a_lost_request_is_sent_again(void **state)
{
	peer_fault(&peer, SYSTEM, "{\"kind\":\"cut_before\",\"count\":1,\"match\":\"PUT /api.xro/2.0/Invoices\"}");
	approve(20);
	sent();
	settle();
	assert_each(20, 1, "request lost");
	assert_int_equal(trail("outbox.lose"), 20);
	assert_int_equal(trail("outbox.absent"), 20);
}

static void faults_end_with_each_once(void **state)
{
	static const char *const kinds[] = { "429", "500", "503", "html", "truncated", "partial", "extra_member",
		"missing_member", "expired_token" };
	static const char *const places[] = { "PUT /api.xro/2.0/Invoices", "GET /api.xro/2.0/Invoices" };

	for (size_t k = 0; k < ARRAY_SIZE(kinds); k++)
		for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
			char fault[160];

			fresh(NULL);
			snprintf(fault, sizeof fault, "{\"kind\":\"%s\",\"count\":1,\"retry_after\":0,\"match\":\"%s\"}", kinds[k],
				places[i]);
			peer_fault(&peer, SYSTEM, fault);
			approve(FEW);
			sent();
			settle();
			assert_each(FEW, 1, fault);
		}
}

/* ---- killed ---- */

static void tell_story(void)
{
	peer_open(&peer);
	if (status_of(&bills[0]) == STATUS_READY)
		approve(FEW);
	sent();
	peer_close(&peer);
}

static int in_child(const char *crash)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		peer.sim = 0;                    /* not ours to stop */
		setenv("COMPTOIR_CRASH", crash, 1);
		tell_story();
		_exit(0);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* with: and the answer of the write is lost, too. */
static int killed_everywhere(int stride, const char *with)
{
	int rc = CRASH_EXIT, killed = 0;

	for (int step = 1; rc == CRASH_EXIT && step < 600; step += stride) {
		char when[64];

		fresh(NULL);
		peer_close(&peer);
		if (with)
			peer_fault(&peer, SYSTEM, with);
		snprintf(when, sizeof when, "any:%d", step);
		rc = in_child(when);
		if (rc != 0 && rc != CRASH_EXIT)
			fail_msg("%s: the program ended with %d", when, rc);
		killed += rc == CRASH_EXIT;
		peer_restore_seats(&peer, SYSTEM);
		peer_open(&peer);
		if (status_of(&bills[0]) == STATUS_READY)
			approve(FEW);
		settle();
		assert_each(FEW, 1, when);
		assert_in_range(told(WRITE), 1, FEW + 1);
	}
	return killed;
}

static void killed_at_a_step_each_is_there_once(void **state)
{
	assert_true(killed_everywhere(STRIDE, NULL) > 3);
}

static void killed_with_the_answer_lost_each_is_there_once(void **state)
{
	assert_true(killed_everywhere(STRIDE * 2,
		"{\"kind\":\"cut_after_apply\",\"count\":1,\"match\":\"PUT /api.xro/2.0/Invoices\"}") > 2);
}

/* ---- running ---- */

static int set_up(void **state)
{
	static const char *const args[] = { "--system", "procore", "--system", SYSTEM, "--scale", "1200", "--page-cap", "40", NULL };

	peer_init(&peer, args);
	peer_open(&peer);
	peer_company(&peer);
	message_free(peer_sync(&peer, NULL, 0));
	sent();
	choose();
	peer_close(&peer);
	peer_keep(&peer);
	return 0;
}

static int tear_down(void **state)
{
	for (int i = 0; i < n_bills; i++) {
		free(bills[i].number);
		free(bills[i].date);
	}
	peer_release(&peer);
	return 0;
}

#define STORY(f) cmocka_unit_test_setup(f, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(sixty_bills_take_two_writes),
		STORY(one_bill_goes_as_it_always_did),
		STORY(what_is_bad_fails_alone),
		STORY(a_refusal_that_cannot_be_verified_is_unknown),
		STORY(a_later_refusal_is_heard_alone),
		STORY(what_is_taken_back_stays),
		STORY(a_lost_answer_leaves_all_unknown_and_each_once),
		STORY(a_lost_request_is_sent_again),
		STORY(faults_end_with_each_once),
		STORY(killed_at_a_step_each_is_there_once),
		STORY(killed_with_the_answer_lost_each_is_there_once),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
