/* Procore: the way of a request through the simulator.
 *
 *	token → Procore-Company-Id → rates → path and method → query → body → handler
 *
 * Each step refuses as the service does.  What an operation takes and gives
 * stands in procore_rules.c; what it does in the handlers named by
 * procore_routes.c. */
#include "sim/procore.h"

#include "base/array.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

/* ---- refusals and answers ---- */

static int is_v2(const char *path)
{
	return !strncmp(path, "/rest/v2", 8);
}

void pc_refuse(struct sim_response *resp, int status, const char *message)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "message", message);
	sim_respond_json(resp, status, v);
}

static const char *status_name(int status)
{
	switch (status) {
	case 400: return "BAD_REQUEST";
	case 401: return "UNAUTHORIZED";
	case 403: return "FORBIDDEN";
	case 404: return "NOT_FOUND";
	case 406: return "NOT_ACCEPTABLE";
	case 422: return "UNPROCESSABLE_ENTITY";
	case 429: return "TOO_MANY_REQUESTS";
	default: return "INTERNAL_SERVER_ERROR";
	}
}

/* The refusal in the shape of the version that was asked. */
void pc_refuse_call(struct pc_call *c, int status, const char *message)
{
	cJSON *v, *e, *d;

	if (!is_v2(c->req->path)) {
		pc_refuse(c->resp, status, message);
		return;
	}
	v = cJSON_CreateObject();
	e = cJSON_CreateObject();
	d = cJSON_CreateObject();
	jv_add_str(d, "reason_code", "invalid_request");
	jv_add_str(d, "message", message);
	jv_add_str(e, "code", status_name(status));
	jv_add_str(e, "message", message);
	jv_add(e, "details", cJSON_CreateArray());
	cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(e, "details"), d);
	jv_add(v, "error", e);
	sim_respond_json(c->resp, status, v);
}

void pc_refuse_errors(struct sim_response *resp, cJSON *errors)
{
	cJSON *v = cJSON_CreateObject();

	jv_add(v, "errors", errors);
	sim_respond_json(resp, 422, v);
}

void pc_answer(struct pc_call *c, int status, cJSON *v)
{
	sim_respond_json(c->resp, status, v);
}

/* ---- rates ---- */

/* Counts the call; the headers tell of the window that runs out first.  1 when over. */
static int over_rate(struct pc_call *c)
{
	struct procore *pc = c->pc;
	const struct sim_options *o = sim_options(pc->sim);
	int64_t hour = o->rate_hour < 0 ? 3600 : o->rate_hour;
	int64_t spike = o->rate_spike < 0 ? 25 : o->rate_spike;
	int64_t now = sim_now_ms(pc->sim) / 1000, hour_left, spike_left, reset;
	int by_hour, over;
	struct strbuf b = STRBUF_INIT;

	if (now - pc->hour_start >= 3600) {
		pc->hour_start = now;
		pc->hour_used = 0;
	}
	if (now - pc->spike_start >= 10) {
		pc->spike_start = now;
		pc->spike_used = 0;
	}
	hour_left = hour ? hour - pc->hour_used : INT64_MAX;
	spike_left = spike ? spike - pc->spike_used : INT64_MAX;
	over = hour_left <= 0 || spike_left <= 0;
	if (!over) {
		pc->hour_used++;
		pc->spike_used++;
		hour_left -= hour != 0;
		spike_left -= spike != 0;
	}
	if (!hour && !spike)
		return 0;
	by_hour = !spike || (hour && hour_left < spike_left);
	reset = by_hour ? pc->hour_start + 3600 : pc->spike_start + 10;
	strbuf_addf(&b, "%lld", (long long)(by_hour ? hour : spike));
	sim_respond_header(c->resp, "X-Rate-Limit-Limit", b.s);
	strbuf_reset(&b);
	strbuf_addf(&b, "%lld", (long long)(by_hour ? hour_left : spike_left));
	sim_respond_header(c->resp, "X-Rate-Limit-Remaining", b.s);
	strbuf_reset(&b);
	strbuf_addf(&b, "%lld", (long long)reset);
	sim_respond_header(c->resp, "X-Rate-Limit-Reset", b.s);
	if (over) {
		strbuf_reset(&b);
		strbuf_addf(&b, "%lld", (long long)(reset > now ? reset - now : 1));
		sim_respond_header(c->resp, "Retry-After", b.s);
		pc_refuse_call(c, 429, "You have surpassed the max number of requests for an interval. "
			"Please wait until the interval resets.");
		sim_count(pc->sim, "throttled");
	}
	strbuf_release(&b);
	return over;
}

/* ---- who and where ---- */

static int company_ok(struct pc_call *c)
{
	const char *h = sim_header(c->req, "Procore-Company-Id");
	int exempt = !strcmp(c->req->path, "/rest/v1.0/me") ||
		!strcmp(c->req->path, "/rest/v1.0/companies");
	int64_t id;

	if (!h && exempt && c->token->user)
		return 1;
	if (!h) {
		pc_refuse_call(c, 400, "Missing Procore-Company-Id header! Requests to the Procore API must "
			"name the company in the Procore-Company-Id header.");
		return 0;
	}
	if (decimal_parse(&id, h, 0, 1)) {
		pc_refuse_call(c, 400, "Procore-Company-Id is invalid, must be an integer");
		return 0;
	}
	if (id != c->pc->co->id) {
		pc_refuse_call(c, 403, "App is not connected to this company");
		return 0;
	}
	return 1;
}

/* company_id in path, query or body is the same company. */
static int same_company(struct pc_call *c)
{
	const char *q = sim_query(c->req, "company_id");
	const cJSON *b = jv_get(c->req->json, "company_id");
	int64_t id = c->pc->co->id;

	if (q && decimal_parse(&id, q, 0, 1))
		id = 0;
	if (b && !jv_is_int(b, &id))
		id = 0;
	if (id == c->pc->co->id && strstr(c->route->rule->path, "{company_id}"))
		id = c->ids[0];
	if (id == c->pc->co->id)
		return 1;
	pc_refuse_call(c, 403, "You do not have access to this company");
	return 0;
}

int pc_scope_project(struct pc_call *c)
{
	const char *q = sim_query(c->req, "project_id");
	int64_t id = jv_int(c->req->json, "project_id", 0);
	int at;

	if (q && decimal_parse(&id, q, 0, 1))
		id = 0;
	if (!strncmp(c->route->rule->path, "/rest/v2", 8))
		id = c->ids[1];
	else if (strstr(c->route->rule->path, "/projects/{project_id}"))
		id = c->ids[0];
	at = pc_find(c->pc, PC_PROJECT, id);
	if (at < 0) {
		pc_refuse_call(c, 404, "Project not found");
		return -1;
	}
	if (pc_record(c->pc, PC_PROJECT, at)->flags & PC_HIDDEN) {
		pc_refuse_call(c, 403, "You do not have permission to access this project");
		return -1;
	}
	c->project = at;
	return at;
}

/* ---- the body ---- */

static int accepts_json(const struct sim_request *req)
{
	const char *a = sim_header(req, "Accept");

	return !a || !*a || strstr(a, "json") || strstr(a, "*/*") || strstr(a, "application/*");
}

static int body_ok(struct pc_call *c)
{
	const char *type = sim_header(c->req, "Content-Type");
	struct strbuf why = STRBUF_INIT;
	int status;

	if (!c->route->body)
		return 1;
	if (!type || strncasecmp(type, "application/json", 16)) {
		pc_refuse_call(c, 406, "Content-Type must be application/json");
		return 0;
	}
	if (!c->req->json) {
		pc_refuse_call(c, 400, "There was a problem in the JSON you submitted");
		return 0;
	}
	status = shape_check(c->route->body, c->req->json, "", &why);
	if (status)
		pc_refuse_call(c, status, why.s);
	strbuf_release(&why);
	return !status;
}

static int query_ok(struct pc_call *c)
{
	struct strbuf why = STRBUF_INIT;
	int status = shape_check_query(c->route->query, &c->req->query,
		sim_options(c->sim)->lenient, &why);

	if (status)
		pc_refuse_call(c, status, why.s);
	strbuf_release(&why);
	return !status;
}

static void handle(struct sim *sim, void *state, const struct sim_request *req,
	struct sim_response *resp)
{
	struct pc_call c = { .pc = state, .sim = sim, .req = req, .resp = resp, .project = -1,
		.contract = -1 };
	int allowed = 0;
	int64_t touches;

	if (!strncmp(req->path, "/oauth/", 7)) {
		pc_oauth(state, req, resp);
		return;
	}
	if (strncmp(req->path, "/rest/", 6)) {
		pc_refuse(resp, 404, "Not found");
		return;
	}
	c.token = pc_authorize(state, req, resp);
	if (!c.token || !company_ok(&c) || over_rate(&c))
		return;
	c.route = pc_route_find(&c, &allowed);
	if (!c.route) {
		pc_refuse_call(&c, allowed ? 405 : 404, allowed ? "Method not allowed" : "Not found");
		return;
	}
	if (!accepts_json(req)) {
		pc_refuse_call(&c, 406, "Only application/json is produced");
		return;
	}
	if (!query_ok(&c) || !body_ok(&c) || !same_company(&c))
		return;
	c.view = sim_query(req, "view");
	if (!c.view)
		c.view = "";
	touches = c.pc->touches;
	c.route->run(&c);
	resp->wrote = c.pc->touches != touches;
}

/* ---- life ---- */

static void *make(struct sim *sim)
{
	struct procore *pc = xcalloc(1, sizeof *pc);
	struct strbuf b = STRBUF_INIT;

	pc->sim = sim;
	pc->co = sim_company(sim);
	pc->erp = !strcmp(sim_extra(sim, "procore.erp", "off"), "on");
	pc->grant_user = !strcmp(sim_extra(sim, "procore.grant", "service"), "user");
	sim_add_token(sim, &b, 20);
	pc->client_id = strbuf_detach(&b);
	sim_add_token(sim, &b, 32);
	pc->client_secret = strbuf_detach(&b);
	pc_store_make(pc);
	pc_routes_make(pc);
	return pc;
}

static void release(void *state)
{
	struct procore *pc = state;

	pc_routes_release(pc);
	pc_store_release(pc);
	pc_auth_release(pc);
	free(pc->client_id);
	free(pc->client_secret);
	free(pc);
}

static void expire(struct sim *sim, void *state)
{
	pc_expire_tokens(state);
}

static void fault_refuse(void *state, struct sim_response *resp, int status, const char *message)
{
	pc_refuse(resp, status, message);
}

static void credentials(struct sim *sim, void *state, cJSON *obj)
{
	const struct procore *pc = state;

	jv_add_str(obj, "client_id", pc->client_id);
	jv_add_str(obj, "client_secret", pc->client_secret);
	jv_add_int(obj, "company_id", pc->co->id);
	jv_add_str(obj, "redirect_uri", "urn:ietf:wg:oauth:2.0:oob");
	jv_add_str(obj, "environment", "sandbox");
	jv_add_str(obj, "home_currency", sim_currency(sim, sim_erp_first(sim), pc->co->home_currency));
}

const struct sim_system sim_procore = {
	.name = "procore",
	.title = "Procore",
	.base_path = "",
	.init = make,
	.handle = handle,
	.control = pc_control,
	.refuse = fault_refuse,
	.expire = expire,
	.dump = pc_dump,
	.credentials = credentials,
	.release = release,
};
