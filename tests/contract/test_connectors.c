/* One suite over every built row of connectors[], against the simulators: what any
 * connector must do whatever goes wrong on the way.  The suite speaks only the worker's
 * messages; which requests a system needs is not its business. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/xalloc.h"
#include "connectors/connector.h"
#include "store/records.h"
#include "store/sync_state.h"
#include "tests/contract/peer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct census { int64_t rows[ENTITY_COUNT]; };

#define PAGE 40                    /* small, so that lists have several */

static struct peer peer;

/* ---- helpers ---- */

static void count_rows(const char *connection, struct census *out)
{
	struct store *s = peer_look(&peer);
	struct pool p = POOL_INIT;
	struct connection c;

	memset(out, 0, sizeof *out);
	assert_int_equal(store_connection_find(s, connection, &p, &c, NULL), 0);
	for (int e = 0; e < ENTITY_COUNT; e++) {
		struct record_array rows = { 0 };
		int64_t after = 0;
		do {
			rows.len = 0;
			assert_int_equal(records_list(s, (enum entity)e, c.id, after, 500, &p, &rows, NULL), 0);
			out->rows[e] += (int64_t)rows.len;
			if (rows.len)
				after = rows.items[rows.len - 1].id;
		} while (rows.len);
		ARRAY_RELEASE(&rows);
	}
	pool_release(&p);
	store_close(s);
}

static void assert_same(const struct census *a, const struct census *b, const char *when)
{
	for (int e = 0; e < ENTITY_COUNT; e++)
		if (a->rows[e] != b->rows[e])
			fail_msg("%s: %s: %lld rows, not %lld", when, entities[e].name, (long long)b->rows[e],
				(long long)a->rows[e]);
}

/* The company with its connections, nothing read yet, the simulators untouched. */
static void fresh(void)
{
	peer_close(&peer);
	peer_sim_stop(&peer);
	peer_restore(&peer);
	peer_sim_start(&peer);
	peer_open(&peer);
}

/* Procore's lists by job need jobs, an ERP's stand alone: each is read by itself. */
static void assert_sync(const char *name, const char *when)
{
	struct message *done = peer_sync(&peer, name, 0);
	struct strbuf text = STRBUF_INIT;

	if (done->error.cls) {
		error_text(&text, &done->error, 0);
		fail_msg("%s: %s: %s", name, when, text.s);
	}
	assert_non_null(done->text);
	message_free(done);
	strbuf_release(&text);
}

static int64_t calls_of(const char *name)
{
	struct message *done = peer_sync(&peer, name, 0);
	int64_t calls = done->number2;

	assert_int_equal(done->error.cls, 0);
	message_free(done);
	return calls;
}

/* Every built connector that the simulators serve. */
static const struct connector_info *served(size_t n)
{
	const struct connector_info *all;
	size_t count = worker_connectors(&all);
	struct strbuf base = STRBUF_INIT;
	const struct connector_info *hit = NULL;

	for (size_t i = 0; i < count && !hit; i++) {
		strbuf_reset(&base);
		if (all[i].built && worker_json_member(&base, peer.ready, all[i].name) == 0 && n-- == 0)
			hit = &all[i];
	}
	strbuf_release(&base);
	return hit;
}

#define EACH(c) for (size_t each_ = 0; (c = served(each_)) != NULL; each_++)

/* ---- the suite ---- */

static void each_row_says_what_it_is(void **state)
{
	for (const struct connector *const *c = connectors; *c; c++) {
		assert_non_null((*c)->name);
		assert_non_null((*c)->title);
		assert_true(!strcmp((*c)->role, "procore") || !strcmp((*c)->role, "erp"));
		assert_ptr_equal(connector_find((*c)->name), *c);
		if (!(*c)->pull)
			continue;
		assert_non_null((*c)->options);
		assert_non_null((*c)->feeds);
		assert_non_null((*c)->login);
		assert_non_null((*c)->push);
		assert_non_null((*c)->compose);
		assert_non_null((*c)->explain);
		assert_true((*c)->settle_probes > 0);
		assert_true((*c)->in_flight > 0);
		for (const struct feed *f = (*c)->feeds; f->name; f++)
			assert_true(f->entity >= 0 && f->entity < ENTITY_COUNT);
	}
	assert_null(connector_find("nonsense"));
}

static void test_reports_and_signs_out(void **state)
{
	const struct connector_info *c;

	fresh();
	EACH(c) {
		struct message *m = message_new(MSG_CONNECTION_TEST), *a;
		m->name = xstrdup(c->name);
		a = peer_ask(&peer, m);
		assert_int_equal(a->error.cls, 0);
		assert_non_null(a->text);
		assert_true(strlen(a->text) > 10);
		message_free(a);
	}
}

static void a_second_pull_of_nothing_new_changes_nothing(void **state)
{
	const struct connector_info *c;
	struct census first, second;

	EACH(c) {
		struct message *done;
		int64_t again;
		fresh();
		assert_sync(c->name, "first");
		count_rows(c->name, &first);
		done = peer_sync(&peer, c->name, 0);
		assert_int_equal(done->error.cls, 0);
		if (done->number)
			fail_msg("%s: %s", c->name, done->text);
		again = done->number2;
		message_free(done);
		count_rows(c->name, &second);
		assert_same(&first, &second, c->name);
		done = peer_sync(&peer, c->name, MSG_SYNC_FULL);
		assert_int_equal(done->error.cls, 0);
		if (done->number)
			fail_msg("%s, full: %s", c->name, done->text);
		assert_true(done->number2 >= again - 4);
		message_free(done);
		count_rows(c->name, &second);
		assert_same(&first, &second, "full pass");
	}
}

/* What passes: the same rows in the end, and the person is not bothered. */
static const struct { const char *title, *fault; } passing[] = {
	{ "throttled, Retry-After 0", "{\"kind\":\"429\",\"count\":2,\"skip\":3,\"retry_after\":0}" },
	{ "throttled, Retry-After 1", "{\"kind\":\"429\",\"count\":1,\"skip\":4,\"retry_after\":1}" },
	{ "an internal error once", "{\"kind\":\"500\",\"count\":1,\"skip\":3}" },
	{ "a bad gateway twice", "{\"kind\":\"502\",\"count\":2,\"skip\":3}" },
	{ "busy", "{\"kind\":\"503\",\"count\":1,\"skip\":2,\"retry_after\":0}" },
	{ "a web page instead of JSON", "{\"kind\":\"html\",\"count\":1,\"skip\":3}" },
	{ "half of the JSON", "{\"kind\":\"truncated\",\"count\":1,\"skip\":4}" },
	{ "half of the answer", "{\"kind\":\"partial\",\"count\":1,\"skip\":4}" },
	{ "cut before", "{\"kind\":\"cut_before\",\"count\":1,\"skip\":3}" },
	{ "cut after", "{\"kind\":\"cut_after_apply\",\"count\":1,\"skip\":5}" },
	{ "the token expires on the way", "{\"kind\":\"expired_token\",\"count\":1,\"skip\":5}" },
};

static void what_passes_leaves_no_trace(void **state)
{
	const struct connector_info *c;
	struct census clean, with;

	EACH(c) {
		fresh();
		assert_sync(c->name, "clean");
		count_rows(c->name, &clean);
		for (size_t i = 0; i < ARRAY_SIZE(passing); i++) {
			struct strbuf left = STRBUF_INIT;
			fresh();
			peer_fault(&peer, c->name, passing[i].fault);
			assert_sync(c->name, passing[i].title);
			count_rows(c->name, &with);
			assert_same(&clean, &with, passing[i].title);
			peer_control(&peer, c->name, "fault", NULL, &left);
			if (!strstr(left.s, "\"count\":0"))
				fail_msg("%s: \"%s\" was never met", c->name, passing[i].title);
			strbuf_release(&left);
		}
	}
}

/* What does not pass: an error with a class and a sentence, and what was read is kept. */
static const struct { const char *title, *fault; enum error_class cls; } lasting[] = {
	{ "internal errors", "{\"kind\":\"500\",\"count\":-1,\"skip\":4}", ERR_LATER },
	{ "bad gateways", "{\"kind\":\"502\",\"count\":-1,\"skip\":4}", ERR_LATER },
	{ "always cut", "{\"kind\":\"cut_before\",\"count\":-1,\"skip\":4}", ERR_LATER },
};

static void what_lasts_is_told_and_the_next_pull_goes_on(void **state)
{
	const struct connector_info *c;
	struct census clean, with;

	EACH(c) {
		fresh();
		assert_sync(c->name, "clean");
		count_rows(c->name, &clean);
		for (size_t i = 0; i < ARRAY_SIZE(lasting); i++) {
			struct message *done;
			struct strbuf text = STRBUF_INIT;
			fresh();
			peer_fault(&peer, c->name, lasting[i].fault);
			done = peer_sync(&peer, c->name, 0);
			if (done->error.cls != lasting[i].cls)
				fail_msg("%s: %s: class %s", c->name, lasting[i].title,
					error_class_name(done->error.cls));
			error_text(&text, &done->error, 0);
			assert_true(text.len > 10);
			strbuf_release(&text);
			message_free(done);
			peer_control(&peer, c->name, "fault", "{\"kind\":\"delay\",\"count\":0}", NULL);
			peer_sim_stop(&peer);
			peer_sim_start(&peer);
			assert_sync(c->name, "after it passed");
			count_rows(c->name, &with);
			assert_same(&clean, &with, lasting[i].title);
		}
	}
}

/* With small pages a pull that stopped in the middle reads at most one page of each list
 * again. */
static void a_stopped_pull_goes_on_where_it_was(void **state)
{
	const struct connector_info *c;

	EACH(c) {
		struct message *done;
		struct census clean, with;
		int64_t whole, before, after;
		fresh();
		done = peer_sync(&peer, c->name, 0);
		whole = done->number2;
		message_free(done);
		count_rows(c->name, &clean);
		fresh();
		peer_fault(&peer, c->name, "{\"kind\":\"500\",\"count\":-1,\"skip\":9}");
		done = peer_sync(&peer, c->name, 0);
		assert_int_equal(done->error.cls, ERR_LATER);
		before = done->number2;
		message_free(done);
		peer_sim_stop(&peer);
		peer_sim_start(&peer);
		done = peer_sync(&peer, c->name, 0);
		assert_int_equal(done->error.cls, 0);
		after = done->number2;
		message_free(done);
		count_rows(c->name, &with);
		assert_same(&clean, &with, "stopped in the middle");
		/* what was complete is read again as one short page each; nothing else is */
		if (after > whole + 3)
			fail_msg("%s: %lld calls, then %lld; a whole pull takes %lld", c->name, (long long)before,
				(long long)after, (long long)whole);
	}
}

static void a_wrong_secret_is_told_in_words(void **state)
{
	const struct connector_info *c;

	EACH(c) {
		struct strbuf text = STRBUF_INIT;
		struct message *done;
		fresh();
		for (const struct option_def *o = c->options; o->name; o++) {
			struct message *m;
			if (o->type != OPTION_SECRET)
				continue;
			m = message_new(MSG_VAULT_SET);
			m->name = xasprintf("%s/%s", c->name, o->name);
			m->secret = secret_from_text("wrong");
			peer_tell(&peer, m);
		}
		done = peer_sync(&peer, c->name, 0);
		assert_true(done->error.cls == ERR_LOGIN || done->error.cls == ERR_CONFIG);
		error_text(&text, &done->error, 0);
		assert_true(text.len > 10);
		assert_null(strstr(text.s, "wrong"));    /* never the secret itself */
		message_free(done);
		strbuf_release(&text);
	}
}

static void a_locked_vault_is_told_in_words(void **state)
{
	const struct connector_info *c;

	EACH(c) {
		struct message *done;
		fresh();
		assert_int_equal(peer_tell(&peer, message_new(MSG_LOCK)), 0);
		done = peer_sync(&peer, c->name, 0);
		assert_int_equal(done->error.cls, ERR_LOCKED);
		message_free(done);
	}
}

static void unchanged_lists_cost_one_call_each(void **state)
{
	const struct connector_info *c;

	EACH(c) {
		const struct connector *def = connector_find(c->name);
		struct census rows;
		int64_t most = 0, calls, jobs = 0;
		fresh();
		assert_sync(c->name, "first");
		count_rows(c->name, &rows);
		jobs = rows.rows[ENTITY_JOB];
		for (const struct feed *f = def->feeds; f->name; f++) {
			most += f->flags & FEED_PER_JOB ? jobs : 1;
			if (!(f->flags & FEED_INCREMENTAL))      /* whole lists: every page */
				most += rows.rows[f->entity] / PAGE;
		}
		calls = calls_of(c->name);
		if (calls > most)
			fail_msg("%s: %lld calls for %lld lists", c->name, (long long)calls, (long long)most);
	}
}

static int set_up(void **state)
{
	static const char *const args[] = { "--page-cap", "40", NULL };

	peer_init(&peer, args);
	peer_open(&peer);
	peer_company(&peer);
	peer_close(&peer);
	peer_keep(&peer);
	return 0;
}

static int tear_down(void **state)
{
	peer_release(&peer);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_says_what_it_is),
		cmocka_unit_test(test_reports_and_signs_out),
		cmocka_unit_test(a_second_pull_of_nothing_new_changes_nothing),
		cmocka_unit_test(what_passes_leaves_no_trace),
		cmocka_unit_test(what_lasts_is_told_and_the_next_pull_goes_on),
		cmocka_unit_test(a_stopped_pull_goes_on_where_it_was),
		cmocka_unit_test(a_wrong_secret_is_told_in_words),
		cmocka_unit_test(a_locked_vault_is_told_in_words),
		cmocka_unit_test(unchanged_lists_cost_one_call_each),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
