/* One suite over every built row of connectors[], each against its own simulators: what any connector must do
 * whatever goes wrong on the way.  The suite speaks only the worker's messages; which requests a system needs is not
 * its business.
 *
 * Every case is run for every row.  At the end a table says how each went: "ok", or a number with the words by
 * which the program says what that system cannot do.
 *
 * Built with EVERY_STEP (tests/contract/every_step, make soak) it kills at every step and cuts every answer, else
 * at a few of them.  CONTRACT_ONLY=xero,myob runs only those rows. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/xalloc.h"
#include "connectors/connector.h"
#include "connectors/mapping.h"
#include "model/check.h"
#include "store/records.h"
#include "store/sync_state.h"
#include "sync/crash.h"
#include "tests/contract/book.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

#define PAGE 40                    /* small, so that lists have several */
#define MAX_ROWS 12
#define READ ".read"               /* the company once everything was read */

struct census { int64_t rows[ENTITY_COUNT]; };

struct row {
	const struct connector *c;
	const char *erp;           /* the accounting system beside it: itself, or Procore's partner */
};

struct test_case {
	const char *title;
	void (*run)(struct row *r);
	const char *fault;         /* of a case that is only a fault */
};

struct cell {
	struct row *row;
	const struct test_case *test;
	int ok;
	char *words;               /* owned: what is lacking, said by the program; NULL */
};

static struct peer peer;
static struct row rows[MAX_ROWS];
static size_t n_rows;
static struct row *open_row;       /* whose simulators run */
static struct cell *running;
static int has_read;               /* READ was kept for the open row */

/* ---- helpers ---- */

#ifdef EVERY_STEP
#define MOST_ANSWERS 400
#define STRIDE 1
#else
#define MOST_ANSWERS 14
#define STRIDE 13
#endif

/* The cell says this instead of "ok". */
static void lacks(const char *words)
{
	running->words = xstrdup(words);
}

static void count_rows(const char *connection, struct census *out)
{
	struct store *s = peer_look(&peer);
	struct pool p = POOL_INIT;
	struct connection c;

	memset(out, 0, sizeof *out);
	assert_int_equal(store_connection_find(s, connection, &p, &c, NULL), 0);
	for (int e = 0; e < ENTITY_COUNT; e++) {
		struct record_array list = { 0 };
		int64_t after = 0;
		do {
			list.len = 0;
			assert_int_equal(records_list(s, (enum entity)e, c.id, after, 500, &p, &list, NULL), 0);
			out->rows[e] += (int64_t)list.len;
			if (list.len)
				after = list.items[list.len - 1].id;
		} while (list.len);
		ARRAY_RELEASE(&list);
	}
	pool_release(&p);
	store_close(s);
}

static int64_t sum_of(const struct census *c)
{
	int64_t n = 0;

	for (int e = 0; e < ENTITY_COUNT; e++)
		n += c->rows[e];
	return n;
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

static void fail_with(const struct message *done, const char *when)
{
	struct strbuf text = STRBUF_INIT;

	error_text(&text, &done->error, 0);
	fail_msg("%s: %s (%s)", when, text.s, error_class_name(done->error.cls));
}

static struct message *synced(const char *name, int64_t flags, const char *when)
{
	struct message *done = peer_sync(&peer, name, flags);

	if (done->error.cls)
		fail_with(done, when);
	assert_non_null(done->text);
	return done;
}

static void assert_sync(const char *name, const char *when)
{
	message_free(synced(name, 0, when));
}

/* The company with everything read, the simulators as they were; the vault as at the beginning, since their
 * tokens are too.  The first time for a row it is made. */
static void read_company(struct row *r)
{
	if (!has_read) {
		fresh();
		message_free(synced(NULL, 0, "reading all"));
		message_free(peer_sync(&peer, NULL, MSG_SYNC_SEND_ONLY));
		peer_close(&peer);
		peer_keep_as(&peer, READ);
		has_read = 1;
	}
	peer_close(&peer);
	peer_sim_stop(&peer);
	peer_restore_as(&peer, READ);
	peer_restore_vault(&peer);
	peer_sim_start(&peer);
}

static struct book chosen(struct row *r)
{
	struct book b = { .peer = &peer, .system = r->erp };

	if (book_choose(&b) < 0)
		fail_msg("%s: the sample company has no invoice to export", r->erp);
	return b;
}

/* Did the fault happen? */
static int reached(const char *system)
{
	char *path = xasprintf("%s.faults", system);
	int64_t n = peer_counter(&peer, system, path);

	free(path);
	return n > 0;
}

/* ---- the row, and signing in ---- */

static void the_row_says_what_it_is(struct row *r)
{
	const struct connector *c = r->c;

	assert_non_null(c->title);
	assert_true(!strcmp(c->role, "procore") || !strcmp(c->role, "erp"));
	assert_ptr_equal(connector_find(c->name), c);
	assert_non_null(c->options);
	assert_non_null(c->feeds);
	assert_non_null(c->login);
	assert_non_null(c->push);
	assert_non_null(c->compose);
	assert_non_null(c->explain);
	assert_true(c->settle_probes > 0);
	assert_true(c->in_flight > 0);
	for (const struct feed *f = c->feeds; f->name; f++)
		assert_true(f->entity >= 0 && f->entity < ENTITY_COUNT && (c->caps & CAP_PULL(f->entity)));
}

static void login_is_accepted(struct row *r)
{
	struct message *m = message_new(MSG_CONNECTION_TEST), *a;

	fresh();
	m->name = xstrdup(r->c->name);
	a = peer_ask(&peer, m);
	if (a->error.cls)
		fail_with(a, "test of the connection");
	assert_true(a->text && strlen(a->text) > 10);
	message_free(a);
}

static void login_is_refused_in_words(struct row *r)
{
	struct strbuf text = STRBUF_INIT;
	struct message *done;

	fresh();
	for (const struct option_def *o = r->c->options; o->name; o++) {
		struct message *m;
		if (o->type != OPTION_SECRET)
			continue;
		m = message_new(MSG_VAULT_SET);
		m->name = xasprintf("%s/%s", r->c->name, o->name);
		m->secret = secret_from_text("wrongwrong");
		peer_tell(&peer, m);
	}
	done = peer_sync(&peer, r->c->name, 0);
	assert_true(done->error.cls == ERR_LOGIN || done->error.cls == ERR_CONFIG);
	error_text(&text, &done->error, 0);
	assert_true(text.len > 10);
	assert_null(strstr(text.s, "wrongwrong"));       /* never the secret itself */
	message_free(done);
	strbuf_release(&text);
}

static void a_locked_vault_is_told(struct row *r)
{
	struct message *done;

	fresh();
	assert_int_equal(peer_tell(&peer, message_new(MSG_LOCK)), 0);
	done = peer_sync(&peer, r->c->name, 0);
	assert_int_equal(done->error.cls, ERR_LOCKED);
	message_free(done);
}

static int64_t sign_ins(const char *name)
{
	static const char *const counters[] = { "login", "token_refresh", "token" };
	int64_t n = 0;

	for (size_t i = 0; i < ARRAY_SIZE(counters); i++) {
		char *path = xasprintf("%s.%s", name, counters[i]);
		int64_t this = peer_counter(&peer, name, path);

		n = this > n ? this : n;         /* some are counted under two names */
		free(path);
	}
	return n;
}

/* The token ends in the middle of a list: one more sign-in, and the same rows. */
static void login_expires_on_the_way(struct row *r)
{
	struct census clean, with;
	int64_t once, twice;

	fresh();
	assert_sync(r->c->name, "clean");
	count_rows(r->c->name, &clean);
	once = sign_ins(r->c->name);
	fresh();
	peer_fault(&peer, r->c->name, "{\"kind\":\"expired_token\",\"count\":1,\"skip\":5}");
	assert_sync(r->c->name, "expired");
	assert_true(reached(r->c->name));
	count_rows(r->c->name, &with);
	assert_same(&clean, &with, "expired");
	twice = sign_ins(r->c->name);
	if (twice > once + 1)
		fail_msg("%lld sign-ins, not %lld", (long long)twice, (long long)once + 1);
}

/* ---- what passes, and what lasts ---- */

static void a_fault_that_passes(struct row *r)
{
	struct census clean, with;

	fresh();
	assert_sync(r->c->name, "clean");
	count_rows(r->c->name, &clean);
	assert_true(sum_of(&clean) > 0);
	fresh();
	peer_fault(&peer, r->c->name, running->test->fault);
	assert_sync(r->c->name, running->test->title);
	count_rows(r->c->name, &with);
	assert_same(&clean, &with, running->test->title);
	if (!reached(r->c->name))
		fail_msg("the fault was never met");
}

/* Nothing is made up, nothing ends the program, and a whole pass puts it right. */
static void missing_members(struct row *r)
{
	struct census clean, with;
	struct message *done;

	fresh();
	assert_sync(r->c->name, "clean");
	count_rows(r->c->name, &clean);
	fresh();
	peer_fault(&peer, r->c->name, "{\"kind\":\"missing_member\",\"count\":-1,\"skip\":3,\"match\":\"GET \"}");
	done = peer_sync(&peer, r->c->name, 0);
	if (done->error.cls) {
		struct strbuf text = STRBUF_INIT;
		error_text(&text, &done->error, 0);
		assert_true(text.len > 10);
		assert_int_not_equal(done->error.cls, ERR_BUG);
		strbuf_release(&text);
	}
	message_free(done);
	count_rows(r->c->name, &with);
	for (int e = 0; e < ENTITY_COUNT; e++)
		if (with.rows[e] > clean.rows[e])
			fail_msg("%s: %lld rows of %lld", entities[e].name, (long long)with.rows[e],
				(long long)clean.rows[e]);
	peer_close(&peer);
	peer_sim_stop(&peer);
	peer_restore_vault(&peer);
	peer_sim_start(&peer);
	peer_open(&peer);
	message_free(synced(r->c->name, MSG_SYNC_FULL, "whole again"));
	count_rows(r->c->name, &with);
	assert_same(&clean, &with, "whole again");
}

/* An error with a class and a sentence; what was read is kept, and the next pull goes on. */
static void what_lasts_is_told(struct row *r)
{
	struct census clean, with;
	struct strbuf text = STRBUF_INIT;
	struct message *done;

	fresh();
	assert_sync(r->c->name, "clean");
	count_rows(r->c->name, &clean);
	fresh();
	peer_fault(&peer, r->c->name, running->test->fault);
	done = peer_sync(&peer, r->c->name, 0);
	if (done->error.cls != ERR_LATER)
		fail_msg("class %s", error_class_name(done->error.cls));
	error_text(&text, &done->error, 0);
	assert_true(text.len > 10);
	strbuf_release(&text);
	message_free(done);
	peer_try(&peer, r->c->name, "DELETE", "fault", NULL, NULL);
	assert_sync(r->c->name, "after it passed");
	count_rows(r->c->name, &with);
	assert_same(&clean, &with, running->test->title);
}

/* With small pages a pull that stopped in the middle reads at most one page of each list again. */
static void a_stopped_pull_goes_on(struct row *r)
{
	struct message *done;
	struct census clean, with;
	int64_t whole, before, after;

	fresh();
	done = synced(r->c->name, 0, "whole");
	whole = done->number2;
	message_free(done);
	count_rows(r->c->name, &clean);
	fresh();
	peer_fault(&peer, r->c->name, "{\"kind\":\"500\",\"count\":-1,\"skip\":9}");
	done = peer_sync(&peer, r->c->name, 0);
	assert_int_equal(done->error.cls, ERR_LATER);
	before = done->number2;
	message_free(done);
	peer_try(&peer, r->c->name, "DELETE", "fault", NULL, NULL);
	done = synced(r->c->name, 0, "gone on with");
	after = done->number2;
	message_free(done);
	count_rows(r->c->name, &with);
	assert_same(&clean, &with, "stopped in the middle");
	if (after > whole + 3)
		fail_msg("%lld calls, then %lld; a whole pull takes %lld", (long long)before, (long long)after,
			(long long)whole);
}

/* ---- lists ---- */

/* Nothing is new: every list is empty, or the same. */
static void empty_lists_change_nothing(struct row *r)
{
	struct census first, second;
	struct message *done;

	fresh();
	assert_sync(r->c->name, "first");
	count_rows(r->c->name, &first);
	done = synced(r->c->name, 0, "second");
	if (done->number)
		fail_msg("%s", done->text);
	message_free(done);
	count_rows(r->c->name, &second);
	assert_same(&first, &second, "second");
}

static void a_full_pass_changes_nothing(struct row *r)
{
	struct census first, second;
	struct message *done;

	fresh();
	assert_sync(r->c->name, "first");
	count_rows(r->c->name, &first);
	done = synced(r->c->name, MSG_SYNC_FULL, "full");
	if (done->number)
		fail_msg("%s", done->text);
	message_free(done);
	count_rows(r->c->name, &second);
	assert_same(&first, &second, "full pass");
}

/* The newest vendor of the connection: nothing refers to it, as a rule. */
static void some_vendor(const char *connection, char **id, char **name, int64_t *local)
{
	struct store *s = peer_look(&peer);
	struct pool p = POOL_INIT;
	struct record_array list = { 0 };
	struct connection c;

	assert_int_equal(store_connection_find(s, connection, &p, &c, NULL), 0);
	assert_int_equal(records_list(s, ENTITY_VENDOR, c.id, 0, 500, &p, &list, NULL), 0);
	assert_true(list.len > 0);
	for (size_t i = list.len; i-- > 0;) {
		const struct record *v = &list.items[i];
		int plain = 1;
		for (const char *t = record_text(v, VENDOR_NAME); *t; t++)
			plain &= *t >= ' ' && *t < 127 && *t != '"' && *t != '&' && *t != '\'';
		if (!plain)
			continue;
		*id = xstrdup(v->remote_id);
		*name = xstrdup(record_text(v, VENDOR_NAME));
		*local = v->id;
		break;
	}
	ARRAY_RELEASE(&list);
	pool_release(&p);
	store_close(s);
}

static void behind_its_back(struct row *r, const char *verb, const char *id)
{
	char *path, *body = xasprintf("{\"entity\":\"vendor\",\"id\":\"%s\"}", id);
	struct strbuf said = STRBUF_INIT;
	int status;

	if (!strcmp(r->c->role, "procore")) {
		path = xasprintf("procore/vendors/%s", id);
		status = peer_try(&peer, "procore", strcmp(verb, "touch") ? "DELETE" : "POST", path,
			strcmp(verb, "touch") ? NULL : "{}", &said);
	} else {
		path = xasprintf("%s/%s", r->c->name, verb);
		status = peer_try(&peer, r->c->name, "POST", path, body, &said);
	}
	if (status / 100 != 2)
		fail_msg("%s: %d %s", path, status, said.s);
	free(path);
	path = xasprintf("%s/hop1", r->c->name);
	peer_try(&peer, r->c->name, "POST", path, "{}", NULL);   /* where there is such a step */
	free(path);
	free(body);
	strbuf_release(&said);
}

static int64_t times_told(const char *system, const char *name)
{
	struct strbuf log = STRBUF_INIT;
	int64_t n = 0;

	peer_control(&peer, system, "log", NULL, &log);
	for (const char *s = log.s; (s = strstr(s, name)) != NULL; s++)
		n++;
	strbuf_release(&log);
	return n;
}

/* What was changed comes again, alone: no more calls than for nothing and a page. */
static void increments_bring_what_changed(struct row *r)
{
	char *id = NULL, *name = NULL;
	struct census before, after;
	struct message *done;
	int64_t local, quiet, told;

	fresh();
	assert_sync(r->c->name, "first");
	assert_sync(r->c->name, "settled");
	done = synced(r->c->name, 0, "quiet");
	quiet = done->number2;
	message_free(done);
	count_rows(r->c->name, &before);
	some_vendor(r->c->name, &id, &name, &local);
	behind_its_back(r, "touch", id);
	told = times_told(r->c->name, name);
	done = synced(r->c->name, 0, "after the change");
	if (done->number2 > quiet + 2)
		fail_msg("%lld calls for one change, %lld for none", (long long)done->number2, (long long)quiet);
	message_free(done);
	if (times_told(r->c->name, name) <= told)
		fail_msg("\"%s\" (%s) was not read again", name, id);
	count_rows(r->c->name, &after);
	assert_same(&before, &after, "after the change");
	free(id);
	free(name);
}

/* Gone over there: gone here after a whole pass, or no longer active where nothing can be deleted. */
static void deletions_are_found(struct row *r)
{
	char *id = NULL, *name = NULL;
	struct census before, after;
	struct store *s;
	struct pool p = POOL_INIT;
	struct record v;
	int64_t local;

	fresh();
	assert_sync(r->c->name, "first");
	count_rows(r->c->name, &before);
	some_vendor(r->c->name, &id, &name, &local);
	behind_its_back(r, "delete", id);
	message_free(synced(r->c->name, MSG_SYNC_FULL, "full"));
	count_rows(r->c->name, &after);
	s = peer_look(&peer);
	assert_int_equal(records_get(s, ENTITY_VENDOR, local, &p, &v, NULL), 0);
	if (v.deleted)
		assert_int_equal(after.rows[ENTITY_VENDOR], before.rows[ENTITY_VENDOR] - 1);
	else if (!(record_has(&v, VENDOR_ACTIVE) && !record_int(&v, VENDOR_ACTIVE)) &&
	         (!*record_text(&v, VENDOR_STATUS) || !strcasecmp(record_text(&v, VENDOR_STATUS), "active")))
		fail_msg("vendor %s (%s) is still there", id, name);
	pool_release(&p);
	store_close(s);
	free(id);
	free(name);
}

static int64_t lists_of(const struct row *r, const struct census *n, int pages)
{
	int64_t most = 0;

	for (const struct feed *f = r->c->feeds; f->name; f++) {
		most += f->flags & FEED_PER_JOB ? n->rows[ENTITY_JOB] : 1;
		if (pages || !(f->flags & FEED_INCREMENTAL))     /* whole lists: every page */
			most += n->rows[f->entity] / PAGE + (pages && !(f->flags & FEED_PER_JOB));
	}
	return most;
}

/* Signing in and out, and what a system asks on the way (its endpoints, its companies). */
#define AROUND 6

static void a_first_pull_reads_each_page_once(struct row *r)
{
	struct census n;
	struct message *done;
	int64_t most;

	fresh();
	done = synced(r->c->name, 0, "first");
	count_rows(r->c->name, &n);
	/* lines come with their documents, or as lists of their own */
	most = lists_of(r, &n, 1) + n.rows[ENTITY_COMMITMENT] + n.rows[ENTITY_INVOICE] + AROUND;
	if (done->number2 > most)
		fail_msg("%lld calls for %lld", (long long)done->number2, (long long)most);
	message_free(done);
}

static void unchanged_lists_cost_one_call(struct row *r)
{
	struct census n;
	struct message *done;

	fresh();
	assert_sync(r->c->name, "first");
	count_rows(r->c->name, &n);
	done = synced(r->c->name, 0, "second");
	if (done->number2 > lists_of(r, &n, 0) + AROUND)
		fail_msg("%lld calls for %lld lists", (long long)done->number2, (long long)lists_of(r, &n, 0));
	message_free(done);
}

/* ---- amounts ---- */

/* The same door for every connector: the decimals follow the currency, nothing is rounded. */
static void amounts_by_currency(struct row *r)
{
	static const struct { const char *currency, *text; int64_t minor; int rc; } cases[] = {
		{ "JPY", "1234", 1234, 0 }, { "JPY", "1234.5", 0, -1 }, { "CAD", "1234.56", 123456, 0 },
		{ "AUD", "1234.5", 123450, 0 }, { "CAD", "0.005", 0, -1 }, { "BHD", "1234.567", 1234567, 0 },
		{ "CLF", "12.3456", 123456, 0 }, { "CLF", "12.34567", 0, -1 },
	};
	struct pool p = POOL_INIT;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		for (int quoted = 0; quoted < 2; quoted++) {
			struct map_ctx ctx = { .pool = &p, .currency = cases[i].currency };
			char *text = xasprintf(quoted ? "{\"a\":\"%s\"}" : "{\"a\":%s}", cases[i].text);
			struct json_doc doc;
			int64_t n = 0;

			assert_int_equal(json_parse(&doc, text, strlen(text), NULL), 0);
			assert_int_equal(map_amount(&ctx, json_get(json_root(&doc), "a"), &n), cases[i].rc);
			if (!cases[i].rc)
				assert_int_equal(n, cases[i].minor);
			json_release(&doc);
			free(text);
		}
	pool_release(&p);
	if (strcmp(r->c->role, "procore"))
		lacks("the sample company bills in dollars of two decimals; 0, 3 and 4 are held by the mapping that every "
			"connector reads amounts with (mapping.c, checked here)");
}

static void assert_no_amount_below_zero(const char *connection, enum entity e, int field)
{
	struct store *s = peer_look(&peer);
	struct record_array list = { 0 };
	struct pool p = POOL_INIT;
	struct connection c;
	int64_t after = 0;

	assert_int_equal(store_connection_find(s, connection, &p, &c, NULL), 0);
	do {
		list.len = 0;
		assert_int_equal(records_list(s, e, c.id, after, 500, &p, &list, NULL), 0);
		for (size_t i = 0; i < list.len; i++)
			if (record_int(&list.items[i], field) < 0)
				fail_msg("%s %s is below zero", entities[e].name, record_name(&list.items[i]));
		after = list.len ? list.items[list.len - 1].id : 0;
	} while (list.len);
	ARRAY_RELEASE(&list);
	pool_release(&p);
	store_close(s);
}

/* Credits of the ERP are no bills to pay: none comes in with an amount below zero.  A credit of Procore's goes only
 * where the system takes one. */
static void credits(struct row *r)
{
	static const char *const amount[] = { FINDING_MONEY "-100.00 CAD" };
	struct strbuf text = STRBUF_INIT;
	struct profile p;

	read_company(r);
	assert_no_amount_below_zero(r->erp, ENTITY_INVOICE, INVOICE_AMOUNT);
	assert_no_amount_below_zero(r->erp, ENTITY_PAYMENT, PAYMENT_AMOUNT);
	if (worker_profile(&p, r->erp, NULL) < 0)
		fail_msg("no profile");
	if (!p.negative_invoices_supported) {
		finding_text(&text, &p, "invoice-negative", amount, 1);
		assert_true(text.len > 20);
		lacks(text.s);
	}
	strbuf_release(&text);
	profile_release_all(&p);
}

/* ---- sending ---- */

static void assert_book(struct book *b, const char *when)
{
	const char *wrong = book_verify(b);
	struct strbuf why = STRBUF_INIT;

	if (!wrong)
		return;
	book_why(b, ENTITY_INVOICE, b->invoice, &why);
	if (!why.len && b->commitment)
		book_why(b, ENTITY_COMMITMENT, b->commitment, &why);
	fail_msg("%s: %s: %s (%s)", when, b->invoice_number, wrong, why.s);
}

static void an_export_is_accepted(struct row *r)
{
	struct strbuf said = STRBUF_INIT;
	struct book b;

	read_company(r);
	b = chosen(r);
	peer_open(&peer);
	if (book_approve(&b, ENTITY_INVOICE, b.invoice, &said))
		fail_msg("%s", said.s);
	book_settle(&b);
	assert_book(&b, "accepted");
	strbuf_release(&said);
	book_release(&b);
}

/* The books are closed behind our back, after the last look. */
static void an_export_is_refused(struct row *r)
{
	struct strbuf said = STRBUF_INIT;
	char *path = xasprintf("%s/close", r->erp);
	struct book b;
	enum status is;

	read_company(r);
	b = chosen(r);
	peer_open(&peer);
	if (b.exports_commitment) {
		assert_int_equal(book_approve(&b, ENTITY_COMMITMENT, b.commitment, NULL), 0);
		book_settle(&b);
		message_free(synced(NULL, 0, "the commitment is there"));
	}
	peer_control(&peer, r->erp, path, "{\"date\":\"2027-12-31\"}", NULL);
	if (book_approve(&b, ENTITY_INVOICE, b.invoice, &said) == 0) {
		book_settle(&b);
		strbuf_reset(&said);
		book_why(&b, ENTITY_INVOICE, b.invoice, &said);
	}
	is = book_status(&b, ENTITY_INVOICE, b.invoice);
	if (is == STATUS_SYNCED || said.len < 10)
		fail_msg("the closed books took it: status %s, \"%s\"", statuses[is].name, said.s);
	assert_int_equal(book_count(&b, "bills", b.invoice_number), 0);
	strbuf_release(&said);
	book_release(&b);
	free(path);
}

/* A bill of that vendor and number was typed there by hand: no second one is made. */
static void a_conflict_is_told(struct row *r)
{
	struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_READY, .sort_field = SORT_ID };
	struct strbuf said = STRBUF_INIT, number = STRBUF_INIT;
	struct book b = { .peer = &peer, .system = r->erp };
	struct record_array list = { 0 };
	struct pool p = POOL_INIT;
	struct store *s;
	int64_t id = 0;
	int before;

	read_company(r);
	s = peer_look(&peer);
	query_window(s, &q, 0, 0, 0, 500, &p, &list, NULL);
	for (size_t i = 0; i < list.len && !id; i++) {
		struct finding_array f = { 0 };
		findings_list(s, ENTITY_INVOICE, list.items[i].id, &p, &f, NULL);
		for (size_t k = 0; k < f.len; k++)
			if (!strcmp(f.items[k].code, "erp-duplicate"))
				id = list.items[i].id;
		if (id)
			strbuf_adds(&number, record_text(&list.items[i], INVOICE_NUMBER));
		ARRAY_RELEASE(&f);
	}
	ARRAY_RELEASE(&list);
	pool_release(&p);
	store_close(s);
	if (!id)
		fail_msg("no invoice was found to be in %s already", r->erp);
	before = book_count(&b, "bills", number.s);
	peer_open(&peer);
	if (book_approve(&b, ENTITY_INVOICE, id, &said) == 0)
		book_settle(&b);
	assert_int_not_equal(book_status(&b, ENTITY_INVOICE, id), STATUS_SYNCED);
	assert_int_equal(book_count(&b, "bills", number.s), before);
	strbuf_reset(&said);
	book_why(&b, ENTITY_INVOICE, id, &said);
	assert_true(said.len > 10);
	strbuf_release(&said);
	strbuf_release(&number);
	book_release(&b);
}

/* Each answer in turn is lost after what was asked was done. */
static void an_answer_is_lost(struct row *r)
{
	for (int k = 0; k < MOST_ANSWERS; k++) {
		char fault[96], when[64];
		struct book b;

		read_company(r);
		b = chosen(r);
		snprintf(fault, sizeof fault, "{\"kind\":\"cut_after_apply\",\"count\":1,\"skip\":%d}", k);
		snprintf(when, sizeof when, "answer %d lost", k + 1);
		peer_fault(&peer, r->c->name, fault);
		peer_open(&peer);
		assert_int_equal(book_approve(&b, ENTITY_INVOICE, b.invoice, NULL), 0);
		book_settle(&b);
		assert_book(&b, when);
		book_release(&b);
		if (!reached(r->c->name))
			break;
	}
}

/* Approve if it is not approved, and send. */
static void tell(struct book *b)
{
	enum status is;

	peer_open(&peer);
	is = book_status(b, ENTITY_INVOICE, b->invoice);
	if (is == STATUS_HELD || is == STATUS_READY)
		book_approve(b, ENTITY_INVOICE, b->invoice, NULL);
	message_free(peer_sync(&peer, NULL, MSG_SYNC_SEND_ONLY));
	peer_close(&peer);
}

static int in_child(struct book *b, const char *crash)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		peer.sim = 0;                    /* not ours to stop */
		setenv("COMPTOIR_CRASH", crash, 1);
		tell(b);
		_exit(0);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void killed_on_the_way(struct row *r)
{
	int rc = CRASH_EXIT, killed = 0;

	for (int step = 2; rc == CRASH_EXIT && step < 600; step += STRIDE) {
		char when[64];
		struct book b;

		read_company(r);
		b = chosen(r);
		snprintf(when, sizeof when, "any:%d", step);
		rc = in_child(&b, when);
		if (rc != 0 && rc != CRASH_EXIT)
			fail_msg("%s: the program ended with %d", when, rc);
		killed += rc == CRASH_EXIT;
		peer_restore_seats(&peer, r->erp);
		peer_open(&peer);
		for (int i = 0; i < 4; i++) {
			enum status is = book_status(&b, ENTITY_INVOICE, b.invoice);
			if (is == STATUS_HELD || is == STATUS_READY)
				book_approve(&b, ENTITY_INVOICE, b.invoice, NULL);
			book_settle(&b);
		}
		assert_book(&b, when);
		book_release(&b);
	}
	assert_true(killed > 0);
}

/* ---- the table ---- */

#define FAULT_429(after) "{\"kind\":\"429\",\"count\":1,\"skip\":4,\"retry_after\":" after "}"

static const struct test_case cases[] = {
	{ "the row says what it is", the_row_says_what_it_is, NULL },
	{ "login accepted", login_is_accepted, NULL },
	{ "login refused", login_is_refused_in_words, NULL },
	{ "vault locked", a_locked_vault_is_told, NULL },
	{ "login expires in mid-pull", login_expires_on_the_way, NULL },
	{ "empty lists: nothing new", empty_lists_change_nothing, NULL },
	{ "last page, full pass", a_full_pass_changes_nothing, NULL },
	{ "repeated page", a_fault_that_passes, "{\"kind\":\"cut_after_apply\",\"count\":1,\"skip\":5}" },
	{ "increments", increments_bring_what_changed, NULL },
	{ "deletions", deletions_are_found, NULL },
	{ "unknown members", a_fault_that_passes, "{\"kind\":\"extra_member\",\"count\":-1,\"skip\":0,\"match\":\"GET \"}" },
	{ "missing members", missing_members, NULL },
	{ "credit notes", credits, NULL },
	{ "0, 2, 3, 4 decimals", amounts_by_currency, NULL },
	{ "429, Retry-After 0", a_fault_that_passes, "{\"kind\":\"429\",\"count\":2,\"skip\":3,\"retry_after\":0}" },
	{ "429, Retry-After 1", a_fault_that_passes, FAULT_429("1") },
	{ "429 without Retry-After", a_fault_that_passes, FAULT_429("-1") },
	{ "500, then success", a_fault_that_passes, "{\"kind\":\"500\",\"count\":1,\"skip\":3}" },
	{ "502 twice, then success", a_fault_that_passes, "{\"kind\":\"502\",\"count\":2,\"skip\":3}" },
	{ "503, then success", a_fault_that_passes, "{\"kind\":\"503\",\"count\":1,\"skip\":2,\"retry_after\":0}" },
	{ "HTML for JSON", a_fault_that_passes, "{\"kind\":\"html\",\"count\":1,\"skip\":3}" },
	{ "truncated JSON", a_fault_that_passes, "{\"kind\":\"truncated\",\"count\":1,\"skip\":4}" },
	{ "half an answer", a_fault_that_passes, "{\"kind\":\"partial\",\"count\":1,\"skip\":4}" },
	{ "connection cut", a_fault_that_passes, "{\"kind\":\"cut_before\",\"count\":1,\"skip\":3}" },
	{ "500 that lasts", what_lasts_is_told, "{\"kind\":\"500\",\"count\":-1,\"skip\":4}" },
	{ "502 that lasts", what_lasts_is_told, "{\"kind\":\"502\",\"count\":-1,\"skip\":4}" },
	{ "always cut", what_lasts_is_told, "{\"kind\":\"cut_before\",\"count\":-1,\"skip\":4}" },
	{ "stopped, gone on with", a_stopped_pull_goes_on, NULL },
	{ "calls of a first pull", a_first_pull_reads_each_page_once, NULL },
	{ "calls of unchanged lists", unchanged_lists_cost_one_call, NULL },
	{ "approve accepted", an_export_is_accepted, NULL },
	{ "approve refused", an_export_is_refused, NULL },
	{ "approve conflicting", a_conflict_is_told, NULL },
	{ "answer lost after applying", an_answer_is_lost, NULL },
	{ "killed on the way", killed_on_the_way, NULL },
};

static struct cell cells[MAX_ROWS][ARRAY_SIZE(cases)];

static void print_table(void)
{
	int notes = 0;

	printf("\n%-28s", "");
	for (size_t r = 0; r < n_rows; r++)
		printf(" %-11s", rows[r].c->name);
	for (size_t k = 0; k < ARRAY_SIZE(cases); k++) {
		printf("\n%-28s", cases[k].title);
		for (size_t r = 0; r < n_rows; r++) {
			char text[16];
			if (cells[r][k].ok && cells[r][k].words)
				snprintf(text, sizeof text, "(%d)", ++notes);
			else
				snprintf(text, sizeof text, "%s", cells[r][k].ok ? "ok" : "FAILED");
			printf(" %-11s", text);
		}
	}
	printf("\n\n");
	notes = 0;
	for (size_t k = 0; k < ARRAY_SIZE(cases); k++)
		for (size_t r = 0; r < n_rows; r++)
			if (cells[r][k].ok && cells[r][k].words)
				printf("(%d) %s: %s: %s\n", ++notes, rows[r].c->name, cases[k].title, cells[r][k].words);
	printf("\n");
}

/* ---- running ---- */

static void run_case(void **state)
{
	struct cell *cell = *state;

	cell->ok = 0;
	running = cell;
	if (open_row != cell->row) {
		const char *args[] = { "--page-cap", "40", "--system", "procore", "--system", cell->row->erp, NULL };
		if (open_row)
			peer_release(&peer);
		open_row = cell->row;
		has_read = 0;
		peer_init(&peer, args);
		peer_open(&peer);
		peer_company(&peer);
		peer_close(&peer);
		peer_keep(&peer);
	}
	cell->test->run(cell->row);
	cell->ok = 1;
}

/* After a case that failed the next one begins on clean ground. */
static int close_case(void **state)
{
	peer_close(&peer);
	return 0;
}

static int tear_down(void **state)
{
	if (open_row)
		peer_release(&peer);
	print_table();
	for (size_t r = 0; r < n_rows; r++)
		for (size_t k = 0; k < ARRAY_SIZE(cases); k++)
			free(cells[r][k].words);
	return 0;
}

static int is_wanted(const char *name)
{
	const char *only = getenv("CONTRACT_ONLY");

	return !only || !*only || strstr(only, name) != NULL;
}

int main(void)
{
	struct CMUnitTest tests[MAX_ROWS * ARRAY_SIZE(cases)] = { 0 };
	char *names[MAX_ROWS * ARRAY_SIZE(cases)];
	size_t n = 0;
	int rc;

	for (const struct connector *const *c = connectors; *c && n_rows < MAX_ROWS; c++)
		if ((*c)->pull && is_wanted((*c)->name))
			rows[n_rows++] = (struct row){ *c, strcmp((*c)->role, "erp") ? "acumatica" : (*c)->name };
	for (size_t r = 0; r < n_rows; r++)
		for (size_t k = 0; k < ARRAY_SIZE(cases); k++) {
			cells[r][k] = (struct cell){ .row = &rows[r], .test = &cases[k] };
			names[n] = xasprintf("%s: %s", rows[r].c->name, cases[k].title);
			tests[n] = (struct CMUnitTest){ names[n], run_case, NULL, close_case, &cells[r][k] };
			n++;
		}
	rc = _cmocka_run_group_tests("contract", tests, n, NULL, tear_down);
	while (n--)
		free(names[n]);
	return rc;
}
