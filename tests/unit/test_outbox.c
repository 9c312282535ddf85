/* The outbox: every (state, event) pair, decisions as one commit, once only, order of
 * dependent rows, undo, recovery, a full disk and a kill at every step. */
#include "store_fixture.h"

#include "store/audit.h"
#include "store/outbox.h"

#include <sys/wait.h>

#include "base/banned.h"

#define EVENTS (OUTBOX_DIFFERS + 1)

static struct decision_request approval(struct fixture *f, int64_t record)
{
	return (struct decision_request){ .verb = VERB_APPROVE, .entity = ENTITY_INVOICE, .record_id = record,
		.version = 1, .actor = "ann", .comment = NULL, .seen = "{\"net\":\"1.00\"}",
		.connection_id = f->erp, .out_verb = OUT_EXPORT, .new_status = STATUS_QUEUED };
}

static int64_t approve(struct fixture *f, int64_t record)
{
	struct decision_request d = approval(f, record);
	int64_t id = 0;

	OK(outbox_decide(f->s, &d, &id, &f->err));
	assert_true(id > 0);
	return id;
}

static struct outbox_row row_of(struct fixture *f, int64_t id)
{
	struct outbox_row row;

	OK(outbox_get(f->s, id, &f->p, &row, &f->err));
	return row;
}

static enum status status_of(struct fixture *f, int64_t record)
{
	return fixture_get(f, ENTITY_INVOICE, record).state.status;
}

/* The events that bring a fresh row into a state. */
static const enum outbox_event way_to[OUTBOX_STATE_COUNT][3] = {
	[OUTBOX_QUEUED] = { EVENTS },
	[OUTBOX_SENDING] = { OUTBOX_TAKE, EVENTS },
	[OUTBOX_WAITING] = { OUTBOX_TAKE, OUTBOX_DEFER, EVENTS },
	[OUTBOX_UNKNOWN] = { OUTBOX_TAKE, OUTBOX_LOSE, EVENTS },
	[OUTBOX_DONE] = { OUTBOX_TAKE, OUTBOX_ACCEPT, EVENTS },
	[OUTBOX_REFUSED] = { OUTBOX_TAKE, OUTBOX_REFUSE, EVENTS },
	[OUTBOX_CONFLICT] = { OUTBOX_TAKE, OUTBOX_MOVED_ON, EVENTS },
	[OUTBOX_DROPPED] = { OUTBOX_REVOKE, EVENTS },
};

static int64_t bring_to(struct fixture *f, int64_t record, enum outbox_state target)
{
	int64_t id = approve(f, record);

	for (size_t i = 0; i < 3 && way_to[target][i] != EVENTS; i++)
		OK(outbox_move(f->s, id, way_to[target][i], NULL, &f->err));
	assert_int_equal(row_of(f, id).state, target);
	return id;
}

/* ---- the table ---- */

/* The contract, written out once more: from, event, to. */
static const char *const contract[] = {
	"queued take sending", "queued revoke dropped", "queued moved-on conflict",
	"sending accept done", "sending refuse refused", "sending moved-on conflict", "sending defer waiting",
	"waiting due queued", "sending lose unknown",
	"unknown found done", "unknown absent queued", "unknown differs conflict",
};

static void the_moves_are_those_of_the_contract(void **state)
{
	static const char *const events[EVENTS] = { "take", "revoke", "accept", "refuse", "moved-on", "defer", "due",
		"lose", "found", "absent", "differs" };

	(void)state;
	assert_int_equal(outbox_n_moves, ARRAY_SIZE(contract));
	assert_null(outbox_moves[outbox_n_moves].why);
	for (size_t i = 0; i < ARRAY_SIZE(contract); i++) {
		char *line = xasprintf("%s %s %s", outbox_state_name(outbox_moves[i].from),
			events[outbox_moves[i].event], outbox_state_name(outbox_moves[i].to));

		assert_string_equal(line, contract[i]);
		free(line);
	}
}

static void every_other_pair_is_refused_and_changes_nothing(void **state)
{
	struct fixture *f = *state;
	int n = 0;

	for (int from = 0; from < OUTBOX_STATE_COUNT; from++) {
		for (int event = 0; event < EVENTS; event++) {
			int64_t record = fixture_invoice(f, pool_printf(&f->p, "%d", n++), 100), id, audits[2];
			int to = outbox_next((enum outbox_state)from, (enum outbox_event)event), rc;
			struct outbox_row before, after;
			enum status status;

			id = bring_to(f, record, (enum outbox_state)from);
			before = row_of(f, id);
			status = status_of(f, record);
			OK(store_number(f->s, &audits[0], &f->err, "SELECT count(*) FROM audit", NULL));
			rc = outbox_move(f->s, id, (enum outbox_event)event, NULL, &f->err);
			after = row_of(f, id);
			OK(store_number(f->s, &audits[1], &f->err, "SELECT count(*) FROM audit", NULL));
			assert_string_equal(after.key, before.key);
			if (to < 0) {
				assert_int_equal(rc, ERR_BUG);
				assert_int_equal(after.state, from);
				assert_int_equal(after.updated_ms, before.updated_ms);
				assert_int_equal(status_of(f, record), status);
				assert_int_equal(audits[1], audits[0]);
			} else {
				assert_int_equal(rc, 0);
				assert_int_equal(after.state, to);
				assert_int_equal(audits[1], audits[0] + 1);
			}
		}
	}
	OK(audit_verify(f->s, &(struct audit_verdict){ 0 }, &f->err));
	fixture_check_tally(f);
}

static void settled_is_settled(void **state)
{
	static const enum outbox_state settled[] = { OUTBOX_DONE, OUTBOX_REFUSED, OUTBOX_CONFLICT, OUTBOX_DROPPED };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(settled); i++)
		for (int event = 0; event < EVENTS; event++)
			assert_int_equal(outbox_next(settled[i], (enum outbox_event)event), -1);
	/* unknown is left only by looking; only sending becomes unknown */
	for (size_t i = 0; i < outbox_n_moves; i++) {
		if (outbox_moves[i].from == OUTBOX_UNKNOWN)
			assert_true(outbox_moves[i].event >= OUTBOX_FOUND);
		if (outbox_moves[i].to == OUTBOX_UNKNOWN)
			assert_int_equal(outbox_moves[i].from, OUTBOX_SENDING);
		if (outbox_moves[i].to == OUTBOX_SENDING)
			assert_int_equal(outbox_moves[i].from, OUTBOX_QUEUED);
	}
}

static void the_record_shows_where_its_export_is(void **state)
{
	static const struct { enum outbox_state at; enum status shown; } cases[] = {
		{ OUTBOX_QUEUED, STATUS_QUEUED }, { OUTBOX_SENDING, STATUS_SENDING },
		{ OUTBOX_WAITING, STATUS_QUEUED }, { OUTBOX_UNKNOWN, STATUS_UNKNOWN },
		{ OUTBOX_DONE, STATUS_SYNCED }, { OUTBOX_REFUSED, STATUS_FAILED },
		{ OUTBOX_CONFLICT, STATUS_CONFLICT }, { OUTBOX_DROPPED, STATUS_READY },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t record = fixture_invoice(f, pool_printf(&f->p, "%zu", i), 1);

		bring_to(f, record, cases[i].at);
		assert_int_equal(status_of(f, record), cases[i].shown);
	}
	fixture_check_tally(f);
}

/* ---- facts ---- */

static void facts_are_kept_with_the_row(void **state)
{
	struct fixture *f = *state;
	int64_t record = fixture_invoice(f, "1", 1), id = approve(f, record);
	struct outbox_facts sent = { .payload = "{\"body\":{\"Amount\":\"1.00\"}}" };
	struct error why = ERROR_INIT;
	struct outbox_facts later = { .error = &why, .not_before_ms = 5000, .answer = "503" };
	struct outbox_facts answer = { .remote_id = "guid-1", .remote_code = "000042", .answer = "{}" };
	struct audit_array audit = { 0 };
	struct outbox_row row;
	struct record r;

	error_set(&why, ERR_LATER, "%1$s is busy, %2$s", "books", "try later", NULL);
	OK(outbox_move(f->s, id, OUTBOX_TAKE, &sent, &f->err));
	row = row_of(f, id);
	assert_int_equal(row.attempt, 1);
	assert_true(row.first_sent_ms > 0);
	assert_string_equal(row.payload, sent.payload);
	assert_int_equal(strlen(row.payload_hash), 64);
	OK(outbox_move(f->s, id, OUTBOX_DEFER, &later, &f->err));
	row = row_of(f, id);
	assert_int_equal(row.not_before_ms, 5000);
	assert_string_equal(row.error_class, "later");
	assert_string_equal(row.error_args, "[\"books\",\"try later\"]");
	r = fixture_get(f, ENTITY_INVOICE, record);
	assert_string_equal(r.state.note, "%1$s is busy, %2$s");
	assert_string_equal(r.state.note_args, "[\"books\",\"try later\"]");
	OK(outbox_move(f->s, id, OUTBOX_DUE, NULL, &f->err));
	assert_null(row_of(f, id).error_msgid);
	OK(outbox_move(f->s, id, OUTBOX_TAKE, &sent, &f->err));
	assert_int_equal(row_of(f, id).attempt, 2);
	assert_int_equal(row_of(f, id).first_sent_ms, row.first_sent_ms);
	OK(outbox_move(f->s, id, OUTBOX_ACCEPT, &answer, &f->err));
	row = row_of(f, id);
	assert_string_equal(row.remote_id, "guid-1");
	r = fixture_get(f, ENTITY_INVOICE, record);
	assert_string_equal(r.state.erp_code, "000042");
	assert_null(r.state.note);
	OK(audit_list(f->s, ENTITY_INVOICE, record, 0, 50, &f->p, &audit, &f->err));
	assert_int_equal(audit.len, 6);                    /* decision, take, defer, due, take, accept */
	assert_string_equal(audit.items[0].action, "outbox.accept");
	assert_non_null(strstr(audit.items[1].detail, "\\\"Amount\\\""));
	assert_string_equal(audit.items[5].action, "approve");
	ARRAY_RELEASE(&audit);
	error_release(&why);
}

static void probes_are_counted(void **state)
{
	struct fixture *f = *state;
	int64_t id = bring_to(f, fixture_invoice(f, "1", 1), OUTBOX_UNKNOWN);

	OK(outbox_probe(f->s, id, 77, &f->err));
	OK(outbox_probe(f->s, id, 88, &f->err));
	assert_int_equal(row_of(f, id).probes, 2);
	assert_int_equal(row_of(f, id).not_before_ms, 88);
	assert_int_equal(row_of(f, id).state, OUTBOX_UNKNOWN);
	OK(outbox_move(f->s, id, OUTBOX_ABSENT, NULL, &f->err));
	FAILS(ERR_BUG, outbox_probe(f->s, id, 0, &f->err));
}

/* ---- deciding ---- */

static void what_is_on_its_way_there_stays_unknown_and_says_so(void **state)
{
	struct fixture *f = *state;
	int64_t record = fixture_invoice(f, "1", 100), id = bring_to(f, record, OUTBOX_UNKNOWN), probes;
	struct error why = ERROR_INIT;
	struct outbox_row row;
	struct record r;

	probes = row_of(f, id).probes;
	error_set(&why, ERR_UNKNOWN, "it waits for %1$s over there", "the clerk", NULL);
	OK(outbox_on_its_way(f->s, id, 5000, &why, &f->err));
	store_close(f->s);                       /* the program stops, and starts again */
	fixture_open(f);
	OK(outbox_recover(f->s, &f->err));
	row = row_of(f, id);
	assert_int_equal(row.state, OUTBOX_UNKNOWN);
	assert_int_equal(row.probes, probes);
	assert_int_equal(row.not_before_ms, 5000);
	assert_string_equal(row.error_msgid, "it waits for %1$s over there");
	r = fixture_get(f, ENTITY_INVOICE, record);
	assert_int_equal(r.state.status, STATUS_UNKNOWN);
	assert_string_equal(r.state.note, "it waits for %1$s over there");
	assert_string_equal(r.state.note_args, "[\"the clerk\"]");
	FAILS(ERR_NOTFOUND, outbox_next_for(f->s, row.connection_id, 4999, &f->p, &row, &f->err));
	OK(outbox_next_for(f->s, row.connection_id, 5000, &f->p, &row, &f->err));
	assert_int_equal(row.id, id);
	OK(outbox_move(f->s, id, OUTBOX_FOUND, NULL, &f->err));
	FAILS(ERR_BUG, outbox_on_its_way(f->s, id, 1, &why, &f->err));
	error_release(&why);
}

/* A vendor that is in one system and on its way to a second. */
static void a_second_system_does_not_change_what_a_vendor_is_in_the_first(void **state)
{
	static const enum outbox_event ends[] = { OUTBOX_ACCEPT, OUTBOX_REFUSE, OUTBOX_LOSE, OUTBOX_DEFER };
	struct fixture *f = *state;
	struct connection c = { .name = "second", .connector = "xero", .role = "erp", .environment = "test" };
	struct error why = ERROR_INIT;

	error_set(&why, ERR_REFUSED, "no", NULL);
	OK(store_connection_put(f->s, &c, &c.id, &f->err));
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		int64_t vendor = fixture_vendor(f, pool_printf(&f->p, "v%zu", i), "Somebody"), id;
		struct link l = { .entity = ENTITY_VENDOR, .record_id = vendor, .connection_id = f->erp, .erp_id = "V",
			.erp_code = "V" };
		struct decision_request d = { .verb = VERB_APPROVE, .entity = ENTITY_VENDOR, .record_id = vendor,
			.actor = "ann", .seen = "{}", .connection_id = c.id, .out_verb = OUT_EXPORT };
		struct outbox_facts facts = { .error = ends[i] == OUTBOX_ACCEPT ? NULL : &why, .remote_code = "OTHER" };
		struct record r;

		OK(links_put(f->s, &l, &f->err));
		fixture_state(f, ENTITY_VENDOR, vendor, STATUS_SYNCED);
		OK(outbox_decide(f->s, &d, &id, &f->err));
		OK(outbox_move(f->s, id, OUTBOX_TAKE, NULL, &f->err));
		assert_int_equal(fixture_get(f, ENTITY_VENDOR, vendor).state.status, STATUS_SYNCED);
		OK(outbox_move(f->s, id, ends[i], &facts, &f->err));
		r = fixture_get(f, ENTITY_VENDOR, vendor);
		assert_int_equal(r.state.status, STATUS_SYNCED);
		assert_true(!r.state.erp_code || strcmp(r.state.erp_code, "OTHER"));
		d.connection_id = f->erp;                /* and where it is already it is not sent again */
		FAILS(ERR_CONFLICT, outbox_decide(f->s, &d, &id, &f->err));
	}
	error_release(&why);
}

static void a_decision_is_one_commit_with_all_its_parts(void **state)
{
	struct fixture *f = *state;
	int64_t record = fixture_invoice(f, "1", 1), commits = f->s->commits, id = approve(f, record);
	struct decision_array decisions = { 0 };
	struct audit_array audit = { 0 };
	struct outbox_row row = row_of(f, id);

	assert_int_equal(f->s->commits, commits + 1);
	assert_int_equal(row.state, OUTBOX_QUEUED);
	assert_int_equal(row.record_version, 1);
	assert_int_equal(strlen(row.key), 36);
	assert_int_equal(status_of(f, record), STATUS_QUEUED);
	OK(decisions_list(f->s, ENTITY_INVOICE, record, &f->p, &decisions, &f->err));
	assert_int_equal(decisions.len, 1);
	assert_int_equal(decisions.items[0].id, row.decision_id);
	assert_string_equal(decisions.items[0].verb, "approve");
	assert_string_equal(decisions.items[0].seen, "{\"net\":\"1.00\"}");
	OK(audit_list(f->s, ENTITY_INVOICE, record, 0, 9, &f->p, &audit, &f->err));
	assert_int_equal(audit.len, 1);
	assert_non_null(strstr(audit.items[0].detail, "\"seen\":{\"net\":\"1.00\"}"));
	ARRAY_RELEASE(&decisions);
	ARRAY_RELEASE(&audit);
}

static void what_moved_on_is_not_decided(void **state)
{
	struct fixture *f = *state;
	int64_t record = fixture_invoice(f, "1", 1), id = 5;
	struct record r = fixture_get(f, ENTITY_INVOICE, record);
	struct decision_request d = approval(f, record);

	record_set_int(&r, INVOICE_NET, 2);
	fixture_put(f, &r, PUT_CHANGED);
	FAILS(ERR_CONFLICT, outbox_decide(f->s, &d, &id, &f->err));
	assert_int_equal(id, 0);
	assert_int_equal(status_of(f, record), STATUS_NOT_READY);
	d.version = 0;                    /* the command line says so */
	OK(outbox_decide(f->s, &d, &id, &f->err));
	assert_int_equal(row_of(f, id).record_version, 2);
	/* deleted over there */
	record = fixture_invoice(f, "2", 1);
	r = fixture_get(f, ENTITY_INVOICE, record);
	r.deleted = 1;
	fixture_put(f, &r, PUT_CHANGED);
	d = approval(f, record);
	d.version = 0;
	FAILS(ERR_CONFLICT, outbox_decide(f->s, &d, &id, &f->err));
}

static void a_record_is_on_its_way_once(void **state)
{
	struct fixture *f = *state;
	static const enum outbox_state open[] = { OUTBOX_QUEUED, OUTBOX_SENDING, OUTBOX_WAITING, OUTBOX_UNKNOWN };
	int64_t record, id;

	for (size_t i = 0; i < ARRAY_SIZE(open); i++) {
		record = fixture_invoice(f, pool_printf(&f->p, "%zu", i), 1);
		bring_to(f, record, open[i]);
		struct decision_request d = approval(f, record);
		FAILS(ERR_CONFLICT, outbox_decide(f->s, &d, &id, &f->err));
	}
	/* refused: a new decision is a new row with a new key */
	record = fixture_invoice(f, "9", 1);
	struct outbox_row first = row_of(f, bring_to(f, record, OUTBOX_REFUSED)), second = row_of(f, approve(f, record));
	assert_string_not_equal(first.key, second.key);
	/* linked: never again */
	record = fixture_invoice(f, "10", 1);
	struct link l = { .entity = ENTITY_INVOICE, .record_id = record, .connection_id = f->erp, .erp_id = "x",
		.origin = "match" };
	OK(links_put(f->s, &l, &f->err));
	struct decision_request d = approval(f, record);
	FAILS(ERR_CONFLICT, outbox_decide(f->s, &d, &id, &f->err));
}

static void several_are_decided_together_or_not_at_all(void **state)
{
	struct fixture *f = *state;
	int64_t a = fixture_invoice(f, "1", 1), b = fixture_invoice(f, "2", 1), ids[2], commits;
	struct decision_request d[] = { approval(f, a), approval(f, b) };
	int64_t n;

	d[1].version = 99;
	FAILS(ERR_CONFLICT, outbox_decide_many(f->s, d, 2, ids, &f->err));
	OK(store_number(f->s, &n, &f->err, "SELECT count(*) FROM outbox", NULL));
	assert_int_equal(n, 0);
	assert_int_equal(status_of(f, a), STATUS_NOT_READY);
	assert_int_equal(ids[0], 0);
	d[1].version = 1;
	d[1].depends_on = -1;
	commits = f->s->commits;
	OK(outbox_decide_many(f->s, d, 2, ids, &f->err));
	assert_int_equal(f->s->commits, commits + 1);
	assert_int_equal(row_of(f, ids[1]).depends_on, ids[0]);
	fixture_check_tally(f);
}

static void a_decision_without_a_way_out_is_only_noted(void **state)
{
	struct fixture *f = *state;
	int64_t record = fixture_invoice(f, "1", 1), id = 7;
	struct decision_request d = { .verb = VERB_REJECT, .entity = ENTITY_INVOICE, .record_id = record,
		.actor = "ann", .comment = "wrong amount", .new_status = STATUS_REJECTED };

	OK(outbox_decide(f->s, &d, &id, &f->err));
	assert_int_equal(id, 0);
	assert_int_equal(status_of(f, record), STATUS_REJECTED);
	FAILS(ERR_RIGHT, outbox_undo(f->s, ENTITY_INVOICE, record, "bob", &f->err));
	OK(outbox_undo(f->s, ENTITY_INVOICE, record, "ann", &f->err));
	assert_int_equal(status_of(f, record), STATUS_READY);
}

/* ---- order of work ---- */

static int64_t next_for(struct fixture *f, int64_t now)
{
	struct outbox_row row;
	int rc = outbox_next_for(f->s, f->erp, now, &f->p, &row, &f->err);

	if (rc == ERR_NOTFOUND)
		return 0;
	OK(rc);
	return row.id;
}

static void work_comes_in_the_right_order(void **state)
{
	struct fixture *f = *state;
	int64_t a = fixture_invoice(f, "1", 1), b = fixture_invoice(f, "2", 1), c = fixture_invoice(f, "3", 1), ids[2];
	struct decision_request d[] = { approval(f, a), approval(f, b) }, graced = approval(f, c);
	struct outbox_facts wait = { .not_before_ms = 900 }, lost = { .not_before_ms = 300 };
	int64_t third;

	assert_int_equal(next_for(f, 1), 0);
	assert_int_equal(outbox_next_due(f->s, f->erp), 0);
	d[1].depends_on = -1;
	OK(outbox_decide_many(f->s, d, 2, ids, &f->err));
	graced.not_before_ms = 500;
	OK(outbox_decide(f->s, &graced, &third, &f->err));
	assert_int_equal(outbox_next_due(f->s, f->erp), 1);
	assert_int_equal(next_for(f, 1), ids[0]);
	OK(outbox_move(f->s, ids[0], OUTBOX_TAKE, NULL, &f->err));
	assert_int_equal(next_for(f, 1), 0);                /* b needs a, c has its grace */
	assert_int_equal(outbox_next_due(f->s, f->erp), 500);
	assert_int_equal(next_for(f, 500), third);
	OK(outbox_move(f->s, ids[0], OUTBOX_DEFER, &wait, &f->err));
	assert_int_equal(next_for(f, 499), 0);
	assert_int_equal(next_for(f, 900), ids[0]);         /* due: queued again, and the oldest */
	assert_int_equal(row_of(f, ids[0]).state, OUTBOX_QUEUED);
	OK(outbox_move(f->s, ids[0], OUTBOX_TAKE, NULL, &f->err));
	OK(outbox_move(f->s, ids[0], OUTBOX_ACCEPT, NULL, &f->err));
	assert_int_equal(next_for(f, 900), ids[1]);
	OK(outbox_move(f->s, third, OUTBOX_TAKE, NULL, &f->err));
	OK(outbox_move(f->s, third, OUTBOX_LOSE, &lost, &f->err));
	assert_int_equal(next_for(f, 100), ids[1]);
	assert_int_equal(next_for(f, 300), third);          /* what is unknown comes first */
	struct outbox_row row;
	FAILS(ERR_NOTFOUND, outbox_next_for(f->s, f->procore, 900, &f->p, &row, &f->err));
}

/* How many could be taken beside that row, and the first of them. */
static size_t like(struct fixture *f, int64_t id, int64_t now, int most, int64_t *first)
{
	struct outbox_array rows = { 0 };
	struct outbox_row row = row_of(f, id);
	size_t n;

	OK(outbox_next_like(f->s, &row, now, most, &f->p, &rows, &f->err));
	n = rows.len;
	*first = n ? rows.items[0].id : 0;
	ARRAY_RELEASE(&rows);
	return n;
}

/* Only what is queued, due, of the same kind and waits for nothing. */
static void rows_that_may_travel_together_wait_for_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t record[6], ids[5], graced, first;
	struct decision_request d[5], late;
	struct outbox_row other = { .connection_id = f->erp, .verb = OUT_WRITEBACK, .entity = ENTITY_INVOICE, .key = "other",
		.actor = "ann" };

	for (int i = 0; i < 6; i++)
		record[i] = fixture_invoice(f, pool_printf(&f->p, "%d", i), 1);
	for (int i = 0; i < 5; i++)
		d[i] = approval(f, record[i]);
	d[4].depends_on = -1;                               /* the last needs the first */
	OK(outbox_decide_many(f->s, d, 5, ids, &f->err));
	late = approval(f, record[5]);
	late.not_before_ms = 500;
	OK(outbox_decide(f->s, &late, &graced, &f->err));
	other.record_id = record[0];
	OK(outbox_add(f->s, &other, NULL, &f->err));
	assert_int_equal(like(f, ids[0], 100, 50, &first), 3);
	assert_int_equal(first, ids[1]);
	assert_int_equal(like(f, ids[0], 100, 2, &first), 2);
	assert_int_equal(like(f, ids[0], 500, 50, &first), 4);
	OK(outbox_move(f->s, ids[1], OUTBOX_TAKE, NULL, &f->err));
	assert_int_equal(like(f, ids[0], 100, 50, &first), 2);
	assert_int_equal(first, ids[2]);
	OK(outbox_move(f->s, ids[1], OUTBOX_LOSE, NULL, &f->err));
	assert_int_equal(like(f, ids[0], 100, 50, &first), 2);
	OK(outbox_move(f->s, ids[0], OUTBOX_TAKE, NULL, &f->err));
	assert_int_equal(like(f, ids[2], 100, 50, &first), 1);      /* under way is not done */
	OK(outbox_move(f->s, ids[0], OUTBOX_ACCEPT, NULL, &f->err));
	assert_int_equal(like(f, ids[2], 100, 50, &first), 2);
}

static void a_key_is_added_once(void **state)
{
	struct fixture *f = *state;
	struct outbox_row row = { .connection_id = f->procore, .verb = OUT_WRITEBACK, .entity = ENTITY_INVOICE,
		.record_id = fixture_invoice(f, "1", 1), .key = "writeback-1", .actor = "ann" };
	int64_t first, second;

	OK(outbox_add(f->s, &row, &first, &f->err));
	OK(outbox_add(f->s, &row, &second, &f->err));
	assert_int_equal(first, second);
	row.key = "writeback-2";
	OK(outbox_add(f->s, &row, &second, &f->err));
	assert_int_not_equal(first, second);
	/* a write-back says nothing about the record's state, only why it failed */
	struct error why = ERROR_INIT;
	struct outbox_facts facts = { .error = &why };
	error_set(&why, ERR_REFUSED, "no", NULL);
	OK(outbox_move(f->s, first, OUTBOX_TAKE, NULL, &f->err));
	OK(outbox_move(f->s, first, OUTBOX_REFUSE, &facts, &f->err));
	assert_int_equal(status_of(f, row.record_id), STATUS_NOT_READY);
	assert_string_equal(fixture_get(f, ENTITY_INVOICE, row.record_id).state.note, "no");
	error_release(&why);
}

/* ---- taking back ---- */

static void only_the_author_takes_back_what_is_not_sent(void **state)
{
	struct fixture *f = *state;
	int64_t record = fixture_invoice(f, "1", 1), id = approve(f, record), ids[4];
	struct decision_array history = { 0 };
	size_t n;

	OK(records_judge_take(f->s, ENTITY_INVOICE, ids, 4, &n, &f->err));
	FAILS(ERR_RIGHT, outbox_undo(f->s, ENTITY_INVOICE, record, "bob", &f->err));
	assert_int_equal(row_of(f, id).state, OUTBOX_QUEUED);
	OK(outbox_undo(f->s, ENTITY_INVOICE, record, "ann", &f->err));
	assert_int_equal(row_of(f, id).state, OUTBOX_DROPPED);
	assert_int_equal(status_of(f, record), STATUS_READY);
	OK(records_judge_take(f->s, ENTITY_INVOICE, ids, 4, &n, &f->err));
	assert_int_equal(n, 1);
	FAILS(ERR_REFUSED, outbox_undo(f->s, ENTITY_INVOICE, record, "ann", &f->err));
	OK(decisions_list(f->s, ENTITY_INVOICE, record, &f->p, &history, &f->err));
	assert_int_equal(history.len, 2);
	assert_string_equal(history.items[1].verb, "undo");
	id = bring_to(f, fixture_invoice(f, "2", 1), OUTBOX_SENDING);
	FAILS(ERR_REFUSED, outbox_undo(f->s, ENTITY_INVOICE, row_of(f, id).record_id, "ann", &f->err));
	id = bring_to(f, fixture_invoice(f, "3", 1), OUTBOX_WAITING);
	OK(outbox_undo(f->s, ENTITY_INVOICE, row_of(f, id).record_id, "ann", &f->err));
	assert_int_equal(row_of(f, id).state, OUTBOX_DROPPED);
	ARRAY_RELEASE(&history);
}

/* a <- b <- c */
static void chain(struct fixture *f, int64_t records[3], int64_t ids[3])
{
	struct decision_request d[3];

	for (int i = 0; i < 3; i++) {
		records[i] = fixture_invoice(f, pool_printf(&f->p, "%d-%d", (int)fixture_random(f, 1000000), i), 1);
		d[i] = approval(f, records[i]);
		d[i].depends_on = i ? -i : 0;
	}
	OK(outbox_decide_many(f->s, d, 3, ids, &f->err));
}

static void dependents_fall_with_what_they_need(void **state)
{
	struct fixture *f = *state;
	int64_t records[3], ids[3];
	struct record r;

	chain(f, records, ids);
	FAILS(ERR_BUG, outbox_drop_dependents(f->s, ids[0], &f->err));
	OK(outbox_move(f->s, ids[0], OUTBOX_TAKE, NULL, &f->err));
	OK(outbox_move(f->s, ids[0], OUTBOX_REFUSE, NULL, &f->err));
	OK(outbox_drop_dependents(f->s, ids[0], &f->err));
	for (int i = 1; i < 3; i++) {
		assert_int_equal(row_of(f, ids[i]).state, OUTBOX_DROPPED);
		r = fixture_get(f, ENTITY_INVOICE, records[i]);
		assert_int_equal(r.state.status, STATUS_FAILED);
		assert_non_null(strstr(r.state.note_args, "INV-"));
	}
	/* taken back: nobody's fault, they are ready again */
	chain(f, records, ids);
	OK(outbox_undo(f->s, ENTITY_INVOICE, records[0], "ann", &f->err));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(row_of(f, ids[i]).state, OUTBOX_DROPPED);
		assert_int_equal(status_of(f, records[i]), STATUS_READY);
	}
}

static void what_was_being_sent_is_unknown_after_a_stop(void **state)
{
	struct fixture *f = *state;
	int64_t sending = bring_to(f, fixture_invoice(f, "1", 1), OUTBOX_SENDING),
		queued = bring_to(f, fixture_invoice(f, "2", 1), OUTBOX_QUEUED),
		done = bring_to(f, fixture_invoice(f, "3", 1), OUTBOX_DONE);

	fixture_reopen(f);
	assert_int_equal(OK(outbox_recover(f->s, &f->err)), 1);
	assert_int_equal(row_of(f, sending).state, OUTBOX_UNKNOWN);
	assert_int_equal(row_of(f, queued).state, OUTBOX_QUEUED);
	assert_int_equal(row_of(f, done).state, OUTBOX_DONE);
	assert_int_equal(OK(outbox_recover(f->s, &f->err)), 0);
}

/* ---- all or nothing ---- */

struct picture { int64_t outbox, decisions, audits; int state; enum status status; };

static struct picture take_picture(struct fixture *f, int64_t record)
{
	struct picture p = { .state = -1 };
	struct outbox_array rows = { 0 };

	OK(store_number(f->s, &p.outbox, &f->err, "SELECT count(*) FROM outbox", NULL));
	OK(store_number(f->s, &p.decisions, &f->err, "SELECT count(*) FROM decision", NULL));
	OK(store_number(f->s, &p.audits, &f->err, "SELECT count(*) FROM audit", NULL));
	OK(outbox_list(f->s, ENTITY_INVOICE, record, &f->p, &rows, &f->err));
	if (rows.len)
		p.state = (int)rows.items[0].state;
	p.status = status_of(f, record);
	ARRAY_RELEASE(&rows);
	return p;
}

static int step(struct fixture *f, int64_t record, int which)
{
	struct decision_request d = approval(f, record);
	struct outbox_facts sent = { .payload = "{}" };
	int64_t id = 0;

	if (which == 0)
		return outbox_decide(f->s, &d, &id, &f->err);
	OK(store_number(f->s, &id, &f->err, "SELECT id FROM outbox WHERE record_id=$1", "i", record));
	return outbox_move(f->s, id, which == 1 ? OUTBOX_TAKE : OUTBOX_ACCEPT, &sent, &f->err);
}

static void a_full_disk_moves_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t record = fixture_invoice(f, "1", 1);

	for (int which = 0; which < 3; which++) {
		struct picture before = take_picture(f, record), after;
		int64_t nth = 1;

		for (;; nth++) {
			int rc;

			store_fail_after(f->s, nth);
			rc = step(f, record, which);
			store_fail_after(f->s, 0);
			after = take_picture(f, record);
			if (rc == 0)
				break;
			assert_int_equal(rc, ERR_STORE);
			assert_memory_equal(&before, &after, sizeof before);
		}
		assert_true(nth > 4);
		assert_int_equal(after.audits, before.audits + 1);
		OK(audit_verify(f->s, &(struct audit_verdict){ 0 }, &f->err));
	}
	fixture_check_tally(f);
}

static int steps_left;

static void kill_at_step(void *data, const char *what)
{
	(void)data;
	(void)what;
	if (--steps_left == 0)
		_exit(42);
}

/* In a child: decide, take, accept; killed at the nth hook.  Whatever was committed is
 * whole, and what was not leaves no trace. */
static void killed_at_any_step_the_parts_agree(void **state)
{
	struct fixture *f = *state;
	int64_t record = fixture_invoice(f, "1", 1);
	int nth, status;

	store_close(f->s);
	f->s = NULL;
	for (nth = 1;; nth++) {
		pid_t child = fork();

		if (child == 0) {
			steps_left = nth;
			if (store_open(&f->s, f->path, STORE_WRITE, NULL) < 0)
				_exit(1);
			store_set_step_hook(f->s, kill_at_step, NULL);
			for (int which = 0; which < 3; which++) {
				int64_t n = 0;

				if (store_number(f->s, &n, NULL, which == 0 ? "SELECT count(*) FROM outbox" :
						which == 1 ? "SELECT count(*) FROM outbox WHERE state<>'queued'" :
						"SELECT count(*) FROM outbox WHERE state='done'", NULL) < 0)
					_exit(1);
				if (n == 0 && step(f, record, which) < 0)
					_exit(1);
			}
			store_close(f->s);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		fixture_open(f);
		struct picture p = take_picture(f, record);
		static const enum status shown[] = { [OUTBOX_QUEUED] = STATUS_QUEUED,
			[OUTBOX_SENDING] = STATUS_SENDING, [OUTBOX_DONE] = STATUS_SYNCED };
		assert_int_equal(p.outbox, p.decisions);
		assert_int_equal(p.audits, p.state < 0 ? 0 : p.state == OUTBOX_QUEUED ? 1 :
			p.state == OUTBOX_SENDING ? 2 : 3);
		assert_int_equal(p.status, p.state < 0 ? STATUS_NOT_READY : shown[p.state]);
		OK(audit_verify(f->s, &(struct audit_verdict){ 0 }, &f->err));
		fixture_check_tally(f);
		if (WEXITSTATUS(status) == 0)
			break;
		assert_int_equal(WEXITSTATUS(status), 42);
		/* from the beginning again: a fresh database each time */
		store_close(f->s);
		f->s = NULL;
		for (size_t i = 0; i < 3; i++) {
			char *path = xasprintf("%s%s", f->path, i == 0 ? "" : i == 1 ? "-wal" : "-shm");

			unlink(path);
			free(path);
		}
		fixture_open(f);
		OK(store_connection_put(f->s, &(struct connection){ .name = "procore", .connector = "procore",
			.role = "procore" }, &f->procore, &f->err));
		OK(store_connection_put(f->s, &(struct connection){ .name = "books", .connector = "acumatica",
			.role = "erp" }, &f->erp, &f->err));
		record = fixture_invoice(f, "1", 1);
		store_close(f->s);
		f->s = NULL;
	}
	assert_true(nth > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_moves_are_those_of_the_contract),
		cmocka_unit_test(settled_is_settled),
		STORE_TEST(every_other_pair_is_refused_and_changes_nothing),
		STORE_TEST(the_record_shows_where_its_export_is),
		STORE_TEST(facts_are_kept_with_the_row),
		STORE_TEST(probes_are_counted),
		STORE_TEST(what_is_on_its_way_there_stays_unknown_and_says_so),
		STORE_TEST(a_second_system_does_not_change_what_a_vendor_is_in_the_first),
		STORE_TEST(a_decision_is_one_commit_with_all_its_parts),
		STORE_TEST(what_moved_on_is_not_decided),
		STORE_TEST(a_record_is_on_its_way_once),
		STORE_TEST(several_are_decided_together_or_not_at_all),
		STORE_TEST(a_decision_without_a_way_out_is_only_noted),
		STORE_TEST(work_comes_in_the_right_order),
		STORE_TEST(rows_that_may_travel_together_wait_for_nothing),
		STORE_TEST(a_key_is_added_once),
		STORE_TEST(only_the_author_takes_back_what_is_not_sent),
		STORE_TEST(dependents_fall_with_what_they_need),
		STORE_TEST(what_was_being_sent_is_unknown_after_a_stop),
		STORE_TEST(a_full_disk_moves_nothing),
		STORE_TEST(killed_at_any_step_the_parts_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
