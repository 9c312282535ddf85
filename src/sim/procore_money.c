/* Procore's records as JSON: commitments, invoices, payments.
 *
 * Amounts are texts with at least one decimal, as the service writes them, and
 * everything that is a sum is computed here from lines and items. */
#include "sim/procore.h"

#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static void overlay(cJSON *o, const struct pc_record *r)
{
	const cJSON *m;

	if (!r->extra || !r->extra->fields)
		return;
	cJSON_ArrayForEach(m, r->extra->fields)
		if (strcmp(m->string, "items"))
			jv_set(o, m->string, cJSON_Duplicate(m, 1));
}

static cJSON *named(int64_t id, const char *label, const char *name)
{
	cJSON *o = cJSON_CreateObject();

	jv_add_int(o, "id", id);
	jv_add_str(o, label, name);
	return o;
}

static cJSON *currency(const char *code)
{
	cJSON *o = cJSON_CreateObject();

	jv_add_str(o, "currency_iso_code", code);
	return o;
}

static void add_project(const struct procore *pc, cJSON *o, int project)
{
	jv_add(o, "project", named(pc_id(PC_PROJECT, project), "name",
		pc_text(pc, PC_PROJECT, project, "name")));
}

/* ---- what is written, or the sample's ---- */

static const struct co_commitment *sample_commitment(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_COMMITMENT, at);

	return r->index < 0 ? NULL : &pc->co->commitments[r->index];
}

int pc_vendor_of(const struct procore *pc, int commitment)
{
	const struct co_commitment *c = sample_commitment(pc, commitment);
	const cJSON *w = pc_written(pc_record(pc, PC_COMMITMENT, commitment), "vendor_id");
	int64_t id;

	if (jv_is_int(w, &id))
		return pc_find_any(pc, PC_VENDOR, id);
	return c ? c->vendor : -1;
}

const char *pc_project_currency(const struct procore *pc, int project)
{
	const struct pc_record *r = pc_record(pc, PC_PROJECT, project);

	return sim_currency(pc->sim, sim_erp_of(pc->sim, r->index),
		r->index < 0 ? pc->co->home_currency : pc->co->projects[r->index].currency);
}

const char *pc_currency_of(const struct procore *pc, int commitment)
{
	const struct pc_record *r = pc_record(pc, PC_COMMITMENT, commitment);
	const struct co_commitment *c = sample_commitment(pc, commitment);
	const cJSON *w = pc_written(r, "currency_iso_code");

	if (cJSON_IsString(w))
		return w->valuestring;
	return c ? sim_currency(pc->sim, sim_erp_of(pc->sim, c->project), c->currency) :
		pc_project_currency(pc, r->parent);
}

const char *pc_status(const struct procore *pc, enum pc_kind kind, int at)
{
	const struct pc_record *r = pc_record(pc, kind, at);
	const cJSON *w = pc_written(r, "status");

	if (cJSON_IsString(w))
		return w->valuestring;
	if (r->index < 0)
		return kind == PC_INVOICE ? "draft" : "Draft";
	switch (kind) {
	case PC_COMMITMENT: return pc->co->commitments[r->index].status;
	case PC_INVOICE: return pc->co->invoices[r->index].status;
	case PC_CHANGE_ORDER: return pc->co->change_orders[r->index].status;
	case PC_PERIOD: return pc->co->billing_periods[r->index].closed ? "closed" : "open";
	default: return "";
	}
}

static int64_t written_decimal(const struct pc_record *r, const char *name, int scale,
	int64_t otherwise)
{
	int64_t n;

	return jv_decimal(pc_written(r, name), scale, &n) ? otherwise : n;
}

void pc_line_money(const struct procore *pc, int line, int64_t *amount, int64_t *quantity,
	int64_t *unit_cost)
{
	const struct pc_record *r = pc_record(pc, PC_LINE, line);
	const struct co_line *l = r->index < 0 ? NULL : &pc->co->lines[r->index];

	*amount = written_decimal(r, "amount", 2, l ? l->amount : 0);
	*quantity = written_decimal(r, "quantity", 6, l ? l->quantity : 0);
	*unit_cost = written_decimal(r, "unit_cost", 6, l ? l->unit_cost : 0);
}

static int lines_changed(const struct procore *pc, int commitment)
{
	const struct pc_list *lines = pc_children(pc, PC_LINE, commitment);

	for (size_t i = 0; i < lines->len; i++)
		if (pc_record(pc, PC_LINE, lines->items[i])->flags & PC_TOUCHED)
			return 1;
	return 0;
}

int64_t pc_commitment_total(const struct procore *pc, int commitment)
{
	const struct co_commitment *c = sample_commitment(pc, commitment);
	const struct pc_list *lines = pc_children(pc, PC_LINE, commitment);
	int64_t sum = 0, amount, quantity, unit_cost;

	if (c && !lines_changed(pc, commitment))
		return c->total;
	for (size_t i = 0; i < lines->len; i++) {
		if (pc_record(pc, PC_LINE, lines->items[i])->flags & PC_DELETED)
			continue;
		pc_line_money(pc, lines->items[i], &amount, &quantity, &unit_cost);
		sum += amount;
	}
	return sum;
}

static int change_order_contract(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_CHANGE_ORDER, at);

	return r->index < 0 ? -1 : pc->co->change_orders[r->index].commitment;
}

static int64_t changes(const struct procore *pc, int commitment, const char *status, int *n)
{
	const struct pc_record *c = pc_record(pc, PC_COMMITMENT, commitment);
	const struct pc_list *all = pc_children(pc, PC_CHANGE_ORDER, c->parent);
	int64_t sum = 0;

	*n = 0;
	for (size_t i = 0; i < all->len; i++) {
		int at = all->items[i];

		if (change_order_contract(pc, at) != commitment ||
		    strcmp(pc_status(pc, PC_CHANGE_ORDER, at), status))
			continue;
		sum += written_decimal(pc_record(pc, PC_CHANGE_ORDER, at), "grand_total", 2,
			pc->co->change_orders[pc_record(pc, PC_CHANGE_ORDER, at)->index].amount);
		(*n)++;
	}
	return sum;
}

int64_t pc_approved_changes(const struct procore *pc, int commitment, int *n)
{
	return changes(pc, commitment, "approved", n);
}

/* ---- lines ---- */

static int place_of(const struct procore *pc, enum pc_kind kind, const struct pc_record *r,
	const char *name, int otherwise)
{
	int64_t id;

	return jv_is_int(pc_written(r, name), &id) ? pc_find_any(pc, kind, id) : otherwise;
}

/* The project's cost code for a code and a sub job of the company. */
static int project_code(const struct procore *pc, int project, int sub_job, int code)
{
	const struct pc_list *all = pc_children(pc, PC_COST_CODE, project);

	for (size_t i = 0; i < all->len; i++) {
		const struct pc_record *r = pc_record(pc, PC_COST_CODE, all->items[i]);

		if (r->index == code && r->sub == sub_job)
			return all->items[i];
	}
	return -1;
}

static void line_codes(const struct procore *pc, int at, int *code, int *type, int *tax)
{
	const struct pc_record *r = pc_record(pc, PC_LINE, at);
	const struct co_line *l = r->index < 0 ? NULL : &pc->co->lines[r->index];
	int project = pc_record(pc, PC_COMMITMENT, r->parent)->parent;

	*code = l && l->cost_code >= 0 ? project_code(pc, project, l->sub_job, l->cost_code) : -1;
	*code = place_of(pc, PC_COST_CODE, r, "cost_code_id", *code);
	*type = place_of(pc, PC_COST_TYPE, r, "line_item_type_id", l ? l->cost_type : -1);
	*tax = place_of(pc, PC_TAX_CODE, r, "tax_code_id", l ? l->tax_code : -1);
}

static void add_codes(const struct procore *pc, cJSON *o, int at)
{
	int code, type, tax;

	line_codes(pc, at, &code, &type, &tax);
	jv_set(o, "cost_code", code < 0 ? cJSON_CreateNull() : pc_build_cost_code(pc, code));
	jv_set(o, "line_item_type", type < 0 ? cJSON_CreateNull() : pc_build_cost_type(pc, type));
	jv_set(o, "wbs_code", code < 0 ? cJSON_CreateNull() : pc_build_wbs(pc, code, type));
	if (tax < 0)
		jv_set_null(o, "tax_code_id");
	else
		jv_set_int(o, "tax_code_id", pc_id(PC_TAX_CODE, tax));
}

static int position_of(const struct procore *pc, int at)
{
	const struct pc_list *all = pc_children(pc, PC_LINE, pc_record(pc, PC_LINE, at)->parent);
	int n = 0;

	while (n < (int)all->len && all->items[n] != at)
		n++;
	return n + 1;
}

cJSON *pc_build_line(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_LINE, at);
	const struct co_line *l = r->index < 0 ? NULL : &pc->co->lines[r->index];
	const struct pc_record *c = pc_record(pc, PC_COMMITMENT, r->parent);
	int64_t amount, quantity, unit_cost;
	cJSON *o = cJSON_CreateObject(), *holder = cJSON_CreateObject();

	pc_line_money(pc, at, &amount, &quantity, &unit_cost);
	jv_add_int(o, "id", pc_id(PC_LINE, at));
	jv_add_int(o, "position", position_of(pc, at));
	jv_add_str(o, "description", l ? l->description : NULL);
	jv_add_str(o, "uom", l ? l->uom : NULL);
	jv_add_str(o, "extended_type", quantity ? "calculated" : "manual");
	jv_add_int(holder, "id", pc_id(PC_COMMITMENT, r->parent));
	jv_add_str(holder, "holder_type", c->flags & PC_ORDER ? "PurchaseOrderContract" :
		"WorkOrderContract");
	jv_add(o, "holder", holder);
	jv_add(o, "company", named(pc->co->id, "name", pc->co->name));
	add_project(pc, o, c->parent);
	jv_add(o, "currency_configuration", currency(pc_currency_of(pc, r->parent)));
	pc_add_origin(pc, o, PC_LINE, at);
	pc_add_stamps(o, r);
	overlay(o, r);
	jv_set_money_str(o, "amount", amount, 2);
	jv_set_money_str(o, "total_amount", amount, 2);
	jv_set_money_str(o, "extended_amount", amount, 2);
	jv_set_money_str(o, "quantity", quantity, 6);
	jv_set_money_str(o, "unit_cost", unit_cost, 6);
	add_codes(pc, o, at);
	return o;
}

/* ---- commitments ---- */

static int wants_lines(const char *view)
{
	return !strcmp(view, "extended") || !strcmp(view, "single");
}

static cJSON *lines_of(const struct procore *pc, int commitment)
{
	const struct pc_list *lines = pc_children(pc, PC_LINE, commitment);
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < lines->len; i++)
		if (!(pc_record(pc, PC_LINE, lines->items[i])->flags & PC_DELETED))
			cJSON_AddItemToArray(list, pc_build_line(pc, lines->items[i]));
	return list;
}

static cJSON *payments_of(const struct procore *pc, int commitment)
{
	const struct pc_list *all = pc_children(pc, PC_PAYMENT, commitment);
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < all->len; i++)
		if (!(pc_record(pc, PC_PAYMENT, all->items[i])->flags & (PC_DELETED | PC_ABSENT)))
			cJSON_AddItemToArray(list, pc_build_payment(pc, all->items[i]));
	return list;
}

static int64_t paid_on(const struct procore *pc, int commitment)
{
	const struct pc_list *all = pc_children(pc, PC_PAYMENT, commitment);
	int64_t sum = 0;

	for (size_t i = 0; i < all->len; i++) {
		const struct pc_record *r = pc_record(pc, PC_PAYMENT, all->items[i]);

		if (!(r->flags & (PC_DELETED | PC_ABSENT)))
			sum += written_decimal(r, "amount", 2,
				r->index < 0 ? 0 : pc->co->payments[r->index].amount);
	}
	return sum;
}

static cJSON *packages_of(const struct procore *pc, int commitment)
{
	const struct pc_record *c = pc_record(pc, PC_COMMITMENT, commitment);
	const struct pc_list *all = pc_children(pc, PC_CHANGE_ORDER, c->parent);
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < all->len; i++)
		if (change_order_contract(pc, all->items[i]) == commitment)
			cJSON_AddItemToArray(list, pc_build_change_order(pc, all->items[i]));
	return list;
}

static int64_t billed(const struct procore *pc, int commitment)
{
	const struct co_commitment *c = sample_commitment(pc, commitment);
	struct co_sums s;
	int64_t sum = 0;

	for (int i = 0; c && i < c->invoices; i++) {
		pc_invoice_sums(pc, c->first_invoice + i, &s);
		sum += s.due;
	}
	return sum;
}

static void add_totals(const struct procore *pc, cJSON *o, int at, int64_t paid)
{
	int n;
	int64_t total = pc_commitment_total(pc, at), approved = pc_approved_changes(pc, at, &n);
	int64_t pending = changes(pc, at, "pending", &n), revised = total + approved, percent = 0;

	if (revised && decimal_ratio(&percent, paid, 10000, revised))
		percent = 0;
	jv_add_money_str(o, "grand_total", total, 2);
	jv_add_money_str(o, "approved_change_orders", approved, 2);
	jv_add_money_str(o, "pending_change_orders", pending, 2);
	jv_add_money_str(o, "draft_change_orders_amount", changes(pc, at, "draft", &n), 2);
	jv_add_money_str(o, "revised_contract", revised, 2);
	jv_add_money_str(o, "pending_revised_contract", revised + pending, 2);
	jv_add_money_str(o, "total_payments", paid, 2);
	jv_add_money_str(o, "total_draw_requests_amount", 0, 2);
	jv_add_money_str(o, "total_requisitions_amount", billed(pc, at), 2);
	jv_add_money_str(o, "remaining_balance_outstanding", revised - paid, 2);
	jv_add_money_str(o, "percentage_paid", percent, 2);
}

static void add_sample(const struct procore *pc, cJSON *o, const struct co_commitment *c)
{
	struct strbuf b = STRBUF_INIT;

	jv_add_str(o, "number", c->number);
	jv_add_str(o, "title", c->title);
	jv_add_str(o, "description", c->description);
	jv_add_bool(o, "executed", c->executed);
	jv_add_str(o, "contract_date", c->contract_date);
	jv_add_str(o, "execution_date", c->executed ? c->contract_date : NULL);
	jv_add_str(o, "delivery_date", c->delivery_date);
	jv_add_str(o, "payment_terms", c->kind == CO_PURCHASE_ORDER ? "Net 30" : NULL);
	decimal_add(&b, c->retainage, 2, 1);
	jv_add_str(o, "retainage_percent", b.s);
	strbuf_release(&b);
}

static void add_vendor(const struct procore *pc, cJSON *o, int at, int with_origin)
{
	int vendor = pc_vendor_of(pc, at);
	cJSON *v;
	struct strbuf tmp = STRBUF_INIT;

	if (vendor < 0) {
		jv_add_null(o, "vendor");
		return;
	}
	v = named(pc_id(PC_VENDOR, vendor), "company", pc_text(pc, PC_VENDOR, vendor, "name"));
	if (with_origin) {
		jv_add_str(v, "origin_id", pc_origin_id(pc, PC_VENDOR, vendor, &tmp));
		jv_add_null(v, "origin_data");
	}
	jv_add(o, "vendor", v);
	strbuf_release(&tmp);
}

cJSON *pc_build_commitment(const struct procore *pc, int at, const char *view)
{
	const struct pc_record *r = pc_record(pc, PC_COMMITMENT, at);
	const struct co_commitment *c = sample_commitment(pc, at);
	cJSON *o = cJSON_CreateObject();

	jv_add_int(o, "id", pc_id(PC_COMMITMENT, at));
	jv_add_str(o, "accounting_method", "amount");
	jv_add_bool(o, "private", 1);
	jv_add_bool(o, "requisitions_are_enabled", 1);
	jv_add_bool(o, "show_line_items_to_non_admins", 0);
	jv_add_int(o, "created_by_id", CO_ID(CO_IDS_USER, 3));
	if (c)
		add_sample(pc, o, c);
	else
		jv_add_bool(o, "executed", 0);
	add_vendor(pc, o, at, 1);
	add_project(pc, o, r->parent);
	jv_add(o, "currency_configuration", currency(pc_currency_of(pc, at)));
	add_totals(pc, o, at, paid_on(pc, at));
	pc_add_origin(pc, o, PC_COMMITMENT, at);
	pc_add_stamps(o, r);
	if (r->flags & PC_DELETED)
		jv_add(o, "deleted_at", pc_instant(r->extra->deleted_at));
	overlay(o, r);
	jv_set_str(o, "status", pc_status(pc, PC_COMMITMENT, at));
	if (!wants_lines(view))
		return o;
	jv_add(o, "line_items", lines_of(pc, at));
	jv_add(o, "payments_issued", payments_of(pc, at));
	jv_add(o, "change_order_packages", packages_of(pc, at));
	jv_add(o, "change_order_requests", cJSON_CreateArray());
	jv_add(o, "potential_change_orders", cJSON_CreateArray());
	jv_add(o, "invoice_contacts", cJSON_CreateArray());
	if (!(r->flags & PC_ORDER))
		jv_add(o, "attachments", cJSON_CreateArray());
	return o;
}

cJSON *pc_build_contract_v2(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_COMMITMENT, at);
	cJSON *o = pc_build_commitment(pc, at, "");
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "%lld", (long long)pc_id(PC_COMMITMENT, at));
	jv_set_str(o, "id", b.s);
	strbuf_reset(&b);
	strbuf_addf(&b, "%lld", (long long)pc_id(PC_VENDOR, pc_vendor_of(pc, at)));
	jv_set_str(o, "vendor_id", b.s);
	jv_set_str(o, "type", r->flags & PC_ORDER ? "PurchaseOrderContract" : "WorkOrderContract");
	strbuf_release(&b);
	return o;
}

static void id_to_text(cJSON *o, const char *name)
{
	struct strbuf b = STRBUF_INIT;
	int64_t id;

	if (jv_is_int(jv_get(o, name), &id)) {
		strbuf_addf(&b, "%lld", (long long)id);
		jv_set_str(o, name, b.s);
	}
	strbuf_release(&b);
}

cJSON *pc_build_line_v2(const struct procore *pc, int at)
{
	cJSON *o = pc_build_line(pc, at), *wbs;
	int64_t amount, quantity, unit_cost;

	pc_line_money(pc, at, &amount, &quantity, &unit_cost);
	id_to_text(o, "id");
	id_to_text(o, "tax_code_id");
	jv_set_number(o, "quantity", quantity, 6);
	wbs = cJSON_GetObjectItemCaseSensitive(o, "wbs_code");
	if (cJSON_IsObject(wbs)) {
		id_to_text(wbs, "id");
		jv_set_str(o, "wbs_code_id", jv_str(wbs, "id"));
	}
	return o;
}

/* ---- change orders, payments ---- */

cJSON *pc_build_change_order(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_CHANGE_ORDER, at);
	const struct co_change_order *c = &pc->co->change_orders[r->index];
	cJSON *o = cJSON_CreateObject(), *lines = cJSON_CreateArray(), *line = cJSON_CreateObject();
	int approved = !strcmp(pc_status(pc, PC_CHANGE_ORDER, at), "approved");
	int code = project_code(pc, r->parent, -1, c->cost_code);

	jv_add_int(o, "id", pc_id(PC_CHANGE_ORDER, at));
	jv_add_int(o, "contract_id", pc_id(PC_COMMITMENT, c->commitment));
	jv_add_str(o, "number", c->number);
	jv_add_int(o, "revision", 0);
	jv_add_int(o, "position", at + 1);
	jv_add_str(o, "title", c->title);
	jv_add_str(o, "status", c->status);
	jv_add_str(o, "type", "CommitmentContractChangeOrder");
	jv_add_bool(o, "executed", approved);
	jv_add_str(o, "due_date", c->date);
	if (approved)
		jv_add(o, "reviewed_at", pc_instant(r->updated_at));
	jv_add_money_str(o, "grand_total", c->amount, 2);
	jv_add(o, "attachments", cJSON_CreateArray());
	jv_add_int(line, "id", CO_ID(CO_IDS_ITEM, at));
	jv_add_int(line, "position", 1);
	jv_add_str(line, "description", c->title);
	jv_add_money_str(line, "quantity", 0, 6);
	jv_add_money_str(line, "unit_cost", 0, 6);
	jv_add_money_str(line, "total_amount", c->amount, 2);
	jv_add_money_str(line, "extended_amount", c->amount, 2);
	if (code >= 0) {
		jv_add(line, "cost_code", pc_build_cost_code(pc, code));
		jv_add(line, "wbs_code", pc_build_wbs(pc, code, c->cost_type));
	}
	jv_add(line, "line_item_type", pc_build_cost_type(pc, c->cost_type));
	cJSON_AddItemToArray(lines, line);
	jv_add(o, "line_items", lines);
	jv_add(o, "currency_configuration", currency(pc_currency_of(pc, c->commitment)));
	pc_add_origin(pc, o, PC_CHANGE_ORDER, at);
	pc_add_stamps(o, r);
	overlay(o, r);
	return o;
}

cJSON *pc_build_payment(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_PAYMENT, at);
	const struct co_payment *p = r->index < 0 ? NULL : &pc->co->payments[r->index];
	const struct pc_list *all = pc_children(pc, PC_PAYMENT, r->parent);
	cJSON *o = cJSON_CreateObject();
	int64_t amount;
	int number = 0;

	for (size_t i = 0; i < all->len && all->items[i] <= at; i++)
		number += !(pc_record(pc, PC_PAYMENT, all->items[i])->flags & PC_ABSENT);
	jv_add_int(o, "id", pc_id(PC_PAYMENT, at));
	jv_add_int(o, "contract_id", pc_id(PC_COMMITMENT, r->parent));
	jv_add_int(o, "project_id", pc_id(PC_PROJECT, pc_record(pc, PC_COMMITMENT, r->parent)->parent));
	jv_add_int(o, "payment_number", number);
	jv_add(o, "attachments", cJSON_CreateArray());
	if (p) {
		jv_add_money_str(o, "amount", p->amount, 2);
		jv_add_str(o, "date", p->date);
		jv_add_str(o, "check_number", p->check_number);
		jv_add_str(o, "invoice_number", pc->co->invoices[p->invoice].invoice_number);
		jv_add_int(o, "requisition_id", pc->co->invoices[p->invoice].id);
	}
	pc_add_origin(pc, o, PC_PAYMENT, at);
	pc_add_stamps(o, r);
	overlay(o, r);
	if (!jv_decimal(jv_get(o, "amount"), 2, &amount))
		jv_set_money_str(o, "amount", amount, 2);
	return o;
}

/* ---- invoices ---- */

const struct co_item *pc_items(const struct procore *pc, int invoice, int *n)
{
	const struct pc_record *r = pc_record(pc, PC_INVOICE, invoice);
	const struct co_invoice *v = &pc->co->invoices[r->index];

	*n = v->items;
	return r->extra && r->extra->items ? r->extra->items : pc->co->items + v->first_item;
}

void pc_invoice_sums(const struct procore *pc, int invoice, struct co_sums *out)
{
	int n;
	const struct co_item *items = pc_items(pc, invoice, &n);

	company_sum_items(items, n,
		pc_commitment_total(pc, pc->co->invoices[invoice].commitment), out);
}

static void add_percent(cJSON *o, const char *name, int64_t part, int64_t whole)
{
	int64_t percent = 0;

	if (whole && decimal_ratio(&percent, part, 10000, whole))
		percent = 0;
	jv_add_money_str(o, name, percent, 2);
}

/* "10/01/26 - 10/31/26" */
static void add_period(cJSON *o, const char *start, const char *end)
{
	struct strbuf b = STRBUF_INIT;

	if (start && end)
		strbuf_addf(&b, "%.2s/%.2s/%.2s - %.2s/%.2s/%.2s", start + 5, start + 8, start + 2,
			end + 5, end + 8, end + 2);
	jv_add_str(o, "formatted_period", b.s);
	strbuf_release(&b);
}

static cJSON *build_summary(const struct procore *pc, int at, const char *start, const char *end)
{
	const struct co_invoice *v = &pc->co->invoices[at];
	const struct co_commitment *c = &pc->co->commitments[v->commitment];
	cJSON *o = cJSON_CreateObject();
	struct co_sums s;
	int n;
	const struct co_item *items = pc_items(pc, at, &n);
	int64_t approved = pc_approved_changes(pc, v->commitment, &n), work, stored_retained = 0;

	pc_invoice_sums(pc, at, &s);
	for (int i = 0; i < v->items; i++)
		stored_retained += items[i].stored_retained;
	work = s.work_before + s.work_now;
	jv_add_money_str(o, "original_contract_sum", s.contract, 2);
	jv_add_money_str(o, "net_change_by_change_orders", approved, 2);
	jv_add_money_str(o, "contract_sum_to_date", s.contract + approved, 2);
	jv_add_money_str(o, "total_completed_and_stored_to_date", work + s.stored, 2);
	jv_add_money_str(o, "completed_work_retainage_percent", c->retainage, 2);
	jv_add_money_str(o, "completed_work_retainage_amount", s.retained_total - stored_retained, 2);
	jv_add_money_str(o, "stored_materials_retainage_percent", c->retainage, 2);
	jv_add_money_str(o, "stored_materials_retainage_amount", stored_retained, 2);
	jv_add_money_str(o, "total_retainage", s.retained_total, 2);
	jv_add_money_str(o, "total_earned_less_retainage", s.earned, 2);
	jv_add_money_str(o, "less_previous_certificates_for_payment", s.earned_before, 2);
	jv_add_money_str(o, "current_payment_due", s.due, 2);
	jv_add_money_str(o, "tax_applicable_to_this_payment", 0, 2);
	jv_add_money_str(o, "balance_to_finish_including_retainage", s.contract + approved - s.earned,
		2);
	jv_add_money_str(o, "positive_change_order_item_total", approved > 0 ? approved : 0, 2);
	jv_add_money_str(o, "negative_change_order_item_total", approved < 0 ? approved : 0, 2);
	jv_add_money_str(o, "positive_new_change_order_item_total", 0, 2);
	jv_add_money_str(o, "negative_new_change_order_item_total", 0, 2);
	jv_add_money_str(o, "positive_previous_change_order_item_total", 0, 2);
	jv_add_money_str(o, "negative_previous_change_order_item_total", 0, 2);
	jv_add_money_str(o, "stored_materials", s.stored, 2);
	jv_add_money_str(o, "new_materials", s.stored - s.stored_before, 2);
	add_period(o, start, end);
	return o;
}

static cJSON *build_item(const struct procore *pc, int at, int k, const struct co_item *it)
{
	const struct co_invoice *v = &pc->co->invoices[at];
	int line = pc->co->commitments[v->commitment].first_line + k;
	int64_t amount, quantity, unit_cost, done = it->work_before + it->work_now + it->stored;
	int code, type, tax;
	cJSON *o = cJSON_CreateObject();

	pc_line_money(pc, line, &amount, &quantity, &unit_cost);
	line_codes(pc, line, &code, &type, &tax);
	jv_add_int(o, "id", CO_ID(CO_IDS_ITEM, (int64_t)v->first_item + k + 100000));
	jv_add_str(o, "item_type", "contract_item");
	jv_add_str(o, "accounting_method", "amount");
	if (code >= 0) {
		jv_add_int(o, "cost_code_id", pc_id(PC_COST_CODE, code));
		jv_add(o, "wbs_code", pc_build_wbs(pc, code, type));
	}
	jv_add(o, "currency_configuration", currency(pc_currency_of(pc, v->commitment)));
	jv_add_int(o, "line_item_id", pc_id(PC_LINE, line));
	jv_add_str(o, "description_of_work", pc_text(pc, PC_LINE, line, "description"));
	jv_add_str(o, "uom", pc_text(pc, PC_LINE, line, "uom"));
	jv_add_money_str(o, "scheduled_value", amount, 2);
	jv_add_money_str(o, "scheduled_quantity", quantity, 6);
	jv_add_money_str(o, "scheduled_unit_price", unit_cost, 6);
	jv_add_money_str(o, "gross_amount", it->work_now + it->stored - it->stored_before, 2);
	jv_add_money_str(o, "net_amount", it->work_now + it->stored - it->stored_before -
		it->retained_now + it->released_now - it->stored_retained + it->stored_retained_before, 2);
	jv_add_money_str(o, "work_completed_from_previous_application", it->work_before, 2);
	jv_add_money_str(o, "work_completed_this_period", it->work_now, 2);
	jv_add_money_str(o, "work_completed_from_previous_application_quantity", 0, 6);
	jv_add_money_str(o, "work_completed_this_period_quantity", 0, 6);
	jv_add_money_str(o, "materials_presently_stored", it->stored, 2);
	jv_add_money_str(o, "materials_presently_stored_from_previous_progress", it->stored_before, 2);
	jv_add_money_str(o, "total_completed_and_stored_to_date", done, 2);
	add_percent(o, "total_completed_and_stored_to_date_percent", done, amount);
	jv_add_money_str(o, "total_completed_and_stored_to_date_from_previous",
		it->work_before + it->stored_before, 2);
	jv_add_money_str(o, "work_completed_retainage_from_previous_application",
		it->retained_before, 2);
	jv_add_money_str(o, "work_completed_retainage_retained_this_period", it->retained_now, 2);
	add_percent(o, "work_completed_retainage_percent_this_period", it->retained_now, it->work_now);
	jv_add_money_str(o, "work_completed_retainage_released_this_period", it->released_now, 2);
	jv_add_money_str(o, "materials_stored_retainage_currently_retained", it->stored_retained, 2);
	add_percent(o, "materials_stored_retainage_percent_this_period", it->stored_retained,
		it->stored);
	jv_add_money_str(o, "materials_stored_retainage_released_this_period", 0, 2);
	jv_add_str(o, "status", "approved");
	jv_add_int(o, "position", k + 1);
	jv_add_bool(o, "ssr_manual_override", 0);
	jv_add(o, "taxes", cJSON_CreateArray());
	return o;
}

cJSON *pc_build_items(const struct procore *pc, int at)
{
	cJSON *list = cJSON_CreateArray();
	int n;
	const struct co_item *items = pc_items(pc, at, &n);

	for (int k = 0; k < n; k++)
		cJSON_AddItemToArray(list, build_item(pc, at, k, &items[k]));
	return list;
}

static void add_texts(const struct procore *pc, cJSON *o, int at)
{
	static const char *const vendor_texts[][2] = {
		{ "subcontractor_name", "name" }, { "subcontractor_street", "address" },
		{ "subcontractor_city", "city" }, { "subcontractor_state_code", "state_code" },
		{ "subcontractor_zip", "zip" }, { "subcontractor_country_code", "country_code" },
	};
	const struct co_invoice *v = &pc->co->invoices[at];
	int vendor = pc_vendor_of(pc, v->commitment), project = pc_record(pc, PC_INVOICE, at)->parent;
	cJSON *text = cJSON_CreateObject();
	struct strbuf number = STRBUF_INIT;

	jv_add_str(text, "project_name", pc_text(pc, PC_PROJECT, project, "name"));
	jv_add_str(text, "project_number", pc_text(pc, PC_PROJECT, project, "project_number"));
	jv_add_str(text, "to_general_contractor", pc->co->name);
	jv_add_str(text, "requisition_period_start", jv_str(o, "requisition_start"));
	jv_add_str(text, "requisition_period_end", jv_str(o, "requisition_end"));
	for (size_t i = 0; i < sizeof vendor_texts / sizeof *vendor_texts; i++)
		jv_add_str(text, vendor_texts[i][0],
			vendor < 0 ? NULL : pc_text(pc, PC_VENDOR, vendor, vendor_texts[i][1]));
	strbuf_addf(&number, "%d", v->number);
	jv_add_str(text, "application_number", number.s);
	jv_add_str(text, "contract_for", pc_text(pc, PC_COMMITMENT, v->commitment, "title"));
	jv_add_str(text, "contract_date", pc_text(pc, PC_COMMITMENT, v->commitment, "contract_date"));
	jv_add(o, "summary_text", text);
	jv_add_str(o, "vendor_name", vendor < 0 ? NULL : pc_text(pc, PC_VENDOR, vendor, "name"));
	strbuf_release(&number);
}

static void add_invoice_sample(const struct procore *pc, cJSON *o, const struct co_invoice *v)
{
	const struct co_billing_period *b = v->period < 0 ? NULL : &pc->co->billing_periods[v->period];

	jv_add_int(o, "number", v->number);
	jv_add_str(o, "invoice_number", v->invoice_number);
	jv_add_str(o, "billing_date", v->billing_date);
	jv_add_str(o, "submitted_at", v->submitted_date);
	jv_add_str(o, "payment_date", v->payment_date);
	jv_add_str(o, "invoice_type", "progress");
	jv_add_bool(o, "final", v->final);
	if (b) {
		jv_add_int(o, "period_id", b->id);
		jv_add_str(o, "requisition_start", b->start_date);
		jv_add_str(o, "requisition_end", b->end_date);
	}
}

static int is_last(const struct procore *pc, int at)
{
	const struct co_commitment *c = &pc->co->commitments[pc->co->invoices[at].commitment];

	for (int i = c->first_invoice + c->invoices - 1; i > at; i--)
		if (!(pc_record(pc, PC_INVOICE, i)->flags & PC_DELETED))
			return 0;
	return 1;
}

cJSON *pc_build_invoice(const struct procore *pc, int at, const char *view)
{
	const struct pc_record *r = pc_record(pc, PC_INVOICE, at);
	const struct co_invoice *v = &pc->co->invoices[r->index];
	const struct pc_record *c = pc_record(pc, PC_COMMITMENT, v->commitment);
	cJSON *o = cJSON_CreateObject(), *money = currency(pc_currency_of(pc, v->commitment));
	struct strbuf percent = STRBUF_INIT;
	struct co_sums s;
	int64_t n = 0;

	pc_invoice_sums(pc, at, &s);
	jv_add_int(o, "id", pc_id(PC_INVOICE, at));
	jv_add_int(o, "project_id", pc_id(PC_PROJECT, r->parent));
	jv_add_int(o, "commitment_id", pc_id(PC_COMMITMENT, v->commitment));
	jv_add_str(o, "commitment_type", c->flags & PC_ORDER ? "PurchaseOrderContract" :
		"WorkOrderContract");
	jv_add_str(o, "contract_name", pc_text(pc, PC_COMMITMENT, v->commitment, "title"));
	if (pc_vendor_of(pc, v->commitment) >= 0)
		jv_add_int(o, "vendor_id", pc_id(PC_VENDOR, pc_vendor_of(pc, v->commitment)));
	if (v->number > 1)
		jv_add_int(o, "previous_requisition_id", pc_id(PC_INVOICE, at - 1));
	add_invoice_sample(pc, o, v);
	jv_add_bool(o, "deletable", is_last(pc, at));
	jv_add_bool(o, "move_materials_to_previous_work_completed", 0);
	jv_add(o, "attachments", cJSON_CreateArray());
	jv_add(o, "currency_configuration", money);
	jv_add_number(money, "currency_exchange_rate", 1, 0);
	jv_add_str(money, "base_currency_iso_code", sim_currency(pc->sim, sim_erp_first(pc->sim),
		pc->co->home_currency));
	jv_add_money_str(o, "total_claimed_amount", s.due, 2);
	if (s.contract && !decimal_ratio(&n, s.work_before + s.work_now + s.stored, 10000, s.contract)) {
		decimal_add(&percent, n, 2, 2);
		strbuf_addc(&percent, '%');
		jv_add_str(o, "percent_complete", percent.s);
	}
	pc_add_origin(pc, o, PC_INVOICE, at);
	pc_add_stamps(o, r);
	overlay(o, r);
	jv_set_str(o, "status", pc_status(pc, PC_INVOICE, at));
	add_texts(pc, o, at);
	jv_add(o, "summary", build_summary(pc, at, jv_str(o, "requisition_start"),
		jv_str(o, "requisition_end")));
	if (!strcmp(view, "items") || !strcmp(view, "extended") || !strcmp(view, "single")) {
		jv_add(o, "items", pc_build_items(pc, at));
		jv_add(o, "item_packages", cJSON_CreateArray());
	}
	strbuf_release(&percent);
	return o;
}
