/* Procore's records as JSON: vendors, projects and the cost structure.
 *
 * A builder writes every member it knows; the answer's shape cuts what the
 * operation does not declare.  What was written since lies over the sample by the
 * names of the requests, which are those of the answers but for a few. */
#include "sim/procore.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

cJSON *pc_instant(int64_t ms)
{
	char text[INSTANT_LEN];

	instant_format(text, ms);
	return cJSON_CreateString(text);
}

void pc_add_stamps(cJSON *o, const struct pc_record *r)
{
	jv_add(o, "created_at", pc_instant(r->created_at));
	jv_add(o, "updated_at", pc_instant(r->updated_at));
}

void pc_add_origin(const struct procore *pc, cJSON *o, enum pc_kind kind, int at)
{
	const struct pc_record *r = pc_record(pc, kind, at);
	struct strbuf tmp = STRBUF_INIT;
	const char *id = pc_origin_id(pc, kind, at, &tmp);

	jv_add_str(o, "origin_id", id);
	jv_add_str(o, "origin_code", r->extra && r->extra->has_origin ? r->extra->origin_code : id);
	jv_add_str(o, "origin_data", r->extra && r->extra->has_origin ? r->extra->origin_data : NULL);
	strbuf_release(&tmp);
}

/* ---- single texts, without building the record ---- */

static const char *vendor_text(const struct co_vendor *v, const char *name)
{
	return !strcmp(name, "name") ? v->name : !strcmp(name, "address") ? v->address :
		!strcmp(name, "city") ? v->city : !strcmp(name, "state_code") ? v->state :
		!strcmp(name, "zip") ? v->zip : !strcmp(name, "country_code") ? v->country : NULL;
}

static const char *sample_text(const struct company *co, enum pc_kind kind, int i,
	const char *name)
{
	int is_name = !strcmp(name, "name");

	switch (kind) {
	case PC_VENDOR:
		return vendor_text(&co->vendors[i], name);
	case PC_PROJECT:
		return is_name ? co->projects[i].name : co->projects[i].number;
	case PC_SUB_JOB:
		return is_name ? co->sub_jobs[i].name : co->sub_jobs[i].code;
	case PC_COST_CODE:
	case PC_STANDARD_CODE:
		return is_name ? co->cost_codes[i].name : co->cost_codes[i].code;
	case PC_COST_TYPE:
		return is_name ? co->cost_types[i].name : co->cost_types[i].code;
	case PC_COMMITMENT:
		return !strcmp(name, "title") ? co->commitments[i].title :
			!strcmp(name, "number") ? co->commitments[i].number :
			co->commitments[i].contract_date;
	case PC_LINE:
		return !strcmp(name, "uom") ? co->lines[i].uom : co->lines[i].description;
	default:
		return NULL;
	}
}

const char *pc_text(const struct procore *pc, enum pc_kind kind, int at, const char *name)
{
	const struct pc_record *r = pc_record(pc, kind, at);
	const cJSON *w = pc_written(r, name);

	if (!w && kind == PC_COST_TYPE && !strcmp(name, "code"))
		w = pc_written(r, "csv_import_code");
	if (w)
		return cJSON_IsString(w) ? w->valuestring : NULL;
	return r->index < 0 ? NULL : sample_text(pc->co, kind, r->index, name);
}

/* What was written, over what was there. */
static void overlay(cJSON *o, const struct pc_record *r)
{
	const cJSON *m;

	if (!r->extra || !r->extra->fields)
		return;
	cJSON_ArrayForEach(m, r->extra->fields)
		jv_set(o, m->string, cJSON_Duplicate(m, 1));
}

static cJSON *named(int64_t id, const char *name)
{
	cJSON *o = cJSON_CreateObject();

	jv_add_int(o, "id", id);
	jv_add_str(o, "name", name);
	return o;
}

/* ---- vendors ---- */

static cJSON *build_vendor(const struct procore *pc, int at, const char *view)
{
	const struct pc_record *r = pc_record(pc, PC_VENDOR, at);
	const struct co_vendor *v = r->index < 0 ? NULL : &pc->co->vendors[r->index];
	struct strbuf tmp = STRBUF_INIT;
	cJSON *o = cJSON_CreateObject(), *reg;

	jv_add_int(o, "id", pc_id(PC_VENDOR, at));
	jv_add_bool(o, "is_active", 1);
	jv_add_bool(o, "authorized_bidder", 0);
	jv_add_bool(o, "prequalified", at % 3 == 0);
	jv_add_int(o, "children_count", 0);
	jv_add(o, "attachments", cJSON_CreateArray());
	jv_add(o, "trades", cJSON_CreateArray());
	jv_add(o, "standard_cost_codes", cJSON_CreateArray());
	if (v) {
		jv_add_str(o, "name", v->name);
		jv_add_str(o, "abbreviated_name", v->abbreviated_name);
		jv_add_str(o, "legal_name", v->legal_name);
		jv_add_str(o, "address", v->address);
		jv_add_str(o, "city", v->city);
		jv_add_str(o, "state_code", v->state);
		jv_add_str(o, "zip", v->zip);
		jv_add_str(o, "country_code", v->country);
		jv_add_str(o, "business_phone", v->phone);
		jv_add_str(o, "email_address", v->email);
		jv_add_str(o, "notes", v->notes);
		jv_set_bool(o, "is_active", v->active);
		if (v->tax_number) {
			reg = cJSON_CreateObject();
			jv_add_str(reg, "type", "BN");
			jv_add_str(reg, "identifier", v->tax_number);
			jv_add(o, "business_register", reg);
		}
	}
	pc_add_origin(pc, o, PC_VENDOR, at);
	jv_add_bool(o, "synced_to_erp", pc_origin_id(pc, PC_VENDOR, at, &tmp) != NULL);
	pc_add_stamps(o, r);
	overlay(o, r);
	jv_set_str(o, "company", jv_str(o, "name"));
	strbuf_release(&tmp);
	return o;
}

/* ---- projects ---- */

static void add_stage(cJSON *o)
{
	jv_add(o, "project_stage", named(CO_ID(CO_IDS_USER, 801), "Course of Construction"));
	jv_add_int(o, "project_stage_id", CO_ID(CO_IDS_USER, 801));
	jv_add_str(o, "stage", "Course of Construction");
}

static void set_display_name(cJSON *o)
{
	struct strbuf b = STRBUF_INIT;
	const char *number = jv_str(o, "project_number"), *name = jv_str(o, "name");

	if (number && *number)
		strbuf_addf(&b, "%s - ", number);
	strbuf_adds(&b, name);
	jv_set_str(o, "display_name", b.s);
	strbuf_release(&b);
}

/* Projects take total_value and estimated_value as numbers and give them as texts. */
static void value_to_text(cJSON *o, const char *name)
{
	int64_t value;
	const cJSON *m = jv_get(o, name);

	if (cJSON_IsNumber(m) && !jv_decimal(m, 2, &value))
		jv_set_money_str(o, name, value, 2);
}

static cJSON *build_project(const struct procore *pc, int at, const char *view)
{
	const struct pc_record *r = pc_record(pc, PC_PROJECT, at);
	const struct co_project *p = r->index < 0 ? NULL : &pc->co->projects[r->index];
	cJSON *o = cJSON_CreateObject();

	jv_add_int(o, "id", pc_id(PC_PROJECT, at));
	jv_add_bool(o, "active", 1);
	jv_add_bool(o, "is_demo", 0);
	jv_add_bool(o, "template", 0);
	jv_add_int(o, "standard_cost_code_list_id", PC_CODE_LIST);
	jv_add_bool(o, "is_erp_integrated", pc->erp);
	jv_add(o, "company", named(pc->co->id, pc->co->name));
	jv_add(o, "departments", cJSON_CreateArray());
	jv_add_str(o, "time_zone", "America/Toronto");
	jv_add_str(o, "tz_name", "America/Toronto");
	add_stage(o);
	if (p) {
		jv_add_str(o, "name", p->name);
		jv_add_str(o, "project_number", p->number);
		jv_add_str(o, "code", p->number);
		jv_add_str(o, "address", p->address);
		jv_add_str(o, "city", p->city);
		jv_add_str(o, "state_code", p->state);
		jv_add_str(o, "zip", p->zip);
		jv_add_str(o, "country_code", p->country);
		jv_add_str(o, "start_date", p->start_date);
		jv_add_str(o, "completion_date", p->completion_date);
		jv_add_str(o, "actual_start_date", p->start_date);
		jv_add_money_str(o, "total_value", p->total_value, 2);
		jv_add_str(o, "locale", !strcmp(p->state, "QC") ? "fr-CA" : "en");
	}
	pc_add_origin(pc, o, PC_PROJECT, at);
	pc_add_stamps(o, r);
	overlay(o, r);
	set_display_name(o);
	value_to_text(o, "total_value");
	value_to_text(o, "estimated_value");
	return o;
}

/* ---- cost structure ---- */

cJSON *pc_build_cost_type(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_COST_TYPE, at);
	cJSON *o = cJSON_CreateObject();
	const char *code;

	jv_add_int(o, "id", pc_id(PC_COST_TYPE, at));
	if (r->index >= 0) {
		jv_add_str(o, "name", pc->co->cost_types[r->index].name);
		jv_add_str(o, "code", pc->co->cost_types[r->index].code);
		jv_add_str(o, "base_type", pc->co->cost_types[r->index].base_type);
	}
	pc_add_origin(pc, o, PC_COST_TYPE, at);
	overlay(o, r);
	code = jv_str(o, "csv_import_code");
	if (code)
		jv_set_str(o, "code", code);
	if (jv_str(o, "base_type") && !strcmp(jv_str(o, "base_type"), "labor"))
		jv_set_str(o, "base_type", "other");   /* taken, and not given: the vendor's list */
	return o;
}

static cJSON *build_standard_code(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_STANDARD_CODE, at);
	cJSON *o = cJSON_CreateObject();

	jv_add_int(o, "id", pc_id(PC_STANDARD_CODE, at));
	jv_add_int(o, "standard_cost_code_list_id", PC_CODE_LIST);
	if (r->index >= 0) {
		jv_add_str(o, "code", pc->co->cost_codes[r->index].code);
		jv_add_str(o, "name", pc->co->cost_codes[r->index].name);
	}
	pc_add_origin(pc, o, PC_STANDARD_CODE, at);
	overlay(o, r);
	jv_set_str(o, "full_code", jv_str(o, "code"));
	return o;
}

static void add_biller(const struct procore *pc, cJSON *o, const struct pc_record *r)
{
	jv_add_str(o, "biller", r->sub < 0 ? pc_text(pc, PC_PROJECT, r->parent, "name") :
		pc_text(pc, PC_SUB_JOB, r->sub, "name"));
	jv_add_int(o, "biller_id", r->sub < 0 ? pc_id(PC_PROJECT, r->parent) :
		pc_id(PC_SUB_JOB, r->sub));
	jv_add_str(o, "biller_type", r->sub < 0 ? "Project" : "SubJob");
}

cJSON *pc_build_cost_code(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_COST_CODE, at);
	cJSON *o = cJSON_CreateObject(), *parent = cJSON_CreateObject();
	cJSON *types = cJSON_CreateArray();

	jv_add_int(o, "id", pc_id(PC_COST_CODE, at));
	add_biller(pc, o, r);
	jv_add_bool(o, "budgeted", 1);
	jv_add_int(o, "position", at + 1);
	jv_add_null(parent, "id");
	jv_add(o, "parent", parent);
	jv_add_int(o, "standard_cost_code_list_id", PC_CODE_LIST);
	if (r->index >= 0) {
		jv_add_str(o, "code", pc->co->cost_codes[r->index].code);
		jv_add_str(o, "name", pc->co->cost_codes[r->index].name);
		jv_add_int(o, "standard_cost_code_id", pc->co->cost_codes[r->index].id);
	}
	for (size_t i = 0; i < pc->tables[PC_COST_TYPE].len; i++)
		cJSON_AddItemToArray(types, pc_build_cost_type(pc, (int)i));
	jv_add(o, "line_item_types", types);
	pc_add_origin(pc, o, PC_COST_CODE, at);
	pc_add_stamps(o, r);
	overlay(o, r);
	jv_set_str(o, "full_code", jv_str(o, "code"));
	jv_set_str(o, "sortable_code", jv_str(o, "code"));
	return o;
}

static void add_segment(struct strbuf *flat, struct strbuf *text, const struct procore *pc,
	enum pc_kind kind, int at)
{
	const char *code = pc_text(pc, kind, at, "code"), *name = pc_text(pc, kind, at, "name");

	strbuf_addf(flat, "%s%s", flat->len ? "." : "", code ? code : "");
	strbuf_addf(text, "%s%s", text->len ? "." : "", name ? name : "");
}

cJSON *pc_build_wbs(const struct procore *pc, int cost_code, int cost_type)
{
	const struct pc_record *r = pc_record(pc, PC_COST_CODE, cost_code);
	struct strbuf flat = STRBUF_INIT, text = STRBUF_INIT;
	cJSON *o = cJSON_CreateObject();

	if (r->sub >= 0)
		add_segment(&flat, &text, pc, PC_SUB_JOB, r->sub);
	add_segment(&flat, &text, pc, PC_COST_CODE, cost_code);
	if (cost_type >= 0)
		add_segment(&flat, &text, pc, PC_COST_TYPE, cost_type);
	jv_add_int(o, "id", CO_ID(CO_IDS_WBS, (int64_t)cost_code * 16 + cost_type + 1));
	jv_add_str(o, "flat_code", flat.s);
	jv_add_str(o, "flat_name", text.s);
	jv_add_str(o, "description", text.s);
	strbuf_release(&flat);
	strbuf_release(&text);
	return o;
}

static cJSON *build_sub_job(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_SUB_JOB, at);
	cJSON *o = cJSON_CreateObject();

	jv_add_int(o, "id", pc_id(PC_SUB_JOB, at));
	if (r->index >= 0) {
		jv_add_str(o, "name", pc->co->sub_jobs[r->index].name);
		jv_add_str(o, "code", pc->co->sub_jobs[r->index].code);
	}
	pc_add_origin(pc, o, PC_SUB_JOB, at);
	pc_add_stamps(o, r);
	overlay(o, r);
	return o;
}

static cJSON *build_tax_code(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_TAX_CODE, at);
	cJSON *o = cJSON_CreateObject();

	jv_add_int(o, "id", pc_id(PC_TAX_CODE, at));
	jv_add_bool(o, "archived", 0);
	jv_add_bool(o, "default_tax_code", at == 0);
	if (r->index >= 0) {
		jv_add_str(o, "code", pc->co->tax_codes[r->index].code);
		jv_add_str(o, "description", pc->co->tax_codes[r->index].description);
		jv_add_number(o, "rate1", pc->co->tax_codes[r->index].rate, 3);
	}
	pc_add_origin(pc, o, PC_TAX_CODE, at);
	overlay(o, r);
	return o;
}

static cJSON *build_period(const struct procore *pc, int at)
{
	const struct pc_record *r = pc_record(pc, PC_PERIOD, at);
	const struct pc_list *all = pc_children(pc, PC_PERIOD, r->parent);
	cJSON *o = cJSON_CreateObject();
	int position = 0;

	while (position < (int)all->len && all->items[position] != at)
		position++;
	jv_add_int(o, "id", pc_id(PC_PERIOD, at));
	jv_add_int(o, "position", position + 1);
	jv_add_int(o, "project_id", pc_id(PC_PROJECT, r->parent));
	if (r->index >= 0) {
		const struct co_billing_period *b = &pc->co->billing_periods[r->index];

		jv_add_str(o, "start_date", b->start_date);
		jv_add_str(o, "end_date", b->end_date);
		jv_add_str(o, "due_date", b->due_date);
		jv_add_str(o, "status", b->closed ? "closed" : "open");
	}
	pc_add_stamps(o, r);
	overlay(o, r);
	return o;
}

cJSON *pc_build(const struct procore *pc, enum pc_kind kind, int at, int order, const char *view)
{
	switch (kind) {
	case PC_VENDOR: return build_vendor(pc, at, view);
	case PC_PROJECT: return build_project(pc, at, view);
	case PC_SUB_JOB: return build_sub_job(pc, at);
	case PC_STANDARD_CODE: return build_standard_code(pc, at);
	case PC_COST_TYPE: return pc_build_cost_type(pc, at);
	case PC_TAX_CODE: return build_tax_code(pc, at);
	case PC_PERIOD: return build_period(pc, at);
	case PC_COMMITMENT: return pc_build_commitment(pc, at, view);
	case PC_LINE: return pc_build_line(pc, at);
	case PC_CHANGE_ORDER: return pc_build_change_order(pc, at);
	case PC_INVOICE: return pc_build_invoice(pc, at, view);
	case PC_PAYMENT: return pc_build_payment(pc, at);
	case PC_COST_CODE: return pc_build_cost_code(pc, at);
	default: break;
	}
	BUG("no builder for kind %d", (int)kind);
}
