/* What is decided about one item of a question: the decisions that follow, or why not.
 *
 * Every item of a question is judged on its own against the store as it is now: rights,
 * status, version, the dossier and its findings.  The question as a whole, with its
 * transactions, is in deciding.c.
 *
 * Approving with prerequisites plans a tree: what a record leans on comes first, and each
 * row names the one before it, so that nothing is sent before what it needs is there. */
#include "base/args.h"
#include "base/i18n.h"
#include "base/xalloc.h"
#include "model/check.h"
#include "sync/dossier.h"
#include "sync/judge.h"
#include "sync/linking.h"
#include "sync/plan.h"
#include "sync/push.h"
#include "sync/work.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define MAX_DEPTH 6

struct line *plan_line(struct worker *w, int64_t id)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i]->id == id)
			return w->lines[i];
	return NULL;
}

struct decision_request *plan_request(struct plan *p, enum verb verb, const struct record *r)
{
	struct decision_request *d = ARRAY_PUSH(&p->requests);
	struct strbuf seen = STRBUF_INIT;

	memset(d, 0, sizeof *d);
	d->verb = verb;
	d->entity = r->entity;
	d->record_id = r->id;
	d->version = r->state.version;
	d->actor = p->w->user;
	d->comment = p->question->text;
	record_add_json(&seen, r, 0);
	d->seen = pool_strndup(&p->pool, seen.s, seen.len);
	strbuf_release(&seen);
	return d;
}

/* The place of a record, on its way to that connection (0: any), in the plan as -(index + 1);
 * 0: not planned. */
static int64_t planned(const struct plan *p, enum entity e, int64_t id, int64_t connection)
{
	for (size_t i = 0; i < p->requests.len; i++)
		if (p->requests.items[i].entity == e && p->requests.items[i].record_id == id &&
		    (!connection || p->requests.items[i].connection_id == connection))
			return -(int64_t)(i + 1);
	return 0;
}

/* ---- approving ---- */

/* Can records of this kind be sent to that connection at all? */
static int can_export(struct plan *p, struct line *l, const struct record *r, struct error *err)
{
	const struct profile_direction *d;

	if (!l)
		return error_set(err, ERR_CONFIG, N_("there is no accounting system yet; add a connection first"),
			NULL);
	if (!l->def || !l->def->push)
		return error_set(err, ERR_CONFIG, N_("the connection \"%1$s\" is of a kind that is not built in"),
			l->row.name, NULL);
	d = l->has_profile ? &l->profile.direction[r->entity] : NULL;
	if (!(l->def->caps & CAP_EXPORT(r->entity)) || (d && !d->exported))
		return error_set(err, ERR_REFUSED, N_("%1$s: %2$s are not exported"), l->def->title,
			TR(entities[r->entity].plural), NULL);
	if (l->wrong_tenant)
		return error_set(err, ERR_CONFIG, N_("\"%1$s\" is another company than the one this connection "
			"was made for; nothing is sent there until its settings are right again"), l->row.name, NULL);
	return push_same_world(p->w, l, err);
}

static int refuse_finding(const struct profile *profile, const struct finding *f, const char *format,
	struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	int rc;

	finding_text(&text, profile, f->code, (const char *const *)f->args, f->n_args);
	rc = error_set(err, ERR_REFUSED, format, text.s, NULL);
	strbuf_release(&text);
	return rc;
}

/* A vendor may be in one system and needed in another.  Is it so, for that ERP (0: unknown)? */
static int is_elsewhere(struct worker *w, const struct record *r, int64_t erp)
{
	return erp && r->entity == ENTITY_VENDOR && !dossier_is_erp(w->lookup, r) &&
		(r->state.status == STATUS_SYNCED || r->state.status == STATUS_CHANGED) &&
		lookup_link(w->lookup, r->entity, r->id, 0) && !lookup_link(w->lookup, r->entity, r->id, erp);
}

/* decision_allowed, of a record as it stands towards that ERP. */
static int allowed(const struct plan *p, enum verb verb, const struct record *r, int64_t erp,
	struct error *err)
{
	struct record_state st = r->state;

	if (is_elsewhere(p->w, r, erp))
		st.status = STATUS_READY;
	return decision_allowed(verb, r->entity, &st, &p->who, p->question->text, err);
}

/* erp: the system it is to be sent to; 0: its own. */
static int plan_export(struct plan *p, enum verb verb, enum entity e, int64_t id, int64_t version,
	int64_t erp, int depth, int64_t *at, struct error *err);

/* A hold that another record's export would lift: that record's place in the plan, or its
 * row in the outbox. */
static int plan_prerequisite(struct plan *p, const struct profile *profile, const struct finding *f,
	int64_t erp, int depth, int64_t *at, struct error *err)
{
	int64_t open = judge_open_row_to(p->w, f->fix_entity, f->fix_id, OUT_EXPORT, erp);
	struct error why = ERROR_INIT;
	struct strbuf text = STRBUF_INIT;
	int rc;

	if (open) {
		*at = open;
		return 0;
	}
	if (!(p->question->number & DECIDE_PREREQUISITES) && !planned(p, f->fix_entity, f->fix_id, erp))
		return refuse_finding(profile, f,
			N_("%1$s; approve that first, or approve with prerequisites"), err);
	rc = plan_export(p, VERB_APPROVE, f->fix_entity, f->fix_id, 0, erp, depth + 1, at, &why);
	if (rc < 0) {
		struct strbuf first = STRBUF_INIT;
		finding_text(&text, profile, f->code, (const char *const *)f->args, f->n_args);
		error_text(&first, &why, 1);
		error_set(err, why.cls, N_("%1$s, and that cannot be approved either: %2$s"), text.s, first.s,
			NULL);
		strbuf_release(&first);
	}
	error_release(&why);
	strbuf_release(&text);
	return rc;
}

static int no_system(struct dossier *d, struct worker *w, struct pool *p, struct error *err)
{
	dossier_complete(w->lookup, NULL, p, d);
	return error_set(err, ERR_REFUSED, N_("there are several accounting systems, and nothing says which one "
		"books %1$s (%2$s); link its job, or choose the system for the job; nothing was sent"),
		record_name(d->no_system_job ? d->no_system_job : d->record), d->systems, NULL);
}

/* One line: ["vendor", "12", code, arguments...]. */
static void note_warning(struct plan *p, const struct record *r, const struct finding *f)
{
	const char *all[3 + FINDING_MAX_ARGS] = { entities[r->entity].name, NULL, f->code };
	char id[24];
	int n = 3;

	if (!p->warnings)
		return;
	snprintf(id, sizeof id, "%lld", (long long)r->id);
	all[1] = id;
	for (int i = 0; i < f->n_args && i < FINDING_MAX_ARGS; i++)
		all[n++] = f->args[i];
	args_add_json(p->warnings, all, (size_t)n);
	strbuf_addc(p->warnings, '\n');
}

/* A value is proposed for what holds it: looking, it is as if it were accepted.  One line:
 * ["invoice", "12", "", field, value]. */
static int proposed(struct plan *p, const struct record *r, const struct finding *f)
{
	const char *all[5] = { entities[r->entity].name, NULL, "", f->field, f->proposal };
	char id[24];

	if (!p->warnings || f->prerequisite || !f->field || !f->proposal || !*f->proposal)
		return 0;
	snprintf(id, sizeof id, "%lld", (long long)r->id);
	all[1] = id;
	args_add_json(p->warnings, all, 5);
	strbuf_addc(p->warnings, '\n');
	return 1;
}

static int plan_findings(struct plan *p, const struct record *r, const struct profile *profile,
	const struct findings *f, int64_t erp, int depth, int64_t *depends_on, struct error *err)
{
	int64_t at = 0;
	int rc = 0;

	for (size_t i = 0; i < f->len && rc >= 0; i++) {
		const struct finding *x = &f->items[i];
		if (x->severity == SEVERITY_WARNING && !(p->question->number & DECIDE_ACCEPT_WARNINGS))
			rc = refuse_finding(profile, x,
				N_("warning: %1$s; approve again and accept the warning to send it all the same"), err);
		else if (x->severity == SEVERITY_WARNING)
			note_warning(p, r, x);
		if (x->severity != SEVERITY_HOLD || proposed(p, r, x))
			continue;
		if (!x->prerequisite || !x->fix_id)
			rc = refuse_finding(profile, x, N_("%1$s; nothing was sent"), err);
		else
			rc = plan_prerequisite(p, profile, x, erp, depth, &at, err);
		if (rc < 0)
			break;
		if (!x->prerequisite)
			continue;
		/* One after the other: the next prerequisite follows the one before. */
		if (at < 0 && *depends_on && (*depends_on > 0 || *depends_on > at) &&
		    !p->requests.items[-(at + 1)].depends_on)
			p->requests.items[-(at + 1)].depends_on = *depends_on;
		*depends_on = at;
	}
	return rc;
}

static int plan_export(struct plan *p, enum verb verb, enum entity e, int64_t id, int64_t version,
	int64_t erp, int depth, int64_t *at, struct error *err)
{
	struct worker *w = p->w;
	struct pool scratch = POOL_INIT;
	struct findings f = { .pool = &scratch };
	struct decision_request *d;
	const struct profile *profile;
	struct dossier dossier;
	int64_t depends_on = 0;
	struct line *l;
	int rc;

	*at = planned(p, e, id, erp);
	if (*at)
		return 0;
	if (depth > MAX_DEPTH)
		return error_set(err, ERR_REFUSED, N_("its prerequisites lead in a circle"), NULL);
	rc = dossier_begin(w->lookup, e, id, erp, &scratch, &dossier, err);
	if (rc >= 0)
		rc = allowed(p, verb, dossier.record, erp, err);
	if (rc >= 0 && dossier.no_system)
		rc = no_system(&dossier, w, &scratch, err);
	if (rc < 0)
		goto out;
	l = plan_line(w, dossier.erp);
	rc = can_export(p, l, dossier.record, err);
	if (rc < 0)
		goto out;
	if (version && version != dossier.record->state.version) {
		rc = error_set(err, ERR_CONFLICT, N_("it has changed since it was shown; look at it again"), NULL);
		goto out;
	}
	profile = judge_profile(w, l->id);
	dossier_complete(w->lookup, profile, &scratch, &dossier);
	if (!check_ready(profile, &dossier)) {
		rc = error_set(err, ERR_REFUSED, N_("%1$s is not ready yet: the project team has to bring it to its "
			"approved status in Procore first"), record_name(dossier.record), NULL);
		goto out;
	}
	check_run(profile, &dossier, &f);
	rc = plan_findings(p, dossier.record, profile, &f, l->id, depth, &depends_on, err);
	if (rc < 0)
		goto out;
	d = plan_request(p, verb, dossier.record);
	d->connection_id = l->id;
	d->out_verb = OUT_EXPORT;
	d->depends_on = depends_on;
	d->new_status = is_elsewhere(w, dossier.record, l->id) ? STATUS_NONE : STATUS_QUEUED;
	*at = -(int64_t)p->requests.len;
out:
	findings_release(&f);
	pool_release(&scratch);
	return rc < 0 ? rc : 0;
}

/* ---- the other verbs ---- */

static int plan_reject(struct plan *p, const struct record *r)
{
	struct decision_request *d = plan_request(p, VERB_REJECT, r);
	struct line *l = plan_line(p->w, r->connection_id);

	d->new_status = STATUS_REJECTED;
	if (r->entity == ENTITY_INVOICE && l && l->def && (l->def->caps & CAP_REJECT_INVOICE) && l->def->push) {
		d->connection_id = l->id;
		d->out_verb = OUT_REJECT;
	}
	return 0;
}

static int plan_add(struct plan *p, enum verb verb, const struct record *r, struct error *err)
{
	struct worker *w = p->w;
	struct line *to = plan_line(w, dossier_procore(w->lookup));
	struct decision_request *d;
	uint64_t cap = r->entity == ENTITY_PAYMENT ? CAP_ADD_PAYMENT : CAP_ADD(r->entity);
	int rc;

	if (!to || !to->def || !(to->def->caps & cap))
		return error_set(err, ERR_REFUSED, N_("%1$s cannot be added to Procore"),
			TR(entities[r->entity].plural), NULL);
	rc = push_same_world(w, to, err);
	if (rc < 0)
		return rc;
	d = plan_request(p, verb, r);
	d->connection_id = to->id;
	d->out_verb = r->entity == ENTITY_PAYMENT ? OUT_PAYMENT : OUT_ADD;
	d->new_status = STATUS_QUEUED;
	return 0;
}

/* Ties Procore's record to the ERP's.  text: the other side's id or number. */
static int link_records(struct plan *p, const struct record *mine, const struct record *row,
	struct error *err)
{
	struct worker *w = p->w;
	struct strbuf snapshot = STRBUF_INIT, theirs = STRBUF_INIT, untied = STRBUF_INIT;
	struct link l = { .entity = mine->entity, .record_id = mine->id,
		.connection_id = row->connection_id, .erp_id = row->remote_id, .erp_code = judge_erp_code(row),
		.erp_record_id = row->id, .origin = "person" };
	struct decision_request *d = plan_request(p, VERB_LINK, mine);
	struct decision_request one = *d;
	char *key = xasprintf("link:%lld:%lld:%lld", (long long)mine->entity, (long long)mine->id,
		(long long)row->id);
	int rc;

	p->requests.len--;
	one.new_status = STATUS_SYNCED;
	one.comment = row->remote_id;
	rc = outbox_decide(w->store, &one, NULL, err);
	if (rc >= 0)
		rc = store_begin(w->store, err);
	if (rc >= 0) {
		record_add_json(&snapshot, mine, 1);
		record_add_json(&theirs, row, 1);
		l.snapshot = snapshot.s;
		l.erp_snapshot = theirs.s;
		rc = push_link(w, &l, key, mine->connection_id, err);
		if (rc >= 0)
			rc = overrides_put(w->store, mine->entity, mine->id, "unlinked", NULL, err);
		linking_untied_name(&untied, row->connection_id);
		if (rc >= 0)
			rc = overrides_put(w->store, mine->entity, mine->id, untied.s, NULL, err);
		if (rc >= 0)
			rc = records_judge_add(w->store, mine->entity, mine->id, err);
		if (rc < 0)
			store_rollback(w->store);
		else
			rc = store_commit(w->store, err);
	}
	strbuf_release(&snapshot);
	strbuf_release(&theirs);
	strbuf_release(&untied);
	free(key);
	return rc;
}

/* How many ERPs have a record of that id or number; *row: the first of them. */
static int in_some_erp(struct worker *w, enum entity e, const char *text, const struct record **row)
{
	int n = 0;

	for (size_t i = 0; i < w->n_lines; i++) {
		const struct record *r = strcmp(w->lines[i]->row.role, "erp") ? NULL :
			lookup_erp(w->lookup, e, w->lines[i]->id, text);
		n += r != NULL;
		if (r && !*row)
			*row = r;
	}
	return n;
}

static int do_link(struct plan *p, const struct record *r, struct error *err)
{
	struct worker *w = p->w;
	int erp = dossier_is_erp(w->lookup, r);
	int64_t side = erp ? dossier_procore(w->lookup) : p->target ? p->target->id : dossier_erp(w->lookup, r);
	const char *text = p->question->text ? p->question->text : "";
	const struct record *other;
	struct pool scratch = POOL_INIT;
	struct link l;
	int taken;

	other = p->question->n_items == 2 ? lookup_by_id(w->lookup, p->question->items[1].entity,
		p->question->items[1].id) : side ? lookup_erp(w->lookup, r->entity, side, text) : NULL;
	if (!other && !erp && !side && p->question->n_items < 2 && in_some_erp(w, r->entity, text, &other) > 1)
		return error_set(err, ERR_REFUSED, N_("\"%1$s\" is in several accounting systems; say which one is "
			"meant"), text, NULL);
	if (!other || other->entity != r->entity || other->connection_id == r->connection_id)
		return error_set(err, ERR_NOTFOUND, N_("there is no \"%1$s\" among the records read from the other "
			"side; sync it and try again"), text, NULL);
	taken = erp ? lookup_link(w->lookup, r->entity, other->id,
		r->entity == ENTITY_VENDOR ? r->connection_id : 0) != NULL :
		links_by_erp_record(w->store, r->entity, other->id, &scratch, &l, NULL) == 0;
	pool_release(&scratch);
	if (taken)
		return error_set(err, ERR_CONFLICT, N_("%1$s is linked to another record already; unlink that first"),
			record_name(other), NULL);
	return erp ? link_records(p, other, r, err) : link_records(p, r, other, err);
}

/* ---- one item ---- */

static int do_undo(struct plan *p, const struct record *r, struct error *err)
{
	int rc = outbox_undo(p->w->store, r->entity, r->id, p->w->user, err);

	if (rc >= 0)
		rc = judge_record(p->w, r->entity, r->id, err);
	worker_changed(p->w, r->entity);
	return rc;
}

static int do_retry(struct plan *p, const struct message_item *item, const struct record *r,
	struct error *err)
{
	int64_t at;
	int64_t open = judge_open_row_to(p->w, r->entity, r->id, NULL, p->target ? p->target->id : 0);

	if (r->state.status == STATUS_UNKNOWN || (is_elsewhere(p->w, r, p->target ? p->target->id : 0) && open)) {
		/* it is looked up, not sent */
		push_look_now(p->w, open);
		return 0;
	}
	if (dossier_is_erp(p->w->lookup, r))
		return plan_add(p, VERB_RETRY, r, err);
	return plan_export(p, VERB_RETRY, r->entity, r->id,
		p->question->number & DECIDE_ANY_VERSION ? 0 : item->version, p->target ? p->target->id : 0, 0, &at, err);
}

/* The ERP a decision is about, as far as it was said: named, or that of the other record. */
static int64_t meant_erp(const struct plan *p, const struct record *r)
{
	const struct record *other;

	if (p->target)
		return p->target->id;
	if (p->question->verb != VERB_LINK || p->question->n_items != 2)
		return 0;
	other = lookup_by_id(p->w->lookup, p->question->items[1].entity, p->question->items[1].id);
	return other && other->connection_id != r->connection_id ? other->connection_id : 0;
}

static int plan_one(struct plan *p, const struct message_item *item, struct error *err)
{
	struct worker *w = p->w;
	enum verb verb = p->question->verb;
	struct pool scratch = POOL_INIT;
	struct decision_request *d;
	struct record r;
	int64_t at;
	int rc;

	if (item->entity < 0 || item->entity >= ENTITY_TAB_COUNT)
		return error_set(err, ERR_BUG, N_("a record without a life cycle was to be decided"), NULL);
	rc = records_get(w->store, item->entity, item->id, &scratch, &r, err);
	if (rc >= 0)
		rc = allowed(p, verb, &r, meant_erp(p, &r), err);
	if (rc >= 0 && item->version && item->version != r.state.version &&
	    !(p->question->number & DECIDE_ANY_VERSION))
		rc = error_set(err, ERR_CONFLICT, N_("it has changed since it was shown; look at it again"), NULL);
	if (rc < 0)
		goto out;
	switch (verb) {
	case VERB_APPROVE:
		rc = plan_export(p, verb, item->entity, item->id,
			p->question->number & DECIDE_ANY_VERSION ? 0 : item->version, p->target ? p->target->id : 0, 0, &at,
			err);
		break;
	case VERB_RETRY:
		rc = do_retry(p, item, &r, err);
		break;
	case VERB_REJECT:
		rc = plan_reject(p, &r);
		break;
	case VERB_ADD:
		rc = plan_add(p, verb, &r, err);
		break;
	case VERB_ARCHIVE:
	case VERB_RESTORE:
		d = plan_request(p, verb, &r);
		d->new_status = verb == VERB_ARCHIVE ? STATUS_ARCHIVED : STATUS_STAGED;
		break;
	case VERB_UNDO:
		rc = do_undo(p, &r, err);
		break;
	case VERB_LINK:
		rc = do_link(p, &r, err);
		break;
	case VERB_UNLINK:
		rc = plan_unlink(p, &r, err);
		break;
	case VERB_COUNT:
		break;
	}
out:
	pool_release(&scratch);
	return rc;
}

int plan_item(struct plan *p, const struct message_item *item, struct error *err)
{
	size_t before = p->requests.len, noted = p->warnings ? p->warnings->len : 0;
	int rc = plan_one(p, item, err);

	if (rc < 0) {
		/* what a refused item leans on is not asked for alone */
		p->requests.len = before;
		if (p->warnings)
			strbuf_truncate(p->warnings, noted);
	}
	return rc;
}
