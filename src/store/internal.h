/* Inside src/store: the handle, its statements, and what the files share.  Nobody
 * outside the folder includes this, except the tests of the folder. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "base/array.h"
#include "store/db.h"
#include "store/query.h"
#include "store/records.h"
#include "store/store.h"

/* A row that no list shows: deleted, or an ERP row whose Procore record stands for it. */
#define VIEW_HIDDEN (-1)

#define I64(x) ((int64_t)(x))

struct statement {
	uint64_t hash;
	char *sql;                    /* owned */
	struct db_stmt *st;           /* owned */
};

/* Where a display copy comes from. */
struct copy { int field, ref, source_field; enum entity source; };

/* What is generated once per entity from entities[]. */
struct table {
	const char *name;
	int tab;                      /* one of the five: has the state columns */
	char *select;                 /* owned: "SELECT <columns> FROM t" */
	/* owned: by id; by connection and remote id; what an upsert must know; ... */
	struct fixed { char *sql; struct db_stmt *st; } get, find, probe, insert, update,
		search_add, search_out, look, pair_mine, pair_row;
	struct copy copies[8];
	int n_copies;
	int key_fields[8];            /* texts sorted by their folded form, column <name>_key */
	int n_keys;
	int currency, sum;            /* fields, or -1 */
	int64_t next_id;              /* of a new row; 0: to be asked, at least once a transaction */
};

/* Changes of `tally` not yet written. */
struct tally_delta {
	enum entity entity;
	int view;
	enum status status;
	char currency[4];
	int64_t books, n, amount;
};

struct role { int64_t connection; int erp; };

/* What display copies said last: rows that stand together show the same vendor and job. */
#define COPY_MEMOS 512
struct copy_memo {
	const struct copy *copy;      /* borrowed; NULL: nothing here */
	int64_t connection;
	const char *remote_id, *value;   /* in the pool of the memos */
};

struct hits;                          /* query.c: the last filter's answer */
struct rank;                          /* rank.c: the last order without an index */

struct store {
	struct db *db;                /* owned */
	char *path;                   /* owned */
	enum store_mode mode;
	int migrated;                 /* the tables are those of this program */
	int open_tx;                  /* store_begin without its end */
	int broken;                   /* a step failed: nothing more until the rollback */
	int no_stamps;                /* unchanged rows are not stamped */
	int in_children;              /* records_put_children judges the parent itself */
	int querying;                 /* interrupts count */
	int keeps_interrupts;         /* until store_calm */
	int64_t commits;
	int64_t fail_after;
	void (*hook)(void *data, const char *what);
	void *hook_data;
	int64_t last_stamp;
	unsigned deferred;            /* bit per entity: indexes wait; the last bit: those of links */
	unsigned unjudged;            /* bit per entity: its new rows are not in the judge queue */
	int64_t others;               /* the database's generation when deferred was read */
	unsigned filled;              /* bit per entity: known to have rows (while deferred) */
	uint64_t looked_up[ENTITY_COUNT];  /* bit per field: its index was built while deferred */
	ARRAY_OF(struct statement) statements;   /* hash table by open addressing; cap is its size */
	struct table tables[ENTITY_COUNT];
	ARRAY_OF(struct tally_delta) tally;
	ARRAY_OF(struct role) roles;
	struct copy_memo *copies;     /* owned, COPY_MEMOS of them; or NULL */
	struct pool copy_texts;
	size_t n_copies;              /* written since they were forgotten */
	unsigned copied_from;         /* bit per entity that one of them is a copy of */
	struct hits *hits;            /* owned */
	struct rank *rank;            /* owned */
	size_t great_group;           /* walk_groups.c; 0: as it says (tests make it small) */
	char sql[512];                /* a short statement being put together */
	struct strbuf scratch, scratch2;
};

/* --- statements (store.c).  Types: i int64_t, t text or NULL, z int64_t, 0 becomes null --- */
int store_stmt(struct store *s, const char *sql, struct db_stmt **out, struct error *err);
/* The same without looking it up again. */
int store_fixed(struct store *s, struct fixed *f, struct db_stmt **out, struct error *err);
void store_bind(struct db_stmt *st, const char *types, ...);
int store_step(struct store *s, struct db_stmt *st, struct error *err);   /* 1 row, 0 done, class */
void store_done(struct store *s, struct db_stmt *st);
/* Runs to its end. */
int store_exec(struct store *s, struct error *err, const char *sql, const char *types, ...);
/* One statement, not stepped yet; store_done it. */
int store_ask(struct store *s, struct db_stmt **out, struct error *err, const char *sql,
	const char *types, ...);
/* The first number of the first row; *out untouched and 0 when there is no row, else 1. */
int store_number(struct store *s, int64_t *out, struct error *err, const char *sql,
	const char *types, ...);

static inline int64_t col_int(struct db_stmt *st, int at) { return st->db->ops->column_int(st, at); }
static inline const char *col_text(struct db_stmt *st, int at) { return st->db->ops->column_text(st, at); }
static inline int col_null(struct db_stmt *st, int at) { return st->db->ops->column_null(st, at); }
static inline void bind_int(struct db_stmt *st, int at, int64_t n) { st->db->ops->bind_int(st, at, n); }
static inline void bind_text(struct db_stmt *st, int at, const char *t) { st->db->ops->bind_text(st, at, t); }
const char *col_str(struct db_stmt *st, int at, struct pool *p);     /* copied */

/* --- transactions of one's own when the caller has none --- */
/* Begins without tidying first: a person's decision costs one fsync. */
int store_begin_quick(struct store *s, struct error *err);
int store_enter(struct store *s, int *own, struct error *err);
int store_leave(struct store *s, int own, int rc, struct error *err);   /* commits, or rolls back when rc < 0 */
void store_hook(struct store *s, const char *what);
/* Milliseconds now, never going back within this handle. */
int64_t store_now(struct store *s);

/* --- schema.c --- */
int schema_open(struct store *s, struct error *err);
int schema_indexes(struct store *s, enum entity e, struct error *err);
int schema_drop_indexes(struct store *s, enum entity e, struct error *err);
/* Before rows are looked up by a field: while indexes wait, the one index that this needs is
 * built now, once.  Nothing to do otherwise. */
int schema_need(struct store *s, enum entity e, int field, struct error *err);
/* The same before links are looked up by what the ERP calls them. */
int schema_need_links(struct store *s, struct error *err);
/* 1 when a table whose indexes wait is still empty, so that nothing can refer. */
int schema_empty(struct store *s, enum entity e, struct error *err);
/* Another copy may have dropped or built indexes meanwhile. */
int schema_follow(struct store *s, struct error *err);
int schema_note_judged(struct store *s, struct error *err);   /* unjudged has changed */
void schema_forget(struct store *s);                  /* after a rollback */
/* What is only true within a transaction. */
void tables_forget(struct store *s);
struct migration { int number; const char *name, *database, *sql; };
extern const struct migration migrations[];           /* generated from data/schema; ends with sql NULL */
int schema_newest(void);

/* --- table.c: entities[] as SQL, rows as records --- */
void tables_build(struct store *s);
void tables_release(struct store *s);
void table_read(struct store *s, struct db_stmt *st, enum entity e, struct pool *p, struct record *out);
/* One field's value from column at; null leaves it unset. */
void table_read_value(struct db_stmt *st, int at, int field, struct pool *p, struct record *out);
int table_is_text(enum value_type t);
/* The column an order uses: the folded key of a name, else the field itself. */
void table_sort_column(struct strbuf *out, const struct store *s, enum entity e, int sort_field);
/* Keeps the search index up; before or after NULL: the row comes or goes. */
int table_search_change(struct store *s, enum entity e, int64_t id, const char *before,
	const char *after, struct error *err);
void table_search_text(struct strbuf *out, const struct record *r, const char *erp_code);

/* --- pairs.c --- */
void pairs_build(const struct store *s, struct table *t);

/* --- tally.c --- */
void tally_add(struct store *s, enum entity e, int view, enum status st, const char *currency,
	int64_t books, int64_t n, int64_t amount);
int tally_flush(struct store *s, struct error *err);
int tally_rebuild(struct store *s, enum entity e, struct error *err);

/* --- records.c --- */
int store_connection_is_erp(struct store *s, int64_t connection, int *erp, struct error *err);
int records_view(int erp, int deleted, int linked, enum status st);
/* Until it is judged. */
enum status records_first_status(enum entity e, int erp);
/* The row of the link alone. */
int links_insert(struct store *s, const struct link *l, struct error *err);
/* Fills the display copies of rows that refer to this one; all: also when unchanged. */
int copies_spread(struct store *s, const struct record *r, struct error *err);
int copies_fill(struct store *s, struct record *r, struct error *err);
void copies_forget(struct store *s);
/* Rewrites one row's texts that follow from others: copies, keys, search. */
int records_refresh(struct store *s, struct record *r, struct error *err);
/* Hides or shows an ERP row when a link comes or goes. */
int records_set_linked(struct store *s, enum entity e, int64_t id, int linked, struct error *err);
void hits_free(struct hits *h);
void rank_free(struct rank *r);

#endif
