/* What the tests of src/store share: a store in a folder of its own with a Procore and an ERP
 * connection, and records from a small generator whose numbers depend on a seed alone. */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/date.h"
#include "base/digest.h"
#include "store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
	char dir[64], path[96];
	struct store *s;
	struct pool p;
	struct error err;
	int64_t procore, erp;
	uint64_t random;
};

static inline int64_t fixture_now(void)
{
	static int64_t now = 1790000000000;

	return now += 7;
}

/* The sentence of the last error, for messages of failing tests. */
static inline int fixture_ok(struct fixture *f, int rc, const char *what, int line)
{
	struct strbuf text = STRBUF_INIT;

	if (rc < 0) {
		error_text(&text, &f->err, 0);
		print_error("line %d: %s: %d %s\n", line, what, rc, text.s);
		strbuf_release(&text);
		fail();
	}
	return rc;
}
#define OK(call) fixture_ok(f, (call), #call, __LINE__)
#define FAILS(class, call) assert_int_equal((call), (class))

static inline void fixture_open(struct fixture *f)
{
	OK(store_open(&f->s, f->path, STORE_WRITE, &f->err));
}

static inline void fixture_reopen(struct fixture *f)
{
	store_close(f->s);
	f->s = NULL;
	fixture_open(f);
}

static inline int fixture_setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct connection procore = { .name = "procore", .connector = "procore", .role = "procore",
		.environment = "test" };
	struct connection erp = { .name = "books", .connector = "acumatica", .role = "erp",
		.environment = "test" };
	const char *tmp = getenv("TMPDIR");

	if (digest_init() < 0)
		return -1;
	clock_replace(fixture_now, NULL);
	f->random = 1;
	snprintf(f->dir, sizeof f->dir, "%.40s/comptoir-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(f->dir))
		return -1;
	snprintf(f->path, sizeof f->path, "%s/store.db", f->dir);
	fixture_open(f);
	OK(store_connection_put(f->s, &procore, &f->procore, &f->err));
	OK(store_connection_put(f->s, &erp, &f->erp, &f->err));
	*state = f;
	return 0;
}

static inline int fixture_teardown(void **state)
{
	static const char *const names[] = { "store.db", "store.db-wal", "store.db-shm", "copy.db" };
	struct fixture *f = *state;
	char path[128];

	store_close(f->s);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof path, "%s/%s", f->dir, names[i]);
		unlink(path);
	}
	rmdir(f->dir);
	pool_release(&f->p);
	error_release(&f->err);
	clock_replace(NULL, NULL);
	free(f);
	return 0;
}

static inline uint64_t fixture_random(struct fixture *f, uint64_t below)
{
	f->random = f->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (f->random >> 33) % below;
}

/* A record with a remote id; texts in the fixture's pool. */
static inline struct record fixture_record(struct fixture *f, enum entity e, int64_t connection,
	const char *remote_id)
{
	struct record r;

	record_init(&r, e);
	r.connection_id = connection;
	r.remote_id = pool_strdup(&f->p, remote_id);
	return r;
}

static inline int64_t fixture_put(struct fixture *f, const struct record *r, enum put_result expected)
{
	enum put_result result;
	int64_t id = 0;

	OK(records_put(f->s, r, &result, &id, &f->err));
	assert_int_equal(result, expected);
	return id;
}

static inline int64_t fixture_vendor(struct fixture *f, const char *remote_id, const char *name)
{
	struct record r = fixture_record(f, ENTITY_VENDOR, f->procore, remote_id);

	record_set_text(&r, VENDOR_NUMBER, &f->p, pool_printf(&f->p, "V-%s", remote_id));
	record_set_text(&r, VENDOR_NAME, &f->p, name);
	return fixture_put(f, &r, PUT_ADDED);
}

static inline int64_t fixture_invoice(struct fixture *f, const char *remote_id, int64_t net)
{
	struct record r = fixture_record(f, ENTITY_INVOICE, f->procore, remote_id);

	record_set_text(&r, INVOICE_NUMBER, &f->p, pool_printf(&f->p, "INV-%s", remote_id));
	record_set_text(&r, INVOICE_VENDOR, &f->p, "v1");
	record_set_text(&r, INVOICE_CURRENCY, &f->p, "USD");
	record_set_int(&r, INVOICE_NET, net);
	return fixture_put(f, &r, PUT_ADDED);
}

static inline struct record fixture_get(struct fixture *f, enum entity e, int64_t id)
{
	struct record r;

	OK(records_get(f->s, e, id, &f->p, &r, &f->err));
	return r;
}

static inline void fixture_state(struct fixture *f, enum entity e, int64_t id, enum status status)
{
	struct record r = fixture_get(f, e, id);

	r.state.status = status;
	OK(records_set_state(f->s, e, id, &r.state, &f->err));
}

/* What the tally says must be what the rows say. */
static inline void fixture_check_tally(struct fixture *f)
{
	static const char sql[] = "SELECT count(*), COALESCE(SUM(n), 0), COALESCE(SUM(amount), 0) FROM tally"
		" WHERE entity='invoice' AND (n<>0 OR amount<>0)";
	int64_t before[3], after[3];

	for (int pass = 0; pass < 2; pass++) {
		struct db_stmt *st;

		OK(store_ask(f->s, &st, &f->err, sql, NULL));
		assert_int_equal(OK(store_step(f->s, st, &f->err)), 1);
		for (int i = 0; i < 3; i++)
			(pass ? after : before)[i] = col_int(st, i);
		store_done(f->s, st);
		if (pass == 0) {
			OK(store_begin(f->s, &f->err));
			OK(tally_rebuild(f->s, ENTITY_INVOICE, &f->err));
			OK(store_commit(f->s, &f->err));
		}
	}
	for (int i = 0; i < 3; i++)
		assert_int_equal(before[i], after[i]);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

#endif
