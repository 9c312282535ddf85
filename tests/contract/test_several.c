/* Several accounting systems in one company: two of them beside Procore, each with its own
 * jobs and both with the vendors, told as a person's stories through the worker's messages with the
 * simulators as witnesses. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/xalloc.h"
#include "store/outbox.h"
#include "store/sync_state.h"
#include "tests/contract/peer.h"
#include "vault/secret.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static struct peer peer;
static struct pool pool;
static int64_t procore, first, second;      /* connections */

#define FIRST "acumatica"
#define SECOND "myob"

/* ---- helpers ---- */

static struct record get(enum entity e, int64_t id)
{
	struct store *s = peer_look(&peer);
	struct record r;

	if (records_get(s, e, id, &pool, &r, NULL) < 0)
		fail_msg("no %s %lld", entities[e].name, (long long)id);
	store_close(s);
	return r;
}

static void rows_of(enum entity e, int64_t connection, struct record_array *out)
{
	struct store *s = peer_look(&peer);

	records_list(s, e, connection, 0, 5000, &pool, out, NULL);
	store_close(s);
}

static int links_of(enum entity e, int64_t id, int64_t connection, struct link *out)
{
	struct store *s = peer_look(&peer);
	struct link l;
	int rc = links_get_in(s, e, id, connection, &pool, out ? out : &l, NULL);

	store_close(s);
	return rc == 0;
}

static int has_finding(const struct record *r, const char *code)
{
	struct store *s = peer_look(&peer);
	struct finding_array f = { 0 };
	int hit = 0;

	findings_list(s, r->entity, r->id, &pool, &f, NULL);
	for (size_t i = 0; i < f.len; i++)
		hit |= !strcmp(f.items[i].code, code);
	ARRAY_RELEASE(&f);
	store_close(s);
	return hit;
}

static struct message *decide(enum verb verb, enum entity e, int64_t id, const char *system, const char *text,
	int64_t flags)
{
	struct message *m = message_new(MSG_DECIDE);

	m->verb = verb;
	m->name = system ? xstrdup(system) : NULL;
	m->text = text ? xstrdup(text) : NULL;
	m->number = flags;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ e, id, get(e, id).state.version };
	m->n_items = 1;
	return peer_ask(&peer, m);
}

static enum error_class decided(enum verb verb, enum entity e, int64_t id, const char *system, int64_t flags)
{
	struct message *a = decide(verb, e, id, system, NULL, flags);
	enum error_class cls = a->error.cls;

	message_free(a);
	return cls;
}

static void well(enum verb verb, enum entity e, int64_t id, const char *system, const char *text, int64_t flags)
{
	struct message *a = decide(verb, e, id, system, text, flags);
	struct strbuf said = STRBUF_INIT;

	if (a->error.cls) {
		error_text(&said, &a->error, 0);
		fail_msg("%s: %s", verbs[verb].name, said.s);
	}
	message_free(a);
}

static enum error_class typed(enum entity e, int64_t id, const char *name, const char *value)
{
	struct message *m = message_new(MSG_OVERRIDE);

	m->name = xstrdup(name);
	m->text = xstrdup(value);
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ e, id, 0 };
	m->n_items = 1;
	return (enum error_class)peer_tell(&peer, m);
}

static void sent(void)
{
	message_free(peer_sync(&peer, NULL, MSG_SYNC_SEND_ONLY));
}

static void synced(int64_t flags)
{
	struct message *done = peer_sync(&peer, NULL, MSG_SYNC_EXPORT | flags);
	struct strbuf text = STRBUF_INIT;

	if (done->error.cls) {
		error_text(&text, &done->error, 0);
		fail_msg("sync: %s", text.s);
	}
	message_free(done);
}

/* How many documents of that kind have this member. */
static int witness(const char *system, const char *list, const char *key, const char *value)
{
	struct strbuf state = STRBUF_INIT;
	int n;

	peer_control(&peer, system, "state", NULL, &state);
	n = worker_json_find(NULL, state.s, list, key, value, key);
	strbuf_release(&state);
	return n;
}

static int fresh(void **state)
{
	peer_close(&peer);
	peer_sim_stop(&peer);
	peer_restore(&peer);
	peer_sim_start(&peer);
	peer_open(&peer);
	pool_release(&pool);
	pool_init(&pool);
	strbuf_reset(&peer.news);
	return 0;
}

/* ---- whose is what ---- */

static void every_job_and_what_is_on_it_belongs_to_one_system(void **state)
{
	static const struct { enum entity e; int job; } documents[] = { { ENTITY_COMMITMENT, COMMITMENT_JOB },
		{ ENTITY_INVOICE, INVOICE_JOB }, { ENTITY_PAYMENT, PAYMENT_JOB } };
	struct record_array jobs = { 0 }, rows = { 0 };
	int of[2] = { 0, 0 };

	rows_of(ENTITY_JOB, procore, &jobs);
	for (size_t i = 0; i < jobs.len; i++) {
		const struct record *j = &jobs.items[i];
		int in_first = links_of(ENTITY_JOB, j->id, first, NULL), in_second = links_of(ENTITY_JOB, j->id, second, NULL);

		assert_true(in_first + in_second <= 1);
		assert_int_equal(j->state.books, in_first ? first : in_second ? second : 0);
		of[0] += in_first;
		of[1] += in_second;
	}
	assert_true(of[0] >= 2 && of[1] >= 2);
	for (size_t d = 0; d < 3; d++) {
		rows.len = 0;
		rows_of(documents[d].e, procore, &rows);
		for (size_t i = 0; i < rows.len; i++)
			for (size_t k = 0; k < jobs.len; k++)
				if (!strcmp(record_text(&rows.items[i], documents[d].job), jobs.items[k].remote_id) &&
				    rows.items[i].state.status != STATUS_NONE)
					assert_int_equal(rows.items[i].state.books, jobs.items[k].state.books);
	}
	ARRAY_RELEASE(&jobs);
	ARRAY_RELEASE(&rows);
}

static void lists_are_told_apart_by_system(void **state)
{
	struct store *s = peer_look(&peer);
	struct query_totals all, mine[2];
	struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_SYNCED, .sort_field = SORT_ID };

	assert_int_equal(query_totals(s, &q, &all, NULL), 0);
	q.books = first;
	assert_int_equal(query_totals(s, &q, &mine[0], NULL), 0);
	q.books = second;
	assert_int_equal(query_totals(s, &q, &mine[1], NULL), 0);
	assert_true(mine[0].count > 0 && mine[1].count > 0);
	assert_int_equal(mine[0].count + mine[1].count, all.count);
	store_close(s);
}

static void vendors_are_known_in_both_systems(void **state)
{
	struct record_array vendors = { 0 };
	int both = 0;

	rows_of(ENTITY_VENDOR, procore, &vendors);
	for (size_t i = 0; i < vendors.len; i++) {
		struct link l[2];

		if (!links_of(ENTITY_VENDOR, vendors.items[i].id, first, &l[0]) ||
		    !links_of(ENTITY_VENDOR, vendors.items[i].id, second, &l[1]))
			continue;
		both++;
		assert_int_equal(vendors.items[i].state.status, STATUS_SYNCED);
		assert_int_not_equal(l[0].erp_record_id, l[1].erp_record_id);
	}
	assert_true(both >= 20);
	ARRAY_RELEASE(&vendors);
}

/* ---- nothing says which system ---- */

static int64_t job_without_system(void)
{
	struct record_array jobs = { 0 };
	int64_t id = 0;

	rows_of(ENTITY_JOB, procore, &jobs);
	for (size_t i = 0; i < jobs.len && !id; i++)
		if (!jobs.items[i].state.books && has_finding(&jobs.items[i], "job-no-system"))
			id = jobs.items[i].id;
	ARRAY_RELEASE(&jobs);
	assert_true(id);
	return id;
}

static void a_job_of_no_system_is_held_until_one_is_chosen(void **state)
{
	int64_t job = job_without_system();
	struct message *a;
	struct strbuf said = STRBUF_INIT;
	struct record_array rows = { 0 };
	struct record r = get(ENTITY_JOB, job);

	assert_int_equal(r.state.status, STATUS_HELD);
	a = decide(VERB_APPROVE, ENTITY_JOB, job, NULL, NULL, DECIDE_ACCEPT_WARNINGS);
	assert_int_equal(a->error.cls, ERR_REFUSED);
	error_text(&said, &a->error, 0);
	assert_non_null(strstr(said.s, FIRST));
	assert_non_null(strstr(said.s, SECOND));
	message_free(a);
	assert_int_equal(typed(ENTITY_JOB, job, "erp", "nowhere"), ERR_NOTFOUND);
	assert_int_equal(typed(ENTITY_JOB, job, "erp", SECOND), 0);
	sent();
	r = get(ENTITY_JOB, job);
	assert_int_equal(r.state.books, second);
	assert_false(has_finding(&r, "job-no-system"));
	rows_of(ENTITY_COMMITMENT, procore, &rows);
	for (size_t i = 0; i < rows.len; i++)                     /* what is on it went along */
		if (!strcmp(record_text(&rows.items[i], COMMITMENT_JOB), r.remote_id))
			assert_int_equal(rows.items[i].state.books, second);
	ARRAY_RELEASE(&rows);
	strbuf_release(&said);
}

/* ---- sending ---- */

/* A subcontract that is ready and booked there; 0. */
static int64_t ready_in(int64_t system)
{
	struct record_array rows = { 0 };
	int64_t id = 0;

	rows_of(ENTITY_COMMITMENT, procore, &rows);
	for (size_t i = 0; i < rows.len && !id; i++)
		if (rows.items[i].state.status == STATUS_READY && rows.items[i].state.books == system &&
		    !rows.items[i].state.n_warnings &&
		    !strcmp(record_text(&rows.items[i], COMMITMENT_KIND), KIND_SUBCONTRACT))
			id = rows.items[i].id;
	ARRAY_RELEASE(&rows);
	assert_true(id);
	return id;
}

static void documents_go_to_their_own_system(void **state)
{
	int64_t a = ready_in(first), b = ready_in(second);
	struct record ra = get(ENTITY_COMMITMENT, a), rb = get(ENTITY_COMMITMENT, b);
	const char *na = record_text(&ra, COMMITMENT_NUMBER), *nb = record_text(&rb, COMMITMENT_NUMBER);

	well(VERB_APPROVE, ENTITY_COMMITMENT, a, NULL, NULL, 0);
	well(VERB_APPROVE, ENTITY_COMMITMENT, b, NULL, NULL, 0);
	sent();
	assert_int_equal(get(ENTITY_COMMITMENT, a).state.status, STATUS_SYNCED);
	assert_int_equal(get(ENTITY_COMMITMENT, b).state.status, STATUS_SYNCED);
	assert_int_equal(witness(FIRST, "books.orders", "ref", na), 1);
	assert_int_equal(witness(SECOND, "books.orders", "ref", nb), 1);
	assert_int_equal(witness(SECOND, "books.orders", "ref", na), 0);
	assert_int_equal(witness(FIRST, "books.orders", "ref", nb), 0);
}

/* Takes the vendor of that document out of the second system, there and here. */
static int64_t untie_vendor_of(int64_t commitment)
{
	struct record c = get(ENTITY_COMMITMENT, commitment), v;
	struct store *s = peer_look(&peer);
	struct strbuf body = STRBUF_INIT;
	struct link l;

	assert_int_equal(records_find(s, ENTITY_VENDOR, procore, record_text(&c, COMMITMENT_VENDOR), &pool, &v, NULL), 0);
	store_close(s);
	assert_true(links_of(ENTITY_VENDOR, v.id, second, &l));
	assert_true(links_of(ENTITY_VENDOR, v.id, first, NULL));
	strbuf_addf(&body, "{\"entity\":\"Vendor\",\"keys\":[\"%s\"],\"delete\":true}", l.erp_code);
	peer_control(&peer, SECOND, SECOND "/record", body.s, NULL);
	synced(MSG_SYNC_FULL);
	well(VERB_UNLINK, ENTITY_VENDOR, v.id, SECOND, NULL, 0);
	sent();
	assert_false(links_of(ENTITY_VENDOR, v.id, second, NULL));
	assert_true(links_of(ENTITY_VENDOR, v.id, first, NULL));   /* the other one stays */
	strbuf_release(&body);
	return v.id;
}

/* Rows of the outbox with that verb. */
static int sent_of(enum entity e, int64_t id, const char *verb)
{
	struct store *s = peer_look(&peer);
	struct outbox_array rows = { 0 };
	int n = 0;

	outbox_list(s, e, id, &pool, &rows, NULL);
	for (size_t i = 0; i < rows.len; i++)
		n += !strcmp(rows.items[i].verb, verb);
	ARRAY_RELEASE(&rows);
	store_close(s);
	return n;
}

static void a_vendor_of_one_system_is_exported_to_another_that_needs_it(void **state)
{
	int64_t id = ready_in(second), vendor;
	struct record v, c;
	char origin[80];
	struct link l;

	vendor = untie_vendor_of(id);
	v = get(ENTITY_VENDOR, vendor);
	snprintf(origin, sizeof origin, "%s", record_text(&v, VENDOR_ORIGIN_ID));
	assert_int_equal(v.state.status, STATUS_SYNCED);
	c = get(ENTITY_COMMITMENT, id);
	assert_int_equal(c.state.status, STATUS_HELD);
	assert_true(has_finding(&c, "vendor-not-linked"));
	assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0), ERR_REFUSED);
	assert_int_equal(decided(VERB_APPROVE, ENTITY_VENDOR, vendor, NULL, 0), ERR_REFUSED);     /* it is in its own */
	assert_int_equal(decided(VERB_APPROVE, ENTITY_VENDOR, vendor, "nowhere", 0), ERR_NOTFOUND);
	well(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, NULL, DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS);
	assert_int_equal(get(ENTITY_VENDOR, vendor).state.status, STATUS_SYNCED);  /* also on its way */
	sent();
	assert_int_equal(get(ENTITY_COMMITMENT, id).state.status, STATUS_SYNCED);
	v = get(ENTITY_VENDOR, vendor);
	assert_int_equal(v.state.status, STATUS_SYNCED);
	assert_true(links_of(ENTITY_VENDOR, vendor, second, &l));
	assert_string_equal(l.origin, "export");
	assert_true(links_of(ENTITY_VENDOR, vendor, first, NULL));
	assert_int_equal(witness(SECOND, "books.vendors", "name", record_text(&v, VENDOR_NAME)), 1);
	assert_int_equal(witness(FIRST, "books.vendors", "name", record_text(&v, VENDOR_NAME)), 1);
	synced(0);
	v = get(ENTITY_VENDOR, vendor);
	assert_string_equal(record_text(&v, VENDOR_ORIGIN_ID), origin);            /* Procore keeps its mark */
	assert_int_equal(sent_of(ENTITY_VENDOR, vendor, OUT_WRITEBACK), 0);
	assert_int_equal(sent_of(ENTITY_VENDOR, vendor, OUT_EXPORT), 1);
	assert_int_equal(v.state.status, STATUS_SYNCED);
}

static void a_vendor_may_be_sent_to_a_named_system_alone(void **state)
{
	int64_t vendor = untie_vendor_of(ready_in(second));

	well(VERB_APPROVE, ENTITY_VENDOR, vendor, SECOND, NULL, DECIDE_ACCEPT_WARNINGS);
	sent();
	assert_true(links_of(ENTITY_VENDOR, vendor, second, NULL));
	assert_int_equal(decided(VERB_APPROVE, ENTITY_VENDOR, vendor, SECOND, 0), ERR_REFUSED);
}

/* The answer is lost on the way to the second system: found there, linked, and made once. */
static void a_lost_answer_of_the_second_system_leaves_the_first_alone(void **state)
{
	int64_t id = ready_in(second), vendor = untie_vendor_of(id);
	struct record v;

	peer_fault(&peer, SECOND, "{\"kind\":\"cut_after_apply\",\"count\":1,\"match\":\"PUT Vendor\"}");
	well(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, NULL, DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS);
	for (int i = 0; i < 50 && get(ENTITY_COMMITMENT, id).state.status != STATUS_SYNCED; i++) {
		sent();
		assert_int_equal(get(ENTITY_VENDOR, vendor).state.status, STATUS_SYNCED);
	}
	assert_int_equal(get(ENTITY_COMMITMENT, id).state.status, STATUS_SYNCED);
	v = get(ENTITY_VENDOR, vendor);
	assert_true(links_of(ENTITY_VENDOR, vendor, second, NULL));
	assert_int_equal(witness(SECOND, "books.vendors", "name", record_text(&v, VENDOR_NAME)), 1);
}

/* ---- test and real books ---- */

/* The others go on as always. */
static void others_are_read(void)
{
	static const char *const others[] = { "procore", FIRST, SECOND };

	for (size_t i = 0; i < 3; i++) {
		struct message *a = peer_sync(&peer, others[i], 0);
		assert_int_equal(a->error.cls, 0);
		message_free(a);
	}
}

static void real_books_are_not_put_beside_test_companies(void **state)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	struct strbuf value = STRBUF_INIT;
	struct message *m, *a;

	for (int again = 0; again < 2; again++) {        /* another connection; the same one with other options */
		m = message_new(MSG_CONNECTION_ADD);
		m->name = xstrdup(again ? SECOND : "real-books");
		m->text = xstrdup(SECOND);
		for (size_t i = 0; i < n; i++)
			for (const struct option_def *o = all[i].options; !strcmp(all[i].name, SECOND) && o->name; o++) {
				char *path = xasprintf("credentials." SECOND ".%s", o->name);
				strbuf_reset(&value);
				if (!strcmp(o->name, "environment"))
					option_set(&m->options, all[i].options, o->name, "production", NULL);
				else if (o->type != OPTION_SECRET && (worker_json_member(&value, peer.ready, path) == 0 ||
				    (o->type == OPTION_URL && worker_json_member(&value, peer.ready, SECOND) == 0)))
					option_set(&m->options, all[i].options, o->name, value.s, NULL);
				free(path);
			}
		a = peer_ask(&peer, m);
		assert_int_equal(a->error.cls, ERR_CONFIG);
		strbuf_reset(&value);
		error_text(&value, &a->error, 0);
		assert_non_null(strstr(value.s, "never paired"));
		message_free(a);
	}
	strbuf_release(&value);
}

static void one_company_is_not_connected_twice(void **state)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	struct strbuf value = STRBUF_INIT;
	struct message *m = message_new(MSG_CONNECTION_ADD), *a;

	m->name = xstrdup("again");
	m->text = xstrdup(SECOND);
	for (size_t i = 0; i < n; i++)
		for (const struct option_def *o = all[i].options; !strcmp(all[i].name, SECOND) && o->name; o++) {
			char *path = xasprintf("credentials." SECOND ".%s", o->name), *secret = xasprintf("again/%s", o->name);
			int there;
			strbuf_reset(&value);
			there = worker_json_member(&value, peer.ready, path) == 0 ||
				(o->type == OPTION_URL && worker_json_member(&value, peer.ready, SECOND) == 0);
			if (there && o->type == OPTION_SECRET) {
				a = message_new(MSG_VAULT_SET);
				a->name = xstrdup(secret);
				a->secret = secret_from_text(value.s);
				assert_int_equal(peer_tell(&peer, a), 0);
			} else if (there) {
				option_set(&m->options, all[i].options, o->name, value.s, NULL);
			}
			free(path);
			free(secret);
		}
	assert_int_equal(peer_tell(&peer, m), 0);        /* nobody can know before it signs in */
	a = peer_sync(&peer, "again", 0);
	assert_int_equal(a->error.cls, ERR_CONFIG);
	strbuf_reset(&value);
	error_text(&value, &a->error, 0);
	assert_non_null(strstr(value.s, "the same company as \"" SECOND "\""));
	message_free(a);
	others_are_read();
	strbuf_release(&value);
}

/* Also what a sign-in learned and nobody typed. */
static void options_that_are_not_named_stay(void **state)
{
	struct store *s = peer_look(&peer);
	struct connection before, after;
	struct message *m = message_new(MSG_CONNECTION_ADD);
	const struct connector_info *all;
	size_t n = worker_connectors(&all), same = 0, changed = 0;

	assert_int_equal(store_connection_find(s, SECOND, &pool, &before, NULL), 0);
	assert_true(before.n_options > 3);
	m->name = xstrdup(SECOND);
	m->text = xstrdup(SECOND);
	for (size_t i = 0; i < n; i++)
		if (!strcmp(all[i].name, SECOND))
			assert_int_equal(option_set(&m->options, all[i].options, "payments", "no", NULL), 0);
	assert_int_equal(peer_tell(&peer, m), 0);
	assert_int_equal(store_connection_find(s, SECOND, &pool, &after, NULL), 0);
	assert_int_equal(after.n_options, before.n_options);
	for (size_t i = 0; i < before.n_options; i++)
		for (size_t k = 0; k < after.n_options; k++) {
			const struct connection_option *a = &before.options[i], *b = &after.options[k];

			if (strcmp(a->name, b->name) != 0)
				continue;
			same += !strcmp(a->value, b->value);
			changed += strcmp(a->value, b->value) && !strcmp(b->name, "payments") && !strcmp(b->value, "no");
		}
	assert_int_equal(changed, 1);
	assert_int_equal(same, before.n_options - 1);
	store_close(s);
	others_are_read();
}

/* While the first was the only system, an origin id was taken for its own, though it lists no such document.
 * The second lists it: the document is its. */
static void what_was_taken_for_the_only_system_s_goes_to_the_one_that_lists_it(void **state)
{
	struct record_array bills = { 0 };
	struct store *s = NULL;
	struct link l, now;
	int64_t row = 0;

	rows_of(ENTITY_INVOICE, second, &bills);
	peer_close(&peer);
	assert_int_equal(store_open(&s, peer.database, STORE_WRITE, NULL), 0);
	for (size_t i = 0; i < bills.len && !row; i++)
		if (links_by_erp_record(s, ENTITY_INVOICE, bills.items[i].id, &pool, &l, NULL) == 0 &&
		    l.connection_id == second)
			row = bills.items[i].id;
	assert_true(row);
	assert_int_equal(links_remove_in(s, ENTITY_INVOICE, l.record_id, second, NULL), 0);
	assert_int_equal(links_put(s, &(struct link){ .entity = ENTITY_INVOICE, .record_id = l.record_id,
		.connection_id = first, .erp_id = l.erp_id, .erp_code = l.erp_code, .origin = "match" }, NULL), 0);
	assert_int_equal(records_judge_add(s, ENTITY_INVOICE, row, NULL), 0);
	store_close(s);

	peer_open(&peer);
	synced(0);
	assert_false(links_of(ENTITY_INVOICE, l.record_id, first, NULL));
	assert_true(links_of(ENTITY_INVOICE, l.record_id, second, &now));
	assert_int_equal(now.erp_record_id, row);
	assert_string_equal(now.erp_id, l.erp_id);
	assert_int_equal(get(ENTITY_INVOICE, l.record_id).state.books, second);
	assert_int_equal(get(ENTITY_INVOICE, l.record_id).state.status, STATUS_SYNCED);
	ARRAY_RELEASE(&bills);
}

/* Whoever changed the database: nothing is sent, and it is said why. */
static void what_got_mixed_all_the_same_sends_nothing(void **state)
{
	int64_t id = ready_in(first), got;
	struct connection c;
	struct store *s;

	peer_close(&peer);
	assert_int_equal(store_open(&s, peer.database, STORE_WRITE, NULL), 0);
	assert_int_equal(store_connection_find(s, SECOND, &pool, &c, NULL), 0);
	for (size_t i = 0; i < c.n_options; i++)
		if (!strcmp(c.options[i].name, "environment"))
			c.options[i].value = "production";
	assert_int_equal(store_connection_put(s, &c, &got, NULL), 0);
	store_close(s);
	peer_open(&peer);
	assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0), ERR_CONFIG);
	assert_int_equal(get(ENTITY_COMMITMENT, id).state.status, STATUS_READY);
}

/* ---- what it costs ---- */

static void every_sync_says_calls_bytes_and_waiting(void **state)
{
	struct message *done;
	struct sync_run_array runs = { 0 };
	int64_t exchanged = 0, counted;
	struct store *s;

	peer_close(&peer);
	peer_sim_stop(&peer);
	peer_sim_start(&peer);                           /* counters from zero */
	peer_open(&peer);
	peer_fault(&peer, FIRST, "{\"kind\":\"429\",\"count\":1,\"skip\":3,\"retry_after\":1}");
	done = peer_sync(&peer, FIRST, 0);
	assert_int_equal(done->error.cls, 0);
	assert_non_null(strstr(done->text, "calls, "));
	assert_non_null(strstr(done->text, " kB both ways"));
	assert_non_null(strstr(done->text, " waited for its pace"));
	counted = done->number2;
	message_free(done);
	s = peer_look(&peer);
	sync_run_list(s, 1, &pool, &runs, NULL);
	assert_int_equal(runs.len, 1);
	exchanged = runs.items[0].calls;
	assert_int_equal(exchanged, counted);
	assert_true(runs.items[0].bytes > 1000);
	assert_true(runs.items[0].waited_ms >= 900 && runs.items[0].waited_ms < 60000);
	/* the other side counts the same, with the one it turned away */
	assert_int_equal(peer_counter(&peer, FIRST, FIRST ".calls") + 1, counted);
	ARRAY_RELEASE(&runs);
	store_close(s);
}

/* The day's calls are used up: nobody waits for hours, and the other system is not held up. */
static void a_wait_of_hours_is_said_and_ends(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct message *done;

	peer_close(&peer);
	peer_open(&peer);
	peer_fault(&peer, FIRST, "{\"kind\":\"429\",\"count\":1,\"skip\":3,\"retry_after\":19000}");
	done = peer_sync(&peer, FIRST, 0);
	assert_int_equal(done->error.cls, ERR_LATER);
	message_free(done);
	done = peer_sync(&peer, FIRST, 0);               /* not a single call */
	assert_int_equal(done->error.cls, ERR_LATER);
	error_text(&text, &done->error, 0);
	assert_non_null(strstr(text.s, "asked not to be called for 5 h 16 min"));
	message_free(done);
	done = peer_sync(&peer, SECOND, 0);
	assert_int_equal(done->error.cls, 0);
	message_free(done);
	strbuf_release(&text);
}

static int set_up(void **state)
{
	static const char *const args[] = { "--system", "procore", "--system", FIRST, "--system", SECOND, NULL };
	struct connection c;
	struct store *s;

	peer_init(&peer, args);
	peer_open(&peer);
	peer_company(&peer);
	synced(0);
	s = peer_look(&peer);
	assert_int_equal(store_connection_find(s, "procore", &pool, &c, NULL), 0);
	procore = c.id;
	assert_int_equal(store_connection_find(s, FIRST, &pool, &c, NULL), 0);
	first = c.id;
	assert_int_equal(store_connection_find(s, SECOND, &pool, &c, NULL), 0);
	second = c.id;
	store_close(s);
	peer_close(&peer);
	peer_keep(&peer);
	return 0;
}

static int tear_down(void **state)
{
	pool_release(&pool);
	peer_release(&peer);
	return 0;
}

#define STORY(f) cmocka_unit_test_setup(f, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(every_job_and_what_is_on_it_belongs_to_one_system),
		STORY(lists_are_told_apart_by_system),
		STORY(vendors_are_known_in_both_systems),
		STORY(a_job_of_no_system_is_held_until_one_is_chosen),
		STORY(documents_go_to_their_own_system),
		STORY(a_vendor_of_one_system_is_exported_to_another_that_needs_it),
		STORY(a_vendor_may_be_sent_to_a_named_system_alone),
		STORY(a_lost_answer_of_the_second_system_leaves_the_first_alone),
		STORY(real_books_are_not_put_beside_test_companies),
		STORY(one_company_is_not_connected_twice),
		STORY(options_that_are_not_named_stay),
		STORY(what_was_taken_for_the_only_system_s_goes_to_the_one_that_lists_it),
		STORY(what_got_mixed_all_the_same_sends_nothing),
		STORY(every_sync_says_calls_bytes_and_waiting),
		STORY(a_wait_of_hours_is_said_and_ends),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
