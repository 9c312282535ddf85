/* Dossiers and snapshots: what is gathered for one record, from a store made by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/digest.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "store/store.h"
#include "sync/dossier.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

static struct store *store;
static struct pool pool;
static char *file;
static int64_t procore, erp;

static int64_t connection(const char *name, const char *role)
{
	struct connection c = { .name = name, .connector = name, .role = role, .environment = "test" };
	int64_t id = 0;

	assert_int_equal(store_connection_put(store, &c, &id, NULL), 0);
	return id;
}

struct set { int field; const char *text; int64_t n; };

/* Puts a record; fields end with -1. */
static int64_t put(enum entity e, int64_t c, const char *remote, const struct set *sets)
{
	struct record r;
	int64_t id;

	record_init(&r, e);
	r.connection_id = c;
	r.remote_id = remote;
	for (; sets->field >= 0; sets++)
		if (sets->text)
			record_set_text(&r, sets->field, &pool, sets->text);
		else
			record_set_int(&r, sets->field, sets->n);
	assert_int_equal(records_put(store, &r, NULL, &id, NULL), 0);
	return id;
}

#define PUT(e, c, remote, ...) put(e, c, remote, (const struct set[]){ __VA_ARGS__, { -1, NULL, 0 } })

static void link_them(enum entity e, int64_t record, const char *id, const char *code)
{
	struct link l = { .entity = e, .record_id = record, .connection_id = erp, .erp_id = id,
		.erp_code = code, .origin = "match" };

	assert_int_equal(links_put(store, &l, NULL), 0);
}

/* One job, one vendor, one commitment of two lines, two invoices on it; the ERP's side. */
static int64_t vendor, job, commitment, invoice;

static void make_company(void)
{
	procore = connection("procore", "procore");
	erp = connection("acumatica", "erp");
	vendor = PUT(ENTITY_VENDOR, procore, "10", { VENDOR_NAME, "Toitures Létourneau", 0 });
	job = PUT(ENTITY_JOB, procore, "20", { JOB_NUMBER, "J-2601", 0 }, { JOB_ACTIVE, NULL, 1 });
	PUT(ENTITY_COST_CODE, procore, "30", { COST_CODE_NUMBER, "07-500", 0 });
	PUT(ENTITY_COST_TYPE, procore, "40", { COST_TYPE_NUMBER, "S", 0 }, { COST_TYPE_NAME, "Subcontract", 0 });
	commitment = PUT(ENTITY_COMMITMENT, procore, "50", { COMMITMENT_NUMBER, "SC-1", 0 },
		{ COMMITMENT_VENDOR, "10", 0 }, { COMMITMENT_JOB, "20", 0 }, { COMMITMENT_AMOUNT, NULL, 1000000 },
		{ COMMITMENT_CURRENCY, "CAD", 0 }, { COMMITMENT_DATE, "2026-10-05", 0 });
	PUT(ENTITY_COMMITMENT_LINE, procore, "51", { COMMITMENT_LINE_COMMITMENT, "50", 0 },
		{ COMMITMENT_LINE_POSITION, NULL, 1 }, { COMMITMENT_LINE_COST_CODE, "30", 0 },
		{ COMMITMENT_LINE_COST_TYPE, "40", 0 }, { COMMITMENT_LINE_AMOUNT, NULL, 600000 });
	PUT(ENTITY_COMMITMENT_LINE, procore, "52", { COMMITMENT_LINE_COMMITMENT, "50", 0 },
		{ COMMITMENT_LINE_POSITION, NULL, 2 }, { COMMITMENT_LINE_COST_CODE_NUMBER, "99-999", 0 },
		{ COMMITMENT_LINE_AMOUNT, NULL, 400000 });
	invoice = PUT(ENTITY_INVOICE, procore, "60", { INVOICE_NUMBER, "F-1", 0 }, { INVOICE_VENDOR, "10", 0 },
		{ INVOICE_JOB, "20", 0 }, { INVOICE_COMMITMENT, "50", 0 }, { INVOICE_AMOUNT, NULL, 250000 },
		{ INVOICE_BILLING_DATE, "2026-09-30", 0 });
	PUT(ENTITY_INVOICE_LINE, procore, "61", { INVOICE_LINE_INVOICE, "60", 0 },
		{ INVOICE_LINE_COMMITMENT_LINE, "51", 0 }, { INVOICE_LINE_AMOUNT, NULL, 250000 });
	PUT(ENTITY_INVOICE, procore, "70", { INVOICE_NUMBER, "F-2", 0 }, { INVOICE_VENDOR, "10", 0 },
		{ INVOICE_JOB, "20", 0 }, { INVOICE_COMMITMENT, "50", 0 }, { INVOICE_AMOUNT, NULL, 100000 });
	PUT(ENTITY_INVOICE_LINE, procore, "71", { INVOICE_LINE_INVOICE, "70", 0 },
		{ INVOICE_LINE_COMMITMENT_LINE, "51", 0 }, { INVOICE_LINE_AMOUNT, NULL, 100000 });
	PUT(ENTITY_VENDOR, erp, "V1", { VENDOR_NUMBER, "V1", 0 }, { VENDOR_NAME, "TOITURES LETOURNEAU", 0 },
		{ VENDOR_STATUS, "Active", 0 });
	PUT(ENTITY_JOB, erp, "J2601", { JOB_NUMBER, "J2601", 0 }, { JOB_BRANCH, "QC", 0 },
		{ JOB_STATUS, "Active", 0 });
	PUT(ENTITY_COST_CODE, erp, "07500", { COST_CODE_NUMBER, "07500", 0 });
	PUT(ENTITY_COST_TYPE, erp, "SUBCON", { COST_TYPE_NUMBER, "SUBCON", 0 }, { COST_TYPE_NAME, "Subcontract", 0 },
		{ COST_TYPE_ACCOUNT, "50300", 0 });
	PUT(ENTITY_SUB_JOB, erp, "J2601|0", { SUB_JOB_JOB, "J2601", 0 }, { SUB_JOB_NUMBER, "0", 0 },
		{ SUB_JOB_DEFAULT, NULL, 1 }, { SUB_JOB_STATUS, "Active", 0 });
	PUT(ENTITY_PERIOD, erp, "092026", { PERIOD_START, "2026-09-01", 0 }, { PERIOD_END, "2026-09-30", 0 },
		{ PERIOD_STATUS, "Closed", 0 });
	PUT(ENTITY_PERIOD, erp, "102026", { PERIOD_START, "2026-10-01", 0 }, { PERIOD_END, "2026-10-31", 0 },
		{ PERIOD_STATUS, "Open", 0 });
}

static int set_up(void **state)
{
	char dir[] = "/tmp/comptoir-unit-XXXXXX";

	assert_int_equal(digest_init(), 0);
	assert_non_null(mkdtemp(dir));
	file = path_join(dir, "t.db");
	pool_init(&pool);
	assert_int_equal(store_open(&store, file, STORE_WRITE, NULL), 0);
	make_company();
	return 0;
}

static int tear_down(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	store_close(store);
	for (int i = 0; i < 3; i++) {
		char *f = xasprintf("%s%s", file, ends[i]);
		unlink(f);
		free(f);
	}
	*strrchr(file, '/') = '\0';
	rmdir(file);
	free(file);
	pool_release(&pool);
	return 0;
}

static void dossier(enum entity e, int64_t id, struct dossier *d)
{
	assert_int_equal(dossier_load(store, NULL, e, id, &pool, d, NULL), 0);
}

static void dossier_of_a_commitment_finds_codes_by_their_digits(void **state)
{
	struct dossier d;

	link_them(ENTITY_JOB, job, "J2601", "J2601");
	dossier(ENTITY_COMMITMENT, commitment, &d);
	assert_string_equal(d.vendor.procore->remote_id, "10");
	assert_null(d.vendor.erp_code);
	assert_string_equal(d.job.erp_code, "J2601");
	assert_string_equal(d.branch, "QC");
	assert_int_equal(d.n_lines, 2);
	assert_string_equal(d.lines[0].cost_code, "07500");
	assert_string_equal(d.lines[0].cost_code_asked, "07-500");
	assert_string_equal(d.lines[0].cost_type, "SUBCON");
	assert_string_equal(d.lines[0].account, "50300");
	assert_string_equal(d.lines[0].task, "0");
	assert_null(d.lines[1].cost_code);
	assert_string_equal(d.lines[1].cost_code_asked, "99-999");
	assert_string_equal(d.period_status, "Open");
	assert_string_equal(d.currency, "CAD");
}

static void dossier_of_a_vendor_finds_the_one_that_looks_alike_until_it_is_linked(void **state)
{
	struct dossier d;

	dossier(ENTITY_VENDOR, vendor, &d);
	assert_non_null(d.erp_match);
	assert_string_equal(d.erp_match->remote_id, "V1");
	link_them(ENTITY_VENDOR, vendor, "V1", "V1");
	dossier(ENTITY_VENDOR, vendor, &d);
	assert_null(d.erp_match);
	assert_string_equal(d.self.erp_code, "V1");
	assert_string_equal(record_text(d.self.erp, VENDOR_STATUS), "Active");
}

static void dossier_of_an_invoice_sums_what_was_billed_and_proposes_an_open_day(void **state)
{
	struct dossier d;

	dossier(ENTITY_INVOICE, invoice, &d);
	assert_int_equal(d.billed_to_date, 350000);
	assert_int_equal(d.n_lines, 1);
	assert_int_equal(d.lines[0].billed_before, 100000);
	assert_string_equal(d.lines[0].commitment_line->remote_id, "51");
	assert_string_equal(d.period_status, "Closed");
	assert_string_equal(d.period_open_date, "2026-10-01");
	assert_string_equal(d.commitment.procore->remote_id, "50");
	assert_null(d.commitment.erp_code);
	assert_string_equal(d.currency, "CAD");                   /* its commitment's */
}

static void a_typed_date_decides_the_period(void **state)
{
	struct dossier d;

	assert_int_equal(overrides_put(store, ENTITY_INVOICE, invoice, "accounting_date", "2026-10-02", NULL), 0);
	dossier(ENTITY_INVOICE, invoice, &d);
	assert_string_equal(d.period_status, "Open");
	assert_string_equal(dossier_override_value(&d, "accounting_date"), "2026-10-02");
	assert_int_equal(overrides_put(store, ENTITY_INVOICE, invoice, "accounting_date", NULL, NULL), 0);
}

static void dossier_finds_the_same_number_on_both_sides(void **state)
{
	struct dossier d;
	int64_t twin = PUT(ENTITY_INVOICE, procore, "80", { INVOICE_NUMBER, "F-1", 0 }, { INVOICE_VENDOR, "10", 0 });

	PUT(ENTITY_INVOICE, erp, "Bill|000900", { INVOICE_NUMBER, "F-1", 0 }, { INVOICE_VENDOR, "V1", 0 });
	dossier(ENTITY_INVOICE, invoice, &d);
	assert_non_null(d.same_number);
	assert_int_equal(d.same_number->id, twin);
	assert_non_null(d.erp_same_number);
	assert_string_equal(d.erp_same_number->remote_id, "Bill|000900");
}

static void dossier_of_an_erp_payment_leads_to_procores_invoice(void **state)
{
	struct dossier d;
	int64_t payment;

	link_them(ENTITY_INVOICE, invoice, "000126", "000126");
	payment = PUT(ENTITY_PAYMENT, erp, "CHK1|000126", { PAYMENT_NUMBER, "20001", 0 },
		{ PAYMENT_INVOICE, "000126", 0 }, { PAYMENT_AMOUNT, NULL, 225000 });
	dossier(ENTITY_PAYMENT, payment, &d);
	assert_non_null(d.invoice.procore);
	assert_int_equal(d.invoice.procore->id, invoice);
	assert_string_equal(d.commitment.procore->remote_id, "50");
	assert_string_equal(d.job.procore->remote_id, "20");
	assert_null(d.self.procore);
}

/* ---- as the profile says ---- */

static void with_profile(const struct profile *p, enum entity e, int64_t id, struct dossier *d)
{
	assert_int_equal(dossier_load(store, p, e, id, &pool, d, NULL), 0);
}

static void a_line_is_asked_for_as_the_system_calls_it(void **state)
{
	static const struct { const char *pattern, *asked[2]; } cases[] = {
		{ "{code}", { "07-500", "99-999" } },
		{ "{code}.{type}", { "07-500.S", "99-999" } },
		{ "{job}-{code}.{type}", { "J2601-07-500.S", "J2601-99-999" } },
		{ "{type}/{code}", { "S/07-500", "99-999" } },
	};
	struct profile p = { .construction = -1 };
	struct dossier d;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		p.cost_code_pattern = cases[i].pattern;
		with_profile(&p, ENTITY_COMMITMENT, commitment, &d);
		for (int k = 0; k < 2; k++)
			if (strcmp(d.lines[k].cost_code_asked, cases[i].asked[k]))
				fail_msg("%s: \"%s\", not \"%s\"", cases[i].pattern, d.lines[k].cost_code_asked, cases[i].asked[k]);
	}
}

static void the_jobs_own_codes_come_first_and_no_other_jobs(void **state)
{
	struct profile p = { .construction = -1, .cost_code_pattern = "{code}.{type}", .cost_codes_by_job = 1 };
	struct dossier d;

	PUT(ENTITY_COST_CODE, erp, "c-other", { COST_CODE_NUMBER, "07-500.S", 0 }, { COST_CODE_JOB, "J2699", 0 });
	with_profile(&p, ENTITY_COMMITMENT, commitment, &d);
	assert_null(d.lines[0].erp_cost_code);                     /* another job's */
	PUT(ENTITY_COST_CODE, erp, "c-all", { COST_CODE_NUMBER, "07-500.S", 0 });
	with_profile(&p, ENTITY_COMMITMENT, commitment, &d);
	assert_string_equal(d.lines[0].erp_cost_code->remote_id, "c-all");
	PUT(ENTITY_COST_CODE, erp, "c-mine", { COST_CODE_NUMBER, "07-500.S", 0 }, { COST_CODE_JOB, "J2601", 0 },
		{ COST_CODE_PARENT, "code-7", 0 }, { COST_CODE_ACTIVE, NULL, 1 });
	with_profile(&p, ENTITY_COMMITMENT, commitment, &d);
	assert_string_equal(d.lines[0].erp_cost_code->remote_id, "c-mine");
	assert_string_equal(record_text(d.lines[0].erp_cost_code, COST_CODE_PARENT), "code-7");
	assert_string_equal(d.lines[0].cost_code, "07-500.S");
	assert_string_equal(d.lines[0].erp_cost_type->remote_id, "SUBCON");
	assert_string_equal(d.lines[0].erp_task->remote_id, "J2601|0");
	p.cost_codes_by_job = 0;                                   /* then a job says nothing */
	with_profile(&p, ENTITY_COMMITMENT, commitment, &d);
	assert_string_equal(d.lines[0].erp_cost_code->remote_id, "c-all");
}

static void accounts_follow_code_type_and_connection(void **state)
{
	struct profile_account by_type[] = { { "S", "5100" }, { "*", "5900" } };
	struct profile p = { .construction = -1, .cost_code_pattern = "{code}.{type}", .accounts = by_type,
		.n_accounts = 2, .retainage_account = "Retention held" };
	struct dossier d;

	PUT(ENTITY_ACCOUNT, erp, "a-1", { ACCOUNT_NUMBER, "50300", 0 }, { ACCOUNT_NAME, "Subcontracts", 0 });
	PUT(ENTITY_ACCOUNT, erp, "a-2", { ACCOUNT_NUMBER, "2120", 0 }, { ACCOUNT_NAME, "Retention held", 0 });
	with_profile(&p, ENTITY_COMMITMENT, commitment, &d);
	assert_string_equal(d.lines[0].account, "50300");          /* of the cost type */
	assert_string_equal(d.lines[0].erp_account->remote_id, "a-1");
	assert_string_equal(d.lines[1].account, "5900");           /* no type: as the connection says */
	assert_null(d.lines[1].erp_account);
	assert_string_equal(d.retainage_account, "Retention held");
	assert_string_equal(d.erp_retainage_account->remote_id, "a-2");   /* by name */
	PUT(ENTITY_COST_CODE, erp, "c-all", { COST_CODE_NUMBER, "07-500.S", 0 }, { COST_CODE_ACCOUNT, "50777", 0 });
	with_profile(&p, ENTITY_COMMITMENT, commitment, &d);
	assert_string_equal(d.lines[0].account, "50777");          /* of the code itself */
}

/* ---- several systems ---- */

static void where_there_are_several_a_job_says_which(void **state)
{
	struct lookup *k;
	struct dossier d;
	struct record r;
	struct link l = { .entity = ENTITY_VENDOR, .record_id = vendor, .erp_id = "X-9", .erp_code = "X-9",
		.origin = "person" };
	int64_t other = connection("books2", "erp"), free_job, order;

	free_job = PUT(ENTITY_JOB, procore, "21", { JOB_NUMBER, "J-2602", 0 }, { JOB_ACTIVE, NULL, 1 });
	order = PUT(ENTITY_COMMITMENT, procore, "55", { COMMITMENT_NUMBER, "SC-9", 0 }, { COMMITMENT_VENDOR, "10", 0 },
		{ COMMITMENT_JOB, "21", 0 });
	dossier(ENTITY_COMMITMENT, commitment, &d);
	assert_int_equal(d.erp, erp);                              /* its job is linked */
	assert_int_equal(d.no_system, 0);
	assert_string_equal(d.vendor.erp_code, "V1");
	dossier(ENTITY_COMMITMENT, order, &d);
	assert_int_equal(d.erp, 0);
	assert_int_equal(d.no_system, 1);
	assert_int_equal(d.no_system_job->id, free_job);
	assert_string_equal(d.systems, "acumatica, books2");
	PUT(ENTITY_JOB, other, "77", { JOB_NUMBER, "J2602", 0 });
	dossier(ENTITY_JOB, free_job, &d);
	assert_string_equal(d.systems, "books2, acumatica");       /* the likely one first */
	assert_int_equal(overrides_put(store, ENTITY_JOB, free_job, "erp", "books2", NULL), 0);
	dossier(ENTITY_COMMITMENT, order, &d);
	assert_int_equal(d.erp, other);
	assert_null(d.vendor.erp_id);                              /* it is in the other one alone */
	l.connection_id = other;
	assert_int_equal(links_put(store, &l, NULL), 0);
	dossier(ENTITY_COMMITMENT, order, &d);
	assert_string_equal(d.vendor.erp_code, "X-9");
	dossier(ENTITY_COMMITMENT, commitment, &d);
	assert_string_equal(d.vendor.erp_code, "V1");
	k = lookup_new(store);
	assert_int_equal(records_get(store, ENTITY_VENDOR, vendor, &pool, &r, NULL), 0);
	dossier_of(k, &r, other, &d);
	assert_string_equal(d.self.erp_code, "X-9");
	dossier_of(k, &r, 0, &d);
	assert_string_equal(d.self.erp_code, "V1");
	lookup_free(k);
}

static void a_missing_record_is_not_found(void **state)
{
	struct dossier d;

	assert_int_equal(dossier_load(store, NULL, ENTITY_INVOICE, 999999, &pool, &d, NULL), ERR_NOTFOUND);
}

static void snapshot_equal_looks_at_what_may_not_drift_alone(void **state)
{
	static const struct { const char *json; int same; } cases[] = {
		{ "{\"number\":\"SC-1\",\"title\":\"T\",\"amount\":\"100.00\",\"currency\":\"CAD\"}", 1 },
		{ "{\"number\":\"SC-1\",\"title\":\"T\",\"amount\":\"100.00\",\"currency\":\"CAD\","
			"\"origin_id\":\"x\"}", 1 },
		{ "{\"number\":\"SC-1\",\"title\":\"T\",\"amount\":\"100.01\",\"currency\":\"CAD\"}", 0 },
		{ "{\"number\":\"SC-1\",\"title\":\"U\",\"amount\":\"100.00\",\"currency\":\"CAD\"}", 0 },
		{ "{\"number\":\"SC-1\",\"amount\":\"100.00\",\"currency\":\"CAD\"}", 0 },
		{ "{\"number\":", -1 },
		{ "", -1 },
	};
	struct strbuf text = STRBUF_INIT, drift = STRBUF_INIT;
	struct record r;

	record_init(&r, ENTITY_COMMITMENT);
	record_set_text(&r, COMMITMENT_NUMBER, &pool, "SC-1");
	record_set_text(&r, COMMITMENT_TITLE, &pool, "T");
	record_set_int(&r, COMMITMENT_AMOUNT, 10000);
	record_set_text(&r, COMMITMENT_CURRENCY, &pool, "CAD");
	record_set_text(&r, COMMITMENT_ORIGIN_ID, &pool, "y");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (snapshot_equal(&r, cases[i].json) != cases[i].same)
			fail_msg("case %zu", i);
	record_add_json(&text, &r, 0);
	snapshot_of_json(&drift, ENTITY_COMMITMENT, text.s);
	assert_int_equal(snapshot_equal(&r, drift.s), 1);
	assert_null(strstr(drift.s, "origin_id"));
	strbuf_release(&text);
	strbuf_release(&drift);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dossier_of_a_commitment_finds_codes_by_their_digits),
		cmocka_unit_test(dossier_of_a_vendor_finds_the_one_that_looks_alike_until_it_is_linked),
		cmocka_unit_test(dossier_of_an_invoice_sums_what_was_billed_and_proposes_an_open_day),
		cmocka_unit_test(a_typed_date_decides_the_period),
		cmocka_unit_test(dossier_finds_the_same_number_on_both_sides),
		cmocka_unit_test(dossier_of_an_erp_payment_leads_to_procores_invoice),
		cmocka_unit_test(a_line_is_asked_for_as_the_system_calls_it),
		cmocka_unit_test(the_jobs_own_codes_come_first_and_no_other_jobs),
		cmocka_unit_test(accounts_follow_code_type_and_connection),
		cmocka_unit_test(where_there_are_several_a_job_says_which),
		cmocka_unit_test(a_missing_record_is_not_found),
		cmocka_unit_test(snapshot_equal_looks_at_what_may_not_drift_alone),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
