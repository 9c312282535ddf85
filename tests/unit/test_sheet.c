/* Arithmetic as on paper: sums are made from their items, and compared with what is stated. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "model/sheet.h"

static char *text_of(const struct sheet *s)
{
	struct strbuf b = STRBUF_INIT;

	for (size_t i = 0; i < s->n; i++) {
		const struct sheet_row *r = &s->rows[i];

		if (r->kind == SHEET_HEADING)
			strbuf_addf(&b, "[%s]\n", r->label);
		else
			strbuf_addf(&b, "%c %s%s%s %lld%s", r->sign, r->label, r->name ? " " : "", r->name ? r->name : "",
				(long long)r->amount, r->kind == SHEET_SHARE ? "/1000" : r->kind == SHEET_SUM ? " =" : "");
		if (r->check == SHEET_DIFFERS)
			strbuf_addf(&b, " not %lld", (long long)r->stated);
		strbuf_adds(&b, r->check == SHEET_AGREES ? " ok\n" : r->kind == SHEET_HEADING ? "" : "\n");
	}
	return strbuf_detach(&b);
}

static void same(const struct sheet *s, const char *want)
{
	char *got = text_of(s);

	assert_string_equal(got, want);
	free(got);
}

static void an_invoice_adds_up_as_on_paper(void **state)
{
	struct record r;
	struct sheet s;

	record_init(&r, ENTITY_INVOICE);
	record_set_int(&r, INVOICE_CONTRACT, 21000000);
	record_set_int(&r, INVOICE_CHANGES, 1240000);
	record_set_int(&r, INVOICE_PREVIOUS, 9600000);
	record_set_int(&r, INVOICE_AMOUNT, 4211800);
	record_set_int(&r, INVOICE_RETAINAGE, 421180);
	record_set_int(&r, INVOICE_RELEASED, 100000);
	record_set_int(&r, INVOICE_TAX, 50000);
	record_set_int(&r, INVOICE_TO_DATE, 13811800);
	record_set_int(&r, INVOICE_RETAINED_TO_DATE, 1281180);
	record_set_int(&r, INVOICE_CERTIFIED_BEFORE, 8640000);
	record_set_int(&r, INVOICE_NET, 3940620);
	record_set_int(&r, INVOICE_BALANCE, 9709380);
	sheet_of_invoice(&s, &r);
	same(&s, "[Contract]\n  Original contract 21000000\n+ Approved changes 1240000\n= Revised contract 22240000 =\n"
		"[Billing]\n  Billed before 9600000\n+ This invoice 4211800\n= Billed to date 13811800 = ok\n"
		"  of the revised contract 621/1000\n"
		"[To pay]\n  This invoice 4211800\n- Retained 421180\n+ Released 100000\n+ Tax 50000\n= Net to pay 3940620 = ok\n"
		"[Retainage]\n  Held before 960000\n+ Retained 421180\n- Released 100000\n= Retainage held 1281180 =\n"
		"[Certificate]\n  Billed to date 13811800\n- Retainage held 1281180\n- Certified before 8640000\n"
		"= Due without tax 3890620 = ok\n"
		"[To finish, with retainage]\n  Revised contract 22240000\n- Billed to date 13811800\n+ Retainage held 1281180\n"
		"= Balance to finish 9709380 = ok\n");
	assert_int_equal(s.wrong, 0);

	record_set_int(&r, INVOICE_NET, 3940600);
	record_set_int(&r, INVOICE_TO_DATE, 1);
	sheet_of_invoice(&s, &r);
	assert_int_equal(s.wrong, 3);        /* to date, net, and the certificate's due */
	for (size_t i = 0; i < s.n; i++)
		if (strcmp(s.rows[i].label, "Net to pay") == 0)
			assert_true(s.rows[i].check == SHEET_DIFFERS && s.rows[i].stated == 3940600 && s.rows[i].amount == 3940620);
}

static void an_invoice_without_a_contract_says_what_is_to_pay(void **state)
{
	struct record r;
	struct sheet s;

	record_init(&r, ENTITY_INVOICE);
	record_set_int(&r, INVOICE_AMOUNT, 25025);
	record_set_int(&r, INVOICE_MATERIALS, 1000);
	sheet_of_invoice(&s, &r);
	same(&s, "[To pay]\n  This invoice 25025\n+ Stored materials 1000\n- Retained 0\n+ Released 0\n= Net to pay 26025 =\n");
}

/* What does not fit in 64 bits is left out, not shown wrong. */
static void amounts_that_do_not_fit_are_left_out(void **state)
{
	struct record r;
	struct sheet s;

	record_init(&r, ENTITY_INVOICE);
	record_set_int(&r, INVOICE_CONTRACT, INT64_MAX);
	record_set_int(&r, INVOICE_CHANGES, 1);
	record_set_int(&r, INVOICE_AMOUNT, 5);
	record_set_int(&r, INVOICE_RETAINAGE, INT64_MIN);
	record_set_int(&r, INVOICE_RETAINED_TO_DATE, 7);
	sheet_of_invoice(&s, &r);
	same(&s, "");
}

static void a_commitment_says_what_is_left(void **state)
{
	struct commitment_facts f = { .billed = { 3, 13811800, 0 }, .retained = { 3, 1381180, 0 }, .released = { 3, 100000, 0 },
		.net = { 3, 12530620, 0 }, .exported = { 3, 8000000, 0 }, .paid = { 1, 7000000, 0 } };
	struct record r;
	struct sheet s;

	record_init(&r, ENTITY_COMMITMENT);
	record_set_int(&r, COMMITMENT_AMOUNT, 21000000);
	record_set_int(&r, COMMITMENT_CHANGES, 1240000);
	record_set_int(&r, COMMITMENT_REVISED, 22240000);
	record_set_int(&r, COMMITMENT_BILLED, 13811801);
	sheet_of_commitment(&s, &r, &f);
	same(&s, "[Contract]\n  Original contract 21000000\n+ Approved changes 1240000\n= Revised contract 22240000 = ok\n"
		"[Billing]\n  Revised contract 22240000\n- Billed to date 13811800 not 13811801\n= Left to bill 8428200 =\n"
		"  billed of the revised contract 621/1000\n"
		"[Retainage]\n  Retained 1381180\n- Released 100000\n= Retainage held 1281180 =\n"
		"[Payment]\n  Net of the invoices 12530620\n- Not exported 4530620\n"
		"= Exported 8000000 =\n- Paid 7000000\n= Left to pay 1000000 =\n");
	assert_int_equal(s.wrong, 1);

	f.billed.more = 1;
	sheet_of_commitment(&s, &r, &f);
	assert_int_equal(s.rows[s.n - 1].amount, 621);   /* what the record itself says was billed */
}

static void a_job_adds_its_commitments(void **state)
{
	struct account_facts f = { .committed = { 2, 39400000, 0 }, .changes = { 2, 1240000, 0 }, .billed = { 1, 1000, 0 },
		.net = { 1, 900, 0 }, .exported = { 1, 900, 0 }, .retained = { 1, 100, 0 } };
	struct record r;
	struct sheet s;

	record_init(&r, ENTITY_JOB);
	record_set_int(&r, JOB_VALUE, 450000000);
	sheet_of_job(&s, &r, &f);
	same(&s, "[Commitments]\n  Original contracts 39400000\n+ Approved changes 1240000\n= Committed 40640000 =\n"
		"[Value]\n  Value of the job 450000000\n- Committed 40640000\n= Not committed 409360000 =\n  committed 90/1000\n"
		"[Billing]\n  Revised contract 40640000\n- Billed to date 1000\n= Left to bill 40639000 =\n"
		"  billed of the revised contract 0/1000\n"
		"[Retainage]\n  Retained 100\n- Released 0\n= Retainage held 100 =\n"
		"[Payment]\n  Net of the invoices 900\n- Paid 0\n= Left to pay 900 =\n");
}

static void a_vendor_ties_to_the_accounting_system(void **state)
{
	struct account_facts f = { .exported = { 2, 5000, 0 }, .paid = { 1, 2000, 0 }, .in_erp = 1,
		.erp_balance = { 2, 3000, 0 }, .erp_other = { 1, 700, 0 } };
	struct record r;
	struct sheet s;

	record_init(&r, ENTITY_VENDOR);
	sheet_of_vendor(&s, &r, &f);
	same(&s, "[Open balance]\n  Exported 5000\n- Paid 2000\n= Open here 3000 = ok\n"
		"[In the accounting system]\n  Open on these bills 3000\n+ Open on other bills 700\n= Open there 3700 =\n");
	f.erp_balance.sum = 2500;
	sheet_of_vendor(&s, &r, &f);
	assert_int_equal(s.wrong, 1);
	assert_int_equal(s.rows[3].stated, 2500);
	f.paid.more = 1;
	sheet_of_vendor(&s, &r, &f);
	same(&s, "");
}

static void a_payment_says_what_it_pays(void **state)
{
	struct record rows[2], invoice;
	struct payment_facts f = { .rows = rows, .n_rows = 2, .invoice = &invoice, .paid = { 2, 12000, 0 }, .invoice_is_erp = 1 };
	struct pool p = POOL_INIT;
	struct sheet s;

	for (int i = 0; i < 2; i++) {
		record_init(&rows[i], ENTITY_PAYMENT);
		record_set_int(&rows[i], PAYMENT_AMOUNT, i ? 500 : 9000);
		record_set_text(&rows[i], PAYMENT_INVOICE_NUMBER, &p, i ? "B-2" : "B-1");
	}
	record_init(&invoice, ENTITY_INVOICE);
	record_set_int(&invoice, INVOICE_NET, 15000);
	record_set_int(&invoice, INVOICE_BALANCE, 3000);
	sheet_of_payment(&s, &rows[0], &f);
	same(&s, "[This payment pays]\n  Invoice B-1 9000\n+ Invoice B-2 500\n= Paid 9500 =\n"
		"[The invoice]\n  Net to pay 15000\n- Paid by others 3000\n- Paid by this one 9000\n= Left to pay 3000 = ok\n");
	record_set_int(&rows[0], PAYMENT_VOID, 1);
	sheet_of_payment(&s, &rows[0], &f);
	assert_int_equal(s.rows[1].amount, 0);
	assert_int_equal(s.rows[3].amount, 500);
	pool_release(&p);
}

static void a_schedule_of_values_is_added_up(void **state)
{
	struct schedule_line lines[2], total;
	struct record r, invoice;
	struct sheet s;

	record_init(&r, ENTITY_INVOICE_LINE);
	record_set_int(&r, INVOICE_LINE_SCHEDULED, 100000);
	record_set_int(&r, INVOICE_LINE_PREVIOUS, 20000);
	record_set_int(&r, INVOICE_LINE_AMOUNT, 30000);
	record_set_int(&r, INVOICE_LINE_MATERIALS, 5000);
	record_set_int(&r, INVOICE_LINE_TO_DATE, 55000);
	record_set_int(&r, INVOICE_LINE_RETAINAGE, 3000);
	record_set_int(&r, INVOICE_LINE_RELEASED, 1000);
	schedule_of_invoice(&r, &lines[0]);
	assert_int_equal(lines[0].to_date, 55000);
	assert_int_equal(lines[0].check, SHEET_AGREES);
	assert_int_equal(lines[0].share, 550);
	assert_int_equal(lines[0].left, 45000);
	assert_int_equal(lines[0].retained, 2000);
	record_set_int(&r, INVOICE_LINE_TO_DATE, 55001);
	schedule_of_invoice(&r, &lines[1]);
	assert_int_equal(lines[1].check, SHEET_DIFFERS);
	assert_int_equal(schedule_total(lines, 2, &total), 0);
	assert_int_equal(total.scheduled, 200000);
	assert_int_equal(total.to_date, 110000);
	assert_int_equal(total.share, 550);
	record_init(&invoice, ENTITY_INVOICE);
	record_set_int(&invoice, INVOICE_AMOUNT, 60000);
	record_set_int(&invoice, INVOICE_PREVIOUS, 40001);
	schedule_compare(&total, &invoice, &s);
	same(&s, "= Billed before 40000 = not 40001\n");
	lines[1].scheduled = INT64_MAX;
	assert_int_equal(schedule_total(lines, 2, &total), -1);
	record_init(&r, ENTITY_COMMITMENT_LINE);
	record_set_int(&r, COMMITMENT_LINE_AMOUNT, 3);
	schedule_of_commitment(&r, 2, &lines[0]);
	assert_int_equal(lines[0].share, 667);
	assert_int_equal(lines[0].left, 1);
}

static void shares_are_rounded_and_never_nonsense(void **state)
{
	assert_int_equal(sheet_share(1, 3), 333);
	assert_int_equal(sheet_share(2, 3), 667);
	assert_int_equal(sheet_share(1, 0), -1);
	assert_int_equal(sheet_share(-1, 3), -1);
	assert_int_equal(sheet_share(INT64_MAX, 1), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_invoice_adds_up_as_on_paper),
		cmocka_unit_test(an_invoice_without_a_contract_says_what_is_to_pay),
		cmocka_unit_test(amounts_that_do_not_fit_are_left_out),
		cmocka_unit_test(a_commitment_says_what_is_left),
		cmocka_unit_test(a_job_adds_its_commitments),
		cmocka_unit_test(a_vendor_ties_to_the_accounting_system),
		cmocka_unit_test(a_payment_says_what_it_pays),
		cmocka_unit_test(a_schedule_of_values_is_added_up),
		cmocka_unit_test(shares_are_rounded_and_never_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
