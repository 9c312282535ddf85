/* What the rules use to say what they found; only check.c and check_rules*.c. */
#ifndef MODEL_CHECK_RULES_H
#define MODEL_CHECK_RULES_H

#include "model/check.h"

/* A new finding of this rule; args are copied (NULL-ended list, at most four). */
struct finding *finding_add(const struct check_rule *rule, struct findings *out, ...)
	__attribute__((sentinel));
/* Points the finding to the record that fixes it. */
void finding_fix(struct finding *f, const struct record *r, int prerequisite);
/* The finding accepts a typed value, with a proposal (may be NULL). */
void finding_field(struct findings *out, struct finding *f, const char *field, const char *proposal);

#define RULE_ARGS const struct check_rule *rule, const struct profile *p, \
	const struct dossier *d, struct findings *out

/* An amount as finding_text knows it: it is written in the language of who reads it. */
char *rule_amount(struct findings *out, int64_t minor, const char *currency);
/* What a person typed under that name, else the record's own. */
const char *rule_value(const struct dossier *d, const char *name, const char *own);
/* "2 Roofing": a line as people know it. */
char *rule_line(struct findings *out, const struct record *line);
/* A line that bills nothing needs no code. */
int rule_line_counts(const struct dossier_line *l);

/* check_rules_erp.c, one a row of check_rules[] */
void rule_field_missing(RULE_ARGS);
void rule_export_field_missing(RULE_ARGS);
void rule_export_field_long(RULE_ARGS);
void rule_name_in_use(RULE_ARGS);
void rule_job_no_system(RULE_ARGS);
void rule_cost_code_created(RULE_ARGS);
void rule_cost_code_unfit(RULE_ARGS);
void rule_cost_code_inactive(RULE_ARGS);
void rule_cost_code_no_account(RULE_ARGS);
void rule_account_unknown(RULE_ARGS);
void rule_account_inactive(RULE_ARGS);
void rule_invoice_negative(RULE_ARGS);
void rule_retainage_no_account(RULE_ARGS);

#endif
