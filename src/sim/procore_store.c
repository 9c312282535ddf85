/* Procore's records: tables over the sample company, and what was changed since.
 *
 * The company is never written to.  A record that nobody touched costs a few
 * dozen bytes and its JSON is made from the company each time it is asked for. */
#include "sim/procore.h"

#include "base/array.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

enum pc_kind pc_parent_kind(enum pc_kind kind)
{
	switch (kind) {
	case PC_SUB_JOB:
	case PC_PERIOD:
	case PC_COMMITMENT:
	case PC_CHANGE_ORDER:
	case PC_INVOICE:
	case PC_COST_CODE:
		return PC_PROJECT;
	case PC_LINE:
	case PC_PAYMENT:
		return PC_COMMITMENT;
	default:
		return PC_NONE;
	}
}

int64_t pc_id(enum pc_kind kind, int at)
{
	return CO_ID(kind, at);
}

struct pc_record *pc_record(const struct procore *pc, enum pc_kind kind, int at)
{
	return &pc->tables[kind].items[at];
}

int pc_find_any(const struct procore *pc, enum pc_kind kind, int64_t id)
{
	int64_t at = id - CO_ID(kind, 0);

	if (at < 0 || at >= (int64_t)pc->tables[kind].len ||
	    pc->tables[kind].items[at].flags & PC_ABSENT)
		return -1;
	return (int)at;
}

int pc_find(const struct procore *pc, enum pc_kind kind, int64_t id)
{
	int at = pc_find_any(pc, kind, id);

	return at < 0 || pc->tables[kind].items[at].flags & PC_DELETED ? -1 : at;
}

struct pc_extra *pc_extra(struct pc_record *r)
{
	if (!r->extra)
		r->extra = xcalloc(1, sizeof *r->extra);
	return r->extra;
}

const struct pc_list *pc_children(const struct procore *pc, enum pc_kind kind, int parent)
{
	static const struct pc_list none = { NULL, 0, 0 };
	const struct pc_table *t = &pc->tables[kind];

	return parent >= 0 && (size_t)parent < t->n_children ? &t->children[parent] : &none;
}

static void add_child(struct procore *pc, enum pc_kind kind, int parent, int at)
{
	struct pc_table *t = &pc->tables[kind];

	if ((size_t)parent >= t->n_children) {
		size_t n = (size_t)parent + 64;

		if (n < t->n_children * 2)
			n = t->n_children * 2;
		t->children = xreallocarray(t->children, n, sizeof *t->children);
		memset(t->children + t->n_children, 0, (n - t->n_children) * sizeof *t->children);
		t->n_children = n;
	}
	*ARRAY_PUSH(&t->children[parent]) = at;
}

static struct pc_record *push(struct procore *pc, enum pc_kind kind, int index, int parent)
{
	struct pc_table *t = &pc->tables[kind];
	struct pc_record *r = ARRAY_PUSH(t);

	memset(r, 0, sizeof *r);
	r->index = index;
	r->parent = parent;
	r->sub = -1;
	if (parent >= 0)
		add_child(pc, kind, parent, (int)t->len - 1);
	return r;
}

int pc_add(struct procore *pc, enum pc_kind kind, int parent)
{
	struct pc_record *r = push(pc, kind, -1, parent);

	r->created_at = sim_stamp_ms(pc->sim) / 1000 * 1000;
	pc_touch(pc, r);
	return (int)pc->tables[kind].len - 1;
}

void pc_touch(struct procore *pc, struct pc_record *r)
{
	r->updated_at = sim_stamp_ms(pc->sim) / 1000 * 1000;   /* as it is shown, so as it is filtered */
	r->flags |= PC_TOUCHED;
	pc->touches++;
}

void pc_delete(struct procore *pc, struct pc_record *r)
{
	pc_touch(pc, r);
	r->flags |= PC_DELETED;
	pc_extra(r)->deleted_at = r->updated_at;
}

/* ---- filling the tables ---- */

static void stamp(struct pc_record *r, int64_t created, int64_t updated)
{
	r->created_at = created;
	r->updated_at = updated;
}

static void load_company(struct procore *pc)
{
	const struct company *co = pc->co;
	struct pc_record *r;

	for (size_t i = 0; i < co->n_vendors; i++) {
		r = push(pc, PC_VENDOR, (int)i, -1);
		stamp(r, co->vendors[i].created_at, co->vendors[i].updated_at);
		if (!co->vendors[i].id)
			r->flags |= PC_ABSENT;
		if (co->vendors[i].deleted)
			r->flags |= PC_DELETED;
	}
	for (size_t i = 0; i < co->n_projects; i++) {
		r = push(pc, PC_PROJECT, (int)i, -1);
		stamp(r, co->projects[i].created_at, co->projects[i].updated_at);
	}
	for (size_t i = 0; i < co->n_sub_jobs; i++) {
		r = push(pc, PC_SUB_JOB, (int)i, co->sub_jobs[i].project);
		stamp(r, co->sub_jobs[i].created_at, co->sub_jobs[i].updated_at);
		if (!co->sub_jobs[i].id)
			r->flags |= PC_ABSENT;
	}
	for (size_t i = 0; i < co->n_cost_codes; i++)
		stamp(push(pc, PC_STANDARD_CODE, (int)i, -1), co->vendors[0].created_at,
			co->vendors[0].created_at);
	for (size_t i = 0; i < co->n_cost_types; i++)
		stamp(push(pc, PC_COST_TYPE, (int)i, -1), co->vendors[0].created_at,
			co->vendors[0].created_at);
	for (size_t i = 0; i < co->n_tax_codes; i++)
		stamp(push(pc, PC_TAX_CODE, (int)i, -1), co->vendors[0].created_at,
			co->vendors[0].created_at);
	for (size_t i = 0; i < co->n_billing_periods; i++) {
		const struct co_project *p = &co->projects[co->billing_periods[i].project];

		stamp(push(pc, PC_PERIOD, (int)i, co->billing_periods[i].project), p->created_at,
			p->created_at);
	}
}

void pc_copy_codes(struct procore *pc, int project)
{
	int64_t now = sim_stamp_ms(pc->sim);

	for (size_t i = 0; i < pc->co->n_cost_codes; i++)
		stamp(push(pc, PC_COST_CODE, (int)i, project), now, now);
}

/* Each project has the company's codes, and once more below each of its sub jobs. */
static void load_cost_codes(struct procore *pc)
{
	const struct company *co = pc->co;

	for (size_t p = 0; p < co->n_projects; p++)
		for (int s = -1; s < co->projects[p].sub_jobs; s++) {
			int sub = s < 0 ? -1 : co->projects[p].first_sub_job + s;

			if (sub >= 0 && !co->sub_jobs[sub].id)
				continue;
			for (size_t i = 0; i < co->n_cost_codes; i++) {
				struct pc_record *r = push(pc, PC_COST_CODE, (int)i, (int)p);

				r->sub = sub;
				stamp(r, co->projects[p].created_at, co->projects[p].created_at);
			}
		}
}

static void load_commitments(struct procore *pc)
{
	const struct company *co = pc->co;

	for (size_t i = 0; i < co->n_commitments; i++) {
		const struct co_commitment *c = &co->commitments[i];
		struct pc_record *r = push(pc, PC_COMMITMENT, (int)i, c->project);

		stamp(r, c->created_at, c->updated_at);
		if (c->kind == CO_PURCHASE_ORDER)
			r->flags |= PC_ORDER;
		if (c->deleted) {
			r->flags |= PC_DELETED;
			pc_extra(r)->deleted_at = c->updated_at;
		}
		for (int k = 0; k < c->lines; k++)
			stamp(push(pc, PC_LINE, c->first_line + k, (int)i), c->created_at, c->updated_at);
	}
	for (size_t i = 0; i < co->n_change_orders; i++) {
		const struct co_change_order *o = &co->change_orders[i];

		stamp(push(pc, PC_CHANGE_ORDER, (int)i, co->commitments[o->commitment].project),
			o->created_at, o->updated_at);
	}
}

static void load_invoices(struct procore *pc)
{
	const struct company *co = pc->co;

	for (size_t i = 0; i < co->n_invoices; i++) {
		const struct co_invoice *v = &co->invoices[i];

		stamp(push(pc, PC_INVOICE, (int)i, co->commitments[v->commitment].project),
			v->created_at, v->updated_at);
	}
	for (size_t i = 0; i < co->n_payments; i++) {
		const struct co_payment *p = &co->payments[i];
		int commitment = co->invoices[p->invoice].commitment;
		struct pc_record *r = push(pc, PC_PAYMENT, (int)i, commitment);

		stamp(r, p->created_at, p->updated_at);
		r->sub = p->invoice;
		if (!p->id)
			r->flags |= PC_ABSENT;
	}
}

void pc_store_make(struct procore *pc)
{
	load_company(pc);
	load_cost_codes(pc);
	load_commitments(pc);
	load_invoices(pc);
}

void pc_store_release(struct procore *pc)
{
	for (int k = 0; k < PC_KINDS; k++) {
		struct pc_table *t = &pc->tables[k];

		for (size_t i = 0; i < t->len; i++) {
			struct pc_extra *x = t->items[i].extra;

			if (!x)
				continue;
			free(x->origin_id);
			free(x->origin_code);
			free(x->origin_data);
			cJSON_Delete(x->fields);
			free(x->items);
			free(x);
		}
		for (size_t i = 0; i < t->n_children; i++)
			ARRAY_RELEASE(&t->children[i]);
		free(t->children);
		ARRAY_RELEASE(t);
	}
}

/* ---- origin ids ---- */

static const char *joined(struct strbuf *tmp, const char *a, const char *b)
{
	if (!a || !b)
		return NULL;
	strbuf_reset(tmp);
	strbuf_addf(tmp, "%s|%s", a, b);
	return tmp->s;
}

/* The accounting system whose ids a record carries. */
static const char *system_of(const struct procore *pc, int project)
{
	return project < 0 ? sim_erp_first(pc->sim) : sim_erp_of(pc->sim, project);
}

static int is_contract_api(const char *system)
{
	return !strcmp(system, "acumatica") || !strcmp(system, "myob");
}

static const char *remote(const struct procore *pc, const char *system, enum co_entity e, int index,
	struct strbuf *tmp)
{
	char id[CO_REMOTE_ID];

	company_remote_id(pc->co, system, e, index, id);
	strbuf_reset(tmp);
	strbuf_adds(tmp, id);
	return tmp->s;
}

static const char *project_origin(const struct procore *pc, int project, struct strbuf *tmp)
{
	const struct company *co = pc->co;

	if ((size_t)project >= co->n_projects || !co->projects[project].linked)
		return NULL;         /* made here, or not over there */
	return remote(pc, system_of(pc, project), CO_PROJECT, project, tmp);
}

/* QuickBooks has no orders in the sample company: Procore's own connector sends none either. */
static int has_orders(const char *system)
{
	return strcmp(system, "quickbooks") != 0;
}

static const char *line_origin(const struct procore *pc, int commitment, int position,
	struct strbuf *tmp)
{
	const struct co_commitment *c = &pc->co->commitments[commitment];
	const char *system = system_of(pc, c->project);

	if (!c->linked || !has_orders(system))
		return NULL;
	remote(pc, system, CO_COMMITMENT, commitment, tmp);
	strbuf_addf(tmp, "|%d", position);
	return tmp->s;
}

/* Tasks of Acumatica and extras of Sage are sub jobs; the others have none. */
static const char *sub_job_origin(const struct procore *pc, int i, struct strbuf *tmp)
{
	const struct co_sub_job *s = &pc->co->sub_jobs[i];
	const char *system = system_of(pc, s->project);

	if (!s->linked || !project_origin(pc, s->project, tmp))
		return NULL;
	if (is_contract_api(system))
		return joined(tmp, pc->co->projects[s->project].erp_id, s->erp_id);
	return !strcmp(system, "sage300") ? remote(pc, system, CO_SUB_JOB, i, tmp) : NULL;
}

/* Codes and types carry an id only where the accounting system has the same list. */
static const char *code_origin(const struct procore *pc, const char *erp_id, int project,
	struct strbuf *tmp)
{
	if (!erp_id || !is_contract_api(system_of(pc, project)))
		return NULL;
	return project < 0 ? erp_id : joined(tmp, project_origin(pc, project, tmp) ?
		pc->co->projects[project].erp_id : NULL, erp_id);
}

static const char *sample_origin(const struct procore *pc, enum pc_kind kind,
	const struct pc_record *r, struct strbuf *tmp)
{
	const struct company *co = pc->co;
	int i = r->index, project;
	const char *system;

	switch (kind) {
	case PC_VENDOR:
		return co->vendors[i].linked ? remote(pc, system_of(pc, -1), CO_VENDOR, i, tmp) : NULL;
	case PC_PROJECT:
		return project_origin(pc, i, tmp);
	case PC_SUB_JOB:
		return sub_job_origin(pc, i, tmp);
	case PC_STANDARD_CODE:
		return code_origin(pc, co->cost_codes[i].erp_id, -1, tmp);
	case PC_COST_TYPE:
		return code_origin(pc, co->cost_types[i].erp_id, -1, tmp);
	case PC_COST_CODE:
		return code_origin(pc, co->cost_codes[i].erp_id, r->parent, tmp);
	case PC_COMMITMENT:
		system = system_of(pc, co->commitments[i].project);
		return co->commitments[i].linked && has_orders(system) ?
			remote(pc, system, CO_COMMITMENT, i, tmp) : NULL;
	case PC_LINE:
		return line_origin(pc, r->parent, co->lines[i].position, tmp);
	case PC_INVOICE:
		project = co->commitments[co->invoices[i].commitment].project;
		return co->invoices[i].linked ? remote(pc, system_of(pc, project), CO_INVOICE, i, tmp) : NULL;
	case PC_PAYMENT:
		project = co->commitments[co->invoices[co->payments[i].invoice].commitment].project;
		return co->payments[i].linked ? remote(pc, system_of(pc, project), CO_PAYMENT, i, tmp) : NULL;
	default:
		return NULL;
	}
}

const char *pc_origin_id(const struct procore *pc, enum pc_kind kind, int at, struct strbuf *tmp)
{
	const struct pc_record *r = pc_record(pc, kind, at);

	if (r->extra && r->extra->has_origin)
		return r->extra->origin_id;
	return r->index < 0 ? NULL : sample_origin(pc, kind, r, tmp);
}

int pc_find_origin(const struct procore *pc, enum pc_kind kind, const char *origin_id)
{
	struct strbuf tmp = STRBUF_INIT;
	int found = -1;

	for (size_t i = 0; i < pc->tables[kind].len && found < 0; i++) {
		const char *o;

		if (pc->tables[kind].items[i].flags & (PC_ABSENT | PC_DELETED))
			continue;
		o = pc_origin_id(pc, kind, (int)i, &tmp);
		if (o && !strcmp(o, origin_id))
			found = (int)i;
	}
	strbuf_release(&tmp);
	return found;
}

const cJSON *pc_written(const struct pc_record *r, const char *name)
{
	return r->extra ? jv_get(r->extra->fields, name) : NULL;
}
