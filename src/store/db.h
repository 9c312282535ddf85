/* The interface a database answers to; the only thing the store knows of one.
 *
 * SQL is written in what SQLite and PostgreSQL share: $1 parameters, ON CONFLICT,
 * RETURNING, integers for money, text for dates.  What only one of them knows
 * (pragmas, full text, locking) is behind a slot of struct db_ops.
 *
 * A handle and its statements belong to one thread; only db_interrupt may be called
 * from another.  Text bound to a statement is borrowed until db_reset; text of a
 * column is lent until the next step or reset. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/error.h"
#include "base/strbuf.h"
#include <stddef.h>
#include <stdint.h>

struct db;                    /* one open handle */
struct db_stmt;               /* one prepared statement */

/* DB_READ_QUICK: reads, and gives up at once (ERR_LATER) where DB_READ waits for a lock. */
enum db_mode { DB_WRITE, DB_READ, DB_READ_QUICK };

struct db_ops {
	const char *name;     /* "sqlite"; also names its own migrations, NNN-x.<name>.sql */
	/* Opens; DB_WRITE creates a missing database.  Refuses what it cannot make safe
	 * (a network file system, a damaged file), each in words. */
	int (*open)(struct db **out, const char *path, enum db_mode mode, struct error *err);
	void (*close)(struct db *db);

	int (*prepare)(struct db *db, const char *sql, struct db_stmt **out, struct error *err);
	void (*finalize)(struct db_stmt *st);
	void (*bind_int)(struct db_stmt *st, int at, int64_t n);        /* at counts from 1 */
	void (*bind_text)(struct db_stmt *st, int at, const char *s);   /* NULL binds null */
	int (*step)(struct db_stmt *st, struct error *err);             /* 1 a row, 0 done, or a class */
	void (*reset)(struct db_stmt *st);
	int64_t (*changed)(struct db *db);                              /* rows the last step wrote */
	int (*writes)(const struct db_stmt *st);                        /* would it change anything? */
	int64_t (*column_int)(struct db_stmt *st, int at);              /* at counts from 0 */
	const char *(*column_text)(struct db_stmt *st, int at);         /* NULL for null */
	int (*column_null)(struct db_stmt *st, int at);
	/* A script of several statements without parameters. */
	int (*exec)(struct db *db, const char *script, struct error *err);

	int (*begin)(struct db *db, struct error *err);         /* at once the writer, or ERR_LATER */
	int (*commit)(struct db *db, struct error *err);        /* durable when it returns 0 */
	void (*rollback)(struct db *db);
	int (*in_transaction)(struct db *db);
	/* Several reads of one moment; never fails in a way that matters. */
	void (*begin_read)(struct db *db);
	void (*end_read)(struct db *db);

	/* Changes when another handle committed. */
	int64_t (*generation)(struct db *db);
	void (*interrupt)(struct db *db);                       /* any thread */
	/* From here on an earlier interrupt no longer counts. */
	void (*calm)(struct db *db);
	int (*interrupted)(struct db *db);
	/* After so many thousand steps in all, what runs ends as if interrupted; 0: no bound. */
	void (*limit)(struct db *db, int steps);
	int (*check)(struct db *db, struct error *err);
	int (*backup)(struct db *db, const char *to, struct error *err);
	/* Folds the log into the database when it has grown; between transactions. */
	void (*tidy)(struct db *db);

	/* Substring search over the column `search` of a table: building it (nothing to do
	 * when it is there), dropping it, and finding candidates.  The rows of the
	 * statement (one parameter, what search_expr wrote) are ids of rows that may hold
	 * every needle; exact says that they certainly do. */
	int (*search_build)(struct db *db, const char *table, struct error *err);
	int (*search_drop)(struct db *db, const char *table, struct error *err);
	int (*search_built)(struct db *db, const char *table);
	void (*search_sql)(struct strbuf *sql, const char *table);
	/* The statements that keep it up, with the parameters id and the column's text: one
	 * for a row that came, one for a text that goes.  Nothing is added when the database does
	 * it by itself. */
	void (*search_keep)(struct strbuf *add, struct strbuf *take_out, const char *table);
	/* Adds one needle; 0, or -1 when the needle cannot be looked up this way. */
	int (*search_expr)(struct db *db, struct strbuf *expr, const char *table, const char *needle,
		int *exact);
	/* For a needle of one or two characters: adds the expressions that find the rows that hold it, each of
	 * them some and each ended by a NUL.  How many, or -1 when there are too many or it cannot be done. */
	int (*search_short)(struct db *db, struct strbuf *exprs, const char *table, const char *needle);
	/* The function of a text and a part that answers 0 when it is not in there. */
	const char *holds;
	/* Columns to add to an index so that entries of equal keys stand in order of id. */
	const char *index_tail;
	/* The plan of a statement as text, for tests. */
	int (*explain)(struct db *db, const char *sql, struct strbuf *out, struct error *err);
};

extern const struct db_ops *const databases[];        /* ends with NULL */
extern const struct db_ops sqlite_ops;

/* What every handle and statement begins with. */
struct db { const struct db_ops *ops; };
struct db_stmt { struct db *db; int cached, busy; };      /* the flags are store.c's */

/* The name of a network file system from its magic number of statfs(2), or NULL. */
const char *db_network_fs(unsigned long magic);
/* The same from the type in /proc/self/mountinfo, for FUSE. */
const char *db_network_fuse(const char *fstype);

#endif
