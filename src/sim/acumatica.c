/* The simulated Acumatica: addresses and errors.
 *
 * An address below the base path is one of the sign-in family, the list of
 * endpoints, or <endpoint>/<version>/<entity>[/<keys>|/<action>].  Everything
 * that is refused here is refused before a record is touched. */
#include "sim/acumatica_body.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

static const struct acu_def *const kinds[ACU_KINDS] = {
	[ACU_ACCOUNT] = &acu_def_Account, [ACU_ACCOUNT_GROUP] = &acu_def_AccountGroup,
	[ACU_BILL] = &acu_def_Bill, [ACU_CHANGE_ORDER] = &acu_def_ChangeOrder,
	[ACU_CHECK] = &acu_def_Check, [ACU_COMPANIES] = &acu_def_CompaniesStructure,
	[ACU_COST_CODE] = &acu_def_CostCode, [ACU_CUSTOMER] = &acu_def_Customer,
	[ACU_EXTERNAL_COMMITMENT] = &acu_def_ExternalCommitment,
	[ACU_PERIOD] = &acu_def_FinancialPeriod, [ACU_ITEM] = &acu_def_NonStockItem,
	[ACU_PROJECT] = &acu_def_Project, [ACU_BUDGET] = &acu_def_ProjectBudget,
	[ACU_TASK] = &acu_def_ProjectTask, [ACU_TEMPLATE] = &acu_def_ProjectTemplate,
	[ACU_TEMPLATE_TASK] = &acu_def_ProjectTemplateTask,
	[ACU_PURCHASE_ORDER] = &acu_def_PurchaseOrder, [ACU_SUBCONTRACT] = &acu_def_Subcontract,
	[ACU_VENDOR] = &acu_def_Vendor,
};

const struct acu_def *acu_kind_def(enum acu_kind kind)
{
	return kinds[kind];
}

static const struct { const char *name, *version; unsigned mask; } endpoints[] = {
	{ "Default", "20.200.001", E20 }, { "Default", "22.200.001", E22 },
	{ "Default", "23.200.001", E23 }, { "Default", "24.200.001", E24 },
	{ NULL, "1.0.0", EC },
};

/* The customization's endpoint has the name its project gave it. */
static const char *endpoint_name(const struct acu *acu, size_t i)
{
	return endpoints[i].name ? endpoints[i].name : acu->product->construction;
}

static const struct { const char *name, *also, *build; unsigned mask; } releases[] = {
	{ "22.1", "2022R1", "22.114.0020", E20 },
	{ "22.2", "2022R2", "22.208.0032", E20 | E22 },
	{ "23.1", "2023R1", "23.108.0024", E20 | E22 },
	{ "23.2", "2023R2", "23.211.0018", E20 | E22 | E23 },
	{ "24.2", "2024R2", "24.207.0013", E20 | E22 | E23 | E24 },
};

static unsigned available(const struct acu *acu)
{
	return acu->endpoints | (acu->sw.construct_endpoint ? EC : 0);
}

/* ---- errors ---- */

static void error_json(struct sim_response *resp, int status, const char *type, const char *text)
{
	cJSON *v = cJSON_CreateObject();

	if (type) {
		jv_add_str(v, "message", "An error has occurred.");
		jv_add_str(v, "exceptionMessage", text);
		jv_add_str(v, "exceptionType", type);
		jv_add_str(v, "stackTrace", "   at PX.Api.ContractBased.EntityService.Execute()");
	} else {
		jv_add_str(v, "message", text);
	}
	sim_respond_json(resp, status, v);
}

void acu_error(struct sim_response *resp, int status, const char *type, const char *fmt, ...)
{
	struct strbuf b = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	strbuf_reset(&resp->body);
	error_json(resp, status, type, b.s);
	strbuf_release(&b);
}

void acu_refuse(void *state, struct sim_response *resp, int status, const char *message)
{
	if (status == 401)
		error_json(resp, 401, "PX.Data.PXNotLoggedInException", message);
	else
		error_json(resp, status, status >= 500 ? "PX.Data.PXException" : NULL, message);
}

static void not_logged_in(struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "message", "You are not logged in.");
	jv_add_str(v, "exceptionMessage", "You are not currently logged in.");
	jv_add_str(v, "exceptionType", "PX.Data.PXNotLoggedInException");
	sim_respond_json(resp, 401, v);
}

/* ---- the list of endpoints ---- */

static void list_endpoints(struct acu *acu, const struct sim_request *req, struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject(), *version = cJSON_CreateObject(), *list = cJSON_CreateArray();
	int known = acu_session_find(acu, req) != NULL;
	struct strbuf b = STRBUF_INIT;
	cJSON *e;
	size_t i;

	jv_add_str(version, "acumaticaBuildVersion", acu->build);
	jv_add_str(version, "databaseVersion", acu->build);
	jv_add(v, "version", version);
	for (i = 0; i < ARRAY_SIZE(endpoints); i++) {
		/* A tenant's own endpoints are shown only to who is signed in there. */
		if (!(endpoints[i].mask & available(acu)) || (endpoints[i].mask == EC && !known))
			continue;
		e = cJSON_CreateObject();
		jv_add_str(e, "name", endpoint_name(acu, i));
		jv_add_str(e, "version", endpoints[i].version);
		strbuf_reset(&b);
		strbuf_addf(&b, "%s/entity/%s/%s/", acu->base, endpoint_name(acu, i), endpoints[i].version);
		jv_add_str(e, "href", b.s);
		cJSON_AddItemToArray(list, e);
	}
	jv_add(v, "endpoints", list);
	strbuf_release(&b);
	sim_respond_json(resp, 200, v);
}

/* ---- descriptions ---- */

static const char *wrapper(char type)
{
	switch (type) {
	case 'N': return "DecimalValue";
	case 'B': return "BooleanValue";
	case 'D': return "DateTimeValue";
	case 'I': return "IntValue";
	case 'H': return "ShortValue";
	case 'L': return "LongValue";
	case 'G': return "GuidValue";
	default: return "StringValue";
	}
}

static void describe(cJSON *definitions, const struct acu_def *def, unsigned endpoint)
{
	cJSON *d, *props, *p, *items;
	struct strbuf b = STRBUF_INIT;
	int i;

	if (jv_get(definitions, def->name))
		return;
	d = cJSON_CreateObject();
	props = cJSON_CreateObject();
	jv_add_str(d, "type", "object");
	jv_add(d, "properties", props);
	jv_add(definitions, def->name, d);
	for (i = 0; i < def->n; i++) {
		const struct acu_field *f = &def->fields[i];

		if (!(f->endpoints & endpoint) || f->type == 'Q')
			continue;
		p = cJSON_CreateObject();
		strbuf_reset(&b);
		strbuf_addf(&b, "#/definitions/%s", f->sub ? f->sub->name : wrapper(f->type));
		if (f->type == 'A') {
			items = cJSON_CreateObject();
			jv_add_str(items, "$ref", b.s);
			jv_add_str(p, "type", "array");
			jv_add(p, "items", items);
		} else {
			jv_add_str(p, "$ref", b.s);
		}
		jv_add(props, f->name, p);
		if (f->sub)
			describe(definitions, f->sub, endpoint);
	}
	strbuf_release(&b);
}

static void swagger(struct acu_call *call)
{
	cJSON *v = cJSON_CreateObject(), *info = cJSON_CreateObject(), *definitions = cJSON_CreateObject();
	struct strbuf b = STRBUF_INIT;
	int k;

	jv_add_str(v, "swagger", "2.0");
	jv_add_str(info, "version", strchr(call->endpoint_name, '/') + 1);
	jv_add_str(info, "title", call->endpoint_name);
	jv_add(v, "info", info);
	strbuf_addf(&b, "%s/entity/%s", call->acu->base, call->endpoint_name);
	jv_add_str(v, "basePath", b.s);
	strbuf_release(&b);
	for (k = 0; k < ACU_KINDS; k++)
		if (kinds[k]->endpoints & call->endpoint)
			describe(definitions, kinds[k], call->endpoint);
	jv_add(v, "definitions", definitions);
	sim_respond_json(call->resp, 200, v);
}

static const char *custom_wrapper(char type)
{
	return type == 'N' ? "CustomDecimalField" : type == 'B' ? "CustomBooleanField" :
		type == 'D' ? "CustomDateTimeField" : type == 'I' ? "CustomIntField" : "CustomStringField";
}

/* What the screen has beyond the contract, as an empty record with its custom section. */
static void ad_hoc_schema(struct acu_call *call, const struct acu_def *def)
{
	cJSON *v = cJSON_CreateObject(), *custom = cJSON_CreateObject(), *view, *c;
	int i;

	for (i = 0; i < def->n; i++) {
		const struct acu_field *f = &def->fields[i];

		if (f->type == 'O' || f->type == 'A' || f->type == 'Q')
			continue;
		if (f->endpoints & call->endpoint) {
			jv_add(v, f->name, cJSON_CreateObject());
			continue;
		}
		if (!*f->field || (!strcmp(f->name, "xExternalKey") && !call->acu->sw.attribute_key))
			continue;
		view = cJSON_GetObjectItemCaseSensitive(custom, f->view);
		if (!view) {
			view = cJSON_CreateObject();
			jv_add(custom, f->view, view);
		}
		c = cJSON_CreateObject();
		jv_add_str(c, "type", custom_wrapper(f->type));
		jv_add(view, f->field, c);
	}
	jv_add(v, "custom", custom);
	sim_respond_json(call->resp, 200, v);
}

/* ---- one record ---- */

/* "a/b" or "a|b" to the slot of a record; -1. */
static int64_t find_by_path(struct acu_call *call, struct acu_table *t, const char *rest)
{
	const char *keys[ACU_MAX_KEYS] = { NULL };
	char *copy = xstrdup(rest), *p = copy;
	uint64_t id;
	int64_t slot = -1;
	int n = 0;

	if (acu_guid_parse(call->acu, rest, &id)) {
		free(copy);
		return acu_table_find_id(t, id);
	}
	while (n < ACU_MAX_KEYS) {
		keys[n++] = p;
		p = strpbrk(p, "/|");
		if (!p)
			break;
		*p++ = 0;
	}
	if (n == t->def->n_keys && !p)
		slot = acu_table_find(t, keys);
	free(copy);
	return slot;
}

static void missing(struct acu_call *call)
{
	acu_error(call->resp, call->acu->sw.missing_status,
		"PX.Api.ContractBased.NoEntitySatisfiesTheConditionException",
		"No entity satisfies the condition.");
}

static void get_one(struct acu_call *call, struct acu_table *t, const char *rest)
{
	int64_t slot = find_by_path(call, t, rest);
	struct acu_view v;

	if (slot < 0) {
		missing(call);
		return;
	}
	if (acu_view_init(&v, call, t->def))
		return;
	acu_render(&call->resp->body, &v, acu_table_get(t, (size_t)slot));
	call->resp->status = 200;
	sim_respond_header(call->resp, "Content-Type", "application/json; charset=utf-8");
	acu_view_release(&v);
}

static int json_sent(struct acu_call *call)
{
	const char *type = sim_header(call->req, "Content-Type");

	if (!type || !strcasestr(type, "json")) {
		acu_error(call->resp, 415, NULL, "The request entity's media type '%s' is not supported "
			"for this resource.", type ? type : "");
		return 0;
	}
	if (!cJSON_IsObject(call->req->json)) {
		acu_error(call->resp, 400, NULL, "The request is invalid: the body is not a JSON object.");
		return 0;
	}
	return 1;
}

static void entity_call(struct acu_call *call, struct acu_table *t, const char *rest)
{
	const char *method = call->req->method;
	int64_t slot;

	if (!strcmp(method, "GET") && !strcmp(rest, "$adHocSchema"))
		ad_hoc_schema(call, t->def);
	else if (!strcmp(method, "GET") && t->kind != ACU_COMPANIES) {
		if (*rest)
			get_one(call, t, rest);
		else
			acu_list(call, t);
	} else if (!strcmp(method, "PUT") && !*rest) {
		if (json_sent(call))
			acu_put(call, t);
	} else if (!strcmp(method, "POST") && *rest && !strchr(rest, '/')) {
		if (json_sent(call))
			acu_act(call, t, rest);
	} else if (!strcmp(method, "DELETE") && *rest) {
		slot = find_by_path(call, t, rest);
		if (slot < 0)
			missing(call);
		else
			acu_delete(call, t, (size_t)slot);
	} else {
		acu_error(call->resp, 405, NULL, "The requested resource does not support http method '%s'.",
			method);
	}
}

/* ---- addresses ---- */

static struct acu_table *table_named(struct acu_call *call, const char *name, size_t len)
{
	int k;

	for (k = 0; k < ACU_KINDS; k++)
		if (strlen(kinds[k]->name) == len && !strncmp(kinds[k]->name, name, len) &&
		    (kinds[k]->endpoints & call->endpoint))
			return &call->tenant->tables[k];
	return NULL;
}

/* The endpoint a path begins with; what follows goes to *rest.  0 when there is none. */
static int endpoint_of(struct acu_call *call, const char *path, const char **rest, char *name, size_t size)
{
	size_t i, n;

	for (i = 0; i < ARRAY_SIZE(endpoints); i++) {
		n = (size_t)snprintf(name, size, "%s/%s", endpoint_name(call->acu, i),
			endpoints[i].version);
		if (!(endpoints[i].mask & available(call->acu)) || strncasecmp(path, name, n) ||
		    (path[n] && path[n] != '/'))
			continue;
		call->endpoint = endpoints[i].mask;
		call->endpoint_name = name;
		*rest = path + n + (path[n] == '/');
		return 1;
	}
	return 0;
}

/* Branch and business date of this request; 0, or -1 (answered). */
static int context(struct acu_call *call)
{
	const char *branch = sim_header(call->req, "PX-CbApiBranch");
	const char *date = sim_header(call->req, "PX-CbApiBusinessDate");
	char iso[11] = "";
	size_t i;

	call->branch = branch ? branch : call->session->branch;
	if (!*call->branch && call->tenant->has_company && call->acu->co->n_branches)
		call->branch = call->acu->co->branches[0].erp_id;
	if (branch && !acu_base_currency(call->tenant, branch)) {
		acu_error(call->resp, 500, "PX.Data.PXException",
			"Branch '%s' cannot be found in the system.", branch);
		return -1;
	}
	call->today = sim_now_ms(call->acu->sim) / 86400000 * 86400000;
	if (date) {
		for (i = 0; i < 10 && date[i]; i++)
			iso[i] = date[i] == '/' ? '-' : date[i];
		if (acu_date_parse(&call->today, iso)) {
			acu_error(call->resp, 400, NULL, "The request is invalid: PX-CbApiBusinessDate.");
			return -1;
		}
	}
	return 0;
}

static void entity_address(struct acu *acu, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	struct acu_call call = { .acu = acu, .req = req, .resp = resp };
	const char *rest, *slash;
	struct acu_table *t;
	char name[64];
	size_t len;

	call.session = acu_session_find(acu, req);
	if (!call.session) {
		not_logged_in(resp);
		return;
	}
	call.tenant = call.session->tenant;
	if (!endpoint_of(&call, path, &rest, name, sizeof name)) {
		acu_error(resp, 404, NULL, "No HTTP resource was found that matches the request URI '%s'.",
			req->path);
		return;
	}
	if (!strcmp(rest, "swagger.json") && !strcmp(req->method, "GET")) {
		swagger(&call);
		return;
	}
	slash = strchr(rest, '/');
	len = slash ? (size_t)(slash - rest) : strlen(rest);
	t = table_named(&call, rest, len);
	if (!t) {
		acu_error(resp, 404, NULL, "No HTTP resource was found that matches the request URI '%s'.",
			req->path);
		return;
	}
	if (!strcmp(req->method, "GET") && acu_job_poll(acu, call.session, path, resp))
		return;
	if (acu_busy(acu, call.session, t->kind)) {
		acu_error(resp, 500, "PX.Data.PXInvalidOperationException", "A long operation has been "
			"started in this API session and is still in progress. Wait until it ends.");
		return;
	}
	if (context(&call))
		return;
	entity_call(&call, t, slash ? slash + 1 : "");
}

/* More requests in this minute than the licence allows. */
static int declined(struct acu *acu, struct sim_response *resp)
{
	int64_t minute = sim_now_ms(acu->sim) / 60000;

	if (minute != acu->minute)
		acu->requests = 0;
	acu->minute = minute;
	if (!acu->sw.rate || ++acu->requests <= acu->sw.rate)
		return 0;
	acu_error(resp, 429, NULL, "The number of API requests per minute allowed by the licence was exceeded.");
	return 1;
}

void acu_handle(struct sim *sim, void *state, const struct sim_request *req, struct sim_response *resp)
{
	struct acu *acu = state;
	size_t n = strlen(acu->base);
	const char *path = req->path + n;

	if (strncasecmp(req->path, acu->base, n) || (n && *path != '/' && *path)) {
		sim_respond_text(resp, 404, "text/html", "<html><body><h2>404 - File or directory not found."
			"</h2></body></html>");
		return;
	}
	if (acu_login_handle(acu, path, req, resp) || declined(acu, resp))
		return;
	if ((!strcasecmp(path, "/entity") || !strcasecmp(path, "/entity/")) && !strcmp(req->method, "GET"))
		list_endpoints(acu, req, resp);
	else if (!strncasecmp(path, "/entity/", 8))
		entity_address(acu, path + 8, req, resp);
	else
		acu_error(resp, 404, NULL, "No HTTP resource was found that matches the request URI '%s'.",
			req->path);
}

/* ---- life ---- */

static void choose_release(struct acu *acu)
{
	const char *wanted = acu_extra(acu, "release", "23.1");
	size_t i, k = 2;

	if (!strncmp(wanted, "20", 2) && strchr(wanted, '.'))
		wanted += 2;                     /* MYOB writes 2023.1 */
	for (i = 0; i < ARRAY_SIZE(releases); i++)
		if (!strcasecmp(releases[i].name, wanted) || !strcasecmp(releases[i].also, wanted))
			k = i;
	acu->build = releases[k].build;
	acu->endpoints = releases[k].mask;
}

const char *acu_extra(const struct acu *acu, const char *name, const char *fallback)
{
	char key[64];

	snprintf(key, sizeof key, "%s.%s", acu->product->name, name);
	return sim_extra(acu->sim, key, fallback);
}

int acu_has_project(const struct acu *acu, int project)
{
	return acu->co->projects[project].erp_id && !strcmp(sim_erp_of(acu->sim, project), acu->product->name);
}

const char *acu_currency(const struct acu *acu, const char *own)
{
	return sim_currency(acu->sim, acu->product->name, own);
}

struct acu *acu_open(struct sim *sim, const struct acu_product *product)
{
	struct acu *acu = xcalloc(1, sizeof *acu);
	int i, k;

	acu->product = product;
	acu->sim = sim;
	acu->co = sim_company(sim);
	acu->base = acu_extra(acu, "base", product->base);
	acu->check_type = acu_extra(acu, "check_type", "Payment");
	acu->seed = sim_options(sim)->seed;
	acu->user = xstrdup(acu_extra(acu, "user", "comptoir"));
	acu->password = xstrdup(acu_extra(acu, "password", "Northside-2026"));
	acu->client_secret = xstrdup(acu_extra(acu, "client_secret", "kA3tqf8VnY0cR5xZ"));
	acu->tenants[0].name = product->tenant ? product->tenant : acu->co->tenant;
	acu->client_id = xasprintf("6B1A7E60-4C4E-9B36-3A0D-52E4D9A1C7F2@%s", acu->tenants[0].name);
	acu->tenants[1].name = "Training";
	choose_release(acu);
	for (i = 0; i < 2; i++) {
		acu->tenants[i].acu = acu;
		for (k = 0; k < ACU_KINDS; k++)
			acu_table_init(&acu->tenants[i].tables[k], (enum acu_kind)k, &acu->tenants[i]);
	}
	acu_switches_init(acu);
	acu_seed(acu);
	return acu;
}

static void *init(struct sim *sim)
{
	static const struct acu_product product = { .name = "acumatica", .base = "/acu",
		.construction = "ConstructLink" };

	return acu_open(sim, &product);
}

void acu_release(void *state)
{
	struct acu *acu = state;
	size_t j;
	int i, k;

	for (i = 0; i < 2; i++)
		for (k = 0; k < ACU_KINDS; k++)
			acu_table_release(&acu->tenants[i].tables[k]);
	for (j = 0; j < acu->jobs.len; j++) {
		free(acu->jobs.items[j].id);
		free(acu->jobs.items[j].where);
		free(acu->jobs.items[j].failure);
	}
	ARRAY_RELEASE(&acu->jobs);
	acu_sessions_release(acu);
	free(acu->user);
	free(acu->password);
	free(acu->client_id);
	free(acu->client_secret);
	free(acu->cannot_optimize);
	free(acu);
}

void acu_expire(struct sim *sim, void *state)
{
	acu_sessions_expire(state);
}

void acu_credentials(struct sim *sim, void *state, cJSON *obj)
{
	const struct acu *acu = state;

	jv_set_str(obj, "user", acu->user);
	jv_set_str(obj, "password", acu->password);
	jv_set_str(obj, "tenant", acu->tenants[0].name);
	jv_set_str(obj, "branch", acu->co->n_branches ? acu->co->branches[0].erp_id : "");
	jv_set_str(obj, "client_id", acu->client_id);
	jv_set_str(obj, "client_secret", acu->client_secret);
	/* what the set-up guide asks the customer for */
	jv_set_str(obj, "environment", "test");
	jv_set_str(obj, "connected_since", acu->co->connected_on);
	jv_set_str(obj, "home_currency", acu_currency(acu, acu->co->home_currency));
	jv_set_str(obj, "construction_name", acu->product->construction);
	jv_set_str(obj, "payments", "yes");
	if (acu->product->login_kind)
		jv_set_str(obj, "login_kind", acu->product->login_kind);
	jv_set_str(obj, "id_project_mask", "A####");
	jv_set_str(obj, "id_cost_code_mask", "##-###");
}

const struct sim_system sim_acumatica = {
	.name = "acumatica",
	.title = "Acumatica, contract-based REST API",
	.base_path = "/acu",
	.init = init, .handle = acu_handle, .control = acu_control, .refuse = acu_refuse, .expire = acu_expire,
	.dump = acu_dump, .credentials = acu_credentials, .release = acu_release,
};
