/* What a request asks to see: $filter, $select, $expand, $custom. */
#ifndef SIM_ACUMATICA_QUERY_H
#define SIM_ACUMATICA_QUERY_H

#include "base/pool.h"
#include "sim/acumatica.h"

struct acu_paths { char **items; size_t len, cap; };     /* owned */

struct acu_view {
	const struct acu *acu;
	const char *base, *endpoint_name;        /* for the links */
	const struct acu_def *def;
	unsigned endpoint;
	struct acu_paths select, expand, custom;
	int has_select;
	int sent_only;                   /* an answer to PUT: what was sent, and the keys */
	int errors;                      /* a refusal: texts beside the values */
};

/* Reads the query of a call for an entity; 0, or -1 when it was refused (answered). */
int acu_view_init(struct acu_view *v, struct acu_call *call, const struct acu_def *def);
void acu_view_release(struct acu_view *v);
/* Is this field, below prefix ("" or "Details/"), to be shown? */
int acu_view_shows(const struct acu_view *v, const char *prefix, const struct acu_field *f,
	unsigned char flags);

struct acu_filter;
/* NULL and a text in *why when it is not a filter of this entity. */
struct acu_filter *acu_filter_parse(const struct acu_call *call, const struct acu_def *def,
	const char *text, struct strbuf *why);
int acu_filter_match(const struct acu_filter *f, const struct acu_rec *r);
void acu_filter_free(struct acu_filter *f);
/* The text of `name eq 'text'` when no record without it can match; NULL. */
const char *acu_filter_equals(const struct acu_filter *f, const struct acu_def *def, const char *name);

/* Answers GET of a list. */
void acu_list(struct acu_call *call, struct acu_table *t);
/* Slots that match, in key order; NULL and an answer when the filter was refused. */
uint32_t *acu_select_slots(struct acu_call *call, struct acu_table *t, const char *filter, size_t *n);

#endif
