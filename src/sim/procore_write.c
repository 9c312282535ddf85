/* Procore: creating, changing, the sync operations, deleting.
 *
 * Sync takes a list and answers 200 whatever became of each item:
 *
 *	id   origin_id   found        effect
 *	 -       -         -          a new record
 *	 x       -        by id       changed;   not found: an error item
 *	 -       x        by origin   changed;   not found: a new record
 *	 x       x        by id only  changed, the origin id too */
#include "sim/procore.h"

#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define SYNC_MAX 1000

static char *text_or_null(const cJSON *v)
{
	return cJSON_IsString(v) && *v->valuestring ? xstrdup(v->valuestring) : NULL;
}

/* The sample's marks become the record's own, so that one of them can change alone. */
static struct pc_extra *own_origin(struct procore *pc, enum pc_kind kind, int at)
{
	struct pc_record *r = pc_record(pc, kind, at);
	struct strbuf tmp = STRBUF_INIT;
	struct pc_extra *x;
	char *id;

	if (r->extra && r->extra->has_origin)
		return r->extra;
	id = xstrdup(pc_origin_id(pc, kind, at, &tmp));
	strbuf_release(&tmp);
	x = pc_extra(r);
	x->has_origin = 1;
	x->origin_id = id;
	x->origin_code = xstrdup(id);
	return x;
}

static void set_text(char **where, const cJSON *v)
{
	free(*where);
	*where = text_or_null(v);
}

static void write_attribute(struct procore *pc, enum pc_kind kind, int at, const cJSON *m)
{
	struct pc_record *r = pc_record(pc, kind, at);
	struct pc_extra *x;
	int64_t id;

	if (!strcmp(m->string, "origin_id"))
		set_text(&own_origin(pc, kind, at)->origin_id, m);
	else if (!strcmp(m->string, "origin_code"))
		set_text(&own_origin(pc, kind, at)->origin_code, m);
	else if (!strcmp(m->string, "origin_data"))
		set_text(&own_origin(pc, kind, at)->origin_data, m);
	else if (strcmp(m->string, "id") && strcmp(m->string, "items")) {
		x = pc_extra(r);
		if (!x->fields)
			x->fields = cJSON_CreateObject();
		jv_set(x->fields, m->string, cJSON_Duplicate(m, 1));
		if (kind == PC_PAYMENT && !strcmp(m->string, "requisition_id") && jv_is_int(m, &id))
			r->sub = pc_find(pc, PC_INVOICE, id);
	}
}

int pc_apply(struct procore *pc, enum pc_kind kind, int at, int parent, int order,
	const cJSON *attrs, cJSON *errors)
{
	const cJSON *m;

	if (errors) {
		pc_check(pc, kind, at, parent, order, attrs, errors);
		if (errors->child)
			return -1;
	}
	if (at < 0) {
		at = pc_add(pc, kind, parent);
		if (kind == PC_COMMITMENT && order)
			pc_record(pc, kind, at)->flags |= PC_ORDER;
		if (kind == PC_PROJECT)
			pc_copy_codes(pc, at);
	}
	cJSON_ArrayForEach(m, attrs)
		write_attribute(pc, kind, at, m);
	pc_touch(pc, pc_record(pc, kind, at));
	if (kind == PC_LINE)
		pc_touch(pc, pc_record(pc, PC_COMMITMENT, pc_record(pc, kind, at)->parent));
	return at;
}

/* ---- one record ---- */

static int parent_of(const struct pc_call *c)
{
	switch (pc_parent_kind(c->route->kind)) {
	case PC_PROJECT: return c->project;
	case PC_COMMITMENT: return c->contract;
	default: return -1;
	}
}

static cJSON *built(struct pc_call *c, int at)
{
	return shape_project(pc_record_shape(c->route),
		pc_build(c->pc, c->route->kind, at, c->route->order, "single"), 1);
}

static void set_sub_job(struct pc_call *c, int at)
{
	const char *q = sim_query(c->req, "sub_job_id");
	int64_t id = q ? strtoll(q, NULL, 10) : jv_int(c->req->json, "sub_job_id", 0);

	if (c->route->kind == PC_COST_CODE && id)
		pc_record(c->pc, PC_COST_CODE, at)->sub = pc_find(c->pc, PC_SUB_JOB, id);
}

void pc_create_record(struct pc_call *c)
{
	cJSON *errors, *none;
	const cJSON *attrs = jv_get(c->req->json, c->route->member);
	int at;

	if (pc_scope(c) < 0)
		return;
	errors = cJSON_CreateObject();
	none = cJSON_CreateObject();
	at = pc_apply(c->pc, c->route->kind, -1, parent_of(c), c->route->order,
		attrs ? attrs : none, errors);
	cJSON_Delete(none);
	if (at < 0) {
		pc_refuse_errors(c->resp, errors);
		return;
	}
	cJSON_Delete(errors);
	set_sub_job(c, at);
	pc_answer(c, 201, built(c, at));
}

void pc_patch_record(struct pc_call *c)
{
	int at = pc_named(c);
	const cJSON *attrs = jv_get(c->req->json, c->route->member);
	cJSON *errors;

	if (at < 0)
		return;
	errors = cJSON_CreateObject();
	if (pc_apply(c->pc, c->route->kind, at, parent_of(c), c->route->order, attrs, errors) < 0) {
		pc_refuse_errors(c->resp, errors);
		return;
	}
	cJSON_Delete(errors);
	pc_answer(c, 200, built(c, at));
}

void pc_delete_record(struct pc_call *c)
{
	int at = pc_named(c);
	struct strbuf tmp = STRBUF_INIT;
	cJSON *errors;
	const char *why = NULL;

	if (at < 0)
		return;
	if (pc_origin_id(c->pc, c->route->kind, at, &tmp))
		why = "cannot be deleted: it is synced with ERP";
	else if (c->route->kind == PC_COMMITMENT && pc_record(c->pc, PC_COMMITMENT, at)->index >= 0 &&
		 c->pc->co->commitments[at].invoices)
		why = "cannot be deleted: it has invoices";
	strbuf_release(&tmp);
	if (why) {
		errors = cJSON_CreateObject();
		pc_complain(errors, "base", why);
		pc_refuse_errors(c->resp, errors);
		return;
	}
	pc_delete(c->pc, pc_record(c->pc, c->route->kind, at));
	sim_respond_text(c->resp, 200, "application/json; charset=utf-8", "");
}

/* ---- sync ---- */

/* The record an item means: its place, -1 for a new one, -2 when its id is unknown. */
static int meant(struct pc_call *c, const cJSON *item)
{
	enum pc_kind kind = c->route->kind;
	const char *origin = jv_str(item, "origin_id");
	const struct pc_record *r;
	int64_t id;
	int at;

	if (jv_is_int(jv_get(item, "id"), &id)) {
		at = pc_find(c->pc, kind, id);
		if (at < 0)
			return -2;
		r = pc_record(c->pc, kind, at);
		if (pc_parent_kind(kind) != PC_NONE && r->parent != parent_of(c))
			return -2;
		if (kind == PC_COMMITMENT && ((r->flags & PC_ORDER) != 0) != c->route->order)
			return -2;
		return at;
	}
	if (!origin || !*origin)
		return -1;
	return pc_find_origin(c->pc, kind, origin);
}

static void sync_one(struct pc_call *c, const cJSON *item, cJSON *entities, cJSON *failures)
{
	cJSON *errors = cJSON_CreateObject(), *copy;
	int at = meant(c, item);

	if (at == -2) {
		pc_complain(errors, "id", "Entity with this ID not found");
	} else {
		int is_new = at < 0;

		at = pc_apply(c->pc, c->route->kind, at, parent_of(c), c->route->order, item, errors);
		if (at >= 0 && is_new)
			set_sub_job(c, at);
	}
	if (errors->child) {
		copy = cJSON_Duplicate(item, 1);
		jv_set(copy, "errors", errors);
		cJSON_AddItemToArray(failures, copy);
		return;
	}
	cJSON_Delete(errors);
	cJSON_AddItemToArray(entities, built(c, at));
}

void pc_sync_records(struct pc_call *c)
{
	const cJSON *updates = jv_get(c->req->json, "updates"), *item;
	cJSON *v, *entities, *failures;

	if (cJSON_GetArraySize(updates) > SYNC_MAX) {
		pc_refuse_call(c, 413, "At most 1000 records can be synced at once");
		return;
	}
	if (pc_scope(c) < 0)
		return;
	v = cJSON_CreateObject();
	entities = cJSON_CreateArray();
	failures = cJSON_CreateArray();
	cJSON_ArrayForEach(item, updates)
		sync_one(c, item, entities, failures);
	jv_add(v, "entities", entities);
	jv_add(v, "errors", failures);
	pc_answer(c, 200, v);
}
