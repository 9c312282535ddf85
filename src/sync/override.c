/* What a person looks at and types before a decision: the request as it would be sent, and the
 * values that replace or complete what Procore says. */
#include "base/date.h"
#include "base/i18n.h"
#include "base/xalloc.h"
#include "connectors/json.h"
#include "store/audit.h"
#include "sync/dossier.h"
#include "sync/judge.h"
#include "sync/push.h"
#include "sync/work.h"
#include <string.h>

#include "base/banned.h"

static struct line *line_by_id(struct worker *w, int64_t id)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i]->id == id)
			return w->lines[i];
	return NULL;
}

/* ---- what will be sent ---- */

void preview_question(struct worker *w, struct message *m)
{
	struct message *answer = worker_answer(m->id);
	struct strbuf payload = STRBUF_INIT, pretty = STRBUF_INIT;
	struct pool scratch = POOL_INIT;
	const char *verb = OUT_EXPORT;
	struct line *l = NULL;
	struct record r;
	int rc;

	if (!m->n_items || m->items[0].entity < 0 || m->items[0].entity >= ENTITY_TAB_COUNT)
		rc = error_set(&answer->error, ERR_DATA, N_("nothing was chosen"), NULL);
	else
		rc = records_get(w->store, m->items[0].entity, m->items[0].id, &scratch, &r, &answer->error);
	if (rc >= 0) {
		lookup_clear(w->lookup);
		if (dossier_is_erp(w->lookup, &r)) {
			verb = r.entity == ENTITY_PAYMENT ? OUT_PAYMENT : OUT_ADD;
			l = line_by_id(w, dossier_procore(w->lookup));
		} else {
			l = line_by_id(w, dossier_erp(w->lookup, &r));
		}
		if (!l || !l->def)
			rc = error_set(&answer->error, ERR_CONFIG,
				N_("there is no accounting system yet; add a connection first"), NULL);
	}
	if (rc >= 0)
		rc = push_compose(l, verb, r.entity, r.id, "preview", &payload, &answer->error);
	if (rc >= 0) {
		if (json_pretty_text(&pretty, payload.s) < 0)
			strbuf_adds(&pretty, payload.s);
		answer->text = strbuf_detach(&pretty);
	}
	worker_tell(w, answer);
	strbuf_release(&payload);
	strbuf_release(&pretty);
	pool_release(&scratch);
}

/* ---- values typed before export ---- */

/* Whatever belongs to a job goes where the job goes. */
static int judge_followers(struct worker *w, const struct message_item *item, struct error *err)
{
	struct pool p = POOL_INIT;
	struct record r;
	int rc = records_get(w->store, item->entity, item->id, &p, &r, err);

	if (rc >= 0)
		rc = records_judge_dependents(w->store, &r, err);
	if (rc >= 0)
		rc = judge_waiting_vendors(w, err);
	w->judging = 1;
	pool_release(&p);
	return rc;
}

static int put_override(struct worker *w, const struct message *m, struct error *err)
{
	const struct message_item *item = &m->items[0];
	struct strbuf detail = STRBUF_INIT;
	int rc = store_begin(w->store, err);

	if (rc < 0)
		return rc;
	rc = overrides_put(w->store, item->entity, item->id, m->name, m->text && *m->text ? m->text : NULL, err);
	strbuf_adds(&detail, "{\"name\":");
	strbuf_add_json(&detail, m->name);
	strbuf_adds(&detail, ",\"value\":");
	strbuf_add_json(&detail, m->text);
	strbuf_addc(&detail, '}');
	if (rc >= 0)
		rc = audit_add(w->store, w->user, "override", item->entity, item->id, detail.s, err);
	strbuf_release(&detail);
	if (rc >= 0)
		rc = judge_record(w, item->entity, item->id, err);
	if (rc >= 0 && !strcmp(m->name, "erp"))
		rc = judge_followers(w, item, err);
	if (rc < 0) {
		store_rollback(w->store);
		return rc;
	}
	return store_commit(w->store, err);
}

/* The system that books a job: the name of one. */
static int may_be_chosen(struct worker *w, const struct message *m, struct error *err)
{
	if (!m->text || !*m->text)
		return 0;
	for (size_t i = 0; i < w->n_lines; i++)
		if (!strcmp(w->lines[i]->row.role, "erp") && !strcmp(w->lines[i]->row.name, m->text))
			return 0;
	return error_set(err, ERR_NOTFOUND, N_("there is no accounting system \"%1$s\" here"), m->text, NULL);
}

/* Only what some record is sent with; and a date that is one. */
static int may_be_typed(struct worker *w, const struct message *m, struct error *err)
{
	static const char *const names[] = { "erp_id", "name", "title", "number", "vendor_ref", "accounting_date",
		"customer", "template", "description" };
	int known = 0;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		known |= !strcmp(m->name, names[i]);
	for (size_t i = 0; i < w->n_lines; i++)      /* what a system asks for beyond that */
		for (size_t f = 0; w->lines[i]->has_profile && f < w->lines[i]->profile.n_fields; f++)
			known |= !strcmp(m->name, w->lines[i]->profile.fields[f].name);
	if (!strcmp(m->name, "erp"))
		return may_be_chosen(w, m, err);
	if (!known)
		return error_set(err, ERR_DATA, N_("there is no value \"%1$s\" to type; there are erp_id, name, title, "
			"number, vendor_ref, accounting_date"), m->name, NULL);
	if (!strcmp(m->name, "accounting_date") && m->text && *m->text && !date_valid(m->text, 0))
		return error_set(err, ERR_DATA, N_("\"%1$s\" is not a date; type it as YYYY-MM-DD"), m->text, NULL);
	return 0;
}

void override_question(struct worker *w, struct message *m)
{
	struct error err = ERROR_INIT;
	struct pool p = POOL_INIT;
	struct rights who;
	struct record r;
	int rc = worker_may_write(w, &err);

	if (rc >= 0 && (!m->n_items || !m->name || m->items[0].entity < 0 ||
	    m->items[0].entity >= ENTITY_TAB_COUNT))
		rc = error_set(&err, ERR_DATA, N_("nothing was chosen"), NULL);
	if (rc >= 0)
		rc = may_be_typed(w, m, &err);
	if (rc >= 0)
		rc = worker_rights(w, &p, &who, &err);
	if (rc >= 0)
		rc = records_get(w->store, m->items[0].entity, m->items[0].id, &p, &r, &err);
	if (rc >= 0) {
		/* The same right as exporting it, in whatever status it can be typed. */
		struct record_state ready = { .status = STATUS_READY };
		if (judge_open_row(w, r.entity, r.id, NULL) || r.state.status == STATUS_SYNCED ||
		    r.state.status == STATUS_CHANGED)
			rc = error_set(&err, ERR_REFUSED, N_("it is on its way or in the accounting system already; "
				"nothing was changed"), NULL);
		else
			rc = decision_allowed(VERB_APPROVE, r.entity, &ready, &who, NULL, &err);
	}
	if (rc >= 0) {
		rc = put_override(w, m, &err);
		worker_changed(w, m->items[0].entity);
	}
	worker_reply(w, m->id, &err);
	error_release(&err);
	pool_release(&p);
}
