/* Records of the simulated Acumatica: values of the fields of one definition.
 *
 * A record is an entity, a linked entity or a detail row.  Decimals are
 * millionths (ACU_SCALE 6), dates ms UTC, booleans 0 and 1.  Fields are named
 * by their contract name; a name the definition lacks is a bug of the caller
 * for the put functions and "empty" for the others. */
#ifndef SIM_ACUMATICA_REC_H
#define SIM_ACUMATICA_REC_H

#include "base/array.h"
#include "base/strbuf.h"
#include "sim/acumatica_fields.h"
#include <stdint.h>

#define ACU_SCALE 6
#define ACU_CENT 10000           /* millionths in a cent */

struct acu_rec;
struct acu_rows { struct acu_rec **items; size_t len, cap; };    /* owned */

union acu_val {
	int64_t n;
	char *s;                 /* owned */
	struct acu_rec *rec;     /* owned; type O */
	struct acu_rows *rows;   /* owned; type A */
};

/* A field of the screen that no definition has: kept as it was sent. */
struct acu_custom { char *name, *type, *json; };                 /* owned; "View.Field" */

enum { ACU_SET = 1, ACU_SENT = 2, ACU_SENT_CUSTOM = 4 };

struct acu_rec {
	const struct acu_def *def;
	uint64_t id;
	int row;                 /* rowNumber, from 1 */
	union acu_val *v;        /* owned; def->n */
	unsigned char *flags;    /* owned; def->n */
	char **err;              /* owned; def->n texts, or NULL */
	char *error;             /* owned; of the record itself */
	char *note;              /* owned */
	struct { struct acu_custom *items; size_t len, cap; } custom;
};

struct acu_rec *acu_new(const struct acu_def *def, uint64_t id);
struct acu_rec *acu_clone(const struct acu_rec *r);      /* without errors and sent marks */
void acu_free(struct acu_rec *r);

int acu_index(const struct acu_def *def, const char *name);      /* -1 */
/* The field behind a name of the screen, "Document", "RetainageApply"; -1. */
int acu_index_behind(const struct acu_def *def, const char *view, const char *field);

const char *acu_text(const struct acu_rec *r, const char *field);    /* NULL when empty */
const char *acu_text_or(const struct acu_rec *r, const char *field, const char *absent);
int64_t acu_num(const struct acu_rec *r, const char *field);         /* 0 when empty */
int acu_has(const struct acu_rec *r, const char *field);
int acu_sent(const struct acu_rec *r, const char *field);
/* Sent with a value that is not empty. */
int acu_given(const struct acu_rec *r, const char *field);
struct acu_rec *acu_linked(const struct acu_rec *r, const char *field);     /* NULL */
struct acu_rows *acu_rows(const struct acu_rec *r, const char *field);      /* NULL */
size_t acu_n_rows(const struct acu_rec *r, const char *field);
struct acu_rec *acu_row(const struct acu_rec *r, const char *field, size_t i);

void acu_put_text(struct acu_rec *r, const char *field, const char *s);     /* "" empties */
void acu_put_num(struct acu_rec *r, const char *field, int64_t n);
void acu_put_date(struct acu_rec *r, const char *field, const char *iso);   /* NULL empties */
void acu_default_text(struct acu_rec *r, const char *field, const char *s); /* when empty */
void acu_empty_at(struct acu_rec *r, int i);
struct acu_rec *acu_link(struct acu_rec *r, const char *field);             /* made when absent */
struct acu_rec *acu_add_row(struct acu_rec *r, const char *field, uint64_t id);
void acu_drop_row(struct acu_rows *rows, size_t i);

/* Puts an error on a field (NULL: on the record); the first one stays. */
void acu_fail(struct acu_rec *r, const char *field, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
int acu_failed(const struct acu_rec *r);         /* anywhere in the tree */
void acu_clear_marks(struct acu_rec *r);         /* errors and sent, in the tree */

struct acu_custom *acu_custom_find(const struct acu_rec *r, const char *name);
void acu_custom_put(struct acu_rec *r, const char *name, const char *type, const char *json);

/* Dates as text "YYYY-MM-DD" of a value in ms. */
void acu_date_text(char out[11], int64_t ms);

#endif
