/* Who may do which verb to which status: one table of moves, one of rights.
 * Pure functions; every refusal is a sentence that says what to do. */
#include "model/decision.h"
#include "base/array.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

const struct verb_def verbs[VERB_COUNT] = {
	[VERB_APPROVE] = { "approve", N_("Approve"), VERB_IS_EXPORT },
	[VERB_REJECT]  = { "reject", N_("Reject"), VERB_IS_EXPORT | VERB_NEEDS_COMMENT },
	[VERB_RETRY]   = { "retry", N_("Retry"), VERB_IS_EXPORT },
	[VERB_UNDO]    = { "undo", N_("Undo"), VERB_IS_EXPORT },
	[VERB_LINK]    = { "link", N_("Link"), VERB_IS_IMPORT },
	[VERB_UNLINK]  = { "unlink", N_("Unlink"), VERB_IS_IMPORT },
	[VERB_ADD]     = { "add", N_("Add to Procore"), VERB_IS_IMPORT },
	[VERB_ARCHIVE] = { "archive", N_("Archive"), VERB_IS_IMPORT },
	[VERB_RESTORE] = { "restore", N_("Restore"), VERB_IS_IMPORT },
};

#define BIT(s) (1u << (s))

/* From which statuses a verb starts. */
static const unsigned verb_from[VERB_COUNT] = {
	[VERB_APPROVE] = BIT(STATUS_READY) | BIT(STATUS_HELD),
	[VERB_REJECT]  = BIT(STATUS_READY) | BIT(STATUS_HELD) | BIT(STATUS_FAILED) | BIT(STATUS_CONFLICT),
	[VERB_RETRY]   = BIT(STATUS_FAILED) | BIT(STATUS_CONFLICT) | BIT(STATUS_UNKNOWN),
	[VERB_UNDO]    = BIT(STATUS_QUEUED) | BIT(STATUS_REJECTED),
	[VERB_LINK]    = BIT(STATUS_NOT_READY) | BIT(STATUS_READY) | BIT(STATUS_HELD) | BIT(STATUS_FAILED) |
		BIT(STATUS_CONFLICT) | BIT(STATUS_STAGED),
	[VERB_UNLINK]  = BIT(STATUS_SYNCED) | BIT(STATUS_CHANGED),
	[VERB_ADD]     = BIT(STATUS_STAGED),
	[VERB_ARCHIVE] = BIT(STATUS_STAGED) | BIT(STATUS_INVALID),
	[VERB_RESTORE] = BIT(STATUS_ARCHIVED),
};

int verb_parse(const char *name)
{
	for (int i = 0; name && i < VERB_COUNT; i++)
		if (strcmp(name, verbs[i].name) == 0)
			return i;
	return -1;
}

/* Why a verb cannot start from a status, where a common reason has its own words. */
static const struct { enum status status; unsigned verbs; const char *why; } reasons[] = {
	{ STATUS_NOT_READY, BIT(VERB_APPROVE) | BIT(VERB_REJECT),
		N_("not ready yet: the project team has to bring it to its approved status in Procore first; nothing was changed") },
	{ STATUS_QUEUED, BIT(VERB_APPROVE) | BIT(VERB_REJECT) | BIT(VERB_RETRY),
		N_("already approved and about to be sent; press u to take it back") },
	{ STATUS_SENDING, BIT(VERB_COUNT) - 1u,
		N_("being sent right now; wait for the answer") },
	{ STATUS_SYNCED, BIT(VERB_APPROVE) | BIT(VERB_REJECT) | BIT(VERB_RETRY),
		N_("already in the accounting system; correct it there, or unlink it after it was deleted there") },
	{ STATUS_CHANGED, BIT(VERB_APPROVE) | BIT(VERB_REJECT) | BIT(VERB_RETRY),
		N_("already in the accounting system and changed since; correct it there by hand") },
	{ STATUS_FAILED, BIT(VERB_APPROVE),
		N_("its export failed; read why, then press t to try again or r to reject it") },
	{ STATUS_CONFLICT, BIT(VERB_APPROVE),
		N_("the two sides disagree; compare them, then press t to try again or r to reject it") },
	{ STATUS_UNKNOWN, BIT(VERB_APPROVE) | BIT(VERB_REJECT) | BIT(VERB_UNDO),
		N_("sent without an answer; Comptoir looks it up in the accounting system before anything else can happen") },
	{ STATUS_REJECTED, BIT(VERB_APPROVE) | BIT(VERB_REJECT) | BIT(VERB_RETRY),
		N_("rejected; it comes back by itself when it changes in Procore") },
	{ STATUS_STAGED, BIT(VERB_APPROVE) | BIT(VERB_REJECT),
		N_("a record of the accounting system; link it, add it to Procore or archive it") },
};

static int refuse_status(enum verb verb, enum status st, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++)
		if (reasons[i].status == st && (reasons[i].verbs & BIT(verb)))
			return error_set(err, ERR_REFUSED, reasons[i].why, NULL);
	return error_set(err, ERR_REFUSED,
		N_("\"%1$s\" does not apply to a record that is \"%2$s\"; nothing was changed"),
		TR(verbs[verb].title), TR(statuses[st].word), NULL);
}

static int is_administrator(const struct rights *who)
{
	return who->role && strcmp(who->role, ROLE_ADMINISTRATOR) == 0;
}

static int check_rights(enum verb verb, enum entity entity, const struct rights *who,
	struct error *err)
{
	const char *plural = TR(entities[entity].plural);

	if (who->role == NULL || strcmp(who->role, ROLE_READ_ONLY) == 0)
		return error_set(err, ERR_RIGHT,
			N_("%1$s may only read; an administrator can change that with \"comptoir user add %1$s approver\""),
			who->user ? who->user : "?", NULL);
	if (is_administrator(who))
		return 0;
	if ((verbs[verb].flags & VERB_IS_EXPORT) && !(who->can_export & BIT(entity)))
		return error_set(err, ERR_RIGHT,
			N_("%1$s may not export: %2$s; an administrator can allow it with \"comptoir user grant %1$s %3$s export\""),
			who->user, plural, entities[entity].name, NULL);
	if ((verbs[verb].flags & VERB_IS_IMPORT) && !(who->can_import & BIT(entity)))
		return error_set(err, ERR_RIGHT,
			N_("%1$s may not import: %2$s; an administrator can allow it with \"comptoir user grant %1$s %3$s import\""),
			who->user, plural, entities[entity].name, NULL);
	return 0;
}

int decision_allowed(enum verb verb, enum entity entity, const struct record_state *st,
	const struct rights *who, const char *comment, struct error *err)
{
	int rc = check_rights(verb, entity, who, err);

	if (rc < 0)
		return rc;
	if (!(verb_from[verb] & BIT(st->status)))
		return refuse_status(verb, st->status, err);
	if ((verbs[verb].flags & VERB_NEEDS_COMMENT) && (comment == NULL || *comment == '\0'))
		return error_set(err, ERR_DATA,
			N_("a reason is needed: the project team reads it; nothing was changed"), NULL);
	return 0;
}

int rights_may_import(const struct rights *who, enum entity entity, struct error *err)
{
	/* Reading what is new is everybody's who is known, except read-only people. */
	if (who->role == NULL || strcmp(who->role, ROLE_READ_ONLY) == 0)
		return error_set(err, ERR_RIGHT,
			N_("%1$s may only read; an administrator can change that with \"comptoir user add %1$s approver\""),
			who->user ? who->user : "?", NULL);
	if (is_administrator(who) || entity == ENTITY_NONE || (who->can_import & BIT(entity)))
		return 0;
	return error_set(err, ERR_RIGHT,
		N_("%1$s may not import: %2$s; an administrator can allow it with \"comptoir user grant %1$s %3$s import\""),
		who->user, TR(entities[entity].plural), entities[entity].name, NULL);
}

int rights_may_comment(const struct rights *who, struct error *err)
{
	return rights_may_import(who, ENTITY_NONE, err);
}

int rights_may_administer(const struct rights *who, struct error *err)
{
	if (is_administrator(who))
		return 0;
	return error_set(err, ERR_RIGHT,
		N_("this needs an administrator; %1$s is \"%2$s\""),
		who->user ? who->user : "?", who->role ? who->role : "-", NULL);
}
