/* What a person does, through the worker's messages, with the simulators as witnesses:
 * each test is one story that begins with the sample company freshly synced. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/xalloc.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "tests/contract/peer.h"
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/banned.h"

static struct peer peer;
static struct pool pool;

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

static enum status status_of(enum entity e, int64_t id)
{
	return get(e, id).state.status;
}

#define assert_status(e, id, st) do { \
	struct record r_ = get(e, id); \
	if (r_.state.status != (st)) \
		fail_msg("%s %s is %s (%s %s), not %s", entities[e].name, record_name(&r_), \
			statuses[r_.state.status].name, r_.state.note ? r_.state.note : "", \
			r_.state.note_args ? r_.state.note_args : "", statuses[st].name); \
} while (0)

/* The first record of a view for which yes() holds; 0. */
static int64_t find(enum entity e, enum view v, int (*yes)(struct store *s, const struct record *r))
{
	struct store *s = peer_look(&peer);
	struct query q = { .entity = e, .view = v, .sort_field = SORT_ID };
	struct record_array rows = { 0 };
	int64_t id = 0;

	query_window(s, &q, 0, 0, 0, 500, &pool, &rows, NULL);
	for (size_t i = 0; i < rows.len && !id; i++)
		if (yes(s, &rows.items[i]))
			id = rows.items[i].id;
	ARRAY_RELEASE(&rows);
	store_close(s);
	return id;
}

static int is_ready(struct store *s, const struct record *r)
{
	return r->state.status == STATUS_READY && r->state.n_warnings == 0 &&
		(r->entity != ENTITY_COMMITMENT || !strcmp(record_text(r, COMMITMENT_KIND), KIND_SUBCONTRACT));
}

static int is_synced(struct store *s, const struct record *r)
{
	return r->state.status == STATUS_SYNCED;
}

static int is_held(struct store *s, const struct record *r)
{
	return r->state.status == STATUS_HELD;
}

static int is_staged(struct store *s, const struct record *r)
{
	return r->state.status == STATUS_STAGED;
}

static int has_finding(struct store *s, const struct record *r, const char *code, int alone, int64_t *fix)
{
	struct finding_array f = { 0 };
	int hit = 0, holds = 0;

	findings_list(s, r->entity, r->id, &pool, &f, NULL);
	for (size_t i = 0; i < f.len; i++) {
		holds += !strcmp(f.items[i].severity, "hold");
		if (!strcmp(f.items[i].code, code)) {
			hit = 1;
			*fix = f.items[i].fix_id;
		}
	}
	ARRAY_RELEASE(&f);
	return hit && (!alone || holds <= 1);
}

static int64_t fix_id;

static int only_vendor_missing(struct store *s, const struct record *r)
{
	struct record v;
	int64_t nothing;

	return has_finding(s, r, "vendor-not-linked", 1, &fix_id) && !r->state.n_warnings && fix_id &&
		records_get(s, ENTITY_VENDOR, fix_id, &pool, &v, NULL) == 0 &&
		has_finding(s, &v, "vendor-id", 1, &nothing);
}

static int only_commitment_missing(struct store *s, const struct record *r)
{
	return has_finding(s, r, "commitment-not-exported", 1, &fix_id) && !r->state.n_warnings;
}

static int looks_like_erp(struct store *s, const struct record *r)
{
	return has_finding(s, r, "erp-match", 0, &fix_id);
}

static struct message *decide(enum verb verb, enum entity e, int64_t id, const char *text, int64_t flags)
{
	struct message *m = message_new(MSG_DECIDE);

	m->verb = verb;
	m->text = text ? xstrdup(text) : NULL;
	m->number = flags;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ e, id, get(e, id).state.version };
	m->n_items = 1;
	return peer_ask(&peer, m);
}

static enum error_class decided(enum verb verb, enum entity e, int64_t id, const char *text, int64_t flags)
{
	struct message *a = decide(verb, e, id, text, flags);
	enum error_class cls = a->error.cls;
	struct strbuf said = STRBUF_INIT;

	if (cls) {
		error_text(&said, &a->error, 0);
		assert_true(said.len > 10);        /* never without words */
	}
	strbuf_release(&said);
	message_free(a);
	return cls;
}

static void well(enum verb verb, enum entity e, int64_t id, const char *text, int64_t flags)
{
	struct message *a = decide(verb, e, id, text, flags);
	struct strbuf said = STRBUF_INIT;

	if (a->error.cls) {
		error_text(&said, &a->error, 0);
		fail_msg("%s: %s", verbs[verb].name, said.s);
	}
	message_free(a);
}

static void sent(void)
{
	message_free(peer_sync(&peer, NULL, MSG_SYNC_SEND_ONLY));
}

static void synced(void)
{
	struct message *done = peer_sync(&peer, NULL, MSG_SYNC_EXPORT);
	struct strbuf text = STRBUF_INIT;

	if (done->error.cls) {
		error_text(&text, &done->error, 0);
		fail_msg("sync: %s", text.s);
	}
	message_free(done);
}

/* How many documents of that kind have this member; the other member's text. */
static int witness(const char *system, const char *list, const char *key, const char *value,
	const char *member, struct strbuf *out)
{
	struct strbuf state = STRBUF_INIT;
	int n;

	peer_control(&peer, system, "state", NULL, &state);
	n = worker_json_find(out, state.s, list, key, value, member);
	strbuf_release(&state);
	return n;
}

static void procore_says(const char *what, const char *remote_id, const char *json)
{
	char *path = xasprintf("procore/%s/%s", what, remote_id);

	peer_control(&peer, "procore", path, json, NULL);
	free(path);
}

static int fresh(void **state)
{
	peer_close(&peer);
	peer.user = NULL;
	peer.grace_ms = peer.auto_lock_ms = 0;
	peer_sim_stop(&peer);
	peer_restore(&peer);
	peer_sim_start(&peer);
	peer_open(&peer);
	pool_release(&pool);
	pool_init(&pool);
	fix_id = 0;
	strbuf_reset(&peer.news);
	return 0;
}

/* Exports a commitment and its invoice; both ids. */
static void export_pair(int64_t *commitment, int64_t *invoice)
{
	*invoice = find(ENTITY_INVOICE, VIEW_READY, only_commitment_missing);
	*commitment = fix_id;
	assert_true(*invoice && *commitment);
	well(VERB_APPROVE, ENTITY_INVOICE, *invoice, NULL, DECIDE_PREREQUISITES);
	sent();
	assert_status(ENTITY_COMMITMENT, *commitment, STATUS_SYNCED);
	assert_status(ENTITY_INVOICE, *invoice, STATUS_SYNCED);
}

/* ---- deciding ---- */

static void approve_refuses_what_is_held_in_words(void **state)
{
	int64_t id = find(ENTITY_INVOICE, VIEW_READY, is_held);

	assert_true(id);
	assert_int_equal(decided(VERB_APPROVE, ENTITY_INVOICE, id, NULL, 0), ERR_REFUSED);
	assert_status(ENTITY_INVOICE, id, STATUS_HELD);
}

static void approve_refuses_another_version_than_was_shown(void **state)
{
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);
	struct message *m = message_new(MSG_DECIDE), *a;

	m->verb = VERB_APPROVE;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ ENTITY_COMMITMENT, id, get(ENTITY_COMMITMENT, id).state.version + 1 };
	m->n_items = 1;
	a = peer_ask(&peer, m);
	assert_int_equal(a->error.cls, ERR_CONFLICT);
	message_free(a);
	assert_status(ENTITY_COMMITMENT, id, STATUS_READY);
}

static void approve_with_prerequisites_sends_vendor_before_commitment(void **state)
{
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, only_vendor_missing);
	struct message *m;

	assert_true(id);
	assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, DECIDE_PREREQUISITES), ERR_REFUSED);
	m = message_new(MSG_OVERRIDE);
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ ENTITY_VENDOR, fix_id, 0 };
	m->n_items = 1;
	m->name = xstrdup("erp_id");
	m->text = xstrdup("VTEST01");
	assert_int_equal(peer_tell(&peer, m), 0);
	assert_status(ENTITY_VENDOR, fix_id, STATUS_READY);
	assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0), ERR_REFUSED);
	well(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS);
	sent();
	assert_status(ENTITY_VENDOR, fix_id, STATUS_SYNCED);
	assert_status(ENTITY_COMMITMENT, id, STATUS_SYNCED);
	assert_string_equal(get(ENTITY_VENDOR, fix_id).state.erp_code, "VTEST01");
	assert_int_equal(witness("acumatica", "Vendor", "VendorID", "VTEST01", "VendorID", NULL), 1);
}

static void undo_takes_back_what_was_not_sent(void **state)
{
	int64_t id;
	struct record r;

	peer_close(&peer);
	peer.grace_ms = 3600000;
	peer_open(&peer);
	id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);
	well(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0);
	sent();
	assert_status(ENTITY_COMMITMENT, id, STATUS_QUEUED);
	well(VERB_UNDO, ENTITY_COMMITMENT, id, NULL, 0);
	assert_status(ENTITY_COMMITMENT, id, STATUS_READY);
	r = get(ENTITY_COMMITMENT, id);
	assert_int_equal(witness("acumatica", "Subcontract", "VendorRef", record_text(&r, COMMITMENT_NUMBER),
		"VendorRef", NULL), 0);
}

static void reject_goes_to_procore_and_comes_back_resubmitted(void **state)
{
	int64_t id = find(ENTITY_INVOICE, VIEW_READY, is_ready);
	struct strbuf said = STRBUF_INIT;
	const char *remote;
	struct record r;

	assert_true(id);
	remote = get(ENTITY_INVOICE, id).remote_id;
	assert_int_equal(decided(VERB_REJECT, ENTITY_INVOICE, id, NULL, 0), ERR_DATA);
	well(VERB_REJECT, ENTITY_INVOICE, id, "the retainage is wrong", 0);
	sent();
	assert_status(ENTITY_INVOICE, id, STATUS_REJECTED);
	assert_int_equal(witness("procore", "requisitions", "id", remote, "status", &said), 1);
	assert_string_equal(said.s, "revise_and_resubmit");
	synced();
	assert_status(ENTITY_INVOICE, id, STATUS_REJECTED);
	procore_says("invoices", remote, "{\"status\":\"approved\",\"invoice_number\":\"INV-CORR\"}");
	synced();
	assert_status(ENTITY_INVOICE, id, STATUS_READY);
	assert_true(get(ENTITY_INVOICE, id).state.resubmitted);
	r = get(ENTITY_INVOICE, id);
	assert_string_equal(record_text(&r, INVOICE_NUMBER), "INV-CORR");
	strbuf_release(&said);
}

static void reject_comes_back_when_resubmitted_unchanged(void **state)
{
	int64_t id = find(ENTITY_INVOICE, VIEW_READY, is_ready);
	const char *remote = get(ENTITY_INVOICE, id).remote_id;

	well(VERB_REJECT, ENTITY_INVOICE, id, "please confirm the amount", 0);
	synced();
	assert_status(ENTITY_INVOICE, id, STATUS_REJECTED);
	procore_says("invoices", remote, "{\"status\":\"approved\"}");
	synced();
	assert_status(ENTITY_INVOICE, id, STATUS_READY);
	assert_true(get(ENTITY_INVOICE, id).state.resubmitted);
}

/* ---- after the export ---- */

static void changed_since_export_shows_and_is_not_sent_again(void **state)
{
	int64_t commitment, invoice;
	struct record r;

	export_pair(&commitment, &invoice);
	synced();
	assert_status(ENTITY_COMMITMENT, commitment, STATUS_SYNCED);
	r = get(ENTITY_COMMITMENT, commitment);
	procore_says("commitments", r.remote_id, "{\"title\":\"Another title\"}");
	synced();
	assert_status(ENTITY_COMMITMENT, commitment, STATUS_CHANGED);
	assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, commitment, NULL, 0), ERR_REFUSED);
	assert_int_equal(witness("acumatica", "Subcontract", "VendorRef", record_text(&r, COMMITMENT_NUMBER),
		"VendorRef", NULL), 1);
}

static void unlink_is_refused_while_the_erp_has_it(void **state)
{
	int64_t commitment, invoice;
	struct strbuf number = STRBUF_INIT, body = STRBUF_INIT, mark = STRBUF_INIT;
	struct record r;

	/* also what another program had exported before */
	for (int e = 0; e <= ENTITY_INVOICE; e++)
		assert_int_equal(decided(VERB_UNLINK, e, find(e, VIEW_SYNCED, is_synced), NULL, 0), ERR_REFUSED);
	export_pair(&commitment, &invoice);
	r = get(ENTITY_INVOICE, invoice);
	assert_int_equal(decided(VERB_UNLINK, ENTITY_INVOICE, invoice, NULL, 0), ERR_REFUSED);
	assert_status(ENTITY_INVOICE, invoice, STATUS_SYNCED);
	witness("acumatica", "Bill", "VendorRef", record_text(&r, INVOICE_NUMBER), "ReferenceNbr", &number);
	assert_true(number.len);
	strbuf_addf(&body, "{\"entity\":\"Bill\",\"keys\":[\"Bill\",\"%s\"],\"delete\":true}", number.s);
	peer_control(&peer, "acumatica", "acumatica/record", body.s, NULL);
	well(VERB_UNLINK, ENTITY_INVOICE, invoice, NULL, 0);
	sent();
	assert_status(ENTITY_INVOICE, invoice, STATUS_READY);
	synced();
	assert_status(ENTITY_INVOICE, invoice, STATUS_READY);   /* the old mark does not link it again */
	assert_null(get(ENTITY_INVOICE, invoice).state.erp_code);
	well(VERB_APPROVE, ENTITY_INVOICE, invoice, NULL, DECIDE_ACCEPT_WARNINGS);
	sent();
	assert_status(ENTITY_INVOICE, invoice, STATUS_SYNCED);
	strbuf_reset(&number);
	witness("acumatica", "Bill", "VendorRef", record_text(&r, INVOICE_NUMBER), "ReferenceNbr", &number);
	witness("procore", "requisitions", "id", r.remote_id, "origin_id", &mark);
	assert_string_equal(mark.s, number.s);                  /* and the new one replaces it */
	strbuf_release(&mark);
	strbuf_release(&number);
	strbuf_release(&body);
}

static void a_payment_comes_to_procore_and_its_voiding_too(void **state)
{
	int64_t commitment, invoice;
	struct strbuf number = STRBUF_INIT, body = STRBUF_INIT, answer = STRBUF_INIT, check = STRBUF_INIT;
	struct record r;
	const char *remote;

	export_pair(&commitment, &invoice);
	r = get(ENTITY_INVOICE, invoice);
	remote = r.remote_id;
	witness("acumatica", "Bill", "VendorRef", record_text(&r, INVOICE_NUMBER), "ReferenceNbr", &number);
	strbuf_addf(&body, "{\"bill\":\"%s\",\"amount\":1000,\"check\":\"77001\"}", number.s);
	peer_control(&peer, "acumatica", "acumatica/pay", body.s, &answer);
	worker_json_member(&check, answer.s, "check");
	synced();
	strbuf_reset(&answer);
	assert_int_equal(witness("procore", "contract_payments", "requisition_id", remote, "amount", &answer), 1);
	assert_string_equal(answer.s, "1000.0");
	synced();
	assert_int_equal(witness("procore", "contract_payments", "requisition_id", remote, "amount", NULL), 1);
	strbuf_reset(&body);
	strbuf_addf(&body, "{\"check\":\"%s\"}", check.s);
	peer_control(&peer, "acumatica", "acumatica/void", body.s, NULL);
	synced();
	strbuf_reset(&answer);
	witness("procore", "contract_payments", "requisition_id", remote, "_deleted", &answer);
	assert_string_equal(answer.s, "true");
	strbuf_release(&number);
	strbuf_release(&body);
	strbuf_release(&answer);
	strbuf_release(&check);
}

/* ---- linking and adding ---- */

static void link_ties_two_records_and_marks_procores(void **state)
{
	int64_t id = find(ENTITY_VENDOR, VIEW_READY, looks_like_erp);
	struct strbuf origin = STRBUF_INIT;
	struct record erp;

	if (!id)
		skip();
	erp = get(ENTITY_VENDOR, fix_id);
	assert_int_equal(decided(VERB_LINK, ENTITY_VENDOR, id, "NOSUCH", 0), ERR_NOTFOUND);
	well(VERB_LINK, ENTITY_VENDOR, id, record_name(&erp), 0);
	sent();
	assert_status(ENTITY_VENDOR, id, STATUS_SYNCED);
	assert_int_equal(witness("procore", "vendors", "id", get(ENTITY_VENDOR, id).remote_id, "origin_id",
		&origin), 1);
	assert_true(origin.len);
	well(VERB_UNLINK, ENTITY_VENDOR, id, NULL, 0);
	sent();
	assert_int_not_equal(status_of(ENTITY_VENDOR, id), STATUS_SYNCED);
	synced();
	assert_int_not_equal(status_of(ENTITY_VENDOR, id), STATUS_SYNCED);
	strbuf_release(&origin);
}

static void add_makes_the_vendor_in_procore_once(void **state)
{
	int64_t id = find(ENTITY_VENDOR, VIEW_IMPORT, is_staged);
	struct record erp;
	int64_t before;

	assert_true(id);
	erp = get(ENTITY_VENDOR, id);
	before = peer_rows(&peer, ENTITY_VENDOR);
	well(VERB_ADD, ENTITY_VENDOR, id, NULL, 0);
	sent();
	assert_status(ENTITY_VENDOR, id, STATUS_NONE);
	assert_int_equal(witness("procore", "vendors", "origin_id", erp.remote_id, "name", NULL), 1);
	synced();
	assert_int_equal(peer_rows(&peer, ENTITY_VENDOR), before);   /* one row stands for both */
	assert_int_equal(witness("procore", "vendors", "origin_id", erp.remote_id, "name", NULL), 1);
}

static void archive_hides_and_restore_brings_back(void **state)
{
	int64_t id = find(ENTITY_VENDOR, VIEW_IMPORT, is_staged);

	well(VERB_ARCHIVE, ENTITY_VENDOR, id, NULL, 0);
	assert_status(ENTITY_VENDOR, id, STATUS_ARCHIVED);
	synced();
	assert_status(ENTITY_VENDOR, id, STATUS_ARCHIVED);
	well(VERB_RESTORE, ENTITY_VENDOR, id, NULL, 0);
	assert_status(ENTITY_VENDOR, id, STATUS_STAGED);
}

/* ---- who may, and where ---- */

static void an_unknown_user_and_a_reader_may_not_decide(void **state)
{
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);
	struct message *m = message_new(MSG_USER_PUT), *done;

	m->name = xstrdup("rita");
	m->text = xstrdup("read-only");
	assert_int_equal(peer_tell(&peer, m), 0);
	m = message_new(MSG_USER_PUT);
	m->name = xstrdup("arthur");
	m->text = xstrdup("approver");
	assert_int_equal(peer_tell(&peer, m), 0);
	for (int i = 0; i < 3; i++) {
		peer_close(&peer);
		peer.user = i == 0 ? "rita" : i == 1 ? "nobody" : "arthur";
		peer_open(&peer);
		assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0), ERR_RIGHT);
	}
	done = peer_sync(&peer, NULL, 0);
	message_free(done);
	m = message_new(MSG_USER_GRANT);
	m->name = xstrdup("arthur");
	m->entity = ENTITY_COMMITMENT;
	m->text = xstrdup("export");
	m->number = 1;
	assert_int_equal(peer_tell(&peer, m), ERR_RIGHT);        /* he may not help himself */
	assert_status(ENTITY_COMMITMENT, id, STATUS_READY);
}

static void a_locked_vault_decides_nothing(void **state)
{
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);

	assert_int_equal(peer_tell(&peer, message_new(MSG_LOCK)), 0);
	assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0), ERR_LOCKED);
	assert_status(ENTITY_COMMITMENT, id, STATUS_READY);
}

static void another_company_over_there_stops_everything(void **state)
{
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);
	struct connection c;
	struct message *done;
	struct store *s;
	int64_t got;

	peer_close(&peer);
	assert_int_equal(store_open(&s, peer.database, STORE_WRITE, NULL), 0);
	assert_int_equal(store_connection_find(s, "acumatica", &pool, &c, NULL), 0);
	assert_non_null(c.fingerprint);
	c.fingerprint = "some other company";
	assert_int_equal(store_connection_put(s, &c, &got, NULL), 0);
	store_close(s);
	peer_open(&peer);
	well(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0);       /* not known yet: it is found at sign-in */
	sent();
	assert_int_not_equal(status_of(ENTITY_COMMITMENT, id), STATUS_SYNCED);
	assert_non_null(strstr(peer.news.s, "another company"));
	done = peer_sync(&peer, "acumatica", 0);
	assert_int_equal(done->error.cls, ERR_CONFIG);
	message_free(done);
	id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);
	assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0), ERR_CONFIG);
	assert_int_equal(witness("acumatica", "Subcontract", "Status", "On Hold", "Status", NULL), 0);
	assert_int_equal(witness("acumatica", "Subcontract", "Status", "Open", "Status", NULL), 0);
}

static void only_one_running_copy_sends(void **state)
{
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);
	char *path = xasprintf("%s.push", peer.database);
	int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
	well(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0);
	sent();
	assert_status(ENTITY_COMMITMENT, id, STATUS_QUEUED);
	assert_non_null(strstr(peer.news.s, "another running copy"));
	close(fd);
	free(path);
	sent();
	assert_status(ENTITY_COMMITMENT, id, STATUS_SYNCED);
}

static void what_the_erp_refuses_is_failed_with_its_reason_and_can_be_retried(void **state)
{
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);
	struct record r = get(ENTITY_COMMITMENT, id), v;
	struct store *s = peer_look(&peer);
	struct strbuf body = STRBUF_INIT;
	struct link l;

	assert_int_equal(records_find(s, ENTITY_VENDOR, r.connection_id, record_text(&r, COMMITMENT_VENDOR), &pool,
		&v, NULL), 0);
	assert_int_equal(links_get(s, ENTITY_VENDOR, v.id, &pool, &l, NULL), 0);
	store_close(s);
	strbuf_addf(&body, "{\"entity\":\"Vendor\",\"keys\":[\"%s\"],\"set\":{\"Status\":\"Inactive\"}}", l.erp_code);
	peer_control(&peer, "acumatica", "acumatica/record", body.s, NULL);
	well(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0);
	sent();
	assert_status(ENTITY_COMMITMENT, id, STATUS_FAILED);
	assert_non_null(get(ENTITY_COMMITMENT, id).state.note);
	strbuf_reset(&body);
	strbuf_addf(&body, "{\"entity\":\"Vendor\",\"keys\":[\"%s\"],\"set\":{\"Status\":\"Active\"}}", l.erp_code);
	peer_control(&peer, "acumatica", "acumatica/record", body.s, NULL);
	well(VERB_RETRY, ENTITY_COMMITMENT, id, NULL, 0);
	sent();
	assert_status(ENTITY_COMMITMENT, id, STATUS_SYNCED);
	strbuf_release(&body);
}

static void a_key_file_imports_and_never_exports(void **state)
{
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);
	char *key = xasprintf("%s/unattended.key", peer.home);
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	struct message *m = message_new(MSG_VAULT_UNATTENDED), *done;

	m->text = xstrdup(key);
	m->number = 1;
	assert_int_equal(peer_tell(&peer, m), 0);
	for (size_t i = 0; i < n; i++)
		for (const struct option_def *o = all[i].options; o && o->name; o++) {
			struct strbuf value = STRBUF_INIT;
			char *path = xasprintf("credentials.%s.%s", all[i].name, o->name);
			if (o->type == OPTION_SECRET && worker_json_member(&value, peer.ready, path) == 0) {
				m = message_new(MSG_VAULT_SET);
				m->name = xasprintf("%s/%s", all[i].name, o->name);
				m->secret = secret_from_text(value.s);
				m->number = 1;
				assert_int_equal(peer_tell(&peer, m), 0);
			}
			strbuf_release(&value);
			free(path);
		}
	assert_int_equal(peer_tell(&peer, message_new(MSG_LOCK)), 0);
	m = message_new(MSG_UNLOCK);
	m->text = xstrdup(key);
	assert_int_equal(peer_tell(&peer, m), 0);
	done = peer_sync(&peer, NULL, MSG_SYNC_EXPORT);
	assert_int_equal(done->error.cls, 0);
	message_free(done);
	assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0), ERR_LOCKED);
	assert_status(ENTITY_COMMITMENT, id, STATUS_READY);
	unlink(key);
	free(key);
}

static void preview_shows_what_will_be_sent_without_sending(void **state)
{
	struct message *m = message_new(MSG_PREVIEW), *a;
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);

	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ ENTITY_COMMITMENT, id, 0 };
	m->n_items = 1;
	a = peer_ask(&peer, m);
	assert_int_equal(a->error.cls, 0);
	assert_non_null(a->text);
	assert_non_null(strstr(a->text, "\"body\""));
	assert_null(strstr(a->text, "Northside-2026"));           /* no secret in a preview */
	message_free(a);
}

/* News of one kind; what has not come within minutes never will. */
static struct message *wait_news(enum message_type type, int (*yes)(const struct message *m))
{
	struct pollfd p = { .fd = worker_fd(peer.worker), .events = POLLIN };
	struct message *m;

	for (;;) {
		while ((m = worker_take(peer.worker))) {
			if (m->type == type && yes(m))
				return m;
			message_free(m);
		}
		if (poll(&p, 1, 300000) != 1)
			fail_msg("no %s came", messages[type].name);
	}
}

static int vault_is_locked(const struct message *m)
{
	return (m->number & STATE_VAULT_MASK) == 1;
}

static int anything(const struct message *m)
{
	return 1;
}

static void an_idle_vault_locks_itself(void **state)
{
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);

	peer_close(&peer);
	peer.auto_lock_ms = 40;
	peer_open(&peer);
	message_free(wait_news(MSG_WORKER_STATE, vault_is_locked));
	assert_int_equal(decided(VERB_APPROVE, ENTITY_COMMITMENT, id, NULL, 0), ERR_LOCKED);
}

static void a_stalled_sync_can_be_cancelled_and_questions_are_answered_meanwhile(void **state)
{
	struct message *m = message_new(MSG_SYNC), *a;
	int64_t id = find(ENTITY_COMMITMENT, VIEW_READY, is_ready);
	uint64_t question;

	peer_fault(&peer, "procore", "{\"kind\":\"stall\",\"count\":-1,\"skip\":4,\"delay_ms\":3600000}");
	m->name = xstrdup("procore");
	question = worker_post(peer.worker, m);
	message_free(wait_news(MSG_PROGRESS, anything));
	m = message_new(MSG_PREVIEW);
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ ENTITY_COMMITMENT, id, 0 };
	m->n_items = 1;
	a = peer_ask(&peer, m);
	assert_int_equal(a->error.cls, 0);
	message_free(a);
	m = message_new(MSG_CANCEL);
	m->number = (int64_t)question;
	worker_post(peer.worker, m);
	a = worker_wait(peer.worker, question, 60000, NULL, NULL);
	assert_non_null(a);
	assert_int_equal(a->error.cls, ERR_CANCEL);
	message_free(a);
}

static void a_test_system_is_not_put_beside_real_books(void **state)
{
	struct message *m = message_new(MSG_CONNECTION_ADD), *a;
	const struct connector_info *all;
	struct strbuf text = STRBUF_INIT;
	size_t n = worker_connectors(&all);
	const char *other;

	worker_json_member(&text, peer.ready, "credentials.acumatica.environment");
	other = !strcmp(text.s, "test") ? "production" : "test";
	strbuf_reset(&text);
	m->name = xstrdup("acumatica-test");
	m->text = xstrdup("acumatica");
	for (size_t i = 0; i < n; i++)
		if (!strcmp(all[i].name, "acumatica")) {
			option_set(&m->options, all[i].options, "environment", other, NULL);
			option_set(&m->options, all[i].options, "base_url", "http://127.0.0.1:1/acu", NULL);
		}
	a = peer_ask(&peer, m);
	assert_int_equal(a->error.cls, ERR_CONFIG);
	error_text(&text, &a->error, 0);
	assert_non_null(strstr(text.s, "never paired"));
	message_free(a);
	strbuf_release(&text);
}

/* A person signs in with the browser: the address, the callback, the kept token. */
static void signing_in_with_the_browser_keeps_the_token(void **state)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	struct message *m = message_new(MSG_CONNECTION_ADD), *a;
	struct strbuf value = STRBUF_INIT, answer = STRBUF_INIT, target = STRBUF_INIT;
	uint64_t question;
	const char *at;

	m->name = xstrdup("procore");
	m->text = xstrdup("procore");
	for (size_t i = 0; i < n; i++)
		for (const struct option_def *o = all[i].options; !strcmp(all[i].name, "procore") && o->name; o++) {
			char *path = xasprintf("credentials.procore.%s", o->name);
			strbuf_reset(&value);
			if (!strcmp(o->name, "grant"))
				option_set(&m->options, all[i].options, o->name, "authorization_code", NULL);
			else if (o->type != OPTION_SECRET && (worker_json_member(&value, peer.ready, path) == 0 ||
			    (o->type == OPTION_URL && worker_json_member(&value, peer.ready, "procore") == 0)))
				option_set(&m->options, all[i].options, o->name, value.s, NULL);
			free(path);
		}
	assert_int_equal(peer_tell(&peer, m), 0);
	a = peer_sync(&peer, "procore", 0);
	assert_int_equal(a->error.cls, ERR_CONFIG);               /* nobody has signed in yet */
	message_free(a);
	m = message_new(MSG_AUTHORIZE);
	m->name = xstrdup("procore");
	question = worker_post(peer.worker, m);
	a = worker_wait(peer.worker, question, 60000, NULL, NULL);
	assert_non_null(a);
	assert_int_equal(a->error.cls, 0);
	peer_get(a->text, &answer);                               /* the browser */
	message_free(a);
	at = strstr(answer.s, "ocation: ");
	assert_non_null(at);
	at += strlen("ocation: ");
	strbuf_add(&target, at, strcspn(at, "\r\n"));
	strbuf_reset(&answer);
	peer_get(target.s, &answer);
	assert_non_null(strstr(answer.s, "200"));
	a = worker_wait(peer.worker, question, 60000, NULL, NULL);
	assert_non_null(a);
	assert_int_equal(a->error.cls, 0);
	message_free(a);
	a = peer_ask(&peer, message_new(MSG_VAULT_LIST));
	assert_non_null(strstr(a->text, "procore/refresh_token"));
	assert_null(strstr(a->text, "procore/code"));
	message_free(a);
	for (int i = 0; i < 2; i++) {                             /* each start uses the token up */
		peer_close(&peer);
		peer_open(&peer);
		a = peer_sync(&peer, "procore", 0);
		assert_int_equal(a->error.cls, 0);
		message_free(a);
	}
	strbuf_release(&value);
	strbuf_release(&answer);
	strbuf_release(&target);
}

static void the_audit_trail_is_whole_at_the_end(void **state)
{
	int64_t commitment, invoice;
	struct audit_verdict v;
	struct store *s;

	export_pair(&commitment, &invoice);
	peer_close(&peer);
	s = peer_look(&peer);
	assert_int_equal(audit_verify(s, &v, NULL), 0);
	assert_int_equal(v.first_bad, 0);
	assert_true(v.rows > 5);
	store_close(s);
}

static int set_up(void **state)
{
	peer_init(&peer, NULL);
	peer_open(&peer);
	peer_company(&peer);
	synced();
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
		STORY(approve_refuses_what_is_held_in_words),
		STORY(approve_refuses_another_version_than_was_shown),
		STORY(approve_with_prerequisites_sends_vendor_before_commitment),
		STORY(undo_takes_back_what_was_not_sent),
		STORY(reject_goes_to_procore_and_comes_back_resubmitted),
		STORY(reject_comes_back_when_resubmitted_unchanged),
		STORY(changed_since_export_shows_and_is_not_sent_again),
		STORY(unlink_is_refused_while_the_erp_has_it),
		STORY(a_payment_comes_to_procore_and_its_voiding_too),
		STORY(link_ties_two_records_and_marks_procores),
		STORY(add_makes_the_vendor_in_procore_once),
		STORY(archive_hides_and_restore_brings_back),
		STORY(an_unknown_user_and_a_reader_may_not_decide),
		STORY(a_locked_vault_decides_nothing),
		STORY(another_company_over_there_stops_everything),
		STORY(only_one_running_copy_sends),
		STORY(what_the_erp_refuses_is_failed_with_its_reason_and_can_be_retried),
		STORY(a_key_file_imports_and_never_exports),
		STORY(preview_shows_what_will_be_sent_without_sending),
		STORY(an_idle_vault_locks_itself),
		STORY(a_stalled_sync_can_be_cancelled_and_questions_are_answered_meanwhile),
		STORY(a_test_system_is_not_put_beside_real_books),
		STORY(signing_in_with_the_browser_keeps_the_token),
		STORY(the_audit_trail_is_whole_at_the_end),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
