/* A first load judges without most indexes, and does not judge what it knows.  What it leaves must be
 * what judging each record by itself leaves: everything a judgement makes is taken away, all is judged
 * again with the indexes there, one after the other, and the two are compared as text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/xalloc.h"
#include "model/filter.h"
#include "store/records.h"
#include "tests/contract/peer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static struct peer peer;
static int64_t erp;                /* its connection */

#define EACH_TAB(e) (int e = 0; e < ENTITY_TAB_COUNT; e++)

/* ---- what is there, as text ---- */

static const char *or_dash(const char *s)
{
	return s ? s : "-";
}

static void add_links(struct strbuf *out, struct store *s, const struct record *r, struct pool *p)
{
	struct link_array links = { 0 };

	assert_int_equal(links_list(s, r->entity, r->id, p, &links, NULL), 0);
	for (size_t i = 0; i < links.len; i++) {
		const struct link *l = &links.items[i];
		strbuf_addf(out, "  link %lld %s %s %lld %s\n   %s\n   %s\n", (long long)l->connection_id, or_dash(l->erp_id),
			or_dash(l->erp_code), (long long)l->erp_record_id, or_dash(l->origin), or_dash(l->snapshot),
			or_dash(l->erp_snapshot));
	}
	ARRAY_RELEASE(&links);
}

static void add_findings(struct strbuf *out, struct store *s, const struct record *r, struct pool *p)
{
	struct finding_array f = { 0 };

	assert_int_equal(findings_list(s, r->entity, r->id, p, &f, NULL), 0);
	for (size_t i = 0; i < f.len; i++)
		strbuf_addf(out, "  %s %s %s %d %lld %d %s %s\n", f.items[i].severity, f.items[i].code, or_dash(f.items[i].args),
			(int)f.items[i].fix_entity, (long long)f.items[i].fix_id, f.items[i].prerequisite,
			or_dash(f.items[i].field), or_dash(f.items[i].proposal));
	ARRAY_RELEASE(&f);
}

static void add_record(struct strbuf *out, struct store *s, const struct record *r, struct pool *p)
{
	const struct record_state *st = &r->state;

	strbuf_addf(out, "%s %lld %s version %lld, %s %d %d %d %s %s %s %lld ", entities[r->entity].name, (long long)r->id,
		r->remote_id, (long long)st->version, statuses[st->status].name, st->resubmitted, (int)st->n_holds,
		(int)st->n_warnings, or_dash(st->note), or_dash(st->note_args), or_dash(st->erp_code),
		(long long)st->books);
	record_add_json(out, r, 0);
	strbuf_addc(out, '\n');
	add_links(out, s, r, p);
	add_findings(out, s, r, p);
}

static void each_record(struct store *s, enum entity e, void (*what)(struct strbuf *out, struct store *s,
	const struct record *r, struct pool *p), struct strbuf *out)
{
	struct connection_array all = { 0 };
	struct record_array rows = { 0 };
	struct pool p = POOL_INIT;

	assert_int_equal(store_connections(s, &p, &all, NULL), 0);
	for (size_t c = 0; c < all.len; c++) {
		rows.len = 0;
		assert_int_equal(records_list(s, e, all.items[c].id, 0, 1000000, &p, &rows, NULL), 0);
		for (size_t i = 0; i < rows.len; i++)
			what(out, s, &rows.items[i], &p);
	}
	ARRAY_RELEASE(&rows);
	ARRAY_RELEASE(&all);
	pool_release(&p);
}

/* Lists and their totals: what a person counts and sums, and what a word finds. */
static void add_lists(struct strbuf *out, struct store *s, enum entity e)
{
	static const char *const words[] = { "", "00", "201", "inc" };

	for (int v = 0; v < VIEW_COUNT; v++)
		for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
			struct filter f;
			struct query q = { .entity = e, .view = (enum view)v, .filter = &f, .sort_field = SORT_ID };
			struct query_totals t;

			assert_int_equal(filter_parse(&f, e, words[i], NULL), 0);
			assert_int_equal(query_totals(s, &q, &t, NULL), 0);
			strbuf_addf(out, "%s, list %d, \"%s\": %lld", entities[e].name, v, words[i], (long long)t.count);
			for (size_t n = 0; n < t.n; n++)
				strbuf_addf(out, " %s %lld", t.by_currency[n].currency, (long long)t.by_currency[n].sum);
			strbuf_addc(out, '\n');
			filter_release(&f);
		}
}

static char *everything(void)
{
	struct strbuf out = STRBUF_INIT;
	struct store *s = peer_look(&peer);

	for EACH_TAB(e) {
		each_record(s, (enum entity)e, add_record, &out);
		add_lists(&out, s, (enum entity)e);
	}
	assert_int_equal(store_check(s, NULL), 0);
	store_close(s);
	return strbuf_detach(&out);
}

/* ---- taking the judgement away ---- */

static void unlink_all(struct strbuf *out, struct store *s, const struct record *r, struct pool *p)
{
	struct link l;

	(void)out;
	while (links_get(s, r->entity, r->id, p, &l, NULL) == 0)
		assert_int_equal(links_remove(s, r->entity, r->id, NULL), 0);
}

/* As it came. */
static void forget(struct strbuf *out, struct store *s, const struct record *r, struct pool *p)
{
	struct record_state st = r->state;
	const struct finding_array none = { 0 };

	(void)out;
	(void)p;
	st.status = r->connection_id != erp ? STATUS_NOT_READY :
		r->entity == ENTITY_COMMITMENT || r->entity == ENTITY_INVOICE ? STATUS_NONE : STATUS_STAGED;
	st.books = r->connection_id == erp ? erp : 0;
	st.note = st.note_args = st.erp_code = NULL;
	st.n_holds = st.n_warnings = 0;
	assert_int_equal(findings_replace(s, r->entity, r->id, &none, NULL), 0);
	assert_int_equal(records_set_state(s, r->entity, r->id, &st, NULL), 0);
	assert_int_equal(records_judge_add(s, r->entity, r->id, NULL), 0);
}

static void forget_judgements(void)
{
	struct store *s = NULL;

	assert_int_equal(store_open(&s, peer.database, STORE_WRITE, NULL), 0);
	assert_int_equal(store_begin(s, NULL), 0);
	for EACH_TAB(e)
		each_record(s, (enum entity)e, unlink_all, NULL);
	for EACH_TAB(e)
		each_record(s, (enum entity)e, forget, NULL);
	assert_int_equal(store_commit(s, NULL), 0);
	store_close(s);
}

/* ---- the test ---- */

/* Payments stay where they are: what was sent would not come back. */
static void send_no_payments(void)
{
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	struct store *s = NULL;

	assert_int_equal(store_open(&s, peer.database, STORE_WRITE, NULL), 0);
	assert_int_equal(store_connections(s, &p, &all, NULL), 0);
	for (size_t i = 0; i < all.len; i++) {
		struct connection *c = &all.items[i];
		struct connection_option *o = pool_alloc(&p, (c->n_options + 1) * sizeof *o);
		size_t n = 0;
		int64_t id;

		if (strcmp(c->role, "erp"))
			continue;
		erp = c->id;
		for (size_t k = 0; k < c->n_options; k++)
			if (strcmp(c->options[k].name, "payments"))
				o[n++] = c->options[k];
		o[n++] = (struct connection_option){ "payments", "off" };
		c->options = o;
		c->n_options = n;
		assert_int_equal(store_connection_put(s, c, &id, NULL), 0);
	}
	store_close(s);
	ARRAY_RELEASE(&all);
	pool_release(&p);
}

static void sync_all(void)
{
	struct message *m;

	peer_open(&peer);
	m = peer_sync(&peer, NULL, 0);
	assert_int_equal(m->error.cls, 0);
	message_free(m);
	peer_close(&peer);
}

static void assert_same_text(const char *a, const char *b)
{
	size_t line = 0, n = 0;

	while (a[n] && a[n] == b[n]) {
		n++;
		if (a[n - 1] == '\n')
			line = n;
	}
	if (a[n] || b[n])
		fail_msg("a first load says\n%.*s\nand one by one\n%.*s", (int)strcspn(a + line, "\n"), a + line,
			(int)strcspn(b + line, "\n"), b + line);
}

static void a_first_load_leaves_what_judging_one_by_one_leaves(void **state)
{
	char *first, *bare, *again;

	(void)state;
	sync_all();
	first = everything();
	assert_non_null(strstr(first, "  link "));
	assert_non_null(strstr(first, "  hold "));
	assert_non_null(strstr(first, ", synced "));
	forget_judgements();
	bare = everything();
	assert_null(strstr(bare, "  link "));
	assert_null(strstr(bare, "  hold "));
	assert_null(strstr(bare, ", synced "));
	sync_all();
	again = everything();
	assert_same_text(first, again);
	free(first);
	free(bare);
	free(again);
}

static int set_up(void **state)
{
	static const char *const args[] = { "--scale", "400", "--rate", "hour=0,spike=0", NULL };

	(void)state;
	peer_init(&peer, args);
	peer_open(&peer);
	peer_company(&peer);
	peer_close(&peer);
	send_no_payments();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	peer_release(&peer);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_load_leaves_what_judging_one_by_one_leaves),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
