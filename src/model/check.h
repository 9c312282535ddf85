/* Preflight: every reason an export would fail, before approval.
 *
 * check_rules[] is the one table; each row is a code, a default severity (off: only a profile
 * turns it on), the entity it concerns, a message and a function.  A profile may change severity
 * and message.  Nothing is truncated silently: a value too long is a finding with a
 * proposed value. */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include "model/dossier.h"

#define FINDING_MAX_ARGS 4
/* In front of an argument that is an amount: "¤51257.04 CAD". */
#define FINDING_MONEY "\302\244"

struct finding {
	const char *code;             /* stable: "vendor-not-linked" */
	enum severity severity;
	const char *args[FINDING_MAX_ARGS];  /* in the findings' pool */
	int n_args;
	enum entity fix_entity;       /* where the fix is; ENTITY_NONE: nowhere */
	int64_t fix_id;               /* local id of the record that fixes it; 0 */
	int prerequisite;             /* approving that record would fix it */
	const char *field;            /* override this finding accepts ("erp_id", "accounting_date",
	                               * "title" ...); or NULL */
	const char *proposal;         /* proposed value; or NULL */
};

struct findings {
	struct pool *pool;            /* borrowed */
	struct finding *items;        /* owned */
	size_t len, cap;
};

struct check_rule {
	const char *code;
	unsigned entities;            /* bits 1u << enum entity */
	enum severity severity;
	const char *message;          /* N_(), placeholders %1$s .. %4$s */
	const char *remedy;           /* N_(): what to do */
	void (*run)(const struct check_rule *rule, const struct profile *p,
		const struct dossier *d, struct findings *out);
};
extern const struct check_rule check_rules[];       /* ends with code NULL */

/* Runs every rule of the entity.  Findings in the order: holds, warnings, notes. */
void check_run(const struct profile *p, const struct dossier *d, struct findings *out);
void findings_release(struct findings *f);
/* Is the record ready by its own entity's rule (commitment Approved ...)? */
int check_ready(const struct profile *p, const struct dossier *d);
/* The sentence of a finding, translated, with the profile's message if it has one
 * (p may be NULL); remedy: what to do. */
void finding_text(struct strbuf *out, const struct profile *p, const char *code,
	const char *const *args, int n_args);
void finding_remedy(struct strbuf *out, const char *code);
const struct check_rule *check_rule_find(const char *code);

#endif
