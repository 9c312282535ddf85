/* Who may do which verb to which status; pure functions. */
#ifndef MODEL_DECISION_H
#define MODEL_DECISION_H

#include "base/error.h"
#include "model/entity.h"
#include "model/status.h"

enum verb {
	VERB_APPROVE,     /* export it */
	VERB_REJECT,      /* needs a reason */
	VERB_RETRY,       /* failed, conflict: try once more */
	VERB_UNDO,        /* take back what is queued and not yet sent */
	VERB_LINK,        /* tie to an existing ERP record */
	VERB_UNLINK,
	VERB_ADD,         /* ERP record to Procore ("add to Procore") */
	VERB_ARCHIVE, VERB_RESTORE,
	VERB_COUNT,
};

struct verb_def {
	const char *name;     /* "approve" */
	const char *title;    /* N_("Approve") */
	unsigned flags;
};
#define VERB_NEEDS_COMMENT 1u
#define VERB_IS_EXPORT     2u    /* needs can-export */
#define VERB_IS_IMPORT     4u    /* needs can-import */
extern const struct verb_def verbs[VERB_COUNT];
int verb_parse(const char *name);              /* -1 */

#define ROLE_READ_ONLY     "read-only"
#define ROLE_APPROVER      "approver"
#define ROLE_ADMINISTRATOR "administrator"

/* One person's rights (design.md 8). */
struct rights {
	const char *user;
	const char *role;                     /* one of ROLE_... */
	unsigned can_import, can_export;      /* bit 1u << enum entity */
};

/* 0 when allowed; else the class and a sentence: why not and what to do. */
int decision_allowed(enum verb verb, enum entity entity, const struct record_state *st,
	const struct rights *who, const char *comment, struct error *err);
int rights_may_import(const struct rights *who, enum entity entity, struct error *err);
/* Anybody who may do more than read. */
int rights_may_comment(const struct rights *who, struct error *err);
int rights_may_administer(const struct rights *who, struct error *err);

#endif
