/* Procore: lists, their filters and pages, and single records.
 *
 * A list is chosen from the records of its scope (company, project, contract) by
 * what the filters ask, cut to one page, and only then built. */
#include "sim/procore.h"

#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define V1_PER_PAGE 100
#define V1_PER_PAGE_MAX 2000
#define INVOICES_PER_PAGE 30
#define V2_PER_PAGE 10
#define V2_PER_PAGE_MAX 100

/* ---- pages ---- */

static int64_t query_int(const struct sim_request *req, const char *name, int64_t absent)
{
	const char *v = sim_query(req, name);
	int64_t n;

	return v && !decimal_parse(&n, v, 0, 1) ? n : absent;
}

static void add_link(struct strbuf *out, struct pc_call *c, int64_t page, int64_t per_page,
	const char *rel)
{
	strbuf_addf(out, "%s<%s%.*s?", out->len ? ", " : "", c->req->base,
		(int)strcspn(c->req->target, "?"), c->req->target);
	for (size_t i = 0; i < c->req->query.len; i++) {
		const struct sim_pair *p = &c->req->query.items[i];

		if (!strcmp(p->name, "page") || !strcmp(p->name, "per_page"))
			continue;
		strbuf_add_urlencoded(out, p->name);
		strbuf_addc(out, '=');
		strbuf_add_urlencoded(out, p->value);
		strbuf_addc(out, '&');
	}
	strbuf_addf(out, "page=%lld&per_page=%lld>; rel=\"%s\"", (long long)page,
		(long long)per_page, rel);
}

static void add_page_headers(struct pc_call *c, int64_t page, int64_t per_page, int64_t total)
{
	int64_t last = total ? (total + per_page - 1) / per_page : 1;
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "%lld", (long long)total);
	sim_respond_header(c->resp, "Total", b.s);
	strbuf_reset(&b);
	strbuf_addf(&b, "%lld", (long long)per_page);
	sim_respond_header(c->resp, "Per-Page", b.s);
	strbuf_reset(&b);
	if (page > 1) {
		add_link(&b, c, 1, per_page, "first");
		add_link(&b, c, page - 1 < last ? page - 1 : last, per_page, "prev");
	}
	if (page < last) {
		add_link(&b, c, last, per_page, "last");
		add_link(&b, c, page + 1, per_page, "next");
	}
	if (b.len)
		sim_respond_header(c->resp, "Link", b.s);
	strbuf_release(&b);
}

void pc_page(struct pc_call *c, size_t total, size_t *from, size_t *to)
{
	int v2 = !strncmp(c->req->path, "/rest/v2", 8);
	int64_t max = v2 ? V2_PER_PAGE_MAX : V1_PER_PAGE_MAX, cap = sim_options(c->sim)->page_cap;
	int64_t per_page = v2 ? V2_PER_PAGE :
		c->route->kind == PC_INVOICE ? INVOICES_PER_PAGE : V1_PER_PAGE;
	int64_t page = query_int(c->req, "page", 1);

	*from = 0;
	*to = total;
	if (!shape_member(c->route->query, "page"))
		return;          /* this list knows no pages */
	per_page = query_int(c->req, "per_page", per_page);
	if (cap && cap < max)
		max = cap;
	if (per_page < 1 || per_page > max)
		per_page = max;
	if (page < 1)
		page = 1;
	add_page_headers(c, page, per_page, (int64_t)total);
	*from = (uint64_t)(page - 1) > total / (uint64_t)per_page ? total :
		(size_t)((page - 1) * per_page);
	if (*from > total)
		*from = total;
	*to = total - *from > (size_t)per_page ? *from + (size_t)per_page : total;
}

/* ---- filters ---- */

struct range { int on; int64_t from, to; };

struct filter {
	struct range updated, created;
	ARRAY_OF(int64_t) ids;
	const char *status, *origin_id, *include_deleted, *search, *name, *number, *active, *synced;
	int64_t commitment, period, vendor, sub_job;
};

/* One end of a range; a bare date is its first or last moment. */
static int64_t range_end(const char *s, size_t len, int last, int64_t absent)
{
	char *text = xstrndup(s, len);
	int64_t ms = absent;

	if (len && !instant_parse(&ms, text) && last && len == 10)
		ms += INT64_C(86399999);
	free(text);
	return ms;
}

/* "2026-07-01T00:00:00Z...2026-07-02T00:00:00Z", with or without double quotes, each end
 * optional; a single date is that day. */
static int parse_range(struct range *r, const char *s)
{
	size_t n = strlen(s);
	const char *dots;

	if (n >= 2 && s[0] == '"' && s[n - 1] == '"') {
		s++;
		n -= 2;
	}
	dots = strstr(s, "...");
	r->on = 1;
	if (dots && dots < s + n) {
		r->from = range_end(s, (size_t)(dots - s), 0, INT64_MIN);
		r->to = range_end(dots + 3, (size_t)(s + n - dots - 3), 1, INT64_MAX);
		return (dots == s || r->from != INT64_MIN) && (dots + 3 == s + n || r->to != INT64_MAX) ?
			0 : -1;
	}
	r->from = range_end(s, n, 0, INT64_MIN);
	r->to = n == 10 ? range_end(s, n, 1, INT64_MAX) : INT64_MAX;
	return r->from == INT64_MIN ? -1 : 0;
}

/* 1,2 or [1,2] or one of several. */
static int add_ids(struct filter *f, const char *s)
{
	while (*s) {
		size_t n = strcspn(s, ",[] \"");
		char *text = xstrndup(s, n);
		int64_t id;
		int bad = n && decimal_parse(&id, text, 0, 1);

		free(text);
		if (bad)
			return -1;
		if (n)
			*ARRAY_PUSH(&f->ids) = id;
		s += n + (s[n] != 0);
	}
	return 0;
}

static int read_filter(struct pc_call *c, struct filter *f)
{
	const struct sim_request *req = c->req;
	int bad = 0;

	memset(f, 0, sizeof *f);
	for (size_t i = 0; i < req->query.len; i++) {
		const char *name = req->query.items[i].name, *v = req->query.items[i].value;

		if (!strcmp(name, "filters[updated_at]"))
			bad |= parse_range(&f->updated, v);
		else if (!strcmp(name, "filters[created_at]"))
			bad |= parse_range(&f->created, v);
		else if (!strcmp(name, "filters[id]") || !strcmp(name, "filters[id][]"))
			bad |= add_ids(f, v);
	}
	f->status = sim_query(req, "filters[status]");
	f->origin_id = sim_query(req, "filters[origin_id]");
	f->include_deleted = sim_query(req, "filters[include_deleted]");
	f->search = sim_query(req, "filters[search]");
	f->name = sim_query(req, "filters[name]");
	f->number = sim_query(req, "filters[project_number]");
	f->active = sim_query(req, "filters[by_status]");
	f->synced = sim_query(req, "filters[synced]");
	f->commitment = query_int(req, "filters[commitment_id]", 0);
	f->period = query_int(req, "filters[period_id]", 0);
	f->vendor = query_int(req, "filters[vendor_id]", 0);
	f->sub_job = query_int(req, "sub_job_id", 0);
	if (bad) {
		pc_refuse_call(c, 400, "A filter is invalid: ranges are written FROM...TO with ISO 8601 "
			"dates, ids as integers");
		ARRAY_RELEASE(&f->ids);
	}
	return bad ? -1 : 0;
}

static int in_range(const struct range *r, int64_t ms)
{
	return !r->on || (ms >= r->from && ms <= r->to);
}

static int contains(const char *text, const char *part)
{
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	int found;

	text_add_folded(&a, text ? text : "");
	text_add_folded(&b, part);
	found = strstr(a.s, b.s) != NULL;
	strbuf_release(&a);
	strbuf_release(&b);
	return found;
}

static int id_wanted(const struct filter *f, int64_t id)
{
	if (!f->ids.len)
		return 1;
	for (size_t i = 0; i < f->ids.len; i++)
		if (f->ids.items[i] == id)
			return 1;
	return 0;
}

static int origin_wanted(const struct procore *pc, const struct filter *f, enum pc_kind kind,
	int at)
{
	struct strbuf tmp = STRBUF_INIT;
	const char *o;
	int ok = 1;

	if (!f->origin_id && !f->synced)
		return 1;
	o = pc_origin_id(pc, kind, at, &tmp);
	if (f->origin_id)
		ok = o && !strcmp(o, f->origin_id);
	if (f->synced && kind == PC_PROJECT)
		ok = ok && (o != NULL) == !strcmp(f->synced, "true");
	strbuf_release(&tmp);
	return ok;
}

static int is_active(const struct procore *pc, enum pc_kind kind, int at)
{
	const struct pc_record *r = pc_record(pc, kind, at);
	const cJSON *w = pc_written(r, kind == PC_VENDOR ? "is_active" : "active");

	if (w)
		return cJSON_IsTrue(w);
	if (r->index < 0)
		return 1;
	return kind == PC_VENDOR ? pc->co->vendors[r->index].active :
		pc->co->projects[r->index].active;
}

static int own_filters(const struct procore *pc, const struct filter *f, enum pc_kind kind,
	int at)
{
	const struct pc_record *r = pc_record(pc, kind, at);

	switch (kind) {
	case PC_VENDOR:
		return !f->search || contains(pc_text(pc, kind, at, "name"), f->search);
	case PC_PROJECT:
		return (!f->name || contains(pc_text(pc, kind, at, "name"), f->name)) &&
			(!f->number || contains(pc_text(pc, kind, at, "project_number"), f->number)) &&
			(!f->active || !strcmp(f->active, "All") ||
			 is_active(pc, kind, at) == !strcmp(f->active, "Active"));
	case PC_INVOICE:
		return (!f->commitment ||
			f->commitment == pc->co->commitments[pc->co->invoices[at].commitment].id) &&
			(!f->period || (pc->co->invoices[at].period >= 0 &&
			 f->period == pc_id(PC_PERIOD, pc->co->invoices[at].period)));
	case PC_COST_CODE:
		return !f->sub_job || (r->sub >= 0 && pc_id(PC_SUB_JOB, r->sub) == f->sub_job);
	default:
		return 1;
	}
}

static int wanted(const struct pc_call *c, const struct filter *f, enum pc_kind kind, int at)
{
	const struct procore *pc = c->pc;
	const struct pc_record *r = pc_record(pc, kind, at);
	int deleted = (r->flags & PC_DELETED) != 0;

	if (r->flags & (PC_ABSENT | PC_HIDDEN))
		return 0;
	if (kind == PC_COMMITMENT && c->route->order >= 0 &&
	    ((r->flags & PC_ORDER) != 0) != c->route->order)
		return 0;
	if (deleted && !f->include_deleted)
		return 0;
	if (!deleted && f->include_deleted && !strcmp(f->include_deleted, "only"))
		return 0;
	if (!in_range(&f->updated, r->updated_at) || !in_range(&f->created, r->created_at) ||
	    !id_wanted(f, pc_id(kind, at)))
		return 0;
	if (f->status && strcmp(pc_status(pc, kind, at), f->status))
		return 0;
	return own_filters(pc, f, kind, at) && origin_wanted(pc, f, kind, at);
}

/* ---- scope ---- */

static void push_all(struct pc_list *out, const struct pc_table *t)
{
	for (size_t i = 0; i < t->len; i++)
		*ARRAY_PUSH(out) = (int)i;
}

/* The commitment of the path or of contract_id; -1 and refused. */
static int scope_contract(struct pc_call *c)
{
	int64_t id = c->route->kind == PC_LINE ? c->ids[0] : query_int(c->req, "contract_id", 0);
	int at;

	if (pc_scope_project(c) < 0)
		return -1;
	if (c->route->kind != PC_LINE && jv_get(c->req->json, "contract_id"))
		id = jv_int(c->req->json, "contract_id", 0);
	at = pc_find(c->pc, PC_COMMITMENT, id);
	if (at < 0 || pc_record(c->pc, PC_COMMITMENT, at)->parent != c->project ||
	    (c->route->kind == PC_LINE &&
	     ((pc_record(c->pc, PC_COMMITMENT, at)->flags & PC_ORDER) != 0) != c->route->order)) {
		pc_refuse_call(c, 404, "Contract not found");
		return -1;
	}
	return c->contract = at;
}

int pc_scope(struct pc_call *c)
{
	switch (pc_parent_kind(c->route->kind)) {
	case PC_PROJECT:
		return pc_scope_project(c);
	case PC_COMMITMENT:
		return scope_contract(c);
	default:
		return 0;
	}
}

static int candidates(struct pc_call *c, struct pc_list *out)
{
	enum pc_kind kind = c->route->kind;
	const struct pc_list *list;

	if (pc_scope(c) < 0)
		return -1;
	if (kind == PC_VENDOR && strstr(c->route->rule->path, "/projects/") &&
	    pc_scope_project(c) < 0)
		return -1;
	if (pc_parent_kind(kind) == PC_NONE) {
		push_all(out, &c->pc->tables[kind]);
		return 0;
	}
	list = pc_children(c->pc, kind, pc_parent_kind(kind) == PC_PROJECT ? c->project : c->contract);
	for (size_t i = 0; i < list->len; i++)
		*ARRAY_PUSH(out) = list->items[i];
	return 0;
}

static void keep_wanted(struct pc_call *c, struct pc_list *list, const struct filter *f)
{
	int64_t contract = c->route->kind == PC_CHANGE_ORDER ? query_int(c->req, "contract_id", 0) : 0;
	size_t n = 0;

	for (size_t i = 0; i < list->len; i++) {
		int at = list->items[i];

		if (!wanted(c, f, c->route->kind, at))
			continue;
		if (contract && pc_id(PC_COMMITMENT, c->pc->co->change_orders[at].commitment) != contract)
			continue;
		list->items[n++] = at;
	}
	list->len = n;
}

static int by_name(const void *a, const void *b, void *data)
{
	struct pc_call *c = data;
	const char *x = pc_text(c->pc, c->route->kind, *(const int *)a, "name");
	const char *y = pc_text(c->pc, c->route->kind, *(const int *)b, "name");
	int rc = strcmp(x ? x : "", y ? y : "");

	return rc ? rc : *(const int *)a - *(const int *)b;
}

/* The records this request asks for, in their order; -1 and refused. */
static int choose(struct pc_call *c, struct pc_list *out)
{
	const char *sort = sim_query(c->req, "sort");
	struct filter f;
	int rc;

	if (read_filter(c, &f))
		return -1;
	rc = candidates(c, out);
	if (!rc)
		keep_wanted(c, out, &f);
	ARRAY_RELEASE(&f.ids);
	if (!rc && sort && (!strcmp(sort, "name") || !strcmp(sort, "display_name")))
		qsort_r(out->items, out->len, sizeof *out->items, by_name, c);
	return rc;
}

/* ---- what a view leaves out ---- */

static const char *const compact_members[] = { "id", "name", "number", "title", "status",
	"display_name", "project_number", "is_active", "active", "origin_id", "origin_code",
	"updated_at", "vendor", "deleted_at", NULL };
static const char *const id_members[] = { "id", NULL };

static int listed(const char *const *names, const char *name)
{
	for (; *names; names++)
		if (!strcmp(*names, name))
			return 1;
	return 0;
}

static void reduce(cJSON *o, const char *const *names)
{
	cJSON *m = o->child, *next;

	for (; m; m = next) {
		next = m->next;
		if (!listed(names, m->string))
			cJSON_Delete(cJSON_DetachItemViaPointer(o, m));
	}
}

static cJSON *finish(struct pc_call *c, cJSON *v)
{
	int ids = !strcmp(c->view, "ids") || !strcmp(c->view, "ids_only");
	int small = ids || !strcmp(c->view, "compact");

	v = shape_project(pc_record_shape(c->route), v, !small && strcmp(c->view, "erp_compact"));
	if (small)
		reduce(v, ids ? id_members : compact_members);
	return v;
}

/* Lists of contracts and invoices have lines and items only in the views that say so. */
static cJSON *build_listed(struct pc_call *c, int at)
{
	cJSON *v = finish(c, pc_build(c->pc, c->route->kind, at, c->route->order, c->view));

	if (c->route->kind == PC_INVOICE && strcmp(c->view, "items") && strcmp(c->view, "extended")) {
		cJSON_DeleteItemFromObjectCaseSensitive(v, "items");
		cJSON_DeleteItemFromObjectCaseSensitive(v, "item_packages");
	}
	if (c->route->kind == PC_COMMITMENT && strcmp(c->view, "extended")) {
		static const char *const details[] = { "line_items", "payments_issued",
			"change_order_packages", "change_order_requests", "potential_change_orders",
			"invoice_contacts", "attachments" };

		for (size_t i = 0; i < ARRAY_SIZE(details); i++)
			cJSON_DeleteItemFromObjectCaseSensitive(v, details[i]);
	}
	return v;
}

/* ---- handlers ---- */

void pc_list_records(struct pc_call *c)
{
	struct pc_list list = { 0 };
	size_t from, to;

	if (!choose(c, &list)) {
		pc_page(c, list.len, &from, &to);
		sim_respond_text(c->resp, 200, "application/json; charset=utf-8", "[");
		for (size_t i = from; i < to; i++) {
			/* Printed one by one: a page may hold thousands. */
			cJSON *v = build_listed(c, list.items[i]);

			if (i > from)
				strbuf_addc(&c->resp->body, ',');
			jv_print(&c->resp->body, v);
			cJSON_Delete(v);
		}
		strbuf_addc(&c->resp->body, ']');
	}
	ARRAY_RELEASE(&list);
}

/* The record named last in the path, within the scope; -1 and refused. */
int pc_named(struct pc_call *c)
{
	enum pc_kind kind = c->route->kind, parent = pc_parent_kind(kind);
	const char *path = c->route->rule->path;
	int nth = -1, at, home;
	const struct pc_record *r;

	for (const char *s = path; (s = strchr(s, '{')); s++)
		nth++;
	if (pc_scope(c) < 0)
		return -1;
	at = nth < 0 ? -1 : pc_find(c->pc, kind, c->ids[nth]);
	if (at >= 0) {
		r = pc_record(c->pc, kind, at);
		home = parent == PC_PROJECT ? c->project : c->contract;
		if ((parent != PC_NONE && r->parent != home) || r->flags & PC_HIDDEN ||
		    (kind == PC_COMMITMENT && c->route->order >= 0 &&
		     ((r->flags & PC_ORDER) != 0) != c->route->order))
			at = -1;
	}
	if (at < 0)
		pc_refuse_call(c, 404, "Record not found");
	return at;
}

void pc_get_record(struct pc_call *c)
{
	int at = pc_named(c);

	if (at >= 0)
		pc_answer(c, 200, finish(c, pc_build(c->pc, c->route->kind, at, c->route->order,
			"single")));
}

void pc_list_inactive(struct pc_call *c)
{
	struct pc_list list = { 0 };
	size_t from, to, n = 0;
	cJSON *out;

	push_all(&list, &c->pc->tables[PC_VENDOR]);
	for (size_t i = 0; i < list.len; i++)
		if (!(pc_record(c->pc, PC_VENDOR, list.items[i])->flags & (PC_ABSENT | PC_DELETED)) &&
		    !is_active(c->pc, PC_VENDOR, list.items[i]))
			list.items[n++] = list.items[i];
	pc_page(c, n, &from, &to);
	out = cJSON_CreateArray();
	for (size_t i = from; i < to; i++)
		cJSON_AddItemToArray(out, build_listed(c, list.items[i]));
	pc_answer(c, 200, out);
	ARRAY_RELEASE(&list);
}

void pc_list_company_projects(struct pc_call *c)
{
	cJSON *out = cJSON_CreateArray();

	for (size_t i = 0; i < c->pc->tables[PC_PROJECT].len; i++) {
		cJSON *p, *o, *address;

		if (pc_record(c->pc, PC_PROJECT, (int)i)->flags & (PC_DELETED | PC_HIDDEN))
			continue;
		p = pc_build(c->pc, PC_PROJECT, (int)i, 0, "");
		o = cJSON_CreateObject();
		address = cJSON_CreateObject();
		jv_add_int(o, "id", pc_id(PC_PROJECT, (int)i));
		jv_add_str(o, "name", jv_str(p, "name"));
		jv_add_str(address, "street", jv_str(p, "address"));
		jv_add_str(address, "city", jv_str(p, "city"));
		jv_add_str(address, "state_code", jv_str(p, "state_code"));
		jv_add_str(address, "zip", jv_str(p, "zip"));
		jv_add_str(address, "country_code", jv_str(p, "country_code"));
		jv_add(o, "address", address);
		jv_add_str(o, "stage_name", jv_str(p, "stage"));
		jv_add_str(o, "status_name", jv_bool(p, "active", 1) ? "Active" : "Inactive");
		jv_add(o, "open_items", cJSON_CreateArray());
		cJSON_Delete(p);
		cJSON_AddItemToArray(out, shape_project(pc_record_shape(c->route), o, 1));
	}
	pc_answer(c, 200, out);
}

/* The mixed list knows only the words of subcontracts. */
static cJSON *mixed(struct pc_call *c, int at, const char *view)
{
	cJSON *o = pc_build_commitment(c->pc, at, view), *vendor;
	const struct shape *words = shape_member(pc_record_shape(c->route), "status");
	struct strbuf why = STRBUF_INIT;
	int v = pc_vendor_of(c->pc, at);

	if (words && shape_check(words, jv_get(o, "status"), "status", &why))
		jv_set_null(o, "status");
	if (v >= 0) {
		vendor = cJSON_CreateObject();
		jv_add_int(vendor, "id", pc_id(PC_VENDOR, v));
		jv_add_str(vendor, "name", pc_text(c->pc, PC_VENDOR, v, "name"));
		jv_set(o, "vendor", vendor);
	}
	jv_set_str(o, "type", pc_record(c->pc, PC_COMMITMENT, at)->flags & PC_ORDER ?
		"PurchaseOrderContract" : "WorkOrderContract");
	strbuf_release(&why);
	return shape_project(pc_record_shape(c->route), o, 1);
}

void pc_list_commitments(struct pc_call *c)
{
	const struct pc_list *all;
	struct pc_list list = { 0 };
	size_t from, to;
	cJSON *out;

	if (pc_scope_project(c) < 0)
		return;
	all = pc_children(c->pc, PC_COMMITMENT, c->project);
	for (size_t i = 0; i < all->len; i++)
		if (!(pc_record(c->pc, PC_COMMITMENT, all->items[i])->flags & PC_DELETED))
			*ARRAY_PUSH(&list) = all->items[i];
	pc_page(c, list.len, &from, &to);
	out = cJSON_CreateArray();
	for (size_t i = from; i < to; i++)
		cJSON_AddItemToArray(out, mixed(c, list.items[i], ""));
	pc_answer(c, 200, out);
	ARRAY_RELEASE(&list);
}

void pc_get_commitment(struct pc_call *c)
{
	int at;

	if (pc_scope_project(c) < 0)
		return;
	at = pc_find(c->pc, PC_COMMITMENT, c->ids[0]);
	if (at < 0 || pc_record(c->pc, PC_COMMITMENT, at)->parent != c->project) {
		pc_refuse_call(c, 404, "Record not found");
		return;
	}
	pc_answer(c, 200, mixed(c, at, "single"));
}

void pc_list_items(struct pc_call *c)
{
	int at;
	cJSON *items, *out;
	size_t from, to;

	if (pc_scope_project(c) < 0)
		return;
	at = pc_find(c->pc, PC_INVOICE, c->ids[0]);
	if (at < 0 || pc_record(c->pc, PC_INVOICE, at)->parent != c->project) {
		pc_refuse_call(c, 404, "Record not found");
		return;
	}
	items = pc_build_items(c->pc, at);
	pc_page(c, (size_t)cJSON_GetArraySize(items), &from, &to);
	out = cJSON_CreateArray();
	for (size_t i = 0; i < to; i++) {
		cJSON *item = cJSON_DetachItemFromArray(items, 0);

		if (i < from)
			cJSON_Delete(item);
		else
			cJSON_AddItemToArray(out, shape_project(pc_record_shape(c->route), item, 1));
	}
	cJSON_Delete(items);
	pc_answer(c, 200, out);
}

void pc_list_wbs(struct pc_call *c)
{
	const struct pc_list *codes;
	size_t types = c->pc->tables[PC_COST_TYPE].len, from, to;
	cJSON *out;

	if (pc_scope_project(c) < 0)
		return;
	codes = pc_children(c->pc, PC_COST_CODE, c->project);
	pc_page(c, codes->len * types, &from, &to);
	out = cJSON_CreateArray();
	for (size_t i = from; i < to; i++) {
		cJSON *o = pc_build_wbs(c->pc, codes->items[i / types], (int)(i % types));

		jv_add_str(o, "status", "active");
		pc_add_stamps(o, pc_record(c->pc, PC_COST_CODE, codes->items[i / types]));
		jv_add(o, "segment_items", cJSON_CreateArray());
		jv_add_int(o, "wbs_pattern_id", CO_ID(CO_IDS_USER, 700));
		cJSON_AddItemToArray(out, shape_project(pc_record_shape(c->route), o, 1));
	}
	pc_answer(c, 200, out);
}

void pc_list_change_orders(struct pc_call *c)
{
	struct filter f;
	struct pc_list list = { 0 };
	int64_t contract = query_int(c->req, "filters[contract_id]", 0);
	cJSON *out;

	if (read_filter(c, &f))
		return;
	if (!candidates(c, &list)) {
		keep_wanted(c, &list, &f);
		out = cJSON_CreateArray();
		for (size_t i = 0; i < list.len; i++) {
			int commitment = c->pc->co->change_orders[list.items[i]].commitment;

			if ((contract && pc_id(PC_COMMITMENT, commitment) != contract) ||
			    (f.vendor && pc_id(PC_VENDOR, pc_vendor_of(c->pc, commitment)) != f.vendor))
				continue;
			cJSON_AddItemToArray(out, shape_project(pc_record_shape(c->route),
				pc_build_change_order(c->pc, list.items[i]), 1));
		}
		pc_answer(c, 200, out);
	}
	ARRAY_RELEASE(&f.ids);
	ARRAY_RELEASE(&list);
}

/* ---- version 2: an envelope, ids as texts ---- */

static void answer_data(struct pc_call *c, cJSON *data)
{
	cJSON *v = cJSON_CreateObject();

	jv_add(v, "data", data);
	pc_answer(c, 200, v);
}

static int v2_wanted(struct pc_call *c, const struct filter *f, int at)
{
	const struct pc_record *r = pc_record(c->pc, PC_COMMITMENT, at);
	const char *type = sim_query(c->req, "filters[type]");
	int deleted = (r->flags & PC_DELETED) != 0;

	if (deleted && !f->include_deleted)
		return 0;
	if (!deleted && f->include_deleted && !strcmp(f->include_deleted, "only"))
		return 0;
	if (type && !strcmp(type, "PurchaseOrderContract") != !!(r->flags & PC_ORDER))
		return 0;
	if (f->status && strcmp(f->status, pc_status(c->pc, PC_COMMITMENT, at)))
		return 0;
	if (f->vendor && pc_id(PC_VENDOR, pc_vendor_of(c->pc, at)) != f->vendor)
		return 0;
	return id_wanted(f, pc_id(PC_COMMITMENT, at)) && in_range(&f->updated, r->updated_at) &&
		in_range(&f->created, r->created_at);
}

void pc_list_v2(struct pc_call *c)
{
	const struct pc_list *all;
	struct pc_list list = { 0 };
	struct filter f;
	size_t from, to;
	cJSON *data;

	if (pc_scope_project(c) < 0 || read_filter(c, &f))
		return;
	all = pc_children(c->pc, PC_COMMITMENT, c->project);
	for (size_t i = 0; i < all->len; i++)
		if (v2_wanted(c, &f, all->items[i]))
			*ARRAY_PUSH(&list) = all->items[i];
	pc_page(c, list.len, &from, &to);
	data = cJSON_CreateArray();
	for (size_t i = from; i < to; i++)
		cJSON_AddItemToArray(data, shape_project(pc_record_shape(c->route),
			pc_build_contract_v2(c->pc, list.items[i]), 1));
	answer_data(c, data);
	ARRAY_RELEASE(&f.ids);
	ARRAY_RELEASE(&list);
}

static int v2_contract(struct pc_call *c)
{
	int at;

	if (pc_scope_project(c) < 0)
		return -1;
	at = pc_find(c->pc, PC_COMMITMENT, c->ids[2]);
	if (at >= 0 && pc_record(c->pc, PC_COMMITMENT, at)->parent == c->project)
		return at;
	pc_refuse_call(c, 404, "Record not found");
	return -1;
}

void pc_get_v2(struct pc_call *c)
{
	int at = v2_contract(c);

	if (at >= 0)
		answer_data(c, shape_project(pc_record_shape(c->route),
			pc_build_contract_v2(c->pc, at), 1));
}

void pc_list_lines_v2(struct pc_call *c)
{
	int at = v2_contract(c);
	const struct pc_list *lines;
	size_t from, to;
	cJSON *data;

	if (at < 0)
		return;
	lines = pc_children(c->pc, PC_LINE, at);
	pc_page(c, lines->len, &from, &to);
	data = cJSON_CreateArray();
	for (size_t i = from; i < to; i++)
		cJSON_AddItemToArray(data, shape_project(pc_record_shape(c->route),
			pc_build_line_v2(c->pc, lines->items[i]), 1));
	answer_data(c, data);
}
