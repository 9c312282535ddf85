/* The vendor's schemas as tables: what members an entity has, of which types. */
#ifndef SIM_QUICKBOOKS_SCHEMA_H
#define SIM_QUICKBOOKS_SCHEMA_H

#include "base/strbuf.h"
#include "sim/jsonv.h"
#include <stddef.h>

struct qb_text_pair { const char *name, *text; };
/* quickbooks_fields.c; both end with NULL. */
extern const struct qb_text_pair qb_type_texts[];
extern const struct qb_text_pair qb_enum_texts[];

struct qb_fault;
struct qb_schema;

struct qb_member {
	char *name;                  /* owned */
	char code;                   /* s b d n p D T i, '=' one word of words, 'O' of type */
	unsigned char many, attribute, text;
	const char *words;           /* "|A|B|" */
	const struct qb_type *type;
};

struct qb_type {
	const char *name;
	struct qb_member *members;   /* owned */
	size_t n;
};

struct qb_schema *qb_schema_open(void);
void qb_schema_close(struct qb_schema *s);
const struct qb_type *qb_schema_type(const struct qb_schema *s, const char *name);   /* NULL */
const struct qb_member *qb_schema_member(const struct qb_type *t, const char *name); /* NULL */
/* "MetaData.LastUpdatedTime": the last member, or NULL. */
const struct qb_member *qb_schema_path(const struct qb_type *t, const char *path);

/* Is v an object of type t, with known members of the right types, words and lengths?  0; or -1 and
 * the fault.  lenient: unknown members pass, ids and numbers may be written either way. */
int qb_schema_check(const struct qb_type *t, const cJSON *v, int lenient, struct qb_fault *fault);
/* One element of that name, members in the order of the schema. */
void qb_schema_xml(struct strbuf *out, const struct qb_type *t, const char *name, const cJSON *v);
void qb_xml_text(struct strbuf *out, const char *s);

#endif
