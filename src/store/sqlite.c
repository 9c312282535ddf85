/* SQLite behind struct db_ops: the only file that includes sqlite3.h.
 *
 * Write-ahead log with synchronous=FULL: a commit is one fsync of the log, a reader
 * never waits for the writer.  The log is folded into the database by db_tidy
 * between transactions, never inside a commit, so that a person's decision costs
 * exactly one fsync.
 *
 * The file is treated as hostile until it proved sound: no schema trickery
 * (trusted_schema off, defensive), cells checked, no extension loading.  Locks of
 * SQLite do not hold on network file systems, two accountants would damage the
 * file there: it is refused.
 *
 * Search: an FTS5 table with trigrams over the folded column `search`, without
 * positions (detail=none), so it answers "may hold" and the caller looks again.
 * The column ends with two separators, therefore every needle of two characters is
 * the beginning of some trigram, and the vocabulary finds it. */
#include "store/db.h"

#include <sqlite3.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text.h"
#include "base/trace.h"
#include "base/xalloc.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/banned.h"

#define BUSY_MS 5000
#define WAL_PAUSE_MS 10
#define QUICK_VFS "comptoir-quick"
#define QUICK_SLEEP_US 50
#define NEW_PAGES "PRAGMA page_size=8192"   /* of a file that begins: half as many pages to find and to log */
#define TIDY_PAGES 4000           /* 32 MB of log, of such pages */
#define PROGRESS_STEPS 1000
#define BUILD_HASH 4194304        /* of trigrams, while a search index is built: fewer pieces to be merged */
#define USUAL_HASH 1048576
#define MAX_TRIGRAMS 12           /* of a long needle; what is found is looked at again */
#define MORE_PAGES 8              /* that a second trigram may have, to be read too */
#define SHORT_NEEDLE_TERMS 2000   /* trigrams that a short needle may stand for */

struct lite {
	struct db base;
	sqlite3 *handle;          /* owned */
	char *path;               /* owned */
	atomic_int stop;          /* set by interrupt, cleared by calm */
	int limited, left;        /* thousands of steps until what runs is too long */
	int log_pages;            /* after the last commit */
	sqlite3_stmt *version;    /* owned: PRAGMA data_version */
};

struct lite_stmt {
	struct db_stmt base;
	sqlite3_stmt *st;         /* owned */
};

static struct lite *lite_of(struct db *db)
{
	return (struct lite *)db;
}

static sqlite3_stmt *stmt_of(struct db_stmt *st)
{
	return ((struct lite_stmt *)st)->st;
}

/* ---- what SQLite's answers mean to a person ---- */

static int fail(const struct lite *l, int code, struct error *err)
{
	switch (code & 0xff) {
	case SQLITE_INTERRUPT:
		return error_set(err, ERR_CANCEL, N_("stopped; nothing was changed"), NULL);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:             /* the log's locks were held all the time */
		return error_set(err, ERR_LATER,
			N_("another copy of Comptoir is writing to \"%s\"; nothing was changed, try again in a moment"),
			l->path, NULL);
	case SQLITE_FULL:
		return error_set(err, ERR_STORE,
			N_("the disk of \"%s\" is full; nothing was changed. Free some space, then try again"),
			l->path, NULL);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return error_set(err, ERR_STORE,
			N_("\"%s\" cannot be written; nothing was changed. Make the file and its folder writable for you"),
			l->path, NULL);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return error_set(err, ERR_STORE,
			N_("\"%s\" is damaged or is not a database of Comptoir; nothing was changed. Put the last copy made with \"comptoir backup\" in its place"),
			l->path, NULL);
	case SQLITE_CANTOPEN:
		return error_set(err, ERR_STORE, N_("\"%s\" cannot be opened; check the folder and who owns it"),
			l->path, NULL);
	case SQLITE_IOERR:
		return error_set(err, ERR_STORE,
			N_("the disk refused to read or write \"%1$s\" (%2$s); nothing was changed. Check the disk, then try again"),
			l->path, sqlite3_errmsg(l->handle), NULL);
	case SQLITE_CONSTRAINT:
		return error_set(err, ERR_STORE,
			N_("the database refused a row (%s); nothing was changed"), sqlite3_errmsg(l->handle), NULL);
	default:
		return error_set(err, ERR_STORE, N_("the database \"%1$s\" refused: %2$s; nothing was changed"),
			l->path, sqlite3_errmsg(l->handle), NULL);
	}
}

static int lite_exec(struct db *db, const char *script, struct error *err)
{
	struct lite *l = lite_of(db);
	int code = sqlite3_exec(l->handle, script, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : fail(l, code, err);
}

/* ---- where the file lies ---- */

const char *db_network_fs(unsigned long magic)
{
	static const struct { unsigned long magic; const char *name; } network[] = {
		{ 0x6969, "nfs" }, { 0xff534d42, "cifs" }, { 0xfe534d42, "smb2" }, { 0x517b, "smb" },
		{ 0x01021997, "9p" }, { 0x5346414f, "afs" }, { 0x00c36400, "ceph" },
		{ 0x73757245, "coda" }, { 0x786f4256, "vboxsf" }, { 0x0bd00bd0, "lustre" },
		{ 0x01161970, "gfs2" }, { 0x7461636f, "ocfs2" }, { 0x564c, "ncp" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(network); i++)
		if (network[i].magic == (magic & 0xffffffff))
			return network[i].name;
	return NULL;
}

const char *db_network_fuse(const char *fstype)
{
	static const char *const network[] = {
		"fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs",
		"fuse.curlftpfs", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.ceph", "fuse.google-drive-ocamlfuse",
		"fuse.onedriver", "fuse.vmhgfs-fuse", "fuse.afp", "fuse.juicefs",
	};

	for (size_t i = 0; i < ARRAY_SIZE(network); i++)
		if (strcmp(network[i], fstype) == 0)
			return network[i];
	return NULL;
}

/* What kind of FUSE lies under a device; statfs only says FUSE. */
static const char *fuse_kind(dev_t dev)
{
	const char *found = NULL;
	char line[4096], type[64];
	unsigned major_no, minor_no;
	FILE *f = fopen("/proc/self/mountinfo", "re");

	while (f && !found && fgets(line, sizeof line, f)) {
		const char *dash = strstr(line, " - ");

		if (dash && sscanf(line, "%*u %*u %u:%u", &major_no, &minor_no) == 2 &&
		    major_no == major(dev) && minor_no == minor(dev) &&
		    sscanf(dash + 3, "%63s", type) == 1)
			found = db_network_fuse(type);
	}
	if (f)
		fclose(f);
	return found;
}

static int refuse_network(const char *path, const char *dir, struct error *err)
{
	struct statfs fs;
	struct stat st;
	const char *kind;

	if (statfs(dir, &fs) < 0)
		return 0;                 /* opening will say what is wrong */
	kind = db_network_fs((unsigned long)fs.f_type);
	if (!kind && (unsigned long)fs.f_type == 0x65735546 && stat(dir, &st) == 0)
		kind = fuse_kind(st.st_dev);
	if (!kind)
		return 0;
	return error_set(err, ERR_CONFIG,
		N_("\"%1$s\" is on a network file system (%2$s), where two copies of Comptoir would damage it; choose a folder on a disk of this machine"),
		path, kind, NULL);
}

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? xstrdup(".") : slash == path ? xstrdup("/") :
		xstrndup(path, (size_t)(slash - path));
}

/* The file exists after this, 0600, in a folder 0700 when we made it. */
static int prepare_file(const char *path, enum db_mode mode, struct error *err)
{
	char *dir = folder_of(path);
	struct stat st;
	int rc = 0, fd;

	if (mode == DB_WRITE && access(dir, F_OK) < 0)
		rc = path_make_dir(dir, err);
	if (rc == 0)
		rc = refuse_network(path, dir, err);
	free(dir);
	if (rc < 0)
		return rc;
	/* Only what is new is opened here: closing a descriptor of a database gives up every POSIX lock this
	 * process holds on it, those of its other connections too (sqlite.org/howtocorrupt.html, 2.2). */
	fd = mode == DB_WRITE ? open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
	if (fd >= 0)
		close(fd);
	if (stat(path, &st) < 0)
		return error_set(err, errno == ENOENT ? ERR_NOTFOUND : ERR_STORE,
			errno == ENOENT ? N_("there is no database at \"%s\" yet; start comptoir once, or \"comptoir sync\"")
			: N_("\"%s\" cannot be opened; check the folder and who owns it"), path, NULL);
	if (!S_ISREG(st.st_mode))
		return error_set(err, ERR_STORE, N_("\"%s\" is not a file; nothing was changed"), path, NULL);
	if (mode == DB_WRITE && st.st_uid == geteuid() && (st.st_mode & 0077))
		(void)!chmod(path, 0600);
	return 0;
}

/* ---- opening ---- */

static int still_wanted(void *data)
{
	struct lite *l = data;

	if (l->limited && --l->left < 0)
		return 1;
	return atomic_load_explicit(&l->stop, memory_order_relaxed);
}

static int count_log(void *data, sqlite3 *handle, const char *name, int pages)
{
	struct lite *l = data;

	(void)handle;
	(void)name;
	l->log_pages = pages;
	return SQLITE_OK;
}

/* holds(text, part): 1 or 0.  instr() is SQLite's own: it copies the text to end it with a NUL and compares byte by
 * byte, which for a million rows is most of the time. */
static void sql_holds(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const char *text = sqlite3_value_blob(argv[0]), *part = sqlite3_value_blob(argv[1]), *at;
	size_t left = (size_t)sqlite3_value_bytes(argv[0]), len = (size_t)sqlite3_value_bytes(argv[1]);
	int found = len == 0;

	(void)argc;
	while (!found && left >= len && (at = memchr(text, *part, left - len + 1)) != NULL) {
		found = memcmp(at, part, len) == 0;
		left -= (size_t)(at - text) + 1;
		text = at + 1;
	}
	sqlite3_result_int(ctx, found);
}

static void configure(struct lite *l, enum db_mode mode)
{
	sqlite3 *h = l->handle;

	sqlite3_extended_result_codes(h, 1);
	sqlite3_busy_timeout(h, mode == DB_READ_QUICK ? 0 : BUSY_MS);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(h, SQLITE_LIMIT_LENGTH, 64 << 20);
	sqlite3_limit(h, SQLITE_LIMIT_VARIABLE_NUMBER, 999);
	sqlite3_progress_handler(h, PROGRESS_STEPS, still_wanted, l);
	sqlite3_wal_hook(h, count_log, l);
	sqlite3_create_function_v2(h, "holds", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
		sql_holds, NULL, NULL, NULL);
}

/* The change of an empty file to the write-ahead log answers busy at once when another copy makes the same
 * change; the busy time is not asked then (sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY").
 * So it is waited for here. */
static int set_write_ahead(struct lite *l, struct error *err)
{
	int code = SQLITE_BUSY;

	for (int waited = 0; waited < BUSY_MS; waited += WAL_PAUSE_MS) {
		code = sqlite3_exec(l->handle, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
		if ((code & 0xff) != SQLITE_BUSY)
			break;
		sqlite3_sleep(WAL_PAUSE_MS);
	}
	return code == SQLITE_OK ? 0 : fail(l, code, err);
}

static int set_pragmas(struct lite *l, enum db_mode mode, struct error *err)
{
	static const char both[] =
		"PRAGMA cell_size_check=ON; PRAGMA temp_store=FILE; PRAGMA mmap_size=0;";
	int rc = lite_exec(&l->base, both, err);

	if (rc == 0 && mode != DB_WRITE)
		rc = lite_exec(&l->base, "PRAGMA query_only=ON; PRAGMA cache_size=-16384;", err);
	if (rc == 0 && mode == DB_WRITE)
		rc = lite_exec(&l->base, NEW_PAGES, err);
	if (rc == 0 && mode == DB_WRITE)
		rc = set_write_ahead(l, err);
	if (rc == 0 && mode == DB_WRITE)
		rc = lite_exec(&l->base, "PRAGMA synchronous=FULL;"
			"PRAGMA cache_size=-24576; PRAGMA journal_size_limit=67108864;", err);
	/* the first real page: a file that is no database speaks up here */
	if (rc == 0)
		rc = lite_exec(&l->base, "SELECT count(*) FROM sqlite_schema;", err);
	return rc;
}

static void lite_close(struct db *db)
{
	struct lite *l = lite_of(db);

	sqlite3_finalize(l->version);
	if (l->handle && sqlite3_close(l->handle) != SQLITE_OK)
		BUG("a statement outlives its database");
	free(l->path);
	free(l);
}

/* Its count of memory in use costs a lock at every allocation, and nobody reads it.  Refused,
 * harmlessly, when the library is in use already. */
static void settle_library(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* A reader that finds the log's locks held sleeps up to ten seconds in all, whatever the busy time
 * (walTryBeginRead).  On the screen's thread it must not: there the sleep is a moment, then the answer is
 * "later". */
static int sleep_a_moment(sqlite3_vfs *vfs, int us)
{
	sqlite3_vfs *usual = sqlite3_vfs_find(NULL);

	(void)vfs;
	usual->xSleep(usual, us < QUICK_SLEEP_US ? us : QUICK_SLEEP_US);
	return us;
}

static void register_quick(void)
{
	static sqlite3_vfs quick;
	sqlite3_vfs *usual = sqlite3_vfs_find(NULL);

	quick = *usual;
	quick.zName = QUICK_VFS;
	quick.pNext = NULL;
	quick.xSleep = sleep_a_moment;
	sqlite3_vfs_register(&quick, 0);
}

static int lite_open(struct db **out, const char *path, enum db_mode mode, struct error *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT, quick = PTHREAD_ONCE_INIT;
	struct lite *l;
	int rc, code, flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

	pthread_once(&once, settle_library);
	pthread_once(&quick, register_quick);
	rc = prepare_file(path, mode, err);
	if (rc < 0)
		return rc;
	l = xcalloc(1, sizeof *l);
	l->base.ops = &sqlite_ops;
	l->path = xstrdup(path);
	code = sqlite3_open_v2(path, &l->handle, flags, mode == DB_READ_QUICK ? QUICK_VFS : NULL);
	if (code != SQLITE_OK) {
		rc = fail(l, code, err);
	} else {
		configure(l, mode);
		rc = mode == DB_WRITE && access(path, W_OK) < 0 ? fail(l, SQLITE_READONLY, err) : 0;
		if (rc == 0)
			rc = set_pragmas(l, mode, err);
	}
	if (rc < 0) {
		lite_close(&l->base);
		return rc;
	}
	trace(TRACE_STORE, "open %s for %s, SQLite %s", path, mode == DB_WRITE ? "writing" : "reading",
		sqlite3_libversion());
	*out = &l->base;
	return 0;
}

/* ---- statements ---- */

/* $1 becomes ?1; nothing inside quotes is touched. */
static char *own_parameters(const char *sql)
{
	char *copy = xstrdup(sql), quote = 0;

	for (char *c = copy; *c; c++) {
		if (quote)
			quote = *c == quote ? 0 : quote;
		else if (*c == '\'' || *c == '"')
			quote = *c;
		else if (*c == '$' && c[1] >= '1' && c[1] <= '9')
			*c = '?';
	}
	return copy;
}

static int lite_prepare(struct db *db, const char *sql, struct db_stmt **out, struct error *err)
{
	struct lite *l = lite_of(db);
	char *own = own_parameters(sql);
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v3(l->handle, own, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);

	free(own);
	if (code != SQLITE_OK)
		return fail(l, code, err);
	if (st == NULL)
		return error_set(err, ERR_BUG, N_("an empty statement was prepared"), NULL);
	struct lite_stmt *s = xcalloc(1, sizeof *s);

	s->base.db = db;
	s->st = st;
	*out = &s->base;
	return 0;
}

static void lite_finalize(struct db_stmt *st)
{
	sqlite3_finalize(stmt_of(st));
	free(st);
}

static void lite_bind_int(struct db_stmt *st, int at, int64_t n)
{
	if (sqlite3_bind_int64(stmt_of(st), at, n) != SQLITE_OK)
		BUG("parameter %d of %s", at, sqlite3_sql(stmt_of(st)));
}

static void lite_bind_text(struct db_stmt *st, int at, const char *s)
{
	int code = s ? sqlite3_bind_text(stmt_of(st), at, s, -1, SQLITE_STATIC) :
		sqlite3_bind_null(stmt_of(st), at);

	if (code != SQLITE_OK)
		BUG("parameter %d of %s", at, sqlite3_sql(stmt_of(st)));
}

static int lite_step(struct db_stmt *st, struct error *err)
{
	int code = sqlite3_step(stmt_of(st));

	if (code == SQLITE_ROW)
		return 1;
	if (code == SQLITE_DONE)
		return 0;
	trace(TRACE_STORE, "error %d: %s", code, sqlite3_errmsg(lite_of(st->db)->handle));
	return fail(lite_of(st->db), code, err);
}

static void lite_reset(struct db_stmt *st)
{
	sqlite3_reset(stmt_of(st));
	sqlite3_clear_bindings(stmt_of(st));
}

static int64_t lite_changed(struct db *db)
{
	return sqlite3_changes64(lite_of(db)->handle);
}

static int lite_writes(const struct db_stmt *st)
{
	return !sqlite3_stmt_readonly(((const struct lite_stmt *)st)->st);
}

static int64_t lite_column_int(struct db_stmt *st, int at)
{
	return sqlite3_column_int64(stmt_of(st), at);
}

static const char *lite_column_text(struct db_stmt *st, int at)
{
	return (const char *)sqlite3_column_text(stmt_of(st), at);
}

static int lite_column_null(struct db_stmt *st, int at)
{
	return sqlite3_column_type(stmt_of(st), at) == SQLITE_NULL;
}

/* ---- transactions ---- */

static int lite_begin(struct db *db, struct error *err)
{
	return lite_exec(db, "BEGIN IMMEDIATE", err);
}

static int lite_commit(struct db *db, struct error *err)
{
	return lite_exec(db, "COMMIT", err);
}

static void lite_rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(lite_of(db)->handle))
		sqlite3_exec(lite_of(db)->handle, "ROLLBACK", NULL, NULL, NULL);
}

static int lite_in_transaction(struct db *db)
{
	return !sqlite3_get_autocommit(lite_of(db)->handle);
}

static void lite_begin_read(struct db *db)
{
	sqlite3_exec(lite_of(db)->handle, "BEGIN", NULL, NULL, NULL);
}

static void lite_end_read(struct db *db)
{
	if (!sqlite3_get_autocommit(lite_of(db)->handle))
		sqlite3_exec(lite_of(db)->handle, "COMMIT", NULL, NULL, NULL);
}

static int64_t lite_generation(struct db *db)
{
	struct lite *l = lite_of(db);
	int64_t n = 0;

	if (!l->version && sqlite3_prepare_v3(l->handle, "PRAGMA data_version", -1,
			SQLITE_PREPARE_PERSISTENT, &l->version, NULL) != SQLITE_OK)
		return 0;
	if (sqlite3_step(l->version) == SQLITE_ROW)
		n = sqlite3_column_int64(l->version, 0);
	sqlite3_reset(l->version);
	return n;
}

static void lite_interrupt(struct db *db)
{
	atomic_store(&lite_of(db)->stop, 1);
}

static void lite_calm(struct db *db)
{
	atomic_store(&lite_of(db)->stop, 0);
}

static int lite_interrupted(struct db *db)
{
	return atomic_load_explicit(&lite_of(db)->stop, memory_order_relaxed);
}

static void lite_limit(struct db *db, int steps)
{
	struct lite *l = lite_of(db);

	l->limited = steps > 0;
	l->left = steps;
}

static void lite_tidy(struct db *db)
{
	struct lite *l = lite_of(db);

	if (l->log_pages < TIDY_PAGES || !sqlite3_get_autocommit(l->handle))
		return;
	sqlite3_wal_checkpoint_v2(l->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	l->log_pages = 0;
}

/* ---- keeping it sound ---- */

static int lite_check(struct db *db, struct error *err)
{
	struct lite *l = lite_of(db);
	sqlite3_stmt *st = NULL;
	const char *text = NULL;
	int code, rc = 0;

	code = sqlite3_prepare_v2(l->handle, "PRAGMA integrity_check(1)", -1, &st, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(st);
	if (code != SQLITE_ROW)
		rc = fail(l, code, err);
	else if ((text = (const char *)sqlite3_column_text(st, 0)) == NULL || strcmp(text, "ok") != 0)
		rc = error_set(err, ERR_STORE,
			N_("\"%1$s\" is damaged: %2$s. Nothing was changed; put the last copy made with \"comptoir backup\" in its place"),
			l->path, text ? text : "?", NULL);
	sqlite3_finalize(st);
	return rc;
}

static int copy_pages(struct lite *l, sqlite3 *to, struct error *err)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", l->handle, "main");
	int code;

	if (!b)
		return fail(l, sqlite3_errcode(to), err);
	do
		code = sqlite3_backup_step(b, 1000);
	while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED);
	if (code == SQLITE_DONE)
		code = SQLITE_OK;
	sqlite3_backup_finish(b);
	return code == SQLITE_OK ? 0 : fail(l, code, err);
}

static int lite_backup(struct db *db, const char *to, struct error *err)
{
	int fd = open(to, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600), rc;
	sqlite3 *target = NULL;

	if (fd < 0)
		return error_set(err, ERR_STORE, N_("the backup \"%1$s\" could not be made: %2$s"), to,
			strerror(errno), NULL);
	if (sqlite3_open_v2(to, &target, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		rc = error_set(err, ERR_STORE, N_("the backup \"%1$s\" could not be made: %2$s"), to,
			target ? sqlite3_errmsg(target) : "?", NULL);
	else
		rc = copy_pages(lite_of(db), target, err);
	if (sqlite3_close(target) != SQLITE_OK && rc == 0)
		rc = error_set(err, ERR_STORE, N_("the backup \"%s\" could not be finished"), to, NULL);
	if (rc == 0 && fsync(fd) < 0)
		rc = error_set(err, ERR_STORE, N_("the backup \"%s\" could not be finished"), to, NULL);
	close(fd);
	if (rc < 0)
		unlink(to);
	return rc;
}

/* ---- search ---- */

static int schema_has(struct lite *l, const char *name)
{
	sqlite3_stmt *st = NULL;
	int there = 0;

	if (sqlite3_prepare_v2(l->handle, "SELECT 1 FROM sqlite_schema WHERE name=?1", -1, &st, NULL) ==
	    SQLITE_OK) {
		sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
		there = sqlite3_step(st) == SQLITE_ROW;
	}
	sqlite3_finalize(st);
	return there;
}

static int lite_search_built(struct db *db, const char *table)
{
	char *name = xasprintf("%s_search", table);
	int there = schema_has(lite_of(db), name);

	free(name);
	return there;
}

/* Not kept up by triggers: this release calls that unsafe while the schema is not
 * trusted, and it stays untrusted. */
static int lite_search_build(struct db *db, const char *table, struct error *err)
{
	struct strbuf sql = STRBUF_INIT;
	int rc;

	if (lite_search_built(db, table))
		return 0;
	strbuf_addf(&sql,
		"CREATE VIRTUAL TABLE %1$s_search USING fts5(search, content='%1$s', content_rowid='id',"
		" tokenize='trigram case_sensitive 1', detail=none, columnsize=0);"
		"CREATE VIRTUAL TABLE %1$s_terms USING fts5vocab('%1$s_search', 'row');"
		"INSERT INTO %1$s_search(%1$s_search, rank) VALUES ('hashsize', %2$d);"
		"INSERT INTO %1$s_search(%1$s_search) VALUES ('rebuild');"
		"INSERT INTO %1$s_search(%1$s_search, rank) VALUES ('hashsize', %3$d);",
		table, BUILD_HASH, USUAL_HASH);
	rc = lite_exec(db, sql.s, err);
	strbuf_release(&sql);
	return rc;
}

static int lite_search_drop(struct db *db, const char *table, struct error *err)
{
	struct strbuf sql = STRBUF_INIT;
	int rc;

	strbuf_addf(&sql, "DROP TABLE IF EXISTS %1$s_terms; DROP TABLE IF EXISTS %1$s_search;", table);
	rc = lite_exec(db, sql.s, err);
	strbuf_release(&sql);
	return rc;
}

static void lite_search_sql(struct strbuf *sql, const char *table)
{
	strbuf_addf(sql, "SELECT rowid FROM %1$s_search WHERE %1$s_search MATCH $1", table);
}

static void lite_search_keep(struct strbuf *add, struct strbuf *take_out, const char *table)
{
	strbuf_addf(add, "INSERT INTO %s_search(rowid, search) VALUES ($1, $2)", table);
	strbuf_addf(take_out, "INSERT INTO %1$s_search(%1$s_search, rowid, search) VALUES ('delete', $1, $2)",
		table);
}

static void add_term(struct strbuf *expr, const char *text, size_t len)
{
	strbuf_addc(expr, '"');
	for (; len; text++, len--) {
		if (*text == '"')
			strbuf_addc(expr, '"');
		strbuf_addc(expr, *text);
	}
	strbuf_addc(expr, '"');
}

/* One trigram of a needle: where, and on how many pages of the search index its rows are listed. */
struct trigram { const char *at; size_t len; int place; int64_t pages; };

/* The segments of the search index, and the first term of each of their pages: from there to the first page of what
 * follows.  A guess, read in some steps; a list itself may have a million rows. */
static const char pages_sql[] =
	"WITH RECURSIVE s(id) AS (SELECT min(segid) FROM %1$s_search_idx UNION ALL"
	" SELECT (SELECT min(segid) FROM %1$s_search_idx WHERE segid>s.id) FROM s WHERE s.id IS NOT NULL)"
	" SELECT sum((SELECT pgno>>1 FROM %1$s_search_idx i WHERE i.segid=s.id AND i.term>?1 ORDER BY i.term LIMIT 1) -"
	" (SELECT pgno>>1 FROM %1$s_search_idx i WHERE i.segid=s.id AND i.term<=?1 ORDER BY i.term DESC LIMIT 1))"
	" FROM s WHERE s.id IS NOT NULL";

static void count_pages(struct lite *l, const char *table, struct trigram *trigrams, size_t n)
{
	char *sql = xasprintf(pages_sql, table);
	sqlite3_stmt *st = NULL;

	if (n > 1 && sqlite3_prepare_v2(l->handle, sql, -1, &st, NULL) == SQLITE_OK) {
		for (size_t i = 0; i < n; i++) {
			struct strbuf term = STRBUF_INIT;

			strbuf_addc(&term, '0');          /* its main index: prefixes have others */
			strbuf_add(&term, trigrams[i].at, trigrams[i].len);
			sqlite3_bind_blob(st, 1, term.s, (int)term.len, SQLITE_TRANSIENT);
			if (sqlite3_step(st) == SQLITE_ROW)
				trigrams[i].pages = sqlite3_column_int64(st, 0);
			sqlite3_reset(st);
			strbuf_release(&term);
		}
	}
	sqlite3_finalize(st);
	free(sql);
}

static int compare_trigrams(const void *pa, const void *pb)
{
	const struct trigram *a = pa, *b = pb;

	return a->pages != b->pages ? (a->pages < b->pages ? -1 : 1) : a->place - b->place;
}

static int has_digit(const struct trigram *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (t->at[i] >= '0' && t->at[i] <= '9')
			return 1;
	return 0;
}

/* Is it worth reading too, of so many?  Not when it is far more common than the rarest; nor when it overlaps one that
 * is read and the needle has others, as letters of a word follow from each other; every digit says something new. */
static int worth_reading(const struct trigram *t, size_t of, const struct trigram *taken, size_t n)
{
	int alone = of > 3 && !has_digit(t);

	if (n > 0 && t->pages > (alone ? 1 : 2) * taken[0].pages + MORE_PAGES)
		return 0;
	for (size_t i = 0; i < n; i++)
		if ((t->len == taken[i].len && memcmp(t->at, taken[i].at, t->len) == 0) ||
		    (alone && t->place - taken[i].place < 3 && taken[i].place - t->place < 3))
			return 0;
	return 1;
}

/* Without positions there are no phrases: some trigrams of the needle, somewhere; rare ones that lie side by side
 * say nearly as much as all of them. */
static void add_trigrams(struct lite *l, struct strbuf *expr, const char *table, const char *needle)
{
	struct trigram all[MAX_TRIGRAMS], taken[MAX_TRIGRAMS];
	size_t total = text_count_chars(needle), n = 0, n_taken = 0;

	for (; n < MAX_TRIGRAMS && n + 3 <= total; n++, needle += text_prefix_chars(needle, 1))
		all[n] = (struct trigram){ needle, text_prefix_chars(needle, 3), (int)n, 0 };
	count_pages(l, table, all, n);
	qsort(all, n, sizeof *all, compare_trigrams);
	for (size_t i = 0; i < n; i++) {
		if (!worth_reading(&all[i], n, taken, n_taken))
			continue;
		strbuf_adds(expr, n_taken ? " AND " : "");
		add_term(expr, all[i].at, all[i].len);
		taken[n_taken++] = all[i];
	}
}

static int lite_search_expr(struct db *db, struct strbuf *expr, const char *table, const char *needle,
	int *exact)
{
	size_t n = text_count_chars(needle);

	if (n < 3)
		return -1;
	if (expr->len)
		strbuf_adds(expr, " AND ");
	add_trigrams(lite_of(db), expr, table, needle);
	*exact = n == 3;
	return 0;
}

/* All trigrams of the vocabulary that begin with the needle, each by itself: as one expression with OR
 * every row found would be looked for in every one of them. */
static int lite_search_short(struct db *db, struct strbuf *exprs, const char *table, const char *needle)
{
	struct strbuf sql = STRBUF_INIT, last = STRBUF_INIT;
	struct lite *l = lite_of(db);
	sqlite3_stmt *st = NULL;
	int n = 0, code;

	if (*needle == '\0' || text_count_chars(needle) > 2)
		return -1;
	strbuf_addf(&sql, "SELECT term FROM %s_terms WHERE term >= ?1 AND term < ?2", table);
	strbuf_addf(&last, "%s\xf4\x8f\xbf\xbf", needle);
	code = sqlite3_prepare_v2(l->handle, sql.s, -1, &st, NULL);
	if (code == SQLITE_OK) {
		sqlite3_bind_text(st, 1, needle, -1, SQLITE_STATIC);
		sqlite3_bind_text(st, 2, last.s, -1, SQLITE_STATIC);
		while ((code = sqlite3_step(st)) == SQLITE_ROW && n < SHORT_NEEDLE_TERMS) {
			add_term(exprs, (const char *)sqlite3_column_text(st, 0),
				(size_t)sqlite3_column_bytes(st, 0));
			strbuf_addc(exprs, '\0');
			n++;
		}
	}
	sqlite3_finalize(st);
	strbuf_release(&sql);
	strbuf_release(&last);
	return code == SQLITE_DONE ? n : -1;
}

static int lite_explain(struct db *db, const char *sql, struct strbuf *out, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	struct db_stmt *st = NULL;
	int rc;

	strbuf_addf(&text, "EXPLAIN QUERY PLAN %s", sql);
	rc = lite_prepare(db, text.s, &st, err);
	strbuf_release(&text);
	if (rc < 0)
		return rc;
	while ((rc = lite_step(st, err)) == 1)
		strbuf_addf(out, "%s\n", lite_column_text(st, 3));
	lite_finalize(st);
	return rc;
}

const struct db_ops sqlite_ops = {
	.name = "sqlite", .open = lite_open, .close = lite_close,
	.prepare = lite_prepare, .finalize = lite_finalize,
	.bind_int = lite_bind_int, .bind_text = lite_bind_text,
	.step = lite_step, .reset = lite_reset, .changed = lite_changed, .writes = lite_writes,
	.column_int = lite_column_int, .column_text = lite_column_text, .column_null = lite_column_null,
	.exec = lite_exec,
	.begin = lite_begin, .commit = lite_commit, .rollback = lite_rollback,
	.in_transaction = lite_in_transaction,
	.begin_read = lite_begin_read, .end_read = lite_end_read,
	.generation = lite_generation, .interrupt = lite_interrupt, .calm = lite_calm,
	.interrupted = lite_interrupted, .limit = lite_limit, .check = lite_check, .backup = lite_backup, .tidy = lite_tidy,
	.search_build = lite_search_build, .search_drop = lite_search_drop,
	.search_built = lite_search_built, .search_keep = lite_search_keep,
	.search_sql = lite_search_sql, .search_expr = lite_search_expr, .search_short = lite_search_short,
	.holds = "holds",
	.index_tail = "", .explain = lite_explain,
};
