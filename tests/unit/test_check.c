/* A dossier without fault gives no finding; each fault gives exactly its own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "model/check.h"

struct scene {
	struct pool pool;
	struct profile profile;
	struct profile_limit limits[3];
	struct record vendor, job, commitment, commitment_line, invoice, invoice_line, erp_vendor, erp_job;
	struct dossier_line line;
	struct dossier d;
	struct dossier_override over[2];
};

static void set_commitment(struct scene *s)
{
	struct record *c = &s->commitment;

	record_init(c, ENTITY_COMMITMENT);
	c->id = 3;
	record_set_text(c, COMMITMENT_NUMBER, &s->pool, "SC-0077");
	record_set_text(c, COMMITMENT_TITLE, &s->pool, "Roofing");
	record_set_text(c, COMMITMENT_KIND, &s->pool, KIND_SUBCONTRACT);
	record_set_text(c, COMMITMENT_STATUS, &s->pool, "Approved");
	record_set_text(c, COMMITMENT_DATE, &s->pool, "2026-09-01");
	record_set_int(c, COMMITMENT_AMOUNT, 2500000);
	record_set_int(c, COMMITMENT_REVISED, 2500000);
	record_init(&s->commitment_line, ENTITY_COMMITMENT_LINE);
	record_set_int(&s->commitment_line, COMMITMENT_LINE_POSITION, 1);
	record_set_int(&s->commitment_line, COMMITMENT_LINE_AMOUNT, 2500000);
}

static void set_invoice(struct scene *s)
{
	struct record *i = &s->invoice;

	record_init(i, ENTITY_INVOICE);
	i->id = 4;
	record_set_text(i, INVOICE_NUMBER, &s->pool, "1042-07");
	record_set_text(i, INVOICE_STATUS, &s->pool, "approved");
	record_set_text(i, INVOICE_COMMITMENT_KIND, &s->pool, KIND_SUBCONTRACT);
	record_set_text(i, INVOICE_BILLING_DATE, &s->pool, "2026-10-31");
	record_set_int(i, INVOICE_AMOUNT, 900000);
	record_set_int(i, INVOICE_RETAINAGE, 90000);
	record_set_int(i, INVOICE_NET, 810000);
	record_init(&s->invoice_line, ENTITY_INVOICE_LINE);
	record_set_int(&s->invoice_line, INVOICE_LINE_AMOUNT, 900000);
}

static void scene_init(struct scene *s, enum entity e)
{
	memset(s, 0, sizeof *s);
	s->profile.construction = 1;
	s->profile.home_currency = "CAD";
	s->profile.direction[ENTITY_COMMITMENT].exported = 1;
	s->limits[0] = (struct profile_limit){ ENTITY_COMMITMENT, COMMITMENT_TITLE, 10 };
	s->limits[1] = (struct profile_limit){ ENTITY_VENDOR, VENDOR_NAME, 30 };
	s->limits[2] = (struct profile_limit){ ENTITY_INVOICE, INVOICE_NUMBER, 15 };
	s->profile.limits = s->limits;
	s->profile.n_limits = 3;
	s->profile.id[ID_VENDOR] = (struct id_format){ 10, NULL, 1 };
	record_init(&s->vendor, ENTITY_VENDOR);
	s->vendor.id = 1;
	record_set_text(&s->vendor, VENDOR_NAME, &s->pool, "Toitures Létourneau");
	record_set_text(&s->vendor, VENDOR_NUMBER, &s->pool, "V1004");
	record_set_text(&s->vendor, VENDOR_CITY, &s->pool, "Québec");
	record_set_text(&s->vendor, VENDOR_STATE, &s->pool, "QC");
	record_set_text(&s->vendor, VENDOR_COUNTRY, &s->pool, "CA");
	record_set_int(&s->vendor, VENDOR_ACTIVE, 1);
	record_init(&s->job, ENTITY_JOB);
	s->job.id = 2;
	record_set_text(&s->job, JOB_NUMBER, &s->pool, "J-2601");
	record_init(&s->erp_vendor, ENTITY_VENDOR);
	record_set_text(&s->erp_vendor, VENDOR_STATUS, &s->pool, "Active");
	record_init(&s->erp_job, ENTITY_JOB);
	record_set_text(&s->erp_job, JOB_STATUS, &s->pool, "Active");
	set_commitment(s);
	set_invoice(s);
	s->line = (struct dossier_line){ .cost_code = "07500", .cost_code_asked = "07-500", .cost_type = "SUB",
		.cost_type_asked = "S", .account = "50100", .task = "01", .task_status = "Active", .order_line = "1" };
	s->line.line = e == ENTITY_INVOICE ? &s->invoice_line : &s->commitment_line;
	s->line.commitment_line = e == ENTITY_INVOICE ? &s->commitment_line : NULL;
	s->d = (struct dossier){ .lines = &s->line, .n_lines = 1, .currency = "CAD", .period_status = "Open",
		.vendor = { &s->vendor, "g1", "V1004", &s->erp_vendor },
		.job = { &s->job, "g2", "J2601", &s->erp_job },
		.commitment = { &s->commitment, "g3", "SC000041", NULL }, .overrides = s->over };
	s->d.record = e == ENTITY_VENDOR ? &s->vendor : e == ENTITY_COMMITMENT ? &s->commitment : &s->invoice;
	if (e == ENTITY_VENDOR || e == ENTITY_COMMITMENT)
		s->d.self = (struct counterpart){ s->d.record, NULL, NULL, NULL };
}

/* The codes found, separated by blanks. */
static char *codes(struct scene *s)
{
	struct findings f = { .pool = &s->pool };
	struct strbuf b = STRBUF_INIT;

	check_run(&s->profile, &s->d, &f);
	for (size_t i = 0; i < f.len; i++) {
		struct strbuf text = STRBUF_INIT;

		strbuf_addf(&b, "%s%s", i ? " " : "", f.items[i].code);
		finding_text(&text, &s->profile, f.items[i].code, f.items[i].args, f.items[i].n_args);
		assert_true(text.len > 0);
		assert_null(strstr(text.s, "%"));
		strbuf_release(&text);
	}
	findings_release(&f);
	return strbuf_detach(&b);
}

#define EXPECT(s, want) do { char *got_ = codes(s); assert_string_equal(got_, want); free(got_); \
	pool_release(&(s)->pool); } while (0)

static void sound_dossiers_have_no_finding(void **state)
{
	static const enum entity all[] = { ENTITY_VENDOR, ENTITY_COMMITMENT, ENTITY_INVOICE };
	struct scene s;

	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		scene_init(&s, all[i]);
		assert_true(check_ready(&s.profile, &s.d));
		EXPECT(&s, "");
	}
}

static void vendor_faults(void **state)
{
	struct scene s;

	scene_init(&s, ENTITY_VENDOR);
	record_set_int(&s.vendor, VENDOR_ACTIVE, 0);
	assert_false(check_ready(&s.profile, &s.d));
	EXPECT(&s, "vendor-inactive");
	scene_init(&s, ENTITY_VENDOR);
	record_set_text(&s.vendor, VENDOR_STATE, &s.pool, "TX");
	EXPECT(&s, "vendor-state");
	scene_init(&s, ENTITY_VENDOR);
	record_set_text(&s.vendor, VENDOR_NUMBER, &s.pool, NULL);
	EXPECT(&s, "vendor-id");
	scene_init(&s, ENTITY_VENDOR);
	record_set_text(&s.vendor, VENDOR_NAME, &s.pool, "A name that is longer than thirty characters");
	EXPECT(&s, "vendor-name-long");
}

static void commitment_faults(void **state)
{
	struct scene s;

	scene_init(&s, ENTITY_COMMITMENT);
	s.d.vendor.erp_code = NULL;
	EXPECT(&s, "vendor-not-linked");
	scene_init(&s, ENTITY_COMMITMENT);
	s.line.cost_code = NULL;
	EXPECT(&s, "cost-code-unknown");
	scene_init(&s, ENTITY_COMMITMENT);
	s.line.task_status = "In Planning";
	EXPECT(&s, "");
	scene_init(&s, ENTITY_COMMITMENT);
	s.line.task = NULL;
	s.line.task_asked = "01";
	EXPECT(&s, "task-missing");
	scene_init(&s, ENTITY_COMMITMENT);
	s.line.task = NULL;
	EXPECT(&s, "task-none");
	scene_init(&s, ENTITY_COMMITMENT);
	record_set_int(&s.commitment_line, COMMITMENT_LINE_AMOUNT, 1);
	EXPECT(&s, "lines-total");
	scene_init(&s, ENTITY_COMMITMENT);
	s.d.n_lines = 0;
	EXPECT(&s, "commitment-no-lines");
	scene_init(&s, ENTITY_COMMITMENT);
	record_set_text(&s.commitment, COMMITMENT_STATUS, &s.pool, "Draft");
	assert_false(check_ready(&s.profile, &s.d));
	EXPECT(&s, "commitment-not-approved");
	scene_init(&s, ENTITY_COMMITMENT);
	s.profile.construction = 0;
	EXPECT(&s, "no-construction-endpoint");
}

static void invoice_faults(void **state)
{
	struct scene s;

	scene_init(&s, ENTITY_INVOICE);
	s.d.commitment.erp_code = NULL;
	EXPECT(&s, "commitment-not-exported");
	scene_init(&s, ENTITY_INVOICE);
	s.d.period_status = "Closed";
	EXPECT(&s, "period-closed");
	scene_init(&s, ENTITY_INVOICE);
	s.line.task_status = "In Planning";
	EXPECT(&s, "task-not-active");
	scene_init(&s, ENTITY_INVOICE);
	record_set_int(&s.invoice, INVOICE_AMOUNT, 0);
	record_set_int(&s.invoice, INVOICE_RETAINAGE, 0);
	record_set_int(&s.invoice, INVOICE_RELEASED, 810000);
	EXPECT(&s, "retainage-release-only");
	scene_init(&s, ENTITY_INVOICE);
	s.d.billed_to_date = 2500001;
	EXPECT(&s, "over-billed");
	scene_init(&s, ENTITY_INVOICE);
	record_set_text(&s.invoice, INVOICE_COMMITMENT_KIND, &s.pool, KIND_PURCHASE_ORDER);
	EXPECT(&s, "po-invoice");
	scene_init(&s, ENTITY_INVOICE);
	record_set_int(&s.invoice, INVOICE_NET, 1);
	EXPECT(&s, "net-mismatch");
}

static void accepted_proposals_clear_the_finding(void **state)
{
	struct scene s;
	struct findings f;

	scene_init(&s, ENTITY_COMMITMENT);
	record_set_text(&s.commitment, COMMITMENT_TITLE, &s.pool, "Élévation Est et Ouest");
	f = (struct findings){ .pool = &s.pool };
	check_run(&s.profile, &s.d, &f);
	assert_int_equal(f.len, 1);
	assert_string_equal(f.items[0].field, "title");
	assert_string_equal(f.items[0].proposal, "Élévation");
	s.over[0] = (struct dossier_override){ "title", f.items[0].proposal };
	s.d.n_overrides = 1;
	findings_release(&f);
	EXPECT(&s, "");
}

static void a_profile_changes_severity_and_words(void **state)
{
	static struct profile_rule rules[] = {
		{ "net-mismatch", SEVERITY_OFF, NULL, NULL },
		{ "period-closed", SEVERITY_WARNING, "own words %1$s", "propres mots %1$s" },
	};
	struct findings f;
	struct strbuf b = STRBUF_INIT;
	struct scene s;

	scene_init(&s, ENTITY_INVOICE);
	s.profile.rules = rules;
	s.profile.n_rules = 2;
	record_set_int(&s.invoice, INVOICE_NET, 1);
	s.d.period_status = "Closed";
	f = (struct findings){ .pool = &s.pool };
	check_run(&s.profile, &s.d, &f);
	assert_int_equal(f.len, 1);
	assert_int_equal(f.items[0].severity, SEVERITY_WARNING);
	finding_text(&b, &s.profile, f.items[0].code, f.items[0].args, f.items[0].n_args);
	assert_string_equal(b.s, "own words 2026-10-31");
	strbuf_release(&b);
	findings_release(&f);
	pool_release(&s.pool);
}

/* ---- what the accounting system asks for ---- */

static void mandatory_fields(void **state)
{
	static struct profile_limit must[] = {
		{ ENTITY_VENDOR, VENDOR_EMAIL, 0 }, { ENTITY_COMMITMENT, COMMITMENT_TITLE, 0 },
		{ ENTITY_COMMITMENT_LINE, COMMITMENT_LINE_UOM, 0 }, { ENTITY_INVOICE, INVOICE_NUMBER, 0 },
	};
	struct scene s;

	scene_init(&s, ENTITY_VENDOR);
	s.profile.mandatory = must;
	s.profile.n_mandatory = 2;
	EXPECT(&s, "field-missing");
	scene_init(&s, ENTITY_VENDOR);
	s.profile.mandatory = must;
	s.profile.n_mandatory = 2;
	record_set_text(&s.vendor, VENDOR_EMAIL, &s.pool, "a@b.ca");
	EXPECT(&s, "");
	scene_init(&s, ENTITY_COMMITMENT);       /* the title, and the unit of its line */
	s.profile.mandatory = must;
	s.profile.n_mandatory = 4;
	record_set_text(&s.commitment, COMMITMENT_TITLE, &s.pool, NULL);
	EXPECT(&s, "field-missing field-missing");
	scene_init(&s, ENTITY_COMMITMENT);       /* a typed title will do */
	s.profile.mandatory = must;
	s.profile.n_mandatory = 2;
	record_set_text(&s.commitment, COMMITMENT_TITLE, &s.pool, NULL);
	s.over[0] = (struct dossier_override){ "title", "Roof" };
	s.d.n_overrides = 1;
	EXPECT(&s, "");
	scene_init(&s, ENTITY_INVOICE);          /* an older rule speaks of it, once */
	s.profile.mandatory = must;
	s.profile.n_mandatory = 4;
	record_set_text(&s.invoice, INVOICE_NUMBER, &s.pool, NULL);
	EXPECT(&s, "invoice-no-number");
}

static void fields_that_procore_does_not_have(void **state)
{
	struct profile_field asked = { .entity = ENTITY_INVOICE, .name = "terms", .label_en = "Terms",
		.label_fr = "Modalités", .required = 1, .max_chars = 5 };
	struct scene s;

	scene_init(&s, ENTITY_INVOICE);
	s.profile.fields = &asked;
	s.profile.n_fields = 1;
	EXPECT(&s, "export-field-missing");
	scene_init(&s, ENTITY_INVOICE);
	s.profile.fields = &asked;
	s.profile.n_fields = 1;
	s.over[0] = (struct dossier_override){ "terms", "N30" };
	s.d.n_overrides = 1;
	EXPECT(&s, "");
	scene_init(&s, ENTITY_INVOICE);
	s.profile.fields = &asked;
	s.profile.n_fields = 1;
	asked.value = "N30";                     /* the connection says it for all */
	EXPECT(&s, "");
	scene_init(&s, ENTITY_INVOICE);
	s.profile.fields = &asked;
	s.profile.n_fields = 1;
	asked.value = "NET 30 DAYS";
	EXPECT(&s, "export-field-long");
	scene_init(&s, ENTITY_COMMITMENT);
	s.profile.fields = &asked;
	s.profile.n_fields = 1;
	EXPECT(&s, "");
}

static void missing_cost_codes_are_made_where_they_can_be(void **state)
{
	struct scene s;

	scene_init(&s, ENTITY_COMMITMENT);
	s.profile.cost_codes_created = 1;
	s.line.cost_code = NULL;
	EXPECT(&s, "cost-code-created");
	scene_init(&s, ENTITY_COMMITMENT);
	s.profile.cost_codes_created = 1;
	s.profile.id[ID_COST_CODE].max_length = 5;
	s.line.cost_code = NULL;
	EXPECT(&s, "cost-code-unfit cost-code-format");
	scene_init(&s, ENTITY_COMMITMENT);
	s.profile.cost_codes_created = 1;
	s.line.cost_code = NULL;
	s.line.cost_type = s.line.account = NULL;
	EXPECT(&s, "cost-code-no-account cost-type-unknown cost-code-created");
}

static void accounts_and_codes_that_cannot_be_booked_on(void **state)
{
	struct profile_account accounts[] = { { "L", "320" } };
	struct record code, account;
	struct scene s;

	scene_init(&s, ENTITY_INVOICE);
	s.profile.accounts = accounts;
	s.profile.n_accounts = 1;
	s.line.account = s.line.cost_type = NULL;
	EXPECT(&s, "cost-code-no-account");
	scene_init(&s, ENTITY_INVOICE);          /* the accounts of that system are not read */
	EXPECT(&s, "");
	scene_init(&s, ENTITY_INVOICE);
	s.profile.direction[ENTITY_ACCOUNT].imported = 1;
	EXPECT(&s, "account-unknown");
	record_init(&account, ENTITY_ACCOUNT);
	scene_init(&s, ENTITY_INVOICE);
	record_set_text(&account, ACCOUNT_NUMBER, &s.pool, "50100");
	record_set_int(&account, ACCOUNT_ACTIVE, 0);
	s.profile.direction[ENTITY_ACCOUNT].imported = 1;
	s.line.erp_account = &account;
	EXPECT(&s, "account-inactive");
	record_init(&code, ENTITY_COST_CODE);
	scene_init(&s, ENTITY_INVOICE);
	record_set_int(&code, COST_CODE_ACTIVE, 0);
	s.line.erp_cost_code = &code;
	EXPECT(&s, "cost-code-inactive");
	scene_init(&s, ENTITY_INVOICE);
	record_set_int(&code, COST_CODE_ACTIVE, 1);
	s.line.erp_cost_code = &code;
	EXPECT(&s, "");
}

static void retainage_needs_its_account_where_it_is_booked(void **state)
{
	struct record account;
	struct scene s;

	scene_init(&s, ENTITY_INVOICE);
	s.profile.retainage_account_asked = 1;
	EXPECT(&s, "retainage-no-account");
	scene_init(&s, ENTITY_INVOICE);
	s.profile.retainage_account_asked = 1;
	s.d.retainage_account = "2110";
	EXPECT(&s, "");
	scene_init(&s, ENTITY_INVOICE);
	s.profile.retainage_account_asked = s.profile.direction[ENTITY_ACCOUNT].imported = 1;
	s.line.erp_account = &account;
	record_init(&account, ENTITY_ACCOUNT);
	s.d.retainage_account = "2110";
	EXPECT(&s, "account-unknown");
	scene_init(&s, ENTITY_INVOICE);          /* nothing retained */
	s.profile.retainage_account_asked = 1;
	record_set_int(&s.invoice, INVOICE_RETAINAGE, 0);
	record_set_int(&s.invoice, INVOICE_NET, 900000);
	EXPECT(&s, "");
}

static void bills_of_nothing_or_less(void **state)
{
	struct scene s;

	scene_init(&s, ENTITY_INVOICE);
	record_set_int(&s.invoice, INVOICE_AMOUNT, -900000);
	record_set_int(&s.invoice, INVOICE_RETAINAGE, -90000);
	record_set_int(&s.invoice, INVOICE_NET, -810000);
	EXPECT(&s, "invoice-negative");
	scene_init(&s, ENTITY_INVOICE);
	s.profile.negative_invoices_supported = 1;
	record_set_int(&s.invoice, INVOICE_AMOUNT, -900000);
	record_set_int(&s.invoice, INVOICE_RETAINAGE, -90000);
	record_set_int(&s.invoice, INVOICE_NET, -810000);
	EXPECT(&s, "");
	scene_init(&s, ENTITY_INVOICE);          /* a release that travels with the invoice */
	s.profile.released_retainage_supported = 1;
	record_set_int(&s.invoice, INVOICE_AMOUNT, 0);
	record_set_int(&s.invoice, INVOICE_RETAINAGE, 0);
	record_set_int(&s.invoice, INVOICE_RELEASED, 810000);
	EXPECT(&s, "");
}

static void where_commitments_stay_an_invoice_goes_alone(void **state)
{
	struct scene s;

	scene_init(&s, ENTITY_INVOICE);
	s.profile.direction[ENTITY_COMMITMENT].exported = 0;
	s.d.commitment.erp_code = NULL;
	s.line.order_line = NULL;
	EXPECT(&s, "");
}

static void without_a_system_there_is_one_question(void **state)
{
	struct findings f;
	struct scene s;

	scene_init(&s, ENTITY_INVOICE);
	s.d.no_system = 1;
	s.d.systems = "xero, sage";
	s.d.no_system_job = &s.job;
	s.d.vendor.erp_code = s.d.job.erp_code = NULL;
	f = (struct findings){ .pool = &s.pool };
	check_run(&s.profile, &s.d, &f);
	assert_int_equal(f.len, 1);
	assert_string_equal(f.items[0].code, "job-no-system");
	assert_string_equal(f.items[0].args[0], "J-2601");
	assert_string_equal(f.items[0].args[1], "xero, sage");
	assert_int_equal(f.items[0].fix_id, s.job.id);
	assert_null(f.items[0].field);           /* it is typed at the job */
	findings_release(&f);
	s.d.record = &s.job;
	s.d.no_system_job = NULL;
	check_run(&s.profile, &s.d, &f);
	assert_int_equal(f.len, 1);
	assert_string_equal(f.items[0].field, "erp");
	findings_release(&f);
	pool_release(&s.pool);
}

static void names_that_must_be_unique(void **state)
{
	static struct profile_rule on[] = {
		{ "name-in-use", SEVERITY_HOLD, NULL, NULL }, { "erp-match", SEVERITY_OFF, NULL, NULL },
	};
	struct scene s;

	scene_init(&s, ENTITY_VENDOR);
	record_set_text(&s.erp_vendor, VENDOR_NAME, &s.pool, "Toitures Létourneau");
	s.d.erp_match = &s.erp_vendor;
	EXPECT(&s, "erp-match");                 /* off unless the profile turns it on */
	scene_init(&s, ENTITY_VENDOR);
	record_set_text(&s.erp_vendor, VENDOR_NAME, &s.pool, "Toitures Létourneau");
	s.d.erp_match = &s.erp_vendor;
	s.profile.rules = on;
	s.profile.n_rules = 2;
	EXPECT(&s, "name-in-use");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sound_dossiers_have_no_finding),
		cmocka_unit_test(vendor_faults),
		cmocka_unit_test(commitment_faults),
		cmocka_unit_test(invoice_faults),
		cmocka_unit_test(accepted_proposals_clear_the_finding),
		cmocka_unit_test(a_profile_changes_severity_and_words),
		cmocka_unit_test(mandatory_fields),
		cmocka_unit_test(fields_that_procore_does_not_have),
		cmocka_unit_test(missing_cost_codes_are_made_where_they_can_be),
		cmocka_unit_test(accounts_and_codes_that_cannot_be_booked_on),
		cmocka_unit_test(retainage_needs_its_account_where_it_is_booked),
		cmocka_unit_test(bills_of_nothing_or_less),
		cmocka_unit_test(where_commitments_stay_an_invoice_goes_alone),
		cmocka_unit_test(without_a_system_there_is_one_question),
		cmocka_unit_test(names_that_must_be_unique),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
