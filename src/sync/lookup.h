/* What judging and composing look up again and again: vendors, jobs, commitments,
 * cost codes and their links, kept in memory for the length of one run of the judge.
 * A million invoices share some thousands of them.
 *
 * Answers are lent until lookup_clear.  Whoever writes records or links clears it. */
#ifndef SYNC_LOOKUP_H
#define SYNC_LOOKUP_H

#include "store/records.h"

struct lookup;

struct lookup *lookup_new(struct store *s);
void lookup_free(struct lookup *k);
/* Forgets everything. */
void lookup_clear(struct lookup *k);
/* A transaction begins: what is only true within one is forgotten. */
void lookup_begin(struct lookup *k);
/* How much is remembered: the judge forgets it past a bound. */
size_t lookup_size(const struct lookup *k);
struct store *lookup_store(const struct lookup *k);

/* NULL when it is not here or deleted; "" and NULL ids too. */
const struct record *lookup_record(struct lookup *k, enum entity e, int64_t connection,
	const char *remote_id);
/* The same by local id. */
const struct record *lookup_by_id(struct lookup *k, enum entity e, int64_t id);
/* The link of a Procore record to that ERP (0: to any, the first made); NULL. */
const struct link *lookup_link(struct lookup *k, enum entity e, int64_t record_id, int64_t connection);
/* The local id of the Procore record that the ERP's row r (NULL: not imported), or else the
 * ERP's id or number, is linked to; 0.  Only what was found is kept. */
int64_t lookup_linked(struct lookup *k, enum entity e, int64_t connection, const char *id,
	const struct record *r);
/* A link was just made: what is remembered of it. */
void lookup_set_link(struct lookup *k, const struct link *l);
/* The link to that connection was just removed, and there is no other. */
void lookup_drop_link(struct lookup *k, enum entity e, int64_t record_id, int64_t connection);
/* A record of that connection by remote id, else by number; NULL. */
const struct record *lookup_erp(struct lookup *k, enum entity e, int64_t connection,
	const char *id_or_code);
/* Children of a record, in order. */
const struct record_array *lookup_children(struct lookup *k, enum entity child, int64_t connection,
	const char *parent);
/* The ERP's cost code, account group or task that means this code: by id, by number, by
 * normalized number.  parent: of a task, the ERP job's remote id; of a cost code that of the job it
 * belongs to, or "" (then those of no job come first); else "". */
const struct record *lookup_code(struct lookup *k, enum entity e, int64_t connection,
	const char *parent, const char *code);
/* An account of the ERP's ledger by number, else by id or name; NULL. */
const struct record *lookup_account(struct lookup *k, int64_t connection, const char *number);
/* A value typed for a record; NULL. */
const char *lookup_override(struct lookup *k, enum entity e, int64_t id, const char *name);
/* Has anybody typed anything for any record?  Kept for the length of a transaction. */
int lookup_any_override(struct lookup *k);
/* The period of a day: its row; NULL when none is known. */
const struct record *lookup_period(struct lookup *k, int64_t connection, const char *date);
/* The first day of the first open period not before the day; NULL. */
const char *lookup_open_day(struct lookup *k, int64_t connection, const char *date);
/* An unlinked vendor of the ERP with the same name but for case, accents, points and its legal
 * form; NULL. */
const struct record *lookup_vendor_name(struct lookup *k, int64_t connection, const char *name);
/* The vendor of a connection whose name is spelt like this (but for case and accents), linked or
 * not; NULL when there is none, or more than one. */
const struct record *lookup_one_name(struct lookup *k, int64_t connection, const char *name);
/* Sum of a money field over rows that refer to this one; kept too. */
int64_t lookup_sum(struct lookup *k, enum entity e, int64_t connection, int field, const char *value,
	int sum_field);
/* Connections, by id; NULL. */
const struct connection *lookup_connection(struct lookup *k, int64_t id);
const struct connection_array *lookup_connections(struct lookup *k);
/* All rows of a small list (cost codes, tasks, periods, vendors of one connection). */
const struct record_array *lookup_all(struct lookup *k, enum entity e, int64_t connection);

#endif
