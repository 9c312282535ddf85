/* /_sim/procore/…: the hand of the other people who use Procore; and the dump.
 *
 *	POST   /_sim/procore/vendors/ID   {}: touch it; members: change it, unchecked
 *	POST   /_sim/procore/vendors      a new one (projects, and others with "project_id"
 *	                                  or "contract_id")
 *	DELETE /_sim/procore/vendors/ID
 *	GET    /_sim/procore/vendors/ID
 *
 * A project takes "hidden": true, and is then refused with 403.  An invoice
 * takes "items": [{"line_item_id":…,"work_completed_this_period":"…"}]. */
#include "sim/procore.h"

#include "base/array.h"
#include "base/decimal.h"
#include <string.h>

#include "base/banned.h"

static const struct { const char *path; enum pc_kind kind; const char *dump; } kinds[] = {
	{ "vendors", PC_VENDOR, "vendors" },
	{ "projects", PC_PROJECT, "projects" },
	{ "sub_jobs", PC_SUB_JOB, "sub_jobs" },
	{ "standard_cost_codes", PC_STANDARD_CODE, "standard_cost_codes" },
	{ "cost_types", PC_COST_TYPE, "line_item_types" },
	{ "tax_codes", PC_TAX_CODE, "tax_codes" },
	{ "periods", PC_PERIOD, "billing_periods" },
	{ "commitments", PC_COMMITMENT, "commitments" },
	{ "lines", PC_LINE, "line_items" },
	{ "change_orders", PC_CHANGE_ORDER, "change_order_packages" },
	{ "invoices", PC_INVOICE, "requisitions" },
	{ "payments", PC_PAYMENT, "contract_payments" },
	{ "cost_codes", PC_COST_CODE, "cost_codes" },
};

static cJSON *describe(struct procore *pc, enum pc_kind kind, int at)
{
	const struct pc_record *r = pc_record(pc, kind, at);
	cJSON *v = pc_build(pc, kind, at, 0, kind == PC_INVOICE || kind == PC_COMMITMENT ? "single" : "");

	if (kind == PC_COMMITMENT)
		jv_set_str(v, "type", r->flags & PC_ORDER ? "PurchaseOrderContract" : "WorkOrderContract");
	jv_set_bool(v, "_created", r->index < 0);
	jv_set_bool(v, "_deleted", (r->flags & PC_DELETED) != 0);
	return v;
}

static void change(struct procore *pc, enum pc_kind kind, int at, cJSON *attrs)
{
	struct pc_record *r = pc_record(pc, kind, at);
	const cJSON *hidden = jv_get(attrs, "hidden"), *items = jv_get(attrs, "items");
	cJSON *ignored;

	if (hidden) {
		r->flags &= ~PC_HIDDEN;
		if (cJSON_IsTrue(hidden))
			r->flags |= PC_HIDDEN;
		cJSON_DeleteItemFromObjectCaseSensitive(attrs, "hidden");
	}
	if (items && kind == PC_INVOICE) {
		ignored = cJSON_CreateObject();
		pc_apply_items(pc, at, items, ignored, 0);
		cJSON_Delete(ignored);
		cJSON_DeleteItemFromObjectCaseSensitive(attrs, "items");
	}
	pc_apply(pc, kind, at, r->parent, (r->flags & PC_ORDER) != 0, attrs, NULL);
}

static int parent_for(struct procore *pc, enum pc_kind kind, const cJSON *attrs)
{
	enum pc_kind parent = pc_parent_kind(kind);

	if (parent == PC_NONE)
		return -1;
	return pc_find(pc, parent, jv_int(attrs, parent == PC_PROJECT ? "project_id" : "contract_id", 0));
}

static void create(struct procore *pc, enum pc_kind kind, cJSON *attrs, struct sim_response *resp)
{
	int parent = parent_for(pc, kind, attrs), at;

	if (kind == PC_INVOICE || kind == PC_CHANGE_ORDER ||
	    (pc_parent_kind(kind) != PC_NONE && parent < 0)) {
		pc_refuse(resp, 400, "it cannot be made here, or its project_id or contract_id is missing");
		return;
	}
	cJSON_DeleteItemFromObjectCaseSensitive(attrs, "project_id");
	cJSON_DeleteItemFromObjectCaseSensitive(attrs, "contract_id");
	at = pc_apply(pc, kind, -1, parent, jv_bool(attrs, "purchase_order", 0), attrs, NULL);
	sim_respond_json(resp, 201, describe(pc, kind, at));
}

static void on_record(struct procore *pc, enum pc_kind kind, int64_t id,
	const struct sim_request *req, cJSON *attrs, struct sim_response *resp)
{
	int at = pc_find_any(pc, kind, id);

	if (at < 0) {
		pc_refuse(resp, 404, "no such record");
		return;
	}
	if (!strcmp(req->method, "DELETE"))
		pc_delete(pc, pc_record(pc, kind, at));
	else if (!strcmp(req->method, "POST") || !strcmp(req->method, "PATCH"))
		change(pc, kind, at, attrs);
	sim_respond_json(resp, 200, describe(pc, kind, at));
}

void pc_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	char seg[2][SIM_SEGMENT];
	int with_id;
	int64_t id = 0;
	cJSON *attrs;

	memset(seg, 0, sizeof seg);
	with_id = sim_path_match(path, "/{}/{}", seg, 2);
	if ((!with_id && !sim_path_match(path, "/{}", seg, 1)) ||
	    (with_id && decimal_parse(&id, seg[1], 0, 1))) {
		pc_refuse(resp, 404, "no such control");
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (strcmp(kinds[i].path, seg[0]))
			continue;
		attrs = cJSON_IsObject(req->json) ? cJSON_Duplicate(req->json, 1) : cJSON_CreateObject();
		if (with_id)
			on_record(state, kinds[i].kind, id, req, attrs, resp);
		else
			create(state, kinds[i].kind, attrs, resp);
		cJSON_Delete(attrs);
		return;
	}
	pc_refuse(resp, 404, "no such control");
}

void pc_dump(struct sim *sim, void *state, struct strbuf *out)
{
	struct procore *pc = state;
	cJSON *v = cJSON_CreateObject();

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		const struct pc_table *t = &pc->tables[kinds[i].kind];
		cJSON *list = cJSON_CreateArray();

		for (size_t k = 0; k < t->len; k++)
			if (t->items[k].flags & PC_TOUCHED)
				cJSON_AddItemToArray(list, describe(pc, kinds[i].kind, (int)k));
		jv_add(v, kinds[i].dump, list);
	}
	jv_print(out, v);
	cJSON_Delete(v);
}
