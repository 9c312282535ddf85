/* The audit trail: any change to it is found. */
#include "store_fixture.h"

#include "store/audit.h"

#include "base/banned.h"

static void add(struct fixture *f, int n)
{
	for (int i = 0; i < n; i++)
		OK(audit_add(f->s, "ann", i % 2 ? "approve" : "reject", i % 3 ? ENTITY_INVOICE : ENTITY_NONE, i,
			i % 4 ? "{\"a\":\"b\"}" : NULL, &f->err));
}

static int64_t verify(struct fixture *f, int *rc)
{
	struct audit_verdict v;

	*rc = audit_verify(f->s, &v, &f->err);
	return v.first_bad;
}

static void assert_intact(struct fixture *f, int64_t rows)
{
	struct audit_verdict v;

	OK(audit_verify(f->s, &v, &f->err));
	assert_int_equal(v.rows, rows);
	assert_int_equal(v.first_bad, 0);
	assert_int_equal(strlen(v.head), 64);
}

static void a_chain_that_was_left_alone_is_intact(void **state)
{
	struct fixture *f = *state;

	assert_intact(f, 0);
	add(f, 25);
	assert_intact(f, 25);
	fixture_reopen(f);
	add(f, 1);
	assert_intact(f, 26);
}

static void the_newest_rows_come_first_and_page(void **state)
{
	struct fixture *f = *state;
	struct audit_array rows = { 0 };

	add(f, 10);
	OK(audit_list(f->s, ENTITY_NONE, 0, 0, 4, &f->p, &rows, &f->err));
	assert_int_equal(rows.len, 4);
	assert_int_equal(rows.items[0].seq, 10);
	OK(audit_list(f->s, ENTITY_NONE, 0, rows.items[3].seq, 100, &f->p, &rows, &f->err));
	assert_int_equal(rows.len, 10);
	assert_int_equal(rows.items[9].seq, 1);
	rows.len = 0;
	OK(audit_list(f->s, ENTITY_INVOICE, 5, 0, 100, &f->p, &rows, &f->err));
	assert_int_equal(rows.len, 1);
	assert_string_equal(rows.items[0].action, "approve");
	assert_int_equal(rows.items[0].entity, ENTITY_INVOICE);
	ARRAY_RELEASE(&rows);
}

static void the_database_refuses_to_change_it(void **state)
{
	struct fixture *f = *state;

	add(f, 3);
	FAILS(ERR_STORE, f->s->db->ops->exec(f->s->db, "UPDATE audit SET actor='eve' WHERE seq=2", &f->err));
	FAILS(ERR_STORE, f->s->db->ops->exec(f->s->db, "DELETE FROM audit WHERE seq=3", &f->err));
	assert_intact(f, 3);
}

/* Somebody with the file and a shell: the triggers go first. */
static void tamper(struct fixture *f, const char *sql)
{
	OK(f->s->db->ops->exec(f->s->db, "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;", &f->err));
	OK(f->s->db->ops->exec(f->s->db, sql, &f->err));
}

static void every_tampering_is_found_where_it_begins(void **state)
{
	static const struct { const char *sql; int64_t first_bad; } cases[] = {
		{ "UPDATE audit SET actor='eve' WHERE seq=4", 4 },
		{ "UPDATE audit SET action='reject' WHERE seq=2", 2 },
		{ "UPDATE audit SET at=at+1 WHERE seq=7", 7 },
		{ "UPDATE audit SET detail=NULL WHERE seq=6", 6 },
		{ "UPDATE audit SET detail='' WHERE seq=5", 5 },
		{ "UPDATE audit SET record_id=999 WHERE seq=1", 1 },
		{ "UPDATE audit SET entity='vendor' WHERE seq=3", 3 },
		{ "UPDATE audit SET hash=hash||'0' WHERE seq=8", 8 },
		{ "UPDATE audit SET actor='an', action='n'||action WHERE seq=2", 2 },
		{ "DELETE FROM audit WHERE seq=5", 5 },
		{ "DELETE FROM audit WHERE seq=1", 1 },
		{ "DELETE FROM audit WHERE seq=10", 10 },
		{ "DELETE FROM audit WHERE seq>6", 7 },
		{ "DELETE FROM audit", 1 },
		{ "UPDATE audit SET seq=-1 WHERE seq=3; UPDATE audit SET seq=3 WHERE seq=4;"
		  " UPDATE audit SET seq=4 WHERE seq=-1;", 3 },
		{ "INSERT INTO audit SELECT 11, at, actor, action, entity, record_id, detail, hash FROM audit"
		  " WHERE seq=10", 11 },
		{ "UPDATE setting SET value='9' WHERE name='audit.count'", 11 },
		{ "UPDATE setting SET value=lower(hex(zeroblob(32))) WHERE name='audit.head'", 10 },
		{ "DELETE FROM setting WHERE name LIKE 'audit.%'", 11 },
	};
	struct fixture *f;
	void *own = NULL;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t bad;
		int rc;

		assert_int_equal(fixture_setup(&own), 0);
		f = own;
		add(f, 10);
		tamper(f, cases[i].sql);
		bad = verify(f, &rc);
		if (rc != ERR_DATA || bad != cases[i].first_bad)
			print_error("%s: rc %d, row %lld\n", cases[i].sql, rc, (long long)bad);
		assert_int_equal(rc, ERR_DATA);
		assert_int_equal(bad, cases[i].first_bad);
		fixture_teardown(&own);
	}
}

static void a_rolled_back_row_leaves_no_gap(void **state)
{
	struct fixture *f = *state;

	add(f, 2);
	OK(store_begin(f->s, &f->err));
	add(f, 2);
	store_rollback(f->s);
	add(f, 1);
	assert_intact(f, 3);
}

/* The form of a row is fixed for ever: old trails must stay verifiable. */
static void the_hash_of_a_known_row_is_known(void **state)
{
	struct fixture *f = *state;
	char expected[DIGEST_HEX_LEN], *text;
	struct audit_array rows = { 0 };

	OK(audit_add(f->s, "ann", "approve", ENTITY_INVOICE, 42, "{}", &f->err));
	OK(audit_list(f->s, ENTITY_NONE, 0, 0, 1, &f->p, &rows, &f->err));
	text = pool_printf(&f->p, "%064d\n1|%lld|3:ann|7:approve|7:invoice|42|2:{}", 0,
		(long long)rows.items[0].at_ms);
	digest_sha256_hex(expected, text, strlen(text));
	assert_string_equal(rows.items[0].hash, expected);
	ARRAY_RELEASE(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_chain_that_was_left_alone_is_intact),
		STORE_TEST(the_newest_rows_come_first_and_page),
		STORE_TEST(the_database_refuses_to_change_it),
		cmocka_unit_test(every_tampering_is_found_where_it_begins),
		STORE_TEST(a_rolled_back_row_leaves_no_gap),
		STORE_TEST(the_hash_of_a_known_row_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
