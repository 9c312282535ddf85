/* Procore: subcontractor invoices ("requisitions") as they are changed.
 *
 * Amounts accumulate from invoice to invoice, so only the latest of a commitment
 * may be edited or deleted; the marks of an ERP may be written on any of them. */
#include "sim/procore.h"

#include "base/array.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static int is_latest(const struct procore *pc, int at)
{
	const struct co_commitment *c = &pc->co->commitments[pc->co->invoices[at].commitment];

	for (int i = c->first_invoice + c->invoices - 1; i > at; i--)
		if (!(pc_record(pc, PC_INVOICE, i)->flags & PC_DELETED))
			return 0;
	return 1;
}

static int only_marks(const cJSON *attrs)
{
	const cJSON *m;

	cJSON_ArrayForEach(m, attrs)
		if (strncmp(m->string, "origin_", 7))
			return 0;
	return 1;
}

static struct co_item *own_items(struct procore *pc, int at)
{
	struct pc_extra *x = pc_extra(pc_record(pc, PC_INVOICE, at));
	const struct co_invoice *v = &pc->co->invoices[at];

	if (!x->items) {
		x->items = xreallocarray(NULL, (size_t)v->items + 1, sizeof *x->items);
		if (v->items)
			memcpy(x->items, pc->co->items + v->first_item,
				(size_t)v->items * sizeof *x->items);
	}
	return x->items;
}

/* Which item of the invoice a row of a request means; -1. */
static int item_index(const struct procore *pc, int at, const cJSON *row)
{
	const struct co_invoice *v = &pc->co->invoices[at];
	int64_t id, k = -1;

	if (!jv_decimal(jv_get(row, "id"), 0, &id))
		k = id - CO_ID(CO_IDS_ITEM, (int64_t)v->first_item + 100000);
	else if (!jv_decimal(jv_get(row, "line_item_id"), 0, &id))
		k = id - CO_ID(CO_IDS_LINE, pc->co->commitments[v->commitment].first_line);
	return k >= 0 && k < v->items ? (int)k : -1;
}

static int take(const cJSON *row, const char *name, int64_t *out, cJSON *errors)
{
	const cJSON *m = jv_get(row, name);

	if (!m)
		return 0;
	if (jv_decimal(m, 2, out)) {
		pc_complain(errors, name, "is not a number");
		return 0;
	}
	return 1;
}

static void change_item(struct procore *pc, int at, struct co_item *it, const cJSON *row,
	cJSON *errors)
{
	int64_t rate = pc->co->commitments[pc->co->invoices[at].commitment].retainage, percent;
	int64_t held;

	if (take(row, "work_completed_this_period", &it->work_now, errors) &&
	    decimal_ratio(&it->retained_now, it->work_now, rate, 10000))
		pc_complain(errors, "work_completed_this_period", "is too large");
	if (take(row, "materials_presently_stored", &it->stored, errors) &&
	    decimal_ratio(&it->stored_retained, it->stored, rate, 10000))
		pc_complain(errors, "materials_presently_stored", "is too large");
	if (take(row, "work_completed_retainage_percent_this_period", &percent, errors) &&
	    decimal_ratio(&it->retained_now, it->work_now, percent, 10000))
		pc_complain(errors, "work_completed_retainage_percent_this_period", "is too large");
	take(row, "work_completed_retainage_retained_this_period", &it->retained_now, errors);
	take(row, "materials_stored_retainage_currently_retained", &it->stored_retained, errors);
	take(row, "work_completed_retainage_released_this_period", &it->released_now, errors);
	held = it->retained_before + it->retained_now;
	if (it->released_now < 0 || it->released_now > held)
		pc_complain(errors, "work_completed_retainage_released_this_period",
			"must be less than or equal to the retainage held");
}

void pc_apply_items(struct procore *pc, int at, const cJSON *items, cJSON *errors, int dry)
{
	const cJSON *row;
	struct co_item copy;
	struct co_item *mine = dry ? NULL : own_items(pc, at);
	int n, k;
	const struct co_item *now = pc_items(pc, at, &n);

	cJSON_ArrayForEach(row, items) {
		k = item_index(pc, at, row);
		if (k < 0) {
			pc_complain(errors, "items", "an item does not belong to the invoice");
			continue;
		}
		copy = now[k];
		change_item(pc, at, &copy, row, errors);
		if (mine)
			mine[k] = copy;
	}
}

static void check_invoice(struct procore *pc, int at, const cJSON *attrs, cJSON *errors)
{
	const cJSON *items = jv_get(attrs, "items");
	const char *origin = jv_str(attrs, "origin_id");
	int holder = origin && *origin ? pc_find_origin(pc, PC_INVOICE, origin) : -1, period;
	struct strbuf tmp = STRBUF_INIT;
	int64_t id;

	if (holder >= 0 && holder != at)
		pc_complain(errors, "origin_id", "has already been taken");
	if (!only_marks(attrs) && !is_latest(pc, at))
		pc_complain(errors, "base", "Only the latest invoice of a commitment can be edited");
	if (pc->erp && !only_marks(attrs) && pc_origin_id(pc, PC_INVOICE, at, &tmp))
		pc_complain(errors, "base", "The invoice is synced with ERP");
	if (jv_is_int(jv_get(attrs, "period_id"), &id)) {
		period = pc_find(pc, PC_PERIOD, id);
		if (period < 0 || pc_record(pc, PC_PERIOD, period)->parent !=
		    pc_record(pc, PC_INVOICE, at)->parent)
			pc_complain(errors, "period_id", "does not exist");
	}
	if (items)
		pc_apply_items(pc, at, items, errors, 1);
	strbuf_release(&tmp);
}

static void answer_invoice(struct pc_call *c, int at)
{
	pc_answer(c, 200, shape_project(pc_record_shape(c->route),
		pc_build_invoice(c->pc, at, "single"), 1));
}

void pc_patch_invoice(struct pc_call *c)
{
	const cJSON *attrs = jv_get(c->req->json, "requisition");
	int at = pc_named(c);
	cJSON *errors, *scratch;

	if (at < 0)
		return;
	if (jv_int(c->req->json, "commitment_id", 0) !=
	    pc_id(PC_COMMITMENT, c->pc->co->invoices[at].commitment)) {
		pc_refuse_call(c, 404, "Record not found");
		return;
	}
	errors = cJSON_CreateObject();
	check_invoice(c->pc, at, attrs, errors);
	if (errors->child) {
		pc_refuse_errors(c->resp, errors);
		return;
	}
	cJSON_Delete(errors);
	scratch = cJSON_CreateObject();
	if (jv_get(attrs, "items"))
		pc_apply_items(c->pc, at, jv_get(attrs, "items"), scratch, 0);
	cJSON_Delete(scratch);
	pc_apply(c->pc, PC_INVOICE, at, c->project, 0, attrs, NULL);
	answer_invoice(c, at);
}

void pc_delete_invoice(struct pc_call *c)
{
	int at = pc_named(c);
	struct strbuf tmp = STRBUF_INIT;
	cJSON *errors = cJSON_CreateObject();

	if (at >= 0 && !is_latest(c->pc, at))
		pc_complain(errors, "base", "Only the latest invoice of a commitment can be deleted");
	else if (at >= 0 && pc_origin_id(c->pc, PC_INVOICE, at, &tmp))
		pc_complain(errors, "base", "The invoice is synced with ERP");
	strbuf_release(&tmp);
	if (errors->child) {
		pc_refuse_errors(c->resp, errors);
		return;
	}
	cJSON_Delete(errors);
	if (at < 0)
		return;
	pc_delete(c->pc, pc_record(c->pc, PC_INVOICE, at));
	sim_respond_text(c->resp, 200, "application/json; charset=utf-8", "");
}

void pc_update_items(struct pc_call *c)
{
	int at = pc_named(c);
	cJSON *errors, *list, *v;

	if (at < 0)
		return;
	errors = cJSON_CreateObject();
	if (!is_latest(c->pc, at))
		pc_complain(errors, "base", "Only the latest invoice of a commitment can be edited");
	else
		pc_apply_items(c->pc, at, jv_get(c->req->json, "requisition_items"), errors, 1);
	if (errors->child) {
		pc_refuse_errors(c->resp, errors);
		return;
	}
	pc_apply_items(c->pc, at, jv_get(c->req->json, "requisition_items"), errors, 0);
	cJSON_Delete(errors);
	pc_touch(c->pc, pc_record(c->pc, PC_INVOICE, at));
	v = cJSON_CreateObject();
	list = pc_build_items(c->pc, at);
	jv_add(v, "requisition_items", list);
	pc_answer(c, 200, v);
}
