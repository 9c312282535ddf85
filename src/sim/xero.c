/* The simulated Xero: addresses, tenants, scopes, limits and repeated requests.
 *
 * Everything that is refused here is refused before a record is touched.  Writes with an Idempotency-Key
 * are remembered for six minutes of the simulated clock, refusals included. */
#include "sim/xero.h"
#include "base/date.h"
#include "base/digest.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define BASE "/api.xro/2.0/"
#define REPEAT_MS (6 * 60 * 1000)
#define MAX_REQUEST (10u << 20)

/* ---- errors ---- */

void xero_fail(struct sim_response *resp, int status, int number, const char *type, const char *fmt, ...)
{
	struct strbuf b = STRBUF_INIT;
	cJSON *v = cJSON_CreateObject();
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	jv_add_int(v, "ErrorNumber", number);
	jv_add_str(v, "Type", type);
	jv_add_str(v, "Message", b.s);
	strbuf_release(&b);
	sim_respond_json(resp, status, v);
}

void xero_not_found(struct sim_response *resp)
{
	sim_respond_text(resp, 404, "text/html; charset=utf-8", "");
}

void xero_problem(struct xero *x, struct sim_response *resp, int status, const char *title,
	const char *detail)
{
	cJSON *v = cJSON_CreateObject();
	char id[37];

	xero_guid_text(id, xero_new_guid(x));
	jv_add_null(v, "Type");
	jv_add_str(v, "Title", title);
	jv_add_int(v, "Status", status);
	jv_add_str(v, "Detail", detail);
	jv_add_str(v, "Instance", id);
	jv_add(v, "Extensions", cJSON_CreateObject());
	sim_respond_json(resp, status, v);
}

void xero_complain(struct xcall *c, const char *fmt, ...)
{
	struct strbuf b = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	for (size_t i = 0; i < c->errors.len; i++)
		if (!strcmp(c->errors.items[i], b.s)) {
			strbuf_release(&b);
			return;
		}
	*ARRAY_PUSH(&c->errors) = xero_text(c->x, b.s);
	strbuf_release(&b);
}

int32_t xero_today(const struct xero *x)
{
	return (int32_t)(sim_now_ms(x->sim) / 86400000);
}

static void refuse(void *state, struct sim_response *resp, int status, const char *message)
{
	struct xero *x = state;

	if (status == 429) {
		resp->status = 429;
		sim_respond_header(resp, "X-Rate-Limit-Problem", "minute");
		sim_respond_header(resp, "X-MinLimit-Remaining", "0");
		return;
	}
	if (status == 503) {
		sim_respond_text(resp, 503, "text/html", "<html><head><title>Service unavailable</title></head>"
			"<body><h1>The service is offline for maintenance</h1></body></html>");
		return;
	}
	xero_problem(x, resp, status, "An error occurred", message);
}

/* ---- limits ---- */

static void header_number(struct sim_response *resp, const char *name, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	sim_respond_header(resp, name, text);
}

static int64_t left(int limit, int used, int usual)
{
	int64_t n = limit ? limit - used : usual - 1;

	return n < 0 ? 0 : n;
}

static int limited(struct xcall *c, const char *problem, int64_t wait_s)
{
	c->resp->status = 429;
	sim_respond_header(c->resp, "X-Rate-Limit-Problem", problem);
	if (wait_s && c->x->sw.retry_after)
		header_number(c->resp, "Retry-After", wait_s);
	sim_count(c->x->sim, "limited");
	return 1;
}

/* Counts this call; 1 when it was one too many (answered). */
static int over_limit(struct xcall *c)
{
	const struct xero_switches *sw = &c->x->sw;
	int64_t now = sim_now_ms(c->x->sim), minute = now / 60000, day = now / 86400000;
	struct xero_tenant *t = c->t;
	int over = 0;

	if (t->minute != minute)
		t->minute_calls = 0;
	if (t->day != day)
		t->day_calls = 0;
	if (c->x->app_minute != minute)
		c->x->app_calls = 0;
	t->minute = c->x->app_minute = minute;
	t->day = day;
	t->minute_calls++;
	t->day_calls++;
	c->x->app_calls++;
	if (sw->day_limit && t->day_calls > sw->day_limit)
		over = limited(c, "day", (day + 1) * 86400 - now / 1000);
	else if (sw->minute_limit && t->minute_calls > sw->minute_limit)
		over = limited(c, "minute", 60 - now / 1000 % 60);
	else if (sw->app_limit && c->x->app_calls > sw->app_limit)
		over = limited(c, "appminute", 0);
	header_number(c->resp, "X-DayLimit-Remaining", left(sw->day_limit, t->day_calls, 5000));
	header_number(c->resp, "X-MinLimit-Remaining", left(sw->minute_limit, t->minute_calls, 60));
	header_number(c->resp, "X-AppMinLimit-Remaining", left(sw->app_limit, c->x->app_calls, 10000));
	return over;
}

/* ---- scopes ---- */

static const struct { const char *resource; const char *scopes[3]; } scope_table[] = {
	{ "Contacts", { "accounting.contacts" } },
	{ "Invoices", { "accounting.invoices", "accounting.transactions" } },
	{ "CreditNotes", { "accounting.invoices", "accounting.transactions" } },
	{ "PurchaseOrders", { "accounting.invoices", "accounting.transactions" } },
	{ "Items", { "accounting.settings", "accounting.invoices", "accounting.transactions" } },
	{ "Payments", { "accounting.payments", "accounting.transactions" } },
	{ "BatchPayments", { "accounting.payments", "accounting.transactions" } },
};

static int allowed_by(const struct xcall *c, const char *scope, int reading)
{
	char read[64];

	snprintf(read, sizeof read, "%s.read", scope);
	return xero_has_scope(c->token, scope) || (reading && xero_has_scope(c->token, read));
}

static int has_scope(const struct xcall *c)
{
	int reading = !strcmp(c->req->method, "GET");

	for (size_t i = 0; i < ARRAY_SIZE(scope_table); i++) {
		if (strcasecmp(scope_table[i].resource, c->seg[0]))
			continue;
		for (size_t k = 0; k < 3 && scope_table[i].scopes[k]; k++)
			if (allowed_by(c, scope_table[i].scopes[k], reading))
				return 1;
		return 0;
	}
	return allowed_by(c, "accounting.settings", reading);
}

/* ---- repeated requests ---- */

static char *request_hash(const struct sim_request *req)
{
	struct strbuf b = STRBUF_INIT;
	char hex[DIGEST_HEX_LEN];

	strbuf_addf(&b, "%s %s\n", req->method, req->target ? req->target : req->path);
	strbuf_add(&b, req->body, req->body_len);
	digest_sha256_hex(hex, b.s, b.len);
	strbuf_release(&b);
	return xstrdup(hex);
}

static void forget_repeats(struct xero *x)
{
	int64_t now = sim_now_ms(x->sim);
	size_t n = 0;

	for (size_t i = 0; i < x->repeats.len; i++) {
		struct xrepeat *r = &x->repeats.items[i];

		if (now - r->at_ms < REPEAT_MS) {
			x->repeats.items[n++] = *r;
			continue;
		}
		free(r->key);
		free(r->request);
		free(r->body);
	}
	x->repeats.len = n;
}

/* Was this key seen?  1: answered. */
static int repeated(struct xcall *c, const char *key, const char *request)
{
	for (size_t i = 0; i < c->x->repeats.len; i++) {
		const struct xrepeat *r = &c->x->repeats.items[i];

		if (strcmp(r->key, key))
			continue;
		if (strcmp(r->request, request)) {
			xero_fail(c->resp, 400, 10, "ValidationException", "The Idempotency-Key has been used "
				"already with a different request.");
			return 1;
		}
		sim_respond_text(c->resp, r->status, r->status == 404 ? "text/html; charset=utf-8" :
			"application/json; charset=utf-8", r->body);
		sim_count(c->x->sim, "repeated");
		return 1;
	}
	return 0;
}

/* ---- one call ---- */

static void write_call(struct xcall *c)
{
	static const struct { const char *resource; void (*write)(struct xcall *c); } table[] = {
		{ "Invoices", xero_docs_write }, { "PurchaseOrders", xero_docs_write },
		{ "CreditNotes", xero_docs_write }, { "Contacts", xero_contacts_write },
		{ "Items", xero_items_write }, { "TrackingCategories", xero_tracking_write },
		{ "Payments", xero_payments_write }, { "BatchPayments", xero_batches_write },
		{ "Currencies", xero_currencies_write }, { "TaxRates", xero_taxes_write },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if (!strcasecmp(table[i].resource, c->seg[0])) {
			table[i].write(c);
			return;
		}
	xero_fail(c->resp, 501, 20, "ApiMethodNotImplementedException",
		"Accounts and users are kept by the accountant and cannot be changed here");
}

/* Of a sub-resource History: writing a line of it. */
static void history_write(struct xcall *c, struct xguid of)
{
	cJSON *owned;
	const cJSON *list = xero_elements(c, &owned), *e;
	struct strbuf *b = &c->resp->body;

	xero_open(c, "HistoryRecords");
	cJSON_ArrayForEach(e, list) {
		const char *details = jv_str(e, "Details");

		xo_name(b, NULL);
		strbuf_addc(b, '{');
		if (!details || !*details || strlen(details) > 2500) {
			strbuf_adds(b, "\"ValidationErrors\":[{\"Message\":\"Details must be 1 to 2500 characters "
				"long\"}]}");
			continue;
		}
		xero_history_add(c->t, of, "Note", xero_text(c->x, details));
		xo_text(b, "Details", details);
		xo_text(b, "Changes", "Note");
		xo_text(b, "User", "System Generated");
		xo_stamp(b, "DateUTC", sim_now_ms(c->x->sim));
		xo_stamp_string(b, "DateUTCString", sim_now_ms(c->x->sim));
		strbuf_addc(b, '}');
		c->resp->wrote = 1;
	}
	cJSON_Delete(owned);
	xero_close(c);
}

static void history_call(struct xcall *c)
{
	static const enum xero_kind kinds[] = { XERO_BILL, XERO_CREDIT, XERO_ORDER, XERO_CONTACT,
		XERO_PAYMENT, XERO_BATCH, XERO_ITEM };
	const struct xhead *r = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(kinds) && !r; i++)
		if (!strcasecmp(c->seg[0], xero_collection(kinds[i])))
			r = xero_find(c->t, kinds[i], c->seg[1]);
	if (!r)
		xero_not_found(c->resp);
	else if (!strcmp(c->req->method, "GET"))
		xero_history_get(c, r->id);
	else
		history_write(c, r->id);
}

static void run(struct xcall *c)
{
	const char *unitdp = sim_query(c->req, "unitdp"), *summarize = sim_query(c->req, "summarizeErrors");

	c->unitdp = unitdp && !strcmp(unitdp, "4") ? 4 : 2;
	c->summarize = !summarize || strcasecmp(summarize, "false");
	if (xero_check(c))
		return;
	if (c->n_seg == 3 && !strcasecmp(c->seg[2], "History"))
		history_call(c);
	else if (!strcmp(c->req->method, "GET"))
		xero_get(c);
	else
		write_call(c);
}

/* A write whose key is remembered. */
static void run_once(struct xcall *c, const char *key)
{
	char *request;
	struct xrepeat *r;

	if (strlen(key) > 128) {
		xero_fail(c->resp, 400, 10, "ValidationException", "The Idempotency-Key must not be longer than "
			"128 characters.");
		return;
	}
	forget_repeats(c->x);
	request = request_hash(c->req);
	if (repeated(c, key, request)) {
		free(request);
		return;
	}
	run(c);
	r = ARRAY_PUSH(&c->x->repeats);
	*r = (struct xrepeat){ xstrdup(key), request, xstrdup(c->resp->body.s), c->resp->status,
		sim_now_ms(c->x->sim) };
}

static int split(struct xcall *c, const char *path)
{
	while (*path) {
		size_t n = strcspn(path, "/");

		if (n >= SIM_SEGMENT || c->n_seg == XERO_SEGMENTS)
			return -1;
		memcpy(c->seg[c->n_seg], path, n);
		c->seg[c->n_seg++][n] = 0;
		path += n + (path[n] == '/');
	}
	return 0;
}

static void api_call(struct xcall *c)
{
	const char *key = sim_header(c->req, "Idempotency-Key");
	const char *tenant = sim_header(c->req, "Xero-Tenant-Id");
	int known;

	c->token = xero_token(c->x, c->req, c->resp);
	if (!c->token)
		return;
	/* the header is required; only its value may be empty, of a custom connection */
	if (tenant || sim_options(c->x->sim)->lenient)
		c->t = xero_tenant_of(c->x, c->token, tenant);
	if (!c->t) {
		xero_problem(c->x, c->resp, 403, "Forbidden", "AuthenticationUnsuccessful");
		return;
	}
	if (over_limit(c))
		return;
	if (split(c, c->req->path + strlen(BASE))) {
		xero_not_found(c->resp);
		return;
	}
	c->op = xero_op_of(c, c->req->method, &known);
	if (!c->op) {
		if (known)
			xero_fail(c->resp, 405, 21, "MethodNotAllowedException", "The method is not allowed for "
				"this resource");
		else
			xero_not_found(c->resp);
	} else if (!has_scope(c)) {
		xero_problem(c->x, c->resp, 401, "Unauthorized", "AuthorizationUnsuccessful");
	} else if (c->req->body_len > MAX_REQUEST) {
		sim_respond_text(c->resp, 413, "text/html", "");
	} else if (key && strcmp(c->req->method, "GET") && strcmp(c->req->method, "DELETE")) {
		run_once(c, key);
	} else {
		run(c);
	}
}

static void handle(struct sim *sim, void *state, const struct sim_request *req,
	struct sim_response *resp)
{
	struct xcall c = { .x = state, .req = req, .resp = resp };

	if (xero_login_handle(state, req, resp))
		return;
	if (strncasecmp(req->path, BASE, strlen(BASE)))
		xero_not_found(resp);
	else
		api_call(&c);
	ARRAY_RELEASE(&c.errors);
	ARRAY_RELEASE(&c.warnings);
}

/* ---- life ---- */

static void *init(struct sim *sim)
{
	struct xero *x = xcalloc(1, sizeof *x);

	x->sim = sim;
	x->co = sim_company(sim);
	pool_init(&x->pool);
	x->client_id = xstrdup(sim_extra(sim, "xero.client_id", "7C1E5D0A93B64F2E8A6D41B0C95E2F37"));
	x->client_secret = xstrdup(sim_extra(sim, "xero.client_secret", "hY3kQz8-VnP1tR6wLbX0cJ5sMfD2uGa4"));
	x->tenants[0].name = x->co->name;
	x->tenants[1].name = "Northside Training";
	for (size_t i = 0; i < ARRAY_SIZE(x->tenants); i++) {
		struct xero_tenant *t = &x->tenants[i];

		t->x = x;
		t->id = xero_new_guid(x);
		t->connection = xero_new_guid(x);
		t->connected = 1;
		t->period_lock = t->year_lock = XERO_NO_DAY;
		instant_parse(&t->connected_at, x->co->connected_on);
		t->next_order = 1;
	}
	xero_switches_init(x);
	xero_seed(x);
	return x;
}

static void release(void *state)
{
	struct xero *x = state;

	for (size_t i = 0; i < ARRAY_SIZE(x->tenants); i++) {
		struct xero_tenant *t = &x->tenants[i];

		for (int k = 0; k < XERO_KINDS; k++)
			ARRAY_RELEASE(&t->lists[k]);
		free(t->index);
		ARRAY_RELEASE(&t->history);
	}
	for (size_t i = 0; i < x->repeats.len; i++) {
		free(x->repeats.items[i].key);
		free(x->repeats.items[i].request);
		free(x->repeats.items[i].body);
	}
	ARRAY_RELEASE(&x->repeats);
	xero_login_release(x);
	pool_release(&x->pool);
	free(x->client_id);
	free(x->client_secret);
	free(x);
}

static void expire(struct sim *sim, void *state)
{
	xero_login_expire(state);
}

static void credentials(struct sim *sim, void *state, cJSON *obj)
{
	const struct xero *x = state;
	struct strbuf accounts = STRBUF_INIT;

	jv_set_str(obj, "grant", "client_credentials");
	jv_set_str(obj, "client_id", x->client_id);
	jv_set_str(obj, "client_secret", x->client_secret);
	jv_set_str(obj, "tenant", x->tenants[0].name);
	jv_set_str(obj, "environment", "test");
	jv_set_str(obj, "home_currency", x->co->home_currency);
	jv_set_str(obj, "job_category", "Job");
	for (size_t i = 0; i < x->co->n_cost_types; i++)
		strbuf_addf(&accounts, "%s%s=%s", i ? " " : "", x->co->cost_types[i].code,
			xero_cost_account((int)i));
	jv_set_str(obj, "accounts", accounts.s);
	jv_set_str(obj, "retainage_account", XERO_RETENTION);
	jv_set_str(obj, "bill_status", "SUBMITTED");
	jv_set_str(obj, "connected_since", x->co->connected_on);
	strbuf_release(&accounts);
}

const struct sim_system sim_xero = {
	.name = "xero",
	.title = "Xero accounting API 2.0 with its identity service",
	.base_path = "",
	.init = init, .handle = handle, .control = xero_control, .refuse = refuse, .expire = expire,
	.dump = xero_dump, .credentials = credentials, .release = release,
};
