/* Unlinking: only what a person tied by mistake is untied at once; of everything else the other
 * system is asked first whether it still exists there, and the answer to the question waits for that. */
#include "base/i18n.h"
#include "base/xalloc.h"
#include "sync/dossier.h"
#include "sync/judge.h"
#include "sync/linking.h"
#include "sync/plan.h"
#include "sync/push.h"
#include "sync/work.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct unlinking {
	uint64_t question;
	enum entity entity;
	int64_t id, connection;
	char *name;                /* owned */
	struct pool pool;
	struct push_item item;
};

/* The id under which the person's untying is remembered. */
static int remember_untied(struct worker *w, const struct link *l, struct error *err)
{
	struct strbuf name = STRBUF_INIT;
	struct pool p = POOL_INIT;
	struct link other;
	int rc;

	/* The name that Procore's mark is compared with is that of the only system it is in. */
	if (links_get(w->store, l->entity, l->record_id, &p, &other, NULL) == 0)
		linking_untied_name(&name, l->connection_id);
	else
		strbuf_adds(&name, "unlinked");
	pool_release(&p);
	rc = overrides_put(w->store, l->entity, l->record_id, name.s, l->erp_id, err);
	strbuf_release(&name);
	return rc;
}

static int unlink_now(struct worker *w, enum entity e, int64_t id, int64_t connection, struct error *err)
{
	struct pool p = POOL_INIT;
	struct plan one = { .w = w, .question = &(struct message){ 0 } };
	struct record_array lines = { 0 };
	struct record r;
	struct link l;
	struct decision_request d;
	int rc = records_get(w->store, e, id, &p, &r, err);

	if (rc >= 0)
		rc = links_get_in(w->store, e, id, connection, &p, &l, err);
	if (rc < 0)
		goto out;
	d = *plan_request(&one, VERB_UNLINK, &r);
	d.new_status = STATUS_NOT_READY;
	rc = outbox_decide(w->store, &d, NULL, err);
	if (rc >= 0)
		rc = store_begin(w->store, err);
	if (rc < 0)
		goto out;
	rc = links_remove_in(w->store, e, id, l.connection_id, err);
	if (rc >= 0)
		rc = remember_untied(w, &l, err);
	if (rc >= 0 && e == ENTITY_COMMITMENT)
		rc = records_children(w->store, ENTITY_COMMITMENT_LINE, r.connection_id, r.remote_id, &p, &lines,
			err);
	for (size_t i = 0; i < lines.len && rc >= 0; i++)
		rc = links_remove(w->store, ENTITY_COMMITMENT_LINE, lines.items[i].id, err);
	if (rc >= 0)
		rc = records_judge_add(w->store, e, id, err);
	if (rc >= 0 && l.erp_record_id)
		rc = records_judge_add(w->store, e, l.erp_record_id, err);
	if (rc >= 0)
		rc = records_judge_dependents(w->store, &r, err);
	lookup_clear(w->lookup);
	if (rc >= 0)
		rc = judge_record(w, e, id, err);
	if (rc < 0)
		store_rollback(w->store);
	else
		rc = store_commit(w->store, err);
	w->judging = 1;
	worker_changed(w, e);
out:
	ARRAY_RELEASE(&lines);
	ARRAY_RELEASE(&one.requests);
	pool_release(&one.pool);
	pool_release(&p);
	return rc;
}

static void unlink_looked(struct task *t, int rc, struct error *err)
{
	struct unlinking *u = t->data;
	struct worker *w = t->line->worker;

	/* there but different, or not finished: it exists all the same */
	if (rc >= 0 && (t->op.result.found || t->op.result.remote_code))
		error_set(err, ERR_REFUSED, N_("%1$s still exists in the accounting system; delete it there first, "
			"then unlink it"), u->name, NULL);
	else if (rc >= 0)
		unlink_now(w, u->entity, u->id, u->connection, err);
	worker_reply(w, u->question, err);
	pool_release(&u->pool);
	free(u->name);
	free(u);
}

static const char *exported_payload(struct worker *w, struct line *l, const struct record *r,
	struct pool *p)
{
	struct outbox_array rows = { 0 };
	const char *payload = NULL;

	outbox_list(w->store, r->entity, r->id, p, &rows, NULL);
	for (size_t i = 0; i < rows.len; i++)
		if (!strcmp(rows.items[i].verb, OUT_EXPORT) && rows.items[i].state == OUTBOX_DONE &&
		    rows.items[i].connection_id == l->id && rows.items[i].payload)
			payload = rows.items[i].payload;
	ARRAY_RELEASE(&rows);
	return payload;
}

/* What a person tied by mistake can be untied; everything else exists over there until the
 * ERP itself says that it does not.  1: the answer comes later; 0: done; or a class. */
int plan_unlink(struct plan *p, const struct record *r, struct error *err)
{
	struct worker *w = p->w;
	struct strbuf payload = STRBUF_INIT;
	struct unlinking *u;
	struct pool scratch = POOL_INIT;
	struct line *l;
	struct task *t;
	struct link link;
	struct record there;
	int rc = links_get_in(w->store, r->entity, r->id, p->target ? p->target->id : 0, &scratch, &link, err);

	l = rc < 0 ? NULL : plan_line(w, link.connection_id);
	if (rc < 0 || !l || !strcmp(link.origin, "person")) {
		rc = rc < 0 ? rc : unlink_now(w, r->entity, r->id, link.connection_id, err);
		pool_release(&scratch);
		return rc;
	}
	if ((r->entity == ENTITY_VENDOR || r->entity == ENTITY_JOB) && link.erp_record_id &&
	    records_get(w->store, r->entity, link.erp_record_id, &scratch, &there, NULL) == 0 && !there.deleted) {
		error_set(err, ERR_REFUSED, N_("%1$s still exists in the accounting system; delete it there first, read "
			"everything again (sync --full), then unlink it"), judge_erp_code(&there), NULL);
		pool_release(&scratch);
		return ERR_REFUSED;
	}
	u = xcalloc(1, sizeof *u);
	u->item.payload = exported_payload(w, l, r, &u->pool);
	if (!u->item.payload) {
		rc = push_compose(l, OUT_EXPORT, r->entity, r->id, "unlink", &payload, err);
		u->item.payload = pool_strdup(&u->pool, payload.s);
	}
	strbuf_release(&payload);
	pool_release(&scratch);
	if (rc < 0) {
		pool_release(&u->pool);
		free(u);
		return rc;
	}
	u->question = p->question->id;
	u->entity = r->entity;
	u->id = r->id;
	u->connection = l->id;
	u->name = xstrdup(r->state.erp_code ? r->state.erp_code : record_name(r));
	u->item.verb = OUT_EXPORT;
	u->item.entity = r->entity;
	u->item.key = "unlink";
	t = task_new(l, OP_LOOKUP, PRIORITY_PERSON);
	t->op.item = &u->item;
	t->on_end = unlink_looked;
	t->data = u;
	task_submit(t);
	return 1;
}
