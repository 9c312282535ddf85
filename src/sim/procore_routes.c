/* Which function serves which operation of procore_rules.c.
 *
 * The handlers are few because the kinds of records are alike; a row names the
 * kind and the member of the body that holds the attributes. */
#include "sim/procore.h"

#include "base/array.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct row {
	const char *method, *tail;   /* the path after /rest/vN.N/, or the whole of it */
	pc_handler *run;
	enum pc_kind kind;
	const char *member;
	int order;
};

#define PROJECT "projects/{project_id}/"
#define V2 "companies/{company_id}/projects/{project_id}/commitment_contracts"
#define CRUD(path, kind, member) \
	{ "GET", path, pc_list_records, kind, NULL, 0 }, \
	{ "POST", path, pc_create_record, kind, member, 0 }, \
	{ "PATCH", path "/sync", pc_sync_records, kind, NULL, 0 }, \
	{ "GET", path "/{id}", pc_get_record, kind, NULL, 0 }, \
	{ "PATCH", path "/{id}", pc_patch_record, kind, member, 0 }
#define CONTRACT(path, id, member, is_order) \
	{ "GET", path, pc_list_records, PC_COMMITMENT, NULL, is_order }, \
	{ "POST", path, pc_create_record, PC_COMMITMENT, member, is_order }, \
	{ "PATCH", path "/sync", pc_sync_records, PC_COMMITMENT, NULL, is_order }, \
	{ "GET", path "/{id}", pc_get_record, PC_COMMITMENT, NULL, is_order }, \
	{ "PATCH", path "/{id}", pc_patch_record, PC_COMMITMENT, member, is_order }, \
	{ "DELETE", path "/{id}", pc_delete_record, PC_COMMITMENT, NULL, is_order }, \
	{ "GET", path "/" id "/line_items", pc_list_records, PC_LINE, NULL, is_order }, \
	{ "POST", path "/" id "/line_items", pc_create_record, PC_LINE, "line_item", is_order }, \
	{ "PATCH", path "/" id "/line_items/sync", pc_sync_records, PC_LINE, NULL, is_order }, \
	{ "GET", path "/" id "/line_items/{id}", pc_get_record, PC_LINE, NULL, is_order }, \
	{ "PATCH", path "/" id "/line_items/{id}", pc_patch_record, PC_LINE, "line_item", is_order }

static const struct row rows[] = {
	{ "GET", "me", pc_get_me, PC_NONE, NULL, 0 },
	{ "GET", "companies", pc_list_companies, PC_NONE, NULL, 0 },
	{ "GET", "companies/{company_id}/me", pc_get_company_me, PC_NONE, NULL, 0 },
	{ "GET", "companies/{company_id}/users", pc_list_users, PC_NONE, NULL, 0 },
	{ "GET", "companies/{company_id}/projects", pc_list_company_projects, PC_PROJECT, NULL, 0 },
	{ "GET", "companies/{company_id}/vendors/inactive", pc_list_inactive, PC_VENDOR, NULL, 0 },
	CRUD("vendors", PC_VENDOR, "vendor"),
	{ "GET", PROJECT "vendors", pc_list_records, PC_VENDOR, NULL, 0 },
	CRUD("projects", PC_PROJECT, "project"),
	{ "GET", PROJECT "billing_periods", pc_list_records, PC_PERIOD, NULL, 0 },
	{ "POST", PROJECT "billing_periods", pc_create_record, PC_PERIOD, "billing_period", 0 },
	{ "GET", PROJECT "billing_periods/{id}", pc_get_record, PC_PERIOD, NULL, 0 },
	{ "PATCH", PROJECT "billing_periods/{id}", pc_patch_record, PC_PERIOD, "billing_period", 0 },
	{ "GET", PROJECT "commitment_change_orders", pc_list_change_orders, PC_CHANGE_ORDER, NULL, 0 },
	{ "GET", PROJECT "work_breakdown_structure/wbs_codes", pc_list_wbs, PC_COST_CODE, NULL, 0 },
	CRUD("cost_codes", PC_COST_CODE, "cost_code"),
	CRUD("line_item_types", PC_COST_TYPE, "line_item_type"),
	{ "GET", "standard_cost_code_lists", pc_list_code_lists, PC_NONE, NULL, 0 },
	{ "GET", "standard_cost_code_lists/{id}", pc_get_code_list, PC_NONE, NULL, 0 },
	CRUD("standard_cost_codes", PC_STANDARD_CODE, "standard_cost_code"),
	CRUD("sub_jobs", PC_SUB_JOB, "sub_job"),
	CRUD("tax_codes", PC_TAX_CODE, "tax_code"),
	{ "GET", "commitments", pc_list_commitments, PC_COMMITMENT, NULL, 0 },
	{ "GET", "commitments/{id}", pc_get_commitment, PC_COMMITMENT, NULL, 0 },
	{ "GET", "change_order_packages", pc_list_records, PC_CHANGE_ORDER, NULL, 0 },
	{ "GET", "change_order_packages/{id}", pc_get_record, PC_CHANGE_ORDER, NULL, 0 },
	{ "PATCH", "change_order_packages/{id}", pc_patch_record, PC_CHANGE_ORDER, "change_order", 0 },
	CONTRACT("work_order_contracts", "{work_order_contract_id}", "work_order_contract", 0),
	CONTRACT("purchase_order_contracts", "{purchase_order_contract_id}",
		"purchase_order_contract", 1),
	{ "GET", "requisitions", pc_list_records, PC_INVOICE, NULL, 0 },
	{ "GET", "requisitions/{id}", pc_get_record, PC_INVOICE, NULL, 0 },
	{ "PATCH", "requisitions/{id}", pc_patch_invoice, PC_INVOICE, "requisition", 0 },
	{ "DELETE", "requisitions/{id}", pc_delete_invoice, PC_INVOICE, NULL, 0 },
	{ "GET", "requisitions/{requisition_id}/contract_items", pc_list_items, PC_INVOICE, NULL, 0 },
	{ "PATCH", "requisitions/{requisition_id}/bulk_item_update", pc_update_items, PC_INVOICE,
	  NULL, 0 },
	{ "GET", "contract_payments", pc_list_records, PC_PAYMENT, NULL, 0 },
	{ "POST", "contract_payments", pc_create_record, PC_PAYMENT, "contract_payment", 0 },
	{ "GET", "contract_payments/{id}", pc_get_record, PC_PAYMENT, NULL, 0 },
	{ "PATCH", "contract_payments/{id}", pc_patch_record, PC_PAYMENT, "contract_payment", 0 },
	{ "DELETE", "contract_payments/{id}", pc_delete_record, PC_PAYMENT, NULL, 0 },
	{ "GET", V2, pc_list_v2, PC_COMMITMENT, NULL, 0 },
	{ "GET", V2 "/{commitment_contract_id}", pc_get_v2, PC_COMMITMENT, NULL, 0 },
	{ "GET", V2 "/{commitment_contract_id}/line_items", pc_list_lines_v2, PC_LINE, NULL, 0 },
};

/* "/rest/v1.0/vendors" → "vendors" */
static const char *tail_of(const char *path)
{
	const char *slash = strchr(path + strlen("/rest/"), '/');

	return slash ? slash + 1 : "";
}

static const struct row *row_of(const struct pc_rule *rule)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (!strcmp(rows[i].method, rule->method) && !strcmp(rows[i].tail, tail_of(rule->path)))
			return &rows[i];
	BUG("nobody serves %s %s", rule->method, rule->path);
}

void pc_routes_make(struct procore *pc)
{
	size_t n = 0;

	while (pc_rules[n].method)
		n++;
	pc->routes = xcalloc(n, sizeof *pc->routes);
	pc->n_routes = n;
	for (size_t i = 0; i < n; i++) {
		struct pc_route *r = &pc->routes[i];
		const struct row *row = row_of(&pc_rules[i]);

		r->rule = &pc_rules[i];
		r->run = row->run;
		r->kind = row->kind;
		r->member = row->member;
		r->order = row->order;
		r->query = shape_parse(r->rule->query);
		r->body = r->rule->body ? shape_parse(r->rule->body) : NULL;
		r->answer = shape_parse(r->rule->answer);
	}
}

void pc_routes_release(struct procore *pc)
{
	for (size_t i = 0; i < pc->n_routes; i++) {
		shape_free(pc->routes[i].query);
		shape_free(pc->routes[i].body);
		shape_free(pc->routes[i].answer);
	}
	free(pc->routes);
}

const struct pc_route *pc_route_find(struct pc_call *c, int *allowed)
{
	char seg[4][SIM_SEGMENT];

	*allowed = 0;
	for (size_t i = 0; i < c->pc->n_routes; i++) {
		const struct pc_route *r = &c->pc->routes[i];
		int numbers = 1;

		memset(seg, 0, sizeof seg);
		if (!sim_path_match(c->req->path, r->rule->path, seg, ARRAY_SIZE(seg)))
			continue;
		for (size_t k = 0; k < ARRAY_SIZE(seg); k++) {
			c->ids[k] = 0;
			if (*seg[k] && decimal_parse(&c->ids[k], seg[k], 0, 1))
				numbers = 0;
		}
		if (!numbers)
			continue;
		*allowed = 1;
		if (!strcmp(r->rule->method, c->req->method))
			return r;
	}
	return NULL;
}

const struct shape *pc_record_shape(const struct pc_route *r)
{
	const struct shape *s = r->answer;
	const struct shape *inner = shape_member(s, "entities");

	if (!inner)
		inner = shape_member(s, "data");
	if (inner)
		s = inner;
	return s->kind == SHAPE_ARRAY ? s->item : s;
}
