/* Sums of what refers to a record, and comments in the audit trail. */
#include "store_fixture.h"

#include "store/audit.h"
#include "store/comments.h"
#include "store/ledger.h"
#include "store/records.h"

#include "base/banned.h"

static int64_t invoice(struct fixture *f, int64_t connection, const char *id, const char *vendor, int64_t amount,
	int64_t net, enum status status)
{
	struct record r = fixture_record(f, ENTITY_INVOICE, connection, id);
	int64_t local;

	record_set_text(&r, INVOICE_NUMBER, &f->p, id);
	record_set_text(&r, INVOICE_VENDOR, &f->p, vendor);
	record_set_text(&r, INVOICE_COMMITMENT, &f->p, "c1");
	record_set_text(&r, INVOICE_JOB, &f->p, "j1");
	record_set_int(&r, INVOICE_AMOUNT, amount);
	record_set_int(&r, INVOICE_RETAINAGE, amount - net);
	record_set_int(&r, INVOICE_NET, net);
	record_set_int(&r, INVOICE_BALANCE, net / 2);
	local = fixture_put(f, &r, PUT_ADDED);
	fixture_state(f, ENTITY_INVOICE, local, status);
	return local;
}

static void payment(struct fixture *f, int64_t connection, const char *id, const char *number, const char *vendor,
	int64_t amount, int voided)
{
	struct record r = fixture_record(f, ENTITY_PAYMENT, connection, id);

	record_set_text(&r, PAYMENT_NUMBER, &f->p, number);
	record_set_text(&r, PAYMENT_VENDOR, &f->p, vendor);
	record_set_text(&r, PAYMENT_INVOICE, &f->p, "B1");
	record_set_int(&r, PAYMENT_AMOUNT, amount);
	if (voided)
		record_set_int(&r, PAYMENT_VOID, 1);
	fixture_put(f, &r, PUT_ADDED);
}

static void a_vendor_is_added_up_on_both_sides(void **state)
{
	struct fixture *f = *state;
	struct record erp = fixture_record(f, ENTITY_VENDOR, f->erp, "E1");
	struct link l = { .entity = ENTITY_INVOICE, .connection_id = f->erp, .erp_id = "B1", .erp_code = "B1", .origin = "export" };
	struct account_facts facts;
	struct record r;

	OK(store_begin(f->s, &f->err));
	r = fixture_get(f, ENTITY_VENDOR, fixture_vendor(f, "v1", "Northside"));
	record_set_text(&erp, VENDOR_NAME, &f->p, "Northside");
	erp = fixture_get(f, ENTITY_VENDOR, fixture_put(f, &erp, PUT_ADDED));
	l.record_id = invoice(f, f->procore, "i1", "v1", 1000, 900, STATUS_SYNCED);
	invoice(f, f->procore, "i2", "v1", 500, 450, STATUS_READY);
	invoice(f, f->procore, "i3", "other", 7, 7, STATUS_SYNCED);
	l.erp_record_id = invoice(f, f->erp, "B1", "E1", 0, 900, STATUS_STAGED);
	invoice(f, f->erp, "B2", "E1", 0, 60, STATUS_STAGED);
	OK(links_put(f->s, &l, &f->err));
	payment(f, f->erp, "p1", "001", "E1", 300, 0);
	payment(f, f->erp, "p2", "002", "E1", 150, 0);
	payment(f, f->erp, "p3", "003", "E1", 99, 1);
	OK(store_commit(f->s, &f->err));

	OK(ledger_vendor(f->s, &r, &erp, &facts, &f->err));
	assert_int_equal(facts.billed.count, 2);
	assert_int_equal(facts.billed.sum, 1500);
	assert_int_equal(facts.retained.sum, 150);
	assert_int_equal(facts.net.sum, 1350);
	assert_int_equal(facts.exported.sum, 900);
	assert_int_equal(facts.paid.sum, 450);          /* the void one is not */
	assert_int_equal(facts.erp_balance.sum, 450);
	assert_int_equal(facts.erp_other.sum, 30);
	assert_true(facts.in_erp);
	OK(ledger_vendor(f->s, &r, NULL, &facts, &f->err));
	assert_false(facts.in_erp);
	assert_int_equal(facts.paid.count, 0);
}

static void a_commitment_and_a_payment_are_added_up(void **state)
{
	struct fixture *f = *state;
	struct record c = fixture_record(f, ENTITY_COMMITMENT, f->procore, "c1"), line, p;
	struct commitment_facts facts;
	struct payment_facts pays;
	struct record_array rows = { 0 };
	int64_t billed;

	OK(store_begin(f->s, &f->err));
	record_set_text(&c, COMMITMENT_NUMBER, &f->p, "SC-1");
	c = fixture_get(f, ENTITY_COMMITMENT, fixture_put(f, &c, PUT_ADDED));
	invoice(f, f->procore, "i1", "v1", 1000, 900, STATUS_SYNCED);
	invoice(f, f->erp, "B1", "E1", 0, 900, STATUS_STAGED);
	payment(f, f->erp, "p1", "001", "E1", 300, 0);
	payment(f, f->erp, "p2", "001", "E1", 150, 0);
	payment(f, f->erp, "p3", "001", "other", 77, 0);
	for (int i = 0; i < 2; i++) {
		line = fixture_record(f, ENTITY_INVOICE_LINE, f->procore, i ? "l1" : "l2");
		record_set_text(&line, INVOICE_LINE_COMMITMENT_LINE, &f->p, "cl1");
		record_set_int(&line, INVOICE_LINE_AMOUNT, 40);
		record_set_int(&line, INVOICE_LINE_MATERIALS, 2);
		fixture_put(f, &line, PUT_ADDED);
	}
	OK(store_commit(f->s, &f->err));

	OK(ledger_commitment(f->s, &c, NULL, &facts, &f->err));
	assert_int_equal(facts.billed.sum, 1000);
	assert_int_equal(facts.exported.sum, 900);
	line = fixture_record(f, ENTITY_COMMITMENT_LINE, f->procore, "cl1");
	OK(ledger_billed(f->s, &line, &billed, &f->err));
	assert_int_equal(billed, 84);

	OK(records_where(f->s, ENTITY_PAYMENT, f->erp, PAYMENT_NUMBER, "001", 1, &f->p, &rows, &f->err));
	p = rows.items[0];
	ARRAY_RELEASE(&rows);
	OK(ledger_payment(f->s, &p, &f->p, &pays, &f->err));
	assert_int_equal(pays.n_rows, 2);               /* the other vendor's cheque of that number is another */
	assert_non_null(pays.invoice);
	assert_true(pays.invoice_is_erp);
	assert_int_equal(pays.paid.sum, 527);
}

/* Dollars and euros are never one sum. */
static void documents_in_several_currencies_are_told_apart(void **state)
{
	static const struct { const char *currency[3], *code; int several; } cases[] = {
		{ { "CAD", "CAD", NULL }, "CAD", 0 }, { { "USD", "", NULL }, "USD", 0 }, { { "", "", NULL }, "", 0 },
		{ { "CAD", "", "USD" }, "CAD", 1 },
	};
	struct fixture *f = *state;
	struct commitment_facts facts;
	struct record c;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		OK(store_begin(f->s, &f->err));
		c = fixture_record(f, ENTITY_COMMITMENT, f->procore, pool_printf(&f->p, "c%zu", i));
		for (int k = 0; k < 3 && cases[i].currency[k]; k++) {
			struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, pool_printf(&f->p, "i%zu-%d", i, k));

			record_set_text(&r, INVOICE_COMMITMENT, &f->p, c.remote_id);
			record_set_text(&r, INVOICE_CURRENCY, &f->p, cases[i].currency[k]);
			record_set_int(&r, INVOICE_AMOUNT, 100);
			fixture_put(f, &r, PUT_ADDED);
		}
		OK(store_commit(f->s, &f->err));
		OK(ledger_commitment(f->s, &c, NULL, &facts, &f->err));
		assert_string_equal(facts.currency.code, cases[i].code);
		assert_int_equal(facts.currency.several, cases[i].several);
	}
}

/* More than a screen should wait for is not added up, and says so. */
static void too_many_documents_are_said(void **state)
{
	struct fixture *f = *state;
	static const int net = INVOICE_NET;
	struct ledger_where w = { .e = ENTITY_INVOICE, .connection = f->procore, .field = INVOICE_VENDOR, .value = "v1" };
	struct sheet_currency c = { "", 0 };
	struct sheet_totals t;

	OK(store_begin(f->s, &f->err));
	for (int i = 0; i <= LEDGER_MAX; i++)
		fixture_invoice(f, pool_printf(&f->p, "%d", i), 1);
	OK(store_commit(f->s, &f->err));
	OK(ledger_sums(f->s, &w, &net, 1, &t, &c, &f->err));
	assert_true(t.more);
	OK(store_defer_indexes(f->s, &f->err));
	w.e = ENTITY_PAYMENT;                           /* few rows: its indexes are dropped */
	w.field = PAYMENT_VENDOR;
	OK(ledger_sums(f->s, &w, &(const int){ PAYMENT_AMOUNT }, 1, &t, &c, &f->err));
	assert_true(t.more);
	OK(store_finish_indexes(f->s, &f->err));
	OK(ledger_sums(f->s, &w, &(const int){ PAYMENT_AMOUNT }, 1, &t, &c, &f->err));
	assert_false(t.more);
	w.e = ENTITY_INVOICE;
	w.field = INVOICE_VENDOR;
	w.value = "nobody";
	OK(ledger_sums(f->s, &w, &net, 1, &t, &c, &f->err));
	assert_int_equal(t.count, 0);
	assert_false(t.more);
}

static void comments_stay_with_who_and_when(void **state)
{
	static const char *const texts[] = { "called \"Luc\"", "back\\slash and caf\xc3\xa9", "\x1b[31mred\nnext" };
	struct fixture *f = *state;
	struct comment_array all = { 0 };
	struct audit_verdict v;

	OK(store_begin(f->s, &f->err));
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		OK(comments_add(f->s, "ann", ENTITY_INVOICE, 7, texts[i], &f->err));
	OK(audit_add(f->s, "ann", "approve", ENTITY_INVOICE, 7, NULL, &f->err));
	OK(comments_add(f->s, "luc", ENTITY_INVOICE, 8, "another record", &f->err));
	OK(store_commit(f->s, &f->err));

	OK(comments_list(f->s, ENTITY_INVOICE, 7, 10, &f->p, &all, &f->err));
	assert_int_equal(all.len, 3);
	assert_string_equal(all.items[0].text, texts[0]);
	assert_string_equal(all.items[1].text, texts[1]);
	assert_null(strchr(all.items[2].text, '\x1b'));
	assert_string_equal(all.items[2].actor, "ann");
	assert_true(all.items[0].at_ms <= all.items[1].at_ms);
	all.len = 0;
	OK(comments_list(f->s, ENTITY_INVOICE, 7, 1, &f->p, &all, &f->err));
	assert_int_equal(all.len, 1);                   /* the newest */
	assert_non_null(strstr(all.items[0].text, "red"));
	ARRAY_RELEASE(&all);
	OK(audit_verify(f->s, &v, &f->err));
	assert_int_equal(v.rows, 5);
	/* nobody takes one away */
	OK(store_begin(f->s, &f->err));
	assert_true(store_exec(f->s, &f->err, "DELETE FROM audit WHERE action=$1", "t", COMMENT_ACTION) < 0);
	store_rollback(f->s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_vendor_is_added_up_on_both_sides),
		STORE_TEST(a_commitment_and_a_payment_are_added_up),
		STORE_TEST(documents_in_several_currencies_are_told_apart),
		STORE_TEST(too_many_documents_are_said),
		STORE_TEST(comments_stay_with_who_and_when),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
