/* The simulated QuickBooks Online: addresses, limits, credentials.
 *
 * Everything of a company is below /v3/company/<realm>/.  Before the accounting service answers, the
 * gateway looks at the token, the realm and the limits. */
#include "sim/quickbooks.h"

#include "base/date.h"
#include "base/text.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

#define REQUEST_ID_MAX 50
#define BATCH_REQUEST_ID_MAX 36

int64_t qb_stamp(const struct qb *qb)
{
	return sim_stamp_ms(qb->sim) / 1000 * 1000;
}

void qb_today(const struct qb *qb, char out[11])
{
	char text[40];

	qb_time(text, sim_stamp_ms(qb->sim), 0);
	memcpy(out, text, 10);
	out[10] = 0;
}

/* ---- life ---- */

static void *init(struct sim *sim)
{
	struct qb *qb = xcalloc(1, sizeof *qb);

	qb->sim = sim;
	qb->co = sim_company(sim);
	qb_switches_init(qb);
	qb->schema = qb_schema_open();
	snprintf(qb->realm, sizeof qb->realm, "%lld",
		(long long)(INT64_C(9130350000000000) + (int64_t)(qb->co->seed % 1000000) * 1009 + 126));
	qb_auth_init(qb);
	qb_tables_init(qb);
	qb_seed_lists(qb);
	qb_seed_docs(qb);
	return qb;
}

static void release(void *state)
{
	struct qb *qb = state;

	qb_tables_release(qb);
	qb_auth_release(qb);
	qb_repeats_release(qb);
	ARRAY_RELEASE(&qb->items);
	qb_schema_close(qb->schema);
	free(qb);
}

static void expire(struct sim *sim, void *state)
{
	qb_auth_expire(state);
}

static void credentials(struct sim *sim, void *state, cJSON *obj)
{
	struct qb *qb = state;
	char *accounts = qb_cost_accounts(qb);

	jv_add_str(obj, "client_id", qb->client_id);
	jv_add_str(obj, "client_secret", qb->client_secret);
	jv_add_str(obj, "refresh_token", qb->refresh);
	jv_add_str(obj, "realm_id", qb->realm);
	jv_add_str(obj, "environment", "test");
	jv_add_str(obj, "home_currency", "CAD");
	jv_add_str(obj, "accounts", accounts);
	jv_add_str(obj, "retainage_account", "2110");
	jv_add_str(obj, "ap_account", "2000");
	jv_add_str(obj, "parent_customer", QB_PARENT_NAME);
	jv_add_str(obj, "export_commitments", "no");
	jv_add_str(obj, "connected_since", qb->co->connected_on);
	free(accounts);
}

/* intuit_tid: support asks for it. */
static void add_tid(struct qb *qb, struct sim_response *resp)
{
	char *tid = xasprintf("1-%08x-%024llx", (unsigned)(sim_stamp_ms(qb->sim) / 1000),
		(unsigned long long)++qb->exchange);

	sim_respond_header(resp, "intuit_tid", tid);
	free(tid);
}

static void refuse(void *state, struct sim_response *resp, int status, const char *message)
{
	struct sim_request none = { .method = "GET", .target = "", .path = "", .body = "" };
	struct qb_call call = { .qb = state, .req = &none, .resp = resp };

	add_tid(call.qb, resp);
	if (status == 429) {
		qb_respond_gateway(&call, 429, "3001", "ThrottleExceeded", message);
	} else if (status == 401) {
		qb_respond_gateway(&call, 401, "3200", "AuthenticationFailed", message);
	} else if (status == 503) {
		qb_respond_gateway(&call, 503, "3010", "ServiceUnavailable", message);
	} else {
		qb_fail(&call.fault, 10000, NULL, "%s", message);
		qb_respond_fault(&call);
		resp->status = status;
	}
}

/* ---- the gateway ---- */

/* 1 when this one is too many in its window of `length` ms. */
static int over(struct qb_window *w, int64_t now, int64_t length, int limit)
{
	if (!limit)
		return 0;
	if (now / length != w->at) {
		w->at = now / length;
		w->n = 0;
	}
	return ++w->n > limit;
}

static int throttled(struct qb_call *call, const char *rest)
{
	struct qb *qb = call->qb;
	int64_t now = sim_now_ms(qb->sim);

	if (!over(&qb->minute, now, 60000, qb->sw.minute_limit) &&
	    !over(&qb->second, now, 1000, qb->sw.second_limit) &&
	    (strcmp(rest, "batch") || !over(&qb->batches, now, 60000, qb->sw.batch_limit)))
		return 0;
	qb_respond_gateway(call, 429, "3001", "ThrottleExceeded", "The request limit was reached. Please "
		"slow down requests or contact support");
	sim_count(qb->sim, "throttled");
	return 1;
}

static int wants_json(const struct sim_request *req)
{
	const char *accept = sim_header(req, "Accept"), *format = sim_query(req, "format");

	/* the vendor's client libraries name the format in the query as well */
	if (format)
		return strcmp(format, "json") == 0;
	return accept && strstr(accept, "json") != NULL;
}

/* Text that is not UTF-8, or a member of the query the service does not know. */
static int request_ok(struct qb_call *call)
{
	static const char known[] = "|minorversion|requestid|operation|include|query|entities|changedSince|format|";
	const struct sim_request *req = call->req;
	size_t n;
	uint32_t cp;

	for (size_t i = 0; i < req->body_len; i += n) {
		n = text_decode(req->body + i, req->body_len - i, &cp);
		if (cp == 0xfffd && n == 1)
			return qb_fail(&call->fault, 500, NULL, "Unsupported Operation : the body is not UTF-8");
	}
	for (size_t i = 0; i < req->query.len && !sim_options(call->qb->sim)->lenient; i++) {
		char *word = xasprintf("|%s|", req->query.items[i].name);
		int ok = strstr(known, word) != NULL;

		free(word);
		if (!ok)
			return qb_fail(&call->fault, 2010, req->query.items[i].name, "Property Name:%s specified is "
				"unsupported or invalid", req->query.items[i].name);
	}
	return 0;
}

static int is_json_post(struct qb_call *call)
{
	const char *type = sim_header(call->req, "Content-Type");

	if (!type || strncasecmp(type, "application/json", 16))
		return qb_fail(&call->fault, 500, NULL, "Unsupported Operation : Content-Type %s",
			type ? type : "is missing");
	if (!cJSON_IsObject(call->req->json))
		return qb_fail(&call->fault, 2010, NULL, "Property Name:failed to parse json object; a property "
			"specified is unsupported or invalid");
	return 0;
}

/* ---- addresses ---- */

static void answer_one(struct qb_call *call, enum qb_kind kind, cJSON *v)
{
	cJSON *root;

	if (!v) {
		qb_respond_fault(call);
		return;
	}
	root = cJSON_CreateObject();
	jv_add(root, qb_defs[kind].name, v);
	qb_respond(call, root);
	call->resp->wrote = call->wrote;
}

static void read_one(struct qb_call *call, enum qb_kind kind, const char *id)
{
	struct qb_rec *r;

	if (kind == QB_COMPANY_INFO && !strcmp(id, call->qb->realm))
		id = "1";
	if (kind == QB_PREFERENCES && !*id)
		id = "1";
	r = qb_find(call->qb, kind, id);
	if (!r)
		qb_fail(&call->fault, 610, "Id", "Object Not Found : Something you're trying to use has been made "
			"inactive or was not found. Id=%s", id);
	answer_one(call, kind, r ? qb_show(call->qb, kind, r) : NULL);
}

static void write_one(struct qb_call *call, enum qb_kind kind)
{
	const char *operation = sim_query(call->req, "operation"), *include = sim_query(call->req, "include");
	enum qb_verb verb = QB_SAVE;

	if (operation && !strcmp(operation, "delete"))
		verb = QB_DELETE;
	else if (operation && !strcmp(operation, "void"))
		verb = QB_VOID;
	else if (include && !strcmp(include, "void"))
		verb = QB_VOID;
	if (operation && verb == QB_SAVE && strcmp(operation, "update") && strcmp(operation, "create"))
		qb_fail(&call->fault, 500, NULL, "Unsupported Operation : %s", operation);
	else if (verb == QB_VOID && kind == QB_BILL)
		qb_fail(&call->fault, 500, NULL, "Unsupported Operation : a bill cannot be voided");
	answer_one(call, kind, call->fault.code || is_json_post(call) ? NULL :
		qb_write(call, kind, verb, call->req->json, include));
}

static void run_query(struct qb_call *call)
{
	const char *text = sim_query(call->req, "query");
	cJSON *v, *root;

	if (!text && !strcmp(call->req->method, "POST"))
		text = call->req->body;
	if (!text || !*text)
		qb_fail(&call->fault, 4000, NULL, "QueryParserError: the query is empty");
	v = call->fault.code ? NULL : qb_query_run(call->qb, text, &call->fault);
	if (!v) {
		qb_respond_fault(call);
		return;
	}
	root = cJSON_CreateObject();
	jv_add(root, "QueryResponse", v);
	qb_respond(call, root);
}

static void unsupported(struct qb_call *call)
{
	qb_fail(&call->fault, 500, NULL, "Unsupported Operation : %s %s", call->req->method, call->req->path);
	qb_respond_fault(call);
}

static void run_batch(struct qb_call *call)
{
	if (is_json_post(call))
		qb_respond_fault(call);
	else
		qb_batch(call);
}

/* rest: what follows the realm. */
static void company_call(struct qb_call *call, const char *rest)
{
	int post = !strcmp(call->req->method, "POST"), get = !strcmp(call->req->method, "GET"), kind;
	size_t n = strcspn(rest, "/");
	char *entity;

	if (post && qb_repeat_answer(call, strcmp(rest, "batch") ? REQUEST_ID_MAX : BATCH_REQUEST_ID_MAX))
		return;
	if (!strcmp(rest, "query") && (get || post)) {
		run_query(call);
		return;
	}
	if (!strcmp(rest, "cdc") && get) {
		qb_cdc(call);
		return;
	}
	if (!strcmp(rest, "batch") && post) {
		run_batch(call);
		qb_repeat_keep(call);
		return;
	}
	entity = xstrndup(rest, n);
	kind = qb_kind_of(entity, 1);
	free(entity);
	if (kind < 0 || (post && rest[n]) || (!post && !get)) {
		unsupported(call);
	} else if (get) {
		read_one(call, (enum qb_kind)kind, rest[n] ? rest + n + 1 : "");
	} else {
		write_one(call, (enum qb_kind)kind);
		qb_repeat_keep(call);
	}
}

static void handle(struct sim *sim, void *state, const struct sim_request *req, struct sim_response *resp)
{
	struct qb *qb = state;
	struct qb_call call = { .qb = qb, .req = req, .resp = resp, .xml = !wants_json(req) };
	static const char start[] = "/v3/company/";
	const char *realm, *rest;

	add_tid(qb, resp);
	if (qb_auth_handle(qb, req, resp))
		return;
	if (strncmp(req->path, start, sizeof start - 1)) {
		unsupported(&call);
		return;
	}
	realm = req->path + sizeof start - 1;
	rest = strchr(realm, '/');
	if (!qb_auth_ok(qb, req)) {
		qb_respond_gateway(&call, 401, "3200", "AuthenticationFailed",
			sim_header(req, "Authorization") ? "Token expired" : "Malformed bearer token: too few parts");
	} else if (!rest || (size_t)(rest - realm) != strlen(qb->realm) ||
	           strncmp(realm, qb->realm, strlen(qb->realm))) {
		qb_respond_gateway(&call, 403, "3100", "ApplicationAuthorizationFailed",
			"The application is not authorised for this company");
	} else if (throttled(&call, rest + 1)) {
		return;
	} else if (!qb->sw.subscription || request_ok(&call)) {
		if (!call.fault.code)
			qb_fail(&call.fault, 6190, NULL, "Subscription period has ended or canceled or there was a "
				"billing problem");
		qb_respond_fault(&call);
	} else {
		company_call(&call, rest + 1);
	}
}

const struct sim_system sim_quickbooks = {
	.name = "quickbooks", .title = "QuickBooks Online accounting API and OAuth", .base_path = "",
	.init = init, .handle = handle, .control = qb_control, .refuse = refuse, .expire = expire,
	.dump = qb_dump, .credentials = credentials, .release = release,
};
