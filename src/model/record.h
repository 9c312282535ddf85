/* A record: an entity and its values, in a pool. */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include "base/array.h"
#include "base/pool.h"
#include "base/strbuf.h"
#include "model/entity.h"
#include "model/status.h"
#include <stdint.h>

struct value {
	int set;            /* 0: null */
	int64_t n;          /* numbers, booleans */
	const char *s;      /* texts, dates, references; borrowed from the pool */
};

struct record {
	enum entity entity;
	int64_t id;                 /* local; 0 before it is stored */
	int64_t connection_id;
	const char *remote_id;      /* the other system's own id, as text */
	const char *remote_code;    /* what people call it there when it differs; or NULL */
	const char *remote_version; /* its time stamp or version, as text; or NULL */
	int deleted;                /* the other system says it is gone */
	struct value values[ENTITY_MAX_FIELDS];
	/* The five entities with a life cycle; filled by the store on reading. */
	struct record_state state;
};

typedef ARRAY_OF(struct record) record_array_t;
struct record_array { struct record *items; size_t len, cap; };

void record_init(struct record *r, enum entity e);
/* Text is copied into the pool after it is made terminal-safe (design.md 11). */
void record_set_text(struct record *r, int field, struct pool *p, const char *text);
void record_set_int(struct record *r, int field, int64_t n);
/* "" when null; only for text-like fields. */
const char *record_text(const struct record *r, int field);
int64_t record_int(const struct record *r, int field);      /* 0 when null */
int record_has(const struct record *r, int field);
/* The currency field of the entity, or "" . */
const char *record_currency(const struct record *r);
/* What a person calls it: number, else label, else remote id. */
const char *record_name(const struct record *r);
/* Canonical text of one value for machines: amounts "42118.00", dates ISO,
 * booleans true/false; nothing added when null. */
void record_add_value(struct strbuf *out, const struct record *r, int field);
/* Canonical JSON object of all set fields, stable order: what hashes, snapshots
 * and --json use.  only: FIELD_DRIFT fields when drift_only. */
void record_add_json(struct strbuf *out, const struct record *r, int drift_only);
/* Deep copy into a pool. */
void record_copy(struct record *dst, const struct record *src, struct pool *p);

#endif
