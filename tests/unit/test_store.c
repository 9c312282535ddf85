/* The handle: transactions, two handles, interrupts, backup, connections, people,
 * settings, and what a read-only or busy database says. */
#include "store_fixture.h"

#include "store/outbox.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>

#include "base/banned.h"

static void assert_message(struct fixture *f, const char *part)
{
	struct strbuf text = STRBUF_INIT;

	error_text(&text, &f->err, 0);
	if (!strstr(text.s, part))
		print_error("%s\n", text.s);
	assert_non_null(strstr(text.s, part));
	strbuf_release(&text);
}

/* ---- transactions ---- */

static void transactions_do_not_nest(void **state)
{
	struct fixture *f = *state;

	FAILS(ERR_BUG, store_commit(f->s, &f->err));
	store_rollback(f->s);                               /* fine when none is open */
	OK(store_begin(f->s, &f->err));
	assert_true(store_in_transaction(f->s));
	FAILS(ERR_BUG, store_begin(f->s, &f->err));
	OK(store_commit(f->s, &f->err));
	assert_false(store_in_transaction(f->s));
}

static void a_failed_step_ends_the_transaction(void **state)
{
	struct fixture *f = *state;
	struct pool *p = &f->p;
	const char *value;

	OK(store_begin(f->s, &f->err));
	OK(store_setting_put(f->s, "a", "1", &f->err));
	store_fail_after(f->s, 1);
	FAILS(ERR_STORE, store_setting_put(f->s, "b", "2", &f->err));
	assert_message(f, "full");
	assert_message(f, "nothing was changed");
	store_fail_after(f->s, 0);
	/* what follows must not be committed alone */
	FAILS(ERR_STORE, store_setting_put(f->s, "c", "3", &f->err));
	FAILS(ERR_STORE, store_commit(f->s, &f->err));
	assert_false(store_in_transaction(f->s));
	for (const char *name = "abc"; *name; name++) {
		OK(store_setting_get(f->s, (char[]){ *name, 0 }, p, &value, &f->err));
		assert_null(value);
	}
}

/* A disk that is really full: the file may grow no further. */
static void a_really_full_disk_is_named(void **state)
{
	struct fixture *f = *state;
	int64_t before = 0, after = 0;
	int rc = 0;

	OK(store_number(f->s, &before, &f->err, "SELECT count(*) FROM vendor", NULL));
	OK(f->s->db->ops->exec(f->s->db, "PRAGMA max_page_count=1", &f->err));
	OK(store_begin(f->s, &f->err));
	for (int i = 0; rc == 0 && i < 20000; i++) {
		struct record r = fixture_record(f, ENTITY_VENDOR, f->procore, pool_printf(&f->p, "%d", i));

		record_set_text(&r, VENDOR_NAME, &f->p, "A name long enough to fill a page before long");
		rc = records_put(f->s, &r, NULL, NULL, &f->err);
	}
	assert_int_equal(rc, ERR_STORE);
	assert_message(f, "full");
	FAILS(ERR_STORE, store_commit(f->s, &f->err));
	OK(store_number(f->s, &after, &f->err, "SELECT count(*) FROM vendor", NULL));
	assert_int_equal(after, before);
	OK(store_check(f->s, &f->err));
}

/* ---- two handles ---- */

static void a_reader_sees_commits_and_only_those(void **state)
{
	struct fixture *f = *state;
	struct store *reader;
	int64_t generation;
	struct record r;

	OK(store_open(&reader, f->path, STORE_READ, &f->err));
	generation = store_generation(reader);
	assert_int_equal(store_generation(reader), generation);
	OK(store_begin(f->s, &f->err));
	fixture_vendor(f, "1", "New");
	FAILS(ERR_NOTFOUND, records_find(reader, ENTITY_VENDOR, f->procore, "1", &f->p, &r, &f->err));
	assert_int_equal(store_generation(reader), generation);
	OK(store_commit(f->s, &f->err));
	assert_true(store_generation(reader) > generation);
	OK(records_find(reader, ENTITY_VENDOR, f->procore, "1", &f->p, &r, &f->err));
	assert_int_equal(store_begin(reader, &f->err), ERR_BUG);
	FAILS(ERR_STORE, store_exec(reader, &f->err, "DELETE FROM vendor", NULL));
	store_close(reader);
}

static void another_writer_is_named(void **state)
{
	struct fixture *f = *state;
	struct store *other;

	OK(store_open(&other, f->path, STORE_WRITE, &f->err));
	OK(other->db->ops->exec(other->db, "PRAGMA busy_timeout=0", &f->err));
	OK(store_begin(f->s, &f->err));
	FAILS(ERR_LATER, store_begin(other, &f->err));
	assert_message(f, "another copy of Comptoir");
	assert_false(store_in_transaction(other));
	OK(store_commit(f->s, &f->err));
	OK(store_begin(other, &f->err));
	OK(store_commit(other, &f->err));
	store_close(other);
}

/* In a child, as a user who may only read. */
static void a_database_that_cannot_be_written_says_so(void **state)
{
	struct fixture *f = *state;
	struct strbuf text = STRBUF_INIT;
	struct store *s = NULL;
	int status;
	pid_t child;

	store_close(f->s);
	f->s = NULL;
	assert_int_equal(chmod(f->path, 0444), 0);
	assert_int_equal(chmod(f->dir, 0555), 0);
	child = fork();
	if (child == 0) {
		if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
			_exit(1);
		if (store_open(&s, f->path, STORE_WRITE, &f->err) != ERR_STORE)
			_exit(2);
		error_text(&text, &f->err, 0);
		_exit(strstr(text.s, "cannot be written") ? 0 : 3);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	chmod(f->dir, 0700);
	chmod(f->path, 0600);
	assert_int_equal(status, 0);
}

/* ---- interrupts: a long statement of this handle ends, from another thread ---- */

struct race { struct store *s; int stop; };

static void *interrupt_until_told(void *data)
{
	struct race *race = data;

	while (!__atomic_load_n(&race->stop, __ATOMIC_ACQUIRE))
		store_interrupt(race->s);
	return NULL;
}

static void a_long_statement_is_interrupted_from_another_thread(void **state)
{
	struct fixture *f = *state;
	struct race race = { f->s, 0 };
	pthread_t thread;
	struct db_stmt *st;
	int64_t n = 0;
	int rc;

	/* counts far longer than anybody waits, unless it is stopped */
	OK(store_ask(f->s, &st, &f->err, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c"
		" WHERE x<100000000000) SELECT count(*) FROM c", NULL));
	assert_int_equal(pthread_create(&thread, NULL, interrupt_until_told, &race), 0);
	rc = store_step(f->s, st, &f->err);
	__atomic_store_n(&race.stop, 1, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);
	store_done(f->s, st);
	assert_int_equal(rc, ERR_CANCEL);
	/* and the handle works on */
	OK(store_number(f->s, &n, &f->err, "SELECT count(*) FROM connection", NULL));
	assert_int_equal(n, 2);
}

/* ---- backup ---- */

static void a_backup_is_the_same_database(void **state)
{
	struct fixture *f = *state;
	char *copy = xasprintf("%s/copy.db", f->dir);
	struct store *s;
	struct stat st;
	struct record r;

	fixture_vendor(f, "1", "Kept");
	OK(store_backup(f->s, copy, &f->err));
	assert_int_equal(stat(copy, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	fixture_vendor(f, "2", "Later");
	FAILS(ERR_STORE, store_backup(f->s, copy, &f->err));       /* never over another file */
	OK(store_open(&s, copy, STORE_WRITE, &f->err));
	OK(store_check(s, &f->err));
	OK(records_find(s, ENTITY_VENDOR, f->procore, "1", &f->p, &r, &f->err));
	FAILS(ERR_NOTFOUND, records_find(s, ENTITY_VENDOR, f->procore, "2", &f->p, &r, &f->err));
	store_close(s);
	free(copy);
}

/* ---- connections ---- */

static void connections_keep_their_options(void **state)
{
	struct fixture *f = *state;
	struct connection_option options[] = { { "base", "http://localhost:1" }, { "company", "7" } };
	struct connection c = { .name = "second", .connector = "acumatica", .role = "erp",
		.environment = "production", .fingerprint = "fp", .release = "24.200", .options = options, .n_options = 2 };
	struct connection_array all = { 0 };
	struct connection got;
	int64_t id = 0, again;

	OK(store_connection_put(f->s, &c, &id, &f->err));
	FAILS(ERR_DATA, store_connection_put(f->s, &c, &again, &f->err));
	OK(store_connection_find(f->s, "second", &f->p, &got, &f->err));
	assert_int_equal(got.id, id);
	assert_string_equal(got.fingerprint, "fp");
	assert_int_equal(got.n_options, 2);
	assert_string_equal(got.options[1].name, "company");
	assert_string_equal(got.options[1].value, "7");
	c.id = id;
	c.n_options = 1;
	c.name = "renamed";
	OK(store_connection_put(f->s, &c, &again, &f->err));
	assert_int_equal(again, id);
	OK(store_connection_get(f->s, id, &f->p, &got, &f->err));
	assert_string_equal(got.name, "renamed");
	assert_int_equal(got.n_options, 1);
	OK(store_connections(f->s, &f->p, &all, &f->err));
	assert_int_equal(all.len, 3);
	FAILS(ERR_NOTFOUND, store_connection_find(f->s, "second", &f->p, &got, &f->err));
	ARRAY_RELEASE(&all);
}

static void a_connection_in_use_is_not_removed(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_invoice(f, "1", 7);
	struct link l = { .entity = ENTITY_INVOICE, .record_id = id, .connection_id = f->erp, .erp_id = "e",
		.origin = "match" };
	struct decision_request d = { .verb = VERB_APPROVE, .entity = ENTITY_INVOICE, .record_id = id,
		.actor = "ann", .connection_id = f->erp, .out_verb = OUT_EXPORT, .new_status = STATUS_QUEUED };
	struct query all = { ENTITY_INVOICE, VIEW_ALL, NULL, SORT_ID, 0, 0, 0, 0, 0, { 0 } };
	struct query_totals t;
	int64_t n = 0;

	OK(links_put(f->s, &l, &f->err));
	FAILS(ERR_REFUSED, store_connection_remove(f->s, "books", &f->err));
	FAILS(ERR_REFUSED, store_connection_remove(f->s, "procore", &f->err));
	OK(links_remove(f->s, ENTITY_INVOICE, id, &f->err));
	OK(outbox_decide(f->s, &d, NULL, &f->err));
	FAILS(ERR_REFUSED, store_connection_remove(f->s, "books", &f->err));
	OK(store_connection_remove(f->s, "procore", &f->err));
	FAILS(ERR_NOTFOUND, store_connection_remove(f->s, "procore", &f->err));
	OK(store_number(f->s, &n, &f->err, "SELECT count(*) FROM invoice", NULL));
	assert_int_equal(n, 0);
	OK(query_totals(f->s, &all, &t, &f->err));
	assert_int_equal(t.count, 0);
}

/* ---- people ---- */

static void the_first_person_founds_the_others_ask(void **state)
{
	struct fixture *f = *state;
	struct rights r;
	struct rights_array all = { 0 };

	OK(store_rights(f->s, "ann", &f->p, &r, &f->err));
	assert_string_equal(r.role, ROLE_ADMINISTRATOR);
	assert_true(r.can_export & 1u << ENTITY_INVOICE);
	OK(store_rights(f->s, "ann", &f->p, &r, &f->err));
	assert_string_equal(r.role, ROLE_ADMINISTRATOR);
	FAILS(ERR_NOTFOUND, store_rights(f->s, "bob", &f->p, &r, &f->err));
	assert_message(f, "bob");
	FAILS(ERR_DATA, store_user_put(f->s, "bob", "king", &f->err));
	OK(store_user_put(f->s, "bob", ROLE_APPROVER, &f->err));
	OK(store_rights(f->s, "bob", &f->p, &r, &f->err));
	assert_int_equal(r.can_import, 0);
	assert_int_equal(r.can_export, 0);
	OK(store_user_grant(f->s, "bob", ENTITY_INVOICE, "export", 1, &f->err));
	OK(store_user_grant(f->s, "bob", ENTITY_INVOICE, "export", 1, &f->err));
	OK(store_user_grant(f->s, "bob", ENTITY_JOB, "import", 1, &f->err));
	OK(store_rights(f->s, "bob", &f->p, &r, &f->err));
	assert_int_equal(r.can_export, 1u << ENTITY_INVOICE);
	assert_int_equal(r.can_import, 1u << ENTITY_JOB);
	OK(store_user_grant(f->s, "bob", ENTITY_INVOICE, "export", 0, &f->err));
	OK(store_rights(f->s, "bob", &f->p, &r, &f->err));
	assert_int_equal(r.can_export, 0);
	FAILS(ERR_DATA, store_user_grant(f->s, "bob", ENTITY_JOB, "everything", 1, &f->err));
	FAILS(ERR_NOTFOUND, store_user_grant(f->s, "eve", ENTITY_JOB, "import", 1, &f->err));
	OK(store_users(f->s, &f->p, &all, &f->err));
	assert_int_equal(all.len, 2);
	FAILS(ERR_REFUSED, store_user_remove(f->s, "ann", &f->err));
	OK(store_user_remove(f->s, "bob", &f->err));
	FAILS(ERR_NOTFOUND, store_user_remove(f->s, "bob", &f->err));
	ARRAY_RELEASE(&all);
}

static void settings_are_texts(void **state)
{
	struct fixture *f = *state;
	const char *value;

	OK(store_setting_get(f->s, "grace", &f->p, &value, &f->err));
	assert_null(value);
	OK(store_setting_put(f->s, "grace", "5", &f->err));
	OK(store_setting_put(f->s, "grace", "6", &f->err));
	OK(store_setting_get(f->s, "grace", &f->p, &value, &f->err));
	assert_string_equal(value, "6");
	OK(store_setting_put(f->s, "grace", NULL, &f->err));
	OK(store_setting_get(f->s, "grace", &f->p, &value, &f->err));
	assert_null(value);
}

/* The same text twice, one inside the other. */
static void a_statement_may_be_used_inside_itself(void **state)
{
	struct fixture *f = *state;
	struct db_stmt *outer, *inner;
	int n = 0;

	OK(store_ask(f->s, &outer, &f->err, "SELECT id FROM connection ORDER BY id", NULL));
	while (OK(store_step(f->s, outer, &f->err)) == 1) {
		OK(store_ask(f->s, &inner, &f->err, "SELECT id FROM connection ORDER BY id", NULL));
		while (OK(store_step(f->s, inner, &f->err)) == 1)
			n++;
		store_done(f->s, inner);
	}
	store_done(f->s, outer);
	assert_int_equal(n, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(transactions_do_not_nest),
		STORE_TEST(a_failed_step_ends_the_transaction),
		STORE_TEST(a_really_full_disk_is_named),
		STORE_TEST(a_reader_sees_commits_and_only_those),
		STORE_TEST(another_writer_is_named),
		STORE_TEST(a_database_that_cannot_be_written_says_so),
		STORE_TEST(a_long_statement_is_interrupted_from_another_thread),
		STORE_TEST(a_backup_is_the_same_database),
		STORE_TEST(connections_keep_their_options),
		STORE_TEST(a_connection_in_use_is_not_removed),
		STORE_TEST(the_first_person_founds_the_others_ask),
		STORE_TEST(settings_are_texts),
		STORE_TEST(a_statement_may_be_used_inside_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
