/* Records: upsert, copies, lines, deletions, judging, links, all or nothing. */
#include "store_fixture.h"

#include <sys/wait.h>

#include "base/banned.h"

/* ---- upsert ---- */

static void a_record_is_added_then_known(void **state)
{
	struct fixture *f = *state;
	struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, "77"), got;
	int64_t id;

	r.remote_code = "code";
	r.remote_version = "v1";
	record_set_text(&r, INVOICE_NUMBER, &f->p, "1042-07");
	record_set_text(&r, INVOICE_PERIOD, &f->p, "");
	record_set_int(&r, INVOICE_AMOUNT, 0);
	record_set_int(&r, INVOICE_NET, -37906205);
	record_set_int(&r, INVOICE_FINAL, 1);
	id = fixture_put(f, &r, PUT_ADDED);
	assert_int_equal(fixture_put(f, &r, PUT_SAME), id);
	got = fixture_get(f, ENTITY_INVOICE, id);
	assert_string_equal(record_text(&got, INVOICE_NUMBER), "1042-07");
	assert_string_equal(got.remote_code, "code");
	assert_string_equal(got.remote_version, "v1");
	assert_true(record_has(&got, INVOICE_AMOUNT));
	assert_int_equal(record_int(&got, INVOICE_NET), -37906205);
	assert_false(record_has(&got, INVOICE_RETAINAGE));
	assert_false(record_has(&got, INVOICE_PERIOD));
	assert_int_equal(got.state.status, STATUS_NOT_READY);
	assert_int_equal(got.state.version, 1);
	FAILS(ERR_NOTFOUND, records_find(f->s, ENTITY_INVOICE, f->erp, "77", &f->p, &got, &f->err));
	OK(records_find(f->s, ENTITY_INVOICE, f->procore, "77", &f->p, &got, &f->err));
	assert_int_equal(got.id, id);
}

/* Each single field, set, changed and cleared, is a change of its own. */
static void every_field_counts_as_content(void **state)
{
	struct fixture *f = *state;

	for (int e = 0; e < ENTITY_COUNT; e++) {
		for (int i = 0; i < entities[e].n_fields; i++) {
			struct record r = fixture_record(f, (enum entity)e, f->procore, pool_printf(&f->p, "%d.%d", e, i));
			int text = table_is_text(entities[e].fields[i].type);
			int copy = (entities[e].fields[i].flags & FIELD_COPY) != 0;
			struct record got;
			int64_t id = fixture_put(f, &r, PUT_ADDED);

			for (int step = 0; step < 3; step++) {
				if (text)
					record_set_text(&r, i, &f->p, step == 0 ? "one" : step == 1 ? "two" : NULL);
				else if (step < 2)
					record_set_int(&r, i, step);       /* 0 is not null */
				else
					r.values[i].set = 0;
				fixture_put(f, &r, PUT_CHANGED);
				fixture_put(f, &r, PUT_SAME);
				got = fixture_get(f, (enum entity)e, id);
				assert_int_equal(got.state.version, copy ? 1 : step + 2);
			}
		}
	}
}

static void a_changed_time_stamp_alone_is_no_change(void **state)
{
	struct fixture *f = *state;
	struct record r = fixture_record(f, ENTITY_VENDOR, f->procore, "1"), got;
	int64_t id;

	record_set_text(&r, VENDOR_NAME, &f->p, "Same");
	r.remote_version = "2026-01-01";
	id = fixture_put(f, &r, PUT_ADDED);
	r.remote_version = "2026-02-02";
	fixture_put(f, &r, PUT_SAME);
	got = fixture_get(f, ENTITY_VENDOR, id);
	assert_string_equal(got.remote_version, "2026-02-02");
	assert_int_equal(got.state.version, 1);
}

static void a_deleted_record_leaves_the_lists_and_may_come_back(void **state)
{
	struct fixture *f = *state;
	struct query q = { ENTITY_INVOICE, VIEW_ALL, NULL, SORT_ID, 0, 0, 0, 0, 0, { 0 } };
	int64_t id = fixture_invoice(f, "1", 100);
	struct record r = fixture_get(f, ENTITY_INVOICE, id);

	assert_int_equal(OK(query_matches(f->s, &q, id, &f->err)), 1);
	r.deleted = 1;
	fixture_put(f, &r, PUT_CHANGED);
	fixture_put(f, &r, PUT_SAME);
	assert_int_equal(OK(query_matches(f->s, &q, id, &f->err)), 0);
	assert_int_equal(fixture_get(f, ENTITY_INVOICE, id).state.version, 2);
	r.deleted = 0;
	fixture_put(f, &r, PUT_CHANGED);
	assert_int_equal(OK(query_matches(f->s, &q, id, &f->err)), 1);
	fixture_check_tally(f);
}

static void a_record_without_an_id_is_refused(void **state)
{
	struct fixture *f = *state;
	struct record r = fixture_record(f, ENTITY_VENDOR, f->procore, "");

	FAILS(ERR_DATA, records_put(f->s, &r, NULL, NULL, &f->err));
	r.remote_id = NULL;
	FAILS(ERR_DATA, records_put(f->s, &r, NULL, NULL, &f->err));
}

static void an_incremental_pass_writes_nothing_for_unchanged_rows(void **state)
{
	struct fixture *f = *state;
	int64_t before = 0, after = 0, id = fixture_vendor(f, "1", "Same");
	struct record r = fixture_get(f, ENTITY_VENDOR, id);

	OK(store_number(f->s, &before, &f->err, "SELECT imported_at FROM vendor", NULL));
	records_stamp(f->s, 0);
	fixture_put(f, &r, PUT_SAME);
	OK(store_number(f->s, &after, &f->err, "SELECT imported_at FROM vendor", NULL));
	assert_int_equal(after, before);
	records_stamp(f->s, 1);
	fixture_put(f, &r, PUT_SAME);
	OK(store_number(f->s, &after, &f->err, "SELECT imported_at FROM vendor", NULL));
	assert_true(after > before);
}

/* ---- display copies ---- */

static int64_t commitment_of(struct fixture *f, const char *remote_id, const char *vendor)
{
	struct record r = fixture_record(f, ENTITY_COMMITMENT, f->procore, remote_id);

	record_set_text(&r, COMMITMENT_NUMBER, &f->p, pool_printf(&f->p, "SC-%s", remote_id));
	record_set_text(&r, COMMITMENT_VENDOR, &f->p, vendor);
	return fixture_put(f, &r, PUT_ADDED);
}

static const char *vendor_name_of(struct fixture *f, int64_t id)
{
	struct record r = fixture_get(f, ENTITY_COMMITMENT, id);

	return pool_strdup(&f->p, record_text(&r, COMMITMENT_VENDOR_NAME));
}

static int found_by_word(struct fixture *f, enum entity e, int64_t id, const char *word)
{
	struct filter filter;
	struct query q = { e, VIEW_ALL, &filter, SORT_ID, 0, 0, 0, 0, 0, { 0 } };
	struct record_array rows = { 0 };
	int found = 0;

	OK(filter_parse(&filter, e, word, &f->err));
	OK(query_window(f->s, &q, 0, 0, 0, 100, &f->p, &rows, &f->err));
	for (size_t i = 0; i < rows.len; i++)
		found |= rows.items[i].id == id;
	ARRAY_RELEASE(&rows);
	filter_release(&filter);
	return found;
}

static void copies_are_filled_in_any_order(void **state)
{
	struct fixture *f = *state;
	int64_t early = commitment_of(f, "1", "v7"), late;

	assert_string_equal(vendor_name_of(f, early), "");
	fixture_vendor(f, "v7", "Létourneau");
	assert_string_equal(vendor_name_of(f, early), "Létourneau");
	assert_true(found_by_word(f, ENTITY_COMMITMENT, early, "letourn"));
	late = commitment_of(f, "2", "v7");
	assert_string_equal(vendor_name_of(f, late), "Létourneau");
	assert_int_equal(fixture_get(f, ENTITY_COMMITMENT, early).state.version, 1);
}

static void a_new_name_reaches_every_row_that_shows_it(void **state)
{
	struct fixture *f = *state;
	int64_t v = fixture_vendor(f, "v1", "Old Name"), c = commitment_of(f, "1", "v1"),
		i = fixture_invoice(f, "9", 1);
	struct record r = fixture_get(f, ENTITY_VENDOR, v);

	record_set_text(&r, VENDOR_NAME, &f->p, "Brand New");
	fixture_put(f, &r, PUT_CHANGED);
	assert_string_equal(vendor_name_of(f, c), "Brand New");
	assert_true(found_by_word(f, ENTITY_COMMITMENT, c, "brand"));
	assert_false(found_by_word(f, ENTITY_COMMITMENT, c, "old"));
	assert_true(found_by_word(f, ENTITY_INVOICE, i, "brand"));
	assert_true(found_by_word(f, ENTITY_VENDOR, v, "brand"));
	assert_false(found_by_word(f, ENTITY_VENDOR, v, "old"));
}

static void copies_do_not_cross_connections(void **state)
{
	struct fixture *f = *state;
	struct record v = fixture_record(f, ENTITY_VENDOR, f->erp, "v7");
	int64_t c = commitment_of(f, "1", "v7");

	record_set_text(&v, VENDOR_NAME, &f->p, "Of the ERP");
	fixture_put(f, &v, PUT_ADDED);
	assert_string_equal(vendor_name_of(f, c), "");
}

static void lines_show_the_number_of_their_cost_code(void **state)
{
	struct fixture *f = *state;
	struct record line = fixture_record(f, ENTITY_COMMITMENT_LINE, f->procore, "l1"), code, got;
	int64_t id;

	record_set_text(&line, COMMITMENT_LINE_COMMITMENT, &f->p, "c1");
	record_set_text(&line, COMMITMENT_LINE_COST_CODE, &f->p, "cc");
	id = fixture_put(f, &line, PUT_ADDED);
	code = fixture_record(f, ENTITY_COST_CODE, f->procore, "cc");
	record_set_text(&code, COST_CODE_NUMBER, &f->p, "03-300");
	fixture_put(f, &code, PUT_ADDED);
	got = fixture_get(f, ENTITY_COMMITMENT_LINE, id);
	assert_string_equal(record_text(&got, COMMITMENT_LINE_COST_CODE_NUMBER), "03-300");
}

/* ---- many ---- */

static struct record line_of(struct fixture *f, const char *remote_id, int position, int64_t amount)
{
	struct record r = fixture_record(f, ENTITY_INVOICE_LINE, f->procore, remote_id);

	record_set_text(&r, INVOICE_LINE_INVOICE, &f->p, "i1");
	record_set_int(&r, INVOICE_LINE_POSITION, position);
	record_set_int(&r, INVOICE_LINE_AMOUNT, amount);
	return r;
}

static void lines_are_replaced_as_a_whole(void **state)
{
	struct fixture *f = *state;
	struct record three[] = { line_of(f, "a", 2, 10), line_of(f, "b", 1, 20), line_of(f, "c", 3, 30) };
	struct record two[] = { line_of(f, "c", 1, 31), line_of(f, "d", 2, 40) };
	struct record_array first = { three, 3, 3 }, second = { two, 2, 2 }, got = { 0 };
	int64_t invoice = fixture_invoice(f, "i1", 60), sum = 0, ids[4];
	size_t n;

	OK(records_put_children(f->s, ENTITY_INVOICE_LINE, f->procore, "i1", &first, &f->err));
	OK(records_children(f->s, ENTITY_INVOICE_LINE, f->procore, "i1", &f->p, &got, &f->err));
	assert_int_equal(got.len, 3);
	assert_string_equal(got.items[0].remote_id, "b");          /* by position */
	OK(records_judge_take(f->s, ENTITY_INVOICE, ids, 4, &n, &f->err));
	OK(records_put_children(f->s, ENTITY_INVOICE_LINE, f->procore, "i1", &first, &f->err));
	OK(records_judge_take(f->s, ENTITY_INVOICE, ids, 4, &n, &f->err));
	assert_int_equal(n, 0);                                     /* nothing new, nothing to judge */
	OK(records_put_children(f->s, ENTITY_INVOICE_LINE, f->procore, "i1", &second, &f->err));
	OK(records_judge_take(f->s, ENTITY_INVOICE, ids, 4, &n, &f->err));
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], invoice);
	got.len = 0;
	OK(records_children(f->s, ENTITY_INVOICE_LINE, f->procore, "i1", &f->p, &got, &f->err));
	assert_int_equal(got.len, 2);
	assert_string_equal(got.items[0].remote_id, "c");
	assert_int_equal(got.items[0].state.version, 2);
	OK(records_sum(f->s, ENTITY_INVOICE_LINE, f->procore, INVOICE_LINE_INVOICE, "i1", INVOICE_LINE_AMOUNT,
		&sum, &f->err));
	assert_int_equal(sum, 71);
	ARRAY_RELEASE(&got);
}

static void rows_are_found_by_their_fields(void **state)
{
	struct fixture *f = *state;
	struct record_array got = { 0 };

	for (int i = 0; i < 6; i++) {
		struct record r = fixture_record(f, ENTITY_INVOICE, i % 2 ? f->erp : f->procore,
			pool_printf(&f->p, "%d", i));

		record_set_text(&r, INVOICE_NUMBER, &f->p, i < 4 ? "A-1" : "A-2");
		record_set_text(&r, INVOICE_VENDOR, &f->p, i < 2 ? "v1" : "v2");
		r.deleted = i == 3;
		fixture_put(f, &r, PUT_ADDED);
	}
	OK(records_where(f->s, ENTITY_INVOICE, f->procore, INVOICE_NUMBER, "A-1", 10, &f->p, &got, &f->err));
	assert_int_equal(got.len, 2);
	got.len = 0;
	OK(records_where(f->s, ENTITY_INVOICE, 0, INVOICE_NUMBER, "A-1", 10, &f->p, &got, &f->err));
	assert_int_equal(got.len, 3);                               /* not the deleted one */
	got.len = 0;
	OK(records_where2(f->s, ENTITY_INVOICE, 0, INVOICE_NUMBER, "A-1", INVOICE_VENDOR, "v1", 1, &f->p, &got,
		&f->err));
	assert_int_equal(got.len, 1);
	ARRAY_RELEASE(&got);
}

static void a_full_pass_marks_what_it_did_not_see(void **state)
{
	struct fixture *f = *state;
	int64_t a, b, other, started, n = 0;
	struct record r;

	a = fixture_invoice(f, "1", 100);
	b = fixture_invoice(f, "2", 200);
	r = fixture_record(f, ENTITY_INVOICE, f->erp, "1");
	other = fixture_put(f, &r, PUT_ADDED);
	started = store_now(f->s) + 1;
	r = fixture_get(f, ENTITY_INVOICE, a);
	fixture_put(f, &r, PUT_SAME);
	OK(records_mark_unseen(f->s, ENTITY_INVOICE, f->procore, -1, NULL, started, &n, &f->err));
	assert_int_equal(n, 1);
	assert_false(fixture_get(f, ENTITY_INVOICE, a).deleted);
	assert_true(fixture_get(f, ENTITY_INVOICE, b).deleted);
	assert_int_equal(fixture_get(f, ENTITY_INVOICE, b).state.version, 2);
	assert_false(fixture_get(f, ENTITY_INVOICE, other).deleted);
	OK(records_mark_unseen(f->s, ENTITY_INVOICE, f->procore, -1, NULL, started, &n, &f->err));
	assert_int_equal(n, 0);
	fixture_check_tally(f);
}

static void a_full_pass_of_one_scope_touches_no_other(void **state)
{
	struct fixture *f = *state;
	int64_t ids[2], n = 0;

	for (int i = 0; i < 2; i++) {
		struct record r = fixture_record(f, ENTITY_COST_CODE, f->procore, i ? "b" : "a");

		record_set_text(&r, COST_CODE_JOB, &f->p, i ? "job2" : "job1");
		ids[i] = fixture_put(f, &r, PUT_ADDED);
	}
	OK(records_mark_unseen(f->s, ENTITY_COST_CODE, f->procore, COST_CODE_JOB, "job1", store_now(f->s) + 1000,
		&n, &f->err));
	assert_int_equal(n, 1);
	assert_true(fixture_get(f, ENTITY_COST_CODE, ids[0]).deleted);
	assert_false(fixture_get(f, ENTITY_COST_CODE, ids[1]).deleted);
}

/* ---- judging ---- */

static void what_depends_on_a_record_is_judged_again(void **state)
{
	struct fixture *f = *state;
	int64_t v = fixture_vendor(f, "v1", "V"), c = commitment_of(f, "c1", "v1"), i = fixture_invoice(f, "i1", 5),
		ids[10];
	struct record r, line, code, erp;
	struct link l = { .entity = ENTITY_VENDOR, .record_id = v, .connection_id = f->erp, .erp_id = "E1",
		.origin = "match" };
	size_t n;

	commitment_of(f, "c2", "other");
	line = fixture_record(f, ENTITY_COMMITMENT_LINE, f->procore, "l1");
	record_set_text(&line, COMMITMENT_LINE_COMMITMENT, &f->p, "c1");
	record_set_text(&line, COMMITMENT_LINE_COST_CODE, &f->p, "cc");
	fixture_put(f, &line, PUT_ADDED);
	for (int e = 0; e < ENTITY_TAB_COUNT; e++)
		OK(records_judge_take(f->s, (enum entity)e, ids, 10, &n, &f->err));
	r = fixture_get(f, ENTITY_VENDOR, v);
	OK(records_judge_dependents(f->s, &r, &f->err));
	OK(records_judge_take(f->s, ENTITY_COMMITMENT, ids, 10, &n, &f->err));
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], c);
	OK(records_judge_take(f->s, ENTITY_INVOICE, ids, 10, &n, &f->err));
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], i);
	/* a cost code: the commitment whose line uses it */
	code = fixture_record(f, ENTITY_COST_CODE, f->procore, "cc");
	OK(records_judge_dependents(f->s, &code, &f->err));
	OK(records_judge_take(f->s, ENTITY_COMMITMENT, ids, 10, &n, &f->err));
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], c);
	/* the ERP's vendor: the one linked to it, and what refers to that */
	erp = fixture_record(f, ENTITY_VENDOR, f->erp, "E1");
	erp.id = l.erp_record_id = fixture_put(f, &erp, PUT_ADDED);
	OK(links_put(f->s, &l, &f->err));
	OK(records_judge_take(f->s, ENTITY_VENDOR, ids, 10, &n, &f->err));
	OK(records_judge_dependents(f->s, &erp, &f->err));
	OK(records_judge_take(f->s, ENTITY_VENDOR, ids, 10, &n, &f->err));
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], v);
	OK(records_judge_take(f->s, ENTITY_COMMITMENT, ids, 10, &n, &f->err));
	assert_int_equal(n, 1);
}

static void the_queue_is_taken_in_portions(void **state)
{
	struct fixture *f = *state;
	int64_t ids[2], last = 0;
	size_t n, total = 0;

	for (int i = 0; i < 5; i++)
		fixture_invoice(f, pool_printf(&f->p, "%d", i), 1);
	do {
		OK(records_judge_take(f->s, ENTITY_INVOICE, ids, 2, &n, &f->err));
		for (size_t i = 0; i < n; i++) {
			assert_true(ids[i] > last);
			last = ids[i];
		}
		total += n;
	} while (n);
	assert_int_equal(total, 5);
}

/* ---- state, findings, overrides, links ---- */

static void state_is_kept_and_moves_the_row_between_lists(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_invoice(f, "1", 100);
	struct record r = fixture_get(f, ENTITY_INVOICE, id);
	struct query ready = { ENTITY_INVOICE, VIEW_READY, NULL, SORT_ID, 0, 0, 0, 0, 0, { 0 } }, synced = ready;

	synced.view = VIEW_SYNCED;
	r.state = (struct record_state){ .status = STATUS_HELD, .resubmitted = 1, .n_holds = 2, .n_warnings = 3,
		.note = "vendor-not-linked", .note_args = "[\"x\"]", .erp_code = "BILL-9" };
	OK(records_set_state(f->s, ENTITY_INVOICE, id, &r.state, &f->err));
	r = fixture_get(f, ENTITY_INVOICE, id);
	assert_int_equal(r.state.status, STATUS_HELD);
	assert_int_equal(r.state.resubmitted, 1);
	assert_int_equal(r.state.n_holds, 2);
	assert_int_equal(r.state.n_warnings, 3);
	assert_string_equal(r.state.note, "vendor-not-linked");
	assert_string_equal(r.state.note_args, "[\"x\"]");
	assert_string_equal(r.state.erp_code, "BILL-9");
	assert_int_equal(r.state.version, 1);
	assert_true(found_by_word(f, ENTITY_INVOICE, id, "bill-9"));
	assert_int_equal(OK(query_matches(f->s, &ready, id, &f->err)), 1);
	fixture_state(f, ENTITY_INVOICE, id, STATUS_SYNCED);
	assert_int_equal(OK(query_matches(f->s, &ready, id, &f->err)), 0);
	assert_int_equal(OK(query_matches(f->s, &synced, id, &f->err)), 1);
	/* a change from Procore keeps all of it */
	record_set_int(&r, INVOICE_NET, 101);
	fixture_put(f, &r, PUT_CHANGED);
	r = fixture_get(f, ENTITY_INVOICE, id);
	assert_int_equal(r.state.status, STATUS_SYNCED);
	assert_string_equal(r.state.erp_code, "BILL-9");
	assert_true(found_by_word(f, ENTITY_INVOICE, id, "bill-9"));
	fixture_check_tally(f);
}

static void findings_and_overrides_are_kept_in_order(void **state)
{
	struct fixture *f = *state;
	struct finding_row rows[] = {
		{ "b", "hold", "[\"1\"]", ENTITY_VENDOR, 5, 1, "erp_id", "V-1" },
		{ "a", "warning", NULL, ENTITY_NONE, 0, 0, NULL, NULL },
	};
	struct finding_array all = { rows, 2, 2 }, none = { 0 }, got = { 0 };
	struct override_array values = { 0 };

	OK(findings_replace(f->s, ENTITY_JOB, 3, &all, &f->err));
	OK(findings_replace(f->s, ENTITY_JOB, 3, &all, &f->err));
	OK(findings_list(f->s, ENTITY_JOB, 3, &f->p, &got, &f->err));
	assert_int_equal(got.len, 2);
	assert_string_equal(got.items[0].code, "b");
	assert_int_equal(got.items[0].fix_entity, ENTITY_VENDOR);
	assert_int_equal(got.items[0].fix_id, 5);
	assert_string_equal(got.items[0].proposal, "V-1");
	assert_int_equal(got.items[1].fix_entity, ENTITY_NONE);
	assert_null(got.items[1].args);
	OK(findings_replace(f->s, ENTITY_JOB, 3, &none, &f->err));
	got.len = 0;
	OK(findings_list(f->s, ENTITY_JOB, 3, &f->p, &got, &f->err));
	assert_int_equal(got.len, 0);
	OK(overrides_put(f->s, ENTITY_JOB, 3, "erp_id", "J1", &f->err));
	OK(overrides_put(f->s, ENTITY_JOB, 3, "erp_id", "J2", &f->err));
	OK(overrides_put(f->s, ENTITY_JOB, 3, "accounting_date", "2026-10-31", &f->err));
	OK(overrides_put(f->s, ENTITY_JOB, 3, "accounting_date", NULL, &f->err));
	OK(overrides_list(f->s, ENTITY_JOB, 3, &f->p, &values, &f->err));
	assert_int_equal(values.len, 1);
	assert_string_equal(values.items[0].value, "J2");
	ARRAY_RELEASE(&got);
	ARRAY_RELEASE(&values);
}

static void a_link_hides_the_row_of_the_erp(void **state)
{
	struct fixture *f = *state;
	int64_t own = fixture_vendor(f, "v1", "Procore's"), theirs;
	struct record r = fixture_record(f, ENTITY_VENDOR, f->erp, "E-1");
	struct query all = { ENTITY_VENDOR, VIEW_ALL, NULL, SORT_ID, 0, 0, 0, 0, 0, { 0 } }, import = all;
	struct link l = { .entity = ENTITY_VENDOR, .record_id = own, .connection_id = f->erp, .erp_id = "guid",
		.erp_code = "E-1", .origin = "match", .snapshot = "{}" }, got;

	import.view = VIEW_IMPORT;
	record_set_text(&r, VENDOR_NAME, &f->p, "Theirs");
	theirs = l.erp_record_id = fixture_put(f, &r, PUT_ADDED);
	assert_int_equal(OK(query_matches(f->s, &import, theirs, &f->err)), 1);
	assert_int_equal(OK(query_matches(f->s, &all, theirs, &f->err)), 1);
	OK(links_put(f->s, &l, &f->err));
	assert_int_equal(OK(query_matches(f->s, &all, theirs, &f->err)), 0);
	assert_int_equal(OK(query_matches(f->s, &all, own, &f->err)), 1);
	/* an update of the ERP's row does not bring it back */
	record_set_text(&r, VENDOR_NAME, &f->p, "Theirs, renamed");
	fixture_put(f, &r, PUT_CHANGED);
	assert_int_equal(OK(query_matches(f->s, &all, theirs, &f->err)), 0);
	OK(links_by_erp(f->s, ENTITY_VENDOR, f->erp, "guid", &f->p, &got, &f->err));
	assert_int_equal(got.record_id, own);
	OK(links_by_erp(f->s, ENTITY_VENDOR, f->erp, "E-1", &f->p, &got, &f->err));
	OK(links_by_erp_record(f->s, ENTITY_VENDOR, theirs, &f->p, &got, &f->err));
	assert_string_equal(got.snapshot, "{}");
	l.erp_record_id = 0;
	OK(links_put(f->s, &l, &f->err));                          /* upsert: another ERP record now */
	assert_int_equal(OK(query_matches(f->s, &all, theirs, &f->err)), 1);
	l.erp_record_id = theirs;
	OK(links_put(f->s, &l, &f->err));
	OK(links_remove(f->s, ENTITY_VENDOR, own, &f->err));
	assert_int_equal(OK(query_matches(f->s, &import, theirs, &f->err)), 1);
	FAILS(ERR_NOTFOUND, links_get(f->s, ENTITY_VENDOR, own, &f->p, &got, &f->err));
	FAILS(ERR_NOTFOUND, links_remove(f->s, ENTITY_VENDOR, own, &f->err));
}

static void a_record_may_be_linked_in_several_systems(void **state)
{
	struct fixture *f = *state;
	struct connection c = { .name = "second", .connector = "xero", .role = "erp", .environment = "test" };
	struct link_array all = { 0 };
	struct link l = { .entity = ENTITY_VENDOR, .erp_id = "A", .erp_code = "A" }, got;

	OK(store_connection_put(f->s, &c, &c.id, &f->err));
	l.record_id = fixture_vendor(f, "v1", "Somebody");
	l.connection_id = f->erp;
	OK(links_put(f->s, &l, &f->err));
	l.connection_id = c.id;
	l.erp_id = l.erp_code = "B";
	OK(links_put(f->s, &l, &f->err));
	OK(links_list(f->s, ENTITY_VENDOR, l.record_id, &f->p, &all, &f->err));
	assert_int_equal(all.len, 2);
	OK(links_get(f->s, ENTITY_VENDOR, l.record_id, &f->p, &got, &f->err));
	assert_string_equal(got.erp_id, "A");                      /* the first made */
	OK(links_get_in(f->s, ENTITY_VENDOR, l.record_id, c.id, &f->p, &got, &f->err));
	assert_string_equal(got.erp_id, "B");
	OK(links_remove_in(f->s, ENTITY_VENDOR, l.record_id, f->erp, &f->err));
	FAILS(ERR_NOTFOUND, links_get_in(f->s, ENTITY_VENDOR, l.record_id, f->erp, &f->p, &got, &f->err));
	OK(links_get_in(f->s, ENTITY_VENDOR, l.record_id, c.id, &f->p, &got, &f->err));
	FAILS(ERR_NOTFOUND, links_remove_in(f->s, ENTITY_VENDOR, l.record_id, f->erp, &f->err));
	ARRAY_RELEASE(&all);
}

/* ---- all or nothing ---- */

/* What a page does: records, lines, a link, a state. */
static int one_page(struct fixture *f)
{
	struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, "i1"), line = line_of(f, "a", 1, 5);
	struct record_array lines = { &line, 1, 1 };
	struct link l = { .entity = ENTITY_INVOICE, .connection_id = f->erp, .erp_id = "e", .origin = "match" };
	struct record_state st = { .status = STATUS_READY };
	int rc = store_begin(f->s, &f->err);

	record_set_text(&r, INVOICE_NUMBER, &f->p, "new number");
	record_set_int(&r, INVOICE_NET, 999);
	if (rc == 0)
		rc = records_put(f->s, &r, NULL, &l.record_id, &f->err);
	if (rc == 0)
		rc = records_put_children(f->s, ENTITY_INVOICE_LINE, f->procore, "i1", &lines, &f->err);
	if (rc == 0)
		rc = links_put(f->s, &l, &f->err);
	if (rc == 0)
		rc = records_set_state(f->s, ENTITY_INVOICE, l.record_id, &st, &f->err);
	if (rc == 0)
		return store_commit(f->s, &f->err);
	store_rollback(f->s);
	return rc;
}

static void a_full_disk_leaves_everything_as_it_was(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_invoice(f, "i1", 100), nth = 1, n;
	struct record_array lines = { 0 };
	struct link l;

	for (;; nth++) {
		store_fail_after(f->s, nth);
		int rc = one_page(f);

		store_fail_after(f->s, 0);
		if (rc == 0)
			break;
		assert_int_equal(rc, ERR_STORE);
		assert_false(store_in_transaction(f->s));
		struct record r = fixture_get(f, ENTITY_INVOICE, id);
		assert_int_equal(record_int(&r, INVOICE_NET), 100);
		assert_int_equal(r.state.status, STATUS_NOT_READY);
		FAILS(ERR_NOTFOUND, links_get(f->s, ENTITY_INVOICE, id, &f->p, &l, &f->err));
		lines.len = 0;
		OK(records_children(f->s, ENTITY_INVOICE_LINE, f->procore, "i1", &f->p, &lines, &f->err));
		assert_int_equal(lines.len, 0);
		fixture_check_tally(f);
	}
	assert_true(nth > 8);                              /* there were that many steps to fail at */
	OK(store_number(f->s, &n, &f->err, "SELECT count(*) FROM link", NULL));
	assert_int_equal(n, 1);
	fixture_check_tally(f);
	OK(store_check(f->s, &f->err));
	ARRAY_RELEASE(&lines);
}

/* Killed before any commit step: the other side sees the old rows, never half of the new. */
static void a_killed_program_leaves_no_half_page(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_invoice(f, "i1", 100);
	struct record r;
	int status;
	pid_t child;

	store_close(f->s);
	f->s = NULL;
	child = fork();
	if (child == 0) {
		struct record_array lines = { 0 };

		if (store_open(&f->s, f->path, STORE_WRITE, NULL) < 0 || store_begin(f->s, NULL) < 0)
			_exit(1);
		r = fixture_get(f, ENTITY_INVOICE, id);
		record_set_int(&r, INVOICE_NET, 1);
		if (records_put(f->s, &r, NULL, NULL, NULL) < 0 ||
		    records_put_children(f->s, ENTITY_INVOICE_LINE, f->procore, "i1", &lines, NULL) < 0)
			_exit(2);
		_exit(0);                                       /* no commit, no close */
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	fixture_open(f);
	r = fixture_get(f, ENTITY_INVOICE, id);
	assert_int_equal(record_int(&r, INVOICE_NET), 100);
	OK(store_check(f->s, &f->err));
	fixture_check_tally(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_record_is_added_then_known),
		STORE_TEST(every_field_counts_as_content),
		STORE_TEST(a_changed_time_stamp_alone_is_no_change),
		STORE_TEST(a_deleted_record_leaves_the_lists_and_may_come_back),
		STORE_TEST(a_record_without_an_id_is_refused),
		STORE_TEST(an_incremental_pass_writes_nothing_for_unchanged_rows),
		STORE_TEST(copies_are_filled_in_any_order),
		STORE_TEST(a_new_name_reaches_every_row_that_shows_it),
		STORE_TEST(copies_do_not_cross_connections),
		STORE_TEST(lines_show_the_number_of_their_cost_code),
		STORE_TEST(lines_are_replaced_as_a_whole),
		STORE_TEST(rows_are_found_by_their_fields),
		STORE_TEST(a_full_pass_marks_what_it_did_not_see),
		STORE_TEST(a_full_pass_of_one_scope_touches_no_other),
		STORE_TEST(what_depends_on_a_record_is_judged_again),
		STORE_TEST(the_queue_is_taken_in_portions),
		STORE_TEST(state_is_kept_and_moves_the_row_between_lists),
		STORE_TEST(findings_and_overrides_are_kept_in_order),
		STORE_TEST(a_link_hides_the_row_of_the_erp),
		STORE_TEST(a_full_disk_leaves_everything_as_it_was),
		STORE_TEST(a_record_may_be_linked_in_several_systems),
		STORE_TEST(a_killed_program_leaves_no_half_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
