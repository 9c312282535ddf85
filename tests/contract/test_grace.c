/* What was approved together and can still be taken back, with the accounting system as witness: a program
 * killed in that time sends each once when it is over, or none when it was taken back. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/date.h"
#include "base/xalloc.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "tests/contract/peer.h"
#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SOME 4
#define HOUR INT64_C(3600000)

static struct peer peer;
static struct pool pool;
static int64_t chosen[SOME];
static char *numbers[SOME];
static int64_t ahead;                /* the clock of this process is so much later */

static int64_t later(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + ahead;
}

/* Commitments that are ready and warn of nothing. */
static void choose(void)
{
	struct query q = { .entity = ENTITY_COMMITMENT, .view = VIEW_READY, .sort_field = SORT_ID };
	struct record_array rows = { 0 };
	struct store *s = peer_look(&peer);
	int n = 0;

	query_window(s, &q, 0, 0, 0, 500, &pool, &rows, NULL);
	for (size_t i = 0; i < rows.len && n < SOME; i++)
		if (rows.items[i].state.status == STATUS_READY && !rows.items[i].state.n_warnings &&
		    !strcmp(record_text(&rows.items[i], COMMITMENT_KIND), KIND_SUBCONTRACT)) {
			chosen[n] = rows.items[i].id;
			numbers[n++] = pool_strdup(&pool, record_text(&rows.items[i], COMMITMENT_NUMBER));
		}
	assert_int_equal(n, SOME);
	ARRAY_RELEASE(&rows);
	store_close(s);
}

static struct message *decide(enum verb verb, int n)
{
	struct message *m = message_new(MSG_DECIDE);

	m->verb = verb;
	m->items = xcalloc((size_t)n, sizeof *m->items);
	m->n_items = (size_t)n;
	for (int i = 0; i < n; i++)
		m->items[i] = (struct message_item){ ENTITY_COMMITMENT, chosen[i], 0 };
	return peer_ask(&peer, m);
}

static void decided(enum verb verb, int n, int done)
{
	struct message *a = decide(verb, n);
	struct strbuf said = STRBUF_INIT;

	if (a->error.cls) {
		error_text(&said, &a->error, 0);
		fail_msg("%s: %s", verbs[verb].name, said.s);
	}

	assert_int_equal(a->error.cls, ERR_NONE);
	assert_int_equal(a->number, done);
	assert_int_equal(a->number2, n - done);
	message_free(a);
}

static void sent(void)
{
	message_free(peer_sync(&peer, NULL, MSG_SYNC_SEND_ONLY));
}

static void assert_all(enum status expected)
{
	struct store *s = peer_look(&peer);

	for (int i = 0; i < SOME; i++) {
		struct record r;
		assert_int_equal(records_get(s, ENTITY_COMMITMENT, chosen[i], &pool, &r, NULL), 0);
		assert_int_equal(r.state.status, expected);
	}
	store_close(s);
}

static void assert_there(int times)
{
	struct strbuf state = STRBUF_INIT;

	peer_control(&peer, "acumatica", "state", NULL, &state);
	for (int i = 0; i < SOME; i++)
		assert_int_equal(worker_json_find(NULL, state.s, "Subcontract", "VendorRef", numbers[i], "VendorRef"), times);
	strbuf_release(&state);
}

static int64_t in_grace(void)
{
	struct store *s = peer_look(&peer);
	struct outbox_grace g;

	assert_int_equal(outbox_in_grace(s, "anne", clock_now_ms(), &g, NULL), 0);
	store_close(s);
	return g.n;
}

/* The program is killed right after what it did: nothing is closed, nothing ended. */
static void killed_after(void (*what)(void))
{
	int status;
	pid_t pid;

	peer_close(&peer);
	pid = fork();
	if (pid == 0) {
		peer.sim = 0;
		peer_open(&peer);
		what();
		_exit(0);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	peer_open(&peer);
}

static void approve_all(void)
{
	struct message *a = decide(VERB_APPROVE, SOME);

	if (a->error.cls || a->number != SOME)
		_exit(1);
}

static void approve_and_take_back(void)
{
	struct message *a;

	approve_all();
	a = decide(VERB_UNDO, SOME);
	if (a->error.cls || a->number != SOME)
		_exit(1);
}

static void what_is_killed_in_its_grace_is_sent_once_when_it_is_over(void **state)
{
	killed_after(approve_all);
	assert_all(STATUS_QUEUED);
	assert_int_equal(in_grace(), SOME);           /* the countdown goes on */
	sent();
	assert_there(0);
	peer_close(&peer);
	ahead = 2 * HOUR;
	peer_open(&peer);
	assert_int_equal(in_grace(), 0);
	sent();
	assert_all(STATUS_SYNCED);
	assert_there(1);
	sent();
	assert_there(1);
}

static void what_was_taken_back_stays_so_after_a_kill(void **state)
{
	killed_after(approve_and_take_back);
	assert_int_equal(in_grace(), 0);
	peer_close(&peer);
	ahead = 2 * HOUR;
	peer_open(&peer);
	sent();
	assert_all(STATUS_READY);
	assert_there(0);
}

static void what_is_killed_in_its_grace_can_be_taken_back_after_the_start(void **state)
{
	killed_after(approve_all);
	decided(VERB_UNDO, SOME, SOME);
	assert_int_equal(in_grace(), 0);
	peer_close(&peer);
	ahead = 2 * HOUR;
	peer_open(&peer);
	sent();
	assert_all(STATUS_READY);
	assert_there(0);
}

static void what_was_sent_says_so_and_the_rest_is_taken_back(void **state)
{
	struct message *a;

	decided(VERB_APPROVE, 1, 1);                  /* one alone has no grace here */
	sent();
	a = decide(VERB_APPROVE, SOME);               /* the first is there already: left out, with a reason */
	assert_int_equal(a->number, SOME - 1);
	assert_int_equal(a->number2, 1);
	assert_non_null(strstr(a->text, numbers[0]));
	message_free(a);
	a = decide(VERB_UNDO, SOME);
	assert_int_equal(a->number, SOME - 1);
	assert_int_equal(a->number2, 1);
	assert_non_null(strstr(a->text, "sent already"));
	message_free(a);
	assert_int_equal(in_grace(), 0);
}

/* What goes with it is told before, and nothing is written by telling. */
static void looking_writes_nothing(void **state)
{
	struct message *m = message_new(MSG_DECIDE), *a;
	struct store *s;
	struct outbox_array rows = { 0 };

	m->verb = VERB_APPROVE;
	m->number = DECIDE_LOOK | DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS;
	m->items = xcalloc(SOME, sizeof *m->items);
	m->n_items = SOME;
	for (int i = 0; i < SOME; i++)
		m->items[i] = (struct message_item){ ENTITY_COMMITMENT, chosen[i], 0 };
	a = peer_ask(&peer, m);
	assert_int_equal(a->error.cls, ERR_NONE);
	assert_int_equal(a->n_items, SOME);
	message_free(a);
	assert_all(STATUS_READY);
	s = peer_look(&peer);
	assert_int_equal(outbox_list(s, ENTITY_NONE, 0, &pool, &rows, NULL), 0);
	assert_int_equal(rows.len, 0);
	ARRAY_RELEASE(&rows);
	store_close(s);
}

static int fresh(void **state)
{
	peer_close(&peer);
	ahead = 0;
	peer_sim_stop(&peer);
	peer_restore(&peer);
	peer_sim_start(&peer);
	peer.bulk_grace_ms = HOUR;
	peer_open(&peer);
	pool_release(&pool);
	pool_init(&pool);
	choose();
	return 0;
}

static int set_up(void **state)
{
	peer_init(&peer, NULL);
	peer_open(&peer);
	peer_company(&peer);
	message_free(peer_sync(&peer, NULL, MSG_SYNC_EXPORT));
	peer_close(&peer);
	peer_keep(&peer);
	clock_replace(later, NULL);
	return 0;
}

static int tear_down(void **state)
{
	peer_close(&peer);
	peer_release(&peer);
	pool_release(&pool);
	clock_replace(NULL, NULL);
	return 0;
}

#define STORY(f) cmocka_unit_test_setup(f, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_is_killed_in_its_grace_is_sent_once_when_it_is_over),
		STORY(what_was_taken_back_stays_so_after_a_kill),
		STORY(what_is_killed_in_its_grace_can_be_taken_back_after_the_start),
		STORY(what_was_sent_says_so_and_the_rest_is_taken_back),
		STORY(looking_writes_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
