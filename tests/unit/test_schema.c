/* The schema: its columns are those of entities[], migrations run once, newer and damaged
 * databases are refused, network file systems too. */
#include "store_fixture.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "base/banned.h"

static const char *const base_columns[] = { "id", "connection_id", "remote_id", "remote_code",
	"remote_version", "deleted", "content_hash", "version", "imported_at", "changed_at" };
static const char *const tab_columns[] = { "books", "state", "view", "linked", "resubmitted", "n_holds", "n_warnings",
	"note", "note_args", "erp_code", "search" };

struct column { char name[64], type[16]; };

static size_t columns_of(struct fixture *f, const char *table, struct column *out, size_t max)
{
	struct strbuf sql = STRBUF_INIT;
	struct db_stmt *st;
	size_t n = 0;

	strbuf_addf(&sql, "SELECT name, type FROM pragma_table_info('%s')", table);
	OK(store_ask(f->s, &st, &f->err, sql.s, NULL));
	while (OK(store_step(f->s, st, &f->err)) == 1 && n < max) {
		snprintf(out[n].name, sizeof out[n].name, "%s", col_text(st, 0));
		snprintf(out[n].type, sizeof out[n].type, "%s", col_text(st, 1));
		n++;
	}
	store_done(f->s, st);
	strbuf_release(&sql);
	return n;
}

static int expected_column(struct fixture *f, enum entity e, const struct column *c)
{
	const struct table *t = &f->s->tables[e];
	const struct entity_def *d = &entities[e];
	int field = entity_field(e, c->name);
	char key[80];

	if (field >= 0) {
		int text = strcmp(c->type, "TEXT") == 0;

		assert_int_equal(text, table_is_text(d->fields[field].type));
		return 1;
	}
	for (size_t i = 0; i < ARRAY_SIZE(base_columns); i++)
		if (strcmp(c->name, base_columns[i]) == 0)
			return 1;
	for (size_t i = 0; t->tab && i < ARRAY_SIZE(tab_columns); i++)
		if (strcmp(c->name, tab_columns[i]) == 0)
			return 1;
	for (int i = 0; i < t->n_keys; i++) {
		snprintf(key, sizeof key, "%s_key", d->fields[t->key_fields[i]].name);
		if (strcmp(c->name, key) == 0)
			return 1;
	}
	return 0;
}

static void columns_are_the_fields(void **state)
{
	struct fixture *f = *state;
	static struct column columns[128];

	for (int e = 0; e < ENTITY_COUNT; e++) {
		const struct table *t = &f->s->tables[e];
		size_t n = columns_of(f, entities[e].name, columns, ARRAY_SIZE(columns)), expected;

		for (size_t i = 0; i < n; i++) {
			if (!expected_column(f, (enum entity)e, &columns[i])) {
				print_error("%s.%s is no field\n", entities[e].name, columns[i].name);
				fail();
			}
		}
		expected = ARRAY_SIZE(base_columns) + (t->tab ? ARRAY_SIZE(tab_columns) : 0) +
			(size_t)t->n_keys + (size_t)entities[e].n_fields;
		if (n != expected)
			print_error("%s has %zu columns\n", entities[e].name, n);
		assert_int_equal(n, expected);
	}
}

static void display_copies_know_their_source(void **state)
{
	struct fixture *f = *state;

	for (int e = 0; e < ENTITY_COUNT; e++) {
		int flagged = 0;

		for (int i = 0; i < entities[e].n_fields; i++)
			flagged += (entities[e].fields[i].flags & FIELD_COPY) != 0;
		assert_int_equal(f->s->tables[e].n_copies, flagged);
	}
}

static int64_t migrations_done(struct fixture *f)
{
	int64_t n = 0;

	OK(store_number(f->s, &n, &f->err, "SELECT count(*) FROM schema_version", NULL));
	return n;
}

static void migrations_run_once(void **state)
{
	struct fixture *f = *state;
	int64_t n = migrations_done(f);

	assert_int_equal(n, schema_newest());
	fixture_vendor(f, "1", "Kept");
	fixture_reopen(f);
	fixture_reopen(f);
	assert_int_equal(migrations_done(f), n);
	struct record r;
	OK(records_find(f->s, ENTITY_VENDOR, f->procore, "1", &f->p, &r, &f->err));
	OK(store_check(f->s, &f->err));
}

/* Of two that open an empty database at once, one migrates and the other waits. */
static void assert_message(struct fixture *f, const char *part)
{
	struct strbuf text = STRBUF_INIT;

	error_text(&text, &f->err, 0);
	if (!strstr(text.s, part))
		print_error("%s\n", text.s);
	assert_non_null(strstr(text.s, part));
	strbuf_release(&text);
}

static void two_may_open_an_empty_database(void **state)
{
	struct fixture *f = *state;
	pid_t children[3];
	int status;

	store_close(f->s);
	f->s = NULL;
	unlink(f->path);
	for (size_t i = 0; i < ARRAY_SIZE(children); i++) {
		children[i] = fork();
		if (children[i] == 0) {
			struct store *s;
			int rc = store_open(&s, f->path, STORE_WRITE, &f->err);

			if (rc == 0)
				store_close(s);
			else
				assert_message(f, "no error");
			_exit(rc == 0 ? 0 : 1);
		}
	}
	for (size_t i = 0; i < ARRAY_SIZE(children); i++) {
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	fixture_open(f);
	assert_int_equal(migrations_done(f), schema_newest());
}

static void a_newer_database_is_refused(void **state)
{
	struct fixture *f = *state;
	struct store *s = NULL;

	OK(store_exec(f->s, &f->err, "INSERT INTO schema_version(number, name, at) VALUES (999, 'later', 0)", NULL));
	FAILS(ERR_CONFIG, store_open(&s, f->path, STORE_WRITE, &f->err));
	assert_message(f, "newer Comptoir");
	FAILS(ERR_CONFIG, store_open(&s, f->path, STORE_READ, &f->err));
}

static void write_file(struct fixture *f, const char *text, size_t len)
{
	int fd = open(f->path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), len);
	close(fd);
}

static void what_is_no_database_is_refused(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "Dear accountant, this is a letter and not a database, and it is quite long enough.";
	struct store *s = NULL;
	struct stat st;

	store_close(f->s);
	f->s = NULL;
	write_file(f, text, sizeof text);
	FAILS(ERR_STORE, store_open(&s, f->path, STORE_WRITE, &f->err));
	assert_message(f, "damaged");
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_size, sizeof text);         /* and it was left as it was */
}

static void a_damaged_database_is_found(void **state)
{
	struct fixture *f = *state;
	struct store *s = NULL;
	char junk[4096];
	int fd, rc;

	for (int i = 0; i < 200; i++)
		fixture_vendor(f, pool_printf(&f->p, "%d", i), "Somebody");
	store_close(f->s);
	f->s = NULL;
	memset(junk, 0x5a, sizeof junk);
	fd = open(f->path, O_WRONLY);
	/* every page but the first */
	for (off_t at = 4096, end = lseek(fd, 0, SEEK_END); at < end; at += 4096)
		assert_int_equal(pwrite(fd, junk, sizeof junk, at), sizeof junk);
	close(fd);
	rc = store_open(&s, f->path, STORE_WRITE, &f->err);
	if (rc == 0)
		rc = store_check(s, &f->err);
	assert_int_equal(rc, ERR_STORE);
	assert_message(f, "damaged");
	store_close(s);
}

static void the_file_is_private(void **state)
{
	struct fixture *f = *state;
	char *nested = xasprintf("%s/a/b/store.db", f->dir), *dir = xasprintf("%s/a/b", f->dir);
	mode_t before = umask(0);
	struct store *s = NULL;
	struct stat st;

	OK(store_open(&s, nested, STORE_WRITE, &f->err));
	umask(before);
	store_close(s);
	assert_int_equal(stat(nested, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	unlink(nested);
	rmdir(dir);
	*strrchr(dir, '/') = '\0';
	rmdir(dir);
	/* one that was made wider is tightened */
	assert_int_equal(chmod(f->path, 0644), 0);
	fixture_reopen(f);
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	free(nested);
	free(dir);
}

static void network_file_systems_are_known(void **state)
{
	(void)state;
	static const struct { unsigned long magic; const char *name; } cases[] = {
		{ 0x6969, "nfs" }, { 0xff534d42, "cifs" }, { 0xfe534d42, "smb2" }, { 0x01021997, "9p" },
		{ 0xffffffffff534d42, "cifs" },           /* as a signed word arrives */
		{ 0xef53, NULL }, { 0x01021994, NULL }, { 0x9123683e, NULL }, { 0x58465342, NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *name = db_network_fs(cases[i].magic);

		assert_int_equal(name != NULL, cases[i].name != NULL);
		if (name)
			assert_string_equal(name, cases[i].name);
	}
	assert_non_null(db_network_fuse("fuse.sshfs"));
	assert_null(db_network_fuse("fuse.gocryptfs"));
}

static void a_reader_needs_a_database(void **state)
{
	struct fixture *f = *state;
	char *none = xasprintf("%s/none.db", f->dir);
	struct store *s = NULL;

	FAILS(ERR_NOTFOUND, store_open(&s, none, STORE_READ, &f->err));
	assert_int_equal(access(none, F_OK), -1);
	free(none);
}

static void deferred_indexes_come_back(void **state)
{
	struct fixture *f = *state;
	int64_t before = 0, during = 0, after = 0;
	static const char sql[] = "SELECT count(*) FROM sqlite_schema WHERE type='index'";

	OK(store_number(f->s, &before, &f->err, sql, NULL));
	OK(store_defer_indexes(f->s, &f->err));
	OK(store_number(f->s, &during, &f->err, sql, NULL));
	assert_true(during < before);
	fixture_vendor(f, "1", "Early");
	OK(store_defer_indexes(f->s, &f->err));            /* again: nothing more to drop */
	fixture_reopen(f);                                  /* a stopped program: opening builds them */
	OK(store_number(f->s, &after, &f->err, sql, NULL));
	assert_int_equal(after, before);
	OK(store_finish_indexes(f->s, &f->err));
	assert_int_equal(f->s->deferred, 0);
}

/* Two copies of the program: what one drops or builds, the other follows. */
static void another_copy_follows_a_first_load(void **state)
{
	struct fixture *f = *state;
	struct store *other, *mine = f->s;
	struct filter filter;
	struct query q = { ENTITY_VENDOR, VIEW_ALL, &filter, VENDOR_NAME, 0, 0, 0, 0, 0, { 0 } };
	struct query_totals t;

	OK(filter_parse(&filter, ENTITY_VENDOR, "somebody", &f->err));
	OK(store_open(&other, f->path, STORE_WRITE, &f->err));
	OK(store_defer_indexes(other, &f->err));
	fixture_vendor(f, "1", "Somebody early");           /* no search index now */
	OK(query_totals(mine, &q, &t, &f->err));
	assert_int_equal(t.count, 1);
	OK(store_finish_indexes(other, &f->err));
	fixture_vendor(f, "2", "Somebody late");
	f->s = other;
	fixture_vendor(f, "3", "Somebody else");
	f->s = mine;
	OK(query_totals(mine, &q, &t, &f->err));
	assert_int_equal(t.count, 3);
	OK(query_totals(other, &q, &t, &f->err));
	assert_int_equal(t.count, 3);
	store_close(other);
	filter_release(&filter);
}

/* Looking rows up while their index waits builds that one. */
static void a_lookup_builds_the_index_it_needs(void **state)
{
	struct fixture *f = *state;
	struct record_array rows = { 0 };
	int64_t n = 0;
	static const char sql[] = "SELECT count(*) FROM sqlite_schema WHERE name='invoice_of_vendor'";

	OK(store_defer_indexes(f->s, &f->err));
	fixture_invoice(f, "1", 5);
	OK(store_number(f->s, &n, &f->err, sql, NULL));
	assert_int_equal(n, 0);
	OK(records_where(f->s, ENTITY_INVOICE, f->procore, INVOICE_VENDOR, "v1", 9, &f->p, &rows, &f->err));
	assert_int_equal(rows.len, 1);
	OK(store_number(f->s, &n, &f->err, sql, NULL));
	assert_int_equal(n, 1);
	/* rolled back with the transaction that built it, and built again */
	OK(store_begin(f->s, &f->err));
	OK(records_where(f->s, ENTITY_INVOICE, f->procore, INVOICE_JOB, "j", 9, &f->p, &rows, &f->err));
	store_rollback(f->s);
	OK(records_where(f->s, ENTITY_INVOICE, f->procore, INVOICE_JOB, "j", 9, &f->p, &rows, &f->err));
	OK(store_number(f->s, &n, &f->err, "SELECT count(*) FROM sqlite_schema WHERE name='invoice_of_job'", NULL));
	assert_int_equal(n, 1);
	ARRAY_RELEASE(&rows);
}

static void a_full_table_keeps_its_indexes(void **state)
{
	struct fixture *f = *state;

	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < 1001; i++)
		fixture_vendor(f, pool_printf(&f->p, "%d", i), "One of many");
	OK(store_commit(f->s, &f->err));
	OK(store_defer_indexes(f->s, &f->err));
	assert_false(f->s->deferred & 1u << ENTITY_VENDOR);
	assert_true(f->s->deferred & 1u << ENTITY_INVOICE);
}

/* Only words that SQLite and PostgreSQL share, in the files for both. */
static void shared_migrations_are_shared(void **state)
{
	static const char *const words[] = { "AUTOINCREMENT", "PRAGMA", "STRICT", "WITHOUT ROWID", "fts5",
		"RAISE(", "GLOB", "IFNULL", "datetime(", "REAL", "DOUBLE", "FLOAT" };

	(void)state;
	for (size_t i = 0; migrations[i].sql; i++)
		for (size_t k = 0; !migrations[i].database && k < ARRAY_SIZE(words); k++)
			assert_null(strstr(migrations[i].sql, words[k]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(columns_are_the_fields),
		STORE_TEST(display_copies_know_their_source),
		STORE_TEST(migrations_run_once),
		STORE_TEST(two_may_open_an_empty_database),
		STORE_TEST(a_newer_database_is_refused),
		STORE_TEST(what_is_no_database_is_refused),
		STORE_TEST(a_damaged_database_is_found),
		STORE_TEST(the_file_is_private),
		cmocka_unit_test(network_file_systems_are_known),
		STORE_TEST(a_reader_needs_a_database),
		STORE_TEST(deferred_indexes_come_back),
		STORE_TEST(another_copy_follows_a_first_load),
		STORE_TEST(a_lookup_builds_the_index_it_needs),
		STORE_TEST(a_full_table_keeps_its_indexes),
		cmocka_unit_test(shared_migrations_are_shared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
