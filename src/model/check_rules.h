/* What the rules use to say what they found; only check.c and check_rules.c. */
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

#endif
