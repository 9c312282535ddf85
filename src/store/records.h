/* Records in, records out: one row each, by id or by the other system's id. */
#ifndef STORE_RECORDS_H
#define STORE_RECORDS_H

#include "store/store.h"

enum put_result { PUT_SAME, PUT_ADDED, PUT_CHANGED };

/* Upsert by (connection, remote_id).  Unchanged content only gets the time it was seen
 * (see records_stamp).  A change grows the version, except when only display copies
 * differ.  Works inside the caller's transaction.  result and id may be NULL. */
int records_put(struct store *s, const struct record *r, enum put_result *result, int64_t *id,
	struct error *err);
/* Whether unchanged rows get the time they were seen, which records_mark_unseen goes by.
 * On when a store is opened; off (0) for an incremental pass: then unchanged content writes
 * nothing at all.  Never call records_mark_unseen for a pass that ran without. */
void records_stamp(struct store *s, int on);
int records_get(struct store *s, enum entity e, int64_t id, struct pool *p, struct record *out,
	struct error *err);                               /* ERR_NOTFOUND */
int records_find(struct store *s, enum entity e, int64_t connection, const char *remote_id,
	struct pool *p, struct record *out, struct error *err);   /* ERR_NOTFOUND */
/* All rows of `e` whose text field equals the value (in that connection; 0: any),
 * in order of position or id, at most max.  Not the deleted ones. */
int records_where(struct store *s, enum entity e, int64_t connection, int field, const char *value,
	size_t max, struct pool *p, struct record_array *out, struct error *err);
/* Like records_where with two fields. */
int records_where2(struct store *s, enum entity e, int64_t connection, int field, const char *value,
	int field2, const char *value2, size_t max, struct pool *p, struct record_array *out,
	struct error *err);
/* The rows of a connection in order of id, after `after_id` (0: from the first), at
 * most max; not the deleted ones (records_list.c). */
int records_list(struct store *s, enum entity e, int64_t connection, int64_t after_id, size_t max,
	struct pool *p, struct record_array *out, struct error *err);
/* Children of a record (lines of a commitment or invoice, sub jobs of a job). */
int records_children(struct store *s, enum entity child, int64_t connection, const char *parent_remote_id,
	struct pool *p, struct record_array *out, struct error *err);
/* Replaces the children of one parent by exactly these (lines that vanished go). */
int records_put_children(struct store *s, enum entity child, int64_t connection,
	const char *parent_remote_id, const struct record_array *lines, struct error *err);
/* The same for a parent that was added just now, in the same transaction: it has none yet. */
int records_add_children(struct store *s, enum entity child, int64_t connection, const char *parent_remote_id,
	const struct record_array *lines, struct error *err);
/* Sum of a money field over rows where ref field = value; amounts in minor units. */
int records_sum(struct store *s, enum entity e, int64_t connection, int field, const char *value,
	int sum_field, int64_t *sum, struct error *err);
/* Marks rows of a connection (and parent scope, NULL: all) that a full pass did not
 * see (imported_at older than the pass's start) as deleted. */
int records_mark_unseen(struct store *s, enum entity e, int64_t connection, int scope_field,
	const char *scope, int64_t pass_started_ms, int64_t *n, struct error *err);
/* Is there any such row? */
int records_any_unseen(struct store *s, enum entity e, int64_t connection, int64_t pass_started_ms,
	struct error *err);
/* Sets the state columns of a record of the five entities; view follows status. */
int records_set_state(struct store *s, enum entity e, int64_t id, const struct record_state *st,
	struct error *err);
/* The same for a row just read in this transaction. */
int records_set_state_of(struct store *s, const struct record *row, const struct record_state *st,
	struct error *err);
/* When an invoice of Procore's is due, and what is still to pay of it (minor units), which only its judge can
 * tell; NULL: not known. */
int records_set_due(struct store *s, int64_t invoice, const char *due_date, const int64_t *open, struct error *err);
/* Ids whose state must be judged again because they, or what they depend on, changed:
 * a queue kept by the store (table `judge`).  records_put and links add to it. */
int records_judge_add(struct store *s, enum entity e, int64_t id, struct error *err);
/* Takes one out again: it was judged with all that is known. */
int records_judge_drop(struct store *s, enum entity e, int64_t id, struct error *err);
/* Adds the rows of a connection whose field equals the value, not the deleted ones. */
int records_judge_add_where(struct store *s, enum entity e, int64_t connection, int field,
	const char *value, struct error *err);
/* In a first load what comes is not put into the queue row by row; this adds all of it. */
int records_judge_deferred(struct store *s, struct error *err);
/* Adds everything that refers to this record (a vendor: its commitments ...). */
int records_judge_dependents(struct store *s, const struct record *r, struct error *err);
int records_judge_take(struct store *s, enum entity e, int64_t *ids, size_t max, size_t *n,
	struct error *err);

/* --- findings of a record: replaced as a whole --- */
struct finding_row {
	const char *code, *severity;      /* "hold" "warning" "note" */
	const char *args;                 /* JSON array of text */
	enum entity fix_entity; int64_t fix_id; int prerequisite;
	const char *field, *proposal;
};
struct finding_array { struct finding_row *items; size_t len, cap; };
int findings_replace(struct store *s, enum entity e, int64_t id, const struct finding_array *f,
	struct error *err);
int findings_list(struct store *s, enum entity e, int64_t id, struct pool *p,
	struct finding_array *out, struct error *err);

/* --- values typed for a record before export (ERP id, accounting date, title) --- */
int overrides_put(struct store *s, enum entity e, int64_t id, const char *name, const char *value,
	struct error *err);                               /* value NULL removes */
/* 1 when there is any, for any record. */
int overrides_any(struct store *s, struct error *err);
struct override_array { struct connection_option *items; size_t len, cap; };
int overrides_list(struct store *s, enum entity e, int64_t id, struct pool *p,
	struct override_array *out, struct error *err);

/* --- links: a Procore record and its counterpart in an ERP --- */
struct link {
	int64_t id;
	enum entity entity;
	int64_t record_id;            /* Procore's row */
	int64_t connection_id;        /* the ERP */
	const char *erp_id;           /* its internal id */
	const char *erp_code;         /* its number */
	int64_t erp_record_id;        /* its own row when imported; 0 */
	const char *origin;           /* "export", "match", "import", "person" */
	const char *snapshot;         /* canonical JSON of what was exported; or NULL */
	const char *erp_snapshot;     /* what the ERP answered; or NULL */
	int64_t at_ms;
};
int links_put(struct store *s, const struct link *l, struct error *err);      /* upsert by (entity, record, connection) */
int links_get(struct store *s, enum entity e, int64_t record_id, struct pool *p, struct link *out,
	struct error *err);                               /* ERR_NOTFOUND */
/* The link to that connection (0: any, the first made). */
int links_get_in(struct store *s, enum entity e, int64_t record_id, int64_t connection, struct pool *p,
	struct link *out, struct error *err);             /* ERR_NOTFOUND */
/* All links of a record: a vendor may be in several ERPs. */
struct link_array { struct link *items; size_t len, cap; };
int links_list(struct store *s, enum entity e, int64_t record_id, struct pool *p, struct link_array *out,
	struct error *err);
int links_by_erp(struct store *s, enum entity e, int64_t connection, const char *erp_id_or_code,
	struct pool *p, struct link *out, struct error *err);     /* ERR_NOTFOUND */
int links_by_erp_record(struct store *s, enum entity e, int64_t erp_record_id, struct pool *p,
	struct link *out, struct error *err);
/* connection 0: the first made. */
int links_remove(struct store *s, enum entity e, int64_t record_id, struct error *err);
int links_remove_in(struct store *s, enum entity e, int64_t record_id, int64_t connection, struct error *err);

#endif
