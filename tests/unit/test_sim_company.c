/* The sample company: the same for the same seed, sound in its sums, complete in
 * its oddities, and as large as asked for. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/date.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "sim/company.h"
#include <string.h>

#include "base/banned.h"

static void add_text(struct strbuf *b, const char *s)
{
	strbuf_adds(b, s ? s : "-");
	strbuf_addc(b, '|');
}

/* Everything a difference could hide in, as text. */
static void describe(const struct company *co, struct strbuf *b)
{
	for (size_t i = 0; i < co->n_vendors; i++) {
		add_text(b, co->vendors[i].name);
		add_text(b, co->vendors[i].erp_id);
		strbuf_addf(b, "%lld %lld\n", (long long)co->vendors[i].id,
			(long long)co->vendors[i].updated_at);
	}
	for (size_t i = 0; i < co->n_commitments; i++) {
		add_text(b, co->commitments[i].number);
		add_text(b, co->commitments[i].erp_id);
		strbuf_addf(b, "%lld\n", (long long)co->commitments[i].total);
	}
	for (size_t i = 0; i < co->n_invoices; i++) {
		add_text(b, co->invoices[i].invoice_number);
		strbuf_addf(b, "%s %lld\n", co->invoices[i].status, (long long)co->invoices[i].updated_at);
	}
	for (size_t i = 0; i < co->n_items; i++)
		strbuf_addf(b, "%lld %lld\n", (long long)co->items[i].work_now,
			(long long)co->items[i].retained_now);
}

static void company_is_the_same_for_the_same_seed(void **state)
{
	struct company *a = company_make(7, 0), *b = company_make(7, 0), *c = company_make(8, 0);
	struct strbuf ta = STRBUF_INIT, tb = STRBUF_INIT, tc = STRBUF_INIT;

	describe(a, &ta);
	describe(b, &tb);
	describe(c, &tc);
	assert_string_equal(ta.s, tb.s);
	assert_string_not_equal(ta.s, tc.s);
	strbuf_release(&ta);
	strbuf_release(&tb);
	strbuf_release(&tc);
	company_free(a);
	company_free(b);
	company_free(c);
}

static void company_has_the_promised_size(void **state)
{
	struct company *co = company_make(1, 0);

	assert_in_range(co->n_vendors, 40, 50);
	assert_int_equal(co->n_projects, 8);
	assert_in_range(co->n_commitments, 58, 65);
	assert_int_equal(co->n_invoices, 150);
	assert_true(co->n_payments > 100);
	company_free(co);
}

static void company_shows_every_finding(void **state)
{
	static const char *const names[] = {
		"vendor_inactive", "vendor_not_linked", "vendor_in_erp_unlinked", "vendor_name_too_long",
		"vendor_no_state", "vendor_state_country", "vendor_hostile_name", "vendor_deleted",
		"vendor_erp_only", "erp_vendor_inactive", "job_not_linked", "job_number_mask",
		"job_running", "erp_project_not_active", "erp_task_completed", "sub_job_not_linked",
		"cost_code_absent", "cost_type_no_group", "commitment_not_approved",
		"commitment_no_lines", "line_no_cost_code", "commitment_title_too_long",
		"commitment_number_too_long", "commitment_lines_sum", "commitment_duplicate_number",
		"commitment_currency", "commitment_vendor_inactive", "commitment_job_not_linked",
		"commitment_task_completed", "commitment_deleted", "commitment_ready", "line_tax_code",
		"line_cost_type_no_group", "invoice_ready", "invoice_draft", "invoice_under_review",
		"invoice_commitment_not_exported", "invoice_zero", "invoice_number_missing",
		"invoice_number_too_long", "invoice_number_duplicate", "invoice_billing_date_missing",
		"invoice_period_closed", "invoice_over_contract", "invoice_release_only",
		"invoice_release_mixed", "invoice_stored_materials", "invoice_of_purchase_order",
		"invoice_in_erp_by_hand", "payment_to_import", "payment_partial", "payment_voided",
		"chain_ready", "vendor_chain", "worked_example",
	};
	struct company *co = company_make(3, 0);

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (company_finding(co, names[i], 0) < 0)
			fail_msg("no record shows %s", names[i]);
	assert_int_equal(company_finding(co, "nothing", 0), -1);
	company_free(co);
}

static void findings_are_what_they_say(void **state)
{
	struct company *co = company_make(1, 0);
	const struct co_vendor *v = &co->vendors[company_finding(co, "vendor_name_too_long", 0)];
	const struct co_commitment *c;
	const struct co_invoice *i;
	struct co_sums s;
	int at;

	assert_true(text_count_chars(v->name) > 30);
	v = &co->vendors[company_finding(co, "vendor_hostile_name", 0)];
	assert_false(text_is_safe(v->name));
	at = company_finding(co, "commitment_lines_sum", 0);
	assert_int_not_equal(company_lines_total(co, at), co->commitments[at].total);
	c = &co->commitments[company_finding(co, "commitment_currency", 0)];
	assert_string_not_equal(c->currency, co->projects[c->project].currency);
	c = &co->commitments[company_finding(co, "commitment_no_lines", 0)];
	assert_int_equal(c->lines, 0);
	at = company_finding(co, "invoice_zero", 0);
	company_invoice_sums(co, at, &s);
	assert_int_equal(s.due, 0);
	at = company_finding(co, "invoice_over_contract", 0);
	company_invoice_sums(co, at, &s);
	assert_true(s.work_before + s.work_now > s.contract);
	at = company_finding(co, "invoice_release_only", 0);
	company_invoice_sums(co, at, &s);
	assert_int_equal(s.work_now, 0);
	assert_true(s.released_now > 0);
	assert_int_equal(s.due, s.released_now);
	at = company_finding(co, "invoice_stored_materials", 0);
	company_invoice_sums(co, at, &s);
	assert_true(s.stored > 0);
	i = &co->invoices[company_finding(co, "invoice_number_duplicate", 0)];
	assert_string_equal(i->invoice_number, i[-1].invoice_number);
	assert_null(co->invoices[company_finding(co, "invoice_number_missing", 0)].invoice_number);
	assert_null(co->invoices[company_finding(co, "invoice_billing_date_missing", 0)].billing_date);
	company_free(co);
}

static void worked_example_is_the_one_of_the_manual(void **state)
{
	struct company *co = company_make(1, 0);
	const struct co_commitment *c = &co->commitments[company_finding(co, "worked_example", 0)];
	struct co_sums s;

	company_invoice_sums(co, c->first_invoice + 2, &s);
	assert_int_equal(c->total, 21000000);
	assert_int_equal(s.work_before, 9600000);
	assert_int_equal(s.work_now, 4211800);
	assert_int_equal(s.retained_now, 421180);
	assert_int_equal(s.due, 3790620);
	assert_string_equal(co->invoices[c->first_invoice + 2].invoice_number, "1042-07");
	company_free(co);
}

/* Each invoice goes on where the one before it ended. */
static void invoices_accumulate(void **state)
{
	struct company *co = company_make(5, 3000);

	for (size_t k = 0; k < co->n_commitments; k++) {
		const struct co_commitment *c = &co->commitments[k];
		struct co_sums before, now;

		for (int i = 0; i < c->invoices; i++) {
			company_invoice_sums(co, c->first_invoice + i, &now);
			assert_int_equal(now.due, now.earned - now.earned_before);
			if (i) {
				assert_int_equal(now.work_before, before.work_before + before.work_now);
				assert_int_equal(now.earned_before, before.earned);
				assert_int_equal(now.retained_total_before, before.retained_total);
			}
			before = now;
		}
	}
	company_free(co);
}

static void linked_records_have_linked_prerequisites(void **state)
{
	struct company *co = company_make(2, 2000);

	for (size_t i = 0; i < co->n_invoices; i++)
		if (co->invoices[i].linked)
			assert_true(co->commitments[co->invoices[i].commitment].linked);
	for (size_t i = 0; i < co->n_commitments; i++)
		if (co->commitments[i].linked) {
			assert_true(co->projects[co->commitments[i].project].linked);
			assert_true(co->vendors[co->commitments[i].vendor].linked);
		}
	for (size_t i = 0; i < co->n_payments; i++)
		if (co->payments[i].linked)
			assert_non_null(co->payments[i].erp_id);
	company_free(co);
}

static void ids_are_unique_and_beyond_32_bits(void **state)
{
	struct company *co = company_make(1, 0);

	for (size_t i = 1; i < co->n_invoices; i++)
		assert_true(co->invoices[i].id > co->invoices[i - 1].id);
	assert_true(co->vendors[0].id > INT64_C(4294967296));
	assert_true(co->invoices[0].id > co->commitments[co->n_commitments - 1].id);
	company_free(co);
}

static void stamps_are_not_after_the_newest(void **state)
{
	struct company *co = company_make(4, 0);
	int64_t november;

	assert_int_equal(instant_parse(&november, "2026-11-21T00:00:00Z"), 0);
	assert_true(co->newest_at < november);
	for (size_t i = 0; i < co->n_invoices; i++)
		assert_true(co->invoices[i].updated_at <= co->newest_at);
	for (size_t i = 0; i < co->n_payments; i++)
		assert_true(co->payments[i].updated_at <= co->newest_at);
	company_free(co);
}

static void scale_is_exact(void **state)
{
	static const int64_t sizes[] = { 151, 1000, 12345 };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct company *co = company_make(1, sizes[i]);

		assert_int_equal(co->n_invoices, sizes[i]);
		assert_true(company_finding(co, "vendor_inactive", 0) >= 0);
		company_free(co);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(company_is_the_same_for_the_same_seed),
		cmocka_unit_test(company_has_the_promised_size),
		cmocka_unit_test(company_shows_every_finding),
		cmocka_unit_test(findings_are_what_they_say),
		cmocka_unit_test(worked_example_is_the_one_of_the_manual),
		cmocka_unit_test(invoices_accumulate),
		cmocka_unit_test(linked_records_have_linked_prerequisites),
		cmocka_unit_test(ids_are_unique_and_beyond_32_bits),
		cmocka_unit_test(stamps_are_not_after_the_newest),
		cmocka_unit_test(scale_is_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
