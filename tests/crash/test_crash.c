/* Exactly once, however it stops.
 *
 * The story: a person approves an invoice with its prerequisite, the commitment; both are
 * exported and Procore gets their origin ids.  It is told again and again,
 *
 *   1. with the program killed at the Nth step (every move of the outbox before and after
 *      its commit, every request before it leaves and after its answer), N = 1, 2, 3 ...
 *      until the story ends by itself; then started again until nothing is on its way;
 *   2. with the Kth answer of each system cut off after it was carried out;
 *   3. with both at once, for a few.
 *
 * And before: the first sync, killed in the middle and gone on with, brings the same rows.
 *
 * Each time the simulators, which share no code with the program, must hold exactly one
 * subcontract and one bill, and the outbox must hold nothing unsettled. */
#include "base/text.h"
#include "base/xalloc.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "sync/crash.h"
#include "tests/contract/peer.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

#define ROUNDS 40                  /* more than any story needs to become quiet */
#define MAX_STEPS 600

struct story {
	struct peer peer;
	int64_t invoice, commitment;
	char *invoice_number, *commitment_number, *invoice_remote, *commitment_remote;  /* owned */
	int failed;
};

/* ---- choosing what to approve ---- */

static int only_commitment_missing(struct store *s, const struct record *r, struct pool *p, int64_t *fix)
{
	struct finding_array f = { 0 };
	int holds = 0, ok = 0;

	findings_list(s, r->entity, r->id, p, &f, NULL);
	for (size_t i = 0; i < f.len; i++) {
		if (strcmp(f.items[i].severity, "note") == 0)
			continue;
		holds++;
		ok = !strcmp(f.items[i].code, "commitment-not-exported") && f.items[i].prerequisite;
		*fix = f.items[i].fix_id;
	}
	ARRAY_RELEASE(&f);
	return ok && holds == 1;
}

static void choose(struct story *st)
{
	struct store *s = peer_look(&st->peer);
	struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_READY, .sort_field = SORT_ID };
	struct record_array rows = { 0 };
	struct pool p = POOL_INIT;
	struct record c;

	query_window(s, &q, 0, 0, 0, 200, &p, &rows, NULL);
	for (size_t i = 0; i < rows.len && !st->invoice; i++) {
		int64_t fix = 0;
		const struct record *r = &rows.items[i];
		if (r->state.status != STATUS_HELD || !only_commitment_missing(s, r, &p, &fix) ||
		    records_get(s, ENTITY_COMMITMENT, fix, &p, &c, NULL) < 0 ||
		    c.state.status != STATUS_READY || c.state.n_warnings ||
		    strcmp(record_text(&c, COMMITMENT_KIND), KIND_SUBCONTRACT))
			continue;
		st->invoice = r->id;
		st->commitment = fix;
		st->invoice_number = xstrdup(record_text(r, INVOICE_NUMBER));
		st->commitment_number = xstrdup(record_text(&c, COMMITMENT_NUMBER));
		st->invoice_remote = xstrdup(r->remote_id);
		st->commitment_remote = xstrdup(c.remote_id);
	}
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	store_close(s);
	if (!st->invoice)
		peer_die("the sample company has no invoice that waits for its commitment alone");
}

/* ---- the story ---- */

static enum status status_of(struct story *st, enum entity e, int64_t id)
{
	struct store *s = peer_look(&st->peer);
	struct pool p = POOL_INIT;
	struct record r;
	enum status is = records_get(s, e, id, &p, &r, NULL) == 0 ? r.state.status : STATUS_NONE;

	pool_release(&p);
	store_close(s);
	return is;
}

static int unsettled(struct story *st)
{
	struct store *s = peer_look(&st->peer);
	struct outbox_array rows = { 0 };
	struct pool p = POOL_INIT;
	int n;

	outbox_list(s, ENTITY_NONE, 0, &p, &rows, NULL);
	n = (int)rows.len;
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	store_close(s);
	return n;
}

static void approve(struct story *st)
{
	struct message *m = message_new(MSG_DECIDE), *a;

	m->verb = VERB_APPROVE;
	m->number = DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS | DECIDE_ANY_VERSION;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ ENTITY_INVOICE, st->invoice, 0 };
	m->n_items = 1;
	a = peer_ask(&st->peer, m);
	if (a->error.cls) {
		struct strbuf text = STRBUF_INIT;
		error_text(&text, &a->error, 0);
		peer_die("not approved: %s", text.s);
	}
	message_free(a);
}

/* What a person would do: approve if it is not approved, and wait. */
static void tell_story(struct story *st)
{
	enum status is;

	peer_open(&st->peer);
	is = status_of(st, ENTITY_INVOICE, st->invoice);
	if (is == STATUS_HELD || is == STATUS_READY)
		approve(st);
	message_free(peer_sync(&st->peer, NULL, MSG_SYNC_SEND_ONLY));
	peer_close(&st->peer);
}

/* The story in a process of its own; its exit code. */
static int in_child(struct story *st, const char *crash, void (*what)(struct story *st))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		st->peer.sim = 0;            /* not ours to stop */
		if (crash)
			setenv("COMPTOIR_CRASH", crash, 1);
		what(st);
		_exit(0);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void until_quiet(struct story *st)
{
	int rounds = 0;

	do {
		if (rounds++ > ROUNDS)
			return;
		if (in_child(st, NULL, tell_story))
			peer_die("the program ended by itself");
	} while (unsettled(st) || status_of(st, ENTITY_INVOICE, st->invoice) == STATUS_HELD ||
		status_of(st, ENTITY_INVOICE, st->invoice) == STATUS_READY);
}

/* ---- what must be true at the end ---- */

static void expect(struct story *st, int yes, const char *what, const char *when)
{
	if (yes)
		return;
	st->failed++;
	printf("not ok: %s (%s)\n", what, when);
}

static void verify(struct story *st, const char *when)
{
	struct strbuf erp = STRBUF_INIT, procore = STRBUF_INIT, origin = STRBUF_INIT;
	int n;

	peer_control(&st->peer, "acumatica", "state", NULL, &erp);
	peer_control(&st->peer, "procore", "state", NULL, &procore);
	n = worker_json_find(NULL, erp.s, "Subcontract", "VendorRef", st->commitment_number, "VendorRef");
	expect(st, n == 1, n ? "more than one subcontract" : "no subcontract", when);
	n = worker_json_find(NULL, erp.s, "Bill", "VendorRef", st->invoice_number, "VendorRef");
	expect(st, n == 1, n ? "more than one bill" : "no bill", when);
	n = worker_json_find(&origin, procore.s, "commitments", "id", st->commitment_remote, "origin_id");
	expect(st, n == 1 && origin.len, "Procore's commitment carries no origin id", when);
	strbuf_reset(&origin);
	n = worker_json_find(&origin, procore.s, "requisitions", "id", st->invoice_remote, "origin_id");
	expect(st, n == 1 && origin.len, "Procore's invoice carries no origin id", when);
	expect(st, !unsettled(st), "the outbox still holds something", when);
	expect(st, status_of(st, ENTITY_COMMITMENT, st->commitment) == STATUS_SYNCED, "the commitment is not synced",
		when);
	expect(st, status_of(st, ENTITY_INVOICE, st->invoice) == STATUS_SYNCED, "the invoice is not synced", when);
	strbuf_release(&erp);
	strbuf_release(&procore);
	strbuf_release(&origin);
}

static void again(struct story *st)
{
	peer_sim_stop(&st->peer);
	peer_restore(&st->peer);
	peer_sim_start(&st->peer);
}

/* ---- the first sync ---- */

static int64_t rows_in_all(struct story *st)
{
	struct store *s = peer_look(&st->peer);
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	int64_t n = 0;

	store_connections(s, &p, &all, NULL);
	for (size_t c = 0; c < all.len; c++)
		for (int e = 0; e < ENTITY_COUNT; e++) {
			struct record_array rows = { 0 };
			int64_t after = 0;
			do {
				rows.len = 0;
				records_list(s, (enum entity)e, all.items[c].id, after, 500, &p, &rows, NULL);
				n += (int64_t)rows.len;
				after = rows.len ? rows.items[rows.len - 1].id : after;
			} while (rows.len);
			ARRAY_RELEASE(&rows);
		}
	ARRAY_RELEASE(&all);
	pool_release(&p);
	store_close(s);
	return n;
}

static void read_everything(struct story *st)
{
	struct message *done;

	peer_open(&st->peer);
	done = peer_sync(&st->peer, NULL, 0);
	if (done->error.cls)
		peer_die("the sync failed");
	message_free(done);
	message_free(peer_sync(&st->peer, NULL, MSG_SYNC_SEND_ONLY));   /* payments of the sample */
	peer_close(&st->peer);
}

/* Killed while reading, and started again: the same rows as in one go, and a whole trail. */
static void first_sync_killed(struct story *st)
{
	static const int at[] = { 1, 7, 20, 45, 80, 120, 170, 230, 300, 380 };
	struct audit_verdict v;
	int64_t whole;
	int before = st->failed, n = 0;

	read_everything(st);
	whole = rows_in_all(st);
	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		char when[64];
		struct store *s;
		int64_t got;
		again(st);
		snprintf(when, sizeof when, "any:%d", at[i]);
		n += in_child(st, when, read_everything) == CRASH_EXIT;
		if (in_child(st, NULL, read_everything))
			peer_die("the program ended by itself");
		got = rows_in_all(st);
		if (got != whole)
			printf("# %lld rows, not %lld\n", (long long)got, (long long)whole);
		expect(st, got == whole, "other rows than in one go", when);
		s = peer_look(&st->peer);
		expect(st, audit_verify(s, &v, NULL) == 0, "the audit trail does not hold", when);
		store_close(s);
	}
	printf("%s 1 - the first sync killed at %d steps and gone on with\n",
		st->failed > before ? "not ok" : "ok", n);
}

/* ---- the three ways ---- */

static int killed_at_every_step(struct story *st)
{
	char when[64];
	int n, rc;

	for (n = 1; n <= MAX_STEPS; n++) {
		snprintf(when, sizeof when, "any:%d", n);
		if (getenv("CRASH_VERBOSE"))
			printf("# %s\n", when);
		again(st);
		rc = in_child(st, when, tell_story);
		if (rc != 0 && rc != CRASH_EXIT)
			peer_die("%s: the program ended with %d", when, rc);
		until_quiet(st);
		verify(st, when);
		if (rc == 0)
			break;
	}
	printf("%s 2 - killed at each of %d steps\n", st->failed ? "not ok" : "ok", n - 1);
	return n - 1;
}

static void answers_cut(struct story *st)
{
	int total = 0, before = st->failed;

	for (int s = 0; s < 2; s++) {
		const char *system = s ? "acumatica" : "procore";
		for (int k = 0; k < MAX_STEPS; k++, total++) {
			char fault[128], when[64];
			struct strbuf left = STRBUF_INIT;
			snprintf(when, sizeof when, "%s, answer %d cut", system, k + 1);
			snprintf(fault, sizeof fault, "{\"kind\":\"cut_after_apply\",\"count\":1,\"skip\":%d}", k);
			again(st);
			peer_fault(&st->peer, system, fault);
			until_quiet(st);
			verify(st, when);
			peer_control(&st->peer, system, "fault", NULL, &left);
			if (strstr(left.s, "\"count\":1"))
				k = MAX_STEPS;           /* it was never reached */
			strbuf_release(&left);
		}
	}
	printf("%s 3 - each of %d answers cut after it was carried out\n", st->failed > before ? "not ok" : "ok",
		total);
}

static void both(struct story *st, int steps)
{
	int before = st->failed, n = 0;

	for (int step = 3; step <= steps; step += 7, n++) {
		char when[64];
		snprintf(when, sizeof when, "any:%d", step);
		again(st);
		peer_fault(&st->peer, "acumatica",
			"{\"kind\":\"cut_after_apply\",\"count\":1,\"match\":\"PUT Bill\"}");
		peer_fault(&st->peer, "acumatica",
			"{\"kind\":\"cut_after_apply\",\"count\":1,\"match\":\"PUT Subcontract\"}");
		in_child(st, when, tell_story);
		until_quiet(st);
		verify(st, when);
	}
	printf("%s 4 - killed at %d steps with the answers to both documents lost\n",
		st->failed > before ? "not ok" : "ok", n);
}

int main(void)
{
	struct story st = { 0 };
	int steps;

	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..4\n");
	peer_init(&st.peer, NULL);
	peer_open(&st.peer);
	peer_company(&st.peer);
	peer_close(&st.peer);
	peer_keep(&st.peer);
	first_sync_killed(&st);
	again(&st);
	read_everything(&st);
	choose(&st);
	peer_keep(&st.peer);
	steps = killed_at_every_step(&st);
	answers_cut(&st);
	both(&st, steps);
	peer_release(&st.peer);
	free(st.invoice_number);
	free(st.commitment_number);
	free(st.invoice_remote);
	free(st.commitment_remote);
	return st.failed ? 1 : 0;
}
