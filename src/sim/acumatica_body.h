/* Bodies: requests read strictly, answers written. */
#ifndef SIM_ACUMATICA_BODY_H
#define SIM_ACUMATICA_BODY_H

#include "sim/acumatica_query.h"

/* Writes a record as the service does. */
void acu_render(struct strbuf *out, const struct acu_view *v, const struct acu_rec *r);
/* Puts the members of a request on a record.  0, or -1 and what is wrong in `why`. */
int acu_apply(struct acu_call *call, const struct acu_def *top, struct acu_rec *r, const cJSON *obj,
	struct strbuf *why);
/* "Details/Transactions.RetainagePct": the definition it belongs to and "Transactions.RetainagePct". */
const struct acu_def *acu_custom_scope(const struct acu_def *def, unsigned endpoint,
	const char *path, const char **name);
/* Has the screen of top this field, seen from def?  *index is the field it is (-1: none of ours). */
int acu_custom_known(const struct acu *acu, const struct acu_def *top, const struct acu_def *def,
	const char *name, int *index);
/* Fields only the service computes. */
int acu_read_only(const struct acu_def *def, const char *field);
/* A date of a request: ISO, with or without time, or MM/DD/YYYY; 0, or -1. */
int acu_date_parse(int64_t *ms, const char *s);

#endif
